// collections: OrderedDict, defaultdict, Counter, deque, namedtuple, and the abstract classes of collections.abc.
import Schema

// MARK: - Dicts

final class OrderedDictObject: DictObject {
    nonisolated(unsafe) static let orderedCls: TypeObject = makeOrderedType()
    override var type: TypeObject { OrderedDictObject.orderedCls }
    override func repr() throws -> String {
        if count == 0 { return "OrderedDict()" }
        return try ReprGuard.write(self, placeholder: "...") {
            "OrderedDict([\(try pairs.map { "(\(try $0.key.repr()), \(try $0.value.repr()))" }.joined(separator: ", "))])"
        }
    }
    override func compare(_ op: ComparisonOperator, _ other: Value) throws -> Value? {
        guard op == .equal || op == .notEqual, let other = other.asObject as? OrderedDictObject else {
            return try super.compare(op, other)
        }
        let pairs = Value.list(pairs.map { .tuple([$0.key, $0.value]) })
        return .bool(try pairs.equals(.list(other.pairs.map { .tuple([$0.key, $0.value]) })) == (op == .equal))
    }
}

private func makeOrderedType() -> TypeObject {
    let type = TypeObject("OrderedDict", module: "collections", bases: [DictObject.cls]) { _, arguments in
        let dict = OrderedDictObject()
        try fill(dict, arguments, "OrderedDict")
        return .object(dict)
    }
    type.rawMethod("move_to_end(self, key, last=True)", "Moves key to the end or the front.") { bound in
        if try bound.receiver(DictObject.self).move(bound[1], toEnd: try bound.bool(2)) { return .none }
        throw DictObject.missing(bound[1])
    }
    type.rawMethod("popitem(self, last=True)", "Removes and returns the last (or first) pair.") { bound in
        let dict = try bound.receiver(DictObject.self)
        var position = try bound.bool(1) ? dict.used - 1 : 0
        guard let entry = try bound.bool(1) ? dict.entry(backFrom: &position) : dict.entry(from: &position) else {
            throw Failure(.keyError, "'dictionary is empty'")
        }
        try dict.remove(entry.key)
        return .tuple([entry.key, entry.value])
    }
    type.rawMethod("copy(self)", "A new OrderedDict.") { bound in
        let copy = OrderedDictObject()
        try copy.update(from: bound[0])
        return .object(copy)
    }
    return type
}

public final class DefaultDictObject: DictObject {
    var factory: Value
    nonisolated(unsafe) static let defaultCls: TypeObject = makeDefaultType()
    public override func visitReferences(_ visitor: ReferenceVisitor) {
        super.visitReferences(visitor)
        visitor.visit(factory)
    }
    public override var type: TypeObject { DefaultDictObject.defaultCls }
    /// - Parameter factory: called for the value of a key that is not there.
    public init(_ factory: Value) {
        self.factory = factory
        super.init()
    }
    public override func item(_ key: Value) throws -> Value {
        if let value = try get(key) { return value }
        if case .none = factory { throw DictObject.missing(key) }
        let value = try factory.call()
        try set(key, value)
        return value
    }
    public override func repr() throws -> String { "defaultdict(\(try factory.repr()), \(try super.repr()))" }
}

private func makeDefaultType() -> TypeObject {
    let type = TypeObject("defaultdict", module: "collections", bases: [DictObject.cls]) { _, arguments in
        let factory = arguments.positional.first ?? .none
        if case .none = factory {
        } else if factory.asObject?.isCallable != true {
            throw Failure(.typeError, "first argument must be callable or None")
        }
        let dict = DefaultDictObject(factory)
        try fill(dict, Arguments(Array(arguments.positional.dropFirst()), keywords: arguments.keywords), "dict")
        return .object(dict)
    }
    type.setMember(
        "default_factory",
        .object(
            NativeProperty(
                get: { ($0.asObject as? DefaultDictObject)?.factory ?? .none },
                set: { receiver, value in (receiver.asObject as? DefaultDictObject)?.factory = value })))
    type.rawMethod("copy(self)", "A new defaultdict.") { bound in
        let dict = try bound.receiver(DefaultDictObject.self)
        let copy = DefaultDictObject(dict.factory)
        try copy.update(from: bound[0])
        return .object(copy)
    }
    return type
}

final class CounterObject: DictObject {
    nonisolated(unsafe) static let counterCls: TypeObject = makeCounterType()
    override var type: TypeObject { CounterObject.counterCls }
    override func item(_ key: Value) throws -> Value { try get(key) ?? .int(0) }

