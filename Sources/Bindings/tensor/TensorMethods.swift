// The class `torch.Tensor`: methods that every op declares, and those that are about the tensor itself: sizes, dtypes, devices,
// numbers out, gradients.
import Schema
import Script
import Tensors

enum TensorMethods {
    static func makeTensorType() -> TypeObject {
        let type = TypeObject(
            "Tensor", module: "torch",
            make: { cls, arguments in try legacyConstructor(.float32, arguments) })
        for op in Op.all {
            if op.namespaces.contains(.property) {
                declareProperty(op, on: type)
            } else if op.namespaces.contains(.method) {
                for name in [op.name] + op.aliases {
                    type.setMember(Symbol(name), .object(OpBinding.function(op, name: name, isMethod: true)))
                }
            }
            if op.namespaces.contains(.inPlace) {
                for name in [op.name] + op.aliases {
                    type.setMember(
                        Symbol(name + "_"),
                        .object(OpBinding.function(op, name: name + "_", isMethod: true, inPlace: true)))
                }
            }
        }
        declareFacts(on: type)
        declareConversions(on: type)
        declareNumbers(on: type)
        declareGradients(on: type)
        declareDunders(on: type)
        RandomBindings.declareMethods(on: type)
        return type
    }

    static func makeParameterType() -> TypeObject {
        TypeObject(
            "Parameter", module: "torch.nn.parameter", bases: [TensorObject.cls],
            make: { _, arguments in
                let bound = try Signature("Parameter(data=None, requires_grad=True)").values(arguments)
                let data = try (bound[0].asObject as? TensorObject)?.tensor ?? Tensor.empty([0])
                return .tensor(try parameter(data, requiresGrad: bound[1].truth()))
            })
    }

    /// A leaf that shares `data`'s memory and counts as a parameter.
    static func parameter(_ data: Tensor, requiresGrad: Bool = true) throws -> Tensor {
        let result = data.detach()
        result.isParameter = true
        try result.setRequiresGrad(requiresGrad)
        return result
    }

    /// `torch.Tensor(2, 3)`, `torch.FloatTensor([1, 2])`: sizes give uninitialised memory (zeros here), a sequence gives its values.
    static func legacyConstructor(_ dtype: DType, _ arguments: Arguments) throws -> Value {
        guard let first = arguments.positional.first else { return .tensor(try Tensor.empty([0], dtype)) }
        if let existing = TensorFactory.existing(first), arguments.positional.count == 1 {
            return .tensor(existing.dtype == dtype ? existing : try TensorFactory.tensor(first, dtype: dtype))
        }
        if let size = first.asObject as? SizeObject { return .tensor(try Tensor.zeros(size.sizes, dtype)) }
        if case .int = first {
            let sizes = try arguments.positional.map { value -> Int in
                guard let size = try Int.from(value) else {
                    throw Failure(.typeError, "new(): sizes must be int, not \(value.typeName)")
                }
                return size
            }
            return .tensor(try Tensor.zeros(sizes, dtype))
        }
        if case .float = first { throw Failure(.typeError, "new(): data must be a sequence (got float)") }
        return .tensor(try TensorFactory.tensor(first, dtype: dtype, emptyDType: dtype))
    }

    private static func declareProperty(_ op: Op, on type: TypeObject) {
        for name in [op.name] + op.aliases {
            type.setMember(
                Symbol(name),
                .object(
                    NativeProperty(
                        op.doc,
                        get: { value in
                            guard let tensor = try Tensor.from(value) else { return .none }
                            return try op.call([.tensor(tensor)]).value()
                        })))
        }
    }

    // MARK: - Facts

