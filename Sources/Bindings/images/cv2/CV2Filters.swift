// cv2's filters: Gaussian, box and median blur, filter2D, dilation and erosion, borders, HSV. Bytes are blurred with OpenCV's
// fixed-point kernels (8 bits behind the point), so that they come out as the same bytes.
import Figures
import Glibc
import Schema
import Script
import Tensors

enum CV2Filters {
    /// What lies beyond the edges, by OpenCV's number: 4 is cb|abc|ba, its default.
    private static func border(_ value: Value, _ constant: Double = 0) throws -> ImageMath.Border {
        switch value.isNone ? 4 : try Int.from(value) ?? 4 {
        case 0: return .constant(constant)
        case 1: return .edge
        case 2: return .symmetric
        case 3: return .wrap
        case 4: return .reflect
        default:
            throw Failure(
                .notImplementedError, "this border type is not available here", hint: "use cv2.BORDER_REFLECT")
        }
    }

    /// (width, height) in pixels.
    private static func sides(_ value: Value) throws -> [Int] {
        try Numbers.doubles(value).map { side in
            guard let whole = Int(exactly: side), whole.magnitude < 10_000 else {
                throw Failure(.valueError, "a size is (width, height) in pixels, not \(side)")
            }
            return whole
        }
    }

    private static func result(_ values: [Double], _ shape: [Int], like x: Tensor) throws -> Value {
        if x.dtype == .uint8 {
            return .object(
                NDArrayObject(try Tensor.from(values.map { UInt8(cut: $0.rounded(.toNearestOrEven)) }, shape)))
        }
        return .object(NDArrayObject(try Tensor.from(values, shape).to(x.dtype)))
    }

    /// Which pixel of a kernel lies on the image's pixel, as (row, column); nil for the middle.
    private static func anchor(_ value: Value, _ height: Int, _ width: Int) throws -> (Int, Int)? {
        if value.isNone { return nil }
        let place = try sides(value)
        guard place.count == 2, place[0] >= -1, place[1] >= -1, place[0] < width, place[1] < height else {
            throw Failure(
                .valueError, "an anchor is a place (x, y) inside of the kernel, not \(try value.repr())",
                hint: "(-1, -1) is the middle")
        }
        return (place[1] < 0 ? height / 2 : place[1], place[0] < 0 ? width / 2 : place[0])
    }

    /// Sums as the type that `ddepth` or `dtype` names, or as the image's own for -1.
    private static func result(_ values: [Double], _ shape: [Int], like x: Tensor, depth: Value, _ name: String) throws
        -> Value
    {
        let types: [Int: DType] = [0: .uint8, 1: .int8, 3: .int16, 4: .int32, 5: .float32, 6: .float64]
        let number = depth.isNone ? -1 : try depth.asInt()
        if number == -1 { return try result(values, shape, like: x) }
        guard let dtype = types[number] else {
            throw Failure(
                .notImplementedError, "cv2.\(name)(): the depth \(number) is not available here",
                hint: "depths are -1, cv2.CV_8U, cv2.CV_32F and cv2.CV_64F")
        }
        if dtype.isFloatingPoint { return .object(NDArrayObject(try Tensor.from(values, shape).to(dtype))) }
        let bounds = dtype.bounds
        let cut = values.map { min(max($0.isNaN ? 0 : $0.rounded(.toNearestOrEven), bounds.low), bounds.high) }
        return .object(NDArrayObject(try Tensor.from(cut, shape).to(dtype)))
    }

    // MARK: - Kernels

    /// cv2.getGaussianKernel.
    static func gaussian(_ n: Int, _ sigma: Double) -> [Double] {
        let small: [Int: [Double]] = [
            1: [1], 3: [0.25, 0.5, 0.25], 5: [0.0625, 0.25, 0.375, 0.25, 0.0625],
            7: [0.03125, 0.109375, 0.21875, 0.28125, 0.21875, 0.109375, 0.03125],
            9: [4, 13, 30, 51, 60, 51, 30, 13, 4].map { $0 / 256 },
        ]
        if sigma <= 0, let known = small[n] { return known }
        let s = sigma > 0 ? sigma : 0.3 * ((Double(n) - 1) * 0.5 - 1) + 0.8
        let weights = (0..<n).map { i -> Double in
            let x = Double(i) - Double(n - 1) * 0.5
            return exp(-0.5 / (s * s) * x * x)
        }
        let sum = weights.reduce(0, +)
        return weights.map { $0 / sum }
    }

