// From an error that left the interpreter to the report that front ends show.
import Schema
import Script

extension ErrorReport {
    /// A raised exception with its causes, frames and hint.
    init(_ error: ScriptError) { self.init(error.exception, depth: 0) }

    private init(_ exception: ExceptionObject, depth: Int) {
        self.init(
            kind: exception.cls.name, message: (try? exception.str()) ?? "<exception str() failed>",
            hint: "",
            frames: exception.traceback.map { Frame($0) },
            related: exception.origins.prefix(3).map { origin in
                var frame = Frame(origin.place)
                frame.note = origin.name
                return frame
            })
        hint = Hints.hint(kind: kind, message: message, given: exception.hint)
        isScripts = !exception.isNative && (exception.traceback.last?.isOwnStatement ?? false)
        // A long chain of causes says the same thing many times over.
        if depth < 8, let earlier = exception.cause ?? (exception.suppressesContext ? nil : exception.context) {
            cause = [Cause(ErrorReport(earlier, depth: depth + 1), isExplicit: exception.cause != nil)]
        }
        notes = exception.notes.map { "\n" + $0 }.joined()
        message += notes
    }

    /// A text that cannot be parsed.
    init(_ error: SyntaxFailure, in source: Source) {
        self.init(
            kind: error.failure.kind.rawValue, message: error.failure.message, hint: error.failure.hint,
            frames: [Frame(TracebackPlace(function: "", source: source, span: error.span))])
    }
}

extension TracebackEntry {
    /// A `raise` or an `assert` in the user's text, and not in a module that comes with unetrepl.
    fileprivate var isOwnStatement: Bool {
        guard source.id >= 0, span.start >= 0, Int(span.start) <= source.text.count else { return false }
        let statement = source.text[Int(span.start)...]
        return ["raise", "assert"].contains { statement.starts(with: $0.utf8) }
    }
}

private struct TracebackPlace {
    var function: String
    var source: Source
    var span: Span
}

extension ErrorReport.Frame {
    init(_ entry: TracebackEntry) {
        self.init(TracebackPlace(function: entry.function, source: entry.source, span: entry.span))
    }

    fileprivate init(_ place: TracebackPlace) {
        let location = place.source.location(of: Int(place.span.start))
        let excerpt = place.source.excerpt(for: place.span)
        self.init(
            source: place.source.name, line: location.line, column: location.column + 1,
            function: place.function == "<module>" ? "" : place.function, text: excerpt.text, carets: excerpt.carets)
    }
}
