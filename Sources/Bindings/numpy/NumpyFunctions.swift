// numpy's functions that are more than one op: what several of them share, and the algorithms the engine does not have.
import Schema
import Script
import Tensors

enum NumpyFunctions {
    static func wrap(_ tensor: Tensor) -> Value { NDArrayObject.value(tensor) }

    /// The result, or `out=` filled with it.
    static func placed(_ result: Value, _ bound: BoundArguments) throws -> Value {
        let parameters = bound.signature.parameters
        guard let at = parameters.firstIndex(where: { $0.name == "out" }), bound.given[at] else { return result }
        guard let target = try Ufunc.output(bound[at]) else { return result }
        let values = try array(result)
        guard Casting.sameKind.allows(values.dtype, target.dtype) else {
            throw Failure(
                .typeError,
                "Cannot cast output from dtype('\(values.dtype.name)') to dtype('\(target.dtype.name)') with casting rule 'same_kind'"
            )
        }
        try fill(target, values)
        return (bound[at].asObject as? TupleObject)?.elements.first ?? bound[at]
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
        guard x.dtype.isFloatingPoint else {
            guard decimals < 0 else { return wrap(try x.clone()) }
            return wrap(try array(round(x.to(.float64), decimals)).to(x.dtype))
        }
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

    /// np.dot: numbers multiply; otherwise the sum of products along a's last axis and b's last but one (the only one of a vector).
    static func dot(_ a: Tensor, _ b: Tensor) throws -> Tensor {
        guard a.rank > 0, b.rank > 0 else { return try op("mul", .tensor(a), .tensor(b)) }
        let (last, place) = (a.rank - 1, max(0, b.rank - 2))
        guard a.shape[last] == b.shape[place] else {
            throw Failure(
                .valueError,
                "shapes \(ArrayMethods.shapeText(a.shape)) and \(ArrayMethods.shapeText(b.shape)) not aligned: "
                    + "\(a.shape[last]) (dim \(last)) != \(b.shape[place]) (dim \(place))")
        }
        guard b.rank > 2 else { return try op("matmul", .tensor(a), .tensor(b)) }
        let front = try b.movedim([place], [0])
        let columns = try front.reshape([b.shape[place], -1])
        return try op("matmul", .tensor(a), .tensor(columns)).reshape(Array(a.shape[..<last]) + front.shape.dropFirst())
    }

    /// Indices of the elements that are not zero, one array per axis.
    static func nonzero(_ x: Tensor) throws -> Value {
        guard x.rank > 0 else {
            throw Failure(
                .valueError, "Calling nonzero on 0d arrays is not allowed. Use np.atleast_1d(scalar).nonzero() instead."
            )
        }
        let positions = try op("nonzero", .tensor(x))
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
            let numbers = try array(repeats)
            guard numbers.count == 0 || !numbers.dtype.isFloatingPoint else {
                throw Failure(
                    .typeError,
                    "Cannot cast array data from dtype('\(numbers.dtype.name)') to dtype('int64') according to the rule 'safe'"
                )
            }
            guard numbers.rank == 1 else { throw Failure(.valueError, "object too deep for desired array") }
            guard try numbers.scalars().allSatisfy({ ($0.integer ?? 0) >= 0 }) else {
                throw Failure(.valueError, "repeats may not contain negative values.")
            }
            let size = source.shape[try source.numpyAxis(dim)]
            guard numbers.count == 1 || numbers.count == size else {
                throw Failure(
                    .valueError,
                    "operands could not be broadcast together with shape \(ArrayMethods.shapeText([size])) "
                        + ArrayMethods.shapeText(numbers.shape))
            }
            count = .tensor(numbers)
        }
        return wrap(try op("repeat_interleave", .tensor(source), count, .int(dim)))
    }

    /// Arrays of one dtype, as concatenate and stack need them.
    static func common(_ value: Value, _ purpose: String = "concatenate") throws -> [Tensor] {
        guard let elements = try sequence(value) else {
            throw Failure(
                .typeError, "arrays to \(purpose) must be passed as a \"sequence\" type such as list or tuple.")
        }
        let tensors = try elements.map(array)
        guard let first = tensors.first else { throw Failure(.valueError, "need at least one array to \(purpose)") }
        let dtype = tensors.dropFirst().reduce(first.dtype) { Promotion.numpy($0, $1.dtype) }
        return try tensors.map { try $0.to(dtype) }
    }

    /// The elements of a list, tuple or array; nil for anything else.
    static func sequence(_ value: Value) throws -> [Value]? {
        if let x = TensorFactory.existing(value) { return x.rank == 0 ? nil : try x.unbind().map(wrap) }
        return value.asObject is ListObject || value.asObject is TupleObject ? try Collate.elements(value) : nil
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
        guard axis >= -first.rank - 1, axis <= first.rank else {
            throw Failure(.axisError, "axis \(axis) is out of bounds for array of dimension \(first.rank + 1)")
        }
        return wrap(try op("stack", .list(tensors.map(Argument.tensor)), .int(axis)))
    }

    /// np.histogram over equal bins.
    static func histogram(_ values: [Double], bins: Int, range: (Double, Double)?) throws -> (
        counts: [Int], edges: [Double]
    ) {
        guard bins > 0, bins <= 1 << 24 else { throw Failure(.valueError, "`bins` must be positive, when an integer") }
        let isKnown = range != nil || !values.contains(where: \.isNaN)
        var (low, high) = isKnown ? range ?? (values.min() ?? 0, values.max() ?? 1) : (.nan, .nan)
        guard low.isFinite, high.isFinite else {
            throw Failure(.valueError, "autodetected range of [\(low), \(high)] is not finite")
        }
        guard low <= high else { throw Failure(.valueError, "max must be larger than min in range parameter.") }
        if low == high { (low, high) = (low - 0.5, high + 0.5) }
        let step = (high - low) / Double(bins)
        let edges = (0...bins).map { $0 == bins ? high : low + Double($0) * step }
        // Beside large numbers a bin may be too narrow to tell its edges apart.
        guard step.isFinite, zip(edges, edges.dropFirst()).allSatisfy({ $0 < $1 }) else {
            throw Failure(
                .valueError, "Too many bins for data range. Cannot create \(bins) finite-sized bins.")
        }
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
}
