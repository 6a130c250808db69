// Random tensors as ops: they draw from `Generator.current` in the memory order of what they fill.

import Schema

extension Tensor {
    /// Fills all elements in memory order. The body gets one contiguous run of them.
    fileprivate func fillFloats(
        _ op: String, single: (UnsafeMutableBufferPointer<Float>) -> Void,
        double: (UnsafeMutableBufferPointer<Double>) -> Void
    ) throws {
        try checkInPlace()
        if count == 0 { return }
        guard Shape.isDense(shape, strides), !strides.contains(where: { $0 < 0 }) else {
            // Walked row by row, as PyTorch walks a view with gaps.
            let dense = try Tensor.empty(shape, dtype)
            try dense.fillFloats(op, single: single, double: double)
            try copyElements(from: dense, to: self)
            bumpVersion()
            return
        }
        switch dtype {
        case .float32: single(UnsafeMutableBufferPointer(start: pointer(Float.self), count: count))
        case .float64: double(UnsafeMutableBufferPointer(start: pointer(Double.self), count: count))
        case .bool, .uint8, .int8, .int16, .int32, .int64, .float16, .bfloat16: throw notImplemented(op, dtype)
        }
        bumpVersion()
    }

    /// `uniform_(low, high)`.
    public func fillUniform(_ low: Double = 0, _ high: Double = 1) throws {
        guard low <= high else {
            throw Failure(
                .runtimeError,
                "uniform_ expects to return a [from, to) range, but found from=\(pythonFloat(low)) > to=\(pythonFloat(high))"
            )
        }
        let g = Generator.current
        try fillFloats(
            "check_uniform_bounds", single: { g.fillUniform($0, low, high) }, double: { g.fillUniform($0, low, high) })
    }

    /// `normal_(mean, std)`; blocks of 16 for dense tensors of 16 or more elements.
    public func fillNormal(mean: Double = 0, std: Double = 1) throws {
        guard std >= 0 else {
            throw Failure(.runtimeError, "normal expects std >= 0.0, but found std \(pythonFloat(std))")
        }
        let g = Generator.current
        if !isContiguous {
            // PyTorch falls back to single draws in binary64 for anything that is not contiguous.
            try fillFloats(
                "normal_kernel_cpu", single: { for i in $0.indices { $0[i] = Float(g.normal(mean: mean, std: std)) } },
                double: { for i in $0.indices { $0[i] = g.normal(mean: mean, std: std) } })
            return
        }
        try fillFloats(
            "normal_kernel_cpu", single: { g.fillNormal($0, mean: mean, std: std) },
            double: { g.fillNormal($0, mean: mean, std: std) })
    }

    /// One draw in binary64 per element, rounded to the dtype.
    fileprivate func fillDraws(_ op: String, _ draw: () -> Double) throws {
        try fillFloats(
            op, single: { for i in $0.indices { $0[i] = Float(draw()) } },
            double: { for i in $0.indices { $0[i] = draw() } })
    }

    /// Whole numbers of any dtype, low ..< high.
    public func fillIntegers(_ low: Int, _ high: Int) throws {
        guard low < high else {
            throw Failure(
                .runtimeError, "random_ expects 'from' to be less than 'to', but got from=\(low) >= to=\(high)")
        }
        let range = UInt64(bitPattern: Int64(high) &- Int64(low))
        try fillWholes { Generator.current.fillIntegers(count: $0, low: Int64(low), range: range, $1) }
    }

    private func fillWholes(_ fill: (Int, (Int, Int64) -> Void) -> Void) throws {
        try checkInPlace()
        var values = [Int64](repeating: 0, count: count)
        fill(count) { values[$0] = $1 }
        let drawn = try Tensor.from(values)
        if Shape.isDense(shape, strides), !strides.contains(where: { $0 < 0 }) {
            let flat = Tensor(
                storage: storage, offset: offset, shape: [count], strides: [1], dtype: dtype, count: count,
                isContiguous: true)
            try copyElements(from: drawn, to: flat)
        } else {
            try copyElements(from: drawn.view(shape), to: self)
        }
        bumpVersion()
    }

    /// `random_()` without bounds: every number the dtype counts exactly.
    public func fillRandom() throws {
        let g = Generator.current
        let (range, wide): (UInt64, Bool) =
            switch dtype {
            case .int64: (1 << 63, true)
            case .float64: ((1 << 53) + 1, true)
            case .float32: ((1 << 24) + 1, false)
            case .int32: (1 << 31, false)
            case .int16: (1 << 15, false)
            case .int8: (1 << 7, false)
            case .uint8: (1 << 8, false)
            case .bool: (2, false)
            case .float16: ((1 << 11) + 1, false)
            case .bfloat16: ((1 << 8) + 1, false)
            }
        try fillWholes { count, store in
            for i in 0..<count { store(i, Int64(bitPattern: g.randomInteger(below: range, wide: wide))) }
        }
    }

