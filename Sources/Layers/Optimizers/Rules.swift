// The update rules, one class each. Scalars are computed in binary64 and rounded to the parameter's type; multiply-adds are fused
// where PyTorch's CPU kernels fuse them, so float32 parameters follow PyTorch's to the last bit but for its inexact square root.

import Glibc
import Schema
import Tensors

/// Runs a rule over the elements of up to three state tensors in the parameter's type.
protocol UpdateRule {
    func move<T: RealElement>(_ p: inout T, _ g: T, _ a: inout T, _ b: inout T, _ c: inout T)
}

/// `tensors`: up to three state tensors; missing ones are scratch.
func applyRule<R: UpdateRule>(_ rule: R, _ p: Tensor, _ g: Tensor, _ tensors: [Tensor]) throws {
    func run<T: RealElement & TensorElement>(_ type: T.Type) {
        p.withData(as: T.self) { p in
            g.withData(as: T.self) { g in
                func loop(_ a: UnsafeMutablePointer<T>?, _ b: UnsafeMutablePointer<T>?, _ c: UnsafeMutablePointer<T>?) {
                    var (x, y, z): (T, T, T) = (0, 0, 0)
                    for i in p.indices {
                        if let a { x = a[i] }
                        if let b { y = b[i] }
                        if let c { z = c[i] }
                        rule.move(&p[i], g[i], &x, &y, &z)
                        if let a { a[i] = x }
                        if let b { b[i] = y }
                        if let c { c[i] = z }
                    }
                }
                func pointer(_ i: Int) -> UnsafeMutablePointer<T>? {
                    i < tensors.count ? tensors[i].withData(as: T.self) { $0.baseAddress } : nil
                }
                loop(pointer(0), pointer(1), pointer(2))
            }
        }
    }
    switch p.dtype {
    case .float32: run(Float.self)
    case .float64: run(Double.self)
    case .bool, .uint8, .int8, .int16, .int32, .int64, .float16, .bfloat16:
        throw Failure(.notImplementedError, "optimizers need float32 or float64 parameters, not \(p.dtype.name)")
    }
    withExtendedLifetime(tensors) {}
}

// MARK: - SGD

private struct SGDRule: UpdateRule {
    let lr: Double, momentum: Double, dampening: Double, decay: Double, nesterov: Bool, maximize: Bool, isFirst: Bool

    @inline(__always)
    func move<T: RealElement>(_ p: inout T, _ g: T, _ a: inout T, _ b: inout T, _ c: inout T) {
        var g = maximize ? -g : g
        if decay != 0 { g = g.addingProduct(p, T(rounding: decay)) }
        if momentum != 0 {
            a = isFirst ? g : (a * T(rounding: momentum)).addingProduct(T(rounding: 1 - dampening), g)
            g = nesterov ? g.addingProduct(T(rounding: momentum), a) : a
        }
        p = p.addingProduct(T(rounding: -lr), g)
    }
}

/// Stochastic gradient descent, with momentum. The first momentum buffer is the gradient itself.
public final class SGD: Optimizer {
    public init(
        _ requests: [GroupRequest], lr: Argument = .float(0.001), momentum: Argument = .int(0),
        dampening: Argument = .int(0),
        weightDecay: Argument = .int(0), nesterov: Bool = false, maximize: Bool = false, foreach: Argument = .none,
        differentiable: Bool = false, fused: Argument = .none
    ) throws {
        try OptionCheck.learningRate(lr)
        try OptionCheck.notNegative(momentum, "momentum")
        try OptionCheck.notNegative(weightDecay, "weight_decay")
        if nesterov, try (Double.from(momentum) ?? 0) <= 0 || (Double.from(dampening) ?? 0) != 0 {
            throw Failure(.valueError, "Nesterov momentum requires a momentum and zero dampening")
        }
        try super.init(
            "SGD", requests,
            defaults: [
                ("lr", lr), ("momentum", momentum), ("dampening", dampening), ("weight_decay", weightDecay),
                ("nesterov", .bool(nesterov)), ("maximize", .bool(maximize)), ("foreach", foreach),
                ("differentiable", .bool(differentiable)), ("fused", fused),
            ])
    }

