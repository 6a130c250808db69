// How scripts put marks on an axes: one method per matplotlib method. Data and options go in; the mark made is
// returned, so that a script can change it or name it in a legend.
import Glibc
import Schema

extension Axes {
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

    /// Lines from `starts[i]` to `ends[i]` at `positions[i]`: hlines and vlines. One-element lists serve all positions.
    @discardableResult
    public func segments(
        at positions: [Double], from starts: [Double], to ends: [Double], isHorizontal: Bool,
        _ options: LineOptions = LineOptions()
    ) throws(Failure) -> SegmentsMark {
        guard !starts.isEmpty, !ends.isEmpty, starts.count == 1 || starts.count == positions.count,
            ends.count == 1 || ends.count == positions.count
        else { throw Failure(.valueError, "hlines and vlines need as many starts and ends as positions") }
        let lines = positions.indices.map { i in
            let (a, b) = (starts[i % starts.count], ends[i % ends.count])
            return isHorizontal
                ? [Point(a, positions[i]), Point(b, positions[i])] : [Point(positions[i], a), Point(positions[i], b)]
        }
        return add(SegmentsMark(lines, options))
    }

    /// patches.Rectangle: lower left corner and size in data units. A clear `color` leaves only the edge.
    @discardableResult
    public func rectangle(
        x: Double, y: Double, width: Double, height: Double, _ options: FillOptions = FillOptions()
    ) -> FillMark {
        let corners = Outline(Box(x, y, x + width, y + height)).contours
        return add(FillMark(polygons: corners, isStraight: true, options, cycle: Color.cycle(0)))
    }

    /// patches.Circle and Ellipse: centre and radii in data units.
    @discardableResult
    public func ellipse(
        x: Double, y: Double, radiusX: Double, radiusY: Double, _ options: FillOptions = FillOptions()
    ) -> FillMark {
        let unit = Outline.arc(Point(0, 0), 1000, from: 0, sweep: 2 * Double.pi)
        let ring = unit.map { Point(x + $0.x / 1000 * radiusX, y + $0.y / 1000 * radiusY) }
        return add(FillMark(polygons: [ring], options, cycle: Color.cycle(0)))
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
}
