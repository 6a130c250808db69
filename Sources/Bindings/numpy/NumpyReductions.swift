// numpy's functions that make one number of many: sums, extremes, spread, quantiles, products of arrays, counts and histograms.
import Schema
import Script
import Tensors

enum NumpyReductions {
    static func declare(in module: ModuleObject) {
        declareTotals(in: module)
        declareKnown(in: module)
        declareQuantiles(in: module)
        declareProducts(in: module)
        declareCounts(in: module)
    }

    private static func array(_ value: Value) throws -> Tensor { try NumpyFunctions.array(value) }

    // MARK: - Sums, extremes, spread

    private static func declareTotals(in module: ModuleObject) {
        for (name, op) in [("sum", "sum"), ("prod", "prod")] {
            module.rawDefine(
                "\(name)(a, axis=None, dtype=None, out=None, keepdims=False, initial=None, where=True)",
                "The \(op) along an axis or of everything."
            ) { bound in
                try Reduction(
                    op, axis: bound[1], dtype: bound[2], out: bound[3], keepdims: bound[4], initial: bound[5],
                    where: bound[6]
                ).value(of: array(bound[0]))
            }
        }
        module.rawDefine(
            "mean(a, axis=None, dtype=None, out=None, keepdims=False, *, where=True)",
            "The mean along an axis or of everything."
        ) { bound in
            try Reduction(
                "mean", axis: bound[1], dtype: bound[2], out: bound[3], keepdims: bound[4], where: bound[5]
            ).value(of: array(bound[0]))
        }
        for (name, op) in [("max", "max"), ("min", "min"), ("amax", "max"), ("amin", "min")] {
            module.rawDefine(
                "\(name)(a, axis=None, out=None, keepdims=False, initial=None, where=True)",
                "The \(op) along an axis or of everything."
            ) { bound in
                try Reduction(
                    op, axis: bound[1], out: bound[2], keepdims: bound[3], initial: bound[4], where: bound[5]
                ).value(of: array(bound[0]))
            }
        }
        for op in ["any", "all"] {
            module.rawDefine(
                "\(op)(a, axis=None, out=None, keepdims=False, *, where=True)",
                "The \(op) along an axis or of everything."
            ) { bound in
                try Reduction(op, axis: bound[1], out: bound[2], keepdims: bound[3], where: bound[4])
                    .value(of: array(bound[0]))
            }
        }
        for op in ["argmax", "argmin"] {
            module.rawDefine(
                "\(op)(a, axis=None, out=None, *, keepdims=False)", "Where the largest or smallest element is."
            ) { bound in
                try Reduction.place(op, array(bound[0]), axis: bound[1], out: bound[2], keepdims: bound[3])
            }
        }
        for name in ["std", "var"] {
            module.rawDefine(
                "\(name)(a, axis=None, dtype=None, out=None, ddof=0, keepdims=False, *, where=True, mean=None, correction=0)",
                "Spread along an axis."
            ) { bound in try Reduction.spread(name, array(bound[0]), bound, from: 1) }
        }
        for name in ["cumsum", "cumprod"] {
            module.rawDefine("\(name)(a, axis=None, dtype=None, out=None)", "Running totals.") { bound in
                try Reduction.running(name, array(bound[0]), axis: bound[1], dtype: bound[2], out: bound[3])
            }
        }
        module.rawDefine("ptp(a, axis=None, out=None, keepdims=False)", "Largest minus smallest.") { bound in
            let x = try array(bound[0])
            let high = try Reduction("max", axis: bound[1], keepdims: bound[3]).value(of: x)
            let low = try Reduction("min", axis: bound[1], keepdims: bound[3]).value(of: x)
            return try NumpyFunctions.placed(Value.binary(.subtract, high, low), bound)
        }
    }

    // MARK: - Without NaN

