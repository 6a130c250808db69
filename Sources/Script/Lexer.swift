// Source bytes to tokens, one at a time on demand: nothing is kept, so memory stays flat whatever the text, and a copy
// of the lexer is a bookmark the parser can return to. Follows CPython 3.11's tokenizer, with its error texts;
// f-strings are opened up as CPython 3.12 does (start, middles, fields, end), so their expressions are ordinary tokens
// with real places.
import Schema

/// A program that could not be read. `incomplete` is true when more input could complete it: an open bracket, an open
/// triple quote, a block that is still to come.
public struct SyntaxFailure: Error, Equatable, Sendable {
    public var failure: Failure
    public var span: Span
    public var incomplete: Bool

    public init(_ failure: Failure, _ span: Span, incomplete: Bool = false) {
        self.failure = failure
        self.span = span
        self.incomplete = incomplete
    }
}

struct Lexer {
    let source: Source
    private let bytes: [UInt8]
    private(set) var position = 0
    /// The start of the line being read, for column computations.
    private var atLineStart = true
    /// Columns with tabs to multiples of 8, and with tabs of width 1: both must agree on every comparison.
    private var indents: [(column: Int, alternative: Int)] = [(0, 0)]
    private var pendingIndents = 0
    private(set) var brackets: [Bracket] = []
    private var fstrings: [FString] = []
    private var lastKind: TokenKind = .newline

    struct Bracket {
        var character: UInt8
        var position: Int
    }

    private struct FString {
        var start: Int
        var quote: UInt8
        var quoteCount: Int
        var isRaw: Bool
        /// How many brackets were open outside; a replacement field is one bracket more, its nested brackets are above.
        var level: Int
        /// The levels of the fields whose format spec is being read, innermost last.
        var specLevels: [Int] = []
    }

    static let bracketLimit = 200
    static let indentLimit = 100

    init(_ source: Source) {
        self.source = source
        bytes = source.text
    }

    private func at(_ index: Int) -> UInt8 { index < bytes.count ? bytes[index] : 0 }

    var isInsideFString: Bool { !fstrings.isEmpty }

    // MARK: - Errors

    func span(_ start: Int, _ end: Int) -> Span { Span(source: source.id, start: Int32(start), end: Int32(end)) }

    private func error(
        _ message: String, _ start: Int, _ end: Int, kind: Failure.Kind = .syntaxError, hint: String = "",
        incomplete: Bool = false
    ) -> SyntaxFailure {
        SyntaxFailure(Failure(kind, message, hint: hint), span(start, end), incomplete: incomplete)
    }

    // MARK: - The next token

    mutating func next() throws(SyntaxFailure) -> Token {
        if let fstring = fstrings.last, brackets.count == (fstring.specLevels.last ?? fstring.level) {
            return try fstringPart()
        }
        if atLineStart {
            atLineStart = false
            try readIndentation()
        }
        if pendingIndents != 0 {
            let kind: TokenKind = pendingIndents > 0 ? .indent : .dedent
            pendingIndents += pendingIndents > 0 ? -1 : 1
            return make(kind, position, position)
        }
        try skipBlanks()
        let start = position
        guard start < bytes.count else { return try endOfText() }
        let byte = bytes[start]
        switch byte {
        case UInt8(ascii: "\n"):
            position += 1
            atLineStart = true
            return make(.newline, start, start + 1)
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"), 0x80...:
            return try word()
        case UInt8(ascii: "0")...UInt8(ascii: "9"):
            try number()
            return make(.number, start, position)
        case UInt8(ascii: "."):
            if isDigit(at(start + 1)) {
                try number()
                return make(.number, start, position)
            }
            if at(start + 1) == byte, at(start + 2) == byte { return operatorToken(.ellipsis, 3) }
            return operatorToken(.dot, 1)
        case UInt8(ascii: "'"), UInt8(ascii: "\""):
            return try string(from: start)
        default:
            return try punctuation(byte)
        }
    }

    private mutating func make(_ kind: TokenKind, _ start: Int, _ end: Int) -> Token {
        lastKind = kind
        return Token(kind: kind, level: UInt8(brackets.count), start: Int32(start), end: Int32(end))
    }

    private mutating func operatorToken(_ kind: TokenKind, _ length: Int) -> Token {
        position += length
        return make(kind, position - length, position)
    }

