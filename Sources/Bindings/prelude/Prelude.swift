// The prelude: names that scripts have without import. torch's creation functions and common operations, the layers, and the verbs
// of this package (`shapes`, `UNet`, `train`, `predict`, `evaluate`, `show`, `summary`, `save`, `load`). Nothing is built before a
// script uses one of the names; `import unetrepl` gives the verbs by their module.
import Schema
import Script

public enum Prelude {
    /// torch's functions among the prelude's names.
    private static let torchNames: Set<String> = [
        "manual_seed", "tensor", "zeros", "ones", "full", "eye", "rand", "randn", "randint", "randperm", "arange",
        "linspace",
        "zeros_like", "ones_like", "cat", "stack", "no_grad", "float32", "float64", "int64", "uint8", "argmax",
        "softmax", "sigmoid",
        "relu", "from_numpy", "Tensor", "einsum", "where",
    ]
    private static let verbs = [
        "shapes", "UNet", "double_conv", "train", "predict", "evaluate", "show", "summary", "save", "load", "History",
    ]

    /// The value of a prelude name; nil when the prelude has no such name.
    public static func value(_ name: Symbol) throws -> Value? {
        let text = name.text
        if verbs.contains(text) { return try ModuleRegistry.module("unetrepl")?[name] }
        if torchNames.contains(text) { return try ModuleRegistry.module("torch")?[name] }
        if let first = text.unicodeScalars.first, first.properties.isUppercase, isLayer(text) {
            return try ModuleRegistry.module("torch.nn")?[name]
        }
        return nil
    }

    /// Whether torch.nn has a class of this name. Only names written like classes reach this.
    private static func isLayer(_ text: String) -> Bool {
        ["Module", "Sequential", "ModuleList", "ModuleDict", "Parameter"].contains(text)
            || NNClasses.layerNames.contains(text)
    }

    /// All names, for completion and did-you-mean.
    public static var names: [String] {
        verbs + torchNames.sorted() + ["Module", "Sequential", "ModuleList", "ModuleDict", "Parameter"]
            + NNClasses.layerNames
    }

    static func register() {
        ModuleRegistry.register("unetrepl") { module in
            module.documentation = "The short verbs: data, model, training, result."
            ShapesVerb.declare(in: module)
            ModelVerbs.declare(in: module)
            TrainVerb.declare(in: module)
            EvaluateVerb.declare(in: module)
            ShowVerb.declare(in: module)
            SummaryVerb.declare(in: module)
        }
    }
}
