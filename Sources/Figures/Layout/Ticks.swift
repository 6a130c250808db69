// Where ticks go and what they say. A view interval and the room for labels go in; positions, label texts and a common
// offset text ("1e6", "+1.5e3") come out, by the rules of matplotlib's MaxNLocator and ScalarFormatter (and
// LogLocator's decades).
import Glibc

public enum Scale: String, Sendable {
    case linear, log

    func forward(_ value: Double) -> Double { self == .log ? (value > 0 ? log10(value) : -.infinity) : value }
}

/// Ticks of one axis, ready to draw.
struct Ticks: Equatable {
    var positions: [Double] = []
    var labels: [String] = []
    /// What all labels have in common, written once at the axis's end.
    var offset = ""
    /// Unlabelled small ticks of a logarithmic axis.
    var minor: [Double] = []
}

enum TickLocator {
    /// At most `bins` intervals of a nice step (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8 times a power of ten) over low…high, and
    /// the ticks just outside. Without `steps`, the automatic locator's 1, 2, 2.5, 5 are used.
    static func nice(
        low: Double, high: Double, bins: Int, steps: [Double] = [1, 2, 2.5, 5, 10], atLeast: Int = 2,
        integer: Bool = false
    )
        -> [Double]
    {
        let (low, high) = nonsingular(low, high, expander: 1e-13, tiny: 1e-14)
        let span = high - low
        guard span.isFinite, span > 0 else { return [] }
        let bins = max(1, bins)
        let middle = (high + low) / 2
        // Far from zero, steps are counted from a round number near the data: digits would be lost otherwise.
        let offset = abs(middle) / span < 100 ? 0 : copysign(pow(10, floor(log10(abs(middle)))), middle)
        let scale = pow(10, floor(log10(span / Double(bins))))
        let (from, to) = (low - offset, high - offset)
        // One decade below and one step above: the search may have to go either way.
        var candidates = (steps.dropLast().map { $0 * 0.1 } + steps + [10 * (steps.count > 1 ? steps[1] : 10)]).map {
            $0 * scale
        }
        if integer { candidates = candidates.filter { $0 < 1 || abs($0 - $0.rounded()) < 0.001 } }
        let rough = span / Double(bins)
        let start = candidates.firstIndex { $0 >= rough } ?? candidates.count - 1
        guard start >= 0 else { return [] }
        var ticks: [Double] = []
        for candidate in candidates[...start].reversed() {
            var step = candidate
            if integer, floor(to) - ceil(from) >= Double(atLeast - 1) { step = max(1, step) }
            guard step > 0 else { break }
            let base = divmod(from, step).quotient * step
            let edges = (
                first: edge(from - base, step, offset, below: true), last: edge(to - base, step, offset, below: false)
            )
            guard edges.last - edges.first < 10_000, edges.last >= edges.first else { return [] }
            ticks = stride(from: edges.first, through: edges.last, by: 1).map { $0 * step + base }
            if ticks.count(where: { $0 >= from && $0 <= to }) >= atLeast { break }
        }
        return ticks.map { $0 + offset }
    }

    /// The largest n with n·step ≤ x, or the smallest with n·step ≥ x, forgiving the rounding that an offset brings.
    private static func edge(_ x: Double, _ step: Double, _ offset: Double, below: Bool) -> Double {
        let (quotient, rest) = divmod(x, step)
        let remainder = rest / step
        var tolerance = 1e-10
        if offset != 0 { tolerance = min(0.4999, max(1e-10, pow(10, log10(abs(offset) / step) - 12))) }
        if below { return abs(remainder - 1) < tolerance ? quotient + 1 : quotient }
        return abs(remainder) < tolerance ? quotient : quotient + 1
    }

    /// Powers of ten inside low…high, thinned to `bins`, and 2…9 times each as minor ticks when every decade is shown.
    static func decades(low: Double, high: Double, bins: Int) -> (major: [Double], minor: [Double]) {
        guard low > 0, high > low, high.isFinite else { return ([], []) }
        let first = Int(clamping: floor(log10(low)))
        let last = Int(clamping: ceil(log10(high)))
        guard last - first < 700 else { return ([], []) }
        let step = max(
            1, (last - first) / max(1, bins) + ((last - first) % max(1, bins) > 0 && last - first > bins ? 1 : 0))
        let major = stride(from: first - step, through: last + step, by: step).map { pow(10, Double($0)) }
        var minor: [Double] = []
        if step == 1 {
            for decade in first...last { minor += (2...9).map { Double($0) * pow(10, Double(decade)) } }
        }
        return (major, minor)
    }

    /// An interval that is not empty, in order: an empty one is widened by `expander`, a non-finite one becomes
    /// ±expander.
    static func nonsingular(_ low: Double, _ high: Double, expander: Double, tiny: Double = 1e-15) -> (Double, Double) {
        guard low.isFinite, high.isFinite else { return (-expander, expander) }
        var (low, high) = (min(low, high), max(low, high))
        let largest = max(abs(low), abs(high))
        if largest < 1e6 / tiny * Double.leastNormalMagnitude { return (-expander, expander) }
        if high - low <= largest * tiny {
            if high == 0 && low == 0 { return (-expander, expander) }
            low -= expander * abs(low)
            high += expander * abs(high)
        }
        // Twice the largest number is not a number: halve what would overflow.
        if !(high - low).isFinite { return (low / 2, high / 2) }
        return (low, high)
    }
}

