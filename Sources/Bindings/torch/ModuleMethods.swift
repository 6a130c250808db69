// The methods of nn.Module: walking, modes, state, hooks, conversions.
import Layers
import Schema
import Script
import Tensors

enum ModuleMethods {
    private static func native(_ bound: BoundArguments) throws -> (ModuleInstance, Module) {
        let object = try NNClasses.instance(bound[0])
        return (object, try object.ready("use the module"))
    }

    private static func values(_ items: [Value]) -> Value {
        var at = 0
        return .object(
            ClosureIterator {
                guard at < items.count else { return nil }
                defer { at += 1 }
                return items[at]
            })
    }

    private static func object(_ module: Module) -> Value { .object(ModuleInstance.of(module)) }

    static func declare(on type: TypeObject) {
        declareWalking(on: type)
        declareRegistering(on: type)
        declareModes(on: type)
        declareState(on: type)
        declareHooks(on: type)
        declareRest(on: type)
    }

    // MARK: - Walking

    private static func declareWalking(on type: TypeObject) {
        type.rawMethod("parameters(self, recurse=True)", "All parameters, each once.") { bound in
            let found = try native(bound).1.namedParameters(recurse: try bound[1].truth())
            return values(found.map { .tensor($0.tensor) })
        }
        type.rawMethod(
            "named_parameters(self, prefix='', recurse=True, remove_duplicate=True)", "Names and parameters."
        ) { bound in
            let found = try native(bound).1.namedParameters(
                prefix: bound.get(1), recurse: bound[2].truth(), removeDuplicates: bound[3].truth())
            return values(found.map { .tuple([.string($0.name), .tensor($0.tensor)]) })
        }
        type.rawMethod("buffers(self, recurse=True)", "All buffers, each once.") { bound in
            values(try native(bound).1.namedBuffers(recurse: try bound[1].truth()).map { .tensor($0.tensor) })
        }
        type.rawMethod("named_buffers(self, prefix='', recurse=True, remove_duplicate=True)", "Names and buffers.") {
            bound in
            let found = try native(bound).1.namedBuffers(prefix: bound.get(1), recurse: bound[2].truth())
            return values(found.map { .tuple([.string($0.name), .tensor($0.tensor)]) })
        }
        type.rawMethod("children(self)", "The modules directly below.") { bound in
            let (object, module) = try native(bound)
            return values(distinct(module).map { .object(object.wrapped($0.module)) })
        }
        type.rawMethod("named_children(self)", "Names and modules directly below.") { bound in
            let (object, module) = try native(bound)
            return values(distinct(module).map { .tuple([.string($0.name), .object(object.wrapped($0.module))]) })
        }
        type.rawMethod("modules(self)", "This module and all below, each once.") { bound in
            let module = try native(bound).1
            wrapAll(module)
            return values(module.modules.map(object))
        }
        type.rawMethod("named_modules(self, memo=None, prefix='', remove_duplicate=True)", "Dotted names and modules.")
        { bound in
            let module = try native(bound).1
            wrapAll(module)
            let found = module.namedModules(prefix: try bound.get(2), removeDuplicates: try bound[3].truth())
            return values(found.map { .tuple([.string($0.name), object($0.module)]) })
        }
        type.rawMethod("apply(self, fn)", "Calls fn on every module below, then on this one.") { bound in
            let module = try native(bound).1
            wrapAll(module)
            try module.apply { _ = try bound[1].call(Arguments([object($0)])) }
            return bound[0]
        }
        type.rawMethod("get_submodule(self, target)", "The module at a dotted path.") { bound in
            let module = try native(bound).1
            wrapAll(module)
            return object(try module.submodule(try bound.get(1)))
        }
        type.rawMethod("get_parameter(self, target)", "The parameter at a dotted path.") { bound in
            let path: String = try bound.get(1)
            guard let found = try native(bound).1.namedParameters().first(where: { $0.name == path }) else {
                throw Failure(.attributeError, "`\(path)` is not an nn.Parameter")
            }
            return .tensor(found.tensor)
        }
        for (name, pick) in [
            (
                "_modules",
                { (object: ModuleInstance, module: Module) in
                    module.children.map {
                        (Symbol($0.name), $0.module.map { .object(object.wrapped($0)) } ?? Value.none)
                    }
                }
            ),
            (
                "_parameters",
                { (_: ModuleInstance, module: Module) in
                    module.parameterEntries.map { (Symbol($0.name), $0.tensor.map { .tensor($0) } ?? Value.none) }
                }
            ),
            (
                "_buffers",
                { (_: ModuleInstance, module: Module) in
                    module.bufferEntries.map { (Symbol($0.name), $0.tensor.map { .tensor($0) } ?? Value.none) }
                }
            ),
        ] {
            type.property(name, "A copy of what the module holds, by name.") { (instance: ModuleInstance) in
                Value.dict(instance.module.map { pick(instance, $0) } ?? [])
            }
        }
    }

