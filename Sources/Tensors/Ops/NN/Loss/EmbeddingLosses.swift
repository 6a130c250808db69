// Losses that compare vectors: cosine_similarity, pairwise_distance, cosine_embedding, margin_ranking, hinge_embedding, triplet.

import Schema

/// x1·x2 / max(|x1| |x2|, eps) along `dim`.
public func cosineSimilarity(_ x1: Tensor, _ x2: Tensor, dim: Int = 1, eps: Double = 1e-8) throws -> Tensor {
    let shape = try Shape.broadcast(x1.shape, x2.shape)
    let axis = try Shape.dimension(dim, shape.count)
    let (a, b) = (try x1.expand(shape), try x2.expand(shape))
    func length(_ x: Tensor) throws -> Tensor {
        try atLeast(vectorNorm(x, axis, keepdim: true), eps)
    }
    return try mul(div(a, length(a)), div(b, length(b))).sum([axis])
}

/// (Σ |x1 - x2 + eps|^p)^(1/p) over the last axis.
public func pairwiseDistance(
    _ x1: Tensor, _ x2: Tensor, p: Double = 2, eps: Double = 1e-6, keepdim: Bool = false
) throws -> Tensor {
    let difference = try add(sub(x1, x2), .number(eps))
    if p == 2 { return try vectorNorm(difference, difference.rank - 1, keepdim: keepdim) }
    return try difference.abs().pow(.float(p)).sum([-1], keepdim: keepdim).pow(.float(1 / p))
}

/// The Euclidean length along an axis; its gradient at 0 is 0.
func vectorNorm(_ x: Tensor, _ axis: Int, keepdim: Bool) throws -> Tensor {
    try activate(SafeRoot(), mul(x, x).sum([axis], keepdim: keepdim))
}

private struct SafeRoot: ActivationFunction {
    var name: String { "norm" }
    var node: String { "LinalgVectorNormBackward0" }
    @inline(__always) func value<T: RealElement>(_ x: T) -> T { x.squareRoot() }
    @inline(__always) func slope<T: RealElement>(_ x: T) -> T { x == 0 ? 0 : T(rounding: 0.5) / x.squareRoot() }
    @inline(__always) func curvature<T: RealElement>(_ x: T) -> T {
        x == 0 ? 0 : T(rounding: -0.25) / (x * x.squareRoot())
    }
}

/// max(x, low); gradient where x exceeds it.
func atLeast(_ x: Tensor, _ low: Double) throws -> Tensor {
    try activate(ThresholdFunction(limit: low, replacement: low), x)
}

/// 1 - cos for targets 1, max(0, cos - margin) for targets -1.
public func cosineEmbeddingLoss(
    _ x1: Tensor, _ x2: Tensor, _ target: Tensor, margin: Double = 0, reduction: LossReduction = .mean
) throws -> Tensor {
    let cosine = try cosineSimilarity(x1, x2, dim: x1.rank == 1 ? 0 : 1, eps: 1e-12)
    return try reduceLoss(chosen(target, sub(.number(1), cosine), atLeast(sub(cosine, .number(margin)), 0)), reduction)
}

/// input for targets 1, max(0, margin - input) for targets -1.
public func hingeEmbeddingLoss(
    _ input: Tensor, _ target: Tensor, margin: Double = 1, reduction: LossReduction = .mean
) throws -> Tensor {
    try reduceLoss(chosen(target, input, atLeast(sub(.number(margin), input), 0)), reduction)
}

/// `one` where target is 1, `minusOne` where it is -1.
private func chosen(_ target: Tensor, _ one: Tensor, _ minusOne: Tensor) throws -> Tensor {
    let t = try target.detach().to(one.dtype)
    return try add(mul(map(Equals(1), t), one), mul(map(Equals(-1), t), minusOne))
}

private struct Equals: UnaryFunction {
    let wanted: Double
    init(_ wanted: Double) { self.wanted = wanted }
    var name: String { "eq" }
    @inline(__always) func real<T: RealElement>(_ x: T) -> T { x == T(rounding: wanted) ? 1 : 0 }
}

/// max(0, -target * (x1 - x2) + margin).
public func marginRankingLoss(
    _ x1: Tensor, _ x2: Tensor, _ target: Tensor, margin: Double = 0, reduction: LossReduction = .mean
) throws -> Tensor {
    try reduceLoss(atLeast(add(mul(target.neg(), sub(x1, x2)), .number(margin)), 0), reduction)
}

/// max(0, d(anchor, positive) - d(anchor, negative) + margin).
public func tripletMarginLoss(
    _ anchor: Tensor, _ positive: Tensor, _ negative: Tensor, margin: Double = 1, p: Double = 2, eps: Double = 1e-6,
    swap: Bool = false, reduction: LossReduction = .mean
) throws -> Tensor {
    let near = try pairwiseDistance(anchor, positive, p: p, eps: eps)
    var far = try pairwiseDistance(anchor, negative, p: p, eps: eps)
    if swap {
        // The nearer of the two negatives: min(a, b) = a - max(a - b, 0).
        let other = try pairwiseDistance(positive, negative, p: p, eps: eps)
        far = try sub(far, atLeast(sub(far, other), 0))
    }
    return try reduceLoss(atLeast(add(sub(near, far), .number(margin)), 0), reduction)
}

