// `object.method`: a function with its receiver.
import Schema

public final class BoundMethod: Object {
    public private(set) var receiver: Value
    public let function: Value
    nonisolated(unsafe) public static let cls = TypeObject("method")
    public override var type: TypeObject {
        function.asObject is BuiltinFunction ? BuiltinFunction.cls : BoundMethod.cls
    }

    public init(receiver: Value, function: Value) {
        self.receiver = receiver
        self.function = function
    }

    deinit { Reaper.reap(&receiver) }

    public override var holdsReferences: Bool { true }
    public override func visitReferences(_ visitor: ReferenceVisitor) {
        visitor.visit(receiver)
        visitor.visit(function)
    }

    public override var isCallable: Bool { true }
    public override func call(_ arguments: Arguments) throws -> Value {
        guard let object = function.asObject else { return try super.call(arguments) }
        var arguments = arguments
        arguments.positional.insert(receiver, at: 0)
        return try object.call(arguments)
    }

    public override func repr() throws -> String {
        switch function.asObject {
        case let function as FunctionObject: return "<bound method \(function.qualifiedName) of \(try receiver.repr())>"
        case let builtin as BuiltinFunction:
            let name = builtin.signature.name.lastComponent
            let address = receiver.asObject.map { UInt(bitPattern: Unmanaged.passUnretained($0).toOpaque()) } ?? 0
            return "<built-in method \(name) of \(receiver.typeName) object at 0x\(String(address, radix: 16))>"
        default: return "<bound method \(try function.repr()) of \(try receiver.repr())>"
        }
    }

    public override func compare(_ op: ComparisonOperator, _ other: Value) throws -> Value? {
        guard let other = other.asObject as? BoundMethod, op == .equal || op == .notEqual else { return nil }
        let same = receiver.isIdentical(to: other.receiver) && function.isIdentical(to: other.function)
        return .bool(same == (op == .equal))
    }

    public override func hash() throws -> Int {
        (receiver.asObject.map { ObjectIdentifier($0).hashValue } ?? 0)
            ^ (function.asObject.map { ObjectIdentifier($0).hashValue } ?? 0)
    }

    public override func attribute(_ name: Symbol) throws -> Value? {
        switch name {
        case Names.self_: receiver
        case Names.function: function
        default: try function.asObject?.attribute(name)
        }
    }
    public override func attributeNames() -> [String] {
        (function.asObject?.attributeNames() ?? []) + ["__self__", "__func__"]
    }
}
