// max, min, amax, amin, argmax, argmin, aminmax. The first of equal values is returned, NaN is both the largest and the
// smallest. max() and amax share the gradient among equals, max(dim) gives it to the one returned.

import Schema

struct ExtremeReducer<T: Element & Comparable>: Reducer {
    typealias Input = T
    let isMaximum: Bool
    let initial: T
    @inline(__always) func add(_ a: T, _ x: T) -> T {
        if a != a { return a }
        return x != x || (isMaximum ? x > a : x < a) ? x : a
    }
    @inline(__always) func combine(_ a: T, _ b: T) -> T { add(a, b) }
}

extension Tensor {
    /// The largest (or smallest) along `dims`, without history.
    func rawExtreme(_ dims: [Int]?, keepdim: Bool, isMaximum: Bool) throws -> Tensor {
        let plan = try Reduction(shape, dims)
        let shape = keepdim ? plan.keepShape : plan.shape
        let work = orderType
        let source = try cast(work)
        let output = try Tensor(uninitialized: shape, work)
        let first = isMaximum ? -Double.infinity : Double.infinity
        switch work {
        case .float32:
            nonisolated(unsafe) let to = output.pointer(Float.self)
            try fold(source, plan, ExtremeReducer<Float>(isMaximum: isMaximum, initial: Float(first))) { to[$0] = $1 }
        case .float64:
            nonisolated(unsafe) let to = output.pointer(Double.self)
            try fold(source, plan, ExtremeReducer<Double>(isMaximum: isMaximum, initial: first)) { to[$0] = $1 }
        default:
            nonisolated(unsafe) let to = output.pointer(Int64.self)
            try fold(source, plan, ExtremeReducer<Int64>(isMaximum: isMaximum, initial: isMaximum ? .min : .max)) {
                to[$0] = $1
            }
        }
        return try output.cast(dtype)
    }

    private func extreme(_ dims: [Int]?, keepdim: Bool, isMaximum: Bool, _ node: String, _ op: String) throws -> Tensor
    {
        let plan = try Reduction(shape, dims)
        if plan.reduced.contains(where: { shape[$0] == 0 }) {
            if Flavour.current == .numpy {
                throw Failure(
                    .valueError,
                    "zero-size array to reduction operation \(isMaximum ? "maximum" : "minimum") which has no identity")
            }
            throw dims == nil
                ? Failure(
                    .runtimeError,
                    "\(op)(): Expected reduction dim to be specified for input.numel() == 0. Specify the reduction dim with the 'dim' "
                        + "argument.")
                : Failure(.indexError, "\(op)(): Expected reduction dim \(plan.reduced[0]) to have non-zero size.")
        }
        let result = try rawExtreme(dims, keepdim: keepdim, isMaximum: isMaximum)
        let keepShape = plan.keepShape
        let reduced = plan.reduced
        return record(node, result, inputs: [self], saved: [self, result]) { g, saved in
            let x = try saved[0]
            let peak = try saved[1].reshape(keepShape)
            let mask = try GradMode.disabled { try logicalOr(x.equals(peak), logicalAnd(x.isNaN(), peak.isNaN())) }
            let ties = try mask.sum(reduced.isEmpty ? nil : reduced, keepdim: true)
            return [try mul(div(g.reshape(keepShape), ties), mask)]
        }
    }

    public func amax(_ dims: [Int]? = nil, keepdim: Bool = false) throws -> Tensor {
        try extreme(dims, keepdim: keepdim, isMaximum: true, "AmaxBackward0", "amax")
    }

    public func amin(_ dims: [Int]? = nil, keepdim: Bool = false) throws -> Tensor {
        try extreme(dims, keepdim: keepdim, isMaximum: false, "AminBackward0", "amin")
    }

    /// The largest of all.
    public func max() throws -> Tensor { try extreme(nil, keepdim: false, isMaximum: true, "MaxBackward1", "max") }
    /// The smallest of all.
    public func min() throws -> Tensor { try extreme(nil, keepdim: false, isMaximum: false, "MinBackward1", "min") }

    /// The largest along a dimension and where it is.
    public func max(_ dim: Int, keepdim: Bool = false) throws -> (values: Tensor, indices: Tensor) {
        try extremeWithIndex(dim, keepdim: keepdim, isMaximum: true, "max")
    }

