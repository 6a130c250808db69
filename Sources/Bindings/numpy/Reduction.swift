// sum, mean, max and their kind along axes, with everything numpy lets one say about them: dtype, out, keepdims, initial and where.
// Functions of the module, methods of arrays and `ufunc.reduce` all come here.
import Schema
import Script
import Tensors

struct Reduction {
    private let op: String
    private let axes: [Int]?
    private let dtype: DType?
    private let out: Value
    private let keepsDims: Bool
    private let initial: Value
    private let mask: Tensor?

    /// None stands for what was not given. `unsetAxis` is a ufunc's own default.
    init(
        _ op: String, axis: Value, dtype: Value = .none, out: Value = .none, keepdims: Value = .bool(false),
        initial: Value = .none, where mask: Value = .none, unsetAxis _: Value = .none
    ) throws {
        self.op = op
        axes = try Reduction.axes(axis)
        self.dtype = try ArrayMethods.dtype(dtype)
        self.out = out
        keepsDims = try keepdims.truth()
        self.initial = initial
        if !initial.isNone, try NumpyFunctions.array(initial).rank > 0 {
            throw Failure(.valueError, "initial must be one number")
        }
        if case .bool(true) = mask {
            self.mask = nil
        } else {
            self.mask = mask.isNone ? nil : try NumpyFunctions.mask(mask)
        }
    }

    /// `axis`: None, an int or a tuple of ints; anything else is refused in Python's words.
    static func axes(_ value: Value) throws -> [Int]? {
        if value.isNone { return nil }
        guard let axes = try ArrayMethods.sizes(value) else {
            throw Failure(.typeError, "'\(value.typeName)' object cannot be interpreted as an integer")
        }
        return axes
    }

    /// One axis or None.
    static func axis(_ value: Value) throws -> Int? {
        guard let axes = try axes(value) else { return nil }
        guard axes.count == 1, let axis = axes.first, !(value.asObject is TupleObject) else {
            throw Failure(.typeError, "'\(value.typeName)' object cannot be interpreted as an integer")
        }
        return axis
    }

    func value(of x: Tensor) throws -> Value {
        try Flavour.numpy.run {
            let order = try (axes ?? Array(0..<x.rank)).map(x.numpyAxis)
            guard Set(order).count == order.count else { throw Failure(.valueError, "duplicate value in 'axis'") }
            return try finished(reduced(x, axes == nil ? nil : order))
        }
    }

    private func finished(_ result: Tensor) throws -> Value {
        guard let target = try Ufunc.output(out) else { return NDArrayObject.value(result) }
        guard Casting.sameKind.allows(result.dtype, target.dtype) else {
            throw Failure(
                .ufuncTypeError,
                "Cannot cast ufunc '\(op)' output from dtype('\(result.dtype.name)') to dtype('\(target.dtype.name)') with casting "
                    + "rule 'same_kind'")
        }
        try NumpyFunctions.fill(target, result)
        return (out.asObject as? TupleObject)?.elements.first ?? out
    }

    private func reduced(_ x: Tensor, _ axes: [Int]?) throws -> Tensor {
        // No axes: every element is a reduction of its own, along a new axis of one.
        if let axes, axes.isEmpty {
            let wide = try Reduction(
                op, axis: .int(-1), dtype: dtype.map { .object(NumpyDTypeObject.of($0)) } ?? .none, initial: initial,
                where: mask.map { .object(NDArrayObject(try $0.unsqueeze(-1))) } ?? .none)
            return try wide.reduced(x.unsqueeze(-1), [x.rank])
        }
        switch op {
        case "sum":
            return try total(x, axes, neutral: .int(0), joined: "add") { source in
                try source.sum(axes, keepdim: keepsDims, dtype: dtype)
            }
        case "prod": return try total(x, axes, neutral: .int(1), joined: "mul", product)
        case "mean": return try mean(x, axes)
        case "max", "min": return try extreme(x, axes)
        default: return try truth(x, axes)
        }
    }

    // MARK: - Sums and products

    private func total(
        _ x: Tensor, _: [Int]?, neutral: Scalar, joined: String, _ reduce: (Tensor) throws -> Tensor
    ) throws -> Tensor {
        var source = x
        if let mask {
            source = try OpTable.tensor(
                "where", [.tensor(mask), .tensor(x), .tensor(try Tensor.scalar(neutral, x.dtype))])
        }
        let result = try reduce(source)
        guard !initial.isNone else { return result }
        let start = try NumpyFunctions.array(initial).to(result.dtype)
        return try OpTable.tensor(joined, [.tensor(result), .tensor(start)]).to(result.dtype)
    }

