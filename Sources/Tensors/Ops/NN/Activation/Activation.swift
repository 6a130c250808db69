// How an activation function becomes an op: a value, its slope and its curvature on one element go in; a recorded op comes out, in
// a fresh tensor or in place. The gradient is one loop over gradient * slope(x). When a gradient of the gradient is wanted, the
// slope is itself recorded with the curvature as its derivative.

import Schema

/// One elementwise function with two derivatives.
protocol ActivationFunction: Sendable {
    /// "gelu": PyTorch's kernel name for refusals.
    var name: String { get }
    /// "GeluBackward0".
    var node: String { get }
    /// Work per element relative to an addition.
    var cost: Int { get }
    /// The slope can be computed from the output as well, so the output is what is kept.
    var slopeFromOutput: Bool { get }
    /// A fresh result keeps the output for its gradient as well, as PyTorch does for relu. Where PyTorch keeps the input, so do we:
    /// programs go on to change the result in place (`out = leaky(x); out += skip`).
    var freshKeepsOutput: Bool { get }
    /// Whole numbers have a value too (relu); otherwise they are refused.
    var keepsIntegers: Bool { get }
    func value<T: RealElement>(_ x: T) -> T
    func slope<T: RealElement>(_ x: T) -> T
    func curvature<T: RealElement>(_ x: T) -> T
    func whole<T: WholeElement>(_ x: T) -> T
}

extension ActivationFunction {
    var cost: Int { 1 }
    var slopeFromOutput: Bool { false }
    var freshKeepsOutput: Bool { slopeFromOutput }
    var keepsIntegers: Bool { false }
    @inline(__always) func curvature<T: RealElement>(_ x: T) -> T { 0 }
    @inline(__always) func whole<T: WholeElement>(_ x: T) -> T { x }
}

/// The activation of `x`; written over `x` itself when `inPlace`.
func activate<F: ActivationFunction>(_ f: F, _ x: Tensor, inPlace: Bool = false) throws -> Tensor {
    if !x.dtype.isFloatingPoint, !f.keepsIntegers { throw unsupported(f.name, x.dtype) }
    let recorded = needsRecording([x])
    if inPlace {
        try x.checkInPlace()
        let kept = recorded && !f.slopeFromOutput ? try x.copied() : x
        _ = try map(ActivationValue(f: f), x, into: x)
        let backward: (Tensor, Saved) throws -> [Tensor?] = { gradient, saved in
            [try slopeProduct(f, gradient, saved[0])]
        }
        recordInPlace(f.node, x, inputs: [x], saved: [kept], backward: backward)
        return x
    }
    let y = try map(ActivationValue(f: f), x)
    return record(f.node, y, inputs: [x], saved: [f.freshKeepsOutput ? y : x]) { gradient, saved in
        [try slopeProduct(f, gradient, saved[0])]
    }
}

/// gradient * slope(x), differentiable in both.
private func slopeProduct<F: ActivationFunction>(_ f: F, _ gradient: Tensor, _ x: Tensor) throws -> Tensor {
    if !GradMode.isEnabled { return try map(SlopeProduct(f: f), gradient, x) }
    let slope = try map(ActivationSlope(f: f), x)
    record(f.node, slope, inputs: [x], saved: [x]) { gradient, saved in
        [try mul(gradient, map(ActivationCurvature(f: f), saved[0].detach()))]
    }
    return try mul(gradient, slope)
}

struct ActivationValue<F: ActivationFunction>: UnaryFunction {
    let f: F
    var name: String { f.name }
    var keepsIntegers: Bool { f.keepsIntegers }
    var cost: Int { f.cost }
    @inline(__always) func real<T: RealElement>(_ x: T) -> T { f.value(x) }
    @inline(__always) func whole<T: WholeElement>(_ x: T) -> T { f.whole(x) }
}

private struct ActivationSlope<F: ActivationFunction>: UnaryFunction {
    let f: F
    var name: String { f.name }
    var cost: Int { f.cost }
    @inline(__always) func real<T: RealElement>(_ x: T) -> T { f.slope(x) }
}

private struct ActivationCurvature<F: ActivationFunction>: UnaryFunction {
    let f: F
    var name: String { f.name }
    var cost: Int { f.cost }
    @inline(__always) func real<T: RealElement>(_ x: T) -> T { f.curvature(x) }
}

private struct SlopeProduct<F: ActivationFunction>: BinaryFunction {
    let f: F
    var name: String { f.name }
    var isReal: Bool { true }
    var cost: Int { f.cost }
    @inline(__always) func real<T: RealElement>(_ gradient: T, _ x: T) -> T { gradient * f.slope(x) }
}
