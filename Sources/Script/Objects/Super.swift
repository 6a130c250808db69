// `super()`: attribute look-up that starts after a class in the receiver's method resolution order.
import Schema

public final class SuperObject: Object {
    /// Look-up starts behind this class.
    let after: TypeObject
    let receiver: Value
    /// The class whose order is followed: the receiver's, or the receiver itself when it is a class.
    let cls: TypeObject
    nonisolated(unsafe) public static let type = TypeObject("super") { _, arguments in
        guard arguments.positional.count == 2 else {
            throw Failure(
                .runtimeError,
                arguments.positional.isEmpty ? "super(): no arguments" : "super(): one argument is not supported",
                hint: "write super() inside a method, or super(Class, self)")
        }
        guard let after = arguments.positional[0].asObject as? TypeObject else {
            throw Failure(.typeError, "super() argument 1 must be a type, not \(arguments.positional[0].typeName)")
        }
        return .object(try SuperObject(after, arguments.positional[1]))
    }
    public override var type: TypeObject { SuperObject.type }

    init(_ after: TypeObject, _ receiver: Value) throws {
        self.after = after
        self.receiver = receiver
        if let cls = receiver.asObject as? TypeObject, cls.isSubclass(of: after) {
            self.cls = cls
        } else {
            guard receiver.type.isSubclass(of: after) else {
                throw Failure(.typeError, "super(type, obj): obj must be an instance or subtype of type")
            }
            cls = receiver.type
        }
    }

    public override var holdsReferences: Bool { true }
    public override func visitReferences(_ visitor: ReferenceVisitor) {
        visitor.visit(after)
        visitor.visit(receiver)
        visitor.visit(cls)
    }

    public override func repr() throws -> String { "<super: <class '\(after.name)'>, <\(receiver.typeName) object>>" }

    /// The member found behind the class, unbound.
    func member(_ name: Symbol) -> Value? { cls.member(name, after: after) }

    public override func attribute(_ name: Symbol) throws -> Value? {
        if let value = member(name) {
            guard let object = value.asObject else { return value }
            if receiver.asObject is TypeObject { return try object.boundToClass(cls) ?? value }
            return try object.bound(to: receiver, in: cls) ?? value
        }
        return try SuperObject.fallback(name, receiver)
    }

    /// `Class.name` for what `object` itself provides: a function that takes the receiver first.
    static func unbound(_ name: Symbol) throws -> Value? {
        guard try fallback(name, .none) != nil else { return nil }
        if name == Names.new { return try fallback(name, .none) }
        return .object(
            BuiltinFunction(
                "object.\(name)(self, /, *args, **kwargs)", "", isMethod: true,
                raw: { bound in
                    var arguments = Arguments((bound[1].asObject as? TupleObject)?.elements ?? [])
                    try bound[2].forEachPair { key, value in
                        if let text = (key.asObject as? StringObject)?.text {
                            arguments.keywords.append((Symbol(text), value))
                        }
                    }
                    guard let method = try fallback(name, bound[0]) else { return .none }
                    return try method.call(arguments)
                }))
    }

    /// What `object` itself provides.
    static func fallback(_ name: Symbol, _ receiver: Value) throws -> Value? {
        switch name {
        case Names.init_:
            return .object(
                BuiltinFunction(
                    "object.__init__(*args, **kwargs)", "",
                    raw: { bound in
                        let isPlain = receiver.type.isScriptClass && !receiver.type.hasNativeMake
                        if isPlain, try bound[0].length() + bound[1].length() > 0 {
                            throw Failure(
                                .typeError, "object.__init__() takes exactly one argument (the instance to initialize)")
                        }
                        return .none
                    }))
        case Names.initSubclass:
            return .object(BuiltinFunction("object.\(name)(*args, **kwargs)", "", raw: { _ in .none }))
        case Names.new:
            return .object(
                BuiltinFunction(
                    "object.__new__(cls, *args, **kwargs)", "",
                    raw: { bound in
                        guard let cls = bound[0].asObject as? TypeObject else {
                            throw Failure(
                                .typeError, "object.__new__(X): X is not a type object (\(bound[0].typeName))")
                        }
                        return try cls.makeBare(Arguments((bound[1].asObject as? TupleObject)?.elements ?? []))
                    }))
        case Names.setattr:
            return .object(
                BuiltinFunction(
                    "object.__setattr__(name, value, /)", "",
                    raw: { bound in
                        guard let name = (bound[0].asObject as? StringObject)?.text else {
                            throw Failure(.typeError, "attribute name must be string, not '\(bound[0].typeName)'")
                        }
                        if let instance = receiver.asObject as? Instance {
                            try instance.setPlainAttribute(Symbol(name), bound[1])
                        }
                        return .none
                    }))
        case Names.delattr:
            return .object(
                BuiltinFunction(
                    "object.__delattr__(name, /)", "",
                    raw: { bound in
                        if let name = (bound[0].asObject as? StringObject)?.text,
                            let instance = receiver.asObject as? Instance
                        {
                            try instance.deletePlainAttribute(Symbol(name))
                        }
                        return .none
                    }))
        case Names.getattribute:
            return .object(
                BuiltinFunction(
                    "object.__getattribute__(name, /)", "",
                    raw: { bound in
                        guard let name = (bound[0].asObject as? StringObject)?.text,
                            let instance = receiver.asObject as? Instance
                        else {
                            throw Failure(.typeError, "attribute name must be string, not '\(bound[0].typeName)'")
                        }
                        guard let value = try instance.plainAttribute(Symbol(name)) else {
                            throw receiver.missingAttribute(Symbol(name))
                        }
                        return value
                    }))
        case Names.repr, Names.str:
            return .object(
                BuiltinFunction(
                    "object.\(name)()", "",
                    raw: { _ in
                        .string((receiver.asObject as? Instance)?.defaultRepr ?? "")
                    }))
        case Names.eq, Names.ne:
            return .object(
                BuiltinFunction(
                    "object.\(name)(other, /)", "",
                    raw: { bound in
                        receiver.isIdentical(to: bound[0])
                            ? .bool(name == Names.eq) : .object(NotImplementedObject.shared)
                    }))
        case Names.hash:
            return .object(
                BuiltinFunction(
                    "object.__hash__()", "",
                    raw: { _ in
                        .int(receiver.asObject.map { ObjectIdentifier($0).hashValue } ?? 0)
                    }))
        default: return nil
        }
    }
}
