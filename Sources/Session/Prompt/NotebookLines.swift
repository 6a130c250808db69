// Lines that notebooks contain and that are not Python: `%matplotlib inline`, `!pip install …`, `%%time`. They are taken out before
// the parser sees the cell, line numbers stay, and one notice names them. Nothing is ever given to a shell.

public struct NotebookLines: Equatable, Sendable {
    public var code: String
    /// The lines that were passed over, as written.
    public var skipped: [String]

    /// Cell magics whose whole cell is in another language.
    static let foreignCells: Set<String> = [
        "bash", "sh", "html", "javascript", "js", "latex", "markdown", "svg", "perl", "ruby", "script", "writefile",
        "cython", "R",
        "system", "sx", "file",
    ]

    public init(_ text: String) {
        guard text.contains("%") || text.contains("!") else {
            code = text
            skipped = []
            return
        }
        var lines: [String] = []
        var skipped: [String] = []
        var scanner = CodeScanner()
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let indent = line.prefix { $0 == " " || $0 == "\t" }
            let rest = line.dropFirst(indent.count)
            var kept = String(line)
            if scanner.isBetweenStatements, rest.first == "%" || rest.first == "!" {
                skipped.append(String(rest))
                let word = rest.drop { $0 == "%" || $0 == "!" }.prefix { $0.isLetter || $0 == "_" }
                if rest.hasPrefix("%%"), index == 0, NotebookLines.foreignCells.contains(String(word)) {
                    code = ""
                    self.skipped = skipped
                    return
                }
                if rest.hasPrefix("%time ") || rest.hasPrefix("%timeit ") || rest.hasPrefix("%prun ") {
                    // The statement itself still counts.
                    kept = String(indent) + rest.dropFirst(word.count + 1).drop { $0 == " " }
                } else {
                    kept = indent + "pass"
                }
            }
            for byte in kept.utf8 { scanner.step(byte) }
            scanner.step(UInt8(ascii: "\n"))
            lines.append(kept)
        }
        code = skipped.isEmpty ? text : lines.joined(separator: "\n")
        self.skipped = skipped
    }
}
