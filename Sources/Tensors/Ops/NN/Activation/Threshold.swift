// threshold: x where it exceeds a limit, a constant elsewhere.

import Schema

struct ThresholdFunction: ActivationFunction {
    let limit: Double
    let replacement: Double
    var name: String { "threshold" }
    var node: String { "ThresholdBackward0" }
    @inline(__always) func value<T: RealElement>(_ x: T) -> T { x <= T(rounding: limit) ? T(rounding: replacement) : x }
    @inline(__always) func slope<T: RealElement>(_ x: T) -> T { x <= T(rounding: limit) ? 0 : 1 }
}

/// x where x > limit, `replacement` elsewhere.
public func threshold(_ x: Tensor, limit: Double, replacement: Double, inPlace: Bool = false) throws -> Tensor {
    try activate(ThresholdFunction(limit: limit, replacement: replacement), x, inPlace: inPlace)
}

extension Op {
    static let threshold = Op(
        "threshold(input, threshold, value, inplace=False)",
        """
        input where it exceeds threshold, value elsewhere.
        Source: torch.nn.functional.threshold.
        """, in: [.functional, .torch],
        { (x: Tensor, limit: Double, value: Double, inPlace: Bool) in
            try Tensors.threshold(x, limit: limit, replacement: value, inPlace: inPlace)
        },
        samples: { [[try sample([2, 3]), .float(0.2), .float(-1), .bool(false)]] })
}
