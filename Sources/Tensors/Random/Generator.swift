// torch's random numbers: a seed goes in, and every fill draws from one Mersenne Twister in the order in which PyTorch's CPU
// kernels draw, so the same seed gives the same bits. Buffers are filled serially, in memory order.
// Specification and how it was checked: Tests/Fixtures/rng; PyTorch 2.15 on x86-64 with FMA.
import CKernels
import Glibc

/// What `torch.Generator()` is. `Generator.default` is the one `torch.manual_seed` seeds.
public final class Generator {
    /// The seed of a `torch.Generator()` that was never seeded.
    public static let unseeded: UInt64 = 67_280_421_310_721

    // Scripts run on one thread; nothing else draws.
    nonisolated(unsafe) public static let `default` = Generator(seed: Generator.entropy())

    /// The generator that ops draw from; `generator=` of a call replaces it for that call.
    nonisolated(unsafe) public private(set) static var current = Generator.default

    /// Runs `body` with draws coming from this generator.
    public func use<R>(_ body: () throws -> R) rethrows -> R {
        let previous = Generator.current
        Generator.current = self
        defer { Generator.current = previous }
        return try body()
    }

    let engine = MersenneTwister()
    /// All 64 bits of the seed; only the low 32 reach the engine.
    public private(set) var initialSeed: UInt64
    /// The second value of the last Box-Muller pair, kept for the next small `randn`.
    var cachedNormal: Double?

    public init(seed: UInt64 = Generator.unseeded) {
        initialSeed = seed
        manualSeed(seed)
    }

    /// Restarts the stream and forgets the cached normal. Negative Python seeds wrap modulo 2^64.
    public func manualSeed(_ seed: UInt64) {
        initialSeed = seed
        engine.seed(UInt32(truncatingIfNeeded: seed))
        cachedNormal = nil
    }

    /// Seeds from the system and returns the seed, as `torch.seed()` does.
    public func seedFromEntropy() -> UInt64 {
        let seed = Self.entropy()
        manualSeed(seed)
        return seed
    }

    static func entropy() -> UInt64 {
        var system = SystemRandomNumberGenerator()
        return system.next() & 0x1f_ffff_ffff_ffff
    }

    // MARK: - Draws

    @inline(__always) public func random32() -> UInt32 { engine.next() }

    /// Two words, the first one high.
    @inline(__always) public func random64() -> UInt64 {
        let high = UInt64(engine.next())
        return high << 32 | UInt64(engine.next())
    }

    /// Uniform on [0, 1) with 24 random bits.
    @inline(__always) public func uniform32() -> Float { Float(engine.next() & 0xff_ffff) * 0x1p-24 }

    /// Uniform on [0, 1) with 53 random bits.
    @inline(__always) public func uniform64() -> Double { Double(random64() & 0x1f_ffff_ffff_ffff) * 0x1p-53 }

    /// One normal value in binary64: the cosine of a Box-Muller pair first, the sine from the cache at the next call.
    public func normal(mean: Double = 0, std: Double = 1) -> Double {
        if let cached = cachedNormal {
            cachedNormal = nil
            return mean.addingProduct(cached, std)
        }
        let u1 = uniform64()
        let u2 = uniform64()
        let radius = (-2.0 * log1p(-u2)).squareRoot()
        let angle = 2.0 * Double.pi * u1
        cachedNormal = radius * sin(angle)
        return mean.addingProduct(radius * cos(angle), std)
    }

    /// `-1/λ log(1-u)`.
    public func exponential(rate: Double = 1) -> Double { -1.0 / rate * log1p(-uniform64()) }

    public func logNormal(mean: Double, std: Double) -> Double { exp(normal(mean: mean, std: std)) }

    /// The number of trials up to the first success.
    public func geometric(probability: Double) -> Double { (log(uniform64()) / log1p(-probability)).rounded(.up) }

    public func cauchy(median: Double, sigma: Double) -> Double {
        median.addingProduct(sigma, tan(Double.pi * (uniform64() - 0.5)))
    }

    // MARK: - Fills

    /// `rand`.
    public func fillUniform(_ out: UnsafeMutableBufferPointer<Float>) { fillUniform(out, 0, 1) }

    public func fillUniform(_ out: UnsafeMutableBufferPointer<Double>) { fillUniform(out, 0, 1) }

    /// `uniform_(low, high)`: one fused multiply-add per element; with two roundings half of all values would be off by one
    /// unit in the last place.
    public func fillUniform(_ out: UnsafeMutableBufferPointer<Float>, _ low: Double, _ high: Double) {
        guard let start = out.baseAddress else { return }
        UnsafeMutableRawPointer(start).withMemoryRebound(to: UInt32.self, capacity: out.count) {
            engine.fill($0, count: out.count)
        }
        unet_uniform_f32(start, Int64(out.count), Float(low), Float(high))
    }

    public func fillUniform(_ out: UnsafeMutableBufferPointer<Double>, _ low: Double, _ high: Double) {
        guard let start = out.baseAddress else { return }
        UnsafeMutableRawPointer(start).withMemoryRebound(to: UInt32.self, capacity: 2 * out.count) {
            engine.fill($0, count: 2 * out.count)
        }
        unet_uniform_f64(start, Int64(out.count), low, high)
    }

