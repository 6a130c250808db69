import Schema
import XCTest

@testable import Tensors

/// Checks derived from the declarations: numeric gradients of all samples, error samples, the registry itself.
final class OpsGradientTests: XCTestCase {
    /// Tensors inside an argument, depth first.
    private func tensors(_ argument: Argument) -> [Tensor] {
        if case .tensor(let tensor) = argument { return [tensor] }
        return (argument.items ?? []).flatMap(tensors)
    }

    /// The sum of all real outputs, each weighted by fixed numbers, so that every element matters differently.
    private func weigh(_ op: Op, _ arguments: [Argument]) throws -> Tensor {
        var total = try Tensor.zeros([], .float64)
        for (k, output) in tensors(try op.call(arguments)).enumerated() where output.dtype.isFloatingPoint {
            let weights = try Tensor.linspace(0.5 + Double(k), 1.7 + Double(k), output.count, .float64).reshape(
                output.shape)
            total = try add(total, mul(output.to(.float64), weights).sum())
        }
        return total
    }

    func testGradients() throws {
        var checked = 0
        for op in Op.all {
            for (number, arguments) in try op.samples().enumerated() {
                let place = "\(op.name) sample \(number) (\(op.file))"
                do {
                    let inputs = arguments.flatMap(tensors).filter(\.requiresGrad)
                    let loss = try weigh(op, arguments)
                    guard loss.requiresGrad else { continue }
                    let analytic = try gradients(of: [loss], with: inputs, allowUnused: true)
                    for (input, gradient) in zip(inputs, analytic) {
                        checked += 1
                        let numeric = try numericGradient(input) { try weigh(op, arguments).item().double }
                        let own = try gradient?.doubles() ?? [Double](repeating: 0, count: input.count)
                        if let gradient { XCTAssertEqual(gradient.shape, input.shape, place) }
                        for (a, b) in zip(own, numeric) where !(abs(a - b) <= 1e-5 + 1e-3 * abs(b)) {
                            XCTFail("\(place): gradient \(own) is not \(numeric)")
                            break
                        }
                    }
                } catch {
                    XCTFail("\(place): \(error)")
                }
            }
        }
        print("numeric gradients checked:", checked)
        XCTAssertGreaterThan(checked, 150)
    }

    /// Backward closures are ordinary ops, so gradients have gradients: checked numerically too.
    func testSecondGradients() throws {
        var checked = 0
        for op in Op.all {
            for (number, arguments) in try op.samples().enumerated() {
                let place = "\(op.name) sample \(number) (\(op.file))"
                do {
                    let inputs = arguments.flatMap(tensors).filter(\.requiresGrad)
                    // The weighted sum of first gradients, as a function of the inputs.
                    let slope: () throws -> Tensor = {
                        let loss = try GradMode.enabled { try self.weigh(op, arguments) }
                        var total = try Tensor.zeros([], .float64)
                        guard loss.requiresGrad else { return total }
                        let first = try GradMode.enabled {
                            try gradients(of: [loss], with: inputs, createGraph: true, allowUnused: true)
                        }
                        try GradMode.enabled {
                            for case let gradient? in first {
                                let weights = try Tensor.linspace(0.3, 1.1, gradient.count, .float64).reshape(
                                    gradient.shape)
                                total = try add(total, mul(gradient, weights).sum())
                            }
                        }
                        return total
                    }
                    let total = try slope()
                    guard total.requiresGrad else { continue }
                    let analytic = try gradients(of: [total], with: inputs, allowUnused: true)
                    for (input, gradient) in zip(inputs, analytic) {
                        checked += 1
                        let numeric = try numericGradient(input) { try slope().item().double }
                        let own = try gradient?.doubles() ?? [Double](repeating: 0, count: input.count)
                        for (a, b) in zip(own, numeric) where !(abs(a - b) <= 1e-4 + 1e-3 * abs(b)) {
                            XCTFail("\(place): second gradient \(own) is not \(numeric)")
                            break
                        }
                    }
                } catch {
                    XCTFail("\(place): \(error)")
                }
            }
        }
        print("second gradients checked:", checked)
        XCTAssertGreaterThan(checked, 50)
    }

    private func numericGradient(_ input: Tensor, _ f: () throws -> Double) throws -> [Double] {
        let step = 1e-6
        let data = input.pointer(Double.self)
        var result: [Double] = []
        try input.forEachPosition { position in
            let value = data[position]
            data[position] = value + step
            let up = try GradMode.disabled(f)
            data[position] = value - step
            let down = try GradMode.disabled(f)
            data[position] = value
            result.append((up - down) / (2 * step))
        }
        return result
    }

    func testErrorSamples() throws {
        for op in Op.all {
            for sample in op.errorSamples {
                let arguments = try sample.call()
                let text = message { _ = try op.call(arguments) }
                XCTAssertTrue(text.hasPrefix(sample.message), "\(op.name): \(text)")
            }
        }
    }

    /// In place gives the same values and gradients as out of place.
    func testInPlaceForms() throws {
        for op in Op.all where op.namespaces.contains(.inPlace) {
            for (number, arguments) in try op.samples().enumerated() {
                let place = "\(op.name)_ sample \(number)"
                guard case .tensor(let x)? = arguments.first, x.requiresGrad else { continue }
                do {
                    guard case .tensor(let expected) = try op.call(arguments), expected.shape == x.shape,
                        expected.dtype == x.dtype
                    else { continue }
                    let inputs = arguments.flatMap(tensors).filter(\.requiresGrad)
                    let weights = try Tensor.linspace(0.5, 1.7, expected.count, .float64).reshape(expected.shape)
                    let wanted = try gradients(of: [mul(expected, weights).sum()], with: inputs, allowUnused: true)
                    let target = try x * 1
                    let result = try op.callInPlace([.tensor(target)] + arguments.dropFirst())
                    XCTAssertTrue(result === target, place)
                    XCTAssertEqual(try result.doubles(), try expected.doubles(), place)
                    let got = try gradients(of: [mul(target, weights).sum()], with: inputs, allowUnused: true)
                    for (a, b) in zip(got, wanted) {
                        for (p, q) in zip(try a?.doubles() ?? [], try b?.doubles() ?? []) {
                            XCTAssertEqual(p, q, accuracy: 1e-12 + 1e-9 * abs(q), place)
                        }
                    }
                } catch {
                    XCTFail("\(place): \(error)")
                }
            }
        }
    }

    func testRegistryListsEveryOp() throws {
        let ops = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("Sources/Tensors/Ops")
        let listed = Set(Op.all.map { String($0.file.split(separator: "/").last ?? "") })
        let walker = try XCTUnwrap(FileManager.default.enumerator(at: ops, includingPropertiesForKeys: nil))
        for case let file as URL in walker where file.pathExtension == "swift" {
            let text = try String(contentsOf: file, encoding: .utf8)
            if text.contains("Op(\n") {
                XCTAssertTrue(listed.contains(file.lastPathComponent), "no op of \(file.lastPathComponent)")
            }
        }
        let names = Op.all.flatMap { [$0.name] + $0.aliases }
        XCTAssertEqual(Op.all.count, Set(Op.all.map { $0.name + "/\($0.namespaces.rawValue)" }).count)
        XCTAssertGreaterThan(names.count, 230)
    }
}
