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
/// The first four are stored in place: an array per call was a third of a short builtin's time.
public struct BoundArguments {
    private let function: BuiltinFunction
    private var inPlace = (Value.unbound, Value.unbound, Value.unbound, Value.unbound)
    private var others: [Value] = []
    public let count: Int
    /// Whether the caller gave the parameter (rather than its default).
    public var given: GivenFlags

    public var signature: Signature { function.signature }

    /// Arguments that were given, then the defaults of the other parameters.
    @inline(__always)
    fileprivate init(_ function: BuiltinFunction, _ arguments: UnsafeBufferPointer<Value>) {
        let defaults = function.declaration.defaults
        self.function = function
        count = defaults.count
        given = GivenFlags(first: arguments.count)
        func value(_ i: Int) -> Value { i < arguments.count ? arguments[i] : defaults[i] }
        if count > 0 { inPlace.0 = value(0) }
        if count > 1 { inPlace.1 = value(1) }
        if count > 2 { inPlace.2 = value(2) }
        if count > 3 { inPlace.3 = value(3) }
        if count > 4 { others = (4..<count).map(value) }
    }

    fileprivate init(_ function: BuiltinFunction, _ values: [Value], given: GivenFlags) {
        self.function = function
        count = values.count
        self.given = given
        self.values = values
    }

    /// One value per parameter.
    public var values: [Value] {
        get { (0..<count).map { self[$0] } }
        set {
            precondition(newValue.count == count, "one value per parameter")
            if count > 0 { inPlace.0 = newValue[0] }
            if count > 1 { inPlace.1 = newValue[1] }
            if count > 2 { inPlace.2 = newValue[2] }
            if count > 3 { inPlace.3 = newValue[3] }
            others = Array(newValue.dropFirst(4))
        }
    }

    public subscript(_ index: Int) -> Value {
        switch index {
        case 0: inPlace.0
        case 1: inPlace.1
        case 2: inPlace.2
        case 3: inPlace.3
        default: others[index - 4]
        }
    }

    /// Parameter `index` converted, or a TypeError in PyTorch's words.
    public func get<T: FromValue>(_ index: Int, as _: T.Type = T.self) throws -> T {
        if let value = try T.from(self[index]) { return value }
        let parameter = signature.parameters[index].name
        throw Failure(
            .typeError,
            "\(signature.name)(): argument '\(parameter)' (position \(index + 1)) must be \(T.expectedTypeName), "
                + "not \(self[index].typeName)",
            hint: "signature: \(signature.text)")
    }
}

/// One flag per parameter, without an allocation. Parameters past the 64th count as given.
public struct GivenFlags {
    private var bits: UInt64
    /// The first `count` parameters are given.
    init(first count: Int) { bits = count >= 64 ? .max : (1 << UInt64(count)) &- 1 }
    public subscript(_ index: Int) -> Bool {
        get { index >= 64 || bits & (1 << UInt64(index)) != 0 }
        set { if index < 64 { bits = newValue ? bits | 1 << UInt64(index) : bits & ~(1 << UInt64(index)) } }
    }
}

/// A function written in Swift.
public final class BuiltinFunction: Object {
    /// The signature as declared. It is parsed when somebody first calls or shows the function: a start makes a thousand of them.
    private let text: String
    /// How many parameters a typed Swift function has.
    private var arity: Int?
    private var parsed: Declaration?
    public let documentation: String
    /// Methods receive the object as their first parameter, which the signature names `self`.
    public let isMethod: Bool
    let body: (BoundArguments) throws -> Value
    /// The typed function without the detour over `BoundArguments`, for calls that give plain positional arguments.
    private var direct: ((BuiltinFunction, UnsafeBufferPointer<Value>) throws -> Value)?
    /// A shortcut for the commonest calls of the hottest builtins; nil: take the general way.
    var shortcut: ((UnsafeBufferPointer<Value>) throws -> Value?)?
    nonisolated(unsafe) public static let cls = TypeObject("builtin_function_or_method")
    public override var type: TypeObject { BuiltinFunction.cls }

    /// A function that reads its arguments itself.
    public init(
        _ signature: String, _ documentation: String, isMethod: Bool = false,
        raw body: @escaping (BoundArguments) throws -> Value
    ) {
        text = signature
        self.documentation = documentation
        self.isMethod = isMethod
        self.body = body
    }

