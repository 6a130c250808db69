// Digits of numbers for printed tensors and arrays: a value and a width or precision go in, ASCII text comes out. Fixed and
// exponent forms round the exact binary value half to even, as C's printf does; shortest forms are Swift's own descriptions,
// which are the shortest decimals that read back as the same number of that type.
import Glibc

enum NumberText {
    /// `%.{digits}f`.
    static func fixed(_ value: Double, _ digits: Int) -> String { format("%.*f", value, digits) }

    /// `%.{digits}e`, with "inf" and "nan" as Python spells them.
    static func exponent(_ value: Double, _ digits: Int) -> String { format("%.*e", value, digits) }

    private static func format(_ pattern: String, _ value: Double, _ digits: Int) -> String {
        if value.isNaN { return "nan" }
        // 309 digits before the point and at most `digits` after it; digits above 1100 are all zero in binary64.
        let digits = Int32(clamping: max(0, min(digits, 1100)))
        return withUnsafeTemporaryAllocation(of: CChar.self, capacity: 1500) { buffer in
            let written = withVaList([digits, value]) { vsnprintf(buffer.baseAddress, buffer.count, pattern, $0) }
            let count = max(0, min(Int(written), buffer.count - 1))
            return String(decoding: buffer[..<count].lazy.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        }
    }

    /// The shortest decimal that reads back as `value` in its own dtype: value = 0.d1d2… * 10^exponent, sign dropped.
    static func shortest(_ value: Double, _ dtype: DType) -> (digits: [UInt8], exponent: Int) {
        let text: String
        switch dtype {
        case .float32: text = Float(value).magnitude.description
        case .float16: text = shortestHalf(value.magnitude)
        case .bfloat16: text = Float(value).magnitude.description
        case .float64, .bool, .uint8, .int8, .int16, .int32, .int64: text = value.magnitude.description
        }
        var digits: [UInt8] = []
        var point: Int?
        var power = 0
        var bytes = Substring(text).utf8
        while let byte = bytes.popFirst() {
            if byte == UInt8(ascii: ".") {
                point = digits.count
            } else if byte == UInt8(ascii: "e") {
                power = Int(Substring(bytes)) ?? 0
                break
            } else {
                digits.append(byte)
            }
        }
        var exponent = (point ?? digits.count) + power
        let zeros = digits.prefix { $0 == UInt8(ascii: "0") }.count
        digits.removeFirst(zeros)
        exponent -= zeros
        while digits.last == UInt8(ascii: "0") { digits.removeLast() }
        return digits.isEmpty ? ([UInt8(ascii: "0")], 1) : (digits, exponent)
    }

    /// Swift writes large half-precision numbers with more digits than needed to read them back.
    private static func shortestHalf(_ magnitude: Double) -> String {
        for digits in 0..<5 {
            let text = exponent(magnitude, digits)
            if let read = Double(text), Double(Float16(read)) == magnitude { return text }
        }
        return exponent(magnitude, 5)
    }

    static func text(_ digits: some Sequence<UInt8>) -> String { String(decoding: Array(digits), as: UTF8.self) }

    static func padLeft(_ text: String, _ width: Int) -> String {
        let missing = width - text.utf8.count
        return missing > 0 ? String(repeating: " ", count: missing) + text : text
    }
}
