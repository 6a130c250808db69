// + - * / on tensors and numbers, with their in-place forms.

import Schema

struct AddFunction: BinaryFunction {
    var name: String { "add" }
    @inline(__always) func real<T: RealElement>(_ a: T, _ b: T) -> T { a + b }
    @inline(__always) func whole<T: WholeElement>(_ a: T, _ b: T) -> T { a &+ b }
    @inline(__always) func flag(_ a: Bool, _ b: Bool) -> Bool { a || b }
}

struct SubFunction: BinaryFunction {
    var name: String { "sub" }
    @inline(__always) func real<T: RealElement>(_ a: T, _ b: T) -> T { a - b }
    @inline(__always) func whole<T: WholeElement>(_ a: T, _ b: T) -> T { a &- b }
}

/// a + alpha * b. A function of its own: with the test for alpha 1 in the loop, the plain sum did not vectorise.
struct ScaledAddFunction: BinaryFunction {
    let alpha: Double
    let name: String
    @inline(__always) func real<T: RealElement>(_ a: T, _ b: T) -> T { a + T(rounding: alpha) * b }
    @inline(__always) func whole<T: WholeElement>(_ a: T, _ b: T) -> T { a &+ T(rounding: alpha) &* b }
    @inline(__always) func flag(_ a: Bool, _ b: Bool) -> Bool { a || (alpha != 0 && b) }
}

/// a + alpha * b without history.
func rawAdd(_ a: Tensor, _ b: Tensor, alpha: Double = 1, into target: Tensor? = nil) throws -> Tensor {
    if alpha == 1 { return try map(AddFunction(), a, b, into: target) }
    if alpha == -1, Promotion.result(a, b) != .bool { return try map(SubFunction(), a, b, into: target) }
    return try map(ScaledAddFunction(alpha: alpha, name: "add"), a, b, into: target)
}

struct MulFunction: BinaryFunction {
    var name: String { "mul" }
    @inline(__always) func real<T: RealElement>(_ a: T, _ b: T) -> T { a * b }
    @inline(__always) func whole<T: WholeElement>(_ a: T, _ b: T) -> T { a &* b }
    @inline(__always) func flag(_ a: Bool, _ b: Bool) -> Bool { a && b }
}

struct DivFunction: BinaryFunction {
    var name: String { "div" }
    var isReal: Bool { true }
    @inline(__always) func real<T: RealElement>(_ a: T, _ b: T) -> T { a / b }
}

/// How `add` and `sub` change one operand in place or make a new value, and what backward does.
private func plusOrMinus(
    _ a: Tensor, _ b: Tensor, alpha: Double, _ name: String, into target: Tensor?
) throws -> Tensor {
    if alpha.rounded() != alpha, !Promotion.result(a, b).isFloatingPoint {
        throw Failure(.runtimeError, "For integral input tensors, argument alpha must not be a floating point number.")
    }
    let isAdd = name == "AddBackward0"
    let result =
        isAdd
        ? try rawAdd(a, b, alpha: alpha, into: target)
        : alpha == 1
            ? try map(SubFunction(), a, b, into: target)
            : try map(ScaledAddFunction(alpha: -alpha, name: "sub"), a, b, into: target)
    let factor = isAdd ? alpha : -alpha
    let (shapeA, shapeB) = (a.shape, b.shape)
    let backward: (Tensor, Saved) throws -> [Tensor?] = { gradient, saved in
        [
            saved.needs(0) ? try gradient.summed(to: shapeA) : nil,
            saved.needs(1)
                ? try (factor == 1 ? gradient : factor == -1 ? gradient.neg() : mul(gradient, .number(factor))).summed(
                    to: shapeB)
                : nil,
        ]
    }
    if target != nil {
        recordInPlace(name, result, inputs: [a, b], backward: backward)
        return result
    }
    return record(name, result, inputs: [a, b], backward: backward)
}

/// a + alpha * b.
public func add(_ a: Tensor, _ b: Tensor, alpha: Double = 1) throws -> Tensor {
    try plusOrMinus(a, b, alpha: alpha, "AddBackward0", into: nil)
}

/// a - alpha * b. Bools have no difference.
public func sub(_ a: Tensor, _ b: Tensor, alpha: Double = 1) throws -> Tensor {
    try refuseBools(a, b)
    return try plusOrMinus(a, b, alpha: alpha, "SubBackward0", into: nil)
}

/// b - alpha * a: what `1 - x` calls, with the history PyTorch shows for it.
public func rsub(_ a: Tensor, _ b: Tensor, alpha: Double = 1) throws -> Tensor {
    try refuseBools(b, a)
    return try plusOrMinus(b, a, alpha: alpha, b.isWrappedNumber ? "RsubBackward1" : "RsubBackward0", into: nil)
}