    private static func declareFacts(on type: TypeObject) {
        type.property("shape", "The sizes of all dimensions.") { (x: Tensor) in Value.object(SizeObject(x.shape)) }
        type.property("dtype", "The type of the elements.") { (x: Tensor) in Value.object(DTypeObject.of(x.dtype)) }
        type.property("device", "Where the elements are: always cpu.") { (_: Tensor) in Value.object(DeviceObject.cpu) }
        type.property("ndim", "The number of dimensions.") { (x: Tensor) in x.rank }
        type.property("layout", "Always torch.strided here.") { (_: Tensor) in
            Value.object(MemoryFormatObject("strided"))
        }
        type.property("is_leaf", "Made by the user, not by an operation.") { (x: Tensor) in x.isLeaf }
        type.property("is_cpu", "Always True here.") { (_: Tensor) in true }
        type.property("is_cuda", "Always False here.") { (_: Tensor) in false }
        for name in ["is_sparse", "is_mps", "is_xpu", "is_meta", "is_nested", "is_mkldnn"] {
            type.property(name, "Always False here.") { (_: Tensor) in false }
        }
        type.property("is_quantized", "Always False here.") { (_: Tensor) in false }
        type.property("itemsize", "Bytes per element.") { (x: Tensor) in x.dtype.size }
        type.property("nbytes", "Bytes of all elements.") { (x: Tensor) in x.dtype.size * x.count }
        type.property("_version", "How often the memory was changed in place.") { (x: Tensor) in x.storage.version }
        type.property("names", "Dimension names, which are not supported.") { (x: Tensor) in
            Value.tuple([Value](repeating: .none, count: x.rank))
        }
        type.rawMethod("size(self, dim=None)", "All sizes, or the size of one dimension.") { bound in
            let x = try bound.get(0, as: Tensor.self)
            guard let dim = try bound.get(1, as: Int?.self) else { return .object(SizeObject(x.shape)) }
            return .int(x.shape[try x.dimension(dim)])
        }
        type.method("dim(self)", "The number of dimensions.") { (x: Tensor) in x.rank }
        type.method("ndimension(self)", "The number of dimensions.") { (x: Tensor) in x.rank }
        type.method("numel(self)", "The number of elements.") { (x: Tensor) in x.count }
        type.method("nelement(self)", "The number of elements.") { (x: Tensor) in x.count }
        type.method("element_size(self)", "Bytes per element.") { (x: Tensor) in x.dtype.size }
        type.method("storage_offset(self)", "Where the view begins in its memory, in elements.") { (x: Tensor) in
            x.offset
        }
        type.method("data_ptr(self)", "The address of the first element.") { (x: Tensor) in
            x.storageAddress + x.offset * x.dtype.size
        }
        type.method("is_floating_point(self)", "Whether the elements are reals.") { (x: Tensor) in
            x.dtype.isFloatingPoint
        }
        for name in ["is_complex", "is_conj", "is_neg", "is_inference", "is_shared", "is_distributed"] {
            type.method("\(name)(self)", "Always False here.") { (_: Tensor) in false }
        }
        type.method("is_signed(self)", "Whether the elements can be negative.") { (x: Tensor) in
            x.dtype != .uint8 && x.dtype != .bool
        }
        type.method("is_same_size(self, other)", "Whether the shapes are equal.") { (x: Tensor, other: Tensor) in
            x.shape == other.shape
        }
        type.method("get_device(self)", "-1: the CPU.") { (_: Tensor) in -1 }
        for name in ["conj", "resolve_conj", "resolve_neg", "share_memory_", "to_dense"] {
            type.rawMethod("\(name)(self)", "The tensor itself: real numbers in the memory of one process.") { $0[0] }
        }
        type.property("real", "The tensor itself.") { (x: Tensor) in x }
        type.rawMethod("stride(self, dim=None)", "Steps in memory, in elements, per dimension.") { bound in
            let x = try bound.get(0, as: Tensor.self)
            guard let dim = try bound.get(1, as: Int?.self) else { return .tuple(x.strides.map { .int($0) }) }
            return .int(x.strides[try x.dimension(dim)])
        }
        type.rawMethod("is_contiguous(self, memory_format=None)", "Whether the elements lie in row-major order.") {
            bound in
            let x = try bound.get(0, as: Tensor.self)
            if let format = bound[1].asObject as? MemoryFormatObject, format.name == "channels_last" {
                return .bool(try x.rank == 4 && x.permute([0, 2, 3, 1]).isContiguous)
            }
            return .bool(x.isContiguous)
        }
        type.rawMethod("type(self, dtype=None, non_blocking=False)", "The type's name, or a copy of another type.") {
            bound in
            let x = try bound.get(0, as: Tensor.self)
            if case .none = bound[1] { return .string("torch.\(x.dtype.scalarTypeName)Tensor") }
            return .tensor(try x.to(try dtype(named: bound[1])))
        }
    }

    /// torch.float32, "torch.FloatTensor", torch.FloatTensor, float.
    static func dtype(named value: Value) throws -> DType {
        if let dtype = value.asObject as? DTypeObject { return dtype.dtype }
        if let cls = value.asObject as? TypeObject {
            if let dtype = DType(pythonType: cls) { return dtype }
            if let dtype = LegacyTensorTypes.dtype(of: cls) { return dtype }
        }
        if let text = value.asObject as? StringObject {
            for dtype in DType.allCases where "torch.\(dtype.scalarTypeName)Tensor" == text.text { return dtype }
            if let dtype = DType(named: text.text) { return dtype }
        }
        throw Failure(
            .typeError, "dtype must be a torch.dtype, not \(value.typeName)", hint: "for example torch.float32")
    }

