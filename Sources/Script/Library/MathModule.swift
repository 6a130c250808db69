// math: C's mathematics with Python's errors (`math domain error`, `math range error`) and exact integer functions.
import BigInt
import Glibc
import Schema

func buildMath(_ module: ModuleObject) {
    module.documentation = "Mathematical functions of real numbers and integers."
    module["pi"] = .float(.pi)
    module["e"] = .float(M_E)
    module["tau"] = .float(2 * .pi)
    module["inf"] = .float(.infinity)
    module["nan"] = .float(.nan)
    addElementary(to: module)
    addLogarithms(to: module)
    addRounding(to: module)
    addParts(to: module)
    addIntegerFunctions(to: module)
    addAggregates(to: module)
}

private let domainError = Failure(.valueError, "math domain error")
private let rangeError = Failure(.overflowError, "math range error")

/// NaN from a number is a domain error; infinity from a finite number is a range error if the function can overflow, else a pole.
private func checked(_ result: Double, _ x: Double, overflows: Bool) throws -> Double {
    if result.isNaN, !x.isNaN { throw domainError }
    if result.isInfinite, x.isFinite { throw overflows ? rangeError : domainError }
    return result
}

private func addElementary(to module: ModuleObject) {
    typealias Entry = (name: String, documentation: String, overflows: Bool, function: (Double) -> Double)
    let roots: [Entry] = [
        ("sqrt", "Square root.", false, { $0.squareRoot() }), ("cbrt", "Cube root.", false, { Glibc.cbrt($0) }),
        ("exp", "e to the x.", true, { Glibc.exp($0) }), ("exp2", "2 to the x.", true, { Glibc.exp2($0) }),
        ("expm1", "exp(x) - 1, exact near 0.", true, { Glibc.expm1($0) }),
        ("fabs", "The magnitude as a float.", false, { $0.magnitude }),
        ("erf", "Error function.", false, { Glibc.erf($0) }), ("erfc", "1 - erf(x).", false, { Glibc.erfc($0) }),
    ]
    let trigonometry: [Entry] = [
        ("sin", "Sine of x radians.", false, { Glibc.sin($0) }),
        ("cos", "Cosine of x radians.", false, { Glibc.cos($0) }),
        ("tan", "Tangent of x radians.", false, { Glibc.tan($0) }), ("asin", "Arc sine.", false, { Glibc.asin($0) }),
        ("acos", "Arc cosine.", false, { Glibc.acos($0) }), ("atan", "Arc tangent.", false, { Glibc.atan($0) }),
        ("sinh", "Hyperbolic sine.", true, { Glibc.sinh($0) }),
        ("cosh", "Hyperbolic cosine.", true, { Glibc.cosh($0) }),
        ("tanh", "Hyperbolic tangent.", false, { Glibc.tanh($0) }),
        ("asinh", "Inverse of sinh.", false, { Glibc.asinh($0) }),
        ("acosh", "Inverse of cosh.", false, { Glibc.acosh($0) }),
        ("atanh", "Inverse of tanh.", false, { Glibc.atanh($0) }),
        ("degrees", "Radians as degrees.", false, { $0 * (180 / .pi) }),
        ("radians", "Degrees as radians.", false, { $0 * (.pi / 180) }),
    ]
    for entry in roots + trigonometry {
        module.rawDefine("\(entry.name)(x, /)", entry.documentation) { bound in
            let x = try bound.real(0)
            return .float(try checked(entry.function(x), x, overflows: entry.overflows))
        }
    }
    module.rawDefine("gamma(x, /)", "Gamma function.") { bound in
        let x = try bound.real(0)
        if x == -.infinity || (x.isFinite && x <= 0 && x == x.rounded()) { throw domainError }
        return .float(try checked(Glibc.tgamma(x), x, overflows: true))
    }
    module.rawDefine("lgamma(x, /)", "Logarithm of the magnitude of gamma(x).") { bound in
        let x = try bound.real(0)
        if x.isFinite, x <= 0, x == x.rounded() { throw domainError }
        return .float(try checked(Glibc.lgamma(x), x, overflows: true))
    }
    addTwoArgumentFunctions(to: module)
}

