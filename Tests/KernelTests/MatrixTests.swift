// unet_gemm: all transposes, odd sizes, leading dimensions, both types.
import CKernels
import XCTest

final class MatrixTests: XCTestCase {
    func testAgainstDefinition() {
        let sizes: [(Int, Int, Int)] = [
            (1, 1, 1), (3, 5, 7), (13, 1, 300), (1, 70, 9), (65, 33, 17), (64, 200, 520), (300, 31, 40), (4, 6, 0),
        ]
        forEachISA { isa in
            for (m, n, k) in sizes {
                for ta in [false, true] {
                    for tb in [false, true] {
                        for accumulate in [false, true] {
                            var noise = Noise(state: UInt64(m * 31 + n))
                            let lda = (ta ? m : k) + 3
                            let ldb = (tb ? k : n) + 1
                            let ldc = n + 2
                            let a = noise.array(Int64((ta ? k : m) * lda))
                            let b = noise.array(Int64((tb ? n : k) * ldb))
                            let before = noise.array(Int64(m * ldc))
                            var expected = before.map(Double.init)
                            for i in 0..<m {
                                for j in 0..<n {
                                    var sum = accumulate ? expected[i * ldc + j] : 0
                                    for p in 0..<k {
                                        sum +=
                                            Double(ta ? a[p * lda + i] : a[i * lda + p])
                                            * Double(tb ? b[j * ldb + p] : b[p * ldb + j])
                                    }
                                    expected[i * ldc + j] = sum
                                }
                            }
                            let flags = (Int32(ta ? 1 : 0), Int32(tb ? 1 : 0), Int32(accumulate ? 1 : 0))
                            let (m, n, k) = (Int64(m), Int64(n), Int64(k))
                            var c = before
                            XCTAssertEqual(
                                unet_gemm_f32(
                                    flags.0, flags.1, m, n, k, a, Int64(lda), b, Int64(ldb), &c, Int64(ldc), flags.2), 0
                            )
                            XCTAssertLessThan(relativeError(c, expected), 1e-6, "\(isa) \(m) \(n) \(k) \(flags)")
                            var wide = before.map(Double.init)
                            XCTAssertEqual(
                                unet_gemm_f64(
                                    flags.0, flags.1, m, n, k, a.map(Double.init), Int64(lda), b.map(Double.init),
                                    Int64(ldb), &wide,
                                    Int64(ldc), flags.2), 0)
                            XCTAssertLessThan(relativeError(wide, expected), 1e-14, "\(isa) \(m) \(n) \(k) \(flags)")
                        }
                    }
                }
            }
        }
    }

    func testSameBitsForAnyThreads() {
        var noise = Noise(state: 1)
        let a = noise.array(130 * 700)
        let b = noise.array(700 * 210)
        assertSameBitsForAnyThreads("gemm") {
            var c = [Float](repeating: 0, count: 130 * 210)
            _ = unet_gemm_f32(0, 0, 130, 210, 700, a, 700, b, 210, &c, 210, 0)
            return c
        }
    }

    func testRefusesBadSizes() {
        var c: [Float] = [0]
        XCTAssertEqual(unet_gemm_f32(0, 0, -1, 1, 1, c, 1, c, 1, &c, 1, 0), Int32(UNET_BAD_SHAPE))
        XCTAssertEqual(unet_gemm_f32(0, 0, .max, .max, 1, c, 1, c, .max, &c, .max, 0), Int32(UNET_BAD_SHAPE))
        XCTAssertEqual(unet_gemm_f32(0, 0, 1, 4, 1, c, 1, c, 1, &c, 4, 0), Int32(UNET_BAD_SHAPE))
    }
}
