// %who, %whos, %reset, %cd, %lang, %help: the session itself.
import Glibc
import Schema
import Script

let sessionCommands = [
    Command("who", "%who", "list your names", "만든 이름들을 보여 줍니다") { call in
        call.say(userNames(call.session).map(\.name).joined(separator: "  "))
        return .done
    },
    Command("whos", "%whos", "list your names with type, size and bytes", "만든 이름들의 형, 크기, 바이트를 보여 줍니다") { call in
        let rows = userNames(call.session).map { name, value -> [String] in
            let bytes = Representation.bytes(value)
            return [name, value.typeName, summary(value), bytes > 0 ? NumberText.bytes(bytes) : ""]
        }
        call.say(Columns.text(rows))
        return .done
    },
    Command("reset", "%reset", "forget all names", "모든 이름을 지웁니다") { call in
        call.session.reset()
        call.say(Phrase.resetDone.text(call.language))
        return .done
    },
    Command("cd", "%cd [FOLDER]", "change the folder that paths start from", "경로가 시작되는 폴더를 바꿉니다") { call in
        var path = call.path
        if path.isEmpty || path == "~" { path = Environment.value("HOME") ?? "/" }
        if path.hasPrefix("~/"), let home = Environment.value("HOME") { path = home + path.dropFirst() }
        guard !path.utf8.contains(0), chdir(path) == 0 else {
            call.emit(.error(ErrorReport(AtomicFile.failure(errno, path))))
            return .failed
        }
        call.say(VisibleText.of(Files.currentFolder))
        return .done
    },
    Command("pwd", "%pwd", "the folder that paths start from", "경로가 시작되는 폴더") { call in
        call.say(VisibleText.of(Files.currentFolder))
        return .done
    },
    Command("ls", "%ls [FOLDER]", "the files of a folder", "폴더의 파일들을 보여 줍니다") { call in
        let folder = call.path.isEmpty ? "." : call.path
        guard let names = Files.names(in: folder) else {
            call.emit(.error(ErrorReport(AtomicFile.failure(errno, folder))))
            return .failed
        }
        let shown = names.filter { !$0.hasPrefix(".") }.sorted().map { name in
            VisibleText.of(name) + (Files.kind(of: Files.join(folder, name)) == .folder ? "/" : "")
        }
        if !shown.isEmpty { call.say(shown.joined(separator: "  ")) }
        return .done
    },
    Command("lang", "%lang en|ko", "the language of messages", "메시지의 언어") { call in
        if call.argument.isEmpty {
            call.say(call.language.rawValue)
            return .done
        }
        guard let language = Language.named(call.argument) else { return call.complain(.noSuchLanguage, call.argument) }
        call.session.options.language = language
        call.prompt?.languageChanged(language)
        call.say(Phrase.languageSet.text(language))
        return .done
    },
    Command("help", "%help [COMMAND]", "this list", "이 목록") { call in
        let name = call.argument.drop { $0 == "%" }
        if name.isEmpty {
            call.say(Columns.text(Command.all.map { [$0.usage, $0.help(call.language)] } + helpNotes(call.language)))
            return .done
        }
        guard let command = Command.named(String(name)) else {
            let near = Nearest.hint(String(name), among: Command.all.map(\.name), call.language)
            return call.complain(.unknownCommand, VisibleText.of(String(name)), near)
        }
        call.say("\(command.usage)\n  \(command.help(call.language))")
        return .done
    },
]

private func helpNotes(_ language: Language) -> [[String]] {
    language == .korean
        ? [
            ["?이름, 이름?", "이름의 설명"], ["식 ;", "값을 보여 주지 않음"], ["_, Out[3], In[3]", "앞의 결과와 입력"],
            ["Alt-Enter", "실행하지 않고 줄 바꿈"], ["↑, Ctrl-R", "기록 찾기"],
        ]
        : [
            ["?name, name?", "what a name is"], ["expression;", "do not show the value"],
            ["_, Out[3], In[3]", "earlier results and entries"], ["Alt-Enter", "a new line without running"],
            ["up, Ctrl-R", "search what was entered"],
        ]
}

/// The user's own names in alphabetical order, without modules and what the session put there.
private func userNames(_ session: Session) -> [(name: String, value: Value)] {
    let globals = session.globals
    return globals.names.compactMap { symbol -> (String, Value)? in
        let name = symbol.text
        guard !name.hasPrefix("_"), name != "In", name != "Out", let value = globals[symbol] else { return nil }
        return value.asObject is ModuleObject ? nil : (name, value)
    }.sorted { $0.0 < $1.0 }
}

private func summary(_ value: Value) -> String {
    if let facts = Representation.facts(value, withSize: false) { return String(facts.dropFirst(2)) }
    switch value.asObject {
    case let list as ListObject: return "\(list.elements.count) items"
    case let tuple as TupleObject: return "\(tuple.elements.count) items"
    case let dict as DictObject: return "\(dict.count) keys"
    default: break
    }
    // A script's own __repr__ is not run for a listing.
    if let object = value.asObject, object.type.isScriptClass { return "" }
    guard let text = try? value.repr() else { return "" }
    let line = text.split(separator: "\n").first.map(String.init) ?? ""
    return VisibleText.of(ProgressLine.cut(line, to: 40))
}
