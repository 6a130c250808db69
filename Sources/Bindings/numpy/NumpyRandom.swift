// numpy.random: the legacy functions over one Mersenne Twister, and default_rng's PCG64. Streams are the engine's, bit for bit NumPy's.
import Glibc
import Schema
import Script
import Tensors

enum NumpyRandom {
    static func register() {
        ModuleRegistry.register("numpy.random") { module in
            let state = StateObject(.default)
            // np.random.rand(...) are methods of one hidden RandomState.
            for name in StateObject.cls.allMemberNames() where !name.hasPrefix("__") {
                if let method = try state.attribute(Symbol(name)) { module[Symbol(name)] = method }
            }
            module.define(StateObject.cls)
            module.define(GeneratorObject.cls)
            module.define(BitGenerator.cls)
            module.rawDefine("default_rng(seed=None)", "A generator (PCG64).") { bound in
                if bound[0].asObject is GeneratorObject { return bound[0] }
                if case .none = bound[0] { return .object(GeneratorObject(NumpyGenerator())) }
                return .object(GeneratorObject(NumpyGenerator(seed: try words(bound[0]))))
            }
        }
    }

    /// A seed as 32-bit words, least significant first.
    private static func words(_ value: Value) throws -> [UInt32] {
        if let number = try Int.from(value) {
            guard number >= 0 else { throw Failure(.valueError, "expected non-negative integer") }
            let low = UInt32(truncatingIfNeeded: number)
            let high = UInt32(truncatingIfNeeded: number >> 32)
            return high == 0 ? [low] : [low, high]
        }
        // A text's elements are texts again.
        guard value.asObject is ListObject || value.asObject is TupleObject || TensorFactory.existing(value) != nil
        else {
            throw Failure(
                .typeError, "SeedSequence expects int or sequence of ints for entropy not \(try value.str())")
        }
        return try NumpyFunctions.array(value).reshape([-1]).scalars().flatMap { scalar -> [UInt32] in
            guard case .int(let number) = scalar else {
                throw Failure(
                    .typeError, "SeedSequence expects int or sequence of ints for entropy not \(try value.str())")
            }
            return try words(.int(number))
        }
    }

    static func shape(_ value: Value) throws -> [Int]? {
        if case .none = value { return nil }
        return try fitting(try Creation.sizes(value, "size"))
    }

    /// `sizes`, if an array of them is no more than memory holds.
    static func fitting(_ sizes: [Int]) throws -> [Int] {
        if sizes.contains(where: { $0 < 0 }) { throw Failure(.valueError, "negative dimensions are not allowed") }
        let (count, overflow) = sizes.reduce((1, false)) { total, size in
            let (product, over) = total.0.multipliedReportingOverflow(by: size)
            return (product, total.1 || over)
        }
        guard !overflow, count <= 1 << 31 else {
            throw Failure(.memoryError, "an array of shape \(sizes) does not fit into memory")
        }
        try Memory.require(count, itemsOf: 24)
        return sizes
    }

    /// One number, or an array of draws; `size` comes from `fitting`.
    static func draws(_ size: [Int]?, _ draw: () -> Double) throws -> Value {
        guard let size else { return .float(draw()) }
        return NumpyFunctions.wrap(try Tensor.from((0..<size.reduce(1, *)).map { _ in draw() }, size))
    }

    /// Draws whose two parameters are numbers, or arrays that are broadcast.
    static func draws(
        _ first: Value, _ second: Value, _ size: Value, check: (Double) throws -> Void = { _ in },
        _ draw: (Double, Double) -> Double
    ) throws -> Value {
        if let a = try plainNumber(first), let b = try plainNumber(second) {
            try check(b)
            return try draws(shape(size)) { draw(a, b) }
        }
        let (a, b, shape) = try together(first, second, size)
        let (x, y) = (try a.doubles(), try b.doubles())
        for value in y { try check(value) }
        return NumpyFunctions.wrap(try Tensor.from(x.indices.map { draw(x[$0], y[$0]) }, shape))
    }

    static func checkScale(_ scale: Double) throws {
        if scale < 0 { throw Failure(.valueError, "scale < 0") }
    }

    private static func plainNumber(_ value: Value) throws -> Double? {
        value.asObject is ListObject || value.asObject is NDArrayObject ? nil : try Double.from(value)
    }

