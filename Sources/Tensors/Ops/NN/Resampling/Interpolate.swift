// interpolate: images made larger or smaller. The rules for where an output pixel looks are PyTorch's: pixel centres unless
// align_corners, the given scale factor rather than the ratio of sizes, and no clamping of the cubic's neighbours but their index.

import Glibc
import Schema

/// `mode=` of interpolate.
public enum InterpolationMode: String, Sendable {
    case nearest
    case nearestExact = "nearest-exact"
    case linear, bilinear, bicubic, trilinear, area

    var takesAlignCorners: Bool {
        switch self {
        case .linear, .bilinear, .bicubic, .trilinear: true
        case .nearest, .nearestExact, .area: false
        }
    }
}

/// input (N, C, L), (N, C, H, W) or (N, C, D, H, W). Exactly one of `size` and `scale` (one value, or one per axis) is given.
public func interpolate(
    _ input: Tensor, size: [Int]? = nil, scale: [Double]? = nil, mode modeName: String = "nearest",
    alignCorners: Bool? = nil, recomputeScale: Bool = false, antialias: Bool = false
) throws -> Tensor {
    let mode = InterpolationMode(rawValue: modeName)
    if let mode, !mode.takesAlignCorners, alignCorners != nil {
        throw Failure(
            .valueError,
            "align_corners option can only be set with the interpolating modes: linear | bilinear | bicubic | trilinear"
        )
    }
    let spatial = input.rank - 2
    guard let mode, (1...3).contains(spatial) else { throw modeFailure(input.rank, modeName) }
    let sizes = Array(input.shape.suffix(spatial))
    let (output, scales) = try outputSizes(sizes, size, scale, spatial, recomputeScale)
    let expected: Int? =
        switch mode {
        case .linear: 1
        case .bilinear, .bicubic: 2
        case .trilinear: 3
        case .nearest, .nearestExact, .area: nil
        }
    if let expected, expected != spatial {
        throw Failure(
            .notImplementedError, "Got \(input.rank)D input, but \(modeName) mode needs \(expected + 2)D input",
            hint: "for a rank \(input.rank) input use mode='\(["linear", "bilinear", "trilinear"][spatial - 1])'")
    }
    if antialias, mode != .bilinear && mode != .bicubic {
        throw Failure(
            .valueError, "Anti-alias option is only supported for bilinear, bicubic, lanczos modes")
    }
    if sizes.contains(0) || output.contains(where: { $0 <= 0 }) {
        throw Failure(
            .runtimeError,
            "Input and output sizes should be greater than 0, but got input (\(axes(sizes))) output (\(axes(output)))"
        )
    }
    if mode == .area { return try adaptiveAvgPool(spatial, input, size: output.map { $0 }) }
    if input.dtype == .uint8, mode == .nearest || mode == .nearestExact {
        return try interpolate(
            input.to(.float32), size: size, scale: scale, mode: modeName, recomputeScale: recomputeScale
        ).to(.uint8)
    }
    if !input.dtype.isFloatingPoint {
        throw unsupported(
            mode == .nearest ? "upsample_nearest\(spatial)d_channels_last" : "compute_indices_weights_\(modeName)",
            input.dtype)
    }
    // Sizes come from scripts: what the result and the tables of weights take is asked for before they are made.
    _ = try Shape.bytes(Array(input.shape.dropLast(spatial)) + output, input.dtype)
    for length in output { try Memory.require(length, itemsOf: 128) }
    let corners = alignCorners ?? false
    let axes = (0..<spatial).map { i -> AxisTaps? in
        let axis = ResampledAxis(n: sizes[i], outputs: output[i], scale: scales?[i], alignCorners: corners)
        switch mode {
        case .nearest: return axis.nearest(exact: false)
        case .nearestExact: return axis.nearest(exact: true)
        case .linear, .bilinear, .trilinear: return antialias ? axis.filtered(support: 1, triangle) : axis.linear()
        case .bicubic: return antialias ? axis.filtered(support: 2, smoothCubic) : axis.cubic()
        case .area: return nil
        }
    }
    return try resample(node(mode, spatial, antialias), input, axes)
}

/// "H: 2, W: 3".
private func axes(_ sizes: [Int]) -> String {
    zip(["D", "H", "W"].suffix(sizes.count), sizes).map { "\($0): \($1)" }.joined(separator: ", ")
}

