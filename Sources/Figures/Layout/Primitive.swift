// The only things the renderer knows how to draw. Marks make them from data, axes make them for ticks and labels; each
// says in which coordinates it is written, whether the axes' frame cuts it off, and how high it lies.

/// Coordinates a primitive is written in.
enum Space {
    /// Data units of the axes.
    case data
    /// Fractions of the axes' box.
    case axes
    /// x in data units, y a fraction of the axes' box; and the other way round.
    case dataAxes
    case axesData
    /// Fractions of the figure.
    case figure
    /// Pixels.
    case display
}

struct Primitive {
    enum Shape {
        /// Polylines; `snapped` puts horizontal and vertical ones on whole pixels, as matplotlib does with spines and
        /// ticks.
        case lines([[Point]], closed: Bool, LineLook, snapped: Bool)
        /// Areas; `snapped` as above. `crisp` ones have hard edges, so that neighbours leave no seam between them.
        case polygon([[Point]], fill: Color, edge: LineLook?, snapped: Bool, crisp: Bool = false)
        /// The same symbol at many places. Looks repeat when there are fewer than points. Sizes in points.
        case markers(
            [Point], Marker, sizes: [Double], fills: [Color], edges: [Color], edgeWidth: Double, onPixels: Bool)
        case image(ImageMark.Drawing)
        case text(TextRun, at: Point, shift: Point)
        /// From a text's box to what it explains.
        case arrow(from: TextRun, at: Point, to: Point, ArrowLook)
    }

    var shape: Shape
    var space: Space
    var clipped = true
    var zorder: Double
}

/// How a line looks; width in points, dashes in multiples of the width.
public struct LineLook: Equatable, Sendable {
    public var color: Color
    public var width: Double
    public var style: LineStyle = .solid
    var join = Stroke.Join.round
    var cap = Stroke.Cap.projecting

    public init(color: Color, width: Double = 1.5, style: LineStyle = .solid) {
        self.color = color
        self.width = width
        self.style = style
    }

    func stroke(pixelsPerPoint: Double) -> Stroke {
        let pixels = width * pixelsPerPoint
        var stroke = Stroke(width: pixels, join: join, cap: cap)
        if let dashes = style.dashes {
            stroke.dashes = dashes.map { $0 * max(pixels, 0.001) }
            stroke.cap = .butt
        }
        return stroke
    }
}

/// matplotlib's line styles.
public enum LineStyle: String, Sendable, CaseIterable {
    case solid = "-"
    case dashed = "--"
    case dashDot = "-."
    case dotted = ":"
    case none = "None"

    /// From a script's text: "-", "dashed", "", …; nil when there is no such style.
    public init?(_ text: String) {
        switch text {
        case "-", "solid": self = .solid
        case "--", "dashed": self = .dashed
        case "-.", "dashdot": self = .dashDot
        case ":", "dotted": self = .dotted
        case "", " ", "none", "None": self = .none
        default: return nil
        }
    }

    /// On, off … in line widths.
    var dashes: [Double]? {
        switch self {
        case .solid, .none: nil
        case .dashed: [3.7, 1.6]
        case .dashDot: [6.4, 1.6, 1, 1.6]
        case .dotted: [1, 1.65]
        }
    }
}

/// What a mark occupies, in data units.
struct DataExtent {
    var x: (low: Double, high: Double)?
    var y: (low: Double, high: Double)?
    /// Edges that get no margin when the data ends there (a bar's foot, a picture's border).
    var stickyX: [Double] = []
    var stickyY: [Double] = []

    init() {}

    init(xs: some Sequence<Double>, ys: some Sequence<Double>) {
        x = DataExtent.range(xs)
        y = DataExtent.range(ys)
    }

    static func range(_ values: some Sequence<Double>) -> (low: Double, high: Double)? {
        var range: (low: Double, high: Double)?
        for value in values where value.isFinite {
            range = range.map { (Swift.min($0.low, value), Swift.max($0.high, value)) } ?? (value, value)
        }
        return range
    }
}