    private mutating func endOfText() throws(SyntaxFailure) -> Token {
        let end = bytes.count
        if let fstring = fstrings.last {
            if fstring.quoteCount == 3 {
                throw error(
                    "unterminated triple-quoted string literal (detected at line \(source.line(of: end)))",
                    fstring.start, fstring.start + 1, incomplete: true)
            }
            throw error("f-string: expecting '}'", end, end)
        }
        if !brackets.isEmpty { return make(.endMarker, end, end) }
        if lastKind != .newline && lastKind != .indent && lastKind != .dedent && lastKind != .endMarker {
            atLineStart = true
            return make(.newline, end, end)
        }
        return make(.endMarker, end, end)
    }

    // MARK: - Indentation

    private mutating func readIndentation() throws(SyntaxFailure) {
        var column = 0
        var alternative = 0
        /// With `\` before any token, the indentation of the first physical line counts.
        var continued: (Int, Int)?
        scanning: while true {
            switch at(position) {
            case UInt8(ascii: " "):
                column += 1
                alternative += 1
            case UInt8(ascii: "\t"):
                column = (column / 8 + 1) * 8
                alternative += 1
            case 0x0C:
                column = 0
                alternative = 0
            case UInt8(ascii: "\\"):
                continued = continued ?? (column, alternative)
                try continueLine()
                continue scanning
            case UInt8(ascii: "#"), UInt8(ascii: "\n"):
                // A blank or comment line says nothing about blocks.
                try skipComment()
                if position < bytes.count { position += 1 }
                column = 0
                alternative = 0
                continued = nil
                continue scanning
            default:
                break scanning
            }
            position += 1
        }
        if let (first, firstAlternative) = continued { (column, alternative) = (first, firstAlternative) }
        if position >= bytes.count { (column, alternative) = (0, 0) }
        guard let top = indents.last else { return }
        if column == top.column {
            if alternative != top.alternative { throw tabError() }
        } else if column > top.column {
            if indents.count >= Lexer.indentLimit {
                throw error("too many levels of indentation", position, position, kind: .indentationError)
            }
            if alternative <= top.alternative { throw tabError() }
            indents.append((column, alternative))
            pendingIndents += 1
        } else {
            while let last = indents.last, indents.count > 1, column < last.column {
                indents.removeLast()
                pendingIndents -= 1
            }
            guard let match = indents.last, match.column == column else {
                throw error(
                    "unindent does not match any outer indentation level", endOfLine(position), endOfLine(position),
                    kind: .indentationError)
            }
            if match.alternative != alternative { throw tabError() }
        }
    }

    /// To the end of the line. Comments may hold any text except the controls that make a reader see other code than
    /// runs.
    private mutating func skipComment() throws(SyntaxFailure) {
        while position < bytes.count, bytes[position] != UInt8(ascii: "\n") {
            if bytes[position] == 0xE2 {
                let third = at(position + 2)
                let isOverride = at(position + 1) == 0x80 && (0xAA...0xAE).contains(third)
                let isIsolate = at(position + 1) == 0x81 && (0xA6...0xA9).contains(third)
                if isOverride || isIsolate {
                    let value = (isOverride ? 0x2000 : 0x2040) + UInt32(third & 0x3F)
                    throw error(
                        "invalid non-printable character U+\(String(value, radix: 16, uppercase: true))", position,
                        position + 3, hint: "a bidirectional control in a comment can hide code; remove it")
                }
            }
            position += 1
        }
    }

    private func endOfLine(_ from: Int) -> Int {
        var index = from
        while index < bytes.count, bytes[index] != UInt8(ascii: "\n") { index += 1 }
        return index
    }

    private func tabError() -> SyntaxFailure {
        error(
            "inconsistent use of tabs and spaces in indentation", position, endOfLine(position), kind: .tabError)
    }

    // MARK: - Between tokens

