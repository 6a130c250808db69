// One golden test: a script and the files beside it that say what it must do.
//
//     t.unet            the script (or t.py)
//     t.out             what it prints; `.err` likewise for standard error
//     t.code            its exit code, 0 without the file (1 with a `###` line)
//     t.args, t.in      its arguments, one per line, and its standard input
//     t.figures/        the pictures it writes, by path
//
// Instead of `t.out`, a script can carry its expectation: every `#> text` is one expected line, in order, and `### "regex"` stands on
// the line that must raise an uncaught error. In Markdown, a fence marked `output` (or `text`) after a python fence is what that
// cell prints.
import Glibc
import Schema

public struct GoldenTest: Sendable {
    public let path: String
    /// Where a script's neighbours are: the path without its extension.
    var base: String { String(path.dropLast(Files.fileExtension(of: path).count + 1)) }
    var isMarkdown: Bool { Files.fileExtension(of: path) == "md" }

    public init(path: String) { self.path = path }

    static let sidecars = ["out", "err", "code", "args", "in"]

    // MARK: - Finding

    /// The tests under the paths: scripts that have an expectation, and Markdown with cells. A file named outright is always one.
    public static func find(_ paths: [String]) throws(Failure) -> [GoldenTest] {
        var found: [GoldenTest] = []
        for path in paths {
            switch Files.kind(of: path) {
            case .folder: found += search(path).map(GoldenTest.init(path:))
            case .file: found.append(GoldenTest(path: path))
            case .other, nil: throw AtomicFile.failure(ENOENT, path)
            }
        }
        return found
    }

    private static func search(_ folder: String) -> [String] {
        var found: [String] = []
        for name in Files.names(in: folder) ?? [] where !name.hasPrefix(".") {
            let path = folder == "." ? name : Files.join(folder, name)
            switch Files.kind(of: path) {
            case .folder:
                if !name.hasSuffix(".figures") { found += search(path) }
            case .file:
                switch Files.fileExtension(of: name) {
                case "unet", "py": if hasExpectation(path) { found.append(path) }
                case "md": found.append(path)
                default: break
                }
            case .other, nil: break
            }
        }
        return found
    }

    private static func hasExpectation(_ path: String) -> Bool {
        let base = GoldenTest(path: path).base
        if ["out", "err", "code"].contains(where: { Files.kind(of: "\(base).\($0)") != nil }) { return true }
        guard let bytes = try? AtomicFile.read(path, limit: 1 << 20) else { return false }
        let inline = InlineExpectation(String(decoding: bytes, as: UTF8.self))
        return !inline.output.isEmpty || inline.error != nil
    }

    /// Expectation files in the folders of `tests` that belong to no script.
    public static func orphans(_ tests: [GoldenTest]) -> [String] {
        var found: [String] = []
        for folder in Set(tests.map { Files.folder(of: $0.path) }).sorted() {
            let names = Set(Files.names(in: folder) ?? [])
            for name in names.sorted() where ["out", "err", "code", "args"].contains(Files.fileExtension(of: name)) {
                let stem = Files.stem(of: name)
                if !names.contains(stem + ".unet"), !names.contains(stem + ".py") {
                    found.append(Files.join(folder, name))
                }
            }
        }
        return found
    }

    // MARK: - Expectations

    func sidecar(_ kind: String) -> String? {
        guard let bytes = try? AtomicFile.read("\(base).\(kind)", limit: 64 << 20) else { return nil }
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// What a script says about itself in its comments.
struct InlineExpectation {
    /// The text after each `#> `, in order.
    var output: [String] = []
    /// The line that must fail and the pattern of its message.
    var error: (line: Int, pattern: String)?

    init(_ text: String) {
        var scanner = CodeScanner()
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            // The comment is where the scanner says code ends, so that '#>' inside a string is text.
            var commentStart: Int?
            for (offset, byte) in line.utf8.enumerated() {
                let wasCode = scanner.isInCode
                scanner.step(byte)
                if wasCode, scanner.state == .comment { commentStart = offset }
            }
            scanner.step(UInt8(ascii: "\n"))
            guard let commentStart else { continue }
            let comment = String(decoding: Array(line.utf8).dropFirst(commentStart), as: UTF8.self)
            if comment == "#>" {
                output.append("")
            } else if comment.hasPrefix("#> ") {
                output.append(String(comment.dropFirst(3)))
            } else if comment.hasPrefix("### \"") {
                let rest = comment.dropFirst(5)
                error = (index + 1, String(rest[..<(rest.lastIndex(of: "\"") ?? rest.endIndex)]))
            }
        }
    }
}
