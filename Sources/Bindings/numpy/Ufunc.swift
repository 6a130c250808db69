// `np.add` and its kind: functions that work element by element. All of them take `out=`, `where=`, `dtype=` and `casting=`, and those
// of two arguments have `reduce`, `accumulate`, `reduceat`, `outer` and `at`. Which functions there are: `NumpyElementwise`.
import Schema
import Script
import Tensors

final class UfuncObject: Object {
    let name: String
    let inputs: Int
    let function: BuiltinFunction
    private let results: Int
    nonisolated(unsafe) static let cls = TypeObject("ufunc", module: "numpy")
    override var type: TypeObject { UfuncObject.cls }

    /// `compute` gets the operands: arrays, scalars or Python numbers.
    init(
        _ name: String, _ parameters: [String], _ doc: String, results: Int = 1,
        compute: @escaping ([Value]) throws -> Value
    ) {
        self.name = name
        self.results = results
        let count = parameters.count
        inputs = count
        let list = parameters.joined(separator: ", ")
        function = BuiltinFunction(
            "\(name)(\(list), out=None, *, where=True, casting='same_kind', order='K', dtype=None, subok=True)", doc,
            raw: { bound in
                let operands = (0..<count).map { bound[$0] }
                let isPlain = (count..<count + 6).allSatisfy { !bound.given[$0] }
                return try isPlain
                    ? compute(operands) : Ufunc.call(name, operands, Ufunc.Options(bound, from: count), compute)
            })
    }

    /// The shortest way to declare one.
    static func declare(
        in module: ModuleObject, _ name: String, _ parameters: [String], _ doc: String,
        _ compute: @escaping ([Value]) throws -> Value
    ) {
        module[Symbol(name)] = .object(UfuncObject(name, parameters, doc, compute: compute))
    }

    override func repr() throws -> String { "<ufunc '\(name)'>" }
    override var isCallable: Bool { true }
    override func call(_ arguments: Arguments) throws -> Value { try function.call(arguments) }

    // MARK: - Attributes and methods

    private static let methods: [String: String] = [
        "reduce": "(array, axis=0, dtype=None, out=None, keepdims=False, initial=None, where=True)",
        "accumulate": "(array, axis=0, dtype=None, out=None)",
        "reduceat": "(array, indices, axis=0, dtype=None, out=None)",
        "outer": "(A, B, out=None, *, where=True, casting='same_kind', order='K', dtype=None, subok=True)",
        "at": "(a, indices, b=None)",
    ]

    override func attributeNames() -> [String] {
        UfuncObject.methods.keys.sorted() + ["identity", "nargs", "nin", "nout", "signature"]
    }

    override func attribute(_ name: Symbol) throws -> Value? {
        switch name.text {
        case "__name__", "__qualname__": return .string(self.name)
        case "__doc__": return .string(function.documentation)
        case "nin": return .int(inputs)
        case "nout": return .int(results)
        case "nargs": return .int(inputs + results)
        case "signature": return Value.none
        case "identity":
            switch self.name {
            case "add", "subtract", "logical_or", "logical_xor", "bitwise_or", "bitwise_xor":
                return self.name == "subtract" ? Value.none : self.name.hasPrefix("logical") ? .bool(false) : .int(0)
            case "multiply": return .int(1)
            case "logical_and": return .bool(true)
            case "bitwise_and": return .int(-1)
            default: return Value.none
            }
        default:
            guard let signature = UfuncObject.methods[name.text] else { return try super.attribute(name) }
            return .object(
                BuiltinFunction(
                    name.text + signature, "\(name.text) of np.\(self.name).",
                    raw: { [self] bound in try method(name.text, bound) }))
        }
    }

    private func method(_ method: String, _ bound: BoundArguments) throws -> Value {
        guard inputs == 2 || method == "at" else {
            throw Failure(.valueError, "\(method) only supported for binary functions")
        }
        if method == "outer" {
            let (a, b) = (try NumpyFunctions.array(bound[0]), try NumpyFunctions.array(bound[1]))
            let column = NDArrayObject(try a.reshape(a.shape + [Int](repeating: 1, count: b.rank)))
            var arguments = Arguments([.object(column), .object(NDArrayObject(b))])
            for (i, parameter) in bound.signature.parameters.enumerated().dropFirst(2) where bound.given[i] {
                arguments.keywords.append((Symbol(parameter.name), bound[i]))
            }
            return try function.call(arguments)
        }
        if method == "reduce", let op = Ufunc.reductions[name] {
            return try Reduction(
                op, axis: bound[1], dtype: bound[2], out: bound[3], keepdims: bound[4],
                initial: bound.given[5] ? bound[5] : .none, where: bound.given[6] ? bound[6] : .none,
                unsetAxis: .int(0)
            ).value(of: NumpyFunctions.array(bound[0]))
        }
        // The general way is a loop over slices, in the dialect.
        let numpy = try ModuleRegistry.module("numpy")
        guard let general = try numpy?.attribute(Symbol("_ufunc_\(method)")) else { return .none }
        return try general.call(Arguments([.object(self)] + bound.values))
    }
}