    /// Weights of 1/256 whose errors are passed on, so that they sum to one.
    private static func fixed(_ weights: [Double]) -> [Double] {
        let n = weights.count
        var out = [Double](repeating: 0, count: n)
        var (error, sum) = (0.0, 0.0)
        for i in 0..<n / 2 {
            let wanted = weights[i] * 256 + error
            out[i] = wanted.rounded(.toNearestOrEven)
            error = wanted - out[i]
            out[n - 1 - i] = out[i]
            sum += 2 * out[i]
        }
        out[n / 2] = 256 - sum
        return out
    }

    private static func separable(
        _ values: [Double], _ shape: [Int], _ kernels: [[Double]], _ border: ImageMath.Border, anchor: (Int, Int)? = nil
    ) throws -> [Double] {
        var values = values
        // Rows first, as OpenCV.
        for axis in [1, 0] {
            let kernel = kernels[axis]
            let middle = anchor.map { axis == 0 ? $0.0 : $0.1 } ?? kernel.count / 2
            values = try ImageMath.along(values, shape, axis: axis, length: shape[axis]) { line in
                line.indices.map { at in
                    var sum = 0.0
                    for (k, weight) in kernel.enumerated() {
                        sum += weight * (border.index(at + k - middle, line.count).map { line[$0] } ?? border.value)
                    }
                    return sum
                }
            }
        }
        return values
    }

