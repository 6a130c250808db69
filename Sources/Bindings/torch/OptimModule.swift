// torch.optim: the declared optimizers as classes, their parameter groups as dicts that read and write the Swift side, clipping.
import Layers
import Schema
import Script
import Tensors

/// An optimizer object. `optimizer` is nil until `__init__` of a torch class has run.
final class OptimizerInstance: Instance, FromValue {
    private(set) var optimizer: Optimizer?
    private var groupObjects: [ParameterGroupObject] = []
    var stepHooks: [Value] = []

    static var expectedTypeName: String { "Optimizer" }
    static func from(_ value: Value) throws -> OptimizerInstance? { value.asObject as? OptimizerInstance }

    func attach(_ optimizer: Optimizer) {
        self.optimizer = optimizer
        optimizer.scriptObject = self
    }

    /// A script's own optimizer: a class over `Optimizer` itself, whose state is what its `step` makes it.
    var isScripted: Bool { optimizer.map { Swift.type(of: $0) == Optimizer.self } ?? false }

    func ready() throws -> Optimizer {
        if let optimizer { return optimizer }
        throw Failure(
            .runtimeError, "the optimizer is not initialised", hint: "call super().__init__(params, defaults) first")
    }

    /// `param_groups`: one live dict per group.
    func groups() throws -> [ParameterGroupObject] {
        let groups = try ready().groups
        while groupObjects.count < groups.count {
            groupObjects.append(ParameterGroupObject(groups[groupObjects.count]))
        }
        return groupObjects
    }

    override func repr() throws -> String { try optimizer?.repr ?? super.repr() }
}

/// One parameter group as a mapping over the optimizer's own options.
final class ParameterGroupObject: Object {
    let group: ParameterGroup
    /// Options that a script's own optimizer keeps: lists it changes, functions, what only scripts know.
    private var extras: [(name: String, value: Value)] = []
    nonisolated(unsafe) static let cls: TypeObject = {
        let type = TypeObject("dict")
        func groupOf(_ value: Value) throws -> ParameterGroupObject {
            guard let object = value.asObject as? ParameterGroupObject else {
                throw Failure(.typeError, "descriptor needs a parameter group")
            }
            return object
        }
        type.rawMethod("keys(self)") { .list(try groupOf($0[0]).keys.map { .string($0) }) }
        type.rawMethod("values(self)") { bound in
            let object = try groupOf(bound[0])
            return .list(try object.keys.map { try object.item(.string($0)) })
        }
        type.rawMethod("items(self)") { bound in
            let object = try groupOf(bound[0])
            return .list(try object.keys.map { .tuple([.string($0), try object.item(.string($0))]) })
        }
        type.rawMethod("get(self, key, default=None, /)") { bound in
            try bound[0].contains(bound[1]) ? bound[0].item(bound[1]) : bound[2]
        }
        type.rawMethod("setdefault(self, key, default=None, /)") { bound in
            if try !bound[0].contains(bound[1]) { try bound[0].setItem(bound[1], bound[2]) }
            return try bound[0].item(bound[1])
        }
        type.rawMethod("update(self, other=None, **pairs)") { bound in
            if case .none = bound[1] {} else { try bound[1].forEachPair { try bound[0].setItem($0, $1) } }
            try bound[2].forEachPair { try bound[0].setItem($0, $1) }
            return .none
        }
        return type
    }()
    override var type: TypeObject { ParameterGroupObject.cls }
    init(_ group: ParameterGroup) { self.group = group }

    override var holdsReferences: Bool { true }
    override func visitReferences(_ visitor: ReferenceVisitor) { for extra in extras { visitor.visit(extra.value) } }
    override func dropReferences() { extras = [] }

    var keys: [String] { ["params"] + group.keys + extras.map(\.name) }

    /// Numbers, texts, tensors and tuples of them go to the optimizer, where schedules find them.
    static func isPlain(_ value: Value) -> Bool {
        switch value {
        case .unbound, .none, .bool, .int, .float: true
        case .object(let tuple as TupleObject): tuple.elements.allSatisfy(isPlain)
        case .object(let object): object is StringObject || object is TensorObject || object is NumpyScalar
        }
    }
    private func name(_ key: Value) throws -> String {
        guard let text = try String.from(key) else { throw Failure(.keyError, try key.repr()) }
        return text
    }

