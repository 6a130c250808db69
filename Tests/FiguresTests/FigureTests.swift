// Figures as scripts use them: texts, limits, warnings, and numbers no picture can show.
import Foundation
import Schema
import XCTest

@testable import Figures

final class FigureTests: XCTestCase {
    private func ink(_ bitmap: Bitmap, rows: Range<Int>) -> Int {
        var count = 0
        for y in rows {
            for x in 0..<bitmap.width where bitmap[x, y][0] < 128 { count += 1 }
        }
        return count
    }

    func testEveryMarkDraws() throws {
        for entry in MarkCatalogue.entries {
            let empty = try Figure(width: 2, height: 2)
            _ = try empty.gca()
            let figure = try Figure(width: 2, height: 2)
            try entry.sample(try figure.gca())
            XCTAssertNotEqual(try figure.render(), try empty.render(), entry.name)
        }
    }

    func testHangulIsDrawn() throws {
        let figure = try Figure(width: 2, height: 1)
        let axes = try figure.gca()
        try axes.setAxis("off")
        let before = ink(try figure.render(), rows: 0..<12)
        axes.setTitle("한글 제목")
        let after = ink(try figure.render(), rows: 0..<12)
        let warnings = figure.takeWarnings()
        try XCTSkipIf(!warnings.isEmpty, "no Hangul font here: \(warnings)")
        XCTAssertGreaterThan(after, before + 60)
    }

    func testWithoutFontsTheFigureIsDrawnWithoutText() throws {
        let figure = try Figure(width: 2, height: 2)
        let axes = try figure.gca()
        try axes.plot([1, 2])
        axes.setTitle("title")
        axes.setLegend(marks: axes.marks, labels: ["line"])
        let fonts = FontLibrary(places: [])
        let canvas = try Canvas(width: 200, height: 200, background: .white, fonts: fonts)
        FigureRenderer(figure, dpi: 100, fonts: fonts).draw(on: canvas, isTransparent: false)
        XCTAssertEqual(fonts.warnings.count, 1)
        XCTAssertGreaterThan(ink(canvas.bitmap, rows: 0..<200), 300)
    }

    func testAnAxesOutlivesItsFigure() throws {
        var figure: Figure? = try Figure()
        let axes = try XCTUnwrap(try figure?.gca())
        figure = nil
        try axes.plot([1, 2])
        axes.setLegend()
        _ = axes.twinX()
        XCTAssertNil(axes.figure)
        XCTAssertEqual(axes.currentXLimits.high, 1.05)
    }

    func testAMissingGlyphIsABoxAndOneWarning() throws {
        let figure = try Figure(width: 2, height: 1)
        figure.suptitle.text = "\u{E0001}\u{E0001}"
        let bitmap = try figure.render()
        let warnings = figure.takeWarnings()
        XCTAssertEqual(warnings.count, 1)
        if warnings.first?.contains("U+E0001") == true { XCTAssertGreaterThan(ink(bitmap, rows: 0..<30), 20) }
        XCTAssertEqual(figure.takeWarnings(), [])
    }

    func testTheTutorialsPlaces() throws {
        let (figure, _) = try Scene.all[0].make()
        let bitmap = try figure.render()
        XCTAssertEqual([bitmap.width, bitmap.height], [1500, 500])
        // matplotlib's tight_layout puts the three boxes at 20…490, 515…985, 1010…1480, 15 pixels from the top and
        // bottom.
        let places = figure.axes.map { FigureRenderer(figure, dpi: 100).layout($0).box }
        for (place, left) in zip(places, [20.0, 515, 1010]) {
            XCTAssertEqual(place.x0, left, accuracy: 0.5)
            XCTAssertEqual(place.x1, left + 470, accuracy: 0.5)
            XCTAssertEqual(place.y0, 15, accuracy: 0.5)
            XCTAssertEqual(place.y1, 485, accuracy: 0.5)
        }
        XCTAssertEqual(bitmap[600, 450], [0, 0, 127, 255])
    }

    func testTheTutorialsReferencePicture() throws {
        // The recorded figure shows a trained prediction; the first and the last panel do not depend on training.
        let (figure, _) = try Scene.all[0].make()
        let ours = try figure.render()
        let path = GoldenTests.folder.deletingLastPathComponent().appendingPathComponent(
            "tutorial/tutorial_figure_default.png"
        ).path
        let theirs = try PNG.decode(try AtomicFile.read(path)).toRGBA()
        XCTAssertEqual([theirs.width, theirs.height], [ours.width, ours.height])
        var different = 0
        for y in 0..<ours.height {
            for x in 0..<ours.width where x < 500 || x >= 1000 {
                if zip(ours[x, y], theirs[x, y]).contains(where: { abs(Int($0) - Int($1)) > 8 }) { different += 1 }
            }
        }
        // Edges of the circle and glyphs of another FreeType.
        XCTAssertLessThan(different, 3000)
    }

    func testLimits() throws {
        let axes = try Figure().gca()
        XCTAssertEqual(axes.currentXLimits.high, 1)
        try axes.plot([0, 10], [1, 1])
        XCTAssertEqual(axes.currentXLimits.low, -0.5, accuracy: 1e-12)
        XCTAssertEqual(axes.currentYLimits.low, 0.945, accuracy: 1e-12)
        XCTAssertEqual(axes.currentYLimits.high, 1.055, accuracy: 1e-12)
        try axes.setXLimits(5, 2)
        XCTAssertEqual(axes.currentXLimits.low, 5)
        try axes.setXLimits(nil, nil)
        XCTAssertThrowsError(try axes.setYLimits(.nan, 1))
        let image = try Figure().gca()
        try image.imshow(try Scene.ramp(3, 4))
        XCTAssertEqual(image.currentYLimits.low, 2.5)
        XCTAssertEqual(image.currentYLimits.high, -0.5)
        let bars = try Figure().gca()
        try bars.bar([0, 1], [2, 4])
        XCTAssertEqual(bars.currentYLimits.low, 0)
        XCTAssertEqual(bars.currentYLimits.high, 4.2, accuracy: 1e-12)
    }

