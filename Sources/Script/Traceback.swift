// A traceback as text: outermost frame first, the failing line with carets, then `Type: message` and the hint.
import Schema

extension ScriptError {
    /// The plain-text report; a front end may render the same parts with colour. Long recursions are cut in the middle.
    public var report: String {
        var text = ""
        var chain: [ExceptionObject] = [exception]
        var last = exception
        while let earlier = last.cause ?? (last.suppressesContext ? nil : last.context), chain.count < 8,
            !chain.contains(where: { $0 === earlier })
        {
            chain.append(earlier)
            last = earlier
        }
        for (i, item) in chain.enumerated().reversed() {
            text += ScriptError.describe(item)
            if i > 0 {
                let next = chain[i - 1]
                text +=
                    next.cause === item
                    ? "\nThe above exception was the direct cause of the following exception:\n\n"
                    : "\nDuring handling of the above exception, another exception occurred:\n\n"
            }
        }
        return text
    }

    private static func describe(_ exception: ExceptionObject) -> String {
        var lines: [String] = []
        let frames = exception.traceback
        for (i, frame) in frames.enumerated() {
            if frames.count > 8, i >= 3, i < frames.count - 3 {
                if i == 3 { lines.append("  … \(frames.count - 6) more frames …") }
                continue
            }
            let excerpt = frame.source.excerpt(for: frame.span)
            let place = frame.function.isEmpty || frame.function == "<module>" ? "" : ", in \(frame.function)"
            lines.append("\(frame.source.name), line \(excerpt.line)\(place)")
            lines.append("    " + excerpt.text)
            lines.append("    " + excerpt.carets)
        }
        lines.append(exception.summary)
        lines += exception.notes
        if !exception.hint.isEmpty { lines.append("hint: \(exception.hint)") }
        return lines.joined(separator: "\n") + "\n"
    }
}
