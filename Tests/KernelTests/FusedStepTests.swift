// One training step of a small U-Net, computed twice: with the plain kernels one after the other, and with the fused ones
// on blocked images. Read the second half to see how the fused kernels fit together.
//
//   image (2, 3, 18, 22) - conv a - BN - ReLU - pool - conv b - BN - ReLU - up - concat with a - conv c - BN - ReLU - 1x1 - loss
import CKernels
import XCTest

final class FusedStepTests: XCTestCase {
    static let batch: Int64 = 2
    static let (h, w): (Int64, Int64) = (18, 22)
    var noise = Noise(state: 11)

    struct Weights {
        var a: [Float], b: [Float], c: [Float]  // 3x3: 3 -> 16, 16 -> 32, 32 -> 16
        var up: [Float], head: [Float]  // (32, 16, 2, 2) and (3, 16)
        var gamma: [Float], beta: [Float]  // of a, b, c behind each other: 16 + 32 + 16
    }

    /// The loss gradient of every parameter, in the order a, b, c, up, head, gamma, beta.
    typealias Gradients = [[Float]]

    // MARK: - Plain

    func shape(_ c: Int64, _ k: Int64, half: Bool) -> unet_conv2d_shape {
        unet_conv2d_shape(batch: Self.batch, c, k, half ? Self.h / 2 : Self.h, half ? Self.w / 2 : Self.w)
    }

    /// Conv + BN + ReLU; everything the backward pass needs.
    final class PlainBlock {
        var shape: unet_conv2d_shape
        let x: [Float], weights: [Float], gamma: [Float]
        var y: [Float], z: [Float]
        var mean: [Double], inverse: [Double]
        var plane: Int64 { shape.out_h * shape.out_w }
        var pixels: Double { Double(shape.batch * plane) }

        init(_ shape: unet_conv2d_shape, _ x: [Float], _ weights: [Float], _ gamma: [Float], _ beta: [Float]) {
            (self.shape, self.x, self.weights, self.gamma) = (shape, x, weights, gamma)
            let channels = Int(shape.out_channels)
            y = [Float](repeating: 0, count: Int(shape.outputCount))
            z = y
            _ = unet_conv2d_forward_f32(&self.shape, x, weights, nil, &y, Int32(UNET_DIRECT))
            let plane = shape.out_h * shape.out_w
            let count = Double(shape.batch * plane)
            let sums = channelSums(y, times: y, channels, Int(plane))
            mean = (0..<channels).map { sums[$0] / count }
            inverse = []
            for k in 0..<channels {
                inverse.append(1 / (sums[channels + k] / count - mean[k] * mean[k] + 1e-5).squareRoot())
            }
            let scale = (0..<channels).map { gamma[$0] * Float(inverse[$0]) }
            let shift = (0..<channels).map { beta[$0] - Float(mean[$0]) * scale[$0] }
            _ = unet_channel_affine_f32(shape.batch, shape.out_channels, plane, y, scale, shift, 1, &z)
        }

        /// Gradients of x, weights, gamma, beta from the gradient of z.
        func backward(_ dz: [Float]) -> (x: [Float], weights: [Float], gamma: [Float], beta: [Float]) {
            let channels = Int(shape.out_channels)
            let open = zip(dz, z).map { $1 > 0 ? $0 : 0 }
            let sums = channelSums(open, times: y, channels, Int(plane))
            let b = BatchNormGradient(sums, channels, channels, mean, inverse, gamma, pixels)
            let dy = open.indices.map { i -> Float in
                let c = i / Int(plane) % channels
                return open[i] * b.scale[c] + y[i] * b.slope[c] + b.shift[c]
            }
            var dx = [Float](repeating: 0, count: x.count)
            var dw = [Float](repeating: 0, count: weights.count)
            _ = unet_conv2d_backward_data_f32(&shape, dy, weights, nil, &dx, Int32(UNET_DIRECT))
            _ = unet_conv2d_backward_weights_f32(&shape, x, dy, &dw, 0, Int32(UNET_DIRECT))
            return (dx, dw, b.gamma, b.beta)
        }
    }

