// Reads `re` patterns: Python's syntax as far as programs use it. Nesting is limited, so that no pattern overruns the stack.
import Schema

struct RegexParser {
    struct Mistake: Error { let text: String }

    private let pattern: [UInt32]
    private var at = 0
    private var depth = 0
    private(set) var groupCount = 0
    private(set) var names: [(String, Int)] = []
    private(set) var ignoresCase: Bool, isMultiline: Bool, dotTakesNewline: Bool, isVerbose: Bool, isASCII: Bool

    init(_ pattern: String, ignoresCase: Bool, isMultiline: Bool, dotTakesNewline: Bool, isVerbose: Bool, isASCII: Bool)
    {
        self.pattern = pattern.unicodeScalars.map(\.value)
        self.ignoresCase = ignoresCase
        self.isMultiline = isMultiline
        self.dotTakesNewline = dotTakesNewline
        self.isVerbose = isVerbose
        self.isASCII = isASCII
    }

    mutating func parse() throws -> RegexNode {
        let node = try choice()
        if at < pattern.count { throw mistake("unbalanced parenthesis") }
        return node
    }

    private func mistake(_ text: String) -> Mistake { Mistake(text: "\(text) at position \(at)") }
    private var next: UInt32? { at < pattern.count ? pattern[at] : nil }
    private func isNext(_ c: Unicode.Scalar) -> Bool { next == c.value }
    private mutating func accept(_ c: Unicode.Scalar) -> Bool {
        guard isNext(c) else { return false }
        at += 1
        return true
    }
    private mutating func accept(_ text: String) -> Bool {
        let wanted = text.unicodeScalars.map(\.value)
        guard pattern[at...].starts(with: wanted) else { return false }
        at += wanted.count
        return true
    }

    private mutating func choice() throws -> RegexNode {
        depth += 1
        defer { depth -= 1 }
        if depth > 100 { throw mistake("groups are nested too deeply") }
        var parts = [try sequence()]
        while accept("|") { parts.append(try sequence()) }
        return parts.count == 1 ? parts[0] : .choice(parts)
    }

    private mutating func sequence() throws -> RegexNode {
        var parts: [RegexNode] = []
        while let c = next, c != 0x7C, c != 0x29 {
            if isVerbose, c == 0x20 || (9...13).contains(c) {
                at += 1
                continue
            }
            if isVerbose, c == 0x23 {
                while let c = next, c != 10 { _ = c; at += 1 }
                continue
            }
            let atom = try self.atom()
            parts.append(try quantified(atom))
        }
        return parts.count == 1 ? parts[0] : .sequence(parts)
    }

    private mutating func quantified(_ atom: RegexNode) throws -> RegexNode {
        var node = atom
        var isLooped = false
        while true {
            let (least, most): (Int, Int?)
            if accept("*") {
                (least, most) = (0, nil)
            } else if accept("+") {
                (least, most) = (1, nil)
            } else if accept("?") {
                (least, most) = (0, 1)
            } else if isNext("{"), let bounds = try counted() {
                (least, most) = bounds
            } else {
                return node
            }
            if isLooped { throw mistake("multiple repeat") }
            isLooped = true
            let isLazy = accept("?")
            node = .loop(node, least: least, most: most, isLazy: isLazy)
        }
    }

    /// `{2}`, `{2,}`, `{,5}`, `{2,5}`; nil when the brace is a character of its own.
    private mutating func counted() throws -> (Int, Int?)? {
        let start = at
        at += 1
        func number() -> Int? {
            var value: Int?
            while let c = next, (0x30...0x39).contains(c) {
                value = min((value ?? 0) * 10 + Int(c - 0x30), 100_000)
                at += 1
            }
            return value
        }
        let least = number()
        var most = least
        if accept(",") { most = number() }
        guard accept("}"), least != nil || pattern[at - 2] != 0x7B else {
            at = start
            return nil
        }
        if let least, let most, most < least { throw mistake("min repeat greater than max repeat") }
        let isOpen = pattern[at - 2] == 0x2C
        return (least ?? 0, isOpen ? nil : most)
    }

    private mutating func atom() throws -> RegexNode {
        guard let c = next, let scalar = Unicode.Scalar(c) else { throw mistake("unexpected end of pattern") }
        at += 1
        switch scalar {
        case ".": return .any
        case "^": return .lineStart
        case "$": return .lineEnd
        case "(": return try group()
        case "[": return try set()
        case "\\": return try escape()
        case "*", "+", "?": throw mistake("nothing to repeat")
        default: return .character(c)
        }
    }