    /// Children once each, without those that are None.
    private static func distinct(_ module: Module) -> [(name: String, module: Module)] {
        var seen = Set<ObjectIdentifier>()
        return module.children.compactMap { child in
            guard let inner = child.module, seen.insert(ObjectIdentifier(inner)).inserted else { return nil }
            return (child.name, inner)
        }
    }

    /// Gives every module of a tree a script object that its parent keeps, so that state set on it stays.
    static func wrapAll(_ module: Module) {
        let parent = ModuleInstance.of(module)
        module.visiting {
            for child in module.children {
                guard let inner = child.module else { continue }
                _ = parent.wrapped(inner)
                wrapAll(inner)
            }
        }
    }

    // MARK: - Registering

    private static func declareRegistering(on type: TypeObject) {
        for name in ["add_module", "register_module"] {
            type.rawMethod("\(name)(self, name, module)", "Adds a child module.") { bound in
                let child: String = try bound.get(1)
                if child.isEmpty { throw Failure(.keyError, "'module name can\\'t be empty string \"\"'") }
                if child.contains(".") {
                    throw Failure(.keyError, "'module name can\\'t contain \".\", got: \(child)'")
                }
                let (instance, module) = try native(bound)
                instance.removeStored(Symbol(child))
                try ContainerItems.add(module, child, bound[2])
                return .none
            }
        }
        type.rawMethod("register_parameter(self, name, param)", "Adds a parameter.") { bound in
            let (instance, module) = try native(bound)
            let name: String = try bound.get(1)
            instance.removeStored(Symbol(name))
            if case .none = bound[2] {
                module.register(parameter: name, nil)
                return .none
            }
            guard let tensor = bound[2].asObject as? TensorObject, tensor.tensor.isParameter else {
                throw Failure(
                    .typeError,
                    "cannot assign '\(bound[2].type.qualifiedName)' object to parameter '\(name)' (torch.nn.Parameter or None required)"
                )
            }
            module.register(parameter: name, tensor.tensor)
            return .none
        }
        type.rawMethod("register_buffer(self, name, tensor, persistent=True)", "Adds a tensor that is not trained.") {
            bound in
            let (instance, module) = try native(bound)
            let name: String = try bound.get(1)
            instance.removeStored(Symbol(name))
            guard let tensor = try Optional<Tensor>.from(bound[2]) else {
                throw Failure(
                    .typeError,
                    "cannot assign '\(bound[2].type.qualifiedName)' object to buffer '\(name)' (torch Tensor or None required)"
                )
            }
            module.register(buffer: name, tensor, persistent: try bound[3].truth())
            return .none
        }
    }

    // MARK: - Modes

    /// train() and eval() reach script classes that override `train`.
    private static func setMode(_ module: Module, _ mode: Bool) throws {
        module.setTraining(mode)
        try module.visiting {
            for child in module.children {
                guard let inner = child.module else { continue }
                if let instance = inner.scriptObject as? ModuleInstance, let method = instance.scriptMethod("train") {
                    _ = try method.call(Arguments([.object(instance), .bool(mode)]))
                } else {
                    try setMode(inner, mode)
                }
            }
        }
    }

