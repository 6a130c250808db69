// Values crossing between scripts and ops. Bindings turn script values into `Argument`s; each Swift type an op can take or
// return says once how it is read from one and written to one.

import Schema

/// One argument or result of an op.
public indirect enum Argument {
    case none
    case bool(Bool)
    case int(Int)
    case float(Double)
    case string(String)
    case tensor(Tensor)
    case list([Argument])
    case tuple([Argument])
    case dtype(DType)
    /// `torch.return_types.max(values=…, indices=…)`.
    case named(String, [String], [Argument])
    case slice(start: Int?, stop: Int?, step: Int?)
    case ellipsis
    case size([Int])

    /// The word for it in "must be Tensor, not str".
    public var typeName: String {
        switch self {
        case .none: "NoneType"
        case .bool: "bool"
        case .int: "int"
        case .float: "float"
        case .string: "str"
        case .tensor: "Tensor"
        case .list: "list"
        case .tuple, .named: "tuple"
        case .dtype: "torch.dtype"
        case .slice: "slice"
        case .ellipsis: "ellipsis"
        case .size: "torch.Size"
        }
    }

    /// A default from a signature.
    public init(_ literal: Literal) {
        switch literal {
        case .none: self = .none
        case .bool(let value): self = .bool(value)
        case .int(let value): self = .int(value)
        case .float(let value): self = .float(value)
        case .string(let value): self = .string(value)
        case .tuple(let items): self = .tuple(items.map(Argument.init))
        case .list(let items): self = .list(items.map(Argument.init))
        case .symbol(let name):
            let word = name.hasPrefix("torch.") ? String(name.dropFirst(6)) : name
            self = DType(named: word).map(Argument.dtype) ?? .none
        }
    }

    /// The items of a list, tuple or size.
    public var items: [Argument]? {
        switch self {
        case .list(let items), .tuple(let items), .named(_, _, let items): items
        case .size(let sizes): sizes.map(Argument.int)
        case .none, .bool, .int, .float, .string, .tensor, .dtype, .slice, .ellipsis: nil
        }
    }
}

/// A type an op can take.
public protocol FromArgument: SendableMetatype {
    /// "tuple of ints": what the message says was expected.
    static var expected: String { get }
    static func from(_ argument: Argument) throws -> Self?
}

/// A type an op can return.
public protocol IntoArgument: SendableMetatype {
    var argument: Argument { get }
}

extension Argument: FromArgument, IntoArgument {
    public static var expected: String { "object" }
    public static func from(_ argument: Argument) -> Argument? { argument }
    public var argument: Argument { self }
}

/// A tensor or a Python number, which becomes a weakly typed 0-d tensor.
public struct Operand: FromArgument {
    public let tensor: Tensor
    public init(_ tensor: Tensor) { self.tensor = tensor }
    public static var expected: String { "Tensor" }
    public static func from(_ argument: Argument) throws -> Operand? {
        switch argument {
        case .tensor(let tensor): Operand(tensor)
        case .bool(let value): Operand(try .number(.bool(value)))
        case .int(let value): Operand(try .number(.int(value)))
        case .float(let value): Operand(try .number(.float(value)))
        case .none, .string, .list, .tuple, .dtype, .named, .slice, .ellipsis, .size: nil
        }
    }
}

extension FromArgument where Self == Tensor {
    public static func from(_ argument: Argument) -> Tensor? {
        if case .tensor(let tensor) = argument { tensor } else { nil }
    }
}
extension Tensor: FromArgument, IntoArgument {
    public static var expected: String { "Tensor" }
    public var argument: Argument { .tensor(self) }
}

extension Int: FromArgument, IntoArgument {
    public static var expected: String { "int" }
    public static func from(_ argument: Argument) throws -> Int? {
        switch argument {
        case .int(let value): return value
        case .bool(let value): return value ? 1 : 0
        case .tensor(let tensor):
            guard tensor.count == 1, !tensor.dtype.isFloatingPoint else { return nil }
            return try tensor.item().integer
        case .none, .float, .string, .list, .tuple, .dtype, .named, .slice, .ellipsis, .size: return nil
        }
    }
    public var argument: Argument { .int(self) }
}

extension Double: FromArgument, IntoArgument {
    public static var expected: String { "float" }
    public static func from(_ argument: Argument) throws -> Double? {
        switch argument {
        case .int(let value): return Double(value)
        case .float(let value): return value
        case .bool(let value): return value ? 1 : 0
        case .tensor(let tensor): return tensor.count == 1 ? try tensor.item().double : nil
        case .none, .string, .list, .tuple, .dtype, .named, .slice, .ellipsis, .size: return nil
        }
    }
    public var argument: Argument { .float(self) }
}

