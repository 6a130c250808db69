// text, annotate and table-like labels: words at a place in the data, with an optional box behind and an optional
// arrow.
import Schema

public struct TextOptions: Sendable {
    public var font = Font()
    public var color = Color.black
    /// "left", "center", "right".
    public var horizontal = "left"
    /// "top", "center", "baseline", "bottom", "center_baseline".
    public var vertical = "baseline"
    /// Degrees, counterclockwise.
    public var rotation = 0.0
    public var alpha: Double?
    /// A box behind the text.
    public var background: Color?
    public var backgroundEdge: Color?
    public var zorder = 3.0

    public init() {}

    func run(_ text: String) throws(Failure) -> TextRun {
        guard let horizontal = HorizontalAlignment(rawValue: horizontal) else {
            throw Failure(
                .valueError,
                "'\(self.horizontal)' is not a valid value for horizontalalignment; supported values are "
                    + "'center', 'left', 'right'")
        }
        guard let vertical = VerticalAlignment(rawValue: vertical) else {
            throw Failure(
                .valueError,
                "'\(self.vertical)' is not a valid value for verticalalignment; supported values are "
                    + "'baseline', 'bottom', 'center', 'center_baseline', 'top'")
        }
        var run = TextRun(
            text: text, font: font, color: color.withAlpha(alpha), horizontal: horizontal, vertical: vertical,
            rotation: rotation)
        if background != nil || backgroundEdge != nil {
            run.background = (background ?? .clear, backgroundEdge.map { LineLook(color: $0, width: 1) })
        }
        return run
    }
}

/// The arrow of annotate; lengths in points.
public struct ArrowLook: Sendable, Equatable {
    public enum Head: Sendable, Equatable {
        /// "-"
        case none
        /// "->": two lines.
        case open(length: Double, halfWidth: Double)
        /// "-|>": a triangle.
        case filled(length: Double, halfWidth: Double)
        /// A wide arrow, matplotlib's default without an arrowstyle.
        case broad(shaft: Double, length: Double, halfWidth: Double)
    }

    public var head: Head = .broad(shaft: 4, length: 12, halfWidth: 6)
    public var color = Color.black
    public var width = 1.0
    /// Share of the distance left free at both ends; nil leaves two points.
    public var shrink: Double?

    public init() {}

    /// From an arrowstyle name: "-", "->", "-|>", "<-", "fancy", "simple".
    public init(style: String) throws(Failure) {
        switch style.split(separator: ",").first.map(String.init) ?? "" {
        case "-": head = .none
        case "->", "<->", "<-": head = .open(length: 4, halfWidth: 2)
        case "-|>", "<|-|>", "<|-": head = .filled(length: 4, halfWidth: 2)
        case "fancy", "simple", "wedge": head = .broad(shaft: 2, length: 5, halfWidth: 2.5)
        default:
            throw Failure(.valueError, "Unknown style: '\(style)'", hint: "arrow styles are '-', '->', '-|>', 'simple'")
        }
    }
}

public final class TextMark: Mark {
    public var text: String {
        get { run.text }
        set { run.text = newValue }
    }
    private var run: TextRun
    let at: Point
    let space: Space
    private let target: Point?
    private let arrow: ArrowLook?

    init(_ run: TextRun, at: Point, space: Space, arrowTo target: Point? = nil, arrow: ArrowLook? = nil, zorder: Double)
    {
        self.run = run
        self.at = at
        self.space = space
        self.target = target
        self.arrow = arrow
        super.init(zorder: zorder)
    }

    override func primitives(_ view: MarkView) -> [Primitive] {
        var result: [Primitive] = []
        if let target, let arrow {
            result.append(primitive(.arrow(from: run, at: at, to: target, arrow), space, clipped: false))
        }
        result.append(primitive(.text(run, at: at, shift: Point(0, 0)), space, clipped: false))
        return result
    }

    static func sample(_ axes: Axes) throws { try axes.text(0.5, 0.5, "text") }
    static func sampleAnnotate(_ axes: Axes) throws {
        try axes.annotate("here", at: Point(0.5, 0.5), textAt: Point(0.2, 0.8), arrow: ArrowLook())
    }
}
