// `normal_` and `randn` on a buffer: uniforms go in, blocks of 16 are turned into normals in place. float32 uses the Cephes
// single-precision polynomials (Moshier, 1989) with the multiply-adds fused exactly where PyTorch's x86-64 build fuses them;
// without that about one value in a hundred differs in the last bit. float64 uses the C library.
import Glibc

extension Generator {
    /// `normal_(mean, std)` and `randn` on contiguous memory.
    public func fillNormal(_ out: UnsafeMutableBufferPointer<Float>, mean: Double = 0, std: Double = 1) {
        let n = out.count
        guard n >= 16 else {
            for i in out.indices { out[i] = Float(normal(mean: mean, std: std)) }
            return
        }
        fillUniform(out)
        for start in stride(from: 0, through: n - 16, by: 16) {
            Self.transform(out, at: start, Float(mean), Float(std))
        }
        if n % 16 != 0 {
            // The last 16 are drawn again, over the end of the block before.
            fillUniform(UnsafeMutableBufferPointer(rebasing: out[(n - 16)...]))
            Self.transform(out, at: n - 16, Float(mean), Float(std))
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

    private static func transform(_ d: UnsafeMutableBufferPointer<Float>, at start: Int, _ mean: Float, _ std: Float) {
        for j in start..<(start + 8) {
            let radius = (-2 * CephesFloat.log(1 - d[j])).squareRoot()
            let (sine, cosine) = CephesFloat.sincos(Float(2.0 * Double.pi) * d[j + 8])
            d[j] = mean.addingProduct(radius * cosine, std)
            d[j + 8] = mean.addingProduct(radius * sine, std)
        }
    }
}

/// Single-precision logarithm, sine and cosine with a fixed order of roundings.
enum CephesFloat {
    /// ln x for 0 < x <= 1, normal numbers only.
    static func log(_ argument: Float) -> Float {
        let bits = argument.bitPattern
        var e = Float(Int32(bits >> 23) - 126)
        var x = Float(bitPattern: bits & 0x007f_ffff | 0x3f00_0000)  // mantissa in [0.5, 1)
        if x < 0.707106781186547524 {
            e -= 1
            x = (x - 1) + x
        } else {
            x -= 1
        }
        let z = x * x
        var y: Float = 7.0376836292e-2
        y = Float(-1.1514610310e-1).addingProduct(y, x)
        y = Float(1.1676998740e-1).addingProduct(y, x)
        y = Float(-1.2420140846e-1).addingProduct(y, x)
        y = Float(1.4249322787e-1).addingProduct(y, x)
        y = Float(-1.6668057665e-1).addingProduct(y, x)
        y = Float(2.0000714765e-1).addingProduct(y, x)
        y = Float(-2.4999993993e-1).addingProduct(y, x)
        y = Float(3.3333331174e-1).addingProduct(y, x)
        y *= x
        y = (e * Float(-2.12194440e-4)).addingProduct(y, z)
        y = y.addingProduct(-z, 0.5)
        x += y
        return x.addingProduct(e, 0.693359375)
    }

    /// sin x and cos x for 0 <= x < 8192.
    static func sincos(_ argument: Float) -> (sine: Float, cosine: Float) {
        let octant = (Int32(argument * Float(1.27323954473516)) + 1) & ~1
        let y = Float(octant)
        var x = argument.addingProduct(y, -0.78515625)
        x = x.addingProduct(y, -2.4187564849853515625e-4)
        x = x.addingProduct(y, -3.77489497744594108e-8)
        let z = x * x
        var c = Float(-1.388731625493765e-3).addingProduct(2.443315711809948e-5, z)
        c = Float(4.166664568298827e-2).addingProduct(c, z)
        c *= z
        c = (-(z * 0.5)).addingProduct(c, z) + 1
        var s = Float(8.3321608736e-3).addingProduct(-1.9515295891e-4, z)
        s = Float(-1.6666654611e-1).addingProduct(s, z)
        s *= z
        s = x.addingProduct(s, x)
        if octant & 2 != 0 { swap(&s, &c) }
        if octant & 4 != 0 { s = -s }
        if ~(octant - 2) & 4 != 0 { c = -c }
        return (s, c)
    }
}
