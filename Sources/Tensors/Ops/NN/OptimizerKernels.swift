// Optimizer updates of whole float32 tensors in one pass over memory.

import CKernels
import Glibc

public enum OptimizerKernels {
    /// One step of Adam or AdamW on contiguous float32 tensors of one size, in place; `step` counts from 1.
    public static func adam(
        _ p: Tensor, _ g: Tensor, _ m: Tensor, _ v: Tensor, lr: Double, beta1: Double, beta2: Double, eps: Double,
        decay: Double,
        isDecoupled: Bool, maximize: Bool, step: Double
    ) throws {
        var options = unet_adam(
            lr: lr, beta1: beta1, beta2: beta2, epsilon: eps, weight_decay: decay, correction1: 1 - pow(beta1, step),
            correction2: 1 - pow(beta2, step), decoupled: isDecoupled ? 1 : 0, maximize: maximize ? 1 : 0)
        precondition(
            [p, g, m, v].allSatisfy { $0.isContiguous && $0.dtype == .float32 && $0.count == p.count },
            "Adam's tensors agree")
        let code = unet_adam_f32(
            Int64(p.count), &options, p.pointer(Float.self), g.pointer(Float.self), m.pointer(Float.self),
            v.pointer(Float.self))
        withExtendedLifetime((p, g, m, v)) {}
        try check(code)
    }
}
