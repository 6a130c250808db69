// The module cv2: pictures as uint8 arrays (H, W) or (H, W, 3) in the order blue, green, red.
import Figures
import Glibc
import Schema
import Script
import Tensors

enum CV2Module {
    private static let constants: [(String, Int)] = [
        ("INTER_NEAREST", 0), ("INTER_LINEAR", 1), ("INTER_CUBIC", 2), ("INTER_AREA", 3), ("INTER_LANCZOS4", 4),
        ("INTER_NEAREST_EXACT", 6),
        ("IMREAD_UNCHANGED", -1), ("IMWRITE_JPEG_QUALITY", 1), ("IMWRITE_PNG_COMPRESSION", 16),
        ("IMREAD_GRAYSCALE", 0), ("IMREAD_COLOR", 1), ("COLOR_BGR2RGB", 4), ("COLOR_RGB2BGR", 4), ("COLOR_BGR2GRAY", 6),
        ("COLOR_RGB2GRAY", 7),
        ("COLOR_GRAY2BGR", 8), ("COLOR_GRAY2RGB", 8), ("COLOR_BGRA2BGR", 1), ("COLOR_RGBA2RGB", 1),
        ("COLOR_BGR2BGRA", 0), ("COLOR_RGB2RGBA", 0),
        ("COLOR_BGRA2RGB", 3), ("COLOR_RGBA2BGR", 3), ("THRESH_BINARY", 0), ("THRESH_BINARY_INV", 1),
        ("THRESH_TRUNC", 2), ("THRESH_TOZERO", 3), ("THRESH_TOZERO_INV", 4), ("THRESH_OTSU", 8),
        ("THRESH_TRIANGLE", 16),
        ("ADAPTIVE_THRESH_MEAN_C", 0), ("ADAPTIVE_THRESH_GAUSSIAN_C", 1), ("NORM_INF", 1), ("NORM_L1", 2),
        ("NORM_L2", 4),
        ("ROTATE_90_CLOCKWISE", 0), ("ROTATE_180", 1), ("ROTATE_90_COUNTERCLOCKWISE", 2), ("CV_8S", 1), ("CV_16U", 2),
        ("CV_16S", 3), ("CV_32S", 4), ("RETR_CCOMP", 2), ("CC_STAT_LEFT", 0), ("CC_STAT_TOP", 1), ("CC_STAT_WIDTH", 2),
        ("CC_STAT_HEIGHT", 3), ("CC_STAT_AREA", 4), ("COLOR_GRAY2BGRA", 9), ("COLOR_GRAY2RGBA", 9),
        ("COLOR_BGRA2GRAY", 10),
        ("COLOR_RGBA2GRAY", 11), ("COLOR_BGR2YCrCb", 36), ("COLOR_RGB2YCrCb", 37), ("COLOR_YCrCb2BGR", 38),
        ("COLOR_YCrCb2RGB", 39), ("COLOR_BGR2LAB", 44), ("COLOR_RGB2LAB", 45), ("COLOR_BGR2Lab", 44),
        ("COLOR_RGB2Lab", 45),
        ("COLOR_LAB2BGR", 56), ("COLOR_LAB2RGB", 57), ("BORDER_REFLECT101", 4), ("DIST_L1", 1), ("DIST_L2", 2),
        ("DIST_C", 3),
        ("DIST_MASK_3", 3), ("DIST_MASK_5", 5), ("DIST_MASK_PRECISE", 0), ("IMREAD_ANYDEPTH", 2),
        ("IMREAD_ANYCOLOR", 4),
        ("IMREAD_COLOR_BGR", 1), ("IMREAD_COLOR_RGB", 256), ("INTER_MAX", 7), ("INTER_LINEAR_EXACT", 5), ("LINE_8", 8),
        ("LINE_4", 4),
        ("REDUCE_SUM", 0), ("REDUCE_AVG", 1), ("REDUCE_MAX", 2), ("REDUCE_MIN", 3), ("CMP_EQ", 0), ("CMP_GT", 1),
        ("CMP_GE", 2),
        ("CMP_LT", 3), ("CMP_LE", 4), ("CMP_NE", 5), ("BORDER_CONSTANT", 0), ("BORDER_REPLICATE", 1),
        ("BORDER_REFLECT", 2), ("BORDER_WRAP", 3),
        ("BORDER_REFLECT_101", 4), ("BORDER_DEFAULT", 4), ("COLOR_BGR2HSV", 40), ("COLOR_RGB2HSV", 41),
        ("COLOR_HSV2BGR", 54), ("COLOR_HSV2RGB", 55), ("MORPH_RECT", 0), ("MORPH_CROSS", 1), ("MORPH_ELLIPSE", 2),
        ("MORPH_ERODE", 0), ("MORPH_DILATE", 1), ("MORPH_OPEN", 2), ("MORPH_CLOSE", 3), ("MORPH_GRADIENT", 4),
        ("MORPH_TOPHAT", 5), ("MORPH_BLACKHAT", 6), ("NORM_MINMAX", 32), ("CV_8U", 0), ("CV_32F", 5), ("CV_64F", 6),
        ("RETR_TREE", 3), ("RETR_LIST", 1), ("CHAIN_APPROX_NONE", 1), ("COLORMAP_JET", 2), ("FILLED", -1),
        ("WARP_INVERSE_MAP", 16),
        ("FONT_HERSHEY_SIMPLEX", 0), ("LINE_AA", 16), ("RETR_EXTERNAL", 0), ("CHAIN_APPROX_SIMPLE", 2),
    ]

