// Tab: what could stand at the cursor. It reads the text before the cursor and asks a scope for names; the scope looks at values that
// exist already. Nothing is evaluated, so Tab can change nothing and cannot hang.

/// What completion may ask about the session. Every answer is a look-up; none runs a script's code.
public protocol CompletionScope {
    /// Every name that can be said here: variables, prelude, builtins.
    var names: [String] { get }
    /// Attributes of what `path` leads to; nil when that is unknown.
    func attributes(of path: [CompletionPath]) -> [String]?
    /// Parameter names of the callable `path` leads to.
    func parameters(of path: [CompletionPath]) -> [String]?
    /// Text keys of the dict (state_dict, history) `path` leads to.
    func keys(of path: [CompletionPath]) -> [String]?
    /// Modules that `import` knows, and the members of one.
    var modules: [String] { get }
    func members(ofModule name: String) -> [String]
    /// Prompt commands, without `%`.
    var commands: [String] { get }
}

/// A step from a name to a value: `model.enc1[0]["weight"]`.
public enum CompletionPath: Equatable, Sendable {
    case name(String)
    case attribute(String)
    case index(Int)
    case key(String)
}

public struct Completer {
    public let scope: any CompletionScope

    public init(_ scope: any CompletionScope) { self.scope = scope }

    static let keywords = [
        "False", "None", "True", "and", "as", "assert", "break", "class", "continue", "def", "del", "elif", "else",
        "except",
        "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal", "not", "or", "pass",
        "raise",
        "return", "try", "while", "with", "yield",
    ]

    /// Words that can replace the one before the cursor, sorted; `text` is everything entered up to the cursor.
    public func candidates(_ text: String) -> [String] {
        let bytes = Array(text.utf8)
        let scanner = CodeScanner(bytes)
        if scanner.state == .comment { return [] }
        if let field = Completer.replacementField(bytes, scanner) { return candidates(string(field[...])) }
        let found =
            scanner.isInString ? stringCandidates(bytes, scanner) : codeCandidates(bytes, scanner)
        // Two sources may know the same name.
        var seen = Set<String>()
        return found.filter { seen.insert($0).inserted }.sorted()
    }

    /// Whether the cursor stands inside a string literal: not in the code between an f-string's braces.
    public static func isInString(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        let scanner = CodeScanner(bytes)
        guard let field = replacementField(bytes, scanner) else { return scanner.isInString }
        return CodeScanner(field).isInString
    }

    /// The expression up to the cursor inside the braces of an f-string; nil elsewhere, also after the `:` of a format.
    private static func replacementField(_ bytes: [UInt8], _ scanner: CodeScanner) -> [UInt8]? {
        guard scanner.isInString else { return nil }
        let prefix = bytes[..<scanner.stringStart].reversed().prefix { "fFrR".utf8.contains($0) }
        guard prefix.contains(where: { "fF".utf8.contains($0) }) else { return nil }
        var start: Int?
        var depth = 0
        var at = scanner.stringStart + 1
        while at < bytes.count {
            let byte = bytes[at]
            if depth == 0 {
                if byte == UInt8(ascii: "{") {
                    if at + 1 < bytes.count, bytes[at + 1] == byte {
                        at += 1
                    } else {
                        (start, depth) = (at + 1, 1)
                    }
                }
            } else if "{[(".utf8.contains(byte) {
                depth += 1
            } else if "}])".utf8.contains(byte) {
                depth -= 1
            } else if depth == 1, byte == UInt8(ascii: ":") || byte == UInt8(ascii: "!") {
                // A format: nothing to complete until the field ends.
                while at < bytes.count, bytes[at] != UInt8(ascii: "}") { at += 1 }
                depth = 0
            }
            at += 1
        }
        guard depth > 0, let start else { return nil }
        return Array(bytes[start...])
    }

    // MARK: - In code

