// An axes measured for one drawing: its box in pixels after the aspect is applied, limits, ticks, and everything around
// it as primitives in pixels. An `Axes` and its place go in; primitives and the room they need come out.
import Glibc

struct AxesLayout {
    let axes: Axes
    /// The place reserved for it, and the box itself, in pixels.
    let place: Box
    private(set) var box: Box
    private(set) var xLimits: (low: Double, high: Double)
    private(set) var yLimits: (low: Double, high: Double)
    private let dpi: Double
    private let fonts: FontLibrary
    private let figureBox: Box
    private var ppp: Double { dpi / 72 }

    init(_ axes: Axes, place: Box, figureBox: Box, dpi: Double, fonts: FontLibrary) {
        self.axes = axes
        self.place = place
        self.figureBox = figureBox
        self.dpi = dpi
        self.fonts = fonts
        box = place
        xLimits = LimitFinder.limits(axes.x, isX: true)
        yLimits = LimitFinder.limits(axes.y, isX: false)
        applyAspect()
    }

    private mutating func applyAspect() {
        if let ratio = axes.boxAspect {
            box = AxesLayout.shrunk(place, ratio, axes.anchor)
            return
        }
        guard let aspect = axes.aspect, axes.x.scale == .linear, axes.y.scale == .linear else { return }
        let (xSize, ySize) = (xLimits.high - xLimits.low, yLimits.high - yLimits.low)
        let ratio = aspect * ySize / xSize
        guard ratio.isFinite, ratio > 0 else { return }
        guard axes.adjustsLimits else {
            box = AxesLayout.shrunk(place, ratio, axes.anchor)
            return
        }
        let target = place.height / place.width
        if ratio < target {
            let (middle, half) = ((yLimits.low + yLimits.high) / 2, target * xSize / aspect / 2)
            yLimits = (middle - half, middle + half)
        } else {
            let (middle, half) = ((xLimits.low + xLimits.high) / 2, ySize * aspect / target / 2)
            xLimits = (middle - half, middle + half)
        }
    }

    /// The largest box of height/width `ratio` inside, held at `anchor`.
    private static func shrunk(_ place: Box, _ ratio: Double, _ anchor: Point) -> Box {
        var (w, h) = (place.width, place.width * ratio)
        if h > place.height { (w, h) = (place.height / ratio, place.height) }
        let x = place.x0 + anchor.x * (place.width - w)
        let y = place.y0 + anchor.y * (place.height - h)
        return Box(x, y, x + w, y + h)
    }

    // MARK: - Coordinates

    func displayX(_ value: Double) -> Double {
        let scale = axes.x.scale
        let (a, b) = (scale.forward(xLimits.low), scale.forward(xLimits.high))
        let t = (scale.forward(value) - a) / (b - a)
        return box.x0 + (axes.x.isInverted ? 1 - t : t) * box.width
    }

    func displayY(_ value: Double) -> Double {
        let scale = axes.y.scale
        let (a, b) = (scale.forward(yLimits.low), scale.forward(yLimits.high))
        let t = (scale.forward(value) - a) / (b - a)
        return box.y0 + (axes.y.isInverted ? 1 - t : t) * box.height
    }

    func display(_ p: Point, _ space: Space) -> Point {
        switch space {
        case .data: Point(displayX(p.x), displayY(p.y))
        case .axes: Point(box.x0 + p.x * box.width, box.y0 + p.y * box.height)
        case .dataAxes: Point(displayX(p.x), box.y0 + p.y * box.height)
        case .axesData: Point(box.x0 + p.x * box.width, displayY(p.y))
        case .figure: Point(figureBox.x0 + p.x * figureBox.width, figureBox.y0 + p.y * figureBox.height)
        case .display: p
        }
    }

    // MARK: - Ticks

