// Calls that are not a plain script function with plain arguments: defaults, keywords, methods, classes, callable instances, `super()`.
import Schema

extension Machine {
    enum Outcome {
        /// The call is done.
        case value(Value)
        /// A window is ready to run; the caller pushes its own frame.
        case entered(Registers, Code, Frame.Kind)
    }

    /// Calls `callable` with `count` argument registers (positional, then one per keyword). The registers keep what was not moved.
    func prepareCall(
        _ callable: Value, _ arguments: Registers, _ count: Int, _ keywords: [Symbol], receiver: Value?
    ) throws -> Outcome {
        guard case .object(let object) = callable else {
            throw Failure(.typeError, "'\(callable.typeName)' object is not callable")
        }
        if let function = exactly(object, FunctionObject.self) {
            let code = function.code
            if code.isGenerator {
                return .value(try makeGenerator(function, arguments, count, keywords, receiver: receiver))
            }
            return .entered(try enter(function, arguments, count, keywords, receiver: receiver), code, .value)
        }
        if let method = exactly(object, BoundMethod.self), receiver == nil {
            return try prepareCall(method.function, arguments, count, keywords, receiver: method.receiver)
        }
        if receiver == nil, let cls = exactly(object, TypeObject.self) {
            if keywords.isEmpty, let shortcut = cls.shortcut,
                let value = try shortcut(UnsafeBufferPointer(start: arguments, count: count))
            {
                return .value(value)
            }
            if let outcome = try construct(cls, arguments, count, keywords) { return outcome }
        }
        if receiver == nil, object.layoutID != 0 {
            let instance = unsafeDowncast(object, to: Instance.self)
            if let call = instance.cls.member(Names.call)?.asObject, exactly(call, FunctionObject.self) != nil {
                return try prepareCall(.object(call), arguments, count, keywords, receiver: callable)
            }
        }
        var all = Arguments()
        let positional = count - keywords.count
        all.positional.reserveCapacity(positional + 1)
        if let receiver { all.positional.append(receiver) }
        for k in 0..<positional { all.positional.append(arguments[k]) }
        for (k, name) in keywords.enumerated() { all.keywords.append((name, arguments[positional + k])) }
        return .value(try object.call(all))
    }

    /// A window with the arguments bound.
    private func enter(
        _ function: FunctionObject, _ arguments: Registers, _ count: Int, _ keywords: [Symbol], receiver: Value?
    ) throws -> Registers {
        let code = function.code
        let base = try window(code.registerCount)
        do {
            if code.isSimple, keywords.isEmpty, count + (receiver == nil ? 0 : 1) == code.positionalCount {
                var next = base
                if let receiver {
                    next.pointee = receiver
                    next += 1
                }
                for k in 0..<count { swap(&next[k], &arguments[k]) }
            } else {
                try bind(function, arguments, count, keywords, receiver: receiver, into: base)
            }
        } catch {
            clear(base, code.registerCount)
            throw error
        }
        (base - 1).pointee = .object(function)
        return base
    }

    /// `Class(...)` for script classes over plain instances; nil for the general way.
    private func construct(
        _ cls: TypeObject, _ arguments: Registers, _ count: Int, _ keywords: [Symbol]
    ) throws -> Outcome? {
        guard cls.isScriptClass else { return nil }
        if cls.construction.version != TypeObject.version {
            var construction = TypeObject.Construction(version: TypeObject.version, kind: .general, initializer: nil)
            if !cls.hasNativeMake, cls.scriptMember(Names.new) == nil {
                let member = cls.member(Names.init_)
                if let function = member?.asObject as? FunctionObject, !function.code.isGenerator {
                    construction.kind = .scriptInit
                    construction.initializer = function
                }
            }
            cls.construction = construction
        }
        guard cls.construction.kind == .scriptInit, let initializer = cls.construction.initializer else { return nil }
        let instance = Value.object(Instance(cls))
        let base = try enter(initializer, arguments, count, keywords, receiver: instance)
        base[-2] = instance
        return .entered(base, initializer.code, .initializer)
    }

    /// Calls with keywords or unpacked arguments, and `super()`. `used` is how many registers after `a` the call consumed.
    @inline(never)
    func prepareSpecialCall(
        _ i: Instruction, _ pc: inout UnsafeMutablePointer<Instruction>, _ a: Registers, _ base: Registers,
        _ code: CodePointer, _ used: inout Int
    ) throws -> Outcome {
        switch i.op {
        case .callKeywords:
            let names = code.pointee.code._withUnsafeGuaranteedRef { $0.keywordTables[pc.pointee.wide] }
            pc += 1
            used = Int(i.b)
            return try prepareCall(a[0], a + 1, Int(i.b), names, receiver: nil)
        case .callMethodKeywords:
            let names = code.pointee.code._withUnsafeGuaranteedRef { $0.keywordTables[pc.pointee.wide] }
            pc += 1
            used = Int(i.b) + 1
            if case .unbound = a[1] { return try prepareCall(a[0], a + 2, Int(i.b), names, receiver: nil) }
            return try prepareCall(a[0], a + 1, Int(i.b) + 1, names, receiver: nil)
        case .callSpread:
            used = 2
            guard let list = a[1].asObject as? ListObject else {
                preconditionFailure("a call's arguments are in a list")
            }
            var all = list.elements
            var names: [Symbol] = []
            if let table = a[2].asObject as? DictObject, table.count > 0 {
                try a[2].forEachPair { key, value in
                    if let text = key.asObject as? StringObject {
                        names.append(text.symbol)
                        all.append(value)
                    }
                }
            }
            let callable = a[0]
            let count = all.count
            all.append(.unbound)
            return try all.withUnsafeMutableBufferPointer { buffer in
                guard let start = buffer.baseAddress else { preconditionFailure("the buffer has one element at least") }
                return try prepareCall(callable, start, count, names, receiver: nil)
            }
        case .callSuper:
            used = 2
            if a[0].asObject !== SuperObject.type { return try prepareCall(a[0], a + 1, 0, [], receiver: nil) }
            guard let cls = a[1].asObject as? TypeObject else {
                throw Failure(.runtimeError, "super(): __class__ cell not found")
            }
            if case .unbound = a[2] { throw Failure(.runtimeError, "super(): no arguments") }
            return .value(.object(try SuperObject(cls, a[2])))
        default: preconditionFailure("only special calls come here")
        }
    }
}
