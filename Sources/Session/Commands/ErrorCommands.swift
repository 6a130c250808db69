// %why and %trace: more about the latest error.

let errorCommands = [
    Command("why", "%why", "explain the latest error", "마지막 오류를 풀어서 설명합니다") { call in
        guard let error = call.session.latestError else { return call.complain(.noError) }
        let explanation = Explanation.of(kind: error.kind, code: error.code)?.text(call.language)
        call.say(Paragraph.text(error.kind + ": " + VisibleText.of(error.message(in: call.language))))
        call.say(Paragraph.text(explanation ?? Phrase.noExplanation.text(call.language)))
        if !error.hint.isEmpty {
            let hint = Messages.translateHint(error.hint, to: call.language)
            call.say(Phrase.hint.text(call.language) + ": " + VisibleText.of(hint))
        }
        return .done
    },
    Command("trace", "%trace", "show every call of the latest error", "마지막 오류의 모든 호출을 보여 줍니다") { call in
        guard let error = call.session.latestError else { return call.complain(.noError) }
        call.say(error.text(style: .plain, language: call.language, showsAllCalls: true))
        return .done
    },
]
