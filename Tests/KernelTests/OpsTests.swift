// Elementwise, per-channel, pooling, softmax, loss, up-sampling, optimizers and layouts against their definitions.
import CKernels
import Glibc
import XCTest

final class OpsTests: XCTestCase {
    func assertClose(
        _ a: [Float], _ b: [Double], _ tolerance: Double = 1e-6, _ label: String = "", line: UInt = #line
    ) {
        XCTAssertLessThan(relativeError(a, b), tolerance, label, line: line)
    }

    func testElementwise() {
        let definitions: [(Int, (Float, Float, Float) -> Float)] = [
            (UNET_ADD, { a, b, _ in a + b }), (UNET_SUBTRACT, { a, b, _ in a - b }),
            (UNET_MULTIPLY, { a, b, _ in a * b }), (UNET_DIVIDE, { a, b, _ in a / b }),
            (UNET_ADD_SCALED, { a, b, s in a + s * b }), (UNET_SCALE, { a, _, s in a * s }),
            (UNET_ADD_SCALAR, { a, _, s in a + s }), (UNET_RELU, { a, _, _ in max(a, 0) }),
            (UNET_RELU_BACKWARD, { a, b, _ in a > 0 ? b : 0 }), (UNET_LEAKY_RELU, { a, _, s in a < 0 ? a * s : a }),
            (UNET_LEAKY_RELU_BACKWARD, { a, b, s in a > 0 ? b : b * s }),
        ]
        var noise = Noise(state: 2)
        for n: Int64 in [0, 1, 15, 16, 17, 100_000] {
            let a = noise.array(n)
            let b = noise.array(n)
            forEachISA { isa in
                for (op, definition) in definitions {
                    let expected = zip(a, b).map { Double(definition($0, $1, 0.3)) }
                    var out = [Float](repeating: .nan, count: a.count)
                    XCTAssertEqual(unet_elementwise_f32(Int32(op), n, a, b, 0.3, &out), 0)
                    assertClose(out, expected, 1e-6, "\(isa) op \(op)")
                    var place = a  // in place
                    place.withUnsafeMutableBufferPointer { p in
                        guard let base = p.baseAddress else { return }
                        XCTAssertEqual(unet_elementwise_f32(Int32(op), n, base, b, 0.3, base), 0)
                    }
                    XCTAssertEqual(place, out)
                }
            }
        }
        var out: [Float] = [0]
        _ = unet_elementwise_f32(Int32(UNET_RELU), 1, [.nan], nil, 0, &out)
        XCTAssertTrue(out[0].isNaN)
    }

    func testChannelSumsAndAffine() {
        for (batch, channels, plane) in [(1, 1, 1), (2, 3, 17), (3, 2, 70_001), (2, 40, 256)] {
            var noise = Noise(state: 9)
            let count = batch * channels * plane
            let a = noise.array(Int64(count))
            let b = noise.array(Int64(count))
            let mask = noise.array(Int64(count))
            let scale = noise.array(Int64(channels))
            let slope = noise.array(Int64(channels))
            let shift = noise.array(Int64(channels))
            var expected = [Double](repeating: 0, count: 2 * channels)
            var affine = [Double](repeating: 0, count: count)
            for i in 0..<count {
                let c = i / plane % channels
                let x = mask[i] > 0 ? Double(a[i]) : 0
                expected[c] += x
                expected[channels + c] += x * Double(b[i])
                affine[i] = max(0, x * Double(scale[c]) + Double(b[i]) * Double(slope[c]) + Double(shift[c]))
            }
            let (n, c, p) = (Int64(batch), Int64(channels), Int64(plane))
            forEachISA { isa in
                var sums = [Double](repeating: .nan, count: 2 * channels)
                XCTAssertEqual(unet_channel_sums_f32(n, c, p, a, b, mask, &sums), 0)
                XCTAssertLessThan(relativeError(sums, expected), 1e-12, isa)
                var out = [Float](repeating: .nan, count: count)
                XCTAssertEqual(unet_channel_affine_f32(n, c, p, a, scale, b, slope, shift, mask, 1, &out), 0)
                assertClose(out, affine, 1e-6, isa)
                XCTAssertEqual(unet_channel_affine_f32(n, c, p, a, nil, nil, nil, shift, nil, 0, &out), 0)
                assertClose(out, (0..<count).map { Double(a[$0]) + Double(shift[$0 / plane % channels]) }, 1e-6, isa)
            }
            assertSameBitsForAnyThreads("channel sums") {
                var sums = [Double](repeating: .nan, count: 2 * channels)
                _ = unet_channel_sums_f32(n, c, p, a, b, nil, &sums)
                return sums.flatMap { [Float($0), Float($0 - Double(Float($0)))] }
            }
        }
    }

