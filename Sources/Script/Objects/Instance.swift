// Objects of script classes, and of Swift classes that scripts may subclass. Attributes live in numbered slots; the `Layout` says which
// name has which slot and is shared by all instances that got the same attributes in the same order, so an instruction can remember
// a slot. Every operation of the language looks for the class's special method.
import Schema

/// Which attribute has which slot.
final class Layout {
    /// Never reused; inline caches compare it.
    private(set) var id: Int32
    private(set) var names: [Symbol]
    private var index: [Symbol: Int] = [:]
    private var transitions: [Symbol: Layout] = [:]
    /// Belongs to one instance (it has many attributes, or lost one) and changes in place.
    let isOwn: Bool
    nonisolated(unsafe) private static var lastID: Int32 = 0
    /// Instances with more attributes than this stop sharing: a million different names must not make a million layouts.
    private static let sharedLimit = 128

    init(_ names: [Symbol] = [], isOwn: Bool = false) {
        Layout.lastID &+= 1
        id = Layout.lastID
        self.names = names
        self.isOwn = isOwn
        if names.count > 8 { for (i, name) in names.enumerated() { index[name] = i } }
    }

    @inline(__always) var count: Int { names.count }

    func slot(of name: Symbol) -> Int? {
        if names.count > 8 { return index[name] }
        return names.firstIndex(of: name)
    }

    /// The layout with one more name, which gets the next slot.
    func adding(_ name: Symbol) -> Layout {
        if isOwn {
            names.append(name)
            if names.count == 9 { for (i, name) in names.enumerated() { index[name] = i } }
            if names.count > 9 { index[name] = names.count - 1 }
            Layout.lastID &+= 1
            id = Layout.lastID
            return self
        }
        if let known = transitions[name] { return known }
        if names.count >= Layout.sharedLimit { return Layout(names + [name], isOwn: true) }
        let next = Layout(names + [name])
        transitions[name] = next
        return next
    }

    func removing(_ name: Symbol) -> Layout { Layout(names.filter { $0 != name }, isOwn: true) }
}

open class Instance: Object {
    @exclusivity(unchecked) public final var cls: TypeObject
    @exclusivity(unchecked) final var layout: Layout
    @exclusivity(unchecked) final var slots: UnsafeMutablePointer<Value>?
    @exclusivity(unchecked) final var capacity: Int32 = 0

    public init(_ cls: TypeObject) {
        self.cls = cls
        layout = cls.rootLayout
        slots = nil
        super.init()
        if usesPlainAttributes { layoutID = layout.id }
        Collector.track(self)
    }

    open override var holdsReferences: Bool { true }
    open override func visitReferences(_ visitor: ReferenceVisitor) {
        visitor.visit(cls)
        guard let slots else { return }
        for i in 0..<layout.count { visitor.visit(slots[i]) }
    }
    open override func dropReferences() {
        guard let old = slots else { return }
        let count = layout.count
        slots = nil
        capacity = 0
        layout = cls.rootLayout
        layoutChanged()
        Reaper.reap(old, count: count)
        old.deallocate()
    }

    /// Attributes are exactly the stored ones and the class's: compiled code may remember where they are. False for Swift subclasses,
    /// which may override `attribute` and `setAttribute`, unless they say otherwise.
    open var usesPlainAttributes: Bool { Swift.type(of: self) == Instance.self }

    private final func layoutChanged() { if layoutID != 0 { layoutID = layout.id } }

    deinit {
        if let slots {
            Reaper.reap(slots, count: layout.count)
            slots.deallocate()
        }
    }

    open override var type: TypeObject { cls }

    // MARK: - Stored attributes

    /// The instance's own attribute, without the class.
    public final func stored(_ name: Symbol) -> Value? {
        guard let slot = layout.slot(of: name), let slots else { return nil }
        return slots[slot]
    }

    public final func store(_ name: Symbol, _ value: Value) {
        if let slot = layout.slot(of: name), let slots {
            slots[slot] = value
        } else {
            append(value, layout.adding(name))
        }
    }

    /// Puts `value` into the slot that `next` has more than the present layout.
    @inline(__always)
    final func append(_ value: Value, _ next: Layout) {
        let count = next.count - 1
        if count >= Int(capacity) { grow(count) }
        layout = next
        layoutChanged()
        if let slots { (slots + count).initialize(to: value) }
    }

