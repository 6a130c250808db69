// What all optimizers share: groups of parameters with options, state per parameter, printing, saving. A concrete optimizer says how
// one parameter moves; steps are made in the parameter's own float type, in PyTorch's order of roundings.

import Schema
import Tensors

/// Parameters that share options such as the learning rate.
public final class ParameterGroup {
    public var parameters: [Tensor]
    /// In PyTorch's order, which `state_dict` shows.
    public private(set) var keys: [String]
    private var values: [String: Argument]

    init(_ parameters: [Tensor], _ options: [(String, Argument)]) {
        self.parameters = parameters
        keys = options.map(\.0)
        values = Dictionary(options, uniquingKeysWith: { $1 })
    }

    public subscript(key: String) -> Argument {
        get { values[key] ?? .none }
        set {
            if values[key] == nil { keys.append(key) }
            values[key] = newValue
        }
    }

    public func has(_ key: String) -> Bool { values[key] != nil }

    public func double(_ key: String) throws -> Double {
        guard let value = try Double.from(self[key]) else {
            throw Failure(.typeError, "the optimizer option '\(key)' must be a number, not \(self[key].typeName)")
        }
        return value
    }

    func flag(_ key: String) -> Bool { if case .bool(true) = self[key] { true } else { false } }

    func pair(_ key: String) throws -> (Double, Double) {
        guard let items = self[key].items, items.count == 2, let a = try Double.from(items[0]),
            let b = try Double.from(items[1])
        else {
            throw Failure(.typeError, "the optimizer option '\(key)' must be a pair of numbers")
        }
        return (a, b)
    }
}

/// The state of one parameter: tensors and numbers by name, in order of creation.
public final class ParameterState {
    public private(set) var names: [String] = []
    private var tensors: [String: Tensor] = [:]
    /// The number of steps, kept as a number and shown as a tensor.
    public var step = 0.0
    public var hasStep = false

    public subscript(name: String) -> Tensor? {
        get { tensors[name] }
        set {
            if tensors[name] == nil { names.append(name) }
            tensors[name] = newValue
        }
    }

    /// The tensor of this name; made of zeros (or another number) like the parameter the first time.
    func tensor(_ name: String, like parameter: Tensor, filled value: Double = 0) throws -> Tensor {
        if let tensor = tensors[name] { return tensor }
        let tensor = try Tensor.full(parameter.shape, .float(value), parameter.dtype)
        self[name] = tensor
        return tensor
    }

    /// Counts a step.
    func advance() -> Double {
        hasStep = true
        step += 1
        return step
    }

    /// All entries as `state_dict` shows them; the step comes first.
    public func entries() throws -> [(String, Tensor)] {
        var result: [(String, Tensor)] = []
        if hasStep { result.append(("step", try Tensor.scalar(.float(step), .float32))) }
        for name in names { if let tensor = tensors[name] { result.append((name, tensor)) } }
        return result
    }

    /// Takes an entry back, as `load_state_dict` gives it.
    public func restore(_ name: String, _ value: Argument) throws {
        if name == "step" {
            step = try Double.from(value) ?? 0
            hasStep = true
        } else if case .tensor(let tensor) = value {
            self[name] = try tensor.detach().clone()
        }
    }
}

/// One given parameter group: its parameters and the options it sets itself.
public struct GroupRequest {
    public var parameters: [Tensor]
    public var options: [(String, Argument)]

    public init(_ parameters: [Tensor], _ options: [(String, Argument)] = []) {
        self.parameters = parameters
        self.options = options
    }
}

open class Optimizer {
    public let name: String
    public private(set) var groups: [ParameterGroup] = []
    public private(set) var defaults: [(String, Argument)]
    private var states: [ObjectIdentifier: ParameterState] = [:]
    public weak var scriptObject: AnyObject?
    /// How many times `step` ran, for the schedulers' warning.
    public private(set) var stepCount = 0

