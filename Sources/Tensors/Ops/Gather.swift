// gather, scatter and their relatives: one index per element along a dimension, or one index per slice.

import Schema

/// How scatter combines with what is there.
enum ScatterMode { case replace, add, multiply, maximum, minimum }

private struct GatherMove: ElementVisitor {
    let x: Tensor, index: Tensor, result: Tensor, d: Int
    func visit<T: Element>(_ type: T.Type) throws {
        let lanes = Lanes(index.shape, d, [x.strides, index.strides, result.strides])
        let (from, by, to) = (x.pointer(T.self), index.pointer(Int64.self), result.pointer(T.self))
        let (sf, sb, st) = (x.stride(along: d), index.stride(along: d), result.stride(along: d))
        let n = index.size(along: d)
        try lanes.forEach(cost: n) { offsets in
            for i in 0..<n {
                to[offsets[2] &+ i &* st] = from[offsets[0] &+ Int(by[offsets[1] &+ i &* sb]) &* sf]
            }
        }
    }
}

private struct ScatterMove: ElementVisitor {
    let x: Tensor, index: Tensor, source: Tensor, d: Int, mode: ScatterMode
    func visit<T: Element>(_ type: T.Type) throws {
        let lanes = Lanes(index.shape, d, [x.strides, index.strides, source.strides])
        let (to, by, from) = (x.pointer(T.self), index.pointer(Int64.self), source.pointer(T.self))
        let (st, sb, sf) = (x.stride(along: d), index.stride(along: d), source.stride(along: d))
        let n = index.size(along: d)
        try lanes.forEach(cost: n) { offsets in
            for i in 0..<n {
                let at = offsets[0] &+ Int(by[offsets[1] &+ i &* sb]) &* st
                let value = from[offsets[2] &+ i &* sf]
                switch mode {
                case .replace: to[at] = value
                case .add: to[at] = to[at].plus(value)
                case .multiply:
                    to[at] =
                        T.isReal
                        ? T(rounding: to[at].asDouble * value.asDouble) : T(wrapping: to[at].asInt64 &* value.asInt64)
                case .maximum: if value.asDouble > to[at].asDouble { to[at] = value }
                case .minimum: if value.asDouble < to[at].asDouble { to[at] = value }
                }
            }
        }
    }
}

extension Tensor {
    /// Index tensors of gather and scatter: whole, in range, the right rank.
    private func checkedIndex(_ index: Tensor, _ d: Int, _ op: String) throws -> Tensor {
        guard index.dtype == .int64 || index.dtype == .int32 else {
            throw Failure(.runtimeError, "\(op)(): Expected dtype int32/int64 for index", hint: "use index.long()")
        }
        guard index.rank == rank || (index.rank <= 1 && rank <= 1) || index.count == 0 else {
            throw Failure(
                .runtimeError,
                op == "gather"
                    ? "Index tensor must have the same number of dimensions as input tensor"
                    : "Index tensor must have the same number of dimensions as self tensor")
        }
        let whole = try index.cast(.int64)
        let size = size(along: d)
        let values = whole.pointer(Int64.self)
        try whole.forEachPosition {
            if values[$0] < 0 || values[$0] >= size {
                throw Failure(
                    .runtimeError, "index \(values[$0]) is out of bounds for dimension \(d) with size \(size)")
            }
        }
        return whole
    }

    /// out[i][j] = x[index[i][j]][j] (for dim 0).
    public func gather(_ dim: Int, _ index: Tensor) throws -> Tensor {
        let d = try Shape.dimension(dim, rank)
        let index = try checkedIndex(index, d, "gather")
        for k in 0..<Swift.min(rank, index.rank) where k != d && index.shape[k] > shape[k] {
            throw Failure(
                .runtimeError,
                "Size does not match at dimension \(k) expected index \(Shape.text(index.shape)) to be no larger than self "
                    + "\(Shape.text(shape)) apart from dimension \(d)")
        }
        let result = try Tensor(uninitialized: index.shape, dtype)
        if result.count > 0 { try dtype.dispatch(GatherMove(x: self, index: index, result: result, d: d)) }
        let old = shape
        return record("GatherBackward0", result, inputs: [self], saved: [index]) { g, saved in
            [try Tensor.zeros(old, g.dtype).scatterAdd(d, saved[0], g)]
        }
    }

