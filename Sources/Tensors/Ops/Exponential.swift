// Exponentials, logarithms, roots and their kin.

import Schema

/// A function of libm.
struct LibmFunction: UnaryFunction {
    let function: Libm
    let name: String
    var cost: Int { 8 }
    init(_ function: Libm) {
        self.function = function
        name = "\(function)"
    }
    @inline(__always) func real<T: RealElement>(_ x: T) -> T { T.libm(function, x) }
}

struct SquareRoot: UnaryFunction {
    var name: String { "sqrt" }
    var cost: Int { 2 }
    @inline(__always) func real<T: RealElement>(_ x: T) -> T { x.squareRoot() }
}

struct ReciprocalRoot: UnaryFunction {
    var name: String { "rsqrt" }
    var cost: Int { 2 }
    @inline(__always) func real<T: RealElement>(_ x: T) -> T { 1 / x.squareRoot() }
}

struct Reciprocal: UnaryFunction {
    var name: String { "reciprocal" }
    @inline(__always) func real<T: RealElement>(_ x: T) -> T { 1 / x }
}

struct Square: UnaryFunction {
    var name: String { "square" }
    var keepsIntegers: Bool { true }
    @inline(__always) func real<T: RealElement>(_ x: T) -> T { x * x }
    @inline(__always) func whole<T: WholeElement>(_ x: T) -> T { x &* x }
}

extension Tensor {
    public func exp() throws -> Tensor { try apply(LibmFunction(.exp), saves: .output) { try mul($0, $1) } }
    public func exp2() throws -> Tensor {
        try apply(LibmFunction(.exp2), saves: .output) { try mul($0, $1) * 0.693147180559945309417 }
    }
    public func expm1() throws -> Tensor { try apply(LibmFunction(.expm1), saves: .output) { try mul($0, $1 + 1) } }
    public func log() throws -> Tensor { try apply(LibmFunction(.log), saves: .input) { try div($0, $1) } }
    public func log2() throws -> Tensor {
        try apply(LibmFunction(.log2), saves: .input) { try div($0, $1 * 0.693147180559945309417) }
    }
    public func log10() throws -> Tensor {
        try apply(LibmFunction(.log10), saves: .input) { try div($0, $1 * 2.302585092994045684018) }
    }
    public func log1p() throws -> Tensor { try apply(LibmFunction(.log1p), saves: .input) { try div($0, $1 + 1) } }
    public func sqrt() throws -> Tensor { try apply(SquareRoot(), saves: .output) { try div($0, $1 * 2) } }
    public func rsqrt() throws -> Tensor {
        try apply(ReciprocalRoot(), saves: .output) { try mul($0 * -0.5, mul($1, mul($1, $1))) }
    }
    public func reciprocal() throws -> Tensor {
        try apply(Reciprocal(), saves: .output) { try mul($0.neg(), mul($1, $1)) }
    }
    /// In PyTorch square is pow(x, 2), and says so.
    public func square() throws -> Tensor {
        let x = dtype == .bool ? try cast(Flavour.current == .torch ? .int64 : .int8) : self
        return try x.apply(Square(), saves: .input, node: "PowBackward0") { try mul($0, $1 * 2) }
    }
}

extension Op {
    static let exp = unary("exp", "e to the power of each element.") { try $0.exp() }
    static let exp2 = unary("exp2", "2 to the power of each element.") { try $0.exp2() }
    static let expm1 = unary("expm1", "exp(x) - 1, accurate near 0.") { try $0.expm1() }
    static let log = unary("log", "Natural logarithm.", from: 0.5, to: 3) { try $0.log() }
    static let log2 = unary("log2", "Logarithm to base 2.", from: 0.5, to: 3) { try $0.log2() }
    static let log10 = unary("log10", "Logarithm to base 10.", from: 0.5, to: 3) { try $0.log10() }
    static let log1p = unary("log1p", "log(1 + x), accurate near 0.", from: -0.5, to: 3) { try $0.log1p() }
    static let sqrt = unary("sqrt", "Square root; NaN below 0.", from: 0.5, to: 3) { try $0.sqrt() }
    static let rsqrt = unary("rsqrt", "1 / sqrt(x).", from: 0.5, to: 3) { try $0.rsqrt() }
    static let reciprocal = unary("reciprocal", "1 / x.", from: 0.5, to: 3) { try $0.reciprocal() }
    static let square = unary("square", "x * x.") { try $0.square() }
}
