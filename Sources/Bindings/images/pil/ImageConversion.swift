// Between PIL's modes, between PIL's filters and ours, and affine turns of 8-bit pictures. Pure functions on bitmaps; results equal
// Pillow's.
import Figures
import Glibc
import Schema
import Script
import Tensors

enum ImageConversion {
    static let grayPalette: [UInt8] = (0..<256).flatMap { [UInt8](repeating: UInt8($0), count: 3) }

    /// image.convert(mode).
    static func convert(_ image: ImageObject, to mode: String, dither: Bool = true) throws -> ImageObject {
        let result = try converted(image, to: mode, dither: dither)
        result.orientation = image.orientation
        return result
    }

    private static func converted(_ image: ImageObject, to mode: String, dither: Bool) throws -> ImageObject {
        let known = ["1", "L", "LA", "P", "RGB", "RGBA", "I", "F", "I;16"]
        guard known.contains(mode) else {
            if ["CMYK", "YCbCr", "HSV", "LAB", "RGBX", "RGBa", "La"].contains(mode) {
                throw Failure(
                    .notImplementedError, "images of mode '\(mode)' are not available here",
                    hint: "modes are 1, L, LA, P, RGB, RGBA, I, F")
            }
            throw Failure(
                .valueError, "image has wrong mode",
                hint: Nearest.match(mode, among: known).map { "did you mean '\($0)'?" }
                    ?? "modes are 1, L, LA, P, RGB, RGBA, I, F")
        }
        if mode == image.mode { return try copy(image) }
        if let wide = try image.wideTensor() {
            if mode == "F" || mode == "I" || mode == "I;16" {
                let integers = try Flavour.numpy.run { try wide.to(mode == "F" ? .float32 : .int32) }
                return ImageObject(wide: integers, mode: mode)
            }
            let bytes = try Numbers.doubles(wide).map { image.mode == "I;16" ? UInt8(cut: $0 / 256) : UInt8(cut: $0) }
            let gray = ImageObject(try Bitmap(width: image.width, height: image.height, channels: 1, pixels: bytes))
            return try convert(gray, to: mode, dither: dither)
        }
        let bitmap = try image.bitmap()
        if mode == "F" || mode == "I" || mode == "I;16" {
            // Luminance keeps its fraction in mode F.
            let values: [Double]
            if mode == "F", bitmap.channels >= 3 {
                let pixels = bitmap.pixels
                values = stride(from: 0, to: pixels.count, by: bitmap.channels).map { at -> Double in
                    let (r, g, b) = (Double(pixels[at]), Double(pixels[at + 1]), Double(pixels[at + 2]))
                    return (r * 299 + g * 587 + b * 114) / 1000
                }
            } else {
                values = try self.bitmap(bitmap, image.mode, "L", palette: image.palette).pixels.map(Double.init)
            }
            let tensor = try Tensor.from(values, [image.height, image.width]).to(mode == "F" ? .float32 : .int32)
            return ImageObject(wide: tensor, mode: mode)
        }
        if mode == "P" {
            guard bitmap.channels == 1 else {
                throw Failure(
                    .notImplementedError,
                    "choosing a palette for an image of mode '\(image.mode)' is not available here",
                    hint: "convert to \"L\", or keep \"RGB\"")
            }
            return ImageObject(bitmap, mode: "P", palette: grayPalette)
        }
        if mode == "1" {
            var gray = try self.bitmap(bitmap, image.mode, "L", palette: image.palette)
            if bitmap.channels >= 3 {
                // Pillow cuts the luminance here where its conversion to L rounds.
                let (pixels, n) = (bitmap.pixels, bitmap.channels)
                let light = stride(from: 0, to: pixels.count, by: n).map { at -> UInt8 in
                    let (r, g, b) = (Int(pixels[at]), Int(pixels[at + 1]), Int(pixels[at + 2]))
                    return UInt8((r * 299 + g * 587 + b * 114) / 1000)
                }
                gray = try Bitmap(width: bitmap.width, height: bitmap.height, channels: 1, pixels: light)
            }
            return ImageObject(dither ? try dithered(gray) : try thresholded(gray), mode: "1")
        }
        return ImageObject(try self.bitmap(bitmap, image.mode, mode, palette: image.palette), mode: mode)
    }

