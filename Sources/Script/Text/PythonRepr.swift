// How Python writes numbers, strings and bytes: `repr`. Swift values in, text out; no script values here.
import Glibc

public enum PythonRepr {
    // MARK: - float

    /// `repr(x)`: the shortest digits that read back as `x`, with an exponent below 1e-4 and from 1e16 on.
    public static func float(_ value: Double) -> String {
        if let special = FloatDigits.special(value) { return special }
        let digits = FloatDigits(shortest: value)
        let isExponential = digits.exponent < -4 || digits.exponent >= 16
        return digits.text(exponential: isExponential, addsPointZero: true)
    }

    // MARK: - str

    /// `repr(text)`: single quotes unless only double quotes spare an escape; what does not print is escaped.
    public static func string(_ text: String) -> String {
        quoted(text.unicodeScalars, hasSingle: text.utf8.contains(0x27), hasDouble: text.utf8.contains(0x22)) {
            isPrintable($0)
        }
    }

    /// `ascii(x)` from `repr(x)`: every code point past 127 becomes an escape.
    public static func ascii(fromRepr repr: String) -> String {
        guard repr.utf8.contains(where: { $0 >= 0x80 }) else { return repr }
        var result = ""
        for scalar in repr.unicodeScalars {
            if scalar.isASCII { result.unicodeScalars.append(scalar) } else { result += escape(scalar.value) }
        }
        return result
    }

    /// `repr(bytes)`: `b'...'`.
    public static func bytes(_ bytes: [UInt8]) -> String {
        "b"
            + quoted(
                bytes.lazy.map { Unicode.Scalar($0) }, hasSingle: bytes.contains(0x27), hasDouble: bytes.contains(0x22)
            ) { $0.value >= 0x20 && $0.value < 0x7F }
    }

    /// `str.isprintable` for one code point.
    public static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.value < 0x7F { return scalar.value >= 0x20 }
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator,
            .spaceSeparator:
            return false
        default:
            return true
        }
    }

    private static func quoted(
        _ scalars: some Sequence<Unicode.Scalar>, hasSingle: Bool, hasDouble: Bool,
        prints: (Unicode.Scalar) -> Bool
    ) -> String {
        let quote: Unicode.Scalar = hasSingle && !hasDouble ? "\"" : "'"
        // A String, not its scalars: appending a text to those takes new memory every time (minutes for 5 MB of zeros).
        var result = ""
        result.unicodeScalars.append(quote)
        for scalar in scalars {
            switch scalar {
            case quote, "\\":
                result.append("\\")
                result.unicodeScalars.append(scalar)
            case "\n": result.append("\\n")
            case "\r": result.append("\\r")
            case "\t": result.append("\\t")
            default:
                if prints(scalar) {
                    result.unicodeScalars.append(scalar)
                } else {
                    result.append(escape(scalar.value))
                }
            }
        }
        result.unicodeScalars.append(quote)
        return result
    }

    private static func escape(_ value: UInt32) -> String {
        let hex = String(value, radix: 16)
        func padded(_ width: Int) -> String { String(repeating: "0", count: width - hex.count) + hex }
        if value < 0x100 { return "\\x" + padded(2) }
        return value < 0x10000 ? "\\u" + padded(4) : "\\U" + padded(8)
    }
}

/// The significant decimal digits of a finite double: `0.d₁d₂… × 10^(exponent+1)`, so `exponent` is that of `d₁`.
struct FloatDigits {
    var isNegative: Bool
    /// ASCII digits, no leading zero except for zero itself.
    var digits: [UInt8]
    var exponent: Int

    /// "nan", "inf" or "-inf".
    static func special(_ value: Double) -> String? {
        if value.isNaN { return "nan" }
        return value.isInfinite ? (value < 0 ? "-inf" : "inf") : nil
    }

    /// The fewest digits that read back as `value`; of those the closest. Swift's description has the digits.
    init(shortest value: Double) {
        self.init(parsing: value.magnitude.description.utf8, isNegative: value.sign == .minus)
        while digits.count > 1, digits.last == UInt8(ascii: "0") { digits.removeLast() }
    }

    /// `count` significant digits of the exact binary value, ties to even, as C's `%e` rounds.
    init(_ value: Double, significant count: Int) {
        self.init(
            parsing: cFormat("e", precision: count - 1, value.magnitude).utf8, isNegative: value.sign == .minus)
    }

    private init(parsing text: some Sequence<UInt8>, isNegative: Bool) {
        self.isNegative = isNegative
        digits = []
        var pointAt: Int?
        var exponentSign = 0
        var written = 0
        for byte in text {
            switch byte {
            case UInt8(ascii: "."): pointAt = digits.count
            case UInt8(ascii: "e"): exponentSign = 1
            case UInt8(ascii: "-"): exponentSign = -1
            case UInt8(ascii: "+"): break
            default:
                if exponentSign == 0 { digits.append(byte) } else { written = written * 10 + Int(byte - 0x30) }
            }
        }
        exponent = (pointAt ?? digits.count) - 1 + written * exponentSign
        let zeros = digits.prefix { $0 == UInt8(ascii: "0") }.count
        if zeros == digits.count {
            digits = digits.isEmpty ? [UInt8(ascii: "0")] : digits
            exponent = 0
        } else {
            digits.removeFirst(zeros)
            exponent -= zeros
        }
    }

    /// The digits laid out with or without an exponent. `addsPointZero` makes `1` into `1.0` when there is no exponent.
    func text(exponential: Bool, addsPointZero: Bool = false, keepsPoint: Bool = false) -> String {
        var bytes: [UInt8] = isNegative ? [UInt8(ascii: "-")] : []
        let zero = UInt8(ascii: "0")
        if exponential {
            bytes.append(digits[0])
            if digits.count > 1 || keepsPoint { bytes.append(UInt8(ascii: ".")) }
            bytes += digits.dropFirst()
            let magnitude = String(abs(exponent))
            bytes += Array("e\(exponent < 0 ? "-" : "+")\(magnitude.count < 2 ? "0" : "")\(magnitude)".utf8)
        } else if exponent < 0 {
            bytes += [zero, UInt8(ascii: ".")] + [UInt8](repeating: zero, count: -exponent - 1) + digits
        } else {
            let whole = exponent + 1
            bytes += digits.prefix(whole)
            bytes += [UInt8](repeating: zero, count: max(whole - digits.count, 0))
            if digits.count > whole {
                bytes.append(UInt8(ascii: "."))
                bytes += digits.dropFirst(whole)
            } else if addsPointZero {
                bytes += [UInt8(ascii: "."), zero]
            } else if keepsPoint {
                bytes.append(UInt8(ascii: "."))
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// C's `%.{precision}{conversion}` of a finite double: glibc rounds the exact binary value, ties to even.
func cFormat(_ conversion: Character, precision: Int, _ value: Double, alternate: Bool = false) -> String {
    let format = "%\(alternate ? "#" : "").*\(conversion)"
    let arguments: [any CVarArg] = [CInt(clamping: precision), value]
    // Large enough for every double at this precision: 309 digits, the point, the sign, an exponent.
    let capacity = precision + 330
    return String(unsafeUninitializedCapacity: capacity) { buffer in
        let written = withVaList(arguments) { list in
            buffer.withMemoryRebound(to: CChar.self) { vsnprintf($0.baseAddress, capacity, format, list) }
        }
        return min(max(Int(written), 0), capacity - 1)
    }
}
