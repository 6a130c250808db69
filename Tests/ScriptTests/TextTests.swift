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
}
