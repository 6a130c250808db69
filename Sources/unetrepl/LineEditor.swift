// Where entries come from. The prompt knows this protocol; readline is one implementation, libedit or a test could be another.
import CReadline
import Glibc
import Session

enum EnteredLine {
    case text(String)
    /// Ctrl-D.
    case end
    /// Ctrl-C: the line is gone.
    case interrupted
    /// The process was asked to leave.
    case terminated
}

protocol LineEditor: AnyObject {
    /// Reads one entry. A paste comes as one text with newlines in it. `before` is what was entered above in the same cell.
    func read(prompt: String, prefill: String, before: String) -> EnteredLine
    func remember(_ entry: String)
}

final class ReadlineEditor: LineEditor {
    /// C callbacks carry no context; there is one terminal, so one editor.
    nonisolated(unsafe) private static var active: ReadlineEditor?
    private let completer: () -> Completer
    private var before = ""

    init(completer: @escaping () -> Completer) {
        self.completer = completer
        ReadlineEditor.active = self
        unet_line_setup(
            "unetrepl",
            { line, point, _ in
                guard let line, let editor = ReadlineEditor.active else { return }
                for candidate in editor.candidates(line, Int(point)) { unet_line_add_candidate(candidate) }
            },
            { line, point in
                guard let line, let editor = ReadlineEditor.active else { return 0 }
                return Completer.isInString(editor.text(line, Int(point))) ? 1 : 0
            })
    }

    func read(prompt: String, prefill: String, before: String) -> EnteredLine {
        self.before = before
        var line: UnsafeMutablePointer<CChar>?
        let status = unet_line_read(prompt, prefill, &line)
        defer { unet_line_free(line) }
        switch unet_line_status(UInt32(status)) {
        case UNET_LINE_TEXT: return line.map { .text(String(cString: $0)) } ?? .end
        case UNET_LINE_INTERRUPTED: return .interrupted
        case UNET_LINE_TERMINATED: return .terminated
        default: return .end
        }
    }

    func remember(_ entry: String) { unet_line_add_history(entry) }

    private func text(_ line: UnsafePointer<CChar>, _ point: Int) -> String {
        let bytes = UnsafeBufferPointer(start: line, count: min(max(point, 0), strlen(line))).map {
            UInt8(bitPattern: $0)
        }
        return before + String(decoding: bytes, as: UTF8.self)
    }

    private func candidates(_ line: UnsafePointer<CChar>, _ point: Int) -> [String] {
        completer().candidates(text(line, point))
    }
}