    /// From Σdz and Σdz·y: the gradients of gamma and beta, and dy = dz * scale + y * slope + shift.
    struct BatchNormGradient {
        var gamma: [Float] = [], beta: [Float] = [], scale: [Float] = [], slope: [Float] = [], shift: [Float] = []
        init(
            _ sums: [Double], _ channels: Int, _ padded: Int, _ mean: [Double], _ inverse: [Double], _ gammas: [Float],
            _ pixels: Double
        ) {
            for k in 0..<channels {
                let dBeta = sums[k]
                let dGamma = (sums[padded + k] - mean[k] * dBeta) * inverse[k]
                let g = Double(gammas[k])
                let rise = -g * dGamma * inverse[k] * inverse[k] / pixels
                gamma.append(Float(dGamma))
                beta.append(Float(dBeta))
                scale.append(Float(g * inverse[k]))
                slope.append(Float(rise))
                shift.append(Float(-g * dBeta * inverse[k] / pixels - mean[k] * rise))
            }
        }
    }

    func plainStep(_ image: [Float], _ target: [Int64], _ p: Weights) -> Gradients {
        let (n, h, w) = (Self.batch, Self.h, Self.w)
        let plane = Int(h * w)
        func gamma(_ at: Range<Int>) -> ([Float], [Float]) { (Array(p.gamma[at]), Array(p.beta[at])) }
        let a = PlainBlock(shape(3, 16, half: false), image, p.a, gamma(0..<16).0, gamma(0..<16).1)
        let winners = poolWinners(a.z, Int(h), Int(w))
        let pooled = winners.map { a.z[$0] }
        let b = PlainBlock(shape(16, 32, half: true), pooled, p.b, gamma(16..<48).0, gamma(16..<48).1)
        // The up-convolution is the backward-data of a 2x2 stride 2 convolution from its output to its input.
        var upShape = unet_conv2d_shape(batch: n, 16, 32, h, w, kernel: 2, stride: 2, pad: 0)
        var risen = [Float](repeating: 0, count: a.z.count)
        _ = unet_conv2d_backward_data_f32(&upShape, b.z, p.up, nil, &risen, Int32(UNET_DIRECT))
        var joined: [Float] = []
        for i in 0..<Int(n) {
            let channels = i * 16 * plane..<(i + 1) * 16 * plane
            joined += a.z[channels]
            joined += risen[channels]
        }
        let c = PlainBlock(shape(32, 16, half: false), joined, p.c, gamma(48..<64).0, gamma(48..<64).1)
        var headShape = unet_conv2d_shape(batch: n, 16, 3, h, w, kernel: 1, pad: 0)
        var logits = [Float](repeating: 0, count: Int(n) * 3 * plane)
        _ = unet_conv2d_forward_f32(&headShape, c.z, p.head, nil, &logits, Int32(UNET_DIRECT))
        let dLogits = crossEntropyGradient(logits, target, classes: 3, plane)

        var dHead = p.head
        var dz = c.z
        _ = unet_conv2d_backward_weights_f32(&headShape, c.z, dLogits, &dHead, 0, Int32(UNET_DIRECT))
        _ = unet_conv2d_backward_data_f32(&headShape, dLogits, p.head, nil, &dz, Int32(UNET_DIRECT))
        let dc = c.backward(dz)
        var dSkip: [Float] = []
        var dRisen: [Float] = []
        for i in 0..<Int(n) {
            let middle = (2 * i + 1) * 16 * plane
            dSkip += dc.x[middle - 16 * plane..<middle]
            dRisen += dc.x[middle..<middle + 16 * plane]
        }
        var dUp = p.up
        var db = b.z
        _ = unet_conv2d_backward_weights_f32(&upShape, dRisen, b.z, &dUp, 0, Int32(UNET_DIRECT))
        _ = unet_conv2d_forward_f32(&upShape, dRisen, p.up, nil, &db, Int32(UNET_DIRECT))
        let gb = b.backward(db)
        var da = [Float](repeating: 0, count: a.z.count)
        for (i, winner) in winners.enumerated() { da[winner] += gb.x[i] }
        let ga = a.backward(zip(da, dSkip).map { $0 + $1 })
        return [
            ga.weights, gb.weights, dc.weights, dUp, dHead, ga.gamma + gb.gamma + dc.gamma, ga.beta + gb.beta + dc.beta,
        ]
    }

    // MARK: - Fused

    /// Conv + BN + ReLU, of which only y and the BatchNorm's scale and shift exist.
    final class FusedBlock {
        let x: unet_image, filters: [Float], gamma: [Float], channels: Int
        var y: unet_image
        var mean: [Double] = [], inverse: [Double] = []
        let scale: UnsafeMutablePointer<Float>, shift: UnsafeMutablePointer<Float>