    static func register() {
        ModuleRegistry.register("cv2") { module in
            module.documentation = "Pictures as arrays, channels in the order blue, green, red."
            module["__version__"] = .string("4.10.0")
            // What the functions here raise are Python's own errors; `except cv2.error` catches them all.
            module["error"] = .object(ExceptionTypes.cls(.exception))
            for (name, number) in constants { module[Symbol(name)] = .int(number) }
            declareFiles(in: module)
            declareChanges(in: module)
            CV2Filters.declare(in: module, image: image)
            module.rawDefine("setNumThreads(n)", "Nothing.") { _ in .none }
            module.missing = { name in
                let text = name.text
                guard !text.hasPrefix("_") else { return nil }
                if text.first?.isUppercase == true {
                    throw Failure(
                        .attributeError, "module 'cv2' has no attribute '\(text)'",
                        hint: Nearest.match(text, among: constants.map(\.0)).map { "did you mean '\($0)'?" } ?? "")
                }
                return .object(
                    BuiltinFunction(
                        "\(text)(*args, **kwargs)", "Not available.",
                        raw: { _ in
                            throw Failure(
                                .notImplementedError, "cv2.\(text)() is not available here",
                                hint: "use numpy, skimage or PIL for it")
                        }))
            }
        }
    }

    private static func swapped(_ x: Tensor) throws -> Tensor {
        guard x.rank == 3, x.shape[2] >= 3 else { return x }
        let order = [2, 1, 0] + Array(3..<x.shape[2])
        return try OpTable.tensor(
            "index_select", [.tensor(x), .int(2), .tensor(try Tensor.from(order, [order.count]))])
    }

