// JSON, read strictly (RFC 8259) with bounds, and written as Jupyter writes notebooks. Numbers keep their text and objects their
// order, so that what we do not understand goes through unchanged.
import Schema

public indirect enum JSON: Equatable, Sendable {
    case null
    case bool(Bool)
    /// The number as written.
    case number(String)
    case string(String)
    case array([JSON])
    case object([Member])

    public struct Member: Equatable, Sendable {
        public var name: String
        public var value: JSON
        public init(_ name: String, _ value: JSON) {
            self.name = name
            self.value = value
        }
    }

    public static let sizeLimit = 64 << 20
    /// Notebooks nest about ten deep; hostile ones a million.
    public static let depthLimit = 128

    /// An object's member; the last one wins, as in Python.
    public subscript(_ name: String) -> JSON? {
        get {
            guard case .object(let members) = self else { return nil }
            return members.last { $0.name == name }?.value
        }
        set {
            guard case .object(var members) = self else { return }
            let index = members.lastIndex { $0.name == name }
            switch (index, newValue) {
            case (let index?, let value?): members[index].value = value
            case (let index?, nil): members.remove(at: index)
            case (nil, let value?): members.append(Member(name, value))
            case (nil, nil): break
            }
            self = .object(members)
        }
    }

    public var text: String? { if case .string(let text) = self { text } else { nil } }
    public var elements: [JSON]? { if case .array(let elements) = self { elements } else { nil } }
    public var integer: Int? { if case .number(let digits) = self { Int(digits) } else { nil } }

    /// - Throws: ValueError with line and column.
    public static func parse(_ bytes: [UInt8]) throws(Failure) -> JSON {
        guard bytes.count <= sizeLimit else {
            throw Failure(.valueError, "JSON text is \(bytes.count) bytes long; at most \(sizeLimit) (64 MB) are read")
        }
        var reader = JSONReader(bytes)
        return try reader.document()
    }

    // MARK: - Writing

    /// The text with one space of indentation per level, as Jupyter saves notebooks; `compact` gives one line.
    public func written(compact: Bool = false) -> String {
        var text = ""
        write(to: &text, indent: compact ? nil : 0)
        return text
    }

    private func write(to text: inout String, indent: Int?) {
        switch self {
        case .null: text += "null"
        case .bool(let value): text += value ? "true" : "false"
        case .number(let digits): text += digits
        case .string(let value): JSON.quote(value, to: &text)
        case .array(let elements):
            JSON.writeSequence(elements, "[", "]", to: &text, indent: indent) { element, text, indent in
                element.write(to: &text, indent: indent)
            }
        case .object(let members):
            JSON.writeSequence(members, "{", "}", to: &text, indent: indent) { member, text, indent in
                JSON.quote(member.name, to: &text)
                text += indent == nil ? ":" : ": "
                member.value.write(to: &text, indent: indent)
            }
        }
    }

    private static func writeSequence<T>(
        _ items: [T], _ open: String, _ close: String, to text: inout String, indent: Int?,
        item write: (T, inout String, Int?) -> Void
    ) {
        text += open
        let inner = indent.map { $0 + 1 }
        for (index, item) in items.enumerated() {
            if index > 0 { text += "," }
            if let inner { text += "\n" + String(repeating: " ", count: inner) }
            write(item, &text, inner)
        }
        if let indent, !items.isEmpty { text += "\n" + String(repeating: " ", count: indent) }
        text += close
    }

    private static func quote(_ value: String, to text: inout String) {
        text += "\""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            default:
                if scalar.value < 0x20 || scalar.value == 0x7F || (0x2028...0x2029).contains(scalar.value) {
                    let digits = String(scalar.value, radix: 16)
                    text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
                } else {
                    text.unicodeScalars.append(scalar)
                }
            }
        }
        text += "\""
    }
}

// MARK: - Reading

