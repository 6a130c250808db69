// Conv1d, Conv2d, Conv3d and their transposes: a weight, a bias and the options of the op.

import Schema
import Tensors

/// What all convolution layers share. A subclass says how many dimensions it slides through, and in which direction.
open class ConvolutionLayer: Module {
    class var dimensions: Int { 2 }
    class var transposes: Bool { false }

    public let spatial: Int
    public let isTransposed: Bool
    public let inChannels: Int, outChannels: Int, groups: Int
    public let kernel: [Int], stride: [Int], dilation: [Int], outputPadding: [Int]
    public let padding: ConvolutionPadding
    public let paddingMode: String

    /// One number stands for every dimension.
    public required init(
        _ inChannels: Int, _ outChannels: Int, kernel: [Int], stride: [Int] = [1],
        padding: ConvolutionPadding = .amounts([0]), outputPadding: [Int] = [0], dilation: [Int] = [1], groups: Int = 1,
        bias: Bool = true, paddingMode: String = "zeros", dtype: DType? = nil
    ) throws {
        let (spatial, isTransposed) = (type(of: self).dimensions, type(of: self).transposes)
        let name = "\(isTransposed ? "ConvTranspose" : "Conv")\(spatial)d"
        guard groups > 0 else { throw Failure(.valueError, "groups must be a positive integer") }
        guard inChannels >= 0, outChannels >= 0 else {
            throw Failure(
                .runtimeError, "Trying to create tensor with negative dimension \(min(inChannels, outChannels))")
        }
        guard inChannels % groups == 0 else { throw Failure(.valueError, "in_channels must be divisible by groups") }
        guard outChannels % groups == 0 else { throw Failure(.valueError, "out_channels must be divisible by groups") }
        func each(_ values: [Int], _ what: String) throws -> [Int] {
            if values.count == spatial { return values }
            if values.count == 1 { return [Int](repeating: values[0], count: spatial) }
            throw Failure(
                .runtimeError,
                "\(name): \(what) must be one number or \(spatial) numbers, but got \(pythonText(values))")
        }
        self.spatial = spatial
        self.isTransposed = isTransposed
        self.inChannels = inChannels
        self.outChannels = outChannels
        self.groups = groups
        self.kernel = try each(kernel, "kernel_size")
        self.stride = try each(stride, "stride")
        self.dilation = try each(dilation, "dilation")
        self.outputPadding = try each(outputPadding, "output_padding")
        switch padding {
        case .amounts(let amounts): self.padding = .amounts(try each(amounts, "padding"))
        case .same:
            if self.stride.contains(where: { $0 != 1 }) {
                throw Failure(.valueError, "padding='same' is not supported for strided convolutions")
            }
            self.padding = .same
        case .valid: self.padding = .valid
        }
        guard ["zeros", "reflect", "replicate", "circular"].contains(paddingMode) else {
            throw Failure(
                .valueError,
                "padding_mode must be one of {'zeros', 'reflect', 'replicate', 'circular'}, but got padding_mode='\(paddingMode)'"
            )
        }
        if isTransposed, paddingMode != "zeros" {
            throw Failure(.valueError, "Only \"zeros\" padding mode is supported for \(name)")
        }
        self.paddingMode = paddingMode
        super.init()
        let channels = isTransposed ? [inChannels, outChannels / groups] : [outChannels, inChannels / groups]
        if self.kernel.contains(where: { $0 < 0 }) {
            throw Failure(.runtimeError, "Trying to create tensor with negative dimension \(self.kernel.min() ?? 0)")
        }
        try newParameter("weight", channels + self.kernel, dtype)
        if bias {
            try newParameter("bias", [outChannels], dtype)
        } else {
            register(parameter: "bias", nil)
        }
        try resetParameters()
    }

    open override func resetParameters() throws {
        try Init.weightAndBias(parameterOrFail("weight"), parameter("bias"))
    }

    open override func extraRepr() -> String {
        var text = "\(inChannels), \(outChannels), kernel_size=\(pythonText(kernel)), stride=\(pythonText(stride))"
        switch padding {
        case .amounts(let amounts):
            if amounts.contains(where: { $0 != 0 }) { text += ", padding=\(pythonText(amounts))" }
        case .same: text += ", padding=same"
        case .valid: text += ", padding=valid"
        }
        if dilation.contains(where: { $0 != 1 }) { text += ", dilation=\(pythonText(dilation))" }
        if outputPadding.contains(where: { $0 != 0 }) { text += ", output_padding=\(pythonText(outputPadding))" }
        if groups != 1 { text += ", groups=\(groups)" }
        if parameter("bias") == nil { text += ", bias=False" }
        if paddingMode != "zeros" { text += ", padding_mode=\(paddingMode)" }
        return text
    }