    @inline(never)
    private final func grow(_ count: Int) {
        let wider = max(cls.slotHint, count == 0 ? 4 : count * 2)
        let memory = UnsafeMutablePointer<Value>.allocate(capacity: wider)
        if let slots {
            memory.moveInitialize(from: slots, count: count)
            slots.deallocate()
        }
        slots = memory
        capacity = Int32(truncatingIfNeeded: wider)
        if wider > cls.slotHint, wider <= 64 { cls.slotHint = wider }
    }

    @discardableResult
    public final func removeStored(_ name: Symbol) -> Bool {
        guard let slot = layout.slot(of: name), let slots else { return false }
        let count = layout.count
        var old = (slots + slot).move()
        if slot < count - 1 { (slots + slot).moveInitialize(from: slots + slot + 1, count: count - slot - 1) }
        layout = layout.removing(name)
        layoutChanged()
        Reaper.reap(&old)
        return true
    }

    /// Own attributes in the order they were set.
    public final var storedAttributes: [(name: Symbol, value: Value)] {
        guard let slots else { return [] }
        return layout.names.enumerated().map { ($1, slots[$0]) }
    }

    // MARK: - Attributes

    open override func attribute(_ name: Symbol) throws -> Value? {
        if cls.isScriptClass, let hook = cls.scriptMember(Names.getattribute) {
            do { return try Value.object(hook).callMethod(.object(self), [.string(name.text)]) } catch {
                guard let fallback = try missingAttribute(name, after: error) else { throw error }
                return fallback
            }
        }
        if let value = try plainAttribute(name) { return value }
        guard let hook = cls.scriptMember(Names.getattr) else { return nil }
        return try Value.object(hook).callMethod(.object(self), [.string(name.text)])
    }

    private final func missingAttribute(_ name: Symbol, after error: Error) throws -> Value? {
        guard Interpreter.isError(error, .attributeError), let hook = cls.scriptMember(Names.getattr) else {
            return nil
        }
        return try Value.object(hook).callMethod(.object(self), [.string(name.text)])
    }

    /// The default look-up: data descriptors, own attributes, class members.
    public final func plainAttribute(_ name: Symbol) throws -> Value? {
        let member = cls.member(name)
        if let descriptor = member?.asObject, descriptor.isDataDescriptor {
            return try descriptor.bound(to: .object(self), in: cls) ?? member
        }
        if let own = stored(name) { return own }
        if let member {
            guard let descriptor = member.asObject else { return member }
            return try descriptor.bound(to: .object(self), in: cls) ?? member
        }
        return try specialAttribute(name)
    }

    private final func specialAttribute(_ name: Symbol) throws -> Value? {
        switch name {
        case Names.class_: .object(cls)
        case Names.dict: .object(AttributeTable(self))
        case Names.doc: cls.documentation.isEmpty ? Value.none : .string(cls.documentation)
        case Names.module: .string(cls.moduleName)
        default: try SuperObject.fallback(name, .object(self))
        }
    }

    open override func setAttribute(_ name: Symbol, _ value: Value) throws {
        if let hook = cls.scriptMember(Names.setattr) {
            _ = try Value.object(hook).callMethod(.object(self), [.string(name.text), value])
            return
        }
        try setPlainAttribute(name, value)
    }

    /// The default assignment, what `object.__setattr__` does.
    public final func setPlainAttribute(_ name: Symbol, _ value: Value) throws {
        if let descriptor = cls.member(name)?.asObject, descriptor.isDataDescriptor {
            return try descriptor.set(value, on: .object(self), name: name)
        }
        if name == Names.class_ {
            guard let other = value.asObject as? TypeObject, other.isScriptClass, cls.isScriptClass else {
                throw Failure(
                    .typeError, "__class__ assignment only supported for mutable types or ModuleType subclasses")
            }
            cls = other
            layout = Layout(layout.names, isOwn: true)
            layoutChanged()
            return
        }
        store(name, value)
    }

    open override func deleteAttribute(_ name: Symbol) throws {
        if let hook = cls.scriptMember(Names.delattr) {
            _ = try Value.object(hook).callMethod(.object(self), [.string(name.text)])
            return
        }
        try deletePlainAttribute(name)
    }

    public final func deletePlainAttribute(_ name: Symbol) throws {
        if let descriptor = cls.member(name)?.asObject, descriptor.isDataDescriptor {
            return try descriptor.delete(on: .object(self), name: name)
        }
        guard removeStored(name) else {
            throw Failure(.attributeError, "'\(cls.name)' object has no attribute '\(name)'")
        }
    }

