// softsign and tanhshrink: x / (1 + |x|) and x - tanh(x).

import Schema

struct SoftsignFunction: ActivationFunction {
    var name: String { "softsign" }
    var node: String { "DivBackward0" }
    @inline(__always) func value<T: RealElement>(_ x: T) -> T { x / (1 + Swift.abs(x)) }
    @inline(__always) func slope<T: RealElement>(_ x: T) -> T {
        let d = 1 + Swift.abs(x)
        return 1 / (d * d)
    }
    @inline(__always) func curvature<T: RealElement>(_ x: T) -> T {
        let d = 1 + Swift.abs(x)
        return (x > 0 ? -2 : 2) / (d * d * d)
    }
}

struct TanhshrinkFunction: ActivationFunction {
    var name: String { "tanhshrink" }
    var node: String { "SubBackward0" }
    var cost: Int { 8 }
    @inline(__always) func value<T: RealElement>(_ x: T) -> T { x - T.libm(.tanh, x) }
    @inline(__always) func slope<T: RealElement>(_ x: T) -> T {
        let t = T.libm(.tanh, x)
        return t * t
    }
    @inline(__always) func curvature<T: RealElement>(_ x: T) -> T {
        let t = T.libm(.tanh, x)
        return 2 * t * (1 - t * t)
    }
}

/// x / (1 + |x|).
public func softsign(_ x: Tensor) throws -> Tensor { try activate(SoftsignFunction(), x) }

/// x - tanh(x).
public func tanhshrink(_ x: Tensor) throws -> Tensor { try activate(TanhshrinkFunction(), x) }

extension Op {
    static let softsign = Op(
        "softsign(input)",
        """
        input / (1 + |input|).
        Source: torch.nn.functional.softsign.
        """, in: [.functional], { (x: Tensor) in try Tensors.softsign(x) }, samples: { [[try sample([2, 3])]] })

    static let tanhshrink = Op(
        "tanhshrink(input)",
        """
        input - tanh(input).
        Source: torch.nn.functional.tanhshrink.
        """, in: [.functional], { (x: Tensor) in try Tensors.tanhshrink(x) }, samples: { [[try sample([2, 3])]] })
}
