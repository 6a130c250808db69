// One plot: marks, limits, ticks and labels. The methods carry matplotlib's names; each makes a mark or sets a
// property, and nothing is drawn before the figure is.
import Glibc
import Schema

/// The limits and scale of one direction; shared between axes that share it.
public final class AxisRange {
    /// Set by the user; nil follows the data.
    var low: Double?
    var high: Double?
    var isInverted = false
    public var scale = Scale.linear
    var margin = 0.05
    var isTight = false
    /// Every axes with this range.
    var members: [Weak] = []

    struct Weak {
        weak var axes: Axes?
    }
}

/// Ticks of one direction of one axes.
public struct TickSettings {
    /// nil is automatic.
    var positions: [Double]?
    var labels: [String]?
    var font = Font()
    var color = Color.black
    var rotation = 0.0
    var horizontal: String?
    public var showsLabels = true
    public var showsMarks = true
    /// Labels on the right or top side.
    var isOpposite = false
    var length = 3.5
}

/// A label or title with its look.
public struct Label: Sendable {
    public var text = ""
    public var font: Font
    public var color = Color.black
    /// Distance from what it labels, in points; nil is the usual one.
    public var pad: Double?
    /// "left", "center", "right" for titles.
    public var location = "center"
    public var rotation: Double?
    /// Fraction of the axes' or figure's height; nil is automatic.
    public var y: Double?

    public init(_ text: String = "", size: Double = 10) {
        self.text = text
        font = Font(size: size)
    }
}

public final class Axes {
    /// Gone when the figure was closed and nothing else holds it; the axes can still be filled.
    public private(set) weak var figure: Figure?
    /// Where it is, in fractions of the figure, when it is not in a grid.
    var rectangle: Box?
    public internal(set) var spec: SubplotSpec?
    public internal(set) var x: AxisRange
    public internal(set) var y: AxisRange
    public private(set) var marks: [Mark] = []
    public var title = Label(size: 12)
    public var xLabel = Label()
    public var yLabel = Label()
    public var xTicks = TickSettings()
    public var yTicks = TickSettings()
    public var isFrameVisible = true
    public var isAxisVisible = true
    public var isVisible = true
    public var faceColor = Color.white
    /// Which of left, right, bottom, top edges are drawn.
    public var spines: Set<String> = ["left", "right", "bottom", "top"]
    var grid: (x: LineLook?, y: LineLook?) = (nil, nil)
    var legend: Legend?
    /// Height of a y unit over that of an x unit; nil fills the place.
    var aspect: Double?
    /// Keep the box and widen the limits instead of shrinking the box.
    var adjustsLimits = false
    /// Height over width of the box itself (colour bars).
    var boxAspect: Double?
    /// Where a shrunken box stays in its place, 0…1.
    var anchor = Point(0.5, 0.5)
    private var cycleIndex = 0
    private var patchCycleIndex = 0

    init(_ figure: Figure?, spec: SubplotSpec?, rectangle: Box?, x: AxisRange? = nil, y: AxisRange? = nil) {
        self.figure = figure
        self.spec = spec
        self.rectangle = rectangle
        self.x = x ?? AxisRange()
        self.y = y ?? AxisRange()
        self.x.members.append(.init(axes: self))
        self.y.members.append(.init(axes: self))
    }

    private func nextColor() -> Color {
        defer { cycleIndex += 1 }
        return Color.cycle(cycleIndex)
    }

    /// Areas have their own turn through the colours, as in matplotlib.
    private func nextPatchColor() -> Color {
        defer { patchCycleIndex += 1 }
        return Color.cycle(patchCycleIndex)
    }

    private func add<M: Mark>(_ mark: M) -> M {
        marks.append(mark)
        return mark
    }

    /// Adds a mark that is not made by a method below.
    func insert(_ mark: Mark) { marks.append(mark) }

    // MARK: - Marks

