// Our own sentences: everything the front ends say that is not an error message of the language. The switch is exhaustive, so a
// phrase cannot exist in one language only. `{0}`, `{1}` are filled in order.

public enum Phrase: Sendable, CaseIterable {
    case hint, calledFrom, madeHere, inFunction, moreCalls, directCause, duringHandling
    case mended, promptsStripped, skippedLines
    case unknownCommand, commandUsage, noSuchCell, nothingToRun, saved, savedFigure, evicted
    case banner, cellSkipped, expectedError, notebookWritten, resetDone, languageSet, noSuchLanguage
    case noName, tourEnd, tourStart, timeTaken, noHistory, reservedForScripts, unsavedFigure, interrupted, fileIs
    case nothingFound, moreFound, noError, noExplanation, helpIntroduction, unsavedTraining
    case checkedFine, noCells, noEditor
    case sessionLeftBehind, nothingToRecover, recoverySkips, recoveryEndsIn, recoveryStopped
    case profileHeader, profileHidden, profileLoose, profileStep, profileRest, profileTotal, profileEmpty

    public func text(_ language: Language, _ values: String...) -> String { text(language, values) }

    public func text(_ language: Language, _ values: [String]) -> String {
        let (english, korean) = texts
        return language == .korean ? Particles.settled(Template.fill(korean, values)) : Template.fill(english, values)
    }

    /// The sentence in English and in Korean.
    var texts: (english: String, korean: String) {
        switch self {
        case .hint: ("hint", "도움말")
        case .calledFrom: ("called from", "호출한 곳:")
        case .madeHere: ("{0} was made at", "{0}을(를) 만든 곳:")
        case .inFunction: ("in {0}", "{0} 안에서")
        case .moreCalls: ("... {0} more calls ...", "... 호출 {0}개 생략 ...")
        case .directCause:
            ("The above error was the direct cause of the following one:", "위 오류가 다음 오류의 직접 원인입니다:")
        case .duringHandling:
            ("While handling the above error, another one occurred:", "위 오류를 처리하는 중에 다른 오류가 발생했습니다:")
        case .mended: ("mended in the pasted text: {0}", "붙여 넣은 글에서 고친 것: {0}")
        case .promptsStripped:
            ("prompts and output lines were dropped from the pasted text", "붙여 넣은 글에서 프롬프트와 출력 줄을 뺐습니다")
        case .skippedLines:
            ("skipped, not needed here: {0}", "여기서는 필요 없어 건너뜀: {0}")
        case .unknownCommand: ("there is no command %{0}{1}", "%{0} 명령은 없습니다{1}")
        case .commandUsage: ("usage: {0}", "사용법: {0}")
        case .noSuchCell: ("there is no cell {0}", "셀 {0}이(가) 없습니다")
        case .nothingToRun: ("there is nothing to run", "실행할 것이 없습니다")
        case .saved: ("saved {0}", "{0} 저장함")
        case .savedFigure: ("figure saved: {0} ({1}x{2})", "그림 저장: {0} ({1}x{2})")
        case .evicted:
            (
                "<dropped from Out to free {0}; run the cell again to get it back>",
                "<{0}를 비우려고 Out에서 지웠습니다. 셀을 다시 실행하면 돌아옵니다>"
            )
        case .banner:
            (
                "unetrepl {0}  %help: commands, ?name: help, %tour: tutorial, Ctrl-D: leave",
                "unetrepl {0}  %help: 명령, ?이름: 도움말, %tour: 튜토리얼, Ctrl-D: 종료"
            )
        case .cellSkipped: ("cell {0} is marked skip", "셀 {0}은(는) skip 표시가 있습니다")
        case .expectedError:
            ("cell {0} is marked expect-error but raised none", "셀 {0}은(는) 오류가 나야 하는데 나지 않았습니다")
        case .notebookWritten: ("notebook written: {0}", "노트북 저장: {0}")
        case .resetDone: ("all names of the session are gone", "세션의 모든 이름을 지웠습니다")
        case .languageSet: ("messages are in English now", "이제 메시지는 한국어로 나옵니다")
        case .noSuchLanguage: ("no messages in '{0}'; there are: en, ko", "'{0}' 메시지는 없습니다. 있는 것: en, ko")
        case .noName: ("there is no name '{0}' here{1}", "'{0}'(이)라는 이름이 없습니다{1}")
        case .tourEnd: ("the tour ends here", "튜토리얼이 끝났습니다")
        case .tourStart:
            (
                "{0}: {1} cells. Enter runs the cell shown, %next shows the next one",
                "{0}: 셀 {1}개. Enter로 실행, %next로 다음 셀"
            )
        case .timeTaken: ("wall time {0}", "걸린 시간 {0}")
        case .noHistory: ("no history yet", "아직 기록이 없습니다")
        case .reservedForScripts:
            ("{0} works at the prompt only", "{0}은(는) 프롬프트에서만 쓸 수 있습니다")
        case .unsavedFigure: ("the figure could not be saved: {0}", "그림을 저장하지 못했습니다: {0}")
        case .interrupted: ("interrupted", "중단됨")
        case .fileIs: ("{0} is not a file that can be run", "{0}은(는) 실행할 수 있는 파일이 아닙니다")
        case .nothingFound: ("'{0}' occurs in no name and no description", "'{0}'이(가) 나오는 이름이나 설명이 없습니다")
        case .moreFound: ("... and {0} more", "... 그 밖에 {0}개")
        case .noError: ("there was no error yet", "아직 오류가 없었습니다")
        case .unsavedTraining:
            (
                "a model was trained for {0} and never saved: save(model, \"model.pth\") keeps it, Ctrl-D again leaves",
                "{0} 동안 학습한 모델을 저장하지 않았습니다. save(model, \"model.pth\")로 저장하거나, Ctrl-D를 한 번 더 누르면 나갑니다"
            )
        case .sessionLeftBehind:
            (
                "the last session was cut off: unetrepl --recover runs its cells again ({0})",
                "지난 세션이 끊겼습니다. unetrepl --recover로 셀 {0}개를 다시 실행할 수 있습니다"
            )
        case .nothingToRecover:
            ("there is nothing to recover: no session was cut off", "되살릴 세션이 없습니다. 끊긴 세션이 없습니다")
        case .recoverySkips: ("not run again, it was interrupted: {0}", "중단했던 셀이라 다시 실행하지 않음: {0}")
        case .recoveryEndsIn:
            (
                "the session ended in the cell below; Enter runs it, Ctrl-C leaves it out",
                "세션이 아래 셀에서 끝났습니다. Enter는 실행, Ctrl-C는 그만둡니다"
            )
        case .recoveryStopped:
            (
                "recovery stopped at cell {0} of {1}; --recover begins anew",
                "셀 {1}개 가운데 {0}번째에서 멈췄습니다. --recover는 처음부터 다시 합니다"
            )
        case .noExplanation: ("there is no longer explanation of this error", "이 오류에는 더 긴 설명이 없습니다")
        case .helpIntroduction:
            (
                "help(x) or ?x explains x: help(train), ?nn.Conv2d, ?\"dice\" looks for a word. %help lists the commands, %tour opens the lesson.",
                "help(x)나 ?x가 x를 설명합니다: help(train), ?nn.Conv2d, ?\"dice\"는 단어를 찾습니다. %help는 명령 목록, %tour는 수업입니다."
            )
        case .checkedFine: ("{0}: no errors found", "{0}: 오류 없음")
        case .noCells: ("{0} has no cells to run", "{0}에 실행할 셀이 없습니다")
        // Columns of the table, divided by bars.
        case .profileHeader:
            (
                "layer|type|calls|forward|backward|ms|%|kept",
                "층|형|호출|순전파|역전파|ms|%|남긴 메모리"
            )
        case .profileHidden: ("{0} others", "그 밖의 층 {0}개")
        case .profileLoose: ("no layer", "층 밖")
        case .profileStep: ("optimizer", "옵티마이저")
        case .profileRest: ("the rest", "나머지")
        case .profileTotal:
            (
                "{0} in all; tensors took at most {1}. Each layer's own time; fused with a neighbour, it counts there.",
                "모두 {0}, 텐서 메모리는 최대 {1}. 층마다 자기 시간이며, 이웃과 합쳐진 계산은 이웃에 셉니다."
            )
        case .profileEmpty:
            (
                "no layer ran: %prun model(x) or %prun train(...) would show some",
                "실행된 층이 없습니다. 예: %prun model(x), %prun train(...)"
            )
        case .noEditor: ("the editor '{0}' could not be started", "편집기 '{0}'을(를) 시작하지 못했습니다")
        }
    }
}

