// Sum and mean along dimensions.

import Schema

extension Tensor {
    /// The sum along `dims` (nil: all). Reals keep their type, whole numbers and bools give int64.
    public func sum(_ dims: [Int]? = nil, keepdim: Bool = false, dtype: DType? = nil) throws -> Tensor {
        let result = try rawSum(dims, keepdim: keepdim, dtype: dtype)
        let plan = try Reduction(shape, dims)
        let (shape, keepShape) = (shape, plan.keepShape)
        return record(dims == nil ? "SumBackward0" : "SumBackward1", result, inputs: [self]) { gradient in
            [try gradient.reshape(keepShape).expand(shape)]
        }
    }

    /// The mean along `dims` (nil: all). Reals only (numpy: whole numbers give float64).
    public func mean(_ dims: [Int]? = nil, keepdim: Bool = false, dtype: DType? = nil) throws -> Tensor {
        var target = dtype ?? self.dtype
        if !target.isFloatingPoint {
            guard Flavour.current == .numpy else {
                throw Failure(
                    .notImplementedError,
                    "mean(): could not infer output dtype. Input dtype must be either a floating point or complex dtype. Got: "
                        + target.scalarTypeName, hint: "write x.float().mean()")
            }
            target = .float64
        }
        let plan = try Reduction(shape, dims)
        let outputs = plan.shape.reduce(1, *)
        let n = outputs == 0 ? 0 : count / outputs
        // Division, not multiplication by 1/n: the mean of equal numbers is that number.
        let total = try rawSum(dims, keepdim: keepdim, dtype: .float64, inOwnType: target == self.dtype)
        let divided = try map(DivFunction(), total, .number(Double(n)))
        let result = try divided.cast(target)
        let (shape, keepShape) = (shape, plan.keepShape)
        return record(dims == nil ? "MeanBackward0" : "MeanBackward1", result, inputs: [self]) { gradient in
            [try div(gradient.reshape(keepShape), .number(Double(n))).expand(shape)]
        }
    }
}

extension Op {
    static let sum = Op(
        "sum(input, dim=None, keepdim=False, *, dtype=None)",
        """
        The sum of all elements, or along `dim` (an int or a tuple).
        Whole numbers and bools give int64; reals are accumulated in double.
        Source: torch.sum.
        """,
        { (x: Tensor, dims: Ints?, keepdim: Bool, dtype: DType?) in
            try x.sum(dims?.values, keepdim: keepdim, dtype: dtype)
        },
        samples: {
            [
                [try sample([2, 3]), .none, .bool(false), .none],
                [try sample([2, 3, 2]), .int(1), .bool(true), .none],
                [try sample([2, 3, 2]), .tuple([.int(0), .int(-1)]), .bool(false), .none],
                [try sample([]), .none, .bool(false), .none], [try sample([0, 2]), .int(0), .bool(false), .none],
            ]
        })

    static let mean = Op(
        "mean(input, dim=None, keepdim=False, *, dtype=None)",
        """
        The mean of all elements, or along `dim` (an int or a tuple). Reals only.
        Source: torch.mean.
        """,
        { (x: Tensor, dims: Ints?, keepdim: Bool, dtype: DType?) in
            try x.mean(dims?.values, keepdim: keepdim, dtype: dtype)
        },
        samples: {
            [
                [try sample([2, 3]), .none, .bool(false), .none],
                [try sample([2, 3, 2]), .int(1), .bool(true), .none],
                [try sample([2, 3, 2]), .tuple([.int(0), .int(-1)]), .bool(false), .none],
            ]
        })
}
