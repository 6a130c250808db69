// What instructions do when the operands are not small numbers: operators on objects, attribute look-up that teaches the inline caches,
// displays, unpacking, exceptions. One function per instruction family.
import Schema

extension Machine {
    /// A temporary that an instruction has consumed lets go of its object at once: a tensor must not live until the register is
    /// used again.
    @inline(__always)
    private func release(_ register: UInt16, _ target: UInt16, _ base: Registers, _ code: CodePointer) {
        if Int(register) >= code.pointee.localCount, register != target { base[Int(register)] = .unbound }
    }

    @inline(never)
    func binary(_ op: BinaryOperator, _ i: Instruction, _ base: Registers, _ code: CodePointer) throws {
        let result: Value
        if op == .add, case .object(let left) = base[Int(i.b)], case .object(let right) = base[Int(i.c)],
            let first = exactly(left, StringObject.self), let second = exactly(right, StringObject.self)
        {
            // A text that grows takes twice what it had.
            try Growth.bytes(2 &* first.text.utf8.count &+ second.text.utf8.count)
            result = .string(first.text + second.text)
        } else if i.op.rawValue >= Opcode.addInPlace.rawValue {
            result = try Value.inPlace(op, base[Int(i.b)], base[Int(i.c)])
        } else {
            result = try Value.binary(op, base[Int(i.b)], base[Int(i.c)])
        }
        release(i.b, i.a, base, code)
        release(i.c, i.a, base, code)
        base[Int(i.a)] = result
    }

    /// The right operand is a constant.
    @inline(never)
    func binaryConstant(_ op: BinaryOperator, _ i: Instruction, _ base: Registers, _ code: CodePointer) throws {
        let constant = code.pointee.constants[Int(i.c)]
        let result =
            i.op.rawValue >= Opcode.addConstantInPlace.rawValue
            ? try Value.inPlace(op, base[Int(i.b)], constant) : try Value.binary(op, base[Int(i.b)], constant)
        release(i.b, i.a, base, code)
        base[Int(i.a)] = result
    }

    @inline(never)
    func unary(_ op: UnaryOperator, _ i: Instruction, _ base: Registers, _ code: CodePointer) throws {
        let result = try base[Int(i.b)].unary(op)
        release(i.b, i.a, base, code)
        base[Int(i.a)] = result
    }

    // MARK: - Names

    func unboundLocal(_ code: CodePointer, _ register: Int) -> Failure {
        let names = code.pointee.code._withUnsafeGuaranteedRef { $0.localNames }
        let name = names.indices.contains(register) ? names[register] : "?"
        return Failure(
            .unboundLocalError, "cannot access local variable '\(name)' where it is not associated with a value")
    }

    func unboundCell(_ code: CodePointer, _ register: Int) -> Failure { unboundLocal(code, register) }

    func unboundFree(_ code: CodePointer, _ index: Int) -> Failure {
        let name = code.pointee.code._withUnsafeGuaranteedRef { $0.freeNames[index] }
        return Failure(
            .nameError,
            "cannot access free variable '\(name)' where it is not associated with a value in enclosing scope")
    }

    /// A name that neither the module nor the builtins have: the prelude may know it.
    @inline(never)
    func preludeValue(_ namespace: Namespace, _ slot: Int, _ code: CodePointer) throws -> Value {
        guard let value = try Interpreter.current.preludeValue(namespace.symbols[slot]) else {
            let locals = code.pointee.code._withUnsafeGuaranteedRef { $0.localNames }
            throw undefined(namespace.symbols[slot], namespace, locals: locals)
        }
        return value
    }

    func undefined(_ namespace: Namespace, _ slot: Int) -> Failure { undefined(namespace.symbols[slot], namespace) }

    private func undefined(_ symbol: Symbol, _ namespace: Namespace, locals: [String] = []) -> Failure {
        let names = locals + (namespace.names + (namespace.builtins?.names ?? [])).map(\.text)
        let near = Nearest.match(symbol.text, among: names.filter { !$0.hasPrefix("__") && !$0.hasPrefix(".") })
        return Failure(
            .nameError, "name '\(symbol)' is not defined", hint: near.map { "Did you mean: '\($0)'?" } ?? "")
    }

    func classNamespace(_ base: Registers) -> ClassNamespace {
        guard let namespace = base[0].asObject as? ClassNamespace else {
            preconditionFailure("a class body's first register holds its namespace")
        }
        return namespace
    }