    func testMaxPool() {
        for (h, w) in [(2, 2), (5, 7), (6, 70), (1, 9)] {
            var noise = Noise(state: 4)
            var x = noise.array(Int64(3 * h * w)).map { ($0 * 4).rounded() }  // ties
            if h > 1 { x[w] = .nan }
            let (oh, ow) = (h / 2, w / 2)
            var index = [Int32](repeating: -1, count: 3 * oh * ow)
            forEachISA { isa in
                var y = [Float](repeating: -9, count: 3 * oh * ow)
                XCTAssertEqual(unet_max_pool2x2_f32(3, Int64(h), Int64(w), x, &y, &index), 0)
                for plane in 0..<3 {
                    for i in 0..<oh {
                        for j in 0..<ow {
                            var best = (2 * i) * w + 2 * j
                            for k in [best + 1, best + w, best + w + 1] {
                                let v = x[plane * h * w + k]
                                if v > x[plane * h * w + best] || v.isNaN { best = k }
                            }
                            let at = (plane * oh + i) * ow + j
                            XCTAssertEqual(Int(index[at]), best, isa)
                            XCTAssertEqual(y[at].bitPattern, x[plane * h * w + best].bitPattern, isa)
                        }
                    }
                }
                let dy = (0..<y.count).map { Float($0 + 1) }
                var dx = [Float](repeating: .nan, count: x.count)
                XCTAssertEqual(unet_max_pool2x2_backward_f32(3, Int64(h), Int64(w), dy, index, &dx), 0)
                var expected = [Float](repeating: 0, count: x.count)
                for i in dy.indices { expected[i / max(oh * ow, 1) * h * w + Int(index[i])] += dy[i] }
                XCTAssertEqual(dx, expected)
            }
        }
    }

    func testSoftmaxAndCrossEntropy() {
        for (batch, classes, plane) in [(1, 1, 1), (2, 3, 1000), (3, 10, 1), (1, 70, 33)] {
            var noise = Noise(state: 8)
            let count = batch * classes * plane
            let x = noise.array(Int64(count)).map { $0 * 30 }
            let dy = noise.array(Int64(count))
            let weight = noise.array(Int64(classes)).map { abs($0) + 0.1 }
            var target = (0..<batch * plane).map { Int64($0 * 7 % classes) }
            if target.count > 1 { target[1] = -100 }
            var soft = [Double](repeating: 0, count: count)
            var logs = soft
            var back = soft
            var logBack = soft
            var gradient = soft
            var loss = (0.0, 0.0)
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
                    let t = target[n * plane + i]
                    if t >= 0 {
                        let w = Double(weight[Int(t)])
                        loss.0 -= w * logs[at[Int(t)]]
                        loss.1 += w
                        for (c, k) in at.enumerated() { gradient[k] = w * (soft[k] - (c == Int(t) ? 1 : 0)) }
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
                var sums = [0.0, 0.0]
                XCTAssertEqual(unet_cross_entropy_f32(n, c, p, x, target, weight, -100, &sums, &dx), 0)
                XCTAssertEqual(sums[0], loss.0, accuracy: 1e-5 * abs(loss.0) + 1e-6, isa)
                XCTAssertEqual(sums[1], loss.1, accuracy: 1e-5 * loss.1, isa)
                if classes > 1 { assertClose(dx, gradient, 5e-6, isa) }
            }
        }
        var sums = [0.0, 0.0]
        var gradient: [Float] = [0, 0]
        XCTAssertEqual(
            unet_cross_entropy_f32(1, 2, 1, [1, 2], [2], nil, -100, &sums, &gradient), Int32(UNET_BAD_TARGET))
        var y: [Float] = [0, 0, 0]
        _ = unet_softmax_f32(1, 3, 1, [-Float.infinity, 0, 200], 0, &y)
        XCTAssertEqual(y, [0, 0, 1])
    }

