// A cell: what was entered at the prompt, pasted, a `# %%` section of a script, a fence of a Markdown post, a code cell of a
// notebook. Readers make cells; a session runs them.

public struct Cell: Sendable, Equatable {
    public var text: String
    /// Counted from 1 within its document or session.
    public var number: Int
    /// What tracebacks call it: `post.md`, `In [3]`.
    public var name: String
    /// The document the cell stands in, nil at the prompt and for `-c`.
    public var file: String?
    /// The line of `file` on which the cell's text starts, counted from 1.
    public var firstLine: Int
    public var marker: Marker

    /// What the document says about the cell.
    public enum Marker: Sendable, Equatable {
        case run
        case skip
        /// The cell must end in an error, which does not stop the document.
        case expectError
    }

    public init(
        _ text: String, number: Int, name: String, file: String? = nil, firstLine: Int = 1, marker: Marker = .run
    ) {
        self.text = text
        self.number = number
        self.name = name
        self.file = file
        self.firstLine = firstLine
        self.marker = marker
    }
}

/// How a cell ended.
public struct CellResult {
    public enum Ending: Sendable, Equatable {
        case finished
        case failed
        case interrupted
        /// `exit()`, `quit()` or `raise SystemExit(code)`.
        case exit(code: Int32)
    }
    public var ending: Ending
    /// Seconds of wall time.
    public var seconds: Double

    public init(ending: Ending, seconds: Double) {
        self.ending = ending
        self.seconds = seconds
    }
}
