// `unetrepl test`.
import Schema
import Session

/// 0 all passed, 2 wrong use, 3 mismatches, 4 unreadable files.
func runGoldenTests(paths: [String], isUpdating: Bool, timeout: Double) -> Int32 {
    let writer = Writer()
    defer { writer.flush() }
    if isUpdating, let ci = Environment.value("CI"), ci != "false", ci != "0" {
        writer.error("unetrepl test: --update is refused under CI: expectations are recorded and read by people\n")
        return 2
    }
    var runner = GoldenRunner(executable: Files.executable) { writer.out($0) }
    runner.isUpdating = isUpdating
    runner.timeout = timeout
    runner.style = Style.chosen(.auto, isTerminal: writer.isOutputTerminal)
    do throws(Failure) {
        return try runner.run(try GoldenTest.find(paths)).failed == 0 ? 0 : 3
    } catch {
        writer.flush()
        writer.error(ErrorReport(error).text(style: .plain, language: .english))
        return 4
    }
}