    func loadName(_ symbol: Symbol, _ base: Registers, _ code: CodePointer) throws -> Value {
        if let value = classNamespace(base)[symbol] { return value }
        let namespace = code.pointee.namespace.takeUnretainedValue()
        guard let value = try namespace.visible(symbol) ?? Interpreter.current.preludeValue(symbol) else {
            throw undefined(symbol, namespace)
        }
        return value
    }

    // MARK: - Attributes

    /// The Swift class of an object, as a cache key.
    @inline(__always)
    static func swiftClass(_ object: Object) -> UnsafeRawPointer {
        unsafeBitCast(Swift.type(of: object) as AnyClass, to: UnsafeRawPointer.self)
    }

    /// Builtin types whose Swift class decides their members and that have no attributes of their own.
    private static func hasFixedAttributes(_ object: Object) -> Bool {
        exactly(object, ListObject.self) != nil || exactly(object, DictObject.self) != nil
            || exactly(object, StringObject.self) != nil || exactly(object, TupleObject.self) != nil
            || exactly(object, SetObject.self) != nil
    }

    @inline(never)
    func loadAttribute(_ i: Instruction, _ base: Registers, _ code: CodePointer) throws {
        let cache = code.pointee.caches + Int(i.c)
        let symbol = cache.pointee.symbol
        if case .object(let object) = base[Int(i.b)], object.layoutID != 0 {
            let older = cache + code.pointee.cacheCount
            if older.pointee.layout == object.layoutID, older.pointee.version == TypeObject.version {
                if older.pointee.kind == .slot, let slots = unsafeDowncast(object, to: Instance.self).slots {
                    let value = slots[older.pointee.slot]
                    release(i.b, i.a, base, code)
                    base[Int(i.a)] = value
                    return
                }
                if older.pointee.kind == .classValue {
                    base[Int(i.a)] = older.pointee.value
                    return
                }
            } else if cache.pointee.layout != 0 {
                older.pointee = cache.pointee
            }
            learn(cache, unsafeDowncast(object, to: Instance.self), symbol, forCall: false)
        }
        let value = try base[Int(i.b)].attribute(symbol)
        release(i.b, i.a, base, code)
        base[Int(i.a)] = value
    }

    /// Remembers where an instance has the attribute, when that is simple.
    private func learn(
        _ cache: UnsafeMutablePointer<AttributeCache>, _ instance: Instance, _ symbol: Symbol, forCall: Bool
    ) {
        cache.pointee.kind = .empty
        if instance.cls.scriptMember(Names.getattribute) != nil { return }
        let member = instance.cls.member(symbol)
        if let descriptor = member?.asObject, descriptor.isDataDescriptor {
            guard !forCall, let property = exactly(descriptor, PropertyObject.self),
                case .object(let getter) = property.getter,
                let function = exactly(getter, FunctionObject.self), function.info.pointee.simpleCount == 1
            else { return }
            cache.pointee.kind = .property
            cache.pointee.value = property.getter
            cache.pointee.layout = instance.layoutID
            cache.pointee.version = TypeObject.version
            return
        }
        if let slot = instance.layout.slot(of: symbol) {
            cache.pointee.kind = .slot
            cache.pointee.slot = slot
        } else if let member {
            switch member {
            case .none, .bool, .int, .float: cache.pointee.kind = .classValue
            case .object(let object):
                if exactly(object, StringObject.self) != nil {
                    cache.pointee.kind = .classValue
                } else if forCall, object is FunctionObject || (object as? BuiltinFunction)?.isMethod == true {
                    cache.pointee.kind = .method
                } else {
                    return
                }
            case .unbound: return
            }
            cache.pointee.value = member
        } else {
            return
        }
        cache.pointee.layout = instance.layoutID
        cache.pointee.version = TypeObject.version
    }

