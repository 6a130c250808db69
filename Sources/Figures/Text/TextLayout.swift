// Where the letters of a text go. A string, a font and an anchor go in; glyph positions and an exact box in pixels come
// out, with matplotlib's rules: hinted advances, unfitted kerning, lines at least as high as the font's ascender and
// descender, alignment of the rotated box.
import CFreeType
import Glibc

enum HorizontalAlignment: String { case left, center, right }
enum VerticalAlignment: String { case top, center, baseline, bottom, centerBaseline = "center_baseline" }

/// A text to be drawn: what, where, how.
struct TextRun {
    var text: String
    var font = Font()
    var color = Color.black
    var horizontal = HorizontalAlignment.left
    var vertical = VerticalAlignment.baseline
    /// Degrees, counterclockwise.
    var rotation = 0.0
    /// Align the unrotated box, then rotate about the anchor (matplotlib's rotation_mode="anchor").
    var rotatesAboutAnchor = false
    /// A box behind it.
    var background: (fill: Color, edge: LineLook?)?
}

/// A laid out text. Positions are relative to the anchor, in pixels, y up.
struct TextLayout {
    struct Glyph {
        let face: FontFace
        let index: FT_UInt
        let points: Double
        /// Baseline origin.
        let origin: Point
        /// Not in any font: drawn as a box.
        let isMissing: Bool
    }

    private(set) var glyphs: [Glyph] = []
    /// Around all lines, after rotation; what alignment and tight layout use.
    private(set) var box = Box(0, 0, 0, 0)
    /// The box before rotation, its shift to the anchor, and the rotation's cosine and sine.
    private var flat = Box(0, 0, 0, 0)
    private var offset = Point(0, 0)
    private var turn = (c: 1.0, s: 0.0)
    let rotation: Double
    let dpi: Double

    init(_ run: TextRun, dpi: Double, fonts: FontLibrary) {
        rotation = run.rotation.isFinite ? run.rotation : 0
        self.dpi = dpi
        guard !run.text.isEmpty, run.font.size.isFinite, run.font.size > 0 else { return }
        let size = min(run.font.size, 1000)
        let faces = fonts.faces(for: run.font)
        guard let main = faces.first else { return }
        let metrics = main.lineMetrics(points: size, dpi: dpi)

        let rows = run.text.prefix(4096).split(separator: "\n", omittingEmptySubsequences: false)
        let gap = rows.count > 1 ? metrics.gap : 0
        var lines: [(glyphs: [Glyph], width: Double, y: Double)] = []
        var y = 0.0
        var descent = 0.0
        var firstBaseline = 0.0
        for row in rows {
            let line = TextLayout.line(MathMarkup.pieces(String(row)), run.font, size, dpi, faces, fonts)
            let ascent = max(line.ascent, metrics.ascent) + gap / 2
            descent = max(line.descent, metrics.descent) + gap / 2
            y -= ascent
            if lines.isEmpty { firstBaseline = ascent }
            lines.append((line.glyphs, line.width, y))
            y -= descent
        }
        let width = lines.map(\.width).max() ?? 0
        let bottom = y

        let angle = rotation * Double.pi / 180
        // Exact zeros and ones at right angles keep vertical labels on whole pixels.
        let quarter = (rotation / 90).rounded() == rotation / 90
        let (c, s) = quarter ? (cos(angle).rounded(), sin(angle).rounded()) : (cos(angle), sin(angle))
        func rotate(_ p: Point) -> Point { Point(p.x * c - p.y * s, p.x * s + p.y * c) }
        let corners = [Point(0, bottom), Point(0, 0), Point(width, 0), Point(width, bottom)].map(rotate)
        var turned = Box(corners[0].x, corners[0].y, corners[0].x, corners[0].y)
        for corner in corners { turned = turned.union(Box(corner.x, corner.y, corner.x, corner.y)) }

        flat = Box(0, bottom, width, 0)
        turn = (c, s)
        let reference = run.rotatesAboutAnchor ? flat : turned
        switch run.horizontal {
        case .left: offset.x = reference.x0
        case .center: offset.x = (reference.x0 + reference.x1) / 2
        case .right: offset.x = reference.x1
        }
        switch run.vertical {
        case .bottom: offset.y = reference.y0
        case .top: offset.y = reference.y1
        case .center: offset.y = (reference.y0 + reference.y1) / 2
        case .baseline: offset.y = run.rotatesAboutAnchor ? -firstBaseline : reference.y0 + descent
        case .centerBaseline: offset.y = run.rotatesAboutAnchor ? -firstBaseline / 2 : reference.y1 - firstBaseline / 2
        }
        if run.rotatesAboutAnchor { offset = rotate(offset) }
        box = turned.moved(offset * -1)
        for line in lines {
            let indent =
                run.horizontal == .left ? 0 : run.horizontal == .right ? width - line.width : (width - line.width) / 2
            for glyph in line.glyphs {
                let place = rotate(Point(glyph.origin.x + indent, glyph.origin.y + line.y)) - offset
                glyphs.append(
                    Glyph(
                        face: glyph.face, index: glyph.index, points: glyph.points, origin: place,
                        isMissing: glyph.isMissing))
            }
        }
    }