    func ticks(x isX: Bool) -> Ticks {
        let settings = isX ? axes.xTicks : axes.yTicks
        let range = isX ? axes.x : axes.y
        let limits = isX ? xLimits : yLimits
        var ticks = Ticks()
        // A tick label needs three times its size along x, twice along y.
        let length = (isX ? box.width : box.height) / ppp
        let room = Int(clamping: floor(length / (max(settings.font.size, 1) * (isX ? 3 : 2))))
        if let fixed = settings.positions {
            ticks.positions = fixed.filter(\.isFinite)
        } else if range.scale == .log {
            let decades = TickLocator.decades(low: limits.low, high: limits.high, bins: min(max(room, 1), 9))
            ticks.positions = decades.major
            ticks.minor = decades.minor.filter { $0 >= limits.low && $0 <= limits.high }
        } else {
            ticks.positions = TickLocator.nice(low: limits.low, high: limits.high, bins: min(max(room, 1), 9))
        }
        if let labels = settings.labels {
            ticks.labels = labels
        } else if range.scale == .log {
            ticks.labels = ticks.positions.map { "$10^{\(Int(clamping: log10($0).rounded()))}$" }
        } else {
            let formatter = TickFormatter(ticks.positions, low: limits.low, high: limits.high)
            ticks.labels = ticks.positions.map(formatter.label)
            ticks.offset = formatter.offsetLabel
        }
        // Only what is inside is drawn; a tick on the edge may be off by rounding.
        let slack = 1e-10 * (limits.high - limits.low)
        let inside = ticks.positions.indices.filter {
            ticks.positions[$0] >= limits.low - slack && ticks.positions[$0] <= limits.high + slack
        }
        ticks.labels = inside.map { $0 < ticks.labels.count ? ticks.labels[$0] : "" }
        ticks.positions = inside.map { ticks.positions[$0] }
        return ticks
    }

    /// Everything around the marks, and the boxes it takes.
    struct Surroundings {
        var primitives: [Primitive] = []
        /// Room needed by ticks and labels; `layoutBoxes` counts long titles and labels as narrow, so that they do not
        /// push their neighbours away.
        var boxes: [Box] = []
        var layoutBoxes: [Box] = []

        mutating func reserve(_ box: Box) {
            boxes.append(box)
            layoutBoxes.append(box)
        }
    }

    func surroundings() -> Surroundings {
        var result = Surroundings()
        result.reserve(box)
        var yOffsetBox: Box?
        if axes.isAxisVisible {
            addAxis(x: true, to: &result, offsetBox: &yOffsetBox)
            addAxis(x: false, to: &result, offsetBox: &yOffsetBox)
            if axes.isFrameVisible { addSpines(to: &result) }
        }
        addTitle(to: &result, yOffsetBox)
        return result
    }

    private func measure(_ run: TextRun, at point: Point) -> Box {
        TextLayout(run, dpi: dpi, fonts: fonts).box.moved(point)
    }