    func add(_ key: Value, _ amount: Value, _ op: BinaryOperator = .add) throws {
        let old = try get(key) ?? .int(0)
        // The new count stands on the left of a sum, as in CPython: its type words the error.
        try set(key, op == .add ? try Value.binary(op, amount, old) : try Value.binary(op, old, amount))
    }

    /// Counts the elements, or adds the counts of a mapping. An empty counter takes over what a mapping has, numbers or not.
    func count(_ source: Value, _ op: BinaryOperator = .add) throws {
        if let dict = source.asObject as? DictObject {
            let takesOver = count == 0 && op == .add
            for (key, amount) in dict.pairs {
                if takesOver { try set(key, amount) } else { try add(key, amount, op) }
            }
        } else {
            let iterator = try source.iterator()
            while let key = try iterator.next() { try add(key, .int(1), op) }
        }
    }

    /// Pairs by descending count; equal counts in order of appearance.
    func mostCommon() throws -> [(key: Value, value: Value)] {
        let all = pairs
        let order = try StableSort.sorted(
            all.indices.map { .int($0) },
            key: .object(BuiltinFunction("count(i, /)", "", raw: { all[try $0.int(0)].value })), reverse: true)
        return try order.map { all[try $0.asInt()] }
    }

    override func repr() throws -> String {
        if count == 0 { return "Counter()" }
        let shown = try mostCommon().map { "\(try $0.key.repr()): \(try $0.value.repr())" }
        return "Counter({\(shown.joined(separator: ", "))})"
    }

    override func binary(_ op: BinaryOperator, _ right: Value) throws -> Value? {
        guard let other = right.asObject as? CounterObject else { return nil }
        let result = CounterObject()
        let keys = pairs.map(\.key) + (try other.pairs.map(\.key).filter { try get($0) == nil })
        for key in keys {
            let (a, b) = (try item(key), try other.item(key))
            let value: Value
            switch op {
            case .add, .subtract: value = try Value.binary(op, a, b)
            case .and: value = try b.isLess(than: a) ? b : a
            case .or: value = try a.isLess(than: b) ? b : a
            default: return nil
            }
            if try Value.int(0).isLess(than: value) { try result.set(key, value) }
        }
        return .object(result)
    }
}

private func makeCounterType() -> TypeObject {
    let type = TypeObject("Counter", module: "collections", bases: [DictObject.cls]) { _, arguments in
        let counter = CounterObject()
        if let source = arguments.positional.first, !(source.isIdentical(to: .none)) { try counter.count(source) }
        for (name, value) in arguments.keywords { try counter.add(.string(name.text), value) }
        return .object(counter)
    }
    type.rawMethod("most_common(self, n=None)", "The n most frequent (element, count).") { bound in
        let all = try bound.receiver(CounterObject.self).mostCommon().map { Value.tuple([$0.key, $0.value]) }
        return .list(bound.isNone(1) ? all : Array(all.prefix(max(0, try bound.int(1)))))
    }
    type.rawMethod("elements(self)", "Every element as often as it was counted.") { bound in
        var result: [Value] = []
        for (key, value) in try bound.receiver(CounterObject.self).pairs {
            guard let times = try Repetition.count(value, of: 1) else { continue }
            try HostMemory.require(result.count, itemsOf: 2 * MemoryLayout<Value>.stride)
            result += Array(repeating: key, count: times)
        }
        return .object(try Value.list(result).iterator())
    }
    type.rawMethod("total(self)", "The sum of the counts.") { bound in
        try bound.receiver(CounterObject.self).pairs.reduce(Value.int(0)) { try Value.binary(.add, $0, $1.value) }
    }
    for (name, op) in [("update", BinaryOperator.add), ("subtract", .subtract)] {
        type.rawMethod("\(name)(self, iterable=None, /, **kwargs)", "Counts (up or down).") { bound in
            let counter = try bound.receiver(CounterObject.self)
            if !bound.isNone(1) { try counter.count(bound[1], op) }
            for (name, value) in bound.restKeywords(2) { try counter.add(.string(name.text), value, op) }
            return .none
        }
    }
    return type
}

// MARK: - deque

/// `collections.deque`: a row that grows and shrinks at both ends. `first` elements at the front of the array are already gone.
final class DequeObject: Object {
    private var storage: [Value] = []
    private var first = 0
    let limit: Int?
    nonisolated(unsafe) static let cls: TypeObject = makeDequeType()
    override var type: TypeObject { DequeObject.cls }
    init(limit: Int?) {
        self.limit = limit
        super.init()
        Collector.track(self)
    }
    deinit { Reaper.reap(&storage) }

