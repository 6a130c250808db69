// PIL's image in a script. Pixels are an 8-bit bitmap (modes 1, L, LA, P, RGB, RGBA) or one wide number per pixel (modes I, F, I;16).
// An opened file is decoded when its pixels are first asked for.
import Figures
import Schema
import Script
import Tensors

final class ImageObject: Object, ArrayConvertible {
    private(set) var mode: String
    private(set) var width: Int
    private(set) var height: Int
    /// nil for a file that is not decoded yet, and for wide modes.
    private var pixels: Bitmap?
    private(set) var wide: Tensor?
    /// 256 RGB triples of mode P.
    private(set) var palette: [UInt8] = []
    private var file: [UInt8]?
    /// The camera's orientation, 1 to 8, of a JPEG file and of what is made of its image.
    var orientation: Int?
    let filename: String
    /// "PNG", "JPEG", … for an opened file.
    let format: String?
    nonisolated(unsafe) static let cls = ImageMethods.makeType()
    override var type: TypeObject { ImageObject.cls }

    init(_ bitmap: Bitmap, mode: String? = nil, palette: [UInt8] = []) {
        let bitmap = bitmap.to8Bit()
        pixels = bitmap
        (width, height) = (bitmap.width, bitmap.height)
        self.mode = mode ?? ["L", "LA", "RGB", "RGBA"][bitmap.channels - 1]
        self.palette = palette
        filename = ""
        format = nil
    }

    /// Wide numbers: mode I (int32), F (float32) or I;16.
    init(wide: Tensor, mode: String) {
        self.wide = wide
        self.mode = mode
        (height, width) = (wide.shape[0], wide.shape[1])
        filename = ""
        format = nil
    }

    /// A file. Of a PNG or a JPEG only the header is read; a GIF, whose mode depends on its colours, at once.
    init(file: [UInt8], name: String) throws {
        guard let format = ImageFormat(file) else { throw ImageFiles.unreadable(file, name) }
        filename = name
        self.format = format.rawValue
        switch format {
        case .png:
            guard let header = PNGHeader(file) else {
                throw Failure(
                    .osError, "cannot identify image file '\(name)'", hint: "the file is cut off in its header")
            }
            (mode, width, height) = (header.mode, header.width, header.height)
            self.file = file
        case .jpeg:
            let header = try JPEG.header(file)
            orientation = ExifOrientation.read(file)
            (mode, width, height) = (header.channels == 1 ? "L" : "RGB", header.width, header.height)
            self.file = file
        case .gif:
            let picture = try GIF.decode(file)
            // A palette that is the gray ramp itself makes a gray image.
            let isRamp = picture.palette.enumerated().allSatisfy { Int($1) == $0 / 3 }
            (mode, width, height) = (isRamp ? "L" : "P", picture.indices.width, picture.indices.height)
            pixels = picture.indices
            if !isRamp { palette = ImageObject.padded(picture.palette) }
        case .tiff, .bmp:
            let bitmap = try format == .tiff ? TIFF.decode(file) : BMP.decode(file)
            pixels = bitmap
            (mode, width, height) = (["L", "LA", "RGB", "RGBA"][bitmap.channels - 1], bitmap.width, bitmap.height)
        }
    }

    /// Decodes the file.
    func load() throws {
        guard let file else { return }
        if JPEG.isJPEG(file) {
            pixels = try JPEG.decode(file)
        } else if mode == "P", let (indices, palette) = try PalettePNG.decode(file) {
            (pixels, self.palette) = (indices, palette)
        } else {
            let bitmap = try PNG.decode(file)
            if mode == "I;16" {
                wide = try Tensor.from(bitmap.samples16.map { Int32($0) }, [bitmap.height, bitmap.width])
            } else {
                let bitmap = bitmap.to8Bit()
                pixels = bitmap
                let found = ["L", "LA", "RGB", "RGBA"][bitmap.channels - 1]
                // A transparent colour in the header adds a channel.
                if mode != "1", found != mode { pixels = try ImageConversion.bitmap(bitmap, found, mode) }
            }
        }
        self.file = nil
    }

    /// The 8-bit pixels; wide modes are refused with what to do.
    func bitmap() throws -> Bitmap {
        try load()
        if let pixels { return pixels }
        throw Failure(
            .valueError, "this operation does not work on images of mode '\(mode)'",
            hint: "convert first: image.convert(\"L\")")
    }
    func wideTensor() throws -> Tensor? {
        try load()
        return wide
    }
    func change(_ bitmap: Bitmap) {
        pixels = bitmap
        (width, height) = (bitmap.width, bitmap.height)
    }

