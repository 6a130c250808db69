// Picture files: PNG is read and written here; every other format is refused with what to do instead.
import Figures
import Schema

enum ImageFiles {
    /// A file's pixels. FileNotFoundError, or the sentence about PNG.
    static func read(_ path: String) throws -> Bitmap {
        let bytes = try AtomicFile.read(path)
        return try decode(bytes, path)
    }

    static func decode(_ bytes: [UInt8], _ path: String) throws -> Bitmap {
        guard PNG.isPNG(bytes) else { throw unreadable(bytes, path) }
        return try PNG.decode(bytes)
    }

    private static func unreadable(_ bytes: [UInt8], _ path: String) -> Failure {
        let kind: String?
        if bytes.starts(with: [0xff, 0xd8, 0xff]) {
            kind = "JPEG"
        } else if bytes.starts(with: [0x47, 0x49, 0x46, 0x38]) {
            kind = "GIF"
        } else if bytes.starts(with: [0x49, 0x49, 0x2a, 0x00]) || bytes.starts(with: [0x4d, 0x4d, 0x00, 0x2a]) {
            kind = "TIFF"
        } else if bytes.starts(with: [0x42, 0x4d]) {
            kind = "BMP"
        } else {
            kind = nil
        }
        guard let kind else {
            return Failure(.osError, "cannot identify image file '\(path)'", hint: "only PNG images can be read")
        }
        let stem = path.split(separator: "/").last?.split(separator: ".").first.map(String.init) ?? "image"
        return Failure(
            .osError, "cannot read '\(path)': it is a \(kind) image, and only PNG images can be read",
            hint: "convert it once (ImageMagick: magick '\(path)' '\(stem).png')")
    }

    /// Writes a PNG file; the name's suffix must agree.
    static func write(_ bitmap: Bitmap, to path: String, format: String? = nil) throws {
        let name = path.split(separator: "/").last ?? ""
        let suffix = (format ?? name.lastIndex(of: ".").map { String(name[name.index(after: $0)...]) } ?? "")
            .lowercased()
        guard suffix == "png" || suffix.isEmpty else {
            throw Failure(
                .valueError, "cannot write '\(path)': only PNG images can be written",
                hint: "save it as '\(path.dropLast(format == nil ? suffix.utf8.count : 0))png'")
        }
        try AtomicFile.write(try PNG.encode(bitmap), to: path)
    }
}
