// numpy's `default_rng`: a seed goes through SeedSequence into PCG64, and floats, normals, integers and permutations come out
// in NumPy's order. Sources: O'Neill, "PCG" (2014), XSL-RR 128/64; Marsaglia and Tsang's ziggurat (2000) with NumPy's tables;
// Lemire, "Fast random integer generation in an interval" (2019).
import Glibc

/// Turns a seed of any length into well mixed words. Source: NumPy's SeedSequence, after O'Neill's seed_seq.
struct SeedSequence {
    private let pool: [UInt32]

    /// `entropy`: the seed's 32-bit words, low word first.
    init(_ entropy: [UInt32]) {
        let entropy = entropy.isEmpty ? [0] : entropy
        var constant: UInt32 = 0x43b0_d7e5
        func hashed(_ word: UInt32) -> UInt32 {
            let mixed = word ^ constant
            constant = constant &* 0x931e_8875
            let value = mixed &* constant
            return value ^ (value >> 16)
        }
        func mix(_ x: UInt32, _ y: UInt32) -> UInt32 {
            let value = 0xca01_f9dd &* x &- 0x4973_f715 &* y
            return value ^ (value >> 16)
        }
        var pool = (0..<4).map { hashed($0 < entropy.count ? entropy[$0] : 0) }
        for source in 0..<4 {
            for target in 0..<4 where source != target { pool[target] = mix(pool[target], hashed(pool[source])) }
        }
        for word in entropy.dropFirst(4) {
            for target in 0..<4 { pool[target] = mix(pool[target], hashed(word)) }
        }
        self.pool = pool
    }

    func words64(_ count: Int) -> [UInt64] {
        var constant: UInt32 = 0x8b51_f9dd
        let words = (0..<(2 * count)).map { i -> UInt64 in
            let mixed = pool[i % 4] ^ constant
            constant = constant &* 0x58f3_8ded
            let value = mixed &* constant
            return UInt64(value ^ (value >> 16))
        }
        return (0..<count).map { words[2 * $0] | words[2 * $0 + 1] << 32 }
    }
}

/// A 128-bit linear congruential generator with a permuted 64-bit output.
public struct PCG64 {
    private static let multiplier = UInt128(0x2360_ed05_1fc6_5da4) << 64 | UInt128(0x4385_df64_9fcc_f645)
    private var state: UInt128 = 0
    private let increment: UInt128
    /// The high half of the last word a 32-bit request split; it serves the next 32-bit request, however much later.
    private var half: UInt32?

    /// `seed`: the integer's 32-bit words, low word first.
    public init(seed: [UInt32]) {
        let words = SeedSequence(seed).words64(4)
        let start = UInt128(words[0]) << 64 | UInt128(words[1])
        let sequence = UInt128(words[2]) << 64 | UInt128(words[3])
        increment = sequence << 1 | 1
        step()
        state = state &+ start
        step()
    }

    private mutating func step() { state = state &* Self.multiplier &+ increment }

    public mutating func next64() -> UInt64 {
        step()
        let folded = UInt64(truncatingIfNeeded: (state >> 64) ^ state)
        let turn = UInt64(truncatingIfNeeded: state >> 122)
        return folded >> turn | folded << ((64 - turn) & 63)
    }

    public mutating func next32() -> UInt32 {
        if let word = half {
            half = nil
            return word
        }
        let word = next64()
        half = UInt32(truncatingIfNeeded: word >> 32)
        return UInt32(truncatingIfNeeded: word)
    }
}

/// What `np.random.default_rng(seed)` returns.
public final class NumpyGenerator {
    private var bits: PCG64

    public init(seed: [UInt32]) { bits = PCG64(seed: seed) }

    /// Seeded by the system: `default_rng()`.
    public convenience init() {
        var system = SystemRandomNumberGenerator()
        self.init(seed: (0..<4).map { _ in UInt32(truncatingIfNeeded: system.next()) })
    }

    /// Uniform on [0, 1).
    public func random() -> Double { Double(bits.next64() >> 11) * 0x1p-53 }

    public func randomFloat() -> Float { Float(bits.next32() >> 8) * 0x1p-24 }

    public func uniform(_ low: Double, _ high: Double) -> Double { low + (high - low) * random() }

    public func normal(_ mean: Double, _ std: Double) -> Double { mean + std * standardNormal() }

    public func standardNormal() -> Double {
        let table = Ziggurat.double
        while true {
            let word = bits.next64()
            let strip = Int(word & 0xff)
            let negative = word >> 8 & 1 == 1
            let magnitude = word >> 9 & 0x000f_ffff_ffff_ffff
            let x = (negative ? -1.0 : 1.0) * (Double(magnitude) * table.width[strip])
            if magnitude < table.limit[strip] { return x }
            if strip == 0 {
                while true {
                    let xx = -Ziggurat.inverseTail * log1p(-random())
                    let yy = -log1p(-random())
                    if yy + yy > xx * xx {
                        return magnitude >> 8 & 1 == 1 ? -(Ziggurat.tail + xx) : Ziggurat.tail + xx
                    }
                }
            }
            let height = (table.height[strip - 1] - table.height[strip]) * random() + table.height[strip]
            if height < exp(-0.5 * x * x) { return x }
        }
    }

