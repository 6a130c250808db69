// Statements: simple ones on a line, compound ones with their blocks.
import Schema

extension Parser {
    mutating func statement(into body: inout [Statement]) throws(SyntaxFailure) {
        let start = token
        let compound: Statement.Kind
        switch start.kind {
        case .keywordIf: compound = try ifStatement()
        case .keywordWhile: compound = try whileStatement()
        case .keywordFor: compound = try forStatement()
        case .keywordTry: compound = try tryStatement()
        case .keywordWith: compound = try withStatement()
        case .keywordDef: compound = try functionDefinition(decorators: [])
        case .keywordClass: compound = try classDefinition(decorators: [])
        case .at: compound = try decorated()
        case .keywordAsync:
            throw fail(
                "'async' is not supported; write an ordinary function or loop", start,
                hint: "drop 'async' and 'await': calls here run to their end")
        default:
            return try simpleLine(into: &body)
        }
        endsWithSemicolon = false
        body.append(Statement(compound, span(from: start)))
    }

    // MARK: - Simple statements

    private mutating func simpleLine(into body: inout [Statement]) throws(SyntaxFailure) {
        endsWithSemicolon = false
        while true {
            body.append(try simpleStatement())
            guard token.kind == .semicolon else { break }
            try advance()
            if token.kind == .newline || token.kind == .endMarker {
                endsWithSemicolon = true
                break
            }
        }
        guard token.kind == .newline else { throw invalidSyntax() }
        try advance()
    }

    private mutating func simpleStatement() throws(SyntaxFailure) -> Statement {
        let start = token
        let kind: Statement.Kind
        switch start.kind {
        case .keywordPass:
            try advance()
            kind = .pass
        case .keywordBreak:
            try advance()
            kind = .breakLoop
        case .keywordContinue:
            try advance()
            kind = .continueLoop
        case .keywordReturn:
            try advance()
            kind = .returnValue(isEndOfSimpleStatement ? nil : try starExpressions())
        case .keywordRaise: kind = try raiseStatement()
        case .keywordAssert:
            try advance()
            let test = try expression()
            kind = .assert(test, message: try accept(.comma) ? try expression() : nil)
        case .keywordDel: kind = try deleteStatement()
        case .keywordGlobal:
            try advance()
            kind = .global(try identifierList())
        case .keywordNonlocal:
            try advance()
            kind = .nonlocal(try identifierList())
        case .keywordImport: kind = try importStatement()
        case .keywordFrom: kind = try importFromStatement()
        case .name:
            // `match` and `type` are statements only where they cannot be anything else: read as names first.
            do {
                kind = try expressionStatement()
            } catch {
                throw softKeywordFailure(start, error) ?? error
            }
        default: kind = try expressionStatement()
        }
        return Statement(kind, span(from: start))
    }

    var isEndOfSimpleStatement: Bool {
        token.kind == .newline || token.kind == .semicolon || token.kind == .endMarker
    }

    private mutating func raiseStatement() throws(SyntaxFailure) -> Statement.Kind {
        try advance()
        if isEndOfSimpleStatement { return .raise(nil, cause: nil) }
        let value = try expression()
        return .raise(value, cause: try accept(.keywordFrom) ? try expression() : nil)
    }

    private mutating func deleteStatement() throws(SyntaxFailure) -> Statement.Kind {
        try advance()
        var targets = [try starNamedOperand()]
        while try accept(.comma) {
            if isEndOfSimpleStatement { break }
            targets.append(try starNamedOperand())
        }
        guard isEndOfSimpleStatement else {
            for target in targets {
                if let bad = invalidTarget(target, .delete) { throw fail("cannot delete \(bad.grammarName)", bad.span) }
            }
            throw invalidSyntax()
        }
        for target in targets {
            if let bad = invalidTarget(target, .delete) { throw fail("cannot delete \(bad.grammarName)", bad.span) }
        }
        return .delete(targets)
    }

    private mutating func identifierList() throws(SyntaxFailure) -> [Identifier] {
        var names = [try identifier()]
        while try accept(.comma) { names.append(try identifier()) }
        return names
    }

    mutating func identifier() throws(SyntaxFailure) -> Identifier {
        guard token.kind == .name else { throw invalidSyntax() }
        let identifier = Identifier(name(token), span(token))
        try advance()
        return identifier
    }

