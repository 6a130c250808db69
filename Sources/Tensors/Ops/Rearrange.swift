// flip, roll, rot90, repeat, triangles and diagonals: the same values in another arrangement.

import Schema

extension Tensor {
    /// Reversed along `dims`.
    public func flip(_ dims: [Int]) throws -> Tensor {
        let chosen = try Shape.dimensions(dims, rank)
        let result = try Tensor(uninitialized: shape, dtype)
        var (newStrides, start) = (strides, offset)
        for d in chosen where rank > 0 && shape[d] > 0 {
            start += (shape[d] - 1) * strides[d]
            newStrides[d] = -strides[d]
        }
        let reversed = Tensor(
            storage: storage, offset: start, shape: shape, strides: newStrides, dtype: dtype, count: count,
            isContiguous: false)
        try copyElements(from: reversed, to: result)
        return record("FlipBackward0", result, inputs: [self]) { [try $0.flip(chosen)] }
    }

    /// Shifted cyclically; without dims, the flattened elements.
    public func roll(_ shifts: [Int], _ dims: [Int]) throws -> Tensor {
        let back = shifts.map { 0 &- $0 }
        return record("RollBackward0", try GradMode.disabled { try detach().rolled(shifts, dims) }, inputs: [self]) {
            gradient in
            [try gradient.roll(back, dims)]
        }
    }

    private func rolled(_ shifts: [Int], _ dims: [Int]) throws -> Tensor {
        if dims.isEmpty {
            guard shifts.count == 1 else {
                throw Failure(.runtimeError, "shifts and dimensions must align. shifts: \(shifts.count), dims:0")
            }
            return try reshape([-1]).rolled(shifts, [0]).reshape(shape)
        }
        guard shifts.count == dims.count else {
            throw Failure(
                .runtimeError, "shifts and dimensions must align. shifts: \(shifts.count), dims:\(dims.count)")
        }
        var result = self
        for (shift, dim) in zip(shifts, dims) {
            let d = try Shape.dimension(dim, rank)
            let n = size(along: d)
            if n == 0 || rank == 0 { continue }
            let k = ((shift % n) + n) % n
            if k == 0 { continue }
            result = try cat([result.narrow(d, n - k, k), result.narrow(d, 0, n - k)], d)
        }
        return result === self ? try clone() : result
    }

    /// Turned by k quarter turns in the plane of two dimensions, from the first toward the second.
    public func rot90(_ k: Int, _ dims: [Int]) throws -> Tensor {
        guard dims.count == 2 else {
            throw Failure(.runtimeError, "expected total rotation dims == 2, but got dims = \(dims.count)")
        }
        guard rank >= 2 else { throw Failure(.runtimeError, "expected total dims >= 2, but got total dims = \(rank)") }
        let (a, b) = (try Shape.dimension(dims[0], rank), try Shape.dimension(dims[1], rank))
        guard a != b else {
            throw Failure(
                .runtimeError, "expected rotation dims to be different, but got dim0 = \(dims[0]) and dim1 = \(dims[1])"
            )
        }
        switch ((k % 4) + 4) % 4 {
        case 1: return try flip([b]).transpose(a, b)
        case 2: return try flip([a, b])
        case 3: return try flip([a]).transpose(a, b)
        default: return try clone()
        }
    }

    /// The tensor repeated `times` per dimension; more numbers than dimensions add leading ones.
    public func repeated(_ times: [Int]) throws -> Tensor {
        guard times.count >= rank else {
            throw Failure(
                .runtimeError,
                "Number of dimensions of repeat dims can not be smaller than number of dimensions of tensor",
                hint: "the tensor has \(rank) dimensions; give one number for each")
        }
        guard times.allSatisfy({ $0 >= 0 }) else {
            throw Failure(.runtimeError, "Trying to create tensor with negative dimension")
        }
        let padded = [Int](repeating: 1, count: times.count - rank) + shape
        let target = try zip(padded, times).map { size, n in
            let (product, over) = size.multipliedReportingOverflow(by: n)
            if over { throw Shape.tooLarge(times) }
            return product
        }
        let result = try Tensor(uninitialized: target, dtype)
        // The output seen as (times, size) pairs, the input as (1, size).
        let pairs = zip(times, padded).flatMap { [$0, $1] }
        let ones = padded.flatMap { [1, $0] }
        let source = try GradMode.disabled { try detach().reshape(ones) }
        let view = Tensor(
            storage: result.storage, offset: 0, shape: pairs, strides: Shape.strides(pairs), dtype: dtype,
            count: result.count,
            isContiguous: true)
        try copyElements(from: source, to: view)
        let old = shape
        return record("RepeatBackward0", result, inputs: [self]) { g in
            let dims = Array(Swift.stride(from: 0, to: pairs.count, by: 2))
            let folded = try g.reshape(pairs)
            return [try (dims.isEmpty ? folded : folded.sum(dims)).reshape(old)]
        }
    }

