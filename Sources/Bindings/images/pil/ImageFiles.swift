// Picture files: PNG, JPEG, GIF, TIFF and BMP are read and written here; every other format is refused with what to do instead.
import Figures
import Schema

/// The formats that are read and written.
enum ImageFormat: String, CaseIterable {
    case png = "PNG", jpeg = "JPEG", gif = "GIF", tiff = "TIFF", bmp = "BMP"

    /// The format that a file's first bytes show.
    init?(_ bytes: [UInt8]) {
        if PNG.isPNG(bytes) {
            self = .png
        } else if JPEG.isJPEG(bytes) {
            self = .jpeg
        } else if GIF.isGIF(bytes) {
            self = .gif
        } else if TIFF.isTIFF(bytes) {
            self = .tiff
        } else if BMP.isBMP(bytes) {
            self = .bmp
        } else {
            return nil
        }
    }

    /// The format of a name's suffix or of `format=`, in any case.
    init?(named name: String) {
        switch name.lowercased() {
        case "png": self = .png
        case "jpg", "jpeg", "jpe", "jfif": self = .jpeg
        case "gif": self = .gif
        case "tif", "tiff": self = .tiff
        case "bmp", "dib": self = .bmp
        default: return nil
        }
    }
}

enum ImageFiles {
    /// A file's pixels: 16 bits where the file has them, colours for a palette's numbers.
    static func pixels(of image: ImageObject) throws -> Bitmap {
        try image.load()
        if image.mode == "I;16", let wide = image.wide {
            let samples = try Numbers.doubles(wide).map { UInt16(min(max($0, 0), 65535)) }
            return try Bitmap(
                width: image.width, height: image.height, channels: 1, depth: 16,
                pixels: samples.withUnsafeBytes { Array($0) })
        }
        guard image.mode == "P" else { return try image.bitmap() }
        return try ImageConversion.bitmap(try image.bitmap(), "P", "RGB", palette: image.palette)
    }

    /// OSError for a file of another format, or of none.
    static func unreadable(_ bytes: [UInt8], _ path: String) -> Failure {
        let kind: String?
        if bytes.starts(with: Array("RIFF".utf8)) {
            kind = "WebP"
        } else {
            kind = nil
        }
        guard let kind else {
            return Failure(
                .osError, "cannot identify image file '\(path)'",
                hint: "PNG, JPEG, GIF, TIFF and BMP images can be read")
        }
        let stem = path.split(separator: "/").last?.split(separator: ".").first.map(String.init) ?? "image"
        return Failure(
            .osError,
            "cannot read '\(path)': it is a \(kind) image, and only PNG, JPEG, GIF, TIFF and BMP images can be read",
            hint: "convert it once (ImageMagick: magick '\(path)' '\(stem).png')")
    }

    /// Writes a picture in the format of `format=` or of the name's suffix; PNG without either.
    static func write(_ bitmap: Bitmap, to path: String, format: String? = nil, quality: Int = 75) throws {
        let chosen = try self.format(of: path, format)
        try AtomicFile.write(try encode(bitmap, chosen, quality: quality), to: path)
    }

    /// ValueError for a suffix that cannot be written.
    static func format(of path: String, _ format: String?) throws -> ImageFormat {
        let name = path.split(separator: "/").last ?? ""
        let suffix = format ?? name.lastIndex(of: ".").map { String(name[name.index(after: $0)...]) } ?? ""
        if suffix.isEmpty { return .png }
        guard let chosen = ImageFormat(named: suffix) else {
            throw Failure(
                .valueError, "cannot write '\(path)': only PNG, JPEG, GIF, TIFF and BMP images can be written",
                hint: "save it as '\(path.dropLast(format == nil ? suffix.utf8.count : 0))png'")
        }
        return chosen
    }

    /// The file's bytes. JPEG has no transparency; GIF is written from gray or black-and-white pictures, whose levels become its colours.
    static func encode(_ bitmap: Bitmap, _ format: ImageFormat, quality: Int = 75) throws -> [UInt8] {
        switch format {
        case .png: return try PNG.encode(bitmap)
        case .jpeg:
            guard bitmap.channels == 1 || bitmap.channels == 3 else {
                throw Failure(
                    .osError, "cannot write mode \(bitmap.channels == 2 ? "LA" : "RGBA") as JPEG",
                    hint: "JPEG has no transparency: image.convert(\"RGB\").save(path)")
            }
            return try JPEG.encode(bitmap, quality: quality)
        case .tiff: return try TIFF.encode(bitmap)
        case .bmp: return try BMP.encode(bitmap)
        case .gif:
            guard bitmap.channels == 1 else {
                throw Failure(
                    .osError, "only gray images can be written as GIF",
                    hint: "write a PNG, or image.convert(\"L\").save(path)")
            }
            // As Pillow does: only the levels that occur are colours, in rising order.
            let used = Set(bitmap.pixels).sorted()
            var index = [UInt8](repeating: 0, count: 256)
            for (i, level) in used.enumerated() { index[Int(level)] = UInt8(i) }
            let indices = try Bitmap(
                width: bitmap.width, height: bitmap.height, channels: 1, pixels: bitmap.pixels.map { index[Int($0)] })
            return try GIF.encode(indices, palette: used.flatMap { [$0, $0, $0] })
        }
    }
}