    /// convert(mode, matrix): every colour as a weighted sum of red, green and blue and a constant; 4 numbers give L, 12 give RGB.
    static func mixed(_ image: ImageObject, _ m: [Double], to mode: String) throws -> ImageObject {
        guard mode == "L" || mode == "RGB", image.mode == "RGB" else {
            throw Failure(.valueError, "illegal conversion")
        }
        guard m.count == (mode == "L" ? 4 : 12) else {
            throw Failure(
                .typeError, "matrix must have \(mode == "L" ? 4 : 12) numbers for mode \(mode), not \(m.count)")
        }
        let bitmap = try image.bitmap()
        let f = m.map { Float($0) }
        var out: [UInt8] = []
        out.reserveCapacity(bitmap.pixels.count)
        for at in stride(from: 0, to: bitmap.pixels.count, by: 3) {
            let (r, g, b) = (Float(bitmap.pixels[at]), Float(bitmap.pixels[at + 1]), Float(bitmap.pixels[at + 2]))
            for k in stride(from: 0, to: f.count, by: 4) {
                let value = f[k] * r + f[k + 1] * g + f[k + 2] * b + f[k + 3] + 0.5
                out.append(value.isNaN ? 0 : UInt8(cut: value))
            }
        }
        return ImageObject(
            try Bitmap(width: bitmap.width, height: bitmap.height, channels: m.count / 4, pixels: out), mode: mode)
    }

    /// Image.alpha_composite, in Pillow's fixed-point arithmetic.
    static func composited(_ over: ImageObject, on under: ImageObject) throws -> ImageObject {
        guard over.mode == "RGBA", under.mode == "RGBA" else { throw Failure(.valueError, "image has wrong mode") }
        let (a, b) = (try over.bitmap(), try under.bitmap())
        guard a.width == b.width, a.height == b.height else { throw Failure(.valueError, "images do not match") }
        func divided(_ x: Int) -> Int { ((x >> 8) + x) >> 8 }
        var out = b.pixels
        for at in stride(from: 0, to: out.count, by: 4) where a.pixels[at + 3] != 0 {
            let (alpha, below) = (Int(a.pixels[at + 3]), Int(out[at + 3]))
            let both = alpha * 255 + below * (255 - alpha)
            let part = alpha * 255 * 255 * 128 / both
            for c in 0..<3 {
                let sum = Int(a.pixels[at + c]) * part + Int(out[at + c]) * (255 * 128 - part)
                out[at + c] = UInt8(truncatingIfNeeded: divided(sum + (0x80 << 7)) >> 7)
            }
            out[at + 3] = UInt8(truncatingIfNeeded: divided(both + 0x80))
        }
        return under.with(try Bitmap(width: b.width, height: b.height, channels: 4, pixels: out))
    }

    static func copy(_ image: ImageObject) throws -> ImageObject {
        if let wide = try image.wideTensor() { return ImageObject(wide: try wide.clone(), mode: image.mode) }
        return image.with(try image.bitmap())
    }

    /// 8-bit pixels of another mode: L, LA, RGB or RGBA.
    static func bitmap(_ source: Bitmap, _ from: String, _ to: String, palette: [UInt8] = []) throws -> Bitmap {
        var bitmap = source
        if from == "P" {
            let colors = palette.count >= 768 ? palette : grayPalette
            bitmap = try Bitmap(
                width: source.width, height: source.height, channels: 3,
                pixels: source.pixels.flatMap { index -> [UInt8] in
                    let at = 3 * Int(index)
                    return [colors[at], colors[at + 1], colors[at + 2]]
                })
        }
        switch to {
        case "L": return bitmap.toGray()
        case "RGB": return bitmap.toRGB()
        case "RGBA": return bitmap.toRGBA()
        default:
            let gray = bitmap.toGray()
            let step = bitmap.channels
            let hasAlpha = step == 2 || step == 4
            var pixels: [UInt8] = []
            pixels.reserveCapacity(gray.pixels.count * 2)
            for i in gray.pixels.indices {
                pixels += [gray.pixels[i], hasAlpha ? bitmap.pixels[i * step + step - 1] : 255]
            }
            return try Bitmap(width: gray.width, height: gray.height, channels: 2, pixels: pixels)
        }
    }

