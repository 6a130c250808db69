// Every recording of PyTorch, NumPy and CPython under Tests/Fixtures, run through the interpreter.
import Foundation
import XCTest

final class ParityTests: XCTestCase {
    // MARK: - Snippets

    private func snippets(_ path: String) throws -> (prelude: String, cases: [[String: Any]]) {
        let file = try Fixtures.json(path)
        return (file["prelude"] as? String ?? "", try XCTUnwrap(file["cases"] as? [[String: Any]], path))
    }

    private func shortened(_ text: String) -> String { text.count > 300 ? text.prefix(300) + "…" : text }

    /// What the output of a snippet that must not fail has different.
    private func difference(_ result: SnippetResult, _ recording: [String: Any]) -> String? {
        if let kind = result.kind { return "\(kind): \(result.message)" }
        let expected = recording["out"] as? String ?? ""
        if TextComparison(recording["cmp"] as? String ?? "text").accepts(result.output, expected) { return nil }
        let (own, theirs) = (result.output.components(separatedBy: "\n"), expected.components(separatedBy: "\n"))
        for (i, (a, b)) in zip(own, theirs).enumerated() where a != b {
            return "line \(i + 1): \(shortened(a)) instead of \(shortened(b))"
        }
        return "\(own.count) lines instead of \(theirs.count)"
    }

    private func walk(_ family: String, _ path: String, least: Double) throws {
        var tally = try Tally(family)
        let (prelude, cases) = try snippets(path)
        for recording in cases {
            let id = try XCTUnwrap(recording["id"] as? String)
            let result = SnippetRunner.run(try XCTUnwrap(recording["src"] as? String), prelude: prelude)
            tally.add(id, difference(result, recording))
        }
        tally.finish(least: least)
    }

    func testRandomStreams() throws { try walk("rng", "rng/rng_cases.json", least: 1) }
    func testPrinting() throws { try walk("print", "print/print_cases.json", least: 0.98) }
    func testRepresentations() throws { try walk("repr", "print/repr_cases.json", least: 0.98) }
    func testSemantics() throws { try walk("semantics", "semantics/semantics_cases.json", least: 0.92) }

    // MARK: - Errors

    /// The class counts for every case; the words for all but those whose own words are listed.
    func testErrors() throws {
        var (classes, texts) = (try Tally("error classes"), try Tally("error texts"))
        let (prelude, cases) = try snippets("errors/errors.json")
        for recording in cases {
            let id = try XCTUnwrap(recording["id"] as? String)
            let result = SnippetRunner.run(try XCTUnwrap(recording["src"] as? String), prelude: prelude)
            guard let expected = recording["exc"] as? [String: Any], let type = expected["type"] as? String,
                let message = expected["msg"] as? String, let shown = expected["shown"] as? String
            else {
                classes.add(id, difference(result, recording))
                continue
            }
            let kind = type.components(separatedBy: ".").last
            classes.add(
                id, kind == result.kind ? nil : "\(result.kind ?? "no error") instead of \(type): \(result.message)")
            if kind == result.kind { texts.add(id, textDifference(result, message, shown)) }
        }
        classes.finish(least: 0.97)
        texts.finish(least: 0.9)
    }

