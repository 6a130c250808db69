// torch.utils.data: datasets, samplers and the loader. Batches come in PyTorch's order for the same seed: each epoch draws one base
// seed, and shuffling draws the seed of a fresh generator (see `RandomOrder`). Workers are accepted; loading happens in place.
import Schema
import Script
import Tensors

enum DataModule {
    static func register() {
        for name in [
            "torch.utils.data", "torch.utils.data.dataset", "torch.utils.data.dataloader", "torch.utils.data.sampler",
        ] {
            ModuleRegistry.register(name) { module in declare(in: module) }
        }
        ModuleRegistry.register("torch.utils.data.distributed") { module in
            module["DistributedSampler"] = .object(
                TypeObject(
                    "DistributedSampler", module: "torch.utils.data.distributed",
                    make: { _, _ in
                        throw Failure(
                            .notImplementedError,
                            "there is one process: use shuffle=True instead of a DistributedSampler")
                    }))
        }
        ModuleRegistry.register("torch.utils") { module in
        }
    }

    private static func declare(in module: ModuleObject) {
        for type in [
            Datasets.dataset, Datasets.iterable, Datasets.tensors, Datasets.subset, Datasets.concat, Samplers.sampler,
            Samplers.sequential, Samplers.random, Samplers.subsetRandom, Samplers.weighted, Samplers.batch,
            DataLoaderObject.cls,
        ] { module.define(type) }
        module.rawDefine(
            "random_split(dataset, lengths, generator=None)", "Random subsets of these lengths (or fractions)."
        ) { bound in
            try Datasets.randomSplit(bound[0], bound[1], RandomBindings.generator(bound[2]))
        }
        module.rawDefine("default_collate(batch)", "Samples stacked into one batch.") { bound in
            try Collate.batch(try Collate.elements(bound[0]))
        }
        module.rawDefine("get_worker_info()", "None: loading happens in the main process.") { _ in .none }
    }
}

// MARK: - Datasets

enum Datasets {
    /// Subclasses define `__getitem__` and `__len__`.
    nonisolated(unsafe) static let dataset: TypeObject = {
        let type = TypeObject(
            "Dataset", module: "torch.utils.data.dataset", make: { cls, _ in .object(ScriptDataset(cls)) })
        type.rawMethod("__getitem__(self, index)") { _ in
            throw Failure(.notImplementedError, "Subclasses of Dataset should implement __getitem__.")
        }
        type.rawMethod("__add__(self, other)") { bound in
            try Value.object(concat).call(Arguments([.list([bound[0], bound[1]])]))
        }
        type.setMember(
            "__class_getitem__",
            .object(ClassMethod(.object(BuiltinFunction("__class_getitem__(cls, item)", "", raw: { $0[0] })))))
        return type
    }()

    nonisolated(unsafe) static let iterable = TypeObject(
        "IterableDataset", module: "torch.utils.data.dataset", bases: [dataset],
        make: { cls, _ in .object(Instance(cls)) })

    /// A dataset that a script class defines; it may have forgotten `__getitem__`.
    private final class ScriptDataset: Instance {
        override func item(_ key: Value) throws -> Value {
            guard cls.member("__getitem__")?.asObject is BuiltinFunction else { return try super.item(key) }
            throw Failure(.notImplementedError, "Subclasses of Dataset should implement __getitem__.")
        }
    }

