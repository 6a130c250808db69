import Schema
import XCTest

@testable import Session

final class CompletionTests: XCTestCase {
    private struct Names: CompletionScope {
        var names = ["model", "modulate", "train", "_hidden", "이미지"]
        var modules = ["torch", "torch.nn", "torch.optim", "numpy"]
        var commands = ["time", "timeit", "who"]
        func attributes(of path: [CompletionPath]) -> [String]? {
            path == [.name("model"), .attribute("enc1"), .index(0)]
                ? ["weight", "bias"] : path == [.name("model")] ? ["enc1", "enc2"] : nil
        }
        func parameters(of path: [CompletionPath]) -> [String]? {
            path == [.name("train")] ? ["model", "epochs", "lr"] : nil
        }
        func keys(of path: [CompletionPath]) -> [String]? { path == [.name("history")] ? ["loss", "lr"] : nil }
        func members(ofModule name: String) -> [String] { name == "torch" ? ["nn", "zeros"] : [] }
    }

    private func candidates(_ text: String) -> [String] { Completer(Names()).candidates(text) }

    func testNames() {
        XCTAssertEqual(candidates("mod"), ["model", "modulate"])
        XCTAssertEqual(candidates("x = 이"), ["이미지"])
        XCTAssertEqual(candidates("wh"), ["while"])
        XCTAssertFalse(candidates("").contains("_hidden"))
        XCTAssertEqual(candidates("_h"), ["_hidden"])
    }

    func testAttributes() {
        XCTAssertEqual(candidates("model."), ["enc1", "enc2"])
        XCTAssertEqual(candidates("print(model.enc1[0].we"), ["weight"])
        XCTAssertEqual(candidates("unknown."), [])
        XCTAssertEqual(candidates("f(x)."), [])
        XCTAssertEqual(candidates("3."), [])
    }

    func testKeywordArguments() {
        XCTAssertEqual(candidates("train(model, ep"), ["epochs="])
        XCTAssertTrue(candidates("train(mod").contains("model="))
        XCTAssertEqual(candidates("train(\n    model,\n    l"), ["lambda", "lr="])
    }

    func testKeysAndStrings() {
        XCTAssertEqual(candidates("history['l"), ["loss", "lr"])
        XCTAssertEqual(candidates("history["), ["'loss'", "'lr'"])
        XCTAssertEqual(candidates("# mod"), [])
    }

    func testTheCodeInAnFString() {
        XCTAssertEqual(candidates("f'{mod"), ["model", "modulate"])
        XCTAssertEqual(candidates("print(f\"loss {model."), ["enc1", "enc2"])
        XCTAssertEqual(candidates("f\"{history['l"), ["loss", "lr"])
        XCTAssertEqual(candidates("f'{model} and {mod"), ["model", "modulate"])
        XCTAssertEqual(candidates("f'{{mod"), [], "doubled braces are text")
        XCTAssertEqual(candidates("f'{x:mod"), [], "a format is no name")
        XCTAssertEqual(candidates("'{mod"), [])
        XCTAssertFalse(Completer.isInString("f'{mod"))
        XCTAssertTrue(Completer.isInString("f'{model} mod"))
        XCTAssertTrue(Completer.isInString("f\"{history['l"))
    }

    func testDevices() {
        XCTAssertEqual(candidates("torch.device('"), ["cpu"])
        XCTAssertEqual(candidates("model.to('c"), ["cpu"])
        XCTAssertEqual(candidates("zeros(3, device='"), ["cpu"])
    }

    func testThePreludeIsKnownBeforeItIsUsed() {
        BigStack.run {
            let completer = Completer(Session().scope)
            XCTAssertTrue(completer.candidates("UN").contains("UNet"))
            XCTAssertTrue(completer.candidates("train(").contains("epochs="))
            XCTAssertTrue(completer.candidates("hel").contains("help"))
        }
    }

    func testImportsAndCommands() {
        XCTAssertEqual(candidates("import to"), ["torch"])
        XCTAssertEqual(candidates("from torch import z"), ["zeros"])
        XCTAssertEqual(candidates("%ti"), ["time", "timeit"])
        XCTAssertEqual(candidates("?mod"), ["model", "modulate"])
    }

