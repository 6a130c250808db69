// nn.Module in a script: an instance whose parameters, buffers and children live in a Swift `Module`. Script classes inherit from
// nn.Module or from any layer; calling one runs hooks, then whatever `forward` its class has.
import Layers
import Schema
import Script
import Tensors

/// A module object. `module` is nil until `__init__` of a torch class has run.
final class ModuleInstance: Instance, FromValue {
    private(set) var module: Module?
    var preHooks: [(id: Int, hook: Value, withKeywords: Bool)] = []
    var forwardHooks: [(id: Int, hook: Value, withKeywords: Bool)] = []
    private var nextHook = 0
    /// Makes the Swift side again with the same options, for deep copies.
    var recipe: (() throws -> Module)?

    static var expectedTypeName: String { "Module" }
    static func from(_ value: Value) throws -> ModuleInstance? { value.asObject as? ModuleInstance }

    /// The object of a Swift module: its own, or a new one of the layer's class.
    static func of(_ module: Module) -> ModuleInstance {
        if let known = module.scriptObject as? ModuleInstance { return known }
        let instance = ModuleInstance(NNClasses.type(of: module))
        instance.attach(module)
        return instance
    }

    override func visitReferences(_ visitor: ReferenceVisitor) {
        super.visitReferences(visitor)
        for entry in preHooks { visitor.visit(entry.hook) }
        for entry in forwardHooks { visitor.visit(entry.hook) }
        // The children's objects are held by the Swift side. It counts as ours while only this object and one parent hold it.
        guard let module, visitor.isHeld(module, atMost: 3) else { return }
        for child in module.children { if let owner = child.owner as? Object { visitor.visit(owner) } }
    }

    override func dropReferences() {
        super.dropReferences()
        preHooks = []
        forwardHooks = []
        module?.replaceChildren([])
    }

    /// Gives the object its Swift side; `__init__` does this.
    func attach(_ module: Module) {
        self.module = module
        module.scriptObject = self
        // Neither is held: the module owns this closure, and a module that holds itself never gives its tensors back.
        module.textOverride = { [weak self, weak module] in self.flatMap { try? $0.repr() } ?? module?.repr ?? "" }
    }

    /// A fresh Swift side of the same kind; its tensors are replaced by the caller. Random numbers drawn on the way do not count.
    /// `existing`: the same part of a parent that was just made again, for layers that were made with their parent.
    func remade(orLike existing: Module? = nil) throws -> Module {
        if recipe == nil, let existing, let module, Swift.type(of: existing) == Swift.type(of: module) {
            return existing
        }
        if let recipe {
            let state = Generator.default.stateBytes
            defer { _ = Generator.default.restore(state) }
            return try recipe()
        }
        switch module {
        case is Sequential: return Sequential()
        case is ModuleList: return ModuleList()
        case is ModuleDict: return ModuleDict()
        case is ParameterList: return ParameterList()
        case is ParameterDict: return ParameterDict()
        case is ScriptModule: return ScriptModule()
        default:
            throw Failure(
                .notImplementedError, "copying a \(cls.name) is not supported",
                hint: "make a new one and copy the values: twin.load_state_dict(model.state_dict())")
        }
    }

    /// The Swift side, or PyTorch's error for a class that forgot `super().__init__()`.
    func ready(_ action: String) throws -> Module {
        if let module { return module }
        throw Failure(
            .attributeError, "cannot \(action) before Module.__init__() call",
            hint: "the first line of __init__ must be super().__init__()")
    }

    // MARK: - Attributes

    override func attribute(_ name: Symbol) throws -> Value? {
        // A stored attribute or a method first, as Python finds them; then what the module holds.
        if let module, stored(name) == nil {
            let text = name.text
            if let value = held(text, module) { return value }
            if let weight = try module.derivedWeight(text) { return .tensor(weight) }
            if let value = try super.attribute(name) { return value }
            return try module.attribute(text)?.value()
        }
        return try super.attribute(name)
    }

    /// A parameter, buffer or child of this name.
    func held(_ name: String, _ module: Module) -> Value? {
        if let entry = module.parameterEntries.first(where: { $0.name == name }) {
            return entry.tensor.map { tensor in
                tensor.isParameter = true
                return .tensor(tensor)
            } ?? Value.none
        }
        if let entry = module.children.first(where: { $0.name == name }) {
            return entry.module.map { .object(wrapped($0)) } ?? Value.none
        }
        if let entry = module.bufferEntries.first(where: { $0.name == name }) {
            return entry.tensor.map { .tensor($0) } ?? Value.none
        }
        return nil
    }

