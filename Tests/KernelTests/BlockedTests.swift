// The fused passes on blocked images against the definitions of their parts.
import CKernels
import XCTest

/// A batch of images in either layout, with what is applied on reading. Owns its memory.
final class Picture {
    let batch: Int
    let channels: Int
    let h: Int
    let w: Int
    let plain: Bool
    var image: unet_image
    private var owned: [UnsafeMutablePointer<Float>] = []

    init(batch: Int, channels: Int, _ h: Int, _ w: Int, plain: Bool = false, gap: Int = 48) {
        (self.batch, self.channels, self.h, self.w, self.plain) = (batch, channels, h, w, plain)
        let held = plain ? channels : (channels + 15) / 16 * 16
        // A gap between images, as in the halves of a concatenation; a gap is not allowed to matter.
        let stride = held * h * w + (plain ? 0 : gap)
        let data = UnsafeMutablePointer<Float>.allocate(capacity: batch * stride + 1)
        data.initialize(repeating: 0, count: batch * stride + 1)
        owned = [data]
        image = unet_image(
            data: data, parts: nil, part_count: 0, image_stride: Int64(stride), channels: Int64(channels), h: Int64(h),
            w: Int64(w), is_plain: plain ? 1 : 0, scale: nil, shift: nil, floor: nil, affine_stride: 0, y: nil,
            slope: nil, y_stride: 0, write_back: nil)
    }
    deinit { for p in owned { p.deallocate() } }

    func perChannel(_ values: [Float]) -> UnsafeMutablePointer<Float> {
        let p = UnsafeMutablePointer<Float>.allocate(capacity: values.count + 16)
        p.initialize(repeating: 0, count: values.count + 16)
        for (i, v) in values.enumerated() { p[i] = v }
        owned.append(p)
        return p
    }
    func position(_ i: Int) -> Int {  // of element i of the plain array
        let (n, c, at) = (i / (channels * h * w), i / (h * w) % channels, i % (h * w))
        let stride = Int(image.image_stride)
        return plain ? n * stride + c * h * w + at : n * stride + (c / 16 * h * w + at) * 16 + c % 16
    }
    var count: Int { batch * channels * h * w }
    var values: [Float] {
        get { (0..<count).map { image.data[position($0)] } }
        set { for i in 0..<count { image.data[position(i)] = newValue[i] } }
    }
    var padded: Int { (channels + 15) / 16 * 16 }
    func channel(_ i: Int) -> Int { i / (h * w) % channels }
}

final class BlockedTests: XCTestCase {
    var noise = Noise(state: 21)

    func random(batch: Int, channels: Int, _ h: Int, _ w: Int, plain: Bool = false) -> Picture {
        let p = Picture(batch: batch, channels: channels, h, w, plain: plain)
        p.values = noise.array(Int64(p.count))
        return p
    }
    /// An image read through BatchNorm and ReLU; returns what a reader sees, too.
    func normalized(batch: Int, channels: Int, _ h: Int, _ w: Int, plain: Bool = false) -> (Picture, [Float]) {
        let p = random(batch: batch, channels: channels, h, w, plain: plain)
        let scale = noise.array(Int64(channels))
        let shift = noise.array(Int64(channels))
        p.image.scale = UnsafePointer(p.perChannel(scale))
        p.image.shift = UnsafePointer(p.perChannel(shift))
        p.image.floor = UnsafePointer(p.perChannel([Float](repeating: 0, count: channels)))
        let y = p.values
        return (p, y.indices.map { max(0, y[$0] * scale[p.channel($0)] + shift[p.channel($0)]) })
    }
    func check(_ p: Picture, _ expected: [Double], _ label: String, line: UInt = #line) {
        XCTAssertLessThan(relativeError(p.values, expected), 5e-6, label, line: line)
    }
    /// Checks Σv and Σv·other (other = v where nil).
    func check(sums: [Double], _ p: Picture, _ v: [Double], _ other: [Double]?, _ label: String, line: UInt = #line) {
        var expected = [Double](repeating: 0, count: 2 * p.padded)
        for i in v.indices {
            expected[p.channel(i)] += v[i]
            expected[p.padded + p.channel(i)] += v[i] * (other ?? v)[i]
        }
        let size = v.map { $0 * $0 }.reduce(0, +).squareRoot()  // sums cancel; compare with the size of what is added
        for c in 0..<2 * p.padded {
            XCTAssertEqual(
                sums[c], expected[c], accuracy: max(2e-5 * size, 1e-6 * abs(expected[c])) + 1e-6, "\(label) sum \(c)",
                line: line)
        }
    }

