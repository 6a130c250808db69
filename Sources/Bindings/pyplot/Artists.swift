// What plotting functions return: handles to lines, images, bars and words, with the setters scripts use.
import Figures
import Schema
import Script
import Tensors

/// A drawn mark.
final class MarkObject: Object {
    private(set) var mark: Mark?
    let axes: AxesObject
    /// How an image was drawn, so that `set_data` can draw it again.
    var imageOptions = ImageOptions()
    /// What `get_array()` and `get_data()` give.
    var data: Value = .none
    nonisolated(unsafe) static let types: [String: TypeObject] = {
        var table: [String: TypeObject] = [:]
        let artist = TypeObject("Artist", module: "matplotlib.artist")
        declare(on: artist)
        for (name, module) in [
            ("Line2D", "matplotlib.lines"), ("AxesImage", "matplotlib.image"),
            ("PathCollection", "matplotlib.collections"),
            ("Rectangle", "matplotlib.patches"), ("Polygon", "matplotlib.patches"),
            ("PolyCollection", "matplotlib.collections"),
            ("QuadContourSet", "matplotlib.contour"), ("LineCollection", "matplotlib.collections"),
            ("BarContainer", "matplotlib.container"), ("Annotation", "matplotlib.text"),
        ] { table[name] = TypeObject(name, module: module, bases: [artist]) }
        table["Artist"] = artist
        return table
    }()
    private let ownType: TypeObject
    override var type: TypeObject { ownType }

    init(_ mark: Mark?, _ axes: AxesObject, _ name: String? = nil) {
        self.mark = mark
        self.axes = axes
        let known =
            name
            ?? {
                switch mark {
                case is LineMark: "Line2D"
                case is ImageMark: "AxesImage"
                case is ScatterMark: "PathCollection"
                case is ContourMark: "QuadContourSet"
                case is FillMark: "Polygon"
                case is BarMark: "Rectangle"
                default: "Artist"
                }
            }()
        ownType = MarkObject.types[known] ?? TypeObject.object
    }

    override func repr() throws -> String {
        switch mark {
        case is LineMark, is SpanLineMark: return "<matplotlib.lines.Line2D object>"
        case is ImageMark: return "<matplotlib.image.AxesImage object>"
        default: return try super.repr()
        }
    }

    private static func from(_ value: Value) throws -> MarkObject {
        guard let mark = value.asObject as? MarkObject else {
            throw Failure(.typeError, "expected an Artist, not \(value.typeName)")
        }
        return mark
    }

