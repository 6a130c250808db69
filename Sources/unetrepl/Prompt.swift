// The prompt: reads entries, asks the parser whether they are whole, runs them, shows what comes out.
import CReadline
import Glibc
import Session

final class Prompt: PromptHost {
    private let session: Session
    private let renderer: TerminalRenderer
    private let editor: any LineEditor
    private let historyFile: HistoryFile?
    /// nil where there is no home for it.
    private let journal: SessionJournal?
    /// Whether the last session's cells are to be run again first.
    private let recovers: Bool
    private var earlier: [String] = []
    private var nextPrefill = ""
    /// The question about unsaved training was put; the next Ctrl-D is the answer.
    private var hasAsked = false
    /// Seconds.
    private static let trainingWorthAsking = Environment.value("UNETREPL_ASK_AFTER").flatMap(Double.init) ?? 60

    init(
        session: Session, renderer: TerminalRenderer, editor: any LineEditor, historyFile: HistoryFile?, recovers: Bool
    ) {
        self.session = session
        self.renderer = renderer
        self.editor = editor
        self.historyFile = historyFile
        self.recovers = recovers
        journal = SessionJournal.defaultFolder().map(SessionJournal.begin(in:))
    }

    /// Runs until Ctrl-D, `exit()` or a signal; returns the exit code.
    func run() -> Int32 {
        earlier = historyFile?.load(limit: 2_000) ?? []
        for entry in earlier { editor.remember(entry) }
        renderer.writer.error(
            renderer.errorStyle.paint(Phrase.banner.text(renderer.language, unetreplVersion), .faint) + "\n")
        if journal != nil { unet_crash_offer_recovery() }
        var code = recoverOrAnnounce()
        while code == nil {
            switch readEntry() {
            case .entry(let text): code = run(text)
            case .nothing: continue
            case .leave(let left): code = left
            }
        }
        // A session that a signal ends may be wanted back.
        if unet_signals_termination() == 0 { journal?.discard() }
        return code ?? 0
    }

    // MARK: - The last session

    /// Runs the cells of a session that was left behind, or says that it can be done; returns the exit code if one of them ends this one.
    private func recoverOrAnnounce() -> Int32? {
        let last = SessionJournal.defaultFolder().flatMap(SessionJournal.leftBehind(in:))
        guard recovers else {
            guard let last, !last.isAnnounced else { return nil }
            SessionJournal.noteAnnounced(last.path)
            say(.sessionLeftBehind, String(last.entries.count))
            return nil
        }
        guard let last else {
            say(.nothingToRecover)
            return nil
        }
        for (i, entry) in last.entries.enumerated() {
            switch entry.ending {
            case .interrupted: say(.recoverySkips, VisibleText.of(firstLine(entry.code)))
            case .unfinished where i == last.entries.count - 1:
                say(.recoveryEndsIn)
                nextPrefill = entry.code
            case .finished, .failed, .unfinished:
                renderer.writer.out(label(for: entry.code) + "\n")
                if let code = run(entry.code, isTyped: false) { return code }
                if lastEnding == .interrupted {
                    say(.recoveryStopped, String(i + 1), String(last.entries.count))
                    return nil
                }
            }
        }
        SessionJournal.remove(last.path)
        return nil
    }

    private func say(_ phrase: Phrase, _ values: String...) {
        renderer.show(.notice(phrase.text(renderer.language, values)))
    }

    private func firstLine(_ code: String) -> String {
        let lines = code.split(separator: "\n", omittingEmptySubsequences: false)
        return (lines.first.map(String.init) ?? "") + (lines.count > 1 ? " ..." : "")
    }

    /// The code as it stands after its prompts.
    private func label(for code: String) -> String {
        let number = String(session.nextCellNumber)
        let indent = "\n" + String(repeating: " ", count: number.count + 2) + "...: "
        let style = renderer.outStyle
        return style.paint("In [\(number)]: ", .prompt)
            + code.split(separator: "\n", omittingEmptySubsequences: false).map { VisibleText.of(String($0)) }
            .joined(separator: indent)
    }

    // MARK: - Reading

    private enum Entry {
        case entry(String)
        case nothing
        case leave(Int32)
    }

    private func readEntry() -> Entry {
        var lines: [String] = []
        var prefill = nextPrefill
        nextPrefill = ""
        let number = String(session.nextCellNumber)
        var isPaste = false
        while true {
            // A Ctrl-C that came between two lines of an entry ends it; reading the next line would forget it.
            if !lines.isEmpty, unet_signals_interrupts() > 0 {
                unet_signals_reset()
                return .nothing
            }
            let label = lines.isEmpty ? "In [\(number)]: " : String(repeating: " ", count: number.count + 2) + "...: "
            let before = lines.isEmpty ? "" : lines.joined(separator: "\n") + "\n"
            switch editor.read(prompt: painted(label), prefill: prefill, before: before) {
            case .text(let text):
                let entered = text.contains("\n") || hasForeignCharacters(text) || lines.isEmpty ? mend(text) : text
                if text.contains("\n") { isPaste = true }
                lines += dedented(entered, under: lines, prefill: prefill).split(
                    separator: "\n", omittingEmptySubsequences: false
                ).map(String.init)
                let whole = lines.joined(separator: "\n")
                if whole.allSatisfy(\.isWhitespace) { return .nothing }
                guard let indent = continuation(whole, lines: lines, isPaste: isPaste) else {
                    // The blank lines that ended a block are not part of it.
                    let kept = lines.reversed().drop { $0.allSatisfy(\.isWhitespace) }.reversed()
                    return .entry(kept.joined(separator: "\n"))
                }
                // After a paste, more lines follow a prompt's rules.
                isPaste = false
                prefill = String(repeating: " ", count: indent)
            case .interrupted: return .nothing
            case .terminated: return .leave(128 + unet_signals_termination())
            case .end:
                renderer.writer.out("\n")
                guard lines.isEmpty, !asksBeforeLeaving() else { return .nothing }
                return .leave(0)
            }
        }
    }

