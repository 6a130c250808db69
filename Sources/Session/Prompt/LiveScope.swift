// The names a session really has, for completion. It follows attributes of values that exist; what a script's own properties or
// `__getattr__` would compute is not asked for, because asking would run code.
import Bindings
import Schema
import Script

public struct LiveScope: CompletionScope {
    let globals: ModuleObject
    let builtins: ModuleObject
    public let commands: [String]

    public init(_ globals: ModuleObject, _ builtins: ModuleObject, commands: [String]) {
        self.globals = globals
        self.builtins = builtins
        self.commands = commands
    }

    public var names: [String] { globals.names.map(\.text) + builtins.names.map(\.text) + Prelude.names + ["help"] }
    public var modules: [String] { ModuleRegistry.names }

    public func members(ofModule name: String) -> [String] {
        // Building a Swift module only fills a table.
        ((try? ModuleRegistry.module(name)) ?? nil)?.attributeNames() ?? []
    }

    public func attributes(of path: [CompletionPath]) -> [String]? {
        value(at: path).map { $0.asObject?.attributeNames() ?? $0.type.allMemberNames() }
    }

    public func parameters(of path: [CompletionPath]) -> [String]? {
        value(at: path).flatMap { CallSignature.of($0) }?.parameterNames
    }

    public func keys(of path: [CompletionPath]) -> [String]? {
        guard let dict = value(at: path)?.asObject as? DictObject else { return nil }
        return dict.textKeys
    }

    /// A prelude name has a value before a script first says it.
    private func value(named name: Symbol) -> Value? {
        globals[name] ?? builtins[name] ?? (try? Prelude.value(name)) ?? nil
    }

    /// The value a path leads to, by look-ups alone.
    public func value(at path: [CompletionPath]) -> Value? {
        var current: Value?
        for step in path {
            switch step {
            case .name(let name): current = value(named: Symbol(name))
            case .attribute(let name): current = current.flatMap { QuietLookup.attribute(name, of: $0) }
            case .index(let index): current = current.flatMap { QuietLookup.element(index, of: $0) }
            case .key(let key): current = (current?.asObject as? DictObject).flatMap { try? $0.get(.string(key)) }
            }
            if current == nil { return nil }
        }
        return current
    }
}

/// Look-ups that run no script code.
enum QuietLookup {
    static func attribute(_ name: String, of value: Value) -> Value? {
        guard let object = value.asObject else { return value.type.member(Symbol(name)) }
        switch object {
        case let module as ModuleObject: return module[Symbol(name)] ?? (try? module.attribute(Symbol(name)))
        case let cls as TypeObject: return cls.member(Symbol(name))
        default: break
        }
        if let found = object.storedAttribute(Symbol(name)) { return found }
        // Swift code may answer unless a script's class has a say: a member of this name (it may be a property) or a hook.
        let sayings = [Symbol(name), "__getattr__", "__getattribute__"]
        let isOurs = !object.type.order.contains { cls in
            cls.isScriptClass && sayings.contains { cls.members[$0] != nil }
        }
        return isOurs ? (try? object.attribute(Symbol(name))) : object.type.member(Symbol(name))
    }

    static func element(_ index: Int, of value: Value) -> Value? {
        switch value.asObject {
        case let list as ListObject: return at(index, list.elements)
        case let tuple as TupleObject: return at(index, tuple.elements)
        case let object?:
            guard !object.type.order.contains(where: { $0.isScriptClass }) else { return nil }
            return try? object.item(.int(index))
        case nil: return nil
        }
    }

    private static func at(_ index: Int, _ elements: some RandomAccessCollection<Value>) -> Value? {
        let offset = index < 0 ? elements.count + index : index
        guard offset >= 0, offset < elements.count else { return nil }
        return elements[elements.index(elements.startIndex, offsetBy: offset)]
    }
}

/// How something is called, as far as that can be known.
public struct CallSignature {
    public var text: String
    public var parameterNames: [String]
    public var documentation: String

    static func of(_ value: Value) -> CallSignature? {
        switch value.asObject {
        case let function as BuiltinFunction: return CallSignature(function.signature, function.documentation)
        case let method as BoundMethod: return of(method.function)
        case let cls as TypeObject:
            guard let initializer = cls.member("__init__"), let signature = of(initializer) else { return nil }
            // What the caller writes: the class's name, and no `self`.
            let parameters = signature.text.drop { $0 != "(" }.dropFirst()
            let rest =
                parameters.hasPrefix("self, ")
                ? parameters.dropFirst(6) : parameters.hasPrefix("self") ? parameters.dropFirst(4) : parameters
            return CallSignature(
                text: "\(cls.name)(\(rest)", parameterNames: signature.parameterNames,
                documentation: cls.documentation.isEmpty ? signature.documentation : cls.documentation)
        case let object?:
            if let own = object.callSignature { return own }
            return OpHelp.of(value).map { CallSignature($0.signature, $0.documentation) }
        case nil: return nil
        }
    }

    private init(_ signature: Signature, _ documentation: String) {
        let parameters = signature.parameters.filter { parameter in
            switch parameter.kind {
            case .positionalOrKeyword, .keywordOnly: parameter.name != "self"
            case .positionalOnly, .variadic, .variadicKeyword: false
            }
        }
        self.init(text: signature.text, parameterNames: parameters.map(\.name), documentation: documentation)
    }

    private init(text: String, parameterNames: [String], documentation: String) {
        self.text = text
        self.parameterNames = parameterNames
        self.documentation = documentation
    }

    /// Of a function that a script defined.
    init(of function: FunctionObject) {
        self.init(
            text: function.name + function.signatureText, parameterNames: function.parameterNames,
            documentation: function.documentationText ?? "")
    }
}
