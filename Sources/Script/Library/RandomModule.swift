// random: CPython's generator and its ways of drawing, number for number (Matsumoto & Nishimura's MT19937, seeded by array).
import BigInt
import Glibc
import Schema

/// The Mersenne Twister as `random` uses it.
struct PythonTwister {
    private var state = [UInt32](repeating: 0, count: 624)
    private var at = 624

    init(seed: BigUInt) {
        var key: [UInt32] = []
        var rest = seed
        while !rest.isZero {
            key.append(UInt32(truncatingIfNeeded: rest.words.first ?? 0))
            rest >>= 32
        }
        initialise(key: key.isEmpty ? [0] : key)
    }

    private mutating func initialise(key: [UInt32]) {
        state[0] = 19_650_218
        for i in 1..<624 { state[i] = 1_812_433_253 &* (state[i - 1] ^ (state[i - 1] >> 30)) &+ UInt32(i) }
        var (i, j) = (1, 0)
        for _ in 0..<max(624, key.count) {
            state[i] =
                (state[i] ^ ((state[i - 1] ^ (state[i - 1] >> 30)) &* 1_664_525)) &+ key[j]
                &+ UInt32(truncatingIfNeeded: j)
            i += 1
            j += 1
            if i >= 624 {
                state[0] = state[623]
                i = 1
            }
            if j >= key.count { j = 0 }
        }
        for _ in 0..<623 {
            state[i] = (state[i] ^ ((state[i - 1] ^ (state[i - 1] >> 30)) &* 1_566_083_941)) &- UInt32(i)
            i += 1
            if i >= 624 {
                state[0] = state[623]
                i = 1
            }
        }
        state[0] = 0x8000_0000
        at = 624
    }

    mutating func next32() -> UInt32 {
        if at >= 624 { refill() }
        var y = state[at]
        at += 1
        y ^= y >> 11
        y ^= (y << 7) & 0x9D2C_5680
        y ^= (y << 15) & 0xEFC6_0000
        return y ^ (y >> 18)
    }

    private mutating func refill() {
        for k in 0..<624 {
            let y = (state[k] & 0x8000_0000) | (state[(k + 1) % 624] & 0x7FFF_FFFF)
            state[k] = state[(k + 397) % 624] ^ (y >> 1) ^ (y & 1 == 0 ? 0 : 0x9908_B0DF)
        }
        at = 0
    }

    /// The state as `getstate` shows it: 624 words and the position.
    var words: [UInt32] {
        get { state + [UInt32(at)] }
        set {
            guard newValue.count == 625, newValue[624] <= 624 else { return }
            state = Array(newValue[..<624])
            at = Int(newValue[624])
        }
    }
}

/// `random.Random`; the module's functions belong to one shared instance.
public final class RandomObject: Object {
    private var twister = PythonTwister(seed: 0)
    private var spareGauss: Double?
    nonisolated(unsafe) public static let cls: TypeObject = makeRandomType()
    public override var type: TypeObject { RandomObject.cls }

    public init(seed: Value = .none) throws {
        super.init()
        try self.seed(seed)
    }

    /// `seed(None)` takes the system's entropy.
    func seed(_ value: Value) throws {
        spareGauss = nil
        switch value {
        case .none:
            var system = SystemRandomNumberGenerator()
            twister = PythonTwister(seed: BigUInt(UInt.random(in: 0 ... .max, using: &system)))
        case .float: twister = PythonTwister(seed: BigUInt(UInt(bitPattern: try value.hash())))
        default:
            if let text = value.asObject as? StringObject { return seed(bytes: text.text.utf8Bytes) }
            if let bytes = value.asObject as? BytesObject { return seed(bytes: bytes.bytes) }
            guard let exact = try? value.asIndex() else {
                throw Failure(
                    .typeError, "The only supported seed types are: None,\nint, float, str, bytes, and bytearray.")
            }
            if case .int(let i) = exact { twister = PythonTwister(seed: BigUInt(i.magnitude)) }
            if let big = exact.asObject as? BigIntObject { twister = PythonTwister(seed: big.value.magnitude) }
        }
    }

