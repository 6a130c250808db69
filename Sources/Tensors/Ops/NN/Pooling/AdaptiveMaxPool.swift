// adaptive_max_pool1d, 2d, 3d: the largest value of each of the windows that cut an axis into a given number of parts.

import Schema

public func adaptiveMaxPoolWithIndices(_ spatial: Int, _ input: Tensor, size: [Int?]) throws -> (
    values: Tensor, indices: Tensor
) {
    let name = "adaptive_max_pool\(spatial)d"
    let (output, leading) = try adaptiveSizes(name, spatial, input, size)
    let size3 = PoolingGeometry.lifted(Array(input.shape.suffix(spatial)), 1)
    let output3 = PoolingGeometry.lifted(output, 1)
    let axes = (0..<3).map { adaptiveWindows(size3[$0], output3[$0]) }
    let x = try input.contiguous()
    let (values, indices) = try x.dtype.dispatchReal(
        name, AdaptiveMax(x: x, axes: axes, input: size3, planes: leading.reduce(1, *), shape: leading + output))
    let node = "AdaptiveMaxPool\(spatial == 3 ? 3 : 2)DBackward0"
    return (recordSelection(node, values, of: input, indices, input.shape, spatial: spatial), indices)
}

private struct AdaptiveMax: RealVisitor {
    let x: Tensor, axes: [[Window]], input: [Int], planes: Int, shape: [Int]

    func visit<T: Real>(_ type: T.Type) throws -> (Tensor, Tensor) {
        let values = try Tensor.empty(shape, x.dtype)
        let indices = try Tensor.empty(shape, .int64)
        let (source, out, positions) = (x.reading(T.self), values.pointer(T.self), indices.pointer(Int64.self))
        let plane = input.reduce(1, *)
        var o = 0
        for p in 0..<planes {
            let x = source + p * plane
            for d in axes[0] {
                for h in axes[1] {
                    for w in axes[2] {
                        var best = (d.low * input[1] + h.low) * input[2] + w.low
                        for i in d.low..<d.high {
                            for j in h.low..<h.high {
                                for k in w.low..<w.high {
                                    let at = (i * input[1] + j) * input[2] + k
                                    if x[at] > x[best] || x[at].isNaN { best = at }
                                }
                            }
                        }
                        out[o] = x[best]
                        positions[o] = Int64(best)
                        o += 1
                    }
                }
            }
        }
        return (values, indices)
    }
}
