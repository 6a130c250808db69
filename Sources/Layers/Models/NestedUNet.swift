// UNet++ (Zhou et al., 2018): the skip connections pass through blocks of their own. Node (d, s) is at depth d after s up-samplings along
// its skip connection; it sees all earlier nodes of its depth and the up-sampled node below. The last node of depth 0 predicts; with deep
// supervision every node of depth 0 does.

import Schema
import Tensors

/// input (N, inChannels, H, W), H and W divisible by 2^(widths-1) -> logits (N, outChannels, H, W).
public final class NestedUNet: Module {
    public let widths: [Int]
    private let deepSupervision: Bool

    public init(
        _ inChannels: Int, _ outChannels: Int, widths: [Int] = [32, 64, 128, 256, 512], deepSupervision: Bool = false
    ) throws {
        guard widths.count >= 2, widths.allSatisfy({ $0 > 0 }), inChannels > 0, outChannels > 0 else {
            throw Failure(
                .valueError,
                "NestedUNet: channels must be positive and widths needs at least two of them, but got widths=\(widths)")
        }
        self.widths = widths
        self.deepSupervision = deepSupervision
        super.init()
        let depth = widths.count
        for d in 0..<depth {
            register(child: "x\(d)_0", try doubleConv(d == 0 ? inChannels : widths[d - 1], widths[d]))
        }
        for s in 1..<depth {
            for d in 0..<(depth - s) {
                register(child: "x\(d)_\(s)", try doubleConv(widths[d] * s + widths[d + 1], widths[d]))
            }
        }
        for s in deepSupervision ? Array(1..<depth) : [depth - 1] {
            register(child: "out\(s)", try Conv2d(widths[0], outChannels, kernel: [1]))
        }
    }

    public override var forwardSignature: String { "forward(x)" }

    public override func forward(arguments: [Argument]) throws -> Argument {
        guard case .tensor(let x)? = arguments.first else { return try super.forward(arguments: arguments) }
        let outputs = try outputs(x)
        return deepSupervision ? .tuple(outputs.map(Argument.tensor)) : .tensor(outputs[outputs.count - 1])
    }

    public override func forward(_ inputs: [Tensor]) throws -> Tensor {
        let outputs = try outputs(inputs[0])
        return outputs[outputs.count - 1]
    }

    /// The logits of each supervised node of depth 0, shallow to deep.
    private func outputs(_ x: Tensor) throws -> [Tensor] {
        try UNet.checkSize(x, depth: widths.count - 1)
        let depth = widths.count
        var nodes = [[Tensor]](repeating: [], count: depth)
        var value = x
        for d in 0..<depth {
            value = try run("x\(d)_0", d == 0 ? x : maxPool2d(value, kernel: [2]))
            nodes[d].append(value)
        }
        for s in 1..<depth {
            for d in 0..<(depth - s) {
                let up = try interpolate(nodes[d + 1][s - 1], scale: [2, 2], mode: "bilinear", alignCorners: true)
                nodes[d].append(try run("x\(d)_\(s)", cat(nodes[d] + [up], 1)))
            }
        }
        return try (deepSupervision ? Array(1..<depth) : [depth - 1]).map { try run("out\($0)", nodes[0][$0]) }
    }
}
