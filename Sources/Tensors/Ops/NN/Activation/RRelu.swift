// The leaky relu with a random slope: one draw per element that is not positive, in memory order.
// Source: Xu et al., Empirical Evaluation of Rectified Activations (2015).

import Schema

/// x where x > 0; elsewhere x times a slope drawn from [lower, upper), in evaluation the mean slope.
public func rrelu(
    _ x: Tensor, lower: Double = 1.0 / 8, upper: Double = 1.0 / 3, training: Bool = false, inPlace: Bool = false
) throws -> Tensor {
    guard lower <= upper, lower.isFinite, upper.isFinite else {
        throw Failure(.runtimeError, "Lower bound should be less than or equal to the upper bound")
    }
    let dense = try x.detach().contiguous()
    let slopes = try Tensor.full(x.shape, .int(1), x.dtype)
    let generator = Generator.current
    func draw<T: BinaryFloatingPoint>(_: T.Type) {
        let (values, out) = (dense.pointer(T.self), slopes.pointer(T.self))
        for i in 0..<dense.count where values[i] <= 0 {
            out[i] = T(training ? lower.addingProduct(generator.uniform64(), upper - lower) : (lower + upper) / 2)
        }
    }
    switch x.dtype {
    case .float32: draw(Float.self)
    case .float64: draw(Double.self)
    default:
        throw Failure(
            .notImplementedError, "\"rrelu_with_noise_out_cpu\" not implemented for '\(x.dtype.scalarTypeName)'")
    }
    if inPlace {
        try x.mulInPlace(slopes)
        return x
    }
    return record("RreluWithNoiseBackward0", try GradMode.disabled { try mul(x, slopes) }, inputs: [x], saved: [slopes])
    {
        g, saved in [try mul(g, saved[0])]
    }
}

extension Op {
    static let rrelu = Op(
        "rrelu(input, lower=0.125, upper=0.3333333333333333, training=False, inplace=False)",
        """
        input where it is positive, elsewhere input times a random slope (in evaluation the mean one).
        Source: torch.nn.functional.rrelu.
        """, in: [.functional, .torch],
        { (x: Tensor, lower: Double, upper: Double, training: Bool, inPlace: Bool) in
            try Tensors.rrelu(x, lower: lower, upper: upper, training: training, inPlace: inPlace)
        },
        samples: { [[try sample([2, 3]), .float(0.1), .float(0.3), .bool(false), .bool(false)]] })
}
