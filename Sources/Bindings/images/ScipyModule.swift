// The modules scipy and scipy.ndimage, with the old names of the latter's parts (interpolation, morphology, filters, measurements).
// What segmentation programs take from them: distances, masks, splines, Gaussian filters. Algorithms are in NDImage.swift.
import Figures
import Glibc
import Schema
import Script
import Tensors

enum ScipyModule {
    static func register() {
        ModuleRegistry.register("scipy") { module in
            module.documentation = "scipy.ndimage: distances, masks and splines on arrays."
            module["__version__"] = .string("1.17.1")
            module.missing = { name in
                if let known = try ModuleRegistry.module("scipy.\(name)") { return .object(known) }
                return AbsentModules.part("scipy.\(name)")
            }
        }
        ModuleRegistry.register("scipy.ndimage._ni_support") { try ScriptedModule.build($0, support) }
        for part in ["", ".interpolation", ".morphology", ".filters", ".measurements"] {
            ModuleRegistry.register("scipy.ndimage\(part)") { module in
                declareDistances(in: module)
                declareMasks(in: module)
                declareSplines(in: module)
                declareFilters(in: module)
                module.missing = { name in
                    guard !name.text.hasPrefix("_") else { return nil }
                    if part.isEmpty, let known = try ModuleRegistry.module("scipy.ndimage.\(name)") {
                        return .object(known)
                    }
                    return AbsentModules.part("scipy.ndimage.\(name)")
                }
            }
        }
    }

    /// scipy.ndimage._ni_support, which copies of medpy's metrics import.
    private static let support = """
        import numpy as np

        def _normalize_sequence(input, rank):
            "One item per axis."
            if isinstance(input, (list, tuple)) or (hasattr(input, "shape") and len(input.shape) == 1):
                normalized = list(input)
                if len(normalized) != rank:
                    raise RuntimeError("sequence argument must have length equal to input rank")
                return normalized
            return [input] * rank

        def _get_output(output, input, shape=None, complex_output=False):
            shape = input.shape if shape is None else shape
            return np.zeros(shape, dtype=input.dtype if output is None else output)
        """

    /// Results keep the array's type: whole numbers are rounded and cut, as SciPy does.
    private static func like(_ x: Tensor, _ values: [Double], _ shape: [Int], rounds: Bool = true) throws -> Value {
        switch x.dtype {
        case .float64: return .object(NDArrayObject(try Tensor.from(values, shape)))
        case .float32, .float16, .bfloat16:
            return .object(NDArrayObject(try Tensor.from(values.map { Float($0) }, shape).to(x.dtype)))
        case .bool: return .object(NDArrayObject(try Tensor.from(values.map { $0 >= 0.5 ? 1 : 0 }, shape).to(.bool)))
        case .uint8, .int8, .int16, .int32, .int64:
            let bounds = x.dtype.bounds
            return .object(
                NDArrayObject(
                    try Tensor.from(
                        values.map { v in
                            let moved = rounds ? (v > 0 ? v + 0.5 : x.dtype == .uint8 ? 0 : v - 0.5) : v
                            return min(max(moved.rounded(.towardZero), bounds.low), bounds.high)
                        }, shape
                    ).to(x.dtype)))
        }
    }

    private static func mask(_ values: [Bool], _ shape: [Int]) throws -> Value {
        .object(NDArrayObject(try Tensor.from(values.map { $0 ? UInt8(1) : 0 }, shape).to(.bool)))
    }

    /// The input. More than 8 axes are refused: neighbourhoods and splines look at 3 to 4 places along each of them.
    private static func array(_ value: Value) throws -> Tensor {
        let x = try Numbers.tensor(value)
        guard x.rank <= 8 else {
            throw Failure(.notImplementedError, "scipy.ndimage takes arrays of up to 8 dimensions here, not \(x.rank)")
        }
        return x
    }

