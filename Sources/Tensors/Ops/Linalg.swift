// A little linear algebra: inverse, determinant, solve (Gaussian elimination with partial pivoting, in double), traces,
// distances, cross and Kronecker products.

import Glibc
import Schema

/// LU decomposition of one matrix in place. Returns the row order, the sign of the permutation, or nil when singular.
private func eliminate(_ a: inout [Double], _ n: Int) -> (order: [Int], sign: Double)? {
    var order = Array(0..<n)
    var sign = 1.0
    for k in 0..<n {
        var pivot = k
        for i in k..<n where a[i * n + k].magnitude > a[pivot * n + k].magnitude { pivot = i }
        if a[pivot * n + k] == 0 { return nil }
        if pivot != k {
            for j in 0..<n { a.swapAt(k * n + j, pivot * n + j) }
            order.swapAt(k, pivot)
            sign = -sign
        }
        for i in (k + 1)..<max(n, k + 1) {
            a[i * n + k] /= a[k * n + k]
            let factor = a[i * n + k]
            if factor == 0 { continue }
            for j in (k + 1)..<n { a[i * n + j] -= factor * a[k * n + j] }
        }
    }
    return (order, sign)
}

/// Matrices of a batch as rows of doubles.
private func matrices(_ x: Tensor, _ op: String) throws -> (n: Int, values: [[Double]]) {
    guard x.rank >= 2 else {
        throw Failure(.runtimeError, "\(op): The input tensor A must have at least 2 dimensions.")
    }
    let n = x.shape[x.rank - 1]
    guard x.shape[x.rank - 2] == n else {
        throw Failure(
            .runtimeError,
            "\(op): A must be batches of square matrices, but they are \(x.shape[x.rank - 2]) by \(n) matrices")
    }
    guard x.dtype.isFloatingPoint else {
        throw Failure(
            .runtimeError, "\(op): Expected a floating point or complex tensor as input. Got \(x.dtype.scalarTypeName)")
    }
    let all = try x.doubles()
    let size = n * n
    let count = size == 0 ? 0 : all.count / size
    return (n, (0..<count).map { Array(all[($0 * size)..<(($0 + 1) * size)]) })
}

extension Tensor {
    public func inverse() throws -> Tensor {
        let (n, batch) = try matrices(self, "linalg.inv")
        var values: [Double] = []
        for (b, matrix) in batch.enumerated() {
            var lu = matrix
            guard let (order, _) = eliminate(&lu, n) else {
                let place = rank > 2 ? "(Batch element \(b)): " : ""
                throw Failure(
                    .runtimeError,
                    "linalg.inv: \(place)The diagonal element \(n) is zero, the inversion could not be completed because the input "
                        + "matrix is singular.")
            }
            var result = [Double](repeating: 0, count: n * n)
            for column in 0..<n {
                var y = [Double](repeating: 0, count: n)
                for i in 0..<n {
                    var sum = order[i] == column ? 1.0 : 0
                    for j in 0..<i { sum -= lu[i * n + j] * y[j] }
                    y[i] = sum
                }
                for i in Swift.stride(from: n - 1, through: 0, by: -1) {
                    var sum = y[i]
                    for j in (i + 1)..<Swift.max(n, i + 1) { sum -= lu[i * n + j] * result[j * n + column] }
                    result[i * n + column] = sum / lu[i * n + i]
                }
            }
            values.append(contentsOf: result)
        }
        let result = try Tensor.from(values, shape).cast(dtype)
        return record("LinalgInvExBackward0", result, inputs: [self], saved: [result]) { g, saved in
            let transposed = try saved[0].matrixTranspose()
            return [try Tensors.matmul(Tensors.matmul(transposed, g), transposed).neg()]
        }
    }

    public func determinant() throws -> Tensor {
        let (n, batch) = try matrices(self, "linalg.det")
        var values: [Double] = []
        for matrix in batch {
            var lu = matrix
            if let (_, sign) = eliminate(&lu, n) {
                values.append((0..<n).reduce(sign) { $0 * lu[$1 * n + $1] })
            } else {
                values.append(0)
            }
        }
        if n == 0 { values = [Double](repeating: 1, count: shape.dropLast(2).reduce(1, *)) }
        let result = try Tensor.from(values, Array(shape.dropLast(2))).cast(dtype)
        return record("LinalgDetBackward0", result, inputs: [self], saved: [self, result]) { g, saved in
            let scale = try mul(g, saved[1]).unsqueeze(-1).unsqueeze(-1)
            return [try mul(scale, saved[0].inverse().matrixTranspose())]
        }
    }

