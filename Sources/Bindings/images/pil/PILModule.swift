// The modules PIL, PIL.Image, PIL.ImageOps, PIL.ImageDraw, PIL.ImageFilter, and imageio.
import Figures
import Schema
import Script
import Tensors

enum PILModule {
    /// PIL.ImageEnhance: each mixes the image with a poor version of itself.
    private static let enhancers = """
        from PIL import Image, ImageFilter
        import numpy as np

        def _with_alpha(poor, image):
            if "A" in image.getbands():
                poor.putalpha(image.getchannel("A"))
            return poor

        class _Enhance:
            def enhance(self, factor):
                "factor 0 gives the poor version, 1 the image, more than 1 goes beyond it."
                return Image.blend(self.degenerate, self.image, factor)

        class Color(_Enhance):
            "Mixes with the gray image."
            def __init__(self, image):
                self.image = image
                self.intermediate_mode = "LA" if "A" in image.getbands() else "L"
                self.degenerate = image.convert(self.intermediate_mode).convert(image.mode)

        class Contrast(_Enhance):
            "Mixes with the mean gray."
            def __init__(self, image):
                self.image = image
                mean = int(float(np.asarray(image.convert("L")).mean()) + 0.5)
                self.degenerate = _with_alpha(Image.new("L", image.size, mean).convert(image.mode), image)

        class Brightness(_Enhance):
            "Mixes with black."
            def __init__(self, image):
                self.image = image
                self.degenerate = _with_alpha(Image.new(image.mode, image.size, 0), image)

        class Sharpness(_Enhance):
            "Mixes with the smoothed image."
            def __init__(self, image):
                self.image = image
                self.degenerate = _with_alpha(image.filter(ImageFilter.SMOOTH), image)
        """

    static func register() {
        ModuleRegistry.register("PIL") { module in
            module.documentation = "Images."
            module["__version__"] = .string("11.0.0")
        }
        ModuleRegistry.register("PIL.Image") { module in declareImage(in: module) }
        ModuleRegistry.register("PIL.ImageOps") { module in declareOps(in: module) }
        ModuleRegistry.register("PIL.ImageDraw") { module in
            module.define(DrawObject.cls)
            module["Draw"] = .object(DrawObject.cls)
        }
        ModuleRegistry.register("PIL.ImageFilter") { try ScriptedModule.build($0, PILLater.filters) }
        ModuleRegistry.register("PIL.ImageFont") { try ScriptedModule.build($0, PILLater.fonts) }
        ModuleRegistry.register("PIL.ImageChops") { try ScriptedModule.build($0, PILLater.chops) }
        ModuleRegistry.register("PIL.ImageFile") { module in module["LOAD_TRUNCATED_IMAGES"] = .bool(false) }
        ModuleRegistry.register("PIL.ImageEnhance") { try ScriptedModule.build($0, enhancers) }
        for name in ["imageio", "imageio.v2", "imageio.v3"] {
            ModuleRegistry.register(name) { module in
                for function in ["imread", "v2_imread"] where function == "imread" {
                    module.rawDefine(
                        "\(function)(uri, *args, **kwargs)", "A picture file as uint8, (H, W) or (H, W, C)."
                    ) {
                        bound in
                        var image = try open(bound[0])
                        let options = (bound[2].asObject as? DictObject)?.pairs ?? []
                        for (key, value) in options where !value.isNone {
                            switch key.text ?? "" {
                            case "mode", "pilmode":
                                image = try ImageConversion.convert(image, to: value.text ?? "")
                            case "format", "extension", "plugin": continue
                            case "index" where try Int.from(value) == 0: continue
                            default:
                                throw Failure(
                                    .typeError, "imread() got an unexpected keyword argument '\(key.text ?? "")'",
                                    hint: "imread(path, mode=\"L\") reads gray")
                            }
                        }
                        return .object(NDArrayObject(try array(image)))
                    }
                }
                for function in ["imwrite", "imsave"] {
                    module.rawDefine("\(function)(uri, im, **kwargs)", "Writes a uint8 array as a picture file.") {
                        bound in
                        var options = (bound[2].asObject as? DictObject)?.pairs ?? []
                        let format = options.first { ["format", "extension"].contains($0.key.text ?? "") }?.value
                        options.removeAll { ["format", "extension", "plugin"].contains($0.key.text ?? "") }
                        var keywords = try options.map { (name: Symbol(try $0.key.str()), value: $0.value) }
                        if let format, !format.isNone {
                            let name = try format.str()
                            let kind: Value = .string(name.hasPrefix(".") ? String(name.dropFirst()) : name)
                            keywords.append((Symbol("format"), kind))
                        }
                        let image = Value.object(try ImageObject.from(array: try Numbers.tensor(bound[1]), mode: nil))
                        _ = try image.attribute("save").asObject?.call(Arguments([bound[0]], keywords: keywords))
                        return .none
                    }
                }
                for function in ["mimsave", "get_writer", "mimwrite"] {
                    module.rawDefine("\(function)(*args, **kwargs)", "Not available.") { _ in
                        throw Failure(
                            .notImplementedError, "\(function)() is not available here: animations cannot be written",
                            hint: "save one PNG per frame")
                    }
                }
            }
        }
    }

