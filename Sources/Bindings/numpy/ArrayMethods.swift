// Methods and attributes that arrays and numpy's scalars share. The engine's ops compute under numpy's rules (`Flavour.numpy`).
import Schema
import Script
import Tensors

/// An array, a numpy scalar, or (as an argument) anything numpy would turn into an array.
struct ArrayArgument: FromValue {
    let tensor: Tensor
    static var expectedTypeName: String { "array" }
    static func from(_ value: Value) throws -> ArrayArgument? {
        // Lists are read by numpy's rules: reals are float64.
        if let tensor = try Flavour.numpy.run({ try ArrayOperators.operand(value) }) {
            return ArrayArgument(tensor: tensor)
        }
        if let tensor = value.asObject as? TensorObject {
            if tensor.tensor.requiresGrad {
                throw Failure(
                    .runtimeError,
                    "Can't call numpy() on Tensor that requires grad. Use tensor.detach().numpy() instead.",
                    hint: "x.detach().cpu().numpy()")
            }
            return ArrayArgument(tensor: tensor.tensor)
        }
        if value.asObject is RangeObject {
            return ArrayArgument(tensor: try Flavour.numpy.run { try TensorFactory.tensor(value, dtype: nil) })
        }
        if let image = value.asObject as? ArrayConvertible { return ArrayArgument(tensor: try image.arrayTensor()) }
        return nil
    }
}

/// Objects that numpy reads as arrays: images.
protocol ArrayConvertible { func arrayTensor() throws -> Tensor }

enum ArrayMethods {
    /// `axis`: None, an int or a tuple of ints.
    static func axes(_ value: Value) throws -> [Int]? {
        if case .none = value { return nil }
        return try sizes(value)
    }

    static func sizes(_ value: Value) throws -> [Int]? {
        switch value {
        case .int(let i): return [i]
        case .bool(let b): return [b ? 1 : 0]
        case .none, .unbound: return nil
        default:
            do { return try Ints.from(try Argument(value))?.values } catch is Argument.Unusable { return nil }
        }
    }

    /// "(2,3)" as numpy's errors write shapes.
    static func shapeText(_ shape: [Int]) -> String {
        shape.count == 1 ? "(\(shape[0]),)" : "(" + shape.map(String.init).joined(separator: ",") + ")"
    }

    static func dtype(_ value: Value) throws -> DType? {
        switch value {
        case .none, .unbound: return nil
        case .object(let object):
            if let cls = object as? TypeObject, let dtype = DType(pythonType: cls) { return dtype }
            if let dtype = object as? NumpyDTypeObject { return dtype.dtype }
            if let text = object as? StringObject, let dtype = DType(numpyName: text.text) { return dtype }
            throw Failure(.typeError, "data type '\((try? object.str()) ?? "?")' not understood")
        case .bool, .int, .float: throw Failure(.typeError, "Cannot interpret '\(try value.repr())' as a data type")
        }
    }

    /// Runs an op under numpy's rules.
    static func run(_ name: String, _ arguments: [Argument]) throws -> Value {
        try Flavour.numpy.run { try wrap(OpTable.call(name, arguments)) }
    }

    static func wrap(_ result: Argument) throws -> Value {
        switch result {
        case .tensor(let tensor): NDArrayObject.value(tensor)
        case .tuple(let items): .tuple(try items.map(wrap))
        case .list(let items): .list(try items.map(wrap))
        case .named(_, _, let items): .tuple(try items.map(wrap))
        default: try result.value()
        }
    }

    static func declare(on type: TypeObject) {
        declareFacts(on: type)
        declareShape(on: type)
        declareReductions(on: type)
        declareRest(on: type)
    }

    private static func method(
        _ type: TypeObject, _ signature: String, _ doc: String = "",
        _ body: @escaping (Tensor, BoundArguments) throws -> Value
    ) {
        type.rawMethod(signature, doc) { bound in
            guard let x = TensorFactory.existing(bound[0]) else {
                throw Failure(.typeError, "descriptor needs an array, not \(bound[0].typeName)")
            }
            return try NumpyFunctions.placed(Flavour.numpy.run { try body(x, bound) }, bound)
        }
    }

