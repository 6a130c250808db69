import XCTest

@testable import Session

final class ReaderTests: XCTestCase {
    func testAScriptWithoutMarkersIsOneCell() {
        let cells = ScriptReader.cells("a = 1\nb = 2\n", file: "t.unet", byCells: true)
        XCTAssertEqual(cells.map(\.text), ["a = 1\nb = 2\n"])
    }

    func testMarkersStartCellsAndKeepLineNumbers() {
        let cells = ScriptReader.cells(
            "import torch\n# %% data\nx = 1\n\n#%%\ny = 2\n# %%\n", file: "t.unet", byCells: true)
        XCTAssertEqual(cells.map(\.firstLine), [1, 2, 5])
        XCTAssertEqual(cells.map(\.number), [1, 2, 3])
        XCTAssertEqual(cells.last?.text, "#%%\ny = 2")
    }

    func testCellRanges() {
        func chosen(_ text: String) -> [Int]? { ScriptReader.range(text).map { wanted in (1...9).filter(wanted) } }
        XCTAssertEqual(chosen("3-5"), [3, 4, 5])
        XCTAssertEqual(chosen("2"), [2])
        XCTAssertEqual(chosen("1,7-"), [1, 7, 8, 9])
        XCTAssertEqual(chosen("-2"), [1, 2])
        for bad in ["", "a", "5-3", "0", "1-2-3", "-", "99999999999999999999"] {
            XCTAssertNil(ScriptReader.range(bad), bad)
        }
    }

    // MARK: - Markdown

    func testPythonFencesAreCellsInOrder() {
        let text =
            "# Post\n\n```python\na = 1\n```\n\ntext\n\n```bash\nrm -rf /\n```\n\n~~~ unet\nb = 2\n~~~\n\n```py skip\nc\n```\n"
        let cells = MarkdownReader.cells(text, file: "post.md")
        XCTAssertEqual(cells.map(\.text), ["a = 1\n", "b = 2\n", "c\n"])
        XCTAssertEqual(cells.map(\.firstLine), [4, 14, 18])
        XCTAssertEqual(cells.map(\.marker), [.run, .run, .skip])
    }

    func testAFenceMayHoldShorterFencesAndEndWithTheDocument() {
        XCTAssertEqual(
            MarkdownReader.cells("````python\ns = '''\n```\n'''\n````\n", file: "p").map(\.text),
            ["s = '''\n```\n'''\n"])
        XCTAssertEqual(MarkdownReader.cells("```python\nx = 1", file: "p").map(\.text), ["x = 1"])
    }

    func testFencesInListsAndQuotesLoseTheirIndent() {
        XCTAssertEqual(
            MarkdownReader.cells("- item\n\n  ```python\n  if x:\n      y\n  ```\n", file: "p").map(\.text),
            ["if x:\n    y\n"])
        XCTAssertEqual(MarkdownReader.cells("1. item\n   ```python\n   x\n   ```\n", file: "p").map(\.text), ["x\n"])
        XCTAssertEqual(MarkdownReader.cells("> ```python\n> x = 1\n> ```\n", file: "p").map(\.text), ["x = 1\n"])
    }

    func testIndentedCodeIsNotAFence() {
        XCTAssertEqual(MarkdownReader.cells("    ```python\n    x\n    ```\n", file: "p"), [])
        XCTAssertEqual(MarkdownReader.cells("`` `python` ``\n", file: "p"), [])
    }

    func testMarkers() {
        let cells = MarkdownReader.cells("```python expect-error\n1/0\n```\n```{python}\n2\n```\n", file: "p")
        XCTAssertEqual(cells.map(\.marker), [.expectError, .run])
    }

    // MARK: - JSON and notebooks

