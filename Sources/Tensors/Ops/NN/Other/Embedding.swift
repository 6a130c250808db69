// embedding: rows of a table picked by number.

import Schema

/// input: whole numbers of any shape; weight (rows, d) -> (…, d). Row `paddingIndex` gets no gradient.
public func embedding(_ input: Tensor, _ weight: Tensor, paddingIndex: Int? = nil) throws -> Tensor {
    guard weight.rank == 2 else { throw Failure(.runtimeError, "'weight' must be 2-D") }
    guard input.dtype == .int64 || input.dtype == .int32 else {
        throw Failure(
            .runtimeError,
            "Expected tensor for argument #1 'indices' to have one of the following scalar types: Long, Int; but got "
                + "torch.\(input.dtype.scalarTypeName)Tensor instead (while checking arguments for embedding)",
            hint: "convert it: x.long()")
    }
    let (rows, width) = (weight.shape[0], weight.shape[1])
    let numbers = try input.to(.int64).contiguous()
    let index = numbers.pointer(Int64.self)
    for i in 0..<numbers.count where index[i] < 0 || index[i] >= Int64(rows) {
        throw Failure(
            .indexError, "index out of range in self",
            hint: "the table has \(rows) rows; the index \(index[i]) is not among them")
    }
    let table = try weight.contiguous()
    let result = try table.dtype.dispatchReal(
        "embedding", RowMove(table: table, numbers: numbers, shape: input.shape + [width]))
    return record("EmbeddingBackward0", result, inputs: [weight]) { gradient in
        [try embeddingGradient(gradient, numbers, rows, paddingIndex)]
    }
}

private func embeddingGradient(_ gradient: Tensor, _ numbers: Tensor, _ rows: Int, _ paddingIndex: Int?) throws
    -> Tensor
{
    let g = try gradient.contiguous()
    let result = try Tensor.zeros([rows, g.shape.last ?? 0], g.dtype)
    try g.dtype.dispatchReal(
        "embedding_backward", RowAdd(gradient: g, numbers: numbers, result: result, skipped: paddingIndex))
    return record("EmbeddingDenseBackwardBackward0", result, inputs: [gradient]) { upstream in
        [try embedding(numbers, upstream, paddingIndex: paddingIndex).reshape(g.shape)]
    }
}

private struct RowMove: RealVisitor {
    let table: Tensor, numbers: Tensor, shape: [Int]

    func visit<T: Real>(_ type: T.Type) throws -> Tensor {
        let result = try Tensor.empty(shape, table.dtype)
        let width = table.shape[1]
        let (from, to, index) = (table.reading(T.self), result.pointer(T.self), numbers.pointer(Int64.self))
        for i in 0..<numbers.count { (to + i * width).update(from: from + Int(index[i]) * width, count: width) }
        return result
    }
}

private struct RowAdd: RealVisitor {
    let gradient: Tensor, numbers: Tensor, result: Tensor, skipped: Int?

    func visit<T: Real>(_ type: T.Type) throws {
        let width = result.shape[1]
        let (from, to, index) = (gradient.reading(T.self), result.pointer(T.self), numbers.pointer(Int64.self))
        for i in 0..<numbers.count where Int(index[i]) != skipped {
            for j in 0..<width { to[Int(index[i]) * width + j] += from[i * width + j] }
        }
    }
}

extension Op {
    static let embedding = Op(
        "embedding(input, weight, padding_idx=None, max_norm=None, norm_type=2.0, scale_grad_by_freq=False, sparse=False)",
        """
        The rows of weight that the numbers in input name.
        Shapes: input (…) of int64, weight (rows, d) -> (…, d).
        Raises: IndexError for a number outside the table.
        Source: torch.nn.functional.embedding.
        """, in: [.functional],
        { (x: Tensor, w: Tensor, padding: Int?, _: Argument, _: Argument, _: Argument, _: Argument) in
            let index = padding.map { $0 < 0 && w.rank > 0 ? $0 + w.shape[0] : $0 }
            return try Tensors.embedding(x, w, paddingIndex: index)
        },
        samples: {
            let numbers = Argument.tensor(try Tensor.from([2, 0, 2]))
            return [[numbers, try sample([3, 2]), .none, .none, .float(2), .bool(false), .bool(false)]]
        })
}
