// The classes of values that are not objects: int, float, bool, NoneType, and the two singletons Ellipsis and NotImplemented.
// Their methods receive the plain `Value`.
import BigInt
import Glibc
import Schema

public enum IntType {
    nonisolated(unsafe) public static let cls: TypeObject = {
        let type = TypeObject("int") { _, arguments in try IntType.make(arguments) }
        addIntMethods(to: type)
        addNumberParts(to: type)
        return type
    }()

    /// `int(x)`, `int(text, base)`.
    static func make(_ arguments: Arguments) throws -> Value {
        var base = arguments.positional.count > 1 ? arguments.positional[1] : nil
        for (name, value) in arguments.keywords {
            guard name.text == "base" else {
                throw Failure(.typeError, "'\(name)' is an invalid keyword argument for int()")
            }
            base = value
        }
        if arguments.positional.count > 2 {
            throw Failure(.typeError, "int() takes at most 2 arguments (\(arguments.positional.count) given)")
        }
        guard let source = arguments.positional.first else {
            if base != nil { throw Failure(.typeError, "int() missing string argument") }
            return .int(0)
        }
        if let base {
            let radix = try base.asInt()
            if radix != 0, radix < 2 || radix > 36 {
                throw Failure(.valueError, "int() base must be >= 2 and <= 36, or 0")
            }
            if let bytes = source.asObject as? BytesObject {
                return try parse(bytes, radix)
            }
            guard let text = source.asObject as? StringObject else {
                throw Failure(.typeError, "int() can't convert non-string with explicit base")
            }
            return try parse(text.text, radix)
        }
        return try convert(source)
    }

    /// `int(x)` of any value.
    static func convert(_ source: Value) throws -> Value {
        switch source {
        case .int: return source
        case .bool(let b): return .int(b ? 1 : 0)
        case .float(let d): return try truncated(d)
        case .object(let object):
            if let text = object as? StringObject { return try parse(text.text, 10) }
            if let bytes = object as? BytesObject { return try parse(bytes, 10) }
            if let value = try object.int() { return value }
        case .unbound, .none: break
        }
        throw Failure(
            .typeError,
            "int() argument must be a string, a bytes-like object or a real number, not '\(source.typeName)'")
    }

    private static func parse(_ bytes: BytesObject, _ base: Int) throws -> Value {
        guard bytes.bytes.allSatisfy({ $0 < 0x80 }),
            let value = try? parse(String(decoding: bytes.bytes, as: UTF8.self), base)
        else { throw PythonNumber.invalidInteger(try bytes.repr(), base: base) }
        return value
    }

    private static func parse(_ text: String, _ base: Int) throws -> Value {
        do { return try ValueText.parseInt(text, base: base) } catch var failure as Failure {
            if base == 10, ValueText.parseFloat(text) != nil { failure.hint = "int(float(x)) accepts a decimal point" }
            throw failure
        }
    }

    /// The whole part, with int's errors for what has none.
    static func truncated(_ d: Double) throws -> Value {
        if d.isNaN { throw Failure(.valueError, "cannot convert float NaN to integer") }
        if d.isInfinite { throw Failure(.overflowError, "cannot convert float infinity to integer") }
        if d.magnitude < 9.2e18 { return .int(Int(d)) }
        return Value(BigInt(d.rounded(.towardZero)))
    }
}

public enum FloatType {
    nonisolated(unsafe) public static let cls: TypeObject = {
        let type = TypeObject("float") { _, arguments in
            try arguments.expect("float", atMost: 1)
            guard let source = arguments.positional.first else { return .float(0) }
            return .float(try FloatType.convert(source))
        }
        addFloatMethods(to: type)
        addNumberParts(to: type)
        return type
    }()

