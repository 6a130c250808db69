// A source text and its places. Bytes come in (a file, a cell), are checked once to be UTF-8 with `\n` line ends, and
// stay bytes: spans count bytes, and only here do they become lines, columns and the caret line under an error.
import Schema

/// One text that was entered: a cell, a script, a module. `id` is the number that spans carry.
public final class Source: Sendable {
    public let id: Int32
    /// What tracebacks call it: `<cell 3>` or a path.
    public let name: String
    /// UTF-8 with `\n` line ends; see `decode`.
    public let text: [UInt8]
    /// The byte at which each line starts; the first is 0.
    private let lineStarts: [Int32]

    /// The largest text that is parsed, in bytes.
    public static let sizeLimit = 64 << 20

    /// `text` must come from `decode`.
    public init(id: Int32, name: String, text: [UInt8]) {
        self.id = id
        self.name = name
        self.text = text
        var starts: [Int32] = [0]
        // Spans are 32-bit; a text beyond the size limit is refused by the parser before any span is made.
        for (index, byte) in text.prefix(Source.sizeLimit).enumerated() where byte == UInt8(ascii: "\n") {
            starts.append(Int32(index + 1))
        }
        lineStarts = starts
    }

    /// A text that is already a Swift string, as at the prompt; line ends may be `\r\n` or `\r`.
    public convenience init(id: Int32, name: String, _ string: String) {
        self.init(id: id, name: name, text: Source.withUnixLineEnds(Array(string.utf8)))
    }

    /// The bytes of a file as source text: strict UTF-8, byte order mark dropped, `\r\n` and `\r` turned to `\n`.
    /// - Throws: SyntaxError that names the first bad byte; NUL and texts over 64 MB are refused too.
    public static func decode(_ bytes: [UInt8]) throws(Failure) -> [UInt8] {
        guard bytes.count <= sizeLimit else { throw tooLarge(bytes.count) }
        let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
        if let (position, reason) = UTF8Check.firstError(in: text) {
            let byte = String(text[position], radix: 16)
            throw Failure(
                .syntaxError,
                "(unicode error) 'utf-8' codec can't decode byte 0x\(byte.count < 2 ? "0" : "")\(byte) in position "
                    + "\(position): \(reason) (line \(line(of: position, in: text)))",
                hint: "save the file as UTF-8")
        }
        if let position = text.firstIndex(of: 0) {
            throw Failure(
                .syntaxError, "source code cannot contain null bytes (line \(line(of: position, in: text)))")
        }
        return withUnixLineEnds(text)
    }

    static func tooLarge(_ count: Int) -> Failure {
        Failure(.syntaxError, "source text is \(count) bytes long; at most \(sizeLimit) bytes (64 MB) are accepted")
    }

    private static func withUnixLineEnds(_ text: [UInt8]) -> [UInt8] {
        let carriageReturn = UInt8(ascii: "\r"), newline = UInt8(ascii: "\n")
        guard text.contains(carriageReturn) else { return text }
        var result: [UInt8] = []
        result.reserveCapacity(text.count)
        var previous: UInt8 = 0
        for byte in text {
            if byte == carriageReturn {
                result.append(newline)
            } else if !(byte == newline && previous == carriageReturn) {
                result.append(byte)
            }
            previous = byte
        }
        return result
    }

    private static func line(of position: Int, in text: [UInt8]) -> Int {
        1 + text.prefix(position).reduce(0) { $0 + ($1 == UInt8(ascii: "\n") ? 1 : 0) }
    }

    // MARK: - Lines and columns

    public var lineCount: Int { lineStarts.count }

