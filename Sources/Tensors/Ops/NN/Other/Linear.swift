// linear: x @ weight.T + bias over the last axis; bilinear: a form in two inputs.

import Schema

/// input (…, in), weight (out, in) or (in), bias (out) -> (…, out).
public func linear(_ input: Tensor, _ weight: Tensor, _ bias: Tensor? = nil) throws -> Tensor {
    let op = bias == nil ? "mm" : "addmm"
    if input.dtype != weight.dtype {
        throw Failure(
            .runtimeError,
            "mat1 and mat2 must have the same dtype, but got \(input.dtype.scalarTypeName) and \(weight.dtype.scalarTypeName)",
            hint: "convert the input: x.\(weight.dtype == .float32 ? "float()" : "to(torch.\(weight.dtype.name))")")
    }
    guard input.dtype.isFloatingPoint else { throw unsupported("addmm_impl_cpu_", input.dtype) }
    if weight.rank == 1 {
        let y = try linear(input, weight.unsqueeze(0), bias?.reshape([1]))
        return try y.squeeze([-1])
    }
    guard weight.rank == 2, input.rank > 0 else {
        throw Failure(
            .runtimeError,
            "linear: weight must be a matrix and input at least a vector, but got input "
                + "\(Shape.text(input.shape)) and weight \(Shape.text(weight.shape))")
    }
    let features = input.shape.last ?? 0
    let rows = input.shape.dropLast().reduce(1, *)
    guard features == weight.shape[1] else {
        throw Failure(
            .runtimeError,
            "\(op): mat1 and mat2 shapes cannot be multiplied (\(rows)x\(features) and \(weight.shape[1])x\(weight.shape[0]))",
            hint:
                "the layer expects \(weight.shape[1]) features in the last axis; the input \(Shape.text(input.shape)) has "
                + "\(features)")
    }
    if let bias, bias.count != weight.shape[0] || bias.dtype != input.dtype {
        throw Failure(
            .runtimeError,
            "The expanded size of the tensor (\(weight.shape[0])) must match the existing size (\(bias.count)) at non-singleton "
                + "dimension 1")
    }
    let x = input.rank == 2 ? input : try input.reshape([rows, features])
    let y = try affine(x, weight, bias)
    return input.rank == 2 ? y : try y.view(Array(input.shape.dropLast()) + [weight.shape[0]])
}

private func affine(_ x: Tensor, _ weight: Tensor, _ bias: Tensor?) throws -> Tensor {
    guard let bias else { return try matrixProduct(x, weight, transposeB: true) }
    let y = try GradMode.disabled { () throws -> Tensor in
        let product = try matrixProduct(x, weight, transposeB: true)
        try product.addInPlace(bias)
        return product
    }
    return record("AddmmBackward0", y, inputs: [bias, x, weight], saved: [x, weight]) { g, saved in
        [
            saved.needs(0) ? try g.sum([0]) : nil,
            saved.needs(1) ? try matrixProduct(g, saved[1]) : nil,
            saved.needs(2) ? try matrixProduct(g, saved[0], transposeA: true) : nil,
        ]
    }
}

/// y[…, k] = x1 W[k] x2 + bias[k]. x1 (…, in1), x2 (…, in2), weight (out, in1, in2).
public func bilinear(_ x1: Tensor, _ x2: Tensor, _ weight: Tensor, _ bias: Tensor? = nil) throws -> Tensor {
    guard weight.rank == 3, x1.shape.last == weight.shape[1], x2.shape.last == weight.shape[2],
        x1.shape.dropLast() == x2.shape.dropLast()
    else {
        throw Failure(
            .runtimeError,
            "bilinear(): input sizes \(Shape.text(x1.shape)) and \(Shape.text(x2.shape)) do not fit weight "
                + Shape.text(weight.shape))
    }
    let (out, in1, in2) = (weight.shape[0], weight.shape[1], weight.shape[2])
    let rows = x1.shape.dropLast().reduce(1, *)
    let (a, b) = (try x1.reshape([rows, in1]), try x2.reshape([rows, in2]))
    // (rows, in1) x (in1, out*in2), then the dot product with x2.
    let flat = try weight.permute([1, 0, 2]).reshape([in1, out * in2])
    let partial = try matrixProduct(a, flat).view([rows, out, in2])
    var y = try mul(partial, b.unsqueeze(1)).sum([2])
    if let bias { y = try add(y, bias) }
    return try y.view(Array(x1.shape.dropLast()) + [out])
}

extension Op {
    static let linear = Op(
        "linear(input, weight, bias=None)",
        """
        input @ weight.T + bias.
        Shapes: input (…, in), weight (out, in), bias (out) -> (…, out).
        Source: torch.nn.functional.linear.
        """, in: [.functional],
        { (x: Tensor, w: Tensor, b: Tensor?) in try Tensors.linear(x, w, b) },
        samples: {
            [
                [try sample([2, 3]), try sample([4, 3], seed: 1), try sample([4], seed: 2)],
                [try sample([2, 2, 3]), try sample([4, 3], seed: 1), .none],
            ]
        },
        errors: [
            (
                { [.tensor(try .ones([4, 8])), .tensor(try .ones([2, 10])), .tensor(try .ones([2]))] },
                "addmm: mat1 and mat2 shapes cannot be multiplied (4x8 and 10x2)"
            )
        ])

    static let bilinear = Op(
        "bilinear(input1, input2, weight, bias=None)",
        """
        input1 @ weight[k] @ input2 + bias[k] for each output k.
        Source: torch.nn.functional.bilinear.
        """, in: [.functional],
        { (a: Tensor, b: Tensor, w: Tensor, bias: Tensor?) in try Tensors.bilinear(a, b, w, bias) },
        samples: {
            [
                [
                    try sample([2, 3]), try sample([2, 2], seed: 1), try sample([4, 3, 2], seed: 2),
                    try sample([4], seed: 3),
                ]
            ]
        })
}
