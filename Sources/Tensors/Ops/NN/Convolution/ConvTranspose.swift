// conv_transpose1d, 2d, 3d: the transpose (gradient) of a convolution as an op of its own; what a U-Net goes up with.

/// input (N, C, L), weight (C, O/groups, k), bias (O) -> (N, O, L'); L' = (L-1)*stride - 2*padding + dilation*(k-1) +
/// output_padding + 1.
public func convTranspose1d(
    _ input: Tensor, _ weight: Tensor, _ bias: Tensor? = nil, stride: [Int] = [1], padding: [Int] = [0],
    outputPadding: [Int] = [0], groups: Int = 1, dilation: [Int] = [1]
) throws -> Tensor {
    try Convolution.transposed(
        "conv_transpose1d", 1, input, weight, bias, stride, padding, outputPadding, groups, dilation)
}

/// input (N, C, H, W), weight (C, O/groups, kH, kW), bias (O) -> (N, O, H', W').
public func convTranspose2d(
    _ input: Tensor, _ weight: Tensor, _ bias: Tensor? = nil, stride: [Int] = [1], padding: [Int] = [0],
    outputPadding: [Int] = [0], groups: Int = 1, dilation: [Int] = [1]
) throws -> Tensor {
    try Convolution.transposed(
        "conv_transpose2d", 2, input, weight, bias, stride, padding, outputPadding, groups, dilation)
}

/// input (N, C, D, H, W), weight (C, O/groups, kD, kH, kW), bias (O) -> (N, O, D', H', W').
public func convTranspose3d(
    _ input: Tensor, _ weight: Tensor, _ bias: Tensor? = nil, stride: [Int] = [1], padding: [Int] = [0],
    outputPadding: [Int] = [0], groups: Int = 1, dilation: [Int] = [1]
) throws -> Tensor {
    try Convolution.transposed(
        "conv_transpose3d", 3, input, weight, bias, stride, padding, outputPadding, groups, dilation)
}
