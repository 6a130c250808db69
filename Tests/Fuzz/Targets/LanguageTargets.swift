// The language: the parser by itself, the evaluator with everything scripts can import, and a whole cell through a session. Scripts
// run under budgets and reach no files; one that outlasts its budgets is interrupted, and one that cannot be interrupted is a hang.
import Bindings
import Glibc
import Schema
import Script
import Session
import Tensors

extension FuzzTarget {
    static let parser = FuzzTarget("parser", words: keywords) { bytes in
        guard let source = try? Source.decode(bytes) else { return }
        // Parses, and looks at the lines besides.
        _ = Parse.completeness(of: String(decoding: source, as: UTF8.self))
    }

    static let evaluator = FuzzTarget("evaluator", words: keywords + names) { bytes in
        guard let source = try? Source.decode(bytes) else { return }
        let text = String(decoding: source, as: UTF8.self)
        FuzzBox.prepare
        try? Interpreter.onScriptThread {
            let interpreter = Interpreter()
            interpreter.prelude = Prelude.value
            interpreter.maxSteps = FuzzBox.steps
            Interpreter.current = interpreter
            try FuzzBox.watched(interpreter.interruptFlag) {
                _ = try interpreter.run(
                    Source(id: 1, name: "<fuzz>", text), in: ModuleObject("__main__"), display: true)
            }
        }
    }

    /// A cell as the prompt runs it: display, errors with carets, notebook lines.
    static let session = FuzzTarget("session", words: keywords + names + ["%time ", "!ls", "%%bash\n", "?"]) { bytes in
        guard let source = try? Source.decode(bytes) else { return }
        let text = String(decoding: source, as: UTF8.self)
        FuzzBox.prepare
        try? Interpreter.onScriptThread {
            var options = Session.Options()
            options.figureFolder = "/dev/null/figures"
            let session = Session(options: options)
            session.interpreter.maxSteps = FuzzBox.steps
            FuzzBox.watched(session.interpreter.interruptFlag) {
                _ = session.run(Cell(text, number: 1, name: "fuzz", file: nil)) { output in
                    if case .error(let report) = output { _ = report.text(style: .plain, language: .korean) }
                }
            }
        }
    }

    static let keywords = [
        "def f(x):\n    ", "class A:\n    ", "lambda x: ", "return ", "yield ", "yield from ", "async ", "await ",
        "for x in ",
        "while True:", "if ", "elif ", "else:", "try:\n    ", "except Exception as e:\n    ", "finally:\n    ",
        "raise ",
        "with ", "import ", "from a import b", "global x", "nonlocal x", "del ", "assert ", "match x:\n    case ",
        "not ",
        "is ", "in ", " and ", " or ", "f'{x!r:>{w}}'", "b'\\x00'", "r'\\'", "'''", "\"\"\"", "\\N{DASH}", "\\ud800",
        "**",
        "//", "<<", ">>", ":=", "->", "...", "@", "*args", "**kw", "0x", "0b1", "1_0", "1e9", "1j", "[x for x in y]",
        "{**a}", "x[::2]", "\n    ", "\n\t", "\\\n", "\u{feff}", "\u{202e}",
    ]

    static let names = [
        "print(", "range(", "len(", "list(", "dict(", "set(", "sorted(", "map(", "zip(", "sum(", "min(", "int(",
        "float(",
        "str(", "repr(", "type(", "getattr(", "setattr(", "super()", "__init__", "__getitem__", "__eq__", "__del__",
        "2**63", "-2**63", "1e308", "float('nan')", "float('inf')", "10**30", "'%s' % ", "'{}'.format(",
        "import torch\n", "import numpy as np\n", "torch.zeros(", "torch.arange(", "torch.randn(2, 3)", "nn.Conv2d(",
        "np.arange(", "np.linspace(", ".reshape(", ".view(", ".permute(", ".backward()", ".sum(", ".mean(dim=",
        "[None]",
        "[..., ::2]", "F.interpolate(", "plt.imshow(", "plt.plot(", "import math\n", "import re\n", "import json\n",
        "import random\n", "import itertools\n", "import collections\n", "import functools\n",
    ]
}

/// Keeps scripts of strangers inside: no files, little memory, few steps, and an interrupt for what takes long.
public enum FuzzBox {
    // Both are small: what a mistake needs to show is rarely much, and an input that uses them up takes the time of a hundred others.
    static let steps = 4_000
    private static let bytes = 64 << 20
    /// Seconds until a script is interrupted; libFuzzer's `-timeout` is far above.
    static let patience = 2.0

    static let prepare: Void = {
        StandardLibrary.register()
        Library.register()
        FileAccess.check = { path, _ in throw Failure(.permissionError, "[Errno 13] Permission denied: '\(path)'") }
        Console.readLine = { nil }
        Host.limitMemory(to: bytes)
        startWatch()
    }()

    /// Opens the box again, for tests that share the process.
    public static func open() {
        FileAccess.check = { _, _ in }
        Memory.budget = nil
        HostMemory.budget = nil
    }

    nonisolated(unsafe) private static var deadline = Double.infinity
    nonisolated(unsafe) private static var watched: UnsafeMutablePointer<Int32>?
    nonisolated(unsafe) private static let lock: UnsafeMutablePointer<pthread_mutex_t> = {
        let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
        pthread_mutex_init(mutex, nil)
        return mutex
    }()

    /// Runs `body` with an eye on the clock. The interrupt ends with it: a session's flag is the whole process's.
    static func watched(
        _ flag: UnsafeMutablePointer<Int32>, patience: Double = patience, _ body: () throws -> Void
    ) rethrows {
        // Counted from here, as the fuzzer itself grows.
        HostMemory.budget = bytes
        set(now() + patience, flag)
        defer {
            set(.infinity, nil)
            flag.pointee = 0
        }
        try body()
    }

    private static func set(_ time: Double, _ flag: UnsafeMutablePointer<Int32>?) {
        pthread_mutex_lock(lock)
        (deadline, watched) = (time, flag)
        pthread_mutex_unlock(lock)
    }

    private static func startWatch() {
        var thread = pthread_t()
        pthread_create(
            &thread, nil,
            { _ in
                while true {
                    usleep(100_000)
                    pthread_mutex_lock(FuzzBox.lock)
                    // Again and again: a script may catch the first one.
                    if FuzzBox.now() > FuzzBox.deadline { FuzzBox.watched?.pointee = 2 }
                    pthread_mutex_unlock(FuzzBox.lock)
                }
            }, nil)
    }

    private static func now() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }
}