private func modeFailure(_ rank: Int, _ name: String) -> Failure {
    Failure(
        .notImplementedError,
        "Input Error: Only 3D, 4D and 5D input Tensors supported (got \(rank)D) for the modes: nearest | linear | bilinear | bicubic "
            + "| trilinear | lanczos | area | nearest-exact (got \(name))",
        hint: Nearest.match(
            name, among: ["nearest", "linear", "bilinear", "bicubic", "trilinear", "area", "nearest-exact"]
        ).map { "did you mean mode='\($0)'?" } ?? "")
}

private func node(_ mode: InterpolationMode, _ spatial: Int, _ antialias: Bool) -> String {
    let word: String
    switch mode {
    case .nearest: word = "Nearest"
    case .nearestExact: word = "NearestExact"
    case .linear: word = "Linear"
    case .bilinear: word = "Bilinear"
    case .bicubic: word = "Bicubic"
    case .trilinear: word = "Trilinear"
    case .area: word = "Area"
    }
    return "Upsample\(word)\(spatial)D\(antialias ? "Aa" : "")Backward0"
}

private func outputSizes(
    _ sizes: [Int], _ size: [Int]?, _ scale: [Double]?, _ spatial: Int, _ recompute: Bool
) throws -> (output: [Int], scales: [Double]?) {
    if size != nil, scale != nil { throw Failure(.valueError, "only one of size or scale_factor should be defined") }
    if let size {
        if recompute {
            throw Failure(.valueError, "recompute_scale_factor is not meaningful with an explicit size.")
        }
        if size.count == 1 { return ([Int](repeating: size[0], count: spatial), nil) }
        guard size.count == spatial else {
            throw Failure(
                .valueError,
                "Input and output must have the same number of spatial dimensions, but got input with spatial dimensions of "
                    + "\(Shape.text(sizes)) and output size of \(Shape.text(size)). Please provide input tensor in (N, C, d1, d2, "
                    + "...,dK) format and output size in (o1, o2, ...,oK) format.")
        }
        try requireModest(size, "interpolate", "size")
        return (size, nil)
    }
    guard let scale else { throw Failure(.valueError, "either size or scale_factor should be defined") }
    let scales = scale.count == 1 ? [Double](repeating: scale[0], count: spatial) : scale
    guard scales.count == spatial else {
        throw Failure(
            .valueError,
            "Input and scale_factor must have the same number of spatial dimensions, but got input with spatial dimensions of "
                + "\(Shape.text(sizes)) and scale_factor of shape \(scales.count). Please provide input tensor in (N, C, d1, d2, "
                + "...,dK) format and scale_factor in (s1, s2, ...,sK) format.")
    }
    let output = try zip(sizes, scales).map { n, s -> Int in
        guard let size = Int(exactly: (Double(n) * s).rounded(.down)), size <= Int(Int32.max) else {
            throw Failure(.runtimeError, "interpolate: scale_factor \(s) gives no usable size")
        }
        return size
    }
    return (output, recompute ? nil : scales)
}

private func triangle(_ x: Double) -> Double { max(0, 1 - abs(x)) }

/// Keys' cubic with a = -0.5, as antialiased resizing uses it.
private func smoothCubic(_ x: Double) -> Double { cubicKernel(abs(x), -0.5) }

private func cubicKernel(_ x: Double, _ a: Double) -> Double {
    if x < 1 { return ((a + 2) * x - (a + 3)) * x * x + 1 }
    if x < 2 { return ((a * x - 5 * a) * x + 8 * a) * x - 4 * a }
    return 0
}

/// Where the outputs of one axis look.
private struct ResampledAxis {
    let n: Int, outputs: Int
    /// The user's scale factor, unless it is to be recomputed from the sizes.
    let scale: Double?
    let alignCorners: Bool

    private var ratio: Double { scale.map { 1 / $0 } ?? Double(n) / Double(outputs) }

    /// PyTorch computes nearest positions in float32 for every dtype.
    func nearest(exact: Bool) -> AxisTaps {
        let step = scale.map { Float(1 / $0) } ?? Float(n) / Float(outputs)
        var taps = AxisTaps(inputSize: n)
        for o in 0..<outputs {
            let position = ((Float(o) + (exact ? 0.5 : 0)) * step).rounded(.down)
            taps.append([(min(max(Int(exactly: position) ?? 0, 0), n - 1), 1)])
        }
        return taps
    }

    private func position(_ o: Int) -> Double {
        if alignCorners { return outputs > 1 ? Double(o) * (Double(n - 1) / Double(outputs - 1)) : 0 }
        return ratio * (Double(o) + 0.5) - 0.5
    }

