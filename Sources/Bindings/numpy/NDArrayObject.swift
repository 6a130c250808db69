// numpy's array in a script: the engine's tensor under numpy's rules for dtypes, printing and errors.
import Schema
import Script
import Tensors

final class NDArrayObject: Object {
    let tensor: Tensor
    nonisolated(unsafe) static let cls: TypeObject = {
        let type = TypeObject("ndarray", module: "numpy")
        type.errorName = "numpy.ndarray"
        ArrayMethods.declare(on: type)
        return type
    }()
    override var type: TypeObject { NDArrayObject.cls }

    init(_ tensor: Tensor) { self.tensor = tensor }

    /// An array, or a scalar where numpy gives one.
    static func value(_ tensor: Tensor) -> Value {
        tensor.rank == 0 ? .object(NumpyScalar(tensor)) : .object(NDArrayObject(tensor))
    }

    override func repr() throws -> String { try ArrayText.repr(of: tensor.printed) }
    override func str() throws -> String { try ArrayText.str(of: tensor.printed) }
    override func format(_ spec: String) throws -> String {
        if spec.isEmpty { return try str() }
        if tensor.count == 1, tensor.rank == 0 { return try tensor.item().value.format(spec) }
        return try super.format(spec)
    }

    override func truth() throws -> Bool {
        guard tensor.count == 1 else {
            if tensor.count == 0 {
                throw Failure(
                    .valueError,
                    "The truth value of an empty array is ambiguous. Use `array.size > 0` to check that an array is not empty."
                )
            }
            throw Failure(
                .valueError,
                "The truth value of an array with more than one element is ambiguous. Use a.any() or a.all()")
        }
        return try tensor.isTrue()
    }
    private func only() throws -> Scalar {
        guard tensor.count == 1, tensor.rank == 0 else {
            throw Failure(.typeError, "only 0-dimensional arrays can be converted to Python scalars")
        }
        return try tensor.item()
    }
    override func float() throws -> Double? { try only().double }
    override func int() throws -> Value? { try Value.integer(truncating: only()) }
    override func index() throws -> Value? {
        guard tensor.rank == 0, !tensor.dtype.isFloatingPoint else {
            throw Failure(.typeError, "only integer scalar arrays can be converted to a scalar index")
        }
        return try Value.integer(truncating: only())
    }
    override func hash() throws -> Int { throw Failure(.typeError, "unhashable type: 'numpy.ndarray'") }

    // MARK: - Operators

    override func binary(_ op: BinaryOperator, _ right: Value) throws -> Value? {
        try ArrayOperators.binary(op, .object(self), right)
    }
    override func reflectedBinary(_ op: BinaryOperator, _ left: Value) throws -> Value? {
        try ArrayOperators.binary(op, left, .object(self))
    }
    override func inPlaceBinary(_ op: BinaryOperator, _ right: Value) throws -> Value? {
        guard op != .matrixMultiply, let result = try ArrayOperators.tensor(op, .object(self), right) else {
            return nil
        }
        try ArrayOperators.store(result, into: tensor, op)
        return .object(self)
    }
    override func compare(_ op: ComparisonOperator, _ other: Value) throws -> Value? {
        try ArrayOperators.compare(op, .object(self), other)
    }
    override func unary(_ op: UnaryOperator) throws -> Value? { try ArrayOperators.unary(op, tensor) }
    override func contains(_ value: Value) throws -> Bool? {
        guard let equal = try ArrayOperators.compare(.equal, .object(self), value) else { return false }
        guard let mask = TensorFactory.existing(equal) else { return try equal.truth() }
        return try OpTable.tensor("any", [.tensor(mask)]).isTrue()
    }

    // MARK: - Items

    override func length() throws -> Int? {
        guard let first = tensor.shape.first else { throw Failure(.typeError, "len() of unsized object") }
        return first
    }
    override func item(_ key: Value) throws -> Value {
        try Flavour.numpy.run { NDArrayObject.value(try tensor.index(try IndexConversion.indices(key))) }
    }
    override func setItem(_ key: Value, _ value: Value) throws {
        try Flavour.numpy.run {
            try tensor.dtype.checkHolds(value)
            // Lists become the array's type at once: their numbers must fit it.
            let source =
                try TensorFactory.existing(value)
                ?? TensorFactory.tensor(value, dtype: tensor.dtype.isInteger ? tensor.dtype : nil)
            try tensor.setIndex(try IndexConversion.indices(key), source)
        }
    }
    override func iterator() throws -> IteratorObject? {
        guard tensor.rank > 0 else { throw Failure(.typeError, "iteration over a 0-d array") }
        return ArrayIterator(try tensor.unbind())
    }

    override func setAttribute(_ name: Symbol, _ value: Value) throws {
        guard name.text == "shape", let sizes = try ArrayMethods.sizes(value) else {
            return try super.setAttribute(name, value)
        }
        try tensor.setData(try Flavour.numpy.run { try tensor.reshape(sizes) })
    }
}

private final class ArrayIterator: IteratorObject {
    private let parts: [Tensor]
    private var at = 0
    nonisolated(unsafe) static let cls = TypeObject("iterator")
    override var type: TypeObject { ArrayIterator.cls }
    init(_ parts: [Tensor]) { self.parts = parts }
    override func next() throws -> Value? {
        guard at < parts.count else { return nil }
        defer { at += 1 }
        return NDArrayObject.value(parts[at])
    }
}

