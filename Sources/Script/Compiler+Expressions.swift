// Expressions to bytecode. `expression(_:into:)` returns the register that holds the value: the variable itself for a local, `into` when
// given, otherwise a new temporary.
import Schema

extension Compiler {
    /// A text of the source. Words that could be names are one object wherever they stand, as CPython interns them: old code compares
    /// them with `is`, across files.
    static func constant(_ text: String) -> Value {
        let isName =
            text.utf8.count <= 40
            && text.utf8.allSatisfy { c in
                c == UInt8(ascii: "_") || (c >= 48 && c <= 57) || (c | 0x20 >= 97 && c | 0x20 <= 122)
            }
        return isName ? .string(Symbol(text)) : .string(text)
    }

    func expression(_ value: Expression, into: Int? = nil) throws -> Int {
        let outer = span
        span = value.span
        defer { span = outer }
        let mark = next
        // The result takes the first temporary; operands use the ones above and are given back. An instruction reads its operands
        // before it writes its destination, so the two may be the same register.
        func result() -> Int {
            next = mark
            return into ?? temp()
        }
        switch value.kind {
        case .constant(let constant):
            let register = into ?? temp()
            try loadConstant(constant, into: register)
            return register
        case .name(let name): return load(name, into: into)
        case .joinedString(let pieces): return try joinedString(pieces, into: into)
        case .tuple(let items):
            if let constants = Compiler.constants(items) {
                let register = into ?? temp()
                self.emit(.loadConstant, register, wide: self.constant(.tuple(constants)))
                return register
            }
            return try display(items, .buildTuple, into: into)
        case .list(let items): return try display(items, .buildList, into: into)
        case .set(let items): return try display(items, .buildSet, into: into)
        case .dict(let items): return try dictDisplay(items, into: into)
        case .unary(.not, let operand):
            let register = try expression(operand)
            let target = result()
            emit(.not, target, register)
            return target
        case .unary(let op, let operand):
            if op == .negative, let number = Compiler.number(value) {
                let register = into ?? temp()
                loadValue(number, into: register)
                return register
            }
            let register = try expression(operand)
            let target = result()
            switch op {
            case .negative: emit(.negative, target, register)
            case .positive: emit(.positive, target, register)
            case .invert: emit(.invert, target, register)
            case .not: preconditionFailure("`not` is handled above")
            }
            return target
        case .binary(let first, let steps):
            var left = try operand(first, before: steps.map(\.operand))
            for (i, step) in steps.enumerated() {
                span = value.span
                let isLast = i == steps.count - 1
                let keep = next
                if let number = Compiler.number(step.operand),
                    let opcode = Compiler.constantOpcode(step.op, inPlace: false),
                    constant(number) < 65_535
                {
                    let target = isLast ? result() : intermediate(left, mark)
                    emit(opcode, target, left, constant(number))
                    left = target
                } else {
                    let right = try expression(step.operand)
                    next = keep
                    let target = isLast ? result() : intermediate(left, mark)
                    emit(Compiler.opcode(step.op, inPlace: false), target, left, right)
                    left = target
                }
            }
            return left
        case .boolean(let op, let operands):
            let target = temp()
            let end = Label()
            var known: Set<Int>?
            for (i, operand) in operands.enumerated() {
                _ = try expression(operand, into: target)
                if known == nil { known = assigned }
                if i < operands.count - 1 { jump(if: target, is: op == .or, to: end) }
            }
            place(end)
            if let known { assigned = known }
            return move(target, to: into, mark)
        case .compare(let first, let steps): return try comparison(first, steps, into: into, mark)
        case .conditional(let test, let then, let otherwise):
            let target = temp()
            let other = Label()
            let end = Label()
            try condition(test, jumpTo: other, when: false)
            let known = assigned
            _ = try expression(then, into: target)
            jump(end)
            place(other)
            assigned = known
            _ = try expression(otherwise, into: target)
            place(end)
            assigned = known
            return move(target, to: into, mark)
        case .lambda(let function):
            let register = try self.function(function, name: "<lambda>")
            return move(register, to: into, mark)
        case .call(let function, let arguments):
            let target = try call(function, arguments, into: into, mark)
            return target
        case .attribute(let object, let name):
            let receiver = try expression(object)
            let target = result()
            emit(.loadAttribute, target, receiver, cache(scope.mangle(name.name)))
            return target
        case .subscript(let object, let key):
            let receiver = try operand(object, before: [key])
            let index = try expression(key)
            let target = result()
            emit(.getItem, target, receiver, index)
            return target
        case .slice(let lower, let upper, let step):
            let first = temps(3)
            for (i, part) in [lower, upper, step].enumerated() {
                if let part {
                    _ = try expression(part, into: first + i)
                } else {
                    loadValue(.none, into: first + i)
                }
            }
            let target = result()
            emit(.buildSlice, target, first)
            return target
        case .starred:
            throw ScriptError.syntax("can't use starred expression here", at: value.span, in: source)
        case .comprehension(let comprehension): return try self.comprehension(comprehension, into: into, mark)
        case .named(let name, let inner):
            let register = try expression(inner, into: into ?? temp())
            store(name.name, from: register)
            return register
        case .yield(let inner):
            let sent = try inner.map { try expression($0) } ?? none()
            let target = result()
            emit(.yield, sent, 0, target)
            return target
        case .yieldFrom(let inner):
            let iterator = temps(2)
            let iterable = try expression(inner)
            emit(.getIterator, iterator, iterable, 1)
            loadValue(.none, into: iterator + 1)
            let target = temp()
            emit(.yieldFrom, iterator, 0, target)
            return move(target, to: into, mark)
        }
    }

