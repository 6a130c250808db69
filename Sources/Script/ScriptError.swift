// A raised exception on its way through Swift code: what leaves the interpreter when a script does not catch it.
import Schema

public struct ScriptError: Error {
    /// Scripts run on one thread at a time; errors cross threads only after the script's thread has ended.
    nonisolated(unsafe) public let exception: ExceptionObject

    public init(_ exception: ExceptionObject) { self.exception = exception }

    /// The class a user sees: `ValueError`, `MyError`.
    public var typeName: String { exception.cls.name }
    public var message: String { (try? exception.str()) ?? "<exception str() failed>" }
    public var hint: String { exception.hint }
    /// Script frames, outermost first.
    public var traceback: [TracebackEntry] { exception.traceback }
    /// The exit status when this is SystemExit: `sys.exit(3)`, `exit("message")` is 1.
    public var exitCode: Int? {
        guard exception.isInstance(of: .systemExit) else { return nil }
        switch exception.args.first {
        case nil, .some(.none): return 0
        case .some(.int(let code)): return code
        case .some(.bool(let flag)): return flag ? 1 : 0
        default: return 1
        }
    }

    /// A SyntaxError found after parsing.
    static func syntax(_ message: String, at span: Span, in source: Source) -> SyntaxFailure {
        SyntaxFailure(Failure(.syntaxError, message), span)
    }

    /// Any error as a script exception. Failures keep their hint; a syntax failure keeps its place.
    public static func from(_ error: Error, source: Source? = nil) -> ScriptError {
        switch error {
        case let error as ScriptError: return error
        case let failure as Failure: return ScriptError(ExceptionObject(failure))
        case let failure as SyntaxFailure:
            let exception = ExceptionObject(failure.failure)
            if let source { exception.traceback = [TracebackEntry(function: "", source: source, span: failure.span)] }
            return ScriptError(exception)
        default: return ScriptError(ExceptionObject(Failure(.runtimeError, "\(error)")))
        }
    }
}
