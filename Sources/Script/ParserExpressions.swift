// Expressions, from `yield` and star lists down to atoms.
import Schema

/// How tightly the binary operators bind, `|` loosest.
enum Precedence {
    static let lowest = 1
    static let afterPower = 7

    static func of(_ kind: TokenKind) -> (level: Int, op: BinaryOperator)? {
        switch kind {
        case .pipe: (1, .or)
        case .caret: (2, .xor)
        case .ampersand: (3, .and)
        case .leftShift: (4, .leftShift)
        case .rightShift: (4, .rightShift)
        case .plus: (5, .add)
        case .minus: (5, .subtract)
        case .star: (6, .multiply)
        case .slash: (6, .divide)
        case .doubleSlash: (6, .floorDivide)
        case .percent: (6, .modulo)
        case .at: (6, .matrixMultiply)
        default: nil
        }
    }
}

extension Parser {
    // MARK: - Lists without brackets

    mutating func yieldOrStarExpressions() throws(SyntaxFailure) -> Expression {
        token.kind == .keywordYield ? try yieldExpression() : try starExpressions()
    }

    mutating func yieldExpression() throws(SyntaxFailure) -> Expression {
        let start = token
        try enter()
        defer { leave() }
        try advance()
        if !yields.isEmpty { yields[yields.count - 1] = true }
        if try accept(.keywordFrom) {
            let iterable = try expression()
            return Expression(.yieldFrom(iterable), span(from: start))
        }
        let isBare: Bool
        switch token.kind {
        case .newline, .semicolon, .endMarker, .rightParen, .rightBracket, .rightBrace, .equal, .comma, .colon,
            .exclamation:
            isBare = true
        default: isBare = false
        }
        let value = isBare ? nil : try starExpressions()
        return Expression(.yield(value), span(from: start))
    }

    /// `a`, or `a, *b, c` as a tuple without parentheses.
    mutating func starExpressions() throws(SyntaxFailure) -> Expression {
        let start = token
        let first = try starExpression()
        guard token.kind == .comma else { return first }
        var elements = [first]
        while try accept(.comma) {
            guard startsExpression(token.kind) || token.kind == .star else { break }
            elements.append(try starExpression())
        }
        return Expression(.tuple(elements), span(from: start))
    }

    private mutating func starExpression() throws(SyntaxFailure) -> Expression {
        token.kind == .star ? try starred() : try expression()
    }

    /// `*` and an operand as loose as `|`.
    mutating func starred() throws(SyntaxFailure) -> Expression {
        let start = token
        try advance()
        let value = try operatorChain(minimum: Precedence.lowest)
        return Expression(.starred(value), span(from: start))
    }

    /// An element of a display or a group.
    private mutating func starNamedExpression() throws(SyntaxFailure) -> Expression {
        token.kind == .star ? try starred() : try namedExpression()
    }

    /// An element of a target list, which `in` ends.
    mutating func starOperand() throws(SyntaxFailure) -> Expression {
        token.kind == .star ? try starred() : try operatorChain(minimum: Precedence.lowest)
    }

    mutating func starNamedOperand() throws(SyntaxFailure) -> Expression { try starExpression() }

    /// The targets between `for` and `in`.
    mutating func loopTarget() throws(SyntaxFailure) -> Expression {
        let start = token
        let first = try starOperand()
        var target = first
        if token.kind == .comma {
            var elements = [first]
            while try accept(.comma) {
                guard token.kind == .star || (startsExpression(token.kind) && token.kind != .keywordNot) else { break }
                elements.append(try starOperand())
            }
            target = Expression(.tuple(elements), span(from: start))
        }
        if token.kind.startsOperand {
            guard case .tuple = target.kind else { throw sideBySide(target, start) }
        }
        if let bad = invalidTarget(target, .loop) { throw fail("cannot assign to \(bad.grammarName)", bad.span) }
        return target
    }

    /// True for what may begin an expression, prefix operators and brackets included.
    func startsExpression(_ kind: TokenKind) -> Bool {
        switch kind {
        case .leftParen, .leftBracket, .plus, .minus, .keywordNot: true
        default: kind.startsOperand
        }
    }

    // MARK: - One expression

    /// `name := value` where it is allowed, else an expression.
    mutating func namedExpression() throws(SyntaxFailure) -> Expression {
        let start = token
        let value = try expression()
        switch token.kind {
        case .colonEqual:
            guard let name = bareName(value, start) else {
                throw fail("cannot use assignment expressions with \(value.grammarName)", value.span)
            }
            try advance()
            let assigned = try expression()
            return Expression(.named(name, assigned), span(from: start))
        case .equal:
            throw assignmentInExpression(value, start)
        default:
            return value
        }
    }

