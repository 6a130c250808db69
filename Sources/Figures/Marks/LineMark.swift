// plot: a line through points, with or without symbols at them. Coordinates and a look go in; polylines and markers
// come out.
import Schema

public struct LineOptions: Sendable {
    /// nil takes the next colour of the axes' cycle.
    public var color: Color?
    public var width = 1.5
    public var style = LineStyle.solid
    public var marker: Marker?
    public var markerSize = 6.0
    public var markerFill: Color?
    public var markerEdge: Color?
    public var markerEdgeWidth = 1.0
    public var alpha: Double?
    public var label = ""
    public var zorder = 2.0

    public init() {}

    /// Takes over what a format string such as "r--o" says.
    public mutating func apply(_ format: FormatString) {
        if let color = format.color { self.color = color }
        if let style = format.style { self.style = style }
        if let marker = format.marker { self.marker = marker }
    }
}

public final class LineMark: Mark {
    public private(set) var xs: [Double]
    public private(set) var ys: [Double]
    var options: LineOptions
    /// The colour in use, after the cycle.
    public let color: Color

    init(_ xs: [Double], _ ys: [Double], _ options: LineOptions, cycle: Color) throws(Failure) {
        guard xs.count == ys.count else {
            throw Failure(
                .valueError, "x and y must have same first dimension, but have shapes (\(xs.count),) and (\(ys.count),)"
            )
        }
        self.xs = xs
        self.ys = ys
        self.options = options
        color = (options.color ?? cycle).withAlpha(options.alpha)
        super.init(zorder: options.zorder)
        label = options.label
    }

    /// New data in the old look, as Line2D.set_data.
    public func setData(_ xs: [Double], _ ys: [Double]) throws(Failure) {
        guard xs.count == ys.count else {
            throw Failure(.valueError, "shape mismatch: x has \(xs.count) values, y has \(ys.count)")
        }
        (self.xs, self.ys) = (xs, ys)
    }

    override var extent: DataExtent { DataExtent(xs: xs, ys: ys) }

    private var look: LineLook { LineLook(color: color, width: options.width, style: options.style) }
    private var fill: Color { (options.markerFill ?? color).withAlpha(options.markerFill == nil ? nil : options.alpha) }
    private var edge: Color { (options.markerEdge ?? color).withAlpha(options.markerEdge == nil ? nil : options.alpha) }

    override func primitives(_ view: MarkView) -> [Primitive] {
        let points = zip(xs, ys).map { Point($0, $1) }
        var result: [Primitive] = []
        if options.style != .none, options.width > 0 {
            result.append(primitive(.lines([points], closed: false, look, snapped: points.count == 2)))
        }
        if let marker = options.marker {
            result.append(
                primitive(
                    .markers(
                        points, marker, sizes: [options.markerSize], fills: [fill], edges: [edge],
                        edgeWidth: options.markerEdgeWidth, onPixels: true)))
        }
        return result
    }

    override var legendKey: LegendKey? {
        .line(
            look, marker: options.marker, markerSize: options.markerSize, markerFill: fill, markerEdge: edge,
            markerEdgeWidth: options.markerEdgeWidth)
    }

    static func sample(_ axes: Axes) throws {
        var options = LineOptions()
        options.apply(try FormatString("r--o"))
        try axes.plot([0, 1, 2], [1, 3, 2], options)
    }
}

/// hlines and vlines: many separate lines in one look.
public final class SegmentsMark: Mark {
    let lines: [[Point]]
    let look: LineLook

    init(_ lines: [[Point]], _ options: LineOptions) {
        self.lines = lines
        let color = (options.color ?? Color.cycle(0)).withAlpha(options.alpha)
        look = LineLook(color: color, width: options.width, style: options.style)
        super.init(zorder: options.zorder)
        label = options.label
    }

    override var extent: DataExtent {
        let points = lines.joined()
        return DataExtent(xs: points.lazy.map(\.x), ys: points.lazy.map(\.y))
    }

    override func primitives(_ view: MarkView) -> [Primitive] {
        var look = look
        look.cap = .butt
        return [primitive(.lines(lines, closed: false, look, snapped: true))]
    }

    override var legendKey: LegendKey? {
        .line(look, marker: nil, markerSize: 0, markerFill: .clear, markerEdge: .clear, markerEdgeWidth: 0)
    }

    static func sample(_ axes: Axes) throws {
        try axes.segments(at: [0, 1], from: [0], to: [1, 2], isHorizontal: true)
    }
}

/// axhline and axvline: a line across the whole axes.
public final class SpanLineMark: Mark {
    let position: Double
    let isHorizontal: Bool
    let from: Double
    let to: Double
    let look: LineLook

    init(_ position: Double, isHorizontal: Bool, from: Double, to: Double, _ options: LineOptions) {
        self.position = position
        self.isHorizontal = isHorizontal
        self.from = from
        self.to = to
        look = LineLook(
            color: (options.color ?? Color.cycle(0)).withAlpha(options.alpha), width: options.width,
            style: options.style)
        super.init(zorder: options.zorder)
        label = options.label
    }

    override var extent: DataExtent {
        isHorizontal ? DataExtent(xs: [], ys: [position]) : DataExtent(xs: [position], ys: [])
    }

    override func primitives(_ view: MarkView) -> [Primitive] {
        let points =
            isHorizontal ? [Point(from, position), Point(to, position)] : [Point(position, from), Point(position, to)]
        return [primitive(.lines([points], closed: false, look, snapped: true), isHorizontal ? .axesData : .dataAxes)]
    }

    override var legendKey: LegendKey? {
        .line(look, marker: nil, markerSize: 0, markerFill: .clear, markerEdge: .clear, markerEdgeWidth: 0)
    }

    static func sample(_ axes: Axes) throws { axes.axhline(0.5) }
}
