// What `open` returns: a file read or written as text (UTF-8, line ends as \n) or as bytes. Reads go through one buffer; writes
// collect until 64 KiB, flush or close. `FileAccess.check` lets a sandbox refuse a path before it is touched.
import Glibc
import Schema

/// Who may touch the file system. Scripts run on one thread at a time, which is what makes the unchecked static safe.
public enum FileAccess {
    /// Called with every path a script opens, lists, creates or removes; throws to refuse.
    nonisolated(unsafe) public static var check: (_ path: String, _ forWriting: Bool) throws -> Void = { _, _ in }
}

/// Errors of the operating system in CPython's words.
enum SystemFailure {
    static func make(_ code: Int32, _ path: String? = nil, _ second: String? = nil) -> Failure {
        let kind: Failure.Kind
        switch code {
        case ENOENT: kind = .fileNotFoundError
        case EACCES, EPERM: kind = .permissionError
        case EISDIR: kind = .isADirectoryError
        case ENOTDIR: kind = .notADirectoryError
        case EEXIST: kind = .fileExistsError
        case ETIMEDOUT: kind = .timeoutError
        default: kind = .osError
        }
        var message = "[Errno \(code)] \(String(cString: strerror(code)))"
        if let path { message += ": \(PythonRepr.string(path))" }
        if let second { message += " -> \(PythonRepr.string(second))" }
        return Failure(kind, message)
    }
}

extension Value {
    /// A path argument: text, or an object with `__fspath__`.
    public func pathText() throws -> String {
        if let text = asObject as? StringObject {
            if text.text.utf8.contains(0) { throw Failure(.valueError, "embedded null byte") }
            return text.text
        }
        if let method = try asObject?.attribute("__fspath__"), let text = try method.call().asObject as? StringObject {
            return text.text
        }
        throw Failure(.typeError, "expected str, bytes or os.PathLike object, not \(typeName)")
    }
}

public final class FileObject: Object {
    public let path: String
    let mode: String
    let isBinary: Bool
    private let canRead: Bool
    private let canWrite: Bool
    private let translatesLineEnds: Bool
    private var descriptor: Int32
    private var buffer: [UInt8] = []
    private var position = 0
    private var unwritten: [UInt8] = []
    nonisolated(unsafe) public static let textCls = makeFileType("TextIOWrapper")
    nonisolated(unsafe) public static let binaryCls = makeFileType("BufferedReader")
    public override var type: TypeObject { isBinary ? FileObject.binaryCls : FileObject.textCls }

    /// Largest file read in one piece, in bytes.
    private static let readLimit = 1 << 32

