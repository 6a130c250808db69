// scipy.ndimage: Gaussian, median, rank and other filters.
import Figures
import Glibc
import Schema
import Script
import Tensors

extension ScipyModule {
    static func declareFilters(in module: ModuleObject) {
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
            let axis = try x.numpyAxis(try bound[2].asInt())
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
                    try Numbers.doubles(x), x.shape, try x.numpyAxis(try bound[2].asInt()), weights, origin,
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
