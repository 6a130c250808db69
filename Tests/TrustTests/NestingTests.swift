// Bars T2 and T3: every production of the grammar, nested or chained 199, 200, 201, 10 000 and a million times. Nothing may trap, nested
// forms end in a SyntaxError beyond the limit, and flat chains work.
import XCTest

@testable import Script

final class NestingTests: XCTestCase {
    private struct Production: Sendable {
        let name: String
        /// The program with the production used `n` times.
        let text: @Sendable (Int) -> String
        /// Flat chains must parse at any length; nested forms at most to the limit.
        let isFlat: Bool
    }

    private static func nested(_ name: String, _ open: String, _ core: String, _ close: String) -> Production {
        Production(
            name: name, text: { String(repeating: open, count: $0) + core + String(repeating: close, count: $0) },
            isFlat: false)
    }

    private static func flat(_ name: String, _ first: String, _ more: String, _ last: String = "") -> Production {
        Production(name: name, text: { first + String(repeating: more, count: $0) + last }, isFlat: true)
    }

    /// A statement that holds a block, `n` deep, or as deep as some hundred lines of growing indentation can say.
    private static func block(_ name: String, _ head: String, _ tail: String = "") -> Production {
        Production(
            name: name,
            text: { n in
                let n = min(n, isLongRun ? 2000 : 250)
                var text = ""
                for i in 0..<n { text += String(repeating: " ", count: i) + head + "\n" }
                text += String(repeating: " ", count: n) + "pass\n"
                if !tail.isEmpty {
                    for i in (0..<n).reversed() {
                        text +=
                            String(repeating: " ", count: i) + tail + "\n" + String(repeating: " ", count: i + 1)
                            + "pass\n"
                    }
                }
                return text
            }, isFlat: false)
    }

    private static let productions: [Production] = [
        nested("parentheses", "(", "1", ")"), nested("lists", "[", "1", "]"), nested("sets", "{", "1", "}"),
        nested("dicts", "{1:", "1", "}"), nested("tuples", "(1,", "1", ")"), nested("calls", "f(", "1", ")"),
        nested("keyword calls", "f(x=", "1", ")"), nested("subscripts", "x[", "1", "]"),
        nested("slices", "x[1:", "1", "]"),
        nested("comprehensions", "[", "1", " for x in y]"), nested("generators", "(", "1", " for x in y)"),
        nested("dict comprehensions", "{1:", "1", " for x in y}"), nested("starred", "[*", "x", "]"),
        nested("minus", "-", "1", ""), nested("invert", "~", "1", ""), nested("not", "not ", "1", ""),
        nested("lambdas", "lambda: ", "1", ""), nested("lambda defaults", "lambda x=", "1", ": 1"),
        nested("conditionals", "1 if 1 else ", "1", ""), nested("conditional heads", "(1 if ", "1", " else 1)"),
        nested("power", "2**", "1", ""), nested("walrus", "(x := ", "1", ")"), nested("f-strings", "f'{", "1", "}'"),
        nested("format fields", "f'{1:{", "1", "}}'"), nested("targets", "(", "x", ",)"),
        nested("await", "await ", "x", ""),
        nested("open parentheses", "(", "", ""), nested("open brackets", "[", "", ""),
        nested("open braces", "{", "", ""),
        nested("closers", "", "1", ")"), nested("mixed", "([{1:", "1", "}])"),
        block("if blocks", "if 1:"), block("else blocks", "if 1:", "else:"), block("for blocks", "for x in y:"),
        block("while blocks", "while 1:"), block("try blocks", "try:", "finally:"), block("with blocks", "with x:"),
        block("functions", "def f():"), block("classes", "class A:"),
        flat("sums", "x = 0", "+1"), flat("products", "1", "*1"), flat("and", "1", " and 1"), flat("or", "1", " or 1"),
        flat("comparisons", "1", "<1"), flat("attributes", "x", ".a"), flat("call chains", "x", "()"),
        flat("subscript chains", "x", "[0]"), flat("assignments", "x = ", "x = ", "1"),
        flat("elements", "[", "1,", "]"),
        flat("dict items", "{", "1:1,", "}"), flat("arguments", "f(", "1,", ")"),
        flat("parameters", "def f(", "*, a=1,", "): pass"),
        flat("statements", "", "x = 1\n"), flat("semicolons", "", "1;"), flat("comments", "", "# x\n"),
        flat("blank lines", "", "\n"), flat("strings", "x = 'a'", " 'a'"),
        flat("elif", "if 1: pass\n", "elif 1: pass\n"),
        flat("handlers", "try: pass\n", "except A: pass\n"), flat("decorators", "", "@a\n", "def f(): pass"),
        flat("continuations", "x = 1", "\\\n"), flat("digits", "x = 0x1", "1"), flat("letters", "x", "x"),
        flat("globals", "global a", ", a"), flat("dotted import", "import a", ".a"), flat("deletions", "del a", ", a"),
        flat("with items", "with a", ", a", ": pass"), flat("replacement fields", "f'", "{1}", "'"),
        flat("matrix products", "x", "@x"), flat("shifts", "1", "<<1"), flat("imports", "", "import a\n"),
    ]

    func testEveryProductionAtEveryDepth() {
        let deepest = isLongRun ? 1_000_000 : 10_000
        for production in Self.productions {
            for depth in [1, 199, 200, 201, deepest] {
                let started = Date()
                let message = Trial.parse(production.text(depth))
                let seconds = Date().timeIntervalSince(started)
                if seconds > 3 { print("\(production.name) x \(depth): \(seconds) s, \(message ?? "parsed")") }
                if !production.isFlat, depth >= 10_000 {
                    XCTAssertNotNil(message, "\(production.name) x \(depth) is refused")
                }
            }
        }
    }

    /// The limits are CPython's where it has one, and the sentence says so.
    func testTheSentence() {
        XCTAssertNil(Trial.parse(String(repeating: "(", count: 199) + "1" + String(repeating: ")", count: 199)))
        let message = Trial.parse(String(repeating: "(", count: 1000))
        XCTAssertTrue(message?.contains("too many nested parentheses") ?? false, message ?? "parsed")
    }

    /// A long flat program is also compiled, run and freed.
    func testFlatChainsRun() {
        let n = isLongRun ? 1_000_000 : 5_000
        for text in [
            "x = 0" + String(repeating: "+1", count: n) + "\nprint(x)",
            "x = [" + String(repeating: "1,", count: n) + "]\nprint(len(x))",
            "x = 0\n" + String(repeating: "x += 1\n", count: n) + "print(x)",
            "print(len(" + String(repeating: "'a' ", count: n) + "))",
        ] {
            let trial = Trial.run(text)
            XCTAssertEqual(trial.error, nil)
            XCTAssertEqual(trial.output, "\(n)\n", String(text.prefix(20)))
        }
        let chain = Trial.run("print(1" + String(repeating: " and 1", count: n) + ")")
        XCTAssertEqual(chain.output, "1\n", chain.error ?? "")
    }

    /// A line of 20 MB of opening brackets is refused without looking at all of it twice.
    func testHugeLine() {
        let bytes = isLongRun ? 100_000_000 : 1_000_000
        XCTAssertNotNil(Trial.parse(String(repeating: "(", count: bytes)))
        XCTAssertNotNil(Trial.parse("x = '" + String(repeating: "a", count: bytes)))
    }
}
