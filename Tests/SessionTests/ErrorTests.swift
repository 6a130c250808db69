import Foundation
import Schema
import XCTest

@testable import Session

final class ErrorTests: XCTestCase {
    /// Every hint written as one literal in the sources is said in Korean, unless it is nothing but code.
    func testEveryHintHasKorean() throws {
        let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("Sources")
        let literal = try Regex(#"hint:\s*"((?:[^"\\]|\\[^(])*)""#)
        let files = FileManager.default.enumerator(atPath: sources.path)?.compactMap { $0 as? String } ?? []
        var count = 0
        for file in files where file.hasSuffix(".swift") && !file.hasPrefix("Session/Errors") {
            let text = try String(contentsOf: sources.appendingPathComponent(file), encoding: .utf8)
            for match in text.matches(of: literal) {
                guard let found = match.output[1].substring else { continue }
                let hint = found.replacingOccurrences(of: #"\""#, with: "\"")
                guard isProse(hint) else { continue }
                count += 1
                XCTAssertNotEqual(Messages.translateHint(hint, to: .korean), hint, "\(file): no Korean for this hint")
            }
        }
        XCTAssertGreaterThan(count, 100, "the sources were not found")
    }

    /// Two lower-case words in a row that are not code.
    private func isProse(_ hint: String) -> Bool {
        let words = hint.split(separator: " ")
        return zip(words, words.dropFirst()).contains { a, b in
            [a, b].allSatisfy {
                $0.count > 1 && $0.allSatisfy { $0.isLowercase } && !["import", "in", "for"].contains(String($0))
            }
        }
    }

    func testTranslation() {
        XCTAssertEqual(
            Messages.translate(kind: "NameError", "name '손실' is not defined", to: .korean), "이름 '손실'이 정의되지 않았습니다")
        XCTAssertEqual(
            Messages.translate(kind: "TypeError", "unsupported operand type(s) for +: 'int' and 'str'", to: .korean),
            "+ 연산은 'int'와(과) 'str' 사이에 쓸 수 없습니다")
        XCTAssertEqual(Messages.translate(kind: "ValueError", "my own words", to: .korean), "my own words")
        XCTAssertEqual(Messages.translateHint("did you mean 'loss'?", to: .korean), "'loss'을(를) 쓰려고 했나요?")
    }

    /// After Hangul and digits the particle that fits the sound; after Latin letters both.
    func testParticlesFollowTheSound() {
        for (written, settled) in [
            ("'손실'을(를)", "'손실'을"), ("변수이(가)", "변수가"), ("3은(는)", "3은"), ("enc2을(를)", "enc2를"), ("8(으)로", "8로"),
            ("6(으)로", "6으로"), ("길(으)로", "길로"), ("loss을(를)", "loss을(를)"), ("f(x)은(는)", "f(x)은(는)"),
            ("모델(2)와(과)", "모델(2)와"), ("채널은 (3개)", "채널은 (3개)"), ("을(를)", "을(를)"), ("'한글'(이)라고", "'한글'이라고"),
        ] {
            XCTAssertEqual(Particles.settled(written), settled)
        }
    }

    func testHintsForWhatPeopleMeant() throws {
        _ = Session()  // its libraries hold the names that hints know
        func hint(_ kind: String, _ message: String, _ given: String = "") -> String {
            Hints.hint(kind: kind, message: message, given: given)
        }
        XCTAssertEqual(hint("NameError", "name 'shaps' is not defined"), "did you mean 'shapes'?")
        XCTAssertEqual(hint("NameError", "name 'Unet' is not defined", "Did you mean: 'int'?"), "did you mean 'UNet'?")
        XCTAssertEqual(
            hint("NameError", "name 'prin' is not defined", "Did you mean: 'print'?"), "did you mean 'print'?")
        XCTAssertEqual(hint("NameError", "name 'ㅔ갸ㅜㅅ' is not defined"), "the Hangul keyboard was on: print")
        XCTAssertEqual(hint("NameError", "name '쇼ㅔㄷ' is not defined"), "the Hangul keyboard was on: type")
        XCTAssertEqual(HangulKeys.latin("ㅅㄱ먀ㅜ"), "train")
        XCTAssertNil(HangulKeys.latin("train"))
        XCTAssertEqual(
            hint(
                "TypeError", "Conv2d.__init__() got an unexpected keyword argument 'kernel'",
                "signature: C(a, kernel_size)"),
            "did you mean 'kernel_size'? signature: C(a, kernel_size)")
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

    func testATerminalsLinesBreakBetweenWords() {
        let report = ErrorReport(
            kind: "ValueError", message: "one two three four five", hint: "say six seven eight nine")
        XCTAssertEqual(
            report.text(style: .plain, language: .english, columns: 22),
            "ValueError: one two\n  three four five\nhint: say six seven\n  eight nine\n")
        XCTAssertEqual(
            report.text(style: .plain, language: .english),
            "ValueError: one two three four five\nhint: say six seven eight nine\n")
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