    private static func declareModes(on type: TypeObject) {
        type.rawMethod("train(self, mode=True)", "Training behaviour on or off; returns the module.") { bound in
            guard case .bool(let mode) = bound[1] else {
                throw Failure(.valueError, "training mode is expected to be boolean")
            }
            try setMode(try native(bound).1, mode)
            return bound[0]
        }
        type.rawMethod("eval(self)", "Evaluation behaviour; returns the module.") { bound in
            let instance = try native(bound).0
            if let method = instance.scriptMethod("train") {
                return try method.call(Arguments([bound[0], .bool(false)]))
            }
            try setMode(try native(bound).1, false)
            return bound[0]
        }
        type.property("training", "Whether the module is in training mode.") { (instance: ModuleInstance) in
            instance.module?.isTraining ?? true
        }
        type.rawMethod("requires_grad_(self, requires_grad=True)", "Trains or freezes all parameters.") { bound in
            try native(bound).1.requiresGrad(try bound[1].truth())
            return bound[0]
        }
        type.rawMethod("zero_grad(self, set_to_none=True)", "Forgets all gradients.") { bound in
            try native(bound).1.zeroGrad(setToNone: try bound[1].truth())
            return .none
        }
        type.rawMethod(
            "to(self, *args, device=None, dtype=None, non_blocking=False, memory_format=None)",
            "Another dtype or device; returns the module."
        ) { bound in
            let module = try native(bound).1
            for value in try Collate.elements(bound[1]) + [bound[2], bound[3]] {
                if let dtype = value.asObject as? DTypeObject {
                    try module.to(dtype.dtype)
                } else if let tensor = value.asObject as? TensorObject {
                    try module.to(tensor.tensor.dtype)
                } else if holdsTensors(module) {
                    try TensorMethods.checkDevice(value)
                }
            }
            return bound[0]
        }
        for (name, dtype) in [
            ("float", DType.float32), ("double", .float64), ("half", .float16), ("bfloat16", .bfloat16),
        ] {
            type.rawMethod("\(name)(self)", "Parameters and buffers as \(dtype.name).") { bound in
                try native(bound).1.to(dtype)
                return bound[0]
            }
        }
        type.rawMethod("type(self, dst_type)", "Parameters and buffers as another dtype.") { bound in
            try native(bound).1.to(try TensorMethods.dtype(named: bound[1]))
            return bound[0]
        }
        type.rawMethod("cpu(self)", "The module itself: it is on the CPU.") { $0[0] }
        type.rawMethod("cuda(self, device=None)", "Needs a GPU, which is not there.") { bound in
            if try holdsTensors(native(bound).1) { try DeviceObject("cuda").check() }
            return bound[0]
        }
        type.rawMethod("share_memory(self)") { $0[0] }
        type.rawMethod("compile(self, *args, **kwargs)", "Nothing to compile.") { _ in .none }
    }

    /// A loss without weights moves to any device: there is nothing to move.
    private static func holdsTensors(_ module: Module) -> Bool {
        !module.parameters.isEmpty || !module.namedBuffers().isEmpty
    }

    // MARK: - State

