// contour and contourf: where a matrix of values crosses levels. Values on a rectangular grid go in; marching squares
// gives polylines for every level, or the areas between neighbouring levels.
import Glibc
import Schema

public struct ContourOptions: Sendable {
    /// Ascending; empty chooses about `count` nice ones.
    public var levels: [Double] = []
    public var count = 7
    /// One per level in turn; empty goes through the colour map.
    public var colors: [Color] = []
    public var colormap: Colormap?
    /// In points; one per level in turn.
    public var widths: [Double] = [1.5]
    public var style: LineStyle?
    public var alpha: Double?
    public var isFilled = false
    public var zorder: Double?

    public init() {}
}

public final class ContourMark: Mark {
    let values: [Double]
    let xs: [Double]
    let ys: [Double]
    public let levels: [Double]
    let options: ContourOptions
    private let scale: ColorScale

    /// `values` row by row; `xs` has one coordinate per column, `ys` one per row; nil counts from 0.
    init(_ values: [Double], rows: Int, columns: Int, xs: [Double]?, ys: [Double]?, _ options: ContourOptions)
        throws(Failure)
    {
        let (count, overflow) = rows.multipliedReportingOverflow(by: columns)
        guard !overflow, count == values.count, rows >= 2, columns >= 2 else {
            throw Failure(
                .typeError, "Input z must be at least a (2, 2) shaped array, but has shape (\(rows), \(columns))")
        }
        guard (xs?.count ?? columns) == columns, (ys?.count ?? rows) == rows else {
            throw Failure(
                .typeError,
                "Length of x (\(xs?.count ?? columns)) must match number of columns in z (\(columns)) and "
                    + "length of y (\(ys?.count ?? rows)) the number of rows (\(rows))")
        }
        self.values = values
        self.xs = xs ?? (0..<columns).map(Double.init)
        self.ys = ys ?? (0..<rows).map(Double.init)
        self.options = options
        if options.levels.isEmpty {
            levels = ContourMark.niceLevels(values, options)
        } else {
            guard zip(options.levels, options.levels.dropFirst()).allSatisfy({ $0 < $1 }) else {
                throw Failure(.valueError, "Contour levels must be increasing")
            }
            levels = options.levels
        }
        let map: Colormap
        if let chosen = options.colormap { map = chosen } else { map = try Colormap(named: "viridis") }
        scale = ColorScale(map: map, low: nil, high: nil, values: levels, alpha: options.alpha)
        super.init(zorder: options.zorder ?? (options.isFilled ? 1 : 2))
    }

    private static func niceLevels(_ values: [Double], _ options: ContourOptions) -> [Double] {
        guard let range = DataExtent.range(values) else { return [] }
        let bins = max(1, min(options.count, 1000)) + 1
        let all = TickLocator.nice(
            low: range.low, high: range.high, bins: bins, steps: [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10], atLeast: 1)
        let first = all.lastIndex { $0 < range.low } ?? 0
        let last = all.firstIndex { $0 > range.high } ?? max(0, all.count - 1)
        return first <= last && last < all.count ? Array(all[first...last]) : all
    }

    /// Contours fill their axes to the edge.
    override var extent: DataExtent {
        var extent = DataExtent(xs: xs, ys: ys)
        extent.stickyX = extent.x.map { [$0.low, $0.high] } ?? []
        extent.stickyY = extent.y.map { [$0.low, $0.high] } ?? []
        return extent
    }
    override var colorScale: ColorScale? { scale }

    private func color(_ index: Int, _ value: Double) -> Color {
        options.colors.isEmpty
            ? scale.color(value) : options.colors[index % options.colors.count].withAlpha(options.alpha)
    }

    override func primitives(_ view: MarkView) -> [Primitive] {
        if options.isFilled {
            return zip(levels, levels.dropFirst()).enumerated().compactMap { i, pair in
                let areas = areas(from: pair.0, to: pair.1, isLast: i == levels.count - 2)
                return areas.isEmpty
                    ? nil
                    : primitive(
                        .polygon(areas, fill: color(i, (pair.0 + pair.1) / 2), edge: nil, snapped: false, crisp: true))
            }
        }
        let isOneColor = options.colors.count == 1
        return levels.enumerated().compactMap { i, level in
            let lines = lines(at: level)
            guard !lines.isEmpty else { return nil }
            let width = options.widths.isEmpty ? 1.5 : options.widths[i % options.widths.count]
            // Negative levels of one colour are dashed, as in matplotlib.
            let style = options.style ?? (isOneColor && level < 0 ? .dashed : .solid)
            var look = LineLook(color: color(i, level), width: width, style: style)
            look.cap = .butt
            return primitive(.lines(lines, closed: false, look, snapped: false))
        }
    }

    // MARK: - Marching squares

