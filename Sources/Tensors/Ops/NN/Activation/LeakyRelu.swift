// leaky_relu: x above 0, slope * x below.

import Schema

struct LeakyReluFunction: ActivationFunction {
    let negativeSlope: Double
    var name: String { "leaky_relu" }
    var node: String { "LeakyReluBackward0" }
    var slopeFromOutput: Bool { negativeSlope > 0 }
    var freshKeepsOutput: Bool { false }
    @inline(__always) func value<T: RealElement>(_ x: T) -> T { x > 0 ? x : x * T(rounding: negativeSlope) }
    @inline(__always) func slope<T: RealElement>(_ x: T) -> T { x > 0 ? 1 : T(rounding: negativeSlope) }
}

/// x where x > 0, negativeSlope * x elsewhere.
public func leakyRelu(_ x: Tensor, negativeSlope: Double = 0.01, inPlace: Bool = false) throws -> Tensor {
    if inPlace, negativeSlope < 0, needsRecording([x]) {
        throw Failure(
            .runtimeError,
            "In-place leakyReLu backward calculation is triggered with a negative slope which is not supported. This is caused by "
                + "calling in-place forward function with a negative slope, please call out-of-place version instead.")
    }
    return try activate(LeakyReluFunction(negativeSlope: negativeSlope), x, inPlace: inPlace)
}

extension Op {
    static let leakyRelu = Op(
        "leaky_relu(input, negative_slope=0.01, inplace=False)",
        """
        input where it is positive, negative_slope * input elsewhere.
        Shapes: any -> the same.
        Source: torch.nn.functional.leaky_relu.
        """, in: [.functional],
        { (x: Tensor, slope: Double, inPlace: Bool) in
            try Tensors.leakyRelu(x, negativeSlope: slope, inPlace: inPlace)
        },
        samples: { [[try sample([2, 3]), .float(0.2), .bool(false)]] })
}
