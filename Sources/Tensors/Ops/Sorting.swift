// sort, argsort, topk, kthvalue, median, mode, quantile, unique, searchsorted, histc, bincount. Sorting is stable; NaN is
// the largest value.

import Schema

extension Tensor {
    /// Sorted along `dim`, and where each value was.
    public func sort(_ dim: Int = -1, descending: Bool = false) throws -> (values: Tensor, indices: Tensor) {
        let d = try Shape.dimension(dim, rank)
        let indices = try order(d, descending: descending, take: nil)
        return try picked("SortBackward0", d, indices)
    }

    /// The values at `indices` along `d`, with the gradient going back there.
    private func picked(_ node: String, _ d: Int, _ indices: Tensor) throws -> (values: Tensor, indices: Tensor) {
        let values = try rank == 0 ? copied() : GradMode.disabled { try gather(d, indices) }
        let old = shape
        record(node, values, inputs: [self], saved: [indices]) { g, saved in
            if old.isEmpty { return [g] }
            return [try Tensor.zeros(old, g.dtype).scatter(d, saved[0], g)]
        }
        return (values, indices)
    }

    /// The permutation that sorts each lane (the first `take` of it).
    private func order(_ d: Int, descending: Bool, take: Int?) throws -> Tensor {
        let source = try cast(orderType == .int64 ? .int64 : .float64)
        var outShape = shape
        let n = size(along: d)
        let kept = take ?? n
        if rank > 0 { outShape[d] = kept }
        let output = try Tensor(uninitialized: outShape, .int64)
        if output.count == 0 { return output }
        let lanes = Lanes(shape, d, [source.strides, output.strides])
        let (sf, st) = (source.stride(along: d), output.stride(along: d))
        let to = output.pointer(Int64.self)
        if source.dtype == .int64 {
            let from = source.pointer(Int64.self)
            try lanes.forEach(cost: n * 32) { offsets in
                let lane = from + offsets[0]
                let sorted = sortedIndices(n) {
                    descending ? lane[$0 * sf] > lane[$1 * sf] : lane[$0 * sf] < lane[$1 * sf]
                }
                for i in 0..<kept { to[offsets[1] + i * st] = Int64(sorted[i]) }
            }
        } else {
            let from = source.pointer(Double.self)
            try lanes.forEach(cost: n * 32) { offsets in
                let lane = from + offsets[0]
                let sorted = sortedIndices(n) {
                    descending ? isGreater(lane[$0 * sf], lane[$1 * sf]) : isLess(lane[$0 * sf], lane[$1 * sf])
                }
                for i in 0..<kept { to[offsets[1] + i * st] = Int64(sorted[i]) }
            }
        }
        return output
    }

    public func topk(_ k: Int, _ dim: Int = -1, largest: Bool = true) throws -> (values: Tensor, indices: Tensor) {
        let d = try Shape.dimension(dim, rank)
        guard k >= 0, k <= size(along: d) else {
            throw Failure(
                .runtimeError, "selected index k out of range",
                hint: "dimension \(d) has \(size(along: d)) elements, k is \(k)")
        }
        return try picked("TopkBackward0", d, order(d, descending: largest, take: k))
    }

    /// The k-th smallest along `dim`, k from 1.
    public func kthvalue(_ k: Int, _ dim: Int = -1, keepdim: Bool = false) throws -> (values: Tensor, indices: Tensor) {
        let d = try Shape.dimension(dim, rank)
        guard k >= 1, k <= size(along: d) else {
            throw Failure(.runtimeError, "kthvalue(): selected number k out of range for dimension \(d)")
        }
        return try ranked("KthvalueBackward0", d, k - 1, keepdim: keepdim)
    }

    private func ranked(_ node: String, _ d: Int, _ position: Int, keepdim: Bool) throws -> (
        values: Tensor, indices: Tensor
    ) {
        let indices = try GradMode.disabled {
            let all = try order(d, descending: false, take: nil)
            return rank == 0 ? all : try all.narrow(d, position, 1).copied(contiguous: true)
        }
        let values = try rank == 0 ? copied() : GradMode.disabled { try gather(d, indices) }
        return try finishSelection(node, d, values, indices, keepdim: keepdim)
    }

