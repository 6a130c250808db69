// conv1d, conv2d, conv3d: cross-correlation of a batch with a bank of kernels. Sizes, checks and gradients are in
// Convolution.swift, arithmetic in CKernels.

/// 1-D cross-correlation. input (N, C, L), weight (O, C/groups, k), bias (O) -> (N, O, L').
public func conv1d(
    _ input: Tensor, _ weight: Tensor, _ bias: Tensor? = nil, stride: [Int] = [1],
    padding: ConvolutionPadding = .amounts([0]), dilation: [Int] = [1], groups: Int = 1
) throws -> Tensor {
    try Convolution.convolve("conv1d", 1, input, weight, bias, stride, padding, dilation, groups)
}

/// 2-D cross-correlation. input (N, C, H, W), weight (O, C/groups, kH, kW), bias (O) -> (N, O, H', W').
public func conv2d(
    _ input: Tensor, _ weight: Tensor, _ bias: Tensor? = nil, stride: [Int] = [1],
    padding: ConvolutionPadding = .amounts([0]), dilation: [Int] = [1], groups: Int = 1
) throws -> Tensor {
    try Convolution.convolve("conv2d", 2, input, weight, bias, stride, padding, dilation, groups)
}

/// 3-D cross-correlation. input (N, C, D, H, W), weight (O, C/groups, kD, kH, kW), bias (O) -> (N, O, D', H', W').
public func conv3d(
    _ input: Tensor, _ weight: Tensor, _ bias: Tensor? = nil, stride: [Int] = [1],
    padding: ConvolutionPadding = .amounts([0]), dilation: [Int] = [1], groups: Int = 1
) throws -> Tensor {
    try Convolution.convolve("conv3d", 3, input, weight, bias, stride, padding, dilation, groups)
}
