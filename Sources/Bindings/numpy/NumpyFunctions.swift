// numpy's functions that are more than one op: what several of them share, and the algorithms the engine does not have.
import Schema
import Script
import Tensors

enum NumpyFunctions {
    static func wrap(_ tensor: Tensor) -> Value { NDArrayObject.value(tensor) }

    /// The result, or `out=` filled with it, only where `where=` holds.
    static func placed(_ result: Value, _ bound: BoundArguments) throws -> Value {
        let parameters = bound.signature.parameters
        guard let at = parameters.firstIndex(where: { $0.name == "out" }), bound.given[at] else { return result }
        var out = bound[at]
        if let tuple = out.asObject as? TupleObject, tuple.elements.count == 1 { out = tuple.elements[0] }
        if case .none = out { return result }
        guard let target = out.asObject as? NDArrayObject else {
            throw Failure(.typeError, "return arrays must be of ArrayType", hint: "out= takes an array to write into")
        }
        let values = try array(result)
        guard try Shape.broadcast(values.shape, target.tensor.shape) == target.tensor.shape else {
            throw Failure(
                .valueError,
                "non-broadcastable output operand with shape \(Shape.numpyText(target.tensor.shape)) doesn't match the broadcast shape "
                    + Shape.numpyText(values.shape))
        }
        guard
            values.dtype == target.tensor.dtype
                || Promotion.numpy(values.dtype, target.tensor.dtype) == target.tensor.dtype
                || values.dtype.isFloatingPoint == target.tensor.dtype.isFloatingPoint
        else {
            throw Failure(
                .typeError,
                "Cannot cast output from dtype('\(values.dtype.name)') to dtype('\(target.tensor.dtype.name)') with casting rule 'same_kind'"
            )
        }
        var kept = values
        if let mask = parameters.firstIndex(where: { $0.name == "where" }), bound.given[mask] {
            kept = try op("where", .tensor(array(bound[mask])), .tensor(values), .tensor(target.tensor))
        }
        try Flavour.numpy.run { try target.tensor.setIndex([.ellipsis], kept) }
        return out
    }

    static func array(_ value: Value) throws -> Tensor {
        if let argument = try ArrayArgument.from(value) { return argument.tensor }
        return try Flavour.numpy.run { try TensorFactory.tensor(value, dtype: nil) }
    }

    /// One tensor op under numpy's rules.
    static func op(_ name: String, _ arguments: Argument...) throws -> Tensor {
        try Flavour.numpy.run { try OpTable.tensor(name, arguments) }
    }

    static func clip(_ x: Tensor, _ low: Value, _ high: Value) throws -> Value {
        try Flavour.numpy.run {
            var result = x
            if case .none = low {} else { result = try op("maximum", .tensor(result), .tensor(try array(low))) }
            if case .none = high {} else { result = try op("minimum", .tensor(result), .tensor(try array(high))) }
            return wrap(result)
        }
    }

    /// Round half to even, at a number of decimals: `round(x * 10^d) / 10^d`, as numpy does.
    static func round(_ x: Tensor, _ decimals: Int) throws -> Value {
        if x.dtype == .bool { return wrap(try x.to(.float16)) }
        guard x.dtype.isFloatingPoint else { return wrap(try x.clone()) }
        guard decimals != 0 else { return wrap(try op("round", .tensor(x))) }
        let factor = decimals.magnitude > 308 ? Double.infinity : power(10, decimals.magnitude)
        let up = decimals > 0 ? "mul" : "div"
        let down = decimals > 0 ? "div" : "mul"
        return wrap(
            try op(down, .tensor(try op("round", .tensor(try op(up, .tensor(x), .float(factor))))), .float(factor)))
    }

    private static func power(_ base: Double, _ exponent: UInt) -> Double {
        (0..<exponent).reduce(1.0) { value, _ in value * base }
    }

    /// std and var divide by n - ddof.
    static func spread(_ name: String, _ x: Tensor, _ axis: Value, ddof: Value, keepdims: Value) throws -> Value {
        try Flavour.numpy.run {
            let source = x.dtype.isFloatingPoint ? x : try x.to(.float64)
            let axes = try ArrayMethods.axes(axis)
            for axis in axes ?? [] { _ = try x.numpyAxis(axis) }
            let keep = try keepdims.truth()
            let mean = try source.mean(axes, keepdim: true)
            let difference = try op("sub", .tensor(source), .tensor(mean))
            let squares = try op("mul", .tensor(difference), .tensor(difference)).sum(axes, keepdim: keep)
            let n = axes?.reduce(1) { $0 * x.shape[$1 < 0 ? $1 + x.rank : $1] } ?? x.count
            let variance = try op("div", .tensor(squares), .float(Double(n) - (try Double.from(ddof) ?? 0)))
            return wrap(name == "var" ? variance : try op("sqrt", .tensor(variance)))
        }
    }