enum Ufunc {
    /// Ufuncs whose `reduce` is a reduction of its own.
    static let reductions = [
        "add": "sum", "multiply": "prod", "maximum": "max", "minimum": "min", "logical_or": "any",
        "logical_and": "all",
    ]

    /// The keywords every ufunc takes.
    struct Options {
        let out: Value
        let mask: Value
        let casting: Casting
        let dtype: DType?

        /// They follow each other in the signature.
        init(_ bound: BoundArguments, from first: Int) throws {
            out = bound[first]
            mask = bound.given[first + 1] ? bound[first + 1] : .none
            casting = try Casting.named(bound.get(first + 2))
            _ = try ArrayOrder(bound[first + 3])
            dtype = try ArrayMethods.dtype(bound[first + 4])
        }
    }

    static func call(
        _ name: String, _ operands: [Value], _ options: Options, _ compute: ([Value]) throws -> Value
    ) throws -> Value {
        var operands = operands
        if let dtype = options.dtype {
            operands = try operands.enumerated().map { i, operand in
                let x = try NumpyElementwise.operand(operand)
                if x.isWrappedNumber ? x.dtype.numpyKind > dtype.numpyKind : !options.casting.allows(x.dtype, dtype) {
                    throw Failure(
                        .ufuncTypeError,
                        "Cannot cast ufunc '\(name)' input \(i) from dtype('\(x.dtype.name)') to dtype('\(dtype.name)') with casting rule "
                            + "'\(options.casting.rawValue)'")
                }
                return .object(NDArrayObject(try x.to(dtype)))
            }
        }
        let result = try compute(operands)
        if let dtype = options.dtype, try NumpyFunctions.array(result).dtype != dtype {
            throw Failure(
                .typeError, "No loop matching the specified signature and casting was found for ufunc \(name)")
        }
        return try place(name, result, options)
    }

    /// The result where the mask holds; elsewhere what `out` held, or zeros.
    private static func place(_ name: String, _ result: Value, _ options: Options) throws -> Value {
        let target = try output(options.out)
        var values = try NumpyFunctions.array(result)
        if let target {
            guard options.casting.allows(values.dtype, target.dtype) else {
                throw Failure(
                    .ufuncTypeError,
                    "Cannot cast ufunc '\(name)' output from dtype('\(values.dtype.name)') to dtype('\(target.dtype.name)') with "
                        + "casting rule '\(options.casting.rawValue)'")
            }
            values = try values.to(target.dtype)
        }
        if !options.mask.isNone {
            let mask = try NumpyFunctions.mask(options.mask)
            let rest = try target ?? Tensor.scalar(.int(0), values.dtype)
            values = try NumpyFunctions.op("where", .tensor(mask), .tensor(values), .tensor(rest))
        }
        guard let target else { return NumpyFunctions.wrap(values) }
        try NumpyFunctions.fill(target, values)
        return (options.out.asObject as? TupleObject)?.elements.first ?? options.out
    }

    /// The array that `out=` names; nil for None.
    static func output(_ value: Value) throws -> Tensor? {
        var out = value
        if let tuple = out.asObject as? TupleObject, tuple.elements.count == 1 { out = tuple.elements[0] }
        if out.isNone { return nil }
        guard let target = out.asObject as? NDArrayObject else {
            throw Failure(.typeError, "return arrays must be of ArrayType", hint: "out= takes an array to write into")
        }
        return target.tensor
    }
}

extension NumpyFunctions {
    /// `where=`: an array of truths.
    static func mask(_ value: Value) throws -> Tensor {
        let mask = try array(value)
        return try mask.dtype == .bool ? mask : op("ne", .tensor(mask), .int(0))
    }

    /// Fills the array that `out=` names.
    static func fill(_ target: Tensor, _ values: Tensor) throws {
        guard let common = try? Shape.broadcast(values.shape, target.shape), common == target.shape else {
            throw Failure(
                .valueError,
                "non-broadcastable output operand with shape \(Shape.numpyText(target.shape)) doesn't match the broadcast shape "
                    + Shape.numpyText((try? Shape.broadcast(values.shape, target.shape)) ?? values.shape))
        }
        try Flavour.numpy.run { try target.setIndex([.ellipsis], values) }
    }
}
