// div with its rounding modes, floor_divide, remainder, fmod. floor_divide follows Python: toward minus infinity, and the
// remainder has the sign of the divisor.

import Schema

struct FloorDivFunction: BinaryFunction {
    var name: String { "floor_divide" }
    var refusesBool: String? { "div_floor_cpu" }
    @inline(__always) func real<T: RealElement>(_ a: T, _ b: T) -> T {
        if b == 0 { return a / b }
        // CPython's algorithm: the quotient of what fmod leaves is nearly whole; round it to be so.
        let r = T.remainder(truncating: a, b)
        var q = (a - r) / b
        if r != 0, (b < 0) != (r < 0) { q -= 1 }
        if q == 0 { return a / b < 0 || (1 / (a / b)) < 0 ? -0.0 : 0 }
        let whole = q.rounded(.down)
        return q - whole > 0.5 ? whole + 1 : whole
    }
    @inline(__always) func whole<T: WholeElement>(_ a: T, _ b: T) -> T {
        if b == 0 { return 0 }
        if T.isSigned, b == 0 &- 1 { return 0 &- a }
        let q = a / b
        return (a % b != 0) && ((a < 0) != (b < 0)) ? q &- 1 : q
    }
}

struct TruncDivFunction: BinaryFunction {
    var name: String { "div" }
    var refusesBool: String? { "div_trunc_cpu" }
    @inline(__always) func real<T: RealElement>(_ a: T, _ b: T) -> T { (a / b).rounded(.towardZero) }
    @inline(__always) func whole<T: WholeElement>(_ a: T, _ b: T) -> T {
        if b == 0 { return 0 }
        if T.isSigned, b == 0 &- 1 { return 0 &- a }
        return a / b
    }
}

struct RemainderFunction: BinaryFunction {
    var name: String { "remainder" }
    var refusesBool: String? { "remainder_cpu" }
    /// numpy's zeros have the divisor's sign, PyTorch's the dividend's.
    let givesZerosASign = Flavour.current == .numpy
    @inline(__always) func real<T: RealElement>(_ a: T, _ b: T) -> T {
        let r = T.remainder(truncating: a, b)
        if r != 0 { return (b < 0) != (r < 0) ? r + b : r }
        return givesZerosASign ? T(signOf: b, magnitudeOf: 0) : r
    }
    @inline(__always) func whole<T: WholeElement>(_ a: T, _ b: T) -> T {
        if b == 0 || (T.isSigned && b == 0 &- 1) { return 0 }
        let r = a % b
        return r != 0 && (b < 0) != (r < 0) ? r &+ b : r
    }
}

struct FmodFunction: BinaryFunction {
    var name: String { "fmod" }
    var refusesBool: String? { "fmod_cpu" }
    @inline(__always) func real<T: RealElement>(_ a: T, _ b: T) -> T { T.remainder(truncating: a, b) }
    @inline(__always) func whole<T: WholeElement>(_ a: T, _ b: T) -> T {
        b == 0 || (T.isSigned && b == 0 &- 1) ? 0 : a % b
    }
}

/// PyTorch raises for whole division by 0; numpy warns and gives 0.
private func refuseZeroDivisor(_ a: Tensor, _ b: Tensor) throws {
    let dtype = Promotion.result(a, b)
    guard Flavour.current == .torch, !dtype.isFloatingPoint, dtype != .bool, b.count > 0, a.count > 0 else { return }
    // A number that does not fit is cut to the type first: 256 is 0 beside uint8.
    if try b.cast(dtype).logicalNot().any().item().isTrue { throw Failure(.runtimeError, "ZeroDivisionError") }
}

/// a / b rounded: nil (exact), "floor" or "trunc".
public func div(_ a: Tensor, _ b: Tensor, rounding: String?) throws -> Tensor {
    guard let rounding else { return try div(a, b) }
    guard rounding == "floor" || rounding == "trunc" else {
        throw Failure(
            .runtimeError, "div expected rounding_mode to be one of None, 'trunc', or 'floor' but found '\(rounding)'")
    }
    try refuseZeroDivisor(a, b)
    let result = rounding == "floor" ? try map(FloorDivFunction(), a, b) : try map(TruncDivFunction(), a, b)
    let (shapeA, shapeB) = (a.shape, b.shape)
    return record("DivBackward1", result, inputs: [a, b]) { g in
        [try Tensor.zeros(shapeA, g.dtype), try Tensor.zeros(shapeB, g.dtype)]
    }
}

