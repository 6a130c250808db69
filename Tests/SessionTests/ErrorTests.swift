import Schema
import XCTest

@testable import Session

final class ErrorTests: XCTestCase {
    func testTheCatalogueIsCompleteInBothLanguages() {
        var codes = Set<String>()
        for message in Messages.all {
            XCTAssertTrue(codes.insert(message.code).inserted, "\(message.code) twice")
            XCTAssertFalse(message.korean.isEmpty, message.code)
            XCTAssertEqual(holes(message.english), holes(message.korean), "\(message.code): holes differ")
        }
        for phrase in Phrase.allCases {
            XCTAssertFalse(phrase.texts.english.isEmpty, "\(phrase)")
            XCTAssertFalse(phrase.texts.korean.isEmpty, "\(phrase)")
            if phrase != .languageSet {
                XCTAssertEqual(holes(phrase.texts.english), holes(phrase.texts.korean), "\(phrase)")
            }
        }
        for command in Command.all {
            XCTAssertFalse(command.english.isEmpty)
            XCTAssertNotEqual(command.english, command.korean)
        }
    }

    private func holes(_ template: String) -> Set<Int> {
        Set(Template.pieces(template).compactMap { if case .hole(let number) = $0 { number } else { nil } })
    }

    func testEveryTemplateRecognisesItself() {
        for message in Messages.all where !message.kind.isEmpty {
            let text = Template.fill(message.english, ["one", "2", "(3, 4)", "'four'", "5"])
            XCTAssertEqual(Messages.match(kind: message.kind, text)?.message.code, message.code, text)
        }
    }

    func testTranslation() {
        XCTAssertEqual(
            Messages.translate(kind: "NameError", "name '손실' is not defined", to: .korean), "이름 '손실'이(가) 정의되지 않았습니다")
        XCTAssertEqual(
            Messages.translate(kind: "TypeError", "unsupported operand type(s) for +: 'int' and 'str'", to: .korean),
            "+ 연산은 'int'와(과) 'str' 사이에 쓸 수 없습니다")
        XCTAssertEqual(Messages.translate(kind: "ValueError", "my own words", to: .korean), "my own words")
        XCTAssertEqual(Messages.translateHint("did you mean 'loss'?", to: .korean), "'loss'을(를) 쓰려고 했나요?")
    }

    func testHintsForWhatPeopleMeant() throws {
        func hint(_ kind: String, _ message: String, _ given: String = "") -> String {
            Hints.hint(kind: kind, message: message, given: given)
        }
        XCTAssertEqual(
            hint("NameError", "name 'np' is not defined", "did you mean 'n'?"), "write first: import numpy as np")
        XCTAssertEqual(hint("NameError", "name 'los' is not defined", "did you mean 'loss'?"), "did you mean 'loss'?")
        XCTAssertEqual(
            hint("AttributeError", "module 'torch.nn' has no attribute 'Dense'"), "here it is called nn.Linear")
        XCTAssertTrue(hint("ModuleNotFoundError", "No module named 'cv2'").contains("PIL"))
        let folder = try temporaryFolder()
        defer { Files.removeTree(folder) }
        try AtomicFile.write([1], to: folder + "/cells.png")
        XCTAssertEqual(
            hint("FileNotFoundError", "[Errno 2] No such file or directory: '\(folder)/cell.png'"),
            "did you mean '\(folder)/cells.png'?")
        for hint in Array(Hints.modules.values) + ["write first: x", "here it is called y", "did you mean 'z'?"] {
            XCTAssertNotEqual(Messages.translateHint(hint, to: .korean), hint, "no Korean for this hint")
        }
    }

    func testTheReportsLayout() {
        let inner = ErrorReport.Frame(
            source: "t.unet", line: 2, column: 9, function: "f", text: "y = los", carets: "    ^^^")
        let outer = ErrorReport.Frame(source: "t.unet", line: 5, column: 1, text: "f()", carets: "^^^")
        let report = ErrorReport(
            kind: "NameError", message: "name 'los' is not defined", hint: "did you mean 'loss'?",
            frames: [outer, inner])
        XCTAssertEqual(
            report.text(style: .plain, language: .english),
            """
            NameError: name 'los' is not defined
              t.unet:2:9, in f
                y = los
                    ^^^
              called from t.unet:5:1
                f()
                ^^^
            hint: did you mean 'loss'?

            """)
        XCTAssertTrue(report.text(style: .plain, language: .korean).hasPrefix("NameError: 이름 'los'이(가) 정의되지 않았습니다"))
        XCTAssertEqual(report.code, "U0101")
    }

    func testDeepCallsAreCutInTheMiddle() {
        let frames = (1...1000).map {
            ErrorReport.Frame(source: "t", line: $0, column: 1, function: "f", text: "f()", carets: "^")
        }
        let text = ErrorReport(kind: "RecursionError", message: "m", frames: frames).text(
            style: .plain, language: .english)
        XCTAssertTrue(text.contains("994 more calls"))
        XCTAssertLessThan(text.split(separator: "\n").count, 25)
    }

    func testControlCharactersAreMadeVisible() {
        XCTAssertEqual(VisibleText.of("a\u{1B}]0;x\u{07}\u{9B}31m\u{202E}\n"), "a\\x1b]0;x\\x07\\x9b31m\\u202e\\n")
        XCTAssertEqual(VisibleText.of("안녕 a\nb", keepingLines: true), "안녕 a\nb")
        let report = ErrorReport(
            kind: "E", message: "\u{1B}[2J", hint: "\u{9D}x",
            frames: [
                .init(
                    source: "\u{1B}[31m.unet", line: 1, column: 1, function: "\u{202E}f", text: "\u{1B}c", carets: "^")
            ])
        let text = report.text(style: .plain, language: .english)
        XCTAssertFalse(text.unicodeScalars.contains { $0 != "\n" && VisibleText.isHidden($0) }, text)
    }

    func testColourFollowsTheConventions() {
        func isColoured(_ choice: Style.Choice, _ isTerminal: Bool, _ variables: [String: String]) -> Bool {
            Style.chosen(choice, isTerminal: isTerminal) { variables[$0] }.isColoured
        }
        XCTAssertTrue(isColoured(.auto, true, ["TERM": "xterm"]))
        XCTAssertFalse(isColoured(.auto, false, ["TERM": "xterm"]))
        XCTAssertFalse(isColoured(.auto, true, ["TERM": "dumb"]))
        XCTAssertFalse(isColoured(.auto, true, ["NO_COLOR": "1", "FORCE_COLOR": "1"]))
        XCTAssertTrue(isColoured(.auto, false, ["FORCE_COLOR": "1"]))
        XCTAssertTrue(isColoured(.always, false, ["NO_COLOR": "1"]))
        XCTAssertFalse(isColoured(.never, true, ["FORCE_COLOR": "1"]))
    }

    func testLanguageFollowsTheLocale() {
        func chosen(_ variables: [String: String]) -> Language? { Language.chosen(option: nil) { variables[$0] } }
        XCTAssertEqual(chosen(["LANG": "ko_KR.UTF-8"]), .korean)
        XCTAssertEqual(chosen(["LANG": "ko_KR.UTF-8", "LC_ALL": "C"]), .english)
        XCTAssertEqual(chosen([:]), .english)
        XCTAssertNil(Language.chosen(option: "fr"))
    }
}