    // MARK: - Conversions

    private static func declareConversions(on type: TypeObject) {
        let casts: [(String, DType)] = [
            ("float", .float32), ("double", .float64), ("half", .float16), ("bfloat16", .bfloat16), ("long", .int64),
            ("int", .int32), ("short", .int16), ("char", .int8), ("byte", .uint8), ("bool", .bool),
        ]
        for (name, dtype) in casts {
            type.rawMethod("\(name)(self, memory_format=None)", "The same values as \(dtype.name).") { bound in
                .tensor(try bound.get(0, as: Tensor.self).to(dtype))
            }
        }
        type.rawMethod(
            "to(self, *args, dtype=None, device=None, non_blocking=False, copy=False, memory_format=None)",
            "The same values on another device (only cpu exists) or as another dtype."
        ) { bound in
            let x = try bound.get(0, as: Tensor.self)
            var target = x.dtype
            for value in (bound[1].asObject as? TupleObject)?.elements ?? [] {
                switch value.asObject {
                case let dtype as DTypeObject: target = dtype.dtype
                case let other as TensorObject: target = other.tensor.dtype
                case let cls as TypeObject: target = try TensorMethods.dtype(named: .object(cls))
                default: try checkDevice(value)
                }
            }
            if case .none = bound[2] {} else { target = try TensorMethods.dtype(named: bound[2]) }
            try checkDevice(bound[3])
            let copy = try bound[5].truth()
            if let format = bound[6].asObject as? MemoryFormatObject, format.name == "channels_last" {
                return .tensor(try channelsLast(try x.to(target, copy: copy)))
            }
            if target == x.dtype, !copy { return bound[0] }
            return .tensor(try x.to(target, copy: copy))
        }
        type.rawMethod("cpu(self, memory_format=None)", "The tensor itself: it is on the CPU.") { $0[0] }
        type.rawMethod(
            "cuda(self, device=None, non_blocking=False, memory_format=None)", "Needs a GPU, which is not there."
        ) { bound in
            try DeviceObject("cuda").check()
            return bound[0]
        }
        type.rawMethod("pin_memory(self, device=None)", "The tensor itself.") { $0[0] }
        type.rawMethod("contiguous(self, memory_format=None)", "The elements in row-major order; itself if they are.") {
            bound in
            let x = try bound.get(0, as: Tensor.self)
            if let format = bound[1].asObject as? MemoryFormatObject, format.name == "channels_last" {
                return .tensor(try channelsLast(x))
            }
            return x.isContiguous ? bound[0] : .tensor(try x.contiguous())
        }
        type.method("type_as(self, other)", "The same values in other's dtype.") { (x: Tensor, other: Tensor) in
            try x.to(other.dtype)
        }
        type.method("detach(self)", "The same values outside the graph.") { (x: Tensor) in x.detach() }
        type.rawMethod("detach_(self)", "Leaves the graph.") { bound in
            let x = try bound.get(0, as: Tensor.self)
            x.detachInPlace()
            return bound[0]
        }
        type.property("data", "The same values outside the graph.") { (x: Tensor) in x.detach() }
        type.rawMethod("numpy(self, *, force=False)", "The same memory as an array.") { bound in
            let x = try bound.get(0, as: Tensor.self)
            if x.requiresGrad, try !bound[1].truth() {
                throw Failure(
                    .runtimeError,
                    "Can't call numpy() on Tensor that requires grad. Use tensor.detach().numpy() instead.",
                    hint: "x.detach().cpu().numpy()")
            }
            if x.dtype == .bfloat16 { throw Failure(.typeError, "Got unsupported ScalarType BFloat16") }
            return .object(NDArrayObject(x.detach()))
        }
        type.rawMethod("__array__(self, dtype=None)", "") { bound in
            .object(NDArrayObject(try bound.get(0, as: Tensor.self).detach()))
        }
        type.rawMethod(
            "new_tensor(self, data, *, dtype=None, device=None, requires_grad=False)", "A tensor of the same dtype."
        ) {
            bound in
            let x = try bound.get(0, as: Tensor.self)
            let target = try Optional<DType>.some(
                bound[2].asObject is DTypeObject ? TensorMethods.dtype(named: bound[2]) : x.dtype)
            let result = try TensorFactory.tensor(bound[1], dtype: target)
            if try bound[4].truth() { try result.setRequiresGrad(true) }
            return .tensor(result)
        }
        type.rawMethod("new(self, *size)", "A new tensor of the same dtype.") { bound in
            let x = try bound.get(0, as: Tensor.self)
            return try legacyConstructor(x.dtype, Arguments((bound[1].asObject as? TupleObject)?.elements ?? []))
        }
    }

