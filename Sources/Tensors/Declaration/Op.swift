// One declaration per operator. Everything the project knows about the operator hangs off it: the names scripts call it
// by, its signature, help text, samples for the gradient check, and calls that must fail with a given message.

import Schema

/// An operator as scripts see it.
public struct Op: Sendable {
    /// Where a script finds the op.
    public struct Namespaces: OptionSet, Sendable {
        public let rawValue: Int
        public init(rawValue: Int) { self.rawValue = rawValue }
        public static let torch = Namespaces(rawValue: 1)
        public static let functional = Namespaces(rawValue: 2)
        public static let method = Namespaces(rawValue: 4)
        public static let linalg = Namespaces(rawValue: 8)
        public static let special = Namespaces(rawValue: 16)
        /// An attribute without parentheses, such as `.T`.
        public static let property = Namespaces(rawValue: 32)
        /// Also a method with a trailing underscore that changes its first argument; see `Op.callInPlace`.
        public static let inPlace = Namespaces(rawValue: 64)
        /// `numpy.` only.
        public static let numpy = Namespaces(rawValue: 128)
    }

    public let signature: Signature
    /// What `help` prints below the signature.
    public let doc: String
    public let namespaces: Namespaces
    /// Further names: `torch.absolute` for `abs`.
    public let aliases: [String]
    /// Arguments with which the gradient is checked numerically (float64 tensors that require gradients), or at least run.
    public let samples: @Sendable () throws -> [[Argument]]
    /// Calls that must fail, with the beginning of their message.
    public let errorSamples: [(call: @Sendable () throws -> [Argument], message: String)]
    /// Runs the op with one argument per parameter of the signature, in order.
    public let call: @Sendable ([Argument]) throws -> Argument
    /// The file that declares it.
    public let file: String
    /// How `name_` does it, when there is a faster way than computing and copying.
    let changeInPlace: (@Sendable ([Argument]) throws -> Void)?

    public var name: String { signature.name }

    public init<each A: FromArgument, R: IntoArgument>(
        _ signature: String, _ doc: String, in namespaces: Namespaces = [.torch, .method], aliases: [String] = [],
        _ body: @escaping @Sendable (repeat each A) throws -> R,
        samples: @escaping @Sendable () throws -> [[Argument]] = { [] },
        errors: [(call: @Sendable () throws -> [Argument], message: String)] = [],
        inPlace changeInPlace: (@Sendable ([Argument]) throws -> Void)? = nil, file: String = #fileID
    ) {
        self.changeInPlace = changeInPlace
        let parsed = Signature(signature)
        self.signature = parsed
        self.doc = doc
        self.namespaces = namespaces
        self.aliases = aliases
        self.samples = samples
        self.errorSamples = errors
        self.file = file
        call = { arguments in
            var i = 0
            func next<T: FromArgument>(_: T.Type) throws -> T {
                defer { i += 1 }
                let argument = i < arguments.count ? arguments[i] : Op.defaultArgument(parsed, i)
                guard let value = try T.from(argument) else { throw Op.mismatch(parsed, i, argument, T.expected) }
                return value
            }
            return try body(repeat next((each A).self)).argument
        }
    }

    /// `x.name_(…)`: changes the first argument, which must be a tensor, and returns it.
    public func callInPlace(_ arguments: [Argument]) throws -> Tensor {
        guard case .tensor(let target)? = arguments.first else {
            throw Failure(.typeError, "\(name)_(): the first argument must be a Tensor")
        }
        if let changeInPlace {
            try changeInPlace(arguments)
        } else {
            try target.replace { old in
                guard case .tensor(let result) = try call([.tensor(old)] + arguments.dropFirst()) else {
                    throw Failure(.typeError, "\(name) has no in-place form")
                }
                return result
            }
        }
        return target
    }

    private static func defaultArgument(_ signature: Signature, _ i: Int) -> Argument {
        guard i < signature.parameters.count else { return .none }
        return signature.parameters[i].defaultValue.map(Argument.init) ?? .none
    }

    /// PyTorch's "zeros(): argument 'size' (position 1) must be tuple of ints, not str".
    private static func mismatch(_ signature: Signature, _ i: Int, _ argument: Argument, _ expected: String) -> Failure
    {
        let parameter = i < signature.parameters.count ? signature.parameters[i] : nil
        var found = argument
        if parameter?.kind == .variadic, let items = argument.items {
            // zeros('a'): the tuple is ours, the culprit is inside.
            found = items.first { if case .int = $0 { false } else { true } } ?? argument
        }
        let place =
            parameter?.kind == .positionalOrKeyword || parameter?.kind == .variadic ? " (position \(i + 1))" : ""
        return Failure(
            .typeError,
            "\(signature.name)(): argument '\(parameter?.name ?? "?")'\(place) must be \(expected), not \(found.typeName)",
            hint: "signature: \(signature.text)")
    }
}

extension Op {
    /// A float64 sample tensor with well-spread values that avoid 0, ties and ±1: a fixed sequence, so that failures repeat.
    public static func sample(_ shape: [Int], from low: Double = -2, to high: Double = 2, seed: Int = 0) throws
        -> Argument
    {
        let count = try Shape.count(shape)
        var state = UInt64(truncatingIfNeeded: seed) &* 0x9e37_79b9_7f4a_7c15 &+ 0x1234_5678_9abc_def1
        let values = (0..<count).map { _ -> Double in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let unit = Double(state >> 11) * 0x1p-53
            return low + (high - low) * unit
        }
        let tensor = try Tensor.from(values, shape)
        tensor.requiresGrad = true
        return .tensor(tensor)
    }
}