    public init(path: String, mode: String, newline: Value = .none) throws {
        let letters = Set(mode)
        guard letters.isSubset(of: "rwaxbt+"), letters.count == mode.count else {
            throw Failure(.valueError, "invalid mode: '\(mode)'")
        }
        if letters.intersection("rwax").count != 1 {
            throw Failure(.valueError, "must have exactly one of create/read/write/append mode")
        }
        if letters.contains("b"), letters.contains("t") {
            throw Failure(.valueError, "can't have text and binary mode at once")
        }
        self.path = path
        self.mode = mode
        isBinary = letters.contains("b")
        canRead = letters.contains("r") || letters.contains("+")
        canWrite = !letters.contains("r") || letters.contains("+")
        if case .none = newline { translatesLineEnds = !isBinary } else { translatesLineEnds = false }
        descriptor = -1
        super.init()
        try FileAccess.check(path, canWrite)
        var flags = canRead ? (canWrite ? O_RDWR : O_RDONLY) : O_WRONLY
        if letters.contains("w") { flags |= O_CREAT | O_TRUNC }
        if letters.contains("a") { flags |= O_CREAT | O_APPEND }
        if letters.contains("x") { flags |= O_CREAT | O_EXCL }
        descriptor = open(path, flags | O_CLOEXEC, 0o666)
        if descriptor < 0 { throw SystemFailure.make(errno, path) }
        var status = stat()
        if fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
            Glibc.close(descriptor)
            descriptor = -1
            throw SystemFailure.make(EISDIR, path)
        }
    }

    deinit {
        try? flush()
        if descriptor >= 0 { Glibc.close(descriptor) }
    }

    nonisolated(unsafe) private static let unsupportedCls = TypeObject(
        "UnsupportedOperation", module: "io", bases: [ExceptionTypes.cls(.osError), ExceptionTypes.cls(.valueError)])

    private static func unsupported(_ message: String, hint: String) -> ScriptError {
        let exception = ExceptionObject(unsupportedCls, [.string(message)])
        exception.hint = hint
        return ScriptError(exception)
    }

    public var isClosed: Bool { descriptor < 0 }

    private func requireOpen() throws {
        if isClosed { throw Failure(.valueError, "I/O operation on closed file.") }
    }

    private func requireReading() throws {
        try requireOpen()
        if !canRead { throw FileObject.unsupported("not readable", hint: "open the file with mode 'r' to read it") }
        try flush()
    }

    // MARK: - Reading

    /// Everything up to the end of the file into the buffer.
    private func fill() throws {
        if position > 0 {
            buffer.removeFirst(position)
            position = 0
        }
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        var added: [UInt8] = []
        while true {
            let count = Glibc.read(descriptor, &chunk, chunk.count)
            if count < 0 {
                if errno == EINTR { continue }
                throw SystemFailure.make(errno, path)
            }
            if count == 0 { break }
            added.append(contentsOf: chunk[..<count])
            if added.count > FileObject.readLimit { throw Failure(.memoryError, "\(path) is larger than 4 GiB") }
        }
        buffer += translatesLineEnds ? FileObject.translated(added) : added
    }

    /// `\r\n` and `\r` as `\n`.
    private static func translated(_ bytes: [UInt8]) -> [UInt8] {
        if !bytes.contains(13) { return bytes }
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var i = 0
        while i < bytes.count {
            if bytes[i] == 13 {
                result.append(10)
                if i + 1 < bytes.count, bytes[i + 1] == 10 { i += 1 }
            } else {
                result.append(bytes[i])
            }
            i += 1
        }
        return result
    }

    private func take(_ count: Int) -> ArraySlice<UInt8> {
        let end = min(buffer.count, position + count)
        defer { position = end }
        return buffer[position..<end]
    }

    private func value(_ bytes: ArraySlice<UInt8>) throws -> Value {
        if isBinary { return .object(BytesObject(Array(bytes))) }
        return .string(try BytesObject(Array(bytes)).decoded("utf-8", errors: "strict"))
    }

    /// `size` bytes or characters; all when negative.
    func read(_ size: Int) throws -> Value {
        try requireReading()
        try fill()
        let available = buffer.count - position
        if size < 0 || size >= available { return try value(take(available)) }
        if isBinary { return try value(take(size)) }
        // Characters: skip over the continuation bytes.
        var end = position
        var left = size
        while end < buffer.count {
            if buffer[end] & 0xC0 != 0x80 {
                if left == 0 { break }
                left -= 1
            }
            end += 1
        }
        return try value(take(end - position))
    }

    /// The next line with its end; nil at the end of the file.
    func readLine() throws -> Value? {
        try requireReading()
        var end = buffer[position...].firstIndex(of: 10)
        if end == nil {
            try fill()
            end = buffer.firstIndex(of: 10)
        }
        let count = (end ?? buffer.count - 1) + 1 - position
        return count <= 0 ? nil : try value(take(count))
    }

    // MARK: - Writing

    func write(_ value: Value) throws -> Int {
        try requireOpen()
        if !canWrite {
            throw FileObject.unsupported("not writable", hint: "open the file with mode 'w' or 'a' to write it")
        }
        let count: Int
        switch value.asObject {
        case let text as StringObject where !isBinary:
            unwritten.append(contentsOf: text.text.utf8)
            count = text.count
        case let bytes as BytesObject where isBinary:
            unwritten.append(contentsOf: bytes.bytes)
            count = bytes.bytes.count
        default:
            throw Failure(
                .typeError,
                isBinary
                    ? "a bytes-like object is required, not '\(value.typeName)'"
                    : "write() argument must be str, not \(value.typeName)")
        }
        if unwritten.count >= 1 << 16 { try flush() }
        return count
    }

    public func flush() throws {
        var written = 0
        defer { unwritten.removeFirst(written) }
        while written < unwritten.count {
            let count = unwritten.withUnsafeBytes { bytes -> Int in
                guard let base = bytes.baseAddress else { return 0 }
                return Glibc.write(descriptor, base + written, bytes.count - written)
            }
            if count < 0 {
                if errno == EINTR { continue }
                let code = errno
                written = unwritten.count
                throw SystemFailure.make(code, path)
            }
            written += count
        }
    }

    public func close() throws {
        if isClosed { return }
        defer {
            Glibc.close(descriptor)
            descriptor = -1
        }
        try flush()
    }

    func seek(_ offset: Int, _ whence: Int) throws -> Int {
        try requireOpen()
        try flush()
        guard (0...2).contains(whence) else {
            throw Failure(.valueError, "invalid whence (\(whence), should be 0, 1 or 2)")
        }
        let target = whence == 1 ? offset &- (buffer.count - position) : offset
        let result = lseek(descriptor, target, [SEEK_SET, SEEK_CUR, SEEK_END][whence])
        if result < 0 { throw SystemFailure.make(errno) }
        buffer = []
        position = 0
        return result
    }

    func tell() throws -> Int {
        try requireOpen()
        try flush()
        return max(0, lseek(descriptor, 0, SEEK_CUR) - (buffer.count - position))
    }

    // MARK: - As an object

    public override func repr() throws -> String {
        isBinary
            ? "<_io.\(canWrite ? "BufferedWriter" : "BufferedReader") name=\(PythonRepr.string(path))>"
            : "<_io.TextIOWrapper name=\(PythonRepr.string(path)) mode='\(mode)' encoding='UTF-8'>"
    }
    public override func truth() throws -> Bool { true }
    public override func iterator() throws -> IteratorObject? {
        try requireReading()
        return NativeIterator { try self.readLine() }
    }
}