    open override func attributeNames() -> [String] {
        Set(layout.names.map(\.text)).union(cls.allMemberNames()).sorted()
    }

    // MARK: - Special methods

    /// The class's special method, unless it is the default or a method of a Swift class (which overrides the operation itself).
    final func special(_ name: Symbol) -> Value? {
        guard cls.isScriptClass, let method = cls.scriptMember(name) else { return nil }
        return .object(method)
    }

    private final func invoke(_ name: Symbol, _ arguments: [Value] = []) throws -> Value? {
        guard let method = special(name) else { return nil }
        return try method.callMethod(.object(self), arguments)
    }

    private final func notImplementedIsNil(_ value: Value?) -> Value? {
        if let object = value?.asObject, object is NotImplementedObject { return nil }
        return value
    }

    open override func repr() throws -> String {
        guard let value = try invoke(Names.repr) else { return defaultRepr }
        guard let text = (value.asObject as? StringObject)?.text else {
            throw Failure(.typeError, "__repr__ returned non-string (type \(value.typeName))")
        }
        return text
    }

    public final var defaultRepr: String {
        let address = UInt(bitPattern: Unmanaged.passUnretained(self).toOpaque())
        let digits = String(address, radix: 16)
        return "<\(cls.moduleName == "builtins" ? "" : cls.moduleName + ".")\(cls.scriptQualifiedName) object at 0x"
            + String(repeating: "0", count: max(0, 12 - digits.count)) + "\(digits)>"
    }

    open override func str() throws -> String {
        guard let value = try invoke(Names.str) else { return try repr() }
        guard let text = (value.asObject as? StringObject)?.text else {
            throw Failure(.typeError, "__str__ returned non-string (type \(value.typeName))")
        }
        return text
    }

    open override func format(_ spec: String) throws -> String {
        guard let value = try invoke(Names.format, [.string(spec)]) else { return try super.format(spec) }
        guard let text = (value.asObject as? StringObject)?.text else {
            throw Failure(.typeError, "__format__ must return a str, not \(value.typeName)")
        }
        return text
    }

    open override func truth() throws -> Bool {
        if let value = try invoke(Names.bool) {
            guard case .bool(let b) = value else {
                throw Failure(.typeError, "__bool__ should return bool, returned \(value.typeName)")
            }
            return b
        }
        return try super.truth()
    }

    open override func length() throws -> Int? {
        guard let value = try invoke(Names.len) else { return nil }
        guard let count = try Int.from(value) else {
            throw Failure(.typeError, "'\(value.typeName)' object cannot be interpreted as an integer")
        }
        if count < 0 { throw Failure(.valueError, "__len__() should return >= 0") }
        return count
    }

    open override func hash() throws -> Int {
        if cls.isScriptClass {
            if let method = cls.member(Names.hash) {
                if case .none = method { throw Failure(.typeError, "unhashable type: '\(cls.name)'") }
                if let value = try invoke(Names.hash) { return try value.asHash() }
            }
        }
        return ObjectIdentifier(self).hashValue
    }

    open override func compare(_ op: ComparisonOperator, _ other: Value) throws -> Value? {
        let name: Symbol
        switch op {
        case .equal: name = Names.eq
        case .notEqual:
            if special(Names.ne) == nil {
                guard let equal = notImplementedIsNil(try invoke(Names.eq, [other])) else { return nil }
                return .bool(try !equal.truth())
            }
            name = Names.ne
        case .less: name = Names.lt
        case .lessEqual: name = Names.le
        case .greater: name = Names.gt
        case .greaterEqual: name = Names.ge
        case .isIdentical, .isNotIdentical, .isIn, .isNotIn: return nil
        }
        return notImplementedIsNil(try invoke(name, [other]))
    }

    open override func contains(_ value: Value) throws -> Bool? {
        try invoke(Names.contains, [value]).map { try $0.truth() }
    }