    override func repr() throws -> String {
        "{" + (try keys.map { "'\($0)': \(try item(.string($0)).repr())" }).joined(separator: ", ") + "}"
    }
    override func length() throws -> Int? { keys.count }
    override func contains(_ value: Value) throws -> Bool? { try String.from(value).map { keys.contains($0) } ?? false }
    override func iterator() throws -> IteratorObject? { try Value.list(keys.map { .string($0) }).iterator() }
    override func item(_ key: Value) throws -> Value {
        let text = try name(key)
        if text == "params" { return .list(group.parameters.map { .tensor($0) }) }
        if let extra = extras.first(where: { $0.name == text }) { return extra.value }
        guard group.has(text) else { throw Failure(.keyError, "'\(text)'") }
        return try group[text].value()
    }
    override func setItem(_ key: Value, _ value: Value) throws {
        let text = try name(key)
        if text == "params" {
            group.parameters = try AutogradModule.tensors(value)
        } else if ParameterGroupObject.isPlain(value), !extras.contains(where: { $0.name == text }) {
            group[text] = try Argument(value)
        } else if let known = extras.firstIndex(where: { $0.name == text }) {
            extras[known].value = value
        } else {
            extras.append((text, value))
        }
    }
}

enum OptimModule {
    static func register() {
        ModuleRegistry.register("torch.optim") { module in
            module.documentation = "Optimizers and learning rate schedules."
            module.define(base)
            for declaration in OptimizerDeclaration.all { module.define(type(of: declaration)) }
            OptimLater.declare(in: module)
            module["SparseAdam"] = .object(
                TypeObject(
                    "SparseAdam", module: "torch.optim", bases: [base],
                    make: { _, _ in
                        throw Failure(
                            .notImplementedError, "torch.optim.SparseAdam is not available",
                            hint: "use torch.optim.Adam or torch.optim.SGD")
                    }))
        }
        let parts = [
            "adadelta", "adafactor", "adagrad", "adam", "adamax", "adamw", "asgd", "lbfgs", "nadam", "optimizer",
            "radam", "rmsprop",
            "rprop", "sgd",
        ]
        for part in parts {
            ModuleRegistry.register("torch.optim.\(part)") { module in
                module.define(base)
                for declaration in OptimizerDeclaration.all { module.define(type(of: declaration)) }
                // What is compiled when it is named.
                module.missing = { name in try ModuleRegistry.module("torch.optim")?.missing?(name) }
            }
        }
        SchedulerModule.register()
        ModuleRegistry.register("torch.nn.utils") { module in
            for name in ["clip_grad_norm_", "clip_grad_norm"] {
                module.rawDefine(
                    "\(name)(parameters, max_norm, norm_type=2.0, error_if_nonfinite=False, foreach=None)",
                    "Limits the norm of all gradients together; returns it."
                ) { bound in
                    .tensor(
                        try clipGradientNorm(
                            AutogradModule.tensors(bound[0]), limit: bound.get(1), norm: bound.get(2),
                            refusesNonFinite: bound[3].truth()))
                }
            }
            for name in ["clip_grad_value_", "clip_grad_value"] {
                module.rawDefine("\(name)(parameters, clip_value, foreach=None)", "Limits every gradient element.") {
                    bound in
                    try clipGradientValue(AutogradModule.tensors(bound[0]), limit: bound.get(1))
                    return .none
                }
            }
            module.rawDefine(
                "weight_norm(module, name='weight', dim=0)",
                "Splits a parameter into a direction and a length (Salimans and Kingma, 2016); returns the module."
            ) { bound in
                try NNClasses.instance(bound[0]).ready("normalize weights").normalizeWeight(
                    try bound.get(1), dim: try bound.get(2, as: Int?.self))
                return bound[0]
            }
            module.rawDefine("remove_weight_norm(module, name='weight')", "One parameter again; returns the module.") {
                bound in
                try NNClasses.instance(bound[0]).ready("restore weights").restoreWeight(try bound.get(1))
                return bound[0]
            }
            module.rawDefine(
                "spectral_norm(module, name='weight', n_power_iterations=1, eps=1e-12, dim=None)",
                "Divides a parameter by its largest singular value in every forward pass (Miyato et al., 2018); returns the module."
            ) { bound in
                try NNClasses.instance(bound[0]).ready("normalize weights").normalizeSpectrum(
                    try bound.get(1), iterations: try bound.get(2), eps: try bound.get(3),
                    dim: try bound.get(4, as: Int?.self))
                return bound[0]
            }
            module.rawDefine(
                "remove_spectral_norm(module, name='weight')", "A plain parameter again; returns the module."
            ) {
                bound in
                try NNClasses.instance(bound[0]).ready("restore weights").restoreSpectrum(try bound.get(1))
                return bound[0]
            }
            module.rawDefine("parameters_to_vector(parameters)", "All parameters in one vector.") { bound in
                try OpTable.call(
                    "cat", [.list(try AutogradModule.tensors(bound[0]).map { .tensor(try $0.reshape([-1])) }), .int(0)]
                ).value()
            }
        }
        ModuleRegistry.register("torch.nn.utils.clip_grad") { module in
            for name in ["clip_grad_norm_", "clip_grad_value_"] {
                module[Symbol(name)] = try ModuleRegistry.module("torch.nn.utils")?[Symbol(name)]
            }
        }
    }

