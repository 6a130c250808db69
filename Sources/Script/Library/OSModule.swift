// os and os.path: files, folders, environment. Every path goes through `FileAccess.check`; processes are not started.
import Glibc
import Schema

func buildOS(_ module: ModuleObject) throws {
    module["sep"] = .string("/")
    module["linesep"] = .string("\n")
    module["pathsep"] = .string(":")
    module["curdir"] = .string(".")
    module["pardir"] = .string("..")
    module["extsep"] = .string(".")
    module["devnull"] = .string("/dev/null")
    module["name"] = .string("posix")
    module["path"] = try ModuleRegistry.module("os.path").map { .object($0) } ?? Value.none
    module["PathLike"] = .object(TypeObject("PathLike", module: "os"))
    addEnvironment(to: module)
    addFolders(to: module)
    addRemoval(to: module)
    addProcess(to: module)
    module["error"] = .object(ExceptionTypes.cls(.osError))
}

/// The names in a folder, in the system's order.
func folderEntries(_ path: String) throws -> [String] {
    try FileAccess.check(path, false)
    guard let folder = opendir(path) else { throw SystemFailure.make(errno, path) }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) {
            $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
        if name != ".", name != ".." { names.append(name) }
    }
    return names
}

func fileStatus(_ path: String, followLinks: Bool = true) -> stat? {
    var status = stat()
    return (followLinks ? stat(path, &status) : lstat(path, &status)) == 0 ? status : nil
}

public func isFolder(_ path: String) -> Bool { fileStatus(path).map { $0.st_mode & S_IFMT == S_IFDIR } ?? false }

private func check(_ result: Int32, _ path: String, _ second: String? = nil) throws {
    if result != 0 { throw SystemFailure.make(errno, path, second) }
}

// MARK: - Environment

private func addEnvironment(to module: ModuleObject) {
    let environment = DictObject()
    var entry = environ
    while let text = entry.pointee {
        let parts = String(cString: text).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        if parts.count == 2 { environment[String(parts[0])] = .string(String(parts[1])) }
        entry += 1
    }
    module["environ"] = .object(environment)
    module.rawDefine("getenv(key, default=None)", "An environment variable, or default.") { bound in
        try environment.get(bound[0]) ?? bound[1]
    }
    module.rawDefine("putenv(key, value, /)", "Sets an environment variable.") { bound in
        try environment.set(bound[0], bound[1])
        return .none
    }
    module.rawDefine("getcwd()", "The current folder.") { _ in .string(currentFolder()) }
    module.rawDefine("chdir(path)", "Changes the current folder.") { bound in
        let path = try bound[0].pathText()
        try FileAccess.check(path, false)
        try check(chdir(path), path)
        return .none
    }
}

func currentFolder() -> String {
    guard let path = getcwd(nil, 0) else { return "." }
    defer { free(path) }
    return String(cString: path)
}

// MARK: - Folders

func makeFolders(_ path: String, mode: mode_t = 0o777, exists: Bool) throws {
    try FileAccess.check(path, true)
    if isFolder(path) {
        if exists { return }
        throw SystemFailure.make(EEXIST, path)
    }
    let parent = PathText.dirname(PathText.trimmed(path))
    if !parent.isEmpty, parent != path, !isFolder(parent) { try makeFolders(parent, mode: mode, exists: true) }
    try check(mkdir(path, mode), path)
}

