// batch_norm: each channel of (N, C, …) minus its mean, divided by its standard deviation, then scaled and shifted. In training
// the statistics are the batch's and the running ones move toward them (unbiased variance); in evaluation the running ones are
// used.

import Schema

/// input (N, C, …), running statistics, weight and bias (C). Writes to the running statistics in training.
///
/// Normalises with the biased variance; `running = (1-momentum)*running + momentum*new`. Raises ValueError for one value per
/// channel in training.
public func batchNorm(
    _ input: Tensor, _ runningMean: Tensor?, _ runningVar: Tensor?, weight: Tensor? = nil, bias: Tensor? = nil,
    training: Bool = false, momentum: Double = 0.1, eps: Double = 1e-5
) throws -> Tensor {
    guard input.rank >= 2 else {
        throw Failure(.runtimeError, "batch_norm: expected at least 2D input (got \(input.rank)D input)")
    }
    let layout = ChannelLayout(input.shape)
    if training, layout.perChannel == 1 {
        throw Failure(
            .valueError,
            "Expected more than 1 value per channel when training, got input size \(sizeText(input.shape))",
            hint: "use a larger batch or image, or model.eval()")
    }
    for (name, value) in [
        ("running_mean", runningMean), ("running_var", runningVar), ("weight", weight), ("bias", bias),
    ] {
        if let value, value.count != layout.channels {
            throw Failure(
                .runtimeError, "\(name) should contain \(layout.channels) elements not \(value.count)",
                hint: "the layer's num_features must be the input's channels, \(layout.channels)")
        }
    }
    if !training, runningMean == nil || runningVar == nil {
        throw Failure(.runtimeError, "Expected running_mean and running_var to be defined when training=False")
    }
    let image = try BlockedNormalization.input(input)
    let x = image == nil ? try input.contiguous() : input
    let statistics: ChannelStatistics
    if training {
        statistics =
            try image.map(BlockedNormalization.statistics)
            ?? x.dtype.dispatchReal("batch_norm", StatisticsVisitor(x: x, layout: layout))
        try move(runningMean, toward: statistics.mean, momentum)
        let unbiased = Double(layout.perChannel) / Double(max(layout.perChannel - 1, 1))
        try move(runningVar, toward: statistics.variance.map { $0 * unbiased }, momentum)
    } else {
        statistics = ChannelStatistics(
            mean: try runningMean?.doubles() ?? [], variance: try runningVar?.doubles() ?? [], count: layout.perChannel)
    }
    if let image {
        return try BlockedNormalization.normalize(input, image, statistics, weight, bias, fromBatch: training, eps)
    }
    return try normalizeChannels(
        "NativeBatchNormBackward0", input, x, layout, statistics, weight, bias, fromBatch: training, eps)
}

private func move(_ running: Tensor?, toward new: [Double], _ momentum: Double) throws {
    guard let running else { return }
    let old = try running.doubles()
    let mixed = zip(old, new).map { (1 - momentum) * $0 + momentum * $1 }
    try GradMode.disabled { try running.copy(from: vector(mixed, running.dtype)) }
}

/// The normalised, scaled and shifted value with its recorded gradient.
func normalizeChannels(
    _ node: String, _ input: Tensor, _ x: Tensor, _ layout: ChannelLayout, _ statistics: ChannelStatistics,
    _ weight: Tensor?, _ bias: Tensor?, fromBatch: Bool, _ eps: Double
) throws -> Tensor {
    let mean = statistics.mean
    let inverse = statistics.inverseStd(eps)
    let gamma = try weight?.doubles()
    let beta = try bias?.doubles()
    let scale = inverse.indices.map { inverse[$0] * (gamma?[$0] ?? 1) }
    let shift = inverse.indices.map { (beta?[$0] ?? 0) - mean[$0] * scale[$0] }
    let y = try x.dtype.dispatchReal("batch_norm", ScaleVisitor(x: x, layout: layout, scale: scale, shift: shift))
    let inputs = [input] + [weight, bias].compactMap { $0 }
    let saved = [input] + [weight].compactMap { $0 }
    let hasWeight = weight != nil
    return record(node, y, inputs: inputs, saved: saved) { gradient, saved in
        let weight = hasWeight ? try saved[1] : nil
        var gradients: [Tensor?]
        if GradMode.isEnabled {
            gradients = try differentiableNorm(gradient, saved[0], weight, layout, mean, inverse, fromBatch, eps)
        } else {
            let x = try saved[0].contiguous()
            let result = try x.dtype.dispatchReal(
                "batch_norm_backward",
                NormalizeBackward(
                    gradient: gradient.contiguous(), x: x, layout: layout, mean: mean, inverse: inverse,
                    gamma: weight?.doubles(), fromBatch: fromBatch))
            gradients = [result.dx, try vector(result.dgamma, x.dtype), try vector(result.dbeta, x.dtype)]
        }
        if !hasWeight { gradients.remove(at: 1) }
        return Array(gradients.prefix(inputs.count))
    }
}

/// The same gradients from ordinary ops, for create_graph.
func differentiableNorm(
    _ gradient: Tensor, _ input: Tensor, _ weight: Tensor?, _ layout: ChannelLayout, _ mean: [Double],
    _ inverse: [Double],
    _ fromBatch: Bool, _ eps: Double
) throws -> [Tensor?] {
    let shape = [layout.batch, layout.channels, layout.spatial]
    let x = try input.reshape(shape)
    let g = try gradient.reshape(shape)
    let dims = [0, 2]
    let column = [1, layout.channels, 1]
    let center = fromBatch ? try x.mean(dims, keepdim: true) : try vector(mean, x.dtype).reshape(column)
    let centered = try sub(x, center)
    let inv: Tensor
    if fromBatch {
        let variance = try mul(centered, centered).mean(dims, keepdim: true)
        inv = try add(variance, .number(eps)).rsqrt()
    } else {
        inv = try vector(inverse, x.dtype).reshape(column)
    }
    let normal = try mul(centered, inv)
    let dbeta = try g.sum(dims)
    let dgamma = try mul(g, normal).sum(dims)
    var scaled = g
    if let weight { scaled = try mul(g, weight.reshape(column)) }
    var dx = scaled
    if fromBatch {
        let first = try scaled.mean(dims, keepdim: true)
        let second = try mul(normal, mul(scaled, normal).mean(dims, keepdim: true))
        dx = try sub(sub(scaled, first), second)
    }
    return [try mul(dx, inv).reshape(input.shape), dgamma, dbeta]
}
