// Running sums, products and extremes along a dimension; differences between neighbours. Sums accumulate in double, as
// PyTorch's do.

import Schema

extension Tensor {
    public func cumsum(_ dim: Int, dtype: DType? = nil) throws -> Tensor {
        let d = try Shape.dimension(dim, rank)
        let target = dtype ?? (self.dtype.isFloatingPoint ? self.dtype : .int64)
        let result = try running(d, target, 0, { $0 + $1 }, { $0 &+ $1 })
        return record("CumsumBackward0", result, inputs: [self]) { g in [try g.flip([d]).cumsum(d).flip([d])] }
    }

    public func cumprod(_ dim: Int, dtype: DType? = nil) throws -> Tensor {
        let d = try Shape.dimension(dim, rank)
        let target = dtype ?? (self.dtype.isFloatingPoint ? self.dtype : .int64)
        let result = try running(d, target, 1, { $0 * $1 }, { $0 &* $1 })
        return record("CumprodBackward0", result, inputs: [self], saved: [self, result]) { g, saved in
            let x = try saved[0]
            let n = x.size(along: d)
            let zeros = try GradMode.disabled { try x.equals(.number(0)).any().item().isTrue }
            if !zeros {
                let weighted = try mul(g, saved[1]).flip([d]).cumsum(d).flip([d])
                return [try div(weighted, x)]
            }
            // With zeros: the derivative of each product by each factor, the factors before times those after.
            var parts: [Tensor] = []
            for i in 0..<n {
                let before = try x.narrow(d, 0, i).prod(d, keepdim: true)
                let tail = try x.narrow(d, i + 1, n - i - 1)
                let after = try cat([Tensor.ones(before.shape, x.dtype), tail.cumprod(d)], d)
                parts.append(try mul(mul(after, before), g.narrow(d, i, n - i)).sum([d], keepdim: true))
            }
            return [try cat(parts, d)]
        }
    }

    private func running(
        _ d: Int, _ target: DType, _ start: Int64, _ real: @escaping (Double, Double) -> Double,
        _ whole: @escaping (Int64, Int64) -> Int64
    ) throws -> Tensor {
        let work: DType = target.isFloatingPoint ? .float64 : .int64
        let source = try cast(target).cast(work)
        let output = try Tensor(uninitialized: shape, work)
        let n = size(along: d)
        let lanes = Lanes(shape, d, [source.strides, output.strides])
        let (sf, st) = (source.stride(along: d), output.stride(along: d))
        if work == .float64 {
            let (from, to) = (source.pointer(Double.self), output.pointer(Double.self))
            try lanes.forEach(cost: n) { offsets in
                var total = Double(start)
                for i in 0..<n {
                    total = real(total, from[offsets[0] + i * sf])
                    to[offsets[1] + i * st] = total
                }
            }
        } else {
            let (from, to) = (source.pointer(Int64.self), output.pointer(Int64.self))
            try lanes.forEach(cost: n) { offsets in
                var total = start
                for i in 0..<n {
                    total = whole(total, from[offsets[0] + i * sf])
                    to[offsets[1] + i * st] = total
                }
            }
        }
        return try output.cast(target)
    }

    /// Running maximum or minimum and where it was; the later of equal values.
    public func cumulativeExtreme(_ dim: Int, isMaximum: Bool) throws -> (values: Tensor, indices: Tensor) {
        let d = try Shape.dimension(dim, rank)
        let source = try cast(.float64)
        let indices = try Tensor(uninitialized: shape, .int64)
        let n = size(along: d)
        let lanes = Lanes(shape, d, [source.strides, indices.strides])
        let (sf, st) = (source.stride(along: d), indices.stride(along: d))
        let (from, to) = (source.pointer(Double.self), indices.pointer(Int64.self))
        try lanes.forEach(cost: n) { offsets in
            var best = 0
            for i in 0..<n {
                let (value, peak) = (from[offsets[0] + i * sf], from[offsets[0] + best * sf])
                if value.isNaN || (!peak.isNaN && (isMaximum ? value >= peak : value <= peak)) { best = i }
                to[offsets[1] + i * st] = Int64(best)
            }
        }
        let values = try rank == 0 ? copied() : GradMode.disabled { try gather(d, indices) }
        let old = shape
        record(isMaximum ? "CummaxBackward0" : "CumminBackward0", values, inputs: [self], saved: [indices]) {
            g, saved in
            if old.isEmpty { return [g] }
            return [try Tensor.zeros(old, g.dtype).scatterAdd(d, saved[0], g)]
        }
        return (values, indices)
    }

