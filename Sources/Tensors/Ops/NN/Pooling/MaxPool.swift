// max_pool1d, 2d, 3d: the largest value of each window and where it was. Padding counts as minus infinity; the first of equal
// values wins; NaN wins over everything. The positions, not the values, are kept for the gradient, so that on a tie it goes to
// the element that was returned.

import Schema

/// Values and positions; a position is the index within the input plane, int64.
public func maxPoolWithIndices(
    _ name: String, _ spatial: Int, _ input: Tensor, kernel: [Int], stride: [Int] = [], padding: [Int] = [0],
    dilation: [Int] = [1], ceilMode: Bool = false
) throws -> (values: Tensor, indices: Tensor) {
    if input.dtype.isInteger {
        // Label maps are pooled as real numbers, which hold every label exactly.
        let result = try maxPoolWithIndices(
            name, spatial, input.to(.float64), kernel: kernel, stride: stride, padding: padding, dilation: dilation,
            ceilMode: ceilMode)
        return (try result.values.to(input.dtype), result.indices)
    }
    let g = try PoolingGeometry(
        name, input, spatial, kernel: kernel, stride: stride, padding: padding, dilation: dilation, ceilMode: ceilMode)
    let x = try input.contiguous()
    let (values, indices) = try x.dtype.dispatchReal(name, MaxPoolForward(x: x, g: g))
    let inputShape = input.shape
    let node = spatial == 3 ? "MaxPool3DWithIndicesBackward0" : "MaxPool2DWithIndicesBackward0"
    return (recordSelection(node, values, of: input, indices, inputShape, spatial: spatial), indices)
}

/// The values alone: what a network wants, and what images can give as they are.
public func maxPool(
    _ name: String, _ spatial: Int, _ input: Tensor, kernel: [Int], stride: [Int] = [], padding: [Int] = [0],
    dilation: [Int] = [1], ceilMode: Bool = false
) throws -> Tensor {
    if spatial == 2,
        let image = try BlockedShapes.maxPool(
            input, kernel: kernel, stride: stride, padding: padding, dilation: dilation, ceilMode: ceilMode)
    {
        return image
    }
    return try maxPoolWithIndices(
        name, spatial, input, kernel: kernel, stride: stride, padding: padding, dilation: dilation, ceilMode: ceilMode
    ).values
}

/// (N, C, H, W) -> (N, C, H', W').
public func maxPool2d(_ input: Tensor, kernel: [Int], stride: [Int] = []) throws -> Tensor {
    try maxPool("max_pool2d", 2, input, kernel: kernel, stride: stride)
}

private struct MaxPoolForward: RealVisitor {
    let x: Tensor, g: PoolingGeometry

    func visit<T: Real>(_ type: T.Type) throws -> (Tensor, Tensor) {
        let values = try Tensor.empty(g.outputShape, x.dtype)
        let indices = try Tensor.empty(g.outputShape, .int64)
        let (source, out, where_) = (x.reading(T.self), values.pointer(T.self), indices.pointer(Int64.self))
        let isHalving =
            g.kernel == [1, 2, 2] && g.stride[1] == 2 && g.stride[2] == 2 && g.padding == [0, 0, 0]
            && g.dilation == [1, 1, 1] && 2 * g.output[1] <= g.input[1] && 2 * g.output[2] <= g.input[2]
            && g.input[0] == 1
        try parallel(g.planes, grain: max(1, 32768 / max(g.inputPlane, 1))) { from, to in
            for plane in from..<to {
                let (x, y, z) = (
                    source + plane * g.inputPlane, out + plane * g.outputPlane, where_ + plane * g.outputPlane
                )
                if isHalving { halve(x, y, z) } else { pool(x, y, z) }
            }
        }
        return (values, indices)
    }

    /// 2x2 windows without overlap or padding: what U-Nets go down with.
    private func halve<T: Real>(_ x: UnsafePointer<T>, _ y: UnsafeMutablePointer<T>, _ z: UnsafeMutablePointer<Int64>) {
        let width = g.input[2]
        for i in 0..<g.output[1] {
            for j in 0..<g.output[2] {
                let at = 2 * i * width + 2 * j
                var best = at
                if x[at + 1] > x[best] || x[at + 1].isNaN { best = at + 1 }
                if x[at + width] > x[best] || x[at + width].isNaN { best = at + width }
                if x[at + width + 1] > x[best] || x[at + width + 1].isNaN { best = at + width + 1 }
                y[i * g.output[2] + j] = x[best]
                z[i * g.output[2] + j] = Int64(best)
            }
        }
    }