    private func scattered(_ dim: Int, _ index: Tensor, _ source: Tensor, _ mode: ScatterMode, _ op: String) throws
        -> Tensor
    {
        let d = try Shape.dimension(dim, rank)
        let index = try checkedIndex(index, d, op)
        let values = try source.rank == 0 && index.rank > 0 ? source.cast(dtype).expand(index.shape) : source
        guard values.dtype == dtype else {
            throw Failure(.runtimeError, "\(op)(): Expected self.dtype to be equal to src.dtype")
        }
        for k in 0..<index.rank {
            if (k != d && index.shape[k] > shape[k]) || (k < values.rank && index.shape[k] > values.shape[k]) {
                throw Failure(
                    .runtimeError,
                    "Expected index \(Shape.text(index.shape)) to be no larger than self \(Shape.text(shape)) apart from dimension "
                        + "\(d) and to be no larger size than src \(Shape.text(values.shape))")
            }
        }
        let result = try copied(contiguous: true)
        if index.count > 0 {
            try dtype.dispatch(ScatterMove(x: result, index: index, source: values, d: d, mode: mode))
        }
        return result
    }

    /// The gradient of scatter's source has the source's shape, of which the index may cover a part.
    private static func sourceGradient(_ g: Tensor, _ d: Int, _ index: Tensor, _ shape: [Int]) throws -> Tensor {
        let picked = try g.gather(d, index)
        if shape.isEmpty { return try picked.sum() }
        if picked.shape == shape { return picked }
        return try picked.embedded(in: shape) { whole in try whole.narrowed(to: picked.shape) }
    }

    /// A copy with `source` written at `index` along `dim`.
    public func scatter(_ dim: Int, _ index: Tensor, _ source: Tensor) throws -> Tensor {
        let d = try Shape.dimension(dim, rank)
        let result = try scattered(d, index, source, .replace, "scatter")
        let shape = source.shape
        let input = source.isWrappedNumber ? emptySaved : source
        return record("ScatterBackward0", result, inputs: [self, input], saved: [index]) { g, saved in
            let index = try saved[0]
            return [
                saved.needs(0) ? try g.scatter(d, index, Tensor.zeros([], g.dtype)) : nil,
                saved.needs(1) ? try Tensor.sourceGradient(g, d, index, shape) : nil,
            ]
        }
    }

    /// A copy with `source` added at `index` along `dim`.
    public func scatterAdd(_ dim: Int, _ index: Tensor, _ source: Tensor) throws -> Tensor {
        let d = try Shape.dimension(dim, rank)
        let result = try scattered(d, index, source, .add, "scatter_add")
        let shape = source.shape
        return record("ScatterAddBackward0", result, inputs: [self, source], saved: [index]) { g, saved in
            [g, saved.needs(1) ? try Tensor.sourceGradient(g, d, saved[0], shape) : nil]
        }
    }

    /// scatter with `reduce`. Without `includeSelf`, what is written to does not count. The product has no gradient here.
    public func scatterReduce(
        _ dim: Int, _ index: Tensor, _ source: Tensor, _ reduce: String, includeSelf: Bool = true
    ) throws -> Tensor {
        func start(_ value: Scalar) throws -> Tensor {
            includeSelf ? self : try scatter(dim, index, Tensor.full([], value, dtype))
        }
        switch reduce {
        case "sum", "add": return try start(.int(0)).scatterAdd(dim, index, source)
        case "mean":
            let sum = try start(.int(0)).scatterAdd(dim, index, source)
            let one = try Tensor.full([], .int(1), dtype)
            let before = try one.expand(shape).scatter(dim, index, Tensor.full([], .int(includeSelf ? 1 : 0), dtype))
            let counts = try before.scatterAdd(dim, index, one.expand(index.shape))
            return try dtype.isFloatingPoint ? div(sum, counts) : div(sum, counts, rounding: "floor")
        case "prod", "multiply":
            guard !GradMode.isEnabled || !(requiresGrad || source.requiresGrad) else {
                throw Failure(
                    .notImplementedError, "scatter_reduce() has no gradient for 'prod' here",
                    hint: "use 'sum' of logarithms, or detach() the tensors")
            }
            return try start(.int(1)).scattered(Shape.dimension(dim, rank), index, source, .multiply, "scatter_reduce")
        case "amax", "amin":
            return try scatterExtreme(dim, index, source, isMaximum: reduce == "amax", includeSelf: includeSelf, start)
        default:
            throw Failure(.runtimeError, "reduce argument must be either sum, prod, mean, amax or amin, got \(reduce)")
        }
    }

