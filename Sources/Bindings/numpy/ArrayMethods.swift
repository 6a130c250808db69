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
            if value.asObject is BigIntObject {
                throw Failure(.overflowError, "Python int too large to convert to C long")
            }
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
            return try Flavour.numpy.run { try body(x, bound) }
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
        property(type, "imag", "Zeros: there are no complex numbers.") {
            NDArrayObject.value(try Tensor.zeros($0.shape, $0.dtype))
        }
        property(type, "mT", "The last two axes exchanged.") { x in
            guard x.rank >= 2 else { throw Failure(.valueError, "matrix transpose with ndim < 2 is undefined") }
            return NDArrayObject.value(try x.transpose(-2, -1))
        }
        property(type, "flags", "How the elements lie in memory.") { .object(ArrayFlags($0)) }
        property(type, "device", "Where the memory is: 'cpu'.") { _ in .string("cpu") }
        property(type, "base", "The array whose memory this one shares; None if it is its own.") { x in
            x.viewedTensor.map { .object(NDArrayObject($0)) } ?? .none
        }
    }

    // MARK: - Shape

    private static func declareShape(on type: TypeObject) {
        method(type, "__abs__(self)", "abs(x): every element without its sign.") { x, _ in
            NDArrayObject.value(try x.abs())
        }
        method(type, "reshape(self, *shape, order='C', copy=None)", "The same elements in another shape.") { x, bound in
            let result = try ArrayOrder(bound[2]).reshape(x, try Creation.sizes(bound[1], "reshape"))
            guard !bound[3].isNone else { return .object(NDArrayObject(result)) }
            if try bound[3].truth() { return .object(NDArrayObject(try result.clone())) }
            guard result.storage === x.storage else {
                throw Failure(.valueError, "Unable to avoid creating a copy while reshaping.")
            }
            return .object(NDArrayObject(result))
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
            NDArrayObject.value(
                try x.transpose(
                    x.numpyAxis(bound.get(1), named: "axis1"), x.numpyAxis(bound.get(2), named: "axis2")))
        }
        method(type, "flatten(self, order='C')", "A copy in one dimension.") { x, bound in
            .object(NDArrayObject(try ArrayOrder(bound[1]).ravel(x).clone()))
        }
        method(type, "ravel(self, order='C')", "One dimension.") { x, bound in
            .object(NDArrayObject(try ArrayOrder(bound[1]).ravel(x)))
        }
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
            if sizes.filter({ $0 == -1 }).count > 1 {
                failure = Failure(.valueError, "can only specify one unknown dimension")
            }
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

    private static func declareReductions(on type: TypeObject) {
        for op in ["sum", "prod"] {
            method(
                type, "\(op)(self, axis=None, dtype=None, out=None, keepdims=False, initial=None, where=True)",
                "The \(op) along an axis or of everything."
            ) { x, bound in
                try Reduction(
                    op, axis: bound[1], dtype: bound[2], out: bound[3], keepdims: bound[4], initial: bound[5],
                    where: bound[6]
                ).value(of: x)
            }
        }
        method(
            type, "mean(self, axis=None, dtype=None, out=None, keepdims=False, *, where=True)",
            "The mean along an axis or of everything."
        ) { x, bound in
            try Reduction(
                "mean", axis: bound[1], dtype: bound[2], out: bound[3], keepdims: bound[4], where: bound[5]
            ).value(of: x)
        }
        for op in ["std", "var"] {
            method(
                type, "\(op)(self, axis=None, dtype=None, out=None, ddof=0, keepdims=False, *, where=True, mean=None)",
                "Spread along an axis."
            ) { x, bound in try Reduction.spread(op, x, bound, from: 1) }
        }
        for op in ["max", "min"] {
            method(
                type, "\(op)(self, axis=None, out=None, keepdims=False, initial=None, where=True)",
                "The \(op) along an axis or of everything."
            ) { x, bound in
                try Reduction(
                    op, axis: bound[1], out: bound[2], keepdims: bound[3], initial: bound[4], where: bound[5]
                ).value(of: x)
            }
        }
        for op in ["any", "all"] {
            method(
                type, "\(op)(self, axis=None, out=None, keepdims=False, *, where=True)",
                "The \(op) along an axis or of everything."
            ) { x, bound in
                try Reduction(op, axis: bound[1], out: bound[2], keepdims: bound[3], where: bound[4]).value(of: x)
            }
        }
        for op in ["argmax", "argmin"] {
            method(
                type, "\(op)(self, axis=None, out=None, *, keepdims=False)", "Where the largest or smallest element is."
            ) { x, bound in
                try Reduction.place(op, x, axis: bound[1], out: bound[2], keepdims: bound[3])
            }
        }
        // NumPy 2 took this method away; older programs have it.
        method(type, "ptp(self, axis=None, out=None, keepdims=False)", "Largest minus smallest.") { x, bound in
            let high = try Reduction("max", axis: bound[1], keepdims: bound[3]).value(of: x)
            let low = try Reduction("min", axis: bound[1], keepdims: bound[3]).value(of: x)
            return try Value.binary(.subtract, high, low)
        }
        for op in ["cumsum", "cumprod"] {
            method(type, "\(op)(self, axis=None, dtype=None, out=None)", "Running totals.") { x, bound in
                try Reduction.running(op, x, axis: bound[1], dtype: bound[2], out: bound[3])
            }
        }
    }

    // MARK: - The rest

    private static func declareRest(on type: TypeObject) {
        method(
            type, "astype(self, dtype, order='K', casting='unsafe', subok=True, copy=True)",
            "The same values as another dtype."
        ) { x, bound in
            if let texts = try TextArray(x, writtenAs: bound[1]) { return .object(texts) }
            let target = try dtype(bound[1]) ?? .float64
            let rule = try Casting.named(bound[3].str())
            guard rule.allows(x.dtype, target) else {
                throw Failure(
                    .typeError,
                    "Cannot cast array data from dtype('\(x.dtype.name)') to dtype('\(target.name)') according to the rule '\(rule.rawValue)'"
                )
            }
            let order = try ArrayOrder(bound[2])
            if try !bound[5].truth(), x.dtype == target, order == .k { return bound[0] }
            let copy = try x.to(target, copy: true)
            return NDArrayObject.value(try order == .k ? copy : order.copy(copy))
        }
        method(type, "copy(self, order='C')", "An independent array.") { x, bound in
            NDArrayObject.value(try ArrayOrder(bound[1]).copy(x))
        }
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
            if given.count == 1 {
                guard given[0] >= -x.count, given[0] < x.count else {
                    throw Failure(.indexError, "index \(given[0]) is out of bounds for size \(x.count)")
                }
                return try x.reshape([-1]).select(0, given[0]).item().value
            }
            return try x.index(given.map { .integer($0) }).item().value
        }
        method(type, "fill(self, value)", "Sets every element.") { x, bound in
            try x.dtype.checkHolds(bound[1])
            let value = try NumpyFunctions.array(bound[1])
            guard value.count == 1, value.rank <= x.rank else {
                throw Failure(.valueError, "setting an array element with a sequence. fill() takes one number")
            }
            try x.setIndex([.ellipsis], value)
            return .none
        }
        method(type, "clip(self, min=None, max=None, out=None)", "Values limited to [min, max].") { x, bound in
            try NumpyFunctions.placed(NumpyFunctions.clip(x, bound[1], bound[2]), bound)
        }
        method(type, "round(self, decimals=0, out=None)", "Rounded half to even.") { x, bound in
            try NumpyFunctions.placed(NumpyFunctions.round(x, try bound.get(1, as: Int.self)), bound)
        }
        method(type, "__round__(self, ndigits=None)", "round(x, ndigits); without ndigits a Python int.") { x, bound in
            guard x.rank == 0 else {
                throw Failure(.typeError, "type numpy.ndarray doesn't define __round__ method", hint: "np.round(a, 2)")
            }
            if let digits = try bound.get(1, as: Int?.self) { return try NumpyFunctions.round(x, digits) }
            return try Value.integer(truncating: .float(x.item().double.rounded(.toNearestOrEven)))
        }
        method(type, "dot(self, b, out=None)", "The matrix product.") { x, bound in
            try NumpyFunctions.placed(NumpyFunctions.wrap(NumpyFunctions.dot(x, NumpyFunctions.array(bound[1]))), bound)
        }
        method(type, "nonzero(self)", "Indices of the elements that are not zero, one array per axis.") { x, _ in
            try NumpyFunctions.nonzero(x)
        }
        method(type, "argsort(self, axis=-1, kind=None, order=None, *, stable=None)", "The order that sorts.") {
            x, bound in
            try NumpySearching.checkSort(kind: bound[2], order: bound[3], stable: bound[4])
            return .object(NDArrayObject(try NumpySearching.sorted(x, axis: bound[1], places: true)))
        }
        method(type, "sort(self, axis=-1, kind=None, order=None, *, stable=None)", "Sorts in place.") { x, bound in
            try NumpySearching.checkSort(kind: bound[2], order: bound[3], stable: bound[4])
            try x.setIndex([.ellipsis], NumpySearching.sorted(x, axis: .int(try bound.get(1)), places: false))
            return .none
        }
        method(type, "take(self, indices, axis=None, out=None, mode='raise')", "Elements by position.") { x, bound in
            let result = try NumpySearching.take(
                x, NumpyFunctions.array(bound[1]), axis: Reduction.axis(bound[2]), mode: bound[4].str())
            return try NumpyFunctions.placed(NDArrayObject.value(result), bound)
        }
        method(type, "searchsorted(self, v, side='left', sorter=None)", "Where values would be inserted.") { x, bound in
            try NumpySearching.searchsorted(
                x, bound[1], side: bound[2].str(), sorter: bound[3].isNone ? nil : NumpyFunctions.array(bound[3]))
        }
        method(type, "diagonal(self, offset=0, axis1=0, axis2=1)", "The diagonal of two axes, as the last axis.") {
            x, bound in
            try function("diagonal", .object(NDArrayObject(x)), bound, 1...3)
        }
        method(type, "trace(self, offset=0, axis1=0, axis2=1, dtype=None, out=None)", "The sum along the diagonal.") {
            x, bound in
            try NumpyFunctions.placed(function("trace", .object(NDArrayObject(x)), bound, 1...4), bound)
        }
        method(type, "compress(self, condition, axis=None, out=None)", "The slices where a condition holds.") {
            x, bound in
            let result = try ModuleRegistry.module("numpy")?.attribute("compress")?.call(
                bound[1], .object(NDArrayObject(x)), bound[2])
            return try NumpyFunctions.placed(result ?? .none, bound)
        }
        for name in ["put", "choose", "partition", "argpartition"] {
            let signature = [
                "put": "(self, indices, values, mode='raise')", "choose": "(self, choices, out=None, mode='raise')",
                "partition": "(self, kth, axis=-1)", "argpartition": "(self, kth, axis=-1)",
            ]
            method(type, name + (signature[name] ?? "(self)"), "np.\(name) of this array.") { x, bound in
                let result = try function(name, .object(NDArrayObject(x)), bound, 1...bound.count - 1)
                guard name == "partition" else { return result }
                try x.setIndex([.ellipsis], NumpyFunctions.array(result))
                return .none
            }
        }
        method(type, "conj(self)") { _, bound in bound[0] }
        method(type, "conjugate(self)") { _, bound in bound[0] }
        method(type, "tobytes(self, order='C')", "The elements' bytes.") { x, bound in
            let order = try ArrayOrder(bound[1])
            return .object(BytesObject(try (order == .f ? x.reversedDimensions : x).bytes()))
        }
        method(type, "tofile(self, fid, sep='', format='%s')", "Writes the elements' bytes.") { x, bound in
            guard try bound.get(2, as: String.self).isEmpty else {
                throw Failure(.notImplementedError, "ndarray.tofile(sep=…) is not available here", hint: "np.savetxt")
            }
            let path = try bound[1].pathText()
            try FileAccess.check(path, true)
            try AtomicFile.write(try x.bytes(), to: path)
            return .none
        }
        method(type, "view(self, dtype=None, type=None)", "The same memory, read as another type.") { x, bound in
            if bound[1].isNone || bound[1].asObject === NDArrayObject.cls { return NDArrayObject.value(x.detach()) }
            guard let target = try dtype(bound[1]) else { return NDArrayObject.value(x.detach()) }
            if target.size != x.dtype.size {
                guard x.rank > 0 else {
                    throw Failure(
                        .valueError, "Changing the dtype of a 0d array is only supported if the itemsize is unchanged")
                }
                guard x.strides[x.rank - 1] == 1 || x.shape[x.rank - 1] == 1 else {
                    throw Failure(
                        .valueError, "To change to a dtype of a different size, the last axis must be contiguous")
                }
            }
            guard let result = x.reading(as: target) else {
                throw Failure(
                    .valueError,
                    "When changing to a larger dtype, its size must be a divisor of the total size in bytes of the last axis of the array."
                )
            }
            return NDArrayObject.value(result)
        }
        method(type, "__array__(self, dtype=None, copy=None)") { x, bound in
            try NumpyCreation.converted(.object(NDArrayObject(x)), bound[1], copy: bound[2], order: .none)
        }
        method(type, "__len__(self)") { _, bound in .int(try bound[0].length()) }
        method(type, "__getitem__(self, key)") { _, bound in try bound[0].item(bound[1]) }
        method(type, "setflags(self, write=None, align=None, uic=None)", "Arrays can always be written to.") {
            _, bound in
            if try !bound[1].isNone && !bound[1].truth() { throw ArrayFlags.readOnly }
            return .none
        }
    }

    /// A function of the module with an array and some of a method's arguments.
    private static func function(
        _ name: String, _ array: Value, _ bound: BoundArguments, _ range: ClosedRange<Int>
    ) throws -> Value {
        guard let function = try ModuleRegistry.module("numpy")?.attribute(Symbol(name)) else { return .none }
        return try function.call(Arguments([array] + range.map { bound[$0] }))
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

    /// The same, where a function has several axes and says which one it means.
    func numpyAxis(_ axis: Int, named name: String) throws -> Int {
        guard axis >= -rank, axis < rank else {
            throw Failure(.axisError, "\(name): axis \(axis) is out of bounds for array of dimension \(rank)")
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
        case "str": .string(dtype.npyDescription)
        case "char": .string(dtype.letter)
        case "num": .int(DType.allCases.firstIndex(of: dtype) ?? 0)
        case "ndim": .int(0)
        case "shape": .tuple([])
        case "names", "fields", "subdtype": Value.none
        case "byteorder": .string(dtype.size == 1 ? "|" : "=")
        case "isbuiltin": .int(1)
        case "isnative": .bool(true)
        case "hasobject": .bool(false)
        case "alignment": .int(dtype.size)
        case "base": .object(self)
        default: try super.attribute(name)
        }
    }
}

extension DType {
    /// "float32", "f4", "<f4", "uint8", "int".
    init?(numpyName: String) {
        let name = numpyName.drop { "<=|>".contains($0) }
        switch name {
        case "h": self = .int16
        case "i": self = .int32
        case "b": self = .int8
        case "B": self = .uint8
        case "e": self = .float16
        case "float64", "float_": self = .float64
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

    /// numpy's letter for the type.
    var letter: String {
        switch self {
        case .bool: "?"
        case .uint8: "B"
        case .int8: "b"
        case .int16: "h"
        case .int32: "i"
        case .int64: "l"
        case .float16, .bfloat16: "e"
        case .float32: "f"
        case .float64: "d"
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
