// One declaration per layer: what scripts write to make it, its help text and its constructor. Bindings walks `LayerDeclaration.all`.

import Schema
import Tensors

public struct LayerDeclaration: Sendable {
    /// "Conv2d".
    public let name: String
    /// "Conv2d.__init__(in_channels, …)": what errors and `help` show.
    public let signature: Signature
    public let doc: String
    /// Makes the layer from one argument per parameter of the signature, in order.
    public let make: @Sendable ([Argument]) throws -> Module

    public init<each A: FromArgument>(
        _ signature: String, _ doc: String, _ make: @escaping @Sendable (repeat each A) throws -> Module
    ) {
        let parsed = Self.parse(signature)
        self.init(parsed, doc) { arguments in
            var i = 0
            func next<T: FromArgument>(_: T.Type) throws -> T {
                defer { i += 1 }
                let argument = i < arguments.count ? arguments[i] : .none
                guard let value = try T.from(argument) else {
                    let name = i < parsed.parameters.count ? parsed.parameters[i].name : "?"
                    throw Failure(
                        .typeError,
                        "\(parsed.name)(): argument '\(name)' must be \(T.expected), not \(argument.typeName)",
                        hint: "signature: \(parsed.text)")
                }
                return value
            }
            return try make(repeat next((each A).self))
        }
    }

    /// A layer that keeps its arguments as options and computes with a function.
    public init(
        function signature: String, _ doc: String,
        prepare: @escaping @Sendable (inout Options) throws -> Void = { _ in },
        repr: @escaping @Sendable (Options) -> String = { _ in "" }, forwardSignature: String = "forward(input)",
        _ body: @escaping @Sendable (FunctionLayer, [Argument]) throws -> Argument
    ) {
        let parsed = Self.parse(signature)
        let name = String(parsed.name.prefix { $0 != "." })
        self.init(parsed, doc) { arguments in
            var options = Options()
            for (parameter, argument) in zip(parsed.parameters, arguments) { options[parameter.name] = argument }
            try prepare(&options)
            return FunctionLayer(name, options, forwardSignature: forwardSignature, repr: repr, body)
        }
    }

    private init(_ parsed: Signature, _ doc: String, _ make: @escaping @Sendable ([Argument]) throws -> Module) {
        name = String(parsed.name.prefix { $0 != "." })
        signature = parsed
        self.doc = doc
        self.make = make
    }

    private static func parse(_ text: String) -> Signature {
        let parts = text.split(separator: "(", maxSplits: 1)
        precondition(parts.count == 2, "a layer's signature is Name(parameters)")
        return Signature("\(parts[0]).__init__(\(parts[1])")
    }

    /// Makes a layer by name with keyword arguments, for Swift callers and tests.
    public static func make(_ name: String, _ positional: Argument..., keywords: [(String, Argument)] = []) throws
        -> Module
    {
        guard let declaration = all.first(where: { $0.name == name }) else {
            throw Failure(.attributeError, "module 'torch.nn' has no attribute '\(name)'")
        }
        return try declaration.make(declaration.bind(positional, keywords))
    }

    /// One argument per parameter from what a call gave.
    public func bind(_ positional: [Argument], _ keywords: [(String, Argument)]) throws -> [Argument] {
        let sources = try signature.bind(
            positionalCount: positional.count, keywords: keywords.map(\.0), hasReceiver: true)
        return zip(sources, signature.parameters).map { source, parameter in
            switch source {
            case .positional(let i): positional[i]
            case .keyword(let i): keywords[i].1
            case .defaultValue: parameter.defaultValue.map(Argument.init) ?? .none
            case .rest(let i): .tuple(Array(positional[min(i, positional.count)...]))
            case .restKeywords: .none
            }
        }
    }
}

/// The options of a layer by name.
public struct Options {
    private var values: [String: Argument] = [:]

    public init() {}

    public subscript(name: String) -> Argument {
        get { values[name] ?? .none }
        set { values[name] = newValue }
    }

    public func has(_ name: String) -> Bool { values[name] != nil }

    /// The option as a Swift type; a wrong type set by a script is an error at the next use.
    public func value<T: FromArgument>(_ name: String, _ type: T.Type = T.self) throws -> T {
        guard let value = try T.from(self[name]) else {
            throw Failure(.typeError, "'\(name)' must be \(T.expected), not \(self[name].typeName)")
        }
        return value
    }

    public func ints(_ name: String) throws -> [Int] { try value(name, Ints.self).values }

    /// "p=0.5, inplace=False": options as printing shows them.
    public func text(_ names: String...) -> String {
        names.map { "\($0)=\(pythonText(self[$0]))" }.joined(separator: ", ")
    }

    /// "inplace=True", or nothing.
    public var inPlaceText: String {
        isInPlace ? "inplace=True" : ""
    }

    /// Whatever counts as true: `nn.ReLU6(channels)` works in place, as in PyTorch.
    public var isInPlace: Bool {
        switch self["inplace"] {
        case .bool(let value): value
        case .int(let value): value != 0
        case .float(let value): value != 0
        default: false
        }
    }

    /// A whole number becomes a real one, as `float(x)`.
    public mutating func makeReal(_ name: String) {
        if case .int(let value) = self[name] { self[name] = .float(Double(value)) }
    }
}

/// A layer without parameters: options and a function.
public final class FunctionLayer: Module {
    private let name: String
    public var options: Options
    private let signatureText: String
    private let reprBody: (Options) -> String
    private let body: (FunctionLayer, [Argument]) throws -> Argument

    init(
        _ name: String, _ options: Options, forwardSignature: String, repr: @escaping (Options) -> String,
        _ body: @escaping (FunctionLayer, [Argument]) throws -> Argument
    ) {
        self.name = name
        self.options = options
        signatureText = forwardSignature
        reprBody = repr
        self.body = body
        super.init()
        // Class weights are part of the state.
        for weight in ["weight", "pos_weight"] {
            if case .tensor(let tensor) = options[weight] { register(buffer: weight, tensor) }
        }
    }

    public override var typeName: String { name }
    public override func extraRepr() -> String { reprBody(options) }
    public override var forwardSignature: String { signatureText }
    public override func forward(arguments: [Argument]) throws -> Argument { try body(self, arguments) }
    public override func forward(_ inputs: [Tensor]) throws -> Tensor {
        guard case .tensor(let result) = try body(self, inputs.map(Argument.tensor)) else {
            throw Failure(.typeError, "\(name).forward() returned several values where one tensor was expected")
        }
        return result
    }
    public override func attribute(_ name: String) -> Argument? { options.has(name) ? options[name] : nil }
    public override func setAttribute(_ name: String, _ value: Argument) throws -> Bool {
        guard options.has(name) else { return false }
        options[name] = value
        return true
    }

    /// The input as a tensor.
    func tensor(_ arguments: [Argument], _ i: Int = 0) throws -> Tensor {
        let argument = i < arguments.count ? arguments[i] : .none
        guard case .tensor(let tensor) = argument else {
            let names = Signature(signatureText).parameters.map(\.name)
            throw Failure(
                .typeError,
                "\(name).forward(): argument '\(i < names.count ? names[i] : "input")' (position \(i + 1)) must be Tensor, not "
                    + argument.typeName)
        }
        return tensor
    }
}
