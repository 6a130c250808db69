// The symbols of plot and scatter. A letter goes in; outlines and strokes around (0, 0) come out, for a size of one.
import Glibc
import Schema

/// matplotlib's marker letters.
public enum Marker: String, Sendable, CaseIterable {
    case point = "."
    case pixel = ","
    case circle = "o"
    case triangleDown = "v"
    case triangleUp = "^"
    case triangleLeft = "<"
    case triangleRight = ">"
    case octagon = "8"
    case square = "s"
    case pentagon = "p"
    case filledPlus = "P"
    case star = "*"
    case hexagon1 = "h"
    case hexagon2 = "H"
    case plus = "+"
    case x = "x"
    case filledX = "X"
    case diamond = "D"
    case thinDiamond = "d"
    case verticalLine = "|"
    case horizontalLine = "_"
    case tickLeft = "0"
    case tickRight = "1"

    /// From a script's text; nil text, "" and "None" are no marker. ValueError lists what there is.
    public static func named(_ text: String?) throws(Failure) -> Marker? {
        guard let text, !text.isEmpty, text != " ", text.lowercased() != "none" else { return nil }
        if let marker = Marker(rawValue: text) { return marker }
        throw Failure(
            .valueError, "Unrecognized marker style '\(text)'",
            hint: "markers are " + allCases.prefix(21).map { "'\($0.rawValue)'" }.joined(separator: " "))
    }

    /// Only strokes, no area: drawn with the edge colour.
    var isOpen: Bool {
        switch self {
        case .plus, .x, .verticalLine, .horizontalLine, .tickLeft, .tickRight: true
        case .point, .pixel, .circle, .triangleDown, .triangleUp, .triangleLeft, .triangleRight, .octagon, .square,
            .pentagon,
            .filledPlus, .star, .hexagon1, .hexagon2, .filledX, .diamond, .thinDiamond:
            false
        }
    }

    /// From this size on, in pixels, its corners are put on whole pixels when plot draws it.
    var snapSize: Double {
        switch self {
        case .point, .pixel, .circle: .infinity
        case .plus, .verticalLine, .horizontalLine, .tickLeft, .tickRight: 1
        case .square: 2
        case .x, .thinDiamond: 3
        case .triangleDown, .triangleUp, .triangleLeft, .triangleRight, .octagon, .pentagon, .filledPlus, .star,
            .hexagon1,
            .hexagon2, .filledX, .diamond:
            5
        }
    }

    /// Corners stay sharp except on round symbols.
    var join: Stroke.Join {
        switch self {
        case .point, .circle: .round
        case .star, .pentagon, .hexagon1, .hexagon2, .octagon: .bevel
        default: .miter
        }
    }