    /// Indices of the elements that are not zero, one array per axis.
    static func nonzero(_ x: Tensor) throws -> Value {
        let positions = try op("nonzero", .tensor(x.rank == 0 ? try x.reshape([1]) : x))
        return .tuple(try positions.unbind(1).map { wrap(try $0.clone()) })
    }

    static func repeatElements(_ x: Tensor, _ repeats: Value, _ axis: Value) throws -> Value {
        let axes = try ArrayMethods.axes(axis)
        let source = axes == nil ? try x.reshape([-1]) : x
        let dim = axes?.first ?? 0
        _ = try source.numpyAxis(dim)
        let count: Argument
        if let n = try Int.from(repeats) {
            guard n >= 0 else { throw Failure(.valueError, "repeats may not contain negative values.") }
            count = .int(n)
        } else {
            count = .tensor(try array(repeats))
        }
        return wrap(try op("repeat_interleave", .tensor(source), count, .int(dim)))
    }

    /// Arrays of one dtype, as concatenate and stack need them.
    static func common(_ value: Value, _ purpose: String = "concatenate") throws -> [Tensor] {
        let tensors = try Collate.elements(value).map(array)
        guard let first = tensors.first else { throw Failure(.valueError, "need at least one array to \(purpose)") }
        let dtype = tensors.dropFirst().reduce(first.dtype) { Promotion.numpy($0, $1.dtype) }
        return try tensors.map { try $0.to(dtype) }
    }

    static func concatenate(_ tensors: [Tensor], _ axis: Int) throws -> Value {
        guard let first = tensors.first else { throw Failure(.valueError, "need at least one array to concatenate") }
        if first.rank == 0 { throw Failure(.valueError, "zero-dimensional arrays cannot be concatenated") }
        for (i, tensor) in tensors.enumerated() where tensor.rank != first.rank {
            throw Failure(
                .valueError,
                "all the input arrays must have same number of dimensions, but the array at index 0 has \(first.rank) dimension(s) and "
                    + "the array at index \(i) has \(tensor.rank) dimension(s)")
        }
        let dim = try first.numpyAxis(axis)
        for (i, tensor) in tensors.enumerated() {
            for d in 0..<first.rank where d != dim && tensor.shape[d] != first.shape[d] {
                throw Failure(
                    .valueError,
                    "all the input array dimensions except for the concatenation axis must match exactly, but along dimension \(d), the "
                        + "array at index 0 has size \(first.shape[d]) and the array at index \(i) has size \(tensor.shape[d])"
                )
            }
        }
        return wrap(try op("cat", .list(tensors.map(Argument.tensor)), .int(dim)))
    }

    static func stack(_ tensors: [Tensor], _ axis: Int) throws -> Value {
        guard let first = tensors.first else { throw Failure(.valueError, "need at least one array to stack") }
        guard tensors.allSatisfy({ $0.shape == first.shape }) else {
            throw Failure(.valueError, "all input arrays must have the same shape")
        }
        return wrap(try op("stack", .list(tensors.map(Argument.tensor)), .int(axis)))
    }

    /// np.pad: constant, edge, reflect, symmetric, wrap. The index of every output row is computed, then gathered, axis by axis.
    static func pad(_ x: Tensor, _ widths: [(Int, Int)], mode: String, constant: Scalar) throws -> Tensor {
        var result = x
        for (axis, width) in widths.enumerated() where width.0 != 0 || width.1 != 0 {
            guard width.0 <= 1 << 26, width.1 <= 1 << 26 else {
                throw Failure(.memoryError, "np.pad: a margin of \(max(width.0, width.1)) is too wide")
            }
            guard width.0 >= 0, width.1 >= 0 else { throw Failure(.valueError, "index can't contain negative values") }
            let n = result.shape[axis]
            if mode == "constant" {
                var shape = result.shape
                shape[axis] = width.0
                let before = try Tensor.full(shape, constant, x.dtype)
                shape[axis] = width.1
                let after = try Tensor.full(shape, constant, x.dtype)
                result = try op("cat", .list([.tensor(before), .tensor(result), .tensor(after)]), .int(axis))
                continue
            }
            guard n > 0 else {
                throw Failure(
                    .valueError, "can't extend empty axis \(axis) using modes other than 'constant' or 'empty'")
            }
            let indices = try (-width.0..<n + width.1).map { try source(of: $0, n, mode) }
            result = try op("index_select", .tensor(result), .int(axis), .tensor(try Tensor.from(indices)))
        }
        return result
    }