    private static func declareFiles(in module: ModuleObject) {
        module.rawDefine("imread(filename, flags=1)", "A PNG file; None when it cannot be read.") { bound in
            guard let path = try bound[0].path() else {
                throw Failure(.typeError, "imread() takes a path, not \(bound[0].typeName)")
            }
            // A missing file gives None, as in OpenCV; a file of another format says why.
            guard let bytes = try? AtomicFile.read(path) else { return .none }
            let flags = bound[1].isNone ? 1 : try bound[1].asInt()
            guard [-1, 0, 1, 2, 4, 6, 256].contains(flags) else {
                throw Failure(
                    .notImplementedError, "cv2.imread(): the flags \(flags) are not available here",
                    hint: "flags are cv2.IMREAD_COLOR, cv2.IMREAD_GRAYSCALE and cv2.IMREAD_UNCHANGED")
            }
            let isGray = flags == 0 || flags == 2
            if isGray, JPEG.isJPEG(bytes) {
                let bitmap = try JPEG.decode(bytes, asGray: true)
                return .object(NDArrayObject(try Tensor.from(bitmap.pixels, [bitmap.height, bitmap.width])))
            }
            let image = try ImageObject(file: bytes, name: path)
            if isGray, image.format == "PNG", image.mode == "RGB" {
                // libpng's own gray of a coloured file, which differs from cvtColor's.
                return .object(
                    NDArrayObject(
                        try gray(image.bitmap().pixels.map { Int($0) }, image.height, image.width, rounds: false)))
            }
            let mode: String
            switch flags {
            case 0, 2: mode = "L"
            case 4, 6: mode = image.mode == "L" || image.mode == "1" ? "L" : "RGB"
            case 256: return .object(NDArrayObject(try ImageConversion.convert(image, to: "RGB").arrayTensor()))
            case -1: mode = image.mode == "P" ? "RGB" : image.mode == "1" ? "L" : image.mode
            default: mode = "RGB"
            }
            return .object(NDArrayObject(try swapped(try ImageConversion.convert(image, to: mode).arrayTensor())))
        }
        module.rawDefine("imwrite(filename, img, params=None)", "Writes a PNG, JPEG or GIF file; True.") { bound in
            guard let path = try bound[0].path() else { throw Failure(.typeError, "imwrite() takes a path") }
            var x = try Numbers.tensor(bound[1])
            guard x.rank == 2 || (x.rank == 3 && [1, 3, 4].contains(x.shape[2])), x.count > 0 else {
                throw Failure(
                    .valueError,
                    "imwrite() takes (H, W), (H, W, 3) or (H, W, 4), not an array of shape \(Shape.numpyText(x.shape))")
            }
            if x.dtype != .uint8 {
                x = try Tensor.from(
                    try Numbers.doubles(x).map { UInt8(cut: ($0.isNaN ? 0 : $0).rounded(.toNearestOrEven)) }, x.shape)
            }
            if x.rank == 3, x.shape[2] == 1 { x = try x.select(2, 0) }
            // OpenCV's JPEG quality is 95 unless [cv2.IMWRITE_JPEG_QUALITY, n] says otherwise.
            var quality = 95
            if !bound[2].isNone {
                let pairs = try Numbers.doubles(try Numbers.tensor(bound[2])).map { Int(exactly: $0.rounded()) ?? 0 }
                for at in stride(from: 0, to: pairs.count - 1, by: 2) where pairs[at] == 1 {
                    quality = min(max(pairs[at + 1], 0), 100)
                }
            }
            // A folder that is not there gives False, as in OpenCV.
            let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
            guard folder.isEmpty || access(folder, F_OK) == 0 else { return .bool(false) }
            try ImageFiles.write(
                try ImageObject.from(array: try swapped(x).contiguous(), mode: nil).bitmap(), to: path,
                quality: quality)
            return .bool(true)
        }
    }

    /// The gray that torchvision has libpng make of a coloured file.
    static func fileGray(_ image: ImageObject) throws -> Tensor {
        let x = try image.bitmap().pixels.map { Int($0) }
        let bytes = (0..<image.height * image.width).map { i -> UInt8 in
            let light = x[3 * i] * 9794 + x[3 * i + 1] * 19234 + x[3 * i + 2] * 3740
            return UInt8(light >> 15)
        }
        return try Tensor.from(bytes, [image.height, image.width])
    }

