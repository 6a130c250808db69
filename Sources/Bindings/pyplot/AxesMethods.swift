// The plotting methods of an axes: imshow, plot, scatter, bar, … Each is a pyplot function too. Data is read by `Numbers` and
// `ImageReader`, looks by `Keywords`; drawing belongs to Figures.
import Figures
import Schema
import Script
import Tensors

enum AxesMethods {
    typealias Method = PlotMethod<AxesObject>

    nonisolated(unsafe) static let all: [Method] = images + lines + areas + words

    // MARK: - Images

    nonisolated(unsafe) private static let images: [Method] = [
        Method(
            "imshow(X, cmap=None, norm=None, *, aspect=None, interpolation=None, alpha=None, vmin=None, vmax=None, colorizer=None, origin=None, extent=None, interpolation_stage=None, filternorm=True, filterrad=4.0, resample=None, url=None, data=None, **kwargs)",
            "A matrix through a colour map, or a picture: (H, W), (H, W, 3) or (H, W, 4).", artist: "AxesImage"
        ) { axes, call in
            let label = call.extra.string("label") ?? ""
            let zorder = try call.extra.double("zorder") ?? 0
            try call.extra.finish()
            return try imshow(axes, call, label: label, zorder: zorder)
        },
        Method(
            "matshow(A, cmap=None, vmin=None, vmax=None, **kwargs)", "A matrix, one square per element.",
            artist: "AxesImage"
        ) { axes, call in
            var options = ImageOptions()
            options.colormap = try ColormapObject.readOrDefault(call["cmap"])
            (options.low, options.high) = (try call.double("vmin"), try call.double("vmax"))
            options.interpolation = .nearest
            for name in ["fignum", "interpolation", "aspect", "origin", "alpha"] { _ = call.extra.take(name) }
            try call.extra.finish()
            let object = MarkObject(try axes.axes.imshow(try ImageReader.source(call.bound[1]), options), axes)
            axes.figure.remember(object)
            axes.axes.xTicks.isOpposite = true
            return .object(object)
        },
        Method(
            "contour(*args, levels=None, colors=None, cmap=None, alpha=None, linewidths=None, linestyles=None, origin=None, extent=None, vmin=None, vmax=None, **kwargs)",
            "Lines of equal value: contour([X, Y,] Z, [levels]).", artist: "QuadContourSet"
        ) { axes, call in try contour(axes, call, filled: false) },
        Method(
            "contourf(*args, levels=None, colors=None, cmap=None, alpha=None, linewidths=None, linestyles=None, origin=None, extent=None, vmin=None, vmax=None, **kwargs)",
            "Filled areas between values: contourf([X, Y,] Z, [levels]).", artist: "QuadContourSet"
        ) { axes, call in try contour(axes, call, filled: true) },
        Method("clabel(CS, levels=None, **kwargs)", "Contour labels are not drawn here.") { _, _ in .list([]) },
        Method(
            "pcolormesh(*args, cmap=None, vmin=None, vmax=None, alpha=None, shading=None, **kwargs)",
            "A matrix with its own edges.",
            artist: "QuadMesh"
        ) { axes, call in
            let arguments = call.rest("args")
            guard let data = arguments.last, arguments.count == 1 || arguments.count == 3 else {
                throw Failure(
                    .typeError, "pcolormesh() takes 1 or 3 positional arguments but \(arguments.count) were given")
            }
            var options = ImageOptions()
            options.colormap = try ColormapObject.readOrDefault(call["cmap"])
            (options.low, options.high) = (try call.double("vmin"), try call.double("vmax"))
            options.alpha = try call.double("alpha")
            options.aspect = nil
            options.originIsUpper = false
            options.interpolation = .nearest
            let tensor = try Numbers.tensor(data)
            guard tensor.rank == 2 else {
                throw Failure(.valueError, "pcolormesh takes a 2-D array, not \(tensor.rank)-D")
            }
            var extent = [0, Double(tensor.shape[1]), 0, Double(tensor.shape[0])]
            if arguments.count == 3 {
                let (xs, ys) = (try Numbers.doubles(arguments[0]), try Numbers.doubles(arguments[1]))
                extent = [xs.min() ?? 0, xs.max() ?? 1, ys.min() ?? 0, ys.max() ?? 1]
            }
            options.extent = extent
            _ = call.extra.take("edgecolors", "linewidth", "norm")
            try call.extra.finish()
            let object = MarkObject(try axes.axes.imshow(try ImageReader.source(tensor), options), axes)
            axes.figure.remember(object)
            return .object(object)
        },
    ]

