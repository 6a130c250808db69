// The random kernels: the same bits on every instruction set, and the numbers of their definitions.
import CKernels
import Glibc
import XCTest

final class RandomTests: XCTestCase {
    /// MT19937, a word at a time.
    private struct Twister {
        var state: [UInt32]
        var position = 624

        init(seed: UInt32) {
            state = [seed]
            for i in 1..<624 { state.append(1_812_433_253 &* (state[i - 1] ^ (state[i - 1] >> 30)) &+ UInt32(i)) }
        }

        mutating func next() -> UInt32 {
            if position == 624 {
                for k in 0..<624 {
                    let y = state[k] & 0x8000_0000 | state[(k + 1) % 624] & 0x7fff_ffff
                    state[k] = state[(k + 397) % 624] ^ (y >> 1) ^ (y & 1 == 1 ? 0x9908_b0df : 0)
                }
                position = 0
            }
            var y = state[position]
            position += 1
            y ^= y >> 11
            y ^= (y << 7) & 0x9d2c_5680
            y ^= (y << 15) & 0xefc6_0000
            return y ^ (y >> 18)
        }
    }

    func testTwister() {
        forEachISA { isa in
            var reference = Twister(seed: 5)
            var state = reference.state
            var position: Int32 = 624
            // Runs that end within, at and beyond the block.
            for count in [0, 1, 622, 1, 1, 624, 2000, 3] {
                var words = [UInt32](repeating: 0, count: count)
                unet_twister(&state, &position, &words, Int64(count))
                XCTAssertEqual(words, (0..<count).map { _ in reference.next() }, isa)
            }
            XCTAssertEqual(state, reference.state, isa)
        }
    }

    func testUniform() {
        var twister = Twister(seed: 1)
        let words = (0..<2 * 333).map { _ in twister.next() }
        forEachISA { isa in
            var floats = words.map { Float(bitPattern: $0) }
            unet_uniform_f32(&floats, Int64(floats.count), -2, 3)
            for (value, word) in zip(floats, words) {
                XCTAssertEqual(value, Float(-2).addingProduct(Float(word & 0xff_ffff) * 0x1p-24, 5), isa)
            }
            var doubles = (0..<333).map { Double(bitPattern: UInt64(words[2 * $0 + 1]) << 32 | UInt64(words[2 * $0])) }
            unet_uniform_f64(&doubles, 333, 0, 1)
            for (i, value) in doubles.enumerated() {
                let bits = (UInt64(words[2 * i]) << 32 | UInt64(words[2 * i + 1])) & 0x1f_ffff_ffff_ffff
                XCTAssertEqual(value, Double(bits) * 0x1p-53, isa)
            }
            // What rounds up to the upper bound becomes the lower one.
            var last = [Float(bitPattern: 0xff_ffff)]
            unet_uniform_f32(&last, 1, 1, 1 + 0x1p-23)
            XCTAssertEqual(last, [1], isa)
        }
    }

    func testNormal() {
        var twister = Twister(seed: 2)
        // The least and the largest uniform as well.
        var uniforms: [Float] = [0, 1 - 0x1p-24, 0x1p-24]
        while uniforms.count < 16 * 64 { uniforms.append(Float(twister.next() & 0xff_ffff) * 0x1p-24) }
        var first: [Float]?
        forEachISA { isa in
            var x = uniforms
            unet_normal_f32(&x, 64, 0.5, 2)
            XCTAssertEqual(x.map(\.bitPattern), (first ?? x).map(\.bitPattern), isa)
            first = first ?? x
            for start in stride(from: 0, to: x.count, by: 16) {
                for j in start..<start + 8 {
                    let radius = sqrt(-2 * log(1 - Double(uniforms[j])))
                    let angle = 2 * Double.pi * Double(uniforms[j + 8])
                    XCTAssertEqual(Double(x[j]), 0.5 + 2 * radius * cos(angle), accuracy: 4e-6, isa)
                    XCTAssertEqual(Double(x[j + 8]), 0.5 + 2 * radius * sin(angle), accuracy: 4e-6, isa)
                }
            }
        }
    }
}
