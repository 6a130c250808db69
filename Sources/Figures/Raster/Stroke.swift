// Lines with a width: polylines in pixels go in, outlines to fill come out. Every segment is a quadrilateral of its
// own, every corner and end a small shape beside it; all turn the same way, so that nonzero filling joins them without
// seams.
import Glibc

/// How a line is drawn; lengths in pixels.
struct Stroke: Sendable {
    enum Join: Sendable { case round, miter, bevel }
    enum Cap: Sendable { case butt, projecting, round }

    var width: Double
    var join = Join.round
    var cap = Cap.butt
    /// On, off, on, off …; empty is solid.
    var dashes: [Double] = []
    var dashOffset = 0.0
}

enum Stroker {
    /// The shapes that draw `lines` inside `box`, in groups small enough for the rasteriser. Non-finite points break a
    /// line.
    static func outlines(_ lines: [[Point]], closed: Bool, stroke: Stroke, in box: Box) -> [Outline] {
        guard stroke.width.isFinite, stroke.width > 0 else { return [] }
        let half = min(stroke.width, 4096) / 2
        let margin = half * 4 + 4
        let area = box.padded(margin)
        var group = Group(half: half, join: stroke.join, cap: stroke.cap)
        for line in lines {
            for (piece, whole) in visible(line, closed: closed, in: area) {
                if stroke.dashes.isEmpty || stroke.dashes.reduce(0, +) < 0.25 {
                    group.add(piece, closed: whole && closed)
                } else {
                    for dash in dashed(whole && closed ? piece + piece.prefix(1) : piece, stroke) {
                        group.add(dash, closed: false)
                    }
                }
            }
        }
        return group.finished()
    }

    /// Runs of the line that are finite and near the box; `whole` when nothing was cut away.
    private static func visible(_ line: [Point], closed: Bool, in box: Box) -> [(points: [Point], whole: Bool)] {
        guard let first = line.first else { return [] }
        if line.allSatisfy({ $0.isFinite && $0.x >= box.x0 && $0.x <= box.x1 && $0.y >= box.y0 && $0.y <= box.y1 }) {
            return [(thinned(line), true)]
        }
        var runs: [(points: [Point], whole: Bool)] = []
        var run: [Point] = []
        func endRun() {
            if run.count > 1 { runs.append((thinned(run), false)) }
            run = []
        }
        var previous = first
        for point in (closed ? line + [first] : line).dropFirst() {
            defer { previous = point }
            guard previous.isFinite, point.isFinite, let (a, b) = clip(previous, point, to: box) else {
                endRun()
                continue
            }
            if a != run.last {
                endRun()
                run = [a]
            }
            run.append(b)
        }
        endRun()
        return runs
    }

    /// Liang and Barsky: the part of a segment inside the box.
    private static func clip(_ a: Point, _ b: Point, to box: Box) -> (Point, Point)? {
        var (enter, leave) = (0.0, 1.0)
        let d = b - a
        guard d.isFinite else { return nil }
        for (p, q) in [(-d.x, a.x - box.x0), (d.x, box.x1 - a.x), (-d.y, a.y - box.y0), (d.y, box.y1 - a.y)] {
            if p == 0 {
                if q < 0 { return nil }
            } else if p < 0 {
                enter = max(enter, q / p)
            } else {
                leave = min(leave, q / p)
            }
        }
        guard enter <= leave else { return nil }
        return (enter == 0 ? a : a + d * enter, leave == 1 ? b : a + d * leave)
    }

    /// Without steps below 1/20 pixel: a curve of a million points has no more corners than a pixel can show.
    private static func thinned(_ points: [Point]) -> [Point] {
        var result: [Point] = []
        result.reserveCapacity(points.count)
        for point in points {
            if let last = result.last, abs(point.x - last.x) < 0.05, abs(point.y - last.y) < 0.05 { continue }
            result.append(point)
        }
        // The end must stay where it is.
        if let last = points.last, result.count > 1 { result[result.count - 1] = last }
        return result
    }

