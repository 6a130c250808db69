// Titles, labels, limits, ticks, legends of an axes. pyplot's names for most of them lack the `set_`.
import Figures
import Schema
import Script
import Tensors

enum AxesSettings {
    typealias Method = PlotMethod<AxesObject>

    nonisolated(unsafe) static let all: [Method] = labels + limits + ticks + looks

    private static func limits(_ pair: (low: Double, high: Double)) throws -> Value {
        try Numbers.scalars(pair.low, pair.high)
    }

    // MARK: - Titles and labels

    nonisolated(unsafe) private static let labels: [Method] = [
        Method(
            "set_title(label, fontdict=None, loc=None, pad=None, *, y=None, **kwargs)", "The title.", pyplot: "title",
            artist: "Text"
        ) {
            axes, call in
            let axes = axes.axes
            axes.title.text = try call.text("label")
            if let dict = call["fontdict"] {
                try TextLook(Keywords([("fontdict", dict)], artist: "Text")).apply(to: &axes.title)
            }
            let look = try TextLook(call.extra)
            _ = call.extra.take("x", "position")
            try call.extra.finish()
            look.apply(to: &axes.title)
            if let place = call.string("loc") {
                guard ["left", "center", "right"].contains(place) else {
                    throw Failure(
                        .valueError,
                        "'\(place)' is not a valid value for loc; supported values are 'left', 'center', 'right'")
                }
                axes.title.location = place
            }
            if let pad = try call.double("pad") { axes.title.pad = pad }
            if let y = try call.double("y") { axes.title.y = y }
            return .object(
                TextHandle(axes.title.text, 0.5, 1) {
                    axes.title.text = $0
                } style: {
                    $0.apply(to: &axes.title)
                })
        },
        Method(
            "set_xlabel(xlabel, fontdict=None, labelpad=None, *, loc=None, **kwargs)", "Words below.", pyplot: "xlabel",
            artist: "Text"
        ) {
            axes, call in try label(axes.axes, call, "xlabel", \.xLabel, 0.5, 0)
        },
        Method(
            "set_ylabel(ylabel, fontdict=None, labelpad=None, *, loc=None, **kwargs)", "Words beside.",
            pyplot: "ylabel", artist: "Text"
        ) {
            axes, call in try label(axes.axes, call, "ylabel", \.yLabel, 0, 0.5)
        },
        Method("get_title(loc='center')", "The title's text.", pyplot: nil) { axes, _ in .string(axes.axes.title.text)
        },
        Method("get_xlabel()", "The x label's text.", pyplot: nil) { axes, _ in .string(axes.axes.xLabel.text) },
        Method("get_ylabel()", "The y label's text.", pyplot: nil) { axes, _ in .string(axes.axes.yLabel.text) },
        Method("legend(*args, **kwargs)", "A legend of the labelled marks.", artist: "Legend") { axes, call in
            try legend(axes, call)
        },
        Method("get_legend()", "The legend.", pyplot: nil) { _, _ in .none },
        Method("get_legend_handles_labels()", "Labelled marks and their labels.", pyplot: nil) { axes, _ in
            let labelled = axes.axes.marks.filter { !$0.label.isEmpty && !$0.label.hasPrefix("_") }
            return .tuple([
                .list(labelled.map { .object(MarkObject($0, axes)) }), .list(labelled.map { .string($0.label) }),
            ])
        },
    ]

    private static func label(
        _ axes: Axes, _ call: PlotCall, _ name: String, _ path: ReferenceWritableKeyPath<Axes, Label>, _ x: Double,
        _ y: Double
    ) throws -> Value {
        axes[keyPath: path].text = try call.text(name)
        if let dict = call["fontdict"] {
            try TextLook(Keywords([("fontdict", dict)], artist: "Text")).apply(to: &axes[keyPath: path])
        }
        let look = try TextLook(call.extra)
        try call.extra.finish()
        look.apply(to: &axes[keyPath: path])
        if let pad = try call.double("labelpad") { axes[keyPath: path].pad = pad }
        return .object(
            TextHandle(axes[keyPath: path].text, x, y) {
                axes[keyPath: path].text = $0
            } style: {
                $0.apply(to: &axes[keyPath: path])
            })
    }

