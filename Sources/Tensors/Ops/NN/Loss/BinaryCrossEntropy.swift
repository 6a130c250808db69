// binary_cross_entropy on probabilities and on logits. Targets are probabilities; a logarithm is never below -100.

import Schema

/// PyTorch writes this bound as a 32-bit number, also for float64: 1e-12 would differ in the ninth digit.
private let smallestVariance = Double(Float(1e-12))

/// -(t log x + (1-t) log(1-x)), logarithms clamped at -100.
struct BinaryCrossEntropyFunction: PairLoss {
    var name: String { "binary_cross_entropy" }
    var node: String { "BinaryCrossEntropyBackward0" }
    @inline(__always) func value<T: RealElement>(_ x: T, _ t: T) -> T {
        (t - 1) * Swift.max(T.libm(.log1p, -x), -100) - t * Swift.max(T.libm(.log, x), -100)
    }
    @inline(__always) func slope<T: RealElement>(_ x: T, _ t: T) -> T {
        (x - t) / Swift.max((1 - x) * x, T(rounding: smallestVariance))
    }
    @inline(__always) func targetSlope<T: RealElement>(_ x: T, _ t: T) -> T {
        Swift.max(T.libm(.log1p, -x), -100) - Swift.max(T.libm(.log, x), -100)
    }
    @inline(__always) func bends<T: RealElement>(_ x: T, _ t: T) -> (xx: T, xt: T, tt: T) {
        let p = Swift.max((1 - x) * x, T(rounding: smallestVariance))
        return (1 / p - (x - t) * (1 - 2 * x) / (p * p), -1 / p, 0)
    }
}

/// max(x, 0) - t x + log(1 + exp(-|x|)).
struct BinaryCrossEntropyLogitsFunction: PairLoss {
    var name: String { "binary_cross_entropy_with_logits" }
    var node: String { "BinaryCrossEntropyWithLogitsBackward0" }
    @inline(__always) func value<T: RealElement>(_ x: T, _ t: T) -> T {
        (1 - t) * x + T.libm(.log1p, T.libm(.exp, -Swift.abs(x))) + Swift.max(-x, 0)
    }
    @inline(__always) func slope<T: RealElement>(_ x: T, _ t: T) -> T { 1 / (1 + T.libm(.exp, -x)) - t }
    @inline(__always) func targetSlope<T: RealElement>(_ x: T, _ t: T) -> T { -x }
    @inline(__always) func bends<T: RealElement>(_ x: T, _ t: T) -> (xx: T, xt: T, tt: T) {
        let s = 1 / (1 + T.libm(.exp, -x))
        return (s * (1 - s), -1, 0)
    }
}

/// `input` holds probabilities. Shapes must be equal; `weight` broadcasts.
public func binaryCrossEntropy(
    _ input: Tensor, _ target: Tensor, weight: Tensor? = nil, reduction: LossReduction = .mean
) throws -> Tensor {
    guard input.shape == target.shape else {
        throw Failure(
            .valueError,
            "Using a target size (\(sizeText(target.shape))) that is different to the input size (\(sizeText(input.shape))) is "
                + "deprecated. Please ensure they have the same size.",
            hint: "reshape the target: target.view_as(input)")
    }
    guard input.dtype == target.dtype else {
        throw Failure(
            .runtimeError, "Found dtype \(target.dtype.scalarTypeName) but expected \(input.dtype.scalarTypeName)",
            hint: "convert the target: target.float()")
    }
    guard input.dtype.isFloatingPoint else { throw unsupported("binary_cross_entropy", input.dtype) }
    let outside = try map(OutsideUnit(), input.detach()).rawSum(nil).item().double
    if outside > 0 {
        throw Failure(
            .runtimeError, "all elements of input should be between 0 and 1",
            hint: "apply torch.sigmoid first, or use binary_cross_entropy_with_logits")
    }
    return try pairLoss(BinaryCrossEntropyFunction(), input, target, weight: weight, reduction)
}