/// Texts for tick positions, as matplotlib's ScalarFormatter writes them.
struct TickFormatter {
    private(set) var offset = 0.0
    private(set) var exponent = 0
    private(set) var digits = 0

    /// Decides the common offset, the power of ten and the number of decimals from the ticks inside low…high.
    init(_ positions: [Double], low: Double, high: Double) {
        let (low, high) = (min(low, high), max(low, high))
        let inside = positions.filter { $0 >= low && $0 <= high }
        guard !positions.isEmpty else { return }
        offset = TickFormatter.commonOffset(inside)

        let largest = inside.map(abs).max() ?? 0
        let magnitude = offset != 0 ? high - low : largest
        if !inside.isEmpty, magnitude > 0 {
            let order = Int(clamping: floor(log10(magnitude)))
            // Numbers below 1e-4 and from 1e6 on are written with a power of ten.
            if order <= -5 || order >= 6 { exponent = order }
        }

        let scale = pow(10, Double(exponent))
        let shown = positions.map { ($0 - offset) / scale }
        let span = positions.count < 2 ? shown + [(low - offset) / scale, (high - offset) / scale] : shown
        var range = (span.max() ?? 0) - (span.min() ?? 0)
        if range == 0 { range = span.map(abs).max() ?? 0 }
        if range == 0 || !range.isFinite { range = 1 }
        let order = Int(clamping: floor(log10(range)))
        let threshold = 1e-3 * pow(10, Double(order))
        var needed = max(0, min(3 - order, 300))
        while needed >= 0 {
            let power = pow(10, Double(needed))
            let worst = shown.map { abs($0 - ($0 * power).rounded(.toNearestOrEven) / power) }.max() ?? 0
            if !(worst < threshold) { break }
            needed -= 1
        }
        digits = needed + 1
    }

    func label(_ value: Double) -> String {
        var shown = (value - offset) / pow(10, Double(exponent))
        if abs(shown) < 1e-8 { shown = 0 }
        return TickFormatter.withMinusSign(fixed(shown, digits: digits))
    }

    /// The text at the axis's end; empty when labels are complete.
    var offsetLabel: String {
        var text = exponent != 0 ? "1e\(exponent)" : ""
        if offset != 0 {
            let power = Int(clamping: floor(log10(abs(offset))))
            let mantissa = offset / pow(10, Double(power))
            text += (offset > 0 ? "+" : "") + shortest(mantissa, significant: 10)
            if power != 0 { text += "e\(power)" }
        }
        return TickFormatter.withMinusSign(text)
    }

    /// A round number that all ticks start with, when leaving it out saves at least four digits.
    private static func commonOffset(_ ticks: [Double]) -> Double {
        guard let low = ticks.min(), let high = ticks.max(), low != high, !(low <= 0 && high >= 0) else { return 0 }
        let (small, large) = (min(abs(low), abs(high)), max(abs(low), abs(high)))
        let top = Int(clamping: ceil(log10(large)))
        func quotient(_ value: Double, _ order: Int) -> Double { divmod(value, pow(10, Double(order))).quotient }
        func order(where differs: (Int) -> Bool) -> Int? {
            stride(from: top, through: top - 330, by: -1).first(where: differs).map { $0 + 1 }
        }
        guard var common = order(where: { quotient(small, $0) != quotient(large, $0) }) else { return 0 }
        if (large - small) / pow(10, Double(common)) <= 1e-2 {
            // The ticks straddle a multiple of a large power of ten, like 999.9 and 1000.1.
            guard let closer = order(where: { quotient(large, $0) - quotient(small, $0) > 1 }) else { return 0 }
            common = closer
        }
        let kept = quotient(large, common)
        return kept >= 1000 ? copysign(kept * pow(10, Double(common)), low) : 0
    }

    static func withMinusSign(_ text: String) -> String { text.replacing("-", with: "\u{2212}") }
}

// MARK: - Number texts

/// Python's divmod for a positive divisor: the quotient is exact even where value / divisor would round up to it.
func divmod(_ value: Double, _ divisor: Double) -> (quotient: Double, remainder: Double) {
    guard divisor > 0, value.isFinite else { return (.nan, .nan) }
    var remainder = fmod(value, divisor)
    var quotient = (value - remainder) / divisor
    if remainder < 0 {
        remainder += divisor
        quotient -= 1
    }
    return (quotient.rounded(), remainder)
}

/// printf("%.*f"), without Foundation.
func fixed(_ value: Double, digits: Int) -> String {
    format("%.*f", digits: max(0, min(digits, 300)), value)
}

/// printf("%.*g").
func shortest(_ value: Double, significant: Int) -> String {
    format("%.*g", digits: max(1, min(significant, 17)), value)
}

private func format(_ pattern: String, digits: Int, _ value: Double) -> String {
    var buffer = [CChar](repeating: 0, count: 700)
    let count = withVaList([Int32(digits), value]) { vsnprintf(&buffer, buffer.count, pattern, $0) }
    guard count > 0 else { return "" }
    return String(
        decoding: buffer.prefix(min(Int(count), buffer.count - 1)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
}
