// What every layer and model is: parameters, buffers and children by name, in the order in which they were registered. Printing,
// `state_dict` keys, `train()`/`eval()` and the order of random draws all follow from that order.

import Schema
import Tensors

/// A layer, or a tree of layers. Subclasses register what they hold in `init` and override `forward`.
open class Module {
    /// A named child. `owner` keeps the interpreter's wrapper alive, which may hold state of its own.
    public struct Child {
        public var name: String
        public var module: Module?
        public var owner: AnyObject?

        public init(name: String, module: Module?, owner: AnyObject?) {
            self.name = name
            self.module = module
            self.owner = owner
        }
    }

    /// A named tensor that is not trained. Only persistent ones are saved.
    public struct Buffer {
        public var name: String
        public var tensor: Tensor?
        public var isPersistent: Bool
    }

    public struct Parameter {
        public var name: String
        /// nil for one that is registered as None (`bias=False`).
        public var tensor: Tensor?
    }

    public private(set) var parameterEntries: [Parameter] = []
    public private(set) var bufferEntries: [Buffer] = []
    public private(set) var children: [Child] = []
    public internal(set) var isTraining = true
    /// The interpreter's wrapper, so that one module is one script object.
    public weak var scriptObject: AnyObject?

    /// Called before forward with the inputs; what it returns replaces them.
    public var preHooks: [(id: Int, body: (Module, [Argument]) throws -> [Argument]?)] = []
    /// Called after forward with inputs and result; what it returns replaces the result.
    public var hooks: [(id: Int, body: (Module, [Argument], Argument) throws -> Argument?)] = []

    /// Tells this module's work from others'. Never 0.
    public let number: Int32 = {
        Module.lastNumber &+= 1
        return Module.lastNumber
    }()
    nonisolated(unsafe) private static var lastNumber: Int32 = 0
    /// Parameters that are computed from a direction and a length (WeightNorm.swift), and the axis that keeps its own lengths.
    var normalizedWeights: [String: Int?] = [:]
    /// Parameters that every forward pass computes (SpectralNorm.swift).
    var spectralWeights: [String: SpectralNorm] = [:]

    /// A script class's own `__repr__`, when it has one.
    public var textOverride: (() -> String)?

    public init() {}

    // MARK: - What subclasses say

    /// The class name that printing shows.
    open var typeName: String { String(describing: type(of: self)) }

    /// What printing shows between the parentheses; several lines are joined by newlines.
    open func extraRepr() -> String { "" }

    /// The parameters of `forward`, for keyword arguments and their errors.
    open var forwardSignature: String { "forward(input)" }

    /// The layer's function of tensors. Layers with other arguments override `forward(arguments:)`.
    open func forward(_ inputs: [Tensor]) throws -> Tensor {
        throw Failure(
            .notImplementedError, "Module [\(typeName)] is missing the required \"forward\" function")
    }

    /// One argument per parameter of `forwardSignature`.
    open func forward(arguments: [Argument]) throws -> Argument {
        let inputs = try arguments.map { argument -> Tensor in
            guard case .tensor(let tensor) = argument else {
                throw Failure(
                    .typeError,
                    "\(typeName).forward(): argument 'input' (position 1) must be Tensor, not \(argument.typeName)")
            }
            return tensor
        }
        return .tensor(try forward(inputs))
    }

    /// What a script reads as `layer.name` beside parameters, buffers and children: `in_channels`, `p`, …
    open func attribute(_ name: String) -> Argument? { nil }

    /// Sets an option such as `p` or `momentum`; false when the layer has no such option.
    open func setAttribute(_ name: String, _ value: Argument) throws -> Bool { false }

    /// Called by `state_dict` users whose keys changed; nothing here.
    open func resetParameters() throws {}

    /// Whether equal neighbours print once ("(0-2): 3 x …"), as in ModuleList.
    open var foldsRepeats: Bool { false }

    // MARK: - Calling

    public func callAsFunction(_ inputs: Tensor...) throws -> Tensor {
        guard case .tensor(let result) = try call(inputs.map(Argument.tensor)) else {
            throw Failure(.typeError, "\(typeName).forward() returned several values where one tensor was expected")
        }
        return result
    }

    /// `module(…)`: hooks, forward, hooks.
    public func call(_ arguments: [Argument]) throws -> Argument {
        // A module that contains itself would call itself without end.
        guard Module.depth < 1000 else { throw Failure(.recursionError, "maximum recursion depth exceeded") }
        Module.depth += 1
        defer { Module.depth -= 1 }
        return try working {
            var arguments = arguments
            if computesWeights { try prepareWeights() }
            for hook in preHooks { arguments = try hook.body(self, arguments) ?? arguments }
            var result = try forward(arguments: arguments)
            for hook in hooks { result = try hook.body(self, arguments, result) ?? result }
            return result
        }
    }

