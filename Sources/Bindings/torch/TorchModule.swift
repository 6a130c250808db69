// The module `torch`: every op under its name, tensors from data, dtypes, devices, settings; its submodules are separate files.
import Schema
import Script
import Tensors

enum TorchModule {
    static func register() {
        ModuleRegistry.register("torch") { module in
            module.documentation = "Tensors and automatic differentiation, shaped like PyTorch."
            for op in Op.all where op.namespaces.contains(.torch) {
                for name in [op.name] + op.aliases {
                    module[Symbol(name)] = .object(OpBinding.function(op, name: name, isMethod: false))
                    guard op.namespaces.contains(.inPlace) else { continue }
                    module[Symbol(name + "_")] = .object(
                        OpBinding.function(op, name: name + "_", isMethod: false, inPlace: true))
                }
            }
            declareTypes(in: module)
            declareCreation(in: module)
            RandomBindings.declareFunctions(in: module)
            GradContexts.declare(in: module)
            declareFacts(in: module)
            declareSettings(in: module)
            CheckpointBindings.declare(in: module)
            LegacyTensorTypes.declare(in: module)
            module["autocast"] = .object(AmpModule.autocast)
            module.missing = { try KnownNames.explain($0.text, in: module) }
            LinalgLater.declareOldNames(in: module)
        }
        declareSmallModules()
    }

    // MARK: - Types

    private static func declareTypes(in module: ModuleObject) {
        module["Tensor"] = .object(TensorObject.cls)
        module["dtype"] = .object(DTypeObject.cls)
        module["device"] = .object(DeviceObject.cls)
        module["Size"] = .object(SizeObject.sizeType)
        module["memory_format"] = .object(MemoryFormatObject.cls)
        for dtype in DType.allCases { module[Symbol(dtype.name)] = .object(DTypeObject.of(dtype)) }
        let shortNames: [(String, DType)] = [
            ("float", .float32), ("double", .float64), ("half", .float16), ("long", .int64), ("int", .int32),
            ("short", .int16),
        ]
        for (name, dtype) in shortNames { module[Symbol(name)] = .object(DTypeObject.of(dtype)) }
        for name in ["channels_last", "contiguous_format", "preserve_format", "channels_last_3d"] {
            module[Symbol(name)] = .object(MemoryFormatObject(name))
        }
        module["strided"] = .object(MemoryFormatObject("strided"))
        module["pi"] = .float(.pi)
        module["e"] = .float(2.718281828459045)
        module["inf"] = .float(.infinity)
        module["nan"] = .float(.nan)
        module["newaxis"] = Value.none
        module["__version__"] = .string("2.15.0")
        module["__name__"] = .string("torch")
    }

    // MARK: - Tensors from data

    private static func declareCreation(in module: ModuleObject) {
        module.rawDefine(
            "tensor(data, *, dtype=None, device=None, requires_grad=False, pin_memory=False)",
            "A new tensor with the values of data: numbers, nested lists, arrays."
        ) { bound in
            try TensorMethods.checkDevice(bound[2])
            let x = try TensorFactory.tensor(bound[0], dtype: try Creation.dtype(bound[1]))
            if try bound[3].truth() {
                guard x.dtype.isFloatingPoint else {
                    throw Failure(
                        .runtimeError, "Only Tensors of floating point and complex dtype can require gradients",
                        hint: "write 1.0 instead of 1, or pass dtype=torch.float32")
                }
                try x.setRequiresGrad(true)
            }
            return .tensor(x)
        }
        for name in ["as_tensor", "asarray"] {
            module.rawDefine(
                "\(name)(data, dtype=None, device=None)", "data as a tensor, sharing memory where possible."
            ) { bound in
                try TensorMethods.checkDevice(bound[2])
                let dtype = try Creation.dtype(bound[1])
                guard let existing = TensorFactory.existing(bound[0]) else {
                    return .tensor(try TensorFactory.tensor(bound[0], dtype: dtype))
                }
                let shared = bound[0].asObject is TensorObject ? existing : existing.detach()
                return .tensor(try dtype.map { try shared.to($0) } ?? shared)
            }
        }
        module.rawDefine("from_numpy(ndarray)", "The array's memory as a tensor.") { bound in
            if bound[0].asObject is TextArray {
                throw Failure(
                    .typeError,
                    "can't convert np.ndarray of type numpy.str_. The only supported types are: float64, float32, float16, complex64, "
                        + "complex128, int64, int32, int16, int8, uint64, uint32, uint16, uint8, and bool.",
                    hint: "give every text a number first")
            }
            guard let array = bound[0].asObject as? NDArrayObject else {
                throw Failure(
                    .typeError, "expected np.ndarray (got \(bound[0].typeName))",
                    hint: "for lists use torch.tensor(list)")
            }
            if array.tensor.strides.contains(where: { $0 < 0 }) {
                throw Failure(
                    .valueError,
                    "At least one stride in the given numpy array is negative, and tensors with negative strides are not currently "
                        + "supported. (You can probably work around this by making a copy of your array  with array.copy().) ",
                    hint: "torch.from_numpy(array.copy())")
            }
            return .tensor(array.tensor.detach())
        }
        module.rawDefine(
            "scalar_tensor(s, *, dtype=None, layout=None, device=None, pin_memory=False)",
            "A tensor without dimensions."
        ) { bound in
            .tensor(try TensorFactory.tensor(bound[0], dtype: try Creation.dtype(bound[1]) ?? Defaults.dtype))
        }
    }

