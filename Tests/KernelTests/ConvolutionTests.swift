// unet_conv2d_*: every algorithm, shape class and instruction set against the definition.
import CKernels
import XCTest

final class ConvolutionTests: XCTestCase {
    /// Checks the three directions of one convolution.
    func check(_ shape: unet_conv2d_shape, algorithm: Int, isa: String, file: StaticString = #filePath, line: UInt = #line) {
        var shape = shape
        var noise = Noise(state: 7)
        let x = noise.array(shape.inputCount)
        let w = noise.array(shape.weightCount)
        let dy = noise.array(shape.outputCount)
        let bias = noise.array(shape.out_channels)
        let label = "\(isa) algorithm \(algorithm) \(shape)"

        var y = [Float](repeating: .nan, count: dy.count)
        XCTAssertEqual(unet_conv2d_forward_f32(&shape, x, w, bias, &y, Int32(algorithm)), 0, file: file, line: line)
        XCTAssertLessThan(relativeError(y, shape.forward(x, w, bias)), 5e-6, "forward \(label)", file: file, line: line)

        var dx = [Float](repeating: .nan, count: x.count)
        XCTAssertEqual(unet_conv2d_backward_data_f32(&shape, dy, w, nil, &dx, Int32(algorithm)), 0, file: file, line: line)
        XCTAssertLessThan(relativeError(dx, shape.backwardData(dy, w)), 5e-6, "data \(label)", file: file, line: line)

        var dw = [Float](repeating: .nan, count: w.count)
        XCTAssertEqual(
            unet_conv2d_backward_weights_f32(&shape, x, dy, &dw, 0, Int32(algorithm)), 0, file: file, line: line)
        let reference = shape.backwardWeights(x, dy)
        XCTAssertLessThan(relativeError(dw, reference), 5e-6, "weights \(label)", file: file, line: line)
        XCTAssertEqual(
            unet_conv2d_backward_weights_f32(&shape, x, dy, &dw, 1, Int32(algorithm)), 0, file: file, line: line)
        XCTAssertLessThan(
            relativeError(dw, reference.map { 2 * $0 }), 5e-6, "accumulated \(label)", file: file, line: line)
    }

    func testDirectGeometries() {
        forEachISA { isa in
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
                check(shape, algorithm: UNET_DIRECT, isa: isa)
            }
        }
    }

    /// Backward-data writes input rows that no output reaches: conv_transpose2d's output_padding.
    func testExplicitSizes() {
        forEachISA { isa in
            var shape = unet_conv2d_shape(3, 4, 10, 11, stride: 2)
            shape.in_h += 1
            shape.in_w += 1
            check(shape, algorithm: UNET_DIRECT, isa: isa)
        }
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

    func testSameBitsForAnyThreadsDirect() {
        var shape = unet_conv2d_shape(batch: 2, 9, 20, 37, 41, stride: 2)
        var noise = Noise(state: 5)
        let x = noise.array(shape.inputCount)
        let w = noise.array(shape.weightCount)
        let dy = noise.array(shape.outputCount)
        assertSameBitsForAnyThreads("direct") {
            var y = dy
            var dx = x
            var dw = w
            _ = unet_conv2d_forward_f32(&shape, x, w, nil, &y, Int32(UNET_DIRECT))
            _ = unet_conv2d_backward_data_f32(&shape, dy, w, nil, &dx, Int32(UNET_DIRECT))
            _ = unet_conv2d_backward_weights_f32(&shape, x, dy, &dw, 0, Int32(UNET_DIRECT))
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