    static func declare(in module: ModuleObject, image: @escaping (Value, String) throws -> Tensor) {
        module.rawDefine("getGaussianKernel(ksize, sigma, ktype=6)", "Gaussian weights as a column.") { bound in
            let n = try bound[0].asInt()
            guard n > 0, n < 10_000 else { throw Failure(.valueError, "ksize must be positive") }
            let column = try Tensor.from(gaussian(n, try Numbers.optional(bound[1]) ?? 0), [n, 1])
            return .object(NDArrayObject(try column.to(try bound[2].asInt() == 5 ? .float32 : .float64)))
        }
        module.rawDefine(
            "GaussianBlur(src, ksize, sigmaX, dst=None, sigmaY=0, borderType=4)", "Smoothed: ksize is (width, height)."
        ) { bound in
            let x = try image(bound[0], "GaussianBlur")
            var size = try sides(bound[1])
            let sx = try Numbers.optional(bound[2]) ?? 0
            let sy = try Numbers.optional(bound[4]) ?? 0
            guard size.count == 2, sx.magnitude < 1000, sy.magnitude < 1000 else {
                throw Failure(.typeError, "ksize is (width, height), sigmas are pixels")
            }
            let sigmas = [sx, sy > 0 ? sy : sx]
            for i in 0..<2 where size[i] <= 0 && sigmas[i] > 0 {
                size[i] = Int((sigmas[i] * (x.dtype == .uint8 ? 3 : 4) * 2 + 1).rounded(.toNearestOrEven)) | 1
            }
            guard size.allSatisfy({ $0 > 0 && $0 % 2 == 1 }) else {
                throw Failure(.valueError, "GaussianBlur: the sides of ksize must be odd and positive")
            }
            let kernels = [gaussian(size[1], sigmas[1]), gaussian(size[0], sigmas[0])]
            let values = try Numbers.doubles(x)
            if x.dtype == .uint8 {
                let sums = try separable(values, x.shape, kernels.map(fixed), try border(bound[5]))
                return try result(sums.map { (($0 + 32768) / 65536).rounded(.down) }, x.shape, like: x)
            }
            return try result(try separable(values, x.shape, kernels, try border(bound[5])), x.shape, like: x)
        }
        for name in [
            "blur(src, ksize, dst=None, anchor=None, borderType=4)",
            "boxFilter(src, ddepth, ksize, dst=None, anchor=None, normalize=True, borderType=4)",
        ] {
            let isBlur = name.hasPrefix("blur")
            module.rawDefine(name, "The mean of a box.") { bound in
                let x = try image(bound[0], isBlur ? "blur" : "boxFilter")
                let size = try sides(bound[isBlur ? 1 : 2])
                guard size.count == 2, size.allSatisfy({ $0 > 0 }) else {
                    throw Failure(.valueError, "ksize is (width, height) in pixels")
                }
                let area = try isBlur || bound[5].truth() ? Double(size[0] * size[1]) : 1
                let ones = [size[1], size[0]].map { [Double](repeating: 1, count: $0) }
                let sums = try separable(
                    try Numbers.doubles(x), x.shape, ones, try border(bound[isBlur ? 4 : 6]),
                    anchor: try anchor(bound[isBlur ? 3 : 4], size[1], size[0]))
                // Means of bytes round half up, as OpenCV's whole-numbered division does; larger boxes go through floats.
                let isFixed = x.dtype == .uint8 && area > 1 && area <= 256
                return try result(
                    sums.map { isFixed ? ($0 / area + 0.5).rounded(.down) : $0 / area }, x.shape, like: x,
                    depth: isBlur ? .int(-1) : bound[1], "boxFilter")
            }
        }
        module.rawDefine("medianBlur(src, ksize, dst=None)", "The middle value of a square.") { bound in
            let x = try image(bound[0], "medianBlur")
            let n = try bound[1].asInt()
            guard n > 0, n % 2 == 1, n < 100 else { throw Failure(.valueError, "ksize must be odd") }
            let values = try Numbers.doubles(x)
            let (h, w, c) = (x.shape[0], x.shape[1], x.rank == 3 ? x.shape[2] : 1)
            let out = try values.indices.map { at -> Double in
                if at & 1023 == 0 { try Interrupts.check() }
                let (row, column, channel) = (at / (w * c), at / c % w, at % c)
                var window: [Double] = []
                for i in 0..<n * n {
                    let y = min(max(row + i / n - n / 2, 0), h - 1), z = min(max(column + i % n - n / 2, 0), w - 1)
                    window.append(values[(y * w + z) * c + channel])
                }
                return window.sorted()[n * n / 2]
            }
            return try result(out, x.shape, like: x)
        }
        module.rawDefine(
            "filter2D(src, ddepth, kernel, dst=None, anchor=None, delta=0, borderType=4)",
            "Correlated with a kernel (not turned), as the image's type when ddepth is -1."
        ) { bound in
            let x = try image(bound[0], "filter2D")
            let kernel = try Numbers.tensor(bound[2])
            guard kernel.rank == 2, kernel.count < 100_000 else { throw Failure(.valueError, "a kernel is 2-D") }
            let weights = try Numbers.doubles(kernel)
            let (kh, kw) = (kernel.shape[0], kernel.shape[1])
            let border = try border(bound[6])
            let values = try Numbers.doubles(x)
            let delta = try Numbers.optional(bound[5]) ?? 0
            let (top, left) = try anchor(bound[4], kh, kw) ?? (kh / 2, kw / 2)
            let (h, w, c) = (x.shape[0], x.shape[1], x.rank == 3 ? x.shape[2] : 1)
            let out = try values.indices.map { at -> Double in
                if at & 1023 == 0 { try Interrupts.check() }
                let (row, column, channel) = (at / (w * c), at / c % w, at % c)
                var sum = delta
                for i in 0..<kh {
                    let y = border.index(row + i - top, h)
                    for j in 0..<kw {
                        guard let y, let z = border.index(column + j - left, w) else {
                            sum += weights[i * kw + j] * border.value
                            continue
                        }
                        sum += weights[i * kw + j] * values[(y * w + z) * c + channel]
                    }
                }
                return sum
            }
            return try result(out, x.shape, like: x, depth: bound[1], "filter2D")
        }
        declareMorphology(in: module, image: image)
        declarePixels(in: module, image: image)
    }

    // MARK: - Morphology

