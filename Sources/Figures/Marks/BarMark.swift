// bar, barh and hist: rectangles that stand on a base. Positions, lengths and a width go in; filled rectangles come
// out. The base is sticky: the axes begin exactly there.
import Glibc
import Schema

public struct BarOptions: Sendable {
    /// One for all or one per bar; empty takes the next colour of the axes' cycle.
    public var colors: [Color] = []
    public var edge: Color?
    public var edgeWidth = 1.0
    /// In data units, along the axis of positions.
    public var width = 0.8
    /// Where the bars begin; one for all or one per bar.
    public var base: [Double] = [0]
    /// Positions are the bars' middles, or their lower edges.
    public var isCentered = true
    public var alpha: Double?
    public var label = ""
    public var zorder = 1.0

    public init() {}
}

public final class BarMark: Mark {
    /// Lower and upper corner of every bar, in data units.
    let boxes: [Box]
    let isHorizontal: Bool
    private let colors: [Color]
    private let edge: LineLook?

    init(
        _ positions: [Double], _ lengths: [Double], widths: [Double], isHorizontal: Bool, _ options: BarOptions,
        cycle: Color
    )
        throws(Failure)
    {
        guard positions.count == lengths.count else {
            throw Failure(
                .valueError,
                "shape mismatch: objects cannot be broadcast to a single shape.  Mismatch is between arg 0 "
                    + "with shape (\(positions.count),) and arg 1 with shape (\(lengths.count),).")
        }
        self.isHorizontal = isHorizontal
        boxes = positions.indices.map { i in
            let width = widths.isEmpty ? options.width : widths[i % widths.count]
            let low = options.isCentered ? positions[i] - width / 2 : positions[i]
            let base = options.base.isEmpty ? 0 : options.base[i % options.base.count]
            return isHorizontal
                ? Box(base, low, base + lengths[i], low + width) : Box(low, base, low + width, base + lengths[i])
        }
        colors = (options.colors.isEmpty ? [cycle] : options.colors).map { $0.withAlpha(options.alpha) }
        edge = options.edge.map { color in
            var look = LineLook(color: color.withAlpha(options.alpha), width: options.edgeWidth)
            look.join = .miter
            return look
        }
        super.init(zorder: options.zorder)
        label = options.label
    }

    override var extent: DataExtent {
        var extent = DataExtent(xs: boxes.flatMap { [$0.x0, $0.x1] }, ys: boxes.flatMap { [$0.y0, $0.y1] })
        if isHorizontal { extent.stickyX = boxes.map(\.x0) } else { extent.stickyY = boxes.map(\.y0) }
        return extent
    }

    override func primitives(_ view: MarkView) -> [Primitive] {
        boxes.enumerated().map { i, box in
            primitive(.polygon(Outline(box).contours, fill: colors[i % colors.count], edge: edge, snapped: true))
        }
    }

    override var legendKey: LegendKey? { .patch(fill: colors[0], edge: edge) }

    /// Counts per bin: `edges` ascending, each bin closed on the left, the last closed on both sides. NaN is left out.
    public static func histogram(_ values: [Double], edges: [Double], weights: [Double]? = nil) -> [Double] {
        guard edges.count > 1 else { return [] }
        var counts = [Double](repeating: 0, count: edges.count - 1)
        for (i, value) in values.enumerated() where value >= edges[0] && value <= edges[edges.count - 1] {
            // The first edge above the value, by halving.
            var (low, high) = (0, edges.count - 1)
            while high - low > 1 {
                let middle = (low + high) / 2
                if edges[middle] <= value { low = middle } else { high = middle }
            }
            counts[low] += weights.map { i < $0.count ? $0[i] : 0 } ?? 1
        }
        return counts
    }

    /// `bins` equal bins over the values' range, or over `range`. A range of one value becomes ±½, as in NumPy.
    public static func edges(_ values: [Double], bins: Int, range: (Double, Double)? = nil) throws(Failure) -> [Double]
    {
        guard bins >= 1, bins <= 1 << 20 else { throw Failure(.valueError, "`bins` must be positive, when an integer") }
        var (low, high) = (0.0, 1.0)
        if let range {
            (low, high) = range
        } else if !values.isEmpty {
            guard values.allSatisfy(\.isFinite), let found = DataExtent.range(values) else {
                throw Failure(
                    .valueError,
                    "autodetected range of [\(values.min() ?? .nan), \(values.max() ?? .nan)] is not finite")
            }
            (low, high) = found
        }
        guard low.isFinite, high.isFinite else {
            throw Failure(.valueError, "supplied range of [\(low), \(high)] is not finite")
        }
        guard low <= high else { throw Failure(.valueError, "max must be larger than min in range parameter.") }
        if low == high { (low, high) = (low - 0.5, high + 0.5) }
        let step = (high - low) / Double(bins)
        return (0...bins).map { $0 == bins ? high : low + Double($0) * step }
    }

    static func sampleBar(_ axes: Axes) throws { try axes.bar([0, 1, 2], [3, 1, 2]) }
    static func sampleBarh(_ axes: Axes) throws { try axes.barh([0, 1, 2], [3, 1, 2]) }
    static func sampleHist(_ axes: Axes) throws { try axes.hist([1, 2, 2, 3, 3, 3], bins: 3) }
}