/// Sentences with numbered holes.
enum Template {
    /// `{0}` replaced by the first value, and so on.
    static func fill(_ template: String, _ values: [String]) -> String {
        var result = ""
        for piece in pieces(template) {
            switch piece {
            case .literal(let text): result += text
            case .hole(let number): result += number < values.count ? values[number] : ""
            }
        }
        return result
    }

    enum Piece: Equatable {
        case literal(String)
        case hole(Int)
    }

    static func pieces(_ template: String) -> [Piece] {
        var pieces: [Piece] = []
        let bytes = Array(template.utf8)
        var (start, i) = (0, 0)
        func endLiteral() {
            if start < i { pieces.append(.literal(String(decoding: bytes[start..<i], as: UTF8.self))) }
        }
        while i < bytes.count {
            if bytes[i] == UInt8(ascii: "{"), i + 2 < bytes.count, bytes[i + 2] == UInt8(ascii: "}"),
                (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[i + 1])
            {
                endLiteral()
                pieces.append(.hole(Int(bytes[i + 1] - UInt8(ascii: "0"))))
                i += 3
                start = i
            } else {
                i += 1
            }
        }
        endLiteral()
        return pieces
    }

    /// What stands in the holes of `text`, by hole number; nil when `text` is not made from the template. A hole takes as little
    /// as lets the rest match.
    static func values(in text: String, of template: String) -> [Int: String]? {
        var found: [Int: String] = [:]
        var rest = Array(text.utf8)[...]
        let parts = pieces(template)
        for (index, part) in parts.enumerated() {
            switch part {
            case .literal(let literal):
                guard rest.starts(with: literal.utf8) else { return nil }
                rest = rest.dropFirst(literal.utf8.count)
            case .hole(let number):
                let end: Int
                if index + 1 < parts.count, case .literal(let next) = parts[index + 1] {
                    // The last literal must reach the end of the text, so search it from the back.
                    let isLast = index + 2 == parts.count
                    guard let place = position(of: Array(next.utf8), in: rest, fromEnd: isLast) else { return nil }
                    end = place
                } else {
                    end = rest.endIndex
                }
                found[number] = String(decoding: rest[rest.startIndex..<end], as: UTF8.self)
                rest = rest[end...]
            }
        }
        return rest.isEmpty ? found : nil
    }

    private static func position(of needle: [UInt8], in text: ArraySlice<UInt8>, fromEnd: Bool) -> Int? {
        guard text.count >= needle.count else { return nil }
        let last = text.endIndex - needle.count
        if fromEnd { return text[last...].elementsEqual(needle) ? last : nil }
        var at = text.startIndex
        while at <= last {
            if text[at..<at + needle.count].elementsEqual(needle) { return at }
            at += 1
        }
        return nil
    }
}