    /// `float(x)` of any value.
    static func convert(_ source: Value) throws -> Double {
        switch source {
        case .float(let d): return d
        case .int(let i): return Double(i)
        case .bool(let b): return b ? 1 : 0
        case .object(let object):
            let text =
                (object as? StringObject)?.text
                ?? (object as? BytesObject).map { String(decoding: $0.bytes, as: UTF8.self) }
            if let text {
                if let value = ValueText.parseFloat(text) { return value }
                throw Failure(.valueError, "could not convert string to float: \(try source.repr())")
            }
            if let value = try object.float() { return value }
        case .unbound, .none: break
        }
        throw Failure(.typeError, "float() argument must be a string or a real number, not '\(source.typeName)'")
    }
}

public enum BoolType {
    nonisolated(unsafe) public static let cls: TypeObject = {
        let type = TypeObject("bool", bases: [IntType.cls]) { _, arguments in
            try arguments.expect("bool", atMost: 1)
            return .bool(try arguments.positional.first?.truth() ?? false)
        }
        type.isSubclassable = false
        return type
    }()
}

public enum NoneType {
    nonisolated(unsafe) public static let cls: TypeObject = {
        let type = TypeObject("NoneType") { _, arguments in
            if !arguments.positional.isEmpty || !arguments.keywords.isEmpty {
                throw Failure(.typeError, "NoneType takes no arguments")
            }
            return .none
        }
        type.isSubclassable = false
        return type
    }()
}

/// `...`
public final class EllipsisObject: Object {
    nonisolated(unsafe) public static let cls = TypeObject("ellipsis")
    nonisolated(unsafe) public static let shared = EllipsisObject()
    public override var type: TypeObject { EllipsisObject.cls }
    private override init() {}
    public override func repr() throws -> String { "Ellipsis" }
    public override func hash() throws -> Int { 0x5EED_0002 }
}

/// What a special method returns when it does not know the other operand.
public final class NotImplementedObject: Object {
    nonisolated(unsafe) public static let cls = TypeObject("NotImplementedType")
    nonisolated(unsafe) public static let shared = NotImplementedObject()
    public override var type: TypeObject { NotImplementedObject.cls }
    private override init() {}
    public override func repr() throws -> String { "NotImplemented" }
    public override func hash() throws -> Int { 0x5EED_0003 }
}

// MARK: - Methods

/// `real`, `imag`, `conjugate`, `__float__`…: what int and float share.
private func addNumberParts(to type: TypeObject) {
    func part(_ name: String, _ get: @escaping (Value) throws -> Value) {
        type.setMember(Symbol(name), .object(NativeProperty(get: { try get($0) })))
    }
    part("real") { value in
        if case .bool(let b) = value { return .int(b ? 1 : 0) }
        return value
    }
    part("imag") { value in if case .float = value { .float(0) } else { .int(0) } }
    type.rawMethod("conjugate(self)", "The number itself.") { $0[0] }
}

private func bigInt(_ value: Value) throws -> BigInt {
    switch try value.asIndex() {
    case .int(let i): return BigInt(i)
    case let exact:
        if let big = exact.asObject as? BigIntObject { return big.value }
        throw Failure(.typeError, "'\(value.typeName)' object cannot be interpreted as an integer")
    }
}