    private static func property(
        _ type: TypeObject, _ name: String, _ doc: String, _ get: @escaping (Tensor) throws -> Value
    ) {
        type.setMember(
            Symbol(name),
            .object(
                NativeProperty(
                    doc,
                    get: { value in
                        guard let x = TensorFactory.existing(value) else { return .none }
                        return try Flavour.numpy.run { try get(x) }
                    })))
    }

    // MARK: - Facts

    private static func declareFacts(on type: TypeObject) {
        property(type, "shape", "The sizes of all dimensions.") { .tuple($0.shape.map { .int($0) }) }
        property(type, "dtype", "The type of the elements.") { .object(NumpyDTypeObject.of($0.dtype)) }
        property(type, "ndim", "The number of dimensions.") { .int($0.rank) }
        property(type, "size", "The number of elements.") { .int($0.count) }
        property(type, "itemsize", "Bytes per element.") { .int($0.dtype.size) }
        property(type, "nbytes", "Bytes of all elements.") { .int($0.dtype.size * $0.count) }
        property(type, "strides", "Steps in memory, in bytes.") { x in .tuple(x.strides.map { .int($0 * x.dtype.size) })
        }
        property(type, "T", "The transposed array.") {
            NDArrayObject.value(try $0.permute(Array((0..<$0.rank).reversed())))
        }
        property(type, "real", "The array itself.") { NDArrayObject.value($0) }
        property(type, "flat", "The elements in order.") { NDArrayObject.value(try $0.reshape([-1])) }
        property(type, "base", "") { _ in .none }
    }

    // MARK: - Shape

    private static func declareShape(on type: TypeObject) {
        method(type, "__abs__(self)", "abs(x): every element without its sign.") { x, _ in
            NDArrayObject.value(try x.abs())
        }
        method(type, "reshape(self, *shape, order='C')", "The same elements in another shape.") { x, bound in
            NDArrayObject.value(try reshape(x, try Creation.sizes(bound[1], "reshape")))
        }
        method(type, "transpose(self, *axes)", "The axes in another order.") { x, bound in
            let given = (bound[1].asObject as? TupleObject)?.elements ?? []
            if given.isEmpty || given.first.map({ if case .none = $0 { true } else { false } }) == true {
                return NDArrayObject.value(try x.permute(Array((0..<x.rank).reversed())))
            }
            let order = try Creation.sizes(bound[1], "transpose")
            return NDArrayObject.value(try x.numpyTransposed(order))
        }
        method(type, "swapaxes(self, axis1, axis2)", "Two axes exchanged.") { x, bound in
            NDArrayObject.value(try x.transpose(try bound.get(1), try bound.get(2)))
        }
        method(type, "flatten(self, order='C')", "A copy in one dimension.") { x, _ in
            NDArrayObject.value(try x.reshape([-1]).clone())
        }
        method(type, "ravel(self, order='C')", "One dimension.") { x, _ in NDArrayObject.value(try x.reshape([-1])) }
        method(type, "squeeze(self, axis=None)", "Without dimensions of size 1.") { x, bound in
            NDArrayObject.value(try squeeze(x, try axes(bound[1])))
        }
        method(type, "repeat(self, repeats, axis=None)", "Every element several times.") { x, bound in
            try NumpyFunctions.repeatElements(x, bound[1], bound[2])
        }
        method(type, "resize(self, *new_shape, refcheck=True)") { _, _ in
            throw Failure(
                .notImplementedError, "ndarray.resize changes an array's size in place, which is not supported",
                hint: "np.resize or a.reshape(...)")
        }
    }

    static func reshape(_ x: Tensor, _ sizes: [Int]) throws -> Tensor {
        do { return try x.reshape(sizes) } catch var failure as Failure where failure.kind == .runtimeError {
            failure = Failure(.valueError, "cannot reshape array of size \(x.count) into shape \(shapeText(sizes))")
            throw failure
        }
    }

    static func squeeze(_ x: Tensor, _ axes: [Int]?) throws -> Tensor {
        for axis in axes ?? [] {
            guard x.shape[try x.numpyAxis(axis)] == 1 else {
                throw Failure(.valueError, "cannot select an axis to squeeze out which has size not equal to one")
            }
        }
        return try x.squeeze(axes)
    }

    // MARK: - Reductions

