// Replays the recorded generator streams (Tests/Fixtures/rng/rng_raw.json) call by call and compares every bit. The streams of
// Python's `random` belong to the interpreter's tests.
import Foundation
import XCTest

@testable import Tensors

final class RandomStreamTests: XCTestCase {
    struct Stream: Decodable {
        var engine: String
        var seed: String
        var calls: [Call]
    }

    struct Call: Decodable {
        var op: String
        var args: [Value]
        var dtype: String
        var n: Int
        var crc32: UInt32
        var b64: String
        var b64_is_prefix: Bool
    }

    enum Value: Decodable {
        case number(Double), bool(Bool), text(String), list([Int])

        init(from decoder: any Decoder) throws {
            let box = try decoder.singleValueContainer()
            if let value = try? box.decode(Bool.self) {
                self = .bool(value)
            } else if let value = try? box.decode(Double.self) {
                self = .number(value)
            } else if let value = try? box.decode(String.self) {
                self = .text(value)
            } else {
                self = .list(try box.decode([Int].self))
            }
        }

        var double: Double { if case .number(let value) = self { value } else { .nan } }
        var int: Int { Int(double) }
        var text: String { if case .text(let value) = self { value } else { "" } }
    }

    static func streams() throws -> [Stream] {
        let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Fixtures/rng/rng_raw.json")
        return try JSONDecoder().decode([Stream].self, from: Data(contentsOf: path))
    }

    private func bytes<T>(_ values: [T]) -> [UInt8] { values.withUnsafeBytes { Array($0) } }

    private func check(_ call: Call, _ bytes: [UInt8], _ place: String) {
        let want = Data(base64Encoded: call.b64).map { Array($0) } ?? []
        XCTAssertEqual(Array(bytes.prefix(want.count)), want, "first bytes of \(place)")
        XCTAssertEqual(Self.crc32(bytes), call.crc32, "checksum of \(place)")
    }

    static func crc32(_ bytes: [UInt8]) -> UInt32 {
        let table = (0..<256).map { i -> UInt32 in
            (0..<8).reduce(UInt32(i)) { c, _ in c & 1 == 1 ? 0xedb8_8320 ^ (c >> 1) : c >> 1 }
        }
        return ~bytes.reduce(UInt32.max) { table[Int(($0 ^ UInt32($1)) & 0xff)] ^ ($0 >> 8) }
    }

    func testTorchStreams() throws {
        var count = 0
        for stream in try Self.streams() where stream.engine == "torch" {
            let generator = Generator(seed: UInt64(stream.seed) ?? 0)
            var lastFanIn = 1.0
            for (i, call) in stream.calls.enumerated() {
                check(
                    call, try torchBytes(call, generator, &lastFanIn), "torch seed \(stream.seed) call \(i) \(call.op)")
                count += 1
            }
        }
        XCTAssertEqual(count, 4 * 19 + 2 * 11)
    }

    private func torchBytes(_ call: Call, _ g: Generator, _ lastFanIn: inout Double) throws -> [UInt8] {
        let isDouble = call.dtype == "float64"
        func floats(_ fill: (UnsafeMutableBufferPointer<Float>) -> Void) -> [UInt8] {
            var values = [Float](repeating: 0, count: call.n)
            values.withUnsafeMutableBufferPointer { fill($0) }
            return bytes(values)
        }
        func doubles(_ fill: (UnsafeMutableBufferPointer<Double>) -> Void) -> [UInt8] {
            var values = [Double](repeating: 0, count: call.n)
            values.withUnsafeMutableBufferPointer { fill($0) }
            return bytes(values)
        }
        switch call.op {
        case "rand": return isDouble ? doubles { g.fillUniform($0) } : floats { g.fillUniform($0) }
        case "randn": return isDouble ? doubles { g.fillNormal($0) } : floats { g.fillNormal($0) }
        case "normal_": return floats { g.fillNormal($0, mean: call.args[0].double, std: call.args[1].double) }
        case "uniform_":
            let (a, b) = (call.args[0].double, call.args[1].double)
            return isDouble ? doubles { g.fillUniform($0, a, b) } : floats { g.fillUniform($0, a, b) }
        case "randint":
            var values = [Int64](repeating: 0, count: call.n)
            let low = Int64(call.args[0].int)
            g.fillIntegers(count: call.n, low: low, range: UInt64(Int64(call.args[1].int) - low)) { values[$0] = $1 }
            return bytes(values)
        case "randperm": return bytes(try g.permutation(call.args[0].int))
        case "bernoulli_": return bytes((0..<call.n).map { _ in g.bernoulli(call.args[0].double) ? Float(1) : 0 })
        case "bernoulli_tensor":
            let step = Float(1) / 99
            let probabilities = (0..<100).map { i -> Float in
                i < 50 ? Float(0).addingProduct(step, Float(i)) : Float(1).addingProduct(-step, Float(99 - i))
            }
            return bytes(probabilities.map { g.bernoulli($0) ? Float(1) : 0 })
        case "dropout_ones":
            let keep = 1 - call.args[0].double
            return bytes((0..<call.n).map { _ in g.bernoulli(keep) ? 1 / Float(keep) : 0 })
        case "exponential_": return bytes((0..<call.n).map { _ in Float(g.exponential(rate: call.args[0].double)) })
        case "random_int64": return bytes((0..<call.n).map { _ in g.randomInteger(below: 1 << 63, wide: true) })
        case "layer":
            guard case .list(let shape) = call.args[2] else { return [] }
            if shape.count > 1 {
                lastFanIn = Double(shape.dropFirst().reduce(1, *))
                let gain = (2.0 / (1 + pow(5.0.squareRoot(), 2))).squareRoot()
                let bound = 3.0.squareRoot() * (gain / lastFanIn.squareRoot())
                return floats { g.fillUniform($0, -bound, bound) }
            }
            let bound = 1 / lastFanIn.squareRoot()
            return floats { g.fillUniform($0, -bound, bound) }
        default:
            XCTFail("unknown call \(call.op)")
            return []
        }
    }

