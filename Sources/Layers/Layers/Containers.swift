// Sequential, ModuleList, ModuleDict, ParameterList, ParameterDict: modules that hold others by number or by name.

import Schema
import Tensors

/// Children run one after the other.
open class Sequential: Module {
    public convenience init(_ modules: [Module]) {
        self.init()
        for (i, module) in modules.enumerated() { register(child: String(i), module) }
    }

    public convenience init(named modules: [(String, Module)]) {
        self.init()
        for (name, module) in modules { register(child: name, module) }
    }

    open override func forward(arguments: [Argument]) throws -> Argument {
        var value = arguments.first ?? .none
        for child in children {
            if let module = child.module { value = try module.call([value]) }
        }
        return value
    }

    open override func forward(_ inputs: [Tensor]) throws -> Tensor {
        guard case .tensor(let result) = try forward(arguments: inputs.map(Argument.tensor)) else {
            throw Failure(.typeError, "Sequential.forward() returned several values where one tensor was expected")
        }
        return result
    }
}

/// Children by number, which the owner calls itself.
open class ModuleList: Module {
    public convenience init(_ modules: [Module]) {
        self.init()
        for (i, module) in modules.enumerated() { register(child: String(i), module) }
    }

    open override var foldsRepeats: Bool { true }
}

/// Children by name, which the owner calls itself.
open class ModuleDict: Module {
    public convenience init(_ modules: [(String, Module)]) {
        self.init()
        for (name, module) in modules { register(child: name, module) }
    }
}

extension Module {
    /// The child at a position; negative positions count from the end.
    public func childIndex(_ index: Int) throws -> Int {
        let position = index < 0 ? index + children.count : index
        guard children.indices.contains(position) else {
            throw Failure(.indexError, "index \(index) is out of range")
        }
        return position
    }

    /// Adds a child under the next number.
    public func append(_ module: Module, owner: AnyObject? = nil) {
        register(child: String(children.count), module, owner: owner)
    }

    /// Gives children the names "0", "1", …, after one was removed or inserted.
    public func renumber(_ entries: [Child]) {
        replaceChildren(
            entries.enumerated().map {
                Child(name: String($0.offset), module: $0.element.module, owner: $0.element.owner)
            })
    }
}

/// Parameters by number.
open class ParameterList: Module {
    public convenience init(_ parameters: [Tensor]) {
        self.init()
        for (i, parameter) in parameters.enumerated() { register(parameter: String(i), parameter) }
    }

    /// ParameterList prints its parameters' types and sizes.
    open override func extraRepr() -> String {
        parameterEntries.compactMap { entry in
            entry.tensor.map { tensor in
                "  (\(entry.name)): Parameter containing: [torch.\(tensor.dtype.name) of size "
                    + "\(tensor.shape.map(String.init).joined(separator: "x"))]"
            }
        }.joined(separator: "\n")
    }
}

/// Parameters by name.
open class ParameterDict: Module {
    public convenience init(_ parameters: [(String, Tensor)]) {
        self.init()
        for (name, parameter) in parameters { register(parameter: name, parameter) }
    }

    open override func extraRepr() -> String {
        parameterEntries.compactMap { entry in
            entry.tensor.map { tensor in
                "  (\(entry.name)): Parameter containing: [torch.\(tensor.dtype.scalarTypeName)Tensor of size "
                    + "\(tensor.shape.map(String.init).joined(separator: "x"))]"
            }
        }.joined(separator: "\n")
    }
}