    func testConv3x3() {
        // Small maps, odd sizes, a plain first layer, both loop structures.
        for (n, c, k, h, w, plain) in [
            (2, 16, 32, 5, 7, false), (1, 48, 16, 33, 18, false), (2, 3, 16, 20, 9, true), (1, 192, 192, 3, 4, false),
            (1, 16, 16, 68, 66, false),
        ] {
            let shape = unet_conv2d_shape(batch: Int64(n), Int64(c), Int64(k), Int64(h), Int64(w))
            let (x, z) = normalized(batch: n, channels: c, h, w, plain: plain)
            let weights = noise.array(shape.weightCount)
            let bias = noise.array(Int64(k))
            let dz = random(batch: n, channels: k, h, w)
            let y = random(batch: n, channels: k, h, w)
            let (scale, slope, shift) = (noise.array(Int64(k)), noise.array(Int64(k)), noise.array(Int64(k)))
            let forward = shape.forward(z, weights, bias)
            let (dzValues, yValues) = (dz.values, y.values)
            let dy = dzValues.indices.map { i in
                dzValues[i] * scale[y.channel(i)] + yValues[i] * slope[y.channel(i)] + shift[y.channel(i)]
            }
            let dw = shape.backwardWeights(z, dy)
            var dx = shape.backwardData(dy, weights)
            if !plain { for i in dx.indices where z[i] <= 0 { dx[i] = 0 } }
            let xValues = x.values.map(Double.init)
            forEachISA { isa in
                let label = "\(isa) \(n) \(c) \(k) \(h) \(w)"
                let out = Picture(batch: n, channels: k, h, w)
                var sums = [Double](repeating: .nan, count: 2 * out.padded)
                XCTAssertEqual(unet_image_conv3x3_f32(Int64(n), &x.image, weights, bias, &out.image, &sums), 0)
                check(out, forward, label)
                check(sums: sums, out, forward, nil, label)

                let gradient = Picture(batch: n, channels: k, h, w, gap: 0)
                gradient.values = dzValues
                gradient.image.scale = UnsafePointer(gradient.perChannel(scale))
                gradient.image.shift = UnsafePointer(gradient.perChannel(shift))
                gradient.image.slope = UnsafePointer(gradient.perChannel(slope))
                gradient.image.y = UnsafePointer(y.image.data)
                gradient.image.y_stride = y.image.image_stride
                gradient.image.write_back = gradient.image.data
                var weightGradient = [Float](repeating: .nan, count: weights.count)
                XCTAssertEqual(
                    unet_image_conv3x3_backward_weights_f32(Int64(n), &x.image, &gradient.image, &weightGradient, 0), 0)
                XCTAssertLessThan(relativeError(weightGradient, dw), 5e-6, label)
                check(gradient, dy.map(Double.init), label)

                (gradient.image.scale, gradient.image.shift) = (nil, nil)
                (gradient.image.y, gradient.image.slope) = (nil, nil)
                let back = Picture(batch: n, channels: c, h, w, plain: plain)
                var backSums = [Double](repeating: .nan, count: 2 * back.padded)
                if plain {
                    XCTAssertEqual(
                        unet_image_conv3x3_backward_data_f32(
                            Int64(n), &gradient.image, weights, nil, &back.image, &backSums), 0)
                    check(sums: backSums, back, dx, nil, label)
                } else {
                    XCTAssertEqual(
                        unet_image_conv3x3_backward_data_f32(
                            Int64(n), &gradient.image, weights, &x.image, &back.image, &backSums), 0)
                    check(sums: backSums, back, dx, xValues, label)
                }
                check(back, dx, label)
            }
        }
    }

