// Builtins on numbers: abs, round, pow, divmod, sum, min, max, bin, hex, oct.
import BigInt
import Schema

extension Builtins {
    static func installNumberFunctions(into module: ModuleObject) {
        module.rawDefine("abs(x, /)", "The magnitude of x.") { bound in try absolute(bound[0]) }
        module.rawDefine("round(number, ndigits=None)", "The nearest number with ndigits decimals; halves go to even.")
        { bound in
            try round(bound[0], bound[1])
        }
        module.rawDefine("pow(base, exp, mod=None)", "base ** exp, or that modulo mod.") { bound in
            if case .none = bound[2] { return try Value.binary(.power, bound[0], bound[1]) }
            return try modularPower(bound[0], bound[1], bound[2])
        }
        module.rawDefine("divmod(x, y, /)", "(x // y, x % y).") { bound in try divmod(bound[0], bound[1]) }
        installFolds(into: module)
        installRadix(into: module)
    }

    static func absolute(_ value: Value) throws -> Value {
        switch Arithmetic.number(value) {
        case .int(let i): return i == .min ? Value(BigInt(i.magnitude)) : .int(Swift.abs(i))
        case .big(let i): return Value(BigInt(i.magnitude))
        case .float(let d): return .float(d.magnitude)
        case nil:
            if !(value.asObject is TypeObject), let method = try value.attributeIfPresent("__abs__") {
                return try method.call()
            }
            throw Failure(.typeError, "bad operand type for abs(): '\(value.typeName)'")
        }
    }

    static func round(_ value: Value, _ digits: Value) throws -> Value {
        var places: Int?
        if case .none = digits {
        } else {
            // A number has at most 1100 digits either side of its point.
            switch try digits.asIndex() {
            case .int(let i): places = max(-100_000, min(i, 100_000))
            case let big: places = (big.asObject as? BigIntObject)?.isNegative == true ? -100_000 : 100_000
            }
        }
        switch Arithmetic.number(value) {
        case .int(let i): return Value(roundedToTens(BigInt(i), places ?? 0))
        case .big(let i): return Value(roundedToTens(i, places ?? 0))
        case .float(let d):
            if let places { return .float(try PythonNumber.round(d, digits: places)) }
            return Value(try PythonNumber.round(d))
        case nil:
            if let method = try value.attributeIfPresent("__round__") {
                return places == nil ? try method.call() : try method.call(digits)
            }
            throw Failure(.typeError, "type \(value.typeName) doesn't define __round__ method")
        }
    }

    /// An integer to the nearest multiple of 10^-places, halves to even.
    private static func roundedToTens(_ value: BigInt, _ places: Int) -> BigInt {
        if places >= 0 { return value }
        // More zeros than the number has digits leave nothing.
        if -places > value.magnitude.bitWidth + 1 { return 0 }
        let unit = BigInt(10).power(-places)
        let (quotient, remainder) = Arithmetic.floorDivide(value, unit)
        let twice = remainder * 2
        let isOdd = !(quotient % 2).isZero
        return (twice > unit || (twice == unit && isOdd) ? quotient + 1 : quotient) * unit
    }

    private static func exact(_ value: Value) throws -> BigInt {
        switch Arithmetic.number(value) {
        case .int(let i): return BigInt(i)
        case .big(let i): return i
        case .float, nil: throw needsIntegers
        }
    }

    private static let needsIntegers = Failure(
        .typeError, "pow() 3rd argument not allowed unless all arguments are integers")

    private static func modularPower(_ base: Value, _ exponent: Value, _ modulus: Value) throws -> Value {
        let values = [base, exponent, modulus]
        let hasFloat = values.contains { if case .float = $0 { true } else { false } }
        if !hasFloat, values.contains(where: { Arithmetic.number($0) == nil }) {
            let types = values.map { "'\($0.typeName)'" }.joined(separator: ", ")
            throw Failure(.typeError, "unsupported operand type(s) for ** or pow(): \(types)")
        }
        // A float has the word before any other type has it.
        if hasFloat { throw needsIntegers }
        var (base, exponent, modulus) = (try exact(base), try exact(exponent), try exact(modulus))
        if modulus.isZero { throw Failure(.valueError, "pow() 3rd argument cannot be 0") }
        let negative = modulus.signum() < 0
        if negative { modulus = -modulus }
        base = Arithmetic.floorDivide(base, modulus).remainder
        if exponent.signum() < 0 {
            guard let inverse = base.inverse(modulus) else {
                throw Failure(.valueError, "base is not invertible for the given modulus")
            }
            base = inverse
            exponent = -exponent
        }
        let result = BigInt(base.magnitude.power(exponent.magnitude, modulus: modulus.magnitude))
        return Value(negative && !result.isZero ? result - modulus : result)
    }

