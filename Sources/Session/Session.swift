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
        /// Keep `In`, `Out`, `_` and show the last expression's value, as a prompt or a notebook does; a script does neither.
        public var showsValues = true
        public var keepsHistory = true
        public init() {}
    }

    public var options: Options
    public let evaluator: any Evaluator
    /// Cells of this session by number, for `%rerun`, `%save` and `In`.
    public private(set) var entries = CellMemory()
    private var sources: [Int32: Source] = [:]
    private var nextSource: Int32 = 1
    private var emit: (Output) -> Void = { _ in }
    private var cellNumber = 0
    private var figureCount = 0
    /// Notebook lines that were named in a notice already.
    private var knownSkips: Set<String> = []
    /// The tutorial that `%tour` goes through.
    var tour: Tour?

    public init(evaluator: any Evaluator, options: Options = Options()) {
        self.evaluator = evaluator
        self.options = options
    }

    /// The number the next entered cell gets.
    public var nextCellNumber: Int { entries.count + 1 }

    // MARK: - Running

    /// Runs a cell. Everything it produces goes to `emit` as it happens; errors too.
    public func run(_ cell: Cell, emit: @escaping (Output) -> Void) -> CellResult {
        let outer = (self.emit, cellNumber, figureCount, Host.current)
        defer { (self.emit, cellNumber, figureCount, Host.current) = outer }
        self.emit = emit
        cellNumber = cell.number
        figureCount = 0
        connectHost()
        evaluator.output = { [weak self] name, text in self?.emit(.stream(name, text)) }

        let lines = NotebookLines(cell.text)
        noteSkipped(lines.skipped)
        let source = makeSource(lines.code, cell)
        let started = monotonicSeconds()
        let ending = evaluate(source, cell)
        return CellResult(ending: ending, seconds: monotonicSeconds() - started)
    }

    private func evaluate(_ source: Source, _ cell: Cell) -> CellResult.Ending {
        if options.keepsHistory { entries.remember(cell) }
        do {
            let program = try Parse.program(source)
            if options.keepsHistory { entries.publish(to: evaluator.globals) }
            let display: ((Value) throws -> Void)? =
                options.showsValues ? { [weak self] value in try self?.display(value, cell) } : nil
            try evaluator.run(program, source: source, display: display)
            return .finished
        } catch let error as SyntaxFailure {
            emit(.error(report(EvaluationError(error))))
            return .failed
        } catch {
            let description = evaluator.describe(error)
            if let code = description.exitCode { return exit(code, description) }
            emit(.error(report(description)))
            return description.kind == Failure.Kind.keyboardInterrupt.rawValue ? .interrupted : .failed
        }
    }

    private func exit(_ code: Int32, _ description: EvaluationError) -> CellResult.Ending {
        // `sys.exit("message")` prints the message and exits with 1.
        if !description.message.isEmpty, Int32(description.message) == nil, description.message != "None" {
            emit(.stream(.stderr, description.message + "\n"))
        }
        return .exit(code: code)
    }

    /// The errors of a cell without running it: `--check`.
    public func check(_ cell: Cell) -> ErrorReport? {
        let source = makeSource(NotebookLines(cell.text).code, cell)
        do {
            _ = try Parse.program(source)
            return nil
        } catch {
            return report(EvaluationError(error))
        }
    }

    /// Whether an entry can run: the parser decides, no front end guesses. A text of several lines that came at once (a paste, an
    /// edited entry) has a file's rules: blank lines do not end blocks, and its end is the end.
    public func completeness(of text: String, isPaste: Bool) -> Completeness {
        let code = NotebookLines(text).code
        guard isPaste else { return Parse.completeness(of: code) }
        do {
            _ = try Parse.program(Source(id: 0, name: "", code))
            return .complete
        } catch {
            return error.incomplete ? Parse.completeness(of: code) : .error(error)
        }
    }

    private func makeSource(_ code: String, _ cell: Cell) -> Source {
        // Empty lines in front make the document's line numbers come out right.
        let text = String(repeating: "\n", count: max(cell.firstLine - 1, 0)) + code
        let source = Source(id: nextSource, name: cell.name, text)
        sources[nextSource] = source
        nextSource += 1
        return source
    }

    private func noteSkipped(_ lines: [String]) {
        let new = lines.filter { knownSkips.insert($0).inserted }
        guard !new.isEmpty else { return }
        emit(.notice(Phrase.skippedLines.text(options.language, new.map { VisibleText.of($0) }.joined(separator: "; "))))
    }

    // MARK: - Values

    private func display(_ value: Value, _ cell: Cell) throws {
        if case .none = value { return }
        // The representation may run a script's __repr__: only when that worked does the value count as shown.
        let text = try Representation.text(value)
        if options.keepsHistory {
            entries.keep(value, of: cell.number, language: options.language)
            entries.publish(to: evaluator.globals)
        }
        emit(.result(MIMEBundle(plainText: text)))
    }

    /// Forgets every name and value.
    public func reset() {
        evaluator.reset()
        entries = CellMemory()
        sources = [:]
    }

    // MARK: - What running code asks for

    private func connectHost() {
        let host = Host()
        host.readLine = Host.current.readLine
        host.progress = { [weak self] in self?.emit(.progress($0)) }
        host.notice = { [weak self] in self?.emit(.notice($0)) }
        host.showFigure = { [weak self] png, width, height in self?.show(png, width, height) }
        Host.current = host
    }

    /// Writes a shown figure to `figures/NAME-CELL.png`, further ones of the cell to `NAME-CELL-2.png`, and passes it on.
    private func show(_ png: [UInt8], _ width: Int, _ height: Int) {
        figureCount += 1
        let suffix = figureCount > 1 ? "-\(figureCount)" : ""
        let path = Files.join(options.figureFolder, "\(options.name)-\(cellNumber)\(suffix).png")
        var figure = ShownFigure(png: png, path: path, width: width, height: height)
        do {
            try Files.makeFolder(options.figureFolder)
            try AtomicFile.write(png, to: path)
        } catch {
            figure.path = nil
            emit(.notice(Phrase.unsavedFigure.text(options.language, VisibleText.of(error.message))))
        }
        emit(.figure(figure))
    }

    // MARK: - Errors

    private func report(_ error: EvaluationError) -> ErrorReport {
        ErrorReport(
            kind: error.kind, message: error.message, hint: error.hint,
            frames: error.frames.compactMap { frame($0.span, function: $0.function) },
            related: error.related.compactMap { frame($0.span, note: $0.note) },
            cause: error.causes.map { ErrorReport.Cause(report($0.error), isExplicit: $0.isExplicit) })
    }

    /// A place in one of this session's texts; nil for anything else, so that only the user's own frames are shown.
    private func frame(_ span: Span, function: String = "", note: String = "") -> ErrorReport.Frame? {
        guard let source = sources[span.source] else { return nil }
        let place = source.location(of: Int(span.start))
        let excerpt = source.excerpt(for: span)
        return ErrorReport.Frame(
            source: source.name, line: place.line, column: place.column + 1, function: function, text: excerpt.text,
            carets: excerpt.carets, note: note)
    }
}

extension EvaluationError {
    init(_ error: SyntaxFailure) {
        self.init(
            kind: error.failure.kind.rawValue, message: error.failure.message, hint: error.failure.hint,
            frames: [("", error.span)])
    }
}
