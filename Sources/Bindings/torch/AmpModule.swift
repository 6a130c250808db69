// torch.amp and torch.cuda.amp: mixed precision is accepted and computed in float32, which one notice says.
import Schema
import Script

enum AmpModule {
    static func register() {
        ModuleRegistry.register("torch.amp") { module in declare(in: module) }
        ModuleRegistry.register("torch.cuda.amp") { module in declare(in: module) }
    }

    private static func declare(in module: ModuleObject) {
        module["autocast"] = .object(autocast)
        module["GradScaler"] = .object(gradScaler)
        for name in ["custom_fwd", "custom_bwd"] {
            module.rawDefine("\(name)(fwd=None, **kwargs)", "The function itself.") { bound in
                if case .none = bound[0] { return .object(BuiltinFunction("decorator(function)", "", raw: { $0[0] })) }
                return bound[0]
            }
        }
    }

    /// Numbers stay float32 inside; `enabled` and `dtype` change nothing.
    nonisolated(unsafe) static let autocast = SettingContext.makeType(
        "autocast", module: "torch.amp.autocast_mode",
        "(device_type='cpu', dtype=None, enabled=True, cache_enabled=None)"
    ) { values in
        if try values[2].truth(), let text = values[0].asObject as? StringObject,
            text.text != "cpu" || values[1].asObject != nil
        {
            Notices.once("autocast computes in float32 here: results are at least as precise")
        }
        return {}
    }

    /// Scales nothing: float32 gradients do not underflow.
    nonisolated(unsafe) static let gradScaler: TypeObject = {
        let type = TypeObject("GradScaler", module: "torch.amp.grad_scaler", make: { cls, _ in .object(Instance(cls)) })
        type.rawMethod("scale(self, outputs)", "The outputs themselves.") { $0[1] }
        type.rawMethod("unscale_(self, optimizer)") { _ in .none }
        type.rawMethod("step(self, optimizer, *args, **kwargs)", "optimizer.step()") { bound in
            try bound[1].attribute("step").call(Arguments((bound[2].asObject as? TupleObject)?.elements ?? []))
        }
        type.rawMethod("update(self, new_scale=None)") { _ in .none }
        type.rawMethod("get_scale(self)") { _ in .float(1) }
        type.rawMethod("is_enabled(self)") { _ in .bool(false) }
        type.rawMethod("state_dict(self)") { _ in .dict([]) }
        type.rawMethod("load_state_dict(self, state_dict)") { _ in .none }
        return type
    }()
}

/// One-line notices on standard error, each said once in a session.
enum Notices {
    nonisolated(unsafe) private static var said = Set<String>()

    static func once(_ text: String) {
        guard said.insert(text).inserted else { return }
        try? Interpreter.current.output(.stderr, "note: \(text)\n")
    }
}