    /// Ctrl-D leaves at once, except that minutes of training are not thrown away without a word.
    private func asksBeforeLeaving() -> Bool {
        let seconds = session.unsavedTraining
        guard seconds > Prompt.trainingWorthAsking, !hasAsked else { return false }
        hasAsked = true
        let sentence = Phrase.unsavedTraining.text(renderer.language, NumberText.seconds(seconds))
        renderer.show(.notice(sentence))
        return true
    }

    /// `else:` and its like belong to the block above: typed at the indentation that was put there for them, they move out of it.
    private func dedented(_ text: String, under lines: [String], prefill: String) -> String {
        let word = text.dropFirst(prefill.count).prefix { $0.isLetter }
        guard prefill.count >= 4, text.hasPrefix(prefill), !lines.isEmpty,
            ["else", "elif", "except", "finally"].contains(String(word)),
            text.dropFirst(prefill.count + word.count).first.map({ ": (".contains($0) }) ?? false,
            lines.last?.reversed().first(where: { $0 != " " }) != ":"
        else { return text }
        return String(text.dropFirst(4))
    }

    /// How far to indent the line that must follow, or nil when the entry is to run.
    private func continuation(_ whole: String, lines: [String], isPaste: Bool) -> Int? {
        if lines.count == 1,
            whole.hasPrefix("%") || whole.hasPrefix("?") || whole.hasPrefix("!") || whole.hasSuffix("?")
        {
            return nil
        }
        // Two blank lines always run, whatever is missing: the error says what.
        let blanks = lines.reversed().prefix { $0.allSatisfy(\.isWhitespace) }.count
        if blanks >= 2, !isPaste { return nil }
        switch session.completeness(of: whole, isPaste: isPaste) {
        case .complete, .error: return nil
        case .incomplete(_, let indent): return indent
        }
    }

    private func hasForeignCharacters(_ text: String) -> Bool { text.utf8.contains { $0 >= 0x80 } }

    private func mend(_ text: String) -> String {
        let isSession = text.hasPrefix(">>>") || text.hasPrefix("In [")
        guard text.contains("\n") || isSession || hasForeignCharacters(text) else { return text }
        let paste = Paste(text)
        if !paste.mended.isEmpty {
            renderer.show(.notice(Phrase.mended.text(renderer.language, paste.mended.joined(separator: ", "))))
        }
        if paste.droppedPrompts { renderer.show(.notice(Phrase.promptsStripped.text(renderer.language))) }
        // A single line keeps the blanks it was typed with.
        return text.contains("\n") || isSession || !paste.mended.isEmpty ? paste.code : text
    }

    private func painted(_ label: String) -> String {
        guard renderer.outStyle.isColoured else { return label }
        // \001 and \002 tell readline that what is between takes no columns.
        return "\u{1}\u{1B}[32m\u{2}\(label)\u{1}\u{1B}[0m\u{2}"
    }

    // MARK: - Running

    private var lastEnding = SessionJournal.Ending.finished

    /// Runs an entry; returns the exit code when the session is to end.
    private func run(_ text: String, isTyped: Bool = true) -> Int32? {
        hasAsked = false
        if isTyped {
            editor.remember(text)
            earlier.append(text)
            historyFile?.append(text)
        }
        journal?.began(text)
        renderer.resultNumber = session.nextCellNumber
        let result = guarded(text) { session.enter(text, prompt: self) { self.renderer.show($0) } }
        renderer.finish()
        renderer.startLine()
        if unet_signals_termination() != 0 { return 128 + unet_signals_termination() }
        lastEnding = ending(of: result)
        journal?.ended(lastEnding)
        guard case .ran(let cell) = result, case .exit(let code) = cell.ending else { return nil }
        return code
    }

    private func ending(of result: CommandResult) -> SessionJournal.Ending {
        switch result {
        case .done: .finished
        case .failed: .failed
        case .ran(let cell):
            switch cell.ending {
            case .finished, .exit: .finished
            case .failed: .failed
            case .interrupted: .interrupted
            }
        }
    }

    // MARK: - What commands ask for

    func prefill(_ text: String) { nextPrefill = text }

    var history: [String] { earlier }

    func languageChanged(_ language: Language) { renderer.language = language }

    func edit(_ text: String) -> String? {
        let editor = Environment.value("VISUAL") ?? Environment.value("EDITOR") ?? "vi"
        let path = "\(Environment.value("TMPDIR") ?? "/tmp")/unetrepl-\(getpid()).py"
        defer { unlink(path) }
        do {
            try writeText(text, to: path)
        } catch {
            renderer.show(.error(ErrorReport(error)))
            return nil
        }
        // The editor is the user's own command line, as git runs it.
        guard system("\(editor) '\(path)'") == 0 else {
            renderer.show(.notice(Phrase.noEditor.text(renderer.language, VisibleText.of(editor))))
            return nil
        }
        return try? readText(path)
    }
}

/// Runs code with a crash note that names it. A Ctrl-C that comes between Enter and the first statement counts for the code.
func guarded<T>(_ text: String, _ body: () -> T) -> T {
    defer { unet_signals_settle() }
    let bytes = Array(text.utf8)
    bytes.withUnsafeBytes { unet_crash_set_cell($0.baseAddress?.assumingMemoryBound(to: CChar.self), $0.count) }
    defer { unet_crash_set_cell(nil, 0) }
    return body()
}
