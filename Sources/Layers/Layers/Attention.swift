// MultiheadAttention and TransformerEncoderLayer.

import Schema
import Tensors

public final class MultiheadAttention: Module {
    public let embedDim: Int, heads: Int
    public let dropoutProbability: Double
    public let isBatchFirst: Bool

    public init(
        _ embedDim: Int, _ heads: Int, dropout: Double = 0, bias: Bool = true, batchFirst: Bool = false,
        dtype: DType? = nil
    ) throws {
        guard embedDim > 0, heads > 0 else {
            throw Failure(
                .valueError,
                "embed_dim and num_heads must be greater than 0, got embed_dim=\(embedDim) and num_heads=\(heads) instead"
            )
        }
        guard embedDim % heads == 0 else { throw Failure(.assertionError, "embed_dim must be divisible by num_heads") }
        self.embedDim = embedDim
        self.heads = heads
        dropoutProbability = dropout
        isBatchFirst = batchFirst
        super.init()
        try newParameter("in_proj_weight", [3 * embedDim, embedDim], dtype)
        if bias {
            try newParameter("in_proj_bias", [3 * embedDim], dtype)
        } else {
            register(parameter: "in_proj_bias", nil)
        }
        // The output projection draws first, its bias included; only then the input projection is drawn.
        let projection = try NonDynamicallyQuantizableLinear(embedDim, embedDim, bias: bias, dtype: dtype)
        register(child: "out_proj", projection)
        try Init.xavierUniform(parameterOrFail("in_proj_weight"))
        if let inBias = parameter("in_proj_bias") { try Init.zeros(inBias) }
        if let outBias = projection.parameter("bias") { try Init.zeros(outBias) }
    }

    public override func attribute(_ name: String) -> Argument? {
        switch name {
        case "embed_dim": .int(embedDim)
        case "num_heads": .int(heads)
        case "head_dim": .int(embedDim / heads)
        case "dropout": .float(dropoutProbability)
        case "batch_first": .bool(isBatchFirst)
        default: nil
        }
    }

    public override var forwardSignature: String {
        "forward(query, key, value, key_padding_mask=None, need_weights=True, attn_mask=None, average_attn_weights=True, is_causal=False)"
    }

    public override func forward(_ inputs: [Tensor]) throws -> Tensor {
        try attend(inputs[0], inputs.count > 1 ? inputs[1] : inputs[0], inputs.count > 2 ? inputs[2] : inputs[0]).output
    }

    public override func forward(arguments: [Argument]) throws -> Argument {
        func tensor(_ i: Int) throws -> Tensor {
            guard i < arguments.count, case .tensor(let tensor) = arguments[i] else {
                throw Failure(.typeError, "MultiheadAttention.forward(): query, key and value must be Tensors")
            }
            return tensor
        }
        func optional(_ i: Int) -> Tensor? {
            if i < arguments.count, case .tensor(let tensor) = arguments[i] { tensor } else { nil }
        }
        let needWeights = arguments.count > 4 ? Bool.from(arguments[4]) ?? true : true
        let average = arguments.count > 6 ? Bool.from(arguments[6]) ?? true : true
        let result = try attend(
            tensor(0), tensor(1), tensor(2), keyPadding: optional(3), mask: optional(5), averageWeights: average)
        return .tuple([.tensor(result.output), needWeights ? .tensor(result.weights) : .none])
    }

    /// query (L, N, E) or (N, L, E) with batch_first, or (L, E) without a batch.
    public func attend(
        _ query: Tensor, _ key: Tensor, _ value: Tensor, keyPadding: Tensor? = nil, mask: Tensor? = nil,
        averageWeights: Bool = true
    ) throws -> (output: Tensor, weights: Tensor) {
        guard query.rank == 2 || query.rank == 3, key.rank == query.rank, value.rank == query.rank else {
            throw Failure(
                .assertionError,
                "query should be unbatched 2D or batched 3D tensor but received \(query.rank)-D query tensor")
        }
        guard query.shape.last == embedDim else {
            throw Failure(
                .assertionError, "was expecting embedding dimension of \(embedDim), but got \(query.shape.last ?? 0)")
        }
        let isBatched = query.rank == 3
        // To (N, L, E) inside.
        func inward(_ x: Tensor) throws -> Tensor {
            if !isBatched { return try x.unsqueeze(0) }
            return isBatchFirst ? x : try x.transpose(0, 1)
        }
        let weight = try parameterOrFail("in_proj_weight")
        let bias = parameter("in_proj_bias")
        func project(_ x: Tensor, _ part: Int) throws -> Tensor {
            let y = try linear(
                inward(x), weight.narrow(0, part * embedDim, embedDim), bias?.narrow(0, part * embedDim, embedDim))
            let (n, l) = (y.shape[0], y.shape[1])
            return try y.reshape([n, l, heads, embedDim / heads]).transpose(1, 2)
        }
        let (q, k, v) = (try project(query, 0), try project(key, 1), try project(value, 2))
        var bars: Tensor?
        if let mask {
            // PyTorch's bool masks are True where looking is forbidden.
            var additive = mask.dtype == .bool ? try forbidden(mask, q.dtype) : mask
            if additive.rank == 3 {
                additive = try additive.reshape([q.shape[0], heads, q.shape[2], k.shape[2]])
            }
            bars = additive
        }
        if let keyPadding {
            let additive = try (keyPadding.dtype == .bool ? forbidden(keyPadding, q.dtype) : keyPadding)
                .reshape([keyPadding.rank == 1 ? 1 : keyPadding.shape[0], 1, 1, k.shape[2]])
            bars = try bars.map { try add($0, additive) } ?? additive
        }
        let (attended, weights) = try attentionWithWeights(
            q, k, v, mask: bars, dropout: isTraining ? dropoutProbability : 0)
        let (n, l) = (q.shape[0], q.shape[2])
        guard let projection = child("out_proj") else {
            throw Failure(.attributeError, "'MultiheadAttention' object has no attribute 'out_proj'")
        }
        let joined = try attended.transpose(1, 2).reshape([n, l, embedDim])
        var output = try projection(joined)
        var shown = averageWeights ? try weights.mean([1]) : weights
        if !isBatched {
            output = try output.squeeze([0])
            shown = try shown.squeeze([0])
        } else if !isBatchFirst {
            output = try output.transpose(0, 1)
        }
        return (output, shown)
    }