    /// `tile`: like repeat, but missing numbers are leading ones.
    public func tile(_ times: [Int]) throws -> Tensor {
        try repeated([Int](repeating: 1, count: Swift.max(0, rank - times.count)) + times)
    }

    /// Every slice along `dim` several times in a row.
    public func repeatInterleave(_ times: Tensor, _ dim: Int?) throws -> Tensor {
        let source = try dim == nil ? reshape([-1]) : self
        let d = try Shape.dimension(dim ?? 0, source.rank)
        let n = source.size(along: d)
        guard times.count == 1 || (times.rank == 1 && times.count == n) else {
            throw Failure(
                .runtimeError,
                "repeats must have the same size as input along dim, but got repeats.size(0) = \(times.count) and input.size(\(d)) = \(n)"
            )
        }
        let counts = try times.scalars().map { $0.integer ?? -1 }
        if counts.contains(where: { $0 < 0 }) { throw Failure(.runtimeError, "repeats can not be negative") }
        var total = 0
        for i in 0..<n {
            let (sum, over) = total.addingReportingOverflow(counts.count == 1 ? counts[0] : counts[i])
            if over { throw Shape.tooLarge([sum]) }
            total = sum
        }
        let picks = try Tensor(uninitialized: [total], .int64)
        let to = picks.pointer(Int64.self)
        var at = 0
        for i in 0..<n {
            for _ in 0..<(counts.count == 1 ? counts[0] : counts[i]) {
                to[at] = Int64(i)
                at += 1
            }
        }
        return try source.indexSelect(d, picks)
    }

    /// Zeros above (tril) or below (triu) the k-th diagonal of the last two dimensions.
    public func triangle(isLower: Bool, _ k: Int) throws -> Tensor {
        guard rank >= 2 else {
            throw Failure(.runtimeError, "\(isLower ? "tril" : "triu"): input tensor must have at least 2 dimensions")
        }
        let (rows, columns) = (shape[rank - 2], shape[rank - 1])
        let result = try copied(contiguous: true)
        let matrices = rows * columns == 0 ? 0 : count / (rows * columns)
        let size = dtype.size
        for m in 0..<matrices {
            for i in 0..<rows {
                // Columns beyond i + k go (tril), or those before it (triu).
                let edge = i.addingReportingOverflow(k).overflow ? (k > 0 ? columns : -1) : i + k
                let from = isLower ? (edge >= columns ? columns : Swift.max(edge + 1, 0)) : 0
                let to = isLower ? columns : Swift.min(Swift.max(edge, 0), columns)
                if to > from {
                    let start = result.storage.base + ((m * rows + i) * columns + from) * size
                    start.initializeMemory(as: UInt8.self, repeating: 0, count: (to - from) * size)
                }
            }
        }
        return record(isLower ? "TrilBackward0" : "TriuBackward0", result, inputs: [self]) {
            [try $0.triangle(isLower: isLower, k)]
        }
    }

    /// A vector onto the k-th diagonal of a matrix, or the diagonal of a matrix.
    public func diag(_ k: Int) throws -> Tensor {
        switch rank {
        case 1: return try diagEmbed(k, -2, -1)
        case 2: return try diagonal(offset: k).clone()
        default: throw Failure(.runtimeError, "diag(): Supports 1D or 2D tensors. Got \(rank)D")
        }
    }

    /// The last dimension onto diagonals of new matrices.
    public func diagEmbed(_ k: Int, _ dim1: Int, _ dim2: Int) throws -> Tensor {
        guard rank > 0 else {
            throw Failure(.runtimeError, "diag_embed: expected a tensor with at least one dimension")
        }
        let (a, b) = (try Shape.dimension(dim1, rank + 1), try Shape.dimension(dim2, rank + 1))
        guard a != b else { throw Failure(.runtimeError, "diagonal dimensions cannot be identical \(dim1), \(dim2)") }
        guard k.magnitude < 1 << 40 else { throw Shape.tooLarge([k]) }
        let n = shape[rank - 1] + Int(k.magnitude)
        let lead = Array(shape.dropLast())
        let square = try Tensor.zeros(lead + [n, n], dtype)
        let moved = try GradMode.disabled { try square.movedim([lead.count, lead.count + 1], [a, b]) }
        let view = try moved.diagonal(offset: k, a, b)
        try GradMode.disabled { try copyElements(from: self, to: view) }
        let result = try moved.copied(contiguous: true)
        return record("DiagEmbedBackward0", result, inputs: [self]) { [try $0.diagonal(offset: k, a, b)] }
    }
}

/// Coordinate grids of several vectors.
public func meshgrid(_ vectors: [Tensor], indexing: String) throws -> [Tensor] {
    guard !vectors.isEmpty else { throw Failure(.runtimeError, "meshgrid expects a non-empty TensorList") }
    guard indexing == "ij" || indexing == "xy" else {
        throw Failure(
            .runtimeError, "torch.meshgrid: indexing must be one of \"xy\" or \"ij\", but received: \(indexing)")
    }
    for vector in vectors where vector.rank > 1 {
        throw Failure(
            .runtimeError, "torch.meshgrid: Expected 0D or 1D tensor in the tensor list but got: \(vector.rank)D")
    }
    let swap = indexing == "xy" && vectors.count >= 2
    var order = vectors
    if swap { order.swapAt(0, 1) }
    let shape = order.map(\.count)
    var grids = try order.enumerated().map { i, vector in
        var own = [Int](repeating: 1, count: shape.count)
        own[i] = vector.count
        return try vector.reshape(own).expand(shape)
    }
    // The shape already is (y, x); the list goes back to (x, y).
    if swap { grids.swapAt(0, 1) }
    return grids
}