    func testUpsample() {
        // torch.nn.functional.interpolate of [[1, 2], [3, 4]].
        let x: [Float] = [1, 2, 3, 4]
        var y = [Float](repeating: 0, count: 16)
        XCTAssertEqual(unet_upsample_f32(Int32(UNET_NEAREST), 0, 1, 2, 2, 4, 4, 0, 0, x, &y), 0)
        XCTAssertEqual(y, [1, 1, 2, 2, 1, 1, 2, 2, 3, 3, 4, 4, 3, 3, 4, 4])
        XCTAssertEqual(unet_upsample_f32(Int32(UNET_BILINEAR), 0, 1, 2, 2, 4, 4, 2, 2, x, &y), 0)
        XCTAssertEqual(y, [1, 1.25, 1.75, 2, 1.5, 1.75, 2.25, 2.5, 2.5, 2.75, 3.25, 3.5, 3, 3.25, 3.75, 4])
        var corners = [Float](repeating: 0, count: 9)
        XCTAssertEqual(unet_upsample_f32(Int32(UNET_BILINEAR), 1, 1, 2, 2, 3, 3, 0, 0, x, &corners), 0)
        XCTAssertEqual(corners, [1, 1.5, 2, 2, 2.5, 3, 3, 3.5, 4])
        // The backward pass is the adjoint: <up(x), dy> = <x, down(dy)>.
        var noise = Noise(state: 6)
        for mode in [UNET_NEAREST, UNET_BILINEAR] {
            for align: Int32 in [0, 1] {
                for (oh, ow) in [(7, 11), (3, 2), (10, 8)] {
                    let a = noise.array(2 * 5 * 4)
                    let dy = noise.array(Int64(2 * oh * ow))
                    var up = [Float](repeating: 0, count: dy.count)
                    var down = [Float](repeating: 0, count: a.count)
                    _ = unet_upsample_f32(Int32(mode), align, 2, 5, 4, Int64(oh), Int64(ow), 0, 0, a, &up)
                    _ = unet_upsample_backward_f32(Int32(mode), align, 2, 5, 4, Int64(oh), Int64(ow), 0, 0, dy, &down)
                    let left = zip(up, dy).map { Double($0 * $1) }.reduce(0, +)
                    let right = zip(a, down).map { Double($0 * $1) }.reduce(0, +)
                    XCTAssertEqual(left, right, accuracy: 1e-5)
                }
            }
        }
    }

    func testOptimizers() {
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
        for nesterov: Int32 in [0, 1] {
            var sgd = unet_sgd(
                lr: 0.1, momentum: 0.9, dampening: 0, weight_decay: 0.01, nesterov: nesterov, maximize: 0, is_first: 1)
            var (p, m) = (p0, [Float](repeating: .nan, count: n))
            var (q, mq) = (p0.map(Double.init), [Double](repeating: 0, count: n))
            for step in 0..<3 {
                sgd.is_first = step == 0 ? 1 : 0
                XCTAssertEqual(unet_sgd_f32(Int64(n), &sgd, &p, g, &m), 0)
                for i in 0..<n {
                    let gradient = Double(g[i]) + 0.01 * q[i]
                    mq[i] = step == 0 ? gradient : 0.9 * mq[i] + gradient
                    q[i] -= 0.1 * (nesterov != 0 ? gradient + 0.9 * mq[i] : mq[i])
                }
            }
            assertClose(p, q)
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
