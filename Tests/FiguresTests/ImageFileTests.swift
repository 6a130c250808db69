// PNG files: what is written can be read, and no bytes can do harm.
import Foundation
import Schema
import XCTest

@testable import Figures

final class ImageFileTests: XCTestCase {
    private func picture(_ channels: Int) throws -> Bitmap {
        try Bitmap(width: 5, height: 3, channels: channels, pixels: (0..<15 * channels).map { UInt8($0 * 7 % 256) })
    }

    func testWhatIsWrittenIsRead() throws {
        for channels in 1...4 {
            let bitmap = try picture(channels)
            XCTAssertEqual(try PNG.decode(try PNG.encode(bitmap, dpi: 100)), bitmap, "\(channels) channels")
        }
    }

    func testEveryTruncationIsAnError() throws {
        let file = try PNG.encode(try picture(3))
        for length in 0..<file.count {
            XCTAssertThrowsError(try PNG.decode(Array(file[..<length])), "\(length) bytes") {
                XCTAssertEqual(($0 as? Failure)?.kind, .osError)
            }
        }
    }

    func testEveryFlippedByteIsReadOrRefused() throws {
        let file = try PNG.encode(try picture(4))
        for at in file.indices {
            for flip: UInt8 in [0x01, 0x80, 0xFF] {
                var damaged = file
                damaged[at] ^= flip
                if let read = try? PNG.decode(damaged, maxPixels: 1000) {
                    XCTAssertLessThanOrEqual(read.width * read.height, 1000)
                }
            }
        }
    }

    func testBadChecksumIsAnError() throws {
        var file = try PNG.encode(try picture(3))
        // The last byte of IHDR's checksum.
        file[32] ^= 1
        XCTAssertThrowsError(try PNG.decode(file))
    }

    /// A header chunk with a right checksum.
    private func header(width: UInt32, height: UInt32, depth: UInt8 = 8, color: UInt8 = 2) -> [UInt8] {
        func big(_ value: UInt32) -> [UInt8] {
            (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * UInt32($0))) }
        }
        let body = Array("IHDR".utf8) + big(width) + big(height) + [depth, color, 0, 0, 0]
        var crc: UInt32 = 0xFFFF_FFFF
        for byte in body {
            crc ^= UInt32(byte)
            for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
        }
        return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + big(13) + body + big(~crc)
            + big(0) + Array("IDAT".utf8) + [0x35, 0xAF, 0x06, 0x1E]
    }

    func testHugeHeadersAreRefusedBeforeMemoryIsTaken() {
        for (w, h) in [
            (UInt32(16384), UInt32(16384)), (0x7FFF_FFFF, 0x7FFF_FFFF), (1, 0x7FFF_FFFF), (20000, 1), (9000, 9000),
        ] {
            XCTAssertThrowsError(try PNG.decode(header(width: w, height: h)), "\(w) x \(h)") {
                XCTAssertEqual(($0 as? Failure)?.kind, .valueError)
            }
        }
        XCTAssertThrowsError(try PNG.decode(header(width: 0, height: 5)))
        XCTAssertThrowsError(try PNG.decode(header(width: 5, height: 5, depth: 3)))
    }

    /// libPNG takes the length that a text chunk claims for true, and fills that much memory before it reads.
    func testWhatATextChunkClaimsIsNotAllocated() throws {
        var file = try PNG.encode(try picture(3))
        // Behind the signature and IHDR: a tEXt of two gigabytes, of which there are four bytes.
        file.insert(contentsOf: [0x7F, 0xFF, 0xFF, 0xFF] + Array("tEXta".utf8) + [0, 0x62, 0x63], at: 33)
        // Writing 5 lets the peak be measured anew.
        try "5".write(toFile: "/proc/self/clear_refs", atomically: false, encoding: .ascii)
        let before = try peakKilobytes()
        XCTAssertThrowsError(try PNG.decode(file))
        XCTAssertLessThan(try peakKilobytes() - before, 64 << 10)
    }

    private func peakKilobytes() throws -> Int {
        let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        let line = try XCTUnwrap(status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") })
        return try XCTUnwrap(Int(line.split(separator: " ")[1]))
    }

    func testSizesThatCannotBeAreErrors() {
        XCTAssertThrowsError(try Bitmap(width: 0, height: 5))
        XCTAssertThrowsError(try Bitmap(width: Int.max, height: Int.max))
        XCTAssertThrowsError(try Bitmap(width: 100_000, height: 100_000))
        XCTAssertThrowsError(try Bitmap(width: 2, height: 2, channels: 3, pixels: [1]))
        XCTAssertThrowsError(try Figure(width: 1e9, height: 1))
        XCTAssertThrowsError(try Figure(width: .nan, height: 1))
        XCTAssertThrowsError(try Figure(width: 1, height: 1, dpi: .infinity))
    }

    func testCropAndFlip() throws {
        let bitmap = try picture(3)
        XCTAssertEqual(try bitmap.cropped(x0: 1, y0: 1, x1: 3, y1: 2)[0, 0], bitmap[1, 1])
        XCTAssertEqual(try bitmap.cropped(x0: -1, y0: 0, x1: 2, y1: 2)[0, 0], [0, 0, 0])
        XCTAssertEqual(try bitmap.cropped(x0: 100, y0: 100, x1: 102, y1: 102)[1, 1], [0, 0, 0])
        XCTAssertThrowsError(try bitmap.cropped(x0: Int.min, y0: 0, x1: Int.max, y1: 1))
        XCTAssertEqual(bitmap.flippedHorizontally()[0, 2], bitmap[4, 2])
        XCTAssertEqual(bitmap.flippedVertically()[3, 0], bitmap[3, 2])
    }
}