    /// The object of a child, kept alive by the parent from now on.
    func wrapped(_ child: Module) -> ModuleInstance {
        let object = ModuleInstance.of(child)
        if let module, let entry = module.children.first(where: { $0.module === child }), entry.owner == nil {
            module.replaceChildren(
                module.children.map {
                    $0.module === child ? Module.Child(name: $0.name, module: child, owner: object) : $0
                })
        }
        return object
    }

    override func setAttribute(_ name: Symbol, _ value: Value) throws {
        let text = name.text
        switch value.asObject {
        case let tensor as TensorObject where tensor.tensor.isParameter:
            let module = try ready("assign parameters")
            _ = removeStored(name)
            module.register(parameter: text, tensor.tensor)
            return
        case let child as ModuleInstance:
            let module = try ready("assign module")
            let inner = try child.ready("assign module")
            _ = removeStored(name)
            module.register(child: text, inner, owner: child)
            return
        default: break
        }
        guard let module else { return try super.setAttribute(name, value) }
        if text == "training" {
            module.setTraining(try value.truth())
            return
        }
        if module.parameterEntries.contains(where: { $0.name == text }) {
            guard case .none = value else {
                throw Failure(
                    .typeError,
                    "cannot assign '\(ModuleInstance.described(value))' as parameter '\(text)' (torch.nn.Parameter or None expected)",
                    hint:
                        "wrap it: nn.Parameter(...), or change the values in place: with torch.no_grad(): layer.\(text).copy_(...)"
                )
            }
            module.register(parameter: text, nil)
            return
        }
        if module.children.contains(where: { $0.name == text }) {
            guard case .none = value else {
                throw Failure(
                    .typeError,
                    "cannot assign '\(ModuleInstance.described(value))' as child module '\(text)' (torch.nn.Module or None expected)"
                )
            }
            module.register(optionalChild: text, nil)
            return
        }
        if module.bufferEntries.contains(where: { $0.name == text }) {
            switch value {
            case .none: module.replaceBuffer(text, nil)
            default:
                guard let tensor = value.asObject as? TensorObject else {
                    throw Failure(
                        .typeError,
                        "cannot assign '\(ModuleInstance.described(value))' object to buffer '\(text)' (torch.Tensor or None required)"
                    )
                }
                module.replaceBuffer(text, tensor.tensor)
            }
            return
        }
        if module.attribute(text) != nil, let argument = try? Argument(value), try module.setAttribute(text, argument) {
            return
        }
        try super.setAttribute(name, value)
    }

    private static func described(_ value: Value) -> String {
        if let tensor = value.asObject as? TensorObject { return "torch.\(tensor.tensor.dtype.scalarTypeName)Tensor" }
        return value.type.qualifiedName
    }

    override func deleteAttribute(_ name: Symbol) throws {
        if let module, module.unregister(name.text) { return }
        try super.deleteAttribute(name)
    }

    override func attributeNames() -> [String] {
        guard let module else { return super.attributeNames() }
        let own = module.parameterEntries.map(\.name) + module.bufferEntries.map(\.name) + module.children.map(\.name)
        return own + super.attributeNames()
    }

    // MARK: - Text

    override func repr() throws -> String {
        if special("__repr__") != nil { return try super.repr() }
        guard let module else { return "\(cls.name)()" }
        return module.repr(named: cls.name, extra: try extraRepr(module))
    }

    private func extraRepr(_ module: Module) throws -> String {
        if let method = scriptMethod("extra_repr") {
            return try String.from(try method.call(Arguments([.object(self)]))) ?? ""
        }
        return module.extraRepr()
    }

    /// A method that a script class defines, unbound.
    func scriptMethod(_ name: Symbol) -> Value? {
        guard cls.isScriptClass, let member = cls.member(name), !(member.asObject is BuiltinFunction) else {
            return nil
        }
        return member
    }

    // MARK: - Calls

    override var isCallable: Bool { true }

    override func call(_ arguments: Arguments) throws -> Value {
        if let hook = scriptMethod("__call__") {
            var all = arguments
            all.positional.insert(.object(self), at: 0)
            return try hook.call(all)
        }
        return try run(arguments)
    }

    func run(_ arguments: Arguments) throws -> Value {
        guard let module else { return try runHooked(arguments) }
        do { return try module.working { try runHooked(arguments) } } catch { throw withOrigin(error, module) }
    }

    /// Adds to the error of a layer below where this class made it.
    private func withOrigin(_ error: Error, _ module: Module) -> Error {
        let failed = Module.failed
        guard cls.isScriptClass, failed != module.number, !Interpreter.isError(error, .keyboardInterrupt),
            let child = module.children.first(where: { $0.module?.modules.contains { $0.number == failed } ?? false }),
            let layer = child.module?.modules.first(where: { $0.number == failed }), !(layer is ScriptModule)
        else { return error }
        // The class that makes the child may be a base of the object's class.
        for cls in cls.order {
            guard let method = cls.member("__init__")?.asObject as? FunctionObject,
                let place = method.place(settingAttribute: Symbol(child.name))
            else { continue }
            let raised = ScriptError.from(error)
            raised.exception.origins.append(.init(name: child.name, place: place))
            return raised
        }
        return error
    }