    static func reduce(_ op: String, _ x: Tensor, axis: Value, keepdims: Value, dtype: Value = .none) throws -> Value {
        let axes = try axes(axis)
        for axis in axes ?? [] { _ = try x.numpyAxis(axis) }
        let keep = try keepdims.truth()
        let target = try ArrayMethods.dtype(dtype)
        return try Flavour.numpy.run {
            var result: Tensor
            switch op {
            case "sum": result = try x.sum(axes, keepdim: keep, dtype: target)
            case "mean": result = try x.mean(axes, keepdim: keep, dtype: target)
            case "var", "std":
                let source = x.dtype.isFloatingPoint ? x : try x.to(.float64)
                result = try OpTable.tensor(
                    op, [.tensor(source), axes.map { .tuple($0.map(Argument.int)) } ?? .none, .int(0), .bool(keep)])
            case "max", "min":
                if x.count == 0 {
                    throw Failure(
                        .valueError,
                        "zero-size array to reduction operation \(op == "max" ? "maximum" : "minimum") which has no identity"
                    )
                }
                result = try OpTable.tensor(
                    "a" + op, [.tensor(x), .tuple((axes ?? Array(0..<x.rank)).map(Argument.int)), .bool(keep)])
            case "any", "all":
                result = try (x.dtype == .bool ? x : OpTable.tensor("ne", [.tensor(x), .int(0)]))
                if let axes {
                    for axis in axes.map({ $0 < 0 ? $0 + x.rank : $0 }).sorted(by: >) {
                        result = try OpTable.tensor(op, [.tensor(result), .int(axis), .bool(keep)])
                    }
                } else {
                    result = try OpTable.tensor(op, [.tensor(result)])
                }
            case "prod":
                let wide = x.dtype.isFloatingPoint ? x : try x.to(.int64)
                if let axis = axes?.first {
                    result = try OpTable.tensor("prod", [.tensor(wide), .int(axis), .bool(keep)])
                } else {
                    result = try OpTable.tensor("prod", [.tensor(wide)])
                }
            default:
                guard x.count > 0 else { throw Failure(.valueError, "attempt to get \(op) of an empty sequence") }
                if let axis = axes?.first {
                    result = try OpTable.tensor(op, [.tensor(x), .int(axis), .bool(keep)])
                } else {
                    result = try OpTable.tensor(op, [.tensor(x)])
                }
            }
            return NDArrayObject.value(result)
        }
    }

    private static func declareReductions(on type: TypeObject) {
        for op in ["sum", "mean", "prod"] {
            method(
                type, "\(op)(self, axis=None, dtype=None, out=None, keepdims=False)",
                "The \(op) along an axis or of everything."
            ) { x, bound in
                try reduce(op, x, axis: bound[1], keepdims: bound[4], dtype: bound[2])
            }
        }
        for op in ["std", "var"] {
            method(
                type, "\(op)(self, axis=None, dtype=None, out=None, ddof=0, keepdims=False)", "Spread along an axis."
            ) { x, bound in
                try NumpyFunctions.spread(op, x, bound[1], ddof: bound[4], keepdims: bound[5])
            }
        }
        for op in ["max", "min", "any", "all"] {
            method(
                type, "\(op)(self, axis=None, out=None, keepdims=False)", "The \(op) along an axis or of everything."
            ) { x, bound in
                try reduce(op, x, axis: bound[1], keepdims: bound[3])
            }
        }
        for op in ["argmax", "argmin"] {
            method(
                type, "\(op)(self, axis=None, out=None, keepdims=False)", "Where the largest or smallest element is."
            ) { x, bound in
                try reduce(op, x, axis: bound[1], keepdims: bound[3])
            }
        }
        method(type, "ptp(self, axis=None)", "Largest minus smallest.") { x, bound in
            let high = try reduce("max", x, axis: bound[1], keepdims: .bool(false))
            return try Value.binary(.subtract, high, try reduce("min", x, axis: bound[1], keepdims: .bool(false)))
        }
        for op in ["cumsum", "cumprod"] {
            method(type, "\(op)(self, axis=None, dtype=None)", "Running totals.") { x, bound in
                let flat = try axes(bound[1]) == nil ? x.reshape([-1]) : x
                return try run(op, [.tensor(flat), .int(try axes(bound[1])?.first ?? 0)])
            }
        }
    }

    // MARK: - The rest

