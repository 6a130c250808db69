// Models against recordings of PyTorch: initial parameters bit by bit, losses of five training epochs, printed layers.
import Foundation
import Schema
import XCTest

@testable import Layers
@testable import Tensors

let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Fixtures")

func crc32(_ tensor: Tensor) -> UInt32 {
    let table = (0..<256).map { i -> UInt32 in
        (0..<8).reduce(UInt32(i)) { c, _ in c & 1 == 1 ? 0xedb8_8320 ^ (c >> 1) : c >> 1 }
    }
    return tensor.withFloats { values in
        ~UnsafeRawBufferPointer(values).reduce(UInt32.max) { table[Int(($0 ^ UInt32($1)) & 0xff)] ^ ($0 >> 8) }
    }
}

final class ParityTests: XCTestCase {
    private func object(_ path: String) throws -> [String: Any] {
        let data = try Data(contentsOf: fixtures.appendingPathComponent(path))
        return try XCTUnwrap(JSONSerialization.jsonObject(with: data) as? [String: Any])
    }

    private func checkInitial(_ model: Module, _ recorded: [[String: Any]]) throws {
        let state = model.stateDict()
        XCTAssertEqual(state.map(\.name), recorded.compactMap { $0["name"] as? String })
        for (entry, want) in zip(state, recorded) {
            XCTAssertEqual(entry.tensor.shape, want["shape"] as? [Int], entry.name)
            guard let wanted = want["crc32"] as? Int, entry.tensor.dtype == .float32 else { continue }
            XCTAssertEqual(Int(crc32(entry.tensor)), wanted, entry.name)
        }
    }

    /// All 31 million parameters: the ends of every tensor in debug builds, the checksums too in release builds.
    func testTutorialInitialParameters() throws {
        Generator.default.manualSeed(0)
        let model = try UNet(3, 3)
        XCTAssertEqual(model.parameters.reduce(0) { $0 + $1.count }, 31_037_763)
        let recorded = try XCTUnwrap(try object("tutorial/tutorial.json")["after_init"] as? [[String: Any]])
        for (entry, want) in zip(model.stateDict(), recorded) {
            XCTAssertEqual(entry.name, want["name"] as? String)
            guard let first = want["first3_bits"] as? [String], let last = want["last_bits"] as? String else {
                continue
            }
            entry.tensor.withFloats { values in
                func bits(_ value: Float?) -> String {
                    let hex = String(value?.bitPattern ?? 0, radix: 16)
                    return String(repeating: "0", count: 8 - hex.count) + hex
                }
                XCTAssertEqual(values.prefix(3).map { bits($0) }, first, entry.name)
                XCTAssertEqual(bits(values.last), last, entry.name)
            }
        }
        #if !DEBUG
            try checkInitial(model, recorded)
        #endif
    }

    /// The small U-Net of models/scripts/unet_plain.py under its own names.
    private final class PlainUNet: Module {
        override init() { super.init() }

        func build(_ base: Int) throws {
            register(child: "enc1", try doubleConv(3, base))
            register(child: "enc2", try doubleConv(base, 2 * base))
            register(child: "enc3", try doubleConv(2 * base, 4 * base))
            register(child: "bottleneck", try doubleConv(4 * base, 8 * base))
            for (level, width) in [(3, 4 * base), (2, 2 * base), (1, base)] {
                register(child: "up\(level)", try ConvTranspose2d(2 * width, width, kernel: [2], stride: [2]))
                register(child: "dec\(level)", try doubleConv(2 * width, width))
            }
            register(child: "out_conv", try Conv2d(base, 3, kernel: [1]))
        }

        override func forward(_ inputs: [Tensor]) throws -> Tensor {
            let e1 = try run("enc1", inputs[0])
            let e2 = try run("enc2", maxPool2d(e1, kernel: [2]))
            let e3 = try run("enc3", maxPool2d(e2, kernel: [2]))
            let b = try run("bottleneck", maxPool2d(e3, kernel: [2]))
            let d3 = try run("dec3", cat([e3, run("up3", b)], 1))
            let d2 = try run("dec2", cat([e2, run("up2", d3)], 1))
            let d1 = try run("dec1", cat([e1, run("up1", d2)], 1))
            return try run("out_conv", d1)
        }
    }

