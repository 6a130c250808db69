// unet_conv2d_*: every algorithm, shape class and instruction set against the definition.
import CKernels
import XCTest

final class ConvolutionTests: XCTestCase {
    /// Checks the three directions of one convolution on every instruction set.
    func check(_ shape: unet_conv2d_shape, algorithm: Int, line: UInt = #line) {
        var shape = shape
        var noise = Noise(state: 7)
        let x = noise.array(shape.inputCount)
        let w = noise.array(shape.weightCount)
        let dy = noise.array(shape.outputCount)
        let bias = noise.array(shape.out_channels)
        let forward = shape.forward(x, w, bias)
        let backwardData = shape.backwardData(dy, w)
        let backwardWeights = shape.backwardWeights(x, dy)
        let algorithm = Int32(algorithm)
        forEachISA { isa in
            let label = "\(isa) algorithm \(algorithm) \(shape)"
            var y = [Float](repeating: .nan, count: dy.count)
            XCTAssertEqual(unet_conv2d_forward_f32(&shape, x, w, bias, &y, algorithm), 0, line: line)
            XCTAssertLessThan(relativeError(y, forward), 5e-6, "forward \(label)", line: line)
            var dx = [Float](repeating: .nan, count: x.count)
            XCTAssertEqual(unet_conv2d_backward_data_f32(&shape, dy, w, nil, &dx, algorithm), 0, line: line)
            XCTAssertLessThan(relativeError(dx, backwardData), 5e-6, "data \(label)", line: line)
            var dw = [Float](repeating: .nan, count: w.count)
            XCTAssertEqual(unet_conv2d_backward_weights_f32(&shape, x, dy, &dw, 0, algorithm), 0, line: line)
            XCTAssertLessThan(relativeError(dw, backwardWeights), 5e-6, "weights \(label)", line: line)
            XCTAssertEqual(unet_conv2d_backward_weights_f32(&shape, x, dy, &dw, 1, algorithm), 0, line: line)
            XCTAssertLessThan(
                relativeError(dw, backwardWeights.map { 2 * $0 }), 5e-6, "accumulated \(label)", line: line)
        }
    }

    func testDirectGeometries() {
        for shape in [
            unet_conv2d_shape(1, 1, 1, 1),
            unet_conv2d_shape(3, 5, 7, 9),
            unet_conv2d_shape(batch: 2, 17, 33, 13, 6),
            unet_conv2d_shape(batch: 3, 4, 2, 5, 5, kernel: 1, pad: 0),
            unet_conv2d_shape(batch: 2, 6, 8, 11, 12, kernel: 5, stride: 2, pad: 2),
            unet_conv2d_shape(4, 6, 12, 14, kernel: 3, stride: 3, pad: 0, dilation: 2),
            unet_conv2d_shape(4, 6, 12, 14, kernel: 4, stride: 2, pad: 1),
            unet_conv2d_shape(5, 7, 9, 8, kernel: 2, stride: 2, pad: 0),
            unet_conv2d_shape(2, 3, 9, 9, kernel: 1, stride: 3, pad: 1),
            unet_conv2d_shape(batch: 2, 12, 18, 6, 7, groups: 6),
            unet_conv2d_shape(40, 40, 5, 5, kernel: 3, stride: 2, groups: 40),
            unet_conv2d_shape(3, 4, 6, 20, kernel: 1, pad: 0, kernelW: 7),
            unet_conv2d_shape(2, 2, 10, 10, kernel: 3, stride: 2, pad: 3, dilation: 4),
            unet_conv2d_shape(batch: 2, 3, 300, 17, 16),
        ] {
            check(shape, algorithm: UNET_DIRECT)
        }
    }

    /// Every loop structure: chunks, shared V over one and several super-chunks, private and shared weight accumulators.
    func testWinogradGeometries() {
        for shape in [
            unet_conv2d_shape(16, 16, 1, 1),
            unet_conv2d_shape(1, 1, 4, 4),
            unet_conv2d_shape(batch: 3, 20, 40, 7, 5, pad: 0),
            unet_conv2d_shape(batch: 2, 33, 17, 9, 18, pad: 2),
            unet_conv2d_shape(batch: 2, 48, 32, 16, 33),
            unet_conv2d_shape(130, 260, 3, 5),
            unet_conv2d_shape(5, 17, 66, 70),
            unet_conv2d_shape(batch: 70, 1030, 40, 1, 1),
        ] {
            check(shape, algorithm: UNET_WINOGRAD)
        }
    }