    override var holdsReferences: Bool { true }
    override func visitReferences(_ visitor: ReferenceVisitor) { visitor.visit(&storage) }
    override func dropReferences() {
        first = 0
        Reaper.reap(&storage)
    }

    var elements: [Value] {
        get { Array(storage[first...]) }
        set { (storage, first) = (newValue, 0) }
    }
    var count: Int { storage.count - first }

    func append(_ value: Value) {
        if limit == 0 { return }
        if let limit, count >= limit { _ = popLeft() }
        storage.append(value)
    }
    func appendLeft(_ value: Value) {
        if limit == 0 { return }
        if let limit, count >= limit { storage.removeLast() }
        if first == 0 {
            // Room for as many again makes prepending cheap on average.
            let room = max(8, storage.count)
            storage = Array(repeating: .none, count: room) + storage
            first = room
        }
        first -= 1
        storage[first] = value
    }
    func popLeft() -> Value? {
        guard count > 0 else { return nil }
        let value = storage[first]
        storage[first] = .none
        first += 1
        if first > 32, first * 2 > storage.count { elements = elements }
        return value
    }
    func pop() -> Value? { count > 0 ? storage.removeLast() : nil }

    private func position(_ key: Value) throws -> Int {
        guard let i = try? key.asInt() else {
            throw Failure(.typeError, "sequence index must be integer, not '\(key.typeName)'")
        }
        let index = i < 0 ? i &+ count : i
        guard index >= 0, index < count else { throw Failure(.indexError, "deque index out of range") }
        return first + index
    }

    override func repr() throws -> String {
        try ReprGuard.write(self, placeholder: "[...]") {
            let inner = try elements.map { try $0.repr() }.joined(separator: ", ")
            return "deque([\(inner)]\(limit.map { ", maxlen=\($0)" } ?? ""))"
        }
    }
    override func length() throws -> Int? { count }
    override func iterator() throws -> IteratorObject? {
        let size = count
        var i = 0
        return NativeIterator {
            if self.count != size { throw Failure(.runtimeError, "deque mutated during iteration") }
            guard i < self.count else { return nil }
            i += 1
            return self.storage[self.first + i - 1]
        }
    }
    override func hash() throws -> Int { throw Failure(.typeError, "unhashable type: 'collections.deque'") }
    override func item(_ key: Value) throws -> Value { storage[try position(key)] }
    override func setItem(_ key: Value, _ value: Value) throws { storage[try position(key)] = value }
    override func deleteItem(_ key: Value) throws { storage.remove(at: try position(key)) }
    override func compare(_ op: ComparisonOperator, _ other: Value) throws -> Value? {
        guard let other = other.asObject as? DequeObject else { return nil }
        return try SequenceOrder.compare(op, elements, other.elements)
    }
    override func inPlaceBinary(_ op: BinaryOperator, _ right: Value) throws -> Value? {
        guard op == .add else { return nil }
        for value in try right.elements() { append(value) }
        return .object(self)
    }
}

private func makeDequeType() -> TypeObject {
    let type = TypeObject("deque", module: "collections") { _, arguments in
        let bound = try LazyTypes.bind("deque(iterable=(), maxlen=None)", arguments)
        let limit = bound.isNone(1) ? nil : try bound.int(1)
        if let limit, limit < 0 { throw Failure(.valueError, "maxlen must be non-negative") }
        let deque = DequeObject(limit: limit)
        for value in try bound[0].elements() { deque.append(value) }
        return .object(deque)
    }
    type.setMember(
        "maxlen",
        .object(
            NativeProperty(get: {
                (($0.asObject as? DequeObject)?.limit).map { .int($0) } ?? .none
            })))
    addDequeMethods(to: type)
    return type
}