    private static func imshow(_ axes: AxesObject, _ call: PlotCall, label: String, zorder: Double) throws -> Value {
        var options = ImageOptions()
        options.colormap = try ColormapObject.readOrDefault(call["cmap"])
        (options.low, options.high) = try NormalizeObject.limits(call)
        options.alpha = try alpha(call["alpha"])
        options.label = label
        options.zorder = zorder
        if let name = call.string("interpolation") ?? RcParams.shared.string("image.interpolation") {
            options.interpolation = try Interpolation(named: name)
        }
        if let value = call["aspect"] ?? RcParams.shared.value("image.aspect") {
            if let text = value.text {
                guard text == "auto" || text == "equal" else {
                    throw Failure(
                        .valueError, "could not convert string to float: '\(text)'",
                        hint: "aspect is 'equal', 'auto' or a number")
                }
                options.aspect = text == "auto" ? nil : 1
            } else {
                options.aspect = try Numbers.optional(value)
            }
        }
        let origin = call.string("origin") ?? RcParams.shared.string("image.origin") ?? "upper"
        guard origin == "upper" || origin == "lower" else {
            throw Failure(
                .valueError, "'\(origin)' is not a valid value for origin; supported values are 'upper', 'lower'")
        }
        options.originIsUpper = origin == "upper"
        if let value = call["extent"] {
            let extent = try Numbers.doubles(value)
            guard extent.count == 4, extent.allSatisfy(\.isFinite) else {
                throw Failure(.valueError, "extent must be four numbers: left, right, bottom, top")
            }
            options.extent = extent
        }
        let data = call.bound[1]
        let source = try ImageReader.source(data)
        if let warning = try ImageReader.clippingWarning(try Numbers.tensor(data)) {
            try Interpreter.current.output(.stderr, "UserWarning: \(warning)\n")
        }
        let object = MarkObject(try axes.axes.imshow(source, options), axes)
        object.data = data
        object.imageOptions = options
        axes.figure.remember(object)
        return .object(object)
    }

    /// One opacity; an array of them is taken as its mean, since a picture has one here.
    private static func alpha(_ value: Value?) throws -> Double? {
        guard let value else { return nil }
        let values = try Numbers.doubles(value)
        guard !values.isEmpty else { return nil }
        let mean = values.reduce(0, +) / Double(values.count)
        guard mean >= 0, mean <= 1 else {
            throw Failure(.valueError, "alpha (\(try value.repr())) is outside 0-1 range")
        }
        return mean
    }

    private static func contour(_ axes: AxesObject, _ call: PlotCall, filled: Bool) throws -> Value {
        let arguments = call.rest("args")
        guard (1...4).contains(arguments.count) else {
            throw Failure(
                .typeError,
                "\(filled ? "contourf" : "contour")() takes from 1 to 4 positional arguments but \(arguments.count) were given"
            )
        }
        let hasGrid = arguments.count >= 3
        let values = try Numbers.tensor(arguments[hasGrid ? 2 : 0])
        guard values.rank == 2 else { throw Failure(.typeError, "Input z must be 2D, not \(values.rank)D") }
        let (rows, columns) = (values.shape[0], values.shape[1])
        guard rows >= 2, columns >= 2 else {
            throw Failure(
                .typeError, "Input z must be at least a (2, 2) shaped array, but has shape (\(rows), \(columns))")
        }
        var options = ContourOptions()
        options.isFilled = filled
        options.colormap = try ColormapObject.readOrDefault(call["cmap"])
        options.colors = try ColorReader.colors(call["colors"]) ?? []
        options.alpha = try call.double("alpha")
        if let widths = call["linewidths"] { options.widths = try Numbers.doubles(widths) }
        if let style = call["linestyles"]?.text { options.style = try LineReader.style(style) }
        let levels = call["levels"] ?? (arguments.count == 2 ? arguments[1] : arguments.count == 4 ? arguments[3] : nil)
        if let levels {
            if let count = try Int.from(levels) {
                options.count = min(max(count, 1), 1000)
            } else {
                options.levels = try Numbers.doubles(levels)
            }
        }
        for name in ["extend", "antialiased", "norm", "hatches"] { _ = call.extra.take(name) }
        try call.extra.finish()
        /// Grid coordinates: a vector, or the first row or column of a matrix.
        func coordinates(_ value: Value, isX: Bool) throws -> [Double] {
            let tensor = try Numbers.tensor(value)
            let numbers = try Numbers.doubles(tensor)
            guard tensor.rank == 2 else { return numbers }
            return isX
                ? Array(numbers.prefix(tensor.shape[1])) : (0..<tensor.shape[0]).map { numbers[$0 * tensor.shape[1]] }
        }
        let xs = hasGrid ? try coordinates(arguments[0], isX: true) : nil
        let ys = hasGrid ? try coordinates(arguments[1], isX: false) : nil
        if let xs, xs.count != columns {
            throw Failure(.typeError, "Length of x (\(xs.count)) must match number of columns in z (\(columns))")
        }
        if let ys, ys.count != rows {
            throw Failure(.typeError, "Length of y (\(ys.count)) must match number of rows in z (\(rows))")
        }
        let mark = try axes.axes.contour(
            try Numbers.doubles(values), rows: rows, columns: columns, xs: xs, ys: ys, options: options)
        let object = MarkObject(mark, axes)
        axes.figure.remember(object)
        return .object(object)
    }