/// `//`: rounded down.
public func floorDivide(_ a: Tensor, _ b: Tensor) throws -> Tensor {
    try refuseZeroDivisor(a, b)
    return try map(FloorDivFunction(), a, b)
}

/// `%`: with the sign of `b`.
public func remainder(_ a: Tensor, _ b: Tensor) throws -> Tensor {
    try refuseZeroDivisor(a, b)
    let result = try map(RemainderFunction(), a, b)
    let (shapeA, shapeB) = (a.shape, b.shape)
    return record("RemainderBackward0", result, inputs: [a, b], saved: [a, b]) { g, saved in
        [
            try g.summed(to: shapeA),
            saved.needs(1) ? try mul(g.neg(), div(saved[0], saved[1], rounding: "floor")).summed(to: shapeB) : nil,
        ]
    }
}

/// C's fmod: with the sign of `a`.
public func fmod(_ a: Tensor, _ b: Tensor) throws -> Tensor {
    try refuseZeroDivisor(a, b)
    let result = try map(FmodFunction(), a, b)
    let (shapeA, shapeB) = (a.shape, b.shape)
    return record("FmodBackward0", result, inputs: [a, b], saved: [a, b]) { g, saved in
        [
            try g.summed(to: shapeA),
            saved.needs(1) ? try mul(g.neg(), div(saved[0], saved[1], rounding: "trunc")).summed(to: shapeB) : nil,
        ]
    }
}

extension Op {
    static let div = Op(
        "div(input, other, *, rounding_mode=None)",
        """
        input / other; always real unless rounding_mode is 'floor' or 'trunc'.
        Source:  torch.div.
        """, in: [.torch, .method, .inPlace], aliases: ["divide", "true_divide"],
        { (a: Operand, b: Operand, rounding: String?) in try Tensors.div(a.tensor, b.tensor, rounding: rounding) },
        samples: {
            [
                [try sample([2, 3]), try sample([2, 3], from: 0.5, to: 2, seed: 1), .none],
                [try sample([2, 3]), try sample([3], from: 0.5, to: 2, seed: 1), .none],
            ]
        },
        inPlace: { arguments in
            guard case .tensor(let x)? = arguments.first, arguments.count > 1, let b = try Operand.from(arguments[1])
            else {
                return
            }
            let rounding = arguments.count > 2 ? try String?.from(arguments[2]) ?? nil : nil
            if rounding == nil {
                try x.divInPlace(b.tensor)
            } else {
                try x.replace { try Tensors.div($0, b.tensor, rounding: rounding) }
            }
        })
    static let floorDivide = Op(
        "floor_divide(input, other)",
        """
        input // other: rounded down.
        Source:  torch.floor_divide.
        """, in: [.torch, .method, .inPlace],
        { (a: Operand, b: Operand) in try Tensors.floorDivide(a.tensor, b.tensor) })
    static let remainder = Op(
        "remainder(input, other)",
        """
        input % other: the remainder with the sign of `other`, as in Python.
        Source:  torch.remainder.
        """, in: [.torch, .method, .inPlace], { (a: Operand, b: Operand) in try Tensors.remainder(a.tensor, b.tensor) },
        samples: { [[try sample([2, 3]), try sample([3], from: 0.5, to: 0.7, seed: 1)]] })
    static let fmod = Op(
        "fmod(input, other)",
        """
        The remainder with the sign of `input`, as in C.
        Source:  torch.fmod.
        """, in: [.torch, .method, .inPlace], { (a: Operand, b: Operand) in try Tensors.fmod(a.tensor, b.tensor) },
        samples: { [[try sample([2, 3]), try sample([3], from: 0.5, to: 0.7, seed: 1)]] })
}
