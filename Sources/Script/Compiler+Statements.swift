// Statements to bytecode.
import Schema

extension Compiler {
    func statements(_ body: [Statement]) throws { for statement in body { try self.statement(statement) } }

    func statement(_ statement: Statement) throws {
        let outer = span
        let keep = next
        defer {
            span = outer
            next = keep
        }
        span = statement.span
        switch statement.kind {
        case .expression(let value):
            if case .constant = value.kind { return }
            _ = try expression(value)
        case .assign(let targets, let value): try assign(targets, value)
        case .augmentedAssign(let target, let op, let value): try augmentedAssign(target, op, value)
        case .annotatedAssign(let target, let annotation, let value):
            if let value { try assign([target], value) }
            if frame.kind == .classBody, case .name(let name) = target.kind {
                emit(.setupAnnotations)
                let table = load("__annotations__", into: temp())
                let type = try expression(annotation, into: temp())
                let key = temp()
                loadValue(.string(scope.mangle(name)), into: key)
                emit(.setItem, table, key, type)
            } else if frame.kind != .function {
                _ = try expression(annotation)
            }
        case .delete(let targets): for target in targets { try delete(target) }
        case .pass, .global, .nonlocal: break
        case .breakLoop: try leaveLoop(again: false)
        case .continueLoop: try leaveLoop(again: true)
        case .returnValue(let value): try returnStatement(value)
        case .raise(let value, let cause):
            if let value {
                let exception = try expression(value, into: temp())
                if let cause {
                    let reason = try expression(cause)
                    emit(.raiseFrom, exception, reason)
                } else {
                    emit(.raise, exception)
                }
            } else {
                emit(.raiseAgain)
            }
            isDead = true
        case .assert(let test, let message):
            let fine = Label()
            try condition(test, jumpTo: fine, when: true)
            let before = assigned
            if let message {
                let text = try expression(message)
                emit(.assertFail, text, 1)
            } else {
                span = test.span
                emit(.assertFail, 0, 0)
            }
            assigned = before
            place(fine)
        case .importModules(let modules): for module in modules { importModule(module) }
        case .importFrom(let path, let level, let names): importFrom(path, level, names)
        case .ifElse(let branches, let orElse): try ifElse(branches, orElse)
        case .whileLoop(let test, let body, let orElse): try whileLoop(test, body, orElse)
        case .forLoop(let target, let iterable, let body, let orElse): try forLoop(target, iterable, body, orElse)
        case .with(let items, let body): try with(items[...], body)
        case .tryExcept(let body, let handlers, let orElse, let finally):
            try tryStatement(body, handlers, orElse, finally)
        case .functionDefinition(let function):
            let result = try definition(function)
            store(function.name.name, from: result)
        case .classDefinition(let cls):
            let result = try classDefinition(cls)
            store(cls.name.name, from: result)
        }
    }

    // MARK: - Assignment

    private func assign(_ targets: [Expression], _ value: Expression) throws {
        if targets.count == 1, let target = targets.first {
            if case .name(let name) = target.kind, let register = localRegister(name), Compiler.writesLast(value) {
                _ = try expression(value, into: register)
                if !isDeletable(scope.mangle(name)) { assigned.insert(register) }
                return
            }
            // `a, b = b, a` needs no tuple.
            if case .tuple(let places) = target.kind, case .tuple(let values) = value.kind,
                places.count == values.count,
                places.count <= 8, !places.contains(where: \.isStarred), !values.contains(where: \.isStarred)
            {
                let first = temps(values.count)
                for (i, item) in values.enumerated() { _ = try expression(item, into: first + i) }
                for (i, place) in places.enumerated() { try store(to: place, from: first + i) }
                if frame.kind == .module { emit(.clearRange, first, values.count) }
                return
            }
        }
        let result = try expression(value)
        for target in targets { try store(to: target, from: result) }
        // A module's frame lives as long as the script: what `del` takes away must not stay in a temporary.
        if frame.kind == .module {
            if case .constant = value.kind {} else { emit(.clear, result) }
        }
    }

    /// Whether the expression's last instruction is the only one that writes its destination, so that it may be the variable itself.
    static func writesLast(_ value: Expression) -> Bool {
        switch value.kind {
        case .constant, .name, .unary, .binary, .call, .attribute, .subscript, .lambda, .slice, .yield: true
        case .tuple(let items), .list(let items), .set(let items):
            items.count <= 16 && !items.contains(where: \.isStarred)
        case .compare(_, let steps): steps.count == 1
        case .joinedString, .dict, .boolean, .conditional, .starred, .comprehension, .named, .yieldFrom: false
        }
    }