    /// Gray of interleaved red, green, blue bytes: weights of 1/32768.
    private static func gray(_ x: [Int], _ h: Int, _ w: Int, rounds: Bool) throws -> Tensor {
        let (r, g, b, half) = rounds ? (9798, 19235, 3735, 16384) : (9797, 19234, 3737, 0)
        return try Tensor.from(
            (0..<h * w).map { UInt8((x[3 * $0] * r + x[3 * $0 + 1] * g + x[3 * $0 + 2] * b + half) >> 15) }, [h, w])
    }

    private static func image(_ value: Value, _ name: String) throws -> Tensor {
        guard !value.isNone else {
            throw Failure(
                .runtimeError, "cv2.\(name)(): the image is None",
                hint: "cv2.imread gives None when there is no such file; check the path")
        }
        let x = try Numbers.tensor(value)
        guard x.rank == 2 || x.rank == 3, !x.shape.contains(0) else {
            throw Failure(.valueError, "cv2.\(name)() takes (H, W) or (H, W, C), not \(x.rank) dimensions")
        }
        return x
    }

    private static func whole(_ values: [Double], _ shape: [Int], _ dtype: DType) throws -> Value {
        if dtype == .uint8 {
            return .object(
                NDArrayObject(try Tensor.from(values.map { UInt8(cut: $0.rounded(.toNearestOrEven)) }, shape)))
        }
        return .object(NDArrayObject(try Tensor.from(values, shape).to(dtype)))
    }

