import Schema
import XCTest

@testable import Tensors

/// The recorded op cases of PyTorch: values, shapes, dtypes and gradients in float64 and float32.
final class OpFixtureTests: XCTestCase {
    private func number(_ value: Any) -> Double {
        switch value {
        case let text as String: Double(text) ?? .nan
        case let number as NSNumber: number.doubleValue
        default: .nan
        }
    }

    private func input(_ spec: [String: Any], _ float: DType) throws -> Tensor {
        let shape = try XCTUnwrap(spec["shape"] as? [Int])
        let name = try XCTUnwrap(spec["dtype"] as? String)
        let data = try XCTUnwrap(spec["data"] as? [Any]).map(number)
        let dtype = name == "float" ? float : try XCTUnwrap(DType(named: name))
        let tensor = try Tensor.from(data, shape).to(dtype)
        if spec["grad"] as? Bool == true { tensor.requiresGrad = true }
        return tensor
    }

    private func flatten(_ argument: Argument) -> [Tensor] {
        if case .tensor(let tensor) = argument { return [tensor] }
        return (argument.items ?? []).flatMap(flatten)
    }

    private func differs(_ tensor: Tensor, _ spec: [String: Any], _ tolerance: Double) throws -> String? {
        guard let shape = spec["shape"] as? [Int], let data = spec["data"] as? [Any] else { return "bad fixture" }
        if tensor.shape != shape { return "shape \(tensor.shape), expected \(shape)" }
        if let dtype = spec["dtype"] as? String, dtype != tensor.dtype.name {
            return "dtype \(tensor.dtype.name), expected \(dtype)"
        }
        for (a, b) in zip(try tensor.doubles(), data.map(number)) {
            if a == b || (a.isNaN && b.isNaN) || abs(a - b) <= tolerance { continue }
            return "value \(a), expected \(b)"
        }
        return nil
    }

    private func run(_ c: [String: Any], _ float: DType) throws -> String? {
        Defaults.dtype = float
        defer { Defaults.dtype = .float32 }
        let inputs = try XCTUnwrap(c["inputs"] as? [[String: Any]]).map { try input($0, float) }
        let call = try XCTUnwrap(c["call"] as? String)
        let expected = try XCTUnwrap(c[float.name] as? [String: Any])
        let (tol, gtol) =
            float == .float64
            ? (number(c["tol64"] ?? 0), number(c["gtol64"] ?? 0)) : (number(c["tol32"] ?? 0), number(c["gtol32"] ?? 0))
        let result = try MiniPython.evaluate(
            call, Dictionary(uniqueKeysWithValues: inputs.enumerated().map { ("x\($0)", $1) }))
        let outputs = flatten(result)
        let specs = try XCTUnwrap((expected["outputs"] ?? expected["out"]) as? [[String: Any]])
        if outputs.count != specs.count { return "\(outputs.count) outputs, expected \(specs.count)" }
        for (k, (output, spec)) in zip(outputs, specs).enumerated() {
            if let problem = try differs(output, spec, output.dtype.isFloatingPoint ? tol : 0) {
                return "output \(k): \(problem)"
            }
        }
        let upstream = c["upstream"] as? [Any] ?? []
        var roots: [Tensor] = []
        var seeds: [Tensor?] = []
        for (output, seed) in zip(outputs, upstream) {
            guard let values = seed as? [Any], output.requiresGrad else { continue }
            roots.append(output)
            seeds.append(try Tensor.from(values.map(number), output.shape).to(output.dtype))
        }
        if roots.isEmpty { return nil }
        try backward(roots, gradients: seeds)
        let grads = expected["grads"] as? [Any] ?? []
        for (k, (x, spec)) in zip(inputs, grads).enumerated() {
            guard let values = spec as? [Any] else { continue }
            let own = try x.grad?.doubles() ?? [Double](repeating: 0, count: x.count)
            for (a, b) in zip(own, values.map(number)) where !(a == b || (a.isNaN && b.isNaN) || abs(a - b) <= gtol) {
                return "gradient of x\(k): \(a), expected \(b)"
            }
        }
        return nil
    }

    func testRecordedCases() throws {
        var (passed, missing) = (0, [String]())
        for family in [
            "elementwise", "reduce", "shape", "matmul", "activation", "composite", "conv", "loss", "norm", "pool",
            "upsample",
        ] {
            let data = try Data(contentsOf: fixtures.appendingPathComponent("ops/ops_\(family).json"))
            let file = try XCTUnwrap(JSONSerialization.jsonObject(with: data) as? [String: Any])
            for c in try XCTUnwrap(file["cases"] as? [[String: Any]]) {
                let id = c["id"] as? String ?? "?"
                for float in [DType.float64, .float32] {
                    do {
                        if let problem = try run(c, float) {
                            XCTFail("\(id) \(float.name): \(problem)")
                        } else {
                            passed += 1
                        }
                    } catch let unsupported as MiniPython.Unsupported {
                        if float == .float64 { missing.append("\(id) (\(unsupported.text))") }
                    } catch {
                        XCTFail("\(id) \(float.name): \(error)")
                    }
                }
            }
        }
        print("op fixtures passed: \(passed); not evaluated: \(missing.count): \(missing.joined(separator: ", "))")
    }
}
