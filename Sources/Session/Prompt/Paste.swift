// Text pasted from a web page or another prompt, made into the code that was meant: prompts stripped and the output between them
// dropped, common indentation removed, typographic quotes and invisible characters mended. What was done is said in a notice.

public struct Paste: Equatable, Sendable {
    public var code: String
    /// What was changed, in words for the user; empty when nothing was.
    public var mended: [String]
    /// Prompts were found: lines without one were output and are gone.
    public var droppedPrompts: Bool

    public init(_ text: String) {
        let unix = Paste.unixLines(text)
        let (characters, mended) = Paste.mendCharacters(unix)
        self.mended = mended
        let lines = Paste.withoutFences(characters.split(separator: "\n", omittingEmptySubsequences: false))
        if let stripped = Paste.withoutPrompts(lines) {
            droppedPrompts = true
            code = Paste.withoutCommonIndent(stripped)
        } else {
            droppedPrompts = false
            code = Paste.withoutCommonIndent(lines)
        }
    }

    // MARK: - Characters

    private static func unixLines(_ text: String) -> String {
        guard text.utf8.contains(0x0D) else { return text }
        var bytes: [UInt8] = []
        var previous: UInt8 = 0
        for byte in text.utf8 {
            if byte == 0x0D {
                bytes.append(0x0A)
            } else if !(byte == 0x0A && previous == 0x0D) {
                bytes.append(byte)
            }
            previous = byte
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Replaces what web pages and word processors put in place of the keyboard's characters. Inside string literals and comments
    /// only the invisible characters are touched: “안녕” in a string is the author's own.
    private static func mendCharacters(_ text: String) -> (String, [String]) {
        guard text.utf8.contains(where: { $0 >= 0x80 }) else { return (text, []) }
        var result = String.UnicodeScalarView()
        var names: [String] = []
        func note(_ name: String) { if !names.contains(name) { names.append(name) } }
        var scanner = CodeScanner()
        // A string opened by a smart quote is closed by one.
        var isSmartString = false
        for scalar in text.unicodeScalars {
            let isCode = scanner.isInCode
            if isCode { isSmartString = false }
            var replacement = scalar
            var isDropped = false
            switch scalar.value {
            case 0xA0, 0x2000...0x200A, 0x202F, 0x205F, 0x3000:
                if isCode {
                    replacement = " "
                    note("non-breaking space")
                }
            case 0x200B, 0x2060, 0xFEFF, 0xAD:
                isDropped = true
                note("zero-width character")
            case 0x2028, 0x2029:
                replacement = "\n"
                note("line separator")
            case 0x201C, 0x201D, 0x201E, 0xFF02:
                if isCode || isSmartString {
                    replacement = "\""
                    note("smart quote")
                    isSmartString = true
                }
            case 0x2018, 0x2019, 0x201A, 0xFF07:
                if isCode || isSmartString {
                    replacement = "'"
                    note("smart quote")
                    isSmartString = true
                }
            case 0x2013, 0x2014, 0x2212:
                if isCode {
                    replacement = "-"
                    note("dash")
                }
            // Full-width digits and punctuation, as a Korean or Japanese keyboard writes them.
            case 0xFF01...0xFF20, 0xFF3B...0xFF40, 0xFF5B...0xFF5E:
                if isCode {
                    replacement = Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar
                    note("full-width character")
                }
            default: break
            }
            if isDropped { continue }
            result.append(replacement)
            for byte in UTF8.encode(replacement) ?? .init() { scanner.step(byte) }
        }
        return (String(result), names)
    }

    // MARK: - Fences

    /// The code of a piece of Markdown: what stands between its fences. A text whose first line opens one, or that has one marked as
    /// code, is taken for Markdown; the prose and the outputs between the cells go.
    private static func withoutFences(_ lines: [Substring]) -> [Substring] {
        func language(_ line: Substring) -> String? {
            let rest = line.drop { $0 == " " }
            guard rest.hasPrefix("```") else { return nil }
            return String(rest.drop { $0 == "`" }.drop { $0 == " " || $0 == "{" }.prefix { $0.isLetter || $0.isNumber })
        }
        let first = lines.first { !$0.allSatisfy(\.isWhitespace) }
        let isMarkdown = first.map { language($0) != nil } ?? false
        guard isMarkdown || lines.contains(where: { MarkdownReader.languages.contains(language($0) ?? "-") }) else {
            return lines
        }
        var code: [Substring] = []
        // Between fences: whether the one that is open holds code; nil outside.
        var holdsCode: Bool?
        for line in lines {
            if let name = language(line) {
                if holdsCode != nil {
                    holdsCode = nil
                } else {
                    holdsCode = name.isEmpty ? code.isEmpty : MarkdownReader.languages.contains(name)
                }
            } else if holdsCode == true {
                code.append(line)
            }
        }
        return code
    }

    // MARK: - Prompts

    /// The code after prompts, when the text shows a session (`>>> `, `... `, `In [3]: `, `   ...: `); nil when it does not. Lines
    /// without a prompt are output, except those of one entry that continues.
    private static func withoutPrompts(_ lines: [Substring]) -> [Substring]? {
        guard let first = lines.first(where: { !$0.allSatisfy(\.isWhitespace) }), primary(first) != nil else {
            return nil
        }
        var code: [Substring] = []
        for line in lines {
            if let rest = primary(line) {
                code.append(rest)
            } else if let rest = continuation(line) {
                code.append(rest)
            }
        }
        return code
    }

    private static func primary(_ line: Substring) -> Substring? {
        let line = line.drop { $0 == " " }
        if line.hasPrefix(">>>") { return afterSpace(line.dropFirst(3)) }
        // In [12]: and our own prompt look the same.
        guard line.hasPrefix("In [") else { return nil }
        let number = line.dropFirst(4).prefix { $0.isNumber || $0 == " " || $0 == "*" }
        let rest = line.dropFirst(4 + number.count)
        return rest.hasPrefix("]:") ? afterSpace(rest.dropFirst(2)) : nil
    }

    private static func continuation(_ line: Substring) -> Substring? {
        let line = line.drop { $0 == " " }
        if line.hasPrefix("...:") { return afterSpace(line.dropFirst(4)) }
        if line == "..." { return "" }
        if line.hasPrefix("... ") { return line.dropFirst(4) }
        return nil
    }

    private static func afterSpace(_ text: Substring) -> Substring { text.first == " " ? text.dropFirst() : text }

    // MARK: - Indentation

    /// Removes the white space that all non-blank lines begin with; blank lines at both ends go.
    private static func withoutCommonIndent(_ lines: [Substring]) -> String {
        var lines = lines
        func isBlank(_ line: Substring) -> Bool { line.allSatisfy { $0 == " " || $0 == "\t" } }
        while let first = lines.first, isBlank(first) { lines.removeFirst() }
        while let last = lines.last, isBlank(last) { lines.removeLast() }
        var common: Substring?
        for line in lines where !isBlank(line) {
            let indent = line.prefix { $0 == " " || $0 == "\t" }
            guard let before = common else {
                common = indent
                continue
            }
            let shared = zip(before, indent).prefix { $0 == $1 }.count
            common = before.prefix(shared)
        }
        let width = common?.count ?? 0
        return lines.map { isBlank($0) ? "" : String($0.dropFirst(width)) }.joined(separator: "\n")
    }
}