    private static func declareChanges(in module: ModuleObject) {
        module.rawDefine(
            "resize(src, dsize, dst=None, fx=0, fy=0, interpolation=1)", "Another size: dsize is (width, height)."
        ) { bound in
            let x = try image(bound[0], "resize")
            guard x.dtype != .bool, x.dtype != .int32, x.dtype != .int64 else {
                throw Failure(
                    .typeError, "cv2.resize() does not work on arrays of \(x.dtype.name)",
                    hint: "mask.astype(np.uint8), or labels.astype(np.int16)")
            }
            let (h, w) = (x.shape[0], x.shape[1])
            var size = bound[1].isNone ? [0, 0] : try ImageMethods.pair(bound[1], "dsize")
            // How many source pixels one result pixel covers: by the factors when no size is given.
            var scales = [0.0, 0.0]
            if size == [0, 0] {
                let (fx, fy) = (try Numbers.optional(bound[3]) ?? 0, try Numbers.optional(bound[4]) ?? 0)
                guard fx > 0, fy > 0, fx < 1000, fy < 1000 else {
                    throw Failure(.valueError, "give a size (width, height), or fx and fy")
                }
                size = [
                    Int((Double(w) * fx).rounded(.toNearestOrEven)), Int((Double(h) * fy).rounded(.toNearestOrEven)),
                ]
                scales = [1 / fx, 1 / fy]
            }
            guard size.allSatisfy({ $0 > 0 && $0 <= 65536 }) else {
                throw Failure(.valueError, "the size must be positive pixels")
            }
            try NDImage.checkSize(size)
            if scales[0] == 0 { scales = [Double(w) / Double(size[0]), Double(h) / Double(size[1])] }
            return try resized(x, size, scales, try bound[5].asInt())
        }
        module.rawDefine("cvtColor(src, code, dst=None, dstCn=0)", "Other channels.") { bound in
            let x = try image(bound[0], "cvtColor")
            let code = try Int.from(bound[1]) ?? -1
            let values = try Numbers.doubles(x)
            let n = x.rank == 3 ? x.shape[2] : 1
            let (h, w) = (x.shape[0], x.shape[1])
            switch code {
            case 4 where n >= 3:
                return .object(NDArrayObject(try swapped(n == 3 ? x : try x.narrow(2, 0, 3)).contiguous()))
            case 0 where n == 3:
                var out: [Double] = []
                for i in 0..<h * w { out += values[i * 3..<i * 3 + 3] + [255] }
                return .object(NDArrayObject(try Tensor.from(out, [h, w, 4]).to(x.dtype)))
            case 1 where n == 4: return .object(NDArrayObject(try x.narrow(2, 0, 3).contiguous()))
            case 3 where n == 4: return .object(NDArrayObject(try swapped(try x.narrow(2, 0, 3)).contiguous()))
            case 6 where n >= 3, 7 where n >= 3:
                let (r, b) = code == 6 ? (2, 0) : (0, 2)
                if x.dtype == .uint8 {
                    let colors = (0..<h * w).flatMap { i in [r, 1, b].map { Int(values[i * n + $0]) } }
                    return .object(NDArrayObject(try gray(colors, h, w, rounds: true)))
                }
                return try whole(
                    (0..<h * w).map { i in
                        let light = 0.299 * values[i * n + r] + 0.587 * values[i * n + 1]
                        return light + 0.114 * values[i * n + b]
                    }, [h, w], x.dtype)
            case 10 where n == 4, 11 where n == 4:
                let three = Value.object(NDArrayObject(try x.narrow(2, 0, 3).contiguous()))
                return try Value.object(module).attribute("cvtColor").call(three, .int(code - 4))
            case 9 where n == 1:
                let full = x.dtype == .uint8 ? 255.0 : 1
                return .object(
                    NDArrayObject(try Tensor.from(values.flatMap { [$0, $0, $0, full] }, [h, w, 4]).to(x.dtype)))
            case 36 where n == 3 && x.dtype == .uint8, 37 where n == 3 && x.dtype == .uint8:
                // Weights of 1/16384; red's and blue's distances from the light, around 128.
                let r = code == 36 ? 2 : 0
                var out: [Double] = []
                out.reserveCapacity(h * w * 3)
                for i in 0..<h * w {
                    let (red, green, blue) = (
                        Int(values[i * 3 + r]), Int(values[i * 3 + 1]), Int(values[i * 3 + 2 - r])
                    )
                    let light = (red * 4899 + green * 9617 + blue * 1868 + 8192) >> 14
                    let (cr, cb) = (
                        ((red - light) * 11682 + (128 << 14) + 8192) >> 14,
                        ((blue - light) * 9241 + (128 << 14) + 8192) >> 14
                    )
                    out += [light, cr, cb].map { Double(min(max($0, 0), 255)) }
                }
                return try whole(out, x.shape, .uint8)
            case 38 where n == 3 && x.dtype == .uint8, 39 where n == 3 && x.dtype == .uint8:
                var out: [Double] = []
                out.reserveCapacity(h * w * 3)
                for i in 0..<h * w {
                    let (light, cr, cb) = (
                        Int(values[i * 3]), Int(values[i * 3 + 1]) - 128, Int(values[i * 3 + 2]) - 128
                    )
                    let b = light + ((cb * 29049 + 8192) >> 14)
                    let g = light + ((cb * -5636 + cr * -11698 + 8192) >> 14)
                    let r = light + ((cr * 22987 + 8192) >> 14)
                    out += (code == 38 ? [b, g, r] : [r, g, b]).map { Double(min(max($0, 0), 255)) }
                }
                return try whole(out, x.shape, .uint8)
            case 8 where n == 1:
                return .object(NDArrayObject(try Tensor.from(values.flatMap { [$0, $0, $0] }, [h, w, 3]).to(x.dtype)))
            case 40 where n == 3 && x.dtype == .uint8, 41 where n == 3 && x.dtype == .uint8:
                var out: [Double] = []
                for i in 0..<h * w {
                    let p = values[i * 3..<i * 3 + 3].map { Int($0) }
                    let (hue, s, v) = CV2Filters.hsv(code == 41 ? (p[0], p[1], p[2]) : (p[2], p[1], p[0]))
                    out += [Double(hue), Double(s), Double(v)]
                }
                return try whole(out, x.shape, .uint8)
            case 54 where n == 3 && x.dtype == .uint8, 55 where n == 3 && x.dtype == .uint8:
                var out: [Double] = []
                for i in 0..<h * w {
                    let p = values[i * 3..<i * 3 + 3].map { Int($0) }
                    let (r, g, b) = CV2Filters.rgb((p[0], p[1], p[2]))
                    out += (code == 55 ? [r, g, b] : [b, g, r]).map { Double($0) }
                }
                return try whole(out, x.shape, .uint8)
            default:
                throw Failure(
                    .notImplementedError, "cv2.cvtColor() with this code is not available here for \(n) channels",
                    hint: "codes: COLOR_BGR2RGB, COLOR_BGR2GRAY, COLOR_GRAY2BGR")
            }
        }
        module.rawDefine("flip(src, flipCode, dst=None)", "0: top to bottom, 1: left to right, -1: both.") { bound in
            let x = try image(bound[0], "flip")
            let code = try Int.from(bound[1]) ?? 0
            let axes = code == 0 ? [0] : code > 0 ? [1] : [0, 1]
            return .object(NDArrayObject(try OpTable.tensor("flip", [.tensor(x), .tuple(axes.map(Argument.int))])))
        }
        module.rawDefine(
            "threshold(src, thresh, maxval, type)", "(threshold, image): maxval above the threshold, 0 below."
        ) { bound in
            let x = try image(bound[0], "threshold")
            let kind = try bound[3].asInt()
            guard kind >= 0, kind & 7 <= 4, kind & ~15 == 0 else {
                throw Failure(
                    .notImplementedError, "cv2.threshold(): the type \(kind) is not available here",
                    hint:
                        "types are cv2.THRESH_BINARY, THRESH_BINARY_INV, THRESH_TRUNC, THRESH_TOZERO, THRESH_TOZERO_INV, with + cv2.THRESH_OTSU"
                )
            }
            guard [.uint8, .int16, .float32, .float64].contains(x.dtype) else {
                throw Failure(
                    .typeError, "cv2.threshold() does not work on arrays of \(x.dtype.name)",
                    hint: "image.astype(np.uint8)")
            }
            let values = try Numbers.doubles(x)
            var limit = try Numbers.optional(bound[1]) ?? 0
            if kind >= 8 {
                guard x.dtype == .uint8, x.rank == 2 else {
                    throw Failure(.valueError, "cv2.threshold(): THRESH_OTSU takes a gray image of uint8")
                }
                limit = ImageMath.otsu(values, isWhole: true, bins: 256)
            } else if !x.dtype.isFloatingPoint {
                limit.round(.down)
            }
            let most = try Numbers.optional(bound[2]) ?? 255
            let result = values.map { v -> Double in
                switch kind & 7 {
                case 0: v > limit ? most : 0
                case 1: v > limit ? 0 : most
                case 2: min(v, limit)
                case 3: v > limit ? v : 0
                default: v > limit ? 0 : v
                }
            }
            return .tuple([.float(limit), try whole(result, x.shape, x.dtype)])
        }
        module.rawDefine("destroyAllWindows()", "Nothing.") { _ in .none }
        module.rawDefine("waitKey(delay=0)", "-1.") { _ in .int(-1) }
    }