extension Op {
    static let flip = Op(
        "flip(input, *dims)", "Reversed along `dims`.\nSource:  torch.flip.",
        { (x: Tensor, dims: Ints) in try x.flip(dims.values) },
        samples: { [[try sample([2, 3]), .tuple([.int(1)])]] })
    static let fliplr = Op(
        "fliplr(input)", "Left and right exchanged: reversed along dimension 1.\nSource:  torch.fliplr.",
        { (x: Tensor) in
            guard x.rank >= 2 else { throw Failure(.runtimeError, "Input must be >= 2-d.") }
            return try x.flip([1])
        })
    static let flipud = Op(
        "flipud(input)", "Up and down exchanged: reversed along dimension 0.\nSource:  torch.flipud.",
        { (x: Tensor) in
            guard x.rank >= 1 else { throw Failure(.runtimeError, "Input must be >= 1-d.") }
            return try x.flip([0])
        })
    static let roll = Op(
        "roll(input, shifts, dims=())", "Shifted cyclically along `dims`.\nSource:  torch.roll.",
        { (x: Tensor, shifts: Ints, dims: Ints?) in try x.roll(shifts.values, dims?.values ?? []) },
        samples: { [[try sample([2, 3]), .tuple([.int(1), .int(-1)]), .tuple([.int(0), .int(1)])]] })
    static let rot90 = Op(
        "rot90(input, k=1, dims=(0, 1))", "Turned by k quarter turns in a plane.\nSource:  torch.rot90.",
        { (x: Tensor, k: Int, dims: Ints) in try x.rot90(k, dims.values) },
        samples: { [[try sample([2, 3]), .int(1), .tuple([.int(0), .int(1)])]] })
    static let repeatOp = Op(
        "repeat(input, *repeats)", "Copies side by side, so many per dimension.\nSource:  torch.Tensor.repeat.",
        in: .method,
        { (x: Tensor, times: Ints) in try x.repeated(times.values) },
        samples: { [[try sample([2, 3]), .tuple([.int(2), .int(1), .int(2)])]] })
    static let tile = Op(
        "tile(input, *dims)", "Copies side by side; missing numbers are 1.\nSource:  torch.tile.",
        { (x: Tensor, times: Ints) in try x.tile(times.values) })
    static let repeatInterleave = Op(
        "repeat_interleave(input, repeats, dim=None, *, output_size=None)",
        "Every slice several times in a row.\nSource:  torch.repeat_interleave.",
        { (x: Tensor, times: Operand, dim: Int?, size: Int?) in try x.repeatInterleave(times.tensor, dim) },
        samples: { [[try sample([2, 3]), .int(2), .int(1), .none]] })
    static let tril = Op(
        "tril(input, diagonal=0)", "The lower triangle; zeros above the diagonal.\nSource:  torch.tril.",
        in: [.torch, .method, .inPlace],
        { (x: Tensor, k: Int) in try x.triangle(isLower: true, k) }, samples: { [[try sample([3, 3]), .int(0)]] })
    static let triu = Op(
        "triu(input, diagonal=0)", "The upper triangle; zeros below the diagonal.\nSource:  torch.triu.",
        in: [.torch, .method, .inPlace],
        { (x: Tensor, k: Int) in try x.triangle(isLower: false, k) }, samples: { [[try sample([2, 3]), .int(1)]] })
    static let diag = Op(
        "diag(input, diagonal=0)", "A vector onto a diagonal, or the diagonal of a matrix.\nSource:  torch.diag.",
        { (x: Tensor, k: Int) in try x.diag(k) },
        samples: { [[try sample([3]), .int(1)], [try sample([3, 3]), .int(0)]] })
    static let diagEmbed = Op(
        "diag_embed(input, offset=0, dim1=-2, dim2=-1)",
        "The last dimension onto diagonals of new matrices.\nSource:  torch.diag_embed.",
        { (x: Tensor, k: Int, a: Int, b: Int) in try x.diagEmbed(k, a, b) },
        samples: { [[try sample([2, 3]), .int(0), .int(-2), .int(-1)]] })
    static let meshgrid = Op(
        "meshgrid(*tensors, indexing='ij')", "Coordinate grids of several vectors.\nSource:  torch.meshgrid.",
        in: .torch,
        { (vectors: [Tensor], indexing: String?) in try Tensors.meshgrid(vectors, indexing: indexing ?? "ij") },
        samples: { [[.list([try sample([2]), try sample([3], seed: 1)]), .string("ij")]] })
}
