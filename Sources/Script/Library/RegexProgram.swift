// Regular expressions for `re`: a pattern becomes a list of instructions, and a matcher with its own stack of choices runs them. No
// recursion over the text, so that a long line is no danger; every few thousand steps an interrupt is looked for.
import Schema

/// A set of characters: `[a-z_]`, `\d`.
struct RegexSet {
    enum Kind { case digit, space, word, asciiDigit, asciiSpace, asciiWord }
    var ranges: [ClosedRange<UInt32>] = []
    var kinds: [(kind: Kind, isNegated: Bool)] = []
    var isNegated = false

    func contains(_ c: UInt32, ignoringCase: Bool) -> Bool {
        var found = holds(c)
        if !found, ignoringCase { found = holds(RegexText.folded(c)) || holds(RegexText.raised(c)) }
        return found != isNegated
    }

    private func holds(_ c: UInt32) -> Bool {
        ranges.contains { $0.contains(c) } || kinds.contains { RegexText.isOf($0.kind, c) != $0.isNegated }
    }
}

enum RegexText {
    static func folded(_ c: UInt32) -> UInt32 {
        guard let scalar = Unicode.Scalar(c) else { return c }
        let lower = scalar.properties.lowercaseMapping.unicodeScalars
        return lower.count == 1 ? lower.first?.value ?? c : c
    }
    static func raised(_ c: UInt32) -> UInt32 {
        guard let scalar = Unicode.Scalar(c) else { return c }
        let upper = scalar.properties.uppercaseMapping.unicodeScalars
        return upper.count == 1 ? upper.first?.value ?? c : c
    }
    static func isOf(_ kind: RegexSet.Kind, _ c: UInt32) -> Bool {
        guard let scalar = Unicode.Scalar(c) else { return false }
        switch kind {
        case .digit: return scalar.properties.generalCategory == .decimalNumber
        case .space: return scalar.properties.isWhitespace || (0x1c...0x1f).contains(c)
        case .word:
            return scalar == "_" || scalar.properties.isAlphabetic || scalar.properties.numericType != nil
        case .asciiDigit: return (0x30...0x39).contains(c)
        case .asciiSpace: return c == 0x20 || (9...13).contains(c)
        case .asciiWord: return c < 0x80 && isOf(.word, c)
        }
    }
}

indirect enum RegexNode {
    case empty
    case character(UInt32)
    case any
    case set(RegexSet)
    case lineStart, lineEnd, textStart, textEnd
    case boundary(isNegated: Bool, isASCII: Bool)
    case sequence([RegexNode])
    case choice([RegexNode])
    case group(Int?, RegexNode)
    case back(Int)
    case look(RegexNode, isBehind: Bool, isNegated: Bool)
    case loop(RegexNode, least: Int, most: Int?, isLazy: Bool)

    /// How many characters it takes when that is fixed, for looking behind.
    var width: Int? {
        switch self {
        case .empty, .lineStart, .lineEnd, .textStart, .textEnd, .boundary, .look: return 0
        case .character, .any, .set: return 1
        case .sequence(let parts):
            var sum = 0
            for part in parts {
                guard let width = part.width else { return nil }
                let (total, over) = sum.addingReportingOverflow(width)
                if over { return nil }
                sum = total
            }
            return sum
        case .choice(let parts):
            let widths = parts.map(\.width)
            return widths.allSatisfy { $0 == widths[0] } ? widths[0] : nil
        case .group(_, let inner): return inner.width
        case .back: return nil
        case .loop(let inner, let least, let most, _):
            guard least == most, let width = inner.width else { return nil }
            let (product, over) = width.multipliedReportingOverflow(by: least)
            return over ? nil : product
        }
    }
}

enum RegexInstruction {
    case character(UInt32), any, set(RegexSet)
    case lineStart, lineEnd, textStart, textEnd, boundary(isNegated: Bool, isASCII: Bool)
    /// Goes on at the first, and at the second when that fails.
    case split(Int, Int)
    case jump(Int)
    case save(Int)
    case back(Int)
    /// Looks ahead (`behind` nil) or a number of characters behind; the program ends with `accept`.
    case look(RegexProgram, behind: Int?, isNegated: Bool)
    /// Remembers where a turn of a loop began; a turn that took nothing fails.
    case turn(Int), progress(Int)
    case accept
}

/// A compiled pattern.
final class RegexProgram {
    private(set) var code: [RegexInstruction] = []
    let groupCount: Int
    let names: [(name: String, group: Int)]
    let ignoresCase: Bool, isMultiline: Bool, dotTakesNewline: Bool
    private var turns = 0

    struct TooLarge: Error {}

    init(
        _ node: RegexNode, groupCount: Int, names: [(String, Int)], ignoresCase: Bool, isMultiline: Bool,
        dotTakesNewline: Bool
    ) throws {
        self.groupCount = groupCount
        self.names = names.map { (name: $0.0, group: $0.1) }
        self.ignoresCase = ignoresCase
        self.isMultiline = isMultiline
        self.dotTakesNewline = dotTakesNewline
        try emit(node)
        code.append(.accept)
    }

