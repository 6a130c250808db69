// Files of tensors: what is written is read back, and damaged files end in an error.
import XCTest

@testable import Layers
@testable import Tensors

final class CheckpointTests: XCTestCase {
    private func samples() throws -> [(name: String, tensor: Tensor)] {
        [
            ("a.weight", try Tensor.from([1.5, -2, 3, 0.25, 7, -9], [2, 3]).to(.float32)),
            ("a.count", try Tensor.scalar(.int(42), .int64)), ("mask", try Tensor.from([true, false, true])),
            ("empty", try Tensor.zeros([0, 3], .float64)),
            ("view", try Tensor.from([1.0, 2, 3, 4], [2, 2]).to(.float32).transpose(0, 1)),
        ]
    }

    private func compare(_ made: [(name: String, tensor: Tensor)]) throws {
        let want = try samples()
        XCTAssertEqual(made.map(\.name), want.map(\.name))
        for (a, b) in zip(made, want) {
            XCTAssertEqual(a.tensor.shape, b.tensor.shape, a.name)
            XCTAssertEqual(a.tensor.dtype, b.tensor.dtype, a.name)
            XCTAssertEqual(try a.tensor.scalars(), try b.tensor.scalars(), a.name)
        }
    }

    func testNpy() throws {
        for (name, tensor) in try samples() {
            let back = try Npy.read(Npy.write(tensor))
            XCTAssertEqual(back.shape, tensor.shape, name)
            XCTAssertEqual(try back.scalars(), try tensor.scalars(), name)
        }
        XCTAssertEqual(try Npy.write(Tensor.zeros([3])).count, 128 + 12)
    }

    func testSafetensors() throws { try compare(Safetensors.read(Safetensors.write(samples()))) }

    func testTorchArchive() throws { try compare(TorchArchive.read(TorchArchive.write(samples()))) }

    /// Every prefix and every single-byte change of small files is read or refused, never trapped on.
    func testDamagedFiles() throws {
        let files: [([UInt8], ([UInt8]) throws -> Void)] = [
            (try Npy.write(samples()[0].tensor), { _ = try Npy.read($0) }),
            (try Safetensors.write(Array(samples().prefix(2))), { _ = try Safetensors.read($0) }),
            (try TorchArchive.write(Array(samples().prefix(1))), { _ = try TorchArchive.read($0) }),
        ]
        var refused = 0
        for (bytes, read) in files {
            for length in 0..<bytes.count {
                do { try read(Array(bytes.prefix(length))) } catch { refused += 1 }
            }
            for i in bytes.indices {
                for change: UInt8 in [0x00, 0xff, 0x80, bytes[i] &+ 1] {
                    var damaged = bytes
                    damaged[i] = change
                    do { try read(damaged) } catch { refused += 1 }
                }
            }
        }
        XCTAssertGreaterThan(refused, 1000)
    }
}