    // MARK: - Lines and points

    nonisolated(unsafe) private static let lines: [Method] = [
        Method(
            "plot(*args, scalex=True, scaley=True, data=None, **kwargs)", "Lines: plot([x], y, [fmt], …).",
            artist: "Line2D"
        ) {
            axes, call in .list(try LineReader.plot(axes, call))
        },
        Method("semilogy(*args, **kwargs)", "Lines over a logarithmic y axis.", artist: "Line2D") { axes, call in
            try axes.axes.setScale(x: false, "log")
            return .list(try LineReader.plot(axes, call))
        },
        Method("semilogx(*args, **kwargs)", "Lines over a logarithmic x axis.", artist: "Line2D") { axes, call in
            try axes.axes.setScale(x: true, "log")
            return .list(try LineReader.plot(axes, call))
        },
        Method("loglog(*args, **kwargs)", "Lines over two logarithmic axes.", artist: "Line2D") { axes, call in
            try axes.axes.setScale(x: true, "log")
            try axes.axes.setScale(x: false, "log")
            return .list(try LineReader.plot(axes, call))
        },
        Method("step(x, y, *args, where='pre', **kwargs)", "A staircase.", artist: "Line2D") { axes, call in
            var options = try LineReader.options(call.extra)
            if let format = call.rest("args").first?.text { options.apply(try FormatString(format)) }
            try call.extra.finish()
            let (xs, ys) = (
                try LineReader.coordinates(call.bound[1], axes, isX: true), try Numbers.doubles(call.bound[2])
            )
            guard xs.count == ys.count else {
                throw Failure(
                    .valueError,
                    "x and y must have same first dimension, but have shapes (\(xs.count),) and (\(ys.count),)")
            }
            var points: [(Double, Double)] = []
            for i in xs.indices {
                if i > 0 {
                    switch call.string("where") ?? "pre" {
                    case "post": points.append((xs[i], ys[i - 1]))
                    case "mid": points += [((xs[i] + xs[i - 1]) / 2, ys[i - 1]), ((xs[i] + xs[i - 1]) / 2, ys[i])]
                    default: points.append((xs[i - 1], ys[i]))
                    }
                }
                points.append((xs[i], ys[i]))
            }
            return .list([.object(MarkObject(try axes.axes.plot(points.map(\.0), points.map(\.1), options), axes))])
        },
        Method(
            "scatter(x, y, s=None, c=None, *, marker=None, cmap=None, norm=None, vmin=None, vmax=None, alpha=None, linewidths=None, edgecolors=None, colorizer=None, plotnonfinite=False, data=None, **kwargs)",
            "A symbol at every point.", artist: "PathCollection"
        ) { axes, call in
            let (xs, ys) = (
                try LineReader.coordinates(call.bound[1], axes, isX: true),
                try LineReader.coordinates(call.bound[2], axes, isX: false)
            )
            var options = ScatterOptions()
            if let sizes = call["s"] { options.areas = try Numbers.doubles(sizes) }
            (options.low, options.high) = try NormalizeObject.limits(call)
            options.colormap = try ColormapObject.readOrDefault(call["cmap"])
            options.alpha = try call.double("alpha")
            if let name = call.string("marker"), let marker = try Marker.named(name) { options.marker = marker }
            if let c = call["c"] ?? call.extra.take("color", "facecolors", "facecolor") {
                if let tensor = try? Numbers.tensor(c), c.text == nil, tensor.rank == 1, tensor.count == xs.count,
                    Numbers.isPlain(c)
                {
                    options.colors = .values(try Numbers.doubles(tensor))
                } else if let tensor = try? Numbers.tensor(c), c.text == nil, tensor.rank == 2,
                    tensor.shape[0] == xs.count,
                    tensor.shape[1] == 3 || tensor.shape[1] == 4
                {
                    options.colors = .each(try tensor.unbind().map { try Color(components: try Numbers.doubles($0)) })
                } else if let colors = try ColorReader.colors(c) {
                    options.colors = colors.count == 1 ? .one(colors[0]) : .each(colors)
                }
            }
            options.edge = try ColorReader.edge(call["edgecolors"] ?? call.extra.take("edgecolor", "ec"))
            if let widths = call["linewidths"] ?? call.extra.take("linewidth", "lw") {
                options.edgeWidth = try Numbers.doubles(widths).first
            }
            options.label = try call.extra.take("label")?.str() ?? ""
            options.zorder = try call.extra.double("zorder") ?? 1
            try call.extra.finish()
            let object = MarkObject(try axes.axes.scatter(xs, ys, options), axes)
            if case .values = options.colors { axes.figure.remember(object) }
            return .object(object)
        },
        Method(
            "errorbar(x, y, yerr=None, xerr=None, fmt='', *, ecolor=None, elinewidth=None, capsize=None, **kwargs)",
            "A line with error bars.", artist: "Line2D"
        ) { axes, call in
            var options = try LineReader.options(call.extra)
            if let format = call.string("fmt"), !format.isEmpty {
                if format.lowercased() == "none" {
                    options.style = .none
                } else {
                    options.apply(try FormatString(format))
                }
            }
            _ = call.extra.take("capthick", "barsabove", "errorevery")
            try call.extra.finish()
            let (xs, ys) = (
                try LineReader.coordinates(call.bound[1], axes, isX: true), try Numbers.doubles(call.bound[2])
            )
            func error(_ name: String) throws -> [Double]? {
                guard let value = call[name] else { return nil }
                let values = try Numbers.doubles(value)
                return values.count == 1 ? [Double](repeating: values[0], count: ys.count) : values
            }
            let mark = try axes.axes.errorbar(
                xs, ys, xError: try error("xerr"), yError: try error("yerr"), capSize: try call.double("capsize") ?? 0,
                options)
            return .object(MarkObject(mark, axes))
        },
        Method("axhline(y=0, xmin=0, xmax=1, **kwargs)", "A line across the axes.", artist: "Line2D") { axes, call in
            let options = try LineReader.options(call.extra, fixedColor: true)
            try call.extra.finish()
            return .object(
                MarkObject(
                    axes.axes.axhline(
                        try call.double("y") ?? 0, from: try call.double("xmin") ?? 0, to: try call.double("xmax") ?? 1,
                        options), axes,
                    "Line2D"))
        },
        Method("axvline(x=0, ymin=0, ymax=1, **kwargs)", "A line up the axes.", artist: "Line2D") { axes, call in
            let options = try LineReader.options(call.extra, fixedColor: true)
            try call.extra.finish()
            return .object(
                MarkObject(
                    axes.axes.axvline(
                        try call.double("x") ?? 0, from: try call.double("ymin") ?? 0, to: try call.double("ymax") ?? 1,
                        options), axes,
                    "Line2D"))
        },
        Method(
            "hlines(y, xmin, xmax, colors=None, linestyles='solid', label='', **kwargs)", "Lines across.",
            artist: "LineCollection"
        ) {
            axes, call in try LineReader.segments(axes, call, isHorizontal: true)
        },
        Method(
            "vlines(x, ymin, ymax, colors=None, linestyles='solid', label='', **kwargs)", "Lines upwards.",
            artist: "LineCollection"
        ) {
            axes, call in try LineReader.segments(axes, call, isHorizontal: false)
        },
    ]

