// The legend: samples of the labelled marks with their labels, in a box. Entries and options go in; primitives in
// pixels come out. Sizes are matplotlib's, in units of the font size.
import Schema

public struct LegendOptions: Sendable {
    /// matplotlib's place names.
    public enum Place: String, Sendable, CaseIterable {
        case best
        case upperRight = "upper right"
        case upperLeft = "upper left"
        case lowerLeft = "lower left"
        case lowerRight = "lower right"
        case right
        case centerLeft = "center left"
        case centerRight = "center right"
        case lowerCenter = "lower center"
        case upperCenter = "upper center"
        case center

        /// From a name, or a number 0…10 as text.
        public init(named text: String) throws(Failure) {
            if let known = Place(rawValue: text) {
                self = known
            } else if let number = Int(text), Place.allCases.indices.contains(number) {
                self = Place.allCases[number]
            } else {
                throw Failure(
                    .valueError,
                    "'\(text)' is not a valid value for loc; supported values are "
                        + Place.allCases.map { "'\($0.rawValue)'" }.joined(separator: ", "))
            }
        }

        /// Where the box lies between the edges, 0…1 in x and y.
        var fraction: Point {
            switch self {
            case .best, .upperRight: Point(1, 1)
            case .upperLeft: Point(0, 1)
            case .lowerLeft: Point(0, 0)
            case .lowerRight: Point(1, 0)
            case .right, .centerRight: Point(1, 0.5)
            case .centerLeft: Point(0, 0.5)
            case .lowerCenter: Point(0.5, 0)
            case .upperCenter: Point(0.5, 1)
            case .center: Point(0.5, 0.5)
            }
        }
    }

    public var place = Place.best
    /// x, y (and width, height) in fractions of the axes that the place refers to.
    public var anchor: [Double]?
    public var font = Font()
    public var columns = 1
    public var hasFrame = true
    public var frameAlpha = 0.8
    public var title = ""
    public var titleFont = Font()
    /// Distance from the axes' edge, in font sizes.
    public var edgePad = 0.5

    public init() {}
}

struct Legend {
    let entries: [(key: LegendKey, label: String)]
    let options: LegendOptions

    /// What must not be covered, in pixels.
    struct Obstacles {
        var points: [Point] = []
        var lines: [[Point]] = []
        var boxes: [Box] = []

        func badness(_ box: Box) -> Int {
            points.count(where: box.contains) + boxes.count(where: box.overlaps)
                + lines.reduce(0) { $0 + $1.count(where: box.contains) + (Legend.crosses($1, box) ? 1 : 0) }
        }
    }

    /// The drawing in pixels, and the box it takes.
    func drawing(
        in axes: Box, pixelsPerPoint ppp: Double, dpi: Double, fonts: FontLibrary, avoiding obstacles: () -> Obstacles
    )
        -> (box: Box, primitives: [Primitive])
    {
        guard !entries.isEmpty else { return (Box(axes.x0, axes.y0, axes.x0, axes.y0), []) }
        let unit = min(max(options.font.size, 0.5), 200) * ppp
        let runs = entries.map { TextRun(text: $0.label, font: options.font) }
        let layouts = runs.map { TextLayout($0, dpi: dpi, fonts: fonts) }
        let reference = TextLayout(TextRun(text: "lp", font: options.font), dpi: dpi, fonts: fonts).box
        let columns = min(max(options.columns, 1), entries.count)
        let perColumn = (entries.count + columns - 1) / columns

        // Rows are aligned by baseline; a key reaches 0.7 of the font size above it.
        let ascents = layouts.map { max($0.box.y1, reference.y1, 0.7 * unit) }
        let descents = layouts.map { max(-$0.box.y0, -reference.y0, 0) }
        var columnWidths: [Double] = []
        var columnHeights: [Double] = []
        for column in 0..<columns {
            let rows = column * perColumn..<max(column * perColumn, min(entries.count, (column + 1) * perColumn))
            columnWidths.append(2.8 * unit + (rows.map { layouts[$0].box.width }.max() ?? 0))
            columnHeights.append(
                rows.reduce(0) { $0 + ascents[$1] + descents[$1] } + 0.5 * unit * Double(max(0, rows.count - 1)))
        }
        let title = TextLayout(TextRun(text: options.title, font: options.titleFont), dpi: dpi, fonts: fonts)
        let titleHeight = options.title.isEmpty ? 0 : title.box.height + 0.5 * unit
        let width = max(columnWidths.reduce(0, +) + 2 * unit * Double(columns - 1), title.box.width) + 0.8 * unit
        let height = (columnHeights.max() ?? 0) + titleHeight + 0.8 * unit

        let corner = place(width, height, axes, unit, obstacles)
        let box = Box(corner.x, corner.y, corner.x + width, corner.y + height)
        var primitives: [Primitive] = []
        func add(_ shape: Primitive.Shape) {
            primitives.append(Primitive(shape: shape, space: .display, clipped: false, zorder: 5))
        }
        if options.hasFrame {
            let alpha = options.frameAlpha
            var edge = LineLook(color: Color(0.8, 0.8, 0.8, alpha), width: 1)
            edge.join = .miter
            // On pixel middles, as lines are.
            let low = Pixels.snapped(Point(box.x0, box.y0), lineWidth: ppp)
            let high = Pixels.snapped(Point(box.x1, box.y1), lineWidth: ppp)
            let frame = Box(low.x, low.y, high.x, high.y)
            add(
                .polygon(
                    Outline.rounded(frame, radius: (0.2 * unit).rounded()).contours, fill: Color.white.withAlpha(alpha),
                    edge: edge,
                    snapped: false))
        }
        var top = box.y1 - 0.4 * unit
        if !options.title.isEmpty {
            add(
                .text(
                    TextRun(text: options.title, font: options.titleFont, horizontal: .center, vertical: .top),
                    at: Point((box.x0 + box.x1) / 2, top), shift: Point(0, 0)))
            top -= titleHeight
        }
        var x = box.x0 + 0.4 * unit
        for column in 0..<columns {
            var y = top
            for row in column * perColumn..<max(column * perColumn, min(entries.count, (column + 1) * perColumn)) {
                let baseline = y - ascents[row]
                let keyBox = Box(x, baseline, x + 2 * unit, baseline + 0.7 * unit)
                for shape in Legend.shapes(entries[row].key, keyBox) { add(shape) }
                add(.text(runs[row], at: Point(x + 2.8 * unit, baseline), shift: Point(0, 0)))
                y = baseline - descents[row] - 0.5 * unit
            }
            x += columnWidths[column] + 2 * unit
        }
        return (box, primitives)
    }

