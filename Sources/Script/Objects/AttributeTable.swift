// `x.__dict__`, `vars(x)` and `globals()`: an instance's attributes or a module's variables as a mapping, live in both directions.
import Schema

/// What has names and values that a table can show and change.
protocol AttributeOwner: Object {
    var storedAttributes: [(name: Symbol, value: Value)] { get }
    func stored(_ name: Symbol) -> Value?
    func store(_ name: Symbol, _ value: Value)
    @discardableResult func removeStored(_ name: Symbol) -> Bool
}

extension Instance: AttributeOwner {}

extension Namespace: AttributeOwner {
    var storedAttributes: [(name: Symbol, value: Value)] { names.compactMap { name in self[name].map { (name, $0) } } }
    func stored(_ name: Symbol) -> Value? { self[name] }
    func store(_ name: Symbol, _ value: Value) { self[name] = value }
    func removeStored(_ name: Symbol) -> Bool {
        defer { self[name] = nil }
        return self[name] != nil
    }
}

final class AttributeTable: Object {
    let owner: any AttributeOwner
    nonisolated(unsafe) static let cls = makeType()
    override var type: TypeObject { AttributeTable.cls }
    init(_ owner: any AttributeOwner) { self.owner = owner }
    override var holdsReferences: Bool { true }
    override func visitReferences(_ visitor: ReferenceVisitor) { visitor.visit(owner) }

    private func symbol(_ key: Value) -> Symbol? { (key.asObject as? StringObject).map { Symbol($0.text) } }

    /// The same as a dict of its own.
    var copy: Value { .dict(owner.storedAttributes) }

    override func repr() throws -> String { try copy.repr() }
    override func hash() throws -> Int { throw Failure(.typeError, "unhashable type: '\(type.name)'") }
    override func binary(_ op: BinaryOperator, _ right: Value) throws -> Value? {
        try copy.asObject?.binary(op, (right.asObject as? AttributeTable)?.copy ?? right)
    }
    override func reflectedBinary(_ op: BinaryOperator, _ left: Value) throws -> Value? {
        guard let left = left.asObject as? DictObject else { return nil }
        return try left.binary(op, copy)
    }
    override func length() throws -> Int? { owner.storedAttributes.count }
    override func contains(_ value: Value) throws -> Bool? { symbol(value).map { owner.stored($0) != nil } ?? false }
    override func iterator() throws -> IteratorObject? {
        try Value.list(owner.storedAttributes.map { .string($0.name.text) }).iterator()
    }
    override func compare(_ op: ComparisonOperator, _ other: Value) throws -> Value? {
        try Value.compare(op, copy, (other.asObject as? AttributeTable)?.copy ?? other)
    }
    override func item(_ key: Value) throws -> Value {
        guard let symbol = symbol(key), let value = owner.stored(symbol) else {
            throw Failure(.keyError, try key.repr())
        }
        return value
    }
    override func setItem(_ key: Value, _ value: Value) throws {
        guard let symbol = symbol(key) else {
            throw Failure(.typeError, "attribute names are strings, not \(key.typeName)")
        }
        owner.store(symbol, value)
    }
    override func deleteItem(_ key: Value) throws {
        guard let symbol = symbol(key), owner.removeStored(symbol) else { throw Failure(.keyError, try key.repr()) }
    }

    private static func table(_ value: Value) throws -> AttributeTable {
        guard let table = value.asObject as? AttributeTable else {
            throw Failure(.typeError, "descriptor needs a 'dict' object")
        }
        return table
    }

    private static func makeType() -> TypeObject {
        let type = TypeObject("dict", bases: [DictObject.cls])
        for name in ["keys", "values", "items", "copy"] {
            type.rawMethod("\(name)(self)") { bound in
                let copy = Value.dict(try table(bound[0]).owner.storedAttributes)
                return try copy.attribute(Symbol(name)).call(Arguments())
            }
        }
        type.rawMethod("get(self, key, default=None, /)") { bound in
            let table = try table(bound[0])
            return try table.contains(bound[1]) == true ? table.item(bound[1]) : bound[2]
        }
        type.rawMethod("setdefault(self, key, default=None, /)") { bound in
            let table = try table(bound[0])
            if try table.contains(bound[1]) != true { try table.setItem(bound[1], bound[2]) }
            return try table.item(bound[1])
        }
        type.rawMethod("pop(self, key, default=None, /)") { bound in
            let table = try table(bound[0])
            if try table.contains(bound[1]) != true, bound.given[2] { return bound[2] }
            let value = try table.item(bound[1])
            try table.deleteItem(bound[1])
            return value
        }
        type.rawMethod("update(self, *others, **pairs)") { bound in
            let table = try table(bound[0])
            for source in (bound[1].asObject as? TupleObject)?.elements ?? [] {
                let copy = Value.object(try DictObject([]))
                _ = try copy.attribute(Symbol("update")).call(Arguments([source]))
                try copy.forEachPair { try table.setItem($0, $1) }
            }
            try bound[2].forEachPair { try table.setItem($0, $1) }
            return .none
        }
        type.rawMethod("clear(self)") { bound in
            let owner = try table(bound[0]).owner
            for (name, _) in owner.storedAttributes { owner.removeStored(name) }
            return .none
        }
        return type
    }
}