    /// Text seeds: the bytes followed by their SHA-512, read as one big-endian integer.
    private func seed(bytes: [UInt8]) {
        var number = BigUInt(0)
        for byte in bytes + SHA512.digest(bytes) { number = number << 8 + BigUInt(byte) }
        twister = PythonTwister(seed: number)
    }

    // MARK: - Drawing

    /// A float in [0, 1) with 53 random bits.
    func random() -> Double {
        let a = twister.next32() >> 5
        let b = twister.next32() >> 6
        return (Double(a) * 67_108_864 + Double(b)) * (1 / 9_007_199_254_740_992)
    }

    func bits(_ count: Int) -> BigUInt {
        if count <= 0 { return 0 }
        if count <= 32 { return BigUInt(twister.next32() >> UInt32(32 - count)) }
        var result = BigUInt(0)
        var shift = 0
        var left = count
        while left > 0 {
            var word = twister.next32()
            if left < 32 { word >>= UInt32(32 - left) }
            result |= BigUInt(word) << shift
            shift += 32
            left -= 32
        }
        return result
    }

    /// Below n, n > 0: bits are drawn until they fit.
    func below(_ n: Int) -> Int {
        let width = Int.bitWidth - n.leadingZeroBitCount
        while true {
            let draw: UInt64
            if width <= 32 {
                draw = UInt64(twister.next32() >> UInt32(32 - width))
            } else {
                let low = UInt64(twister.next32())
                draw = low | UInt64(twister.next32() >> UInt32(64 - width)) << 32
            }
            if draw < UInt64(n) { return Int(draw) }
        }
    }

    func below(_ n: BigInt) -> BigInt {
        if let small = Int(exactly: n) { return BigInt(below(small)) }
        while true {
            let draw = BigInt(bits(n.magnitude.bitWidth))
            if draw < n { return draw }
        }
    }

    /// Marsaglia's polar-free form: one angle and radius give two numbers, the second is kept.
    func gauss(_ mean: Double, _ deviation: Double) -> Double {
        if let spare = spareGauss {
            spareGauss = nil
            return mean + spare * deviation
        }
        let angle = random() * 2 * .pi
        let radius = (-2 * Glibc.log(1 - random())).squareRoot()
        spareGauss = Glibc.sin(angle) * radius
        return mean + Glibc.cos(angle) * radius * deviation
    }

    /// Kinderman & Monahan's ratio of uniforms.
    func normal(_ mean: Double, _ deviation: Double) -> Double {
        let magic = 4 * Glibc.exp(-0.5) / 2.0.squareRoot()
        while true {
            let u1 = random()
            let u2 = 1 - random()
            let z = magic * (u1 - 0.5) / u2
            if z * z / 4 <= -Glibc.log(u2) { return mean + z * deviation }
        }
    }

    /// Cheng 1977 for alpha > 1, Ahrens & Dieter 1974 below.
    func gamma(_ alpha: Double, _ beta: Double) throws -> Double {
        if alpha > 1 {
            let ainv = (2 * alpha - 1).squareRoot()
            let bbb = alpha - Glibc.log(4)
            let ccc = alpha + ainv
            while true {
                try Interpreter.poll()
                let u1 = random()
                if !(u1 > 1e-7 && u1 < 0.9999999) { continue }
                let u2 = 1 - random()
                let v = Glibc.log(u1 / (1 - u1)) / ainv
                let x = alpha * Glibc.exp(v)
                let z = u1 * u1 * u2
                let r = bbb + ccc * v - x
                if r + (1 + Glibc.log(4.5)) - 4.5 * z >= 0 || r >= Glibc.log(z) { return x * beta }
            }
        }
        if alpha == 1 { return -Glibc.log(1 - random()) * beta }
        while true {
            try Interpreter.poll()
            let p = (M_E + alpha) / M_E * random()
            let x = p <= 1 ? Glibc.pow(p, 1 / alpha) : -Glibc.log(((M_E + alpha) / M_E - p) / alpha)
            let u = random()
            if p > 1 ? u <= Glibc.pow(x, alpha - 1) : u <= Glibc.exp(-x) { return x * beta }
        }
    }

