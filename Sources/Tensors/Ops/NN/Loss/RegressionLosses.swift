// Losses between two tensors of the same kind: mse, l1, smooth l1, huber, soft margin, poisson and gaussian likelihoods, kl_div.

import Schema

struct MseFunction: PairLoss {
    var name: String { "mse_cpu" }
    var node: String { "MseLossBackward0" }
    @inline(__always) func value<T: RealElement>(_ x: T, _ t: T) -> T { (x - t) * (x - t) }
    @inline(__always) func slope<T: RealElement>(_ x: T, _ t: T) -> T { 2 * (x - t) }
    @inline(__always) func targetSlope<T: RealElement>(_ x: T, _ t: T) -> T { 2 * (t - x) }
    @inline(__always) func bends<T: RealElement>(_ x: T, _ t: T) -> (xx: T, xt: T, tt: T) { (2, -2, 2) }
}

/// Quadratic below `beta`, straight above; slope at most 1.
struct SmoothL1Function: PairLoss {
    let beta: Double
    var name: String { "smooth_l1_cpu" }
    var node: String { "SmoothL1LossBackward0" }
    @inline(__always) func value<T: RealElement>(_ x: T, _ t: T) -> T {
        let (d, b) = (Swift.abs(x - t), T(rounding: beta))
        return d < b ? d * d * T(rounding: 0.5) / b : d - b * T(rounding: 0.5)
    }
    @inline(__always) func slope<T: RealElement>(_ x: T, _ t: T) -> T {
        let (d, b) = (x - t, T(rounding: beta))
        return d <= -b ? (b == 0 && d == 0 ? 0 : -1) : d >= b ? 1 : d / b
    }
    @inline(__always) func targetSlope<T: RealElement>(_ x: T, _ t: T) -> T { -slope(x, t) }
    @inline(__always) func bends<T: RealElement>(_ x: T, _ t: T) -> (xx: T, xt: T, tt: T) {
        let bend: T = Swift.abs(x - t) < T(rounding: beta) ? 1 / T(rounding: beta) : 0
        return (bend, -bend, bend)
    }
}

/// Quadratic below `delta`, straight with slope delta above.
struct HuberFunction: PairLoss {
    let delta: Double
    var name: String { "huber_cpu" }
    var node: String { "HuberLossBackward0" }
    @inline(__always) func value<T: RealElement>(_ x: T, _ t: T) -> T {
        let (d, k) = (Swift.abs(x - t), T(rounding: delta))
        return d < k ? T(rounding: 0.5) * d * d : k * (d - T(rounding: 0.5) * k)
    }
    @inline(__always) func slope<T: RealElement>(_ x: T, _ t: T) -> T {
        let (d, k) = (x - t, T(rounding: delta))
        return d <= -k ? -k : d >= k ? k : d
    }
    @inline(__always) func targetSlope<T: RealElement>(_ x: T, _ t: T) -> T { -slope(x, t) }
    @inline(__always) func bends<T: RealElement>(_ x: T, _ t: T) -> (xx: T, xt: T, tt: T) {
        let bend: T = Swift.abs(x - t) < T(rounding: delta) ? 1 : 0
        return (bend, -bend, bend)
    }
}

/// log(1 + exp(-t x)).
struct SoftMarginFunction: PairLoss {
    var name: String { "soft_margin_loss" }
    var node: String { "SoftMarginLossBackward0" }
    @inline(__always) func value<T: RealElement>(_ x: T, _ t: T) -> T { T.libm(.log1p, T.libm(.exp, -x * t)) }
    @inline(__always) func slope<T: RealElement>(_ x: T, _ t: T) -> T { -t / (1 + T.libm(.exp, x * t)) }
    @inline(__always) func targetSlope<T: RealElement>(_ x: T, _ t: T) -> T { -x / (1 + T.libm(.exp, x * t)) }
    @inline(__always) func bends<T: RealElement>(_ x: T, _ t: T) -> (xx: T, xt: T, tt: T) {
        let s = 1 / (1 + T.libm(.exp, x * t))
        let b = s * (1 - s)
        return (t * t * b, x * t * b - s, x * x * b)
    }
}

/// (input - target)².
public func mseLoss(_ input: Tensor, _ target: Tensor, reduction: LossReduction = .mean) throws -> Tensor {
    try pairLoss(MseFunction(), input, target, reduction)
}

/// |input - target|.
public func l1Loss(_ input: Tensor, _ target: Tensor, reduction: LossReduction = .mean) throws -> Tensor {
    try reduceLoss(sub(input, target).abs(), reduction)
}

public func smoothL1Loss(
    _ input: Tensor, _ target: Tensor, beta: Double = 1, reduction: LossReduction = .mean
) throws -> Tensor {
    if beta < 0 { throw Failure(.runtimeError, "smooth_l1_loss does not support negative values for beta.") }
    if beta == 0 { return try l1Loss(input, target, reduction: reduction) }
    return try pairLoss(SmoothL1Function(beta: beta), input, target, reduction)
}