    /// A dataset held by Swift: how long it is, and its i-th sample.
    final class Native: Instance {
        let count: () throws -> Int
        let sample: (Int) throws -> Value
        /// For keys that are not numbers: slices, tensors of positions.
        var selection: ((Value) throws -> Value)?
        init(_ cls: TypeObject, count: @escaping () throws -> Int, sample: @escaping (Int) throws -> Value) {
            self.count = count
            self.sample = sample
            super.init(cls)
        }
        override func length() throws -> Int? { try count() }
        override func item(_ key: Value) throws -> Value {
            if let selection, key.asObject is SliceObject || key.asObject is TensorObject || key.asObject is ListObject
            {
                return try selection(key)
            }
            guard var index = try Int.from(key) else {
                throw Failure(.typeError, "\(cls.name) indices must be integers, not \(key.typeName)")
            }
            let n = try count()
            if index < 0 { index += n }
            guard index >= 0, index < n else {
                throw Failure(.indexError, "index \(index) is out of range for a dataset of \(n)")
            }
            return try sample(index)
        }
        override func iterator() throws -> IteratorObject? {
            var i = 0
            let n = try count()
            return ClosureIterator { [self] in
                guard i < n else { return nil }
                defer { i += 1 }
                return try sample(i)
            }
        }
    }

    nonisolated(unsafe) static let tensors = TypeObject(
        "TensorDataset", module: "torch.utils.data.dataset", bases: [dataset],
        make: { cls, arguments in
            let tensors = try arguments.positional.map { value -> Tensor in
                guard let tensor = (value.asObject as? TensorObject)?.tensor else {
                    throw Failure(.typeError, "TensorDataset takes tensors, not \(value.typeName)")
                }
                return tensor
            }
            guard let n = tensors.first?.shape.first, tensors.allSatisfy({ $0.shape.first == n }) else {
                throw Failure(.assertionError, "Size mismatch between tensors")
            }
            let result = Native(
                cls, count: { n }, sample: { i in .tuple(try tensors.map { .tensor(try $0.select(0, i)) }) })
            result.store("tensors", .tuple(tensors.map { .tensor($0) }))
            result.selection = { key in .tuple(try tensors.map { try Value.tensor($0).item(key) }) }
            return .object(result)
        })

    nonisolated(unsafe) static let subset = TypeObject(
        "Subset", module: "torch.utils.data.dataset", bases: [dataset],
        make: { cls, arguments in
            let values = try Signature("Subset(dataset, indices)").values(arguments)
            return .object(subsetObject(cls, values[0], values[1]))
        })

    private static func subsetObject(_ cls: TypeObject, _ dataset: Value, _ indices: Value) -> Native {
        let result = Native(
            cls, count: { try indices.length() }, sample: { i in try dataset.item(try indices.item(.int(i))) })
        result.store("dataset", dataset)
        result.store("indices", indices)
        return result
    }

    nonisolated(unsafe) static let concat = TypeObject(
        "ConcatDataset", module: "torch.utils.data.dataset", bases: [dataset],
        make: { cls, arguments in
            let parts = try Collate.elements(try Signature("ConcatDataset(datasets)").values(arguments)[0])
            guard !parts.isEmpty else { throw Failure(.assertionError, "datasets should not be an empty iterable") }
            let ends = try parts.reduce(into: [Int]()) { ends, part in
                ends.append((ends.last ?? 0) + (try part.length()))
            }
            let result = Native(
                cls, count: { ends.last ?? 0 },
                sample: { i in
                    let part = ends.firstIndex { i < $0 } ?? 0
                    return try parts[part].item(.int(part == 0 ? i : i - ends[part - 1]))
                })
            result.store("datasets", .list(parts))
            result.store("cumulative_sizes", .list(ends.map { .int($0) }))
            return .object(result)
        })