    private static func legend(_ axes: AxesObject, _ call: PlotCall) throws -> Value {
        var options = LegendOptions()
        let keywords = call.extra
        let rc = RcParams.shared
        if let size = rc.points("legend.fontsize") { options.font.size = size }
        if let place = keywords.take("loc") ?? rc.value("legend.loc") {
            if let text = place.text {
                options.place = try LegendOptions.Place(named: text)
            } else if let number = try? Int.from(place) {
                options.place = try LegendOptions.Place(named: String(number))
            } else {
                options.place = .lowerLeft
                options.anchor = try Numbers.doubles(place)
            }
        }
        if let anchor = keywords.take("bbox_to_anchor") { options.anchor = try Numbers.doubles(anchor) }
        if let size = keywords.take("fontsize") { options.font.size = try TextLook.points(size) }
        if let properties = keywords.take("prop"),
            let size = properties.keywordPairs.first(where: { $0.0 == "size" })?.1
        {
            options.font.size = try TextLook.points(size)
        }
        if let columns = try keywords.double("ncol", "ncols"), columns >= 1, columns < 1000 {
            options.columns = Int(columns)
        }
        options.hasFrame = try keywords.bool("frameon") ?? rc.bool("legend.frameon")
        if let alpha = try keywords.double("framealpha") { options.frameAlpha = alpha }
        options.title = keywords.string("title") ?? ""
        if let size = keywords.take("title_fontsize") { options.titleFont.size = try TextLook.points(size) }
        if let pad = try keywords.double("borderaxespad") { options.edgePad = pad }
        let handles = keywords.take("handles")
        let names = keywords.take("labels")
        for name in [
            "shadow", "fancybox", "markerscale", "numpoints", "scatterpoints", "handlelength", "labelspacing",
            "columnspacing", "borderpad",
            "handletextpad", "facecolor", "edgecolor", "labelcolor", "mode", "markerfirst", "alignment", "draggable",
            "reverse",
        ] { _ = keywords.take(name) }
        try keywords.finish()
        let arguments = call.rest("args")
        func marks(_ value: Value) throws -> [Mark] {
            try value.elements().flatMap { element -> [Mark] in
                if let object = element.asObject as? MarkObject { return object.mark.map { [$0] } ?? [] }
                if let bars = element.asObject as? BarContainer { return bars.bar.mark.map { [$0] } ?? [] }
                if let patch = element.asObject as? PatchObject {
                    return [try patch.draw(on: axes, onlyForLegend: true)]
                }
                if element.asObject is ListObject || element.asObject is TupleObject { return try marks(element) }
                return []
            }
        }
        func texts(_ value: Value) throws -> [String] {
            if let text = value.text { return text.map { String($0) } }
            return try value.elements().map { try $0.str() }
        }
        switch (arguments.count, handles, names) {
        case (2, _, _): axes.axes.setLegend(options, marks: try marks(arguments[0]), labels: try texts(arguments[1]))
        case (1, _, _): axes.axes.setLegend(options, labels: try texts(arguments[0]))
        case (_, let handles?, let names?):
            axes.axes.setLegend(options, marks: try marks(handles), labels: try texts(names))
        case (_, let handles?, nil): axes.axes.setLegend(options, marks: try marks(handles))
        case (_, nil, let names?): axes.axes.setLegend(options, labels: try texts(names))
        case (_, nil, nil): axes.axes.setLegend(options)
        }
        return .object(LegendHandle.shared)
    }

    // MARK: - Limits and scales