    public func min(_ dim: Int, keepdim: Bool = false) throws -> (values: Tensor, indices: Tensor) {
        try extremeWithIndex(dim, keepdim: keepdim, isMaximum: false, "min")
    }

    private func extremeWithIndex(_ dim: Int, keepdim: Bool, isMaximum: Bool, _ op: String) throws -> (Tensor, Tensor) {
        let d = try Shape.dimension(dim, rank)
        let indices = try position(d, isMaximum: isMaximum, op)
        let values = try rank == 0 ? copied() : GradMode.disabled { try gather(d, indices) }
        return try finishSelection(op == "max" ? "MaxBackward0" : "MinBackward0", d, values, indices, keepdim: keepdim)
    }

    /// Drops the dimension and records: the gradient goes to the elements that were selected.
    func finishSelection(_ node: String, _ d: Int, _ values: Tensor, _ indices: Tensor, keepdim: Bool) throws -> (
        Tensor, Tensor
    ) {
        let old = shape
        let (v, i) =
            keepdim || rank == 0
            ? (values, indices)
            : try GradMode.disabled {
                (try values.squeeze([d]).detach(), try indices.squeeze([d]).detach())
            }
        record(node, v, inputs: [self], saved: [indices]) { g, saved in
            let where_ = try saved[0]
            if old.isEmpty { return [g] }
            return [try Tensor.zeros(old, g.dtype).scatter(d, where_, g.reshape(where_.shape))]
        }
        return (v, i)
    }

    /// argmax / argmin along `d`, the dimension kept as 1.
    func position(_ d: Int, isMaximum: Bool, _ op: String) throws -> Tensor {
        let n = size(along: d)
        guard n > 0 else {
            throw Failure(.indexError, "\(op)(): Expected reduction dim \(d) to have non-zero size.")
        }
        var outShape = shape
        if rank > 0 { outShape[d] = 1 }
        let output = try Tensor(uninitialized: outShape, .int64)
        let source = try cast(orderType)
        let lanes = Lanes(shape, d, [source.strides, output.strides])
        switch source.dtype {
        case .float32: try locate(source, output, lanes, n, source.stride(along: d), isMaximum, Float.self)
        case .float64: try locate(source, output, lanes, n, source.stride(along: d), isMaximum, Double.self)
        default: try locate(source, output, lanes, n, source.stride(along: d), isMaximum, Int64.self)
        }
        return output
    }

    private func locate<T: Comparable>(
        _ x: Tensor, _ output: Tensor, _ lanes: Lanes, _ n: Int, _ step: Int, _ isMaximum: Bool, _ type: T.Type
    ) throws {
        let (from, to) = (x.pointer(T.self), output.pointer(Int64.self))
        try lanes.forEach(cost: n) { offsets in
            let lane = from + offsets[0]
            var best = lane[0]
            var at = 0
            for i in 1..<Swift.max(n, 1) {
                let value = lane[i &* step]
                if best != best { break }
                if value != value || (isMaximum ? value > best : value < best) {
                    best = value
                    at = i
                }
            }
            to[offsets[1]] = Int64(at)
        }
    }

    /// The index of the largest: of all elements in row-major order, or along `dim`.
    public func argmax(_ dim: Int? = nil, keepdim: Bool = false) throws -> Tensor {
        try argExtreme(dim, keepdim: keepdim, isMaximum: true, "argmax")
    }

    public func argmin(_ dim: Int? = nil, keepdim: Bool = false) throws -> Tensor {
        try argExtreme(dim, keepdim: keepdim, isMaximum: false, "argmin")
    }

    private func argExtreme(_ dim: Int?, keepdim: Bool, isMaximum: Bool, _ op: String) throws -> Tensor {
        if dtype == .bool, Flavour.current == .torch {
            throw Failure(.notImplementedError, "\(op)(): does not support bool input", hint: "use x.int().\(op)()")
        }
        if count == 0, dim == nil {
            if Flavour.current == .numpy { throw Failure(.valueError, "attempt to get \(op) of an empty sequence") }
            throw Failure(
                .indexError,
                "\(op)(): Expected reduction dim to be specified for input.numel() == 0.", hint: "write x.\(op)(dim=0)")
        }
        return try GradMode.disabled {
            guard let dim else {
                let flat = try detach().reshape([-1]).position(0, isMaximum: isMaximum, op)
                return try flat.reshape(keepdim ? [Int](repeating: 1, count: rank) : []).detach()
            }
            let d = try Shape.dimension(dim, rank)
            let result = try position(d, isMaximum: isMaximum, op)
            return keepdim || rank == 0 ? result : try result.squeeze([d]).detach()
        }
    }
}

