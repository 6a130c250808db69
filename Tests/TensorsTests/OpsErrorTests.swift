import Schema
import XCTest

@testable import Tensors

/// The recorded mistakes of PyTorch users that are one expression over tensors: class and text must be PyTorch's.
final class OpsErrorTests: XCTestCase {
    func testRecordedMistakes() throws {
        let data = try Data(contentsOf: fixtures.appendingPathComponent("errors/errors.json"))
        let file = try XCTUnwrap(JSONSerialization.jsonObject(with: data) as? [String: Any])
        // Said by the interpreter or by layers above, not by the engine.
        let notOurs: Set<String> = [
            "err/tensor/add-str", "err/tensor/add-none", "err/tensor/add-list", "err/tensor/sum-bad-kwarg",
            "err/tensor/size-called-as-attr", "err/tensor/numpy-transpose", "err/tensor/sort-str",
        ]
        var (passed, skipped) = (0, 0)
        for c in try XCTUnwrap(file["cases"] as? [[String: Any]]) {
            guard let id = c["id"] as? String, let source = c["src"] as? String,
                let exception = c["exc"] as? [String: Any],
                let type = exception["type"] as? String, let text = exception["msg"] as? String,
                source.contains("torch") || source.contains("F."), !notOurs.contains(id)
            else { continue }
            do {
                _ = try MiniPython.evaluate(source, [:])
                if source.contains(";") || source.contains("\n") { continue }
                XCTFail("\(id): \(source) raised nothing, expected \(text)")
            } catch is MiniPython.Unsupported {
                skipped += 1
            } catch let failure as Failure {
                XCTAssertEqual("\(failure.kind.rawValue): \(failure.message)", "\(type): \(text)", "\(id): \(source)")
                passed += 1
            }
        }
        print("recorded mistakes: \(passed) compared, \(skipped) need the interpreter")
        XCTAssertGreaterThan(passed, 40)
    }
}