    /// Other pixels in another mode.
    func become(_ bitmap: Bitmap, mode: String) {
        change(bitmap)
        self.mode = mode
        wide = nil
    }
    func setPalette(_ colors: [UInt8]) {
        palette = ImageObject.padded(colors)
        if mode == "L" { mode = "P" }
    }
    private static func padded(_ colors: [UInt8]) -> [UInt8] {
        Array((colors + [UInt8](repeating: 0, count: max(0, 768 - colors.count))).prefix(768))
    }
    /// One pixel; (x, y) lies inside.
    func setPixel(_ x: Int, _ y: Int, _ bytes: [UInt8]) throws {
        var bitmap = try bitmap()
        pixels = nil
        bitmap.paste(try Bitmap(width: 1, height: 1, channels: bitmap.channels, pixels: bytes), x: x, y: y)
        pixels = bitmap
    }

    /// The same kind of image with other pixels.
    func with(_ bitmap: Bitmap) -> ImageObject {
        let image = ImageObject(bitmap, mode: mode, palette: palette)
        image.orientation = orientation
        return image
    }

    // MARK: - As an array

    /// (H, W) or (H, W, C), uint8; bool for mode 1, int32 for I, float32 for F.
    func arrayTensor() throws -> Tensor {
        if let wide = try wideTensor() { return try wide.clone() }
        let bitmap = try bitmap()
        let shape = bitmap.channels == 1 ? [height, width] : [height, width, bitmap.channels]
        if mode == "1" { return try Tensor.from(bitmap.pixels.map { $0 != 0 }, shape) }
        return try Tensor.from(bitmap.pixels, shape)
    }

    /// Image.fromarray.
    static func from(array: Tensor, mode: String?) throws -> ImageObject {
        let shape = array.shape
        func refuse() -> Failure {
            let tail =
                shape.count > 2
                ? "(\((["1", "1"] + shape.dropFirst(2).map(String.init)).joined(separator: ", ")))" : "(1, 1)"
            return Failure(
                .typeError, "Cannot handle this data type: \(tail), \(NumpyDTypeText.code(array.dtype))",
                hint: shape.count == 3 && [1, 3, 4].contains(shape[0])
                    ? "channels come last: Image.fromarray(x.transpose(1, 2, 0))"
                    : array.dtype.isFloatingPoint
                        ? "make bytes of it: Image.fromarray((x * 255).astype(np.uint8))"
                        : "Image.fromarray takes (H, W) or (H, W, 3) of uint8")
        }
        guard shape.count == 2 || shape.count == 3, shape[0] > 0, shape[1] > 0 else { throw refuse() }
        if shape.count == 2 {
            switch array.dtype {
            case .uint8:
                let bitmap = try Bitmap(
                    width: shape[1], height: shape[0], channels: 1, pixels: try Numbers.bytes(array))
                return ImageObject(
                    bitmap, mode: mode == "P" ? "P" : "L", palette: mode == "P" ? ImageConversion.grayPalette : [])
            case .bool:
                let bytes = try Numbers.bytes(array).map { $0 != 0 ? UInt8(255) : 0 }
                return ImageObject(try Bitmap(width: shape[1], height: shape[0], channels: 1, pixels: bytes), mode: "1")
            case .int32, .int16: return ImageObject(wide: try array.to(.int32, copy: true).contiguous(), mode: "I")
            case .float32, .float64:
                return ImageObject(wide: try array.to(.float32, copy: true).contiguous(), mode: "F")
            case .int8, .int64, .float16, .bfloat16: throw refuse()
            }
        }
        guard array.dtype == .uint8, (2...4).contains(shape[2]) else { throw refuse() }
        return ImageObject(
            try Bitmap(width: shape[1], height: shape[0], channels: shape[2], pixels: try Numbers.bytes(array)))
    }

    override func repr() throws -> String {
        format == nil
            ? "<PIL.Image.Image image mode=\(mode) size=\(width)x\(height)>"
            : "<PIL.PngImagePlugin.PngImageFile image mode=\(mode) size=\(width)x\(height)>"
    }

    override func compare(_ op: ComparisonOperator, _ other: Value) throws -> Value? {
        guard op == .equal || op == .notEqual, let other = other.asObject as? ImageObject else { return nil }
        var same = mode == other.mode && width == other.width && height == other.height
        if same { same = try Numbers.doubles(arrayTensor()) == Numbers.doubles(other.arrayTensor()) }
        return .bool(same == (op == .equal))
    }

    static func from(_ value: Value) throws -> ImageObject {
        guard let image = value.asObject as? ImageObject else {
            throw Failure(
                .typeError, "expected a PIL image, not \(value.typeName)", hint: "Image.fromarray(array) makes one")
        }
        return image
    }
}

/// numpy's codes of element types, as PIL's messages print them.
enum NumpyDTypeText {
    static func code(_ dtype: DType) -> String {
        switch dtype {
        case .bool: "|b1"
        case .uint8: "|u1"
        case .int8: "|i1"
        case .int16: "<i2"
        case .int32: "<i4"
        case .int64: "<i8"
        case .float16, .bfloat16: "<f2"
        case .float32: "<f4"
        case .float64: "<f8"
        }
    }
}
