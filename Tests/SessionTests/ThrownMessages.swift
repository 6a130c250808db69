// Reads the messages that the sources throw out of the sources' text, so that a test can ask whether each is in the catalogue. It
// knows as much of Swift as that takes: string literals with their interpolations, brackets, comments, `+` and `? :`.
import Foundation

/// A message as it stands in the sources, with a hole for each interpolation.
struct ThrownMessage {
    enum Piece: Equatable {
        case text(String)
        case hole
    }

    let file: String
    let line: Int
    let pieces: [Piece]

    /// The message with something in its holes.
    func text(_ filling: String) -> String {
        pieces.map { if case .text(let text) = $0 { text } else { filling } }.joined()
    }

    /// As a row of the catalogue would write it.
    var pattern: String {
        var number = -1
        return pieces.map { piece in
            if case .text(let text) = piece { return text }
            number += 1
            return "{\(number)}"
        }.joined()
    }
}

struct ThrownMessages {
    private(set) var messages: [ThrownMessage] = []
    /// Places whose message is neither written out nor handed on by a function known to do that.
    private(set) var unreadable: [String] = []

    /// Expressions that hand a message on; what they hold is found where it is written.
    private static let handedOn = [
        "message", "message()", "message(value.typeName)", "sentence", "failure.message", "mistake.text", "name.text",
        "try key.repr()", "PythonRepr.string(name)", "(fieldDepth > 0 ? \"f-string: \" : \"\") + message",
    ]

    init(sources: URL) throws {
        let files = FileManager.default.enumerator(atPath: sources.path)?.compactMap { $0 as? String } ?? []
        // The front end's own words about its options are not errors of a script.
        let texts = try files.sorted().filter { $0.hasSuffix(".swift") && !$0.hasPrefix("unetrepl/") }.map {
            (
                file: $0, module: $0.prefix { $0 != "/" },
                text: SwiftText(try String(contentsOf: sources.appendingPathComponent($0), encoding: .utf8))
            )
        }
        for module in Set(texts.map(\.module)).sorted() {
            let members = texts.filter { $0.module == module }
            let takers = members.reduce(into: Set<String>()) { $0.formUnion($1.text.messageTakers()) }
            for member in members { read(member.text, member.file, takers) }
        }
    }

    /// `takers` are the functions of the file's module that take a `message`.
    private mutating func read(_ text: SwiftText, _ file: String, _ takers: Set<String>) {
        func add(_ range: Range<Int>, at place: Int, isFragment: Bool) {
            for pieces in text.alternatives(range) {
                let message = ThrownMessage(file: file, line: text.line(of: place), pieces: pieces)
                let words = message.text("")
                // A fragment of one word (`pow`, `getter`) is a name.
                guard words.contains(where: \.isLetter), !isFragment || words.contains(" ") else { continue }
                messages.append(message)
            }
        }
        for call in text.calls(of: "Failure") {
            let arguments = text.arguments(of: call)
            guard arguments.count > 1, arguments[0].label == nil, arguments[1].label == nil else { continue }
            let range = arguments[1].range
            if text.hasLiteral(range) { add(range, at: call, isFragment: false) }
            let expression = text.string(range)
            let isWritten = text.hasLiteral(range) && !expression.hasSuffix(" + message")
            if !isWritten, !ThrownMessages.handedOn.contains(expression) {
                unreadable.append("\(file):\(text.line(of: call)): \(expression)")
            }
        }
        // `throw broken("…")`, and calls of functions that take a `message`.
        var seen = Set<Int>()
        for call in text.callsInThrows() + takers.flatMap({ text.calls(of: $0) }) {
            guard seen.insert(call).inserted else { continue }
            for argument in text.arguments(of: call) where argument.label == nil && text.hasLiteral(argument.range) {
                add(argument.range, at: call, isFragment: true)
            }
        }
        for name in ["message", "sentence"] {
            for range in text.values(of: name) where text.hasLiteral(range) {
                add(range, at: range.lowerBound, isFragment: true)
            }
        }
        for place in text.literals(startingWith: ["unetrepl has no ", "unetrepl does not "]) {
            add(place, at: place.lowerBound, isFragment: true)
        }
        for (place, pieces) in text.raises() {
            let message = ThrownMessage(file: file, line: text.line(of: place), pieces: pieces)
            if message.text("").contains(where: \.isLetter) { messages.append(message) }
        }
    }
}

