// Matrix products. Reals go to the kernels' gemm, which reads transposed operands where they lie; whole numbers to simple
// loops. The gradient of a product is two products.

import CKernels
import Schema

/// How a stored matrix is to be read: rows follow each other (`leading` apart), or columns do.
private struct MatrixView {
    let tensor: Tensor
    let isTransposed: Bool
    let leading: Int

    /// A matrix whose rows or columns are dense, copied when neither are.
    init(_ x: Tensor) throws {
        let (rows, columns) = (x.shape[x.rank - 2], x.shape[x.rank - 1])
        let (sr, sc) = (x.strides[x.rank - 2], x.strides[x.rank - 1])
        if (sc == 1 || columns == 1) && (sr >= max(1, columns) || rows == 1) {
            (tensor, isTransposed, leading) = (x, false, max(rows == 1 ? columns : sr, columns, 1))
        } else if (sr == 1 || rows == 1) && (sc >= max(1, rows) || columns == 1) {
            (tensor, isTransposed, leading) = (x, true, max(columns == 1 ? rows : sc, rows, 1))
        } else {
            (tensor, isTransposed, leading) = (try x.copied(contiguous: true), false, max(columns, 1))
        }
    }
}

/// a (n, k) times b (k, m) into `out` (n, m), dense rows. All of one compute type.
private func multiply(_ a: Tensor, _ b: Tensor, into out: Tensor) throws {
    let (n, k, m) = (a.shape[0], a.shape[1], b.shape[1])
    if out.count == 0 { return }
    if k == 0 { return try out.storeEverywhere(.int(0)) }
    switch out.dtype {
    case .float32:
        let (x, y) = (try MatrixView(a), try MatrixView(b))
        try check(
            unet_gemm_f32(
                x.isTransposed ? 1 : 0, y.isTransposed ? 1 : 0, Int64(n), Int64(m), Int64(k),
                x.tensor.pointer(Float.self),
                Int64(x.leading), y.tensor.pointer(Float.self), Int64(y.leading), out.pointer(Float.self), Int64(m), 0))
        withExtendedLifetime((x.tensor, y.tensor)) {}
    case .float64:
        let (x, y) = (try MatrixView(a), try MatrixView(b))
        try check(
            unet_gemm_f64(
                x.isTransposed ? 1 : 0, y.isTransposed ? 1 : 0, Int64(n), Int64(m), Int64(k),
                x.tensor.pointer(Double.self),
                Int64(x.leading), y.tensor.pointer(Double.self), Int64(y.leading), out.pointer(Double.self), Int64(m), 0
            ))
        withExtendedLifetime((x.tensor, y.tensor)) {}
    default:
        let (pa, pb, to) = (a.pointer(Int64.self), b.pointer(Int64.self), out.pointer(Int64.self))
        let (ar, ac, br, bc) = (a.strides[0], a.strides[1], b.strides[0], b.strides[1])
        for i in 0..<n {
            for j in 0..<m {
                var sum: Int64 = 0
                for p in 0..<k { sum &+= pa[i &* ar &+ p &* ac] &* pb[p &* br &+ j &* bc] }
                to[i &* m &+ j] = sum
            }
        }
    }
}

/// The type products are computed in.
private func productType(_ dtype: DType) -> DType { dtype.isFloatingPoint ? dtype.compute : .int64 }

private func sameType(_ a: Tensor, _ b: Tensor, _ message: @autoclosure () -> String) throws -> DType {
    if a.dtype == b.dtype { return a.dtype }
    if Flavour.current == .numpy { return Promotion.result(a, b) }
    throw Failure(
        .runtimeError, message(),
        hint: "convert one of them: x.to(\(a.dtype.name == "float32" ? "torch.float32" : "y.dtype"))")
}

