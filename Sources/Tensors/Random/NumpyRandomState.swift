// numpy's legacy random numbers (`np.random.*`, `RandomState`): a seed goes in, doubles and integers come out in the order in
// which NumPy draws them. Sizes are checked by the caller; results are plain arrays that become tensors or scalars outside.
import Glibc

/// What `np.random.seed` seeds and `np.random.RandomState` is.
public final class NumpyRandomState {
    // Scripts run on one thread; nothing else draws.
    nonisolated(unsafe) public static let `default` = NumpyRandomState(
        seed: UInt32(truncatingIfNeeded: Generator.entropy()))

    public let engine = MersenneTwister()
    /// The first value of the last polar pair (the second one is returned at once).
    public var cachedNormal: Double?

    public init(seed: UInt32) { self.seed(seed) }

    public func seed(_ seed: UInt32) {
        engine.seed(seed)
        cachedNormal = nil
    }

    public func seed(words: [UInt32]) {
        engine.seed(words: words)
        cachedNormal = nil
    }

    /// Where the stream is, for get_state and set_state.
    public struct Place: Sendable {
        fileprivate let engine: MersenneTwister.State
        fileprivate let cachedNormal: Double?
    }

    public var place: Place {
        get { Place(engine: engine.state, cachedNormal: cachedNormal) }
        set { (engine.state, cachedNormal) = (newValue.engine, newValue.cachedNormal) }
    }

    @inline(__always) public func next32() -> UInt32 { engine.next() }

    @inline(__always) public func next64() -> UInt64 {
        let high = UInt64(engine.next())
        return high << 32 | UInt64(engine.next())
    }

    /// Uniform on [0, 1).
    public func random() -> Double {
        let a = engine.next() >> 5
        let b = engine.next() >> 6
        return (Double(a) * 67_108_864.0 + Double(b)) / 9_007_199_254_740_992.0
    }

    public func uniform(_ low: Double, _ high: Double) -> Double { low + (high - low) * random() }

    /// Marsaglia's polar method.
    public func standardNormal() -> Double {
        if let cached = cachedNormal {
            cachedNormal = nil
            return cached
        }
        while true {
            let x1 = 2.0 * random() - 1.0
            let x2 = 2.0 * random() - 1.0
            let r2 = x1 * x1 + x2 * x2
            guard r2 < 1.0, r2 != 0.0 else { continue }
            let factor = (-2.0 * log(r2) / r2).squareRoot()
            cachedNormal = factor * x1
            return factor * x2
        }
    }

    public func normal(_ mean: Double, _ std: Double) -> Double { mean + std * standardNormal() }

    /// Uniform on 0...bound, by masking and rejection.
    public func interval(_ bound: UInt64) -> UInt64 {
        MaskedRejection.interval(bound, next32: { self.next32() }, next64: { self.next64() })
    }

    /// `np.random.randint` for the int64 dtype: low ... low + bound.
    public func integer(low: Int64, bound: UInt64) -> Int64 {
        low &+ Int64(bitPattern: bound == UInt64(UInt32.max) ? UInt64(next32()) : interval(bound))
    }

    /// `np.random.randint` for types of 1, 8 or 16 bits: several draws are cut from one word, masked and rejected above `bound`.
    public func shortIntegers(_ count: Int, bits: Int, bound: UInt32) -> [UInt32] {
        guard bound > 0 else { return [UInt32](repeating: 0, count: count) }
        var mask = bound
        for shift in [1, 2, 4, 8] { mask |= mask >> UInt32(shift) }
        let pieces = 32 / bits
        let piece = UInt32(1) << UInt32(bits) &- 1
        var (word, left) = (UInt32(0), 0)
        func next() -> UInt32 {
            if left == 0 {
                (word, left) = (next32(), pieces - 1)
            } else {
                word >>= UInt32(bits)
                left -= 1
            }
            return word & piece
        }
        return (0..<count).map { _ in
            while true {
                let value = next() & mask
                if value <= bound { return value }
            }
        }
    }

    /// Where a list of `n` ends up: `np.random.permutation(n)`, and `shuffle` as the order of indices.
    public func permutation(_ n: Int) throws -> [Int] {
        try Memory.require(n, itemsOf: 8)
        var order = Array(0..<max(n, 0))
        for i in stride(from: n - 1, to: 0, by: -1) { order.swapAt(i, Int(interval(UInt64(i)))) }
        return order
    }

    /// `np.random.choice(n, count, replace, p)` as indices; the caller has checked count, n and p.
    public func choice(_ n: Int, count: Int, replacement: Bool, probabilities: [Double]? = nil) throws -> [Int] {
        try Memory.require(count, itemsOf: 8)
        if let probabilities {
            return WeightedChoice.draw(probabilities, count: count, replacement: replacement) { self.random() }
        }
        if !replacement { return Array(try permutation(n).prefix(count)) }
        guard n > 0 else { return [] }
        return (0..<count).map { _ in Int(integer(low: 0, bound: UInt64(n - 1))) }
    }
}

/// A uniform integer in 0...bound: mask to the bits of `bound`, throw away what is too large.
enum MaskedRejection {
    static func interval(_ bound: UInt64, next32: () -> UInt32, next64: () -> UInt64) -> UInt64 {
        if bound == 0 { return 0 }
        let mask = UInt64.max >> UInt64(bound.leadingZeroBitCount)
        let narrow = bound <= UInt64(UInt32.max)
        while true {
            let value = (narrow ? UInt64(next32()) : next64()) & mask
            if value <= bound { return value }
        }
    }
}

/// `choice(…, p=…)` of both numpy generators.
enum WeightedChoice {
    static func draw(_ weights: [Double], count: Int, replacement: Bool, _ random: () -> Double) -> [Int] {
        if replacement {
            let cumulative = normalisedSums(weights)
            return (0..<count).map { _ in firstAbove(random(), in: cumulative) }
        }
        var weights = weights
        var found: [Int] = []
        // Each round draws what is still missing and keeps first occurrences; `p` with fewer non-zero entries than `count`
        // is refused by the caller, else this would not end.
        while found.count < count {
            let draws = (0..<(count - found.count)).map { _ in random() }
            for index in found where index < weights.count { weights[index] = 0 }
            let cumulative = normalisedSums(weights)
            var seen = Set<Int>()
            for index in draws.map({ firstAbove($0, in: cumulative) }) where seen.insert(index).inserted {
                found.append(index)
            }
        }
        return found
    }

    private static func normalisedSums(_ weights: [Double]) -> [Double] {
        var sum = 0.0
        let sums = weights.map { weight -> Double in
            sum += weight
            return sum
        }
        return sums.map { $0 / sum }
    }

    /// searchsorted(side="right").
    private static func firstAbove(_ u: Double, in sums: [Double]) -> Int {
        var low = 0
        var high = sums.count
        while low < high {
            let middle = low + (high - low) / 2
            if u < sums[middle] { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