    func store(to target: Expression, from register: Int) throws {
        let outer = span
        let keep = next
        defer {
            span = outer
            next = keep
        }
        switch target.kind {
        case .name(let name): store(name, from: register)
        case .attribute(let object, let name):
            let receiver = try expression(object)
            span = target.span
            emit(.storeAttribute, receiver, register, cache(scope.mangle(name.name)))
        case .subscript(let object, let key):
            let receiver = try operand(object, before: [key])
            let index = try expression(key)
            span = target.span
            emit(.setItem, receiver, index, register)
        case .tuple(let items), .list(let items): try unpack(register, to: items, span: target.span)
        case .starred(let inner): try store(to: inner, from: register)
        case .constant, .joinedString, .set, .dict, .unary, .binary, .boolean, .compare, .conditional, .lambda, .call,
            .slice,
            .comprehension, .named, .yield, .yieldFrom:
            throw ScriptError.syntax("cannot assign to expression", at: target.span, in: source)
        }
    }

    private func unpack(_ register: Int, to items: [Expression], span place: Span) throws {
        let stars = items.indices.filter { items[$0].isStarred }
        guard stars.count <= 1 else {
            throw ScriptError.syntax("multiple starred expressions in assignment", at: place, in: source)
        }
        let first = temps(items.count)
        if let star = stars.first {
            emit(.unpackStarred, register, first, star)
            emit(.extra, items.count - star - 1)
        } else {
            emit(.unpack, register, first, items.count)
        }
        for (i, item) in items.enumerated() { try store(to: item, from: first + i) }
    }

    private func augmentedAssign(_ target: Expression, _ op: BinaryOperator, _ value: Expression) throws {
        switch target.kind {
        case .name(let name):
            if let register = localRegister(name) {
                _ = load(name)
                try inPlace(op, into: register, register, value)
                return
            }
            let old = load(name, into: temp())
            let result = temp()
            try inPlace(op, into: result, old, value)
            store(name, from: result)
        case .attribute(let object, let name):
            let receiver = try expression(object, into: temp())
            let old = temp()
            emit(.move, old, receiver)
            let symbol = scope.mangle(name.name)
            let outer = span
            span = target.span
            emit(.loadAttribute, old, old, cache(symbol))
            span = outer
            try inPlace(op, into: old, old, value)
            emit(.storeAttribute, receiver, old, cache(symbol))
        case .subscript(let object, let key):
            let receiver = try expression(object, into: temp())
            let index = try expression(key, into: temp())
            let old = temp()
            emit(.move, old, receiver)
            let outer = span
            span = target.span
            emit(.getItem, old, old, index)
            span = outer
            try inPlace(op, into: old, old, value)
            emit(.setItem, receiver, index, old)
        case .constant, .joinedString, .tuple, .list, .set, .dict, .unary, .binary, .boolean, .compare, .conditional,
            .lambda,
            .call, .slice, .starred, .comprehension, .named, .yield, .yieldFrom:
            throw ScriptError.syntax("illegal expression for augmented assignment", at: target.span, in: source)
        }
    }

    private func inPlace(_ op: BinaryOperator, into: Int, _ left: Int, _ value: Expression) throws {
        let keep = next
        if let number = Compiler.number(value), let opcode = Compiler.constantOpcode(op, inPlace: true),
            constant(number) < 65_535
        {
            emit(opcode, into, left, constant(number))
        } else {
            let right = try expression(value)
            emit(Compiler.opcode(op, inPlace: true), into, left, right)
        }
        next = keep
    }

    private func delete(_ target: Expression) throws {
        let keep = next
        let outer = span
        defer {
            next = keep
            span = outer
        }
        span = target.span
        switch target.kind {
        case .name(let name): delete(name)
        case .attribute(let object, let name):
            let receiver = try expression(object)
            emit(.deleteAttribute, receiver, 0, cache(scope.mangle(name.name)))
        case .subscript(let object, let key):
            let receiver = try operand(object, before: [key])
            let index = try expression(key)
            emit(.deleteItem, receiver, index)
        case .tuple(let items), .list(let items): for item in items { try delete(item) }
        case .constant, .joinedString, .set, .dict, .unary, .binary, .boolean, .compare, .conditional, .lambda, .call,
            .slice,
            .starred, .comprehension, .named, .yield, .yieldFrom:
            throw ScriptError.syntax("cannot delete expression", at: target.span, in: source)
        }
    }

    // MARK: - Leaving

    private func returnStatement(_ value: Expression?) throws {
        if let value {
            if mustUnwind {
                let result = try expression(value, into: temp())
                try unwind(to: 0)
                emit(.returnValue, result)
            } else {
                emit(.returnValue, try expression(value))
            }
        } else {
            try unwind(to: 0)
            emit(.returnNone)
        }
        isDead = true
    }

