// softmax, log_softmax and softmin along one axis. The largest value is subtracted first; sums accumulate in binary64. The classes
// of float32 images go through the vector kernels (a few classes: their sums need no more than binary32).

import CKernels
import Schema

/// The (outer, axis, inner) layout of an axis of a contiguous tensor.
struct AxisLayout {
    let outer: Int, size: Int, inner: Int

    init(_ shape: [Int], _ axis: Int) {
        outer = shape.prefix(axis).reduce(1, *)
        size = shape.isEmpty ? 1 : shape[axis]
        inner = shape.dropFirst(axis + 1).reduce(1, *)
    }
}

/// The shape the vector kernels take: whole planes of pixels behind a class axis of modest length.
private struct ImageClasses {
    let batch: Int64, classes: Int64, plane: Int64

    init?(_ layout: AxisLayout, _ dtype: DType) {
        guard dtype == .float32, layout.inner >= 16, (1...256).contains(layout.size), layout.outer > 0 else {
            return nil
        }
        (batch, classes, plane) = (Int64(layout.outer), Int64(layout.size), Int64(layout.inner))
    }
}

private struct SoftmaxForward: RealVisitor {
    let x: Tensor, layout: AxisLayout, isLog: Bool

    func visit<T: Real>(_ type: T.Type) throws -> Tensor {
        let y = try Tensor.empty(x.shape, x.dtype)
        if y.count == 0 { return y }
        let (source, out) = (x.reading(T.self), y.pointer(T.self))
        let (n, step) = (layout.size, layout.inner)
        try parallel(layout.outer * layout.inner, grain: max(1, 4096 / n)) { from, to in
            for lane in from..<to {
                let start = lane / step * n * step + lane % step
                var top = -T.infinity
                for i in 0..<n {
                    let value = source[start + i * step]
                    if value > top || value.isNaN { top = value }
                }
                if isLog {
                    var sum = 0.0
                    for i in 0..<n { sum += T.libm(.exp, source[start + i * step] - top).asDouble }
                    let shift = T(rounding: Double.libm(.log, sum))
                    for i in 0..<n { out[start + i * step] = source[start + i * step] - top - shift }
                } else {
                    var sum = 0.0
                    for i in 0..<n {
                        let e = T.libm(.exp, source[start + i * step] - top)
                        out[start + i * step] = e
                        sum += e.asDouble
                    }
                    let scale = T(rounding: 1 / sum)
                    for i in 0..<n { out[start + i * step] *= scale }
                }
            }
        }
        return y
    }
}

/// softmax: y*(g - Σ g*y); log_softmax: g - exp(y) * Σ g.
private struct SoftmaxBackward: RealVisitor {
    let gradient: Tensor, y: Tensor, layout: AxisLayout, isLog: Bool

    func visit<T: Real>(_ type: T.Type) throws -> Tensor {
        let dx = try Tensor.empty(y.shape, y.dtype)
        if dx.count == 0 { return dx }
        let (g, source, out) = (gradient.reading(T.self), y.reading(T.self), dx.pointer(T.self))
        let (n, step) = (layout.size, layout.inner)
        try parallel(layout.outer * layout.inner, grain: max(1, 4096 / n)) { from, to in
            for lane in from..<to {
                let start = lane / step * n * step + lane % step
                var sum = 0.0
                for i in 0..<n {
                    let at = start + i * step
                    sum += isLog ? g[at].asDouble : g[at].asDouble * source[at].asDouble
                }
                let total = T(rounding: sum)
                for i in 0..<n {
                    let at = start + i * step
                    out[at] = isLog ? g[at] - T.libm(.exp, source[at]) * total : source[at] * (g[at] - total)
                }
            }
        }
        return dx
    }
}

