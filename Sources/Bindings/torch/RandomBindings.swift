// torch's random numbers: generators, the functions that make random tensors, the methods that fill them. Bit streams are the
// engine's (PyTorch's Mersenne Twister); here is only the order in which memory is filled.
import Schema
import Script
import Tensors

/// `torch.Generator()`.
final class GeneratorHandle: Object {
    let generator: Generator
    nonisolated(unsafe) static let cls: TypeObject = {
        let type = TypeObject(
            "Generator", module: "torch._C", make: { _, _ in .object(GeneratorHandle(Generator())) })
        type.rawMethod("manual_seed(self, seed)", "Starts the stream of this seed; returns the generator.") { bound in
            let handle = try GeneratorHandle.from(bound[0])
            handle.generator.manualSeed(try RandomBindings.seed(bound[1]))
            return bound[0]
        }
        type.rawMethod("initial_seed(self)", "The seed.") { bound in
            Value(unsigned: try GeneratorHandle.from(bound[0]).generator.initialSeed)
        }
        type.rawMethod("seed(self)", "Seeds from the system's randomness; returns the seed.") { bound in
            .int(Int(truncatingIfNeeded: try GeneratorHandle.from(bound[0]).generator.seedFromEntropy() >> 1))
        }
        type.rawMethod("get_state(self)", "The state as bytes.") { bound in
            .tensor(try Tensor.from(try GeneratorHandle.from(bound[0]).generator.stateBytes))
        }
        type.rawMethod("set_state(self, new_state)", "Restores a state.") { bound in
            let bytes = try bound.get(1, as: Tensor.self).to(.uint8).scalars().map {
                UInt8(truncatingIfNeeded: $0.integer ?? 0)
            }
            guard try GeneratorHandle.from(bound[0]).generator.restore(bytes) else {
                throw Failure(.runtimeError, "Invalid mt19937 state", hint: "pass what get_state() gave")
            }
            return bound[0]
        }
        type.property("device", "Always cpu.") { (_: Value) in Value.object(DeviceObject.cpu) }
        return type
    }()
    override var type: TypeObject { GeneratorHandle.cls }
    init(_ generator: Generator) { self.generator = generator }

    static func from(_ value: Value) throws -> GeneratorHandle {
        guard let handle = value.asObject as? GeneratorHandle else {
            throw Failure(.typeError, "expected a torch.Generator, got \(value.typeName)")
        }
        return handle
    }
}

enum RandomBindings {
    /// `generator=None` means the default generator.
    static func generator(_ value: Value) throws -> Generator {
        if case .none = value { return .default }
        return try GeneratorHandle.from(value).generator
    }

    /// A seed is any whole number; negative ones wrap.
    static func seed(_ value: Value) throws -> UInt64 {
        switch value {
        case .int(let i): return UInt64(bitPattern: Int64(i))
        case .bool(let b): return b ? 1 : 0
        case .float(let d) where d.magnitude < 9e18: return UInt64(bitPattern: Int64(d))
        case .object(let object):
            if object is BigIntObject {
                let text = try object.repr()
                if let seed = UInt64(text) { return seed }
                throw Failure(.valueError, "Overflow when unpacking long long")
            }
            if case .int(let i)? = try object.index() { return UInt64(bitPattern: Int64(i)) }
            fallthrough
        default:
            if let text = value.asObject as? StringObject {
                throw Failure(
                    .valueError, "invalid literal for int() with base 10: \(try text.repr())",
                    hint: "torch.manual_seed(0)")
            }
            throw Failure(
                .typeError, "manual_seed() expected an int, not \(value.typeName)", hint: "torch.manual_seed(0)")
        }
    }

    // MARK: - Fills

    /// Each element drawn on its own in double precision.
    static func each(_ x: Tensor, _ name: String, _ draw: () -> Double) throws {
        if x.dtype.isFloatingPoint {
            try x.fillReals(
                name, single: { out in for i in out.indices { out[i] = Float(draw()) } },
                double: { out in for i in out.indices { out[i] = draw() } })
        } else {
            try integers(x) { draw() }
        }
    }