    /// `bernoulli_(p)` for one probability: 53 bits per element in every dtype.
    public func fillBernoulli(_ p: Double) throws {
        guard p >= 0, p <= 1 else {
            throw Failure(.runtimeError, "bernoulli_ expects p to be in [0, 1], but got p=\(pythonFloat(p))")
        }
        let g = Generator.current
        try fillWholes { count, store in for i in 0..<count { store(i, g.bernoulli(p) ? 1 : 0) } }
    }

    public static func rand(_ shape: [Int], _ dtype: DType = Defaults.dtype) throws -> Tensor {
        let result = try Tensor.empty(shape, dtype, name: "rand")
        let g = Generator.current
        try result.fillFloats("check_uniform_bounds", single: { g.fillUniform($0) }, double: { g.fillUniform($0) })
        return result
    }

    public static func randn(_ shape: [Int], _ dtype: DType = Defaults.dtype) throws -> Tensor {
        let result = try Tensor.empty(shape, dtype, name: "randn")
        try result.fillNormal()
        return result
    }

    /// Whole numbers low ..< high.
    public static func randint(_ low: Int, _ high: Int, _ shape: [Int], _ dtype: DType = .int64) throws -> Tensor {
        let result = try Tensor.empty(shape, dtype, name: "randint")
        guard low < high else {
            throw Failure(
                .runtimeError, "random_ expects 'from' to be less than 'to', but got from=\(low) >= to=\(high)")
        }
        try result.fillIntegers(low, high)
        return result
    }

    public static func randperm(_ n: Int, _ dtype: DType = .int64) throws -> Tensor {
        guard n >= 0 else { throw Failure(.runtimeError, "n must be non-negative, got\(n)") }
        _ = try Shape.bytes([n], .int64)
        return try Tensor.from(Generator.current.permutation(n)).to(dtype)
    }

    /// 0 or 1 with each element's own probability; draws have the width of the probabilities.
    public static func bernoulli(_ probabilities: Tensor) throws -> Tensor {
        let p = try probabilities.detach().contiguous()
        guard p.dtype.isFloatingPoint else { throw notImplemented("bernoulli_tensor_cpu_p_", p.dtype) }
        guard try p.scalars().allSatisfy({ $0.double >= 0 && $0.double <= 1 }) else {
            throw Failure(.runtimeError, "Expected p_in >= 0 && p_in <= 1 to be true, but got false.")
        }
        let g = Generator.current
        let values = try p.scalars().map { value -> Double in
            (p.dtype == .float64 ? g.bernoulli(value.double) : g.bernoulli(Float(value.double))) ? 1 : 0
        }
        return try Tensor.from(values, p.shape).to(p.dtype)
    }

    /// Indices drawn by weight, along the last axis of a vector or matrix.
    public static func multinomial(_ weights: Tensor, _ count: Int, replacement: Bool = false) throws -> Tensor {
        guard weights.rank == 1 || weights.rank == 2 else {
            throw Failure(.runtimeError, "prob_dist must be 1 or 2 dim")
        }
        guard weights.dtype.isFloatingPoint else {
            throw Failure(
                .runtimeError,
                "multinomial only supports floating-point dtypes for input, got: \(weights.dtype.scalarTypeName)")
        }
        guard count > 0 else { throw Failure(.runtimeError, "cannot sample n_sample <= 0 samples") }
        let categories = weights.shape.last ?? 0
        guard replacement || count <= categories else {
            throw Failure(.runtimeError, "cannot sample n_sample > prob_dist.size(-1) samples without replacement")
        }
        let values = try weights.detach().scalars().map { Float($0.double) }
        guard values.allSatisfy({ $0 >= 0 && $0.isFinite }) else {
            throw Failure(.runtimeError, "probability tensor contains either `inf`, `nan` or element < 0")
        }
        var drawn: [Int] = []
        for start in Swift.stride(from: 0, to: values.count, by: Swift.max(categories, 1)) {
            let row = Array(values[start..<Swift.min(start + categories, values.count)])
            guard row.contains(where: { $0 > 0 }) else {
                throw Failure(.runtimeError, "invalid multinomial distribution (sum of probabilities <= 0)")
            }
            drawn += Generator.current.multinomial(row, count: count, replacement: replacement)
        }
        return try Tensor.from(drawn, Array(weights.shape.dropLast()) + [count])
    }
}

