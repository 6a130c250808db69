// Numbers for people: fixed decimals, bytes, seconds.
import Glibc

public enum NumberText {
    /// `value` with exactly `digits` decimals, as C's `%.*f` rounds.
    public static func fixed(_ value: Double, _ digits: Int) -> String { formatted("%.*f", value, digits) }

    /// `value` with at most `digits` significant digits, as C's `%.*g` writes it.
    public static func general(_ value: Double, _ digits: Int) -> String { formatted("%.*g", value, digits) }

    private static func formatted(_ format: String, _ value: Double, _ digits: Int) -> String {
        if value.isNaN { return "nan" }
        if value.isInfinite { return value < 0 ? "-inf" : "inf" }
        var buffer = [CChar](repeating: 0, count: 400)
        _ = withVaList([Int32(clamping: min(max(digits, 0), 17)), value]) {
            vsnprintf(&buffer, buffer.count, format, $0)
        }
        return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// `512 B`, `1.5 kB`, `64.0 MB`: powers of 1 000, as disks and `ls -h --si` count.
    public static func bytes(_ count: Int) -> String {
        let units = ["B", "kB", "MB", "GB", "TB"]
        var value = Double(count)
        var unit = 0
        while value >= 1000, unit < units.count - 1 {
            value /= 1000
            unit += 1
        }
        return unit == 0 ? "\(count) B" : "\(fixed(value, 1)) \(units[unit])"
    }

    /// `12.3 µs`, `4.56 ms`, `1.23 s`, `2 min 3 s`.
    public static func seconds(_ value: Double) -> String {
        guard value.isFinite, value >= 0 else { return "?" }
        if value >= 60 {
            let total = value < 1e9 ? Int(value.rounded()) : Int(1e9)
            return "\(total / 60) min \(total % 60) s"
        }
        let (scaled, unit): (Double, String) =
            value >= 1
            ? (value, "s")
            : value >= 1e-3 ? (value * 1e3, "ms") : value >= 1e-6 ? (value * 1e6, "µs") : (value * 1e9, "ns")
        return "\(fixed(scaled, scaled >= 100 ? 0 : scaled >= 10 ? 1 : 2)) \(unit)"
    }
}
