// relu, sigmoid and tanh: the activations that are also tensor methods. Their gradients have loops of their own, because
// every training step runs them over all feature maps.

import Schema

struct Rectifier: UnaryFunction {
    var name: String { "relu" }
    var keepsIntegers: Bool { true }
    // The comparison is this way round so that NaN stays NaN.
    @inline(__always) func real<T: RealElement>(_ x: T) -> T { x < 0 ? 0 : x }
    @inline(__always) func whole<T: WholeElement>(_ x: T) -> T { x < 0 ? 0 : x }
}

struct RectifierGradient: BinaryFunction {
    var name: String { "threshold_backward" }
    @inline(__always) func real<T: RealElement>(_ g: T, _ y: T) -> T { y > 0 ? g : 0 }
    @inline(__always) func whole<T: WholeElement>(_ g: T, _ y: T) -> T { y > 0 ? g : 0 }
}

struct Logistic: UnaryFunction {
    var name: String { "sigmoid" }
    var cost: Int { 8 }
    @inline(__always) func real<T: RealElement>(_ x: T) -> T { 1 / (1 + T.libm(.exp, -x)) }
}

struct LogisticGradient: BinaryFunction {
    var name: String { "sigmoid_backward" }
    @inline(__always) func real<T: RealElement>(_ g: T, _ y: T) -> T { g * ((1 - y) * y) }
}

struct TanhGradient: BinaryFunction {
    var name: String { "tanh_backward" }
    @inline(__always) func real<T: RealElement>(_ g: T, _ y: T) -> T { g * (1 - y * y) }
}

/// The gradient of relu: passes where the output is positive, stops elsewhere (also at 0).
func reluGradient(_ gradient: Tensor, _ output: Tensor) throws -> Tensor {
    record(
        "ThresholdBackwardBackward0", try map(RectifierGradient(), gradient, output), inputs: [gradient, output],
        saved: [output]
    ) { g, saved in
        [try reluGradient(g, saved[0]), nil]
    }
}

extension Tensor {
    public func relu(inPlace: Bool = false) throws -> Tensor {
        if dtype == .bool { throw Failure(.notImplementedError, "Boolean inputs not supported for relu") }
        if let result = try BlockedNormalization.relu(self, inPlace: inPlace) { return result }
        return try apply(Rectifier(), saves: .output, inPlace: inPlace) { try reluGradient($0, $1) }
    }

    public func sigmoid(inPlace: Bool = false) throws -> Tensor {
        try apply(Logistic(), saves: .output, inPlace: inPlace) { g, y in
            needsRecording([g, y]) ? try mul(g, mul(1 - y, y)) : try map(LogisticGradient(), g, y)
        }
    }

    public func tanh(inPlace: Bool = false) throws -> Tensor {
        try apply(LibmFunction(.tanh), saves: .output, inPlace: inPlace) { g, y in
            needsRecording([g, y]) ? try mul(g, 1 - mul(y, y)) : try map(TanhGradient(), g, y)
        }
    }
}

extension Op {
    static let relu = Op(
        "relu(input)",
        """
        max(x, 0) of each element. The gradient at 0 is 0.
        Shapes:  any -> same.
        Source:  torch.relu; F.relu adds `inplace`.
        """, in: [.torch, .method, .inPlace], { (x: Tensor) in try x.relu() },
        samples: { [[try sample([2, 3])], [try sample([0])]] },
        inPlace: { arguments in
            if case .tensor(let x)? = arguments.first { _ = try x.relu(inPlace: true) }
        })
    static let functionalRelu = Op(
        "relu(input, inplace=False)",
        """
        max(x, 0) of each element, written into `input` itself with inplace=True.
        Shapes:  any -> same.
        Source:  F.relu.
        """, in: .functional, { (x: Tensor, inPlace: Bool) in try x.relu(inPlace: inPlace) })
    static let sigmoid = Op(
        "sigmoid(input)",
        """
        1 / (1 + exp(-x)) of each element.
        Shapes:  any -> same.
        Source:  torch.sigmoid.
        """, in: [.torch, .method, .inPlace, .functional, .special], aliases: ["expit"],
        { (x: Tensor) in try x.sigmoid() },
        samples: { [[try sample([2, 3])], [try sample([0])]] },
        inPlace: { arguments in
            if case .tensor(let x)? = arguments.first { _ = try x.sigmoid(inPlace: true) }
        })
    static let tanh = Op(
        "tanh(input)",
        """
        Hyperbolic tangent of each element.
        Shapes:  any -> same.
        Source:  torch.tanh.
        """, in: [.torch, .method, .inPlace, .functional], { (x: Tensor) in try x.tanh() },
        samples: { [[try sample([2, 3])], [try sample([0])]] },
        inPlace: { arguments in
            if case .tensor(let x)? = arguments.first { _ = try x.tanh(inPlace: true) }
        })
}
