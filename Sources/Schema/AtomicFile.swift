// Files that are either the old ones or the new ones, never half. Bytes go to a temporary file beside the target, are
// flushed to the disk, and take the target's name in one step; on any error the old file is untouched and the temporary
// is gone.
import Glibc

public enum AtomicFile {
    /// Writes `bytes` as the whole file at `path`. A symlink keeps pointing where it points: its target is replaced.
    /// Errors are Python's: FileNotFoundError, IsADirectoryError, PermissionError, OSError, in CPython's words.
    public static func write(_ bytes: UnsafeRawBufferPointer, to path: String) throws(Failure) {
        guard !path.isEmpty, !path.utf8.contains(0) else {
            throw path.isEmpty ? failure(ENOENT, path) : Failure(.valueError, "embedded null byte")
        }
        let target = try followed(path)
        var status = stat()
        let exists = stat(target, &status) == 0
        if exists, status.st_mode & S_IFMT == S_IFDIR { throw failure(EISDIR, path) }
        // Devices and pipes have no old content to protect, and must not be replaced by a file.
        if exists, status.st_mode & S_IFMT != S_IFREG { return try writeThrough(bytes, to: target, shown: path) }
        // Renaming over a file needs only the folder's permission; a read-only file should still refuse.
        if exists, access(target, W_OK) != 0 { throw failure(errno, path) }

        let folder = folder(of: target)
        let (file, temporary) = try create(in: folder, mode: exists ? status.st_mode & 0o7777 : 0o666, shown: path)
        do throws(Failure) {
            defer { _ = close(file) }
            // The creation mask applies to new files only; an existing file keeps its exact mode.
            if exists { _ = fchmod(file, status.st_mode & 0o7777) }
            try writeAll(bytes, to: file, shown: path)
            if retrying({ FileFaults.call { fsync(file) } }) != 0 { throw failure(errno, path) }
        } catch {
            unlink(temporary)
            throw error
        }
        if retrying({ FileFaults.call { rename(temporary, target) } }) != 0 {
            let code = errno
            unlink(temporary)
            throw failure(code, path)
        }
        sweep(folder)
        // The new name must survive a power cut too. Some file systems cannot sync a folder; the file itself is safe.
        let handle = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if handle >= 0 {
            _ = FileFaults.call { fsync(handle) }
            _ = close(handle)
        }
    }

    public static func write(_ bytes: [UInt8], to path: String) throws(Failure) {
        // withUnsafeBytes cannot pass a typed error through; carry it out by hand.
        var failed: Failure?
        bytes.withUnsafeBytes { raw in
            do throws(Failure) { try write(raw, to: path) } catch { failed = error }
        }
        if let failed { throw failed }
    }

    /// The whole file at `path`, at most `limit` bytes (ValueError beyond).
    public static func read(_ path: String, limit: Int = 1 << 30) throws(Failure) -> [UInt8] {
        guard !path.utf8.contains(0) else { throw Failure(.valueError, "embedded null byte") }
        let file = open(path, O_RDONLY | O_CLOEXEC)
        if file < 0 { throw failure(errno, path) }
        defer { _ = close(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = retrying { Glibc.read(file, &chunk, chunk.count) }
            if count < 0 { throw failure(errno, path) }
            if count == 0 { return bytes }
            bytes += chunk[..<count]
            if bytes.count > limit { throw Failure(.valueError, "'\(path)' has more than \(limit) bytes") }
        }
    }

    /// The exception CPython raises for a system error code: "[Errno 2] No such file or directory: 'x'".
    public static func failure(_ code: Int32, _ path: String) -> Failure {
        let kind: Failure.Kind
        switch code {
        case ENOENT: kind = .fileNotFoundError
        case EISDIR: kind = .isADirectoryError
        case ENOTDIR: kind = .notADirectoryError
        case EACCES, EPERM: kind = .permissionError
        case EEXIST: kind = .fileExistsError
        default: kind = .osError
        }
        return Failure(kind, "[Errno \(code)] \(String(cString: strerror(code))): '\(path)'")
    }

    // MARK: - Workings

    /// The path at the end of a chain of symlinks; it need not exist. 40 links are the kernel's own limit.
    private static func followed(_ path: String) throws(Failure) -> String {
        var current = path
        for _ in 0..<40 {
            var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
            let count = buffer.withUnsafeMutableBytes { raw in
                raw.withMemoryRebound(to: CChar.self) { text in
                    text.baseAddress.map { readlink(current, $0, text.count) } ?? -1
                }
            }
            if count < 0 { return current }
            let link = String(decoding: buffer[..<count], as: UTF8.self)
            current = link.hasPrefix("/") ? link : "\(folder(of: current))/\(link)"
        }
        throw failure(ELOOP, path)
    }

    private static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// A new empty file with a name nobody has, open for writing.
    private static func create(in folder: String, mode: mode_t, shown path: String) throws(Failure)
        -> (file: Int32, name: String)
    {
        for attempt in 0..<1000 {
            let name = "\(folder)/\(prefix)\(getpid())-\(attempt).tmp"
            let file = FileFaults.call { open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode) }
            if file >= 0 { return (file, name) }
            if errno != EEXIST && errno != EINTR { throw failure(errno, path) }
        }
        throw failure(EEXIST, path)
    }

