// torch.autograd: gradients on request, operations with a backward of their own, and names that only exist for old code.
import Schema
import Script
import Tensors

enum AutogradModule {
    static func register() {
        ModuleRegistry.register("torch.autograd") { module in
            module.documentation = "Automatic differentiation."
            declareFunctions(in: module)
            module.define(functionType)
            module["Variable"] = .object(variableType)
            GradContexts.declare(in: module)
            module.define(SettingContext.makeType("set_detect_anomaly", "(mode=True, check_nan=True)") { _ in {} })
            module.define(SettingContext.makeType("detect_anomaly", "(check_nan=True)") { _ in {} })
        }
        ModuleRegistry.register("torch.autograd.function") { module in module.define(functionType) }
        ModuleRegistry.register("torch.autograd.variable") { module in module["Variable"] = .object(variableType) }
        ModuleRegistry.register("torch.autograd.profiler") { module in
            module.define(SettingContext.makeType("profile", "(**kwargs)") { _ in {} })
            module.define(SettingContext.makeType("record_function", "(name)") { _ in {} })
        }
    }

    /// A tensor, or the tensors of a sequence.
    static func tensors(_ value: Value) throws -> [Tensor] {
        if let tensor = value.asObject as? TensorObject { return [tensor.tensor] }
        var result: [Tensor] = []
        let iterator = try value.iterator()
        while let element = try iterator.next() {
            guard let tensor = element.asObject as? TensorObject else {
                throw Failure(.typeError, "expected Tensor as element \(result.count), but got \(element.typeName)")
            }
            result.append(tensor.tensor)
        }
        return result
    }

    private static func gradientList(_ value: Value) throws -> [Tensor?] {
        if case .none = value { return [] }
        if let tensor = value.asObject as? TensorObject { return [tensor.tensor] }
        var result: [Tensor?] = []
        let iterator = try value.iterator()
        while let element = try iterator.next() { result.append((element.asObject as? TensorObject)?.tensor) }
        return result
    }

    private static func declareFunctions(in module: ModuleObject) {
        module.rawDefine(
            "grad(outputs, inputs, grad_outputs=None, retain_graph=None, create_graph=False, only_inputs=True, allow_unused=None, is_grads_batched=False, materialize_grads=False)",
            "The gradients of outputs with respect to inputs, without touching .grad."
        ) { bound in
            let inputs = try tensors(bound[1])
            guard !inputs.isEmpty else {
                throw Failure(.runtimeError, "`inputs` argument to `grad()` cannot be empty.")
            }
            let found = try gradients(
                of: tensors(bound[0]), with: inputs, gradients: gradientList(bound[2]),
                retainGraph: bound.get(3, as: Bool?.self), createGraph: bound[4].truth(),
                allowUnused: bound.get(6, as: Bool?.self) ?? false, materialize: bound[8].truth())
            return .tuple(found.map { $0.map { .tensor($0) } ?? .none })
        }
        module.rawDefine(
            "backward(tensors, grad_tensors=None, retain_graph=None, create_graph=False, grad_variables=None, inputs=None)",
            "Accumulates gradients into the leaves."
        ) { bound in
            try backward(
                tensors(bound[0]), gradients: gradientList(bound[1]), retainGraph: bound.get(2, as: Bool?.self),
                createGraph: bound[3].truth())
            return .none
        }
    }

    private static func gradients(
        of outputs: [Tensor], with inputs: [Tensor], gradients: [Tensor?], retainGraph: Bool?, createGraph: Bool,
        allowUnused: Bool, materialize: Bool
    ) throws -> [Tensor?] {
        try Tensors.gradients(
            of: outputs, with: inputs, gradients: gradients, retainGraph: retainGraph, createGraph: createGraph,
            allowUnused: allowUnused, materialize: materialize)
    }

    /// `Variable(x)` of old code: the same memory as a leaf.
    nonisolated(unsafe) private static let variableType = TypeObject(
        "Variable", module: "torch.autograd.variable", bases: [TensorObject.cls],
        make: { _, arguments in
            let values = try Signature("Variable(data=None, requires_grad=False, volatile=False)").values(arguments)
            if values[0].isNone { return .tensor(try Tensor.empty([0])) }
            guard let tensor = values[0].asObject as? TensorObject else {
                throw Failure(.typeError, "Variable data has to be a tensor, but got \(values[0].typeName)")
            }
            // The data without its history: a loss weight in a Variable gets no gradient.
            let leaf = tensor.tensor.detach()
            if try values[1].truth() { try leaf.setRequiresGrad(true) }
            return .tensor(leaf)
        })