    private static func declareKnown(in module: ModuleObject) {
        /// The array with `filler` for NaN, and where it is a number (nil: everywhere).
        func known(_ value: Value, _ filler: Double) throws -> (values: Tensor, flags: Tensor?) {
            let x = try array(value)
            guard x.dtype.isFloatingPoint else { return (x, nil) }
            let missing = try NumpyFunctions.op("isnan", .tensor(x))
            let filled = try NumpyFunctions.op(
                "where", .tensor(missing), .tensor(try Tensor.scalar(.float(filler), x.dtype)), .tensor(x))
            return (filled, try NumpyFunctions.op("logical_not", .tensor(missing)))
        }
        module.rawDefine(
            "nansum(a, axis=None, dtype=None, out=None, keepdims=False, initial=None, where=True)",
            "The sum without nan."
        ) { bound in
            try Reduction(
                "sum", axis: bound[1], dtype: bound[2], out: bound[3], keepdims: bound[4], initial: bound[5],
                where: bound[6]
            ).value(of: known(bound[0], 0).values)
        }
        module.rawDefine(
            "nanmean(a, axis=None, dtype=None, out=None, keepdims=False, *, where=True)", "The mean without nan."
        ) { bound in
            let (x, flags) = try known(bound[0], 0)
            var mask = flags
            if bound.given[5] {
                let given = try NumpyFunctions.mask(bound[5])
                mask = try flags.map { try NumpyFunctions.op("logical_and", .tensor($0), .tensor(given)) } ?? given
            }
            return try Reduction(
                "mean", axis: bound[1], dtype: bound[2], out: bound[3], keepdims: bound[4],
                where: mask.map { .object(NDArrayObject($0)) } ?? .none
            ).value(of: x)
        }
        for (name, filler) in [("max", -Double.infinity), ("min", .infinity)] {
            module.rawDefine(
                "nan\(name)(a, axis=None, out=None, keepdims=False, initial=None, where=True)",
                "The \(name) without nan."
            ) { bound in
                let (x, flags) = try known(bound[0], filler)
                let result = try Reduction(
                    name, axis: bound[1], out: bound[2], keepdims: bound[3], initial: bound[4], where: bound[5]
                ).value(of: x)
                guard let flags, bound[4].isNone, bound[2].isNone else { return result }
                // A lane without any number has none to give.
                let some = try array(Reduction("any", axis: bound[1], keepdims: bound[3]).value(of: flags))
                let values = try array(result)
                return NumpyFunctions.wrap(
                    try NumpyFunctions.op(
                        "where", .tensor(some), .tensor(values), .tensor(try Tensor.scalar(.float(.nan), values.dtype)))
                )
            }
        }
    }

    // MARK: - Quantiles

    private static func declareQuantiles(in module: ModuleObject) {
        module.rawDefine(
            "median(a, axis=None, out=None, overwrite_input=False, keepdims=False)",
            "The middle value; the mean of two when there are two."
        ) { bound in
            try NumpyFunctions.placed(
                NumpyFunctions.wrap(
                    try Quantile.median(array(bound[0]), Reduction.axes(bound[1]), keepdims: bound[4].truth())), bound)
        }
        for (name, scale) in [("percentile", 100.0), ("quantile", 1.0)] {
            module.rawDefine(
                "\(name)(a, q, axis=None, out=None, overwrite_input=False, method='linear', keepdims=False, *, weights=None)",
                "Interpolation between sorted values."
            ) { bound in
                guard bound[7].isNone else {
                    throw Failure(.notImplementedError, "\(name)(weights=…) is not available here")
                }
                let x = try array(bound[0])
                let given = try array(bound[1])
                // A Python number takes the array's type, as everywhere.
                let type: DType =
                    bound[1].asObject == nil && x.dtype.isFloatingPoint
                    ? x.dtype : given.dtype.isFloatingPoint ? given.dtype : .float64
                let isSingle = type == .float32 || type == .float16
                let q =
                    try isSingle
                    ? NumpyFunctions.op(
                        "div", .tensor(given.to(.float32)), .tensor(Tensor.scalar(.float(scale), .float32)))
                    : NumpyFunctions.op("div", .tensor(given.to(.float64)), .float(scale))
                guard try q.doubles().allSatisfy({ $0 >= 0 && $0 <= 1 }) else {
                    throw Failure(
                        .valueError,
                        name == "percentile"
                            ? "Percentiles must be in the range [0, 100]" : "Quantiles must be in the range [0, 1]")
                }
                let quantile = try Quantile(method: bound.get(5), isSingle: isSingle)
                return try NumpyFunctions.placed(
                    NumpyFunctions.wrap(
                        try quantile.value(x, q, Reduction.axes(bound[2]), keepdims: bound[6].truth())), bound)
            }
        }
    }

