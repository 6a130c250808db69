// Runs golden tests: each script in a process of its own, in a fresh folder and a fixed environment; then compares, and on request
// records. `unetrepl test [--update] paths` prints what it returns.
import Glibc
import Schema

public struct GoldenRunner {
    public var executable: String
    public var isUpdating = false
    public var timeout = 600.0
    public var style = Style.plain
    /// Where lines for the user go.
    public var print: (String) -> Void

    public init(executable: String, print: @escaping (String) -> Void) {
        self.executable = executable
        self.print = print
    }

    public struct Summary: Equatable, Sendable {
        public var passed = 0
        public var failed = 0
        public var updated = 0
    }

    public func run(_ tests: [GoldenTest]) throws(Failure) -> Summary {
        var summary = Summary()
        for test in tests {
            let name = VisibleText.of(test.path)
            let problems = test.isMarkdown ? try runMarkdown(test) : try runScript(test)
            switch problems {
            case .none:
                summary.passed += 1
            case .updated(let what):
                summary.passed += 1
                summary.updated += 1
                print("updated \(name): \(what.joined(separator: ", "))\n")
            case .failed(let texts):
                summary.failed += 1
                print(style.paint("FAILED", .error) + " \(name)\n" + texts.joined())
            }
        }
        if isUpdating {
            for orphan in GoldenTest.orphans(tests) { print("belongs to no script: \(VisibleText.of(orphan))\n") }
        }
        print("\(summary.passed) passed, \(summary.failed) failed\n")
        return summary
    }

    private enum Verdict {
        case none
        case updated([String])
        case failed([String])
    }

    // MARK: - Scripts

    private func runScript(_ test: GoldenTest) throws(Failure) -> Verdict {
        let script = try AtomicFile.read(test.path, limit: 64 << 20)
        let inline = InlineExpectation(String(decoding: script, as: UTF8.self))
        return try inFreshFolder { (folder, expectation) throws(Failure) in
            let name = Files.name(of: test.path)
            try AtomicFile.write(script, to: Files.join(folder, name))
            let arguments = Expectation.lines(test.sidecar("args") ?? "")
            let child = try ChildProcess.run(
                executable, [name] + arguments, environment: environment(folder), folder: folder,
                input: Array((test.sidecar("in") ?? "").utf8), timeout: timeout)
            if child.timedOut { return .failed(["  took longer than \(Int(timeout)) s\n"]) }
            unlink(Files.join(folder, name))
            return try compare(test, child, inline, folder, expectation)
        }
    }

    private func compare(
        _ test: GoldenTest, _ child: ChildProcess, _ inline: InlineExpectation, _ folder: String,
        _ expectation: Expectation
    ) throws(Failure) -> Verdict {
        var problems: [String] = []
        var updates: [String] = []
        let output = String(decoding: child.output, as: UTF8.self)
        let errors = String(decoding: child.errors, as: UTF8.self)
        let hasSidecar = test.sidecar("out") != nil

        if !hasSidecar, !inline.output.isEmpty {
            let actual = Expectation.lines(output)
            let steps = expectation.align(inline.output, actual)
            if !Expectation.agrees(steps) {
                // Expectations inside a script are part of its text: a person edits them.
                problems.append(UnifiedDiff.text(steps, inline.output, actual, name: test.path + " #>", style: style))
            }
        } else if hasSidecar || isUpdating || inline.error == nil {
            try text(output, "out", test, expectation, &problems, &updates, isRequired: inline.error == nil)
        }
        if test.sidecar("err") != nil {
            try text(errors, "err", test, expectation, &problems, &updates, isRequired: true)
        }

        let expectedCode =
            test.sidecar("code").flatMap { Int32($0.filter { !$0.isWhitespace }) } ?? (inline.error == nil ? 0 : 1)
        if child.code != expectedCode {
            if isUpdating, inline.error == nil, child.code < 128 {
                try AtomicFile.write(Array("\(child.code)\n".utf8), to: "\(test.base).code")
                updates.append("code")
            } else {
                let shown = errors.split(separator: "\n").suffix(20).map { "  | \(VisibleText.of(String($0)))\n" }
                    .joined()
                problems.append("  exit code \(child.code), expected \(expectedCode)\n" + shown)
            }
        }
        if let (line, pattern) = inline.error, let problem = mismatch(errors, line, pattern, Files.name(of: test.path))
        {
            problems.append(problem)
        }
        try figures(test, folder, &problems, &updates)
        return problems.isEmpty ? (updates.isEmpty ? .none : .updated(updates)) : .failed(problems)
    }