    // MARK: - Assignment and expression statements

    private mutating func expressionStatement() throws(SyntaxFailure) -> Statement.Kind {
        let start = token
        let first = try yieldOrStarExpressions()
        switch token.kind {
        case .colonEqual:
            var last = first
            if case .tuple(let elements) = first.kind, source.text[Int(first.span.start)] != UInt8(ascii: "(") {
                last = elements.last ?? first
            }
            if case .name = last.kind { throw invalidSyntax() }
            var trial = self
            if (try? trial.advance()) == nil || !startsExpression(trial.token.kind) { throw invalidSyntax() }
            throw fail("cannot use assignment expressions with \(last.grammarName)", last.span)
        case .equal: return try assignment(first)
        case .colon:
            return try annotatedAssignment(first, start)
        default:
            guard let op = augmentedOperator(token.kind) else { return .expression(first) }
            switch first.kind {
            case .name, .attribute, .subscript: break
            default:
                throw fail("'\(first.grammarName)' is an illegal expression for augmented assignment", first.span)
            }
            try advance()
            return .augmentedAssign(target: first, op: op, value: try yieldOrStarExpressions())
        }
    }

    private mutating func assignment(_ first: Expression) throws(SyntaxFailure) -> Statement.Kind {
        var targets: [Expression] = []
        var value = first
        while token.kind == .equal {
            targets.append(value)
            if targets.count == 1 || invalidTarget(value, .assign) != nil {
                try checkAssignmentTarget(value, isOnly: targets.count == 1)
            }
            try advance()
            value = try yieldOrStarExpressions()
        }
        return .assign(targets: targets, value: value)
    }

    /// CPython's two texts: with a hint at `==` when one plain value is "assigned", else the bare fact.
    private func checkAssignmentTarget(_ target: Expression, isOnly: Bool) throws(SyntaxFailure) {
        if case .yield = target.kind { throw fail("assignment to yield expression not possible", target.span) }
        if case .yieldFrom = target.kind { throw fail("assignment to yield expression not possible", target.span) }
        guard let bad = invalidTarget(target, .assign) else { return }
        var last = target
        if case .tuple(let elements) = target.kind, let element = elements.last,
            source.text[Int(target.span.start)] != UInt8(ascii: "(")
        {
            last = element
        }
        if isOnly, bad.span == last.span, bad.mayBeComparedInstead, followingValueEndsPlainly() {
            throw fail("cannot assign to \(bad.grammarName) here. Maybe you meant '==' instead of '='?", bad.span)
        }
        throw fail("cannot assign to \(bad.grammarName)", bad.span)
    }

    /// At `=`: is a value next, and no second `=` after it?
    func followingValueEndsPlainly() -> Bool {
        var trial = self
        var beginsWell = false
        do {
            try trial.advance()
            beginsWell = trial.token.kind.startsOperand
            _ = try trial.operatorChain(minimum: Precedence.lowest)
        } catch {
            // CPython looks at the beginning only: a later mistake is reported in its own turn.
            return beginsWell
        }
        return trial.token.kind != .equal && trial.token.kind != .colonEqual
    }

    private mutating func annotatedAssignment(_ target: Expression, _ start: Token) throws(SyntaxFailure)
        -> Statement.Kind
    {
        switch target.kind {
        case .name, .attribute, .subscript: break
        case .tuple, .list:
            if try isAnnotationNext() {
                throw fail("only single target (not \(target.grammarName)) can be annotated", target.span)
            }
            throw invalidSyntax()
        default:
            if try isAnnotationNext() { throw fail("illegal target for annotation", target.span) }
            throw invalidSyntax()
        }
        try advance()
        let annotation = try expression()
        let value = try accept(.equal) ? try yieldOrStarExpressions() : nil
        return .annotatedAssign(target: target, annotation: annotation, value: value)
    }

    /// At `:`: does an expression follow?
    private func isAnnotationNext() throws(SyntaxFailure) -> Bool {
        var trial = self
        do {
            try trial.advance()
            _ = try trial.expression()
            return true
        } catch {
            if trial.isLexerFailure { throw error }
            return false
        }
    }

