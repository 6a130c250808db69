// Where in Python code a place is: in code, in a string, in a comment, in which brackets. It is fed byte by byte and never fails,
// so that half-typed lines and other people's notebooks can be looked at before the parser can.

public struct CodeScanner: Sendable {
    public enum State: Sendable, Equatable {
        case code
        case comment
        /// After one opening quote: the next byte tells whether it is a string, or an empty string or triple quote.
        case opened(UInt8)
        case openedTwice(UInt8)
        case string(UInt8)
        /// Inside triple quotes; `run` closing quotes seen in a row.
        case triple(UInt8, run: Int)
    }

    public private(set) var state = State.code
    /// The open brackets and the byte offsets they stand at.
    public private(set) var brackets: [(byte: UInt8, offset: Int)] = []
    /// Where the current string's opening quote stands.
    public private(set) var stringStart = 0
    public private(set) var offset = 0
    private var isEscaped = false

    public init() {}

    public init(_ text: some Sequence<UInt8>) {
        for byte in text { step(byte) }
    }

    public var isInString: Bool {
        switch state {
        case .opened, .string, .triple: true
        case .code, .comment, .openedTwice: false
        }
    }

    public var isInCode: Bool {
        switch state {
        case .code, .openedTwice: true
        case .comment, .opened, .string, .triple: false
        }
    }

    /// A new line here would be a new statement.
    public var isBetweenStatements: Bool { brackets.isEmpty && !isInString }

    public mutating func step(_ byte: UInt8) {
        defer { offset += 1 }
        let newline = UInt8(ascii: "\n"), backslash = UInt8(ascii: "\\")
        switch state {
        case .comment:
            if byte == newline { state = .code }
        case .code: code(byte)
        case .opened(let quote):
            if byte == quote {
                state = .openedTwice(quote)
            } else if byte == newline {
                state = .code
            } else {
                state = .string(quote)
                isEscaped = byte == backslash
            }
        case .openedTwice(let quote):
            if byte == quote {
                state = .triple(quote, run: 0)
            } else {
                state = .code
                code(byte)
            }
        case .string(let quote):
            if isEscaped {
                isEscaped = false
            } else if byte == backslash {
                isEscaped = true
            } else if byte == quote || byte == newline {
                state = .code
            }
        case .triple(let quote, let run):
            if isEscaped {
                isEscaped = false
                state = .triple(quote, run: 0)
            } else if byte == backslash {
                isEscaped = true
                state = .triple(quote, run: 0)
            } else if byte == quote {
                state = run == 2 ? .code : .triple(quote, run: run + 1)
            } else {
                state = .triple(quote, run: 0)
            }
        }
    }

    private mutating func code(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "#"): state = .comment
        case UInt8(ascii: "\""), UInt8(ascii: "'"):
            state = .opened(byte)
            stringStart = offset
        case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): brackets.append((byte, offset))
        case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): _ = brackets.popLast()
        default: break
        }
    }
}
