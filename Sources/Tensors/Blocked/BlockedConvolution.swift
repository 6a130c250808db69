// Convolutions on blocked images: 3x3 with padding 1 (Winograd), 1x1, and the 2x2 stride 2 transposed one. Forward applies the
// BatchNorm and ReLU of its input on load and sums its output for the BatchNorm that may follow. Backward reads a pending BatchNorm
// gradient on load, and masks the gradient it makes with the ReLU its input came from.

import CKernels
import Schema

enum BlockedConvolution {
    private enum Kind { case three, one, up }

    /// Images below this many output values gain nothing from conversion.
    private static let smallest = 16384

    /// conv2d; nil where the shape is not one of the three.
    static func forward(_ x: Tensor, _ w: Tensor, _ bias: Tensor?, _ g: ConvolutionGeometry) throws -> Tensor? {
        guard Blocked.isBatch(x), g.spatial == 2, g.groups == 1, g.stride == [1, 1, 1], g.dilation == [1, 1, 1],
            w.dtype == .float32
        else { return nil }
        let held = x.image
        let (n, outputs, h, wide) = (g.batch, g.outChannels, g.output[1], g.output[2])
        let kind: Kind
        if g.kernel == [1, 3, 3], g.padding == [0, 1, 1] {
            guard outputs >= 8, held != nil || outputs * n * h * wide >= smallest else { return nil }
            kind = .three
        } else if g.kernel == [1, 1, 1], g.padding == [0, 0, 0], held != nil {
            kind = .one
        } else {
            return nil
        }
        let input = try held ?? (g.inChannels < 16 ? Image(plain: x.contiguous()) : x.asImage())
        return try run(kind, x, input, w, bias, n, outputs, h, wide)
    }

    /// conv_transpose2d of x, whose geometry `g` is that of the convolution it transposes.
    static func transposed(_ x: Tensor, _ w: Tensor, _ bias: Tensor?, _ g: ConvolutionGeometry) throws -> Tensor? {
        guard Blocked.isBatch(x), g.spatial == 2, g.groups == 1, g.kernel == [1, 2, 2], g.stride == [1, 2, 2],
            g.padding == [0, 0, 0], g.dilation == [1, 1, 1], w.dtype == .float32, g.input[1] == 2 * g.output[1],
            g.input[2] == 2 * g.output[2], g.inChannels >= 8,
            x.image != nil || g.inChannels * g.batch * g.input[1] * g.input[2] >= smallest
        else { return nil }
        return try run(.up, x, x.image ?? x.asImage(), w, bias, g.batch, g.inChannels, g.input[1], g.input[2])
    }

    private static func run(
        _ kind: Kind, _ x: Tensor, _ given: Image, _ weight: Tensor, _ bias: Tensor?, _ n: Int, _ outputs: Int,
        _ h: Int, _ w: Int
    ) throws -> Tensor {
        let input = given.isReadable ? given : try given.resolved()
        // A few classes come out as a plain tensor: the loss wants them so.
        let isHead = kind == .one && outputs < 16
        let y: Tensor
        let image: Image
        if isHead {
            y = try Tensor.empty([n, outputs, h, w], .float32)
            image = Image(plain: y)
        } else {
            image = try Image.empty(n, outputs, h, w)
            y = Tensor(image)
        }
        let wantsSums = !isHead && kind != .up && GradMode.isEnabled
        var sums = [Double](repeating: 0, count: wantsSums ? 2 * image.padded : 0)
        let (weights, biases) = (try weight.contiguous(), try bias?.contiguous())
        let batch = Int64(n)
        try sums.withUnsafeMutableBufferPointer { buffer in
            let sums = wantsSums ? buffer.baseAddress : nil
            let b = biases.map { UnsafePointer($0.pointer(Float.self)) }
            switch kind {
            case .three:
                try kernel(input, image) {
                    unet_image_conv3x3_f32(batch, $0, weights.pointer(Float.self), b, $0 + 1, sums)
                }
            case .one:
                try kernel(input, image) {
                    unet_image_conv1x1_f32(batch, $0, weights.pointer(Float.self), b, $0 + 1, sums)
                }
            case .up:
                try kernel(input, image) {
                    unet_image_up2x2_f32(batch, $0, weights.pointer(Float.self), b, $0 + 1, sums)
                }
            }
        }
        withExtendedLifetime((weights, biases)) {}
        if wantsSums { image.sums = sums }
        let inputs = bias.map { [x, weight, $0] } ?? [x, weight]
        return record("ConvolutionBackward0", y, inputs: inputs, saved: [x, weight]) { gradient, saved in
            if GradMode.isEnabled { return try plainBackward(kind, gradient, saved) }
            return try backward(kind, gradient, saved)
        }
    }

    // MARK: - Backward

