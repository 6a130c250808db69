// softplus: a smooth relu, log(1 + exp(beta * x)) / beta; the line itself beyond a threshold.

import Schema

struct SoftplusFunction: ActivationFunction {
    let beta: Double
    let threshold: Double
    var name: String { "softplus_cpu" }
    var node: String { "SoftplusBackward0" }
    var cost: Int { 16 }
    @inline(__always) func value<T: RealElement>(_ x: T) -> T {
        let scaled = x * T(rounding: beta)
        return scaled > T(rounding: threshold) ? x : T.libm(.log1p, T.libm(.exp, scaled)) / T(rounding: beta)
    }
    @inline(__always) func slope<T: RealElement>(_ x: T) -> T {
        let scaled = x * T(rounding: beta)
        return scaled > T(rounding: threshold) ? 1 : 1 / (1 + T.libm(.exp, -scaled))
    }
    @inline(__always) func curvature<T: RealElement>(_ x: T) -> T {
        let scaled = x * T(rounding: beta)
        if scaled > T(rounding: threshold) { return 0 }
        let s = 1 / (1 + T.libm(.exp, -scaled))
        return s * (1 - s) * T(rounding: beta)
    }
}

/// log(1 + exp(beta * x)) / beta, and x where beta * x > threshold.
public func softplus(_ x: Tensor, beta: Double = 1, threshold: Double = 20) throws -> Tensor {
    try activate(SoftplusFunction(beta: beta, threshold: threshold), x)
}

extension Op {
    static let softplus = Op(
        "softplus(input, beta=1, threshold=20)",
        """
        log(1 + exp(beta * input)) / beta, and input itself where beta * input > threshold.
        Source: torch.nn.functional.softplus.
        """, in: [.functional],
        { (x: Tensor, beta: Double, threshold: Double) in
            try Tensors.softplus(x, beta: beta, threshold: threshold)
        },
        samples: { [[try sample([2, 3]), .float(2), .float(5)]] })
}
