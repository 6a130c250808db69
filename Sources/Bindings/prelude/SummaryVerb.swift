// `summary`: a table of a model's layers with the shapes that pass through and the parameters they hold.
import Layers
import Schema
import Script
import Tensors

enum SummaryVerb {
    static func declare(in module: ModuleObject) {
        module.rawDefine(
            "summary(model, input_size=None)",
            """
            Prints every layer with its output shape (when input_size=(C, H, W) is given) and its number of parameters.
            """
        ) { bound in
            let instance = try NNClasses.instance(bound[0])
            let module = try instance.ready("summarise")
            ModuleMethods.wrapAll(module)
            var shapes: [ObjectIdentifier: [Int]] = [:]
            if let size = try bound.get(1, as: [Int]?.self) {
                shapes = try watch(instance, module, try Tensor.zeros(size.count == 3 ? [1] + size : size))
            }
            try Interpreter.current.output(.stdout, try table(module, instance.cls.name, shapes))
            return .none
        }
    }

    /// Output shapes of all layers in one pass without gradients, in eval mode.
    private static func watch(_ instance: ModuleInstance, _ module: Module, _ input: Tensor) throws
        -> [ObjectIdentifier: [Int]]
    {
        var shapes: [ObjectIdentifier: [Int]] = [:]
        var handles: [RemovableHandle] = []
        defer {
            for handle in handles { handle.remove() }
            for inner in module.modules { inner.hooks.removeAll { $0.id == Int.min } }
        }
        for inner in module.modules {
            let hook = BuiltinFunction(
                "watch(module, args, output)", "",
                raw: { bound in
                    if let output = (bound[2].asObject as? TensorObject)?.tensor {
                        shapes[ObjectIdentifier(inner)] = output.shape
                    }
                    return .none
                })
            handles.append(ModuleInstance.of(inner).addHook(.object(hook), pre: false, withKeywords: false))
            // Swift models call their layers directly.
            inner.hooks.append(
                (
                    id: Int.min,
                    body: { module, _, output in
                        if case .tensor(let tensor) = output { shapes[ObjectIdentifier(module)] = tensor.shape }
                        return nil
                    }
                ))
        }
        _ = try TrainVerb.output(model: .object(instance), input)
        return shapes
    }

    static func table(_ module: Module, _ title: String, _ shapes: [ObjectIdentifier: [Int]]) throws -> String {
        var rows: [(String, String, String)] = []
        for (name, inner) in module.namedModules() where inner.children.isEmpty {
            let count = inner.parameterEntries.reduce(0) { $0 + ($1.tensor?.count ?? 0) }
            let shape = shapes[ObjectIdentifier(inner)].map { Shape.text($0) } ?? ""
            rows.append(("\(name.isEmpty ? title : name) (\(inner.typeName))", shape, try Value.int(count).format(",")))
        }
        let total = module.parameters.reduce(0) { $0 + $1.count }
        let trainable = module.parameters.reduce(0) { $0 + ($1.requiresGrad ? $1.count : 0) }
        let first = max(rows.map(\.0.count).max() ?? 0, 5)
        let second = max(rows.map(\.1.count).max() ?? 0, shapes.isEmpty ? 0 : 12)
        func line(_ a: String, _ b: String, _ c: String) -> String {
            let left = a + String(repeating: " ", count: max(0, first - a.count))
            let middle = second == 0 ? "" : "  " + b + String(repeating: " ", count: max(0, second - b.count))
            return left + middle + "  " + String(repeating: " ", count: max(0, 12 - c.count)) + c + "\n"
        }
        let rule = String(repeating: "-", count: first + (second == 0 ? 0 : second + 2) + 14) + "\n"
        var text = line("layer", shapes.isEmpty ? "" : "output shape", "parameters") + rule
        for row in rows { text += line(row.0, row.1, row.2) }
        text += rule + line("total", "", try Value.int(total).format(","))
        if trainable != total { text += line("trainable", "", try Value.int(trainable).format(",")) }
        return text
    }
}