    private static func source(of i: Int, _ n: Int, _ mode: String) throws -> Int {
        func modulo(_ a: Int, _ b: Int) -> Int { (a % b + b) % b }
        switch mode {
        case "edge": return min(max(i, 0), n - 1)
        case "wrap": return modulo(i, n)
        case "reflect":
            if n == 1 { return 0 }
            let j = modulo(i, 2 * (n - 1))
            return j < n ? j : 2 * (n - 1) - j
        case "symmetric":
            let j = modulo(i, 2 * n)
            return j < n ? j : 2 * n - 1 - j
        default:
            throw Failure(
                .valueError, "mode '\(mode)' is not supported", hint: "use constant, edge, reflect, symmetric or wrap")
        }
    }

    /// `pad_width`: 1, (1, 2), ((1, 2), (3, 4)).
    static func padWidths(_ value: Value, rank: Int) throws -> [(Int, Int)] {
        let widths = try array(value)
        let numbers = try widths.scalars().compactMap(\.integer)
        switch (widths.rank, numbers.count) {
        case (_, 1): return [(Int, Int)](repeating: (numbers[0], numbers[0]), count: rank)
        case (1, 2): return [(Int, Int)](repeating: (numbers[0], numbers[1]), count: rank)
        case (2, 2): return [(Int, Int)](repeating: (numbers[0], numbers[1]), count: rank)
        case (2, let n) where n == 2 * rank: return (0..<rank).map { (numbers[2 * $0], numbers[2 * $0 + 1]) }
        default:
            throw Failure(
                .valueError,
                "operands could not be broadcast together with remapped shapes [original->remapped]: pad_width does not fit \(rank) dimensions"
            )
        }
    }

    /// np.percentile and np.quantile with linear interpolation.
    static func quantile(
        _ x: Tensor, _ q: Tensor, _ axis: Int?, keepdims: Bool, method: String = "linear"
    ) throws -> Value {
        guard ["linear", "lower", "higher", "midpoint", "nearest"].contains(method) else {
            throw Failure(
                .valueError, "'\(method)' is not a valid method. Use one of: linear, lower, higher, midpoint, nearest")
        }
        guard x.count > 0 else { throw Failure(.indexError, "index -1 is out of bounds for axis 0 with size 0") }
        if x.dtype == .float16 {
            let wide = try array(quantile(x.to(.float32), q, axis, keepdims: keepdims, method: method))
            return wrap(try wide.to(.float16))
        }
        let source = try (x.dtype.isFloatingPoint ? x : x.to(.float64))
        let flat = axis == nil ? try source.reshape([-1]) : source
        let result = try op(
            "quantile", .tensor(flat), .tensor(try q.to(source.dtype)), .int(axis ?? 0), .bool(keepdims),
            .string(method))
        return wrap(result)
    }

    /// np.interp: piecewise linear between sorted points.
    static func interpolate(_ x: [Double], _ xp: [Double], _ fp: [Double]) throws -> [Double] {
        guard !xp.isEmpty, xp.count == fp.count else {
            throw Failure(.valueError, "fp and xp are not of the same length.")
        }
        return x.map { value in
            if value.isNaN { return .nan }
            if value <= xp[0] { return fp[0] }
            if value >= xp[xp.count - 1] { return fp[fp.count - 1] }
            var (low, high) = (0, xp.count - 1)
            while high - low > 1 {
                let middle = (low + high) / 2
                if xp[middle] <= value { low = middle } else { high = middle }
            }
            let slope = (fp[high] - fp[low]) / (xp[high] - xp[low])
            return slope * (value - xp[low]) + fp[low]
        }
    }

    /// np.histogram over equal bins.
    static func histogram(_ values: [Double], bins: Int, range: (Double, Double)?) throws -> (
        counts: [Int], edges: [Double]
    ) {
        guard bins > 0, bins <= 1 << 24 else { throw Failure(.valueError, "`bins` must be positive, when an integer") }
        var (low, high) = range ?? (values.min() ?? 0, values.max() ?? 1)
        guard low.isFinite, high.isFinite else {
            throw Failure(.valueError, "autodetected range of [\(low), \(high)] is not finite")
        }
        guard low <= high else { throw Failure(.valueError, "max must be larger than min in range parameter.") }
        if low == high { (low, high) = (low - 0.5, high + 0.5) }
        let step = (high - low) / Double(bins)
        let edges = (0...bins).map { $0 == bins ? high : low + Double($0) * step }
        var counts = [Int](repeating: 0, count: bins)
        for value in values where value >= low && value <= high {
            var bin = min(Int((value - low) / (high - low) * Double(bins)), bins - 1)
            if value < edges[bin] { bin -= 1 } else if bin < bins - 1, value >= edges[bin + 1] { bin += 1 }
            counts[max(0, bin)] += 1
        }
        return (counts, edges)
    }

