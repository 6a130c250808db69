// How Pillow 13 fills polygons and draws wide lines: scan lines between edges in float32, with its rounding at the ends. Pure functions
// from whole coordinates to the rows of pixels that are covered.
import Glibc
import Schema
import Tensors

enum PillowDraw {
    /// A row of pixels, both ends included.
    struct Row {
        let y: Int, from: Int, to: Int
    }

    private struct Edge {
        let x0: Int, y0: Int
        var xmin: Int, xmax: Int
        let ymin: Int, ymax: Int
        let dx: Float

        init(_ x0: Int, _ y0: Int, _ x1: Int, _ y1: Int) {
            (self.x0, self.y0) = (x0, y0)
            (xmin, xmax, ymin, ymax) = (min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1))
            dx = y0 == y1 ? 0 : Float(x1 - x0) / Float(y1 - y0)
        }
        /// Where the edge crosses a row.
        func x(_ y: Int) -> Float { Float(y - y0) * dx + Float(x0) }
    }

    private static func up(_ x: Double) -> Int { Int(x >= 0 ? floor(x + 0.5) : -floor(abs(x) + 0.5)) }
    private static func down(_ x: Double) -> Int { Int(x >= 0 ? ceil(x - 0.5) : -ceil(abs(x) - 0.5)) }

    /// The inside of a closed polygon whose corners are (x, y); coordinates lie within a million pixels.
    static func polygon(_ corners: [(x: Int, y: Int)], height: Int) throws -> [Row] {
        guard let first = corners.first, let last = corners.last else { return [] }
        var edges: [Edge] = []
        for i in 0..<corners.count - 1 {
            let (a, b) = (corners[i], corners[i + 1])
            // Horizontal edges in a row are one.
            if a.y == b.y, i != 0, corners[i - 1].y == a.y, !edges.isEmpty {
                if b.x > a.x, a.x > corners[i - 1].x {
                    edges[edges.count - 1].xmax = b.x
                    continue
                }
                if b.x < a.x, a.x < corners[i - 1].x {
                    edges[edges.count - 1].xmin = b.x
                    continue
                }
            }
            edges.append(Edge(a.x, a.y, b.x, b.y))
        }
        if last != first { edges.append(Edge(last.x, last.y, first.x, first.y)) }
        return try fill(edges, height: height)
    }

    private static func fill(_ all: [Edge], height: Int) throws -> [Row] {
        var rows: [Row] = []
        let level = all.filter { $0.ymin == $0.ymax }
        let edges = all.filter { $0.ymin != $0.ymax }
        for edge in level { rows.append(Row(y: edge.ymin, from: edge.xmin, to: edge.xmax)) }
        let top = max(all.map(\.ymin).min() ?? 0, 0)
        let bottom = min(all.map(\.ymax).max() ?? -1, height)
        guard top <= bottom else { return rows }
        for y in top...bottom {
            try Interrupts.check()
            var xs: [Float] = []
            for (i, edge) in edges.enumerated() where y >= edge.ymin && y <= edge.ymax {
                xs.append(edge.x(y))
                let at = xs.count - 1
                if y == edge.ymax, y < bottom {
                    xs.append(xs[at])
                } else if edge.dx != 0, xs.count % 2 == 1, xs[at].rounded() == xs[at] {
                    xs[at] = joined(edge, edges[..<i], y, xs[at])
                }
            }
            xs.sort()
            var position = -1
            for i in stride(from: 1, to: xs.count, by: 2) {
                let end = down(Double(xs[i]))
                if end < position { continue }
                var start = up(Double(xs[i - 1]))
                if position > start {
                    start = position
                    if end < start { continue }
                }
                rows.append(Row(y: y, from: start, to: end))
                position = end + 1
            }
        }
        return rows
    }

    /// Two edges that leave a corner on one side are met halfway, so that the corner is not cut off.
    private static func joined(_ edge: Edge, _ before: ArraySlice<Edge>, _ y: Int, _ x: Float) -> Float {
        for other in before {
            if edge.dx > 0 && other.dx <= 0 || edge.dx < 0 && other.dx >= 0 { continue }
            guard x == other.x(y) else { continue }
            let next = y + (y == edge.ymax ? -1 : 1)
            guard next >= other.ymin, next <= other.ymax else { continue }
            let (here, there) = (edge.x(next), other.x(next))
            if x > here + 1, x > there + 1 { return max(here, there).rounded() + 1 }
            if x < here - 1, x < there - 1 { return min(here, there).rounded() - 1 }
            return x
        }
        return x
    }

    /// A line of `width` pixels: the four-cornered figure around it.
    static func wideLine(_ x0: Int, _ y0: Int, _ x1: Int, _ y1: Int, width: Int, height: Int) throws -> [Row] {
        let (dx, dy) = (x1 - x0, y1 - y0)
        if dx == 0, dy == 0 { return [Row(y: y0, from: x0, to: x0)] }
        let long = hypot(Double(dx), Double(dy)), short = Double(width - 1) / 2
        let most = Double(up(short)) / long, least = Double(down(short)) / long
        let (left, right) = (down(least * Double(dy)), down(most * Double(dy)))
        let (low, high) = (up(least * Double(dx)), up(most * Double(dx)))
        let corners = [
            (x0 - left, y0 + high), (x1 - left, y1 + high), (x1 + right, y1 - low), (x0 + right, y0 - low),
        ]
        let edges = corners.indices.map { i in
            let (a, b) = (corners[i], corners[(i + 1) % 4])
            return Edge(a.0, a.1, b.0, b.1)
        }
        return try fill(edges, height: height)
    }
}