    /// Differences of neighbours, `n` times.
    public func diff(_ n: Int, _ dim: Int) throws -> Tensor {
        let d = try Shape.dimension(dim, rank)
        guard rank > 0 else { throw Failure(.runtimeError, "diff expects input to be at least one-dimensional") }
        guard n >= 0 else { throw Failure(.runtimeError, "order must be non-negative but got \(n)") }
        var result = self
        for _ in 0..<Swift.min(n, shape[d]) {
            let m = result.shape[d]
            if m == 0 { break }
            let (a, b) = (try result.narrow(d, 1, m - 1), try result.narrow(d, 0, m - 1))
            result = dtype == .bool ? try logicalXor(a, b) : try sub(a, b)
        }
        return result
    }
}

extension Op {
    static let cumsum = Op(
        "cumsum(input, dim, *, dtype=None)", "Running sums along `dim`.\nSource:  torch.cumsum.",
        in: [.torch, .method, .inPlace],
        { (x: Tensor, dim: Int, dtype: DType?) in try x.cumsum(dim, dtype: dtype) },
        samples: { [[try sample([2, 3]), .int(1), .none], [try sample([3]), .int(0), .none]] })
    static let cumprod = Op(
        "cumprod(input, dim, *, dtype=None)", "Running products along `dim`.\nSource:  torch.cumprod.",
        in: [.torch, .method, .inPlace],
        { (x: Tensor, dim: Int, dtype: DType?) in try x.cumprod(dim, dtype: dtype) },
        samples: { [[try sample([2, 3]), .int(1), .none], [.tensor(try cumprodZero()), .int(0), .none]] })
    private static func cumprodZero() throws -> Tensor {
        let x = try Tensor.from([1.5, 0, 2, -1])
        x.requiresGrad = true
        return x
    }
    static let cummax = Op(
        "cummax(input, dim)", "Running maxima along `dim` as (values, indices).\nSource:  torch.cummax.",
        { (x: Tensor, dim: Int) in
            let (values, indices) = try x.cumulativeExtreme(dim, isMaximum: true)
            return NamedResult("torch.return_types.cummax", [("values", values), ("indices", indices)])
        }, samples: { [[try sample([2, 3]), .int(1)]] })
    static let cummin = Op(
        "cummin(input, dim)", "Running minima along `dim` as (values, indices).\nSource:  torch.cummin.",
        { (x: Tensor, dim: Int) in
            let (values, indices) = try x.cumulativeExtreme(dim, isMaximum: false)
            return NamedResult("torch.return_types.cummin", [("values", values), ("indices", indices)])
        }, samples: { [[try sample([2, 3]), .int(1)]] })
    static let diff = Op(
        "diff(input, n=1, dim=-1, prepend=None, append=None)",
        "Differences of neighbours along `dim`, n times; `prepend` and `append` are joined to it first.\nSource:  torch.diff.",
        { (x: Tensor, n: Int, dim: Int, before: Tensor?, after: Tensor?) in
            guard before != nil || after != nil else { return try x.diff(n, dim) }
            return try Tensors.cat([before, x, after].compactMap { $0 }, dim).diff(n, dim)
        }, samples: { [[try sample([2, 4]), .int(2), .int(1)]] })
}
