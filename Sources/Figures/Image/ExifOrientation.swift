// The orientation that a camera notes in a JPEG file: tag 274 of the Exif block. Every offset is checked; a damaged block has none.
import Schema

public enum ExifOrientation {
    /// 1 to 8 (1: upright); nil when the file does not say.
    public static func read(_ file: [UInt8]) -> Int? {
        guard JPEG.isJPEG(file) else { return nil }
        var at = 2
        while at + 4 <= file.count, file[at] == 0xFF, file[at + 1] != 0xDA {
            let length = Int(file[at + 2]) << 8 | Int(file[at + 3])
            let end = min(at + 2 + max(length, 2), file.count)
            if file[at + 1] == 0xE1, file[(at + 4)..<max(end, at + 4)].starts(with: Array("Exif\0\0".utf8)) {
                return orientation(Array(file[min(at + 10, end)..<end]))
            }
            at = end
        }
        return nil
    }

    private static func orientation(_ block: [UInt8]) -> Int? {
        let isLittle = block.starts(with: [0x49, 0x49])
        guard isLittle || block.starts(with: [0x4D, 0x4D]) else { return nil }
        func number(_ at: Int, _ size: Int) -> Int? {
            guard at >= 0, at <= block.count - size else { return nil }
            return block[at..<at + size].enumerated().reduce(0) { sum, next in
                sum | Int(next.element) << (8 * (isLittle ? next.offset : size - 1 - next.offset))
            }
        }
        guard let start = number(4, 4), let count = number(start, 2) else { return nil }
        for i in 0..<count {
            let entry = start + 2 + 12 * i
            guard let tag = number(entry, 2) else { return nil }
            if tag == 274 { return number(entry + 8, 2).flatMap { (1...8).contains($0) ? $0 : nil } }
        }
        return nil
    }
}
