// What the lexer hands to the parser: a kind and the bytes it covers.

/// One token. `level` is how many brackets are open after it, which decides between "forgot a comma" and plain errors.
struct Token: Sendable {
    var kind: TokenKind
    var level: UInt8
    var start: Int32
    var end: Int32
}

enum TokenKind: UInt8, Sendable, CaseIterable {
    // Structure
    case endMarker, newline, indent, dedent
    // Words and literals
    case name, number, string
    /// `f"` with its prefix; then middles and replacement fields; then the closing quotes.
    case fstringStart, fstringMiddle, fstringEnd
    // Keywords
    case keywordFalse, keywordNone, keywordTrue, keywordAnd, keywordAs, keywordAssert, keywordAsync, keywordAwait
    case keywordBreak, keywordClass, keywordContinue, keywordDef, keywordDel, keywordElif, keywordElse, keywordExcept
    case keywordFinally, keywordFor, keywordFrom, keywordGlobal, keywordIf, keywordImport, keywordIn, keywordIs
    case keywordLambda, keywordNonlocal, keywordNot, keywordOr, keywordPass, keywordRaise, keywordReturn, keywordTry
    case keywordWhile, keywordWith, keywordYield
    // Brackets and punctuation
    case leftParen, rightParen, leftBracket, rightBracket, leftBrace, rightBrace
    case comma, colon, semicolon, dot, ellipsis, arrow, colonEqual, exclamation
    // Operators
    case plus, minus, star, slash, doubleSlash, percent, doubleStar, at, leftShift, rightShift, ampersand, pipe, caret
    case tilde, less, greater, lessEqual, greaterEqual, equalEqual, notEqual, equal
    case plusEqual, minusEqual, starEqual, slashEqual, doubleSlashEqual, percentEqual, doubleStarEqual, atEqual
    case leftShiftEqual, rightShiftEqual, ampersandEqual, pipeEqual, caretEqual
    /// `$`, `?` or a lone `!`: no rule accepts it.
    case unknown

    var isKeyword: Bool { rawValue >= TokenKind.keywordFalse.rawValue && rawValue <= TokenKind.keywordYield.rawValue }

    /// True for what can only begin an expression, never continue one: two expressions side by side are an error.
    var startsOperand: Bool {
        switch self {
        case .name, .number, .string, .fstringStart, .keywordFalse, .keywordNone, .keywordTrue, .keywordLambda,
            .keywordAwait, .ellipsis, .tilde, .leftBrace:
            true
        default:
            false
        }
    }

    static let keywords: [String: TokenKind] = [
        "False": .keywordFalse, "None": .keywordNone, "True": .keywordTrue, "and": .keywordAnd, "as": .keywordAs,
        "assert": .keywordAssert, "async": .keywordAsync, "await": .keywordAwait, "break": .keywordBreak,
        "class": .keywordClass, "continue": .keywordContinue, "def": .keywordDef, "del": .keywordDel,
        "elif": .keywordElif, "else": .keywordElse, "except": .keywordExcept, "finally": .keywordFinally,
        "for": .keywordFor, "from": .keywordFrom, "global": .keywordGlobal, "if": .keywordIf, "import": .keywordImport,
        "in": .keywordIn, "is": .keywordIs, "lambda": .keywordLambda, "nonlocal": .keywordNonlocal,
        "not": .keywordNot, "or": .keywordOr, "pass": .keywordPass, "raise": .keywordRaise, "return": .keywordReturn,
        "try": .keywordTry, "while": .keywordWhile, "with": .keywordWith, "yield": .keywordYield,
    ]
}

/// Python's reserved words, for completion and highlighting.
public let pythonKeywords: [String] = TokenKind.keywords.keys.sorted()