    private func leaveLoop(again: Bool) throws {
        let loop = blocks.lastIndex { if case .loop = $0.kind { true } else { false } }
        guard let loop, case .loop(let exit, let top) = blocks[loop].kind else {
            throw ScriptError.syntax(
                again ? "'continue' not properly in loop" : "'break' outside loop", at: span, in: source)
        }
        try unwind(to: loop + 1)
        jump(again ? top : exit)
        isDead = true
    }

    // MARK: - Branches and loops

    private func ifElse(_ branches: [(test: Expression, body: [Statement])], _ orElse: [Statement]) throws {
        let end = Label()
        var alternatives: [() throws -> Void] = []
        var next = Label()
        // Each test is compiled inside its alternative: an `elif` runs only after the tests before it failed.
        for (i, branch) in branches.enumerated() {
            let this = next
            let following = Label()
            next = following
            let isLast = i == branches.count - 1 && orElse.isEmpty
            alternatives.append { [self] in
                if i > 0 { place(this) }
                try condition(branch.test, jumpTo: following, when: false)
                try statements(branch.body)
                if !isDead, !isLast { jump(end) }
            }
        }
        let last = next
        alternatives.append { [self] in
            place(last)
            try statements(orElse)
        }
        try self.branches(alternatives)
        place(end)
    }

    private func whileLoop(_ test: Expression, _ body: [Statement], _ orElse: [Statement]) throws {
        let again = Label()
        let exit = Label()
        let top = Label()
        let before = assigned
        let isEndless = if case .constant(.bool(true)) = test.kind { true } else { false }
        if !isEndless { jump(again) }
        place(top)
        try open(.loop(exit: exit, again: again), protected: false)
        try statements(body)
        _ = close()
        assigned = before
        isDead = false
        place(again)
        if isEndless {
            aim(emit(.jumpBack), at: top)
        } else {
            try condition(test, jumpTo: top, when: true)
        }
        assigned = before
        try statements(orElse)
        isDead = false
        place(exit)
        assigned = before
    }

    private func forLoop(_ target: Expression, _ iterable: Expression, _ body: [Statement], _ orElse: [Statement])
        throws
    {
        let again = Label()
        let exit = Label()
        let top = Label()
        let iterator = temps(3)
        let values = try expression(iterable)
        let outer = span
        span = iterable.span
        emit(.getIterator, iterator, values)
        span = outer
        let before = assigned
        next = iterator + 3
        jump(again)
        place(top)
        // A simple local receives the item directly; anything else is stored from a temporary.
        let item: Int
        if case .name(let name) = target.kind, let register = localRegister(name) {
            item = register
            if !isDeletable(scope.mangle(name)) { assigned.insert(register) }
        } else {
            item = temp()
            try store(to: target, from: item)
        }
        try open(.loop(exit: exit, again: again), protected: false)
        try statements(body)
        _ = close()
        assigned = before
        isDead = false
        place(again)
        span = iterable.span
        emit(.forEach, iterator, item)
        aim(emit(.extra), at: top)
        span = outer
        try statements(orElse)
        isDead = false
        place(exit)
        emit(.clearRange, iterator, 3)
        assigned = before
    }

    // MARK: - with

    private func with(_ items: ArraySlice<WithItem>, _ body: [Statement]) throws {
        guard let item = items.first else { return try statements(body) }
        let outer = span
        let exit = temps(2)
        let manager = try expression(item.context)
        span = item.context.span
        emit(.withPrepare, exit, manager)
        let value = temp()
        emit(.call, exit + 1, 0, value)
        let before = assigned
        try open(.with(exit: exit))
        if let target = item.target { try store(to: target, from: value) }
        span = outer
        try with(items.dropFirst(), body)
        let region = close()
        span = item.context.span
        let end = Label()
        if !isDead {
            callExit(exit)
            jump(end)
        }
        // An exception: __exit__ sees it and may swallow it.
        let exception = temps(2)
        handle(region, register: exception)
        emit(.pushHandler, exception)
        try open(.handler(register: exception, name: nil))
        let swallowed = temp()
        emit(.withExcept, swallowed, exit, exception)
        let cleanup = close()
        let swallow = Label()
        jump(if: swallowed, is: true, to: swallow)
        emit(.popHandler, exception)
        emit(.reraise, exception)
        reraiseAfterHandler(cleanup, exception, name: nil)
        place(swallow)
        emit(.popHandler, exception)
        emit(.clear, exception)
        place(end)
        emit(.clearRange, exit, 2)
        isDead = false
        assigned = before
        span = outer
    }

