// Products, variance, norms, logsumexp, and truth tests along dimensions.

import Schema

struct ProductReducer<T: RealElement>: Reducer {
    typealias Input = T
    var initial: Double { 1 }
    @inline(__always) func add(_ a: Double, _ x: T) -> Double { a * x.asDouble }
    @inline(__always) func combine(_ a: Double, _ b: Double) -> Double { a * b }
}

struct WholeProductReducer: Reducer {
    typealias Input = Int64
    var initial: Int64 { 1 }
    @inline(__always) func add(_ a: Int64, _ x: Int64) -> Int64 { a &* x }
    @inline(__always) func combine(_ a: Int64, _ b: Int64) -> Int64 { a &* b }
}

struct TruthReducer: Reducer {
    typealias Input = UInt8
    /// any: false until one is true; all: true until one is false.
    let isAny: Bool
    var initial: UInt8 { isAny ? 0 : 1 }
    @inline(__always) func add(_ a: UInt8, _ x: UInt8) -> UInt8 { isAny ? a | (x != 0 ? 1 : 0) : a & (x != 0 ? 1 : 0) }
    @inline(__always) func combine(_ a: UInt8, _ b: UInt8) -> UInt8 { isAny ? a | b : a & b }
}

/// Running count, mean and sum of squared deviations (Chan, Golub and LeVeque 1979).
struct VarianceReducer<T: RealElement>: Reducer {
    typealias Input = T
    struct Moments { var n = 0.0, mean = 0.0, m2 = 0.0 }
    var initial: Moments { Moments() }
    @inline(__always) func add(_ a: Moments, _ x: T) -> Moments {
        let n = a.n + 1
        let delta = x.asDouble - a.mean
        let mean = a.mean + delta / n
        return Moments(n: n, mean: mean, m2: a.m2 + delta * (x.asDouble - mean))
    }
    @inline(__always) func combine(_ a: Moments, _ b: Moments) -> Moments {
        if a.n == 0 { return b }
        if b.n == 0 { return a }
        let n = a.n + b.n
        let delta = b.mean - a.mean
        return Moments(n: n, mean: a.mean + delta * b.n / n, m2: a.m2 + b.m2 + delta * delta * a.n * b.n / n)
    }
}

/// Sums of |x|^p.
struct NormReducer<T: RealElement>: Reducer {
    typealias Input = T
    let p: Double
    var initial: Double { 0 }
    @inline(__always) func add(_ a: Double, _ x: T) -> Double {
        let v = x.asDouble
        if p == 2 { return a + v * v }
        if p == 1 { return a + v.magnitude }
        if p == 0 { return a + (v != 0 ? 1 : 0) }
        if p == .infinity { return v != v || a != a ? .nan : v.magnitude > a ? v.magnitude : a }
        return a + Double.power(v.magnitude, p)
    }
    @inline(__always) func combine(_ a: Double, _ b: Double) -> Double {
        p == .infinity ? (a != a || b != b ? .nan : a > b ? a : b) : a + b
    }
}

extension Tensor {
    /// Folds reals into one double per output and stores `finish` of it.
    fileprivate func foldReals<A: Reducer, B: Reducer>(
        _ plan: Reduction, keepdim: Bool, _ float: A, _ double: B, _ finish: @escaping (A.Accumulator) -> Double
    ) throws -> Tensor where A.Input == Float, B.Input == Double, A.Accumulator == Double, B.Accumulator == Double {
        let shape = keepdim ? plan.keepShape : plan.shape
        let source = try cast(dtype.compute)
        let output = try Tensor(uninitialized: shape, source.dtype)
        if source.dtype == .float32 {
            nonisolated(unsafe) let to = output.pointer(Float.self)
            try fold(source, plan, float) { to[$0] = Float(finish($1)) }
        } else {
            nonisolated(unsafe) let to = output.pointer(Double.self)
            try fold(source, plan, double) { to[$0] = finish($1) }
        }
        return try output.cast(dtype)
    }

