import Bindings
import Foundation
import Schema
import Script
import XCTest

@testable import Session

/// The catalogue of messages: everything that is thrown is in it, and it says in Korean what the English says.
final class CatalogueTests: XCTestCase {
    func testEveryMessageOfTheSourcesHasKorean() throws {
        let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("Sources")
        let thrown = try ThrownMessages(sources: sources)
        XCTAssertGreaterThan(thrown.messages.count, 1500, "the sources were not found")
        XCTAssertEqual(
            thrown.unreadable, [], "write the message where it is thrown, or hand it on in a parameter named message")
        var told = Set<String>()
        for message in thrown.messages where told.insert(message.pattern).inserted {
            // A hole may stand for an ending such as the plural's s, which is sometimes not there.
            if ["7", ""].contains(where: { Messages.match(kind: "", message.text($0)) != nil }) { continue }
            XCTFail(
                "Sources/\(message.file):\(message.line): no Korean for this message; add a line to "
                    + "Sources/Session/Errors/Catalogue/\(home(of: message.file))Messages.swift:\n"
                    + "        \(message.pattern) → …")
        }
    }

    /// The part of the catalogue that a source file's messages belong to.
    private func home(of file: String) -> String {
        let homes = [
            ("Bindings/images", "Image"), ("Bindings/numpy", "NumPy"), ("Bindings/prelude", "Training"),
            ("Bindings/pyplot", "Figure"), ("Bindings/tensor", "Tensor"), ("Bindings/torch", "Training"),
            ("Figures/Image", "Image"), ("Figures", "Figure"), ("Layers/Checkpoints", "File"),
            ("Layers/Optimizers", "Training"), ("Layers/Schedulers", "Training"), ("Layers", "Layer"),
            ("Script/Library/Regex", "Text"), ("Script/Library/JSON", "Text"), ("Script/Library", "Library"),
            ("Script/Objects", "Container"), ("Script/Text", "Text"), ("Script", "Language"),
            ("Tensors/Ops/NN", "Layer"), ("Tensors", "Tensor"),
        ]
        return homes.first { file.hasPrefix($0.0) }?.1 ?? "Library"
    }

    /// Korean may leave out a hole (a plural's s) and use them in any order, but never invents one.
    func testKoreanHasOnlyTheHolesOfItsEnglish() {
        var codes = Set<String>()
        var patterns = Set<String>()
        for message in Messages.all {
            XCTAssertTrue(patterns.insert(message.english).inserted, "twice: \(message.english)")
            XCTAssertTrue(message.code.isEmpty || codes.insert(message.code).inserted, "\(message.code) twice")
            XCTAssertFalse(message.korean.isEmpty, message.english)
            let korean = message.korean.replacingOccurrences(of: ":ko}", with: "}")
            XCTAssertTrue(holes(korean).isSubset(of: holes(message.english)), "holes differ: \(message.english)")
        }
        XCTAssertGreaterThan(codes.count, 300)
        for code in Explanation.byCode.keys {
            XCTAssertTrue(codes.contains(code), "%why explains \(code), which is no message")
        }
    }

