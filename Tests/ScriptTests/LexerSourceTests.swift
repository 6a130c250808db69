// Bytes to source text, places, and the line with carets under an error.
import Schema
import XCTest

@testable import Script

final class LexerSourceTests: XCTestCase {
    func testDecoding() throws {
        XCTAssertEqual(
            try Source.decode([0xEF, 0xBB, 0xBF, 0x61, 0x0D, 0x0A, 0x62, 0x0D, 0x63]), Array("a\nb\nc".utf8))
        func message(_ bytes: [UInt8]) -> String {
            do throws(Failure) {
                _ = try Source.decode(bytes)
                return "accepted"
            } catch { return error.message }
        }
        XCTAssertEqual(
            message([0x61, 0x0A, 0xFF]),
            "(unicode error) 'utf-8' codec can't decode byte 0xff in position 2: invalid start byte (line 2)")
        XCTAssertTrue(message([0xED, 0xA0, 0x80]).contains("invalid continuation byte"))
        XCTAssertTrue(message([0xE2, 0x82]).contains("unexpected end of data"))
        XCTAssertTrue(message([0x61, 0]).contains("null bytes"))
    }

    func testLocations() {
        let source = Source(id: 1, name: "x", "가 = 1\ny")
        XCTAssertEqual(source.location(of: 4).line, 1)
        XCTAssertEqual(source.location(of: 4).column, 2)
        XCTAssertEqual(source.location(of: 8).line, 2)
        XCTAssertEqual(source.location(of: 999).column, 1)
    }

    private func excerpt(_ text: String, _ start: Int, _ end: Int) -> Source.Excerpt {
        Source(id: 1, name: "x", text).excerpt(for: Span(source: 1, start: Int32(start), end: Int32(end)))
    }

    func testCaretsStandUnderHangul() {
        // "이름" takes 4 columns, 6 bytes.
        let shown = excerpt("이름 + 값", 9, 12)
        XCTAssertEqual(shown.text, "이름 + 값")
        XCTAssertEqual(shown.carets, "       ^^")
    }

    func testIndentationIsDroppedAndTabsAreWidened() {
        let shown = excerpt("if x:\n    a\tb", 12, 13)
        XCTAssertEqual(shown, Source.Excerpt(line: 2, text: "a       b", carets: "        ^"))
    }

    func testSpansOverLinesEndWithTheLine() {
        XCTAssertEqual(excerpt("abc\ndef", 1, 6).carets, " ^^")
        XCTAssertEqual(excerpt("abc\ndef", 3, 3).carets, "   ^")
        XCTAssertEqual(excerpt("", 0, 0).carets, "^")
    }

    func testLongLinesAreCut() {
        let shown = excerpt(String(repeating: "x", count: 1_000_000), 500_000, 500_003)
        XCTAssertLessThan(shown.text.count, 500)
        XCTAssertEqual(shown.carets.filter { $0 == "^" }.count, 3)
    }

    func testControlsDoNotReachTheTerminal() {
        XCTAssertFalse(excerpt("a \u{1B}[31m b", 0, 1).text.unicodeScalars.contains("\u{1B}"))
    }

    func testBidirectionalControlsAreRefusedOutsideStrings() {
        func message(_ text: String) -> String? {
            do throws(SyntaxFailure) {
                _ = try Parse.program(Source(id: 1, name: "x", text))
                return nil
            } catch { return error.failure.message }
        }
        XCTAssertEqual(message("x\u{202E} = 1"), "invalid non-printable character U+202E")
        XCTAssertEqual(message("x = 1 # \u{2066}"), "invalid non-printable character U+2066")
        XCTAssertNil(message("x = '\u{202E}'"))
        XCTAssertEqual(message("x =\u{A0}1"), "invalid non-printable character U+00A0")
        XCTAssertEqual(message("x = €"), "invalid character '€' (U+20AC)")
    }
}