    func testJSONIsReadStrictly() throws {
        XCTAssertEqual(
            try JSON.parse(Array(#" {"a": [1, -2.5e3, "x\n\u00e9\ud83d\ude00", true, null]} "#.utf8)),
            .object([.init("a", .array([.number("1"), .number("-2.5e3"), .string("x\né😀"), .bool(true), .null]))]))
        for bad in [
            "", "{", "[1,]", "{\"a\" 1}", "01", "1.", "+1", "\"\u{1}\"", "\"\\x\"", "nul", "[1] 2", "'a'", "\"\\u12\"",
            "{a: 1}",
        ] {
            XCTAssertThrowsError(try JSON.parse(Array(bad.utf8)), bad)
        }
        XCTAssertEqual(try JSON.parse(Array(#""\ud800""#.utf8)), .string("\u{FFFD}"))
    }

    func testDeepJSONIsRefused() {
        XCTAssertThrowsError(try JSON.parse(Array(repeating: UInt8(ascii: "["), count: 1_000_000)))
    }

    func testJSONGoesRoundTrip() throws {
        let text = "{\n \"a\": [\n  1,\n  {}\n ],\n \"b\": \"x\\ny\\u0001\"\n}"
        XCTAssertEqual(try JSON.parse(Array(text.utf8)).written(), text)
    }

    func testRandomBytesNeverTrapTheReaders() {
        var generator = SystemRandomNumberGenerator()
        let pieces = [
            "{", "}", "[", "]", "\"", "\\", "u", "d800", ":", ",", "1e", "-", "```", "python", "\n", "> ", "- ", "# %%",
            "가",
        ]
        for _ in 0..<3000 {
            let text = (0..<Int.random(in: 0...30, using: &generator)).map { _ in
                pieces.randomElement(using: &generator) ?? ""
            }.joined()
            _ = try? JSON.parse(Array(text.utf8))
            _ = MarkdownReader.fences(text)
            _ = ScriptReader.cells(text, file: "", byCells: true)
            _ = Paste(text)
            _ = NotebookLines(text)
            _ = ScriptReader.range(text)
        }
    }

    private let notebook = """
        {"cells": [
         {"cell_type": "markdown", "metadata": {}, "source": ["# Title"]},
         {"cell_type": "code", "execution_count": null, "metadata": {}, "outputs": [{"output_type": "stream", "name": "stdout", "text": "\\u001b]0;evil"}], "source": ["a = 1\\n", "a"]},
         {"cell_type": "code", "metadata": {"tags": ["raises-exception"]}, "source": "1/0"}
        ], "metadata": {"kernelspec": {"name": "python3"}}, "nbformat": 4, "nbformat_minor": 4}
        """

    func testNotebookCellsAreItsCodeCells() throws {
        let notebook = try Notebook(Array(self.notebook.utf8), file: "n.ipynb")
        XCTAssertEqual(notebook.cells.map(\.text), ["a = 1\na", "1/0"])
        XCTAssertEqual(notebook.cells.map(\.marker), [.run, .expectError])
    }

    func testOutputsReplaceOldOnesAndTheRestStays() throws {
        var notebook = try Notebook(Array(self.notebook.utf8), file: "n.ipynb")
        var outputs = NotebookOutputs()
        outputs.add(.stream(.stdout, "one\n"))
        outputs.add(.stream(.stdout, "two\n"))
        outputs.add(.result(MIMEBundle(plainText: "1")))
        outputs.add(.figure(ShownFigure(png: [1, 2, 3], path: nil, width: 4, height: 5)))
        outputs.add(.error(ErrorReport(kind: "NameError", message: "name 'b' is not defined")))
        notebook.setOutputs(outputs, ofCell: 0)
        let written = try JSON.parse(notebook.bytes)
        let cell = written["cells"]?.elements?[1]
        let items = cell?["outputs"]?.elements ?? []
        XCTAssertEqual(
            items.compactMap { $0["output_type"]?.text }, ["stream", "execute_result", "display_data", "error"])
        XCTAssertEqual(items.first?["text"]?.elements?.compactMap(\.text), ["one\n", "two\n"])
        XCTAssertEqual(items[2]["data"]?["image/png"]?.text, "AQID")
        XCTAssertEqual(items[3]["ename"]?.text, "NameError")
        XCTAssertEqual(cell?["execution_count"]?.integer, 1)
        XCTAssertEqual(written["metadata"]?["kernelspec"]?["name"]?.text, "python3")
        XCTAssertEqual(written["cells"]?.elements?[2]["outputs"], .array([]))
    }

    /// What `Tests/Notebooks/validate.py` lets Jupyter's own packages check, as far as it shows in the JSON.
    func testRunNotebooksHoldWhatTheFormatAsksFor() throws {
        let source = """
            {"cells": [
             {"cell_type": "code", "source": "import unheard_of"}, {"cell_type": "code", "source": "print(1)\\n2"},
             {"cell_type": "code", "source": "1/0", "outputs": [{"output_type": "stream", "name": "stdout", "text": "old"}]},
             {"cell_type": "markdown", "source": "# 끝"}
            ], "nbformat": 4, "nbformat_minor": 5}
            """
        var notebook = try Notebook(Array(source.utf8), file: "n.ipynb")
        BigStack.run {
            let session = Session()
            for (position, cell) in notebook.cells.enumerated().prefix(2) {
                var outputs = NotebookOutputs()
                let result = session.run(cell) { outputs.add($0) }
                notebook.setOutputs(outputs, ofCell: position, ending: result.ending)
            }
        }
        let written = try JSON.parse(notebook.bytes)
        let cells = written["cells"]?.elements ?? []
        XCTAssertEqual(cells.map { $0["metadata"]?["unetrepl"]?["status"]?.text }, ["unsupported", "ok", nil, nil])
        XCTAssertEqual(Set(cells.compactMap { $0["id"]?.text }).count, 4, "format 4.5 names every cell")
        XCTAssertEqual(
            cells.map { $0["outputs"]?.elements?.map { $0["output_type"]?.text ?? "" } },
            [["error"], ["stream", "execute_result"], ["stream"], nil], "a cell that did not run keeps its outputs")
        for cell in cells.prefix(3) {
            XCTAssertNotNil(cell["source"])
            XCTAssertNotNil(cell["execution_count"])
        }
        let error = cells[0]["outputs"]?.elements?.first
        XCTAssertEqual(error?["ename"]?.text, "ModuleNotFoundError")
        XCTAssertEqual(error?["traceback"]?.elements?.first?.text?.hasPrefix("ModuleNotFoundError"), true)
        XCTAssertEqual(cells[1]["outputs"]?.elements?[1]["execution_count"]?.integer, 2)
        var interrupted = NotebookOutputs()
        interrupted.add(.error(ErrorReport(kind: "KeyboardInterrupt", message: "")))
        XCTAssertEqual(interrupted.status(.interrupted), .interrupted)
        XCTAssertEqual(interrupted.status(.failed), .error)
    }

    func testOtherJSONIsNotANotebook() {
        for bad in ["[]", "{}", #"{"cells": 3}"#, #"{"cells": [], "nbformat": 3}"#, "not json"] {
            XCTAssertThrowsError(try Notebook(Array(bad.utf8), file: "n.ipynb"), bad)
        }
    }
}
