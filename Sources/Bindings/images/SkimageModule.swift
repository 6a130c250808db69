// The modules skimage.draw, io, transform, color, util, measure, metrics, filters, morphology, exposure, segmentation. Numbers equal
// scikit-image's; the algorithms are in Draw.swift and ImageMath.swift.
import Figures
import Glibc
import Schema
import Script
import Tensors

enum SkimageModule {
    static func register() {
        ModuleRegistry.register("skimage") { module in
            module.documentation = "Image processing on arrays."
            module["__version__"] = .string("0.26.0")
            for function in ["img_as_float", "img_as_float32", "img_as_float64", "img_as_ubyte", "img_as_bool"] {
                declareConversion(function, in: module)
            }
        }
        ModuleRegistry.register("skimage.draw") { module in declareDraw(in: module) }
        ModuleRegistry.register("skimage.io") { module in declareIO(in: module) }
        ModuleRegistry.register("skimage.transform") { module in declareTransform(in: module) }
        ModuleRegistry.register("skimage.color") { module in declareColor(in: module) }
        ModuleRegistry.register("skimage.util") { module in
            for function in ["img_as_float", "img_as_float32", "img_as_float64", "img_as_ubyte", "img_as_bool"] {
                declareConversion(function, in: module)
            }
            module.rawDefine("invert(image)", "Dark becomes bright.") { bound in
                let x = try Numbers.tensor(bound[0])
                switch x.dtype {
                case .bool: return try array(try Numbers.bytes(x).map { Double($0 == 0 ? 1 : 0) }, x.shape, .bool)
                case .uint8: return try array(try Numbers.doubles(x).map { 255 - $0 }, x.shape, .uint8)
                default: return try array(try Numbers.doubles(x).map { 1 - $0 }, x.shape, x.dtype)
                }
            }
        }
        ModuleRegistry.register("skimage.measure") { module in declareMeasure(in: module) }
        ModuleRegistry.register("skimage.metrics") { module in
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
        ModuleRegistry.register("skimage.filters") { module in
            module.rawDefine(
                "gaussian(image, sigma=1, *, mode='nearest', cval=0, preserve_range=False, truncate=4.0, channel_axis=None, out=None, multichannel=None)",
                "Smoothed by a Gaussian of sigma pixels."
            ) { bound in
                let x = try Numbers.tensor(bound[0])
                var values = try Numbers.doubles(x)
                let keeps = try bound[4].truth()
                if !keeps, x.dtype == .uint8 { values = values.map { $0 / 255 } }
                let sigmas = try Numbers.doubles(bound[1])
                let isMulti = try bound[8].truth()
                let hasChannels = x.rank == 3 && (!bound[6].isNone || isMulti)
                let axes = x.rank - (hasChannels ? 1 : 0)
                let name = bound[2].text ?? "nearest"
                // SciPy's names: its reflect repeats the edge, its mirror does not.
                let border = try ImageMath.Border(
                    name == "reflect" ? "symmetric" : name == "mirror" ? "reflect" : name,
                    try Numbers.optional(bound[3]) ?? 0)
                for axis in 0..<axes {
                    let sigma = sigmas.count == 1 ? sigmas[0] : axis < sigmas.count ? sigmas[axis] : 0
                    guard sigma >= 0, sigma < 10_000 else {
                        throw Failure(.valueError, "Sigma values less than zero are not valid")
                    }
                    if sigma > 0 {
                        values = try ImageMath.smoothed(
                            values, x.shape, axis: axis, sigma: sigma, truncate: try Numbers.optional(bound[5]) ?? 4,
                            border: border)
                    }
                }
                let result = try Tensor.from(values, x.shape).to(x.dtype == .float32 ? .float32 : .float64)
                if let target = bound[7].asObject as? NDArrayObject {
                    guard target.tensor.shape == x.shape else {
                        throw Failure(.runtimeError, "output shape not correct")
                    }
                    try Flavour.numpy.run { try target.tensor.setIndex([.ellipsis], result) }
                    return bound[7]
                }
                return .object(NDArrayObject(result))
            }
            module.rawDefine("threshold_otsu(image=None, nbins=256, *, hist=None)", "The threshold of Otsu (1979).") {
                bound in
                guard bound[2].isNone else {
                    throw Failure(
                        .notImplementedError, "threshold_otsu(hist=) is not available here",
                        hint: "give the image: threshold_otsu(image)")
                }
                let x = try Numbers.tensor(bound[0])
                let threshold = ImageMath.otsu(
                    try Numbers.doubles(x), isWhole: x.dtype.isInteger, bins: try Int.from(bound[1]) ?? 256)
                return x.dtype.isInteger
                    ? .object(try NumpyScalar(.int(Int(exactly: threshold.rounded(.towardZero)) ?? .max), .int64))
                    : try Numbers.scalar(threshold)
            }
            unavailable(["threshold_local", "unsharp_mask", "laplace", "canny"], "skimage.filters", in: module)
            ScriptedModule.buildWhenNeeded(module, SkimageLater.filters)
        }
        ModuleRegistry.register("skimage.morphology") { module in declareMorphology(in: module) }
        ModuleRegistry.register("skimage.exposure") { module in
            module.rawDefine(
                "rescale_intensity(image, in_range='image', out_range='dtype')", "Stretches values to a range."
            ) { bound in
                let x = try Numbers.tensor(bound[0])
                let values = try Numbers.doubles(x)
                let outType = bound[2].asObject is TypeObject ? try ArrayMethods.dtype(bound[2]) : nil
                let named: [String: DType] = ["float": .float64, "bool": .bool]
                func range(_ value: Value, isInput: Bool) throws -> (Double, Double) {
                    if !isInput, let outType { return outType.isFloatingPoint ? (0, 1) : outType.bounds }
                    if let name = value.text {
                        if name == "image" { return (values.min() ?? 0, values.max() ?? 1) }
                        let dtype = name == "dtype" ? x.dtype : named[name] ?? DType(named: name) ?? x.dtype
                        if dtype.isFloatingPoint { return (isInput || (values.min() ?? 0) < 0 ? -1 : 0, 1) }
                        return dtype == .bool ? (0, 1) : dtype.bounds
                    }
                    let pair = try Numbers.doubles(value)
                    guard pair.count == 2 else { throw Failure(.valueError, "a range is (low, high)") }
                    return (pair[0], pair[1])
                }
                let (a, b) = try range(bound[1], isInput: true)
                let (low, high) = try range(bound[2], isInput: false)
                let result = values.map { v -> Double in
                    a == b ? min(max(v, low), high) : (min(max(v, a), b) - a) / (b - a) * (high - low) + low
                }
                let dtype =
                    outType != nil
                    ? outType ?? .float64
                    : bound[2].text == nil
                        ? (x.dtype.isFloatingPoint ? x.dtype : .float64)
                        : bound[2].text == "dtype"
                            ? x.dtype
                            : bound[2].text.flatMap { named[$0] ?? DType(named: $0) } ?? .float64
                return try array(result, x.shape, dtype)
            }
            unavailable(["equalize_adapthist"], "skimage.exposure", in: module)
            ScriptedModule.buildWhenNeeded(module, SkimageLater.exposure)
        }
        ModuleRegistry.register("skimage.segmentation") { module in
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
        ModuleRegistry.register("skimage.data") { module in
            unavailable(["astronaut", "camera", "coins", "cells3d", "coffee", "chelsea"], "skimage.data", in: module)
        }
        ModuleRegistry.register("skimage.feature") { module in
            unavailable(["canny", "hog", "peak_local_max"], "skimage.feature", in: module)
        }
    }

    static func unavailable(_ names: [String], _ place: String, in module: ModuleObject) {
        for name in names {
            module.rawDefine("\(name)(*args, **kwargs)", "Not available.") { _ in
                throw Failure(.notImplementedError, "\(place).\(name)() is not available here")
            }
        }
    }

    static func array(_ values: [Double], _ shape: [Int], _ dtype: DType) throws -> Value {
        .object(NDArrayObject(try Tensor.from(values, shape).to(dtype)))
    }
    static func indices(_ values: [Int], _ shape: [Int]? = nil) throws -> Value {
        .object(NDArrayObject(try Tensor.from(values, shape ?? [values.count])))
    }

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

    private static func declareConversion(_ name: String, in module: ModuleObject) {
        module.rawDefine("\(name)(image, force_copy=False)", "The image as another type, its range with it.") { bound in
            let x = try Numbers.tensor(bound[0])
            switch name {
            case "img_as_ubyte": return .object(NDArrayObject(try ImageMath.asBytes(x)))
            case "img_as_bool":
                return try array(try Numbers.doubles(try ImageMath.asFloat(x)).map { $0 > 0.5 ? 1 : 0 }, x.shape, .bool)
            case "img_as_float32": return .object(NDArrayObject(try ImageMath.asFloat(x).to(.float32)))
            case "img_as_float64": return .object(NDArrayObject(try ImageMath.asFloat(x).to(.float64)))
            default:
                let result = try ImageMath.asFloat(x)
                return .object(NDArrayObject(try bound[1].truth() ? result.clone() : result))
            }
        }
    }

    /// Refuses channels that do not come last.
    private static func channelsLast(_ axis: Value, rank: Int) throws {
        guard !axis.isNone, let number = try Int.from(axis), number != -1, number != rank - 1 else { return }
        throw Failure(
            .notImplementedError, "channels come last here, not along axis \(number)",
            hint: "np.moveaxis(image, axis, -1) moves them")
    }

    // MARK: - draw

    /// `shape=`: at least two sizes.
    private static func shape(_ value: Value) throws -> [Int]? {
        if value.isNone { return nil }
        let sizes = try value.elements().map { try $0.asInt() }
        guard sizes.count >= 2, sizes.allSatisfy({ $0 >= 0 }) else {
            throw Failure(.valueError, "shape is (rows, columns), not \(try value.repr())")
        }
        return sizes
    }
    private static func number(_ value: Value) throws -> Double {
        guard let number = try Numbers.optional(value) else {
            throw Failure(.typeError, "must be real number, not NoneType")
        }
        return number
    }
    private static func place(_ value: Value) throws -> (Double, Double) {
        let pair = try Numbers.doubles(value)
        guard pair.count == 2 else { throw Failure(.valueError, "a place is (row, column), not \(try value.repr())") }
        return (pair[0], pair[1])
    }
    private static func result(_ list: PixelList) throws -> Value {
        .tuple([try indices(list.rows), try indices(list.columns)])
    }

    private static func declareDraw(in module: ModuleObject) {
        module.documentation = "Pixel coordinates of shapes."
        module.rawDefine("disk(center, radius, *, shape=None)", "The pixels of a disk: (rows, columns).") { bound in
            let (r, c) = try place(bound[0])
            let radius = try number(bound[1])
            return try result(
                try Draw.ellipse(row: r, column: c, rowRadius: radius, columnRadius: radius, shape: try shape(bound[2]))
            )
        }
        module.rawDefine("circle(r, c, radius, shape=None)", "The pixels of a disk, by its old name.") { bound in
            let radius = try number(bound[2])
            return try result(
                try Draw.ellipse(
                    row: try number(bound[0]), column: try number(bound[1]), rowRadius: radius, columnRadius: radius,
                    shape: try shape(bound[3])))
        }
        module.rawDefine("ellipse(r, c, r_radius, c_radius, shape=None, rotation=0.0)", "The pixels of an ellipse.") {
            bound in
            try result(
                try Draw.ellipse(
                    row: try number(bound[0]), column: try number(bound[1]), rowRadius: try number(bound[2]),
                    columnRadius: try number(bound[3]),
                    shape: try shape(bound[4]), rotation: try number(bound[5])))
        }
        module.rawDefine("polygon(r, c, shape=None)", "The pixels of a polygon.") { bound in
            try result(
                try Draw.polygon(
                    rows: try Numbers.doubles(bound[0]), columns: try Numbers.doubles(bound[1]),
                    shape: try shape(bound[2])))
        }
        module.rawDefine("line(r0, c0, r1, c1)", "The pixels of a line.") { bound in
            try result(
                try Draw.line(try bound[0].asInt(), try bound[1].asInt(), try bound[2].asInt(), try bound[3].asInt()))
        }
        module.rawDefine("circle_perimeter(r, c, radius, method='bresenham', shape=None)", "The outline of a circle.") {
            bound in
            guard bound[3].text == "bresenham" else {
                throw Failure(.notImplementedError, "only method='bresenham' is available here")
            }
            return try result(
                try Draw.circlePerimeter(
                    try bound[0].asInt(), try bound[1].asInt(), radius: try bound[2].asInt(), shape: try shape(bound[4])
                ))
        }
        for (name, isPerimeter) in [("rectangle", false), ("rectangle_perimeter", true)] {
            let tail = isPerimeter ? "shape=None, clip=False" : "shape=None"
            module.rawDefine(
                "\(name)(start, end=None, extent=None, \(tail))",
                isPerimeter ? "The outline of a rectangle." : "The pixels of a rectangle: two 2-D arrays."
            ) { bound in
                let start = try place(bound[0])
                var end: (Double, Double)
                if !bound[1].isNone {
                    end = try place(bound[1])
                } else if !bound[2].isNone {
                    let extent = try Numbers.doubles(bound[2])
                    guard !extent.isEmpty else { throw Failure(.valueError, "extent is (rows, columns)") }
                    // The first pixel that no longer belongs to it is rounded, as scikit-image does.
                    end = (
                        (start.0 + extent[0]).rounded(.toNearestOrEven) - 1,
                        (start.1 + extent[extent.count - 1]).rounded(.toNearestOrEven) - 1
                    )
                } else {
                    throw Failure(.valueError, "Either `end` or `extent` must be given")
                }
                guard [start.0, start.1, end.0, end.1].allSatisfy({ $0.magnitude < 1e9 }) else {
                    throw Failure(.valueError, "coordinates must be below 1e9 pixels")
                }
                var top = Int(min(start.0, end.0).rounded(.toNearestOrEven)),
                    left = Int(min(start.1, end.1).rounded(.toNearestOrEven))
                var bottom = Int(max(start.0, end.0).rounded(.toNearestOrEven)),
                    right = Int(max(start.1, end.1).rounded(.toNearestOrEven))
                let limits = try shape(bound[3])
                if isPerimeter {
                    (top, left, bottom, right) = (top - 1, left - 1, bottom + 1, right + 1)
                    if let limits, try bound[4].truth() {
                        (top, left, bottom, right) = (
                            max(top, 0), max(left, 0), min(bottom, limits[0] - 1), min(right, limits[1] - 1)
                        )
                    }
                    return try result(try Draw.rectanglePerimeter(top, left, bottom, right, shape: limits))
                }
                if let limits {
                    (top, left, bottom, right) = (
                        max(top, 0), max(left, 0), min(bottom, limits[0] - 1), min(right, limits[1] - 1)
                    )
                }
                let (h, w) = (max(0, bottom - top + 1), max(0, right - left + 1))
                let (count, overflow) = h.multipliedReportingOverflow(by: w)
                guard !overflow, count <= Draw.pixelLimit else {
                    throw Failure(
                        .valueError, "the rectangle covers \(h) x \(w) pixels", hint: "pass shape=image.shape[:2]")
                }
                // numpy.meshgrid's order: rows run along the second axis.
                let rows = (0..<w).flatMap { _ in (0..<h).map { top + $0 } }
                let columns = (0..<w).flatMap { c in [Int](repeating: left + c, count: h) }
                return .tuple([try indices(rows, [w, h]), try indices(columns, [w, h])])
            }
        }
        module.rawDefine("polygon2mask(image_shape, polygon)", "True inside a polygon of (row, column) corners.") {
            bound in
            let size = try shape(bound[0]) ?? []
            let corners = try Numbers.tensor(bound[1])
            guard corners.rank == 2, corners.shape[1] == 2 else {
                throw Failure(.valueError, "polygon is an array (N, 2) of rows and columns")
            }
            let list = try Draw.polygon(
                rows: try Numbers.doubles(try corners.select(1, 0)),
                columns: try Numbers.doubles(try corners.select(1, 1)), shape: size)
            var mask = [Double](repeating: 0, count: try Draw.area(size))
            for (r, c) in zip(list.rows, list.columns) { mask[r * size[1] + c] = 1 }
            return try array(mask, Array(size.prefix(2)), .bool)
        }
        module.rawDefine("set_color(image, coords, color, alpha=1)", "Paints pixels of an array.") { bound in
            let image = try Numbers.tensor(bound[0])
            let coordinates = try bound[1].elements()
            guard image.rank >= 2, coordinates.count >= 2, let target = TensorFactory.existing(bound[0]) else {
                throw Failure(.typeError, "set_color(image, (rows, columns), color) paints an array")
            }
            let rows = try Numbers.doubles(coordinates[0]), columns = try Numbers.doubles(coordinates[1])
            var kept = PixelList()
            for (r, c) in zip(rows, columns)
            where r >= 0 && c >= 0 && r < Double(image.shape[0]) && c < Double(image.shape[1]) {
                kept.append(Int(r), Int(c))
            }
            let places: [Tensor] = [
                try Tensor.from(kept.rows, [kept.rows.count]), try Tensor.from(kept.columns, [kept.columns.count]),
            ]
            guard let alpha = try Double.from(bound[3]) else {
                throw Failure(
                    .notImplementedError, "set_color() takes one alpha for all pixels here, not \(bound[3].typeName)",
                    hint: "set_color(image, coords, color, alpha=0.5)")
            }
            try Flavour.numpy.run {
                var color = try NumpyFunctions.array(bound[2])
                if alpha != 1 {
                    let old = try target.index(places.map { .tensor($0) }).to(.float64)
                    let under = try OpTable.tensor("mul", [.tensor(old), .float(1 - alpha)])
                    let over = try OpTable.tensor("mul", [.tensor(try color.to(.float64)), .float(alpha)])
                    color = try OpTable.tensor("add", [.tensor(under), .tensor(over)])
                    if !target.dtype.isFloatingPoint { color = try OpTable.tensor("trunc", [.tensor(color)]) }
                }
                try target.setIndex(places.map { .tensor($0) }, color)
            }
            return .none
        }
        unavailable(
            ["random_shapes", "ellipse_perimeter", "line_aa", "circle_perimeter_aa", "bezier_curve"], "skimage.draw",
            in: module)
    }

    // MARK: - io

    private static func declareIO(in module: ModuleObject) {
        module.rawDefine(
            "imread(fname, as_gray=False, plugin=None, **plugin_args)", "A picture file as uint8, (H, W) or (H, W, C)."
        ) { bound in
            let opened = try PILModule.open(bound[0])
            if opened.format == "GIF" {
                // A GIF is a film: its frames come first, and there is one.
                let frames = try ImageConversion.convert(opened, to: "RGB").arrayTensor().unsqueeze(0)
                let isGray = try bound[1].truth()
                return .object(NDArrayObject(isGray ? try ImageMath.gray(frames) : frames))
            }
            let image = try PILModule.array(opened)
            guard try bound[1].truth(), image.rank == 3 else { return .object(NDArrayObject(image)) }
            // What is transparent is seen on white.
            guard image.shape[2] == 4, let color = try ModuleRegistry.module("skimage.color") else {
                return .object(NDArrayObject(try ImageMath.gray(image)))
            }
            let opaque = try Value.object(color).attribute("rgba2rgb").call(.object(NDArrayObject(image)))
            return .object(NDArrayObject(try ImageMath.gray(try Numbers.tensor(opaque))))
        }
        module.rawDefine(
            "imsave(fname, arr, plugin=None, *, check_contrast=True, **plugin_args)",
            "Writes an array as a picture file."
        ) { bound in
            guard let path = try bound[0].path() else {
                throw Failure(.typeError, "imsave() takes a path, not \(bound[0].typeName)")
            }
            let x = try Numbers.tensor(bound[1])
            let bytes = x.dtype == .uint8 ? x : try ImageMath.asBytes(x)
            let image = Value.object(try ImageObject.from(array: bytes, mode: nil))
            // quality= and the like are Pillow's.
            let options = (bound[4].asObject as? DictObject)?.pairs ?? []
            let keywords = try options.map { (name: Symbol(try $0.key.str()), value: $0.value) }
            return try image.attribute("save").asObject?.call(Arguments([.string(path)], keywords: keywords)) ?? .none
        }
        module.rawDefine("imshow(arr, plugin=None, **plugin_args)", "The array in the current axes.") { bound in
            let pyplot = try ModuleRegistry.module("matplotlib.pyplot").map { Value.object($0) } ?? .none
            let options = (bound[2].asObject as? DictObject)?.pairs ?? []
            let keywords = try options.map { (name: Symbol(try $0.key.str()), value: $0.value) }
            return try pyplot.attribute("imshow").asObject?.call(Arguments([bound[0]], keywords: keywords)) ?? .none
        }
        module.rawDefine("show()", "Shows all open figures.") { _ in
            try PyplotState.showAll()
            return .none
        }
        unavailable(["imread_collection", "ImageCollection"], "skimage.io", in: module)
    }

    // MARK: - transform, color, measure

    private static func declareTransform(in module: ModuleObject) {
        module.rawDefine(
            "resize(image, output_shape, order=None, mode='reflect', cval=0, clip=True, preserve_range=False, anti_aliasing=None, anti_aliasing_sigma=None)",
            "The image at another size; floats in 0…1 unless preserve_range. Orders 0 (nearest) and 1 (linear)."
        ) { bound in
            let sizes = try bound[1].elements().map { try $0.asInt() }
            return .object(
                NDArrayObject(
                    try ImageMath.resize(
                        try Numbers.tensor(bound[0]), sizes, order: try Optional<Int>.from(bound[2]) ?? nil,
                        mode: bound[3].text ?? "reflect",
                        cval: try Numbers.optional(bound[4]) ?? 0, clip: try bound[5].truth(),
                        preservesRange: try bound[6].truth(),
                        antiAliasing: bound[7].isNone ? nil : try bound[7].truth(),
                        sigma: bound[8].isNone ? nil : try Numbers.doubles(bound[8]))))
        }
        module.rawDefine(
            "rescale(image, scale, order=None, mode='reflect', cval=0, clip=True, preserve_range=False, anti_aliasing=None, anti_aliasing_sigma=None, *, channel_axis=None)",
            "The image times a scale."
        ) { bound in
            let x = try Numbers.tensor(bound[0])
            let scales = try Numbers.doubles(bound[1])
            let hasChannels = !bound[9].isNone
            let sizes = try x.shape.indices.map { i -> Int in
                if hasChannels, i == x.rank - 1 { return x.shape[i] }
                let scale = scales.count == 1 ? scales[0] : i < scales.count ? scales[i] : 1
                let size = (Double(x.shape[i]) * scale).rounded(.toNearestOrEven)
                guard size >= 1, size < 65536 else {
                    throw Failure(.valueError, "the scaled image would have \(size) pixels on a side")
                }
                return Int(size)
            }
            return .object(
                NDArrayObject(
                    try ImageMath.resize(
                        x, sizes, order: try Optional<Int>.from(bound[2]) ?? nil, mode: bound[3].text ?? "reflect",
                        cval: try Numbers.optional(bound[4]) ?? 0, clip: try bound[5].truth(),
                        preservesRange: try bound[6].truth(),
                        antiAliasing: bound[7].isNone ? nil : try bound[7].truth(),
                        sigma: bound[8].isNone ? nil : try Numbers.doubles(bound[8]))))
        }
        module.rawDefine(
            "rotate(image, angle, resize=False, center=None, order=None, mode='constant', cval=0, clip=True, preserve_range=False)",
            "Turned counterclockwise by degrees about the middle."
        ) { bound in
            let x = try Numbers.tensor(bound[0])
            guard try !bound[2].truth() else {
                throw Failure(
                    .notImplementedError, "rotate(resize=True) is not available here",
                    hint: "pad the image first: np.pad")
            }
            return .object(
                NDArrayObject(
                    try ImageMath.rotate(
                        x, degrees: try number(bound[1]), center: bound[3].isNone ? nil : try Numbers.doubles(bound[3]),
                        order: try Optional<Int>.from(bound[4]) ?? nil, mode: bound[5].text ?? "constant",
                        cval: try Numbers.optional(bound[6]) ?? 0,
                        preservesRange: try bound[8].truth())))
        }
        unavailable(
            ["warp", "AffineTransform", "downscale_local_mean", "swirl", "resize_local_mean"], "skimage.transform",
            in: module)
    }

    private static func declareColor(in module: ModuleObject) {
        module.rawDefine("rgb2gray(rgb, *, channel_axis=-1)", "0.2125 R + 0.7154 G + 0.0721 B, in 0…1.") { bound in
            let x = try Numbers.tensor(bound[0])
            try channelsLast(bound[1], rank: x.rank)
            guard x.rank >= 2, x.shape.last == 3 else {
                throw Failure(
                    .valueError, "the input array must have size 3 along `channel_axis`, got \(shapeText(x.shape))",
                    hint: "for RGBA use rgb2gray(image[..., :3])")
            }
            return .object(NDArrayObject(try ImageMath.gray(x)))
        }
        module.rawDefine("gray2rgb(image, *, channel_axis=-1)", "Three equal channels.") { bound in
            let x = try Numbers.tensor(bound[0])
            try channelsLast(bound[1], rank: x.rank + 1)
            return .object(
                NDArrayObject(try OpTable.tensor("stack", [.list([.tensor(x), .tensor(x), .tensor(x)]), .int(-1)])))
        }
        module.rawDefine("rgba2rgb(rgba, background=(1, 1, 1), *, channel_axis=-1)", "Over a white background.") {
            bound in
            let x = try ImageMath.asFloat(try Numbers.tensor(bound[0]))
            try channelsLast(bound[2], rank: x.rank)
            guard x.shape.last == 4 else {
                throw Failure(.valueError, "the input array must have size 4 along `channel_axis`")
            }
            let values = try Numbers.doubles(x), back = try Numbers.doubles(bound[1])
            guard back.count == 3 else {
                throw Failure(.valueError, "background must be an array-like containing 3 RGB values.")
            }
            var out: [Double] = []
            for at in stride(from: 0, to: values.count, by: 4) {
                for c in 0..<3 {
                    out.append(min(max(values[at + 3] * values[at + c] + (1 - values[at + 3]) * back[c], 0), 1))
                }
            }
            return try array(out, x.shape.dropLast() + [3], x.dtype)
        }
        module.rawDefine(
            "label2rgb(label, image=None, colors=None, alpha=0.3, bg_label=0, bg_color=(0, 0, 0), image_alpha=1, kind='overlay', *, saturation=0, channel_axis=-1)",
            "Labels in colours, over an image when given."
        ) { bound in
            let label = try Numbers.tensor(bound[0])
            try channelsLast(bound[9], rank: 3)
            guard label.rank == 2 else { throw Failure(.valueError, "label2rgb takes a 2-D array of labels here") }
            guard bound[7].text == "overlay" else {
                throw Failure(.notImplementedError, "label2rgb(kind='avg') is not available here")
            }
            let cycle =
                try ColorReader.colors(bound[2])
                ?? ["red", "blue", "yellow", "magenta", "green", "indigo", "darkorange", "cyan", "pink", "yellowgreen"]
                .map { try Color($0) }
            let values = try Numbers.doubles(label)
            let background = try Numbers.optional(bound[4]) ?? -1
            let backgroundColor = try ColorReader.color(bound[5]) ?? .black
            // The image below: its brightest channel, with as much colour as `saturation` says.
            var below: [[Double]]?
            if !bound[1].isNone {
                let image = try ImageMath.asFloat(try Numbers.tensor(bound[1]))
                let numbers = try Numbers.doubles(image)
                let n = image.rank == 3 ? image.shape[2] : 1
                guard numbers.count == values.count * n, n == 1 || n == 3 else {
                    throw Failure(.valueError, "`image` and `label` must be the same shape")
                }
                let saturation = try number(bound[8])
                guard saturation >= 0, saturation <= 1 else {
                    throw Failure(.valueError, "saturation must be in range [0, 1], got \(saturation)")
                }
                below = values.indices.map { i in
                    let pixel = (0..<3).map { numbers[i * n + (n == 1 ? 0 : $0)] }
                    let most = max(pixel[0], pixel[1], pixel[2])
                    return pixel.map { most - (most - $0) * saturation }
                }
            }
            let alpha = below == nil ? 1 : try number(bound[3])
            let imageAlpha = try number(bound[6])
            // Colours follow the order of the labels' values.
            let known = Set(values).subtracting([background]).sorted()
            var at: [Double: Int] = [:]
            for (i, value) in known.enumerated() { at[value] = i }
            var out: [Double] = []
            out.reserveCapacity(values.count * 3)
            for (i, value) in values.enumerated() {
                let under = below.map { $0[i].map { $0 * imageAlpha + (1 - imageAlpha) } } ?? [0, 0, 0]
                var color = backgroundColor
                if let index = at[value] {
                    color = cycle[index % max(cycle.count, 1)]
                } else if bound[5].isNone {
                    out += under
                    continue
                }
                for (part, base) in zip([color.red, color.green, color.blue], under) {
                    out.append(part * alpha + base * (1 - alpha))
                }
            }
            return try array(out, label.shape + [3], .float64)
        }
        unavailable(["rgb2lab", "lab2rgb", "rgb2ycbcr"], "skimage.color", in: module)
        ScriptedModule.buildWhenNeeded(module, SkimageLater.color)
    }

    private static func shapeText(_ shape: [Int]) -> String { "(\(shape.map(String.init).joined(separator: ", ")))" }

    private static func declareMeasure(in module: ModuleObject) {
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

    private static func declareMorphology(in module: ModuleObject) {
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
}
