// What was typed or pasted at the prompt, and what to do with it: a command, a question, or a cell.
import Schema
import Script

extension Session {
    /// Runs what was entered: `%command`, `?name`, or a cell with the next number.
    public func enter(_ text: String, prompt: (any PromptHost)? = nil, emit: @escaping (Output) -> Void)
        -> CommandResult
    {
        let trimmed = text.trimmingBlanks
        if trimmed == "?" || (trimmed == "help" && globals["help"] == nil) {
            emit(.stream(.stdout, Paragraph.text(Phrase.helpIntroduction.text(options.language)) + "\n"))
            return .done
        }
        if ["exit", "quit"].contains(trimmed), globals[Symbol(trimmed)] == nil {
            return .ran(CellResult(ending: .exit(code: 0), seconds: 0))
        }
        if let name = Session.question(trimmed) {
            emit(.stream(.stdout, Inspector(scope, language: options.language).text(name) + "\n"))
            return .done
        }
        if trimmed.hasPrefix("%"), let result = command(trimmed, prompt, emit) { return result }
        return .ran(runEntry(text, emit: emit))
    }

    /// Runs code as the session's next cell.
    public func runEntry(_ code: String, emit: @escaping (Output) -> Void) -> CellResult {
        let number = nextCellNumber
        return run(Cell(code, number: number, name: "In [\(number)]"), emit: emit)
    }

    /// Runs code without a number, memory or shown value: what is measured.
    func runQuietly(_ code: String, emit: @escaping (Output) -> Void) -> CellResult {
        let kept = options
        options.keepsHistory = false
        options.showsValues = false
        defer { options = kept }
        return run(Cell(code, number: nextCellNumber, name: "In [\(nextCellNumber)]"), emit: emit)
    }

    /// `help`: as `?x`, for a value. Asks the session that runs, since builtins outlive sessions.
    nonisolated(unsafe) static let helpFunction = BuiltinFunction(
        "help(object=None)", "Explains what is given: how it is called, what it does, an example.",
        raw: { bound in
            guard let session = Session.running else { return .none }
            session.emit(.stream(.stdout, session.helpText(bound[0]) + "\n"))
            return .none
        })

    private func helpText(_ value: Value) -> String {
        let inspector = Inspector(scope, language: options.language)
        if case .none = value { return Paragraph.text(Phrase.helpIntroduction.text(options.language)) }
        if let word = (try? String.from(value)) ?? nil {
            let name = scope.names.contains(word) || word.contains(".") ? word : "\"\(word)\""
            return inspector.text(name)
        }
        let name = (try? value.asObject?.attribute("__name__")?.str()) ?? value.typeName
        return inspector.text(of: value, called: name)
    }

    public var scope: LiveScope { LiveScope(globals, interpreter.builtins, commands: Command.all.map(\.name)) }

    /// `?x`, `??x`, `x?`, `x??` ask about x.
    static func question(_ text: String) -> String? {
        guard text.hasPrefix("?") || text.hasSuffix("?"), !text.contains("\n") else { return nil }
        var name = text[...]
        while name.first == "?" { name = name.dropFirst() }
        while name.last == "?" { name = name.dropLast() }
        let path = String(name).trimmingBlanks
        // ?"two words" searches.
        if let quote = path.first, quote == "'" || quote == "\"", path.count > 2, path.last == quote { return path }
        let isPath =
            !path.isEmpty
            && path.unicodeScalars.allSatisfy { scalar in
                scalar.properties.isXIDContinue || ".[]'\"".unicodeScalars.contains(scalar)
            }
        return isPath ? path : nil
    }

    /// nil when the text is a cell of notebook lines rather than a command.
    private func command(_ text: String, _ prompt: (any PromptHost)?, _ emit: @escaping (Output) -> Void)
        -> CommandResult?
    {
        let lines = text.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = lines.first else { return nil }
        let isCellCommand = first.hasPrefix("%%")
        let rest = first.drop { $0 == "%" }
        let name = String(rest.prefix { $0.isLetter || $0 == "_" })
        // `%matplotlib inline` and other lines above code: the cell runs, the lines are passed over.
        if !isCellCommand, lines.count > 1 { return nil }
        guard let command = Command.named(name) else {
            if Session.notebookCommands.contains(name) || isCellCommand { return nil }
            let near = Nearest.hint(name, among: Command.all.map(\.name), options.language)
            emit(.notice(Phrase.unknownCommand.text(options.language, VisibleText.of(name), near)))
            return .failed
        }
        let call = CommandCall(
            session: self, argument: String(rest.dropFirst(name.count)).trimmingBlanks,
            body: isCellCommand && lines.count > 1 ? String(lines[1]) : "", emit: emit, prompt: prompt)
        return command.body(call)
    }

    /// Jupyter's commands that mean nothing here.
    static let notebookCommands: Set<String> = [
        "matplotlib", "pip", "conda", "load_ext", "reload_ext", "autoreload", "config", "pylab", "env", "precision",
        "tensorflow_version", "capture", "bash", "sh", "html", "javascript", "latex", "writefile",
    ]
}

extension String {
    /// Without white space at both ends.
    var trimmingBlanks: String {
        var view = self[...]
        while let first = view.first, first.isWhitespace { view.removeFirst() }
        while let last = view.last, last.isWhitespace { view.removeLast() }
        return String(view)
    }
}
