// What a Markdown document says its cells print: the fence right after a cell, when it is marked `output` or `text` or has no
// language, holds the cell's expected lines.

struct MarkdownExpectation {
    /// The cell's number.
    var cell: Int
    var output: [String]
    /// The lines inside the output fence, as indices into the document's lines; nil without such a fence.
    var outputLines: Range<Int>?
    /// What stands before each of those lines.
    var indent: String

    static func read(_ text: String, file: String) -> [MarkdownExpectation] {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let fences = MarkdownReader.fences(text)
        var found: [MarkdownExpectation] = []
        var cell = 0
        for (index, fence) in fences.enumerated() {
            guard MarkdownReader.languages.contains(fence.language) else { continue }
            cell += 1
            if fence.words.contains("skip") { continue }
            var block = MarkdownExpectation(cell: cell, output: [], outputLines: nil, indent: "")
            if index + 1 < fences.count {
                let next = fences[index + 1]
                let end = fence.firstLine + Expectation.lines(fence.text).count
                // Only blank lines between the two: a fence further down belongs to the prose.
                let between = lines[min(end, lines.count)..<min(max(next.firstLine - 2, end), lines.count)]
                if ["output", "text", ""].contains(next.language), between.allSatisfy({ $0.allSatisfy(\.isWhitespace) })
                {
                    block.output = Expectation.lines(next.text)
                    let start = next.firstLine - 1
                    block.outputLines = start..<(start + block.output.count)
                    block.indent = String((start >= 1 ? lines[start - 1] : "").prefix { $0 == " " })
                }
            }
            found.append(block)
        }
        return found
    }

    /// What each cell wrote to standard output and showed as its value, from the runner's events.
    static func outputs(_ events: [UInt8]) -> [Int: String] {
        var printed: [Int: String] = [:]
        for event in parsed(events) {
            guard let cell = event["cell"]?.integer else { continue }
            if event["event"]?.text == "stream", event["name"]?.text == "stdout" {
                printed[cell, default: ""] += event["text"]?.text ?? ""
            } else if event["event"]?.text == "result" {
                printed[cell, default: ""] += (event["text"]?.text ?? "") + "\n"
            } else if event["event"]?.text == "error" {
                // An expected error's header is part of what the reader sees.
                printed[cell, default: ""] += "\(event["kind"]?.text ?? ""): \(event["message"]?.text ?? "")\n"
            }
        }
        return printed
    }

    static func errors(_ events: [UInt8]) -> [String] {
        parsed(events).filter { $0["event"]?.text == "error" }.flatMap { Expectation.lines($0["report"]?.text ?? "") }
    }

    private static func parsed(_ events: [UInt8]) -> [JSON] {
        events.split(separator: 0x0A).compactMap { try? JSON.parse(Array($0)) }
    }
}
