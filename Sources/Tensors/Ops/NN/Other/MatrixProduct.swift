// The product of two matrices, or of two batches of them, with either one read transposed. Its gradients are again such products,
// so one recorded op serves linear layers and attention to any order of differentiation.

import CKernels
import Schema

/// op(a) @ op(b) for (m, k) x (k, n) or (B, m, k) x (B, k, n); the flags read a matrix transposed without copying it.
func matrixProduct(_ a: Tensor, _ b: Tensor, transposeA: Bool = false, transposeB: Bool = false) throws -> Tensor {
    let result = try productKernel(a, b, transposeA, transposeB)
    let name = a.rank == 3 ? "BmmBackward0" : "MmBackward0"
    return record(name, result, inputs: [a, b], saved: [a, b]) { g, saved in
        [
            saved.needs(0)
                ? try transposeA
                    ? matrixProduct(saved[1], g, transposeA: transposeB, transposeB: true)
                    : matrixProduct(g, saved[1], transposeB: !transposeB)
                : nil,
            saved.needs(1)
                ? try transposeB
                    ? matrixProduct(g, saved[0], transposeA: true, transposeB: transposeA)
                    : matrixProduct(saved[0], g, transposeA: !transposeA)
                : nil,
        ]
    }
}

private func productKernel(_ a: Tensor, _ b: Tensor, _ ta: Bool, _ tb: Bool) throws -> Tensor {
    let (a, b) = (try a.contiguous(), try b.contiguous())
    let (ra, rb) = (Array(a.shape.suffix(2)), Array(b.shape.suffix(2)))
    let (m, k) = ta ? (ra[1], ra[0]) : (ra[0], ra[1])
    let (k2, n) = tb ? (rb[1], rb[0]) : (rb[0], rb[1])
    precondition(
        k == k2 && a.shape.dropLast(2) == b.shape.dropLast(2), "matrixProduct: the caller has checked the shapes")
    let shape = Array(a.shape.dropLast(2)) + [m, n]
    if k == 0 { return try Tensor.zeros(shape, a.dtype) }
    let c = try Tensor.empty(shape, a.dtype)
    if c.count == 0 { return c }
    for item in 0..<(c.count / (m * n)) {
        let (fa, fb) = (Int32(ta ? 1 : 0), Int32(tb ? 1 : 0))
        switch a.dtype {
        case .float32:
            try check(
                unet_gemm_f32(
                    fa, fb, Int64(m), Int64(n), Int64(k), a.pointer(Float.self) + item * m * k, Int64(ra[1]),
                    b.pointer(Float.self) + item * k * n, Int64(rb[1]), c.pointer(Float.self) + item * m * n, Int64(n),
                    0))
        case .float64:
            try check(
                unet_gemm_f64(
                    fa, fb, Int64(m), Int64(n), Int64(k), a.pointer(Double.self) + item * m * k, Int64(ra[1]),
                    b.pointer(Double.self) + item * k * n, Int64(rb[1]), c.pointer(Double.self) + item * m * n,
                    Int64(n), 0))
        case .bool, .uint8, .int8, .int16, .int32, .int64, .float16, .bfloat16:
            throw unsupported("addmm_impl_cpu_", a.dtype)
        }
    }
    return c
}