    @inline(never)
    func loadMethod(_ i: Instruction, _ base: Registers, _ code: CodePointer) throws {
        let cache = code.pointee.caches + Int(i.c)
        let symbol = cache.pointee.symbol
        let receiver = base[Int(i.b)]
        let a = base + Int(i.a)
        if case .object(let object) = receiver {
            if object.layoutID != 0 {
                let instance = unsafeDowncast(object, to: Instance.self)
                let older = cache + code.pointee.cacheCount
                if older.pointee.layout == object.layoutID, older.pointee.version == TypeObject.version,
                    older.pointee.kind == .method
                {
                    a[1] = receiver
                    a[0] = older.pointee.value
                    return
                }
                if cache.pointee.layout != 0, cache.pointee.layout != object.layoutID { older.pointee = cache.pointee }
                if cache.pointee.layout != object.layoutID || cache.pointee.version != TypeObject.version {
                    learn(cache, instance, symbol, forCall: true)
                }
                if cache.pointee.kind == .method, cache.pointee.layout == object.layoutID {
                    a[1] = receiver
                    a[0] = cache.pointee.value
                    return
                }
            } else if let parent = exactly(object, SuperObject.self) {
                // `super().method(…)`: the function and the receiver, without a bound method between.
                if let member = parent.member(symbol), case .object(let function) = member,
                    exactly(function, FunctionObject.self) != nil, !(parent.receiver.asObject is TypeObject)
                {
                    a[1] = parent.receiver
                    a[0] = member
                    return
                }
            } else if Machine.hasFixedAttributes(object) {
                if let member = object.type.member(symbol), let builtin = member.asObject as? BuiltinFunction,
                    builtin.isMethod
                {
                    cache.pointee.kind = .method
                    cache.pointee.layout = 0
                    cache.pointee.swiftClass = Machine.swiftClass(object)
                    cache.pointee.version = TypeObject.version
                    cache.pointee.value = member
                    a[1] = receiver
                    a[0] = member
                    return
                }
            }
        }
        let value = try receiver.attribute(symbol)
        if case .object(let object) = value, let method = exactly(object, BoundMethod.self) {
            a[1] = method.receiver
            a[0] = method.function
        } else {
            a[1] = .unbound
            a[0] = value
        }
    }

    @inline(never)
    func storeAttribute(_ i: Instruction, _ base: Registers, _ code: CodePointer) throws {
        let cache = code.pointee.caches + Int(i.c)
        let symbol = cache.pointee.symbol
        if case .object(let object) = base[Int(i.a)], object.layoutID != 0 {
            let instance = unsafeDowncast(object, to: Instance.self)
            let older = cache + code.pointee.cacheCount
            if older.pointee.layout == object.layoutID, older.pointee.version == TypeObject.version {
                if older.pointee.kind == .slot, let slots = instance.slots {
                    slots[older.pointee.slot] = base[Int(i.b)]
                    return
                }
                if older.pointee.kind == .addSlot, let next = older.pointee.nextLayout {
                    instance.append(base[Int(i.b)], next)
                    return
                }
            } else if cache.pointee.layout != 0 {
                older.pointee = cache.pointee
            }
            let isPlain =
                instance.cls.scriptMember(Names.setattr) == nil && symbol != Names.class_
                && instance.cls.member(symbol)?.asObject?.isDataDescriptor != true
            if isPlain {
                let before = instance.layoutID
                let slot = instance.layout.slot(of: symbol)
                instance.store(symbol, base[Int(i.b)])
                if let slot {
                    cache.pointee.kind = .slot
                    cache.pointee.slot = slot
                } else if !instance.layout.isOwn {
                    cache.pointee.kind = .addSlot
                    cache.pointee.nextLayout = instance.layout
                } else {
                    return
                }
                cache.pointee.layout = before
                cache.pointee.version = TypeObject.version
                return
            }
        }
        try base[Int(i.a)].setAttribute(symbol, base[Int(i.b)])
    }

    // MARK: - Iteration

    /// Fills three registers: a counted range, a list or tuple with a position, or an iterator.
    func getIterator(_ a: Registers, _ value: Value, mode: Int) throws {
        if case .object(let object) = value, mode != 1 {
            if let range = exactly(object, RangeObject.self), case .int(let start) = range.start,
                case .int = range.stop,
                case .int(let step) = range.step, let count = try? range.length()
            {
                if mode == 2 {
                    a[0] = value
                    return
                }
                a[0] = .int(start)
                a[1] = .int(count)
                a[2] = .int(step)
                return
            }
            if exactly(object, ListObject.self) != nil || exactly(object, TupleObject.self) != nil {
                a[0] = value
                if mode == 0 { a[1] = .int(0) }
                return
            }
        }
        a[0] = .object(try value.iterator())
        if mode == 0 { a[1] = .unbound }
    }

    /// One step of `yield from`.
    func advance(_ iterator: Value, sending value: Value) throws -> Value? {
        guard let object = iterator.asObject as? IteratorObject else {
            preconditionFailure("getIterator made an iterator")
        }
        if let generator = exactly(object, GeneratorObject.self) { return try resume(generator.state, sending: value) }
        if case .none = value { return try object.next() }
        return try iterator.attribute("send").call(Arguments([value]))
    }

