// Every recorded case of convolution, pooling, normalisation, activation, loss and resizing (Tests/Fixtures/ops) whose call is made
// of ops, numbers and tuples: evaluated by a small expression reader over Op.all, in float64 and float32, values and gradients.
import Foundation
import Schema
import XCTest

@testable import Tensors

final class NNFixtureTests: XCTestCase {
    struct Group: Decodable { var cases: [Case] }
    struct Case: Decodable {
        struct Input: Decodable {
            var shape: [Int], dtype: String, grad: Bool, data: [Double]
        }
        struct Output: Decodable {
            var shape: [Int], dtype: String, data: [Double]
        }
        struct Run: Decodable {
            var outputs: [Output]
            var grads: [[Double]?]
        }
        var id: String, call: String, inputs: [Input], upstream: [[Double]?]
        var float64: Run, float32: Run
        var tol64: Double, tol32: Double, gtol64: Double?, gtol32: Double?
    }

    func testConvolution() throws { try run("conv", atLeast: 26) }
    func testPooling() throws { try run("pool", atLeast: 19) }
    func testNormalization() throws { try run("norm", atLeast: 9) }
    func testActivation() throws { try run("activation", atLeast: 28) }
    func testLoss() throws { try run("loss", atLeast: 20) }
    func testResizing() throws { try run("upsample", atLeast: 23) }

    private func run(_ group: String, atLeast: Int) throws {
        let decoder = JSONDecoder()
        decoder.nonConformingFloatDecodingStrategy = .convertFromString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        let url = fixtures.appendingPathComponent("ops/ops_\(group).json")
        var done = 0
        for example in try decoder.decode(Group.self, from: Data(contentsOf: url)).cases {
            do {
                if [").permute", ").sum(", "lambda"].contains(where: example.call.contains) { throw Unreadable() }
                try check(example, .float64, example.float64, example.tol64, example.gtol64)
                try check(example, .float32, example.float32, example.tol32, example.gtol32)
                done += 1
            } catch is Unreadable {
                print("skipped", example.id, example.call)
            } catch {
                XCTFail("\(example.id): \(example.call): \(error)")
            }
        }
        print(group, "checked", done)
        XCTAssertGreaterThanOrEqual(done, atLeast)
    }

    private func check(
        _ example: Case, _ real: DType, _ want: Case.Run, _ tolerance: Double, _ gradientTolerance: Double?
    ) throws {
        let inputs = try example.inputs.map { input -> Tensor in
            let dtype = input.dtype == "float" ? real : DType(named: input.dtype) ?? real
            let value = try Tensor.from(input.data, input.shape).to(dtype)
            value.requiresGrad = input.grad
            return value
        }
        var reader = ExpressionReader(example.call, inputs)
        let result = try reader.whole()
        let outputs: [Tensor]
        switch result {
        case .tensor(let tensor): outputs = [tensor]
        case .tuple(let items): outputs = items.compactMap { if case .tensor(let t) = $0 { t } else { nil } }
        default: throw Unreadable()
        }
        XCTAssertEqual(outputs.count, want.outputs.count, example.id)
        for (k, (made, wanted)) in zip(outputs, want.outputs).enumerated() {
            XCTAssertEqual(made.shape, wanted.shape, "\(example.id) shape")
            XCTAssertEqual(made.dtype.name, wanted.dtype, "\(example.id) dtype")
            compare(try made.doubles(), wanted.data, tolerance, "\(example.id) \(real.name) output \(k)")
        }
        var roots: [Tensor] = []
        var upstream: [Tensor?] = []
        for (k, output) in outputs.enumerated() {
            guard k < example.upstream.count, let values = example.upstream[k], output.requiresGrad else { continue }
            roots.append(output)
            upstream.append(try Tensor.from(values, output.shape).to(output.dtype))
        }
        if roots.isEmpty { return }
        try backward(roots, gradients: upstream)
        for (i, wanted) in want.grads.enumerated() {
            guard let wanted else { continue }
            guard let made = inputs[i].grad else {
                XCTFail("\(example.id): input \(i) got no gradient")
                continue
            }
            compare(try made.doubles(), wanted, gradientTolerance ?? 1e-6, "\(example.id) \(real.name) gradient \(i)")
        }
    }

    private func compare(_ made: [Double], _ want: [Double], _ tolerance: Double, _ place: String) {
        XCTAssertEqual(made.count, want.count, place)
        for (i, (a, b)) in zip(made, want).enumerated() {
            if a == b || (a.isNaN && b.isNaN) || abs(a - b) <= tolerance { continue }
            XCTFail("\(place)[\(i)]: \(a) is not \(b) within \(tolerance)")
            return
        }
    }
}

/// What the expression reader cannot read; such cases are left to the interpreter's tests.
struct Unreadable: Error {}

/// `F.conv2d(x0, x1, padding=1)`, `x0 * 4`, `F.nll_loss(F.log_softmax(x0, 1), x1)`.
struct ExpressionReader {
    private let text: [UInt8]
    private var at = 0
    private let inputs: [Tensor]