    private func none() -> Int {
        let register = temp()
        loadValue(.none, into: register)
        return register
    }

    /// Where the left side of a chain keeps its running value: its temporary if it has one.
    private func intermediate(_ left: Int, _ mark: Int) -> Int {
        if left >= mark { return left }
        next = mark
        return temp()
    }

    /// Brings a result computed above `mark` to where it is wanted.
    private func move(_ register: Int, to into: Int?, _ mark: Int) -> Int {
        next = mark
        guard let into else {
            let target = temp()
            if target != register { emit(.move, target, register) }
            return target
        }
        if into != register { emit(.move, into, register) }
        return into
    }

    /// A left operand. When later operands may assign the variable it came from (`x + (x := 1)`), its value is copied first.
    func operand(_ value: Expression, before others: [Expression]) throws -> Int {
        if frame.hasNamedExpression, case .name = value.kind { return try expression(value, into: temp()) }
        return try expression(value)
    }

    // MARK: - Constants

    private func loadConstant(_ constant: Constant, into register: Int) throws {
        let value: Value
        switch constant {
        case .none: value = .none
        case .bool(let b): value = .bool(b)
        case .int(let i): value = .int(i)
        case .bigInt(let digits): value = try Literals.bigInt(digits)
        case .float(let d): value = .float(d)
        case .imaginary:
            throw ScriptError.syntax(
                "complex numbers are not supported; keep real and imaginary parts apart", at: span, in: source)
        case .string(let text): value = Compiler.constant(text)
        case .bytes(let bytes): value = try Literals.bytes(bytes)
        case .ellipsis: value = Literals.ellipsis
        }
        loadValue(value, into: register)
    }

    /// The value of `3`, `-2.5`.
    static func number(_ value: Expression) -> Value? {
        switch value.kind {
        case .constant(.int(let i)): .int(i)
        case .constant(.float(let d)): .float(d)
        case .unary(.negative, let inner):
            switch inner.kind {
            case .constant(.int(let i)) where i != 0: .int(-i)
            case .constant(.float(let d)): .float(-d)
            default: nil
            }
        default: nil
        }
    }

    private static func constants(_ items: [Expression]) -> [Value]? {
        var values: [Value] = []
        for item in items {
            if let number = number(item) {
                values.append(number)
                continue
            }
            guard case .constant(let constant) = item.kind else { return nil }
            switch constant {
            case .none: values.append(.none)
            case .bool(let b): values.append(.bool(b))
            case .int(let i): values.append(.int(i))
            case .float(let d): values.append(.float(d))
            case .string(let text): values.append(Compiler.constant(text))
            case .bigInt, .imaginary, .bytes, .ellipsis: return nil
            }
        }
        return values
    }

