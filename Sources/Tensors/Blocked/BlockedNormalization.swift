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

    /// The image batch_norm can keep, in one buffer and with what its reader should have applied; nil where it cannot.
    static func input(_ x: Tensor) throws -> Image? {
        guard Blocked.isBatch(x), let image = x.image, !image.isPlain else { return nil }
        return try BlockedPass.applied(image)
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

    // MARK: - Groups of channels of each image

    /// group_norm of an image, with one group per channel instance_norm; nil where the plain path has to do it. `plain` is that
    /// path, for gradients that are differentiated again.
    static func groups(
        _ node: String, _ x: Tensor, _ groups: Int, _ weight: Tensor?, _ bias: Tensor?, _ eps: Double,
        plainBackward: @escaping (Tensor, Saved) throws -> [Tensor?]
    ) throws -> Tensor? {
        guard Blocked.isBatch(x), let held = x.image, !held.isPlain,
            weight.map({ $0.dtype == .float32 }) ?? true, bias.map({ $0.dtype == .float32 }) ?? true
        else { return nil }
        let y = try BlockedPass.applied(held).dense()
        guard let all = y.folded else { return nil }
        let (n, c) = (y.batch, y.channels)
        let perGroup = c / groups
        // Sums per channel and image, then per group.
        let channel = try statistics(all)
        var (mean, inverse) = ([Double](repeating: 0, count: n * groups), [Double](repeating: 0, count: n * groups))
        for g in mean.indices {
            let range = (g * perGroup)..<((g + 1) * perGroup)
            let m = range.reduce(0) { $0 + channel.mean[$1] } / Double(perGroup)
            let variance =
                range.reduce(0) { sum, k in
                    let off = channel.mean[k] - m
                    return sum + channel.variance[k] + off * off
                } / Double(perGroup)
            (mean[g], inverse[g]) = (m, 1 / (variance + eps).squareRoot())
        }
        let (gamma, beta) = (try weight?.doubles(), try bias?.doubles())
        let transform = ChannelTransform(channels: c, rows: n, third: -.infinity)
        for row in 0..<n {
            for k in 0..<c {
                let g = row * groups + k / perGroup
                let scale = inverse[g] * (gamma?[k] ?? 1)
                transform.scale[row * transform.stride + k] = Float(scale)
                transform.shift[row * transform.stride + k] = Float((beta?[k] ?? 0) - mean[g] * scale)
            }
        }
        let z = y.reread(.forward(transform))
        let result = record(
            node, Tensor(z), inputs: [x] + [weight, bias].compactMap { $0 }, saved: [x] + [weight].compactMap { $0 }
        ) { gradient, saved in
            if GradMode.isEnabled { return try plainBackward(gradient, saved) }
            _ = try saved[0]
            let gamma = weight == nil ? nil : try saved[1].doubles()
            var gradients = try groupsBackward(gradient, y, transform, groups, mean, inverse, gamma)
            if bias == nil { gradients.removeLast() }
            if weight == nil { gradients.remove(at: 1) }
            return gradients
        }
        result.recordedNode?.fused = z
        return result
    }

    private static func groupsBackward(
        _ gradient: Tensor, _ y: Image, _ transform: ChannelTransform, _ groups: Int, _ mean: [Double],
        _ inverse: [Double], _ gamma: [Double]?
    ) throws -> [Tensor?] {
        var dz = try gradient.asImage()
        if dz.transform != nil { dz = try BlockedPass.applied(dz) }
        let (n, c) = (y.batch, y.channels)
        let sums: [Double]
        if n == 1, let masked = dz.masked, masked.by === transform || masked.by.origin === transform {
            sums = masked.sums
        } else {
            dz = try dz.dense()
            guard let all = dz.folded else { preconditionFailure("a dense gradient folds as its image did") }
            sums = try BlockedPass.sums(all, times: y.folded)
        }
        let half = sums.count / 2
        let perGroup = c / groups
        let count = Double(perGroup * y.plane)
        let pending = ChannelTransform(channels: c, rows: n, third: 0)
        var (dGamma, dBeta) = ([Double](repeating: 0, count: c), [Double](repeating: 0, count: c))
        for g in mean.indices {
            let (row, first) = (g / groups, g % groups * perGroup)
            // Σ over the group of γ dz and of γ dz (y - mean) / std.
            var (sum, product) = (0.0, 0.0)
            for k in first..<(first + perGroup) {
                let (beta, raw) = (sums[row * c + k], sums[half + row * c + k])
                let slope = (raw - mean[g] * beta) * inverse[g]
                dGamma[k] += slope
                dBeta[k] += beta
                sum += (gamma?[k] ?? 1) * beta
                product += (gamma?[k] ?? 1) * slope
            }
            let rise = -inverse[g] * inverse[g] * product / count
            for k in first..<(first + perGroup) {
                let at = row * pending.stride + k
                pending.scale[at] = Float((gamma?[k] ?? 1) * inverse[g])
                pending.third[at] = Float(rise)
                pending.shift[at] = Float(-inverse[g] * sum / count - mean[g] * rise)
            }
        }
        return [
            Tensor(dz.reread(.gradient(pending, y: y))), try Tensor.from(dGamma.map { Float($0) }),
            try Tensor.from(dBeta.map { Float($0) }),
        ]
    }

    // MARK: - ReLU

    /// relu of an image; nil where the plain path has to do it.
    static func relu(_ x: Tensor, inPlace: Bool) throws -> Tensor? {
        guard Blocked.isBatch(x), let held = x.image, !held.isPlain, held.isReadable else { return nil }
        if inPlace, x.base != nil { return nil }
        let image = try held.resolved()
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