    public override func update(_ p: Tensor, _ g: Tensor, _ state: ParameterState, _ group: ParameterGroup) throws {
        let momentum = try group.double("momentum")
        let isFirst = state["momentum_buffer"] == nil
        let buffers = momentum != 0 ? [try state.tensor("momentum_buffer", like: p)] : []
        try applyRule(
            SGDRule(
                lr: group.double("lr"), momentum: momentum, dampening: group.double("dampening"),
                decay: group.double("weight_decay"), nesterov: group.flag("nesterov"), maximize: group.flag("maximize"),
                isFirst: isFirst), p, g, buffers)
    }
}

// MARK: - Adam, AdamW

/// Adam (Kingma and Ba, 2014) and AdamW (Loshchilov and Hutter, 2017): the latter shrinks the parameter itself.
public final class Adam: Optimizer {
    public init(
        _ requests: [GroupRequest], name: String = "Adam", lr: Argument = .float(0.001),
        betas: Argument = .tuple([.float(0.9), .float(0.999)]), eps: Argument = .float(1e-8),
        weightDecay: Argument = .int(0), amsgrad: Bool = false, maximize: Bool = false, foreach: Argument = .none,
        capturable: Bool = false, differentiable: Bool = false, fused: Argument = .none, decoupled: Bool = false
    ) throws {
        try OptionCheck.learningRate(lr)
        try OptionCheck.notNegative(eps, "epsilon")
        try OptionCheck.betas(betas)
        try OptionCheck.notNegative(weightDecay, "weight_decay")
        try super.init(
            name, requests,
            defaults: [
                ("lr", lr), ("betas", betas), ("eps", eps), ("weight_decay", weightDecay), ("amsgrad", .bool(amsgrad)),
                ("maximize", .bool(maximize)), ("foreach", foreach), ("capturable", .bool(capturable)),
                ("differentiable", .bool(differentiable)), ("fused", fused),
                ("decoupled_weight_decay", .bool(decoupled)),
            ])
    }

    public override func update(_ p: Tensor, _ g: Tensor, _ state: ParameterState, _ group: ParameterGroup) throws {
        let (beta1, beta2) = try group.pair("betas")
        let amsgrad = group.flag("amsgrad")
        let step = state.advance()
        var tensors = [try state.tensor("exp_avg", like: p), try state.tensor("exp_avg_sq", like: p)]
        if amsgrad { tensors.append(try state.tensor("max_exp_avg_sq", like: p)) }
        let (lr, decay) = (try group.double("lr"), try group.double("weight_decay"))
        let isDecoupled = group.flag("decoupled_weight_decay")
        if p.dtype == .float32, !amsgrad {
            return try OptimizerKernels.adam(
                p, g, tensors[0], tensors[1], lr: lr, beta1: beta1, beta2: beta2, eps: group.double("eps"),
                decay: decay,
                isDecoupled: isDecoupled, maximize: group.flag("maximize"), step: step)
        }
        try applyRule(
            AdamRule(
                shrink: decay != 0 && isDecoupled ? 1 - lr * decay : 1, decay: isDecoupled ? 0 : decay, beta1: beta1,
                beta2: beta2, eps: group.double("eps"), size: lr / (1 - pow(beta1, step)),
                correction: pow(1 - pow(beta2, step), 0.5), amsgrad: amsgrad, maximize: group.flag("maximize")), p, g,
            tensors)
    }
}

private struct AdamRule: UpdateRule {
    let shrink: Double, decay: Double, beta1: Double, beta2: Double, eps: Double, size: Double, correction: Double
    let amsgrad: Bool, maximize: Bool

    @inline(__always)
    func move<T: RealElement>(_ p: inout T, _ g: T, _ m: inout T, _ v: inout T, _ most: inout T) {
        var g = maximize ? -g : g
        if shrink != 1 { p *= T(rounding: shrink) }
        if decay != 0 { g = g.addingProduct(p, T(rounding: decay)) }
        m = m.addingProduct(T(rounding: 1 - beta1), g - m)
        v = (v * T(rounding: beta2)).addingProduct(T(rounding: 1 - beta2) * g, g)
        var used = v
        if amsgrad {
            most = Swift.max(most, v)
            used = most
        }
        let denominator = used.squareRoot() / T(rounding: correction) + T(rounding: eps)
        p += T(rounding: -size) * m / denominator
    }
}

