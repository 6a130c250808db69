// Matrices made of others, the statistics of rows, and torch.linalg beyond products and inverses.

import Schema

/// The positions of a triangle's elements, one row of row numbers and one of column numbers: shape (2, how many).
private func triangleIndices(_ rows: Int, _ columns: Int, _ offset: Int, isLower: Bool, _ dtype: DType) throws -> Tensor
{
    guard rows >= 0, columns >= 0 else {
        throw Failure(
            .runtimeError, "\(rows < 0 ? "row" : "col") must be non-negative, got\(rows < 0 ? rows : columns)")
    }
    let mask = try Tensor.ones([rows, columns], .bool).triangle(isLower: isLower, offset)
    return try mask.nonzero().t().contiguous().cast(dtype)
}

/// The matrices along the diagonal of one, zeros elsewhere.
private func blockDiagonal(_ tensors: [Tensor]) throws -> Tensor {
    let blocks = try tensors.map { block in
        guard block.rank <= 2 else {
            throw Failure(
                .runtimeError,
                "torch.block_diag: Input tensors must have 2 or fewer dimensions. Input has \(block.rank) dimensions")
        }
        return block.rank == 2 ? block : try block.reshape([1, block.count])
    }
    let width = blocks.reduce(0) { $0 + $1.shape[1] }
    var left = 0
    let rows = try blocks.map { block in
        defer { left += block.shape[1] }
        return try pad(block, [left, width - left - block.shape[1]])
    }
    return rows.isEmpty ? try Tensor.empty([1, 0]) : try cat(rows, 0)
}

/// The raised cosines a0 - a1 cos(2πk/m) + a2 cos(4πk/m): Hann, Hamming and Blackman.
private func cosineWindow(_ n: Int, isPeriodic: Bool, _ a: [Double], _ dtype: DType?) throws -> Tensor {
    guard n >= 0 else {
        throw Failure(.runtimeError, "window functions require non-negative window_length, got window_length=\(n)")
    }
    guard n > 1 else { return try Tensor.ones([n], dtype ?? Defaults.dtype) }
    let step = 2 * Double.pi / Double(isPeriodic ? n : n - 1)
    let k = try Tensor.arange(.int(0), .int(n), .int(1), dtype ?? Defaults.dtype)
    let first = try (k * step).cos() * a[1]
    // The order of PyTorch's own sums, which the last digit shows.
    guard a.count > 2 else { return try add(first.neg(), .number(a[0])) }
    return try add(sub((k * (2 * step)).cos() * a[2], first), .number(a[0]))
}

extension Tensor {
    /// Covariances of the rows' variables, divided by the number of observations less `correction`.
    public func covariance(correction: Int) throws -> Tensor {
        guard rank <= 2 else {
            throw Failure(
                .runtimeError,
                "cov(): expected input to have two or fewer dimensions but got an input with \(rank) dimensions")
        }
        let x = rank == 2 ? self : try reshape([1, -1])
        let centred = try sub(x, x.mean([1], keepdim: true))
        let freedom = Swift.max(0, x.shape[1] - correction)
        let result = try div(mm(centred, centred.t()), .number(Double(freedom)))
        return rank == 2 && shape[0] != 1 ? result : try result.squeeze(nil)
    }

    /// The n-th power of a square matrix; negative powers are those of its inverse.
    public func matrixPower(_ n: Int) throws -> Tensor {
        guard rank >= 2, shape[rank - 1] == shape[rank - 2] else {
            throw Failure(
                .runtimeError,
                "linalg.matrix_power: A must be batches of square matrices, but they are \(rank > 1 ? shape[rank - 2] : 0) by \(shape.last ?? 0) matrices"
            )
        }
        var (result, factor) = (try Tensor.eye(shape[rank - 1], nil, dtype).expand(shape), n < 0 ? try inverse() : self)
        var rest = n.magnitude
        while rest > 0 {
            if rest & 1 == 1 { result = try matmul(result, factor) }
            rest >>= 1
            if rest > 0 { factor = try matmul(factor, factor) }
        }
        return result
    }

    /// Along `dim`, log of the running sum of exp.
    public func logCumsumExp(_ dim: Int) throws -> Tensor {
        guard rank > 0, count > 0 else { return try clone() }
        let peak = try amax([dim], keepdim: true).detach()
        let safe = try whereTensor(peak.isFinite(), peak, Tensor.zeros([], peak.dtype))
        return try add(sub(self, safe).exp().cumsum(dim).log(), safe)
    }

