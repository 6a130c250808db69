// hardshrink and softshrink: small values become 0; what remains is kept, or moved toward 0.

import Schema

struct HardshrinkFunction: ActivationFunction {
    let bound: Double
    var name: String { "hardshrink_cpu" }
    var node: String { "HardshrinkBackward0" }
    @inline(__always) func value<T: RealElement>(_ x: T) -> T {
        x >= T(rounding: -bound) && x <= T(rounding: bound) ? 0 : x
    }
    @inline(__always) func slope<T: RealElement>(_ x: T) -> T {
        x >= T(rounding: -bound) && x <= T(rounding: bound) ? 0 : 1
    }
}

struct SoftshrinkFunction: ActivationFunction {
    let bound: Double
    var name: String { "softshrink_cpu" }
    var node: String { "SoftshrinkBackward0" }
    @inline(__always) func value<T: RealElement>(_ x: T) -> T {
        let b = T(rounding: bound)
        return x > b ? x - b : x < -b ? x + b : x * 0
    }
    @inline(__always) func slope<T: RealElement>(_ x: T) -> T {
        x >= T(rounding: -bound) && x <= T(rounding: bound) ? 0 : 1
    }
}

/// 0 where |x| <= bound, x elsewhere.
public func hardshrink(_ x: Tensor, bound: Double = 0.5) throws -> Tensor {
    try activate(HardshrinkFunction(bound: bound), x)
}

/// x moved toward 0 by `bound`, stopping there.
public func softshrink(_ x: Tensor, bound: Double = 0.5) throws -> Tensor {
    if bound < 0 { throw Failure(.runtimeError, "lambda must be greater or equal to 0, but found to be \(bound).") }
    return try activate(SoftshrinkFunction(bound: bound), x)
}

extension Op {
    static let hardshrink = Op(
        "hardshrink(input, lambd=0.5)",
        """
        input, with values between -lambd and lambd set to 0.
        Source: torch.nn.functional.hardshrink.
        """, in: [.functional, .torch, .method],
        { (x: Tensor, bound: Double) in try Tensors.hardshrink(x, bound: bound) },
        samples: { [[try sample([2, 3]), .float(0.5)]] })

    static let softshrink = Op(
        "softshrink(input, lambd=0.5)",
        """
        input moved toward 0 by lambd, stopping there.
        Source: torch.nn.functional.softshrink.
        """, in: [.functional], { (x: Tensor, bound: Double) in try Tensors.softshrink(x, bound: bound) },
        samples: { [[try sample([2, 3]), .float(0.5)]] })
}
