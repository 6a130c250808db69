import Schema
// `out=`: tensors in which torch's functions store what they computed. The result is computed first and copied, so it may be given one
// of the inputs.
import Script
import Tensors

struct OutArgument {
    private let value: Value
    private let name: String

    /// Takes `out` out of the keywords of a call; nil when none is given.
    static func taken(from arguments: inout Arguments, of name: String) -> OutArgument? {
        guard let at = arguments.keywords.firstIndex(where: { $0.name.text == "out" }) else { return nil }
        return OutArgument(arguments.keywords.remove(at: at).value, of: name)
    }

    /// Nil for None.
    init?(_ value: Value, of name: String) {
        if value.isNone { return nil }
        (self.value, self.name) = (value, name)
    }

    /// The type that functions which create tensors take from `out`.
    var dtype: DType? { (value.asObject as? TensorObject)?.tensor.dtype }

    /// Stores a result, which for `max`, `sort` and their like is a tuple, and returns what was given.
    func store(_ result: Argument) throws -> Value {
        switch result {
        case .tensor(let tensor): try store(tensor, in: value)
        case .tuple(let items), .named(_, _, let items):
            guard let targets = (value.asObject as? TupleObject)?.elements ?? (value.asObject as? ListObject)?.elements
            else {
                throw Failure(.typeError, "\(name)(): argument 'out' must be tuple of Tensors, not \(value.typeName)")
            }
            guard targets.count == items.count else {
                throw Failure(.typeError, "expected tuple of \(items.count) elements but got \(targets.count)")
            }
            for case (.tensor(let tensor), let target) in zip(items, targets) { try store(tensor, in: target) }
        default: throw Failure(.typeError, "\(name)() got an unexpected keyword argument 'out'")
        }
        return value
    }

    private func store(_ result: Tensor, in target: Value) throws {
        guard let tensor = (target.asObject as? TensorObject)?.tensor else {
            throw Failure(.typeError, "\(name)(): argument 'out' must be Tensor, not \(target.typeName)")
        }
        guard !result.requiresGrad, !(tensor.requiresGrad && GradMode.isEnabled) else {
            throw Failure(
                .runtimeError,
                "\(name)(): functions with out=... arguments don't support automatic differentiation, "
                    + "but one of the arguments requires grad.")
        }
        try tensor.takeOver(result)
    }
}