    private func addAxis(x isX: Bool, to result: inout Surroundings, offsetBox: inout Box?) {
        let settings = isX ? axes.xTicks : axes.yTicks
        let ticks = ticks(x: isX)
        let opposite = settings.isOpposite
        let outward = opposite ? 1.0 : -1.0
        let tickLength = settings.showsMarks ? settings.length * ppp : 0
        let edge = isX ? (opposite ? box.y1 : box.y0) : (opposite ? box.x1 : box.x0)
        func add(_ shape: Primitive.Shape, zorder: Double = 1.5, clipped: Bool = false) {
            result.primitives.append(Primitive(shape: shape, space: .display, clipped: clipped, zorder: zorder))
        }

        // Grid lines lie under the ticks.
        if let look = isX ? axes.grid.x : axes.grid.y {
            var look = look
            look.cap = .projecting
            for value in ticks.positions {
                let line =
                    isX
                    ? [Point(displayX(value), box.y0), Point(displayX(value), box.y1)]
                    : [Point(box.x0, displayY(value)), Point(box.x1, displayY(value))]
                add(.lines([line], closed: false, look, snapped: true), clipped: true)
            }
        }
        if settings.showsMarks {
            for (positions, length, width) in [(ticks.minor, 2.0, 0.6), (ticks.positions, settings.length, 0.8)] {
                var look = LineLook(color: settings.color == .black ? .black : settings.color, width: width)
                look.cap = .butt
                let reach = floor(length * ppp + 0.5) * outward
                let lines = positions.map { value in
                    let at = isX ? Point(displayX(value), edge) : Point(edge, displayY(value))
                    let start = Pixels.snapped(at, lineWidth: width * ppp)
                    return [start, isX ? Point(start.x, start.y + reach) : Point(start.x + reach, start.y)]
                }
                if !lines.isEmpty { add(.lines(lines, closed: false, look, snapped: false)) }
            }
        }

        // The side's own room: the box and its ticks.
        var side = box
        if isX {
            if opposite { side.y1 += tickLength } else { side.y0 -= tickLength }
        } else {
            if opposite { side.x1 += tickLength } else { side.x0 -= tickLength }
        }
        result.reserve(side)

        let labelEdge = edge + outward * (settings.length + 3.5) * ppp
        if settings.showsLabels {
            for (value, text) in zip(ticks.positions, ticks.labels) where !text.isEmpty {
                var run = TextRun(text: text, font: settings.font, color: settings.color)
                run.rotation = settings.rotation
                run.horizontal =
                    settings.horizontal.flatMap(HorizontalAlignment.init) ?? (isX ? .center : opposite ? .left : .right)
                run.vertical = isX ? (opposite ? .bottom : .top) : .centerBaseline
                let at = isX ? Point(displayX(value), labelEdge) : Point(labelEdge, displayY(value))
                let taken = measure(run, at: at)
                side = side.union(taken)
                result.reserve(taken)
                add(.text(run, at: at, shift: Point(0, 0)))
            }
            if !ticks.offset.isEmpty {
                var run = TextRun(text: ticks.offset, font: settings.font, color: settings.color)
                let at: Point
                if isX {
                    (run.horizontal, run.vertical) = (.right, opposite ? .bottom : .top)
                    at = Point(box.x1, opposite ? side.y1 + 3 * ppp : side.y0 - 3 * ppp)
                } else {
                    run.horizontal = opposite ? .right : .left
                    at = Point(opposite ? box.x1 : box.x0, box.y1 + 3 * ppp)
                }
                let taken = measure(run, at: at)
                if isX { side = side.union(taken) } else { offsetBox = taken }
                result.reserve(taken)
                add(.text(run, at: at, shift: Point(0, 0)))
            }
        }

        let label = isX ? axes.xLabel : axes.yLabel
        guard !label.text.isEmpty else { return }
        var run = TextRun(text: label.text, font: label.font, color: label.color, horizontal: .center)
        let pad = (label.pad ?? 4) * ppp
        let at: Point
        if isX {
            run.vertical = opposite ? .bottom : .top
            run.rotation = label.rotation ?? 0
            at = Point(box.center.x, opposite ? side.y1 + pad : side.y0 - pad)
        } else {
            run.rotation = label.rotation ?? 90
            run.rotatesAboutAnchor = true
            run.vertical = opposite ? .top : .bottom
            at = Point(opposite ? side.x1 + pad : side.x0 - pad, box.center.y)
        }
        let taken = measure(run, at: at)
        result.boxes.append(taken)
        var narrow = taken
        if isX {
            (narrow.x0, narrow.x1) = (box.center.x - 0.5, box.center.x + 0.5)
        } else {
            (narrow.y0, narrow.y1) = (box.center.y - 0.5, box.center.y + 0.5)
        }
        result.layoutBoxes.append(narrow)
        add(.text(run, at: at, shift: Point(0, 0)))
    }

    private func addSpines(to result: inout Surroundings) {
        let sides = [
            "left": [Point(box.x0, box.y0), Point(box.x0, box.y1)],
            "right": [Point(box.x1, box.y0), Point(box.x1, box.y1)],
            "bottom": [Point(box.x0, box.y0), Point(box.x1, box.y0)],
            "top": [Point(box.x0, box.y1), Point(box.x1, box.y1)],
        ]
        for name in ["left", "right", "bottom", "top"] {
            guard axes.spines.contains(name), let line = sides[name] else { continue }
            result.primitives.append(
                Primitive(
                    shape: .lines([line], closed: false, LineLook(color: .black, width: 0.8), snapped: true),
                    space: .display, clipped: false, zorder: 2.5))
        }
    }

