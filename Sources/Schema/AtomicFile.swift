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
            if retrying({ fsync(file) }) != 0 { throw failure(errno, path) }
        } catch {
            unlink(temporary)
            throw error
        }
        if rename(temporary, target) != 0 {
            let code = errno
            unlink(temporary)
            throw failure(code, path)
        }
        // The new name must survive a power cut too. Some file systems cannot sync a folder; the file itself is safe.
        let handle = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if handle >= 0 {
            _ = fsync(handle)
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
            let name = "\(folder)/.unetrepl-\(getpid())-\(attempt).tmp"
            let file = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
            if file >= 0 { return (file, name) }
            if errno != EEXIST && errno != EINTR { throw failure(errno, path) }
        }
        throw failure(EEXIST, path)
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
            let count = retrying { Glibc.write(file, bytes.baseAddress.map { $0 + done }, bytes.count - done) }
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
