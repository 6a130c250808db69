import XCTest

@testable import Session

/// What people paste, and what it becomes.
final class EntryTests: XCTestCase {
    func testPromptsAndOutputAreStripped() {
        let paste = Paste(">>> for i in range(2):\n...     print(i)\n...\n0\n1\n>>> x = 3\n>>> x\n3\n")
        XCTAssertEqual(paste.code, "for i in range(2):\n    print(i)\n\nx = 3\nx")
        XCTAssertTrue(paste.droppedPrompts)
    }

    func testIPythonPromptsAreStripped() {
        let paste = Paste("In [1]: def f():\n   ...:     return 1\n   ...:\n\nIn [2]: f()\nOut[2]: 1\n")
        XCTAssertEqual(paste.code, "def f():\n    return 1\n\nf()")
    }

    func testOrdinaryCodeIsLeftAlone() {
        let code = "def f():\n    x = ...\n\n    return x >> 3"
        XCTAssertEqual(Paste(code), Paste(code))
        XCTAssertEqual(Paste(code).code, code)
        XCTAssertFalse(Paste(code).droppedPrompts)
        XCTAssertEqual(Paste(code).mended, [])
    }

    func testFencesPastedWithTheCellAreStripped() {
        XCTAssertEqual(Paste("```python\nx = 1\nx + 1\n```\n").code, "x = 1\nx + 1")
        XCTAssertEqual(Paste("```unet\nx = 1").code, "x = 1")
        XCTAssertEqual(Paste("```\nx = 1\n```").code, "x = 1")
        let post = "Some words.\n\n```python\na = 1\n```\n\n```output\n1\n```\nMore.\n```python\nb = 2\n```"
        XCTAssertEqual(Paste(post).code, "a = 1\nb = 2")
        let code = "text = '''\n```\nnot a fence of ours\n```\n'''"
        XCTAssertEqual(Paste(code).code, code)
    }

    func testFullWidthDigitsAndSigns() {
        XCTAssertEqual(Paste("ｘ ＝ ５＋（３）").code, "ｘ = 5+(3)")
        XCTAssertEqual(Paste("'５'").code, "'５'")
    }

    func testCommonIndentIsRemoved() {
        XCTAssertEqual(Paste("    a = 1\n    if a:\n        b\n").code, "a = 1\nif a:\n    b")
        XCTAssertEqual(Paste("\n\n  a\n\n  b\n\n").code, "a\n\nb")
    }

    func testWebCharactersAreMendedInCodeOnly() {
        let paste = Paste("print(\u{201C}hi\u{201D})\u{A0}# \u{201C}note\u{201D}\nx\u{200B} = '\u{201C}stays\u{201D}'")
        XCTAssertEqual(paste.code, "print(\"hi\") # \u{201C}note\u{201D}\nx = '\u{201C}stays\u{201D}'")
        XCTAssertEqual(paste.mended, ["smart quote", "non-breaking space", "zero-width character"])
        XCTAssertEqual(
            Paste("s = \u{2018}a\u{2019}; t = \u{201C}\u{201C}\u{201C}d\u{201D}\u{201D}\u{201D}").code,
            "s = 'a'; t = \"\"\"d\"\"\"")
    }

    func testHangulStays() {
        let code = "이름 = '안녕 “세계”'  # 주석"
        XCTAssertEqual(Paste(code).code, code)
        XCTAssertEqual(Paste(code).mended, [])
    }

    func testWindowsLineEnds() { XCTAssertEqual(Paste("a\r\nb\rc").code, "a\nb\nc") }

    // MARK: - Notebook lines

    func testMagicsAndShellLinesArePassedOver() {
        let lines = NotebookLines("%matplotlib inline\n!pip install torch\nx = 1\nif x:\n    !ls\n    y = 2")
        XCTAssertEqual(lines.code, "pass\npass\nx = 1\nif x:\n    pass\n    y = 2")
        XCTAssertEqual(lines.skipped, ["%matplotlib inline", "!pip install torch", "!ls"])
    }

    func testPercentInsideCodeIsCode() {
        for code in [
            "x = (7\n% 3)", "s = '''\n%time\n!x\n'''", "a = 'x' \\\n  % 3" == "" ? "" : "print('%d' % 3)",
            "# %% cell\nx",
        ] {
            XCTAssertEqual(NotebookLines(code).code, code)
            XCTAssertEqual(NotebookLines(code).skipped, [])
        }
    }

    func testForeignCellsDoNotRun() {
        XCTAssertEqual(NotebookLines("%%bash\nrm -rf /").code, "")
        XCTAssertEqual(NotebookLines("%%time\nx = 1").code, "pass\nx = 1")
        XCTAssertEqual(NotebookLines("%time x = 1").code, "x = 1")
    }

    // MARK: - Questions

    func testQuestions() {
        XCTAssertEqual(Session.question("?torch.nn"), "torch.nn")
        XCTAssertEqual(Session.question("model??"), "model")
        XCTAssertEqual(Session.question("d['a']?"), "d['a']")
        XCTAssertNil(Session.question("x = 3"))
        XCTAssertNil(Session.question("print('why?')  # really?"))
    }
}
