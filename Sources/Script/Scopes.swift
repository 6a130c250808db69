// The resolver: which names live where. Syntax comes in, a tree of scopes leaves: locals have registers, variables that inner
// functions share have cells, everything else is global. The rules are CPython 3.11's; list, set and dict comprehensions have a scope
// of their own but run inside their function's frame (nobody can observe the difference but the clock).
import Schema

/// One scope of the program.
final class Scope {
    enum Kind { case module, function, generatorExpression, classBody, comprehension }

    let kind: Kind
    let name: String
    let parent: Scope?
    /// Names this scope assigns, parameters first, in order of appearance.
    private(set) var bound: [String] = []
    private var boundSet: Set<String> = []
    private(set) var used: [String] = []
    private var usedSet: Set<String> = []
    var globals: Set<String> = []
    var nonlocals: Set<String> = []
    /// The class whose private names (`__x`) this scope mangles.
    let className: String?

    // Results, filled by `resolve`.
    /// Register of every local of this scope.
    fileprivate(set) var registers: [String: Int] = [:]
    /// Locals that inner functions capture: their register holds a cell.
    fileprivate(set) var cells: Set<String> = []
    /// Names taken from enclosing functions, in closure order (frame scopes only).
    fileprivate(set) var free: [String] = []
    fileprivate(set) var freeIndex: [String: Int] = [:]
    /// Registers that locals of this frame and its inline comprehensions occupy (frame scopes only).
    fileprivate(set) var localCount = 0
    /// The names of those registers, for error messages.
    fileprivate(set) var localNames: [String] = []
    /// A class body whose methods use `super()` or `__class__`.
    fileprivate(set) var needsClassCell = false
    /// An assignment expression may change a local in the middle of an expression.
    fileprivate(set) var hasNamedExpression = false
    /// Names that `del` or the end of an `except` clause may unbind: reads of them are always checked.
    fileprivate(set) var deleted: Set<String> = []

    init(_ kind: Kind, _ name: String, parent: Scope?, className: String?) {
        self.kind = kind
        self.name = name
        self.parent = parent
        self.className = className
    }

    /// The scope whose frame this scope's code runs in.
    var frame: Scope {
        var scope = self
        while scope.kind == .comprehension, let parent = scope.parent { scope = parent }
        return scope
    }

    var isFunctionLike: Bool { kind == .function || kind == .generatorExpression || kind == .comprehension }

    func bind(_ name: String) { if boundSet.insert(name).inserted { bound.append(name) } }
    func use(_ name: String) { if usedSet.insert(name).inserted { used.append(name) } }
    func binds(_ name: String) -> Bool {
        boundSet.contains(name) && !globals.contains(name) && !nonlocals.contains(name)
    }
    func isBoundHere(_ name: String) -> Bool { boundSet.contains(name) }
    func isUsedHere(_ name: String) -> Bool { usedSet.contains(name) }

    /// Where a name lives, seen from this scope.
    enum Place: Equatable {
        case local(Int)
        /// A local whose register holds a cell.
        case cell(Int)
        /// Index into the function's closure.
        case free(Int)
        case global
        /// A name of the class body being executed; `enclosing` is where to look next.
        indirect case classMember(enclosing: Place)
    }

    func place(of name: String) -> Place {
        if globals.contains(name) { return .global }
        if kind == .classBody, name != "__class__" || boundSet.contains(name) {
            if nonlocals.contains(name) { return enclosingPlace(of: name) }
            // A name the class body assigns falls back to globals, one it only reads to the enclosing function (CPython's
            // LOAD_NAME and LOAD_CLASSDEREF).
            return .classMember(enclosing: boundSet.contains(name) ? .global : enclosingPlace(of: name))
        }
        if let register = registers[name] {
            return cells.contains(name) || kind == .classBody ? .cell(register) : .local(register)
        }
        return enclosingPlace(of: name)
    }

