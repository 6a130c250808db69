// PIL's Image: modes, bands, single pixels, pasting and filters.
import Figures
import Schema
import Script
import Tensors

extension ImageMethods {
    static func declarePixels(on type: TypeObject) {
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
