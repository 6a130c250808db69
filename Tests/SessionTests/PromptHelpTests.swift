import Bindings
import Script
import XCTest

@testable import Session

/// What the prompt explains: help, profiles, facts, the latest error.
final class PromptHelpTests: XCTestCase {
    private func outputs(_ cells: [String], language: Language = .english) -> [String] {
        var shown: [String] = []
        BigStack.run {
            var options = Session.Options()
            options.language = language
            let session = Session(options: options)
            for cell in cells { _ = session.enter(cell) { shown.append(PromptHelpTests.text($0, language)) } }
        }
        return shown
    }

    private static func text(_ output: Output, _ language: Language) -> String {
        switch output {
        case .stream(_, let text): text
        case .result(let bundle): bundle.plainText + "\n"
        case .error(let report): report.text(style: .plain, language: language)
        case .notice(let text): "! " + text
        case .figure(let figure): "figure \(figure.path ?? "-")"
        case .progress: ""
        }
    }

    // MARK: - Help

    func testEveryHelpExampleRunsAsItStands() throws {
        let folder = try temporaryFolder()
        defer { Files.removeTree(folder) }
        let outer = Files.currentFolder
        XCTAssertEqual(chdir(folder), 0)
        defer { XCTAssertEqual(chdir(outer), 0) }
        var names = Set<String>()
        for example in HelpExample.all {
            XCTAssertTrue(names.insert(example.name).inserted, "\(example.name) twice")
            XCTAssertTrue(example.korean.unicodeScalars.contains { (0xAC00...0xD7A3).contains($0.value) }, example.name)
            // The prompt's line of facts comes on top.
            let printed = outputs([example.script]).joined().split(separator: "\n").filter { !$0.hasPrefix("# ") }
            XCTAssertEqual(printed.joined(separator: "\n"), example.output, example.name)
        }
    }

    /// Every function and class of the libraries that are searched, and every method of tensors and modules.
    func testEveryNameIsExplainedInKorean() throws {
        _ = Session()
        func check(_ name: String, _ value: Value?, _ library: String) {
            guard !name.hasPrefix("_"), let object = value?.asObject, object.isCallable else { return }
            XCTAssertNotNil(
                KoreanSummary.of(name, library: library),
                "add '\(library)\(name)' to a row of Sources/Session/Prompt/KoreanSummaries.swift")
        }
        for (moduleName, prefix) in Inspector.searched {
            let module = try XCTUnwrap(ModuleRegistry.module(moduleName), moduleName)
            let library = ["np.", "plt."].contains(prefix) ? prefix : ""
            for name in module.attributeNames() { check(name, module[Symbol(name)], library) }
        }
        for (moduleName, cls) in [("torch", "Tensor"), ("torch.nn", "Module")] {
            let type = try XCTUnwrap(ModuleRegistry.module(moduleName)?[Symbol(cls)]?.asObject as? TypeObject)
            for name in type.allMemberNames() { check(name, type.member(Symbol(name)), "") }
        }
        let korean = { (cells: String...) in self.outputs(cells, language: .korean).joined() }
        XCTAssertTrue(korean("x = ones(2)", "?x.add_").contains("x를 제자리에서 바꿉니다"))
        XCTAssertTrue(korean("?torch.split").contains("차원을 따라"))
        XCTAssertTrue(korean("import numpy as np", "?np.repeat").contains("원소를 하나씩 여러 번"))
        // Another's `split`, and the user's own.
        XCTAssertFalse(korean("?str.split").contains("차원을 따라"))
        XCTAssertFalse(korean("def split(x):\n    return x", "?split").contains("차원을 따라"))
    }

    func testHelpByNameByValueAndBeforeAnImport() {
        for question in ["?nn.Conv2d", "import torch.nn as nn\nhelp(nn.Conv2d)", "help('nn.Conv2d')", "?Conv2d"] {
            let text = outputs([question]).joined()
            XCTAssertTrue(text.contains("Conv2d(in_channels, out_channels, kernel_size"), "\(question): \(text)")
            XCTAssertTrue(text.contains(">>> conv = nn.Conv2d(3, 8, kernel_size=3, padding=1)"), "\(question): \(text)")
        }
        XCTAssertTrue(outputs(["?torch.cat"]).joined().contains("cat(tensors, dim=0"))
        XCTAssertTrue(outputs(["?UNet"], language: .korean).joined().contains("U-Net 모델을 만듭니다"))
        XCTAssertTrue(outputs(["help()"]).joined().contains("?nn.Conv2d"))
    }

    func testAUsersOwnFunctionHasNoExampleOfOurs() {
        let text = outputs(["def train(x):\n    'Mine.'", "?train"]).joined()
        XCTAssertEqual(text, "train(x)\n\nMine.\n")
    }

    func testAWordIsSearchedInNamesAndDescriptions() {
        let text = outputs(["?\"dice\""]).joined()
        XCTAssertTrue(text.contains("evaluate"), text)
        XCTAssertFalse(text.contains("argsort"), "indices are no dice: \(text)")
        XCTAssertTrue(outputs(["?\"cross entropy\""]).joined().contains("nn.CrossEntropyLoss"))
        // Compiled when it is first used.
        XCTAssertTrue(outputs(["?\"unwrap\""]).joined().contains("np.unwrap"))
        XCTAssertEqual(outputs(["?\"xyzzy\""]), ["'xyzzy' occurs in no name and no description\n"])
    }

