// The ops of the engine by name, and the two directions of every call: script values become `Argument`s, results become values.
import Schema
import Script
import Tensors

enum OpTable {
    /// Every op by its name and its aliases.
    private static let byName: [String: Op] = {
        var table: [String: Op] = [:]
        for op in Op.all {
            table[op.name] = op
            for alias in op.aliases { table[alias] = op }
        }
        return table
    }()

    static func op(_ name: String) -> Op? { byName[name] }

    /// Calls an op with positional arguments; missing ones take their defaults.
    static func call(_ name: String, _ arguments: [Argument]) throws -> Argument {
        guard let op = byName[name] else {
            throw Failure(.notImplementedError, "the operation '\(name)' is not part of this engine")
        }
        return try op.call(arguments)
    }

    /// Calls an op that gives one tensor.
    static func tensor(_ name: String, _ arguments: [Argument]) throws -> Tensor {
        guard case .tensor(let result) = try call(name, arguments) else {
            throw Failure(.typeError, "\(name)() did not give one tensor")
        }
        return result
    }
}

extension Argument {
    /// A script value as an argument of an op. Arrays of numpy are not tensors here, as in PyTorch: `tensorLike` accepts them.
    init(_ value: Value, acceptingArrays: Bool = false) throws {
        switch value {
        case .unbound, .none: self = .none
        case .bool(let b): self = .bool(b)
        case .int(let i): self = .int(i)
        case .float(let d): self = .float(d)
        case .object(let object): self = try Argument(object, acceptingArrays: acceptingArrays)
        }
    }

    private init(_ object: Object, acceptingArrays: Bool) throws {
        switch object {
        case let tensor as TensorObject: self = .tensor(tensor.tensor)
        case let scalar as NumpyScalar: self = scalar.scalar.argument
        case let array as NDArrayObject where acceptingArrays: self = .tensor(array.tensor)
        case let text as StringObject: self = .string(text.text)
        case let size as SizeObject: self = .size(size.sizes)
        case let tuple as TupleObject:
            self = .tuple(try tuple.elements.map { try Argument($0, acceptingArrays: acceptingArrays) })
        case let list as ListObject:
            self = .list(try list.elements.map { try Argument($0, acceptingArrays: acceptingArrays) })
        case let dtype as DTypeObject: self = .dtype(dtype.dtype)
        case let device as DeviceObject:
            try device.check()
            self = .string(device.text)
        case let cls as TypeObject:
            guard let dtype = DType(pythonType: cls) else { throw Argument.notUsable(object) }
            self = .dtype(dtype)
        case let slice as SliceObject:
            self = .slice(start: try slice.startIndex, stop: try slice.stopIndex, step: try slice.stepIndex)
        case is EllipsisObject: self = .ellipsis
        case let format as MemoryFormatObject: self = .string(format.name)
        case let array as NDArrayObject where array.tensor.count != 1 || array.tensor.dtype.isFloatingPoint:
            throw Argument.notUsable(array)
        default:
            if let index = try object.index(), case .int(let i) = index {
                self = .int(i)
            } else if object is BigIntObject {
                throw Failure(.runtimeError, "Overflow when unpacking long long")
            } else {
                throw Argument.notUsable(object)
            }
        }
    }

    /// A value no op takes: the op's own TypeError needs the parameter's name, so callers catch this one.
    struct Unusable: Error { let typeName: String }
    private static func notUsable(_ object: Object) -> Error { Unusable(typeName: object.type.errorName) }

    /// The result of an op as a script value.
    func value() throws -> Value {
        switch self {
        case .none: return .none
        case .bool(let b): return .bool(b)
        case .int(let i): return .int(i)
        case .float(let d): return .float(d)
        case .string(let text): return .string(text)
        case .tensor(let tensor): return .tensor(tensor)
        case .list(let items): return .list(try items.map { try $0.value() })
        case .tuple(let items): return .tuple(try items.map { try $0.value() })
        case .dtype(let dtype): return .object(DTypeObject.of(dtype))
        case .named(let name, let fields, let items):
            return .object(NamedResultObject(name, fields, try items.map { try $0.value() }))
        case .slice, .ellipsis: return .none
        case .size(let sizes): return .object(SizeObject(sizes))
        }
    }
}