    /// The 1-based line and 0-based column, in code points, of a byte offset. Offsets beyond the end count as the end.
    public func location(of byte: Int) -> (line: Int, column: Int) {
        let position = min(max(byte, 0), text.count)
        let index = lineIndex(of: position)
        // Continuation bytes (10xxxxxx) do not start a code point.
        let column = text[Int(lineStarts[index])..<position].reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) }
        return (index + 1, column)
    }

    /// The 1-based line of a byte offset.
    public func line(of byte: Int) -> Int { lineIndex(of: min(max(byte, 0), text.count)) + 1 }

    /// The bytes of a 1-based line without its newline; empty when there is no such line.
    public func lineBytes(_ line: Int) -> ArraySlice<UInt8> {
        guard line >= 1, line <= lineStarts.count else { return [] }
        let start = Int(lineStarts[line - 1])
        let end = line < lineStarts.count ? Int(lineStarts[line]) - 1 : text.count
        return text[start..<end]
    }

    /// The text of a span, for error messages and `{x=}`.
    public func text(of span: Span) -> String {
        let start = min(max(Int(span.start), 0), text.count)
        return String(decoding: text[start..<min(max(Int(span.end), start), text.count)], as: UTF8.self)
    }

    private func lineIndex(of position: Int) -> Int {
        var low = 0
        var high = lineStarts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if Int(lineStarts[middle]) <= position { low = middle } else { high = middle }
        }
        return low
    }

    // MARK: - The line under an error

    /// What a traceback prints for a span: the line without its indentation, and the carets below it.
    public struct Excerpt: Equatable, Sendable {
        /// 1-based.
        public var line: Int
        /// The line, tabs expanded and control characters replaced; a very long line is cut around the span with `…`.
        public var text: String
        /// Spaces and carets, aligned by display width, so that they stand right under Hangul too.
        public var carets: String
    }

    /// The first line of `span` with its carets; an empty span gets one caret, a span over several lines is cut at the
    /// end of the first.
    public func excerpt(for span: Span) -> Excerpt {
        let start = min(max(Int(span.start), 0), text.count)
        let end = min(max(Int(span.end), start), text.count)
        let line = line(of: start)
        let bytes = lineBytes(line)
        // A line of a hundred thousand columns is cut to a window before anything is decoded.
        let window = 200
        var low = bytes.startIndex
        var high = bytes.endIndex
        if start - low > window { low = boundary(atOrBefore: start - window / 2, in: bytes) }
        if high - low > 2 * window { high = boundary(atOrBefore: low + 2 * window, in: bytes) }
        while low < min(start, bytes.endIndex), isBlank(bytes[low]) { low += 1 }
        var shown = low > bytes.startIndex && bytes[bytes.startIndex..<low].contains { !isBlank($0) } ? "…" : ""
        var column = shown.isEmpty ? 0 : 1
        var offset = low
        var caretStart = column
        var caretEnd = column
        for scalar in String(decoding: bytes[low..<high], as: UTF8.self).unicodeScalars {
            if offset == start { caretStart = column }
            let width: Int
            if scalar == "\t" {
                width = 8 - column % 8
                shown += String(repeating: " ", count: width)
            } else if scalar.value < 0x20 || scalar.value == 0x7F {
                width = 1
                shown += "\u{FFFD}"
            } else {
                width = DisplayWidth.width(of: scalar)
                shown.unicodeScalars.append(scalar)
            }
            offset += UTF8.width(scalar)
            column += width
            if offset <= end { caretEnd = column }
        }
        if offset <= start { caretStart = column }
        if high < bytes.endIndex { shown += "…" }
        let count = max(caretEnd - caretStart, 1)
        return Excerpt(
            line: line, text: shown,
            carets: String(repeating: " ", count: caretStart) + String(repeating: "^", count: count))
    }

    private func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0C }

    private func boundary(atOrBefore position: Int, in bytes: ArraySlice<UInt8>) -> Int {
        var index = position
        while index > bytes.startIndex, index < bytes.endIndex, bytes[index] & 0xC0 == 0x80 { index -= 1 }
        return index
    }
}

/// Strict UTF-8 as CPython checks it, with CPython's reasons.
enum UTF8Check {
    static func firstError(in bytes: [UInt8]) -> (position: Int, reason: String)? {
        var index = 0
        let count = bytes.count
        while index < count {
            let lead = bytes[index]
            if lead < 0x80 {
                index += 1
                continue
            }
            // The second byte's range shuts out overlong forms, surrogates and code points past 10FFFF.
            let length: Int
            var second: ClosedRange<UInt8> = 0x80...0xBF
            switch lead {
            case 0xC2...0xDF: length = 2
            case 0xE0: (length, second) = (3, 0xA0...0xBF)
            case 0xE1...0xEC, 0xEE, 0xEF: length = 3
            case 0xED: (length, second) = (3, 0x80...0x9F)
            case 0xF0: (length, second) = (4, 0x90...0xBF)
            case 0xF1...0xF3: length = 4
            case 0xF4: (length, second) = (4, 0x80...0x8F)
            default: return (index, "invalid start byte")
            }
            for step in 1..<length {
                guard index + step < count else { return (index, "unexpected end of data") }
                guard (step == 1 ? second : 0x80...0xBF).contains(bytes[index + step]) else {
                    return (index, "invalid continuation byte")
                }
            }
            index += length
        }
        return nil
    }
}
