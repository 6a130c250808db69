// cat, stack and their relatives: several tensors become one.

import Schema

/// Tensors one after the other along `dim`.
public func cat(_ tensors: [Tensor], _ dim: Int) throws -> Tensor {
    guard !tensors.isEmpty else {
        throw Failure(
            .valueError,
            Flavour.current == .numpy
                ? "need at least one array to concatenate" : "torch.cat(): expected a non-empty list of Tensors")
    }
    // An empty vector is skipped, as in torch, where it was the usual start of an accumulation.
    let isTorch = Flavour.current == .torch
    let parts = isTorch ? tensors.filter { $0.shape != [0] } : tensors
    guard let first = parts.first else { return try tensors[0].clone() }
    if first.rank == 0 {
        throw isTorch
            ? Failure(
                .runtimeError,
                "zero-dimensional tensor (at position \(tensors.firstIndex { $0 === first } ?? 0)) cannot be concatenated",
                hint: "use torch.stack for 0-d tensors")
            : Failure(.valueError, "zero-dimensional arrays cannot be concatenated")
    }
    let d = try Shape.dimension(dim, first.rank)
    var shape = first.shape
    shape[d] = 0
    for (i, part) in tensors.enumerated() where !(isTorch && part.shape == [0]) {
        guard part.rank == first.rank else {
            throw isTorch
                ? Failure(
                    .runtimeError, "Tensors must have same number of dimensions: got \(first.rank) and \(part.rank)",
                    hint:
                        "shapes are \(Shape.text(first.shape)) and \(Shape.text(part.shape)); add a batch dimension with unsqueeze(0)?"
                )
                : Failure(
                    .valueError,
                    "all the input arrays must have same number of dimensions, but the array at index 0 has \(first.rank) "
                        + "dimension(s) and the array at index \(i) has \(part.rank) dimension(s)")
        }
        for k in 0..<first.rank where k != d && part.shape[k] != first.shape[k] {
            throw isTorch
                ? Failure(
                    .runtimeError,
                    "Sizes of tensors must match except in dimension \(d). Expected size \(first.shape[k]) but got size \(part.shape[k]) "
                        + "for tensor number \(i) in the list.",
                    hint: d == 1 && first.rank == 4
                        ? "sizes must match except in dim 1: 3x3 convolutions keep the size with padding=1, image sizes must be "
                            + "divisible by 2 at every level; else pad or crop the skip connection (F.pad or center crop)"
                        : "shapes are \(Shape.text(first.shape)) and \(Shape.text(part.shape))")
                : Failure(
                    .valueError,
                    "all the input array dimensions except for the concatenation axis must match exactly, but along dimension \(k), the "
                        + "array at index 0 has size \(first.shape[k]) and the array at index \(i) has size \(part.shape[k])"
                )
        }
        let (sum, over) = shape[d].addingReportingOverflow(part.shape[d])
        if over { throw Shape.tooLarge(shape) }
        shape[d] = sum
    }
    if d == 1, let result = try BlockedShapes.cat(parts) { return result }
    let dtype = Promotion.result(parts)
    let result = try Tensor(uninitialized: shape, dtype)
    var at = 0
    let step = result.strides[d]
    for part in parts {
        let target = Tensor(
            storage: result.storage, offset: at * step, shape: part.shape, strides: result.strides, dtype: dtype,
            count: part.count, isContiguous: Shape.isContiguous(part.shape, result.strides))
        try copyElements(from: part, to: target)
        at += part.shape[d]
    }
    let sizes = parts.map { $0.shape[d] }
    return record("CatBackward0", result, inputs: parts) { g, saved in
        var at = 0
        return try sizes.enumerated().map { i, size in
            defer { at += size }
            return saved.needs(i) ? try g.narrow(d, at, size) : nil
        }
    }
}

