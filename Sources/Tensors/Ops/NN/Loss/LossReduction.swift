// From one loss per element to what `reduction=` asks for, and elementwise losses (mse, huber, …) built on it.

import Schema

/// none: as it is; mean and sum: one number.
func reduceLoss(_ losses: Tensor, _ reduction: LossReduction) throws -> Tensor {
    switch reduction {
    case .none: losses
    case .mean: try losses.mean()
    case .sum: try losses.sum()
    }
}

/// The gradient of each element's loss from the gradient of the reduced one.
func spreadGradient(_ gradient: Tensor, _ reduction: LossReduction, _ shape: [Int]) throws -> Tensor {
    switch reduction {
    case .none: return gradient
    case .sum: return try gradient.expand(shape)
    case .mean:
        let count = shape.reduce(1, *)
        return try div(gradient, .number(Double(count))).expand(shape)
    }
}

/// A loss of two numbers with its slopes in both.
protocol PairLoss: Sendable {
    var name: String { get }
    var node: String { get }
    func value<T: RealElement>(_ x: T, _ t: T) -> T
    func slope<T: RealElement>(_ x: T, _ t: T) -> T
    func targetSlope<T: RealElement>(_ x: T, _ t: T) -> T
    /// The second derivatives: twice in x, once in each, twice in t.
    func bends<T: RealElement>(_ x: T, _ t: T) -> (xx: T, xt: T, tt: T)
}

struct PairLossValue<F: PairLoss>: BinaryFunction {
    let f: F
    var name: String { f.name }
    var cost: Int { 4 }
    @inline(__always) func real<T: RealElement>(_ x: T, _ t: T) -> T { f.value(x, t) }
}

private struct PairLossSlope<F: PairLoss>: BinaryFunction {
    let f: F
    let ofTarget: Bool
    var name: String { f.name }
    var cost: Int { 4 }
    @inline(__always) func real<T: RealElement>(_ x: T, _ t: T) -> T { ofTarget ? f.targetSlope(x, t) : f.slope(x, t) }
}

private struct PairLossBend<F: PairLoss>: BinaryFunction {
    let f: F
    let ofTarget: Bool, again: Bool
    var name: String { f.name }
    var cost: Int { 4 }
    @inline(__always) func real<T: RealElement>(_ x: T, _ t: T) -> T {
        let bends = f.bends(x, t)
        return ofTarget != again ? bends.xt : ofTarget ? bends.tt : bends.xx
    }
}

/// One slope of the loss; recorded, with the bends as its gradients, when gradients of gradients are wanted.
private func slope<F: PairLoss>(_ f: F, _ x: Tensor, _ t: Tensor, ofTarget: Bool) throws -> Tensor {
    let result = try map(PairLossSlope(f: f, ofTarget: ofTarget), x, t)
    let shapes = (x.shape, t.shape)
    return record(f.node, result, inputs: [x, t], saved: [x, t]) { gradient, saved in
        let (x, t) = (try saved[0].detach(), try saved[1].detach())
        return [
            saved.needs(0)
                ? try mul(gradient, map(PairLossBend(f: f, ofTarget: ofTarget, again: false), x, t)).summed(
                    to: shapes.0) : nil,
            saved.needs(1)
                ? try mul(gradient, map(PairLossBend(f: f, ofTarget: ofTarget, again: true), x, t)).summed(to: shapes.1)
                : nil,
        ]
    }
}

/// The op: input and target broadcast together, times `weight`, reduced; one node in the graph.
func pairLoss<F: PairLoss>(
    _ f: F, _ input: Tensor, _ target: Tensor, weight: Tensor? = nil, _ reduction: LossReduction
) throws -> Tensor {
    let result = Promotion.result(input, target)
    guard result.isFloatingPoint else { throw unsupported(f.name, result) }
    let (loss, shape) = try GradMode.disabled { () throws -> (Tensor, [Int]) in
        var losses = try map(PairLossValue(f: f), input, target)
        if let weight { losses = try mul(losses, weight) }
        return (try reduceLoss(losses, reduction), losses.shape)
    }
    let shapes = (input.shape, target.shape)
    return record(f.node, loss, inputs: [input, target], saved: [input, target] + (weight.map { [$0] } ?? [])) {
        gradient, saved in
        let (x, t) = (try saved[0], try saved[1])
        var spread = try spreadGradient(gradient, reduction, shape)
        if weight != nil { spread = try mul(spread, saved[2]) }
        return [
            saved.needs(0) ? try mul(spread, slope(f, x, t, ofTarget: false)).summed(to: shapes.0) : nil,
            saved.needs(1) ? try mul(spread, slope(f, x, t, ofTarget: true)).summed(to: shapes.1) : nil,
        ]
    }
}