    // MARK: - Facts and settings

    private static func declareFacts(in module: ModuleObject) {
        module.rawDefine("is_tensor(obj)", "Whether obj is a tensor.") { .bool($0[0].asObject is TensorObject) }
        module.rawDefine("is_floating_point(input)", "Whether the elements are reals.") { bound in
            .bool(try bound.get(0, as: Tensor.self).dtype.isFloatingPoint)
        }
        module.rawDefine("is_complex(input)", "Always False here.") { _ in .bool(false) }
        module.rawDefine("is_nonzero(input)", "Whether the only element is not zero.") {
            .bool(try $0.get(0, as: Tensor.self).isTrue())
        }
        module.rawDefine("numel(input)", "The number of elements.") { .int(try $0.get(0, as: Tensor.self).count) }
        module.rawDefine("broadcast_shapes(*shapes)", "The shape that all of them broadcast to.") { bound in
            var shape: [Int] = []
            for value in (bound[0].asObject as? TupleObject)?.elements ?? [] {
                shape = try Shape.broadcast(shape, try Creation.sizes(value, "broadcast_shapes"))
            }
            return .object(SizeObject(shape))
        }
        module.rawDefine("can_cast(from_, to)", "Whether an in-place result of one type may be stored in the other.") {
            bound in
            let (from, to) = (try TensorMethods.dtype(named: bound[0]), try TensorMethods.dtype(named: bound[1]))
            return .bool(Promotion.category(from) <= Promotion.category(to))
        }
        module.rawDefine("result_type(tensor1, tensor2)", "The dtype of an operation on both.") { bound in
            let operands = try [bound[0], bound[1]].map {
                try Operand.from(try Argument($0))?.tensor ?? Tensor.number(0.0)
            }
            return .object(DTypeObject.of(Promotion.result(operands)))
        }
        module.rawDefine("promote_types(type1, type2)", "The dtype that holds both.") { bound in
            .object(
                DTypeObject.of(
                    Promotion.torch(try TensorMethods.dtype(named: bound[0]), try TensorMethods.dtype(named: bound[1])))
            )
        }
        module.rawDefine("finfo(type=None)", "The limits of a floating point type.") { bound in
            NumberLimits.value(try Creation.dtype(bound[0]) ?? Defaults.dtype, wantsFloat: true)
        }
        module.rawDefine("iinfo(type)", "The limits of a whole number type.") { bound in
            NumberLimits.value(try TensorMethods.dtype(named: bound[0]), wantsFloat: false)
        }
        module.rawDefine("compile(model=None, *args, **kwargs)", "The model itself: there is nothing to compile.") {
            bound in
            if case .none = bound[0] {
                return .object(BuiltinFunction("decorator(function)", "", raw: { $0[0] }))
            }
            return bound[0]
        }
    }

