import Figures
import Schema
import XCTest

@testable import Session

final class GoldenTests: XCTestCase {
    private let expectation = Expectation(places: ["CWD": "/tmp/w", "HOME": "/h", "TMP": "/t"])

    private func matches(_ expected: String, _ actual: String) -> Bool { expectation.matches(expected, actual) }

    func testLinesAreExactByDefault() {
        XCTAssertTrue(matches("loss 0.6931", "loss 0.6931"))
        XCTAssertFalse(matches("loss 0.6931", "loss 0.6932"))
        XCTAssertFalse(matches("a", "a "))
        XCTAssertTrue(matches("a ~ b ±", "a ~ b ±"))
    }

    func testTolerancesAreOptIn() {
        XCTAssertTrue(matches("loss 0.6931~", "loss 0.6932"))
        XCTAssertTrue(matches("loss 0.6931~, next 1.5~", "loss 0.6930, next 1.6"))
        XCTAssertFalse(matches("loss 0.6931~", "loss 0.6933"))
        XCTAssertTrue(matches("0.6931±1e-2", "0.7"))
        XCTAssertFalse(matches("0.6931±1e-3", "0.7"))
        XCTAssertFalse(matches("epoch 10~", "epoch 11"), "integers are never fuzzy")
        XCTAssertFalse(matches("0.5~", "nan"))
        XCTAssertTrue(matches("1.2e-5~", "1.3e-05"))
        XCTAssertFalse(matches("x1.5~", "x1.6"), "part of a name is not a number")
    }

    func testWildcards() {
        XCTAssertTrue(matches("saved [..] now", "saved a b c now"))
        XCTAssertFalse(matches("saved [..] now", "saved a b c"))
        XCTAssertTrue(matches("in [CWD]/x.png", "in /tmp/w/x.png"))
        XCTAssertTrue(matches("unetrepl [VERSION]", "unetrepl 0.1.0"))
        XCTAssertTrue(matches("took [TIME]", "took 12.5s"))
        XCTAssertFalse(matches("took [TIME]", "took long"))
        XCTAssertFalse(matches("[list]", "[other]"))
    }

    func testManyWildcardsEnd() {
        let expected = String(repeating: "[..]a", count: 40) + "b"
        XCTAssertFalse(matches(expected, String(repeating: "a", count: 400)))
    }

    private func agrees(_ expected: [String], _ actual: [String]) -> Bool {
        Expectation.agrees(expectation.align(expected, actual))
    }

    func testDotsStandForLines() {
        XCTAssertTrue(agrees(["a", "...", "z"], ["a", "b", "c", "z"]))
        XCTAssertTrue(agrees(["...", "z"], ["z"]))
        XCTAssertTrue(agrees(["a", "..."], ["a", "b"]))
        XCTAssertTrue(agrees(["..."], []))
        XCTAssertFalse(agrees(["a", "...", "z"], ["a", "b", "c"]))
        XCTAssertTrue(agrees(["a", "...", "m", "...", "z"], ["a", "m", "x", "m", "z"]))
    }

    func testUpdatingKeepsHandWrittenFreedom() {
        let expected = ["start", "loss 0.50~", "...", "old", "end [..]"]
        let actual = ["start", "loss 0.51", "x", "y", "new", "end now"]
        let steps = expectation.align(expected, actual)
        XCTAssertFalse(Expectation.agrees(steps))
        let updated = Expectation.updated(steps, expected, actual)
        XCTAssertTrue(agrees(updated, actual), "\(updated)")
        XCTAssertTrue(
            updated.contains("loss 0.50~") && updated.contains("end [..]") && updated.contains("..."), "\(updated)")
    }

    /// Whatever the two texts are, recording makes them agree.
    func testUpdatingAlwaysEndsInAgreement() {
        var generator = SystemRandomNumberGenerator()
        let lines = ["a", "b", "...", "1.5~", "1.6", "x [..]", "x y", ""]
        for _ in 0..<2000 {
            let expected = (0..<Int.random(in: 0...6, using: &generator)).map { _ in
                lines.randomElement(using: &generator) ?? ""
            }
            let actual = (0..<Int.random(in: 0...6, using: &generator)).map { _ in
                lines.randomElement(using: &generator) ?? ""
            }
            let updated = Expectation.updated(expectation.align(expected, actual), expected, actual)
            XCTAssertTrue(agrees(updated, actual), "\(expected) \(actual) -> \(updated)")
        }
    }

    func testTheDiffShowsWhereLinesPart() {
        let expected = ["same", "loss 0.5", "end"], actual = ["same", "loss 0.6", "end"]
        XCTAssertEqual(
            UnifiedDiff.text(expectation.align(expected, actual), expected, actual, name: "t.out", style: .plain),
            """
            --- t.out (expected)
            +++ t.out (actual)
            @@ -1,3 +1,3 @@
             same
            -loss 0.5
            +loss 0.6
                    ^
             end

            """)
    }

    func testInlineExpectations() {
        let inline = InlineExpectation("print(1)  #> 1\n#> 2\ns = '#> no'\nx = 1/0  ### \"division\"\n")
        XCTAssertEqual(inline.output, ["1", "2"])
        XCTAssertEqual(inline.error?.line, 4)
        XCTAssertEqual(inline.error?.pattern, "division")
    }

    func testMarkdownExpectations() {
        let text =
            "```python\nprint(1)\n```\n\n```output\n1\n```\n\nprose\n\n```python\nx\n```\n\nmore prose\n\n```text\nnot output\n```\n"
        let blocks = MarkdownExpectation.read(text, file: "t.md")
        XCTAssertEqual(blocks.map(\.cell), [1, 2])
        XCTAssertEqual(blocks.map(\.output), [["1"], []])
        XCTAssertEqual(blocks[0].outputLines, 5..<6)
        XCTAssertNil(blocks[1].outputLines)
    }

    func testFiguresAreComparedAsPixels() throws {
        func png(_ change: (inout [UInt8]) -> Void) throws -> [UInt8] {
            var pixels = [UInt8](repeating: 200, count: 40 * 40 * 4)
            change(&pixels)
            return try PNG.encode(Bitmap(width: 40, height: 40, channels: 4, pixels: pixels))
        }
        let base = try png { _ in }
        XCTAssertTrue(try FigureComparison(expected: base, actual: base).isSame)
        XCTAssertTrue(
            try FigureComparison(expected: base, actual: png { $0[0] = 180 }).isSame, "a shade of a letter's edge")
        XCTAssertTrue(
            try FigureComparison(expected: base, actual: png { for i in 0..<400 { $0[i] = 0 } }, share: 1).isSame)
        let moved = try FigureComparison(expected: base, actual: png { for i in 0..<400 { $0[i] = 0 } })
        XCTAssertFalse(moved.isSame)
        XCTAssertNotNil(moved.difference)
        XCTAssertThrowsError(try FigureComparison(expected: base, actual: [1, 2, 3]))
    }
}