    /// Two parameters in their common shape, or in `size` where that is given.
    static func together(_ first: Value, _ second: Value, _ size: Value) throws -> (Tensor, Tensor, [Int]) {
        let (a, b) = (try NumpyFunctions.array(first), try NumpyFunctions.array(second))
        let common = try Flavour.numpy.run { try Shape.broadcast(a.shape, b.shape) }
        let shape = try shape(size) ?? fitting(common)
        guard let all = try? Shape.broadcast(common, shape), all == shape else {
            throw Failure(
                .valueError,
                "Output size \(ArrayMethods.shapeText(shape)) is not compatible with broadcast dimensions of inputs \(ArrayMethods.shapeText(common))."
            )
        }
        return (try a.expand(shape), try b.expand(shape), shape)
    }

    static func integers(_ size: [Int]?, _ dtype: DType, _ draw: () -> Int64) throws -> Value {
        guard let size else {
            return dtype == .int64 ? .int(Int(draw())) : .object(try NumpyScalar(.int(Int(draw())), dtype))
        }
        return NumpyFunctions.wrap(try Tensor.from((0..<size.reduce(1, *)).map { _ in draw() }, size).to(dtype))
    }

    /// `low, high` with the default of numpy: randint(high). The last value is one less, unless the end counts.
    static func range(_ low: Value, _ high: Value, _ dtype: DType, hasEnd: Bool = false) throws -> (
        low: Int64, width: UInt64
    ) {
        func whole(_ value: Value) throws -> Int {
            if let number = try Int.from(value) { return number }
            guard let real = try Double.from(value), let number = Int(exactly: real.rounded(.towardZero)) else {
                throw Failure(.typeError, "randint(): the limits are whole numbers, not \(value.typeName)")
            }
            return number
        }
        let (first, end) = high.isNone ? (0, try whole(low)) : (try whole(low), try whole(high))
        guard hasEnd ? first <= end : first < end else { throw Failure(.valueError, "low >= high") }
        let last = hasEnd ? end : end - 1
        let bounds = dtype == .bool ? 0...1 : dtype.wholeNumbers ?? .min ... .max
        guard bounds.contains(first) else { throw Failure(.valueError, "low is out of bounds for \(dtype.name)") }
        guard bounds.contains(last) else { throw Failure(.valueError, "high is out of bounds for \(dtype.name)") }
        return (Int64(first), UInt64(bitPattern: Int64(last)) &- UInt64(bitPattern: Int64(first)))
    }

    /// randint and integers between arrays of limits.
    static func integers(
        _ low: Value, _ high: Value, _ size: Value, _ dtype: DType, hasEnd: Bool = false,
        _ draw: (Int64, UInt64) -> Int64
    ) throws -> Value {
        let (a, b, shape) = try together(high.isNone ? .int(0) : low, high.isNone ? low : high, size)
        let (x, y) = (try a.scalars(), try b.scalars())
        let drawn = try x.indices.map { i -> Int64 in
            let limits = try range(x[i].value, y[i].value, dtype, hasEnd: hasEnd)
            return draw(limits.low, limits.width)
        }
        return NumpyFunctions.wrap(try Tensor.from(drawn, shape).to(dtype))
    }

    static func isArray(_ value: Value) -> Bool {
        value.asObject is ListObject || value.asObject is TupleObject || value.asObject is NDArrayObject
    }

    /// The rows of a list or array in a new order, in place.
    static func shuffle(_ value: Value, axis: Int = 0, _ permutation: (Int) throws -> [Int]) throws {
        if let list = value.asObject as? ListObject, axis == 0 {
            let order = try permutation(list.elements.count)
            let old = list.elements
            list.elements = order.map { old[$0] }
            return
        }
        guard let tensor = TensorFactory.existing(value) else {
            throw Failure(.typeError, "'\(value.typeName)' object does not support item assignment")
        }
        let dim = try tensor.numpyAxis(axis)
        let picked = try NumpyFunctions.op(
            "index_select", .tensor(try tensor.clone()), .int(dim),
            .tensor(try Tensor.from(try permutation(tensor.shape[dim]))))
        try Flavour.numpy.run { try tensor.setIndex([.ellipsis], picked) }
    }