// MARK: - RMSprop

private struct RMSpropRule: UpdateRule {
    let lr: Double, alpha: Double, eps: Double, decay: Double, momentum: Double, centered: Bool, maximize: Bool

    @inline(__always)
    func move<T: RealElement>(_ p: inout T, _ g: T, _ v: inout T, _ buffer: inout T, _ average: inout T) {
        var g = maximize ? -g : g
        if decay != 0 { g = g.addingProduct(p, T(rounding: decay)) }
        v = (v * T(rounding: alpha)).addingProduct(T(rounding: 1 - alpha) * g, g)
        var square = v
        if centered {
            average = average.addingProduct(T(rounding: 1 - alpha), g - average)
            square -= average * average
        }
        let d = square.squareRoot() + T(rounding: eps)
        if momentum > 0 {
            buffer = buffer * T(rounding: momentum) + g / d
            p = p.addingProduct(T(rounding: -lr), buffer)
        } else {
            p += T(rounding: -lr) * g / d
        }
    }
}

public final class RMSprop: Optimizer {
    public init(
        _ requests: [GroupRequest], lr: Argument = .float(0.01), alpha: Argument = .float(0.99),
        eps: Argument = .float(1e-8),
        weightDecay: Argument = .int(0), momentum: Argument = .int(0), centered: Bool = false, capturable: Bool = false,
        foreach: Argument = .none, maximize: Bool = false, differentiable: Bool = false
    ) throws {
        try OptionCheck.learningRate(lr)
        try OptionCheck.notNegative(eps, "epsilon")
        try OptionCheck.notNegative(momentum, "momentum")
        try OptionCheck.notNegative(weightDecay, "weight_decay")
        try OptionCheck.notNegative(alpha, "alpha")
        try super.init(
            "RMSprop", requests,
            defaults: [
                ("lr", lr), ("momentum", momentum), ("alpha", alpha), ("eps", eps), ("centered", .bool(centered)),
                ("weight_decay", weightDecay), ("capturable", .bool(capturable)), ("foreach", foreach),
                ("maximize", .bool(maximize)), ("differentiable", .bool(differentiable)),
            ])
    }

    public override func update(_ p: Tensor, _ g: Tensor, _ state: ParameterState, _ group: ParameterGroup) throws {
        _ = state.advance()
        let momentum = try group.double("momentum")
        let centered = group.flag("centered")
        let square = try state.tensor("square_avg", like: p)
        let unused = momentum > 0 && centered ? nil : try Tensor.zeros(p.shape, p.dtype)
        let buffer = momentum > 0 ? try state.tensor("momentum_buffer", like: p) : unused
        let average = centered ? try state.tensor("grad_avg", like: p) : unused
        try applyRule(
            RMSpropRule(
                lr: group.double("lr"), alpha: group.double("alpha"), eps: group.double("eps"),
                decay: group.double("weight_decay"), momentum: momentum, centered: centered,
                maximize: group.flag("maximize")),
            p, g, [square] + [buffer, average].compactMap { $0 })
    }
}

// MARK: - Adagrad, Adadelta, Adamax

private struct AdagradRule: UpdateRule {
    let lr: Double, eps: Double, decay: Double, maximize: Bool

    @inline(__always)
    func move<T: RealElement>(_ p: inout T, _ g: T, _ sum: inout T, _ b: inout T, _ c: inout T) {
        var g = maximize ? -g : g
        if decay != 0 { g = g.addingProduct(p, T(rounding: decay)) }
        sum = sum.addingProduct(g, g)
        p += T(rounding: -lr) * g / (sum.squareRoot() + T(rounding: eps))
    }
}

public final class Adagrad: Optimizer {
    public init(
        _ requests: [GroupRequest], lr: Argument = .float(0.01), lrDecay: Argument = .int(0),
        weightDecay: Argument = .int(0),
        initialAccumulator: Argument = .int(0), eps: Argument = .float(1e-10), foreach: Argument = .none,
        maximize: Bool = false, differentiable: Bool = false, fused: Argument = .none
    ) throws {
        try OptionCheck.learningRate(lr)
        try OptionCheck.notNegative(lrDecay, "lr_decay")
        try OptionCheck.notNegative(weightDecay, "weight_decay")
        try OptionCheck.notNegative(initialAccumulator, "initial_accumulator_value")
        try OptionCheck.notNegative(eps, "epsilon")
        try super.init(
            "Adagrad", requests,
            defaults: [
                ("lr", lr), ("lr_decay", lrDecay), ("eps", eps), ("weight_decay", weightDecay),
                ("initial_accumulator_value", initialAccumulator), ("foreach", foreach), ("maximize", .bool(maximize)),
                ("differentiable", .bool(differentiable)), ("fused", fused),
            ])
    }

