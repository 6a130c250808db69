// hardsigmoid: a sigmoid of three straight lines.

import Schema

struct HardsigmoidFunction: ActivationFunction {
    var name: String { "hardsigmoid" }
    var node: String { "HardsigmoidBackward0" }
    @inline(__always) func value<T: RealElement>(_ x: T) -> T { Swift.min(Swift.max(x + 3, 0), 6) / 6 }
    // PyTorch's sixth is a float32, for doubles too.
    @inline(__always) func slope<T: RealElement>(_ x: T) -> T {
        x > -3 && x < 3 ? T(rounding: Double(Float(1) / 6)) : 0
    }
}

/// min(max(x + 3, 0), 6) / 6.
public func hardsigmoid(_ x: Tensor, inPlace: Bool = false) throws -> Tensor {
    try activate(HardsigmoidFunction(), x, inPlace: inPlace)
}

extension Op {
    static let hardsigmoid = Op(
        "hardsigmoid(input, inplace=False)",
        """
        min(max(input + 3, 0), 6) / 6.
        Source: torch.nn.functional.hardsigmoid.
        """, in: [.functional], { (x: Tensor, inPlace: Bool) in try Tensors.hardsigmoid(x, inPlace: inPlace) },
        samples: { [[try sample([2, 3], from: -5, to: 5), .bool(false)]] })
}
