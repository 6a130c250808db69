// From a figure to pixels: measures every axes, sorts all primitives by height, and tells the canvas what to draw. The
// only place that knows both primitives and the canvas.
import Glibc
import Schema

struct FigureRenderer {
    let figure: Figure
    let dpi: Double
    /// The figure's area in pixels; its corner is not (0, 0) when only a part is drawn.
    let figureBox: Box
    let fonts: FontLibrary
    private var ppp: Double { dpi / 72 }

    init(_ figure: Figure, dpi: Double, origin: Point = Point(0, 0), fonts: FontLibrary = FontLibrary()) {
        self.figure = figure
        self.dpi = dpi
        self.fonts = fonts
        figureBox = Box(origin.x, origin.y, origin.x + figure.width * dpi, origin.y + figure.height * dpi)
    }

    /// The place reserved for an axes, in pixels.
    func place(_ axes: Axes) -> Box {
        let fractions = axes.spec?.box(figure.subplotParameters) ?? axes.rectangle ?? Box(0, 0, 1, 1)
        return Box(
            figureBox.x0 + fractions.x0 * figureBox.width, figureBox.y0 + fractions.y0 * figureBox.height,
            figureBox.x0 + fractions.x1 * figureBox.width, figureBox.y0 + fractions.y1 * figureBox.height)
    }

    func layout(_ axes: Axes) -> AxesLayout {
        AxesLayout(axes, place: place(axes), figureBox: figureBox, dpi: dpi, fonts: fonts)
    }

    /// Texts of the figure itself.
    func texts() -> [(run: TextRun, at: Point)] {
        var texts: [(run: TextRun, at: Point)] = []
        let title = figure.suptitle
        if !title.text.isEmpty {
            texts.append(
                (
                    TextRun(
                        text: title.text, font: title.font, color: title.color, horizontal: .center, vertical: .top),
                    Point(0.5, title.y ?? 0.98)
                ))
        }
        texts += figure.texts
        return texts.map {
            ($0.run, Point(figureBox.x0 + $0.at.x * figureBox.width, figureBox.y0 + $0.at.y * figureBox.height))
        }
    }

    /// The room all content takes, in pixels.
    func tightBox() -> Box? {
        var boxes = figure.axes.filter(\.isVisible).map { layout($0).tightBox(isForLayout: false) }
        boxes += texts().map { TextLayout($0.run, dpi: dpi, fonts: fonts).box.moved($0.at) }
        return Box.union(boxes)
    }

    // MARK: - Drawing

    func draw(on canvas: Canvas, isTransparent: Bool) {
        for axes in figure.axes where axes.isVisible {
            let layout = layout(axes)
            let frame = PixelRect(layout.box)
            if axes.isAxisVisible, axes.isFrameVisible, !isTransparent {
                canvas.clip = nil
                canvas.fill(Outline(snapped(Outline(layout.box).contours[0], width: 0)), axes.faceColor)
            }
            let marks = layout.markPrimitives()
            let legend = layout.legendDrawing(marks)?.primitives ?? []
            let all = layout.surroundings().primitives + marks + legend
            // Equal heights keep their order.
            let order = all.indices.sorted { (all[$0].zorder, $0) < (all[$1].zorder, $1) }
            for i in order {
                canvas.clip = all[i].clipped ? frame : nil
                draw(all[i], layout, on: canvas)
            }
        }
        canvas.clip = nil
        for text in texts() {
            TextLayout(text.run, dpi: dpi, fonts: fonts).draw(on: canvas, at: text.at, color: text.run.color)
        }
    }