    /// A matrix or picture. Sets equal aspect (unless the options say otherwise) and puts row 0 where the origin says.
    @discardableResult
    public func imshow(_ source: ImageSource, _ options: ImageOptions = ImageOptions()) throws(Failure) -> ImageMark {
        let mark = try ImageMark(source, options)
        aspect = options.aspect.flatMap { $0.isFinite && $0 > 0 ? $0 : nil }
        adjustsLimits = false
        let c = mark.corners
        if x.low == nil { x.isInverted = c.left > c.right }
        if y.low == nil { y.isInverted = c.bottom > c.top }
        return add(mark)
    }

    /// A line over 0, 1, 2 …
    @discardableResult
    public func plot(_ ys: [Double], _ options: LineOptions = LineOptions()) throws(Failure) -> LineMark {
        try plot(ys.indices.map(Double.init), ys, options)
    }

    /// A line.
    @discardableResult
    public func plot(_ xs: [Double], _ ys: [Double], _ options: LineOptions = LineOptions()) throws(Failure) -> LineMark
    {
        add(try LineMark(xs, ys, options, cycle: options.color ?? nextColor()))
    }

    @discardableResult
    public func scatter(_ xs: [Double], _ ys: [Double], _ options: ScatterOptions = ScatterOptions()) throws(Failure)
        -> ScatterMark
    {
        add(try ScatterMark(xs, ys, options, cycle: options.colors == nil ? nextPatchColor() : .black))
    }

    /// Upright bars at `positions`.
    @discardableResult
    public func bar(_ positions: [Double], _ heights: [Double], _ options: BarOptions = BarOptions()) throws(Failure)
        -> BarMark
    {
        add(try BarMark(positions, heights, widths: [], isHorizontal: false, options, cycle: barColor(options)))
    }

    /// Upright bars with names below.
    @discardableResult
    public func bar(names: [String], _ heights: [Double], _ options: BarOptions = BarOptions()) throws(Failure)
        -> BarMark
    {
        let positions = names.indices.map(Double.init)
        xTicks.positions = positions
        xTicks.labels = names
        return try bar(positions, heights, options)
    }

    /// Lying bars at `positions`.
    @discardableResult
    public func barh(_ positions: [Double], _ widths: [Double], _ options: BarOptions = BarOptions()) throws(Failure)
        -> BarMark
    {
        add(try BarMark(positions, widths, widths: [], isHorizontal: true, options, cycle: barColor(options)))
    }

    /// Lying bars with names beside.
    @discardableResult
    public func barh(names: [String], _ widths: [Double], _ options: BarOptions = BarOptions()) throws(Failure)
        -> BarMark
    {
        let positions = names.indices.map(Double.init)
        yTicks.positions = positions
        yTicks.labels = names
        return try barh(positions, widths, options)
    }

    /// A histogram. Returns the counts, the bins' edges and the bars. `isDensity` makes the area 1.
    @discardableResult
    public func hist(
        _ values: [Double], bins: Int = 10, range: (Double, Double)? = nil, edges: [Double]? = nil,
        isDensity: Bool = false, weights: [Double]? = nil, _ options: BarOptions = BarOptions()
    ) throws(Failure)
        -> (counts: [Double], edges: [Double], bars: BarMark)
    {
        let borders: [Double]
        if let edges { borders = edges } else { borders = try BarMark.edges(values, bins: bins, range: range) }
        guard zip(borders, borders.dropFirst()).allSatisfy({ $0 <= $1 }), borders.count > 1 else {
            throw Failure(.valueError, "`bins` must increase monotonically, when an array")
        }
        var counts = BarMark.histogram(values, edges: borders, weights: weights)
        let widths = zip(borders, borders.dropFirst()).map { $1 - $0 }
        if isDensity {
            let total = counts.reduce(0, +)
            counts = zip(counts, widths).map { total > 0 && $1 > 0 ? $0 / total / $1 : 0 }
        }
        var options = options
        options.isCentered = false
        let bars = add(
            try BarMark(
                Array(borders.dropLast()), counts, widths: widths, isHorizontal: false, options,
                cycle: barColor(options)))
        return (counts, borders, bars)
    }

    private func barColor(_ options: BarOptions) -> Color { options.colors.first ?? nextPatchColor() }