/// Matrix times matrix.
public func mm(_ a: Tensor, _ b: Tensor) throws -> Tensor {
    guard a.rank == 2, b.rank == 2 else {
        throw Failure(.runtimeError, a.rank != 2 ? "self must be a matrix" : "mat2 must be a matrix")
    }
    guard a.shape[1] == b.shape[0] else { throw cannotMultiply("mm", a, b) }
    let dtype = try sameType(
        a, b, "expected m1 and m2 to have the same dtype, but got: \(a.dtype.cName) != \(b.dtype.cName)")
    let work = productType(dtype)
    let out = try Tensor(uninitialized: [a.shape[0], b.shape[1]], work)
    try multiply(a.cast(work), b.cast(work), into: out)
    return record("MmBackward0", try out.cast(dtype), inputs: [a, b], saved: [a, b]) { g, saved in
        [
            saved.needs(0) ? try mm(g, saved[1].t()) : nil,
            saved.needs(1) ? try mm(saved[0].t(), g) : nil,
        ]
    }
}

func cannotMultiply(_ op: String, _ a: Tensor, _ b: Tensor) -> Failure {
    if Flavour.current == .numpy {
        return Failure(
            .valueError,
            "matmul: Input operand 1 has a mismatch in its core dimension 0, with gufunc signature (n?,k),(k,m?)->(n?,m?) (size "
                + "\(b.shape[b.rank - 2]) is different from \(a.shape[a.rank - 1]))")
    }
    return Failure(
        .runtimeError,
        "\(op): mat1 and mat2 shapes cannot be multiplied (\(Shape.crossText(a.shape)) and \(Shape.crossText(b.shape)))",
        hint: "the columns of the first (\(a.shape[1])) must equal the rows of the second (\(b.shape[0]))")
}

/// Batches of matrices, one product each.
public func bmm(_ a: Tensor, _ b: Tensor) throws -> Tensor {
    guard a.rank == 3, b.rank == 3 else {
        throw Failure(.runtimeError, "batch\(a.rank != 3 ? 1 : 2) must be a 3D tensor")
    }
    guard a.shape[0] == b.shape[0], a.shape[2] == b.shape[1] else {
        throw Failure(
            .runtimeError,
            "Expected size for first two dimensions of batch2 tensor to be: \(Shape.text([a.shape[0], a.shape[2]])) but got: "
                + "\(Shape.text([b.shape[0], b.shape[1]])).")
    }
    let dtype = try sameType(
        a, b, "expected scalar type \(a.dtype.scalarTypeName) but found \(b.dtype.scalarTypeName)")
    let work = productType(dtype)
    let out = try Tensor(uninitialized: [a.shape[0], a.shape[1], b.shape[2]], work)
    let (x, y) = (try a.cast(work), try b.cast(work))
    for i in 0..<a.shape[0] { try multiply(x.part(i), y.part(i), into: out.part(i)) }
    return record("BmmBackward0", try out.cast(dtype), inputs: [a, b], saved: [a, b]) { g, saved in
        [
            saved.needs(0) ? try bmm(g, saved[1].transpose(1, 2)) : nil,
            saved.needs(1) ? try bmm(saved[0].transpose(1, 2), g) : nil,
        ]
    }
}

extension Tensor {
    /// x[i] without history, for kernels.
    func part(_ i: Int) -> Tensor {
        let (newShape, newStrides) = (Array(shape.dropFirst()), Array(strides.dropFirst()))
        return Tensor(
            storage: storage, offset: offset + i * strides[0], shape: newShape, strides: newStrides, dtype: dtype,
            count: newShape.reduce(1, *), isContiguous: Shape.isContiguous(newShape, newStrides))
    }
}

/// Vector times vector.
public func dot(_ a: Tensor, _ b: Tensor) throws -> Tensor {
    guard a.rank == 1, b.rank == 1 else {
        throw Failure(.runtimeError, "1D tensors expected, but got \(a.rank)D and \(b.rank)D tensors")
    }
    if a.dtype == .bool, b.dtype == .bool, Flavour.current == .torch { throw notImplemented("dot", .bool) }
    guard a.count == b.count else {
        if Flavour.current == .numpy {
            throw Failure(
                .valueError,
                "shapes \(Shape.numpyText(a.shape)) and \(Shape.numpyText(b.shape)) not aligned: \(a.count) (dim 0) != \(b.count) (dim 0)"
            )
        }
        throw Failure(
            .runtimeError,
            "inconsistent tensor size, expected tensor [\(a.count)] and src [\(b.count)] to have the same number of elements, but got "
                + "\(a.count) and \(b.count) elements respectively")
    }
    let dtype = try sameType(
        a, b,
        "dot : expected both vectors to have same dtype, but found \(a.dtype.scalarTypeName) and \(b.dtype.scalarTypeName)"
    )
    let result = try map(MulFunction(), a, b).rawSum(nil).cast(dtype)
    return record("DotBackward0", result, inputs: [a, b], saved: [a, b]) { g, saved in
        [saved.needs(0) ? try mul(g, saved[1]) : nil, saved.needs(1) ? try mul(g, saved[0]) : nil]
    }
}

