// The classes of torch.nn: Module with its methods, one class per declared layer, and the containers.
import Layers
import Schema
import Script
import Tensors

/// The Swift side of a class a script derived from nn.Module: calling it goes through the script object.
final class ScriptModule: Module {
    override var typeName: String { (scriptObject as? ModuleInstance)?.cls.name ?? "Module" }
    override func forward(arguments: [Argument]) throws -> Argument {
        guard let object = scriptObject as? ModuleInstance else {
            throw Failure(.runtimeError, "the script object of this module is gone")
        }
        return try Argument(try object.call(Arguments(try arguments.map { try $0.value() })))
    }
}

enum NNClasses {
    private static func makeInstance(_ cls: TypeObject, _ arguments: Arguments) throws -> Value {
        .object(ModuleInstance(cls))
    }

    // MARK: - Base classes

    nonisolated(unsafe) static let module: TypeObject = {
        let type = TypeObject("Module", module: "torch.nn.modules.module", make: makeInstance)
        type.rawMethod("Module.__init__(self, *args, **kwargs)") { bound in
            try instance(bound[0]).attach(ScriptModule())
            return .none
        }
        ModuleMethods.declare(on: type)
        return type
    }()

    /// Bases that code tests with isinstance.
    nonisolated(unsafe) private static let families: [String: TypeObject] = {
        var table: [String: TypeObject] = [:]
        for (name, place) in [
            ("_ConvNd", "conv"), ("_BatchNorm", "batchnorm"), ("_InstanceNorm", "instancenorm"),
            ("_DropoutNd", "dropout"),
            ("_MaxPoolNd", "pooling"), ("_AvgPoolNd", "pooling"),
        ] {
            table[name] = TypeObject(name, module: "torch.nn.modules.\(place)", bases: [module], make: makeInstance)
        }
        table["_ConvNd"].map(declareConvolution)
        for (name, kind) in [("_BatchNorm", StatisticsNorm.Kind.batch), ("_InstanceNorm", .instance)] {
            guard let type = table[name] else { continue }
            let affine = kind == .batch
            type.rawMethod(
                "\(name).__init__(self, num_features, eps=1e-05, momentum=0.1, affine=\(affine ? "True" : "False"), "
                    + "track_running_stats=\(affine ? "True" : "False"), device=None, dtype=None)"
            ) { bound in
                let object = try instance(bound[0])
                let (features, eps, momentum) = (
                    try bound.get(1, as: Int.self), try bound.get(2, as: Double.self),
                    try bound.get(3, as: Double?.self)
                )
                let (affine, tracks) = (try bound[4].truth(), try bound[5].truth())
                object.recipe = {
                    try StatisticsNorm(
                        kind, spatial: kind == .batch ? 0 : 2, features, eps: eps, momentum: momentum, affine: affine,
                        tracks: tracks)
                }
                try object.recipe.map { object.attach(try $0()) }
                return .none
            }
            type.rawMethod("\(name).forward(self, input)") { bound in
                try forward(try instance(bound[0]), Arguments([bound[1]]))
            }
            type.rawMethod("\(name)._check_input_dim(self, input)") { _ in throw Failure(.notImplementedError, "") }
            type.rawMethod("\(name).reset_running_stats(self)", "Running means of 0, variances of 1.") { bound in
                if let module = try NNClasses.instance(bound[0]).module as? StatisticsNorm {
                    try module.resetRunningStatistics()
                }
                return .none
            }
        }
        let loss = TypeObject("_Loss", module: "torch.nn.modules.loss", bases: [module], make: makeInstance)
        loss.rawMethod("_Loss.__init__(self, size_average=None, reduce=None, reduction='mean')") { bound in
            let object = try instance(bound[0])
            object.attach(ScriptModule())
            object.store("reduction", bound[3])
            return .none
        }
        table["_Loss"] = loss
        let weighted = TypeObject("_WeightedLoss", module: "torch.nn.modules.loss", bases: [loss], make: makeInstance)
        weighted.rawMethod(
            "_WeightedLoss.__init__(self, weight=None, size_average=None, reduce=None, reduction='mean')"
        ) { bound in
            let object = try instance(bound[0])
            let native = ScriptModule()
            object.attach(native)
            native.register(buffer: "weight", try bound.get(1, as: Tensor?.self))
            object.store("reduction", bound[4])
            return .none
        }
        table["_WeightedLoss"] = weighted
        return table
    }()

