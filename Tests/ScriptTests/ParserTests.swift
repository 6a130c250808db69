// The shape of the syntax for each construct, and the limits that keep any input from overflowing the stack.
import Foundation
import Schema
import XCTest

@testable import Script

final class ParserTests: XCTestCase {
    private func parse(_ text: String) throws -> Program { try Parse.program(Source(id: 1, name: "<test>", text)) }

    private func statement(_ text: String) throws -> Statement.Kind {
        try XCTUnwrap(parse(text).body.first).kind
    }

    private func value(_ text: String) throws -> Script.Expression.Kind {
        guard case .expression(let value) = try statement(text) else {
            throw Failure(.syntaxError, "not an expression: \(text)")
        }
        return value.kind
    }

    func testChainsAreFlat() throws {
        guard case .binary(_, let steps) = try value("a + b - c + d") else { return XCTFail() }
        XCTAssertEqual(steps.map(\.op), [.add, .subtract, .add])
        guard case .boolean(.and, let operands) = try value("a and b and c") else { return XCTFail() }
        XCTAssertEqual(operands.count, 3)
        guard case .compare(_, let comparisons) = try value("a < b is not c not in d") else { return XCTFail() }
        XCTAssertEqual(comparisons.map(\.op), [.less, .isNotIdentical, .isNotIn])
    }

    func testPrecedence() throws {
        // -a ** -b is -(a ** (-b)).
        guard case .unary(.negative, let power) = try value("-a ** -b"), case .binary(_, let steps) = power.kind,
            case .unary(.negative, _) = steps[0].operand.kind
        else { return XCTFail() }
        guard case .binary(_, let sum) = try value("a + b * c << d"), sum.map(\.op) == [.leftShift] else {
            return XCTFail()
        }
    }

    func testOperatorSpanIsTheOperator() throws {
        guard case .binary(_, let steps) = try value("left  // right") else { return XCTFail() }
        XCTAssertEqual(steps[0].opSpan, Span(source: 1, start: 6, end: 8))
    }

    func testParameters() throws {
        guard
            case .functionDefinition(let function) = try statement(
                "def f(a, b=1, /, c=2, *d, e, f=3, **g) -> int: yield a")
        else { return XCTFail() }
        XCTAssertEqual(
            function.parameters.map(\.kind),
            [
                .positionalOnly, .positionalOnly, .positionalOrKeyword, .variadic, .keywordOnly, .keywordOnly,
                .variadicKeyword,
            ])
        XCTAssertTrue(function.isGenerator)
        guard case .functionDefinition(let outer) = try statement("def f():\n  'doc'\n  g = lambda: (yield)") else {
            return XCTFail()
        }
        XCTAssertFalse(outer.isGenerator)
        XCTAssertEqual(outer.docstring, "doc")
    }

    func testFormattedStrings() throws {
        guard case .joinedString(let pieces) = try value(#"'a' f"{x!r:>{w}.{p}f}{{" "b" rf'\d{y = }'"#) else {
            return XCTFail()
        }
        XCTAssertEqual(pieces.count, 4)
        guard case .field(_, "r", let spec, nil) = pieces[1], spec.count == 5, case .literal("{b\\d") = pieces[2],
            case .field(_, nil, _, "y = ") = pieces[3]
        else { return XCTFail("\(pieces)") }
        // As CPython 3.12 accepts, the same quotes inside.
        XCTAssertNoThrow(try parse("f'{a['b']}'"))
    }