/// Matrix times vector.
public func mv(_ a: Tensor, _ b: Tensor) throws -> Tensor {
    guard a.rank == 2, b.rank == 1 else {
        throw Failure(.runtimeError, "vector + matrix @ vector expected, got 1, \(a.rank), \(b.rank)")
    }
    guard a.shape[1] == b.shape[0] else {
        if Flavour.current == .numpy { throw cannotMultiply("mv", a, try b.unsqueeze(1)) }
        throw Failure(
            .runtimeError,
            "size mismatch, got input (\(a.shape[0])), mat (\(Shape.crossText(a.shape))), vec (\(b.shape[0]))")
    }
    let dtype = try sameType(
        a, b, "expected scalar type \(a.dtype.scalarTypeName) but found \(b.dtype.scalarTypeName)")
    let work = productType(dtype)
    let out = try Tensor(uninitialized: [a.shape[0]], work)
    let column = try GradMode.disabled { (try b.detach().cast(work).unsqueeze(1), try out.unsqueeze(1)) }
    try multiply(a.cast(work), column.0, into: column.1)
    return record("MvBackward0", try out.cast(dtype), inputs: [a, b], saved: [a, b]) { g, saved in
        [
            saved.needs(0) ? try outer(g, saved[1]) : nil,
            saved.needs(1) ? try mv(saved[0].t(), g) : nil,
        ]
    }
}

/// `@`: vectors, matrices and broadcast batches of matrices.
public func matmul(_ a: Tensor, _ b: Tensor) throws -> Tensor {
    switch (a.rank, b.rank) {
    case (0, _), (_, 0):
        if Flavour.current == .numpy {
            throw Failure(
                .valueError,
                "matmul: Input operand \(a.rank == 0 ? 0 : 1) does not have enough dimensions (has 0, gufunc core with "
                    + "signature (n?,k),(k,m?)->(n?,m?) requires 1)")
        }
        throw Failure(
            .runtimeError, "both arguments to matmul need to be at least 1D, but they are \(a.rank)D and \(b.rank)D")
    case (1, 1): return try dot(a, b)
    case (2, 1): return try mv(a, b)
    case (1, 2): return try mm(a.unsqueeze(0), b).squeeze([0])
    case (2, 2): return try mm(a, b)
    case (_, 1):
        let rows = try a.reshape([-1, a.shape[a.rank - 1]])
        return try mv(rows, b).reshape(Array(a.shape.dropLast()))
    case (_, 2):
        let rows = try a.reshape([-1, a.shape[a.rank - 1]])
        return try mm(rows, b).reshape(Array(a.shape.dropLast()) + [b.shape[1]])
    default:
        let x = a.rank == 1 ? try a.unsqueeze(0) : a
        let batch = try Shape.broadcast(Array(x.shape.dropLast(2)), Array(b.shape.dropLast(2)))
        let (n, k) = (x.shape[x.rank - 2], x.shape[x.rank - 1])
        let (k2, m) = (b.shape[b.rank - 2], b.shape[b.rank - 1])
        let size = try Shape.count(batch)
        guard k == k2 else {
            throw Flavour.current == .numpy
                ? cannotMultiply("bmm", x, b)
                : Failure(
                    .runtimeError,
                    "Expected size for first two dimensions of batch2 tensor to be: \(Shape.text([size, k])) but got: "
                        + "\(Shape.text([size, k2])).")
        }
        let left = try x.expand(batch + [n, k]).reshape([size, n, k])
        let right = try b.expand(batch + [k, m]).reshape([size, k, m])
        let product = try bmm(left, right)
        return try product.reshape(a.rank == 1 ? batch + [m] : batch + [n, m])
    }
}