    private func textDifference(_ result: SnippetResult, _ message: String, _ shown: String) -> String? {
        // A syntax error's message ends in its place, which the report shows in its own way.
        let expected = message.replacingOccurrences(
            of: #" \(<stdin>, line \d+\)$"#, with: "", options: .regularExpression)
        if result.message != expected { return "\(shortened(result.message)) instead of \(shortened(expected))" }
        guard let range = shown.range(of: "Did you mean: '"), !message.contains("Did you mean") else { return nil }
        let name = shown[range.upperBound...].prefix { $0 != "'" }
        return result.hint.contains(name) ? nil : "hint '\(result.hint)' does not say '\(name)'"
    }

    // MARK: - Tables and operators

    func testPromotion() throws {
        let result = SnippetRunner.run(try Fixtures.text("semantics/promotion.py"))
        XCTAssertNil(result.kind, result.message)
        var own: [String: String] = [:]
        for line in result.output.split(separator: "\n") {
            let parts = line.split(separator: "\t", maxSplits: 1).map(String.init)
            if parts.count == 2 { own[parts[0]] = parts[1] }
        }
        var tally = try Tally("promotion")
        func walk(_ path: String, _ value: Any) {
            if let table = value as? [String: Any] {
                for (key, inner) in table.sorted(by: { $0.key < $1.key }) { walk("\(path)|\(key)", inner) }
            } else if let expected = value as? String {
                // Of an error the class counts.
                func kind(_ text: String) -> String {
                    text.hasPrefix("error: ") ? text.split(separator: ":").prefix(2).joined(separator: ":") : text
                }
                let found = own[path] ?? "nothing"
                tally.add(path, kind(found) == kind(expected) ? nil : "\(found) instead of \(expected)")
            }
        }
        let tables = try Fixtures.json("semantics/promotion.json")
        for library in ["torch", "numpy"] { walk(library, try XCTUnwrap(tables[library])) }
        tally.finish(least: 0.97)
    }

    /// Every operator on boundary values of every dtype: a line per operator and operands, as the libraries print it.
    func testOperatorsOnBoundaryValues() throws {
        func table(_ text: String) -> [(name: String, answer: String)] {
            text.split(separator: "\n").compactMap { line in
                line.range(of: ": ").map { (String(line[..<$0.lowerBound]), String(line[$0.upperBound...])) }
            }
        }
        let result = SnippetRunner.run(try Fixtures.text("semantics/operators.py"))
        XCTAssertNil(result.kind, result.message)
        let own = table(result.output)
        let recorded = table(try Fixtures.text("semantics/operators.expected"))
        XCTAssertEqual(own.map(\.name), recorded.map(\.name))
        var tally = try Tally("operators")
        for (own, recorded) in zip(own, recorded) {
            // Each library has a power function of its own, right to a few units in the last place.
            let digits = own.answer.hasPrefix("float64") ? "1e-15" : own.answer.hasPrefix("float32") ? "2e-6" : "1e-3"
            let rule = TextComparison(own.name.contains(" ** ") ? "numbers:\(digits):0" : "text")
            tally.add(
                own.name,
                rule.accepts(own.answer, recorded.answer) ? nil : "\(own.answer) instead of \(recorded.answer)")
        }
        tally.finish(least: 0.99)
    }

    func testOperators() throws {
        var tally = try Tally("ops")
        let folder = Fixtures.folder.appendingPathComponent("ops")
        for file in try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        where file.hasSuffix(".json") {
            for recording in try XCTUnwrap(Fixtures.json("ops/\(file)")["cases"] as? [[String: Any]]) {
                for width in ["64", "32"] {
                    let walk = OperatorCase(recording, width: width)
                    tally.add("\(walk.id)/float\(width)", walk.difference())
                }
            }
        }
        tally.finish(least: 1)
    }

    // MARK: - Models

    /// The losses of five epochs: the first within 3e-6, later ones within 2e-4, or 2e-3 for models whose biases in front of
    /// BatchNorm have gradients of rounding noise only.
    func testModelLosses() throws {
        var tally = try Tally("models")
        for (name, value) in try Fixtures.json("models/models.json").sorted(by: { $0.key < $1.key }) {
            let recording = try XCTUnwrap(value as? [String: Any])
            let script = try Fixtures.text("models/scripts/\(name).py")
            if let losses = (recording["losses"] as? [String: [Double]])?["default"] {
                let result = SnippetRunner.run(
                    script + ParityTests.trainingLoop(isScheduled: name == "unet_residual"), name: "model")
                let own = result.output.split(separator: "\n").compactMap { Double($0) }
                let later = ["unet_attention", "unet_plusplus"].contains(name) ? 2e-3 : 2e-4
                let isClose =
                    own.count == losses.count
                    && zip(own, losses).enumerated().allSatisfy { i, pair in
                        abs(pair.0 - pair.1) < (i == 0 ? 3e-6 : later)
                    }
                tally.add(
                    "\(name)/losses",
                    isClose ? nil : "\(result.kind ?? "") \(result.message) \(own) instead of \(losses)")
            } else {
                let expected = recording["stdout"] as? String ?? ""
                let result = SnippetRunner.run(script)
                // One pixel more or less in a class moves the last printed digit of the IoU.
                let agrees = TextComparison(absolute: 1.1e-3).accepts(result.output, expected)
                tally.add("\(name)/output", agrees ? nil : "\(result.kind ?? "") \(result.message)\n\(result.output)")
            }
        }
        tally.finish(least: 1)
    }

    /// As the losses were recorded: clipped gradients and a schedule where the script has them.
    private static func trainingLoop(isScheduled: Bool) -> String {
        """

        torch.manual_seed(0)
        model, x, y, optimizer, loss_fn = build()
        model.train()
        schedule = optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=5) if \(isScheduled ? "True" : "False") else None
        for epoch in range(5):
            optimizer.zero_grad()
            loss = loss_fn(model, x, y)
            loss.backward()
            if schedule: nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            if schedule: schedule.step()
            print(loss.item())

        """
    }
}
