// Python's numbers: bool within int within float, integers without a largest value, floor division, exact comparison between int
// and float. Machine integers go first; whatever overflows continues as BigInt. A result that would take unreasonable memory or time
// is a MemoryError at once.
import BigInt
import Glibc
import Schema

/// One operand, once it is known to be a number.
enum Number {
    case int(Int)
    case big(BigInt)
    case float(Double)
}

enum Arithmetic {
    /// Largest result of `**` and `*`, in bits (2 MiB, five million digits): about a second with Karatsuba multiplication.
    static let powerBitLimit = 1 << 24
    /// Largest result of `<<`, in bits (128 MiB).
    static let shiftBitLimit = 1 << 30

    static func number(_ value: Value) -> Number? {
        switch value {
        case .int(let i): .int(i)
        case .bool(let b): .int(b ? 1 : 0)
        case .float(let d): .float(d)
        case .object(let object): exactly(object, BigIntObject.self).map { .big($0.value) }
        case .unbound, .none: nil
        }
    }

    static func isNumber(_ value: Value) -> Bool { number(value) != nil }

    /// `a op b` for two numbers; nil when one is not a number or the operation does not exist for them.
    static func binary(_ op: BinaryOperator, _ a: Value, _ b: Value) throws -> Value? {
        if case .bool(let x) = a, case .bool(let y) = b {
            switch op {
            case .and: return .bool(x && y)
            case .or: return .bool(x || y)
            case .xor: return .bool(x != y)
            default: break
            }
        }
        guard let x = number(a), let y = number(b) else { return nil }
        switch (x, y) {
        case (.int(let x), .int(let y)): return try integer(op, x, y)
        case (.float(let x), .float(let y)): return try float(op, x, y)
        case (.float(let x), .int(let y)): return try float(op, x, Double(y))
        case (.int(let x), .float(let y)): return try float(op, Double(x), y)
        case (.big(let x), .float(let y)): return try float(op, double(x), y)
        case (.float(let x), .big(let y)): return try float(op, x, double(y))
        case (.big(let x), .big(let y)): return try big(op, x, y)
        case (.int(let x), .big(let y)): return try big(op, BigInt(x), y)
        case (.big(let x), .int(let y)): return try big(op, x, BigInt(y))
        }
    }

    static func unary(_ op: UnaryOperator, _ value: Value) -> Value? {
        guard let x = number(value) else { return nil }
        switch (op, x) {
        case (.negative, .int(let i)): return i == .min ? Value(-BigInt(i)) : .int(-i)
        case (.negative, .big(let i)): return Value(-i)
        case (.negative, .float(let d)): return .float(-d)
        case (.positive, .int(let i)): return .int(i)
        case (.positive, .big), (.positive, .float): return value
        case (.invert, .int(let i)): return .int(~i)
        case (.invert, .big(let i)): return Value(-i - 1)
        case (.invert, .float), (.not, _): return nil
        }
    }

    // MARK: - Machine integers

    private static func integer(_ op: BinaryOperator, _ x: Int, _ y: Int) throws -> Value? {
        switch op {
        case .add:
            let (r, overflow) = x.addingReportingOverflow(y)
            return overflow ? Value(BigInt(x) + BigInt(y)) : .int(r)
        case .subtract:
            let (r, overflow) = x.subtractingReportingOverflow(y)
            return overflow ? Value(BigInt(x) - BigInt(y)) : .int(r)
        case .multiply:
            let (r, overflow) = x.multipliedReportingOverflow(by: y)
            return overflow ? Value(BigInt(x) * BigInt(y)) : .int(r)
        case .divide:
            if y == 0 { throw Failure(.zeroDivisionError, "division by zero") }
            let exact = 1 << 53
            if x.magnitude <= exact, y.magnitude <= exact { return .float(Double(x) / Double(y)) }
            return .float(try trueDivide(BigInt(x), BigInt(y)))
        case .floorDivide:
            if y == 0 { throw Failure(.zeroDivisionError, "integer division or modulo by zero") }
            if y == -1 { return x == .min ? Value(-BigInt(x)) : .int(-x) }
            let (q, r) = x.quotientAndRemainder(dividingBy: y)
            return .int(r != 0 && (r < 0) != (y < 0) ? q - 1 : q)
        case .modulo:
            if y == 0 { throw Failure(.zeroDivisionError, "integer modulo by zero") }
            if y == -1 { return .int(0) }
            let r = x % y
            return .int(r != 0 && (r < 0) != (y < 0) ? r + y : r)
        case .power: return try power(x, y)
        case .matrixMultiply: return nil
        case .leftShift:
            if y < 0 { throw Failure(.valueError, "negative shift count") }
            if x == 0 { return .int(0) }
            if y < 64 {
                let r = x << y
                if r >> y == x { return .int(r) }
            }
            return try shiftLeft(BigInt(x), by: BigInt(y))
        case .rightShift:
            if y < 0 { throw Failure(.valueError, "negative shift count") }
            return .int(x >> min(y, 63))
        case .and: return .int(x & y)
        case .or: return .int(x | y)
        case .xor: return .int(x ^ y)
        }
    }

