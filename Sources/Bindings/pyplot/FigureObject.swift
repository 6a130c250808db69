// A figure in a script: its axes, its title, how it is saved and shown.
import Figures
import Schema
import Script
import Tensors

final class FigureObject: Object {
    let figure: Figure
    let number: Int
    let name: String?
    /// The scripts' objects for its axes: one object per axes as long as a script holds it.
    private var objects: [ObjectIdentifier: Weak] = [:]
    private struct Weak { weak var object: AxesObject? }
    /// Where savefig last wrote it.
    private(set) var savedPath: String?
    var hasTexts = false
    /// layout='tight': margins are fitted when it is drawn.
    var fitsLayout = false
    /// What plt.colorbar() without an argument refers to.
    weak var currentMappable: MarkObject?
    private var heldMappable: MarkObject?

    nonisolated(unsafe) static let cls = makeType()
    override var type: TypeObject { FigureObject.cls }

    init(number: Int, name: String?, width: Double, height: Double, dpi: Double) throws {
        figure = try Figure(width: width, height: height, dpi: dpi)
        self.number = number
        self.name = name
        super.init()
        if let text = RcParams.shared.string("figure.facecolor"), text != "white" { figure.faceColor = try Color(text) }
    }

    override func repr() throws -> String {
        let (w, h) = (figure.width * figure.dpi, figure.height * figure.dpi)
        return "<Figure size \(FigureObject.short(w))x\(FigureObject.short(h)) with \(figure.axes.count) Axes>"
    }
    override func str() throws -> String {
        "Figure(\(FigureObject.short(figure.width * figure.dpi))x\(FigureObject.short(figure.height * figure.dpi)))"
    }
    /// At most six digits, as "%g" writes.
    private static func short(_ x: Double) -> String {
        (try? Value.float(x).format("g")) ?? "\(x)"
    }

    func remember(_ mappable: MarkObject) { heldMappable = mappable; currentMappable = mappable }

    // MARK: - Axes

    func object(for axes: Axes) -> AxesObject {
        let key = ObjectIdentifier(axes)
        if let known = objects[key]?.object, known.axes === axes { return known }
        let made = AxesObject(axes, in: self)
        objects[key] = Weak(object: made)
        return made
    }

    /// A new axes follows rcParams.
    func adopt(_ axes: Axes) -> AxesObject {
        let rc = RcParams.shared
        if let size = rc.points("axes.titlesize") { axes.title.font.size = size }
        if let size = rc.points("axes.labelsize") {
            axes.xLabel.font.size = size
            axes.yLabel.font.size = size
        }
        if let size = rc.points("xtick.labelsize"), size != 10 { axes.tickLook(x: true, size: size) }
        if let size = rc.points("ytick.labelsize"), size != 10 { axes.tickLook(x: false, size: size) }
        if rc.string("axes.titleweight") == "bold" { axes.title.font.isBold = true }
        if rc.string("axes.labelweight") == "bold" {
            axes.xLabel.font.isBold = true
            axes.yLabel.font.isBold = true
        }
        if rc.bool("axes.grid") { try? axes.setGrid(true) }
        if !rc.bool("axes.spines.top") { axes.spines.remove("top") }
        if !rc.bool("axes.spines.right") { axes.spines.remove("right") }
        if let text = rc.string("axes.facecolor"), let color = try? Color(text) { axes.faceColor = color }
        return object(for: axes)
    }

    func gca() throws -> AxesObject {
        if let current = figure.current { return object(for: current) }
        return adopt(try figure.gca())
    }

    /// The arguments of subplot and add_subplot: (), (131), (1, 3, 1), (1, 3, (1, 2)), (spec).
    enum Place {
        case cell(rows: Int, columns: Int, first: Int, last: Int)
        case spec(SubplotSpec)
    }

