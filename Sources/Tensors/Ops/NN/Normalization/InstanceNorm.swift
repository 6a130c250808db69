// instance_norm: batch norm of every image by itself. (N, C, …) is seen as one item with N*C channels.

import Schema

/// input (N, C, …) with at least one spatial axis; weight and bias (C).
public func instanceNorm(
    _ input: Tensor, _ runningMean: Tensor? = nil, _ runningVar: Tensor? = nil, weight: Tensor? = nil,
    bias: Tensor? = nil,
    useInputStats: Bool = true, momentum: Double = 0.1, eps: Double = 1e-5
) throws -> Tensor {
    guard input.rank >= 3 else {
        throw Failure(.runtimeError, "instance_norm: expected at least 3D input (got \(input.rank)D input)")
    }
    let (n, c) = (input.shape[0], input.shape[1])
    let spatial = Array(input.shape.dropFirst(2))
    if useInputStats, spatial.reduce(1, *) <= 1 {
        throw Failure(
            .valueError, "Expected more than 1 spatial element when training, got input size \(sizeText(input.shape))")
    }
    if useInputStats, runningMean == nil, runningVar == nil, let image = input.image, image.batch == 1 || c % 16 == 0 {
        // A channel of an image is a group of its own.
        return try normalizeRows(
            "ViewBackward0", input, rows: n * c, groups: c, weight: weight, bias: bias, parameterShape: [1, c, 1, 1],
            eps)
    }
    // The running statistics of a channel are the means over the images.
    let means = try runningMean.map { try $0.repeated(n).clone() }
    let variances = try runningVar.map { try $0.repeated(n).clone() }
    let folded = try input.contiguous().view([1, n * c] + spatial)
    let y = try batchNorm(
        folded, means, variances, weight: weight?.repeated(n), bias: bias?.repeated(n), training: useInputStats,
        momentum: momentum, eps: eps)
    if useInputStats, let runningMean, let runningVar, let means, let variances {
        try GradMode.disabled {
            try runningMean.copy(from: means.view([n, c]).mean([0]))
            try runningVar.copy(from: variances.view([n, c]).mean([0]))
        }
    }
    return try y.view(input.shape)
}

extension Tensor {
    /// A vector n times after itself.
    fileprivate func repeated(_ n: Int) throws -> Tensor {
        try unsqueeze(0).expand([n, count]).reshape([n * count])
    }
}
