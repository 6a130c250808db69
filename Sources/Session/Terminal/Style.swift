// Colour, only where it helps and only where it was asked for: 16-colour palette, never the only signal.

public struct Style: Sendable {
    public var isColoured: Bool
    public init(isColoured: Bool) { self.isColoured = isColoured }

    public static let plain = Style(isColoured: false)

    public enum Role: String, Sendable {
        case error = "1;31"
        case caret = "31"
        case hint = "36"
        case faint = "2"
        case prompt = "32"
        case result = "35"
        case added = "32 "
        case removed = "31 "
        case strong = "1"
    }

    public func paint(_ text: String, _ role: Role) -> String {
        guard isColoured, !text.isEmpty else { return text }
        let code = role.rawValue.hasSuffix(" ") ? String(role.rawValue.dropLast()) : role.rawValue
        return "\u{1B}[\(code)m\(text)\u{1B}[0m"
    }

    public enum Choice: String, Sendable, CaseIterable { case auto, always, never }

    /// Whether to colour: the option decides, then NO_COLOR (no-color.org), then FORCE_COLOR, then whether a person is watching.
    public static func chosen(
        _ choice: Choice, isTerminal: Bool, environment: (String) -> String? = Environment.value
    ) -> Style {
        switch choice {
        case .always: return Style(isColoured: true)
        case .never: return .plain
        case .auto: break
        }
        if environment("NO_COLOR") != nil { return .plain }
        if let force = environment("FORCE_COLOR") ?? environment("CLICOLOR_FORCE"), force != "0" {
            return Style(isColoured: true)
        }
        return Style(isColoured: isTerminal && environment("TERM") != "dumb")
    }
}