    private static func declareRest(on type: TypeObject) {
        method(
            type, "astype(self, dtype, order='K', casting='unsafe', subok=True, copy=True)",
            "The same values as another dtype."
        ) { x, bound in
            let target = try dtype(bound[1]) ?? .float64
            return NDArrayObject.value(try x.to(target, copy: true))
        }
        method(type, "copy(self, order='C')", "An independent array.") { x, _ in NDArrayObject.value(try x.clone()) }
        method(type, "__copy__(self)") { x, _ in NDArrayObject.value(try x.clone()) }
        method(type, "__deepcopy__(self, memo=None)") { x, _ in NDArrayObject.value(try x.clone()) }
        method(type, "tolist(self)", "All elements as nested lists.") { x, _ in try x.toList().value }
        method(type, "item(self, *args)", "One element as a Python number.") { x, bound in
            let given = try sizes(bound[1]) ?? []
            if given.isEmpty {
                guard x.count == 1 else {
                    throw Failure(.valueError, "can only convert an array of size 1 to a Python scalar")
                }
                return try x.item().value
            }
            if given.count == 1, x.rank != 1 { return try x.reshape([-1]).select(0, given[0]).item().value }
            return try x.index(given.map { .integer($0) }).item().value
        }
        method(type, "fill(self, value)", "Sets every element.") { x, bound in
            try x.fill(try Scalar.from(try Argument(bound[1])) ?? .int(0))
            return .none
        }
        method(type, "clip(self, min=None, max=None, out=None)", "Values limited to [min, max].") { x, bound in
            try NumpyFunctions.clip(x, bound[1], bound[2])
        }
        method(type, "round(self, decimals=0, out=None)", "Rounded half to even.") { x, bound in
            try NumpyFunctions.round(x, try bound.get(1, as: Int.self))
        }
        method(type, "__round__(self, ndigits=None)", "round(x, ndigits); without ndigits a Python int.") { x, bound in
            guard x.rank == 0 else {
                throw Failure(.typeError, "type numpy.ndarray doesn't define __round__ method", hint: "np.round(a, 2)")
            }
            if let digits = try bound.get(1, as: Int?.self) { return try NumpyFunctions.round(x, digits) }
            return try Value.integer(truncating: .float(x.item().double.rounded(.toNearestOrEven)))
        }
        method(type, "dot(self, b)", "The matrix product.") { x, bound in
            try run("matmul", [.tensor(x), .tensor(try bound.get(1, as: ArrayArgument.self).tensor)])
        }
        method(type, "nonzero(self)", "Indices of the elements that are not zero, one array per axis.") { x, _ in
            try NumpyFunctions.nonzero(x)
        }
        method(type, "argsort(self, axis=-1, kind=None)", "The order that sorts.") { x, bound in
            try run("argsort", [.tensor(x), .int(try bound.get(1)), .bool(false), .bool(true)])
        }
        method(type, "sort(self, axis=-1, kind=None)", "Sorts in place.") { x, bound in
            guard case .tuple(let parts) = try sorted(x, try bound.get(1)), let first = parts.first,
                case .tensor(let values) = first
            else { return .none }
            try x.setIndex([.ellipsis], values)
            return .none
        }
        method(type, "take(self, indices, axis=None)", "Elements by position.") { x, bound in
            let flat = try axes(bound[2]) == nil ? x.reshape([-1]) : x
            return try run(
                "index_select",
                [
                    .tensor(flat), .int(try axes(bound[2])?.first ?? 0),
                    .tensor(try bound.get(1, as: ArrayArgument.self).tensor.reshape([-1])),
                ])
        }
        method(type, "diagonal(self, offset=0, axis1=0, axis2=1)") { x, bound in
            NDArrayObject.value(try x.diagonal(offset: try bound.get(1), try bound.get(2), try bound.get(3)))
        }
        method(type, "trace(self)") { x, _ in NDArrayObject.value(try x.diagonal().sum()) }
        method(type, "conj(self)") { x, _ in NDArrayObject.value(x) }
        method(type, "tobytes(self)", "The elements' bytes.") { x, _ in .object(BytesObject(try x.bytes())) }
        method(type, "view(self, dtype=None)") { x, _ in NDArrayObject.value(x.detach()) }
        method(type, "__array__(self, dtype=None, copy=None)") { x, _ in NDArrayObject.value(x) }
        method(type, "__len__(self)") { _, bound in .int(try bound[0].length()) }
        method(type, "__getitem__(self, key)") { _, bound in try bound[0].item(bound[1]) }
        method(type, "setflags(self, write=None)") { _, _ in .none }
    }