private func addFolders(to module: ModuleObject) {
    module.rawDefine("listdir(path='.')", "The names in a folder.") { bound in
        .list(try folderEntries(bound.isNone(0) ? "." : try bound[0].pathText()).map { .string($0) })
    }
    module.rawDefine("mkdir(path, mode=511)", "Makes a folder.") { bound in
        let path = try bound[0].pathText()
        try FileAccess.check(path, true)
        try check(mkdir(path, mode_t(truncatingIfNeeded: try bound.int(1))), path)
        return .none
    }
    module.rawDefine("makedirs(name, mode=511, exist_ok=False)", "Makes a folder and those above it.") { bound in
        try makeFolders(try bound[0].pathText(), exists: try bound.bool(2))
        return .none
    }
    module.rawDefine(
        "walk(top, topdown=True, onerror=None, followlinks=False)",
        "(folder, folders, files) for every folder under top."
    ) {
        bound in
        guard try !bound[3].truth() else {
            throw Failure(
                .notImplementedError, "os.walk(followlinks=True) is not available here",
                hint: "links to folders are named but not entered")
        }
        var pending = [try bound[0].pathText()]
        if try !bound.bool(1) {
            // From the leaves up: every folder after those within it.
            var rows: [Value] = []
            while let folder = pending.popLast() {
                guard let names = try? folderEntries(folder) else { continue }
                let folders = names.filter { isFolder(PathText.join(folder, $0)) }
                let files = names.filter { !isFolder(PathText.join(folder, $0)) }
                pending += folders.map { PathText.join(folder, $0) }
                rows.append(
                    .tuple([
                        .string(folder), .list(folders.map { .string($0) }), .list(files.map { .string($0) }),
                    ]))
            }
            return .object(try Value.list(rows.reversed()).iterator())
        }
        return .object(
            NativeIterator {
                while let folder = pending.popLast() {
                    guard let names = try? folderEntries(folder) else { continue }
                    let folders = ListObject(names.filter { isFolder(PathText.join(folder, $0)) }.map { .string($0) })
                    let files = names.filter { !isFolder(PathText.join(folder, $0)) }.map { Value.string($0) }
                    pending += folders.elements.reversed().map { PathText.join(folder, (try? $0.str()) ?? "") }
                    return .tuple([.string(folder), .object(folders), .list(files)])
                }
                return nil
            })
    }
    let entryType = TypeObject("DirEntry", module: "posix")
    module.rawDefine("scandir(path='.')", "Entries with name, path, is_file(), is_dir().") { bound in
        let path = try bound[0].pathText()
        let entries = try folderEntries(path).map { name -> Value in
            let entry = Instance(entryType)
            let full = PathText.join(path, name)
            entry.store("name", .string(name))
            entry.store("path", .string(full))
            entry.store("is_dir", .object(BuiltinFunction("is_dir()", "", raw: { _ in .bool(isFolder(full)) })))
            entry.store(
                "is_file", .object(BuiltinFunction("is_file()", "", raw: { _ in .bool(PathText.isFile(full)) })))
            return .object(entry)
        }
        return .object(try Value.list(entries).iterator())
    }
}

// MARK: - Removing, renaming

private func addRemoval(to module: ModuleObject) {
    for name in ["remove", "unlink"] {
        module.rawDefine("\(name)(path)", "Removes a file.") { bound in
            let path = try bound[0].pathText()
            try FileAccess.check(path, true)
            try check(unlink(path), path)
            return .none
        }
    }
    module.rawDefine("rmdir(path)", "Removes an empty folder.") { bound in
        let path = try bound[0].pathText()
        try FileAccess.check(path, true)
        try check(rmdir(path), path)
        return .none
    }
    for name in ["rename", "replace"] {
        module.rawDefine("\(name)(src, dst)", "Renames a file or folder.") { bound in
            let (from, to) = (try bound[0].pathText(), try bound[1].pathText())
            try FileAccess.check(from, true)
            try FileAccess.check(to, true)
            try check(Glibc.rename(from, to), from, to)
            return .none
        }
    }
    module.rawDefine("stat(path)", "st_size, st_mtime, st_mode.") { bound in
        let path = try bound[0].pathText()
        try FileAccess.check(path, false)
        guard let status = fileStatus(path) else { throw SystemFailure.make(errno, path) }
        let result = Instance(TypeObject("stat_result", module: "os"))
        result.store("st_size", .int(Int(status.st_size)))
        result.store("st_mode", .int(Int(status.st_mode)))
        result.store("st_mtime", .float(Double(status.st_mtim.tv_sec) + Double(status.st_mtim.tv_nsec) / 1e9))
        return .object(result)
    }
}

