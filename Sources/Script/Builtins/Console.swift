// print and input, and the three standard streams scripts see as sys.stdout, sys.stderr, sys.stdin. Text goes to whoever runs the
// script; nothing here writes to a terminal.
import Schema

/// The connection to the front end. Scripts run on one thread at a time, which is what makes the unchecked statics safe.
public enum Console {
    public enum Stream: Sendable { case stdout, stderr }

    /// Receives what scripts print.
    nonisolated(unsafe) public static var write: (Stream, String) throws -> Void = { _, _ in }
    /// Called for `flush`.
    nonisolated(unsafe) public static var flush: (Stream) throws -> Void = { _ in }
    /// Reads one line for `input`, without its line end; nil at the end of input.
    nonisolated(unsafe) public static var readLine: () throws -> String? = { nil }
}

/// sys.stdout and sys.stderr.
public final class ConsoleStream: Object {
    let stream: Console.Stream
    nonisolated(unsafe) public static let cls = makeConsoleType()
    nonisolated(unsafe) public static let stdout = ConsoleStream(.stdout)
    nonisolated(unsafe) public static let stderr = ConsoleStream(.stderr)
    public override var type: TypeObject { ConsoleStream.cls }
    private init(_ stream: Console.Stream) { self.stream = stream }
    public override func repr() throws -> String {
        "<_io.TextIOWrapper name='<\(stream == .stdout ? "stdout" : "stderr")>' mode='w' encoding='utf-8'>"
    }
}

private func makeConsoleType() -> TypeObject {
    let type = TypeObject("TextIOWrapper", module: "_io")
    type.rawMethod("write(self, text, /)", "Writes text and returns its length.") { bound in
        guard let text = bound[1].asObject as? StringObject else {
            throw Failure(.typeError, "write() argument must be str, not \(bound[1].typeName)")
        }
        try Console.write(try bound.receiver(ConsoleStream.self).stream, text.text)
        return .int(text.count)
    }
    type.rawMethod("writelines(self, lines, /)", "Writes every text of lines.") { bound in
        for line in try bound[1].elements() {
            try Console.write(try bound.receiver(ConsoleStream.self).stream, try line.str())
        }
        return .none
    }
    type.rawMethod("flush(self)", "Shows what was written.") { bound in
        try Console.flush(try bound.receiver(ConsoleStream.self).stream)
        return .none
    }
    type.rawMethod("isatty(self)", "False: figures and progress choose their own form.") { _ in .bool(false) }
    type.rawMethod("fileno(self)", "1 or 2.") { bound in
        .int(try bound.receiver(ConsoleStream.self).stream == .stdout ? 1 : 2)
    }
    type.setMember("encoding", .string("utf-8"))
    return type
}

extension Builtins {
    static func installConsole(into module: ModuleObject) {
        module.rawDefine(
            "print(*values, **options)",
            "The values as text, sep=' ' between them and end='\\n' after; file=sys.stdout, flush=False."
        ) { bound in
            try printValues(try bound[0].elements(), bound[1])
            return .none
        }
        module.rawDefine("input(prompt='', /)", "One line from the user, after showing prompt.") { bound in
            try Console.write(.stdout, try bound[0].str())
            try Console.flush(.stdout)
            guard let line = try Console.readLine() else { throw Failure(.eofError, "EOF when reading a line") }
            return .string(line)
        }
    }

    private static func printValues(_ values: [Value], _ options: Value) throws {
        var (separator, end) = (" ", "\n")
        var file = Value.none
        var flush = false
        for (name, value) in (options.asObject as? DictObject)?.pairs ?? [] {
            let name = try name.str()
            switch name {
            case "sep": separator = try printOption(name, value) ?? " "
            case "end": end = try printOption(name, value) ?? "\n"
            case "file": file = value
            case "flush": flush = try value.truth()
            default:
                let near = Nearest.match(name, among: ["sep", "end", "file", "flush"])
                throw Failure(
                    .typeError, "'\(name)' is an invalid keyword argument for print()",
                    hint: near.map { "did you mean '\($0)'?" } ?? "")
            }
        }
        // sys.stdout may be another object: contextlib.redirect_stdout puts one there.
        if file.asObject == nil, let current = ModuleRegistry.builtModule("sys")?["stdout"] { file = current }
        let text = try values.map { try $0.str() }.joined(separator: separator) + end
        switch file.asObject {
        case nil: try Console.write(.stdout, text)
        case let console as ConsoleStream: try Console.write(console.stream, text)
        default: _ = try file.attribute("write").call(.string(text))
        }
        if flush {
            if file.asObject == nil {
                try Console.flush(.stdout)
            } else {
                _ = try file.attribute("flush").call()
            }
        }
    }

    private static func printOption(_ name: String, _ value: Value) throws -> String? {
        if case .none = value { return nil }
        guard let text = value.asObject as? StringObject else {
            throw Failure(.typeError, "\(name) must be None or a string, not \(value.typeName)")
        }
        return text.text
    }
}
