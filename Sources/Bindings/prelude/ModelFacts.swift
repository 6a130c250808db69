import Layers
// What a person wants to know of a model at a glance.
import Schema
import Script
import Tensors

public enum ModelFacts {
    /// `# 31,043,651 parameters (124.2 MB), 23 layers with parameters, training mode`; nil for what is not a model.
    public static func line(_ value: Value) -> String? {
        guard let module = (value.asObject as? ModuleInstance)?.module, !module.children.isEmpty else { return nil }
        let parameters = module.parameters
        let count = parameters.reduce(0) { $0 + $1.count }
        let frozen = parameters.reduce(0) { $0 + ($1.requiresGrad ? 0 : $1.count) }
        let bytes = parameters.reduce(0) { $0 + $1.count * $1.dtype.size }
        let layers = module.modules.filter { !$0.parameterEntries.isEmpty }.count
        var parts = ["\(grouped(count)) parameters (\(HostMemory.describe(bytes)))"]
        if frozen > 0 { parts.append("\(grouped(frozen)) of them frozen") }
        parts.append(layers == 1 ? "1 layer with parameters" : "\(layers) layers with parameters")
        parts.append(module.isTraining ? "training mode" : "eval mode")
        return "# " + parts.joined(separator: ", ")
    }

    /// The table of `summary(model)`, without shapes; nil for what is not a model.
    public static func table(_ value: Value) -> String? {
        guard let instance = value.asObject as? ModuleInstance, let module = instance.module else { return nil }
        return try? SummaryVerb.table(module, instance.cls.name, [:])
    }

    private static func grouped(_ count: Int) -> String { (try? Value.int(count).format(",")) ?? String(count) }
}