    /// Source: torch.utils.data.random_split; fractions are rounded down, what is left goes one each from the first.
    static func randomSplit(_ dataset: Value, _ lengths: Value, _ generator: Generator) throws -> Value {
        let given = try Collate.elements(lengths)
        let total = try dataset.length()
        let numbers = try given.map { try Double.from($0) ?? 0 }
        var sizes: [Int] = []
        let sum = numbers.reduce(0, +)
        if sum <= 1, abs(sum - 1) < 1e-6 {
            sizes = try numbers.enumerated().map { i, fraction in
                guard fraction >= 0, fraction <= 1 else {
                    throw Failure(.valueError, "Fraction at index \(i) is not between 0 and 1")
                }
                return Int((Double(total) * fraction).rounded(.down))
            }
            let left = total - sizes.reduce(0, +)
            for i in 0..<max(0, left) { sizes[i % sizes.count] += 1 }
        } else {
            sizes = try given.map { try Int.from($0) ?? 0 }
        }
        guard sizes.allSatisfy({ $0 >= 0 && $0 <= total }), sizes.count <= 1 << 20, sizes.reduce(0, &+) == total else {
            throw Failure(
                .valueError, "Sum of input lengths does not equal the length of the input dataset!",
                hint: "the dataset has \(total) samples; the lengths are \(sizes)")
        }
        try Memory.require(total, itemsOf: 32)
        let order = try generator.permutation(total)
        var at = 0
        return .list(
            sizes.map { size in
                defer { at += size }
                return .object(subsetObject(subset, dataset, .list(order[at..<at + size].map { .int($0) })))
            })
    }
}

/// An iterator over what a closure gives.
final class ClosureIterator: IteratorObject {
    private let produce: () throws -> Value?
    nonisolated(unsafe) static let cls = TypeObject("iterator")
    override var type: TypeObject { ClosureIterator.cls }
    init(_ produce: @escaping () throws -> Value?) { self.produce = produce }
    override func next() throws -> Value? { try produce() }
}

// MARK: - Samplers

enum Samplers {
    nonisolated(unsafe) static let sampler = TypeObject(
        "Sampler", module: "torch.utils.data.sampler", make: { cls, _ in .object(Instance(cls)) })

    /// A sampler held by Swift.
    final class Native: Instance {
        let count: () throws -> Int
        let order: () throws -> () throws -> Value?
        init(_ cls: TypeObject, count: @escaping () throws -> Int, order: @escaping () throws -> () throws -> Value?) {
            self.count = count
            self.order = order
            super.init(cls)
        }
        override func length() throws -> Int? { try count() }
        override func iterator() throws -> IteratorObject? { ClosureIterator(try order()) }
    }

    /// 0, 1, … without holding them: a dataset may say it is endless.
    private static func counting(to n: Int) -> () throws -> Value? {
        var at = 0
        return {
            guard at < n else { return nil }
            defer { at += 1 }
            return .int(at)
        }
    }

    private static func list(_ indices: [Int]) -> () throws -> Value? {
        var at = 0
        return {
            guard at < indices.count else { return nil }
            defer { at += 1 }
            return .int(indices[at])
        }
    }

    nonisolated(unsafe) static let sequential = TypeObject(
        "SequentialSampler", module: "torch.utils.data.sampler", bases: [sampler],
        make: { cls, arguments in
            let source = try Signature("SequentialSampler(data_source)").values(arguments)[0]
            return .object(
                Native(cls, count: { try source.length() }, order: { counting(to: try source.length()) }))
        })

    nonisolated(unsafe) static let random = TypeObject(
        "RandomSampler", module: "torch.utils.data.sampler", bases: [sampler],
        make: { cls, arguments in
            let values = try Signature(
                "RandomSampler(data_source, replacement=False, num_samples=None, generator=None)"
            ).values(arguments)
            let replacement = try values[1].truth()
            let wanted = try Optional<Int>.from(values[2]) ?? nil
            return .object(randomSampler(cls, values[0], replacement: replacement, count: wanted, generator: values[3]))
        })

    static func randomSampler(_ cls: TypeObject, _ source: Value, replacement: Bool, count: Int?, generator: Value)
        -> Native
    {
        let size = { try count ?? (try source.length()) }
        return Native(
            cls, count: size,
            order: {
                let n = try source.length()
                let wanted = try size()
                try Memory.require(n, itemsOf: 16)
                let own: Generator
                if case .none = generator {
                    own = Generator(seed: Generator.default.random64() & 0x7fff_ffff_ffff_ffff)
                } else {
                    own = try GeneratorHandle.from(generator).generator
                }
                if replacement { return replacementOrder(n, wanted, own) }
                return permutedOrder(n, wanted, own)
            })
    }

