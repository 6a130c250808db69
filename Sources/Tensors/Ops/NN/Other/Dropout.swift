// dropout and its relatives: elements, or whole channels, multiplied by 0 with probability p and the others by 1/(1-p). The noise is
// drawn in the memory order of the input with 53 bits per draw, so the same seed drops what PyTorch drops.

import Schema

private func checkProbability(_ p: Double) throws {
    guard p >= 0, p <= 1 else {
        throw Failure(.valueError, "dropout probability has to be between 0 and 1, but got \(pythonFloat(p))")
    }
}

/// 1.5 -> "1.5", 2 -> "2.0", as Python prints a float.
func pythonFloat(_ value: Double) -> String { ArrayText.scalar(.float(value), .float64) }

/// A tensor of 0 and 1/keep, laid out like `x`.
private func noise(_ shape: [Int], like x: Tensor, keep: Double) throws -> Tensor {
    let result = try Tensor.output(shape, x.dtype, like: shape == x.shape ? [x] : [])
    let generator = Generator.current
    switch x.dtype {
    case .float32:
        let out = UnsafeMutableBufferPointer(start: result.pointer(Float.self), count: result.count)
        generator.fillBernoulli(out, keep, 1 / Float(keep), 0)
    case .float64:
        let out = UnsafeMutableBufferPointer(start: result.pointer(Double.self), count: result.count)
        generator.fillBernoulli(out, keep, 1 / keep, 0)
    case .bool, .uint8, .int8, .int16, .int32, .int64, .float16, .bfloat16:
        throw Failure(
            .runtimeError,
            "result type Float can't be cast to the desired output type \(x.dtype.scalarTypeName)",
            hint: "use x.float()")
    }
    return result
}

private func drop(_ x: Tensor, _ p: Double, training: Bool, inPlace: Bool, noiseShape: [Int]) throws -> Tensor {
    try checkProbability(p)
    if !training || p == 0 || x.count == 0 { return x }
    let mask = p == 1 ? try Tensor.zeros([], x.dtype) : try noise(noiseShape, like: x, keep: 1 - p)
    if inPlace {
        try x.mulInPlace(mask)
        return x
    }
    return try mul(x, mask)
}

/// Each element dropped by itself.
public func dropout(_ input: Tensor, p: Double = 0.5, training: Bool = true, inPlace: Bool = false) throws -> Tensor {
    try drop(input, p, training: training, inPlace: inPlace, noiseShape: input.shape)
}

/// Whole channels dropped: one draw per (N, C).
public func featureDropout(
    _ name: String, _ input: Tensor, p: Double = 0.5, training: Bool = true, inPlace: Bool = false
) throws -> Tensor {
    guard input.rank >= 2 else {
        throw Failure(.runtimeError, "Feature dropout requires at least 2 dimensions in the input")
    }
    // (C, H, W) without a batch counts as one item for dropout2d, and (C, D, H, W) for dropout3d.
    let batched = ["dropout1d": 3, "dropout2d": 4, "dropout3d": 5][name] ?? input.rank
    if input.rank == batched - 1, name != "dropout2d" {
        return try featureDropout(name, input.unsqueeze(0), p: p, training: training, inPlace: inPlace).squeeze([0])
    }
    let shape = Array(input.shape.prefix(2)) + [Int](repeating: 1, count: input.rank - 2)
    return try drop(input, p, training: training, inPlace: inPlace, noiseShape: shape)
}

/// Dropout that keeps mean and variance of selu activations. The stream of draws differs from PyTorch's.
public func alphaDropout(_ input: Tensor, p: Double = 0.5, training: Bool = false) throws -> Tensor {
    try checkProbability(p)
    if !training || p == 0 || input.count == 0 { return input }
    if p == 1 { return try mul(input, .number(0)) }
    let alpha = 1.7580993408473766
    let a = 1 / ((alpha * alpha * p + 1) * (1 - p)).squareRoot()
    let kept = try mul(noise(input.shape, like: input, keep: 1 - p), .number(1 - p))
    // kept: a*x + b + a*alpha*p; dropped: that of -alpha.
    let dropped = try sub(.number(1), kept)
    let shifted = try sub(mul(input, kept), mul(dropped, .number(alpha)))
    return try add(mul(shifted, .number(a)), .number(a * alpha * p))
}

extension Op {
    static let dropout = Op(
        "dropout(input, p=0.5, training=True, inplace=False)",
        """
        In training, each element is 0 with probability p, and the others are divided by 1-p.
        Source: torch.nn.functional.dropout; the same seed drops the same elements.
        """, in: [.functional],
        { (x: Tensor, p: Double, training: Bool, inPlace: Bool) in
            try Tensors.dropout(x, p: p, training: training, inPlace: inPlace)
        },
        samples: { [[try sample([2, 3]), .float(0.5), .bool(false), .bool(false)]] },
        errors: [
            (
                { [.tensor(try .ones([2])), .float(1.5), .bool(true), .bool(false)] },
                "dropout probability has to be between 0 and 1, but got 1.5"
            )
        ])
    static let dropoutFunction = Op(
        "dropout(input, p, train)", "torch.nn.functional.dropout.", in: [.torch],
        { (x: Tensor, p: Double, training: Bool) in try Tensors.dropout(x, p: p, training: training) })

    static let dropout1d = channelDropout("dropout1d", "(N, C, L)")
    static let dropout2d = channelDropout("dropout2d", "(N, C, H, W)")
    static let dropout3d = channelDropout("dropout3d", "(N, C, D, H, W)")

    private static func channelDropout(_ name: String, _ shape: String) -> Op {
        Op(
            "\(name)(input, p=0.5, training=True, inplace=False)",
            """
            In training, each channel of \(shape) is 0 with probability p, and the others are divided by 1-p.
            Source: torch.nn.functional.\(name).
            """, in: [.functional],
            { (x: Tensor, p: Double, training: Bool, inPlace: Bool) in
                try Tensors.featureDropout(name, x, p: p, training: training, inPlace: inPlace)
            })
    }

    static let alphaDropout = Op(
        "alpha_dropout(input, p=0.5, training=False, inplace=False)",
        """
        Dropout for selu networks: keeps mean and variance. Its draws are not PyTorch's.
        """, in: [.functional],
        { (x: Tensor, p: Double, training: Bool, _: Bool) in try Tensors.alphaDropout(x, p: p, training: training) })
}