    /// 1 with one probability, else 0, in any dtype.
    private static func ones(_ x: Tensor, _ probability: Double, _ source: Generator) throws {
        guard x.dtype.isFloatingPoint else { return try integers(x) { source.bernoulli(probability) ? 1 : 0 } }
        try x.fillReals(
            "bernoulli", single: { source.fillBernoulli($0, probability, 1, 0) },
            double: { source.fillBernoulli($0, probability, 1, 0) })
    }

    /// Whole numbers (as doubles up to 2^53) into any dtype.
    private static func integers(_ x: Tensor, _ draw: () -> Double) throws {
        let values = (0..<x.count).map { _ in draw() }
        try GradMode.disabled { try x.setIndex([.ellipsis], try Tensor.from(values, x.shape).to(x.dtype)) }
    }

    /// randint and random_ with bounds.
    static func integers(_ x: Tensor, low: Int, high: Int, _ generator: Generator) throws {
        guard high > low else {
            throw Failure(
                .runtimeError, "random_ expects 'from' to be less than 'to', but got from=\(low) >= to=\(high)")
        }
        let range = UInt64(bitPattern: Int64(high)) &- UInt64(bitPattern: Int64(low))
        var drawn = [Int64](repeating: 0, count: x.count)
        generator.fillIntegers(count: x.count, low: Int64(low), range: range) { drawn[$0] = $1 }
        try GradMode.disabled { try x.setIndex([.ellipsis], try Tensor.from(drawn, x.shape).to(x.dtype)) }
    }

    // MARK: - Methods of tensors

