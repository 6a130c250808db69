// Exception objects and classes. The hierarchy comes from `Failure.Kind`; a Swift `Failure` becomes an object when a script catches it.
import Schema

open class ExceptionObject: Instance {
    public final var args: [Value]
    /// One line the user can act on; empty when there is none.
    public final var hint = ""
    public final var cause: ExceptionObject?
    public final var context: ExceptionObject?
    public final var suppressesContext = false
    /// Script frames from the one that raised outwards, as unwinding meets them.
    final var frames: [TracebackEntry] = []
    /// Script frames from the outermost to the one that raised, complete once the error has left the script.
    public final var traceback: [TracebackEntry] {
        get { frames.reversed() }
        set { frames = newValue.reversed() }
    }
    /// The text of a Swift failure, which is not formatted again.
    final var nativeText: String?
    /// Thrown by the interpreter or a library in Swift, and not made by calling the class.
    public final var isNative: Bool { nativeText != nil }
    /// Where the layers that failed were made, innermost first.
    public final var origins: [Origin] = []
    /// Further lines printed under the error (`add_note`).
    public final var notes: [String] = []

    public init(_ cls: TypeObject, _ args: [Value] = []) {
        self.args = args
        super.init(cls)
    }

    deinit {
        Reaper.reap(&args)
        var links: [Value] = []
        if let cause { links.append(.object(cause)) }
        if let context { links.append(.object(context)) }
        cause = nil
        context = nil
        Reaper.reap(&links)
    }

    open override func visitReferences(_ visitor: ReferenceVisitor) {
        super.visitReferences(visitor)
        visitor.visit(&args)
        if let cause { visitor.visit(cause) }
        if let context { visitor.visit(context) }
    }
    open override func dropReferences() {
        super.dropReferences()
        Reaper.reap(&args)
        cause = nil
        context = nil
    }

    open override var usesPlainAttributes: Bool { true }

    open override func str() throws -> String {
        if cls.isScriptClass, special(Names.str) != nil { return try super.str() }
        if let nativeText { return nativeText }
        switch args.count {
        case 0: return ""
        case 1: return cls.isSubclass(of: ExceptionTypes.cls(.keyError)) ? try args[0].repr() : try args[0].str()
        default:
            if cls.isSubclass(of: ExceptionTypes.cls(.osError)), args.count <= 3 {
                let file = args.count == 3 ? ": \(try args[2].repr())" : ""
                return "[Errno \(try args[0].str())] \(try args[1].str())\(file)"
            }
            return try Value.tuple(args).repr()
        }
    }

    open override func repr() throws -> String {
        if cls.isScriptClass, special(Names.repr) != nil { return try super.repr() }
        if args.count == 1 { return "\(cls.name)(\(try args[0].repr()))" }
        return args.isEmpty ? "\(cls.name)()" : "\(cls.name)\(try Value.tuple(args).repr())"
    }

    /// `Type: message`, as the last line of a traceback shows it; never throws.
    public final var summary: String {
        let text = (try? str()) ?? "<exception str() failed>"
        let name = cls.isScriptClass && cls.moduleName != "__main__" ? cls.qualifiedName : cls.scriptQualifiedName
        return text.isEmpty ? name : "\(name): \(text)"
    }

    /// The nearest builtin class.
    public final var kind: Failure.Kind {
        for cls in cls.order { if !cls.isScriptClass, let kind = Failure.Kind(rawValue: cls.name) { return kind } }
        return .exception
    }

    public final func isInstance(of kind: Failure.Kind) -> Bool { cls.isSubclass(of: ExceptionTypes.cls(kind)) }

    /// What a Swift failure becomes.
    convenience init(_ failure: Failure) {
        self.init(ExceptionTypes.cls(failure.kind))
        hint = failure.hint
        if failure.kind == .keyError, let key = ExceptionObject.key(failure.message) {
            args = [key]
        } else if failure == Arithmetic.outOfRange {
            args = [.int(34), .string("Numerical result out of range")]
        } else {
            args = failure.message.isEmpty ? [] : [.string(failure.message)]
        }
        nativeText = failure.message
    }

    /// The key that a KeyError's message shows: `'a'` is the text a, `3` the number.
    private static func key(_ message: String) -> Value? {
        if let number = Int(message) { return .int(number) }
        guard message.count >= 2, let first = message.first, first == "'" || first == "\"", message.last == first,
            !message.contains("\\")
        else { return nil }
        return .string(String(message.dropFirst().dropLast()))
    }
}

/// One script frame of a traceback.
public struct TracebackEntry: Sendable {
    /// `forward`, `UNet.forward`, `<module>`.
    public var function: String
    public var source: Source
    /// The sub-expression that was running.
    public var span: Span
}

public enum ExceptionTypes {
    nonisolated(unsafe) private static let types: [Failure.Kind: TypeObject] = makeTypes()