    static func permuted(_ value: Value, axis: Int = 0, _ permutation: (Int) throws -> [Int]) throws -> Value {
        if let n = try? Int.from(value), value.asObject == nil {
            guard n >= 0 else { throw Failure(.valueError, "permutation of \(n) elements") }
            try Memory.require(n, itemsOf: 24)
            return NumpyFunctions.wrap(try Tensor.from(try permutation(n)))
        }
        if let texts = try (value.asObject as? TextArray) ?? TextArray.from(value), texts.shape.count == 1 {
            return .object(try texts.picked(try permutation(texts.texts.count)))
        }
        let x = try NumpyFunctions.array(value)
        guard x.rank > 0 else { throw Failure(.typeError, "x must be an integer or at least 1-dimensional") }
        let dim = try x.numpyAxis(axis)
        return NumpyFunctions.wrap(
            try NumpyFunctions.op(
                "index_select", .tensor(x), .int(dim), .tensor(try Tensor.from(try permutation(x.shape[dim])))))
    }

    /// `choice`: positions become elements of the population; an axis of nil takes vectors only.
    static func choice(
        _ population: Value, _ size: [Int]?, axis: Int?, _ positions: (Int, Int) throws -> [Int]
    ) throws -> Value {
        let count = try size.map(Shape.count) ?? 1
        if let n = try? Int.from(population), population.asObject == nil {
            guard n > 0 || count == 0 else {
                throw Failure(
                    .valueError,
                    axis == nil
                        ? "a must be greater than 0 unless no samples are taken"
                        : "a must be a positive integer unless no samples are taken")
            }
            let chosen = try positions(n, count)
            guard let size else {
                return axis == nil ? .int(chosen[0]) : .object(try NumpyScalar(.int(chosen[0]), .int64))
            }
            return NumpyFunctions.wrap(try Tensor.from(chosen, size))
        }
        if let texts = try (population.asObject as? TextArray) ?? TextArray.from(population), texts.shape.count == 1 {
            let chosen = try positions(texts.texts.count, count)
            guard let size else { return .object(NumpyText(texts.texts[chosen[0]])) }
            return .object(TextArray(size, chosen.map { texts.texts[$0] }))
        }
        let x = try NumpyFunctions.array(population)
        guard axis != nil || x.rank == 1 else { throw Failure(.valueError, "a must be 1-dimensional") }
        let dim = try x.numpyAxis(axis ?? 0)
        let n = x.shape[dim]
        guard n > 0 || count == 0 else {
            throw Failure(
                .valueError,
                axis == nil
                    ? "'a' cannot be empty unless no samples are taken"
                    : "a cannot be empty unless no samples are taken")
        }
        let chosen = try positions(n, count)
        if size == nil { return NumpyFunctions.wrap(try x.select(dim, chosen[0])) }
        let picked = try NumpyFunctions.op("index_select", .tensor(x), .int(dim), .tensor(try Tensor.from(chosen)))
        return NumpyFunctions.wrap(
            try picked.reshape(Array(x.shape[..<dim]) + (size ?? []) + Array(x.shape[(dim + 1)...])))
    }

    static func probabilities(_ value: Value) throws -> [Double]? {
        if case .none = value { return nil }
        let p = try NumpyFunctions.array(value).doubles()
        guard p.allSatisfy({ $0 >= 0 }) else { throw Failure(.valueError, "probabilities are not non-negative") }
        guard abs(p.reduce(0, +) - 1) < 1e-6 else { throw Failure(.valueError, "probabilities do not sum to 1") }
        return p
    }

    /// What get_state gives: opaque, for set_state.
    private final class StreamPlace: Object {
        let place: NumpyRandomState.Place
        nonisolated(unsafe) static let cls = TypeObject("RandomStreamPlace", module: "numpy.random")
        override var type: TypeObject { StreamPlace.cls }
        init(_ place: NumpyRandomState.Place) { self.place = place }
        override func item(_ key: Value) throws -> Value {
            guard try Int.from(key) == 0 else {
                throw Failure(.notImplementedError, "the numbers of a random state cannot be read here")
            }
            return .string("MT19937")
        }
    }

    // MARK: - RandomState

    final class StateObject: Object {
        let state: NumpyRandomState
        init(_ state: NumpyRandomState) { self.state = state }
        override var type: TypeObject { StateObject.cls }

