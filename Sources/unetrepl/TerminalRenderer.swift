// A session's outputs on standard output and standard error: text, results, errors, notices, figures, the progress line.
import CReadline
import Glibc
import Session

final class TerminalRenderer {
    let writer: Writer
    var language: Language
    let outStyle: Style
    let errorStyle: Style
    private let pictures: TerminalPictures
    private var progress = ProgressLine()
    /// Whether each figure's file is given to the desktop, too.
    var opensFigures = false
    /// The number before a result at the prompt; nil in scripts, which show none.
    var resultNumber: Int?
    /// Whether the last stream text left the cursor inside a line.
    private var isMidLine = false

    init(writer: Writer, language: Language, colour: Style.Choice, pictures: TerminalPictures) {
        self.writer = writer
        self.language = language
        outStyle = Style.chosen(colour, isTerminal: writer.isOutputTerminal)
        errorStyle = Style.chosen(colour, isTerminal: writer.isErrorTerminal)
        self.pictures = pictures
    }

    func show(_ output: Output) {
        if case .progress(let progress) = output { return show(progress) }
        clearProgress()
        switch output {
        case .stream(.stdout, let text):
            writer.out(text)
            if let last = text.utf8.last { isMidLine = last != UInt8(ascii: "\n") }
        case .stream(.stderr, let text): writer.error(text)
        case .result(let bundle): result(bundle.plainText)
        case .figure(let figure): show(figure)
        case .error(let report):
            startLine()
            let columns = writer.isErrorTerminal ? terminalColumns() : nil
            writer.error(report.text(style: errorStyle, language: language, columns: columns))
        case .notice(let text):
            startLine()
            writer.error(errorStyle.paint(text, .faint) + "\n")
        case .progress: break
        }
    }

    /// Ends a line that a script left open, so that a prompt or an error starts at the margin.
    func startLine() {
        guard isMidLine else { return }
        if writer.isOutputTerminal { writer.out("\n") }
        isMidLine = false
    }

    func finish() {
        clearProgress()
        writer.flush()
    }

    private func result(_ text: String) {
        startLine()
        guard let number = resultNumber else { return writer.out(text + "\n") }
        let label = outStyle.paint("Out[\(number)]:", .result)
        writer.out(text.contains("\n") ? "\(label)\n\(text)\n" : "\(label) \(text)\n")
    }

    private func show(_ figure: ShownFigure) {
        startLine()
        if let picture = pictures.encoded(figure) { writer.out(picture) }
        guard let path = figure.path else { return }
        if opensFigures { unet_open_on_desktop(path) }
        let sentence = Phrase.savedFigure.text(
            language, VisibleText.of(path), String(figure.width), String(figure.height))
        writer.error(errorStyle.paint(sentence, .faint) + "\n")
    }

    // MARK: - Progress

    private func show(_ report: Progress) {
        // The line for an epoch stays, on a terminal and in a log alike; between them a terminal shows the moving line.
        if report.isEpochEnd {
            clearProgress()
            startLine()
            writer.out(ProgressLine.plain(report) + "\n")
            if report.isLast { return progress = ProgressLine() }
        }
        guard writer.isErrorTerminal else { return }
        let text = progress.update(
            report, now: monotonicSeconds(), width: terminalColumns(), memory: Environment.residentBytes)
        if let text { writer.error(text) }
    }

    private func clearProgress() {
        guard progress.isShown else { return }
        writer.error(progress.clear(width: terminalColumns()))
    }
}
