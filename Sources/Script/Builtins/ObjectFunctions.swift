// Builtins on any object: attributes, classes, identity, and the ones that end a script or that unetrepl leaves out.
import Schema

extension Builtins {
    static func installObjectFunctions(into module: ModuleObject) {
        installAttributeFunctions(into: module)
        installClassFunctions(into: module)
        module.rawDefine("id(obj, /)", "A number that is the object's own while it lives.") { bound in
            .int(identity(bound[0]))
        }
        module.rawDefine("hash(obj, /)", "The hash that dict and set use.") { bound in .int(try bound[0].hash()) }
        module.rawDefine("callable(obj, /)", "Whether obj can be called.") { bound in
            .bool(bound[0].asObject?.isCallable ?? false)
        }
        for name in ["exit", "quit"] {
            module.rawDefine("\(name)(code=None)", "Ends the script.") { bound in throw systemExit(bound[0]) }
        }
        module.rawDefine("vars(object=None, /)", "The object's own attributes as a dict.") { bound in
            if bound.given[0], let dict = try bound[0].attributeIfPresent("__dict__") { return dict }
            throw Failure(
                .typeError, "vars() argument must have __dict__ attribute",
                hint: bound.given[0] ? "" : "globals() is the module's dict, locals() the function's")
        }
        module.rawDefine("dir(object=None, /)", "The names of an object's attributes.") { bound in
            let names: [String]
            if !bound.given[0] {
                names = try (module["globals"]?.call().elements() ?? []).map { try $0.str() }
            } else {
                names = bound[0].asObject?.attributeNames() ?? bound[0].type.allMemberNames()
            }
            return .list(names.sorted().map { .string($0) })
        }
        // `object.__new__(cls)`: an instance without `__init__`.
        TypeObject.object.setMember(
            "__new__",
            .object(
                BuiltinFunction(
                    "__new__(cls, *args, **kwargs)", "A bare instance of cls.",
                    raw: { bound in
                        guard let cls = bound[0].asObject as? TypeObject else {
                            throw Failure(
                                .typeError, "object.__new__(X): X is not a type object (\(bound[0].typeName))")
                        }
                        // A class of Swift's that scripts inherit from (nn.Module) makes its own kind of instance.
                        if cls.hasNativeMake, let made = try? cls.makeBare(Arguments()), made.asObject is Instance {
                            return made
                        }
                        return .object(Instance(cls))
                    })))
        installPlainAttributes()
        installAbsent(into: module)
    }

    /// `object.__setattr__` and its kin: attribute access past a class's own hooks.
    private static func installPlainAttributes() {
        TypeObject.object.rawMethod("__setattr__(self, name, value, /)") { bound in
            let name = try name(bound[1], "__setattr__")
            if let instance = bound[0].asObject as? Instance {
                try instance.setPlainAttribute(name, bound[2])
            } else {
                try bound[0].setAttribute(name, bound[2])
            }
            return .none
        }
        TypeObject.object.rawMethod("__delattr__(self, name, /)") { bound in
            let name = try name(bound[1], "__delattr__")
            if let instance = bound[0].asObject as? Instance {
                try instance.deletePlainAttribute(name)
            } else {
                try bound[0].deleteAttribute(name)
            }
            return .none
        }
        TypeObject.object.rawMethod("__getattribute__(self, name, /)") { bound in
            let name = try name(bound[1], "__getattribute__")
            let value =
                switch bound[0].asObject {
                case let instance as Instance: try instance.plainAttribute(name)
                case let container as DerivedContainer: try container.plainAttribute(name)
                default: try bound[0].attribute(name)
                }
            if let value { return value }
            throw bound[0].missingAttribute(name)
        }
    }

    /// SystemExit with its code: an int, None for success, or a text to show.
    static func systemExit(_ code: Value) -> ScriptError {
        let arguments: [Value] = if case .none = code { [] } else { [code] }
        return ScriptError(ExceptionObject(ExceptionTypes.cls(.systemExit), arguments))
    }

    private static func identity(_ value: Value) -> Int {
        switch value {
        case .object(let object): Int(bitPattern: Unmanaged.passUnretained(object).toOpaque())
        case .int(let i): i &* 32 &+ 0x7000_0000
        case .float(let d): Int(truncatingIfNeeded: d.bitPattern) & .max
        case .bool(let b): b ? 0x10 : 0x20
        case .none, .unbound: 0x30
        }
    }

    // MARK: - Attributes

    private static func name(_ value: Value, _ function: String) throws -> Symbol {
        if let text = value.asObject as? StringObject { return Symbol(text.text) }
        throw Failure(.typeError, "\(function)(): attribute name must be string")
    }