    public override func update(_ p: Tensor, _ g: Tensor, _ state: ParameterState, _ group: ParameterGroup) throws {
        let step = state.advance()
        let sum = try state.tensor("sum", like: p, filled: group.double("initial_accumulator_value"))
        let lr = try group.double("lr") / (1 + (step - 1) * group.double("lr_decay"))
        try applyRule(
            AdagradRule(
                lr: lr, eps: group.double("eps"), decay: group.double("weight_decay"), maximize: group.flag("maximize")),
            p, g,
            [sum])
    }
}

private struct AdadeltaRule: UpdateRule {
    let lr: Double, rho: Double, eps: Double, decay: Double, maximize: Bool

    @inline(__always)
    func move<T: RealElement>(_ p: inout T, _ g: T, _ v: inout T, _ delta: inout T, _ c: inout T) {
        var g = maximize ? -g : g
        if decay != 0 { g = g.addingProduct(p, T(rounding: decay)) }
        v = (v * T(rounding: rho)).addingProduct(T(rounding: 1 - rho) * g, g)
        let change = (delta + T(rounding: eps)).squareRoot() / (v + T(rounding: eps)).squareRoot() * g
        delta = (delta * T(rounding: rho)).addingProduct(T(rounding: 1 - rho) * change, change)
        p = p.addingProduct(T(rounding: -lr), change)
    }
}

public final class Adadelta: Optimizer {
    public init(
        _ requests: [GroupRequest], lr: Argument = .float(1), rho: Argument = .float(0.9), eps: Argument = .float(1e-6),
        weightDecay: Argument = .int(0), foreach: Argument = .none, capturable: Bool = false, maximize: Bool = false,
        differentiable: Bool = false
    ) throws {
        try OptionCheck.learningRate(lr)
        if let value = try Double.from(rho), !(value >= 0 && value <= 1) {
            throw Failure(.valueError, "Invalid rho value: \(pythonText(rho))")
        }
        try OptionCheck.notNegative(eps, "epsilon")
        try OptionCheck.notNegative(weightDecay, "weight_decay")
        try super.init(
            "Adadelta", requests,
            defaults: [
                ("lr", lr), ("rho", rho), ("eps", eps), ("weight_decay", weightDecay), ("maximize", .bool(maximize)),
                ("capturable", .bool(capturable)), ("foreach", foreach), ("differentiable", .bool(differentiable)),
            ])
    }

    public override func update(_ p: Tensor, _ g: Tensor, _ state: ParameterState, _ group: ParameterGroup) throws {
        _ = state.advance()
        try applyRule(
            AdadeltaRule(
                lr: group.double("lr"), rho: group.double("rho"), eps: group.double("eps"),
                decay: group.double("weight_decay"), maximize: group.flag("maximize")), p, g,
            [state.tensor("square_avg", like: p), state.tensor("acc_delta", like: p)])
    }
}

private struct AdamaxRule: UpdateRule {
    let size: Double, beta1: Double, beta2: Double, eps: Double, decay: Double, maximize: Bool

    @inline(__always)
    func move<T: RealElement>(_ p: inout T, _ g: T, _ m: inout T, _ u: inout T, _ c: inout T) {
        var g = maximize ? -g : g
        if decay != 0 { g = g.addingProduct(p, T(rounding: decay)) }
        m = m.addingProduct(T(rounding: 1 - beta1), g - m)
        u = Swift.max(u * T(rounding: beta2), Swift.abs(g) + T(rounding: eps))
        p += T(rounding: -size) * m / u
    }
}

