// abs, sign and rounding: piecewise linear functions.

import Schema

struct Magnitude: UnaryFunction {
    var name: String { "abs" }
    var refusesBool: String? { "abs_cpu" }
    var keepsIntegers: Bool { true }
    @inline(__always) func real<T: RealElement>(_ x: T) -> T { x.magnitude }
    @inline(__always) func whole<T: WholeElement>(_ x: T) -> T { x < 0 ? 0 &- x : x }
}

struct Signum: UnaryFunction {
    /// Of NaN: 0 in PyTorch, NaN in NumPy.
    let keepsNaN: Bool
    var name: String { "sign" }
    var keepsIntegers: Bool { true }
    @inline(__always) func real<T: RealElement>(_ x: T) -> T { x > 0 ? 1 : x < 0 ? -1 : keepsNaN && x != 0 ? x : 0 }
    @inline(__always) func whole<T: WholeElement>(_ x: T) -> T { x > 0 ? 1 : x < 0 ? 0 &- 1 : 0 }
}

struct Rounding: UnaryFunction {
    let name: String
    let rule: FloatingPointRoundingRule
    var refusesBool: String? { name + "_vml_cpu" }
    var keepsIntegers: Bool { true }
    @inline(__always) func real<T: RealElement>(_ x: T) -> T { x.rounded(rule) }
}

struct DecimalRounding: UnaryFunction {
    let factor: Double
    let divides: Bool
    var name: String { "round" }
    @inline(__always) func real<T: RealElement>(_ x: T) -> T {
        let f = T(rounding: factor)
        return divides ? (x / f).rounded(.toNearestOrEven) * f : (x * f).rounded(.toNearestOrEven) / f
    }
}

struct Fraction: UnaryFunction {
    var name: String { "frac" }
    @inline(__always) func real<T: RealElement>(_ x: T) -> T { x - x.rounded(.towardZero) }
}

struct NaNReplacement: UnaryFunction {
    let nan: Double
    let high: Double?
    let low: Double?
    var name: String { "nan_to_num" }
    var keepsIntegers: Bool { true }
    @inline(__always) func real<T: RealElement>(_ x: T) -> T {
        if x.isNaN { return T(rounding: nan) }
        if x == T.infinity { return high.map { T(rounding: $0) } ?? T.greatestFiniteMagnitude }
        if x == -T.infinity { return low.map { T(rounding: $0) } ?? -T.greatestFiniteMagnitude }
        return x
    }
}

struct LogicalNot: Predicate {
    @inline(__always) func test<T: RealElement>(real x: T) -> Bool { x == 0 }
    @inline(__always) func test<T: WholeElement>(whole x: T) -> Bool { x == 0 }
}

struct NaNTest: Predicate {
    @inline(__always) func test<T: RealElement>(real x: T) -> Bool { x.isNaN }
    @inline(__always) func test<T: WholeElement>(whole x: T) -> Bool { false }
}

struct InfinityTest: Predicate {
    /// 1, -1, or 0 for both signs.
    let sign: Int
    @inline(__always) func test<T: RealElement>(real x: T) -> Bool {
        sign == 0 ? x.isInfinite : sign > 0 ? x == T.infinity : x == -T.infinity
    }
    @inline(__always) func test<T: WholeElement>(whole x: T) -> Bool { false }
}

struct FiniteTest: Predicate {
    @inline(__always) func test<T: RealElement>(real x: T) -> Bool { x.isFinite }
    @inline(__always) func test<T: WholeElement>(whole x: T) -> Bool { true }
}

struct SignBit: Predicate {
    @inline(__always) func test<T: RealElement>(real x: T) -> Bool { x.sign == .minus }
    @inline(__always) func test<T: WholeElement>(whole x: T) -> Bool { x < 0 }
}

struct BitwiseNot: UnaryFunction {
    var name: String { "bitwise_not" }
    var keepsIntegers: Bool { true }
    @inline(__always) func real<T: RealElement>(_ x: T) -> T { x }
    @inline(__always) func whole<T: WholeElement>(_ x: T) -> T { ~x }
}

extension Tensor {
    public func abs() throws -> Tensor { try apply(Magnitude(), saves: .input) { try mul($0, $1.sign()) } }
    public func sign() throws -> Tensor {
        try apply(Signum(keepsNaN: Flavour.current == .numpy), saves: .nothing) { g, _ in try g * 0 }
    }
    public func floor() throws -> Tensor { try rounded("floor", .down) }
    public func ceil() throws -> Tensor { try rounded("ceil", .up) }
    public func trunc() throws -> Tensor { try rounded("trunc", .towardZero) }
    public func frac() throws -> Tensor { try apply(Fraction(), saves: .nothing) { g, _ in g } }

