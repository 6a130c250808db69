// How Swift code becomes callable from scripts: a signature in text, a doc string, a Swift function. Conversions come from the Swift
// types (`FromValue`, `IntoValue`), names, defaults and argument errors from the signature. No binding checks arguments by hand.
//
//     module.define("clamp(input, min=None, max=None)", "Values limited to [min, max].") {
//         (input: Tensor, min: Double?, max: Double?) in try input.clamped(min, max)
//     }
import Schema

/// A Swift type scripts can pass. `from` returns nil when the value has the wrong type (the caller words the TypeError) and
/// throws when the value is of the right type but unusable.
public protocol FromValue {
    /// The type's Python name for error messages: "int", "Tensor", "tuple of ints".
    static var expectedTypeName: String { get }
    static func from(_ value: Value) throws -> Self?
}

/// A Swift type scripts can receive.
public protocol IntoValue {
    func intoValue() throws -> Value
}

/// The arguments of one call after binding: one value per parameter. `*args` arrive as a tuple, `**kwargs` as a dict.
public struct BoundArguments {
    public let signature: Signature
    public var values: [Value]
    /// Whether the caller gave the parameter (rather than its default).
    public var given: [Bool]

    public subscript(_ index: Int) -> Value { values[index] }

    /// Parameter `index` converted, or a TypeError in PyTorch's words.
    public func get<T: FromValue>(_ index: Int, as _: T.Type = T.self) throws -> T {
        if let value = try T.from(values[index]) { return value }
        let parameter = signature.parameters[index].name
        throw Failure(
            .typeError,
            "\(signature.name)(): argument '\(parameter)' (position \(index + 1)) must be \(T.expectedTypeName), "
                + "not \(values[index].typeName)",
            hint: "signature: \(signature.text)")
    }
}

/// A function written in Swift.
public final class BuiltinFunction: Object {
    public let signature: Signature
    public let documentation: String
    /// Methods receive the object as their first parameter, which the signature names `self`.
    public let isMethod: Bool
    let body: (BoundArguments) throws -> Value
    nonisolated(unsafe) public static let cls = TypeObject("builtin_function_or_method")
    public override var type: TypeObject { BuiltinFunction.cls }

    /// A function that reads its arguments itself.
    public init(
        _ signature: String, _ documentation: String, isMethod: Bool = false,
        raw body: @escaping (BoundArguments) throws -> Value
    ) {
        self.signature = Signature(signature)
        self.documentation = documentation
        self.isMethod = isMethod
        self.body = body
    }

    /// A function whose Swift parameter types are the conversions.
    public convenience init<each A: FromValue, R: IntoValue>(
        _ signature: String, _ documentation: String, isMethod: Bool = false,
        _ body: @escaping (repeat each A) throws -> R
    ) {
        var arity = 0
        repeat ((each A).self, arity += 1).1
        self.init(signature, documentation, isMethod: isMethod) { bound in
            var index = -1
            func next<T: FromValue>(_: T.Type) throws -> T {
                index += 1
                return try bound.get(index)
            }
            return try body(repeat next((each A).self)).intoValue()
        }
        precondition(
            arity == self.signature.parameters.count,
            "\(signature): \(self.signature.parameters.count) parameters in the text, \(arity) in Swift")
    }

    public override func repr() throws -> String { "<built-in function \(signature.name)>" }
    public override var isCallable: Bool { true }

    public override func call(_ arguments: Arguments) throws -> Value {
        let sources = try signature.bind(
            positionalCount: arguments.positional.count, keywords: arguments.keywords.map(\.name.text))
        var values: [Value] = []
        var given: [Bool] = []
        values.reserveCapacity(sources.count)
        given.reserveCapacity(sources.count)
        for (source, parameter) in zip(sources, signature.parameters) {
            given.append(source != .defaultValue)
            switch source {
            case .positional(let i): values.append(arguments.positional[i])
            case .keyword(let i): values.append(arguments.keywords[i].value)
            case .defaultValue: values.append(Value(parameter.defaultValue ?? .none))
            case .rest(let start): values.append(.tuple(Array(arguments.positional.dropFirst(start))))
            case .restKeywords(let indices): values.append(.dict(indices.map { arguments.keywords[$0] }))
            }
        }
        return try body(BoundArguments(signature: signature, values: values, given: given))
    }

    public override func bound(to receiver: Value, in cls: TypeObject) throws -> Value? {
        isMethod ? .object(BoundMethod(receiver: receiver, function: .object(self))) : nil
    }
}

extension TypeObject {
    /// Declares a method whose first parameter is `self`.
    public func method<each A: FromValue, R: IntoValue>(
        _ signature: String, _ documentation: String = "", _ body: @escaping (repeat each A) throws -> R
    ) {
        let function = BuiltinFunction(signature, documentation, isMethod: true, body)
        setMember(Symbol(function.signature.name.lastComponent), .object(function))
    }

    /// Declares a method that reads its arguments itself; `bound[0]` is the receiver.
    public func rawMethod(
        _ signature: String, _ documentation: String = "", _ body: @escaping (BoundArguments) throws -> Value
    ) {
        let function = BuiltinFunction(signature, documentation, isMethod: true, raw: body)
        setMember(Symbol(function.signature.name.lastComponent), .object(function))
    }

    /// Declares a computed attribute.
    public func property<T: FromValue, R: IntoValue>(
        _ name: String, _ documentation: String = "", _ get: @escaping (T) throws -> R
    ) {
        setMember(
            Symbol(name),
            .object(
                NativeProperty(
                    documentation,
                    get: { value in
                        guard let receiver = try T.from(value) else {
                            throw Failure(
                                .typeError, "descriptor '\(name)' needs a \(T.expectedTypeName), not \(value.typeName)")
                        }
                        return try get(receiver).intoValue()
                    })))
    }
}

extension String {
    /// `forward` of `Conv2d.forward`: signatures may carry the class for error texts.
    var lastComponent: String { split(separator: ".").last.map(String.init) ?? self }
}