    open override func attribute(_ name: String) -> Argument? {
        func tuple(_ values: [Int]) -> Argument { .tuple(values.map(Argument.int)) }
        switch name {
        case "in_channels": return .int(inChannels)
        case "out_channels": return .int(outChannels)
        case "kernel_size": return tuple(kernel)
        case "stride": return tuple(stride)
        case "dilation": return tuple(dilation)
        case "output_padding": return tuple(outputPadding)
        case "groups": return .int(groups)
        case "padding_mode": return .string(paddingMode)
        case "transposed": return .bool(isTransposed)
        case "padding":
            switch padding {
            case .amounts(let amounts): return tuple(amounts)
            case .same: return .string("same")
            case .valid: return .string("valid")
            }
        default: return nil
        }
    }

    open override var forwardSignature: String { isTransposed ? "forward(input, output_size=None)" : "forward(input)" }

    open override func forward(arguments: [Argument]) throws -> Argument {
        guard case .tensor(let x)? = arguments.first else {
            throw Failure(
                .typeError,
                "conv\(isTransposed ? "_transpose" : "")\(spatial)d() received an invalid combination of arguments - got "
                    + "(\(arguments.first?.typeName ?? "nothing"), …)", hint: "give it a tensor: torch.from_numpy(x)")
        }
        if isTransposed, arguments.count > 1, let size = try Ints?.from(arguments[1]) ?? nil {
            return .tensor(try transposed(x, extra: extraPadding(x, size.values)))
        }
        return .tensor(try forward([x]))
    }

    open override func forward(_ inputs: [Tensor]) throws -> Tensor {
        if isTransposed { return try transposed(inputs[0], extra: outputPadding) }
        return try convolved(inputs[0], parameterOrFail("weight"), parameter("bias"))
    }

    /// The convolution that the layer describes, with another weight and bias: `_conv_forward`.
    public func convolved(_ x: Tensor, _ weight: Tensor, _ bias: Tensor?) throws -> Tensor {
        var (input, amounts) = (x, padding)
        if paddingMode != "zeros" {
            // Padded by another op; the convolution itself then pads nothing.
            var pairs = [(Int, Int)](repeating: (0, 0), count: spatial)
            switch padding {
            case .amounts(let values): pairs = values.map { ($0, $0) }
            case .same:
                pairs = (0..<spatial).map { i in
                    let total = dilation[i] * (kernel[i] - 1)
                    return (total / 2, total - total / 2)
                }
            case .valid: break
            }
            input = try pad(x, pairs.reversed().flatMap { [$0.0, $0.1] }, mode: paddingMode)
            amounts = .valid
        }
        switch spatial {
        case 1:
            return try conv1d(input, weight, bias, stride: stride, padding: amounts, dilation: dilation, groups: groups)
        case 2:
            return try conv2d(input, weight, bias, stride: stride, padding: amounts, dilation: dilation, groups: groups)
        default:
            return try conv3d(input, weight, bias, stride: stride, padding: amounts, dilation: dilation, groups: groups)
        }
    }

    private func transposed(_ x: Tensor, extra: [Int]) throws -> Tensor {
        let (weight, bias) = (try parameterOrFail("weight"), parameter("bias"))
        guard case .amounts(let amounts) = padding else {
            throw Failure(.typeError, "\(typeName): padding must be numbers")
        }
        switch spatial {
        case 1:
            return try convTranspose1d(
                x, weight, bias, stride: stride, padding: amounts, outputPadding: extra, groups: groups,
                dilation: dilation)
        case 2:
            return try convTranspose2d(
                x, weight, bias, stride: stride, padding: amounts, outputPadding: extra, groups: groups,
                dilation: dilation)
        default:
            return try convTranspose3d(
                x, weight, bias, stride: stride, padding: amounts, outputPadding: extra, groups: groups,
                dilation: dilation)
        }
    }