    /// Image.open: a path, or a file object's bytes.
    static func open(_ value: Value) throws -> ImageObject {
        if let path = try value.path() { return try ImageObject(file: try AtomicFile.read(path), name: path) }
        guard let read = try value.attributeIfPresent("read") else {
            throw Failure(
                .attributeError, "'\(value.typeName)' object has no attribute 'read'", hint: "Image.open takes a path")
        }
        guard let bytes = try read.call().asObject as? BytesObject else {
            throw Failure(.osError, "cannot identify image file")
        }
        return try ImageObject(file: bytes.bytes, name: "")
    }

    /// Pixels as readers of arrays give them: palettes become colours, black and white 0 and 255.
    static func array(_ image: ImageObject) throws -> Tensor {
        switch image.mode {
        case "P": try ImageConversion.convert(image, to: "RGB").arrayTensor()
        case "1": try ImageConversion.convert(image, to: "L").arrayTensor()
        default: try image.arrayTensor()
        }
    }

    private static func declareImage(in module: ModuleObject) {
        module.documentation = "Opening, making and changing images."
        module.define(ImageObject.cls)
        for (name, number) in ImageMethods.resampling + ImageMethods.transposes { module[Symbol(name)] = .int(number) }
        for (name, number) in [
            ("ANTIALIAS", 1), ("LINEAR", 2), ("CUBIC", 3), ("AFFINE", 0), ("EXTENT", 1), ("WEB", 0), ("ADAPTIVE", 1),
        ] {
            module[Symbol(name)] = .int(number)
        }
        for (group, members) in [
            ("Resampling", ImageMethods.resampling), ("Transpose", ImageMethods.transposes),
            ("Dither", [("NONE", 0), ("FLOYDSTEINBERG", 3)]), ("Transform", [("AFFINE", 0)]),
            ("Palette", [("WEB", 0), ("ADAPTIVE", 1)]),
        ] {
            let type = TypeObject(group, module: "PIL.Image")
            for (name, number) in members { type.setMember(Symbol(name), .int(number)) }
            module.define(type)
        }
        module["MAX_IMAGE_PIXELS"] = .int(89_478_485)
        module.rawDefine(
            "open(fp, mode='r', formats=None)", "An image from a PNG file; pixels are read when first needed."
        ) { bound in
            .object(try open(bound[0]))
        }
        module.rawDefine("new(mode, size, color=0)", "An image of one colour.") { bound in
            let size = try ImageMethods.pair(bound[1], "size")
            guard let mode = bound[0].text, size[0] > 0, size[1] > 0, size[0] <= 1 << 16, size[1] <= 1 << 16 else {
                throw Failure(.valueError, "Width and height must be > 0", hint: "Image.new(\"RGB\", (64, 64))")
            }
            if mode == "I" || mode == "F" {
                let value = try Numbers.optional(bound[2]) ?? 0
                return .object(
                    ImageObject(
                        wide: try Tensor.full([size[1], size[0]], .float(value), .float32).to(
                            mode == "F" ? .float32 : .int32), mode: mode))
            }
            guard ["1", "L", "LA", "P", "RGB", "RGBA"].contains(mode) else {
                throw Failure(
                    .valueError, "unrecognized image mode '\(mode)'", hint: "modes are 1, L, LA, P, RGB, RGBA, I, F")
            }
            var ink = try ImageMethods.ink(bound[2], mode: mode)
            if mode == "1" { ink = [ink[0] != 0 ? 255 : 0] }
            let dot = try Bitmap(width: 1, height: 1, channels: ink.count, pixels: ink)
            let bitmap = try dot.expanded(left: 0, top: 0, right: size[0] - 1, bottom: size[1] - 1, fill: ink)
            return .object(ImageObject(bitmap, mode: mode, palette: mode == "P" ? ImageConversion.grayPalette : []))
        }
        module.rawDefine(
            "fromarray(obj, mode=None)",
            "An image from an array: (H, W) or (H, W, C) uint8, (H, W) bool, int32 or float32."
        ) { bound in
            if bound[0].asObject is TensorObject == false, bound[0].asObject is NDArrayObject == false,
                bound[0].asObject is ArrayConvertible == false
            {
                throw Failure(
                    .attributeError, "'\(bound[0].typeName)' object has no attribute '__array_interface__'",
                    hint: "Image.fromarray(np.array(x))")
            }
            let image = try ImageObject.from(array: try Numbers.tensor(bound[0]), mode: bound[1].text)
            guard let mode = bound[1].text, mode != image.mode else { return .object(image) }
            return .object(try ImageConversion.convert(image, to: mode, dither: false))
        }
        module.rawDefine("merge(mode, bands)", "One image from L images.") { bound in
            let bands = try bound[1].elements().map { try ImageObject.from($0).bitmap().toGray() }
            guard let mode = bound[0].text, let first = bands.first, bands.count == ImageMethods.bands(mode).count
            else {
                throw Failure(.valueError, "wrong number of bands")
            }
            guard bands.allSatisfy({ $0.width == first.width && $0.height == first.height }) else {
                throw Failure(.valueError, "size mismatch")
            }
            let pixels = first.pixels.indices.flatMap { i in bands.map { $0.pixels[i] } }
            return .object(
                ImageObject(
                    try Bitmap(width: first.width, height: first.height, channels: bands.count, pixels: pixels),
                    mode: mode))
        }
        module.rawDefine("blend(im1, im2, alpha)", "im1 * (1 - alpha) + im2 * alpha.") { bound in
            let (a, b) = (try ImageObject.from(bound[0]), try ImageObject.from(bound[1]))
            let (x, y) = (try a.bitmap(), try b.bitmap())
            guard x.channels == y.channels, x.width == y.width, x.height == y.height else {
                throw Failure(.valueError, "images do not match")
            }
            let alpha = Float(try Numbers.optional(bound[2]) ?? 0)
            let pixels = zip(x.pixels, y.pixels).map { p, q in
                let value = Float(p) + alpha * (Float(q) - Float(p))
                return UInt8(cut: value.isNaN ? 0 : value)
            }
            return .object(a.with(try Bitmap(width: x.width, height: x.height, channels: x.channels, pixels: pixels)))
        }
        module.rawDefine("composite(image1, image2, mask)", "image1 where the mask is white, image2 where it is black.")
        { bound in
            let result = Value.object(try ImageConversion.copy(try ImageObject.from(bound[1])))
            _ = try result.attribute("paste").call(bound[0], .none, bound[2])
            return result
        }
        module.rawDefine("alpha_composite(im1, im2)", "im2 over im1, both RGBA.") { bound in
            let (under, over) = (try ImageObject.from(bound[0]), try ImageObject.from(bound[1]))
            return .object(try ImageConversion.composited(over, on: under))
        }
        module.rawDefine("eval(image, *args)", "image.point(function).") { bound in
            try bound[0].attribute("point").call(try bound[1].item(.int(0)))
        }
        module.rawDefine("frombytes(mode, size, data, decoder_name='raw', *args)", "An image from its pixels' bytes.") {
            bound in
            let size = try ImageMethods.pair(bound[1], "size")
            guard let mode = bound[0].text, let bytes = bound[2].asObject as? BytesObject else {
                throw Failure(.typeError, "frombytes(mode, size, data)")
            }
            guard bound[3].text == "raw", try bound[4].elements().allSatisfy({ $0.text == mode }),
                ["L", "LA", "RGB", "RGBA"].contains(mode)
            else {
                throw Failure(
                    .notImplementedError, "frombytes() takes raw bytes of modes L, LA, RGB and RGBA here",
                    hint: "Image.fromarray(np.frombuffer(data, np.uint8).reshape(height, width, 3))")
            }
            return .object(
                ImageObject(
                    try Bitmap(
                        width: size[0], height: size[1], channels: ImageMethods.bands(mode).count, pixels: bytes.bytes),
                    mode: mode))
        }
    }

