// Convolution on raw memory for one, two and three spatial axes: contiguous tensors and a geometry go in, a fresh tensor comes
// out. One and two axes are a single kernel call; three axes are a sum of 2-D convolutions over the depth of the kernel.
// Forward, gradient of the input and gradient of the weight are the three faces of one bilinear map.

import CKernels
import Schema

/// Sizes along three axes; unused leading axes have size 1.
struct ConvolutionGeometry {
    var batch: Int, inChannels: Int, outChannels: Int, groups: Int
    var input: [Int], output: [Int], kernel: [Int]
    var stride: [Int], padding: [Int], dilation: [Int]
    /// 1, 2 or 3: how many of the axes the tensors really have.
    var spatial: Int

    var inputShape: [Int] { [batch, inChannels] + input.suffix(spatial) }
    var outputShape: [Int] { [batch, outChannels] + output.suffix(spatial) }
    var weightShape: [Int] { [outChannels, inChannels / max(groups, 1)] + kernel.suffix(spatial) }

    /// The last two axes with another batch.
    func plane(batch: Int) -> unet_conv2d_shape {
        unet_conv2d_shape(
            batch: Int64(batch), in_channels: Int64(inChannels), in_h: Int64(input[1]), in_w: Int64(input[2]),
            out_channels: Int64(outChannels), out_h: Int64(output[1]), out_w: Int64(output[2]),
            kernel_h: Int64(kernel[1]), kernel_w: Int64(kernel[2]), stride_h: Int64(stride[1]),
            stride_w: Int64(stride[2]),
            pad_h: Int64(padding[1]), pad_w: Int64(padding[2]), dilation_h: Int64(dilation[1]),
            dilation_w: Int64(dilation[2]), groups: Int64(groups))
    }
}

/// The three kernels for one float type.
protocol ConvolutionElement: Real {
    static func forward(
        _ shape: inout unet_conv2d_shape, _ x: UnsafePointer<Self>, _ w: UnsafePointer<Self>,
        _ bias: UnsafePointer<Self>?,
        _ y: UnsafeMutablePointer<Self>
    ) -> Int32
    static func backwardData(
        _ shape: inout unet_conv2d_shape, _ dy: UnsafePointer<Self>, _ w: UnsafePointer<Self>,
        _ bias: UnsafePointer<Self>?,
        _ dx: UnsafeMutablePointer<Self>
    ) -> Int32
    static func backwardWeights(
        _ shape: inout unet_conv2d_shape, _ x: UnsafePointer<Self>, _ dy: UnsafePointer<Self>,
        _ dw: UnsafeMutablePointer<Self>
    ) -> Int32
}

extension Float: ConvolutionElement {
    static func forward(
        _ shape: inout unet_conv2d_shape, _ x: UnsafePointer<Float>, _ w: UnsafePointer<Float>,
        _ bias: UnsafePointer<Float>?, _ y: UnsafeMutablePointer<Float>
    ) -> Int32 { unet_conv2d_forward_f32(&shape, x, w, bias, y, Int32(UNET_AUTO)) }

    static func backwardData(
        _ shape: inout unet_conv2d_shape, _ dy: UnsafePointer<Float>, _ w: UnsafePointer<Float>,
        _ bias: UnsafePointer<Float>?, _ dx: UnsafeMutablePointer<Float>
    ) -> Int32 { unet_conv2d_backward_data_f32(&shape, dy, w, bias, dx, Int32(UNET_AUTO)) }

    static func backwardWeights(
        _ shape: inout unet_conv2d_shape, _ x: UnsafePointer<Float>, _ dy: UnsafePointer<Float>,
        _ dw: UnsafeMutablePointer<Float>
    ) -> Int32 { unet_conv2d_backward_weights_f32(&shape, x, dy, dw, 0, Int32(UNET_AUTO)) }
}

extension Double: ConvolutionElement {
    static func forward(
        _ shape: inout unet_conv2d_shape, _ x: UnsafePointer<Double>, _ w: UnsafePointer<Double>,
        _ bias: UnsafePointer<Double>?, _ y: UnsafeMutablePointer<Double>
    ) -> Int32 { unet_conv2d_forward_f64(&shape, x, w, bias, y) }

    static func backwardData(
        _ shape: inout unet_conv2d_shape, _ dy: UnsafePointer<Double>, _ w: UnsafePointer<Double>,
        _ bias: UnsafePointer<Double>?, _ dx: UnsafeMutablePointer<Double>
    ) -> Int32 { unet_conv2d_backward_data_f64(&shape, dy, w, bias, dx) }

