// errorbar: a line through points, and bars that show how far each value may be off. The line is a `LineMark` of its
// own; this mark draws the bars and their caps.
import Schema

public final class ErrorBarMark: Mark {
    private let bars: [[Point]]
    private let caps: [Point]
    private let isHorizontal: [Bool]
    private let look: LineLook
    private let capSize: Double

    /// Errors are distances below and above; capSize in points.
    init(
        _ xs: [Double], _ ys: [Double], xError: (below: [Double], above: [Double])?,
        yError: (below: [Double], above: [Double])?,
        color: Color, width: Double, capSize: Double
    ) throws(Failure) {
        guard xs.count == ys.count else { throw Failure(.valueError, "'x' and 'y' must have the same size") }
        var (bars, caps, isHorizontal): ([[Point]], [Point], [Bool]) = ([], [], [])
        for (error, horizontal) in [(xError, true), (yError, false)] {
            guard let error else { continue }
            guard error.below.count == xs.count, error.above.count == xs.count else {
                throw Failure(.valueError, "'\(horizontal ? "x" : "y")err' must have the same size as 'x'")
            }
            for i in xs.indices {
                let down = horizontal ? Point(xs[i] - error.below[i], ys[i]) : Point(xs[i], ys[i] - error.below[i])
                let up = horizontal ? Point(xs[i] + error.above[i], ys[i]) : Point(xs[i], ys[i] + error.above[i])
                bars.append([down, up])
                caps += [down, up]
                isHorizontal += [horizontal, horizontal]
            }
        }
        (self.bars, self.caps, self.isHorizontal) = (bars, caps, isHorizontal)
        look = LineLook(color: color, width: width)
        self.capSize = capSize
        super.init(zorder: 2)
    }

    override var extent: DataExtent { DataExtent(xs: caps.map(\.x), ys: caps.map(\.y)) }

    override func primitives(_ view: MarkView) -> [Primitive] {
        var look = look
        look.cap = .butt
        var result = [primitive(.lines(bars, closed: false, look, snapped: true))]
        guard capSize > 0 else { return result }
        for horizontal in [true, false] {
            let points = zip(caps, isHorizontal).filter { $0.1 == horizontal }.map(\.0)
            guard !points.isEmpty else { continue }
            result.append(
                primitive(
                    .markers(
                        points, horizontal ? .verticalLine : .horizontalLine, sizes: [2 * capSize],
                        fills: [look.color], edges: [look.color], edgeWidth: 1, onPixels: true)))
        }
        return result
    }

    static func sample(_ axes: Axes) throws {
        try axes.errorbar([0, 1, 2], [1, 2, 3], yError: [0.5, 0.2, 0.4], capSize: 3)
    }
}