    /// The lower middle value of all.
    public func median() throws -> Tensor {
        if dtype == .bool { throw notImplemented("median_cpu", .bool) }
        if count == 0 { return try Tensor.full([], .float(.nan), dtype) }
        let flat = try reshape([-1])
        return try flat.medianAlong(0, keepdim: false).values
    }

    public func median(_ dim: Int, keepdim: Bool = false) throws -> (values: Tensor, indices: Tensor) {
        try medianAlong(Shape.dimension(dim, rank), keepdim: keepdim)
    }

    private func medianAlong(_ d: Int, keepdim: Bool) throws -> (values: Tensor, indices: Tensor) {
        let n = size(along: d)
        guard n > 0 else {
            throw Failure(.indexError, "median(): Expected reduction dim \(d) to have non-zero size.")
        }
        let result = try ranked("MedianBackward0", d, (n - 1) / 2, keepdim: keepdim)
        guard dtype.isFloatingPoint, try isNaN().any().item().isTrue else { return result }
        // A NaN in the lane is its median.
        let positions = try isNaN().cast(.uint8).position(d, isMaximum: true, "median")
        let has = try isNaN().any([d], keepdim: true)
        let values = try whereTensor(
            has, Tensor.full([], .float(.nan), dtype), keepdim || rank == 0 ? result.values : result.values.unsqueeze(d)
        )
        let indices = try whereTensor(
            has, positions, keepdim || rank == 0 ? result.indices : result.indices.unsqueeze(d))
        return keepdim || rank == 0 ? (values, indices) : (try values.squeeze([d]), try indices.squeeze([d]))
    }

    /// The most frequent value of each lane (the smallest of equals) and its last position.
    public func mode(_ dim: Int = -1, keepdim: Bool = false) throws -> (values: Tensor, indices: Tensor) {
        let d = try Shape.dimension(dim, rank)
        let n = size(along: d)
        guard n > 0 else { throw Failure(.indexError, "mode(): Expected reduction dim \(d) to have non-zero size.") }
        let source = try cast(.float64)
        let sorted = try order(d, descending: false, take: nil)
        var outShape = shape
        if rank > 0 { outShape[d] = 1 }
        let indices = try Tensor(uninitialized: outShape, .int64)
        let lanes = Lanes(shape, d, [source.strides, sorted.strides, indices.strides])
        let (sf, ss) = (source.stride(along: d), sorted.stride(along: d))
        let (from, by, to) = (source.pointer(Double.self), sorted.pointer(Int64.self), indices.pointer(Int64.self))
        try lanes.forEach(cost: n) { offsets in
            var (best, bestLength, length) = (0, 0, 0)
            for i in 0..<n {
                let here = Int(by[offsets[1] + i * ss])
                let isSame =
                    i > 0 && from[offsets[0] + here * sf] == from[offsets[0] + Int(by[offsets[1] + (i - 1) * ss]) * sf]
                length = isSame ? length + 1 : 1
                if length > bestLength || (isSame && length == bestLength && best == Int(by[offsets[1] + (i - 1) * ss]))
                {
                    bestLength = length
                    best = here
                }
            }
            to[offsets[2]] = Int64(best)
        }
        let values = try rank == 0 ? copied() : GradMode.disabled { try gather(d, indices) }
        return try finishSelection("ModeBackward0", d, values, indices, keepdim: keepdim)
    }

