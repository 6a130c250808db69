// A picture in memory: 8-bit samples (16-bit when a PNG file had them), rows from top to bottom. Decoders make it, the
// canvas draws on it, encoders and terminals read it. Sizes are checked once, when it is made.
import Schema

/// Interleaved samples: 1 gray, 2 gray + alpha, 3 RGB, 4 RGBA (straight alpha).
public struct Bitmap: Equatable, Sendable {
    public let width: Int
    public let height: Int
    public let channels: Int
    /// Bits per sample: 8, or 16 (two bytes per sample in the machine's order).
    public let depth: Int
    public private(set) var pixels: [UInt8]

    /// The most pixels a picture or canvas may have unless the caller says otherwise: 64 Mpx.
    public static let defaultPixelLimit = 1 << 26

    /// A picture filled with zeros. ValueError when a side is below 1 or the limit is passed.
    public init(width: Int, height: Int, channels: Int = 4, maxPixels: Int = Bitmap.defaultPixelLimit) throws(Failure) {
        let count = try Bitmap.sampleCount(width, height, channels, maxPixels)
        self.width = width
        self.height = height
        self.channels = channels
        depth = 8
        pixels = [UInt8](repeating: 0, count: count)
    }

    /// A picture from samples; ValueError when their number does not fit the size.
    public init(width: Int, height: Int, channels: Int, depth: Int = 8, pixels: [UInt8]) throws(Failure) {
        let count = try Bitmap.sampleCount(width, height, channels, Int.max / 16)
        guard depth == 8 || depth == 16, pixels.count == count * (depth / 8) else {
            throw Failure(
                .valueError,
                "a \(width) x \(height) picture with \(channels) channels has \(count) samples, "
                    + "not \(pixels.count)")
        }
        self.width = width
        self.height = height
        self.channels = channels
        self.depth = depth
        self.pixels = pixels
    }

    static func sampleCount(_ width: Int, _ height: Int, _ channels: Int, _ limit: Int) throws(Failure) -> Int {
        guard width >= 1, height >= 1, channels >= 1, channels <= 4 else {
            throw Failure(.valueError, "an image needs at least 1 x 1 pixels, not \(width) x \(height)")
        }
        let (count, overflow) = width.multipliedReportingOverflow(by: height)
        guard !overflow, count <= limit, count <= Int.max / 16 else {
            throw Failure(
                .valueError, "an image of \(width) x \(height) pixels is too large; the limit is \(limit) pixels")
        }
        return count * channels
    }

    /// The samples of one pixel; empty outside the picture. For tests and small jobs.
    public subscript(x: Int, y: Int) -> [UInt8] {
        guard x >= 0, y >= 0, x < width, y < height else { return [] }
        let size = channels * depth / 8
        let at = (y * width + x) * size
        return Array(pixels[at..<at + size])
    }

    /// 16-bit samples in reading order; 8-bit ones are widened (255 becomes 65535).
    public var samples16: [UInt16] {
        if depth == 8 { return pixels.map { UInt16($0) * 257 } }
        return pixels.withUnsafeBytes { raw in
            (0..<raw.count / 2).map { raw.loadUnaligned(fromByteOffset: 2 * $0, as: UInt16.self) }
        }
    }

    /// The samples, to be changed in place by this module's drawing code.
    mutating func withPixels<R>(_ body: (UnsafeMutableBufferPointer<UInt8>) -> R) -> R {
        pixels.withUnsafeMutableBufferPointer { body($0) }
    }

    // MARK: - Conversion

    /// The same picture with 8 bits per sample (the high byte).
    public func to8Bit() -> Bitmap {
        if depth == 8 { return self }
        return Bitmap(unchecked: width, height, channels, samples16.map { UInt8($0 >> 8) })
    }

    /// The same picture as RGBA, 8 bits; missing alpha is opaque.
    public func toRGBA() -> Bitmap {
        let source = to8Bit()
        if channels == 4 { return source }
        var out = [UInt8]()
        out.reserveCapacity(width * height * 4)
        for at in stride(from: 0, to: source.pixels.count, by: channels) {
            let first = source.pixels[at]
            switch channels {
            case 1: out += [first, first, first, 255]
            case 2: out += [first, first, first, source.pixels[at + 1]]
            default: out += [first, source.pixels[at + 1], source.pixels[at + 2], 255]
            }
        }
        return Bitmap(unchecked: width, height, 4, out)
    }

    /// The same picture as RGB, 8 bits; alpha is dropped.
    public func toRGB() -> Bitmap {
        let source = to8Bit()
        if channels == 3 { return source }
        var out = [UInt8]()
        out.reserveCapacity(width * height * 3)
        for at in stride(from: 0, to: source.pixels.count, by: channels) {
            let first = source.pixels[at]
            out += channels < 3 ? [first, first, first] : [first, source.pixels[at + 1], source.pixels[at + 2]]
        }
        return Bitmap(unchecked: width, height, 3, out)
    }

