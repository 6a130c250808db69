// How far the next line of an unfinished entry is indented, by the lines before it. The spaces are typed for the user, who can
// take them back; nothing is forced.

public enum Indentation {
    static let step = 4

    /// The spaces to put on the line after `lines`.
    public static func after(_ lines: [String]) -> String {
        guard let last = lines.last(where: { !$0.allSatisfy(\.isWhitespace) }) else { return "" }
        let indent = last.prefix { $0 == " " }.count
        let code = withoutComment(last)
        let trimmed = String(code.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
        if trimmed.hasSuffix(":") || "([{".contains(trimmed.last ?? " ") {
            return String(repeating: " ", count: indent + step)
        }
        let word = trimmed.drop { $0 == " " }.prefix { $0.isLetter }
        if ["return", "pass", "break", "continue", "raise"].contains(String(word)) {
            return String(repeating: " ", count: max(indent - step, 0))
        }
        return String(repeating: " ", count: indent)
    }

    /// Whether the entry's last statement is a block that may still get lines: only a blank line ends it.
    public static func isInBlock(_ lines: [String]) -> Bool {
        guard let last = lines.last, !last.allSatisfy(\.isWhitespace) else { return false }
        return lines.count > 1 && (last.first == " " || last.first == "\t")
    }

    private static func withoutComment(_ line: String) -> String {
        var quote: Character?
        var result = ""
        var isEscaped = false
        for character in line {
            if let open = quote {
                if isEscaped {
                    isEscaped = false
                } else if character == "\\" {
                    isEscaped = true
                } else if character == open {
                    quote = nil
                }
            } else if character == "#" {
                break
            } else if character == "\"" || character == "'" {
                quote = character
            }
            result.append(character)
        }
        return result
    }
}