    private static func declareState(on type: TypeObject) {
        type.rawMethod(
            "state_dict(self, *args, destination=None, prefix='', keep_vars=False)",
            "Every saved tensor by its dotted name."
        ) { bound in
            let module = try native(bound).1
            let pairs = module.stateDict(prefix: try bound.get(3), keepVariables: try bound[4].truth())
            return try StateDictValue.make(pairs)
        }
        type.rawMethod(
            "load_state_dict(self, state_dict, strict=True, assign=False)",
            "Copies values into the tensors of the same names."
        ) { bound in
            let (instance, module) = try native(bound)
            var pairs: [(name: String, tensor: Tensor)] = []
            guard (try? bound[1].attribute("items")) != nil else {
                throw Failure(
                    .typeError, "Expected state_dict to be dict-like, got <class '\(bound[1].type.qualifiedName)'>.")
            }
            try bound[1].forEachPair { key, value in
                guard let name = try String.from(key) else { return }
                guard let tensor = TensorFactory.existing(value) else {
                    throw Failure(
                        .runtimeError,
                        "Error(s) in loading state_dict for \(instance.cls.name):\n\tWhile copying the parameter named \"\(name)\", "
                            + "expected torch.Tensor or Tensor-like object from checkpoint but received \(value.typeName)"
                    )
                }
                pairs.append((name, tensor))
            }
            let result = try module.loadStateDict(pairs, strict: try bound[2].truth())
            return .object(LoadResultObject(result))
        }
    }

    // MARK: - Hooks

    private static func declareHooks(on type: TypeObject) {
        type.rawMethod(
            "register_forward_hook(self, hook, *, prepend=False, with_kwargs=False, always_call=False)",
            "Calls hook(module, args, output) after forward."
        ) {
            .object(
                try native($0).0.addHook($0[1], pre: false, withKeywords: try $0[3].truth(), prepend: try $0[2].truth())
            )
        }
        type.rawMethod(
            "register_forward_pre_hook(self, hook, *, prepend=False, with_kwargs=False)",
            "Calls hook(module, args) before forward."
        ) {
            .object(
                try native($0).0.addHook($0[1], pre: true, withKeywords: try $0[3].truth(), prepend: try $0[2].truth()))
        }
        for name in ["register_full_backward_hook", "register_backward_hook"] {
            type.rawMethod(
                "\(name)(self, hook, prepend=False)", "Calls hook(module, grad_input, grad_output) in backward."
            ) { bound in
                let (instance, _) = try native(bound)
                let hook = bound[1]
                // The output's gradient is seen by a hook on the output tensor.
                let watcher = BuiltinFunction(
                    "watch(module, args, output)", "",
                    raw: { inner in
                        if let output = (inner[2].asObject as? TensorObject)?.tensor, output.requiresGrad {
                            _ = try output.registerHook { gradient in
                                _ = try hook.call(
                                    Arguments([.object(instance), .tuple([.none]), .tuple([.tensor(gradient)])]))
                                return nil
                            }
                        }
                        return .none
                    })
                return .object(instance.addHook(.object(watcher), pre: false, withKeywords: false))
            }
        }
    }

    // MARK: - The rest

    private static func declareRest(on type: TypeObject) {
        type.rawMethod("__call__(self, *args, **kwargs)", "Hooks, forward, hooks.") { bound in
            try native(bound).0.run(
                Arguments(try Collate.elements(bound[1]), keywords: try NNClasses.keywords(bound[2])))
        }
        type.rawMethod("extra_repr(self)", "What printing shows between the parentheses.") {
            .string(try native($0).1.extraRepr())
        }
        type.rawMethod("_get_name(self)", "The class name.") { .string(try NNClasses.instance($0[0]).cls.name) }
        type.rawMethod("reset_parameters(self)", "Draws the parameters again.") { bound in
            try native(bound).1.resetParameters()
            return .none
        }
        type.rawMethod("__setattr__(self, name, value)") { bound in
            try NNClasses.instance(bound[0]).setAttribute(Symbol(try bound.get(1, as: String.self)), bound[2])
            return .none
        }
        type.rawMethod("__getattr__(self, name)") { bound in
            let (instance, module) = try native(bound)
            let name: String = try bound.get(1)
            if let value = instance.held(name, module) { return value }
            if let value = try module.attribute(name)?.value() { return value }
            throw Failure(.attributeError, "'\(instance.cls.name)' object has no attribute '\(name)'")
        }
        type.rawMethod("__dir__(self)") { .list(try NNClasses.instance($0[0]).attributeNames().map { .string($0) }) }
        type.rawMethod("__deepcopy__(self, memo=None)") {
            .object(try ModuleCopy.copy(try NNClasses.instance($0[0]), memo: $0[1]))
        }
    }
}