    func testFilesInStrings() throws {
        let folder = try temporaryFolder()
        defer { Files.removeTree(folder) }
        for name in ["image.png", "image.txt", ".hidden"] { try writeFile("", folder + "/" + name) }
        try Files.makeFolder(folder + "/images")
        XCTAssertEqual(candidates("open('\(folder)/im"), ["image.png", "image.txt", "images/"])
        XCTAssertEqual(candidates("imread('\(folder)/im"), ["image.png", "images/"])
        XCTAssertEqual(candidates("open('/no/such/folder/"), [])
    }

    func testATripleQuotedStringIsNotCode() {
        XCTAssertTrue(Completer.isInString("x = '''a\nmod"))
        XCTAssertFalse(Completer.isInString("x = ''"))
        XCTAssertFalse(Completer.isInString("x = '''a''' + mod"))
        XCTAssertTrue(Completer.isInString("x = \"it's"))
    }

    private static let pieces = [
        "trap", "table", "row", "steps", "Trap", "danger", "count", "torch", "nn", "os", "open", "print", "next", "len",
        "str", "del ", ".", ".", ".",
        "[", "]", "(", ")", "0", "'key'", "\"", "'", "'''", "{", "}", "f'{", "f\"", ":", ",", " ", "\n", "=", "+=", "*",
        "**", "==", "lambda x: ",
        "for x in ", "if ", "import ", "from ", "%", "%run ", "?", "!", "#", "\\", "가", "é", "\u{1F600}", "\u{0}", "~/",
        "/tmp/", "__class__", "__dict__",
    ]

    /// Completion has no evaluator: whatever is typed, the session stays as it was.
    func testTabRunsNothing() {
        BigStack.run {
            let session = Session()
            let program = """
                class Trap:
                    count = 0
                    def __getattr__(self, name):
                        Trap.count += 1
                        raise RuntimeError(name)
                    @property
                    def danger(self):
                        Trap.count += 1
                        return self
                    def __getitem__(self, key):
                        Trap.count += 1
                        return self
                    def __repr__(self):
                        Trap.count += 1
                        return "trap"
                    def __dir__(self):
                        Trap.count += 1
                        return []
                    def __call__(self, *args):
                        Trap.count += 1
                    def __len__(self):
                        Trap.count += 1
                        return 1
                    def __iter__(self):
                        Trap.count += 1
                        return iter([])
                    def __eq__(self, other):
                        Trap.count += 1
                        return True
                    __hash__ = None
                def stepped():
                    Trap.count += 1
                    yield
                steps = stepped()
                trap = Trap()
                table = {"key": trap, 3: trap}
                row = [trap]
                """
            var errors: [String] = []
            _ = session.run(Cell(program, number: 1, name: "t")) {
                if case .error(let e) = $0 { errors.append(e.message) }
            }
            XCTAssertEqual(errors, [])
            let completer = Completer(session.scope)
            for text in [
                "trap.", "trap.danger.", "trap[0].", "trap['a", "table['key'].", "row[0].danger.", "trap.danger(",
                "trap(", "trap.x.y.",
            ] {
                _ = completer.candidates(text)
            }
            // The same texts in every run: a small generator of our own.
            var state: UInt64 = 30
            for _ in 0..<(ProcessInfo.processInfo.environment["UNETREPL_LONG"] == "1" ? 100_000 : 2_000) {
                var text = ""
                for _ in 0..<(1 + state >> 33 % 8) {
                    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                    text += CompletionTests.pieces[Int(state >> 33) % CompletionTests.pieces.count]
                }
                _ = completer.candidates(text)
            }
            XCTAssertTrue(completer.candidates("trap.da").contains("danger"))
            XCTAssertEqual(completer.candidates("table['k"), ["key"])
            var printed = ""
            _ = session.run(Cell("print(Trap.count)", number: 2, name: "t")) {
                if case .stream(_, let text) = $0 { printed += text }
            }
            XCTAssertEqual(printed, "0\n")
        }
    }
}

func temporaryFolder() throws -> String {
    var template = Array("/tmp/unetrepl-unit-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw Failure(.osError, "no temporary folder") }
    return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
}

func writeFile(_ text: String, _ path: String) throws { try AtomicFile.write(Array(text.utf8), to: path) }
