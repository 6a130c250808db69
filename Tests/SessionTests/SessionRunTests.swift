import Bindings
import Script
import XCTest

@testable import Session

final class SessionRunTests: XCTestCase {
    /// Runs cells one after the other and collects what they show, as lines.
    private func outputs(_ cells: String..., options: Session.Options = .init()) -> [String] {
        var shown: [String] = []
        BigStack.run {
            let session = Session(options: options)
            for cell in cells {
                _ = session.enter(cell) { output in
                    switch output {
                    case .stream(_, let text): shown.append(text)
                    case .result(let bundle): shown.append("Out: " + bundle.plainText)
                    case .error(let report): shown.append("\(report.kind): \(report.message)")
                    case .notice(let text): shown.append("! " + text)
                    case .figure(let figure): shown.append("figure \(figure.path ?? "-")")
                    case .progress: break
                    }
                }
            }
        }
        return shown
    }

    func testTheLastValueIsShownAndASemicolonMutes() {
        XCTAssertEqual(outputs("1 + 1", "2 + 2;", "x = 3", "x", "None"), ["Out: 2", "Out: 3"])
    }

    func testNamesStayBetweenCells() {
        XCTAssertEqual(outputs("def f(n): return n * 2", "print(f(4))"), ["8\n"])
    }

    func testEarlierResults() {
        XCTAssertEqual(
            outputs("10", "20", "_ + __", "Out[1]", "In[2]"), ["Out: 10", "Out: 20", "Out: 30", "Out: 10", "Out: '20'"])
    }

    func testAScriptsOwnUnderscoreIsLeftAlone() {
        XCTAssertEqual(outputs("_ = 'mine'", "5", "_"), ["Out: 5", "Out: 'mine'"])
    }

    func testErrorsKeepTheSessionAlive() {
        XCTAssertEqual(
            outputs("x = 1", "x / 0", "1 +", "x"),
            ["ZeroDivisionError: division by zero", "SyntaxError: invalid syntax", "Out: 1"])
    }

    func testNotebookLinesGetOneNotice() {
        XCTAssertEqual(
            outputs("%matplotlib inline\nx = 1", "%matplotlib inline\nprint(x)"),
            ["! skipped, not needed here: %matplotlib inline", "1\n"])
        XCTAssertEqual(outputs("!pip install torch"), ["! skipped, not needed here: !pip install torch"])
    }

    func testUnknownCommands() {
        XCTAssertEqual(outputs("%tme x"), ["! there is no command %tme; did you mean 'time'?"])
    }

    func testQuestions() {
        let shown = outputs("def f(a, b=2):\n    'Adds.'\n    return a + b", "?f", "nothing?")
        XCTAssertEqual(shown, ["f(a, b=2)\n\nAdds.\n", "there is no name 'nothing' here\n"])
    }

    func testCommandsThatListAndRerun() {
        let shown = outputs("x = [1, 2]", "y = 'a'", "%who", "%rerun 1-2", "%history")
        XCTAssertEqual(shown[0], "x  y\n")
        XCTAssertTrue(shown.contains("   1: x = [1, 2]\n"), "\(shown)")
    }

    func testCommandsTakePathsWithSpacesAndHangul() throws {
        let folder = try temporaryFolder()
        defer { Files.removeTree(folder) }
        for path in ["\(folder)/한글 파일.unet", "\"\(folder)/둘째 1-2.unet\""] {
            let shown = outputs(
                "x = 41", "x + 1", "%save \(path) 1-2", "%cells \(path)", "%run \(path) 2", "%ls \(folder)")
            XCTAssertTrue(shown[1].hasPrefix("saved "), "\(shown)")
            XCTAssertTrue(shown[3].contains("x + 1"), "\(shown)")
            XCTAssertEqual(shown[4], "Out: 42")
            XCTAssertTrue(shown[5].contains(".unet"), "\(shown)")
        }
    }

    func testTimeSaysHowLong() {
        let shown = outputs("%time 3 + 4", "%timeit pass")
        XCTAssertEqual(shown[0], "Out: 7")
        XCTAssertTrue(shown[1].hasPrefix("wall time "))
        XCTAssertTrue(shown[2].contains("runs)"), shown[2])
    }

    func testSaveWritesCells() throws {
        let folder = try temporaryFolder()
        defer { Files.removeTree(folder) }
        _ = outputs("a = 1", "b = 2", "c = 3", "%save \(folder)/t.unet 1-2")
        let cells = try Document.read("\(folder)/t.unet", byCells: true).cells
        XCTAssertEqual(cells.map(\.number), [1, 2])
        XCTAssertTrue(cells[1].text.contains("b = 2"))
    }

    func testFigureNames() throws {
        let folder = try temporaryFolder()
        defer { Files.removeTree(folder) }
        BigStack.run {
            var options = Session.Options()
            options.name = "post"
            options.figureFolder = folder + "/figs"
            let session = Session(options: options)
            var paths: [String] = []
            // Stands for plt.show(): any builtin may call the host.
            session.globals["show"] = .object(
                BuiltinFunction(
                    "show()", "",
                    raw: { _ in
                        Host.current.showFigure([1], 2, 3)
                        return .none
                    }))
            _ = session.run(Cell("show(); show()", number: 7, name: "post.md")) {
                if case .figure(let figure) = $0 { paths.append(figure.path ?? "") }
            }
            XCTAssertEqual(paths, [folder + "/figs/post-7.png", folder + "/figs/post-7-2.png"])
        }
    }

