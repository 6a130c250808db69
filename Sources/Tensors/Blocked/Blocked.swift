// When ops keep their result as a blocked image, and how gradients meet. An op asks here first; nil means: not this shape or type,
// use the plain path. Everything works on float32 batches (N, C, H, W); a gradient that must itself be differentiable takes the
// plain path too.

import CKernels
import Glibc
import Schema

enum Blocked {
    /// UNETREPL_FAST=0 forces the plain path, which the tests compare with.
    nonisolated(unsafe) static var isEnabled: Bool = getenv("UNETREPL_FAST").map { String(cString: $0) != "0" } ?? true

    /// How many images were turned from one layout into the other: what the tests keep small.
    nonisolated(unsafe) static var conversions = 0

    static func isBatch(_ x: Tensor) -> Bool { isEnabled && x.rank == 4 && x.dtype == .float32 && x.count > 0 }

    /// The fused image behind an input, if its gradient may be masked by whoever makes it.
    static func mask(_ edge: Edge?, for x: Image) -> Image? {
        guard let node = edge?.node, !node.isObserved, let fused = node.fused, let transform = fused.transform,
            transform === x.transform, fused.buffer === x.buffer
        else { return nil }
        return fused
    }

    // MARK: - Ops that know nothing of the layout

    /// An elementwise op on images: `compute` runs on their memory, whatever its order, and the result is an image again. The
    /// other operands are tensors of the same shape, which are converted, or single values. nil where that does not fit.
    ///
    /// Channels must fill their blocks: f(0) in the padding could be infinite, and infinity times a zero weight is NaN.
    static func elementwise(
        _ inputs: [Tensor], _ shape: [Int], into target: Tensor?, _ compute: (Tensor, [Tensor]) throws -> Void
    ) throws -> Tensor? {
        guard isEnabled, shape.count == 4, shape[1] % 16 == 0, inputs.contains(where: { $0.image != nil }),
            inputs.allSatisfy({ $0.dtype == .float32 && ($0.shape == shape || $0.count == 1) })
        else { return nil }
        if let target, target.image == nil || target.base != nil || target.shape != shape { return nil }
        let operands = try inputs.map { input in
            guard input.shape == shape else { return input }
            return try BlockedPass.applied(input.image ?? input.asImage()).dense().asBlocks ?? input
        }
        guard zip(operands, inputs).allSatisfy({ $0 !== $1 || $1.count == 1 }) else { return nil }
        let output = try Tensor.empty([shape[0] * shape[1] / 16, shape[2], shape[3], 16], .float32)
        try compute(output, operands)
        let result = Image(blocks: output, batch: shape[0], channels: shape[1])
        guard let target else { return Tensor(result) }
        target.held.image = result
        return target
    }

    /// The product of an image with one number per channel, (1 or N, C, 1, 1), or per pixel, (1 or N, 1, H, W). Numbers per channel
    /// cost nothing: they only change how the image is read. nil for anything else.
    static func product(_ a: Tensor, _ b: Tensor) throws -> Tensor? {
        let (x, factor) = a.image != nil ? (a, b) : (b, a)
        guard isBatch(x), let held = x.image, !held.isPlain, factor.dtype == .float32, factor.rank == 4,
            factor.image == nil, factor.shape[0] == 1 || factor.shape[0] == held.batch
        else { return nil }
        let values = try factor.contiguous()
        let rows = factor.shape[0]
        if factor.shape[1...] == [1, held.h, held.w] {
            return Tensor(try BlockedPass.weighted(BlockedPass.applied(held), by: values))
        }
        guard factor.shape[1...] == [held.channels, 1, 1] else { return nil }
        let numbers = values.pointer(Float.self)
        // A floor may be scaled with the values it bounds unless the factor turns it into a ceiling.
        let keepsOrder = (0..<rows * held.channels).allSatisfy { numbers[$0] >= 0 }
        let image = try held.transform != nil && keepsOrder ? held : BlockedPass.applied(held)
        let old = image.transform ?? .identity(held.channels)
        let new = ChannelTransform(channels: held.channels, rows: max(rows, old.rows), third: -.infinity)
        for row in 0..<new.rows {
            for c in 0..<held.channels {
                let (to, from) = (row * new.stride + c, row * old.stride + c)
                let f = numbers[(rows == 1 ? 0 : row) * held.channels + c]
                new.scale[to] = old.scale[from] * f
                new.shift[to] = old.shift[from] * f
                new.third[to] = old.third[from] == -.infinity ? -.infinity : old.third[from] * f
                // (v * scale + shift) * inf is infinite where v * (scale * inf) + shift * inf is not a number.
                guard new.scale[to].isFinite, new.shift[to].isFinite else { return nil }
            }
        }
        withExtendedLifetime(values) {}
        return Tensor(image.reread(.forward(new)))
    }