public func huberLoss(
    _ input: Tensor, _ target: Tensor, delta: Double = 1, reduction: LossReduction = .mean
) throws -> Tensor {
    if delta <= 0 { throw Failure(.runtimeError, "huber_loss does not support non-positive values for delta.") }
    return try pairLoss(HuberFunction(delta: delta), input, target, reduction)
}

public func softMarginLoss(_ input: Tensor, _ target: Tensor, reduction: LossReduction = .mean) throws -> Tensor {
    try pairLoss(SoftMarginFunction(), input, target, reduction)
}

/// target * (log target - input); `input` holds log-probabilities, `target` too when `logTarget`.
/// reduction: "batchmean" divides the sum by the batch size.
public func klDiv(_ input: Tensor, _ target: Tensor, reduction: String = "mean", logTarget: Bool = false) throws
    -> Tensor
{
    let losses: Tensor
    if logTarget {
        losses = try mul(target.exp(), sub(target, input))
    } else {
        losses = try sub(xlogx(target), mul(target, input))
    }
    if reduction == "batchmean" {
        return try div(losses.sum(), .number(Double(input.shape.first ?? 1)))
    }
    return try reduceLoss(losses, LossReduction(named: reduction))
}

private struct XLogX: ActivationFunction {
    var name: String { "xlogy_cpu" }
    var node: String { "XlogyBackward0" }
    var cost: Int { 8 }
    @inline(__always) func value<T: RealElement>(_ x: T) -> T { x == 0 ? 0 : x * T.libm(.log, x) }
    @inline(__always) func slope<T: RealElement>(_ x: T) -> T { T.libm(.log, x) + 1 }
    @inline(__always) func curvature<T: RealElement>(_ x: T) -> T { 1 / x }
}

private func xlogx(_ x: Tensor) throws -> Tensor { try activate(XLogX(), x) }

/// exp(input) - target * input, or input - target * log(input + eps); `full` adds Stirling's approximation.
public func poissonNllLoss(
    _ input: Tensor, _ target: Tensor, logInput: Bool = true, full: Bool = false, eps: Double = 1e-8,
    reduction: LossReduction = .mean
) throws -> Tensor {
    var losses: Tensor
    if logInput {
        losses = try sub(input.exp(), mul(target, input))
    } else {
        losses = try sub(input, mul(target, add(input, .number(eps)).log()))
    }
    if full {
        losses = try add(losses, map(Stirling(), target.detach()))
    }
    return try reduceLoss(losses, reduction)
}

/// (log(variance) + (input - target)² / variance) / 2; `full` adds log(2π)/2. Gradients reach variances below `eps` too.
public func gaussianNllLoss(
    _ input: Tensor, _ target: Tensor, variance: Tensor, full: Bool = false, eps: Double = 1e-6,
    reduction: LossReduction = .mean
) throws -> Tensor {
    var spread = variance
    if spread.shape != input.shape {
        if Array(input.shape.dropLast()) == spread.shape {
            spread = try spread.unsqueeze(-1)
        } else if input.shape.dropLast() != spread.shape.dropLast() || spread.shape.last != 1, spread.rank > 0 {
            throw Failure(.valueError, "var is of incorrect size")
        }
    }
    if try spread.doubles().contains(where: { $0 < 0 }) { throw Failure(.valueError, "var has negative entry/entries") }
    let bounded = try add(spread, sub(maximum(spread.detach(), .scalar(.float(eps), spread.dtype)), spread.detach()))
    let difference = try sub(input, target)
    var losses = try mul(add(bounded.log(), div(mul(difference, difference), bounded)), .number(0.5))
    if full { losses = try add(losses, .number(0.9189385332046727)) }
    return try reduceLoss(losses, reduction)
}

/// t log t - t + log(2πt)/2 where t > 1, else 0.
private struct Stirling: UnaryFunction {
    var name: String { "poisson_nll_loss" }
    @inline(__always) func real<T: RealElement>(_ t: T) -> T {
        t > 1 ? t * T.libm(.log, t) - t + T(rounding: 0.5) * T.libm(.log, T(rounding: 2 * Double.pi) * t) : 0
    }
}

extension Op {
    static let mseLoss = lossOp("mse_loss", "The squared difference of input and target.") {
        try Tensors.mseLoss($0, $1, reduction: $2)
    }
    static let l1Loss = lossOp("l1_loss", "The absolute difference of input and target.") {
        try Tensors.l1Loss($0, $1, reduction: $2)
    }
    static let softMarginLoss = lossOp("soft_margin_loss", "log(1 + exp(-target * input)); targets are -1 and 1.") {
        try Tensors.softMarginLoss($0, $1, reduction: $2)
    }

    /// The old `size_average` and `reduce` arguments decide when they are given.
    static func lossReduction(_ sizeAverage: Bool?, _ reduce: Bool?, _ reduction: String) throws -> LossReduction {
        if sizeAverage == nil, reduce == nil { return try LossReduction(named: reduction) }
        return reduce ?? true ? (sizeAverage ?? true ? .mean : .sum) : .none
    }

