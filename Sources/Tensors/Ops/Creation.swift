// New tensors: zeros, ones, full, arange, linspace, eye and their *_like forms. arange and linspace round exactly as
// PyTorch's vectorised kernels do, because a step that is not exact shows in the printed digits.

import Schema

extension Tensor {
    /// Numbers from `start` to before `end`. Reals: the rounding of PyTorch's kernels, or numpy's under its flavour.
    public static func arange(_ start: Scalar, _ end: Scalar, _ step: Scalar, _ dtype: DType? = nil) throws -> Tensor {
        let (a, b, s) = (start.double, end.double, step.double)
        guard s != 0 else {
            if Flavour.current == .numpy { throw Failure(.valueError, "Maximum allowed size exceeded") }
            throw Failure(.runtimeError, "step must be nonzero")
        }
        guard a.isFinite, b.isFinite, s.isFinite else {
            throw Failure(.runtimeError, "unsupported range: \(a) -> \(b)")
        }
        if Flavour.current == .torch, s > 0 ? b < a : b > a {
            throw Failure(
                .runtimeError, "upper bound and lower bound inconsistent with step sign",
                hint: "arange(start, end, step) goes from start to end; is end missing or step's sign wrong?")
        }
        let isReal = [start, end, step].contains { if case .float = $0 { true } else { false } }
        let target = dtype ?? (isReal ? (Flavour.current == .numpy ? DType.float64 : Defaults.dtype) : DType.int64)
        let length = Swift.max(0, ((b - a) / s).rounded(.up))
        guard length < 0x1p53 else { throw Shape.tooLarge([Int.max]) }
        let n = Int(length)
        if !target.isFloatingPoint || target.isHalf {
            let work: DType = target.isHalf ? .float64 : .int64
            let result = try empty([n], work, name: "arange")
            if work == .int64 {
                guard let first = start.integer, let increment = step.integer else {
                    throw Failure(.runtimeError, "arange: bounds do not fit into int64")
                }
                let to = result.pointer(Int64.self)
                for i in 0..<n { to[i] = Int64(first &+ i &* increment) }
            } else {
                let to = result.pointer(Double.self)
                for i in 0..<n { to[i] = a + Double(i) * s }
            }
            return try result.cast(target)
        }
        let result = try empty([n], target, name: "arange")
        if Flavour.current == .numpy {
            let delta = (a + s) - a
            let values = try result.cast(.float64)
            let to = values.pointer(Double.self)
            for i in 0..<n { to[i] = a + Double(i) * delta }
            return try values.cast(target)
        }
        if target == .float32 {
            let to = result.pointer(Float.self)
            fillRange(n, lanes: 8, a, s) { to[$0] = Float($1) }
        } else {
            let to = result.pointer(Double.self)
            fillRange(n, lanes: 4, a, s) { to[$0] = $1 }
        }
        return result
    }

    /// Blocks of vector lanes: the base is rounded to the element type first; the tail is computed one by one.
    private static func fillRange(_ n: Int, lanes: Int, _ start: Double, _ step: Double, _ store: (Int, Double) -> Void)
    {
        let isFloat = lanes == 8
        // The reference takes two registers a round; what is left over is computed one by one.
        let vectorised = n / (2 * lanes) * (2 * lanes)
        var i = 0
        while i < vectorised {
            let exact = start.addingProduct(step, Double(i))
            let base = isFloat ? Double(Float(exact)) : exact
            for k in 0..<lanes { store(i + k, base.addingProduct(Double(k), step)) }
            i += lanes
        }
        while i < n {
            store(i, start.addingProduct(step, Double(i)))
            i += 1
        }
    }

    /// `n` numbers from `start` to `end` inclusive, symmetric about the middle.
    public static func linspace(_ start: Double, _ end: Double, _ n: Int, _ dtype: DType? = nil) throws -> Tensor {
        guard n >= 0 else { throw Failure(.runtimeError, "number of steps must be non-negative") }
        let target = dtype ?? (Flavour.current == .numpy ? .float64 : Defaults.dtype)
        let work: DType = target == .float32 ? .float32 : .float64
        let result = try empty([n], work, name: "linspace")
        if n == 0 { return try result.cast(target) }
        if work == .float32 {
            let to = result.pointer(Float.self)
            let (a, b) = (Float(start), Float(end))
            let step = n > 1 ? (b - a) / Float(n - 1) : 0
            for i in 0..<n {
                to[i] = i < n / 2 ? a.addingProduct(step, Float(i)) : b.addingProduct(-step, Float(n - 1 - i))
            }
            if n == 1 { to[0] = a }
        } else {
            let to = result.pointer(Double.self)
            let step = n > 1 ? (end - start) / Double(n - 1) : 0
            if Flavour.current == .numpy {
                for i in 0..<n { to[i] = Double(i) * step + start }
                if n > 1 { to[n - 1] = end }
            } else {
                for i in 0..<n {
                    to[i] =
                        i < n / 2 ? start.addingProduct(step, Double(i)) : end.addingProduct(-step, Double(n - 1 - i))
                }
                if n == 1 { to[0] = start }
            }
        }
        return try result.cast(target)
    }