    private func draw(_ primitive: Primitive, _ layout: AxesLayout, on canvas: Canvas) {
        func toDisplay(_ points: [Point]) -> [Point] { points.map { layout.display($0, primitive.space) } }
        switch primitive.shape {
        case .lines(let lines, let closed, let look, let snapsLines):
            let stroke = look.stroke(pixelsPerPoint: ppp)
            let shown = lines.map { line in
                snapsLines ? snappedIfStraight(toDisplay(line), width: stroke.width) : toDisplay(line)
            }
            canvas.stroke(shown, closed: closed, stroke, look.color)
        case .polygon(let contours, let fill, let edge, let isSnapped, let isCrisp):
            let stroke = edge?.stroke(pixelsPerPoint: ppp)
            var outline = Outline()
            outline.contours = contours.map { contour in
                let shown = toDisplay(contour)
                return isSnapped ? snappedIfStraight(shown, width: stroke?.width ?? 0) : shown
            }
            outline.contours.removeAll { !$0.allSatisfy(\.isFinite) }
            canvas.fill([outline], fill, isCrisp: isCrisp)
            if let edge, let stroke { canvas.stroke(outline.contours, closed: true, stroke, edge.color) }
        case .markers(let points, let marker, let sizes, let fills, let edges, let edgeWidth, let onPixels):
            drawMarkers(toDisplay(points), marker, sizes, fills, edges, edgeWidth, onPixels, canvas)
        case .image(let drawing): drawImage(drawing, layout, canvas)
        case .text(let run, let at, let shift):
            let text = TextLayout(run, dpi: dpi, fonts: fonts)
            let place = layout.display(at, primitive.space) + shift
            if let background = run.background, place.isFinite {
                let box = Outline(text.frame(padding: 4 * ppp).map { $0 + place })
                canvas.fill(box, background.fill)
                if let edge = background.edge {
                    canvas.stroke(box.contours, closed: true, edge.stroke(pixelsPerPoint: ppp), edge.color)
                }
            }
            text.draw(on: canvas, at: place, color: run.color)
        case .arrow(let run, let at, let to, let look):
            let box = TextLayout(run, dpi: dpi, fonts: fonts).box.moved(layout.display(at, primitive.space))
            drawArrow(from: box, to: layout.display(to, primitive.space), look, canvas)
        }
    }

    private func drawMarkers(
        _ points: [Point], _ marker: Marker, _ sizes: [Double], _ fills: [Color], _ edges: [Color],
        _ edgeWidth: Double, _ onPixels: Bool, _ canvas: Canvas
    ) {
        guard !sizes.isEmpty, !fills.isEmpty, !edges.isEmpty else { return }
        let stroke = Stroke(width: marker == .pixel ? 0 : edgeWidth * ppp, join: marker.join, cap: .butt)
        let visible = Box(0, 0, Double(canvas.width), Double(canvas.height))
        // One size is shaped once, then only moved: thousands of points cost their pixels, not their geometry.
        var shaped: (size: Double, area: Outline, edges: [Outline])?
        for (i, point) in points.enumerated() where point.isFinite {
            let size = min(sizes[i % sizes.count], 1e4) * ppp
            guard size > 0, visible.padded(size + stroke.width).contains(point) else { continue }
            if shaped?.size != size {
                shaped = markerShape(marker, size, stroke, snaps: onPixels && size >= marker.snapSize)
            }
            guard var (_, area, rim) = shaped else { continue }
            // plot puts its symbols on whole pixels, so that all look alike: round ones by their middle, others by
            // corners. scatter places them exactly; only squares are made crisp.
            var at = point
            if onPixels {
                at = Pixels.snapped(point, lineWidth: size >= marker.snapSize ? 0 : 1)
            } else if marker == .square {
                area = Outline(snappedIfStraight(area.moved(point).contours[0], width: stroke.width))
                rim = Stroker.outlines(area.contours, closed: true, stroke: stroke, in: visible.padded(size))
                at = Point(0, 0)
            }
            if !marker.isOpen { canvas.fill(area.moved(at), fills[i % fills.count]) }
            if stroke.width > 0 { canvas.fill(rim.map { $0.moved(at) }, edges[i % edges.count]) }
        }
    }

    /// A symbol's area and rim around (0, 0).
    private func markerShape(_ marker: Marker, _ size: Double, _ stroke: Stroke, snaps: Bool)
        -> (size: Double, area: Outline, edges: [Outline])
    {
        var area = Outline()
        area.contours = marker.shape(size: size).map {
            $0.map { snaps ? Pixels.snapped($0, lineWidth: stroke.width) : $0 }
        }
        let half = stroke.width / 2
        if marker == .circle || marker == .point {
            // A ring: two circles, the inner one turning back.
            let radius = marker == .circle ? size / 2 : size / 4
            var ring = Outline.circle(Point(0, 0), radius: radius + half)
            if radius > half {
                ring.contours += Outline.circle(Point(0, 0), radius: radius - half).contours.map { $0.reversed() }
            }
            return (size, area, [ring])
        }
        let room = Box(0, 0, 0, 0).padded(2 * size + stroke.width)
        return (size, area, Stroker.outlines(area.contours, closed: !marker.isOpen, stroke: stroke, in: room))
    }