    // MARK: - Functions with a backward of their own

    /// torch.autograd.Function: `forward(ctx, …)` and `backward(ctx, …)` as static methods, called through `apply`. An instance is the
    /// context; the old form, `F()(x)` with `self`, keeps its saved tensors the same way.
    nonisolated(unsafe) static let functionType: TypeObject = {
        let type = TypeObject(
            "Function", module: "torch.autograd.function", make: { cls, _ in .object(FunctionContext(cls)) })
        type.rawMethod("save_for_backward(self, *tensors)", "Keeps tensors for backward.") { bound in
            (bound[0].asObject as? FunctionContext)?.saved = (bound[1].asObject as? TupleObject)?.elements ?? []
            return .none
        }
        type.rawMethod("mark_non_differentiable(self, *args)", "") { bound in
            (bound[0].asObject as? FunctionContext)?.nonDifferentiable =
                (bound[1].asObject as? TupleObject)?.elements ?? []
            return .none
        }
        type.rawMethod("mark_dirty(self, *args)", "") { _ in .none }
        type.rawMethod("set_materialize_grads(self, value)", "") { _ in .none }
        for name in ["saved_tensors", "saved_variables"] {
            type.property(name, "What save_for_backward kept.") { (context: FunctionContext) in
                Value.tuple(context.saved)
            }
        }
        type.property("needs_input_grad", "Which inputs want a gradient.") { (context: FunctionContext) in
            Value.tuple(context.needs.map { .bool($0) })
        }
        let apply = BuiltinFunction(
            "apply(cls, *args, **kwargs)", "Runs forward and records backward.",
            raw: { bound in
                guard let cls = bound[0].asObject as? TypeObject else { return .none }
                return try FunctionContext.apply(cls, (bound[1].asObject as? TupleObject)?.elements ?? [])
            })
        type.setMember("apply", .object(ClassMethod(.object(apply))))
        return type
    }()
}

final class FunctionContext: Instance, FromValue {
    var saved: [Value] = []
    var needs: [Bool] = []
    var nonDifferentiable: [Value] = []

    static var expectedTypeName: String { "Function" }
    static func from(_ value: Value) throws -> FunctionContext? { value.asObject as? FunctionContext }

    static func apply(_ cls: TypeObject, _ inputs: [Value]) throws -> Value {
        let context = FunctionContext(cls)
        let tensors = inputs.map { ($0.asObject as? TensorObject)?.tensor }
        context.needs = tensors.map { $0?.requiresGrad ?? false }
        let classValue = Value.object(cls)
        let result = try GradMode.disabled {
            try classValue.attribute("forward").call(Arguments([.object(context)] + inputs))
        }
        let results = (result.asObject as? TupleObject)?.elements ?? [result]
        let known = tensors.compactMap { $0 }
        guard needsRecording(known) else { return result }
        // A fresh view where forward returned one of its inputs: an output has its own place in the graph.
        var outputs: [Tensor] = []
        var values: [Value] = []
        for value in results {
            guard let tensor = (value.asObject as? TensorObject)?.tensor, tensor.dtype.isFloatingPoint,
                !context.nonDifferentiable.contains(where: { $0.isIdentical(to: value) })
            else {
                values.append(value)
                continue
            }
            let output = known.contains { $0 === tensor } ? tensor.detach() : tensor
            outputs.append(output)
            values.append(.tensor(output))
        }
        record("\(cls.name)Backward", outputs: outputs, inputs: known) { gradients, saved in
            let arguments = try gradients.enumerated().map { i, gradient in
                Value.tensor(try gradient ?? saved.zeroGradient(i))
            }
            let back = try classValue.attribute("backward").call(Arguments([.object(context)] + arguments))
            let list = (back.asObject as? TupleObject)?.elements ?? [back]
            guard list.count >= inputs.count || list.count == known.count else {
                throw Failure(
                    .runtimeError,
                    "function \(cls.name)Backward returned an incorrect number of gradients (expected \(inputs.count), got \(list.count))"
                )
            }
            // One gradient per input; those of inputs that are not tensors are dropped.
            let perInput = list.count == inputs.count ? list : Array(list.prefix(inputs.count))
            return zip(tensors, perInput).compactMap { tensor, value -> Tensor?? in
                tensor == nil ? nil : .some((value.asObject as? TensorObject)?.tensor)
            }
        }
        return result.asObject is TupleObject ? .tuple(values) : values.first ?? .none
    }
}
