// The sum of a row of neighbouring numbers in the element's own type and in the order that PyTorch or NumPy adds them, so that
// rounding falls on the same digit. A row is at most `longest` numbers: beyond that PyTorch splits the work by its thread count,
// and the caller's sum in double is both faster to explain and more exact.
// Source: PyTorch's cascade sum (four levels of sixteen, four vectors side by side), NumPy's pairwise sum (blocks of 128).

import Glibc

enum RowSum: Sendable {
    case cascade, pairwise

    static let longest = 32767

    init(_ flavour: Flavour) { self = flavour == .numpy ? .pairwise : .cascade }

    @inline(__always) func total<T: RealElement>(_ x: UnsafePointer<T>, _ n: Int) -> T {
        switch self {
        case .cascade: RowSum.cascade(x, n)
        case .pairwise: RowSum.pairwise(x, n)
        }
    }

    // MARK: - PyTorch

    /// Bytes of a vector register: PyTorch sums with AVX2 on wider machines too.
    private static let registerBytes = 32

    static func cascade<T: RealElement>(_ x: UnsafePointer<T>, _ n: Int) -> T {
        let lanes = registerBytes / MemoryLayout<T>.size
        let vectors = n / lanes
        if vectors == 0 {
            // Too short for a register: four sums side by side, what is left over joins the first.
            var first = n > 0 ? x[0] : 0
            for i in (n >= 4 ? 4 : 1)..<max(n, 1) where i < n { first += x[i] }
            return n >= 4 ? first + x[1] + x[2] + x[3] : first
        }
        var total: T = 0
        for i in vectors * lanes..<n { total += x[i] }
        // sums[level][vector][lane], four vectors side by side.
        let width = 4 * lanes
        withUnsafeTemporaryAllocation(of: T.self, capacity: 4 * width) { sums in
            guard let sums = sums.baseAddress else { return }
            sums.initialize(repeating: 0, count: 4 * width)
            let groups = vectors / 4
            var group = 0
            while group + 16 <= groups {
                for _ in 0..<16 {
                    add(x + group * width, to: sums, width)
                    group += 1
                }
                for level in 1..<4 {
                    add(sums + (level - 1) * width, to: sums + level * width, width)
                    (sums + (level - 1) * width).update(repeating: 0, count: width)
                    if group & (15 << (4 * level)) != 0 { break }
                }
            }
            while group < groups {
                add(x + group * width, to: sums, width)
                group += 1
            }
            for level in 1..<4 { add(sums + level * width, to: sums, width) }
            for vector in groups * 4..<vectors { add(x + vector * lanes, to: sums, lanes) }
            for vector in 1..<4 { add(sums + vector * lanes, to: sums, lanes) }
            for lane in 0..<lanes { total += sums[lane] }
        }
        return total
    }

    @inline(__always)
    private static func add<T: RealElement>(_ x: UnsafePointer<T>, to sums: UnsafeMutablePointer<T>, _ n: Int) {
        for i in 0..<n { sums[i] += x[i] }
    }

    // MARK: - NumPy

    static func pairwise<T: RealElement>(_ x: UnsafePointer<T>, _ n: Int) -> T {
        if n < 8 {
            var total: T = 0
            for i in 0..<n { total += x[i] }
            return total
        }
        if n > 128 {
            let half = n / 2 - n / 2 % 8
            return pairwise(x, half) + pairwise(x + half, n - half)
        }
        var (a, b, c, d, e, f, g, h) = (x[0], x[1], x[2], x[3], x[4], x[5], x[6], x[7])
        var i = 8
        while i + 8 <= n {
            a += x[i]
            b += x[i + 1]
            c += x[i + 2]
            d += x[i + 3]
            e += x[i + 4]
            f += x[i + 5]
            g += x[i + 6]
            h += x[i + 7]
            i += 8
        }
        var total = ((a + b) + (c + d)) + ((e + f) + (g + h))
        while i < n {
            total += x[i]
            i += 1
        }
        return total
    }
}