    private func codeCandidates(_ bytes: [UInt8], _ scanner: CodeScanner) -> [String] {
        let start = wordStart(bytes)
        let word = string(bytes[start...])
        let lineStart = (bytes[..<start].lastIndex(of: UInt8(ascii: "\n")) ?? -1) + 1
        let lead = string(bytes[lineStart..<start])
        let trimmed = lead.drop { $0 == " " || $0 == "\t" }
        if scanner.brackets.isEmpty {
            if trimmed == "%" || trimmed == "%%" { return matching(scope.commands, word) }
            if trimmed == "?" || trimmed == "??" { return matching(scope.names, word) }
            if let found = importCandidates(trimmed, word) { return found }
        }
        if start > 0, bytes[start - 1] == UInt8(ascii: ".") {
            guard let path = path(endingAt: start - 1, in: bytes), let names = scope.attributes(of: path) else {
                return []
            }
            return matching(names, word)
        }
        var found = matching(scope.names, word)
        // Without a first letter the language's words are only noise.
        if !word.isEmpty { found += matching(Completer.keywords, word) }
        if let bracket = scanner.brackets.last {
            if bracket.byte == UInt8(ascii: "("), let path = path(endingAt: bracket.offset, in: bytes),
                let parameters = scope.parameters(of: path)
            {
                found += matching(parameters, word).map { $0 + "=" }
            }
            if bracket.byte == UInt8(ascii: "["), bracket.offset + 1 == start, word.isEmpty,
                let path = path(endingAt: bracket.offset, in: bytes), let keys = scope.keys(of: path)
            {
                return keys.map { "'\($0)'" }
            }
        }
        return found
    }

    private func importCandidates(_ lead: Substring, _ word: String) -> [String]? {
        let words = lead.split(separator: " ", omittingEmptySubsequences: true)
        guard let first = words.first, lead.last == " " || lead.last == "." || lead.last == "," || lead.last == "("
        else {
            return nil
        }
        if first == "import" || (first == "from" && words.count <= 2 && !words.contains("import")) {
            // `import torch.n`: the part after the last dot is the word.
            let dotted = words.count > 1 && lead.last == "." ? String(words[words.count - 1]) : ""
            let names = scope.modules.filter { $0.hasPrefix(dotted) }.map { name in
                String(name.dropFirst(dotted.count).prefix { $0 != "." })
            }
            if first == "from", words.count == 2, lead.last == " " { return matching(["import"], word) }
            return matching(names, word)
        }
        if first == "from", words.count >= 3, words[2] == "import" {
            return matching(scope.members(ofModule: String(words[1])), word)
        }
        return nil
    }

    /// The chain of names, attributes and constant subscripts that ends just before `end`; nil when something else stands there.
    func path(endingAt end: Int, in bytes: [UInt8]) -> [CompletionPath]? {
        var steps: [CompletionPath] = []
        var at = end
        while at > 0 {
            if bytes[at - 1] == UInt8(ascii: "]") {
                guard let open = bytes[..<(at - 1)].lastIndex(of: UInt8(ascii: "[")) else { return nil }
                let inside = string(bytes[(open + 1)..<(at - 1)])
                if let index = Int(inside) {
                    steps.append(.index(index))
                } else if inside.utf8.count >= 2, let quote = inside.first, quote == "'" || quote == "\"",
                    inside.last == quote
                {
                    steps.append(.key(String(inside.dropFirst().dropLast())))
                } else {
                    return nil
                }
                at = open
                continue
            }
            let start = wordStart(bytes[..<at])
            guard start < at else { return nil }
            let name = string(bytes[start..<at])
            guard let letter = name.unicodeScalars.first, !(0x30...0x39).contains(letter.value) else { return nil }
            if start > 0, bytes[start - 1] == UInt8(ascii: ".") {
                steps.append(.attribute(name))
                at = start - 1
            } else {
                steps.append(.name(name))
                return steps.reversed()
            }
        }
        return nil
    }

