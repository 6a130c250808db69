// The errors CPython finds after parsing and before running: `return` outside a function, a name both parameter and
// global, starred expressions where none can be. CPython makes two passes (names, then code), and the first error of
// the first pass wins; so do we.
import Schema

enum StaticChecks {
    static func check(_ program: Program, _ source: Source) throws(SyntaxFailure) {
        try FutureChecks.check(program.body)
        var names = NameChecks()
        try names.check(program.body, .module, parameters: [])
        try names.checkNonlocals()
        var code = CodeChecks(stack: names.stack)
        try code.statements(program.body)
    }
}

extension Expression {
    /// `a.b[c](d)` as `a` and its steps from left to right: the longest nesting there is, walked without recursion.
    fileprivate var postfixChain: (base: Expression, steps: [Expression]) {
        var steps: [Expression] = []
        var base = self
        while true {
            switch base.kind {
            case .attribute(let object, _), .subscript(let object, _), .call(let object, _):
                steps.append(base)
                base = object
            default:
                return (base, steps.reversed())
            }
        }
    }
}

private func failure(_ message: String, _ span: Span) -> SyntaxFailure {
    SyntaxFailure(Failure(.syntaxError, message), span)
}

private func tooDeep(_ span: Span) -> SyntaxFailure {
    failure("too many nested expressions; split this into several statements", span)
}

// MARK: - from __future__

private enum FutureChecks {
    static let known: Set<String> = [
        "nested_scopes", "generators", "division", "absolute_import", "with_statement", "print_function",
        "unicode_literals", "barry_as_FLUFL", "generator_stop", "annotations",
    ]

    static func check(_ body: [Statement]) throws(SyntaxFailure) {
        var isBeginning = true
        for (index, statement) in body.enumerated() {
            if case .importFrom(["__future__"], 0, let names) = statement.kind {
                guard isBeginning else {
                    throw failure("from __future__ imports must occur at the beginning of the file", statement.span)
                }
                if names.isEmpty { throw failure("future feature * is not defined", statement.span) }
                for name in names where !known.contains(name.name) {
                    throw failure("future feature \(name.name) is not defined", name.span)
                }
                continue
            }
            guard index == 0, case .expression(let first) = statement.kind, case .constant(.string) = first.kind else {
                isBeginning = false
                continue
            }
        }
    }
}

// MARK: - Names

/// Scopes: parameters, `global` and `nonlocal`, walrus in comprehensions, `import *`.
private struct NameChecks {
    enum ScopeKind { case module, function, classBody, lambda }

    struct Scope {
        var kind: ScopeKind
        var parameters: Set<String> = []
        var assigned: Set<String> = []
        var used: Set<String> = []
        var annotated: Set<String> = []
        var globals: Set<String> = []
        var nonlocals: [Identifier] = []

        /// True when a `nonlocal` in a function inside means this scope's variable.
        func binds(_ name: Identifier) -> Bool {
            (parameters.contains(name.name) || assigned.contains(name.name)) && !globals.contains(name.name)
                && !nonlocals.contains(name)
        }
    }

    let stack = StackGuard()
    var scopes: [Scope] = []
    /// Names bound by the loops of the comprehensions around, outermost first; and where their iterables are being
    /// read.
    var comprehensionNames: [Set<String>] = []
    var iterableDepth = 0
    /// `nonlocal` names are looked up when the whole functions around are known; `depth` is the declaring scope's.
    var pending: [(name: Identifier, span: Span, depth: Int)] = []

