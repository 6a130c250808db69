// Parameter lists of `def` and `lambda`, and argument lists of calls and classes, with CPython's many particular
// errors.
import Schema

extension Parser {
    // MARK: - Parameters

    /// Up to, not including, `end`: `a, b=1, /, c, *args, d, e=2, **options`.
    mutating func parameters(until end: TokenKind, allowsAnnotations: Bool) throws(SyntaxFailure) -> [Parameter] {
        var result: [Parameter] = []
        var sawSlash = false
        var sawStar = false
        var sawDefault = false
        while token.kind != end {
            switch token.kind {
            case .slash:
                if sawSlash { throw fail("/ may appear only once", token) }
                if sawStar { throw fail("/ must be ahead of *", token) }
                let slash = token
                sawSlash = true
                for index in result.indices { result[index].kind = .positionalOnly }
                try advance()
                if result.isEmpty {
                    let message = token.kind == .comma ? "at least one argument must precede /" : "invalid syntax"
                    throw fail(message, slash)
                }
                if token.kind == .star { throw fail("expected comma between / and *", token) }
            case .star:
                if sawStar { throw fail("* argument may appear only once", token) }
                sawStar = true
                let star = token
                try advance()
                if token.kind == .comma {
                    try advance()
                    if token.kind == end || token.kind == .doubleStar {
                        throw fail("named arguments must follow bare *", star)
                    }
                    continue
                }
                if token.kind == end {
                    throw fail("named arguments must follow bare *", allowsAnnotations ? star : token)
                }
                let parameter = try parameter(.variadic, allowsAnnotations, allowsStarAnnotation: true)
                if token.kind == .equal { throw fail("var-positional argument cannot have default value", token) }
                result.append(parameter)
            case .doubleStar:
                try advance()
                let parameter = try parameter(.variadicKeyword, allowsAnnotations)
                if token.kind == .equal { throw fail("var-keyword argument cannot have default value", token) }
                result.append(parameter)
                if try accept(.comma) {
                    switch token.kind {
                    case .name, .star, .doubleStar, .slash:
                        throw fail("arguments cannot follow var-keyword argument", token)
                    default: break
                    }
                }
                guard token.kind == end else { throw invalidSyntax() }
                return result
            case .leftParen:
                throw parenthesizedParameters(allowsAnnotations) ?? invalidSyntax()
            default:
                let place = token
                var parameter = try parameter(
                    sawStar ? .keywordOnly : .positionalOrKeyword, allowsAnnotations)
                if token.kind == .equal {
                    let equal = token
                    try advance()
                    if allowsAnnotations, token.kind == .comma || token.kind == end {
                        throw fail("expected default value expression", equal)
                    }
                    parameter.defaultValue = try expression()
                    if !sawStar { sawDefault = true }
                } else if sawDefault, !sawStar {
                    throw fail("non-default argument follows default argument", place)
                }
                result.append(parameter)
            }
            guard try accept(.comma) else { break }
        }
        guard token.kind == end else {
            throw invalidSyntax()
        }
        return result
    }

    private mutating func parameter(
        _ kind: Parameter.Kind, _ allowsAnnotation: Bool, allowsStarAnnotation: Bool = false
    ) throws(SyntaxFailure) -> Parameter {
        let name = try identifier()
        var annotation: Expression?
        if allowsAnnotation, try accept(.colon) {
            annotation = allowsStarAnnotation && token.kind == .star ? try starred() : try expression()
        }
        return Parameter(name: name, kind: kind, defaultValue: nil, annotation: annotation)
    }

    /// Python 2's `def f((a, b)):`.
    private func parenthesizedParameters(_ isFunction: Bool) -> SyntaxFailure? {
        var trial = self
        let start = token
        do {
            try trial.advance()
            repeat { _ = try trial.identifier() } while try trial.accept(.comma) && trial.token.kind == .name
            try trial.expect(.rightParen)
        } catch {
            return nil
        }
        return fail(
            "\(isFunction ? "Function" : "Lambda expression") parameters cannot be parenthesized",
            trial.span(from: start))
    }