private func softmax(_ input: Tensor, _ dim: Int, isLog: Bool) throws -> Tensor {
    let axis = try Shape.dimension(dim, input.rank)
    let x = try input.contiguous()
    let layout = AxisLayout(x.shape, axis)
    let isLast = axis == max(input.rank - 1, 0)
    let kernel = (isLog ? "log_" : "") + "softmax_" + (isLast ? "lastdim_" : "") + "kernel_impl"
    let y: Tensor
    if let image = ImageClasses(layout, x.dtype) {
        y = try Tensor.empty(x.shape, .float32)
        try check(
            unet_softmax_f32(
                image.batch, image.classes, image.plane, x.pointer(Float.self), isLog ? 1 : 0, y.pointer(Float.self)))
        withExtendedLifetime(x) {}
    } else {
        y = try x.dtype.dispatchReal(kernel, SoftmaxForward(x: x, layout: layout, isLog: isLog))
    }
    return record(isLog ? "LogSoftmaxBackward0" : "SoftmaxBackward0", y, inputs: [input], saved: [y]) {
        gradient, saved in
        let y = try saved[0]
        if GradMode.isEnabled {
            if isLog { return [try sub(gradient, mul(y.exp(), gradient.sum([axis], keepdim: true)))] }
            return [try mul(y, sub(gradient, mul(gradient, y).sum([axis], keepdim: true)))]
        }
        let g = try gradient.contiguous()
        if let image = ImageClasses(layout, g.dtype) {
            let dx = try Tensor.empty(y.shape, .float32)
            try check(
                unet_softmax_backward_f32(
                    image.batch, image.classes, image.plane, y.pointer(Float.self), g.pointer(Float.self),
                    isLog ? 1 : 0, dx.pointer(Float.self)))
            withExtendedLifetime((y, g)) {}
            return [dx]
        }
        return [try g.dtype.dispatchReal(kernel, SoftmaxBackward(gradient: g, y: y, layout: layout, isLog: isLog))]
    }
}

/// exp(x) / Σ exp(x) along `dim`. `dtype` converts first.
public func softmax(_ input: Tensor, dim: Int, dtype: DType? = nil) throws -> Tensor {
    try softmax(dtype.map { try input.to($0) } ?? input, dim, isLog: false)
}

/// log(softmax(x)) along `dim`, without the rounding of the quotient.
public func logSoftmax(_ input: Tensor, dim: Int, dtype: DType? = nil) throws -> Tensor {
    try softmax(dtype.map { try input.to($0) } ?? input, dim, isLog: true)
}

/// softmax(-x).
public func softmin(_ input: Tensor, dim: Int, dtype: DType? = nil) throws -> Tensor {
    try softmax(input.neg(), dim: dim, dtype: dtype)
}

/// What softmax without `dim` does in PyTorch: axis 0 for ranks 0, 1 and 3, else axis 1.
func implicitSoftmaxDim(_ rank: Int) -> Int { rank == 0 || rank == 1 || rank == 3 ? 0 : 1 }

extension Op {
    static let softmax = Op(
        "softmax(input, dim=None, _stacklevel=3, dtype=None)",
        """
        exp(input) divided by its sum along dim: positive numbers that add up to 1.
        Shapes: any -> the same. For an image batch (N, C, H, W) the classes are dim=1.
        Source: torch.nn.functional.softmax.
        """, in: [.functional, .special],
        { (x: Tensor, dim: Int?, _: Argument, dtype: DType?) in
            try Tensors.softmax(x, dim: dim ?? implicitSoftmaxDim(x.rank), dtype: dtype)
        },
        samples: {
            [[try sample([2, 3, 2]), .int(1), .int(3), .none], [try sample([2, 3]), .int(-1), .int(3), .none]]
        })

    static let softmaxMethod = Op(
        "softmax(input, dim, dtype=None)",
        """
        exp(input) divided by its sum along dim.
        """, in: [.torch, .method],
        { (x: Tensor, dim: Int, dtype: DType?) in try Tensors.softmax(x, dim: dim, dtype: dtype) })

    static let logSoftmax = Op(
        "log_softmax(input, dim=None, _stacklevel=3, dtype=None)",
        """
        log(softmax(input, dim)), computed without overflow.
        Source: torch.nn.functional.log_softmax.
        """, in: [.functional, .special],
        { (x: Tensor, dim: Int?, _: Argument, dtype: DType?) in
            try Tensors.logSoftmax(x, dim: dim ?? implicitSoftmaxDim(x.rank), dtype: dtype)
        },
        samples: { [[try sample([2, 3, 2]), .int(1), .int(3), .none], [try sample([4]), .int(0), .int(3), .none]] })

    static let logSoftmaxMethod = Op(
        "log_softmax(input, dim, dtype=None)",
        """
        log(softmax(input, dim)).
        """, in: [.torch, .method],
        { (x: Tensor, dim: Int, dtype: DType?) in try Tensors.logSoftmax(x, dim: dim, dtype: dtype) })

    static let softmin = Op(
        "softmin(input, dim=None, _stacklevel=3, dtype=None)",
        """
        softmax(-input, dim).
        Source: torch.nn.functional.softmin.
        """, in: [.functional],
        { (x: Tensor, dim: Int?, _: Argument, dtype: DType?) in
            try Tensors.softmin(x, dim: dim ?? implicitSoftmaxDim(x.rank), dtype: dtype)
        },
        samples: { [[try sample([3, 2]), .int(0), .int(3), .none]] })
}
