// mish: x * tanh(softplus(x)) (Misra, 2019).

import Schema

struct MishFunction: ActivationFunction {
    var name: String { "mish_cpu" }
    var node: String { "MishBackward0" }
    var cost: Int { 16 }
    @inline(__always) func value<T: RealElement>(_ x: T) -> T { x * T.libm(.tanh, T.libm(.log1p, T.libm(.exp, x))) }
    @inline(__always) func slope<T: RealElement>(_ x: T) -> T {
        let s = 1 / (1 + T.libm(.exp, -x))
        let t = T.libm(.tanh, T.libm(.log1p, T.libm(.exp, x)))
        return t + x * s * (1 - t * t)
    }
    @inline(__always) func curvature<T: RealElement>(_ x: T) -> T {
        let s = 1 / (1 + T.libm(.exp, -x))
        let t = T.libm(.tanh, T.libm(.log1p, T.libm(.exp, x)))
        let bend = (1 - t * t) * s
        return 2 * bend + x * (bend * (1 - s) - 2 * t * bend * s)
    }
}

/// x * tanh(log(1 + exp(x))).
public func mish(_ x: Tensor, inPlace: Bool = false) throws -> Tensor {
    try activate(MishFunction(), x, inPlace: inPlace)
}

extension Op {
    static let mish = Op(
        "mish(input, inplace=False)",
        """
        input * tanh(log(1 + exp(input))).
        Source: torch.nn.functional.mish.
        """, in: [.functional], { (x: Tensor, inPlace: Bool) in try Tensors.mish(x, inPlace: inPlace) },
        samples: { [[try sample([2, 3]), .bool(false)]] })
}
