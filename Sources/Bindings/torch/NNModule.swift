// The modules torch.nn, torch.nn.functional and their parts.
import Layers
import Schema
import Script
import Tensors

enum NNModule {
    static func register() {
        ModuleRegistry.register("torch.nn") { module in
            module.documentation = "Layers, containers and losses."
            NNClasses.publish(in: module)
            module.missing = { try KnownNames.explain($0.text, in: module) }
            NNLater.declareLayers(in: module)
        }
        ModuleRegistry.register("torch.nn.functional") { module in
            module.documentation = "The functions behind the layers."
            module.missing = { try KnownNames.explain($0.text, in: module) }
            NNLater.declareFunctions(in: module)
            for op in Op.all where op.namespaces.contains(.functional) {
                for name in [op.name] + op.aliases {
                    module[Symbol(name)] = .object(OpBinding.function(op, name: name, isMethod: false))
                }
            }
            // Old names that PyTorch still accepts.
            for (old, new) in [("sigmoid", "sigmoid"), ("tanh", "tanh"), ("upsample", "interpolate")]
            where module[Symbol(old)] == nil {
                if let op = OpTable.op(new) {
                    module[Symbol(old)] = .object(OpBinding.function(op, name: old, isMethod: false))
                }
            }
            for name in ["relu", "elu", "leaky_relu", "hardtanh", "selu", "celu", "threshold"] {
                guard let op = OpTable.op(name), module[Symbol(name + "_")] == nil else { continue }
                module[Symbol(name + "_")] = .object(
                    OpBinding.function(op, name: name + "_", isMethod: false, inPlace: true))
            }
        }
        ModuleRegistry.register("torch.functional") { module in
            module.missing = { try ModuleRegistry.module("torch")?[$0] }
        }
        ModuleRegistry.register("torch.nn.modules") { module in
            NNClasses.publish(in: module)
        }
        for part in [
            "activation", "batchnorm", "container", "conv", "dropout", "linear", "loss", "module", "normalization",
            "padding",
            "pixelshuffle", "pooling", "sparse", "transformer", "upsampling", "utils", "instancenorm", "flatten",
        ] {
            ModuleRegistry.register("torch.nn.modules.\(part)") { module in
                NNClasses.publish(in: module)
                if part == "module" { module.define(LoadResultObject.cls) }
                for (name, count) in [("_single", 1), ("_pair", 2), ("_triple", 3)] {
                    module.rawDefine("\(name)(x)", "x repeated, unless it already is a sequence.") { bound in
                        if bound[0].asObject is TupleObject || bound[0].asObject is ListObject { return bound[0] }
                        return .tuple([Value](repeating: bound[0], count: count))
                    }
                }
            }
        }
        ModuleRegistry.register("torch.nn.parameter") { module in
            module["Parameter"] = .object(TensorObject.parameterType)
        }
        for name in ["torch.nn.parallel", "torch.nn.parallel.data_parallel"] {
            ModuleRegistry.register(name) { module in
                module["DataParallel"] = .object(NNClasses.dataParallel)
                module["DistributedDataParallel"] = .object(NNClasses.dataParallel)
                module.rawDefine(
                    "data_parallel(module, inputs, device_ids=None, output_device=None, dim=0, module_kwargs=None)",
                    "module(inputs)"
                ) {
                    try $0[0].call(Arguments([$0[1]]))
                }
            }
        }
        InitModule.register()
    }
}

/// torch.nn.init: the functions with and without the trailing underscore.
enum InitModule {
    static func register() {
        ModuleRegistry.register("torch.nn.init") { module in
            // The file's own imports can be reached through it, and programs do: torch.nn.init.torch.nn.init.kaiming_normal_.
            module.missing = { name in
                ["torch", "math", "warnings"].contains(name.text)
                    ? try ModuleRegistry.module(name.text).map { .object($0) } : nil
            }
            define(module, "uniform_(tensor, a=0.0, b=1.0, generator=None)") {
                try Init.uniform($0, $1.get(1), $1.get(2))
            }
            define(module, "normal_(tensor, mean=0.0, std=1.0, generator=None)") {
                try Init.normal($0, mean: $1.get(1), std: $1.get(2))
            }
            define(module, "constant_(tensor, val)") { try Init.constant($0, $1.get(1)) }
            define(module, "ones_(tensor)") { tensor, _ in try Init.ones(tensor) }
            define(module, "zeros_(tensor)") { tensor, _ in try Init.zeros(tensor) }
            define(module, "eye_(tensor)") { tensor, _ in try Init.eye(tensor) }
            define(module, "dirac_(tensor, groups=1)") { try Init.dirac($0, groups: $1.get(1)) }
            define(module, "xavier_uniform_(tensor, gain=1.0, generator=None)") {
                try Init.xavierUniform($0, gain: $1.get(1))
            }
            define(module, "xavier_normal_(tensor, gain=1.0, generator=None)") {
                try Init.xavierNormal($0, gain: $1.get(1))
            }
            define(module, "kaiming_uniform_(tensor, a=0, mode='fan_in', nonlinearity='leaky_relu', generator=None)") {
                try Init.kaimingUniform($0, a: $1.get(1), mode: $1.get(2), nonlinearity: $1.get(3))
            }
            define(module, "kaiming_normal_(tensor, a=0, mode='fan_in', nonlinearity='leaky_relu', generator=None)") {
                try Init.kaimingNormal($0, a: $1.get(1), mode: $1.get(2), nonlinearity: $1.get(3))
            }
            define(module, "trunc_normal_(tensor, mean=0.0, std=1.0, a=-2.0, b=2.0, generator=None)") {
                try Init.truncatedNormal($0, mean: $1.get(1), std: $1.get(2), low: $1.get(3), high: $1.get(4))
            }
            define(module, "orthogonal_(tensor, gain=1, generator=None)") { try Init.orthogonal($0, gain: $1.get(1)) }
            define(module, "sparse_(tensor, sparsity, std=0.01, generator=None)") {
                try Init.sparse($0, sparsity: $1.get(1), std: $1.get(2))
            }
            module.rawDefine("calculate_gain(nonlinearity, param=None)", "The factor for a nonlinearity.") { bound in
                .float(try Init.gain(bound.get(0), bound.get(1, as: Double?.self)))
            }
            module.rawDefine("_calculate_fan_in_and_fan_out(tensor)", "Inputs and outputs of one unit.") { bound in
                let fans = try Init.fans(bound.get(0))
                return .tuple([.int(fans.fanIn), .int(fans.fanOut)])
            }
        }
    }

    private static func define(
        _ module: ModuleObject, _ signature: String, _ body: @escaping (Tensor, BoundArguments) throws -> Void
    ) {
        let run: (BoundArguments) throws -> Value = { bound in
            try body(bound.get(0), bound)
            return bound[0]
        }
        module.rawDefine(signature, "Fills the tensor; returns it.", run)
        let old = signature.withoutTrailingUnderscore
        if module[Symbol(Signature(old).name)] == nil { module.rawDefine(old, "The old name.", run) }
    }
}

extension String {
    /// "kaiming_normal_(…)" as old code calls it: "kaiming_normal(…)".
    fileprivate var withoutTrailingUnderscore: String {
        var parts = split(separator: "(", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, parts[0].hasSuffix("_") else { return self }
        parts[0].removeLast()
        return parts.joined(separator: "(")
    }
}