    /// `bernoulli_(p)` and dropout: 53 bits per element whatever the dtype. Each element gets one of two values.
    public func fillBernoulli<T>(_ out: UnsafeMutableBufferPointer<T>, _ probability: Double, _ yes: T, _ no: T) {
        let size = 1024
        withUnsafeTemporaryAllocation(of: Double.self, capacity: size) { draws in
            for start in stride(from: 0, to: out.count, by: size) {
                let count = min(size, out.count - start)
                fillUniform(UnsafeMutableBufferPointer(rebasing: draws[..<count]))
                for i in 0..<count { out[start + i] = draws[i] < probability ? yes : no }
            }
        }
    }

    /// `randint` and `random_(low, high)` for every dtype: `count` values of low ..< low + range.
    public func fillIntegers(count: Int, low: Int64, range: UInt64, _ store: (Int, Int64) -> Void) {
        precondition(range > 0, "fillIntegers: the caller checks that low < high")
        let wide = range >= 1 << 28
        for i in 0..<count {
            let word = wide ? random64() : UInt64(random32())
            store(i, low &+ Int64(bitPattern: word % range))
        }
    }

    /// The bits `random_()` without bounds reduces: `random_()` on an integer dtype with `bits` value bits.
    public func randomInteger(below range: UInt64, wide: Bool) -> UInt64 {
        precondition(range > 0, "randomInteger: the range is never empty")
        return (wide ? random64() : UInt64(random32())) % range
    }

    /// `torch.randperm(n)`. Source: the truncated Fisher-Yates of PyTorch; nothing is drawn for n < 2.
    public func permutation(_ n: Int) throws -> [Int] {
        try Memory.require(n, itemsOf: 8)
        var order = Array(0..<max(n, 0))
        for i in 0..<max(n - 1, 0) {
            let left = UInt64(n - i)
            // PyTorch switches to 64-bit draws when 32 bits would be visibly uneven.
            let z = n < Int(UInt32.max / 20) ? UInt64(random32()) % left : random64() % left
            order.swapAt(i, i + Int(z))
        }
        return order
    }

    /// One draw of `fillBernoulli`.
    @inline(__always) public func bernoulli(_ probability: Double) -> Bool { uniform64() < probability }

    /// `torch.bernoulli(P)` draws at the width of the probability tensor.
    @inline(__always) public func bernoulli(_ probability: Float) -> Bool { uniform32() < probability }

    /// `torch.multinomial` on one row of float32 weights, already checked to be finite, not negative and not all zero.
    public func multinomial(_ weights: [Float], count: Int, replacement: Bool) -> [Int] {
        if !replacement || count == 1 {
            let keys = weights.map { $0 / Float(exponential()) }
            let order = keys.indices.sorted { keys[$0] != keys[$1] ? keys[$0] > keys[$1] : $0 < $1 }
            return Array(order.prefix(count))
        }
        var cumulative: [Float] = []
        cumulative.reserveCapacity(weights.count)
        var total: Float = 0
        for weight in weights {
            total += weight
            cumulative.append(total)
        }
        cumulative = cumulative.map { $0 / total }
        if !cumulative.isEmpty { cumulative[cumulative.count - 1] = 1 }
        return (0..<count).map { _ in
            let u = uniform64()
            var low = 0
            var high = cumulative.count
            while low < high {
                let middle = low + (high - low) / 2
                if Double(cumulative[middle]) < u { low = middle + 1 } else { high = middle }
            }
            return min(low, max(cumulative.count - 1, 0))
        }
    }

    // MARK: - State

    /// `torch.get_rng_state()`: 5056 bytes laid out as PyTorch lays them out.
    public var stateBytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Self.stateSize)
        func put<T: FixedWidthInteger>(_ value: T) {
            withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
        }
        let state = engine.state
        let exhausted = state.position == MersenneTwister.wordCount
        put(initialSeed)
        put(Int32(exhausted ? 1 : MersenneTwister.wordCount + 1 - state.position))
        put(Int32(1))
        put(UInt64(state.isFresh ? 0 : state.position))
        for word in state.words { put(UInt64(word)) }
        put(UInt64(0))  // normal_x
        put((cachedNormal ?? 0).bitPattern)
        put(UInt64(0))  // normal_rho
        put(Int64(cachedNormal == nil ? 0 : 1))
        put(UInt64(0))  // the float cache, unused on the CPU
        return bytes
    }

    static let stateSize = 5056

    /// Restores what `stateBytes` gave. False, and nothing changes, if the bytes are not such a state.
    public func restore(_ bytes: [UInt8]) -> Bool {
        guard bytes.count == Self.stateSize else { return false }
        func word64(_ offset: Int) -> UInt64 {
            (0..<8).reduce(UInt64(0)) { $0 | UInt64(bytes[offset + $1]) << UInt64(8 * $1) }
        }
        let left = Int(Int32(truncatingIfNeeded: word64(8)))
        let next = word64(16)
        guard (1...MersenneTwister.wordCount).contains(left), next <= UInt64(MersenneTwister.wordCount) else {
            return false
        }
        let words = (0..<MersenneTwister.wordCount).map { UInt32(truncatingIfNeeded: word64(24 + 8 * $0)) }
        let position = left == 1 ? MersenneTwister.wordCount : Int(next)
        guard let state = MersenneTwister.State(words: words, position: position, isFresh: left == 1 && next == 0)
        else {
            return false
        }
        let normals = 24 + 8 * MersenneTwister.wordCount
        initialSeed = word64(0)
        engine.state = state
        cachedNormal = word64(normals + 24) & 0xff != 0 ? Double(bitPattern: word64(normals + 8)) : nil
        return true
    }
}
