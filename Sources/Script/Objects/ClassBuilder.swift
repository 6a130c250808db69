// The class statement: bases, body namespace, the finished class and the hooks that run then.
import Schema

/// The variables of a class body while it runs.
final class ClassNamespace: Object {
    private(set) var members: [Symbol: Value] = [:]
    private(set) var order: [Symbol] = []
    nonisolated(unsafe) static let cls = TypeObject("dict")
    override var type: TypeObject { ClassNamespace.cls }

    subscript(_ name: Symbol) -> Value? {
        get { members[name] }
        set {
            if let newValue {
                if members.updateValue(newValue, forKey: name) == nil { order.append(name) }
            } else if members.removeValue(forKey: name) != nil {
                order.removeAll { $0 == name }
            }
        }
    }
}

enum ClassBuilder {
    /// Runs the body and makes the class.
    static func build(_ body: FunctionObject, bases: [Value], keywords: [(name: Symbol, value: Value)]) throws -> Value
    {
        let name = body.code.name
        if keywords.contains(where: { $0.name == Names.metaclass }) {
            throw Failure(
                .notImplementedError, "metaclasses are not supported (class \(name))",
                hint: "use __init_subclass__ or a class decorator")
        }
        var types: [TypeObject] = []
        for base in bases {
            if let absent = base.asObject as? AbsentObject { throw absent.failure }
            guard let type = base.asObject as? TypeObject else {
                throw Failure(.typeError, "bases must be types, not \(base.typeName)")
            }
            types.append(type)
        }
        try check(types)
        let namespace = ClassNamespace()
        namespace[Names.module] = .string(body.code.moduleName)
        namespace[Names.qualname] = .string(body.code.qualifiedName)
        if let text = body.code.documentation { namespace[Names.doc] = .string(text) }
        let cell = CellObject(.unbound)
        try Interpreter.current.machine.runClassBody(body, namespace, cell)
        let cls = try finish(name, types, namespace, keywords)
        cell.value = .object(cls)
        return .object(cls)
    }

    /// Builtin values are stored in ways a subclass cannot share. dict and list make derived containers; a class whose objects are
    /// made by a script's `__new__` (an Enum with str beside it) or by another Swift class (a named tuple) needs no storage of theirs.
    nonisolated(unsafe) private static let closed = [
        IntType.cls, FloatType.cls, StringObject.cls, BytesObject.cls, TupleObject.cls, SetObject.cls,
        SetObject.frozenCls,
        SliceObject.cls, RangeObject.cls, OrderedDictObject.orderedCls, DefaultDictObject.defaultCls,
        CounterObject.counterCls,
    ]

    private static func closedMaker(of types: [TypeObject]) -> TypeObject? {
        if types.contains(where: { $0.scriptMember(Names.new) != nil }) { return nil }
        let makers = types.compactMap { type in type.order.first { $0.make != nil } }
        return makers.first { maker in closed.contains { $0 === maker } }
    }

    static func cannotExtend(_ type: TypeObject) -> Failure {
        Failure(
            .typeError, "unetrepl classes cannot extend '\(type.name)'",
            hint: "keep a \(type.name) in an attribute and write the methods you need")
    }

    static func check(_ types: [TypeObject]) throws {
        for (i, type) in types.enumerated() {
            if !type.isSubclassable {
                throw Failure(.typeError, "type '\(type.name)' is not an acceptable base type")
            }
            if types[..<i].contains(where: { $0 === type }) {
                throw Failure(.typeError, "duplicate base class \(type.name)")
            }
        }
        if let closed = closedMaker(of: types) { throw cannotExtend(closed) }
        guard TypeObject.canLinearise(types) else {
            throw Failure(
                .typeError,
                "Cannot create a consistent method resolution\norder (MRO) for bases \(types.map(\.name).joined(separator: ", "))"
            )
        }
        // Two different Swift layouts cannot be one object.
        let makers = types.compactMap { type in type.order.first { $0.make != nil } }
        for (i, maker) in makers.enumerated() {
            for other in makers[(i + 1)...] where !maker.isSubclass(of: other) && !other.isSubclass(of: maker) {
                throw Failure(.typeError, "multiple bases have instance lay-out conflict")
            }
        }
    }

    static func finish(
        _ name: String, _ bases: [TypeObject], _ namespace: ClassNamespace, _ keywords: [(name: Symbol, value: Value)]
    ) throws -> TypeObject {
        let module = (namespace[Names.module]?.asObject as? StringObject)?.text ?? "__main__"
        let cls = TypeObject(name, module: module, bases: bases.isEmpty ? nil : bases, isScriptClass: true)
        cls.scriptQualifiedName = (namespace[Names.qualname]?.asObject as? StringObject)?.text ?? name
        cls.documentation = (namespace[Names.doc]?.asObject as? StringObject)?.text ?? ""
        for symbol in namespace.order where symbol != Names.qualname && symbol != Names.slots {
            guard var value = namespace[symbol] else { continue }
            // These two are class methods without being asked.
            if symbol == Names.initSubclass || symbol == Names.classGetItem, value.asObject is FunctionObject {
                value = .object(ClassMethod(value))
            }
            if symbol == Names.new, value.asObject is FunctionObject { value = .object(StaticMethod(value)) }
            cls.setMember(symbol, value)
        }
        // A class with its own equality and no hash cannot be hashed.
        if namespace[Names.eq] != nil, namespace[Names.hash] == nil { cls.setMember(Names.hash, .none) }
        for symbol in namespace.order {
            guard let member = namespace[symbol]?.asObject as? Instance, let hook = member.special(Names.setName) else {
                continue
            }
            _ = try hook.callMethod(.object(member), [.object(cls), .string(symbol.text)])
        }
        try runInitSubclass(cls, keywords)
        return cls
    }

    private static func runInitSubclass(_ cls: TypeObject, _ keywords: [(name: Symbol, value: Value)]) throws {
        for base in cls.order.dropFirst() {
            guard let hook = base.members[Names.initSubclass]?.asObject else { continue }
            guard let bound = try hook.boundToClass(cls) else { continue }
            _ = try bound.call(Arguments([], keywords: keywords))
            return
        }
        if !keywords.isEmpty {
            throw Failure(.typeError, "\(cls.name).__init_subclass__() takes no keyword arguments")
        }
    }

    /// `type(name, bases, dict)`.
    static func typeCall(_ arguments: Arguments) throws -> Value {
        guard arguments.positional.count == 3, let name = (arguments.positional[0].asObject as? StringObject)?.text,
            let bases = (arguments.positional[1].asObject as? TupleObject)?.elements
        else { throw Failure(.typeError, "type() takes 1 or 3 arguments") }
        let types = try bases.map { base in
            guard let type = base.asObject as? TypeObject else {
                throw Failure(.typeError, "bases must be types, not \(base.typeName)")
            }
            return type
        }
        try check(types)
        let namespace = ClassNamespace()
        try arguments.positional[2].forEachPair { key, value in
            if let text = (key.asObject as? StringObject)?.text { namespace[Symbol(text)] = value }
        }
        return .object(try finish(name, types, namespace, arguments.keywords))
    }
}
