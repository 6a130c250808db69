// maximum, minimum, clamp, where, masked_fill: choosing between values. NaN wins every comparison of sizes.

import Schema

struct MaximumFunction: BinaryFunction {
    var name: String { "maximum" }
    @inline(__always) func real<T: RealElement>(_ a: T, _ b: T) -> T { a != a ? a : b != b ? b : a > b ? a : b }
    @inline(__always) func whole<T: WholeElement>(_ a: T, _ b: T) -> T { a > b ? a : b }
    @inline(__always) func flag(_ a: Bool, _ b: Bool) -> Bool { a || b }
}

struct MinimumFunction: BinaryFunction {
    var name: String { "minimum" }
    @inline(__always) func real<T: RealElement>(_ a: T, _ b: T) -> T { a != a ? a : b != b ? b : a < b ? a : b }
    @inline(__always) func whole<T: WholeElement>(_ a: T, _ b: T) -> T { a < b ? a : b }
    @inline(__always) func flag(_ a: Bool, _ b: Bool) -> Bool { a && b }
}

struct ClampFunction: UnaryFunction {
    let low: Double?
    let high: Double?
    var name: String { "clamp" }
    var keepsIntegers: Bool { true }
    @inline(__always) func real<T: RealElement>(_ x: T) -> T {
        var y = x
        if let low { y = y < T(rounding: low) ? T(rounding: low) : y }
        if let high { y = y > T(rounding: high) ? T(rounding: high) : y }
        return y
    }
    @inline(__always) func whole<T: WholeElement>(_ x: T) -> T {
        var y = x
        if let low { y = Double(y) < low ? T(clamping: wholeNumber(low)) : y }
        if let high { y = Double(y) > high ? T(clamping: wholeNumber(high)) : y }
        return y
    }
}

/// g where low < x < high, else 0: the gradient of clamp, which is 0 at the bounds themselves.
struct ClampGradient: BinaryFunction {
    let low: Double?
    let high: Double?
    var name: String { "clamp_backward" }
    @inline(__always) func real<T: RealElement>(_ g: T, _ x: T) -> T {
        let above = low.map { x > T(rounding: $0) } ?? true
        let below = high.map { x < T(rounding: $0) } ?? true
        return above && below ? g : 0
    }
}

/// The gradient of maximum and minimum: half each where equal.
private func extremum(
    _ name: String, _ result: Tensor, _ a: Tensor, _ b: Tensor, aWins: @escaping (Tensor, Tensor) throws -> Tensor
)
    -> Tensor
{
    let (shapeA, shapeB) = (a.shape, b.shape)
    return record(name, result, inputs: [a, b], saved: [a, b]) { g, saved in
        let (x, y) = (try saved[0], try saved[1])
        let half = try g / 2
        let ties = try x.equals(y)
        let zero = try Tensor.zeros([], g.dtype)
        return [
            saved.needs(0)
                ? try whereTensor(ties, half, whereTensor(aWins(x, y), g, zero)).summed(to: shapeA) : nil,
            saved.needs(1)
                ? try whereTensor(ties, half, whereTensor(aWins(y, x), g, zero)).summed(to: shapeB) : nil,
        ]
    }
}

/// The larger of two, broadcast.
public func maximum(_ a: Tensor, _ b: Tensor) throws -> Tensor {
    extremum("MaximumBackward0", try map(MaximumFunction(), a, b), a, b) { try $0.greater($1) }
}

/// The smaller of two, broadcast.
public func minimum(_ a: Tensor, _ b: Tensor) throws -> Tensor {
    extremum("MinimumBackward0", try map(MinimumFunction(), a, b), a, b) { try $0.less($1) }
}

extension Tensor {
    /// Between numbers.
    public func clamp(_ low: Scalar?, _ high: Scalar?, inPlace: Bool = false) throws -> Tensor {
        guard low != nil || high != nil else {
            throw Failure(.runtimeError, "torch.clamp: At least one of 'min' or 'max' must not be None")
        }
        let (l, h) = (low?.double, high?.double)
        if !inPlace, !dtype.isFloatingPoint {
            // A real bound makes the result real.
            let hasRealBound = [low, high].contains { if case .float? = $0 { true } else { false } }
            if hasRealBound, Flavour.current == .torch { return try cast(Defaults.dtype).clamp(low, high) }
            let hasWholeBound = [low, high].contains { if case .int? = $0 { true } else { false } }
            if dtype == .bool, hasWholeBound, Flavour.current == .torch { return try cast(.int64).clamp(low, high) }
        }
        return try apply(ClampFunction(low: l, high: h), saves: .input, node: "ClampBackward1", inPlace: inPlace) {
            g, x in
            record("ClampBackwardBackward", try map(ClampGradient(low: l, high: h), g, x), inputs: [g], saved: [x]) {
                g, saved in [try map(ClampGradient(low: l, high: h), g, saved[0])]
            }
        }
    }