    /// One label per element; nil for None.
    private static func labels(_ value: Value, _ count: Int) throws -> [Double]? {
        if value.isNone { return nil }
        let labels = try Numbers.doubles(value)
        if labels.count == 1 { return [Double](repeating: labels[0], count: count) }
        guard labels.count == count else {
            throw Failure(.valueError, "shape mismatch: objects cannot be broadcast to a single shape")
        }
        return labels
    }

    private static func wholes(_ value: Value) throws -> [Int] {
        try Numbers.doubles(value).map { number in
            guard let whole = Int(exactly: number), whole.magnitude < 1 << 31 else {
                throw Failure(.typeError, "'float' object cannot be interpreted as an integer")
            }
            return whole
        }
    }

    /// One number per axis, from one number or a sequence.
    private static func perAxis(_ value: Value, _ rank: Int, _ name: String) throws -> [Double] {
        let numbers = try Numbers.doubles(value)
        if numbers.count == 1, rank != 1, value.asObject == nil || Double.fromScalar(value) {
            return [Double](repeating: numbers[0], count: rank)
        }
        guard numbers.count == rank else {
            throw Failure(.runtimeError, "sequence argument must have length equal to input rank")
        }
        return numbers
    }

    // MARK: - Distances

    private static func declareDistances(in module: ModuleObject) {
        module.rawDefine(
            "distance_transform_edt(input, sampling=None, return_distances=True, return_indices=False, distances=None, indices=None)",
            "The distance of every element to the nearest zero, in pixels or in units of sampling."
        ) { bound in
            let x = try array(bound[0])
            let values = try Numbers.doubles(x)
            let sampling =
                bound[1].isNone
                ? [Double](repeating: 1, count: x.rank) : try perAxis(bound[1], x.rank, "sampling")
            let found = NDImage.nearestZero(values, x.shape, sampling)
            var distances: [Double] = []
            var places = [[Int]](repeating: [], count: x.rank)
            for at in values.indices {
                // Without any zero SciPy measures from just before the first element.
                let here = NDImage.place(at, x.shape)
                let site =
                    found.map { NDImage.place($0.sites[at], x.shape) }
                    ?? x.shape.indices.map { $0 == 0 ? -1 : 0 }
                var square = 0.0
                for axis in here.indices {
                    let away = Double(site[axis] - here[axis]) * sampling[axis]
                    square += away * away
                    places[axis].append(site[axis])
                }
                distances.append(square.squareRoot())
            }
            let first = Value.object(NDArrayObject(try Tensor.from(distances, x.shape)))
            guard try bound[3].truth() else { return first }
            let second = Value.object(
                NDArrayObject(try Tensor.from(places.flatMap { $0 }, [x.rank] + x.shape).to(.int32)))
            return try bound[2].truth() ? .tuple([first, second]) : second
        }
    }

    // MARK: - Masks

    private static func structure(rank: Int, connectivity: Int) -> [Double] {
        let shape = [Int](repeating: 3, count: rank)
        return (0..<shape.reduce(1, *)).map { at in
            NDImage.place(at, shape).reduce(0) { $0 + abs($1 - 1) } <= connectivity ? 1 : 0
        }
    }

    /// The offsets of a structuring element, a cross when None.
    private static func offsets(_ value: Value, rank: Int) throws -> [[Int]] {
        if value.isNone {
            return NDImage.offsets(structure(rank: rank, connectivity: 1), [Int](repeating: 3, count: rank))
        }
        let given = try Numbers.tensor(value)
        guard given.rank == rank else {
            throw Failure(.runtimeError, "structure and input must have same dimensionality")
        }
        return NDImage.offsets(try Numbers.doubles(given), given.shape)
    }