    private func augmentedOperator(_ kind: TokenKind) -> BinaryOperator? {
        switch kind {
        case .plusEqual: .add
        case .minusEqual: .subtract
        case .starEqual: .multiply
        case .slashEqual: .divide
        case .doubleSlashEqual: .floorDivide
        case .percentEqual: .modulo
        case .doubleStarEqual: .power
        case .atEqual: .matrixMultiply
        case .leftShiftEqual: .leftShift
        case .rightShiftEqual: .rightShift
        case .ampersandEqual: .and
        case .pipeEqual: .or
        case .caretEqual: .xor
        default: nil
        }
    }

    /// `match x:` and `type X = ...` are Python, but not this dialect: say what to write instead.
    private func softKeywordFailure(_ start: Token, _ failure: SyntaxFailure) -> SyntaxFailure? {
        let word = text(start)
        guard word == "match" || word == "type" else { return nil }
        let line = source.lineBytes(source.line(of: Int(start.start)))
        let rest = line.dropFirst(Int(start.end) - line.startIndex).drop { $0 == 0x20 || $0 == 0x09 }
        if word == "match" {
            let code = String(decoding: rest, as: UTF8.self).split(separator: "#", maxSplits: 1).first ?? ""
            guard let last = code.utf8.last(where: { $0 != 0x20 && $0 != 0x09 }), last == UInt8(ascii: ":"),
                rest.first != UInt8(ascii: "="), rest.first != UInt8(ascii: ":"), rest.first != UInt8(ascii: ".")
            else { return nil }
            return SyntaxFailure(
                Failure(.syntaxError, "'match' statements are not supported; write if/elif/else instead"),
                span(start))
        }
        guard let first = rest.first, first >= 0x41, first != 0x5B else { return nil }
        return SyntaxFailure(
            Failure(.syntaxError, "'type' statements are not supported; write an assignment, X = ..., instead"),
            span(start))
    }

    // MARK: - Imports

    private mutating func importStatement() throws(SyntaxFailure) -> Statement.Kind {
        try advance()
        var modules: [ImportedModule] = []
        repeat {
            let start = token
            let path = try dottedName()
            let alias = try accept(.keywordAs) ? try identifier().name : nil
            modules.append(ImportedModule(path: path, alias: alias, span: span(from: start)))
        } while try accept(.comma)
        return .importModules(modules)
    }

    private mutating func dottedName() throws(SyntaxFailure) -> [String] {
        var path = [try identifier().name]
        while try accept(.dot) { path.append(try identifier().name) }
        return path
    }

    private mutating func importFromStatement() throws(SyntaxFailure) -> Statement.Kind {
        try advance()
        var level = 0
        while token.kind == .dot || token.kind == .ellipsis {
            level += token.kind == .dot ? 1 : 3
            try advance()
        }
        var module: [String] = []
        if level == 0 || token.kind != .keywordImport { module = try dottedName() }
        try expect(.keywordImport)
        if try accept(.star) { return .importFrom(module: module, level: level, names: []) }
        let isParenthesized = try accept(.leftParen)
        var names: [ImportedName] = []
        while true {
            let start = token
            let imported = try identifier().name
            let alias = try accept(.keywordAs) ? try identifier().name : nil
            names.append(ImportedName(name: imported, alias: alias, span: span(from: start)))
            guard token.kind == .comma else { break }
            try advance()
            if isParenthesized, token.kind == .rightParen { break }
            if !isParenthesized, token.kind == .newline {
                throw fail("trailing comma not allowed without surrounding parentheses", token)
            }
        }
        if isParenthesized { try expect(.rightParen) }
        return .importFrom(module: module, level: level, names: names)
    }

    // MARK: - Blocks

    /// The `:` of a compound statement; at the end of a line CPython says that it is missing.
    private mutating func colon() throws(SyntaxFailure) {
        if token.kind == .newline { throw fail("expected ':'", token) }
        try expect(.colon)
    }

