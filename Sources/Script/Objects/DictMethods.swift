// The methods of dict, its views (`keys()`, `values()`, `items()`) and their iterators.
import Schema

func makeDictType() -> TypeObject {
    let type = TypeObject("dict") { cls, arguments in
        let dict = cls.isScriptClass ? DerivedDict(cls) : DictObject()
        // A script's `__init__` fills the dict through `super().__init__`.
        if !cls.isScriptClass || cls.scriptMember(Names.init_) == nil { try fill(dict, arguments, "dict") }
        return .object(dict)
    }
    addDictProtocol(to: type)
    addReading(to: type)
    addChanging(to: type)
    return type
}

/// `dict(mapping_or_pairs, **names)`.
func fill(_ dict: DictObject, _ arguments: Arguments, _ name: String) throws {
    if arguments.positional.count > 1 {
        throw Failure(.typeError, "\(name) expected at most 1 argument, got \(arguments.positional.count)")
    }
    if let source = arguments.positional.first { try dict.update(from: source) }
    for (name, value) in arguments.keywords { dict[name.text] = value }
}

private func addReading(to type: TypeObject) {
    type.rawMethod("get(self, key, default=None, /)", "The value of key, or default.") { bound in
        try bound.receiver(DictObject.self).get(bound[1]) ?? bound[2]
    }
    type.rawMethod("keys(self)", "The keys, as a view that follows the dict.") { bound in
        .object(DictView(try bound.receiver(DictObject.self), .keys))
    }
    type.rawMethod("values(self)", "The values, as a view that follows the dict.") { bound in
        .object(DictView(try bound.receiver(DictObject.self), .values))
    }
    type.rawMethod("items(self)", "(key, value) pairs, as a view that follows the dict.") { bound in
        .object(DictView(try bound.receiver(DictObject.self), .items))
    }
    type.rawMethod("copy(self)", "A new dict of the same keys and values.") { bound in
        .object(try bound.receiver(DictObject.self).copy())
    }
    type.rawMethod("__reversed__(self)", "The keys, last first.") { bound in
        .object(DictIterator(try bound.receiver(DictObject.self), .keys, reversed: true))
    }
    let fromKeys = BuiltinFunction(
        "fromkeys(iterable, value=None, /)", "A dict of these keys, one value for all.",
        raw: { bound in
            let dict = DictObject()
            for key in try bound[0].elements() { try dict.set(key, bound[1]) }
            return .object(dict)
        })
    type.setMember("fromkeys", .object(fromKeys))
}

private func addChanging(to type: TypeObject) {
    type.rawMethod("setdefault(self, key, default=None, /)", "The value of key, which becomes default if absent.") {
        bound in
        let dict = try bound.receiver(DictObject.self)
        if let value = try dict.get(bound[1]) { return value }
        try dict.set(bound[1], bound[2])
        return bound[2]
    }
    type.rawMethod("pop(self, key, default=None, /)", "Removes key and returns its value, or default.") { bound in
        let dict = try bound.receiver(DictObject.self)
        // An empty dict does not ask for the key's hash; an OrderedDict does.
        if dict.count > 0 || dict is OrderedDictObject, let value = try dict.remove(bound[1]) { return value }
        if bound.given[2] { return bound[2] }
        throw DictObject.missing(bound[1])
    }
    type.rawMethod("popitem(self)", "Removes and returns the last (key, value).") { bound in
        let dict = try bound.receiver(DictObject.self)
        var position = dict.used - 1
        guard let last = dict.entry(backFrom: &position) else {
            throw Failure(.keyError, "'popitem(): dictionary is empty'")
        }
        try dict.remove(last.key)
        return .tuple([last.key, last.value])
    }
    type.rawMethod("update(self, *args, **kwargs)", "Adds the keys and values of a mapping, of pairs, of keywords.") {
        bound in
        let dict = try bound.receiver(DictObject.self)
        let sources = try bound[1].elements()
        if sources.count > 1 { throw Failure(.typeError, "update expected at most 1 argument, got \(sources.count)") }
        if let source = sources.first { try dict.update(from: source) }
        try dict.update(from: bound[2])
        return .none
    }
    type.rawMethod("clear(self)", "Removes every key.") { bound in
        try bound.receiver(DictObject.self).removeAll()
        return .none
    }
}

/// Which half of the entries a view or an iterator shows.
enum DictPart: String {
    case keys, values, items

    func pick(_ entry: (key: Value, value: Value)) -> Value {
        switch self {
        case .keys: entry.key
        case .values: entry.value
        case .items: .tuple([entry.key, entry.value])
        }
    }
}