    private func enclosingPlace(of name: String) -> Place {
        let home = frame
        var scope = self
        while scope !== home, let parent = scope.parent {
            scope = parent
            if scope === home { break }
            if let register = scope.registers[name] {
                return scope.cells.contains(name) ? .cell(register) : .local(register)
            }
        }
        if self !== home {
            if home.globals.contains(name) { return .global }
            if home.kind != .classBody, let register = home.registers[name] {
                return home.cells.contains(name) ? .cell(register) : .local(register)
            }
        }
        if name == "__class__", home.kind == .classBody, let register = home.registers[name] { return .cell(register) }
        if let index = home.freeIndex[name] { return .free(index) }
        return .global
    }

    /// `__x` in class C is `_C__x`.
    func mangle(_ name: String) -> String {
        guard let className, name.hasPrefix("__"), !name.hasSuffix("__"), !name.contains(".") else { return name }
        let stripped = className.drop { $0 == "_" }
        return stripped.isEmpty ? name : "_\(stripped)\(name)"
    }
}

/// All scopes of a program, found by the syntax node that opens them.
struct ScopeTree {
    let module: Scope
    fileprivate(set) var scopes: [ObjectIdentifier: Scope] = [:]
    /// Mistakes found while resolving, in source order.
    fileprivate(set) var errors: [(message: String, span: Span)] = []

    private init(module: Scope) { self.module = module }

    init(_ program: Program) {
        let module = Scope(.module, "<module>", parent: nil, className: nil)
        var builder = ScopeBuilder(tree: ScopeTree(module: module))
        builder.statements(program.body, module)
        self = builder.tree
        ScopeResolver.resolve(builder.all, errors: &errors, spans: builder.declarationSpans)
    }

    func scope(of function: FunctionDefinition) -> Scope { found(ObjectIdentifier(function)) }
    func scope(of cls: ClassDefinition) -> Scope { found(ObjectIdentifier(cls)) }
    func scope(of comprehension: Comprehension) -> Scope { found(ObjectIdentifier(comprehension)) }

    private func found(_ id: ObjectIdentifier) -> Scope {
        guard let scope = scopes[id] else {
            preconditionFailure("the resolver visits every definition before the compiler does")
        }
        return scope
    }
}

// MARK: - Collecting names

private struct ScopeBuilder {
    var tree: ScopeTree
    var all: [Scope]
    var declarationSpans: [String: Span] = [:]

    init(tree: ScopeTree) {
        self.tree = tree
        all = [tree.module]
    }

    mutating func open(_ kind: Scope.Kind, _ name: String, _ parent: Scope, _ node: AnyObject, className: String?)
        -> Scope
    {
        let scope = Scope(kind, name, parent: parent, className: className)
        all.append(scope)
        tree.scopes[ObjectIdentifier(node)] = scope
        return scope
    }

    mutating func report(_ message: String, _ span: Span) { tree.errors.append((message, span)) }

    mutating func statements(_ body: [Statement], _ scope: Scope) {
        for statement in body { self.statement(statement, scope) }
    }