private func refuseBools(_ a: Tensor, _ b: Tensor) throws {
    guard a.dtype == .bool || b.dtype == .bool else { return }
    if Flavour.current == .numpy {
        guard a.dtype == .bool, b.dtype == .bool else { return }
        throw Failure(
            .typeError,
            "numpy boolean subtract, the `-` operator, is not supported, use the bitwise_xor, the `^` operator, or the logical_xor "
                + "function instead.")
    }
    throw Failure(
        .notImplementedError,
        a.dtype == .bool && b.dtype == .bool
            ? "Subtraction, the `-` operator, with two bool tensors is not supported. Use the `^` or `logical_xor()` operator instead."
            : "Subtraction, the `-` operator, with a bool tensor is not supported. If you are trying to invert a mask, use the "
                + "`~` or `logical_not()` operator instead.")
}

private func product(_ a: Tensor, _ b: Tensor, into target: Tensor?) throws -> Tensor {
    // The other operand's gradient needs this one as it was.
    let keep = target != nil && GradMode.isEnabled && b.requiresGrad ? try a.copied() : a
    let result = try (target == nil ? Blocked.product(a, b) : nil) ?? map(MulFunction(), a, b, into: target)
    let (shapeA, shapeB) = (a.shape, b.shape)
    let backward: (Tensor, Saved) throws -> [Tensor?] = { gradient, saved in
        [
            saved.needs(0) ? try mul(gradient, saved[1]).summed(to: shapeA) : nil,
            saved.needs(1) ? try mul(gradient, saved[0]).summed(to: shapeB) : nil,
        ]
    }
    // Saving what nobody will read would make innocent in-place changes fail.
    let (savedA, savedB) = (b.requiresGrad ? keep : emptySaved, a.requiresGrad ? b : emptySaved)
    if target != nil {
        recordInPlace("MulBackward0", result, inputs: [a, b], saved: [savedA, savedB], backward: backward)
        return result
    }
    return record("MulBackward0", result, inputs: [a, b], saved: [savedA, savedB], backward: backward)
}

/// Stands in the list of saved values for one that is not needed.
nonisolated(unsafe) let emptySaved: Tensor = {
    do { return try Tensor(uninitialized: [0], .float32) } catch {
        preconditionFailure("no memory for an empty tensor")
    }
}()

/// a * b.
public func mul(_ a: Tensor, _ b: Tensor) throws -> Tensor { try product(a, b, into: nil) }

private func quotient(_ a: Tensor, _ b: Tensor, into target: Tensor?) throws -> Tensor {
    let keep = target != nil && GradMode.isEnabled && b.requiresGrad ? try a.copied() : a
    let result = try map(DivFunction(), a, b, into: target)
    let (shapeA, shapeB) = (a.shape, b.shape)
    let needsA = b.requiresGrad
    let backward: (Tensor, Saved) throws -> [Tensor?] = { gradient, saved in
        [
            saved.needs(0) ? try div(gradient, saved[1]).summed(to: shapeA) : nil,
            saved.needs(1)
                ? try mul(gradient.neg(), div(div(saved[0], saved[1]), saved[1])).summed(to: shapeB) : nil,
        ]
    }
    let savedA = needsA ? keep : emptySaved
    if target != nil {
        recordInPlace("DivBackward0", result, inputs: [a, b], saved: [savedA, b], backward: backward)
        return result
    }
    return record("DivBackward0", result, inputs: [a, b], saved: [savedA, b], backward: backward)
}

/// a / b, always real.
public func div(_ a: Tensor, _ b: Tensor) throws -> Tensor { try quotient(a, b, into: nil) }

extension Tensor {
    public func neg() throws -> Tensor {
        if dtype == .bool {
            if Flavour.current == .numpy {
                throw Failure(
                    .typeError,
                    "The numpy boolean negative, the `-` operator, is not supported, use the `~` operator or the logical_not "
                        + "function instead.")
            }
            throw Failure(
                .notImplementedError,
                "Negation, the `-` operator, on a bool tensor is not supported. If you are trying to invert a mask, use the `~` or "
                    + "`logical_not()` operator instead.")
        }
        return record("NegBackward0", try map(Negation(), self), inputs: [self]) { [try $0.neg()] }
    }

    /// `add_`: self += alpha * other.
    public func addInPlace(_ other: Tensor, alpha: Double = 1) throws {
        try checkInPlace()
        _ = try plusOrMinus(self, other, alpha: alpha, "AddBackward0", into: self)
    }

    public func subInPlace(_ other: Tensor, alpha: Double = 1) throws {
        try refuseBools(self, other)
        try checkInPlace()
        _ = try plusOrMinus(self, other, alpha: alpha, "SubBackward0", into: self)
    }

    public func mulInPlace(_ other: Tensor) throws {
        try checkInPlace()
        _ = try product(self, other, into: self)
    }

    public func divInPlace(_ other: Tensor) throws {
        try checkInPlace()
        _ = try quotient(self, other, into: self)
    }