/// What creation functions take besides sizes, in signature order: dtype, then three that change nothing here, then
/// requires_grad.
private func finish(_ tensor: Tensor, _ requiresGrad: Bool) throws -> Tensor {
    if requiresGrad { try tensor.setRequiresGrad(true) }
    return tensor
}

/// A sampler in the family of `random_like` ops.
extension Op {
    static let random: [Op] = [
        .bernoulli, .bernoulliInPlace, .cauchyInPlace, .exponentialInPlace, .geometricInPlace, .logNormalInPlace,
        .multinomial,
        .normalInPlace, .normalOp, .rand, .randLike, .randint, .randintLike, .randn, .randnLike, .randomInPlace,
        .randperm,
        .uniformInPlace,
    ]

    static let rand = Op(
        "rand(*size, dtype=None, layout=None, device=None, requires_grad=False, pin_memory=False)",
        """
        Uniform random numbers on [0, 1).
        Source: torch.rand; the same seed gives the same bits.
        """, in: [.torch],
        { (size: Ints, dtype: DType?, _: Argument, _: Argument, grad: Bool, _: Argument) in
            try finish(Tensor.rand(size.values, dtype ?? Defaults.dtype), grad)
        })

    static let randn = Op(
        "randn(*size, dtype=None, layout=None, device=None, requires_grad=False, pin_memory=False)",
        """
        Normal random numbers with mean 0 and variance 1.
        Source: torch.randn; the same seed gives the same bits.
        """, in: [.torch],
        { (size: Ints, dtype: DType?, _: Argument, _: Argument, grad: Bool, _: Argument) in
            try finish(Tensor.randn(size.values, dtype ?? Defaults.dtype), grad)
        })

    static let randLike = Op(
        "rand_like(input, *, dtype=None, layout=None, device=None, requires_grad=False, memory_format=None)",
        "rand with the shape and type of input.", in: [.torch],
        { (x: Tensor, dtype: DType?, _: Argument, _: Argument, grad: Bool, _: Argument) in
            let result = try Tensor.output(x.shape, dtype ?? x.dtype, like: [x])
            try result.fillUniform()
            return try finish(result, grad)
        })

    static let randnLike = Op(
        "randn_like(input, *, dtype=None, layout=None, device=None, requires_grad=False, memory_format=None)",
        "randn with the shape and type of input.", in: [.torch],
        { (x: Tensor, dtype: DType?, _: Argument, _: Argument, grad: Bool, _: Argument) in
            let result = try Tensor.output(x.shape, dtype ?? x.dtype, like: [x])
            try result.fillNormal()
            return try finish(result, grad)
        })

    static let randint = Op(
        "randint(low, high=None, size=None, *, dtype=None, layout=None, device=None, requires_grad=False)",
        """
        Whole random numbers, low <= n < high. randint(high, size) starts at 0.
        Source: torch.randint; the same seed gives the same numbers.
        """, in: [.torch],
        {
            (low: Int, high: Argument, size: Ints?, dtype: DType?, _: Argument, _: Argument, _: Bool) in
            // randint(10, (2, 3)) puts the size where high would be.
            if let size {
                let top = try Int.from(high)
                return try Tensor.randint(top == nil ? 0 : low, top ?? low, size.values, dtype ?? .int64)
            }
            guard high.items != nil, let size = try Ints.from(high) else {
                throw Failure(.typeError, "randint(): argument 'size' must be tuple of ints, not \(high.typeName)")
            }
            return try Tensor.randint(0, low, size.values, dtype ?? .int64)
        })

    static let randintLike = Op(
        "randint_like(input, low, high=None, *, dtype=None)", "randint with the shape and type of input.", in: [.torch],
        { (x: Tensor, low: Int, high: Int?, dtype: DType?) in
            try Tensor.randint(high == nil ? 0 : low, high ?? low, x.shape, dtype ?? x.dtype)
        })

    static let randperm = Op(
        "randperm(n, *, dtype=None, layout=None, device=None, requires_grad=False, pin_memory=False)",
        """
        The numbers 0…n-1 in random order.
        Source: torch.randperm.
        """, in: [.torch],
        { (n: Int, dtype: DType?, _: Argument, _: Argument, _: Bool, _: Argument) in
            try Tensor.randperm(n, dtype ?? .int64)
        })

    static let bernoulli = Op(
        "bernoulli(input, p=None)", "1 with each element's probability, else 0. Source: torch.bernoulli.",
        { (x: Tensor, p: Double?) in
            guard let p else { return try Tensor.bernoulli(x) }
            let result = try Tensor.output(x.shape, x.dtype, like: [x])
            try result.fillBernoulli(p)
            return result
        })