    /// The name of an expression that is one name without parentheses.
    func bareName(_ value: Expression, _ start: Token) -> Identifier? {
        guard case .name(let name) = value.kind, start.kind == .name, previous.start == start.start else { return nil }
        return Identifier(name, value.span)
    }

    /// `=` where only `==` or `:=` can stand.
    private func assignmentInExpression(_ value: Expression, _ start: Token) -> SyntaxFailure {
        var trial = self
        do {
            try trial.advance()
            _ = try trial.operatorChain(minimum: Precedence.lowest)
        } catch {
            return trial.isLexerFailure || error.incomplete ? error : invalidSyntax()
        }
        if trial.isUnclosedAtEnd { return trial.invalidSyntax() }
        guard trial.token.kind != .equal, trial.token.kind != .colonEqual else { return invalidSyntax() }
        if bareName(value, start) != nil {
            return fail(
                "invalid syntax. Maybe you meant '==' or ':=' instead of '='?",
                value.span.joined(to: trial.span(from: token)))
        }
        guard value.mayBeComparedInstead else { return invalidSyntax() }
        return fail(
            "cannot assign to \(value.grammarName) here. Maybe you meant '==' instead of '='?", value.span)
    }

    /// - Parameter allowsNeighbor: the caller has its own words for a second expression right after this one.
    mutating func expression(allowsNeighbor: Bool = false) throws(SyntaxFailure) -> Expression {
        try enter()
        defer { leave() }
        if token.kind == .keywordLambda { return try lambda() }
        let start = token
        let value = try disjunction()
        if token.kind == .keywordIf {
            try advance()
            let test = try disjunction()
            guard token.kind == .keywordElse else {
                if token.kind == .colon || (token.kind == .endMarker && token.level > 0) { throw invalidSyntax() }
                throw fail("expected 'else' after 'if' expression", span(from: start))
            }
            try advance()
            let otherwise = try expression()
            return Expression(.conditional(test: test, then: value, otherwise: otherwise), span(from: start))
        }
        if !allowsNeighbor, reportsNeighbors, startsNeighbor { throw sideBySide(value, start) }
        return value
    }

    private var startsNeighbor: Bool { token.kind.startsOperand || token.kind == .keywordNot }

    /// Two expressions with nothing between them: a forgotten comma, or Python 2's print.
    private func sideBySide(_ first: Expression, _ start: Token) -> SyntaxFailure {
        if let name = bareName(first, start), name.name == "print" || name.name == "exec" {
            var trial = self
            trial.reportsNeighbors = false
            do {
                _ = try trial.starExpressions()
            } catch {
                return trial.isLexerFailure || error.incomplete ? error : invalidSyntax()
            }
            return fail(
                "Missing parentheses in call to '\(name.name)'. Did you mean \(name.name)(...)?",
                trial.span(from: start))
        }
        if bareName(first, start) != nil, token.kind == .string || token.kind == .fstringStart {
            return invalidSyntax()
        }
        if token.kind == .keywordAwait { return invalidSyntax() }
        var trial = self
        trial.reportsNeighbors = false
        do {
            _ = try trial.expression()
        } catch {
            return trial.isLexerFailure || error.incomplete ? error : invalidSyntax()
        }
        if trial.isUnclosedAtEnd { return trial.invalidSyntax() }
        if trial.previous.level == 0 && fieldDepth == 0 { return invalidSyntax() }
        return fail("invalid syntax. Perhaps you forgot a comma?", trial.span(from: start))
    }

    private mutating func lambda() throws(SyntaxFailure) -> Expression {
        let start = token
        try advance()
        let parameters = try parameters(until: .colon, allowsAnnotations: false)
        try expectForced(.colon, ":")
        yields.append(false)
        let body = try expression()
        let isGenerator = yields.removeLast()
        let definition = FunctionDefinition(
            name: Identifier("<lambda>", span(start)), parameters: parameters,
            body: [Statement(.returnValue(body), body.span)], returns: nil, decorators: [], docstring: nil,
            isGenerator: isGenerator)
        return Expression(.lambda(definition), span(from: start))
    }

    // MARK: - Operators

    mutating func disjunction() throws(SyntaxFailure) -> Expression {
        let start = token
        let first = try conjunction()
        guard token.kind == .keywordOr else { return first }
        var operands = [first]
        while try accept(.keywordOr) { operands.append(try conjunction()) }
        return Expression(.boolean(.or, operands), span(from: start))
    }