    public static func eye(_ n: Int, _ m: Int? = nil, _ dtype: DType = Defaults.dtype) throws -> Tensor {
        let m = m ?? n
        guard n >= 0 else { throw Failure(.runtimeError, "n must be greater or equal to 0, got \(n)") }
        guard m >= 0 else { throw Failure(.runtimeError, "m must be greater or equal to 0, got \(m)") }
        let result = try zeros([n, m], dtype)
        try result.diagonal().storeEverywhere(.int(1))
        return result
    }
}

/// Position -> row of a unit matrix: shape (…,) to (…, classes), int64.
public func oneHot(_ x: Tensor, _ classes: Int) throws -> Tensor {
    guard x.dtype == .int64 else {
        throw Failure(
            .runtimeError, "one_hot is only applicable to index tensor of type LongTensor.", hint: "use x.long()")
    }
    if x.count == 0, classes <= 0 {
        throw Failure(.runtimeError, "Can not infer total number of classes from empty tensor.")
    }
    let values = try x.scalars().map { $0.integer ?? -1 }
    if values.contains(where: { $0 < 0 }) { throw Failure(.runtimeError, "Class values must be non-negative.") }
    let largest = values.max() ?? -1
    guard classes >= 1 || classes == -1 else { throw Failure(.runtimeError, "num_classes should be positive") }
    if classes != -1, largest >= classes {
        throw Failure(.runtimeError, "Class values must be smaller than num_classes.")
    }
    let (next, over) = largest.addingReportingOverflow(1)
    if over { throw Shape.tooLarge([largest]) }
    let n = classes == -1 ? next : classes
    let result = try Tensor.zeros(x.shape + [n], .int64)
    let to = result.pointer(Int64.self)
    for (i, value) in values.enumerated() { to[i * n + value] = 1 }
    return result
}

extension Op {
    /// What every creation function ends with. `device`, `layout` and `pin_memory` are accepted and ignored by the binding.
    private static let options = "*, dtype=None, layout=None, device=None, requires_grad=False, pin_memory=False"

    private static func leaf(_ tensor: Tensor, _ requiresGrad: Bool) throws -> Tensor {
        if requiresGrad {
            guard tensor.dtype.isFloatingPoint else {
                throw Failure(.runtimeError, "Only Tensors of floating point and complex dtype can require gradients")
            }
            tensor.requiresGrad = true
        }
        return tensor
    }

    private static func filled(
        _ name: String, _ what: String, file: String = #fileID,
        _ body: @escaping @Sendable ([Int], DType) throws -> Tensor
    ) -> Op {
        Op(
            "\(name)(*size, dtype=None, layout=None, device=None, requires_grad=False, pin_memory=False)",
            "\(what) of the given size.\nSource:  torch.\(name).", in: .torch,
            { (size: Ints, dtype: DType?, _: Argument, device: Argument, grad: Bool) in
                try checkDevice(device)
                return try leaf(body(size.values, dtype ?? Defaults.dtype), grad)
            }, file: file)
    }
    static let zeros = filled("zeros", "Zeros") { try Tensor.zeros($0, $1) }
    static let ones = filled("ones", "Ones") { size, dtype in
        let result = try Tensor.empty(size, dtype, name: "ones")
        try result.storeEverywhere(.int(1))
        return result
    }
    static let empty = filled("empty", "A tensor (here: zeros)") { size, dtype in
        let result = try Tensor.empty(size, dtype)
        try result.storeEverywhere(.int(0))
        return result
    }
    static let full = Op(
        "full(size, fill_value, \(options))", "One number everywhere.\nSource:  torch.full.", in: .torch,
        { (size: Ints, value: Scalar, dtype: DType?, _: Argument, device: Argument, grad: Bool) in
            try checkDevice(device)
            return try leaf(Tensor.full(size.values, value, dtype), grad)
        })

