// `'...' % values`: the template is parsed into pieces once; values are fetched and converted by the caller, who knows
// script values; padding, signs and digits are done here, with CPython's error texts.
import BigInt
import Schema

/// A parsed `%` template.
public struct PercentFormat: Equatable, Sendable {
    public enum Piece: Equatable, Sendable {
        case literal(String)
        case field(Field)
    }

    public enum Amount: Equatable, Sendable {
        case none
        case value(Int)
        /// `*`: the next value is the amount.
        case star
    }

    public struct Field: Equatable, Sendable {
        /// `%(key)s`.
        public var key: String?
        public var isLeftAligned = false
        public var showsPlus = false
        public var showsBlank = false
        public var isAlternate = false
        public var isZeroPadded = false
        public var width = Amount.none
        public var precision = Amount.none
        /// One of `s r a d i u o x X e E f F g G c`.
        public var type: Unicode.Scalar

        /// What the value has to become.
        public var needs: Need {
            switch type {
            case "s": .str
            case "r": .repr
            case "a": .ascii
            case "c": .character
            case "d", "i", "u": .number
            case "o", "x", "X": .integer
            default: .real
            }
        }
    }

    /// What a field asks of its value.
    public enum Need: Sendable {
        /// `str(value)`, `repr(value)`, `ascii(value)`.
        case str, repr, ascii
        /// An int, or a float cut to an int; else TypeError "%d format: a real number is required, not list".
        case number
        /// An int only; else TypeError "%x format: an integer is required, not float".
        case integer
        /// A float; else TypeError "must be real number, not str".
        case real
        /// An int (code point) or a str of length 1; else TypeError "%c requires int or char".
        case character
    }

    /// A value converted as the field needs it.
    public enum Operand: Sendable {
        case text(String)
        case int(Int)
        case bigInt(BigInt)
        case float(Double)
    }

    public let pieces: [Piece]
    /// No field names a key or takes its width from the values.
    let isPlain: Bool

    /// The parsed template; a loop formats with the same few again and again.
    static func known(_ template: String) throws(Failure) -> PercentFormat {
        if let known = recent[template] { return known }
        let parsed = try PercentFormat(template)
        if recent.count >= 64 { recent = [:] }
        if template.utf8.count < 1024 { recent[template] = parsed }
        return parsed
    }
    /// Scripts run on one thread at a time.
    nonisolated(unsafe) private static var recent: [String: PercentFormat] = [:]

    /// True when any field has a `(key)`: the right operand must then be a mapping.
    public var usesKeys: Bool {
        pieces.contains { if case .field(let field) = $0 { field.key != nil } else { false } }
    }

    /// - Throws: ValueError for an incomplete or unknown conversion.
    public init(_ template: String) throws(Failure) {
        var pieces: [Piece] = []
        var literal = String.UnicodeScalarView()
        let scalars = Array(template.unicodeScalars)
        let incomplete = Failure(.valueError, "incomplete format")
        var index = 0
        func flush() {
            if !literal.isEmpty { pieces.append(.literal(String(literal))) }
            literal = String.UnicodeScalarView()
        }
        func amount() throws(Failure) -> Amount {
            if index < scalars.count, scalars[index] == "*" {
                index += 1
                return .star
            }
            var value = 0
            var isPresent = false
            while index < scalars.count, scalars[index].value >= 0x30, scalars[index].value <= 0x39 {
                value = value * 10 + Int(scalars[index].value) - 0x30
                if value > Int(Int32.max) { return .value(Int.max) }
                isPresent = true
                index += 1
            }
            return isPresent ? .value(value) : .none
        }
        while index < scalars.count {
            let scalar = scalars[index]
            index += 1
            if scalar != "%" {
                literal.append(scalar)
                continue
            }
            var field = Field(type: "s")
            if index < scalars.count, scalars[index] == "(" {
                var depth = 1
                let start = index + 1
                index += 1
                while index < scalars.count {
                    if scalars[index] == "(" { depth += 1 }
                    if scalars[index] == ")" { depth -= 1 }
                    index += 1
                    if depth == 0 { break }
                }
                if depth > 0 { throw Failure(.valueError, "incomplete format key") }
                field.key = String(String.UnicodeScalarView(scalars[start..<(index - 1)]))
            }
            flags: while index < scalars.count {
                switch scalars[index] {
                case "-": field.isLeftAligned = true
                case "+": field.showsPlus = true
                case " ": field.showsBlank = true
                case "#": field.isAlternate = true
                case "0": field.isZeroPadded = true
                default: break flags
                }
                index += 1
            }
            field.width = try amount()
            if case .value(let width) = field.width, width > Int(Int32.max) {
                throw Failure(.valueError, "width too big")
            }
            if index < scalars.count, scalars[index] == "." {
                index += 1
                field.precision = try amount()
                if field.precision == .none { field.precision = .value(0) }
                if case .value(let precision) = field.precision, precision > Int(Int32.max) {
                    throw Failure(.valueError, "precision too big")
                }
            }
            // C's length letters are accepted and mean nothing.
            if index < scalars.count, scalars[index] == "h" || scalars[index] == "l" || scalars[index] == "L" {
                index += 1
            }
            guard index < scalars.count else { throw incomplete }
            field.type = scalars[index]
            index += 1
            switch field.type {
            case "%": literal.append("%")
            case "s", "r", "a", "d", "i", "u", "o", "x", "X", "e", "E", "f", "F", "g", "G", "c":
                flush()
                pieces.append(.field(field))
            default:
                let code = String(field.type.value, radix: 16)
                let shown = field.type.value > 31 && field.type.value < 128 ? field.type : "?"
                throw Failure(
                    .valueError,
                    "unsupported format character '\(shown)' (0x\(code)) at index \(index - 1)")
            }
        }
        flush()
        self.pieces = pieces
        isPlain = pieces.allSatisfy {
            guard case .field(let field) = $0 else { return true }
            return field.key == nil && field.width != .star && field.precision != .star
        }
    }

