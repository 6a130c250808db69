// Pixels being drawn on. Outlines, strokes, pictures and glyphs in display coordinates (pixels, y up) go in; an RGBA
// bitmap comes out. FreeType's smooth rasteriser turns outlines into coverage; everything else is integer arithmetic,
// so the same calls give the same pixels on every machine.
import CFreeType
import Glibc
import Schema

/// Whole pixels that may be drawn on; rows counted from the bottom.
struct PixelRect: Equatable {
    var x0: Int
    var y0: Int
    var x1: Int
    var y1: Int

    /// The pixels whose border lies nearest to the box's.
    init(_ box: Box) {
        x0 = Int(clamping: snap(box.x0))
        y0 = Int(clamping: snap(box.y0))
        x1 = Int(clamping: snap(box.x1))
        y1 = Int(clamping: snap(box.y1))
    }

    init(_ x0: Int, _ y0: Int, _ x1: Int, _ y1: Int) { (self.x0, self.y0, self.x1, self.y1) = (x0, y0, x1, y1) }

    func intersection(_ other: PixelRect) -> PixelRect? {
        let rect = PixelRect(max(x0, other.x0), max(y0, other.y0), min(x1, other.x1), min(y1, other.y1))
        return rect.x0 < rect.x1 && rect.y0 < rect.y1 ? rect : nil
    }

    var box: Box { Box(Double(x0), Double(y0), Double(x1), Double(y1)) }
}

final class Canvas {
    let width: Int
    let height: Int
    private(set) var bitmap: Bitmap
    let fonts: FontLibrary
    /// Nothing outside is touched; nil is the whole canvas.
    var clip: PixelRect?
    /// One buffer for all masks: allocating per shape costs more than filling most of them.
    private var mask: [UInt8] = []

    init(width: Int, height: Int, background: Color, fonts: FontLibrary) throws(Failure) {
        bitmap = try Bitmap(width: width, height: height, channels: 4)
        self.width = width
        self.height = height
        self.fonts = fonts
        let (r, g, b, a) = background.bytes
        if a > 0 {
            bitmap.withPixels { pixels in
                for at in stride(from: 0, to: pixels.count, by: 4) {
                    (pixels[at], pixels[at + 1], pixels[at + 2], pixels[at + 3]) = (r, g, b, a)
                }
            }
        }
    }

    private var whole: PixelRect { PixelRect(0, 0, width, height) }
    private var drawable: PixelRect? { clip.map { whole.intersection($0) } ?? whole }

    // MARK: - Shapes

    func fill(_ outline: Outline, _ color: Color) { fill([outline], color) }

    /// Fills the outlines as one shape: where two overlap, the colour is laid on once. `isCrisp` takes whole pixels
    /// only.
    func fill(_ outlines: [Outline], _ color: Color, isCrisp: Bool = false) {
        guard color.alpha > 0, let area = drawable else { return }
        let margin = area.box.padded(2)
        var clipped: [Outline] = []
        var bounds: Box?
        for outline in outlines {
            guard var box = outline.bounds else { continue }
            var shape = outline
            if box.x0 < margin.x0 || box.y0 < margin.y0 || box.x1 > margin.x1 || box.y1 > margin.y1 {
                shape = outline.clipped(to: margin)
                guard let smaller = shape.bounds else { continue }
                box = smaller
            }
            bounds = bounds?.union(box) ?? box
            clipped.append(shape)
        }
        guard let bounds, let rect = outer(bounds).intersection(area) else { return }
        let count = (rect.x1 - rect.x0) * (rect.y1 - rect.y0)
        prepareMask(count)
        if let only = clipped.first, clipped.count == 1 {
            rasterize(only, rect, into: &mask)
        } else {
            var layer: [UInt8] = []
            for shape in clipped {
                layer = [UInt8](repeating: 0, count: count)
                rasterize(shape, rect, into: &layer)
                for i in 0..<count where layer[i] != 0 { mask[i] = UInt8(min(255, Int(mask[i]) + Int(layer[i]))) }
            }
        }
        if isCrisp {
            for i in 0..<count { mask[i] = mask[i] >= 128 ? 255 : 0 }
        }
        blend(rect, color)
    }

