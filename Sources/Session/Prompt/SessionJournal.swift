// What a session entered and how each cell ended, on disk while the session lives, so that one that a crash, a kill or a lost connection
// ended can be run again (`unetrepl --recover`). A session that is left with Ctrl-D or `exit()` takes its journal with it.
import Glibc
import Schema

/// One file per session in `…/unetrepl/sessions`: a line of JSON when a cell begins and one when it ends. The file is locked as long as its
/// session lives; one that is not locked was left behind.
public final class SessionJournal {
    /// A cell of a session that was left behind.
    public struct Entry: Equatable, Sendable {
        public var code: String
        public var ending: Ending
    }

    public enum Ending: String, Sendable {
        case finished, failed, interrupted
        /// The session ended in it.
        case unfinished
    }

    private let path: String
    /// nil until the first cell: a prompt that is left at once leaves no trace.
    private var file: Int32?

    private init(path: String) { self.path = path }

    deinit { if let file { close(file) } }

    /// Where journals are kept; nil without a home.
    public static func defaultFolder(environment: (String) -> String? = Environment.value) -> String? {
        HistoryFile.stateFolder(environment: environment).map { Files.join($0, "sessions") }
    }

    /// The journal of this process.
    public static func begin(in folder: String) -> SessionJournal {
        SessionJournal(path: Files.join(folder, "\(time(nil))-\(getpid()).jsonl"))
    }

    // MARK: - Writing

    /// A cell is about to run. Failures are silent: a full disk must not get in the way of work.
    public func began(_ code: String) { write(.object([.init("cell", .string(code))])) }

    /// The cell that began last has ended.
    public func ended(_ ending: Ending) { write(.object([.init("end", .string(ending.rawValue))])) }

    /// The user left: there is nothing to recover.
    public func discard() {
        guard let file else { return }
        unlink(path)
        close(file)
        self.file = nil
    }

    private func write(_ line: JSON) {
        if file == nil {
            try? Files.makeFolder(Files.folder(of: path), mode: 0o700)
            let opened = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
            guard opened >= 0 else { return }
            _ = flock(opened, LOCK_EX | LOCK_NB)
            file = opened
        }
        if let file { SessionJournal.append(line, to: file) }
    }

    private static func append(_ line: JSON, to file: Int32) {
        let bytes = Array((line.written(compact: true) + "\n").utf8)
        _ = bytes.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
    }

    // MARK: - Sessions left behind

    /// Most journals kept; older ones go.
    private static let capacity = 5
    private static let sizeLimit = 64 << 20

    /// A session that was left behind.
    public struct Abandoned {
        public var path: String
        /// Its cells in order.
        public var entries: [Entry] = []
        /// The user was told of it.
        public var isAnnounced = false
    }

    /// The newest session that was left behind. Journals of living sessions are passed over, and what is too old to be wanted is removed.
    public static func leftBehind(in folder: String) -> Abandoned? {
        var found: Abandoned?
        var kept = 0
        for name in (Files.names(in: folder) ?? []).filter({ $0.hasSuffix(".jsonl") }).sorted(by: >) {
            let path = Files.join(folder, name)
            guard let session = abandoned(path) else { continue }
            kept += 1
            if session.entries.isEmpty || kept > capacity {
                unlink(path)
            } else if found == nil {
                found = session
            }
        }
        return found
    }

    /// What a journal tells whose session has ended; nil while it lives.
    private static func abandoned(_ path: String) -> Abandoned? {
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard file >= 0 else { return nil }
        defer { close(file) }
        guard flock(file, LOCK_SH | LOCK_NB) == 0 else { return nil }
        let size = min(Int(lseek(file, 0, SEEK_END)), sizeLimit)
        guard size > 0 else { return Abandoned(path: path) }
        var bytes = [UInt8](repeating: 0, count: size)
        let count = bytes.withUnsafeMutableBytes { pread(file, $0.baseAddress, $0.count, 0) }
        return read(bytes.prefix(max(0, count)), path: path)
    }

    /// Lines that are not ours, such as one that was cut off, are passed over.
    static func read(_ bytes: ArraySlice<UInt8>, path: String) -> Abandoned {
        var session = Abandoned(path: path)
        for line in bytes.split(separator: 0x0A) {
            guard let value = try? JSON.parse(Array(line)) else { continue }
            if let code = value["cell"]?.text {
                session.entries.append(Entry(code: code, ending: .unfinished))
            } else if let ending = value["end"]?.text.flatMap(Ending.init(rawValue:)), !session.entries.isEmpty {
                session.entries[session.entries.count - 1].ending = ending
            } else if value["announced"] != nil {
                session.isAnnounced = true
            }
        }
        return session
    }

    /// Remembers in a journal that its session was told of, so that the next start says nothing.
    public static func noteAnnounced(_ path: String) {
        let file = open(path, O_WRONLY | O_APPEND | O_CLOEXEC | O_NOFOLLOW)
        guard file >= 0 else { return }
        defer { close(file) }
        append(.object([.init("announced", .bool(true))]), to: file)
    }

    /// Removes a journal whose session was run again.
    public static func remove(_ path: String) { unlink(path) }
}