    /// The gradient is shared evenly by all that equal the result; PyTorch counts this tensor's own elements even where they are not
    /// included.
    private func scatterExtreme(
        _ dim: Int, _ index: Tensor, _ source: Tensor, isMaximum: Bool, includeSelf: Bool,
        _ start: (Scalar) throws -> Tensor
    ) throws -> Tensor {
        let d = try Shape.dimension(dim, rank)
        let base = try start(dtype.extreme(lowest: isMaximum))
        let result = try base.scattered(d, index, source, isMaximum ? .maximum : .minimum, "scatter_reduce")
        let shape = source.shape
        return record(
            "ScatterReduceBackward0", result, inputs: [self, source], saved: [index, self, source, result.detach()]
        ) { g, saved in
            let (index, own, source, result) = (try saved[0], try saved[1], try saved[2], try saved[3])
            let part = try shape == index.shape ? source : source.expand(shape).narrowed(to: index.shape)
            let mine = try own.equals(result).to(g.dtype)
            let given = try part.equals(result.gather(d, index)).to(g.dtype)
            let share = try div(g, mine.scatterAdd(d, index, given))
            return [
                saved.needs(0)
                    ? try includeSelf ? mul(share, mine) : mul(share, mine).scatter(d, index, Tensor.zeros([], g.dtype))
                    : nil,
                saved.needs(1)
                    ? try mul(share.gather(d, index), given).embedded(in: shape) { whole in
                        try whole.narrowed(to: index.shape)
                    } : nil,
            ]
        }
    }

    /// The first elements along every dimension.
    private func narrowed(to shape: [Int]) throws -> Tensor {
        var view = self
        for k in 0..<rank { view = try view.narrow(k, 0, shape[k]) }
        return view
    }

    private func sliceIndex(_ index: Tensor, _ d: Int, _ op: String) throws -> [Int] {
        guard index.rank <= 1 else {
            throw Failure(
                .indexError, "\(op)(): Index is supposed to be a vector, but got dim: \(index.rank) with type: Long")
        }
        guard index.dtype == .int64 || index.dtype == .int32 else {
            throw Failure(.runtimeError, "\(op)(): Expected dtype int32 or int64 for index")
        }
        let size = size(along: d)
        return try index.scalars().map { value in
            guard let i = value.integer, i >= (op == "index_select" ? 0 : -size), i < size else {
                throw Failure(.indexError, "index out of range in self")
            }
            return i < 0 ? i + size : i
        }
    }

    /// The slices at `index` (a vector) along `dim`.
    public func indexSelect(_ dim: Int, _ index: Tensor) throws -> Tensor {
        let d = try Shape.dimension(dim, rank)
        let picks = try sliceIndex(index, d, "index_select")
        if rank == 0 { return try clone() }
        var newShape = shape
        newShape[d] = picks.count
        let source = try isContiguous ? self : copied(contiguous: true)
        let result = try Tensor(uninitialized: newShape, dtype)
        let block = shape[(d + 1)...].reduce(1, *) * dtype.size
        let outer = shape[..<d].reduce(1, *)
        let (from, to) = (source.storage.base + source.offset * dtype.size, result.storage.base)
        let n = shape[d]
        if result.count > 0 {
            try parallel(outer * picks.count, grain: Swift.max(1, (1 << 17) / block)) { begin, end in
                for k in begin..<end {
                    let (o, i) = (k / picks.count, k % picks.count)
                    (to + k * block).copyMemory(from: from + (o * n + picks[i]) * block, byteCount: block)
                }
            }
        }
        withExtendedLifetime((source, result)) {}
        let old = shape
        return record("IndexSelectBackward0", result, inputs: [self], saved: [index]) { g, saved in
            [try Tensor.zeros(old, g.dtype).indexAdd(d, saved[0], g)]
        }
    }

