// What all marks share, and the list of them. A mark holds data and options; it knows the data's extent and turns
// itself into drawing primitives. Axes, ticks, legend and canvas never ask what kind of mark it is. To add one: a file
// like its neighbours, a line in `MarkCatalogue`.
import Schema

/// Something drawn from data inside an axes. Subclasses override what they have; the rest of the module sees only this.
public class Mark {
    /// The text in the legend; empty or beginning with "_" keeps the mark out of it.
    public var label = ""
    /// Higher is drawn later: pictures 0, areas 1, lines 2, texts 3.
    public var zorder: Double
    public var isVisible = true

    init(zorder: Double) { self.zorder = zorder }

    /// What the axes must show.
    var extent: DataExtent { DataExtent() }
    /// What to draw.
    func primitives(_ view: MarkView) -> [Primitive] { [] }
    /// How the legend shows it.
    var legendKey: LegendKey? { nil }
    /// Colours of values, when a colour bar can be made of it.
    var colorScale: ColorScale? { nil }

    func primitive(_ shape: Primitive.Shape, _ space: Space = .data, clipped: Bool = true) -> Primitive {
        Primitive(shape: shape, space: space, clipped: clipped, zorder: zorder)
    }
}

/// What a mark may know about where it is drawn.
struct MarkView {
    let xLimits: (low: Double, high: Double)
    let yLimits: (low: Double, high: Double)
}

/// A sample of a mark for the legend.
enum LegendKey {
    case line(
        LineLook, marker: Marker?, markerSize: Double, markerFill: Color, markerEdge: Color, markerEdgeWidth: Double)
    case patch(fill: Color, edge: LineLook?)
    case points(Marker, size: Double, fill: Color, edge: Color)
}

/// From values to colours: a map over low…high.
struct ColorScale: Sendable {
    var map: Colormap
    var low: Double
    var high: Double
    var alpha: Double?

    /// The range of the finite values where limits are not given; 0…1 when there are none.
    init(map: Colormap, low: Double?, high: Double?, values: some Sequence<Double>, alpha: Double? = nil) {
        let range = low == nil || high == nil ? DataExtent.range(values) : nil
        self.map = map
        self.low = low ?? range?.low ?? 0
        self.high = high ?? range?.high ?? 1
        self.alpha = alpha
    }

    /// The value's place in 0…1 (all values are 0 when the range is empty, as in matplotlib).
    @inline(__always)
    func unit(_ value: Double) -> Double { high == low ? (value.isNaN ? value : 0) : (value - low) / (high - low) }

    func color(_ value: Double) -> Color {
        let color = map.color(unit(value))
        return color.alpha == 0 ? color : color.withAlpha(alpha)
    }
}

/// The marks there are: the method of `Axes` that makes each, and one that can be drawn as an example.
public enum MarkCatalogue {
    public struct Entry: Sendable {
        public let name: String
        public let summary: String
        let sample: @Sendable (Axes) throws -> Void
    }

    public static let entries: [Entry] = [
        Entry(name: "plot", summary: "lines and markers through points", sample: LineMark.sample),
        Entry(name: "scatter", summary: "markers with their own size and colour", sample: ScatterMark.sample),
        Entry(name: "imshow", summary: "a picture or a matrix in colours", sample: ImageMark.sample),
        Entry(name: "bar", summary: "upright bars", sample: BarMark.sampleBar),
        Entry(name: "barh", summary: "lying bars", sample: BarMark.sampleBarh),
        Entry(name: "hist", summary: "how often values occur", sample: BarMark.sampleHist),
        Entry(name: "fill_between", summary: "the area between two curves", sample: FillMark.sample),
        Entry(name: "axhline", summary: "a line across the axes", sample: SpanLineMark.sample),
        Entry(name: "hlines", summary: "separate lines", sample: SegmentsMark.sample),
        Entry(name: "rectangle", summary: "a box, as patches.Rectangle", sample: FillMark.sampleRectangle),
        Entry(name: "text", summary: "a text at a place in the data", sample: TextMark.sample),
        Entry(name: "annotate", summary: "a text with an arrow", sample: TextMark.sampleAnnotate),
        Entry(name: "contour", summary: "lines of equal value", sample: ContourMark.sample),
        Entry(name: "contourf", summary: "areas between lines of equal value", sample: ContourMark.sampleFilled),
        Entry(name: "errorbar", summary: "points with their uncertainty", sample: ErrorBarMark.sample),
    ]
}
