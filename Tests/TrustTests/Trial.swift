// Runs a script in this process, with all libraries, on a thread like the prompt's, and says how it ended.
import Bindings
import Foundation
import Schema
import XCTest

@testable import Script

struct Trial {
    var output = ""
    /// `Type: message`; nil when the script ended by itself.
    var error: String?
    var seconds = 0.0

    /// The exception's class.
    var kind: String? { error.map { String($0.prefix { $0 != ":" }) } }

    private static let libraries: Void = {
        StandardLibrary.register()
        Library.register()
    }()

    /// `steps` bounds what an endless script can do; `interpreter` may be given to go on in the same session.
    static func run(
        _ text: String, steps: Int? = 5_000_000, in module: ModuleObject = ModuleObject("__main__"),
        with given: Interpreter? = nil
    ) -> Trial {
        libraries
        var trial = Trial()
        let started = Date()
        do {
            try Interpreter.onScriptThread {
                let interpreter = given ?? Interpreter()
                interpreter.prelude = Prelude.value
                interpreter.maxSteps = steps
                Interpreter.current = interpreter
                interpreter.output = { stream, text in if stream == .stdout { trial.output += text } }
                do {
                    _ = try interpreter.run(Source(id: 1, name: "<trial>", text), in: module, display: false)
                } catch {
                    let error = ScriptError.from(error)
                    trial.error = error.exception.summary
                }
            }
        } catch {
            trial.error = "\(error)"
        }
        trial.seconds = Date().timeIntervalSince(started)
        return trial
    }

    /// Only parses: nil when the text is a program, else the error's message.
    static func parse(_ text: String) -> String? {
        var message: String?
        try? Interpreter.onScriptThread {
            do throws(SyntaxFailure) {
                _ = try Parse.program(Source(id: 1, name: "<trial>", text))
            } catch {
                message = error.failure.message
            }
        }
        return message
    }
}

/// UNETREPL_LONG=1 runs the tables at their full size; by default they are kept to what every test run can afford.
let isLongRun = ProcessInfo.processInfo.environment["UNETREPL_LONG"] == "1"