final class DictIterator: IteratorObject {
    private var dict: DictObject?
    private let part: DictPart
    private let reversed: Bool
    private let expected: Int
    private var position: Int
    nonisolated(unsafe) static let keysType = TypeObject("dict_keyiterator")
    nonisolated(unsafe) static let valuesType = TypeObject("dict_valueiterator")
    nonisolated(unsafe) static let itemsType = TypeObject("dict_itemiterator")

    init(_ dict: DictObject, _ part: DictPart, reversed: Bool = false) {
        self.dict = dict
        self.part = part
        self.reversed = reversed
        expected = dict.count
        position = reversed ? dict.used - 1 : 0
    }

    override var type: TypeObject {
        switch part {
        case .keys: DictIterator.keysType
        case .values: DictIterator.valuesType
        case .items: DictIterator.itemsType
        }
    }

    override var holdsReferences: Bool { dict != nil }
    override func visitReferences(_ visitor: ReferenceVisitor) { if let dict { visitor.visit(dict) } }

    override func next() throws -> Value? {
        guard let dict else { return nil }
        if dict.count != expected {
            throw Failure(
                .runtimeError, "dictionary changed size during iteration",
                hint: "iterate over list(d) to change d meanwhile")
        }
        let entry = reversed ? dict.entry(backFrom: &position) : dict.entry(from: &position)
        if let entry { return part.pick(entry) }
        self.dict = nil
        return nil
    }
}

/// `dict.keys()`, `dict.values()`, `dict.items()`.
final class DictView: Object {
    let dict: DictObject
    let part: DictPart
    nonisolated(unsafe) static let keysType = makeViewType("dict_keys")
    nonisolated(unsafe) static let valuesType = makeViewType("dict_values")
    nonisolated(unsafe) static let itemsType = makeViewType("dict_items")

    init(_ dict: DictObject, _ part: DictPart) {
        self.dict = dict
        self.part = part
    }

    override var type: TypeObject {
        switch part {
        case .keys: DictView.keysType
        case .values: DictView.valuesType
        case .items: DictView.itemsType
        }
    }

    override var holdsReferences: Bool { true }
    override func visitReferences(_ visitor: ReferenceVisitor) { visitor.visit(dict) }

    override func repr() throws -> String {
        try ReprGuard.write(self, placeholder: "...") {
            "\(name)([\(try dict.pairs.map { try part.pick($0).repr() }.joined(separator: ", "))])"
        }
    }
    /// `dict_keys`, `odict_keys`.
    private var name: String { dict is OrderedDictObject ? "o" + type.name : type.name }
    override func length() throws -> Int? { dict.count }
    override func iterator() throws -> IteratorObject? { DictIterator(dict, part) }
    override func hash() throws -> Int {
        if part == .values { return try super.hash() }
        throw Failure(.typeError, "unhashable type: '\(type.name)'")
    }

    override func contains(_ value: Value) throws -> Bool? {
        switch part {
        case .keys: return try dict.get(value) != nil
        case .values: return nil
        case .items:
            guard let pair = value.asObject as? TupleObject, pair.elements.count == 2,
                let found = try dict.get(pair.elements[0])
            else { return false }
            return try found.equals(pair.elements[1])
        }
    }

    // Keys and items behave as sets.
    override func compare(_ op: ComparisonOperator, _ other: Value) throws -> Value? {
        guard part != .values, other.asObject is SetObject || (other.asObject as? DictView)?.part ?? .values != .values
        else {
            return nil
        }
        return try SetObject(try iteratorValues()).compare(op, .object(try SetObject.of(other)))
    }

    override func binary(_ op: BinaryOperator, _ right: Value) throws -> Value? {
        guard part != .values, [.and, .or, .xor, .subtract].contains(op) else { return nil }
        return try SetObject(try iteratorValues()).binary(op, .object(try SetObject.of(right)))
    }

    private func iteratorValues() throws -> [Value] { dict.pairs.map(part.pick) }

    private static func makeViewType(_ name: String) -> TypeObject {
        let type = TypeObject(name)
        type.isSubclassable = false
        type.rawMethod("__reversed__(self)") { bound in
            let view = try bound.receiver(DictView.self)
            return .object(DictIterator(view.dict, view.part, reversed: true))
        }
        if name != "dict_values" {
            type.rawMethod("isdisjoint(self, other, /)") { bound in
                let view = try bound.receiver(DictView.self)
                for element in try bound[1].elements() where try view.contains(element) == true { return .bool(false) }
                return .bool(true)
            }
        }
        return type
    }
}