    /// Chunks of 32 draws, as PyTorch asks for them.
    private static func replacementOrder(_ n: Int, _ wanted: Int, _ generator: Generator) -> () throws -> Value? {
        var chunk: [Int64] = []
        var at = 0
        var given = 0
        return {
            guard given < wanted, n > 0 else { return nil }
            if at == chunk.count {
                chunk = [Int64](repeating: 0, count: min(32, wanted - given))
                generator.fillIntegers(count: chunk.count, low: 0, range: UInt64(n)) { chunk[$0] = $1 }
                at = 0
            }
            defer { at += 1; given += 1 }
            return .int(Int(chunk[at]))
        }
    }

    /// Whole permutations, then the beginning of one more, which is drawn even when nothing of it is used.
    private static func permutedOrder(_ n: Int, _ wanted: Int, _ generator: Generator) -> () throws -> Value? {
        var round = 0
        var current: [Int] = []
        var at = 0
        let rounds = n > 0 ? wanted / n : 0
        return {
            while at == current.count {
                guard round <= rounds, n > 0 else { return nil }
                let order = try generator.permutation(n)
                current = round < rounds ? order : Array(order.prefix(max(0, wanted % n)))
                at = 0
                round += 1
            }
            defer { at += 1 }
            return .int(current[at])
        }
    }

    nonisolated(unsafe) static let subsetRandom = TypeObject(
        "SubsetRandomSampler", module: "torch.utils.data.sampler", bases: [sampler],
        make: { cls, arguments in
            let values = try Signature("SubsetRandomSampler(indices, generator=None)").values(arguments)
            let indices = try Collate.elements(values[0]).map { try Int.from($0) ?? 0 }
            return .object(
                Native(
                    cls, count: { indices.count },
                    order: {
                        list(try RandomBindings.generator(values[1]).permutation(indices.count).map { indices[$0] })
                    }))
        })

    nonisolated(unsafe) static let weighted = TypeObject(
        "WeightedRandomSampler", module: "torch.utils.data.sampler", bases: [sampler],
        make: { cls, arguments in
            let values = try Signature("WeightedRandomSampler(weights, num_samples, replacement=True, generator=None)")
                .values(arguments)
            let weights = try TensorFactory.tensor(values[0], dtype: .float64).doubles().map { Float($0) }
            let count = try Int.from(values[1]) ?? 0
            let replacement = try values[2].truth()
            guard replacement || count <= weights.count else {
                throw Failure(.runtimeError, "cannot sample n_sample > prob_dist.size(-1) samples without replacement")
            }
            return .object(
                Native(
                    cls, count: { count },
                    order: {
                        list(
                            try RandomBindings.generator(values[3]).multinomial(
                                weights, count: count, replacement: replacement))
                    }))
        })

    nonisolated(unsafe) static let batch = TypeObject(
        "BatchSampler", module: "torch.utils.data.sampler", bases: [sampler],
        make: { cls, arguments in
            let values = try Signature("BatchSampler(sampler, batch_size, drop_last)").values(arguments)
            let size = max(1, try Int.from(values[1]) ?? 1)
            let dropLast = try values[2].truth()
            return .object(
                Native(
                    cls,
                    count: {
                        let n = try values[0].length()
                        return dropLast ? n / size : n / size + (n % size == 0 ? 0 : 1)
                    }, order: { try batches(values[0], size, dropLast) }))
        })

    static func batches(_ sampler: Value, _ size: Int, _ dropLast: Bool) throws -> () throws -> Value? {
        let iterator = try sampler.iterator()
        return {
            var batch: [Value] = []
            while batch.count < size, let index = try iterator.next() { batch.append(index) }
            if batch.isEmpty || (batch.count < size && dropLast) { return nil }
            return .list(batch)
        }
    }
}

// MARK: - Collating

enum Collate {
    static func elements(_ value: Value) throws -> [Value] {
        switch value.asObject {
        case let list as ListObject: return list.elements
        case let tuple as TupleObject: return tuple.elements
        default: return try value.elements()
        }
    }