private struct OutsideUnit: UnaryFunction {
    var name: String { "binary_cross_entropy" }
    @inline(__always) func real<T: RealElement>(_ x: T) -> T { x >= 0 && x <= 1 ? 0 : 1 }
}

/// `input` holds logits. `posWeight` multiplies the positive part, `weight` the whole loss; both broadcast.
public func binaryCrossEntropyWithLogits(
    _ input: Tensor, _ target: Tensor, weight: Tensor? = nil, posWeight: Tensor? = nil, reduction: LossReduction = .mean
) throws -> Tensor {
    guard input.shape == target.shape else {
        throw Failure(
            .valueError,
            "Target size (\(sizeText(target.shape))) must be the same as input size (\(sizeText(input.shape)))",
            hint: input.rank == target.rank + 1 ? "add the channel axis: target.unsqueeze(1)" : "")
    }
    guard target.dtype.isFloatingPoint else {
        throw Failure(
            .runtimeError,
            "result type \(Promotion.result(input, target).scalarTypeName) can't be cast to the desired output type "
                + target.dtype.scalarTypeName,
            hint: "convert the target: target.float()")
    }
    guard let posWeight else {
        return try pairLoss(BinaryCrossEntropyLogitsFunction(), input, target, weight: weight, reduction)
    }
    // (1-t) x + (1 + (p-1) t) (log(1 + exp(-|x|)) + max(-x, 0)), and the last factor is softplus(-x).
    let factor = try add(mul(sub(posWeight, .number(1)), target), .number(1))
    let logs = try softplus(input.neg(), beta: 1, threshold: 100)
    var losses = try add(mul(sub(.number(1), target), input), mul(factor, logs))
    if let weight { losses = try mul(losses, weight) }
    return try reduceLoss(losses, reduction)
}

extension Op {
    static let binaryCrossEntropy = Op(
        "binary_cross_entropy(input, target, weight=None, size_average=None, reduce=None, reduction='mean')",
        """
        -(target * log(input) + (1 - target) * log(1 - input)) for probabilities between 0 and 1.
        Shapes: input and target alike -> one number, or one loss per element.
        Source: torch.nn.functional.binary_cross_entropy.
        """, in: [.functional],
        { (x: Tensor, t: Tensor, weight: Tensor?, average: Bool?, reduce: Bool?, reduction: String) in
            try Tensors.binaryCrossEntropy(x, t, weight: weight, reduction: lossReduction(average, reduce, reduction))
        },
        samples: {
            [
                [
                    try sample([2, 3], from: 0.1, to: 0.9), try sample([2, 3], from: 0, to: 1, seed: 1), .none, .none,
                    .none,
                    .string("mean"),
                ]
            ]
        })

    static let binaryCrossEntropyWithLogits = Op(
        "binary_cross_entropy_with_logits(input, target, weight=None, size_average=None, reduce=None, reduction='mean', pos_weight=None)",
        """
        binary_cross_entropy(sigmoid(input), target) without overflow. pos_weight multiplies the loss of positives.
        Shapes: input and target alike -> one number, or one loss per element.
        Source: torch.nn.functional.binary_cross_entropy_with_logits.
        """, in: [.functional],
        {
            (
                x: Tensor, t: Tensor, weight: Tensor?, average: Bool?, reduce: Bool?, reduction: String,
                posWeight: Tensor?
            ) in
            try Tensors.binaryCrossEntropyWithLogits(
                x, t, weight: weight, posWeight: posWeight, reduction: lossReduction(average, reduce, reduction))
        },
        samples: {
            let (x, t) = (try sample([2, 3]), try sample([2, 3], from: 0, to: 1, seed: 1))
            let w = try sample([3], from: 0.5, to: 2, seed: 2)
            return [
                [x, t, .none, .none, .none, .string("mean"), .none],
                [x, t, .none, .none, .none, .string("sum"), w],
            ]
        })
}