    // MARK: - In strings

    private func stringCandidates(_ bytes: [UInt8], _ scanner: CodeScanner) -> [String] {
        var start = scanner.stringStart + 1
        if case .triple = scanner.state { start += 2 }
        let content = string(bytes[min(start, bytes.count)...])
        // A subscript's string is a key.
        var before = scanner.stringStart
        while before > 0, bytes[before - 1] == UInt8(ascii: " ") { before -= 1 }
        if before > 0, bytes[before - 1] == UInt8(ascii: "["), let path = path(endingAt: before - 1, in: bytes),
            let keys = scope.keys(of: path)
        {
            return matching(keys, content)
        }
        if isDevice(bytes, before) { return matching(["cpu"], content) }
        // Not a line of text: a path has no spaces at its start and is short.
        guard content.utf8.count < 1000, !content.contains("\n") else { return [] }
        return files(content, extensions: pictureCall(bytes, scanner) ? ["png", "jpg", "jpeg", "bmp", "gif"] : nil)
    }

    private func files(_ typed: String, extensions: Set<String>?) -> [String] {
        let slash = typed.lastIndex(of: "/")
        var folder = slash.map { String(typed[...$0]) } ?? "."
        if folder.hasPrefix("~/"), let home = Environment.value("HOME") { folder = home + folder.dropFirst() }
        let word = slash.map { String(typed[typed.index(after: $0)...]) } ?? typed
        var found: [String] = []
        for name in Files.names(in: folder) ?? []
        where name.hasPrefix(word) && (word.hasPrefix(".") || !name.hasPrefix(".")) {
            // A name that could steer the terminal is not offered.
            guard !name.unicodeScalars.contains(where: VisibleText.isHidden) else { continue }
            if Files.kind(of: Files.join(folder, name)) == .folder {
                found.append(name + "/")
            } else if extensions?.contains(Files.fileExtension(of: name)) ?? true {
                found.append(name)
            }
            if found.count >= 1000 { break }
        }
        return found
    }

    /// `device="`, `torch.device("`, `model.to("`: the string names a device.
    private func isDevice(_ bytes: [UInt8], _ quote: Int) -> Bool {
        guard quote > 0 else { return false }
        let isArgument = bytes[quote - 1] == UInt8(ascii: "=")
        guard isArgument || bytes[quote - 1] == UInt8(ascii: "("), let path = path(endingAt: quote - 1, in: bytes)
        else {
            return false
        }
        switch path.last {
        case .name(let name): return name == "device"
        case .attribute(let name): return name == "device" || (name == "to" && !isArgument)
        case .index, .key, nil: return false
        }
    }

    /// `imread("`, `Image.open("`: only pictures are wanted.
    private func pictureCall(_ bytes: [UInt8], _ scanner: CodeScanner) -> Bool {
        guard let bracket = scanner.brackets.last, bracket.byte == UInt8(ascii: "("),
            let path = path(endingAt: bracket.offset, in: bytes)
        else { return false }
        switch path.last {
        case .name(let name), .attribute(let name): return ["imread", "load_image", "read_image"].contains(name)
        case .index, .key, nil: return false
        }
    }

    // MARK: - Words

    private func matching(_ names: [String], _ word: String) -> [String] {
        // Private names only when asked for.
        names.filter { $0.hasPrefix(word) && (!word.isEmpty || !$0.hasPrefix("_")) }
    }

    private func wordStart(_ bytes: some BidirectionalCollection<UInt8>) -> Int {
        var count = 0
        for byte in bytes.reversed() {
            let isWord =
                byte >= 0x80 || byte == UInt8(ascii: "_") || (0x30...0x39).contains(byte)
                || (0x41...0x5A).contains(byte)
                || (0x61...0x7A).contains(byte)
            if !isWord { break }
            count += 1
        }
        return bytes.count - count
    }

    private func string(_ bytes: ArraySlice<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }
}