    public init(_ name: String, _ requests: [GroupRequest], defaults: [(String, Argument)]) throws {
        self.name = name
        self.defaults = defaults
        if requests.allSatisfy(\.parameters.isEmpty) {
            throw Failure(
                .valueError, "optimizer got an empty parameter list",
                hint: "give it the model's parameters: model.parameters()")
        }
        for request in requests { try addGroup(request) }
    }

    /// `add_param_group`.
    public func addGroup(_ request: GroupRequest) throws {
        for parameter in request.parameters {
            if !parameter.isLeaf { throw Failure(.valueError, "can't optimize a non-leaf Tensor") }
        }
        var seen = Set(groups.flatMap(\.parameters).map(ObjectIdentifier.init))
        for parameter in request.parameters where !seen.insert(ObjectIdentifier(parameter)).inserted {
            if groups.contains(where: { group in group.parameters.contains { $0 === parameter } }) {
                throw Failure(.valueError, "some parameters appear in more than one parameter group")
            }
        }
        var options = defaults
        for (key, value) in request.options {
            if let i = options.firstIndex(where: { $0.0 == key }) {
                options[i].1 = value
            } else {
                options.append((key, value))
            }
        }
        groups.append(ParameterGroup(request.parameters, options))
    }

    public func state(of parameter: Tensor) -> ParameterState {
        if let state = states[ObjectIdentifier(parameter)] { return state }
        let state = ParameterState()
        states[ObjectIdentifier(parameter)] = state
        return state
    }

    public func hasState(_ parameter: Tensor) -> Bool { states[ObjectIdentifier(parameter)] != nil }

    public func zeroGrad(setToNone: Bool = true) throws {
        try Layers.zeroGrad(groups.flatMap(\.parameters), setToNone: setToNone)
    }

    /// Moves every parameter that has a gradient; the others are left alone entirely.
    public func step() throws {
        stepCount += 1
        try GradMode.disabled {
            for group in groups {
                for parameter in group.parameters {
                    guard let gradient = parameter.grad else { continue }
                    guard gradient.shape == parameter.shape, gradient.dtype == parameter.dtype else {
                        throw Failure(.runtimeError, "\(name): a gradient does not fit its parameter")
                    }
                    let target = parameter.isContiguous ? parameter : try parameter.contiguous()
                    try update(target, gradient.contiguous(), state(of: parameter), group)
                    if target !== parameter { try parameter.copy(from: target) } else { parameter.bumpVersion() }
                }
            }
        }
    }

    /// Moves one contiguous parameter. Subclasses override this.
    open func update(_ parameter: Tensor, _ gradient: Tensor, _ state: ParameterState, _ group: ParameterGroup) throws {
        throw Failure(.notImplementedError, "")
    }

    /// `repr(optimizer)`.
    public var repr: String {
        var text = "\(name) ("
        for (i, group) in groups.enumerated() {
            text += "\nParameter Group \(i)\n"
            for key in group.keys.sorted() { text += "    \(key): \(pythonText(group[key]))\n" }
        }
        return text + ")"
    }
}

/// Checks shared by the constructors, in PyTorch's words.
enum OptionCheck {
    static func learningRate(_ lr: Argument) throws {
        if case .tensor = lr { return }
        guard let value = try Double.from(lr) else {
            throw Failure(.typeError, "lr must be a number, not \(lr.typeName)")
        }
        if !(value >= 0) { throw Failure(.valueError, "Invalid learning rate: \(pythonText(lr))") }
    }

    static func notNegative(_ value: Argument, _ words: String) throws {
        if let number = try Double.from(value), !(number >= 0) {
            throw Failure(.valueError, "Invalid \(words) value: \(pythonText(value))")
        }
    }

    static func betas(_ betas: Argument) throws {
        guard let items = betas.items, items.count == 2 else {
            throw Failure(.valueError, "betas must be two numbers, but got \(pythonText(betas))")
        }
        for (i, item) in items.enumerated() {
            let value = try Double.from(item) ?? .nan
            if !(value >= 0 && value < 1) {
                throw Failure(.valueError, "Invalid beta parameter at index \(i): \(pythonText(item))")
            }
        }
    }
}
