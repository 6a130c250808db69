// `--sandbox`: a script may read and write below given folders only. Every path that script code opens, lists, makes or removes comes
// through here; links are followed first, so that none leads out.
import Glibc
import Schema
import Script

public enum Sandbox {
    /// From now on, paths outside `folders` are refused with PermissionError.
    public static func restrict(to folders: [String]) {
        let roots = folders.map(resolved)
        FileAccess.check = { path, _ in
            let target = resolved(path)
            guard roots.contains(where: { target == $0 || target.hasPrefix($0 == "/" ? "/" : $0 + "/") }) else {
                throw Failure(
                    .permissionError, "[Errno 13] Permission denied: '\(path)'",
                    hint: "--sandbox allows paths below \(roots.joined(separator: ", ")) only")
            }
        }
    }

    /// The absolute path without links; the part that does not exist yet is taken as written, without `..`.
    static func resolved(_ path: String) -> String {
        var missing: [Substring] = []
        var existing = path.hasPrefix("/") ? path : Files.join(Files.currentFolder, path)
        while true {
            if let real = realpath(existing, nil) {
                defer { free(real) }
                var parts = String(cString: real).split(separator: "/")
                for name in missing.reversed() where name != "." {
                    if name == ".." { _ = parts.popLast() } else { parts.append(name) }
                }
                return "/" + parts.joined(separator: "/")
            }
            guard let slash = existing.lastIndex(of: "/") else { return "/" }
            missing.append(existing[existing.index(after: slash)...])
            existing = slash == existing.startIndex ? "/" : String(existing[..<slash])
        }
    }
}