    static let multinomial = Op(
        "multinomial(input, num_samples, replacement=False)",
        "Indices drawn with probability proportional to input. Source: torch.multinomial.",
        { (x: Tensor, n: Int, replacement: Bool) in try Tensor.multinomial(x, n, replacement: replacement) })

    static let normalOp = Op(
        "normal(mean, std=1.0, size=None, *, dtype=None)",
        "Normal numbers with these means and deviations: numbers with a size, or tensors. Source: torch.normal.",
        in: [.torch],
        { (mean: Argument, std: Argument, size: Ints?, dtype: DType?) in
            if let size {
                guard let m = try Double.from(mean), let s = try Double.from(std) else {
                    throw Failure(.typeError, "normal(): argument 'mean' must be float, not \(mean.typeName)")
                }
                let result = try Tensor.empty(size.values, dtype ?? Defaults.dtype)
                try result.fillNormal(mean: m, std: s)
                return result
            }
            guard let m = try Operand.from(mean)?.tensor, let s = try Operand.from(std)?.tensor else {
                throw Failure(.typeError, "normal(): argument 'mean' must be Tensor, not \(mean.typeName)")
            }
            let shape = try Shape.broadcast(m.shape, s.shape)
            let real = m.isWrappedNumber ? s.dtype : m.dtype
            let result = try Tensor.randn(shape, real)
            return try Tensors.add(Tensors.mul(result, s.detach()), m.detach())
        })

    private static func inPlace(
        _ signature: String, _ doc: String, _ body: @escaping @Sendable (Tensor, Double, Double) throws -> Void
    ) -> Op {
        Op(
            signature, doc, in: [.method],
            { (x: Tensor, a: Double, b: Double) in
                try body(x, a, b)
                return x
            })
    }

    static let uniformInPlace = inPlace("uniform_(input, from=0.0, to=1.0)", "Fills with uniform numbers.") {
        try $0.fillUniform($1, $2)
    }
    static let normalInPlace = inPlace("normal_(input, mean=0.0, std=1.0)", "Fills with normal numbers.") {
        try $0.fillNormal(mean: $1, std: $2)
    }
    static let logNormalInPlace = inPlace("log_normal_(input, mean=1.0, std=2.0)", "Fills with exp of normal numbers.")
    {
        let (m, s) = ($1, $2)
        try $0.fillDraws("log_normal_cpu") { Generator.current.logNormal(mean: m, std: s) }
    }
    static let cauchyInPlace = inPlace("cauchy_(input, median=0.0, sigma=1.0)", "Fills with Cauchy numbers.") {
        let (m, s) = ($1, $2)
        try $0.fillDraws("cauchy_cpu") { Generator.current.cauchy(median: m, sigma: s) }
    }
    static let exponentialInPlace = Op(
        "exponential_(input, lambd=1.0)", "Fills with exponential numbers.", in: [.method],
        { (x: Tensor, rate: Double) in
            guard rate > 0 else {
                throw Failure(
                    .runtimeError, "exponential_ expects lambda > 0.0, but found lambda=\(pythonFloat(rate))")
            }
            try x.fillDraws("exponential_kernel_cpu") { Generator.current.exponential(rate: rate) }
            return x
        })
    static let geometricInPlace = Op(
        "geometric_(input, p)", "Fills with numbers of trials up to the first success.", in: [.method],
        { (x: Tensor, p: Double) in
            guard p > 0, p < 1 else {
                throw Failure(.runtimeError, "geometric_ expects p to be in (0, 1), but got p=\(pythonFloat(p))")
            }
            try x.fillDraws("geometric_kernel_cpu") { Generator.current.geometric(probability: p) }
            return x
        })
    static let randomInPlace = Op(
        "random_(input, from=None, to=None)", "Fills with whole numbers from ..< to, or all the dtype counts.",
        in: [.method],
        { (x: Tensor, from: Int?, to: Int?) in
            if let from, let to {
                try x.fillIntegers(from, to)
            } else if let top = from ?? to {
                try x.fillIntegers(0, top)
            } else {
                try x.fillRandom()
            }
            return x
        })
    static let bernoulliInPlace = Op(
        "bernoulli_(input, p=0.5)", "Fills with 1 (probability p, a number or a tensor) and 0.", in: [.method],
        { (x: Tensor, p: Argument) in
            if case .tensor(let probabilities) = p, probabilities.count != 1 || probabilities.rank > 0 {
                let drawn = try Tensor.bernoulli(probabilities.expand(x.shape))
                try GradMode.disabled { try x.copy(from: drawn) }
            } else {
                try x.fillBernoulli(Double.from(p) ?? 0.5)
            }
            return x
        })
}