    /// What a script's own convolution, a class over `_ConvNd`, takes from it: the parameters and attributes of the layer that its kernel
    /// and direction name.
    private static func declareConvolution(on type: TypeObject) {
        type.rawMethod(
            "_ConvNd.__init__(self, in_channels, out_channels, kernel_size, stride, padding, dilation, transposed, output_padding, "
                + "groups, bias, padding_mode, device=None, dtype=None)"
        ) { bound in
            let isTransposed = try bound[7].truth()
            let spatial = try bound[3].elements().count
            guard let layer = layer("Conv\(isTransposed ? "Transpose" : "")\(spatial)d") else {
                throw Failure(
                    .valueError, "a convolution slides along 1, 2 or 3 dimensions, but kernel_size has \(spatial)",
                    hint: "kernel_size=(3, 3) for images")
            }
            var options: [(name: Symbol, value: Value)] = [
                ("stride", bound[4]), ("padding", bound[5]), ("dilation", bound[6]), ("groups", bound[9]),
                ("bias", bound[10]), ("padding_mode", bound[11]), ("device", bound[12]), ("dtype", bound[13]),
            ]
            if isTransposed { options.append(("output_padding", bound[8])) }
            _ = try layer.attribute("__init__")?.call(
                Arguments([bound[0], bound[1], bound[2], bound[3]], keywords: options))
            return .none
        }
        type.rawMethod(
            "_ConvNd._conv_forward(self, input, weight, bias)",
            "The convolution with another weight, as layers that change their weights call it."
        ) { bound in
            guard let layer = try instance(bound[0]).module as? ConvolutionLayer, !layer.isTransposed else {
                throw Failure(.attributeError, "'\(bound[0].typeName)' object has no attribute '_conv_forward'")
            }
            return .tensor(
                try layer.convolved(
                    bound.get(1, as: Tensor.self), bound.get(2, as: Tensor.self), bound.get(3, as: Tensor?.self)))
        }
    }

    static func instance(_ value: Value) throws -> ModuleInstance {
        guard let object = value.asObject as? ModuleInstance else {
            throw Failure(.typeError, "expected a torch.nn.Module, got \(value.typeName)")
        }
        return object
    }

    // MARK: - Layers

    /// Class and home of each layer: the file in torch.nn.modules, and the class it derives from.
    private static func home(_ name: String) -> (place: String, base: TypeObject) {
        let family = { (key: String) in families[key] ?? module }
        if name.hasPrefix("Conv") { return ("conv", family("_ConvNd")) }
        if name.hasPrefix("BatchNorm") || name == "SyncBatchNorm" { return ("batchnorm", family("_BatchNorm")) }
        if name.hasPrefix("InstanceNorm") { return ("instancenorm", family("_InstanceNorm")) }
        if name.hasSuffix("Norm") { return ("normalization", module) }
        if name.contains("Dropout") { return ("dropout", family("_DropoutNd")) }
        if name.hasPrefix("MaxPool") { return ("pooling", family("_MaxPoolNd")) }
        if name.hasPrefix("AvgPool") { return ("pooling", family("_AvgPoolNd")) }
        if name.contains("Pool") { return ("pooling", module) }
        if ["CrossEntropyLoss", "BCEWithLogitsLoss", "NLLLoss", "BCELoss"].contains(name) {
            return ("loss", family("_WeightedLoss"))
        }
        if name.hasSuffix("Loss") { return ("loss", family("_Loss")) }
        if ["Linear", "Bilinear", "Identity", "LazyLinear"].contains(name) { return ("linear", module) }
        if name.hasPrefix("Upsampl") { return ("upsampling", module) }
        if name.contains("Pad") { return ("padding", module) }
        if name.hasPrefix("Pixel") { return ("pixelshuffle", module) }
        if name == "Flatten" || name == "Unflatten" { return ("flatten", module) }
        if name == "Embedding" { return ("sparse", module) }
        if name.hasPrefix("Transformer") { return ("transformer", module) }
        return ("activation", module)
    }

    nonisolated(unsafe) private static var layerTypes: [String: TypeObject] = [:]