    /// The product of all elements or along one dimension.
    public func prod(_ dim: Int? = nil, keepdim: Bool = false, dtype: DType? = nil) throws -> Tensor {
        let plan = try Reduction(shape, dim.map { [$0] })
        let target = dtype ?? (self.dtype.isFloatingPoint ? self.dtype : .int64)
        if !target.isFloatingPoint {
            let source = try cast(.int64)
            let output = try Tensor(uninitialized: keepdim ? plan.keepShape : plan.shape, .int64)
            nonisolated(unsafe) let to = output.pointer(Int64.self)
            try fold(source, plan, WholeProductReducer()) { to[$0] = $1 }
            return try output.cast(target)
        }
        let source = try self.to(target)
        let result = try source.foldReals(plan, keepdim: keepdim, ProductReducer<Float>(), ProductReducer<Double>()) {
            $0
        }
        let keepShape = plan.keepShape
        let reduced = plan.reduced
        return record("ProdBackward0", result, inputs: [source], saved: [source, result]) { g, saved in
            let x = try saved[0]
            let gradient = try g.reshape(keepShape)
            let zeros = try GradMode.disabled { try x.equals(.number(0)).any().item().isTrue }
            if !zeros { return [try div(mul(gradient, saved[1].reshape(keepShape)), x)] }
            // With zeros the quotient is undefined: the product of the elements before times that of those after.
            let lane = reduced.count == 1 && x.rank > 1 ? x : try x.reshape([-1])
            let d = lane === x ? reduced[0] : 0
            let n = lane.shape[d]
            let one = try Tensor.ones(lane.narrow(d, 0, 1).shape, x.dtype)
            let before = try cat([one, lane.narrow(d, 0, n - 1)], d).cumprod(d)
            let after = try cat([one, lane.flip([d]).narrow(d, 0, n - 1)], d).cumprod(d).flip([d])
            let factor = try mul(before, after).reshape(x.shape)
            return [try mul(gradient, factor)]
        }
    }

    /// Variance with `correction` (1: unbiased) along `dims`.
    public func variance(_ dims: [Int]? = nil, correction: Double = 1, keepdim: Bool = false) throws -> Tensor {
        try requireReal("std and var only support floating point and complex dtypes")
        let plan = try Reduction(shape, dims)
        let source = try cast(dtype.compute)
        let output = try Tensor(uninitialized: keepdim ? plan.keepShape : plan.shape, source.dtype)
        let outputs = plan.shape.reduce(1, *)
        let n = Double(outputs == 0 ? 0 : count / outputs)
        if source.dtype == .float32 {
            nonisolated(unsafe) let to = output.pointer(Float.self)
            try fold(source, plan, VarianceReducer<Float>(), cost: 4) {
                to[$0] = Float($1.m2 / Swift.max(0, n - correction))
            }
        } else {
            nonisolated(unsafe) let to = output.pointer(Double.self)
            try fold(source, plan, VarianceReducer<Double>(), cost: 4) { to[$0] = $1.m2 / Swift.max(0, n - correction) }
        }
        let result = try output.cast(dtype)
        let keepShape = plan.keepShape
        let reduced = plan.reduced
        return record("VarBackward0", result, inputs: [self], saved: [self]) { g, saved in
            let x = try saved[0]
            let centred = try sub(x, x.mean(reduced.isEmpty ? nil : reduced, keepdim: true))
            return [try mul(g.reshape(keepShape) * (2 / Swift.max(0, n - correction)), centred)]
        }
    }