extension Scalar: FromArgument, IntoArgument {
    public static var expected: String { "Number" }
    public static func from(_ argument: Argument) throws -> Scalar? {
        switch argument {
        case .int(let value): return .int(value)
        case .float(let value): return .float(value)
        case .bool(let value): return .bool(value)
        case .tensor(let tensor): return tensor.count == 1 ? try tensor.item() : nil
        case .none, .string, .list, .tuple, .dtype, .named, .slice, .ellipsis, .size: return nil
        }
    }
    public var argument: Argument {
        switch self {
        case .bool(let value): .bool(value)
        case .int(let value): .int(value)
        case .float(let value): .float(value)
        }
    }
}

extension Bool: FromArgument, IntoArgument {
    public static var expected: String { "bool" }
    public static func from(_ argument: Argument) -> Bool? {
        switch argument {
        case .bool(let value): value
        case .int(let value): value != 0
        case .none, .float, .string, .tensor, .list, .tuple, .dtype, .named, .slice, .ellipsis, .size: nil
        }
    }
    public var argument: Argument { .bool(self) }
}

extension String: FromArgument, IntoArgument {
    public static var expected: String { "str" }
    public static func from(_ argument: Argument) -> String? {
        if case .string(let value) = argument { value } else { nil }
    }
    public var argument: Argument { .string(self) }
}

extension DType: FromArgument, IntoArgument {
    public static var expected: String { "torch.dtype" }
    public static func from(_ argument: Argument) -> DType? {
        if case .dtype(let value) = argument { value } else { nil }
    }
    public var argument: Argument { .dtype(self) }
}

extension Optional: FromArgument where Wrapped: FromArgument {
    public static var expected: String { Wrapped.expected }
    public static func from(_ argument: Argument) throws -> Wrapped?? {
        if case .none = argument { return .some(nil) }
        return try Wrapped.from(argument).map { .some($0) }
    }
}

/// Sizes or dimensions: `2`, `(2, 3)`, or the rest of a call `view(2, 3)` / `view((2, 3))`.
public struct Ints: FromArgument, IntoArgument, ExpressibleByArrayLiteral {
    public let values: [Int]
    public init(_ values: [Int]) { self.values = values }
    public init(arrayLiteral elements: Int...) { values = elements }
    public static var expected: String { "tuple of ints" }
    public static func from(_ argument: Argument) throws -> Ints? {
        if let items = argument.items {
            // view((2, 3)) arrives as a rest list holding one tuple.
            if items.count == 1, let first = items.first, first.items != nil { return try from(first) }
            var values: [Int] = []
            for item in items {
                guard let value = try Int.from(item) else { return nil }
                values.append(value)
            }
            return Ints(values)
        }
        if case .tensor(let tensor) = argument, tensor.rank == 1, !tensor.dtype.isFloatingPoint {
            return Ints(try tensor.scalars().compactMap(\.integer))
        }
        return try Int.from(argument).map { Ints([$0]) }
    }
    public var argument: Argument { .tuple(values.map(Argument.int)) }
}

extension Array: FromArgument where Element == Tensor {
    public static var expected: String { "tuple of Tensors" }
    public static func from(_ argument: Argument) throws -> [Tensor]? {
        if case .tensor(let tensor) = argument, tensor.rank > 0 { return try tensor.unbind() }
        guard let items = argument.items else { return nil }
        if items.count == 1, let first = items.first, first.items != nil { return try from(first) }
        var values: [Tensor] = []
        for (i, item) in items.enumerated() {
            guard case .tensor(let tensor) = item else {
                throw Failure(.typeError, "expected Tensor as element \(i) in argument 0, but got \(item.typeName)")
            }
            values.append(tensor)
        }
        return values
    }
}

extension Array: IntoArgument where Element == Tensor {
    public var argument: Argument { .tuple(map(Argument.tensor)) }
}

/// A result with named parts: `x.max(dim=1).values`.
public struct NamedResult: IntoArgument {
    public let name: String
    public let fields: [(name: String, tensor: Tensor)]
    public init(_ name: String, _ fields: [(name: String, tensor: Tensor)]) {
        self.name = name
        self.fields = fields
    }
    public var argument: Argument { .named(name, fields.map(\.name), fields.map { .tensor($0.tensor) }) }
}