    private func drawImage(_ drawing: ImageMark.Drawing, _ layout: AxesLayout, _ canvas: Canvas) {
        let c = drawing.mark.corners
        var (bottom, top) = (c.bottom, c.top)
        // With the origin below, row 0 belongs at the bottom edge: the box's upside is the other way round.
        if !drawing.mark.options.originIsUpper { (bottom, top) = (top, bottom) }
        let box = Box(layout.displayX(c.left), layout.displayY(bottom), layout.displayX(c.right), layout.displayY(top))
        guard [box.x0, box.y0, box.x1, box.y1].allSatisfy({ $0.isFinite && abs($0) < 1e9 }) else { return }
        guard let (picture, x, y) = drawing.pixels(box: box, visible: layout.box) else { return }
        canvas.draw(picture, x: x, y: y)
    }

    private func drawArrow(from text: Box, to target: Point, _ look: ArrowLook, _ canvas: Canvas) {
        let start = text.center
        let whole = target - start
        guard start.isFinite, whole.isFinite, whole.length > 1, !text.contains(target) else { return }
        let unit = whole * (1 / whole.length)
        // Leave the text where the line crosses its padded box.
        let padded = text.padded(2 * ppp)
        let crossX = unit.x == 0 ? Double.infinity : (unit.x > 0 ? padded.x1 - start.x : padded.x0 - start.x) / unit.x
        let crossY = unit.y == 0 ? Double.infinity : (unit.y > 0 ? padded.y1 - start.y : padded.y0 - start.y) / unit.y
        let shrink = look.shrink.map { $0 * whole.length } ?? 2 * ppp
        let tail = start + unit * (min(crossX, crossY) + (look.shrink ?? 0) * whole.length)
        let tip = target - unit * shrink
        guard (tip - tail).length > 0.5 else { return }
        let normal = Point(-unit.y, unit.x)
        let stroke = LineLook(color: look.color, width: look.width).stroke(pixelsPerPoint: ppp)
        switch look.head {
        case .none: canvas.stroke([[tail, tip]], stroke, look.color)
        case .open(let length, let halfWidth):
            let foot = tip - unit * (length * ppp)
            canvas.stroke(
                [[tail, tip], [foot + normal * (halfWidth * ppp), tip, foot - normal * (halfWidth * ppp)]], stroke,
                look.color)
        case .filled(let length, let halfWidth):
            let foot = tip - unit * (length * ppp)
            canvas.stroke([[tail, foot]], stroke, look.color)
            let head = [tip, foot + normal * (halfWidth * ppp), foot - normal * (halfWidth * ppp)]
            canvas.fill(Outline(head), look.color)
            canvas.stroke([head], closed: true, stroke, look.color)
        case .broad(let shaft, let length, let halfWidth):
            let reach = min(length * ppp, (tip - tail).length)
            let foot = tip - unit * reach
            let (inner, outer) = (normal * (shaft * ppp / 2), normal * (halfWidth * ppp))
            canvas.fill(
                Outline([tail + inner, foot + inner, foot + outer, tip, foot - outer, foot - inner, tail - inner]),
                look.color)
        }
    }

    // MARK: - Whole pixels

    /// Horizontal and vertical lines on whole pixels, so that they are crisp; others as they are.
    private func snappedIfStraight(_ points: [Point], width: Double) -> [Point] {
        guard points.count <= 1024, points.allSatisfy(\.isFinite) else { return points }
        for (a, b) in zip(points, points.dropFirst()) where abs(a.x - b.x) > 1e-4 && abs(a.y - b.y) > 1e-4 {
            return points
        }
        return snapped(points, width: width)
    }

    private func snapped(_ points: [Point], width: Double) -> [Point] {
        points.map { Pixels.snapped($0, lineWidth: width) }
    }
}