    mutating func check(_ body: [Statement], _ kind: ScopeKind, parameters: [Parameter]) throws(SyntaxFailure) {
        var scope = Scope(kind: kind)
        for parameter in parameters {
            if !scope.parameters.insert(parameter.name.name).inserted {
                throw failure(
                    "duplicate argument '\(parameter.name.name)' in function definition", parameter.name.span)
            }
        }
        scopes.append(scope)
        let outerNames = comprehensionNames
        let outerIterables = iterableDepth
        comprehensionNames = []
        iterableDepth = 0
        for statement in body { try self.statement(statement) }
        comprehensionNames = outerNames
        iterableDepth = outerIterables
        let finished = scopes.removeLast()
        if finished.kind == .function || finished.kind == .lambda {
            // Entries from scopes inside this one are the tail; each moves out one level per scope, so this stays
            // linear.
            var first = pending.count
            while first > 0, pending[first - 1].depth > scopes.count { first -= 1 }
            // A copy of the tail only: a slice would hold the whole array and make removing copy it.
            let inner = Array(pending[first...])
            pending.removeSubrange(first...)
            for entry in inner where !finished.binds(entry.name) {
                pending.append((entry.name, entry.span, scopes.count))
            }
        } else {
            for index in pending.indices.reversed() {
                if pending[index].depth <= scopes.count { break }
                pending[index].depth = scopes.count
            }
        }
    }

    func checkNonlocals() throws(SyntaxFailure) {
        if let first = pending.first {
            throw failure("no binding for nonlocal '\(first.name.name)' found", first.span)
        }
    }

    private var top: Int { scopes.count - 1 }

    private mutating func bind(_ name: String) { scopes[top].assigned.insert(name) }

    private mutating func statements(_ body: [Statement]) throws(SyntaxFailure) {
        for statement in body { try self.statement(statement) }
    }

    private mutating func statement(_ statement: Statement) throws(SyntaxFailure) {
        switch statement.kind {
        case .expression(let value): try expression(value)
        case .assign(let targets, let value):
            for target in targets { try self.target(target) }
            try expression(value)
        case .augmentedAssign(let target, _, let value):
            try self.target(target)
            try expression(value)
        case .annotatedAssign(let target, let annotation, let value):
            if case .name(let name) = target.kind {
                if scopes[top].globals.contains(name), scopes[top].kind != .module {
                    throw failure("annotated name '\(name)' can't be global", statement.span)
                }
                if scopes[top].nonlocals.contains(where: { $0.name == name }) {
                    throw failure("annotated name '\(name)' can't be nonlocal", statement.span)
                }
                scopes[top].annotated.insert(name)
            }
            try self.target(target)
            try expression(annotation)
            if let value { try expression(value) }
        case .delete(let targets):
            for target in targets { try self.target(target) }
        case .pass, .breakLoop, .continueLoop: break
        case .returnValue(let value):
            if let value { try expression(value) }
        case .raise(let value, let cause):
            if let value { try expression(value) }
            if let cause { try expression(cause) }
        case .assert(let test, let message):
            try expression(test)
            if let message { try expression(message) }
        case .global(let names):
            for name in names { try declare(name, "global", statement.span) }
        case .nonlocal(let names):
            for name in names { try declare(name, "nonlocal", statement.span) }
        case .importModules(let modules):
            for module in modules {
                if let name = module.alias ?? module.path.first { bind(name) }
            }
        case .importFrom(_, _, let names):
            if names.isEmpty, scopes[top].kind != .module {
                throw failure("import * only allowed at module level", statement.span)
            }
            for name in names { bind(name.alias ?? name.name) }
        case .ifElse(let branches, let orElse):
            for branch in branches {
                try expression(branch.test)
                try statements(branch.body)
            }
            try statements(orElse)
        case .whileLoop(let test, let body, let orElse):
            try expression(test)
            try statements(body)
            try statements(orElse)
        case .forLoop(let target, let iterable, let body, let orElse):
            try self.target(target)
            try expression(iterable)
            try statements(body)
            try statements(orElse)
        case .with(let items, let body):
            for item in items {
                try expression(item.context)
                if let target = item.target { try self.target(target) }
            }
            try statements(body)
        case .tryExcept(let body, let handlers, let orElse, let finally):
            try statements(body)
            for handler in handlers {
                if let type = handler.type { try expression(type) }
                if let name = handler.name { bind(name.name) }
                try statements(handler.body)
            }
            try statements(orElse)
            try statements(finally)
        case .functionDefinition(let function):
            bind(function.name.name)
            try definition(function, .function)
        case .classDefinition(let definition):
            bind(definition.name.name)
            for base in definition.bases { try expression(base.value) }
            for decorator in definition.decorators { try expression(decorator) }
            try check(definition.body, .classBody, parameters: [])
        }
    }