    static func place(_ arguments: [Value]) throws -> Place {
        switch arguments.count {
        case 0: return .cell(rows: 1, columns: 1, first: 1, last: 1)
        case 1:
            if let spec = arguments[0].asObject as? SubplotSpecObject { return .spec(spec.spec) }
            guard let number = try Int.from(arguments[0]), number >= 100, number <= 999 else {
                throw Failure(
                    .valueError,
                    "Single argument to subplot must be a three-digit integer, not \(try arguments[0].repr())",
                    hint: "write subplot(1, 3, 1) or subplot(131)")
            }
            return .cell(rows: number / 100, columns: number / 10 % 10, first: number % 10, last: number % 10)
        case 3:
            guard let rows = try Int.from(arguments[0]), let columns = try Int.from(arguments[1]) else {
                throw Failure(.valueError, "Number of rows must be a positive integer, not \(try arguments[0].repr())")
            }
            if let pair = arguments[2].asObject as? TupleObject {
                let numbers = try pair.elements.compactMap { try Int.from($0) }
                guard numbers.count == 2, numbers[0] <= numbers[1] else {
                    throw Failure(
                        .valueError, "num must be an integer or a pair of integers, not \(try arguments[2].repr())")
                }
                return .cell(rows: rows, columns: columns, first: numbers[0], last: numbers[1])
            }
            var number = try Int.from(arguments[2])
            // Old scripts compute the number with `/`.
            if number == nil, case .float(let d) = arguments[2], d == d.rounded(), d.magnitude < 1e6 { number = Int(d) }
            guard let number else {
                throw Failure(
                    .valueError,
                    "num must be an integer with 1 <= num <= \(rows &* columns), not \(try arguments[2].repr())")
            }
            return .cell(rows: rows, columns: columns, first: number, last: number)
        default:
            throw Failure(
                .typeError, "subplot() takes 1 or 3 positional arguments but \(arguments.count) were given",
                hint: "write subplot(rows, columns, number)")
        }
    }

    /// A new axes, or (with `reuse`) the one already there.
    func subplot(_ arguments: [Value], reuse: Bool, shareX: Axes? = nil, shareY: Axes? = nil) throws -> AxesObject {
        if reuse, arguments.count == 1, let known = arguments[0].asObject as? AxesObject {
            figure.current = known.axes
            return known
        }
        let spec: SubplotSpec
        switch try FigureObject.place(arguments) {
        case .spec(let given): spec = given
        case .cell(let rows, let columns, let first, let last):
            if first == last, reuse, shareX == nil, shareY == nil {
                let before = figure.axes.count
                let axes = try figure.subplot(rows: rows, columns: columns, number: first)
                return figure.axes.count == before ? object(for: axes) : adopt(axes)
            }
            let grid = try GridSpec(rows: rows, columns: columns)
            let (a, b) = (try grid.cell(number: first), try grid.cell(number: last))
            spec = try grid.block(
                rows: min(a.rows.lowerBound, b.rows.lowerBound)..<max(a.rows.upperBound, b.rows.upperBound),
                columns: min(
                    a.columns.lowerBound, b.columns.lowerBound)..<max(a.columns.upperBound, b.columns.upperBound))
        }
        return adopt(figure.addSubplot(spec, shareX: shareX, shareY: shareY))
    }

    /// subplots: the axes as one object, a row or a grid.
    func subplots(_ call: PlotCall, squeeze: Bool) throws -> Value {
        func sharing(_ name: String) throws -> Figure.Sharing {
            guard let value = call[name] else { return .none }
            if let text = value.text {
                guard let known = Figure.Sharing(rawValue: text) else {
                    throw Failure(
                        .valueError,
                        "'\(text)' is not a valid value for \(name); supported values are 'all', 'row', 'col', 'none', False, True"
                    )
                }
                return known
            }
            return try value.truth() ? .all : .none
        }
        let grid = Keywords(call["gridspec_kw"]?.keywordPairs ?? [], artist: "GridSpec")
        func list(_ value: Value?) throws -> [Double]? { try value.map { try Numbers.doubles($0) } }
        let (rows, columns) = (try call.int("nrows") ?? 1, try call.int("ncols") ?? 1)
        let (left, right) = (try grid.double("left"), try grid.double("right"))
        let (bottom, top) = (try grid.double("bottom"), try grid.double("top"))
        let made = try figure.subplots(
            rows: rows, columns: columns, shareX: try sharing("sharex"), shareY: try sharing("sharey"),
            widthRatios: try list(call["width_ratios"] ?? grid.take("width_ratios")),
            heightRatios: try list(call["height_ratios"] ?? grid.take("height_ratios")),
            wspace: try grid.double("wspace"), hspace: try grid.double("hspace"))
        try grid.finish()
        if left != nil || right != nil || bottom != nil || top != nil {
            try figure.subplotsAdjust(left: left, right: right, bottom: bottom, top: top)
        }
        let objects = made.map(adopt)
        if let settings = call["subplot_kw"] {
            for object in objects { try AxesObject.set(object, settings.keywordPairs) }
        }
        if squeeze {
            if objects.count == 1 { return .object(objects[0]) }
            if rows == 1 || columns == 1 { return .object(AxesArray(objects, [objects.count])) }
        }
        return .object(AxesArray(objects, [rows, columns]))
    }

    // MARK: - Saving and showing

    private static let savingSignature = Signature(
        "savefig(self, fname, *, transparent=None, dpi='figure', format=None, metadata=None, bbox_inches=None, pad_inches=0.1, facecolor='auto', edgecolor='auto', backend=None, orientation='portrait', papertype=None, frameon=None, quality=None, bbox_extra_artists=None, pil_kwargs=None)"
    )
    static var savingText: String { savingSignature.text }