    /// Between tensors.
    public func clamp(_ low: Tensor?, _ high: Tensor?) throws -> Tensor {
        guard low != nil || high != nil else {
            throw Failure(.runtimeError, "torch.clamp: At least one of 'min' or 'max' must not be None")
        }
        let bounds = [low, high].compactMap { $0 }
        let dtype = Promotion.result([self] + bounds)
        var result = try cast(dtype)
        if let low { result = try map(MaximumFunction(), result, low) }
        if let high { result = try map(MinimumFunction(), result, high) }
        let inputs = [self] + bounds
        let shapes = inputs.map(\.shape)
        let hasLow = low != nil
        let hasHigh = high != nil
        return record("ClampBackward0", result, inputs: inputs, saved: inputs) { g, saved in
            let x = try saved[0]
            let zero = try Tensor.zeros([], g.dtype)
            let lowBound = hasLow ? try saved[1] : nil
            let highBound = hasHigh ? try saved[hasLow ? 2 : 1] : nil
            let isLow = try lowBound.map { try x.less($0) }
            let isHigh = try highBound.map { try x.greater($0) }
            var inside = try Tensor.full([], .bool(true))
            if let isLow { inside = try logicalAnd(inside, isLow.logicalNot()) }
            if let isHigh { inside = try logicalAnd(inside, isHigh.logicalNot()) }
            var gradients: [Tensor?] = [try whereTensor(inside, g, zero).summed(to: shapes[0])]
            if let isLow {
                var wins = isLow
                if let lowBound, let highBound { wins = try logicalAnd(wins, lowBound.less(highBound)) }
                gradients.append(try whereTensor(wins, g, zero).summed(to: shapes[1]))
            }
            if let isHigh {
                var wins = isHigh
                if let lowBound, let highBound { wins = try logicalOr(wins, highBound.less(lowBound)) }
                gradients.append(try whereTensor(wins, g, zero).summed(to: shapes[gradients.count]))
            }
            return gradients
        }
    }

    /// Elements where `mask` holds become `value`.
    public func maskedFill(_ mask: Tensor, _ value: Tensor) throws -> Tensor {
        guard mask.dtype == .bool else {
            throw Failure(
                .runtimeError, "masked_fill only supports boolean masks, but got mask with dtype \(mask.dtype.name)")
        }
        guard value.rank == 0 else {
            throw Failure(
                .runtimeError,
                "masked_fill only supports a 0-dimensional value tensor, but got tensor with \(value.rank) dimension(s)."
            )
        }
        let filled = try choose(mask, value.cast(dtype), self)
        let old = shape
        let valueInput = value.isWrappedNumber ? emptySaved : value
        return record("MaskedFillBackward0", filled, inputs: [self, valueInput], saved: [mask]) { g, saved in
            let mask = try saved[0]
            let zero = try Tensor.zeros([], g.dtype)
            return [
                saved.needs(0) ? try whereTensor(mask, zero, g).summed(to: old) : nil,
                saved.needs(1) ? try whereTensor(mask, g, zero).sum() : nil,
            ]
        }
    }
}

/// condition ? a : b, broadcast, without history. `a` and `b` have one dtype.
private func choose(_ condition: Tensor, _ a: Tensor, _ b: Tensor) throws -> Tensor {
    let shape = try Shape.broadcast(condition.shape, Shape.broadcast(a.shape, b.shape))
    let output = try Tensor.output(shape, a.dtype, like: [a, b, condition])
    switch a.dtype.size {
    case 1: try combine3(condition, a, b, output, Blend<UInt8>())
    case 2: try combine3(condition, a, b, output, Blend<UInt16>())
    case 4: try combine3(condition, a, b, output, Blend<UInt32>())
    default: try combine3(condition, a, b, output, Blend<UInt64>())
    }
    return output
}

/// Bits of `a` where the condition byte is 1, of `b` where it is 0; masks vectorise, branches do not.
private struct Blend<T: FixedWidthInteger & UnsignedInteger>: Kernel3 {
    @inline(__always) func apply(_ condition: UInt8, _ a: T, _ b: T) -> T {
        let mask = 0 &- T(truncatingIfNeeded: condition)
        return (a & mask) | (b & ~mask)
    }
}

/// condition ? a : b, broadcast.
public func whereTensor(_ condition: Tensor, _ a: Tensor, _ b: Tensor) throws -> Tensor {
    var mask = condition
    if mask.dtype != .bool {
        guard mask.dtype == .uint8 || Flavour.current == .numpy else {
            throw Failure(
                .runtimeError,
                "where expected condition to be a boolean tensor, but got a tensor with dtype \(condition.dtype.scalarTypeName)",
                hint: "write torch.where(x > 0, a, b)")
        }
        mask = try mask.truth()
    }
    let dtype = Promotion.result(a, b)
    let result = try choose(mask, a.cast(dtype), b.cast(dtype))
    let (shapeA, shapeB) = (a.shape, b.shape)
    return record("WhereBackward0", result, inputs: [a, b], saved: [mask]) { g, saved in
        let mask = try saved[0]
        let zero = try Tensor.zeros([], g.dtype)
        return [
            saved.needs(0) ? try whereTensor(mask, g, zero).summed(to: shapeA) : nil,
            saved.needs(1) ? try whereTensor(mask, zero, g).summed(to: shapeB) : nil,
        ]
    }
}