    private static func like(
        _ name: String, _ what: String, file: String = #fileID, _ value: Scalar
    ) -> Op {
        Op(
            "\(name)(input, \(options), memory_format=None)",
            "\(what) in the shape and type of `input`.\nSource:  torch.\(name).",
            in: .torch,
            { (x: Tensor, dtype: DType?, _: Argument, device: Argument, grad: Bool) in
                try checkDevice(device)
                let result = try Tensor.output(x.shape, dtype ?? x.dtype, like: [x])
                try result.storeEverywhere(value)
                return try leaf(result, grad)
            }, file: file)
    }
    static let zerosLike = like("zeros_like", "Zeros", .int(0))
    static let onesLike = like("ones_like", "Ones", .int(1))
    static let emptyLike = like("empty_like", "A tensor (here: zeros)", .int(0))
    static let fullLike = Op(
        "full_like(input, fill_value, \(options), memory_format=None)",
        "One number in the shape and type of `input`.\nSource:  torch.full_like.", in: .torch,
        { (x: Tensor, value: Scalar, dtype: DType?, _: Argument, device: Argument, grad: Bool) in
            try checkDevice(device)
            let result = try Tensor.output(x.shape, dtype ?? x.dtype, like: [x])
            try result.storeEverywhere(value)
            return try leaf(result, grad)
        })

    private static func new(_ name: String, file: String = #fileID, _ value: Scalar) -> Op {
        Op(
            "\(name)(input, *size, dtype=None, device=None, requires_grad=False)",
            "A tensor of the given size in the type of `input`.\nSource:  torch.Tensor.\(name).", in: .method,
            { (x: Tensor, size: Ints, dtype: DType?, device: Argument, grad: Bool) in
                try checkDevice(device)
                return try leaf(Tensor.full(size.values, value, dtype ?? x.dtype), grad)
            }, file: file)
    }
    static let newZeros = new("new_zeros", .int(0))
    static let newOnes = new("new_ones", .int(1))
    static let newEmpty = new("new_empty", .int(0))
    static let newFull = Op(
        "new_full(input, size, fill_value, *, dtype=None, device=None, requires_grad=False)",
        "One number, in the type of `input`.\nSource:  torch.Tensor.new_full.", in: .method,
        { (x: Tensor, size: Ints, value: Scalar, dtype: DType?, device: Argument, grad: Bool) in
            try checkDevice(device)
            return try leaf(Tensor.full(size.values, value, dtype ?? x.dtype), grad)
        })

    static let arange = Op(
        "arange(start, end=None, step=1, \(options))",
        """
        Numbers from start (default 0) to before end, in steps.
        Source:  torch.arange; float32 values have PyTorch's bits.
        """, in: .torch,
        { (start: Scalar, end: Scalar?, step: Scalar, dtype: DType?, _: Argument, device: Argument, grad: Bool) in
            try checkDevice(device)
            return try leaf(Tensor.arange(end == nil ? .int(0) : start, end ?? start, step, dtype), grad)
        })
    static let linspace = Op(
        "linspace(start, end, steps, \(options))",
        "`steps` numbers from start to end inclusive.\nSource:  torch.linspace.", in: .torch,
        { (start: Double, end: Double, steps: Int, dtype: DType?, _: Argument, device: Argument, grad: Bool) in
            try checkDevice(device)
            return try leaf(Tensor.linspace(start, end, steps, dtype), grad)
        })
    static let logspace = Op(
        "logspace(start, end, steps, base=10.0, \(options))",
        "`steps` powers of base, from base**start to base**end.\nSource:  torch.logspace.", in: .torch,
        {
            (
                start: Double, end: Double, steps: Int, base: Double, dtype: DType?, _: Argument, device: Argument,
                grad: Bool
            ) in
            try checkDevice(device)
            let exponents = try Tensor.linspace(start, end, steps, .float64)
            return try leaf(Tensors.pow(.number(base), exponents).to(dtype ?? Defaults.dtype), grad)
        })
    static let eye = Op(
        "eye(n, m=None, \(options))", "The unit matrix, n rows and m (default n) columns.\nSource:  torch.eye.",
        in: .torch,
        { (n: Int, m: Int?, dtype: DType?, _: Argument, device: Argument, grad: Bool) in
            try checkDevice(device)
            return try leaf(Tensor.eye(n, m, dtype ?? Defaults.dtype), grad)
        })
    static let oneHot = Op(
        "one_hot(tensor, num_classes=-1)", "Rows of the unit matrix for class numbers, int64.\nSource:  F.one_hot.",
        in: .functional,
        { (x: Tensor, classes: Int) in try Tensors.oneHot(x, classes) })
}