public final class Adamax: Optimizer {
    public init(
        _ requests: [GroupRequest], lr: Argument = .float(0.002),
        betas: Argument = .tuple([.float(0.9), .float(0.999)]),
        eps: Argument = .float(1e-8), weightDecay: Argument = .int(0), foreach: Argument = .none,
        maximize: Bool = false,
        differentiable: Bool = false, capturable: Bool = false
    ) throws {
        try OptionCheck.learningRate(lr)
        try OptionCheck.notNegative(eps, "epsilon")
        try OptionCheck.betas(betas)
        try OptionCheck.notNegative(weightDecay, "weight_decay")
        try super.init(
            "Adamax", requests,
            defaults: [
                ("lr", lr), ("betas", betas), ("eps", eps), ("weight_decay", weightDecay), ("foreach", foreach),
                ("maximize", .bool(maximize)), ("differentiable", .bool(differentiable)),
                ("capturable", .bool(capturable)),
            ])
    }

    public override func update(_ p: Tensor, _ g: Tensor, _ state: ParameterState, _ group: ParameterGroup) throws {
        let (beta1, beta2) = try group.pair("betas")
        let step = state.advance()
        try applyRule(
            AdamaxRule(
                size: group.double("lr") / (1 - pow(beta1, step)), beta1: beta1, beta2: beta2, eps: group.double("eps"),
                decay: group.double("weight_decay"), maximize: group.flag("maximize")), p, g,
            [state.tensor("exp_avg", like: p), state.tensor("exp_inf", like: p)])
    }
}

// MARK: - NAdam, RAdam

private struct NAdamRule: UpdateRule {
    let beta1: Double, beta2: Double, eps: Double, decay: Double, shrink: Double, maximize: Bool
    let correction: Double, gradientSize: Double, momentumSize: Double

    @inline(__always)
    func move<T: RealElement>(_ p: inout T, _ g: T, _ m: inout T, _ v: inout T, _ c: inout T) {
        var g = maximize ? -g : g
        if shrink != 1 { p *= T(rounding: shrink) }
        if decay != 0 { g = g.addingProduct(p, T(rounding: decay)) }
        m = m.addingProduct(T(rounding: 1 - beta1), g - m)
        v = (v * T(rounding: beta2)).addingProduct(T(rounding: 1 - beta2) * g, g)
        let d = (v / T(rounding: correction)).squareRoot() + T(rounding: eps)
        p += T(rounding: -gradientSize) * g / d
        p += T(rounding: -momentumSize) * m / d
    }
}

public final class NAdam: Optimizer {
    public init(
        _ requests: [GroupRequest], lr: Argument = .float(0.002),
        betas: Argument = .tuple([.float(0.9), .float(0.999)]),
        eps: Argument = .float(1e-8), weightDecay: Argument = .int(0), momentumDecay: Argument = .float(0.004),
        decoupled: Bool = false, foreach: Argument = .none, maximize: Bool = false, capturable: Bool = false,
        differentiable: Bool = false
    ) throws {
        try OptionCheck.learningRate(lr)
        try OptionCheck.notNegative(eps, "epsilon")
        try OptionCheck.betas(betas)
        try OptionCheck.notNegative(weightDecay, "weight_decay")
        try OptionCheck.notNegative(momentumDecay, "momentum_decay")
        try super.init(
            "NAdam", requests,
            defaults: [
                ("lr", lr), ("betas", betas), ("eps", eps), ("weight_decay", weightDecay),
                ("momentum_decay", momentumDecay),
                ("decoupled_weight_decay", .bool(decoupled)), ("maximize", .bool(maximize)), ("foreach", foreach),
                ("capturable", .bool(capturable)), ("differentiable", .bool(differentiable)),
            ])
    }

