// What an elementwise op computes on one element. A function is a small struct, so that it can carry numbers (a slope, a
// bound) and so that the compiler makes one tight loop of it per element type. The drivers in Map.swift choose types,
// broadcast and share out the work.

import Glibc

/// Float and Double with the functions of libm.
public protocol RealElement: Element, BinaryFloatingPoint, SIMDScalar, Codable {
    /// 32 bytes of neighbouring numbers.
    associatedtype Register: SIMD where Register.Scalar == Self
    static func libm(_ function: Libm, _ x: Self) -> Self
    static func power(_ x: Self, _ y: Self) -> Self
    static func arctangent(_ y: Self, _ x: Self) -> Self
    static func remainder(truncating x: Self, _ y: Self) -> Self
}

/// Functions of one argument taken from libm.
public enum Libm: Sendable {
    case exp, log, log2, log10, log1p, expm1, exp2, sin, cos, tan, asin, acos, atan, sinh, cosh, tanh, asinh, acosh,
        atanh
    case erf, erfc, lgamma
}

extension Float: RealElement {
    public typealias Register = SIMD8<Float>
    @inline(__always) public static func libm(_ function: Libm, _ x: Float) -> Float {
        switch function {
        case .exp: expf(x)
        case .log: logf(x)
        case .log2: log2f(x)
        case .log10: log10f(x)
        case .log1p: log1pf(x)
        case .expm1: expm1f(x)
        case .exp2: exp2f(x)
        case .sin: sinf(x)
        case .cos: cosf(x)
        case .tan: tanf(x)
        case .asin: asinf(x)
        case .acos: acosf(x)
        case .atan: atanf(x)
        case .sinh: sinhf(x)
        case .cosh: coshf(x)
        case .tanh: tanhf(x)
        case .asinh: asinhf(x)
        case .acosh: acoshf(x)
        case .atanh: atanhf(x)
        case .erf: erff(x)
        case .erfc: erfcf(x)
        case .lgamma: Float(Glibc.lgamma(Double(x)))
        }
    }
    @inline(__always) public static func power(_ x: Float, _ y: Float) -> Float { powf(x, y) }
    @inline(__always) public static func arctangent(_ y: Float, _ x: Float) -> Float { atan2f(y, x) }
    @inline(__always) public static func remainder(truncating x: Float, _ y: Float) -> Float { fmodf(x, y) }
}

extension Double: RealElement {
    public typealias Register = SIMD4<Double>
    @inline(__always) public static func libm(_ function: Libm, _ x: Double) -> Double {
        switch function {
        case .exp: Glibc.exp(x)
        case .log: Glibc.log(x)
        case .log2: Glibc.log2(x)
        case .log10: Glibc.log10(x)
        case .log1p: Glibc.log1p(x)
        case .expm1: Glibc.expm1(x)
        case .exp2: Glibc.exp2(x)
        case .sin: Glibc.sin(x)
        case .cos: Glibc.cos(x)
        case .tan: Glibc.tan(x)
        case .asin: Glibc.asin(x)
        case .acos: Glibc.acos(x)
        case .atan: Glibc.atan(x)
        case .sinh: Glibc.sinh(x)
        case .cosh: Glibc.cosh(x)
        case .tanh: Glibc.tanh(x)
        case .asinh: Glibc.asinh(x)
        case .acosh: Glibc.acosh(x)
        case .atanh: Glibc.atanh(x)
        case .erf: Glibc.erf(x)
        case .erfc: Glibc.erfc(x)
        case .lgamma: Glibc.lgamma(x)
        }
    }
    @inline(__always) public static func power(_ x: Double, _ y: Double) -> Double { Glibc.pow(x, y) }
    @inline(__always) public static func arctangent(_ y: Double, _ x: Double) -> Double { Glibc.atan2(y, x) }
    @inline(__always) public static func remainder(truncating x: Double, _ y: Double) -> Double { Glibc.fmod(x, y) }
}

/// One operand to one result.
public protocol UnaryFunction: Sendable {
    /// "exp": the op's name in messages.
    var name: String { get }
    /// Whether whole numbers stay whole (`abs`) or become real (`exp`).
    var keepsIntegers: Bool { get }
    /// Work per element relative to an addition.
    var cost: Int { get }
    /// The kernel name of torch's refusal of bools; nil when they are accepted.
    var refusesBool: String? { get }
    func real<T: RealElement>(_ x: T) -> T
    func whole<T: WholeElement>(_ x: T) -> T
}

extension UnaryFunction {
    public var keepsIntegers: Bool { false }
    public var cost: Int { 1 }
    public var refusesBool: String? { nil }
    @inline(__always) public func whole<T: WholeElement>(_ x: T) -> T { x }
}

/// Two operands of one type to a result of that type.
public protocol BinaryFunction: Sendable {
    var name: String { get }
    /// Whole operands become real first (true division).
    var isReal: Bool { get }
    var cost: Int { get }
    /// nil: the op is defined for bools, by `flag`. Otherwise the kernel name of the refusal.
    var refusesBool: String? { get }
    /// The refusal for real operands, for bitwise ops.
    var refusesReal: String? { get }
    func real<T: RealElement>(_ a: T, _ b: T) -> T
    func whole<T: WholeElement>(_ a: T, _ b: T) -> T
    func flag(_ a: Bool, _ b: Bool) -> Bool
}

extension BinaryFunction {
    public var isReal: Bool { false }
    public var cost: Int { 1 }
    public var refusesBool: String? { nil }
    public var refusesReal: String? { nil }
    @inline(__always) public func real<T: RealElement>(_ a: T, _ b: T) -> T { a }
    @inline(__always) public func whole<T: WholeElement>(_ a: T, _ b: T) -> T { a }
    @inline(__always) public func flag(_ a: Bool, _ b: Bool) -> Bool { a }
}

/// Two operands to a truth value.
public protocol Comparison: Sendable {
    func compare<T: Comparable>(_ a: T, _ b: T) -> Bool
}

/// One operand to a truth value.
public protocol Predicate: Sendable {
    func test<T: RealElement>(real x: T) -> Bool
    func test<T: WholeElement>(whole x: T) -> Bool
}
