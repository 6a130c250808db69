// Special functions, and small ones with a corner of their own: logit, erfinv, lgamma, sinc, heaviside, logaddexp, copysign, ldexp.

import Glibc
import Schema

/// The inverse of erf: Giles' polynomials (2010, "Approximating the erfinv function") as a start, then two steps of Newton's method.
struct InverseErf: UnaryFunction {
    var name: String { "erfinv" }
    var cost: Int { 32 }
    @inline(__always) func real<T: RealElement>(_ x: T) -> T { T(rounding: Self.value(x.asDouble)) }

    static func value(_ x: Double) -> Double {
        if !(x.magnitude < 1) { return x == 1 ? .infinity : x == -1 ? -.infinity : .nan }
        var w = -Glibc.log((1 - x) * (1 + x))
        let coefficients: [Double]
        if w < 5 {
            w -= 2.5
            coefficients = [
                2.81022636e-08, 3.43273939e-07, -3.5233877e-06, -4.39150654e-06, 0.00021858087, -0.00125372503,
                -0.00417768164, 0.246640727, 1.50140941,
            ]
        } else {
            w = w.squareRoot() - 3
            coefficients = [
                -0.000200214257, 0.000100950558, 0.00134934322, -0.00367342844, 0.00573950773, -0.0076224613,
                0.00943887047, 1.00167406, 2.83297682,
            ]
        }
        var y = coefficients.reduce(0) { $0 * w + $1 } * x
        for _ in 0..<2 { y -= (Glibc.erf(y) - x) / (1.1283791670955126 * Glibc.exp(-y * y)) }
        return y
    }
}

/// The derivative of lgamma: recurrence up to 6, then the asymptotic series (Abramowitz and Stegun 6.3.18); reflection below 0.
struct Digamma: UnaryFunction {
    var name: String { "digamma" }
    var cost: Int { 16 }
    @inline(__always) func real<T: RealElement>(_ x: T) -> T { T(rounding: Self.value(x.asDouble)) }

    static func value(_ x: Double) -> Double {
        if x == 0 { return x.sign == .minus ? .infinity : -.infinity }
        if x < 0 {
            if x == x.rounded() { return .nan }
            return value(1 - x) - .pi / Glibc.tan(.pi * x)
        }
        var (x, sum) = (x, 0.0)
        while x < 10 {
            sum -= 1 / x
            x += 1
        }
        let r = 1 / (x * x)
        let series = r * (1 / 12.0 - r * (1 / 120.0 - r * (1 / 252.0 - r * (1 / 240.0 - r / 132))))
        return sum + Glibc.log(x) - 0.5 / x - series
    }
}

struct CopySign: BinaryFunction {
    var name: String { "copysign" }
    var isReal: Bool { true }
    @inline(__always) func real<T: RealElement>(_ a: T, _ b: T) -> T { T(signOf: b, magnitudeOf: a) }
}

extension Tensor {
    /// The inverse of erf.
    public func erfinv() throws -> Tensor {
        try apply(InverseErf(), saves: .output) { g, y in try mul(g * 0.8862269254527580, mul(y, y).exp()) }
    }
    /// The derivative of lgamma.
    public func digamma() throws -> Tensor { try map(Digamma(), self) }
    /// log |Γ(x)|.
    public func lgamma() throws -> Tensor {
        try apply(LibmFunction(.lgamma), saves: .input) { try mul($0, $1.digamma()) }
    }
    /// log(x / (1 - x)), of x kept within eps and 1 - eps.
    public func logit(eps: Double? = nil) throws -> Tensor {
        let x = try eps.map { try clamp(.float($0), .float(1 - $0)) } ?? self
        return try div(x, sub(.number(1), x)).log()
    }
    /// sin(πx) / (πx), and 1 at 0.
    public func sinc() throws -> Tensor {
        let isZero = try equals(.number(0))
        let angle = try maskedFill(isZero, .number(1)) * Double.pi
        return try div(angle.sin(), angle).maskedFill(isZero, .number(1))
    }
}

