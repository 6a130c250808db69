// avg_pool1d, 2d, 3d and adaptive_avg_pool: means over windows. Both are one linear map given by the window of each output along
// each axis; they differ in where the windows lie and what the sum is divided by.

import Schema

/// (N, C, …) -> (N, C, …'). `divisor` replaces the number of elements in the window.
public func avgPool(
    _ name: String, _ spatial: Int, _ input: Tensor, kernel: [Int], stride: [Int] = [], padding: [Int] = [0],
    ceilMode: Bool = false, countIncludePad: Bool = true, divisor: Int? = nil
) throws -> Tensor {
    if divisor == 0 { throw Failure(.runtimeError, "divisor must be not zero") }
    let g = try PoolingGeometry(
        name, input, spatial, kernel: kernel, stride: stride, padding: padding, ceilMode: ceilMode)
    let axes = (0..<3).map { axis in
        (0..<g.output[axis]).map { o -> Window in
            let low = o * g.stride[axis] - g.padding[axis]
            let high = min(low + g.kernel[axis], g.input[axis] + g.padding[axis])
            let inside = (max(low, 0), min(high, g.input[axis]))
            // The padding counts, but what ceil_mode adds beyond it does not.
            return Window(low: inside.0, high: inside.1, extent: countIncludePad ? high - low : inside.1 - inside.0)
        }
    }
    let windows = WindowMeans(axes: axes, input: g.input, planes: g.planes, divisor: divisor.map(Double.init))
    return try windows.map("AvgPool\(spatial == 3 ? 3 : 2)DBackward0", input.shape, g.outputShape)(input)
}

/// Means over the windows [floor(i*n/o), ceil((i+1)*n/o)) that cut each axis into `size` parts. nil keeps an axis as it is.
public func adaptiveAvgPool(_ spatial: Int, _ input: Tensor, size: [Int?]) throws -> Tensor {
    let (output, leading) = try adaptiveSizes("adaptive_avg_pool\(spatial)d", spatial, input, size)
    if spatial == 2, output == [1, 1] { return try input.mean([-1, -2], keepdim: true) }
    let input3 = PoolingGeometry.lifted(Array(input.shape.suffix(spatial)), 1)
    let output3 = PoolingGeometry.lifted(output, 1)
    let axes = (0..<3).map { adaptiveWindows(input3[$0], output3[$0]) }
    let windows = WindowMeans(axes: axes, input: input3, planes: leading.reduce(1, *), divisor: nil)
    return try windows.map("AdaptiveAvgPool\(spatial)DBackward0", input.shape, leading + output)(input)
}

/// Checks and fills in the output size of an adaptive pooling.
func adaptiveSizes(_ name: String, _ spatial: Int, _ input: Tensor, _ size: [Int?]) throws -> ([Int], leading: [Int]) {
    guard input.rank == spatial + 1 || input.rank == spatial + 2 else {
        throw Failure(
            .runtimeError,
            "\(name)(): Expected \(spatial + 1)D or \(spatial + 2)D tensor, but got \(Shape.text(input.shape))")
    }
    let size = size.count == 1 ? [Int?](repeating: size[0], count: spatial) : size
    guard size.count == spatial else {
        throw Failure(.runtimeError, "\(name): output_size must be \(spatial)")
    }
    let inputSize = Array(input.shape.suffix(spatial))
    if inputSize.contains(0) {
        throw Failure(
            .runtimeError,
            "\(name)(): Expected input to have non-zero size for non-batch dimensions, but input has sizes "
                + Shape.text(input.shape))
    }
    let output = zip(size, inputSize).map { $0 ?? $1 }
    try requireModest(output, name, "output_size")
    if output.contains(where: { $0 < 0 }) {
        throw Failure(.runtimeError, "\(name): elements of output_size must be greater than or equal to 0")
    }
    return (output, Array(input.shape.dropLast(spatial)))
}

func adaptiveWindows(_ n: Int, _ outputs: Int) -> [Window] {
    (0..<outputs).map { o in
        let low = o * n / outputs
        let high = ((o + 1) * n + outputs - 1) / outputs
        return Window(low: low, high: high, extent: high - low)
    }
}

/// Elements low ..< high of an axis, and how many count in the mean.
struct Window {
    let low: Int, high: Int, extent: Int
}

/// The map from planes to the means of their windows.
struct WindowMeans {
    let axes: [[Window]], input: [Int], planes: Int, divisor: Double?

    func map(_ name: String, _ inputShape: [Int], _ outputShape: [Int]) -> LinearMap {
        LinearMap(
            name,
            apply: { x in
                let y = try Tensor.empty(outputShape, x.dtype)
                try x.dtype.dispatchReal("avg_pool", Means(windows: self, x: x.contiguous(), y: y, transpose: false))
                return y
            },
            transpose: { g in
                let x = try Tensor.zeros(inputShape, g.dtype)
                try g.dtype.dispatchReal(
                    "avg_pool_backward", Means(windows: self, x: x, y: g.contiguous(), transpose: true))
                return x
            })
    }
}

private struct Means: RealVisitor {
    let windows: WindowMeans, x: Tensor, y: Tensor, transpose: Bool

    func visit<T: Real>(_ type: T.Type) throws {
        let (axes, input) = (windows.axes, windows.input)
        let inputPlane = input.reduce(1, *)
        let outputPlane = axes.reduce(1) { $0 * $1.count }
        let (x, y) = (x.pointer(T.self), y.pointer(T.self))
        let divisor = windows.divisor.map { T($0) }
        try parallel(windows.planes, grain: max(1, 32768 / max(inputPlane, outputPlane, 1))) { from, to in
            for plane in from..<to {
                var o = plane * outputPlane
                let base = plane * inputPlane
                for d in axes[0] {
                    for h in axes[1] {
                        for w in axes[2] {
                            let count = divisor ?? T(d.extent * h.extent * w.extent)
                            if transpose {
                                let share = y[o] / count
                                visitWindow(d, h, w, input, base) { x[$0] += share }
                            } else {
                                var sum: T = 0
                                visitWindow(d, h, w, input, base) { sum += x[$0] }
                                y[o] = sum / count
                            }
                            o += 1
                        }
                    }
                }
            }
        }
    }

    @inline(__always)
    private func visitWindow(
        _ d: Window, _ h: Window, _ w: Window, _ input: [Int], _ base: Int, _ body: (Int) -> Void
    ) {
        var i = d.low
        while i < d.high {
            var j = h.low
            while j < h.high {
                let row = base + (i * input[1] + j) * input[2]
                var k = w.low
                while k < w.high {
                    body(row + k)
                    k += 1
                }
                j += 1
            }
            i += 1
        }
    }
}