    private func product(_ x: Tensor) throws -> Tensor {
        let source = try x.to(dtype ?? (x.dtype.isFloatingPoint ? x.dtype : .int64))
        guard let axes else {
            let all = try OpTable.tensor("prod", [.tensor(source)])
            return keepsDims ? try all.reshape([Int](repeating: 1, count: x.rank)) : all
        }
        var result = source
        for axis in try axes.map(x.numpyAxis).sorted(by: >) {
            result = try OpTable.tensor("prod", [.tensor(result), .int(axis), .bool(keepsDims)])
        }
        return result
    }

    private func mean(_ x: Tensor, _ axes: [Int]?) throws -> Tensor {
        guard let mask else {
            guard let dtype, !dtype.isFloatingPoint else { return try x.mean(axes, keepdim: keepsDims, dtype: dtype) }
            let whole = try x.to(dtype).mean(axes, keepdim: keepsDims, dtype: .float64)
            return try whole.to(dtype)
        }
        let real = dtype ?? (x.dtype.isFloatingPoint ? x.dtype : .float64)
        let zero = try Tensor.scalar(.int(0), x.dtype)
        let kept = try OpTable.tensor("where", [.tensor(mask), .tensor(x), .tensor(zero)])
        let count = try mask.expand(kept.shape).sum(axes, keepdim: keepsDims)
        return try OpTable.tensor("div", [.tensor(kept.sum(axes, keepdim: keepsDims, dtype: real)), .tensor(count)]).to(
            real)
    }

    // MARK: - Extremes and truths

    private func extreme(_ x: Tensor, _ axes: [Int]?) throws -> Tensor {
        let word = op == "max" ? "maximum" : "minimum"
        var source = x
        let start = try initial.isNone ? nil : NumpyFunctions.array(initial).to(x.dtype)
        if let mask {
            guard let start else {
                throw Failure(
                    .valueError,
                    "reduction operation '\(word)' does not have an identity, so to use a where mask one has to specify 'initial'"
                )
            }
            source = try OpTable.tensor("where", [.tensor(mask), .tensor(x), .tensor(start)])
        }
        let dims = axes ?? Array(0..<source.rank)
        if dims.contains(where: { source.shape[$0] == 0 }) || (source.count == 0 && axes == nil) {
            guard let start else {
                throw Failure(.valueError, "zero-size array to reduction operation \(word) which has no identity")
            }
            let shape = source.shape.indices.compactMap { d in
                dims.contains(d) ? (keepsDims ? 1 : nil) : source.shape[d]
            }
            return try start.expand(shape).clone(contiguous: true)
        }
        if source.count == 0 {
            let shape = source.shape.indices.compactMap { d in
                dims.contains(d) ? (keepsDims ? 1 : nil) : source.shape[d]
            }
            return try Tensor.empty(shape, source.dtype)
        }
        if dims.isEmpty { return try source.clone() }
        let result = try OpTable.tensor("a" + op, [.tensor(source), .tuple(dims.map(Argument.int)), .bool(keepsDims)])
        guard let start else { return result }
        return try OpTable.tensor(word, [.tensor(result), .tensor(start)])
    }

    private func truth(_ x: Tensor, _ axes: [Int]?) throws -> Tensor {
        var result = try x.dtype == .bool ? x : OpTable.tensor("ne", [.tensor(x), .int(0)])
        if let mask {
            let neutral = try Tensor.scalar(.bool(op == "all"), .bool)
            result = try OpTable.tensor("where", [.tensor(mask), .tensor(result), .tensor(neutral)])
        }
        for axis in (axes ?? Array(0..<result.rank)).sorted(by: >) {
            result = try OpTable.tensor(op, [.tensor(result), .int(axis), .bool(keepsDims)])
        }
        guard !initial.isNone else { return result }
        let start = try Tensor.scalar(.bool(initial.truth()), .bool)
        return try OpTable.tensor(op == "any" ? "logical_or" : "logical_and", [.tensor(result), .tensor(start)])
    }

    // MARK: - Places

    /// argmax and argmin: one axis only.
    static func place(_ op: String, _ x: Tensor, axis: Value, out: Value, keepdims: Value) throws -> Value {
        try Flavour.numpy.run {
            guard x.count > 0 else { throw Failure(.valueError, "attempt to get \(op) of an empty sequence") }
            var result: Tensor
            if let axis = try Reduction.axis(axis) {
                _ = try x.numpyAxis(axis)
                result = try OpTable.tensor(op, [.tensor(x), .int(axis), .bool(try keepdims.truth())])
            } else {
                result = try OpTable.tensor(op, [.tensor(x)])
                if try keepdims.truth() { result = try result.reshape([Int](repeating: 1, count: x.rank)) }
            }
            guard let target = try Ufunc.output(out) else { return NDArrayObject.value(result) }
            try NumpyFunctions.fill(target, result)
            return out
        }
    }

