// Prompt commands (`%time`, `%who`, …). A command is a row of one table: its name, how to call it, its help in both languages and
// what it does. `%help`, completion and the did-you-mean read the same table.

public struct Command: Sendable {
    public let name: String
    public let usage: String
    public let english: String
    public let korean: String
    let body: @Sendable (CommandCall) -> CommandResult

    init(
        _ name: String, _ usage: String, _ english: String, _ korean: String,
        _ body: @escaping @Sendable (CommandCall) -> CommandResult
    ) {
        self.name = name
        self.usage = usage
        self.english = english
        self.korean = korean
        self.body = body
    }

    public func help(_ language: Language) -> String { language == .korean ? korean : english }

    /// Every command, in the order `%help` shows them.
    public static let all: [Command] =
        measuringCommands + profileCommands + errorCommands + cellCommands + sessionCommands + tourCommands

    public static func named(_ name: String) -> Command? { all.first { $0.name == name } }
}

/// One use of a command.
public struct CommandCall {
    public let session: Session
    /// What stands after the name, without spaces around it.
    public let argument: String
    /// The lines below a `%%` command.
    public let body: String
    public let emit: (Output) -> Void
    /// The prompt, when there is one.
    public let prompt: (any PromptHost)?

    var language: Language { session.options.language }

    /// The argument as a path, with or without quotes around it.
    var path: String { CommandCall.unquoted(argument) }

    /// The argument as a path and what follows it, such as a range of cells. A path with spaces may stand in quotes.
    var pathAndRest: (path: String, rest: String) {
        if let quote = argument.first, quote == "\"" || quote == "'",
            let end = argument.dropFirst().firstIndex(of: quote)
        {
            let path = argument[argument.index(after: argument.startIndex)..<end]
            return (String(path), String(argument[argument.index(after: end)...]).trimmingBlanks)
        }
        // The last word is the range if it reads like one.
        guard let space = argument.lastIndex(of: " ") else { return (argument, "") }
        let last = String(argument[argument.index(after: space)...])
        guard last.allSatisfy({ $0.isNumber || $0 == "-" || $0 == "," }) else { return (argument, "") }
        return (String(argument[..<space]).trimmingBlanks, last)
    }

    private static func unquoted(_ text: String) -> String {
        guard let quote = text.first, quote == "\"" || quote == "'", text.count > 1, text.last == quote else {
            return text
        }
        return String(text.dropFirst().dropLast())
    }

    func say(_ text: String) { emit(.stream(.stdout, text.hasSuffix("\n") ? text : text + "\n")) }
    func complain(_ phrase: Phrase, _ values: String...) -> CommandResult {
        let text =
            values.count > 1 ? phrase.text(language, values[0], values[1]) : phrase.text(language, values.first ?? "")
        emit(.notice(text))
        return .failed
    }
    func usage(_ name: String) -> CommandResult {
        complain(.commandUsage, Command.named(name)?.usage ?? "%" + name)
    }
}

public enum CommandResult {
    case done
    case failed
    /// The command ran a cell; its end counts.
    case ran(CellResult)
}

/// What commands may ask of the prompt they were typed at.
public protocol PromptHost: AnyObject {
    /// Puts text on the next entry, to be edited and run.
    func prefill(_ text: String)
    /// Opens the user's editor on a text; nil when that failed.
    func edit(_ text: String) -> String?
    /// What was entered in this and earlier sessions, oldest first.
    var history: [String] { get }
    /// Shows a text that may be longer than the screen.
    func languageChanged(_ language: Language)
}