/// Files that are whole or untouched.
final class AtomicFileTests: XCTestCase {
    private var folder = ""

    override func setUpWithError() throws {
        folder = NSTemporaryDirectory() + "unetrepl-atomic-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    override func tearDown() { try? FileManager.default.removeItem(atPath: folder) }

    private func names() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: folder).sorted() }

    func testWritesReplacesAndLeavesNothingBehind() throws {
        let path = folder + "/a.bin"
        try AtomicFile.write([1, 2, 3], to: path)
        try AtomicFile.write([UInt8](repeating: 9, count: 300_000), to: path)
        XCTAssertEqual(try AtomicFile.read(path).count, 300_000)
        try AtomicFile.write([], to: path)
        XCTAssertEqual(try AtomicFile.read(path), [])
        XCTAssertEqual(try names(), ["a.bin"])
    }

    func testASymlinkStaysAndItsTargetIsReplaced() throws {
        try AtomicFile.write([1], to: folder + "/real")
        try FileManager.default.createSymbolicLink(atPath: folder + "/link", withDestinationPath: "real")
        try AtomicFile.write([2], to: folder + "/link")
        XCTAssertEqual(try AtomicFile.read(folder + "/real"), [2])
        XCTAssertEqual(try FileManager.default.destinationOfSymbolicLink(atPath: folder + "/link"), "real")
        try FileManager.default.createSymbolicLink(atPath: folder + "/loop", withDestinationPath: "loop")
        XCTAssertThrowsError(try AtomicFile.write([2], to: folder + "/loop"))
    }

    func testTheModeIsKept() throws {
        let path = folder + "/a"
        try AtomicFile.write([1], to: path)
        try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
        try AtomicFile.write([2], to: path)
        XCTAssertEqual(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int, 0o640)
    }

    func testErrorsArePythons() throws {
        func kind(_ path: String) -> Failure.Kind? {
            do throws(Failure) { try AtomicFile.write([1], to: path) } catch { return error.kind }
            return nil
        }
        XCTAssertEqual(kind(folder + "/no/such/a"), .fileNotFoundError)
        XCTAssertEqual(kind(folder), .isADirectoryError)
        XCTAssertEqual(kind(""), .fileNotFoundError)
        XCTAssertEqual(kind("a\u{0}b"), .valueError)
        XCTAssertThrowsError(try AtomicFile.read(folder + "/none")) {
            XCTAssertEqual(($0 as? Failure)?.message, "[Errno 2] No such file or directory: '\(folder)/none'")
        }
        XCTAssertEqual(try names(), [])
    }

    func testAFullDiskIsAnErrorAndTheOldFileStays() throws {
        // /dev/full accepts nothing: the write path must say so. It is a device, so it is written through.
        guard FileManager.default.fileExists(atPath: "/dev/full") else { throw XCTSkip("no /dev/full here") }
        XCTAssertThrowsError(try AtomicFile.write([1], to: "/dev/full")) {
            XCTAssertEqual(($0 as? Failure)?.kind, .osError)
        }
        try AtomicFile.write([1, 2], to: "/dev/null")
    }
}
