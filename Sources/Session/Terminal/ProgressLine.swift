// The line under a running loop. On a terminal: one line that is redrawn at most ten times a second, never wider than the
// screen, with loss, the curve of the loss so far, rate, remaining time and memory. Anywhere else: one plain line per epoch, without anything that changes from run to
// run, so that logs and golden tests stay equal.
//
// It only makes text; whoever owns the terminal writes it.
import Script

public struct ProgressLine {
    /// Seconds between redraws.
    static let interval = 0.1

    private var started: Double?
    private var lastDrawn = -Double.infinity
    private var shownColumns = 0
    private var smoothedLoss: Double?
    /// The mean loss of each finished epoch, for the curve.
    private var losses: [Double] = []
    private var startItems = 0
    private var startFraction = 0.0

    public init() {}

    public var isShown: Bool { shownColumns > 0 }

    /// What to write for this report; nil when it comes too soon after the last. `width` is the terminal's at this moment, `memory`
    /// the process's bytes.
    public mutating func update(_ progress: Progress, now: Double, width: Int, memory: Int = 0) -> String? {
        if started == nil || progress.epoch == 1 && progress.step <= 1 {
            started = now
            startItems = progress.items
            startFraction = fraction(progress)
            smoothedLoss = nil
            losses = []
        }
        if progress.isEpochEnd, let loss = progress.loss { losses.append(loss) }
        if let loss = progress.loss {
            smoothedLoss = smoothedLoss.map { $0 + 0.2 * (loss - $0) } ?? loss
            if !loss.isFinite { smoothedLoss = loss }
        }
        guard progress.isEpochEnd || now - lastDrawn >= ProgressLine.interval else { return nil }
        lastDrawn = now
        let erase = erasing(width: width)
        // One column stays free: a cursor in the last one makes some terminals wrap.
        let line = text(progress, now: now, width: max(width - 1, 10), memory: memory)
        shownColumns = DisplayWidth.width(of: line)
        return erase + line
    }

    /// Removes the line, for output that is to stand above it or after the end.
    public mutating func clear(width: Int) -> String {
        guard isShown else { return "" }
        let erase = erasing(width: width)
        shownColumns = 0
        return erase
    }

    /// One line for logs. No rate and no time: they are never the same twice.
    public static func plain(_ progress: Progress) -> String {
        var text = "\(progress.label) [\(progress.epoch)/\(progress.epochs)]"
        if let loss = progress.loss { text += ", Loss: \(fixed(loss, 4))" }
        return text
    }

    // MARK: - Workings

    /// Back to the start of the line and erase to the end of the screen. A terminal that was made narrower has wrapped the old
    /// line onto several rows; they go too.
    private func erasing(width: Int) -> String {
        guard shownColumns > 0 else { return "\r\u{1B}[K" }
        let rows = (shownColumns - 1) / max(width, 1)
        return "\r" + (rows > 0 ? "\u{1B}[\(rows)A" : "") + "\u{1B}[J"
    }

    private func fraction(_ progress: Progress) -> Double {
        let total = Double(max(progress.epochs, 1))
        let within = progress.steps > 0 ? Double(progress.step) / Double(progress.steps) : 1
        return min(max((Double(progress.epoch - 1) + within) / total, 0), 1)
    }

    private func text(_ progress: Progress, now: Double, width: Int, memory: Int) -> String {
        let elapsed = now - (started ?? now)
        let done = fraction(progress)
        var head = "\(progress.label) \(progress.epoch)/\(progress.epochs)"
        if progress.steps > 1 { head += "  \(progress.step)/\(progress.steps)" }
        var fields: [String] = []
        if let loss = smoothedLoss { fields.append("loss \(ProgressLine.fixed(loss, 4))") }
        if elapsed > 0.5, progress.items > startItems {
            let rate = Double(progress.items - startItems) / elapsed
            fields.append("\(ProgressLine.fixed(rate, rate < 10 ? 1 : 0)) img/s")
        }
        if elapsed > 0.5, done > startFraction, done < 1 {
            fields.append("ETA \(ProgressLine.duration(elapsed * (1 - done) / (done - startFraction)))")
        } else if done >= 1 {
            fields.append(ProgressLine.duration(elapsed))
        }
        if losses.count > 1 { fields.insert(ProgressLine.curve(losses, columns: 12), at: min(1, fields.count)) }
        if memory > 0 { fields.append(NumberText.bytes(memory)) }
        // Fields that do not fit are dropped from the end; the bar takes what is left, up to 30 columns.
        var line = head
        // After the loss, a field may not take the bar's last columns.
        for (index, field) in fields.enumerated() {
            let needed = DisplayWidth.width(of: line) + 2 + DisplayWidth.width(of: field) + (index > 0 ? 14 : 0)
            if needed <= width { line += "  " + field }
        }
        let room = width - DisplayWidth.width(of: line) - 4
        if room >= 8 {
            let columns = min(room, 30)
            let filled = min(max(Int((done * Double(columns)).rounded(.down)), 0), columns)
            let bar = String(repeating: "━", count: filled) + String(repeating: "╌", count: columns - filled)
            line = head + "  " + bar + line.dropFirst(head.count)
        }
        return String(ProgressLine.cut(line, to: width))
    }

    /// The longest beginning that fits in `width` columns.
    static func cut(_ text: String, to width: Int) -> String {
        var result = ""
        var columns = 0
        for scalar in text.unicodeScalars {
            columns += DisplayWidth.width(of: scalar)
            if columns > width { break }
            result.unicodeScalars.append(scalar)
        }
        return result
    }

    /// The values as bars of eight heights, at most `columns` of them: of a longer run each bar is the mean of a stretch.
    static func curve(_ values: [Double], columns: Int) -> String {
        let finite = values.filter(\.isFinite)
        guard columns > 0, let low = finite.min(), let high = finite.max() else { return "" }
        let count = min(columns, finite.count)
        var bars = ""
        for column in 0..<count {
            let stretch = finite[(column * finite.count / count)..<((column + 1) * finite.count / count)]
            let mean = stretch.reduce(0, +) / Double(stretch.count)
            let height = high > low ? (mean - low) / (high - low) * 7 : 0
            bars.append(
                ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"][height.isFinite ? min(max(Int(height.rounded()), 0), 7) : 0])
        }
        return bars
    }

    /// `12.3400`, `nan`, `inf`, with exactly `digits` decimals.
    static func fixed(_ value: Double, _ digits: Int) -> String { NumberText.fixed(value, digits) }

    /// `0:07`, `12:34`, `1:02:03`.
    static func duration(_ seconds: Double) -> String {
        guard seconds.isFinite, seconds >= 0, seconds < 1e7 else { return "?" }
        let total = Int(seconds.rounded())
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return total < 3600
            ? "\(total / 60):\(two(total % 60))" : "\(total / 3600):\(two(total / 60 % 60)):\(two(total % 60))"
    }
}