/// beta * input + alpha * (a @ b).
public func addmm(_ input: Tensor, _ a: Tensor, _ b: Tensor, beta: Double = 1, alpha: Double = 1) throws -> Tensor {
    guard a.rank == 2, b.rank == 2 else {
        throw Failure(
            .runtimeError,
            "\(a.rank != 2 ? "mat1" : "mat2") must be a matrix, got \(a.rank != 2 ? a.rank : b.rank)-D tensor")
    }
    guard a.shape[1] == b.shape[0] else { throw cannotMultiply("addmm", a, b) }
    guard a.dtype == b.dtype else {
        throw Failure(
            .runtimeError,
            "mat1 and mat2 must have the same dtype, but got \(a.dtype.scalarTypeName) and \(b.dtype.scalarTypeName)")
    }
    let shape = [a.shape[0], b.shape[1]]
    let result = try GradMode.disabled {
        var product = try mm(a, b)
        if alpha != 1 { product = try product * alpha }
        guard beta != 0 else { return product }
        let scaled = beta == 1 ? input : try input * beta
        guard try Shape.canExpand(scaled.shape, to: shape) else { throw Shape.cannotExpand(scaled.shape, to: shape) }
        // The product is ours: add where it is.
        if product.dtype == Promotion.result(product, scaled), product.isContiguous {
            return try map(AddFunction(), product, scaled, into: product)
        }
        return try add(product, scaled)
    }
    let inputShape = input.shape
    return record("AddmmBackward0", result, inputs: [input, a, b], saved: [a, b]) { g, saved in
        let scaled = alpha == 1 ? g : try g * alpha
        return [
            saved.needs(0) ? try (beta == 1 ? g : g * beta).summed(to: inputShape) : nil,
            saved.needs(1) ? try mm(scaled, saved[1].t()) : nil,
            saved.needs(2) ? try mm(saved[0].t(), scaled) : nil,
        ]
    }
}

/// Every element of one vector times every element of another.
public func outer(_ a: Tensor, _ b: Tensor) throws -> Tensor {
    guard a.rank == 1, b.rank == 1 else {
        throw Failure(
            .runtimeError,
            "outer: Expected 1-D argument \(a.rank != 1 ? "self" : "vec2"), but got \(a.rank != 1 ? a.rank : b.rank)-D")
    }
    return try mul(a.unsqueeze(1), b.unsqueeze(0))
}

/// Sums of products over the last `dims` dimensions of a and the first of b, or over listed pairs.
public func tensordot(_ a: Tensor, _ b: Tensor, _ dimsA: [Int], _ dimsB: [Int]) throws -> Tensor {
    let (da, db) = (try Shape.dimensions(dimsA, a.rank), try Shape.dimensions(dimsB, b.rank))
    guard da.count == db.count else {
        throw Failure(.runtimeError, "both dimension lists should have same length")
    }
    for (i, j) in zip(da, db) where a.shape[i] != b.shape[j] {
        throw Failure(
            .runtimeError,
            "contracted dimensions need to match, but first has size \(a.shape[i]) in dim \(i) and second has size \(b.shape[j]) in dim \(j)"
        )
    }
    let (keepA, keepB) = ((0..<a.rank).filter { !da.contains($0) }, (0..<b.rank).filter { !db.contains($0) })
    let k = da.map { a.shape[$0] }.reduce(1, *)
    let left = try a.permute(keepA + da).reshape([keepA.map { a.shape[$0] }.reduce(1, *), k])
    let right = try b.permute(db + keepB).reshape([k, keepB.map { b.shape[$0] }.reduce(1, *)])
    return try mm(left, right).reshape(keepA.map { a.shape[$0] } + keepB.map { b.shape[$0] })
}

