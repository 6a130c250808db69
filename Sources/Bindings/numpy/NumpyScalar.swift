// numpy's scalars (`np.float32(0.1)`, an element of an array): a number that remembers its dtype and combines like a 0-d array.
import Schema
import Script
import Tensors

final class NumpyScalar: Object {
    let tensor: Tensor
    var dtype: DType { tensor.dtype }
    override var type: TypeObject { NumpyScalar.type(of: dtype) }

    /// `tensor` has no dimensions.
    init(_ tensor: Tensor) { self.tensor = tensor }
    convenience init(_ scalar: Scalar, _ dtype: DType) throws { self.init(try Tensor.scalar(scalar, dtype)) }

    var scalar: Scalar { (try? tensor.item()) ?? .int(0) }

    // MARK: - The classes np.float32, np.int64, …

    nonisolated(unsafe) private static let types: [DType: TypeObject] = {
        var table: [DType: TypeObject] = [:]
        let (floating, generic) = (abstract("floating"), abstract("generic"))
        for dtype in DType.allCases where dtype != .bfloat16 {
            let whole = abstract(dtype == .uint8 ? "unsignedinteger" : "signedinteger")
            var bases = [dtype.isFloatingPoint ? floating : dtype == .bool ? generic : whole]
            if dtype == .float64 { bases.append(FloatType.cls) }
            table[dtype] = TypeObject(
                dtype.name, module: "numpy", bases: bases,
                make: { _, arguments in
                    guard let value = arguments.positional.first else {
                        return .object(try NumpyScalar(.int(0), dtype))
                    }
                    return try Flavour.numpy.run {
                        let tensor: Tensor
                        if let text = value.asObject as? StringObject {
                            let number = try Value.object(FloatType.cls).call(Arguments([.string(text.text)]))
                            tensor = try TensorFactory.tensor(number, dtype: dtype)
                        } else {
                            try dtype.checkHolds(value)
                            tensor = try TensorFactory.tensor(value, dtype: dtype)
                        }
                        return tensor.rank == 0 ? .object(NumpyScalar(tensor)) : .object(NDArrayObject(tensor))
                    }
                })
        }
        for type in table.values {
            type.errorName = type.qualifiedName
            ArrayMethods.declare(on: type)
        }
        return table
    }()

    static func type(of dtype: DType) -> TypeObject { types[dtype] ?? TypeObject.object }
    static func dtype(of type: TypeObject) -> DType? { types.first { $0.value === type }?.key }
    /// `np.generic`, `np.integer`, `np.floating` and their kind, for isinstance and issubdtype; each after its base.
    nonisolated(unsafe) static let abstractTypes: [TypeObject] = {
        var made: [TypeObject] = []
        for (name, base) in [
            ("generic", nil), ("number", "generic"), ("integer", "number"), ("signedinteger", "integer"),
            ("unsignedinteger", "integer"), ("inexact", "number"), ("floating", "inexact"),
        ] {
            made.append(TypeObject(name, module: "numpy", bases: made.filter { $0.name == base }))
        }
        return made
    }()
    private static func abstract(_ name: String) -> TypeObject {
        abstractTypes.first { $0.name == name } ?? TypeObject.object
    }

    // MARK: - Text

    override func repr() throws -> String { ArrayText.scalarRepr(scalar, dtype) }
    override func str() throws -> String { ArrayText.scalar(scalar, dtype) }
    override func format(_ spec: String) throws -> String { try scalar.value.format(spec) }

    // MARK: - As a number

    override func truth() throws -> Bool { scalar.isTrue }
    override func float() throws -> Double? { scalar.double }
    override func int() throws -> Value? { try Value.integer(truncating: scalar) }
    override func index() throws -> Value? {
        switch scalar {
        case .int(let i): .int(i)
        case .bool(let b): .int(b ? 1 : 0)
        case .float: nil
        }
    }
    override func hash() throws -> Int { try scalar.value.hash() }

