// How an expectation and an output differ, as `diff -u` shows it, with a caret under the first differing column.
import Script

public enum UnifiedDiff {
    static let context = 3

    public static func text(
        _ steps: [Expectation.Step], _ expected: [String], _ actual: [String], name: String, style: Style
    ) -> String {
        let changed = steps.indices.filter { isChange(steps[$0]) }
        guard !changed.isEmpty else { return "" }
        var lines = [style.paint("--- \(name) (expected)", .removed), style.paint("+++ \(name) (actual)", .added)]
        var at = 0
        while at < changed.count {
            // A hunk reaches until two contexts without a change lie between.
            var last = at
            while last + 1 < changed.count, changed[last + 1] - changed[last] <= 2 * context { last += 1 }
            let range = max(0, changed[at] - context)...min(steps.count - 1, changed[last] + context)
            lines.append(style.paint(header(steps, range), .hint))
            for index in range { lines += hunkLines(steps, index, expected, actual, style) }
            at = last + 1
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func isChange(_ step: Expectation.Step) -> Bool {
        switch step {
        case .missing, .extra: true
        case .same, .wildcard: false
        }
    }

    private static func header(_ steps: [Expectation.Step], _ range: ClosedRange<Int>) -> String {
        func count(_ steps: some Sequence<Expectation.Step>) -> (Int, Int) {
            var (left, right) = (0, 0)
            for step in steps {
                switch step {
                case .same: (left, right) = (left + 1, right + 1)
                case .wildcard(_, let lines): (left, right) = (left + 1, right + lines.count)
                case .missing: left += 1
                case .extra: right += 1
                }
            }
            return (left, right)
        }
        let before = count(steps[..<range.lowerBound])
        let inside = count(steps[range])
        return "@@ -\(before.0 + 1),\(inside.0) +\(before.1 + 1),\(inside.1) @@"
    }

    private static func hunkLines(
        _ steps: [Expectation.Step], _ index: Int, _ expected: [String], _ actual: [String], _ style: Style
    ) -> [String] {
        switch steps[index] {
        case .same(let i, _), .wildcard(let i, _): return [" " + visible(expected[i])]
        case .missing(let i): return [style.paint("-" + visible(expected[i]), .removed)]
        case .extra(let j):
            var lines = [style.paint("+" + visible(actual[j]), .added)]
            // One line in place of one line: show where they part.
            if index > 0, case .missing(let i) = steps[index - 1],
                index + 1 == steps.count || !isChange(steps[index + 1]),
                index < 2 || !isChange(steps[index - 2])
            {
                let shared = zip(expected[i], actual[j]).prefix { $0 == $1 }.map { String($0.0) }.joined()
                lines.append(" " + String(repeating: " ", count: DisplayWidth.width(of: visible(shared))) + "^")
            }
            return lines
        }
    }

    private static func visible(_ text: String) -> String { VisibleText.of(text) }
}