    // MARK: - ImageOps

    /// Border widths: one, (horizontal, vertical) or (left, top, right, bottom).
    static func border(_ value: Value) throws -> [Int] {
        let numbers = try Numbers.doubles(value)
        guard [1, 2, 4].contains(numbers.count), numbers.allSatisfy({ $0 >= 0 && $0 <= 1_048_576 }) else {
            throw Failure(.valueError, "a border is one, two or four numbers of pixels, not \(try value.repr())")
        }
        let n = numbers.map { Int($0) }
        return n.count == 1 ? [n[0], n[0], n[0], n[0]] : n.count == 2 ? [n[0], n[1], n[0], n[1]] : n
    }

    private static func declareOps(in module: ModuleObject) {
        module.rawDefine("expand(image, border=0, fill=0)", "A border around an image.") { bound in
            let image = try ImageObject.from(bound[0])
            let b = try border(bound[1])
            return .object(
                image.with(
                    try image.bitmap().expanded(
                        left: b[0], top: b[1], right: b[2], bottom: b[3], fill: try ImageMethods.ink(bound[2], image))))
        }
        module.rawDefine("crop(image, border=0)", "Takes a border away.") { bound in
            let image = try ImageObject.from(bound[0])
            let b = try border(bound[1])
            return .object(
                image.with(
                    try image.bitmap().cropped(x0: b[0], y0: b[1], x1: image.width - b[2], y1: image.height - b[3])))
        }
        module.rawDefine("flip(image)", "Top to bottom.") { bound in
            let image = try ImageObject.from(bound[0])
            return .object(image.with(try image.bitmap().flippedVertically()))
        }
        module.rawDefine("mirror(image)", "Left to right.") { bound in
            let image = try ImageObject.from(bound[0])
            return .object(image.with(try image.bitmap().flippedHorizontally()))
        }
        module.rawDefine("grayscale(image)", "The image in mode L.") { bound in
            .object(try ImageConversion.convert(try ImageObject.from(bound[0]), to: "L"))
        }
        module.rawDefine("invert(image)", "255 - value.") { bound in
            let image = try ImageObject.from(bound[0])
            guard ["L", "RGB", "1"].contains(image.mode) else {
                throw Failure(
                    .osError, "not supported for mode \(image.mode)",
                    hint: "invert the colours alone: ImageOps.invert(image.convert(\"RGB\"))")
            }
            let bitmap = try image.bitmap()
            return .object(
                image.with(
                    try Bitmap(
                        width: bitmap.width, height: bitmap.height, channels: bitmap.channels,
                        pixels: bitmap.pixels.map { 255 - $0 })))
        }
        module.rawDefine(
            "exif_transpose(image, *, in_place=False)", "Turned upright, as the camera that took it noted."
        ) { bound in
            let image = try ImageObject.from(bound[0])
            // The transposition that undoes each orientation.
            let methods = [2: 0, 3: 3, 4: 1, 5: 5, 6: 4, 7: 6, 8: 2]
            let isInPlace = try bound[1].truth()
            guard let method = image.orientation.flatMap({ methods[$0] }) else {
                return isInPlace ? .none : .object(try ImageConversion.copy(image))
            }
            guard let turned = try ImageMethods.transposed(image, method) else { return bound[0] }
            turned.orientation = nil
            guard isInPlace else { return .object(turned) }
            image.change(try turned.bitmap())
            image.orientation = nil
            return .none
        }
        ScriptedModule.buildWhenNeeded(module, PILLater.ops)
    }
}