    /// Source: torch.utils.data.default_collate.
    static func batch(_ samples: [Value]) throws -> Value {
        guard let first = samples.first else { return .list([]) }
        switch first {
        case .bool, .int: return .tensor(try TensorFactory.tensor(.list(samples), dtype: .int64))
        case .float: return .tensor(try TensorFactory.tensor(.list(samples), dtype: .float64))
        case .none, .unbound: throw notCollatable(first)
        case .object(let object):
            switch object {
            case is TensorObject, is NDArrayObject, is NumpyScalar:
                let tensors = try samples.map { sample -> Argument in
                    guard let tensor = TensorFactory.existing(sample) else { throw notCollatable(sample) }
                    return .tensor(sample.asObject is TensorObject ? tensor : tensor.detach())
                }
                return try OpTable.call("stack", [.list(tensors), .int(0)]).value()
            case is StringObject, is BytesObject: return .list(samples)
            case is DictObject:
                var pairs: [(Value, Value)] = []
                try first.forEachPair { key, _ in
                    pairs.append((key, try batch(try samples.map { try $0.item(key) })))
                }
                return .object(try DictObject(pairs))
            case is TupleObject, is ListObject:
                let rows = try samples.map(elements)
                let width = rows[0].count
                guard rows.allSatisfy({ $0.count == width }) else {
                    throw Failure(.runtimeError, "each element in list of batch should be of equal size")
                }
                return .list(
                    try (0..<width).map { column in
                        let values = rows.map { $0[column] }
                        // Texts are not joined; one column of the samples is a tuple.
                        let isText = values[0].asObject is StringObject || values[0].asObject is BytesObject
                        return isText ? .tuple(values) : try batch(values)
                    })
            default: throw notCollatable(first)
            }
        }
    }

    private static func notCollatable(_ value: Value) -> Failure {
        Failure(
            .typeError,
            "default_collate: batch must contain tensors, numpy arrays, numbers, dicts or lists; found "
                + "<class '\(value.type.qualifiedName)'>",
            hint: "turn each sample into tensors in __getitem__ (for images: transforms.ToTensor())")
    }
}

// MARK: - The loader

final class DataLoaderObject: Instance {
    private let dataset: Value
    private let isIterable: Bool
    private let batchSampler: Value?
    private let sampler: Value
    private let collate: Value
    private let generator: Value
    private let batchSize: Int?
    private let dropLast: Bool

    nonisolated(unsafe) static let cls: TypeObject = {
        let type = TypeObject(
            "DataLoader", module: "torch.utils.data.dataloader",
            make: { cls, arguments in .object(try DataLoaderObject(cls, arguments)) })
        type.setMember(
            "__class_getitem__",
            .object(ClassMethod(.object(BuiltinFunction("__class_getitem__(cls, item)", "", raw: { $0[0] })))))
        return type
    }()