private func addTwoArgumentFunctions(to module: ModuleObject) {
    module.rawDefine("pow(x, y, /)", "x to the y, as floats.") { bound in
        let (x, y) = (try bound.real(0), try bound.real(1))
        let result = Glibc.pow(x, y)
        if result.isNaN, !x.isNaN, !y.isNaN { throw domainError }
        if result.isInfinite, x.isFinite, y.isFinite { throw x == 0 ? domainError : rangeError }
        return .float(result)
    }
    module.rawDefine("fmod(x, y, /)", "Remainder with the sign of x.") { bound in
        let (x, y) = (try bound.real(0), try bound.real(1))
        let result = Glibc.fmod(x, y)
        if result.isNaN, !x.isNaN, !y.isNaN { throw domainError }
        return .float(result)
    }
    module.rawDefine("remainder(x, y, /)", "x minus the nearest multiple of y.") { bound in
        let (x, y) = (try bound.real(0), try bound.real(1))
        let result = Glibc.remainder(x, y)
        if result.isNaN, !x.isNaN, !y.isNaN { throw domainError }
        return .float(result)
    }
    module.rawDefine("atan2(y, x, /)", "The angle of the point (x, y) in radians.") { bound in
        .float(Glibc.atan2(try bound.real(0), try bound.real(1)))
    }
    module.rawDefine("copysign(x, y, /)", "The magnitude of x with the sign of y.") { bound in
        .float(Glibc.copysign(try bound.real(0), try bound.real(1)))
    }
    module.rawDefine("nextafter(x, y, /)", "The next float after x towards y.") { bound in
        .float(Glibc.nextafter(try bound.real(0), try bound.real(1)))
    }
    module.rawDefine("ulp(x, /)", "The distance to the next float.") { bound in
        let x = try bound.real(0).magnitude
        return .float(x.isFinite ? x.ulp : x)
    }
    module.rawDefine("isclose(a, b, *, rel_tol=1e-09, abs_tol=0.0)", "Whether two numbers are nearly equal.") { bound in
        let (a, b) = (try bound.real(0), try bound.real(1))
        let (relative, absolute) = (try bound.real(2), try bound.real(3))
        if relative < 0 || absolute < 0 { throw Failure(.valueError, "tolerances must be non-negative") }
        if a == b { return .bool(true) }
        if a.isInfinite || b.isInfinite { return .bool(false) }
        let difference = (b - a).magnitude
        return .bool(
            difference <= (relative * b).magnitude || difference <= (relative * a).magnitude || difference <= absolute)
    }
}

/// log(x) for integers of any size too.
private func logarithm(_ value: Value, _ log: (Double) -> Double) throws -> Double {
    if case .big(let i)? = Arithmetic.number(value) {
        if i.signum() <= 0 { throw domainError }
        if let d = try? Arithmetic.double(i) { return log(d) }
        let drop = i.magnitude.bitWidth - 64
        return log(try Arithmetic.double(BigInt(i.magnitude >> drop))) + Double(drop) * log(2)
    }
    let x = try value.asReal()
    if x <= 0 { throw domainError }
    return log(x)
}

private func addLogarithms(to module: ModuleObject) {
    module.rawDefine("log(x, base=None, /)", "Logarithm to base (e).") { bound in
        let x = try logarithm(bound[0], Glibc.log)
        if bound.isNone(1) { return .float(x) }
        let base = try logarithm(bound[1], Glibc.log)
        if base == 0 { throw Failure(.zeroDivisionError, "float division by zero") }
        return .float(x / base)
    }
    module.rawDefine("log2(x, /)", "Logarithm to base 2.") { bound in .float(try logarithm(bound[0], Glibc.log2)) }
    module.rawDefine("log10(x, /)", "Logarithm to base 10.") { bound in .float(try logarithm(bound[0], Glibc.log10)) }
    module.rawDefine("log1p(x, /)", "log(1 + x), exact near 0.") { bound in
        let x = try bound.real(0)
        if x <= -1 { throw domainError }
        return .float(Glibc.log1p(x))
    }
}