    func save(_ call: PlotCall) throws {
        var options = Figure.DrawingOptions()
        let rc = RcParams.shared
        if let value = call["dpi"], value.text == nil {
            options.dpi = try Numbers.optional(value)
        } else if let value = rc.value("savefig.dpi"), value.text == nil {
            options.dpi = try Numbers.optional(value)
        }
        options.isTransparent = try call.bool("transparent") ?? rc.bool("savefig.transparent")
        options.isTight =
            call.string("bbox_inches") == "tight"
            || (call["bbox_inches"] == nil && rc.string("savefig.bbox") == "tight")
        if let pad = try call.double("pad_inches") { options.pad = pad }
        if let value = call["facecolor"], value.text != "auto" { options.faceColor = try ColorReader.color(value) }
        if let format = call.string("format"), format.lowercased() != "png" {
            throw Failure(
                .valueError, "Format '\(format)' is not supported (supported formats: png)",
                hint: "leave format out, or write format=\"png\"")
        }
        fit()
        let target = call.bound[1]
        if let path = try target.path() {
            try figure.save(path, options)
            savedPath = path
        } else {
            let png = try figure.png(options)
            guard let write = try target.attributeIfPresent("write") else {
                throw Failure(.typeError, "expected str, bytes or os.PathLike object, not \(target.typeName)")
            }
            _ = try write.call(.object(BytesObject(png)))
        }
        try warn()
    }

    private func fit() { if fitsLayout || RcParams.shared.bool("figure.autolayout") { figure.tightLayout() } }

    /// Hands the figure to the front end.
    func present() throws {
        fit()
        FigureSink.savedPath = savedPath
        defer { FigureSink.savedPath = nil }
        var stem: String?
        if let savedPath {
            stem = savedPath.split(separator: "/").last.map { String($0.split(separator: ".").first ?? $0) }
        }
        try FigureSink.current(figure, name ?? stem)
        try warn()
    }

    /// What drawing complained about goes to the error stream, once.
    private func warn() throws {
        for text in figure.takeWarnings() { try Interpreter.current.output(.stderr, "UserWarning: \(text)\n") }
    }

    // MARK: - The class

    static func from(_ value: Value) throws -> FigureObject {
        guard let figure = value.asObject as? FigureObject else {
            throw Failure(.typeError, "expected a Figure, not \(value.typeName)")
        }
        return figure
    }

    private static func makeType() -> TypeObject {
        let type = TypeObject("Figure", module: "matplotlib.figure")
        for method in FigureMethods.all {
            type.rawMethod(method.signatureWithSelf, method.doc) { bound in
                try method.body(try from(bound[0]), PlotCall(bound, artist: method.artist))
            }
        }
        type.property("axes", "The axes, in the order they were made.") { (value: Value) in
            let figure = try from(value)
            return Value.list(figure.figure.axes.map { .object(figure.object(for: $0)) })
        }
        type.property("number", "The figure's number.") { (value: Value) in Value.int(try from(value).number) }
        type.property("dpi", "Pixels per inch.") { (value: Value) in Value.float(try from(value).figure.dpi) }
        type.property("canvas", "What the figure is drawn on.") { (value: Value) in
            Value.object(CanvasObject(try from(value)))
        }
        type.property("patch", "The background.") { (value: Value) in
            let figure = try from(value)
            return Value.object(PatchHandle { figure.figure.faceColor = $0 })
        }
        return type
    }
}

/// `fig.canvas`: `draw()` and the name of the window change nothing in a still picture.
final class CanvasObject: Object {
    let figure: FigureObject
    nonisolated(unsafe) static let cls: TypeObject = {
        let type = TypeObject("FigureCanvasAgg", module: "matplotlib.backends.backend_agg")
        for name in ["draw", "draw_idle", "flush_events"] { type.rawMethod("\(name)(self)") { _ in .none } }
        type.rawMethod("set_window_title(self, title)") { _ in .none }
        type.rawMethod("mpl_connect(self, event, function)") { _ in .int(0) }
        type.rawMethod("get_width_height(self)") { bound in
            guard let canvas = bound[0].asObject as? CanvasObject else { return .none }
            let figure = canvas.figure.figure
            return .tuple([.int(Int(figure.width * figure.dpi)), .int(Int(figure.height * figure.dpi))])
        }
        for name in ["buffer_rgba", "tostring_argb"] where name == "buffer_rgba" {
            type.rawMethod("\(name)(self)", "The pixels, (H, W, 4) uint8.") { bound in
                guard let canvas = bound[0].asObject as? CanvasObject else { return .none }
                let bitmap = try canvas.figure.figure.render().toRGBA()
                return .object(NDArrayObject(try Tensor.from(bitmap.pixels, [bitmap.height, bitmap.width, 4])))
            }
        }
        type.setMember("manager", .none)
        return type
    }()
    override var type: TypeObject { CanvasObject.cls }
    init(_ figure: FigureObject) { self.figure = figure }
}