    /// Strides as PyTorch's channels_last format has them, the same values and shape.
    private static func channelsLast(_ x: Tensor) throws -> Tensor {
        guard x.rank == 4 else {
            throw Failure(.runtimeError, "required rank 4 tensor to use channels_last format")
        }
        return try x.permute([0, 2, 3, 1]).contiguous().permute([0, 3, 1, 2])
    }

    static func checkDevice(_ value: Value) throws {
        switch value {
        case .none, .bool: return
        case .int(let i): try DeviceObject("cuda:\(max(0, i))").check()
        case .object(let device as DeviceObject): try device.check()
        case .object(let text as StringObject): try DeviceObject(text.text).check()
        case .object(let format as MemoryFormatObject): _ = format
        default:
            throw Failure(.typeError, "to() received an invalid combination of arguments - got (\(value.typeName))")
        }
    }

    // MARK: - Numbers out

    private static func declareNumbers(on type: TypeObject) {
        type.method("item(self)", "The only element as a Python number.") { (x: Tensor) in try x.item().value }
        type.method("tolist(self)", "All elements as nested lists.") { (x: Tensor) in try x.toList().value }
        type.method("is_nonzero(self)", "Whether the only element is not zero.") { (x: Tensor) in try x.isTrue() }
    }

    // MARK: - Gradients

    private static func declareGradients(on type: TypeObject) {
        type.property("grad", "The gradient that backward accumulated; None before.") { (x: Tensor) in x.grad }
        type.property("requires_grad", "Whether operations on it are recorded.") { (x: Tensor) in x.requiresGrad }
        type.property("retains_grad", "Whether a non-leaf keeps its gradient.") { (x: Tensor) in x.retainsGrad }
        type.property("output_nr", "Which output of its operation it is.") { (x: Tensor) in x.outputNumber }
        type.property("grad_fn", "The operation that made it; None for leaves.") { (x: Tensor) in
            x.gradFn.map { Value.object(NodeObject($0)) } ?? Value.none
        }
        type.rawMethod(
            "backward(self, gradient=None, retain_graph=None, create_graph=False, inputs=None)",
            "Accumulates the gradients of all leaves this value depends on into their .grad."
        ) { bound in
            let x = try bound.get(0, as: Tensor.self)
            var leaves: [Tensor]?
            if case .none = bound[4] {} else { leaves = try AutogradModule.tensors(bound[4]) }
            try backward(
                [x], gradients: [try bound.get(1, as: Tensor?.self)], retainGraph: try bound.get(2, as: Bool?.self),
                createGraph: try bound[3].truth(), inputs: leaves)
            return .none
        }
        type.rawMethod("requires_grad_(self, requires_grad=True)", "Starts or stops recording; returns itself.") {
            bound in
            try bound.get(0, as: Tensor.self).setRequiresGrad(try bound[1].truth())
            return bound[0]
        }
        type.rawMethod("retain_grad(self)", "Keeps the gradient of a non-leaf.") { bound in
            try bound.get(0, as: Tensor.self).retainGrad()
            return .none
        }
        type.rawMethod(
            "register_hook(self, hook)", "Calls hook(grad) when the gradient arrives; it may return another."
        ) { bound in
            let x = try bound.get(0, as: Tensor.self)
            let hook = bound[1]
            let number = try x.registerHook { gradient in
                let result = try hook.call(Arguments([.tensor(gradient)]))
                return (result.asObject as? TensorObject)?.tensor
            }
            return .object(RemovableHandle { x.removeHook(number) })
        }
    }

    // MARK: - Special methods scripts call by name