private func addRounding(to module: ModuleObject) {
    let entries: [(name: String, method: Symbol, documentation: String, rule: FloatingPointRoundingRule)] = [
        ("floor", "__floor__", "The largest integer not above x.", .down),
        ("ceil", "__ceil__", "The smallest integer not below x.", .up),
        ("trunc", "__trunc__", "The whole part of x.", .towardZero),
    ]
    for entry in entries {
        module.rawDefine("\(entry.name)(x, /)", entry.documentation) { bound in
            switch Arithmetic.number(bound[0]) {
            case .int(let i): return .int(i)
            case .big: return bound[0]
            case .float(let d): return try IntType.truncated(d.rounded(entry.rule))
            case nil:
                if let method = try bound[0].attributeIfPresent(entry.method) { return try method.call() }
                if entry.name == "trunc", try Double.from(bound[0]) == nil {
                    throw Failure(.typeError, "type \(bound[0].typeName) doesn't define __trunc__ method")
                }
                return try IntType.truncated(try bound.real(0).rounded(entry.rule))
            }
        }
    }
}

private func addParts(to module: ModuleObject) {
    module.rawDefine("isnan(x, /)", "Whether x is not a number.") { bound in .bool(try bound.real(0).isNaN) }
    module.rawDefine("isinf(x, /)", "Whether x is infinite.") { bound in .bool(try bound.real(0).isInfinite) }
    module.rawDefine("isfinite(x, /)", "Whether x is neither infinite nor NaN.") { bound in
        .bool(try bound.real(0).isFinite)
    }
    module.rawDefine("modf(x, /)", "Fraction and whole part, both with the sign of x.") { bound in
        let x = try bound.real(0)
        if x.isInfinite { return .tuple([.float(Glibc.copysign(0, x)), .float(x)]) }
        let whole = x.rounded(.towardZero)
        return .tuple([.float(Glibc.copysign(x - whole, x)), .float(whole)])
    }
    module.rawDefine("frexp(x, /)", "(m, e) with x = m * 2**e and m in [0.5, 1).") { bound in
        var exponent: Int32 = 0
        let mantissa = Glibc.frexp(try bound.real(0), &exponent)
        return .tuple([.float(mantissa), .int(Int(exponent))])
    }
    module.rawDefine("ldexp(x, i, /)", "x * 2**i.") { bound in
        let x = try bound.real(0)
        let result = Glibc.scalbn(x, Int32(clamping: try bound.int(1)))
        if result.isInfinite, x.isFinite { throw rangeError }
        return .float(result)
    }
}

// MARK: - Integers

private func bigInt(_ value: Value) throws -> BigInt {
    switch try value.asIndex() {
    case .int(let i): return BigInt(i)
    case let exact: return (exact.asObject as? BigIntObject)?.value ?? 0
    }
}

private func addIntegerFunctions(to module: ModuleObject) {
    module.rawDefine("gcd(*integers)", "Greatest common divisor.") { bound in
        Value(
            try bound.rest(0).reduce(BigInt(0)) {
                BigInt($0.magnitude.greatestCommonDivisor(with: try bigInt($1).magnitude))
            })
    }
    module.rawDefine("lcm(*integers)", "Least common multiple.") { bound in
        var result = BigInt(1)
        for value in bound.rest(0) {
            let n = BigInt(try bigInt(value).magnitude)
            if n.isZero { return .int(0) }
            result = result / BigInt(result.magnitude.greatestCommonDivisor(with: n.magnitude)) * n
        }
        return Value(result)
    }
    module.rawDefine("isqrt(n, /)", "The whole part of the square root.") { bound in
        let n = try bigInt(bound[0])
        if n.signum() < 0 { throw Failure(.valueError, "isqrt() argument must be nonnegative") }
        return Value(n.squareRoot())
    }
    module.rawDefine("factorial(n, /)", "1 * 2 * … * n.") { bound in
        guard let n = try? bound[0].asIndex() else {
            throw Failure(.typeError, "'\(bound[0].typeName)' object cannot be interpreted as an integer")
        }
        let count = try n.asInt()
        if count < 0 { throw Failure(.valueError, "factorial() not defined for negative values") }
        if count > 100_000 {
            throw Failure(
                .memoryError, "factorial(\(count)) has too many digits", hint: "math.lgamma(n + 1) is its logarithm")
        }
        return Value(product(1, max(1, count)))
    }
    module.rawDefine("comb(n, k, /)", "Ways to choose k of n.") { bound in try choose(bound, ordered: false) }
    module.rawDefine("perm(n, k=None, /)", "Ways to arrange k of n.") { bound in try choose(bound, ordered: true) }
}

