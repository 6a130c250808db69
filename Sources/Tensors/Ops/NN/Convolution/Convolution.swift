// Convolution and transposed convolution with gradients, for any number of spatial axes: checks in PyTorch's words, output sizes,
// and three recorded maps (forward, gradient of the input, gradient of the weight) whose gradients are each other. That closure
// is what makes `create_graph` work to any depth.

import Schema

/// `padding=` of a convolution: amounts per axis, or a word.
public enum ConvolutionPadding: Sendable, Equatable {
    case amounts([Int]), same, valid

    public init(named name: String) throws {
        switch name {
        case "same": self = .same
        case "valid": self = .valid
        default:
            throw Failure(
                .valueError, "Invalid padding string '\(name)', should be one of {'valid', 'same'}")
        }
    }
}

enum Convolution {
    /// y = conv(x, w) + bias.
    static func forward(_ x: Tensor, _ w: Tensor, _ bias: Tensor?, _ g: ConvolutionGeometry) throws -> Tensor {
        let y = try ConvolutionKernels.forward(x, w, bias, g)
        let inputs = bias.map { [x, w, $0] } ?? [x, w]
        return record("ConvolutionBackward0", y, inputs: inputs, saved: [x, w]) { gradient, saved in
            [
                saved.needs(0) ? try data(gradient, saved[1], nil, g) : nil,
                saved.needs(1) ? try weights(saved[0], gradient, g) : nil,
                saved.needs(2) ? try biasGradient(gradient) : nil,
            ]
        }
    }

    /// The gradient of x; also the forward of a transposed convolution, whose bias this adds.
    static func data(_ dy: Tensor, _ w: Tensor, _ bias: Tensor?, _ g: ConvolutionGeometry) throws -> Tensor {
        let dx = try ConvolutionKernels.data(dy, w, bias, g)
        let inputs = bias.map { [dy, w, $0] } ?? [dy, w]
        return record("ConvolutionBackward0", dx, inputs: inputs, saved: [dy, w]) { gradient, saved in
            [
                saved.needs(0) ? try forward(gradient, saved[1], nil, g) : nil,
                saved.needs(1) ? try weights(gradient, saved[0], g) : nil,
                saved.needs(2) ? try biasGradient(gradient) : nil,
            ]
        }
    }

    /// The gradient of w.
    static func weights(_ x: Tensor, _ dy: Tensor, _ g: ConvolutionGeometry) throws -> Tensor {
        let dw = try ConvolutionKernels.weights(x, dy, g)
        return record("ConvolutionBackwardBackward0", dw, inputs: [x, dy], saved: [x, dy]) { gradient, saved in
            [
                saved.needs(0) ? try data(saved[1], gradient, nil, g) : nil,
                saved.needs(1) ? try forward(saved[0], gradient, nil, g) : nil,
            ]
        }
    }

    private static func biasGradient(_ gradient: Tensor) throws -> Tensor {
        try gradient.sum(Array(0..<gradient.rank).filter { $0 != 1 })
    }

    // MARK: - Checks and sizes

    static let maximumSpatial = 3

