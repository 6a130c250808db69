// `--json`: every output as one line of JSON on standard output, for programs. The golden tests of Markdown documents read it, and a
// Jupyter kernel can.
import Session

final class JSONRenderer {
    private let writer: Writer

    init(writer: Writer) { self.writer = writer }

    func begin(_ cell: Cell) { event("cell_start", cell.number, []) }

    func end(_ cell: Cell, _ result: CellResult) {
        let status: String
        switch result.ending {
        case .finished: status = "ok"
        case .failed: status = "error"
        case .interrupted: status = "interrupted"
        case .exit: status = "exit"
        }
        event("cell_end", cell.number, [.init("status", .string(status))])
    }

    func show(_ output: Output, cell: Int) {
        switch output {
        case .stream(let name, let text):
            event("stream", cell, [.init("name", .string(name.rawValue)), .init("text", .string(text))])
        case .result(let bundle): event("result", cell, [.init("text", .string(bundle.plainText))])
        case .figure(let figure):
            event(
                "figure", cell,
                [
                    .init("path", figure.path.map { .string($0) } ?? .null),
                    .init("width", .number(String(figure.width))),
                    .init("height", .number(String(figure.height))),
                ])
        case .progress(let progress):
            guard progress.isEpochEnd else { return }
            event(
                "stream", cell,
                [.init("name", .string("stdout")), .init("text", .string(ProgressLine.plain(progress) + "\n"))])
        case .error(let report):
            event(
                "error", cell,
                [
                    .init("kind", .string(report.kind)), .init("message", .string(report.message)),
                    .init("hint", .string(report.hint)), .init("code", .string(report.code)),
                    .init("report", .string(report.text(style: .plain, language: .english))),
                ])
        case .notice(let text): event("notice", cell, [.init("text", .string(text))])
        }
    }

    private func event(_ name: String, _ cell: Int, _ members: [JSON.Member]) {
        let all = [JSON.Member("event", .string(name)), JSON.Member("cell", .number(String(cell)))] + members
        writer.out(JSON.object(all).written(compact: true) + "\n")
    }
}
