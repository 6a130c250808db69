// Nested lists, numbers, arrays → a tensor: what `torch.tensor(...)` and `np.array(...)` accept. The shape is read from the first
// elements, every other element has to agree.
import Schema
import Script
import Tensors

enum TensorFactory {
    /// A new tensor with the values of `value`. `dtype` nil infers it: bools, whole numbers, reals (float32 in torch, float64 in
    /// numpy; an array or tensor keeps its own). `emptyDType` is for empty lists.
    static func tensor(_ value: Value, dtype: DType?, emptyDType: DType? = nil) throws -> Tensor {
        if let source = existing(value) {
            let copy = try GradMode.disabled { try source.detach().clone(contiguous: true) }
            return try dtype.map { try copy.to($0) } ?? copy
        }
        var collector = Collector()
        try collector.findShape(value)
        try collector.collect(value, 0)
        let inferred = dtype ?? (collector.isEmpty ? emptyDType : nil) ?? collector.dtype
        return try collector.build(inferred)
    }

    /// The tensor inside a tensor or array object.
    static func existing(_ value: Value) -> Tensor? {
        switch value.asObject {
        case let tensor as TensorObject: tensor.tensor
        case let array as NDArrayObject: array.tensor
        case let scalar as NumpyScalar: scalar.tensor
        default: nil
        }
    }

    private struct Collector {
        var shape: [Int] = []
        var reals: [Double] = []
        var wholes: [Int] = []
        /// Wide enough so far: only bools, whole numbers, reals.
        var kind = Kind.none
        var widest: DType?

        enum Kind: Int { case none, bool, int, float }

        var isEmpty: Bool { kind == .none }

        var dtype: DType {
            switch kind {
            case .none, .float:
                if let widest, widest.isFloatingPoint { return widest }
                return Flavour.current == .numpy ? .float64 : Defaults.dtype
            case .int: return widest ?? .int64
            case .bool: return .bool
            }
        }

        /// The elements of a list, tuple, range or anything else that counts as a sequence.
        private static func elements(_ value: Value) throws -> [Value]? {
            guard let object = value.asObject else { return nil }
            switch object {
            case let list as ListObject: return list.elements
            case let tuple as TupleObject: return tuple.elements
            case is RangeObject: return try value.elements()
            default:
                // In torch a tensor inside a list stands for its one number; arrays are sequences everywhere.
                if object is TensorObject, Flavour.current == .torch { return nil }
                guard let array = TensorFactory.existing(value), array.rank > 0 else { return nil }
                return try array.unbind().map { .object(NDArrayObject($0)) }
            }
        }

        mutating func findShape(_ value: Value) throws {
            var current = value
            while let elements = try Collector.elements(current) {
                shape.append(elements.count)
                if shape.count > 64 { throw Failure(.valueError, "too many dimensions (more than 64)") }
                guard let first = elements.first else { return }
                current = first
            }
        }

        mutating func collect(_ value: Value, _ depth: Int) throws {
            if depth < shape.count {
                guard let elements = try Collector.elements(value) else {
                    throw Collector.ragged(shape, depth, value)
                }
                guard elements.count == shape[depth] else { throw Collector.ragged(shape, depth, elements.count) }
                for element in elements { try collect(element, depth + 1) }
                return
            }
            switch value {
            case .bool(let b): append(.bool, Double(b ? 1 : 0), b ? 1 : 0)
            case .int(let i): append(.int, Double(i), i)
            case .float(let d): append(.float, d, 0)
            case .none, .unbound:
                if Flavour.current == .torch { throw Failure(.runtimeError, "Could not infer dtype of NoneType") }
                throw Failure(.typeError, "must be real number, not \(value.typeName)")
            case .object(let object):
                if let tensor = TensorFactory.existing(value) {
                    guard tensor.rank == 0 || (tensor.count == 1 && object is TensorObject && Flavour.current == .torch)
                    else {
                        throw Collector.ragged(shape, depth, value)
                    }
                    widest = widest.map { Promotion.numpy($0, tensor.dtype) } ?? tensor.dtype
                    switch try tensor.item() {
                    case .bool(let b): append(.bool, b ? 1 : 0, b ? 1 : 0)
                    case .int(let i): append(.int, Double(i), i)
                    case .float(let d): append(.float, d, 0)
                    }
                } else if let text = object as? StringObject {
                    if Flavour.current == .numpy {
                        throw Failure(
                            .typeError, "arrays of text are not supported: '\(text.text)'", hint: "keep text in a list")
                    }
                    // A text that stands first counts as a sequence of letters.
                    throw depth == 0 || !isEmpty
                        ? Failure(.typeError, "new(): invalid data type 'str'")
                        : Failure(.valueError, "too many dimensions 'str'")
                } else if let list = try Collector.elements(value) {
                    throw Collector.ragged(shape, depth, list.count)
                } else if object is BigIntObject {
                    throw Failure(.valueError, "Overflow when unpacking long long")
                } else if let number = try object.index(), case .int(let i) = number {
                    append(.int, Double(i), i)
                } else if let number = try object.float() {
                    append(.float, number, 0)
                } else if Flavour.current == .numpy {
                    throw Failure(
                        .typeError, "float() argument must be a string or a real number, not '\(value.typeName)'",
                        hint: "arrays hold numbers; keep other objects in a list")
                } else {
                    throw Failure(.runtimeError, "Could not infer dtype of \(value.typeName)")
                }
            }
        }

        private mutating func append(_ kind: Kind, _ real: Double, _ whole: Int) {
            if kind.rawValue > self.kind.rawValue { self.kind = kind }
            reals.append(real)
            wholes.append(whole)
        }

        func build(_ dtype: DType) throws -> Tensor {
            if Flavour.current == .numpy, kind == .float, dtype.isInteger {
                for real in reals { try dtype.checkHolds(real) }
            }
            // Whole numbers go through Int, so that large ones keep every digit.
            if kind == .float || dtype.isFloatingPoint {
                return try Tensor.from(reals, shape).to(dtype)
            }
            if Flavour.current == .numpy { for whole in wholes { try dtype.checkRange(whole) } }
            return try Tensor.from(wholes, shape).to(dtype)
        }

        private static func ragged(_ shape: [Int], _ depth: Int, _ count: Int) -> Failure {
            if Flavour.current == .numpy { return inhomogeneous(shape, depth) }
            return depth < shape.count
                ? Failure(.valueError, "expected sequence of length \(shape[depth]) at dim \(depth) (got \(count))")
                : Failure(.typeError, "must be real number, not list")
        }

        private static func ragged(_ shape: [Int], _ depth: Int, _ value: Value) -> Failure {
            if Flavour.current == .numpy { return inhomogeneous(shape, depth) }
            if depth >= shape.count {
                return Failure(.valueError, "only one element tensors can be converted to Python scalars")
            }
            return Failure(.typeError, "not a sequence")
        }

        private static func inhomogeneous(_ shape: [Int], _ depth: Int) -> Failure {
            let known = shape.prefix(max(1, depth))
            let text =
                known.count == 1 ? "(\(known.first ?? 0),)" : "(\(known.map(String.init).joined(separator: ", ")))"
            return Failure(
                .valueError,
                "setting an array element with a sequence. The requested array has an inhomogeneous shape after "
                    + "\(known.count) dimensions. The detected shape was \(text) + inhomogeneous part.")
        }
    }
}
