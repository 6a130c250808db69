// One session: a cell goes in, outputs come out, names stay. The prompt, the script, Markdown and notebook runners and the golden
// tests are renderers around `run`; none of them knows the language.
import Bindings
import Schema
import Script

public final class Session {
    public struct Options: Sendable {
        /// Names figures: `figures/NAME-CELL.png`.
        public var name = "cell"
        public var figureFolder = "figures"
        public var language = Language.english
        /// Show the last expression's value, as a prompt or a notebook does.
        public var showsValues = true
        /// Keep `In`, `Out` and `_`.
        public var keepsHistory = true
        /// Where `import` looks for the user's own modules, besides the working folder.
        public var importFolder = "."
        public init() {}
    }

    public var options: Options
    /// The modules' names, budgets and the interrupt flag are the interpreter's.
    public let interpreter = Interpreter()
    /// `__main__`: the names that the cells share.
    public private(set) var globals = ModuleObject("__main__")
    /// What was entered and shown.
    public private(set) var memory = CellMemory()
    /// One line for `input()`, without its end; nil at the end of input.
    public var readLine: () -> String? = { nil }
    /// Sends on what was printed so far: `print(…, flush=True)`, `sys.stdout.flush()`.
    public var flush: () -> Void = {}
    private var nextSource: Int32 = 1
    private(set) var emit: (Output) -> Void = { _ in }
    private var cellNumber = 0
    private var figureCount = 0
    /// Notebook lines that were named in a notice already.
    private var knownSkips: Set<String> = []
    /// The tutorial that `%tour` goes through.
    var tour: Tour?

    public init(options: Options = Options()) {
        Session.registerLibraries
        self.options = options
        interpreter.importer = { [weak self] name in try self?.importer.find(name) }
        interpreter.prelude = { name in
            name == "help" ? .object(Session.helpFunction) : try Prelude.value(name)
        }
        interpreter.interruptFlag = Host.interruptFlag
    }

    /// The session whose cell runs; scripts run on one thread at a time.
    nonisolated(unsafe) private(set) static weak var running: Session?
    /// The latest error, for `%why` and `%trace`.
    private(set) var latestError: ErrorReport?

    /// Seconds of training since anything was saved.
    public var unsavedTraining: Double { UnsavedTraining.seconds }

    /// The number the next entered cell gets.
    public var nextCellNumber: Int { memory.count + 1 }

    /// `sys.argv`: the script and its arguments; a script also knows its own `__file__`.
    public func setArguments(_ arguments: [String], file: String? = nil) {
        if let file { globals["__file__"] = .string(file) }
        SystemState.setArguments(arguments)
    }

    // MARK: - Running

    /// Runs a cell. Everything it produces goes to `emit` as it happens; errors too.
    public func run(_ cell: Cell, emit: @escaping (Output) -> Void) -> CellResult {
        let outer = (self.emit, cellNumber, figureCount)
        defer { (self.emit, cellNumber, figureCount) = outer }
        self.emit = emit
        cellNumber = cell.number
        figureCount = 0
        connect()
        let lines = NotebookLines(cell.text)
        noteSkipped(lines.skipped)
        let started = monotonicSeconds()
        let ending = evaluate(source(lines.code, cell), cell)
        return CellResult(ending: ending, seconds: monotonicSeconds() - started)
    }

    private func evaluate(_ source: Source, _ cell: Cell) -> CellResult.Ending {
        if options.keepsHistory { memory.remember(cell) }
        do {
            let program = try Parse.program(source)
            if options.keepsHistory { memory.publish(to: globals) }
            let value = try interpreter.run(program, source: source, in: globals, display: options.showsValues)
            if let value { try display(value, cell) }
            // A notebook shows what a cell drew, with or without plt.show(); a script shows only what it asks to.
            if options.showsValues { try FigureSink.showOpenFigures() }
            return .finished
        } catch let error as SyntaxFailure {
            report(ErrorReport(error, in: source))
            return .failed
        } catch {
            let error = ScriptError.from(error, source: source)
            if let code = error.exitCode { return exit(error, code) }
            report(ErrorReport(error))
            return Interpreter.isError(error, .keyboardInterrupt) ? .interrupted : .failed
        }
    }

    private func report(_ error: ErrorReport) {
        latestError = error
        emit(.error(error))
    }

    private func exit(_ error: ScriptError, _ code: Int) -> CellResult.Ending {
        // A builtin's exit carries its code as text; `sys.exit("message")` prints the message and exits with 1.
        if let number = Int32(error.message) { return .exit(code: number & 0xFF) }
        if let argument = error.exception.args.first, argument.asObject != nil {
            emit(.stream(.stderr, error.message + "\n"))
        }
        return .exit(code: Int32(truncatingIfNeeded: code & 0xFF))
    }