    /// conv1d, conv2d, conv3d.
    static func convolve(
        _ name: String, _ spatial: Int, _ input: Tensor, _ weight: Tensor, _ bias: Tensor?, _ stride: [Int],
        _ padding: ConvolutionPadding, _ dilation: [Int], _ groups: Int
    ) throws -> Tensor {
        try checkRank(name, spatial, input)
        let isBatched = input.rank == spatial + 2
        let x = isBatched ? input : try input.unsqueeze(0)
        let noun = "convolution"
        let stride = try expandList(stride, spatial, name, "stride", noun)
        let dilation = try expandList(dilation, spatial, name, "dilation", noun)
        if stride.contains(where: { $0 <= 0 }) { throw Failure(.runtimeError, "non-positive stride is not supported") }
        if dilation.contains(where: { $0 <= 0 }) {
            throw Failure(.runtimeError, "dilation should be greater than zero")
        }
        try checkWeight(x, weight, bias, spatial, groups, transposed: false)
        let kernel = Array(weight.shape.suffix(spatial))
        var amounts: [Int]
        var padded = x
        switch padding {
        case .amounts(let given): amounts = try expandList(given, spatial, name, "padding", noun)
        case .valid: amounts = [Int](repeating: 0, count: spatial)
        case .same:
            if stride.contains(where: { $0 != 1 }) {
                throw Failure(.runtimeError, "padding='same' is not supported for strided convolutions")
            }
            let totals = zip(kernel, dilation).map { $1 * max($0 - 1, 0) }
            amounts = totals.map { $0 / 2 }
            if zip(totals, amounts).contains(where: { $0 != 2 * $1 }) {
                // The odd pixel goes to the right, or bottom, of the image.
                let extra = zip(totals, amounts).reversed().flatMap { [0, $0 - 2 * $1] }
                padded = try padConstant(x, extra, value: 0)
            }
        }
        if amounts.contains(where: { $0 < 0 }) { throw Failure(.runtimeError, "negative padding is not supported") }
        let size = Array(padded.shape.suffix(spatial))
        try requireModest(size, name, "input size")
        let paddedSize = (0..<spatial).map { size[$0] + 2 * amounts[$0] }
        let reach = (0..<spatial).map { dilation[$0] * (kernel[$0] - 1) + 1 }
        if zip(paddedSize, reach).contains(where: { $0 < $1 }) || kernel.contains(0) {
            let text = { (sizes: [Int]) in sizes.map(String.init).joined(separator: " x ") }
            throw Failure(
                .runtimeError,
                "Calculated padded input size per channel: (\(text(paddedSize))). Kernel size: (\(text(reach))). Kernel size "
                    + "can't be greater than actual input size",
                hint: "use a smaller kernel, more padding or a larger image")
        }
        let output = (0..<spatial).map { (paddedSize[$0] - reach[$0]) / stride[$0] + 1 }
        let g = ConvolutionGeometry(
            batch: x.shape[0], inChannels: padded.shape[1], outChannels: weight.shape[0], groups: groups,
            input: lifted(size, 1), output: lifted(output, 1), kernel: lifted(kernel, 1), stride: lifted(stride, 1),
            padding: lifted(amounts, 0), dilation: lifted(dilation, 1), spatial: spatial)
        let y = try BlockedConvolution.forward(padded, weight, bias, g) ?? forward(padded, weight, bias, g)
        return isBatched ? y : try y.squeeze([0])
    }

    /// conv_transpose1d, 2d, 3d. Source: the backward-data of a convolution from the output to the input.
    static func transposed(
        _ name: String, _ spatial: Int, _ input: Tensor, _ weight: Tensor, _ bias: Tensor?, _ stride: [Int],
        _ padding: [Int], _ outputPadding: [Int], _ groups: Int, _ dilation: [Int]
    ) throws -> Tensor {
        try checkRank(name, spatial, input)
        let isBatched = input.rank == spatial + 2
        let x = isBatched ? input : try input.unsqueeze(0)
        let noun = "convolution"
        let stride = try expandList(stride, spatial, name, "stride", noun)
        let dilation = try expandList(dilation, spatial, name, "dilation", noun)
        let padding = try expandList(padding, spatial, name, "padding", noun)
        let extra = try expandList(outputPadding, spatial, name, "output_padding", noun)
        if stride.contains(where: { $0 <= 0 }) { throw Failure(.runtimeError, "non-positive stride is not supported") }
        if dilation.contains(where: { $0 <= 0 }) {
            throw Failure(.runtimeError, "dilation should be greater than zero")
        }
        if padding.contains(where: { $0 < 0 }) { throw Failure(.runtimeError, "negative padding is not supported") }
        if extra.contains(where: { $0 < 0 }) {
            throw Failure(.runtimeError, "negative output_padding is not supported")
        }
        try checkWeight(x, weight, bias, spatial, groups, transposed: true)
        if (0..<spatial).contains(where: { extra[$0] >= stride[$0] && extra[$0] >= dilation[$0] }) {
            throw outputPaddingFailure(extra, stride, dilation)
        }
        let kernel = Array(weight.shape.suffix(spatial))
        let size = Array(x.shape.suffix(spatial))
        try requireModest(size, name, "input size")
        let output = (0..<spatial).map { i -> Int in
            let reach = dilation[i] * (kernel[i] - 1) + 1
            return (size[i] - 1) * stride[i] - 2 * padding[i] + reach + extra[i]
        }
        let channels = weight.shape[1] * groups
        if output.contains(where: { $0 <= 0 }) {
            let text = { (sizes: [Int]) in sizes.map(String.init).joined(separator: " x ") }
            throw Failure(
                .runtimeError,
                "Given input size per channel: (\(text(size))). Calculated output size per channel: (\(text(output))). Output "
                    + "size is too small")
        }
        let g = ConvolutionGeometry(
            batch: x.shape[0], inChannels: channels, outChannels: x.shape[1], groups: groups, input: lifted(output, 1),
            output: lifted(size, 1), kernel: lifted(kernel, 1), stride: lifted(stride, 1), padding: lifted(padding, 0),
            dilation: lifted(dilation, 1), spatial: spatial)
        let y = try BlockedConvolution.transposed(x, weight, bias, g) ?? data(x, weight, bias, g)
        return isBatched ? y : try y.squeeze([0])
    }