    nonisolated(unsafe) private static var types: [String: TypeObject] = [:]

    private static func type(of declaration: OptimizerDeclaration) -> TypeObject {
        if let known = types[declaration.name] { return known }
        let type = TypeObject(
            declaration.name, module: "torch.optim.\(declaration.name.lowercased())", bases: [base],
            make: { cls, _ in .object(OptimizerInstance(cls)) })
        type.documentation = declaration.doc
        let parameters = declaration.signature.text.split(separator: "(", maxSplits: 1).last.map(String.init) ?? ")"
        type.setMember(
            "__init__",
            .object(
                BuiltinFunction(
                    "\(declaration.name).__init__(self, \(parameters)", declaration.doc, isMethod: true,
                    raw: { bound in
                        guard let object = bound[0].asObject as? OptimizerInstance else { return .none }
                        let options = try bound.values.dropFirst(2).map { try Argument($0) }
                        object.attach(try declaration.make(try requests(bound[1]), options))
                        return .none
                    })))
        addViews(to: type)
        types[declaration.name] = type
        return type
    }

    /// What the optimizers written in Swift show of themselves. A script's own optimizer has attributes of these names.
    private static func addViews(to type: TypeObject) {
        type.property("param_groups", "One dict per group, live.") { (object: OptimizerInstance) in
            Value.list(try object.groups().map { .object($0) })
        }
        type.property("defaults", "The options of new groups.") { (object: OptimizerInstance) in
            Value.dict(try object.ready().defaults.map { (Symbol($0.0), try $0.1.value()) })
        }
        type.property("state", "The state of each parameter.") { (object: OptimizerInstance) in
            let optimizer = try object.ready()
            var pairs: [(Value, Value)] = []
            for parameter in optimizer.groups.flatMap(\.parameters) where optimizer.hasState(parameter) {
                let entries = try optimizer.state(of: parameter).entries()
                pairs.append((.tensor(parameter), .dict(entries.map { (Symbol($0.0), .tensor($0.1)) })))
            }
            return Value.object(try DictObject(pairs))
        }
    }

    /// The dicts among what was given as `params`; None for parameters alone, which are one group.
    private static func given(_ parameters: Value) throws -> [Value] {
        let items = try Collate.elements(parameters)
        let isGroups = (try? items.first?.attribute("items")) ?? nil
        return isGroups == nil ? [.none] : items
    }

    /// Gives a group of a script's optimizer those options that only scripts know.
    private static func fill(_ group: ParameterGroupObject, _ defaults: Value, _ given: Value) throws {
        for options in [defaults, given] where !options.isNone {
            try options.forEachPair {
                if !ParameterGroupObject.isPlain($1), try $0.str() != "params" { try group.setItem($0, $1) }
            }
        }
    }

