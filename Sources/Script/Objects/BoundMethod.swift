// `object.method`: a function with its receiver.
import Schema

public final class BoundMethod: Object {
    public let receiver: Value
    public let function: Value
    nonisolated(unsafe) public static let cls = TypeObject("method")
    public override var type: TypeObject { BoundMethod.cls }

    public init(receiver: Value, function: Value) {
        self.receiver = receiver
        self.function = function
    }

    public override var isCallable: Bool { true }
    public override func call(_ arguments: Arguments) throws -> Value {
        guard let object = function.asObject else { return try super.call(arguments) }
        var arguments = arguments
        arguments.positional.insert(receiver, at: 0)
        return try object.call(arguments)
    }
}
