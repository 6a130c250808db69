// What was typed with the Hangul keyboard on by mistake: `ㅔ갸ㅜㅅ` is `print` on the two-set (두벌식) layout.

enum HangulKeys {
    /// The Latin keys behind a Hangul text; nil when the text has no Hangul.
    static func latin(_ text: String) -> String? {
        var result = ""
        var hasHangul = false
        for scalar in text.unicodeScalars {
            guard let keys = keys(scalar) else {
                result.unicodeScalars.append(scalar)
                continue
            }
            hasHangul = true
            result += keys
        }
        return hasHangul ? result : nil
    }

    private static func keys(_ scalar: Unicode.Scalar) -> String? {
        switch scalar.value {
        case 0x3131...0x3163: return letters[scalar]
        case 0xAC00...0xD7A3:
            let code = Int(scalar.value) - 0xAC00
            return initials[code / 588] + vowels[code % 588 / 28] + finals[code % 28]
        default: return nil
        }
    }

    private static let initials = [
        "r", "R", "s", "e", "E", "f", "a", "q", "Q", "t", "T", "d", "w", "W", "c", "z", "x", "v", "g",
    ]
    private static let vowels = [
        "k", "o", "i", "O", "j", "p", "u", "P", "h", "hk", "ho", "hl", "y", "n", "nj", "np", "nl", "b", "m", "ml", "l",
    ]
    private static let finals = [
        "", "r", "R", "rt", "s", "sw", "sg", "e", "f", "fr", "fa", "fq", "ft", "fx", "fv", "fg", "a", "q", "qt", "t",
        "T",
        "d", "w", "c", "z", "x", "v", "g",
    ]
    /// Single letters: ㄱ … ㅎ with the clusters among them, then ㅏ … ㅣ.
    private static let letters: [Unicode.Scalar: String] = {
        let consonants = [
            "r", "R", "rt", "s", "sw", "sg", "e", "E", "f", "fr", "fa", "fq", "ft", "fx", "fv", "fg", "a", "q", "Q",
            "qt",
            "t", "T", "d", "w", "W", "c", "z", "x", "v", "g",
        ]
        var table: [Unicode.Scalar: String] = [:]
        for (offset, keys) in (consonants + vowels).enumerated() {
            if let scalar = Unicode.Scalar(0x3131 + UInt32(offset)) { table[scalar] = keys }
        }
        return table
    }()
}