    private static func thresholded(_ gray: Bitmap) throws -> Bitmap {
        try Bitmap(width: gray.width, height: gray.height, channels: 1, pixels: gray.pixels.map { $0 >= 128 ? 255 : 0 })
    }

    /// Black and white by Floyd and Steinberg (1976), with Pillow's rounding.
    private static func dithered(_ gray: Bitmap) throws -> Bitmap {
        let (w, h) = (gray.width, gray.height)
        var out = [UInt8](repeating: 0, count: w * h)
        var errors = [Int](repeating: 0, count: w + 1)
        for y in 0..<h {
            var (l, l0, l1) = (0, 0, 0)
            for x in 0..<w {
                let value = Int(gray.pixels[y * w + x]) + (l + errors[x + 1]) / 16
                l = min(max(value, 0), 255)
                let chosen = l > 128 ? 255 : 0
                out[y * w + x] = UInt8(chosen)
                l -= chosen
                let (l2, d2) = (l, l + l)
                l += d2
                errors[x] = l + l0
                l += d2
                l0 = l + l1
                l1 = l2
                l += d2
            }
            errors[w] = l0
        }
        return try Bitmap(width: w, height: h, channels: 1, pixels: out)
    }

    // MARK: - Resizing

    /// Pillow's numbers for filters: 0 nearest, 1 lanczos, 2 bilinear, 3 bicubic, 4 box, 5 hamming.
    static func filter(_ value: Value, default other: ResampleFilter) throws -> ResampleFilter {
        guard let number = try Optional<Int>.from(value) ?? nil else { return other }
        switch number {
        case 0: return .nearest
        case 1: return .lanczos
        case 2: return .bilinear
        case 3: return .bicubic
        case 4: return .box
        case 5: return .hamming
        default:
            throw Failure(
                .valueError,
                "Unknown resampling filter (\(number)). Use Image.Resampling.NEAREST (0), Image.Resampling.LANCZOS (1), "
                    + "Image.Resampling.BILINEAR (2), Image.Resampling.BICUBIC (3), Image.Resampling.BOX (4) or "
                    + "Image.Resampling.HAMMING (5)")
        }
    }

