// What was entered, across sessions: one line of JSON per cell in a file of our own. Each entry is one append under a lock, so that
// two sessions share the file and a kill at any moment loses at most the entry being written. Readline's own file cuts a
// multi-line cell in pieces, which is why it is not used.
import Glibc
import Schema

public final class HistoryFile {
    public let path: String
    /// Entries kept when the file is trimmed.
    public static let capacity = 10_000
    /// How much of the file's end is read at start: some thousand cells, without a long start for a long life.
    static let tailLimit = 1 << 20

    /// A single entry is cut above this; a pasted data set is not worth remembering.
    static let entryLimit = 256 << 10

    public init(path: String) { self.path = path }

    /// `$XDG_STATE_HOME/unetrepl/history.jsonl`, else `~/.local/state/unetrepl/history.jsonl`; nil without a home.
    public static func defaultPath(environment: (String) -> String? = Environment.value) -> String? {
        stateFolder(environment: environment).map { Files.join($0, "history.jsonl") }
    }

    /// The folder for what a session keeps between runs.
    public static func stateFolder(environment: (String) -> String? = Environment.value) -> String? {
        if let folder = environment("XDG_STATE_HOME"), folder.hasPrefix("/") { return Files.join(folder, "unetrepl") }
        return environment("HOME").map { Files.join($0, ".local/state/unetrepl") }
    }

    /// Adds one cell. Failures are silent: a full disk must not get in the way of work.
    public func append(_ code: String, at seconds: Int = time(nil)) {
        guard !code.allSatisfy(\.isWhitespace), code.utf8.count <= HistoryFile.entryLimit else { return }
        try? Files.makeFolder(Files.folder(of: path), mode: 0o700)
        guard let file = openLocked() else { return }
        defer { close(file) }
        var line =
            JSON.object([.init("t", .number(String(seconds))), .init("c", .string(code))]).written(compact: true) + "\n"
        // A writer that was killed may have left half a line; ours must start on its own.
        if !endsWithNewline(file) { line = "\n" + line }
        let bytes = Array(line.utf8)
        _ = bytes.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
        trimIfLarge(file)
    }

    /// The newest cells, oldest first. Lines that are not ours are passed over.
    public func load(limit: Int = HistoryFile.capacity) -> [String] {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return [] }
        defer { close(file) }
        _ = flock(file, LOCK_SH)
        return entries(in: tail(of: file, HistoryFile.tailLimit)).suffix(limit)
    }

    // MARK: - Workings

    /// The file under an exclusive lock. Another session may have put a trimmed file in its place while we waited.
    private func openLocked() -> Int32? {
        for _ in 0..<10 {
            let file = open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
            guard file >= 0 else { return nil }
            var held = stat()
            var named = stat()
            if flock(file, LOCK_EX) == 0, fstat(file, &held) == 0, stat(path, &named) == 0, held.st_ino == named.st_ino
            {
                return file
            }
            close(file)
        }
        return nil
    }

    private func endsWithNewline(_ file: Int32) -> Bool {
        let size = lseek(file, 0, SEEK_END)
        var last: UInt8 = 0x0A
        return size <= 0 || pread(file, &last, 1, size - 1) != 1 || last == 0x0A
    }

    private func tail(of file: Int32, _ limit: Int) -> [UInt8] {
        let size = Int(lseek(file, 0, SEEK_END))
        guard size > 0 else { return [] }
        let start = max(0, size - limit)
        var bytes = [UInt8](repeating: 0, count: size - start)
        let count = bytes.withUnsafeMutableBytes { pread(file, $0.baseAddress, $0.count, off_t(start)) }
        bytes.removeLast(bytes.count - max(0, count))
        // A start in the middle of the file is most likely in the middle of a line.
        if start > 0 { bytes.removeFirst((bytes.firstIndex(of: 0x0A) ?? bytes.count - 1) + 1) }
        return bytes
    }

    private func entries(in bytes: [UInt8]) -> [String] {
        var cells: [String] = []
        for line in bytes.split(separator: 0x0A) {
            guard let entry = try? JSON.parse(Array(line)), let code = entry["c"]?.text else { continue }
            // The same cell run again takes one place.
            if cells.last != code { cells.append(code) }
        }
        return cells
    }

    /// Keeps the newest 4 MB once the file has grown to 16 MB. The lock is held; readers see the old file or the new one.
    private func trimIfLarge(_ file: Int32) {
        let size = Int(lseek(file, 0, SEEK_END))
        guard size > 16 << 20 else { return }
        let kept = tail(of: file, 4 << 20)
        let temporary = path + ".trim-\(getpid())"
        let copy = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard copy >= 0 else { return }
        let written = kept.withUnsafeBytes { write(copy, $0.baseAddress, $0.count) }
        let isSafe = written == kept.count && fsync(copy) == 0
        close(copy)
        if !isSafe || rename(temporary, path) != 0 { unlink(temporary) }
    }
}
