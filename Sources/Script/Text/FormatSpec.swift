// Python's format specification mini-language, `[[fill]align][sign][z][#][0][width][grouping][.precision][type]`, for
// integers, floats and strings, with CPython's error texts. `format(value, spec)` on script values ends here.
import BigInt
import Schema

/// A parsed format specification. Parse once with the type's name (errors cite it), then format.
public struct FormatSpec: Equatable, Sendable {
    public enum Alignment: Sendable { case left, right, center, afterSign }
    public enum Grouping: Character, Sendable { case comma = ",", underscore = "_" }

    public var fill: Unicode.Scalar = " "
    /// nil: the type's default, right for numbers and left for strings.
    public var alignment: Alignment?
    /// `+`, `-`, a blank, or nil.
    public var sign: Character?
    /// `z`: a result of `-0` loses its sign.
    public var coercesNegativeZero = false
    /// `#`.
    public var isAlternate = false
    public var width = 0
    public var grouping: Grouping?
    public var precision: Int?
    /// nil when absent.
    public var type: Unicode.Scalar?
    /// The Python class in error texts, such as "int".
    public var typeName: String

    /// Longest padded result, in characters: a spec may not ask for gigabytes.
    static let lengthLimit = 1 << 28

    /// - Parameters:
    ///   - text: what stands after the `:`.
    ///   - typeName: "int", "float", "str", "bool", … for error texts and the default alignment.
    /// - Throws: ValueError in CPython's words.
    public init(_ text: String, typeName: String) throws(Failure) {
        self.typeName = typeName
        let scalars = Array(text.unicodeScalars)
        var index = 0
        func peek(_ offset: Int = 0) -> Unicode.Scalar? {
            index + offset < scalars.count ? scalars[index + offset] : nil
        }
        var hasFill = false
        if let align = Self.alignment(peek(1)), let first = peek() {
            (fill, alignment, hasFill) = (first, align, true)
            index += 2
        } else if let align = Self.alignment(peek()) {
            alignment = align
            index += 1
        }
        if let scalar = peek(), scalar == "+" || scalar == "-" || scalar == " " {
            sign = Character(scalar)
            index += 1
        }
        if peek() == "z" {
            coercesNegativeZero = true
            index += 1
        }
        if peek() == "#" {
            isAlternate = true
            index += 1
        }
        if !hasFill, peek() == "0" {
            fill = "0"
            if alignment == nil, typeName != "str" { alignment = .afterSign }
            index += 1
        }
        width = try Self.number(scalars, &index) ?? 0
        if peek() == "," {
            grouping = .comma
            index += 1
        }
        if peek() == "_" {
            if grouping != nil { throw Failure(.valueError, "Cannot specify both ',' and '_'.") }
            grouping = .underscore
            index += 1
        }
        if peek() == ",", grouping == .underscore { throw Failure(.valueError, "Cannot specify both ',' and '_'.") }
        if peek() == "." {
            index += 1
            guard let digits = try Self.number(scalars, &index) else {
                throw Failure(.valueError, "Format specifier missing precision")
            }
            precision = digits
        }
        if scalars.count - index > 1 {
            throw Failure(.valueError, "Invalid format specifier '\(text)' for object of type '\(typeName)'")
        }
        type = peek()
        if let grouping {
            switch type {
            case nil, "d", "e", "f", "g", "E", "G", "%", "F": break
            case "b", "o", "x", "X":
                if grouping == .comma { throw cannotSpecify(grouping, type) }
            default:
                throw cannotSpecify(grouping, type)
            }
        }
    }

    private static func alignment(_ scalar: Unicode.Scalar?) -> Alignment? {
        switch scalar {
        case "<": .left
        case ">": .right
        case "^": .center
        case "=": .afterSign
        default: nil
        }
    }

    private static func number(_ scalars: [Unicode.Scalar], _ index: inout Int) throws(Failure) -> Int? {
        var value = 0
        let start = index
        while index < scalars.count, let digit = digit(scalars[index]) {
            let (product, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, carry) = product.addingReportingOverflow(digit)
            if overflow || carry { throw Failure(.valueError, "Too many decimal digits in format string") }
            value = sum
            index += 1
        }
        return index > start ? value : nil
    }

    private static func digit(_ scalar: Unicode.Scalar) -> Int? {
        if scalar.isASCII { return scalar.value >= 0x30 && scalar.value <= 0x39 ? Int(scalar.value) - 0x30 : nil }
        guard scalar.properties.numericType == .decimal, let value = scalar.properties.numericValue else { return nil }
        return Int(value)
    }

    // MARK: - Errors

    private func cannotSpecify(_ grouping: Grouping, _ type: Unicode.Scalar?) -> Failure {
        // A missing type with a string is reported as 's' by CPython.
        Failure(.valueError, "Cannot specify '\(grouping.rawValue)' with '\(Self.shown(type ?? "s"))'.")
    }

    private static func shown(_ scalar: Unicode.Scalar) -> String {
        scalar.value > 32 && scalar.value < 128
            ? String(Character(scalar)) : "\\x" + String(scalar.value, radix: 16)
    }