/// x / max(|x|_p, eps) along `dim`.
public func normalize(_ input: Tensor, p: Double = 2, dim: Int = 1, eps: Double = 1e-12) throws -> Tensor {
    let axis = try Shape.dimension(dim, input.rank)
    let length =
        p == 2
        ? try vectorNorm(input, axis, keepdim: true)
        : try input.abs().pow(.float(p)).sum([axis], keepdim: true).pow(.float(1 / p))
    return try div(input, atLeast(length, eps))
}

extension Op {
    static let cosineSimilarity = Op(
        "cosine_similarity(x1, x2, dim=1, eps=1e-08)",
        """
        The cosine of the angle between vectors along dim.
        Source: torch.nn.functional.cosine_similarity.
        """, in: [.functional, .torch],
        { (a: Tensor, b: Tensor, dim: Int, eps: Double) in try Tensors.cosineSimilarity(a, b, dim: dim, eps: eps) },
        samples: { [[try sample([2, 3]), try sample([2, 3], seed: 1), .int(1), .float(1e-8)]] })

    static let pairwiseDistance = Op(
        "pairwise_distance(x1, x2, p=2.0, eps=1e-06, keepdim=False)",
        """
        The p-norm distance of vectors along the last axis.
        Source: torch.nn.functional.pairwise_distance.
        """, in: [.functional, .torch],
        { (a: Tensor, b: Tensor, p: Double, eps: Double, keepdim: Bool) in
            try Tensors.pairwiseDistance(a, b, p: p, eps: eps, keepdim: keepdim)
        },
        samples: { [[try sample([2, 3]), try sample([2, 3], seed: 1), .float(2), .float(1e-6), .bool(false)]] })

    static let cosineEmbeddingLoss = Op(
        """
        cosine_embedding_loss(input1, input2, target, margin=0, size_average=None, reduce=None, reduction='mean')
        """,
        """
        1 - cos where target is 1, max(0, cos - margin) where it is -1.
        Source: torch.nn.functional.cosine_embedding_loss.
        """, in: [.functional],
        {
            (a: Tensor, b: Tensor, t: Tensor, margin: Double, average: Bool?, reduce: Bool?, reduction: String) in
            try Tensors.cosineEmbeddingLoss(
                a, b, t, margin: margin, reduction: lossReduction(average, reduce, reduction))
        },
        samples: {
            let target = Argument.tensor(try Tensor.from([1.0, -1.0]))
            return [
                [
                    try sample([2, 3]), try sample([2, 3], seed: 1), target, .float(-0.5), .none, .none,
                    .string("mean"),
                ]
            ]
        })

    static let hingeEmbeddingLoss = Op(
        "hinge_embedding_loss(input, target, margin=1.0, size_average=None, reduce=None, reduction='mean')",
        """
        input where target is 1, max(0, margin - input) where it is -1.
        Source: torch.nn.functional.hinge_embedding_loss.
        """, in: [.functional],
        { (x: Tensor, t: Tensor, margin: Double, average: Bool?, reduce: Bool?, reduction: String) in
            try Tensors.hingeEmbeddingLoss(x, t, margin: margin, reduction: lossReduction(average, reduce, reduction))
        },
        samples: {
            let target = Argument.tensor(try Tensor.from([1.0, -1.0, -1.0]))
            return [[try sample([2, 3]), target, .float(1), .none, .none, .string("mean")]]
        })

    static let marginRankingLoss = Op(
        "margin_ranking_loss(input1, input2, target, margin=0, size_average=None, reduce=None, reduction='mean')",
        """
        max(0, -target * (input1 - input2) + margin).
        Source: torch.nn.functional.margin_ranking_loss.
        """, in: [.functional],
        {
            (a: Tensor, b: Tensor, t: Tensor, margin: Double, average: Bool?, reduce: Bool?, reduction: String) in
            try Tensors.marginRankingLoss(
                a, b, t, margin: margin, reduction: lossReduction(average, reduce, reduction))
        },
        samples: {
            let target = Argument.tensor(try Tensor.from([1.0, -1.0, 1.0]))
            return [[try sample([3]), try sample([3], seed: 1), target, .float(0.1), .none, .none, .string("sum")]]
        })

    static let tripletMarginLoss = Op(
        """
        triplet_margin_loss(anchor, positive, negative, margin=1.0, p=2, eps=1e-06, swap=False, size_average=None, \
        reduce=None, reduction='mean')
        """,
        """
        max(0, d(anchor, positive) - d(anchor, negative) + margin).
        Source: torch.nn.functional.triplet_margin_loss.
        """, in: [.functional],
        {
            (
                a: Tensor, p: Tensor, n: Tensor, margin: Double, power: Double, eps: Double, swap: Bool, average: Bool?,
                reduce: Bool?, reduction: String
            ) in
            try Tensors.tripletMarginLoss(
                a, p, n, margin: margin, p: power, eps: eps, swap: swap,
                reduction: lossReduction(average, reduce, reduction))
        },
        samples: {
            [
                [
                    try sample([2, 4]), try sample([2, 4], seed: 1), try sample([2, 4], seed: 2), .float(3), .float(2),
                    .float(1e-6),
                    .bool(false), .none, .none, .string("mean"),
                ]
            ]
        })

    static let normalize = Op(
        "normalize(input, p=2.0, dim=1, eps=1e-12)",
        """
        input divided by its p-norm along dim.
        Source: torch.nn.functional.normalize.
        """, in: [.functional],
        { (x: Tensor, p: Double, dim: Int, eps: Double) in try Tensors.normalize(x, p: p, dim: dim, eps: eps) },
        samples: { [[try sample([2, 3]), .float(2), .int(1), .float(1e-12)]] })
}