    // MARK: - Bars and areas

    nonisolated(unsafe) private static let areas: [Method] = [
        Method(
            "bar(x, height, width=0.8, bottom=None, *, align='center', data=None, **kwargs)", "Upright bars.",
            artist: "Rectangle"
        ) {
            axes, call in
            try bars(axes, call, positions: "x", lengths: "height", width: "width", base: "bottom", isHorizontal: false)
        },
        Method(
            "barh(y, width, height=0.8, left=None, *, align='center', data=None, **kwargs)", "Lying bars.",
            artist: "Rectangle"
        ) {
            axes, call in
            try bars(axes, call, positions: "y", lengths: "width", width: "height", base: "left", isHorizontal: true)
        },
        Method(
            "bar_label(container, labels=None, *, fmt='%g', label_type='edge', padding=0, **kwargs)",
            "The lengths, written at the bars.", artist: "Text"
        ) {
            axes, call in
            guard let bars = call["container"]?.asObject as? BarContainer else {
                throw Failure(.typeError, "bar_label() takes what bar() gave, not \(call.bound[1].typeName)")
            }
            let look = try TextLook(call.extra)
            try call.extra.finish()
            let labels = try call["labels"]?.elements().map { try $0.str() }
            let format = call.string("fmt") ?? "%g"
            let isMiddle = call.string("label_type") == "center"
            var made: [Value] = []
            for (i, (position, length)) in zip(bars.positions, bars.lengths).enumerated() {
                let text: String
                if let labels {
                    text = i < labels.count ? labels[i] : ""
                } else if format.contains("{") {
                    text = try Value.string(format).attribute("format").call(.float(length)).str()
                } else {
                    text = try Value.binary(.modulo, .string(format), .float(length)).str()
                }
                var options = look.options()
                options.horizontal = bars.isHorizontal && !isMiddle ? "left" : "center"
                options.vertical = bars.isHorizontal || isMiddle ? "center" : "bottom"
                let along = isMiddle ? length / 2 : length
                let mark = try axes.axes.text(
                    bars.isHorizontal ? along : position, bars.isHorizontal ? position : along, text, options)
                made.append(.object(MarkObject(mark, axes, "Annotation")))
            }
            return .list(made)
        },
        Method(
            "hist(x, bins=None, *, range=None, density=False, weights=None, cumulative=False, bottom=None, histtype='bar', align='mid', orientation='vertical', rwidth=None, log=False, color=None, label=None, stacked=False, data=None, **kwargs)",
            "A histogram: returns counts, bin edges and bars.", artist: "Rectangle"
        ) { axes, call in try histogram(axes, call) },
        Method(
            "fill_between(x, y1, y2=0, where=None, interpolate=False, step=None, *, data=None, **kwargs)",
            "The area between two curves.", artist: "PolyCollection"
        ) {
            axes, call in
            let options = try fill(call.extra)
            try call.extra.finish()
            let xs = try Numbers.doubles(call.bound[1])
            func curve(_ value: Value) throws -> [Double] {
                let values = try Numbers.doubles(value)
                return values.count == 1 && xs.count != 1 ? [Double](repeating: values[0], count: xs.count) : values
            }
            let mask = try call["where"].map { try Numbers.doubles($0).map { $0 != 0 } }
            if let mask, mask.count != xs.count {
                throw Failure(.valueError, "where size (\(mask.count)) does not match 'x' size (\(xs.count))")
            }
            return .object(
                MarkObject(
                    try axes.axes.fillBetween(
                        xs, try curve(call.bound[2]), try curve(call.bound[3]), where: mask, options), axes,
                    "PolyCollection"))
        },
        Method("fill(x, y, *args, **kwargs)", "A closed polygon.", artist: "Polygon") { axes, call in
            var options = try fill(call.extra)
            if let text = call.rest("args").first?.text {
                options.color = try FormatString(text).color ?? options.color
            }
            try call.extra.finish()
            let mark = try axes.axes.fill(
                try Numbers.doubles(call.bound[1]), try Numbers.doubles(call.bound[2]), options)
            return .list([.object(MarkObject(mark, axes, "Polygon"))])
        },
        Method("axhspan(ymin, ymax, xmin=0, xmax=1, **kwargs)", "A band across the axes.", artist: "Rectangle") {
            axes, call in
            let options = try fill(call.extra)
            try call.extra.finish()
            return .object(
                MarkObject(
                    axes.axes.axhspan(try call.double("ymin") ?? 0, try call.double("ymax") ?? 1, options), axes,
                    "Rectangle"))
        },
        Method("axvspan(xmin, xmax, ymin=0, ymax=1, **kwargs)", "A band up the axes.", artist: "Rectangle") {
            axes, call in
            let options = try fill(call.extra)
            try call.extra.finish()
            return .object(
                MarkObject(
                    axes.axes.axvspan(try call.double("xmin") ?? 0, try call.double("xmax") ?? 1, options), axes,
                    "Rectangle"))
        },
        Method("add_patch(p)", "A rectangle, circle or polygon of matplotlib.patches.", pyplot: nil) { axes, call in
            guard let patch = call["p"]?.asObject as? PatchObject else {
                throw Failure(
                    .typeError, "'p' must be an instance of matplotlib.patches.Patch, not a \(call.bound[1].typeName)")
            }
            _ = try patch.draw(on: axes)
            return call.bound[1]
        },
        Method("add_artist(a)", "A patch.", pyplot: nil) { axes, call in
            if let patch = call["a"]?.asObject as? PatchObject { _ = try patch.draw(on: axes) }
            return call.bound[1]
        },
        Method("pie(x, **kwargs)", "Not available.") { _, _ in
            throw Failure(.notImplementedError, "pie() is not available here", hint: "use plt.bar(labels, values)")
        },
        Method("boxplot(x, **kwargs)", "Not available.") { _, _ in
            throw Failure(
                .notImplementedError, "boxplot() is not available here",
                hint: "use plt.hist(values) or plt.errorbar(x, mean, std)")
        },
        Method("quiver(*args, **kwargs)", "Not available.") { _, _ in
            throw Failure(.notImplementedError, "quiver() is not available here")
        },
    ]