        nonisolated(unsafe) static let cls: TypeObject = {
            let type = TypeObject(
                "RandomState", module: "numpy.random",
                make: { _, arguments in
                    let seed = try Signature("RandomState(seed=None)").values(arguments)[0]
                    let object = StateObject(NumpyRandomState(seed: UInt32.random(in: 0...UInt32.max)))
                    if case .none = seed {} else { try object.seed(seed) }
                    return .object(object)
                })
            declare(on: type)
            return type
        }()

        func seed(_ value: Value) throws {
            if let number = try? Int.from(value) {
                guard number >= 0, number <= Int(UInt32.max) else {
                    throw Failure(.valueError, "Seed must be between 0 and 2**32 - 1")
                }
                state.seed(UInt32(number))
            } else if case .none = value {
                state.seed(UInt32.random(in: 0...UInt32.max))
            } else {
                state.seed(words: try words(value))
            }
        }

        private static func method(
            _ type: TypeObject, _ signature: String, _ doc: String,
            _ body: @escaping (NumpyRandomState, BoundArguments) throws -> Value
        ) {
            type.rawMethod(signature, doc) { bound in
                guard let object = bound[0].asObject as? StateObject else {
                    throw Failure(.typeError, "descriptor needs a RandomState")
                }
                return try body(object.state, bound)
            }
        }

        private static func declare(on type: TypeObject) {
            type.rawMethod("seed(self, seed=None)", "Starts the stream of this seed.") { bound in
                try (bound[0].asObject as? StateObject)?.seed(bound[1])
                return .none
            }
            for (name, isNormal) in [("rand", false), ("randn", true)] {
                method(type, "\(name)(self, *size)", isNormal ? "Normal draws." : "Uniform draws from [0, 1).") {
                    state, bound in
                    let sizes = try fitting(try Creation.sizes(bound[1], name))
                    return try draws(sizes.isEmpty ? nil : sizes) { isNormal ? state.standardNormal() : state.random() }
                }
            }
            for name in ["random", "random_sample", "ranf", "sample"] {
                method(type, "\(name)(self, size=None)", "Uniform draws from [0, 1).") { state, bound in
                    try draws(try shape(bound[1])) { state.random() }
                }
            }
            method(type, "uniform(self, low=0.0, high=1.0, size=None)", "Uniform draws from [low, high).") {
                state, bound in
                try draws(bound[1], bound[2], bound[3]) { state.uniform($0, $1) }
            }
            method(type, "normal(self, loc=0.0, scale=1.0, size=None)", "Normal draws.") { state, bound in
                try draws(bound[1], bound[2], bound[3], check: checkScale) { state.normal($0, $1) }
            }
            method(type, "standard_normal(self, size=None)", "Normal draws.") { state, bound in
                try draws(try shape(bound[1])) { state.standardNormal() }
            }
            method(type, "randint(self, low, high=None, size=None, dtype=None)", "Whole numbers from [low, high).") {
                state, bound in
                let dtype = try ArrayMethods.dtype(bound[4]) ?? .int64
                if isArray(bound[1]) || isArray(bound[2]) {
                    return try integers(bound[1], bound[2], bound[3], dtype) { state.integer(low: $0, bound: $1) }
                }
                let (low, width) = try range(bound[1], bound[2], dtype)
                let size = try shape(bound[3])
                // Short types share one draw of 32 bits.
                let bits = dtype == .bool ? 1 : dtype.size * 8
                guard bits < 32 else {
                    return try integers(size, dtype) { state.integer(low: low, bound: width) }
                }
                let drawn = state.shortIntegers(
                    size?.reduce(1, *) ?? 1, bits: bits, bound: UInt32(truncatingIfNeeded: width))
                guard let size else { return .object(try NumpyScalar(.int(Int(drawn[0]) + Int(low)), dtype)) }
                return NumpyFunctions.wrap(try Tensor.from(drawn.map { Int64($0) + low }, size).to(dtype))
            }
            method(type, "shuffle(self, x)", "Shuffles in place.") { state, bound in
                try shuffle(bound[1], state.permutation)
                return .none
            }
            method(type, "permutation(self, x)", "A random order.") { state, bound in
                try permuted(bound[1], state.permutation)
            }
            method(type, "choice(self, a, size=None, replace=True, p=None)", "Random elements.") { state, bound in
                let p = try probabilities(bound[4])
                let replacement = try bound[3].truth()
                return try choice(bound[1], try shape(bound[2]), axis: nil) { n, count in
                    guard replacement || count <= n else {
                        throw Failure(.valueError, "Cannot take a larger sample than population when 'replace=False'")
                    }
                    guard p == nil || p?.count == n else {
                        throw Failure(.valueError, "'a' and 'p' must have same size")
                    }
                    return try state.choice(n, count: count, replacement: replacement, probabilities: p)
                }
            }
            // By inversion, as NumPy's legacy stream draws it.
            method(type, "exponential(self, scale=1.0, size=None)", "Exponential draws.") { state, bound in
                try draws(.float(0), bound[1], bound[2], check: checkScale) { -$1 * log(1 - state.random()) }
            }
            method(type, "bytes(self, length)", "Random bytes.") { state, bound in
                let count = try bound.get(1, as: Int.self)
                guard count >= 0 else { throw Failure(.valueError, "negative dimensions are not allowed") }
                _ = try fitting([count])
                var bytes: [UInt8] = []
                while bytes.count < count { withUnsafeBytes(of: state.next32().littleEndian) { bytes += $0 } }
                return .object(BytesObject(Array(bytes.prefix(count))))
            }
            method(type, "get_state(self, legacy=True)", "Where the stream is.") { state, _ in
                .object(StreamPlace(state.place))
            }
            method(type, "set_state(self, state)", "Goes back to what get_state gave.") { state, bound in
                guard let place = bound[1].asObject as? StreamPlace else {
                    throw Failure(.typeError, "set_state() takes what get_state() gave")
                }
                state.place = place.place
                return .none
            }
            for name in [
                "beta", "binomial", "poisson", "gamma", "laplace", "multinomial", "dirichlet", "geometric", "lognormal",
            ] {
                method(type, "\(name)(self, *args, **kwargs)", "Not available.") { _, _ in
                    throw Failure(
                        .notImplementedError, "np.random.\(name) is not available",
                        hint: "use uniform, normal, randint or choice")
                }
            }
        }
    }

