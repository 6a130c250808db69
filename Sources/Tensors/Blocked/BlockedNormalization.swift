// BatchNorm and ReLU of blocked images. Neither touches the pixels: statistics come with the image from the convolution that made
// it, and the result is the same buffer with another transform. Backward, the sums BatchNorm needs come with the masked gradient,
// and its own gradient is again only a transform.

import Schema

enum BlockedNormalization {
    /// Mean and biased variance per channel of an untransformed image.
    static func statistics(_ image: Image) throws -> ChannelStatistics {
        let sums = try image.sums ?? BlockedPass.sums(image)
        let count = Double(max(image.batch * image.plane, 1))
        let mean = (0..<image.channels).map { sums[$0] / count }
        var variance = (0..<image.channels).map { max(0, sums[image.padded + $0] / count - mean[$0] * mean[$0]) }
        // Σv² - (Σv)² loses digits where the mean is large beside the deviation.
        if (0..<image.channels).contains(where: { variance[$0] < 1e-3 * mean[$0] * mean[$0] }) {
            variance = try BlockedPass.squares(image, around: mean).map { $0 / count }
        }
        return ChannelStatistics(mean: mean, variance: variance, count: image.batch * image.plane)
    }

    /// The image batch_norm can keep; nil where it cannot.
    static func input(_ x: Tensor) -> Image? {
        guard Blocked.isBatch(x), let image = x.image, image.isRaw, !image.isPlain else { return nil }
        return image
    }

    static func normalize(
        _ x: Tensor, _ y: Image, _ statistics: ChannelStatistics, _ weight: Tensor?, _ bias: Tensor?, fromBatch: Bool,
        _ eps: Double
    ) throws -> Tensor {
        let (mean, inverse) = (statistics.mean, statistics.inverseStd(eps))
        let (gamma, beta) = (try weight?.doubles(), try bias?.doubles())
        let transform = ChannelTransform(channels: y.channels, third: -.infinity)
        for c in 0..<y.channels {
            let scale = inverse[c] * (gamma?[c] ?? 1)
            transform.scale[c] = Float(scale)
            transform.shift[c] = Float((beta?[c] ?? 0) - mean[c] * scale)
        }
        let z = y.reread(.forward(transform))
        let inputs = [x] + [weight, bias].compactMap { $0 }
        let hasWeight = weight != nil
        let result = record(
            "NativeBatchNormBackward0", Tensor(z), inputs: inputs, saved: [x] + [weight].compactMap { $0 }
        ) { gradient, saved in
            let x = try saved[0]
            let weight = hasWeight ? try saved[1] : nil
            var gradients: [Tensor?]
            if GradMode.isEnabled {
                gradients = try differentiableNorm(
                    gradient, x, weight, ChannelLayout(x.shape), mean, inverse, fromBatch, eps)
            } else {
                gradients = try backward(gradient, y, transform, mean, inverse, weight?.doubles(), fromBatch)
            }
            if !hasWeight { gradients.remove(at: 1) }
            return Array(gradients.prefix(inputs.count))
        }
        result.recordedNode?.fused = z
        return result
    }

    private static func backward(
        _ gradient: Tensor, _ y: Image, _ transform: ChannelTransform, _ mean: [Double], _ inverse: [Double],
        _ gamma: [Double]?, _ fromBatch: Bool
    ) throws -> [Tensor?] {
        var dz = try gradient.asImage()
        if dz.transform != nil { dz = try BlockedPass.applied(dz) }
        let sums: [Double]
        if let masked = dz.masked, masked.by === transform || masked.by.origin === transform {
            sums = masked.sums
        } else {
            sums = try BlockedPass.sums(dz, times: y)
        }
        let pixels = Double(max(y.batch * y.plane, 1))
        let pending = ChannelTransform(channels: y.channels, third: 0)
        var (dGamma, dBeta) = ([Float](), [Float]())
        for c in 0..<y.channels {
            let beta = sums[c]
            let slope = (sums[y.padded + c] - mean[c] * beta) * inverse[c]
            dGamma.append(Float(slope))
            dBeta.append(Float(beta))
            let g = gamma?[c] ?? 1
            pending.scale[c] = Float(g * inverse[c])
            if fromBatch {
                let rise = -g * slope * inverse[c] * inverse[c] / pixels
                pending.third[c] = Float(rise)
                pending.shift[c] = Float(-g * beta * inverse[c] / pixels - mean[c] * rise)
            }
        }
        return [Tensor(dz.reread(.gradient(pending, y: y))), try Tensor.from(dGamma), try Tensor.from(dBeta)]
    }

    // MARK: - ReLU

    /// relu of an image; nil where the plain path has to do it.
    static func relu(_ x: Tensor, inPlace: Bool) throws -> Tensor? {
        guard Blocked.isBatch(x), let image = x.image, !image.isPlain, image.isRaw || image.transform != nil else {
            return nil
        }
        if inPlace, x.base != nil { return nil }
        let transform = (image.transform ?? .identity(image.channels)).rectified()
        let z = image.reread(.forward(transform))
        let backward: (Tensor, Saved) throws -> [Tensor?] = { gradient, saved in
            let output = try saved[0]
            if GradMode.isEnabled { return [try reluGradient(gradient, output)] }
            let dz = gradient.image
            if let masked = dz?.masked, masked.by === transform { return [gradient] }
            var arrived = try gradient.asImage()
            if let masked = arrived.masked, masked.by === transform { return [Tensor(arrived)] }
            if arrived.transform != nil { arrived = try BlockedPass.applied(arrived) }
            return [Tensor(try BlockedPass.masked(arrived, by: z))]
        }
        if inPlace {
            try x.checkInPlace()
            x.held.image = z
            let node = x.recordedNode
            recordInPlace("ReluBackward0", x, inputs: [x], saved: [x], backward: backward)
            if x.recordedNode !== node { x.recordedNode?.fused = z }
            return x
        }
        let result = Tensor(z)
        record("ReluBackward0", result, inputs: [x], saved: [result], backward: backward)
        result.recordedNode?.fused = z
        return result
    }
}
