// Instances of script classes that derive from dict or list. They are the container itself, with a class and attributes of their own;
// operations look for the class's special methods first. `dict.__getitem__` and its kin reach past those, for `super()`.
import Schema

/// What `object.__getattribute__` asks of a derived container.
protocol DerivedContainer: Object { func plainAttribute(_ name: Symbol) throws -> Value? }

/// The class and attributes of a derived container. `self.__dict__ = self` makes the items the attributes.
struct DerivedPart {
    let cls: TypeObject
    var attributes = DictObject()
    var sharesItems = false

    init(_ cls: TypeObject) { self.cls = cls }

    /// The script's special method, to be called with the receiver first.
    func special(_ name: Symbol) -> Object? {
        for cls in cls.order {
            if !cls.isScriptClass { return nil }
            if let member = cls.members[name] { return member.asObject }
        }
        return nil
    }

    func call(_ name: Symbol, _ receiver: Object, _ arguments: Value...) throws -> Value? {
        guard let method = special(name) else { return nil }
        return try method.call(Arguments([.object(receiver)] + arguments))
    }

    func attribute(_ name: Symbol, of receiver: Object) throws -> Value? {
        try plainAttribute(name, of: receiver) ?? call("__getattr__", receiver, .string(name.text))
    }

    /// Without `__getattr__`.
    func plainAttribute(_ name: Symbol, of receiver: Object) throws -> Value? {
        let table = sharesItems ? receiver as? DictObject ?? attributes : attributes
        switch name.text {
        case "__dict__": return .object(table)
        case "__class__": return .object(cls)
        default: break
        }
        if let member = cls.member(name)?.asObject, member.isDataDescriptor {
            return try cls.lookUp(name, for: receiver)
        }
        return try table[name.text] ?? cls.lookUp(name, for: receiver)
    }

    mutating func setAttribute(_ name: Symbol, _ value: Value, of receiver: Object) throws {
        if try call("__setattr__", receiver, .string(name.text), value) != nil { return }
        if name.text == "__dict__", let table = value.asObject as? DictObject {
            // The object's own items: kept by a flag, as a reference to itself would never be freed.
            if table === receiver { sharesItems = true } else { attributes = table }
            return
        }
        if let member = cls.member(name)?.asObject, member.isDataDescriptor {
            return try member.set(value, on: .object(receiver), name: name)
        }
        (sharesItems ? receiver as? DictObject ?? attributes : attributes)[name.text] = value
    }

    func deleteAttribute(_ name: Symbol, of receiver: Object) throws {
        if try call("__delattr__", receiver, .string(name.text)) != nil { return }
        let table = sharesItems ? receiver as? DictObject ?? attributes : attributes
        if try table.remove(.string(name.text)) == nil { throw Value.object(receiver).missingAttribute(name) }
    }

    func visitReferences(_ visitor: ReferenceVisitor) {
        visitor.visit(cls)
        visitor.visit(attributes)
    }

    // MARK: - Operators

    /// Calls a script's operator method; nil when the class has none or it returns NotImplemented.
    private func operation(_ name: Symbol, _ receiver: Object, _ other: Value) throws -> Value? {
        guard let value = try call(name, receiver, other) else { return nil }
        return value.asObject is NotImplementedObject ? nil : value
    }

    func binary(_ op: BinaryOperator, _ receiver: Object, _ right: Value) throws -> Value? {
        try operation(Names.binary(op), receiver, right)
    }

    func reflectedBinary(_ op: BinaryOperator, _ receiver: Object, _ left: Value) throws -> Value? {
        try operation(Names.reflected(op), receiver, left)
    }

    func inPlaceBinary(_ op: BinaryOperator, _ receiver: Object, _ right: Value) throws -> Value? {
        try operation(Names.inPlace(op), receiver, right)
    }

