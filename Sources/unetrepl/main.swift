// The program's start.
import ArgumentParser
import Glibc
import Session

/// `unetrepl lesson.ipynb -o out.ipynb` becomes `unetrepl -o out.ipynb lesson.ipynb`; everything after a script is the script's.
func reordered(_ arguments: [String]) -> [String] {
    let takingValues = [
        "-c", "-o", "--output", "--cells", "--figures", "--lang", "--color", "--max-steps", "--max-memory",
    ]
    var index = 0
    while index < arguments.count {
        let argument = arguments[index]
        if takingValues.contains(argument) {
            if argument == "-c" { return arguments }
            index += 2
            continue
        }
        if !argument.hasPrefix("-") || argument == "-" {
            guard takesOptionsAfter(argument) else { return arguments }
            var rest = arguments
            rest.append(rest.remove(at: index))
            return rest
        }
        index += 1
    }
    return arguments
}

let arguments = Array(CommandLine.arguments.dropFirst())
if let settings = RunSettings(everyday: arguments) { exit(settings.run()) }
// `unetrepl test` is a command of its own, with its own options.
let ordered = arguments.first == "test" ? arguments : reordered(arguments)
do {
    var command = try UnetREPL.parseAsRoot(ordered)
    try command.run()
} catch let code as ExitCode {
    exit(code.rawValue)
} catch {
    let code = UnetREPL.exitCode(for: error)
    let message = UnetREPL.fullMessage(for: error)
    if code == .success {
        print(message)
        exit(0)
    }
    Writer().error(message + "\n")
    exit(2)
}