    /// To `decimals` places (0: whole numbers), half to even.
    public func round(decimals: Int = 0) throws -> Tensor {
        if decimals == 0 || !dtype.isFloatingPoint { return try rounded("round", .toNearestOrEven) }
        var factor = 1.0
        for _ in 0..<Swift.min(decimals.magnitude, 400) { factor *= 10 }
        return try apply(DecimalRounding(factor: factor, divides: decimals < 0), saves: .nothing) { g, _ in try g * 0 }
    }

    private func rounded(_ name: String, _ rule: FloatingPointRoundingRule) throws -> Tensor {
        try apply(Rounding(name: name, rule: rule), saves: .nothing) { g, _ in try g * 0 }
    }

    public func nanToNum(_ nan: Double = 0, high: Double? = nil, low: Double? = nil) throws -> Tensor {
        try apply(NaNReplacement(nan: nan, high: high, low: low), saves: .input) { g, x in
            try mul(g, x.isFinite())
        }
    }

    public func isNaN() throws -> Tensor { try map(NaNTest(), self) }
    public func isInfinite(sign: Int = 0) throws -> Tensor { try map(InfinityTest(sign: sign), self) }
    public func isFinite() throws -> Tensor { try map(FiniteTest(), self) }
    public func signBit() throws -> Tensor { try map(SignBit(), self) }
    public func logicalNot() throws -> Tensor { try map(LogicalNot(), self) }

    /// `~x`: bits of whole numbers, negation of bools.
    public func bitwiseNot() throws -> Tensor {
        if dtype == .bool { return try logicalNot() }
        if dtype.isFloatingPoint {
            if Flavour.current == .numpy {
                throw Failure(
                    .typeError,
                    "ufunc 'invert' not supported for the input types, and the inputs could not be safely coerced to any supported "
                        + "types according to the casting rule ''safe''")
            }
            throw notImplemented("bitwise_not_cpu", dtype)
        }
        return try map(BitwiseNot(), self)
    }
}

extension Op {
    static let abs = unary("abs", "Absolute value. The gradient at 0 is 0.", aliases: ["absolute"]) { try $0.abs() }
    static let sign = unary("sign", "-1, 0 or 1.", aliases: ["sgn"]) { try $0.sign() }
    static let floor = unary("floor", "Rounded down.") { try $0.floor() }
    static let ceil = unary("ceil", "Rounded up.") { try $0.ceil() }
    static let trunc = unary("trunc", "Rounded toward 0.", aliases: ["fix"]) { try $0.trunc() }
    static let frac = unary("frac", "What trunc leaves.") { try $0.frac() }
    static let round = Op(
        "round(input, *, decimals=0)",
        """
        Rounded to `decimals` places, half to even.
        Shapes:  any -> same.
        Source:  torch.round.
        """, in: [.torch, .method, .inPlace], { (x: Tensor, decimals: Int) in try x.round(decimals: decimals) },
        samples: { [[try sample([2, 3]), .int(0)]] })
    static let nanToNum = Op(
        "nan_to_num(input, nan=0.0, posinf=None, neginf=None)",
        """
        NaN replaced by `nan`, infinities by `posinf` / `neginf` (None: the largest finite numbers).
        Source:  torch.nan_to_num.
        """, in: [.torch, .method, .inPlace],
        { (x: Tensor, nan: Double?, high: Double?, low: Double?) in try x.nanToNum(nan ?? 0, high: high, low: low) },
        samples: { [[try sample([2, 3]), .float(0), .none, .none]] })
    static let isnan = unary("isnan", "Where elements are NaN.", in: [.torch, .method], differentiable: false) {
        try $0.isNaN()
    }
    static let isinf = unary("isinf", "Where elements are infinite.", in: [.torch, .method], differentiable: false) {
        try $0.isInfinite()
    }
    static let isposinf = unary("isposinf", "Where elements are +inf.", in: [.torch, .method], differentiable: false) {
        try $0.isInfinite(sign: 1)
    }
    static let isneginf = unary("isneginf", "Where elements are -inf.", in: [.torch, .method], differentiable: false) {
        try $0.isInfinite(sign: -1)
    }
    static let isfinite = unary("isfinite", "Where elements are finite.", in: [.torch, .method], differentiable: false)
    {
        try $0.isFinite()
    }
    static let signbit = unary("signbit", "Where the sign bit is set.", in: [.torch, .method], differentiable: false) {
        try $0.signBit()
    }
    static let logicalNot = unary("logical_not", "Where elements are 0.", differentiable: false) { try $0.logicalNot() }
    static let bitwiseNot = unary("bitwise_not", "Bits inverted; bools negated.", differentiable: false) {
        try $0.bitwiseNot()
    }
}