    private static func declareMorphology(in module: ModuleObject, image: @escaping (Value, String) throws -> Tensor) {
        module.rawDefine("getStructuringElement(shape, ksize, anchor=None)", "A rectangle, cross or ellipse of ones.") {
            bound in
            let kind = try bound[0].asInt()
            let size = try sides(bound[1])
            guard size.count == 2, size.allSatisfy({ $0 > 0 && $0 < 1000 }), (0...2).contains(kind) else {
                throw Failure(.valueError, "getStructuringElement(cv2.MORPH_RECT, (width, height))")
            }
            let (w, h) = (size[0], size[1])
            let (r, c) = try kind == 1 ? anchor(bound[2], h, w) ?? (h / 2, w / 2) : (h / 2, w / 2)
            var out: [Double] = []
            for i in 0..<h {
                var (from, to) = (0, w)
                if kind == 1, i != r { (from, to) = (c, c + 1) }
                if kind == 2 {
                    let dy = Double(i - r)
                    if abs(dy) <= Double(r) {
                        let reach = r == 0 ? 0 : Double(c) * ((Double(r * r) - dy * dy) / Double(r * r)).squareRoot()
                        let dx = Int(reach.rounded(.toNearestOrEven))
                        (from, to) = (max(c - dx, 0), min(c + dx + 1, w))
                    } else {
                        (from, to) = (0, 0)
                    }
                }
                out += (0..<w).map { $0 >= from && $0 < to ? 1 : 0 }
            }
            return .object(NDArrayObject(try Tensor.from(out, [h, w]).to(.uint8)))
        }
        func footprint(_ value: Value) throws -> [[Bool]] {
            if value.isNone { return [[Bool]](repeating: [true, true, true], count: 3) }
            let kernel = try Numbers.tensor(value)
            guard kernel.rank == 2, kernel.count <= 10_000 else {
                throw Failure(.valueError, "a kernel is a small 2-D array")
            }
            let values = try Numbers.doubles(kernel)
            return (0..<kernel.shape[0]).map { r in (0..<kernel.shape[1]).map { values[r * kernel.shape[1] + $0] != 0 }
            }
        }
        /// Where kernels are put and what lies outside: nothing, unless a border is named or the constant one is given a value.
        struct Place {
            let anchor: (Int, Int)?
            let border: ImageMath.Border?
        }
        func place(_ print: [[Bool]], anchor at: Value, border kind: Value, value: Value) throws -> Place {
            let number = kind.isNone ? 0 : try kind.asInt()
            let anchor = try anchor(at, print.count, print.first?.count ?? 0)
            if number == 0, value.isNone { return Place(anchor: anchor, border: nil) }
            let outside = value.isNone ? 0 : try Numbers.doubles(value).first ?? 0
            return Place(anchor: anchor, border: try border(.int(number), outside))
        }
        func run(_ x: Tensor, _ print: [[Bool]], _ steps: [Bool], _ times: Int, _ place: Place) throws -> [Double] {
            let names: [DType] = [.uint8, .int16, .float32, .float64]
            guard names.contains(x.dtype) else {
                throw Failure(
                    .typeError, "cv2's morphology does not work on arrays of \(x.dtype.name)",
                    hint: "mask.astype(np.uint8)")
            }
            var values = try Numbers.doubles(x)
            let (h, w, c) = (x.shape[0], x.shape[1], x.rank == 3 ? x.shape[2] : 1)
            // More steps than the image has sides change nothing.
            let times = min(times, h + w)
            for channel in 0..<c {
                var plane = (0..<h * w).map { values[$0 * c + channel] }
                for grows in steps {
                    for _ in 0..<times {
                        plane = try ImageMath.morph(
                            plane, rows: h, columns: w, print, grows: grows, anchor: place.anchor, border: place.border)
                    }
                }
                for i in plane.indices { values[i * c + channel] = plane[i] }
            }
            return values
        }
        for (name, grows) in [("dilate", true), ("erode", false)] {
            module.rawDefine(
                "\(name)(src, kernel, dst=None, anchor=None, iterations=1, borderType=0, borderValue=None)",
                "The \(grows ? "largest" : "smallest") value under a kernel."
            ) { bound in
                let x = try image(bound[0], name)
                let print = try footprint(bound[1])
                let place = try place(print, anchor: bound[3], border: bound[5], value: bound[6])
                return try result(
                    try run(x, print, [grows], max(try Int.from(bound[4]) ?? 1, 0), place), x.shape, like: x)
            }
        }
        module.rawDefine(
            "morphologyEx(src, op, kernel, dst=None, anchor=None, iterations=1, borderType=0, borderValue=None)",
            "Opening, closing, gradient, top hat or black hat."
        ) { bound in
            let x = try image(bound[0], "morphologyEx")
            let (print, times) = (try footprint(bound[2]), max(try Int.from(bound[5]) ?? 1, 0))
            let before = try Numbers.doubles(x)
            let place = try place(print, anchor: bound[4], border: bound[6], value: bound[7])
            func both(_ first: [Bool], _ second: [Bool]) throws -> [Double] {
                zip(
                    try run(x, print, first, times, place),
                    second.isEmpty ? before : try run(x, print, second, times, place)
                )
                .map { $0 - $1 }
            }
            let out: [Double]
            switch try bound[1].asInt() {
            case 0: out = try run(x, print, [false], times, place)
            case 1: out = try run(x, print, [true], times, place)
            case 2: out = try run(x, print, [false, true], times, place)
            case 3: out = try run(x, print, [true, false], times, place)
            case 4: out = try both([true], [false])
            case 5: out = try both([false, true], []).map { -$0 }
            case 6: out = try both([true, false], [])
            default: throw Failure(.notImplementedError, "morphologyEx: this operation is not available here")
            }
            return try result(out, x.shape, like: x)
        }
    }

