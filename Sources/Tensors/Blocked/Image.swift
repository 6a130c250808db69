// A tensor as a blocked image (NCHW16c): a buffer that is never written again, and what its readers do to each value on the way
// in: scale, shift and floor per channel. A BatchNorm or ReLU of an image is therefore a new image of the same buffer, and no
// pass over memory. `Storage` holds an image in place of bytes until somebody asks for the bytes.

import CKernels
import Glibc

/// Three numbers per channel, padded to whole blocks of 16: `scale`, `shift` and `floor`, or for a gradient `slope`.
final class ChannelTransform {
    let channels: Int
    private let memory: UnsafeMutablePointer<Float>
    private let padded: Int
    /// The BatchNorm's transform to which this one only adds a ReLU.
    var origin: ChannelTransform?

    /// Padding channels get 0, 0 and the fill.
    init(channels: Int, third fill: Float) {
        self.channels = channels
        padded = (channels + 15) / 16 * 16
        memory = .allocate(capacity: 3 * padded)
        memory.initialize(repeating: 0, count: 2 * padded)
        (memory + 2 * padded).initialize(repeating: fill, count: padded)
    }

    deinit { memory.deallocate() }

    var scale: UnsafeMutablePointer<Float> { memory }
    var shift: UnsafeMutablePointer<Float> { memory + padded }
    var third: UnsafeMutablePointer<Float> { memory + 2 * padded }

    /// Changes nothing.
    static func identity(_ channels: Int) -> ChannelTransform {
        let result = ChannelTransform(channels: channels, third: -.infinity)
        result.scale.update(repeating: 1, count: channels)
        return result
    }

    /// The same followed by max(·, 0).
    func rectified() -> ChannelTransform {
        let result = ChannelTransform(channels: channels, third: 0)
        result.scale.update(from: scale, count: channels)
        result.shift.update(from: shift, count: channels)
        for c in 0..<channels { result.third[c] = max(third[c], 0) }
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
    }

    /// Uninitialised.
    static func empty(_ batch: Int, _ channels: Int, _ h: Int, _ w: Int) throws -> Image {
        let floats = try Shape.count([batch, (channels + 15) / 16 * 16, h, w])
        return Image(batch: batch, channels: channels, h: h, w: w, buffer: try Storage(bytes: floats * 4))
    }

    /// A dense float32 tensor of rank 4 as it lies in memory.
    init(plain tensor: Tensor) {
        (batch, channels, h, w) = (tensor.shape[0], tensor.shape[1], tensor.shape[2], tensor.shape[3])
        (buffer, offset, imageStride) = (tensor.storage, tensor.offset, channels * h * w)
        (reading, isPlain) = (.raw, true)
    }

    /// The same buffer, read otherwise.
    func reread(_ reading: Reading) -> Image {
        Image(
            batch: batch, channels: channels, h: h, w: w, buffer: buffer, offset: offset, imageStride: imageStride,
            reading: reading, isPlain: isPlain)
    }

    /// `count` channels from `first`, a multiple of 16, of an untransformed image.
    func slice(_ first: Int, _ count: Int) -> Image {
        Image(
            batch: batch, channels: count, h: h, w: w, buffer: buffer, offset: offset + first * plane,
            imageStride: imageStride, isPlain: isPlain)
    }

    var floats: UnsafeMutablePointer<Float> { buffer.base.assumingMemoryBound(to: Float.self) + offset }

    var transform: ChannelTransform? { if case .forward(let transform) = reading { transform } else { nil } }
    var isRaw: Bool { if case .raw = reading { true } else { false } }

    /// For the kernels. The image must outlive the call: `kernel` sees to it.
    var raw: unet_image {
        var result = unet_image(
            data: floats, image_stride: Int64(imageStride), channels: Int64(channels), h: Int64(h), w: Int64(w),
            is_plain: isPlain ? 1 : 0, scale: nil, shift: nil, floor: nil, y: nil, slope: nil, y_stride: 0,
            write_back: nil)
        switch reading {
        case .raw, .pooled: break
        case .forward(let t):
            (result.scale, result.shift, result.floor) = (
                UnsafePointer(t.scale), UnsafePointer(t.shift), UnsafePointer(t.third)
            )
        case .gradient(let t, let y):
            (result.scale, result.shift, result.slope) = (
                UnsafePointer(t.scale), UnsafePointer(t.shift), UnsafePointer(t.third)
            )
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
            return unet_from_blocked_f32(n, c, p, floats, Int64(imageStride), target) == 0
        case .forward(let t):
            guard unet_from_blocked_f32(n, c, p, floats, Int64(imageStride), target) == 0 else { return false }
            let isRectified = (0..<channels).allSatisfy { t.third[$0] == 0 }
            if isRectified || (0..<channels).allSatisfy({ t.third[$0] == -.infinity }) {
                return unet_channel_affine_f32(
                    n, c, p, target, t.scale, nil, nil, t.shift, nil, isRectified ? 1 : 0, target) == 0
            }
            for image in 0..<batch {
                for channel in 0..<channels {
                    let row = target + (image * channels + channel) * plane
                    let isOpen = t.third[channel] == -.infinity
                    let code = unet_channel_affine_f32(
                        1, 1, p, row, t.scale + channel, nil, nil, t.shift + channel, nil, isOpen ? 0 : 1, row)
                    guard code == 0 else { return false }
                }
            }
            return true
        case .gradient, .pooled:
            return try resolved().store(to: target)
        }
    }

    /// This image with pending gradients computed; itself where nothing is pending.
    func resolved() throws -> Image {
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
        let code = unet_to_blocked_f32(
            Int64(result.batch), Int64(result.channels), Int64(result.plane), plain.pointer(Float.self), result.floats,
            0)
        withExtendedLifetime(plain) {}
        try check(code)
        return result
    }
}