    private static func resized(_ x: Tensor, _ size: [Int], _ scales: [Double], _ given: Int) throws -> Value {
        let (h, w, c) = (x.shape[0], x.shape[1], x.rank == 3 ? x.shape[2] : 1)
        var kind = given
        guard (0...3).contains(kind) || kind == 6 else {
            throw Failure(
                .notImplementedError, "this interpolation is not available here", hint: "use cv2.INTER_LINEAR")
        }
        var values = try Numbers.doubles(x)
        var shape = x.shape
        let shrinks = scales[0] >= 1 && scales[1] >= 1
        // Halving bytes is averaging, whichever of the two is asked for.
        if kind == 1, scales[0] == 2, scales[1] == 2, x.dtype != .float64 { kind = 3 }
        if kind == 3, shrinks {
            let means = try averaged(values, h, w, c, size, scales, x.dtype)
            return try whole(means, c == 1 ? [size[1], size[0]] : [size[1], size[0], c], x.dtype)
        }
        if kind == 1 || kind == 3, x.dtype == .uint8 {
            let bytes = try linear(values.map { Int($0) }, h, w, c, size[1], size[0], scales, isArea: kind == 3)
            shape = c == 1 ? [size[1], size[0]] : [size[1], size[0], c]
            return .object(NDArrayObject(try Tensor.from(bytes, shape)))
        }
        for (axis, m, scale) in [(1, size[0], scales[0]), (0, size[1], scales[1])] where shape[axis] != m || scale != 1
        {
            let n = shape[axis]
            values = try ImageMath.along(values, shape, axis: axis, length: m) { line in
                (0..<m).map { sample(line, $0, n, scale, kind) }
            }
            shape[axis] = m
        }
        if shape.count == 3, shape[2] == 1 { shape.removeLast() }
        return try whole(values, shape, x.dtype)
    }

