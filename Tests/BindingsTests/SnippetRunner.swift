// Runs a script text in a fresh module, as the recordings were made: settings at their defaults, output kept, the error returned.
import Bindings
import Foundation
import Schema
import XCTest

@testable import Script

enum Fixtures {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Fixtures")

    static func json(_ path: String) throws -> [String: Any] {
        let data = try Data(contentsOf: folder.appendingPathComponent(path))
        return try XCTUnwrap(JSONSerialization.jsonObject(with: data) as? [String: Any], path)
    }

    static func text(_ path: String) throws -> String {
        try String(contentsOf: folder.appendingPathComponent(path), encoding: .utf8)
    }
}

struct SnippetResult: Sendable {
    var output = ""
    /// The class, message and advice of the error that ended the snippet.
    var kind: String?
    var message = ""
    var hint = ""
}

enum SnippetRunner {
    private static let libraries: Void = {
        StandardLibrary.register()
        Library.register()
    }()

    private static let defaults = """
        import torch, numpy
        torch.set_printoptions(profile="default")
        numpy.set_printoptions(edgeitems=3, threshold=1000, precision=8, linewidth=75, suppress=False)
        torch.set_default_dtype(torch.float32)
        """

    /// `name` is the module's `__name__`; `prelude` runs first and is not part of the snippet's line numbers.
    static func run(_ text: String, prelude: String = "", name: String = "__main__") -> SnippetResult {
        libraries
        do {
            return try Interpreter.onScriptThread { () -> SnippetResult in
                let interpreter = Interpreter()
                Interpreter.current = interpreter
                var result = SnippetResult()
                _ = try interpreter.run(
                    Source(id: 1, name: "<defaults>", defaults), in: ModuleObject("defaults"), display: false)
                let module = ModuleObject(name)
                _ = try interpreter.run(Source(id: 2, name: "<prelude>", prelude), in: module, display: false)
                interpreter.output = { stream, text in if stream == .stdout { result.output += text } }
                do {
                    _ = try interpreter.run(Source(id: 3, name: "<stdin>", text), in: module, display: false)
                } catch {
                    let error = ScriptError.from(error)
                    (result.kind, result.message, result.hint) = (error.typeName, error.message, error.hint)
                }
                return result
            }
        } catch {
            let error = ScriptError.from(error)
            return SnippetResult(kind: error.typeName, message: error.message, hint: error.hint)
        }
    }
}
