// Bytes to standard output and standard error, whole and in order. Output to a pipe or file is collected into large writes; on a
// terminal it appears at once. A reader that went away (`| head`) ends the process quietly, as for every Unix tool.
import CReadline
import Glibc

final class Writer {
    private var buffer: [UInt8] = []
    let isOutputTerminal = isatty(STDOUT_FILENO) == 1
    let isErrorTerminal = isatty(STDERR_FILENO) == 1

    func out(_ text: String) {
        buffer.append(contentsOf: text.utf8)
        if isOutputTerminal || buffer.count > 1 << 16 { flush() }
    }

    func error(_ text: String) {
        flush()
        write(Array(text.utf8), to: STDERR_FILENO)
    }

    func flush() {
        guard !buffer.isEmpty else { return }
        write(buffer, to: STDOUT_FILENO)
        buffer.removeAll(keepingCapacity: true)
    }

    private func write(_ bytes: [UInt8], to file: Int32) {
        bytes.withUnsafeBytes { raw in
            var done = 0
            while done < raw.count {
                let count = Glibc.write(file, raw.baseAddress.map { $0 + done }, raw.count - done)
                if count > 0 {
                    done += count
                } else if errno == EAGAIN {
                    // A terminal shared with a program that set it non-blocking.
                    var ready = pollfd(fd: file, events: Int16(POLLOUT), revents: 0)
                    _ = poll(&ready, 1, 1000)
                } else if errno != EINTR {
                    unet_terminal_restore()
                    // 141 is what a shell shows for a process ended by SIGPIPE.
                    _exit(errno == EPIPE ? 141 : 4)
                }
            }
        }
    }
}

/// Columns of the terminal, 80 when there is none.
func terminalColumns() -> Int {
    var columns: Int32 = 0
    var rows: Int32 = 0
    var width: Int32 = 0
    var height: Int32 = 0
    for file in [STDOUT_FILENO, STDERR_FILENO] {
        if unet_terminal_size(file, &columns, &rows, &width, &height) == 0, columns > 0 { return Int(columns) }
    }
    return 80
}