    /// The area under a line through the points along `dim`: `x` their places, or `dx` the step between them.
    public func trapezoid(_ x: Tensor?, _ dx: Double, _ dim: Int, isCumulative: Bool) throws -> Tensor {
        let d = try Shape.dimension(dim, rank)
        let n = size(along: d)
        guard n > 1 else { return isCumulative ? try narrow(d, 0, 0) : try sum([d]) * 0 }
        var areas = try add(narrow(d, 1, n - 1), narrow(d, 0, n - 1)) * 0.5
        if let x {
            var steps = try x.diff(1, -1)
            if steps.rank == 1 { steps = try steps.reshape((0..<rank).map { $0 == d ? n - 1 : 1 }) }
            areas = try mul(areas, steps)
        } else {
            areas = try areas * dx
        }
        return isCumulative ? try areas.cumsum(d) : try areas.sum([d])
    }

    /// linalg.norm: of vectors (`ord` a number and one dimension or none) or of matrices ('fro', 'nuc' is not here, 1, -1, inf, -inf).
    func linalgNorm(_ order: Argument, _ dims: [Int]?, keepdim: Bool) throws -> Tensor {
        if case .none = order { return try norm(2, dims, keepdim: keepdim) }
        let isMatrix = (dims?.count ?? rank) == 2
        if case .string(let name) = order {
            guard name == "fro" else {
                throw Failure(
                    .notImplementedError, "linalg.norm: ord='\(name)' is not supported",
                    hint: "ord may be 'fro' or a number")
            }
            return try norm(2, dims ?? (rank >= 2 ? [-2, -1] : nil), keepdim: keepdim)
        }
        let p = try Double.from(order) ?? 2
        guard isMatrix else { return try norm(p, dims, keepdim: keepdim) }
        guard p.magnitude == 1 || p.isInfinite else {
            throw Failure(
                .notImplementedError, "linalg.norm: the matrix norm of order \(p) is not supported",
                hint: "use 'fro', 1, -1, inf or -inf")
        }
        let (rows, columns) = (try Shape.dimension(dims?[0] ?? 0, rank), try Shape.dimension(dims?[1] ?? 1, rank))
        let (summed, kept) = p.isInfinite ? (columns, rows) : (rows, columns)
        let sums = try abs().sum([summed], keepdim: true)
        let result = try p > 0 ? sums.amax([kept], keepdim: true) : sums.amin([kept], keepdim: true)
        return keepdim ? result : try result.squeeze([rows, columns])
    }
}

extension Op {
    private static func triangle(_ name: String, _ word: String, isLower: Bool, file: String = #fileID) -> Op {
        Op(
            "\(name)(row, col, offset=0, *, dtype=torch.int64, device=None, layout=None)",
            "The positions of the \(word) triangle's elements: shape (2, how many).\nSource:  torch.\(name).",
            in: .torch,
            { (rows: Int, columns: Int, offset: Int, dtype: DType, _: Argument, _: Argument) in
                try triangleIndices(rows, columns, offset, isLower: isLower, dtype)
            }, file: file)
    }
    static let trilIndices = triangle("tril_indices", "lower", isLower: true)
    static let triuIndices = triangle("triu_indices", "upper", isLower: false)

    private static func window(_ name: String, _ a: [Double], file: String = #fileID) -> Op {
        Op(
            "\(name)(window_length, periodic=True, *, dtype=None, device=None, requires_grad=False, layout=None)",
            "Weights that fall to the ends, for blending overlapping pieces.\nSource:  torch.\(name).", in: .torch,
            { (n: Int, isPeriodic: Bool, dtype: DType?, _: Argument, _: Bool, _: Argument) in
                try cosineWindow(n, isPeriodic: isPeriodic, a, dtype)
            }, file: file)
    }
    static let hannWindow = window("hann_window", [0.5, 0.5])
    static let hammingWindow = Op(
        "hamming_window(window_length, periodic=True, alpha=0.54, beta=0.46, *, dtype=None, layout=None, device=None, requires_grad=False)",
        "alpha - beta cos(2πk/n): weights that fall to the ends.\nSource:  torch.hamming_window.", in: .torch,
        { (n: Int, isPeriodic: Bool, alpha: Double, beta: Double, dtype: DType?, _: Argument, _: Argument, _: Bool) in
            try cosineWindow(n, isPeriodic: isPeriodic, [alpha, beta], dtype)
        })
    static let blackmanWindow = window("blackman_window", [0.42, 0.5, 0.08])

