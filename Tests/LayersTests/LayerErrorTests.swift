// The recorded mistakes with one layer and one tensor of zeros: `nn.Conv2d(3, 4, 3)(torch.zeros(8, 8))`. Class and text must match.
import Foundation
import Schema
import XCTest

@testable import Layers
@testable import Tensors

final class LayerErrorTests: XCTestCase {
    struct Recorded: Decodable {
        struct Case: Decodable {
            struct Mistake: Decodable { var type: String, msg: String }
            var id: String, src: String, exc: Mistake?
        }
        var cases: [Case]
    }

    func testRecordedMistakes() throws {
        let data = try Data(contentsOf: fixtures.appendingPathComponent("errors/errors.json"))
        var checked = 0
        for example in try JSONDecoder().decode(Recorded.self, from: data).cases {
            guard let want = example.exc, example.src.hasPrefix("nn."), !example.src.contains("\n"),
                let (construction, input) = split(String(example.src.dropFirst(3))), let call = LayerCall(construction),
                LayerDeclaration.all.contains(where: { $0.name == call.name })
            else { continue }
            do {
                let layer = try LayerDeclaration.make(call.name, arguments: call.positional, keywords: call.keywords)
                if let input { _ = try layer.call([.tensor(input)]) }
                XCTFail("\(example.src): no error")
            } catch let failure as Failure {
                XCTAssertEqual("\(failure.kind.rawValue): \(failure.message)", "\(want.type): \(want.msg)", example.src)
            }
            checked += 1
        }
        print("layer mistakes checked", checked)
        XCTAssertGreaterThanOrEqual(checked, 24)
    }

    /// "Conv2d(3, 4, 3)" and the tensor it is called with, if any; nil when the line is anything else.
    private func split(_ text: String) -> (String, Tensor?)? {
        guard let range = text.range(of: ")(torch.zeros(") else {
            return ["torch.", ").", "np.", ")("].contains(where: text.contains) ? nil : (text, nil)
        }
        var inside = text[range.upperBound...]
        guard inside.hasSuffix("))") else { return nil }
        inside = inside.dropLast(2)
        var shape: [Int] = []
        var dtype = DType.float32
        for part in inside.split(separator: ",").map({ $0.trimmingCharacters(in: .whitespaces) }) {
            if let size = Int(part) {
                shape.append(size)
            } else if part.hasPrefix("dtype=torch."), let named = DType(named: String(part.dropFirst(12))) {
                dtype = named
            } else {
                return nil
            }
        }
        guard let tensor = try? Tensor.zeros(shape, dtype) else { return nil }
        return (String(text[..<range.lowerBound]) + ")", tensor)
    }
}
