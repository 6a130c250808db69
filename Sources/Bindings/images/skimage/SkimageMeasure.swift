// skimage.measure, metrics, morphology and segmentation.
import Figures
import Glibc
import Schema
import Script
import Tensors

extension SkimageModule {
    private static func pair(_ bound: BoundArguments) throws -> ([Double], [Double]) {
        let (a, b) = (try Numbers.tensor(bound[0]), try Numbers.tensor(bound[1]))
        guard a.shape == b.shape else { throw Failure(.valueError, "Input images must have the same dimensions.") }
        return (try Numbers.doubles(a), try Numbers.doubles(b))
    }
    private static func meanSquare(_ a: [Double], _ b: [Double]) -> Double {
        zip(a, b).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) } / Double(max(a.count, 1))
    }

    /// structural_similarity: means under a window, compared; borders of half a window do not count.
    private static func similarity(_ bound: BoundArguments) throws -> Value {
        let (a, b) = (try Numbers.tensor(bound[0]), try Numbers.tensor(bound[1]))
        guard a.shape == b.shape else { throw Failure(.valueError, "Input images must have the same dimensions.") }
        guard try !bound[3].truth() else {
            throw Failure(.notImplementedError, "structural_similarity(gradient=True) is not available here")
        }
        if !bound[5].isNone {
            let axis = try a.dimension(try bound[5].asInt())
            let parts = try (0..<a.shape[axis]).map { i -> (Double, Tensor) in
                try similarity(a.select(axis, i), b.select(axis, i), bound)
            }
            let mean = try Numbers.scalar(parts.reduce(0) { $0 + $1.0 } / Double(max(parts.count, 1)))
            guard try bound[7].truth() else { return mean }
            let maps = try OpTable.tensor("stack", [.list(parts.map { .tensor($0.1) }), .int(axis)])
            return .tuple([mean, .object(NDArrayObject(maps))])
        }
        let (mean, map) = try similarity(a, b, bound)
        return try bound[7].truth()
            ? .tuple([try Numbers.scalar(mean), .object(NDArrayObject(map))]) : try Numbers.scalar(mean)
    }

    private static func similarity(_ a: Tensor, _ b: Tensor, _ bound: BoundArguments) throws -> (Double, Tensor) {
        let isGaussian = try bound[6].truth()
        let sigma = try Numbers.optional(bound[10]) ?? 1.5
        guard sigma > 0, sigma < 1000 else { throw Failure(.valueError, "sigma must be positive pixels") }
        let radius = Int(3.5 * sigma + 0.5)
        let size = bound[2].isNone ? (isGaussian ? 2 * radius + 1 : 7) : try bound[2].asInt()
        guard size % 2 == 1, a.shape.allSatisfy({ $0 >= size }) else {
            throw Failure(
                .valueError,
                "win_size exceeds image extent. Either ensure that your images are at least 7x7; or pass win_size explicitly in the function call, with an odd value less than or equal to the smaller side of your images. If your images are multichannel (with color channels), set channel_axis to the axis number corresponding to the channels."
            )
        }
        guard let range = try Numbers.optional(bound[4]) ?? (a.dtype == .uint8 ? 255 : nil) else {
            throw Failure(
                .valueError,
                "Since image dtype is floating point, you must specify the data_range parameter. Please read the documentation carefully (including the note). It is recommended that you always specify the data_range anyway."
            )
        }
        // The window's mean along every axis in turn; skimage keeps float32 images in float32.
        let isSingle = a.dtype == .float32
        func smooth(_ values: [Double]) throws -> [Double] {
            var values = values
            for axis in a.shape.indices {
                if isGaussian {
                    values = try ImageMath.smoothed(
                        values, a.shape, axis: axis, sigma: sigma, truncate: 3.5, border: .symmetric)
                } else {
                    values = try ImageMath.along(values, a.shape, axis: axis, length: a.shape[axis]) { line in
                        let border = ImageMath.Border.symmetric
                        return line.indices.map { at -> Double in
                            var sum = 0.0
                            for k in 0..<size {
                                if let i = border.index(at + k - size / 2, line.count) { sum += line[i] }
                            }
                            return sum / Double(size)
                        }
                    }
                }
                if isSingle { values = values.map { Double(Float($0)) } }
            }
            return values
        }
        let (x, y) = (try Numbers.doubles(a), try Numbers.doubles(b))
        let count = pow(Double(size), Double(a.rank))
        let norm = try bound[9].truth() ? count / (count - 1) : 1
        let (ux, uy) = (try smooth(x), try smooth(y))
        let (xx, yy) = (try smooth(x.map { $0 * $0 }), try smooth(y.map { $0 * $0 }))
        let xy = try smooth(zip(x, y).map { $0 * $1 })
        let c1 = pow((try Numbers.optional(bound[11]) ?? 0.01) * range, 2)
        let c2 = pow((try Numbers.optional(bound[12]) ?? 0.03) * range, 2)
        let map = x.indices.map { i -> Double in
            let (vx, vy) = (norm * (xx[i] - ux[i] * ux[i]), norm * (yy[i] - uy[i] * uy[i]))
            let vxy = norm * (xy[i] - ux[i] * uy[i])
            let top = (2 * ux[i] * uy[i] + c1) * (2 * vxy + c2)
            return top / ((ux[i] * ux[i] + uy[i] * uy[i] + c1) * (vx + vy + c2))
        }
        let pad = (size - 1) / 2
        var (sum, kept) = (0.0, 0)
        for i in map.indices
        where zip(NDImage.place(i, a.shape), a.shape).allSatisfy({ $0 >= pad && $0 < $1 - pad }) {
            sum += map[i]
            kept += 1
        }
        return (sum / Double(max(kept, 1)), try Tensor.from(map, a.shape))
    }

    static func declareMetrics(in module: ModuleObject) {
        module.rawDefine("peak_signal_noise_ratio(image_true, image_test, *, data_range=None)", "In decibels.") {
            bound in
            let (a, b) = try pair(bound)
            let range =
                try Numbers.optional(bound[2])
                ?? (try Numbers.tensor(bound[0]).dtype == .uint8 ? 255 : (a.min() ?? 0) >= 0 ? 1 : 2)
            return try Numbers.scalar(10 * log10(range * range / meanSquare(a, b)))
        }
        module.rawDefine("mean_squared_error(image0, image1)", "The mean of squared differences.") { bound in
            let (a, b) = try pair(bound)
            return try Numbers.scalar(meanSquare(a, b))
        }
        module.rawDefine(
            "structural_similarity(im1, im2, *, win_size=None, gradient=False, data_range=None, channel_axis=None, gaussian_weights=False, full=False, multichannel=None, use_sample_covariance=True, sigma=1.5, K1=0.01, K2=0.03, **kwargs)",
            "The mean structural similarity of Wang (2004)."
        ) { bound in try similarity(bound) }
    }

    static func declareMeasure(in module: ModuleObject) {
        module.rawDefine(
            "label(label_image, background=None, return_num=False, connectivity=None)",
            "Connected regions of equal value, numbered from 1."
        ) { bound in
            let x = try Numbers.tensor(bound[0])
            guard x.rank == 2 else { throw Failure(.notImplementedError, "measure.label works on 2-D images here") }
            let reach = try Optional<Int>.from(bound[3]) ?? nil
            guard reach.map({ $0 == 1 || $0 == 2 }) ?? true else {
                throw Failure(
                    .valueError, "Connectivity for 2D image should be in [1, ..., 2]. Got \(reach ?? 0).")
            }
            let (labels, count) = try ImageMath.components(
                try Numbers.doubles(x), rows: x.shape[0], columns: x.shape[1],
                background: try Numbers.optional(bound[1]) ?? 0,
                diagonal: (try Optional<Int>.from(bound[3]) ?? nil) != 1)
            let result = try indices(labels, x.shape)
            let narrow = Value.object(
                NDArrayObject(try (TensorFactory.existing(result) ?? x).to(x.dtype == .bool ? .int32 : .int64)))
            return try bound[2].truth() ? .tuple([narrow, .int(count)]) : narrow
        }
        unavailable(["find_contours", "marching_cubes"], "skimage.measure", in: module)
        ScriptedModule.buildWhenNeeded(module, SkimageLater.measure)
    }

    /// What morphology sees beyond the edges; nothing unless `mode` says so.
    private static func border(_ mode: Value, _ dtype: DType) throws -> ImageMath.Border? {
        guard let name = mode.text, name != "ignore" else { return nil }
        switch name {
        case "reflect": return .symmetric
        case "mirror": return .reflect
        case "max": return .constant(dtype.isFloatingPoint ? .infinity : dtype == .bool ? 1 : dtype.bounds.high)
        case "min": return .constant(dtype.isFloatingPoint ? -.infinity : dtype == .bool ? 0 : dtype.bounds.low)
        case "nearest", "wrap", "constant": return try ImageMath.Border(name, 0)
        default:
            throw Failure(
                .valueError, "unsupported mode, got '\(name)'",
                hint: "modes are 'ignore', 'reflect', 'constant', 'nearest', 'mirror', 'wrap', 'max', 'min'")
        }
    }

    static func declareMorphology(in module: ModuleObject) {
        for (name, size) in [("disk", "radius"), ("square", "width")] {
            module.rawDefine("\(name)(\(size), dtype=None)", "A footprint.") { bound in
                let n = try bound[0].asInt()
                guard n >= 0, n <= 1000 else { throw Failure(.valueError, "the footprint is too large") }
                let dtype = try ArrayMethods.dtype(bound[1]) ?? .uint8
                if name == "square" { return try array([Double](repeating: 1, count: n * n), [n, n], dtype) }
                let side = 2 * n + 1
                return try array(
                    (0..<side * side).map { i in
                        let (y, x) = (i / side - n, i % side - n)
                        return y * y + x * x <= n * n ? 1 : 0
                    }, [side, side], dtype)
            }
        }
        for name in ["binary_dilation", "binary_erosion", "binary_opening", "binary_closing", "dilation", "erosion"] {
            module.rawDefine(
                "\(name)(image, footprint=None, out=None, *, mode=None)",
                "Grown or shrunk by a footprint (a cross by default)."
            ) { bound in
                let x = try Numbers.tensor(bound[0])
                guard x.rank == 2 else { throw Failure(.notImplementedError, "morphology works on 2-D images here") }
                var print: [[Bool]] = [[false, true, false], [true, true, true], [false, true, false]]
                if !bound[1].isNone {
                    let given = try Numbers.tensor(bound[1])
                    guard given.rank == 2, given.count <= 10_000 else {
                        throw Failure(.valueError, "a footprint is a small 2-D array")
                    }
                    let values = try Numbers.doubles(given)
                    print = (0..<given.shape[0]).map { r in
                        (0..<given.shape[1]).map { values[r * given.shape[1] + $0] != 0 }
                    }
                }
                let isBinary = name.hasPrefix("binary")
                var values = try Numbers.doubles(x)
                if isBinary { values = values.map { $0 != 0 ? 1 : 0 } }
                let steps: [Bool]
                switch name {
                case "binary_opening": steps = [false, true]
                case "binary_closing": steps = [true, false]
                case "binary_erosion", "erosion": steps = [false]
                default: steps = [true]
                }
                let border = try border(bound[3], x.dtype)
                let (h, w) = (print.count, print.first?.count ?? 0)
                for grows in steps {
                    // Footprints of even sides lie to the right and below; when a mask shrinks, to the left and above.
                    let anchor = isBinary && !grows ? (h / 2, w / 2) : ((h - 1) / 2, (w - 1) / 2)
                    values = try ImageMath.morph(
                        values, rows: x.shape[0], columns: x.shape[1], print, grows: grows, anchor: anchor,
                        border: border)
                }
                let result = try Tensor.from(values, x.shape).to(isBinary ? .bool : x.dtype)
                guard let target = bound[2].asObject as? NDArrayObject else { return .object(NDArrayObject(result)) }
                guard target.tensor.shape == x.shape else { throw Failure(.runtimeError, "output shape not correct") }
                try Flavour.numpy.run { try target.tensor.setIndex([.ellipsis], result) }
                return bound[2]
            }
        }
        unavailable(["skeletonize", "convex_hull_image"], "skimage.morphology", in: module)
        ScriptedModule.buildWhenNeeded(module, SkimageLater.morphology)
    }

    static func declareSegmentation(in module: ModuleObject) {
        module.rawDefine(
            "find_boundaries(label_img, connectivity=1, mode='thick', background=0)",
            "Pixels whose neighbours carry another label."
        ) { bound in
            let x = try Numbers.tensor(bound[0])
            guard x.rank == 2 else {
                throw Failure(.notImplementedError, "find_boundaries works on 2-D label images here")
            }
            let mode = bound[2].text ?? "thick"
            guard ["thick", "inner", "outer"].contains(mode) else {
                throw Failure(
                    .notImplementedError, "mode='\(mode)' is not available here",
                    hint: "use 'thick', 'inner' or 'outer'")
            }
            return try array(
                try ImageMath.boundaries(
                    try Numbers.doubles(x), rows: x.shape[0], columns: x.shape[1],
                    diagonal: (try Int.from(bound[1]) ?? 1) > 1, mode: mode,
                    background: try Numbers.optional(bound[3]) ?? 0
                ).map { $0 ? 1 : 0 },
                x.shape, .bool)
        }
        unavailable(["slic", "watershed", "felzenszwalb"], "skimage.segmentation", in: module)
        ScriptedModule.buildWhenNeeded(module, SkimageLater.segmentation)
    }
}
