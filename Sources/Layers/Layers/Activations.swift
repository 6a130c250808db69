// Activation layers: options and the op of the same name.

import Schema
import Tensors

extension LayerDeclaration {
    static let activations: [LayerDeclaration] = [
        simple("ReLU(inplace=False)", "max(x, 0).", repr: \.inPlaceText) { l, x in
            try x.relu(inPlace: l.options.isInPlace)
        },
        simple("ReLU6(inplace=False)", "x kept in 0…6.", repr: \.inPlaceText) { l, x in
            try relu6(x, inPlace: l.options.isInPlace)
        },
        simple(
            "LeakyReLU(negative_slope=0.01, inplace=False)", "x above 0, negative_slope * x below.",
            repr: { withInPlace($0.text("negative_slope"), $0) }
        ) { l, x in try leakyRelu(x, negativeSlope: l.options.value("negative_slope"), inPlace: l.options.isInPlace) },
        simple(
            "RReLU(lower=0.125, upper=0.3333333333333333, inplace=False)",
            "A leaky relu with a random slope in training, the mean slope in eval mode.",
            repr: { withInPlace($0.text("lower", "upper"), $0) }
        ) { l, x in
            try rrelu(
                x, lower: l.options.value("lower"), upper: l.options.value("upper"), training: l.isTraining,
                inPlace: l.options.isInPlace)
        },
        simple(
            "ELU(alpha=1.0, inplace=False)", "x above 0, alpha*(exp(x)-1) below.",
            repr: { withInPlace($0.text("alpha"), $0) }
        ) {
            l, x in
            try elu(x, alpha: l.options.value("alpha"), inPlace: l.options.isInPlace)
        },
        simple(
            "CELU(alpha=1.0, inplace=False)", "elu with a continuous slope.",
            repr: { withInPlace($0.text("alpha"), $0) }
        ) {
            l, x in
            try celu(x, alpha: l.options.value("alpha"), inPlace: l.options.isInPlace)
        },
        simple("SELU(inplace=False)", "elu of self-normalising networks.", repr: \.inPlaceText) { l, x in
            try selu(x, inPlace: l.options.isInPlace)
        },
        simple(
            "GELU(approximate='none')", "x times the normal distribution function.", repr: { $0.text("approximate") }
        ) {
            l, x in
            try gelu(x, approximate: l.options.value("approximate"))
        },
        simple("SiLU(inplace=False)", "x * sigmoid(x).", repr: \.inPlaceText) { l, x in
            try silu(x, inPlace: l.options.isInPlace)
        },
        simple("Mish(inplace=False)", "x * tanh(softplus(x)).", repr: \.inPlaceText) { l, x in
            try mish(x, inPlace: l.options.isInPlace)
        },
        simple("Hardswish(inplace=False)", "x * hardsigmoid(x).") { l, x in
            try hardswish(x, inPlace: l.options.isInPlace)
        },
        simple("Hardsigmoid(inplace=False)", "A sigmoid of straight lines.") { l, x in
            try hardsigmoid(x, inPlace: l.options.isInPlace)
        },
        simple(
            "Hardtanh(min_val=-1.0, max_val=1.0, inplace=False)", "x kept between two bounds.",
            repr: { withInPlace($0.text("min_val", "max_val"), $0) }
        ) { l, x in
            try hardtanh(
                x, low: l.options.value("min_val"), high: l.options.value("max_val"), inPlace: l.options.isInPlace)
        },
        simple("Sigmoid()", "1 / (1 + exp(-x)).") { _, x in try x.sigmoid() },
        simple("Tanh()", "The hyperbolic tangent.") { _, x in try x.tanh() },
        simple(
            "Softplus(beta=1.0, threshold=20.0)", "log(1 + exp(beta*x)) / beta.", repr: { $0.text("beta", "threshold") }
        ) { l, x in try softplus(x, beta: l.options.value("beta"), threshold: l.options.value("threshold")) },
        simple("Softsign()", "x / (1 + |x|).") { _, x in try softsign(x) },
        simple("Tanhshrink()", "x - tanh(x).") { _, x in try tanhshrink(x) },
        simple("LogSigmoid()", "log(sigmoid(x)).") { _, x in try logSigmoid(x) },
        simple("Hardshrink(lambd=0.5)", "Small values become 0.", repr: { plain($0, "lambd") }) { l, x in
            try hardshrink(x, bound: l.options.value("lambd"))
        },
        simple("Softshrink(lambd=0.5)", "Values move toward 0.", repr: { plain($0, "lambd") }) { l, x in
            try softshrink(x, bound: l.options.value("lambd"))
        },
        simple(
            "Threshold(threshold, value, inplace=False)", "x above the threshold, value elsewhere.",
            repr: { withInPlace($0.text("threshold", "value"), $0) }
        ) { l, x in
            try threshold(
                x, limit: l.options.value("threshold"), replacement: l.options.value("value"),
                inPlace: l.options.isInPlace)
        },
        simple("GLU(dim=-1)", "One half gated by the sigmoid of the other.", repr: { $0.text("dim") }) { l, x in
            try glu(x, dim: l.options.value("dim"))
        },
        simple("Softmax(dim=None)", "exp(x) divided by its sum along dim.", repr: { $0.text("dim") }) { l, x in
            try softmax(x, dim: softmaxDim(l, x))
        },
        simple("LogSoftmax(dim=None)", "log(softmax(x)).", repr: { $0.text("dim") }) { l, x in
            try logSoftmax(x, dim: softmaxDim(l, x))
        },
        simple("Softmin(dim=None)", "softmax(-x).", repr: { $0.text("dim") }) { l, x in
            try softmin(x, dim: softmaxDim(l, x))
        },
        simple("Softmax2d()", "softmax over the channels of an image batch.") { _, x in
            guard x.rank == 3 || x.rank == 4 else {
                throw Failure(.valueError, "Softmax2d: expected input to be 3D or 4D, got \(x.rank)D instead")
            }
            return try softmax(x, dim: -3)
        },
    ]

    /// A layer that maps one tensor to one tensor.
    static func simple(
        _ signature: String, _ doc: String, prepare: @escaping @Sendable (inout Options) throws -> Void = { _ in },
        repr: @escaping @Sendable (Options) -> String = { _ in "" },
        _ body: @escaping @Sendable (FunctionLayer, Tensor) throws -> Tensor
    ) -> LayerDeclaration {
        LayerDeclaration(function: signature, doc, prepare: prepare, repr: repr) { layer, arguments in
            .tensor(try body(layer, layer.tensor(arguments)))
        }
    }

    private static func withInPlace(_ text: String, _ options: Options) -> String {
        options.isInPlace ? text + ", inplace=True" : text
    }

    /// A value without its name.
    private static func plain(_ options: Options, _ name: String) -> String { pythonText(options[name]) }

    private static func softmaxDim(_ layer: FunctionLayer, _ x: Tensor) throws -> Int {
        let given: Int? = try layer.options.value("dim", Int?.self)
        return given ?? (x.rank == 0 || x.rank == 1 || x.rank == 3 ? 0 : 1)
    }
}