private func addProcess(to module: ModuleObject) {
    module.rawDefine("getpid()", "The process's number.") { _ in .int(Int(getpid())) }
    module.rawDefine("cpu_count()", "How many processors there are.") { _ in
        .int(max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))))
    }
    module.rawDefine("urandom(size, /)", "size random bytes.") { bound in
        let size = try bound.int(0)
        guard (0...(1 << 24)).contains(size) else {
            throw Failure(.valueError, "urandom: size must be between 0 and 2**24")
        }
        var system = SystemRandomNumberGenerator()
        return .object(BytesObject((0..<size).map { _ in UInt8.random(in: 0 ... .max, using: &system) }))
    }
    module.rawDefine("fspath(path)", "A path as text.") { bound in .string(try bound[0].pathText()) }
    module.rawDefine("access(path, mode)", "Whether the path can be used so.") { bound in
        .bool(Glibc.access(try bound[0].pathText(), Int32(truncatingIfNeeded: try bound.int(1))) == 0)
    }
    for (name, mode) in [("F_OK", F_OK), ("R_OK", R_OK), ("W_OK", W_OK), ("X_OK", X_OK)] {
        module[Symbol(name)] = .int(Int(mode))
    }
    for name in ["system", "popen", "fork", "execv", "spawnl", "kill"] {
        let sentence = "unetrepl does not start or stop processes (os.\(name)); run the command in a shell"
        module.rawDefine("\(name)(*args, **kwargs)", sentence) { _ in throw Failure(.notImplementedError, sentence) }
    }
    module.rawDefine("_exit(n)", "Ends the script.") { bound in throw Builtins.systemExit(bound[0]) }
}

// MARK: - os.path

/// Paths as text, by POSIX rules.
enum PathText {
    static func join(_ a: String, _ b: String) -> String {
        if b.hasPrefix("/") || a.isEmpty { return b }
        return a.hasSuffix("/") ? a + b : a + "/" + b
    }

    static func split(_ path: String) -> (head: String, tail: String) {
        guard let slash = path.lastIndex(of: "/") else { return ("", path) }
        let tail = String(path[path.index(after: slash)...])
        let head = String(path[...slash])
        return (head.allSatisfy { $0 == "/" } ? head : trimmed(head), tail)
    }

    static func dirname(_ path: String) -> String { split(path).head }
    static func basename(_ path: String) -> String { split(path).tail }

    /// Without trailing slashes, except the root's.
    static func trimmed(_ path: String) -> String {
        var path = path
        while path.utf8.count > 1, path.hasSuffix("/") { path.removeLast() }
        return path
    }

    static func splitext(_ path: String) -> (String, String) {
        let name = basename(path)
        guard let dot = name.lastIndex(of: "."), name[..<dot].contains(where: { $0 != "." }) else { return (path, "") }
        let suffix = String(name[dot...])
        return (String(path.dropLast(suffix.count)), suffix)
    }

    static func normalised(_ path: String) -> String {
        if path.isEmpty { return "." }
        let isAbsolute = path.hasPrefix("/")
        var parts: [Substring] = []
        for part in path.split(separator: "/") where part != "." {
            if part == "..", let last = parts.last, last != ".." {
                parts.removeLast()
            } else if part != ".." || !isAbsolute {
                parts.append(part)
            }
        }
        let joined = parts.joined(separator: "/")
        return isAbsolute ? "/" + joined : joined.isEmpty ? "." : joined
    }

    static func absolute(_ path: String) -> String { normalised(join(currentFolder(), path)) }

    static func isFile(_ path: String) -> Bool { fileStatus(path).map { $0.st_mode & S_IFMT == S_IFREG } ?? false }

    static func expandingUser(_ path: String) -> String {
        guard path == "~" || path.hasPrefix("~/"), let home = getenv("HOME") else { return path }
        return String(cString: home) + path.dropFirst()
    }
}

