// Draws every scene and compares decoded pixels with the recorded picture. UNET_RECORD=1 records instead; read the
// difference like code. A differing picture is written to the system's temporary folder.
import Foundation
import Schema
import XCTest

@testable import Figures

final class GoldenTests: XCTestCase {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Fixtures/plots")

    func testScenesLookAsRecorded() throws {
        for scene in Scene.all {
            let (figure, options) = try scene.make()
            let bitmap = try figure.render(options)
            if !figure.takeWarnings().isEmpty {
                // Another machine may lack the fonts; the other tests say so.
                continue
            }
            let path = GoldenTests.folder.appendingPathComponent("\(scene.name).png").path
            if ProcessInfo.processInfo.environment["UNET_RECORD"] == "1" {
                try AtomicFile.write(try PNG.encode(bitmap.toRGB()), to: path)
                continue
            }
            let golden = try PNG.decode(try AtomicFile.read(path)).toRGBA()
            XCTAssertEqual([bitmap.width, bitmap.height], [golden.width, golden.height], scene.name)
            guard bitmap.pixels.count == golden.pixels.count else { continue }
            // Another FreeType may hint glyphs a little differently; nothing else may move.
            let different = zip(bitmap.pixels, golden.pixels).count { abs(Int($0) - Int($1)) > 40 }
            if different > bitmap.pixels.count / 500 {
                let actual = NSTemporaryDirectory() + "\(scene.name).actual.png"
                try? AtomicFile.write(try PNG.encode(bitmap), to: actual)
                XCTFail("\(scene.name): \(different) of \(bitmap.pixels.count) samples differ; see \(actual)")
            }
        }
    }

    func testDrawingTwiceGivesTheSamePixels() throws {
        for scene in Scene.all.prefix(5) {
            let (figure, options) = try scene.make()
            XCTAssertEqual(try figure.render(options), try figure.render(options), scene.name)
        }
    }
}
