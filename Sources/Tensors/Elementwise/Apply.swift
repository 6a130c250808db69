// One-operand ops with a gradient: what they save, and their in-place form.

import Schema

/// What backward of a one-operand op wants to see again.
enum Saves { case nothing, input, output }

extension Tensor {
    /// Runs `f` and records it. `gradient` gets the output's gradient and the saved value (an empty tensor for `.nothing`).
    func apply(
        _ f: some UnaryFunction, saves: Saves, node: String? = nil, inPlace: Bool = false,
        gradient: @escaping (Tensor, Tensor) throws -> Tensor
    ) throws -> Tensor {
        let name = node ?? f.name.nodeName
        let backward: (Tensor, Saved) throws -> [Tensor?] = { g, saved in
            [try gradient(g, saves == .nothing ? emptySaved : saved[0])]
        }
        if inPlace {
            try checkInPlace()
            let keep = saves == .input && needsRecording([self]) ? try copied() : self
            _ = try map(f, self, into: self)
            recordInPlace(
                name, self, inputs: [self], saved: saves == .nothing ? [] : saves == .input ? [keep] : [self],
                backward: backward)
            return self
        }
        let result = try map(f, self)
        return record(
            name, result, inputs: [self], saved: saves == .nothing ? [] : [saves == .input ? self : result],
            backward: backward)
    }
}

extension String {
    /// "log_softmax" -> "LogSoftmaxBackward0".
    var nodeName: String {
        split(separator: "_").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined() + "Backward0"
    }
}

extension Op {
    /// The declaration of a one-operand op.
    static func unary(
        _ name: String, _ doc: String, in namespaces: Namespaces = [.torch, .method, .inPlace], aliases: [String] = [],
        from low: Double = -2, to high: Double = 2, differentiable: Bool = true, file: String = #fileID,
        _ body: @escaping @Sendable (Tensor) throws -> Tensor
    ) -> Op {
        Op(
            "\(name)(input)", doc + "\nShapes:  any -> same.\nSource:  torch.\(name).", in: namespaces,
            aliases: aliases, body,
            samples: {
                guard differentiable else { return [] }
                return [
                    [try sample([2, 3], from: low, to: high)], [try sample([], from: low, to: high, seed: 3)],
                    [try sample([0, 2])], [try strided(sample([3, 2], from: low, to: high, seed: 5))],
                ]
            }, file: file)
    }

    /// The transpose of a sample: the same values in other memory order.
    static func strided(_ argument: Argument) throws -> Argument {
        guard case .tensor(let tensor) = argument else { return argument }
        let result = try GradMode.disabled { try tensor.transpose(0, -1) }.detach()
        result.requiresGrad = tensor.requiresGrad
        return .tensor(result)
    }
}