    /// Standard deviation with `correction` (1: unbiased) along `dims`.
    public func std(_ dims: [Int]? = nil, correction: Double = 1, keepdim: Bool = false) throws -> Tensor {
        let result = try GradMode.disabled { try variance(dims, correction: correction, keepdim: keepdim).sqrt() }
        let plan = try Reduction(shape, dims)
        let outputs = plan.shape.reduce(1, *)
        let n = Double(outputs == 0 ? 0 : count / outputs)
        let keepShape = plan.keepShape
        let reduced = plan.reduced
        return record("StdBackward0", result, inputs: [self], saved: [self, result]) { g, saved in
            let x = try saved[0]
            let centred = try sub(x, x.mean(reduced.isEmpty ? nil : reduced, keepdim: true))
            let scale = try div(g, saved[1] * Swift.max(0, n - correction))
            let safe = try whereTensor(saved[1].equals(.number(0)), Tensor.zeros([], g.dtype), scale)
            return [try mul(safe.reshape(keepShape), centred)]
        }
    }

    private func requireReal(_ message: String) throws {
        if !dtype.isFloatingPoint {
            throw Failure(.notImplementedError, message, hint: "write x.float() first")
        }
    }

    /// (Σ |x|^p)^(1/p) along `dims`; p may be infinite.
    public func norm(_ p: Double = 2, _ dims: [Int]? = nil, keepdim: Bool = false) throws -> Tensor {
        try requireReal(
            "linalg.vector_norm: Expected a floating point or complex tensor as input. Got \(dtype.scalarTypeName)")
        let plan = try Reduction(shape, dims)
        let result: Tensor
        if p == -.infinity {
            return try abs().amin(dims, keepdim: keepdim)
        }
        result = try foldReals(
            plan, keepdim: keepdim, NormReducer<Float>(p: p), NormReducer<Double>(p: p)
        ) { p == 2 ? $0.squareRoot() : p == 1 || p == 0 || p == .infinity ? $0 : Double.power($0, 1 / p) }
        let keepShape = plan.keepShape
        let reduced = plan.reduced
        return record("LinalgVectorNormBackward0", result, inputs: [self], saved: [self, result]) { g, saved in
            let x = try saved[0]
            let norm = try saved[1].reshape(keepShape)
            let gradient = try g.reshape(keepShape)
            let zero = try Tensor.zeros([], g.dtype)
            let isZero = try norm.equals(.number(0))
            if p == 0 { return [try Tensor.zeros(x.shape, x.dtype)] }
            if p == 1 { return [try mul(gradient, x.sign())] }
            if p == 2 { return [try whereTensor(isZero, zero, mul(gradient, div(x, norm)))] }
            if p == .infinity {
                let mask = try GradMode.disabled { try x.abs().equals(norm) }
                let ties = try mask.sum(reduced.isEmpty ? nil : reduced, keepdim: true)
                return [try mul(mul(div(gradient, ties), mask), x.sign())]
            }
            let scaled = try mul(x.sign(), div(x.abs(), norm).pow(.float(p - 1)))
            return [try whereTensor(isZero, zero, mul(gradient, scaled))]
        }
    }

    /// log Σ exp(x), safe for large x.
    public func logsumexp(_ dims: [Int], keepdim: Bool = false) throws -> Tensor {
        let x = dtype.isFloatingPoint ? self : try to(Defaults.dtype)
        let plan = try Reduction(shape, dims)
        let result = try GradMode.disabled {
            var peak = try x.rawExtreme(dims, keepdim: true, isMaximum: true)
            peak = try whereTensor(peak.isFinite(), peak, Tensor.zeros([], peak.dtype))
            let total = try add(map(SubFunction(), x, peak).exp().rawSum(dims, keepdim: true).log(), peak)
            return try total.reshape(keepdim ? plan.keepShape : plan.shape).detach()
        }
        let keepShape = plan.keepShape
        return record("LogsumexpBackward0", result, inputs: [x], saved: [x, result]) { g, saved in
            [try mul(g.reshape(keepShape), sub(saved[0], saved[1].reshape(keepShape)).exp())]
        }
    }

    private func truth(_ dims: [Int]?, keepdim: Bool, isAny: Bool) throws -> Tensor {
        let plan = try Reduction(shape, dims)
        let source = try truth()
        let output = try Tensor(uninitialized: keepdim ? plan.keepShape : plan.shape, .bool)
        nonisolated(unsafe) let to = output.pointer(UInt8.self)
        try fold(source, plan, TruthReducer(isAny: isAny)) { to[$0] = $1 }
        return dtype == .uint8 && Flavour.current == .torch ? try output.cast(.uint8) : output
    }