    /// The output_padding that gives a wanted output size.
    private func extraPadding(_ x: Tensor, _ size: [Int]) throws -> [Int] {
        guard case .amounts(let amounts) = padding, x.rank > spatial else { return outputPadding }
        let wanted = Array(size.suffix(spatial))
        let given = Array(x.shape.suffix(spatial))
        guard wanted.count == spatial else {
            throw Failure(
                .valueError,
                "ConvTranspose\(spatial)D: for \(x.rank)D input, output_size must have \(spatial) or \(x.rank) elements (got "
                    + "\(size.count))")
        }
        // Larger ones are refused by the convolution itself.
        guard [stride, amounts, dilation, kernel].joined().allSatisfy({ $0.magnitude < 1 << 30 }) else {
            return outputPadding
        }
        let smallest = (0..<spatial).map { i -> Int in
            (given[i] - 1) * stride[i] - 2 * amounts[i] + dilation[i] * (kernel[i] - 1) + 1
        }
        let largest = (0..<spatial).map { smallest[$0] + stride[$0] - 1 }
        guard (0..<spatial).allSatisfy({ wanted[$0] >= smallest[$0] && wanted[$0] <= largest[$0] }) else {
            throw Failure(
                .valueError,
                "requested an output size of \(Shape.text(wanted)), but valid sizes range from \(Shape.text(smallest)) to "
                    + "\(Shape.text(largest)) (for an input of torch.Size(\(Shape.text(given))))")
        }
        return (0..<spatial).map { wanted[$0] - smallest[$0] }
    }
}

public final class Conv1d: ConvolutionLayer {
    override class var dimensions: Int { 1 }
}
public final class Conv2d: ConvolutionLayer {
    override class var dimensions: Int { 2 }
}
public final class Conv3d: ConvolutionLayer {
    override class var dimensions: Int { 3 }
}

public final class ConvTranspose1d: ConvolutionLayer {
    override class var dimensions: Int { 1 }
    override class var transposes: Bool { true }
}
public final class ConvTranspose2d: ConvolutionLayer {
    override class var dimensions: Int { 2 }
    override class var transposes: Bool { true }
}
public final class ConvTranspose3d: ConvolutionLayer {
    override class var dimensions: Int { 3 }
    override class var transposes: Bool { true }
}

extension LayerDeclaration {
    private static let options =
        "in_channels, out_channels, kernel_size, stride=1, padding=0, dilation=1, groups=1, bias=True, padding_mode='zeros', "
        + "device=None, dtype=None"
    private static let transposedOptions =
        "in_channels, out_channels, kernel_size, stride=1, padding=0, output_padding=0, groups=1, bias=True, dilation=1, "
        + "padding_mode='zeros', device=None, dtype=None"

    private static func convolution<L: ConvolutionLayer>(_ type: L.Type, _ doc: String) -> LayerDeclaration {
        LayerDeclaration("\(type)(\(options))", doc) {
            (
                i: Int, o: Int, k: Ints, s: Ints, p: ConvolutionPadding, d: Ints, g: Int, b: Bool, m: String,
                _: Argument, t: DType?
            ) in
            try type.init(
                i, o, kernel: k.values, stride: s.values, padding: p, dilation: d.values, groups: g, bias: b,
                paddingMode: m, dtype: t)
        }
    }

    private static func transpose<L: ConvolutionLayer>(_ type: L.Type, _ doc: String) -> LayerDeclaration {
        LayerDeclaration("\(type)(\(transposedOptions))", doc) {
            (
                i: Int, o: Int, k: Ints, s: Ints, p: Ints, e: Ints, g: Int, b: Bool, d: Ints, m: String, _: Argument,
                t: DType?
            ) in
            try type.init(
                i, o, kernel: k.values, stride: s.values, padding: .amounts(p.values), outputPadding: e.values,
                dilation: d.values, groups: g, bias: b, paddingMode: m, dtype: t)
        }
    }

    static let convolutions: [LayerDeclaration] = [
        convolution(Conv1d.self, "A bank of kernels slid along (N, C, L); weight (O, C/groups, k), bias (O)."),
        convolution(Conv2d.self, "A bank of kernels slid over (N, C, H, W); weight (O, C/groups, kH, kW), bias (O)."),
        convolution(Conv3d.self, "A bank of kernels slid through (N, C, D, H, W)."),
        transpose(ConvTranspose1d.self, "The transpose of Conv1d: (N, C, L) made longer."),
        transpose(ConvTranspose2d.self, "The transpose of Conv2d: images made larger."),
        transpose(ConvTranspose3d.self, "The transpose of Conv3d: volumes made larger."),
    ]
}