    private mutating func conjunction() throws(SyntaxFailure) -> Expression {
        let start = token
        let first = try inversion()
        guard token.kind == .keywordAnd else { return first }
        var operands = [first]
        while try accept(.keywordAnd) { operands.append(try inversion()) }
        return Expression(.boolean(.and, operands), span(from: start))
    }

    private mutating func inversion() throws(SyntaxFailure) -> Expression {
        guard token.kind == .keywordNot else { return try comparison() }
        let start = token
        try enter()
        defer { leave() }
        try advance()
        let operand = try inversion()
        return Expression(.unary(.not, operand), span(from: start))
    }

    private mutating func comparison() throws(SyntaxFailure) -> Expression {
        let start = token
        let first = try operatorChain(minimum: Precedence.lowest)
        var steps: [(op: ComparisonOperator, operand: Expression)] = []
        while let op = try comparisonOperator() {
            steps.append((op, try operatorChain(minimum: Precedence.lowest)))
        }
        return steps.isEmpty ? first : Expression(.compare(first, steps), span(from: start))
    }

    private mutating func comparisonOperator() throws(SyntaxFailure) -> ComparisonOperator? {
        switch token.kind {
        case .equalEqual: try advance(); return .equal
        case .notEqual: try advance(); return .notEqual
        case .less: try advance(); return .less
        case .lessEqual: try advance(); return .lessEqual
        case .greater: try advance(); return .greater
        case .greaterEqual: try advance(); return .greaterEqual
        case .keywordIn: try advance(); return .isIn
        case .keywordIs:
            try advance()
            return try accept(.keywordNot) ? .isNotIdentical : .isIdentical
        case .keywordNot:
            try advance()
            try expect(.keywordIn)
            return .isNotIn
        default: return nil
        }
    }

    /// Binary operators of at least this precedence: each run of one level becomes one flat node.
    mutating func operatorChain(minimum: Int) throws(SyntaxFailure) -> Expression {
        let start = token
        var left = try factor()
        while let (level, _) = Precedence.of(token.kind), level >= minimum {
            var steps: [(op: BinaryOperator, opSpan: Span, operand: Expression)] = []
            while let (next, op) = Precedence.of(token.kind), next == level {
                let place = span(token)
                try advance()
                steps.append((op, place, try operatorChain(minimum: level + 1)))
            }
            left = Expression(.binary(left, steps), span(from: start))
        }
        return left
    }

    private mutating func factor() throws(SyntaxFailure) -> Expression {
        let start = token
        let op: UnaryOperator
        switch start.kind {
        case .plus: op = .positive
        case .minus: op = .negative
        case .tilde: op = .invert
        default: return try power()
        }
        try enter()
        defer { leave() }
        try advance()
        let operand = try factor()
        return Expression(.unary(op, operand), span(from: start))
    }

    private mutating func power() throws(SyntaxFailure) -> Expression {
        let start = token
        let base = try primary()
        guard token.kind == .doubleStar else { return base }
        let place = span(token)
        try enter()
        defer { leave() }
        try advance()
        let exponent = try factor()
        return Expression(.binary(base, [(.power, place, exponent)]), span(from: start))
    }

    // MARK: - Primaries

    /// An atom and its `.name`, `[index]` and `(arguments)` steps. Long chains nest to the left, so their length is
    /// limited, counting the chains inside them: whoever walks the syntax may recurse.
    mutating func primary() throws(SyntaxFailure) -> Expression {
        let start = token
        let outerPeak = peakChain
        peakChain = 0
        var value = try atom()
        var length = 0
        postfix: while true {
            switch token.kind {
            case .dot:
                try advance()
                value = Expression(.attribute(value, try identifier()), span(from: start))
            case .leftBracket:
                try advance()
                let index = try subscriptIndex()
                try expect(.rightBracket)
                value = Expression(.subscript(value, index), span(from: start))
            case .leftParen:
                try advance()
                let arguments = try callArguments()
                value = Expression(.call(value, arguments), span(from: start))
            default:
                break postfix
            }
            length += 1
            if length + peakChain > Parser.chainLimit {
                throw fail(
                    "too many chained calls, attributes and subscripts; split this into several statements", previous)
            }
        }
        peakChain = max(outerPeak, peakChain + length)
        return value
    }

    private mutating func subscriptIndex() throws(SyntaxFailure) -> Expression {
        let start = token
        let first = try subscriptElement()
        if token.kind != .comma {
            guard case .starred = first.kind else { return first }
            return Expression(.tuple([first]), span(from: start))
        }
        var elements = [first]
        while try accept(.comma) {
            if token.kind == .rightBracket { break }
            elements.append(try subscriptElement())
        }
        return Expression(.tuple(elements), span(from: start))
    }