    func testAPasteHasAFilesRules() {
        BigStack.run {
            let session = Session()
            let paste = "def f():\n    a = 1\n\n    return a\n\nf()"
            XCTAssertEqual(session.completeness(of: paste, isPaste: true), .complete)
            if case .incomplete = session.completeness(of: "f(1,\n  2", isPaste: true) {
            } else {
                XCTFail("an open bracket waits")
            }
            if case .incomplete = session.completeness(of: "for i in x:", isPaste: false) {
            } else {
                XCTFail("a block waits")
            }
            if case .error = session.completeness(of: "x = = 1", isPaste: false) {
            } else {
                XCTFail("a typo is an error at once")
            }
        }
    }

    func testLineNumbersAreTheDocuments() {
        BigStack.run {
            let session = Session()
            var places: [String] = []
            _ = session.run(Cell("x = 1\ny = x / 0", number: 2, name: "post.md", file: "post.md", firstLine: 40)) {
                if case .error(let report) = $0 {
                    places += report.frames.map { "\($0.source):\($0.line):\($0.column)" }
                }
            }
            XCTAssertEqual(places, ["post.md:41:5"])
        }
    }
}

final class ProgressTests: XCTestCase {
    func testTheLineFitsAndKeepsItsPace() {
        var line = ProgressLine()
        for width in [20, 40, 80, 200] {
            let text =
                line.update(
                    Progress(epoch: 1, epochs: 10, step: 8, steps: 8, loss: 0.693147, items: 80), now: Double(width),
                    width: width) ?? ""
            let visible = text.replacing("\u{1B}[K", with: "").replacing("\u{1B}[J", with: "").replacing("\r", with: "")
            XCTAssertLessThan(visible.count, width + 4, visible)
        }
        var paced = ProgressLine()
        let drawn = (0..<1000).filter {
            paced.update(Progress(epoch: 1, epochs: 1, step: $0, steps: 10_000), now: Double($0) * 0.001, width: 80)
                != nil
        }
        XCTAssertLessThanOrEqual(drawn.count, 11, "at most ten times a second")
    }

    func testPlainLinesHaveNothingThatChanges() {
        XCTAssertEqual(
            ProgressLine.plain(Progress(epoch: 3, epochs: 10, step: 1, steps: 1, loss: 0.57371, items: 3)),
            "Epoch [3/10], Loss: 0.5737")
        XCTAssertEqual(
            ProgressLine.plain(Progress(epoch: 3, epochs: 10, step: 1, steps: 1, loss: .nan)), "Epoch [3/10], Loss: nan"
        )
    }

    func testANarrowerScreenErasesTheWrappedRows() {
        var line = ProgressLine()
        _ = line.update(Progress(epoch: 1, epochs: 2, step: 1, steps: 9, loss: 1), now: 0, width: 80)
        XCTAssertTrue(line.clear(width: 20).contains("A"), "goes up over the wrapped rows")
        XCTAssertEqual(line.clear(width: 20), "")
    }

    func testNumbers() {
        XCTAssertEqual(NumberText.bytes(999), "999 B")
        XCTAssertEqual(NumberText.bytes(64_000_000), "64.0 MB")
        XCTAssertEqual(NumberText.seconds(0.00456), "4.56 ms")
        XCTAssertEqual(NumberText.seconds(125), "2 min 5 s")
        XCTAssertEqual(ProgressLine.duration(3723), "1:02:03")
    }
}

final class GraphicsProbeTests: XCTestCase {
    private func reply(_ text: String) -> (GraphicsProtocol, String) {
        let (choice, typed) = GraphicsProbe.read(Array(text.utf8))
        return (choice, String(decoding: typed, as: UTF8.self))
    }

    func testDialects() {
        XCTAssertEqual(reply("\u{1B}_Gi=31;OK\u{1B}\\\u{1B}[?62;c").0, .kitty)
        XCTAssertEqual(reply("\u{1B}[?64;4;6c").0, .sixel)
        XCTAssertEqual(reply("\u{1B}[?64;14;24c").0, .blocks, "14 and 24 are not 4")
        XCTAssertEqual(reply("\u{1B}_Gi=31;ENOTSUPPORTED\u{1B}\\\u{1B}[?62;22c").0, .blocks)
        XCTAssertEqual(reply("").0, .blocks)
        XCTAssertEqual(reply("garbage\u{1B}[31m\u{1B}_").0, .blocks)
    }

    func testWhatTheUserTypedIsKept() {
        XCTAssertEqual(reply("ab\u{1B}[?62;4cprint(1)\r").1, "abprint(1)\r")
    }

    func testSplitReplies() {
        let whole = Array("\u{1B}_Gi=31;OK\u{1B}\\\u{1B}[?62;4c".utf8)
        for cut in 0..<whole.count { XCTAssertFalse(GraphicsProbe.isComplete(Array(whole[..<cut]))) }
        XCTAssertTrue(GraphicsProbe.isComplete(whole))
    }

    func testTheEnvironmentDecidesFirst() {
        func decide(_ variables: [String: String]) -> GraphicsProbe.Decision {
            GraphicsProbe.decide(isTerminal: true) { variables[$0] }
        }
        XCTAssertEqual(decide(["UNETREPL_GRAPHICS": "sixel", "TERM": "xterm"]), .known(.sixel))
        XCTAssertEqual(decide(["UNETREPL_GRAPHICS": "iterm2", "TERM": "xterm"]), .known(.iterm))
        XCTAssertEqual(decide(["TERM": "xterm-kitty", "TMUX": "x"]), .known(.blocks))
        XCTAssertEqual(decide(["TERM": "xterm-kitty"]), .known(.kitty))
        XCTAssertEqual(decide(["TERM": "dumb"]), .known(.none))
        XCTAssertEqual(decide(["TERM": "xterm-256color"]), .ask)
        XCTAssertEqual(GraphicsProbe.decide(isTerminal: false) { _ in "xterm" } == .ask, false)
    }
}