    private mutating func skipBlanks() throws(SyntaxFailure) {
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: " "), UInt8(ascii: "\t"), 0x0C:
                position += 1
            case UInt8(ascii: "\n") where !brackets.isEmpty:
                position += 1
            case UInt8(ascii: "#"):
                try skipComment()
            case UInt8(ascii: "\\"):
                try continueLine()
            default:
                return
            }
        }
    }

    private mutating func continueLine() throws(SyntaxFailure) {
        guard at(position + 1) == UInt8(ascii: "\n") else {
            if position + 1 >= bytes.count {
                throw error("unexpected EOF while parsing", position, position + 1, incomplete: true)
            }
            throw error("unexpected character after line continuation character", position, position + 1)
        }
        position += 2
        if position >= bytes.count {
            throw error("unexpected EOF while parsing", position - 2, position - 1, incomplete: true)
        }
    }

    // MARK: - Words

    private mutating func word() throws(SyntaxFailure) -> Token {
        let start = position
        var isASCII = true
        // A prefix such as `rb` directly before a quote makes a string; each letter at most once, in CPython's
        // combinations.
        var index = start
        while index < bytes.count, isWordByte(bytes[index]) {
            if bytes[index] >= 0x80 { isASCII = false }
            index += 1
        }
        if index - start <= 2, at(index) == UInt8(ascii: "'") || at(index) == UInt8(ascii: "\""),
            let prefix = StringPrefix(bytes[start..<index])
        {
            position = index
            return prefix.isFormatted ? try fstringStart(from: start, isRaw: prefix.isRaw) : try string(from: start)
        }
        position = index
        if !isASCII { try checkIdentifier(start, index) }
        let length = index - start
        if length >= 2, length <= 8,
            let keyword = TokenKind.keywords[String(decoding: bytes[start..<index], as: UTF8.self)]
        {
            return make(keyword, start, index)
        }
        return make(.name, start, index)
    }

    private func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80...:
            true
        default: false
        }
    }

    private func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

    private func checkIdentifier(_ start: Int, _ end: Int) throws(SyntaxFailure) {
        var offset = start
        for scalar in String(decoding: bytes[start..<end], as: UTF8.self).unicodeScalars {
            let width = UTF8.width(scalar)
            let properties = scalar.properties
            let isValid =
                scalar == "_" || properties.isXIDStart || (offset > start && properties.isXIDContinue)
            if !isValid { throw invalidCharacter(scalar, offset, width) }
            offset += width
        }
    }

    private func invalidCharacter(_ scalar: Unicode.Scalar, _ offset: Int, _ width: Int) -> SyntaxFailure {
        let hex = String(scalar.value, radix: 16, uppercase: true)
        let code = String(repeating: "0", count: max(4 - hex.count, 0)) + hex
        let message =
            PythonRepr.isPrintable(scalar)
            ? "invalid character '\(scalar)' (U+\(code))" : "invalid non-printable character U+\(code)"
        return error(message, offset, offset + width)
    }

    // MARK: - Numbers

    private mutating func number() throws(SyntaxFailure) {
        if at(position) == UInt8(ascii: "0") {
            switch at(position + 1) | 0x20 {
            case UInt8(ascii: "x"):
                return try radixNumber("hexadecimal") { byte in
                    switch byte {
                    case 0x30...0x39, 0x41...0x46, 0x61...0x66: true
                    default: false
                    }
                }
            case UInt8(ascii: "o"): return try radixNumber("octal") { $0 >= 0x30 && $0 <= 0x37 }
            case UInt8(ascii: "b"): return try radixNumber("binary") { $0 == 0x30 || $0 == 0x31 }
            default: break
            }
        }
        let start = position
        if at(position) != UInt8(ascii: ".") {
            try digits()
            let next = at(position)
            let isFraction = next == UInt8(ascii: ".") || isExponent() || next | 0x20 == UInt8(ascii: "j")
            if at(start) == UInt8(ascii: "0"), !isFraction,
                bytes[start..<position].contains(where: { $0 >= UInt8(ascii: "1") && $0 <= UInt8(ascii: "9") })
            {
                var zeros = start
                while at(zeros) == UInt8(ascii: "0") || at(zeros) == UInt8(ascii: "_") { zeros += 1 }
                throw error(
                    "leading zeros in decimal integer literals are not permitted; "
                        + "use an 0o prefix for octal integers",
                    start, zeros)
            }
        }
        if at(position) == UInt8(ascii: ".") {
            position += 1
            if isDigit(at(position)) { try digits() }
        }
        if isExponent() {
            position += 1
            if at(position) == UInt8(ascii: "+") || at(position) == UInt8(ascii: "-") {
                position += 1
                if !isDigit(at(position)) { throw error("invalid decimal literal", position - 1, position) }
            }
            try digits()
        } else if at(position) | 0x20 == UInt8(ascii: "e") {
            // `1else`: an `e` without digits may begin a keyword.
            return try verifyEnd("decimal")
        }
        if at(position) | 0x20 == UInt8(ascii: "j") {
            position += 1
            return try verifyEnd("imaginary")
        }
        try verifyEnd("decimal")
    }

    private func isExponent() -> Bool {
        guard at(position) | 0x20 == UInt8(ascii: "e") else { return false }
        let next = at(position + 1)
        return isDigit(next) || next == UInt8(ascii: "+") || next == UInt8(ascii: "-")
    }

    private mutating func digits() throws(SyntaxFailure) {
        while true {
            while isDigit(at(position)) { position += 1 }
            guard at(position) == UInt8(ascii: "_") else { return }
            position += 1
            if !isDigit(at(position)) { throw error("invalid decimal literal", position - 1, position) }
        }
    }

    private mutating func radixNumber(_ kind: String, _ accepts: (UInt8) -> Bool) throws(SyntaxFailure) {
        position += 2
        repeat {
            if at(position) == UInt8(ascii: "_") { position += 1 }
            guard accepts(at(position)) else { throw badDigit(kind) }
            while accepts(at(position)) { position += 1 }
        } while at(position) == UInt8(ascii: "_")
        if isDigit(at(position)) { throw badDigit(kind) }
        try verifyEnd(kind)
    }

    private func badDigit(_ kind: String) -> SyntaxFailure {
        if isDigit(at(position)), kind != "hexadecimal" {
            let digit = Character(Unicode.Scalar(at(position)))
            return error("invalid digit '\(digit)' in \(kind) literal", position, position + 1)
        }
        return error("invalid \(kind) literal", position - 1, position)
    }

    /// After a number only a keyword may follow without a blank (`1if x else 2`), as CPython still allows.
    private func verifyEnd(_ kind: String) throws(SyntaxFailure) {
        func follows(_ word: StaticString) -> Bool {
            word.withUTF8Buffer { buffer in
                buffer.enumerated().allSatisfy { at(position + $0.offset) == $0.element }
            }
        }
        guard isWordByte(at(position)) else { return }
        for word: StaticString in ["and", "else", "for", "if", "in", "is", "or", "not"] where follows(word) { return }
        if at(position) < 0x80 { throw error("invalid \(kind) literal", position - 1, position) }
        // A non-ASCII character is read as a name of its own, and the parser complains about the two side by side.
    }

    // MARK: - Strings

    /// `position` is at the opening quote, `start` at the prefix.
    private mutating func string(from start: Int) throws(SyntaxFailure) -> Token {
        let quote = bytes[position]
        let isTriple = at(position + 1) == quote && at(position + 2) == quote
        position += isTriple ? 3 : 1
        while position < bytes.count {
            let byte = bytes[position]
            if byte == quote {
                if !isTriple {
                    position += 1
                    return make(.string, start, position)
                }
                if at(position + 1) == quote, at(position + 2) == quote {
                    position += 3
                    return make(.string, start, position)
                }
            } else if byte == UInt8(ascii: "\\") {
                position += 1
            } else if byte == UInt8(ascii: "\n"), !isTriple {
                break
            }
            position += 1
        }
        position = min(position, bytes.count)
        if let fstring = fstrings.last, fstring.quote == quote, fstring.quoteCount == (isTriple ? 3 : 1) {
            throw error("f-string: expecting '}'", start, start)
        }
        let line = source.line(of: position)
        if isTriple {
            throw error(
                "unterminated triple-quoted string literal (detected at line \(line))", start, start + 1,
                incomplete: true)
        }
        // A backslash right before the end of the text would continue the string on the next line.
        let continues =
            position >= bytes.count && bytes.last == UInt8(ascii: "\n") && at(bytes.count - 2) == UInt8(ascii: "\\")
        throw error(
            "unterminated string literal (detected at line \(line))", start, start + 1, incomplete: continues)
    }

    // MARK: - f-strings

    private mutating func fstringStart(from start: Int, isRaw: Bool) throws(SyntaxFailure) -> Token {
        let quote = bytes[position]
        let count = at(position + 1) == quote && at(position + 2) == quote ? 3 : 1
        if fstrings.count >= 100 { throw error("f-string: expressions nested too deeply", start, position) }
        position += count
        fstrings.append(
            FString(start: start, quote: quote, quoteCount: count, isRaw: isRaw, level: brackets.count))
        return make(.fstringStart, start, position)
    }

    private func isClosingQuote(_ fstring: FString, at index: Int) -> Bool {
        guard at(index) == fstring.quote else { return false }
        return fstring.quoteCount == 1 || (at(index + 1) == fstring.quote && at(index + 2) == fstring.quote)
    }

    /// Literal text up to a field, the end of a format spec, or the closing quotes; or one of those.
    private mutating func fstringPart() throws(SyntaxFailure) -> Token {
        guard let fstring = fstrings.last else {
            preconditionFailure("an f-string part is only read inside an f-string")
        }
        let isSpec = !fstring.specLevels.isEmpty
        let start = position
        scanning: while position < bytes.count {
            let byte = bytes[position]
            switch byte {
            case UInt8(ascii: "{"):
                if !isSpec, at(position + 1) == byte {
                    position += 2
                    continue scanning
                }
                break scanning
            case UInt8(ascii: "}"):
                if isSpec { break scanning }
                if at(position + 1) == byte {
                    position += 2
                    continue scanning
                }
                if position > start { break scanning }
                throw error("f-string: single '}' is not allowed", position, position + 1)
            case UInt8(ascii: "\\"):
                position += 1
                if !fstring.isRaw, at(position) == UInt8(ascii: "N"), at(position + 1) == UInt8(ascii: "{") {
                    position += 2
                    while isWordByte(at(position)) || at(position) == 0x20 || at(position) == UInt8(ascii: "-") {
                        position += 1
                    }
                    if at(position) == UInt8(ascii: "}") { position += 1 }
                } else if position < bytes.count, at(position) != UInt8(ascii: "{"), at(position) != UInt8(ascii: "}") {
                    position += 1
                }
                continue scanning
            case UInt8(ascii: "\n") where fstring.quoteCount == 1:
                break scanning
            default:
                if isClosingQuote(fstring, at: position) { break scanning }
                position += 1
            }
        }
        position = min(position, bytes.count)
        if position > start { return make(.fstringMiddle, start, position) }
        switch at(position) {
        case UInt8(ascii: "{"):
            // Fields two format specs deep are refused, as CPython does.
            if fstring.specLevels.count >= 2 {
                throw error("f-string: expressions nested too deeply", position, position + 1)
            }
            try open(UInt8(ascii: "{"))
            return make(.leftBrace, start, position)
        case UInt8(ascii: "}"):
            // Closes the format spec and its field.
            brackets.removeLast()
            fstrings[fstrings.count - 1].specLevels.removeLast()
            position += 1
            return make(.rightBrace, start, position)
        default:
            if isClosingQuote(fstring, at: position) {
                if isSpec { throw error("f-string: expecting '}'", position, position) }
                position += fstring.quoteCount
                fstrings.removeLast()
                return make(.fstringEnd, start, position)
            }
            if isSpec, fstring.quoteCount == 1 { throw error("f-string: expecting '}'", position, position) }
            let line = source.line(of: position)
            if fstring.quoteCount == 3 {
                throw error(
                    "unterminated triple-quoted string literal (detected at line \(line))", fstring.start,
                    fstring.start + 1, incomplete: true)
            }
            throw error(
                "unterminated string literal (detected at line \(line))", fstring.start, fstring.start + 1)
        }
    }

    /// True when the brackets opened since the innermost f-string are exactly its field, where `:`, `!` and `}` end it.
    private var isAtFieldLevel: Bool {
        guard let fstring = fstrings.last else { return false }
        return brackets.count == (fstring.specLevels.last ?? fstring.level) + 1
    }

    // MARK: - Operators and brackets

    private mutating func open(_ character: UInt8) throws(SyntaxFailure) {
        if brackets.count >= Lexer.bracketLimit {
            throw error("too many nested parentheses", position, position + 1)
        }
        brackets.append(Bracket(character: character, position: position))
        position += 1
    }

    private mutating func close(_ character: UInt8, _ kind: TokenKind) throws(SyntaxFailure) -> Token {
        let closing = Character(Unicode.Scalar(character))
        if isAtFieldLevel, character != UInt8(ascii: "}") {
            throw error("f-string: unmatched '\(closing)'", position, position + 1)
        }
        guard let bracket = brackets.last else { throw error("unmatched '\(closing)'", position, position + 1) }
        let expected: UInt8 =
            switch bracket.character {
            case UInt8(ascii: "("): UInt8(ascii: ")")
            case UInt8(ascii: "["): UInt8(ascii: "]")
            default: UInt8(ascii: "}")
            }
        if character != expected {
            let opening = Character(Unicode.Scalar(bracket.character))
            let line = source.line(of: bracket.position)
            let place = line == source.line(of: position) ? "" : " on line \(line)"
            throw error(
                "\(fstrings.isEmpty ? "" : "f-string: ")closing parenthesis '\(closing)' does not match opening "
                    + "parenthesis '\(opening)'\(place)",
                position, position + 1)
        }
        brackets.removeLast()
        return operatorToken(kind, 1)
    }

    private mutating func punctuation(_ byte: UInt8) throws(SyntaxFailure) -> Token {
        let second = at(position + 1)
        let isEqualNext = second == UInt8(ascii: "=")
        let isDoubled = second == byte
        func choose(_ single: TokenKind, equal: TokenKind) -> (TokenKind, Int) {
            isEqualNext ? (equal, 2) : (single, 1)
        }
        func choose(
            _ single: TokenKind, equal: TokenKind, doubled: TokenKind, doubledEqual: TokenKind
        ) -> (TokenKind, Int) {
            if isDoubled { return at(position + 2) == UInt8(ascii: "=") ? (doubledEqual, 3) : (doubled, 2) }
            return isEqualNext ? (equal, 2) : (single, 1)
        }
        let choice: (kind: TokenKind, length: Int)
        switch byte {
        case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"):
            let start = position
            try open(byte)
            let kind: TokenKind =
                byte == UInt8(ascii: "(") ? .leftParen : byte == UInt8(ascii: "[") ? .leftBracket : .leftBrace
            return make(kind, start, position)
        case UInt8(ascii: ")"): return try close(byte, .rightParen)
        case UInt8(ascii: "]"): return try close(byte, .rightBracket)
        case UInt8(ascii: "}"): return try close(byte, .rightBrace)
        case UInt8(ascii: ":"):
            if isAtFieldLevel {
                fstrings[fstrings.count - 1].specLevels.append(brackets.count)
                choice = (.colon, 1)
            } else {
                choice = isEqualNext ? (.colonEqual, 2) : (.colon, 1)
            }
        case UInt8(ascii: ","): choice = (.comma, 1)
        case UInt8(ascii: ";"): choice = (.semicolon, 1)
        case UInt8(ascii: "+"): choice = choose(.plus, equal: .plusEqual)
        case UInt8(ascii: "-"):
            choice = second == UInt8(ascii: ">") ? (.arrow, 2) : choose(.minus, equal: .minusEqual)
        case UInt8(ascii: "*"):
            choice = choose(.star, equal: .starEqual, doubled: .doubleStar, doubledEqual: .doubleStarEqual)
        case UInt8(ascii: "/"):
            choice = choose(.slash, equal: .slashEqual, doubled: .doubleSlash, doubledEqual: .doubleSlashEqual)
        case UInt8(ascii: "%"): choice = choose(.percent, equal: .percentEqual)
        case UInt8(ascii: "@"): choice = choose(.at, equal: .atEqual)
        case UInt8(ascii: "&"): choice = choose(.ampersand, equal: .ampersandEqual)
        case UInt8(ascii: "|"): choice = choose(.pipe, equal: .pipeEqual)
        case UInt8(ascii: "^"): choice = choose(.caret, equal: .caretEqual)
        case UInt8(ascii: "~"): choice = (.tilde, 1)
        case UInt8(ascii: "<"):
            choice =
                second == UInt8(ascii: ">")
                ? (.unknown, 2)
                : choose(.less, equal: .lessEqual, doubled: .leftShift, doubledEqual: .leftShiftEqual)
        case UInt8(ascii: ">"):
            choice = choose(.greater, equal: .greaterEqual, doubled: .rightShift, doubledEqual: .rightShiftEqual)
        case UInt8(ascii: "="): choice = choose(.equal, equal: .equalEqual)
        case UInt8(ascii: "!"): choice = isEqualNext ? (.notEqual, 2) : (.exclamation, 1)
        default:
            let scalar = Unicode.Scalar(byte)
            if byte < 0x20 || byte == 0x7F { throw invalidCharacter(scalar, position, 1) }
            choice = (.unknown, 1)
        }
        return operatorToken(choice.kind, choice.length)
    }
}

/// The letters before a quote: `r`, `b`, `u`, `f`, `rb`, `fr` in any case and order.
struct StringPrefix {
    var isRaw = false
    var isBytes = false
    var isFormatted = false

    init() {}

    init?(_ letters: some Collection<UInt8>) {
        var isUnicode = false
        for letter in letters {
            switch letter | 0x20 {
            case UInt8(ascii: "r") where !isRaw: isRaw = true
            case UInt8(ascii: "b") where !isBytes: isBytes = true
            case UInt8(ascii: "f") where !isFormatted: isFormatted = true
            case UInt8(ascii: "u") where !isUnicode: isUnicode = true
            default: return nil
            }
        }
        if isUnicode && letters.count > 1 { return nil }
        if isBytes && isFormatted { return nil }
    }
}