/// `fig.patch` and `ax.patch`: only the colour can be set.
final class PatchHandle: Object {
    let setColor: (Color) -> Void
    nonisolated(unsafe) static let cls: TypeObject = {
        let type = TypeObject("Rectangle", module: "matplotlib.patches")
        for name in ["set_facecolor", "set_color", "set_fc"] {
            type.rawMethod("\(name)(self, color)") { bound in
                if let color = try ColorReader.color(bound[1]) { (bound[0].asObject as? PatchHandle)?.setColor(color) }
                return .none
            }
        }
        type.rawMethod("set_alpha(self, alpha)") { bound in
            if try Numbers.optional(bound[1]) == 0 { (bound[0].asObject as? PatchHandle)?.setColor(.clear) }
            return .none
        }
        type.rawMethod("set_visible(self, b)") { bound in
            if try !bound[1].truth() { (bound[0].asObject as? PatchHandle)?.setColor(.clear) }
            return .none
        }
        return type
    }()
    override var type: TypeObject { PatchHandle.cls }
    init(_ setColor: @escaping (Color) -> Void) { self.setColor = setColor }
}

/// `plt.GridSpec(2, 3)` and what indexing it gives.
final class GridSpecObject: Object {
    let grid: GridSpec
    nonisolated(unsafe) static let cls: TypeObject = {
        let type = TypeObject(
            "GridSpec", module: "matplotlib.gridspec",
            make: { _, arguments in
                let bound = try Signature(
                    "GridSpec(nrows, ncols, figure=None, left=None, bottom=None, right=None, top=None, wspace=None, hspace=None, width_ratios=None, height_ratios=None)"
                ).values(arguments)
                guard let rows = try Int.from(bound[0]), let columns = try Int.from(bound[1]) else {
                    throw Failure(.valueError, "Number of rows must be a positive integer, not \(try bound[0].repr())")
                }
                return .object(
                    GridSpecObject(
                        try GridSpec(
                            rows: rows, columns: columns,
                            widthRatios: bound[9].isNone ? nil : try Numbers.doubles(bound[9]),
                            heightRatios: bound[10].isNone ? nil : try Numbers.doubles(bound[10]),
                            wspace: try Numbers.optional(bound[7]), hspace: try Numbers.optional(bound[8]))))
            })
        type.rawMethod("update(self, **kwargs)") { bound in
            guard let grid = bound[0].asObject as? GridSpecObject else { return .none }
            let keywords = Keywords(bound[1].keywordPairs, artist: "GridSpec")
            grid.grid.wspace = try keywords.double("wspace") ?? grid.grid.wspace
            grid.grid.hspace = try keywords.double("hspace") ?? grid.grid.hspace
            return .none
        }
        return type
    }()
    override var type: TypeObject { GridSpecObject.cls }
    init(_ grid: GridSpec) { self.grid = grid }

    override func item(_ key: Value) throws -> Value {
        func range(_ key: Value, _ count: Int) throws -> Range<Int> {
            if let slice = key.asObject as? SliceObject {
                let start = min(max((try slice.startIndex).map { $0 < 0 ? $0 &+ count : $0 } ?? 0, 0), count)
                let stop = min(max((try slice.stopIndex).map { $0 < 0 ? $0 &+ count : $0 } ?? count, 0), count)
                guard start < stop else {
                    throw Failure(.indexError, "GridSpec slice would result in no space allocated for subplot")
                }
                return start..<stop
            }
            guard let i = try Int.from(key), i >= -count, i < count else {
                throw Failure(.indexError, "index out of range")
            }
            let at = i < 0 ? i + count : i
            return at..<at + 1
        }
        if let pair = key.asObject as? TupleObject, pair.elements.count == 2 {
            return .object(
                SubplotSpecObject(
                    try grid.block(
                        rows: try range(pair.elements[0], grid.rows), columns: try range(pair.elements[1], grid.columns)
                    )))
        }
        guard let number = try Int.from(key) else {
            throw Failure(.valueError, "Unrecognized subplot spec", hint: "write grid[row, column]")
        }
        return .object(
            SubplotSpecObject(try grid.cell(number: (number < 0 ? number &+ grid.rows * grid.columns : number) &+ 1)))
    }
}

final class SubplotSpecObject: Object {
    let spec: SubplotSpec
    nonisolated(unsafe) static let cls = TypeObject("SubplotSpec", module: "matplotlib.gridspec")
    override var type: TypeObject { SubplotSpecObject.cls }
    init(_ spec: SubplotSpec) { self.spec = spec }
}