    /// `box` is the part that is shown; with a `gap`, what shrinks by more than that is first averaged in whole blocks, as Pillow does.
    static func resize(
        _ image: ImageObject, _ width: Int, _ height: Int, _ filter: ResampleFilter, box: [Double]? = nil,
        gap: Double? = nil
    ) throws -> ImageObject {
        guard width > 0, height > 0 else { throw Failure(.valueError, "height and width must be > 0") }
        guard width <= 1 << 16, height <= 1 << 16, width * height <= Bitmap.defaultPixelLimit else {
            throw Failure(.valueError, "an image of \(width) x \(height) pixels is too large")
        }
        if let wide = try image.wideTensor() {
            if let box, box != [0, 0, Double(image.width), Double(image.height)] {
                throw Failure(
                    .notImplementedError, "resize(box=) does not work on images of mode '\(image.mode)' here",
                    hint: "image.crop(box).resize(size)")
            }
            let source = try Numbers.doubles(wide)
            if filter == .nearest {
                var out: [Double] = []
                out.reserveCapacity(width * height)
                let columns = places(0, Double(image.width), image.width, width)
                for row in places(0, Double(image.height), image.height, height) {
                    for column in columns { out.append(source[row * image.width + column]) }
                }
                return ImageObject(wide: try Tensor.from(out, [height, width]).to(wide.dtype), mode: image.mode)
            }
            guard filter == .bilinear || filter == .bicubic else {
                throw Failure(
                    .notImplementedError, "this filter does not work on images of mode '\(image.mode)'",
                    hint: "use Image.BILINEAR")
            }
            let batch = try wide.to(.float32).reshape([1, 1, image.height, image.width])
            let result = try TensorResize.resize(
                batch, [height, width], mode: filter == .bilinear ? "bilinear" : "bicubic", antialias: true)
            let plane = try result.reshape([height, width])
            return ImageObject(
                wide: image.mode == "F" ? plane : try OpTable.tensor("round", [.tensor(plane)]).to(.int32),
                mode: image.mode)
        }
        let bitmap = try image.bitmap()
        // Pillow keeps the box in float32.
        let box = box.map { $0.map { Double(Float($0)) } }
        let isIndexed = image.mode == "1" || image.mode == "P"
        let chosen = isIndexed ? .nearest : filter
        var shown = box ?? [0, 0, Double(bitmap.width), Double(bitmap.height)]
        if chosen == .nearest { return image.with(try nearest(bitmap, width, height, shown)) }
        if bitmap.channels == 4 || bitmap.channels == 2 {
            let small = try premultiplied(bitmap).resized(width: width, height: height, filter: chosen, box: shown)
            return image.with(try unmultiplied(small))
        }
        guard let gap else {
            return image.with(try bitmap.resized(width: width, height: height, filter: chosen, box: shown))
        }
        guard gap >= 1 else { throw Failure(.valueError, "reducing_gap must be 1.0 or greater") }
        let scales = [(shown[2] - shown[0]) / Double(width), (shown[3] - shown[1]) / Double(height)]
        let factors = scales.map { max(Int($0 / gap), 1) }
        guard factors != [1, 1] else {
            return image.with(try bitmap.resized(width: width, height: height, filter: chosen, box: shown))
        }
        let reaches: [ResampleFilter: Double] = [.box: 0.5, .bilinear: 1, .hamming: 1, .bicubic: 2, .lanczos: 3]
        let margins = scales.map { ((reaches[chosen] ?? 1) - 0.5) * $0 }
        let safe = [
            max(0, Int(shown[0] - margins[0])), max(0, Int(shown[1] - margins[1])),
            min(bitmap.width, Int(ceil(shown[2] + margins[0]))), min(bitmap.height, Int(ceil(shown[3] + margins[1]))),
        ]
        let blocks = try PillowFilters.reduced(bitmap, across: factors[0], down: factors[1], box: safe)
        for i in 0..<4 { shown[i] = (shown[i] - Double(safe[i % 2])) / Double(factors[i % 2]) }
        return image.with(try blocks.resized(width: width, height: height, filter: chosen, box: shown))
    }

    /// The pixels of a row that lie nearest to `count` equal steps from `from` to `to`.
    private static func places(_ from: Double, _ to: Double, _ source: Int, _ count: Int) -> [Int] {
        let step = (to - from) / Double(count)
        var at = from + step * 0.5
        return (0..<count).map { _ in
            defer { at += step }
            return min(max(Int(at), 0), source - 1)
        }
    }

    /// The nearest pixels, walked to in equal steps as Pillow walks: where a step ends on a border, its rounding decides.
    private static func nearest(_ bitmap: Bitmap, _ width: Int, _ height: Int, _ box: [Double]) throws -> Bitmap {
        let (columns, n) = (places(box[0], box[2], bitmap.width, width), bitmap.channels)
        var pixels: [UInt8] = []
        pixels.reserveCapacity(width * height * n)
        for row in places(box[1], box[3], bitmap.height, height) {
            for column in columns {
                let at = (row * bitmap.width + column) * n
                pixels += bitmap.pixels[at..<at + n]
            }
        }
        return try Bitmap(width: width, height: height, channels: n, pixels: pixels)
    }

    /// Colours times alpha, so that transparent pixels do not bleed into their neighbours.
    private static func premultiplied(_ bitmap: Bitmap) throws -> Bitmap {
        var pixels = bitmap.pixels
        let n = bitmap.channels
        for at in stride(from: 0, to: pixels.count, by: n) {
            let alpha = Int(pixels[at + n - 1])
            for c in 0..<n - 1 {
                let product = Int(pixels[at + c]) * alpha + 128
                pixels[at + c] = UInt8(((product >> 8) + product) >> 8)
            }
        }
        return try Bitmap(width: bitmap.width, height: bitmap.height, channels: n, pixels: pixels)
    }