    private init(_ cls: TypeObject, _ arguments: Arguments) throws {
        let signature = Signature(
            "DataLoader.__init__(dataset, batch_size=1, shuffle=None, sampler=None, batch_sampler=None, num_workers=0, collate_fn=None, "
                + "pin_memory=False, drop_last=False, timeout=0, worker_init_fn=None, multiprocessing_context=None, generator=None, *, "
                + "prefetch_factor=None, persistent_workers=False, pin_memory_device='', in_order=True)")
        let values = try signature.values(arguments)
        dataset = values[0]
        isIterable = dataset.type.isSubclass(of: Datasets.iterable)
        collate = values[6]
        generator = values[12]
        let shuffle = try values[2].truth()
        dropLast = try values[8].truth()
        if case .none = values[3] {
        } else if shuffle {
            throw Failure(.valueError, "sampler option is mutually exclusive with shuffle")
        }
        if case .none = values[4] {
            batchSize = try Optional<Int>.from(values[1]) ?? nil
            if let batchSize, batchSize <= 0 {
                throw Failure(
                    .valueError, "batch_size should be a positive integer value, but got batch_size=\(batchSize)")
            }
            batchSampler = nil
        } else {
            guard try !shuffle && !dropLast && Int.from(values[1]) == 1 else {
                throw Failure(
                    .valueError,
                    "batch_sampler option is mutually exclusive with batch_size, shuffle, sampler, and drop_last")
            }
            batchSize = nil
            batchSampler = values[4]
        }
        if let workers = try Int.from(values[5]), workers < 0 {
            throw Failure(
                .valueError, "num_workers option should be non-negative; use num_workers=0 to disable multiprocessing.")
        }
        if case .none = values[3] {
            if isIterable {
                sampler = Value.none
            } else if shuffle {
                if try dataset.length() == 0 {
                    throw Failure(.valueError, "num_samples should be a positive integer value, but got num_samples=0")
                }
                sampler = .object(
                    Samplers.randomSampler(
                        Samplers.random, dataset, replacement: false, count: nil, generator: generator))
            } else {
                sampler = try Value.object(Samplers.sequential).call(Arguments([dataset]))
            }
        } else {
            sampler = values[3]
        }
        super.init(cls)
        store("dataset", dataset)
        store("batch_size", batchSize.map { .int($0) } ?? Value.none)
        store("num_workers", values[5])
        store("drop_last", .bool(dropLast))
        store("pin_memory", values[7])
        store("sampler", sampler)
        store("generator", generator)
        store("collate_fn", collate)
        store("batch_sampler", batchSampler ?? .none)
    }

    override func length() throws -> Int? {
        if let batchSampler { return try batchSampler.length() }
        let n = isIterable ? try dataset.length() : try sampler.length()
        guard let batchSize else { return n }
        return dropLast ? n / batchSize : n / batchSize + (n % batchSize == 0 ? 0 : 1)
    }

    override func iterator() throws -> IteratorObject? {
        // Every epoch draws a base seed for its workers, used or not.
        _ = try RandomBindings.generator(generator).random64()
        if isIterable { return try iterableBatches() }
        var order: (() throws -> Value?)?
        return ClosureIterator { [self] in
            try Interpreter.current.checkInterrupt()
            // The sampler starts at the first batch: its draws come after the base seed.
            if order == nil { order = try startOrder() }
            guard let next = try order?() else { return nil }
            guard batchSampler != nil || batchSize != nil else {
                return try collated([try dataset.item(next)], isBatch: false)
            }
            return try collated(try Collate.elements(next).map { try dataset.item($0) }, isBatch: true)
        }
    }

    private func startOrder() throws -> () throws -> Value? {
        if let batchSampler {
            let iterator = try batchSampler.iterator()
            return { try iterator.next() }
        }
        if let batchSize { return try Samplers.batches(sampler, batchSize, dropLast) }
        let iterator = try sampler.iterator()
        return { try iterator.next() }
    }

    private func iterableBatches() throws -> IteratorObject {
        let source = try dataset.iterator()
        return ClosureIterator { [self] in
            guard let batchSize else { return try source.next().map { try collated([$0], isBatch: false) } }
            var samples: [Value] = []
            while samples.count < batchSize, let sample = try source.next() { samples.append(sample) }
            if samples.isEmpty || (samples.count < batchSize && dropLast) { return nil }
            return try collated(samples, isBatch: true)
        }
    }

    private func collated(_ samples: [Value], isBatch: Bool) throws -> Value {
        if case .none = collate {
            return isBatch ? try Collate.batch(samples) : try Collate.converted(samples[0])
        }
        return try collate.call(Arguments([isBatch ? .list(samples) : samples[0]]))
    }
}

extension Collate {
    /// Without batching, arrays become tensors and everything else stays.
    static func converted(_ value: Value) throws -> Value {
        if let array = value.asObject as? NDArrayObject { return .tensor(array.tensor.detach()) }
        return value
    }
}