    /// INTER_AREA for smaller sizes: means over the covered source pixels, weighted and summed in float32 as OpenCV does.
    private static func averaged(
        _ x: [Double], _ h: Int, _ w: Int, _ c: Int, _ size: [Int], _ scales: [Double], _ dtype: DType
    ) throws -> [Double] {
        let isDouble = dtype == .float64
        func single(_ v: Double) -> Double { isDouble ? v : Double(Float(v)) }
        var out: [Double] = []
        out.reserveCapacity(size[0] * size[1] * c)
        let (sx, sy) = (Int(scales[0].rounded()), Int(scales[1].rounded()))
        let isWhole = abs(scales[0] - Double(sx)) < .ulpOfOne && abs(scales[1] - Double(sy)) < .ulpOfOne
        if isWhole, size[0] * sx <= w, size[1] * sy <= h {
            let part = single(1 / Double(sx * sy))
            for row in 0..<size[1] {
                try Interrupts.check()
                for column in 0..<size[0] {
                    for k in 0..<c {
                        var sum = 0.0
                        for i in 0..<sy {
                            for j in 0..<sx { sum = single(sum + x[((row * sy + i) * w + column * sx + j) * c + k]) }
                        }
                        // Four bytes: the sum and two, shifted.
                        if sx == 2, sy == 2, dtype == .uint8 {
                            out.append(((sum + 2) / 4).rounded(.down))
                        } else {
                            out.append(single(sum * part))
                        }
                    }
                }
            }
            return out
        }
        func table(_ n: Int, _ m: Int, _ scale: Double) -> [[(at: Int, weight: Double)]] {
            (0..<m).map { i in
                let (from, to) = (Double(i) * scale, Double(i) * scale + scale)
                let cell = min(scale, Double(n) - from)
                let last = min(Int(floor(to)), n - 1)
                let first = min(Int(ceil(from)), last)
                var parts: [(Int, Double)] = []
                if Double(first) - from > 1e-3 { parts.append((first - 1, single((Double(first) - from) / cell))) }
                for at in first..<max(last, first) { parts.append((at, single(1 / cell))) }
                if to - Double(last) > 1e-3 {
                    parts.append((last, single(min(min(to - Double(last), 1), cell) / cell)))
                }
                return parts
            }
        }
        let columns = table(w, size[0], scales[0])
        for parts in table(h, size[1], scales[1]) {
            try Interrupts.check()
            for across in columns {
                for k in 0..<c {
                    var sum = 0.0
                    for (row, beta) in parts {
                        var line = 0.0
                        for (column, alpha) in across {
                            line = single(line + single(x[(row * w + column) * c + k] * alpha))
                        }
                        sum = single(sum + single(line * beta))
                    }
                    out.append(sum)
                }
            }
        }
        return out
    }