    /// A concatenation read from, and written to, the buffers of its parts; every image with numbers of its own.
    func testPartsAndRowsOfNumbers() {
        let (n, h, w) = (2, 9, 13)
        let sizes = [32, 16, 20]
        let channels = sizes.reduce(0, +)
        let pieces = sizes.map { random(batch: n, channels: $0, h, w) }
        let whole = Picture(batch: n, channels: channels, h, w)
        var values = whole.values
        for i in values.indices {
            var c = whole.channel(i)
            let part = c < 32 ? 0 : c < 48 ? 1 : 2
            c -= [0, 32, 48][part]
            let at = (i / (channels * h * w) * sizes[part] + c) * h * w + i % (h * w)
            values[i] = pieces[part].values[at]
        }
        let table = pieces.map {
            unet_part(data: $0.image.data, image_stride: $0.image.image_stride, blocks: Int64($0.padded / 16))
        }
        let padded = (channels + 15) / 16 * 16
        let numbers = (0..<3).map { _ in noise.array(Int64(n * padded)) }
        let z = values.indices.map { i in
            let at = i / (channels * h * w) * padded + whole.channel(i)
            return max(values[i] * numbers[0][at] + numbers[1][at], numbers[2][at])
        }
        let shape = unet_conv2d_shape(batch: Int64(n), Int64(channels), 16, Int64(h), Int64(w))
        let weights = noise.array(shape.weightCount)
        let forward = shape.forward(z, weights, [Float](repeating: 0, count: 16))
        let dy = random(batch: n, channels: 16, h, w)
        let dw = shape.backwardWeights(z, dy.values)
        let dx = shape.backwardData(dy.values, weights)
        table.withUnsafeBufferPointer { table in
            var x = whole.image
            (x.parts, x.part_count) = (table.baseAddress, Int64(table.count))
            x.scale = UnsafePointer(whole.perChannel(numbers[0]))
            x.shift = UnsafePointer(whole.perChannel(numbers[1]))
            x.floor = UnsafePointer(whole.perChannel(numbers[2]))
            x.affine_stride = Int64(padded)
            forEachISA { isa in
                let out = Picture(batch: n, channels: 16, h, w)
                XCTAssertEqual(unet_image_conv3x3_f32(Int64(n), &x, weights, nil, &out.image, nil), 0)
                check(out, forward, isa)
                var gradient = [Float](repeating: .nan, count: weights.count)
                XCTAssertEqual(unet_image_conv3x3_backward_weights_f32(Int64(n), &x, &dy.image, &gradient, 0), 0)
                XCTAssertLessThan(relativeError(gradient, dw), 5e-6, isa)
                let backs = sizes.map { Picture(batch: n, channels: $0, h, w) }
                let backTable = backs.map {
                    unet_part(data: $0.image.data, image_stride: $0.image.image_stride, blocks: Int64($0.padded / 16))
                }
                backTable.withUnsafeBufferPointer { backTable in
                    var back = Picture(batch: n, channels: channels, h, w).image
                    (back.parts, back.part_count) = (backTable.baseAddress, 3)
                    XCTAssertEqual(
                        unet_image_conv3x3_backward_data_f32(Int64(n), &dy.image, weights, nil, &back, nil), 0)
                }
                for (part, first) in [0, 32, 48].enumerated() {
                    let expected = (0..<backs[part].count).map { i -> Double in
                        let (image, at) = (i / (sizes[part] * h * w), i % (sizes[part] * h * w))
                        return dx[(image * channels + first) * h * w + at]
                    }
                    check(backs[part], expected, "\(isa) part \(part)")
                }
            }
            x.part_count = 2
            XCTAssertEqual(
                unet_image_conv3x3_f32(Int64(n), &x, weights, nil, &dy.image, nil), Int32(UNET_BAD_SHAPE),
                "the parts must have all channels")
        }
    }

    func testPointwise() {
        for (n, c, k, h, w, taps) in [
            (2, 16, 16, 3, 5, 4), (1, 48, 33, 7, 70, 4), (1, 80, 16, 20, 3, 4), (2, 32, 3, 9, 11, 1),
            (1, 20, 70, 65, 5, 1),
        ] {
            let f = taps == 4 ? 2 : 1
            // conv_transpose2d is the backward-data of the convolution from its output to its input.
            let shape = unet_conv2d_shape(
                batch: Int64(n), Int64(taps == 4 ? k : c), Int64(taps == 4 ? c : k), Int64(h * f), Int64(w * f),
                kernel: Int64(f), stride: Int64(f), pad: 0)
            let (x, z) = normalized(batch: n, channels: c, h, w)
            let weights = noise.array(shape.weightCount)
            let bias = noise.array(Int64(k))
            let plainOut = k < 16
            let dy = random(batch: n, channels: k, h * f, w * f, plain: plainOut)
            let noBias = [Float](repeating: 0, count: max(c, k))
            var forward = taps == 4 ? shape.backwardData(z, weights) : shape.forward(z, weights, noBias)
            for i in forward.indices { forward[i] += Double(bias[dy.channel(i)]) }
            var dx = taps == 4 ? shape.forward(dy.values, weights, noBias) : shape.backwardData(dy.values, weights)
            for i in dx.indices where z[i] <= 0 { dx[i] = 0 }
            let dw = taps == 4 ? shape.backwardWeights(dy.values, z) : shape.backwardWeights(z, dy.values)
            let xValues = x.values.map(Double.init)
            forEachISA { isa in
                let label = "\(isa) \(n) \(c) \(k) \(h) \(w) \(taps)"
                let out = Picture(batch: n, channels: k, h * f, w * f, plain: plainOut)
                var sums = [Double](repeating: .nan, count: 2 * out.padded)
                let back = Picture(batch: n, channels: c, h, w)
                var backSums = [Double](repeating: .nan, count: 2 * back.padded)
                var gradient = [Float](repeating: .nan, count: weights.count)
                let batch = Int64(n)
                if taps == 4 {
                    XCTAssertEqual(unet_image_up2x2_f32(batch, &x.image, weights, bias, &out.image, &sums), 0)
                    XCTAssertEqual(
                        unet_image_up2x2_backward_data_f32(batch, &dy.image, weights, &x.image, &back.image, &backSums),
                        0)
                    XCTAssertEqual(unet_image_up2x2_backward_weights_f32(batch, &x.image, &dy.image, &gradient, 0), 0)
                } else {
                    XCTAssertEqual(unet_image_conv1x1_f32(batch, &x.image, weights, bias, &out.image, &sums), 0)
                    XCTAssertEqual(
                        unet_image_conv1x1_backward_data_f32(
                            batch, &dy.image, weights, &x.image, &back.image, &backSums), 0)
                    XCTAssertEqual(unet_image_conv1x1_backward_weights_f32(batch, &x.image, &dy.image, &gradient, 0), 0)
                }
                check(out, forward, label)
                check(sums: sums, out, forward, nil, label)
                check(back, dx, label)
                check(sums: backSums, back, dx, xValues, label)
                XCTAssertLessThan(relativeError(gradient, dw), 5e-6, label)
            }
        }
    }