    public func any(_ dims: [Int]? = nil, keepdim: Bool = false) throws -> Tensor {
        try truth(dims, keepdim: keepdim, isAny: true)
    }

    public func all(_ dims: [Int]? = nil, keepdim: Bool = false) throws -> Tensor {
        try truth(dims, keepdim: keepdim, isAny: false)
    }

    public func countNonzero(_ dims: [Int]? = nil) throws -> Tensor { try truth().rawSum(dims) }

    /// The indices of elements that are not 0: shape (how many, rank).
    public func nonzero() throws -> Tensor {
        let mask = try truth()
        let dense = try mask.isContiguous ? mask : mask.copied(contiguous: true)
        let flags = dense.pointer(UInt8.self)
        var found = 0
        for i in 0..<count where flags[i] != 0 { found += 1 }
        let result = try Tensor(uninitialized: [found, rank], .int64)
        let to = result.pointer(Int64.self)
        var at = 0
        for i in 0..<count where flags[i] != 0 {
            var rest = i
            for d in Swift.stride(from: rank - 1, through: 0, by: -1) {
                to[at + d] = Int64(rest % shape[d])
                rest /= shape[d]
            }
            at += rank
        }
        withExtendedLifetime(dense) {}
        return result
    }
}

extension Op {
    static let prod = Op(
        "prod(input, dim=None, keepdim=False, *, dtype=None)",
        "The product of all elements or along `dim`.\nSource:  torch.prod.",
        { (x: Tensor, dim: Int?, keepdim: Bool, dtype: DType?) in try x.prod(dim, keepdim: keepdim, dtype: dtype) },
        samples: {
            [
                [try sample([2, 3]), .none, .bool(false), .none], [try sample([2, 3]), .int(1), .bool(true), .none],
                [.tensor(try sampleWithZero()), .int(1), .bool(false), .none],
                [.tensor(try sampleWithZero()), .none, .bool(false), .none],
            ]
        })
    private static func sampleWithZero() throws -> Tensor {
        let x = try Tensor.from([1.5, 0, 2, -1, 3, 0.5], [2, 3])
        x.requiresGrad = true
        return x
    }

    private static func spread(
        _ name: String, _ word: String, file: String = #fileID,
        _ body: @escaping @Sendable (Tensor, [Int]?, Double, Bool) throws -> Tensor
    ) -> Op {
        Op(
            "\(name)(input, dim=None, unbiased=None, keepdim=False, *, correction=1)",
            """
            \(word) of all elements or along `dim`, divided by n - correction.
            Source:  torch.\(name).
            """,
            { (x: Tensor, dim: Argument, unbiased: Bool?, keepdim: Bool, correction: Double?) in
                // std(False) is std(unbiased=False).
                if case .bool(let flag) = dim { return try body(x, nil, flag ? 1 : 0, keepdim) }
                return try body(
                    x, Ints?.from(dim)??.values, unbiased.map { $0 ? 1 : 0 } ?? correction ?? 1, keepdim)
            },
            samples: {
                [
                    [try sample([2, 3]), .none, .none, .bool(false), .float(1)],
                    [try sample([2, 3, 2]), .tuple([.int(0), .int(2)]), .bool(false), .bool(true), .float(1)],
                ]
            }, file: file)
    }
    static let variance = spread("var", "Variance") { try $0.variance($1, correction: $2, keepdim: $3) }
    static let std = spread("std", "Standard deviation") { try $0.std($1, correction: $2, keepdim: $3) }