    private mutating func declare(_ name: Identifier, _ word: String, _ span: Span) throws(SyntaxFailure) {
        let scope = scopes[top]
        if word == "nonlocal", scope.kind == .module {
            throw failure("nonlocal declaration not allowed at module level", span)
        }
        if scope.parameters.contains(name.name) {
            throw failure("name '\(name.name)' is parameter and \(word)", span)
        }
        if scope.annotated.contains(name.name) {
            throw failure("annotated name '\(name.name)' can't be \(word)", span)
        }
        if scope.used.contains(name.name) {
            throw failure("name '\(name.name)' is used prior to \(word) declaration", span)
        }
        if scope.assigned.contains(name.name) {
            throw failure("name '\(name.name)' is assigned to before \(word) declaration", span)
        }
        if word == "global" {
            if scope.nonlocals.contains(name) {
                throw failure("name '\(name.name)' is nonlocal and global", span)
            }
            scopes[top].globals.insert(name.name)
        } else {
            if scope.globals.contains(name.name) {
                throw failure("name '\(name.name)' is nonlocal and global", span)
            }
            scopes[top].nonlocals.append(name)
            pending.append((name, span, top))
        }
    }

    private mutating func definition(_ function: FunctionDefinition, _ kind: ScopeKind) throws(SyntaxFailure) {
        for decorator in function.decorators { try expression(decorator) }
        for parameter in function.parameters {
            if let value = parameter.defaultValue { try expression(value) }
            if let annotation = parameter.annotation { try expression(annotation) }
        }
        if let returns = function.returns { try expression(returns) }
        try check(function.body, kind, parameters: function.parameters)
    }

    private mutating func target(_ target: Expression) throws(SyntaxFailure) {
        switch target.kind {
        case .name(let name): bind(name)
        case .tuple(let elements), .list(let elements):
            for element in elements { try self.target(element) }
        case .starred(let inner): try self.target(inner)
        default: try expression(target)
        }
    }

    private mutating func expressions(_ values: [Expression]) throws(SyntaxFailure) {
        for value in values { try expression(value) }
    }

    private mutating func expression(_ value: Expression) throws(SyntaxFailure) {
        if stack.isExhausted() { throw tooDeep(value.span) }
        switch value.kind {
        case .constant: break
        case .name(let name):
            if comprehensionNames.isEmpty { scopes[top].used.insert(name) }
        case .joinedString(let pieces): try self.pieces(pieces)
        case .tuple(let elements), .list(let elements), .set(let elements), .boolean(_, let elements):
            try expressions(elements)
        case .dict(let items):
            for item in items {
                if let key = item.key { try expression(key) }
                try expression(item.value)
            }
        case .unary(_, let operand), .starred(let operand): try expression(operand)
        case .binary(let first, let steps):
            try expression(first)
            for step in steps { try expression(step.operand) }
        case .compare(let first, let steps):
            try expression(first)
            for step in steps { try expression(step.operand) }
        case .conditional(let test, let then, let otherwise):
            try expression(test)
            try expression(then)
            try expression(otherwise)
        case .lambda(let function): try definition(function, .lambda)
        case .call, .attribute, .subscript:
            let (base, steps) = value.postfixChain
            try expression(base)
            for step in steps {
                if case .call(_, let arguments) = step.kind {
                    for argument in arguments { try expression(argument.value) }
                } else if case .subscript(_, let index) = step.kind {
                    try expression(index)
                }
            }
        case .slice(let lower, let upper, let step):
            if let lower { try expression(lower) }
            if let upper { try expression(upper) }
            if let step { try expression(step) }
        case .comprehension(let comprehension): try self.comprehension(comprehension)
        case .named(let name, let assigned):
            try named(name, value.span)
            try expression(assigned)
        case .yield(let inner):
            if let inner { try expression(inner) }
            try checkYield(value.span)
        case .yieldFrom(let inner):
            try expression(inner)
            try checkYield(value.span)
        }
    }