    func compare(_ op: ComparisonOperator, _ receiver: Object, _ other: Value) throws -> Value? {
        switch op {
        case .equal: return try operation(Names.eq, receiver, other)
        // list and dict have a `!=` of their own, which a script's `__eq__` does not change.
        case .notEqual: return try operation(Names.ne, receiver, other)
        case .less: return try operation(Names.lt, receiver, other)
        case .lessEqual: return try operation(Names.le, receiver, other)
        case .greater: return try operation(Names.gt, receiver, other)
        case .greaterEqual: return try operation(Names.ge, receiver, other)
        case .isIdentical, .isNotIdentical, .isIn, .isNotIn: return nil
        }
    }

    func unary(_ op: UnaryOperator, _ receiver: Object) throws -> Value? {
        switch op {
        case .negative: try call(Names.neg, receiver)
        case .positive: try call(Names.pos, receiver)
        case .invert: try call(Names.invert, receiver)
        case .not: nil
        }
    }

    /// `__bool__`, else whether there is anything in it.
    func truth(_ receiver: Object) throws -> Bool? {
        if let value = try call("__bool__", receiver) {
            guard case .bool(let truth) = value else {
                throw Failure(.typeError, "__bool__ should return bool, returned \(value.typeName)")
            }
            return truth
        }
        return try length(receiver).map { $0 != 0 }
    }

    func iterator(_ receiver: Object) throws -> IteratorObject? { try call(Names.iter, receiver)?.iterator() }

    func length(_ receiver: Object) throws -> Int? { try call(Names.len, receiver)?.asInt() }

    func text(_ name: Symbol, _ receiver: Object) throws -> String? { try call(name, receiver)?.str() }

    func hash(_ receiver: Object) throws -> Int? { try call(Names.hash, receiver)?.asHash() }
}

final class DerivedDict: DictObject, DerivedContainer {
    private var part: DerivedPart
    override var type: TypeObject { part.cls }
    init(_ cls: TypeObject) {
        part = DerivedPart(cls)
        super.init()
    }

    override func visitReferences(_ visitor: ReferenceVisitor) {
        super.visitReferences(visitor)
        part.visitReferences(visitor)
    }

    override func attribute(_ name: Symbol) throws -> Value? { try part.attribute(name, of: self) }
    func plainAttribute(_ name: Symbol) throws -> Value? { try part.plainAttribute(name, of: self) }
    override func setAttribute(_ name: Symbol, _ value: Value) throws {
        var changed = part
        try changed.setAttribute(name, value, of: self)
        part = changed
    }
    override func deleteAttribute(_ name: Symbol) throws { try part.deleteAttribute(name, of: self) }
    override func item(_ key: Value) throws -> Value { try part.call(Names.getitem, self, key) ?? plainItem(key) }
    override func plainItem(_ key: Value) throws -> Value {
        if let value = try get(key) { return value }
        if let value = try part.call("__missing__", self, key) { return value }
        throw DictObject.missing(key)
    }
    override func setItem(_ key: Value, _ value: Value) throws {
        if try part.call(Names.setitem, self, key, value) == nil { try set(key, value) }
    }
    override func deleteItem(_ key: Value) throws {
        if try part.call("__delitem__", self, key) == nil { try super.deleteItem(key) }
    }
    override func contains(_ value: Value) throws -> Bool? {
        try part.call(Names.contains, self, value)?.truth() ?? super.contains(value)
    }
    override func binary(_ op: BinaryOperator, _ right: Value) throws -> Value? {
        try part.binary(op, self, right) ?? super.binary(op, right)
    }
    override func reflectedBinary(_ op: BinaryOperator, _ left: Value) throws -> Value? {
        try part.reflectedBinary(op, self, left) ?? super.reflectedBinary(op, left)
    }
    override func inPlaceBinary(_ op: BinaryOperator, _ right: Value) throws -> Value? {
        if let result = try part.inPlaceBinary(op, self, right) { return result }
        // list's own += comes before a script's __add__.
        return try super.inPlaceBinary(op, right)
    }
    override func compare(_ op: ComparisonOperator, _ other: Value) throws -> Value? {
        try part.compare(op, self, other) ?? super.compare(op, other)
    }
    override func unary(_ op: UnaryOperator) throws -> Value? { try part.unary(op, self) ?? super.unary(op) }
    override func index() throws -> Value? { try part.call("__index__", self) ?? super.index() }
    override func truth() throws -> Bool { try part.truth(self) ?? super.truth() }
    override func length() throws -> Int? { try part.length(self) ?? count }
    override func iterator() throws -> IteratorObject? { try part.iterator(self) ?? super.iterator() }
    override func repr() throws -> String { try part.text(Names.repr, self) ?? super.repr() }
    override func str() throws -> String { try part.text(Names.str, self) ?? repr() }
    override func format(_ spec: String) throws -> String {
        try part.call(Names.format, self, .string(spec))?.str() ?? super.format(spec)
    }
    override func hash() throws -> Int { try part.hash(self) ?? super.hash() }
    override var isCallable: Bool { part.special("__call__") != nil }
    override func call(_ arguments: Arguments) throws -> Value {
        guard let method = part.special("__call__") else { return try super.call(arguments) }
        return try method.call(Arguments([.object(self)] + arguments.positional, keywords: arguments.keywords))
    }
}