    private func forbidden(_ mask: Tensor, _ dtype: DType) throws -> Tensor {
        try Tensor.from(mask.scalars().map { $0.isTrue ? -Double.infinity : 0 }, mask.shape).to(dtype)
    }
}

/// Self-attention and a two-layer network, each with dropout, a skip connection and a layer norm.
public final class TransformerEncoderLayer: Module {
    private let activation: String
    private let normFirst: Bool

    public init(
        _ width: Int, _ heads: Int, feedForward: Int = 2048, dropout p: Double = 0.1, activation: String = "relu",
        eps: Double = 1e-5, batchFirst: Bool = false, normFirst: Bool = false, bias: Bool = true, dtype: DType? = nil
    ) throws {
        guard activation == "relu" || activation == "gelu" else {
            throw Failure(.runtimeError, "activation should be relu/gelu, not \(activation)")
        }
        self.activation = activation
        self.normFirst = normFirst
        super.init()
        register(
            child: "self_attn",
            try MultiheadAttention(width, heads, dropout: p, bias: bias, batchFirst: batchFirst, dtype: dtype))
        register(child: "linear1", try Linear(width, feedForward, bias: bias, dtype: dtype))
        register(child: "dropout", try LayerDeclaration.make("Dropout", .float(p)))
        register(child: "linear2", try Linear(feedForward, width, bias: bias, dtype: dtype))
        register(child: "norm1", try LayerNorm([width], eps: eps, bias: bias, dtype: dtype))
        register(child: "norm2", try LayerNorm([width], eps: eps, bias: bias, dtype: dtype))
        register(child: "dropout1", try LayerDeclaration.make("Dropout", .float(p)))
        register(child: "dropout2", try LayerDeclaration.make("Dropout", .float(p)))
    }

    public override var forwardSignature: String {
        "forward(src, src_mask=None, src_key_padding_mask=None, is_causal=False)"
    }

    public override func forward(_ inputs: [Tensor]) throws -> Tensor { try encode(inputs[0], mask: nil, padding: nil) }

    public override func forward(arguments: [Argument]) throws -> Argument {
        guard case .tensor(let x)? = arguments.first else {
            throw Failure(.typeError, "TransformerEncoderLayer.forward(): argument 'src' must be Tensor")
        }
        func optional(_ i: Int) -> Tensor? {
            if i < arguments.count, case .tensor(let tensor) = arguments[i] { tensor } else { nil }
        }
        return .tensor(try encode(x, mask: optional(1), padding: optional(2)))
    }

    private func part(_ name: String, _ x: Tensor) throws -> Tensor {
        guard let module = child(name) else {
            throw Failure(.attributeError, "'TransformerEncoderLayer' object has no attribute '\(name)'")
        }
        return try module(x)
    }

    private func encode(_ x: Tensor, mask: Tensor?, padding: Tensor?) throws -> Tensor {
        guard let attention = child("self_attn") as? MultiheadAttention else {
            throw Failure(.attributeError, "'TransformerEncoderLayer' object has no attribute 'self_attn'")
        }
        func attend(_ x: Tensor) throws -> Tensor {
            try part("dropout1", attention.attend(x, x, x, keyPadding: padding, mask: mask).output)
        }
        func feed(_ x: Tensor) throws -> Tensor {
            let hidden = try part("linear1", x)
            let active = activation == "relu" ? try hidden.relu() : try gelu(hidden)
            return try part("dropout2", part("linear2", part("dropout", active)))
        }
        if normFirst {
            let y = try add(x, attend(part("norm1", x)))
            return try add(y, feed(part("norm2", y)))
        }
        let y = try part("norm1", add(x, attend(x)))
        return try part("norm2", add(y, feed(y)))
    }
}

extension LayerDeclaration {
    static let attention: [LayerDeclaration] = [
        LayerDeclaration(
            """
            MultiheadAttention(embed_dim, num_heads, dropout=0.0, bias=True, add_bias_kv=False, add_zero_attn=False, kdim=None, \
            vdim=None, batch_first=False, device=None, dtype=None)
            """, "Attention with several heads; forward gives (output, weights)."
        ) {
            (
                e: Int, h: Int, p: Double, b: Bool, _: Argument, _: Argument, _: Argument, _: Argument, first: Bool,
                _: Argument,
                t: DType?
            ) in
            try MultiheadAttention(e, h, dropout: p, bias: b, batchFirst: first, dtype: t)
        },
        LayerDeclaration(
            """
            TransformerEncoderLayer(d_model, nhead, dim_feedforward=2048, dropout=0.1, activation='relu', layer_norm_eps=1e-05, \
            batch_first=False, norm_first=False, bias=True, device=None, dtype=None)
            """, "Self-attention and a two-layer network with skip connections."
        ) {
            (
                w: Int, h: Int, f: Int, p: Double, a: String, eps: Double, first: Bool, norm: Bool, b: Bool,
                _: Argument, t: DType?
            ) in
            try TransformerEncoderLayer(
                w, h, feedForward: f, dropout: p, activation: a, eps: eps, batchFirst: first, normFirst: norm, bias: b,
                dtype: t)
        },
    ]
}