    private mutating func subscriptElement() throws(SyntaxFailure) -> Expression {
        let start = token
        if token.kind == .star { return try starred() }
        var lower: Expression?
        if token.kind != .colon {
            let value = try namedExpression()
            guard token.kind == .colon else { return value }
            if case .named = value.kind, value.span.start == start.start { throw invalidSyntax() }
            lower = value
        }
        try advance()
        var upper: Expression?
        var step: Expression?
        if token.kind != .colon, token.kind != .comma, token.kind != .rightBracket { upper = try expression() }
        if try accept(.colon), token.kind != .comma, token.kind != .rightBracket { step = try expression() }
        return Expression(.slice(lower: lower, upper: upper, step: step), span(from: start))
    }

    // MARK: - Atoms

    private mutating func atom() throws(SyntaxFailure) -> Expression {
        let start = token
        switch start.kind {
        case .name:
            try advance()
            return Expression(.name(name(start)), span(start))
        case .number:
            let constant = try numberConstant(start)
            try advance()
            return Expression(.constant(constant), span(start))
        case .string, .fstringStart: return try strings()
        case .keywordNone: return try constant(.none)
        case .keywordTrue: return try constant(.bool(true))
        case .keywordFalse: return try constant(.bool(false))
        case .ellipsis: return try constant(.ellipsis)
        case .leftParen: return try parenthesized()
        case .leftBracket: return try listDisplay()
        case .leftBrace: return try braceDisplay()
        case .keywordAwait:
            throw fail("'await' is not supported; call the function directly", start)
        default: throw invalidSyntax()
        }
    }

    private mutating func constant(_ value: Constant) throws(SyntaxFailure) -> Expression {
        let place = span(token)
        try advance()
        return Expression(.constant(value), place)
    }

    /// A group, a tuple, or a generator expression.
    private mutating func parenthesized() throws(SyntaxFailure) -> Expression {
        let start = token
        try advance()
        if try accept(.rightParen) { return Expression(.tuple([]), span(from: start)) }
        if token.kind == .keywordYield {
            let value = try yieldExpression()
            try expect(.rightParen)
            return value
        }
        if token.kind == .doubleStar {
            let stars = token
            try advance()
            _ = try expression()
            if token.kind == .rightParen { throw fail("cannot use double starred expression here", stars) }
            throw SyntaxFailure(Failure(.syntaxError, "invalid syntax"), span(stars))
        }
        let first = try starNamedExpression()
        if token.kind == .keywordFor {
            let clauses = try comprehensionClauses(after: first)
            try expect(.rightParen)
            let generator = Comprehension(kind: .generator, element: first, value: nil, clauses: clauses)
            return Expression(.comprehension(generator), span(from: start))
        }
        if token.kind == .comma {
            let elements = try remainingElements(first, .rightParen)
            try expect(.rightParen)
            return Expression(.tuple(elements), span(from: start))
        }
        try expect(.rightParen)
        if case .starred = first.kind { throw fail("cannot use starred expression here", first.span) }
        return first
    }

    /// At a comma: the rest of a display, up to its closing bracket.
    private mutating func remainingElements(
        _ first: Expression, _ close: TokenKind
    ) throws(SyntaxFailure) -> [Expression] {
        var elements = [first]
        while try accept(.comma) {
            if token.kind == close { break }
            if token.kind == .keywordFor, close != .rightParen {
                throw unparenthesizedTarget(elements, previous)
            }
            elements.append(try starNamedExpression())
        }
        if token.kind == .keywordFor, elements.count > 1, close != .rightParen {
            throw unparenthesizedTarget(elements, nil)
        }
        return elements
    }

    /// `[a, b for a, b in c]`.
    private func unparenthesizedTarget(_ elements: [Expression], _ comma: Token?) -> SyntaxFailure {
        var trial = self
        do {
            _ = try trial.comprehensionClauses(after: nil)
        } catch {
            return trial.isLexerFailure || error.incomplete ? error : invalidSyntax()
        }
        let first = elements.first?.span ?? span(token)
        return fail(
            "did you forget parentheses around the comprehension target?",
            first.joined(to: comma.map { span($0) } ?? elements.last?.span ?? first))
    }