    private func text(
        _ actualText: String, _ kind: String, _ test: GoldenTest, _ expectation: Expectation,
        _ problems: inout [String],
        _ updates: inout [String], isRequired: Bool
    ) throws(Failure) {
        let expected = Expectation.lines(test.sidecar(kind) ?? "")
        let actual = Expectation.lines(actualText)
        let steps = expectation.align(expected, actual)
        let exists = test.sidecar(kind) != nil
        if Expectation.agrees(steps), exists || actual.isEmpty || !isRequired { return }
        let difference = UnifiedDiff.text(steps, expected, actual, name: "\(test.base).\(kind)", style: style)
        if isUpdating {
            let lines = Expectation.updated(steps, expected, actual)
            try AtomicFile.write(
                Array((lines.joined(separator: "\n") + (lines.isEmpty ? "" : "\n")).utf8), to: "\(test.base).\(kind)")
            if exists { print(difference) }
            updates.append(".\(kind)")
        } else {
            problems.append(difference)
        }
    }

    /// The uncaught error must come from the marked line and its header must match the pattern.
    private func mismatch(_ errors: String, _ line: Int, _ pattern: String, _ name: String) -> String? {
        guard let regex = try? Regex(pattern) else { return "  line \(line): not a regular expression: \(pattern)\n" }
        let lines = errors.split(separator: "\n").map(String.init)
        guard lines.contains(where: { $0.firstMatch(of: regex) != nil }) else {
            return
                "  line \(line): expected an error matching \"\(pattern)\", got: \(VisibleText.of(lines.first ?? "nothing"))\n"
        }
        if !lines.contains(where: { $0.contains("\(name):\(line):") }) {
            return "  the error did not come from line \(line):\n"
                + lines.map { "  | \(VisibleText.of($0))\n" }.joined()
        }
        return nil
    }

    // MARK: - Figures

    private func figures(
        _ test: GoldenTest, _ folder: String, _ problems: inout [String], _ updates: inout [String]
    ) throws(Failure) {
        let golden = test.base + ".figures"
        let actual = pictures(in: folder)
        if Files.kind(of: golden) == nil, !isUpdating { return }
        let expected = Set(pictures(in: golden).filter { !$0.hasSuffix(".actual.png") && !$0.hasSuffix(".diff.png") })
        let shares = tolerances(Files.join(golden, "tolerance"))
        for path in actual {
            let goldenPath = Files.join(golden, path)
            let bytes = try AtomicFile.read(Files.join(folder, path))
            if !expected.contains(path) {
                if isUpdating {
                    try Files.makeFolder(Files.folder(of: goldenPath))
                    try AtomicFile.write(bytes, to: goldenPath)
                    updates.append(path)
                } else {
                    problems.append("  unexpected figure \(VisibleText.of(path)) (not in \(golden)/)\n")
                }
                continue
            }
            let comparison = try FigureComparison(
                expected: try AtomicFile.read(goldenPath), actual: bytes,
                share: shares[path] ?? FigureComparison.pixelTolerance)
            if comparison.isSame { continue }
            if isUpdating {
                try AtomicFile.write(bytes, to: goldenPath)
                updates.append(path)
                continue
            }
            let stem = String(goldenPath.dropLast(4))
            try AtomicFile.write(bytes, to: stem + ".actual.png")
            if let difference = comparison.difference { try AtomicFile.write(difference, to: stem + ".diff.png") }
            problems.append("  figure \(VisibleText.of(path)): \(comparison.summary); see \(stem).actual.png\n")
        }
        for path in expected.subtracting(actual).sorted() {
            if isUpdating {
                unlink(Files.join(golden, path))
                updates.append("-\(path)")
            } else {
                problems.append("  figure \(VisibleText.of(path)) was not written\n")
            }
        }
    }