    private mutating func group() throws -> RegexNode {
        func close(_ node: RegexNode) throws -> RegexNode {
            guard accept(")") else { throw mistake("missing ), unterminated subpattern") }
            return node
        }
        guard accept("?") else {
            groupCount += 1
            let number = groupCount
            return try close(.group(number, try choice()))
        }
        if accept(":") { return try close(.group(nil, try choice())) }
        if accept("=") { return try close(.look(try choice(), isBehind: false, isNegated: false)) }
        if accept("!") { return try close(.look(try choice(), isBehind: false, isNegated: true)) }
        if accept("<=") || accept("<!") {
            let isNegated = pattern[at - 1] == 0x21
            let inner = try choice()
            guard inner.width != nil else { throw mistake("look-behind requires fixed-width pattern") }
            return try close(.look(inner, isBehind: true, isNegated: isNegated))
        }
        if accept("P<") {
            let name = try self.name(until: ">")
            groupCount += 1
            let number = groupCount
            names.append((name, number))
            return try close(.group(number, try choice()))
        }
        if accept("P=") {
            let name = try self.name(until: ")")
            guard let group = names.first(where: { $0.0 == name })?.1 else {
                throw mistake("unknown group name '\(name)'")
            }
            return .back(group)
        }
        if accept("#") {
            while let c = next, c != 0x29 { _ = c; at += 1 }
            return try close(.empty)
        }
        while let c = next, let scalar = Unicode.Scalar(c), "aimsxLu".unicodeScalars.contains(scalar) {
            at += 1
            switch scalar {
            case "i": ignoresCase = true
            case "m": isMultiline = true
            case "s": dotTakesNewline = true
            case "x": isVerbose = true
            case "a": isASCII = true
            default: break
            }
        }
        if accept(":") { return try close(.group(nil, try choice())) }
        guard accept(")") else { throw mistake("unknown extension") }
        return .empty
    }

    private mutating func name(until end: Unicode.Scalar) throws -> String {
        var name = ""
        while let c = next, let scalar = Unicode.Scalar(c), scalar != end {
            name.unicodeScalars.append(scalar)
            at += 1
        }
        guard accept(end), !name.isEmpty else { throw mistake("missing group name") }
        return name
    }

    private mutating func set() throws -> RegexNode {
        var set = RegexSet()
        set.isNegated = accept("^")
        var isFirst = true
        while let c = next, c != 0x5D || isFirst {
            isFirst = false
            guard let low = try member(&set) else { continue }
            if isNext("-"), at + 1 < pattern.count, pattern[at + 1] != 0x5D {
                at += 1
                guard let high = try member(&set) else { throw mistake("bad character range") }
                guard low <= high else { throw mistake("bad character range") }
                set.ranges.append(low...high)
            } else {
                set.ranges.append(low...low)
            }
        }
        guard accept("]") else { throw mistake("unterminated character set") }
        return .set(set)
    }

    /// One character of a set; nil when a class such as `\d` was added instead.
    private mutating func member(_ set: inout RegexSet) throws -> UInt32? {
        guard let c = next else { throw mistake("unterminated character set") }
        at += 1
        guard c == 0x5C else { return c }
        switch try escape(inSet: true) {
        case .character(let c): return c
        case .set(let inner):
            set.kinds += inner.kinds
            return nil
        default: throw mistake("bad escape in a character set")
        }
    }

    private mutating func escape(inSet: Bool = false) throws -> RegexNode {
        guard let c = next, let scalar = Unicode.Scalar(c) else { throw mistake("bad escape (end of pattern)") }
        at += 1
        func of(_ kind: RegexSet.Kind, _ isNegated: Bool) -> RegexNode {
            .set(RegexSet(kinds: [(kind, isNegated)]))
        }
        func hex(_ count: Int) throws -> RegexNode {
            var value: UInt32 = 0
            for _ in 0..<count {
                guard let c = next, let digit = Unicode.Scalar(c).flatMap({ Character($0).hexDigitValue }) else {
                    throw mistake("incomplete escape")
                }
                value = value << 4 | UInt32(digit)
                at += 1
            }
            return .character(value)
        }
        switch scalar {
        case "d", "D": return of(isASCII ? .asciiDigit : .digit, scalar == "D")
        case "s", "S": return of(isASCII ? .asciiSpace : .space, scalar == "S")
        case "w", "W": return of(isASCII ? .asciiWord : .word, scalar == "W")
        case "n": return .character(10)
        case "t": return .character(9)
        case "r": return .character(13)
        case "f": return .character(12)
        case "v": return .character(11)
        case "a": return .character(7)
        case "x": return try hex(2)
        case "u": return try hex(4)
        case "b": return inSet ? .character(8) : .boundary(isNegated: false, isASCII: isASCII)
        case "B" where !inSet: return .boundary(isNegated: true, isASCII: isASCII)
        case "A" where !inSet: return .textStart
        case "Z" where !inSet: return .textEnd
        case "0": return .character(0)
        case "1"..."9" where !inSet:
            var number = Int(c - 0x30)
            if let c = next, (0x30...0x39).contains(c), number * 10 + Int(c - 0x30) <= groupCount {
                number = number * 10 + Int(c - 0x30)
                at += 1
            }
            guard number <= groupCount else { throw mistake("invalid group reference \(number)") }
            return .back(number)
        default:
            if Character(scalar).isLetter, scalar.isASCII { throw mistake("bad escape \\\(scalar)") }
            return .character(c)
        }
    }
}