    private static func backward(_ kind: Kind, _ gradient: Tensor, _ saved: Saved) throws -> [Tensor?] {
        let (x, weight) = (try saved[0], try saved[1].contiguous())
        let n = Int64(x.shape[0])
        var dy: Image
        if let image = gradient.image {
            dy =
                if case .pooled = image.reading { try image.resolved() } else if image.transform != nil {
                    try BlockedPass.applied(image)
                } else { image }
        } else {
            dy = gradient.shape[1] < 16 ? Image(plain: try gradient.contiguous()) : try gradient.asImage()
        }
        var results: [Tensor?] = [nil, nil, nil]
        if saved.needs(2) {
            if dy.isPlain {
                results[2] = try gradient.sum([0, 2, 3])
            } else {
                dy = try dy.resolved()
                let sums = try dy.masked?.sums ?? BlockedPass.sums(dy)
                results[2] = try Tensor.from((0..<dy.channels).map { Float(sums[$0]) })
            }
        }
        let input = try x.image ?? (x.shape[1] < 16 ? Image(plain: x.contiguous()) : x.asImage())
        if saved.needs(1) {
            let dw = try Tensor.empty(weight.shape, .float32)
            switch kind {
            case .three:
                var after: Image?
                if case .gradient = dy.reading, saved.needs(0) {
                    // The pending gradient is written out on the way, over itself if nobody else holds it.
                    let mayOverwrite = !saved.node.isObserved && isKnownUniquelyReferenced(&dy.buffer)
                    let target = mayOverwrite ? dy.reread(.raw) : try Image.empty(dy.batch, dy.channels, dy.h, dy.w)
                    after = mayOverwrite || target.imageStride == dy.imageStride ? target : nil
                    if after == nil { dy = try dy.resolved() }
                }
                try kernel(input, dy) {
                    if let after { $0[1].write_back = after.floats }
                    return unet_image_conv3x3_backward_weights_f32(n, $0, $0 + 1, dw.pointer(Float.self), 0)
                }
                withExtendedLifetime(after) {}
                if let after { dy = after }
            case .one:
                try kernel(input, dy) {
                    unet_image_conv1x1_backward_weights_f32(n, $0, $0 + 1, dw.pointer(Float.self), 0)
                }
            case .up:
                try kernel(input, dy) {
                    unet_image_up2x2_backward_weights_f32(n, $0, $0 + 1, dw.pointer(Float.self), 0)
                }
            }
            results[1] = dw
        }
        if saved.needs(0) {
            results[0] = try dataGradient(
                kind, dy, weight, input, Blocked.mask(saved.node.edges.first ?? nil, for: input))
        }
        withExtendedLifetime((x, gradient)) {}
        return results
    }

    private static func dataGradient(_ kind: Kind, _ dy: Image, _ weight: Tensor, _ x: Image, _ mask: Image?) throws
        -> Tensor
    {
        // One buffer for each part of a concatenation, so that the skip connection's gradient does not keep the rest alive.
        let dx =
            try x.parts.isEmpty
            ? Image.empty(x.batch, x.channels, x.h, x.w)
            : Image(x.parts.map { try Image.empty(x.batch, $0.channels, x.h, x.w) })
        let n = Int64(x.batch)
        var sums = [Double](repeating: 0, count: mask == nil ? 0 : 2 * dx.padded)
        try sums.withUnsafeMutableBufferPointer { buffer in
            let s = mask == nil ? nil : buffer.baseAddress
            let w = weight.pointer(Float.self)
            try kernel(dy, dx, mask ?? dx) {
                let m: UnsafePointer<unet_image>? = mask == nil ? nil : UnsafePointer($0 + 2)
                switch kind {
                case .three: return unet_image_conv3x3_backward_data_f32(n, $0, w, m, $0 + 1, s)
                case .one: return unet_image_conv1x1_backward_data_f32(n, $0, w, m, $0 + 1, s)
                case .up: return unet_image_up2x2_backward_data_f32(n, $0, w, m, $0 + 1, s)
                }
            }
            withExtendedLifetime(weight) {}
        }
        if let transform = mask?.transform { dx.masked = (transform, sums) }
        return Tensor(dx)
    }

    /// For gradients that are differentiated again.
    private static func plainBackward(_ kind: Kind, _ gradient: Tensor, _ saved: Saved) throws -> [Tensor?] {
        let (x, w) = (try saved[0], try saved[1])
        let (from, to) = kind == .up ? (gradient, x) : (x, gradient)
        let size = kind == .three ? 3 : kind == .up ? 2 : 1
        let pad = kind == .three ? 1 : 0
        let stride = kind == .up ? 2 : 1
        let g = ConvolutionGeometry(
            batch: x.shape[0], inChannels: from.shape[1], outChannels: to.shape[1], groups: 1,
            input: [1, from.shape[2], from.shape[3]], output: [1, to.shape[2], to.shape[3]], kernel: [1, size, size],
            stride: [1, stride, stride], padding: [0, pad, pad], dilation: [1, 1, 1], spatial: 2)
        return [
            !saved.needs(0)
                ? nil
                : kind == .up
                    ? try Convolution.forward(gradient, w, nil, g) : try Convolution.data(gradient, w, nil, g),
            saved.needs(1) ? try Convolution.weights(from, to, g) : nil,
            saved.needs(2) ? try gradient.sum([0, 2, 3]) : nil,
        ]
    }
}
