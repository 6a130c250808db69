// 2x2 max-pooling and concatenation along the channels of blocked images.

import CKernels
import Schema

enum BlockedShapes {
    /// max_pool2d with 2x2 windows, stride 2; nil for any other or a tensor that is not held as an image.
    static func maxPool(
        _ x: Tensor, kernel size: [Int], stride: [Int], padding: [Int], dilation: [Int], ceilMode: Bool
    ) throws -> Tensor? {
        func all(_ values: [Int], _ wanted: Int) -> Bool { values.allSatisfy { $0 == wanted } && values.count <= 2 }
        guard Blocked.isBatch(x), let held = x.image, !size.isEmpty, all(size, 2), all(stride, 2), !padding.isEmpty,
            all(padding, 0),
            !dilation.isEmpty, all(dilation, 1), held.h >= 2, held.w >= 2,
            !ceilMode || (held.h % 2 == 0 && held.w % 2 == 0)
        else { return nil }
        let image = held.isRaw || held.transform != nil ? held : try held.resolved()
        let y = try Image.empty(image.batch, image.channels, image.h / 2, image.w / 2)
        try kernel(image, y) { unet_image_pool2x2_f32(Int64(image.batch), $0, $0 + 1) }
        return record("MaxPool2DWithIndicesBackward0", Tensor(y), inputs: [x], saved: [x]) { gradient, saved in
            let x = try saved[0]
            let isRaw = image.transform == nil
            guard !GradMode.isEnabled, isRaw || Blocked.mask(saved.node.edges.first ?? nil, for: image) != nil else {
                let (_, indices) = try GradMode.disabled {
                    try maxPoolWithIndices("max_pool2d", 2, x.detach(), kernel: [2], stride: [2])
                }
                return [try scatterPlanes(gradient, indices, x.shape, spatial: 2)]
            }
            var dy = try gradient.asImage()
            if dy.transform != nil { dy = try BlockedPass.applied(dy) }
            if isRaw { return [Tensor(try Blocked.poolGradient(image, dy, skip: nil))] }
            // Whoever meets this gradient may add a skip connection's on the way.
            return [
                Tensor(
                    Image(
                        batch: image.batch, channels: image.channels, h: image.h, w: image.w, buffer: dy.buffer,
                        offset: dy.offset, imageStride: dy.imageStride, reading: .pooled(of: image)))
            ]
        }
    }

    /// cat along dimension 1 of images (and plain tensors beside them); nil where blocks of channels would not meet.
    static func cat(_ parts: [Tensor]) throws -> Tensor? {
        guard let first = parts.first, parts.allSatisfy(Blocked.isBatch), parts.contains(where: { $0.image != nil }),
            parts.dropLast().allSatisfy({ $0.shape[1] % 16 == 0 })
        else { return nil }
        let sizes = parts.map { $0.shape[1] }
        let channels = sizes.reduce(0, +)
        let whole = try Image.empty(first.shape[0], channels, first.shape[2], first.shape[3])
        let transform = ChannelTransform.identity(channels)
        var isTransformed = false
        var at = 0
        for part in parts {
            let target = whole.slice(at, part.shape[1])
            if let held = part.image {
                let image = held.isRaw || held.transform != nil ? held : try held.resolved()
                if let t = image.transform {
                    isTransformed = true
                    (transform.scale + at).update(from: t.scale, count: image.channels)
                    (transform.shift + at).update(from: t.shift, count: image.channels)
                    (transform.third + at).update(from: t.third, count: image.channels)
                }
                try BlockedPass.copy(image, into: target)
            } else {
                let plain = try part.contiguous()
                try check(
                    unet_to_blocked_f32(
                        Int64(whole.batch), Int64(target.channels), Int64(whole.plane), plain.pointer(Float.self),
                        target.floats,
                        Int64(whole.imageStride)))
                withExtendedLifetime((plain, target)) {}
            }
            at += part.shape[1]
        }
        let result = Tensor(isTransformed ? whole.reread(.forward(transform)) : whole)
        return record("CatBackward0", result, inputs: parts) { gradient, saved in
            var at = 0
            let image = GradMode.isEnabled ? nil : gradient.image
            let dense = try image.map { $0.transform != nil ? try BlockedPass.applied($0) : try $0.resolved() }
            return try sizes.enumerated().map { i, size in
                defer { at += size }
                guard saved.needs(i) else { return nil }
                return try dense.map { Tensor($0.slice(at, size)) } ?? gradient.narrow(1, at, size)
            }
        }
    }
}