    /// Draws lines with a width. `closed` joins every line's end to its start.
    func stroke(_ lines: [[Point]], closed: Bool = false, _ stroke: Stroke, _ color: Color) {
        guard color.alpha > 0, let area = drawable else { return }
        fill(Stroker.outlines(lines, closed: closed, stroke: stroke, in: area.box), color)
    }

    /// The smallest pixel rectangle around a box.
    private func outer(_ box: Box) -> PixelRect {
        PixelRect(
            Int(clamping: floor(box.x0)), Int(clamping: floor(box.y0)), Int(clamping: ceil(box.x1)),
            Int(clamping: ceil(box.y1)))
    }

    private func prepareMask(_ count: Int) {
        if mask.count < count {
            mask = [UInt8](repeating: 0, count: count)
        } else {
            mask.withUnsafeMutableBufferPointer { $0[..<count].update(repeating: 0) }
        }
    }

    private func rasterize(_ outline: Outline, _ rect: PixelRect, into mask: inout [UInt8]) {
        var contours = outline.contours.filter { $0.count > 2 }
        // FreeType counts points in 16 bits. Strokes arrive in groups; only a huge filled polygon comes here too long,
        // and then every second point goes: neighbours are far closer than a pixel.
        while contours.reduce(0, { $0 + $1.count }) > Int(UNET_OUTLINE_MAX_POINTS) {
            let before = contours.reduce(0) { $0 + $1.count }
            contours = contours.map { contour in
                contour.count < 8 ? contour : stride(from: 0, to: contour.count, by: 2).map { contour[$0] }
            }
            // Tens of thousands of tiny contours: keep as many as fit.
            if contours.reduce(0, { $0 + $1.count }) == before { contours.removeLast(contours.count / 4 + 1) }
        }
        var points: [FT_Vector] = []
        var ends: [Int16] = []
        for contour in contours {
            for point in contour {
                points.append(
                    FT_Vector(
                        x: FT_Pos(Int(clamping: snap((point.x - Double(rect.x0)) * 64))),
                        y: FT_Pos(Int(clamping: snap((point.y - Double(rect.y0)) * 64)))))
            }
            ends.append(Int16(truncatingIfNeeded: points.count - 1))
        }
        guard !points.isEmpty else { return }
        var tags = [UInt8](repeating: 1, count: points.count)
        let (pointCount, contourCount) = (Int32(points.count), Int32(ends.count))
        let (w, h) = (Int32(rect.x1 - rect.x0), Int32(rect.y1 - rect.y0))
        _ = mask.withUnsafeMutableBufferPointer { buffer in
            unet_render_polygons(
                fonts.library, &points, &tags, &ends, pointCount, contourCount, 0, buffer.baseAddress, w, h)
        }
    }

    /// Fills a glyph's outline; its coordinates are 1/64 pixel from the canvas's lower left corner.
    func fill(_ glyph: UnsafeMutablePointer<FT_Outline>, _ color: Color) {
        guard color.alpha > 0, let area = drawable, glyph.pointee.n_points > 0 else { return }
        var box = FT_BBox()
        FT_Outline_Get_CBox(glyph, &box)
        let bounds = PixelRect(
            Int(box.xMin) >> 6, Int(box.yMin) >> 6, (Int(box.xMax) + 63) >> 6, (Int(box.yMax) + 63) >> 6)
        guard let rect = bounds.intersection(area) else { return }
        prepareMask((rect.x1 - rect.x0) * (rect.y1 - rect.y0))
        FT_Outline_Translate(glyph, FT_Pos(-rect.x0 * 64), FT_Pos(-rect.y0 * 64))
        let (w, h) = (Int32(rect.x1 - rect.x0), Int32(rect.y1 - rect.y0))
        _ = mask.withUnsafeMutableBufferPointer { unet_render_outline(fonts.library, glyph, $0.baseAddress, w, h) }
        blend(rect, color)
    }

