// The U-Net family (Ronneberger et al., 2015): an encoder that halves the image, a bottleneck, and a decoder that doubles it again and
// joins what the encoder saw. Parameters are drawn in the order in which the tutorial's class constructs its layers, so the same
// seed gives the same weights. Variants: dropout in the bottleneck, residual blocks, attention gates on the skip connections
// (Oktay et al., 2018).

import Schema
import Tensors

/// Two 3x3 convolutions, each followed by batch norm and relu. The convolutions have no bias: batch norm adds one.
public func doubleConv(_ inChannels: Int, _ outChannels: Int) throws -> Sequential {
    Sequential([
        try Conv2d(inChannels, outChannels, kernel: [3], padding: .amounts([1]), bias: false),
        try StatisticsNorm(.batch, spatial: 2, outChannels, affine: true, tracks: true),
        try LayerDeclaration.make("ReLU", .bool(true)),
        try Conv2d(outChannels, outChannels, kernel: [3], padding: .amounts([1]), bias: false),
        try StatisticsNorm(.batch, spatial: 2, outChannels, affine: true, tracks: true),
        try LayerDeclaration.make("ReLU", .bool(true)),
    ])
}

/// A double convolution plus a 1x1 projection of its input.
final class ResidualBlock: Module {
    init(_ inChannels: Int, _ outChannels: Int) throws {
        super.init()
        register(
            child: "conv1", try Conv2d(inChannels, outChannels, kernel: [3], padding: .amounts([1]), bias: false))
        register(child: "bn1", try StatisticsNorm(.batch, spatial: 2, outChannels, affine: true, tracks: true))
        register(
            child: "conv2", try Conv2d(outChannels, outChannels, kernel: [3], padding: .amounts([1]), bias: false))
        register(child: "bn2", try StatisticsNorm(.batch, spatial: 2, outChannels, affine: true, tracks: true))
        if inChannels == outChannels {
            register(child: "skip", try LayerDeclaration.make("Identity", .tuple([])))
        } else {
            register(child: "skip", try Conv2d(inChannels, outChannels, kernel: [1], bias: false))
        }
    }

    override func forward(_ inputs: [Tensor]) throws -> Tensor {
        let x = inputs[0]
        let first = try run("bn1", run("conv1", x)).relu()
        return try add(run("bn2", run("conv2", first)), run("skip", x)).relu()
    }
}

/// Weights a skip connection by where the decoder is looking.
final class AttentionGate: Module {
    init(_ channels: Int) throws {
        super.init()
        let inner = max(channels / 2, 1)
        register(child: "gate", try Conv2d(channels, inner, kernel: [1]))
        register(child: "skip", try Conv2d(channels, inner, kernel: [1]))
        register(child: "psi", try Conv2d(inner, 1, kernel: [1]))
    }

    override var forwardSignature: String { "forward(gate, skip)" }

    override func forward(_ inputs: [Tensor]) throws -> Tensor {
        let (gate, skip) = (inputs[0], inputs[1])
        let together = try add(run("gate", gate), run("skip", skip)).relu()
        return try mul(skip, run("psi", together).sigmoid())
    }
}

extension Module {
    /// The child of this name applied to one tensor.
    func run(_ name: String, _ x: Tensor) throws -> Tensor {
        guard let module = child(name) else {
            throw Failure(.attributeError, "'\(typeName)' object has no attribute '\(name)'")
        }
        return try module(x)
    }
}

/// input (N, inChannels, H, W), H and W divisible by 2^(widths-1) -> logits (N, outChannels, H, W).
public final class UNet: Module {
    public let widths: [Int]
    public let inChannels: Int, outChannels: Int
    private let attention: Bool
    private let dropoutProbability: Double

    /// `widths`: channels at each depth; the last is the bottleneck.
    public init(
        _ inChannels: Int, _ outChannels: Int, widths: [Int] = [64, 128, 256, 512, 1024], dropout: Double = 0,
        residual: Bool = false, attention: Bool = false
    ) throws {
        guard widths.count >= 2, widths.allSatisfy({ $0 > 0 }), inChannels > 0, outChannels > 0 else {
            throw Failure(
                .valueError,
                "UNet: channels must be positive and widths needs at least two of them, but got widths=\(widths)")
        }
        self.widths = widths
        self.inChannels = inChannels
        self.outChannels = outChannels
        self.attention = attention
        dropoutProbability = dropout
        super.init()
        func block(_ from: Int, _ to: Int) throws -> Module {
            residual ? try ResidualBlock(from, to) : try doubleConv(from, to)
        }
        let depth = widths.count - 1
        var channels = inChannels
        for level in 0..<depth {
            register(child: "enc\(level + 1)", try block(channels, widths[level]))
            channels = widths[level]
        }
        register(child: "bottleneck", try block(channels, widths[depth]))
        for level in (0..<depth).reversed() {
            register(
                child: "upconv\(level + 1)",
                try ConvTranspose2d(widths[level + 1], widths[level], kernel: [2], stride: [2]))
            if attention { register(child: "att\(level + 1)", try AttentionGate(widths[level])) }
            register(child: "dec\(level + 1)", try block(2 * widths[level], widths[level]))
        }
        register(child: "out_conv", try Conv2d(widths[0], outChannels, kernel: [1]))
        if dropout > 0 { register(child: "dropout", try LayerDeclaration.make("Dropout", .float(dropout))) }
    }

    public override func attribute(_ name: String) -> Argument? {
        switch name {
        case "in_channels": .int(inChannels)
        case "out_channels": .int(outChannels)
        case "widths": .tuple(widths.map(Argument.int))
        default: nil
        }
    }

    public override var forwardSignature: String { "forward(x)" }

    public override func forward(_ inputs: [Tensor]) throws -> Tensor {
        var x = inputs[0]
        let depth = widths.count - 1
        try UNet.checkSize(x, depth: depth)
        var skips: [Tensor] = []
        for level in 0..<depth {
            let seen = try run("enc\(level + 1)", x)
            skips.append(seen)
            x = try maxPool2d(seen, kernel: [2])
        }
        x = try run("bottleneck", x)
        if dropoutProbability > 0 { x = try run("dropout", x) }
        for level in (0..<depth).reversed() {
            let up = try run("upconv\(level + 1)", x)
            var skip = skips[level]
            if attention, let gate = child("att\(level + 1)") { skip = try gate(up, skip) }
            x = try run("dec\(level + 1)", cat([skip, up], 1))
        }
        return try run("out_conv", x)
    }

    /// An image batch whose height and width can be halved `depth` times.
    static func checkSize(_ x: Tensor, depth: Int) throws {
        guard x.rank == 4 else {
            throw Failure(
                .runtimeError, "UNet: expected an image batch (N, C, H, W), but got \(Shape.text(x.shape))",
                hint: x.rank == 3 ? "add the batch axis: x.unsqueeze(0)" : "")
        }
        let unit = 1 << min(depth, 30)
        if x.shape[2] % unit != 0 || x.shape[3] % unit != 0 {
            throw Failure(
                .runtimeError,
                "UNet: height and width must be divisible by \(unit), but the input is \(Shape.text(x.shape))",
                hint: "resize or pad the image: F.pad(x, (0, right, 0, bottom))")
        }
    }
}