    /// The area between two curves over the same x, where `mask` holds.
    @discardableResult
    public func fillBetween(
        _ xs: [Double], _ lower: [Double], _ upper: [Double], where mask: [Bool]? = nil,
        _ options: FillOptions = FillOptions()
    ) throws(Failure) -> FillMark {
        guard xs.count == lower.count, xs.count == upper.count else {
            throw Failure(.valueError, "'x' has size \(xs.count), but 'y1' has an unequal size of \(lower.count)")
        }
        return add(
            FillMark(
                polygons: FillMark.between(xs, lower, upper, mask: mask), options,
                cycle: options.color ?? nextPatchColor()))
    }

    /// A closed polygon.
    @discardableResult
    public func fill(_ xs: [Double], _ ys: [Double], _ options: FillOptions = FillOptions()) throws(Failure) -> FillMark
    {
        guard xs.count == ys.count else { throw Failure(.valueError, "x and y must have same first dimension") }
        let corners = zip(xs, ys).map { Point($0, $1) }.filter(\.isFinite)
        return add(FillMark(polygons: [corners], options, cycle: options.color ?? nextColor()))
    }

    @discardableResult
    public func axhline(_ y: Double, from: Double = 0, to: Double = 1, _ options: LineOptions = LineOptions()) -> Mark {
        add(SpanLineMark(y, isHorizontal: true, from: from, to: to, options))
    }

    @discardableResult
    public func axvline(_ x: Double, from: Double = 0, to: Double = 1, _ options: LineOptions = LineOptions()) -> Mark {
        add(SpanLineMark(x, isHorizontal: false, from: from, to: to, options))
    }

    @discardableResult
    public func axhspan(_ low: Double, _ high: Double, _ options: FillOptions = FillOptions()) -> Mark {
        add(
            FillMark(
                polygons: [[Point(0, low), Point(1, low), Point(1, high), Point(0, high)]], space: .axesData, options,
                cycle: Color.cycle(0)))
    }

    @discardableResult
    public func axvspan(_ low: Double, _ high: Double, _ options: FillOptions = FillOptions()) -> Mark {
        add(
            FillMark(
                polygons: [[Point(low, 0), Point(high, 0), Point(high, 1), Point(low, 1)]], space: .dataAxes, options,
                cycle: Color.cycle(0)))
    }

    /// Words at a place: data coordinates, or fractions of the axes.
    @discardableResult
    public func text(
        _ x: Double, _ y: Double, _ text: String, inAxesFractions: Bool = false, _ options: TextOptions = TextOptions()
    )
        throws(Failure) -> TextMark
    {
        add(
            TextMark(
                try options.run(text), at: Point(x, y), space: inAxesFractions ? .axes : .data, zorder: options.zorder))
    }

    /// Words about a place, with an arrow to it when given. Without `textAt` the words stand at the place itself.
    @discardableResult
    public func annotate(
        _ text: String, at place: Point, textAt: Point? = nil, arrow: ArrowLook? = nil,
        _ options: TextOptions = TextOptions()
    ) throws(Failure) -> TextMark {
        return add(
            TextMark(
                try options.run(text), at: textAt ?? place, space: .data, arrowTo: place, arrow: arrow,
                zorder: options.zorder))
    }

    /// Lines of equal value (or filled areas, by the options) of a matrix on a grid.
    @discardableResult
    public func contour(
        _ values: [Double], rows: Int, columns: Int, xs: [Double]? = nil, ys: [Double]? = nil,
        options: ContourOptions = ContourOptions()
    ) throws(Failure) -> ContourMark {
        add(try ContourMark(values, rows: rows, columns: columns, xs: xs, ys: ys, options))
    }

    /// A line with error bars; errors are distances to both sides.
    @discardableResult
    public func errorbar(
        _ xs: [Double], _ ys: [Double], xError: [Double]? = nil, yError: [Double]? = nil, capSize: Double = 0,
        _ options: LineOptions = LineOptions()
    ) throws(Failure) -> LineMark {
        let line = try plot(xs, ys, options)
        _ = add(
            try ErrorBarMark(
                xs, ys, xError: xError.map { ($0, $0) }, yError: yError.map { ($0, $0) }, color: line.color,
                width: options.width, capSize: capSize))
        return line
    }