    func testSharedAxesShareLimits() throws {
        let axes = try Figure().subplots(rows: 2, columns: 1, shareX: .all)
        try axes[0].plot([0, 100], [0, 1])
        XCTAssertEqual(axes[1].currentXLimits.high, 105)
        XCTAssertFalse(axes[0].xTicks.showsLabels)
        XCTAssertTrue(axes[1].xTicks.showsLabels)
    }

    func testSubplotFindsWhatIsThere() throws {
        let figure = try Figure()
        let first = try figure.subplot(rows: 1, columns: 3, number: 1)
        let second = try figure.subplot(rows: 1, columns: 3, number: 2)
        XCTAssertFalse(first === second)
        XCTAssertTrue(try figure.subplot(rows: 1, columns: 3, number: 1) === first)
        XCTAssertTrue(try figure.gca() === first)
        XCTAssertThrowsError(try figure.subplot(rows: 1, columns: 3, number: 4)) {
            XCTAssertEqual(($0 as? Failure)?.message, "num must be an integer with 1 <= num <= 3, not 4")
        }
        XCTAssertThrowsError(try figure.subplot(rows: 0, columns: 3, number: 1))
        XCTAssertThrowsError(try figure.subplots(rows: Int.max, columns: 2))
    }

    func testNaNIsTransparentAndInfinityIsTheLastColour() throws {
        let figure = try Figure(width: 1, height: 1)
        let axes = try figure.addAxes([0, 0, 1, 1])
        try axes.setAxis("off")
        try axes.imshow(try ImageSource(values: [.nan, 0, 1, .infinity], rows: 2, columns: 2))
        let bitmap = try figure.render()
        XCTAssertEqual(bitmap[25, 25], [255, 255, 255, 255])
        XCTAssertEqual(bitmap[75, 25], [68, 1, 84, 255])
        XCTAssertEqual(bitmap[25, 75], [253, 231, 36, 255])
        XCTAssertEqual(bitmap[75, 75], [253, 231, 36, 255])
    }

    func testNoNumberEndsTheProgram() throws {
        let bad: [Double] = [
            .nan, .infinity, -.infinity, 1e308, -1e308, .leastNonzeroMagnitude, 0, -0.0, 1e19, -1e19, 1e-300, 1,
        ]
        for a in bad {
            for b in bad {
                let figure = try Figure(width: 1, height: 1)
                let axes = try figure.gca()
                var line = LineOptions()
                (line.width, line.markerSize, line.marker, line.style, line.alpha, line.label) = (
                    abs(a), b, .star, .dashed, b, "x"
                )
                try axes.plot([a, b, 0, a], [b, a, 1, b], line)
                try axes.scatter(
                    [a, b], [b, a],
                    {
                        var o = ScatterOptions(); o.areas = [a, b]; o.colors = .values([a, b]); return o
                    }())
                try axes.bar([a, b], [b, a])
                try axes.fillBetween([a, b], [a, a], [b, b])
                try axes.text(a, b, "t")
                axes.axhline(a)
                try axes.imshow(
                    try ImageSource(values: [a, b, 0, 1], rows: 2, columns: 2),
                    {
                        var o = ImageOptions(); o.extent = [a, b, b, a]; o.aspect = a; return o
                    }())
                try axes.contour([a, b, 0, 1], rows: 2, columns: 2, xs: [a, b])
                axes.setLegend()
                try? axes.setXLimits(a, b)
                try? axes.setXTicks([a, b])
                figure.tightLayout()
                var options = Figure.DrawingOptions()
                options.isTight = true
                _ = try? figure.render(options)
                _ = try figure.render()
                try axes.setScale(x: true, "log")
                try axes.setScale(x: false, "log")
                _ = try figure.render()
            }
        }
    }

    func testSavingNamesTheFormat() throws {
        let figure = try Figure(width: 1, height: 1)
        let path = NSTemporaryDirectory() + "unetrepl-save-\(UUID().uuidString)"
        defer { unlink(path + ".png") }
        try figure.save(path)
        XCTAssertTrue(PNG.isPNG(try AtomicFile.read(path + ".png")))
        XCTAssertThrowsError(try figure.save("a.pdf")) { XCTAssertEqual(($0 as? Failure)?.hint, "save as 'a.png'") }
        var options = Figure.DrawingOptions()
        options.isTransparent = true
        options.dpi = 50
        let clear = try figure.render(options)
        XCTAssertEqual([clear.width, clear.height], [50, 50])
        XCTAssertEqual(clear[0, 0], [0, 0, 0, 0])
    }

    func testMathMarkup() {
        XCTAssertEqual(MathMarkup.pieces("cost $5"), [.init(text: "cost $5")])
        XCTAssertEqual(MathMarkup.pieces("$10^{-3}$").map(\.text), ["10", "\u{2212}3"])
        XCTAssertEqual(MathMarkup.pieces("a $\\alpha_1$").map(\.text), ["a ", "α", "1"])
        XCTAssertEqual(MathMarkup.pieces("$\\").map(\.text), ["$\\"])
        for text in ["$$", "$^$", "$_{$", "$\\$", "${{}$", "$a^{b$"] { _ = MathMarkup.pieces(text) }
    }
}