    /// The area's corners, or the strokes of an open symbol, for a symbol `size` pixels across.
    func shape(size: Double) -> [[Point]] {
        let half = size / 2
        func polygon(_ count: Int, turn: Double, inner: Double? = nil) -> [[Point]] {
            let corners = inner == nil ? count : 2 * count
            return [
                (0..<corners).map { i in
                    let angle = Double.pi / 2 + turn + 2 * Double.pi * Double(i) / Double(corners)
                    let radius = half * (i % 2 == 1 ? inner ?? 1 : 1)
                    return Point(radius * cos(angle), radius * sin(angle))
                }
            ]
        }
        func points(_ list: [(Double, Double)]) -> [Point] { list.map { Point($0.0 * half, $0.1 * half) } }
        switch self {
        case .point: return Outline.circle(Point(0, 0), radius: half / 2).contours
        case .pixel: return [[Point(-0.5, -0.5), Point(0.5, -0.5), Point(0.5, 0.5), Point(-0.5, 0.5)]]
        case .circle: return Outline.circle(Point(0, 0), radius: half).contours
        case .triangleUp: return [points([(0, 1), (-1, -1), (1, -1)])]
        case .triangleDown: return [points([(0, -1), (1, 1), (-1, 1)])]
        case .triangleLeft: return [points([(-1, 0), (1, -1), (1, 1)])]
        case .triangleRight: return [points([(1, 0), (-1, 1), (-1, -1)])]
        case .square: return [points([(-1, -1), (1, -1), (1, 1), (-1, 1)])]
        case .diamond:
            let d = 2.0.squareRoot()
            return [points([(0, -d), (d, 0), (0, d), (-d, 0)])]
        case .thinDiamond:
            let d = 2.0.squareRoot()
            return [points([(0, -d), (0.6 * d, 0), (0, d), (-0.6 * d, 0)])]
        case .octagon: return polygon(8, turn: Double.pi / 8)
        case .pentagon: return polygon(5, turn: 0)
        case .star: return polygon(5, turn: 0, inner: 0.381966)
        case .hexagon1: return polygon(6, turn: 0)
        case .hexagon2: return polygon(6, turn: Double.pi / 6)
        case .filledPlus:
            let t = 1.0 / 3
            return [
                points([
                    (-t, -1), (t, -1), (t, -t), (1, -t), (1, t), (t, t), (t, 1), (-t, 1), (-t, t), (-1, t), (-1, -t),
                    (-t, -t),
                ])
            ]
        case .filledX:
            return [
                points([
                    (-0.5, -1), (0, -0.5), (0.5, -1), (1, -0.5), (0.5, 0), (1, 0.5), (0.5, 1), (0, 0.5), (-0.5, 1),
                    (-1, 0.5), (-0.5, 0), (-1, -0.5),
                ])
            ]
        case .plus: return [points([(-1, 0), (1, 0)]), points([(0, -1), (0, 1)])]
        case .x: return [points([(-1, -1), (1, 1)]), points([(-1, 1), (1, -1)])]
        case .verticalLine: return [points([(0, -1), (0, 1)])]
        case .horizontalLine: return [points([(-1, 0), (1, 0)])]
        case .tickLeft: return [points([(-2, 0), (0, 0)])]
        case .tickRight: return [points([(0, 0), (2, 0)])]
        }
    }
}

/// A format string such as "r--o": colour, line style and marker in any order.
public struct FormatString: Equatable, Sendable {
    public var color: Color?
    public var style: LineStyle?
    public var marker: Marker?

    /// ValueError in matplotlib's words when a part is not understood.
    public init(_ text: String) throws(Failure) {
        // A whole colour ("red", "C1", "0.5") may stand alone; "1" and "-" styles are more likely markers and lines.
        if text.utf8.count > 1, Double(text) == nil, let whole = Color.parse(text), LineStyle(text) == nil {
            color = whole
            return
        }
        var rest = Substring(text)
        while let first = rest.first {
            if rest.hasPrefix("--") || rest.hasPrefix("-.") {
                try FormatString.set(&style, LineStyle(String(rest.prefix(2))), text, "two linestyle symbols")
                rest = rest.dropFirst(2)
            } else if first == "-" || first == ":" {
                try FormatString.set(&style, LineStyle(String(first)), text, "two linestyle symbols")
                rest = rest.dropFirst()
            } else if first == "C", let digit = rest.dropFirst().first, digit.isNumber {
                let digits = rest.dropFirst().prefix { $0.isNumber }
                try FormatString.set(&color, Color.cycle(Int(digits) ?? 0), text, "two color symbols")
                rest = rest.dropFirst(1 + digits.count)
            } else if "bgrcmykw".contains(first) {
                try FormatString.set(&color, Color.parse(String(first)), text, "two color symbols")
                rest = rest.dropFirst()
            } else if let found = Marker(rawValue: String(first)) {
                try FormatString.set(&marker, found, text, "two marker symbols")
                rest = rest.dropFirst()
            } else {
                throw Failure(
                    .valueError,
                    "'\(text)' is not a valid format string (unrecognized character '\(first)')")
            }
        }
        // A marker without a line style draws no line.
        if marker != nil && style == nil { style = LineStyle.none }
    }

    private static func set<T>(_ field: inout T?, _ value: T?, _ text: String, _ trouble: String) throws(Failure) {
        if field != nil { throw Failure(.valueError, "'\(text)' is not a valid format string (\(trouble))") }
        field = value
    }
}