    var state: Value {
        get {
            let words = twister.words.map { Value.int(Int($0)) }
            return .tuple([.int(3), .tuple(words), spareGauss.map { .float($0) } ?? .none])
        }
        set {
            guard let parts = (newValue.asObject as? TupleObject)?.elements, parts.count == 3,
                let words = (parts[1].asObject as? TupleObject)?.elements
            else { return }
            twister.words = words.compactMap { if case .int(let i) = $0 { UInt32(exactly: i) } else { nil } }
            if case .float(let spare) = parts[2] { spareGauss = spare } else { spareGauss = nil }
        }
    }
}

// MARK: - The class and the module

private typealias RandomMethod = (RandomObject, BoundArguments, Int) throws -> Value

/// Every function once; as a method its arguments start at 1, as a module function at 0.
private func functions() -> [(signature: String, documentation: String, body: RandomMethod)] {
    basicFunctions() + sequenceFunctions() + distributions() + stateFunctions()
}

private func basicFunctions() -> [(signature: String, documentation: String, body: RandomMethod)] {
    [
        (
            "seed(a=None, version=2)", "Starts the sequence that belongs to a.",
            { random, bound, i in
                try random.seed(bound[i])
                return .none
            }
        ),
        ("random()", "A float in [0, 1).", { random, _, _ in .float(random.random()) }),
        (
            "uniform(a, b)", "A float between a and b.",
            { random, bound, i in
                let (a, b) = (try bound.real(i), try bound.real(i + 1))
                return .float(a + (b - a) * random.random())
            }
        ),
        (
            "randint(a, b)", "An integer from a to b, both included.",
            { random, bound, i in
                try range(random, bound[i], try Value.binary(.add, bound[i + 1], .int(1)), .int(1))
            }
        ),
        (
            "randrange(start, stop=None, step=1)", "An element of range(start, stop, step).",
            { random, bound, i in
                if bound.isNone(i + 1) {
                    let n = try exact(bound[i])
                    if n.signum() <= 0 { throw Failure(.valueError, "empty range for randrange()") }
                    return Value(random.below(n))
                }
                return try range(random, bound[i], bound[i + 1], bound[i + 2])
            }
        ),
        (
            "getrandbits(k)", "An integer of k random bits.",
            { random, bound, i in
                let count = try bound.int(i)
                if count < 0 { throw Failure(.valueError, "number of bits must be non-negative") }
                if count > Arithmetic.powerBitLimit {
                    throw Failure(.memoryError, "\(count) random bits do not fit in memory")
                }
                return Value(BigInt(random.bits(count)))
            }
        ),
        (
            "randbytes(n)", "n random bytes.",
            { random, bound, i in
                let count = try bound.int(i)
                guard count >= 0, count <= 1 << 20 else { throw Failure(.valueError, "n must be between 0 and 2**20") }
                let number = random.bits(count * 8)
                let words = Array(number.words)
                return .object(
                    BytesObject(
                        (0..<count).map {
                            $0 / 8 < words.count ? UInt8(truncatingIfNeeded: words[$0 / 8] >> UInt($0 % 8 * 8)) : 0
                        }))
            }
        ),
    ]
}

private func exact(_ value: Value) throws -> BigInt {
    switch try value.asIndex() {
    case .int(let i): return BigInt(i)
    case let big: return (big.asObject as? BigIntObject)?.value ?? 0
    }
}

private func range(_ random: RandomObject, _ start: Value, _ stop: Value, _ step: Value) throws -> Value {
    let (a, b, s) = (try exact(start), try exact(stop), try exact(step))
    let width = b - a
    if s == 1 {
        if width.signum() > 0 { return Value(a + random.below(width)) }
        throw Failure(.valueError, "empty range for randrange() (\(a), \(b), \(width))")
    }
    if s.isZero { throw Failure(.valueError, "zero step for randrange()") }
    let n = Arithmetic.floorDivide(s.signum() > 0 ? width + s - 1 : width + s + 1, s).quotient
    if n.signum() <= 0 { throw Failure(.valueError, "empty range for randrange()") }
    return Value(a + s * random.below(n))
}

