// The interpreter as Swift code sees it: run a program in a module, call a script value, send output, keep to budgets.
import Glibc
import Schema

public final class Interpreter {
    public enum Stream: Sendable { case stdout, stderr }

    /// The interpreter whose script is running. Scripts run on one thread at a time; the owning session sets this.
    public static var current: Interpreter {
        get { running ?? makeDefault() }
        set { running = newValue }
    }
    /// Without an initial value, so that reading it costs no once-check and a session's start makes one interpreter, not two.
    nonisolated(unsafe) private static var running: Interpreter?

    @inline(never)
    private static func makeDefault() -> Interpreter {
        let interpreter = Interpreter()
        running = interpreter
        return interpreter
    }

    /// Where `print` and error streams go.
    public var output: (Stream, String) throws -> Void = { _, _ in }
    /// Names available without import, after the module's own.
    public private(set) lazy var builtins: ModuleObject =
        (try? ModuleRegistry.module("builtins")) ?? ModuleObject("builtins")
    /// Names that are available without import and made when first used; nil for a name it does not have.
    public var prelude: ((Symbol) throws -> Value?)?

    /// A prelude name; from now on it is a builtin.
    func preludeValue(_ symbol: Symbol) throws -> Value? {
        guard let value = try prelude?(symbol) else { return nil }
        builtins[symbol] = value
        return value
    }

    /// Finds modules that Swift code does not provide (files beside the script); nil when there is none of this name.
    public var importer: ((_ dottedName: String) throws -> FoundModule?)?
    /// What has been imported, by dotted name: `sys.modules`.
    public var modules: [String: ModuleObject] = [:] {
        didSet {
            guard let shown = shownModules else { return }
            for (name, module) in modules where oldValue[name] !== module {
                try? shown.set(.string(name), .object(module))
            }
            for name in oldValue.keys where modules[name] == nil { _ = try? shown.remove(.string(name)) }
        }
    }
    /// The dict that scripts see as `sys.modules`; what they put there is imported before anything else.
    var shownModules: DictObject?

    /// `sys.modules`, filled with what has been imported so far.
    func moduleTable() -> DictObject {
        if let shownModules { return shownModules }
        let table = DictObject()
        for (name, module) in modules.sorted(by: { $0.key < $1.key }) { try? table.set(.string(name), .object(module)) }
        shownModules = table
        return table
    }
    var packages: Set<String> = []
    let machine = Machine()

    public init() {
        TypeObject.undoChanges()
        ErrorKind.matches = Interpreter.isError
        Console.write = { stream, text in
            try Interpreter.current.output(stream == .stdout ? .stdout : .stderr, text)
        }
    }

    // MARK: - Budgets

    /// Calls and loop rounds a run may take; nil for no limit. Past it, `RuntimeError: step budget exhausted`.
    public var maxSteps: Int? {
        get { machine.maxSteps }
        set { machine.maxSteps = newValue }
    }

    /// Nested script calls, as `sys.setrecursionlimit` sets it. Native stack is checked besides, so no value can overrun it.
    public var maxRecursion: Int {
        get { machine.maxDepth }
        set { machine.maxDepth = min(max(newValue, 50), machine.frameCapacity - 8) }
    }

    /// A C int that a signal handler sets to interrupt the script; polled at calls and loop rounds. 1 raises KeyboardInterrupt once;
    /// 2 raises it again and again until whoever set it clears it.
    public var interruptFlag: UnsafeMutablePointer<Int32> {
        get { machine.interruptFlag }
        set { machine.interruptFlag = newValue }
    }

    /// Asks the running script to stop with KeyboardInterrupt; may be called from any thread.
    public func interrupt() { machine.interruptFlag.pointee = 1 }

    /// Raises KeyboardInterrupt when asked to; long-running Swift code calls this at its boundaries.
    public func checkInterrupt() throws { try machine.checkInterrupt() }

    /// For loops in Swift over what a script provides, which may have no end: budgets count their rounds, and interrupts are seen.
    @inline(__always)
    static func poll() throws { try current.machine.poll() }

    // MARK: - Running

    /// Runs a program in a module. With `display`, returns the value of a last expression statement that has no `;`.
    /// - Throws: `ScriptError` with a traceback.
    public func run(_ program: Program, source: Source, in module: ModuleObject, display: Bool) throws -> Value? {
        Collector.noteThread()
        defer { if machine.depth == 0 { Collector.collectBetweenCells() } }
        do {
            if module.namespace.builtins !== builtins.namespace { module.namespace.builtins = builtins.namespace }
            if module[Names.name] == nil { module[Names.name] = .string(module.name) }
            if modules[module.name] == nil { modules[module.name] = module }
            let code = try Compiler.compile(program, source: source, module: module, display: display)
            let result = try machine.call(FunctionObject(code), Arguments())
            return display ? result : nil
        } catch {
            throw ScriptError.from(error, source: source)
        }
    }

    /// Parses and runs a text.
    public func run(_ source: Source, in module: ModuleObject, display: Bool) throws -> Value? {
        let program: Program
        do { program = try Parse.program(source) } catch { throw ScriptError.from(error, source: source) }
        return try run(program, source: source, in: module, display: display)
    }

    /// Calls a script or builtin function from Swift.
    public func call(_ function: Value, _ arguments: Arguments) throws -> Value { try function.call(arguments) }

    /// Whether a Swift error is, for scripts, an exception of this class.
    public static func isError(_ error: Error, _ kind: Failure.Kind) -> Bool {
        switch error {
        case let error as ScriptError: return error.exception.isInstance(of: kind)
        case let failure as Failure:
            var candidate: Failure.Kind? = failure.kind
            while let current = candidate {
                if current == kind { return true }
                candidate = current.parent
            }
            return false
        default: return false
        }
    }

    // MARK: - The script's thread

    /// Runs a closure on a thread with a large stack and returns what it returns; the caller waits. Scripts run there, so that deep
    /// recursion through Swift code (comparison, repr, callbacks) meets the recursion limit before the end of the stack.
    public static func onScriptThread<T>(stackSize: Int = 512 << 20, _ body: () throws -> T) throws -> T {
        try withoutActuallyEscaping(body) { body in
            let box = ThreadBox(body)
            var attributes = pthread_attr_t()
            pthread_attr_init(&attributes)
            defer { pthread_attr_destroy(&attributes) }
            pthread_attr_setstacksize(&attributes, stackSize)
            var thread = pthread_t()
            let argument = Unmanaged.passRetained(box as AnyThreadBox).toOpaque()
            let status = pthread_create(
                &thread, &attributes,
                { argument in
                    if let argument { Unmanaged<AnyThreadBox>.fromOpaque(argument).takeRetainedValue().run() }
                    return nil
                }, argument)
            guard status == 0 else {
                Unmanaged<AnyThreadBox>.fromOpaque(argument).release()
                throw Failure(.memoryError, "cannot start the script's thread (\(stackSize >> 20) MB of stack)")
            }
            pthread_join(thread, nil)
            guard let result = box.result else { preconditionFailure("the script's thread always leaves a result") }
            box.body = nil
            return try result.get()
        }
    }
}

/// Carries a closure to a thread and its result back; the waiting caller makes the hand-over safe.
private class AnyThreadBox { func run() {} }
private final class ThreadBox<T>: AnyThreadBox {
    var body: (() throws -> T)?
    var result: Result<T, Error>?
    init(_ body: @escaping () throws -> T) { self.body = body }
    override func run() { if let body { result = Result { try body() } } }
}
