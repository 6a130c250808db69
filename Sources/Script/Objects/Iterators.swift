// The lazy builtins: enumerate, zip, map, filter, reversed, iter(callable, sentinel), and iteration by `__getitem__`.
import Schema

/// An iterator from a Swift closure: generators of library functions.
public final class NativeIterator: IteratorObject {
    private let cls: TypeObject
    private var produce: (() throws -> Value?)?
    public override var type: TypeObject { cls }

    /// `produce` returns nil at the end and is not called again after it.
    public init(_ cls: TypeObject? = nil, _ produce: @escaping () throws -> Value?) {
        self.cls = cls ?? NativeIterator.plain
        self.produce = produce
    }
    nonisolated(unsafe) private static let plain = TypeObject("iterator")

    public override func next() throws -> Value? {
        guard let produce else { return nil }
        try Interpreter.poll()
        if let value = try produce() { return value }
        self.produce = nil
        return nil
    }
}

/// `enumerate(iterable, start)`.
final class EnumerateIterator: IteratorObject {
    private var source: IteratorObject?
    private var index: Value
    override var type: TypeObject { LazyTypes.enumerate }

    init(_ source: IteratorObject, from index: Value) {
        self.source = source
        self.index = index
    }

    override func next() throws -> Value? {
        guard let source else { return nil }
        guard let value = try source.next() else {
            self.source = nil
            return nil
        }
        let pair = Value.tuple([index, value])
        if case .int(let i) = index, i < .max {
            index = .int(i + 1)
        } else {
            index = try Value.binary(.add, index, .int(1))
        }
        return pair
    }
}

/// `zip(a, b, …)` that ends with its shortest.
final class ZipIterator: IteratorObject {
    private var sources: [IteratorObject]
    override var type: TypeObject { LazyTypes.zip }

    init(_ sources: [IteratorObject]) { self.sources = sources }

    override func next() throws -> Value? {
        if sources.isEmpty { return nil }
        var row: [Value] = []
        row.reserveCapacity(sources.count)
        for source in sources {
            guard let value = try source.next() else {
                sources = []
                return nil
            }
            row.append(value)
        }
        return .tuple(row)
    }
}

enum LazyTypes {
    nonisolated(unsafe) static let enumerate: TypeObject = TypeObject("enumerate") { _, arguments in
        if arguments.positional.isEmpty, arguments.keywords.isEmpty {
            throw Failure(.typeError, "enumerate() missing required argument 'iterable'")
        }
        let bound = try bind("enumerate(iterable, start=0)", arguments)
        return .object(EnumerateIterator(try bound[0].iterator(), from: try bound[1].asIndex()))
    }

    nonisolated(unsafe) static let zip: TypeObject = TypeObject("zip") { _, arguments in
        var strict = false
        for (name, value) in arguments.keywords {
            guard name.text == "strict" else {
                throw Failure(.typeError, "zip() got an unexpected keyword argument '\(name)'")
            }
            strict = try value.truth()
        }
        let iterators = try arguments.positional.enumerated().map { i, value in
            do { return try value.iterator() } catch let failure as Failure
                where failure.message.hasSuffix("is not iterable")
            {
                throw Failure(.typeError, "'\(value.typeName)' object is not iterable")
            }
        }
        guard strict, !iterators.isEmpty else { return .object(ZipIterator(iterators)) }
        return .object(NativeIterator(LazyTypes.zip) { try LazyTypes.strictRow(iterators) })
    }

    private static func strictRow(_ iterators: [IteratorObject]) throws -> Value? {
        var row: [Value] = []
        row.reserveCapacity(iterators.count)
        for (i, iterator) in iterators.enumerated() {
            if let value = try iterator.next() {
                row.append(value)
                continue
            }
            func arguments(_ n: Int) -> String { n == 1 ? "argument 1" : "arguments 1-\(n)" }
            if i > 0 { throw Failure(.valueError, "zip() argument \(i + 1) is shorter than \(arguments(i))") }
            for (j, other) in iterators.enumerated().dropFirst() where try other.next() != nil {
                throw Failure(.valueError, "zip() argument \(j + 1) is longer than \(arguments(j))")
            }
            return nil
        }
        return .tuple(row)
    }

