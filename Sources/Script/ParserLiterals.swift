// Names, numbers and strings: token text to the values in the syntax.
import BigInt
import Schema
@_spi(_Unicode) import Swift

extension Parser {
    // MARK: - Names

    /// The identifier in a token. Non-ASCII ones are normalised (NFC, and fullwidth letters to plain ones, as NFKC
    /// does), so that a name typed on two keyboards is one name.
    func name(_ token: Token) -> String {
        let raw = text(token)
        guard raw.utf8.contains(where: { $0 >= 0x80 }) else { return raw }
        var folded = String.UnicodeScalarView()
        for scalar in raw.unicodeScalars {
            let isFullwidth = (0xFF01...0xFF5E).contains(scalar.value)
            folded.append(isFullwidth ? Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar : scalar)
        }
        var normal = String.UnicodeScalarView()
        for scalar in String(folded)._nfc { normal.append(scalar) }
        return String(normal)
    }

    // MARK: - Numbers

    func numberConstant(_ token: Token) throws(SyntaxFailure) -> Constant {
        var bytes = text(token).utf8.filter { $0 != UInt8(ascii: "_") }
        if bytes.count > 2, bytes[0] == UInt8(ascii: "0"), bytes[1] | 0x20 >= UInt8(ascii: "b"),
            let radix = [UInt8(ascii: "x"): 16, UInt8(ascii: "o"): 8, UInt8(ascii: "b"): 2][bytes[1] | 0x20]
        {
            let digits = Array(bytes.dropFirst(2))
            if let value = Int(String(decoding: digits, as: UTF8.self), radix: radix) { return .int(value) }
            // Turning it into decimal digits takes quadratic time.
            guard digits.count <= 20_000, let value = PythonNumber.powerOfTwo(digits, radix) else {
                throw fail("integer literal is too long: \(digits.count) digits; at most 20000 are accepted", token)
            }
            return value.isZero ? .int(0) : Int(exactly: value).map { .int($0) } ?? .bigInt(String(value))
        }
        if let last = bytes.last, last | 0x20 == UInt8(ascii: "j") {
            bytes.removeLast()
            return .imaginary(PythonNumber.floatValue(bytes[...]) ?? .nan)
        }
        if bytes.contains(where: { $0 == UInt8(ascii: ".") || $0 | 0x20 == UInt8(ascii: "e") }) {
            return .float(PythonNumber.floatValue(bytes[...]) ?? .nan)
        }
        let digits = String(decoding: bytes, as: UTF8.self)
        if let value = Int(digits) { return .int(value) }
        if bytes.count > PythonNumber.digitLimit {
            throw fail(
                PythonNumber.tooManyDigits(bytes.count).message
                    + " - Consider hexadecimal for huge integer literals to avoid decimal conversion limits.", token)
        }
        let significant = bytes.drop { $0 == UInt8(ascii: "0") }
        return significant.isEmpty ? .int(0) : .bigInt(String(decoding: significant, as: UTF8.self))
    }

    // MARK: - Strings

    /// One or more adjacent string literals: a constant, or an f-string when any of them is one.
    mutating func strings() throws(SyntaxFailure) -> Expression {
        let start = token
        var pieces: [StringPiece] = []
        var isFormatted = false
        var text: [UInt8] = []
        var bytes: [UInt8] = []
        var byteLiterals = 0
        var literals = 0
        while token.kind == .string || token.kind == .fstringStart {
            literals += 1
            if token.kind == .fstringStart {
                isFormatted = true
                try formattedString(&pieces, &text)
                continue
            }
            let literal = StringLiteral(source.text, token)
            if literal.prefix.isBytes {
                byteLiterals += 1
                try literal.decodeBytes(into: &bytes, self)
            } else {
                try literal.decode(literal.body, isRaw: literal.prefix.isRaw, into: &text, self)
            }
            try advance()
        }
        let place = span(from: start)
        if byteLiterals > 0 {
            if byteLiterals < literals { throw fail("cannot mix bytes and nonbytes literals", place) }
            return Expression(.constant(.bytes(bytes)), place)
        }
        if isFormatted {
            if !text.isEmpty { pieces.append(.literal(String(decoding: text, as: UTF8.self))) }
            return Expression(.joinedString(pieces), place)
        }
        return Expression(.constant(.string(String(decoding: text, as: UTF8.self))), place)
    }