    func testPhrasesAndCommandsAreInBothLanguages() {
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

    /// Of all patterns that fit a row's own message, the row's is the one taken; every line of the catalogue is a row.
    func testEveryPatternRecognisesItself() {
        for message in Messages.all {
            let text = Template.fill(message.english, (0..<10).map { "‹\($0)›" })
            XCTAssertEqual(Messages.match(kind: "", text)?.message.english, message.english, text)
        }
        for area in Messages.areas {
            let lines = area.split(separator: "\n").filter { !$0.hasPrefix("# ") && !$0.hasPrefix("→ ") }
            XCTAssertEqual(Messages.read(area).count, lines.count)
        }
    }

    func testRowsAreReadAsTheyAreWritten() {
        let rows = Messages.read("# Head\nU0999 a {0} b → {0} 가\nlong {0}\n→ 나 {0:ko}\n\nUNet: {0} → 다 {0}")
        XCTAssertEqual(rows.map(\.code), ["U0999", "", ""])
        XCTAssertEqual(rows.map(\.english), ["a {0} b", "long {0}", "UNet: {0}"])
        XCTAssertEqual(rows.map(\.korean), ["{0} 가", "나 {0:ko}", "다 {0}"])
    }

    func testAMessageInsideAMessageIsSaidInKorean() {
        XCTAssertEqual(
            Messages.translate(kind: "JSONDecodeError", "Expecting value: line 1 column 4 (char 3)", to: .korean),
            "값이 필요합니다: 1번째 줄 4번째 칸 (3번째 문자)")
        XCTAssertEqual(
            Messages.translate(kind: "RuntimeError", "safetensors: the file ends too early", to: .korean),
            "safetensors: 파일을 읽을 수 없습니다. 너무 일찍 끝납니다")
        XCTAssertEqual(
            Messages.translate(kind: "SyntaxError", "cannot assign to function call", to: .korean),
            "함수 호출에는 값을 대입할 수 없습니다")
        XCTAssertEqual(
            Messages.translate(
                kind: "RuntimeError",
                """
                Error(s) in loading state_dict for UNet:
                \tMissing key(s) in state_dict: "a.weight".\u{20}
                \tsize mismatch for b.bias: copying a param with shape torch.Size([3]) from checkpoint, the shape in current model \
                is torch.Size([2]).
                """, to: .korean),
            """
            UNet에 state_dict를 불러오지 못했습니다:
            \tstate_dict에 없는 키: "a.weight".\u{20}
            \tb.bias의 모양이 다릅니다: 체크포인트는 torch.Size([3]), 모델은 torch.Size([2])입니다
            """)
    }

    /// Only what is shown is Korean. A script sees the English, so programs run the same in every language, and what a script says
    /// itself is left as it is, even where a pattern would fit.
    func testScriptsSeeEnglishInEveryLanguage() {
        var options = Session.Options()
        options.language = .korean
        func run(_ text: String) -> (output: String, error: ErrorReport?) {
            var output = ""
            var error: ErrorReport?
            BigStack.run {
                _ = Session(options: options).enter(text) {
                    if case .stream(_, let text) = $0 { output += text }
                    if case .error(let report) = $0 { error = report }
                }
            }
            return (output, error)
        }
        let caught = run(
            """
            try:
                [1, 2][5]
            except IndexError as e:
                print(str(e), e.args, e)
            """)
        XCTAssertEqual(caught.output, "list index out of range ('list index out of range',) list index out of range\n")
        let uncaught = run("[1, 2][5]").error
        XCTAssertEqual(uncaught?.message, "list index out of range")
        XCTAssertEqual(uncaught?.message(in: .korean), "리스트 인덱스가 범위를 벗어났습니다")
        XCTAssertEqual(
            uncaught?.text(style: .plain, language: .korean).hasPrefix("IndexError: 리스트 인덱스가 범위를 벗어났습니다"), true)
        let own = run("raise ValueError('expected a cat, not a dog')").error
        XCTAssertEqual(own?.message(in: .korean), "expected a cat, not a dog")
        let asserted = run("assert 1 > 2, 'size mismatch'").error
        XCTAssertEqual(asserted?.message(in: .korean), "size mismatch")
        let library = run("import datetime\ndatetime.date(2020, 13, 1)").error
        XCTAssertEqual(library?.message(in: .korean), "월은 1에서 12 사이여야 합니다")
        let noted = run("try:\n    [1, 2][5]\nexcept IndexError as e:\n    e.add_note('see there')\n    raise").error
        XCTAssertEqual(noted?.message, "list index out of range\nsee there")
        XCTAssertEqual(noted?.message(in: .korean), "리스트 인덱스가 범위를 벗어났습니다\nsee there")
        let again = run("try:\n    [1, 2][5]\nexcept IndexError as e:\n    raise e").error
        XCTAssertEqual(again?.message(in: .korean), "리스트 인덱스가 범위를 벗어났습니다")
    }
}