    private func pool<T: Real>(_ x: UnsafePointer<T>, _ y: UnsafeMutablePointer<T>, _ z: UnsafeMutablePointer<Int64>) {
        var o = 0
        for od in 0..<g.output[0] {
            let depths = taps(0, od)
            for oh in 0..<g.output[1] {
                let rows = taps(1, oh)
                for ow in 0..<g.output[2] {
                    let columns = taps(2, ow)
                    var best = -1
                    for d in depths {
                        for h in rows {
                            for w in columns {
                                let at = (d * g.input[1] + h) * g.input[2] + w
                                if best < 0 || x[at] > x[best] || x[at].isNaN { best = at }
                            }
                        }
                    }
                    y[o] = best < 0 ? -T.infinity : x[best]
                    z[o] = Int64(max(best, 0))
                    o += 1
                }
            }
        }
    }

    /// Input positions under the window of output `o` along an axis.
    private func taps(_ axis: Int, _ o: Int) -> StrideTo<Int> {
        let start = o * g.stride[axis] - g.padding[axis]
        let step = g.dilation[axis]
        let first = start >= 0 ? start : start + (-start + step - 1) / step * step
        return stride(from: first, to: min(start + (g.kernel[axis] - 1) * step + 1, g.input[axis]), by: step)
    }
}

// MARK: - Selection by saved positions

/// Records `values`, which were picked from the planes of `input` at `indices`. The gradient scatters; its own gradient gathers.
func recordSelection(
    _ node: String, _ values: Tensor, of input: Tensor, _ indices: Tensor, _ inputShape: [Int], spatial: Int
) -> Tensor {
    record(node, values, inputs: [input], saved: [indices]) { gradient, saved in
        [try scatterPlanes(gradient, saved[0], inputShape, spatial: spatial)]
    }
}

/// Adds each gradient to its position in planes of zeros.
func scatterPlanes(_ gradient: Tensor, _ indices: Tensor, _ shape: [Int], spatial: Int) throws -> Tensor {
    let g = try gradient.contiguous()
    let result = try Tensor.zeros(shape, g.dtype)
    let planes = shape.dropLast(spatial).reduce(1, *)
    try g.dtype.dispatchReal(
        "max_pool_backward", PlaneMove(indices: indices, planes: planes, scatter: true, from: g, to: result))
    return record("MaxPoolBackwardBackward0", result, inputs: [gradient], saved: [indices]) { gradient, saved in
        [try gatherPlanes(gradient, saved[0], g.shape, spatial: spatial)]
    }
}

/// Picks the value at each position.
func gatherPlanes(_ input: Tensor, _ indices: Tensor, _ shape: [Int], spatial: Int) throws -> Tensor {
    let x = try input.contiguous()
    let result = try Tensor.empty(shape, x.dtype)
    let planes = shape.dropLast(spatial).reduce(1, *)
    try x.dtype.dispatchReal(
        "max_pool", PlaneMove(indices: indices, planes: planes, scatter: false, from: x, to: result))
    return recordSelection("MaxPoolGatherBackward0", result, of: input, indices, input.shape, spatial: spatial)
}

private struct PlaneMove: RealVisitor {
    let indices: Tensor, planes: Int, scatter: Bool, from: Tensor, to: Tensor

    func visit<T: Real>(_ type: T.Type) throws {
        guard planes > 0 else { return }
        let at = UnsafePointer(indices.pointer(Int64.self))
        let (source, target) = (from.reading(T.self), to.pointer(T.self))
        let small = indices.count / planes
        let large = (scatter ? to.count : from.count) / planes
        try parallel(planes, grain: max(1, 32768 / max(large, 1))) { first, last in
            for plane in first..<last {
                for i in (plane * small)..<((plane + 1) * small) {
                    let j = plane * large + Int(at[i])
                    if scatter { target[j] += source[i] } else { target[i] = source[j] }
                }
            }
        }
    }
}
