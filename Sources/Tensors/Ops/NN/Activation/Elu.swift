// elu, selu and celu: x above 0, an exponential that bends toward a floor below.

import Schema

struct EluFunction: ActivationFunction {
    let alpha: Double
    let scale: Double
    let inputScale: Double
    /// PyTorch's gradient of celu divides by alpha rounded to float32.
    var slopeScale: Double { inputScale == 1 ? 1 : 1 / Double(Float(1 / inputScale)) }
    var name: String { "elu" }
    var node: String { "EluBackward0" }
    var cost: Int { 8 }
    @inline(__always) func value<T: RealElement>(_ x: T) -> T {
        x > 0 ? x * T(rounding: scale) : T(rounding: alpha * scale) * T.libm(.expm1, x * T(rounding: inputScale))
    }
    @inline(__always) func slope<T: RealElement>(_ x: T) -> T {
        x > 0 ? T(rounding: scale) : T(rounding: alpha * scale * slopeScale) * T.libm(.exp, x * T(rounding: slopeScale))
    }
    @inline(__always) func curvature<T: RealElement>(_ x: T) -> T {
        x > 0 ? 0 : T(rounding: alpha * scale * slopeScale * slopeScale) * T.libm(.exp, x * T(rounding: slopeScale))
    }
}

/// x above 0, alpha * (exp(x) - 1) below.
public func elu(_ x: Tensor, alpha: Double = 1, inPlace: Bool = false) throws -> Tensor {
    try activate(EluFunction(alpha: alpha, scale: 1, inputScale: 1), x, inPlace: inPlace)
}

/// elu with the constants of self-normalising networks (Klambauer et al., 2017).
public func selu(_ x: Tensor, inPlace: Bool = false) throws -> Tensor {
    let function = EluFunction(
        alpha: 1.6732632423543772848170429916717, scale: 1.0507009873554804934193349852946, inputScale: 1)
    return try activate(function, x, inPlace: inPlace)
}

/// elu whose slope is continuous for every alpha: alpha * (exp(x / alpha) - 1) below 0.
public func celu(_ x: Tensor, alpha: Double = 1, inPlace: Bool = false) throws -> Tensor {
    if alpha == 0 { throw Failure(.runtimeError, "ZeroDivisionError: alpha cannot be 0 for CELU") }
    return try activate(EluFunction(alpha: alpha, scale: 1, inputScale: 1 / alpha), x, inPlace: inPlace)
}

extension Op {
    static let elu = Op(
        "elu(input, alpha=1.0, inplace=False)",
        """
        input above 0, alpha * (exp(input) - 1) below.
        Source: torch.nn.functional.elu.
        """, in: [.functional],
        { (x: Tensor, alpha: Double, inPlace: Bool) in
            try Tensors.elu(x, alpha: alpha, inPlace: inPlace)
        },
        samples: { [[try sample([2, 3]), .float(0.7), .bool(false)]] })

    static let selu = Op(
        "selu(input, inplace=False)",
        """
        elu with the fixed constants of self-normalising networks.
        Source: torch.nn.functional.selu.
        """, in: [.functional, .torch], { (x: Tensor, inPlace: Bool) in try Tensors.selu(x, inPlace: inPlace) },
        samples: { [[try sample([2, 3]), .bool(false)]] })

    static let celu = Op(
        "celu(input, alpha=1.0, inplace=False)",
        """
        input above 0, alpha * (exp(input / alpha) - 1) below.
        Source: torch.nn.functional.celu.
        """, in: [.functional, .torch],
        { (x: Tensor, alpha: Double, inPlace: Bool) in
            try Tensors.celu(x, alpha: alpha, inPlace: inPlace)
        },
        samples: { [[try sample([2, 3]), .float(1.3), .bool(false)]] })
}