private func sequenceFunctions() -> [(signature: String, documentation: String, body: RandomMethod)] {
    [
        (
            "choice(seq)", "One element.",
            { random, bound, i in
                let count = try bound[i].length()
                if count == 0 { throw Failure(.indexError, "Cannot choose from an empty sequence") }
                return try bound[i].item(.int(random.below(count)))
            }
        ),
        (
            "choices(population, weights=None, *, cum_weights=None, k=1)", "k elements, with repetition.",
            { random, bound, i in
                try choices(
                    random, bound[i], weights: bound[i + 1], cumulative: bound[i + 2], count: try bound.int(i + 3))
            }
        ),
        (
            "shuffle(x)", "Puts the elements in random order.",
            { random, bound, i in
                if let list = bound[i].asObject as? ListObject {
                    for k in stride(from: list.elements.count - 1, to: 0, by: -1) {
                        list.elements.swapAt(k, random.below(k + 1))
                    }
                    return .none
                }
                for k in stride(from: try bound[i].length() - 1, to: 0, by: -1) {
                    let j = random.below(k + 1)
                    let (a, b) = (try bound[i].item(.int(k)), try bound[i].item(.int(j)))
                    try bound[i].setItem(.int(k), b)
                    try bound[i].setItem(.int(j), a)
                }
                return .none
            }
        ),
        (
            "sample(population, k, *, counts=None)", "k different elements.",
            { random, bound, i in
                let population = bound[i]
                guard
                    population.asObject is ListObject || population.asObject is TupleObject
                        || population.asObject is RangeObject
                        || population.asObject is StringObject
                        || (!(population.asObject is SetObject)
                            && !(population.asObject is DictObject) && population.asObject != nil)
                else {
                    throw Failure(.typeError, "Population must be a sequence.  For dicts or sets, use sorted(d).")
                }
                return .list(try sample(random, population, try bound.int(i + 1)))
            }
        ),
    ]
}

private func choices(_ random: RandomObject, _ population: Value, weights: Value, cumulative: Value, count: Int) throws
    -> Value
{
    let n = try population.length()
    try HostMemory.require(count, itemsOf: MemoryLayout<Value>.stride)
    var sums: [Value] = []
    if case .none = cumulative {
        if case .none = weights {
            if n == 0 { throw Failure(.indexError, "list index out of range") }
            return .list(
                try (0..<max(0, count)).map { _ in
                    try population.item(.int(Int((random.random() * Double(n)).rounded(.down))))
                })
        }
        var total = Value.int(0)
        for (i, weight) in try weights.elements().enumerated() {
            total = i == 0 ? weight : try Value.binary(.add, total, weight)
            sums.append(total)
        }
    } else {
        sums = try cumulative.elements()
    }
    if sums.count != n { throw Failure(.valueError, "The number of weights does not match the population") }
    let limits = try sums.map { try $0.asReal() }
    guard let total = limits.last, total > 0 else {
        throw Failure(.valueError, "Total of weights must be greater than zero")
    }
    if !total.isFinite { throw Failure(.valueError, "Total of weights must be finite") }
    return .list(
        try (0..<max(0, count)).map { _ in
            let u = random.random() * total
            var (low, high) = (0, n - 1)
            while low < high {
                let middle = (low + high) / 2
                if u < limits[middle] { high = middle } else { low = middle + 1 }
            }
            return try population.item(.int(low))
        })
}

/// A pool when k is a good part of the population, else a set of the positions drawn: CPython's rule decides which numbers are used.
private func sample(_ random: RandomObject, _ population: Value, _ k: Int) throws -> [Value] {
    let n = try population.length()
    guard k >= 0, k <= n else { throw Failure(.valueError, "Sample larger than population or is negative") }
    var setSize = 21.0
    if k > 5 { setSize += Glibc.pow(4, (Glibc.log(Double(k) * 3) / Glibc.log(4)).rounded(.up)) }
    var result: [Value] = []
    result.reserveCapacity(k)
    if Double(n) <= setSize {
        var pool = try population.elements()
        for i in 0..<k {
            let j = random.below(n - i)
            result.append(pool[j])
            pool[j] = pool[n - i - 1]
        }
    } else {
        var taken = Set<Int>()
        for _ in 0..<k {
            var j = random.below(n)
            while taken.contains(j) { j = random.below(n) }
            taken.insert(j)
            result.append(try population.item(.int(j)))
        }
    }
    return result
}

