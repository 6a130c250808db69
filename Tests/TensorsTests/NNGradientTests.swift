// The gradients of the network ops against finite differences, from the samples in their declarations; and the gradients made of
// ordinary ops (create_graph) against the fused ones.
import Schema
import XCTest

@testable import Tensors

final class NNGradientTests: XCTestCase {
    /// The first tensor of a result, weighted by fixed numbers and summed.
    private func total(_ result: Argument) throws -> Tensor? {
        let tensor: Tensor
        switch result {
        case .tensor(let value): tensor = value
        case .tuple(let items):
            guard case .tensor(let value)? = items.first else { return nil }
            tensor = value
        default: return nil
        }
        guard tensor.dtype.isFloatingPoint else { return nil }
        let weights = (0..<tensor.count).map { 0.3 + Double(($0 * 7919) % 11) / 10 }
        return try mul(tensor, Tensor.from(weights, tensor.shape)).sum()
    }

    func testAgainstFiniteDifferences() throws {
        var checked = 0
        for op in Op.network {
            for (i, arguments) in try op.samples().enumerated() {
                let inputs = arguments.compactMap { argument -> Tensor? in
                    if case .tensor(let tensor) = argument, tensor.requiresGrad { tensor } else { nil }
                }
                guard let root = try total(op.call(arguments)) else { continue }
                guard root.requiresGrad else { continue }
                let made = try gradients(of: [root], with: inputs, allowUnused: true)
                for (k, input) in inputs.enumerated() {
                    guard let gradient = try made[k]?.doubles() else { continue }
                    for j in 0..<input.count {
                        let kept = input.pointer(Double.self)[j]
                        let h = 1e-6
                        input.pointer(Double.self)[j] = kept + h
                        let up = try GradMode.disabled { try total(op.call(arguments))?.item().double ?? 0 }
                        input.pointer(Double.self)[j] = kept - h
                        let down = try GradMode.disabled { try total(op.call(arguments))?.item().double ?? 0 }
                        input.pointer(Double.self)[j] = kept
                        // Central differences in binary64: an error of about 1e-9 relative to the value.
                        XCTAssertEqual(
                            gradient[j], (up - down) / (2 * h), accuracy: 1e-6 * max(1, abs(up)),
                            "\(op.name) sample \(i) input \(k) element \(j)")
                    }
                    checked += 1
                }
            }
        }
        XCTAssertGreaterThan(checked, 120)
    }

    func testGradientsOfGradients() throws {
        let differentiable: Set<String> = [
            "conv1d", "conv2d", "conv3d", "conv_transpose2d", "linear", "batch_norm", "layer_norm", "group_norm",
            "instance_norm",
            "leaky_relu", "elu", "silu", "gelu", "softplus", "mish", "softmax", "log_softmax", "avg_pool2d",
            "max_pool2d",
            "interpolate", "pad", "logsigmoid", "softsign", "prelu", "nll_loss", "pixel_shuffle",
        ]
        for op in Op.network where differentiable.contains(op.name) {
            for (i, arguments) in try op.samples().enumerated() {
                let inputs = arguments.compactMap { argument -> Tensor? in
                    if case .tensor(let tensor) = argument, tensor.requiresGrad { tensor } else { nil }
                }
                guard let first = inputs.first, let root = try total(op.call(arguments)) else { continue }
                let plain = try gradients(of: [root], with: [first], retainGraph: true)[0]
                let graph = try gradients(of: [root], with: [first], createGraph: true)[0]
                guard let plain, let graph else { continue }
                for (a, b) in zip(try plain.doubles(), try graph.doubles()) {
                    XCTAssertEqual(
                        a, b, accuracy: 1e-9 * max(1, abs(a)), "\(op.name) sample \(i): two ways to one gradient")
                }
                // d/dx of Σ g² against finite differences of the gradient.
                guard graph.requiresGrad else { continue }
                let square = try mul(graph, graph).sum()
                guard let second = try gradients(of: [square], with: [first], allowUnused: true)[0]?.doubles() else {
                    continue
                }
                for j in 0..<min(first.count, 6) {
                    func squareAt(_ value: Double) throws -> Double {
                        let kept = first.pointer(Double.self)[j]
                        first.pointer(Double.self)[j] = value
                        defer { first.pointer(Double.self)[j] = kept }
                        guard let root = try total(op.call(arguments)),
                            let g = try gradients(of: [root], with: [first])[0]
                        else { return 0 }
                        return try g.doubles().reduce(0) { $0 + $1 * $1 }
                    }
                    let x = first.pointer(Double.self)[j]
                    let h = 1e-5
                    let difference = (try squareAt(x + h) - squareAt(x - h)) / (2 * h)
                    XCTAssertEqual(
                        second[j], difference, accuracy: 1e-4 * max(1, abs(difference)),
                        "\(op.name) sample \(i) second \(j)")
                }
            }
        }
    }

    func testErrorSamples() throws {
        for op in Op.network {
            for (call, text) in op.errorSamples {
                let said = message { _ = try op.call(call()) }
                XCTAssertTrue(said.hasPrefix(text), "\(op.name): \(said)")
            }
        }
    }
}
