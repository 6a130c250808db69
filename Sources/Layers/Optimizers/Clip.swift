// Gradient clipping: by the norm of all gradients together, or each value by itself.

import Schema
import Tensors

/// `clip_grad_norm_`: scales all gradients so that their common norm is at most `limit`; returns the norm before.
@discardableResult
public func clipGradientNorm(
    _ parameters: [Tensor], limit: Double, norm p: Double = 2, refusesNonFinite: Bool = false
) throws -> Tensor {
    let gradients = parameters.compactMap(\.grad)
    return try GradMode.disabled {
        guard let first = gradients.first else { return try Tensor.scalar(.float(0)) }
        var total = 0.0
        for gradient in gradients {
            let values = gradient.detach()
            if p == .infinity {
                total = max(total, try values.doubles().map(\.magnitude).max() ?? 0)
            } else if p == 2 {
                total += try mul(values.to(.float64), values.to(.float64)).sum().item().double
            } else {
                total += try values.to(.float64).abs().pow(.float(p)).sum().item().double
            }
        }
        let norm =
            p == .infinity
            ? total
            : p == 2 ? total.squareRoot() : try Tensor.scalar(.float(total), .float64).pow(.float(1 / p)).item().double
        if refusesNonFinite, !norm.isFinite {
            throw Failure(
                .runtimeError,
                "The total norm of order \(pythonText(p)) for gradients from `parameters` is non-finite, so it cannot be clipped. To "
                    + "disable this error and scale the gradients by the non-finite norm anyway, set "
                    + "`error_if_nonfinite=False`")
        }
        let factor = min(1, limit / (norm + 1e-6))
        // PyTorch multiplies even by 1, so that NaN norms spread.
        for gradient in gradients { try gradient.detach().mulInPlace(.number(factor)) }
        return try Tensor.scalar(.float(norm), first.dtype)
    }
}

/// `clip_grad_value_`: every gradient element kept within -limit…limit.
public func clipGradientValue(_ parameters: [Tensor], limit: Double) throws {
    try GradMode.disabled {
        for gradient in parameters.compactMap(\.grad) {
            let clipped = try hardtanh(gradient.detach(), low: -limit, high: limit)
            try gradient.detach().copy(from: clipped)
        }
    }
}
