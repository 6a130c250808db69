// lerp, addcmul, addcdiv, atan2, and other small combinations that optimizers and schedules use.

import Schema

struct Atan2Function: BinaryFunction {
    var name: String { "atan2" }
    var isReal: Bool { true }
    var cost: Int { 16 }
    @inline(__always) func real<T: RealElement>(_ a: T, _ b: T) -> T { T.arctangent(a, b) }
}

struct HypotFunction: BinaryFunction {
    var name: String { "hypot" }
    var isReal: Bool { true }
    @inline(__always) func real<T: RealElement>(_ a: T, _ b: T) -> T { (a * a + b * b).squareRoot() }
}

struct LerpFunction: BinaryFunction {
    let weight: Double
    var name: String { "lerp" }
    // The form changes at 0.5 so that weight 1 gives exactly b.
    @inline(__always) func real<T: RealElement>(_ a: T, _ b: T) -> T {
        let w = T(rounding: weight)
        return w < 0.5 ? a + w * (b - a) : b - (b - a) * (1 - w)
    }
}

/// The angle of (b, a), in radians.
public func atan2(_ a: Tensor, _ b: Tensor) throws -> Tensor {
    let result = try map(Atan2Function(), a, b)
    let (shapeA, shapeB) = (a.shape, b.shape)
    return record("Atan2Backward0", result, inputs: [a, b], saved: [a, b]) { g, saved in
        let (y, x) = (try saved[0], try saved[1])
        let scaled = try div(g, add(mul(x, x), mul(y, y)))
        return [
            saved.needs(0) ? try mul(scaled, x).summed(to: shapeA) : nil,
            saved.needs(1) ? try mul(scaled, y).neg().summed(to: shapeB) : nil,
        ]
    }
}

/// a + weight * (b - a).
public func lerp(_ a: Tensor, _ b: Tensor, _ weight: Double, into target: Tensor? = nil) throws -> Tensor {
    guard a.dtype == b.dtype || b.isWrappedNumber else {
        throw Failure(
            .runtimeError, "expected dtype \(a.dtype.cName) for `end` but got dtype \(b.dtype.cName)")
    }
    let result = try map(LerpFunction(weight: weight), a, b, into: target)
    let (shapeA, shapeB) = (a.shape, b.shape)
    let backward: (Tensor, Saved) throws -> [Tensor?] = { g, saved in
        [try (g * (1 - weight)).summed(to: shapeA), try (g * weight).summed(to: shapeB)]
    }
    if target != nil {
        recordInPlace("LerpBackward0", result, inputs: [a, b], backward: backward)
        return result
    }
    return record("LerpBackward0", result, inputs: [a, b], backward: backward)
}

/// a + value * b * c.
public func addcmul(_ a: Tensor, _ b: Tensor, _ c: Tensor, value: Double = 1) throws -> Tensor {
    try add(a, mul(b, c), alpha: value)
}

/// a + value * b / c.
public func addcdiv(_ a: Tensor, _ b: Tensor, _ c: Tensor, value: Double = 1) throws -> Tensor {
    try add(a, div(b, c), alpha: value)
}

/// x * log(y), 0 where x is 0.
public func xlogy(_ x: Tensor, _ y: Tensor) throws -> Tensor {
    try whereTensor(x.equals(.number(0)), Tensor.zeros([], Promotion.real(Promotion.result(x, y))), mul(x, y.log()))
}

extension Op {
    static let atan2 = Op(
        "atan2(input, other)", "The angle of the point (other, input), in radians.\nSource:  torch.atan2.",
        in: [.torch, .method, .inPlace], aliases: ["arctan2"], { (a: Tensor, b: Tensor) in try Tensors.atan2(a, b) },
        samples: { [[try sample([2, 3]), try sample([3], from: 0.5, to: 2, seed: 1)]] })
    static let hypot = Op(
        "hypot(input, other)", "sqrt(input² + other²).\nSource:  torch.hypot.",
        { (a: Tensor, b: Tensor) in try Tensors.add(Tensors.mul(a, a), Tensors.mul(b, b)).sqrt() },
        samples: { [[try sample([2, 3], from: 0.5, to: 2), try sample([3], from: 0.5, to: 2, seed: 1)]] })
    static let lerp = Op(
        "lerp(input, end, weight)", "input + weight * (end - input).\nSource:  torch.lerp.",
        in: [.torch, .method, .inPlace],
        { (a: Tensor, b: Tensor, weight: Argument) in
            if case .tensor(let w) = weight, w.rank > 0 {
                return try Tensors.add(a, Tensors.mul(w, Tensors.sub(b, a)))
            }
            return try Tensors.lerp(a, b, Double.from(weight) ?? 0)
        },
        samples: {
            [
                [try sample([2, 3]), try sample([2, 3], seed: 1), .float(0.3)],
                [try sample([2, 3]), try sample([2, 3], seed: 1), try sample([2, 3], seed: 2)],
            ]
        },
        inPlace: { arguments in
            guard arguments.count > 2, case .tensor(let a) = arguments[0], case .tensor(let b) = arguments[1] else {
                return
            }
            try a.checkInPlace()
            if case .tensor(let w) = arguments[2], w.rank > 0 {
                try a.replace { try Tensors.add($0, Tensors.mul(w, Tensors.sub(b, $0))) }
            } else {
                _ = try Tensors.lerp(a, b, Double.from(arguments[2]) ?? 0, into: a)
            }
        })
    static let addcmul = Op(
        "addcmul(input, tensor1, tensor2, *, value=1)", "input + value * tensor1 * tensor2.\nSource:  torch.addcmul.",
        in: [.torch, .method, .inPlace],
        { (a: Tensor, b: Tensor, c: Tensor, value: Double) in try Tensors.addcmul(a, b, c, value: value) },
        samples: { [[try sample([2, 3]), try sample([3], seed: 1), try sample([2, 1], seed: 2), .float(0.5)]] },
        inPlace: { arguments in
            guard arguments.count > 2, case .tensor(let a) = arguments[0], case .tensor(let b) = arguments[1],
                case .tensor(let c) = arguments[2]
            else { return }
            let value = arguments.count > 3 ? try Double.from(arguments[3]) ?? 1 : 1
            try a.addInPlace(Tensors.mul(b, c), alpha: value)
        })
    static let addcdiv = Op(
        "addcdiv(input, tensor1, tensor2, *, value=1)", "input + value * tensor1 / tensor2.\nSource:  torch.addcdiv.",
        in: [.torch, .method, .inPlace],
        { (a: Tensor, b: Tensor, c: Tensor, value: Double) in try Tensors.addcdiv(a, b, c, value: value) },
        samples: {
            [
                [
                    try sample([2, 3]), try sample([3], seed: 1), try sample([2, 1], from: 0.5, to: 2, seed: 2),
                    .float(0.5),
                ]
            ]
        },
        inPlace: { arguments in
            guard arguments.count > 2, case .tensor(let a) = arguments[0], case .tensor(let b) = arguments[1],
                case .tensor(let c) = arguments[2]
            else { return }
            let value = arguments.count > 3 ? try Double.from(arguments[3]) ?? 1 : 1
            try a.addInPlace(Tensors.div(b, c), alpha: value)
        })
    static let xlogy = Op(
        "xlogy(input, other)", "input * log(other), 0 where input is 0.\nSource:  torch.xlogy.",
        in: [.torch, .method, .special],
        { (a: Operand, b: Operand) in try Tensors.xlogy(a.tensor, b.tensor) },
        samples: { [[try sample([2, 3], from: 0.5, to: 2), try sample([3], from: 0.5, to: 2, seed: 1)]] })
}
