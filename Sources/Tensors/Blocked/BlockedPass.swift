// Passes over blocked images that no kernel makes on its way: masking with sums, sums alone, addition. Memory decides their speed,
// so they are plain SIMD16 loops. Work is cut into runs of pixels whose number depends on the shape alone, and partial sums are
// added in that order, so the result does not depend on threads.

import Glibc

enum BlockedPass {
    private typealias Vector = SIMD16<Float>

    /// Runs of pixels of one block of one image.
    private struct Runs {
        let image: Image
        static let pixels = 4096
        var pieces: Int { max(1, (image.plane + Runs.pixels - 1) / Runs.pixels) }
        var count: Int { image.batch * image.blocks * pieces }

        /// Calls the body with (run, image, block, first pixel, pixels).
        func forEach(_ body: (Int, Int, Int, Int, Int) -> Void) throws {
            let small = image.plane * 16
            try parallel(count, grain: max(1, 32768 / max(1, min(small, Runs.pixels * 16)))) { from, to in
                for run in from..<to {
                    let block = run / pieces % image.blocks
                    let first = run % pieces * Runs.pixels
                    body(run, run / pieces / image.blocks, block, first, min(Runs.pixels, image.plane - first))
                }
            }
        }

        /// Adds up 32 numbers per run: 16 sums and 16 products.
        func total(_ parts: [Double]) -> [Double] {
            var sums = [Double](repeating: 0, count: 2 * image.padded)
            for run in 0..<count {
                let block = run / pieces % image.blocks
                for i in 0..<16 {
                    sums[block * 16 + i] += parts[run * 32 + i]
                    sums[image.padded + block * 16 + i] += parts[run * 32 + 16 + i]
                }
            }
            return sums
        }
    }

    @inline(__always)
    private static func row(_ image: Image, _ n: Int, _ block: Int, _ pixel: Int) -> UnsafeMutablePointer<Vector> {
        let start = image.floats + n * image.imageStride + (block * image.plane + pixel) * 16
        return UnsafeMutableRawPointer(start).assumingMemoryBound(to: Vector.self)
    }

    @inline(__always)
    private static func load(_ p: UnsafeMutablePointer<Float>, _ at: Int) -> Vector {
        UnsafeRawPointer(p + at).loadUnaligned(as: Vector.self)
    }

    /// 64 pixels at a time in float, the rest in double.
    @inline(__always)
    private static func accumulate(
        _ n: Int, _ parts: UnsafeMutablePointer<Double>, _ body: (Int, inout SIMD16<Float>, inout SIMD16<Float>) -> Void
    ) {
        var at = 0
        while at < n {
            let end = min(at + 64, n)
            var (sum, product) = (SIMD16<Float>.zero, SIMD16<Float>.zero)
            for i in at..<end { body(i, &sum, &product) }
            for i in 0..<16 {
                parts[i] += Double(sum[i])
                parts[16 + i] += Double(product[i])
            }
            at = end
        }
    }

    /// Σv and Σv·y (y nil: Σv²) of an untransformed image.
    static func sums(_ image: Image, times y: Image? = nil) throws -> [Double] {
        let runs = Runs(image: image)
        var parts = [Double](repeating: 0, count: runs.count * 32)
        try parts.withUnsafeMutableBufferPointer { buffer in
            guard let parts = buffer.baseAddress else { return }
            nonisolated(unsafe) let out = parts
            try runs.forEach { run, n, block, first, pixels in
                let v = row(image, n, block, first)
                let other = y.map { row($0, n, block, first) } ?? v
                accumulate(pixels, out + run * 32) { i, sum, product in
                    sum += v[i]
                    product += v[i] * other[i]
                }
            }
        }
        withExtendedLifetime((image, y)) {}
        return runs.total(parts)
    }

    /// Σ(v - mean)² of an untransformed image, for channels whose mean is much larger than their deviation.
    static func squares(_ image: Image, around mean: [Double]) throws -> [Double] {
        let runs = Runs(image: image)
        let center = ChannelTransform(channels: image.channels, third: 0)
        for c in 0..<image.channels { center.shift[c] = Float(mean[c]) }
        var parts = [Double](repeating: 0, count: runs.count * 32)
        try parts.withUnsafeMutableBufferPointer { buffer in
            guard let parts = buffer.baseAddress else { return }
            nonisolated(unsafe) let out = parts
            try runs.forEach { run, n, block, first, pixels in
                let v = row(image, n, block, first)
                let m = load(center.shift, block * 16)
                accumulate(pixels, out + run * 32) { i, sum, product in
                    let d = v[i] - m
                    sum += d
                    product += d * d
                }
            }
        }
        withExtendedLifetime((image, center)) {}
        let sums = runs.total(parts)
        let count = Double(max(image.batch * image.plane, 1))
        return (0..<image.channels).map { c in
            // The mean was rounded to float: Σ(v-m)² = Σ(v-m')² - n(m-m')².
            let off = sums[c] / count
            return max(0, sums[image.padded + c] - count * off * off)
        }
    }