    nonisolated(unsafe) private static let limits: [Method] = [
        Method(
            "set_xlim(left=None, right=None, *, emit=True, auto=False, xmin=None, xmax=None)", "The x limits.",
            pyplot: nil
        ) {
            axes, call in
            let (low, high) = try pair(call, "left", "right", "xmin", "xmax")
            try axes.axes.setXLimits(low, high)
            let shown = axes.axes.currentXLimits
            return .tuple([.float(shown.low), .float(shown.high)])
        },
        Method(
            "set_ylim(bottom=None, top=None, *, emit=True, auto=False, ymin=None, ymax=None)", "The y limits.",
            pyplot: nil
        ) {
            axes, call in
            let (low, high) = try pair(call, "bottom", "top", "ymin", "ymax")
            try axes.axes.setYLimits(low, high)
            let shown = axes.axes.currentYLimits
            return .tuple([.float(shown.low), .float(shown.high)])
        },
        Method("get_xlim()", "The x limits.", pyplot: nil) { axes, _ in try limits(axes.axes.currentXLimits) },
        Method("get_ylim()", "The y limits.", pyplot: nil) { axes, _ in try limits(axes.axes.currentYLimits) },
        Method("invert_xaxis()", "Turns the x axis around.", pyplot: nil) { axes, _ in
            axes.axes.invertX()
            return .none
        },
        Method("invert_yaxis()", "Turns the y axis around.", pyplot: nil) { axes, _ in
            axes.axes.invertY()
            return .none
        },
        Method("set_xscale(value, **kwargs)", "'linear' or 'log'.", pyplot: "xscale") { axes, call in
            try axes.axes.setScale(x: true, call.string("value") ?? "linear")
            return .none
        },
        Method("set_yscale(value, **kwargs)", "'linear' or 'log'.", pyplot: "yscale") { axes, call in
            try axes.axes.setScale(x: false, call.string("value") ?? "linear")
            return .none
        },
        Method(
            "set_aspect(aspect, adjustable=None, anchor=None, share=False)", "'equal', 'auto' or a number.", pyplot: nil
        ) { axes, call in
            switch call.string("aspect") {
            case "auto": try axes.axes.setAspect(nil)
            case "equal": try axes.axes.setAspect(1)
            case let other?:
                throw Failure(
                    .valueError, "could not convert string to float: '\(other)'",
                    hint: "aspect is 'equal', 'auto' or a number")
            case nil: try axes.axes.setAspect(try call.double("aspect"))
            }
            return .none
        },
        Method(
            "axis(arg=None, *, emit=True, **kwargs)", "'off', 'on', 'equal', 'image', 'tight', 'auto', or four limits."
        ) { axes, call in
            try axis(axes.axes, call)
        },
        Method("set_axis_off()", "No frame, ticks or labels.", pyplot: nil) { axes, _ in
            axes.axes.isAxisVisible = false
            return .none
        },
        Method("set_axis_on()", "Frame, ticks and labels.", pyplot: nil) { axes, _ in
            axes.axes.isAxisVisible = true
            return .none
        },
        Method("margins(*margins, x=None, y=None, tight=True)", "Free room beside the data, as fractions.") {
            axes, call in
            let both = call.rest("margins")
            let x = try both.first.map { try Numbers.optional($0) } ?? call.double("x")
            let y = try both.last.map { try Numbers.optional($0) } ?? call.double("y")
            try axes.axes.setMargins(x: x, y: y)
            return .none
        },
        Method("autoscale(enable=True, axis='both', tight=None)", "Limits follow the data.") { axes, call in
            if try call.bool("tight") ?? false { try axes.axes.setAxis("tight") }
            return .none
        },
        Method("relim(visible_only=False)", "Limits always follow the data.", pyplot: nil) { _, _ in .none },
        Method("autoscale_view(tight=None, scalex=True, scaley=True)", "Limits always follow the data.", pyplot: nil) {
            _, _ in .none
        },
    ]

    private static func pair(_ call: PlotCall, _ low: String, _ high: String, _ otherLow: String, _ otherHigh: String)
        throws
        -> (Double?, Double?)
    {
        if let value = call[low],
            value.asObject is TupleObject || value.asObject is ListObject || value.asObject is NDArrayObject
        {
            let elements = try value.elements()
            guard elements.count == 2 else {
                throw Failure(.valueError, "limits are a pair (low, high), not \(elements.count) values")
            }
            return (try Numbers.optional(elements[0]), try Numbers.optional(elements[1]))
        }
        return (try call.double(low) ?? call.double(otherLow), try call.double(high) ?? call.double(otherHigh))
    }