    /// Values at the fractions `q` of the sorted lanes, interpolated.
    public func quantile(_ q: Tensor, _ dim: Int?, keepdim: Bool = false, interpolation: String = "linear") throws
        -> Tensor
    {
        guard dtype == .float32 || dtype == .float64 else {
            throw Failure(.runtimeError, "quantile() input tensor must be either float or double dtype")
        }
        let fractions = try q.doubles()
        if let outside = fractions.first(where: { !($0 >= 0 && $0 <= 1) }) {
            throw Failure(
                .runtimeError,
                q.isWrappedNumber
                    ? "quantile() q must be in the range [0, 1] but got \(pythonFloat(outside))"
                    : "quantile() q values must be in the range [0, 1]")
        }
        let source = try dim == nil ? reshape([-1]) : self
        let d = try Shape.dimension(dim ?? 0, source.rank)
        let n = source.size(along: d)
        guard n > 0 else { throw Failure(.runtimeError, "quantile() input tensor must be non-empty") }
        let sorted = try source.sort(d).values
        var results: [Tensor] = []
        for fraction in fractions {
            let rank = fraction * Double(n - 1)
            let low = Swift.min(Int(rank.rounded(.down)), n - 1)
            let high = Swift.min(low + 1, n - 1)
            var weight = rank - Double(low)
            switch interpolation {
            case "linear": break
            case "lower": weight = 0
            case "higher": weight = weight > 0 ? 1 : 0
            case "nearest": weight = weight > 0.5 || (weight == 0.5 && low % 2 == 1) ? 1 : 0
            case "midpoint": weight = weight > 0 ? 0.5 : 0
            default:
                throw Failure(
                    .runtimeError,
                    "quantile() interpolation must be one of linear, lower, higher, midpoint or nearest, but got \(interpolation)"
                )
            }
            if source.rank == 0 {
                results.append(sorted)
                continue
            }
            let (a, b) = (try sorted.narrow(d, low, 1), try sorted.narrow(d, high, 1))
            var value = weight == 0 ? a : weight == 1 ? b : try lerp(a, b, weight)
            if dim == nil, keepdim {
                value = try value.reshape([Int](repeating: 1, count: self.rank))
            } else if !keepdim {
                value = try value.squeeze([d])
            }
            results.append(value)
        }
        let result = try q.rank == 0 ? (results.first ?? sorted) : stack(results, 0)
        // Where a lane holds NaN, every quantile of it is NaN.
        let isUnknown = try GradMode.disabled { try isNaN().any(dim.map { [$0] }, keepdim: keepdim) }
        return try result.maskedFill(isUnknown, .number(.nan))
    }

    /// Distinct values, ascending; optionally where each element went and how many there were.
    public func unique() throws -> (values: Tensor, inverse: Tensor, counts: Tensor) {
        try GradMode.disabled {
            let flat = try detach().reshape([-1])
            let order = try flat.sort(0).indices
            let isWhole = orderType == .int64
            let keys = try flat.cast(isWhole ? .int64 : .float64).copied(contiguous: true)
            let by = order.pointer(Int64.self)
            let (wholes, reals) = (keys.pointer(Int64.self), keys.pointer(Double.self))
            var firsts: [Int64] = []
            var counts: [Int64] = []
            let inverse = try Tensor(uninitialized: flat.shape, .int64)
            let to = inverse.pointer(Int64.self)
            for i in 0..<flat.count {
                let here = Int(by[i])
                var isNew = i == 0
                if i > 0 {
                    let before = Int(by[i - 1])
                    isNew = isWhole ? wholes[here] != wholes[before] : !(reals[here] == reals[before])
                }
                if isNew {
                    firsts.append(Int64(here))
                    counts.append(1)
                } else if let last = counts.indices.last {
                    counts[last] += 1
                }
                to[here] = Int64(firsts.count - 1)
            }
            withExtendedLifetime((keys, order)) {}
            let values = try flat.indexSelect(0, Tensor.from(firsts))
            return (values, try inverse.reshape(shape).detach(), try Tensor.from(counts))
        }
    }

    /// How often each whole number occurs; the sum of `weights` instead when given.
    public func bincount(_ weights: Tensor?, _ minlength: Int) throws -> Tensor {
        guard rank == 1 || count == 0, !dtype.isFloatingPoint, dtype != .bool || Flavour.current == .numpy else {
            if dtype.isFloatingPoint || dtype == .bool { throw notImplemented("bincount_cpu", dtype) }
            throw Failure(.runtimeError, "bincount only supports 1-d non-negative integral inputs.")
        }
        guard minlength >= 0 else { throw Failure(.runtimeError, "minlength should be >= 0") }
        let source = try cast(.int64).contiguous()
        let from = source.pointer(Int64.self)
        var largest: Int64 = -1
        for i in 0..<count {
            if from[i] < 0 { throw Failure(.runtimeError, "bincount only supports 1-d non-negative integral inputs.") }
            largest = Swift.max(largest, from[i])
        }
        guard largest < Int64.max else { throw Shape.tooLarge([Int(largest)]) }
        let length = Swift.max(minlength, Int(largest) + 1)
        if let weights {
            guard weights.shape == shape else {
                throw Failure(.runtimeError, "weights should be 1-d and have the same length as input")
            }
            let w = try weights.cast(.float64).contiguous()
            let output = try Tensor.zeros([length], .float64)
            let (values, to) = (w.pointer(Double.self), output.pointer(Double.self))
            for i in 0..<count { to[Int(from[i])] += values[i] }
            withExtendedLifetime((source, w)) {}
            return try output.cast(weights.dtype == .float32 ? .float32 : .float64)
        }
        let output = try Tensor.zeros([length], .int64)
        let to = output.pointer(Int64.self)
        for i in 0..<count { to[Int(from[i])] += 1 }
        withExtendedLifetime(source) {}
        return output
    }

