// JPEG files as bytes: a `Bitmap` in, bytes out, and back. The work and the size limits are libjpeg's shim in CImage; here its codes
// become Failures.
import CImage
import Schema

public enum JPEG {
    /// The JPEG file for an 8-bit picture of 1 or 3 channels, at a quality of 1 to 100.
    public static func encode(_ bitmap: Bitmap, quality: Int = 75) throws(Failure) -> [UInt8] {
        let source = bitmap.to8Bit()
        guard let width = UInt32(exactly: source.width), let height = UInt32(exactly: source.height) else {
            throw Failure(.valueError, "a JPEG of \(source.width) x \(source.height) pixels is too large")
        }
        var bytes: UnsafeMutablePointer<UInt8>?
        var count = 0
        var message = [CChar](repeating: 0, count: 256)
        let code = source.pixels.withUnsafeBufferPointer { pixels in
            unet_jpeg_write(
                pixels.baseAddress, width, height, UInt32(source.channels), Int32(min(max(quality, 1), 100)), &bytes,
                &count, &message, message.count)
        }
        defer { unet_png_free(bytes) }
        guard Int(code) == UNET_PNG_OK, let bytes else { throw PNG.failure(code, message, "cannot write the JPEG") }
        return Array(UnsafeBufferPointer(start: bytes, count: count))
    }

    /// The picture in a JPEG file, gray or RGB; the pixels are the ones Pillow reads. OSError for what is damaged or CMYK, ValueError
    /// when it has more than `maxPixels` pixels.
    /// `asGray`: one channel, the brightness that the file stores apart from the colours.
    public static func decode(
        _ file: [UInt8], maxPixels: Int = Bitmap.defaultPixelLimit, asGray: Bool = false
    ) throws(Failure) -> Bitmap {
        let image = try read(file, maxPixels, asGray ? UNET_JPEG_GRAY : UNET_JPEG_PIXELS)
        defer { unet_png_free(image.pixels) }
        return try Bitmap(
            width: Int(image.width), height: Int(image.height), channels: Int(image.channels), depth: 8,
            pixels: Array(UnsafeBufferPointer(start: image.pixels, count: image.byte_count)))
    }

    /// Size and channels, without the pixels.
    public static func header(_ file: [UInt8]) throws(Failure) -> (width: Int, height: Int, channels: Int) {
        let image = try read(file, Bitmap.defaultPixelLimit, UNET_JPEG_HEADER)
        return (Int(image.width), Int(image.height), Int(image.channels))
    }

    /// True when the bytes begin like a JPEG.
    public static func isJPEG(_ file: some Collection<UInt8>) -> Bool { file.starts(with: [0xFF, 0xD8, 0xFF]) }

    private static func read(_ file: [UInt8], _ maxPixels: Int, _ part: some BinaryInteger) throws(Failure)
        -> unet_png_image
    {
        var image = unet_png_image()
        var message = [CChar](repeating: 0, count: 256)
        let code = file.withUnsafeBufferPointer { bytes in
            unet_jpeg_read(
                bytes.baseAddress, bytes.count, UInt64(max(maxPixels, 0)), Int32(part), &image, &message,
                message.count)
        }
        guard Int(code) == UNET_PNG_OK else { throw PNG.failure(code, message, "cannot read the JPEG") }
        return image
    }
}