    private func unknownCode() -> Failure {
        Failure(.valueError, "Unknown format code '\(Self.shown(type ?? "s"))' for object of type '\(typeName)'")
    }

    private func checkLength() throws(Failure) {
        if width > Self.lengthLimit || (precision ?? 0) > Int(Int32.max) {
            if let precision, precision > Int(Int32.max) { throw Failure(.valueError, "precision too big") }
            throw Failure(.memoryError, "format width \(width) is too large; at most \(Self.lengthLimit) characters")
        }
        if let precision, precision > Self.lengthLimit {
            throw Failure(
                .memoryError, "format precision \(precision) is too large; at most \(Self.lengthLimit) digits")
        }
    }

    // MARK: - str

    /// - Throws: ValueError for number-only options.
    public func format(_ text: String) throws(Failure) -> String {
        if let type, type != "s" { throw unknownCode() }
        if let grouping { throw cannotSpecify(grouping, "s") }
        if let sign {
            throw Failure(
                .valueError, "\(sign == " " ? "Space" : "Sign") not allowed in string format specifier")
        }
        if coercesNegativeZero {
            throw Failure(.valueError, "Negative zero coercion (z) not allowed in string format specifier")
        }
        if isAlternate { throw Failure(.valueError, "Alternate form (#) not allowed in string format specifier") }
        if alignment == .afterSign {
            throw Failure(.valueError, "'=' alignment not allowed in string format specifier")
        }
        try checkWidth()
        var scalars = text.unicodeScalars
        if let precision, precision < text.utf8.count, precision < scalars.count {
            scalars = String.UnicodeScalarView(scalars.prefix(precision))
        }
        return pad(String(scalars), alignment ?? .left)
    }

    private func checkWidth() throws(Failure) {
        if width > Self.lengthLimit {
            throw Failure(.memoryError, "format width \(width) is too large; at most \(Self.lengthLimit) characters")
        }
    }

    private func pad(_ text: String, _ alignment: Alignment) -> String {
        let missing =
            width - (text.utf8.count == text.unicodeScalars.count ? text.utf8.count : text.unicodeScalars.count)
        guard missing > 0 else { return text }
        let left =
            switch alignment {
            case .left: 0
            case .right, .afterSign: missing
            case .center: missing / 2
            }
        let filling = String(Character(fill))
        return filling.repeated(left) + text + filling.repeated(missing - left)
    }

    // MARK: - int

    public func format(_ value: Int) throws(Failure) -> String {
        switch type {
        case "e", "E", "f", "F", "g", "G", "%": return try format(Double(value))
        default: break
        }
        let magnitude = value.magnitude
        return try formatInteger(isNegative: value < 0, scalar: UInt32(exactly: value)) { (radix) throws(Failure) in
            String(magnitude, radix: radix)
        }
    }

    public func format(_ value: BigInt) throws(Failure) -> String {
        switch type {
        case "e", "E", "f", "F", "g", "G", "%":
            return try format(try PythonNumber.double(value))
        case "c"
        where Int(exactly: value) == nil && precision == nil && sign == nil && !isAlternate
            && !coercesNegativeZero:
            throw Failure(.overflowError, "Python int too large to convert to C long")
        default: break
        }
        return try formatInteger(isNegative: value < 0, scalar: UInt32(exactly: value)) { (radix) throws(Failure) in
            radix == 10
                ? try PythonNumber.decimal(BigInt(sign: .plus, magnitude: value.magnitude))
                : String(value.magnitude, radix: radix)
        }
    }

    private func formatInteger(
        isNegative: Bool, scalar: UInt32?, digits: (Int) throws(Failure) -> String
    ) throws(Failure) -> String {
        switch type {
        case nil, "d", "n", "b", "o", "x", "X", "c": break
        default: throw unknownCode()
        }
        if precision != nil { throw Failure(.valueError, "Precision not allowed in integer format specifier") }
        if coercesNegativeZero {
            throw Failure(.valueError, "Negative zero coercion (z) not allowed in integer format specifier")
        }
        try checkWidth()
        let radix: Int
        switch type {
        case nil, "d", "n": radix = 10
        case "b": radix = 2
        case "o": radix = 8
        case "x", "X": radix = 16
        case "c":
            if sign != nil { throw Failure(.valueError, "Sign not allowed with integer format specifier 'c'") }
            if isAlternate {
                throw Failure(.valueError, "Alternate form (#) not allowed with integer format specifier 'c'")
            }
            guard let scalar, scalar < 0x110000 else {
                throw Failure(.overflowError, "%c arg not in range(0x110000)")
            }
            guard let character = Unicode.Scalar(scalar) else {
                throw Failure(.valueError, "a surrogate code point cannot be a character of a str here")
            }
            return pad(String(Character(character)), alignment ?? .right)
        default:
            throw unknownCode()
        }
        var body = try digits(radix)
        if type == "X" { body = body.uppercased() }
        var prefix = ""
        if isAlternate, radix != 10, let type { prefix = "0\(Character(type))" }
        return assemble(isNegative: isNegative, prefix: prefix, whole: body, rest: "")
    }