    /// Runs `body` as this module's work, which `%prun` and the graph's nodes remember. A call that goes from Swift to a script class
    /// and back passes here twice and counts once.
    public func working<R>(_ body: () throws -> R) rethrows -> R {
        let outer = Profiler.owner
        guard outer != number else { return try body() }
        if outer == 0 { Module.failed = 0 }
        Profiler.owner = number
        let profiler = Profiler.current
        profiler?.enter(number, .forward, self)
        defer {
            profiler?.leave()
            Profiler.owner = outer
        }
        do { return try body() } catch {
            if Module.failed == 0 { Module.failed = number }
            throw error
        }
    }

    /// The number of the innermost module that the latest error came from; 0 when none has failed.
    nonisolated(unsafe) public private(set) static var failed: Int32 = 0
    /// How many modules call each other now.
    nonisolated(unsafe) private static var depth = 0

    // MARK: - Registering

    public func register(parameter name: String, _ tensor: Tensor?) {
        remove(name, exceptParameters: true)
        tensor?.isParameter = true
        if let i = parameterEntries.firstIndex(where: { $0.name == name }) {
            parameterEntries[i].tensor = tensor
        } else {
            parameterEntries.append(Parameter(name: name, tensor: tensor))
        }
    }

    public func register(buffer name: String, _ tensor: Tensor?, persistent: Bool = true) {
        remove(name, exceptBuffers: true)
        if let i = bufferEntries.firstIndex(where: { $0.name == name }) {
            bufferEntries[i].tensor = tensor
        } else {
            bufferEntries.append(Buffer(name: name, tensor: tensor, isPersistent: persistent))
        }
    }

    @discardableResult
    public func register<M: Module>(child name: String, _ module: M, owner: AnyObject? = nil) -> M {
        register(optionalChild: name, module, owner: owner)
        return module
    }

    /// nil registers a child that is None: it prints and keeps its place.
    public func register(optionalChild name: String, _ module: Module?, owner: AnyObject? = nil) {
        remove(name, exceptChildren: true)
        let owner = owner ?? module?.scriptObject
        if let i = children.firstIndex(where: { $0.name == name }) {
            children[i] = Child(name: name, module: module, owner: owner)
        } else {
            children.append(Child(name: name, module: module, owner: owner))
        }
    }

    /// Forgets a name, whatever it is. False when there is none.
    @discardableResult
    public func unregister(_ name: String) -> Bool {
        let before = parameterEntries.count + bufferEntries.count + children.count
        remove(name)
        return parameterEntries.count + bufferEntries.count + children.count < before
    }

    private func remove(
        _ name: String, exceptParameters: Bool = false, exceptBuffers: Bool = false, exceptChildren: Bool = false
    ) {
        if !exceptParameters { parameterEntries.removeAll { $0.name == name } }
        if !exceptBuffers { bufferEntries.removeAll { $0.name == name } }
        if !exceptChildren { children.removeAll { $0.name == name } }
    }

    /// A parameter of this module itself; nil if None or unknown.
    public func parameter(_ name: String) -> Tensor? { parameterEntries.first { $0.name == name }?.tensor }
    public func buffer(_ name: String) -> Tensor? { bufferEntries.first { $0.name == name }?.tensor }
    public func child(_ name: String) -> Module? { children.first { $0.name == name }?.module }

    func parameterOrFail(_ name: String) throws -> Tensor {
        guard let tensor = try parameter(name) ?? derivedWeight(name) else {
            throw Failure(.attributeError, "'\(typeName)' object has no attribute '\(name)'")
        }
        return tensor
    }

    /// Makes a fresh tensor a trainable parameter.
    @discardableResult
    func newParameter(_ name: String, _ shape: [Int], _ dtype: DType?) throws -> Tensor {
        let tensor = try Tensor.empty(shape, dtype ?? Defaults.dtype)
        tensor.requiresGrad = true
        register(parameter: name, tensor)
        return tensor
    }

    /// Replaces all children, as Sequential and ModuleList do when they are edited.
    public func replaceChildren(_ new: [Child]) { children = new }

    // MARK: - Walking the tree

    /// Set while the walk is below this module: one that contains itself is not entered again.
    private(set) var isVisited = false

    /// Runs `body`, which goes through this module's children; nothing when that is what called it.
    public func visiting(_ body: () throws -> Void) rethrows {
        if isVisited { return }
        isVisited = true
        defer { isVisited = false }
        try body()
    }

