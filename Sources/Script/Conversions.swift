// Between Swift types and script values, once per type. Modules with types of their own add theirs beside them.
import Schema

extension Value {
    /// The value's class name, as error messages say it.
    public var typeName: String {
        switch self {
        case .unbound: "unbound"
        case .none: "NoneType"
        case .bool: "bool"
        case .int: "int"
        case .float: "float"
        case .object(let object): object.type.errorName
        }
    }

    public static func string(_ text: String) -> Value { .object(StringObject(text)) }
    /// A name's text; the same object each time, so that its hash is computed once.
    public static func string(_ name: Symbol) -> Value { .object(name.string) }
    public static func tuple(_ elements: [Value]) -> Value { .object(TupleObject(elements)) }
    public static func list(_ elements: [Value]) -> Value { .object(ListObject(elements)) }
    /// A dict with text keys, in order.
    public static func dict(_ pairs: [(name: Symbol, value: Value)]) -> Value {
        let dict = DictObject()
        for (name, value) in pairs { dict.set(name.string, value) }
        return .object(dict)
    }

    public init(_ literal: Literal) {
        switch literal {
        // A symbol is a name that only the binding can resolve; it sees "not given".
        case .none, .symbol: self = .none
        case .bool(let b): self = .bool(b)
        case .int(let i): self = .int(i)
        case .float(let d): self = .float(d)
        case .string(let s): self = .string(s)
        case .tuple(let items): self = .tuple(items.map { Value($0) })
        case .list(let items): self = .list(items.map { Value($0) })
        }
    }
}

extension Value: FromValue, IntoValue {
    public static var expectedTypeName: String { "object" }
    public static func from(_ value: Value) throws -> Value? { value }
    public func intoValue() throws -> Value { self }
}

extension Int: FromValue, IntoValue {
    public static var expectedTypeName: String { "int" }
    public static func from(_ value: Value) throws -> Int? {
        switch value {
        case .int(let i): i
        case .bool(let b): b ? 1 : 0
        case .object(let object):
            if let index = try object.index() {
                if case .int(let i) = index {
                    i
                } else {
                    throw Failure(.overflowError, "Python int too large to convert to C long")
                }
            } else {
                nil
            }
        case .unbound, .none, .float: nil
        }
    }
    public func intoValue() throws -> Value { .int(self) }
}

extension Double: FromValue, IntoValue {
    public static var expectedTypeName: String { "float" }
    public static func from(_ value: Value) throws -> Double? {
        switch value {
        case .int(let i): Double(i)
        case .bool(let b): b ? 1 : 0
        case .float(let d): d
        case .object(let object): try object.float()
        case .unbound, .none: nil
        }
    }
    public func intoValue() throws -> Value { .float(self) }
}

extension Bool: FromValue, IntoValue {
    public static var expectedTypeName: String { "bool" }
    public static func from(_ value: Value) throws -> Bool? {
        switch value {
        case .bool(let b): b
        case .int(let i): i != 0
        case .object(let object): try object.truth()
        case .unbound, .none, .float: nil
        }
    }
    public func intoValue() throws -> Value { .bool(self) }
}

extension String: FromValue, IntoValue {
    public static var expectedTypeName: String { "str" }
    public static func from(_ value: Value) throws -> String? { (value.asObject as? StringObject)?.text }
    public func intoValue() throws -> Value { .string(self) }
}

/// None means "not given".
extension Optional: FromValue where Wrapped: FromValue {
    public static var expectedTypeName: String { "\(Wrapped.expectedTypeName) or None" }
    public static func from(_ value: Value) throws -> Wrapped?? {
        if case .none = value { return .some(.none) }
        return try Wrapped.from(value).map { .some($0) }
    }
}

extension Optional: IntoValue where Wrapped: IntoValue {
    public func intoValue() throws -> Value { try self?.intoValue() ?? .none }
}

/// A list or tuple, every element converted.
extension Array: FromValue where Element: FromValue {
    public static var expectedTypeName: String { "tuple of \(Element.expectedTypeName)s" }
    public static func from(_ value: Value) throws -> [Element]? {
        let elements: [Value]
        switch value.asObject {
        case let tuple as TupleObject: elements = tuple.elements
        case let list as ListObject: elements = list.elements
        default: return nil
        }
        var result: [Element] = []
        for element in elements {
            guard let converted = try Element.from(element) else { return nil }
            result.append(converted)
        }
        return result
    }
}

extension Array: IntoValue where Element: IntoValue {
    public func intoValue() throws -> Value { .list(try map { try $0.intoValue() }) }
}

/// What a Swift function returns for None.
public struct NoneResult: IntoValue {
    public init() {}
    public func intoValue() throws -> Value { .none }
}