    // MARK: - Pixels

    private static func declarePixels(in module: ModuleObject, image: @escaping (Value, String) throws -> Tensor) {
        module.rawDefine(
            "copyMakeBorder(src, top, bottom, left, right, borderType, dst=None, value=None)",
            "A border around the image."
        ) { bound in
            let x = try image(bound[0], "copyMakeBorder")
            let pads = try (1...4).map { try bound[$0].asInt() }
            guard pads.allSatisfy({ $0 >= 0 && $0 < 1 << 20 }) else { throw Failure(.valueError, "borders are pixels") }
            let fill = bound[7].isNone ? [0] : try Numbers.doubles(bound[7])
            let kind = try border(bound[5])
            let (h, w, c) = (x.shape[0], x.shape[1], x.rank == 3 ? x.shape[2] : 1)
            let values = try Numbers.doubles(x)
            let (height, width) = (h + pads[0] + pads[1], w + pads[2] + pads[3])
            guard height * width <= Bitmap.defaultPixelLimit else {
                throw Failure(.memoryError, "the image with its border is \(width) x \(height) pixels")
            }
            var out: [Double] = []
            out.reserveCapacity(height * width * c)
            for r in 0..<height {
                for q in 0..<width {
                    for channel in 0..<c {
                        if let y = kind.index(r - pads[0], h), let z = kind.index(q - pads[2], w) {
                            out.append(values[(y * w + z) * c + channel])
                        } else {
                            out.append(channel < fill.count ? fill[channel] : fill.count == 1 && c == 1 ? fill[0] : 0)
                        }
                    }
                }
            }
            return try result(out, x.rank == 3 ? [height, width, c] : [height, width], like: x)
        }
        module.rawDefine("addWeighted(src1, alpha, src2, beta, gamma, dst=None, dtype=-1)", "a x + b y + c.") { bound in
            let (x, y) = (try Numbers.tensor(bound[0]), try Numbers.tensor(bound[2]))
            guard x.shape == y.shape else { throw Failure(.valueError, "addWeighted: the images differ in size") }
            let (a, b, c) = (
                try Numbers.optional(bound[1]) ?? 0, try Numbers.optional(bound[3]) ?? 0,
                try Numbers.optional(bound[4]) ?? 0
            )
            return try result(
                zip(try Numbers.doubles(x), try Numbers.doubles(y)).map { u, v -> Double in
                    if x.dtype == .float64 { return a * u + b * v + c }
                    return Double(Float(c).addingProduct(Float(b), Float(v)).addingProduct(Float(a), Float(u)))
                }, x.shape, like: x, depth: bound[6], "addWeighted")
        }
        module.rawDefine("absdiff(src1, src2, dst=None)", "|x - y|.") { bound in
            let (x, y) = (try Numbers.tensor(bound[0]), try Numbers.tensor(bound[1]))
            guard x.shape == y.shape else { throw Failure(.valueError, "absdiff: the images differ in size") }
            return try result(
                zip(try Numbers.doubles(x), try Numbers.doubles(y)).map { abs($0 - $1) }, x.shape, like: x)
        }
        module.rawDefine("split(m, mv=None)", "The channels, one array each.") { bound in
            let x = try image(bound[0], "split")
            if x.rank == 2 { return .tuple([.object(NDArrayObject(x))]) }
            return .tuple(try (0..<x.shape[2]).map { .object(NDArrayObject(try x.select(2, $0).contiguous())) })
        }
        module.rawDefine("merge(mv, dst=None)", "Channels as one image.") { bound in
            let parts = try bound[0].elements().map { Argument.tensor(try Numbers.tensor($0)) }
            return .object(NDArrayObject(try OpTable.tensor("stack", [.list(parts), .int(2)])))
        }
        module.rawDefine(
            "normalize(src, dst=None, alpha=1, beta=0, norm_type=4, dtype=-1, mask=None)",
            "Stretched to a range (cv2.NORM_MINMAX)."
        ) { bound in
            let x = try Numbers.tensor(bound[0])
            let values = try Numbers.doubles(x)
            var counted = values
            var isCounted: [Bool]?
            if !bound[6].isNone {
                let mask = try Numbers.tensor(bound[6])
                let channels = mask.count > 0 ? values.count / mask.count : 0
                guard mask.shape == Array(x.shape.prefix(2)), channels > 0 else {
                    throw Failure(.valueError, "normalize: the mask must have the image's height and width")
                }
                let marks = try Numbers.doubles(mask).map { $0 != 0 }
                isCounted = values.indices.map { marks[$0 / channels] }
                counted = values.indices.filter { marks[$0 / channels] }.map { values[$0] }
            }
            let (a, b) = (try Numbers.optional(bound[2]) ?? 1, try Numbers.optional(bound[3]) ?? 0)
            var (scale, shift) = (0.0, 0.0)
            switch try bound[4].asInt() {
            case 32:
                let (low, high) = (counted.min() ?? 0, counted.max() ?? 0)
                let (from, to) = (min(a, b), max(a, b))
                scale = high - low > Double.ulpOfOne ? (to - from) / (high - low) : 0
                shift = from - low * scale
            case let kind where [1, 2, 4].contains(kind):
                let size: Double
                switch kind {
                case 1: size = counted.reduce(0) { max($0, abs($1)) }
                case 2: size = counted.reduce(0) { $0 + abs($1) }
                default: size = counted.reduce(0) { $0 + $1 * $1 }.squareRoot()
                }
                scale = size > Double.ulpOfOne ? a / size : 0
            default:
                throw Failure(
                    .notImplementedError, "normalize(): this norm_type is not available here",
                    hint: "norms are cv2.NORM_MINMAX, cv2.NORM_L2, cv2.NORM_L1 and cv2.NORM_INF")
            }
            let isDouble = try x.dtype == .float64 || bound[5].asInt() == 6
            let out = values.indices.map { i -> Double in
                if let isCounted, !isCounted[i] { return 0 }
                if isDouble { return values[i] * scale + shift }
                return Double(Float(shift).addingProduct(Float(values[i]), Float(scale)))
            }
            return try result(out, x.shape, like: x, depth: bound[5], "normalize")
        }
    }

