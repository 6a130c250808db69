// logsigmoid: log(sigmoid(x)) without overflow.

import Schema

struct LogSigmoidFunction: ActivationFunction {
    var name: String { "log_sigmoid_cpu" }
    var node: String { "LogSigmoidBackward0" }
    var cost: Int { 16 }
    @inline(__always) func value<T: RealElement>(_ x: T) -> T {
        Swift.min(x, 0) - T.libm(.log1p, T.libm(.exp, -Swift.abs(x)))
    }
    @inline(__always) func slope<T: RealElement>(_ x: T) -> T { 1 / (1 + T.libm(.exp, x)) }
    @inline(__always) func curvature<T: RealElement>(_ x: T) -> T {
        let s = 1 / (1 + T.libm(.exp, -x))
        return -s * (1 - s)
    }
}

/// log(1 / (1 + exp(-x))).
public func logSigmoid(_ x: Tensor) throws -> Tensor { try activate(LogSigmoidFunction(), x) }

extension Op {
    static let logSigmoid = Op(
        "logsigmoid(input)",
        """
        log(sigmoid(input)), without overflow.
        Source: torch.nn.functional.logsigmoid.
        """, in: [.functional], { (x: Tensor) in try Tensors.logSigmoid(x) }, samples: { [[try sample([2, 3])]] })
}