    /// The formatted text.
    /// - Parameters:
    ///   - star: the next positional value as an int, for `*`; throws TypeError "* wants int" if it is none.
    ///   - operand: the field's value (the next positional one, or the one under `field.key`) converted as `field.needs`
    ///     says; throws TypeError "not enough arguments for format string" when none is left.
    /// The caller checks afterwards that no positional value is left
    /// (TypeError "not all arguments converted during string formatting").
    public func render(
        star: () throws(Failure) -> Int, operand: (Field) throws(Failure) -> Operand
    ) throws(Failure) -> String {
        var result = ""
        for piece in pieces {
            switch piece {
            case .literal(let text): result += text
            case .field(var field):
                if field.width == .star {
                    let width = try star()
                    if width < 0 { field.isLeftAligned = true }
                    if width.magnitude > UInt(Int32.max) { throw Failure(.overflowError, "width too big") }
                    field.width = .value(Int(width.magnitude))
                }
                if field.precision == .star {
                    let precision = try star()
                    if precision > Int(Int32.max) { throw Failure(.overflowError, "precision too big") }
                    field.precision = .value(max(precision, 0))
                }
                result += try PercentFormat.format(try operand(field), field)
            }
        }
        return result
    }

    /// One value in one field whose width and precision are known.
    public static func format(_ operand: Operand, _ field: Field) throws(Failure) -> String {
        var width = 0
        if case .value(let value) = field.width { width = value }
        var precision: Int?
        if case .value(let value) = field.precision { precision = value }
        if max(width, precision ?? 0) > FormatSpec.lengthLimit {
            throw Failure(.memoryError, "format width \(max(width, precision ?? 0)) is too large")
        }
        var sign = ""
        var body: String
        switch operand {
        case .text(let text):
            body = text
            if field.type != "c", let precision {
                body = String(String.UnicodeScalarView(text.unicodeScalars.prefix(precision)))
            }
        case .int, .bigInt:
            (sign, body) = try integer(operand, field, precision)
            if field.type == "c" { sign = "" }
        case .float(let value):
            (sign, body) = try real(value, field, precision)
        }
        let isNumber = field.needs != .str && field.needs != .repr && field.needs != .ascii && field.needs != .character
        if isNumber, sign.isEmpty { sign = field.showsPlus ? "+" : field.showsBlank ? " " : "" }
        let missing = width - sign.utf8.count - body.unicodeScalars.count
        guard missing > 0 else { return sign + body }
        if field.isLeftAligned { return sign + body + " ".repeated(missing) }
        if field.isZeroPadded, isNumber {
            // Zeros go between sign or `0x` and the digits.
            if field.isAlternate, field.needs == .integer {
                return sign + body.prefix(2) + "0".repeated(missing) + body.dropFirst(2)
            }
            return sign + "0".repeated(missing) + body
        }
        return " ".repeated(missing) + sign + body
    }

    private static func integer(
        _ operand: Operand, _ field: Field, _ precision: Int?
    ) throws(Failure) -> (sign: String, body: String) {
        if case .int(let small) = operand, field.needs == .number, precision == nil {
            return (small < 0 ? "-" : "", String(small.magnitude))
        }
        let value: BigInt
        switch operand {
        case .int(let small): value = BigInt(small)
        case .bigInt(let big): value = big
        case .float, .text: preconditionFailure("integer fields are given integers")
        }
        if field.type == "c" {
            guard let code = UInt32(exactly: value), code < 0x110000 else {
                throw Failure(.overflowError, "%c arg not in range(0x110000)")
            }
            guard let scalar = Unicode.Scalar(code) else {
                throw Failure(.valueError, "a surrogate code point cannot be a character of a str here")
            }
            return ("", String(Character(scalar)))
        }
        if field.needs == .real {
            return try real(try PythonNumber.double(value), field, precision)
        }
        let radix = field.type == "o" ? 8 : field.needs == .integer ? 16 : 10
        var digits: String
        if radix == 10 {
            digits = try PythonNumber.decimal(BigInt(sign: .plus, magnitude: value.magnitude))
        } else {
            digits = String(value.magnitude, radix: radix)
        }
        if let precision, digits.utf8.count < precision {
            digits = "0".repeated(precision - digits.utf8.count) + digits
        }
        if field.isAlternate, radix != 10 { digits = (radix == 8 ? "0o" : "0x") + digits }
        if field.type == "X" { digits = digits.uppercased() }
        return (value < 0 ? "-" : "", digits)
    }

    private static func real(
        _ value: Double, _ field: Field, _ precision: Int?
    ) throws(Failure) -> (sign: String, body: String) {
        let text: String
        if field.type == "f", let digits = NumberFormat.fixed(value.magnitude, precision: precision ?? 6) {
            text = digits
        } else {
            let flag = field.isAlternate ? "#" : ""
            text = try FormatSpec("\(flag).\(precision ?? 6)\(Character(field.type))", typeName: "float")
                .format(value.magnitude)
        }
        return (value.sign == .minus && !value.isNaN ? "-" : "", text)
    }
}
