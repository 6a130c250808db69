// `x[...]`: what stands between the brackets, as the engine's indices.
import Schema
import Script
import Tensors

enum IndexConversion {
    /// A key as a list of indices: a tuple is one index per dimension, anything else is one index.
    static func indices(_ key: Value) throws -> [Index] {
        if let tuple = key.asObject as? TupleObject, !(tuple is SizeObject) { return try tuple.elements.map(index) }
        // PyTorch takes a short list that holds more than numbers for a tuple: x[[rows, columns]] is x[rows, columns].
        if Flavour.current == .torch, let list = key.asObject as? ListObject, list.elements.count < 32,
            list.elements.contains(where: isIndexOfOneDimension)
        {
            return try list.elements.map(index)
        }
        return [try index(key)]
    }

    private static func isIndexOfOneDimension(_ value: Value) -> Bool {
        if case .none = value { return true }
        switch value.asObject {
        case is TensorObject, is ListObject, is TupleObject, is RangeObject, is SliceObject, is EllipsisObject:
            return true
        default: return false
        }
    }

    private static func index(_ value: Value) throws -> Index {
        switch value {
        case .none: return .newAxis
        case .int(let i): return .integer(i)
        case .bool(let b): return .tensor(try Tensor.from([b], []))
        case .unbound, .float: throw invalid(value)
        case .object(let object):
            switch object {
            case is EllipsisObject: return .ellipsis
            case let slice as SliceObject:
                return .slice(start: try slice.startIndex, stop: try slice.stopIndex, step: try slice.stepIndex)
            case let tensor as TensorObject: return try fromTensor(tensor.tensor)
            case let array as NDArrayObject: return try fromTensor(array.tensor)
            case let scalar as NumpyScalar: return try index(scalar.scalar.value)
            case is ListObject, is TupleObject, is RangeObject:
                return .tensor(try TensorFactory.tensor(value, dtype: nil, emptyDType: .int64))
            default:
                if let number = try object.index(), case .int(let i) = number { return .integer(i) }
                throw invalid(value)
            }
        }
    }

    private static func fromTensor(_ tensor: Tensor) throws -> Index {
        if tensor.rank == 0, !tensor.dtype.isFloatingPoint, tensor.dtype != .bool {
            return try tensor.item().integer.map { .integer($0) } ?? .tensor(tensor)
        }
        return .tensor(tensor)
    }

    private static func invalid(_ value: Value) -> Failure {
        if Flavour.current == .numpy {
            return Failure(
                .indexError,
                "only integers, slices (`:`), ellipsis (`...`), numpy.newaxis (`None`) and integer or boolean arrays are valid indices"
            )
        }
        return Failure(
            value.asObject is StringObject ? .typeError : .indexError,
            "only integers, slices (`:`), ellipsis (`...`), None and long or byte Variables are valid indices (got \(value.typeName))"
        )
    }
}

extension SliceObject {
    /// The bounds as integers; nil where the script wrote nothing.
    var startIndex: Int? { get throws { try SliceObject.bound(start) } }
    var stopIndex: Int? { get throws { try SliceObject.bound(stop) } }
    var stepIndex: Int? { get throws { try SliceObject.bound(step) } }

    private static func bound(_ value: Value) throws -> Int? {
        if case .none = value { return nil }
        if let big = value.asObject as? BigIntObject {
            return try big.repr().hasPrefix("-") ? Int.min / 2 : Int.max / 2
        }
        guard let number = try Int.from(value) else {
            throw Failure(.typeError, "slice indices must be integers or None or have an __index__ method")
        }
        return number
    }
}