    /// Takes everything away: marks, labels, limits.
    public func clear() {
        marks = []
        (title, xLabel, yLabel) = (Label(size: 12), Label(), Label())
        (xTicks, yTicks) = (TickSettings(), TickSettings())
        (grid, legend, aspect, cycleIndex, patchCycleIndex) = ((nil, nil), nil, nil, 0, 0)
        (x.low, x.high, y.low, y.high, x.isInverted, y.isInverted) = (nil, nil, nil, nil, false, false)
    }

    public func remove(_ mark: Mark) { marks.removeAll { $0 === mark } }

    // MARK: - Limits and ticks

    /// Sets limits; nil keeps the data's. Low above high turns the axis around.
    public func setXLimits(_ low: Double?, _ high: Double?) throws(Failure) {
        try Axes.set(x, low, high, currentXLimits)
    }
    public func setYLimits(_ low: Double?, _ high: Double?) throws(Failure) {
        try Axes.set(y, low, high, currentYLimits)
    }

    private static func set(_ range: AxisRange, _ low: Double?, _ high: Double?, _ current: (low: Double, high: Double))
        throws(Failure)
    {
        for value in [low, high] {
            if let value, !value.isFinite { throw Failure(.valueError, "Axis limits cannot be NaN or Inf") }
        }
        let (from, to) = (low ?? current.low, high ?? current.high)
        range.isInverted = from > to
        let (a, b) = TickLocator.nonsingular(from, to, expander: 0.05)
        (range.low, range.high) = (a, b)
    }

    /// What is shown, first and last: first is the larger one on a turned axis.
    public var currentXLimits: (low: Double, high: Double) { turned(x, LimitFinder.limits(x, isX: true)) }
    public var currentYLimits: (low: Double, high: Double) { turned(y, LimitFinder.limits(y, isX: false)) }

    private func turned(_ range: AxisRange, _ limits: (low: Double, high: Double)) -> (low: Double, high: Double) {
        range.isInverted ? (limits.high, limits.low) : limits
    }

    public func invertX() { x.isInverted.toggle() }
    public func invertY() { y.isInverted.toggle() }

    /// Ticks exactly here (an empty list: none), with these labels when given. ValueError when the counts differ.
    public func setXTicks(_ positions: [Double]?, labels: [String]? = nil) throws(Failure) {
        try Axes.set(&xTicks, positions, labels)
    }
    public func setYTicks(_ positions: [Double]?, labels: [String]? = nil) throws(Failure) {
        try Axes.set(&yTicks, positions, labels)
    }

    private static func set(_ ticks: inout TickSettings, _ positions: [Double]?, _ labels: [String]?) throws(Failure) {
        if let positions, let labels, positions.count != labels.count {
            throw Failure(
                .valueError,
                "The number of FixedLocator locations (\(positions.count)), usually from a call to set_ticks, "
                    + "does not match the number of labels (\(labels.count)).")
        }
        if let positions { ticks.positions = positions }
        ticks.labels = labels ?? (positions == nil ? ticks.labels : nil)
    }

    /// The look of tick labels; nil keeps.
    public func tickLook(
        x isX: Bool, size: Double? = nil, color: Color? = nil, rotation: Double? = nil, horizontal: String? = nil
    ) {
        func apply(_ ticks: inout TickSettings) {
            if let size { ticks.font.size = size }
            if let color { ticks.color = color }
            if let rotation { ticks.rotation = rotation }
            if let horizontal { ticks.horizontal = horizontal }
        }
        if isX { apply(&xTicks) } else { apply(&yTicks) }
    }

    /// Grid lines; `look` nil is matplotlib's light gray. `direction` is "x", "y" or "both".
    public func setGrid(_ isOn: Bool, direction: String = "both", look: LineLook? = nil) throws(Failure) {
        guard ["x", "y", "both"].contains(direction) else {
            throw Failure(
                .valueError, "'\(direction)' is not a valid value for axis; supported values are 'x', 'y', 'both'")
        }
        let line = isOn ? look ?? Axes.gridLook : nil
        if direction != "y" { grid.x = line }
        if direction != "x" { grid.y = line }
    }