    /// Polylines where the values equal `level`. Every crossing lies on a grid edge that at most two cells share, so
    /// pieces are chained by edge number.
    func lines(at level: Double) -> [[Point]] {
        let (rows, columns) = (ys.count, xs.count)
        var points: [Int: Point] = [:]
        var neighbours: [Int: [Int]] = [:]
        func crossing(_ edge: Int, _ r0: Int, _ c0: Int, _ r1: Int, _ c1: Int) -> Int {
            if points[edge] == nil {
                let (a, b) = (values[r0 * columns + c0], values[r1 * columns + c1])
                let t = (level - a) / (b - a)
                points[edge] = Point(xs[c0] + (xs[c1] - xs[c0]) * t, ys[r0] + (ys[r1] - ys[r0]) * t)
            }
            return edge
        }
        for r in 0..<rows - 1 {
            for c in 0..<columns - 1 {
                let corners = [
                    values[r * columns + c], values[r * columns + c + 1], values[(r + 1) * columns + c + 1],
                    values[(r + 1) * columns + c],
                ]
                guard corners.allSatisfy(\.isFinite) else { continue }
                let above = corners.map { $0 > level }
                if above[0] == above[1] && above[1] == above[2] && above[2] == above[3] { continue }
                // Edges: 2·cell for the side towards the next column, 2·cell + 1 towards the next row.
                var crossings: [Int] = []
                if above[0] != above[1] { crossings.append(crossing(2 * (r * columns + c), r, c, r, c + 1)) }
                if above[1] != above[2] {
                    crossings.append(crossing(2 * (r * columns + c + 1) + 1, r, c + 1, r + 1, c + 1))
                }
                if above[2] != above[3] {
                    crossings.append(crossing(2 * ((r + 1) * columns + c), r + 1, c, r + 1, c + 1))
                }
                if above[3] != above[0] { crossings.append(crossing(2 * (r * columns + c) + 1, r, c, r + 1, c)) }
                if crossings.count == 4 {
                    // A saddle: the middle decides which corners are joined.
                    let middle = corners.reduce(0, +) / 4 > level
                    if middle == above[0] {
                        crossings = [crossings[0], crossings[1], crossings[2], crossings[3]]
                    } else {
                        crossings = [crossings[3], crossings[0], crossings[1], crossings[2]]
                    }
                }
                for pair in stride(from: 0, to: crossings.count - 1, by: 2) {
                    neighbours[crossings[pair], default: []].append(crossings[pair + 1])
                    neighbours[crossings[pair + 1], default: []].append(crossings[pair])
                }
            }
        }
        return ContourMark.chains(points, &neighbours)
    }

    private static func chains(_ points: [Int: Point], _ neighbours: inout [Int: [Int]]) -> [[Point]] {
        var result: [[Point]] = []
        // Open lines start at an end; what is left afterwards are rings. Sorted, so that the drawing order is always
        // the same.
        let ends = neighbours.filter { $0.value.count == 1 }.keys.sorted()
        for start in ends + neighbours.keys.sorted() {
            var at = start
            var line: [Point] = []
            while let next = neighbours[at]?.popLast() {
                if line.isEmpty, let point = points[at] { line.append(point) }
                if let back = neighbours[next]?.firstIndex(of: at) { neighbours[next]?.remove(at: back) }
                if let point = points[next] { line.append(point) }
                at = next
            }
            if line.count > 1 { result.append(line) }
        }
        return result
    }

    /// Areas with low ≤ value < high, cell by cell; runs of cells that lie inside altogether become one rectangle.
    func areas(from low: Double, to high: Double, isLast: Bool) -> [[Point]] {
        let (rows, columns) = (ys.count, xs.count)
        var areas: [[Point]] = []
        for r in 0..<rows - 1 {
            var run: Int?
            func endRun(_ c: Int) {
                if let start = run {
                    areas.append([
                        Point(xs[start], ys[r]), Point(xs[c], ys[r]), Point(xs[c], ys[r + 1]),
                        Point(xs[start], ys[r + 1]),
                    ])
                }
                run = nil
            }
            for c in 0..<columns - 1 {
                let corners = [(r, c), (r, c + 1), (r + 1, c + 1), (r + 1, c)]
                let heights = corners.map { values[$0.0 * columns + $0.1] }
                guard heights.allSatisfy(\.isFinite), let least = heights.min(), let most = heights.max() else {
                    endRun(c)
                    continue
                }
                if least >= low && (most < high || isLast && most <= high) {
                    if run == nil { run = c }
                    continue
                }
                endRun(c)
                if most < low || least >= high { continue }
                var area = zip(corners, heights).map { (point: Point(xs[$0.0.1], ys[$0.0.0]), value: $0.1) }
                area = ContourMark.cut(area, at: low, keepAbove: true)
                area = ContourMark.cut(area, at: high, keepAbove: false)
                if area.count > 2 { areas.append(area.map(\.point)) }
            }
            endRun(columns - 1)
        }
        // One turning direction: neighbouring pieces must add up, not cancel.
        return areas.map { $0.signedArea < 0 ? $0.reversed() : $0 }
    }

    private static func cut(_ area: [(point: Point, value: Double)], at level: Double, keepAbove: Bool)
        -> [(point: Point, value: Double)]
    {
        guard var previous = area.last else { return [] }
        var result: [(point: Point, value: Double)] = []
        func keeps(_ value: Double) -> Bool { keepAbove ? value >= level : value <= level }
        for corner in area {
            if keeps(previous.value) != keeps(corner.value) {
                let t = (level - previous.value) / (corner.value - previous.value)
                result.append((previous.point + (corner.point - previous.point) * t, level))
            }
            if keeps(corner.value) { result.append(corner) }
            previous = corner
        }
        return result
    }

    private static let sampleValues: [Double] = [0, 1, 0, 1, 3, 1, 0, 1, 0]

    static func sample(_ axes: Axes) throws { try axes.contour(sampleValues, rows: 3, columns: 3) }

    static func sampleFilled(_ axes: Axes) throws {
        var options = ContourOptions()
        options.isFilled = true
        try axes.contour(sampleValues, rows: 3, columns: 3, options: options)
    }
}

extension [Point] {
    /// Positive when the corners run counterclockwise.
    var signedArea: Double {
        guard var previous = last else { return 0 }
        var area = 0.0
        for point in self {
            area += previous.x * point.y - point.x * previous.y
            previous = point
        }
        return area / 2
    }
}