    private static func power(_ x: Int, _ y: Int) throws -> Value {
        if y < 0 {
            if x == 0 { throw Failure(.zeroDivisionError, "0.0 cannot be raised to a negative power") }
            return .float(try floatPower(Double(x), Double(y)))
        }
        var result = 1
        var base = x
        var exponent = y
        while exponent > 0 {
            if exponent & 1 == 1 {
                let (product, overflow) = result.multipliedReportingOverflow(by: base)
                if overflow { return try bigPower(BigInt(x), y) }
                result = product
            }
            exponent >>= 1
            if exponent > 0 {
                let (square, overflow) = base.multipliedReportingOverflow(by: base)
                if overflow { return try bigPower(BigInt(x), y) }
                base = square
            }
        }
        return .int(result)
    }

    // MARK: - Large integers

    private static func big(_ op: BinaryOperator, _ x: BigInt, _ y: BigInt) throws -> Value? {
        switch op {
        case .add: return Value(x + y)
        case .subtract: return Value(x - y)
        case .multiply:
            if x.magnitude.bitWidth + y.magnitude.bitWidth > 2 * powerBitLimit { throw tooLarge("*") }
            return Value(x * y)
        case .divide: return .float(try trueDivide(x, y))
        case .floorDivide:
            if y.isZero { throw Failure(.zeroDivisionError, "integer division or modulo by zero") }
            return Value(floorDivide(x, y).quotient)
        case .modulo:
            if y.isZero { throw Failure(.zeroDivisionError, "integer modulo by zero") }
            return Value(floorDivide(x, y).remainder)
        case .power:
            if y.sign == .minus, !y.isZero {
                if x.isZero { throw Failure(.zeroDivisionError, "0.0 cannot be raised to a negative power") }
                return .float(try floatPower(double(x), double(y)))
            }
            guard let exponent = Int(exactly: y) else {
                if x.isZero || x == 1 { return Value(x) }
                if x == -1 { return .int(y.magnitude.words.first.map { $0 & 1 == 0 } ?? true ? 1 : -1) }
                throw tooLarge("**")
            }
            return try bigPower(x, exponent)
        case .matrixMultiply: return nil
        case .leftShift:
            if y.sign == .minus, !y.isZero { throw Failure(.valueError, "negative shift count") }
            return try shiftLeft(x, by: y)
        case .rightShift:
            if y.sign == .minus, !y.isZero { throw Failure(.valueError, "negative shift count") }
            guard let count = Int(exactly: y), count <= x.magnitude.bitWidth else {
                return .int(x.sign == .minus && !x.isZero ? -1 : 0)
            }
            return Value(floorDivide(x, BigInt(1) << count).quotient)
        case .and: return Value(bitwise(x, y) { $0 & $1 })
        case .or: return Value(bitwise(x, y) { $0 | $1 })
        case .xor: return Value(bitwise(x, y) { $0 ^ $1 })
        }
    }

    /// Two's complement with infinitely many sign bits, word by word.
    private static func bitwise(_ x: BigInt, _ y: BigInt, _ op: (UInt, UInt) -> UInt) -> BigInt {
        let count = max(x.words.count, y.words.count) + 1
        func padded(_ n: BigInt) -> [UInt] {
            let words = Array(n.words)
            let fill: UInt = n.signum() < 0 ? .max : 0
            return words + Array(repeating: fill, count: count - words.count)
        }
        return BigInt(words: zip(padded(x), padded(y)).map(op))
    }

    /// Quotient rounded towards minus infinity; the remainder has the divisor's sign. The divisor is not zero.
    static func floorDivide(_ x: BigInt, _ y: BigInt) -> (quotient: BigInt, remainder: BigInt) {
        let (q, r) = x.quotientAndRemainder(dividingBy: y)
        if !r.isZero, (r.signum() < 0) != (y.signum() < 0) { return (q - 1, r + y) }
        return (q, r)
    }

    private static func bigPower(_ x: BigInt, _ y: Int) throws -> Value {
        if y == 0 { return .int(1) }
        if x.isZero || x == 1 { return Value(x) }
        if x == -1 { return .int(y & 1 == 0 ? 1 : -1) }
        let (bits, overflow) = (x.magnitude.bitWidth - 1).multipliedReportingOverflow(by: y)
        if overflow || bits > powerBitLimit { throw tooLarge("**") }
        return Value(x.power(y))
    }