extension DType {
    /// `float`, `int` and `bool` as dtypes.
    init?(pythonType: TypeObject) {
        if pythonType === FloatType.cls {
            self = .float64
        } else if pythonType === IntType.cls {
            self = .int64
        } else if pythonType === BoolType.cls {
            self = .bool
        } else if let dtype = NumpyScalar.dtype(of: pythonType) {
            self = dtype
        } else {
            return nil
        }
    }
}

/// Makes the function scripts call from an op: binds arguments by the signature, knows numpy's names for the parameters.
enum OpBinding {
    static func function(_ op: Op, name: String? = nil, isMethod: Bool, inPlace: Bool = false) -> OpFunction {
        OpFunction(op, name: name ?? op.name, isMethod: isMethod, inPlace: inPlace)
    }
}

/// An op as a callable.
final class OpFunction: Object {
    let op: Op
    let name: String
    let isMethod: Bool
    /// `x.add_(…)`: changes its first argument.
    let inPlace: Bool
    override var type: TypeObject { BuiltinFunction.cls }

    init(_ op: Op, name: String, isMethod: Bool, inPlace: Bool) {
        self.op = op
        self.name = name
        self.isMethod = isMethod
        self.inPlace = inPlace
    }

    override func repr() throws -> String {
        isMethod ? "<method '\(name)' of 'torch._C.TensorBase' objects>" : "<built-in method \(name) of type object>"
    }
    override var isCallable: Bool { true }
    override func bound(to receiver: Value, in cls: TypeObject) throws -> Value? {
        isMethod ? .object(BoundMethod(receiver: receiver, function: .object(self))) : nil
    }

    override func attribute(_ name: Symbol) throws -> Value? {
        switch name.text {
        // The one function whose name in PyTorch is not the name it is found by.
        case "__name__", "__qualname__": .string(self.name == "logsigmoid" ? "log_sigmoid" : self.name)
        case "__doc__": .string("\(op.signature.text)\n\n\(op.doc)")
        default: try super.attribute(name)
        }
    }

    /// Old programs, and optimizers written after PyTorch's of 2019, give the factor first: `x.add_(-lr, grad)`,
    /// `v.addcmul_(1 - beta, g, g)`. PyTorch still takes it.
    private static let factors = ["add": "alpha", "sub": "alpha", "addcmul": "value", "addcdiv": "value"]

    private func modern(_ arguments: Arguments) -> Arguments {
        guard let factor = OpFunction.factors[op.name], arguments.keywords.isEmpty,
            arguments.positional.count == (factor == "alpha" ? 3 : 4),
            !(arguments.positional[1].asObject is TensorObject),
            arguments.positional[2].asObject is TensorObject
        else { return arguments }
        var positional = arguments.positional
        let value = positional.remove(at: 1)
        return Arguments(positional, keywords: [(Symbol(factor), value)])
    }

    /// `torch.flip(x, dims=[2])`, `torch.zeros(size=(2, 3))`: what PyTorch calls the one sequence that may also be given item by item.
    private func spread(_ arguments: Arguments) -> Arguments {
        guard let rest = op.signature.parameters.first(where: { $0.kind == .variadic })?.name, rest != "tensors" else {
            return arguments
        }
        let names: Set = [rest, "size", "shape", "dims", "repeats"]
        guard
            let at = arguments.keywords.firstIndex(where: { given in
                names.contains(given.name.text)
                    && !op.signature.parameters.contains { $0.name == given.name.text && $0.kind != .variadic }
            })
        else { return arguments }
        var spread = arguments
        spread.positional.append(spread.keywords.remove(at: at).value)
        return spread
    }

    override func call(_ given: Arguments) throws -> Value {
        let arguments =
            given.positional.count > 2
            ? modern(given) : !given.keywords.isEmpty && op.hasVariadic ? spread(given) : given
        if inPlace {
            _ = try op.callInPlace(OpFunction.bind(op, arguments))
            return arguments.positional.first ?? .none
        }
        if !given.keywords.isEmpty, !isMethod, let value = try storing(arguments) { return value }
        return try op.call(OpFunction.bind(op, arguments)).value()
    }