private func addIntMethods(to type: TypeObject) {
    type.setMember("numerator", .object(NativeProperty(get: { try $0.asIndex() })))
    type.setMember("denominator", .object(NativeProperty(get: { _ in .int(1) })))
    type.rawMethod("bit_length(self)", "Bits of the magnitude in binary.") { bound in
        .int(try bigInt(bound[0]).magnitude.bitWidth)
    }
    type.rawMethod("bit_count(self)", "Ones of the magnitude in binary.") { bound in
        .int(try bigInt(bound[0]).magnitude.words.reduce(0) { $0 + $1.nonzeroBitCount })
    }
    type.rawMethod("is_integer(self)", "True.") { _ in .bool(true) }
    type.rawMethod("as_integer_ratio(self)", "(x, 1).") { bound in .tuple([try bound[0].asIndex(), .int(1)]) }
    type.rawMethod("to_bytes(self, length=1, byteorder='big', *, signed=False)", "The bytes of the integer.") { bound in
        let value = try bigInt(bound[0])
        let length = try bound[1].asInt()
        if length < 0 { throw Failure(.valueError, "length argument must be non-negative") }
        try HostMemory.require(length, itemsOf: 1)
        let signed = try bound[3].truth()
        if value.signum() < 0, !signed { throw Failure(.overflowError, "can't convert negative int to unsigned") }
        // Enough bits for the magnitude, and one for the sign.
        let needed =
            value.signum() < 0 ? (-value - 1).magnitude.bitWidth + 1 : value.magnitude.bitWidth + (signed ? 1 : 0)
        let (room, overflow) = length.multipliedReportingOverflow(by: 8)
        if overflow || needed > room { throw Failure(.overflowError, "int too big to convert") }
        let words = Array(value.words)
        let fill: UInt8 = value.signum() < 0 ? 0xFF : 0
        let little = (0..<length).map { i in
            i / 8 < words.count ? UInt8(truncatingIfNeeded: words[i / 8] >> UInt(i % 8 * 8)) : fill
        }
        return .object(BytesObject(try bound.text(2) == "little" ? little : little.reversed()))
    }
    type.setMember(
        "from_bytes",
        .object(
            BuiltinFunction(
                "from_bytes(bytes, byteorder='big', *, signed=False)", "The integer these bytes spell.",
                raw: { bound in
                    guard let bytes = bound[0].asObject as? BytesObject else {
                        throw Failure(.typeError, "cannot convert '\(bound[0].typeName)' object to bytes")
                    }
                    let bigEndian = try bound.text(1) == "little" ? bytes.bytes.reversed() : bytes.bytes
                    var value = BigInt(0)
                    for byte in bigEndian { value = value << 8 + BigInt(byte) }
                    if try bound[2].truth(), let first = bigEndian.first, first >= 128 {
                        value -= BigInt(1) << (8 * bigEndian.count)
                    }
                    return Value(value)
                })))
}

private func addFloatMethods(to type: TypeObject) {
    func number(_ bound: BoundArguments) throws -> Double { try FloatType.convert(bound[0]) }
    type.rawMethod("is_integer(self)", "Whether there is no fraction.") { bound in
        let d = try number(bound)
        return .bool(d.isFinite && d == d.rounded())
    }
    type.rawMethod("as_integer_ratio(self)", "Two integers whose quotient is exactly this.") { bound in
        let d = try number(bound)
        if d.isNaN { throw Failure(.valueError, "cannot convert NaN to integer ratio") }
        if d.isInfinite { throw Failure(.overflowError, "cannot convert Infinity to integer ratio") }
        var exponent: Int32 = 0
        var mantissa = frexp(d, &exponent)
        while mantissa != mantissa.rounded() {
            mantissa *= 2
            exponent -= 1
        }
        let whole = BigInt(mantissa)
        return exponent >= 0
            ? .tuple([Value(whole << Int(exponent)), .int(1)])
            : .tuple([Value(whole), Value(BigInt(1) << Int(-exponent))])
    }
    type.rawMethod("hex(self)", "Exact hexadecimal notation.") { bound in .string(floatHex(try number(bound))) }
}

/// `0x1.8000000000000p+1`.
private func floatHex(_ d: Double) -> String {
    if !d.isFinite { return ValueText.floatRepr(d) }
    let sign = d.sign == .minus ? "-" : ""
    if d == 0 { return sign + "0x0.0p+0" }
    let isSubnormal = d.isSubnormal
    let exponent = isSubnormal ? -1022 : Int(d.exponent)
    let digits = String(d.significandBitPattern, radix: 16)
    let padded = String(repeating: "0", count: 13 - digits.count) + digits
    return "\(sign)0x\(isSubnormal ? 0 : 1).\(padded)p\(exponent < 0 ? "" : "+")\(exponent)"
}