    private static func declareMasks(in module: ModuleObject) {
        module.rawDefine("generate_binary_structure(rank, connectivity)", "A neighbourhood of 3 per axis.") { bound in
            let (rank, reach) = (try bound[0].asInt(), try bound[1].asInt())
            guard (1...6).contains(rank) else { throw Failure(.valueError, "rank must be 1 to 6") }
            return try mask(
                structure(rank: rank, connectivity: max(reach, 1)).map { $0 != 0 }, [Int](repeating: 3, count: rank))
        }
        for (name, steps) in [
            ("binary_erosion", [false]), ("binary_dilation", [true]), ("binary_opening", [false, true]),
            ("binary_closing", [true, false]),
        ] {
            module.rawDefine(
                steps.count == 1
                    ? "\(name)(input, structure=None, iterations=1, mask=None, output=None, border_value=0, origin=0, brute_force=False)"
                    : "\(name)(input, structure=None, iterations=1, output=None, origin=0, mask=None, border_value=0, brute_force=False)",
                "A mask grown or shrunk by a structuring element."
            ) { bound in
                let x = try array(bound[0])
                let offsets = try offsets(bound[1], rank: x.rank)
                var result = try Numbers.doubles(x).map { $0 != 0 }
                let border = try bound[steps.count == 1 ? 5 : 6].truth()
                // Less than 1: until nothing changes.
                let count = max(try Int.from(bound[2]) ?? 1, 0)
                for grows in steps {
                    var left = count
                    while true {
                        let next = NDImage.step(result, x.shape, offsets, grows: grows, border: border)
                        let isDone = next == result
                        result = next
                        left -= 1
                        if left == 0 || isDone { break }
                    }
                }
                return try mask(result, x.shape)
            }
        }
        module.rawDefine(
            "binary_fill_holes(input, structure=None, output=None, origin=0)", "A mask without its holes."
        ) { bound in
            let x = try array(bound[0])
            let isSet = try Numbers.doubles(x).map { $0 != 0 }
            let offsets = try offsets(bound[1], rank: x.rank)
            // The outside flows in from beyond the edges, around what is set.
            var outside = [Bool](repeating: false, count: isSet.count)
            while true {
                let grown = NDImage.step(outside, x.shape, offsets, grows: true, border: true)
                let next = zip(grown, isSet).map { $0 && !$1 }
                if next == outside { break }
                outside = next
            }
            return try mask(outside.map { !$0 }, x.shape)
        }
        module.rawDefine(
            "label(input, structure=None, output=None)", "Connected regions of what is not zero: (numbers, how many)."
        ) { bound in
            let x = try array(bound[0])
            let (labels, count) = NDImage.label(
                try Numbers.doubles(x), x.shape, try offsets(bound[1], rank: x.rank))
            return .tuple([.object(NDArrayObject(try Tensor.from(labels, x.shape).to(.int32))), .int(count)])
        }
        for (name, isMean) in [("sum", false), ("sum_labels", false), ("mean", true)] {
            module.rawDefine("\(name)(input, labels=None, index=None)", "Per labelled region.") { bound in
                let values = try Numbers.doubles(bound[0])
                let labels = try labels(bound[1], values.count)
                func one(_ keep: (Double) -> Bool) -> Double {
                    let kept = values.indices.filter { i in labels.map { keep($0[i]) } ?? true }
                    let total = kept.reduce(0) { $0 + values[$1] }
                    return isMean ? total / Double(kept.count) : total
                }
                if bound[2].isNone { return try Numbers.scalar(one { $0 > 0 }) }
                let wanted = try Numbers.tensor(bound[2])
                let results = try Numbers.doubles(wanted).map { number in one { $0 == number } }
                return wanted.rank == 0 ? try Numbers.scalar(results[0]) : try Numbers.array(results, wanted.shape)
            }
        }
        module.rawDefine("center_of_mass(input, labels=None, index=None)", "The weighted middle, one number per axis.")
        {
            bound in
            let x = try array(bound[0])
            let values = try Numbers.doubles(x)
            let labels = try labels(bound[1], values.count)
            func one(_ number: Double?) throws -> Value {
                var (sums, total) = ([Double](repeating: 0, count: x.rank), 0.0)
                for at in values.indices {
                    if let labels, number.map({ labels[at] != $0 }) ?? (labels[at] <= 0) { continue }
                    total += values[at]
                    for (axis, i) in NDImage.place(at, x.shape).enumerated() { sums[axis] += values[at] * Double(i) }
                }
                return .tuple(try sums.map { try Numbers.scalar($0 / total) })
            }
            if bound[2].isNone { return try one(nil) }
            let wanted = try Numbers.tensor(bound[2])
            let numbers = try Numbers.doubles(wanted)
            return wanted.rank == 0 ? try one(numbers[0]) : .list(try numbers.map { try one($0) })
        }
    }

