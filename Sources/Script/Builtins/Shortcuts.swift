// The commonest calls of the hottest builtins, without argument binding: loops make them millions of times. A shortcut answers nil for
// whatever is not that simple, and the general function, which also words the errors, takes over.
import Schema

extension Builtins {
    static func installShortcuts(into module: ModuleObject) {
        func function(_ name: String, _ shortcut: @escaping (UnsafeBufferPointer<Value>) throws -> Value?) {
            (module[Symbol(name)]?.asObject as? BuiltinFunction)?.shortcut = shortcut
        }
        func method(
            _ type: TypeObject, _ name: Symbol, _ shortcut: @escaping (UnsafeBufferPointer<Value>) throws -> Value?
        ) {
            (type.member(name)?.asObject as? BuiltinFunction)?.shortcut = shortcut
        }
        function("len") { $0.count == 1 ? .int(try $0[0].length()) : nil }
        function("isinstance", isInstanceShortcut)
        function("abs") { arguments in
            guard arguments.count == 1 else { return nil }
            switch arguments[0] {
            case .int(let i) where i != .min: return .int(Swift.abs(i))
            case .float(let d): return .float(d.magnitude)
            default: return nil
            }
        }
        function("round") { arguments in
            guard arguments.count == 1 else { return nil }
            switch arguments[0] {
            case .int: return arguments[0]
            case .float(let d) where d.magnitude < 9e18: return .int(Int(d.rounded(.toNearestOrEven)))
            default: return nil
            }
        }
        // Of equal arguments both return the first.
        function("min") { arguments in
            guard arguments.count == 2 else { return nil }
            switch (arguments[0], arguments[1]) {
            case (.int(let a), .int(let b)): return .int(b < a ? b : a)
            case (.float(let a), .float(let b)): return .float(b < a ? b : a)
            default: return nil
            }
        }
        function("max") { arguments in
            guard arguments.count == 2 else { return nil }
            switch (arguments[0], arguments[1]) {
            case (.int(let a), .int(let b)): return .int(b > a ? b : a)
            case (.float(let a), .float(let b)): return .float(b > a ? b : a)
            default: return nil
            }
        }
        method(ListObject.cls, "append") { arguments in
            guard arguments.count == 2, case .object(let object) = arguments[0],
                let list = exactly(object, ListObject.self)
            else { return nil }
            try list.elements.appendIfRoom(arguments[1])
            return Value.none
        }
        method(DictObject.cls, "get") { arguments in
            guard arguments.count == 2 || arguments.count == 3, case .object(let object) = arguments[0],
                let dict = exactly(object, DictObject.self)
            else { return nil }
            if let value = try dict.get(arguments[1]) { return value }
            return arguments.count == 3 ? arguments[2] : Value.none
        }
        method(DictObject.cls, "setdefault") { arguments in
            guard arguments.count == 3, case .object(let object) = arguments[0],
                let dict = exactly(object, DictObject.self)
            else { return nil }
            if let value = try dict.get(arguments[1]) { return value }
            try dict.set(arguments[1], arguments[2])
            return arguments[2]
        }
        installClassShortcuts()
    }

    private static func isInstanceShortcut(_ arguments: UnsafeBufferPointer<Value>) -> Value? {
        guard arguments.count == 2, case .object(let object) = arguments[1] else { return nil }
        let type = arguments[0].type
        if let cls = exactly(object, TypeObject.self) { return type.isSubclass(of: cls) ? .bool(true) : nil }
        guard let tuple = exactly(object, TupleObject.self) else { return nil }
        for element in tuple.elements {
            guard case .object(let one) = element, let cls = exactly(one, TypeObject.self) else { return nil }
            if type.isSubclass(of: cls) { return .bool(true) }
        }
        // Abstract classes may still claim it.
        return nil
    }

    /// Calls of builtin classes: conversions, `range`, `enumerate`, `zip`.
    private static func installClassShortcuts() {
        IntType.cls.shortcut = { arguments in
            guard arguments.count == 1 else { return nil }
            switch arguments[0] {
            case .int: return arguments[0]
            case .bool(let b): return .int(b ? 1 : 0)
            case .float(let d) where d.magnitude < 9e18: return .int(Int(d))
            default: return nil
            }
        }
        FloatType.cls.shortcut = { arguments in
            guard arguments.count == 1 else { return nil }
            switch arguments[0] {
            case .float: return arguments[0]
            case .int(let i): return .float(Double(i))
            default: return nil
            }
        }
        BoolType.cls.shortcut = { $0.count == 1 ? .bool(try $0[0].truth()) : nil }
        StringObject.cls.shortcut = { arguments in
            guard arguments.count == 1 else { return nil }
            if case .object(let object) = arguments[0], exactly(object, StringObject.self) != nil {
                return arguments[0]
            }
            return .string(try arguments[0].str())
        }
        ListObject.cls.shortcut = { arguments in
            if arguments.isEmpty { return .list([]) }
            return arguments.count == 1 ? .list(try arguments[0].elements()) : nil
        }
        DictObject.cls.shortcut = { $0.isEmpty ? .object(DictObject()) : nil }
        RangeObject.cls.shortcut = { arguments in
            switch arguments.count {
            case 1:
                guard case .int = arguments[0] else { return nil }
                return .object(RangeObject(exact: .int(0), arguments[0], .int(1)))
            case 2:
                guard case .int = arguments[0], case .int = arguments[1] else { return nil }
                return .object(RangeObject(exact: arguments[0], arguments[1], .int(1)))
            default: return nil
            }
        }
        LazyTypes.enumerate.shortcut = { arguments in
            arguments.count == 1 ? .object(EnumerateIterator(try arguments[0].iterator(), from: .int(0))) : nil
        }
        LazyTypes.zip.shortcut = { arguments in
            guard !arguments.isEmpty else { return nil }
            return .object(ZipIterator(try arguments.map { try $0.iterator() }))
        }
    }
}