final class DerivedList: ListObject, DerivedContainer {
    private var part: DerivedPart
    override var type: TypeObject { part.cls }
    init(_ cls: TypeObject) {
        part = DerivedPart(cls)
        super.init([])
    }

    override func visitReferences(_ visitor: ReferenceVisitor) {
        super.visitReferences(visitor)
        part.visitReferences(visitor)
    }

    override func attribute(_ name: Symbol) throws -> Value? { try part.attribute(name, of: self) }
    func plainAttribute(_ name: Symbol) throws -> Value? { try part.plainAttribute(name, of: self) }
    override func setAttribute(_ name: Symbol, _ value: Value) throws {
        var changed = part
        try changed.setAttribute(name, value, of: self)
        part = changed
    }
    override func deleteAttribute(_ name: Symbol) throws { try part.deleteAttribute(name, of: self) }
    override func item(_ key: Value) throws -> Value { try part.call(Names.getitem, self, key) ?? super.item(key) }
    override func setItem(_ key: Value, _ value: Value) throws {
        if try part.call(Names.setitem, self, key, value) == nil { try super.setItem(key, value) }
    }
    override func deleteItem(_ key: Value) throws {
        if try part.call("__delitem__", self, key) == nil { try super.deleteItem(key) }
    }
    override func contains(_ value: Value) throws -> Bool? {
        try part.call(Names.contains, self, value)?.truth() ?? super.contains(value)
    }
    override func binary(_ op: BinaryOperator, _ right: Value) throws -> Value? {
        try part.binary(op, self, right) ?? super.binary(op, right)
    }
    override func reflectedBinary(_ op: BinaryOperator, _ left: Value) throws -> Value? {
        try part.reflectedBinary(op, self, left) ?? super.reflectedBinary(op, left)
    }
    override func inPlaceBinary(_ op: BinaryOperator, _ right: Value) throws -> Value? {
        if let result = try part.inPlaceBinary(op, self, right) { return result }
        // list's own += comes before a script's __add__.
        return try super.inPlaceBinary(op, right)
    }
    override func compare(_ op: ComparisonOperator, _ other: Value) throws -> Value? {
        try part.compare(op, self, other) ?? super.compare(op, other)
    }
    override func unary(_ op: UnaryOperator) throws -> Value? { try part.unary(op, self) ?? super.unary(op) }
    override func index() throws -> Value? { try part.call("__index__", self) ?? super.index() }
    override func truth() throws -> Bool { try part.truth(self) ?? super.truth() }
    override func length() throws -> Int? { try part.length(self) ?? elements.count }
    override func iterator() throws -> IteratorObject? { try part.iterator(self) ?? super.iterator() }
    override func repr() throws -> String { try part.text(Names.repr, self) ?? super.repr() }
    override func str() throws -> String { try part.text(Names.str, self) ?? repr() }
    override func format(_ spec: String) throws -> String {
        try part.call(Names.format, self, .string(spec))?.str() ?? super.format(spec)
    }
    override func hash() throws -> Int { try part.hash(self) ?? super.hash() }
    override var isCallable: Bool { part.special("__call__") != nil }
    override func call(_ arguments: Arguments) throws -> Value {
        guard let method = part.special("__call__") else { return try super.call(arguments) }
        return try method.call(Arguments([.object(self)] + arguments.positional, keywords: arguments.keywords))
    }
}

