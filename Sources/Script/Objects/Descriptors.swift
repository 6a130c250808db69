// property, staticmethod and classmethod, and the script's own descriptors (`__get__`, `__set__`).
import Schema

public final class PropertyObject: Object {
    let getter: Value
    let setter: Value
    let deleter: Value
    let documentation: Value
    nonisolated(unsafe) public static let cls = makeType()
    public override var type: TypeObject { PropertyObject.cls }

    init(_ getter: Value, _ setter: Value = .none, _ deleter: Value = .none, _ documentation: Value = .none) {
        self.getter = getter
        self.setter = setter
        self.deleter = deleter
        self.documentation = documentation
    }

    public override var holdsReferences: Bool { true }
    public override func visitReferences(_ visitor: ReferenceVisitor) {
        for value in [getter, setter, deleter, documentation] { visitor.visit(value) }
    }

    public override var isDataDescriptor: Bool { true }
    public override func bound(to receiver: Value, in cls: TypeObject) throws -> Value? {
        if case .none = getter { throw missing("getter", nil, receiver) }
        return try getter.call(Arguments([receiver]))
    }
    public override func set(_ value: Value, on receiver: Value, name: Symbol) throws {
        if case .none = setter { throw missing("setter", name, receiver) }
        _ = try setter.call(Arguments([receiver, value]))
    }
    public override func delete(on receiver: Value, name: Symbol) throws {
        if case .none = deleter { throw missing("deleter", name, receiver) }
        _ = try deleter.call(Arguments([receiver]))
    }
    private func missing(_ what: String, _ name: Symbol?, _ receiver: Value) -> Failure {
        let name = name?.text ?? (getter.asObject as? FunctionObject)?.name ?? "?"
        let owner = receiver.asObject?.type.scriptQualifiedName ?? receiver.typeName
        return Failure(.attributeError, "property '\(name)' of '\(owner)' object has no \(what)")
    }

    private static func makeType() -> TypeObject {
        let type = TypeObject("property") { _, arguments in
            let names = ["fget", "fset", "fdel", "doc"]
            var parts = arguments.positional
            if parts.count > 4 {
                throw Failure(.typeError, "property expected at most 4 arguments, got \(parts.count)")
            }
            while parts.count < 4 { parts.append(.none) }
            for (name, value) in arguments.keywords {
                guard let index = names.firstIndex(of: name.text) else {
                    throw Failure(.typeError, "'\(name)' is an invalid keyword argument for property()")
                }
                parts[index] = value
            }
            return .object(PropertyObject(parts[0], parts[1], parts[2], parts[3]))
        }
        func property(_ value: Value) throws -> PropertyObject {
            guard let property = value.asObject as? PropertyObject else {
                throw Failure(.typeError, "descriptor needs a 'property' object")
            }
            return property
        }
        type.rawMethod("getter(self, function, /)") { bound in
            let old = try property(bound[0])
            return .object(PropertyObject(bound[1], old.setter, old.deleter, old.documentation))
        }
        type.rawMethod("setter(self, function, /)") { bound in
            let old = try property(bound[0])
            return .object(PropertyObject(old.getter, bound[1], old.deleter, old.documentation))
        }
        type.rawMethod("deleter(self, function, /)") { bound in
            let old = try property(bound[0])
            return .object(PropertyObject(old.getter, old.setter, bound[1], old.documentation))
        }
        return type
    }

    public override func attribute(_ name: Symbol) throws -> Value? {
        switch name.text {
        case "fget": return getter
        case "fset": return setter
        case "fdel": return deleter
        case "__doc__":
            if case .none = documentation { return try getter.asObject?.attribute(name) ?? Value.none }
            return documentation
        default: return try super.attribute(name)
        }
    }
}

public final class StaticMethod: Object {
    let function: Value
    nonisolated(unsafe) public static let cls = TypeObject("staticmethod") { _, arguments in
        guard arguments.positional.count == 1 else {
            throw Failure(.typeError, "staticmethod expected 1 argument, got \(arguments.positional.count)")
        }
        return .object(StaticMethod(arguments.positional[0]))
    }
    public override var type: TypeObject { StaticMethod.cls }
    public init(_ function: Value) { self.function = function }
    public override var holdsReferences: Bool { true }
    public override func visitReferences(_ visitor: ReferenceVisitor) { visitor.visit(function) }
    public override func bound(to receiver: Value, in cls: TypeObject) throws -> Value? { function }
    public override func boundToClass(_ cls: TypeObject) throws -> Value? { function }
    public override var isCallable: Bool { true }
    public override func call(_ arguments: Arguments) throws -> Value { try function.call(arguments) }
    public override func attribute(_ name: Symbol) throws -> Value? {
        name == Names.function || name == Names.wrapped ? function : try function.asObject?.attribute(name)
    }
}

public final class ClassMethod: Object {
    let function: Value
    nonisolated(unsafe) public static let cls = TypeObject("classmethod") { _, arguments in
        guard arguments.positional.count == 1 else {
            throw Failure(.typeError, "classmethod expected 1 argument, got \(arguments.positional.count)")
        }
        return .object(ClassMethod(arguments.positional[0]))
    }
    public override var type: TypeObject { ClassMethod.cls }
    public init(_ function: Value) { self.function = function }
    public override var holdsReferences: Bool { true }
    public override func visitReferences(_ visitor: ReferenceVisitor) { visitor.visit(function) }
    public override func bound(to receiver: Value, in cls: TypeObject) throws -> Value? { try boundToClass(cls) }
    public override func boundToClass(_ cls: TypeObject) throws -> Value? {
        .object(BoundMethod(receiver: .object(cls), function: function))
    }
    public override func attribute(_ name: Symbol) throws -> Value? {
        name == Names.function || name == Names.wrapped ? function : try function.asObject?.attribute(name)
    }
}
