// Figures as terminal graphics. The terminal is asked what it can show when the first figure comes, never before.
import CReadline
import Glibc
import Session

final class TerminalPictures {
    private var chosen: GraphicsProtocol?

    /// The escape text that shows a figure here; nil when only its file is to be named.
    func encoded(_ figure: ShownFigure) -> String? {
        let kind = chosen ?? choose()
        chosen = kind
        return PictureText.encode(figure, kind, screen: screenSize(), colours: GraphicsProbe.blockColours())
    }

    private func choose() -> GraphicsProtocol {
        let isTerminal = isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1
        switch GraphicsProbe.decide(isTerminal: isTerminal) {
        case .known(let kind): return kind
        case .ask: return ask()
        }
    }

    private func ask() -> GraphicsProtocol {
        let query = Array(GraphicsProbe.query.utf8CString)
        var reply = [CChar](repeating: 0, count: 4096)
        let count = unet_terminal_ask(
            query, query.count - 1, &reply, reply.count, GraphicsProbe.patience,
            { bytes, count in
                guard let bytes else { return 0 }
                let reply = UnsafeBufferPointer(start: bytes, count: count).map { UInt8(bitPattern: $0) }
                return GraphicsProbe.isComplete(reply) ? 1 : 0
            })
        let (choice, typed) = GraphicsProbe.read(reply.prefix(Int(count)).map { UInt8(bitPattern: $0) })
        if !typed.isEmpty {
            typed.withUnsafeBytes { raw in
                unet_line_push_back(raw.baseAddress?.assumingMemoryBound(to: CChar.self), raw.count)
            }
        }
        return choice
    }
}

private func screenSize() -> ScreenSize {
    var columns: Int32 = 0
    var rows: Int32 = 0
    var width: Int32 = 0
    var height: Int32 = 0
    guard unet_terminal_size(STDOUT_FILENO, &columns, &rows, &width, &height) == 0, columns > 0, rows > 0 else {
        return ScreenSize(columns: 80, rows: 24, pixelWidth: 0, pixelHeight: 0)
    }
    return ScreenSize(columns: Int(columns), rows: Int(rows), pixelWidth: Int(width), pixelHeight: Int(height))
}
