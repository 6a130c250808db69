// glu: one half of an axis gated by the sigmoid of the other (Dauphin et al., 2016).

import Schema

/// input split in two along `dim`: a * sigmoid(b).
public func glu(_ input: Tensor, dim: Int = -1) throws -> Tensor {
    guard input.rank > 0 else {
        throw Failure(.runtimeError, "glu does not support 0-dimensional tensors")
    }
    let d = try Shape.dimension(dim, input.rank)
    guard input.shape[d] % 2 == 0 else {
        throw Failure(
            .runtimeError, "Halving dimension must be even, but dimension \(d) is size \(input.shape[d])")
    }
    let half = input.shape[d] / 2
    return try mul(input.narrow(d, 0, half), input.narrow(d, half, half).sigmoid())
}

extension Op {
    static let glu = Op(
        "glu(input, dim=-1)",
        """
        The first half of input along dim times the sigmoid of the second half.
        Source: torch.nn.functional.glu.
        """, in: [.functional], { (x: Tensor, dim: Int) in try Tensors.glu(x, dim: dim) },
        samples: { [[try sample([2, 4, 2]), .int(1)]] })
}