/// Tensors of one shape along a new dimension.
public func stack(_ tensors: [Tensor], _ dim: Int) throws -> Tensor {
    guard let first = tensors.first else {
        throw Failure(
            Flavour.current == .numpy ? .valueError : .runtimeError,
            Flavour.current == .numpy ? "need at least one array to stack" : "stack expects a non-empty TensorList")
    }
    let d = try Shape.dimension(dim, first.rank + 1)
    for (i, tensor) in tensors.enumerated() where tensor.shape != first.shape {
        throw Flavour.current == .numpy
            ? Failure(.valueError, "all input arrays must have the same shape")
            : Failure(
                .runtimeError,
                "stack expects each tensor to be equal size, but got \(Shape.text(first.shape)) at entry 0 and "
                    + "\(Shape.text(tensor.shape)) at entry \(i)")
    }
    let joined = try GradMode.disabled {
        // An empty vector must not be skipped here.
        first.count == 0
            ? try Tensor.empty(
                Array(first.shape[..<d]) + [tensors.count] + Array(first.shape[d...]), Promotion.result(tensors))
            : try cat(tensors.map { try $0.unsqueeze(d) }, d)
    }
    return record("StackBackward0", joined, inputs: tensors) { g in try g.unbind(d) }
}

extension Op {
    static let cat = Op(
        "cat(tensors, dim=0)",
        """
        Tensors one after the other along `dim`; all other sizes must agree.
        Shapes:  (N, A, H, W), (N, B, H, W), dim=1 -> (N, A + B, H, W)
        Source:  torch.cat.
        """, in: .torch, aliases: ["concat", "concatenate"],
        { (tensors: [Tensor], dim: Int) in try Tensors.cat(tensors, dim) },
        samples: { [[.list([try sample([2, 3]), try sample([2, 1], seed: 1)]), .int(1)]] },
        errors: [
            (
                { [.list([.tensor(try .zeros([1, 4, 13, 13])), .tensor(try .zeros([1, 4, 12, 12]))]), .int(1)] },
                "Sizes of tensors must match except in dimension 1. Expected size 13 but got size 12 for tensor number 1 in the list."
            )
        ])
    static let stack = Op(
        "stack(tensors, dim=0)", "Tensors of one shape along a new dimension.\nSource:  torch.stack.", in: .torch,
        { (tensors: [Tensor], dim: Int) in try Tensors.stack(tensors, dim) },
        samples: { [[.list([try sample([2, 3]), try sample([2, 3], seed: 1)]), .int(-1)]] })
    static let hstack = Op(
        "hstack(tensors)", "Side by side: along dimension 1 (0 for vectors).\nSource:  torch.hstack.", in: .torch,
        { (tensors: [Tensor]) in
            let parts = try tensors.map { $0.rank == 0 ? try $0.reshape([1]) : $0 }
            return try Tensors.cat(parts, parts.first?.rank == 1 ? 0 : 1)
        })
    static let vstack = Op(
        "vstack(tensors)", "One below the other: along dimension 0, vectors as rows.\nSource:  torch.vstack.",
        in: .torch,
        aliases: ["row_stack"],
        { (tensors: [Tensor]) in try Tensors.cat(tensors.map { $0.rank < 2 ? try $0.reshape([1, -1]) : $0 }, 0) })
    static let dstack = Op(
        "dstack(tensors)", "Along dimension 2.\nSource:  torch.dstack.", in: .torch,
        { (tensors: [Tensor]) in
            try Tensors.cat(
                tensors.map { $0.rank < 2 ? try $0.reshape([1, -1, 1]) : $0.rank == 2 ? try $0.unsqueeze(2) : $0 }, 2)
        })
    static let columnStack = Op(
        "column_stack(tensors)", "Vectors as columns.\nSource:  torch.column_stack.", in: .torch,
        { (tensors: [Tensor]) in try Tensors.cat(tensors.map { $0.rank < 2 ? try $0.reshape([-1, 1]) : $0 }, 1) })
}