    private func shapes() throws -> (Tensor, Tensor) {
        var image = [Float](repeating: 0, count: 3 * 64 * 64)
        var label = [Int](repeating: 0, count: 64 * 64)
        for y in 0..<64 {
            for x in 0..<64 {
                if (y - 20) * (y - 20) + (x - 22) * (x - 22) < 144 {
                    image[y * 64 + x] = 1
                    label[y * 64 + x] = 1
                }
                if (36..<56).contains(y), (28..<58).contains(x) {
                    image[4096 + y * 64 + x] = 1
                    label[y * 64 + x] = 2
                }
            }
        }
        return (try Tensor.from(image, [1, 3, 64, 64]), try Tensor.from(label, [1, 64, 64]))
    }

    func testSmallUNetTrainsAsPyTorch() throws {
        let recorded = try XCTUnwrap(try object("models/models.json")["unet_plain"] as? [String: Any])
        Generator.default.manualSeed(0)
        let model = PlainUNet()
        try model.build(8)
        let initial = try XCTUnwrap((recorded["init"] as? [String: Any])?["default"] as? [[String: Any]])
        try checkInitial(model, initial)
        let (x, y) = try shapes()
        let optimizer = try Adam([GroupRequest(model.parameters)], lr: .float(0.001))
        var losses: [Double] = []
        for _ in 0..<5 {
            try optimizer.zeroGrad()
            let loss = try crossEntropy(model(x), y)
            try loss.backward()
            try optimizer.step()
            losses.append(try loss.item().double)
        }
        let want = try XCTUnwrap((recorded["losses"] as? [String: Any])?["double"] as? [Double])
        print("losses", losses, "float64 reference", want)
        XCTAssertEqual(losses[0], want[0], accuracy: 3e-6)
        for (made, wanted) in zip(losses.dropFirst(), want.dropFirst()) { XCTAssertEqual(made, wanted, accuracy: 2e-4) }
    }

    /// Every recorded `print(nn.Layer(…))` whose arguments are numbers, words and tuples.
    func testRepr() throws {
        struct Recorded: Decodable {
            struct Case: Decodable { var id: String, src: String, out: String }
            var cases: [Case]
        }
        let data = try Data(contentsOf: fixtures.appendingPathComponent("print/repr_cases.json"))
        var checked = 0
        for example in try JSONDecoder().decode(Recorded.self, from: data).cases
        where example.id.hasPrefix("repr/layer") {
            guard example.src.hasPrefix("print(nn."), let call = LayerCall(String(example.src.dropFirst(9).dropLast()))
            else { continue }
            guard LayerDeclaration.all.contains(where: { $0.name == call.name }) else {
                print("no layer", example.src)
                continue
            }
            let layer = try LayerDeclaration.make(call.name, arguments: call.positional, keywords: call.keywords)
            XCTAssertEqual(layer.repr + "\n", example.out, example.src)
            checked += 1
        }
        print("printed layers checked", checked)
        XCTAssertGreaterThan(checked, 90)
    }
}

extension LayerDeclaration {
    static func make(_ name: String, arguments: [Argument], keywords: [(String, Argument)]) throws -> Module {
        let declaration = try XCTUnwrap(all.first { $0.name == name })
        return try declaration.make(declaration.bind(arguments, keywords))
    }
}

/// `Conv2d(3, 64, kernel_size=3)` read with the signature parser's literals.
struct LayerCall {
    var name: String
    var positional: [Argument] = []
    var keywords: [(String, Argument)] = []

    init?(_ text: String) {
        guard let open = text.firstIndex(of: "("), text.hasSuffix(")") else { return nil }
        name = String(text[..<open])
        var depth = 0
        var parts = [""]
        for character in text[text.index(after: open)...].dropLast() {
            if "([".contains(character) { depth += 1 }
            if ")]".contains(character) { depth -= 1 }
            if character == ",", depth == 0 { parts.append("") } else { parts[parts.count - 1].append(character) }
        }
        for part in parts.map({ $0.trimmingCharacters(in: .whitespaces) }) where !part.isEmpty {
            if part.contains("torch.") || part.contains("nn.") { return nil }
            var (key, value): (String?, String) = (nil, part)
            if let equals = part.firstIndex(of: "="),
                part[..<equals].allSatisfy({ $0.isLetter || $0 == "_" || $0.isNumber })
            {
                key = String(part[..<equals])
                value = String(part[part.index(after: equals)...])
            }
            // A signature whose default is the value reads it.
            guard let literal = Signature("f(x=\(value))").parameters.first?.defaultValue else { return nil }
            if let key { keywords.append((key, Argument(literal))) } else { positional.append(Argument(literal)) }
        }
    }
}
