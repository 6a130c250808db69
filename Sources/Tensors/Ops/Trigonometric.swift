// Circular and hyperbolic functions, their inverses, and the error function.

import Schema

extension Tensor {
    public func sin() throws -> Tensor { try apply(LibmFunction(.sin), saves: .input) { try mul($0, $1.cos()) } }
    public func cos() throws -> Tensor { try apply(LibmFunction(.cos), saves: .input) { try mul($0, $1.sin().neg()) } }
    public func tan() throws -> Tensor {
        try apply(LibmFunction(.tan), saves: .output) { try mul($0, mul($1, $1) + 1) }
    }
    public func asin() throws -> Tensor {
        try apply(LibmFunction(.asin), saves: .input) { try mul($0, (1 - mul($1, $1)).rsqrt()) }
    }
    public func acos() throws -> Tensor {
        try apply(LibmFunction(.acos), saves: .input) { try mul($0.neg(), (1 - mul($1, $1)).rsqrt()) }
    }
    public func atan() throws -> Tensor {
        try apply(LibmFunction(.atan), saves: .input) { try div($0, mul($1, $1) + 1) }
    }
    public func sinh() throws -> Tensor { try apply(LibmFunction(.sinh), saves: .input) { try mul($0, $1.cosh()) } }
    public func cosh() throws -> Tensor { try apply(LibmFunction(.cosh), saves: .input) { try mul($0, $1.sinh()) } }
    public func asinh() throws -> Tensor {
        try apply(LibmFunction(.asinh), saves: .input) { try mul($0, (mul($1, $1) + 1).rsqrt()) }
    }
    public func acosh() throws -> Tensor {
        try apply(LibmFunction(.acosh), saves: .input) { try mul($0, (mul($1, $1) - 1).rsqrt()) }
    }
    public func atanh() throws -> Tensor {
        try apply(LibmFunction(.atanh), saves: .input) { try div($0, 1 - mul($1, $1)) }
    }
    public func erf() throws -> Tensor {
        try apply(LibmFunction(.erf), saves: .input) { try mul($0 * 1.128379167095512573896, mul($1, $1).neg().exp()) }
    }
    public func erfc() throws -> Tensor {
        try apply(LibmFunction(.erfc), saves: .input) {
            try mul($0 * -1.128379167095512573896, mul($1, $1).neg().exp())
        }
    }
}

extension Op {
    static let sin = unary("sin", "Sine; the angle in radians.") { try $0.sin() }
    static let cos = unary("cos", "Cosine; the angle in radians.") { try $0.cos() }
    static let tan = unary("tan", "Tangent; the angle in radians.", from: -1, to: 1) { try $0.tan() }
    static let asin = unary("asin", "Arc sine, in radians.", aliases: ["arcsin"], from: -0.8, to: 0.8) { try $0.asin() }
    static let acos = unary("acos", "Arc cosine, in radians.", aliases: ["arccos"], from: -0.8, to: 0.8) {
        try $0.acos()
    }
    static let atan = unary("atan", "Arc tangent, in radians.", aliases: ["arctan"]) { try $0.atan() }
    static let sinh = unary("sinh", "Hyperbolic sine.") { try $0.sinh() }
    static let cosh = unary("cosh", "Hyperbolic cosine.") { try $0.cosh() }
    static let asinh = unary("asinh", "Inverse hyperbolic sine.", aliases: ["arcsinh"]) { try $0.asinh() }
    static let acosh = unary("acosh", "Inverse hyperbolic cosine.", aliases: ["arccosh"], from: 1.2, to: 3) {
        try $0.acosh()
    }
    static let atanh = unary("atanh", "Inverse hyperbolic tangent.", aliases: ["arctanh"], from: -0.8, to: 0.8) {
        try $0.atanh()
    }
    static let erf = unary("erf", "The error function.", in: [.torch, .method, .inPlace, .special]) { try $0.erf() }
    static let erfc = unary("erfc", "1 - erf(x).", in: [.torch, .method, .inPlace, .special]) { try $0.erfc() }
}