        /// `y` says where the raw output goes; its scale and shift are filled in for the readers.
        init(_ x: unet_image, _ y: unet_image, _ weights: [Float], _ gamma: [Float], _ beta: [Float]) {
            (self.x, self.y, self.gamma, channels) = (x, y, gamma, Int(y.channels))
            guard let s = y.scale, let t = y.shift else { preconditionFailure("y comes with room for scale and shift") }
            (scale, shift) = (UnsafeMutablePointer(mutating: s), UnsafeMutablePointer(mutating: t))
            filters = weights
            var input = x
            var sums = [Double](repeating: 0, count: 2 * channels)
            XCTAssertEqual(unet_image_conv3x3_f32(FusedStepTests.batch, &input, weights, nil, &self.y, &sums), 0)
            let count = Double(FusedStepTests.batch * y.h * y.w)
            for k in 0..<channels {
                mean.append(sums[k] / count)
                inverse.append(1 / (sums[channels + k] / count - mean[k] * mean[k] + 1e-5).squareRoot())
                scale[k] = gamma[k] * Float(inverse[k])
                shift[k] = beta[k] - Float(mean[k]) * scale[k]
            }
        }

        /// From the masked gradient dz with its sums: gradients of weights, gamma and beta; dz becomes dy on the way, from
        /// which backward-data makes dx.
        func backward(
            _ dz: unet_image, _ sums: [Double], to dx: unet_image?, mask: unet_image?, dxSums: inout [Double]
        ) -> (weights: [Float], gamma: [Float], beta: [Float]) {
            let pixels = Double(FusedStepTests.batch * y.h * y.w)
            let b = BatchNormGradient(sums, channels, channels, mean, inverse, gamma, pixels)
            var input = x
            var dw = filters
            b.scale.withUnsafeBufferPointer { scale in
                b.slope.withUnsafeBufferPointer { slope in
                    b.shift.withUnsafeBufferPointer { shift in
                        var gradient = dz
                        (gradient.scale, gradient.slope, gradient.shift) =
                            (scale.baseAddress, slope.baseAddress, shift.baseAddress)
                        (gradient.y, gradient.y_stride) = (UnsafePointer(y.data), y.image_stride)
                        gradient.write_back = gradient.data
                        XCTAssertEqual(
                            unet_image_conv3x3_backward_weights_f32(FusedStepTests.batch, &input, &gradient, &dw, 0), 0)
                    }
                }
            }
            if var dx {
                var dy = dz
                let n = FusedStepTests.batch
                if var mask {
                    XCTAssertEqual(unet_image_conv3x3_backward_data_f32(n, &dy, filters, &mask, &dx, &dxSums), 0)
                } else {
                    XCTAssertEqual(unet_image_conv3x3_backward_data_f32(n, &dy, filters, nil, &dx, &dxSums), 0)
                }
            }
            return (dw, b.gamma, b.beta)
        }
    }

