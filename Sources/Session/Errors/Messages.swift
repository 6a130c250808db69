// The catalogue of error messages: a stable code, the English template that the thrower uses, and the Korean sentence with the
// same holes. An error arrives as English text; it is recognised here, by class and template, and said again in Korean. What is
// not recognised (a script's own `raise ValueError("...")`) is shown as it is.

/// One kind of message.
public struct Message: Sendable {
    public let code: String
    /// The class it comes with; "" matches any.
    public let kind: String
    public let english: String
    public let korean: String

    init(_ code: String, _ kind: String, _ english: String, _ korean: String) {
        self.code = code
        self.kind = kind
        self.english = english
        self.korean = korean
    }
}

public enum Messages {
    /// The first catalogue entry that the message is made from, and what stands in its holes.
    public static func match(kind: String, _ text: String) -> (message: Message, values: [Int: String])? {
        for message in all where message.kind == kind || message.kind.isEmpty {
            if let values = Template.values(in: text, of: message.english) { return (message, values) }
        }
        return nil
    }

    public static func translate(kind: String, _ text: String, to language: Language) -> String {
        guard language == .korean, let (message, values) = match(kind: kind, text) else { return text }
        return fill(message.korean, values)
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
        return Template.fill(template, (0..<count).map { values[$0] ?? "" })
    }
}