/// `ImageDraw.Draw(image)`.
final class DrawObject: Object {
    let image: ImageObject
    override var type: TypeObject { DrawObject.cls }
    init(_ image: ImageObject) { self.image = image }

    nonisolated(unsafe) static let cls: TypeObject = {
        let type = TypeObject(
            "ImageDraw", module: "PIL.ImageDraw",
            make: { _, arguments in
                let bound = try Signature("Draw(im, mode=None)").values(arguments)
                let image = try ImageObject.from(bound[0])
                if let mode = bound[1].text, mode != image.mode {
                    throw Failure(
                        .notImplementedError,
                        "Draw(mode='\(mode)') on an image of mode '\(image.mode)' is not available here",
                        hint: "draw on an RGBA image and put it down with Image.alpha_composite or paste(…, mask)")
                }
                return .object(DrawObject(image))
            })
        func draw(_ value: Value) throws -> DrawObject {
            guard let draw = value.asObject as? DrawObject else { throw Failure(.typeError, "expected an ImageDraw") }
            return draw
        }
        /// [x0, y0, x1, y1] or [(x0, y0), (x1, y1)].
        func numbers(_ value: Value) throws -> [Double] {
            let numbers = try Numbers.doubles(value)
            guard numbers.allSatisfy({ $0.magnitude < 1e6 }) else {
                throw Failure(.valueError, "coordinates must be pixels below a million")
            }
            return numbers
        }
        func box(_ value: Value) throws -> [Double] {
            let four = try numbers(value)
            guard four.count == 4 else {
                throw Failure(.typeError, "coordinate list must contain exactly 2 coordinates")
            }
            guard four[2] >= four[0] else { throw Failure(.valueError, "x1 must be greater than or equal to x0") }
            guard four[3] >= four[1] else { throw Failure(.valueError, "y1 must be greater than or equal to y0") }
            return four
        }
        type.rawMethod("rectangle(self, xy, fill=None, outline=None, width=1)", "A rectangle, both corners included.") {
            bound in
            let draw = try draw(bound[0])
            let b = try box(bound[1]).map { Int($0) }
            let width = max(try Int.from(bound[4]) ?? 1, 0)
            if !bound[2].isNone {
                try draw.paint(bound[2]) { x, y in x >= b[0] && x <= b[2] && y >= b[1] && y <= b[3] }
            }
            let line = bound[3].isNone ? (bound[2].isNone ? Value.int(255) : nil) : bound[3]
            if let line, width > 0 {
                try draw.paint(bound[3].isNone && bound[2].isNone ? draw.white : line) { x, y in
                    x >= b[0] && x <= b[2] && y >= b[1] && y <= b[3]
                        && (x < b[0] + width || x > b[2] - width || y < b[1] + width || y > b[3] - width)
                }
            }
            return .none
        }
        type.rawMethod("ellipse(self, xy, fill=None, outline=None, width=1)", "The ellipse that fills a box.") {
            bound in
            let draw = try draw(bound[0])
            // Whole pixels; a box without width or height holds nothing.
            let b = try box(bound[1]).map { $0.rounded(.towardZero) }
            guard b[2] > b[0], b[3] > b[1] else { return .none }
            let (cx, cy, a, c) = ((b[0] + b[2]) / 2, (b[1] + b[3]) / 2, (b[2] - b[0] + 1) / 2, (b[3] - b[1] + 1) / 2)
            func inside(_ x: Int, _ y: Int, _ less: Double) -> Bool {
                guard a > less, c > less else { return false }
                let (u, v) = ((Double(x) - cx) / (a - less), (Double(y) - cy) / (c - less))
                return u * u + v * v <= 1
            }
            if !bound[2].isNone { try draw.paint(bound[2]) { inside($0, $1, 0) } }
            let width = Double(max(try Int.from(bound[4]) ?? 1, 0))
            if !bound[3].isNone || bound[2].isNone, width > 0 {
                try draw.paint(bound[3].isNone ? draw.white : bound[3]) { inside($0, $1, 0) && !inside($0, $1, width) }
            }
            return .none
        }
        /// Corners as Pillow takes them: their whole parts.
        func corners(_ value: Value) throws -> [(x: Int, y: Int)] {
            let flat = try numbers(value)
            guard flat.count % 2 == 0 else { throw Failure(.valueError, "wrong number of coordinates") }
            return stride(from: 0, to: flat.count, by: 2).map { (Int(flat[$0]), Int(flat[$0 + 1])) }
        }
        type.rawMethod("polygon(self, xy, fill=None, outline=None, width=1)", "A closed polygon.") { bound in
            let draw = try draw(bound[0])
            let corners = try corners(bound[1])
            guard corners.count >= 2 else {
                throw Failure(.typeError, "coordinate list must contain at least 2 coordinates")
            }
            let inside = try PillowDraw.polygon(corners, height: draw.image.height)
            if !bound[2].isNone { try draw.paint(bound[2], inside) }
            let width = try Int.from(bound[4]) ?? 1
            guard !bound[3].isNone || bound[2].isNone, width > 0 else { return .none }
            let color = bound[3].isNone ? draw.white : bound[3]
            // A wide outline grows inwards only.
            let mask = width > 1 ? draw.covered(by: inside) : nil
            for i in corners.indices {
                let (a, b) = (corners[i], corners[(i + 1) % corners.count])
                try draw.line(a, b, width: width > 1 ? min(width, 1 << 20) * 2 - 1 : 1, color, mask: mask)
            }
            return .none
        }
        type.rawMethod("line(self, xy, fill=None, width=1, joint=None)", "Straight lines from point to point.") {
            bound in
            let draw = try draw(bound[0])
            let corners = try corners(bound[1])
            let width = min(try Int.from(bound[3]) ?? 1, 1 << 20)
            if bound[4].text == "curve", width > 4, corners.count > 2 {
                throw Failure(
                    .notImplementedError, "ImageDraw.line(joint='curve') is not available here",
                    hint: "draw a circle at every corner: draw.ellipse((x - r, y - r, x + r, y + r), fill=…)")
            }
            for (a, b) in zip(corners, corners.dropFirst()) {
                try draw.line(a, b, width: width, bound[2].isNone ? draw.white : bound[2], mask: nil)
            }
            return .none
        }
        type.rawMethod("point(self, xy, fill=None)", "Single pixels.") { bound in
            let draw = try draw(bound[0])
            let flat = try numbers(bound[1])
            var list = PixelList()
            for i in stride(from: 0, to: flat.count - 1, by: 2) { list.append(Int(flat[i + 1]), Int(flat[i])) }
            try draw.paint(bound[2].isNone ? draw.white : bound[2], list)
            return .none
        }
        type.rawMethod("text(self, xy, text, fill=None, font=None, **kwargs)", "Not available.") { _ in
            throw Failure(
                .notImplementedError, "ImageDraw.text() is not available here",
                hint: "use plt.text(x, y, \"words\") on plt.imshow(image)")
        }
        return type
    }()