    private static func outputPaddingFailure(_ extra: [Int], _ stride: [Int], _ dilation: [Int]) -> Failure {
        let axes = extra.count == 3 ? ["depth", "height", "width"] : Array(["height", "width"].suffix(extra.count))
        let words = [("output_padding", extra), ("stride", stride), ("dilation", dilation)].flatMap { word, values in
            zip(axes, values).map { "\(word)_\($0): \($1)" }
        }
        return Failure(
            .runtimeError,
            "output padding must be smaller than either stride or dilation, but got " + words.joined(separator: " "))
    }

    /// Three axes, the missing leading ones filled.
    private static func lifted(_ values: [Int], _ fill: Int) -> [Int] {
        [Int](repeating: fill, count: maximumSpatial - values.count) + values
    }

    private static func checkRank(_ name: String, _ spatial: Int, _ input: Tensor) throws {
        guard input.rank == spatial + 2 || input.rank == spatial + 1 else {
            throw Failure(
                .runtimeError,
                "Expected \(spatial + 1)D (unbatched) or \(spatial + 2)D (batched) input to \(name), but got input of size: "
                    + Shape.text(input.shape),
                hint: spatial == 2 ? "an image batch is (N, C, H, W); add axes with x[None] or x.unsqueeze(0)" : "")
        }
    }

    private static func checkWeight(
        _ x: Tensor, _ weight: Tensor, _ bias: Tensor?, _ spatial: Int, _ groups: Int, transposed: Bool
    ) throws {
        if let bias, bias.dtype != x.dtype {
            throw Failure(
                .runtimeError, "Input type (\(x.dtype.cName)) and bias type (\(bias.dtype.cName)) should be the same",
                hint: dtypeHint(x.dtype, weight.dtype))
        }
        if weight.dtype != x.dtype {
            throw Failure(
                .runtimeError,
                "Input type (\(x.dtype.cName)) and weight type (\(weight.dtype.cName)) should be the same",
                hint: dtypeHint(x.dtype, weight.dtype))
        }
        guard x.dtype == .float32 || x.dtype == .float64 else { throw unsupported("convolution", x.dtype) }
        guard weight.rank == spatial + 2 else {
            throw Failure(
                .runtimeError,
                "Expected \(weight.rank)-dimensional input for \(weight.rank)-dimensional weight \(Shape.text(weight.shape)), but "
                    + "got \(x.rank)-dimensional input of size \(Shape.text(x.shape)) instead")
        }
        guard groups > 0 else { throw Failure(.runtimeError, "non-positive groups is not supported") }
        try requireModest([groups], "convolution", "groups")
        let weightText = Shape.text(weight.shape)
        if weight.shape[0] < groups {
            throw Failure(
                .runtimeError,
                "Given groups=\(groups), expected weight to be at least \(groups) at dimension 0, but got weight of size "
                    + "\(weightText) instead")
        }
        if weight.shape[0] % groups != 0 {
            throw Failure(
                .runtimeError,
                "Given groups=\(groups), expected weight to be divisible by \(groups) at dimension 0, but got weight of size "
                    + "[\(weightText)] instead", hint: "out_channels must be a multiple of groups")
        }
        let expected = transposed ? weight.shape[0] : weight.shape[1] * groups
        if x.shape[1] != expected {
            let given = transposed ? "Given transposed=1" : "Given groups=\(groups)"
            throw Failure(
                .runtimeError,
                "\(given), weight of size \(weightText), expected input\(Shape.text(x.shape)) to have \(expected) channels, but "
                    + "got \(x.shape[1]) channels instead",
                hint: channelHint(x, expected, spatial, transposed))
        }
        let outputs = transposed ? weight.shape[1] * groups : weight.shape[0]
        if let bias, bias.shape != [outputs] {
            throw Failure(
                .runtimeError,
                "Given weight of size \(weightText), expected bias to be 1-dimensional with \(outputs) elements, but got bias of "
                    + "size \(Shape.text(bias.shape)) instead")
        }
    }

    private static func dtypeHint(_ input: DType, _ weight: DType) -> String {
        weight == .float32
            ? "convert the input: x.float()" : "convert one of them: model.to(x.dtype) or x.to(\(weight.name))"
    }

    private static func channelHint(_ x: Tensor, _ expected: Int, _ spatial: Int, _ transposed: Bool) -> String {
        // Height and width are alike, and not like the channels.
        if spatial == 2, x.rank == 4, x.shape[3] == expected, x.shape[2] != expected {
            return "channels seem to come last; use x.permute(0, 3, 1, 2)"
        }
        return transposed
            ? "the layer before must give \(expected) channels" : "set in_channels=\(x.shape[1]) or change the input"
    }
}