    private static func declareDunders(on type: TypeObject) {
        type.rawMethod("__len__(self)") { .int(try $0[0].length()) }
        type.rawMethod("__getitem__(self, key)") { try $0[0].item($0[1]) }
        type.rawMethod("__setitem__(self, key, value)") {
            try $0[0].setItem($0[1], $0[2])
            return .none
        }
        type.rawMethod("__abs__(self)") { try OpTable.call("abs", [.tensor(try $0.get(0, as: Tensor.self))]).value() }
        type.rawMethod("__reversed__(self)", "The tensor with its first dimension turned around.") { bound in
            let x = try bound.get(0, as: Tensor.self)
            return x.rank == 0 ? bound[0] : .tensor(try x.flip([0]))
        }
        type.rawMethod("__contains__(self, element)") { .bool(try $0[0].contains($0[1])) }
        type.rawMethod("__deepcopy__(self, memo=None)") { bound in
            let x = try bound.get(0, as: Tensor.self)
            guard x.isLeaf else {
                throw Failure(
                    .runtimeError,
                    "Only Tensors created explicitly by the user (graph leaves) support the deepcopy protocol at the moment.  If you "
                        + "were attempting to deepcopy a module, this may be because of a torch.nn.utils.weight_norm usage, see "
                        + "https://github.com/pytorch/pytorch/pull/103001")
            }
            return .tensor(try copy(x))
        }
        type.rawMethod("__format__(self, spec)") { .string(try $0[0].format(try $0.get(1))) }
    }

    /// An independent leaf with the same values, flags and gradient.
    static func copy(_ x: Tensor) throws -> Tensor {
        let result = try GradMode.disabled { try x.detach().clone() }
        result.isParameter = x.isParameter
        if x.requiresGrad { try result.setRequiresGrad(true) }
        if let gradient = x.grad { result.grad = try GradMode.disabled { try gradient.detach().clone() } }
        return result
    }
}

extension Tensor {
    /// A dimension counted from the front, or PyTorch's IndexError.
    func dimension(_ dim: Int) throws -> Int {
        let size = Swift.max(rank, 1)
        guard dim >= -size, dim < size, rank > 0 else {
            throw Failure(
                .indexError,
                "Dimension out of range (expected to be in range of [\(-size), \(size - 1)], but got \(dim))")
        }
        return dim < 0 ? dim + size : dim
    }

    /// What `repr` says of autograd: the operation that made it, or that it asks for gradients.
    var printedHistory: String? {
        if let node = gradFn { return "grad_fn=<\(node.name)>" }
        return requiresGrad ? "requires_grad=True" : nil
    }

    var printed: PrintedArray {
        PrintedArray(shape: shape, dtype: dtype) { self.element(inRowMajorOrder: $0) }
    }
}

extension Tensor.Nested {
    var value: Value {
        switch self {
        case .value(let scalar): scalar.value
        case .list(let items): .list(items.map(\.value))
        }
    }
}

/// `tensor.grad_fn`.
final class NodeObject: Object {
    let node: Node
    private let cls: TypeObject
    override var type: TypeObject { cls }
    init(_ node: Node) {
        self.node = node
        cls = TypeObject(node.name, module: "")
    }
    override func repr() throws -> String {
        "<\(node.name) object at 0x\(String(UInt(bitPattern: ObjectIdentifier(node).hashValue), radix: 16))>"
    }
    override func attribute(_ name: Symbol) throws -> Value? {
        switch name.text {
        case "name": .object(BuiltinFunction("name()", "", raw: { [node] _ in .string(node.name) }))
        case "next_functions":
            .tuple(node.nextNodes.map { next in .tuple([next.map { .object(NodeObject($0)) } ?? .none, .int(0)]) })
        default: try super.attribute(name)
        }
    }
}

/// What `register_hook` gives back.
final class RemovableHandle: Object {
    private let action: () -> Void
    func remove() { action() }
    nonisolated(unsafe) static let cls: TypeObject = {
        let type = TypeObject("RemovableHandle", module: "torch.utils.hooks")
        type.rawMethod("remove(self)", "Takes the hook away.") { bound in
            (bound[0].asObject as? RemovableHandle)?.action()
            return .none
        }
        return type
    }()
    override var type: TypeObject { RemovableHandle.cls }
    init(_ action: @escaping () -> Void) { self.action = action }
}

extension Signature {
    /// The values of a call bound to this signature, for constructors that read their arguments themselves.
    func values(_ arguments: Arguments) throws -> [Value] {
        let sources = try bind(
            positionalCount: arguments.positional.count, keywords: arguments.keywords.map(\.name.text))
        return zip(sources, parameters).map { source, parameter in
            switch source {
            case .positional(let i): arguments.positional[i]
            case .keyword(let i): arguments.keywords[i].value
            case .defaultValue: Value(parameter.defaultValue ?? .none)
            case .rest(let start): .tuple(Array(arguments.positional.dropFirst(start)))
            case .restKeywords(let indices): .dict(indices.map { arguments.keywords[$0] })
            }
        }
    }
}