    private static func shapes(_ key: LegendKey, _ box: Box) -> [Primitive.Shape] {
        let middle = [box.center]
        switch key {
        case .line(let look, let marker, let size, let fill, let edge, let edgeWidth):
            var shapes: [Primitive.Shape] = []
            if look.style != .none, look.width > 0 {
                shapes.append(
                    .lines(
                        [[Point(box.x0, box.center.y), Point(box.x1, box.center.y)]], closed: false, look, snapped: true
                    ))
            }
            if let marker {
                shapes.append(
                    .markers(
                        middle, marker, sizes: [size], fills: [fill], edges: [edge], edgeWidth: edgeWidth,
                        onPixels: true))
            }
            return shapes
        case .patch(let fill, let edge): return [.polygon(Outline(box).contours, fill: fill, edge: edge, snapped: true)]
        case .points(let marker, let size, let fill, let edge):
            return [
                .markers(middle, marker, sizes: [size], fills: [fill], edges: [edge], edgeWidth: 1, onPixels: false)
            ]
        }
    }

    private func place(_ width: Double, _ height: Double, _ axes: Box, _ unit: Double, _ obstacles: () -> Obstacles)
        -> Point
    {
        var area = axes
        if let anchor = options.anchor, anchor.count >= 2, anchor.allSatisfy(\.isFinite) {
            let corner = Point(axes.x0 + anchor[0] * axes.width, axes.y0 + anchor[1] * axes.height)
            let size = anchor.count >= 4 ? Point(anchor[2] * axes.width, anchor[3] * axes.height) : Point(0, 0)
            area = Box(corner.x, corner.y, corner.x + size.x, corner.y + size.y)
        }
        let inner = area.padded(-options.edgePad * unit)
        func corner(_ place: LegendOptions.Place) -> Point {
            let f = place.fraction
            return Point(inner.x0 + f.x * (inner.width - width), inner.y0 + f.y * (inner.height - height))
        }
        if options.place != .best { return corner(options.place) }
        let obstacles = obstacles()
        var best: (badness: Int, at: Point)?
        for place in LegendOptions.Place.allCases.dropFirst() {
            let at = corner(place)
            let badness = obstacles.badness(Box(at.x, at.y, at.x + width, at.y + height))
            if badness == 0 { return at }
            if best.map({ badness < $0.badness }) ?? true { best = (badness, at) }
        }
        return best?.at ?? corner(.upperRight)
    }

    /// Whether a polyline passes through a box.
    static func crosses(_ line: [Point], _ box: Box) -> Bool {
        for (a, b) in zip(line, line.dropFirst()) where a.isFinite && b.isFinite {
            if max(a.x, b.x) < box.x0 || min(a.x, b.x) > box.x1 || max(a.y, b.y) < box.y0 || min(a.y, b.y) > box.y1 {
                continue
            }
            // Corners on both sides of the line through a and b.
            let sides = [Point(box.x0, box.y0), Point(box.x1, box.y0), Point(box.x1, box.y1), Point(box.x0, box.y1)].map
            {
                (b.x - a.x) * ($0.y - a.y) - (b.y - a.y) * ($0.x - a.x)
            }
            if let least = sides.min(), let most = sides.max(), least <= 0, most >= 0 { return true }
        }
        return false
    }
}
