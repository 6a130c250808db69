// SHA-512 (FIPS 180-4), for seeding `random` from text.
import BigInt

enum SHA512 {
    static func digest(_ message: [UInt8]) -> [UInt8] {
        var padded = message + [0x80]
        while padded.count % 128 != 112 { padded.append(0) }
        padded += [UInt8](repeating: 0, count: 8)
        padded += (0..<8).map { UInt8(truncatingIfNeeded: UInt64(message.count) &* 8 >> UInt64(56 - 8 * $0)) }
        var state = initial
        for block in stride(from: 0, to: padded.count, by: 128) { compress(&state, padded[block..<block + 128]) }
        return state.flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> UInt64(56 - 8 * $0)) } }
    }

    private static func compress(_ state: inout [UInt64], _ block: ArraySlice<UInt8>) {
        var w = [UInt64](repeating: 0, count: 80)
        for (i, byte) in block.enumerated() { w[i / 8] = w[i / 8] << 8 | UInt64(byte) }
        for i in 16..<80 {
            let s0 = rotate(w[i - 15], 1) ^ rotate(w[i - 15], 8) ^ w[i - 15] >> 7
            let s1 = rotate(w[i - 2], 19) ^ rotate(w[i - 2], 61) ^ w[i - 2] >> 6
            w[i] = w[i - 16] &+ s0 &+ w[i - 7] &+ s1
        }
        var (a, b, c, d) = (state[0], state[1], state[2], state[3])
        var (e, f, g, h) = (state[4], state[5], state[6], state[7])
        for i in 0..<80 {
            let s1 = rotate(e, 14) ^ rotate(e, 18) ^ rotate(e, 41)
            let t1 = h &+ s1 &+ ((e & f) ^ (~e & g)) &+ constants[i] &+ w[i]
            let s0 = rotate(a, 28) ^ rotate(a, 34) ^ rotate(a, 39)
            let t2 = s0 &+ ((a & b) ^ (a & c) ^ (b & c))
            (h, g, f, e, d, c, b, a) = (g, f, e, d &+ t1, c, b, a, t1 &+ t2)
        }
        for (i, value) in [a, b, c, d, e, f, g, h].enumerated() { state[i] = state[i] &+ value }
    }

    private static func rotate(_ x: UInt64, _ n: UInt64) -> UInt64 { x >> n | x << (64 - n) }

    /// The first 64 fraction bits of the square roots of the first 8 primes.
    private static let initial = primes(8).map { rootFraction($0, cube: false) }
    /// The first 64 fraction bits of the cube roots of the first 80 primes.
    private static let constants = primes(80).map { rootFraction($0, cube: true) }

    private static func primes(_ count: Int) -> [UInt64] {
        var found: [UInt64] = []
        var candidate: UInt64 = 2
        while found.count < count {
            if !found.contains(where: { candidate % $0 == 0 }) { found.append(candidate) }
            candidate += 1
        }
        return found
    }

    /// floor(root(n) * 2^64) mod 2^64, found bit by bit in exact arithmetic.
    private static func rootFraction(_ n: UInt64, cube: Bool) -> UInt64 {
        let power = cube ? 3 : 2
        let target = BigUInt(n) << (64 * power)
        var root = BigUInt(0)
        for bit in stride(from: 69, through: 0, by: -1) {
            let candidate = root | BigUInt(1) << bit
            if candidate.power(power) <= target { root = candidate }
        }
        return UInt64(truncatingIfNeeded: root.words.first ?? 0)
    }
}
