// Tokens to syntax: a hand-written recursive descent over CPython 3.11's grammar with one token of lookahead. Binary
// operators climb by precedence into flat chains. Errors are thrown at the first token no rule accepts; where CPython
// says more than "invalid syntax", the rule that failed says it here in the same words.
//
// No input overflows the native stack: brackets and indentation are limited by the lexer, every recursive production
// passes `enter()`, which counts levels and looks at the stack left, and the syntax built has limited height too, so
// that those who walk it can recurse.
import Schema

/// Source text to `Program`, and the question a prompt asks.
public enum Parse {
    /// The program of a cell, script or module, checked as far as CPython checks before running.
    /// - Throws: `SyntaxFailure`.
    public static func program(_ source: Source) throws(SyntaxFailure) -> Program {
        var parser = try Parser(source)
        let program = try parser.wholeProgram()
        try StaticChecks.check(program, source)
        return program
    }
}

struct Parser {
    let source: Source
    private(set) var lexer: Lexer
    private(set) var token: Token
    /// The token before `token`: where a node ends, and in how many brackets.
    private(set) var previous: Token
    private var contentEnd: Int32 = 0
    /// True when the lexer, not the parser, found the error that is being thrown.
    private(set) var isLexerFailure = false
    private var depth = 0
    private let stack = StackGuard()
    /// The longest chain of `.`, `[]` and `()` steps in what was parsed since it was last reset; see `primary`.
    var peakChain = 0
    /// One flag per function being parsed: has it a `yield` of its own?
    var yields: [Bool] = []
    /// How many f-string fields are open around the current token; their errors begin with "f-string: ".
    var fieldDepth = 0
    var endsWithSemicolon = false
    /// True once the items and the `:` of the last `with` were read: errors after that are its block's.
    var isPastItems = false
    /// False while trying whether an expression could follow: then two side by side are no news.
    var reportsNeighbors = true

    static let depthLimit = 400
    static let chainLimit = 1000

    init(_ source: Source) throws(SyntaxFailure) {
        self.source = source
        lexer = Lexer(source)
        token = Token(kind: .newline, level: 0, start: 0, end: 0)
        previous = token
        guard source.text.count <= Source.sizeLimit else {
            throw SyntaxFailure(Source.tooLarge(source.text.count), lexer.span(0, 0))
        }
        if let position = source.text.firstIndex(of: 0) {
            throw SyntaxFailure(
                Failure(.syntaxError, "source code cannot contain null bytes"), lexer.span(position, position + 1))
        }
    }

    // MARK: - Tokens

    mutating func advance() throws(SyntaxFailure) {
        previous = token
        switch token.kind {
        case .newline, .indent, .dedent: break
        default: contentEnd = token.end
        }
        do {
            token = try lexer.next()
        } catch {
            isLexerFailure = true
            throw error
        }
    }

    mutating func accept(_ kind: TokenKind) throws(SyntaxFailure) -> Bool {
        guard token.kind == kind else { return false }
        try advance()
        return true
    }

    mutating func expect(_ kind: TokenKind) throws(SyntaxFailure) {
        guard token.kind == kind else { throw invalidSyntax() }
        try advance()
    }

    /// A token the grammar insists on: CPython says "expected ':'" at whatever stands there.
    mutating func expectForced(_ kind: TokenKind, _ text: String) throws(SyntaxFailure) {
        guard token.kind == kind else {
            if isUnclosedAtEnd { throw invalidSyntax() }
            throw fail("expected '\(text)'", token)
        }
        try advance()
    }

    func text(_ token: Token) -> String { source.text(of: lexer.span(Int(token.start), Int(token.end))) }

    /// From a token to the end of the last one that is more than layout.
    func span(from start: Token) -> Span { lexer.span(Int(start.start), max(Int(contentEnd), Int(start.start))) }

    func span(_ token: Token) -> Span { lexer.span(Int(token.start), Int(token.end)) }

    // MARK: - Errors

    func fail(
        _ message: String, _ span: Span, kind: Failure.Kind = .syntaxError, hint: String = "", incomplete: Bool = false
    ) -> SyntaxFailure {
        SyntaxFailure(
            Failure(kind, (fieldDepth > 0 ? "f-string: " : "") + message, hint: hint), span, incomplete: incomplete)
    }

    func fail(_ message: String, _ token: Token, hint: String = "") -> SyntaxFailure {
        fail(message, span(token), hint: hint)
    }

    var isUnclosedAtEnd: Bool { token.kind == .endMarker && !lexer.brackets.isEmpty }

    /// The plain error at the current token.
    func invalidSyntax() -> SyntaxFailure {
        if isUnclosedAtEnd, let bracket = lexer.brackets.last { return neverClosed(bracket) }
        switch token.kind {
        case .indent: return fail("unexpected indent", span(token), kind: .indentationError)
        case .dedent: return fail("unexpected unindent", span(token), kind: .indentationError)
        default: return fail("invalid syntax", token)
        }
    }

    private func neverClosed(_ bracket: Lexer.Bracket) -> SyntaxFailure {
        SyntaxFailure(
            Failure(.syntaxError, "'\(Character(Unicode.Scalar(bracket.character)))' was never closed"),
            lexer.span(bracket.position, bracket.position + 1), incomplete: true)
    }

    /// An error the parser found may only be the shadow of one in a later token (an unclosed quote, a wrong bracket),
    /// which explains more: as CPython does, the rest is read to see.
    private func explained(_ failure: SyntaxFailure) -> SyntaxFailure {
        if isLexerFailure || failure.incomplete || token.kind == .indent { return failure }
        var lexer = lexer
        let line = source.line(of: Int(token.start))
        while true {
            do {
                if try lexer.next().kind == .endMarker { break }
            } catch {
                // Errors of layout say less than the one at hand.
                if error.failure.kind == .syntaxError, !error.failure.message.hasPrefix("unexpected") { return error }
                break
            }
        }
        if let bracket = lexer.brackets.last, source.line(of: bracket.position) < line { return neverClosed(bracket) }
        return failure
    }

    // MARK: - Depth

    /// Counts one level of recursion; every call is paired with `leave()` on success (an error ends the parse).
    mutating func enter() throws(SyntaxFailure) {
        depth += 1
        if depth > Parser.depthLimit || stack.isExhausted() {
            throw fail("too many nested expressions; split this into several statements", token)
        }
    }

    mutating func leave() { depth -= 1 }

    // MARK: - Programs

    mutating func wholeProgram() throws(SyntaxFailure) -> Program {
        do {
            try advance()
            var body: [Statement] = []
            while token.kind != .endMarker {
                if token.kind == .newline {
                    try advance()
                } else {
                    try statement(into: &body)
                }
            }
            return Program(body: body, endsWithSemicolon: endsWithSemicolon)
        } catch {
            throw explained(error)
        }
    }
}