    /// The sums of an image over height and width, or over the channels, row-major; nil for other axes.
    static func sums(_ x: Tensor, along axes: [Int]) throws -> [Double]? {
        guard isBatch(x), let held = x.image, !held.isPlain else { return nil }
        if axes == [1] { return try BlockedPass.pixelSums(BlockedPass.applied(held)) }
        guard axes == [2, 3] else { return nil }
        let image = try BlockedPass.applied(held).dense()
        guard let folded = image.folded else { return nil }
        return Array(try BlockedPass.sums(folded).prefix(image.batch * image.channels))
    }

    /// An op along the height and width of an image: `compute` runs on (batch * blocks, h, w, 16). nil where x is no image.
    static func spatial(_ x: Tensor, _ compute: (Tensor) throws -> Tensor) throws -> Tensor? {
        guard isBatch(x), let image = x.image, !image.isPlain,
            let blocks = try BlockedPass.applied(image).dense().asBlocks
        else { return nil }
        return Tensor(Image(blocks: try compute(blocks), batch: image.batch, channels: image.channels))
    }

    // MARK: - Sums of gradients

    /// a + b where both are images; nil leaves it to the plain path.
    static func sum(_ a: Tensor, _ b: Tensor) throws -> Tensor? {
        guard isEnabled, let x = a.image, let y = b.image, x.shape == y.shape else { return nil }
        if case .pooled(let of) = x.reading { return try Tensor(pooledSum(of, x, y)) }
        if case .pooled(let of) = y.reading { return try Tensor(pooledSum(of, y, x)) }
        let (p, q) = (try x.resolved(), try y.resolved())
        guard p.isRaw, q.isRaw else { return nil }
        let result = try BlockedPass.sum(p, q)
        if let m = x.masked, let n = y.masked, m.by === n.by {
            result.masked = (m.by, zip(m.sums, n.sums).map { $0 + $1 })
        }
        return Tensor(result)
    }

    private static func pooledSum(_ of: Image, _ pooled: Image, _ other: Image) throws -> Image {
        let skip = try other.resolved()
        guard skip.isRaw else {
            return try BlockedPass.sum(poolGradient(of, pooled, skip: nil), BlockedPass.applied(skip))
        }
        return try poolGradient(of, pooled, skip: skip)
    }

    /// The gradient of a pooled image, plus `skip`, masked by the image's ReLU and summed on the way.
    static func poolGradient(_ of: Image, _ gradient: Image, skip: Image?) throws -> Image {
        let dz = try Image.empty(of.batch, of.channels, of.h, of.w)
        let dy = Image(
            batch: of.batch, channels: of.channels, h: of.h / 2, w: of.w / 2, buffer: gradient.buffer,
            offset: gradient.offset,
            imageStride: gradient.imageStride)
        var sums = [Double](repeating: 0, count: 2 * of.padded)
        let n = Int64(of.batch)
        if let skip {
            try kernel(of, dy, skip, dz) { unet_image_pool2x2_backward_f32(n, $0, $0 + 1, $0 + 2, $0 + 3, &sums) }
        } else {
            try kernel(of, dy, dz) { unet_image_pool2x2_backward_f32(n, $0, $0 + 1, nil, $0 + 2, &sums) }
        }
        if let transform = of.transform { dz.masked = (transform, sums) }
        return dz
    }
}