    func testPool() {
        for (n, c, h, w) in [(1, 16, 2, 2), (2, 32, 5, 7), (1, 16, 6, 9)] {
            let (x, z) = normalized(batch: n, channels: c, h, w)
            let skip = random(batch: n, channels: c, h, w)
            let dy = random(batch: n, channels: c, h / 2, w / 2)
            let (skipValues, dyValues) = (skip.values, dy.values)
            var pooled = [Double](repeating: 0, count: dy.count)
            var dz = skipValues.map(Double.init)
            for i in 0..<dy.count {
                let (plane, oy, ox) = (i / ((h / 2) * (w / 2)), i / (w / 2) % (h / 2), i % (w / 2))
                let corner = (plane * h + 2 * oy) * w + 2 * ox
                // The routing sees the value before ReLU; where all four are closed the mask drops the gradient anyway.
                let raw = { (k: Int) in
                    Float(x.values[k]) * (x.image.scale?[x.channel(k)] ?? 1) + (x.image.shift?[x.channel(k)] ?? 0)
                }
                var best = corner
                for k in [corner + 1, corner + w, corner + w + 1] where raw(k) > raw(best) { best = k }
                pooled[i] = Double(z[best])
                dz[best] += Double(dyValues[i])
            }
            for i in dz.indices where z[i] <= 0 { dz[i] = 0 }
            let xValues = x.values.map(Double.init)
            forEachISA { isa in
                let out = Picture(batch: n, channels: c, h / 2, w / 2)
                XCTAssertEqual(unet_image_pool2x2_f32(Int64(n), &x.image, &out.image), 0)
                check(out, pooled, isa)
                let back = Picture(batch: n, channels: c, h, w)
                var sums = [Double](repeating: .nan, count: 2 * c)
                XCTAssertEqual(
                    unet_image_pool2x2_backward_f32(Int64(n), &x.image, &dy.image, &skip.image, &back.image, &sums), 0)
                check(back, dz, isa)
                check(sums: sums, back, dz, xValues, isa)
            }
        }
    }

    func testSameBitsForAnyThreads() {
        let (x, _) = normalized(batch: 2, channels: 32, 37, 41)
        let weights = noise.array(32 * 32 * 9)
        let up = noise.array(32 * 32 * 4)
        assertSameBitsForAnyThreads("fused") {
            let y = Picture(batch: 2, channels: 32, 37, 41)
            let wide = Picture(batch: 2, channels: 32, 74, 82)
            var sums = [Double](repeating: 0, count: 64)
            var upGradient = [Float](repeating: 0, count: up.count)
            _ = unet_image_conv3x3_f32(2, &x.image, weights, nil, &y.image, &sums)
            _ = unet_image_up2x2_f32(2, &x.image, up, nil, &wide.image, nil)
            _ = unet_image_up2x2_backward_weights_f32(2, &x.image, &wide.image, &upGradient, 0)
            return y.values + sums.map { Float($0) } + wide.values + upGradient
        }
    }

    func testRefusesBadShapes() {
        let x = random(batch: 1, channels: 16, 4, 4)
        let y = random(batch: 1, channels: 16, 4, 5)
        let w = noise.array(2304)
        XCTAssertEqual(unet_image_conv3x3_f32(1, &x.image, w, nil, &y.image, nil), Int32(UNET_BAD_SHAPE))
        XCTAssertEqual(unet_image_up2x2_f32(1, &x.image, w, nil, &y.image, nil), Int32(UNET_BAD_SHAPE))
        x.image.scale = UnsafePointer(x.perChannel([1]))
        XCTAssertEqual(unet_image_pool2x2_f32(1, &x.image, &y.image), Int32(UNET_BAD_SHAPE))
    }
}
