// PNG files with a palette, read as PIL reads them: index numbers and the palette beside them. Label masks are stored this way, and
// their index numbers are the classes. The decoder expands palettes, so the file is given to it with the palette 0, 1, 2, … instead:
// what comes back are the index numbers.
import Figures
import Schema

/// What a PNG file's header says.
struct PNGHeader {
    let width: Int
    let height: Int
    let depth: Int
    let colorType: Int
    var isPalette: Bool { colorType == 3 }

    /// nil when the bytes are too short to be a PNG.
    init?(_ file: [UInt8]) {
        guard file.count >= 33, PNG.isPNG(file) else { return nil }
        func number(_ at: Int) -> Int { (0..<4).reduce(0) { $0 << 8 | Int(file[at + $1]) } }
        (width, height) = (number(16), number(20))
        (depth, colorType) = (Int(file[24]), Int(file[25]))
    }

    /// PIL's mode for such a file.
    var mode: String {
        switch (colorType, depth) {
        case (0, 1): "1"
        case (0, 16): "I;16"
        case (0, _): "L"
        case (3, _): "P"
        case (4, _): "LA"
        case (6, _): "RGBA"
        default: "RGB"
        }
    }
}

enum PalettePNG {
    /// Index numbers (one channel) and 256 RGB triples; nil when the file is damaged where the palette should be.
    static func decode(_ file: [UInt8]) throws -> (indices: Bitmap, palette: [UInt8])? {
        var changed = Array(file.prefix(8))
        var palette: [UInt8] = []
        var at = 8
        while at + 12 <= file.count {
            let length = (0..<4).reduce(0) { $0 << 8 | Int(file[at + $1]) }
            guard length <= file.count - at - 12 else { return nil }
            let name = Array(file[at + 4..<at + 8])
            if name == Array("PLTE".utf8) {
                palette = Array(file[at + 8..<at + 8 + length])
                let numbers = (0..<length / 3).flatMap { [UInt8](repeating: UInt8(truncatingIfNeeded: $0), count: 3) }
                let body = name + numbers
                changed += file[at..<at + 4] + body
                let sum = crc(body)
                changed += [UInt8(sum >> 24), UInt8(sum >> 16 & 255), UInt8(sum >> 8 & 255), UInt8(sum & 255)]
            } else if name != Array("tRNS".utf8), name != Array("bKGD".utf8), name != Array("hIST".utf8) {
                changed += file[at..<at + 12 + length]
            }
            at += 12 + length
        }
        guard !palette.isEmpty else { return nil }
        let expanded = try PNG.decode(changed).to8Bit()
        guard expanded.channels >= 3 else { return nil }
        let step = expanded.channels
        let indices = stride(from: 0, to: expanded.pixels.count, by: step).map { expanded.pixels[$0] }
        palette += [UInt8](repeating: 0, count: max(0, 768 - palette.count))
        return (try Bitmap(width: expanded.width, height: expanded.height, channels: 1, pixels: indices), palette)
    }

    /// The check sum of a chunk (CRC-32, as the PNG specification's annex D).
    private static func crc(_ bytes: [UInt8]) -> UInt32 {
        var sum: UInt32 = 0xffff_ffff
        for byte in bytes {
            sum ^= UInt32(byte)
            for _ in 0..<8 { sum = sum & 1 == 1 ? 0xedb8_8320 ^ (sum >> 1) : sum >> 1 }
        }
        return sum ^ 0xffff_ffff
    }
}