    private static func spreadAndMean(
        _ name: String, file: String = #fileID,
        _ body: @escaping @Sendable (Tensor, [Int]?, Double, Bool) throws -> Tensor
    ) -> Op {
        Op(
            "\(name)(input, dim=None, unbiased=None, keepdim=False, *, correction=1)",
            "\(name.prefix(3)) and mean as a pair.\nSource:  torch.\(name).", in: .torch,
            { (x: Tensor, dim: Ints?, unbiased: Bool?, keepdim: Bool, correction: Double?) -> [Tensor] in
                [
                    try body(x, dim?.values, unbiased.map { $0 ? 1 : 0 } ?? correction ?? 1, keepdim),
                    try x.mean(dim?.values, keepdim: keepdim),
                ]
            }, file: file)
    }
    static let varMean = spreadAndMean("var_mean") { try $0.variance($1, correction: $2, keepdim: $3) }
    static let stdMean = spreadAndMean("std_mean") { try $0.std($1, correction: $2, keepdim: $3) }

    static let norm = Op(
        "norm(input, p='fro', dim=None, keepdim=False, dtype=None)",
        """
        (Σ |x|^p)^(1/p) of all elements or along `dim`; p='fro' is 2, p=inf the largest magnitude.
        Source:  torch.norm.
        """,
        { (x: Tensor, p: Argument, dims: Ints?, keepdim: Bool, dtype: DType?) in
            let source = try dtype.map { try x.to($0) } ?? x
            return try source.norm(Double.from(p) ?? 2, dims?.values, keepdim: keepdim)
        },
        samples: {
            [
                [try sample([2, 3]), .string("fro"), .none, .bool(false), .none],
                [try sample([2, 3]), .int(1), .int(1), .bool(false), .none],
                [try sample([2, 3]), .float(3), .int(1), .bool(true), .none],
                [try sample([2, 3]), .float(.infinity), .int(1), .bool(true), .none],
            ]
        })
    static let vectorNorm = Op(
        "vector_norm(x, ord=2, dim=None, keepdim=False, *, dtype=None)",
        "(Σ |x|^ord)^(1/ord).\nSource:  torch.linalg.vector_norm.",
        in: .linalg,
        { (x: Tensor, p: Double, dims: Ints?, keepdim: Bool, dtype: DType?) in
            try (dtype.map { try x.to($0) } ?? x).norm(p, dims?.values, keepdim: keepdim)
        })
    static let logsumexp = Op(
        "logsumexp(input, dim, keepdim=False)",
        "log Σ exp(x) along `dim`, safe for large x.\nSource:  torch.logsumexp.",
        in: [.torch, .method, .special],
        { (x: Tensor, dims: Ints, keepdim: Bool) in try x.logsumexp(dims.values, keepdim: keepdim) },
        samples: {
            [
                [try sample([2, 3]), .int(1), .bool(false)],
                [try sample([2, 3]), .tuple([.int(0), .int(1)]), .bool(true)],
            ]
        })
    static let anyOp = Op(
        "any(input, dim=None, keepdim=False)", "Whether any element is not 0.\nSource:  torch.any.",
        { (x: Tensor, dims: Ints?, keepdim: Bool) in try x.any(dims?.values, keepdim: keepdim) })
    static let allOp = Op(
        "all(input, dim=None, keepdim=False)", "Whether no element is 0.\nSource:  torch.all.",
        { (x: Tensor, dims: Ints?, keepdim: Bool) in try x.all(dims?.values, keepdim: keepdim) })
    static let countNonzero = Op(
        "count_nonzero(input, dim=None)", "How many elements are not 0.\nSource:  torch.count_nonzero.",
        { (x: Tensor, dims: Ints?) in try x.countNonzero(dims?.values) })
    static let nonzero = Op(
        "nonzero(input, *, as_tuple=False)",
        """
        The indices of elements that are not 0: a (count, rank) tensor, or one vector per dimension with as_tuple.
        Source:  torch.nonzero.
        """,
        { (x: Tensor, asTuple: Bool) -> Argument in
            let result = try x.nonzero()
            return asTuple ? .tuple(try result.unbind(1).map(Argument.tensor)) : .tensor(result)
        })
}
