// An error as a value. Everything below the interpreter (tensors, figures, files) and the interpreter's own builtins throw a
// `Failure`; the virtual machine turns it into a Python exception object when a script catches it, and adds the place.

/// What went wrong, said for the person at the prompt.
///
/// - `kind` is the Python class a script can catch.
/// - `message` is one sentence in CPython's or PyTorch's words where they have one: what was seen, what was expected.
/// - `hint` is one line the user can paste or act on; empty when we cannot know.
public struct Failure: Error, Equatable, Sendable {
    public var kind: Kind
    public var message: String
    public var hint: String

    public init(_ kind: Kind, _ message: String, hint: String = "") {
        self.kind = kind
        self.message = message
        self.hint = hint
    }

    /// The exception classes a builtin may raise. `parent` gives the Python class hierarchy.
    public enum Kind: String, CaseIterable, Sendable {
        case baseException = "BaseException"
        case exception = "Exception"
        case arithmeticError = "ArithmeticError"
        case assertionError = "AssertionError"
        case attributeError = "AttributeError"
        case bufferError = "BufferError"
        case eofError = "EOFError"
        case fileExistsError = "FileExistsError"
        case fileNotFoundError = "FileNotFoundError"
        case floatingPointError = "FloatingPointError"
        case generatorExit = "GeneratorExit"
        case importError = "ImportError"
        case indentationError = "IndentationError"
        case indexError = "IndexError"
        case isADirectoryError = "IsADirectoryError"
        case keyError = "KeyError"
        case keyboardInterrupt = "KeyboardInterrupt"
        case lookupError = "LookupError"
        case memoryError = "MemoryError"
        case moduleNotFoundError = "ModuleNotFoundError"
        case nameError = "NameError"
        case notADirectoryError = "NotADirectoryError"
        case notImplementedError = "NotImplementedError"
        case osError = "OSError"
        case overflowError = "OverflowError"
        case permissionError = "PermissionError"
        case recursionError = "RecursionError"
        case runtimeError = "RuntimeError"
        case stopIteration = "StopIteration"
        case syntaxError = "SyntaxError"
        case systemExit = "SystemExit"
        case tabError = "TabError"
        case timeoutError = "TimeoutError"
        case typeError = "TypeError"
        case unboundLocalError = "UnboundLocalError"
        case unicodeDecodeError = "UnicodeDecodeError"
        case unicodeEncodeError = "UnicodeEncodeError"
        case unicodeError = "UnicodeError"
        case valueError = "ValueError"
        case zeroDivisionError = "ZeroDivisionError"
        // Warnings, which scripts name in filterwarnings().
        case warning = "Warning"
        case deprecationWarning = "DeprecationWarning"
        case futureWarning = "FutureWarning"
        case runtimeWarning = "RuntimeWarning"
        case userWarning = "UserWarning"
        // numpy's own classes, found in numpy.exceptions.
        case axisError = "AxisError"
        case ufuncTypeError = "UFuncTypeError"

        /// The direct base class in Python's hierarchy; nil for BaseException.
        public var parent: Kind? {
            switch self {
            case .baseException: nil
            case .exception, .generatorExit, .keyboardInterrupt, .systemExit: .baseException
            case .floatingPointError, .overflowError, .zeroDivisionError: .arithmeticError
            case .moduleNotFoundError: .importError
            case .indexError, .keyError: .lookupError
            case .unboundLocalError: .nameError
            case .fileExistsError, .fileNotFoundError, .isADirectoryError, .notADirectoryError, .permissionError,
                .timeoutError:
                .osError
            case .notImplementedError, .recursionError: .runtimeError
            case .indentationError: .syntaxError
            case .tabError: .indentationError
            case .unicodeError: .valueError
            case .axisError: .indexError
            case .ufuncTypeError: .typeError
            case .unicodeDecodeError, .unicodeEncodeError: .unicodeError
            case .deprecationWarning, .futureWarning, .runtimeWarning, .userWarning: .warning
            case .arithmeticError, .assertionError, .attributeError, .bufferError, .eofError, .importError,
                .lookupError,
                .memoryError, .nameError, .osError, .runtimeError, .stopIteration, .syntaxError, .typeError,
                .valueError,
                .warning:
                .exception
            }
        }
    }
}

/// A range of UTF-8 bytes in one source text. `source` numbers the texts of a session, so a traceback can cross cells.
public struct Span: Equatable, Sendable {
    public var source: Int32
    public var start: Int32
    public var end: Int32

    public init(source: Int32, start: Int32, end: Int32) {
        self.source = source
        self.start = start
        self.end = end
    }

    /// From the start of one span to the end of another, in the same source.
    public func joined(to other: Span) -> Span { Span(source: source, start: start, end: max(end, other.end)) }
}
