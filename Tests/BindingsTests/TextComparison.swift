// How recorded and own output are compared: `text` character by character, `numbers:R:A` with |a - b| <= A + R |b| for every number and
// the text between the numbers exactly.
import Foundation

struct TextComparison {
    /// Relative and absolute tolerance; nil: exactly.
    private var tolerance: (relative: Double, absolute: Double)?

    init(_ rule: String) {
        let parts = rule.split(separator: ":")
        if parts.count == 3, let relative = Double(parts[1]), let absolute = Double(parts[2]) {
            tolerance = (relative, absolute)
        }
    }

    init(absolute: Double) { tolerance = (0, absolute) }

    private static let number = try? NSRegularExpression(pattern: #"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?|nan|inf"#)

    /// The numbers of a text, and the text between them.
    private static func split(_ text: String) -> (numbers: [Double], rest: [String]) {
        let whole = text as NSString
        var (numbers, rest, end) = ([Double](), [String](), 0)
        for match in number?.matches(in: text, range: NSRange(location: 0, length: whole.length)) ?? [] {
            rest.append(whole.substring(with: NSRange(location: end, length: match.range.location - end)))
            numbers.append(Double(whole.substring(with: match.range)) ?? .nan)
            end = match.range.location + match.range.length
        }
        rest.append(whole.substring(from: end))
        return (numbers, rest)
    }

    func accepts(_ own: String, _ recorded: String) -> Bool {
        if own == recorded { return true }
        guard let tolerance else { return false }
        let (a, b) = (TextComparison.split(own), TextComparison.split(recorded))
        guard a.rest == b.rest else { return false }
        return zip(a.numbers, b.numbers).allSatisfy { x, y in
            x == y || (x.isNaN && y.isNaN) || abs(x - y) <= tolerance.absolute + tolerance.relative * abs(y)
        }
    }
}
