// Numbers compared with what matplotlib and Pillow give (recorded in Tests/Fixtures): colour maps, ticks, resizing.
import Foundation
import Schema
import XCTest

@testable import Figures

/// A JSON file under Tests/Fixtures.
func fixture(_ path: String) throws -> [String: Any] {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let data = try Data(contentsOf: root.appendingPathComponent("Fixtures/" + path))
    return try XCTUnwrap(try JSONSerialization.jsonObject(with: data) as? [String: Any])
}

func hex(_ bytes: some Sequence<UInt8>) -> String { bytes.map { String(format: "%02x", $0) }.joined() }

final class FactTests: XCTestCase {
    func testColormapsOfTheTutorialAreExact() throws {
        let tables = try fixture("tutorial/colormaps.json")
        for name in ["jet", "viridis", "gray"] {
            XCTAssertEqual(hex(try Colormap(named: name).table), tables[name] as? String, name)
        }
    }

    func testEveryColormapMatchesMatplotlib() throws {
        let maps = try XCTUnwrap(try fixture("plots/colormaps.json")["maps"] as? [String: String])
        XCTAssertGreaterThan(maps.count, 50)
        for (name, recorded) in maps {
            let map = try Colormap(named: name)
            let step = max(1, map.count / 16)
            let ours = stride(from: 0, to: map.count, by: step).map { hex(map.table[3 * $0..<3 * $0 + 3]) }.joined()
            XCTAssertEqual(ours, recorded, name)
        }
        for name in Colormap.names {
            let map = try Colormap(named: name)
            let reversed = try Colormap(named: name + "_r")
            XCTAssertEqual(map.color(at: 0), reversed.color(at: reversed.count - 1), name)
        }
    }

    func testColormapEdges() throws {
        let map = try Colormap(named: "viridis")
        XCTAssertEqual(map.index(-5), 0)
        XCTAssertEqual(map.index(1), 255)
        XCTAssertEqual(map.index(.infinity), 255)
        XCTAssertEqual(map.index(-.infinity), 0)
        XCTAssertNil(map.index(.nan))
        XCTAssertThrowsError(try Colormap(named: "Viridis")) {
            XCTAssertEqual(($0 as? Failure)?.hint, "did you mean 'viridis'?")
        }
    }

    func testTicksMatchMatplotlib() throws {
        let cases = try XCTUnwrap(try fixture("plots/ticks.json")["cases"] as? [[String: Any]])
        XCTAssertGreaterThan(cases.count, 400)
        for one in cases {
            let low = try XCTUnwrap(one["low"] as? Double)
            let high = try XCTUnwrap(one["high"] as? Double)
            let bins = try XCTUnwrap(one["bins"] as? Int)
            let wanted = try XCTUnwrap(one["ticks"] as? [Double])
            let ticks = TickLocator.nice(low: low, high: high, bins: bins)
            let text = "\(low)…\(high), \(bins) bins"
            XCTAssertEqual(ticks.count, wanted.count, text)
            for (a, b) in zip(ticks, wanted) { XCTAssertEqual(a, b, accuracy: 1e-9 * (high - low), text) }
            let formatter = TickFormatter(ticks, low: low, high: high)
            XCTAssertEqual(ticks.map(formatter.label), one["labels"] as? [String], text)
            XCTAssertEqual(formatter.offsetLabel, one["offset"] as? String, text)
        }
    }

    func testTicksSurviveAnyInterval() {
        let values = [
            0, -0.0, 1, -1, 1e308, -1e308, .leastNonzeroMagnitude, 1e-300, .infinity, -.infinity, .nan, 1e15, 1e15 + 1,
        ]
        for low in values {
            for high in values {
                let ticks = TickLocator.nice(low: low, high: high, bins: 9)
                let formatter = TickFormatter(ticks, low: low, high: high)
                _ = ticks.map(formatter.label) + [formatter.offsetLabel]
                _ = TickLocator.decades(low: low, high: high, bins: 9)
            }
        }
    }