    // MARK: - Temporaries of processes that were killed

    /// The host's name is part of a temporary's: process numbers mean nothing to another machine that shares the folder.
    private static let prefix: String = {
        var name = [CChar](repeating: 0, count: 256)
        gethostname(&name, 255)
        let host = name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }.filter { $0 != UInt8(ascii: "/") }
        return ".unetrepl-\(String(decoding: host, as: UTF8.self))-"
    }()
    nonisolated(unsafe) private static var swept: Set<String> = []

    /// Removes what processes of this host that are no more left in a folder; once per folder, as there may be many files.
    private static func sweep(_ folder: String) {
        guard swept.count < 1000, swept.insert(folder).inserted, let handle = opendir(folder) else { return }
        defer { closedir(handle) }
        var looked = 0
        while looked < 20_000, let entry = readdir(handle) {
            looked += 1
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard name.hasPrefix(prefix), name.hasSuffix(".tmp"),
                let owner = pid_t(name.dropFirst(prefix.count).prefix { $0 != "-" }), owner > 0,
                kill(owner, 0) != 0, errno == ESRCH
            else { continue }
            unlink("\(folder)/\(name)")
        }
    }

    private static func writeThrough(_ bytes: UnsafeRawBufferPointer, to target: String, shown path: String)
        throws(Failure)
    {
        let file = open(target, O_WRONLY | O_CLOEXEC)
        if file < 0 { throw failure(errno, path) }
        defer { _ = close(file) }
        try writeAll(bytes, to: file, shown: path)
    }

    private static func writeAll(_ bytes: UnsafeRawBufferPointer, to file: Int32, shown path: String) throws(Failure) {
        var done = 0
        while done < bytes.count {
            let length = min(bytes.count - done, FileFaults.longestWrite)
            let count = retrying {
                FileFaults.call { Glibc.write(file, bytes.baseAddress.map { $0 + done }, length) }
            }
            if count < 0 { throw failure(errno, path) }
            // A regular file that accepts nothing is full.
            if count == 0 { throw failure(ENOSPC, path) }
            done += count
        }
    }

    private static func retrying<T: SignedInteger>(_ call: () -> T) -> T {
        while true {
            let result = call()
            if result != -1 || errno != EINTR { return result }
        }
    }
}

/// Lets tests make the system calls of a save fail, as a full or broken disk would.
public enum FileFaults {
    /// When positive, counts down with every call; the one that reaches 0 fails with `code`.
    nonisolated(unsafe) public static var failAfter = 0
    nonisolated(unsafe) public static var code = ENOSPC
    /// Most bytes that one write takes: a short write is no error.
    nonisolated(unsafe) public static var longestWrite = Int.max
    /// How many calls were made: the range of `failAfter`.
    nonisolated(unsafe) public private(set) static var calls = 0

    static func call<T: SignedInteger>(_ body: () -> T) -> T {
        calls &+= 1
        if failAfter > 0 {
            failAfter -= 1
            if failAfter == 0 {
                errno = code
                return -1
            }
        }
        return body()
    }
}