    public override func update(_ p: Tensor, _ g: Tensor, _ state: ParameterState, _ group: ParameterGroup) throws {
        let (beta1, beta2) = try group.pair("betas")
        let step = state.advance()
        let (lr, decay) = (try group.double("lr"), try group.double("weight_decay"))
        let schedule = try group.double("momentum_decay")
        let mu = beta1 * (1 - 0.5 * pow(0.96, step * schedule))
        let next = beta1 * (1 - 0.5 * pow(0.96, (step + 1) * schedule))
        // The product of momenta is a tensor of the default dtype in PyTorch, so it is rounded at each step.
        let product: Tensor
        if let kept = state["mu_product"] {
            product = kept
        } else {
            product = try Tensor.scalar(.float(1), Defaults.dtype)
            state["mu_product"] = product
        }
        try product.mulInPlace(.number(mu))
        let so = try product.item().double
        let isDecoupled = group.flag("decoupled_weight_decay")
        try applyRule(
            NAdamRule(
                beta1: beta1, beta2: beta2, eps: group.double("eps"), decay: isDecoupled ? 0 : decay,
                shrink: isDecoupled && decay != 0 ? 1 - lr * decay : 1, maximize: group.flag("maximize"),
                correction: 1 - pow(beta2, step), gradientSize: lr * (1 - mu) / (1 - so),
                momentumSize: lr * next / (1 - so * next)), p, g,
            [state.tensor("exp_avg", like: p), state.tensor("exp_avg_sq", like: p)])
    }
}

private struct RAdamRule: UpdateRule {
    let beta1: Double, beta2: Double, eps: Double, decay: Double, shrink: Double, maximize: Bool
    let correction1: Double, correction2: Double, lr: Double
    /// nil while the variance is not tractable.
    let rectification: Double?

    @inline(__always)
    func move<T: RealElement>(_ p: inout T, _ g: T, _ m: inout T, _ v: inout T, _ c: inout T) {
        var g = maximize ? -g : g
        if shrink != 1 { p *= T(rounding: shrink) }
        if decay != 0 { g = g.addingProduct(p, T(rounding: decay)) }
        m = m.addingProduct(T(rounding: 1 - beta1), g - m)
        v = (v * T(rounding: beta2)).addingProduct(T(rounding: 1 - beta2) * g, g)
        let corrected = m / T(rounding: correction1)
        if let rectification {
            let adaptive = T(rounding: correction2.squareRoot()) / (v.squareRoot() + T(rounding: eps))
            p -= corrected * T(rounding: lr) * adaptive * T(rounding: rectification)
        } else {
            p -= corrected * T(rounding: lr)
        }
    }
}

public final class RAdam: Optimizer {
    public init(
        _ requests: [GroupRequest], lr: Argument = .float(0.001),
        betas: Argument = .tuple([.float(0.9), .float(0.999)]),
        eps: Argument = .float(1e-8), weightDecay: Argument = .int(0), decoupled: Bool = false,
        foreach: Argument = .none,
        maximize: Bool = false, capturable: Bool = false, differentiable: Bool = false
    ) throws {
        try OptionCheck.learningRate(lr)
        try OptionCheck.notNegative(eps, "epsilon")
        try OptionCheck.betas(betas)
        try OptionCheck.notNegative(weightDecay, "weight_decay")
        try super.init(
            "RAdam", requests,
            defaults: [
                ("lr", lr), ("betas", betas), ("eps", eps), ("weight_decay", weightDecay),
                ("maximize", .bool(maximize)),
                ("foreach", foreach), ("capturable", .bool(capturable)), ("decoupled_weight_decay", .bool(decoupled)),
                ("differentiable", .bool(differentiable)),
            ])
    }

    public override func update(_ p: Tensor, _ g: Tensor, _ state: ParameterState, _ group: ParameterGroup) throws {
        let (beta1, beta2) = try group.pair("betas")
        let t = state.advance()
        let (lr, decay) = (try group.double("lr"), try group.double("weight_decay"))
        let correction2 = 1 - pow(beta2, t)
        let limit = 2 / (1 - beta2) - 1
        let length = limit - 2 * t * pow(beta2, t) / correction2
        var rectification: Double?
        if length > 5 {
            let numerator = (length - 4) * (length - 2) * limit
            rectification = (numerator / ((limit - 4) * (limit - 2) * length)).squareRoot()
        }
        let isDecoupled = group.flag("decoupled_weight_decay")
        try applyRule(
            RAdamRule(
                beta1: beta1, beta2: beta2, eps: group.double("eps"), decay: isDecoupled ? 0 : decay,
                shrink: isDecoupled && decay != 0 ? 1 - lr * decay : 1, maximize: group.flag("maximize"),
                correction1: 1 - pow(beta1, t), correction2: correction2, lr: lr, rectification: rectification), p, g,
            [state.tensor("exp_avg", like: p), state.tensor("exp_avg_sq", like: p)])
    }
}