    open override func binary(_ op: BinaryOperator, _ right: Value) throws -> Value? {
        notImplementedIsNil(try invoke(Names.binary(op), [right]))
    }
    open override func reflectedBinary(_ op: BinaryOperator, _ left: Value) throws -> Value? {
        notImplementedIsNil(try invoke(Names.reflected(op), [left]))
    }
    open override func inPlaceBinary(_ op: BinaryOperator, _ right: Value) throws -> Value? {
        notImplementedIsNil(try invoke(Names.inPlace(op), [right]))
    }
    open override func unary(_ op: UnaryOperator) throws -> Value? {
        switch op {
        case .negative: try invoke(Names.neg)
        case .positive: try invoke(Names.pos)
        case .invert: try invoke(Names.invert)
        case .not: nil
        }
    }

    open override func index() throws -> Value? { try invoke(Names.index) }
    open override func float() throws -> Double? {
        if let value = try invoke(Names.float) {
            guard case .float(let d) = value else {
                throw Failure(.typeError, "\(cls.name).__float__ returned non-float (type \(value.typeName))")
            }
            return d
        }
        return try index().map { try Double.from($0) } ?? nil
    }
    open override func int() throws -> Value? { try invoke(Names.int) ?? index() }

    open override func item(_ key: Value) throws -> Value {
        guard let value = try invoke(Names.getitem, [key]) else { return try super.item(key) }
        return value
    }
    open override func setItem(_ key: Value, _ value: Value) throws {
        if try invoke(Names.setitem, [key, value]) == nil { try super.setItem(key, value) }
    }
    open override func deleteItem(_ key: Value) throws {
        if try invoke(Names.delitem, [key]) == nil { try super.deleteItem(key) }
    }

    open override func iterator() throws -> IteratorObject? {
        if let value = try invoke(Names.iter) {
            if let iterator = value.asObject as? IteratorObject { return iterator }
            guard let target = value.asObject as? Instance, target.special(Names.next) != nil else {
                throw Failure(.typeError, "iter() returned non-iterator of type '\(value.typeName)'")
            }
            return InstanceIterator(target)
        }
        if special(Names.getitem) != nil { return ItemIterator(.object(self)) }
        return nil
    }

    // MARK: - Descriptors

    // A script object that is a class member and has `__get__` or `__set__` is a descriptor.
    open override var isDataDescriptor: Bool { special(Names.set) != nil || special(Names.delete) != nil }
    open override func bound(to receiver: Value, in cls: TypeObject) throws -> Value? {
        guard let get = special(Names.get) else { return nil }
        return try get.callMethod(.object(self), [receiver, .object(cls)])
    }
    open override func boundToClass(_ cls: TypeObject) throws -> Value? {
        guard let get = special(Names.get) else { return nil }
        return try get.callMethod(.object(self), [.none, .object(cls)])
    }
    open override func set(_ value: Value, on receiver: Value, name: Symbol) throws {
        guard let set = special(Names.set) else { throw Failure(.attributeError, "__set__") }
        _ = try set.callMethod(.object(self), [receiver, value])
    }
    open override func delete(on receiver: Value, name: Symbol) throws {
        guard let delete = special(Names.delete) else { throw Failure(.attributeError, "__delete__") }
        _ = try delete.callMethod(.object(self), [receiver])
    }

    // MARK: - Calls

    open override var isCallable: Bool { cls.member(Names.call) != nil }
    open override func call(_ arguments: Arguments) throws -> Value {
        guard let method = cls.member(Names.call)?.asObject else { return try super.call(arguments) }
        var arguments = arguments
        if let bound = try method.bound(to: .object(self), in: cls) { return try bound.call(arguments) }
        arguments.positional.insert(.object(self), at: 0)
        return try method.call(arguments)
    }
}

/// A script object with `__next__`, as Swift code iterates it.
final class InstanceIterator: IteratorObject {
    let target: Instance
    init(_ target: Instance) { self.target = target }
    override var type: TypeObject { target.cls }
    override func next() throws -> Value? {
        guard let method = target.special(Names.next) else {
            throw Failure(.typeError, "'\(target.cls.name)' object is not an iterator")
        }
        do { return try method.callMethod(.object(target), []) } catch {
            if Interpreter.isError(error, .stopIteration) { return nil }
            throw error
        }
    }
    override func attribute(_ name: Symbol) throws -> Value? { try target.attribute(name) }
    override func setAttribute(_ name: Symbol, _ value: Value) throws { try target.setAttribute(name, value) }
}

