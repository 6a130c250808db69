// `normal_` and `randn` on a buffer: uniforms go in, blocks of 16 are turned into normals in place. float32 has a kernel; float64 uses
// the C library.
import CKernels
import Glibc

extension Generator {
    /// `normal_(mean, std)` and `randn` on contiguous memory.
    public func fillNormal(_ out: UnsafeMutableBufferPointer<Float>, mean: Double = 0, std: Double = 1) {
        let n = out.count
        guard n >= 16 else {
            for i in out.indices { out[i] = Float(normal(mean: mean, std: std)) }
            return
        }
        guard let start = out.baseAddress else { return }
        fillUniform(out)
        unet_normal_f32(start, Int64(n / 16), Float(mean), Float(std))
        if n % 16 != 0 {
            // The last 16 are drawn again, over the end of the block before.
            fillUniform(UnsafeMutableBufferPointer(rebasing: out[(n - 16)...]))
            unet_normal_f32(start + (n - 16), 1, Float(mean), Float(std))
        }
    }

    public func fillNormal(_ out: UnsafeMutableBufferPointer<Double>, mean: Double = 0, std: Double = 1) {
        let n = out.count
        guard n >= 16 else {
            for i in out.indices { out[i] = normal(mean: mean, std: std) }
            return
        }
        fillUniform(out)
        for start in stride(from: 0, through: n - 16, by: 16) { Self.transform(out, at: start, mean, std) }
        if n % 16 != 0 {
            fillUniform(UnsafeMutableBufferPointer(rebasing: out[(n - 16)...]))
            Self.transform(out, at: n - 16, mean, std)
        }
    }

    private static func transform(
        _ d: UnsafeMutableBufferPointer<Double>, at start: Int, _ mean: Double, _ std: Double
    ) {
        for j in start..<(start + 8) {
            let radius = (-2.0 * log(1.0 - d[j])).squareRoot()
            let angle = 2.0 * Double.pi * d[j + 8]
            d[j] = mean.addingProduct(radius * cos(angle), std)
            d[j + 8] = mean.addingProduct(radius * sin(angle), std)
        }
    }
}