    static func opcode(_ op: BinaryOperator, inPlace: Bool) -> Opcode {
        switch op {
        case .add: inPlace ? .addInPlace : .add
        case .subtract: inPlace ? .subtractInPlace : .subtract
        case .multiply: inPlace ? .multiplyInPlace : .multiply
        case .divide: inPlace ? .divideInPlace : .divide
        case .floorDivide: inPlace ? .floorDivideInPlace : .floorDivide
        case .modulo: inPlace ? .moduloInPlace : .modulo
        case .power: inPlace ? .powerInPlace : .power
        case .matrixMultiply: inPlace ? .matrixMultiplyInPlace : .matrixMultiply
        case .leftShift: inPlace ? .leftShiftInPlace : .leftShift
        case .rightShift: inPlace ? .rightShiftInPlace : .rightShift
        case .and: inPlace ? .andInPlace : .and
        case .or: inPlace ? .orInPlace : .or
        case .xor: inPlace ? .xorInPlace : .xor
        }
    }

    static func constantOpcode(_ op: BinaryOperator, inPlace: Bool) -> Opcode? {
        switch op {
        case .add: inPlace ? .addConstantInPlace : .addConstant
        case .subtract: inPlace ? .subtractConstantInPlace : .subtractConstant
        case .multiply: inPlace ? .multiplyConstantInPlace : .multiplyConstant
        case .divide: inPlace ? .divideConstantInPlace : .divideConstant
        case .floorDivide: inPlace ? .floorDivideConstantInPlace : .floorDivideConstant
        case .modulo: inPlace ? .moduloConstantInPlace : .moduloConstant
        case .power: inPlace ? .powerConstantInPlace : .powerConstant
        case .matrixMultiply, .leftShift, .rightShift, .and, .or, .xor: nil
        }
    }

    // MARK: - Comparison and conditions

    private static func opcode(_ op: ComparisonOperator) -> Opcode {
        switch op {
        case .equal: .equal
        case .notEqual: .notEqual
        case .less: .less
        case .lessEqual: .lessEqual
        case .greater: .greater
        case .greaterEqual: .greaterEqual
        case .isIdentical: .isIdentical
        case .isNotIdentical: .isNotIdentical
        case .isIn: .isIn
        case .isNotIn: .isNotIn
        }
    }

    private func comparison(
        _ first: Expression, _ steps: [(op: ComparisonOperator, operand: Expression)], into: Int?, _ mark: Int
    ) throws -> Int {
        if steps.count == 1, let step = steps.first {
            let left = try operand(first, before: [step.operand])
            let right = try expression(step.operand)
            next = mark
            let target = into ?? temp()
            emit(Compiler.opcode(step.op), target, left, right)
            return target
        }
        let target = temp()
        let end = Label()
        var left = try operand(first, before: steps.map(\.operand))
        var known: Set<Int>?
        for (i, step) in steps.enumerated() {
            let right = try operand(step.operand, before: [])
            emit(Compiler.opcode(step.op), target, left, right)
            if known == nil { known = assigned }
            if i < steps.count - 1 { jump(if: target, is: false, to: end) }
            left = right
        }
        place(end)
        if let known { assigned = known }
        return move(target, to: into, mark)
    }

    /// Jumps to `label` when the truth of `test` is `when`; falls through otherwise.
    func condition(_ test: Expression, jumpTo label: Label, when: Bool) throws {
        let outer = span
        let mark = next
        span = test.span
        defer {
            span = outer
            next = mark
        }
        switch test.kind {
        case .unary(.not, let inner): try condition(inner, jumpTo: label, when: !when)
        case .boolean(let op, let operands):
            // `a and b` is false as soon as one is; `a or b` true as soon as one is.
            let decisive = op == .or
            let end = Label()
            var known: Set<Int>?
            for (i, operand) in operands.enumerated() {
                if i == operands.count - 1 {
                    try condition(operand, jumpTo: label, when: when)
                } else {
                    try condition(operand, jumpTo: decisive == when ? label : end, when: decisive)
                }
                if known == nil { known = assigned }
            }
            place(end)
            if let known { assigned = known }
        case .compare(let first, let steps) where steps.count == 1:
            guard let step = steps.first, let op = Compiler.testOpcode(step.op, constant: false) else { fallthrough }
            let left = try operand(first, before: [step.operand])
            if let number = Compiler.number(step.operand), constant(number) < 65_535,
                let op = Compiler.testOpcode(step.op, constant: true)
            {
                emit(op, left, constant(number), when ? 1 : 0)
            } else {
                let right = try expression(step.operand)
                emit(op, left, right, when ? 1 : 0)
            }
            aim(emit(.extra), at: label)
        case .constant, .name, .joinedString, .tuple, .list, .set, .dict, .unary, .binary, .compare, .conditional,
            .lambda,
            .call, .attribute, .subscript, .slice, .starred, .comprehension, .named, .yield, .yieldFrom:
            let register = try expression(test)
            jump(if: register, is: when, to: label)
        }
    }