extension Op {
    static let maximum = Op(
        "maximum(input, other)",
        "The larger of two elements, broadcast; equal ones share the gradient.\nSource:  torch.maximum.",
        aliases: ["fmax"], { (a: Operand, b: Operand) in try Tensors.maximum(a.tensor, b.tensor) },
        samples: { [[try sample([2, 3]), try sample([3], seed: 1)]] })
    static let minimum = Op(
        "minimum(input, other)",
        "The smaller of two elements, broadcast; equal ones share the gradient.\nSource:  torch.minimum.",
        aliases: ["fmin"], { (a: Operand, b: Operand) in try Tensors.minimum(a.tensor, b.tensor) },
        samples: { [[try sample([2, 3]), try sample([3], seed: 1)]] })
    static let clamp = Op(
        "clamp(input, min=None, max=None)",
        """
        Elements below `min` become `min`, those above `max` become `max`; bounds are numbers or tensors.
        Source:  torch.clamp.
        """, in: [.torch, .method, .inPlace], aliases: ["clip"],
        { (x: Tensor, low: Argument, high: Argument) in
            if case .tensor = low { return try x.clamp(tensorBound(low), tensorBound(high)) }
            if case .tensor = high { return try x.clamp(tensorBound(low), tensorBound(high)) }
            return try x.clamp(Scalar?.from(low) ?? nil, Scalar?.from(high) ?? nil)
        },
        samples: {
            [
                [try sample([2, 3]), .float(-0.5), .float(0.7)], [try sample([2, 3]), .none, .float(0.3)],
                [
                    try sample([2, 3]), try sample([3], from: -1, to: -0.5, seed: 1),
                    try sample([2, 1], from: 0.2, to: 1, seed: 2),
                ],
            ]
        },
        inPlace: { arguments in
            guard case .tensor(let x)? = arguments.first else { return }
            let low = arguments.count > 1 ? arguments[1] : .none
            let high = arguments.count > 2 ? arguments[2] : .none
            if [low, high].contains(where: { if case .tensor = $0 { true } else { false } }) {
                return try x.replace { try $0.clamp(tensorBound(low), tensorBound(high)) }
            }
            _ = try x.clamp(Scalar?.from(low) ?? nil, Scalar?.from(high) ?? nil, inPlace: true)
        })
    private static func tensorBound(_ argument: Argument) throws -> Tensor? { try Operand?.from(argument)??.tensor }
    static let clampMin = Op(
        "clamp_min(input, min)", "Elements below `min` become `min`.\nSource:  torch.clamp_min.",
        in: [.torch, .method, .inPlace],
        { (x: Tensor, low: Scalar) in try x.clamp(low, nil) }, samples: { [[try sample([2, 3]), .float(0.1)]] })
    static let clampMax = Op(
        "clamp_max(input, max)", "Elements above `max` become `max`.\nSource:  torch.clamp_max.",
        in: [.torch, .method, .inPlace],
        { (x: Tensor, high: Scalar) in try x.clamp(nil, high) }, samples: { [[try sample([2, 3]), .float(0.1)]] })
    static let maskedFill = Op(
        "masked_fill(input, mask, value)", "Elements where `mask` holds become `value`.\nSource:  torch.masked_fill.",
        in: [.torch, .method, .inPlace],
        { (x: Tensor, mask: Tensor, value: Operand) in try x.maskedFill(mask, value.tensor) },
        samples: {
            [[try sample([2, 2]), .tensor(try Tensor.from([true, false, false, true], [2, 2])), .float(-1.5)]]
        })
    static let whereOp = Op(
        "where(condition, input=None, other=None)",
        """
        input where `condition` holds, else other, broadcast. With only a condition: the indices where it holds.
        Source:  torch.where.
        """,
        { (condition: Tensor, a: Operand?, b: Operand?) -> Argument in
            guard let a, let b else { return .tuple(try condition.nonzero().unbind(1).map(Argument.tensor)) }
            let result = try whereTensor(condition, a.tensor, b.tensor)
            // Two numbers of Python have no dtype of their own; NumPy's are float64.
            let isLoose = a.tensor.isWrappedNumber && b.tensor.isWrappedNumber && result.dtype.isFloatingPoint
            return .tensor(isLoose && Flavour.current == .torch ? try result.cast(Defaults.dtype) : result)
        },
        samples: {
            [[.tensor(try Tensor.from([true, false, true])), try sample([2, 3]), try sample([3], seed: 1)]]
        })
}
