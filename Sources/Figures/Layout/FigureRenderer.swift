// From a figure to pixels: measures every axes, sorts all primitives by height, and tells the canvas what to draw. The only
// place that knows both primitives and the canvas.
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
        return Box(figureBox.x0 + fractions.x0 * figureBox.width, figureBox.y0 + fractions.y0 * figureBox.height,
                   figureBox.x0 + fractions.x1 * figureBox.width, figureBox.y0 + fractions.y1 * figureBox.height)
    }

    func layout(_ axes: Axes) -> AxesLayout { AxesLayout(axes, place: place(axes), figureBox: figureBox, dpi: dpi, fonts: fonts) }

    /// Texts of the figure itself.
    func texts() -> [(run: TextRun, at: Point)] {
        var texts: [(run: TextRun, at: Point)] = []
        let title = figure.suptitle
        if !title.text.isEmpty {
            texts.append((TextRun(text: title.text, font: title.font, color: title.color, horizontal: .center, vertical: .top),
                          Point(0.5, title.y ?? 0.98)))
        }
        texts += figure.texts
        return texts.map { ($0.run, Point(figureBox.x0 + $0.at.x * figureBox.width, figureBox.y0 + $0.at.y * figureBox.height)) }
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
        for text in texts() { TextLayout(text.run, dpi: dpi, fonts: fonts).draw(on: canvas, at: text.at, color: text.run.color) }
    }

    private func draw(_ primitive: Primitive, _ layout: AxesLayout, on canvas: Canvas) {
        func toDisplay(_ points: [Point]) -> [Point] { points.map { layout.display($0, primitive.space) } }
        switch primitive.shape {
        case .lines(let lines, let closed, let look, let snapsLines):
            let stroke = look.stroke(pixelsPerPoint: ppp)
            let shown = lines.map { line in snapsLines ? snappedIfStraight(toDisplay(line), width: stroke.width) : toDisplay(line) }
            canvas.stroke(shown, closed: closed, stroke, look.color)
        case .polygon(let contours, let fill, let edge, let isSnapped):
            let stroke = edge?.stroke(pixelsPerPoint: ppp)
            var outline = Outline()
            outline.contours = contours.map { contour in
                let shown = toDisplay(contour)
                return isSnapped ? snappedIfStraight(shown, width: stroke?.width ?? 0) : shown
            }
            outline.contours.removeAll { !$0.allSatisfy(\.isFinite) }
            canvas.fill(outline, fill)
            if let edge, let stroke { canvas.stroke(outline.contours, closed: true, stroke, edge.color) }
        case .markers(let points, let marker, let sizes, let fills, let edges, let edgeWidth, let onPixels):
            drawMarkers(toDisplay(points), marker, sizes, fills, edges, edgeWidth, onPixels, canvas)
        case .image(let drawing): drawImage(drawing, layout, canvas)
        case .text(let run, let at, let shift):
            let text = TextLayout(run, dpi: dpi, fonts: fonts)
            let place = layout.display(at, primitive.space) + shift
            if let background = run.background, place.isFinite {
                let box = Outline(text.box.moved(place).padded(4 * ppp))
                canvas.fill(box, background.fill)
                if let edge = background.edge {
                    canvas.stroke(box.contours, closed: true, edge.stroke(pixelsPerPoint: ppp), edge.color)
                }
            }
            text.draw(on: canvas, at: place, color: run.color)
        case .arrow(let from, let to, let look, let headLength, let headWidth):
            drawArrow(layout.display(from, primitive.space), layout.display(to, primitive.space), look, headLength, headWidth, canvas)
        }
    }

    private func drawMarkers(_ points: [Point], _ marker: Marker, _ sizes: [Double], _ fills: [Color], _ edges: [Color],
                             _ edgeWidth: Double, _ onPixels: Bool, _ canvas: Canvas) {
        guard !sizes.isEmpty, !fills.isEmpty, !edges.isEmpty else { return }
        let stroke = Stroke(width: edgeWidth * ppp, join: marker.join, cap: .butt)
        let visible = Box(0, 0, Double(canvas.width), Double(canvas.height))
        for (i, point) in points.enumerated() where point.isFinite {
            let size = min(sizes[i % sizes.count], 1e4) * ppp
            guard size > 0, visible.padded(size + stroke.width).contains(point) else { continue }
            // plot puts its symbols on whole pixels so that all look alike; scatter places them exactly.
            let at = onPixels ? Point(floor(point.x + 0.5), ceil(point.y - 0.5)) : point
            let shape = marker.shape(size: size).map { $0.map { $0 + at } }
            if !marker.isOpen {
                var outline = Outline()
                outline.contours = shape
                canvas.fill(outline, fills[i % fills.count])
            }
            if edgeWidth > 0 { canvas.stroke(shape, closed: !marker.isOpen, stroke, edges[i % edges.count]) }
        }
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

    private func drawArrow(_ from: Point, _ to: Point, _ look: LineLook, _ headLength: Double, _ headWidth: Double, _ canvas: Canvas) {
        let d = to - from
        let length = d.length
        guard d.isFinite, length > 1 else { return }
        let unit = d * (1 / length)
        let normal = Point(-unit.y, unit.x)
        let reach = min(headLength * ppp, length)
        // The tip keeps two points' distance from what it shows.
        let tip = to - unit * min(2 * ppp, length / 4)
        let foot = tip - unit * reach
        canvas.stroke([[from, foot]], look.stroke(pixelsPerPoint: ppp), look.color)
        canvas.fill(Outline([tip, foot + normal * (headWidth * ppp / 2), foot - normal * (headWidth * ppp / 2)]), look.color)
    }

    // MARK: - Whole pixels

    /// Horizontal and vertical lines on whole pixels, so that they are crisp; others as they are.
    private func snappedIfStraight(_ points: [Point], width: Double) -> [Point] {
        guard points.count <= 1024, points.allSatisfy(\.isFinite) else { return points }
        for (a, b) in zip(points, points.dropFirst()) where abs(a.x - b.x) > 1e-4 && abs(a.y - b.y) > 1e-4 { return points }
        return snapped(points, width: width)
    }

    private func snapped(_ points: [Point], width: Double) -> [Point] {
        // A line of odd width lies on pixel middles, one of even width (and an area's edge) between pixels.
        let half = Int(clamping: floor(width + 0.5)) % 2 == 1 ? 0.5 : 0
        return points.map { Point(floor($0.x + 0.5) + half, ceil($0.y - 0.5) - half) }
    }
}