    // MARK: - Arguments

    /// After `(`: the arguments and the `)`.
    mutating func callArguments() throws(SyntaxFailure) -> [CallArgument] {
        let opening = previous
        var arguments: [CallArgument] = []
        var sawKeyword = false
        var sawMapping = false
        /// Found at once, reported when the list has ended well, where CPython's caret stands.
        var misplaced: String?
        while token.kind != .rightParen {
            let start = token
            switch start.kind {
            case .star:
                try advance()
                let value = try expression()
                if sawMapping {
                    throw fail("iterable argument unpacking follows keyword argument unpacking", start)
                }
                arguments.append(CallArgument(kind: .unpackSequence, value: value, span: span(from: start)))
            case .doubleStar:
                try advance()
                let value = try expression()
                sawMapping = true
                arguments.append(CallArgument(kind: .unpackMapping, value: value, span: span(from: start)))
            default:
                let argument = try argument(start, opening, isFirst: arguments.isEmpty)
                if case .keyword = argument.kind {
                    sawKeyword = true
                } else if sawKeyword || sawMapping, misplaced == nil {
                    misplaced =
                        sawMapping
                        ? "positional argument follows keyword argument unpacking"
                        : "positional argument follows keyword argument"
                }
                arguments.append(argument)
            }
            guard try accept(.comma) else { break }
        }
        if let misplaced, token.kind == .rightParen { throw fail(misplaced, token) }
        try expect(.rightParen)
        return arguments
    }

    private mutating func argument(
        _ start: Token, _ opening: Token, isFirst: Bool
    ) throws(SyntaxFailure) -> CallArgument {
        switch start.kind {
        case .keywordTrue, .keywordFalse, .keywordNone:
            var trial = self
            try trial.advance()
            if trial.token.kind == .equal {
                throw fail("cannot assign to \(text(start))", lexer.span(Int(start.start), Int(trial.token.end)))
            }
        default: break
        }
        let value = try expression()
        if token.kind == .equal {
            guard let name = bareName(value, start) else {
                throw fail(
                    "expression cannot contain assignment, perhaps you meant \"==\"?",
                    value.span.joined(to: span(token)))
            }
            let equal = token
            try advance()
            if token.kind == .comma || token.kind == .rightParen {
                // CPython 3.11 has only the bare error for `f(a=)`.
                throw invalidSyntax()
            }
            let assigned = try expression()
            if token.kind == .keywordFor {
                var trial = self
                if (try? trial.comprehensionClauses(after: nil)) != nil {
                    throw fail(
                        "invalid syntax. Maybe you meant '==' or ':=' instead of '='?",
                        lexer.span(Int(start.start), Int(equal.end)))
                }
            }
            return CallArgument(kind: .keyword(name.name), value: assigned, span: span(from: start))
        }
        if token.kind == .colonEqual {
            guard let name = bareName(value, start) else { throw invalidSyntax() }
            try advance()
            let assigned = try expression()
            return CallArgument(
                kind: .positional, value: Expression(.named(name, assigned), span(from: start)), span: span(from: start)
            )
        }
        guard token.kind == .keywordFor else {
            return CallArgument(kind: .positional, value: value, span: value.span)
        }
        let clauses = try comprehensionClauses(after: value)
        let isSole = isFirst && token.kind == .rightParen
        if !isSole, token.kind == .comma || token.kind == .rightParen {
            throw fail("Generator expression must be parenthesized", span(from: start))
        }
        let generator = Comprehension(kind: .generator, element: value, value: nil, clauses: clauses)
        // CPython's node includes the call's parentheses.
        let place = lexer.span(Int(opening.start), Int(token.end))
        return CallArgument(kind: .positional, value: Expression(.comprehension(generator), place), span: place)
    }
}
