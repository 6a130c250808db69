// %run, %cells, %load, %edit, %history, %rerun, %save: entering cells other than by typing.
import Schema

let cellCommands = [
    Command(
        "run", "%run FILE [CELLS]", "run a script, post or notebook here, e.g. %run unet.unet 2-4",
        "스크립트, 글, 노트북을 여기서 실행합니다. 예: %run unet.unet 2-4"
    ) { call in
        let (path, range) = call.pathAndRest
        guard !path.isEmpty else { return call.usage("run") }
        do throws(Failure) {
            let document = try Document.read(path, byCells: true)
            let wanted = range.isEmpty ? { _ in true } : ScriptReader.range(range)
            guard let wanted else { return call.usage("run") }
            var last: CellResult?
            for cell in document.cells where wanted(cell.number) && cell.marker != .skip {
                let result = call.session.run(cell, emit: call.emit)
                last = result
                if result.ending != .finished, cell.marker != .expectError { break }
            }
            return last.map { .ran($0) } ?? call.complain(.noCells, path)
        } catch {
            call.emit(.error(ErrorReport(error)))
            return .failed
        }
    },
    Command("cells", "%cells FILE", "list the cells of a file", "파일의 셀 목록을 보여 줍니다") { call in
        guard !call.argument.isEmpty else { return call.usage("cells") }
        do throws(Failure) {
            for cell in try Document.read(call.path, byCells: true).cells {
                // A bare `# %%` says nothing; one with a title names the cell.
                let lines = cell.text.split(separator: "\n").filter {
                    !$0.allSatisfy(\.isWhitespace)
                        && !($0.hasPrefix("# %%") && $0.dropFirst(4).allSatisfy(\.isWhitespace))
                }
                let first = VisibleText.of(ProgressLine.cut(String(lines.first ?? ""), to: 60))
                call.say("\(cell.number)  line \(cell.firstLine)  \(lines.count) lines  \(first)")
            }
            return .done
        } catch {
            call.emit(.error(ErrorReport(error)))
            return .failed
        }
    },
    Command("load", "%load FILE", "put a file's text on the next entry", "파일 내용을 다음 입력에 넣습니다") { call in
        guard let prompt = call.prompt else { return call.complain(.reservedForScripts, "%load") }
        guard !call.argument.isEmpty else { return call.usage("load") }
        do throws(Failure) {
            let bytes = try AtomicFile.read(call.path, limit: 1 << 20)
            prompt.prefill(String(decoding: bytes, as: UTF8.self))
            return .done
        } catch {
            call.emit(.error(ErrorReport(error)))
            return .failed
        }
    },
    Command(
        "edit", "%edit [CELL]", "write a cell in your editor ($EDITOR), then run it", "편집기($EDITOR)에서 셀을 고치고 실행합니다"
    ) { call in
        guard let prompt = call.prompt else { return call.complain(.reservedForScripts, "%edit") }
        var text = ""
        if let number = Int(call.argument) {
            guard let cell = call.session.memory.text(of: number) else {
                return call.complain(.noSuchCell, call.argument)
            }
            text = cell
        } else if call.argument.isEmpty {
            text = call.session.memory.texts.last?.text ?? ""
        }
        guard let edited = prompt.edit(text) else { return .failed }
        guard !edited.allSatisfy(\.isWhitespace) else { return call.complain(.nothingToRun) }
        call.say(edited)
        return .ran(call.session.runEntry(edited, emit: call.emit))
    },
    Command("history", "%history [COUNT]", "show what was entered", "입력한 기록을 보여 줍니다") { call in
        let limit = Int(call.argument) ?? 50
        let own = call.session.memory.texts
        let earlier = (call.prompt?.history ?? []).dropLast(own.count)
        if own.isEmpty, earlier.isEmpty { return call.complain(.noHistory) }
        for text in earlier.suffix(max(limit - own.count, 0)) { call.say("      " + indented(text)) }
        for (number, text) in own.suffix(limit) {
            call.say(String(repeating: " ", count: max(0, 4 - String(number).count)) + "\(number): " + indented(text))
        }
        return .done
    },
    Command("rerun", "%rerun CELLS", "run cells again, e.g. %rerun 3-5", "셀을 다시 실행합니다. 예: %rerun 3-5") { call in
        let chosen = chosenCells(call)
        guard let chosen else { return call.usage("rerun") }
        guard !chosen.isEmpty else { return call.complain(.noSuchCell, call.argument) }
        var last: CellResult?
        for (_, text) in chosen {
            let result = call.session.runEntry(text, emit: call.emit)
            last = result
            if result.ending != .finished { break }
        }
        return last.map { .ran($0) } ?? .failed
    },
    Command(
        "save", "%save FILE CELLS", "write cells to a script, e.g. %save lesson.unet 1-12",
        "셀을 스크립트로 저장합니다. 예: %save lesson.unet 1-12"
    ) { call in
        let (path, cells) = call.pathAndRest
        guard !path.isEmpty else { return call.usage("save") }
        let range = cells.isEmpty ? "1-" : cells
        guard let wanted = ScriptReader.range(range) else { return call.usage("save") }
        let chosen = call.session.memory.texts.filter { wanted($0.number) }
        guard !chosen.isEmpty else { return call.complain(.noSuchCell, range) }
        let text = chosen.map { "# %%\n\($0.text)\n" }.joined(separator: "\n")
        do throws(Failure) {
            try AtomicFile.write(Array(text.utf8), to: path)
            call.say(Phrase.saved.text(call.language, VisibleText.of(path)))
            return .done
        } catch {
            call.emit(.error(ErrorReport(error)))
            return .failed
        }
    },
]

/// The cells an argument like `3-5` names; nil when it is no range.
private func chosenCells(_ call: CommandCall) -> [(number: Int, text: String)]? {
    let argument = call.argument.isEmpty ? String(call.session.memory.count) : call.argument
    guard let wanted = ScriptReader.range(argument) else { return nil }
    return call.session.memory.texts.filter { wanted($0.number) }
}

private func indented(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { VisibleText.of(String($0)) }
        .joined(separator: "\n      ")
}