    private static func lossOp(
        _ name: String, _ doc: String,
        _ body: @escaping @Sendable (Tensor, Tensor, LossReduction) throws -> Tensor
    ) -> Op {
        Op(
            "\(name)(input, target, size_average=None, reduce=None, reduction='mean')",
            """
            \(doc) reduction: 'mean', 'sum' or 'none'.
            Shapes: input and target alike (they broadcast) -> one number, or one loss per element.
            Source: torch.nn.functional.\(name).
            """, in: [.functional],
            { (x: Tensor, t: Tensor, average: Bool?, reduce: Bool?, reduction: String) in
                try body(x, t, lossReduction(average, reduce, reduction))
            },
            samples: {
                try ["mean", "sum", "none"].map {
                    [try sample([2, 3]), try sample([2, 3], seed: 1), .none, .none, .string($0)]
                }
            })
    }

    static let smoothL1Loss = Op(
        "smooth_l1_loss(input, target, size_average=None, reduce=None, reduction='mean', beta=1.0)",
        """
        Quadratic for differences below beta, straight above.
        Source: torch.nn.functional.smooth_l1_loss.
        """, in: [.functional],
        { (x: Tensor, t: Tensor, average: Bool?, reduce: Bool?, reduction: String, beta: Double) in
            try Tensors.smoothL1Loss(x, t, beta: beta, reduction: lossReduction(average, reduce, reduction))
        },
        samples: { [[try sample([2, 3]), try sample([2, 3], seed: 1), .none, .none, .string("mean"), .float(0.3)]] })

    static let huberLoss = Op(
        "huber_loss(input, target, reduction='mean', delta=1.0, weight=None)",
        """
        Quadratic for differences below delta, straight with slope delta above.
        Source: torch.nn.functional.huber_loss.
        """, in: [.functional],
        { (x: Tensor, t: Tensor, reduction: String, delta: Double, weight: Tensor?) in
            if let weight {
                let losses = try Tensors.mul(Tensors.huberLoss(x, t, delta: delta, reduction: .none), weight)
                return try reduceLoss(losses, LossReduction(named: reduction))
            }
            return try Tensors.huberLoss(x, t, delta: delta, reduction: LossReduction(named: reduction))
        },
        samples: { [[try sample([2, 3]), try sample([2, 3], seed: 1), .string("sum"), .float(0.7), .none]] })

    static let klDiv = Op(
        "kl_div(input, target, size_average=None, reduce=None, reduction='mean', log_target=False)",
        """
        target * (log(target) - input): how far the log-probabilities in input are from the probabilities in target.
        reduction='batchmean' divides the sum by the batch size, as the mathematical definition does.
        Source: torch.nn.functional.kl_div.
        """, in: [.functional],
        { (x: Tensor, t: Tensor, average: Bool?, reduce: Bool?, reduction: String, logTarget: Bool) in
            var word = reduction
            if average != nil || reduce != nil { word = try lossReduction(average, reduce, reduction).rawValue }
            return try Tensors.klDiv(x, t, reduction: word, logTarget: logTarget)
        },
        samples: {
            [
                [
                    try sample([2, 3]), try sample([2, 3], from: 0.1, to: 1, seed: 1), .none, .none,
                    .string("batchmean"), .bool(false),
                ]
            ]
        })

    static let gaussianNllLoss = Op(
        "gaussian_nll_loss(input, target, var, full=False, eps=1e-06, reduction='mean')",
        """
        Negative log likelihood of target under a normal distribution with mean input and variance var.
        Source: torch.nn.functional.gaussian_nll_loss.
        """, in: [.functional],
        { (x: Tensor, t: Tensor, variance: Operand, full: Bool, eps: Double, reduction: String) in
            let spread =
                variance.tensor.isWrappedNumber
                ? try Tensor.full(x.shape, variance.tensor.item(), x.dtype) : variance.tensor
            return try Tensors.gaussianNllLoss(
                x, t, variance: spread, full: full, eps: eps, reduction: LossReduction(named: reduction))
        },
        samples: {
            [
                [
                    try sample([2, 3]), try sample([2, 3], seed: 1), try sample([2, 3], from: 0.5, to: 2, seed: 2),
                    .bool(true), .float(1e-6), .string("mean"),
                ]
            ]
        })

    static let poissonNllLoss = Op(
        "poisson_nll_loss(input, target, log_input=True, full=False, size_average=None, eps=1e-08, reduce=None, reduction='mean')",
        """
        Negative log likelihood of counts under a Poisson distribution, without the constant term unless full=True.
        Source: torch.nn.functional.poisson_nll_loss.
        """, in: [.functional],
        {
            (
                x: Tensor, t: Tensor, logInput: Bool, full: Bool, average: Bool?, eps: Double, reduce: Bool?,
                reduction: String
            ) in
            try Tensors.poissonNllLoss(
                x, t, logInput: logInput, full: full, eps: eps, reduction: lossReduction(average, reduce, reduction))
        },
        samples: {
            [
                [
                    try sample([2, 3]), try sample([2, 3], from: 0, to: 4, seed: 1), .bool(true), .bool(false), .none,
                    .float(1e-8),
                    .none, .string("mean"),
                ]
            ]
        })
}