/// `<All keys matched successfully>`, with `missing_keys` and `unexpected_keys`.
final class LoadResultObject: Object {
    private let result: LoadResult
    nonisolated(unsafe) static let cls = TypeObject("_IncompatibleKeys", module: "torch.nn.modules.module")
    override var type: TypeObject { LoadResultObject.cls }
    init(_ result: LoadResult) { self.result = result }
    override func repr() throws -> String { result.repr }
    private var lists: [Value] {
        [.list(result.missing.map { .string($0) }), .list(result.unexpected.map { .string($0) })]
    }
    override func attribute(_ name: Symbol) throws -> Value? {
        switch name.text {
        case "missing_keys": lists[0]
        case "unexpected_keys": lists[1]
        default: try super.attribute(name)
        }
    }
    override func iterator() throws -> IteratorObject? { try Value.tuple(lists).iterator() }
}

/// State dicts are OrderedDicts, as PyTorch's are.
enum StateDictValue {
    static func make(_ pairs: [(name: String, tensor: Tensor)]) throws -> Value {
        let dict = Value.object(try DictObject(pairs.map { (.string($0.name), .tensor($0.tensor)) }))
        guard let ordered = try ModuleRegistry.module("collections")?["OrderedDict"] else { return dict }
        return try ordered.call(Arguments([dict]))
    }
}

/// `copy.deepcopy(model)`: every tensor and submodule anew, in the same tree.
enum ModuleCopy {
    static func copy(_ instance: ModuleInstance, memo: Value) throws -> ModuleInstance {
        let module = try instance.ready("copy")
        ModuleMethods.wrapAll(module)
        var made: [ObjectIdentifier: ModuleInstance] = [:]
        var tensors: [ObjectIdentifier: Tensor] = [:]
        return try copy(instance, &made, &tensors)
    }

    private static func copy(
        _ instance: ModuleInstance, _ made: inout [ObjectIdentifier: ModuleInstance],
        _ tensors: inout [ObjectIdentifier: Tensor], existing: Module? = nil
    ) throws -> ModuleInstance {
        if let known = made[ObjectIdentifier(instance)] { return known }
        let module = try instance.ready("copy")
        let twin = try instance.remade(orLike: existing)
        twin.adoptNormalizedWeights(of: module)
        let result = ModuleInstance(instance.cls)
        result.recipe = instance.recipe
        made[ObjectIdentifier(instance)] = result
        result.attach(twin)
        twin.setTraining(module.isTraining)
        func fresh(_ tensor: Tensor?) throws -> Tensor? {
            guard let tensor else { return nil }
            if let known = tensors[ObjectIdentifier(tensor)] { return known }
            let copy = try TensorMethods.copy(tensor)
            tensors[ObjectIdentifier(tensor)] = copy
            return copy
        }
        for entry in module.parameterEntries { twin.register(parameter: entry.name, try fresh(entry.tensor)) }
        for entry in module.bufferEntries {
            twin.register(buffer: entry.name, try fresh(entry.tensor), persistent: entry.isPersistent)
        }
        for child in module.children {
            guard let inner = child.module else {
                twin.register(optionalChild: child.name, nil)
                continue
            }
            let copied = try copy(instance.wrapped(inner), &made, &tensors, existing: twin.child(child.name))
            twin.register(child: child.name, try copied.ready("copy"), owner: copied)
        }
        let deepcopy = try ModuleRegistry.module("copy")?["deepcopy"]
        for (name, value) in instance.storedAttributes {
            if let part = value.asObject as? ModuleInstance {
                result.store(name, .object(try copy(part, &made, &tensors)))
            } else {
                result.store(name, try deepcopy?.call(Arguments([value])) ?? value)
            }
        }
        return result
    }
}