    // Shorthand for Swift callers; scripts go through the functions above.
    public static func + (a: Tensor, b: Tensor) throws -> Tensor { try add(a, b) }
    public static func - (a: Tensor, b: Tensor) throws -> Tensor { try sub(a, b) }
    public static func * (a: Tensor, b: Tensor) throws -> Tensor { try mul(a, b) }
    public static func / (a: Tensor, b: Tensor) throws -> Tensor { try div(a, b) }
    public static func + (a: Tensor, b: Double) throws -> Tensor { try add(a, .number(b)) }
    public static func - (a: Tensor, b: Double) throws -> Tensor { try sub(a, .number(b)) }
    public static func * (a: Tensor, b: Double) throws -> Tensor { try mul(a, .number(b)) }
    public static func / (a: Tensor, b: Double) throws -> Tensor { try div(a, .number(b)) }
    public static func - (a: Double, b: Tensor) throws -> Tensor { try sub(.number(a), b) }
    public static func / (a: Double, b: Tensor) throws -> Tensor { try div(.number(a), b) }
}

struct Negation: UnaryFunction {
    var name: String { "neg" }
    var keepsIntegers: Bool { true }
    @inline(__always) func real<T: RealElement>(_ x: T) -> T { -x }
    @inline(__always) func whole<T: WholeElement>(_ x: T) -> T { 0 &- x }
}

extension Op {
    static let add = Op(
        "add(input, other, *, alpha=1)",
        """
        input + alpha * other, broadcast.
        Shapes: any two that broadcast -> the common shape.
        Source: torch.add.
        """,
        in: [.torch, .method, .inPlace],
        { (a: Operand, b: Operand, alpha: Double) in try Tensors.add(a.tensor, b.tensor, alpha: alpha) },
        samples: {
            [
                [try sample([2, 3]), try sample([2, 3], seed: 1), .float(1)],
                [try sample([2, 3]), try sample([3], seed: 1), .float(0.5)],
                [try sample([2, 1]), try sample([1, 3], seed: 1), .int(2)],
                [try sample([]), try sample([2, 0], seed: 1), .int(1)],
            ]
        },
        inPlace: { arguments in
            guard arguments.count > 1, case .tensor(let x) = arguments[0], let b = try Operand.from(arguments[1]) else {
                return
            }
            try x.addInPlace(b.tensor, alpha: arguments.count > 2 ? Double.from(arguments[2]) ?? 1 : 1)
        })

    static let sub = Op(
        "sub(input, other, *, alpha=1)",
        """
        input - alpha * other, broadcast. Bools have no difference.
        Source: torch.sub.
        """, in: [.torch, .method, .inPlace], aliases: ["subtract"],
        { (a: Operand, b: Operand, alpha: Double) in try Tensors.sub(a.tensor, b.tensor, alpha: alpha) },
        samples: {
            [
                [try sample([2, 3]), try sample([2, 3], seed: 1), .float(1)],
                [try sample([3]), try sample([2, 1], seed: 1), .float(2)],
            ]
        },
        inPlace: { arguments in
            guard arguments.count > 1, case .tensor(let x) = arguments[0], let b = try Operand.from(arguments[1]) else {
                return
            }
            try x.subInPlace(b.tensor, alpha: arguments.count > 2 ? Double.from(arguments[2]) ?? 1 : 1)
        })

    static let rsub = Op(
        "rsub(input, other, *, alpha=1)",
        """
        other - alpha * input, broadcast.
        Source: torch.rsub.
        """, in: [.torch],
        { (a: Operand, b: Operand, alpha: Double) in try Tensors.rsub(a.tensor, b.tensor, alpha: alpha) },
        samples: {
            [[try sample([2, 3]), try sample([3], seed: 1), .float(1)], [try sample([2]), .float(2), .float(0.5)]]
        })

    static let mul = Op(
        "mul(input, other)",
        """
        input * other, broadcast.
        Source: torch.mul.
        """, in: [.torch, .method, .inPlace], aliases: ["multiply"],
        { (a: Operand, b: Operand) in try Tensors.mul(a.tensor, b.tensor) },
        samples: {
            [
                [try sample([2, 3]), try sample([2, 3], seed: 1)], [try sample([2, 3]), try sample([2, 1], seed: 1)],
                [try sample([2, 3]), .float(1.5)], [try sample([0, 3]), try sample([3], seed: 1)],
            ]
        },
        inPlace: { arguments in
            guard arguments.count > 1, case .tensor(let x) = arguments[0], let b = try Operand.from(arguments[1]) else {
                return
            }
            try x.mulInPlace(b.tensor)
        })

    static let neg = Op(
        "neg(input)",
        """
        -input.
        Source: torch.neg.
        """, in: [.torch, .method, .inPlace], aliases: ["negative"], { (x: Tensor) in try x.neg() },
        samples: { [[try sample([2, 3])]] })
}