    func testLiterals() throws {
        func constant(_ text: String) throws -> Constant? {
            if case .constant(let constant) = try value(text) { constant } else { nil }
        }
        XCTAssertEqual(try constant("0xFF_FF"), .int(65535))
        XCTAssertEqual(try constant("9223372036854775808"), .bigInt("9223372036854775808"))
        XCTAssertEqual(try constant("0x1_0000_0000_0000_0000"), .bigInt("18446744073709551616"))
        XCTAssertEqual(try constant("1_0.5e-1_0"), .float(10.5e-10))
        XCTAssertEqual(try constant("2.j"), .imaginary(2))
        XCTAssertEqual(try constant(#"'\x41\u00e9\N{GREEK SMALL LETTER ALPHA}\101\d\' '"#), .string("Aé\u{3b1}A\\d' "))
        XCTAssertEqual(try constant(#"b'\x00\xff\n' rb'\n'"#), .bytes([0, 255, 10, 92, 110]))
    }

    func testNamesAreNormalised() throws {
        // Decomposed Hangul and fullwidth letters are the names one sees.
        guard case .name(let name) = try value("\u{1112}\u{1161}\u{11AB}") else { return XCTFail() }
        XCTAssertEqual(Array(name.utf8), Array("한".utf8))
        guard case .name(let wide) = try value("ａｂ") else { return XCTFail() }
        XCTAssertEqual(wide, "ab")
    }

    func testTrailingSemicolonHidesTheValue() throws {
        XCTAssertTrue(try parse("x;").endsWithSemicolon)
        XCTAssertFalse(try parse("x; y").endsWithSemicolon)
        XCTAssertFalse(try parse("x;\ny").endsWithSemicolon)
    }

    func testWhatIsNotInTheDialectSaysWhatToWrite() {
        for (text, word) in [
            ("match x:\n case 1: pass", "if/elif/else"), ("async def f(): pass", "ordinary function"),
            ("x = await f()", "directly"), ("type X = int", "assignment"),
            ("try: x\nexcept* A: y", "one exception class"),
            ("'\\ud800'", "surrogate"),
        ] {
            XCTAssertThrowsError(try parse(text), text) { error in
                let failure = (error as? SyntaxFailure)?.failure
                XCTAssertTrue(failure?.message.contains(word) ?? false, "\(text): \(failure?.message ?? "")")
            }
        }
        XCTAssertNoThrow(try parse("match = 1\nmatch(x)\nmatch[0] = 2\ntype(x)\ntype = 3"))
    }

    // MARK: - Limits

    func testFlatInputsHaveNoLimit() throws {
        let n = 20_000
        for text in [
            "1" + String(repeating: "+1", count: n), "a" + String(repeating: " and a", count: n),
            "a" + String(repeating: " < a", count: n), String(repeating: "a, ", count: n),
            String(repeating: "a = ", count: n) + "1",
            "if x: pass\n" + String(repeating: "elif x: pass\n", count: n), String(repeating: "x;", count: n),
            "x = " + String(repeating: "'a' ", count: n), String(repeating: "\n", count: n),
            String(repeating: "\\\n", count: n) + "x",
        ] {
            XCTAssertNoThrow(try parse(text), String(text.prefix(20)))
        }
    }

    func testNestingIsAnErrorNotACrash() {
        let openers = [
            "(", "[", "{", "{1:", "f(", "a[", "[a, ", "-", "not ", "~", "lambda: ", "1 if x else ", "2**",
            "a.b().c[0] + (",
            "f'{", "(yield ", "(a := ", "with (", "{**", "*", "[x for x in ", "f(a=",
        ]
        for opener in openers {
            for count in [199, 200, 201, 10_000] {
                do { _ = try parse(String(repeating: opener, count: count) + "1") } catch {
                    XCTAssertTrue(error is SyntaxFailure)
                }
            }
        }
        let blocks = (0..<150).map { String(repeating: " ", count: $0) + "if x:\n" }.joined()
        XCTAssertThrowsError(try parse(blocks)) {
            XCTAssertEqual(($0 as? SyntaxFailure)?.failure.message, "too many levels of indentation")
        }
        XCTAssertThrowsError(try parse(String(repeating: "(", count: 1_000_000))) {
            XCTAssertEqual(($0 as? SyntaxFailure)?.failure.message, "too many nested parentheses")
        }
        for opener in ["-", "not ", "~", "lambda: ", "1 if x else ", "2**"] {
            XCTAssertNoThrow(try parse(String(repeating: opener, count: 199) + "1"), opener)
        }
        for (open, close) in [("f(", ")"), ("[", "]"), ("{1:", "}"), ("(a, ", ")"), ("a[", "]")] {
            let text = String(repeating: open, count: 199) + "1" + String(repeating: close, count: 199)
            XCTAssertNoThrow(try parse(text), open)
        }
        let balanced = String(repeating: "(", count: 200) + "1" + String(repeating: ")", count: 200)
        XCTAssertNoThrow(try parse(balanced))
        XCTAssertNoThrow(try parse("a" + String(repeating: ".b", count: 1000)))
        XCTAssertThrowsError(try parse("a" + String(repeating: ".b", count: 1001)))
        // Chains inside chains count together: the syntax stays low enough to walk by recursion.
        let nested = (0..<150).reduce("a") { text, _ in "(\(text))" + String(repeating: ".b", count: 10) }
        XCTAssertThrowsError(try parse(nested))
    }

    func testASmallStackIsEnoughToSayNo() {
        final class Box: @unchecked Sendable { var isFailure = false }
        let box = Box()
        let done = expectation(description: "parsed")
        let thread = Thread {
            let text = String(repeating: "(", count: 200) + "1" + String(repeating: ")", count: 200)
            do { _ = try Parse.program(Source(id: 1, name: "<test>", text)) } catch { box.isFailure = true }
            done.fulfill()
        }
        thread.stackSize = 512 << 10
        thread.start()
        wait(for: [done], timeout: 60)
        XCTAssertTrue(box.isFailure)
    }

    func testMutatedTextNeverTraps() {
        let seeds = [
            "def f(a, *b, c=1, **d):\n    '''doc'''\n    return [x for x in y if x > 1]\n",
            "class A(B, metaclass=M):\n\tx: int = 3\n\tdef g(self): yield self.x\n",
            "print(f'{a!r:>{w}} {b=}', 0x1F, 1e-5, 'é한', b'\\x00', r'\\d')\n",
            "with a as b, (c): pass\ntry:\n  x\nexcept (A, B) as e:\n  raise E from e\nfinally:\n  del x[1:2, ...]\n",
            "lambda x, /, y=1, *, z: x if y else (z := 3)\n{**a, 1: 2}; {*b}; a @ b ** -c\n",
        ]
        var state: UInt64 = 88_172_645_463_325_252
        func random(_ bound: Int) -> Int {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return Int(state % UInt64(bound))
        }
        let bytes = Array("()[]{}'\"\\\n\t :;,.=+-*@#f!%<>0123456789abxrN_\u{e9}\u{202e}".utf8)
        for _ in 0..<3000 {
            var text = Array(seeds[random(seeds.count)].utf8)
            for _ in 0..<(1 + random(6)) where !text.isEmpty {
                let index = random(text.count)
                switch random(4) {
                case 0: text.remove(at: index)
                case 1: text.insert(bytes[random(bytes.count)], at: index)
                case 2: text[index] = bytes[random(bytes.count)]
                default: text.removeSubrange(index..<min(index + random(12), text.count))
                }
            }
            guard let decoded = try? Source.decode(text) else { continue }
            let source = Source(id: 1, name: "<fuzz>", text: decoded)
            do { _ = try Parse.program(source) } catch { _ = source.excerpt(for: error.span) }
            _ = Parse.completeness(of: String(decoding: decoded, as: UTF8.self))
        }
    }
}