    private static func axis(_ axes: Axes, _ call: PlotCall) throws -> Value {
        if let value = call["arg"] {
            if let mode = value.text {
                try axes.setAxis(mode)
            } else if case .bool(let on) = value {
                axes.isAxisVisible = on
            } else {
                let four = try Numbers.doubles(value)
                guard four.count == 4 else {
                    throw Failure(
                        .typeError,
                        "the first argument to axis() must be an iterable of the form [xmin, xmax, ymin, ymax]")
                }
                try axes.setXLimits(four[0], four[1])
                try axes.setYLimits(four[2], four[3])
            }
        }
        if let low = try call.extra.double("xmin") { try axes.setXLimits(low, nil) }
        if let high = try call.extra.double("xmax") { try axes.setXLimits(nil, high) }
        if let low = try call.extra.double("ymin") { try axes.setYLimits(low, nil) }
        if let high = try call.extra.double("ymax") { try axes.setYLimits(nil, high) }
        let (x, y) = (axes.currentXLimits, axes.currentYLimits)
        return try Numbers.scalars(x.low, x.high, y.low, y.high)
    }

    // MARK: - Ticks

    nonisolated(unsafe) private static let ticks: [Method] = [
        Method(
            "set_xticks(ticks, labels=None, *, minor=False, **kwargs)", "Where x ticks stand.", pyplot: nil,
            artist: "Text"
        ) { axes, call in
            try setTicks(axes.axes, call, isX: true)
        },
        Method(
            "set_yticks(ticks, labels=None, *, minor=False, **kwargs)", "Where y ticks stand.", pyplot: nil,
            artist: "Text"
        ) { axes, call in
            try setTicks(axes.axes, call, isX: false)
        },
        Method(
            "set_xticklabels(labels, *, minor=False, fontdict=None, **kwargs)", "Words at the x ticks.", pyplot: nil,
            artist: "Text"
        ) {
            axes, call in try setLabels(axes.axes, call, isX: true)
        },
        Method(
            "set_yticklabels(labels, *, minor=False, fontdict=None, **kwargs)", "Words at the y ticks.", pyplot: nil,
            artist: "Text"
        ) {
            axes, call in try setLabels(axes.axes, call, isX: false)
        },
        Method("get_xticks(minor=False)", "Where x ticks stand.", pyplot: nil) { axes, _ in
            try Numbers.array(axes.axes.tickPositions(isX: true))
        },
        Method("get_yticks(minor=False)", "Where y ticks stand.", pyplot: nil) { axes, _ in
            try Numbers.array(axes.axes.tickPositions(isX: false))
        },
        Method("get_xticklabels(minor=False, which=None)", "Words at the x ticks.", pyplot: nil) { _, _ in .list([]) },
        Method("get_yticklabels(minor=False, which=None)", "Words at the y ticks.", pyplot: nil) { _, _ in .list([]) },
        Method("get_xaxis()", "The x axis.", pyplot: nil) { axes, _ in .object(AxisHandle(axes, isX: true)) },
        Method("get_yaxis()", "The y axis.", pyplot: nil) { axes, _ in .object(AxisHandle(axes, isX: false)) },
        Method("tick_params(axis='both', **kwargs)", "The look of ticks and their labels.") { axes, call in
            try tickParameters(axes.axes, call)
        },
        Method("minorticks_on()", "Minor ticks are not drawn here.") { _, _ in .none },
        Method("minorticks_off()", "") { _, _ in .none },
        Method("ticklabel_format(**kwargs)", "The automatic format is kept.") { _, _ in .none },
        Method("locator_params(axis='both', tight=None, **kwargs)", "The automatic ticks are kept.") { _, _ in .none },
        Method("label_outer(remove_inner_ticks=False)", "Labels only at the grid's edges.", pyplot: nil) { axes, _ in
            guard let spec = axes.axes.spec else { return .none }
            if spec.rows.upperBound < spec.grid.rows {
                axes.axes.xTicks.showsLabels = false
                axes.axes.xLabel.text = ""
            }
            if spec.columns.lowerBound > 0 {
                axes.axes.yTicks.showsLabels = false
                axes.axes.yLabel.text = ""
            }
            return .none
        },
    ]

    /// The look keywords of tick labels.
    static func tickLook(_ axes: Axes, _ keywords: Keywords, isX: Bool) throws {
        let look = try TextLook(keywords)
        try keywords.finish()
        axes.tickLook(x: isX, size: look.size, color: look.color, rotation: look.rotation, horizontal: look.horizontal)
    }