/// low * … * high by halves, so that the large factors meet last.
private func product(_ low: Int, _ high: Int) -> BigInt {
    if low > high { return 1 }
    if high - low < 8 { return (low...high).reduce(BigInt(1)) { $0 * BigInt($1) } }
    let middle = low + (high - low) / 2
    return product(low, middle) * product(middle + 1, high)
}

private func choose(_ bound: BoundArguments, ordered: Bool) throws -> Value {
    let name = ordered ? "perm" : "comb"
    let n = try bound.int(0)
    var k = bound.isNone(1) ? n : try bound.int(1)
    if n < 0 { throw Failure(.valueError, "n must be a non-negative integer") }
    if k < 0 { throw Failure(.valueError, "k must be a non-negative integer") }
    if k > n { return .int(0) }
    if !ordered { k = min(k, n - k) }
    if k > 100_000 { throw Failure(.memoryError, "\(name)(\(n), \(k)) has too many digits") }
    let arranged = product(n - k + 1, n)
    return Value(ordered ? arranged : arranged / product(1, max(1, k)))
}

// MARK: - Several numbers

private func addAggregates(to module: ModuleObject) {
    module.rawDefine("prod(iterable, /, *, start=1)", "start times every element.") { bound in
        var result = bound[1]
        let iterator = try bound[0].iterator()
        while let value = try iterator.next() { result = try Value.binary(.multiply, result, value) }
        return result
    }
    module.rawDefine("fsum(seq, /)", "The sum without losing digits on the way.") { bound in
        let numbers = try bound[0].elements().map { try $0.asReal() }
        return .float(try exactSum(numbers))
    }
    module.rawDefine("hypot(*coordinates)", "The length of a vector.") { bound in
        .float(length(try bound.rest(0).map { try $0.asReal() }))
    }
    module.rawDefine("dist(p, q, /)", "The distance of two points.") { bound in
        let (p, q) = (try bound[0].elements(), try bound[1].elements())
        if p.count != q.count { throw Failure(.valueError, "both points must have the same number of dimensions") }
        return .float(length(try zip(p, q).map { try $0.asReal() - $1.asReal() }))
    }
}

private func length(_ numbers: [Double]) -> Double {
    if numbers.count == 2 { return Glibc.hypot(numbers[0], numbers[1]) }
    if numbers.contains(where: \.isInfinite) { return .infinity }
    let largest = numbers.map(\.magnitude).max() ?? 0
    if largest == 0 || largest.isNaN { return largest }
    return largest * numbers.reduce(0) { $0 + ($1 / largest) * ($1 / largest) }.squareRoot()
}

/// Shewchuk's exact sum: partial sums that do not overlap, rounded once at the end (Shewchuk 1997; as Python documents fsum).
private func exactSum(_ numbers: [Double]) throws -> Double {
    var partials: [Double] = []
    var special = 0.0
    for number in numbers {
        if !number.isFinite {
            special += number
            continue
        }
        var x = number
        var kept = 0
        for i in partials.indices {
            var y = partials[i]
            if x.magnitude < y.magnitude { swap(&x, &y) }
            let high = x + y
            let low = y - (high - x)
            if low != 0 {
                partials[kept] = low
                kept += 1
            }
            x = high
        }
        partials.removeSubrange(kept...)
        if x.isInfinite { throw Failure(.overflowError, "intermediate overflow in fsum") }
        // A zero adds nothing, not even its sign.
        if x != 0 { partials.append(x) }
    }
    if special != 0 || special.isNaN {
        if special.isNaN, !numbers.contains(where: \.isNaN) { throw Failure(.valueError, "-inf + inf in fsum") }
        return special
    }
    guard var high = partials.popLast() else { return 0 }
    var low = 0.0
    while let y = partials.popLast() {
        let x = high
        high = x + y
        low = y - (high - x)
        if low != 0 { break }
    }
    // Half-way cases: the next partial decides.
    if let next = partials.last, (low < 0 && next < 0) || (low > 0 && next > 0) {
        let y = low * 2
        let x = high + y
        if y == x - high { high = x }
    }
    return high
}