    mutating func statement(_ statement: Statement, _ scope: Scope) {
        switch statement.kind {
        case .expression(let value): expression(value, scope)
        case .assign(let targets, let value):
            expression(value, scope)
            for item in targets { target(item, scope) }
        case .augmentedAssign(let place, _, let value):
            expression(place, scope)
            expression(value, scope)
            target(place, scope)
        case .annotatedAssign(let place, let annotation, let value):
            if scope.kind == .module || scope.kind == .classBody { expression(annotation, scope) }
            if let value { expression(value, scope) }
            if scope.kind == .classBody, case .name = place.kind { scope.bind("__annotations__") }
            target(place, scope)
        case .delete(let targets):
            for item in targets {
                target(item, scope)
                deleteNames(item, scope)
            }
        case .pass, .breakLoop, .continueLoop: break
        case .returnValue(let value):
            if scope.kind != .function { report("'return' outside function", statement.span) }
            if let value { expression(value, scope) }
        case .raise(let value, let cause):
            if let value { expression(value, scope) }
            if let cause { expression(cause, scope) }
        case .assert(let test, let message):
            expression(test, scope)
            if let message { expression(message, scope) }
        case .global(let names):
            for name in names {
                let text = scope.mangle(name.name)
                declare(text, name.span, "global", scope)
                scope.globals.insert(text)
            }
        case .nonlocal(let names):
            for name in names {
                let text = scope.mangle(name.name)
                if scope.kind == .module {
                    report("nonlocal declaration not allowed at module level", name.span)
                    continue
                }
                declare(text, name.span, "nonlocal", scope)
                scope.nonlocals.insert(text)
                declarationSpans[text] = name.span
            }
        case .importModules(let modules):
            for module in modules { scope.bind(scope.mangle(module.alias ?? module.path.first ?? "")) }
        case .importFrom(_, _, let names):
            if names.isEmpty, scope.kind != .module { report("import * only allowed at module level", statement.span) }
            for name in names { scope.bind(scope.mangle(name.alias ?? name.name)) }
        case .ifElse(let branches, let orElse):
            for branch in branches {
                expression(branch.test, scope)
                statements(branch.body, scope)
            }
            statements(orElse, scope)
        case .whileLoop(let test, let body, let orElse):
            expression(test, scope)
            statements(body, scope)
            statements(orElse, scope)
        case .forLoop(let place, let iterable, let body, let orElse):
            expression(iterable, scope)
            target(place, scope)
            statements(body, scope)
            statements(orElse, scope)
        case .with(let items, let body):
            for item in items {
                expression(item.context, scope)
                if let place = item.target { target(place, scope) }
            }
            statements(body, scope)
        case .tryExcept(let body, let handlers, let orElse, let finally):
            statements(body, scope)
            for handler in handlers {
                if let type = handler.type { expression(type, scope) }
                if let name = handler.name {
                    scope.bind(scope.mangle(name.name))
                    scope.deleted.insert(scope.mangle(name.name))
                }
                statements(handler.body, scope)
            }
            statements(orElse, scope)
            statements(finally, scope)
        case .functionDefinition(let function):
            for decorator in function.decorators { expression(decorator, scope) }
            scope.bind(scope.mangle(function.name.name))
            self.function(function, scope)
        case .classDefinition(let cls):
            for decorator in cls.decorators { expression(decorator, scope) }
            for base in cls.bases { expression(base.value, scope) }
            scope.bind(scope.mangle(cls.name.name))
            let body = open(.classBody, cls.name.name, scope, cls, className: cls.name.name)
            statements(cls.body, body)
        }
    }

    private mutating func declare(_ name: String, _ span: Span, _ what: String, _ scope: Scope) {
        if scope.kind == .module { return }
        if scope.isBoundHere(name) {
            let isParameter = scope.registers[name] != nil
            report(
                isParameter
                    ? "name '\(name)' is parameter and \(what)"
                    : "name '\(name)' is assigned to before \(what) declaration",
                span)
        } else if scope.isUsedHere(name) {
            report("name '\(name)' is used prior to \(what) declaration", span)
        } else if what == "nonlocal" ? scope.globals.contains(name) : scope.nonlocals.contains(name) {
            report("name '\(name)' is nonlocal and global", span)
        }
    }

    mutating func function(_ function: FunctionDefinition, _ scope: Scope) {
        for parameter in function.parameters {
            if let value = parameter.defaultValue { expression(value, scope) }
            if let annotation = parameter.annotation { expression(annotation, scope) }
        }
        if let returns = function.returns { expression(returns, scope) }
        let body = open(.function, function.name.name, scope, function, className: scope.className)
        for parameter in function.parameters {
            let name = body.mangle(parameter.name.name)
            if body.isBoundHere(name) {
                report("duplicate argument '\(name)' in function definition", parameter.name.span)
            }
            body.bind(name)
            body.registers[name] = body.registers.count
        }
        statements(function.body, body)
    }