    // MARK: - Splines

    private static func declareSplines(in module: ModuleObject) {
        module.rawDefine(
            "zoom(input, zoom, output=None, order=3, mode='constant', cval=0.0, prefilter=True, *, grid_mode=False)",
            "The array at another size: a factor, or one per axis."
        ) { bound in
            let x = try array(bound[0])
            let factors = try perAxis(bound[1], x.rank, "zoom")
            let shape = try zip(x.shape, factors).map { size, factor -> Int in
                let length = (Double(size) * factor).rounded(.toNearestOrEven)
                guard length >= 0, length < 1_000_000 else {
                    throw Failure(.valueError, "zoom gives \(length) elements")
                }
                return Int(length)
            }
            guard try !bound[7].truth() else {
                throw Failure(.notImplementedError, "zoom(grid_mode=True) is not available here")
            }
            try NDImage.checkSize(shape)
            let scale = zip(x.shape, shape).map { $1 > 1 ? Double($0 - 1) / Double($1 - 1) : 1 }
            return try like(
                x,
                try NDImage.sample(
                    try Numbers.doubles(x), x.shape, count: shape.reduce(1, *), order: try Int.from(bound[3]) ?? 3,
                    mode: try NDImage.Mode(bound[4].text ?? "constant"), cval: try Numbers.optional(bound[5]) ?? 0,
                    prefilter: try bound[6].truth()
                ) { at, place in
                    var rest = at
                    for axis in shape.indices.reversed() {
                        place[axis] = Double(rest % shape[axis]) * scale[axis]
                        rest /= shape[axis]
                    }
                }, shape)
        }
        module.rawDefine(
            "map_coordinates(input, coordinates, output=None, order=3, mode='constant', cval=0.0, prefilter=True)",
            "The array at given places: coordinates holds one array per axis."
        ) { bound in
            let x = try array(bound[0])
            let places = try Numbers.tensor(bound[1])
            guard places.rank >= 1, places.shape[0] == x.rank else {
                throw Failure(.runtimeError, "invalid shape for coordinate array")
            }
            let shape = Array(places.shape.dropFirst())
            let count = shape.reduce(1, *)
            let numbers = try Numbers.doubles(places)
            return try like(
                x,
                try NDImage.sample(
                    try Numbers.doubles(x), x.shape, count: count, order: try Int.from(bound[3]) ?? 3,
                    mode: try NDImage.Mode(bound[4].text ?? "constant"), cval: try Numbers.optional(bound[5]) ?? 0,
                    prefilter: try bound[6].truth()
                ) { at, place in for axis in place.indices { place[axis] = numbers[axis * count + at] } }, shape)
        }
        module.rawDefine(
            "shift(input, shift, output=None, order=3, mode='constant', cval=0.0, prefilter=True)",
            "The array moved by a number of elements, or one number per axis."
        ) { bound in
            let x = try array(bound[0])
            let moves = try perAxis(bound[1], x.rank, "shift")
            return try like(
                x,
                try NDImage.sample(
                    try Numbers.doubles(x), x.shape, count: x.count, order: try Int.from(bound[3]) ?? 3,
                    mode: try NDImage.Mode(bound[4].text ?? "constant"), cval: try Numbers.optional(bound[5]) ?? 0,
                    prefilter: try bound[6].truth()
                ) { at, place in
                    for (axis, i) in NDImage.place(at, x.shape).enumerated() { place[axis] = Double(i) - moves[axis] }
                }, x.shape)
        }
        module.rawDefine(
            "rotate(input, angle, axes=(1, 0), reshape=True, output=None, order=3, mode='constant', cval=0.0, prefilter=True)",
            "Turned by degrees in the plane of two axes."
        ) { bound in
            let x = try array(bound[0])
            let angle = try Numbers.optional(bound[1]) ?? 0
            guard angle.magnitude < 1e9 else { throw Failure(.valueError, "the angle must be degrees, not \(angle)") }
            var axes = try wholes(bound[2]).map { $0 < 0 ? $0 + x.rank : $0 }
            guard axes.count == 2, axes[0] != axes[1], axes.allSatisfy({ $0 >= 0 && $0 < x.rank }) else {
                throw Failure(.valueError, "axes should contain only 2 different axes of the array")
            }
            axes.sort()
            let (c, s) = turn(angle)
            let plane = axes.map { x.shape[$0] }
            var size = plane
            if try bound[3].truth() {
                let (h, w) = (Double(plane[0]), Double(plane[1]))
                let rows = [0, s * w, c * h, c * h + s * w], columns = [0, c * w, -s * h, -s * h + c * w]
                func spread(_ v: [Double]) -> Int { Int((v.max() ?? 0) - (v.min() ?? 0) + 0.5) }
                size = [spread(rows), spread(columns)]
            }
            var shape = x.shape
            for (k, axis) in axes.enumerated() { shape[axis] = size[k] }
            try NDImage.checkSize(shape)
            let middle = size.map { (Double($0) - 1) / 2 }
            let offset = [
                (Double(plane[0]) - 1) / 2 - (c * middle[0] + s * middle[1]),
                (Double(plane[1]) - 1) / 2 - (-s * middle[0] + c * middle[1]),
            ]
            // Each plane is a picture of its own: the spline never runs across the other axes.
            let others = x.shape.indices.filter { !axes.contains($0) }
            let (from, to) = (NDImage.strides(x.shape), NDImage.strides(shape))
            let values = try Numbers.doubles(x)
            var out = [Double](repeating: 0, count: shape.reduce(1, *))
            let mode = try NDImage.Mode(bound[6].text ?? "constant")
            let (order, cval) = (try Int.from(bound[5]) ?? 3, try Numbers.optional(bound[7]) ?? 0)
            let counts = others.map { x.shape[$0] }
            for k in 0..<counts.reduce(1, *) {
                let place = NDImage.place(k, counts)
                let (a, b) = zip(others, place).reduce((0, 0)) { ($0.0 + from[$1.0] * $1.1, $0.1 + to[$1.0] * $1.1) }
                var picture: [Double] = []
                for r in 0..<plane[0] {
                    for q in 0..<plane[1] { picture.append(values[a + r * from[axes[0]] + q * from[axes[1]]]) }
                }
                let turned = try NDImage.sample(
                    picture, plane, count: size[0] * size[1], order: order, mode: mode, cval: cval,
                    prefilter: try bound[8].truth()
                ) { at, place in
                    let (r, q) = (Double(at / size[1]), Double(at % size[1]))
                    place[0] = c * r + s * q + offset[0]
                    place[1] = -s * r + c * q + offset[1]
                }
                for r in 0..<size[0] {
                    for q in 0..<size[1] { out[b + r * to[axes[0]] + q * to[axes[1]]] = turned[r * size[1] + q] }
                }
            }
            return try like(x, out, shape)
        }
    }

