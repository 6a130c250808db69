// Text from outside (file names, exception messages, tensor names in a checkpoint) must not be able to steer the terminal.
// Control characters, both bytes of them (C0 and C1), and the characters that hide or reorder text are shown as escapes.
//
// A script's own `print` is not touched: it may draw its bars and colours, as under CPython.

public enum VisibleText {
    /// `text` with everything invisible spelled out: `\x1b`, `\u202e`. Newlines and tabs stay when `keepingLines`.
    public static func of(_ text: String, keepingLines: Bool = false) -> String {
        if !text.unicodeScalars.contains(where: { isHidden($0) }) { return text }
        var result = ""
        for scalar in text.unicodeScalars {
            if keepingLines, scalar == "\n" || scalar == "\t" {
                result.unicodeScalars.append(scalar)
            } else if isHidden(scalar) {
                result += escape(scalar)
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// Controls (C0, DEL, C1), zero-width characters, line separators and bidirectional controls.
    public static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0...0x1F, 0x7F...0x9F, 0xAD, 0x61C, 0x180E, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x2069, 0xFEFF,
            0xFFF9...0xFFFB, 0xE0000...0xE007F:
            true
        default: false
        }
    }

    private static func escape(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\n": return "\\n"
        case "\r": return "\\r"
        case "\t": return "\\t"
        default: break
        }
        let digits = String(scalar.value, radix: 16)
        let (prefix, width) = scalar.value < 0x100 ? ("\\x", 2) : scalar.value < 0x1_0000 ? ("\\u", 4) : ("\\U", 8)
        return prefix + String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
