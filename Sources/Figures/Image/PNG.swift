// PNG files as bytes: a `Bitmap` in, bytes out, and back. The work and the size limits are libpng's shim in CImage;
// here its codes become Failures.
import CImage
import Schema

public enum PNG {
    /// The PNG file for an 8-bit picture (16-bit samples are cut to 8). `dpi` is noted in the file when given.
    public static func encode(_ bitmap: Bitmap, dpi: Double = 0) throws(Failure) -> [UInt8] {
        let source = bitmap.to8Bit()
        guard let width = UInt32(exactly: source.width), let height = UInt32(exactly: source.height) else {
            throw Failure(.valueError, "a PNG of \(source.width) x \(source.height) pixels is too large")
        }
        var bytes: UnsafeMutablePointer<UInt8>?
        var count = 0
        var message = [CChar](repeating: 0, count: 256)
        let code = source.pixels.withUnsafeBufferPointer { pixels in
            unet_png_write(
                pixels.baseAddress, width, height, UInt32(source.channels), dpi.isFinite ? dpi : 0, &bytes, &count,
                &message, message.count)
        }
        defer { unet_png_free(bytes) }
        guard Int(code) == UNET_PNG_OK, let bytes else { throw failure(code, message, "cannot write the PNG") }
        return Array(UnsafeBufferPointer(start: bytes, count: count))
    }

    /// The picture in a PNG file. Palettes and small gray depths are expanded to 8 bits; 16-bit samples are kept.
    /// OSError for what is not a PNG or is damaged, ValueError when it has more than `maxPixels` pixels.
    public static func decode(_ file: [UInt8], maxPixels: Int = Bitmap.defaultPixelLimit) throws(Failure) -> Bitmap {
        var image = unet_png_image()
        var message = [CChar](repeating: 0, count: 256)
        let code = file.withUnsafeBufferPointer { bytes in
            unet_png_read(bytes.baseAddress, bytes.count, UInt64(max(maxPixels, 0)), &image, &message, message.count)
        }
        defer { unet_png_free(image.pixels) }
        guard Int(code) == UNET_PNG_OK else { throw failure(code, message, "cannot read the PNG") }
        return try Bitmap(
            width: Int(image.width), height: Int(image.height), channels: Int(image.channels),
            depth: Int(image.depth),
            pixels: Array(UnsafeBufferPointer(start: image.pixels, count: image.byte_count)))
    }

    /// True when the bytes begin with PNG's signature.
    public static func isPNG(_ file: some Collection<UInt8>) -> Bool {
        file.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
    }

    static func failure(_ code: Int32, _ message: [CChar], _ prefix: String) -> Failure {
        let text = String(decoding: message.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let kind: Failure.Kind
        switch Int(code) {
        case UNET_PNG_TOO_LARGE, UNET_PNG_BAD_ARGUMENT: kind = .valueError
        case UNET_PNG_NO_MEMORY: kind = .memoryError
        default: kind = .osError
        }
        return Failure(kind, "\(prefix): \(text)")
    }
}