    // MARK: - Products of arrays

    private static func declareProducts(in module: ModuleObject) {
        module.rawDefine("dot(a, b, out=None)", "The product of vectors or matrices, or with a number.") { bound in
            let (a, b) = (try array(bound[0]), try array(bound[1]))
            return try NumpyFunctions.placed(NumpyFunctions.wrap(NumpyFunctions.dot(a, b)), bound)
        }
        module.rawDefine("inner(a, b)", "The sum of products along the last axes.") { bound in
            let (a, b) = (try array(bound[0]), try array(bound[1]))
            guard a.rank > 0, b.rank > 0 else {
                return NumpyFunctions.wrap(try NumpyFunctions.op("mul", .tensor(a), .tensor(b)))
            }
            guard a.shape.last == b.shape.last else {
                throw Failure(
                    .valueError,
                    "shapes \(ArrayMethods.shapeText(a.shape)) and \(ArrayMethods.shapeText(b.shape)) not aligned: "
                        + "\(a.shape.last ?? 0) (dim \(a.rank - 1)) != \(b.shape.last ?? 0) (dim \(b.rank - 1))")
            }
            return NumpyFunctions.wrap(try NumpyFunctions.dot(a, b.rank == 1 ? b : b.movedim([-1], [-2])))
        }
        module.rawDefine("outer(a, b, out=None)", "All products of two vectors.") { bound in
            try NumpyFunctions.placed(
                NumpyFunctions.wrap(
                    try NumpyFunctions.op(
                        "mul", .tensor(try array(bound[0]).reshape([-1, 1])),
                        .tensor(try array(bound[1]).reshape([1, -1])))), bound)
        }
        module.rawDefine(
            "einsum(subscripts, *operands, out=None, dtype=None, order='K', casting='safe', optimize=False)",
            "Sums of products along named axes."
        ) { bound in
            _ = try (ArrayOrder(bound[4]), Casting.named(bound[5].str()))
            var operands = try NumpyFunctions.common(bound[1])
            if let dtype = try ArrayMethods.dtype(bound[3]) { operands = try operands.map { try $0.to(dtype) } }
            let result: Tensor
            do {
                result = try Flavour.numpy.run { try einsum(try bound.get(0), operands) }
            } catch var failure as Failure where failure.kind == .runtimeError {
                failure.kind = .valueError
                throw failure
            }
            return try NumpyFunctions.placed(NumpyFunctions.wrap(result), bound)
        }
    }

    // MARK: - Counts

