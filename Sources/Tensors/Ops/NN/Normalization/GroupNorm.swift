// group_norm and layer_norm: normalisation of each item by itself, over groups of channels or over the last axes.

import Schema

/// input (N, C, …), C divisible by `groups`; weight and bias (C).
public func groupNorm(
    _ input: Tensor, groups: Int, weight: Tensor? = nil, bias: Tensor? = nil, eps: Double = 1e-5
) throws -> Tensor {
    guard input.rank >= 2 else {
        throw Failure(.runtimeError, "Expected at least 2 dimensions for input tensor but received \(input.rank)")
    }
    let (n, c) = (input.shape[0], input.shape[1])
    guard groups > 0, c % groups == 0 else {
        throw Failure(
            .runtimeError,
            "Expected number of channels in input to be divisible by num_groups, but got input of shape "
                + "\(Shape.text(input.shape)) and num_groups=\(groups)")
    }
    for (name, value) in [("weight", weight), ("bias", bias)] {
        if let value, value.shape != [c] {
            throw Failure(
                .runtimeError,
                "Expected \(name) to be a vector of size equal to the number of channels in input, but got \(name) of shape "
                    + "\(Shape.text(value.shape)) and input of shape \(Shape.text(input.shape))")
        }
    }
    let column = [1, c] + [Int](repeating: 1, count: input.rank - 2)
    return try normalizeRows(
        "NativeGroupNormBackward0", input, rows: n * groups, groups: groups, weight: weight, bias: bias,
        parameterShape: column, eps)
}

/// input (…, normalized…); weight and bias of shape `normalizedShape`.
public func layerNorm(
    _ input: Tensor, _ normalizedShape: [Int], weight: Tensor? = nil, bias: Tensor? = nil, eps: Double = 1e-5
) throws -> Tensor {
    let shape = Shape.text(normalizedShape)
    guard !normalizedShape.isEmpty else {
        throw Failure(
            .runtimeError,
            "Expected normalized_shape to be at least 1-dimensional, i.e., containing at least one element, but got "
                + "normalized_shape = []")
    }
    guard input.rank >= normalizedShape.count, Array(input.shape.suffix(normalizedShape.count)) == normalizedShape
    else {
        let wanted = normalizedShape.map { ", \($0)" }.joined()
        throw Failure(
            .runtimeError,
            "Given normalized_shape=\(shape), expected input with shape [*\(wanted)], but got input of size"
                + Shape.text(input.shape))
    }
    for (name, value) in [("weight", weight), ("bias", bias)] {
        if let value, value.shape != normalizedShape {
            throw Failure(
                .runtimeError,
                "Expected \(name) to be of same shape as normalized_shape, but got \(name) of shape \(Shape.text(value.shape)) and "
                    + "normalized_shape = \(shape)")
        }
    }
    let rows = input.shape.dropLast(normalizedShape.count).reduce(1, *)
    return try normalizeRows(
        "NativeLayerNormBackward0", input, rows: rows, weight: weight, bias: bias, parameterShape: normalizedShape, eps)
}

