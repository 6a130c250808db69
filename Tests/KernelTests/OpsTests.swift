// The kernels on plain tensors against their definitions.
import CKernels
import Glibc
import XCTest

final class OpsTests: XCTestCase {
    func assertClose(
        _ a: [Float], _ b: [Double], _ tolerance: Double = 1e-6, _ label: String = "", line: UInt = #line
    ) {
        XCTAssertLessThan(relativeError(a, b), tolerance, label, line: line)
    }

    func testChannelAffine() {
        for (batch, channels, plane) in [(1, 1, 1), (2, 3, 17), (3, 2, 70_001), (2, 40, 256)] {
            var noise = Noise(state: 9)
            let x = noise.array(Int64(batch * channels * plane))
            let scale = noise.array(Int64(channels))
            let shift = noise.array(Int64(channels))
            let affine = x.indices.map { i -> Double in
                let c = i / plane % channels
                return Double(x[i]) * Double(scale[c]) + Double(shift[c])
            }
            let (n, c, p) = (Int64(batch), Int64(channels), Int64(plane))
            forEachISA { isa in
                var out = [Float](repeating: .nan, count: x.count)
                XCTAssertEqual(unet_channel_affine_f32(n, c, p, x, scale, shift, 0, &out), 0)
                assertClose(out, affine, 1e-6, isa)
                XCTAssertEqual(unet_channel_affine_f32(n, c, p, x, scale, shift, 1, &out), 0)
                assertClose(out, affine.map { max($0, 0) }, 1e-6, isa)
            }
        }
    }

    func testSoftmax() {
        for (batch, classes, plane) in [(1, 1, 1), (2, 3, 1000), (3, 10, 1), (1, 70, 33)] {
            var noise = Noise(state: 8)
            let count = batch * classes * plane
            let x = noise.array(Int64(count)).map { $0 * 30 }
            let dy = noise.array(Int64(count))
            var soft = [Double](repeating: 0, count: count)
            var logs = soft
            var back = soft
            var logBack = soft
            for n in 0..<batch {
                for i in 0..<plane {
                    let at = (0..<classes).map { (n * classes + $0) * plane + i }
                    let high = at.map { Double(x[$0]) }.max() ?? 0
                    let sum = at.map { exp(Double(x[$0]) - high) }.reduce(0, +)
                    for k in at {
                        soft[k] = exp(Double(x[k]) - high) / sum
                        logs[k] = Double(x[k]) - high - log(sum)
                    }
                    let dot = at.map { soft[$0] * Double(dy[$0]) }.reduce(0, +)
                    let total = at.map { Double(dy[$0]) }.reduce(0, +)
                    for k in at {
                        back[k] = soft[k] * (Double(dy[k]) - dot)
                        logBack[k] = Double(dy[k]) - soft[k] * total
                    }
                }
            }
            let (n, c, p) = (Int64(batch), Int64(classes), Int64(plane))
            forEachISA { isa in
                var y = [Float](repeating: .nan, count: count)
                var dx = y
                XCTAssertEqual(unet_softmax_f32(n, c, p, x, 0, &y), 0)
                assertClose(y, soft, 1e-6, isa)
                XCTAssertEqual(unet_softmax_backward_f32(n, c, p, y, dy, 0, &dx), 0)
                if classes > 1 { assertClose(dx, back, 5e-6, isa) }
                XCTAssertEqual(unet_softmax_f32(n, c, p, x, 1, &y), 0)
                if classes > 1 { assertClose(y, logs, 1e-6, isa) }
                XCTAssertEqual(unet_softmax_backward_f32(n, c, p, y, dy, 1, &dx), 0)
                if classes > 1 { assertClose(dx, logBack, 5e-6, isa) }
            }
        }
        var y: [Float] = [0, 0, 0]
        _ = unet_softmax_f32(1, 3, 1, [-Float.infinity, 0, 200], 0, &y)
        XCTAssertEqual(y, [0, 0, 1])
    }

    func testAdam() {
        var noise = Noise(state: 3)
        let n = 40_003
        let p0 = noise.array(Int64(n))
        let g = noise.array(Int64(n))
        for decoupled: Int32 in [0, 1] {
            var adam = unet_adam(
                lr: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weight_decay: 0.1, correction1: 1, correction2: 1,
                decoupled: decoupled, maximize: 0)
            forEachISA { isa in
                var (p, m, v) = (p0, [Float](repeating: 0, count: n), [Float](repeating: 0, count: n))
                var (q, mq, vq) = (
                    p0.map(Double.init), [Double](repeating: 0, count: n), [Double](repeating: 0, count: n)
                )
                for step in 1...3 {
                    adam.correction1 = 1 - pow(0.9, Double(step))
                    adam.correction2 = 1 - pow(0.999, Double(step))
                    XCTAssertEqual(unet_adam_f32(Int64(n), &adam, &p, g, &m, &v), 0)
                    for i in 0..<n {
                        var gradient = Double(g[i])
                        if decoupled != 0 { q[i] *= 1 - 0.01 * 0.1 } else { gradient += 0.1 * q[i] }
                        mq[i] = 0.9 * mq[i] + 0.1 * gradient
                        vq[i] = 0.999 * vq[i] + 0.001 * gradient * gradient
                        q[i] -= 0.01 / adam.correction1 * mq[i] / ((vq[i] / adam.correction2).squareRoot() + 1e-8)
                    }
                }
                assertClose(p, q, 1e-6, isa)
            }
        }
    }

    func testLayoutsRoundTrip() {
        for (batch, channels, plane) in [(1, 1, 1), (2, 16, 257), (2, 35, 1000)] {
            var noise = Noise(state: 5)
            let x = noise.array(Int64(batch * channels * plane))
            let padded = (channels + 15) / 16 * 16
            forEachISA { isa in
                var blocked = [Float](repeating: .nan, count: batch * padded * plane)
                XCTAssertEqual(unet_to_blocked_f32(Int64(batch), Int64(channels), Int64(plane), x, &blocked, 0), 0)
                for n in 0..<batch {
                    for c in 0..<padded {
                        for i in stride(from: 0, to: plane, by: 37) {
                            let expected = c < channels ? x[(n * channels + c) * plane + i] : 0
                            XCTAssertEqual(
                                blocked[((n * padded + c / 16 * 16) * plane) + i * 16 + c % 16], expected, isa)
                        }
                    }
                }
                var back = [Float](repeating: .nan, count: x.count)
                XCTAssertEqual(unet_from_blocked_f32(Int64(batch), Int64(channels), Int64(plane), blocked, 0, &back), 0)
                XCTAssertEqual(back, x, isa)
            }
        }
    }
}