    init(_ text: String, _ inputs: [Tensor]) {
        self.text = Array(text.utf8)
        self.inputs = inputs
    }

    mutating func whole() throws -> Argument {
        let value = try expression()
        guard at == text.count else { throw Unreadable() }
        return value
    }

    private mutating func peek() -> UInt8? {
        while at < text.count, text[at] == 32 { at += 1 }
        return at < text.count ? text[at] : nil
    }

    private mutating func accept(_ character: Character) -> Bool {
        guard peek() == character.asciiValue else { return false }
        at += 1
        return true
    }

    private mutating func expression() throws -> Argument {
        var left = try product()
        while let sign = peek(), sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") {
            at += 1
            let right = try product()
            left = .tensor(
                sign == UInt8(ascii: "+")
                    ? try add(operand(left), operand(right)) : try sub(operand(left), operand(right)))
        }
        return left
    }

    private mutating func product() throws -> Argument {
        var left = try primary()
        while accept("*") { left = .tensor(try mul(operand(left), operand(try primary()))) }
        return left
    }

    private func operand(_ argument: Argument) throws -> Tensor {
        guard let operand = try Operand.from(argument) else { throw Unreadable() }
        return operand.tensor
    }

    private mutating func primary() throws -> Argument {
        if accept("(") {
            var items = [try expression()]
            var isTuple = false
            while accept(",") {
                isTuple = true
                if peek() == UInt8(ascii: ")") { break }
                items.append(try expression())
            }
            guard accept(")") else { throw Unreadable() }
            return isTuple ? .tuple(items) : items[0]
        }
        if accept("'") {
            let start = at
            while at < text.count, text[at] != UInt8(ascii: "'") { at += 1 }
            defer { at += 1 }
            return .string(String(decoding: text[start..<at], as: UTF8.self))
        }
        if accept("-") {
            switch try primary() {
            case .int(let value): return .int(-value)
            case .float(let value): return .float(-value)
            default: throw Unreadable()
            }
        }
        _ = peek()
        let start = at
        while let byte = at < text.count ? text[at] : nil,
            byte == 95 || byte == 46 || (48...57).contains(byte) || (65...90).contains(byte)
                || (97...122).contains(byte)
                || (byte == 45 && at > start && text[at - 1] == 101 && (48...57).contains(text[start]))
        { at += 1 }
        let word = String(decoding: text[start..<at], as: UTF8.self)
        if let value = Int(word) { return .int(value) }
        if let value = Double(word) { return .float(value) }
        switch word {
        case "True": return .bool(true)
        case "False": return .bool(false)
        case "None": return .none
        default: break
        }
        if word.hasPrefix("x"), let index = Int(word.dropFirst()), index < inputs.count {
            return .tensor(inputs[index])
        }
        guard accept("(") else { throw Unreadable() }
        if word == "tuple" {
            let value = try expression()
            guard accept(")") else { throw Unreadable() }
            return value
        }
        return try call(word)
    }

    private mutating func call(_ name: String) throws -> Argument {
        var positional: [Argument] = []
        var keywords: [(String, Argument)] = []
        while !accept(")") {
            let start = at
            _ = peek()
            let wordStart = at
            while let byte = at < text.count ? text[at] : nil,
                byte == 95 || (48...57).contains(byte) || (97...122).contains(byte)
            { at += 1 }
            let word = String(decoding: text[wordStart..<at], as: UTF8.self)
            if !word.isEmpty, at < text.count, text[at] == UInt8(ascii: "="), text[at + 1] != UInt8(ascii: "=") {
                at += 1
                keywords.append((word, try expression()))
            } else {
                at = start
                positional.append(try expression())
            }
            _ = accept(",")
        }
        let short = String(name.split(separator: ".").last ?? "")
        if name == "torch.zeros" || name == "torch.ones" {
            guard let size = try Ints.from(.tuple(positional)) else { throw Unreadable() }
            let dtype = inputs.first?.dtype ?? .float32
            return .tensor(name == "torch.zeros" ? try .zeros(size.values, dtype) : try .ones(size.values, dtype))
        }
        let space: Op.Namespaces = name.hasPrefix("F.") ? .functional : .torch
        guard name.hasPrefix("F.") || name.hasPrefix("torch."),
            let op = Op.all.first(where: {
                ($0.name == short || $0.aliases.contains(short)) && $0.namespaces.contains(space)
            })
        else { throw Unreadable() }
        let sources = try op.signature.bind(positionalCount: positional.count, keywords: keywords.map(\.0))
        let arguments = zip(sources, op.signature.parameters).map { source, parameter -> Argument in
            switch source {
            case .positional(let i): positional[i]
            case .keyword(let i): keywords[i].1
            case .defaultValue: parameter.defaultValue.map(Argument.init) ?? .none
            case .rest(let i): .tuple(Array(positional[i...]))
            case .restKeywords: .none
            }
        }
        return try op.call(arguments)
    }
}