    // MARK: - Displays

    /// Moves registers into an array.
    @inline(__always)
    func take(_ first: Registers, _ count: Int) -> [Value] {
        func moved(_ k: Int) -> Value {
            let value = (first + k).move()
            (first + k).forget()
            return value
        }
        // Literals are allocated in line; the array's general initialiser looks up its type each time.
        switch count {
        case 0: return []
        case 1: return [moved(0)]
        case 2: return [moved(0), moved(1)]
        case 3: return [moved(0), moved(1), moved(2)]
        default:
            var result: [Value] = []
            result.reserveCapacity(count)
            for k in 0..<count { result.append(moved(k)) }
            return result
        }
    }

    func buildDict(_ first: Registers, _ count: Int) throws -> Value {
        let dict = try DictObject([])
        for k in 0..<count { try dict.set(first[2 * k], first[2 * k + 1]) }
        for k in 0..<(2 * count) { first[k] = .unbound }
        return .object(dict)
    }

    func joinStrings(_ first: Registers, _ count: Int) throws -> Value {
        var text = ""
        var size = 0
        for k in 0..<count {
            if case .object(let object) = first[k] {
                size += unsafeDowncast(object, to: StringObject.self).text.utf8.count
            }
        }
        if size > 15 { text.reserveCapacity(size) }
        for k in 0..<count {
            if case .object(let object) = first[k] { text += unsafeDowncast(object, to: StringObject.self).text }
        }
        for k in 0..<count { first[k] = .unbound }
        return .string(text)
    }

    func formatValue(_ i: Instruction, _ conversion: UInt16, _ base: Registers) throws -> Value {
        var value = base[Int(i.b)]
        switch UInt8(truncatingIfNeeded: conversion) {
        case UInt8(ascii: "r"): value = .string(try value.repr())
        case UInt8(ascii: "s"): value = .string(try value.str())
        case UInt8(ascii: "a"): value = .string(try Machine.ascii(value.repr()))
        default: break
        }
        var spec = ""
        if Int(i.c) != Instruction.none { spec = (base[Int(i.c)].asObject as? StringObject)?.text ?? "" }
        if spec.isEmpty, value.asObject is StringObject { return value }
        return .string(try value.format(spec))
    }

