// Printing of tensors and arrays: every recorded case whose value is a literal is parsed here and printed without an interpreter;
// UNET_PRINT_CASES may name a larger JSON file of the same kind for a local comparison with a reference implementation.
import Foundation
import XCTest

@testable import Tensors

final class PrintingTests: XCTestCase {
    private struct Recorded: Decodable {
        struct Case: Decodable { var id: String, src: String, out: String }
        var cases: [Case]
    }

    private func recorded() throws -> [Recorded.Case] {
        let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Fixtures/print/print_cases.json")
        return try JSONDecoder().decode(Recorded.self, from: Data(contentsOf: path)).cases
    }

    /// `tensor([1.5, nan], dtype=torch.float64)` without anything to compute: the values and the dtype, or nil.
    private func literal(_ source: String, _ opening: String) -> PrintedArray? {
        guard source.hasPrefix(opening), source.hasSuffix("))") else { return nil }
        var inner = String(source.dropFirst(opening.count).dropLast(2))
        var dtype: DType?
        if let range = inner.range(of: ", dtype=") {
            let name = inner[range.upperBound...].split(separator: ".").last.map(String.init) ?? ""
            dtype = (0..<10).compactMap { DType(rawValue: $0) }.first { $0.name == name }
            if dtype == nil { return nil }
            inner = String(inner[..<range.lowerBound])
        }
        let isNumpy = opening.contains("np.")
        inner = inner.replacingOccurrences(of: "float('nan')", with: "nan").replacingOccurrences(
            of: "float('inf')", with: "inf"
        )
        .replacingOccurrences(of: "np.nan", with: "nan").replacingOccurrences(of: "np.inf", with: "inf")
        let isScalar = !inner.hasPrefix("[")
        if !isScalar {
            guard inner.hasSuffix("]") else { return nil }
            inner = String(inner.dropFirst().dropLast())
        }
        let words = inner.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
        var values: [Scalar] = []
        var kind: DType = words.isEmpty ? (isNumpy ? .float64 : .float32) : .bool
        for word in words {
            if word == "True" || word == "False" {
                values.append(.bool(word == "True"))
            } else if let integer = Int(word) {
                values.append(.int(integer))
                if kind == .bool { kind = .int64 }
            } else if let number = Double(word) {
                values.append(.float(number))
                kind = isNumpy ? .float64 : .float32
            } else {
                return nil
            }
        }
        let final = dtype ?? kind
        let rounded = values.map { value -> Scalar in
            switch final {
            case .float32, .bfloat16: .float(Double(Float(value.double)))
            case .float16: .float(Double(Float16(value.double)))
            case .float64: .float(value.double)
            case .bool, .uint8, .int8, .int16, .int32, .int64: value
            }
        }
        return PrintedArray(shape: isScalar ? [] : [rounded.count], dtype: final) { rounded[$0] }
    }

    func testRecordedLiterals() throws {
        var count = 0
        for example in try recorded() where !example.src.contains("\n") {
            let made: String
            if let array = literal(example.src, "print(torch.tensor(") {
                made = try TensorText.text(of: array)
            } else if let array = literal(example.src, "print(np.array(") {
                made = try ArrayText.str(of: array)
            } else if let array = literal(example.src, "print(repr(np.array(").map({ $0 }) {
                made = try ArrayText.repr(of: array)
            } else {
                continue
            }
            XCTAssertEqual(made + "\n", example.out, "\(example.id): \(example.src)")
            count += 1
        }
        XCTAssertGreaterThan(count, 80)
    }

    func testNestedAndSummarised() {
        let small = PrintedArray(shape: [2, 2], dtype: .float32) { .float(Double($0)) }
        XCTAssertEqual(try TensorText.text(of: small), "tensor([[0., 1.],\n        [2., 3.]])")
        XCTAssertEqual(
            try TensorText.text(of: small, suffix: "grad_fn=<MulBackward0>"),
            "tensor([[0., 1.],\n        [2., 3.]], grad_fn=<MulBackward0>)")
        XCTAssertEqual(try ArrayText.str(of: small), "[[0. 1.]\n [2. 3.]]")
        XCTAssertEqual(try ArrayText.repr(of: small), "array([[0., 1.],\n       [2., 3.]], dtype=float32)")
        let long = PrintedArray(shape: [2000], dtype: .int64) { .int($0) }
        XCTAssertEqual(try TensorText.text(of: long), "tensor([   0,    1,    2,  ..., 1997, 1998, 1999])")
        XCTAssertEqual(try ArrayText.str(of: long), "[   0    1    2 ... 1997 1998 1999]")
        let empty = PrintedArray(shape: [0, 3], dtype: .float32) { _ in .float(0) }
        XCTAssertEqual(try TensorText.text(of: empty), "tensor([], size=(0, 3))")
        XCTAssertEqual(try ArrayText.repr(of: empty), "array([], shape=(0, 3), dtype=float32)")
    }

    func testScalars() {
        XCTAssertEqual(try ArrayText.scalar(.float(Double(Float(0.1))), .float32), "0.1")
        XCTAssertEqual(try ArrayText.scalar(.float(1e6), .float32), "1e+06")
        XCTAssertEqual(try ArrayText.scalarRepr(.float(0.5), .float64), "np.float64(0.5)")
        XCTAssertEqual(try ArrayText.scalarRepr(.bool(true), .bool), "np.True_")
    }

    private struct Sample: Decodable {
        var kind: String
        var shape: [Int]
        var values: [Double]
        var torch: String?
        var str: String?
        var repr: String?
    }

    /// 400 random arrays with the texts that PyTorch 2.15 and NumPy 2.4 printed for them.
    func testRandomArraysPrintAsRecorded() throws {
        let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Fixtures/print/random_arrays.json")
        let decoder = JSONDecoder()
        decoder.nonConformingFloatDecodingStrategy = .convertFromString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        for (i, sample) in try decoder.decode([Sample].self, from: Data(contentsOf: path)).enumerated() {
            let dtype = (0..<10).compactMap { DType(rawValue: $0) }.first { $0.name == sample.kind } ?? .float32
            let array = PrintedArray(shape: sample.shape, dtype: dtype) { index -> Scalar in
                let value = sample.values[index]
                return dtype.isFloatingPoint ? .float(value) : dtype == .bool ? .bool(value != 0) : .int(Int(value))
            }
            if let want = sample.torch { XCTAssertEqual(try TensorText.text(of: array), want, "torch \(i)") }
            if let want = sample.str { XCTAssertEqual(try ArrayText.str(of: array), want, "str \(i)") }
            if let want = sample.repr { XCTAssertEqual(try ArrayText.repr(of: array), want, "repr \(i)") }
        }
    }
}
