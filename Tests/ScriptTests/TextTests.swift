// Cases the recorded tables do not reach: templates, limits, callbacks.
import BigInt
import Schema
import XCTest

@testable import Script

final class TextTests: XCTestCase {
    private func message(_ body: () throws -> Void) -> String {
        do {
            try body()
            return "no error"
        } catch {
            guard let failure = error as? Failure else { return "\(error)" }
            return "\(failure.kind.rawValue): \(failure.message)"
        }
    }

    private func format(_ template: String, _ arguments: [String: String]) throws -> String {
        try FormatTemplate(template).render(
            value: { (field) throws(Failure) -> String in
                switch field.argument {
                case .position(let index): return arguments["\(index)"] ?? "?"
                case .keyword(let name): return arguments[name] ?? "?"
                }
            },
            format: { (value, conversion, spec) throws(Failure) -> String in
                let text = conversion == "r" ? PythonRepr.string(value) : value
                return try FormatSpec(spec, typeName: "str").format(text)
            })
    }

    func testTemplates() throws {
        XCTAssertEqual(try format("{} {}|{{}}", ["0": "a", "1": "b"]), "a b|{}")
        XCTAssertEqual(try format("{1}{0!r}", ["0": "a", "1": "b"]), "b'a'")
        XCTAssertEqual(try format("{x:>{w}}", ["x": "a", "w": "4"]), "   a")
        XCTAssertEqual(try format("{:{}}", ["0": "a", "1": "<3"]), "a  ")
        guard case .field(let field) = try FormatTemplate("{a.b[3].c[k]}").pieces[0] else { return XCTFail() }
        XCTAssertEqual(field.path, [.attribute("b"), .index(3), .attribute("c"), .key("k")])
    }

    func testTemplateErrors() {
        for (template, expected) in [
            ("{", "Single '{' encountered in format string"), ("}", "Single '}' encountered in format string"),
            ("{0", "expected '}' before end of string"), ("{0!x}", "Unknown conversion specifier x"),
            ("{0}{}", "cannot switch from manual field specification to automatic field numbering"),
            ("{}{0}", "cannot switch from automatic field numbering to manual field specification"),
            ("{0.}", "Empty attribute in format string"), ("{0!rr}", "expected ':' after conversion specifier"),
            ("{0:{", "unmatched '{' in format spec"), ("{0:{1:{2}}}", "Max string recursion exceeded"),
            ("{0[a]x}", "Only '.' or '[' may follow ']' in format field specifier"),
            ("{a{b}}", "unexpected '{' in field name"),
            ("{99999999999999999999}", "Too many decimal digits in format string"),
        ] {
            XCTAssertEqual(message { _ = try FormatTemplate(template) }, "ValueError: \(expected)", template)
        }
    }

    func testPercentTemplates() throws {
        XCTAssertTrue(try PercentFormat("%(a)s").usesKeys)
        XCTAssertEqual(message { _ = try PercentFormat("%(a") }, "ValueError: incomplete format key")
        XCTAssertEqual(message { _ = try PercentFormat("%") }, "ValueError: incomplete format")
        XCTAssertEqual(
            message { _ = try PercentFormat("a%z") }, "ValueError: unsupported format character 'z' (0x7a) at index 2")
        XCTAssertEqual(message { _ = try PercentFormat("%99999999999d") }, "ValueError: width too big")
    }

    func testNoSpecAsksForGigabytes() {
        XCTAssertTrue(
            message { _ = try FormatSpec("999999999999", typeName: "int").format(1) }.hasPrefix("MemoryError"))
        XCTAssertTrue(
            message { _ = try FormatSpec(".999999999f", typeName: "float").format(1.5) }.hasPrefix("MemoryError"))
        XCTAssertEqual(
            message { _ = try FormatSpec("99999999999999999999", typeName: "int") },
            "ValueError: Too many decimal digits in format string")
        XCTAssertEqual(try FormatSpec(".5000g", typeName: "float").format(0.1).count, 57)
    }

