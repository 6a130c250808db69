// `with torch.no_grad():` and its relatives, each also usable as a decorator.
import Schema
import Script
import Tensors

/// A context that sets something on entry and restores it on exit; calling it with a function wraps the function.
final class SettingContext: Object {
    private let enter: () throws -> () -> Void
    private var restore: [() -> Void] = []
    private let cls: TypeObject
    override var type: TypeObject { cls }

    /// `enter` changes the setting and returns what undoes it.
    init(_ cls: TypeObject, enter: @escaping () throws -> () -> Void) {
        self.cls = cls
        self.enter = enter
    }

    func begin() throws { restore.append(try enter()) }
    func end() { restore.popLast()?() }

    override var isCallable: Bool { true }
    override func call(_ arguments: Arguments) throws -> Value {
        guard let function = arguments.positional.first, function.asObject?.isCallable == true else {
            throw Failure(
                .typeError,
                "'\(cls.name)' object wraps a function, not \(arguments.positional.first?.typeName ?? "nothing")")
        }
        return wrapped(function)
    }

    /// The function that runs `function` inside this context.
    func wrapped(_ function: Value) -> Value {
        let name =
            ((try? function.asObject?.attribute("__name__"))?.flatMap { $0.asObject as? StringObject })?.text
            ?? "wrapper"
        return .object(
            WrappedFunction(name, original: function) { [self] arguments in
                try begin()
                defer { end() }
                return try function.call(arguments)
            })
    }

    /// A class whose instances are such contexts. `@torch.no_grad` without parentheses works too.
    static func makeType(
        _ name: String, module: String = "torch.autograd.grad_mode", _ signature: String,
        enter: @escaping ([Value]) throws -> () -> Void
    ) -> TypeObject {
        let parsed = Signature("\(name)\(signature)")
        let type = TypeObject(
            name, module: module,
            make: { cls, arguments in
                if arguments.positional.count == 1, arguments.keywords.isEmpty,
                    let function = arguments.positional.first, function.asObject?.isCallable == true,
                    !(function.asObject is TypeObject)
                {
                    let values = parsed.parameters.map { Value($0.defaultValue ?? .none) }
                    return SettingContext(cls) { try enter(values) }.wrapped(function)
                }
                let values = try parsed.values(arguments)
                return .object(SettingContext(cls) { try enter(values) })
            })
        declareProtocol(on: type)
        return type
    }

    static func declareProtocol(on type: TypeObject) {
        type.rawMethod("__enter__(self)") { bound in
            try (bound[0].asObject as? SettingContext)?.begin()
            return bound[0]
        }
        type.rawMethod("__exit__(self, *error)") { bound in
            (bound[0].asObject as? SettingContext)?.end()
            return .bool(false)
        }
    }
}

/// A Swift closure as a function that may be a method: it binds its receiver as its first argument.
final class WrappedFunction: Object {
    let name: String
    let original: Value
    private let body: (Arguments) throws -> Value
    nonisolated(unsafe) static let cls = TypeObject("function")
    override var type: TypeObject { WrappedFunction.cls }
    init(_ name: String, original: Value, _ body: @escaping (Arguments) throws -> Value) {
        self.name = name
        self.original = original
        self.body = body
    }
    override func repr() throws -> String { "<function \(name)>" }
    override var isCallable: Bool { true }
    override func call(_ arguments: Arguments) throws -> Value { try body(arguments) }
    override func bound(to receiver: Value, in cls: TypeObject) throws -> Value? {
        .object(BoundMethod(receiver: receiver, function: .object(self)))
    }
    override func attribute(_ name: Symbol) throws -> Value? {
        if name.text == "__wrapped__" { return original }
        if ["__name__", "__qualname__", "__doc__", "__module__"].contains(name.text) {
            return try original.asObject?.attribute(name)
        }
        return try super.attribute(name)
    }
}

enum GradContexts {
    private static func setting(_ value: Bool) -> () -> Void {
        let previous = GradMode.isEnabled
        GradMode.isEnabled = value
        return { GradMode.isEnabled = previous }
    }

    static func declare(in module: ModuleObject) {
        module.define(SettingContext.makeType("no_grad", "()") { _ in setting(false) })
        module.define(SettingContext.makeType("enable_grad", "()") { _ in setting(true) })
        module.define(
            SettingContext.makeType("inference_mode", "(mode=True)") { values in
                try values[0].truth() ? setting(false) : setting(GradMode.isEnabled)
            })
        module.define(setGradEnabled)
        module.rawDefine("is_grad_enabled()", "Whether operations are recorded.") { _ in .bool(GradMode.isEnabled) }
        module.rawDefine("is_inference_mode_enabled()", "") { _ in .bool(false) }
    }

    /// Acts at once; used with `with`, it restores at the end.
    nonisolated(unsafe) private static let setGradEnabled: TypeObject = {
        let type = TypeObject(
            "set_grad_enabled", module: "torch.autograd.grad_mode",
            make: { cls, arguments in
                let values = try Signature("set_grad_enabled(mode)").values(arguments)
                let mode = try values[0].truth()
                let previous = GradMode.isEnabled
                GradMode.isEnabled = mode
                return .object(
                    SettingContext(cls) {
                        GradMode.isEnabled = mode
                        return { GradMode.isEnabled = previous }
                    })
            })
        SettingContext.declareProtocol(on: type)
        return type
    }()
}
