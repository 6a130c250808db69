// glob, shutil and tempfile: finding, copying and removing files.
import Glibc
import Schema

enum GlobPattern {
    /// Shell pattern: `*`, `?`, `[abc]`, `[!abc]`.
    static func matches(_ name: some StringProtocol, _ pattern: some StringProtocol) -> Bool {
        let (text, wanted) = (Array(name.unicodeScalars), Array(pattern.unicodeScalars))
        var (i, j) = (0, 0)
        // Where the last star was and how much of the text it has taken: going back there is the only retry needed.
        var (star, taken) = (-1, 0)
        while i < text.count {
            if j < wanted.count, wanted[j] == "*" {
                (star, taken) = (j, i)
                j += 1
            } else if let next = step(text[i], wanted, j) {
                i += 1
                j = next
            } else if star >= 0 {
                taken += 1
                (i, j) = (taken, star + 1)
            } else {
                return false
            }
        }
        return wanted[j...].allSatisfy { $0 == "*" }
    }

    /// The position after the pattern's element at `j` when it accepts the character.
    private static func step(_ character: Unicode.Scalar, _ pattern: [Unicode.Scalar], _ j: Int) -> Int? {
        guard j < pattern.count else { return nil }
        if pattern[j] == "[", let end = pattern[(j + 1)...].dropFirst().firstIndex(of: "]") {
            var set = pattern[(j + 1)..<end]
            let negated = set.first == "!"
            if negated { set = set.dropFirst() }
            var found = false
            var k = set.startIndex
            while k < set.endIndex {
                if k + 2 < set.endIndex, set[k + 1] == "-" {
                    if set[k] <= character, character <= set[k + 2] { found = true }
                    k += 3
                } else {
                    if set[k] == character { found = true }
                    k += 1
                }
            }
            return found != negated ? end + 1 : nil
        }
        return pattern[j] == "?" || pattern[j] == character ? j + 1 : nil
    }

    private static func hasMagic(_ part: some StringProtocol) -> Bool {
        part.contains { $0 == "*" || $0 == "?" || $0 == "[" }
    }

    /// The paths that match, folder by folder in the system's order.
    static func find(_ pattern: String, recursive: Bool, root: String = "") throws -> [String] {
        let parts = pattern.split(separator: "/", omittingEmptySubsequences: true).map(String.init)
        var found = [pattern.hasPrefix("/") ? "/" : root]
        for (i, part) in parts.enumerated() {
            let isLast = i == parts.count - 1
            var next: [String] = []
            for base in found {
                if part == "**", recursive {
                    next += ([base] + (try descendants(base))).filter {
                        isLast ? !$0.isEmpty : $0.isEmpty || isFolder($0)
                    }
                } else if hasMagic(part) {
                    let names = (try? folderEntries(base.isEmpty ? "." : base)) ?? []
                    next += names.filter { (part.hasPrefix(".") || !$0.hasPrefix(".")) && matches($0, part) }
                        .map { PathText.join(base, $0) }
                } else {
                    let path = PathText.join(base, part)
                    if fileStatus(path, followLinks: false) != nil { next.append(path) }
                }
            }
            found = isLast ? next : next.filter { $0.isEmpty || isFolder($0) }
        }
        return found
    }

    private static func descendants(_ base: String) throws -> [String] {
        var result: [String] = []
        var pending = [base]
        while let folder = pending.popLast() {
            for name in (try? folderEntries(folder.isEmpty ? "." : folder)) ?? [] where !name.hasPrefix(".") {
                let path = PathText.join(folder, name)
                result.append(path)
                if isFolder(path), fileStatus(path, followLinks: false).map({ $0.st_mode & S_IFMT != S_IFLNK }) ?? false
                {
                    pending.append(path)
                }
            }
        }
        return result
    }
}

func buildGlob(_ module: ModuleObject) {
    module.rawDefine("escape(pathname)", "The path as a pattern that matches only itself.") { bound in
        .string(escapedGlob(try bound[0].pathText()))
    }
    for name in ["glob", "iglob"] {
        module.rawDefine(
            "\(name)(pathname, *, root_dir=None, recursive=False)", "The paths that match a shell pattern."
        ) { bound in
            var paths: [String]
            let pattern = try bound[0].pathText()
            if bound.isNone(1) || pattern.hasPrefix("/") {
                paths = try GlobPattern.find(pattern, recursive: try bound.bool(2))
            } else {
                // Found below the root, told as if one stood there.
                let root = try bound[1].pathText()
                paths = try GlobPattern.find(pattern, recursive: try bound.bool(2), root: root)
                let prefix = root.hasSuffix("/") || root.isEmpty ? root : root + "/"
                paths = paths.filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }
            }
            let list = Value.list(paths.map { .string($0) })
            return name == "glob" ? list : .object(try list.iterator())
        }
    }
}

/// `glob.escape`: special characters stand for themselves within brackets.
func escapedGlob(_ path: String) -> String {
    path.map { "*?[".contains($0) ? "[\($0)]" : String($0) }.joined()
}

func buildFnmatch(_ module: ModuleObject) {
    for name in ["fnmatch", "fnmatchcase"] {
        module.rawDefine("\(name)(name, pat)", "Whether a name matches a shell pattern.") { bound in
            .bool(GlobPattern.matches(try bound.text(0), try bound.text(1)))
        }
    }
    module.rawDefine("filter(names, pat)", "The names that match.") { bound in
        .list(try bound[0].elements().filter { GlobPattern.matches(try $0.str(), try bound.text(1)) })
    }
}

// MARK: - shutil

