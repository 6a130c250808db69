// %tour and %next: a tutorial document, cell by cell, on the prompt.
import Schema

let tourCommands = [
    Command(
        "tour", "%tour [FILE]", "go through the tutorial (or any post) cell by cell", "튜토리얼(또는 다른 글)을 셀 하나씩 따라 합니다"
    ) { call in
        guard let prompt = call.prompt else { return call.complain(.reservedForScripts, "%tour") }
        let path = call.argument.isEmpty ? Tour.defaultPath(call.language) : call.path
        guard let path else { return call.complain(.fileIs, "Scripts/tutorial") }
        do throws(Failure) {
            call.session.tour = Tour(cells: try Document.read(path, byCells: true).cells.filter { $0.marker != .skip })
            call.say(
                Phrase.tourStart.text(
                    call.language, VisibleText.of(Files.name(of: path)), String(call.session.tour?.cells.count ?? 0)))
            return next(call, prompt)
        } catch {
            call.emit(.error(ErrorReport(error)))
            return .failed
        }
    },
    Command("next", "%next", "the tour's next cell", "튜토리얼의 다음 셀") { call in
        guard let prompt = call.prompt else { return call.complain(.reservedForScripts, "%next") }
        guard call.session.tour != nil else { return call.usage("tour") }
        return next(call, prompt)
    },
]

private func next(_ call: CommandCall, _ prompt: any PromptHost) -> CommandResult {
    guard let cell = call.session.tour?.next() else {
        call.session.tour = nil
        call.say(Phrase.tourEnd.text(call.language))
        return .done
    }
    prompt.prefill(cell.text.trimmingBlanks)
    return .done
}

/// A walk through a document's cells.
public struct Tour: Sendable {
    let cells: [Cell]
    private var position = 0

    init(cells: [Cell]) { self.cells = cells }

    mutating func next() -> Cell? {
        guard position < cells.count else { return nil }
        position += 1
        return cells[position - 1]
    }

    /// The shipped tutorial: `Scripts/tutorial` beside the working folder or above the executable.
    static func defaultPath(_ language: Language) -> String? {
        var folders = Environment.value("UNETREPL_TUTORIAL").map { [$0] } ?? []
        folders.append("Scripts/tutorial")
        var folder = Files.folder(of: Files.executable)
        for _ in 0..<5 {
            folders.append(Files.join(folder, "Scripts/tutorial"))
            folder = Files.folder(of: folder)
        }
        for folder in folders {
            let posts = (Files.names(in: folder) ?? []).filter {
                Files.fileExtension(of: $0) == "md" && $0 != "README.md"
            }
            let ours = posts.filter { $0.contains(".\(language.rawValue).") || $0.contains("-\(language.rawValue).") }
            if let post = ours.first ?? posts.first { return Files.join(folder, post) }
        }
        return nil
    }
}
