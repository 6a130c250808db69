// Every input that ever broke a reader, again, and a few thousand fresh ones. A trap ends the whole test run; its last line on
// standard error then names the target and the input.
import Foundation
import Script
import Session
import XCTest

@testable import FuzzTargets

final class FuzzTests: XCTestCase {
    override class func tearDown() { FuzzBox.open() }

    private static let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()

    /// `Tests/Fuzz/crashers/TARGET/*`: one file per mistake, named after it.
    func testCrashersStayFixed() throws {
        var count = 0
        for target in FuzzTarget.all {
            for file in Self.files(in: Self.tests.appendingPathComponent("Fuzz/crashers/\(target.name)"), []) {
                Self.say("\(target.name) \(file.lastPathComponent)")
                target.feed([UInt8](try Data(contentsOf: file)))
                count += 1
            }
        }
        XCTAssertGreaterThan(count, 0, "the crashers lie beside the tests")
    }

    func testParser() { mutate(.parser, rounds: 1500) }
    func testEvaluator() { mutate(.evaluator, rounds: 150) }
    func testSession() { mutate(.session, rounds: 40) }
    func testPNG() { mutate(.png, rounds: 2000) }
    func testRaw() { mutate(.raw, rounds: 2000) }
    func testNpy() { mutate(.npy, rounds: 2000) }
    func testSafetensors() { mutate(.safetensors, rounds: 2000) }
    func testArchive() { mutate(.archive, rounds: 2000) }
    func testNotebook() { mutate(.notebook, rounds: 1000) }
    func testMarkdown() { mutate(.markdown, rounds: 1000) }
    func testText() { mutate(.text, rounds: 200) }

    /// On a slow machine an input outlasts the patience; what runs after it must not find its interrupt.
    func testAnInterruptEndsWithItsInput() throws {
        FuzzBox.prepare
        let flags = try Interpreter.onScriptThread {
            let flag = Session(options: Session.Options()).interpreter.interruptFlag
            var during: Int32 = 0
            FuzzBox.watched(flag, patience: 0) {
                for _ in 0..<1000 where during == 0 {
                    usleep(10_000)
                    during = flag.pointee
                }
            }
            return [during, flag.pointee]
        }
        XCTAssertEqual(flags, [2, 0])
    }

    // MARK: - Workings

    /// Feeds mutated seeds. The sequence is the same in every run, so a failure can be repeated.
    private func mutate(_ target: FuzzTarget, rounds: Int) {
        let seeds = FuzzSeeds.of(target.name, tests: Self.tests)
        XCTAssertFalse(seeds.isEmpty, "\(target.name) has seeds")
        var mutator = Mutator(seed: 1, words: target.words)
        for round in 0..<rounds {
            let input = mutator.next(seeds)
            if round % 500 == 0 { Self.say("\(target.name) from round \(round)") }
            target.feed(input)
        }
    }

    private static func say(_ text: String) { FileHandle.standardError.write(Data("fuzz: \(text)\n".utf8)) }

    static func files(in folder: URL, _ extensions: Set<String>) -> [URL] {
        guard let walk = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil) else { return [] }
        return walk.compactMap { $0 as? URL }
            .filter { !$0.hasDirectoryPath && (extensions.isEmpty || extensions.contains($0.pathExtension)) }
            .sorted { $0.path < $1.path }
    }
}
