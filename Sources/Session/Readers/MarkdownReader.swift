// Markdown posts as cells: the fenced code blocks whose language is python, py or unet, in order. Fences follow CommonMark 0.31
// section 4.5 (length, indentation, tildes, blocks inside list items and quotes); everything else in the post is prose.
//
// Words after the language mark a cell: ```python skip```, ```python expect-error```.

public enum MarkdownReader {
    static let languages: Set<String> = ["python", "py", "python3", "unet"]

    public struct Fence: Equatable, Sendable {
        public var language: String
        public var words: [String]
        public var text: String
        /// The line of the first line inside the fence, counted from 1.
        public var firstLine: Int
    }

    public static func cells(_ text: String, file: String) -> [Cell] {
        var cells: [Cell] = []
        for fence in fences(text) where languages.contains(fence.language) {
            let marker: Cell.Marker =
                fence.words.contains("skip")
                ? .skip : fence.words.contains("expect-error") ? .expectError : .run
            cells.append(
                Cell(
                    fence.text, number: cells.count + 1, name: file, file: file, firstLine: fence.firstLine,
                    marker: marker))
        }
        return cells
    }

    /// All fenced blocks, of any language.
    public static func fences(_ text: String) -> [Fence] {
        var fences: [Fence] = []
        var open: (mark: Character, count: Int, indent: Int, container: String)?
        var current = Fence(language: "", words: [], text: "", firstLine: 0)
        var body: [String] = []
        // The column at which the text of the current list item starts; 0 outside lists. Fences may be indented that far.
        var listColumn = 0
        for (index, whole) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let raw = whole.last == "\r" ? whole.dropLast() : whole
            if let fence = open {
                var line = raw[...]
                for mark in fence.container where line.drop(while: { $0 == " " }).first == mark {
                    line = line.drop { $0 == " " }.dropFirst()
                    if line.first == " " { line = line.dropFirst() }
                }
                let (indent, content) = indentation(line)
                if indent - fence.indent < 4, closes(content, fence.mark, fence.count) {
                    current.text = body.joined(separator: "\n") + (body.isEmpty ? "" : "\n")
                    fences.append(current)
                    open = nil
                } else {
                    body.append(String(dropping(line, indent: fence.indent)))
                }
                continue
            }
            // Quotes and list items may hold a fence; their marks are peeled off its first line.
            var container = ""
            var line = raw[...]
            var columns = 0
            while true {
                let (indent, content) = indentation(line)
                if indent < 4, content.first == ">" {
                    container += ">"
                    line = content.dropFirst()
                    if line.first == " " { line = line.dropFirst() }
                    columns = 0
                } else if indent < listColumn + 4, let width = listMarker(content) {
                    columns += indent + width
                    listColumn = columns
                    line = content.dropFirst(width)
                } else {
                    break
                }
            }
            let (indent, content) = indentation(line)
            if columns == 0, indent < listColumn, !content.isEmpty { listColumn = 0 }
            guard let mark = content.first, mark == "`" || mark == "~" else { continue }
            let count = content.prefix { $0 == mark }.count
            guard count >= 3 else { continue }
            let info = content.dropFirst(count)
            if mark == "`", info.contains("`") { continue }
            // Four spaces beyond the text's column make an indented code block, which is prose to us.
            if indent >= 4 + (columns == 0 ? listColumn : 0) { continue }
            let words = info.split { $0 == " " || $0 == "\t" || $0 == "," || $0 == "{" || $0 == "}" }.map(String.init)
            current = Fence(
                language: (words.first ?? "").lowercased().drop { $0 == "." }.description,
                words: words.dropFirst().map { $0.lowercased() }, text: "", firstLine: index + 2)
            body = []
            open = (mark, count, columns + indent, container)
        }
        // A fence that never closes runs to the end of the document.
        if open != nil {
            current.text = body.joined(separator: "\n")
            fences.append(current)
        }
        return fences
    }

    // MARK: - Workings

    /// Columns of leading white space (tabs stop at multiples of 4) and the rest.
    private static func indentation(_ line: Substring) -> (Int, Substring) {
        var columns = 0
        var rest = line
        while let character = rest.first {
            if character == " " {
                columns += 1
            } else if character == "\t" {
                columns += 4 - columns % 4
            } else {
                break
            }
            rest = rest.dropFirst()
        }
        return (columns, rest)
    }

    private static func dropping(_ line: Substring, indent: Int) -> Substring {
        var rest = line
        var left = indent
        while left > 0, rest.first == " " {
            rest = rest.dropFirst()
            left -= 1
        }
        return rest
    }

    private static func closes(_ content: Substring, _ mark: Character, _ count: Int) -> Bool {
        let run = content.prefix { $0 == mark }.count
        return run >= count && content.dropFirst(run).allSatisfy { $0 == " " || $0 == "\t" }
    }

    /// The width of `- `, `* `, `+ `, `12. `, `3) ` at the start.
    private static func listMarker(_ content: Substring) -> Int? {
        guard let first = content.first else { return nil }
        if "-*+".contains(first), content.dropFirst().first == " " { return 2 }
        let digits = content.prefix { $0.isASCII && $0.isNumber }
        guard (1...9).contains(digits.count) else { return nil }
        let rest = content.dropFirst(digits.count)
        guard rest.first == "." || rest.first == ")", rest.dropFirst().first == " " else { return nil }
        return digits.count + 2
    }
}
