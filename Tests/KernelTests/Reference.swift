// The scalar definitions the kernels are compared with, in double, and the helpers every kernel test uses.
import CKernels
import Glibc
import XCTest

/// Reproducible numbers in -1...1.
struct Noise {
    var state: UInt64
    mutating func next() -> Float {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Float(Double(state >> 33) / Double(1 << 30) - 1)
    }
    mutating func array(_ count: Int64) -> [Float] { (0..<Int(count)).map { _ in next() } }
}

/// ‖a − b‖ / ‖b‖.
func relativeError<S: BinaryFloatingPoint>(_ a: [S], _ b: [Double]) -> Double {
    var difference = 0.0
    var size = 0.0
    for (x, y) in zip(a, b) {
        difference += (Double(x) - y) * (Double(x) - y)
        size += y * y
    }
    return a.count == b.count ? (difference / max(size, 1e-300)).squareRoot() : .infinity
}

/// Runs the body once for every instruction set this CPU has, with 3 threads, and restores the defaults.
func forEachISA(_ body: (String) throws -> Void) rethrows {
    let isa = String(cString: unet_isa())
    let threads = unet_thread_count()
    unet_set_threads(3)
    for name in ["avx512", "avx2", "generic"] where unet_set_isa(name) != 0 {
        try body(name)
    }
    _ = unet_set_isa(isa)
    unet_set_threads(threads)
}

/// Calls the body with 1, 2, 4 and 8 threads and checks that it returns the same bits.
func assertSameBitsForAnyThreads(_ label: String, _ body: () -> [Float]) {
    let threads = unet_thread_count()
    var first: [UInt32]?
    for count: Int32 in [1, 2, 4, 8] {
        unet_set_threads(count)
        let bits = body().map(\.bitPattern)
        if let first { XCTAssertTrue(bits == first, "\(label): \(count) threads differ from 1") } else { first = bits }
    }
    unet_set_threads(threads)
}

/// Σa per channel, then Σa·b, of (batch, channels, plane).
func channelSums(_ a: [Float], times b: [Float], _ channels: Int, _ plane: Int) -> [Double] {
    var sums = [Double](repeating: 0, count: 2 * channels)
    for i in a.indices {
        let c = i / plane % channels
        sums[c] += Double(a[i])
        sums[channels + c] += Double(a[i]) * Double(b[i])
    }
    return sums
}

/// Where the maximum of each 2x2 window of planes (h, w) lies; the first of equals.
func poolWinners(_ x: [Float], _ h: Int, _ w: Int) -> [Int] {
    var winners: [Int] = []
    for plane in 0..<x.count / (h * w) {
        for i in 0..<h / 2 {
            for j in 0..<w / 2 {
                var best = (plane * h + 2 * i) * w + 2 * j
                for k in [best + 1, best + w, best + w + 1] where x[k] > x[best] { best = k }
                winners.append(best)
            }
        }
    }
    return winners
}

/// The gradient of the summed cross entropy of logits (batch, classes, plane).
func crossEntropyGradient(_ logits: [Float], _ target: [Int64], classes: Int, _ plane: Int) -> [Float] {
    var gradient = logits
    for pixel in target.indices {
        let at = (0..<classes).map { (pixel / plane * classes + $0) * plane + pixel % plane }
        let exponentials = at.map { exp(Double(logits[$0])) }
        let sum = exponentials.reduce(0, +)
        for (c, k) in at.enumerated() {
            gradient[k] = Float(exponentials[c] / sum - (c == Int(target[pixel]) ? 1 : 0))
        }
    }
    return gradient
}

extension unet_conv2d_shape {
    /// A square-ish shape with the usual output size.
    init(
        batch: Int64 = 1, _ channels: Int64, _ out: Int64, _ h: Int64, _ w: Int64, kernel: Int64 = 3, stride: Int64 = 1,
        pad: Int64 = 1, dilation: Int64 = 1, groups: Int64 = 1, kernelW: Int64? = nil
    ) {
        let kw = kernelW ?? kernel
        self.init(
            batch: batch, in_channels: channels, in_h: h, in_w: w, out_channels: out,
            out_h: (h + 2 * pad - dilation * (kernel - 1) - 1) / stride + 1,
            out_w: (w + 2 * pad - dilation * (kw - 1) - 1) / stride + 1, kernel_h: kernel, kernel_w: kw,
            stride_h: stride, stride_w: stride, pad_h: pad, pad_w: pad, dilation_h: dilation, dilation_w: dilation,
            groups: groups)
    }
    var inputCount: Int64 { batch * in_channels * in_h * in_w }
    var outputCount: Int64 { batch * out_channels * out_h * out_w }
    var weightCount: Int64 { out_channels * (in_channels / groups) * kernel_h * kernel_w }

    /// Calls the body with (output, input, weight) positions of every product of the convolution.
    func forEachProduct(_ body: (Int, Int, Int) -> Void) {
        let ci = in_channels / groups
        let co = out_channels / groups
        for n in 0..<batch {
            for o in 0..<out_channels {
                for i in 0..<out_h {
                    for j in 0..<out_w {
                        let y = ((n * out_channels + o) * out_h + i) * out_w + j
                        for r in 0..<kernel_h {
                            for s in 0..<kernel_w {
                                let iy = i * stride_h - pad_h + r * dilation_h
                                let ix = j * stride_w - pad_w + s * dilation_w
                                if iy < 0 || iy >= in_h || ix < 0 || ix >= in_w { continue }
                                for c in 0..<ci {
                                    let x = ((n * in_channels + o / co * ci + c) * in_h + iy) * in_w + ix
                                    body(Int(y), Int(x), Int(((o * ci + c) * kernel_h + r) * kernel_w + s))
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    func forward(_ x: [Float], _ w: [Float], _ bias: [Float]) -> [Double] {
        var y = [Double](repeating: 0, count: Int(outputCount))
        x.withUnsafeBufferPointer { x in
            w.withUnsafeBufferPointer { w in
                y.withUnsafeMutableBufferPointer { y in
                    forEachProduct { y[$0] += Double(x[$1]) * Double(w[$2]) }
                }
            }
        }
        let plane = Int(out_h * out_w)
        for i in y.indices { y[i] += Double(bias[i / plane % Int(out_channels)]) }
        return y
    }
    func backwardData(_ dy: [Float], _ w: [Float]) -> [Double] {
        var dx = [Double](repeating: 0, count: Int(inputCount))
        dy.withUnsafeBufferPointer { dy in
            w.withUnsafeBufferPointer { w in
                dx.withUnsafeMutableBufferPointer { dx in
                    forEachProduct { dx[$1] += Double(dy[$0]) * Double(w[$2]) }
                }
            }
        }
        return dx
    }
    func backwardWeights(_ x: [Float], _ dy: [Float]) -> [Double] {
        var dw = [Double](repeating: 0, count: Int(weightCount))
        x.withUnsafeBufferPointer { x in
            dy.withUnsafeBufferPointer { dy in
                dw.withUnsafeMutableBufferPointer { dw in
                    forEachProduct { dw[$2] += Double(x[$1]) * Double(dy[$0]) }
                }
            }
        }
        return dw
    }
}
