// A tensor as a blocked image (NCHW16c): a buffer that is never written again, and what its readers do to each value on the way
// in: scale, shift and floor per channel. A BatchNorm or ReLU of an image is therefore a new image of the same buffer, and no
// pass over memory. `Storage` holds an image in place of bytes until somebody asks for the bytes.

import CKernels
import Glibc

/// Three numbers per channel, padded to whole blocks of 16: `scale`, `shift` and `floor`, or for a gradient `slope`. One row of
/// them serves all images of a batch, unless the norm before treats each image by itself.
final class ChannelTransform {
    let channels: Int
    /// 1, or the batch size.
    let rows: Int
    private let memory: UnsafeMutablePointer<Float>
    private let padded: Int
    /// The BatchNorm's transform to which this one only adds a ReLU.
    var origin: ChannelTransform?

    /// Padding channels get 0, 0 and the fill.
    init(channels: Int, rows: Int = 1, third fill: Float) {
        (self.channels, self.rows) = (channels, rows)
        padded = (channels + 15) / 16 * 16
        memory = .allocate(capacity: 3 * rows * padded)
        memory.initialize(repeating: 0, count: 2 * rows * padded)
        (memory + 2 * rows * padded).initialize(repeating: fill, count: rows * padded)
    }

    deinit { memory.deallocate() }

    var scale: UnsafeMutablePointer<Float> { memory }
    var shift: UnsafeMutablePointer<Float> { memory + rows * padded }
    var third: UnsafeMutablePointer<Float> { memory + 2 * rows * padded }
    /// From one image's numbers to the next's.
    var stride: Int { rows == 1 ? 0 : padded }

    /// Changes nothing.
    static func identity(_ channels: Int, rows: Int = 1) -> ChannelTransform {
        let result = ChannelTransform(channels: channels, rows: rows, third: -.infinity)
        for row in 0..<rows { (result.scale + row * result.padded).update(repeating: 1, count: channels) }
        return result
    }

    /// Writes another's numbers into the channels from `first` on.
    func set(_ first: Int, from other: ChannelTransform) {
        for row in 0..<rows {
            let (to, from) = (row * padded + first, row * other.stride)
            (scale + to).update(from: other.scale + from, count: other.channels)
            (shift + to).update(from: other.shift + from, count: other.channels)
            (third + to).update(from: other.third + from, count: other.channels)
        }
    }

    /// The same followed by max(·, 0).
    func rectified() -> ChannelTransform {
        let result = ChannelTransform(channels: channels, rows: rows, third: 0)
        result.set(0, from: self)
        for i in 0..<rows * padded { result.third[i] = max(result.third[i], 0) }
        result.origin = self
        return result
    }
}

/// (batch, channels, h, w) of float32 values.
final class Image {
    /// What the buffer's values are multiplied into.
    enum Reading {
        case raw
        /// max(v * scale + shift, floor)
        case forward(ChannelTransform)
        /// The gradient of a BatchNorm's input: v * scale + y * slope + shift.
        case gradient(ChannelTransform, y: Image)
        /// The gradient of the 2x2 max-pooled image `of`; the buffer is the gradient of the result, half as high and wide.
        case pooled(of: Image)
    }

    let batch: Int, channels: Int, h: Int, w: Int
    var buffer: Storage
    /// In floats.
    let offset: Int, imageStride: Int
    let reading: Reading
    /// NCHW instead of blocked.
    let isPlain: Bool
    /// A concatenation nobody copied: images of one buffer each whose channels follow each other, all but the last in whole
    /// blocks. `buffer` is then the first one's; `resolved()` makes one buffer of them.
    let parts: [Image]
    private let partTable: UnsafeMutablePointer<unet_part>?
    /// Σv and Σv² per channel (padded), where the producer summed them.
    var sums: [Double]?
    /// For a gradient: already zero where this transform's ReLU was closed, with Σv and Σv·y.
    var masked: (by: ChannelTransform, sums: [Double])?

    var blocks: Int { (channels + 15) / 16 }
    var padded: Int { blocks * 16 }
    var plane: Int { h * w }
    var shape: [Int] { [batch, channels, h, w] }
    var plainCount: Int { batch * channels * plane }

    init(
        batch: Int, channels: Int, h: Int, w: Int, buffer: Storage, offset: Int = 0, imageStride: Int? = nil,
        reading: Reading = .raw, isPlain: Bool = false
    ) {
        (self.batch, self.channels, self.h, self.w) = (batch, channels, h, w)
        (self.buffer, self.offset, self.reading, self.isPlain) = (buffer, offset, reading, isPlain)
        self.imageStride = imageStride ?? (isPlain ? channels : (channels + 15) / 16 * 16) * h * w
        (parts, partTable) = ([], nil)
    }