    private static func declareSettings(in module: ModuleObject) {
        module.rawDefine("set_default_dtype(d)", "The dtype of new tensors of reals.") { bound in
            Defaults.dtype = try TensorMethods.dtype(named: bound[0])
            return .none
        }
        module.rawDefine("get_default_dtype()", "The dtype of new tensors of reals.") { _ in
            .object(DTypeObject.of(Defaults.dtype))
        }
        module.rawDefine("set_default_device(device)", "Only cpu exists.") { bound in
            try TensorMethods.checkDevice(bound[0])
            return .none
        }
        module.rawDefine("set_num_threads(n)", "How many threads the engine uses.") { bound in
            let n = try bound.get(0, as: Int.self)
            guard n > 0 else { throw Failure(.runtimeError, "set_num_threads expects a positive integer") }
            Threads.count = min(n, 256)
            return .none
        }
        module.rawDefine("get_num_threads()", "How many threads the engine uses.") { _ in .int(Threads.count) }
        module.rawDefine("set_num_interop_threads(n)", "Accepted.") { _ in .none }
        module.rawDefine("use_deterministic_algorithms(mode, *, warn_only=False)", "Results are always the same bits.")
        { _ in .none }
        module.rawDefine("are_deterministic_algorithms_enabled()", "Always True here.") { _ in .bool(true) }
        module.rawDefine("set_float32_matmul_precision(precision)", "Accepted: products are float32.") { _ in .none }
        module.rawDefine("get_float32_matmul_precision()", "") { _ in .string("highest") }
        module.rawDefine("set_flush_denormal(mode)", "Accepted.") { _ in .bool(true) }
        module.rawDefine(
            "set_printoptions(precision=None, threshold=None, edgeitems=None, linewidth=None, profile=None, sci_mode=None)",
            "How tensors print."
        ) { bound in
            if let profile = try bound.get(4, as: String?.self), let options = TensorPrintOptions(profile: profile) {
                TensorPrintOptions.current = options
            }
            if let precision = try bound.get(0, as: Int?.self) {
                TensorPrintOptions.current.precision = min(max(precision, 0), 64)
            }
            if let threshold = try bound.get(1, as: Double?.self) {
                TensorPrintOptions.current.threshold = threshold < 1e15 ? Int(max(threshold, 0)) : Int.max
            }
            if let edge = try bound.get(2, as: Int?.self) { TensorPrintOptions.current.edgeItems = max(edge, 0) }
            if let width = try bound.get(3, as: Int?.self) { TensorPrintOptions.current.lineWidth = max(width, 1) }
            if bound.given[5] { TensorPrintOptions.current.scientific = try bound.get(5, as: Bool?.self) }
            return .none
        }
    }

    // MARK: - Small modules

    private static func declareSmallModules() {
        ModuleRegistry.register("torch.cuda") { module in
            module.documentation =
                "There is no GPU: is_available() says so, everything else is accepted quietly or refused plainly."
            module.rawDefine("is_available()", "Always False here.") { _ in .bool(false) }
            module.rawDefine("device_count()", "Always 0 here.") { _ in .int(0) }
            module.rawDefine("is_bf16_supported(including_emulation=True)", "Always False here.") { _ in .bool(false) }
            for name in ["memory_allocated", "max_memory_allocated", "memory_reserved", "max_memory_reserved"] {
                module.rawDefine("\(name)(device=None)", "Always 0 here.") { _ in .int(0) }
            }
            for name in [
                "synchronize", "empty_cache", "manual_seed", "manual_seed_all", "reset_peak_memory_stats", "set_device",
                "init", "ipc_collect",
            ] {
                module.rawDefine("\(name)(device=None)", "Nothing to do without a GPU.") { _ in .none }
            }
            for name in ["current_device", "get_device_name", "get_device_properties"] {
                module.rawDefine("\(name)(device=None)", "Needs a GPU.") { _ in
                    try DeviceObject("cuda").check()
                    return .none
                }
            }
            LegacyTensorTypes.declareCuda(in: module)
            module["amp"] = try ModuleRegistry.module("torch.cuda.amp").map { .object($0) } ?? Value.none
        }
        ModuleRegistry.register("torch.backends") { module in
            for name in ["cudnn", "mps", "mkldnn", "cuda", "mkl"] {
                module[Symbol(name)] =
                    try ModuleRegistry.module("torch.backends.\(name)").map { .object($0) } ?? Value.none
            }
        }
        for name in ["cudnn", "mps", "mkldnn", "cuda", "mkl"] {
            ModuleRegistry.register("torch.backends.\(name)") { module in
                module["benchmark"] = .bool(false)
                module["deterministic"] = .bool(false)
                module["enabled"] = .bool(true)
                module["allow_tf32"] = .bool(false)
                // mkldnn and mkl are CPU kernels: code that asks for them gets ours.
                module.rawDefine("is_available()", "False for devices that are not here.") { _ in
                    .bool(name.hasPrefix("mkl"))
                }
                module.rawDefine("is_built()", "Always False here.") { _ in .bool(false) }
                module.rawDefine("version()", "") { _ in .none }
                if name == "cuda" {
                    let matmul = ModuleObject("torch.backends.cuda.matmul")
                    matmul["allow_tf32"] = .bool(false)
                    module["matmul"] = .object(matmul)
                }
            }
        }
        AmpModule.register()
        Distributions.register()
        ModuleRegistry.register("torch.random") { module in RandomBindings.declareFunctions(in: module) }
        ModuleRegistry.register("torch.version") { module in
            module["__version__"] = .string("2.15.0")
            module["cuda"] = Value.none
        }
        for (path, namespace) in [("torch.linalg", Op.Namespaces.linalg), ("torch.special", Op.Namespaces.special)] {
            ModuleRegistry.register(path) { module in
                for op in Op.all where op.namespaces.contains(namespace) {
                    for name in [op.name] + op.aliases {
                        let name = name.hasPrefix("linalg_") ? String(name.dropFirst(7)) : name
                        module[Symbol(name)] = .object(OpBinding.function(op, name: name, isMethod: false))
                    }
                }
                if namespace == .linalg { return LinalgLater.declare(in: module) }
                for (name, plain) in specialNames {
                    guard let op = OpTable.op(plain) else { continue }
                    module[Symbol(name)] = .object(OpBinding.function(op, name: name, isMethod: false))
                }
            }
        }
        ModuleRegistry.register("torch.jit") { module in
            for name in ["script", "ignore", "unused", "export", "script_if_tracing"] {
                module.rawDefine("\(name)(fn=None, *args, **kwargs)", "The function itself: scripts already run.") {
                    $0[0]
                }
            }
            module.rawDefine(
                "trace(func, example_inputs=None, optimize=None, check_trace=True, *args, **kwargs)",
                "The function or model itself: nothing is compiled here."
            ) { $0[0] }
            module.rawDefine("is_scripting()", "Always False here.") { _ in .bool(false) }
            module.rawDefine("is_tracing()", "Always False here.") { _ in .bool(false) }
            module["ScriptModule"] = .object(TypeObject("ScriptModule", module: "torch.jit"))
            module["Final"] = Value.none
        }
    }
}