    private mutating func pieces(_ pieces: [StringPiece]) throws(SyntaxFailure) {
        for piece in pieces {
            switch piece {
            case .literal: break
            case .field(let value, _, let spec, _):
                try expression(value)
                try self.pieces(spec)
            }
        }
    }

    /// What the comprehensions around are, for the error about `yield`.
    private var kinds: [String] = []

    private mutating func comprehension(_ comprehension: Comprehension) throws(SyntaxFailure) {
        var names: Set<String> = []
        func collect(_ target: Expression) {
            switch target.kind {
            case .name(let name): names.insert(name)
            case .tuple(let elements), .list(let elements): elements.forEach(collect)
            case .starred(let inner): collect(inner)
            default: break
            }
        }
        for clause in comprehension.clauses { collect(clause.target) }
        for (index, clause) in comprehension.clauses.enumerated() {
            iterableDepth += 1
            if index == 0 {
                // The first iterable is read in the scope around.
                try expression(clause.iterable)
            } else {
                comprehensionNames.append(names)
                kinds.append(comprehension.scopeName)
                try expression(clause.iterable)
                comprehensionNames.removeLast()
                kinds.removeLast()
            }
            iterableDepth -= 1
        }
        comprehensionNames.append(names)
        kinds.append(comprehension.scopeName)
        for clause in comprehension.clauses {
            try expressions(clause.conditions)
        }
        if let value = comprehension.value { try expression(value) }
        try expression(comprehension.element)
        comprehensionNames.removeLast()
        kinds.removeLast()
    }

    private mutating func named(_ name: Identifier, _ span: Span) throws(SyntaxFailure) {
        if iterableDepth > 0 {
            throw failure("assignment expression cannot be used in a comprehension iterable expression", span)
        }
        if !comprehensionNames.isEmpty {
            if comprehensionNames.contains(where: { $0.contains(name.name) }) {
                throw failure(
                    "assignment expression cannot rebind comprehension iteration variable '\(name.name)'", span)
            }
            if scopes[top].kind == .classBody {
                throw failure("assignment expression within a comprehension cannot be used in a class body", span)
            }
        }
        bind(name.name)
    }

    private func checkYield(_ span: Span) throws(SyntaxFailure) {
        if let kind = kinds.last, !comprehensionNames.isEmpty { throw failure("'yield' inside \(kind)", span) }
    }
}

extension Comprehension {
    fileprivate var scopeName: String {
        switch kind {
        case .list: "list comprehension"
        case .set: "set comprehension"
        case .dict: "dict comprehension"
        case .generator: "generator expression"
        }
    }
}

// MARK: - Code

/// Where statements and starred expressions may stand.
private struct CodeChecks {
    let stack: StackGuard
    var isInFunction = false
    var isInLoop = false
    /// `for`, `while`, `try` and `with` around, in this function.
    var blocks = 0

    static let blockLimit = 20

    mutating func statements(_ body: [Statement]) throws(SyntaxFailure) {
        for statement in body { try self.statement(statement) }
    }

    private mutating func nested(_ body: [Statement], loop: Bool, _ span: Span) throws(SyntaxFailure) {
        blocks += 1
        if blocks > CodeChecks.blockLimit { throw failure("too many statically nested blocks", span) }
        let outer = isInLoop
        if loop { isInLoop = true }
        try statements(body)
        isInLoop = outer
        blocks -= 1
    }

