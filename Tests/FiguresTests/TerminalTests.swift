// Terminal pictures, decoded back to pixels.
import Foundation
import Schema
import XCTest

@testable import Figures

final class TerminalTests: XCTestCase {
    /// A picture with more colours than a palette has.
    private func gradient(_ width: Int, _ height: Int) throws -> Bitmap {
        var pixels: [UInt8] = []
        for y in 0..<height {
            for x in 0..<width {
                pixels += [
                    UInt8(x * 255 / max(1, width - 1)), UInt8(y * 255 / max(1, height - 1)), UInt8((x * y) % 256),
                ]
            }
        }
        return try Bitmap(width: width, height: height, channels: 3, pixels: pixels)
    }

    func testKittyChunksHoldThePNG() throws {
        let png = try PNG.encode(try gradient(120, 90))
        let text = String(decoding: Kitty.encode(png: png), as: UTF8.self)
        let chunks = text.components(separatedBy: "\u{1B}\\").dropLast()
        XCTAssertGreaterThan(chunks.count, 1)
        var base64 = ""
        for (i, chunk) in chunks.enumerated() {
            let parts = chunk.dropFirst(3).split(separator: ";", maxSplits: 1)
            XCTAssertEqual(parts[0], i == 0 ? "a=T,f=100,q=2,m=1" : i == chunks.count - 1 ? "m=0" : "m=1")
            XCTAssertLessThanOrEqual(parts[1].count, 4096)
            base64 += parts[1]
        }
        XCTAssertEqual(Data(base64Encoded: base64).map(Array.init), png)
    }

    func testITermHoldsThePNG() throws {
        let png = try PNG.encode(try gradient(7, 5))
        let text = String(decoding: ITerm.encode(png: png), as: UTF8.self)
        XCTAssertTrue(text.hasPrefix("\u{1B}]1337;File=inline=1;size=\(png.count);"))
        let body = try XCTUnwrap(text.dropLast().split(separator: ":", maxSplits: 1).last)
        XCTAssertEqual(Data(base64Encoded: String(body)).map(Array.init), png)
    }

    func testBase64MatchesFoundation() {
        for count in 0..<20 {
            let bytes = (0..<count).map { UInt8($0 * 37 % 256) }
            XCTAssertEqual(String(decoding: Base64.encode(bytes), as: UTF8.self), Data(bytes).base64EncodedString())
        }
    }

    /// RGB of a sixel picture.
    private func decodeSixel(_ bytes: [UInt8]) throws -> (width: Int, height: Int, rgb: [Int]) {
        let text = Array(bytes)
        let start = try XCTUnwrap(text.firstIndex(of: UInt8(ascii: "q")))
        var at = start + 1
        func number() -> Int {
            var value = 0
            while at < text.count, text[at] >= 48, text[at] <= 57 {
                value = value * 10 + Int(text[at]) - 48
                at += 1
            }
            return value
        }
        func numbers() -> [Int] {
            var values = [number()]
            while text[at] == UInt8(ascii: ";") {
                at += 1
                values.append(number())
            }
            return values
        }
        XCTAssertEqual(text[at], UInt8(ascii: "\""))
        at += 1
        let size = numbers()
        let (width, height) = (size[2], size[3])
        var rgb = [Int](repeating: -1, count: width * height * 3)
        var palette: [Int: [Int]] = [:]
        var (x, y, color) = (0, 0, 0)
        while at < text.count, text[at] != 0x1B {
            let character = text[at]
            at += 1
            switch character {
            case UInt8(ascii: "#"):
                let values = numbers()
                color = values[0]
                if values.count == 5 { palette[color] = values[2...].map { ($0 * 255 + 50) / 100 } }
            case UInt8(ascii: "$"): x = 0
            case UInt8(ascii: "-"): (x, y) = (0, y + 6)
            default:
                var (count, mask) = (1, character)
                if character == UInt8(ascii: "!") {
                    count = number()
                    mask = text[at]
                    at += 1
                }
                for column in x..<x + count {
                    for row in 0..<6 where (mask - 63) >> UInt8(row) & 1 == 1 {
                        for c in 0..<3 { rgb[((y + row) * width + column) * 3 + c] = try XCTUnwrap(palette[color])[c] }
                    }
                }
                x += count
            }
        }
        return (width, height, rgb)
    }

    func testSixelShowsThePixels() throws {
        for (w, h, tolerance) in [(1, 1, 2), (10, 7, 2), (13, 12, 2), (60, 50, 40)] {
            let bitmap = try gradient(w, h)
            let decoded = try decodeSixel(Sixel.encode(bitmap))
            XCTAssertEqual([decoded.width, decoded.height], [w, h])
            let worst = zip(decoded.rgb, bitmap.pixels).map { abs($0 - Int($1)) }.max() ?? 0
            // 3000 colours in 256: a noisy channel may be off by a seventh, the mean far less.
            XCTAssertLessThanOrEqual(worst, tolerance, "\(w) x \(h)")
            let sum = zip(decoded.rgb, bitmap.pixels).reduce(0) { $0 + abs($1.0 - Int($1.1)) }
            XCTAssertLessThanOrEqual(sum / decoded.rgb.count, 10)
        }
    }

    func testHalfBlocksShowThePixels() throws {
        let bitmap = try gradient(6, 5)
        let text = String(decoding: HalfBlocks.encode(bitmap), as: UTF8.self)
        let lines = text.split(separator: "\n")
        XCTAssertEqual(lines.count, 3)
        for (row, line) in lines.enumerated() {
            var (upper, lower): ([UInt8], [UInt8]) = ([], [])
            var x = 0
            for piece in line.split(separator: "\u{1B}") {
                let end = try XCTUnwrap(piece.firstIndex(of: "m"))
                let codes = piece[..<end].dropFirst().split(separator: ";").compactMap { UInt8($0) }
                if codes.first == 38 { upper = Array(codes[2...]) }
                if codes.first == 48 { lower = Array(codes[2...]) }
                for _ in piece[piece.index(after: end)...] {
                    XCTAssertEqual(upper, bitmap[x, 2 * row])
                    if 2 * row + 1 < 5 { XCTAssertEqual(lower, bitmap[x, 2 * row + 1]) }
                    x += 1
                }
            }
            XCTAssertEqual(x, 6)
        }
        XCTAssertEqual(HalfBlocks.paletteIndex(255, 0, 0), 196)
        XCTAssertEqual(HalfBlocks.paletteIndex(8, 8, 8), 232)
        XCTAssertEqual(HalfBlocks.paletteIndex(255, 255, 255), 231)
    }

    func testLargePicturesAreShrunk() throws {
        let bitmap = try gradient(100, 40)
        let small = try TerminalImage.fitted(bitmap, 50, 50)
        XCTAssertEqual([small.width, small.height], [50, 20])
        XCTAssertEqual(try TerminalImage.fitted(bitmap, 500, 500), bitmap)
        for way in TerminalProtocol.allCases { _ = try TerminalImage.encode(bitmap, as: way, width: 0, height: -5) }
    }
}
