// %time, %timeit: how long code takes.
import Glibc

let measuringCommands = [
    Command(
        "time", "%time CODE", "run once and say how long it took", "한 번 실행하고 걸린 시간을 보여 줍니다"
    ) { call in
        let code = call.body.isEmpty ? call.argument : call.body
        guard !code.isEmpty else { return call.usage("time") }
        let result = call.session.runEntry(code, emit: call.emit)
        call.say(Phrase.timeTaken.text(call.language, NumberText.seconds(result.seconds)))
        return .ran(result)
    },
    Command(
        "timeit", "%timeit CODE", "run many times and say how long one run takes", "여러 번 실행하고 한 번에 걸리는 시간을 보여 줍니다"
    ) { call in
        let code = call.body.isEmpty ? call.argument : call.body
        guard !code.isEmpty else { return call.usage("timeit") }
        return measureRepeatedly(code, call)
    },
]

/// Five rounds of as many runs as fit into a fifth of a second each; the best round is the least disturbed.
private func measureRepeatedly(_ code: String, _ call: CommandCall) -> CommandResult {
    var last: CellResult?
    var shown: [Output] = []
    func once() -> Bool {
        let result = call.session.runQuietly(code) { output in if case .error = output { shown.append(output) } }
        last = result
        return result.ending == .finished
    }
    // The first run warms caches and finds errors.
    let start = monotonicSeconds()
    guard once() else {
        for output in shown { call.emit(output) }
        return last.map { .ran($0) } ?? .failed
    }
    let first = max(monotonicSeconds() - start, 1e-7)
    let count = max(1, min(1_000_000, Int(0.2 / first)))
    var rounds: [Double] = []
    for _ in 0..<(first > 2 ? 1 : 5) {
        let roundStart = monotonicSeconds()
        for _ in 0..<count {
            guard once() else {
                for output in shown { call.emit(output) }
                return last.map { .ran($0) } ?? .failed
            }
        }
        rounds.append((monotonicSeconds() - roundStart) / Double(count))
    }
    let mean = rounds.reduce(0, +) / Double(rounds.count)
    let deviation = sqrt(rounds.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(rounds.count))
    let best = rounds.min() ?? mean
    call.say(
        "\(NumberText.seconds(mean)) ± \(NumberText.seconds(deviation)), best \(NumberText.seconds(best)) "
            + "(\(rounds.count) x \(count) runs)")
    return .done
}