    /// Hooks, forward, hooks.
    private func runHooked(_ arguments: Arguments) throws -> Value {
        var arguments = arguments
        if let module, module.computesWeights { try module.prepareWeights() }
        for entry in preHooks {
            var given: [Value] = [.object(self), .tuple(arguments.positional)]
            if entry.withKeywords { given.append(.dict(arguments.keywords)) }
            let changed = try entry.hook.call(Arguments(given))
            if case .none = changed { continue }
            arguments.positional = (changed.asObject as? TupleObject)?.elements ?? [changed]
        }
        var result = try forward(arguments)
        for entry in forwardHooks {
            var given: [Value] = [.object(self), .tuple(arguments.positional)]
            if entry.withKeywords { given.append(.dict(arguments.keywords)) }
            let changed = try entry.hook.call(Arguments(given + [result]))
            if case .none = changed { continue }
            result = changed
        }
        return result
    }

    private func forward(_ arguments: Arguments) throws -> Value {
        // forward may be a method of the class or a function stored on the object.
        if stored("forward") == nil, let method = cls.member("forward")?.asObject {
            var all = arguments
            all.positional.insert(.object(self), at: 0)
            return try method.call(all)
        }
        if let own = stored("forward") { return try own.call(arguments) }
        throw Failure(.notImplementedError, "Module [\(cls.name)] is missing the required \"forward\" function")
    }

    /// Whether nothing can see the values between this layer and the next: no hooks, and the layer's own forward.
    var isPlain: Bool {
        preHooks.isEmpty && forwardHooks.isEmpty && !cls.isScriptClass && stored("forward") == nil
            && (module?.hooks.isEmpty ?? true) && (module?.preHooks.isEmpty ?? true)
            && !(module?.computesWeights ?? false)
    }

    func addHook(_ hook: Value, pre: Bool, withKeywords: Bool, prepend: Bool = false) -> RemovableHandle {
        nextHook += 1
        let id = nextHook
        let entry = (id: id, hook: hook, withKeywords: withKeywords)
        if pre {
            preHooks.insert(entry, at: prepend ? 0 : preHooks.count)
        } else {
            forwardHooks.insert(entry, at: prepend ? 0 : forwardHooks.count)
        }
        return RemovableHandle { [weak self] in
            self?.preHooks.removeAll { $0.id == id }
            self?.forwardHooks.removeAll { $0.id == id }
        }
    }

    // MARK: - Containers

    override func length() throws -> Int? {
        if let count = try super.length() { return count }
        guard let module, NNClasses.isContainer(cls) else { return nil }
        return cls.isSubclass(of: NNClasses.parameterList) ? module.parameterEntries.count : module.children.count
    }

    override func truth() throws -> Bool { try length().map { $0 > 0 } ?? true }

    override func item(_ key: Value) throws -> Value {
        if special("__getitem__") != nil { return try super.item(key) }
        return try ContainerItems.get(self, key)
    }
    override func setItem(_ key: Value, _ value: Value) throws {
        if special("__setitem__") != nil { return try super.setItem(key, value) }
        try ContainerItems.set(self, key, value)
    }
    override func deleteItem(_ key: Value) throws {
        if special("__delitem__") != nil { return try super.deleteItem(key) }
        try ContainerItems.delete(self, key)
    }
    override func contains(_ value: Value) throws -> Bool? {
        if let answer = try super.contains(value) { return answer }
        guard let module, cls.isSubclass(of: NNClasses.moduleDict) else { return nil }
        let name = try String.from(value)
        return module.children.contains { $0.name == name }
    }

    override func iterator() throws -> IteratorObject? {
        if let iterator = try super.iterator() { return iterator }
        guard let module, NNClasses.isContainer(cls) else { return nil }
        let values: [Value]
        if cls.isSubclass(of: NNClasses.moduleDict) {
            values = module.children.map { .string($0.name) }
        } else if cls.isSubclass(of: NNClasses.parameterList) {
            values = module.parameterEntries.compactMap { $0.tensor.map { .tensor($0) } }
        } else {
            values = module.children.map { $0.module.map { .object(wrapped($0)) } ?? .none }
        }
        var at = 0
        return ClosureIterator {
            guard at < values.count else { return nil }
            defer { at += 1 }
            return values[at]
        }
    }
}

extension Instance {
    /// A special method that the script's class defines.
    func special(_ name: Symbol) -> Value? {
        guard cls.isScriptClass, let member = cls.member(name), !(member.asObject is BuiltinFunction) else {
            return nil
        }
        return member
    }
}
