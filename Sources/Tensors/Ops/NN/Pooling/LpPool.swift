// lp_pool1d, 2d: the p-norm of each window, from average pooling of powers as PyTorch composes it.

import Schema

public func lpPool(
    _ spatial: Int, _ input: Tensor, norm: Double, kernel: [Int], stride: [Int] = [], ceilMode: Bool = false
) throws -> Tensor {
    let kernel = try expandList(kernel, spatial, "lp_pool", "kernel_size", "pooling")
    let powers = try input.pow(.float(norm))
    let means = try avgPool(
        "avg_pool\(spatial)d", spatial, powers, kernel: kernel, stride: stride, ceilMode: ceilMode)
    let size = kernel.reduce(1.0) { $0 * Double($1) }
    return try mul(mul(means.sign(), means.abs().relu()), .number(size)).pow(.float(1 / norm))
}