    /// Cosine and sine of degrees, exact at quarter turns, as scipy.special.cosdg and sindg.
    private static func turn(_ degrees: Double) -> (Double, Double) {
        var rest = degrees.truncatingRemainder(dividingBy: 360)
        if rest < 0 { rest += 360 }
        switch rest {
        case 0: return (1, 0)
        case 90: return (0, 1)
        case 180: return (-1, 0)
        case 270: return (0, -1)
        default: return (cos(degrees * .pi / 180), sin(degrees * .pi / 180))
        }
    }

    // MARK: - Filters

    private static func declareFilters(in module: ModuleObject) {
        module.rawDefine(
            "gaussian_filter(input, sigma, order=0, output=None, mode='reflect', cval=0.0, truncate=4.0, *, radius=None, axes=None)",
            "Smoothed by a Gaussian of sigma elements, or one sigma per axis."
        ) { bound in
            let x = try array(bound[0])
            let sigmas = try perAxis(bound[1], x.rank, "sigma")
            guard try Int.from(bound[2]) == 0 else {
                throw Failure(
                    .notImplementedError, "gaussian_filter(order=…) is not available here", hint: "order is 0")
            }
            let border = try border(bound[4].text ?? "reflect", try Numbers.optional(bound[5]) ?? 0)
            var values = try Numbers.doubles(x)
            for (axis, sigma) in sigmas.enumerated() where sigma > 1e-15 {
                values = ImageMath.smoothed(
                    values, x.shape, axis: axis, sigma: sigma, truncate: try Numbers.optional(bound[6]) ?? 4,
                    border: border)
                // Between the axes the numbers are kept in the array's type.
                values = try Numbers.doubles(try like(x, values, x.shape, rounds: false))
            }
            return try like(x, values, x.shape, rounds: false)
        }
        for (name, kind) in [("uniform_filter", 0), ("maximum_filter", 1), ("minimum_filter", 2), ("median_filter", 3)]
        {
            module.rawDefine(
                kind == 0
                    ? "\(name)(input, size=3, output=None, mode='reflect', cval=0.0, origin=0)"
                    : "\(name)(input, size=None, footprint=None, output=None, mode='reflect', cval=0.0, origin=0)",
                "The mean, largest, smallest or middle value of a box around every element."
            ) { bound in
                let x = try array(bound[0])
                let sizes = try perAxis(bound[1], x.rank, "size").map { Int(exactly: $0) ?? 0 }
                guard sizes.allSatisfy({ (1...99).contains($0) }) else {
                    throw Failure(.runtimeError, "no footprint provided")
                }
                if kind == 3 { try NDImage.checkSize(sizes, limit: 100_000) }
                let border = try border(
                    bound[kind == 0 ? 3 : 4].text ?? "reflect", try Numbers.optional(bound[kind == 0 ? 4 : 5]) ?? 0)
                var values = try Numbers.doubles(x)
                if kind == 3 {
                    values = median(values, x.shape, sizes, border)
                } else {
                    for (axis, size) in sizes.enumerated() where size > 1 {
                        values = ImageMath.along(values, x.shape, axis: axis, length: x.shape[axis]) { line in
                            line.indices.map { center in
                                let window = (0..<size).map { k in
                                    border.index(center + k - size / 2, line.count).map { line[$0] } ?? border.value
                                }
                                switch kind {
                                case 0: return window.reduce(0, +) / Double(size)
                                case 1: return window.max() ?? 0
                                default: return window.min() ?? 0
                                }
                            }
                        }
                    }
                }
                return try like(x, values, x.shape, rounds: false)
            }
        }
    }