/// log(exp(a) + exp(b)) without overflow; `base2`: of powers of 2.
public func logAddExp(_ a: Tensor, _ b: Tensor, base2: Bool = false) throws -> Tensor {
    let peak = try maximum(a, b)
    // Two equal infinities: their difference would be NaN.
    let isSame = try GradMode.disabled { try logicalAnd(a.equals(b), a.isInfinite()) }
    let gap = try sub(a, b).maskedFill(isSame, .number(0)).abs().neg()
    let tail = try base2 ? gap.exp2().log1p() * 1.4426950408889634 : gap.exp().log1p()
    return try whereTensor(isSame, peak, add(peak, tail))
}

extension Op {
    static let erfinv = unary("erfinv", "The inverse of erf.", from: -0.9, to: 0.9) { try $0.erfinv() }
    static let digamma = unary("digamma", "The derivative of lgamma.", differentiable: false) { try $0.digamma() }
    static let lgamma = unary("lgamma", "log |Γ(x)|.", from: 0.5, to: 3) { try $0.lgamma() }
    static let sinc = unary("sinc", "sin(πx) / (πx), and 1 at 0.") { try $0.sinc() }
    static let deg2rad = unary("deg2rad", "Degrees as radians.") { try $0 * (Double.pi / 180) }
    static let rad2deg = unary("rad2deg", "Radians as degrees.") { try $0 * (180 / Double.pi) }
    static let positive = unary("positive", "The tensor itself: +x.", in: [.torch, .method]) { $0 }

    static let logit = Op(
        "logit(input, eps=None)",
        "log(x / (1 - x)); with eps, x is kept within eps and 1 - eps.\nSource:  torch.logit.",
        in: [.torch, .method, .inPlace, .special],
        { (x: Tensor, eps: Double?) in try x.logit(eps: eps) },
        samples: {
            [
                [try sample([2, 3], from: 0.1, to: 0.9), .none],
                [try sample([2, 3], from: 0.1, to: 0.9), .float(0.2)],
            ]
        })
    static let heaviside = Op(
        "heaviside(input, values)", "0 below 0, 1 above, and `values` at 0.\nSource:  torch.heaviside.",
        in: [.torch, .method, .inPlace],
        { (x: Tensor, values: Tensor) in
            try whereTensor(x.equals(.number(0)), values, x.greater(.number(0)).cast(x.dtype))
        })
    static let logaddexp = Op(
        "logaddexp(input, other)", "log(exp(input) + exp(other)), safe for large numbers.\nSource:  torch.logaddexp.",
        { (a: Tensor, b: Tensor) in try logAddExp(a, b) },
        samples: { [[try sample([2, 3]), try sample([3], seed: 1)]] })
    static let logaddexp2 = Op(
        "logaddexp2(input, other)", "log2(2^input + 2^other), safe for large numbers.\nSource:  torch.logaddexp2.",
        { (a: Tensor, b: Tensor) in try logAddExp(a, b, base2: true) },
        samples: { [[try sample([2, 3]), try sample([3], seed: 1)]] })
    static let copysign = Op(
        "copysign(input, other)", "The magnitude of input with the sign of other.\nSource:  torch.copysign.",
        in: [.torch, .method, .inPlace],
        { (a: Tensor, b: Operand) in
            let result = try GradMode.disabled { try map(CopySign(), a, b.tensor) }
            let shape = a.shape
            return record("CopysignBackward0", result, inputs: [a], saved: [a, result]) { g, saved in
                [try Tensors.mul(g, Tensors.mul(saved[0].sign(), saved[1].sign())).summed(to: shape)]
            }
        },
        samples: { [[try sample([2, 3]), .float(-1)]] })
    static let ldexp = Op(
        "ldexp(input, other)", "input * 2^other.\nSource:  torch.ldexp.", in: [.torch, .method, .inPlace],
        { (a: Tensor, b: Operand) in
            try Tensors.mul(a, Tensors.pow(Tensor.full([], .float(2), Defaults.dtype), b.tensor))
        },
        samples: { [[try sample([2, 3]), .int(3)]] })
    static let floatPower = Op(
        "float_power(input, exponent)", "input^exponent in float64.\nSource:  torch.float_power.",
        { (a: Operand, b: Operand) in try Tensors.pow(a.tensor.to(.float64), b.tensor.to(.float64)) },
        samples: { [[try sample([2, 3], from: 0.5, to: 2), .float(1.5)]] })
}
