// Scripts (.unet, .py) as cells. A line `# %%` starts a cell, as in Spyder, VS Code and jupytext; a script without such lines is
// one cell. Line numbers in errors are those of the file.

public enum ScriptReader {
    /// The cells of a script. `byCells` false gives one cell, which is how a whole script runs.
    public static func cells(_ text: String, file: String, byCells: Bool) -> [Cell] {
        let name = file
        guard byCells else { return [Cell(text, number: 1, name: name, file: file)] }
        var cells: [Cell] = []
        var lines: [Substring] = []
        var first = 1
        func flush() {
            let isBlank = lines.allSatisfy { $0.allSatisfy(\.isWhitespace) || isMarker($0) }
            if !isBlank {
                cells.append(
                    Cell(
                        lines.joined(separator: "\n"), number: cells.count + 1, name: name, file: file, firstLine: first
                    ))
            }
            lines = []
        }
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if isMarker(line) {
                flush()
                first = index + 1
            }
            lines.append(line)
        }
        flush()
        return cells
    }

    /// `# %%`, `#%%`, with anything after it.
    static func isMarker(_ line: Substring) -> Bool {
        guard line.first == "#" else { return false }
        return line.dropFirst().drop(while: { $0 == " " }).hasPrefix("%%")
    }

    /// `3-7`, `3`, `-4`, `5-`, `1,3-4`: the chosen cell numbers; nil when the text is no such range.
    public static func range(_ text: String) -> ((Int) -> Bool)? {
        var ranges: [ClosedRange<Int>] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let ends = part.split(separator: "-", omittingEmptySubsequences: false).map { $0.filter { $0 != " " } }
            switch ends.count {
            case 1:
                guard let only = Int(ends[0]), only >= 1 else { return nil }
                ranges.append(only...only)
            case 2:
                let low = ends[0].isEmpty ? 1 : Int(ends[0])
                let high = ends[1].isEmpty ? Int.max : Int(ends[1])
                guard let low, let high, low >= 1, low <= high, !(ends[0].isEmpty && ends[1].isEmpty) else {
                    return nil
                }
                ranges.append(low...high)
            default: return nil
            }
        }
        return { number in ranges.contains { $0.contains(number) } }
    }
}