    static let blockDiag = Op(
        "block_diag(*tensors)", "The matrices along the diagonal of one, zeros elsewhere.\nSource:  torch.block_diag.",
        in: .torch, { (tensors: [Tensor]) in try blockDiagonal(tensors) })
    static let diagflat = Op(
        "diagflat(input, offset=0)", "All elements along the diagonal of a matrix.\nSource:  torch.diagflat.",
        { (x: Tensor, offset: Int) in try x.reshape([-1]).diag(offset) }, samples: { [[try sample([2, 2]), .int(1)]] })
    static let vander = Op(
        "vander(x, N=None, increasing=False)",
        "Powers of each element in a row, falling unless increasing.\nSource:  torch.vander.", in: .torch,
        { (x: Tensor, columns: Int?, isIncreasing: Bool) in
            let n = columns ?? x.count
            let powers = try Tensor.arange(.int(0), .int(n), .int(1), .int64)
            return try Tensors.pow(x.unsqueeze(-1), isIncreasing ? powers : powers.flip([0]))
        })
    static let dist = Op(
        "dist(input, other, p=2)", "The p-norm of the difference.\nSource:  torch.dist.",
        { (a: Tensor, b: Tensor, p: Double) in try Tensors.sub(a, b).norm(p) },
        samples: { [[try sample([2, 3]), try sample([2, 3], seed: 1), .float(2)]] })
    static let pdist = Op(
        "pdist(input, p=2.0)", "Distances between every two rows, in order.\nSource:  torch.nn.functional.pdist.",
        in: [.torch, .functional],
        { (x: Tensor, p: Double) in
            let pairs = try Tensors.combinations(
                .arange(.int(0), .int(x.size(along: 0)), .int(1), .int64), 2, withReplacement: false)
            let (first, second) = (try pairs.select(1, 0), try pairs.select(1, 1))
            return try Tensors.sub(x.indexSelect(0, first), x.indexSelect(0, second)).norm(p, [1])
        },
        samples: { [[try sample([3, 2]), .float(2)]] })
    static let cov = Op(
        "cov(input, *, correction=1, fweights=None, aweights=None)",
        "Covariances of the variables, one per row.\nSource:  torch.cov.",
        { (x: Tensor, correction: Int, frequency: Argument, weight: Argument) in
            guard case (.none, .none) = (frequency, weight) else {
                throw Failure(
                    .notImplementedError, "cov(): weights are not supported", hint: "repeat the columns instead")
            }
            return try x.covariance(correction: correction)
        },
        samples: { [[try sample([2, 4]), .int(1), .none, .none]] })
    static let corrcoef = Op(
        "corrcoef(input)", "Correlations of the variables, one per row.\nSource:  torch.corrcoef.",
        { (x: Tensor) in
            let c = try x.covariance(correction: 1)
            guard c.rank == 2 else { return try Tensors.div(c, c) }
            let deviation = try c.diagonal(offset: 0, 0, 1).sqrt()
            return try Tensors.div(Tensors.div(c, deviation.unsqueeze(1)), deviation.unsqueeze(0)).clamp(
                .float(-1), .float(1))
        })
    static let addmv = Op(
        "addmv(input, mat, vec, *, beta=1, alpha=1)", "beta * input + alpha * (mat @ vec).\nSource:  torch.addmv.",
        in: [.torch, .method, .inPlace],
        { (x: Tensor, m: Tensor, v: Tensor, beta: Double, alpha: Double) in
            try Tensors.add(beta == 1 ? x : x * beta, Tensors.mv(m, v), alpha: alpha)
        },
        samples: { [[try sample([2]), try sample([2, 3], seed: 1), try sample([3], seed: 2), .int(1), .float(0.5)]] })
    static let addr = Op(
        "addr(input, vec1, vec2, *, beta=1, alpha=1)",
        "beta * input + alpha * outer(vec1, vec2).\nSource:  torch.addr.",
        in: [.torch, .method, .inPlace],
        { (x: Tensor, a: Tensor, b: Tensor, beta: Double, alpha: Double) in
            try Tensors.add(beta == 1 ? x : x * beta, Tensors.outer(a, b), alpha: alpha)
        },
        samples: { [[try sample([2, 3]), try sample([2], seed: 1), try sample([3], seed: 2), .int(1), .float(0.5)]] })
    static let matrixPower = Op(
        "matrix_power(input, n)", "The n-th power of a square matrix.\nSource:  torch.linalg.matrix_power.",
        in: [.torch, .method, .linalg], { (x: Tensor, n: Int) in try x.matrixPower(n) },
        samples: { [[try sample([2, 2]), .int(3)]] })
    static let multiDot = Op(
        "multi_dot(tensors)", "The product of the matrices.\nSource:  torch.linalg.multi_dot.", in: .linalg,
        { (tensors: [Tensor]) in
            guard let first = tensors.first else {
                throw Failure(.runtimeError, "multi_dot(): expected at least 2 tensors but got 0")
            }
            return try tensors.dropFirst().reduce(first) { try Tensors.matmul($0, $1) }
        })
    static let solve = Op(
        "solve(A, B, *, left=True)", "X with A @ X = B.\nSource:  torch.linalg.solve.", in: .linalg,
        { (a: Tensor, b: Tensor, isLeft: Bool) in
            try isLeft ? Tensors.matmul(a.inverse(), b) : Tensors.matmul(b, a.inverse())
        })
    static let linalgNorm = Op(
        "linalg_norm(A, ord=None, dim=None, keepdim=False, *, dtype=None)",
        "The norm of vectors or matrices.\nSource:  torch.linalg.norm.", in: .linalg,
        { (x: Tensor, order: Argument, dims: Ints?, keepdim: Bool, dtype: DType?) in
            try (dtype.map { try x.to($0) } ?? x).linalgNorm(order, dims?.values, keepdim: keepdim)
        },
        samples: {
            [
                [try sample([2, 3]), .none, .none, .bool(false), .none],
                [try sample([2, 3]), .int(1), .none, .bool(false), .none],
            ]
        })
    static let matrixNorm = Op(
        "matrix_norm(A, ord='fro', dim=(-2, -1), keepdim=False, *, dtype=None)",
        "The norm of matrices.\nSource:  torch.linalg.matrix_norm.", in: .linalg,
        { (x: Tensor, order: Argument, dims: Ints, keepdim: Bool, dtype: DType?) in
            try (dtype.map { try x.to($0) } ?? x).linalgNorm(order, dims.values, keepdim: keepdim)
        })
    static let logdet = Op(
        "logdet(input)", "log of the determinant.\nSource:  torch.logdet.", { (x: Tensor) in try x.determinant().log() }
    )
    static let slogdet = Op(
        "slogdet(A)", "The determinant's sign and the log of its magnitude.\nSource:  torch.linalg.slogdet.",
        in: [.torch, .method, .linalg],
        { (x: Tensor) in
            let d = try x.determinant()
            return NamedResult(
                "torch.return_types.slogdet", [("sign", try d.sign()), ("logabsdet", try d.abs().log())])
        })
    static let logcumsumexp = Op(
        "logcumsumexp(input, dim)", "Along `dim`, log of the running sum of exp.\nSource:  torch.logcumsumexp.",
        { (x: Tensor, dim: Int) in try x.logCumsumExp(dim) }, samples: { [[try sample([2, 3]), .int(1)]] })
    static let trapezoid = Op(
        "trapezoid(y, x=None, *, dx=1.0, dim=-1)",
        "The area under a line through the points.\nSource:  torch.trapezoid.",
        in: .torch, aliases: ["trapz"],
        { (y: Tensor, x: Tensor?, dx: Double, dim: Int) in try y.trapezoid(x, dx, dim, isCumulative: false) },
        samples: { [[try sample([2, 4]), .none, .float(0.5), .int(1)]] })
    static let cumulativeTrapezoid = Op(
        "cumulative_trapezoid(y, x=None, *, dx=1.0, dim=-1)",
        "The running area under a line through the points.\nSource:  torch.cumulative_trapezoid.", in: .torch,
        { (y: Tensor, x: Tensor?, dx: Double, dim: Int) in try y.trapezoid(x, dx, dim, isCumulative: true) })
    static let sumToSize = Op(
        "sum_to_size(input, *size)", "Summed over what broadcasting would repeat.\nSource:  torch.Tensor.sum_to_size.",
        in: .method, { (x: Tensor, size: Ints) in try x.summed(to: size.values) })
    static let fillDiagonal = Op(
        "fill_diagonal(input, fill_value, wrap=False)",
        "The diagonal set to a value.\nSource:  torch.Tensor.fill_diagonal_.", in: .inPlace,
        { (x: Tensor, value: Scalar, _: Bool) in
            guard x.rank >= 2 else { throw Failure(.runtimeError, "dimensions must larger than 1") }
            let places = try (0..<x.rank).map { d in
                try Tensor.arange(.int(0), .int(x.shape[d]), .int(1), .int64)
                    .reshape((0..<x.rank).map { $0 == d ? x.shape[d] : 1 })
            }
            let mask = try places.dropFirst(2).reduce(places[0].equals(places[1])) {
                try Tensors.logicalAnd($0, places[0].equals($1))
            }
            return try x.maskedFill(mask, .number(value))
        })
    static let selectScatter = Op(
        "select_scatter(input, src, dim, index)", "input with src at one index of dim.\nSource:  torch.select_scatter.",
        { (x: Tensor, source: Tensor, dim: Int, index: Int) in
            let d = try Shape.dimension(dim, x.rank)
            let n = x.size(along: d)
            guard index >= -n, index < n else {
                throw Failure(
                    .indexError,
                    "select(): index \(index) out of range for tensor of size \(Shape.text(x.shape)) at dimension \(d)")
            }
            let i = index < 0 ? index + n : index
            return try Tensors.cat([x.narrow(d, 0, i), source.unsqueeze(d), x.narrow(d, i + 1, n - i - 1)], d)
        },
        samples: { [[try sample([2, 3]), try sample([2], seed: 1), .int(1), .int(-1)]] })
}
