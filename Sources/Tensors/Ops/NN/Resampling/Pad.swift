// pad: more pixels around a tensor: a constant, a reflection, the edge repeated, or the other side. Amounts are given last axis
// first: (left, right, top, bottom, …); negative amounts crop.

import Schema

/// `padding`: pairs for the last axes, last axis first.
public func pad(_ input: Tensor, _ padding: [Int], mode: String = "constant", value: Double? = nil) throws -> Tensor {
    guard padding.count % 2 == 0 else { throw Failure(.runtimeError, "Padding length must be divisible by 2") }
    guard padding.count <= 2 * input.rank else {
        throw Failure(
            .runtimeError,
            "Padding length should be less than or equal to two times the input dimension but got padding length "
                + "\(padding.count) and input of dimension \(input.rank)")
    }
    try requireModest(padding, "pad", "padding")
    if mode == "constant" { return try padConstant(input, padding, value: value ?? 0) }
    if let value, value != 0 {
        throw Failure(.runtimeError, "Padding mode \"\(mode)\" doesn't take in value argument")
    }
    let axes = padding.count / 2
    guard (1...3).contains(axes), input.rank == axes + 1 || input.rank == axes + 2 else {
        throw Failure(
            .notImplementedError, "Only 2D, 3D, 4D, 5D padding with non-constant padding are supported for now")
    }
    let words = ["reflect": "Reflection", "replicate": "Replication", "circular": "Circular"]
    guard let word = words[mode] else {
        throw Failure(
            .notImplementedError, "Unrecognised padding mode \(mode)",
            hint: "modes are 'constant', 'reflect', 'replicate' and 'circular'")
    }
    let first = input.rank - axes
    // Checked from the last axis on, as PyTorch does.
    let taps = try (0..<axes).reversed().map { i -> AxisTaps in
        let pair = padding.count - 2 * (i + 1)
        return try paddedAxis(input, first + i, padding[pair], padding[pair + 1], mode, argument: 4 + pair)
    }
    let y = input.dtype.isFloatingPoint ? input : try input.to(.float64)
    return try resample("\(word)Pad\(axes)DBackward0", y, taps.reversed()).to(input.dtype)
}

private func paddedAxis(
    _ input: Tensor, _ axis: Int, _ left: Int, _ right: Int, _ mode: String, argument: Int
) throws -> AxisTaps {
    let n = input.shape[axis]
    if mode == "reflect", left >= n || right >= n {
        throw Failure(
            .runtimeError,
            "Argument #\(argument): Padding size should be less than the corresponding input dimension, but got: padding (\(left), "
                + "\(right)) at dimension \(axis) of input \(Shape.text(input.shape))")
    }
    if mode == "circular", left > n || right > n {
        throw Failure(.runtimeError, "Padding value causes wrapping around more than once.")
    }
    guard n > 0, n + left + right > 0 else {
        throw Failure(
            .runtimeError,
            "input (\(axis): \(n)) is too small for padding (\(left), \(right)): the output size would be \(n + left + right)"
        )
    }
    var taps = AxisTaps(inputSize: n)
    for o in -left..<(n + right) {
        let index: Int
        switch mode {
        case "reflect": index = o < 0 ? -o : o >= n ? 2 * (n - 1) - o : o
        case "replicate": index = min(max(o, 0), n - 1)
        default: index = ((o % n) + n) % n
        }
        taps.append([(index, 1)])
    }
    return taps
}

/// Constant padding of any dtype; negative amounts crop.
public func padConstant(_ input: Tensor, _ padding: [Int], value: Double) throws -> Tensor {
    let shape = try (0..<input.rank).map { axis -> Int in
        let pair = 2 * (input.rank - 1 - axis)
        guard pair + 1 < padding.count else { return input.shape[axis] }
        let size = input.shape[axis] + padding[pair] + padding[pair + 1]
        guard size >= 0 else {
            throw Failure(
                .runtimeError,
                "The input size \(input.shape[axis]), plus negative padding \(padding[pair]) and \(padding[pair + 1]) resulted in a "
                    + "negative output size, which is invalid. Check dimension \(axis) of your input.")
        }
        return size
    }
    let output = try blockedPad(input, padding, shape, value) ?? padded(input, padding, shape, value)
    return record("ConstantPadNdBackward0", output, inputs: [input]) { gradient in
        [try padConstant(gradient, padding.map { -$0 }, value: 0)]
    }
}

/// `input` inside a tensor of the given shape; `padding` as pad() has it.
private func padded(_ input: Tensor, _ padding: [Int], _ shape: [Int], _ value: Double) throws -> Tensor {
    let fill: Scalar = input.dtype.isFloatingPoint ? .float(value) : .int(Scalar.float(value).integer ?? 0)
    let output = try Tensor.full(shape, fill, input.dtype)
    try GradMode.disabled {
        var (target, source) = (output, input.detach())
        for axis in 0..<input.rank {
            let pair = 2 * (input.rank - 1 - axis)
            guard pair + 1 < padding.count else { continue }
            // The part both tensors have.
            let (left, right) = (padding[pair], padding[pair + 1])
            let count = max(0, input.shape[axis] + min(left, 0) + min(right, 0))
            target = try target.narrow(axis, min(max(left, 0), shape[axis]), min(count, shape[axis]))
            source = try source.narrow(axis, min(max(-left, 0), input.shape[axis]), min(count, input.shape[axis]))
        }
        try copyElements(from: source, to: target)
    }
    return output
}

/// The same for an image padded with zeros along its height and width; nil for anything else. U-Nets pad by nothing most of the
/// time: then the image is shared.
private func blockedPad(_ input: Tensor, _ padding: [Int], _ shape: [Int], _ value: Double) throws -> Tensor? {
    guard Blocked.isBatch(input), let image = input.image, padding.count <= 4, value == 0, !shape.contains(0) else {
        return nil
    }
    if padding.allSatisfy({ $0 == 0 }) { return Tensor(image) }
    return try Blocked.spatial(input) { blocks in
        let size = [blocks.shape[0], shape[2], shape[3], 16]
        return try padded(blocks, [0, 0] + padding, size, 0)
    }
}

extension Op {
    static let pad = Op(
        "pad(input, pad, mode='constant', value=None)",
        """
        More elements around input: pairs of amounts for the last axes, last axis first: (left, right, top, bottom, …).
        Negative amounts crop. mode: 'constant' (filled with value), 'reflect', 'replicate' or 'circular'.
        Source: torch.nn.functional.pad.
        >>> pad(ones(1, 2), (1, 0)).tolist()
        [[0.0, 1.0, 1.0]]
        """, in: [.functional],
        { (x: Tensor, amounts: Ints, mode: String, value: Double?) in
            try Tensors.pad(x, amounts.values, mode: mode, value: value)
        },
        samples: {
            let x = try sample([1, 2, 3, 4])
            let four = Argument.tuple([.int(1), .int(2), .int(2), .int(0)])
            return [
                [x, .tuple([.int(1), .int(-1)]), .string("constant"), .float(0.5)],
                [x, four, .string("reflect"), .none], [x, four, .string("replicate"), .none],
                [x, four, .string("circular"), .none],
            ]
        })
}
