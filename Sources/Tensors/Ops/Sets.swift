// Membership, runs of equal values, combinations, and values put where a mask is true.

import Schema

/// Which elements occur among `candidates`.
public func isIn(_ elements: Tensor, _ candidates: Tensor) throws -> Tensor {
    guard candidates.count > 0 else { return try Tensor.zeros(elements.shape, .bool) }
    return try GradMode.disabled {
        let common = Promotion.result(elements, candidates)
        let sorted = try candidates.cast(common).reshape([-1]).sort(0).values
        let values = try elements.cast(common).reshape([-1])
        let place = try searchsorted(sorted, values, right: false).clamp(nil, .int(sorted.count - 1))
        return try sorted.indexSelect(0, place).equals(values).reshape(elements.shape)
    }
}

extension Tensor {
    /// The first of each run of equal neighbours in the flattened tensor; to which run each element belongs; the runs' lengths.
    public func uniqueConsecutive() throws -> (values: Tensor, inverse: Tensor, counts: Tensor) {
        try GradMode.disabled {
            let flat = try detach().reshape([-1])
            guard flat.count > 0 else {
                return (flat, try Tensor.zeros(shape, .int64), try Tensor.zeros([0], .int64))
            }
            let changes = try flat.narrow(0, 1, flat.count - 1).notEquals(flat.narrow(0, 0, flat.count - 1))
            let starts = try cat([Tensor.ones([1], .bool), changes], 0)
            let inverse = try sub(starts.cast(.int64).cumsum(0), .number(.int(1)))
            return (try flat.maskedSelect(starts), try inverse.reshape(shape), try inverse.bincount(nil, 0))
        }
    }

    /// Distinct slices along `dim`, in ascending order; where each slice went; how many there were of each.
    public func unique(along dim: Int) throws -> (values: Tensor, inverse: Tensor, counts: Tensor) {
        try GradMode.disabled {
            let d = try Shape.dimension(dim, rank)
            let n = size(along: d)
            let rows = try movedim([d], [0]).reshape([n, count / Swift.max(1, n)]).cast(.float64).copied(
                contiguous: true)
            let width = rows.count / Swift.max(1, n)
            let at = rows.pointer(Double.self)
            func compare(_ a: Int, _ b: Int) -> Int {
                for k in 0..<width where at[a * width + k] != at[b * width + k] {
                    return at[a * width + k] < at[b * width + k] ? -1 : 1
                }
                return 0
            }
            let order = (0..<n).sorted { (a: Int, b: Int) in
                let relation = compare(a, b)
                return relation == 0 ? a < b : relation < 0
            }
            var (firsts, counts, inverse) = ([Int](), [Int](), [Int](repeating: 0, count: n))
            for row in order {
                if let last = firsts.last, compare(last, row) == 0 {
                    counts[counts.count - 1] += 1
                } else {
                    firsts.append(row)
                    counts.append(1)
                }
                inverse[row] = firsts.count - 1
            }
            withExtendedLifetime(rows) {}
            return (
                try detach().indexSelect(d, .from(firsts)), try Tensor.from(inverse), try Tensor.from(counts)
            )
        }
    }

    /// The elements of `source`, in order, where `mask` is true.
    public func maskedScatter(_ mask: Tensor, _ source: Tensor) throws -> Tensor {
        guard mask.dtype == .bool else {
            throw Failure(
                .runtimeError,
                "masked_scatter_ only supports boolean masks, but got mask with dtype \(mask.dtype.cName)")
        }
        guard dtype == source.dtype else {
            throw Failure(
                .runtimeError,
                "masked_scatter: expected self and source to have same dtypes but got\(dtype.scalarTypeName) and \(source.dtype.scalarTypeName)"
            )
        }
        let target = try Shape.broadcast(shape, mask.shape)
        let (x, chosen) = (try expand(target), try mask.expand(target))
        let place = try GradMode.disabled { try sub(chosen.reshape([-1]).cast(.int64).cumsum(0), .number(.int(1))) }
        let needed = place.count == 0 ? 0 : try Swift.max(0, place.select(0, place.count - 1).item().integer ?? 0) + 1
        guard try source.count >= needed || !chosen.any().item().isTrue else {
            throw Failure(
                .runtimeError, "Number of elements of source < number of ones in mask",
                hint: "the mask has \(needed) ones, source has \(source.count) elements")
        }
        guard source.count > 0 else { return try x.clone() }
        let values = try source.reshape([-1]).indexSelect(0, place.clamp(.int(0), .int(source.count - 1)))
        return try whereTensor(chosen, values.reshape(target), x)
    }
}

