// The base of every heap value. An operation of the language is one overridable method here, with Python's default behaviour;
// a Swift type overrides what it supports, and `Instance` overrides all of them to look for the script's special methods.
import Schema

open class Object {
    /// The layout of an instance whose attributes compiled code may address by slot; 0 for everything else.
    @exclusivity(unchecked) final var layoutID: Int32 = 0
    /// The place in the collector's register; 0 for an object that is not there.
    @exclusivity(unchecked) final var trackSlot: Int32 = 0

    public init() {}

    deinit { if trackSlot != 0 { Collector.forget(trackSlot) } }

    /// The object's class, as `type(x)` shows it. Every subclass overrides this.
    open var type: TypeObject { preconditionFailure("every Object subclass names its TypeObject") }

    // MARK: - Text

    /// `repr(x)`.
    open func repr() throws -> String { "<\(type.qualifiedName) object>" }
    /// `str(x)`, what `print` shows.
    open func str() throws -> String { try repr() }
    /// `format(x, spec)` and f-string fields.
    open func format(_ spec: String) throws -> String {
        if spec.isEmpty { return try str() }
        throw Failure(.typeError, "unsupported format string passed to \(type.name).__format__")
    }

    // MARK: - Truth, equality, order

    open func truth() throws -> Bool {
        if let count = try length() { return count != 0 }
        return true
    }
    /// `hash(x)`; identity unless overridden. Unhashable types throw `unhashable type: 'list'`.
    open func hash() throws -> Int { ObjectIdentifier(self).hashValue }
    /// Rich comparison for `== != < <= > >=`; nil means NotImplemented: the other side is asked, then identity decides `==`.
    open func compare(_ op: ComparisonOperator, _ other: Value) throws -> Value? { nil }
    /// `value in x`; nil means: try iteration.
    open func contains(_ value: Value) throws -> Bool? { nil }

    // MARK: - Operators (nil means NotImplemented)

    open func binary(_ op: BinaryOperator, _ right: Value) throws -> Value? { nil }
    open func reflectedBinary(_ op: BinaryOperator, _ left: Value) throws -> Value? { nil }
    /// `x += y` when the object changes itself; nil falls back to `binary`.
    open func inPlaceBinary(_ op: BinaryOperator, _ right: Value) throws -> Value? { nil }
    /// `-x`, `+x`, `~x` (never `not`).
    open func unary(_ op: UnaryOperator) throws -> Value? { nil }
    /// `x.__index__()`: an exact integer, for indexing, `range`, shapes; nil when the object is not an integer.
    open func index() throws -> Value? { nil }
    /// `float(x)`; nil when the object is not a number.
    open func float() throws -> Double? { nil }
    /// `int(x)`; nil when the object is not a number.
    open func int() throws -> Value? { try index() }

    // MARK: - Attributes

    /// `x.name`; nil when there is no such attribute (the caller raises AttributeError with suggestions). The default looks in the
    /// class and binds methods and properties.
    open func attribute(_ name: Symbol) throws -> Value? { try type.lookUp(name, for: self) }
    open func setAttribute(_ name: Symbol, _ value: Value) throws {
        if let property = type.member(name)?.asObject as? NativeProperty, let set = property.set {
            return try set(.object(self), value)
        }
        if type.member(name) != nil {
            throw Failure(.attributeError, "'\(type.errorName)' object attribute '\(name)' is read-only")
        }
        throw Failure(.attributeError, "'\(type.errorName)' object has no attribute '\(name)'")
    }
    open func deleteAttribute(_ name: Symbol) throws {
        throw Failure(.attributeError, "'\(type.errorName)' object has no attribute '\(name)'")
    }
    /// Names for `dir`, completion and did-you-mean. Must not run script code.
    open func attributeNames() -> [String] { type.allMemberNames() }

    /// The descriptor protocol: what a class member becomes when read through an instance. Functions bind, properties compute;
    /// nil means the member itself. Overridden by functions, properties, staticmethod, classmethod.
    open func bound(to receiver: Value, in cls: TypeObject) throws -> Value? { nil }
    /// What a class member becomes when read through the class itself (`classmethod` binds).
    open func boundToClass(_ cls: TypeObject) throws -> Value? { nil }
    /// A class member that also decides assignment through instances: it comes before the instance's own attributes.
    open var isDataDescriptor: Bool { false }
    open func set(_ value: Value, on receiver: Value, name: Symbol) throws {
        throw Failure(.attributeError, "can't set attribute '\(name)'")
    }
    open func delete(on receiver: Value, name: Symbol) throws {
        throw Failure(.attributeError, "can't delete attribute '\(name)'")
    }

    // MARK: - Containers

    open func item(_ key: Value) throws -> Value {
        throw Failure(.typeError, "'\(type.errorName)' object is not subscriptable")
    }
    open func setItem(_ key: Value, _ value: Value) throws {
        throw Failure(.typeError, "'\(type.errorName)' object does not support item assignment")
    }
    open func deleteItem(_ key: Value) throws {
        // CPython words it in two ways: for a place in a sequence, and for anything else.
        let isPlace = try (type.isScriptClass || length() != nil) && (try? key.asIndex()) != nil
        throw Failure(.typeError, "'\(type.errorName)' object \(isPlace ? "doesn't" : "does not") support item deletion")
    }
    /// `len(x)`; nil when the object has no length.
    open func length() throws -> Int? { nil }
    /// `iter(x)`; nil when the object is not iterable.
    open func iterator() throws -> IteratorObject? { nil }

    // MARK: - Circles of references

    /// Whether the object refers to others that may refer back; such a class overrides `visitReferences`.
    open var holdsReferences: Bool { false }
    /// Reports every object this one holds, once for each time it is held. Reporting too few is safe, too many is not.
    open func visitReferences(_ visitor: ReferenceVisitor) {}
    /// Lets go of what changed after the object was made: it is part of a circle that nobody else holds.
    open func dropReferences() {}

    // MARK: - Calls

    open var isCallable: Bool { false }
    open func call(_ arguments: Arguments) throws -> Value {
        throw Failure(.typeError, "'\(type.errorName)' object is not callable")
    }
}

/// Anything `next()` works on.
open class IteratorObject: Object {
    /// The next value, or nil at the end.
    open func next() throws -> Value? { preconditionFailure("an iterator overrides next()") }
    /// After the end: what `return` gave a generator (`StopIteration.value`).
    open var returned: Value { .none }
    open override func iterator() throws -> IteratorObject? { self }
}

extension Value {
    /// The object inside, if this is one.
    @inlinable public var asObject: Object? {
        if case .object(let object) = self { object } else { nil }
    }
}