    /// Untransformed images of one size, each in one buffer, behind each other.
    init(_ parts: [Image], reading: Reading = .raw) {
        let first = parts[0]
        (batch, h, w) = (first.batch, first.h, first.w)
        channels = parts.reduce(0) { $0 + $1.channels }
        (buffer, offset, imageStride) = (first.buffer, first.offset, first.imageStride)
        (self.reading, isPlain, self.parts) = (reading, false, parts)
        let table = UnsafeMutablePointer<unet_part>.allocate(capacity: parts.count)
        for (i, part) in parts.enumerated() {
            table[i] = unet_part(
                data: part.floats, image_stride: Int64(part.imageStride), blocks: Int64(part.blocks))
        }
        partTable = table
    }

    deinit { partTable?.deallocate() }

    /// Uninitialised.
    static func empty(_ batch: Int, _ channels: Int, _ h: Int, _ w: Int) throws -> Image {
        let floats = try Shape.count([batch, (channels + 15) / 16 * 16, h, w])
        return Image(batch: batch, channels: channels, h: h, w: w, buffer: try Storage(bytes: floats * 4))
    }

    /// A dense float32 tensor of rank 4 as it lies in memory.
    init(plain tensor: Tensor) {
        (batch, channels, h, w) = (tensor.shape[0], tensor.shape[1], tensor.shape[2], tensor.shape[3])
        (buffer, offset, imageStride) = (tensor.storage, tensor.offset, channels * h * w)
        (reading, isPlain, parts, partTable) = (.raw, true, [], nil)
    }

    /// The same buffer, read otherwise.
    func reread(_ reading: Reading) -> Image {
        if !parts.isEmpty { return Image(parts, reading: reading) }
        return Image(
            batch: batch, channels: channels, h: h, w: w, buffer: buffer, offset: offset, imageStride: imageStride,
            reading: reading, isPlain: isPlain)
    }

    /// A raw image in a buffer of its own; a copy if this one is a slice of another.
    func dense() throws -> Image {
        if offset == 0, imageStride == padded * plane { return self }
        let result = try Image.empty(batch, channels, h, w)
        try BlockedPass.copy(self, into: result)
        return result
    }

    /// The same memory as one image with the channels of all; only for a raw one in a buffer of its own.
    var folded: Image? {
        guard isRaw, !isPlain, parts.isEmpty, batch == 1 || (channels == padded && imageStride == padded * plane) else {
            return nil
        }
        return Image(
            batch: 1, channels: batch * channels, h: h, w: w, buffer: buffer, offset: offset,
            imageStride: batch * imageStride)
    }

    /// The same memory as a tensor of its blocks, (batch * blocks, h, w, 16), if it is raw and has no gaps: what works along h
    /// and w, or on each value alone, needs to know no more of the layout.
    var asBlocks: Tensor? {
        guard isRaw, !isPlain, parts.isEmpty, offset == 0, imageStride == padded * plane else { return nil }
        let shape = [batch * blocks, h, w, 16]
        return Tensor(
            storage: buffer, shape: shape, strides: Shape.strides(shape), dtype: .float32,
            count: batch * padded * plane,
            isContiguous: true)
    }

    /// The image whose blocks `tensor` holds, (batch * blocks, h, w, 16).
    convenience init(blocks tensor: Tensor, batch: Int, channels: Int) {
        self.init(batch: batch, channels: channels, h: tensor.shape[1], w: tensor.shape[2], buffer: tensor.storage)
    }

    /// `count` channels from `first`, a multiple of 16, of an untransformed image in one buffer.
    func slice(_ first: Int, _ count: Int) -> Image {
        Image(
            batch: batch, channels: count, h: h, w: w, buffer: buffer, offset: offset + first * plane,
            imageStride: imageStride, isPlain: isPlain)
    }

    var floats: UnsafeMutablePointer<Float> { buffer.base.assumingMemoryBound(to: Float.self) + offset }

    var transform: ChannelTransform? { if case .forward(let transform) = reading { transform } else { nil } }
    var isRaw: Bool { if case .raw = reading { true } else { false } }
    /// Whether convolutions can read it as it is.
    var isReadable: Bool { isRaw || transform != nil }