    public static func cls(_ kind: Failure.Kind) -> TypeObject {
        guard let type = types[kind] else { preconditionFailure("every Failure.Kind has a class") }
        return type
    }

    /// The classes that are builtins; numpy's live in its module.
    public static var all: [TypeObject] {
        Failure.Kind.allCases.filter { $0 != .axisError && $0 != .ufuncTypeError }.map { cls($0) }
    }

    private static func makeTypes() -> [Failure.Kind: TypeObject] {
        var types: [Failure.Kind: TypeObject] = [:]
        func make(_ kind: Failure.Kind) -> TypeObject {
            if let type = types[kind] { return type }
            var bases = [kind.parent.map(make) ?? TypeObject.object]
            // numpy's axis errors are caught as either.
            if kind == .axisError { bases = [make(.valueError), make(.indexError)] }
            let type = TypeObject(
                kind.rawValue, module: kind == .axisError ? "numpy.exceptions" : "builtins", bases: bases)
            types[kind] = type
            return type
        }
        for kind in Failure.Kind.allCases { _ = make(kind) }
        guard let root = types[.baseException] else { preconditionFailure("BaseException is a Failure.Kind") }
        root.make = { cls, arguments in
            if !cls.isScriptClass, let keyword = arguments.keywords.first, keyword.name.text != "name" {
                throw Failure(.typeError, "\(cls.name)() takes no keyword arguments")
            }
            return .object(ExceptionObject(cls, arguments.positional))
        }
        func exception(_ value: Value) throws -> ExceptionObject {
            guard let exception = value.asObject as? ExceptionObject else {
                throw Failure(
                    .typeError, "descriptor requires a 'BaseException' object but received a '\(value.typeName)'")
            }
            return exception
        }
        root.rawMethod("__init__(self, *args, **kwargs)") { bound in
            let exception = try exception(bound[0])
            exception.args = (bound[1].asObject as? TupleObject)?.elements ?? []
            exception.nativeText = nil
            return .none
        }
        root.rawMethod("__str__(self)") { bound in
            let exception = try exception(bound[0])
            return .string(exception.args.count == 1 ? try exception.args[0].str() : try exception.plainText())
        }
        root.rawMethod("__repr__(self)") { bound in
            let exception = try exception(bound[0])
            if exception.args.count == 1 { return .string("\(exception.cls.name)(\(try exception.args[0].repr()))") }
            return .string(
                "\(exception.cls.name)\(exception.args.isEmpty ? "()" : try Value.tuple(exception.args).repr())")
        }
        root.rawMethod("with_traceback(self, tb, /)", "Returns the exception itself.") { $0[0] }
        root.rawMethod("add_note(self, note, /)", "Adds a line printed under the error.") { bound in
            let note = try bound.get(1, as: String.self)
            try exception(bound[0]).notes.append(note)
            return .none
        }
        func property(
            _ kind: Failure.Kind, _ name: String, _ get: @escaping (ExceptionObject) throws -> Value,
            _ set: ((ExceptionObject, Value) throws -> Void)? = nil
        ) {
            types[kind]?.setMember(
                Symbol(name),
                .object(
                    NativeProperty(
                        get: { try get(exception($0)) },
                        set: set.map { set in { receiver, value in try set(exception(receiver), value) } })))
        }
        func link(_ value: Value) throws -> ExceptionObject? {
            if case .none = value { return nil }
            guard let other = value.asObject as? ExceptionObject else {
                throw Failure(.typeError, "exception cause must be None or derive from BaseException")
            }
            return other
        }
        property(.baseException, "args", { .tuple($0.args) }) { $0.args = try $1.elements() }
        property(.baseException, "__cause__", { $0.cause.map { .object($0) } ?? .none }) {
            $0.cause = try link($1)
            $0.suppressesContext = true
        }
        property(.baseException, "__context__", { $0.context.map { .object($0) } ?? .none }) {
            $0.context = try link($1)
        }
        property(.baseException, "__suppress_context__", { .bool($0.suppressesContext) }) {
            $0.suppressesContext = try $1.truth()
        }
        property(.baseException, "__traceback__", { _ in .none }) { _, _ in }
        property(.baseException, "__notes__", { .list($0.notes.map { .string($0) }) })
        property(.stopIteration, "value", { $0.args.first ?? .none })
        property(.systemExit, "code", { $0.args.count > 1 ? .tuple($0.args) : $0.args.first ?? .none })
        property(.osError, "errno", { $0.args.count > 1 ? $0.args[0] : .none })
        property(.osError, "strerror", { $0.args.count > 1 ? $0.args[1] : .none })
        property(.osError, "filename", { $0.args.count > 2 ? $0.args[2] : .none })
        property(.importError, "msg", { $0.args.first ?? .none })
        property(.syntaxError, "msg", { $0.args.first ?? .none })
        return types
    }
}

extension ExceptionObject {
    fileprivate func plainText() throws -> String { args.isEmpty ? "" : try Value.tuple(args).repr() }
}
