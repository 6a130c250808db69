// The methods of PIL's Image.
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

    private static func method(
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

    private static func color(_ bytes: [UInt8]) -> Value {
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

    // MARK: - Geometry

    private static func declareGeometry(on type: TypeObject) {
        method(type, "resize(self, size, resample=None, box=None, reducing_gap=None)", "The image at (width, height).")
        { image, bound in
            let size = try pair(bound[1], "size")
            var box: [Double]?
            if !bound[3].isNone {
                let given = try Numbers.doubles(bound[3])
                guard given.count == 4, given.allSatisfy({ $0.isFinite }) else {
                    throw Failure(.valueError, "a box is (left, upper, right, lower), not \(try bound[3].repr())")
                }
                guard given[0] >= 0, given[1] >= 0 else { throw Failure(.valueError, "Box offset can't be negative") }
                guard given[2] <= Double(image.width), given[3] <= Double(image.height) else {
                    throw Failure(.valueError, "Box can't exceed original image size")
                }
                guard given[2] > given[0], given[3] > given[1] else { throw Failure(.valueError, "Box can't be empty") }
                box = given
            }
            let gap = try Numbers.optional(bound[4])
            let filter = try ImageConversion.filter(
                bound[2], default: image.mode == "1" || image.mode == "P" ? .nearest : .bicubic)
            return .object(try ImageConversion.resize(image, size[0], size[1], filter, box: box, gap: gap))
        }
        method(
            type, "thumbnail(self, size, resample=3, reducing_gap=2.0)", "Shrinks the image itself to fit into a size."
        ) { image, bound in
            let size = try pair(bound[1], "size")
            guard size[0] < image.width || size[1] < image.height else { return .none }
            let aspect = Double(image.width) / Double(image.height)
            var (x, y) = (Double(size[0]), Double(size[1]))
            func best(_ number: Double, _ error: (Double) -> Double) -> Double {
                let (low, high) = (number.rounded(.down), number.rounded(.up))
                return max(error(low) <= error(high) ? low : high, 1)
            }
            if x / y >= aspect {
                x = best(y * aspect) { abs(aspect - $0 / y) }
            } else {
                y = best(x / aspect) { $0 == 0 ? 0 : abs(aspect - x / $0) }
            }
            let filter = try ImageConversion.filter(bound[2], default: .bicubic)
            let gap = try Numbers.optional(bound[3])
            image.change(try ImageConversion.resize(image, Int(x), Int(y), filter, gap: gap).bitmap())
            return .none
        }
        method(type, "crop(self, box=None)", "The part (left, upper, right, lower).") { image, bound in
            if bound[1].isNone { return .object(try ImageConversion.copy(image)) }
            let box = try box(bound[1])
            guard box[2] >= box[0] else { throw Failure(.valueError, "Coordinate 'right' is less than 'left'") }
            guard box[3] >= box[1] else { throw Failure(.valueError, "Coordinate 'lower' is less than 'upper'") }
            if let wide = try image.wideTensor() {
                guard box[0] >= 0, box[1] >= 0, box[2] <= image.width, box[3] <= image.height, box[2] > box[0],
                    box[3] > box[1]
                else {
                    throw Failure(.valueError, "the crop box lies outside the image")
                }
                let part = try wide.narrow(0, box[1], box[3] - box[1]).narrow(1, box[0], box[2] - box[0])
                return .object(ImageObject(wide: try part.clone(contiguous: true), mode: image.mode))
            }
            return .object(image.with(try image.bitmap().cropped(x0: box[0], y0: box[1], x1: box[2], y1: box[3])))
        }
        method(
            type, "rotate(self, angle, resample=0, expand=False, center=None, translate=None, fillcolor=None)",
            "Turned counterclockwise by degrees."
        ) { image, bound in
            let filter = try ImageConversion.filter(bound[2], default: .nearest)
            guard [.nearest, .bilinear, .bicubic].contains(filter) else {
                throw Failure(
                    .valueError,
                    "\(filter) cannot be used. Use Image.Resampling.NEAREST (0), Image.Resampling.BILINEAR (2) or Image.Resampling.BICUBIC (3)"
                )
            }
            return .object(
                try ImageConversion.rotate(
                    image, try Numbers.optional(bound[1]) ?? 0, filter: filter,
                    expand: try bound[3].truth(), center: bound[4].isNone ? nil : try Numbers.doubles(bound[4]),
                    translate: bound[5].isNone ? nil : try Numbers.doubles(bound[5]), fill: try ink(bound[6], image)))
        }
        method(type, "transpose(self, method)", "FLIP_LEFT_RIGHT, ROTATE_90, …") { image, bound in
            guard let number = try Int.from(bound[1]), let result = try transposed(image, number) else {
                throw Failure(
                    .valueError, "No such transpose operation", hint: "Image.FLIP_LEFT_RIGHT, Image.ROTATE_90, …")
            }
            return .object(result)
        }
        method(
            type, "transform(self, size, method, data=None, resample=0, fill=1, fillcolor=None)", "Affine maps only."
        ) { image, bound in
            guard try Int.from(bound[2]) == 0, !bound[3].isNone else {
                throw Failure(.notImplementedError, "only Image.AFFINE transforms are available here")
            }
            let (size, m) = (try pair(bound[1], "size"), try Numbers.doubles(bound[3]))
            guard m.count >= 6, size[0] > 0, size[1] > 0, size[0] <= 1 << 15, size[1] <= 1 << 15 else {
                throw Failure(.valueError, "an affine map has 6 numbers")
            }
            return .object(
                image.with(
                    try ImageConversion.affine(
                        try image.bitmap(), mode: image.mode, width: size[0], height: size[1], m,
                        filter: try ImageConversion.filter(bound[4], default: .nearest),
                        fill: try ink(bound[6], image))))
        }
        method(type, "reduce(self, factor, box=None)", "Averages of factor x factor pixels.") { image, bound in
            let factors = try Int.from(bound[1]).map { [$0, $0] } ?? pair(bound[1], "factor")
            guard factors[0] >= 1, factors[1] >= 1, factors[0] <= 1 << 20, factors[1] <= 1 << 20 else {
                throw Failure(.valueError, "scale must be > 0")
            }
            let box = try bound[2].isNone ? [0, 0, image.width, image.height] : box(bound[2])
            guard box[0] >= 0, box[1] >= 0 else { throw Failure(.valueError, "box offset can't be negative") }
            guard box[2] <= image.width, box[3] <= image.height else {
                throw Failure(.valueError, "box can't exceed original image size")
            }
            guard box[2] > box[0], box[3] > box[1] else { throw Failure(.valueError, "box can't be empty") }
            guard image.mode != "P", image.mode != "1" else {
                throw Failure(
                    .valueError, "reduce() does not work on images of mode '\(image.mode)'",
                    hint: "convert first: image.convert(\"L\")")
            }
            return .object(
                image.with(
                    try PillowFilters.reduced(
                        try image.bitmap(), across: min(factors[0], image.width), down: min(factors[1], image.height),
                        box: box)))
        }
    }

    static func transposed(_ image: ImageObject, _ number: Int) throws -> ImageObject? {
        if let wide = try image.wideTensor() {
            guard (0...6).contains(number) else { return nil }
            // Which axes are turned around, after rows and columns have changed places for the odd ones.
            let flips = [[1], [0], [0], [0, 1], [1], [], [0, 1]][number]
            let isTurned = [2, 4, 5, 6].contains(number)
            let source = isTurned ? try wide.transpose(0, 1) : wide
            let turned =
                flips.isEmpty
                ? source : try OpTable.tensor("flip", [.tensor(source), .tuple(flips.map { .int($0) })])
            return ImageObject(wide: try turned.clone(contiguous: true), mode: image.mode)
        }
        let bitmap = try image.bitmap()
        switch number {
        case 0: return image.with(bitmap.flippedHorizontally())
        case 1: return image.with(bitmap.flippedVertically())
        case 2, 3, 4: return image.with(bitmap.turned(quarters: number - 1))
        case 5: return image.with(bitmap.turned(quarters: 1).flippedVertically())
        case 6: return image.with(bitmap.turned(quarters: 3).flippedVertically())
        default: return nil
        }
    }

    // MARK: - Pixels

    private static func declarePixels(on type: TypeObject) {
        method(
            type, "convert(self, mode=None, matrix=None, dither=None, palette=0, colors=256)",
            "The image in another mode."
        ) {
            image, bound in
            var dither = true
            if let number = try Optional<Int>.from(bound[3]) ?? nil { dither = number != 0 }
            if !bound[2].isNone {
                return .object(try ImageConversion.mixed(image, try Numbers.doubles(bound[2]), to: bound[1].text ?? ""))
            }
            return .object(
                try ImageConversion.convert(
                    image, to: bound[1].text ?? (image.mode == "P" ? "RGB" : image.mode), dither: dither))
        }
        method(type, "copy(self)", "A copy.") { image, _ in .object(try ImageConversion.copy(image)) }
        method(type, "load(self)", "Reads the pixels.") { image, _ in
            try image.load()
            return .object(PixelAccess(image))
        }
        method(type, "verify(self)", "Reads the pixels; a damaged file raises.") { image, _ in
            try image.load()
            return .none
        }
        method(type, "getpixel(self, xy)", "The value at (x, y).") { image, bound in try pixel(image, bound[1]) }
        method(type, "putpixel(self, xy, value)", "Sets the value at (x, y).") { image, bound in
            try setPixel(image, bound[1], bound[2])
            return .none
        }
        method(type, "getdata(self, band=None)", "All pixels in a row.") { image, bound in
            let array = try image.arrayTensor()
            if let band = try Optional<Int>.from(bound[1]) ?? nil, array.rank == 3, (0..<array.shape[2]).contains(band)
            {
                return .list(try Numbers.bytes(try array.select(2, band)).map { .int(Int($0)) })
            }
            if array.rank == 3 {
                let bitmap = try image.bitmap()
                return .list(
                    stride(from: 0, to: bitmap.pixels.count, by: bitmap.channels).map {
                        color(Array(bitmap.pixels[$0..<$0 + bitmap.channels]))
                    })
            }
            let scale = image.mode == "1" ? 255.0 : 1
            return .list(try Numbers.doubles(array).map { image.mode == "F" ? .float($0) : .int(Int($0 * scale)) })
        }
        method(type, "putdata(self, data, scale=1.0, offset=0.0)", "Sets pixels from a row of values.") {
            image, bound in
            let (scale, offset) = (try Numbers.optional(bound[2]) ?? 1, try Numbers.optional(bound[3]) ?? 0)
            if let wide = try image.wideTensor() {
                let values = try Numbers.doubles(bound[1]).map { $0 * scale + offset }
                guard values.count <= wide.count else { throw Failure(.typeError, "too many data entries") }
                let all = values + (try Numbers.doubles(wide)).dropFirst(values.count)
                try wide.setIndex([.ellipsis], try Tensor.from(all, wide.shape).to(wide.dtype))
                return .none
            }
            let bitmap = try image.bitmap()
            var pixels = bitmap.pixels
            let isScaled = bitmap.channels == 1 && (scale != 1 || offset != 0)
            for (i, value) in try bound[1].elements().enumerated() {
                guard (i + 1) * bitmap.channels <= pixels.count else {
                    throw Failure(.typeError, "too many data entries")
                }
                if isScaled {
                    let number = (try Numbers.optional(value) ?? 0) * scale + offset
                    pixels[i] = UInt8(cut: number.isNaN ? 0 : number)
                    continue
                }
                let bytes = try ink(value, image)
                for c in 0..<bitmap.channels { pixels[i * bitmap.channels + c] = bytes[c] }
            }
            image.change(
                try Bitmap(width: image.width, height: image.height, channels: bitmap.channels, pixels: pixels))
            return .none
        }
        method(type, "putpalette(self, data, rawmode='RGB')", "Gives an L or P image a palette of RGB bytes.") {
            image, bound in
            let bytes: [UInt8]
            if let object = bound[1].asObject as? BytesObject {
                bytes = object.bytes
            } else {
                bytes = try Numbers.doubles(bound[1]).map { UInt8(cut: $0) }
            }
            guard bound[2].text == "RGB" else {
                throw Failure(
                    .notImplementedError, "putpalette(rawmode=\(try bound[2].repr())) is not available here",
                    hint: "give three bytes a colour: red, green, blue")
            }
            image.setPalette(bytes)
            return .none
        }
        method(type, "getpalette(self, rawmode='RGB')", "The palette's RGB bytes.") { image, bound in
            try image.load()
            guard image.mode == "P" else { return .none }
            guard let mode = bound[1].isNone ? "RGB" : bound[1].text, ["RGB", "RGBA"].contains(mode) else {
                throw Failure(.valueError, "unrecognized raw mode", hint: "palettes are read as 'RGB' or 'RGBA'")
            }
            let colors = image.palette.map { Value.int(Int($0)) }
            guard mode == "RGBA" else { return .list(colors) }
            return .list(stride(from: 0, to: colors.count, by: 3).flatMap { colors[$0..<$0 + 3] + [.int(255)] })
        }
        method(type, "split(self)", "One L image per band.") { image, _ in
            let bitmap = try image.bitmap()
            if bitmap.channels == 1 { return .tuple([.object(try ImageConversion.copy(image))]) }
            return .tuple(
                try (0..<bitmap.channels).map { c in
                    .object(
                        ImageObject(
                            try Bitmap(
                                width: bitmap.width, height: bitmap.height, channels: 1,
                                pixels: stride(from: c, to: bitmap.pixels.count, by: bitmap.channels).map {
                                    bitmap.pixels[$0]
                                })))
                })
        }
        method(type, "getchannel(self, channel)", "One band as an L image.") { image, bound in
            let names = bands(image.mode)
            let number = try bound[1].text.flatMap { names.firstIndex(of: $0) } ?? Int.from(bound[1])
            guard let number, names.indices.contains(number) else {
                throw Failure(
                    .valueError, "The image has no channel \(try bound[1].repr())",
                    hint: "bands are \(names.joined(separator: ", "))")
            }
            let bitmap = try image.bitmap()
            return .object(
                ImageObject(
                    try Bitmap(
                        width: bitmap.width, height: bitmap.height, channels: 1,
                        pixels: stride(from: number, to: bitmap.pixels.count, by: bitmap.channels).map {
                            bitmap.pixels[$0]
                        })))
        }
        method(
            type, "point(self, lut, mode=None)",
            "Every value through a table of 256 per band, or a function of one number."
        ) { image, bound in
            let bitmap = try image.bitmap()
            var table: [UInt8]
            if bound[1].asObject?.isCallable == true {
                table = try (0..<256).map { i in
                    let value = try Double.from(try bound[1].call(.int(i))) ?? 0
                    return UInt8(cut: (value.isNaN ? 0 : value).rounded(.toNearestOrEven))
                }
            } else {
                table = try Numbers.doubles(bound[1]).map { UInt8(cut: $0) }
            }
            // A function serves every band; a table must have 256 numbers for each.
            if bound[1].asObject?.isCallable == true { table = (0..<bitmap.channels).flatMap { _ in table } }
            guard table.count == 256 * bitmap.channels else {
                throw Failure(.valueError, "wrong number of lut entries")
            }
            let pixels = bitmap.pixels.enumerated().map { table[$0 % bitmap.channels * 256 + Int($1)] }
            let result = try Bitmap(
                width: bitmap.width, height: bitmap.height, channels: bitmap.channels, pixels: pixels)
            if bound[2].text == "1" {
                let bits = result.pixels.map { $0 != 0 ? UInt8(255) : 0 }
                return .object(
                    ImageObject(
                        try Bitmap(width: image.width, height: image.height, channels: 1, pixels: bits), mode: "1"))
            }
            if let mode = bound[2].text, mode != image.mode {
                throw Failure(
                    .notImplementedError, "point(mode='\(mode)') is not available here",
                    hint: "image.point(table).convert(mode)")
            }
            return .object(image.with(result))
        }
        method(
            type, "paste(self, im, box=None, mask=None)",
            "Puts an image or a colour into a place, where the mask is not 0."
        ) { image, bound in
            var (place, mask) = (bound[2], bound[3])
            if place.asObject is ImageObject { (place, mask) = (.none, place) }
            let numbers = place.isNone ? [0.0, 0.0] : try Numbers.doubles(place)
            guard numbers.count == 2 || numbers.count == 4, numbers.allSatisfy({ $0.magnitude < 1e9 }) else {
                throw Failure(.valueError, "a place is (left, upper), not \(try place.repr())")
            }
            let (x, y) = (Int(numbers[0]), Int(numbers[1]))
            var target = try image.bitmap()
            let patch: Bitmap
            if let other = bound[1].asObject as? ImageObject {
                patch = try ImageConversion.convert(other, to: image.mode, dither: false).bitmap()
                if numbers.count == 4, Int(numbers[2]) - x != patch.width || Int(numbers[3]) - y != patch.height {
                    throw Failure(.valueError, "images do not match")
                }
            } else {
                let size =
                    (mask.asObject as? ImageObject).map { ($0.width, $0.height) }
                    ?? (numbers.count == 4
                        ? (Int(numbers[2]) - x, Int(numbers[3]) - y) : (image.width, image.height))
                let ink = try ink(bound[1], image)
                patch = try Bitmap(width: 1, height: 1, channels: target.channels, pixels: ink).expanded(
                    left: 0, top: 0, right: max(size.0 - 1, 0), bottom: max(size.1 - 1, 0), fill: ink)
            }
            guard let mask = mask.asObject as? ImageObject else {
                target.paste(patch, x: x, y: y)
                image.change(target)
                return .none
            }
            guard mask.width == patch.width, mask.height == patch.height else {
                throw Failure(.valueError, "images do not match")
            }
            let cover: [UInt8]
            if mask.mode == "RGBA" || mask.mode == "LA" {
                let bitmap = try mask.bitmap()
                cover = stride(from: bitmap.channels - 1, to: bitmap.pixels.count, by: bitmap.channels).map {
                    bitmap.pixels[$0]
                }
            } else {
                cover = try mask.bitmap().toGray().pixels
            }
            var pixels = target.pixels
            let n = target.channels
            for row in max(0, -y)..<max(max(0, -y), min(patch.height, target.height - y)) {
                for column in max(0, -x)..<max(max(0, -x), min(patch.width, target.width - x)) {
                    let m = Int(cover[row * patch.width + column])
                    for c in 0..<n {
                        let at = ((row + y) * target.width + column + x) * n + c
                        let product =
                            Int(pixels[at]) * (255 - m) + Int(patch.pixels[(row * patch.width + column) * n + c]) * m
                            + 128
                        pixels[at] = UInt8(((product >> 8) + product) >> 8)
                    }
                }
            }
            image.change(try Bitmap(width: target.width, height: target.height, channels: n, pixels: pixels))
            return .none
        }
        method(type, "putalpha(self, alpha)", "Gives the image this alpha channel.") { image, bound in
            let isGray = image.mode == "L" || image.mode == "LA"
            guard image.mode != "P", image.mode != "1" else {
                throw Failure(
                    .valueError, "putalpha() does not work on images of mode '\(image.mode)'",
                    hint: "convert first: image.convert(\"RGBA\")")
            }
            let bitmap =
                isGray ? try ImageConversion.bitmap(image.bitmap(), image.mode, "LA") : try image.bitmap().toRGBA()
            var pixels = bitmap.pixels
            let n = bitmap.channels
            let cover = try (bound[1].asObject as? ImageObject)?.bitmap().toGray().pixels
            if let cover, cover.count * n != pixels.count { throw Failure(.valueError, "images do not match") }
            let one = UInt8(cut: try Int.from(bound[1]) ?? 255)
            for i in 0..<pixels.count / n { pixels[n * i + n - 1] = cover?[i] ?? one }
            image.become(
                try Bitmap(width: bitmap.width, height: bitmap.height, channels: n, pixels: pixels),
                mode: isGray ? "LA" : "RGBA")
            return .none
        }
        method(type, "alpha_composite(self, im, dest=(0, 0), source=(0, 0))", "Puts an RGBA image over this one.") {
            image, bound in
            let place = try pair(bound[2], "dest")
            let source = try Numbers.doubles(bound[3]).map { $0.magnitude < 1e9 ? Int($0) : -1 }
            guard place.allSatisfy({ $0 >= 0 }) else { throw Failure(.valueError, "Destination must be non-negative") }
            guard source.count == 2 || source.count == 4, source.allSatisfy({ $0 >= 0 }) else {
                throw Failure(.valueError, "Source must be non-negative")
            }
            let other = try ImageObject.from(bound[1])
            let (right, bottom) = source.count == 4 ? (source[2], source[3]) : (other.width, other.height)
            let part = other.with(
                try other.bitmap().cropped(
                    x0: source[0], y0: source[1],
                    x1: min(right, source[0] + max(image.width - place[0], 0)),
                    y1: min(bottom, source[1] + max(image.height - place[1], 0))))
            let under = image.with(
                try image.bitmap().cropped(
                    x0: place[0], y0: place[1], x1: place[0] + part.width, y1: place[1] + part.height))
            var target = try image.bitmap()
            target.paste(try ImageConversion.composited(part, on: under).bitmap(), x: place[0], y: place[1])
            image.change(target)
            return .none
        }
        method(type, "filter(self, filter)", "Smoothed or sharpened by one of ImageFilter's small kernels.") {
            image, bound in
            var filter = bound[1]
            if filter.asObject is TypeObject { filter = try filter.call() }
            guard let apply = try filter.attributeIfPresent("filter") else {
                throw Failure(
                    .typeError, "filter argument should be ImageFilter.Filter instance or class",
                    hint: "image.filter(ImageFilter.GaussianBlur(2))")
            }
            return try apply.call(bound[0])
        }
        // What PIL.ImageFilter's classes are made of.
        method(type, "_blur(self, kind, x, y)", "Box or Gaussian blur.") { image, bound in
            guard image.mode != "P", image.mode != "1" else { throw Failure(.valueError, "image has wrong mode") }
            let radii = [try Numbers.optional(bound[2]) ?? 0, try Numbers.optional(bound[3]) ?? 0]
            guard radii.allSatisfy({ $0 >= 0 && $0 < 100_000 }) else {
                throw Failure(.valueError, "radius must be >= 0")
            }
            let bitmap = try image.bitmap()
            return .object(
                image.with(
                    bound[1].text == "box"
                        ? try PillowFilters.boxBlur(bitmap, x: radii[0], y: radii[1])
                        : try PillowFilters.gaussianBlur(bitmap, x: radii[0], y: radii[1])))
        }
        method(type, "_unsharp(self, radius, percent, threshold)", "An unsharp mask.") { image, bound in
            guard image.mode != "P", image.mode != "1" else { throw Failure(.valueError, "image has wrong mode") }
            let (percent, threshold) = (try bound[2].asInt(), try bound[3].asInt())
            let radius = try Numbers.optional(bound[1]) ?? 0
            guard radius >= 0, radius < 100_000, percent.magnitude < 1 << 30 else {
                throw Failure(.valueError, "radius must be >= 0")
            }
            return .object(
                image.with(
                    try PillowFilters.unsharp(
                        try image.bitmap(), radius: radius, percent: percent, threshold: threshold)))
        }
        method(type, "_kernel(self, weights, scale, offset)", "A kernel of 3 by 3 or 5 by 5.") { image, bound in
            guard image.mode != "P", image.mode != "1" else {
                throw Failure(.valueError, "cannot filter palette images")
            }
            let weights = try Numbers.doubles(bound[1]).map { Float($0) }
            guard weights.count == 9 || weights.count == 25 else {
                throw Failure(.valueError, "bad kernel size")
            }
            let kernel = Smoothing.Kernel(
                weights: weights, scale: Float(try Numbers.optional(bound[2]) ?? 1),
                offset: Float(try Numbers.optional(bound[3]) ?? 0))
            return .object(image.with(try Smoothing.apply(kernel, to: try image.bitmap())))
        }
        method(type, "quantize(self, *args, **kwargs)", "Not available.") { _, _ in
            throw Failure(.notImplementedError, "quantize() is not available here")
        }
    }

    private static func position(_ image: ImageObject, _ value: Value) throws -> (Int, Int) {
        let pair = try Numbers.doubles(value)
        guard pair.count == 2, pair.allSatisfy({ $0.magnitude < 1e9 }) else {
            throw Failure(.typeError, "argument must be sequence of length 2")
        }
        var (x, y) = (Int(pair[0]), Int(pair[1]))
        if x < 0 { x += image.width }
        if y < 0 { y += image.height }
        guard x >= 0, y >= 0, x < image.width, y < image.height else {
            throw Failure(
                .indexError, "image index out of range",
                hint: "the image is \(image.width) wide and \(image.height) high; the order is (x, y)")
        }
        return (x, y)
    }

    static func pixel(_ image: ImageObject, _ place: Value) throws -> Value {
        let (x, y) = try position(image, place)
        if let wide = try image.wideTensor() {
            switch try wide.select(0, y).select(0, x).item() {
            case .float(let d): return .float(d)
            case .int(let i): return .int(i)
            case .bool(let b): return .bool(b)
            }
        }
        return color(try image.bitmap()[x, y])
    }

    static func setPixel(_ image: ImageObject, _ place: Value, _ value: Value) throws {
        let (x, y) = try position(image, place)
        if let wide = try image.wideTensor() {
            guard let number = try Numbers.optional(value) else { throw Failure(.typeError, "color must be a number") }
            try wide.select(0, y).select(0, x).setIndex([.ellipsis], try Tensor.number(number))
            return
        }
        try image.setPixel(x, y, try ink(value, image))
    }

    // MARK: - Files

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

    private static func declareFiles(on type: TypeObject) {
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

/// `image.load()[x, y]`.
final class PixelAccess: Object {
    let image: ImageObject
    nonisolated(unsafe) static let cls = TypeObject("PixelAccess", module: "PIL")
    override var type: TypeObject { PixelAccess.cls }
    init(_ image: ImageObject) { self.image = image }
    override func item(_ key: Value) throws -> Value { try ImageMethods.pixel(image, key) }
    override func setItem(_ key: Value, _ value: Value) throws { try ImageMethods.setPixel(image, key, value) }
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