    private static func shiftLeft(_ x: BigInt, by y: BigInt) throws -> Value {
        if x.isZero { return .int(0) }
        guard let count = Int(exactly: y) else { throw Failure(.overflowError, "too many digits in integer") }
        if count > shiftBitLimit { throw tooLarge("<<") }
        return Value(x << count)
    }

    private static func tooLarge(_ op: String) -> Failure {
        Failure(.memoryError, "the integer result of \(op) would be too large", hint: "use floats: 10.0 ** 8")
    }

    /// The nearest double to x / y (ties to even), computed exactly.
    static func trueDivide(_ x: BigInt, _ y: BigInt) throws -> Double {
        if y.isZero { throw Failure(.zeroDivisionError, "division by zero") }
        if x.isZero { return y.signum() < 0 ? -0.0 : 0 }
        let negative = (x.signum() < 0) != (y.signum() < 0)
        // A quotient of 64 to 66 bits, its last bit made sticky, rounds correctly; subnormal results need fewer bits.
        var shift = 65 - (x.magnitude.bitWidth - y.magnitude.bitWidth)
        // The result's exponent is about 65 - shift; below 2^-1074 keep only the bits a subnormal has (plus two to round by).
        let lowest = 1074 + 2
        if shift > lowest { shift = lowest }
        let (q, r) =
            shift >= 0
            ? (x.magnitude << shift).quotientAndRemainder(dividingBy: y.magnitude)
            : x.magnitude.quotientAndRemainder(dividingBy: y.magnitude << -shift)
        var sticky = q
        if !r.isZero { sticky = sticky | 1 }
        guard let mantissa = try? double(BigInt(sticky)) else {
            throw Failure(.overflowError, "integer division result too large for a float")
        }
        let value = scalbn(mantissa, Int32(clamping: -shift))
        if value.isInfinite { throw Failure(.overflowError, "integer division result too large for a float") }
        return negative ? -value : value
    }

    /// The nearest double, ties to even.
    static func double(_ x: BigInt) throws -> Double {
        let magnitude = x.magnitude
        let width = magnitude.bitWidth
        var value: Double
        if width <= 64 {
            value = Double(UInt64(clamping: magnitude))
        } else {
            let drop = width - 64
            let top = magnitude >> drop
            let lost = (top << drop) != magnitude
            value = Double(UInt64(clamping: top) | (lost ? 1 : 0))
            value = scalbn(value, Int32(clamping: drop))
        }
        if value.isInfinite { throw Failure(.overflowError, "int too large to convert to float") }
        return x.signum() < 0 ? -value : value
    }

    // MARK: - Floats

    private static func float(_ op: BinaryOperator, _ x: Double, _ y: Double) throws -> Value? {
        switch op {
        case .add: return .float(x + y)
        case .subtract: return .float(x - y)
        case .multiply: return .float(x * y)
        case .divide:
            if y == 0 { throw Failure(.zeroDivisionError, "float division by zero") }
            return .float(x / y)
        case .floorDivide:
            if y == 0 { throw Failure(.zeroDivisionError, "float floor division by zero") }
            return .float(floatDivmod(x, y).0)
        case .modulo:
            if y == 0 { throw Failure(.zeroDivisionError, "float modulo") }
            return .float(floatModulo(x, y))
        case .power: return .float(try floatPower(x, y))
        case .matrixMultiply, .leftShift, .rightShift, .and, .or, .xor: return nil
        }
    }

    /// The remainder with the divisor's sign.
    static func floatModulo(_ x: Double, _ y: Double) -> Double {
        var r = fmod(x, y)
        if r != 0 {
            if (y < 0) != (r < 0) { r += y }
        } else {
            r = copysign(0, y)
        }
        return r
    }

    /// Quotient and remainder such that q*y + r is close to x; y is not zero.
    static func floatDivmod(_ x: Double, _ y: Double) -> (Double, Double) {
        var r = fmod(x, y)
        var q = (x - r) / y
        if r != 0 {
            if (y < 0) != (r < 0) {
                r += y
                q -= 1
            }
        } else {
            r = copysign(0, y)
        }
        if q != 0 {
            var whole = q.rounded(.down)
            if q - whole > 0.5 { whole += 1 }
            return (whole, r)
        }
        return (copysign(0, x / y), r)
    }

    static func floatPower(_ x: Double, _ y: Double) throws -> Double {
        if y == 0 || x == 1 { return 1 }
        if x.isNaN || y.isNaN { return .nan }
        if x == 0, y < 0, y.isFinite { throw Failure(.zeroDivisionError, "0.0 cannot be raised to a negative power") }
        if x < 0, x.isFinite, y.isFinite, y != y.rounded() {
            throw Failure(
                .valueError, "a negative number to a fractional power is complex, and unetrepl has no complex numbers",
                hint: "abs(x) ** y, or max(x, 0) ** y")
        }
        let result = pow(x, y)
        if result.isInfinite, x.isFinite, y.isFinite {
            throw outOfRange
        }
        return result
    }