private func addDequeMethods(to type: TypeObject) {
    func method(
        _ signature: String, _ documentation: String, _ body: @escaping (DequeObject, BoundArguments) throws -> Value
    ) {
        type.rawMethod(signature, documentation) { bound in try body(try bound.receiver(DequeObject.self), bound) }
    }
    method("append(self, x, /)", "Adds x at the right.") { deque, bound in
        deque.append(bound[1])
        return .none
    }
    method("appendleft(self, x, /)", "Adds x at the left.") { deque, bound in
        deque.appendLeft(bound[1])
        return .none
    }
    method("extend(self, iterable, /)", "Adds the elements at the right.") { deque, bound in
        for value in try bound[1].elements() { deque.append(value) }
        return .none
    }
    method("extendleft(self, iterable, /)", "Adds the elements at the left, one by one.") { deque, bound in
        for value in try bound[1].elements() { deque.appendLeft(value) }
        return .none
    }
    method("pop(self)", "Removes and returns the rightmost element.") { deque, _ in
        if let value = deque.pop() { return value }
        throw Failure(.indexError, "pop from an empty deque")
    }
    method("popleft(self)", "Removes and returns the leftmost element.") { deque, _ in
        if let value = deque.popLeft() { return value }
        throw Failure(.indexError, "pop from an empty deque")
    }
    method("clear(self)", "Removes every element.") { deque, _ in
        deque.elements = []
        return .none
    }
    method("rotate(self, n=1, /)", "Moves n elements from the right end to the left.") { deque, bound in
        let all = deque.elements
        if all.isEmpty { return .none }
        let shift = ((try bound.int(1) % all.count) + all.count) % all.count
        deque.elements = Array(all.suffix(shift) + all.dropLast(shift))
        return .none
    }
    method("count(self, x, /)", "How many elements equal x.") { deque, bound in
        .int(try SequenceSearch.count(of: bound[1], in: deque.elements))
    }
    method("index(self, x, start=0, stop=9223372036854775807, /)", "The place of the first equal element.") {
        deque, bound in
        let found = try SequenceSearch.index(of: bound[1], in: { deque.elements })
        guard let i = found, i >= (try bound.int(2)), i < (try bound.int(3)) else {
            throw Failure(.valueError, "\(try bound[1].repr()) is not in deque")
        }
        return .int(i)
    }
    method("reverse(self)", "Reverses in place.") { deque, _ in
        deque.elements.reverse()
        return .none
    }
    method("copy(self)", "A new deque.") { deque, _ in
        let copy = DequeObject(limit: deque.limit)
        copy.elements = deque.elements
        return .object(copy)
    }
    method("remove(self, x, /)", "Removes the first equal element.") { deque, bound in
        guard let i = try SequenceSearch.index(of: bound[1], in: { deque.elements }) else {
            throw Failure(.valueError, "deque.remove(x): x not in deque")
        }
        var all = deque.elements
        all.remove(at: i)
        deque.elements = all
        return .none
    }
}

// MARK: - namedtuple

final class NamedTupleObject: TupleObject {
    private let cls_: TypeObject
    override var type: TypeObject { cls_ }
    init(_ cls: TypeObject, _ elements: [Value]) {
        cls_ = cls
        super.init(elements)
    }
    override func repr() throws -> String {
        let names = (type.member("_fields")?.asObject as? TupleObject)?.elements ?? []
        let parts = try zip(names, elements).map { "\(try $0.str())=\(try $1.repr())" }
        return "\(type.name)(\(parts.joined(separator: ", ")))"
    }
}

enum NamedTuples {
    static func makeClass(_ name: String, _ fields: [String], defaults: [Value], isRenamed: Bool = false) throws
        -> TypeObject
    {
        for word in [name] + (isRenamed ? [] : fields) {
            guard isIdentifier(word.unicodeScalars) else {
                throw Failure(
                    .valueError, "Type names and field names must be valid identifiers: \(ValueText.stringRepr(word))")
            }
            if TokenKind.keywords[word] != nil {
                throw Failure(
                    .valueError, "Type names and field names cannot be a keyword: \(ValueText.stringRepr(word))")
            }
        }
        for (i, field) in fields.enumerated() {
            if isRenamed, field == "_\(i)" { continue }
            if field.hasPrefix("_") {
                throw Failure(
                    .valueError, "Field names cannot start with an underscore: \(ValueText.stringRepr(field))")
            }
            if fields[..<i].contains(field) {
                throw Failure(.valueError, "Encountered duplicate field name: \(ValueText.stringRepr(field))")
            }
        }
        if defaults.count > fields.count { throw Failure(.typeError, "Got more default values than field names") }
        let required = fields.count - defaults.count
        let parameters = fields.enumerated().map { $0 < required ? $1 : "\($1)=None" }
        let signature = Signature("\(name).__new__(\(parameters.joined(separator: ", ")))")
        let type = TypeObject(name, module: "__main__", bases: [TupleObject.cls]) { cls, arguments in
            var bound = try BuiltinFunction.bind(signature, arguments)
            for i in required..<max(required, fields.count) where !bound.given[i] {
                bound.values[i] = defaults[i - required]
            }
            return .object(NamedTupleObject(cls, bound.values))
        }
        type.setMember("_fields", .tuple(fields.map { .string($0) }))
        let later = zip(fields.suffix(defaults.count), defaults).map { (Value.string($0), $1) }
        type.setMember("_field_defaults", .object(try DictObject(later)))
        for (i, field) in fields.enumerated() {
            type.setMember(Symbol(field), .object(NativeProperty("Field \(i).", get: { try $0.item(.int(i)) })))
        }
        addMethods(to: type, fields)
        return type
    }

