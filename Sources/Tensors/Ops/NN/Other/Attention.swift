// scaled_dot_product_attention: softmax(q kᵀ / √d) v over the last two axes.

import Schema

/// query (…, L, E), key (…, S, E), value (…, S, V) -> (…, L, V). `mask` is added to the scores, or False where a bool mask
/// forbids looking.
public func scaledDotProductAttention(
    _ query: Tensor, _ key: Tensor, _ value: Tensor, mask: Tensor? = nil, dropout p: Double = 0, isCausal: Bool = false,
    scale: Double? = nil
) throws -> Tensor {
    try attentionWithWeights(query, key, value, mask: mask, dropout: p, isCausal: isCausal, scale: scale).output
}

/// The output and the weights (…, L, S) after dropout.
public func attentionWithWeights(
    _ query: Tensor, _ key: Tensor, _ value: Tensor, mask: Tensor? = nil, dropout p: Double = 0, isCausal: Bool = false,
    scale: Double? = nil
) throws -> (output: Tensor, weights: Tensor) {
    guard query.rank >= 2, key.rank == query.rank, value.rank == query.rank,
        query.shape.last == key.shape.last, key.shape.dropLast() == value.shape.dropLast(),
        query.shape.dropLast(2) == key.shape.dropLast(2)
    else {
        throw Failure(
            .runtimeError,
            "scaled_dot_product_attention: query \(Shape.text(query.shape)), key \(Shape.text(key.shape)) and value "
                + "\(Shape.text(value.shape)) do not fit together")
    }
    if isCausal, mask != nil {
        throw Failure(
            .runtimeError, "scaled_dot_product_attention: Explicit attn_mask should not be set when is_causal=True")
    }
    let leading = Array(query.shape.dropLast(2))
    let batch = leading.reduce(1, *)
    let (l, e, s, v) = (
        query.shape[query.rank - 2], query.shape[query.rank - 1], key.shape[key.rank - 2], value.shape[value.rank - 1]
    )
    let q = try mul(query, .number(scale ?? 1 / Double(max(e, 1)).squareRoot())).reshape([batch, l, e])
    var scores = try matrixProduct(q, key.reshape([batch, s, e]), transposeB: true).view(leading + [l, s])
    if isCausal {
        let allowed = (0..<l).flatMap { i in (0..<s).map { $0 <= i } }
        scores = try add(scores, forbidding(Tensor.from(allowed, [l, s]), scores.dtype))
    } else if let mask {
        scores = try add(scores, mask.dtype == .bool ? forbidding(mask, scores.dtype) : mask)
    }
    var weights = try softmax(scores, dim: -1)
    if p > 0 { weights = try dropout(weights, p: p) }
    let flat = try weights.reshape([batch, l, s])
    let output = try matrixProduct(flat, value.reshape([batch, s, v])).view(leading + [l, v])
    return (output, weights)
}

/// 0 where allowed, minus infinity elsewhere.
private func forbidding(_ allowed: Tensor, _ dtype: DType) throws -> Tensor {
    let values = try allowed.scalars().map { $0.isTrue ? 0 : -Double.infinity }
    return try Tensor.from(values, allowed.shape).to(dtype)
}

extension Op {
    static let scaledDotProductAttention = Op(
        """
        scaled_dot_product_attention(query, key, value, attn_mask=None, dropout_p=0.0, is_causal=False, scale=None, \
        enable_gqa=False)
        """,
        """
        softmax(query @ key.T / sqrt(E)) @ value over the last two axes.
        Shapes: query (…, L, E), key (…, S, E), value (…, S, V) -> (…, L, V).
        Source: torch.nn.functional.scaled_dot_product_attention.
        """, in: [.functional],
        {
            (q: Tensor, k: Tensor, v: Tensor, mask: Tensor?, p: Double, causal: Bool, scale: Double?, _: Bool) in
            try Tensors.scaledDotProductAttention(q, k, v, mask: mask, dropout: p, isCausal: causal, scale: scale)
        },
        samples: {
            [
                [
                    try sample([2, 3, 4]), try sample([2, 5, 4], seed: 1), try sample([2, 5, 3], seed: 2), .none,
                    .float(0),
                    .bool(false), .none, .bool(false),
                ]
            ]
        })
}