    /// Parameters, or dicts of parameters and options.
    private static func requests(_ value: Value) throws -> [GroupRequest] {
        if value.asObject is TensorObject {
            throw Failure(
                .typeError,
                "params argument given to the optimizer should be an iterable of Tensors or dicts, but got torch.FloatTensor",
                hint: "put it into a list: [tensor]")
        }
        if value.asObject is BoundMethod {
            throw Failure(.typeError, "'method' object is not iterable", hint: "call it: model.parameters()")
        }
        let items = try Collate.elements(value)
        guard let first = items.first else { return [GroupRequest([])] }
        if first.asObject is TensorObject || first.asObject is TupleObject {
            return [GroupRequest(try items.map(parameter))]
        }
        return try items.map(group)
    }

    private static func parameter(_ value: Value) throws -> Tensor {
        if let tensor = value.asObject as? TensorObject { return tensor.tensor }
        if let pair = value.asObject as? TupleObject, let last = pair.elements.last?.asObject as? TensorObject {
            return last.tensor
        }
        throw Failure(
            .typeError, "optimizer can only optimize Tensors, but one of the params is \(value.type.qualifiedName)")
    }

    private static func group(_ value: Value) throws -> GroupRequest {
        var request = GroupRequest([])
        guard (try? value.attribute("items")) != nil else {
            throw Failure(
                .typeError, "optimizer can only optimize Tensors, but one of the params is \(value.type.qualifiedName)")
        }
        try value.forEachPair { key, item in
            let name = try String.from(key) ?? ""
            if name == "params" {
                request.parameters =
                    item.asObject is TensorObject ? [try parameter(item)] : try Collate.elements(item).map(parameter)
            } else if ParameterGroupObject.isPlain(item) {
                request.options.append((name, try Argument(item)))
            }
        }
        return request
    }

    /// `torch.optim.Optimizer`; subclasses of it in scripts set `defaults` and define `step`.
    nonisolated(unsafe) static let base: TypeObject = {
        let type = TypeObject(
            "Optimizer", module: "torch.optim.optimizer", make: { cls, _ in .object(OptimizerInstance(cls)) })
        func native(_ bound: BoundArguments) throws -> (OptimizerInstance, Optimizer) {
            guard let object = bound[0].asObject as? OptimizerInstance else {
                throw Failure(.typeError, "descriptor needs an Optimizer")
            }
            return (object, try object.ready())
        }
        type.rawMethod("Optimizer.__init__(self, params, defaults)") { bound in
            guard let object = bound[0].asObject as? OptimizerInstance else { return .none }
            var defaults: [(String, Argument)] = []
            try bound[2].forEachPair { key, value in
                if ParameterGroupObject.isPlain(value) {
                    defaults.append((try String.from(key) ?? "", try Argument(value)))
                }
            }
            // `params` may be a generator: it is walked once. A tensor and a method are mistakes, which `requests` explains.
            let isMistake = bound[1].asObject is TensorObject || bound[1].asObject is BoundMethod
            let parameters = isMistake ? bound[1] : Value.list(try Collate.elements(bound[1]))
            object.attach(try Optimizer(object.cls.name, try requests(parameters), defaults: defaults))
            let groups = try object.groups()
            for (group, given) in zip(groups, try given(parameters)) { try fill(group, bound[2], given) }
            object.store("defaults", bound[2])
            object.store("state", .object(DefaultDictObject(.object(DictObject.cls))))
            object.store("param_groups", .list(groups.map { .object($0) }))
            return .none
        }
        type.rawMethod("step(self, closure=None)", "Moves every parameter that has a gradient.") { bound in
            var loss = Value.none
            if case .none = bound[1] {} else { loss = try GradMode.enabled { try bound[1].call(Arguments()) } }
            let optimizer = try native(bound).1
            Profiler.current?.enter(Profiler.optimizer, .step, optimizer)
            defer { Profiler.current?.leave() }
            // A step is whole or not at all: Ctrl-C waits for its end.
            try Interrupts.held { try optimizer.step() }
            UnsavedTraining.stepped(at: Profiler.now())
            return loss
        }
        type.rawMethod("zero_grad(self, set_to_none=True)", "Forgets all gradients.") { bound in
            // One that wraps another has that one's groups, and no __init__ of ours has run.
            let groups = try Collate.elements(bound[0].attribute("param_groups"))
            let parameters = try groups.flatMap { try AutogradModule.tensors($0.item(.string("params"))) }
            try zeroGrad(parameters, setToNone: try bound[1].truth())
            return .none
        }
        type.rawMethod("add_param_group(self, param_group)", "Adds a group.") { bound in
            let (object, optimizer) = try native(bound)
            try optimizer.addGroup(try group(bound[1]))
            guard object.isScripted, let added = try object.groups().last else { return .none }
            try fill(added, try bound[0].attribute("defaults"), bound[1])
            (try bound[0].attribute("param_groups").asObject as? ListObject)?.elements.append(.object(added))
            return .none
        }
        type.rawMethod("state_dict(self)", "State and options.") { bound in try OptimizerState.dict(try native(bound).0)
        }
        type.rawMethod("load_state_dict(self, state_dict)", "Restores state and options.") { bound in
            try OptimizerState.load(try native(bound).0, bound[1])
            return .none
        }
        type.rawMethod("__setstate__(self, state)", "Takes attributes back, as unpickling does.") { bound in
            guard let object = bound[0].asObject as? OptimizerInstance else { return .none }
            try bound[1].forEachPair { object.store(Symbol(try String.from($0) ?? ""), $1) }
            return .none
        }
        return type
    }()
}