    /// Counts in `bins` equal intervals of [low, high]; both 0 means the range of the data.
    public func histc(_ bins: Int, _ low: Double, _ high: Double) throws -> Tensor {
        guard bins > 0 else { throw Failure(.runtimeError, "torch.histc(): bins must be > 0") }
        guard dtype.isFloatingPoint else { throw notImplemented("histogram_cpu", dtype) }
        let source = try cast(.float64).contiguous()
        var (from, to) = (low, high)
        if from == to, count > 0 {
            from = try amin().item().double
            to = try amax().item().double
        }
        if from == to {
            from -= 1
            to += 1
        }
        guard from < to, (to - from).isFinite else {
            throw Failure(
                .runtimeError, "torch.histc: range of [\(from), \(to)] is not finite or max must be larger than min")
        }
        let output = try Tensor.zeros([bins], .float64)
        let (values, counts) = (source.pointer(Double.self), output.pointer(Double.self))
        for i in 0..<count where values[i] >= from && values[i] <= to {
            let position = (values[i] - from) / (to - from) * Double(bins)
            counts[Swift.min(bins - 1, Int(position))] += 1
        }
        withExtendedLifetime(source) {}
        return try output.cast(dtype)
    }
}

/// The stable permutation of 0..<n that puts elements in order.
private func sortedIndices(_ n: Int, _ comesBefore: (Int, Int) -> Bool) -> [Int] {
    // Index order decides among equals, which makes any sort stable.
    (0..<n).sorted { comesBefore($0, $1) || (!comesBefore($1, $0) && $0 < $1) }
}

/// Where each value would be inserted in sorted `boundaries` (1-d).
public func searchsorted(_ boundaries: Tensor, _ values: Tensor, right: Bool) throws -> Tensor {
    guard boundaries.rank == 1 else {
        throw Failure(.notImplementedError, "searchsorted(): only 1-D boundaries are supported")
    }
    let sorted = try boundaries.doubles()
    let source = try values.cast(.float64).contiguous()
    let output = try Tensor(uninitialized: values.shape, .int64)
    let (from, to) = (source.pointer(Double.self), output.pointer(Int64.self))
    for i in 0..<source.count {
        var (low, high) = (0, sorted.count)
        while low < high {
            let middle = (low + high) / 2
            if right ? !isGreater(sorted[middle], from[i]) : isLess(sorted[middle], from[i]) {
                low = middle + 1
            } else {
                high = middle
            }
        }
        to[i] = Int64(low)
    }
    withExtendedLifetime(source) {}
    return output
}