    // MARK: - Generator

    /// `np.random.PCG64(seed)`, for Generator.
    final class BitGenerator: Object {
        let generator: NumpyGenerator
        init(_ generator: NumpyGenerator) { self.generator = generator }
        override var type: TypeObject { BitGenerator.cls }
        nonisolated(unsafe) static let cls = TypeObject(
            "PCG64", module: "numpy.random",
            make: { _, arguments in
                let seed = try Signature("PCG64(seed=None)").values(arguments)[0]
                return .object(BitGenerator(seed.isNone ? NumpyGenerator() : NumpyGenerator(seed: try words(seed))))
            })
    }

    final class GeneratorObject: Object {
        let generator: NumpyGenerator
        init(_ generator: NumpyGenerator) { self.generator = generator }
        override var type: TypeObject { GeneratorObject.cls }

        nonisolated(unsafe) static let cls: TypeObject = {
            let type = TypeObject(
                "Generator", module: "numpy.random",
                make: { _, arguments in
                    guard let source = arguments.positional.first?.asObject as? BitGenerator else {
                        throw Failure(
                            .typeError, "Generator takes a bit generator such as np.random.PCG64(seed)",
                            hint: "np.random.default_rng(seed)")
                    }
                    return .object(GeneratorObject(source.generator))
                })
            declare(on: type)
            for name in [
                "beta", "binomial", "poisson", "gamma", "exponential", "standard_exponential", "laplace", "multinomial",
                "dirichlet", "geometric", "lognormal", "permuted", "bytes", "spawn",
            ] {
                type.rawMethod("\(name)(self, *args, **kwargs)", "Not available.") { _ in
                    throw Failure(
                        .notImplementedError, "np.random.Generator.\(name) is not available",
                        hint: "use uniform, normal, integers, permutation or choice")
                }
            }
            return type
        }()

        private static func method(
            _ type: TypeObject, _ signature: String, _ doc: String,
            _ body: @escaping (NumpyGenerator, BoundArguments) throws -> Value
        ) {
            type.rawMethod(signature, doc) { bound in
                guard let object = bound[0].asObject as? GeneratorObject else {
                    throw Failure(.typeError, "descriptor needs a Generator")
                }
                return try body(object.generator, bound)
            }
        }

