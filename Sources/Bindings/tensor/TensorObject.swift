// A torch tensor in a script: the operations of the language on it. Methods come from the ops' declarations and
// `TensorMethods.swift`; nothing here computes.
import Schema
import Script
import Tensors

/// `torch.Tensor`, and `torch.nn.Parameter` when its tensor is one.
final class TensorObject: Object {
    let tensor: Tensor
    /// Attributes a script sets (`weight.name = …`).
    private var extras: [Symbol: Value] = [:]

    nonisolated(unsafe) static let cls = TensorMethods.makeTensorType()
    nonisolated(unsafe) static let parameterType = TensorMethods.makeParameterType()
    override var type: TypeObject { tensor.isParameter ? TensorObject.parameterType : TensorObject.cls }

    /// Use `Value.tensor(_:)`: one tensor has one object.
    fileprivate init(_ tensor: Tensor) {
        self.tensor = tensor
        super.init()
        tensor.scriptObject = self
    }

    // MARK: - Text

    override func repr() throws -> String {
        let text = try TensorText.text(of: tensor.printed, suffix: tensor.printedHistory, defaultDType: Defaults.dtype)
        return tensor.isParameter ? "Parameter containing:\n" + text : text
    }

    override func format(_ spec: String) throws -> String {
        if tensor.rank == 0 { return try tensor.item().value.format(spec) }
        return try super.format(spec)
    }

    // MARK: - As a number

    override func truth() throws -> Bool { try tensor.isTrue() }
    override func float() throws -> Double? {
        guard tensor.count == 1 else {
            throw Failure(
                .valueError, "only one element tensors can be converted to Python scalars",
                hint: "use .mean(), .sum() or .tolist()")
        }
        return try tensor.item().double
    }
    override func int() throws -> Value? {
        guard tensor.count == 1 else {
            throw Failure(.valueError, "only one element tensors can be converted to Python scalars")
        }
        return try Value.integer(truncating: tensor.item())
    }
    override func index() throws -> Value? {
        guard tensor.count == 1, !tensor.dtype.isFloatingPoint else {
            throw Failure(.typeError, "only integer tensors of a single element can be converted to an index")
        }
        return try Value.integer(truncating: tensor.item())
    }

    // MARK: - Operators

    override func binary(_ op: BinaryOperator, _ right: Value) throws -> Value? {
        guard let other = try TensorObject.operand(right) else { return nil }
        return try OpTable.call(op.opName, [.tensor(tensor), other]).value()
    }

    override func reflectedBinary(_ op: BinaryOperator, _ left: Value) throws -> Value? {
        guard let other = try TensorObject.operand(left) else { return nil }
        switch op {
        case .divide:
            let reciprocal = try OpTable.call("reciprocal", [.tensor(tensor)])
            return try OpTable.call("mul", [reciprocal, other]).value()
        case .subtract:
            return try OpTable.call("rsub", [.tensor(tensor), other]).value()
        default:
            // The number takes part as a weakly typed tensor on the left.
            guard let number = try Operand.from(other) else { return nil }
            return try OpTable.call(op.opName, [.tensor(number.tensor), .tensor(tensor)]).value()
        }
    }

    override func inPlaceBinary(_ op: BinaryOperator, _ right: Value) throws -> Value? {
        guard op != .matrixMultiply, let other = try TensorObject.operand(right) else { return nil }
        guard let declared = OpTable.op(op.opName) else { return nil }
        _ = try declared.callInPlace([.tensor(tensor), other])
        return .object(self)
    }

    override func unary(_ op: UnaryOperator) throws -> Value? {
        switch op {
        case .negative: try OpTable.call("neg", [.tensor(tensor)]).value()
        case .positive where tensor.dtype == .bool:
            throw Failure(.notImplementedError, "The `+` operator, on a bool tensor is not supported.")
        case .positive: .object(self)
        case .invert where tensor.dtype.isFloatingPoint && Flavour.current == .torch:
            throw Failure(
                .typeError, "~ (operator.invert) is only implemented on integer and Boolean-type tensors",
                hint: "write 1 - x, or make a mask of x first: ~(x > 0.5)")
        case .invert: try OpTable.call("bitwise_not", [.tensor(tensor)]).value()
        case .not: nil
        }
    }

    override func compare(_ op: ComparisonOperator, _ other: Value) throws -> Value? {
        guard let name = op.opName, let right = try TensorObject.operand(other) else { return nil }
        return try OpTable.call(name, [.tensor(tensor), right]).value()
    }

    /// What a tensor can be combined with: tensors, numbers, arrays of numpy.
    private static func operand(_ value: Value) throws -> Argument? {
        switch value {
        case .bool, .int, .float: return try Argument(value)
        case .unbound, .none: return nil
        case .object(let object):
            switch object {
            case let tensor as TensorObject: return .tensor(tensor.tensor)
            case let scalar as NumpyScalar: return scalar.scalar.argument
            case let array as NDArrayObject: return .tensor(array.tensor)
            case is BigIntObject:
                // PyTorch keeps what 64 bits hold without a sign; there are no such numbers here.
                let fits = try Double.from(value).map { $0 > 0 && $0 < 0x1p64 } ?? false
                throw fits
                    ? Failure(.runtimeError, "Overflow when unpacking long long")
                    : Failure(.overflowError, "int too big to convert")
            default: return nil
            }
        }
    }

    override func hash() throws -> Int { ObjectIdentifier(self).hashValue }