extension Op {
    static func pair(_ name: String, _ result: (values: Tensor, indices: Tensor)) -> NamedResult {
        NamedResult("torch.return_types.\(name)", [("values", result.values), ("indices", result.indices)])
    }
    static let sort = Op(
        "sort(input, dim=-1, descending=False, stable=False)",
        """
        Sorted along `dim`, as (values, indices); stable, NaN last.
        Source:  torch.sort.
        """,
        { (x: Tensor, dim: Int, descending: Bool, stable: Bool) in pair("sort", try x.sort(dim, descending: descending))
        },
        samples: { [[try sample([2, 3]), .int(1), .bool(true), .bool(false)]] })
    static let argsort = Op(
        "argsort(input, dim=-1, descending=False, stable=False)",
        "The indices that sort along `dim`.\nSource:  torch.argsort.",
        { (x: Tensor, dim: Int, descending: Bool, stable: Bool) in try x.sort(dim, descending: descending).indices })
    static let topk = Op(
        "topk(input, k, dim=-1, largest=True, sorted=True)",
        "The k largest (or smallest) along `dim`.\nSource:  torch.topk.",
        { (x: Tensor, k: Int, dim: Int, largest: Bool, sorted: Bool) in
            pair("topk", try x.topk(k, dim, largest: largest))
        },
        samples: { [[try sample([2, 4]), .int(2), .int(1), .bool(true), .bool(true)]] })
    static let kthvalue = Op(
        "kthvalue(input, k, dim=-1, keepdim=False)",
        "The k-th smallest along `dim`, k from 1.\nSource:  torch.kthvalue.",
        { (x: Tensor, k: Int, dim: Int, keepdim: Bool) in pair("kthvalue", try x.kthvalue(k, dim, keepdim: keepdim)) },
        samples: { [[try sample([2, 4]), .int(2), .int(1), .bool(false)]] })
    static let median = Op(
        "median(input, dim=None, keepdim=False)",
        """
        The lower middle value of all elements, or along `dim` as (values, indices).
        Source:  torch.median.
        """,
        { (x: Tensor, dim: Int?, keepdim: Bool) -> Argument in
            guard let dim else { return .tensor(try x.median()) }
            return pair("median", try x.median(dim, keepdim: keepdim)).argument
        },
        samples: { [[try sample([2, 3]), .none, .bool(false)], [try sample([2, 3]), .int(1), .bool(true)]] })
    static let mode = Op(
        "mode(input, dim=-1, keepdim=False)", "The most frequent value along `dim`.\nSource:  torch.mode.",
        { (x: Tensor, dim: Int, keepdim: Bool) in pair("mode", try x.mode(dim, keepdim: keepdim)) })
    static let quantile = Op(
        "quantile(input, q, dim=None, keepdim=False, *, interpolation='linear')",
        """
        Values below which the fraction q (a number or tensor in 0..1) of the elements lies.
        Source:  torch.quantile.
        """,
        { (x: Tensor, q: Operand, dim: Int?, keepdim: Bool, how: String) in
            try x.quantile(q.tensor, dim, keepdim: keepdim, interpolation: how)
        }, samples: { [[try sample([2, 4]), .float(0.3), .int(1), .bool(false), .string("linear")]] })
    static let unique = Op(
        "unique(input, sorted=True, return_inverse=False, return_counts=False, dim=None)",
        """
        Distinct values, ascending; with return_inverse where each element went, with return_counts how many there were.
        Source:  torch.unique.
        """,
        { (x: Tensor, sorted: Bool, inverse: Bool, counts: Bool, dim: Int?) -> Argument in
            let result = try dim.map { try x.unique(along: $0) } ?? x.unique()
            if !inverse, !counts { return .tensor(result.values) }
            return .tuple(
                [.tensor(result.values)] + (inverse ? [.tensor(result.inverse)] : [])
                    + (counts ? [.tensor(result.counts)] : []))
        })
    static let bincount = Op(
        "bincount(input, weights=None, minlength=0)", "How often each whole number occurs.\nSource:  torch.bincount.",
        { (x: Tensor, weights: Tensor?, minlength: Int) in try x.bincount(weights, minlength) })
    static let histc = Op(
        "histc(input, bins=100, min=0, max=0)", "Counts in equal intervals of [min, max].\nSource:  torch.histc.",
        { (x: Tensor, bins: Int, low: Double, high: Double) in try x.histc(bins, low, high) })
    static let searchsorted = Op(
        "searchsorted(sorted_sequence, input, *, out_int32=False, right=False, side=None)",
        """
        Where each value of `input` would be inserted to keep `sorted_sequence` (1-d) sorted.
        Source:  torch.searchsorted.
        """, in: .torch,
        { (sequence: Tensor, values: Operand, int32: Bool, right: Bool, side: String?) in
            let result = try Tensors.searchsorted(sequence, values.tensor, right: right || side == "right")
            return int32 ? try result.cast(.int32) : result
        })
    static let bucketize = Op(
        "bucketize(input, boundaries, *, out_int32=False, right=False)",
        "The interval of `boundaries` each value falls in.\nSource:  torch.bucketize.",
        in: .torch,
        { (values: Operand, boundaries: Tensor, int32: Bool, right: Bool) in
            let result = try Tensors.searchsorted(boundaries, values.tensor, right: right)
            return int32 ? try result.cast(.int32) : result
        })
}