        private static func declare(on type: TypeObject) {
            method(type, "random(self, size=None, dtype=None, out=None)", "Uniform draws from [0, 1).") {
                generator, bound in
                if let target = try Ufunc.output(bound[3]) {
                    let drawn = try draws(target.shape) { generator.random() }
                    try NumpyFunctions.fill(target, NumpyFunctions.array(drawn))
                    return bound[3]
                }
                if try ArrayMethods.dtype(bound[2]) == .float32 {
                    guard let size = try shape(bound[1]) else {
                        return .object(try NumpyScalar(.float(Double(generator.randomFloat())), .float32))
                    }
                    return NumpyFunctions.wrap(
                        try Tensor.from((0..<size.reduce(1, *)).map { _ in generator.randomFloat() }, size))
                }
                return try draws(try shape(bound[1])) { generator.random() }
            }
            method(type, "uniform(self, low=0.0, high=1.0, size=None)", "Uniform draws from [low, high).") {
                generator, bound in
                try draws(bound[1], bound[2], bound[3]) { generator.uniform($0, $1) }
            }
            method(type, "normal(self, loc=0.0, scale=1.0, size=None)", "Normal draws.") { generator, bound in
                try draws(bound[1], bound[2], bound[3], check: checkScale) { generator.normal($0, $1) }
            }
            method(type, "standard_normal(self, size=None, dtype=None)", "Normal draws.") { generator, bound in
                if try ArrayMethods.dtype(bound[2]) == .float32 {
                    guard let size = try shape(bound[1]) else {
                        return .object(try NumpyScalar(.float(Double(generator.standardNormalFloat())), .float32))
                    }
                    return NumpyFunctions.wrap(
                        try Tensor.from((0..<size.reduce(1, *)).map { _ in generator.standardNormalFloat() }, size))
                }
                return try draws(try shape(bound[1])) { generator.standardNormal() }
            }
            method(
                type, "integers(self, low, high=None, size=None, dtype=None, endpoint=False)",
                "Whole numbers from [low, high)."
            ) { generator, bound in
                let dtype = try ArrayMethods.dtype(bound[4]) ?? .int64
                let hasEnd = try bound[5].truth()
                if isArray(bound[1]) || isArray(bound[2]) {
                    guard dtype == .int64 else {
                        throw Failure(
                            .notImplementedError, "Generator.integers between arrays gives int64 only",
                            hint: "rng.integers(low, high).astype(\(dtype.name))")
                    }
                    return try integers(bound[1], bound[2], bound[3], dtype, hasEnd: hasEnd) {
                        generator.integers(1, low: $0, bound: $1)[0]
                    }
                }
                let (low, width) = try range(bound[1], bound[2], dtype, hasEnd: hasEnd)
                let size = try shape(bound[3])
                let count = try size.map(Shape.count) ?? 1
                let drawn: [Int64]
                switch dtype {
                case .uint8, .int8:
                    drawn = generator.integers8(count, low: low, bound: UInt8(truncatingIfNeeded: width))
                case .int16: drawn = generator.integers16(count, low: low, bound: UInt16(truncatingIfNeeded: width))
                case .bool: drawn = generator.booleans(count).map { $0 ? 1 : 0 }
                default: drawn = generator.integers(count, low: low, bound: width)
                }
                guard let size else { return .object(try NumpyScalar(.int(Int(drawn[0])), dtype)) }
                return NumpyFunctions.wrap(try Tensor.from(drawn, size).to(dtype))
            }
            method(type, "shuffle(self, x, axis=0)", "Shuffles in place.") { generator, bound in
                try shuffle(bound[1], axis: bound.get(2), generator.permutation)
                return .none
            }
            method(type, "permutation(self, x, axis=0)", "A random order.") { generator, bound in
                try permuted(bound[1], axis: bound.get(2), generator.permutation)
            }
            method(type, "choice(self, a, size=None, replace=True, p=None, axis=0, shuffle=True)", "Random elements.") {
                generator, bound in
                let p = try probabilities(bound[4])
                let replacement = try bound[3].truth()
                let isShuffled = try bound[6].truth()
                return try choice(bound[1], try shape(bound[2]), axis: bound.get(5)) { n, count in
                    guard p == nil || p?.count == n else {
                        throw Failure(.valueError, "a and p must have same size")
                    }
                    guard replacement || count <= n else {
                        throw Failure(.valueError, "Cannot take a larger sample than population when replace is False")
                    }
                    return try generator.choice(
                        n, count: count, replacement: replacement, probabilities: p, shuffle: isShuffled)
                }
            }
        }
    }
}
