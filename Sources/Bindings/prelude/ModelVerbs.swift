// `UNet`, `double_conv`, `save`, `load`: models without writing their class.
import Layers
import Schema
import Script
import Tensors

enum ModelVerbs {
    static func declare(in module: ModuleObject) {
        module["UNet"] = .object(unet)
        module.rawDefine(
            "double_conv(in_channels, out_channels)",
            """
            Two 3x3 convolutions, each followed by batch normalisation and ReLU.
            Shapes:  (N, in_channels, H, W) -> (N, out_channels, H, W)
            """
        ) { .object(ModuleInstance.of(try doubleConv($0.get(0), $0.get(1)))) }
        module.rawDefine(
            "save(model, path)",
            """
            Writes a model's state_dict (or any state) in PyTorch's own format; torch.load(path) reads it.
            """
        ) { bound in
            var state = bound[0]
            if state.asObject is ModuleInstance { state = try state.attribute("state_dict").call(Arguments()) }
            return try torch("save").call(Arguments([state, bound[1]]))
        }
        module.rawDefine(
            "load(model, path)",
            """
            Reads a state_dict from a file into the model and returns the model.
            """
        ) { bound in
            let state = try torch("load").call(Arguments([bound[1]]))
            _ = try bound[0].attribute("load_state_dict").call(Arguments([state]))
            return bound[0]
        }
    }

    private static func torch(_ name: Symbol) throws -> Value {
        guard let value = try ModuleRegistry.module("torch")?[name] else {
            throw Failure(.notImplementedError, "torch.\(name) is not available")
        }
        return value
    }

    nonisolated(unsafe) private static let unet: TypeObject = {
        let type = TypeObject(
            "UNet", module: "unetrepl", bases: [NNClasses.module], make: { cls, _ in .object(ModuleInstance(cls)) })
        type.documentation = """
            UNet(in_channels=3, out_channels=2, widths=(64, 128, 256, 512, 1024), dropout=0.0, residual=False, attention=False, nested=False)

            The U-Net of Ronneberger et al. (2015): an encoder, a bottleneck, and a decoder that sees the encoder's features again.
            Shapes:  (N, in_channels, H, W), H and W divisible by 2^(len(widths)-1) -> (N, out_channels, H, W)
            """
        type.rawMethod(
            "UNet.__init__(self, in_channels=3, out_channels=2, widths=(64, 128, 256, 512, 1024), dropout=0.0, residual=False, attention=False, nested=False)"
        ) { bound in
            let instance = try NNClasses.instance(bound[0])
            let (inputs, outputs, widths) = (
                try bound.get(1, as: Int.self), try bound.get(2, as: Int.self), try bound.get(3, as: [Int].self)
            )
            let (dropout, residual, attention) = (
                try bound.get(4, as: Double.self), try bound[5].truth(), try bound[6].truth()
            )
            let nested = try bound[7].truth()
            let recipe = { () throws -> Module in
                if nested { return try NestedUNet(inputs, outputs, widths: widths) }
                return try UNet(
                    inputs, outputs, widths: widths, dropout: dropout, residual: residual, attention: attention)
            }
            instance.attach(try recipe())
            instance.recipe = recipe
            return .none
        }
        type.rawMethod("UNet.forward(self, *args, **kwargs)") { bound in
            try NNClasses.forward(
                try NNClasses.instance(bound[0]),
                Arguments(
                    (bound[1].asObject as? TupleObject)?.elements ?? [], keywords: try NNClasses.keywords(bound[2])))
        }
        return type
    }()
}