    static func declareMethods(on type: TypeObject) {
        func inPlace(_ signature: String, _ doc: String, _ body: @escaping (Tensor, BoundArguments) throws -> Void) {
            type.rawMethod(signature, doc) { bound in
                let x = try bound.get(0, as: Tensor.self)
                try x.checkInPlace()
                try body(x, bound)
                x.bumpVersion()
                return bound[0]
            }
        }
        inPlace("uniform_(self, from=0.0, to=1.0, *, generator=None)", "Uniform draws from [from, to).") { x, bound in
            try x.fillUniform(bound.get(1), bound.get(2), from: generator(bound[3]))
        }
        inPlace("normal_(self, mean=0.0, std=1.0, *, generator=None)", "Normal draws.") { x, bound in
            try x.fillNormal(mean: bound.get(1), std: bound.get(2), from: generator(bound[3]))
        }
        inPlace("random_(self, from_=None, to=None, *, generator=None)", "Whole numbers from [from, to).") { x, bound in
            let source = try generator(bound[3])
            switch (try bound.get(1, as: Int?.self), try bound.get(2, as: Int?.self)) {
            case (let high?, nil): try integers(x, low: 0, high: high, source)
            case (let low?, let high?): try integers(x, low: low, high: high, source)
            case (nil, let high?): try integers(x, low: 0, high: high, source)
            case (nil, nil): try unbounded(x, source)
            }
        }
        inPlace("bernoulli_(self, p=0.5, *, generator=None)", "1 with probability p, else 0.") { x, bound in
            let source = try generator(bound[2])
            if let probabilities = (bound[1].asObject as? TensorObject)?.tensor {
                let p = try probabilities.expand(x.shape).contiguous()
                var i = 0
                let isFloat = p.dtype == .float32
                try each(x, "bernoulli") {
                    defer { i += 1 }
                    let value = p.element(i).double
                    return (isFloat ? source.bernoulli(Float(value)) : source.bernoulli(value)) ? 1 : 0
                }
            } else {
                let p = try bound.get(1, as: Double.self)
                try checkProbability(p)
                try ones(x, p, source)
            }
        }
        inPlace("exponential_(self, lambd=1.0, *, generator=None)", "Exponential draws of this rate.") { x, bound in
            let (rate, source) = (try bound.get(1, as: Double.self), try generator(bound[2]))
            guard rate > 0 else {
                throw Failure(.runtimeError, "exponential_ expects lambda > 0.0, but found lambda=\(streamed(rate))")
            }
            try each(x, "exponential") { source.exponential(rate: rate) }
        }
        inPlace("log_normal_(self, mean=1.0, std=2.0, *, generator=None)", "Draws whose logarithm is normal.") {
            x, bound in
            let (mean, std, source) = (
                try bound.get(1, as: Double.self), try bound.get(2, as: Double.self), try generator(bound[3])
            )
            guard std > 0 else {
                throw Failure(.runtimeError, "log_normal_ expects std > 0.0, but found std=\(streamed(std))")
            }
            try each(x, "log_normal") { source.logNormal(mean: mean, std: std) }
        }
        inPlace("geometric_(self, p, *, generator=None)", "Trials until the first success.") { x, bound in
            let (p, source) = (try bound.get(1, as: Double.self), try generator(bound[2]))
            guard p > 0, p < 1 else {
                throw Failure(.runtimeError, "geometric_ expects p to be in (0, 1), but got p=\(streamed(p))")
            }
            try each(x, "geometric") { source.geometric(probability: p) }
        }
        inPlace("cauchy_(self, median=0.0, sigma=1.0, *, generator=None)", "Cauchy draws.") { x, bound in
            let (m, s, source) = (
                try bound.get(1, as: Double.self), try bound.get(2, as: Double.self), try generator(bound[3])
            )
            guard s > 0 else {
                throw Failure(.runtimeError, "cauchy_ expects sigma > 0.0, but found sigma=\(streamed(s))")
            }
            try each(x, "cauchy") { source.cauchy(median: m, sigma: s) }
        }
        type.rawMethod("bernoulli(self, p=None, *, generator=None)", "1 with each element's probability, else 0.") {
            bound in
            try bernoulli(bound.get(0), bound[2], p: bound[1])
        }
        type.rawMethod(
            "multinomial(self, num_samples, replacement=False, *, generator=None)", "Indices drawn by weight."
        ) { bound in
            try multinomial(bound.get(0), bound.get(1), bound.get(2), generator(bound[3]))
        }
    }

    private static func checkProbability(_ p: Double) throws {
        guard p >= 0, p <= 1 else {
            throw Failure(.runtimeError, "bernoulli_ expects p to be in [0, 1], but got p=\(streamed(p))")
        }
    }

    private static func unbounded(_ x: Tensor, _ source: Generator) throws {
        switch x.dtype {
        case .int64:
            var drawn = [Int64](repeating: 0, count: x.count)
            for i in drawn.indices { drawn[i] = Int64(source.random64() & 0x7fff_ffff_ffff_ffff) }
            try GradMode.disabled { try x.setIndex([.ellipsis], try Tensor.from(drawn, x.shape)) }
        case .int32: try each(x, "random") { Double(source.random32() % 0x8000_0000) }
        case .int16: try each(x, "random") { Double(source.random32() % 0x8000) }
        case .int8: try each(x, "random") { Double(source.random32() % 0x80) }
        case .uint8: try each(x, "random") { Double(source.random32() % 0x100) }
        case .bool: try each(x, "random") { Double(source.random32() & 1) }
        case .float32, .float16, .bfloat16: try each(x, "random") { Double(source.random32() % ((1 << 24) + 1)) }
        case .float64: try each(x, "random") { Double(source.random64() % ((1 << 53) + 1)) }
        }
    }

