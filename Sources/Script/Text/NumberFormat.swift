// The number formats that loops print with (`{loss:.4f}`, `{epoch:3d}`, `%.2f`), computed exactly in integers. Whatever is not that
// simple is left to `FormatSpec`.

enum NumberFormat {
    /// `format(value, spec)` for specs of the form `[width][.precision][d|f]`; nil: not that simple.
    static func text(_ value: Value, _ spec: String) -> String? {
        var width = 0
        var precision: Int?
        var type: UInt8 = 0
        var isSimple = true
        var isFirst = true
        for byte in spec.utf8 {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                let digit = Int(byte - UInt8(ascii: "0"))
                // A leading zero is a flag.
                if type != 0 || (isFirst && digit == 0) { isSimple = false }
                if let known = precision {
                    precision = min(known * 10 + digit, 1000)
                } else {
                    width = min(width * 10 + digit, 1000)
                }
            case UInt8(ascii: "."):
                if precision != nil || type != 0 { isSimple = false }
                precision = 0
            case UInt8(ascii: "d"), UInt8(ascii: "f"):
                // `.f` lacks its precision.
                if type != 0 || spec.utf8.count > 1 && isPoint(spec) { isSimple = false }
                type = byte
            default: isSimple = false
            }
            if !isSimple { return nil }
            isFirst = false
        }
        if width >= 1000 { return nil }
        let text: String?
        switch value {
        case .int(let i) where type == UInt8(ascii: "d") || type == 0: text = precision == nil ? String(i) : nil
        case .float(let d) where type == UInt8(ascii: "f"): text = signed(d, precision ?? 6)
        case .unbound, .none, .bool, .int, .float, .object: text = nil
        }
        guard let text else { return nil }
        let missing = width - text.utf8.count
        return missing > 0 ? " ".repeated(missing) + text : text
    }

    /// The spec's point stands right before its type.
    private static func isPoint(_ spec: String) -> Bool { spec.utf8.dropLast().last == UInt8(ascii: ".") }

    private static func signed(_ value: Double, _ precision: Int) -> String? {
        guard let digits = fixed(value.magnitude, precision: precision) else { return nil }
        return value.sign == .minus ? "-" + digits : digits
    }

    private static let powers: [UInt64] = [
        1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000,
    ]

    /// `%.Nf` of a non-negative number below 10⁹ with at most nine decimals; ties of the exact binary value go to even, as in C.
    static func fixed(_ value: Double, precision: Int) -> String? {
        guard value < 1e9, precision >= 0, precision < powers.count else { return nil }
        // value = significand · 2^-shift, exactly.
        let significand = value.significandBitPattern | (value.isNormal ? 1 << 52 : 0)
        let shift = 1075 - max(Int(value.exponentBitPattern), 1)
        let scaled = UInt128(significand) * UInt128(powers[precision])
        let rounded: UInt64
        if shift > 100 {
            // Below 2^53 · 10^9 / 2^101: nothing is left of it.
            rounded = 0
        } else {
            // A value below 10^9 has an exponent below 30, so shift is at least 22.
            var quotient = UInt64(truncatingIfNeeded: scaled >> UInt128(shift))
            let rest = scaled & ((1 << UInt128(shift)) - 1)
            let half: UInt128 = 1 << UInt128(shift - 1)
            if rest > half || rest == half && quotient & 1 == 1 { quotient += 1 }
            rounded = quotient
        }
        let (whole, fraction) = rounded.quotientAndRemainder(dividingBy: powers[precision])
        if precision == 0 { return String(whole) }
        // Up to 15 bytes are stored in the String itself.
        return String(unsafeUninitializedCapacity: whole < 100_000 ? 15 : 24) { buffer in
            var end = buffer.count
            var rest = fraction
            for _ in 0..<precision {
                end -= 1
                buffer[end] = UInt8(ascii: "0") + UInt8(rest % 10)
                rest /= 10
            }
            end -= 1
            buffer[end] = UInt8(ascii: ".")
            rest = whole
            repeat {
                end -= 1
                buffer[end] = UInt8(ascii: "0") + UInt8(rest % 10)
                rest /= 10
            } while rest > 0
            let count = buffer.count - end
            for i in 0..<count { buffer[i] = buffer[end + i] }
            return count
        }
    }
}
