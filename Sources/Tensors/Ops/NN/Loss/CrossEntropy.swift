// cross_entropy: log_softmax over the class axis, then the log-probability of the target class, or of a distribution over classes.

import Schema

/// input (N, C, …) of logits; target (N, …) of class numbers or (N, C, …) of probabilities; weight (C).
///
/// With class numbers the mean divides by the summed weights of the targets that are not ignored; with probabilities by N times
/// the number of pixels. Label smoothing mixes in a uniform distribution.
public func crossEntropy(
    _ input: Tensor, _ target: Tensor, weight: Tensor? = nil, ignoreIndex: Int = -100, reduction: LossReduction = .mean,
    labelSmoothing: Double = 0
) throws -> Tensor {
    guard labelSmoothing >= 0, labelSmoothing <= 1 else {
        throw Failure(
            .runtimeError, "label_smoothing must be between 0.0 and 1.0. Got: \(labelSmoothing)")
    }
    guard input.rank > 0 else { throw Failure(.valueError, "Expected 1 or more dimensions (got \(input.rank))") }
    let axis = input.rank == 1 ? 0 : 1
    if input.shape == target.shape, target.dtype.isFloatingPoint {
        return try probabilityTargets(input, target, weight, axis, reduction, labelSmoothing)
    }
    let logs = try logSoftmax(input, dim: axis)
    if labelSmoothing == 0 {
        return try nllLoss(logs, target, weight: weight, ignoreIndex: ignoreIndex, reduction: reduction)
    }
    return try smoothed(logs, target, weight, axis, ignoreIndex, reduction, labelSmoothing)
}

private func probabilityTargets(
    _ input: Tensor, _ target: Tensor, _ weight: Tensor?, _ axis: Int, _ reduction: LossReduction, _ smoothing: Double
) throws -> Tensor {
    let classes = input.shape[axis]
    var target = target
    if smoothing > 0 {
        target = try add(mul(target, .number(1 - smoothing)), .number(smoothing / Double(max(classes, 1))))
    }
    var products = try mul(logSoftmax(input, dim: axis), target)
    if let weight { products = try mul(products, classColumn(weight, input, axis)) }
    let sums = try products.sum([axis])
    switch reduction {
    case .none: return try sums.neg()
    case .sum: return try sums.sum().neg()
    case .mean:
        let (total, n) = (try sums.sum().neg(), try Tensor.number(Double(max(sums.count, 1))))
        // Named as PyTorch names a division by a number.
        return record("DivBackward1", try GradMode.disabled { try div(total.detach(), n) }, inputs: [total]) {
            [try div($0, n)]
        }
    }
}

/// weight (C) shaped to multiply (N, C, …).
private func classColumn(_ weight: Tensor, _ input: Tensor, _ axis: Int) throws -> Tensor {
    guard weight.shape == [input.shape[axis]] else {
        throw Failure(
            .runtimeError,
            "weight tensor should be defined either for all \(input.shape[axis]) classes or no classes but got weight tensor of "
                + "shape: \(Shape.text(weight.shape))")
    }
    var shape = [Int](repeating: 1, count: input.rank)
    shape[axis] = weight.count
    return try weight.reshape(shape)
}

/// (1-ε) nll + ε/C Σ_c w_c (-log p_c), both divided by the summed target weights.
private func smoothed(
    _ logs: Tensor, _ target: Tensor, _ weight: Tensor?, _ axis: Int, _ ignoreIndex: Int, _ reduction: LossReduction,
    _ smoothing: Double
) throws -> Tensor {
    let classes = logs.shape[axis]
    let nll = try nllLoss(logs, target, weight: weight, ignoreIndex: ignoreIndex, reduction: reduction)
    let weighted = try weight.map { try mul(logs, classColumn($0, logs, axis)) } ?? logs
    let perPixel = try weighted.sum([axis]).neg()
    // 1 where the target counts, and the weight of its class.
    let labels = try target.to(.int64).contiguous()
    let classWeights = try weight?.doubles()
    let numbers = try labels.scalars().map { $0.integer ?? ignoreIndex }
    let kept = numbers.map { $0 == ignoreIndex ? 0.0 : 1.0 }
    let mask = try Tensor.from(kept, perPixel.shape).to(logs.dtype)
    let masked = try mul(perPixel, mask)
    let smooth: Tensor
    switch reduction {
    case .none: smooth = masked
    case .sum: smooth = try masked.sum()
    case .mean:
        let total = numbers.reduce(0.0) { $0 + ($1 == ignoreIndex ? 0 : classWeights?[$1] ?? 1) }
        smooth = try div(masked.sum(), .number(total))
    }
    return try add(mul(nll, .number(1 - smoothing)), mul(smooth, .number(smoothing / Double(max(classes, 1)))))
}

extension Op {
    static let crossEntropy = Op(
        """
        cross_entropy(input, target, weight=None, size_average=None, ignore_index=-100, reduce=None, reduction='mean', \
        label_smoothing=0.0)
        """,
        """
        log_softmax over the class axis, then minus the log-probability of the target.
        Shapes: input (N, C, …) of logits; target (N, …) of class numbers (int64), or (N, C, …) of probabilities; weight (C)
                -> one number, or (N, …) with reduction='none'.
        Raises: IndexError for a class number outside 0…C-1 that is not ignore_index.
        Source: torch.nn.functional.cross_entropy.
        """, in: [.functional],
        {
            (
                x: Tensor, t: Tensor, weight: Tensor?, average: Bool?, ignore: Int, reduce: Bool?, reduction: String,
                smoothing: Double
            ) in
            try Tensors.crossEntropy(
                x, t, weight: weight, ignoreIndex: ignore, reduction: lossReduction(average, reduce, reduction),
                labelSmoothing: smoothing)
        },
        samples: {
            let labels = Argument.tensor(try Tensor.from([2, 0, 1, 1], [2, 2]))
            let weight = Argument.tensor(try Tensor.from([0.5, 1.0, 2.0]))
            let x = try sample([2, 3, 2])
            return [
                [x, labels, .none, .none, .int(-100), .none, .string("mean"), .float(0)],
                [x, labels, weight, .none, .int(0), .none, .string("mean"), .float(0.1)],
                [
                    x, try sample([2, 3, 2], from: 0, to: 1, seed: 1), .none, .none, .int(-100), .none, .string("sum"),
                    .float(0),
                ],
            ]
        })
}