/// A source text, read byte by byte.
private struct SwiftText {
    typealias Piece = ThrownMessage.Piece
    private let bytes: [UInt8]
    /// Where a comment or a literal starts, and where it ends.
    private var ends: [Int: Int] = [:]
    /// The code alone: comments and literals are blanks.
    private var code: [UInt8]
    /// Where the lines end.
    private var newlines: [Int] = []

    init(_ text: String) {
        bytes = Array(text.utf8) + [10, 10, 10, 10]
        code = bytes
        var i = 0
        while i < bytes.count {
            if bytes[i] == 10 { newlines.append(i) }
            guard let end = opaqueEnd(i) else {
                i += 1
                continue
            }
            for k in i..<min(end, bytes.count) where bytes[k] == 10 { newlines.append(k) }
            ends[i] = end
            for k in i..<min(end, code.count) where code[k] != 10 { code[k] = 32 }
            i = end
        }
    }

    func line(of place: Int) -> Int { 1 + (newlines.firstIndex { $0 >= place } ?? newlines.count) }
    func string(_ range: Range<Int>) -> String {
        String(decoding: bytes[range], as: UTF8.self).split(separator: "\n")
            .map { $0.trimmingCharacters(in: .whitespaces) }.joined(separator: " ")
    }
    func hasLiteral(_ range: Range<Int>) -> Bool { range.contains { isLiteral(at: $0) && ends[$0] != nil } }

    // MARK: - Places

    /// The places of `name` in the code, followed by `(`: the bracket's place.
    func calls(of name: String) -> [Int] {
        let needle = Array(name.utf8) + [UInt8(ascii: "(")]
        return places(of: needle).filter { !isWord(before: $0) && !follows("func", $0) }.map { $0 + needle.count - 1 }
    }

