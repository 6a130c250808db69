// _functools: partial, reduce, lru_cache and cache; the decorators of functools are in Scripted/SmallModules.swift.
import Schema

/// `functools.partial`: a function with some arguments already given.
final class PartialObject: Object {
    let function: Value
    private(set) var arguments: Arguments
    private let attributes = DictObject()
    nonisolated(unsafe) static let cls: TypeObject = makePartialType()
    override var type: TypeObject { PartialObject.cls }
    init(_ function: Value, _ arguments: Arguments) {
        self.function = function
        self.arguments = arguments
    }

    override var holdsReferences: Bool { true }
    override func visitReferences(_ visitor: ReferenceVisitor) {
        visitor.visit(function)
        visitor.visit(attributes)
        visitor.visit(&arguments.positional)
        for keyword in arguments.keywords { visitor.visit(keyword.value) }
    }

    override var isCallable: Bool { true }
    override func call(_ more: Arguments) throws -> Value { try function.call(merged(more)) }

    func merged(_ more: Arguments) -> Arguments {
        var all = arguments
        all.positional += more.positional
        for (name, value) in more.keywords {
            if let i = all.keywords.firstIndex(where: { $0.name == name }) {
                all.keywords[i].value = value
            } else {
                all.keywords.append((name, value))
            }
        }
        return all
    }

    override func repr() throws -> String {
        let parts =
            [try function.repr()] + (try arguments.positional.map { try $0.repr() })
            + (try arguments.keywords.map { "\($0.name)=\(try $0.value.repr())" })
        return "functools.partial(\(parts.joined(separator: ", ")))"
    }
    override func attribute(_ name: Symbol) throws -> Value? {
        switch name.text {
        case "func": return function
        case "args": return .tuple(arguments.positional)
        case "keywords": return .dict(arguments.keywords)
        case "__dict__": return .object(attributes)
        default: return try attributes[name.text] ?? super.attribute(name)
        }
    }
    override func setAttribute(_ name: Symbol, _ value: Value) throws { attributes[name.text] = value }
}

private func makePartialType() -> TypeObject {
    TypeObject("partial", module: "functools") { _, arguments in
        guard let function = arguments.positional.first, function.asObject?.isCallable == true else {
            throw Failure(.typeError, "the first argument must be callable")
        }
        let given = Arguments(Array(arguments.positional.dropFirst()), keywords: arguments.keywords)
        // A partial of a partial is one partial.
        if let inner = function.asObject as? PartialObject {
            return .object(PartialObject(inner.function, inner.merged(given)))
        }
        return .object(PartialObject(function, given))
    }
}

/// A function that remembers its results: least recently used ones are dropped past `limit`.
final class CachedFunction: Object {
    private let function: Value
    private let limit: Int?
    private let table = DictObject()
    private var (hits, misses) = (0, 0)
    nonisolated(unsafe) static let cls: TypeObject = makeCacheType()
    override var type: TypeObject { CachedFunction.cls }
    init(_ function: Value, limit: Int?) {
        self.function = function
        self.limit = limit
    }

    override var holdsReferences: Bool { true }
    override func visitReferences(_ visitor: ReferenceVisitor) {
        visitor.visit(function)
        visitor.visit(table)
    }

    override var isCallable: Bool { true }
    // Swift 6.3.1 crashes in IR generation when it optimises this function.
    @_optimize(none)
    override func call(_ arguments: Arguments) throws -> Value {
        var key = arguments.positional
        for (name, value) in arguments.keywords { key.append(.tuple([.string(name.text), value])) }
        let tuple = Value.tuple(key)
        if let found = try table.get(tuple) {
            hits += 1
            if limit != nil { _ = try table.move(tuple, toEnd: true) }
            return found
        }
        misses += 1
        let result = try function.call(arguments)
        if let limit {
            if limit == 0 { return result }
            var position = 0
            if table.count >= limit, let oldest = table.entry(from: &position) { try table.remove(oldest.key) }
        }
        try table.set(tuple, result)
        return result
    }

    override func bound(to receiver: Value, in cls: TypeObject) throws -> Value? {
        .object(BoundMethod(receiver: receiver, function: .object(self)))
    }

    override func attribute(_ name: Symbol) throws -> Value? {
        switch name.text {
        case "__wrapped__": return function
        case "__name__", "__doc__", "__qualname__", "__module__": return try function.attribute(name)
        default: return try super.attribute(name)
        }
    }

    fileprivate func clear() {
        table.removeAll()
        (hits, misses) = (0, 0)
    }
    fileprivate var information: Value {
        get throws {
            let fields = ["hits", "misses", "maxsize", "currsize"]
            let type = try CachedFunction.infoType ?? NamedTuples.makeClass("CacheInfo", fields, defaults: [])
            CachedFunction.infoType = type
            return .object(
                NamedTupleObject(type, [.int(hits), .int(misses), limit.map { .int($0) } ?? .none, .int(table.count)]))
        }
    }
    nonisolated(unsafe) private static var infoType: TypeObject?
}

private func makeCacheType() -> TypeObject {
    let type = TypeObject("_lru_cache_wrapper", module: "functools")
    type.rawMethod("cache_clear(self)", "Forgets all results.") { bound in
        try bound.receiver(CachedFunction.self).clear()
        return .none
    }
    type.rawMethod("cache_info(self)", "Hits, misses and sizes.") { bound in
        try bound.receiver(CachedFunction.self).information
    }
    return type
}

func buildFunctoolsCore(_ module: ModuleObject) {
    module.define(PartialObject.cls)
    module.rawDefine("reduce(function, iterable, initial=None, /)", "Combines the elements from the left.") { bound in
        let iterator: IteratorObject
        do {
            iterator = try bound[1].iterator()
        } catch let failure as Failure where failure.message.hasSuffix("is not iterable") {
            throw Failure(.typeError, "reduce() arg 2 must support iteration")
        }
        var total: Value
        if bound.given[2] {
            total = bound[2]
        } else {
            guard let first = try iterator.next() else {
                throw Failure(.typeError, "reduce() of empty iterable with no initial value")
            }
            total = first
        }
        while let value = try iterator.next() { total = try bound[0].call(total, value) }
        return total
    }
    module.rawDefine("lru_cache(maxsize=128, typed=False)", "A decorator that remembers results.") { bound in
        if bound[0].asObject?.isCallable == true { return .object(CachedFunction(bound[0], limit: 128)) }
        let limit = bound.isNone(0) ? nil : max(0, try bound.int(0))
        guard try !bound.bool(1) else {
            throw Failure(
                .notImplementedError, "lru_cache(typed=True) is not available here: 1 and 1.0 are one key",
                hint: "leave typed out")
        }
        return .object(
            BuiltinFunction("lru_cache(function, /)", "", raw: { .object(CachedFunction($0[0], limit: limit)) }))
    }
    module.rawDefine("cache(function, /)", "Remembers every result.") { bound in
        .object(CachedFunction(bound[0], limit: nil))
    }
}
