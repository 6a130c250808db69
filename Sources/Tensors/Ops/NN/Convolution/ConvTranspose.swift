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

extension Op {
    static let convTranspose1d = transposedConvolution(
        "conv_transpose1d", "(N, C, L)", "(C, O/groups, k)", Tensors.convTranspose1d, [1, 2, 4], [2, 3, 2])
    static let convTranspose2d = transposedConvolution(
        "conv_transpose2d", "(N, C, H, W)", "(C, O/groups, kH, kW)", Tensors.convTranspose2d, [1, 2, 3, 2],
        [2, 3, 2, 3])
    static let convTranspose3d = transposedConvolution(
        "conv_transpose3d", "(N, C, D, H, W)", "(C, O/groups, kD, kH, kW)", Tensors.convTranspose3d, [1, 2, 2, 2, 2],
        [2, 1, 2, 2, 2])

    private static func transposedConvolution(
        _ name: String, _ input: String, _ weight: String,
        _ body: @escaping @Sendable (Tensor, Tensor, Tensor?, [Int], [Int], [Int], Int, [Int]) throws -> Tensor,
        _ sampleInput: [Int], _ sampleWeight: [Int]
    ) -> Op {
        Op(
            "\(name)(input, weight, bias=None, stride=1, padding=0, output_padding=0, groups=1, dilation=1)",
            """
            The transpose of a convolution: each input pixel adds a kernel to the output.
            Shapes: input \(input), weight \(weight), bias (O). Each axis becomes
                    (n - 1)*stride - 2*padding + dilation*(k - 1) + output_padding + 1.
            Raises: RuntimeError if channels differ or output_padding is not smaller than stride or dilation.
            Source: torch.nn.functional.\(name).
            """, in: [.functional, .torch],
            {
                (
                    x: Tensor, w: Tensor, b: Tensor?, stride: Ints, padding: Ints, outputPadding: Ints, groups: Int,
                    dilation: Ints
                ) in
                try body(
                    x, w, b, stride.values, padding.values, outputPadding.values, groups, dilation.values)
            },
            samples: {
                let (x, w) = (try sample(sampleInput), try sample(sampleWeight, seed: 1))
                let b = try sample([sampleWeight[1]], seed: 2)
                return [
                    [x, w, b, .int(2), .int(0), .int(1), .int(1), .int(1)],
                    [x, w, .none, .int(1), .int(0), .int(0), .int(2), .int(1)],
                ]
            })
    }
}