    static func fill(_ keywords: Keywords) throws -> FillOptions {
        var options = FillOptions()
        let shared = try ColorReader.color(keywords.take("color", "c"))
        options.color = try ColorReader.color(keywords.take("facecolor", "fc", "facecolors")) ?? shared
        options.edge = try ColorReader.color(keywords.take("edgecolor", "ec", "edgecolors"))
        if let width = try keywords.double("linewidth", "lw", "linewidths") { options.edgeWidth = max(0, width) }
        options.alpha = try keywords.double("alpha")
        options.label = try keywords.take("label")?.str() ?? ""
        if let zorder = try keywords.double("zorder"), zorder.isFinite { options.zorder = zorder }
        if try keywords.bool("fill") == false { options.color = .clear }
        for name in ["hatch", "linestyle", "ls"] { _ = keywords.take(name) }
        return options
    }

    private static func bars(
        _ axes: AxesObject, _ call: PlotCall, positions: String, lengths: String, width: String, base: String,
        isHorizontal: Bool
    ) throws -> Value {
        var options = BarOptions()
        let keywords = call.extra
        options.colors = try ColorReader.colors(keywords.take("color", "facecolor", "fc", "c")) ?? []
        options.edge = try ColorReader.color(keywords.take("edgecolor", "ec"))
        if let value = keywords.take("linewidth", "lw") {
            options.edgeWidth = max(0, try Numbers.doubles(value).first ?? 1)
        }
        options.alpha = try keywords.double("alpha")
        options.label =
            try keywords.take("label").map { try ($0.asObject is ListObject ? .string("") : $0).str() } ?? ""
        if let zorder = try keywords.double("zorder"), zorder.isFinite { options.zorder = zorder }
        let ticks = keywords.take("tick_label")
        let errors = keywords.take(isHorizontal ? "xerr" : "yerr")
        let cap = try keywords.double("capsize") ?? 0
        for name in ["ecolor", "error_kw", "log", "hatch", "tick_label"] { _ = keywords.take(name) }
        try keywords.finish()
        if let value = call[base] { options.base = try Numbers.doubles(value) }
        options.isCentered = call.string("align") != "edge"
        let place = call[positions] ?? .list([])
        var sizes = try Numbers.doubles(call[lengths] ?? .list([]))
        if let value = call[width] { options.width = try Numbers.doubles(value).first ?? 0.8 }
        let names = try Numbers.texts(place)
        let centers = try names.map { $0.indices.map(Double.init) } ?? Numbers.doubles(place)
        if sizes.count == 1, centers.count > 1 { sizes = [Double](repeating: sizes[0], count: centers.count) }
        let mark: BarMark
        if let names {
            // Equal names stand at one place.
            mark =
                isHorizontal
                ? try axes.axes.barh(names: names, sizes, options) : try axes.axes.bar(names: names, sizes, options)
        } else {
            mark =
                isHorizontal ? try axes.axes.barh(centers, sizes, options) : try axes.axes.bar(centers, sizes, options)
        }
        if let ticks {
            let labels = try ticks.elements().map { try $0.str() }
            if isHorizontal {
                try axes.axes.setYTicks(centers, labels: labels)
            } else {
                try axes.axes.setXTicks(centers, labels: labels)
            }
        }
        if let errors {
            var values = try Numbers.doubles(errors)
            if values.count == 1 { values = [Double](repeating: values[0], count: sizes.count) }
            var line = LineOptions()
            line.color = .black
            line.style = .none
            _ =
                isHorizontal
                ? try axes.axes.errorbar(sizes, centers, xError: values, capSize: cap, line)
                : try axes.axes.errorbar(centers, sizes, yError: values, capSize: cap, line)
        }
        return .object(BarContainer(MarkObject(mark, axes, "BarContainer"), centers, sizes, isHorizontal: isHorizontal))
    }

