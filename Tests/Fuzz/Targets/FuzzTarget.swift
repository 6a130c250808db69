// What is fuzzed. Each target takes bytes that a stranger could have sent and gives them to one reader of ours; it may answer with
// any error, but must come back. `Scripts/fuzz` drives the targets with libFuzzer, the tests replay every input that ever broke one
// and a few thousand fresh ones.

/// A reader of untrusted bytes.
public struct FuzzTarget: Sendable {
    public let name: String
    /// Words that libFuzzer and the tests' own mutator splice in.
    public let words: [String]
    /// Feeds one input. Errors are answers and are dropped; a trap ends the process, and that is the finding.
    public let feed: @Sendable ([UInt8]) -> Void

    init(_ name: String, words: [String] = [], feed: @escaping @Sendable ([UInt8]) -> Void) {
        (self.name, self.words, self.feed) = (name, words, feed)
    }

    public static let all: [FuzzTarget] = [
        .parser, .evaluator, .session, .png, .raw, .npy, .safetensors, .archive, .notebook, .markdown, .text,
    ]

    public static func named(_ name: String) -> FuzzTarget? { all.first { $0.name == name } }
}