    private static func unmultiplied(_ bitmap: Bitmap) throws -> Bitmap {
        var pixels = bitmap.pixels
        let n = bitmap.channels
        for at in stride(from: 0, to: pixels.count, by: n) {
            let alpha = Int(pixels[at + n - 1])
            if alpha == 0 || alpha == 255 { continue }
            for c in 0..<n - 1 { pixels[at + c] = UInt8(min(255, 255 * Int(pixels[at + c]) / alpha)) }
        }
        return try Bitmap(width: bitmap.width, height: bitmap.height, channels: n, pixels: pixels)
    }

    // MARK: - Affine maps

    /// As below, for an image of a mode: index numbers are never mixed, transparent pixels do not bleed.
    static func affine(
        _ source: Bitmap, mode: String, width: Int, height: Int, _ m: [Double], filter: ResampleFilter, fill: [UInt8]
    ) throws -> Bitmap {
        let chosen: ResampleFilter = mode == "1" || mode == "P" ? .nearest : filter
        guard chosen != .nearest, mode == "RGBA" || mode == "LA" else {
            return try affine(source, width: width, height: height, m, filter: chosen, fill: fill)
        }
        return try unmultiplied(
            try affine(try premultiplied(source), width: width, height: height, m, filter: chosen, fill: fill))
    }

    /// Every output pixel (x, y) takes its value from the input at (a x + b y + c, d x + e y + f); `fill` where that is outside.
    static func affine(
        _ source: Bitmap, width: Int, height: Int, _ m: [Double], filter: ResampleFilter, fill: [UInt8]
    ) throws -> Bitmap {
        let n = source.channels
        let (w, h) = (source.width, source.height)
        var out = [UInt8](repeating: 0, count: width * height * n)
        let background = (0..<n).map { fill.isEmpty ? 0 : fill[$0 % fill.count] }
        func sample(_ x: Int, _ y: Int, _ c: Int) -> Double {
            Double(source.pixels[(min(max(y, 0), h - 1) * w + min(max(x, 0), w - 1)) * n + c])
        }
        if filter != .bilinear, filter != .bicubic, max(w, h, width, height) < 1 << 15,
            m.allSatisfy({ $0.magnitude < 30_000 })
        {
            // Pillow walks in steps of 1/65536 pixel; which neighbour is nearest depends on it.
            func fixed(_ v: Double) -> Int { Int(floor(v * 65536 + 0.5)) }
            let (a, b, d, e) = (fixed(m[0]), fixed(m[1]), fixed(m[3]), fixed(m[4]))
            let (c, f) = (fixed(m[2] + m[0] * 0.5 + m[1] * 0.5), fixed(m[5] + m[3] * 0.5 + m[4] * 0.5))
            for y in 0..<height {
                for x in 0..<width {
                    let (u, v) = ((c + b * y + a * x) >> 16, (f + e * y + d * x) >> 16)
                    let isInside = u >= 0 && v >= 0 && u < w && v < h
                    for k in 0..<n {
                        out[(y * width + x) * n + k] = isInside ? source.pixels[(v * w + u) * n + k] : background[k]
                    }
                }
            }
            return try Bitmap(width: width, height: height, channels: n, pixels: out)
        }
        for y in 0..<height {
            for x in 0..<width {
                let at = (y * width + x) * n
                let u = m[0] * (Double(x) + 0.5) + m[1] * (Double(y) + 0.5) + m[2]
                let v = m[3] * (Double(x) + 0.5) + m[4] * (Double(y) + 0.5) + m[5]
                guard u >= 0, v >= 0, u < Double(w), v < Double(h) else {
                    for c in 0..<n { out[at + c] = background[c] }
                    continue
                }
                switch filter {
                case .bilinear:
                    let (fx, fy) = (floor(u - 0.5), floor(v - 0.5))
                    let (dx, dy) = (u - 0.5 - fx, v - 0.5 - fy)
                    let (x0, y0) = (Int(fx), Int(fy))
                    for c in 0..<n {
                        let top = sample(x0, y0, c) * (1 - dx) + sample(x0 + 1, y0, c) * dx
                        let low = sample(x0, y0 + 1, c) * (1 - dx) + sample(x0 + 1, y0 + 1, c) * dx
                        out[at + c] = UInt8(cut: top * (1 - dy) + low * dy)
                    }
                case .bicubic:
                    let (fx, fy) = (floor(u - 0.5), floor(v - 0.5))
                    let (dx, dy) = (u - 0.5 - fx, v - 0.5 - fy)
                    let (x0, y0) = (Int(fx), Int(fy))
                    for c in 0..<n {
                        let rows = (-1...2).map { r in
                            cubic((-1...2).map { sample(x0 + $0, min(max(y0 + r, 0), h - 1), c) }, dx)
                        }
                        out[at + c] = UInt8(cut: cubic(rows, dy))
                    }
                case .nearest, .box, .hamming, .lanczos, .hanning:
                    for c in 0..<n { out[at + c] = source.pixels[(Int(v) * w + Int(u)) * n + c] }
                }
            }
        }
        return try Bitmap(width: width, height: height, channels: n, pixels: out)
    }