    /// What the signature says.
    fileprivate final class Declaration {
        let signature: Signature
        /// Every parameter's default; None where there is none.
        let defaults: [Value]
        /// How many positional arguments a plain call may give; empty when the signature has `*`, `**` or keyword-only parameters
        /// that must be given.
        let plainCounts: Range<Int>

        init(_ text: String) {
            signature = Signature(text)
            let parameters = signature.parameters
            defaults = parameters.map { Value($0.defaultValue ?? .none) }
            let positional = parameters.prefix { $0.kind == .positionalOnly || $0.kind == .positionalOrKeyword }
            let isPlain = parameters.dropFirst(positional.count).allSatisfy {
                $0.kind == .keywordOnly && $0.defaultValue != nil
            }
            let required = positional.filter { $0.defaultValue == nil }.count
            plainCounts = isPlain ? required..<positional.count + 1 : 0..<0
        }
    }

    @inline(__always)
    fileprivate var declaration: Declaration { parsed ?? parse() }

    @inline(never)
    private func parse() -> Declaration {
        let declaration = Declaration(text)
        let count = declaration.signature.parameters.count
        precondition(arity ?? count == count, "\(text): \(count) parameters in the text, \(arity ?? 0) in Swift")
        parsed = declaration
        return declaration
    }

    public var signature: Signature { declaration.signature }

    /// The declared name without a class before it.
    var ownName: String {
        let name = text.utf8.prefix { $0 != UInt8(ascii: "(") }
        return String(decoding: name.reversed().prefix { $0 != UInt8(ascii: ".") }.reversed(), as: UTF8.self)
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
        direct = { function, arguments in
            var index = -1
            func next<T: FromValue>(_: T.Type) throws -> T {
                index += 1
                let value = index < arguments.count ? arguments[index] : function.declaration.defaults[index]
                if let converted = try T.from(value) { return converted }
                return try BoundArguments(function, arguments).get(index)
            }
            return try body(repeat next((each A).self)).intoValue()
        }
        self.arity = arity
    }

    public override func repr() throws -> String { "<built-in function \(signature.name)>" }
    public override var isCallable: Bool { true }

    public override func attribute(_ name: Symbol) throws -> Value? {
        switch name.text {
        case "__name__", "__qualname__": .string(signature.name.lastComponent)
        case "__doc__" where !documentation.isEmpty: .string(documentation)
        default: try super.attribute(name)
        }
    }

    /// A call with positional arguments only: nothing is allocated when the function is typed.
    @inline(never)
    func call(positional: UnsafeBufferPointer<Value>) throws -> Value {
        if let shortcut, let result = try shortcut(positional) { return result }
        guard declaration.plainCounts.contains(positional.count) else { return try call(Arguments(Array(positional))) }
        if let direct { return try direct(self, positional) }
        return try body(BoundArguments(self, positional))
    }

    // Not inlined: Swift 6.3.1 crashes when its optimiser expands this into other overrides of `call`.
    @inline(never)
    public override func call(_ arguments: Arguments) throws -> Value {
        if arguments.keywords.isEmpty, declaration.plainCounts.contains(arguments.positional.count) {
            return try arguments.positional.withUnsafeBufferPointer { try call(positional: $0) }
        }
        return try body(bind(arguments))
    }

    /// The arguments of a call matched to the parameters.
    func bind(_ arguments: Arguments) throws -> BoundArguments {
        let sources = try signature.bind(
            positionalCount: arguments.positional.count, keywords: arguments.keywords.map(\.name.text))
        var values: [Value] = []
        var given = GivenFlags(first: 0)
        values.reserveCapacity(sources.count)
        for (source, parameter) in zip(sources, signature.parameters) {
            given[values.count] = source != .defaultValue
            switch source {
            case .positional(let i): values.append(arguments.positional[i])
            case .keyword(let i): values.append(arguments.keywords[i].value)
            case .defaultValue: values.append(Value(parameter.defaultValue ?? .none))
            case .rest(let start): values.append(.tuple(Array(arguments.positional.dropFirst(start))))
            case .restKeywords(let indices): values.append(.dict(indices.map { arguments.keywords[$0] }))
            }
        }
        return BoundArguments(self, values, given: given)
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
        setMember(Symbol(function.ownName), .object(function))
    }

    /// Declares a method that reads its arguments itself; `bound[0]` is the receiver.
    public func rawMethod(
        _ signature: String, _ documentation: String = "", _ body: @escaping (BoundArguments) throws -> Value
    ) {
        let function = BuiltinFunction(signature, documentation, isMethod: true, raw: body)
        setMember(Symbol(function.ownName), .object(function))
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
