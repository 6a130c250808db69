// scatter: one symbol per point, each with its own size and colour. Coordinates, areas and colours (or values for a
// colour map) go in; one markers primitive comes out.
import Schema

public struct ScatterOptions: Sendable {
    /// What the points are coloured with.
    public enum Colors: Sendable {
        case one(Color)
        case each([Color])
        /// Through the colour map.
        case values([Double])
    }

    /// nil takes the next colour of the axes' cycle.
    public var colors: Colors?
    /// Area in square points; one for all or one each. 36 by default.
    public var areas: [Double] = [36]
    public var marker = Marker.circle
    public var colormap: Colormap?
    public var low: Double?
    public var high: Double?
    public var alpha: Double?
    /// nil is the face's own colour.
    public var edge: Color?
    public var edgeWidth: Double?
    public var label = ""
    public var zorder = 1.0

    public init() {}
}

public final class ScatterMark: Mark {
    let points: [Point]
    let options: ScatterOptions
    private let faces: [Color]
    private let scale: ColorScale?

    init(_ xs: [Double], _ ys: [Double], _ options: ScatterOptions, cycle: Color) throws(Failure) {
        guard xs.count == ys.count else { throw Failure(.valueError, "x and y must be the same size") }
        points = zip(xs, ys).map { Point($0, $1) }
        self.options = options
        guard options.areas.count == 1 || options.areas.count == xs.count else {
            throw Failure(.valueError, "s must be a scalar, or float array-like with the same size as x and y")
        }
        var scale: ColorScale?
        switch options.colors {
        case nil: faces = [cycle.withAlpha(options.alpha)]
        case .one(let color): faces = [color.withAlpha(options.alpha)]
        case .each(let colors): faces = colors.isEmpty ? [cycle] : colors.map { $0.withAlpha(options.alpha) }
        case .values(let values):
            guard values.count == xs.count else {
                throw Failure(
                    .valueError,
                    "'c' argument has \(values.count) elements, which is inconsistent with 'x' and 'y' "
                        + "with size \(xs.count).")
            }
            let map: Colormap
            if let chosen = options.colormap { map = chosen } else { map = try Colormap(named: "viridis") }
            let made = ColorScale(map: map, low: options.low, high: options.high, values: values, alpha: options.alpha)
            scale = made
            faces = values.isEmpty ? [cycle] : values.map(made.color)
        }
        self.scale = scale
        super.init(zorder: options.zorder)
        label = options.label
    }

    override var extent: DataExtent {
        let shown = points.filter(\.isFinite)
        return DataExtent(xs: shown.map(\.x), ys: shown.map(\.y))
    }

    override var colorScale: ColorScale? { scale }

    private var edges: [Color] { options.edge.map { [$0.withAlpha(options.alpha)] } ?? faces }

    override func primitives(_ view: MarkView) -> [Primitive] {
        let sizes = options.areas.map { $0 > 0 ? $0.squareRoot() : 0 }
        let width = options.edgeWidth ?? (options.marker.isOpen ? 1.5 : 1)
        return [
            primitive(
                .markers(
                    points, options.marker, sizes: sizes, fills: faces, edges: edges, edgeWidth: width, onPixels: false)
            )
        ]
    }

    override var legendKey: LegendKey? {
        .points(
            options.marker, size: options.areas.first.map { $0 > 0 ? $0.squareRoot() : 6 } ?? 6,
            fill: faces.first ?? .black,
            edge: edges.first ?? .black)
    }

    static func sample(_ axes: Axes) throws {
        var options = ScatterOptions()
        options.colors = .values([0, 1, 2])
        try axes.scatter([0, 1, 2], [2, 0, 1], options)
    }
}