    /// `torch.add(x, y, out=z)`.
    private func storing(_ arguments: Arguments) throws -> Value? {
        var rest = arguments
        guard let out = OutArgument.taken(from: &rest, of: name) else { return nil }
        // What creates a tensor makes it in the type of `out`.
        if let dtype = out.dtype, op.signature.parameters.contains(where: { $0.name == "requires_grad" }),
            !rest.keywords.contains(where: { $0.name.text == "dtype" })
        {
            rest.keywords.append((Symbol("dtype"), .object(DTypeObject.of(dtype))))
        }
        return try out.store(op.call(OpFunction.bind(op, rest)))
    }

    /// The call's arguments in the order of the op's parameters.
    private static func bind(_ op: Op, _ arguments: Arguments) throws -> [Argument] {
        // The common case: positional arguments only, no variadic parameter.
        if arguments.keywords.isEmpty, !op.hasVariadic, arguments.positional.count <= op.signature.parameters.count,
            arguments.positional.count >= op.requiredCount
        {
            var converted: [Argument] = []
            converted.reserveCapacity(op.signature.parameters.count)
            for (i, value) in arguments.positional.enumerated() { converted.append(try convert(value, op, i)) }
            return converted
        }
        let names = arguments.keywords.map { op.parameterName(for: $0.name.text) }
        var keywords: [String] = []
        var kept: [Int] = []
        for (i, name) in names.enumerated() {
            // Where and how a result is stored has one answer here; the values are checked, then ignored.
            if OpFunction.ignored.contains(name), !op.signature.parameters.contains(where: { $0.name == name }) {
                if let device = arguments.keywords[i].value.asObject as? DeviceObject { try device.check() }
                continue
            }
            keywords.append(name)
            kept.append(i)
        }
        let sources = try op.signature.bind(positionalCount: arguments.positional.count, keywords: keywords)
        var converted: [Argument] = []
        converted.reserveCapacity(sources.count)
        for (i, source) in sources.enumerated() {
            switch source {
            case .positional(let p): converted.append(try convert(arguments.positional[p], op, i))
            case .keyword(let k): converted.append(try convert(arguments.keywords[kept[k]].value, op, i))
            case .defaultValue: converted.append(op.signature.parameters[i].defaultValue.map(Argument.init) ?? .none)
            case .rest(let start):
                converted.append(.tuple(try arguments.positional.dropFirst(start).map { try convert($0, op, i) }))
            case .restKeywords: converted.append(.none)
            }
        }
        return converted
    }

    private static let ignored: Set<String> = ["device", "pin_memory", "layout", "names", "memory_format"]

    private static func convert(_ value: Value, _ op: Op, _ index: Int) throws -> Argument {
        // The two old switches of losses count as true or false, whatever they are: `reduce="none"` means the mean.
        if value.asObject is StringObject, index < op.signature.parameters.count,
            ["reduce", "size_average"].contains(op.signature.parameters[index].name),
            op.namespaces.contains(.functional)
        {
            return .bool(try value.truth())
        }
        do { return try Argument(value) } catch let unusable as Argument.Unusable {
            let parameter = index < op.signature.parameters.count ? op.signature.parameters[index].name : "?"
            throw Failure(
                .typeError,
                "\(op.name)(): argument '\(parameter)' (position \(index + 1)) must be Tensor, not \(unusable.typeName)",
                hint: unusable.typeName == "numpy.ndarray"
                    ? "turn the array into a tensor first: torch.from_numpy(array)" : "signature: \(op.signature.text)")
        }
    }
}

extension Op {
    var hasVariadic: Bool { signature.parameters.contains { $0.kind == .variadic || $0.kind == .keywordOnly } }
    var requiredCount: Int { signature.parameters.filter { $0.defaultValue == nil && $0.kind != .variadic }.count }

    /// PyTorch accepts numpy's names for some parameters: `axis` for `dim`, `keepdims` for `keepdim`.
    func parameterName(for keyword: String) -> String {
        if signature.parameters.contains(where: { $0.name == keyword }) { return keyword }
        let other: [String]
        switch keyword {
        case "axis": other = ["dim", "dims"]
        case "axes": other = ["dims"]
        case "dim": other = ["dims"]
        case "keepdims": other = ["keepdim"]
        case "self", "x", "a", "x1": other = ["input"]
        case "x2": other = ["other"]
        case "shape": other = ["size"]
        case "split_size", "split_sizes": other = ["split_size_or_sections"]
        case "axis0": other = ["dim0"]
        case "axis1": other = ["dim1"]
        default: other = []
        }
        return other.first { name in signature.parameters.contains { $0.name == name } } ?? keyword
    }
}