    private static func median(_ values: [Double], _ shape: [Int], _ sizes: [Int], _ border: ImageMath.Border)
        -> [Double]
    {
        let steps = NDImage.strides(shape)
        let boxes = sizes.reduce(1, *)
        return values.indices.map { at in
            let here = NDImage.place(at, shape)
            var window: [Double] = []
            for k in 0..<boxes {
                var (target, isInside) = (0, true)
                for (axis, offset) in NDImage.place(k, sizes).enumerated() {
                    guard let i = border.index(here[axis] + offset - sizes[axis] / 2, shape[axis]) else {
                        isInside = false
                        break
                    }
                    target += i * steps[axis]
                }
                window.append(isInside ? values[target] : border.value)
            }
            return window.sorted()[boxes / 2]
        }
    }

    /// SciPy's names of borders: its reflect is the others' symmetric.
    private static func border(_ name: String, _ cval: Double) throws -> ImageMath.Border {
        try ImageMath.Border(name == "reflect" ? "symmetric" : name == "mirror" ? "reflect" : name, cval)
    }
}

extension Double {
    /// Whether a value is one number, not a sequence of them.
    fileprivate static func fromScalar(_ value: Value) -> Bool {
        value.asObject is NumpyScalar || ((value.asObject as? NDArrayObject)?.tensor.rank ?? 1) == 0
    }
}