    /// A copy with alpha * source's slices added at `index` along `dim`.
    public func indexAdd(_ dim: Int, _ index: Tensor, _ source: Tensor, alpha: Double = 1) throws -> Tensor {
        let d = try Shape.dimension(dim, rank)
        let picks = try sliceIndex(index, d, "index_add")
        guard source.dtype == dtype else {
            throw Failure(
                .runtimeError,
                "index_add_(): self and source expected to have the same dtype, but got (self) \(dtype.scalarTypeName) and (source) \(source.dtype.scalarTypeName)"
            )
        }
        guard source.size(along: d) == picks.count else {
            throw Failure(
                .runtimeError,
                "index_add_(): Number of indices (\(picks.count)) should be equal to source.size(dim) (\(source.size(along: d)))"
            )
        }
        let result = try copied(contiguous: true)
        try GradMode.disabled {
            if rank == 0 {
                try result.addInPlace(source.reshape([]), alpha: alpha)
            } else {
                for (k, i) in picks.enumerated() {
                    let (to, from) = (result.selected(d, i), source.selected(d, k))
                    _ = try rawAdd(to, from, alpha: alpha, into: to)
                }
            }
        }
        return record("IndexAddBackward0", result, inputs: [self, source], saved: [index]) { g, saved in
            [
                g,
                saved.needs(1)
                    ? try (alpha == 1 ? g.indexSelect(d, saved[0]) : g.indexSelect(d, saved[0]) * alpha) : nil,
            ]
        }
    }

    /// A copy with the slices at `index` replaced by those of `source`.
    public func indexCopy(_ dim: Int, _ index: Tensor, _ source: Tensor) throws -> Tensor {
        let d = try Shape.dimension(dim, rank)
        let tensors: [Tensor?] = (0..<rank).map { $0 == d ? index : nil }
        return try indexPut(tensors, source, accumulate: false)
    }

    /// A copy with the slices at `index` set to one number.
    public func indexFill(_ dim: Int, _ index: Tensor, _ value: Tensor) throws -> Tensor {
        let d = try Shape.dimension(dim, rank)
        let picks = try sliceIndex(index, d, "index_fill")
        let tensors: [Tensor?] = try (0..<Swift.max(rank, 1)).map {
            $0 == d ? try Tensor.from(picks.map { Int64($0) }) : nil
        }
        return try indexPut(tensors, value, accumulate: false)
    }

    /// Elements where `mask` (broadcast) holds, as a vector.
    public func maskedSelect(_ mask: Tensor) throws -> Tensor {
        guard mask.dtype == .bool else {
            throw Failure(.runtimeError, "masked_select: expected BoolTensor for mask")
        }
        let shape = try Shape.broadcast(self.shape, mask.shape)
        let (x, m) = (try expand(shape), try mask.expand(shape))
        if rank == 0, mask.rank == 0 { return try x.reshape([1]).index([.tensor(m.reshape([1]))]) }
        return try x.index([.tensor(m)])
    }

    /// Elements at positions in the flattened tensor.
    public func take(_ index: Tensor) throws -> Tensor {
        guard index.dtype == .int64 else {
            throw Failure(
                .runtimeError, "take(): Expected a long tensor for index, but got \(index.dtype.scalarTypeName)")
        }
        let flat = try reshape([-1])
        guard flat.count > 0 || index.count == 0 else {
            throw Failure(.indexError, "take(): tried to take from an empty tensor")
        }
        return try flat.gatherAt([index])
    }