    private mutating func formattedString(
        _ pieces: inout [StringPiece], _ text: inout [UInt8]
    ) throws(SyntaxFailure) {
        let opening = token
        let literal = StringLiteral(source.text, opening)
        try advance()
        while token.kind != .fstringEnd {
            if token.kind == .fstringMiddle {
                try literal.decodeFormatted(Int(token.start)..<Int(token.end), doublesBraces: true, into: &text, self)
                try advance()
            } else {
                if !text.isEmpty { pieces.append(.literal(String(decoding: text, as: UTF8.self))) }
                text = []
                pieces.append(try replacementField(literal))
            }
        }
        try advance()
    }

    /// At `{`: the expression, `=`, `!r`, `:spec`, `}`.
    private mutating func replacementField(_ literal: StringLiteral) throws(SyntaxFailure) -> StringPiece {
        let opening = token
        fieldDepth += 1
        try enter()
        defer { leave() }
        try advance()
        switch token.kind {
        case .rightBrace: throw fail("empty expression not allowed", token)
        case .exclamation, .colon, .equal: throw fail("expression required before '\(text(token))'", token)
        case .doubleStar: throw fail("cannot use double starred expression here", token)
        default: break
        }
        let value = try yieldOrStarExpressions()
        if case .starred = value.kind { throw fail("cannot use starred expression here", value.span) }
        var debugText: String?
        if token.kind == .equal {
            try advance()
            debugText = source.text(of: lexer.span(Int(opening.end), Int(token.start)))
        }
        var conversion: Character?
        if token.kind == .exclamation {
            let mark = token
            try advance()
            guard token.kind == .name, token.start == mark.end else {
                throw fail("invalid conversion character: expected 's', 'r', or 'a'", token)
            }
            let word = self.text(token)
            if word.unicodeScalars.count > 1 { throw fail("expecting '}'", token) }
            guard word == "r" || word == "s" || word == "a", let first = word.first else {
                throw fail("invalid conversion character: expected 's', 'r', or 'a'", token)
            }
            conversion = first
            try advance()
        }
        var spec: [StringPiece] = []
        if token.kind == .colon {
            try advance()
            var text: [UInt8] = []
            while token.kind != .rightBrace {
                if token.kind == .fstringMiddle {
                    try literal.decodeFormatted(
                        Int(token.start)..<Int(token.end), doublesBraces: false, into: &text, self)
                    try advance()
                } else {
                    if !text.isEmpty { spec.append(.literal(String(decoding: text, as: UTF8.self))) }
                    text = []
                    spec.append(try replacementField(literal))
                }
            }
            if !text.isEmpty { spec.append(.literal(String(decoding: text, as: UTF8.self))) }
        }
        guard token.kind == .rightBrace else {
            if token.kind == .endMarker { throw invalidSyntax() }
            throw token.kind == .equal || conversion != nil || debugText != nil
                ? fail("expecting '}'", token) : invalidSyntax()
        }
        fieldDepth -= 1
        try advance()
        return .field(value, conversion: conversion, spec: spec, debugText: debugText)
    }
}

/// One literal's place in the source, and its decoding.
struct StringLiteral {
    let bytes: [UInt8]
    let token: Token
    let prefix: StringPrefix
    /// Between the quotes; for an f-string's start token, empty.
    let body: Range<Int>