    nonisolated(unsafe) static let map: TypeObject = TypeObject("map") { _, arguments in
        guard arguments.positional.count >= 2 else {
            throw Failure(.typeError, "map() must have at least two arguments.")
        }
        let function = arguments.positional[0]
        let iterators = try arguments.positional.dropFirst().map { try $0.iterator() }
        return .object(
            NativeIterator(LazyTypes.map) {
                var row: [Value] = []
                for iterator in iterators {
                    guard let value = try iterator.next() else { return nil }
                    row.append(value)
                }
                return try function.call(Arguments(row))
            })
    }

    nonisolated(unsafe) static let filter: TypeObject = TypeObject("filter") { _, arguments in
        try arguments.expect("filter", atMost: 2, atLeast: 2)
        let function = arguments.positional[0]
        let iterator = try arguments.positional[1].iterator()
        return .object(
            NativeIterator(LazyTypes.filter) {
                while let value = try iterator.next() {
                    if case .none = function {
                        if try value.truth() { return value }
                    } else if try function.call(value).truth() {
                        return value
                    }
                }
                return nil
            })
    }

    nonisolated(unsafe) static let reversed: TypeObject = TypeObject("reversed") { _, arguments in
        try arguments.expect("reversed", atMost: 1, atLeast: 1)
        let source = arguments.positional[0]
        if let range = source.asObject as? RangeObject { return .object(range.reversedIterator()) }
        if let list = source.asObject as? ListObject { return .object(reversedList(list)) }
        if let object = source.asObject, let method = try object.type.lookUp("__reversed__", for: object) {
            return try method.call()
        }
        guard let object = source.asObject, !(object is SetObject), let count = try object.length() else {
            throw Failure(.typeError, "'\(source.typeName)' object is not reversible")
        }
        var i = count
        return .object(
            NativeIterator(LazyTypes.reversed) {
                if i <= 0 { return nil }
                i -= 1
                return try source.item(.int(i))
            })
    }

    nonisolated(unsafe) private static let reversedListType = TypeObject("list_reverseiterator")

    private static func reversedList(_ list: ListObject) -> IteratorObject {
        var i = list.elements.count - 1
        return NativeIterator(reversedListType) {
            guard i >= 0, i < list.elements.count else { return nil }
            i -= 1
            return list.elements[i + 1]
        }
    }

    nonisolated(unsafe) private static let callableIteratorType = TypeObject("callable_iterator")

    /// `iter(callable, sentinel)`.
    static func untilSentinel(_ function: Value, _ sentinel: Value) -> IteratorObject {
        NativeIterator(callableIteratorType) {
            let value = try function.call()
            return try value.equals(sentinel) ? nil : value
        }
    }

    /// Arguments of a class call matched to a signature.
    static func bind(_ signature: String, _ arguments: Arguments) throws -> BoundArguments {
        try BuiltinFunction.bind(Signature(signature), arguments)
    }
}

extension BuiltinFunction {
    /// The arguments of one call, one value per parameter.
    static func bind(_ signature: Signature, _ arguments: Arguments) throws -> BoundArguments {
        try BuiltinFunction(signature.text, "", raw: { _ in .none }).bind(arguments)
    }
}

/// Iteration over an object that only has `__getitem__`: items 0, 1, … until IndexError.
public final class ItemIterator: IteratorObject {
    private var source: Value?
    private var index = 0
    nonisolated(unsafe) static let cls = TypeObject("iterator")
    public override var type: TypeObject { ItemIterator.cls }
    public init(_ source: Value) { self.source = source }
    public override func next() throws -> Value? {
        guard let source else { return nil }
        do {
            let value = try source.item(.int(index))
            index += 1
            return value
        } catch  where ErrorKind.matches(error, .indexError) {
            self.source = nil
            return nil
        }
    }
}