    private static func declare(on type: TypeObject) {
        type.rawMethod("set_data(self, *args)", "New data in the old look.") { bound in
            let object = try from(bound[0])
            let arguments = (bound[1].asObject as? TupleObject)?.elements ?? []
            if let line = object.mark as? LineMark {
                let pair = arguments.count == 1 ? try arguments[0].elements() : arguments
                guard pair.count == 2 else { throw Failure(.typeError, "set_data() takes x and y") }
                try line.setData(try Numbers.doubles(pair[0]), try Numbers.doubles(pair[1]))
            } else if let image = object.mark as? ImageMark, let data = arguments.first {
                try object.replace(image, data)
            }
            return .none
        }
        for (name, isX) in [("set_xdata", true), ("set_ydata", false)] {
            type.rawMethod("\(name)(self, values)") { bound in
                guard let line = try from(bound[0]).mark as? LineMark else { return .none }
                let values = try Numbers.doubles(bound[1])
                if isX { try line.setData(values, line.ys) } else { try line.setData(line.xs, values) }
                return .none
            }
        }
        type.rawMethod("get_xdata(self, orig=True)") { bound in
            try Numbers.array((try from(bound[0]).mark as? LineMark)?.xs ?? [])
        }
        type.rawMethod("get_ydata(self, orig=True)") { bound in
            try Numbers.array((try from(bound[0]).mark as? LineMark)?.ys ?? [])
        }
        type.rawMethod("get_data(self, orig=True)") { bound in
            let object = try from(bound[0])
            guard let line = object.mark as? LineMark else { return object.data }
            return .tuple([try Numbers.array(line.xs), try Numbers.array(line.ys)])
        }
        type.rawMethod("get_array(self)") { bound in try from(bound[0]).data }
        type.rawMethod("set_array(self, values)") { bound in
            let object = try from(bound[0])
            if let image = object.mark as? ImageMark { try object.replace(image, bound[1]) }
            return .none
        }
        type.rawMethod("set_clim(self, vmin=None, vmax=None)", "Colour limits.") { bound in
            let object = try from(bound[0])
            var (low, high) = (bound[1], bound[2])
            if let pair = low.asObject as? TupleObject, pair.elements.count == 2 {
                (low, high) = (pair.elements[0], pair.elements[1])
            }
            (object.mark as? ImageMark)?.setLimits(low: try Numbers.optional(low), high: try Numbers.optional(high))
            return .none
        }
        type.rawMethod("set_label(self, s)", "The text in the legend.") { bound in
            try from(bound[0]).mark?.label = try bound[1].str()
            return .none
        }
        type.rawMethod("get_label(self)") { bound in .string(try from(bound[0]).mark?.label ?? "") }
        type.rawMethod("set_visible(self, b)") { bound in
            try from(bound[0]).mark?.isVisible = try bound[1].truth()
            return .none
        }
        type.rawMethod("get_visible(self)") { bound in .bool(try from(bound[0]).mark?.isVisible ?? false) }
        type.rawMethod("set_zorder(self, level)") { bound in
            if let level = try Numbers.optional(bound[1]), level.isFinite { try from(bound[0]).mark?.zorder = level }
            return .none
        }
        type.rawMethod("set_text(self, s)") { bound in
            (try from(bound[0]).mark as? TextMark)?.text = try bound[1].str()
            return .none
        }
        type.rawMethod("remove(self)", "Takes it out of the axes.") { bound in
            let object = try from(bound[0])
            if let mark = object.mark { object.axes.axes.remove(mark) }
            return .none
        }
        type.property("axes", "The axes.") { (value: Value) in Value.object(try from(value).axes) }
        type.property("figure", "The figure.") { (value: Value) in Value.object(try from(value).axes.figure) }
        type.property("patches", "The bars.") { (value: Value) in Value.list([value]) }
        type.property("levels", "A contour's levels.") { (value: Value) in
            try Numbers.array((try from(value).mark as? ContourMark)?.levels ?? [])
        }
        type.rawMethod("get_color(self)", "The colour in use.") { bound in
            guard let line = try from(bound[0]).mark as? LineMark else { return .string("k") }
            return .string(hex(line.color))
        }
        // The look was chosen when it was drawn; changing it afterwards is accepted and has no effect.
        for name in [
            "set_color", "set_linewidth", "set_lw", "set_linestyle", "set_ls", "set_marker", "set_markersize",
            "set_alpha", "set_facecolor",
            "set_edgecolor", "set_cmap", "set_interpolation", "set_fontsize", "set_clip_on", "set_clip_path",
            "set_height", "set_width",
            "set_hatch", "set_offsets", "set_sizes", "set_extent", "set_norm", "set_animated", "set_rotation",
            "set_position",
        ] { type.rawMethod("\(name)(self, *args, **kwargs)") { _ in .none } }
        type.rawMethod("clabel(self, *args, **kwargs)") { _ in .list([]) }
    }

    private static func hex(_ color: Color) -> String {
        "#"
            + [color.red, color.green, color.blue].map { part in
                let digits = String(Int((min(max(part, 0), 1) * 255).rounded()), radix: 16)
                return digits.count == 1 ? "0" + digits : digits
            }.joined()
    }

    /// New pixels for an image: a new mark in the old one's place, with the old colour limits' options.
    private func replace(_ image: ImageMark, _ data: Value) throws {
        let source = try ImageReader.source(data)
        axes.axes.remove(image)
        mark = try axes.axes.imshow(source, imageOptions)
        self.data = data
    }
}

