// Powers. Squares, cubes, roots and reciprocals of a whole tensor have loops without libm's pow.

import Schema

struct PowFunction: BinaryFunction {
    var name: String { "pow" }
    var cost: Int { 16 }
    var refusesBool: String? { "pow" }
    @inline(__always) func real<T: RealElement>(_ a: T, _ b: T) -> T { T.power(a, b) }
    @inline(__always) func whole<T: WholeElement>(_ a: T, _ b: T) -> T { wholePower(a, b) }
}

/// Wrapping integer power; negative exponents give 0 except for bases 1 and -1.
@inline(__always) private func wholePower<T: WholeElement>(_ base: T, _ exponent: T) -> T {
    if exponent < 0 {
        if base == 1 { return 1 }
        if T.isSigned, base == 0 &- 1 { return exponent & 1 == 0 ? 1 : base }
        return 0
    }
    var (result, square, rest): (T, T, T) = (1, base, exponent)
    while rest > 0 {
        if rest & 1 == 1 { result = result &* square }
        square = square &* square
        rest >>= 1
    }
    return result
}

/// x to a fixed power.
struct FixedPower: UnaryFunction {
    let exponent: Double
    var name: String { "pow" }
    var cost: Int { 16 }
    @inline(__always) func real<T: RealElement>(_ x: T) -> T { T.power(x, T(rounding: exponent)) }
}

struct Cube: UnaryFunction {
    var name: String { "pow" }
    @inline(__always) func real<T: RealElement>(_ x: T) -> T { x * x * x }
}

struct ReciprocalSquare: UnaryFunction {
    var name: String { "pow" }
    @inline(__always) func real<T: RealElement>(_ x: T) -> T { 1 / (x * x) }
}

/// base ** exponent, broadcast.
public func pow(_ base: Tensor, _ exponent: Tensor) throws -> Tensor {
    if exponent.isWrappedNumber || (exponent.rank == 0 && !exponent.requiresGrad) {
        let value = try exponent.item()
        if Promotion.result(base, exponent) == base.dtype { return try base.pow(value) }
    }
    // numpy squares by a ufunc of its own, where bools become int8.
    if Flavour.current == .numpy, base.dtype == .bool, exponent.isWrappedNumber, try exponent.item() == .int(2) {
        return try base.square()
    }
    if Flavour.current == .torch, !Promotion.result(base, exponent).isFloatingPoint, exponent.isWrappedNumber,
        try exponent.item().double < 0
    {
        throw negativePower
    }
    if Flavour.current == .numpy, !Promotion.result(base, exponent).isFloatingPoint, exponent.isWrappedNumber,
        try exponent.item().double < 0
    {
        throw Failure(.valueError, "Integers to negative integer powers are not allowed.")
    }
    let result = try map(PowFunction(), base, exponent)
    let (shapeA, shapeB) = (base.shape, exponent.shape)
    let isNumber = base.isWrappedNumber
    return record(
        isNumber ? "PowBackward2" : "PowBackward1", result, inputs: [base, exponent], saved: [base, exponent, result]
    ) { g, saved in
        // A whole base would make its logarithm float32.
        let (b, e) = (try saved[0].to(g.dtype), try saved[1].to(g.dtype))
        return [
            saved.needs(0)
                ? try whereTensor(e.equals(.number(0)), Tensor.zeros([], g.dtype), mul(g, mul(e, pow(b, e - 1))))
                    .summed(to: shapeA)
                : nil,
            saved.needs(1)
                ? try whereTensor(
                    b.equals(.number(0)), Tensor.zeros([], g.dtype), mul(g, mul(saved[2], b.log()))
                ).summed(to: shapeB) : nil,
        ]
    }
}

private let negativePower = Failure(
    .runtimeError, "Integers to negative integer powers are not allowed.",
    hint: "make the base a float: x.float() ** -1")

extension Tensor {
    /// Every element to one power.
    public func pow(_ exponent: Scalar) throws -> Tensor {
        let value = exponent.double
        if !dtype.isFloatingPoint {
            if value < 0 {
                throw Flavour.current == .numpy
                    ? Failure(.valueError, "Integers to negative integer powers are not allowed.") : negativePower
            }
            if dtype == .bool, Flavour.current == .torch {
                // Defined for a bool exponent only: 1 copies, 0 gives ones.
                guard case .bool(let isOne) = exponent else { throw notImplemented("pow", .bool) }
                return isOne ? try copied() : try Tensor.ones(shape, .bool)
            }
            return value == 2 ? try map(Square(), self) : try map(PowFunction(), self, .number(exponent))
        }
        if dtype == .float16, Flavour.current == .torch, value.isFinite, value.magnitude > 65504 {
            throw Failure(.runtimeError, "value cannot be converted to type c10::Half without overflow")
        }
        let gradient: (Tensor, Tensor) throws -> Tensor = { g, x in
            if value == 0 { return try Tensor.zeros(g.shape, g.dtype) }
            if value == 1 { return g }
            if value == 2 { return try mul(g, x * 2) }
            return try mul(g, x.pow(.float(value - 1)) * value)
        }
        switch value {
        case 2: return try apply(Square(), saves: .input, node: "PowBackward0", gradient: gradient)
        case 3: return try apply(Cube(), saves: .input, node: "PowBackward0", gradient: gradient)
        // PyTorch's halves go through pow, which makes 0 of -0 and inf of -inf.
        case 0.5 where Flavour.current == .numpy || dtype == dtype.compute:
            return try apply(SquareRoot(), saves: .input, node: "PowBackward0", gradient: gradient)
        case -1: return try apply(Reciprocal(), saves: .input, node: "PowBackward0", gradient: gradient)
        case -2: return try apply(ReciprocalSquare(), saves: .input, node: "PowBackward0", gradient: gradient)
        default:
            return try apply(FixedPower(exponent: value), saves: .input, node: "PowBackward0", gradient: gradient)
        }
    }
}

extension Op {
    static let pow = Op(
        "pow(input, exponent)",
        """
        input ** exponent, broadcast; either may be a number.
        Source:  torch.pow.
        """, in: [.torch, .method, .inPlace], { (a: Operand, b: Operand) in try Tensors.pow(a.tensor, b.tensor) },
        samples: {
            [
                [try sample([2, 3], from: 0.5, to: 2), try sample([3], seed: 1)], [try sample([2, 3]), .int(2)],
                [try sample([2, 3]), .int(3)], [try sample([2, 3], from: 0.5, to: 2), .float(0.5)],
                [.float(2), try sample([2, 3])], [try sample([2, 3], from: 0.5, to: 2), .float(-1.5)],
            ]
        })
}
