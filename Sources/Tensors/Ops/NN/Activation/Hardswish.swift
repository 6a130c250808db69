// hardswish: x times a hardsigmoid.

import Schema

struct HardswishFunction: ActivationFunction {
    var name: String { "hardswish" }
    var node: String { "HardswishBackward0" }
    @inline(__always) func value<T: RealElement>(_ x: T) -> T { x * Swift.min(Swift.max(x + 3, 0), 6) / 6 }
    @inline(__always) func slope<T: RealElement>(_ x: T) -> T { x <= -3 ? 0 : x < 3 ? x / 3 + T(rounding: 0.5) : 1 }
    @inline(__always) func curvature<T: RealElement>(_ x: T) -> T { x > -3 && x < 3 ? T(rounding: 1.0 / 3) : 0 }
}

/// x * min(max(x + 3, 0), 6) / 6.
public func hardswish(_ x: Tensor, inPlace: Bool = false) throws -> Tensor {
    try activate(HardswishFunction(), x, inPlace: inPlace)
}

extension Op {
    static let hardswish = Op(
        "hardswish(input, inplace=False)",
        """
        input * min(max(input + 3, 0), 6) / 6.
        Source: torch.nn.functional.hardswish.
        """, in: [.functional], { (x: Tensor, inPlace: Bool) in try Tensors.hardswish(x, inPlace: inPlace) },
        samples: { [[try sample([2, 3], from: -5, to: 5), .bool(false)]] })
}