    // MARK: - Facts

    func testTensorsAndModelsShowTheirFacts() {
        let bad = outputs(["import torch", "torch.tensor([1.0, float('nan')] * 40)"]).joined()
        XCTAssertTrue(bad.contains("# shape (80,), float32, 40 NaN, 320 B"), bad)
        let good = outputs(["import torch", "torch.arange(100.0)"]).joined()
        XCTAssertTrue(good.contains("# shape (100,), float32, min 0, max 99, mean 49.5, 400 B"), good)
        let model = outputs(["UNet(3, 3, widths=(8, 16, 32)).eval()"]).joined()
        XCTAssertTrue(model.contains("# 29,643 parameters (118.6 kB), 23 layers with parameters, eval mode"), model)
    }

    // MARK: - Profiles

    func testLayersAreProfiledByTheirNames() throws {
        let script = """
            import torch
            import torch.nn as nn
            import torch.nn.functional as F
            class Net(nn.Module):
                def __init__(self):
                    super().__init__()
                    self.first = nn.Sequential(nn.Conv2d(3, 4, 3), nn.ReLU())
                    self.second = nn.Conv2d(4, 2, 3)
                def forward(self, x):
                    return F.softmax(self.second(self.first(x)), dim=1)
            net = Net()
            x = torch.ones(1, 3, 16, 16)
            """
        var rows: [LayerProfile.Row] = []
        var later: [LayerProfile.Row] = []
        BigStack.run {
            let session = Session()
            let variables = {
                session.globals.names.compactMap { name in session.globals[name].map { (name.text, $0) } }
            }
            func run(_ code: String) { _ = session.runEntry(code) { _ in } }
            run(script)
            rows =
                LayerProfile.measure({ run("for _ in range(2): net(x).sum().backward()") }, variables: variables).rows
            run("y = net(x).sum()")
            // The graph remembers whose it is, although nobody measured when it was made.
            later = LayerProfile.measure({ run("y.backward()") }, variables: variables).rows
        }
        XCTAssertEqual(Set(rows.map(\.name)), ["net", "first", "first.0", "first.1", "second"])
        XCTAssertEqual(rows.map(\.calls), Array(repeating: 2, count: 5))
        let convolution = try XCTUnwrap(rows.first { $0.name == "first.0" })
        XCTAssertEqual(convolution.kind, "Conv2d")
        XCTAssertGreaterThan(convolution.forward, 0)
        XCTAssertGreaterThan(convolution.backward, 0)
        // Its output alone: 4 channels of 14 by 14 floats, twice.
        XCTAssertGreaterThanOrEqual(convolution.kept, 2 * 4 * 14 * 14 * 4)
        XCTAssertTrue(later.contains { $0.name == "second" && $0.calls == 0 && $0.backward > 0 }, "\(later)")
    }

    func testTheProfilesTable() {
        let shown = outputs([
            "image, label = shapes(16)", "model = UNet(3, 3, widths=(4, 8))",
            "%prun train(model, image, label, epochs=1, verbose=False);",
        ])
        let table = shown.last ?? ""
        for wanted in [
            "enc1.0", "Conv2d", "CrossEntropyLoss", "optimizer", "the rest", "in all; tensors took",
        ] {
            XCTAssertTrue(table.contains(wanted), table)
        }
        for line in table.split(separator: "\n") { XCTAssertLessThanOrEqual(line.count, 79, String(line)) }
        XCTAssertTrue(outputs(["%prun 1 + 1"]).last?.contains("no layer ran") ?? false)
        XCTAssertTrue(outputs(["%%prun\nx = 1\ny = 2"]).last?.contains("no layer ran") ?? false)
    }

    // MARK: - Errors

    func testAnErrorInALayerSaysWhereTheLayerWasMade() {
        let text = outputs([
            """
            import torch
            import torch.nn as nn
            def block(i, o):
                return nn.Sequential(nn.Conv2d(i, o, 3), nn.ReLU())
            class Net(nn.Module):
                def __init__(self):
                    super().__init__()
                    self.enc1 = block(3, 8)
                    self.enc2 = block(16, 16)
                def forward(self, x):
                    return self.enc2(self.enc1(x))
            Net()(torch.zeros(1, 3, 9, 9))
            """
        ]).joined()
        XCTAssertTrue(
            text.contains("enc2 was made at In [1]:9:9, in Net.__init__\n    self.enc2 = block(16, 16)"), text)
        let own = outputs(["class Net(Module):\n    def forward(self, x):\n        return nothing\nNet()(1)"]).joined()
        XCTAssertFalse(own.contains("was made at"), own)
    }

    func testWhyAndTrace() {
        let text = outputs(["x = undefined", "%why", "%trace"]).joined()
        XCTAssertTrue(text.contains("The name has no value yet."), text)
        let deep = outputs(["def f(n):\n    return f(n - 1) if n else 1 / 0", "f(12)", "%trace"])
        XCTAssertTrue(deep[0].contains("more calls"), deep[0])
        XCTAssertEqual(deep[1].split(separator: "\n").filter { $0.contains("called from") }.count, 13)
        XCTAssertEqual(outputs(["%why"]), ["! there was no error yet"])
        XCTAssertTrue(outputs(["x = undefined", "%why"], language: .korean).joined().contains("아직 값이 없습니다"))
    }
}
