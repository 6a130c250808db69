// What a prompt does after each line.
import XCTest

@testable import Script

final class CompletenessTests: XCTestCase {
    private func check(_ text: String, _ expected: String, line: UInt = #line) {
        let actual: String
        switch Parse.completeness(of: text) {
        case .complete: actual = "complete"
        case .incomplete(_, let indent): actual = "more \(indent)"
        case .error(let failure): actual = "error \(failure.failure.kind.rawValue)"
        }
        XCTAssertEqual(actual, expected, text, line: line)
    }

    func testLines() {
        check("x = 1", "complete")
        check("", "complete")
        check("# note", "complete")
        check("x = (1,", "more 4")
        check("x = (1,\n2)", "complete")
        check("    ", "complete")
        check("x = '''a", "more 0")
        check("f'''{a", "more 0")
        check("x = 'a", "error SyntaxError")
        check("x = 1 +", "error SyntaxError")
        check("x = 1 + \\", "more 0")
        check("x = )", "error SyntaxError")
        check("x = (1]", "error SyntaxError")
    }

    func testBlocksEndWithABlankLine() {
        check("for i in x:", "more 4")
        check("for i in x:\n    print(i)", "more 4")
        check("for i in x:\n    print(i)\n", "complete")
        check("for i in x:\n    print(i)\n    ", "complete")
        check("for i in x:\n    break", "more 0")
        check("def f():\n    if a:", "more 8")
        check("def f():\n    if a:\n        return 1", "more 4")
        check("if a: b", "more 0")
        check("if a: b\n", "complete")
        check("for i in x:\n    i\nprint(i)", "complete")
        check("def f():\n", "error IndentationError")
        check("try:\n    x", "more 4")
        check("try:\n    x\n", "error SyntaxError")
        check("@decorate", "more 0")
        check("class A:\n    x = [1,", "more 8")
        check("x = {'a': [\n    1,", "more 4")
    }
}