    public static let gridLook = LineLook(color: Color(0xB0 / 255.0, 0xB0 / 255.0, 0xB0 / 255.0), width: 0.8)

    /// matplotlib's axis("off"), "on", "equal", "image", "scaled", "tight", "auto", "square".
    public func setAxis(_ mode: String) throws(Failure) {
        switch mode {
        case "off": isAxisVisible = false
        case "on": isAxisVisible = true
        case "equal": (aspect, adjustsLimits) = (1, true)
        case "image", "scaled":
            (aspect, adjustsLimits) = (1, false)
            (x.isTight, y.isTight) = (true, true)
        case "tight": (x.isTight, y.isTight) = (true, true)
        case "auto": (aspect, x.isTight, y.isTight) = (nil, false, false)
        case "square":
            let (a, b) = (LimitFinder.limits(x, isX: true), LimitFinder.limits(y, isX: false))
            let side = max(a.high - a.low, b.high - b.low)
            (x.low, x.high, y.low, y.high) = (a.low, a.low + side, b.low, b.low + side)
            (aspect, adjustsLimits) = (1, false)
        default:
            throw Failure(.valueError, "Unrecognized string '\(mode)' to axis; try 'on' or 'off'")
        }
    }

    /// nil is "auto".
    public func setAspect(_ ratio: Double?) throws(Failure) {
        if let ratio, !(ratio > 0 && ratio.isFinite) {
            throw Failure(.valueError, "aspect must be finite and positive")
        }
        aspect = ratio
        adjustsLimits = false
    }

    public func setScale(x isX: Bool, _ name: String) throws(Failure) {
        guard let scale = Scale(rawValue: name) else {
            throw Failure(.valueError, "'\(name)' is not a valid value for scale; supported values are 'linear', 'log'")
        }
        if isX { x.scale = scale } else { y.scale = scale }
    }

    /// Margins beside the data, as fractions of its range.
    public func setMargins(x xMargin: Double? = nil, y yMargin: Double? = nil) throws(Failure) {
        for margin in [xMargin, yMargin] {
            if let margin, !(margin > -0.5 && margin.isFinite) {
                throw Failure(.valueError, "margin must be greater than -0.5")
            }
        }
        if let xMargin { x.margin = xMargin }
        if let yMargin { y.margin = yMargin }
    }

    // MARK: - Titles, legend

    public func setTitle(_ text: String) { title.text = text }
    public func setXLabel(_ text: String) { xLabel.text = text }
    public func setYLabel(_ text: String) { yLabel.text = text }

    /// A legend of the labelled marks, or of `marks` with `labels`.
    public func setLegend(
        _ options: LegendOptions = LegendOptions(), marks chosen: [Mark]? = nil, labels: [String]? = nil
    ) {
        let shown = chosen ?? marks.filter { !$0.label.isEmpty && !$0.label.hasPrefix("_") }
        var entries: [(key: LegendKey, label: String)] = []
        if let labels {
            for (mark, label) in zip(chosen ?? marks, labels) {
                if let key = mark.legendKey { entries.append((key, label)) }
            }
        } else {
            for mark in shown {
                if let key = mark.legendKey { entries.append((key, mark.label)) }
            }
        }
        legend = Legend(entries: entries, options: options)
        if entries.isEmpty {
            figure?.warn(
                "No artists with labels found to put in legend.  Note that artists whose label start with an "
                    + "underscore are ignored when legend() is called with no argument.")
        }
    }

    /// A second axes over this one with its own y axis on the right.
    public func twinX() -> Axes {
        let twin = Axes(figure, spec: spec, rectangle: rectangle, x: x)
        twin.yTicks.isOpposite = true
        twin.xTicks.showsLabels = false
        twin.xTicks.showsMarks = false
        twin.faceColor = .clear
        twin.cycleIndex = cycleIndex
        figure?.append(twin)
        return twin
    }
}