func buildOSPath(_ module: ModuleObject) {
    module["sep"] = .string("/")
    func text(_ name: String, _ documentation: String, _ change: @escaping (String) -> String) {
        module.rawDefine("\(name)(path)", documentation) { bound in .string(change(try bound[0].pathText())) }
    }
    text("basename", "The last part.") { PathText.basename($0) }
    text("dirname", "All but the last part.") { PathText.dirname($0) }
    text("abspath", "From the root.") { PathText.absolute($0) }
    text("normpath", "Without . and .. and double slashes.") { PathText.normalised($0) }
    text("normcase", "The path itself.") { $0 }
    text("expanduser", "~ as the home folder.") { PathText.expandingUser($0) }
    text("expandvars", "The path itself.") { $0 }
    text("realpath", "From the root, links followed.") { path in
        guard let real = realpath(path, nil) else { return PathText.absolute(path) }
        defer { free(real) }
        return String(cString: real)
    }
    module.rawDefine("join(path, *paths)", "The parts with / between them.") { bound in
        var path = try bound[0].pathText()
        for part in bound.rest(1) {
            guard part.asObject is StringObject || part.asObject is Instance else {
                throw Failure(
                    .typeError, "join() argument must be str, bytes, or os.PathLike object, not '\(part.typeName)'")
            }
            path = PathText.join(path, try part.pathText())
        }
        return .string(path)
    }
    module.rawDefine("split(path)", "(dirname, basename).") { bound in
        let (head, tail) = PathText.split(try bound[0].pathText())
        return .tuple([.string(head), .string(tail)])
    }
    module.rawDefine("splitext(path)", "(all but the extension, extension).") { bound in
        let (root, suffix) = PathText.splitext(try bound[0].pathText())
        return .tuple([.string(root), .string(suffix)])
    }
    module.rawDefine("commonprefix(list)", "The longest common start.") { bound in
        let texts = try bound[0].elements().map { Array(try $0.pathText()) }
        guard let first = texts.first else { return .string("") }
        let length = texts.reduce(first.count) { n, text in
            zip(first, text).prefix(n).prefix { $0.0 == $0.1 }.count
        }
        return .string(String(first[..<length]))
    }
    module.rawDefine("commonpath(paths)", "The longest common folder.") { bound in
        let paths = try bound[0].elements().map { try $0.pathText() }
        guard let first = paths.first else { throw Failure(.valueError, "commonpath() arg is an empty sequence") }
        let isAbsolute = first.hasPrefix("/")
        guard paths.allSatisfy({ $0.hasPrefix("/") == isAbsolute }) else {
            throw Failure(.valueError, "Can't mix absolute and relative paths")
        }
        let parts = paths.map { $0.split(separator: "/").filter { $0 != "." } }
        let common = parts.dropFirst().reduce(parts[0]) { Array(zip($0, $1).prefix { $0.0 == $0.1 }.map(\.0)) }
        return .string((isAbsolute ? "/" : "") + common.joined(separator: "/"))
    }
    module.rawDefine("relpath(path, start='.')", "From start to path.") { bound in
        let path = PathText.absolute(try bound[0].pathText()).split(separator: "/")
        let start = PathText.absolute(try bound[1].pathText()).split(separator: "/")
        let common = zip(path, start).prefix { $0 == $1 }.count
        let parts = Array(repeating: "..", count: start.count - common) + path[common...].map(String.init)
        return .string(parts.isEmpty ? "." : parts.joined(separator: "/"))
    }
    addQuestions(to: module)
}

private func addQuestions(to module: ModuleObject) {
    func question(_ name: String, _ documentation: String, _ test: @escaping (String) -> Bool) {
        module.rawDefine("\(name)(path)", documentation) { bound in
            let path = try bound[0].pathText()
            try FileAccess.check(path, false)
            return .bool(test(path))
        }
    }
    question("exists", "Whether there is such a file or folder.") { fileStatus($0) != nil }
    question("isfile", "Whether it is a file.") { PathText.isFile($0) }
    question("isdir", "Whether it is a folder.") { isFolder($0) }
    question("islink", "Whether it is a symbolic link.") { path in
        fileStatus(path, followLinks: false).map { $0.st_mode & S_IFMT == S_IFLNK } ?? false
    }
    question("isabs", "Whether it starts at the root.") { $0.hasPrefix("/") }
    module.rawDefine("getsize(path)", "Bytes of a file.") { bound in
        let path = try bound[0].pathText()
        guard let status = fileStatus(path) else { throw SystemFailure.make(errno, path) }
        return .int(Int(status.st_size))
    }
    module.rawDefine("getmtime(path)", "Seconds since 1970 of the last change.") { bound in
        let path = try bound[0].pathText()
        guard let status = fileStatus(path) else { throw SystemFailure.make(errno, path) }
        return .float(Double(status.st_mtim.tv_sec) + Double(status.st_mtim.tv_nsec) / 1e9)
    }
}