    static func bernoulli(_ probabilities: Tensor, _ generatorValue: Value, p: Value = .none) throws -> Value {
        let source = try generator(generatorValue)
        let result = try Tensor.empty(probabilities.shape, probabilities.dtype)
        if case .none = p {
            let dense = try probabilities.detach().contiguous()
            guard try dense.scalars().allSatisfy({ $0.double >= 0 && $0.double <= 1 }) else {
                throw Failure(
                    .runtimeError, "Expected p_in >= 0 && p_in <= 1 to be true, but got false.",
                    hint: "probabilities lie between 0 and 1: torch.sigmoid(x) makes them of any numbers")
            }
            var values = try dense.doubles().makeIterator()
            let isDouble = dense.dtype == .float64
            try each(result, "bernoulli") {
                let value = values.next() ?? 0
                return (isDouble ? source.bernoulli(value) : source.bernoulli(Float(value))) ? 1 : 0
            }
        } else {
            let value = try Double.from(p) ?? 0.5
            try checkProbability(value)
            try ones(result, value, source)
        }
        return .tensor(result)
    }

    static func multinomial(_ weights: Tensor, _ count: Int, _ replacement: Bool, _ source: Generator) throws -> Value {
        guard weights.rank == 1 || weights.rank == 2 else {
            throw Failure(.runtimeError, "prob_dist must be 1 or 2 dim")
        }
        guard count > 0 else { throw Failure(.runtimeError, "cannot sample n_sample <= 0 samples") }
        let columns = weights.shape[weights.rank - 1]
        guard replacement || count <= columns else {
            throw Failure(.runtimeError, "cannot sample n_sample > prob_dist.size(-1) samples without replacement")
        }
        let rows = weights.rank == 2 ? try weights.unbind() : [weights]
        var drawn: [Int] = []
        for row in rows {
            let values = try row.doubles().map { Float($0) }
            guard values.allSatisfy({ $0 >= 0 && $0.isFinite }) else {
                throw Failure(.runtimeError, "probability tensor contains either `inf`, `nan` or element < 0")
            }
            guard values.contains(where: { $0 > 0 }) else {
                throw Failure(.runtimeError, "invalid multinomial distribution (sum of probabilities <= 0)")
            }
            drawn += source.multinomial(values, count: count, replacement: replacement)
        }
        return .tensor(try Tensor.from(drawn, weights.rank == 2 ? [rows.count, count] : [count]))
    }

    // MARK: - Functions of torch