    public func trace() throws -> Tensor {
        guard rank == 2 else {
            throw Failure(.runtimeError, "trace: expected a matrix, but got tensor with dim \(rank)")
        }
        return try diagonal().sum()
    }
}

/// Distances between all rows of two sets, with the p-norm.
public func cdist(_ a: Tensor, _ b: Tensor, _ p: Double) throws -> Tensor {
    guard a.rank >= 2, b.rank >= 2 else {
        throw Failure(
            .runtimeError,
            "cdist only supports at least 2D tensors, X\(a.rank < 2 ? 1 : 2) got: \(a.rank < 2 ? a.rank : b.rank)D")
    }
    guard a.shape[a.rank - 1] == b.shape[b.rank - 1] else {
        throw Failure(
            .runtimeError,
            "X1 and X2 must have the same number of columns. X1: \(a.shape[a.rank - 1]) X2: \(b.shape[b.rank - 1])")
    }
    return try sub(a.unsqueeze(-2), b.unsqueeze(-3)).norm(p, [-1])
}

/// The vector product along a dimension of size 3.
public func cross(_ a: Tensor, _ b: Tensor, _ dim: Int?) throws -> Tensor {
    let shape = try Shape.broadcast(a.shape, b.shape)
    let (x, y) = (try a.expand(shape), try b.expand(shape))
    let d = try Shape.dimension(dim ?? shape.firstIndex(of: 3) ?? -1, shape.count)
    guard !shape.isEmpty, shape[d] == 3 else {
        throw Failure(
            .runtimeError,
            "linalg.cross: inputs dimension \(d) must have length 3. Got \(shape.isEmpty ? 0 : shape[d]) and \(shape.isEmpty ? 0 : shape[d])"
        )
    }
    let (x1, x2) = (try x.roll([-1], [d]), try x.roll([-2], [d]))
    let (y1, y2) = (try y.roll([-1], [d]), try y.roll([-2], [d]))
    return try sub(mul(x1, y2), mul(x2, y1))
}

/// The Kronecker product.
public func kron(_ a: Tensor, _ b: Tensor) throws -> Tensor {
    let rank = max(a.rank, b.rank)
    let (sa, sb) = (
        [Int](repeating: 1, count: rank - a.rank) + a.shape, [Int](repeating: 1, count: rank - b.rank) + b.shape
    )
    let x = try a.reshape(sa.flatMap { [$0, 1] })
    let y = try b.reshape(sb.flatMap { [1, $0] })
    return try mul(x, y).reshape(zip(sa, sb).map { $0 * $1 })
}

extension Op {
    static let inverse = Op(
        "inverse(input)", "The inverse of a matrix, or of each in a batch.\nSource:  torch.linalg.inv.",
        in: [.torch, .method, .linalg], aliases: ["inv"], { (x: Tensor) in try x.inverse() },
        samples: { [[.tensor(try wellConditioned())]] })
    static let det = Op(
        "det(input)", "The determinant of a matrix, or of each in a batch.\nSource:  torch.linalg.det.",
        in: [.torch, .method, .linalg], { (x: Tensor) in try x.determinant() },
        samples: { [[.tensor(try wellConditioned())]] })
    private static func wellConditioned() throws -> Tensor {
        let x = try Tensor.from([4, 1, 0.5, -1, 3, 0.2, 0.3, 0.7, 5], [3, 3])
        x.requiresGrad = true
        return x
    }
    static let trace = Op(
        "trace(input)", "The sum of the diagonal.\nSource:  torch.trace.", { (x: Tensor) in try x.trace() },
        samples: { [[try sample([2, 3])]] })
    static let cdist = Op(
        "cdist(x1, x2, p=2.0)", "Distances between all rows of two sets.\nSource:  torch.cdist.", in: .torch,
        { (a: Tensor, b: Tensor, p: Double) in try Tensors.cdist(a, b, p) },
        samples: { [[try sample([2, 3]), try sample([4, 3], seed: 1), .float(2)]] })
    static let cross = Op(
        "cross(input, other, dim=None)", "The vector product along a dimension of size 3.\nSource:  torch.cross.",
        { (a: Tensor, b: Tensor, dim: Int?) in try Tensors.cross(a, b, dim) },
        samples: { [[try sample([2, 3]), try sample([2, 3], seed: 1), .int(1)]] })
    static let kron = Op(
        "kron(input, other)", "The Kronecker product.\nSource:  torch.kron.",
        { (a: Tensor, b: Tensor) in try Tensors.kron(a, b) },
        samples: { [[try sample([2, 2]), try sample([1, 3], seed: 1)]] })
}
