// The interpreter as Swift code sees it: run a program in a module, call a script value, send output, keep to budgets.
import Glibc
import Schema

public final class Interpreter {
    public enum Stream: Sendable { case stdout, stderr }

    /// The interpreter whose script is running. Scripts run on one thread at a time; the owning session sets this.
    nonisolated(unsafe) public static var current = Interpreter()

    /// Where `print` and error streams go.
    public var output: (Stream, String) throws -> Void = { _, _ in }

    public init() {}

    /// Calls a script or builtin function from Swift.
    public func call(_ function: Value, _ arguments: Arguments) throws -> Value { try function.call(arguments) }
}