    static func backwardWeights(
        _ shape: inout unet_conv2d_shape, _ x: UnsafePointer<Double>, _ dy: UnsafePointer<Double>,
        _ dw: UnsafeMutablePointer<Double>
    ) -> Int32 { unet_conv2d_backward_weights_f64(&shape, x, dy, dw, 0) }
}

/// Which of the three maps to run, and over what.
private struct ConvolutionCall<T: ConvolutionElement> {
    let g: ConvolutionGeometry

    private var inPlane: Int { g.input[1] * g.input[2] }
    private var outPlane: Int { g.output[1] * g.output[2] }
    private var kernelPlane: Int { g.kernel[1] * g.kernel[2] }
    private var weightRows: Int { g.outChannels * (g.inChannels / g.groups) }

    func forward(_ x: Tensor, _ w: Tensor, _ bias: Tensor?) throws -> Tensor {
        let y = try Tensor.zeros(g.outputShape, T.dtype)
        if y.count == 0 { return y }
        let xp = x.reading(T.self)
        let wp = w.reading(T.self)
        let biasPointer = bias?.reading(T.self)
        if g.spatial < 3 {
            var plane = g.plane(batch: g.batch)
            try check(T.forward(&plane, xp, wp, biasPointer, y.pointer(T.self)))
            return y
        }
        let slices = try Tensor.empty([g.batch * g.output[0], g.inChannels, inPlane], T.dtype)
        let part = try Tensor.empty([g.batch * g.output[0], g.outChannels, outPlane], T.dtype)
        let weights = try Tensor.empty([weightRows, kernelPlane], T.dtype)
        for depth in 0..<g.kernel[0] {
            gatherSlices(x, depth, into: slices)
            gatherWeights(w, depth, into: weights)
            var plane = g.plane(batch: g.batch * g.output[0])
            try check(
                T.forward(
                    &plane, slices.reading(T.self), weights.reading(T.self), depth == 0 ? biasPointer : nil,
                    part.pointer(T.self)))
            addPlanes(part, into: y)
        }
        return y
    }

    func data(_ dy: Tensor, _ w: Tensor, _ bias: Tensor?) throws -> Tensor {
        let dx = try Tensor.zeros(g.inputShape, T.dtype)
        if dx.count == 0 { return dx }
        if g.spatial < 3 {
            var plane = g.plane(batch: g.batch)
            try check(
                T.backwardData(&plane, dy.reading(T.self), w.reading(T.self), bias?.reading(T.self), dx.pointer(T.self))
            )
            return dx
        }
        let gradients = try outputPlanes(dy)
        let slices = try Tensor.empty([g.batch * g.output[0], g.inChannels, inPlane], T.dtype)
        let weights = try Tensor.empty([weightRows, kernelPlane], T.dtype)
        for depth in 0..<g.kernel[0] {
            gatherWeights(w, depth, into: weights)
            var plane = g.plane(batch: g.batch * g.output[0])
            try check(
                T.backwardData(&plane, gradients.reading(T.self), weights.reading(T.self), nil, slices.pointer(T.self)))
            scatterSlices(slices, depth, into: dx)
        }
        if let bias {
            let to = dx.pointer(T.self)
            let from = bias.reading(T.self)
            let volume = g.input[0] * inPlane
            for row in 0..<(g.batch * g.inChannels) {
                for i in 0..<volume { to[row * volume + i] += from[row % g.inChannels] }
            }
        }
        return dx
    }

    func weights(_ x: Tensor, _ dy: Tensor) throws -> Tensor {
        let dw = try Tensor.zeros(g.weightShape, T.dtype)
        if dw.count == 0 || dy.count == 0 { return dw }
        if g.spatial < 3 {
            var plane = g.plane(batch: g.batch)
            try check(T.backwardWeights(&plane, x.reading(T.self), dy.reading(T.self), dw.pointer(T.self)))
            return dw
        }
        let gradients = try outputPlanes(dy)
        let slices = try Tensor.empty([g.batch * g.output[0], g.inChannels, inPlane], T.dtype)
        let part = try Tensor.zeros([weightRows, kernelPlane], T.dtype)
        for depth in 0..<g.kernel[0] {
            gatherSlices(x, depth, into: slices)
            var plane = g.plane(batch: g.batch * g.output[0])
            try check(
                T.backwardWeights(&plane, slices.reading(T.self), gradients.reading(T.self), part.pointer(T.self)))
            let from = part.reading(T.self)
            let to = dw.pointer(T.self)
            for row in 0..<weightRows {
                for i in 0..<kernelPlane {
                    to[(row * g.kernel[0] + depth) * kernelPlane + i] = from[row * kernelPlane + i]
                }
            }
        }
        return dw
    }