    private func addTitle(to result: inout Surroundings, _ yOffsetBox: Box?) {
        let title = axes.title
        guard !title.text.isEmpty else { return }
        var run = TextRun(text: title.text, font: title.font, color: title.color, vertical: .baseline)
        run.horizontal = HorizontalAlignment(rawValue: title.location) ?? .center
        let fraction = run.horizontal == .left ? 0 : run.horizontal == .right ? 1 : 0.5
        var at = Point(box.x0 + fraction * box.width, box.y0 + (title.y ?? 1) * box.height + (title.pad ?? 6) * ppp)
        var taken = measure(run, at: at)
        if title.y == nil {
            // Above ticks on the top side, the offset text beside it, and its own descenders.
            var top = box.y1
            if axes.xTicks.isOpposite, axes.isAxisVisible { top = max(top, result.boxes.map(\.y1).max() ?? top) }
            if let offset = yOffsetBox, offset.overlaps(taken) { top = max(top, offset.y1) }
            if taken.y0 < top {
                at.y += top - taken.y0
                taken = measure(run, at: at)
            }
        }
        result.boxes.append(taken)
        result.layoutBoxes.append(Box(taken.center.x - 0.5, taken.y0, taken.center.x + 0.5, taken.y1))
        result.primitives.append(
            Primitive(shape: .text(run, at: at, shift: Point(0, 0)), space: .display, clipped: false, zorder: 3))
    }

    // MARK: - Marks and legend

    /// The marks' primitives, in their own coordinates.
    func markPrimitives() -> [Primitive] {
        let view = MarkView(xLimits: xLimits, yLimits: yLimits)
        return axes.marks.filter(\.isVisible).flatMap { $0.primitives(view) }
    }

    func legendDrawing(_ marks: [Primitive]) -> (box: Box, primitives: [Primitive])? {
        axes.legend?.drawing(in: box, pixelsPerPoint: ppp, dpi: dpi, fonts: fonts) { obstacles(marks) }
    }

    private func obstacles(_ marks: [Primitive]) -> Legend.Obstacles {
        var obstacles = Legend.Obstacles()
        for mark in marks {
            switch mark.shape {
            case .lines(let lines, _, _, _): obstacles.lines += lines.map { $0.map { display($0, mark.space) } }
            case .polygon(let contours, _, _, let isBox, _):
                let shapes = contours.map { $0.map { display($0, mark.space) } }
                if isBox {
                    obstacles.boxes += shapes.compactMap { Outline($0).bounds }
                } else {
                    obstacles.lines += shapes
                }
            case .markers(let points, _, _, _, _, _, let isLine):
                // A line's own markers were counted with the line.
                if !isLine { obstacles.points += points.map { display($0, mark.space) } }
            case .text(let run, let at, let shift):
                obstacles.boxes.append(measure(run, at: display(at, mark.space) + shift))
            case .image, .arrow: break
            }
        }
        return obstacles
    }

    /// All the room the axes takes, for layout (`isForLayout`) or for cutting the picture.
    func tightBox(isForLayout: Bool) -> Box {
        let surroundings = surroundings()
        var boxes = isForLayout ? surroundings.layoutBoxes : surroundings.boxes
        let marks = markPrimitives()
        for case let mark in marks where !mark.clipped {
            if case .text(let run, let at, let shift) = mark.shape {
                boxes.append(measure(run, at: display(at, mark.space) + shift))
            }
        }
        if let legend = legendDrawing(marks) { boxes.append(legend.box) }
        return Box.union(boxes.filter { $0.x0.isFinite && $0.y0.isFinite && $0.x1.isFinite && $0.y1.isFinite }) ?? box
    }
}