    func fusedStep(_ image: [Float], _ target: [Int64], _ p: Weights) -> Gradients {
        let n = Self.batch
        let (h, w) = (Int(Self.h), Int(Self.w))
        let picture = Picture(batch: 2, channels: 3, h, w, plain: true)
        picture.values = image
        // The concatenation: a's raw output and the up-convolution's are the halves of one buffer. A reader of the whole
        // applies a's BatchNorm and ReLU to the first half and nothing to the second.
        let joined = Picture(batch: 2, channels: 32, h, w)
        joined.image.scale = UnsafePointer(joined.perChannel([Float](repeating: 1, count: 32)))
        joined.image.shift = UnsafePointer(joined.perChannel([Float](repeating: 0, count: 32)))
        let floors = [Float](repeating: 0, count: 16) + [Float](repeating: -.infinity, count: 16)
        joined.image.floor = UnsafePointer(joined.perChannel(floors))
        func half(_ of: unet_image, _ second: Bool) -> unet_image {
            var view = of
            view.channels = 16
            if second {
                view.data += 16 * h * w
                (view.scale, view.shift, view.floor) = (nil, nil, nil)
            }
            return view
        }
        func room(_ channels: Int, _ h: Int, _ w: Int) -> Picture {
            let room = Picture(batch: 2, channels: channels, h, w)
            room.image.scale = UnsafePointer(room.perChannel([Float](repeating: 0, count: channels)))
            room.image.shift = UnsafePointer(room.perChannel([Float](repeating: 0, count: channels)))
            room.image.floor = UnsafePointer(room.perChannel([Float](repeating: 0, count: channels)))
            return room
        }
        func bn(_ at: Range<Int>) -> ([Float], [Float]) { (Array(p.gamma[at]), Array(p.beta[at])) }

        let a = FusedBlock(picture.image, half(joined.image, false), p.a, bn(0..<16).0, bn(0..<16).1)
        let pooled = Picture(batch: 2, channels: 16, h / 2, w / 2)
        XCTAssertEqual(unet_image_pool2x2_f32(n, &a.y, &pooled.image), 0)
        let yb = room(32, h / 2, w / 2)
        let b = FusedBlock(pooled.image, yb.image, p.b, bn(16..<48).0, bn(16..<48).1)
        var risen = half(joined.image, true)
        XCTAssertEqual(unet_image_up2x2_f32(n, &b.y, p.up, nil, &risen, nil), 0)
        let yc = room(16, h, w)
        let c = FusedBlock(joined.image, yc.image, p.c, bn(48..<64).0, bn(48..<64).1)
        let logits = Picture(batch: 2, channels: 3, h, w, plain: true)
        XCTAssertEqual(unet_image_conv1x1_f32(n, &c.y, p.head, nil, &logits.image, nil), 0)

        let dLogits = Picture(batch: 2, channels: 3, h, w, plain: true)
        dLogits.values = crossEntropyGradient(logits.values, target, classes: 3, h * w)

        var dHead = p.head
        let dzc = Picture(batch: 2, channels: 16, h, w)
        var sums = [Double](repeating: 0, count: 64)
        XCTAssertEqual(unet_image_conv1x1_backward_weights_f32(n, &c.y, &dLogits.image, &dHead, 0), 0)
        XCTAssertEqual(unet_image_conv1x1_backward_data_f32(n, &dLogits.image, p.head, &c.y, &dzc.image, &sums), 0)
        let dJoined = Picture(batch: 2, channels: 32, h, w)
        var ignored = [Double](repeating: 0, count: 64)
        let gc = c.backward(dzc.image, sums, to: dJoined.image, mask: nil, dxSums: &ignored)

        var dRisen = half(dJoined.image, true)
        var dUp = p.up
        let dzb = Picture(batch: 2, channels: 32, h / 2, w / 2)
        XCTAssertEqual(unet_image_up2x2_backward_weights_f32(n, &b.y, &dRisen, &dUp, 0), 0)
        XCTAssertEqual(unet_image_up2x2_backward_data_f32(n, &dRisen, p.up, &b.y, &dzb.image, &sums), 0)
        let dPooled = Picture(batch: 2, channels: 16, h / 2, w / 2)
        let gb = b.backward(dzb.image, sums, to: dPooled.image, mask: nil, dxSums: &ignored)

        var dSkip = half(dJoined.image, false)
        let dza = Picture(batch: 2, channels: 16, h, w)
        XCTAssertEqual(unet_image_pool2x2_backward_f32(n, &a.y, &dPooled.image, &dSkip, &dza.image, &sums), 0)
        let ga = a.backward(dza.image, sums, to: nil, mask: nil, dxSums: &ignored)
        withExtendedLifetime([picture, joined, pooled, yb, yc, logits]) {}
        return [
            ga.weights, gb.weights, gc.weights, dUp, dHead, ga.gamma + gb.gamma + gc.gamma, ga.beta + gb.beta + gc.beta,
        ]
    }

    func testFusedStepAgreesWithPlainStep() {
        func weights(_ count: Int64, _ size: Float) -> [Float] { noise.array(count).map { $0 * size } }
        let p = Weights(
            a: weights(16 * 3 * 9, 0.2), b: weights(32 * 16 * 9, 0.1), c: weights(16 * 32 * 9, 0.1),
            up: weights(32 * 16 * 4, 0.2), head: weights(48, 0.3), gamma: noise.array(64).map { 1 + $0 / 2 },
            beta: noise.array(64))
        let image = noise.array(Self.batch * 3 * Self.h * Self.w)
        let target = (0..<Self.batch * Self.h * Self.w).map { $0 * 7 / 5 % 3 }
        let plain = plainStep(image, target, p)
        forEachISA { isa in
            let fused = fusedStep(image, target, p)
            for (i, name) in ["a", "b", "c", "up", "head", "gamma", "beta"].enumerated() {
                // Two float32 computations of a whole net; a ReLU that switches on rounding costs far more than rounding.
                let error = relativeError(fused[i], plain[i].map(Double.init))
                XCTAssertLessThan(error, 2e-5, "\(isa): gradient of \(name)")
            }
        }
    }
}