    /// gather with broadcasting in the other dimensions; without a dimension, over the flattened tensor.
    public func takeAlongDim(_ index: Tensor, _ dim: Int?) throws -> Tensor {
        guard let dim else { return try reshape([-1]).gather(0, index.reshape([-1])) }
        let d = try Shape.dimension(dim, rank)
        guard index.rank == rank else {
            throw Failure(
                .runtimeError,
                "torch.take_along_dim(): input and indices should have the same number of dimensions, but got \(rank) dimensions for "
                    + "input, and \(index.rank) dimensions for indices")
        }
        var (a, b) = (shape, index.shape)
        if rank > 0 { (a[d], b[d]) = (1, 1) }
        let common = try Shape.broadcast(a, b)
        var (own, other) = (common, common)
        if rank > 0 { (own[d], other[d]) = (shape[d], index.shape[d]) }
        return try expand(own).gather(d, index.expand(other).contiguous())
    }
}

extension DType {
    /// The least or the largest value.
    fileprivate func extreme(lowest: Bool) -> Scalar {
        switch self {
        case .bool: .bool(!lowest)
        case .uint8: .int(lowest ? 0 : 255)
        case .int8: .int(lowest ? -128 : 127)
        case .int16: .int(lowest ? Int(Int16.min) : Int(Int16.max))
        case .int32: .int(lowest ? Int(Int32.min) : Int(Int32.max))
        case .int64: .int(lowest ? .min : .max)
        case .float16, .bfloat16, .float32, .float64: .float(lowest ? -.infinity : .infinity)
        }
    }
}

extension Op {
    private static func positions(_ values: [Int64], _ shape: [Int]) throws -> Argument {
        .tensor(try Tensor.from(values, shape))
    }

