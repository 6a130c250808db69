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

extension ConvolutionPadding: FromArgument {
    public static var expected: String { "tuple of ints" }
    public static func from(_ argument: Argument) throws -> ConvolutionPadding? {
        if case .string(let name) = argument { return try ConvolutionPadding(named: name) }
        return try Ints.from(argument).map { .amounts($0.values) }
    }
}

extension Op {
    static let conv1d = convolution("conv1d", "(N, C, L)", "(O, C/groups, k)", Tensors.conv1d, [2, 4, 5], [4, 2, 3])
    static let conv2d = convolution(
        "conv2d", "(N, C, H, W)", "(O, C/groups, kH, kW)", Tensors.conv2d, [1, 4, 5, 4], [4, 2, 3, 2])
    static let conv3d = convolution(
        "conv3d", "(N, C, D, H, W)", "(O, C/groups, kD, kH, kW)", Tensors.conv3d, [1, 2, 3, 3, 2], [2, 1, 2, 2, 2])

    private static func convolution(
        _ name: String, _ input: String, _ weight: String,
        _ body: @escaping @Sendable (Tensor, Tensor, Tensor?, [Int], ConvolutionPadding, [Int], Int) throws -> Tensor,
        _ sampleInput: [Int], _ sampleWeight: [Int]
    ) -> Op {
        Op(
            "\(name)(input, weight, bias=None, stride=1, padding=0, dilation=1, groups=1)",
            """
            Cross-correlation of a batch with a bank of kernels.
            Shapes: input \(input), weight \(weight), bias (O). Each axis becomes
                    (n + 2*padding - dilation*(k - 1) - 1) / stride + 1, rounded down.
            Units:  stride, padding and dilation in pixels; an int, or one per axis; padding='same' keeps the size.
            Raises: RuntimeError if channels differ or the kernel is larger than the padded input.
            Source: torch.nn.functional.\(name).
            """, in: [.functional, .torch],
            {
                (
                    x: Tensor, w: Tensor, b: Tensor?, stride: Ints, padding: ConvolutionPadding, dilation: Ints,
                    groups: Int
                ) in
                try body(x, w, b, stride.values, padding, dilation.values, groups)
            },
            samples: {
                let (x, w) = (try sample(sampleInput), try sample(sampleWeight, seed: 1))
                let b = try sample([sampleWeight[0]], seed: 2)
                return [
                    [x, w, b, .int(2), .int(1), .int(1), .int(2)],
                    [x, w, .none, .int(1), .string("same"), .int(1), .int(2)],
                ]
            })
    }
}