    mutating func target(_ place: Expression, _ scope: Scope) {
        switch place.kind {
        case .name(let name): scope.bind(scope.mangle(name))
        case .tuple(let items), .list(let items): for item in items { target(item, scope) }
        case .starred(let inner): target(inner, scope)
        case .attribute(let object, _): expression(object, scope)
        case .subscript(let object, let key):
            expression(object, scope)
            expression(key, scope)
        case .constant, .joinedString, .set, .dict, .unary, .binary, .boolean, .compare, .conditional, .lambda, .call,
            .slice,
            .comprehension, .named, .yield, .yieldFrom:
            // The parser refuses these as targets.
            expression(place, scope)
        }
    }

    private func deleteNames(_ place: Expression, _ scope: Scope) {
        switch place.kind {
        case .name(let name): scope.deleted.insert(scope.mangle(name))
        case .tuple(let items), .list(let items): for item in items { deleteNames(item, scope) }
        default: break
        }
    }

    mutating func expression(_ value: Expression, _ scope: Scope) {
        switch value.kind {
        case .constant: break
        case .name(let name):
            let text = scope.mangle(name)
            scope.use(text)
            if text == "super" { useClassCell(scope) }
        case .joinedString(let pieces): self.pieces(pieces, scope)
        case .tuple(let items), .list(let items), .set(let items): for item in items { expression(item, scope) }
        case .dict(let items):
            for (key, value) in items {
                if let key { expression(key, scope) }
                expression(value, scope)
            }
        case .unary(_, let operand): expression(operand, scope)
        case .binary(let first, let steps):
            expression(first, scope)
            for step in steps { expression(step.operand, scope) }
        case .boolean(_, let operands): for operand in operands { expression(operand, scope) }
        case .compare(let first, let steps):
            expression(first, scope)
            for step in steps { expression(step.operand, scope) }
        case .conditional(let test, let then, let otherwise):
            expression(test, scope)
            expression(then, scope)
            expression(otherwise, scope)
        case .lambda(let function): self.function(function, scope)
        case .call(let function, let arguments):
            expression(function, scope)
            for argument in arguments { expression(argument.value, scope) }
        case .attribute(let object, _): expression(object, scope)
        case .subscript(let object, let key):
            expression(object, scope)
            expression(key, scope)
        case .slice(let lower, let upper, let step):
            if let lower { expression(lower, scope) }
            if let upper { expression(upper, scope) }
            if let step { expression(step, scope) }
        case .starred(let inner): expression(inner, scope)
        case .comprehension(let comprehension): self.comprehension(comprehension, scope)
        case .named(let name, let inner):
            expression(inner, scope)
            var owner = scope
            while owner.kind == .comprehension || owner.kind == .generatorExpression, let parent = owner.parent {
                if owner.isBoundHere(owner.mangle(name.name)) {
                    report(
                        "assignment expression cannot rebind comprehension iteration variable '\(name.name)'", name.span
                    )
                }
                // The comprehension assigns its function's variable.
                owner.use(scope.mangle(name.name))
                owner = parent
            }
            if owner !== scope, owner.kind == .classBody {
                report("assignment expression within a comprehension cannot be used in a class body", value.span)
            }
            owner.frame.hasNamedExpression = true
            scope.frame.hasNamedExpression = true
            owner.bind(scope.mangle(name.name))
        case .yield(let inner):
            checkYield(value.span, scope, "yield")
            if let inner { expression(inner, scope) }
        case .yieldFrom(let inner):
            checkYield(value.span, scope, "yield from")
            expression(inner, scope)
        }
    }

    private mutating func checkYield(_ span: Span, _ scope: Scope, _ what: String) {
        switch scope.kind {
        case .function: break
        case .module, .classBody: report("'\(what)' outside function", span)
        case .comprehension: report("'\(what)' inside list comprehension", span)
        case .generatorExpression: report("'\(what)' inside generator expression", span)
        }
    }