    /// The errors of a cell without running it: `--check`.
    public func check(_ cell: Cell) -> ErrorReport? {
        let source = source(NotebookLines(cell.text).code, cell)
        do throws(SyntaxFailure) {
            _ = try Parse.program(source)
            return nil
        } catch {
            return ErrorReport(error, in: source)
        }
    }

    /// Whether an entry can run: the parser decides, no front end guesses. A text of several lines that came at once (a paste, an
    /// edited entry) has a file's rules: blank lines do not end blocks, and its end is the end.
    public func completeness(of text: String, isPaste: Bool) -> Completeness {
        let code = NotebookLines(text).code
        guard isPaste else { return Parse.completeness(of: code) }
        do throws(SyntaxFailure) {
            _ = try Parse.program(Source(id: 0, name: "", code))
            return .complete
        } catch {
            return error.incomplete ? Parse.completeness(of: code) : .error(error)
        }
    }

    /// Forgets every name and value.
    public func reset() {
        globals = ModuleObject("__main__")
        interpreter.modules["__main__"] = globals
        memory = CellMemory()
    }

    // MARK: - Values

    private func display(_ value: Value, _ cell: Cell) throws {
        if case .none = value { return }
        // The representation may run a script's __repr__: only when that worked does the value count as shown.
        let text = try Representation.text(value)
        if options.keepsHistory {
            memory.keep(value, of: cell.number, language: options.language)
            memory.publish(to: globals)
        }
        emit(.result(MIMEBundle(plainText: text)))
    }

    // MARK: - Texts

    private func source(_ code: String, _ cell: Cell) -> Source {
        // Empty lines in front make the document's line numbers come out right.
        let text = String(repeating: "\n", count: max(cell.firstLine - 1, 0)) + code
        defer { nextSource += 1 }
        return Source(id: nextSource, name: cell.name, text)
    }

    private var importer: FileImporter {
        var folders = options.importFolder == "." ? ["."] : [options.importFolder, "."]
        // What scripts add to sys.path counts in its order, after the script's own folder.
        if let path = interpreter.modules["sys"]?["path"], let added = try? path.elements() {
            for folder in added {
                guard let text = try? String.from(folder), !text.isEmpty, !folders.contains(text) else { continue }
                folders.append(text)
            }
        }
        return FileImporter(folders: folders) { [self] name, text in
            defer { nextSource += 1 }
            return Source(id: nextSource, name: name, text: text)
        }
    }

    private func noteSkipped(_ lines: [String]) {
        let new = lines.filter { knownSkips.insert($0).inserted }
        guard !new.isEmpty else { return }
        emit(
            .notice(Phrase.skippedLines.text(options.language, new.map { VisibleText.of($0) }.joined(separator: "; "))))
    }

    // MARK: - What running code asks for

    /// Modules are declared once per process.
    private static let registerLibraries: Void = {
        StandardLibrary.register()
        Library.register()
    }()

    private func connect() {
        Interpreter.current = interpreter
        Session.running = self
        Console.write = { [weak self] stream, text in self?.emit(.stream(stream == .stdout ? .stdout : .stderr, text)) }
        Console.readLine = { [weak self] in
            guard let line = self?.readLine() else {
                // Ctrl-C while waiting is no end of input.
                try self?.interpreter.checkInterrupt()
                return nil
            }
            return line
        }
        Console.flush = { [weak self] _ in self?.flush() }
        interpreter.output = { [weak self] stream, text in
            self?.emit(.stream(stream == .stdout ? .stdout : .stderr, text))
        }
        let host = Host()
        host.progress = { [weak self] in self?.emit(.progress($0)) }
        host.notice = { [weak self] text in
            guard let self else { return }
            emit(.notice(Messages.translateHint(text, to: options.language)))
        }
        host.showFigure = { [weak self] png, width, height in self?.show(png, width, height) }
        Host.current = host
    }

    /// Writes a shown figure to `figures/NAME-CELL.png`, further ones of the cell to `NAME-CELL-2.png`, and passes it on. A figure that
    /// the script saved itself keeps its file.
    private func show(_ png: [UInt8], _ width: Int, _ height: Int) {
        if let path = FigureSink.savedPath {
            return emit(.figure(ShownFigure(png: png, path: path, width: width, height: height)))
        }
        figureCount += 1
        let suffix = figureCount > 1 ? "-\(figureCount)" : ""
        let path = Files.join(options.figureFolder, "\(options.name)-\(cellNumber)\(suffix).png")
        var figure = ShownFigure(png: png, path: path, width: width, height: height)
        do throws(Failure) {
            try Files.makeFolder(options.figureFolder)
            try AtomicFile.write(png, to: path)
        } catch {
            figure.path = nil
            emit(.notice(Phrase.unsavedFigure.text(options.language, VisibleText.of(error.message))))
        }
        emit(.figure(figure))
    }
}