    /// Between p1 and p2 by the cubic with a = -1 through four points, as Pillow's transforms use it.
    private static func cubic(_ p: [Double], _ d: Double) -> Double {
        let p1 = p[1]
        let p2 = -p[0] + p[2]
        let p3 = 2 * (p[0] - p[1]) + p[2] - p[3]
        let p4 = -p[0] + p[1] - p[2] + p[3]
        return p1 + d * (p2 + d * (p3 + d * p4))
    }

    /// image.rotate: degrees counterclockwise about the middle.
    static func rotate(
        _ image: ImageObject, _ degrees: Double, filter: ResampleFilter, expand: Bool, center: [Double]?,
        translate: [Double]?, fill: [UInt8]
    ) throws -> ImageObject {
        guard degrees.isFinite else {
            throw Failure(.valueError, "the angle must be a number of degrees, not \(degrees)")
        }
        let bitmap = try image.bitmap()
        let angle = degrees - 360 * floor(degrees / 360)
        if center == nil, translate == nil {
            if angle == 0 { return image.with(bitmap) }
            if angle == 180 { return image.with(bitmap.turned(quarters: 2)) }
            if angle == 90 || angle == 270, expand || image.width == image.height {
                return image.with(bitmap.turned(quarters: Int(angle / 90)))
            }
        }
        let (w, h) = (Double(image.width), Double(image.height))
        let middle = center ?? [w / 2, h / 2]
        let shift = translate ?? [0, 0]
        guard middle.count == 2, shift.count == 2 else {
            throw Failure(.valueError, "center and translate are pairs (x, y)")
        }
        let radians = -angle * Double.pi / 180
        func tidy(_ x: Double) -> Double { (x * 1e15).rounded() / 1e15 }
        var m = [tidy(cos(radians)), tidy(sin(radians)), 0, tidy(-sin(radians)), tidy(cos(radians)), 0]
        func map(_ x: Double, _ y: Double) -> (Double, Double) {
            (m[0] * x + m[1] * y + m[2], m[3] * x + m[4] * y + m[5])
        }
        (m[2], m[5]) = map(-middle[0] - shift[0], -middle[1] - shift[1])
        m[2] += middle[0]
        m[5] += middle[1]
        var (width, height) = (image.width, image.height)
        if expand {
            let corners = [map(0, 0), map(w, 0), map(w, h), map(0, h)]
            let (xs, ys) = (corners.map(\.0), corners.map(\.1))
            let wide = ceil(xs.max() ?? w) - floor(xs.min() ?? 0)
            let high = ceil(ys.max() ?? h) - floor(ys.min() ?? 0)
            guard wide < 65536, high < 65536 else { throw Failure(.valueError, "the turned image would be too large") }
            (m[2], m[5]) = map(-(wide - w) / 2, -(high - h) / 2)
            (width, height) = (Int(wide), Int(high))
        }
        return image.with(
            try affine(bitmap, mode: image.mode, width: width, height: height, m, filter: filter, fill: fill))
    }
}
