// The module cv2: pictures as uint8 arrays (H, W) or (H, W, 3) in the order blue, green, red.
import Figures
import Glibc
import Schema
import Script
import Tensors

enum CV2Module {
    private static let constants: [(String, Int)] = [
        ("INTER_NEAREST", 0), ("INTER_LINEAR", 1), ("INTER_CUBIC", 2), ("INTER_AREA", 3), ("INTER_LANCZOS4", 4),
        ("IMREAD_UNCHANGED", -1), ("IMWRITE_JPEG_QUALITY", 1), ("IMWRITE_PNG_COMPRESSION", 16),
        ("IMREAD_GRAYSCALE", 0), ("IMREAD_COLOR", 1), ("COLOR_BGR2RGB", 4), ("COLOR_RGB2BGR", 4), ("COLOR_BGR2GRAY", 6),
        ("COLOR_RGB2GRAY", 7),
        ("COLOR_GRAY2BGR", 8), ("COLOR_GRAY2RGB", 8), ("COLOR_BGRA2BGR", 1), ("COLOR_RGBA2RGB", 1),
        ("COLOR_BGR2BGRA", 0), ("COLOR_RGB2RGBA", 0),
        ("COLOR_BGRA2RGB", 3), ("COLOR_RGBA2BGR", 3), ("THRESH_BINARY", 0), ("THRESH_BINARY_INV", 1),
        ("THRESH_OTSU", 8), ("BORDER_CONSTANT", 0), ("BORDER_REPLICATE", 1), ("BORDER_REFLECT", 2), ("BORDER_WRAP", 3),
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
            if try Int.from(bound[1]) == 0, JPEG.isJPEG(bytes) {
                let bitmap = try JPEG.decode(bytes, asGray: true)
                return .object(NDArrayObject(try Tensor.from(bitmap.pixels, [bitmap.height, bitmap.width])))
            }
            let image = try ImageObject(file: bytes, name: path)
            if try Int.from(bound[1]) == 0, image.format == "PNG", image.mode == "RGB" {
                // libpng's own gray of a coloured file, which differs from cvtColor's.
                return .object(
                    NDArrayObject(
                        try gray(image.bitmap().pixels.map { Int($0) }, image.height, image.width, rounds: false)))
            }
            let mode: String
            switch try Int.from(bound[1]) ?? 1 {
            case 0: mode = "L"
            case -1: mode = image.mode == "P" ? "RGB" : image.mode == "1" ? "L" : image.mode
            default: mode = "RGB"
            }
            return .object(NDArrayObject(try swapped(try ImageConversion.convert(image, to: mode).arrayTensor())))
        }
        module.rawDefine("imwrite(filename, img, params=None)", "Writes a PNG, JPEG or GIF file; True.") { bound in
            guard let path = try bound[0].path() else { throw Failure(.typeError, "imwrite() takes a path") }
            var x = try Numbers.tensor(bound[1])
            if x.dtype != .uint8 {
                x = try Tensor.from(
                    try Numbers.doubles(x).map { UInt8(cut: ($0.isNaN ? 0 : $0).rounded(.toNearestOrEven)) }, x.shape)
            }
            if x.rank == 3, x.shape[2] == 1 { x = try x.select(2, 0) }
            // OpenCV's JPEG quality is 95 unless [cv2.IMWRITE_JPEG_QUALITY, n] says otherwise.
            var quality = 95
            if !bound[2].isNone {
                let pairs = try Numbers.doubles(try Numbers.tensor(bound[2])).map { Int(exactly: $0.rounded()) ?? 0 }
                if let at = pairs.firstIndex(of: 1), pairs.indices.contains(at + 1) { quality = pairs[at + 1] }
            }
            try ImageFiles.write(
                try ImageObject.from(array: try swapped(x).contiguous(), mode: nil).bitmap(), to: path,
                quality: quality)
            return .bool(true)
        }
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
            let (h, w) = (x.shape[0], x.shape[1])
            let size: [Int]
            if bound[1].isNone {
                let (fx, fy) = (try Numbers.optional(bound[3]) ?? 0, try Numbers.optional(bound[4]) ?? 0)
                guard fx > 0, fy > 0, fx < 1000, fy < 1000 else {
                    throw Failure(.valueError, "give a size (width, height), or fx and fy")
                }
                size = [
                    Int((Double(w) * fx).rounded(.toNearestOrEven)), Int((Double(h) * fy).rounded(.toNearestOrEven)),
                ]
            } else {
                size = try ImageMethods.pair(bound[1], "dsize")
            }
            guard size.allSatisfy({ $0 > 0 && $0 <= 65536 }) else {
                throw Failure(.valueError, "the size must be positive pixels")
            }
            var values = try Numbers.doubles(x)
            var shape = x.shape
            let kind = try Int.from(bound[5]) ?? 1
            guard (0...3).contains(kind) else {
                throw Failure(
                    .notImplementedError, "this interpolation is not available here", hint: "use cv2.INTER_LINEAR")
            }
            if kind == 1, x.dtype == .uint8 {
                let channels = x.rank == 3 ? x.shape[2] : 1
                let bytes = linear(values.map { Int($0) }, h, w, channels, size[1], size[0])
                shape = channels == 1 ? [size[1], size[0]] : [size[1], size[0], channels]
                return .object(NDArrayObject(try Tensor.from(bytes, shape)))
            }
            for (axis, m) in [(1, size[0]), (0, size[1])] where shape[axis] != m {
                let n = shape[axis]
                values = ImageMath.along(values, shape, axis: axis, length: m) { line in
                    (0..<m).map { sample(line, $0, n, m, kind) }
                }
                shape[axis] = m
            }
            if shape.count == 3, shape[2] == 1 { shape.removeLast() }
            return try whole(values, shape, x.dtype)
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
            let kind = try Int.from(bound[3]) ?? 0
            guard [0, 1, 8, 9].contains(kind) else {
                throw Failure(
                    .notImplementedError, "cv2.threshold() knows THRESH_BINARY, THRESH_BINARY_INV and THRESH_OTSU here")
            }
            let values = try Numbers.doubles(x)
            let limit =
                kind >= 8 ? ImageMath.otsu(values, isWhole: true, bins: 256) : try Numbers.optional(bound[1]) ?? 0
            let most = try Numbers.optional(bound[2]) ?? 255
            return .tuple([
                .float(limit), try whole(values.map { ($0 > limit) == (kind % 8 == 0) ? most : 0 }, x.shape, x.dtype),
            ])
        }
        module.rawDefine("destroyAllWindows()", "Nothing.") { _ in .none }
        module.rawDefine("waitKey(delay=0)", "-1.") { _ in .int(-1) }
    }

    /// Bytes at another size with OpenCV's arithmetic: weights of 1/2048, rows first, products cut as its vector code cuts them.
    private static func linear(_ x: [Int], _ h: Int, _ w: Int, _ c: Int, _ height: Int, _ width: Int) -> [UInt8] {
        func places(_ n: Int, _ m: Int, isRow: Bool) -> [(first: Int, second: Int, a: Int, b: Int)] {
            let scale = Double(n) / Double(m)
            return (0..<m).map { i in
                let place = (Double(i) + 0.5) * scale - 0.5
                var at = Int(floor(place))
                var t = Float(place - Double(at))
                // Along a row the edge pixel counts alone; across rows it stands for both.
                if isRow, at < 0 || at >= n - 1 { (at, t) = (min(max(at, 0), n - 1), 0) }
                func fixed(_ part: Float) -> Int { Int((part * 2048).rounded(.toNearestOrEven)) }
                return (min(max(at, 0), n - 1), min(max(at + 1, 0), n - 1), fixed(1 - t), fixed(t))
            }
        }
        let columns = places(w, width, isRow: true), rows = places(h, height, isRow: false)
        var wide = [Int](repeating: 0, count: h * width * c)
        for r in 0..<h {
            for (q, p) in columns.enumerated() {
                for k in 0..<c {
                    wide[(r * width + q) * c + k] =
                        x[(r * w + p.first) * c + k] * p.a + x[(r * w + p.second) * c + k] * p.b
                }
            }
        }
        var out = [UInt8](repeating: 0, count: height * width * c)
        for (r, p) in rows.enumerated() {
            for i in 0..<width * c {
                let top = ((wide[p.first * width * c + i] >> 4) * p.a) >> 16
                let bottom = ((wide[p.second * width * c + i] >> 4) * p.b) >> 16
                out[r * width * c + i] = UInt8(min(max((top + bottom + 2) >> 2, 0), 255))
            }
        }
        return out
    }

    /// Sample `i` of `m` from a line of `n`: 0 nearest, 1 linear, 2 cubic (a = -0.75), 3 area.
    private static func sample(_ line: [Double], _ i: Int, _ n: Int, _ m: Int, _ kind: Int) -> Double {
        let scale = Double(n) / Double(m)
        func at(_ k: Int) -> Double { line[min(max(k, 0), n - 1)] }
        switch kind {
        case 0: return at(Int(floor(Double(i) * scale)))
        case 3 where scale > 1:
            let (from, to) = (Double(i) * scale, Double(i + 1) * scale)
            var sum = 0.0
            for k in Int(floor(from))..<max(Int(ceil(to - 1e-9)), Int(floor(from)) + 1) {
                sum += at(k) * (min(Double(k + 1), to) - max(Double(k), from))
            }
            return sum / (to - from)
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
