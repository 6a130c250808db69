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
    public var isOpposite = false
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

    func nextColor() -> Color {
        defer { cycleIndex += 1 }
        return Color.cycle(cycleIndex)
    }

    /// Areas have their own turn through the colours, as in matplotlib.
    func nextPatchColor() -> Color {
        defer { patchCycleIndex += 1 }
        return Color.cycle(patchCycleIndex)
    }

    @discardableResult
    func add<M: Mark>(_ mark: M) -> M {
        marks.append(mark)
        return mark
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