/// Functions of torch.special that torch has under the same or another name.
private let specialNames = [
    ("gammaln", "lgamma"), ("psi", "digamma"), ("logit", "logit"), ("expm1", "expm1"), ("log1p", "log1p"),
    ("exp2", "exp2"),
    ("sinc", "sinc"), ("round", "round"), ("logsumexp", "logsumexp"), ("erfinv", "erfinv"), ("digamma", "digamma"),
]

/// `torch.finfo`, `torch.iinfo`.
enum NumberLimits {
    static func value(_ dtype: DType, wantsFloat: Bool) -> Value {
        let limits = ModuleObject(wantsFloat ? "finfo" : "iinfo")
        limits["bits"] = .int(dtype.size * 8)
        limits["dtype"] = .string(dtype.name)
        switch dtype {
        case .float32:
            set(limits, -3.4028234663852886e38, 3.4028234663852886e38, 1.1920928955078125e-07, 1.1754943508222875e-38)
        case .float64:
            set(limits, -1.7976931348623157e308, 1.7976931348623157e308, 2.220446049250313e-16, 2.2250738585072014e-308)
        case .float16: set(limits, -65504, 65504, 0.0009765625, 6.103515625e-05)
        case .bfloat16: set(limits, -3.3895313892515355e38, 3.3895313892515355e38, 0.0078125, 1.1754943508222875e-38)
        case .bool, .uint8: set(limits, 0, 255)
        case .int8: set(limits, -128, 127)
        case .int16: set(limits, -32768, 32767)
        case .int32: set(limits, -2_147_483_648, 2_147_483_647)
        case .int64: set(limits, Int.min, Int.max)
        }
        return .object(limits)
    }

    private static func set(_ limits: ModuleObject, _ low: Double, _ high: Double, _ eps: Double, _ tiny: Double) {
        limits["min"] = .float(low)
        limits["max"] = .float(high)
        limits["eps"] = .float(eps)
        limits["tiny"] = .float(tiny)
        limits["smallest_normal"] = .float(tiny)
        limits["resolution"] = .float(eps)
    }

    private static func set(_ limits: ModuleObject, _ low: Int, _ high: Int) {
        limits["min"] = .int(low)
        limits["max"] = .int(high)
    }
}

extension Creation {
    /// The dtype `torch.full` infers.
    static func natural(_ value: Scalar) -> DType {
        switch value {
        case .bool: .bool
        case .int: .int64
        case .float: Defaults.dtype
        }
    }
}

/// `torch.FloatTensor` and its relatives, of old code.
enum LegacyTensorTypes {
    nonisolated(unsafe) private static let types: [(DType, TypeObject)] = DType.allCases.map { dtype in
        (
            dtype,
            TypeObject(
                "\(dtype.scalarTypeName)Tensor", module: "torch", bases: [TensorObject.cls],
                make: { _, arguments in try TensorMethods.legacyConstructor(dtype, arguments) })
        )
    }

    static func dtype(of type: TypeObject) -> DType? { types.first { $0.1 === type }?.0 }

    static func declare(in module: ModuleObject) { for (_, type) in types { module.define(type) } }

    static func declareCuda(in module: ModuleObject) {
        for (dtype, type) in types {
            module.define(
                TypeObject(
                    type.name, module: "torch.cuda", bases: [TensorObject.cls],
                    make: { _, _ in
                        try DeviceObject("cuda").check()
                        return .tensor(try Tensor.empty([0], dtype))
                    }))
        }
    }
}
