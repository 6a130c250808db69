// numpy.random: the legacy functions over one Mersenne Twister, and default_rng's PCG64. Streams are the engine's, bit for bit NumPy's.
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
        return try Collate.elements(value).flatMap(words)
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

    static func integers(_ size: [Int]?, _ dtype: DType, _ draw: () -> Int64) throws -> Value {
        guard let size else { return .int(Int(draw())) }
        return NumpyFunctions.wrap(try Tensor.from((0..<size.reduce(1, *)).map { _ in draw() }, size).to(dtype))
    }

    /// `low, high` with the default of numpy: randint(high).
    static func range(_ low: Value, _ high: Value) throws -> (low: Int64, high: Int64) {
        let first = try Int.from(low) ?? 0
        if case .none = high { return (0, Int64(first)) }
        return (Int64(first), Int64(try Int.from(high) ?? 0))
    }

    /// The rows of a list or array in a new order, in place.
    static func shuffle(_ value: Value, _ order: [Int]) throws {
        if let list = value.asObject as? ListObject {
            let old = list.elements
            list.elements = order.map { old[$0] }
            return
        }
        guard let tensor = TensorFactory.existing(value) else {
            throw Failure(.typeError, "'\(value.typeName)' object does not support item assignment")
        }
        let picked = try NumpyFunctions.op(
            "index_select", .tensor(try tensor.clone()), .int(0), .tensor(try Tensor.from(order)))
        try Flavour.numpy.run { try tensor.setIndex([.ellipsis], picked) }
    }

    static func permuted(_ value: Value, _ permutation: (Int) -> [Int]) throws -> Value {
        if let n = try? Int.from(value), value.asObject == nil {
            guard n >= 0 else { throw Failure(.valueError, "permutation of \(n) elements") }
            try Memory.require(n, itemsOf: 24)
            return NumpyFunctions.wrap(try Tensor.from(permutation(n)))
        }
        let x = try NumpyFunctions.array(value)
        guard let n = x.shape.first else { throw Failure(.typeError, "x must be an integer or at least 1-dimensional") }
        return NumpyFunctions.wrap(
            try NumpyFunctions.op("index_select", .tensor(x), .int(0), .tensor(try Tensor.from(permutation(n)))))
    }

    /// `choice`: positions become elements of the population.
    static func choice(_ population: Value, _ size: [Int]?, _ positions: (Int, Int) throws -> [Int]) throws -> Value {
        let count = size?.reduce(1, *) ?? 1
        if let n = try? Int.from(population), population.asObject == nil {
            guard n > 0 else { throw Failure(.valueError, "a must be a positive integer unless no samples are taken") }
            let chosen = try positions(n, count)
            return size == nil ? .int(chosen[0]) : NumpyFunctions.wrap(try Tensor.from(chosen, size))
        }
        if let list = population.asObject as? ListObject, list.elements.contains(where: { $0.asObject is StringObject })
        {
            let chosen = try positions(list.elements.count, count).map { list.elements[$0] }
            return size == nil ? chosen[0] : .list(chosen)
        }
        let x = try NumpyFunctions.array(population)
        guard let n = x.shape.first, n > 0 else {
            throw Failure(.valueError, "'a' cannot be empty unless no samples are taken")
        }
        let chosen = try positions(n, count)
        if size == nil { return NumpyFunctions.wrap(try x.select(0, chosen[0])) }
        let picked = try NumpyFunctions.op("index_select", .tensor(x), .int(0), .tensor(try Tensor.from(chosen)))
        return NumpyFunctions.wrap(x.rank == 1 ? try picked.reshape(size ?? []) : picked)
    }

    static func probabilities(_ value: Value) throws -> [Double]? {
        if case .none = value { return nil }
        let p = try NumpyFunctions.array(value).doubles()
        guard p.allSatisfy({ $0 >= 0 }) else { throw Failure(.valueError, "probabilities are not non-negative") }
        guard abs(p.reduce(0, +) - 1) < 1e-6 else { throw Failure(.valueError, "probabilities do not sum to 1") }
        return p
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
                let (low, high) = (try bound.get(1, as: Double.self), try bound.get(2, as: Double.self))
                return try draws(try shape(bound[3])) { state.uniform(low, high) }
            }
            method(type, "normal(self, loc=0.0, scale=1.0, size=None)", "Normal draws.") { state, bound in
                let (mean, std) = (try bound.get(1, as: Double.self), try bound.get(2, as: Double.self))
                guard std >= 0 else { throw Failure(.valueError, "scale < 0") }
                return try draws(try shape(bound[3])) { state.normal(mean, std) }
            }
            method(type, "standard_normal(self, size=None)", "Normal draws.") { state, bound in
                try draws(try shape(bound[1])) { state.standardNormal() }
            }
            method(type, "randint(self, low, high=None, size=None, dtype=None)", "Whole numbers from [low, high).") {
                state, bound in
                let (low, high) = try range(bound[1], bound[2])
                guard low < high else { throw Failure(.valueError, "low >= high") }
                let width = UInt64(bitPattern: high) &- UInt64(bitPattern: low) &- 1
                return try integers(try shape(bound[3]), try ArrayMethods.dtype(bound[4]) ?? .int64) {
                    state.integer(low: low, bound: width)
                }
            }
            method(type, "shuffle(self, x)", "Shuffles in place.") { state, bound in
                try shuffle(bound[1], state.permutation(try bound[1].length()))
                return .none
            }
            method(type, "permutation(self, x)", "A random order.") { state, bound in
                try permuted(bound[1], state.permutation)
            }
            method(type, "choice(self, a, size=None, replace=True, p=None)", "Random elements.") { state, bound in
                let p = try probabilities(bound[4])
                let replacement = try bound[3].truth()
                return try choice(bound[1], try shape(bound[2])) { n, count in
                    guard replacement || count <= n else {
                        throw Failure(.valueError, "Cannot take a larger sample than population when 'replace=False'")
                    }
                    guard p == nil || p?.count == n else {
                        throw Failure(.valueError, "'a' and 'p' must have same size")
                    }
                    return state.choice(n, count: count, replacement: replacement, probabilities: p)
                }
            }
            for name in ["beta", "binomial", "poisson", "gamma", "exponential", "laplace"] {
                method(type, "\(name)(self, *args, **kwargs)", "Not available.") { _, _ in
                    throw Failure(
                        .notImplementedError, "np.random.\(name) is not available",
                        hint: "use uniform, normal, randint or choice")
                }
            }
        }
    }

    // MARK: - Generator

    final class GeneratorObject: Object {
        let generator: NumpyGenerator
        init(_ generator: NumpyGenerator) { self.generator = generator }
        override var type: TypeObject { GeneratorObject.cls }

        nonisolated(unsafe) static let cls: TypeObject = {
            let type = TypeObject("Generator", module: "numpy.random")
            declare(on: type)
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
            method(type, "random(self, size=None, dtype=None)", "Uniform draws from [0, 1).") { generator, bound in
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
                let (low, high) = (try bound.get(1, as: Double.self), try bound.get(2, as: Double.self))
                return try draws(try shape(bound[3])) { generator.uniform(low, high) }
            }
            method(type, "normal(self, loc=0.0, scale=1.0, size=None)", "Normal draws.") { generator, bound in
                let (mean, std) = (try bound.get(1, as: Double.self), try bound.get(2, as: Double.self))
                return try draws(try shape(bound[3])) { generator.normal(mean, std) }
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
                var (low, high) = try range(bound[1], bound[2])
                if try bound[5].truth() { high = high == .max ? high : high + 1 }
                guard low < high else { throw Failure(.valueError, "low >= high") }
                let width = UInt64(bitPattern: high) &- UInt64(bitPattern: low) &- 1
                let dtype = try ArrayMethods.dtype(bound[4]) ?? .int64
                let size = try shape(bound[3])
                let count = size?.reduce(1, *) ?? 1
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
                try shuffle(bound[1], generator.permutation(try bound[1].length()))
                return .none
            }
            method(type, "permutation(self, x, axis=0)", "A random order.") { generator, bound in
                try permuted(bound[1], generator.permutation)
            }
            method(type, "choice(self, a, size=None, replace=True, p=None, axis=0, shuffle=True)", "Random elements.") {
                generator, bound in
                let p = try probabilities(bound[4])
                let replacement = try bound[3].truth()
                return try choice(bound[1], try shape(bound[2])) { n, count in
                    guard replacement || count <= n else {
                        throw Failure(.valueError, "Cannot take a larger sample than population when replace is False")
                    }
                    return generator.choice(n, count: count, replacement: replacement, probabilities: p)
                }
            }
        }
    }
}
