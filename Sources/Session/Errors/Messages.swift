// The catalogue of error messages: the English that is thrown, in CPython's or PyTorch's words, and the Korean sentence for the
// learner. An error arrives as English text; it is recognised here by its pattern and said again in Korean, when it is shown and
// not before: what a script sees of an error (`str(e)`, `e.args`) stays English. What a script says itself is shown as it is.
//
// The rows stand in `Catalogue/…Messages.swift`, one a line, the English first:
//
//     pop from an empty deque → 빈 덱에서는 꺼낼 수 없습니다
//     U0104 module '{0}' has no attribute '{1}' → 모듈 '{0}'에는 속성 '{1}'이(가) 없습니다
//
// A row that is too long for one line has its Korean on the next, behind the arrow. `{0}` … `{9}` stand for what differs from one
// error to the next; Korean may use them in any order and leave some out. `{0:ko}` is a hole whose value is a row itself, or lines
// that are, and is said in Korean too; a row that begins with … is nothing but such a value. Where several patterns fit, the one
// with the most words of its own is taken, so rows have no order. The codes are for what refers to a message (`%why`, `--json`):
// U00 syntax, U01 names, U02 types, U03 values, U04 indices and keys, U05 the machine and files, U06 tensors, U07 training and
// models, U08 figures. They never change their meaning, and a new row needs none.
//
// The rows are text in the program until the first error needs them; starting up costs nothing.

/// One kind of message.
public struct Message: Sendable {
    /// `U0101`; empty for most.
    public let code: String
    public let english: String
    public let korean: String
    /// The bytes before the first hole.
    fileprivate let lead: Int
    /// The bytes outside the holes: the larger, the more the pattern says.
    fileprivate let weight: Int

    init(_ code: String, _ english: String, _ korean: String) {
        self.code = code
        self.english = english
        self.korean = korean
        var (lead, holes, previous) = (-1, 0, UInt8(0))
        for (offset, byte) in english.utf8.enumerated() {
            if previous == UInt8(ascii: "{"), (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
                if lead < 0 { lead = offset - 1 }
                holes += 1
            }
            previous = byte
        }
        self.lead = lead < 0 ? english.utf8.count : lead
        weight = english.utf8.count - holes * 3
    }
}

public enum Messages {
    /// Every row, read when the first error asks.
    public static let all: [Message] = areas.flatMap(read)

    static let areas = [
        language, container, text, library, tensor, layer, training, numpy, image, figure, file,
    ]

    /// Ctrl-C says nothing in English.
    private static let interrupted = Message("U0502", "", "중단했습니다")

    static func read(_ rows: String) -> [Message] {
        var messages: [Message] = []
        var waiting: ArraySlice<UInt8>?
        // Bytes, because characters take twenty times as long.
        for line in Array(rows.utf8).split(separator: UInt8(ascii: "\n")) where !line.starts(with: "# ".utf8) {
            // The arrow's first byte begins `…` too.
            var arrow = line.firstIndex(of: 0xE2)
            while let place = arrow, !line[place...].starts(with: "→ ".utf8) {
                arrow = line[(place + 1)...].firstIndex(of: 0xE2)
            }
            guard let arrow else {
                waiting = line
                continue
            }
            let pattern = arrow == line.startIndex ? waiting ?? [] : line[..<(arrow - 1)]
            messages.append(row(pattern, line[(arrow + 4)...]))
        }
        return messages
    }

    private static func row(_ pattern: ArraySlice<UInt8>, _ korean: ArraySlice<UInt8>) -> Message {
        let digits = pattern.dropFirst().prefix(5)
        let isCoded =
            pattern.first == UInt8(ascii: "U") && digits.last == UInt8(ascii: " ")
            && digits.dropLast().allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        return Message(
            isCoded ? String(decoding: pattern.prefix(5), as: UTF8.self) : "",
            String(decoding: isCoded ? pattern.dropFirst(6) : pattern, as: UTF8.self),
            String(decoding: korean, as: UTF8.self))
    }

    /// The catalogue's entry that says most about the message, and what stands in its holes.
    public static func match(kind: String, _ text: String) -> (message: Message, values: [Int: String])? {
        guard let first = text.utf8.first else { return kind == "KeyboardInterrupt" ? (interrupted, [:]) : nil }
        var best: (message: Message, values: [Int: String])?
        for message in all where message.lead == 0 || message.english.utf8.first == first {
            if message.weight > best?.message.weight ?? 0,
                text.utf8.starts(with: message.english.utf8.prefix(message.lead)),
                let values = Template.values(in: text, of: message.english)
            {
                best = (message, values)
            }
        }
        return best
    }

    public static func translate(kind: String, _ text: String, to language: Language) -> String {
        guard language == .korean else { return text }
        return korean(kind: kind, text, depth: 0)
    }

    private static func korean(kind: String, _ text: String, depth: Int) -> String {
        guard depth < 4,
            let (message, found) = (depth > 0 ? match(kind: "", "…" + text) : nil) ?? match(kind: kind, text)
        else {
            guard depth > 0, text.contains("\n") else { return text }
            // A list: each line is a message.
            return text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
                let indent = line.prefix { $0 == " " || $0 == "\t" }
                return indent + korean(kind: "", String(line.dropFirst(indent.count)), depth: depth + 1)
            }.joined(separator: "\n")
        }
        var (template, values) = (message.korean, found)
        for (number, value) in found where template.contains("{\(number):ko}") {
            template = template.replacing("{\(number):ko}", with: "{\(number)}")
            values[number] = korean(kind: "", value, depth: depth + 1)
        }
        return fill(template, values)
    }

    public static func translateHint(_ text: String, to language: Language) -> String {
        guard language == .korean else { return text }
        for (english, korean) in hints {
            if let values = Template.values(in: text, of: english) { return fill(korean, values) }
        }
        return text
    }

    private static func fill(_ template: String, _ values: [Int: String]) -> String {
        let count = (values.keys.max() ?? -1) + 1
        return Particles.settled(Template.fill(template, (0..<count).map { values[$0] ?? "" }))
    }
}