extension Op {
    static let mm = Op(
        "mm(input, mat2)", "Matrix product.\nShapes:  (N, K), (K, M) -> (N, M).\nSource:  torch.mm.",
        { (a: Tensor, b: Tensor) in try Tensors.mm(a, b) },
        samples: {
            [
                [try sample([2, 3]), try sample([3, 4], seed: 1)],
                [try strided(sample([3, 2])), try sample([3, 0], seed: 1)],
            ]
        },
        errors: [
            (
                { [.tensor(try .zeros([2, 3])), .tensor(try .zeros([2, 3]))] },
                "mm: mat1 and mat2 shapes cannot be multiplied (2x3 and 2x3)"
            )
        ])
    static let bmm = Op(
        "bmm(input, mat2)",
        "Matrix products of two batches.\nShapes:  (B, N, K), (B, K, M) -> (B, N, M).\nSource:  torch.bmm.",
        { (a: Tensor, b: Tensor) in try Tensors.bmm(a, b) },
        samples: { [[try sample([2, 2, 3]), try sample([2, 3, 2], seed: 1)]] })
    static let matmul = Op(
        "matmul(input, other)",
        """
        input @ other: dot product of vectors, matrix product, or broadcast batches of matrix products.
        Source:  torch.matmul.
        """, in: [.torch, .method, .linalg], { (a: Tensor, b: Tensor) in try Tensors.matmul(a, b) },
        samples: {
            [
                [try sample([3]), try sample([3], seed: 1)], [try sample([2, 3]), try sample([3], seed: 1)],
                [try sample([3]), try sample([3, 2], seed: 1)],
                [try sample([2, 1, 2, 3]), try sample([3, 3, 2], seed: 1)],
                [try sample([2, 2, 3]), try sample([3, 2], seed: 1)],
                [try sample([3]), try sample([2, 3, 2], seed: 1)],
            ]
        })
    static let mv = Op(
        "mv(input, vec)", "Matrix times vector.\nShapes:  (N, K), (K,) -> (N,).\nSource:  torch.mv.",
        { (a: Tensor, b: Tensor) in try Tensors.mv(a, b) },
        samples: { [[try sample([2, 3]), try sample([3], seed: 1)]] })
    static let dot = Op(
        "dot(input, tensor)", "The sum of products of two vectors.\nSource:  torch.dot.", aliases: ["vdot", "inner"],
        { (a: Tensor, b: Tensor) in try Tensors.dot(a, b) }, samples: { [[try sample([3]), try sample([3], seed: 1)]] })
    static let outer = Op(
        "outer(input, vec2)", "All products of two vectors' elements.\nSource:  torch.outer.", aliases: ["ger"],
        { (a: Tensor, b: Tensor) in try Tensors.outer(a, b) },
        samples: { [[try sample([2]), try sample([3], seed: 1)]] })
    static let addmm = Op(
        "addmm(input, mat1, mat2, *, beta=1, alpha=1)", "beta * input + alpha * (mat1 @ mat2).\nSource:  torch.addmm.",
        { (x: Tensor, a: Tensor, b: Tensor, beta: Double, alpha: Double) in
            try Tensors.addmm(x, a, b, beta: beta, alpha: alpha)
        },
        samples: {
            [[try sample([4]), try sample([2, 3], seed: 1), try sample([3, 4], seed: 2), .float(0.5), .float(2)]]
        })
    static let baddbmm = Op(
        "baddbmm(input, batch1, batch2, *, beta=1, alpha=1)",
        "beta * input + alpha * bmm(batch1, batch2).\nSource:  torch.baddbmm.",
        { (x: Tensor, a: Tensor, b: Tensor, beta: Double, alpha: Double) in
            try Tensors.add(x * beta, Tensors.bmm(a, b), alpha: alpha)
        })
    static let tensordot = Op(
        "tensordot(a, b, dims=2)",
        "Sums of products over dimensions of both: a number or two lists.\nSource:  torch.tensordot.", in: .torch,
        { (a: Tensor, b: Tensor, dims: Argument) in
            if let n = try Int.from(dims) {
                guard n >= 0, n <= a.rank, n <= b.rank else {
                    throw Failure(.runtimeError, "tensordot expects dims >= 0, but got dims=\(n)")
                }
                return try Tensors.tensordot(a, b, Array((a.rank - n)..<a.rank), Array(0..<n))
            }
            guard let items = dims.items, items.count == 2, let da = try Ints.from(items[0]),
                let db = try Ints.from(items[1])
            else { throw Failure(.typeError, "tensordot(): argument 'dims' must be an int or two lists of ints") }
            return try Tensors.tensordot(a, b, da.values, db.values)
        }, samples: { [[try sample([2, 3]), try sample([3, 4], seed: 1), .int(1)]] })
}