    private mutating func listDisplay() throws(SyntaxFailure) -> Expression {
        let start = token
        try advance()
        if try accept(.rightBracket) { return Expression(.list([]), span(from: start)) }
        let first = try starNamedExpression()
        if token.kind == .keywordFor {
            let clauses = try comprehensionClauses(after: first)
            try expect(.rightBracket)
            let list = Comprehension(kind: .list, element: first, value: nil, clauses: clauses)
            return Expression(.comprehension(list), span(from: start))
        }
        let elements = try remainingElements(first, .rightBracket)
        try expect(.rightBracket)
        return Expression(.list(elements), span(from: start))
    }

    private mutating func braceDisplay() throws(SyntaxFailure) -> Expression {
        let start = token
        try advance()
        if try accept(.rightBrace) { return Expression(.dict([]), span(from: start)) }
        if token.kind == .doubleStar { return try dictDisplay(start, firstKey: nil) }
        let first = try starNamedExpression()
        if token.kind == .colon {
            if case .starred = first.kind { throw invalidSyntax() }
            if case .named = first.kind, previous.kind != .rightParen { throw invalidSyntax() }
            return try dictDisplay(start, firstKey: first)
        }
        if token.kind == .keywordFor {
            let clauses = try comprehensionClauses(after: first)
            try expect(.rightBrace)
            let set = Comprehension(kind: .set, element: first, value: nil, clauses: clauses)
            return Expression(.comprehension(set), span(from: start))
        }
        let elements = try remainingElements(first, .rightBrace)
        try expect(.rightBrace)
        return Expression(.set(elements), span(from: start))
    }

    private mutating func dictDisplay(_ start: Token, firstKey: Expression?) throws(SyntaxFailure) -> Expression {
        var items: [(key: Expression?, value: Expression)] = []
        var key = firstKey
        while token.kind != .rightBrace {
            if key == nil, token.kind == .doubleStar {
                let stars = token
                try advance()
                let mapping = try operatorChain(minimum: Precedence.lowest)
                if token.kind == .keywordFor, items.isEmpty {
                    var trial = self
                    if (try? trial.comprehensionClauses(after: nil)) != nil, trial.token.kind == .rightBrace {
                        throw fail("dict unpacking cannot be used in dict comprehension", stars)
                    }
                }
                items.append((nil, mapping))
            } else {
                let itemKey: Expression
                if let first = key { itemKey = first } else { itemKey = try expression(allowsNeighbor: true) }
                key = nil
                guard token.kind == .colon else {
                    if token.kind == .endMarker { throw invalidSyntax() }
                    if items.isEmpty { throw invalidSyntax() }
                    throw fail(
                        "':' expected after dictionary key", lexer.span(Int(previous.end) - 1, Int(previous.end)))
                }
                let colon = token
                try advance()
                if token.kind == .rightBrace || token.kind == .comma {
                    throw fail("expression expected after dictionary key and ':'", colon)
                }
                if token.kind == .star {
                    let star = token
                    _ = try starred()
                    throw fail("cannot use a starred expression in a dictionary value", span(from: star))
                }
                let value = try expression()
                if token.kind == .keywordFor, items.isEmpty {
                    let clauses = try comprehensionClauses(after: nil)
                    try expect(.rightBrace)
                    let dict = Comprehension(kind: .dict, element: itemKey, value: value, clauses: clauses)
                    return Expression(.comprehension(dict), span(from: start))
                }
                items.append((itemKey, value))
            }
            guard try accept(.comma) else { break }
        }
        try expect(.rightBrace)
        return Expression(.dict(items), span(from: start))
    }

    // MARK: - Comprehensions

    /// At `for`: the clauses of a comprehension over `element`.
    mutating func comprehensionClauses(after element: Expression?) throws(SyntaxFailure) -> [Comprehension.Clause] {
        var clauses: [Comprehension.Clause] = []
        while token.kind == .keywordFor || token.kind == .keywordAsync {
            if token.kind == .keywordAsync {
                throw fail("'async' is not supported; write an ordinary comprehension", token)
            }
            if clauses.count >= Parser.clauseLimit { throw fail("too many 'for' clauses in a comprehension", token) }
            try advance()
            let target = try loopTarget()
            try expect(.keywordIn)
            let iterable = try disjunction()
            var conditions: [Expression] = []
            while try accept(.keywordIf) {
                conditions.append(try disjunction())
            }
            if token.kind.startsOperand { throw invalidSyntax() }
            clauses.append(Comprehension.Clause(target: target, iterable: iterable, conditions: conditions))
        }
        if let element, case .starred = element.kind {
            throw fail("iterable unpacking cannot be used in comprehension", element.span)
        }
        return clauses
    }

    /// Whoever compiles a comprehension nests one loop per clause.
    static let clauseLimit = 100
}