    static func setTicks(_ axes: Axes, _ call: PlotCall, isX: Bool) throws -> Value {
        let keywords = call.extra
        try tickLook(axes, keywords, isX: isX)
        if try call.bool("minor") ?? false { return .list([]) }
        guard let given = call["ticks"] else { return .list([]) }
        var labels = try call["labels"].map { try $0.elements().map { try $0.str() } }
        let positions: [Double]
        if labels == nil, let names = try Numbers.texts(given) {
            // Names of categories stand at 0, 1, 2 …
            positions = names.indices.map(Double.init)
            labels = names
        } else {
            positions = try Numbers.doubles(given)
        }
        if isX { try axes.setXTicks(positions, labels: labels) } else { try axes.setYTicks(positions, labels: labels) }
        return .list([])
    }

    private static func setLabels(_ axes: Axes, _ call: PlotCall, isX: Bool) throws -> Value {
        if let dict = call["fontdict"] { try tickLook(axes, Keywords([("fontdict", dict)], artist: "Text"), isX: isX) }
        try tickLook(axes, call.extra, isX: isX)
        let labels = try (call["labels"] ?? .list([])).elements().map { try $0.str() }
        if labels.isEmpty {
            if isX { axes.xTicks.showsLabels = false } else { axes.yTicks.showsLabels = false }
            return .list([])
        }
        let shown = axes.tickPositions(isX: isX)
        // Without fixed places the labels go to the ticks there are.
        let positions = shown.count == labels.count ? shown : nil
        if isX { try axes.setXTicks(positions, labels: labels) } else { try axes.setYTicks(positions, labels: labels) }
        return .list([])
    }

    /// plt.xticks(ticks, labels, …): sets, and returns where they stand.
    static func pyplotTicks(_ axes: AxesObject, _ call: PlotCall, isX: Bool) throws -> Value {
        if call["ticks"] != nil {
            _ = try setTicks(axes.axes, call, isX: isX)
        } else {
            try tickLook(axes.axes, call.extra, isX: isX)
        }
        return .tuple([try Numbers.array(axes.axes.tickPositions(isX: isX)), .list([])])
    }

    private static func tickParameters(_ axes: Axes, _ call: PlotCall) throws -> Value {
        let which = call.string("axis") ?? "both"
        guard ["x", "y", "both"].contains(which) else {
            throw Failure(
                .valueError, "'\(which)' is not a valid value for axis; supported values are 'x', 'y', 'both'")
        }
        let keywords = call.extra
        let isMinor = keywords.string("which") == "minor"
        let size = try keywords.take("labelsize").map { try TextLook.points($0) }
        let both = try ColorReader.color(keywords.take("colors"))
        let color = try ColorReader.color(keywords.take("labelcolor")) ?? both
        let rotation = try keywords.take("rotation", "labelrotation").map { try TextLook.degrees($0) }
        let (bottom, top, left, right) = (
            try keywords.bool("bottom"), try keywords.bool("top"), try keywords.bool("left"), try keywords.bool("right")
        )
        let (labelBottom, labelTop, labelLeft, labelRight) = (
            try keywords.bool("labelbottom"), try keywords.bool("labeltop"), try keywords.bool("labelleft"),
            try keywords.bool("labelright")
        )
        let length = try keywords.double("length")
        for name in [
            "direction", "pad", "width", "color", "reset", "grid_color", "grid_alpha", "grid_linewidth",
            "grid_linestyle", "zorder",
        ] {
            _ = keywords.take(name)
        }
        try keywords.finish()
        if isMinor { return .none }
        if which != "y" {
            axes.tickLook(x: true, size: size, color: color, rotation: rotation)
            if bottom != nil || top != nil {
                axes.xTicks.showsMarks = (bottom ?? axes.xTicks.showsMarks) || (top ?? false)
            }
            if labelBottom != nil || labelTop != nil {
                axes.xTicks.showsLabels = (labelBottom ?? axes.xTicks.showsLabels) || (labelTop ?? false)
            }
            if length == 0 { axes.xTicks.showsMarks = false }
            if labelTop == true, labelBottom == false { axes.xTicks.isOpposite = true }
        }
        if which != "x" {
            axes.tickLook(x: false, size: size, color: color, rotation: rotation)
            if left != nil || right != nil {
                axes.yTicks.showsMarks = (left ?? axes.yTicks.showsMarks) || (right ?? false)
            }
            if labelLeft != nil || labelRight != nil {
                axes.yTicks.showsLabels = (labelLeft ?? axes.yTicks.showsLabels) || (labelRight ?? false)
            }
            if length == 0 { axes.yTicks.showsMarks = false }
            if labelRight == true, labelLeft == false { axes.yTicks.isOpposite = true }
        }
        return .none
    }