private func copyFile(_ from: String, _ to: String) throws {
    let source = try FileObject(path: from, mode: "rb")
    let target = try FileObject(path: to, mode: "wb")
    _ = try target.write(try source.read(-1))
    try target.close()
    if let status = fileStatus(from) { chmod(to, status.st_mode & 0o7777) }
}

private func removeTree(_ path: String) throws {
    try FileAccess.check(path, true)
    // Folders are removed after what is in them; the list grows while it is read.
    var folders = [path]
    var i = 0
    while i < folders.count {
        for name in try folderEntries(folders[i]) {
            let child = PathText.join(folders[i], name)
            if let status = fileStatus(child, followLinks: false), status.st_mode & S_IFMT == S_IFDIR {
                folders.append(child)
            } else if unlink(child) != 0 {
                throw SystemFailure.make(errno, child)
            }
        }
        i += 1
    }
    for folder in folders.reversed() where rmdir(folder) != 0 { throw SystemFailure.make(errno, folder) }
}

func buildShutil(_ module: ModuleObject) {
    for name in ["copy", "copy2", "copyfile"] {
        module.rawDefine("\(name)(src, dst)", "Copies a file; returns the new path.") { bound in
            let from = try bound[0].pathText()
            var to = try bound[1].pathText()
            if name != "copyfile", isFolder(to) { to = PathText.join(to, PathText.basename(from)) }
            try copyFile(from, to)
            return .string(to)
        }
    }
    module.rawDefine("rmtree(path, ignore_errors=False, onerror=None)", "Removes a folder and everything in it.") {
        bound in
        let ignoresErrors = try bound.bool(1)
        do { try removeTree(try bound[0].pathText()) } catch  where ignoresErrors {}
        return .none
    }
    module.rawDefine("copytree(src, dst, symlinks=False, ignore=None, dirs_exist_ok=False)", "Copies a folder.") {
        bound in
        let (from, to) = (try bound[0].pathText(), try bound[1].pathText())
        try makeFolders(to, exists: try bound.bool(4))
        var pending = [(from, to)]
        while let (source, target) = pending.popLast() {
            var names = try folderEntries(source)
            if !bound.isNone(3) {
                let ignored = try bound[3].call(.string(source), .list(names.map { .string($0) }))
                names = try names.filter { !(try ignored.contains(.string($0))) }
            }
            for name in names {
                let (a, b) = (PathText.join(source, name), PathText.join(target, name))
                if isFolder(a) {
                    try makeFolders(b, exists: true)
                    pending.append((a, b))
                } else {
                    try copyFile(a, b)
                }
            }
        }
        return bound[1]
    }
    module.rawDefine("ignore_patterns(*patterns)", "For copytree: names to leave out.") { bound in
        let patterns = try bound.rest(0).map { try $0.str() }
        return .object(
            BuiltinFunction(
                "ignore(path, names)", "",
                raw: { call in
                    let names = try call[1].elements()
                    return .list(
                        try names.filter { name in
                            let text = try name.str()
                            return patterns.contains { GlobPattern.matches(text, $0) }
                        })
                }))
    }
    module.rawDefine("move(src, dst)", "Moves a file or folder.") { bound in
        let from = try bound[0].pathText()
        var to = try bound[1].pathText()
        if isFolder(to) { to = PathText.join(to, PathText.basename(PathText.trimmed(from))) }
        try FileAccess.check(from, true)
        try FileAccess.check(to, true)
        if rename(from, to) != 0 { throw SystemFailure.make(errno, from, to) }
        return .string(to)
    }
}

func buildTempfile(_ module: ModuleObject) {
    let base = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    func makeFolder(_ prefix: String, in parent: String, suffix: String) throws -> String {
        try FileAccess.check(parent, true)
        var template = Array((PathText.join(parent, prefix) + "XXXXXX").utf8CString)
        guard mkdtemp(&template) != nil else { throw SystemFailure.make(errno, parent) }
        let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        guard !suffix.isEmpty else { return path }
        guard Glibc.rename(path, path + suffix) == 0 else { throw SystemFailure.make(errno, path + suffix) }
        return path + suffix
    }
    module.rawDefine("gettempdir()", "The folder for temporary files.") { _ in .string(base) }
    /// A new folder in `dir`, its name between a prefix and a suffix; the arguments are suffix, prefix and dir.
    func folder(_ bound: BoundArguments) throws -> String {
        let suffix = bound.isNone(0) ? "" : try bound.text(0), prefix = bound.isNone(1) ? "tmp" : try bound.text(1)
        return try makeFolder(prefix, in: bound.isNone(2) ? base : try bound[2].pathText(), suffix: suffix)
    }
    module.rawDefine("mkdtemp(suffix=None, prefix='tmp', dir=None)", "Makes a new folder.") { bound in
        .string(try folder(bound))
    }
    let signature = Signature("TemporaryDirectory(suffix=None, prefix='tmp', dir=None, ignore_cleanup_errors=False)")
    let type = TypeObject("TemporaryDirectory", module: "tempfile") { cls, arguments in
        let instance = Instance(cls)
        instance.store("name", .string(try folder(try BuiltinFunction.bind(signature, arguments))))
        return .object(instance)
    }
    func path(_ bound: BoundArguments) throws -> String { try bound[0].attribute("name").str() }
    type.rawMethod("__enter__(self)") { bound in .string(try path(bound)) }
    type.rawMethod("__exit__(self, *exception)") { bound in
        try? removeTree(try path(bound))
        return .none
    }
    type.rawMethod("cleanup(self)") { bound in
        try? removeTree(try path(bound))
        return .none
    }
    module.define(type)
}
