// PIL's Image: saving, bytes, showing.
import Figures
import Schema
import Script
import Tensors

extension ImageMethods {
    /// `quality=` of a JPEG, in PIL's scale of 1 to 95 or 100.
    private static func quality(_ bound: BoundArguments) throws -> Int? {
        guard let value = (bound[3].asObject as? DictObject)?["quality"] else { return nil }
        return try Int.from(value)
    }

    /// Refuses what would change the file's pixels or leave frames out; what only changes its size or its notes may be given.
    private static func checkSaving(_ options: Value, as format: ImageFormat) throws {
        for (key, value) in (options.asObject as? DictObject)?.pairs ?? [] {
            let name = key.text ?? ""
            switch name {
            case "save_all", "append_images":
                if try !value.truth() { continue }
                throw Failure(
                    .notImplementedError, "save(\(name)=) is not available here: a file holds one picture",
                    hint: "save one PNG per picture")
            case "subsampling" where format == .jpeg:
                if try value.text == "4:2:0" || Int.from(value) == 2 || Int.from(value) == -1 { continue }
                throw Failure(
                    .notImplementedError, "save(subsampling=\(try value.repr())) is not available here",
                    hint: "leave it out: JPEG files are written with 4:2:0, Pillow's default")
            case "quality" where format == .jpeg:
                if try Int.from(value) != nil { continue }
                throw Failure(
                    .notImplementedError, "save(quality=\(try value.repr())) is not available here",
                    hint: "give a number from 1 to 95: quality=75")
            case "qtables", "exif", "pnginfo", "icc_profile", "transparency", "bits":
                if value.isNone { continue }
                throw Failure(
                    .notImplementedError, "save(\(name)=) is not available here", hint: "leave it out")
            default: continue
            }
        }
    }

    static func declareFiles(on type: TypeObject) {
        method(type, "save(self, fp, format=None, **params)", "Writes a PNG, JPEG or GIF file.") { image, bound in
            let path = try bound[1].path()
            if path == nil, bound[2].text == nil {
                throw Failure(.valueError, "unknown file extension: ", hint: "image.save(file, format=\"PNG\")")
            }
            let format = try ImageFiles.format(of: path ?? "", bound[2].text)
            try checkSaving(bound[3], as: format)
            let bitmap: Bitmap
            if let wide = try image.wideTensor() {
                guard image.mode != "F", format == .png else {
                    throw Failure(
                        .osError, "cannot write mode \(image.mode) as \(format.rawValue)",
                        hint: "make bytes of it: Image.fromarray((x * 255).astype(np.uint8))")
                }
                let samples = try Numbers.doubles(wide).map { UInt16(min(max($0, 0), 65535)) }
                bitmap = try Bitmap(
                    width: image.width, height: image.height, channels: 1, depth: 16,
                    pixels: samples.withUnsafeBytes { Array($0) })
            } else if image.mode == "P" {
                bitmap = try ImageConversion.bitmap(try image.bitmap(), "P", "RGB", palette: image.palette)
            } else {
                bitmap = try image.bitmap()
            }
            let bytes = try ImageFiles.encode(bitmap, format, quality: try quality(bound) ?? 75)
            if let path {
                try AtomicFile.write(bytes, to: path)
            } else {
                _ = try bound[1].attribute("write").call(.object(BytesObject(bytes)))
            }
            return .none
        }
        method(type, "show(self, title=None)", "Shows the image.") { image, _ in
            try ImageShow.present(image)
            return .none
        }
        method(type, "tobytes(self, encoder_name='raw', *args)", "The pixels' bytes.") { image, bound in
            let order = try bound[2].elements().first?.text
            guard bound[1].text == "raw", order == nil || order == image.mode else {
                throw Failure(
                    .notImplementedError, "tobytes() gives the pixels in the image's own order here",
                    hint: "np.array(image)[..., ::-1].tobytes() is blue, green, red")
            }
            if image.mode == "1" {
                // Eight pixels a byte, every row on its own.
                let pixels = try image.bitmap().pixels
                let width = (image.width + 7) / 8
                var bits = [UInt8](repeating: 0, count: width * image.height)
                for (i, value) in pixels.enumerated() where value != 0 {
                    let (y, x) = (i / image.width, i % image.width)
                    bits[y * width + x / 8] |= 0x80 >> UInt8(x % 8)
                }
                return .object(BytesObject(bits))
            }
            let array = try image.arrayTensor().contiguous()
            return .object(BytesObject(array.withBytes { Array($0) }))
        }
        method(type, "close(self)", "Nothing is held open.") { _, _ in .none }
        method(type, "seek(self, frame)", "PNG images have one frame.") { _, bound in
            if try Int.from(bound[1]) == 0 { return .none }
            throw Failure(.eofError, "no more images in file")
        }
        method(type, "tell(self)", "") { _, _ in .int(0) }
        method(type, "__enter__(self)", "") { _, bound in bound[0] }
        method(type, "__exit__(self, *error)", "") { _, _ in .bool(false) }
    }
}

enum ImageShow {
    /// An image as a picture for the front end, without axes.
    static func present(_ image: ImageObject) throws {
        let bitmap =
            try image.wideTensor() == nil
            ? ImageConversion.bitmap(
                image.bitmap(), image.mode, image.mode == "L" || image.mode == "1" ? "L" : "RGBA",
                palette: image.palette)
            : ImageConversion.convert(image, to: "L").bitmap()
        Host.current.showFigure(try PNG.encode(bitmap), bitmap.width, bitmap.height)
    }
}
