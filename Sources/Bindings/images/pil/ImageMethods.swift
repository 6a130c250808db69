// PIL's Image: its type, what it says about itself, colours. Its other methods stand in ImageGeometry, ImagePixels and ImageSaving.
import Figures
import Schema
import Script
import Tensors

enum ImageMethods {
    /// Filters and transposes by Pillow's numbers.
    static let resampling = [
        ("NEAREST", 0), ("LANCZOS", 1), ("BILINEAR", 2), ("BICUBIC", 3), ("BOX", 4), ("HAMMING", 5),
    ]
    static let transposes = [
        ("FLIP_LEFT_RIGHT", 0), ("FLIP_TOP_BOTTOM", 1), ("ROTATE_90", 2), ("ROTATE_180", 3), ("ROTATE_270", 4),
        ("TRANSPOSE", 5),
        ("TRANSVERSE", 6),
    ]

    static func makeType() -> TypeObject {
        let type = TypeObject("Image", module: "PIL.Image")
        declareFacts(on: type)
        declareGeometry(on: type)
        declarePixels(on: type)
        declareFiles(on: type)
        return type
    }

    /// Declares a method of the type; its body gets the image.
    static func method(
        _ type: TypeObject, _ signature: String, _ doc: String,
        _ body: @escaping (ImageObject, BoundArguments) throws -> Value
    ) {
        type.rawMethod(signature, doc) { bound in try body(try ImageObject.from(bound[0]), bound) }
    }

    private static func declareFacts(on type: TypeObject) {
        type.property("size", "(width, height).") { (value: Value) in
            let image = try ImageObject.from(value)
            return Value.tuple([.int(image.width), .int(image.height)])
        }
        type.property("width", "In pixels.") { (value: Value) in Value.int(try ImageObject.from(value).width) }
        type.property("height", "In pixels.") { (value: Value) in Value.int(try ImageObject.from(value).height) }
        type.property("mode", "'1', 'L', 'RGB', …") { (value: Value) in Value.string(try ImageObject.from(value).mode) }
        type.property("format", "'PNG' for an opened file.") { (value: Value) in
            try ImageObject.from(value).format.map { Value.string($0) } ?? Value.none
        }
        type.property("filename", "The file it was opened from.") { (value: Value) in
            Value.string(try ImageObject.from(value).filename)
        }
        type.property("info", "What the file says beside the pixels.") { (_: Value) in Value.dict([]) }
        type.property("palette", "") { (_: Value) in Value.none }
        type.property("n_frames", "1: only the first picture of a file is read.") { (_: Value) in Value.int(1) }
        type.property("is_animated", "False.") { (_: Value) in Value.bool(false) }
        method(type, "getexif(self)", "The camera's notes: the orientation (274), and no others.") { image, _ in
            .object(try DictObject(image.orientation.map { [(Value.int(274), Value.int($0))] } ?? []))
        }
        method(type, "getbands(self)", "('R', 'G', 'B') and the like.") { image, _ in
            .tuple(bands(image.mode).map { .string($0) })
        }
        method(
            type, "getbbox(self, *, alpha_only=True)",
            "The box around what is not zero, or of an image with alpha around what is not transparent."
        ) { image, bound in
            var array = try image.arrayTensor()
            if try bound[1].truth(), image.mode == "RGBA" || image.mode == "LA" {
                array = try array.select(2, array.shape[2] - 1)
            }
            let values = try Numbers.doubles(array)
            let n = array.rank == 3 ? array.shape[2] : 1
            var box: [Int]?
            for y in 0..<image.height {
                for x in 0..<image.width where (0..<n).contains(where: { values[(y * image.width + x) * n + $0] != 0 })
                {
                    let old = box ?? [x, y, x + 1, y + 1]
                    box = [min(old[0], x), min(old[1], y), max(old[2], x + 1), max(old[3], y + 1)]
                }
            }
            return box.map { .tuple($0.map { .int($0) }) } ?? .none
        }
        method(type, "getextrema(self)", "The smallest and largest value of every band.") { image, _ in
            let values = try Numbers.doubles(try image.arrayTensor())
            let n = bands(image.mode).count
            let pairs = (0..<n).map { c -> Value in
                let band = stride(from: c, to: values.count, by: n).map { values[$0] }
                let (low, high) = (band.min() ?? 0, band.max() ?? 0)
                if image.mode == "F" { return .tuple([.float(low), .float(high)]) }
                let scale = image.mode == "1" ? 255.0 : 1
                return .tuple([.int(Int(low * scale)), .int(Int(high * scale))])
            }
            return n == 1 ? pairs[0] : .tuple(pairs)
        }
        method(type, "getcolors(self, maxcolors=256)", "(count, colour) pairs; None when there are more.") {
            image, bound in
            var counts: [[UInt8]: Int] = [:]
            let bitmap = try image.bitmap()
            for at in stride(from: 0, to: bitmap.pixels.count, by: bitmap.channels) {
                counts[Array(bitmap.pixels[at..<at + bitmap.channels]), default: 0] += 1
                if counts.count > (try Int.from(bound[1]) ?? 256) { return .none }
            }
            let sorted = counts.sorted { $0.key.lexicographicallyPrecedes($1.key) }
            return .list(sorted.map { .tuple([.int($0.value), color($0.key)]) })
        }
        method(type, "histogram(self, mask=None)", "How often every value occurs, band by band.") { image, bound in
            let bitmap = try image.bitmap()
            var counts = [Int](repeating: 0, count: 256 * bitmap.channels)
            let marks = try bound[1].isNone ? nil : ImageObject.from(bound[1]).bitmap().toGray()
            if let marks, marks.width != bitmap.width || marks.height != bitmap.height {
                throw Failure(.valueError, "images do not match")
            }
            for (i, value) in bitmap.pixels.enumerated() {
                if let marks, marks.pixels[i / bitmap.channels] == 0 { continue }
                counts[i % bitmap.channels * 256 + Int(value)] += 1
            }
            return .list(counts.map { .int($0) })
        }
        type.property("__array_interface__", "") { (value: Value) in
            Value.dict([("shape", .tuple(try ImageObject.from(value).arrayTensor().shape.map { .int($0) }))])
        }
    }