    func testResizeMatchesPillow() throws {
        let facts = try fixture("plots/resize.json")
        var pixels: [UInt8] = []
        for y in 0..<9 {
            for x in 0..<13 {
                for c in 0..<3 { pixels.append(UInt8((37 * x + 91 * y + 53 * c + 7 * x * y) % 256)) }
            }
        }
        let picture = try Bitmap(width: 13, height: 9, channels: 3, pixels: pixels)
        XCTAssertEqual(hex(picture.toGray().pixels), facts["gray"] as? String)
        for one in try XCTUnwrap(facts["cases"] as? [[String: Any]]) {
            let filter = try XCTUnwrap(ResampleFilter(rawValue: try XCTUnwrap(one["filter"] as? String)))
            let (w, h) = (try XCTUnwrap(one["width"] as? Int), try XCTUnwrap(one["height"] as? Int))
            let ours = try picture.resized(width: w, height: h, filter: filter).pixels
            let theirs = Color.bytes(hex: try XCTUnwrap(one["hex"] as? String))
            // Pillow takes the other direction first when a picture becomes much flatter; what the first pass clips
            // then differs.
            let tolerance = w > 13 && h < 9 ? 8 : 0
            XCTAssertEqual(ours.count, theirs.count)
            let worst = zip(ours, theirs).map { abs(Int($0) - Int($1)) }.max() ?? 0
            XCTAssertLessThanOrEqual(worst, tolerance, "\(filter) to \(w) x \(h)")
        }
    }

    func testColorsAsScriptsWriteThem() throws {
        XCTAssertEqual(try Color("red"), Color(1, 0, 0))
        XCTAssertEqual(try Color("g"), Color(0, 0.5, 0))
        XCTAssertEqual(try Color("C1").bytes.0, 255)
        XCTAssertEqual(try Color("tab:blue"), Color.cycle(0))
        XCTAssertEqual(try Color("#1f77b480").bytes.3, 128)
        XCTAssertEqual(try Color("#fff"), .white)
        XCTAssertEqual(try Color("0.5"), Color(0.5, 0.5, 0.5))
        XCTAssertEqual(try Color("none").alpha, 0)
        XCTAssertEqual(try Color("cornflowerblue").bytes.1, 149)
        for wrong in ["", "nocolor", "#12", "1.5", "C", "-0.1", "#gggggg"] {
            XCTAssertThrowsError(try Color(wrong), wrong)
        }
        XCTAssertThrowsError(try Color(components: [0, 2, 0]))
        XCTAssertThrowsError(try Color(components: [.nan, 0, 0]))
    }

    func testFormatStrings() throws {
        let dashed = try FormatString("r--o")
        XCTAssertEqual(dashed.color, Color(1, 0, 0))
        XCTAssertEqual(dashed.style, .dashed)
        XCTAssertEqual(dashed.marker, .circle)
        XCTAssertEqual(try FormatString("o").style, LineStyle.none)
        XCTAssertEqual(try FormatString("b-.").style, .dashDot)
        XCTAssertEqual(try FormatString("k.").marker, .point)
        XCTAssertEqual(try FormatString("red").color, Color(1, 0, 0))
        XCTAssertEqual(try FormatString("C3:").color, Color.cycle(3))
        XCTAssertNil(try FormatString("").style)
        for wrong in ["rr", "--:", "oo", "rz", "한"] { XCTAssertThrowsError(try FormatString(wrong), wrong) }
    }

    func testHistogramCountsAsNumPy() throws {
        XCTAssertEqual(try BarMark.edges([1, 2, 3], bins: 2), [1, 2, 3])
        XCTAssertEqual(BarMark.histogram([1, 2, 2, 3, .nan, 9], edges: [1, 2, 3]), [1, 3])
        XCTAssertEqual(try BarMark.edges([5, 5], bins: 1), [4.5, 5.5])
        XCTAssertThrowsError(try BarMark.edges([1, .infinity], bins: 3))
        XCTAssertThrowsError(try BarMark.edges([1, 2], bins: 0))
    }
}