/// Bars: a container that can be iterated and labelled.
final class BarContainer: Object {
    let bar: MarkObject
    let positions: [Double]
    let lengths: [Double]
    let isHorizontal: Bool
    nonisolated(unsafe) static let cls: TypeObject = {
        let type = TypeObject("BarContainer", module: "matplotlib.container")
        type.rawMethod("remove(self)") { bound in
            if let bars = bound[0].asObject as? BarContainer, let mark = bars.bar.mark {
                bars.bar.axes.axes.remove(mark)
            }
            return .none
        }
        type.property("patches", "The bars.") { (value: Value) in
            Value.list(try (value.asObject as? BarContainer)?.handles() ?? [])
        }
        return type
    }()
    override var type: TypeObject { BarContainer.cls }
    init(_ bar: MarkObject, _ positions: [Double], _ lengths: [Double], isHorizontal: Bool) {
        self.bar = bar
        self.positions = positions
        self.lengths = lengths
        self.isHorizontal = isHorizontal
    }
    override func repr() throws -> String { "<BarContainer object of \(lengths.count) artists>" }
    override func length() throws -> Int? { lengths.count }
    override func iterator() throws -> IteratorObject? { try Value.list(try handles()).iterator() }
    override func item(_ key: Value) throws -> Value { try Value.list(try handles()).item(key) }

    private func handles() throws -> [Value] {
        zip(positions, lengths).map { .object(BarHandle(bar, position: $0, length: $1, isHorizontal: isHorizontal)) }
    }
}

/// One bar of a container: its place can be asked.
final class BarHandle: Object {
    let bar: MarkObject
    let position: Double
    let length_: Double
    let isHorizontal: Bool
    nonisolated(unsafe) static let cls: TypeObject = {
        let type = TypeObject("Rectangle", module: "matplotlib.patches")
        func read(_ name: String, _ value: @escaping (BarHandle) -> Double) {
            type.rawMethod("\(name)(self)") { bound in
                guard let bar = bound[0].asObject as? BarHandle else { return .none }
                return try Numbers.scalar(value(bar))
            }
        }
        read("get_height") { $0.isHorizontal ? 0.8 : $0.length_ }
        read("get_width") { $0.isHorizontal ? $0.length_ : 0.8 }
        read("get_x") { $0.isHorizontal ? 0 : $0.position - 0.4 }
        read("get_y") { $0.isHorizontal ? $0.position - 0.4 : 0 }
        for name in ["set_color", "set_facecolor", "set_edgecolor", "set_alpha", "set_linewidth", "set_hatch"] {
            type.rawMethod("\(name)(self, *args)") { _ in .none }
        }
        return type
    }()
    override var type: TypeObject { BarHandle.cls }
    init(_ bar: MarkObject, position: Double, length: Double, isHorizontal: Bool) {
        self.bar = bar
        self.position = position
        length_ = length
        self.isHorizontal = isHorizontal
    }
}

/// Words that belong to the axes or figure: titles, labels.
final class TextHandle: Object {
    private(set) var text: String
    private let x: Double
    private let y: Double
    private let change: (String) -> Void
    private let style: (TextLook) -> Void
    nonisolated(unsafe) static let cls: TypeObject = {
        let type = TypeObject("Text", module: "matplotlib.text")
        func handle(_ value: Value) throws -> TextHandle {
            guard let handle = value.asObject as? TextHandle else {
                throw Failure(.typeError, "expected a Text, not \(value.typeName)")
            }
            return handle
        }
        type.rawMethod("get_text(self)") { bound in .string(try handle(bound[0]).text) }
        type.rawMethod("set_text(self, s)") { bound in
            let handle = try handle(bound[0])
            handle.text = try bound[1].str()
            handle.change(handle.text)
            return .none
        }
        for (name, keyword) in [
            ("set_color", "color"), ("set_fontsize", "fontsize"), ("set_size", "fontsize"),
            ("set_fontweight", "fontweight"),
            ("set_weight", "fontweight"), ("set_rotation", "rotation"), ("set_alpha", "alpha"),
            ("set_fontstyle", "fontstyle"),
        ] {
            type.rawMethod("\(name)(self, value)") { bound in
                try handle(bound[0]).style(try TextLook(Keywords([(keyword, bound[1])], artist: "Text")))
                return .none
            }
        }
        for name in ["set_visible", "set_position", "set_y", "set_x", "set_ha", "set_va", "set_horizontalalignment"] {
            type.rawMethod("\(name)(self, value)") { bound in
                if name == "set_visible", try !bound[1].truth() { try handle(bound[0]).change("") }
                return .none
            }
        }
        return type
    }()
    override var type: TypeObject { TextHandle.cls }