    private static func ascii(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            if scalar.isASCII {
                result.unicodeScalars.append(scalar)
            } else {
                let digits = String(scalar.value, radix: 16)
                let (mark, width) = scalar.value <= 0xFF ? ("x", 2) : scalar.value <= 0xFFFF ? ("u", 4) : ("U", 8)
                result += "\\\(mark)" + String(repeating: "0", count: width - digits.count) + digits
            }
        }
        return result
    }

    /// `[*values]`, and the same in a call; `callee` is the function when `*values` is its only positional argument.
    func extend(_ list: ListObject, _ value: Value, callee: Value?) throws {
        do {
            let new = try value.elements()
            try Growth.appending(new.count, to: list.elements)
            list.elements.append(contentsOf: new)
        } catch let failure as Failure where failure.kind == .typeError && failure.message.hasSuffix("is not iterable")
        {
            guard let callee else {
                throw Failure(.typeError, "Value after * must be an iterable, not \(value.typeName)")
            }
            throw Failure(
                .typeError, "\(try calleeText(callee)) argument after * must be an iterable, not \(value.typeName)")
        }
    }

    /// What messages about arguments call the function: `__main__.f()`, `list.append()`, `print()`.
    private func calleeText(_ callee: Value) throws -> String {
        if let method = callee.asObject as? BoundMethod, let builtin = method.function.asObject as? BuiltinFunction {
            return "\(method.receiver.typeName).\(builtin.signature.name.lastComponent)()"
        }
        guard let name = (try callee.attributeIfPresent("__qualname__")?.asObject as? StringObject)?.text else {
            return try callee.str()
        }
        let module = (try callee.attributeIfPresent("__module__")?.asObject as? StringObject)?.text ?? "builtins"
        return module == "builtins" ? "\(name)()" : "\(module).\(name)()"
    }

    private func isMapping(_ value: Value) -> Bool { value.asObject is DictObject || value.asObject is AttributeTable }

    /// Every pair of a mapping: a dict, or anything with `keys` and items. False when it is none.
    private func forEachPair(of value: Value, _ body: (Value, Value) throws -> Void) throws -> Bool {
        if isMapping(value) {
            try value.forEachPair(body)
            return true
        }
        guard let keys = try value.attributeIfPresent("keys") else { return false }
        for key in try keys.call(Arguments()).elements() { try body(key, try value.item(key)) }
        return true
    }

    func merge(_ dict: DictObject, _ value: Value) throws {
        if try forEachPair(of: value, { try dict.set($0, $1) }) { return }
        throw Failure(.typeError, "'\(value.typeName)' object is not a mapping")
    }

    func mergeKeywords(_ dict: DictObject, _ i: Instruction, _ base: Registers) throws {
        func add(_ key: Value, _ value: Value) throws {
            guard let name = (key.asObject as? StringObject)?.text else {
                throw Failure(.typeError, "keywords must be strings")
            }
            if try dict.get(key) != nil {
                let function = try calleeText(base[Int(i.a) - 2])
                throw Failure(.typeError, "\(function) got multiple values for keyword argument '\(name)'")
            }
            try dict.set(key, value)
        }
        if Int(i.c) != Instruction.none { return try add(base[Int(i.b)], base[Int(i.c)]) }
        if try forEachPair(of: base[Int(i.b)], add) { return }
        let function = try calleeText(base[Int(i.a) - 2])
        throw Failure(.typeError, "\(function) argument after ** must be a mapping, not \(base[Int(i.b)].typeName)")
    }

    // MARK: - Unpacking

    private func exactElements(_ value: Value) -> [Value]? {
        guard case .object(let object) = value else { return nil }
        if let tuple = exactly(object, TupleObject.self) { return tuple.elements }
        if let list = exactly(object, ListObject.self) { return list.elements }
        return nil
    }

    func unpack(_ value: Value, _ target: Registers, _ count: Int) throws {
        if let elements = exactElements(value) {
            guard elements.count == count else { throw Machine.wrongCount(elements.count, expected: count) }
            for (k, element) in elements.enumerated() { target[k] = element }
            return
        }
        guard case .object(let object) = value, let iterator = try object.iterator() else {
            throw Failure(.typeError, "cannot unpack non-iterable \(value.typeName) object")
        }
        var elements: [Value] = []
        while elements.count <= count, let element = try iterator.next() { elements.append(element) }
        guard elements.count == count else { throw Machine.wrongCount(elements.count, expected: count) }
        for (k, element) in elements.enumerated() { target[k] = element }
    }

    private static func wrongCount(_ found: Int, expected: Int) -> Failure {
        found < expected
            ? Failure(.valueError, "not enough values to unpack (expected \(expected), got \(found))")
            : Failure(.valueError, "too many values to unpack (expected \(expected))")
    }

    func unpackStarred(_ value: Value, _ target: Registers, before: Int, after: Int) throws {
        let elements: [Value]
        if let exact = exactElements(value) {
            elements = exact
        } else {
            guard case .object(let object) = value, try object.iterator() != nil else {
                throw Failure(.typeError, "cannot unpack non-iterable \(value.typeName) object")
            }
            elements = try value.elements()
        }
        guard elements.count >= before + after else {
            throw Failure(
                .valueError, "not enough values to unpack (expected at least \(before + after), got \(elements.count))")
        }
        for k in 0..<before { target[k] = elements[k] }
        target[before] = .list(Array(elements[before..<(elements.count - after)]))
        for k in 0..<after { target[before + 1 + k] = elements[elements.count - after + k] }
    }

    // MARK: - Functions and classes

    func makeFunction(_ index: Int, _ extra: Instruction, _ base: Registers, _ code: CodePointer) -> FunctionObject {
        let inner = code.pointee.code._withUnsafeGuaranteedRef { $0.codes[index] }
        let start = base + Int(extra.a)
        let positional = Int(extra.b)
        let keywordCount = Int(extra.c >> 1)
        let defaults = take(start, positional)
        var given = take(start + positional, keywordCount)[...]
        let keywordDefaults = inner.parameters.keywordOnlyDefaults.map { $0 ? given.popFirst() : nil }
        var annotations = Value.unbound
        if extra.c & 1 == 1 { swap(&annotations, &start[positional + keywordCount]) }
        var closure: [CellObject] = []
        if !inner.captures.isEmpty {
            closure.reserveCapacity(inner.captures.count)
            for capture in inner.captures {
                if capture.isFree {
                    closure.append(function(base).closure[capture.index])
                } else if let cell = base[capture.index].asObject as? CellObject {
                    closure.append(cell)
                } else {
                    preconditionFailure("a captured variable's register holds a cell")
                }
            }
        }
        return FunctionObject(
            inner, defaults: defaults, keywordDefaults: keywordDefaults, closure: closure, annotations: annotations)
    }

    /// `a` holds the body, then the bases as a list and the keywords as a dict.
    func buildClass(_ a: Registers) throws -> Value {
        guard let body = a[0].asObject as? FunctionObject, let bases = a[1].asObject as? ListObject else {
            preconditionFailure("a class statement prepares its body and bases")
        }
        var keywords: [(name: Symbol, value: Value)] = []
        try a[2].forEachPair { key, value in
            if let text = (key.asObject as? StringObject)?.text { keywords.append((Symbol(text), value)) }
        }
        let cls = try ClassBuilder.build(body, bases: bases.elements, keywords: keywords)
        a[1] = .unbound
        a[2] = .unbound
        return cls
    }

    // MARK: - Exceptions

    /// A Swift error as a script exception; a new one remembers the exception being handled.
    func exceptionObject(for error: Error) -> ExceptionObject {
        if let error = error as? ScriptError { return contextual(error.exception) }
        return contextual(ScriptError.from(error).exception)
    }

    /// Sets `__context__` of an exception that is raised for the first time.
    func contextual(_ exception: ExceptionObject) -> ExceptionObject {
        if let handled, handled !== exception, exception.context == nil, exception.frames.isEmpty {
            exception.context = handled
        }
        return exception
    }

    func note(_ exception: ExceptionObject, _ code: CodePointer, _ index: Int) {
        code.pointee.code._withUnsafeGuaranteedRef { code in
            exception.frames.append(
                TracebackEntry(function: code.qualifiedName, source: code.source, span: code.span(at: index)))
        }
    }

    func raised(_ value: Value, cause: Value?) throws -> Error {
        func instance(_ value: Value, _ message: String) throws -> ExceptionObject {
            var value = value
            if let cls = value.asObject as? TypeObject, cls.isSubclass(of: ExceptionTypes.cls(.baseException)) {
                value = try cls.call(Arguments())
            }
            guard let exception = value.asObject as? ExceptionObject else { throw Failure(.typeError, message) }
            return exception
        }
        let exception = try instance(value, "exceptions must derive from BaseException")
        if let cause {
            if case .none = cause {
                exception.cause = nil
            } else {
                exception.cause = try instance(cause, "exception causes must derive from BaseException")
            }
            exception.suppressesContext = true
        }
        if let handled, handled !== exception {
            // The chain of contexts must not run in a circle.
            var link: ExceptionObject? = handled
            while let current = link {
                if current.context === exception { current.context = nil }
                link = current.context
            }
            exception.context = handled
        }
        return ScriptError(exception)
    }

    func matches(_ exception: Value, _ classes: Value) throws -> Bool {
        switch classes.asObject {
        case let cls as TypeObject where cls.isSubclass(of: ExceptionTypes.cls(.baseException)):
            return exception.type.isSubclass(of: cls)
        case let tuple as TupleObject:
            for element in tuple.elements where try matches(exception, element) { return true }
            return false
        default:
            throw Failure(.typeError, "catching classes that do not inherit from BaseException is not allowed")
        }
    }

    /// `with`: the bound `__exit__`, then the bound `__enter__` to call.
    func withPrepare(_ a: Registers, _ manager: Value) throws {
        func method(_ name: Symbol) throws -> Value {
            if let instance = manager.asObject as? Instance, instance.layoutID != 0 {
                // Special methods come from the class.
                if let member = instance.cls.member(name) {
                    return try member.asObject?.bound(to: manager, in: instance.cls) ?? member
                }
            } else if let found = try manager.attributeIfPresent(name) {
                return found
            }
            let missing = name == Names.exit ? " (missed __exit__ method)" : ""
            throw Failure(
                .typeError, "'\(manager.typeName)' object does not support the context manager protocol\(missing)")
        }
        let enter = try method(Names.enter)
        a[0] = try method(Names.exit)
        a[1] = enter
    }

    // MARK: - Imports

    func importModule(_ name: Value, flags: Int, _ code: CodePointer) throws -> Value {
        guard let text = (name.asObject as? StringObject)?.text else { preconditionFailure("a module's name is text") }
        let interpreter = Interpreter.current
        let module = code.pointee.code._withUnsafeGuaranteedRef { $0.moduleName }
        return try interpreter.importModule(
            text, leaf: flags & 1 != 0, from: module, isPackage: interpreter.packages.contains(module),
            isQuestion: flags & 2 != 0)
    }
}
