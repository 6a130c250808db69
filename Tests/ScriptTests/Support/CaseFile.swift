// Case files: one snippet per line in Tests/Fixtures/python/NAME.py, and what CPython answered beside it in
// NAME.expected (record.py there writes it).
import Glibc
import XCTest

func checkCases(_ name: String, file: StaticString = #filePath) throws {
    let folder = URLFree.folder(of: "\(#filePath)") + "/../../Fixtures/python/"
    let snippets = try URLFree.lines(folder + name + ".py")
    let expected = try URLFree.lines(folder + name + ".expected")
    XCTAssertEqual(snippets.count, expected.count, "\(name).expected is out of date: run record.py")
    var run = 0
    for (number, (snippet, answer)) in zip(snippets, expected).enumerated() {
        if snippet.isEmpty || snippet.hasPrefix("#") { continue }
        let evaluator = try SmallEvaluator()
        let got = evaluator.run(snippet.replacing("⏎", with: "\n")).replacing("\n", with: "⏎")
        XCTAssertEqual(got, answer, "\(name).py line \(number + 1): \(snippet)")
        run += 1
    }
    XCTAssertGreaterThan(run, 0, "\(name).py has no cases")
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
        var lines = String(decoding: try bytes(path), as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        if lines.last == "" { lines.removeLast() }
        return lines.map(String.init)
    }

    struct Missing: Error { let path: String }
}