    /// This module and all below it with their dotted names, each module once.
    public func namedModules(prefix: String = "", removeDuplicates: Bool = true) -> [(name: String, module: Module)] {
        var seen = Set<ObjectIdentifier>()
        var found: [(String, Module)] = []
        func walk(_ module: Module, _ name: String) {
            if removeDuplicates, !seen.insert(ObjectIdentifier(module)).inserted { return }
            found.append((name, module))
            module.visiting {
                for child in module.children {
                    if let next = child.module { walk(next, name.isEmpty ? child.name : name + "." + child.name) }
                }
            }
        }
        walk(self, prefix)
        return found
    }

    public var modules: [Module] { namedModules().map(\.module) }

    /// All parameters with dotted names, each tensor once.
    public func namedParameters(
        prefix: String = "", recurse: Bool = true, removeDuplicates: Bool = true
    ) -> [(name: String, tensor: Tensor)] {
        var seen = Set<ObjectIdentifier>()
        var found: [(String, Tensor)] = []
        for (name, module) in recurse
            ? namedModules(prefix: prefix, removeDuplicates: removeDuplicates) : [(prefix, self)]
        {
            for entry in module.parameterEntries {
                guard let tensor = entry.tensor else { continue }
                if removeDuplicates, !seen.insert(ObjectIdentifier(tensor)).inserted { continue }
                found.append((name.isEmpty ? entry.name : name + "." + entry.name, tensor))
            }
        }
        return found
    }

    public var parameters: [Tensor] { namedParameters().map(\.tensor) }

    public func namedBuffers(prefix: String = "", recurse: Bool = true) -> [(name: String, tensor: Tensor)] {
        var seen = Set<ObjectIdentifier>()
        var found: [(String, Tensor)] = []
        for (name, module) in recurse ? namedModules(prefix: prefix) : [(prefix, self)] {
            for entry in module.bufferEntries {
                guard let tensor = entry.tensor, seen.insert(ObjectIdentifier(tensor)).inserted else { continue }
                found.append((name.isEmpty ? entry.name : name + "." + entry.name, tensor))
            }
        }
        return found
    }

    /// Children first, then this module, each once per place in the tree.
    public func apply(_ body: (Module) throws -> Void) rethrows {
        try visiting {
            for child in children { try child.module?.apply(body) }
            try body(self)
        }
    }

    /// The module at a dotted path.
    public func submodule(_ path: String) throws -> Module {
        var module = self
        if path.isEmpty { return module }
        for name in path.split(separator: ".").map(String.init) {
            guard let next = module.child(name) else {
                throw Failure(.attributeError, "\(module.typeName) has no attribute `\(name)`")
            }
            module = next
        }
        return module
    }

    // MARK: - Modes and memory

    /// `train(mode)`; override `trainingChanged` to react.
    public func train(_ mode: Bool = true) {
        isTraining = mode
        visiting { for child in children { child.module?.train(mode) } }
    }

    public func eval() { train(false) }

    public func requiresGrad(_ value: Bool) throws {
        for parameter in parameters { try parameter.setRequiresGrad(value) }
    }

    /// `zero_grad(set_to_none)`.
    public func zeroGrad(setToNone: Bool = true) throws { try Layers.zeroGrad(parameters, setToNone: setToNone) }

    /// Floating-point parameters and buffers in another type; the tensors stay the same objects.
    public func to(_ dtype: DType) throws {
        guard dtype.isFloatingPoint else {
            throw Failure(
                .typeError,
                "nn.Module.to only accepts floating point or complex dtypes, but got desired dtype=torch.\(dtype.name)")
        }
        for module in modules {
            for entry in module.parameterEntries
                + module.bufferEntries.map({ Parameter(name: $0.name, tensor: $0.tensor) })
            {
                guard let tensor = entry.tensor, tensor.dtype.isFloatingPoint, tensor.dtype != dtype else { continue }
                try tensor.setData(tensor.detach().to(dtype))
                if let gradient = tensor.grad { tensor.grad = try gradient.detach().to(dtype) }
            }
        }
    }
}

/// Forgets gradients, or fills them with zeros.
public func zeroGrad(_ parameters: [Tensor], setToNone: Bool) throws {
    for parameter in parameters {
        guard let gradient = parameter.grad else { continue }
        if setToNone {
            parameter.grad = nil
        } else {
            let detached = gradient.detach()
            try GradMode.disabled { try detached.zero() }
            parameter.grad = detached
        }
    }
}