    // MARK: - Blending

    /// Lays `color` over the pixels of `rect`, as much as the mask says.
    private func blend(_ rect: PixelRect, _ color: Color) {
        let (r, g, b, a) = color.bytes
        let (rowWidth, height) = (width, height)
        let columns = rect.x1 - rect.x0
        mask.withUnsafeBufferPointer { mask in
            bitmap.withPixels { pixels in
                var from = 0
                for y in stride(from: rect.y1 - 1, through: rect.y0, by: -1) {
                    var at = ((height - 1 - y) * rowWidth + rect.x0) * 4
                    for _ in 0..<columns {
                        let cover = mask[from]
                        if cover != 0 { Canvas.over(pixels, at, r, g, b, cover == 255 ? a : Canvas.scale(cover, a)) }
                        from += 1
                        at += 4
                    }
                }
            }
        }
    }

    /// a * b / 255, rounded.
    @inline(__always)
    private static func scale(_ a: UInt8, _ b: UInt8) -> UInt8 {
        let t = UInt32(a) * UInt32(b) + 128
        return UInt8(truncatingIfNeeded: (t + (t >> 8)) >> 8)
    }

    /// Straight-alpha "over" at byte offset `at`.
    @inline(__always)
    private static func over(
        _ p: UnsafeMutableBufferPointer<UInt8>, _ at: Int, _ r: UInt8, _ g: UInt8, _ b: UInt8, _ a: UInt8
    ) {
        let below = p[at + 3]
        if a == 255 || below == 0 {
            if a == 0 { return }
            (p[at], p[at + 1], p[at + 2], p[at + 3]) = (r, g, b, a)
        } else if below == 255 {
            p[at] = mix(p[at], r, a)
            p[at + 1] = mix(p[at + 1], g, a)
            p[at + 2] = mix(p[at + 2], b, a)
        } else {
            let left = UInt32(scale(below, 255 - a))
            let total = left + UInt32(a)
            p[at] = UInt8(truncatingIfNeeded: (UInt32(p[at]) * left + UInt32(r) * UInt32(a) + total / 2) / total)
            p[at + 1] = UInt8(
                truncatingIfNeeded: (UInt32(p[at + 1]) * left + UInt32(g) * UInt32(a) + total / 2) / total)
            p[at + 2] = UInt8(
                truncatingIfNeeded: (UInt32(p[at + 2]) * left + UInt32(b) * UInt32(a) + total / 2) / total)
            p[at + 3] = UInt8(truncatingIfNeeded: total)
        }
    }

    /// from + (to - from) * a / 255, rounded.
    @inline(__always)
    private static func mix(_ from: UInt8, _ to: UInt8, _ a: UInt8) -> UInt8 {
        let t = UInt32(from) * UInt32(255 - a) + UInt32(to) * UInt32(a) + 128
        return UInt8(truncatingIfNeeded: (t + (t >> 8)) >> 8)
    }

    /// Lays an RGBA picture over the canvas with its lower left pixel at (x, y).
    func draw(_ picture: Bitmap, x: Int, y: Int) {
        let source = picture.toRGBA()
        guard let area = drawable, x.magnitude < 1 << 30, y.magnitude < 1 << 30,
            let rect = PixelRect(x, y, x + source.width, y + source.height).intersection(area)
        else { return }
        let (rowWidth, height) = (width, height)
        source.pixels.withUnsafeBufferPointer { from in
            bitmap.withPixels { to in
                for row in rect.y0..<rect.y1 {
                    var s = ((source.height - 1 - (row - y)) * source.width + rect.x0 - x) * 4
                    var d = ((height - 1 - row) * rowWidth + rect.x0) * 4
                    for _ in rect.x0..<rect.x1 {
                        Canvas.over(to, d, from[s], from[s + 1], from[s + 2], from[s + 3])
                        s += 4
                        d += 4
                    }
                }
            }
        }
    }
}