    private static func dashed(_ points: [Point], _ stroke: Stroke) -> [[Point]] {
        let pattern = stroke.dashes.map { $0.isFinite && $0 > 0 ? $0 : 0 }
        let total = pattern.reduce(0, +)
        guard total > 0.25, pattern.count > 1, let first = points.first else { return [points] }
        // Hundreds of thousands of dashes are a solid area on any screen, and would cost gigabytes.
        let length = zip(points, points.dropFirst()).reduce(0) { $0 + ($1.1 - $1.0).length }
        guard length / total < 200_000 else { return [points] }
        var index = 0
        var left = pattern[0]
        // Walk to the offset.
        var skip = stroke.dashOffset.isFinite ? fmod(stroke.dashOffset, total) : 0
        if skip < 0 { skip += total }
        while skip >= left && skip > 0 {
            skip -= left
            index = (index + 1) % pattern.count
            left = pattern[index]
        }
        left -= skip
        var dashes: [[Point]] = []
        var dash: [Point] = index % 2 == 0 ? [first] : []
        var position = first
        for target in points.dropFirst() {
            var remaining = (target - position).length
            while remaining > 0 {
                if left >= remaining {
                    left -= remaining
                    position = target
                    if index % 2 == 0 { dash.append(target) }
                    remaining = 0
                } else {
                    position = position + (target - position) * (left / remaining)
                    remaining = (target - position).length
                    if index % 2 == 0 {
                        dash.append(position)
                        dashes.append(dash)
                        dash = []
                    } else {
                        dash = [position]
                    }
                    index = (index + 1) % pattern.count
                    left = pattern[index]
                    // A zero-length entry must not stop the walk.
                    if left == 0 {
                        if index % 2 == 0 { dash = [] } else { dash = [position] }
                        index = (index + 1) % pattern.count
                        left = pattern[index]
                    }
                }
            }
        }
        if dash.count > 1 { dashes.append(dash) }
        return dashes
    }

    /// Collects shapes, starting a new outline before one holds more points than FreeType can count.
    private struct Group {
        let half: Double
        let join: Stroke.Join
        let cap: Stroke.Cap
        private var done: [Outline] = []
        private var current = Outline()
        private var points = 0

        init(half: Double, join: Stroke.Join, cap: Stroke.Cap) {
            (self.half, self.join, self.cap) = (half, join, cap)
        }

        mutating func finished() -> [Outline] {
            if !current.contours.isEmpty { done.append(current) }
            current = Outline()
            return done
        }

        /// All shapes turn the same way (positive area), whichever way they were written.
        private mutating func emit(_ contour: [Point]) {
            var area = 0.0
            var previous = contour[contour.count - 1]
            for point in contour {
                area += previous.x * point.y - point.x * previous.y
                previous = point
            }
            if area == 0 { return }
            if points + contour.count > 24000 {
                done.append(current)
                current = Outline()
                points = 0
            }
            current.contours.append(area < 0 ? contour.reversed() : contour)
            points += contour.count
        }

        mutating func add(_ line: [Point], closed: Bool) {
            var corners: [Point] = []
            for point in line where point != corners.last { corners.append(point) }
            if closed, corners.count > 1, corners.first == corners.last { corners.removeLast() }
            guard corners.count > 1 else {
                // A dot: visible only with ends that reach out.
                if let dot = corners.first, cap != .butt {
                    emit(
                        cap == .round
                            ? Outline.arc(dot, half, from: 0, sweep: 2 * Double.pi)
                            : Outline(Box(dot.x, dot.y, dot.x, dot.y).padded(half)).contours[0])
                }
                return
            }
            let count = corners.count
            let segments = closed ? count : count - 1
            var directions: [Point] = []
            directions.reserveCapacity(segments)
            for i in 0..<segments {
                let d = corners[(i + 1) % count] - corners[i]
                directions.append(d * (1 / d.length))
            }
            for i in 0..<segments {
                var a = corners[i]
                var b = corners[(i + 1) % count]
                let d = directions[i]
                if cap == .projecting && !closed {
                    if i == 0 { a = a - d * half }
                    if i == segments - 1 { b = b + d * half }
                }
                let n = Point(-d.y, d.x) * half
                emit([a + n, b + n, b - n, a - n])
            }
            if cap == .round && !closed {
                for (end, d) in [(corners[0], directions[0] * -1), (corners[count - 1], directions[segments - 1])] {
                    emit(Outline.arc(end, half, from: atan2(d.y, d.x) - Double.pi / 2, sweep: Double.pi))
                }
            }
            for i in (closed ? 0 : 1)..<(closed ? count : count - 1) {
                corner(corners[i], directions[(i + segments - 1) % segments], directions[i % segments])
            }
        }

        private mutating func corner(_ p: Point, _ d0: Point, _ d1: Point) {
            let cross = d0.x * d1.y - d0.y * d1.x
            let dot = d0.x * d1.x + d0.y * d1.y
            // Nearly straight: the gap is below 1/100 pixel.
            if dot > 0 && abs(cross) * half < 0.02 { return }
            // The outer side is on the right of a left turn.
            let side = cross > 0 ? -half : half
            let n0 = Point(-d0.y, d0.x) * side
            let n1 = Point(-d1.y, d1.x) * side
            switch join {
            case .round:
                var sweep = atan2(cross, dot)
                if dot < 0 && abs(cross) < 1e-12 { sweep = Double.pi }
                emit([p] + Outline.arc(p, half, from: atan2(n0.y, n0.x), sweep: sweep))
            case .miter where 1 + dot > 2.0 / 16:
                // The tip lies on the bisector at half / cos(turn / 2); the limit is AGG's 4.
                let tip = (n0 + n1) * (1 / (1 + dot))
                emit([p, p + n0, p + tip, p + n1])
            case .miter, .bevel:
                emit([p, p + n0, p + n1])
            }
        }
    }
}