    func linear() -> AxisTaps {
        var taps = AxisTaps(inputSize: n)
        for o in 0..<outputs {
            if n == outputs {
                taps.append([(o, 1)])
                continue
            }
            let x = max(0, position(o))
            let low = min(Int(x), n - 1)
            let weight = min(max(x - Double(low), 0), 1)
            let high = min(low + 1, n - 1)
            taps.append([(low, 1 - weight), (high, weight)])
        }
        return taps
    }

    /// Keys' cubic with a = -0.75; neighbours outside are those at the edge.
    func cubic() -> AxisTaps {
        var taps = AxisTaps(inputSize: n)
        for o in 0..<outputs {
            let x = position(o)
            let low = x.rounded(.down)
            let t = x - low
            let base = Int(low)
            taps.append(
                (-1...2).map { k in
                    (min(max(base + k, 0), n - 1), cubicKernel(abs(t - Double(k)), -0.75))
                })
        }
        return taps
    }

    /// A filter widened by the reduction factor, so that shrinking averages instead of skipping.
    func filtered(support: Double, _ filter: (Double) -> Double) -> AxisTaps {
        let step = alignCorners ? (outputs > 1 ? Double(n - 1) / Double(outputs - 1) : 0) : ratio
        let width = max(step, 1)
        let reach = support * width
        var taps = AxisTaps(inputSize: n)
        for o in 0..<outputs {
            let center = step * (Double(o) + 0.5)
            let low = max(Int(center - reach + 0.5), 0)
            let high = max(min(Int(center + reach + 0.5), n), low + 1)
            let weights = (low..<high).map { filter((Double($0) - center + 0.5) / width) }
            let total = weights.reduce(0, +)
            taps.append(zip(low..<high, weights).map { (min($0, n - 1), total == 0 ? $1 : $1 / total) })
        }
        return taps
    }
}

extension Op {
    static let interpolate = Op(
        """
        interpolate(input, size=None, scale_factor=None, mode='nearest', align_corners=None, recompute_scale_factor=None, \
        antialias=False)
        """,
        """
        An image batch made larger or smaller.
        Shapes: input (N, C, L), (N, C, H, W) or (N, C, D, H, W); size in pixels or scale_factor, one value or one per axis.
        mode: 'nearest', 'nearest-exact', 'linear' (3D input), 'bilinear', 'bicubic' (4D), 'trilinear' (5D), 'area'.
        Source: torch.nn.functional.interpolate.
        >>> interpolate(ones(1, 1, 2, 2), scale_factor=2).shape
        torch.Size([1, 1, 4, 4])
        """, in: [.functional],
        {
            (
                x: Tensor, size: Ints?, scale: Floats?, mode: String, corners: Bool?, recompute: Bool?, antialias: Bool
            ) in
            try Tensors.interpolate(
                x, size: size?.values, scale: scale?.values, mode: mode, alignCorners: corners,
                recomputeScale: recompute ?? false, antialias: antialias)
        },
        samples: {
            let x = try sample([1, 2, 3, 4])
            func call(_ size: Argument, _ scale: Argument, _ mode: String, _ corners: Argument) -> [Argument] {
                [x, size, scale, .string(mode), corners, .none, .bool(false)]
            }
            return [
                call(.none, .float(2), "nearest", .none),
                call(.tuple([.int(5), .int(3)]), .none, "bilinear", .bool(true)),
                call(.none, .float(1.7), "bilinear", .bool(false)),
                call(.tuple([.int(5), .int(6)]), .none, "bicubic", .bool(false)),
            ]
        })

    static let upsample = Op(
        "upsample(input, size=None, scale_factor=None, mode='nearest', align_corners=None)",
        """
        The old name of interpolate.
        """, in: [.functional],
        { (x: Tensor, size: Ints?, scale: Floats?, mode: String, corners: Bool?) in
            try Tensors.interpolate(
                x, size: size?.values, scale: scale?.values, mode: mode, alignCorners: corners)
        })
}

/// A number or a tuple of numbers.
struct Floats: FromArgument {
    let values: [Double]
    static var expected: String { "float" }
    static func from(_ argument: Argument) throws -> Floats? {
        if let items = argument.items {
            var values: [Double] = []
            for item in items {
                guard let value = try Double.from(item) else { return nil }
                values.append(value)
            }
            return Floats(values: values)
        }
        return try Double.from(argument).map { Floats(values: [$0]) }
    }
}
