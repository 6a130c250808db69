// One run of the program: a session, a renderer, and what the command line asked for.
import Bindings
import CReadline
import Glibc
import Schema
import Session

struct Application {
    let options: RunSettings

    init(_ options: RunSettings) { self.options = options }

    func run() -> Int32 {
        let language = Language.chosen(option: options.lang) ?? .english
        let writer = Writer()
        let renderer = TerminalRenderer(
            writer: writer, language: language, colour: Style.Choice(rawValue: options.color) ?? .auto,
            pictures: TerminalPictures())
        renderer.opensFigures = options.opensFigures
        unet_crash_thread()
        unet_crash_install(crashNotePath(), unetreplVersion)
        var sessionOptions = Session.Options()
        sessionOptions.language = language
        sessionOptions.figureFolder = options.figures
        let session = Session(options: sessionOptions)
        let input = StandardInput()
        session.readLine = {
            writer.flush()
            return input.line()
        }
        session.flush = { writer.flush() }
        session.interpreter.maxSteps = options.maxSteps
        if let bytes = options.maxMemory.flatMap(ByteCount.parse) { Host.limitMemory(to: bytes) }
        if options.sandbox { Sandbox.restrict(to: ["."]) }
        unet_signals_install(session.interpreter.interruptFlag)

        let code = options.api ? listNames(renderer) : perform(session, renderer, input)
        renderer.finish()
        return code
    }

    private func listNames(_ renderer: TerminalRenderer) -> Int32 {
        do {
            renderer.show(.stream(.stdout, try APIListing.text()))
            return 0
        } catch {
            renderer.show(.error(ErrorReport(Failure(.runtimeError, "\(error)"))))
            return 1
        }
    }

    private func perform(_ session: Session, _ renderer: TerminalRenderer, _ input: StandardInput) -> Int32 {
        let json = options.json ? JSONRenderer(writer: renderer.writer) : nil
        let runner = DocumentRunner(session: session, renderer: renderer, json: json, options: options)
        let isInteractive = isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1
        var code: Int32 = 0
        if let text = options.code {
            session.options.name = "cell"
            session.setArguments(["-c"] + options.rest)
            let document = Document.script(text, name: "<string>")
            code = options.check ? runner.check(document, path: "-c") : runner.run(document, path: "-c")
        } else if let path = options.rest.first, path != "-" {
            do throws(Failure) {
                session.options.name = Files.stem(of: path)
                session.options.importFolder = Files.folder(of: path)
                session.setArguments(options.rest, file: path)
                let document = try Document.read(path, byCells: options.cells != nil)
                code = options.check ? runner.check(document, path: path) : runner.run(document, path: path)
            } catch {
                renderer.show(.error(ErrorReport(error)))
                return error.kind == .syntaxError ? 1 : 4
            }
        } else if !isInteractive || options.rest.first == "-" {
            do throws(Failure) {
                session.setArguments(options.rest.isEmpty ? ["-"] : options.rest)
                let document = Document.script(try Document.text(input.everything()), name: "<stdin>")
                code = options.check ? runner.check(document, path: "<stdin>") : runner.run(document, path: "<stdin>")
            } catch {
                renderer.show(.error(ErrorReport(error)))
                return 1
            }
        } else {
            return prompt(session, renderer)
        }
        return options.stays && isInteractive && code != 130 ? prompt(session, renderer) : code
    }

    private func prompt(_ session: Session, _ renderer: TerminalRenderer) -> Int32 {
        session.options.name = "cell"
        session.options.showsValues = true
        session.options.keepsHistory = false
        if !options.skipsInit { runInitFile(session, renderer) }
        session.options.keepsHistory = true
        let editor = ReadlineEditor { Completer(session.scope) }
        let history = HistoryFile.defaultPath().map(HistoryFile.init(path:))
        return Prompt(
            session: session, renderer: renderer, editor: editor, historyFile: history, recovers: options.recovers
        ).run()
    }

    /// `~/.config/unetrepl/init.unet`, the user's own preparations. Scripts and tests never read it.
    private func runInitFile(_ session: Session, _ renderer: TerminalRenderer) {
        let home = Environment.value("XDG_CONFIG_HOME") ?? Environment.value("HOME").map { Files.join($0, ".config") }
        guard let path = home.map({ Files.join($0, "unetrepl/init.unet") }), Files.kind(of: path) == .file,
            let document = try? Document.read(path, byCells: false)
        else { return }
        for cell in document.cells {
            session.options.showsValues = false
            _ = guarded(cell.text) { session.run(cell) { renderer.show($0) } }
        }
        session.options.showsValues = true
    }

    /// In the folder for state, so that a read-only working folder does not lose it.
    private func crashNotePath() -> String {
        let name = "unetrepl-crash-\(getpid()).txt"
        guard let folder = HistoryFile.stateFolder() else { return name }
        // Made for the prompt only: running a script leaves nothing in the home folder.
        if isatty(STDIN_FILENO) == 1 { try? Files.makeFolder(folder, mode: 0o700) }
        guard Files.kind(of: folder) == .folder else { return name }
        return Files.join(folder, name)
    }
}

/// Lines of standard input for `input()`, and all of it for a script that comes that way.
final class StandardInput {
    private var buffer: [UInt8] = []
    private enum Filling { case more, end, interrupted }

    /// nil at the end of input, and when Ctrl-C came while waiting.
    func line() -> String? {
        while true {
            if let end = buffer.firstIndex(of: UInt8(ascii: "\n")) {
                let line = String(decoding: buffer[..<end], as: UTF8.self)
                buffer.removeSubrange(...end)
                return line
            }
            switch fill() {
            case .more: continue
            case .interrupted:
                buffer = []
                return nil
            case .end:
                // Ctrl-D at a terminal ends this line only: the next input() waits again.
                guard !buffer.isEmpty else { return nil }
                defer { buffer = [] }
                return String(decoding: buffer, as: UTF8.self)
            }
        }
    }

    func everything() -> [UInt8] {
        while buffer.count <= JSON.sizeLimit, case .more = fill() {}
        defer { buffer = [] }
        return buffer
    }

    /// Waits for bytes or a signal: a read alone would be taken up again after the handler.
    private func fill() -> Filling {
        let before = unet_signals_interrupts()
        while true {
            var sources = [
                pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0),
                pollfd(fd: unet_signals_pipe(), events: Int16(POLLIN), revents: 0),
            ]
            let ready = poll(&sources, 2, -1)
            if unet_signals_interrupts() > before || unet_signals_termination() != 0 { return .interrupted }
            if ready > 0, sources[0].revents != 0 { break }
            unet_signals_drain()
        }
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        let count = read(STDIN_FILENO, &chunk, chunk.count)
        guard count > 0 else { return .end }
        buffer += chunk[..<count]
        return .more
    }
}