    static let gather = Op(
        "gather(input, dim, index, *, sparse_grad=False)",
        "out[i][j] = input[index[i][j]][j] (for dim 0).\nSource:  torch.gather.",
        { (x: Tensor, dim: Int, index: Tensor, sparse: Bool) in try x.gather(dim, index) },
        samples: { [[try sample([2, 3]), .int(1), try positions([2, 0, 0, 1], [2, 2]), .bool(false)]] })
    static let scatter = Op(
        "scatter(input, dim, index, src=None, *, value=None, reduce=None)",
        "A copy of input with `src` (a tensor or number) written at `index` along `dim`.\nSource:  torch.scatter.",
        in: [.torch, .method, .inPlace],
        { (x: Tensor, dim: Int, index: Tensor, src: Operand?, value: Operand?, reduce: String?) in
            guard let source = src ?? value else { throw Failure(.typeError, "scatter() missing argument 'src'") }
            let typed = source.tensor.isWrappedNumber ? try source.tensor.cast(x.dtype) : source.tensor
            if let reduce {
                let full = typed.rank == 0 ? try typed.expand(index.shape) : typed
                return try x.scatterReduce(dim, index, full, reduce)
            }
            return try x.scatter(dim, index, typed)
        },
        samples: {
            [
                [
                    try sample([2, 3]), .int(1), try positions([2, 0, 0, 1], [2, 2]), try sample([2, 2], seed: 1),
                    .none, .none,
                ]
            ]
        })
    static let scatterAdd = Op(
        "scatter_add(input, dim, index, src)",
        "A copy of input with `src` added at `index` along `dim`.\nSource:  torch.scatter_add.",
        in: [.torch, .method, .inPlace],
        { (x: Tensor, dim: Int, index: Tensor, src: Tensor) in try x.scatterAdd(dim, index, src) },
        samples: {
            [[try sample([2, 3]), .int(1), try positions([2, 0, 0, 0], [2, 2]), try sample([2, 3], seed: 1)]]
        })
    static let scatterReduce = Op(
        "scatter_reduce(input, dim, index, src, reduce, *, include_self=True)",
        "scatter combined with what is there: 'sum', 'mean', 'prod', 'amax' or 'amin'.\nSource:  torch.scatter_reduce.",
        in: [.torch, .method, .inPlace],
        { (x: Tensor, dim: Int, index: Tensor, src: Tensor, reduce: String, includeSelf: Bool) in
            try x.scatterReduce(dim, index, src, reduce, includeSelf: includeSelf)
        },
        samples: {
            try ["sum", "mean", "amax", "amin"].flatMap { reduce in
                try [true, false].map { includeSelf in
                    [
                        try sample([2, 3]), .int(1), try positions([2, 0, 0, 1], [2, 2]), try sample([2, 2], seed: 1),
                        .string(reduce), .bool(includeSelf),
                    ]
                }
            }
        })
    static let indexSelect = Op(
        "index_select(input, dim, index)",
        "The slices at `index` (a vector) along `dim`.\nSource:  torch.index_select.",
        { (x: Tensor, dim: Int, index: Tensor) in try x.indexSelect(dim, index) },
        samples: { [[try sample([2, 3]), .int(1), try positions([2, 0, 0], [3])]] })
    static let indexAdd = Op(
        "index_add(input, dim, index, source, *, alpha=1)",
        "A copy with alpha * source's slices added at `index`.\nSource:  torch.index_add.",
        in: [.torch, .method, .inPlace],
        { (x: Tensor, dim: Int, index: Tensor, source: Tensor, alpha: Double) in
            try x.indexAdd(dim, index, source, alpha: alpha)
        },
        samples: {
            [[try sample([3, 2]), .int(0), try positions([2, 0, 2], [3]), try sample([3, 2], seed: 1), .float(0.5)]]
        })
    static let indexCopy = Op(
        "index_copy(input, dim, index, source)",
        "A copy with the slices at `index` replaced.\nSource:  torch.index_copy.",
        in: [.torch, .method, .inPlace],
        { (x: Tensor, dim: Int, index: Tensor, source: Tensor) in try x.indexCopy(dim, index, source) },
        samples: { [[try sample([3, 2]), .int(0), try positions([2, 0], [2]), try sample([2, 2], seed: 1)]] })
    static let indexFill = Op(
        "index_fill(input, dim, index, value)",
        "A copy with the slices at `index` set to one number.\nSource:  torch.index_fill.",
        in: [.torch, .method, .inPlace],
        { (x: Tensor, dim: Int, index: Tensor, value: Operand) in try x.indexFill(dim, index, value.tensor) },
        samples: { [[try sample([3, 2]), .int(0), try positions([2, 0], [2]), .float(-1)]] })
    static let indexPut = Op(
        "index_put(input, indices, values, accumulate=False)",
        "A copy with `values` at the index tensors.\nSource:  torch.index_put.",
        in: [.torch, .method, .inPlace],
        { (x: Tensor, indices: [Tensor], values: Tensor, accumulate: Bool) in
            if let mask = indices.first, mask.dtype == .bool {
                return try x.indexPut(mask.nonzero().unbind(1).map { try $0.copied() }, values, accumulate: accumulate)
            }
            return try x.indexPut(indices.map { try $0.cast(.int64) }, values, accumulate: accumulate)
        },
        samples: {
            [
                [
                    try sample([3, 2]), .tuple([try positions([0, 2, 0], [3]), try positions([1, 0, 1], [3])]),
                    try sample([3], seed: 1), .bool(true),
                ]
            ]
        })
    static let maskedSelect = Op(
        "masked_select(input, mask)", "Elements where `mask` holds, as a vector.\nSource:  torch.masked_select.",
        { (x: Tensor, mask: Tensor) in try x.maskedSelect(mask) },
        samples: { [[try sample([2, 2]), .tensor(try Tensor.from([true, false, true, true], [2, 2]))]] })
    static let take = Op(
        "take(input, index)", "Elements at positions in the flattened tensor.\nSource:  torch.take.",
        { (x: Tensor, index: Tensor) in try x.take(index) },
        samples: { [[try sample([2, 3]), try positions([5, 0, 0], [3])]] })
    static let takeAlongDim = Op(
        "take_along_dim(input, indices, dim=None)", "gather with broadcasting.\nSource:  torch.take_along_dim.",
        { (x: Tensor, index: Tensor, dim: Int?) in try x.takeAlongDim(index, dim) },
        samples: { [[try sample([2, 3]), try positions([2, 0], [1, 2]), .int(1)]] })
}
