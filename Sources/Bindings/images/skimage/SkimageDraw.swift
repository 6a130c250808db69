// skimage.draw and skimage.io: pixels of shapes, and files.
import Figures
import Glibc
import Schema
import Script
import Tensors

extension SkimageModule {
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
    static func number(_ value: Value) throws -> Double {
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

    static func declareDraw(in module: ModuleObject) {
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

    static func declareIO(in module: ModuleObject) {
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
}