    /// `NAME SHARE` per line: a picture of what a network learned may differ in this share of its pixels, since processors round
    /// differently.
    private func tolerances(_ path: String) -> [String: Double] {
        guard let bytes = try? AtomicFile.read(path, limit: 1 << 16) else { return [:] }
        var found: [String: Double] = [:]
        for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
            let words = line.split(separator: " ")
            if words.count == 2, let share = Double(words[1]), share >= 0, share <= 1 {
                found[String(words[0])] = share
            }
        }
        return found
    }

    /// The PNG files under a folder, as paths relative to it.
    private func pictures(in folder: String, under prefix: String = "") -> [String] {
        var found: [String] = []
        for name in Files.names(in: Files.join(folder, prefix)) ?? [] {
            let path = prefix.isEmpty ? name : "\(prefix)/\(name)"
            switch Files.kind(of: Files.join(folder, path)) {
            case .folder: found += pictures(in: folder, under: path)
            case .file: if Files.fileExtension(of: name) == "png" { found.append(path) }
            case .other, nil: break
            }
        }
        return found
    }

    // MARK: - Markdown

    private func runMarkdown(_ test: GoldenTest) throws(Failure) -> Verdict {
        let bytes = try AtomicFile.read(test.path, limit: 64 << 20)
        let text = String(decoding: bytes, as: UTF8.self)
        let blocks = MarkdownExpectation.read(text, file: test.path)
        if blocks.isEmpty { return .none }
        return try inFreshFolder { (folder, expectation) throws(Failure) in
            let name = Files.name(of: test.path)
            try AtomicFile.write(bytes, to: Files.join(folder, name))
            let child = try ChildProcess.run(
                executable, ["--json", name], environment: environment(folder), folder: folder, timeout: timeout)
            if child.timedOut { return .failed(["  took longer than \(Int(timeout)) s\n"]) }
            let printed = MarkdownExpectation.outputs(child.output)
            var problems: [String] = []
            var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            var updates = 0
            // From the last to the first, so that line numbers stay true while lines are replaced.
            for block in blocks.reversed() {
                guard let range = block.outputLines else { continue }
                let actual = Expectation.lines(printed[block.cell] ?? "")
                let steps = expectation.align(block.output, actual)
                if Expectation.agrees(steps) { continue }
                if isUpdating {
                    lines.replaceSubrange(
                        range, with: Expectation.updated(steps, block.output, actual).map { block.indent + $0 })
                    updates += 1
                } else {
                    problems.insert(
                        UnifiedDiff.text(
                            steps, block.output, actual, name: "\(test.path):\(range.lowerBound + 1)", style: style),
                        at: 0)
                }
            }
            if child.code != 0 {
                let shown = String(decoding: child.errors, as: UTF8.self).split(separator: "\n").suffix(20)
                problems.append(
                    "  exit code \(child.code)\n"
                        + (MarkdownExpectation.errors(child.output) + shown.map(String.init))
                        .map { "  | \(VisibleText.of($0))\n" }.joined())
            }
            if !problems.isEmpty { return .failed(problems) }
            if updates > 0 {
                try AtomicFile.write(Array(lines.joined(separator: "\n").utf8), to: test.path)
                return .updated(["\(updates) outputs"])
            }
            var ignored: [String] = []
            try figures(test, folder, &problems, &ignored)
            return problems.isEmpty ? (ignored.isEmpty ? .none : .updated(ignored)) : .failed(problems)
        }
    }

    // MARK: - Surroundings

    private func inFreshFolder(
        _ body: (String, Expectation) throws(Failure) -> Verdict
    ) throws(Failure) -> Verdict {
        var template = Array("\(Environment.value("TMPDIR") ?? "/tmp")/unetrepl-test-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw AtomicFile.failure(errno, "temporary folder") }
        let root = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        defer { Files.removeTree(root) }
        for name in ["work", "home", "tmp"] { try Files.makeFolder(Files.join(root, name)) }
        let folder = Files.join(root, "work")
        return try body(
            folder,
            Expectation(places: ["CWD": folder, "HOME": Files.join(root, "home"), "TMP": Files.join(root, "tmp")]))
    }

    private func environment(_ folder: String) -> [String: String] {
        let root = Files.folder(of: folder)
        var environment = [
            "HOME": Files.join(root, "home"), "TMPDIR": Files.join(root, "tmp"), "LC_ALL": "C.UTF-8", "TZ": "UTC",
            "COLUMNS": "80",
            "NO_COLOR": "1", "TERM": "dumb", "UNETREPL_LANG": "en", "UNETREPL_SEED": "0", "UNETREPL_THREADS": "2",
            "PATH": "/usr/bin:/bin",
        ]
        // A toolchain outside the system's folders is found by this alone.
        if let libraries = Environment.value("LD_LIBRARY_PATH") { environment["LD_LIBRARY_PATH"] = libraries }
        return environment
    }
}