    // MARK: - HSV

    /// Bytes of red, green, blue to hue 0…180, saturation and value 0…255, with OpenCV's tables of reciprocals.
    static func hsv(_ pixel: (r: Int, g: Int, b: Int)) -> (Int, Int, Int) {
        let (r, g, b) = (pixel.r, pixel.g, pixel.b)
        let high = max(r, g, b), spread = high - min(r, g, b)
        func table(_ numerator: Int, _ i: Int) -> Int {
            i == 0 ? 0 : Int((Double(numerator << 12) / Double(i)).rounded(.toNearestOrEven))
        }
        let s = (spread * table(255, high) + (1 << 11)) >> 12
        var h = high == r ? g - b : high == g ? b - r + 2 * spread : r - g + 4 * spread
        let reciprocal = spread == 0 ? 0 : Int((Double(180 << 12) / (6 * Double(spread))).rounded(.toNearestOrEven))
        h = (h * reciprocal + (1 << 11)) >> 12
        if h < 0 { h += 180 }
        return (h, s, high)
    }

    /// Hue 0…180, saturation and value 0…255 to bytes of red, green, blue.
    static func rgb(_ pixel: (h: Int, s: Int, v: Int)) -> (Int, Int, Int) {
        let (s, v) = (Float(pixel.s) / 255, Float(pixel.v) / 255)
        var h = Float(pixel.h) * (6 / 180)
        var sector = Int(floorf(h))
        h -= Float(sector)
        sector = ((sector % 6) + 6) % 6
        let tab = [v, v * (1 - s), v * (1 - s * h), v * (1 - s * (1 - h))]
        let order = [[1, 3, 0], [1, 0, 2], [3, 0, 1], [0, 2, 1], [0, 1, 3], [2, 1, 0]][sector]
        func byte(_ x: Float) -> Int { Int(min(max((x * 255).rounded(.toNearestOrEven), 0), 255)) }
        return (byte(tab[order[2]]), byte(tab[order[1]]), byte(tab[order[0]]))
    }
}