    /// `gradient` where the ReLU of `z` is open, else 0; with Σ and Σ·y.
    static func masked(_ gradient: Image, by z: Image) throws -> Image {
        let result = try Image.empty(z.batch, z.channels, z.h, z.w)
        let runs = Runs(image: result)
        let transform = z.transform ?? .identity(z.channels)
        var parts = [Double](repeating: 0, count: runs.count * 32)
        try parts.withUnsafeMutableBufferPointer { buffer in
            guard let parts = buffer.baseAddress else { return }
            nonisolated(unsafe) let sums = parts
            try runs.forEach { run, n, block, first, pixels in
                let (g, y, out) = (
                    row(gradient, n, block, first), row(z, n, block, first), row(result, n, block, first)
                )
                let at = n * transform.stride + block * 16
                let (scale, shift, floor) = (
                    load(transform.scale, at), load(transform.shift, at), load(transform.third, at)
                )
                accumulate(pixels, sums + run * 32) { i, sum, product in
                    let v = y[i]
                    let dz = Vector.zero.replacing(with: g[i], where: v * scale + shift .> floor)
                    out[i] = dz
                    sum += dz
                    product += dz * v
                }
            }
        }
        withExtendedLifetime((gradient, z, result)) {}
        if let transform = z.transform { result.masked = (transform, runs.total(parts)) }
        return result
    }

    /// a + b, both untransformed.
    static func sum(_ a: Image, _ b: Image) throws -> Image {
        let result = try Image.empty(a.batch, a.channels, a.h, a.w)
        try Runs(image: result).forEach { _, n, block, first, pixels in
            let (x, y, out) = (row(a, n, block, first), row(b, n, block, first), row(result, n, block, first))
            for i in 0..<pixels { out[i] = x[i] + y[i] }
        }
        withExtendedLifetime((a, b, result)) {}
        return result
    }

    /// v * scale + y * slope + shift: the gradient of a BatchNorm's input, written out.
    static func affine(_ gradient: Image) throws -> Image {
        guard case .gradient(let t, let y) = gradient.reading else { return gradient }
        let result = try Image.empty(gradient.batch, gradient.channels, gradient.h, gradient.w)
        try Runs(image: result).forEach { _, n, block, first, pixels in
            let (g, x, out) = (row(gradient, n, block, first), row(y, n, block, first), row(result, n, block, first))
            let at = n * t.stride + block * 16
            let (scale, shift, slope) = (load(t.scale, at), load(t.shift, at), load(t.third, at))
            for i in 0..<pixels { out[i] = g[i] * scale + (x[i] * slope + shift) }
        }
        withExtendedLifetime((gradient, y, result)) {}
        return result
    }

    /// max(v * scale + shift, floor), written out.
    static func applied(_ image: Image) throws -> Image {
        let image = try image.resolved()
        guard let t = image.transform else { return image }
        let result = try Image.empty(image.batch, image.channels, image.h, image.w)
        try Runs(image: result).forEach { _, n, block, first, pixels in
            let (x, out) = (row(image, n, block, first), row(result, n, block, first))
            let at = n * t.stride + block * 16
            let (scale, shift, floor) = (load(t.scale, at), load(t.shift, at), load(t.third, at))
            for i in 0..<pixels {
                let v = x[i] * scale + shift
                out[i] = v.replacing(with: floor, where: v .< floor)
            }
        }
        withExtendedLifetime((image, result)) {}
        return result
    }

    /// v * factor[pixel] of an untransformed image; `factor` (1 or N, 1, H, W), contiguous.
    static func weighted(_ image: Image, by factor: Tensor) throws -> Image {
        let result = try Image.empty(image.batch, image.channels, image.h, image.w)
        let (weights, stride) = (factor.pointer(Float.self), factor.shape[0] == 1 ? 0 : image.plane)
        try Runs(image: result).forEach { _, n, block, first, pixels in
            let (x, out) = (row(image, n, block, first), row(result, n, block, first))
            let w = weights + n * stride + first
            for i in 0..<pixels { out[i] = x[i] * w[i] }
        }
        withExtendedLifetime((image, factor, result)) {}
        return result
    }

    /// Σ over the channels of an untransformed image, per image and pixel.
    static func pixelSums(_ image: Image) throws -> [Double] {
        var sums = [Double](repeating: 0, count: image.batch * image.plane)
        try sums.withUnsafeMutableBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return }
            nonisolated(unsafe) let out = base
            try parallel(image.batch * image.h, grain: max(1, 32768 / (image.w * image.padded))) { from, to in
                for line in from..<to {
                    let (n, y) = (line / image.h, line % image.h)
                    for block in 0..<image.blocks {
                        let v = row(image, n, block, y * image.w)
                        for x in 0..<image.w { out[line * image.w + x] += Double(v[x].sum()) }
                    }
                }
            }
        }
        withExtendedLifetime(image) {}
        return sums
    }

    /// Copies an image's raw values into channels of another.
    static func copy(_ source: Image, into target: Image) throws {
        try Runs(image: source).forEach { _, n, block, first, pixels in
            row(target, n, block, first).update(from: row(source, n, block, first), count: pixels)
        }
        withExtendedLifetime((source, target)) {}
    }
}
