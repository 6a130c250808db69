// Points, boxes and safe numbers. Display coordinates are pixels with y pointing up and (0, 0) at the figure's lower
// left corner, as in matplotlib; only the canvas turns rows around. Numbers come from users: any Double may be NaN or
// huge.
import Glibc

/// A position: data units, fractions of an axes or a figure, points or pixels, as the context says.
public struct Point: Equatable, Sendable {
    public var x: Double
    public var y: Double

    public init(_ x: Double, _ y: Double) {
        self.x = x
        self.y = y
    }

    var isFinite: Bool { x.isFinite && y.isFinite }

    static func + (a: Point, b: Point) -> Point { Point(a.x + b.x, a.y + b.y) }
    static func - (a: Point, b: Point) -> Point { Point(a.x - b.x, a.y - b.y) }
    static func * (a: Point, s: Double) -> Point { Point(a.x * s, a.y * s) }
    var length: Double { (x * x + y * y).squareRoot() }
}

/// An axis-aligned rectangle, y up.
public struct Box: Equatable, Sendable {
    public var x0: Double
    public var y0: Double
    public var x1: Double
    public var y1: Double

    public init(_ x0: Double, _ y0: Double, _ x1: Double, _ y1: Double) {
        self.x0 = x0
        self.y0 = y0
        self.x1 = x1
        self.y1 = y1
    }

    public var width: Double { x1 - x0 }
    public var height: Double { y1 - y0 }
    var center: Point { Point((x0 + x1) / 2, (y0 + y1) / 2) }

    func union(_ other: Box) -> Box {
        Box(min(x0, other.x0), min(y0, other.y0), max(x1, other.x1), max(y1, other.y1))
    }

    func padded(_ by: Double) -> Box { Box(x0 - by, y0 - by, x1 + by, y1 + by) }

    func moved(_ by: Point) -> Box { Box(x0 + by.x, y0 + by.y, x1 + by.x, y1 + by.y) }

    func contains(_ point: Point) -> Bool { point.x > x0 && point.x < x1 && point.y > y0 && point.y < y1 }

    func overlaps(_ other: Box) -> Bool { x0 < other.x1 && other.x0 < x1 && y0 < other.y1 && other.y0 < y1 }

    func intersection(_ other: Box) -> Box? {
        let box = Box(max(x0, other.x0), max(y0, other.y0), min(x1, other.x1), min(y1, other.y1))
        return box.x1 > box.x0 && box.y1 > box.y0 ? box : nil
    }

    static func union(_ boxes: [Box]) -> Box? {
        guard let first = boxes.first else { return nil }
        return boxes.dropFirst().reduce(first) { $0.union($1) }
    }
}

extension Int {
    /// The nearest integer towards zero; NaN is 0 and what does not fit is clamped. The only way from user numbers to
    /// Int here.
    init(clamping value: Double) {
        if value.isNaN {
            self = 0
        } else if value >= 9.2e18 {
            self = Int.max
        } else if value <= -9.2e18 {
            self = Int.min
        } else {
            self = Int(value)
        }
    }
}

extension UInt8 {
    /// 0…1 to 0…255, rounded; NaN is 0.
    init(unit value: Double) {
        self = value >= 1 ? 255 : value > 0 ? UInt8(value * 255 + 0.5) : 0
    }
}

/// Whole pixels, chosen as matplotlib chooses them.
enum Pixels {
    /// Where a point of a crisp horizontal or vertical line goes: pixel middles when the width is odd, else pixel
    /// borders. Rows are counted from the top in a picture, so halves go down in y where they go up in x.
    static func snapped(_ point: Point, lineWidth: Double) -> Point {
        let half = Int(clamping: floor(lineWidth + 0.5)) % 2 == 1 ? 0.5 : 0
        return Point(floor(point.x + 0.5) + half, ceil(point.y - 0.5) - half)
    }
}

/// Round half up, as matplotlib's pixel snapping does.
func snap(_ value: Double) -> Double { floor(value + 0.5) }