// MARK: - The protocol as methods, for `super()`

func addDictProtocol(to type: TypeObject) {
    type.rawMethod("__repr__(self)") { bound in
        let pairs = try bound.receiver(DictObject.self).pairs
        return .string("{\(try pairs.map { "\(try $0.key.repr()): \(try $0.value.repr())" }.joined(separator: ", "))}")
    }
    type.rawMethod("__init__(self, *args, **kwargs)") { bound in
        // Plain dicts and subclasses without their own `__init__` are filled already.
        guard let dict = bound[0].asObject as? DerivedDict, dict.type.scriptMember(Names.init_) != nil else {
            return .none
        }
        try fill(dict, Arguments(bound.rest(1), keywords: bound.restKeywords(2)), "dict")
        return .none
    }
    type.rawMethod("__getitem__(self, key, /)") { bound in try bound.receiver(DictObject.self).plainItem(bound[1]) }
    type.rawMethod("__setitem__(self, key, value, /)") { bound in
        try bound.receiver(DictObject.self).set(bound[1], bound[2])
        return .none
    }
    type.rawMethod("__delitem__(self, key, /)") { bound in
        if try bound.receiver(DictObject.self).remove(bound[1]) == nil { throw DictObject.missing(bound[1]) }
        return .none
    }
    type.rawMethod("__contains__(self, key, /)") { bound in
        .bool(try bound.receiver(DictObject.self).get(bound[1]) != nil)
    }
    type.rawMethod("__len__(self)") { bound in .int(try bound.receiver(DictObject.self).count) }
    type.rawMethod("__iter__(self)") { bound in .object(DictIterator(try bound.receiver(DictObject.self), .keys)) }
}

func addListProtocol(to type: TypeObject) {
    type.rawMethod("__repr__(self)") { bound in
        let list = try bound.receiver(ListObject.self)
        return .string("[\(try list.elements.map { try $0.repr() }.joined(separator: ", "))]")
    }
    type.rawMethod("__init__(self, *args)") { bound in
        guard let list = bound[0].asObject as? DerivedList, list.type.scriptMember(Names.init_) != nil else {
            return .none
        }
        if let source = bound.rest(1).first { list.elements = try source.elements() }
        return .none
    }
    type.rawMethod("__getitem__(self, index, /)") { bound in
        try ListObject(try bound.receiver(ListObject.self).elements).item(bound[1])
    }
    type.rawMethod("__setitem__(self, index, value, /)") { bound in
        try pastSubclass(bound) { try $0.setItem(bound[1], bound[2]) }
        return .none
    }
    type.rawMethod("__delitem__(self, index, /)") { bound in
        try pastSubclass(bound) { try $0.deleteItem(bound[1]) }
        return .none
    }
    type.rawMethod("__contains__(self, value, /)") { bound in
        .bool(try ListObject(try bound.receiver(ListObject.self).elements).contains(bound[1]) ?? false)
    }
    type.rawMethod("__len__(self)") { bound in .int(try bound.receiver(ListObject.self).elements.count) }
    type.rawMethod("__iter__(self)") { bound in .object(ListIterator(try bound.receiver(ListObject.self))) }
}

/// Changes a list as list itself does, whatever a subclass makes of its items.
private func pastSubclass(_ bound: BoundArguments, _ change: (ListObject) throws -> Void) throws {
    let list = try bound.receiver(ListObject.self)
    guard list is DerivedList else { return try change(list) }
    let plain = ListObject(list.elements)
    try change(plain)
    list.elements = plain.elements
}
