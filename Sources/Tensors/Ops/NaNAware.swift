// Sums, means, medians and quantiles of the elements that are not NaN.

import Schema

extension Tensor {
    /// The sum of the elements that are not NaN.
    public func nansum(_ dims: [Int]? = nil, keepdim: Bool = false, dtype: DType? = nil) throws -> Tensor {
        guard self.dtype.isFloatingPoint else { return try sum(dims, keepdim: keepdim, dtype: dtype) }
        return try maskedFill(isNaN(), .number(0)).sum(dims, keepdim: keepdim, dtype: dtype)
    }

    /// Their mean; NaN where there are none.
    public func nanmean(_ dims: [Int]? = nil, keepdim: Bool = false, dtype: DType? = nil) throws -> Tensor {
        guard (dtype ?? self.dtype).isFloatingPoint else {
            throw Failure(
                .runtimeError,
                "nanmean(): expected input to have floating point or complex dtype but got \(self.dtype.scalarTypeName)"
            )
        }
        let known = try isNaN().logicalNot().sum(dims, keepdim: keepdim)
        return try div(nansum(dims, keepdim: keepdim, dtype: dtype), known)
    }

    /// The lower middle one of them along `dim`, and where it is.
    public func nanmedian(_ dim: Int, keepdim: Bool = false) throws -> (values: Tensor, indices: Tensor) {
        let d = try Shape.dimension(dim, rank)
        guard rank > 0 else { return (try clone(), try Tensor.zeros([], .int64)) }
        guard size(along: d) > 0 else { return try median(d, keepdim: keepdim) }
        // NaN sorts behind every number.
        let order = try GradMode.disabled { try sort(d).indices }
        let known = try isNaN().logicalNot().sum([d], keepdim: true)
        let middle = try floorDivide(sub(known, .number(.int(1))), .number(.int(2))).clamp(.int(0), nil)
        let index = try order.gather(d, middle)
        let values = try gather(d, index)
        return keepdim ? (values, index) : (try values.squeeze([d]), try index.squeeze([d]))
    }

    /// The lower middle one of all elements that are not NaN.
    public func nanmedian() throws -> Tensor {
        count == 0 ? try median() : try reshape([-1]).nanmedian(0).values
    }

    /// The quantile `q` of the elements that are not NaN, of all or along `dim`.
    public func nanquantile(
        _ q: Tensor, _ dim: Int?, keepdim: Bool = false, interpolation: String = "linear"
    ) throws -> Tensor {
        let whole = try dim == nil ? reshape([-1]) : self
        let d = try Shape.dimension(dim ?? 0, whole.rank)
        // Each lane has a length of its own.
        let lanes = try whole.movedim([d], [-1])
        let rows = try lanes.reshape([-1, Swift.max(1, lanes.size(along: lanes.rank - 1))]).unbind(0)
        let picked = try rows.map { row -> Tensor in
            let known = try row.maskedSelect(row.isNaN().logicalNot())
            guard known.count > 0 else { return try Tensor.full(q.shape, .float(.nan), dtype) }
            return try known.quantile(q, 0, interpolation: interpolation)
        }
        var shape = Array(lanes.shape.dropLast())
        var result = try Tensors.stack(picked, -1).reshape(q.shape + shape)
        if keepdim {
            shape =
                dim == nil
                ? [Int](repeating: 1, count: rank)
                : {
                    var kept = self.shape; kept[d] = 1; return kept
                }()
            result = try result.reshape(q.shape + shape)
        }
        return result
    }
}

extension Op {
    static let nansum = Op(
        "nansum(input, dim=None, keepdim=False, *, dtype=None)",
        "The sum of the elements that are not NaN.\nSource:  torch.nansum.",
        { (x: Tensor, dims: Ints?, keepdim: Bool, dtype: DType?) in
            try x.nansum(dims?.values, keepdim: keepdim, dtype: dtype)
        },
        samples: { [[try sample([2, 3]), .int(1), .bool(false), .none]] })
    static let nanmean = Op(
        "nanmean(input, dim=None, keepdim=False, *, dtype=None)",
        "The mean of the elements that are not NaN.\nSource:  torch.nanmean.",
        { (x: Tensor, dims: Ints?, keepdim: Bool, dtype: DType?) in
            try x.nanmean(dims?.values, keepdim: keepdim, dtype: dtype)
        },
        samples: { [[try sample([2, 3]), .int(0), .bool(true), .none]] })
    static let nanmedian = Op(
        "nanmedian(input, dim=None, keepdim=False)",
        "The lower middle value of the elements that are not NaN, or along `dim` as (values, indices).\nSource:  torch.nanmedian.",
        { (x: Tensor, dim: Int?, keepdim: Bool) -> Argument in
            guard let dim else { return .tensor(try x.nanmedian()) }
            return pair("nanmedian", try x.nanmedian(dim, keepdim: keepdim)).argument
        },
        samples: { [[try sample([2, 3]), .int(1), .bool(false)]] })
    static let nanquantile = Op(
        "nanquantile(input, q, dim=None, keepdim=False, *, interpolation='linear')",
        "quantile of the elements that are not NaN.\nSource:  torch.nanquantile.",
        { (x: Tensor, q: Operand, dim: Int?, keepdim: Bool, how: String) in
            try x.nanquantile(q.tensor, dim, keepdim: keepdim, interpolation: how)
        },
        samples: { [[try sample([2, 4]), .float(0.3), .int(1), .bool(false), .string("linear")]] })
}