    /// Luminance as PIL's convert("L") computes it: (19595 R + 38470 G + 7471 B + 32768) >> 16.
    public func toGray() -> Bitmap {
        let source = to8Bit()
        if channels == 1 { return source }
        var out = [UInt8]()
        out.reserveCapacity(width * height)
        for at in stride(from: 0, to: source.pixels.count, by: channels) {
            if channels == 2 {
                out.append(source.pixels[at])
            } else {
                let (r, g, b) = (Int(source.pixels[at]), Int(source.pixels[at + 1]), Int(source.pixels[at + 2]))
                out.append(UInt8((19595 * r + 38470 * g + 7471 * b + 32768) >> 16))
            }
        }
        return Bitmap(unchecked: width, height, 1, out)
    }

    /// The part [x0, x1) x [y0, y1); what lies outside the picture is zero, as PIL's crop does.
    public func cropped(x0: Int, y0: Int, x1: Int, y1: Int) throws(Failure) -> Bitmap {
        let (w, wide) = x1.subtractingReportingOverflow(x0)
        let (h, high) = y1.subtractingReportingOverflow(y0)
        guard !wide, !high else { throw Failure(.valueError, "the crop box is too large") }
        let source = to8Bit()
        var out = try Bitmap(width: w, height: h, channels: channels)
        let (left, right) = (max(x0, 0), min(x1, width))
        guard left < right else { return out }
        for y in max(y0, 0)..<max(max(y0, 0), min(y1, height)) {
            let from = (y * width + left) * channels
            let to = ((y - y0) * w + left - x0) * channels
            out.pixels.replaceSubrange(
                to..<to + (right - left) * channels,
                with: source.pixels[from..<from + (right - left) * channels])
        }
        return out
    }

    /// Mirrored left to right.
    public func flippedHorizontally() -> Bitmap {
        let source = to8Bit()
        var out = source
        for y in 0..<height {
            for x in 0..<width {
                for c in 0..<channels {
                    out.pixels[(y * width + x) * channels + c] =
                        source.pixels[(y * width + width - 1 - x) * channels + c]
                }
            }
        }
        return out
    }

    /// Mirrored top to bottom.
    public func flippedVertically() -> Bitmap {
        let source = to8Bit()
        let row = width * channels
        var out: [UInt8] = []
        out.reserveCapacity(source.pixels.count)
        for y in stride(from: height - 1, through: 0, by: -1) { out += source.pixels[y * row..<(y + 1) * row] }
        return Bitmap(unchecked: width, height, channels, out)
    }

    /// A border of `fill` (one value per channel) around the picture, as PIL's ImageOps.expand.
    public func expanded(left: Int, top: Int, right: Int, bottom: Int, fill: [UInt8]) throws(Failure) -> Bitmap {
        let sides = [left, top, right, bottom]
        guard sides.allSatisfy({ $0 >= 0 && $0 <= 1 << 20 }) else {
            throw Failure(.valueError, "border must not be negative or huge")
        }
        var out = try Bitmap(width: width + left + right, height: height + top + bottom, channels: channels)
        for at in out.pixels.indices where !fill.isEmpty { out.pixels[at] = fill[at % channels % fill.count] }
        out.paste(self, x: left, y: top)
        return out
    }

    /// Copies another picture of the same kind over this one, its upper left corner at (x, y); what lies outside is
    /// cut.
    public mutating func paste(_ other: Bitmap, x: Int, y: Int) {
        guard depth == 8, other.channels == channels, x.magnitude < 1 << 30, y.magnitude < 1 << 30 else { return }
        let source = other.to8Bit()
        let (left, right) = (max(x, 0), min(x + source.width, width))
        guard left < right else { return }
        for row in max(y, 0)..<max(max(y, 0), min(y + source.height, height)) {
            let from = ((row - y) * source.width + left - x) * channels
            let to = (row * width + left) * channels
            pixels.replaceSubrange(
                to..<to + (right - left) * channels, with: source.pixels[from..<from + (right - left) * channels])
        }
    }

    /// Turned by a quarter counterclockwise, `times` times.
    public func turned(quarters times: Int) -> Bitmap {
        var result = to8Bit()
        for _ in 0..<((times % 4) + 4) % 4 {
            let (w, h, source) = (result.width, result.height, result.pixels)
            var out = [UInt8]()
            out.reserveCapacity(source.count)
            for y in 0..<w {
                for x in 0..<h {
                    let from = (x * w + w - 1 - y) * channels
                    out += source[from..<from + channels]
                }
            }
            result = Bitmap(unchecked: h, w, channels, out)
        }
        return result
    }

    init(unchecked width: Int, _ height: Int, _ channels: Int, _ pixels: [UInt8]) {
        precondition(pixels.count == width * height * channels, "a bitmap's samples must fit its size")
        self.width = width
        self.height = height
        self.channels = channels
        depth = 8
        self.pixels = pixels
    }
}