    /// The C library's error number and its text are the exception's two arguments.
    static let outOfRange = Failure(.overflowError, "(34, 'Numerical result out of range')")

    // MARK: - Comparison

    /// nil: not two numbers.
    static func compare(_ op: ComparisonOperator, _ a: Value, _ b: Value) -> Bool? {
        switch (a, b) {
        case (.int(let x), .int(let y)): return holds(op, x, y)
        case (.float(let x), .float(let y)): return holds(op, x, y)
        default: break
        }
        guard let x = number(a), let y = number(b) else { return nil }
        switch (x, y) {
        case (.int(let x), .int(let y)): return holds(op, x, y)
        case (.float(let x), .float(let y)): return holds(op, x, y)
        case (.big(let x), .big(let y)): return holds(op, x, y)
        case (.int(let x), .big(let y)): return holds(op, BigInt(x), y)
        case (.big(let x), .int(let y)): return holds(op, x, BigInt(y))
        case (.int(let x), .float(let y)):
            if x.magnitude <= 1 << 53 { return holds(op, Double(x), y) }
            return compareExactly(op, BigInt(x), y)
        case (.float(let x), .int(let y)):
            if y.magnitude <= 1 << 53 { return holds(op, x, Double(y)) }
            return compareExactly(op.mirrored, BigInt(y), x)
        case (.big(let x), .float(let y)): return compareExactly(op, x, y)
        case (.float(let x), .big(let y)): return compareExactly(op.mirrored, y, x)
        }
    }

    private static func compareExactly(_ op: ComparisonOperator, _ x: BigInt, _ y: Double) -> Bool {
        if !y.isFinite { return holds(op, 0, y) }
        let whole = y.rounded(.towardZero)
        let wholeInt = BigInt(whole)
        if x != wholeInt { return holds(op, x, wholeInt) }
        return holds(op, whole, y)
    }

    @inline(__always)
    private static func holds<T: Comparable>(_ op: ComparisonOperator, _ x: T, _ y: T) -> Bool {
        switch op {
        case .equal: x == y
        case .notEqual: x != y
        case .less: x < y
        case .lessEqual: x <= y
        case .greater: x > y
        case .greaterEqual: x >= y
        case .isIdentical, .isNotIdentical, .isIn, .isNotIn: preconditionFailure("not an ordering: \(op.rawValue)")
        }
    }
}

/// Hashes of numbers: equal numbers of different types hash alike (reduction modulo the prime 2^61 - 1, as CPython documents).
enum NumberHash {
    static let modulus = (1 << 61) - 1

    static func of(_ i: Int) -> Int {
        let r = Int(i.magnitude % UInt(modulus))
        let signed = i < 0 ? -r : r
        return signed == -1 ? -2 : signed
    }

    static func of(_ i: BigInt) -> Int {
        let r = Int(clamping: i.magnitude % BigUInt(UInt(modulus)))
        let signed = i.signum() < 0 ? -r : r
        return signed == -1 ? -2 : signed
    }

    static func of(_ d: Double) -> Int {
        if d.isInfinite { return d > 0 ? 314_159 : -314_159 }
        // NaN is unequal to everything, so any hash will do.
        if d.isNaN { return 0 }
        if let i = Int(exactly: d) { return of(i) }
        var mantissa = d.magnitude.significand
        var exponent = Int(d.magnitude.exponent) + 1
        mantissa /= 2
        var x: UInt = 0
        while mantissa != 0 {
            x = ((x << 28) & UInt(modulus)) | x >> 33
            mantissa *= 268_435_456
            exponent -= 28
            let digit = UInt(mantissa)
            mantissa -= Double(digit)
            x += digit
            if x >= UInt(modulus) { x -= UInt(modulus) }
        }
        let turn = exponent >= 0 ? exponent % 61 : 60 - ((-1 - exponent) % 61)
        x = ((x << UInt(turn)) & UInt(modulus)) | x >> UInt(61 - turn)
        let signed = d < 0 ? -Int(x) : Int(x)
        return signed == -1 ? -2 : signed
    }
}

extension Value {
    /// A machine word without a sign.
    public init(unsigned i: UInt64) { self.init(BigInt(i)) }

    /// An integer in its smallest form.
    public init(_ i: BigInt) {
        if let small = Int(exactly: i) { self = .int(small) } else { self = .object(BigIntObject(i)) }
    }
}