    /// The class of a declared layer, made when first asked for.
    static func layer(_ name: String) -> TypeObject? {
        if let known = layerTypes[name] { return known }
        guard let declaration = declarations[name] else { return nil }
        let (place, base) = home(name)
        let type = TypeObject(name, module: "torch.nn.modules.\(place)", bases: [base], make: makeInstance)
        type.documentation = "\(declaration.signature.text.replacingInit)\n\n\(declaration.doc)"
        let parameters = declaration.signature.text.split(separator: "(", maxSplits: 1).last.map(String.init) ?? ")"
        type.setMember(
            "__init__",
            .object(
                BuiltinFunction(
                    "\(name).__init__(self\(parameters == ")" ? "" : ", ")\(parameters)", declaration.doc,
                    isMethod: true,
                    raw: { bound in
                        let object = try instance(bound[0])
                        let arguments = try bound.values.dropFirst().enumerated().map { i, value in
                            // Layers that take any keyword (Identity) do not look at them.
                            if i < declaration.signature.parameters.count,
                                declaration.signature.parameters[i].kind == .variadicKeyword
                            {
                                return Argument.none
                            }
                            return try argument(value, of: declaration.signature, i)
                        }
                        object.attach(try declaration.make(arguments))
                        object.recipe = { try declaration.make(arguments) }
                        return .none
                    })))
        type.rawMethod("\(name).forward(self, *args, **kwargs)", declaration.doc) { bound in
            let object = try instance(bound[0])
            return try forward(
                object, Arguments((bound[1].asObject as? TupleObject)?.elements ?? [], keywords: keywords(bound[2])))
        }
        if name.hasPrefix("BatchNorm"), let spatial = name.dropLast().last?.wholeNumberValue {
            type.rawMethod("\(name)._check_input_dim(self, input)") { bound in
                let rank = try bound.get(1, as: Tensor.self).rank
                if rank != spatial + 2, spatial > 1 || rank != 2 {
                    throw Failure(
                        .valueError,
                        "expected \(spatial == 1 ? "2D or 3D" : "\(spatial + 2)D") input (got \(rank)D input)")
                }
                return .none
            }
        }
        layerTypes[name] = type
        if name == "Embedding" { declarePretrained(on: type) }
        return type
    }

    /// `Embedding.from_pretrained(table)`.
    private static func declarePretrained(on type: TypeObject) {
        let function = BuiltinFunction(
            "from_pretrained(embeddings, freeze=True, padding_idx=None, max_norm=None, norm_type=2.0, scale_grad_by_freq=False, sparse=False)",
            "An embedding whose table is given; frozen unless freeze=False.",
            raw: { bound in
                let table = try bound.get(0, as: Tensor.self)
                guard table.rank == 2 else {
                    throw Failure(.assertionError, "Embeddings parameter is expected to be 2-dimensional")
                }
                return try Value.object(type).call(
                    Arguments(
                        [.int(table.shape[0]), .int(table.shape[1])],
                        keywords: [("padding_idx", bound[2]), ("_weight", bound[0]), ("_freeze", bound[1])]))
            })
        type.setMember("from_pretrained", .object(StaticMethod(.object(function))))
    }

    private static let declarations: [String: LayerDeclaration] = {
        var table: [String: LayerDeclaration] = [:]
        for declaration in LayerDeclaration.all { table[declaration.name] = declaration }
        return table
    }()
    static var layerNames: [String] { declarations.keys.sorted() }

    static func argument(_ value: Value, of signature: Signature, _ i: Int) throws -> Argument {
        // `nn.CrossEntropyLoss(output, target)`: the old flags ask for the truth of whatever is there.
        if value.asObject is TensorObject, i < signature.parameters.count,
            ["size_average", "reduce"].contains(signature.parameters[i].name)
        {
            do { return .bool(try value.truth()) } catch let failure as Failure {
                throw Failure(
                    failure.kind, failure.message,
                    hint:
                        "make the loss first: criterion = nn.\(signature.name.prefix { $0 != "." })(); then criterion(output, target)"
                )
            }
        }
        do { return try Argument(value) } catch let unusable as Argument.Unusable {
            let name = i < signature.parameters.count ? signature.parameters[i].name : "?"
            // Identity takes anything and keeps nothing.
            let kind = i < signature.parameters.count ? signature.parameters[i].kind : .positionalOrKeyword
            if kind == .variadic || kind == .variadicKeyword { return .none }
            // Layers take modules and functions in a few places (activation=nn.GELU()); by name is what the engine knows.
            if let function = value.asObject as? OpFunction { return .string(function.name) }
            if let layer = value.asObject as? ModuleInstance { return .string(layer.cls.name.lowercased()) }
            throw Failure(
                .typeError, "\(signature.name)() got an unusable value for '\(name)': \(unusable.typeName)",
                hint: "signature: \(signature.text)")
        }
    }

    static func keywords(_ dict: Value) throws -> [(name: Symbol, value: Value)] {
        var result: [(name: Symbol, value: Value)] = []
        try dict.forEachPair { key, value in result.append((Symbol(try String.from(key) ?? ""), value)) }
        return result
    }

    /// The Swift layer's forward with a call's arguments.
    static func forward(_ object: ModuleInstance, _ arguments: Arguments) throws -> Value {
        let module = try object.ready("call forward")
        if arguments.keywords.isEmpty, arguments.positional.count == 1,
            let tensor = (arguments.positional[0].asObject as? TensorObject)?.tensor
        {
            return try module.forward(arguments: [.tensor(tensor)]).value()
        }
        let signature = ForwardSignatures.of(module)
        let sources = try signature.bind(
            positionalCount: arguments.positional.count, keywords: arguments.keywords.map(\.name.text),
            hasReceiver: true)
        var converted: [Argument] = []
        for (i, source) in sources.enumerated() {
            switch source {
            case .positional(let p):
                converted.append(try forwardArgument(arguments.positional[p], module, signature, i))
            case .keyword(let k):
                converted.append(try forwardArgument(arguments.keywords[k].value, module, signature, i))
            case .defaultValue: converted.append(signature.parameters[i].defaultValue.map(Argument.init) ?? .none)
            case .rest, .restKeywords: converted.append(.none)
            }
        }
        return try module.forward(arguments: converted).value()
    }

    private static func forwardArgument(_ value: Value, _ module: Module, _ signature: Signature, _ i: Int) throws
        -> Argument
    {
        do { return try Argument(value) } catch let unusable as Argument.Unusable {
            throw Failure(
                .typeError,
                "\(signature.name)(): argument '\(signature.parameters[i].name)' (position \(i + 1)) must be Tensor, not \(unusable.typeName)",
                hint: unusable.typeName == "numpy.ndarray"
                    ? "turn the array into a tensor first: torch.from_numpy(array)" : "")
        }
    }

    /// The class that shows a module that Swift made.
    static func type(of native: Module) -> TypeObject {
        switch native {
        case is Sequential: return sequential
        case is ModuleList: return moduleList
        case is ModuleDict: return moduleDict
        case is ParameterList: return parameterList
        case is ParameterDict: return parameterDict
        default: return layer(native.typeName) ?? nativeType(native.typeName)
        }
    }

    nonisolated(unsafe) private static var nativeTypes: [String: TypeObject] = [:]
    /// A Swift model without a declaration: its forward is Swift's.
    private static func nativeType(_ name: String) -> TypeObject {
        if let known = nativeTypes[name] { return known }
        let type = TypeObject(name, module: "unetrepl", bases: [module], make: makeInstance)
        type.rawMethod("\(name).forward(self, *args, **kwargs)") { bound in
            try forward(
                try instance(bound[0]),
                Arguments((bound[1].asObject as? TupleObject)?.elements ?? [], keywords: keywords(bound[2])))
        }
        nativeTypes[name] = type
        return type
    }

    static func isContainer(_ cls: TypeObject) -> Bool {
        [sequential, moduleList, moduleDict, parameterList].contains { cls.isSubclass(of: $0) }
    }

    // MARK: - Containers

    nonisolated(unsafe) static let sequential: TypeObject = {
        let type = TypeObject("Sequential", module: "torch.nn.modules.container", bases: [module], make: makeInstance)
        type.rawMethod("Sequential.__init__(self, *args)", "Modules run one after the other.") { bound in
            let object = try instance(bound[0])
            let native = Sequential()
            object.attach(native)
            let given = (bound[1].asObject as? TupleObject)?.elements ?? []
            if given.count == 1, given[0].asObject is DictObject || given[0].type.name == "OrderedDict" {
                try given[0].forEachPair { key, value in
                    try ContainerItems.add(native, try String.from(key) ?? "", value)
                }
            } else {
                for (i, value) in given.enumerated() { try ContainerItems.add(native, String(i), value) }
            }
            return .none
        }
        type.rawMethod("Sequential.forward(self, input)") { bound in
            try SequentialRun.run(try instance(bound[0]), bound[1])
        }
        ContainerItems.declareListMethods(on: type)
        return type
    }()

    nonisolated(unsafe) static let moduleList: TypeObject = {
        let type = TypeObject("ModuleList", module: "torch.nn.modules.container", bases: [module], make: makeInstance)
        type.rawMethod("ModuleList.__init__(self, modules=None)", "Modules by number.") { bound in
            let object = try instance(bound[0])
            let native = ModuleList()
            object.attach(native)
            if case .none = bound[1] { return .none }
            for (i, value) in try Collate.elements(bound[1]).enumerated() {
                try ContainerItems.add(native, String(i), value)
            }
            return .none
        }
        ContainerItems.declareListMethods(on: type)
        return type
    }()

    nonisolated(unsafe) static let moduleDict: TypeObject = {
        let type = TypeObject("ModuleDict", module: "torch.nn.modules.container", bases: [module], make: makeInstance)
        type.rawMethod("ModuleDict.__init__(self, modules=None)", "Modules by name.") { bound in
            let object = try instance(bound[0])
            let native = ModuleDict()
            object.attach(native)
            if case .none = bound[1] { return .none }
            try ContainerItems.pairs(bound[1]) { try ContainerItems.add(native, $0, $1) }
            return .none
        }
        ContainerItems.declareDictMethods(on: type)
        return type
    }()

    nonisolated(unsafe) static let parameterList: TypeObject = {
        let type = TypeObject(
            "ParameterList", module: "torch.nn.modules.container", bases: [module], make: makeInstance)
        type.rawMethod("ParameterList.__init__(self, values=None)", "Parameters by number.") { bound in
            let native = ParameterList()
            try instance(bound[0]).attach(native)
            if case .none = bound[1] { return .none }
            for value in try Collate.elements(bound[1]) { try ContainerItems.addParameter(native, value) }
            return .none
        }
        type.rawMethod("append(self, value)") { bound in
            try ContainerItems.addParameter(try instance(bound[0]).ready("append"), bound[1])
            return bound[0]
        }
        return type
    }()

    nonisolated(unsafe) static let parameterDict: TypeObject = {
        let type = TypeObject(
            "ParameterDict", module: "torch.nn.modules.container", bases: [module], make: makeInstance)
        type.rawMethod("ParameterDict.__init__(self, parameters=None)", "Parameters by name.") { bound in
            let native = ParameterDict()
            try instance(bound[0]).attach(native)
            if case .none = bound[1] { return .none }
            try ContainerItems.pairs(bound[1]) { name, value in
                native.register(
                    parameter: name, try TensorMethods.parameter(try Tensor.from(value) ?? Tensor.empty([0])))
            }
            return .none
        }
        return type
    }()

    /// DataParallel has one device here: the module itself.
    nonisolated(unsafe) static let dataParallel: TypeObject = {
        let type = TypeObject("DataParallel", module: "torch.nn.parallel", bases: [module], make: makeInstance)
        type.rawMethod("DataParallel.__init__(self, module, device_ids=None, output_device=None, dim=0, **kwargs)") {
            bound in
            let native = ScriptModule()
            try instance(bound[0]).attach(native)
            try ContainerItems.add(native, "module", bound[1])
            return .none
        }
        type.rawMethod("DataParallel.forward(self, *args, **kwargs)") { bound in
            try bound[0].attribute("module").call(
                Arguments((bound[1].asObject as? TupleObject)?.elements ?? [], keywords: try keywords(bound[2])))
        }
        return type
    }()

    /// Every public class, by name.
    static func publish(in target: ModuleObject) {
        for type in [module, sequential, moduleList, moduleDict, parameterList, parameterDict, dataParallel] {
            target.define(type)
        }
        target["Parameter"] = .object(TensorObject.parameterType)
        for name in layerNames { if let type = layer(name) { target.define(type) } }
        for type in families.values { target.define(type) }
    }
}