    private func emit(_ node: RegexNode) throws {
        // Counted loops are written out; a pattern that would grow without measure is refused.
        if code.count > 50_000 { throw TooLarge() }
        switch node {
        case .empty: break
        case .character(let c): code.append(.character(ignoresCase ? RegexText.folded(c) : c))
        case .any: code.append(.any)
        case .set(let set): code.append(.set(set))
        case .lineStart: code.append(.lineStart)
        case .lineEnd: code.append(.lineEnd)
        case .textStart: code.append(.textStart)
        case .textEnd: code.append(.textEnd)
        case .boundary(let isNegated, let isASCII):
            code.append(.boundary(isNegated: isNegated, isASCII: isASCII))
        case .sequence(let parts): for part in parts { try emit(part) }
        case .choice(let parts):
            var ends: [Int] = []
            for part in parts.dropLast() {
                let split = code.count
                code.append(.accept)
                try emit(part)
                ends.append(code.count)
                code.append(.accept)
                code[split] = .split(split + 1, code.count)
            }
            if let last = parts.last { try emit(last) }
            for end in ends { code[end] = .jump(code.count) }
        case .group(let number, let inner):
            guard let number else { return try emit(inner) }
            code.append(.save(2 * number))
            try emit(inner)
            code.append(.save(2 * number + 1))
        case .back(let group): code.append(.back(group))
        case .look(let inner, let isBehind, let isNegated):
            let program = try RegexProgram(
                inner, groupCount: groupCount, names: [], ignoresCase: ignoresCase, isMultiline: isMultiline,
                dotTakesNewline: dotTakesNewline)
            code.append(.look(program, behind: isBehind ? inner.width ?? 0 : nil, isNegated: isNegated))
        case .loop(let inner, let least, let most, let isLazy):
            for _ in 0..<least { try emit(inner) }
            if let most {
                var splits: [Int] = []
                for _ in 0..<max(0, most - least) {
                    splits.append(code.count)
                    code.append(.accept)
                    try emit(inner)
                }
                for split in splits {
                    code[split] = isLazy ? .split(code.count, split + 1) : .split(split + 1, code.count)
                }
                return
            }
            let turn = turns
            turns += 1
            let split = code.count
            code.append(.accept)
            code.append(.turn(turn))
            try emit(inner)
            code.append(.progress(turn))
            code.append(.jump(split))
            code[split] = isLazy ? .split(code.count, split + 1) : .split(split + 1, code.count)
        }
    }

    // MARK: - Matching

    private struct Choice {
        var pc: Int
        var at: Int
        var saves: [Int]
        var turns: [Int]
    }

    /// The spans of the match that begins at `start` (two numbers per group, -1 for none); nil when there is none.
    func match(
        _ text: [UInt32], from start: Int, to end: Int, whole: Bool, saves given: [Int]? = nil,
        tick: () throws -> Void
    ) throws -> [Int]? {
        var choices: [Choice] = []
        var state = Choice(
            pc: 0, at: start, saves: given ?? [Int](repeating: -1, count: 2 * (groupCount + 1)),
            turns: [Int](repeating: -1, count: turns))
        state.saves[0] = start
        var steps = 0
        while true {
            steps += 1
            if steps & 0xfff == 0 {
                try tick()
                if choices.count > 1_000_000 {
                    throw Failure(.memoryError, "the pattern keeps too many choices open on this text")
                }
            }
            var failed = false
            switch code[state.pc] {
            case .accept:
                if whole, state.at != end {
                    failed = true
                } else {
                    state.saves[1] = state.at
                    return state.saves
                }
            case .character(let c):
                failed = state.at >= end || (ignoresCase ? RegexText.folded(text[state.at]) : text[state.at]) != c
                state.at += 1
            case .any:
                failed = state.at >= end || (!dotTakesNewline && text[state.at] == 10)
                state.at += 1
            case .set(let set):
                failed = state.at >= end || !set.contains(text[state.at], ignoringCase: ignoresCase)
                state.at += 1
            case .textStart: failed = state.at != 0
            case .textEnd: failed = state.at != end
            case .lineStart: failed = !(state.at == 0 || (isMultiline && text[state.at - 1] == 10))
            case .lineEnd:
                failed =
                    !(state.at == end || (state.at == end - 1 && text[state.at] == 10)
                    || (isMultiline && text[state.at] == 10))
            case .boundary(let isNegated, let isASCII):
                let kind: RegexSet.Kind = isASCII ? .asciiWord : .word
                let before = state.at > 0 && RegexText.isOf(kind, text[state.at - 1])
                let after = state.at < end && RegexText.isOf(kind, text[state.at])
                failed = (before != after) == isNegated
            case .split(let first, let second):
                var other = state
                other.pc = second
                choices.append(other)
                state.pc = first
                continue
            case .jump(let target):
                state.pc = target
                continue
            case .save(let slot): state.saves[slot] = state.at
            case .turn(let slot): state.turns[slot] = state.at
            case .progress(let slot): failed = state.turns[slot] == state.at
            case .back(let group):
                let (from, to) = (state.saves[2 * group], state.saves[2 * group + 1])
                if from < 0 || to < from || to - from > end - state.at {
                    failed = true
                } else {
                    for i in 0..<(to - from) where !failed {
                        let (a, b) = (text[from + i], text[state.at + i])
                        failed = ignoresCase ? RegexText.folded(a) != RegexText.folded(b) : a != b
                    }
                    state.at += to - from
                }
            case .look(let program, let behind, let isNegated):
                var found: [Int]?
                let from = state.at - (behind ?? 0)
                if from >= 0 {
                    found = try program.match(
                        text, from: from, to: behind == nil ? end : state.at, whole: behind != nil, saves: state.saves,
                        tick: tick)
                }
                failed = (found != nil) == isNegated
                if let found, !isNegated { for i in 2..<max(2, found.count) { state.saves[i] = found[i] } }
            }
            if failed {
                guard let other = choices.popLast() else { return nil }
                state = other
            } else {
                state.pc += 1
            }
        }
    }
}
