// Linear, Bilinear, Embedding, PReLU: layers whose parameters are a table or a matrix.

import Schema
import Tensors

open class Linear: Module {
    public let inFeatures: Int, outFeatures: Int

    public init(_ inFeatures: Int, _ outFeatures: Int, bias: Bool = true, dtype: DType? = nil) throws {
        self.inFeatures = inFeatures
        self.outFeatures = outFeatures
        super.init()
        try newParameter("weight", [outFeatures, inFeatures], dtype)
        if bias { try newParameter("bias", [outFeatures], dtype) } else { register(parameter: "bias", nil) }
        try resetParameters()
    }

    open override func resetParameters() throws {
        try Init.weightAndBias(parameterOrFail("weight"), parameter("bias"))
    }

    open override func extraRepr() -> String {
        "in_features=\(inFeatures), out_features=\(outFeatures), bias=\(pythonText(parameter("bias") != nil))"
    }
    open override func attribute(_ name: String) -> Argument? {
        switch name {
        case "in_features": .int(inFeatures)
        case "out_features": .int(outFeatures)
        default: nil
        }
    }
    open override func forward(_ inputs: [Tensor]) throws -> Tensor {
        try linear(inputs[0], parameterOrFail("weight"), parameter("bias"))
    }
}

/// The name that the output projection of attention prints with.
final class NonDynamicallyQuantizableLinear: Linear {}

public final class Bilinear: Module {
    public let in1: Int, in2: Int, outFeatures: Int

    public init(_ in1: Int, _ in2: Int, _ outFeatures: Int, bias: Bool = true, dtype: DType? = nil) throws {
        guard in1 > 0 else { throw Failure(.valueError, "in1_features must be > 0, but got \(in1)") }
        self.in1 = in1
        self.in2 = in2
        self.outFeatures = outFeatures
        super.init()
        let weight = try newParameter("weight", [outFeatures, in1, in2], dtype)
        let vector = bias ? try newParameter("bias", [outFeatures], dtype) : nil
        if vector == nil { register(parameter: "bias", nil) }
        let bound = 1 / Double(in1).squareRoot()
        try Init.uniform(weight, -bound, bound)
        if let vector { try Init.uniform(vector, -bound, bound) }
    }

    public override var forwardSignature: String { "forward(input1, input2)" }
    public override func extraRepr() -> String {
        "in1_features=\(in1), in2_features=\(in2), out_features=\(outFeatures), bias=\(pythonText(parameter("bias") != nil))"
    }
    public override func forward(_ inputs: [Tensor]) throws -> Tensor {
        try bilinear(inputs[0], inputs[1], parameterOrFail("weight"), parameter("bias"))
    }
}

public final class Embedding: Module {
    public let rows: Int, width: Int
    public let paddingIndex: Int?

    /// `weight` takes a ready table instead of drawing one; `frozen` keeps it from training.
    public init(
        _ rows: Int, _ width: Int, paddingIndex: Int? = nil, weight: Tensor? = nil, frozen: Bool = false,
        dtype: DType? = nil
    ) throws {
        var index = paddingIndex
        if let given = paddingIndex {
            guard given < rows, given >= -rows else {
                throw Failure(.assertionError, "Padding_idx must be within num_embeddings")
            }
            index = given < 0 ? given + rows : given
        }
        self.rows = rows
        self.width = width
        self.paddingIndex = index
        super.init()
        if let weight {
            guard weight.shape == [rows, width] else {
                throw Failure(.assertionError, "Shape of weight does not match num_embeddings and embedding_dim")
            }
            let table = weight.detach()
            table.requiresGrad = !frozen
            register(parameter: "weight", table)
        } else {
            try newParameter("weight", [rows, width], dtype)
            try resetParameters()
        }
    }

    public override func resetParameters() throws {
        let weight = try parameterOrFail("weight")
        try Init.normal(weight)
        if let paddingIndex { try GradMode.disabled { try weight.detach().select(0, paddingIndex).zero() } }
    }

    public override func extraRepr() -> String {
        "\(rows), \(width)" + (paddingIndex.map { ", padding_idx=\($0)" } ?? "")
    }
    public override func attribute(_ name: String) -> Argument? {
        switch name {
        case "num_embeddings": .int(rows)
        case "embedding_dim": .int(width)
        case "padding_idx": paddingIndex.map(Argument.int) ?? Argument.none
        default: nil
        }
    }
    public override func forward(_ inputs: [Tensor]) throws -> Tensor {
        try embedding(inputs[0], parameterOrFail("weight"), paddingIndex: paddingIndex)
    }
}

public final class PReLU: Module {
    private let count: Int

    public init(_ count: Int = 1, initial: Double = 0.25, dtype: DType? = nil) throws {
        self.count = count
        super.init()
        try Init.constant(newParameter("weight", [count], dtype), initial)
    }

    public override func extraRepr() -> String { "num_parameters=\(count)" }
    public override func forward(_ inputs: [Tensor]) throws -> Tensor {
        try prelu(inputs[0], parameterOrFail("weight"))
    }
}

extension LayerDeclaration {
    static let linears: [LayerDeclaration] = [
        LayerDeclaration(
            "Linear(in_features, out_features, bias=True, device=None, dtype=None)",
            "x @ weight.T + bias over the last axis."
        ) { (i: Int, o: Int, b: Bool, _: Argument, t: DType?) in try Linear(i, o, bias: b, dtype: t) },
        LayerDeclaration(
            "Bilinear(in1_features, in2_features, out_features, bias=True, device=None, dtype=None)",
            "A bilinear form in two inputs for each output."
        ) { (a: Int, b: Int, o: Int, bias: Bool, _: Argument, t: DType?) in try Bilinear(a, b, o, bias: bias, dtype: t)
        },
        LayerDeclaration(
            """
            Embedding(num_embeddings, embedding_dim, padding_idx=None, max_norm=None, norm_type=2.0, scale_grad_by_freq=False, \
            sparse=False, _weight=None, _freeze=False, device=None, dtype=None)
            """, "A table whose rows are picked by number."
        ) {
            (
                n: Int, d: Int, padding: Int?, _: Argument, _: Argument, _: Argument, _: Argument, w: Tensor?, f: Bool,
                _: Argument, t: DType?
            ) in
            try Embedding(n, d, paddingIndex: padding, weight: w, frozen: f, dtype: t)
        },
        LayerDeclaration(
            "PReLU(num_parameters=1, init=0.25, device=None, dtype=None)", "A leaky relu with a learned slope."
        ) { (n: Int, a: Double, _: Argument, t: DType?) in try PReLU(n, initial: a, dtype: t) },
    ]
}
