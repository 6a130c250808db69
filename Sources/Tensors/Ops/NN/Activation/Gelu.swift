// gelu: x times the normal distribution function, exact or by the tanh approximation (Hendrycks and Gimpel, 2016).

import Schema

struct GeluFunction: ActivationFunction {
    let isTanh: Bool
    var name: String { "GeluKernelImpl" }
    var node: String { "GeluBackward0" }
    var cost: Int { 12 }
    @inline(__always) func value<T: RealElement>(_ x: T) -> T {
        if isTanh {
            let inner = T(rounding: 0.7978845608028654) * (x + T(rounding: 0.044715) * x * x * x)
            return T(rounding: 0.5) * x * (1 + T.libm(.tanh, inner))
        }
        return x * T(rounding: 0.5) * (1 + T.libm(.erf, x * T(rounding: 0.7071067811865476)))
    }
    @inline(__always) func slope<T: RealElement>(_ x: T) -> T {
        if isTanh {
            let k = T(rounding: 0.7978845608028654)
            let c = T(rounding: 0.044715)
            let t = T.libm(.tanh, k * (x + c * x * x * x))
            return T(rounding: 0.5) * (1 + t) + T(rounding: 0.5) * x * (1 - t * t) * k * (1 + 3 * c * x * x)
        }
        let density = T.libm(.exp, x * x * T(rounding: -0.5)) * T(rounding: 0.3989422804014327)
        return T(rounding: 0.5) * (1 + T.libm(.erf, x * T(rounding: 0.7071067811865476))) + x * density
    }
    @inline(__always) func curvature<T: RealElement>(_ x: T) -> T {
        if isTanh {
            let k = T(rounding: 0.7978845608028654)
            let c = T(rounding: 0.044715)
            let t = T.libm(.tanh, k * (x + c * x * x * x))
            let inner = k * (1 + 3 * c * x * x)
            let bend = (1 - t * t) * inner
            return bend + T(rounding: 0.5) * x * ((1 - t * t) * k * 6 * c * x - 2 * t * bend * inner)
        }
        let density = T.libm(.exp, x * x * T(rounding: -0.5)) * T(rounding: 0.3989422804014327)
        return density * (2 - x * x)
    }
}

/// x * Φ(x); `approximate` is "none" or "tanh".
public func gelu(_ x: Tensor, approximate: String = "none") throws -> Tensor {
    guard approximate == "none" || approximate == "tanh" else {
        throw Failure(.runtimeError, "approximate argument must be either none or tanh.")
    }
    return try activate(GeluFunction(isTanh: approximate == "tanh"), x)
}

extension Op {
    static let gelu = Op(
        "gelu(input, *, approximate='none')",
        """
        input times the normal distribution function of input; approximate='tanh' for the faster formula.
        Source: torch.nn.functional.gelu.
        """, in: [.functional], { (x: Tensor, approximate: String) in try Tensors.gelu(x, approximate: approximate) },
        samples: { [[try sample([2, 3]), .string("none")], [try sample([2, 3]), .string("tanh")]] })
}