    public func standardNormalFloat() -> Float {
        let table = Ziggurat.float
        let tail = Float(Ziggurat.tail)
        let inverseTail = Float(Ziggurat.inverseTail)
        while true {
            let word = bits.next32()
            let strip = Int(word & 0xff)
            let negative = word >> 8 & 1 == 1
            let magnitude = word >> 9 & 0x007f_ffff
            let x = (negative ? -1 : 1) * (Float(magnitude) * table.width[strip])
            if magnitude < table.limit[strip] { return x }
            if strip == 0 {
                while true {
                    let xx = -inverseTail * Float(log1p(Double(-randomFloat())))
                    let yy = -Float(log1p(Double(-randomFloat())))
                    if yy + yy > xx * xx { return magnitude >> 8 & 1 == 1 ? -(tail + xx) : tail + xx }
                }
            }
            let height = (table.height[strip - 1] - table.height[strip]) * randomFloat() + table.height[strip]
            if height < Float(exp(Double(-0.5 * x * x))) { return x }
        }
    }

    // MARK: - Integers

    /// Uniform on 0...bound by Lemire's method; 32-bit words when the bound fits them.
    func bounded(_ bound: UInt64) -> UInt64 {
        if bound == 0 { return 0 }
        if bound <= UInt64(UInt32.max) {
            let narrow = UInt32(bound)
            return UInt64(narrow == UInt32.max ? bits.next32() : lemire(narrow) { self.bits.next32() })
        }
        return bound == UInt64.max ? bits.next64() : lemire(bound) { self.bits.next64() }
    }

    private func lemire<Word: FixedWidthInteger & UnsignedInteger>(_ bound: Word, _ next: () -> Word) -> Word
    where Word.Magnitude == Word {
        let exclusive = bound + 1
        var product = next().multipliedFullWidth(by: exclusive)
        if product.low < exclusive {
            let threshold = (Word.max - bound) % exclusive
            while product.low < threshold { product = next().multipliedFullWidth(by: exclusive) }
        }
        return product.high
    }

    /// `integers(low, high, dtype=int64)` and the other wide dtypes: `count` values of low ... low + bound.
    public func integers(_ count: Int, low: Int64, bound: UInt64) -> [Int64] {
        (0..<count).map { _ in low &+ Int64(bitPattern: bounded(bound)) }
    }

    /// `integers(…, dtype=uint8)` and int8: four draws share one word, low byte first.
    public func integers8(_ count: Int, low: Int64, bound: UInt8) -> [Int64] {
        if bound == 0 { return Array(repeating: low, count: count) }
        var word: UInt32 = 0
        var left = 0
        func next() -> UInt8 {
            if left == 0 {
                word = bits.next32()
                left = 3
            } else {
                word >>= 8
                left -= 1
            }
            return UInt8(truncatingIfNeeded: word)
        }
        return (0..<count).map { _ in low &+ Int64(bound == UInt8.max ? next() : lemire(bound, next)) }
    }

    /// `integers(…, dtype=int16)` and uint16: two draws share one word.
    public func integers16(_ count: Int, low: Int64, bound: UInt16) -> [Int64] {
        if bound == 0 { return Array(repeating: low, count: count) }
        var word: UInt32 = 0
        var left = 0
        func next() -> UInt16 {
            if left == 0 {
                word = bits.next32()
                left = 1
            } else {
                word >>= 16
                left -= 1
            }
            return UInt16(truncatingIfNeeded: word)
        }
        return (0..<count).map { _ in low &+ Int64(bound == UInt16.max ? next() : lemire(bound, next)) }
    }

    /// `integers(0, 2, dtype=bool)`: 32 draws share one word.
    public func booleans(_ count: Int) -> [Bool] {
        var word: UInt32 = 0
        var left = 0
        return (0..<count).map { _ in
            if left == 0 {
                word = bits.next32()
                left = 31
            } else {
                word >>= 1
                left -= 1
            }
            return word & 1 == 1
        }
    }

    // MARK: - Orders

    private func interval(_ bound: Int) -> Int {
        Int(MaskedRejection.interval(UInt64(bound), next32: { self.bits.next32() }, next64: { self.bits.next64() }))
    }

    /// `permutation(n)`, and `shuffle` as the order of indices. Masked rejection here, unlike `integers`.
    public func permutation(_ n: Int) throws -> [Int] {
        try Memory.require(n, itemsOf: 8)
        var order = Array(0..<max(n, 0))
        for i in stride(from: n - 1, to: 0, by: -1) { order.swapAt(i, interval(i)) }
        return order
    }

    /// `choice(n, count, replace, p, shuffle)` as indices; the caller has checked count, n and p.
    public func choice(
        _ n: Int, count: Int, replacement: Bool, probabilities: [Double]? = nil, shuffle: Bool = true
    ) throws -> [Int] {
        try Memory.require(count, itemsOf: 8)
        if let probabilities {
            return WeightedChoice.draw(probabilities, count: count, replacement: replacement) { self.random() }
        }
        guard n > 0 else { return [] }
        if replacement { return (0..<count).map { _ in Int(bounded(UInt64(n - 1))) } }
        precondition(count <= n, "choice: the caller checks that the sample is not larger than the population")
        if n > 10_000, count > n / (shuffle ? 50 : 20) {
            try Memory.require(n, itemsOf: 8)
            var order = Array(0..<n)
            lemireShuffle(&order, downTo: max(n - count, 1))
            return Array(order.suffix(count))
        }
        // Floyd's sampling, then a shuffle of what was sampled.
        var seen = Set<Int>()
        var picked: [Int] = []
        for j in (n - count)..<n {
            let value = Int(bounded(UInt64(j)))
            let index = seen.contains(value) ? j : value
            seen.insert(index)
            picked.append(index)
        }
        if shuffle { lemireShuffle(&picked, downTo: 1) }
        return picked
    }

    private func lemireShuffle(_ order: inout [Int], downTo first: Int) {
        for i in stride(from: order.count - 1, through: first, by: -1) { order.swapAt(i, Int(bounded(UInt64(i)))) }
    }
}
