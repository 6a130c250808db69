// First shapes of the container objects; each grows into a file of its own.
import Schema

public final class StringObject: Object {
    public let text: String
    nonisolated(unsafe) public static let cls = TypeObject("str")
    public override var type: TypeObject { StringObject.cls }
    public init(_ text: String) { self.text = text }
}

public final class TupleObject: Object {
    public let elements: [Value]
    nonisolated(unsafe) public static let cls = TypeObject("tuple")
    public override var type: TypeObject { TupleObject.cls }
    public init(_ elements: [Value]) { self.elements = elements }
}

public final class ListObject: Object {
    public var elements: [Value]
    nonisolated(unsafe) public static let cls = TypeObject("list")
    public override var type: TypeObject { ListObject.cls }
    public init(_ elements: [Value]) { self.elements = elements }
}

public final class DictObject: Object {
    nonisolated(unsafe) public static let cls = TypeObject("dict")
    public override var type: TypeObject { DictObject.cls }
    /// Keys in insertion order.
    public init(_ pairs: [(Value, Value)]) throws {}
}
