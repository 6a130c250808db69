// What a session needs from a language: run a program, hold its names, say where an error came from. The interpreter is the one
// evaluator; tests put a small one in its place.
import Schema
import Script

public protocol Evaluator: AnyObject {
    /// The module whose names the cells share.
    var globals: ModuleObject { get }
    /// Names that need no import: the prelude and Python's builtins.
    var builtinNames: [String] { get }
    /// A builtin's value; nil when there is none of that name.
    func builtin(_ name: String) -> Value?
    /// Where `print` goes.
    var output: (Output.StreamName, String) -> Void { get set }
    /// Runs a program. `display` gets the value of the last expression statement, unless the program ends with a semicolon.
    func run(_ program: Program, source: Source, display: ((Value) throws -> Void)?) throws
    /// The error as data: class, message, frames innermost last.
    func describe(_ error: any Error) -> EvaluationError
    /// `sys.argv`.
    func setArguments(_ arguments: [String])
    /// A C int that a signal handler sets to stop the script.
    var interruptFlag: UnsafeMutablePointer<Int32> { get }
    /// Forgets all names.
    func reset()
}

/// An error with its places, before it is laid out.
public struct EvaluationError {
    public var kind: String
    public var message: String
    public var hint: String
    /// Outermost first.
    public var frames: [(function: String, span: Span)]
    /// Other places that matter, with what to say about them.
    public var related: [(note: String, span: Span)] = []
    public var causes: [(error: EvaluationError, isExplicit: Bool)] = []
    /// Set for SystemExit.
    public var exitCode: Int32?

    public init(
        kind: String, message: String, hint: String = "", frames: [(function: String, span: Span)] = [], exitCode: Int32? = nil
    ) {
        self.kind = kind
        self.message = message
        self.hint = hint
        self.frames = frames
        self.exitCode = exitCode
    }
}
