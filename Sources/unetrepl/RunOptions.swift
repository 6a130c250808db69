// What the command line can say.
import ArgumentParser
import Schema
import Session

/// The version that `--version` and crash notes name.
let unetreplVersion = "0.1.0"

struct UnetREPL: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unetrepl", abstract: "A notebook-style REPL for learning U-Net, in a dialect of Python 3.",
        version: unetreplVersion, subcommands: [RunOptions.self, TestOptions.self], defaultSubcommand: RunOptions.self)
}

/// What one run is asked to do.
struct RunSettings {
    var code: String?
    var stays = false
    var check = false
    var cells: String?
    var output: String?
    var keepsGoing = false
    var figures = "figures"
    var opensFigures = false
    var lang: String?
    var color = "auto"
    var api = false
    var json = false
    var maxSteps: Int?
    var maxMemory: String?
    var sandbox = false
    var skipsInit = false
    var recovers = false
    /// The file and its arguments.
    var rest: [String] = []

    func wants(_ number: Int) -> Bool { cells.flatMap(ScriptReader.range)?(number) ?? true }

    /// The exit code of the run.
    func run() -> Int32 {
        var code: Int32 = 0
        HostMemory.noticeLimits()
        BigStack.run { code = Application(self).run() }
        return code
    }
}

extension RunSettings {
    /// The command lines of every day: none, `-c CODE` and a script with its arguments; nil for all others. The parser of options finds
    /// its declarations by reflection, which takes as long as the rest of the start; these start without it.
    init?(everyday arguments: [String]) {
        guard let first = arguments.first else { return }
        if first == "-c", arguments.count == 2 {
            code = arguments[1]
        } else if !first.hasPrefix("-"), !["run", "test", "help"].contains(first), !takesOptionsAfter(first) {
            rest = arguments
        } else {
            return nil
        }
    }
}

/// Documents take no arguments of their own, so options may stand after them as well.
func takesOptionsAfter(_ path: String) -> Bool {
    ["ipynb", "md", "markdown"].contains(Files.fileExtension(of: path))
}

struct RunOptions: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Run a script, post or notebook, or start the prompt (the default).",
        discussion: "FILE is a .unet or .py script, a .md post, a .ipynb notebook, or - for standard input.")

    @Option(name: .customShort("c"), help: ArgumentHelp("Run this code.", valueName: "code"))
    var code: String?
    @Flag(name: .customShort("i"), help: "Stay at the prompt afterwards.")
    var stays = false
    @Flag(help: "Report errors in the text without running it.")
    var check = false
    @Option(help: ArgumentHelp("Run these cells only, e.g. 3-7.", valueName: "range"))
    var cells: String?
    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: ArgumentHelp("Where a notebook with outputs goes.", valueName: "file"))
    var output: String?
    @Flag(name: .customLong("keep-going"), help: "Continue after a cell that fails.")
    var keepsGoing = false
    @Option(help: ArgumentHelp("Folder for shown figures.", valueName: "folder"))
    var figures = RunSettings().figures
    @Flag(name: .customLong("open"), help: "Open each shown figure in a window (xdg-open).")
    var opensFigures = false
    @Option(help: ArgumentHelp("Language of messages: en or ko.", valueName: "language"))
    var lang: String?
    @Option(help: ArgumentHelp("auto, always or never.", valueName: "when"))
    var color = RunSettings().color
    @Flag(help: "List every module and name with its signature.")
    var api = false
    @Flag(help: "Write outputs as lines of JSON.")
    var json = false
    @Option(
        name: .customLong("max-steps"),
        help: ArgumentHelp("Stop after this many steps of the interpreter.", valueName: "count"))
    var maxSteps: Int?
    @Option(
        name: .customLong("max-memory"), help: ArgumentHelp("Bytes that tensors may take, e.g. 2G.", valueName: "bytes")
    )
    var maxMemory: String?
    @Flag(help: "Read and write only below the current folder.")
    var sandbox = false
    @Flag(name: .customLong("no-init"), help: "Do not run ~/.config/unetrepl/init.unet at the prompt.")
    var skipsInit = false
    @Flag(name: .customLong("recover"), help: "Run the cells of the last session again that a crash or a signal ended.")
    var recovers = false
    @Argument(parsing: .captureForPassthrough, help: "FILE and its arguments.")
    var rest: [String] = []

    var settings: RunSettings {
        RunSettings(
            code: code, stays: stays, check: check, cells: cells, output: output, keepsGoing: keepsGoing,
            figures: figures,
            opensFigures: opensFigures, lang: lang, color: color, api: api, json: json, maxSteps: maxSteps,
            maxMemory: maxMemory,
            sandbox: sandbox, skipsInit: skipsInit, recovers: recovers, rest: rest)
    }

    mutating func validate() throws {
        if let cells, ScriptReader.range(cells) == nil {
            throw ValidationError("'\(cells)' is not a range of cells such as 3-7.")
        }
        if let lang, Language.named(lang) == nil {
            throw ValidationError("no messages in '\(lang)'; there are: en, ko.")
        }
        if Style.Choice(rawValue: color) == nil { throw ValidationError("--color takes auto, always or never.") }
        if let maxMemory, ByteCount.parse(maxMemory) == nil {
            throw ValidationError("'\(maxMemory)' is not a number of bytes such as 2G.")
        }
        // An option we do not know would otherwise pass for the script's name.
        if let first = rest.first, first.hasPrefix("-"), first != "-", code == nil {
            throw ValidationError("unknown option '\(first)'.")
        }
        if recovers, code != nil || !rest.isEmpty {
            throw ValidationError("--recover runs at the prompt: it takes no file and no -c.")
        }
        if let maxSteps, maxSteps <= 0 { throw ValidationError("--max-steps takes a positive number.") }
    }

    mutating func run() throws {
        let code = settings.run()
        if code != 0 { throw ExitCode(code) }
    }
}

struct TestOptions: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test", abstract: "Run golden tests: scripts with the output they must give.")

    @Flag(help: "Record what the scripts print now.")
    var update = false
    @Option(help: ArgumentHelp("Seconds one script may take.", valueName: "seconds"))
    var timeout = 600.0
    @Argument(help: "Scripts, Markdown documents, or folders of them.")
    var paths: [String] = ["."]

    mutating func run() throws {
        let code = runGoldenTests(paths: paths, isUpdating: update, timeout: timeout)
        if code != 0 { throw ExitCode(code) }
    }
}

enum ByteCount {
    /// `1048576`, `512k`, `64M`, `2G`: powers of 1 024.
    static func parse(_ text: String) -> Int? {
        let units: [Character: Int] = ["k": 10, "m": 20, "g": 30, "t": 40]
        var digits = text.lowercased()
        if digits.hasSuffix("b") { digits.removeLast() }
        guard let shift = digits.last.flatMap({ units[$0] }) else { return Int(digits).flatMap { $0 > 0 ? $0 : nil } }
        digits.removeLast()
        guard let number = Int(digits), number > 0 else { return nil }
        let (bytes, overflow) = number.multipliedReportingOverflow(by: 1 << shift)
        return overflow ? nil : bytes
    }
}