extension Op {
    private static func extreme(
        _ name: String, _ word: String, elementwise: @escaping @Sendable (Tensor, Tensor) throws -> Tensor,
        all: @escaping @Sendable (Tensor) throws -> Tensor,
        along: @escaping @Sendable (Tensor, Int, Bool) throws -> (values: Tensor, indices: Tensor),
        file: String = #fileID
    ) -> Op {
        Op(
            "\(name)(input, dim=None, keepdim=False, *, other=None)",
            """
            The \(word) element of all; along `dim` as (values, indices); or, with a second tensor, of each pair.
            The first of equal elements is returned; NaN wins.
            Source:  torch.\(name).
            """,
            { (x: Tensor, dim: Argument, keepdim: Bool, other: Tensor?) -> Argument in
                if let other { return .tensor(try elementwise(x, other)) }
                if case .none = dim { return .tensor(try all(x)) }
                if case .tensor(let other) = dim { return .tensor(try elementwise(x, other)) }
                guard let d = try Int.from(dim) else {
                    throw Failure(.typeError, "\(name)(): argument 'dim' (position 2) must be int, not \(dim.typeName)")
                }
                let (values, indices) = try along(x, d, keepdim)
                return NamedResult("torch.return_types.\(name)", [("values", values), ("indices", indices)]).argument
            },
            samples: {
                [
                    [try sample([2, 3]), .none, .bool(false), .none],
                    [try sample([2, 3]), .int(1), .bool(false), .none],
                    [try sample([2, 3, 2]), .int(1), .bool(true), .none],
                ]
            }, file: file)
    }
    static let max = extreme(
        "max", "largest", elementwise: { try Tensors.maximum($0, $1) }, all: { try $0.max() },
        along: { try $0.max($1, keepdim: $2) })
    static let min = extreme(
        "min", "smallest", elementwise: { try Tensors.minimum($0, $1) }, all: { try $0.min() },
        along: { try $0.min($1, keepdim: $2) })
    static let amax = Op(
        "amax(input, dim=(), keepdim=False)",
        "The largest element along `dim`; equal ones share the gradient.\nSource:  torch.amax.",
        { (x: Tensor, dims: Ints?, keepdim: Bool) in
            try x.amax(dims.flatMap { $0.values.isEmpty ? nil : $0.values }, keepdim: keepdim)
        },
        samples: { [[try sample([2, 3, 2]), .tuple([.int(0), .int(2)]), .bool(false)]] })
    static let amin = Op(
        "amin(input, dim=(), keepdim=False)",
        "The smallest element along `dim`; equal ones share the gradient.\nSource:  torch.amin.",
        { (x: Tensor, dims: Ints?, keepdim: Bool) in
            try x.amin(dims.flatMap { $0.values.isEmpty ? nil : $0.values }, keepdim: keepdim)
        },
        samples: { [[try sample([2, 3, 2]), .int(1), .bool(true)]] })
    static let aminmax = Op(
        "aminmax(input, *, dim=None, keepdim=False)",
        "(min, max) of all elements or along `dim`.\nSource:  torch.aminmax.",
        { (x: Tensor, dim: Int?, keepdim: Bool) in
            NamedResult(
                "torch.return_types.aminmax",
                [
                    ("min", try x.amin(dim.map { [$0] }, keepdim: keepdim)),
                    ("max", try x.amax(dim.map { [$0] }, keepdim: keepdim)),
                ])
        })
    static let argmax = Op(
        "argmax(input, dim=None, keepdim=False)",
        """
        The index of the largest element: in the flattened tensor, or along `dim`. The first of equal ones.
        Source:  torch.argmax.
        """, { (x: Tensor, dim: Int?, keepdim: Bool) in try x.argmax(dim, keepdim: keepdim) })
    static let argmin = Op(
        "argmin(input, dim=None, keepdim=False)",
        """
        The index of the smallest element: in the flattened tensor, or along `dim`. The first of equal ones.
        Source:  torch.argmin.
        """, { (x: Tensor, dim: Int?, keepdim: Bool) in try x.argmin(dim, keepdim: keepdim) })
}