private func distributions() -> [(signature: String, documentation: String, body: RandomMethod)] {
    [
        (
            "gauss(mu=0.0, sigma=1.0)", "A normal number (Box-Muller).",
            { random, bound, i in
                .float(random.gauss(try bound.real(i), try bound.real(i + 1)))
            }
        ),
        (
            "normalvariate(mu=0.0, sigma=1.0)", "A normal number (ratio of uniforms).",
            { random, bound, i in
                .float(random.normal(try bound.real(i), try bound.real(i + 1)))
            }
        ),
        (
            "lognormvariate(mu, sigma)", "exp of a normal number.",
            { random, bound, i in
                .float(Glibc.exp(random.normal(try bound.real(i), try bound.real(i + 1))))
            }
        ),
        (
            "expovariate(lambd)", "An exponential number of rate lambd.",
            { random, bound, i in
                let rate = try bound.real(i)
                if rate == 0 { throw Failure(.zeroDivisionError, "float division by zero") }
                return .float(-Glibc.log(1 - random.random()) / rate)
            }
        ),
        (
            "triangular(low=0.0, high=1.0, mode=None)", "A triangular number.",
            { random, bound, i in
                var (low, high) = (try bound.real(i), try bound.real(i + 1))
                var u = random.random()
                if high == low { return .float(low) }
                var c = bound.isNone(i + 2) ? 0.5 : (try bound.real(i + 2) - low) / (high - low)
                if u > c {
                    u = 1 - u
                    c = 1 - c
                    swap(&low, &high)
                }
                return .float(low + (high - low) * (u * c).squareRoot())
            }
        ),
        (
            "gammavariate(alpha, beta)", "A gamma number.",
            { random, bound, i in
                let (alpha, beta) = (try bound.real(i), try bound.real(i + 1))
                guard alpha > 0, beta > 0 else {
                    throw Failure(.valueError, "gammavariate: alpha and beta must be > 0.0")
                }
                return .float(try random.gamma(alpha, beta))
            }
        ),
        (
            "betavariate(alpha, beta)", "A beta number.",
            { random, bound, i in
                let (alpha, beta) = (try bound.real(i), try bound.real(i + 1))
                guard alpha > 0, beta > 0 else {
                    throw Failure(.valueError, "gammavariate: alpha and beta must be > 0.0")
                }
                let y = try random.gamma(alpha, 1)
                return .float(try y == 0 ? 0 : y / (y + random.gamma(beta, 1)))
            }
        ),
    ]
}

private func stateFunctions() -> [(signature: String, documentation: String, body: RandomMethod)] {
    [
        ("getstate()", "The generator's state, for setstate.", { random, _, _ in random.state }),
        (
            "setstate(state)", "Continues from a state.",
            { random, bound, i in
                random.state = bound[i]
                return .none
            }
        ),
    ]
}

private func makeRandomType() -> TypeObject {
    let type = TypeObject("Random", module: "random") { _, arguments in
        try arguments.expect("Random", atMost: 1)
        return .object(try RandomObject(seed: arguments.positional.first ?? .none))
    }
    for (signature, documentation, body) in functions() {
        let separator = signature.contains("()") ? "(self" : "(self, "
        type.rawMethod(signature.replacing("(", with: separator, maxReplacements: 1), documentation) { bound in
            try body(try bound.receiver(RandomObject.self), bound, 1)
        }
    }
    return type
}

func buildRandom(_ module: ModuleObject) throws {
    module.documentation = "Random numbers as CPython draws them: the same seed gives the same numbers."
    let shared = try RandomObject()
    for (signature, documentation, body) in functions() {
        module.rawDefine(signature, documentation) { bound in try body(shared, bound, 0) }
    }
    module.define(RandomObject.cls)
}