    func testNumpyLegacyStreams() throws {
        var count = 0
        for stream in try Self.streams() where stream.engine == "numpy.legacy" {
            let g = NumpyRandomState(seed: UInt32(stream.seed) ?? 0)
            for (i, call) in stream.calls.enumerated() {
                let made: [UInt8]
                switch call.op {
                case "rand": made = bytes((0..<call.n).map { _ in g.random() })
                case "randn": made = bytes((0..<call.n).map { _ in g.standardNormal() })
                case "randint":
                    let bound = UInt64(call.args[1].int - call.args[0].int - 1)
                    made = bytes((0..<call.n).map { _ in g.integer(low: Int64(call.args[0].int), bound: bound) })
                case "uniform":
                    made = bytes((0..<call.n).map { _ in g.uniform(call.args[0].double, call.args[1].double) })
                case "normal":
                    made = bytes((0..<call.n).map { _ in g.normal(call.args[0].double, call.args[1].double) })
                case "permutation": made = bytes(try g.permutation(call.args[0].int))
                case "choice":
                    guard case .bool(let replacement) = call.args[1] else { return XCTFail("choice without a flag") }
                    made = bytes(try g.choice(call.args[0].int, count: call.n, replacement: replacement))
                default: return XCTFail("unknown call \(call.op)")
                }
                check(call, made, "numpy.legacy seed \(stream.seed) call \(i) \(call.op)")
                count += 1
            }
        }
        XCTAssertEqual(count, 30)
    }

    func testNumpyGeneratorStreams() throws {
        var count = 0
        for stream in try Self.streams() where stream.engine == "numpy.pcg64" {
            let seed = UInt64(stream.seed) ?? 0
            let g = NumpyGenerator(
                seed: seed >> 32 == 0 ? [UInt32(seed)] : [UInt32(seed & 0xffff_ffff), UInt32(seed >> 32)])
            for (i, call) in stream.calls.enumerated() {
                let made: [UInt8]
                switch call.op {
                case "random":
                    made =
                        call.dtype == "float32"
                        ? bytes((0..<call.n).map { _ in g.randomFloat() }) : bytes((0..<call.n).map { _ in g.random() })
                case "standard_normal":
                    made =
                        call.dtype == "float32"
                        ? bytes((0..<call.n).map { _ in g.standardNormalFloat() })
                        : bytes((0..<call.n).map { _ in g.standardNormal() })
                case "integers":
                    let low = Int64(call.args[0].int)
                    let bound = UInt64(call.args[1].int) - UInt64(low) - 1
                    made =
                        call.dtype == "uint8"
                        ? g.integers8(call.n, low: low, bound: UInt8(bound)).map { UInt8(truncatingIfNeeded: $0) }
                        : bytes(g.integers(call.n, low: low, bound: bound))
                case "uniform":
                    made = bytes((0..<call.n).map { _ in g.uniform(call.args[0].double, call.args[1].double) })
                case "normal":
                    made = bytes((0..<call.n).map { _ in g.normal(call.args[0].double, call.args[1].double) })
                case "permutation": made = bytes(try g.permutation(call.args[0].int))
                case "choice":
                    guard case .bool(let replacement) = call.args[1] else { return XCTFail("choice without a flag") }
                    made = bytes(try g.choice(call.args[0].int, count: call.n, replacement: replacement))
                default: return XCTFail("unknown call \(call.op)")
                }
                check(call, made, "pcg64 seed \(stream.seed) call \(i) \(call.op)")
                count += 1
            }
        }
        XCTAssertEqual(count, 42)
    }

    func testStateRestoresTheStream() throws {
        let g = Generator(seed: 7)
        _ = g.normal()
        let saved = g.stateBytes
        XCTAssertEqual(saved.count, 5056)
        let first = (g.normal(), g.random64())
        XCTAssertTrue(g.restore(saved))
        let second = (g.normal(), g.random64())
        XCTAssertEqual(first.0, second.0)
        XCTAssertEqual(first.1, second.1)
        XCTAssertFalse(g.restore([1, 2, 3]))
    }
}
