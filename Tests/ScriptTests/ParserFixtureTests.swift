// The recorded syntax errors of CPython (Tests/Fixtures/errors): class, message, line and carets.
import Foundation
import Schema
import XCTest

@testable import Script

final class ParserFixtureTests: XCTestCase {
    private struct Fixtures: Decodable {
        struct Case: Decodable {
            struct Raised: Decodable {
                var type: String
                var msg: String
                var shown: String
            }
            var id: String
            var src: String
            var exc: Raised?
        }
        var cases: [Case]
    }

    private func fixtures(_ name: String) throws -> [Fixtures.Case] {
        let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Fixtures/\(name)")
        return try JSONDecoder().decode(Fixtures.self, from: Data(contentsOf: url)).cases
    }

    func testSyntaxErrors() throws {
        var count = 0
        // Inside f-strings our carets stand under the source itself, CPython 3.11's under a copy in parentheses.
        let places: Set<String> = ["err/syntax/fstring", "err/syntax/fstring-unclosed"]
        for item in try fixtures("errors/errors.json") {
            guard let raised = item.exc, ["SyntaxError", "IndentationError", "TabError"].contains(raised.type) else {
                continue
            }
            count += 1
            let source = Source(id: 1, name: "<stdin>", item.src)
            do {
                _ = try Parse.program(source)
                XCTFail("\(item.id): expected \(raised.msg)")
            } catch {
                let excerpt = source.excerpt(for: error.span)
                XCTAssertEqual(error.failure.kind.rawValue, raised.type, item.id)
                XCTAssertEqual(
                    "\(error.failure.message) (<stdin>, line \(excerpt.line))", raised.msg, item.id)
                let shown = raised.shown.components(separatedBy: "\n")
                guard let carets = shown.first(where: { $0.hasSuffix("^") }), !places.contains(item.id) else {
                    continue
                }
                XCTAssertEqual("    " + excerpt.text, shown[1], item.id)
                XCTAssertEqual("    " + excerpt.carets, carets, item.id)
            }
        }
        XCTAssertGreaterThan(count, 30)
    }

    /// Every snippet that ran under CPython parses.
    func testEverythingThatRanParses() throws {
        for name in [
            "errors/errors.json", "print/print_cases.json", "print/repr_cases.json", "semantics/semantics_cases.json",
        ] {
            for item in try fixtures(name) {
                if let type = item.exc?.type, ["SyntaxError", "IndentationError", "TabError"].contains(type) {
                    continue
                }
                XCTAssertNoThrow(try Parse.program(Source(id: 1, name: item.id, item.src)), item.id)
            }
        }
    }
}
