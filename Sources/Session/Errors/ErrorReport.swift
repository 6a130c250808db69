// An error as the person at the prompt sees it: what, where, the line with carets, who called, what to do. The session builds it
// from the interpreter's error; this file only lays it out, in plain text or in colour, in English or Korean.
import Schema

public struct ErrorReport: Sendable, Equatable {
    /// The exception class, `NameError`. Never translated.
    public var kind: String
    public var message: String
    public var hint: String
    /// Outermost call first. Only frames of the user's own text.
    public var frames: [Frame]
    /// Other places that matter: "enc4 was made here".
    public var related: [Frame]
    /// The error this one was raised from or while handling.
    public var cause: [Cause]
    /// The message is the script's own (`raise ValueError("...")`) and is shown as it is.
    public var isScripts = false
    /// The lines at the end of the message that a script added with `add_note`.
    public var notes = ""

    public struct Frame: Sendable, Equatable {
        /// A path or `In [3]`.
        public var source: String
        /// Counted from 1; the column in characters.
        public var line: Int
        public var column: Int
        /// The function's name; empty at the top level.
        public var function: String
        public var text: String
        public var carets: String
        /// What was made at a related place; empty for a call.
        public var note: String

        public init(
            source: String, line: Int, column: Int, function: String = "", text: String, carets: String,
            note: String = ""
        ) {
            self.source = source
            self.line = line
            self.column = column
            self.function = function
            self.text = text
            self.carets = carets
            self.note = note
        }
    }

    public struct Cause: Sendable, Equatable {
        public var report: ErrorReport
        /// `raise … from …`, against an error while handling another.
        public var isExplicit: Bool
        public init(_ report: ErrorReport, isExplicit: Bool) {
            self.report = report
            self.isExplicit = isExplicit
        }
    }

    public init(
        kind: String, message: String, hint: String = "", frames: [Frame] = [], related: [Frame] = [],
        cause: [Cause] = []
    ) {
        self.kind = kind
        self.message = message
        self.hint = hint
        self.frames = frames
        self.related = related
        self.cause = cause
    }

    /// An error of ours that stands in no script: a file that cannot be read.
    public init(_ failure: Failure) {
        self.init(
            kind: failure.kind.rawValue, message: failure.message,
            hint: Hints.hint(kind: failure.kind.rawValue, message: failure.message, given: failure.hint))
    }

    /// The stable code of the message's kind, `U0101`; empty for messages that scripts make themselves.
    public var code: String {
        isScripts ? "" : Messages.match(kind: kind, String(message.dropLast(notes.count)))?.message.code ?? ""
    }

    /// The message for the reader. What a script sees of the error (`str(e)`) is always the English.
    public func message(in language: Language) -> String {
        isScripts
            ? message : Messages.translate(kind: kind, String(message.dropLast(notes.count)), to: language) + notes
    }

    // MARK: - Layout

    /// How many frames are shown at either end of a deep call chain.
    static let shownFrames = 3

    /// The whole report, every line ended by a newline. With `columns`, long sentences are broken between words; code never is.
    ///
    ///     NameError: name 'los' is not defined
    ///       train.unet:12:9, in step
    ///         y = los + 1
    ///             ^^^
    ///       called from train.unet:20:1
    ///         step()
    ///         ^^^^^^
    ///     hint: did you mean 'loss'?
    public func text(
        style: Style, language: Language, showsAllCalls: Bool = false, columns: Int? = nil
    ) -> String {
        var lines: [String] = []
        for earlier in cause {
            let text = earlier.report.text(
                style: style, language: language, showsAllCalls: showsAllCalls, columns: columns)
            lines += text.split(separator: "\n").map(String.init)
            let phrase: Phrase = earlier.isExplicit ? .directCause : .duringHandling
            lines += ["", style.paint(phrase.text(language), .faint), ""]
        }
        let sentence = VisibleText.of(message(in: language), keepingLines: true)
        lines.append(painted(kind, .error, sentence.isEmpty ? "" : ": " + sentence, style, columns))
        lines += frameLines(style, language, showsAll: showsAllCalls)
        for place in related {
            let note = Phrase.madeHere.text(language, VisibleText.of(place.note))
            lines.append(location(place, lead: note + " ", style, language))
            lines += excerpt(place, style)
        }
        let advice = hint.isEmpty ? "" : Messages.translateHint(hint, to: language)
        if !advice.isEmpty {
            lines.append(
                painted(Phrase.hint.text(language) + ":", .hint, " " + VisibleText.of(advice), style, columns))
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// A word in colour and the sentence that follows it.
    private func painted(_ word: String, _ role: Style.Role, _ rest: String, _ style: Style, _ columns: Int?) -> String
    {
        guard let columns, !rest.contains("\n") else { return style.paint(word, role) + rest }
        let whole = Paragraph.text(word + rest, columns: max(columns, 20), indent: "  ")
        return style.paint(word, role) + whole.dropFirst(word.count)
    }

    private func frameLines(_ style: Style, _ language: Language, showsAll: Bool) -> [String] {
        var lines: [String] = []
        let innermostFirst = Array(frames.reversed())
        let count = innermostFirst.count
        let hidden = showsAll ? 0 : count - 2 * ErrorReport.shownFrames
        for (index, frame) in innermostFirst.enumerated() {
            if hidden > 0, index >= ErrorReport.shownFrames, index < ErrorReport.shownFrames + hidden {
                if index == ErrorReport.shownFrames {
                    lines.append(style.paint("  " + Phrase.moreCalls.text(language, String(hidden)), .faint))
                }
                continue
            }
            let lead = index == 0 ? "" : Phrase.calledFrom.text(language) + " "
            lines.append(location(frame, lead: lead, style, language))
            lines += excerpt(frame, style)
        }
        return lines
    }

    private func location(_ frame: Frame, lead: String, _ style: Style, _ language: Language) -> String {
        let place = "\(VisibleText.of(frame.source)):\(frame.line):\(frame.column)"
        let function =
            frame.function.isEmpty ? "" : ", " + Phrase.inFunction.text(language, VisibleText.of(frame.function))
        return style.paint("  \(lead)\(place)\(function)", .faint)
    }

    private func excerpt(_ frame: Frame, _ style: Style) -> [String] {
        guard !frame.text.isEmpty else { return [] }
        return ["    " + VisibleText.of(frame.text), "    " + style.paint(frame.carets, .caret)]
    }
}