    init(
        _ text: String, _ x: Double, _ y: Double, _ change: @escaping (String) -> Void,
        style: @escaping (TextLook) -> Void = { _ in }
    ) {
        self.text = text
        self.x = x
        self.y = y
        self.change = change
        self.style = style
    }
    override func repr() throws -> String {
        "Text(\(try Value.float(x).repr()), \(try Value.float(y).repr()), \(try Value.string(text).repr()))"
    }
}

/// `ax.xaxis`.
final class AxisHandle: Object {
    let axes: AxesObject
    let isX: Bool
    nonisolated(unsafe) static let cls: TypeObject = {
        let type = TypeObject("Axis", module: "matplotlib.axis")
        func axis(_ value: Value) throws -> AxisHandle {
            guard let axis = value.asObject as? AxisHandle else {
                throw Failure(.typeError, "expected an Axis, not \(value.typeName)")
            }
            return axis
        }
        type.rawMethod("set_visible(self, b)", "Ticks and labels of this direction.") { bound in
            try axis(bound[0]).change { ticks, label in
                let shown = (try? bound[1].truth()) ?? true
                ticks.showsMarks = shown
                ticks.showsLabels = shown
                if !shown { label.text = "" }
            }
            return .none
        }
        type.rawMethod("set_ticks(self, ticks, labels=None, **kwargs)", "Where ticks stand.") { bound in
            let axis = try axis(bound[0])
            return try Value.object(axis.axes).attribute(axis.isX ? "set_xticks" : "set_yticks").call(
                Arguments([bound[1], bound[2]]))
        }
        type.rawMethod("set_ticklabels(self, labels, **kwargs)", "Words at the ticks.") { bound in
            let axis = try axis(bound[0])
            return try Value.object(axis.axes).attribute(axis.isX ? "set_xticklabels" : "set_yticklabels").call(
                Arguments([bound[1]]))
        }
        type.rawMethod("set_label_text(self, label, **kwargs)") { bound in
            let text = try bound[1].str()
            try axis(bound[0]).change { $1.text = text }
            return .none
        }
        for (name, side) in [("tick_right", true), ("tick_top", true), ("tick_left", false), ("tick_bottom", false)] {
            type.rawMethod("\(name)(self)") { bound in
                try axis(bound[0]).change { ticks, _ in ticks.isOpposite = side }
                return .none
            }
        }
        type.rawMethod("set_ticks_position(self, position)") { bound in
            let side = bound[1].text
            try axis(bound[0]).change { ticks, _ in
                switch side {
                case "none": ticks.showsMarks = false
                case "top", "right": ticks.isOpposite = true
                default: ticks.isOpposite = false
                }
            }
            return .none
        }
        type.rawMethod("set_tick_params(self, which='major', reset=False, **kwargs)") { bound in
            let axis = try axis(bound[0])
            return try Value.object(axis.axes).attribute("tick_params").call(
                Arguments(
                    [],
                    keywords: [("axis", .string(axis.isX ? "x" : "y"))]
                        + bound[3].keywordPairs.map { (Symbol($0.0), $0.1) }))
        }
        for name in [
            "set_major_locator", "set_minor_locator", "set_major_formatter", "set_minor_formatter",
            "set_label_position",
            "set_label_coords", "grid", "set_zorder", "set_inverted",
        ] { type.rawMethod("\(name)(self, *args, **kwargs)") { _ in .none } }
        type.property("label", "The axis label.") { (value: Value) in
            let axis = try axis(value)
            let text = axis.isX ? axis.axes.axes.xLabel.text : axis.axes.axes.yLabel.text
            return Value.object(
                TextHandle(text, 0.5, 0) { new in
                    axis.change { $1.text = new }
                } style: { look in
                    axis.change { look.apply(to: &$1) }
                })
        }
        return type
    }()
    override var type: TypeObject { AxisHandle.cls }
    init(_ axes: AxesObject, isX: Bool) {
        self.axes = axes
        self.isX = isX
    }

