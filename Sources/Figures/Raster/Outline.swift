// Closed shapes made of straight edges, in display pixels (y up). Curves are cut into edges here, shapes are clipped
// here, and the canvas only fills what comes out.
import Glibc

/// Closed contours to fill, nonzero winding.
struct Outline {
    var contours: [[Point]] = []

    init() {}

    init(_ contour: [Point]) { contours = [contour] }

    init(_ box: Box) {
        contours = [[Point(box.x0, box.y0), Point(box.x1, box.y0), Point(box.x1, box.y1), Point(box.x0, box.y1)]]
    }

    static func circle(_ center: Point, radius: Double) -> Outline {
        Outline(arc(center, radius, from: 0, sweep: 2 * Double.pi))
    }

    /// A rectangle whose corners are quadratic curves, as matplotlib rounds its boxes.
    static func rounded(_ box: Box, radius: Double) -> Outline {
        let r = max(0, min(radius, box.width / 2, box.height / 2))
        // From the start of the corner at `tip` to its end, bent by the tip.
        func corner(_ tip: Point, _ into: Point, _ out: Point) -> [Point] {
            (0...8).map { i in
                let t = Double(i) / 8
                return (tip - into * r) * ((1 - t) * (1 - t)) + tip * (2 * t * (1 - t)) + (tip + out * r) * (t * t)
            }
        }
        let (east, north) = (Point(1, 0), Point(0, 1))
        return Outline(
            corner(Point(box.x1, box.y0), east, north) + corner(Point(box.x1, box.y1), north, east * -1)
                + corner(Point(box.x0, box.y1), east * -1, north * -1) + corner(Point(box.x0, box.y0), north * -1, east)
        )
    }

    /// Points along an arc, close enough that the chords stay within 1/50 pixel of it.
    static func arc(_ center: Point, _ radius: Double, from start: Double, sweep: Double) -> [Point] {
        guard radius.isFinite, radius > 0 else { return [center] }
        let step = radius > 0.1 ? 2 * acos(max(0.2, 1 - 0.02 / radius)) : Double.pi / 2
        let count = max(2, min(720, Int(clamping: (abs(sweep) / step).rounded(.up))))
        return (0...count).map { i in
            let angle = start + sweep * Double(i) / Double(count)
            return Point(center.x + radius * cos(angle), center.y + radius * sin(angle))
        }
    }

    func moved(_ by: Point) -> Outline {
        var result = Outline()
        result.contours = contours.map { $0.map { $0 + by } }
        return result
    }

    var bounds: Box? {
        var box: Box?
        for contour in contours {
            for point in contour {
                guard point.isFinite else { return nil }
                let dot = Box(point.x, point.y, point.x, point.y)
                box = box?.union(dot) ?? dot
            }
        }
        return box
    }

    /// The part inside the box. What lies outside is replaced by edges along the border, so winding inside is
    /// unchanged.
    func clipped(to box: Box) -> Outline {
        var result = Outline()
        for contour in contours {
            var points = Outline.cut(contour) { ($0.x - box.x0, Point(box.x0, $0.y)) }
            points = Outline.cut(points) { (box.x1 - $0.x, Point(box.x1, $0.y)) }
            points = Outline.cut(points) { ($0.y - box.y0, Point($0.x, box.y0)) }
            points = Outline.cut(points) { (box.y1 - $0.y, Point($0.x, box.y1)) }
            if points.count > 2 { result.contours.append(points) }
        }
        return result
    }

    /// One side of Sutherland and Hodgman's clipping: `inside` gives the signed distance to the side.
    private static func cut(_ points: [Point], _ side: (Point) -> (distance: Double, onBorder: Point)) -> [Point] {
        guard var previous = points.last else { return [] }
        var result: [Point] = []
        result.reserveCapacity(points.count + 4)
        var before = side(previous).distance
        for point in points {
            let now = side(point).distance
            if (before >= 0) != (now >= 0) {
                let t = before / (before - now)
                // On the border exactly, not nearly: rounding must not leave the box.
                result.append(
                    side(Point(previous.x + (point.x - previous.x) * t, previous.y + (point.y - previous.y) * t))
                        .onBorder)
            }
            if now >= 0 { result.append(point) }
            (previous, before) = (point, now)
        }
        return result
    }
}