    static func bands(_ mode: String) -> [String] {
        switch mode {
        case "RGB": ["R", "G", "B"]
        case "RGBA": ["R", "G", "B", "A"]
        case "LA": ["L", "A"]
        case "I;16": ["I"]
        default: [mode]
        }
    }

    /// A pixel as scripts see it: a number, or a tuple of bands.
    static func color(_ bytes: [UInt8]) -> Value {
        bytes.count == 1 ? .int(Int(bytes[0])) : .tuple(bytes.map { .int(Int($0)) })
    }

    /// A colour for an image: a number, a tuple, a name; one byte per channel.
    static func ink(_ value: Value, _ image: ImageObject) throws -> [UInt8] { try ink(value, mode: image.mode) }

    static func ink(_ value: Value, mode: String) throws -> [UInt8] {
        let count = bands(mode).count
        if value.isNone { return [UInt8](repeating: 0, count: count) }
        func byte(_ value: Value) throws -> UInt8 {
            guard let number = try Double.from(value) else { throw Failure(.typeError, "color must be int or tuple") }
            return UInt8(cut: number.isNaN ? 0 : number)
        }
        if let text = value.text {
            let color: Color
            // PIL's "green" is half bright, as in HTML; its other names agree.
            if let rgb = functional(text) { return count == 1 ? [gray(rgb)] : count == 4 ? rgb + [255] : rgb }
            color = try Color(text)
            let rgb = [color.red, color.green, color.blue].map { UInt8(cut: $0 * 255 + 0.5) }
            if count == 1 { return [gray(rgb)] }
            if count == 2 { return [gray(rgb), 255] }
            return count == 4 ? rgb + [UInt8(color.alpha * 255)] : rgb
        }
        if value.asObject is TupleObject || value.asObject is ListObject {
            let parts = try value.elements().map(byte)
            if parts.count == count { return parts }
            if count == 4, parts.count == 3 { return parts + [255] }
            if count == 3, parts.count == 4 { return Array(parts.prefix(3)) }
            if parts.count == 1 { return [UInt8](repeating: parts[0], count: count) }
            throw Failure(
                .typeError, "color must be int or tuple", hint: "an image of mode \(mode) takes \(count) numbers")
        }
        let one = try byte(value)
        // A single number is red only, as in Pillow: 0xBBGGRR.
        if count >= 3, let packed = try Int.from(value) {
            let rgb = [UInt8(packed & 255), UInt8(packed >> 8 & 255), UInt8(packed >> 16 & 255)]
            return count == 4 ? rgb + [UInt8(packed >> 24 & 255)] : rgb
        }
        if count >= 3 {
            throw Failure(
                .typeError, "color must be int or tuple", hint: "an image of mode \(mode) takes \(count) numbers")
        }
        return count == 2 ? [one, 255] : [one]
    }

    private static func gray(_ rgb: [UInt8]) -> UInt8 {
        let (r, g, b) = (Int(rgb[0]), Int(rgb[1]), Int(rgb[2]))
        return UInt8((19595 * r + 38470 * g + 7471 * b + 32768) >> 16)
    }

    /// "rgb(1, 2, 3)".
    private static func functional(_ text: String) -> [UInt8]? {
        guard text.hasPrefix("rgb("), text.hasSuffix(")") else { return nil }
        let parts = text.dropFirst(4).dropLast().split(separator: ",").compactMap { UInt8($0.filter { $0 != " " }) }
        return parts.count == 3 ? parts : nil
    }

    /// (left, upper, right, lower), rounded.
    static func box(_ value: Value) throws -> [Int] {
        let numbers = try Numbers.doubles(value)
        guard numbers.count == 4, numbers.allSatisfy({ $0.magnitude < 1e9 }) else {
            throw Failure(.valueError, "a box is (left, upper, right, lower), not \(try value.repr())")
        }
        return numbers.map { Int($0.rounded(.toNearestOrEven)) }
    }

    static func pair(_ value: Value, _ what: String) throws -> [Int] {
        let numbers = try Numbers.doubles(value)
        guard numbers.count == 2, numbers.allSatisfy({ $0.magnitude < 1e9 }) else {
            throw Failure(
                .typeError, "\(what) is a pair (width, height), not \(try value.repr())", hint: "image.resize((64, 64))"
            )
        }
        return numbers.map { Int($0) }
    }
}
