// prelu: a leaky relu whose slope is learned, one for all channels or one each.

import Schema

/// input (N, C, …), weight of one element or C. The channel axis is axis 1 (the only axis of a vector is one channel).
public func prelu(_ input: Tensor, _ weight: Tensor) throws -> Tensor {
    guard input.dtype == weight.dtype else {
        throw Failure(
            .runtimeError,
            "prelu: Type promoting not supported. Got \(input.dtype.scalarTypeName) and \(weight.dtype.scalarTypeName)")
    }
    guard weight.rank <= 1 else {
        throw Failure(
            .runtimeError,
            "prelu: Expected `weight` to be a scalar or 1D tensor, but got: ndim = \(weight.rank)")
    }
    let channels = input.rank > 1 ? input.shape[1] : 1
    guard weight.count == 1 || weight.count == channels else {
        throw Failure(
            .runtimeError,
            "Mismatch of parameter numbers and input channel size. Found parameter numbers = \(weight.count) and channel size = "
                + "\(channels).")
    }
    var column = [Int](repeating: 1, count: input.rank)
    if weight.count > 1 { column[1] = weight.count }
    let w = input.rank == 0 ? try weight.reshape([]) : try weight.reshape(column)
    let y = try map(PReluValue(), input, w)
    let weightShape = w.shape
    return record("PreluKernelBackward0", y, inputs: [input, w], saved: [input, w]) { gradient, saved in
        let (x, w) = (try saved[0], try saved[1])
        // The positive part passes unchanged, the negative part times w; both masks are constants.
        let below = try map(BelowZero(), x.detach())
        let above = try sub(.number(1), below)
        return [
            saved.needs(0) ? try mul(gradient, add(above, mul(below, w))) : nil,
            saved.needs(1) ? try mul(gradient, mul(below, x)).summed(to: weightShape) : nil,
        ]
    }
}

private struct PReluValue: BinaryFunction {
    var name: String { "prelu" }
    var isReal: Bool { true }
    @inline(__always) func real<T: RealElement>(_ x: T, _ w: T) -> T { x > 0 ? x : x * w }
}

/// 1 where x <= 0.
private struct BelowZero: UnaryFunction {
    var name: String { "prelu" }
    @inline(__always) func real<T: RealElement>(_ x: T) -> T { x > 0 ? 0 : 1 }
}

extension Op {
    static let prelu = Op(
        "prelu(input, weight)",
        """
        input where it is positive, weight * input elsewhere; one weight, or one per channel.
        Shapes: input (N, C, …), weight (1) or (C) -> as input.
        Source: torch.nn.functional.prelu.
        """, in: [.functional, .torch, .method], { (x: Tensor, w: Tensor) in try Tensors.prelu(x, w) },
        samples: {
            [[try sample([2, 3, 2]), try sample([1], seed: 1)], [try sample([2, 3, 2]), try sample([3], seed: 1)]]
        })
}