    private static func histogram(_ axes: AxesObject, _ call: PlotCall) throws -> Value {
        let keywords = call.extra
        let edge = try ColorReader.color(keywords.take("edgecolor", "ec"))
        let face = keywords.take("facecolor", "fc")
        let width = try keywords.double("linewidth", "lw")
        let alpha = try keywords.double("alpha")
        for name in ["fill", "hatch", "linestyle", "ls"] { _ = keywords.take(name) }
        try keywords.finish()
        // A list of arrays is several data sets; anything else is one.
        var sets: [[Double]]
        let data = call.bound[1]
        if data.asObject is ListObject || data.asObject is TupleObject, let first = try data.elements().first,
            first.asObject != nil, (try? Numbers.tensor(first).rank) ?? 0 > 0
        {
            sets = try data.elements().map { try Numbers.doubles($0) }
        } else {
            let tensor = try Numbers.tensor(data)
            sets =
                tensor.rank == 2 && tensor.shape[1] > 1
                ? try (0..<tensor.shape[1]).map { try Numbers.doubles(try tensor.select(1, $0)) }
                : [try Numbers.doubles(tensor)]
        }
        sets = sets.map { $0.filter(\.isFinite) }
        let range = try call["range"].map { try Numbers.doubles($0) }
        let pair = range.flatMap { $0.count == 2 ? ($0[0], $0[1]) : nil }
        let edges: [Double]
        if let value = call["bins"], value.text == nil, try Int.from(value) == nil {
            edges = try Numbers.doubles(value)
        } else {
            var count = try call["bins"].flatMap { $0.text == nil ? try Int.from($0) : nil } ?? 10
            if call.string("bins") != nil {
                // "auto" and its relatives: Sturges' rule.
                count = Int(Double(max(sets.map(\.count).max() ?? 1, 1)).logarithm2.rounded(.up)) + 1
            }
            guard count >= 1, count <= 1 << 20 else {
                throw Failure(.valueError, "`bins` must be positive, when an integer")
            }
            edges = try BarMark.edges(sets.flatMap { $0 }, bins: count, range: pair)
        }
        guard edges.count > 1, zip(edges, edges.dropFirst()).allSatisfy({ $0 <= $1 }) else {
            throw Failure(.valueError, "`bins` must increase monotonically, when an array")
        }
        let colors = try ColorReader.colors(call["color"] ?? face) ?? []
        let labels: [String] = try call["label"].map { try Numbers.texts($0) ?? [$0.str()] } ?? []
        let isDensity = try call.bool("density") ?? false
        let isCumulative = try call.bool("cumulative") ?? false
        let weights = try call["weights"].map { try Numbers.doubles($0) }
        if let weights, sets.count == 1, weights.count != sets[0].count {
            throw Failure(.valueError, "weights should have the same shape as x")
        }
        let share = try call.double("rwidth") ?? (sets.count > 1 ? 0.8 : 1)
        let isHorizontal = call.string("orientation") == "horizontal"
        var counts: [[Double]] = []
        var marks: [Value] = []
        for (i, values) in sets.enumerated() {
            var heights = BarMark.histogram(values, edges: edges, weights: sets.count == 1 ? weights : nil)
            if isDensity {
                let total = heights.reduce(0, +)
                for j in heights.indices {
                    let width = edges[j + 1] - edges[j]
                    heights[j] = total > 0 && width > 0 ? heights[j] / total / width : 0
                }
            }
            if isCumulative {
                var sum = 0.0
                heights = heights.map {
                    sum += $0
                    return sum
                }
            }
            counts.append(heights)
            var options = BarOptions()
            options.colors = colors.isEmpty ? [] : [colors[i % colors.count]]
            options.edge = edge
            if let width { options.edgeWidth = max(0, width) }
            options.alpha = alpha
            options.label = i < labels.count ? labels[i] : ""
            let bin = edges.count > 1 ? edges[1] - edges[0] : 1
            let each = bin * share / Double(sets.count)
            options.width = each
            options.isCentered = true
            let first = edges[0]
            // Uneven bins keep their own widths only for a single set: bars of one width would overlap.
            let isEven = zip(edges, edges.dropFirst()).allSatisfy {
                abs(($1 - $0) - bin) <= 1e-9 * max(abs(first), abs(bin), 1)
            }
            let mark: BarMark
            if !isHorizontal, sets.count == 1, share == 1 || !isEven {
                options.isCentered = false
                mark = try axes.axes.hist(values, edges: edges, isDensity: isDensity, weights: weights, options).bars
                if isCumulative {
                    axes.axes.remove(mark)
                    let centers = zip(edges, edges.dropFirst()).map { ($0 + $1) / 2 }
                    options.isCentered = true
                    options.width = bin
                    marks.append(.object(MarkObject(try axes.axes.bar(centers, heights, options), axes)))
                    continue
                }
            } else {
                let shift = (Double(i) - Double(sets.count - 1) / 2) * each
                let centers = zip(edges, edges.dropFirst()).map { ($0 + $1) / 2 + shift }
                mark =
                    isHorizontal
                    ? try axes.axes.barh(centers, heights, options) : try axes.axes.bar(centers, heights, options)
            }
            let centers = zip(edges, edges.dropFirst()).map { ($0 + $1) / 2 }
            marks.append(
                .object(
                    BarContainer(MarkObject(mark, axes, "BarContainer"), centers, heights, isHorizontal: isHorizontal)))
        }
        if try call.bool("log") ?? false { try axes.axes.setScale(x: isHorizontal, "log") }
        let first = try Numbers.array(counts.first ?? [])
        return .tuple([
            counts.count == 1 ? first : .list(try counts.map { try Numbers.array($0) }), try Numbers.array(edges),
            marks.count == 1 ? marks[0] : .list(marks),
        ])
    }