    /// `super()` needs the class being defined, which the class body shares through a cell named `__class__`.
    private func useClassCell(_ scope: Scope) {
        var inner: Scope? = scope
        while let current = inner, current.kind != .module {
            if current.kind == .function || current.kind == .generatorExpression {
                current.use("__class__")
                return
            }
            inner = current.parent
        }
    }

    mutating func pieces(_ pieces: [StringPiece], _ scope: Scope) {
        for piece in pieces {
            switch piece {
            case .literal: break
            case .field(let value, _, let spec, _):
                expression(value, scope)
                self.pieces(spec, scope)
            }
        }
    }

    mutating func comprehension(_ comprehension: Comprehension, _ scope: Scope) {
        let isGenerator = comprehension.kind == .generator
        let name =
            switch comprehension.kind {
            case .generator: "<genexpr>"
            case .list: "<listcomp>"
            case .set: "<setcomp>"
            case .dict: "<dictcomp>"
            }
        // The first iterable belongs to the surrounding scope.
        if let first = comprehension.clauses.first { expression(first.iterable, scope) }
        let inner = open(
            isGenerator ? .generatorExpression : .comprehension, name, scope, comprehension, className: scope.className)
        if isGenerator {
            inner.bind(".0")
            inner.registers[".0"] = 0
        }
        for clause in comprehension.clauses { target(clause.target, inner) }
        for (index, clause) in comprehension.clauses.enumerated() {
            if index > 0 { expression(clause.iterable, inner) }
            for condition in clause.conditions { expression(condition, inner) }
        }
        expression(comprehension.element, inner)
        if let value = comprehension.value { expression(value, inner) }
    }
}

// MARK: - Deciding places

private enum ScopeResolver {
    static func resolve(_ scopes: [Scope], errors: inout [(message: String, span: Span)], spans: [String: Span]) {
        // Registers first: parameters have theirs already. A class body's first register holds its namespace, the second its
        // `__class__` cell.
        for scope in scopes where scope.kind == .classBody {
            scope.localCount = 2
            scope.localNames = [".namespace", "__class__"]
        }
        for scope in scopes where scope.isFunctionLike {
            let frame = scope.frame
            if frame === scope {
                scope.localCount = scope.registers.count
                scope.localNames = scope.registers.sorted { $0.value < $1.value }.map(\.key)
            }
        }
        for scope in scopes where scope.isFunctionLike {
            let frame = scope.frame
            for name in scope.bound where scope.registers[name] == nil && scope.binds(name) {
                scope.registers[name] = frame.localCount
                frame.localCount += 1
                frame.localNames.append(name)
            }
        }
        for scope in scopes {
            for name in scope.used where !scope.binds(name) { capture(name, from: scope) }
            for name in scope.nonlocals where !capture(name, from: scope) {
                errors.append(
                    ("no binding for nonlocal '\(name)' found", spans[name] ?? Span(source: 0, start: 0, end: 0)))
            }
        }
        for scope in scopes where scope.kind == .classBody {
            if scope.needsClassCell { scope.registers["__class__"] = 1 }
        }
    }

    /// Finds the owner of a free name and threads it through the closures in between. False when no function owns it.
    @discardableResult
    private static func capture(_ name: String, from start: Scope) -> Bool {
        if start.globals.contains(name) { return false }
        let home = start.frame
        var owner: Scope?
        var scope = start.parent
        while let current = scope {
            if current.isFunctionLike {
                if current.globals.contains(name) { return false }
                if current.binds(name) {
                    owner = current
                    break
                }
            } else if current.kind == .classBody, name == "__class__" {
                owner = current
                current.needsClassCell = true
                break
            }
            scope = current.parent
        }
        guard let owner else { return false }
        let ownerFrame = owner.frame
        if ownerFrame === home { return true }
        if owner.kind != .classBody { owner.cells.insert(name) }
        var frame = home
        while frame !== ownerFrame {
            if frame.freeIndex[name] == nil {
                frame.freeIndex[name] = frame.free.count
                frame.free.append(name)
            }
            guard let parent = frame.parent else { break }
            frame = parent.frame
        }
        return true
    }
}