    private static func addMethods(to type: TypeObject, _ fields: [String]) {
        type.rawMethod("_asdict(self)", "The fields as a dict.") { bound in
            let elements = try bound.receiver(TupleObject.self).elements
            return .object(try DictObject(zip(fields, elements).map { (.string($0), $1) }))
        }
        type.rawMethod("_replace(self, **changes)", "A copy with some fields changed.") { bound in
            var elements = try bound.receiver(TupleObject.self).elements
            for (name, value) in bound.restKeywords(1) {
                guard let i = fields.firstIndex(of: name.text) else {
                    throw Failure(.valueError, "Got unexpected field names: ['\(name)']")
                }
                elements[i] = value
            }
            return .object(NamedTupleObject(bound[0].type, elements))
        }
        type.setMember(
            "_make",
            .object(
                BuiltinFunction(
                    "_make(iterable, /)", "From the elements of an iterable.",
                    raw: { bound in
                        try type.call(Arguments(try bound[0].elements()))
                    })))
    }
}

// MARK: - The modules

func buildCollections(_ module: ModuleObject) {
    for type in [OrderedDictObject.orderedCls, DefaultDictObject.defaultCls, CounterObject.counterCls, DequeObject.cls]
    {
        module.define(type)
    }
    module.rawDefine(
        "namedtuple(typename, field_names, *, rename=False, defaults=None, module=None)",
        "A tuple class with named fields."
    ) {
        bound in
        var fields: [String]
        if let text = bound[1].asObject as? StringObject {
            fields = text.text.split(whereSeparator: { $0 == "," || $0 == " " || $0 == "\n" }).map(String.init)
        } else {
            fields = try bound[1].elements().map { try $0.str() }
        }
        if try bound.bool(2) {
            // rename=True: names that cannot be fields become their places.
            var known: Set<String> = []
            for (i, name) in fields.enumerated() {
                let isName = isIdentifier(name.unicodeScalars) && TokenKind.keywords[name] == nil
                if !isName || name.hasPrefix("_") || known.contains(name) { fields[i] = "_\(i)" }
                known.insert(name)
            }
        }
        let defaults = bound.isNone(3) ? [] : try bound[3].elements()
        return .object(
            try NamedTuples.makeClass(try bound.text(0), fields, defaults: defaults, isRenamed: try bound.bool(2)))
    }
}

func buildCollectionsABC(_ module: ModuleObject) {
    func declare(_ name: String, _ test: @escaping (Value) throws -> Bool) {
        module.define(AbstractClasses.declare(name, module: "collections.abc") { (try? test($0)) ?? false })
    }
    func has(_ value: Value, _ name: Symbol) -> Bool { value.type.member(name) != nil }
    declare("Iterable") { value in
        if value.asObject is TypeObject { return false }
        return try value.asObject?.iterator() != nil
    }
    declare("Iterator") { value in
        if value.asObject is IteratorObject { return true }
        return has(value, "__next__")
    }
    declare("Sized") { try $0.asObject?.length() != nil }
    declare("Container") { value in
        switch value.asObject {
        case is ListObject, is TupleObject, is DictObject, is SetObject, is StringObject, is RangeObject,
            is BytesObject:
            return true
        default: return has(value, "__contains__")
        }
    }
    declare("Collection") { try $0.asObject?.length() != nil && $0.asObject?.iterator() != nil }
    declare("Callable") { $0.asObject?.isCallable ?? false }
    declare("Hashable") { value in
        _ = try value.hash()
        return true
    }
    declare("Sequence") { value in
        value.asObject is ListObject || value.asObject is TupleObject || value.asObject is StringObject
            || value.asObject is RangeObject || value.asObject is BytesObject
    }
    declare("MutableSequence") { $0.asObject is ListObject || $0.asObject is DequeObject }
    declare("Mapping") { $0.asObject is DictObject }
    declare("MutableMapping") { $0.asObject is DictObject }
    declare("Set") { $0.asObject is SetObject }
    declare("MutableSet") { ($0.asObject as? SetObject).map { !$0.isFrozen } ?? false }
    declare("Generator") { $0.typeName == "generator" }
}

func buildNumbers(_ module: ModuleObject) {
    for name in ["Number", "Complex", "Real"] {
        module.define(AbstractClasses.declare(name, module: "numbers") { Arithmetic.isNumber($0) })
    }
    for name in ["Rational", "Integral"] {
        module.define(
            AbstractClasses.declare(name, module: "numbers") { value in
                if case .float = value { return false }
                return Arithmetic.isNumber(value)
            })
    }
}