    private mutating func statement(_ statement: Statement) throws(SyntaxFailure) {
        switch statement.kind {
        case .expression(let value): try expression(value)
        case .assign(let targets, let value):
            try expression(value)
            for target in targets {
                if case .starred = target.kind {
                    throw failure("starred assignment target must be in a list or tuple", target.span)
                }
                try self.target(target)
            }
        case .augmentedAssign(let target, _, let value):
            try self.target(target)
            try expression(value)
        case .annotatedAssign(let target, let annotation, let value):
            if let value { try expression(value) }
            try self.target(target)
            try expression(annotation)
        case .delete(let targets):
            for target in targets { try self.target(target) }
        case .pass: break
        case .breakLoop:
            if !isInLoop { throw failure("'break' outside loop", statement.span) }
        case .continueLoop:
            if !isInLoop { throw failure("'continue' not properly in loop", statement.span) }
        case .returnValue(let value):
            if !isInFunction { throw failure("'return' outside function", statement.span) }
            if let value { try expression(value) }
        case .raise(let value, let cause):
            if let value { try expression(value) }
            if let cause { try expression(cause) }
        case .assert(let test, let message):
            try expression(test)
            if let message { try expression(message) }
        case .global, .nonlocal: break
        case .importModules(let modules):
            for module in modules { try checkAssignable(module.alias ?? "", module.span) }
        case .importFrom(let module, let level, let names):
            if level == 0, module == ["__future__"], isInFunction || blocks > 0 {
                throw failure("from __future__ imports must occur at the beginning of the file", statement.span)
            }
            for name in names { try checkAssignable(name.alias ?? name.name, name.span) }
        case .ifElse(let branches, let orElse):
            for branch in branches {
                try expression(branch.test)
                try statements(branch.body)
            }
            try statements(orElse)
        case .whileLoop(let test, let body, let orElse):
            try expression(test)
            try nested(body, loop: true, statement.span)
            try statements(orElse)
        case .forLoop(let target, let iterable, let body, let orElse):
            if case .starred = target.kind {
                throw failure("starred assignment target must be in a list or tuple", target.span)
            }
            try expression(iterable)
            try self.target(target)
            try nested(body, loop: true, statement.span)
            try statements(orElse)
        case .with(let items, let body):
            for item in items {
                try expression(item.context)
                if let target = item.target {
                    if case .starred = target.kind {
                        throw failure("starred assignment target must be in a list or tuple", target.span)
                    }
                    try self.target(target)
                }
            }
            blocks += items.count - 1
            try nested(body, loop: false, statement.span)
            blocks -= items.count - 1
        case .tryExcept(let body, let handlers, let orElse, let finally):
            try nested(body, loop: false, statement.span)
            for (index, handler) in handlers.enumerated() {
                guard let type = handler.type else {
                    if index < handlers.count - 1 { throw failure("default 'except:' must be last", handler.span) }
                    try nested(handler.body, loop: false, statement.span)
                    continue
                }
                try expression(type)
                if let name = handler.name { try checkAssignable(name.name, name.span) }
                try nested(handler.body, loop: false, statement.span)
            }
            try statements(orElse)
            try statements(finally)
        case .functionDefinition(let function):
            for decorator in function.decorators { try expression(decorator) }
            try definition(function)
        case .classDefinition(let definition):
            for decorator in definition.decorators { try expression(decorator) }
            try arguments(definition.bases)
            let outer = self
            self = CodeChecks(stack: stack)
            try statements(definition.body)
            self = outer
        }
    }

    private mutating func definition(_ function: FunctionDefinition) throws(SyntaxFailure) {
        for parameter in function.parameters {
            if let value = parameter.defaultValue { try expression(value) }
            if let annotation = parameter.annotation {
                if case .starred(let inner) = annotation.kind {
                    try expression(inner)
                } else {
                    try expression(annotation)
                }
            }
        }
        if let returns = function.returns { try expression(returns) }
        for parameter in function.parameters { try checkAssignable(parameter.name.name, parameter.name.span) }
        let outer = self
        self = CodeChecks(stack: stack)
        isInFunction = true
        try statements(function.body)
        self = outer
    }