    fileprivate func change(_ body: (inout TickSettings, inout Label) -> Void) {
        let target = axes.axes
        var (ticks, label) = isX ? (target.xTicks, target.xLabel) : (target.yTicks, target.yLabel)
        body(&ticks, &label)
        if isX {
            (target.xTicks, target.xLabel) = (ticks, label)
        } else {
            (target.yTicks, target.yLabel) = (ticks, label)
        }
    }
}

/// `ax.spines['top']`, `ax.spines[['top', 'right']]`, `ax.spines.values()`.
final class SpinesHandle: Object {
    let axes: AxesObject
    let names: [String]
    nonisolated(unsafe) static let cls: TypeObject = {
        let type = TypeObject("Spines", module: "matplotlib.spines")
        func spines(_ value: Value) throws -> SpinesHandle {
            guard let spines = value.asObject as? SpinesHandle else { throw Failure(.typeError, "expected Spines") }
            return spines
        }
        type.rawMethod("set_visible(self, b)") { bound in
            let spines = try spines(bound[0])
            for name in spines.names {
                if try bound[1].truth() {
                    spines.axes.axes.spines.insert(name)
                } else {
                    spines.axes.axes.spines.remove(name)
                }
            }
            return .none
        }
        type.rawMethod("values(self)") { bound in
            let spines = try spines(bound[0])
            return .list(spines.names.map { .object(SpinesHandle(spines.axes, [$0])) })
        }
        type.rawMethod("keys(self)") { bound in .list(try spines(bound[0]).names.map { .string($0) }) }
        type.rawMethod("items(self)") { bound in
            let spines = try spines(bound[0])
            return .list(spines.names.map { .tuple([.string($0), .object(SpinesHandle(spines.axes, [$0]))]) })
        }
        type.rawMethod("set_color(self, color)") { bound in
            let spines = try spines(bound[0])
            if bound[1].text?.lowercased() == "none" {
                for name in spines.names { spines.axes.axes.spines.remove(name) }
            }
            return .none
        }
        for name in [
            "set_linewidth", "set_lw", "set_position", "set_edgecolor", "set_bounds", "set_alpha", "set_linestyle",
            "set",
        ] {
            type.rawMethod("\(name)(self, *args, **kwargs)") { _ in .none }
        }
        return type
    }()
    override var type: TypeObject { SpinesHandle.cls }
    init(_ axes: AxesObject, _ names: [String]) {
        self.axes = axes
        self.names = names
    }
    override func iterator() throws -> IteratorObject? { try Value.list(names.map { .string($0) }).iterator() }
    override func length() throws -> Int? { names.count }
    override func attribute(_ name: Symbol) throws -> Value? {
        if names.contains(name.text) { return .object(SpinesHandle(axes, [name.text])) }
        return try super.attribute(name)
    }
    override func item(_ key: Value) throws -> Value {
        if key.asObject is SliceObject { return .object(self) }
        let wanted = try key.text.map { [$0] } ?? key.elements().map { try $0.str() }
        if let unknown = wanted.first(where: { !names.contains($0) }) {
            throw Failure(.keyError, "'\(unknown)'", hint: "spines are 'left', 'right', 'bottom', 'top'")
        }
        return .object(SpinesHandle(axes, wanted))
    }
}