    static func declareFunctions(in module: ModuleObject) {
        module.define(GeneratorHandle.cls)
        module["default_generator"] = .object(GeneratorHandle(.default))
        module.rawDefine(
            "manual_seed(seed)", "Starts the default generator's stream of this seed; returns the generator."
        ) { bound in
            Generator.default.manualSeed(try seed(bound[0]))
            return .object(GeneratorHandle(.default))
        }
        module.rawDefine("seed()", "Seeds from the system's randomness; returns the seed.") { _ in
            .int(Int(truncatingIfNeeded: Generator.default.seedFromEntropy() >> 1))
        }
        module.rawDefine("initial_seed()", "The default generator's seed.") { _ in
            Value(unsigned: Generator.default.initialSeed)
        }
        module.rawDefine("get_rng_state()", "The default generator's state.") { _ in
            .tensor(try Tensor.from(Generator.default.stateBytes))
        }
        module.rawDefine("set_rng_state(new_state)", "Restores a state of the default generator.") { bound in
            let bytes = try bound.get(0, as: Tensor.self).scalars().map { UInt8(truncatingIfNeeded: $0.integer ?? 0) }
            guard Generator.default.restore(bytes) else { throw Failure(.runtimeError, "Invalid mt19937 state") }
            return .none
        }
        for (name, isNormal) in [("rand", false), ("randn", true)] {
            module.rawDefine(
                "\(name)(*size, generator=None, out=None, dtype=None, layout=None, device=None, requires_grad=False, pin_memory=False, names=None)",
                isNormal ? "Normal draws (mean 0, standard deviation 1)." : "Uniform draws from [0, 1)."
            ) { bound in
                let sizes = try Creation.sizes(bound[0], name)
                let out = OutArgument(bound[2], of: name)
                let x = try Tensor.empty(sizes, try Creation.dtype(bound[3]) ?? out?.dtype ?? Defaults.dtype)
                try TensorMethods.checkDevice(bound[5])
                let source = try generator(bound[1])
                try isNormal ? x.fillNormal(from: source) : x.fillStandardUniform(from: source)
                return try Creation.finish(x, requiresGrad: bound[6], out)
            }
            module.rawDefine(
                "\(name)_like(input, *, dtype=None, layout=None, device=None, requires_grad=False, memory_format=None, generator=None, pin_memory=False)",
                "Draws in the shape and memory order of input."
            ) { bound in
                let like = try bound.get(0, as: Tensor.self)
                let x = try like.emptyLike(try Creation.dtype(bound[1]) ?? like.dtype)
                let source = try generator(bound[6])
                try TensorMethods.checkDevice(bound[3])
                try isNormal ? x.fillNormal(from: source) : x.fillStandardUniform(from: source)
                return try Creation.finish(x, requiresGrad: bound[4])
            }
        }
        module.rawDefine(
            "randint(*args, low=None, high=None, size=None, generator=None, out=None, dtype=None, layout=None, device=None, requires_grad=False, pin_memory=False)",
            "Whole numbers from [low, high)."
        ) { bound in
            var positional = (bound[0].asObject as? TupleObject)?.elements ?? []
            let sizeValue = bound.given[3] ? bound[3] : positional.popLast() ?? .none
            var numbers = try positional.map { try Int.from($0) ?? 0 }
            if let low = try bound.get(1, as: Int?.self) { numbers.insert(low, at: 0) }
            if let high = try bound.get(2, as: Int?.self) { numbers.append(high) }
            guard let high = numbers.last else {
                throw Failure(.typeError, "randint() missing the upper bound", hint: "torch.randint(0, 10, (2, 3))")
            }
            let out = OutArgument(bound[5], of: "randint")
            let dtype = try Creation.dtype(bound[6]) ?? out?.dtype ?? .int64
            let x = try Tensor.empty(try Creation.sizes(sizeValue, "randint"), dtype)
            try integers(x, low: numbers.count > 1 ? numbers[0] : 0, high: high, try generator(bound[4]))
            return try Creation.finish(x, requiresGrad: bound[9], out)
        }
        module.rawDefine(
            "randint_like(input, low=0, high=None, *, dtype=None, layout=None, device=None, requires_grad=False, memory_format=None, generator=None, pin_memory=False)",
            "Whole numbers in the shape of input."
        ) { bound in
            let like = try bound.get(0, as: Tensor.self)
            let x = try like.emptyLike(try Creation.dtype(bound[3]) ?? like.dtype)
            let second = try bound.get(2, as: Int?.self)
            let first = try bound.get(1, as: Int.self)
            try integers(x, low: second == nil ? 0 : first, high: second ?? first, generator(bound[8]))
            return try Creation.finish(x, requiresGrad: bound[6])
        }
        module.rawDefine(
            "randperm(n, *, generator=None, out=None, dtype=None, layout=None, device=None, requires_grad=False, pin_memory=False)",
            "0 … n-1 in random order."
        ) {
            bound in
            let n = try bound.get(0, as: Int.self)
            guard n >= 0 else { throw Failure(.runtimeError, "n must be non-negative, got\(n)") }
            guard n <= 1 << 32 else { throw Failure(.memoryError, "randperm(\(n)) would need \(n) numbers of 8 bytes") }
            try Memory.require(n, itemsOf: 16)
            let x = try Tensor.from(try generator(bound[1]).permutation(n))
            let out = OutArgument(bound[2], of: "randperm")
            let dtype = try Creation.dtype(bound[3]) ?? out?.dtype
            return try Creation.finish(dtype.map { try x.to($0) } ?? x, requiresGrad: bound[6], out)
        }
        module.rawDefine(
            "normal(mean=0.0, std=1.0, size=None, *, generator=None, out=None, dtype=None, device=None, requires_grad=False, layout=None, pin_memory=False)",
            "Normal draws."
        ) {
            bound in
            let source = try generator(bound[3])
            let out = OutArgument(bound[4], of: "normal")
            let means = (bound[0].asObject as? TensorObject)?.tensor
            let deviations = (bound[1].asObject as? TensorObject)?.tensor
            if !bound[2].isNone || (means == nil && deviations == nil) {
                // With a size, mean and std are numbers, or tensors that hold one.
                func number(_ value: Value) throws -> Double {
                    try (value.asObject as? TensorObject)?.tensor.doubles().first ?? Numbers.optional(value) ?? 0
                }
                let x = try Tensor.empty(
                    try Creation.sizes(bound[2], "normal"), try Creation.dtype(bound[5]) ?? out?.dtype ?? Defaults.dtype
                )
                try x.fillNormal(mean: number(bound[0]), std: number(bound[1]), from: source)
                return try Creation.finish(x, requiresGrad: bound[7], out)
            }
            let like = try Shape.broadcast(means?.shape ?? [], deviations?.shape ?? [])
            let x = try Tensor.empty(like, means?.dtype ?? deviations?.dtype ?? Defaults.dtype)
            try x.fillNormal(from: source)
            let scaled = try OpTable.call("mul", [.tensor(x), try Argument(bound[1])])
            let sum = try OpTable.call("add", [scaled, try Argument(bound[0])])
            return try out?.store(sum) ?? sum.value()
        }
        module.rawDefine(
            "bernoulli(input, p=None, *, generator=None, out=None)", "1 with each element's probability, else 0."
        ) {
            bound in
            let drawn = try bernoulli(bound.get(0), bound[2], p: bound[1])
            return try OutArgument(bound[3], of: "bernoulli")?.store(Argument(drawn)) ?? drawn
        }
        module.rawDefine(
            "multinomial(input, num_samples, replacement=False, *, generator=None, out=None)",
            "Indices drawn by weight."
        ) { bound in
            let drawn = try multinomial(bound.get(0), bound.get(1), bound.get(2), generator(bound[3]))
            return try OutArgument(bound[4], of: "multinomial")?.store(Argument(drawn)) ?? drawn
        }
    }
}