    // MARK: - Looks

    nonisolated(unsafe) private static let looks: [Method] = [
        Method("grid(visible=None, which='major', axis='both', **kwargs)", "Lines at the ticks.", artist: "Line2D") {
            axes, call in
            var look = Axes.gridLook
            let keywords = call.extra
            let hasLook = !call.extraPairs.isEmpty
            if let color = try ColorReader.color(keywords.take("color", "c")) { look.color = color }
            if let text = keywords.string("linestyle", "ls") { look.style = try LineReader.style(text) }
            if let width = try keywords.double("linewidth", "lw") { look.width = max(0, width) }
            if let alpha = try keywords.double("alpha") { look.color = look.color.withAlpha(alpha) }
            let old = try keywords.bool("b")
            try keywords.finish()
            if call.string("which") == "minor" { return .none }
            let isOn = try call.bool("visible") ?? old ?? true
            try axes.axes.setGrid(
                isOn || hasLook && call["visible"] == nil, direction: call.string("axis") ?? "both", look: look)
            return .none
        },
        Method("set_facecolor(color)", "The background.", pyplot: nil) { axes, call in
            if let color = try ColorReader.color(call["color"]) { axes.axes.faceColor = color }
            return .none
        },
        Method("set_frame_on(b)", "Whether the frame is drawn.", pyplot: nil) { axes, call in
            axes.axes.isFrameVisible = try call.bool("b") ?? true
            return .none
        },
        Method("set_visible(b)", "Whether the axes is drawn.", pyplot: nil) { axes, call in
            axes.axes.isVisible = try call.bool("b") ?? true
            return .none
        },
        Method("set(**kwargs)", "Every keyword is a set_… method.", pyplot: nil) { axes, call in
            try AxesObject.set(axes, call.extraPairs)
            return .list([])
        },
        Method("cla()", "Takes everything away.") { axes, _ in
            axes.axes.clear()
            return .none
        },
        Method("clear()", "Takes everything away.", pyplot: nil) { axes, _ in
            axes.axes.clear()
            return .none
        },
        Method("remove()", "Takes the axes out of the figure.", pyplot: nil) { axes, _ in
            axes.figure.figure.remove(axes.axes)
            return .none
        },
        Method("twinx()", "A second axes with its own y axis on the right.") { axes, _ in
            .object(axes.figure.object(for: axes.axes.twinX()))
        },
        Method("get_figure()", "The figure.", pyplot: nil) { axes, _ in .object(axes.figure) },
        Method("get_images()", "The pictures.", pyplot: nil) { axes, _ in
            .list(axes.axes.marks.filter { $0 is ImageMark }.map { .object(MarkObject($0, axes)) })
        },
        Method("get_lines()", "The lines.", pyplot: nil) { axes, _ in
            .list(axes.axes.marks.filter { $0 is LineMark }.map { .object(MarkObject($0, axes)) })
        },
        Method("set_xbound(lower=None, upper=None)", "The x limits.", pyplot: nil) { axes, call in
            try axes.axes.setXLimits(try call.double("lower"), try call.double("upper"))
            return .none
        },
        Method("set_ybound(lower=None, upper=None)", "The y limits.", pyplot: nil) { axes, call in
            try axes.axes.setYLimits(try call.double("lower"), try call.double("upper"))
            return .none
        },
    ]
}

/// What `legend()` gives; its setters change nothing.
final class LegendHandle: Object {
    nonisolated(unsafe) static let shared = LegendHandle()
    nonisolated(unsafe) static let cls: TypeObject = {
        let type = TypeObject("Legend", module: "matplotlib.legend")
        for name in ["set_title", "set_visible", "set_draggable", "set_loc", "remove"] {
            type.rawMethod("\(name)(self, *args, **kwargs)") { _ in .none }
        }
        for name in ["get_texts", "get_lines", "get_patches"] { type.rawMethod("\(name)(self)") { _ in .list([]) } }
        type.rawMethod("get_frame(self)") { _ in .object(PatchHandle { _ in }) }
        return type
    }()
    override var type: TypeObject { LegendHandle.cls }
}