    private func checkAssignable(_ name: String, _ span: Span) throws(SyntaxFailure) {
        if name == "__debug__" { throw failure("cannot assign to __debug__", span) }
    }

    private mutating func target(_ target: Expression) throws(SyntaxFailure) {
        switch target.kind {
        case .name(let name): try checkAssignable(name, target.span)
        case .tuple(let elements), .list(let elements):
            var starred = 0
            for element in elements {
                if case .starred(let inner) = element.kind {
                    starred += 1
                    if starred > 1 {
                        throw failure("multiple starred expressions in assignment", target.span)
                    }
                    try self.target(inner)
                } else {
                    try self.target(element)
                }
            }
        case .starred(let inner): try self.target(inner)
        default: try expression(target)
        }
    }

    private mutating func expressions(_ values: [Expression]) throws(SyntaxFailure) {
        for value in values { try expression(value) }
    }

    /// Elements of a display or index, where `*x` may stand.
    private mutating func elements(_ values: [Expression]) throws(SyntaxFailure) {
        for value in values {
            if case .starred(let inner) = value.kind { try expression(inner) } else { try expression(value) }
        }
    }

    private mutating func arguments(_ arguments: [CallArgument]) throws(SyntaxFailure) {
        var seen: Set<String> = []
        for argument in arguments {
            if case .keyword(let name) = argument.kind {
                try checkAssignable(name, argument.span)
                if !seen.insert(name).inserted { throw failure("keyword argument repeated: \(name)", argument.span) }
            }
        }
        for argument in arguments { try expression(argument.value) }
    }

    private mutating func expression(_ value: Expression) throws(SyntaxFailure) {
        if stack.isExhausted() { throw tooDeep(value.span) }
        switch value.kind {
        case .constant, .name: break
        case .joinedString(let pieces): try self.pieces(pieces)
        case .tuple(let values), .list(let values), .set(let values): try elements(values)
        case .boolean(_, let values): try expressions(values)
        case .dict(let items):
            for item in items {
                if let key = item.key { try expression(key) }
                try expression(item.value)
            }
        case .unary(_, let operand): try expression(operand)
        case .binary(let first, let steps):
            try expression(first)
            for step in steps { try expression(step.operand) }
        case .compare(let first, let steps):
            try expression(first)
            for step in steps { try expression(step.operand) }
        case .conditional(let test, let then, let otherwise):
            try expression(test)
            try expression(then)
            try expression(otherwise)
        case .lambda(let function): try definition(function)
        case .call, .attribute, .subscript:
            let (base, steps) = value.postfixChain
            try expression(base)
            for step in steps {
                if case .call(_, let arguments) = step.kind {
                    try self.arguments(arguments)
                } else if case .subscript(_, let index) = step.kind {
                    try expression(index)
                }
            }
        case .slice(let lower, let upper, let step):
            if let lower { try expression(lower) }
            if let upper { try expression(upper) }
            if let step { try expression(step) }
        case .starred: throw failure("can't use starred expression here", value.span)
        case .comprehension(let comprehension):
            for clause in comprehension.clauses {
                try expression(clause.iterable)
                if case .starred = clause.target.kind {
                    throw failure("starred assignment target must be in a list or tuple", clause.target.span)
                }
                try target(clause.target)
                try expressions(clause.conditions)
            }
            try expression(comprehension.element)
            if let inner = comprehension.value { try expression(inner) }
        case .named(let name, let inner):
            try checkAssignable(name.name, name.span)
            try expression(inner)
        case .yield(let inner):
            if !isInFunction { throw failure("'yield' outside function", value.span) }
            if let inner { try expression(inner) }
        case .yieldFrom(let inner):
            if !isInFunction { throw failure("'yield' outside function", value.span) }
            try expression(inner)
        }
    }

    private mutating func pieces(_ pieces: [StringPiece]) throws(SyntaxFailure) {
        for piece in pieces {
            switch piece {
            case .literal: break
            case .field(let value, _, let spec, _):
                try expression(value)
                try self.pieces(spec)
            }
        }
    }
}
