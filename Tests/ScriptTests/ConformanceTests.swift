// Runs every script under Tests/Conformance/cases: what it prints must be what its `# expect:` comments say, in order, and it must end
// with the error that `# expect error:` names, if there is one. A failure is reported by path.
import Glibc
import Schema
import XCTest

@testable import Script

final class ConformanceTests: XCTestCase {
    func testLanguageCases() throws {
        let root = ScriptRunner.folder("Conformance/cases/language")
        let paths = ScriptRunner.files(under: root, suffix: ".unet")
        XCTAssertGreaterThan(paths.count, 150, "the cases are found beside the tests")
        for path in paths {
            let text = String(decoding: try XCTUnwrap(ScriptRunner.contents(path)), as: UTF8.self)
            let expected = Expectation(text)
            let result = try ScriptRunner.run(text, name: path)
            let name = path.dropFirst(root.count + 1)
            XCTAssertEqual(result.output, expected.output, "\(name)")
            XCTAssertEqual(result.error ?? "", expected.error ?? "", "\(name)")
        }
    }
}

/// What the comments of a case promise.
struct Expectation {
    var output = ""
    var error: String?

    init(_ text: String) {
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if let range = Self.find("# expect error: ", in: line) {
                error = String(line[range...])
            } else if let range = Self.find("# expect: ", in: line) {
                output += line[range...] + "\n"
            } else if line.hasSuffix("# expect:") {
                output += "\n"
            }
        }
    }

    /// The index behind the first occurrence.
    private static func find(_ mark: String, in line: Substring) -> Substring.Index? {
        var index = line.startIndex
        while index < line.endIndex {
            if line[index...].hasPrefix(mark) { return line.index(index, offsetBy: mark.count) }
            index = line.index(after: index)
        }
        return nil
    }
}

/// Runs scripts in this process on a thread with the stack that scripts get.
enum ScriptRunner {
    struct Result {
        var output = ""
        /// `Type: message` of the error that ended the script.
        var error: String?
        var report = ""
    }

    static func run(_ text: String, name: String = "<test>", maxSteps: Int? = nil) throws -> Result {
        StandardLibrary.register()
        return try Interpreter.onScriptThread(stackSize: 256 << 20) {
            var result = Result()
            let interpreter = Interpreter()
            interpreter.maxSteps = maxSteps
            Interpreter.current = interpreter
            interpreter.output = { stream, text in if stream == .stdout { result.output += text } }
            do {
                _ = try interpreter.run(Source(id: 1, name: name, text), in: ModuleObject("__main__"), display: false)
            } catch let error as ScriptError {
                result.error = error.exception.summary
                result.report = error.report
            }
            return result
        }
    }

    static func folder(_ path: String) -> String {
        let parts = #filePath.split(separator: "/").dropLast(2)
        return "/" + parts.joined(separator: "/") + "/" + path
    }

    static func files(under folder: String, suffix: String) -> [String] {
        guard let directory = opendir(folder) else { return [] }
        defer { closedir(directory) }
        var paths: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name.hasPrefix(".") { continue }
            let path = "\(folder)/\(name)"
            if name.hasSuffix(suffix) { paths.append(path) } else { paths += files(under: path, suffix: suffix) }
        }
        return paths.sorted()
    }

    static func contents(_ path: String) -> [UInt8]? {
        guard let file = fopen(path, "r") else { return nil }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = fread(&buffer, 1, buffer.count, file)
            if count == 0 { return bytes }
            bytes += buffer[..<count]
        }
    }
}