    // MARK: - Operators

    override func binary(_ op: BinaryOperator, _ right: Value) throws -> Value? {
        // A whole number repeats a list, as Python's own does.
        if op == .multiply, right.asObject is ListObject || right.asObject is TupleObject, dtype != .bool {
            guard let count = try index() else {
                throw Failure(.typeError, "can't multiply sequence by non-int of type 'numpy.\(dtype.name)'")
            }
            return try Value.binary(.multiply, count, right)
        }
        return try ArrayOperators.binary(op, .object(self), right)
    }
    override func reflectedBinary(_ op: BinaryOperator, _ left: Value) throws -> Value? {
        try ArrayOperators.binary(op, left, .object(self))
    }
    override func compare(_ op: ComparisonOperator, _ other: Value) throws -> Value? {
        try ArrayOperators.compare(op, .object(self), other)
    }
    override func unary(_ op: UnaryOperator) throws -> Value? { try ArrayOperators.unary(op, tensor) }

    override func item(_ key: Value) throws -> Value {
        if let tuple = key.asObject as? TupleObject, tuple.elements.isEmpty { return .object(self) }
        // x[..., None]: the array of one number with as many axes.
        let parts = (key.asObject as? TupleObject)?.elements ?? [key]
        if parts.allSatisfy({ $0.isNone || $0.asObject is EllipsisObject }) {
            return .object(NDArrayObject(try tensor.reshape(parts.filter(\.isNone).map { _ in 1 })))
        }
        throw Failure(.indexError, "invalid index to scalar variable.")
    }
}

extension DType {
    /// What a whole number of this type can be; nil for bools and real numbers.
    private var wholeRange: ClosedRange<Int>? {
        switch self {
        case .uint8: 0...255
        case .int8: -128...127
        case .int16: -32768...32767
        case .int32: -2_147_483_648...2_147_483_647
        case .int64: .min ... .max
        case .bool, .float16, .bfloat16, .float32, .float64: nil
        }
    }

    /// The same, for callers elsewhere.
    var wholeNumbers: ClosedRange<Int>? { wholeRange }

    /// numpy refuses Python integers that do not fit.
    func checkRange(_ value: Int) throws {
        guard let wholeRange, !wholeRange.contains(value) else { return }
        throw Failure(.overflowError, "Python integer \(value) out of bounds for \(name)")
    }

    /// The same for any Python number.
    func checkRange(_ number: Value) throws {
        if case .int(let i) = number { return try checkRange(i) }
        if number.asObject is BigIntObject, !isFloatingPoint {
            throw Failure(.overflowError, "Python int too large to convert to C long")
        }
    }

    /// numpy refuses Python numbers that a whole type has no value for: 300 in uint8, NaN in int64.
    func checkHolds(_ value: Value) throws {
        try checkRange(value)
        if case .float(let number) = value { try checkHolds(number) }
    }

    /// The same for a real number, which a whole type takes without its fraction.
    func checkHolds(_ number: Double) throws {
        guard wholeRange != nil else { return }
        guard number.isFinite else {
            throw number.isNaN
                ? Failure(.valueError, "cannot convert float NaN to integer")
                : Failure(.overflowError, "cannot convert float infinity to integer")
        }
        guard let whole = Int(exactly: number.rounded(.towardZero)) else {
            throw Failure(.overflowError, "Python int too large to convert to C long")
        }
        try checkRange(whole)
    }

    /// Whether a Python integer lies below (-1) or above (1) all whole numbers of this type; nil: neither.
    func side(of number: Value) -> Int? {
        guard let wholeRange else { return nil }
        if case .int(let i) = number {
            return i < wholeRange.lowerBound ? -1 : i > wholeRange.upperBound ? 1 : nil
        }
        return (number.asObject as? BigIntObject).map { $0.isNegative ? -1 : 1 }
    }
}
