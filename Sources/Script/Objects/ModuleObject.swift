// Modules: a name and members. Swift modules are declared once, by name, and built when first imported, so that start-up pays
// only for what a script uses.
import Schema

public final class ModuleObject: Object {
    public let name: String
    public var documentation: String
    /// The module's variables; compiled code addresses them by slot.
    public let namespace: Namespace
    /// Members in the order they were first defined, for `dir`, help and `--api`.
    public var names: [Symbol] { namespace.names }
    public var members: [Symbol: Value] {
        Dictionary(uniqueKeysWithValues: names.compactMap { name in namespace[name].map { (name, $0) } })
    }
    /// Called for a name that is not defined, before AttributeError: lazily built submodules, and messages for names of
    /// PyTorch that are known and absent.
    public var missing: ((Symbol) throws -> Value?)?
    /// Names that `missing` will define when they are first used; `dir` and completion list them.
    var laterNames: [Symbol] = []
    nonisolated(unsafe) public static let cls = TypeObject("module") { _, arguments in
        let values = arguments.positional + arguments.keywords.map(\.value)
        guard let name = (values.first?.asObject as? StringObject)?.text, values.count <= 2 else {
            throw Failure(.typeError, "module() takes a name, which must be str, and a documentation")
        }
        let module = ModuleObject(name, values.count == 2 ? (values[1].asObject as? StringObject)?.text ?? "" : "")
        module[Names.name] = .string(name)
        return .object(module)
    }
    public override var type: TypeObject { ModuleObject.cls }

    public init(_ name: String, _ documentation: String = "") {
        self.name = name
        self.documentation = documentation
        namespace = Namespace()
    }

    /// A second face of a module that runs: what is compiled in it sees and sets the same variables.
    init(sharing namespace: Namespace) {
        name = namespace[Names.name].flatMap { ($0.asObject as? StringObject)?.text } ?? "__main__"
        documentation = ""
        self.namespace = namespace
    }

    public override var holdsReferences: Bool { true }
    public override func visitReferences(_ visitor: ReferenceVisitor) { visitor.visit(namespace) }

    public subscript(_ name: Symbol) -> Value? {
        get { namespace[name] }
        set { namespace[name] = newValue }
    }

    /// Declares a function; its Swift parameter types are the conversions.
    public func define<each A: FromValue, R: IntoValue>(
        _ signature: String, _ documentation: String = "", _ body: @escaping (repeat each A) throws -> R
    ) {
        let function = BuiltinFunction(signature, documentation, body)
        self[Symbol(function.ownName)] = .object(function)
    }

    /// Declares a function that reads its arguments itself (variadic or overloaded ones).
    public func rawDefine(
        _ signature: String, _ documentation: String = "", _ body: @escaping (BoundArguments) throws -> Value
    ) {
        let function = BuiltinFunction(signature, documentation, raw: body)
        self[Symbol(function.ownName)] = .object(function)
    }

    /// Declares a class under its own name.
    public func define(_ cls: TypeObject) { self[Symbol(cls.name)] = .object(cls) }

    public override func repr() throws -> String { "<module '\(name)'>" }

    public override func attribute(_ name: Symbol) throws -> Value? {
        if let value = namespace[name] { return value }
        switch name.text {
        case "__name__": return .string(self.name)
        case "__doc__": return documentation.isEmpty ? Value.none : .string(documentation)
        case "__dict__": return .object(AttributeTable(namespace))
        default:
            // `torch.utils.data` after `import torch`: what the libraries register below a module is an attribute of it.
            if ModuleRegistry.builtModule(self.name) === self,
                let child = try ModuleRegistry.module("\(self.name).\(name)")
            {
                return .object(child)
            }
            return try missing?(name)
        }
    }

    public override func setAttribute(_ name: Symbol, _ value: Value) throws { self[name] = value }
    public override func deleteAttribute(_ name: Symbol) throws {
        guard namespace[name] != nil else {
            throw Failure(.attributeError, "module '\(self.name)' has no attribute '\(name)'")
        }
        self[name] = nil
    }
    public override func attributeNames() -> [String] {
        (names + laterNames.filter { namespace[$0] == nil }).map(\.text)
    }

    /// `optim.adam(…)`: the module was named where its class was meant.
    public override func call(_ arguments: Arguments) throws -> Value {
        let last = name.split(separator: ".").last.map { $0.lowercased() } ?? ""
        let twin = attributeNames().first { $0.lowercased() == last && self[Symbol($0)]?.asObject?.isCallable == true }
        throw Failure(
            .typeError, "'module' object is not callable", hint: twin.map { "Did you mean: '\($0)'?" } ?? "")
    }
}

/// The modules that Swift code provides, by dotted name.
public enum ModuleRegistry {
    /// Filled once before the first script runs (scripts run on one thread at a time), which is what makes the unchecked statics safe.
    nonisolated(unsafe) private static var builders: [String: (ModuleObject) throws -> Void] = [:]
    nonisolated(unsafe) private static var built: [String: ModuleObject] = [:]

    /// Declares a module; `build` runs at its first import.
    public static func register(_ name: String, build: @escaping (ModuleObject) throws -> Void) {
        builders[name] = build
    }

    /// The module, built if need be; nil when Swift provides none of this name. Parents get their children as attributes.
    public static func module(_ name: String) throws -> ModuleObject? {
        if let module = built[name] { return module }
        guard let build = builders[name] else { return nil }
        let module = ModuleObject(name)
        built[name] = module
        try build(module)
        return module
    }

    /// The module if something has imported it.
    static func builtModule(_ name: String) -> ModuleObject? { built[name] }

    public static var names: [String] { builders.keys.sorted() }
}