    /// What AUTO takes agrees with the definition, whichever it is; Winograd asked for in vain falls back.
    func testAutomaticChoice() {
        check(unet_conv2d_shape(32, 16, 12, 12), algorithm: UNET_AUTO)
        check(unet_conv2d_shape(32, 16, 3, 3), algorithm: UNET_AUTO)
        check(unet_conv2d_shape(16, 16, 12, 12, stride: 2), algorithm: UNET_WINOGRAD)
    }

    /// Backward-data writes input rows that no output reaches: conv_transpose2d's output_padding.
    func testExplicitSizes() {
        var shape = unet_conv2d_shape(3, 4, 10, 11, stride: 2)
        shape.in_h += 1
        shape.in_w += 1
        check(shape, algorithm: UNET_DIRECT)
        shape = unet_conv2d_shape(16, 16, 10, 11)
        shape.out_h -= 3
        shape.out_w += 2
        check(shape, algorithm: UNET_WINOGRAD)
    }

    func testDouble() {
        var shape = unet_conv2d_shape(batch: 2, 6, 4, 9, 10, kernel: 3, stride: 2, pad: 1, groups: 2)
        var noise = Noise(state: 3)
        let x = noise.array(shape.inputCount)
        let w = noise.array(shape.weightCount)
        let dy = noise.array(shape.outputCount)
        let bias = noise.array(shape.out_channels)
        forEachISA { isa in
            let wide = { (a: [Float]) in a.map(Double.init) }
            var y = [Double](repeating: .nan, count: dy.count)
            XCTAssertEqual(unet_conv2d_forward_f64(&shape, wide(x), wide(w), wide(bias), &y), 0)
            XCTAssertLessThan(relativeError(y, shape.forward(x, w, bias)), 1e-14, isa)
            var dx = [Double](repeating: .nan, count: x.count)
            XCTAssertEqual(unet_conv2d_backward_data_f64(&shape, wide(dy), wide(w), nil, &dx), 0)
            XCTAssertLessThan(relativeError(dx, shape.backwardData(dy, w)), 1e-14, isa)
            var dw = [Double](repeating: .nan, count: w.count)
            XCTAssertEqual(unet_conv2d_backward_weights_f64(&shape, wide(x), wide(dy), &dw, 0), 0)
            XCTAssertLessThan(relativeError(dw, shape.backwardWeights(x, dy)), 1e-14, isa)
        }
    }

    func testSameBitsForAnyThreads() {
        sameBits(unet_conv2d_shape(batch: 2, 9, 20, 37, 41, stride: 2), UNET_DIRECT)
        sameBits(unet_conv2d_shape(batch: 2, 33, 20, 47, 49), UNET_WINOGRAD)
        sameBits(unet_conv2d_shape(batch: 2, 272, 150, 17, 15), UNET_WINOGRAD)
    }

    func sameBits(_ shape: unet_conv2d_shape, _ algorithm: Int) {
        var shape = shape
        let algorithm = Int32(algorithm)
        var noise = Noise(state: 5)
        let x = noise.array(shape.inputCount)
        let w = noise.array(shape.weightCount)
        let dy = noise.array(shape.outputCount)
        assertSameBitsForAnyThreads("\(shape)") {
            var y = dy
            var dx = x
            var dw = w
            _ = unet_conv2d_forward_f32(&shape, x, w, nil, &y, algorithm)
            _ = unet_conv2d_backward_data_f32(&shape, dy, w, nil, &dx, algorithm)
            _ = unet_conv2d_backward_weights_f32(&shape, x, dy, &dw, 0, algorithm)
            return y + dx + dw
        }
    }

    func testRefusesBadShapes() {
        var y: [Float] = [0]
        var shape = unet_conv2d_shape(3, 4, 8, 8, groups: 2)
        XCTAssertEqual(unet_conv2d_forward_f32(&shape, y, y, nil, &y, 0), Int32(UNET_BAD_SHAPE))
        shape = unet_conv2d_shape(1, 1, 8, 8)
        shape.in_h = .max
        XCTAssertEqual(unet_conv2d_forward_f32(&shape, y, y, nil, &y, 0), Int32(UNET_BAD_SHAPE))
        shape.in_h = -1
        XCTAssertEqual(unet_conv2d_forward_f32(&shape, y, y, nil, &y, 0), Int32(UNET_BAD_SHAPE))
    }
}
