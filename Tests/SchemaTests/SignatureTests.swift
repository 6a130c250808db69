import Schema
import XCTest

final class SignatureTests: XCTestCase {
    func testBindsPositionalKeywordAndDefault() throws {
        let signature = Signature("conv2d(input, weight, bias=None, stride=1, padding=(0, 0))")
        let sources = try signature.bind(positionalCount: 2, keywords: ["stride"])
        XCTAssertEqual(sources, [.positional(0), .positional(1), .defaultValue, .keyword(0), .defaultValue])
        XCTAssertEqual(signature.parameters[4].defaultValue, .tuple([.int(0), .int(0)]))
    }

    func testVariadics() throws {
        let signature = Signature("f(a, *args, key=1e-5, **rest)")
        let sources = try signature.bind(positionalCount: 3, keywords: ["x", "key"])
        XCTAssertEqual(sources, [.positional(0), .rest(1), .keyword(1), .restKeywords([0])])
        XCTAssertEqual(signature.parameters[2].defaultValue, .float(1e-5))
    }

    func testErrorsAreCPythons() {
        func message(_ text: String, _ count: Int, _ keywords: [String] = []) -> String {
            do {
                _ = try Signature(text).bind(positionalCount: count, keywords: keywords)
                return "bound"
            } catch { return error.message }
        }
        XCTAssertEqual(message("f(a, b)", 1), "f() missing 1 required positional argument: 'b'")
        XCTAssertEqual(message("f(a, b, c)", 0), "f() missing 3 required positional arguments: 'a', 'b', and 'c'")
        XCTAssertEqual(message("f(a)", 2), "f() takes 1 positional argument but 2 were given")
        XCTAssertEqual(message("f(a, b=1)", 3), "f() takes from 1 to 2 positional arguments but 3 were given")
        XCTAssertEqual(message("f(a)", 1, ["bb"]), "f() got an unexpected keyword argument 'bb'")
        XCTAssertEqual(message("f(a)", 1, ["a"]), "f() got multiple values for argument 'a'")
        XCTAssertEqual(message("f(*, k)", 0), "f() missing 1 required keyword-only argument: 'k'")
    }

    func testNearestNames() {
        XCTAssertEqual(Nearest.match("modle", among: ["model", "mode", "other"]), "model")
        XCTAssertEqual(Nearest.match("Conv2D", among: ["Conv1d", "Conv2d", "Conv3d"]), "Conv2d")
        XCTAssertNil(Nearest.match("abc", among: ["xyz", "long_name"]))
    }
}
