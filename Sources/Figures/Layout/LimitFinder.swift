// From data to view limits: the union of all marks' extents, margins, and the edges that get none. Marks' extents go
// in, an interval in data units comes out; it is never empty and always finite.
import Glibc

enum LimitFinder {
    static func limits(_ range: AxisRange, isX: Bool) -> (low: Double, high: Double) {
        if let low = range.low, let high = range.high {
            if range.scale == .log { return logarithmic(low, high, smallest: nil) }
            return (low, high)
        }
        var found: (low: Double, high: Double)?
        var sticky: [Double] = []
        var smallestPositive: Double?
        for member in range.members {
            guard let axes = member.axes else { continue }
            for mark in axes.marks where mark.isVisible {
                let extent = mark.extent
                sticky += isX ? extent.stickyX : extent.stickyY
                guard let part = isX ? extent.x : extent.y else { continue }
                found = found.map { (min($0.low, part.low), max($0.high, part.high)) } ?? part
                let positive = part.low > 0 ? part.low : part.high
                if positive > 0 { smallestPositive = min(smallestPositive ?? positive, positive) }
            }
        }
        if range.scale == .log { return logLimits(range, found, smallestPositive) }
        guard let found else { return (range.low ?? 0, range.high ?? 1) }
        var (low, high) = TickLocator.nonsingular(found.low, found.high, expander: 0.05)
        let tolerance = 1e-5 * (high - low)
        let floor = sticky.filter { $0 <= low + tolerance }.max()
        let ceiling = sticky.filter { $0 >= high - tolerance }.min()
        if !range.isTight {
            let margin = (high - low) * range.margin
            if (low - margin).isFinite && (high + margin).isFinite {
                (low, high) = (low - margin, high + margin)
            }
        }
        if let floor { low = max(low, floor) }
        if let ceiling { high = min(high, ceiling) }
        return TickLocator.nonsingular(range.low ?? low, range.high ?? high, expander: 0.05)
    }

    private static func logLimits(_ range: AxisRange, _ found: (low: Double, high: Double)?, _ smallest: Double?)
        -> (low: Double, high: Double)
    {
        guard let found, let smallest, found.high > 0 else {
            return logarithmic(range.low ?? 1, range.high ?? 10, smallest: nil)
        }
        var (low, high) = (log10(found.low > 0 ? found.low : smallest), log10(found.high))
        if high - low < 1e-9 { (low, high) = (Glibc.floor(low), Glibc.floor(low) + 1) }
        let margin = range.isTight ? 0 : (high - low) * range.margin
        return logarithmic(range.low ?? pow(10, low - margin), range.high ?? pow(10, high + margin), smallest: smallest)
    }

    /// An interval a logarithm can be taken of.
    private static func logarithmic(_ low: Double, _ high: Double, smallest: Double?) -> (low: Double, high: Double) {
        let top = high > 0 && high.isFinite ? high : 10
        let bottom = low > 0 ? low : smallest ?? top / 1000
        return bottom < top ? (bottom, top) : (top / 10, top)
    }
}