    // MARK: - float

    public func format(_ value: Double) throws(Failure) -> String {
        switch type {
        case nil, "e", "E", "f", "F", "g", "G", "n", "%": break
        default: throw unknownCode()
        }
        try checkLength()
        let scaled = type == "%" ? value * 100 : value
        var body: String
        if let special = FloatDigits.special(scaled.magnitude) {
            body = special
        } else {
            body = plain(scaled.magnitude)
        }
        var isNegative = scaled.sign == .minus && !scaled.isNaN
        if coercesNegativeZero, isNegative, !body.utf8.contains(where: { $0 >= 0x31 && $0 <= 0x39 }), scaled.isFinite {
            isNegative = false
        } else if coercesNegativeZero, isNegative, scaled.isFinite {
            // Digits of an exponent do not make a number nonzero.
            let mantissa = body.utf8.prefix { $0 | 0x20 != UInt8(ascii: "e") }
            if !mantissa.contains(where: { $0 >= 0x31 && $0 <= 0x39 }) { isNegative = false }
        }
        if type == "E" || type == "F" || type == "G" { body = body.uppercased() }
        if type == "%" { body += "%" }
        let wholeCount = body.utf8.prefix { $0 >= 0x30 && $0 <= 0x39 }.count
        let bytes = Array(body.utf8)
        return assemble(
            isNegative: isNegative, prefix: "", whole: String(decoding: bytes[..<wholeCount], as: UTF8.self),
            rest: String(decoding: bytes[wholeCount...], as: UTF8.self))
    }

    /// The digits of a finite non-negative number, before sign, grouping and padding.
    private func plain(_ value: Double) -> String {
        switch type {
        case "e", "E": return cFormat("e", precision: precision ?? 6, value, alternate: isAlternate)
        case "f", "F", "%": return cFormat("f", precision: precision ?? 6, value, alternate: isAlternate)
        case nil where precision == nil:
            if !isAlternate { return PythonRepr.float(value) }
            let digits = FloatDigits(shortest: value)
            return digits.text(
                exponential: digits.exponent < -4 || digits.exponent >= 16, addsPointZero: true, keepsPoint: true)
        default:
            return general(value, precision ?? 6, addsPointZero: type == nil)
        }
    }

    /// `g`: `precision` significant digits, an exponent when it is shorter, no trailing zeros unless `#`.
    private func general(_ value: Double, _ precision: Int, addsPointZero: Bool) -> String {
        let count = max(precision, 1)
        // No double has more significant digits than this; more would only be zeros.
        var digits = FloatDigits(value, significant: min(count, 1100))
        let isExponential = digits.exponent < -4 || digits.exponent >= count - (addsPointZero ? 1 : 0)
        if isAlternate {
            digits.digits += [UInt8](repeating: UInt8(ascii: "0"), count: max(count - digits.digits.count, 0))
        } else {
            while digits.digits.count > 1, digits.digits.last == UInt8(ascii: "0") { digits.digits.removeLast() }
        }
        return digits.text(exponential: isExponential, addsPointZero: addsPointZero, keepsPoint: isAlternate)
    }

    // MARK: - Sign, grouping, padding

    private func assemble(isNegative: Bool, prefix: String, whole: String, rest: String) -> String {
        var head = isNegative ? "-" : sign == "+" ? "+" : sign == " " ? " " : ""
        head += prefix
        let align = alignment ?? .right
        let taken = head.utf8.count + rest.utf8.count
        var digits = whole
        if let grouping, !whole.isEmpty {
            let size = type == "b" || type == "o" || type == "x" || type == "X" ? 4 : 3
            digits = Self.grouped(
                whole, size: size, separator: grouping.rawValue,
                minimum: fill == "0" && align == .afterSign ? max(width - taken, 0) : 0)
        }
        if align == .afterSign {
            let missing = width - taken - digits.utf8.count
            if missing > 0 { head += String(Character(fill)).repeated(missing) }
            return head + digits + rest
        }
        return pad(head + digits + rest, align)
    }

    /// Digits in groups from the right, with leading zeros until `minimum` characters are reached.
    private static func grouped(_ digits: String, size: Int, separator: Character, minimum: Int) -> String {
        let source = Array(digits.utf8)
        let mark = separator.asciiValue ?? UInt8(ascii: ",")
        var reversed: [UInt8] = []
        var remaining = source.count
        var needed = minimum
        while true {
            let length = min(size, max(max(remaining, needed), 1))
            let taken = min(remaining, length)
            for index in 0..<taken { reversed.append(source[remaining - 1 - index]) }
            reversed += [UInt8](repeating: UInt8(ascii: "0"), count: length - taken)
            remaining -= taken
            needed -= length
            if remaining <= 0 && needed <= 0 { break }
            needed -= 1
            reversed.append(mark)
        }
        return String(decoding: reversed.reversed(), as: UTF8.self)
    }
}