    private static func testOpcode(_ op: ComparisonOperator, constant: Bool) -> Opcode? {
        switch op {
        case .equal: constant ? .testEqualConstant : .testEqual
        case .notEqual: constant ? .testNotEqualConstant : .testNotEqual
        case .less: constant ? .testLessConstant : .testLess
        case .lessEqual: constant ? .testLessEqualConstant : .testLessEqual
        case .greater: constant ? .testGreaterConstant : .testGreater
        case .greaterEqual: constant ? .testGreaterEqualConstant : .testGreaterEqual
        case .isIdentical, .isNotIdentical, .isIn, .isNotIn: nil
        }
    }

    // MARK: - Calls

    private func call(_ function: Expression, _ arguments: [CallArgument], into: Int?, _ mark: Int) throws -> Int {
        let place = span
        if arguments.contains(where: { $0.kind == .unpackSequence || $0.kind == .unpackMapping }) {
            let base = temps(3)
            _ = try expression(function, into: base)
            try spread(arguments, list: base + 1, table: base + 2)
            span = place
            next = mark
            let target = into ?? temp()
            emit(.callSpread, base, 0, target)
            return target
        }
        // `super()` names the class and the receiver by itself.
        if case .name("super") = function.kind, arguments.isEmpty,
            frame.kind == .function || frame.kind == .generatorExpression
        {
            let base = load("super", into: temp())
            let cell = temp()
            switch scope.place(of: "__class__") {
            case .free(let index): emit(.loadFree, cell, index)
            case .cell(let register): emit(.loadCell, cell, register)
            case .local, .global, .classMember: loadValue(.none, into: cell)
            }
            let receiver = temp()
            if let first = frame.bound.first, frame.registers[first] == 0 {
                emit(frame.cells.contains(first) ? .loadCell : .move, receiver, 0)
            } else {
                emit(.clear, receiver)
            }
            next = mark
            let target = into ?? temp()
            emit(.callSuper, base, 0, target)
            return target
        }
        let base: Int
        let isMethod: Bool
        let firstArgument: Int
        if case .attribute(let object, let name) = function.kind {
            isMethod = true
            base = temps(2)
            let receiver = try expression(object)
            span = function.span
            emit(.loadMethod, base, receiver, cache(scope.mangle(name.name)))
            span = place
            next = base + 2
            firstArgument = base + 2
        } else {
            isMethod = false
            base = temp()
            _ = try expression(function, into: base)
            firstArgument = base + 1
        }
        var names: [Symbol] = []
        let slots = temps(arguments.count)
        precondition(slots == firstArgument, "arguments follow the function's register")
        for (i, argument) in arguments.enumerated() {
            if case .keyword(let name) = argument.kind {
                let symbol = Symbol(name)
                if names.contains(symbol) {
                    throw ScriptError.syntax("keyword argument repeated: \(name)", at: argument.span, in: source)
                }
                names.append(symbol)
            }
            _ = try expression(argument.value, into: slots + i)
        }
        next = mark
        let target = into ?? temp()
        if names.isEmpty {
            emit(isMethod ? .callMethod : .call, base, arguments.count, target)
        } else {
            emit(isMethod ? .callMethodKeywords : .callKeywords, base, arguments.count, target)
            keywordTables.append(names)
            emit(.extra, 0, wide: keywordTables.count - 1)
        }
        return target
    }