extension String {
    /// "Conv2d.__init__(…)" as a script writes it: "Conv2d(…)".
    fileprivate var replacingInit: String {
        let parts = split(separator: "(", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else { return self }
        return parts[0].split(separator: ".").first.map(String.init).map { "\($0)(\(parts[1])" } ?? self
    }
}

/// Parsed `forward` signatures, one per class of layer.
private enum ForwardSignatures {
    nonisolated(unsafe) private static var known: [String: Signature] = [:]
    static func of(_ module: Module) -> Signature {
        let text = "\(module.typeName).\(module.forwardSignature)"
        if let signature = known[text] { return signature }
        let signature = Signature(text)
        known[text] = signature
        return signature
    }
}

/// Running a Sequential: Swift layers directly, script modules through their objects.
enum SequentialRun {
    static func run(_ object: ModuleInstance, _ input: Value) throws -> Value {
        let module = try object.ready("call forward")
        var value = input
        for child in module.children {
            guard let layer = child.module else { throw Failure(.typeError, "'NoneType' object is not callable") }
            if let tensor = (value.asObject as? TensorObject)?.tensor,
                (layer.scriptObject as? ModuleInstance)?.isPlain ?? !(layer is ScriptModule)
            {
                value = try layer.call([.tensor(tensor)]).value()
            } else {
                value = try object.wrapped(layer).call(Arguments([value]))
            }
            try Interpreter.current.checkInterrupt()
        }
        return value
    }
}