    private static func installAttributeFunctions(into module: ModuleObject) {
        module.rawDefine("getattr(object, name, default=None, /)", "object.name, or default if there is none.") {
            bound in
            let name = try name(bound[1], "getattr")
            if !bound.given[2] { return try bound[0].attribute(name) }
            do { return try bound[0].attributeIfPresent(name) ?? bound[2] } catch
                where ErrorKind.matches(error, .attributeError)
            {
                return bound[2]
            }
        }
        module.rawDefine("hasattr(object, name, /)", "Whether object.name exists.") { bound in
            let name = try name(bound[1], "hasattr")
            do { return .bool(try bound[0].attributeIfPresent(name) != nil) } catch
                where ErrorKind.matches(error, .attributeError)
            {
                return .bool(false)
            }
        }
        module.rawDefine("setattr(object, name, value, /)", "object.name = value.") { bound in
            let name = try name(bound[1], "setattr")
            guard let object = bound[0].asObject else { throw readOnly(bound[0], name) }
            try object.setAttribute(name, bound[2])
            return .none
        }
        module.rawDefine("delattr(object, name, /)", "del object.name.") { bound in
            let name = try name(bound[1], "delattr")
            guard let object = bound[0].asObject else { throw readOnly(bound[0], name) }
            try object.deleteAttribute(name)
            return .none
        }
    }

    private static func readOnly(_ value: Value, _ name: Symbol) -> Failure {
        if value.type.member(name) != nil {
            return Failure(.attributeError, "attribute '\(name)' of '\(value.typeName)' objects is not writable")
        }
        return Failure(.attributeError, "'\(value.typeName)' object has no attribute '\(name)'")
    }

    // MARK: - Classes

    private static func installClassFunctions(into module: ModuleObject) {
        module.rawDefine("isinstance(obj, class_or_tuple, /)", "Whether obj is of a class, or of one of several.") {
            bound in
            .bool(try isInstance(bound[0], bound[1]))
        }
        module.rawDefine(
            "issubclass(cls, class_or_tuple, /)", "Whether a class derives from another, or from one of several."
        ) {
            bound in
            guard let cls = bound[0].asObject as? TypeObject else {
                throw Failure(.typeError, "issubclass() arg 1 must be a class")
            }
            return .bool(try isSubclass(cls, bound[1]))
        }
    }

    /// `isinstance(value, cls)`; `cls` may be a class, a tuple of them, or a union.
    public static func isInstance(_ value: Value, _ cls: Value) throws -> Bool {
        switch cls.asObject {
        case let type as TypeObject:
            if value.type.isSubclass(of: type) { return true }
            return AbstractClasses.test(type)?(value) ?? false
        case let tuple as TupleObject:
            for one in tuple.elements where try isInstance(value, one) { return true }
            return false
        case let other?:
            if let members = try other.attribute("__args__")?.asObject as? TupleObject {
                for one in members.elements {
                    if case .none = one, case .none = value { return true }
                    if one.asObject is TypeObject, try isInstance(value, one) { return true }
                }
                return false
            }
        case nil: break
        }
        throw Failure(.typeError, "isinstance() arg 2 must be a type, a tuple of types, or a union")
    }

    static func isSubclass(_ cls: TypeObject, _ other: Value) throws -> Bool {
        switch other.asObject {
        case let type as TypeObject: return cls.isSubclass(of: type)
        case let tuple as TupleObject:
            for one in tuple.elements where try isSubclass(cls, one) { return true }
            return false
        default:
            throw Failure(.typeError, "issubclass() arg 2 must be a class, a tuple of classes, or a union")
        }
    }

    // MARK: - What unetrepl leaves out

    private static func installImport(into module: ModuleObject) {
        module.rawDefine(
            "__import__(name, globals=None, locals=None, fromlist=(), level=0)", "The module of a dotted name."
        ) { bound in
            guard let name = bound[0].asObject as? StringObject, !name.text.isEmpty else {
                throw Failure(.typeError, "__import__() argument 1 must be str, not \(bound[0].typeName)")
            }
            return try Interpreter.current.importModule(
                name.text, leaf: try bound[3].truth(), from: "__main__", isPackage: false)
        }
    }

    private static func installAbsent(into module: ModuleObject) {
        installImport(into: module)
        installRunText(into: module)
        let absent = [
            ("compile", "unetrepl has no code objects; give the text itself to eval or exec"),
            ("breakpoint", "unetrepl has no debugger; print, or assert what you expect"),
            ("complex", "unetrepl has no complex numbers; keep the two parts as floats"),
            ("bytearray", "unetrepl has no bytearray; build a list of ints and call bytes(list)"),
            ("memoryview", "unetrepl has no memoryview; slice the bytes"),
        ]
        for (name, sentence) in absent {
            module.rawDefine("\(name)(*args, **kwargs)", sentence) { _ in throw Failure(.notImplementedError, sentence)
            }
        }
    }
}

/// Classes that ask what a value can do rather than what it derives from: `collections.abc.Iterable`, `numbers.Number`.
enum AbstractClasses {
    nonisolated(unsafe) private static var tests: [ObjectIdentifier: (Value) -> Bool] = [:]

    static func declare(_ name: String, module: String, _ test: @escaping (Value) -> Bool) -> TypeObject {
        let type = TypeObject(name, module: module)
        tests[ObjectIdentifier(type)] = test
        return type
    }

    static func test(_ type: TypeObject) -> ((Value) -> Bool)? { tests.isEmpty ? nil : tests[ObjectIdentifier(type)] }
}