    /// An exception inside a handler: the handled one is no longer current, and the new one goes on.
    private func reraiseAfterHandler(_ region: Region?, _ handled: Int, name: String?) {
        let newer = temp()
        handle(region, register: newer)
        if let name { unbind(name) }
        emit(.popHandler, handled)
        emit(.reraise, newer)
    }

    // MARK: - try

    private func tryStatement(
        _ body: [Statement], _ handlers: [ExceptHandler], _ orElse: [Statement], _ finally: [Statement]
    ) throws {
        if finally.isEmpty { return try tryExcept(body, handlers, orElse) }
        let before = assigned
        try open(.finally(finally))
        try tryExcept(body, handlers, orElse)
        let region = close()
        let end = Label()
        let after = assigned
        if !isDead {
            let keep = next
            try statements(finally)
            next = keep
            if !isDead { jump(end) }
        }
        let finished = assigned
        let wasDead = isDead
        assigned = before
        isDead = false
        let exception = temps(2)
        handle(region, register: exception)
        emit(.pushHandler, exception)
        try open(.handler(register: exception, name: nil))
        try statements(finally)
        let cleanup = close()
        emit(.popHandler, exception)
        emit(.reraise, exception)
        reraiseAfterHandler(cleanup, exception, name: nil)
        place(end)
        isDead = wasDead
        assigned = finished.union(after)
    }

    private func tryExcept(_ body: [Statement], _ handlers: [ExceptHandler], _ orElse: [Statement]) throws {
        if handlers.isEmpty {
            try statements(body)
            return try statements(orElse)
        }
        let outer = span
        let end = Label()
        let before = assigned
        let exception = temps(2)
        try open(.protected)
        try statements(body)
        let region = close()
        if !isDead {
            try statements(orElse)
            if !isDead { jump(end) }
        }
        var merged: Set<Int>? = isDead ? nil : assigned
        handle(region, register: exception)
        emit(.pushHandler, exception)
        for handler in handlers {
            assigned = before
            isDead = false
            span = handler.span
            let following = Label()
            let name = handler.name?.name
            try open(.handler(register: exception, name: name))
            if let type = handler.type {
                let classes = try expression(type)
                span = type.span
                emit(.jumpIfNoMatch, exception, classes)
                aim(emit(.extra), at: following)
                span = handler.span
            }
            if let name { store(name, from: exception) }
            try statements(handler.body)
            if !isDead {
                // The clause's own ending is outside the region: nothing is left to clean up.
                let region = blocks[blocks.count - 1].region
                region?.ranges.append((region?.start ?? 0, code.count))
                if let name { unbind(name) }
                emit(.popHandler, exception)
                emit(.clear, exception)
                jump(end)
                region?.start = code.count
                merged = merged.map { $0.intersection(assigned) } ?? assigned
            }
            let cleanup = close()
            let keep = next
            reraiseAfterHandler(cleanup, exception, name: name)
            next = keep
            place(following)
        }
        span = outer
        emit(.popHandler, exception)
        emit(.reraise, exception)
        place(end)
        isDead = merged == nil
        assigned = merged ?? before
    }

    // MARK: - import

    private func importModule(_ module: ImportedModule) {
        let outer = span
        span = module.span
        let result = temp()
        emit(.importModule, result, wide: constant(.string(module.path.joined(separator: "."))))
        emit(.extra, importFlags(leaf: module.alias != nil))
        store(module.alias ?? module.path.first ?? "", from: result)
        span = outer
    }

    /// Bit 0: the last module of a dotted name is wanted, not the first. Bit 1: the import stands in a `try` and is a question.
    private func importFlags(leaf: Bool) -> Int {
        let isQuestion = blocks.contains { if case .protected = $0.kind { true } else { false } }
        return (leaf ? 1 : 0) | (isQuestion ? 2 : 0)
    }

    private func importFrom(_ path: [String], _ level: Int, _ names: [ImportedName]) {
        let outer = span
        let module = temp()
        let dotted = String(repeating: ".", count: level) + path.joined(separator: ".")
        emit(.importModule, module, wide: constant(.string(dotted)))
        emit(.extra, importFlags(leaf: true))
        if names.isEmpty { emit(.importStar, module) }
        for name in names {
            span = name.span
            let result = temp()
            emit(.importFrom, result, module)
            emit(.extra, 0, wide: Int(Symbol(name.name).id))
            store(name.alias ?? name.name, from: result)
        }
        span = outer
    }
}

extension Expression {
    var isStarred: Bool { if case .starred = kind { true } else { false } }
}