    /// Collects arguments with `*` or `**` into a list and a dict; the register before them holds the function, or the class's name.
    func spread(_ arguments: [CallArgument], list: Int, table: Int, isClass: Bool = false) throws {
        // Messages about the value of a lone `*` name the function, as CPython's do.
        let positional = arguments.filter { $0.kind == .positional || $0.kind == .unpackSequence }
        let isAlone = positional.count == 1 && !isClass
        emit(.buildList, list, 0, 0)
        emit(.buildDict, table, 0, 0)
        for argument in arguments {
            let keep = next
            span = argument.span
            switch argument.kind {
            case .positional: emit(.listAppend, list, try expression(argument.value))
            case .unpackSequence: emit(.listExtend, list, try expression(argument.value), isAlone ? 1 : 0)
            case .keyword(let name):
                let key = temp()
                let value = try expression(argument.value)
                loadValue(.string(name), into: key)
                emit(.dictMergeKeywords, table, key, value)
            case .unpackMapping: emit(.dictMergeKeywords, table, try expression(argument.value), Instruction.none)
            }
            next = keep
        }
    }

    // MARK: - Displays

    private func display(_ items: [Expression], _ op: Opcode, into: Int?) throws -> Int {
        let mark = next
        // Short displays are built from consecutive registers; long or starred ones grow a list step by step.
        if items.count <= 64, !items.contains(where: \.isStarred) {
            let first = temps(items.count)
            for (i, item) in items.enumerated() { _ = try expression(item, into: first + i) }
            next = mark
            let target = into ?? temp()
            emit(op, target, first, items.count)
            return target
        }
        let target = temp()
        emit(op == .buildSet ? .buildSet : .buildList, target, 0, 0)
        for item in items {
            let keep = next
            if case .starred(let inner) = item.kind {
                let values = try expression(inner)
                span = inner.span
                emit(op == .buildSet ? .setUpdate : .listExtend, target, values)
            } else {
                emit(op == .buildSet ? .setAdd : .listAppend, target, try expression(item))
            }
            next = keep
        }
        if op == .buildTuple { emit(.listToTuple, target, target) }
        return move(target, to: into, mark)
    }

    private func dictDisplay(_ items: [(key: Expression?, value: Expression)], into: Int?) throws -> Int {
        let mark = next
        if items.count <= 32, items.allSatisfy({ $0.key != nil }) {
            let first = temps(items.count * 2)
            for (i, item) in items.enumerated() {
                if let key = item.key { _ = try expression(key, into: first + 2 * i) }
                _ = try expression(item.value, into: first + 2 * i + 1)
            }
            next = mark
            let target = into ?? temp()
            emit(.buildDict, target, first, items.count)
            return target
        }
        let target = temp()
        emit(.buildDict, target, 0, 0)
        for item in items {
            let keep = next
            if let key = item.key {
                let name = try expression(key, into: temp())
                let value = try expression(item.value)
                emit(.dictSet, target, name, value)
            } else {
                emit(.dictMerge, target, try expression(item.value))
            }
            next = keep
        }
        return move(target, to: into, mark)
    }

    // MARK: - f-strings

    private func joinedString(_ pieces: [StringPiece], into: Int?) throws -> Int {
        let mark = next
        var parts: [Int] = []
        // Consecutive registers; a field's debug text takes one of its own.
        func part() -> Int {
            let register = temp()
            parts.append(register)
            return register
        }
        for piece in pieces {
            switch piece {
            case .literal(let text): loadValue(.string(text), into: part())
            case .field(let value, let conversion, let spec, let debugText):
                if let debugText { loadValue(.string(debugText), into: part()) }
                let target = part()
                let keep = next
                let register = try expression(value)
                let format = spec.isEmpty ? Instruction.none : try joinedString(spec, into: nil)
                let asked = conversion ?? (debugText != nil && spec.isEmpty ? "r" : nil)
                let outer = span
                span = value.span
                emit(.formatValue, target, register, format)
                emit(.extra, Int(asked?.asciiValue ?? 0))
                span = outer
                next = keep
            }
        }
        next = mark
        let target = into ?? temp()
        if let first = parts.first {
            emit(.buildString, target, first, parts.count)
        } else {
            loadValue(.string(""), into: target)
        }
        return target
    }

