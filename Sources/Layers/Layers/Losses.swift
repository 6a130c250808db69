// Losses as layers: options and the function of the same name. They print without their options.

import Schema
import Tensors

extension LayerDeclaration {
    static let losses: [LayerDeclaration] = [
        loss("MSELoss(\(average))", "The mean squared difference.") { l, x, t in
            try mseLoss(x, t, reduction: reduction(l))
        },
        loss("L1Loss(\(average))", "The mean absolute difference.") { l, x, t in
            try l1Loss(x, t, reduction: reduction(l))
        },
        loss("SmoothL1Loss(\(average), beta=1.0)", "Quadratic below beta, straight above.") { l, x, t in
            try smoothL1Loss(x, t, beta: l.options.value("beta"), reduction: reduction(l))
        },
        loss("HuberLoss(reduction='mean', delta=1.0)", "Quadratic below delta, straight above.") { l, x, t in
            try huberLoss(x, t, delta: l.options.value("delta"), reduction: reduction(l))
        },
        loss("SoftMarginLoss(\(average))", "log(1 + exp(-target * input)).") { l, x, t in
            try softMarginLoss(x, t, reduction: reduction(l))
        },
        loss("BCELoss(weight=None, \(average))", "Cross entropy of probabilities between 0 and 1.") { l, x, t in
            try binaryCrossEntropy(x, t, weight: l.buffer("weight"), reduction: reduction(l))
        },
        loss(
            "BCEWithLogitsLoss(weight=None, \(average), pos_weight=None)", "Cross entropy of the sigmoid of logits."
        ) { l, x, t in
            try binaryCrossEntropyWithLogits(
                x, t, weight: l.buffer("weight"), posWeight: l.buffer("pos_weight"), reduction: reduction(l))
        },
        loss(
            """
            CrossEntropyLoss(weight=None, size_average=None, ignore_index=-100, reduce=None, reduction='mean', label_smoothing=0.0)
            """, "log_softmax over the class axis, then minus the log-probability of the target."
        ) { l, x, t in
            try crossEntropy(
                x, t, weight: weight(l), ignoreIndex: l.options.value("ignore_index"), reduction: reduction(l),
                labelSmoothing: l.options.value("label_smoothing"))
        },
        loss(
            "NLLLoss(weight=None, size_average=None, ignore_index=-100, reduce=None, reduction='mean')",
            "Minus the log-probability of the target class."
        ) { l, x, t in
            try nllLoss(
                x, t, weight: l.buffer("weight"), ignoreIndex: l.options.value("ignore_index"), reduction: reduction(l))
        },
        loss(
            "NLLLoss2d(weight=None, size_average=None, ignore_index=-100, reduce=None, reduction='mean')",
            "NLLLoss under its old name."
        ) { l, x, t in
            try nllLoss(
                x, t, weight: l.buffer("weight"), ignoreIndex: l.options.value("ignore_index"), reduction: reduction(l))
        },
        loss("KLDivLoss(\(average), log_target=False)", "How far log-probabilities are from probabilities.") {
            l, x, t in
            let word: String = try l.options.value("reduction")
            return try klDiv(
                x, t, reduction: word == "batchmean" ? word : reduction(l).rawValue,
                logTarget: l.options.value("log_target"))
        },
        loss(
            """
            PoissonNLLLoss(log_input=True, full=False, size_average=None, eps=1e-08, reduce=None, reduction='mean')
            """, "Likelihood of counts under a Poisson distribution."
        ) { l, x, t in
            try poissonNllLoss(
                x, t, logInput: l.options.value("log_input"), full: l.options.value("full"),
                eps: l.options.value("eps"),
                reduction: reduction(l))
        },
        loss("HingeEmbeddingLoss(margin=1.0, \(average))", "input where target is 1, max(0, margin - input) where -1.")
        {
            l, x, t in
            try hingeEmbeddingLoss(x, t, margin: l.options.value("margin"), reduction: reduction(l))
        },
        loss3(
            "CosineEmbeddingLoss(margin=0.0, \(average))", "Angles between vectors, by whether they should agree.",
            "forward(input1, input2, target)"
        ) { l, a, b, t in
            try cosineEmbeddingLoss(a, b, t, margin: l.options.value("margin"), reduction: reduction(l))
        },
        loss3(
            "MarginRankingLoss(margin=0.0, \(average))", "Which of two values should be larger.",
            "forward(input1, input2, target)"
        ) { l, a, b, t in try marginRankingLoss(a, b, t, margin: l.options.value("margin"), reduction: reduction(l)) },
        loss3(
            "TripletMarginLoss(margin=1.0, p=2.0, eps=1e-06, swap=False, \(average))",
            "Nearer to the positive than to the negative.", "forward(anchor, positive, negative)"
        ) { l, a, p, n in
            try tripletMarginLoss(
                a, p, n, margin: l.options.value("margin"), p: l.options.value("p"), eps: l.options.value("eps"),
                swap: l.options.value("swap"), reduction: reduction(l))
        },
    ]

    private static let average = "size_average=None, reduce=None, reduction='mean'"

    private static func loss(
        _ signature: String, _ doc: String,
        _ body: @escaping @Sendable (FunctionLayer, Tensor, Tensor) throws -> Tensor
    ) -> LayerDeclaration {
        LayerDeclaration(function: signature, doc, forwardSignature: "forward(input, target)") { l, arguments in
            .tensor(try body(l, l.tensor(arguments), l.tensor(arguments, 1)))
        }
    }

    private static func loss3(
        _ signature: String, _ doc: String, _ forwardSignature: String,
        _ body: @escaping @Sendable (FunctionLayer, Tensor, Tensor, Tensor) throws -> Tensor
    ) -> LayerDeclaration {
        LayerDeclaration(function: signature, doc, forwardSignature: forwardSignature) { l, arguments in
            .tensor(try body(l, l.tensor(arguments), l.tensor(arguments, 1), l.tensor(arguments, 2)))
        }
    }

    private static func weight(_ layer: FunctionLayer) throws -> Tensor? { layer.buffer("weight") }

    /// The old `size_average` and `reduce` options decide when they are given.
    private static func reduction(_ layer: FunctionLayer) throws -> LossReduction {
        let average = layer.options.has("size_average") ? try layer.options.value("size_average", Bool?.self) : nil
        let reduce = layer.options.has("reduce") ? try layer.options.value("reduce", Bool?.self) : nil
        if average == nil, reduce == nil { return try LossReduction(named: layer.options.value("reduction")) }
        return reduce ?? true ? (average ?? true ? .mean : .sum) : .none
    }
}