/// Each of `rows` equal runs of a contiguous input is normalised; weight and bias broadcast as `parameterShape`. `groups`: the
/// rows are that many groups of channels of each image.
func normalizeRows(
    _ node: String, _ input: Tensor, rows: Int, groups: Int? = nil, weight: Tensor?, bias: Tensor?,
    parameterShape: [Int], _ eps: Double
) throws -> Tensor {
    if let weight, weight.dtype != input.dtype {
        throw Failure(
            .runtimeError, "expected scalar type \(input.dtype.scalarTypeName) but found \(weight.dtype.scalarTypeName)"
        )
    }
    let inputs = [input] + [weight, bias].compactMap { $0 }
    let layout = ChannelLayout(batch: 1, channels: rows, spatial: rows == 0 ? 0 : input.count / rows)
    let hasWeight = weight != nil
    let biasShape = bias?.shape
    func backward(_ gradient: Tensor, _ saved: Saved, _ statistics: ChannelStatistics) throws -> [Tensor?] {
        // Normalised again rather than kept: half the memory of the forward pass.
        let normal = try standardize(saved[0], layout, statistics, eps)
        let scaled = hasWeight ? try mul(gradient, saved[1].reshape(parameterShape)) : gradient
        let dims = broadcastDims(parameterShape, gradient.shape)
        var gradients: [Tensor?] = [try standardizeGradient(scaled, saved[0], normal, layout, statistics, eps)]
        if hasWeight {
            gradients.append(try mul(gradient, normal).sum(dims).reshape(saved[1].shape))
        }
        if let biasShape { gradients.append(try gradient.sum(dims).reshape(biasShape)) }
        return gradients
    }
    func statistics(of x: Tensor) throws -> ChannelStatistics {
        try x.dtype.dispatchReal("layer_norm", StatisticsVisitor(x: x, layout: layout))
    }
    if let groups {
        let blocked = try BlockedNormalization.groups(node, input, groups, weight, bias, eps) { gradient, saved in
            try backward(gradient, saved, statistics(of: saved[0].contiguous()))
        }
        if let blocked { return blocked }
    }
    let x = try input.contiguous()
    let known = try statistics(of: x)
    let y = try GradMode.disabled {
        var y = try normalizeChannels(node, x, x, layout, known, nil, nil, fromBatch: true, eps)
        if let weight { y = try mul(y, weight.reshape(parameterShape)) }
        if let bias { y = try add(y, bias.reshape(parameterShape)) }
        return y
    }
    return record(node, y, inputs: inputs, saved: [input] + [weight].compactMap { $0 }) {
        try backward($0, $1, known)
    }
}

/// The axes of `shape` along which a parameter of `parameterShape` is repeated.
private func broadcastDims(_ parameterShape: [Int], _ shape: [Int]) -> [Int] {
    let missing = shape.count - parameterShape.count
    return shape.indices.filter { $0 < missing || (parameterShape[$0 - missing] == 1 && shape[$0] != 1) }
}

/// (x - mean) / std per row, recorded when gradients of gradients are wanted.
private func standardize(
    _ input: Tensor, _ layout: ChannelLayout, _ statistics: ChannelStatistics, _ eps: Double
) throws -> Tensor {
    try normalizeChannels(
        "StandardizeBackward0", input, input.contiguous(), layout, statistics, nil, nil, fromBatch: true, eps)
}

private func standardizeGradient(
    _ gradient: Tensor, _ input: Tensor, _ normal: Tensor, _ layout: ChannelLayout, _ statistics: ChannelStatistics,
    _ eps: Double
) throws -> Tensor {
    if !GradMode.isEnabled {
        let x = try input.contiguous()
        return try x.dtype.dispatchReal(
            "layer_norm_backward",
            NormalizeBackward(
                gradient: gradient.contiguous(), x: x, layout: layout, mean: statistics.mean,
                inverse: statistics.inverseStd(eps), gamma: nil, fromBatch: true)
        ).dx
    }
    let shape = [layout.channels, layout.spatial]
    let (g, x, y) = (try gradient.reshape(shape), try input.reshape(shape), try normal.reshape(shape))
    let centered = try sub(x, x.mean([1], keepdim: true))
    let inverse = try add(mul(centered, centered).mean([1], keepdim: true), .number(eps)).rsqrt()
    let inner = try sub(
        sub(g, g.mean([1], keepdim: true)), mul(y, mul(g, y).mean([1], keepdim: true)))
    return try mul(inner, inverse).reshape(input.shape)
}

/// x / sqrt(mean(x²) + eps) over the last axes; eps defaults to the type's rounding unit.
public func rmsNorm(
    _ input: Tensor, _ normalizedShape: [Int], weight: Tensor? = nil, eps: Double? = nil
) throws -> Tensor {
    guard input.rank >= normalizedShape.count, Array(input.shape.suffix(normalizedShape.count)) == normalizedShape
    else {
        let wanted = normalizedShape.map { ", \($0)" }.joined()
        throw Failure(
            .runtimeError,
            "Given normalized_shape=\(Shape.text(normalizedShape)), expected input with shape [*\(wanted)], but got input of size"
                + Shape.text(input.shape))
    }
    let unit = input.dtype == .float64 ? Double.ulpOfOne : Double(Float.ulpOfOne)
    let dims = Array(-normalizedShape.count..<0)
    let squares = try mul(input, input).mean(dims, keepdim: true)
    let y = try mul(input, add(squares, .number(eps ?? unit)).rsqrt())
    return try weight.map { try mul(y, $0) } ?? y
}
