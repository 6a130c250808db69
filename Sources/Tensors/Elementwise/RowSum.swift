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

    /// PyTorch sums with AVX2 registers, on wider machines too.
    static func cascade<T: RealElement>(_ x: UnsafePointer<T>, _ n: Int) -> T {
        let lanes = T.Register.scalarCount
        let registers = n / lanes
        if registers == 0 {
            // Too short for a register: four sums side by side, what is left over joins the first.
            var first = n > 0 ? x[0] : 0
            for i in (n >= 4 ? 4 : 1)..<max(n, 1) where i < n { first += x[i] }
            return n >= 4 ? first + x[1] + x[2] + x[3] : first
        }
        @inline(__always) func register(_ i: Int) -> T.Register {
            UnsafeRawPointer(x + i &* lanes).loadUnaligned(as: T.Register.self)
        }
        var total: T = 0
        for i in registers * lanes..<n { total += x[i] }
        // Four registers side by side; sixteen rounds of them make one addition to the next level, and so on.
        var sum = Quartet<T.Register>()
        var (second, third, fourth) = (sum, sum, sum)
        let rounds = registers / 4
        var round = 0
        while round < rounds {
            let i = round &* 4
            sum.add(register(i), register(i &+ 1), register(i &+ 2), register(i &+ 3))
            round &+= 1
            guard round & 15 == 0 else { continue }
            second.take(&sum)
            guard round & 255 == 0 else { continue }
            third.take(&second)
            guard round & 4095 == 0 else { continue }
            fourth.take(&third)
        }
        sum.take(&second)
        sum.take(&third)
        sum.take(&fourth)
        for i in rounds * 4..<registers { sum.a += register(i) }
        let all = sum.a + sum.b + sum.c + sum.d
        for lane in 0..<lanes { total += all[lane] }
        return total
    }

    private struct Quartet<V: SIMD> where V.Scalar: FloatingPoint {
        var (a, b, c, d) = (V(), V(), V(), V())

        @inline(__always) mutating func add(_ e: V, _ f: V, _ g: V, _ h: V) {
            a += e
            b += f
            c += g
            d += h
        }

        /// Adds the other's sums and empties it.
        @inline(__always) mutating func take(_ other: inout Quartet) {
            add(other.a, other.b, other.c, other.d)
            other = Quartet()
        }
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