/// The operators of arrays and numpy scalars.
enum ArrayOperators {
    /// An operand; Python numbers are weak in promotion, lists become arrays. nil: not for numpy (a torch tensor decides itself).
    static func operand(_ value: Value) throws -> Tensor? {
        switch value {
        case .bool(let b): return try Tensor.number(.bool(b))
        case .int(let i): return try Tensor.number(.int(i))
        case .float(let d): return try Tensor.number(.float(d))
        case .none, .unbound: return nil
        case .object(let object):
            switch object {
            case let array as NDArrayObject: return array.tensor
            case let scalar as NumpyScalar: return scalar.tensor
            // Whole arrays refuse it, except in a division.
            case is BigIntObject: return try Double.from(value).map { try Tensor.number(.float($0)) }
            case is ListObject, is TupleObject: return try TensorFactory.tensor(value, dtype: nil)
            default: return nil
            }
        }
    }

    static func tensor(_ op: BinaryOperator, _ left: Value, _ right: Value) throws -> Tensor? {
        try Flavour.numpy.run {
            guard let a = try operand(left), let b = try operand(right) else { return nil }
            // A division is one of real numbers.
            for (number, other) in [(left, b), (right, a)] where op != .divide && !other.isWrappedNumber {
                try other.dtype.checkRange(number)
            }
            return try OpTable.tensor(op.opName, [.tensor(a), .tensor(b)])
        }
    }

    static func binary(_ op: BinaryOperator, _ left: Value, _ right: Value) throws -> Value? {
        try tensor(op, left, right).map(NDArrayObject.value)
    }

    static func compare(_ op: ComparisonOperator, _ left: Value, _ right: Value) throws -> Value? {
        guard let name = op.opName else { return nil }
        return try Flavour.numpy.run {
            guard let a = try operand(left), let b = try operand(right) else {
                return try different(op, left, right) ?? different(op, right, left)
            }
            if let answer = try answer(op, a, right) ?? answer(op.mirrored, b, left) { return answer }
            return NDArrayObject.value(try OpTable.tensor(name, [.tensor(a), .tensor(b)]))
        }
    }

    /// None and texts are no element of an array of numbers: `a == None` is False everywhere.
    private static func different(_ op: ComparisonOperator, _ array: Value, _ other: Value) throws -> Value? {
        guard op == .equal || op == .notEqual, let x = (array.asObject as? NDArrayObject)?.tensor,
            other.isNone || other.asObject is StringObject
        else { return nil }
        return NDArrayObject.value(try Tensor.full(x.shape, .bool(op == .notEqual), .bool))
    }

    /// What every element of a whole array answers to a Python integer that its type does not hold; nil if it does.
    private static func answer(_ op: ComparisonOperator, _ array: Tensor, _ number: Value) throws -> Value? {
        guard !array.isWrappedNumber else { return nil }
        if array.dtype == .bool { try array.dtype.checkRange(number) }
        guard let side = array.dtype.side(of: number) else { return nil }
        let isTrue: Bool
        switch op {
        case .less, .lessEqual: isTrue = side > 0
        case .greater, .greaterEqual: isTrue = side < 0
        case .equal: isTrue = false
        case .notEqual: isTrue = true
        case .isIdentical, .isNotIdentical, .isIn, .isNotIn: return nil
        }
        return NDArrayObject.value(try Tensor.full(array.shape, .bool(isTrue), .bool))
    }

    static func unary(_ op: UnaryOperator, _ tensor: Tensor) throws -> Value? {
        try Flavour.numpy.run {
            switch op {
            case .negative: return NDArrayObject.value(try OpTable.tensor("neg", [.tensor(tensor)]))
            case .positive where tensor.dtype == .bool:
                throw Failure(
                    .ufuncTypeError,
                    "ufunc 'positive' did not contain a loop with signature matching types <class 'numpy.dtypes.BoolDType'> -> None"
                )
            case .positive: return NDArrayObject.value(try tensor.clone())
            case .invert: return NDArrayObject.value(try OpTable.tensor("bitwise_not", [.tensor(tensor)]))
            case .not: return nil
            }
        }
    }

    /// `a += b` keeps a's dtype; a result of a higher kind is refused as numpy refuses it.
    static func store(_ result: Tensor, into target: Tensor, _ op: BinaryOperator) throws {
        guard Casting.sameKind.allows(result.dtype, target.dtype) else {
            let ufunc = ["add": "add", "sub": "subtract", "mul": "multiply", "div": "divide"][op.opName] ?? op.opName
            throw Failure(
                .ufuncTypeError,
                "Cannot cast ufunc '\(ufunc)' output from dtype('\(result.dtype.name)') to dtype('\(target.dtype.name)') with "
                    + "casting rule 'same_kind'", hint: "write a = a \(op.rawValue) b")
        }
        guard result.shape == target.shape else {
            throw Failure(
                .valueError,
                "non-broadcastable output operand with shape \(ArrayMethods.shapeText(target.shape)) doesn't match the broadcast "
                    + "shape \(ArrayMethods.shapeText(result.shape))")
        }
        try Flavour.numpy.run { try target.setIndex([.ellipsis], result) }
    }
}
