// Stands in until the interpreter is merged.
import CReadline
import Schema
import Script
import Session

final class StubEvaluator: Evaluator {
    let globals = ModuleObject("__main__")
    var builtinNames: [String] { ["print", "len", "range"] }
    func builtin(_ name: String) -> Value? { nil }
    var output: (Output.StreamName, String) -> Void = { _, _ in }
    let interruptFlag = UnsafeMutablePointer<Int32>.allocate(capacity: 1)
    func setArguments(_ arguments: [String]) {}
    func reset() {}
    func run(_ program: Program, source: Source, display: ((Value) throws -> Void)?) throws {
        interruptFlag.pointee = 0
        for (index, statement) in program.body.enumerated() {
            switch statement.kind {
            case .expression(let expression):
                let value = try evaluate(expression)
                if index == program.body.count - 1, !program.endsWithSemicolon { try display?(value) }
            case .assign(let targets, let value):
                if case .name(let name)? = targets.first?.kind { globals[Symbol(name)] = try evaluate(value) }
            case .whileLoop:
                while interruptFlag.pointee == 0 {}
                throw Failure(.keyboardInterrupt, "")
            default: break
            }
        }
    }
    private func evaluate(_ expression: Expression) throws -> Value {
        switch expression.kind {
        case .constant(.int(let i)): return .int(i)
        case .constant(.string(let s)): return .string(s)
        case .name(let name):
            if let value = globals[Symbol(name)] { return value }
            throw Failure(.nameError, "name '\(name)' is not defined")
        case .call(let function, let arguments):
            if case .name("print") = function.kind {
                output(.stdout, try arguments.map { try evaluate($0.value).str() }.joined(separator: " ") + "\n")
            }
            return .none
        default: return .none
        }
    }
    func describe(_ error: any Error) -> EvaluationError {
        let failure = error as? Failure ?? Failure(.runtimeError, "\(error)")
        return EvaluationError(kind: failure.kind.rawValue, message: failure.message, hint: failure.hint)
    }
}

func makeEvaluator() -> StubEvaluator { StubEvaluator() }