    // MARK: - Spread

    /// std and var divide by n - ddof.
    static func spread(_ name: String, _ x: Tensor, _ bound: BoundArguments, from first: Int) throws -> Value {
        func given(_ name: String) -> Value {
            guard let at = bound.signature.parameters.firstIndex(where: { $0.name == name }), bound.given[at] else {
                return .none
            }
            return bound[at]
        }
        let (ddof, correction) = (given("ddof"), given("correction"))
        if !ddof.isNone, !correction.isNone {
            throw Failure(.valueError, "ddof and correction can't be provided simultaneously.")
        }
        let less: Double
        if let number = try Double.from(ddof.isNone ? correction : ddof) {
            less = number
        } else if ddof.isNone, correction.isNone {
            less = 0
        } else {
            throw Failure(.typeError, "ddof must be a number")
        }
        let dtype = try ArrayMethods.dtype(bound[first + 1])
        let keeps = given("keepdims")
        let keep = try keeps.isNone ? false : keeps.truth()
        let mask = try given("where").isNone ? nil : NumpyFunctions.mask(given("where"))
        return try Flavour.numpy.run {
            var source = try x.to(dtype ?? (x.dtype.isFloatingPoint ? x.dtype : .float64))
            if let mask { source = try source.expand(Shape.broadcast(source.shape, mask.shape)) }
            let axes = try Reduction.axes(bound[first])
            let order = try (axes ?? Array(0..<source.rank)).map(source.numpyAxis)
            guard Set(order).count == order.count else { throw Failure(.valueError, "duplicate value in 'axis'") }
            if let axes, axes.isEmpty, source.rank > 0 {
                throw Failure(.notImplementedError, "\(name)(axis=()) is not available here", hint: "np.zeros_like(a)")
            }
            let dims = axes == nil ? nil : order
            let flags = try mask.map { try $0.expand(source.shape) }
            func masked(_ x: Tensor) throws -> Tensor {
                guard let flags else { return x }
                return try OpTable.tensor(
                    "where", [.tensor(flags), .tensor(x), .tensor(Tensor.scalar(.int(0), x.dtype))])
            }
            let count = try flags.map { try $0.sum(dims, keepdim: true) }
            let centre: Tensor
            if !given("mean").isNone {
                centre = try NumpyFunctions.array(given("mean")).to(source.dtype)
            } else if let count {
                centre = try OpTable.tensor("div", [.tensor(masked(source).sum(dims, keepdim: true)), .tensor(count)])
            } else {
                centre = try source.mean(dims, keepdim: true)
            }
            let difference = try masked(OpTable.tensor("sub", [.tensor(source), .tensor(centre)]))
            let squares = try OpTable.tensor("mul", [.tensor(difference), .tensor(difference)]).sum(dims, keepdim: keep)
            let divisor: Argument
            if let flags {
                let n = try flags.sum(dims, keepdim: keep)
                divisor = .tensor(try OpTable.tensor("sub", [.tensor(n.to(.float64)), .float(less)]))
            } else {
                let n = order.reduce(1) { $0 &* source.shape[$1] }
                divisor = .float(max(0, Double(n) - less))
            }
            let variance = try OpTable.tensor("div", [.tensor(squares), divisor]).to(source.dtype)
            let result = try name == "var" ? variance : OpTable.tensor("sqrt", [.tensor(variance)])
            guard let target = try Ufunc.output(given("out")) else { return NDArrayObject.value(result) }
            try NumpyFunctions.fill(target, result)
            return given("out")
        }
    }

    // MARK: - Running totals

    static func running(_ op: String, _ x: Tensor, axis: Value, dtype: Value, out: Value) throws -> Value {
        try Flavour.numpy.run {
            let axis = try Reduction.axis(axis)
            let flat = try axis == nil ? x.reshape([-1]) : x
            if let axis { _ = try flat.numpyAxis(axis) }
            let source = try ArrayMethods.dtype(dtype).map { try flat.to($0) } ?? flat
            var result = try OpTable.tensor(op, [.tensor(source), .int(axis ?? 0)])
            if let target = try ArrayMethods.dtype(dtype) { result = try result.to(target) }
            guard let target = try Ufunc.output(out) else { return NDArrayObject.value(result) }
            try NumpyFunctions.fill(target, result)
            return out
        }
    }
}
