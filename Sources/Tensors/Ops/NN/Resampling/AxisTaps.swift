// Resampling along one axis: every output position is a weighted sum of a few input positions. Nearest has one tap, linear two,
// cubic four, antialiased filters as many as they cover, reflecting and circular padding one. Several axes are resampled one
// after the other; the transpose of each step is its gradient.

import Schema

/// Taps of all outputs of an axis, flat: output o owns entries start[o]..<start[o+1].
struct AxisTaps {
    let inputSize: Int
    private(set) var start: [Int] = [0]
    private(set) var index: [Int] = []
    private(set) var weight: [Double] = []

    init(inputSize: Int) { self.inputSize = inputSize }

    var outputSize: Int { start.count - 1 }

    mutating func append(_ taps: [(index: Int, weight: Double)]) {
        for tap in taps {
            precondition(tap.index >= 0 && tap.index < inputSize, "a tap lies inside its axis")
            index.append(tap.index)
            weight.append(tap.weight)
        }
        start.append(index.count)
    }

    /// Whether every output is a copy of one input.
    var isGather: Bool { index.count == outputSize && weight.allSatisfy { $0 == 1 } }
}

/// Resamples the last axes of a tensor as a recorded op. nil leaves an axis alone.
func resample(_ name: String, _ input: Tensor, _ axes: [AxisTaps?]) throws -> Tensor {
    let first = input.rank - axes.count
    guard input.dtype == .float32 || input.dtype == .float64 else { throw unsupported(name, input.dtype) }
    // Last axis first, and back in the other order: the axis that reads single elements is best done while the tensor is small.
    func forward(_ x: Tensor, _ first: Int) throws -> Tensor {
        var x = x
        for (i, taps) in axes.enumerated().reversed() {
            if let taps { x = try step(x, first + i, taps, transpose: false) }
        }
        return x === input ? try x.copied() : x
    }
    func backward(_ g: Tensor, _ first: Int) throws -> Tensor {
        var g = g
        for (i, taps) in axes.enumerated() {
            if let taps { g = try step(g, first + i, taps, transpose: true) }
        }
        return g
    }
    let isImage = axes.count == 2
    let map = LinearMap(
        name,
        apply: { x in
            if isImage, let image = try Blocked.spatial(x, { try forward($0, 1) }) { return image }
            return try forward(x.contiguous(), first)
        },
        transpose: { g in
            if isImage, let image = try Blocked.spatial(g, { try backward($0, 1) }) { return image }
            return try backward(g.contiguous(), first)
        })
    return try map(input)
}

private func step(_ x: Tensor, _ axis: Int, _ taps: AxisTaps, transpose: Bool) throws -> Tensor {
    var shape = x.shape
    shape[axis] = transpose ? taps.inputSize : taps.outputSize
    let y = transpose ? try Tensor.zeros(shape, x.dtype) : try Tensor.empty(shape, x.dtype)
    try x.dtype.dispatchReal("upsample", ResampleStep(x: x, y: y, axis: axis, taps: taps, transpose: transpose))
    return y
}

private struct ResampleStep: RealVisitor {
    let x: Tensor, y: Tensor, axis: Int, taps: AxisTaps, transpose: Bool

    func visit<T: Real>(_ type: T.Type) throws {
        if x.count == 0 || y.count == 0 { return }
        let outer = x.shape.prefix(axis).reduce(1, *)
        let inner = x.shape.dropFirst(axis + 1).reduce(1, *)
        let (from, to) = (x.shape[axis], y.shape[axis])
        let (source, out) = (x.reading(T.self), y.pointer(T.self))
        let weights = taps.weight.map { T(rounding: $0) }
        let isGather = taps.isGather
        try parallel(outer, grain: max(1, 32768 / max(max(from, to) * inner, 1))) { first, last in
            for slab in first..<last {
                let (x, y) = (source + slab * from * inner, out + slab * to * inner)
                for o in 0..<taps.outputSize {
                    let range = taps.start[o]..<taps.start[o + 1]
                    if transpose {
                        for k in range { add(x + o * inner, weights[k], to: y + taps.index[k] * inner, inner) }
                    } else if isGather {
                        (y + o * inner).update(from: x + taps.index[range.lowerBound] * inner, count: inner)
                    } else {
                        (y + o * inner).update(repeating: 0, count: inner)
                        for k in range { add(x + taps.index[k] * inner, weights[k], to: y + o * inner, inner) }
                    }
                }
            }
        }
    }

    @inline(__always)
    private func add<T: Real>(_ x: UnsafePointer<T>, _ weight: T, to y: UnsafeMutablePointer<T>, _ n: Int) {
        for i in 0..<n { y[i] += weight * x[i] }
    }
}