    /// The brackets of every call inside a `throw` statement that is not a Failure's.
    func callsInThrows() -> [Int] {
        places(of: Array("throw ".utf8)).filter { !isWord(before: $0) }.flatMap { place -> [Int] in
            var i = place
            var found: [Int] = []
            statement: while i < code.count {
                switch code[i] {
                case UInt8(ascii: "("):
                    if isWord(before: i), !ends("Failure", i) { found.append(i) }
                    i = skip(i)
                    continue
                case UInt8(ascii: "["), UInt8(ascii: "{"):
                    i = skip(i)
                    continue
                case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): break statement
                case 10:
                    let next = code[i...].first { $0 != 10 && $0 != 32 }
                    guard let next, [UInt8(ascii: "?"), UInt8(ascii: ":"), UInt8(ascii: "+")].contains(next) else {
                        break statement
                    }
                default: break
                }
                i += 1
            }
            return found
        }
    }

    /// The functions declared here that take a `message`.
    func messageTakers() -> Set<String> {
        var names = Set<String>()
        for place in places(of: Array("func ".utf8)) {
            let name = code[(place + 5)...].prefix { isWord($0) }
            guard code[name.endIndex] == UInt8(ascii: "(") else { continue }
            let parameters = String(decoding: code[name.endIndex..<skip(name.endIndex)], as: UTF8.self)
            if parameters.contains("_ message:"), name.count > 0 {
                names.insert(String(decoding: name, as: UTF8.self))
            }
        }
        return names.subtracting(["init"])
    }

    /// The expressions after `name =`.
    func values(of name: String) -> [Range<Int>] {
        places(of: Array("\(name) =".utf8)).filter { !isWord(before: $0) }.map { place in
            let start = place + name.utf8.count + 2
            var i = start
            while i < code.count {
                if [UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{")].contains(code[i]) {
                    i = skip(i)
                    continue
                }
                if [UInt8(ascii: ")"), UInt8(ascii: "}"), UInt8(ascii: "]")].contains(code[i]) { break }
                // An expression goes on while its lines do not end it.
                if code[i] == 10, bytes[start..<i].contains(where: { $0 > 32 }) {
                    let next = code[i...].first { $0 != 10 && $0 != 32 }
                    guard let next, [UInt8(ascii: "?"), UInt8(ascii: ":"), UInt8(ascii: "+")].contains(next) else {
                        break
                    }
                }
                i += 1
            }
            return start..<i
        }
    }

    func literals(startingWith beginnings: [String]) -> [Range<Int>] {
        ends.filter { place, _ in beginnings.contains { bytes[(place + 1)...].starts(with: $0.utf8) } }
            .map { $0.key..<$0.value }
    }

    /// The messages of `raise Name("…")` in the Python that stands inside literals.
    func raises() -> [(Int, [Piece])] {
        let needle = Array("raise ".utf8)
        var starts: [Int] = []
        var rest = bytes[...]
        while let place = rest.firstIndex(of: needle[0]) {
            if bytes[place...].starts(with: needle), code[place] == 32 { starts.append(place) }
            rest = bytes[(place + 1)...]
        }
        return starts.compactMap { place in
            let line = bytes[..<place].lastIndex(of: 10).map { bytes[($0 + 1)..<place] } ?? bytes[..<place]
            guard line.allSatisfy({ $0 == 32 }) else { return nil }
            let name = bytes[(place + 6)...].prefix { isWord($0) }
            guard bytes[name.endIndex] == UInt8(ascii: "(") else { return nil }
            var i = name.endIndex + 1
            while bytes[i] != UInt8(ascii: "'"), bytes[i] != UInt8(ascii: "\"") {
                // No text before the bracket closes: an object, or a variable.
                if bytes[i] == UInt8(ascii: ")") { return nil }
                i += 1
            }
            // What stands before it with a + is a hole, and so is what follows.
            let isJoined = bytes[..<i].last { $0 > 32 } == UInt8(ascii: "+")
            return (place, (isJoined ? [.hole] : []) + python(at: i, isFormatted: bytes[i - 1] == UInt8(ascii: "f")))
        }
    }

    private func places(of needle: [UInt8]) -> [Int] {
        var found: [Int] = []
        var rest = code[...]
        while let place = rest.firstIndex(of: needle[0]) {
            if code[place...].starts(with: needle) { found.append(place) }
            rest = code[(place + 1)...]
        }
        return found
    }

    private func isWord(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "_") || (byte | 32 >= UInt8(ascii: "a") && byte | 32 <= UInt8(ascii: "z"))
            || (byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9"))
    }
    private func isWord(before place: Int) -> Bool { place > 0 && isWord(code[place - 1]) }
    private func ends(_ word: String, _ place: Int) -> Bool {
        code[..<place].suffix(word.utf8.count).elementsEqual(word.utf8)
    }
    private func follows(_ word: String, _ place: Int) -> Bool { ends(word + " ", place) }

    // MARK: - Swift's syntax

    private func comment(at i: Int) -> Int? {
        guard bytes[i] == UInt8(ascii: "/"), i + 1 < bytes.count, bytes[i + 1] == UInt8(ascii: "/") else { return nil }
        return bytes[i...].firstIndex(of: 10) ?? bytes.count
    }

    private func isLiteral(at i: Int) -> Bool {
        if bytes[i] == UInt8(ascii: "\"") { return true }
        guard bytes[i] == UInt8(ascii: "#") else { return false }
        return bytes[i...].first { $0 != UInt8(ascii: "#") } == UInt8(ascii: "\"")
    }

    /// Behind the comment or the literal that starts at `i`; nil where none does.
    private func opaqueEnd(_ i: Int) -> Int? {
        // Most bytes are none of these.
        guard bytes[i] < UInt8(ascii: "0"), bytes[i] > 32 else { return nil }
        return ends[i] ?? comment(at: i) ?? (isLiteral(at: i) ? literal(at: i).end : nil)
    }

    /// Behind the bracket that closes the one at `i`.
    private func skip(_ i: Int) -> Int {
        var (i, depth) = (i, 0)
        while i < bytes.count {
            if let end = opaqueEnd(i) {
                i = end
                continue
            }
            switch bytes[i] {
            case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
            case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
                depth -= 1
                if depth == 0 { return i + 1 }
            default: break
            }
            i += 1
        }
        return i
    }

    /// The literal at `i`: where it ends and what it says. An interpolation that chooses between texts gives each of them.
    private func literal(at i: Int) -> (end: Int, pieces: [[Piece]]) {
        let hashes = bytes[i...].prefix { $0 == UInt8(ascii: "#") }.count
        let isLong = bytes[(i + hashes)...].starts(with: "\"\"\"".utf8)
        let close =
            Array(repeating: UInt8(ascii: "\""), count: isLong ? 3 : 1)
            + Array(repeating: UInt8(ascii: "#"), count: hashes)
        let escape = [UInt8(ascii: "\\")] + Array(repeating: UInt8(ascii: "#"), count: hashes)
        var pieces: [[Piece]] = [[]]
        var text: [UInt8] = []
        func flush() {
            if !text.isEmpty { pieces = pieces.map { $0 + [.text(String(decoding: text, as: UTF8.self))] } }
            text = []
        }
        var at = i + hashes + (isLong ? 3 : 1)
        while at < bytes.count, !(bytes[at] == close[0] && bytes[at...].starts(with: close)) {
            guard bytes[at] == escape[0], bytes[at...].starts(with: escape) else {
                text.append(bytes[at])
                at += 1
                continue
            }
            let next = at + escape.count
            switch bytes[next] {
            case UInt8(ascii: "("):
                flush()
                let end = skip(next)
                let choices = alternatives(next + 1..<end - 1)
                let isChoice = choices.count > 1 && !choices.joined().contains(.hole)
                pieces = pieces.flatMap { piece in (isChoice ? choices : [[.hole]]).map { piece + $0 } }
                at = end
            case UInt8(ascii: "u"):
                let end = bytes[next...].firstIndex(of: UInt8(ascii: "}")) ?? next
                let digits = String(decoding: bytes[(next + 2)..<end], as: UTF8.self)
                text += Array(String(UInt32(digits, radix: 16).flatMap(Unicode.Scalar.init) ?? "?").utf8)
                at = end + 1
            case UInt8(ascii: "n"):
                text.append(10)
                at = next + 1
            default:
                text.append(bytes[next])
                at = next + 1
            }
        }
        flush()
        return (at + close.count, pieces)
    }

    /// The arguments of the call whose bracket is at `open`.
    func arguments(of open: Int) -> [(label: String?, range: Range<Int>)] {
        let end = skip(open) - 1
        var arguments: [(String?, Range<Int>)] = []
        var (start, i) = (open + 1, open + 1)
        func close() {
            var range = start..<i
            while let first = range.first, code[first] <= 32, ends[first] == nil || comment(at: first) != nil {
                range = (ends[first] ?? first + 1)..<max(range.upperBound, ends[first] ?? first + 1)
            }
            while let last = range.last, bytes[last] <= 32 { range = range.lowerBound..<last }
            guard !range.isEmpty else { return }
            let name = code[range].prefix { isWord($0) }
            if !name.isEmpty, code[name.endIndex] == UInt8(ascii: ":") {
                arguments.append((String(decoding: name, as: UTF8.self), name.endIndex + 1..<range.upperBound))
            } else {
                arguments.append((nil, range))
            }
        }
        while i < end {
            if let next = ends[i] {
                i = next
            } else if [UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{")].contains(bytes[i]) {
                i = skip(i)
            } else {
                if bytes[i] == UInt8(ascii: ",") {
                    close()
                    start = i + 1
                }
                i += 1
            }
        }
        close()
        return arguments
    }

    // MARK: - Expressions

    private enum Token {
        case pieces([[Piece]])
        case sign(UInt8)
    }

    /// What an expression of texts can be: `a + b`, `condition ? a : b`, brackets; anything else is a hole.
    func alternatives(_ range: Range<Int>) -> [[Piece]] {
        var tokens: [Token] = []
        var i = range.lowerBound
        var (hasOther, hasLiteral) = (false, false)
        func other() {
            if hasOther, !hasLiteral { tokens.append(.pieces([[.hole]])) }
            (hasOther, hasLiteral) = (false, false)
        }
        while i < range.upperBound {
            if comment(at: i) != nil {
                i = comment(at: i) ?? i
            } else if isLiteral(at: i) {
                let (end, pieces) = literal(at: i)
                hasOther = false
                tokens.append(.pieces(pieces))
                hasLiteral = true
                i = end
            } else if [UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{")].contains(bytes[i]) {
                let end = skip(i)
                // Brackets, or a closure that makes the text.
                if bytes[i] != UInt8(ascii: "["), !hasOther, !hasLiteral {
                    tokens.append(.pieces(alternatives(i + 1..<end - 1)))
                    hasLiteral = true
                } else {
                    hasOther = true
                }
                i = end
            } else if bytes[i] == UInt8(ascii: "+") || bytes[i] == UInt8(ascii: ":")
                || (bytes[i] == UInt8(ascii: "?") && bytes[i - 1] == 32 && bytes[i + 1] <= 32)
            {
                other()
                tokens.append(.sign(bytes[i]))
                i += 1
            } else {
                if bytes[i] > 32 { hasOther = true }
                i += 1
            }
        }
        other()
        var rest = tokens[...]
        return SwiftText.choice(&rest)
    }

    private static func choice(_ tokens: inout ArraySlice<Token>) -> [[Piece]] {
        var whole: [[Piece]] = [[]]
        while let token = tokens.first {
            switch token {
            case .pieces(let pieces):
                tokens = tokens.dropFirst()
                whole = whole.flatMap { left in pieces.map { left + $0 } }
            case .sign(UInt8(ascii: "+")): tokens = tokens.dropFirst()
            case .sign(UInt8(ascii: "?")):
                tokens = tokens.dropFirst()
                let first = choice(&tokens)
                guard case .sign = tokens.first else { return first }
                tokens = tokens.dropFirst()
                return first + choice(&tokens)
            case .sign: return whole
            }
        }
        return whole
    }

    /// A Python literal: `{…}` is a hole in an f-string.
    private func python(at open: Int, isFormatted: Bool) -> [Piece] {
        var pieces: [Piece] = []
        var text: [UInt8] = []
        var i = open + 1
        while i < bytes.count, bytes[i] != bytes[open] {
            if bytes[i] == UInt8(ascii: "\\") {
                i += 1
                if bytes[i] == UInt8(ascii: "\\"), bytes[i + 1] == UInt8(ascii: "\\") { i += 1 }
            } else if isFormatted, bytes[i] == UInt8(ascii: "{") {
                pieces.append(.text(String(decoding: text, as: UTF8.self)))
                pieces.append(.hole)
                text = []
                var depth = 0
                repeat {
                    if bytes[i] == UInt8(ascii: "{") { depth += 1 }
                    if bytes[i] == UInt8(ascii: "}") { depth -= 1 }
                    i += 1
                } while depth > 0 && i < bytes.count
                continue
            }
            text.append(bytes[i])
            i += 1
        }
        pieces.append(.text(String(decoding: text, as: UTF8.self)))
        // Further texts, joined to this one.
        if bytes[(i + 1)...].first(where: { $0 > 32 }) != UInt8(ascii: ")") { pieces.append(.hole) }
        return pieces.filter { $0 != .text("") }
    }
}