    init(_ bytes: [UInt8], _ token: Token) {
        self.bytes = bytes
        self.token = token
        var index = Int(token.start)
        let end = Int(token.end)
        while index < end, bytes[index] != UInt8(ascii: "'"), bytes[index] != UInt8(ascii: "\"") { index += 1 }
        prefix = StringPrefix(bytes[Int(token.start)..<index]) ?? StringPrefix()
        let isTriple = end - index >= 6 && bytes[index + 1] == bytes[index] && bytes[index + 2] == bytes[index]
        let quotes = isTriple ? 3 : 1
        body = token.kind == .fstringStart ? end..<end : (index + quotes)..<(end - quotes)
    }

    private func unicodeError(_ range: Range<Int>, _ base: Int, _ reason: String, _ parser: Parser) -> SyntaxFailure {
        parser.fail(
            "(unicode error) 'unicodeescape' codec can't decode bytes in position \(range.lowerBound - base)-"
                + "\(max(range.upperBound - 1, range.lowerBound) - base): \(reason)",
            parser.span(token))
    }

    /// The text of an f-string part, where `{{` and `}}` mean one brace.
    func decodeFormatted(
        _ range: Range<Int>, doublesBraces: Bool, into text: inout [UInt8], _ parser: Parser
    ) throws(SyntaxFailure) {
        guard doublesBraces else { return try decode(range, isRaw: prefix.isRaw, into: &text, parser) }
        var start = range.lowerBound
        var index = start
        while index < range.upperBound {
            let byte = bytes[index]
            if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "}") {
                // Up to the first of the two, then skip the second.
                try decode(start..<(index + 1), isRaw: prefix.isRaw, into: &text, parser)
                index += 2
                start = index
            } else if !prefix.isRaw, byte == UInt8(ascii: "\\"), index + 2 < range.upperBound,
                bytes[index + 1] == UInt8(ascii: "N"), bytes[index + 2] == UInt8(ascii: "{")
            {
                while index < range.upperBound, bytes[index] != UInt8(ascii: "}") { index += 1 }
                index += 1
            } else {
                index += 1
            }
        }
        if start < range.upperBound { try decode(start..<range.upperBound, isRaw: prefix.isRaw, into: &text, parser) }
    }

    /// UTF-8 of the text in `range`, escapes resolved.
    func decode(
        _ range: Range<Int>, isRaw: Bool, into text: inout [UInt8], _ parser: Parser
    ) throws(SyntaxFailure) {
        if isRaw {
            text += bytes[range]
            return
        }
        var index = range.lowerBound
        let end = range.upperBound
        let base = body.isEmpty ? range.lowerBound : body.lowerBound
        while index < end {
            let byte = bytes[index]
            if byte != UInt8(ascii: "\\") {
                text.append(byte)
                index += 1
                continue
            }
            let start = index
            guard index + 1 < end else {
                text.append(byte)
                return
            }
            let letter = bytes[index + 1]
            index += 2
            switch letter {
            case UInt8(ascii: "x"), UInt8(ascii: "u"), UInt8(ascii: "U"):
                let (length, name) =
                    letter == UInt8(ascii: "x")
                    ? (2, "\\xXX") : letter == UInt8(ascii: "u") ? (4, "\\uXXXX") : (8, "\\UXXXXXXXX")
                var value: UInt32 = 0
                var count = 0
                while count < length, index < end, let digit = PythonNumber.digitValue(bytes[index]), digit < 16 {
                    value = value << 4 | UInt32(digit)
                    count += 1
                    index += 1
                }
                if count < length {
                    throw unicodeError(start..<index, base, "truncated \(name) escape", parser)
                }
                if (0xD800...0xDFFF).contains(value) {
                    throw parser.fail(
                        "'\\u\(String(value, radix: 16))' is a surrogate, which a str cannot hold here; "
                            + "write the character itself or its \\UXXXXXXXX escape", parser.span(token))
                }
                guard let scalar = Unicode.Scalar(value) else {
                    throw unicodeError(start..<index, base, "illegal Unicode character", parser)
                }
                text += Array(UTF8.encode(scalar).map(Array.init) ?? [])
            case UInt8(ascii: "N"):
                guard index < end, bytes[index] == UInt8(ascii: "{"),
                    let close = bytes[index..<end].firstIndex(of: UInt8(ascii: "}")), close > index + 1
                else {
                    throw unicodeError(start..<min(index + 1, end), base, "malformed \\N character escape", parser)
                }
                let name = String(decoding: bytes[(index + 1)..<close], as: UTF8.self)
                guard let scalar = CharacterNames.scalar(named: name) else {
                    throw unicodeError(start..<(close + 1), base, "unknown Unicode character name", parser)
                }
                text += Array(UTF8.encode(scalar).map(Array.init) ?? [])
                index = close + 1
            default:
                if let value = simpleEscape(letter, &index, end) {
                    // Octal escapes reach U+01FF.
                    if let scalar = value.flatMap({ Unicode.Scalar($0) }) {
                        text += Array(UTF8.encode(scalar).map(Array.init) ?? [])
                    }
                } else {
                    text.append(byte)
                    index -= 1
                }
            }
        }
    }

    /// Escapes that mean the same in text and bytes: `.some(nil)` for a joined line, nil when the backslash is literal.
    private func simpleEscape(_ letter: UInt8, _ index: inout Int, _ end: Int) -> UInt32?? {
        switch letter {
        case UInt8(ascii: "\n"): return .some(nil)
        case UInt8(ascii: "\\"), UInt8(ascii: "'"), UInt8(ascii: "\""): return UInt32(letter)
        case UInt8(ascii: "a"): return 7
        case UInt8(ascii: "b"): return 8
        case UInt8(ascii: "t"): return 9
        case UInt8(ascii: "n"): return 10
        case UInt8(ascii: "v"): return 11
        case UInt8(ascii: "f"): return 12
        case UInt8(ascii: "r"): return 13
        case UInt8(ascii: "0")...UInt8(ascii: "7"):
            var value = UInt32(letter) - 0x30
            var count = 1
            while count < 3, index < end, bytes[index] >= UInt8(ascii: "0"), bytes[index] <= UInt8(ascii: "7") {
                value = value * 8 + UInt32(bytes[index]) - 0x30
                count += 1
                index += 1
            }
            return value
        default: return nil
        }
    }

    func decodeBytes(into result: inout [UInt8], _ parser: Parser) throws(SyntaxFailure) {
        var index = body.lowerBound
        while index < body.upperBound {
            let byte = bytes[index]
            if byte >= 0x80 { throw parser.fail("bytes can only contain ASCII literal characters", parser.span(token)) }
            index += 1
            guard byte == UInt8(ascii: "\\"), !prefix.isRaw, index < body.upperBound else {
                result.append(byte)
                continue
            }
            let letter = bytes[index]
            index += 1
            if letter == UInt8(ascii: "x") {
                guard index + 1 < body.upperBound, let high = PythonNumber.digitValue(bytes[index]), high < 16,
                    let low = PythonNumber.digitValue(bytes[index + 1]), low < 16
                else {
                    throw parser.fail(
                        "(value error) invalid \\x escape at position \(index - 2 - body.lowerBound)",
                        parser.span(token))
                }
                result.append(UInt8(high * 16 + low))
                index += 2
            } else if let value = simpleEscape(letter, &index, body.upperBound) {
                if let value { result.append(UInt8(truncatingIfNeeded: value)) }
            } else {
                result.append(byte)
                index -= 1
            }
        }
    }
}

/// `\N{GREEK SMALL LETTER ALPHA}`: names to characters, collected on first use from the standard library's table.
enum CharacterNames {
    static func scalar(named name: String) -> Unicode.Scalar? { table[name.uppercased()] }

    private static let table: [String: Unicode.Scalar] = {
        var table: [String: Unicode.Scalar] = [:]
        for value: UInt32 in 0...0x1FFFF {
            guard let scalar = Unicode.Scalar(value) else { continue }
            if let name = scalar.properties.name { table[name] = scalar }
            if let alias = scalar.properties.nameAlias { table[alias] = scalar }
        }
        return table
    }()
}