    // MARK: - Words

    nonisolated(unsafe) private static let words: [Method] = [
        Method("text(x, y, s, fontdict=None, **kwargs)", "Words at a place.", artist: "Text") { axes, call in
            let keywords = call.extra
            let isAxes = (keywords.take("transform")?.asObject as? CoordinateHandle)?.isAxes ?? false
            var look = try TextLook(keywords)
            if let dict = call["fontdict"] {
                look = try TextLook(
                    Keywords([("fontdict", dict)] + call.extraPairs.filter { $0.0 != "transform" }, artist: "Text"))
            }
            var options = look.options()
            if let zorder = try keywords.double("zorder"), zorder.isFinite { options.zorder = zorder }
            try keywords.finish()
            let (x, y) = (try call.double("x") ?? 0, try call.double("y") ?? 0)
            let text = try call.text("s")
            let mark = try axes.axes.text(x, y, text, inAxesFractions: isAxes, options)
            return .object(TextHandle(text, x, y) { mark.text = $0 })
        },
        Method(
            "annotate(text, xy, xytext=None, xycoords='data', textcoords=None, arrowprops=None, annotation_clip=None, **kwargs)",
            "Words about a place, with an arrow when arrowprops is given.", artist: "Text"
        ) { axes, call in
            let look = try TextLook(call.extra)
            try call.extra.finish()
            func point(_ value: Value) throws -> Point {
                let pair = try Numbers.doubles(value)
                guard pair.count == 2 else {
                    throw Failure(.valueError, "a place is a pair (x, y), not \(try value.repr())")
                }
                return Point(pair[0], pair[1])
            }
            var arrow: ArrowLook?
            if let properties = call["arrowprops"] {
                let keywords = Keywords(properties.keywordPairs, artist: "FancyArrowPatch")
                var look = try keywords.string("arrowstyle").map { try ArrowLook(style: $0) } ?? ArrowLook()
                if let color = try ColorReader.color(keywords.take("color", "facecolor", "fc", "edgecolor", "ec")) {
                    look.color = color
                }
                if let width = try keywords.double("lw", "linewidth") { look.width = max(0, width) }
                look.shrink = try keywords.double("shrink")
                arrow = look
            }
            let place = try point(call.bound[2])
            let isOffset = call.string("textcoords")?.hasPrefix("offset") ?? false
            let textAt = isOffset ? nil : try call["xytext"].map(point)
            let text = try call.text("text")
            let mark = try axes.axes.annotate(text, at: place, textAt: textAt, arrow: arrow, look.options())
            return .object(TextHandle(text, place.x, place.y) { mark.text = $0 })
        },
    ]
}

extension Numbers {
    /// Numbers, not colours: `c=[0.1, 0.5]` is values, `c=["r", "g"]` is not.
    static func isPlain(_ value: Value) -> Bool { ((try? value.elements()) ?? []).allSatisfy { $0.text == nil } }
}

extension Double {
    var logarithm2: Double { Double(exponent) + (significand > 1 ? Double.log2Fraction(significand) : 0) }
    /// log2 of a number in 1…2 by repeated squaring: enough digits for counting bins.
    private static func log2Fraction(_ x: Double) -> Double {
        var (value, result, bit) = (x, 0.0, 0.5)
        for _ in 0..<40 {
            value *= value
            if value >= 2 {
                value /= 2
                result += bit
            }
            bit /= 2
        }
        return result
    }
}