    /// The ink when none is named: white; Pillow's -1, which a single band cuts to 0.
    private var white: Value {
        let count = ImageMethods.bands(image.mode).count
        return image.mode == "L" || image.mode == "P" ? .int(0) : .tuple(Array(repeating: .int(255), count: count))
    }

    private func paint(_ color: Value, where covers: (Int, Int) -> Bool) throws {
        var list = PixelList()
        for y in 0..<image.height { for x in 0..<image.width where covers(x, y) { list.append(y, x) } }
        try paint(color, list)
    }

    private func paint(_ color: Value, _ list: PixelList) throws {
        let bitmap = try image.bitmap()
        let ink = try ImageMethods.ink(color, image)
        var pixels = bitmap.pixels
        let n = bitmap.channels
        for (y, x) in zip(list.rows, list.columns) where y >= 0 && x >= 0 && y < bitmap.height && x < bitmap.width {
            for c in 0..<n { pixels[(y * bitmap.width + x) * n + c] = ink[c] }
        }
        image.change(try Bitmap(width: bitmap.width, height: bitmap.height, channels: n, pixels: pixels))
    }

    private func paint(_ color: Value, _ rows: [PillowDraw.Row], mask: [Bool]? = nil) throws {
        var list = PixelList()
        for row in rows where row.y >= 0 && row.y < image.height {
            for x in max(row.from, 0)..<max(max(row.from, 0), min(row.to + 1, image.width))
            where mask?[row.y * image.width + x] ?? true {
                list.append(row.y, x)
            }
        }
        try paint(color, list)
    }

    private func covered(by rows: [PillowDraw.Row]) -> [Bool] {
        var mask = [Bool](repeating: false, count: image.width * image.height)
        for row in rows where row.y >= 0 && row.y < image.height {
            for x in max(row.from, 0)..<max(max(row.from, 0), min(row.to + 1, image.width)) {
                mask[row.y * image.width + x] = true
            }
        }
        return mask
    }

    private func line(
        _ a: (x: Int, y: Int), _ b: (x: Int, y: Int), width: Int, _ color: Value, mask: [Bool]?
    ) throws {
        guard width > 1 else {
            let pixels = try Draw.line(a.y, a.x, b.y, b.x)
            return try paint(color, pixels)
        }
        try paint(
            color, try PillowDraw.wideLine(a.x, a.y, b.x, b.y, width: width, height: image.height), mask: mask)
    }
}
