// Where the mutations start: the project's own scripts and documents for the language, small files of every kind for the readers.
import Foundation
import FuzzTargets

enum FuzzSeeds {
    static func of(_ target: String, tests: URL) -> [[UInt8]] {
        let scripts = tests.deletingLastPathComponent().appendingPathComponent("Scripts")
        switch target {
        case "parser", "evaluator", "session":
            return read(tests.appendingPathComponent("Conformance"), ["unet"]) + read(scripts, ["unet"])
                + read(tests.appendingPathComponent("Fixtures/python"), ["py"])
        case "markdown", "text": return read(scripts, ["md"]) + read(tests.appendingPathComponent("Fixtures"), ["md"])
        default: return read(tests.appendingPathComponent("Fuzz/seeds/\(target)"), [])
        }
    }

    private static func read(_ folder: URL, _ extensions: Set<String>) -> [[UInt8]] {
        FuzzTests.files(in: folder, extensions).compactMap { try? [UInt8](Data(contentsOf: $0)) }
            .filter { $0.count < 20_000 }
    }
}
