// Runs every script under Tests/Conformance/cases/torch: what it prints must be what its `# expect:` comments say, in order. The
// expected lines are what real PyTorch printed for the same script.
import Foundation
import XCTest

final class TorchConformanceTests: XCTestCase {
    func testTorchCases() throws {
        let root = Fixtures.folder.deletingLastPathComponent().appendingPathComponent("Conformance/cases/torch")
        let paths = try FileManager.default.subpathsOfDirectory(atPath: root.path).filter { $0.hasSuffix(".unet") }
            .sorted()
        XCTAssertGreaterThanOrEqual(paths.count, 18, "the cases are found beside the tests")
        for path in paths {
            let text = try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
            let result = SnippetRunner.run(text)
            XCTAssertNil(result.kind, "\(path): \(result.kind ?? ""): \(result.message)")
            XCTAssertEqual(result.output, Self.expected(text), path)
        }
    }

    /// An unknown name says whether PyTorch has it and what is near.
    func testUnknownNames() {
        for (code, hint) in [
            ("import torch\ntorch.stft", "PyTorch has torch.stft, unetrepl does not"),
            ("import torch\ntorch.Conv2d", "did you mean torch.nn.Conv2d?"),
            ("import torch\ntorch.qwertyuiop", "PyTorch has no torch.qwertyuiop either"),
        ] {
            let result = SnippetRunner.run(code)
            XCTAssertEqual(result.kind, "AttributeError", code)
            XCTAssertTrue(result.hint.contains(hint), "\(code): \(result.hint)")
        }
    }

    private static func expected(_ text: String) -> String {
        var output = ""
        for line in text.split(separator: "\n") {
            guard let mark = line.range(of: "# expect: ") else { continue }
            output += line[mark.upperBound...] + "\n"
        }
        return output
    }
}