    static func sorted(_ x: Tensor, _ axis: Int) throws -> Argument {
        let result = try OpTable.call("sort", [.tensor(x), .int(axis), .bool(false), .bool(true)])
        return result.items.map(Argument.tuple) ?? result
    }
}

extension Tensor {
    /// An axis counted from the front, or numpy's AxisError.
    func numpyAxis(_ axis: Int) throws -> Int {
        guard axis >= -rank, axis < rank else {
            throw Failure(.axisError, "axis \(axis) is out of bounds for array of dimension \(rank)")
        }
        return axis < 0 ? axis + rank : axis
    }

    /// The axes in another order.
    func numpyTransposed(_ axes: [Int]) throws -> Tensor {
        guard axes.count == rank else { throw Failure(.valueError, "axes don't match array") }
        let order = try axes.map(numpyAxis)
        guard Set(order).count == rank else { throw Failure(.valueError, "repeated axis in transpose") }
        return try permute(order)
    }

    /// The elements' bytes in row-major order.
    func bytes() throws -> [UInt8] {
        let dense = try GradMode.disabled { try detach().contiguous() }
        return dense.withBytes { Array($0) }
    }
}

/// `np.dtype('float32')`, what `array.dtype` is.
final class NumpyDTypeObject: Object {
    let dtype: DType
    nonisolated(unsafe) static let cls = TypeObject(
        "dtype", module: "numpy",
        make: { _, arguments in
            let value = try Signature("dtype(dtype, align=False, copy=False)").values(arguments)[0]
            return .object(NumpyDTypeObject.of(try ArrayMethods.dtype(value) ?? .float64))
        })
    override var type: TypeObject { NumpyDTypeObject.cls }
    private init(_ dtype: DType) { self.dtype = dtype }
    nonisolated(unsafe) private static let all: [DType: NumpyDTypeObject] = {
        var table: [DType: NumpyDTypeObject] = [:]
        for dtype in DType.allCases { table[dtype] = NumpyDTypeObject(dtype) }
        return table
    }()
    static func of(_ dtype: DType) -> NumpyDTypeObject { all[dtype] ?? NumpyDTypeObject(dtype) }

    override func repr() throws -> String { "dtype('\(dtype.name)')" }
    override func str() throws -> String { dtype.name }
    override func hash() throws -> Int { dtype.hashValue }
    override func compare(_ op: ComparisonOperator, _ other: Value) throws -> Value? {
        guard op == .equal || op == .notEqual else { return nil }
        let right = try? ArrayMethods.dtype(other)
        return .bool((right == dtype) == (op == .equal))
    }
    override var isCallable: Bool { false }
    override func attribute(_ name: Symbol) throws -> Value? {
        switch name.text {
        case "name": .string(dtype.name)
        case "kind": .string(dtype == .bool ? "b" : dtype.isFloatingPoint ? "f" : dtype == .uint8 ? "u" : "i")
        case "itemsize": .int(dtype.size)
        case "type": .object(NumpyScalar.type(of: dtype))
        case "char", "str": .string(dtype.npyDescription)
        default: try super.attribute(name)
        }
    }
}

extension DType {
    /// "float32", "f4", "<f4", "uint8", "int".
    init?(numpyName: String) {
        let name = numpyName.drop { "<=|>".contains($0) }
        switch name {
        case "f4", "single", "f": self = .float32
        case "f8", "double", "float", "d": self = .float64
        case "f2", "half": self = .float16
        case "i8", "int", "long", "l": self = .int64
        case "i4": self = .int32
        case "i2": self = .int16
        case "i1": self = .int8
        case "u1", "ubyte": self = .uint8
        case "b1", "bool", "?": self = .bool
        default:
            guard let dtype = DType(named: String(name)), dtype != .bfloat16 else { return nil }
            self = dtype
        }
    }

    /// The type in an .npy header.
    var npyDescription: String {
        switch self {
        case .bool: "|b1"
        case .uint8: "|u1"
        case .int8: "|i1"
        case .int16: "<i2"
        case .int32: "<i4"
        case .int64: "<i8"
        case .float16, .bfloat16: "<f2"
        case .float32: "<f4"
        case .float64: "<f8"
        }
    }
}
