// silu (swish): x * sigmoid(x).

import Schema

struct SiluFunction: ActivationFunction {
    var name: String { "silu_cpu" }
    var node: String { "SiluBackward0" }
    var cost: Int { 8 }
    @inline(__always) func value<T: RealElement>(_ x: T) -> T { x / (1 + T.libm(.exp, -x)) }
    @inline(__always) func slope<T: RealElement>(_ x: T) -> T {
        let s = 1 / (1 + T.libm(.exp, -x))
        return s * (1 + x * (1 - s))
    }
    @inline(__always) func curvature<T: RealElement>(_ x: T) -> T {
        let s = 1 / (1 + T.libm(.exp, -x))
        return s * (1 - s) * (2 + x * (1 - 2 * s))
    }
}

/// x * sigmoid(x).
public func silu(_ x: Tensor, inPlace: Bool = false) throws -> Tensor {
    try activate(SiluFunction(), x, inPlace: inPlace)
}

extension Op {
    static let silu = Op(
        "silu(input, inplace=False)",
        """
        input * sigmoid(input).
        Source: torch.nn.functional.silu.
        """, in: [.functional], { (x: Tensor, inPlace: Bool) in try Tensors.silu(x, inPlace: inPlace) },
        samples: { [[try sample([2, 3]), .bool(false)]] })
}