    // MARK: - Depth slices

    /// The input depth that meets kernel depth `kernelDepth` at output depth `o`; nil in the padding.
    private func inputDepth(_ o: Int, _ kernelDepth: Int) -> Int? {
        let d = o * g.stride[0] - g.padding[0] + kernelDepth * g.dilation[0]
        return d >= 0 && d < g.input[0] ? d : nil
    }

    private func forEachSlice(_ kernelDepth: Int, _ body: (_ slice: Int, _ volume: Int?) -> Void) {
        for n in 0..<g.batch {
            for o in 0..<g.output[0] {
                for c in 0..<g.inChannels {
                    let slice = ((n * g.output[0] + o) * g.inChannels + c) * inPlane
                    body(slice, inputDepth(o, kernelDepth).map { ((n * g.inChannels + c) * g.input[0] + $0) * inPlane })
                }
            }
        }
    }

    private func gatherSlices(_ x: Tensor, _ kernelDepth: Int, into slices: Tensor) {
        let from = x.reading(T.self)
        let to = slices.pointer(T.self)
        forEachSlice(kernelDepth) { slice, volume in
            if let volume {
                (to + slice).update(from: from + volume, count: inPlane)
            } else {
                (to + slice).update(repeating: 0, count: inPlane)
            }
        }
    }

    private func scatterSlices(_ slices: Tensor, _ kernelDepth: Int, into x: Tensor) {
        let from = slices.reading(T.self)
        let to = x.pointer(T.self)
        forEachSlice(kernelDepth) { slice, volume in
            guard let volume else { return }
            for i in 0..<inPlane { to[volume + i] += from[slice + i] }
        }
    }

    private func gatherWeights(_ w: Tensor, _ depth: Int, into weights: Tensor) {
        let from = w.reading(T.self)
        let to = weights.pointer(T.self)
        for row in 0..<weightRows {
            (to + row * kernelPlane).update(from: from + (row * g.kernel[0] + depth) * kernelPlane, count: kernelPlane)
        }
    }

    /// (N, O, D, H, W) as (N*D, O, H, W).
    private func outputPlanes(_ dy: Tensor) throws -> Tensor {
        let planes = try Tensor.empty([g.batch * g.output[0], g.outChannels, outPlane], T.dtype)
        let from = dy.reading(T.self)
        let to = planes.pointer(T.self)
        forEachOutputPlane { flat, volume in (to + flat).update(from: from + volume, count: outPlane) }
        return planes
    }

    private func addPlanes(_ planes: Tensor, into y: Tensor) {
        let from = planes.reading(T.self)
        let to = y.pointer(T.self)
        forEachOutputPlane { flat, volume in
            for i in 0..<outPlane { to[volume + i] += from[flat + i] }
        }
    }

    private func forEachOutputPlane(_ body: (_ flat: Int, _ volume: Int) -> Void) {
        for n in 0..<g.batch {
            for d in 0..<g.output[0] {
                for o in 0..<g.outChannels {
                    let flat = ((n * g.output[0] + d) * g.outChannels + o) * outPlane
                    body(flat, ((n * g.outChannels + o) * g.output[0] + d) * outPlane)
                }
            }
        }
    }
}

/// The three maps on contiguous tensors of one float type, not recorded.
enum ConvolutionKernels {
    static func forward(_ x: Tensor, _ w: Tensor, _ bias: Tensor?, _ g: ConvolutionGeometry) throws -> Tensor {
        let (x, w, bias) = (try x.contiguous(), try w.contiguous(), try bias?.contiguous())
        return x.dtype == .float64
            ? try ConvolutionCall<Double>(g: g).forward(x, w, bias)
            : try ConvolutionCall<Float>(g: g).forward(x, w, bias)
    }

    static func data(_ dy: Tensor, _ w: Tensor, _ bias: Tensor?, _ g: ConvolutionGeometry) throws -> Tensor {
        let (dy, w, bias) = (try dy.contiguous(), try w.contiguous(), try bias?.contiguous())
        return dy.dtype == .float64
            ? try ConvolutionCall<Double>(g: g).data(dy, w, bias) : try ConvolutionCall<Float>(g: g).data(dy, w, bias)
    }

    static func weights(_ x: Tensor, _ dy: Tensor, _ g: ConvolutionGeometry) throws -> Tensor {
        let (x, dy) = (try x.contiguous(), try dy.contiguous())
        return x.dtype == .float64
            ? try ConvolutionCall<Double>(g: g).weights(x, dy) : try ConvolutionCall<Float>(g: g).weights(x, dy)
    }
}
