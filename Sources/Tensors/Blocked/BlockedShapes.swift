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
        let image = held.isReadable && held.parts.isEmpty ? held : try held.resolved()
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

    /// cat along dimension 1 of images (and plain tensors beside them); nil where blocks of channels would not meet. No image
    /// is copied: the result reads from the buffers of its parts.
    static func cat(_ tensors: [Tensor]) throws -> Tensor? {
        guard tensors.count > 1, tensors.allSatisfy(Blocked.isBatch), tensors.contains(where: { $0.image != nil }),
            tensors.dropLast().allSatisfy({ $0.shape[1] % 16 == 0 })
        else { return nil }
        let sizes = tensors.map { $0.shape[1] }
        let images = try tensors.map { tensor in
            let image = try tensor.image ?? tensor.asImage()
            return image.transform == nil || image.isPlain ? try image.resolved() : image
        }
        let transforms = images.map(\.transform)
        let whole = ChannelTransform.identity(sizes.reduce(0, +), rows: transforms.map { $0?.rows ?? 1 }.max() ?? 1)
        var at = 0
        for (transform, size) in zip(transforms, sizes) {
            if let transform { whole.set(at, from: transform) }
            at += size
        }
        let parts = images.flatMap { $0.parts.isEmpty ? [$0.reread(.raw)] : $0.parts }
        let isTransformed = transforms.contains { $0 != nil }
        let result = Tensor(Image(parts, reading: isTransformed ? .forward(whole) : .raw))
        return record("CatBackward0", result, inputs: tensors) { gradient, saved in
            let image = GradMode.isEnabled ? nil : gradient.image
            let dense = try image.map { image in
                if image.transform != nil { return try BlockedPass.applied(image) }
                return image.isRaw && image.parts.map(\.channels) == sizes ? image : try image.resolved()
            }
            var at = 0
            return try sizes.enumerated().map { i, size in
                defer { at += size }
                guard saved.needs(i) else { return nil }
                guard let dense else { return try gradient.narrow(1, at, size) }
                return Tensor(dense.parts.isEmpty ? dense.slice(at, size) : dense.parts[i])
            }
        }
    }
}
