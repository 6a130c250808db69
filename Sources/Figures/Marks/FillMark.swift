// fill_between, axhspan and axvspan, fill: areas. Curves go in; filled polygons come out, one for every stretch of
// finite values.
import Schema

public struct FillOptions: Sendable {
    /// nil takes the next colour of the axes' cycle.
    public var color: Color?
    public var edge: Color?
    public var edgeWidth = 1.0
    public var alpha: Double?
    public var label = ""
    public var zorder = 1.0

    public init() {}
}

public final class FillMark: Mark {
    let polygons: [[Point]]
    let space: Space
    /// Its edges are horizontal and vertical, and drawn on whole pixels.
    private let isStraight: Bool
    private let fill: Color
    private let edge: LineLook?

    init(polygons: [[Point]], space: Space = .data, isStraight: Bool = false, _ options: FillOptions, cycle: Color) {
        self.polygons = polygons
        self.isStraight = isStraight || space != .data
        self.space = space
        fill = (options.color ?? cycle).withAlpha(options.alpha)
        edge = options.edge.map { color in
            var look = LineLook(color: color.withAlpha(options.alpha), width: options.edgeWidth)
            look.join = .miter
            return look
        }
        super.init(zorder: options.zorder)
        label = options.label
    }

    /// The stretches between two curves where `mask` holds and everything is finite.
    static func between(_ xs: [Double], _ lower: [Double], _ upper: [Double], mask: [Bool]?) -> [[Point]] {
        var polygons: [[Point]] = []
        var run: [Int] = []
        func endRun() {
            if run.count > 1 {
                polygons.append(run.map { Point(xs[$0], lower[$0]) } + run.reversed().map { Point(xs[$0], upper[$0]) })
            }
            run = []
        }
        for i in xs.indices {
            let shown = mask.map { i < $0.count && $0[i] } ?? true
            if shown, xs[i].isFinite, lower[i].isFinite, upper[i].isFinite { run.append(i) } else { endRun() }
        }
        endRun()
        return polygons
    }

    override var extent: DataExtent {
        let points = polygons.joined()
        switch space {
        case .data: return DataExtent(xs: points.lazy.map(\.x), ys: points.lazy.map(\.y))
        case .dataAxes: return DataExtent(xs: points.lazy.map(\.x), ys: [])
        case .axesData: return DataExtent(xs: [], ys: points.lazy.map(\.y))
        case .axes, .figure, .display: return DataExtent()
        }
    }

    override func primitives(_ view: MarkView) -> [Primitive] {
        polygons.map { primitive(.polygon([$0], fill: fill, edge: edge, snapped: isStraight), space) }
    }

    override var legendKey: LegendKey? { .patch(fill: fill, edge: edge) }

    static func sampleRectangle(_ axes: Axes) throws {
        axes.rectangle(x: 0.2, y: 0.2, width: 0.5, height: 0.3)
        axes.ellipse(x: 0.5, y: 0.5, radiusX: 0.2, radiusY: 0.1)
    }

    static func sample(_ axes: Axes) throws { try axes.fillBetween([0, 1, 2], [0, 1, 0], [2, 2, 1]) }
}