    /// For the kernels. The image must outlive the call: `kernel` sees to it.
    var raw: unet_image {
        var result = unet_image(
            data: floats, parts: partTable, part_count: Int64(parts.count), image_stride: Int64(imageStride),
            channels: Int64(channels), h: Int64(h), w: Int64(w), is_plain: isPlain ? 1 : 0, scale: nil, shift: nil,
            floor: nil, affine_stride: 0, y: nil, slope: nil, y_stride: 0, write_back: nil)
        switch reading {
        case .raw, .pooled: break
        case .forward(let t):
            (result.scale, result.shift, result.floor) = (
                UnsafePointer(t.scale), UnsafePointer(t.shift), UnsafePointer(t.third)
            )
            result.affine_stride = Int64(t.stride)
        case .gradient(let t, let y):
            (result.scale, result.shift, result.slope) = (
                UnsafePointer(t.scale), UnsafePointer(t.shift), UnsafePointer(t.third)
            )
            result.affine_stride = Int64(t.stride)
            result.y = UnsafePointer(y.floats)
            result.y_stride = Int64(y.imageStride)
        }
        return result
    }

    // MARK: - Plain memory

    /// Writes all values row-major; false when interrupted.
    func store(to target: UnsafeMutablePointer<Float>) throws -> Bool {
        defer { withExtendedLifetime(self) {} }
        let (n, c, p) = (Int64(batch), Int64(channels), Int64(plane))
        switch reading {
        case .raw:
            return storeValues(to: target)
        case .forward(let t):
            guard storeValues(to: target) else { return false }
            // All images and channels at once where they agree about the floor, as they do but for concatenations.
            func agree(_ floor: Float) -> Bool { (0..<channels).allSatisfy { t.third[$0] == floor } }
            if t.rows == 1, agree(0) || agree(-.infinity) {
                return unet_channel_affine_f32(
                    n, c, p, target, t.scale, t.shift, agree(0) ? 1 : 0, target) == 0
            }
            for image in 0..<batch {
                for channel in 0..<channels {
                    let row = target + (image * channels + channel) * plane
                    let at = image * t.stride + channel
                    let isOpen = t.third[at] == -.infinity
                    let code = unet_channel_affine_f32(
                        1, 1, p, row, t.scale + at, t.shift + at, isOpen ? 0 : 1, row)
                    guard code == 0 else { return false }
                }
            }
            return true
        case .gradient, .pooled:
            return try resolved().store(to: target)
        }
    }

    /// Writes the values as they lie in the buffers, row-major.
    private func storeValues(to target: UnsafeMutablePointer<Float>) -> Bool {
        if parts.isEmpty {
            return unet_from_blocked_f32(
                Int64(batch), Int64(channels), Int64(plane), floats, Int64(imageStride), target) == 0
        }
        var first = 0
        for part in parts {
            for image in 0..<batch {
                let to = target + (image * channels + first) * plane
                let from = part.floats + image * part.imageStride
                guard unet_from_blocked_f32(1, Int64(part.channels), Int64(plane), from, 0, to) == 0 else {
                    return false
                }
            }
            first += part.channels
        }
        return true
    }

    /// This image in one buffer, with pending gradients computed; itself where nothing is to do.
    func resolved() throws -> Image {
        if !parts.isEmpty {
            let whole = try Image.empty(batch, channels, h, w)
            var first = 0
            for part in parts {
                try BlockedPass.copy(part, into: whole.slice(first, part.channels))
                first += part.channels
            }
            return whole.reread(reading)
        }
        switch reading {
        case .raw, .forward: return self
        case .gradient: return try BlockedPass.affine(self)
        case .pooled(let of): return try Blocked.poolGradient(of, self, skip: nil)
        }
    }
}

/// Calls a kernel with the images' descriptions, in order.
func kernel(_ images: Image..., body: (UnsafeMutablePointer<unet_image>) -> Int32) throws {
    var descriptions = images.map(\.raw)
    let code = descriptions.withUnsafeMutableBufferPointer { $0.baseAddress.map(body) ?? 0 }
    withExtendedLifetime(images) {}
    try check(code)
}

extension Tensor {
    /// A dense float32 tensor that holds an image.
    convenience init(_ image: Image) {
        self.init(
            storage: Storage(image), shape: image.shape, strides: Shape.strides(image.shape), dtype: .float32,
            count: image.plainCount, isContiguous: true)
    }

    /// The image this tensor is held as, if it is and the tensor is all of it.
    var image: Image? {
        guard let image = held.image, dtype == .float32, offset == 0, isContiguous, shape == image.shape else {
            return nil
        }
        return image
    }

    /// This tensor as an image: the one it has, or a conversion. Rank 4, float32.
    func asImage() throws -> Image {
        if let image { return try image.resolved() }
        let plain = try contiguous()
        let result = try Image.empty(shape[0], shape[1], shape[2], shape[3])
        Blocked.conversions += 1
        let code = unet_to_blocked_f32(
            Int64(result.batch), Int64(result.channels), Int64(result.plane), plain.pointer(Float.self), result.floats,
            0)
        withExtendedLifetime(plain) {}
        try check(code)
        return result
    }
}