    static func divmod(_ x: Value, _ y: Value) throws -> Value {
        if let a = Arithmetic.number(x), let b = Arithmetic.number(y) {
            var isFloat = false
            if case .float = a { isFloat = true }
            if case .float = b { isFloat = true }
            if isFloat {
                let (a, b) = (try FloatType.convert(x), try FloatType.convert(y))
                if b == 0 { throw Failure(.zeroDivisionError, "float divmod()") }
                let (q, r) = Arithmetic.floatDivmod(a, b)
                return .tuple([.float(q), .float(r)])
            }
        }
        guard let quotient = try Value.tryBinary(.floorDivide, x, y), let remainder = try Value.tryBinary(.modulo, x, y)
        else {
            throw Failure(.typeError, "unsupported operand type(s) for divmod(): '\(x.typeName)' and '\(y.typeName)'")
        }
        return .tuple([quotient, remainder])
    }

    // MARK: - sum, min, max

    private static func installFolds(into module: ModuleObject) {
        module.rawDefine("sum(iterable, /, start=0)", "start plus every element.") { bound in
            switch bound[1].asObject {
            case is StringObject: throw Failure(.typeError, "sum() can't sum strings [use ''.join(seq) instead]")
            case is BytesObject: throw Failure(.typeError, "sum() can't sum bytes [use b''.join(seq) instead]")
            default: break
            }
            let iterator = try bound[0].iterator()
            var total = bound[1]
            while let value = try iterator.next() { total = try Value.binary(.add, total, value) }
            return total
        }
        module.rawDefine("min(*args, key=None, default=None)", "The smallest of an iterable or of the arguments.") {
            bound in
            try extreme(bound, "min", .less)
        }
        module.rawDefine("max(*args, key=None, default=None)", "The largest of an iterable or of the arguments.") {
            bound in
            try extreme(bound, "max", .greater)
        }
    }

    private static func extreme(_ bound: BoundArguments, _ name: String, _ op: ComparisonOperator) throws -> Value {
        let arguments = try bound[0].elements()
        if arguments.isEmpty { throw Failure(.typeError, "\(name) expected at least 1 argument, got 0") }
        if arguments.count > 1, bound.given[2] {
            throw Failure(.typeError, "Cannot specify a default for \(name)() with multiple positional arguments")
        }
        let iterator = try (arguments.count == 1 ? arguments[0] : bound[0]).iterator()
        guard var best = try iterator.next() else {
            if bound.given[2] { return bound[2] }
            throw Failure(.valueError, "\(name)() arg is an empty sequence")
        }
        var key: ((Value) throws -> Value)?
        if case .none = bound[1] {} else { key = { try bound[1].call($0) } }
        var bestKey = try key?(best) ?? best
        while let value = try iterator.next() {
            let itsKey = try key?(value) ?? value
            if try Value.compare(op, itsKey, bestKey).truth() { (best, bestKey) = (value, itsKey) }
        }
        return best
    }

    // MARK: - Radix

    private static func installRadix(into module: ModuleObject) {
        for (name, prefix, radix) in [("bin", "0b", 2), ("oct", "0o", 8), ("hex", "0x", 16)] {
            module.rawDefine("\(name)(x, /)", "x in base \(radix).") { bound in
                switch try bound[0].asIndex() {
                case .int(let i): return .string((i < 0 ? "-" : "") + prefix + String(i.magnitude, radix: radix))
                case let big:
                    let value = (big.asObject as? BigIntObject)?.value ?? 0
                    return .string((value.signum() < 0 ? "-" : "") + prefix + String(value.magnitude, radix: radix))
                }
            }
        }
    }
}