    /// The corners of the text's own rectangle, turned with it.
    func frame(padding: Double) -> [Point] {
        Outline(flat.padded(padding)).contours[0].map {
            Point($0.x * turn.c - $0.y * turn.s, $0.x * turn.s + $0.y * turn.c) - offset
        }
    }

    /// Glyphs of one line from the origin, and its extents.
    private static func line(
        _ pieces: [MathMarkup.Piece], _ font: Font, _ size: Double, _ dpi: Double, _ upright: [FontFace],
        _ fonts: FontLibrary
    )
        -> (glyphs: [Glyph], width: Double, ascent: Double, descent: Double)
    {
        var glyphs: [Glyph] = []
        var pen = 0.0
        var (right, top, bottom) = (0.0, 0.0, 0.0)
        for piece in pieces {
            let points = size * piece.scale
            let faces =
                piece.isItalic
                ? fonts.faces(for: Font(isBold: font.isBold, isItalic: true, family: font.family)) : upright
            guard !faces.isEmpty else { continue }
            let raise = piece.raise * size * dpi / 72
            var previous: (face: FontFace, index: FT_UInt)?
            for scalar in piece.text.unicodeScalars {
                if scalar.value < 32 && scalar != "\t" { continue }
                let shown = scalar == "\t" ? " " : scalar
                let holder = faces.first { $0.glyph(shown) != 0 }
                if holder == nil {
                    fonts.warn(
                        "no font has the character \(scalar) (U+\(hex(scalar.value))); a box is drawn in its place")
                }
                let face = holder ?? faces[0]
                let index = face.glyph(shown)
                face.setSize(points: points, dpi: dpi)
                if let last = previous, last.face === face, index != 0 {
                    var kern = FT_Vector()
                    if FT_Get_Kerning(face.handle, last.index, index, FT_UInt(FT_KERNING_UNFITTED.rawValue), &kern) == 0
                    {
                        pen += Double(kern.x) / 64
                    }
                }
                guard FT_Load_Glyph(face.handle, index, loadFlags) == 0, let slot = face.handle.pointee.glyph else {
                    continue
                }
                glyphs.append(
                    Glyph(face: face, index: index, points: points, origin: Point(pen, raise), isMissing: holder == nil)
                )
                var box = FT_BBox()
                FT_Outline_Get_CBox(&slot.pointee.outline, &box)
                right = max(right, pen + Double(box.xMax) / 64)
                top = max(top, raise + Double(box.yMax) / 64)
                bottom = min(bottom, raise + Double(box.yMin) / 64)
                pen += Double(slot.pointee.advance.x) / 64
                previous = (face, index)
            }
        }
        return (glyphs, max(right, pen), top, -bottom)
    }

    /// Hinted outlines, as matplotlib loads them; never an embedded bitmap.
    static let loadFlags = FT_Int32(FT_LOAD_DEFAULT) | FT_Int32(FT_LOAD_NO_BITMAP)

    private static func hex(_ value: UInt32) -> String {
        let text = String(value, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, 4 - text.count)) + text
    }

    /// Draws the text with its anchor at `anchor`.
    func draw(on canvas: Canvas, at anchor: Point, color: Color) {
        guard anchor.isFinite, abs(anchor.x) < 1e6, abs(anchor.y) < 1e6 else { return }
        let angle = rotation * Double.pi / 180
        let (c, s) = (cos(angle), sin(angle))
        func fixed(_ value: Double) -> FT_Fixed { FT_Fixed((value * 65536).rounded()) }
        for glyph in glyphs {
            glyph.face.setSize(points: glyph.points, dpi: dpi)
            guard FT_Load_Glyph(glyph.face.handle, glyph.index, TextLayout.loadFlags) == 0,
                let slot = glyph.face.handle.pointee.glyph
            else { continue }
            let place = anchor + glyph.origin
            if rotation != 0 {
                var matrix = FT_Matrix(xx: fixed(c), xy: fixed(-s), yx: fixed(s), yy: fixed(c))
                FT_Outline_Transform(&slot.pointee.outline, &matrix)
            }
            FT_Outline_Translate(
                &slot.pointee.outline, FT_Pos(Int(clamping: (place.x * 64).rounded())),
                FT_Pos(Int(clamping: (place.y * 64).rounded())))
            canvas.fill(&slot.pointee.outline, color)
        }
    }
}
