// Korean particles depend on the sound before them: 손실이, 모델이 but 변수가, 3이 but 2가. Where a name fills a hole of a sentence the
// sound is known only then: the catalogue writes 을(를), and this chooses.

enum Particles {
    /// What the catalogue writes, then the form after a consonant and after a vowel.
    private static let forms: [(written: String, consonant: String, vowel: String)] = [
        ("을(를)", "을", "를"), ("이(가)", "이", "가"), ("은(는)", "은", "는"), ("와(과)", "과", "와"), ("(으)로", "으로", "로"),
        ("(이)라고", "이라고", "라고"), ("(이)", "이", ""),
    ]

    /// The sentence with every particle in the form its word asks for. After Latin letters, whose sound nobody can tell, both stay.
    static func settled(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "(")) else { return text }
        var result = ""
        var rest = Substring(text)
        while !rest.isEmpty {
            let form = forms.first { rest.hasPrefix($0.written) }
            if let form, let ending = ending(of: result) {
                let isRieul = ending == .rieul && form.written == "(으)로"
                result += ending == .vowel || isRieul ? form.vowel : form.consonant
            } else if let form {
                result += form.written
            } else {
                result.append(rest.removeFirst())
                continue
            }
            if let form { rest = rest.dropFirst(form.written.count) }
        }
        return result
    }

    private enum Ending { case vowel, consonant, rieul }

    /// How the last word sounds at its end, past closing quotes and brackets; nil for Latin letters and signs.
    private static func ending(of text: String) -> Ending? {
        guard let last = text.unicodeScalars.reversed().first(where: { !"'\"`)]}’”」".unicodeScalars.contains($0) })
        else {
            return nil
        }
        switch last.value {
        case 0xAC00...0xD7A3:
            let final = (last.value - 0xAC00) % 28
            return final == 0 ? .vowel : final == 8 ? .rieul : .consonant
        case 0x30...0x39:
            // 영 일 이 삼 사 오 육 칠 팔 구
            return [.consonant, .rieul, .vowel, .consonant, .vowel, .vowel, .consonant, .rieul, .rieul, .vowel][
                Int(last.value - 0x30)]
        default: return nil
        }
    }
}