    // MARK: - Comprehensions

    private func comprehension(_ comprehension: Comprehension, into: Int?, _ mark: Int) throws -> Int {
        let inner = tree.scope(of: comprehension)
        guard let first = comprehension.clauses.first else { preconditionFailure("a comprehension has a clause") }
        if comprehension.kind == .generator {
            let compiler = Compiler(
                tree: tree, source: source, module: module, frame: inner, qualifiedName: nestedName("<genexpr>"))
            compiler.span = span
            compiler.assigned = [0]
            compiler.makeCells(of: inner)
            try compiler.clauses(comprehension.clauses[...], comprehension, result: -1, firstIterator: nil, source: 0)
            compiler.emit(.returnNone)
            var parameters = ParameterList()
            parameters.names = [Symbol(".0")]
            parameters.positionalCount = 1
            codes.append(
                try compiler.finish(
                    name: "<genexpr>", parameters: parameters, documentation: nil, isGenerator: true, creator: scope))
            let base = temps(2)
            emit(.makeFunction, base, wide: codes.count - 1)
            emit(.extra)
            let keep = next
            let iterable = try expression(first.iterable)
            next = keep
            let outer = span
            span = first.iterable.span
            emit(.getIterator, base + 1, iterable, 2)
            span = outer
            next = mark
            let target = into ?? temp()
            emit(.call, base, 1, target)
            return target
        }
        let known = assigned
        let result = temp()
        let iterator = temps(3)
        let iterable = try expression(first.iterable)
        let outer = span
        span = first.iterable.span
        emit(.getIterator, iterator, iterable)
        span = outer
        next = iterator + 3
        switch comprehension.kind {
        case .list: emit(.buildList, result, 0, 0)
        case .set: emit(.buildSet, result, 0, 0)
        case .dict: emit(.buildDict, result, 0, 0)
        case .generator: preconditionFailure("generator expressions are compiled above")
        }
        let outerScope = scope
        scope = inner
        makeCells(of: inner)
        try clauses(comprehension.clauses[...], comprehension, result: result, firstIterator: iterator)
        scope = outerScope
        for register in inner.registers.values.sorted() { emit(.clear, register) }
        assigned = known
        return move(result, to: into, mark)
    }

    /// The loops of a comprehension, outermost first. `result` is the register of the growing container, -1 for `yield`.
    private func clauses(
        _ clauses: ArraySlice<Comprehension.Clause>, _ comprehension: Comprehension, result: Int, firstIterator: Int?,
        source: Int? = nil
    ) throws {
        guard let clause = clauses.first else {
            let keep = next
            switch comprehension.kind {
            case .list: emit(.listAppend, result, try expression(comprehension.element))
            case .set: emit(.setAdd, result, try expression(comprehension.element))
            case .dict:
                let key = try expression(comprehension.element, into: temp())
                guard let valueExpression = comprehension.value else {
                    preconditionFailure("a dict comprehension has values")
                }
                emit(.dictSet, result, key, try expression(valueExpression))
            case .generator:
                let item = try expression(comprehension.element)
                emit(.yield, item, 0, temp())
            }
            next = keep
            return
        }
        let outer = span
        let keep = next
        let iterator: Int
        if let firstIterator {
            iterator = firstIterator
        } else {
            iterator = temps(3)
            let iterable = try source ?? expression(clause.iterable)
            span = clause.iterable.span
            emit(.getIterator, iterator, iterable)
            if source != nil { emit(.clear, iterable) }
            span = outer
            next = iterator + 3
        }
        let again = Label()
        let top = Label()
        jump(again)
        place(top)
        let item: Int
        if case .name(let name) = clause.target.kind, let register = localRegister(name) {
            item = register
            assigned.insert(register)
        } else {
            item = temp()
            try store(to: clause.target, from: item)
        }
        for test in clause.conditions { try condition(test, jumpTo: again, when: false) }
        try self.clauses(clauses.dropFirst(), comprehension, result: result, firstIterator: nil)
        place(again)
        span = clause.iterable.span
        emit(.forEach, iterator, item)
        aim(emit(.extra), at: top)
        span = outer
        emit(.clearRange, iterator, 3)
        next = keep
    }
}