    override func contains(_ value: Value) throws -> Bool? {
        guard let other = try TensorObject.operand(value) else {
            throw Failure(
                .runtimeError,
                "Tensor.__contains__ only supports Tensor or scalar, but you passed in a \(value.typeName).")
        }
        let equal = try OpTable.tensor("eq", [.tensor(tensor), other])
        return try OpTable.tensor("any", [.tensor(equal)]).isTrue()
    }

    // MARK: - Items

    override func length() throws -> Int? {
        guard let first = tensor.shape.first else { throw Failure(.typeError, "len() of a 0-d tensor") }
        return first
    }

    override func item(_ key: Value) throws -> Value {
        // The common cases without a list of indices.
        if case .int(let i) = key, let size = tensor.shape.first, i >= -size, i < size {
            return .tensor(try tensor.select(0, i))
        }
        return .tensor(try tensor.index(try IndexConversion.indices(key)))
    }

    override func setItem(_ key: Value, _ value: Value) throws {
        let source: Tensor
        switch try TensorObject.operand(value) {
        case .tensor(let tensor): source = tensor
        case let number?: source = try Operand.from(number)?.tensor ?? tensor
        case nil:
            throw Failure(
                .typeError, "can't assign a \(value.typeName) to a torch.\(tensor.dtype.scalarTypeName)Tensor",
                hint: "turn it into a tensor first: torch.tensor(value)")
        }
        try tensor.setIndex(try IndexConversion.indices(key), source)
    }

    override func iterator() throws -> IteratorObject? {
        guard tensor.rank > 0 else { throw Failure(.typeError, "iteration over a 0-d tensor") }
        return TensorIterator(try tensor.unbind())
    }

    // MARK: - Attributes

    override func attribute(_ name: Symbol) throws -> Value? {
        if let extra = extras[name] { return extra }
        if let value = try super.attribute(name) { return value }
        return nil
    }

    override func setAttribute(_ name: Symbol, _ value: Value) throws {
        switch name.text {
        case "requires_grad":
            try tensor.setRequiresGrad(try value.truth())
        case "grad":
            switch value {
            case .none: tensor.grad = nil
            default:
                guard let gradient = value.asObject as? TensorObject else {
                    throw Failure(
                        .typeError,
                        "assigned grad expected to be a Tensor or None but got grad of type \(value.typeName)")
                }
                guard gradient.tensor.shape == tensor.shape else {
                    throw Failure(.runtimeError, "assigned grad has data of a different size")
                }
                tensor.grad = gradient.tensor
            }
        case "data":
            guard let source = value.asObject as? TensorObject else {
                throw Failure(.typeError, "Variable data has to be a tensor, but got \(value.typeName)")
            }
            try tensor.setData(source.tensor)
        default:
            if type.member(name) != nil { return try super.setAttribute(name, value) }
            extras[name] = value
        }
    }

    override func attributeNames() -> [String] { super.attributeNames() + extras.keys.map(\.text) }
}

private final class TensorIterator: IteratorObject {
    private let parts: [Tensor]
    private var at = 0
    nonisolated(unsafe) static let cls = TypeObject("generator")
    override var type: TypeObject { TensorIterator.cls }
    init(_ parts: [Tensor]) { self.parts = parts }
    override func next() throws -> Value? {
        guard at < parts.count else { return nil }
        defer { at += 1 }
        return .tensor(parts[at])
    }
}

extension Value {
    /// The one script object of a tensor.
    static func tensor(_ tensor: Tensor) -> Value {
        if let object = tensor.scriptObject as? TensorObject { return .object(object) }
        return .object(TensorObject(tensor))
    }

    /// int(x): numbers beyond 64 bits become large integers, nan and infinity are Python's errors.
    static func integer(truncating scalar: Scalar) throws -> Value {
        switch scalar {
        case .bool(let b): return .int(b ? 1 : 0)
        case .int(let i): return .int(i)
        case .float(let d): return try Value.object(IntType.cls).call(Arguments([.float(d)]))
        }
    }
}

extension Scalar {
    /// The Python number.
    var value: Value {
        switch self {
        case .bool(let b): .bool(b)
        case .int(let i): .int(i)
        case .float(let d): .float(d)
        }
    }
}

extension Tensor: FromValue, IntoValue {
    public static var expectedTypeName: String { "Tensor" }
    public static func from(_ value: Value) throws -> Tensor? { (value.asObject as? TensorObject)?.tensor }
    public func intoValue() throws -> Value { .tensor(self) }
}

extension BinaryOperator {
    /// The op that computes it.
    var opName: String {
        switch self {
        case .add: "add"
        case .subtract: "sub"
        case .multiply: "mul"
        case .divide: "div"
        case .floorDivide: "floor_divide"
        case .modulo: "remainder"
        case .power: "pow"
        case .matrixMultiply: "matmul"
        case .leftShift: "bitwise_left_shift"
        case .rightShift: "bitwise_right_shift"
        case .and: "bitwise_and"
        case .or: "bitwise_or"
        case .xor: "bitwise_xor"
        }
    }
}

extension ComparisonOperator {
    /// The op that computes it elementwise; nil for identity and membership.
    var opName: String? {
        switch self {
        case .equal: "eq"
        case .notEqual: "ne"
        case .less: "lt"
        case .lessEqual: "le"
        case .greater: "gt"
        case .greaterEqual: "ge"
        case .isIdentical, .isNotIdentical, .isIn, .isNotIn: nil
        }
    }
}