    private static func declareCounts(in module: ModuleObject) {
        module.rawDefine("count_nonzero(a, axis=None, *, keepdims=False)", "How many are not zero.") { bound in
            let mask = try NumpyFunctions.op("ne", .tensor(try array(bound[0])), .int(0))
            return try Reduction("sum", axis: bound[1], keepdims: bound[2]).value(of: mask)
        }
        module.rawDefine("bincount(x, weights=None, minlength=0)", "How often each whole number occurs.") { bound in
            let x = try array(bound[0])
            if x.dtype.isFloatingPoint, x.count > 0 {
                throw Failure(
                    .typeError,
                    "Cannot cast array data from dtype('\(x.dtype.name)') to dtype('int64') according to the rule 'safe'",
                    hint: "write np.bincount(x.astype(int))")
            }
            guard x.rank == 1 else { throw Failure(.valueError, "object of too small depth for desired array") }
            guard try x.count == 0 || x.dtype == .bool || x.dtype == .uint8 || x.min().item().double >= 0 else {
                throw Failure(.valueError, "'list' argument must have no negative elements")
            }
            if try bound.get(2, as: Int.self) < 0 { throw Failure(.valueError, "'minlength' must not be negative") }
            if case .none = bound[1] {
                return NumpyFunctions.wrap(
                    try NumpyFunctions.op("bincount", .tensor(try x.to(.int64)), .none, try Argument(bound[2])))
            }
            let weights = try NumpyFunctions.real(bound[1])
            guard weights.count == x.count else {
                throw Failure(.valueError, "The weights and list don't have the same length.")
            }
            return NumpyFunctions.wrap(
                try NumpyFunctions.op(
                    "bincount", .tensor(try x.to(.int64)), .tensor(weights), try Argument(bound[2])))
        }
        module.rawDefine(
            "histogram(a, bins=10, range=None, density=None, weights=None)", "Counts per bin, and the bins' edges."
        ) { bound in
            // Edges, names of rules, weights and densities are worked out in the dialect; the plain case is here.
            let isPlain = try bound[1].asObject == nil && bound[4].isNone && !bound[3].truth()
            if !isPlain, let general = try module.attribute("_histogram") {
                return try general.call(Arguments(bound.values))
            }
            let values = try array(bound[0]).doubles()
            let limits = try bound.get(2, as: [Double]?.self)
            if let limits, limits.count != 2 {
                throw Failure(
                    .valueError,
                    limits.count < 2
                        ? "not enough values to unpack (expected 2, got \(limits.count))"
                        : "too many values to unpack (expected 2, got \(limits.count))")
            }
            let result = try NumpyFunctions.histogram(
                values, bins: try bound.get(1), range: limits.flatMap { $0.count == 2 ? ($0[0], $0[1]) : nil })
            return .tuple([
                NumpyFunctions.wrap(try Tensor.from(result.counts)), NumpyFunctions.wrap(try Tensor.from(result.edges)),
            ])
        }
        module.rawDefine(
            "interp(x, xp, fp, left=None, right=None, period=None)", "Piecewise linear between points."
        ) { bound in
            let x = try array(bound[0])
            let points = Interpolation(
                try array(bound[1]).doubles(), try array(bound[2]).doubles(), left: try bound.get(3, as: Double?.self),
                right: try bound.get(4, as: Double?.self))
            let values = try points.values(at: x.doubles(), period: bound.get(5, as: Double?.self))
            return NumpyFunctions.wrap(try Tensor.from(values, x.shape))
        }
    }
}

/// np.interp: piecewise linear between sorted points.
private struct Interpolation {
    var xp: [Double]
    var fp: [Double]
    let left: Double?
    let right: Double?

    init(_ xp: [Double], _ fp: [Double], left: Double?, right: Double?) {
        (self.xp, self.fp, self.left, self.right) = (xp, fp, left, right)
    }

    func values(at x: [Double], period: Double?) throws -> [Double] {
        guard xp.count == fp.count else { throw Failure(.valueError, "fp and xp are not of the same length.") }
        guard let first = xp.first, let last = xp.last else {
            throw Failure(.valueError, "array of sample points is empty")
        }
        guard let period else {
            return x.map { value in
                if value.isNaN { return .nan }
                if value < first { return left ?? fp[0] }
                if value > last { return right ?? fp[fp.count - 1] }
                return between(value)
            }
        }
        guard period != 0 else { throw Failure(.valueError, "period must be a non-zero value") }
        let length = abs(period)
        func wrapped(_ value: Double) -> Double {
            let rest = value.truncatingRemainder(dividingBy: length)
            return rest < 0 ? rest + length : rest
        }
        let places = xp.map(wrapped)
        let order = places.indices.sorted { (places[$0], $0) < (places[$1], $1) }
        guard let low = order.first, let high = order.last else { return [] }
        let round = Interpolation(
            [places[high] - length] + order.map { places[$0] } + [places[low] + length],
            [fp[high]] + order.map { fp[$0] } + [fp[low]], left: nil, right: nil)
        return try round.values(at: x.map(wrapped), period: nil)
    }

    private func between(_ value: Double) -> Double {
        var (low, high) = (0, xp.count - 1)
        if value >= xp[high] { return fp[high] }
        if high == 0 { return fp[0] }
        while high - low > 1 {
            let middle = (low + high) / 2
            if xp[middle] <= value { low = middle } else { high = middle }
        }
        let slope = (fp[high] - fp[low]) / (xp[high] - xp[low])
        return slope * (value - xp[low]) + fp[low]
    }
}