private struct JSONReader {
    private let bytes: [UInt8]
    private var at = 0
    private var depth = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { at = 3 }
    }

    mutating func document() throws(Failure) -> JSON {
        let value = try value()
        skipSpaces()
        if at < bytes.count { throw failure("extra data after the JSON value") }
        return value
    }

    private var current: UInt8? { at < bytes.count ? bytes[at] : nil }

    private func failure(_ message: String) -> Failure {
        let before = bytes.prefix(at)
        let line = 1 + before.reduce(0) { $0 + ($1 == 0x0A ? 1 : 0) }
        let column = at - (before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0) + 1
        return Failure(.valueError, "not valid JSON: \(message), line \(line) column \(column)")
    }

    private mutating func skipSpaces() {
        while let byte = current, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { at += 1 }
    }

    private mutating func value() throws(Failure) -> JSON {
        skipSpaces()
        guard let byte = current else { throw failure("the text ends where a value should start") }
        switch byte {
        case UInt8(ascii: "{"): return try nested { (reader) throws(Failure) in try reader.object() }
        case UInt8(ascii: "["): return try nested { (reader) throws(Failure) in try reader.array() }
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number(try number())
        default: throw failure("expected a value")
        }
    }

    private mutating func nested(_ read: (inout JSONReader) throws(Failure) -> JSON) throws(Failure) -> JSON {
        depth += 1
        if depth > JSON.depthLimit { throw failure("nested more than \(JSON.depthLimit) levels deep") }
        at += 1
        let value = try read(&self)
        depth -= 1
        return value
    }

    private mutating func word(_ text: String, _ value: JSON) throws(Failure) -> JSON {
        guard bytes[at...].starts(with: text.utf8) else { throw failure("expected a value") }
        at += text.utf8.count
        return value
    }

    private mutating func object() throws(Failure) -> JSON {
        var members: [JSON.Member] = []
        skipSpaces()
        if accept("}") { return .object([]) }
        while true {
            skipSpaces()
            guard current == UInt8(ascii: "\"") else { throw failure("expected a name in double quotes") }
            let name = try string()
            skipSpaces()
            guard accept(":") else { throw failure("expected ':'") }
            members.append(JSON.Member(name, try value()))
            skipSpaces()
            if accept("}") { return .object(members) }
            guard accept(",") else { throw failure("expected ',' or '}'") }
        }
    }

    private mutating func array() throws(Failure) -> JSON {
        var elements: [JSON] = []
        skipSpaces()
        if accept("]") { return .array([]) }
        while true {
            elements.append(try value())
            skipSpaces()
            if accept("]") { return .array(elements) }
            guard accept(",") else { throw failure("expected ',' or ']'") }
        }
    }

    private mutating func accept(_ character: Character) -> Bool {
        guard let byte = current, byte == character.asciiValue else { return false }
        at += 1
        return true
    }

    private mutating func number() throws(Failure) -> String {
        let start = at
        _ = accept("-")
        if !accept("0") {
            guard digits() else { throw failure("expected a digit") }
        }
        if accept("."), !digits() { throw failure("expected a digit after '.'") }
        if accept("e") || accept("E") {
            if !accept("+") { _ = accept("-") }
            guard digits() else { throw failure("expected a digit in the exponent") }
        }
        return String(decoding: bytes[start..<at], as: UTF8.self)
    }

    private mutating func digits() -> Bool {
        let start = at
        while let byte = current, byte >= 0x30, byte <= 0x39 { at += 1 }
        return at > start
    }

    private mutating func string() throws(Failure) -> String {
        at += 1
        var text: [UInt8] = []
        var start = at
        while let byte = current {
            switch byte {
            case UInt8(ascii: "\""):
                text += bytes[start..<at]
                at += 1
                // Repairs bad UTF-8 rather than refusing a whole notebook for it.
                return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"):
                text += bytes[start..<at]
                at += 1
                text += try escape()
                start = at
            case 0..<0x20: throw failure("a control character inside a string")
            default: at += 1
            }
        }
        throw failure("a string that does not end")
    }

    private mutating func escape() throws(Failure) -> [UInt8] {
        guard let byte = current else { throw failure("a string that does not end") }
        at += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
        case UInt8(ascii: "b"): return [0x08]
        case UInt8(ascii: "f"): return [0x0C]
        case UInt8(ascii: "n"): return [0x0A]
        case UInt8(ascii: "r"): return [0x0D]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "u"):
            let unit = try hexUnit()
            var value = UInt32(unit)
            if (0xD800..<0xDC00).contains(unit), bytes[at...].starts(with: [UInt8(ascii: "\\"), UInt8(ascii: "u")]) {
                let back = at
                at += 2
                let low = try hexUnit()
                if (0xDC00..<0xE000).contains(low) {
                    value = 0x1_0000 + (UInt32(unit) - 0xD800) << 10 + UInt32(low) - 0xDC00
                } else {
                    at = back
                }
            }
            // A lone surrogate is not a character.
            return Array(String(Unicode.Scalar(value) ?? "\u{FFFD}").utf8)
        default: throw failure("an unknown escape in a string")
        }
    }

    private mutating func hexUnit() throws(Failure) -> UInt16 {
        guard at + 4 <= bytes.count, let unit = UInt16(String(decoding: bytes[at..<at + 4], as: UTF8.self), radix: 16),
            bytes[at] != UInt8(ascii: "+"), bytes[at] != UInt8(ascii: "-")
        else { throw failure("expected four hexadecimal digits after \\u") }
        at += 4
        return unit
    }
}
