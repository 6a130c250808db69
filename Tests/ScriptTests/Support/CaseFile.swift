// Case files: one snippet per line in Tests/Fixtures/python/NAME.py, and what CPython answered beside it in
// NAME.expected (record.py there writes it).
import Glibc
import Schema
import XCTest

@testable import Script

func checkCases(_ name: String, file: StaticString = #filePath) throws {
    let folder = URLFree.folder(of: "\(#filePath)") + "/../../Fixtures/python/"
    let snippets = try URLFree.lines(folder + name + ".py")
    let expected = try URLFree.lines(folder + name + ".expected")
    XCTAssertEqual(snippets.count, expected.count, "\(name).expected is out of date: run record.py")
    var run = 0
    for (number, (snippet, answer)) in zip(snippets, expected).enumerated() {
        if snippet.isEmpty || snippet.hasPrefix("#") { continue }
        let got = try CaseRunner.answer(to: snippet.replacing("⏎", with: "\n")).replacing("\n", with: "⏎")
        XCTAssertEqual(got, answer, "\(name).py line \(number + 1): \(snippet)")
        run += 1
    }
    XCTAssertGreaterThan(run, 0, "\(name).py has no cases")
}

/// Runs one snippet as a cell of its own.
enum CaseRunner {
    private static let prelude = """
        def attempt(function):
            try:
                return repr(function())
            except Exception as error:
                return f"{type(error).__name__}: {error}"

        """

    /// What the snippet prints, then the repr of a last expression, or "Kind: message".
    static func answer(to snippet: String) throws -> String {
        StandardLibrary.register()
        let interpreter = Interpreter()
        Interpreter.current = interpreter
        var output = ""
        // CPython's answers were recorded from standard output alone.
        interpreter.output = { stream, text in if stream == .stdout { output += text } }
        do {
            try Interpreter.onScriptThread {
                let module = ModuleObject("__main__")
                _ = try interpreter.run(Source(id: 0, name: "<prelude>", prelude), in: module, display: false)
                if let value = try interpreter.run(Source(id: 1, name: "<case>", snippet), in: module, display: true) {
                    if case .none = value {} else { output += try value.repr() + "\n" }
                }
            }
        } catch let error as ScriptError {
            output += error.message.isEmpty ? error.typeName : "\(error.typeName): \(error.message)"
        }
        while output.hasSuffix("\n") { output.removeLast() }
        return output
    }
}

/// The little of Foundation's file reading that tests need.
enum URLFree {
    static func folder(of path: String) -> String { String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]) }

    static func bytes(_ path: String) throws -> [UInt8] {
        guard let file = fopen(path, "rb") else { throw Missing(path: path) }
        defer { fclose(file) }
        var result: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = fread(&chunk, 1, chunk.count, file)
            if count == 0 { return result }
            result += chunk[..<count]
        }
    }

    static func lines(_ path: String) throws -> [String] {
        var lines = String(decoding: try bytes(path), as: UTF8.self).split(
            separator: "\n", omittingEmptySubsequences: false)
        if lines.last == "" { lines.removeLast() }
        return lines.map(String.init)
    }

    struct Missing: Error { let path: String }
}
