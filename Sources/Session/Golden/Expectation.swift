// What a test expects, line by line. Exact by default; where a line says so, it may differ:
//
//     loss 0.6931~          the last written digit may be off by one
//     loss 0.6931±1e-3      the number may be off by this much
//     saved in [..] files   anything within the line
//     ...                   any number of lines
//     [CWD] [HOME] [TMP] [VERSION] [TIME]
//
// Integers are never fuzzy. A line equal to the output, character for character, always matches.
import Glibc

public struct Expectation {
    /// What the placeholders stand for in this run: `["CWD": "/tmp/x"]`.
    public var places: [String: String]

    public init(places: [String: String] = [:]) { self.places = places }

    // MARK: - One line

    public func matches(_ expected: String, _ actual: String) -> Bool {
        if expected == actual { return true }
        let pieces = pieces(expected)
        // A line without any freedom was compared already.
        if pieces.count == 1, case .literal = pieces[0] { return false }
        var attempts = 0
        return matches(pieces[...], Array(actual.utf8)[...], &attempts)
    }

    private enum Piece {
        case literal([UInt8])
        case anything
        case number(Double, tolerance: Double)
        case version
        case time
    }

    private func pieces(_ line: String) -> [Piece] {
        var pieces: [Piece] = []
        var literal: [UInt8] = []
        func flush() {
            if !literal.isEmpty { pieces.append(.literal(literal)) }
            literal = []
        }
        let bytes = Array(line.utf8)
        var at = 0
        while at < bytes.count {
            if bytes[at] == UInt8(ascii: "["), let end = bytes[at...].firstIndex(of: UInt8(ascii: "]")), end - at <= 10
            {
                let name = String(decoding: bytes[(at + 1)..<end], as: UTF8.self)
                let piece: Piece?
                switch name {
                case "..": piece = .anything
                case "VERSION": piece = .version
                case "TIME": piece = .time
                default: piece = places[name].map { .literal(Array($0.utf8)) }
                }
                if let piece {
                    flush()
                    pieces.append(piece)
                    at = end + 1
                    continue
                }
            }
            let isInNumber = literal.last.map { Expectation.isNumberByte($0) || Expectation.isLetter($0) } ?? false
            if !isInNumber, let (value, tolerance, end) = tolerantNumber(bytes, at) {
                flush()
                pieces.append(.number(value, tolerance: tolerance))
                at = end
                continue
            }
            literal.append(bytes[at])
            at += 1
        }
        flush()
        return pieces
    }