/// Every choice of `r` elements, in order; shape (choices, r).
public func combinations(_ input: Tensor, _ r: Int, withReplacement: Bool) throws -> Tensor {
    guard input.rank == 1 else {
        throw Failure(.runtimeError, "Expect a 1D vector, but got shape \(Shape.text(input.shape))")
    }
    guard r >= 0 else { throw Failure(.runtimeError, "Expect a non-negative number, but got \(r)") }
    guard r > 0 else { return try Tensor.empty([0], input.dtype) }
    let n = input.count
    guard withReplacement ? n > 0 : n >= r else { return try Tensor.empty([0, r], input.dtype) }
    let (places, isHuge) =
        choices(n, r, withReplacement: withReplacement)
        .map { $0.multipliedReportingOverflow(by: r) } ?? (0, true)
    try Memory.require(isHuge ? .max : places, itemsOf: 8)
    var choice = withReplacement ? [Int](repeating: 0, count: r) : Array(0..<r)
    var flat: [Int] = []
    flat.reserveCapacity(places)
    while true {
        flat += choice
        guard let i = choice.indices.last(where: { choice[$0] < (withReplacement ? n - 1 : n - r + $0) }) else { break }
        choice[i] += 1
        for k in (i + 1)..<r { choice[k] = withReplacement ? choice[i] : choice[k - 1] + 1 }
    }
    return try input.indexSelect(0, .from(flat)).reshape([-1, r])
}

/// How many choices of r out of n there are; nil when they are more than Int counts.
private func choices(_ n: Int, _ r: Int, withReplacement: Bool) -> Int? {
    let (all, isHuge) = withReplacement ? n.addingReportingOverflow(r - 1) : (n, false)
    if isHuge { return nil }
    var result = 1
    for i in 0..<min(r, all - r) {
        let (product, overflow) = result.multipliedReportingOverflow(by: all - i)
        if overflow { return nil }
        result = product / (i + 1)
    }
    return result
}

extension Op {
    static let isin = Op(
        "isin(elements, test_elements, *, assume_unique=False, invert=False)",
        "Which elements occur among test_elements.\nSource:  torch.isin.", in: .torch,
        { (elements: Operand, candidates: Operand, _: Bool, invert: Bool) in
            let found = try isIn(elements.tensor, candidates.tensor)
            return invert ? try found.logicalNot() : found
        })
    static let uniqueConsecutive = Op(
        "unique_consecutive(input, return_inverse=False, return_counts=False, dim=None)",
        "The first of each run of equal neighbours.\nSource:  torch.unique_consecutive.",
        { (x: Tensor, inverse: Bool, counts: Bool, dim: Int?) -> Argument in
            if dim != nil, x.rank > 1 {
                throw Failure(
                    .notImplementedError, "unique_consecutive() with dim is not supported", hint: "loop over the rows")
            }
            let runs = try x.uniqueConsecutive()
            if !inverse, !counts { return .tensor(runs.values) }
            return .tuple(
                [.tensor(runs.values)] + (inverse ? [.tensor(runs.inverse)] : [])
                    + (counts ? [.tensor(runs.counts)] : []))
        })
    static let maskedScatter = Op(
        "masked_scatter(input, mask, source)",
        "input with the elements of source, in order, where mask is true.\nSource:  torch.Tensor.masked_scatter.",
        in: [.torch, .method, .inPlace],
        { (x: Tensor, mask: Tensor, source: Tensor) in try x.maskedScatter(mask, source) },
        samples: {
            [[try sample([2, 2]), .tensor(try .from([true, false, true, true], [2, 2])), try sample([3], seed: 1)]]
        })
    static let cartesianProd = Op(
        "cartesian_prod(*tensors)", "Every combination of one element of each vector.\nSource:  torch.cartesian_prod.",
        in: .torch,
        { (tensors: [Tensor]) in
            guard tensors.count > 1 else { return try tensors.first ?? Tensor.empty([0]) }
            return try Tensors.stack(Tensors.meshgrid(tensors, indexing: "ij").map { try $0.reshape([-1]) }, -1)
        })
    static let combinations = Op(
        "combinations(input, r=2, with_replacement=False)",
        "Every choice of r elements, in order.\nSource:  torch.combinations.", in: .torch,
        { (x: Tensor, r: Int, withReplacement: Bool) in
            try Tensors.combinations(x, r, withReplacement: withReplacement)
        })
    static let argwhere = Op(
        "argwhere(input)", "The indices of elements that are not 0: shape (how many, rank).\nSource:  torch.argwhere.",
        { (x: Tensor) in try x.nonzero() })
    static let msort = Op(
        "msort(input)", "Sorted along the first dimension.\nSource:  torch.msort.",
        { (x: Tensor) in try x.sort(0).values }, samples: { [[try sample([4, 2])]] })
}
