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
                // Asked before what is absent.
                let absent = module.missing
                module.missing = nil
                NDImageLater.declare(in: module)
                let later = module.missing
                module.missing = { try later?($0) ?? absent?($0) }
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
    private static func like(_ dtype: DType, _ values: [Double], _ shape: [Int], rounds: Bool = true) throws -> Tensor {
        switch dtype {
        case .float64: return try Tensor.from(values, shape)
        case .float32, .float16, .bfloat16: return try Tensor.from(values.map { Float($0) }, shape).to(dtype)
        case .bool: return try Tensor.from(values.map { $0 >= (rounds ? 0.5 : 1) ? 1 : 0 }, shape).to(.bool)
        case .uint8, .int8, .int16, .int32, .int64:
            let bounds = dtype.bounds
            return try Tensor.from(
                values.map { v in
                    let moved = rounds ? (v > 0 ? v + 0.5 : dtype == .uint8 ? 0 : v - 0.5) : v
                    return min(max(moved.rounded(.towardZero), bounds.low), bounds.high)
                }, shape
            ).to(dtype)
        }
    }

    /// The element type of a result: the input's, or what `output` (a type or an array) says.
    private static func resultType(_ x: Tensor, _ output: Value) throws -> DType {
        if let target = output.asObject as? NDArrayObject { return target.tensor.dtype }
        return try ArrayMethods.dtype(output) ?? x.dtype
    }

    /// A result as `output` asks for it: a new array of a type, or written into the array that it is.
    private static func finish(_ result: Tensor, _ output: Value) throws -> Value {
        guard let target = output.asObject as? NDArrayObject else { return .object(NDArrayObject(result)) }
        guard target.tensor.shape == result.shape else {
            throw Failure(
                .runtimeError, "output shape not correct",
                hint: "output= takes an array of the result's shape, or a type such as np.float32")
        }
        try Flavour.numpy.run { try target.tensor.setIndex([.ellipsis], result) }
        return output
    }
    private static func finish(
        _ x: Tensor, _ values: [Double], _ shape: [Int], _ output: Value, rounds: Bool = true
    ) throws -> Value {
        try finish(try like(try resultType(x, output), values, shape, rounds: rounds), output)
    }

    private static func bools(_ values: [Bool], _ shape: [Int]) throws -> Tensor {
        try Tensor.from(values.map { $0 ? UInt8(1) : 0 }, shape).to(.bool)
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
            guard bound[4].isNone, bound[5].isNone else {
                throw Failure(
                    .notImplementedError, "distance_transform_edt() does not write into arrays here",
                    hint: "take what it returns: d, i = distance_transform_edt(x, return_indices=True)")
            }
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

    /// The offsets of a structuring element, a cross when None, along `axes` (all of them when None) and moved back by `origin`.
    private static func offsets(
        _ value: Value, rank: Int, axes: Value = .none, origin: Value = .int(0)
    ) throws -> [[Int]] {
        let axes = try self.axes(axes, rank)
        let n = axes.count
        var (shape, ones) = ([Int](repeating: 3, count: n), [Double]())
        if value.isNone {
            ones = structure(rank: n, connectivity: 1)
        } else {
            let given = try Numbers.tensor(value)
            guard given.rank == n else {
                throw Failure(.runtimeError, "structure and input must have same dimensionality")
            }
            guard given.count > 0 else { throw Failure(.runtimeError, "structure must not be empty") }
            (shape, ones) = (given.shape, try Numbers.doubles(given))
        }
        let origins = try origins(origin, shape)
        return NDImage.offsets(ones, shape).map { offset in
            var whole = [Int](repeating: 0, count: rank)
            for (k, axis) in axes.enumerated() { whole[axis] = offset[k] - origins[k] }
            return whole
        }
    }

    /// The axes that a filter works along, counted from the front.
    private static func axes(_ value: Value, _ rank: Int) throws -> [Int] {
        if value.isNone { return Array(0..<rank) }
        let axes = try wholes(value).map { $0 < 0 ? $0 + rank : $0 }
        guard axes.allSatisfy({ (0..<rank).contains($0) }), Set(axes).count == axes.count else {
            throw Failure(
                .valueError, "axes must be different axes of the array, got \(try value.repr()) for \(rank) dimensions")
        }
        return axes
    }

    /// How far a filter is moved back along each of its axes: not beyond its own ends.
    private static func origins(_ value: Value, _ shape: [Int]) throws -> [Int] {
        var origins = try wholes(value)
        if origins.count == 1, shape.count != 1 { origins = [Int](repeating: origins[0], count: shape.count) }
        guard origins.count == shape.count else {
            throw Failure(.runtimeError, "sequence argument must have length equal to input rank")
        }
        guard zip(origins, shape).allSatisfy({ $1 / 2 + $0 >= 0 && $1 / 2 + $0 < $1 }) else {
            throw Failure(.valueError, "invalid origin")
        }
        return origins
    }

    private static func declareMasks(in module: ModuleObject) {
        module.rawDefine("generate_binary_structure(rank, connectivity)", "A neighbourhood of 3 per axis.") { bound in
            let (rank, reach) = (try bound[0].asInt(), try bound[1].asInt())
            guard (1...6).contains(rank) else { throw Failure(.valueError, "rank must be 1 to 6") }
            let ones = structure(rank: rank, connectivity: max(reach, 1)).map { $0 != 0 }
            return .object(NDArrayObject(try bools(ones, [Int](repeating: 3, count: rank))))
        }
        for (name, steps) in [
            ("binary_erosion", [false]), ("binary_dilation", [true]), ("binary_opening", [false, true]),
            ("binary_closing", [true, false]),
        ] {
            module.rawDefine(
                steps.count == 1
                    ? "\(name)(input, structure=None, iterations=1, mask=None, output=None, border_value=0, origin=0, brute_force=False, *, axes=None)"
                    : "\(name)(input, structure=None, iterations=1, output=None, origin=0, mask=None, border_value=0, brute_force=False, *, axes=None)",
                "A mask grown or shrunk by a structuring element."
            ) { bound in
                let x = try array(bound[0])
                let (mask, output, origin) =
                    steps.count == 1 ? (bound[3], bound[4], bound[6]) : (bound[5], bound[3], bound[4])
                let offsets = try offsets(bound[1], rank: x.rank, axes: bound[8], origin: origin)
                var kept: [Bool]?
                if !mask.isNone {
                    let given = try Numbers.tensor(mask)
                    guard given.shape == x.shape else {
                        throw Failure(.runtimeError, "mask and input must have equal sizes")
                    }
                    kept = try Numbers.doubles(given).map { $0 == 0 }
                }
                var result = try Numbers.doubles(x).map { $0 != 0 }
                let border = try bound[steps.count == 1 ? 5 : 6].truth()
                // Less than 1: until nothing changes.
                let count = max(try Int.from(bound[2]) ?? 1, 0)
                for grows in steps {
                    var left = count
                    while true {
                        let next = try NDImage.step(
                            result, x.shape, offsets, grows: grows, border: border, kept: kept)
                        let isDone = next == result
                        result = next
                        left -= 1
                        if left == 0 || isDone { break }
                    }
                }
                return try finish(try bools(result, x.shape), output)
            }
        }
        module.rawDefine(
            "binary_fill_holes(input, structure=None, output=None, origin=0, *, axes=None)", "A mask without its holes."
        ) { bound in
            let x = try array(bound[0])
            let isSet = try Numbers.doubles(x).map { $0 != 0 }
            let offsets = try offsets(bound[1], rank: x.rank, axes: bound[4], origin: bound[3])
            // The outside flows in from beyond the edges, around what is set.
            var outside = [Bool](repeating: false, count: isSet.count)
            while true {
                let grown = try NDImage.step(outside, x.shape, offsets, grows: true, border: true)
                let next = zip(grown, isSet).map { $0 && !$1 }
                if next == outside { break }
                outside = next
            }
            return try finish(try bools(outside.map { !$0 }, x.shape), bound[2])
        }
        module.rawDefine(
            "label(input, structure=None, output=None)", "Connected regions of what is not zero: (numbers, how many)."
        ) { bound in
            let x = try array(bound[0])
            let (labels, count) = try NDImage.label(
                try Numbers.doubles(x), x.shape, try offsets(bound[1], rank: x.rank))
            let dtype = bound[2].isNone ? .int32 : try resultType(x, bound[2])
            guard dtype.isFloatingPoint || Double(count) <= dtype.bounds.high else {
                throw Failure(
                    .runtimeError, "insufficient bit-depth in requested output type",
                    hint: "\(count) labels do not fit into \(dtype.name)")
            }
            let numbers = try Tensor.from(labels, x.shape).to(dtype)
            if bound[2].asObject is NDArrayObject {
                _ = try finish(numbers, bound[2])
                return .int(count)
            }
            return .tuple([.object(NDArrayObject(numbers)), .int(count)])
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
                if bound[2].isNone {
                    let all = one { $0 > 0 }
                    let isWhole = try !isMean && !Numbers.tensor(bound[0]).dtype.isFloatingPoint
                    guard isWhole, let number = Int(exactly: all) else { return try Numbers.scalar(all) }
                    return .object(try NumpyScalar(.int(number), .int64))
                }
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
            return try finish(
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
                }, shape, bound[2])
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
            return try finish(
                x,
                try NDImage.sample(
                    try Numbers.doubles(x), x.shape, count: count, order: try Int.from(bound[3]) ?? 3,
                    mode: try NDImage.Mode(bound[4].text ?? "constant"), cval: try Numbers.optional(bound[5]) ?? 0,
                    prefilter: try bound[6].truth()
                ) { at, place in for axis in place.indices { place[axis] = numbers[axis * count + at] } }, shape,
                bound[2])
        }
        module.rawDefine(
            "shift(input, shift, output=None, order=3, mode='constant', cval=0.0, prefilter=True)",
            "The array moved by a number of elements, or one number per axis."
        ) { bound in
            let x = try array(bound[0])
            let moves = try perAxis(bound[1], x.rank, "shift")
            return try finish(
                x,
                try NDImage.sample(
                    try Numbers.doubles(x), x.shape, count: x.count, order: try Int.from(bound[3]) ?? 3,
                    mode: try NDImage.Mode(bound[4].text ?? "constant"), cval: try Numbers.optional(bound[5]) ?? 0,
                    prefilter: try bound[6].truth()
                ) { at, place in
                    for (axis, i) in NDImage.place(at, x.shape).enumerated() { place[axis] = Double(i) - moves[axis] }
                }, x.shape, bound[2])
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
            return try finish(x, out, shape, bound[4])
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
            let axes = try axes(bound[8], x.rank)
            let sigmas = try perAxis(bound[1], axes.count, "sigma")
            let orders = try perAxis(bound[2], axes.count, "order")
            let radii = bound[7].isNone ? nil : try perAxis(bound[7], axes.count, "radius")
            let borders = try borders(bound[4], bound[5], axes.count)
            let dtype = try resultType(x, bound[3])
            var values = try Numbers.doubles(x)
            for (k, axis) in axes.enumerated() where sigmas[k] > 1e-15 {
                let weights = try bell(sigmas[k], orders[k], radii?[k], bound[6])
                // Between the axes the numbers are kept in the result's type.
                values = try correlated(values, x.shape, axis, weights, 0, borders[k], dtype)
            }
            return try finish(x, values, x.shape, bound[3], rounds: false)
        }
        module.rawDefine(
            "gaussian_filter1d(input, sigma, axis=-1, order=0, output=None, mode='reflect', cval=0.0, truncate=4.0, *, radius=None)",
            "Smoothed along one axis."
        ) { bound in
            let x = try array(bound[0])
            let axis = try axes(bound[2], x.rank)[0]
            let radius = bound[8].isNone ? nil : try Numbers.optional(bound[8])
            let weights = try bell(
                try Numbers.optional(bound[1]) ?? 1, Double(try bound[3].asInt()), radius, bound[7])
            let values = try correlated(
                try Numbers.doubles(x), x.shape, axis, weights, 0, try borders(bound[5], bound[6], 1)[0],
                try resultType(x, bound[4]))
            return try finish(x, values, x.shape, bound[4], rounds: false)
        }
        for name in ["correlate1d", "convolve1d"] {
            module.rawDefine(
                "\(name)(input, weights, axis=-1, output=None, mode='reflect', cval=0.0, origin=0)",
                "Every element and its neighbours along an axis, weighted and summed."
            ) { bound in
                let x = try array(bound[0])
                var (weights, origin) = (try Numbers.doubles(bound[1]), try bound[6].asInt())
                guard !weights.isEmpty, weights.count < 1 << 20 else {
                    throw Failure(.runtimeError, "no filter weights given")
                }
                guard (0..<weights.count).contains(weights.count / 2 + max(min(origin, 1 << 20), -(1 << 20))) else {
                    throw Failure(.valueError, "Invalid origin")
                }
                if name == "convolve1d" {
                    weights.reverse()
                    origin = -origin - (weights.count % 2 == 0 ? 1 : 0)
                }
                let values = try correlated(
                    try Numbers.doubles(x), x.shape, try axes(bound[2], x.rank)[0], weights, origin,
                    try borders(bound[4], bound[5], 1)[0], try resultType(x, bound[3]))
                return try finish(x, values, x.shape, bound[3], rounds: false)
            }
        }
        for name in ["correlate", "convolve"] {
            module.rawDefine(
                "\(name)(input, weights, output=None, mode='reflect', cval=0.0, origin=0, *, axes=None)",
                "Every element and its neighbours, weighted and summed."
            ) { bound in
                let x = try array(bound[0])
                let axes = try axes(bound[6], x.rank)
                let kernel = try Numbers.tensor(bound[1])
                guard kernel.rank == axes.count, kernel.count > 0 else {
                    throw Failure(.runtimeError, "weights.ndim (\(kernel.rank)) must match len(axes) (\(axes.count))")
                }
                try NDImage.checkSize(kernel.shape, limit: 100_000)
                var (weights, origins) = (try Numbers.doubles(kernel), try origins(bound[5], kernel.shape))
                if name == "convolve" {
                    weights.reverse()
                    origins = zip(origins, kernel.shape).map { -$0 - ($1 % 2 == 0 ? 1 : 0) }
                }
                var places: [[Int]] = []
                for at in weights.indices {
                    var place = [Int](repeating: 0, count: x.rank)
                    for (k, i) in NDImage.place(at, kernel.shape).enumerated() {
                        place[axes[k]] = i - kernel.shape[k] / 2 - origins[k]
                    }
                    places.append(place)
                }
                let border = try borders(bound[3], bound[4], 1)[0]
                let values = try NDImage.windows(
                    try Numbers.doubles(x), x.shape, places, [ImageMath.Border](repeating: border, count: x.rank)
                ) { window in
                    var sum = 0.0
                    for k in weights.indices { sum += weights[k] * window[k] }
                    return sum
                }
                let dtype = try resultType(x, bound[2])
                return try finish(x, wrapped(values, dtype), x.shape, bound[2], rounds: false)
            }
        }
        module.rawDefine(
            "uniform_filter(input, size=3, output=None, mode='reflect', cval=0.0, origin=0, *, axes=None)",
            "The mean of a box around every element."
        ) { bound in
            let x = try array(bound[0])
            let axes = try axes(bound[6], x.rank)
            let sizes = try self.sizes(bound[1], axes.count)
            let origins = try origins(bound[5], sizes)
            let borders = try borders(bound[3], bound[4], axes.count)
            let dtype = try resultType(x, bound[2])
            var values = try Numbers.doubles(x)
            for (k, axis) in axes.enumerated() where sizes[k] > 1 {
                let (size, border) = (sizes[k], borders[k])
                values = try ImageMath.along(values, x.shape, axis: axis, length: x.shape[axis]) { line in
                    // The sum of a window is the last one's, less what leaves it and with what enters.
                    func at(_ i: Int) -> Double {
                        border.index(i - size / 2 - origins[k], line.count).map { line[$0] } ?? border.value
                    }
                    var sum = (0..<size).reduce(0) { $0 + at($1) }
                    return line.indices.map { i in
                        if i > 0 { sum += at(i + size - 1) - at(i - 1) }
                        return sum / Double(size)
                    }
                }
                values = try Numbers.doubles(try like(dtype, values, x.shape, rounds: false))
            }
            return try finish(x, values, x.shape, bound[2], rounds: false)
        }
        enum Rank { case lowest, highest, middle, number, percent }
        for (name, first, kind) in [
            ("maximum_filter", "", Rank.highest), ("minimum_filter", "", .lowest), ("median_filter", "", .middle),
            ("rank_filter", "rank, ", .number), ("percentile_filter", "percentile, ", .percent),
        ] {
            let shift = first.isEmpty ? 0 : 1
            module.rawDefine(
                "\(name)(input, \(first)size=None, footprint=None, output=None, mode='reflect', cval=0.0, origin=0, *, axes=None)",
                "One of the values of a box or a footprint around every element, counted from the smallest."
            ) { bound in
                let x = try array(bound[0])
                let axes = try axes(bound[shift + 7], x.rank)
                var shape: [Int]
                var marks: [Double]
                if bound[shift + 2].isNone {
                    guard !bound[shift + 1].isNone else { throw Failure(.runtimeError, "no footprint provided") }
                    shape = try sizes(bound[shift + 1], axes.count)
                    try NDImage.checkSize(shape, limit: 100_000)
                    marks = [Double](repeating: 1, count: shape.reduce(1, *))
                } else {
                    let given = try Numbers.tensor(bound[shift + 2])
                    try NDImage.checkSize(given.shape, limit: 100_000)
                    (shape, marks) = (given.shape, try Numbers.doubles(given))
                    guard shape.count == axes.count else {
                        throw Failure(
                            .runtimeError,
                            "footprint.ndim (\(shape.count)) must match len(axes) (\(axes.count))")
                    }
                }
                let origins = try origins(bound[shift + 6], shape)
                let border = try borders(bound[shift + 4], bound[shift + 5], 1)[0]
                let places = NDImage.offsets(marks, shape).map { offset in
                    var whole = [Int](repeating: 0, count: x.rank)
                    for (k, axis) in axes.enumerated() { whole[axis] = offset[k] - origins[k] }
                    return whole
                }
                guard !places.isEmpty else { throw Failure(.valueError, "All-zero footprint is not supported.") }
                let rank: Int
                switch kind {
                case .lowest: rank = 0
                case .highest: rank = places.count - 1
                case .middle: rank = places.count / 2
                case .number:
                    let given = try bound[1].asInt()
                    rank = given < 0 ? given + places.count : given
                case .percent:
                    let given = try Numbers.optional(bound[1]) ?? 50
                    let percent = given < 0 ? given + 100 : given
                    guard percent >= 0, percent <= 100 else { throw Failure(.runtimeError, "invalid percentile") }
                    rank = percent == 100 ? places.count - 1 : Int(Double(places.count) * percent / 100)
                }
                guard places.indices.contains(rank) else {
                    throw Failure(.runtimeError, "rank not within filter footprint size")
                }
                let values = try NDImage.windows(
                    try Numbers.doubles(x), x.shape, places, [ImageMath.Border](repeating: border, count: x.rank)
                ) { window in
                    if rank == 0 { return window.min() ?? 0 }
                    if rank == window.count - 1 { return window.max() ?? 0 }
                    window.sort()
                    return window[rank]
                }
                return try finish(x, values, x.shape, bound[shift + 3], rounds: false)
            }
        }
    }

    /// The weights of gaussian_filter along one axis.
    private static func bell(_ sigma: Double, _ order: Double, _ radius: Double?, _ truncate: Value) throws -> [Double]
    {
        guard sigma > 0, sigma < 100_000 else {
            throw Failure(.valueError, "sigma must be a positive number of elements, not \(sigma)")
        }
        let cut = try Numbers.optional(truncate) ?? 4
        let reach = radius ?? (cut * sigma + 0.5).rounded(.down)
        guard reach >= 0, reach < 1_000_000, radius == nil || reach == reach.rounded() else {
            throw Failure(.valueError, "Radius must be a nonnegative integer.")
        }
        guard order >= 0, order <= 16, order == order.rounded() else {
            throw Failure(
                .valueError, "order must be non-negative", hint: "order is a whole number of derivatives, up to 16")
        }
        return NDImage.gaussian(sigma: sigma, order: Int(order), radius: Int(reach)).reversed()
    }

    /// Weighted sums along an axis, kept in a type.
    private static func correlated(
        _ values: [Double], _ shape: [Int], _ axis: Int, _ weights: [Double], _ origin: Int, _ border: ImageMath.Border,
        _ dtype: DType
    ) throws -> [Double] {
        let first = -(weights.count / 2) - origin
        let sums = try ImageMath.along(values, shape, axis: axis, length: shape[axis]) { line in
            line.indices.map { center in
                var sum = 0.0
                for (k, weight) in weights.enumerated() {
                    sum += weight * (border.index(center + k + first, line.count).map { line[$0] } ?? border.value)
                }
                return sum
            }
        }
        return try Numbers.doubles(try like(dtype, wrapped(sums, dtype), shape, rounds: false))
    }

    /// Sums of bytes and other short whole numbers go round, as C's do.
    private static func wrapped(_ values: [Double], _ dtype: DType) -> [Double] {
        guard !dtype.isFloatingPoint, dtype != .bool, dtype != .int64 else { return values }
        let bounds = dtype.bounds
        let span = bounds.high - bounds.low + 1
        return values.map { value in
            let whole = value.rounded(.towardZero)
            guard whole.magnitude < 1e15, whole < bounds.low || whole > bounds.high else { return value }
            return whole - ((whole - bounds.low) / span).rounded(.down) * span
        }
    }

    /// Sides of a box of elements.
    private static func sizes(_ value: Value, _ rank: Int) throws -> [Int] {
        try perAxis(value, rank, "size").map { size in
            guard let whole = Int(exactly: size), (1...100_000).contains(whole) else {
                throw Failure(
                    .runtimeError, "incorrect filter size", hint: "size is 1 or more elements along every axis")
            }
            return whole
        }
    }

    /// What lies beyond the edges, for every axis: one name, or a list of names.
    private static func borders(_ mode: Value, _ cval: Value, _ count: Int) throws -> [ImageMath.Border] {
        let outside = try Numbers.optional(cval) ?? 0
        if let name = mode.text { return [ImageMath.Border](repeating: try border(name, outside), count: count) }
        let names = mode.isNone ? [] : try mode.elements().map { try border($0.text ?? "", outside) }
        guard names.count == count else {
            throw Failure(.runtimeError, "sequence argument must have length equal to input rank")
        }
        return names
    }

    /// SciPy's names of borders: its reflect is the others' symmetric.
    private static func border(_ name: String, _ cval: Double) throws -> ImageMath.Border {
        switch name {
        case "reflect", "grid-mirror": return .symmetric
        case "mirror": return .reflect
        case "nearest": return .edge
        case "wrap", "grid-wrap": return .wrap
        case "constant", "grid-constant": return .constant(cval)
        default:
            throw Failure(
                .runtimeError, "boundary mode not supported",
                hint: "modes are 'reflect', 'mirror', 'nearest', 'wrap', 'constant'")
        }
    }
}

extension Double {
    /// Whether a value is one number, not a sequence of them.
    fileprivate static func fromScalar(_ value: Value) -> Bool {
        value.asObject is NumpyScalar || ((value.asObject as? NDArrayObject)?.tensor.rank ?? 1) == 0
    }
}