    /// What follows `:`: an indented block, or simple statements on the same line.
    private mutating func block(after what: String, _ opener: Token) throws(SyntaxFailure) -> [Statement] {
        var body: [Statement] = []
        guard token.kind == .newline else {
            try simpleLine(into: &body)
            return body
        }
        try advance()
        guard token.kind == .indent else {
            let isAtEnd = Int(token.start) >= source.text.count
            // At the end the place is after the last `:`, on a line there is.
            let end = Int(previous.start)
            throw SyntaxFailure(
                Failure(
                    .indentationError,
                    "expected an indented block after \(what) on line \(source.line(of: Int(opener.start)))"),
                isAtEnd ? lexer.span(end, end) : lexer.span(Int(token.start), Int(token.start)), incomplete: isAtEnd)
        }
        try enter()
        try advance()
        while token.kind != .dedent && token.kind != .endMarker { try statement(into: &body) }
        if token.kind == .dedent { try advance() }
        leave()
        return body
    }

    private mutating func elseBlock() throws(SyntaxFailure) -> [Statement] {
        let opener = token
        guard try accept(.keywordElse) else { return [] }
        try expectForced(.colon, ":")
        return try block(after: "'else' statement", opener)
    }

    // MARK: - Compound statements

    private mutating func ifStatement() throws(SyntaxFailure) -> Statement.Kind {
        var branches: [(test: Expression, body: [Statement])] = []
        repeat {
            let opener = token
            try advance()
            let test = try namedExpression()
            try colon()
            let word = opener.kind == .keywordIf ? "if" : "elif"
            branches.append((test, try block(after: "'\(word)' statement", opener)))
        } while token.kind == .keywordElif
        return .ifElse(branches: branches, orElse: try elseBlock())
    }

    private mutating func whileStatement() throws(SyntaxFailure) -> Statement.Kind {
        let opener = token
        try advance()
        let test = try namedExpression()
        try colon()
        let body = try block(after: "'while' statement", opener)
        return .whileLoop(test: test, body: body, orElse: try elseBlock())
    }

    private mutating func forStatement() throws(SyntaxFailure) -> Statement.Kind {
        let opener = token
        try advance()
        let target = try loopTarget()
        try expect(.keywordIn)
        let iterable = try starExpressions()
        try colon()
        let body = try block(after: "'for' statement", opener)
        return .forLoop(target: target, iterable: iterable, body: body, orElse: try elseBlock())
    }

    private mutating func tryStatement() throws(SyntaxFailure) -> Statement.Kind {
        let opener = token
        try advance()
        try expectForced(.colon, ":")
        let body = try block(after: "'try' statement", opener)
        var handlers: [ExceptHandler] = []
        while token.kind == .keywordExcept { handlers.append(try exceptHandler()) }
        guard !handlers.isEmpty || token.kind == .keywordFinally else {
            throw fail(
                "expected 'except' or 'finally' block", span(token), incomplete: Int(token.start) >= source.text.count)
        }
        let orElse = handlers.isEmpty ? [] : try elseBlock()
        var finally: [Statement] = []
        let finallyOpener = token
        if try accept(.keywordFinally) {
            try expectForced(.colon, ":")
            finally = try block(after: "'finally' statement", finallyOpener)
        }
        return .tryExcept(body: body, handlers: handlers, orElse: orElse, finally: finally)
    }

    private mutating func exceptHandler() throws(SyntaxFailure) -> ExceptHandler {
        let opener = token
        try advance()
        if token.kind == .star {
            throw fail("'except*' is not supported; write 'except' with one exception class or a tuple of them", token)
        }
        var type: Expression?
        var name: Identifier?
        if token.kind != .colon {
            if token.kind == .newline { throw fail("expected ':'", token) }
            let first = try expression()
            type = first
            if token.kind == .comma, let end = exceptTypesEnd() {
                throw fail(
                    "multiple exception types must be parenthesized", lexer.span(Int(first.span.start), end))
            }
            if try accept(.keywordAs) { name = try identifier() }
        }
        try colon()
        let body = try block(after: "'except' statement", opener)
        return ExceptHandler(type: type, name: name, body: body, span: span(from: opener))
    }

    /// Python 2's `except A, B:`, at the comma.
    private func exceptTypesEnd() -> Int? {
        var trial = self
        do {
            try trial.advance()
            _ = try trial.starExpressions()
            if try trial.accept(.keywordAs) { _ = try trial.identifier() }
        } catch {
            return nil
        }
        return trial.token.kind == .colon ? Int(trial.previous.end) : nil
    }