/// What functions that create tensors have in common.
enum Creation {
    /// `(2, 3)`, `((2, 3),)`, `[2, 3]`, a torch.Size.
    static func sizes(_ value: Value, _ name: String) throws -> [Int] {
        let argument: Argument
        do { argument = try Argument(value) } catch is Argument.Unusable {
            throw Failure(.typeError, "\(name)(): argument 'size' must be tuple of ints, not \(value.typeName)")
        }
        guard let sizes = try Ints.from(argument)?.values else {
            var found = value.typeName
            if let items = argument.items {
                for (i, item) in items.enumerated() where (try? Int.from(item)) ?? nil == nil {
                    if items.count == 1 {
                        throw Failure(
                            .typeError,
                            "\(name)(): argument 'size' (position 1) must be tuple of ints, not \(item.typeName)")
                    }
                    throw Failure(
                        .typeError,
                        "\(name)(): argument 'size' (position 1) must be tuple of ints, but found element of type \(item.typeName) at pos \(i)"
                    )
                }
                found = "tuple"
            }
            throw Failure(.typeError, "\(name)(): argument 'size' (position 1) must be tuple of ints, not \(found)")
        }
        return sizes
    }

    static func dtype(_ value: Value) throws -> DType? {
        if case .none = value { return nil }
        return try TensorMethods.dtype(named: value)
    }

    static func finish(_ x: Tensor, requiresGrad: Value, _ out: OutArgument? = nil) throws -> Value {
        if let out { return try out.store(.tensor(x)) }
        if try requiresGrad.truth() { try x.setRequiresGrad(true) }
        return .tensor(x)
    }
}