private func makeFileType(_ name: String) -> TypeObject {
    let type = TypeObject(name, module: "_io")
    func property(_ name: String, _ get: @escaping (FileObject) -> Value) {
        type.setMember(Symbol(name), .object(NativeProperty(get: { ($0.asObject as? FileObject).map(get) ?? .none })))
    }
    property("name") { .string($0.path) }
    property("mode") { .string($0.mode) }
    property("closed") { .bool($0.isClosed) }
    type.setMember("encoding", .string("UTF-8"))
    addFileReading(to: type)
    addFileWriting(to: type)
    return type
}

private func addFileReading(to type: TypeObject) {
    type.rawMethod("read(self, size=-1, /)", "size characters or bytes, or all that is left.") { bound in
        if case .none = bound[1] { return try bound.receiver(FileObject.self).read(-1) }
        return try bound.receiver(FileObject.self).read(try bound[1].asInt())
    }
    type.rawMethod("readline(self)", "The next line with its end; empty at the end of the file.") { bound in
        let file = try bound.receiver(FileObject.self)
        return try file.readLine() ?? (file.isBinary ? .object(BytesObject([])) : .string(""))
    }
    type.rawMethod("readlines(self)", "All lines that are left.") { bound in
        let file = try bound.receiver(FileObject.self)
        var lines: [Value] = []
        while let line = try file.readLine() { lines.append(line) }
        return .list(lines)
    }
    type.rawMethod("__next__(self)") { bound in
        if let line = try bound.receiver(FileObject.self).readLine() { return line }
        throw Failure(.stopIteration, "")
    }
    type.rawMethod("seek(self, offset, whence=0, /)", "Moves to a byte offset.") { bound in
        .int(try bound.receiver(FileObject.self).seek(try bound[1].asInt(), try bound[2].asInt()))
    }
    type.rawMethod("tell(self)", "The byte offset.") { bound in .int(try bound.receiver(FileObject.self).tell()) }
}

private func addFileWriting(to type: TypeObject) {
    type.rawMethod("write(self, data, /)", "Writes text or bytes; returns how much.") { bound in
        .int(try bound.receiver(FileObject.self).write(bound[1]))
    }
    type.rawMethod("writelines(self, lines, /)", "Writes every one of lines.") { bound in
        for line in try bound[1].elements() { _ = try bound.receiver(FileObject.self).write(line) }
        return .none
    }
    type.rawMethod("flush(self)", "Hands what was written to the system.") { bound in
        try bound.receiver(FileObject.self).flush()
        return .none
    }
    type.rawMethod("close(self)", "Writes what is pending and closes the file.") { bound in
        try bound.receiver(FileObject.self).close()
        return .none
    }
    type.rawMethod("__enter__(self)") { bound in bound[0] }
    type.rawMethod("__exit__(self, *exception)") { bound in
        try bound.receiver(FileObject.self).close()
        return .none
    }
}

extension Builtins {
    static func installOpen(into module: ModuleObject) {
        module.rawDefine(
            "open(file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None)",
            "Opens a file for reading ('r'), writing ('w'), appending ('a'); 'b' for bytes instead of text."
        ) { bound in
            if let encoding = bound[3].asObject as? StringObject {
                _ = try BytesObject([]).decoded(encoding.text, errors: "strict")
            }
            guard let mode = bound[1].asObject as? StringObject else {
                throw Failure(.typeError, "open() argument 'mode' must be str, not \(bound[1].typeName)")
            }
            return .object(try FileObject(path: try bound[0].pathText(), mode: mode.text, newline: bound[5]))
        }
    }
}