    private mutating func withStatement() throws(SyntaxFailure) -> Statement.Kind {
        let opener = token
        try advance()
        if token.kind == .leftParen {
            // `with (a as b, c):` and `with (a, b)[0]:` look alike until the bracket closes: try the first, come back.
            let bookmark = self
            let failure: SyntaxFailure
            do {
                let items = try parenthesizedItems()
                return .with(items: items, body: try block(after: "'with' statement", opener))
            } catch {
                if isPastItems { throw error }
                failure = error
            }
            self = bookmark
            do {
                let items = try plainItems()
                return .with(items: items, body: try block(after: "'with' statement", opener))
            } catch {
                // Both readings failed: the one that has more to say is reported.
                throw isPastItems || failure.failure.message == "invalid syntax" ? error : failure
            }
        }
        let items = try plainItems()
        return .with(items: items, body: try block(after: "'with' statement", opener))
    }

    private mutating func plainItems() throws(SyntaxFailure) -> [WithItem] {
        isPastItems = false
        var items: [WithItem] = []
        repeat { items.append(try withItem()) } while try accept(.comma)
        try colon()
        isPastItems = true
        return items
    }

    private mutating func parenthesizedItems() throws(SyntaxFailure) -> [WithItem] {
        isPastItems = false
        try advance()
        var items: [WithItem] = []
        while token.kind != .rightParen {
            let item = try withItem()
            items.append(item)
            guard try accept(.comma) else { break }
        }
        if items.isEmpty { throw invalidSyntax() }
        try expect(.rightParen)
        try colon()
        isPastItems = true
        return items
    }

    private mutating func withItem() throws(SyntaxFailure) -> WithItem {
        let context = try expression()
        guard try accept(.keywordAs) else { return WithItem(context: context, target: nil) }
        let target = try starOperand()
        if let bad = invalidTarget(target, .assign) {
            if token.kind == .comma || token.kind == .rightParen || token.kind == .colon {
                throw fail("cannot assign to \(bad.grammarName)", bad.span)
            }
            throw invalidSyntax()
        }
        return WithItem(context: context, target: target)
    }

    // MARK: - Definitions

    private mutating func decorated() throws(SyntaxFailure) -> Statement.Kind {
        var decorators: [Expression] = []
        while try accept(.at) {
            decorators.append(try namedExpression())
            try expect(.newline)
        }
        switch token.kind {
        case .keywordDef: return try functionDefinition(decorators: decorators)
        case .keywordClass: return try classDefinition(decorators: decorators)
        case .keywordAsync:
            throw fail("'async' is not supported; write an ordinary function", token)
        default:
            var failure = invalidSyntax()
            failure.incomplete = failure.incomplete || token.kind == .endMarker
            throw failure
        }
    }

    private mutating func functionDefinition(decorators: [Expression]) throws(SyntaxFailure) -> Statement.Kind {
        let opener = token
        try advance()
        let name = try identifier()
        try expectForced(.leftParen, "(")
        let parameters = try parameters(until: .rightParen, allowsAnnotations: true)
        try expect(.rightParen)
        var returns: Expression?
        if token.kind == .arrow {
            let arrow = token
            try advance()
            if token.kind == .colon { throw fail("expected ':'", arrow) }
            returns = try expression()
        }
        try expectForced(.colon, ":")
        yields.append(false)
        let body = try block(after: "function definition", opener)
        let isGenerator = yields.removeLast()
        return .functionDefinition(
            FunctionDefinition(
                name: name, parameters: parameters, body: body, returns: returns, decorators: decorators,
                docstring: docstring(of: body), isGenerator: isGenerator))
    }

    private mutating func classDefinition(decorators: [Expression]) throws(SyntaxFailure) -> Statement.Kind {
        let opener = token
        try advance()
        let name = try identifier()
        var bases: [CallArgument] = []
        if try accept(.leftParen) { bases = try callArguments() }
        try colon()
        // A `yield` in a class body belongs to no function, whatever stands around the class.
        yields.append(false)
        let body = try block(after: "class definition", opener)
        yields.removeLast()
        return .classDefinition(
            ClassDefinition(
                name: name, bases: bases, body: body, decorators: decorators, docstring: docstring(of: body)))
    }

    private func docstring(of body: [Statement]) -> String? {
        guard case .expression(let first)? = body.first?.kind, case .constant(.string(let text)) = first.kind else {
            return nil
        }
        return text
    }
}
