// Tables of text, aligned by display width: a Hangul syllable takes two columns.

import Script

enum Columns {
    /// `right`: the columns that are aligned to the right, as numbers are. `rules`: rows after which a line is drawn.
    static func text(_ rows: [[String]], right: Set<Int> = [], rules: Set<Int> = []) -> String {
        var widths: [Int] = []
        for row in rows {
            for (column, cell) in row.enumerated() {
                if column == widths.count { widths.append(0) }
                widths[column] = max(widths[column], DisplayWidth.width(of: cell))
            }
        }
        let whole = widths.reduce(0, +) + 2 * max(widths.count - 1, 0)
        var lines: [String] = []
        for (number, row) in rows.enumerated() {
            var line = ""
            for (column, cell) in row.enumerated() {
                let room = String(repeating: " ", count: widths[column] - DisplayWidth.width(of: cell))
                line += (column > 0 ? "  " : "") + (right.contains(column) ? room + cell : cell + room)
            }
            lines.append(String(line.reversed().drop { $0 == " " }.reversed()))
            if rules.contains(number) { lines.append(String(repeating: "-", count: whole)) }
        }
        return lines.joined(separator: "\n")
    }
}

/// Paragraphs broken between words, so that a terminal does not break them within.
enum Paragraph {
    /// `indent` goes before every line but the first. A text that fits is left as it is.
    static func text(_ text: String, columns: Int = 78, indent: String = "") -> String {
        guard DisplayWidth.width(of: text) > columns else { return text }
        var lines: [String] = []
        var line = String(text.prefix { $0 == " " })
        for word in text.split(separator: " ") {
            let isFirst = line.allSatisfy { $0 == " " }
            if !isFirst, DisplayWidth.width(of: line) + 1 + DisplayWidth.width(of: String(word)) > columns {
                lines.append(line)
                line = indent + word
            } else {
                line += (isFirst ? "" : " ") + word
            }
        }
        return (lines + [line]).joined(separator: "\n")
    }
}