    /// Bytes at another size with OpenCV's arithmetic: weights of 1/2048, rows first, products cut as its vector code cuts them.
    private static func linear(
        _ x: [Int], _ h: Int, _ w: Int, _ c: Int, _ height: Int, _ width: Int, _ scales: [Double], isArea: Bool
    ) throws -> [UInt8] {
        func places(_ n: Int, _ m: Int, _ scale: Double, isRow: Bool) -> [(first: Int, second: Int, a: Int, b: Int)] {
            (0..<m).map { i in
                let place = (Double(i) + 0.5) * scale - 0.5
                var at = Int(floor(place))
                var t = Float(place - Double(at))
                if isArea {
                    // Enlarged by areas: a pixel stays itself until the next one begins.
                    at = Int(floor(Double(i) * scale))
                    let past = Float(Double(i + 1) - Double(at + 1) / scale)
                    t = past <= 0 ? 0 : past - floor(past)
                }
                // Along a row the edge pixel counts alone; across rows it stands for both.
                if isRow, at < 0 || at >= n - 1 { (at, t) = (min(max(at, 0), n - 1), 0) }
                func fixed(_ part: Float) -> Int { Int((part * 2048).rounded(.toNearestOrEven)) }
                return (min(max(at, 0), n - 1), min(max(at + 1, 0), n - 1), fixed(1 - t), fixed(t))
            }
        }
        let columns = places(w, width, scales[0], isRow: true), rows = places(h, height, scales[1], isRow: false)
        var wide = [Int](repeating: 0, count: h * width * c)
        for r in 0..<h {
            try Interrupts.check()
            for (q, p) in columns.enumerated() {
                for k in 0..<c {
                    wide[(r * width + q) * c + k] =
                        x[(r * w + p.first) * c + k] * p.a + x[(r * w + p.second) * c + k] * p.b
                }
            }
        }
        var out = [UInt8](repeating: 0, count: height * width * c)
        for (r, p) in rows.enumerated() {
            try Interrupts.check()
            for i in 0..<width * c {
                let top = ((wide[p.first * width * c + i] >> 4) * p.a) >> 16
                let bottom = ((wide[p.second * width * c + i] >> 4) * p.b) >> 16
                out[r * width * c + i] = UInt8(min(max((top + bottom + 2) >> 2, 0), 255))
            }
        }
        return out
    }

    /// Sample `i` from a line of `n`: 0 nearest, 1 linear, 2 cubic (a = -0.75), 3 enlarged by areas, 6 nearest by middles.
    private static func sample(_ line: [Double], _ i: Int, _ n: Int, _ scale: Double, _ kind: Int) -> Double {
        func at(_ k: Int) -> Double { line[min(max(k, 0), n - 1)] }
        switch kind {
        case 0: return at(Int(floor(Double(i) * scale)))
        case 6: return at(Int(floor((Double(i) + 0.5) * scale)))
        case 3:
            let first = Int(floor(Double(i) * scale))
            let past = Double(i + 1) - Double(first + 1) / scale
            let t = past <= 0 ? 0 : past - floor(past)
            return at(first) * (1 - t) + at(first + 1) * t
        case 2:
            let place = (Double(i) + 0.5) * scale - 0.5
            let first = Int(floor(place))
            let t = place - floor(place)
            let a = -0.75
            func outer(_ x: Double) -> Double { ((a * (x + 1) - 5 * a) * (x + 1) + 8 * a) * (x + 1) - 4 * a }
            func inner(_ x: Double) -> Double { ((a + 2) * x - (a + 3)) * x * x + 1 }
            let (w0, w1, w2) = (outer(t), inner(t), inner(1 - t))
            return at(first - 1) * w0 + at(first) * w1 + at(first + 1) * w2 + at(first + 2) * (1 - w0 - w1 - w2)
        default:
            let place = (Double(i) + 0.5) * scale - 0.5
            let t = place - floor(place)
            return at(Int(floor(place))) * (1 - t) + at(Int(floor(place)) + 1) * t
        }
    }
}