extension Value {
    /// Calls a class's method with its receiver.
    func callMethod(_ receiver: Value, _ arguments: [Value]) throws -> Value {
        guard case .object(let method) = self else { return try call(Arguments([receiver] + arguments)) }
        if method is FunctionObject || method is BuiltinFunction {
            return try method.call(Arguments([receiver] + arguments))
        }
        guard let cls = receiver.asObject?.type, let bound = try method.bound(to: receiver, in: cls) else {
            return try method.call(Arguments(arguments))
        }
        return try bound.call(Arguments(arguments))
    }
}

/// The names of special methods, interned once.
enum Names {
    static let init_ = Symbol("__init__"), new = Symbol("__new__"), call = Symbol("__call__"),
        class_ = Symbol("__class__")
    static let repr = Symbol("__repr__"), str = Symbol("__str__"), format = Symbol("__format__"),
        bool = Symbol("__bool__")
    static let len = Symbol("__len__"), hash = Symbol("__hash__"), contains = Symbol("__contains__"),
        iter = Symbol("__iter__")
    static let next = Symbol("__next__"), getitem = Symbol("__getitem__"), setitem = Symbol("__setitem__")
    static let delitem = Symbol("__delitem__"), getattr = Symbol("__getattr__"), setattr = Symbol("__setattr__")
    static let delattr = Symbol("__delattr__"), getattribute = Symbol("__getattribute__"), enter = Symbol("__enter__")
    static let exit = Symbol("__exit__"), eq = Symbol("__eq__"), ne = Symbol("__ne__"), lt = Symbol("__lt__")
    static let le = Symbol("__le__"), gt = Symbol("__gt__"), ge = Symbol("__ge__"), neg = Symbol("__neg__")
    static let pos = Symbol("__pos__"), invert = Symbol("__invert__"), index = Symbol("__index__"),
        float = Symbol("__float__")
    static let int = Symbol("__int__"), get = Symbol("__get__"), set = Symbol("__set__"), delete = Symbol("__delete__")
    static let setName = Symbol("__set_name__"), initSubclass = Symbol("__init_subclass__"), dict = Symbol("__dict__")
    static let doc = Symbol("__doc__"), module = Symbol("__module__"), name = Symbol("__name__")
    static let qualname = Symbol("__qualname__"), annotations = Symbol("__annotations__"), bases = Symbol("__bases__")
    static let base = Symbol("__base__"), mro = Symbol("__mro__"), mroMethod = Symbol("mro"),
        subclasses = Symbol("__subclasses__")
    static let defaults = Symbol("__defaults__"), keywordDefaults = Symbol("__kwdefaults__"), all = Symbol("__all__")
    static let slots = Symbol("__slots__"), cause = Symbol("__cause__"), context = Symbol("__context__"),
        args = Symbol("args")
    static let traceback = Symbol("__traceback__"), suppressContext = Symbol("__suppress_context__"),
        self_ = Symbol("__self__")
    static let function = Symbol("__func__"), classGetItem = Symbol("__class_getitem__"), value = Symbol("value")
    static let code = Symbol("code"), wrapped = Symbol("__wrapped__"), path = Symbol("__path__"),
        file = Symbol("__file__")
    static let package = Symbol("__package__"), globals = Symbol("__globals__"), closure = Symbol("__closure__")
    static let metaclass = Symbol("metaclass"), msg = Symbol("msg"), obj = Symbol("obj"),
        subclassHook = Symbol("__subclasshook__")

    private static let binaries = BinaryOperator.allCases.map { Symbol("__\($0.stem)__") }
    private static let reflecteds = BinaryOperator.allCases.map { Symbol("__r\($0.stem)__") }
    private static let inPlaces = BinaryOperator.allCases.map { Symbol("__i\($0.stem)__") }
    private static func position(_ op: BinaryOperator) -> Int {
        Int(Compiler.opcode(op, inPlace: false).rawValue - Opcode.add.rawValue)
    }
    static func binary(_ op: BinaryOperator) -> Symbol { binaries[position(op)] }
    static func reflected(_ op: BinaryOperator) -> Symbol { reflecteds[position(op)] }
    static func inPlace(_ op: BinaryOperator) -> Symbol { inPlaces[position(op)] }
}

extension Value {
    /// What a script's `__hash__` returned, as a hash.
    func asHash() throws -> Int {
        if case .int(let i) = self { return i }
        if case .bool(let b) = self { return b ? 1 : 0 }
        if asObject is BigIntObject { return try hash() }
        throw Failure(.typeError, "__hash__ method should return an integer")
    }
}