/// `state_dict()` of an optimizer: parameters by number, as PyTorch saves them.
enum OptimizerState {
    static func dict(_ object: OptimizerInstance) throws -> Value {
        let optimizer = try object.ready()
        var state: [(Value, Value)] = []
        var groups: [Value] = []
        var number = 0
        for group in optimizer.groups {
            var indices: [Value] = []
            for parameter in group.parameters {
                if object.isScripted {
                    if let own = try ownState(object)?.get(.tensor(parameter)) { state.append((.int(number), own)) }
                } else if optimizer.hasState(parameter) {
                    let entries = try optimizer.state(of: parameter).entries()
                    state.append((.int(number), .dict(entries.map { (Symbol($0.0), .tensor($0.1)) })))
                }
                indices.append(.int(number))
                number += 1
            }
            let view = try object.groups()[groups.count]
            let options = try view.keys.dropFirst().map { (Symbol($0), try view.item(.string($0))) }
            groups.append(.dict(options + [(Symbol("params"), .list(indices))]))
        }
        return .dict([(Symbol("state"), .object(try DictObject(state))), (Symbol("param_groups"), .list(groups))])
    }

    /// `self.state` of a script's optimizer.
    private static func ownState(_ object: OptimizerInstance) throws -> DictObject? {
        try object.attribute(Symbol("state"))?.asObject as? DictObject
    }

    static func load(_ object: OptimizerInstance, _ value: Value) throws {
        let optimizer = try object.ready()
        let groups = try Collate.elements(try value.item(.string("param_groups")))
        guard groups.count == optimizer.groups.count else {
            throw Failure(.valueError, "loaded state dict has a different number of parameter groups")
        }
        let parameters = optimizer.groups.flatMap(\.parameters)
        for ((group, view), saved) in zip(zip(optimizer.groups, try object.groups()), groups) {
            guard try saved.item(.string("params")).length() == group.parameters.count else {
                throw Failure(
                    .valueError,
                    "loaded state dict contains a parameter group that doesn't match the size of optimizer's group")
            }
            try saved.forEachPair { key, item in
                let name = try String.from(key) ?? ""
                if name != "params" { try view.setItem(.string(name), item) }
            }
        }
        try value.item(.string("state")).forEachPair { key, entries in
            guard let number = try Int.from(key), parameters.indices.contains(number) else { return }
            if object.isScripted {
                // Copies: a step after loading must not change what was loaded.
                let copy = DictObject()
                try entries.forEachPair { name, item in
                    let tensor = (item.asObject as? TensorObject)?.tensor
                    try copy.set(name, tensor.map { .tensor(try $0.detach().clone()) } ?? item)
                }
                try ownState(object)?.set(.tensor(parameters[number]), .object(copy))
                return
            }
            let state = optimizer.state(of: parameters[number])
            try entries.forEachPair { try state.restore(try String.from($0) ?? "", try Argument($1)) }
        }
    }
}