/// `matplotlib.patches`: shapes in data coordinates, drawn when they are added to an axes.
final class PatchObject: Object {
    enum Shape {
        case rectangle(x: Double, y: Double, width: Double, height: Double)
        case ellipse(x: Double, y: Double, radiusX: Double, radiusY: Double)
        case polygon([Double], [Double])
        /// Only a colour for a legend.
        case none
    }
    let shape: Shape
    let options: FillOptions
    private let ownType: TypeObject
    override var type: TypeObject { ownType }
    init(_ shape: Shape, _ options: FillOptions, _ type: TypeObject) {
        self.shape = shape
        self.options = options
        ownType = type
    }

    /// Adds the shape; a shape only for the legend is taken out again at once.
    func draw(on axes: AxesObject, onlyForLegend: Bool = false) throws -> Mark {
        let mark: Mark
        switch shape {
        case .rectangle(let x, let y, let width, let height):
            mark = axes.axes.rectangle(x: x, y: y, width: width, height: height, options)
        case .ellipse(let x, let y, let a, let b): mark = axes.axes.ellipse(x: x, y: y, radiusX: a, radiusY: b, options)
        case .polygon(let xs, let ys): mark = try axes.axes.fill(xs, ys, options)
        case .none: mark = axes.axes.rectangle(x: 0, y: 0, width: 0, height: 0, options)
        }
        mark.label = options.label
        var isLegendOnly = onlyForLegend
        if case .none = shape { isLegendOnly = true }
        if isLegendOnly { axes.axes.remove(mark) }
        return mark
    }

    private static func make(_ name: String, _ signature: String, _ shape: @escaping (PlotCall) throws -> Shape)
        -> TypeObject
    {
        let parsed = Signature("\(name)\(signature)")
        return TypeObject(
            name, module: "matplotlib.patches", bases: [base],
            make: { cls, arguments in
                let values = try parsed.values(arguments)
                let call = PlotCall(PlotValues(signature: parsed, values: values), artist: name)
                let options = try AxesMethods.fill(call.extra)
                for name in ["angle", "rotation_point", "theta1", "theta2", "boxstyle"] { _ = call.extra.take(name) }
                try call.extra.finish()
                return .object(PatchObject(try shape(call), options, cls))
            })
    }

    nonisolated(unsafe) static let base: TypeObject = {
        let type = TypeObject("Patch", module: "matplotlib.patches")
        for name in [
            "set_color", "set_facecolor", "set_edgecolor", "set_linewidth", "set_alpha", "set_transform",
            "set_clip_path",
        ] {
            type.rawMethod("\(name)(self, *args, **kwargs)") { _ in .none }
        }
        return type
    }()

    private static func pair(_ value: Value) throws -> (Double, Double) {
        let pair = try Numbers.doubles(value)
        guard pair.count == 2 else { throw Failure(.valueError, "a place is a pair (x, y), not \(try value.repr())") }
        return (pair[0], pair[1])
    }

    nonisolated(unsafe) static let types: [TypeObject] = [
        make("Rectangle", "(xy, width, height, **kwargs)") { call in
            let (x, y) = try pair(call.bound[0])
            return .rectangle(x: x, y: y, width: try call.double("width") ?? 0, height: try call.double("height") ?? 0)
        },
        make("Circle", "(xy, radius=5, **kwargs)") { call in
            let (x, y) = try pair(call.bound[0])
            let r = try call.double("radius") ?? 5
            return .ellipse(x: x, y: y, radiusX: r, radiusY: r)
        },
        make("Ellipse", "(xy, width, height, **kwargs)") { call in
            let (x, y) = try pair(call.bound[0])
            return .ellipse(
                x: x, y: y, radiusX: (try call.double("width") ?? 0) / 2, radiusY: (try call.double("height") ?? 0) / 2)
        },
        make("Polygon", "(xy, closed=True, **kwargs)") { call in
            let points = try Numbers.tensor(call.bound[0])
            guard points.rank == 2, points.shape[1] == 2 else {
                throw Failure(.valueError, "'vertices' must be 2D with shape (N, 2)")
            }
            return .polygon(try Numbers.doubles(try points.select(1, 0)), try Numbers.doubles(try points.select(1, 1)))
        },
        make("Patch", "(**kwargs)") { _ in .none },
    ]
}