    /// `np.mgrid[:h, :w]` and `np.ogrid[...]`: coordinates from slices.
    static func grid(_ key: Value, open: Bool) throws -> Value {
        let keys = (key.asObject as? TupleObject)?.elements ?? [key]
        var axes: [Tensor] = []
        for key in keys {
            guard let slice = key.asObject as? SliceObject else {
                throw Failure(.typeError, "mgrid takes slices, for example np.mgrid[:4, :6]")
            }
            let numbers = try [slice.start, slice.stop, slice.step].map { value -> Double? in
                if case .none = value { return nil }
                return try Double.from(value)
            }
            guard let stop = numbers[1] else {
                throw Failure(.typeError, "mgrid needs an upper bound, for example np.mgrid[:4, :6]")
            }
            let isWhole = try [slice.start, slice.stop, slice.step].allSatisfy { value in
                if case .float = value {
                    false
                } else {
                    try (Int.from(value) != nil || { if case .none = value { true } else { false } }())
                }
            }
            let start = numbers[0] ?? 0
            let step = numbers[2] ?? 1
            guard step != 0 else { throw Failure(.zeroDivisionError, "division by zero") }
            let count = ((stop - start) / step).rounded(.up)
            guard count.isFinite, count <= 1e9 else {
                throw Failure(.memoryError, "the grid would have \(count) points along one axis")
            }
            try Memory.require(Int(max(0, count)), itemsOf: 24)
            let values = (0..<Int(max(0, count))).map { start + Double($0) * step }
            let axis = try Tensor.from(values)
            axes.append(isWhole ? try axis.to(.int64) : axis)
        }
        let n = axes.count
        let shaped = try axes.enumerated().map { i, axis in
            try axis.reshape((0..<n).map { $0 == i ? axis.count : 1 })
        }
        if open { return n == 1 ? wrap(axes[0]) : .tuple(shaped.map(wrap)) }
        if n == 1 { return wrap(axes[0]) }
        let shape = axes.map(\.count)
        return wrap(try op("stack", .list(try shaped.map { .tensor(try $0.expand(shape)) }), .int(0)))
    }

    /// Values with duplicates removed, sorted, and what np.unique returns beside them.
    static func unique(_ x: Tensor, index: Bool, inverse: Bool, counts: Bool, axis: Int?) throws -> Value {
        if let axis {
            let rows = try x.transpose(0, axis < 0 ? axis + x.rank : axis).unbind()
            let keyed = try rows.map { ($0, try $0.doubles()) }.sorted { $0.1.lexicographicallyPrecedes($1.1) }
            var kept: [Tensor] = []
            var last: [Double]?
            for (row, key) in keyed where key != last {
                kept.append(row)
                last = key
            }
            return wrap(
                try op("stack", .list(kept.map(Argument.tensor)), .int(0)).transpose(0, axis < 0 ? axis + x.rank : axis)
            )
        }
        let scalars = try x.reshape([-1]).scalars()
        let order = scalars.indices.sorted { a, b in
            let (x, y) = (scalars[a].double, scalars[b].double)
            return x == y || (x.isNaN && y.isNaN) ? a < b : y.isNaN || x < y
        }
        var firsts: [Int] = []
        var tally: [Int] = []
        var places = [Int](repeating: 0, count: scalars.count)
        var last: Double?
        for i in order {
            let value = scalars[i].double
            if let known = last, known == value || (known.isNaN && value.isNaN) {
                tally[tally.count - 1] += 1
            } else {
                firsts.append(i)
                tally.append(1)
                last = value
            }
            places[i] = tally.count - 1
        }
        let values = try op("index_select", .tensor(try x.reshape([-1])), .int(0), .tensor(try Tensor.from(firsts)))
        var results = [wrap(values)]
        if index { results.append(wrap(try Tensor.from(firsts))) }
        if inverse { results.append(wrap(try Tensor.from(places).reshape(x.shape))) }
        if counts { results.append(wrap(try Tensor.from(tally))) }
        return results.count == 1 ? results[0] : .tuple(results)
    }
}
