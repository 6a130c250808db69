// %prun: what each layer of a model costs, forward and backward.
import Bindings
import Script

let profileCommands = [
    Command(
        "prun", "%prun CODE",
        "run once and show what each layer costs: %prun model(x)",
        "한 번 실행하고 층마다 드는 시간과 메모리를 보여 줍니다: %prun model(x)"
    ) { call in
        let code = call.body.isEmpty ? call.argument : call.body
        guard !code.isEmpty else { return call.usage("prun") }
        var result: CellResult?
        let profile = LayerProfile.measure {
            result = call.session.runEntry(code, emit: call.emit)
        } variables: {
            let globals = call.session.globals
            return globals.names.compactMap { name in globals[name].map { (name.text, $0) } }
        }
        guard let result else { return .failed }
        call.say(ProfileTable(profile, call.language).text)
        return .ran(result)
    }
]

/// The table under a `%prun`.
struct ProfileTable {
    /// Layers shown one by one; the cheaper ones share a line.
    static let shownRows = 20

    private let profile: LayerProfile
    private let language: Language

    init(_ profile: LayerProfile, _ language: Language) {
        self.profile = profile
        self.language = language
    }

    var text: String {
        let shown = profile.rows.prefix(ProfileTable.shownRows)
        let hidden = profile.rows.dropFirst(ProfileTable.shownRows)
        guard !profile.rows.isEmpty else {
            return Phrase.profileEmpty.text(language) + "\n" + total
        }
        var rows = [Phrase.profileHeader.text(language).split(separator: "|").map(String.init)]
        for row in shown {
            rows.append(layer(row.name, row.kind, row.calls, row.forward, row.backward, row.kept))
        }
        if !hidden.isEmpty {
            func sum(_ part: (LayerProfile.Row) -> Double) -> Double { hidden.reduce(0) { $0 + part($1) } }
            rows.append(
                layer(
                    Phrase.profileHidden.text(language, String(hidden.count)), "", hidden.reduce(0) { $0 + $1.calls },
                    sum(\.forward), sum(\.backward), hidden.reduce(0) { $0 + $1.kept }))
        }
        let last = rows.count - 1
        if profile.looseBackward > 0 {
            rows.append(other(Phrase.profileLoose.text(language), profile.looseBackward))
        }
        if profile.step > 0 { rows.append(other(Phrase.profileStep.text(language), profile.step)) }
        rows.append(other(Phrase.profileRest.text(language), profile.rest))
        return Columns.text(rows, right: [2, 3, 4, 5, 6, 7], rules: [0, last]) + "\n" + total
    }

    private var total: String {
        Paragraph.text(
            Phrase.profileTotal.text(language, NumberText.seconds(profile.seconds), NumberText.bytes(profile.peak)))
    }

    private func layer(
        _ name: String, _ kind: String, _ calls: Int, _ forward: Double, _ backward: Double, _ kept: Int
    ) -> [String] {
        [
            name == kind ? "" : VisibleText.of(name), VisibleText.of(kind), String(calls), milliseconds(forward),
            milliseconds(backward), milliseconds(forward + backward), share(forward + backward),
            kept > 0 ? NumberText.bytes(kept / max(calls, 1)) : "",
        ]
    }

    private func other(_ name: String, _ seconds: Double) -> [String] {
        [name, "", "", "", "", milliseconds(seconds), share(seconds)]
    }

    private func share(_ seconds: Double) -> String {
        NumberText.fixed(profile.seconds > 0 ? seconds / profile.seconds * 100 : 0, 0) + "%"
    }

    /// One unit in all rows, so that they compare at a glance.
    private func milliseconds(_ seconds: Double) -> String {
        seconds > 0 ? NumberText.fixed(seconds * 1e3, seconds < 0.01 ? 2 : 1) : ""
    }
}
