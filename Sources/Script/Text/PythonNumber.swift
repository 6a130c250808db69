// Text to numbers as Python's `int(text, base)` and `float(text)` read it, and `round`. Swift values in and out.
import BigInt
import Schema

public enum PythonNumber {
    /// `source` is the text as `repr` shows it, of which CPython says 200 characters.
    static func invalidInteger(_ source: String, base: Int) -> Failure {
        let shown = String(String.UnicodeScalarView(source.unicodeScalars.prefix(200)))
        return Failure(.valueError, "invalid literal for int() with base \(base): \(shown)")
    }

    /// `int(text, base)`: blanks around, a sign, `_` between digits, `0x`-style prefixes for base 16, 8, 2 and 0.
    /// - Throws: ValueError in CPython's words. Decimal texts of more than 4300 digits are refused, as CPython does:
    ///   conversion takes time quadratic in their number.
    public static func int(_ text: String, base: Int = 10) throws(Failure) -> BigInt {
        guard base == 0 || (2...36).contains(base) else {
            throw Failure(.valueError, "int() base must be >= 2 and <= 36, or 0")
        }
        let invalid = invalidInteger(PythonRepr.string(text), base: base)
        var rest = asciiDigits(text)[...]
        rest = trimmed(rest)
        var isNegative = false
        if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
            isNegative = sign == UInt8(ascii: "-")
            rest = rest.dropFirst()
        }
        var radix = base
        var mayBeginWithUnderscore = false
        let letter = rest.dropFirst().first.map { $0 | 0x20 }
        let prefixed: [(UInt8, Int)] = [(UInt8(ascii: "x"), 16), (UInt8(ascii: "o"), 8), (UInt8(ascii: "b"), 2)]
        if rest.first == UInt8(ascii: "0"), let match = prefixed.first(where: { $0.0 == letter }),
            base == 0 || base == match.1
        {
            radix = match.1
            rest = rest.dropFirst(2)
            mayBeginWithUnderscore = true
        } else if base == 0 {
            radix = 10
            // `012` is a mistake that base 0 points out; only zeros may follow a zero.
            if rest.first == UInt8(ascii: "0"), rest.contains(where: { $0 != UInt8(ascii: "0") && $0 != 0x5F }) {
                throw invalid
            }
        }
        var digits: [UInt8] = []
        digits.reserveCapacity(rest.count)
        var previous: UInt8 = mayBeginWithUnderscore ? UInt8(ascii: "0") : UInt8(ascii: "_")
        for byte in rest {
            if byte == UInt8(ascii: "_") {
                if previous == byte { throw invalid }
            } else {
                guard let value = digitValue(byte), value < radix else { throw invalid }
                digits.append(byte)
            }
            previous = byte
        }
        if previous == UInt8(ascii: "_") || digits.isEmpty { throw invalid }
        let isPowerOfTwo = radix & (radix - 1) == 0
        if !isPowerOfTwo, digits.count > digitLimit { throw tooManyDigits(digits.count) }
        let string = String(decoding: digits, as: UTF8.self)
        if let small = Int(string, radix: radix) { return BigInt(isNegative ? -small : small) }
        guard let magnitude = isPowerOfTwo ? powerOfTwo(digits, radix) : anyRadix(digits, radix) else { throw invalid }
        return isNegative ? -magnitude : magnitude
    }

    /// Decimal digits an integer may have when it is read or written, as in CPython.
    public static let digitLimit = 4300

    static func tooManyDigits(_ count: Int) -> Failure {
        Failure(
            .valueError,
            "Exceeds the limit (\(digitLimit) digits) for integer string conversion: value has \(count) digits; "
                + "use sys.set_int_max_str_digits() to increase the limit")
    }

    /// `str(n)` of a big integer.
    /// - Throws: ValueError above 4300 digits, as CPython does.
    public static func decimal(_ value: BigInt) throws(Failure) -> String {
        // 4300 digits are 14285 bits; a longer number is refused before the quadratic conversion.
        if value.magnitude.bitWidth > 14_300 {
            throw Failure(
                .valueError,
                "Exceeds the limit (\(digitLimit) digits) for integer string conversion; "
                    + "use sys.set_int_max_str_digits() to increase the limit")
        }
        let text = String(value)
        if text.utf8.count - (value < 0 ? 1 : 0) > digitLimit {
            throw Failure(
                .valueError,
                "Exceeds the limit (\(digitLimit) digits) for integer string conversion; "
                    + "use sys.set_int_max_str_digits() to increase the limit")
        }
        return text
    }

    /// `float(n)`: the nearest double, ties to even (BigInt's own conversion cuts off).
    /// - Throws: OverflowError.
    public static func double(_ value: BigInt) throws(Failure) -> Double {
        let magnitude = value.magnitude
        let width = magnitude.bitWidth
        if width <= 64 {
            let double = Double(UInt64(clamping: magnitude))
            return value < 0 ? -double : double
        }
        // The upper 64 bits, the last of them set when anything below is: 53 bits remain after one rounding.
        let shift = width - 64
        var top = UInt64(clamping: magnitude >> shift)
        if magnitude.trailingZeroBitCount < shift { top |= 1 }
        let double = width > 1024 ? .infinity : Double(sign: .plus, exponent: shift, significand: Double(top))
        if double.isInfinite { throw Failure(.overflowError, "int too large to convert to float") }
        return value < 0 ? -double : double
    }

    /// `float(text)`: blanks around, `_` between digits, exponent, `inf`, `infinity`, `nan` in any case.
    /// - Throws: ValueError in CPython's words.
    public static func float(_ text: String) throws(Failure) -> Double {
        let bytes = trimmed(asciiDigits(text)[...])
        if let value = floatValue(bytes) { return value }
        throw Failure(
            .valueError, "could not convert string to float: \(PythonRepr.string(text))")
    }

    /// The value of a checked float form, or nil. Also reads the float literals of a script.
    static func floatValue(_ bytes: ArraySlice<UInt8>) -> Double? {
        var rest = bytes
        var isNegative = false
        if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
            isNegative = sign == UInt8(ascii: "-")
            rest = rest.dropFirst()
        }
        let word = String(decoding: rest.prefix(9).map { $0 | 0x20 }, as: UTF8.self)
        if rest.count <= 8, word == "inf" || word == "infinity" { return isNegative ? -.infinity : .infinity }
        if rest.count == 3, word == "nan" { return isNegative ? -Double.nan : .nan }
        var cleaned: [UInt8] = []
        cleaned.reserveCapacity(rest.count)
        var digitCount = 0
        var sawPoint = false
        var sawExponent = false
        var previous: UInt8 = 0
        for byte in rest {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                digitCount += 1
                cleaned.append(byte)
            case UInt8(ascii: "_"):
                guard isDigit(previous) else { return nil }
            case UInt8(ascii: "."):
                guard !sawPoint, !sawExponent, previous != UInt8(ascii: "_") else { return nil }
                sawPoint = true
                // Swift wants a digit on both sides of the point.
                if digitCount == 0 { cleaned.append(UInt8(ascii: "0")) }
                cleaned.append(byte)
            case UInt8(ascii: "e"), UInt8(ascii: "E"):
                guard !sawExponent, digitCount > 0, previous != UInt8(ascii: "_") else { return nil }
                if previous == UInt8(ascii: ".") { cleaned.append(UInt8(ascii: "0")) }
                sawExponent = true
                digitCount = 0
                cleaned.append(UInt8(ascii: "e"))
            case UInt8(ascii: "+"), UInt8(ascii: "-"):
                guard previous | 0x20 == UInt8(ascii: "e"), sawExponent else { return nil }
                cleaned.append(byte)
            default:
                return nil
            }
            // An underscore must be followed by a digit.
            if previous == UInt8(ascii: "_"), !isDigit(byte) { return nil }
            previous = byte
        }
        if digitCount == 0 || previous == UInt8(ascii: "_") { return nil }
        if previous == UInt8(ascii: ".") { cleaned.append(UInt8(ascii: "0")) }
        guard let magnitude = Double(String(decoding: cleaned, as: UTF8.self)) else { return nil }
        return isNegative ? -magnitude : magnitude
    }

    // MARK: - round

    /// `round(x)`: to the nearest integer, ties to even.
    /// - Throws: ValueError for NaN, OverflowError for infinities.
    public static func round(_ value: Double) throws(Failure) -> BigInt {
        if value.isNaN { throw Failure(.valueError, "cannot convert float NaN to integer") }
        if value.isInfinite { throw Failure(.overflowError, "cannot convert float infinity to integer") }
        return BigInt(value.rounded(.toNearestOrEven))
    }

    /// `round(x, digits)`: the decimal nearest to the exact binary value, ties to even; negative `digits` round to
    /// tens.
    /// - Throws: OverflowError when the result is not a double.
    public static func round(_ value: Double, digits: Int) throws(Failure) -> Double {
        guard value.isFinite, value != 0 else { return value }
        // Beyond these every double is already exact, or rounds to zero (CPython's limits).
        if digits > 323 { return value }
        if digits < -308 { return value.sign == .minus ? -0.0 : 0.0 }
        let text: String
        if digits >= 0 {
            text = cFormat("f", precision: digits, value)
        } else {
            text = roundedToTens(value, places: -digits)
        }
        let rounded = Double(text) ?? value
        if rounded.isInfinite { throw Failure(.overflowError, "rounded value too large to represent") }
        return rounded
    }

    private static func roundedToTens(_ value: Double, places: Int) -> String {
        let magnitude = value.magnitude
        let whole = magnitude.rounded(.towardZero)
        var digits = Array(cFormat("f", precision: 0, whole).utf8)
        if digits.count < places { return value < 0 ? "-0" : "0" }
        let kept = digits.count - places
        let dropped = digits[kept...]
        let half = [UInt8(ascii: "5")] + [UInt8](repeating: UInt8(ascii: "0"), count: places - 1)
        let isTie = dropped.elementsEqual(half) && whole == magnitude
        let isAbove = !isTie && !dropped.lexicographicallyPrecedes(half)
        let lastIsOdd = kept > 0 && digits[kept - 1] & 1 == 1
        digits = Array(digits.prefix(kept))
        if isAbove || (isTie && lastIsOdd) {
            var index = kept
            while index > 0, digits[index - 1] == UInt8(ascii: "9") {
                digits[index - 1] = UInt8(ascii: "0")
                index -= 1
            }
            if index > 0 { digits[index - 1] += 1 } else { digits.insert(UInt8(ascii: "1"), at: 0) }
        }
        if digits.isEmpty { return value < 0 ? "-0" : "0" }
        return (value < 0 ? "-" : "") + String(decoding: digits, as: UTF8.self) + "e\(places)"
    }

    // MARK: - Characters

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

    static func digitValue(_ byte: UInt8) -> Int? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(byte) - 0x30
        case UInt8(ascii: "a")...UInt8(ascii: "z"): Int(byte) - 0x61 + 10
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): Int(byte) - 0x41 + 10
        default: nil
        }
    }

    /// Digits of any script become ASCII digits and Unicode blanks become spaces; other characters stay and are
    /// refused.
    private static func asciiDigits(_ text: String) -> [UInt8] {
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return Array(text.utf8) }
        var result: [UInt8] = []
        for scalar in text.unicodeScalars {
            if scalar.isASCII {
                result.append(UInt8(scalar.value))
            } else if scalar.properties.numericType == .decimal, let value = scalar.properties.numericValue {
                result.append(UInt8(ascii: "0") + UInt8(value))
            } else if scalar.properties.isWhitespace {
                result.append(0x20)
            } else {
                result.append(0xFF)
            }
        }
        return result
    }

    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        func isBlank(_ byte: UInt8) -> Bool {
            byte == 0x20 || (0x09...0x0D).contains(byte) || (0x1C...0x1F).contains(byte)
        }
        var rest = bytes
        while let first = rest.first, isBlank(first) { rest = rest.dropFirst() }
        while let last = rest.last, isBlank(last) { rest = rest.dropLast() }
        return rest
    }

    /// Digits of any radix, a machine word's worth at a time. (BigInt's own reader stops the process at radix 36.)
    private static func anyRadix(_ digits: [UInt8], _ radix: Int) -> BigInt? {
        var result = BigUInt()
        var chunk: UInt = 0
        var power: UInt = 1
        for byte in digits {
            guard let value = digitValue(byte) else { return nil }
            chunk = chunk * UInt(radix) + UInt(value)
            power *= UInt(radix)
            // One more digit still fits below this: 36 * 36 * 2^53 < 2^64.
            if power >= 1 << 53 {
                result = result * BigUInt(power) + BigUInt(chunk)
                (chunk, power) = (0, 1)
            }
        }
        return BigInt(sign: .plus, magnitude: result * BigUInt(power) + BigUInt(chunk))
    }

    /// Power-of-two digits in linear time: bits are packed straight into words.
    static func powerOfTwo(_ digits: [UInt8], _ radix: Int) -> BigInt? {
        let bitsPerDigit = radix.trailingZeroBitCount
        var words: [UInt] = []
        var word: UInt = 0
        var filled = 0
        for byte in digits.reversed() {
            guard let value = digitValue(byte) else { return nil }
            word |= UInt(value) << UInt(filled)
            filled += bitsPerDigit
            if filled >= UInt.bitWidth {
                words.append(word)
                filled -= UInt.bitWidth
                word = filled > 0 ? UInt(value) >> UInt(bitsPerDigit - filled) : 0
            }
        }
        if filled > 0 { words.append(word) }
        return BigInt(sign: .plus, magnitude: BigUInt(words: words))
    }
}
