// The question a prompt asks after every line: run this now, wait for more, or show an error?
import Schema

public enum Completeness: Equatable, Sendable {
    case complete
    /// More lines are expected: why, in words for a status line, and how many columns to indent the next one.
    case incomplete(reason: String, indent: Int)
    case error(SyntaxFailure)
}

extension Parse {
    /// Whether the lines entered so far are a whole cell.
    ///
    /// `text` is the lines joined by `\n`, without one after the last. As at Python's prompt, a compound statement is
    /// complete only once a blank line was entered (then `text` ends with an empty line) or other code follows it.
    public static func completeness(of text: String) -> Completeness {
        let source = Source(id: 0, name: "<input>", text)
        let lines = CellLines(source)
        do {
            let program = try Parse.program(source)
            guard let last = program.body.last, last.isCompound, !lines.endsBlank else { return .complete }
            return .incomplete(reason: "an empty line ends the block", indent: lines.nextIndent)
        } catch {
            guard error.incomplete else { return .error(error) }
            let message = error.failure.message
            if error.failure.kind == .indentationError {
                // A blank line where the block should begin says that none will come.
                return lines.endsBlank
                    ? .error(error) : .incomplete(reason: "a block is expected", indent: lines.nextIndent)
            }
            if message.hasPrefix("unterminated") {
                return .incomplete(reason: "the string is not closed", indent: 0)
            }
            if message.hasSuffix("was never closed") {
                return .incomplete(
                    reason: message.replacingSuffix("was never closed", with: "is still open"),
                    indent: lines.indent(ofLineAt: Int(error.span.start)) + CellLines.step)
            }
            if message.hasPrefix("expected 'except'") {
                return lines.endsBlank
                    ? .error(error) : .incomplete(reason: message, indent: lines.nextIndent)
            }
            return .incomplete(reason: "the line goes on", indent: lines.currentIndent)
        }
    }
}

extension Statement {
    var isCompound: Bool {
        switch kind {
        case .ifElse, .whileLoop, .forLoop, .with, .tryExcept, .functionDefinition, .classDefinition: true
        case .expression, .assign, .augmentedAssign, .annotatedAssign, .delete, .pass, .breakLoop, .continueLoop,
            .returnValue, .raise, .assert, .global, .nonlocal, .importModules, .importFrom:
            false
        }
    }
}

extension String {
    fileprivate func replacingSuffix(_ suffix: String, with new: String) -> String {
        hasSuffix(suffix) ? String(dropLast(suffix.count)) + new : self
    }
}

/// The layout of what was typed, for auto-indent.
private struct CellLines {
    let source: Source
    static let step = 4

    init(_ source: Source) { self.source = source }

    private static func isBlank(_ line: ArraySlice<UInt8>) -> Bool {
        line.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0C }
    }

    private static func indent(_ line: ArraySlice<UInt8>) -> Int {
        var columns = 0
        for byte in line {
            if byte == 0x20 { columns += 1 } else if byte == 0x09 { columns = (columns / 8 + 1) * 8 } else { break }
        }
        return columns
    }

    var endsBlank: Bool { source.lineCount > 1 && Self.isBlank(source.lineBytes(source.lineCount)) }

    private var lastLine: ArraySlice<UInt8> {
        var number = source.lineCount
        while number > 1, Self.isBlank(source.lineBytes(number)) { number -= 1 }
        return source.lineBytes(number)
    }

    var currentIndent: Int { Self.indent(lastLine) }

    func indent(ofLineAt byte: Int) -> Int { Self.indent(source.lineBytes(source.line(of: byte))) }

    /// One step in after `:`, one step out after a statement that leaves the block.
    var nextIndent: Int {
        let line = lastLine
        let indent = Self.indent(line)
        var lexer = Lexer(Source(id: 0, name: "", text: Array(line)))
        var first: TokenKind?
        var last = TokenKind.newline
        while let token = try? lexer.next(), token.kind != .endMarker {
            switch token.kind {
            case .newline, .indent, .dedent: break
            default:
                first = first ?? token.kind
                last = token.kind
            }
        }
        if last == .colon { return indent + Self.step }
        switch first {
        case .keywordReturn, .keywordPass, .keywordBreak, .keywordContinue, .keywordRaise:
            return max(indent - Self.step, 0)
        default: return indent
        }
    }
}