    func testBigIntegers() throws {
        XCTAssertEqual(try PythonNumber.double(BigInt(2).power(64) + 2048), 18_446_744_073_709_551_616)
        XCTAssertEqual(try PythonNumber.double(BigInt(2).power(64) + 2049), 18_446_744_073_709_555_712)
        XCTAssertEqual(try PythonNumber.double(-(BigInt(1) << 1023)), -0x1p1023)
        XCTAssertEqual(
            message { _ = try PythonNumber.double(BigInt(1) << 1024) },
            "OverflowError: int too large to convert to float")
        XCTAssertTrue(message { _ = try PythonNumber.int(String(repeating: "9", count: 4301)) }.contains("4301 digits"))
        XCTAssertTrue(message { _ = try PythonNumber.decimal(BigInt(1) << 20_000) }.contains("4300 digits"))
        XCTAssertEqual(try PythonNumber.int("0x" + String(repeating: "f", count: 40), base: 16), (BigInt(1) << 160) - 1)
    }

    func testRounding() throws {
        XCTAssertEqual(try PythonNumber.round(2.5), 2)
        XCTAssertEqual(try PythonNumber.round(1e20), BigInt(10).power(20))
        XCTAssertEqual(try PythonNumber.round(2.675, digits: 2), 2.67)
        XCTAssertEqual(try PythonNumber.round(1234.567, digits: -2), 1200)
        XCTAssertEqual(
            message { _ = try PythonNumber.round(Double.nan) }, "ValueError: cannot convert float NaN to integer")
        XCTAssertEqual(
            message { _ = try PythonNumber.round(1.7e308, digits: -308) },
            "OverflowError: rounded value too large to represent")
    }

    func testBytes() {
        XCTAssertEqual(PythonRepr.bytes([0, 9, 10, 39, 65, 92, 127, 255]), #"b"\x00\t\n'A\\\x7f\xff""#)
    }

    /// The quick formats agree with C's, digit for digit, ties and signs included.
    func testQuickNumberFormats() throws {
        var generator = SystemRandomNumberGenerator()
        var values: [Double] = [
            0, -0.0, 0.5, 1.5, 2.5, 0.125, 0.375, 1e-5, 5e-324, 0.9999999999, 999_999_999.5, 1e9, 1e300, .infinity,
        ]
        for _ in 0..<3000 {
            let scale = Double.random(in: -12...9, using: &generator)
            values.append(Double.random(in: -1...1, using: &generator) * pow(10, scale))
            // Exact ties: an odd number of 2^-k.
            let bits = Int.random(in: 1...12, using: &generator)
            values.append(Double(Int.random(in: 0...100_000, using: &generator) * 2 + 1) / Double(1 << bits))
        }
        for value in values {
            for precision in [0, 1, 2, 3, 4, 6, 9] {
                let expected = cFormat("f", precision: precision, value.magnitude)
                if let quick = NumberFormat.fixed(value.magnitude, precision: precision) {
                    XCTAssertEqual(quick, expected)
                }
            }
        }
        let specs = [
            "4d", "10.3f", ".4f", "d", "f", ".0f", "3.1f", "012.3f", ".f", "5", ".2", "8.2e", "+.2f", "1.2.3f", "4f2",
            "", "1000d", ".05f",
        ]
        for spec in specs {
            for value in [Value.int(42), .int(-7), .int(.min), .float(-1.5), .float(2.0625), .bool(true)] {
                guard let quick = NumberFormat.text(value, spec) else { continue }
                let general = try FormatSpec(spec, typeName: value.typeName)
                switch value {
                case .int(let i): XCTAssertEqual(quick, try general.format(i), spec)
                case .float(let d): XCTAssertEqual(quick, try general.format(d), spec)
                default: XCTFail("\(spec) of \(value)")
                }
            }
        }
        XCTAssertEqual(NumberFormat.text(.float(1.5), ".4f"), "1.5000")
        XCTAssertEqual(NumberFormat.text(.int(7), "4d"), "   7")
    }

    func testContains() {
        for (text, part, answer) in [
            ("abc", "", true), ("", "", true), ("", "a", false), ("abc", "bc", true), ("abc", "abcd", false),
            ("grüße aus Köln", "aus", true), ("aab", "ab", true), ("a\r\nb", "\n", true), ("한국어", "국", true),
        ] { XCTAssertEqual(text.contains(part), answer, "\(text) \(part)") }
        XCTAssertTrue("xabc".dropFirst().contains("ab"))
    }
}
