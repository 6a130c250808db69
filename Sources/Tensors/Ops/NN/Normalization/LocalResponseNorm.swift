// local_response_norm (AlexNet's): each value divided by a power of the mean square of its neighbours in the channel axis.

import Schema

/// input (N, C, …): x / (k + alpha * mean of squares over `size` channels) ** beta.
public func localResponseNorm(
    _ input: Tensor, size: Int, alpha: Double = 1e-4, beta: Double = 0.75, k: Double = 1
) throws -> Tensor {
    guard input.rank >= 3 else {
        throw Failure(
            .valueError, "Expected 3D or higher dimensionality input (got \(input.rank) dimensions)")
    }
    guard size > 0 else { throw Failure(.runtimeError, "local_response_norm: size must be positive") }
    try requireModest([size], "local_response_norm", "size")
    let (n, c) = (input.shape[0], input.shape[1])
    let spatial = input.shape.dropFirst(2).reduce(1, *)
    // Channels become the height of an image that is averaged with a size x 1 window.
    let squares = try mul(input, input).reshape([n, 1, c, spatial])
    let padded = try padConstant(squares, [0, 0, size / 2, (size - 1) / 2], value: 0)
    let means = try avgPool("avg_pool2d", 2, padded, kernel: [size, 1], stride: [1])
    let divisor = try add(mul(means, .number(alpha)), .number(k)).pow(.float(beta))
    return try div(input, divisor.reshape(input.shape))
}