    /// `0.6931~` or `0.6931±1e-3` at `start`; only numbers with a point or exponent.
    private func tolerantNumber(_ bytes: [UInt8], _ start: Int) -> (Double, Double, Int)? {
        guard let (text, end) = Expectation.number(bytes[start...]), let value = Double(text) else { return nil }
        guard text.utf8.contains(where: { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "e") }) else { return nil }
        if end < bytes.count, bytes[end] == UInt8(ascii: "~") {
            return (value, Expectation.lastDigit(text), end + 1)
        }
        // U+00B1 is C2 B1.
        if end + 1 < bytes.count, bytes[end] == 0xC2, bytes[end + 1] == 0xB1,
            let (toleranceText, toleranceEnd) = Expectation.number(bytes[(end + 2)...]),
            let tolerance = Double(toleranceText)
        {
            return (value, tolerance, toleranceEnd)
        }
        return nil
    }

    /// One unit of the last digit: `0.6931` gives 0.0001, `1.2e-5` gives 1e-6.
    static func lastDigit(_ text: String) -> Double {
        let parts = text.split(separator: "e", maxSplits: 1)
        let decimals =
            parts[0].split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false).dropFirst().first?.count ?? 0
        let exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
        return pow(10, Double(exponent - decimals))
    }

    /// The longest decimal number at the start, as text, and where it ends.
    static func number(_ bytes: ArraySlice<UInt8>) -> (String, Int)? {
        var at = bytes.startIndex
        func digits() -> Int {
            let start = at
            while at < bytes.endIndex, (0x30...0x39).contains(bytes[at]) { at += 1 }
            return at - start
        }
        if at < bytes.endIndex, bytes[at] == UInt8(ascii: "-") || bytes[at] == UInt8(ascii: "+") { at += 1 }
        var count = digits()
        if at < bytes.endIndex, bytes[at] == UInt8(ascii: ".") {
            at += 1
            count += digits()
        }
        guard count > 0 else { return nil }
        let mantissaEnd = at
        if at < bytes.endIndex, bytes[at] == UInt8(ascii: "e") || bytes[at] == UInt8(ascii: "E") {
            at += 1
            if at < bytes.endIndex, bytes[at] == UInt8(ascii: "-") || bytes[at] == UInt8(ascii: "+") { at += 1 }
            if digits() == 0 { at = mantissaEnd }
        }
        return (String(decoding: bytes[bytes.startIndex..<at], as: UTF8.self).lowercased(), at)
    }

    private static func isNumberByte(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || byte == UInt8(ascii: ".")
    }
    private static func isLetter(_ byte: UInt8) -> Bool {
        (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == UInt8(ascii: "_") || byte >= 0x80
    }

    private func matches(_ pieces: ArraySlice<Piece>, _ text: ArraySlice<UInt8>, _ attempts: inout Int) -> Bool {
        // Several `[..]` in a long line could be tried in very many ways.
        attempts += 1
        if attempts > 100_000 { return false }
        guard let first = pieces.first else { return text.isEmpty }
        let rest = pieces.dropFirst()
        switch first {
        case .literal(let bytes):
            return text.starts(with: bytes) && matches(rest, text.dropFirst(bytes.count), &attempts)
        case .anything:
            if rest.isEmpty { return true }
            for skip in 0...text.count where matches(rest, text.dropFirst(skip), &attempts) { return true }
            return false
        case .number(let value, let tolerance):
            guard let (found, end) = Expectation.number(text), let actual = Double(found) else { return false }
            // Half a percent of the tolerance covers the decimal numbers' own rounding: 0.6931 to 0.6932 is one digit.
            return abs(actual - value) <= tolerance * 1.005 && matches(rest, text[end...], &attempts)
        case .version:
            return run(
                of: { Expectation.isNumberByte($0) || Expectation.isLetter($0) || $0 == 0x2D }, rest, text, &attempts)
        case .time:
            return run(
                of: { Expectation.isNumberByte($0) || Expectation.isLetter($0) || $0 == 0x3A }, rest, text, &attempts)
        }
    }

    private func run(
        of isPart: (UInt8) -> Bool, _ rest: ArraySlice<Piece>, _ text: ArraySlice<UInt8>, _ attempts: inout Int
    ) -> Bool {
        guard let first = text.first, (0x30...0x39).contains(first) else { return false }
        let longest = text.prefix(while: isPart).count
        for count in stride(from: longest, to: 0, by: -1) where matches(rest, text.dropFirst(count), &attempts) {
            return true
        }
        return false
    }

    // MARK: - Many lines

    /// One step of the cheapest way from the expected lines to the actual ones.
    public enum Step: Equatable, Sendable {
        /// Both agree; indices into expected and actual.
        case same(Int, Int)
        /// A `...` line and the actual lines it stands for.
        case wildcard(Int, Range<Int>)
        case missing(Int)
        case extra(Int)
    }

    /// Lines of a text; a final newline does not make an empty last line.
    public static func lines(_ text: String) -> [String] {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        if lines.last == "" { lines.removeLast() }
        return lines
    }

    public func align(_ expected: [String], _ actual: [String]) -> [Step] {
        // Equal lines at both ends are most of the text; the table is for what is between.
        var head = 0
        while head < expected.count, head < actual.count, expected[head] == actual[head], expected[head] != "..." {
            head += 1
        }
        var tail = 0
        while tail < expected.count - head, tail < actual.count - head,
            expected[expected.count - 1 - tail] == actual[actual.count - 1 - tail],
            expected[expected.count - 1 - tail] != "..."
        { tail += 1 }
        var steps = (0..<head).map { Step.same($0, $0) }
        steps += alignMiddle(expected, head..<(expected.count - tail), actual, head..<(actual.count - tail))
        steps += (0..<tail).map { .same(expected.count - tail + $0, actual.count - tail + $0) }
        return steps
    }

    private func alignMiddle(_ expected: [String], _ left: Range<Int>, _ actual: [String], _ right: Range<Int>)
        -> [Step]
    {
        let n = left.count, m = right.count
        if n == 0 || m == 0 || n * m > 16_000_000 {
            // Too different to be worth an alignment.
            return left.map {
                expected[$0] == "..." && m == 0 ? .wildcard($0, right.lowerBound..<right.lowerBound) : .missing($0)
            }
                + right.map { .extra($0) }
        }
        // cost[i][j]: fewest missing and extra lines for the first i expected and j actual lines.
        let width = m + 1
        var cost = [Int32](repeating: 0, count: (n + 1) * width)
        var isSame = [Bool](repeating: false, count: (n + 1) * width)
        for j in 1...m { cost[j] = Int32(j) }
        for i in 1...n {
            let line = expected[left.lowerBound + i - 1]
            let isWildcard = line == "..."
            cost[i * width] = cost[(i - 1) * width] + (isWildcard ? 0 : 1)
            for j in 1...m {
                let here = i * width + j
                if isWildcard {
                    cost[here] = min(cost[here - width], cost[here - 1])
                } else {
                    var best = min(cost[here - width], cost[here - 1]) + 1
                    if cost[here - width - 1] < best, matches(line, actual[right.lowerBound + j - 1]) {
                        best = cost[here - width - 1]
                        isSame[here] = true
                    }
                    cost[here] = best
                }
            }
        }
        var steps: [Step] = []
        var i = n, j = m
        while i > 0 || j > 0 {
            let here = i * width + j
            if i > 0, expected[left.lowerBound + i - 1] == "..." {
                let end = j
                while j > 0, cost[i * width + j - 1] <= cost[i * width + j],
                    cost[(i - 1) * width + j] > cost[i * width + j]
                { j -= 1 }
                steps.append(.wildcard(left.lowerBound + i - 1, (right.lowerBound + j)..<(right.lowerBound + end)))
                i -= 1
            } else if i > 0, j > 0, isSame[here] {
                steps.append(.same(left.lowerBound + i - 1, right.lowerBound + j - 1))
                i -= 1
                j -= 1
            } else if j > 0, i == 0 || cost[here - 1] <= cost[here - width] {
                steps.append(.extra(right.lowerBound + j - 1))
                j -= 1
            } else {
                steps.append(.missing(left.lowerBound + i - 1))
                i -= 1
            }
        }
        return steps.reversed()
    }

    public static func agrees(_ steps: [Step]) -> Bool {
        steps.allSatisfy { step in
            switch step {
            case .same, .wildcard: true
            case .missing, .extra: false
            }
        }
    }

    /// The expectation that fits: hand-written freedom stays where it still holds, the rest becomes what was seen.
    public static func updated(_ steps: [Step], _ expected: [String], _ actual: [String]) -> [String] {
        steps.compactMap { step in
            switch step {
            case .same(let i, _), .wildcard(let i, _): expected[i]
            case .missing: nil
            case .extra(let j): actual[j]
            }
        }
    }
}
