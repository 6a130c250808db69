// TIFF and BMP files with 8 bits per sample: gray, RGB, RGBA. Retinal and microscopy images come as TIFF, old photographs as BMP. TIFF
// is read plain or LZW-compressed and written plain. Everything a file claims is checked before it is used.
import Schema

public enum TIFF {
    /// True when the bytes begin like a TIFF of either byte order.
    public static func isTIFF(_ file: some Collection<UInt8>) -> Bool {
        file.starts(with: [0x49, 0x49, 0x2A, 0x00]) || file.starts(with: [0x4D, 0x4D, 0x00, 0x2A])
    }

    private static func damaged(_ what: String) -> Failure { Failure(.osError, "this TIFF file is damaged: \(what)") }

    /// The first picture of the file.
    public static func decode(_ file: [UInt8], maxPixels: Int = Bitmap.defaultPixelLimit) throws(Failure) -> Bitmap {
        let isLittle = file.first == 0x49
        func number(_ at: Int, _ size: Int) throws(Failure) -> Int {
            guard at >= 0, at + size <= file.count else { throw damaged("it is cut off") }
            var result = 0
            for i in 0..<size { result = result << 8 | Int(file[at + (isLittle ? size - 1 - i : i)]) }
            return result
        }
        let directory = try number(4, 4)
        var tags: [Int: [Int]] = [:]
        for entry in 0..<(try number(directory, 2)) {
            let at = directory + 2 + 12 * entry
            let (tag, type, count) = (try number(at, 2), try number(at + 2, 2), try number(at + 4, 4))
            guard let size = [1: 1, 3: 2, 4: 4][type], count >= 1, count <= 1 << 20 else { continue }
            let start = count * size <= 4 ? at + 8 : try number(at + 8, 4)
            var values: [Int] = []
            for i in 0..<count { values.append(try number(start + i * size, size)) }
            tags[tag] = values
        }
        guard let width = tags[256]?.first, let height = tags[257]?.first, let offsets = tags[273],
            let lengths = tags[279], offsets.count == lengths.count
        else { throw damaged("it says no size") }
        let channels = tags[277]?.first ?? 1
        let compression = tags[259]?.first ?? 1
        guard (tags[258] ?? [1]).allSatisfy({ $0 == 8 }), [1, 3, 4].contains(channels), (tags[284]?.first ?? 1) == 1,
            compression == 1 || compression == 5, (tags[262]?.first ?? 1) <= 2
        else {
            throw Failure(
                .osError, "only TIFF files of 8-bit gray or RGB pixels, plain or LZW, can be read",
                hint: "convert it once (ImageMagick: magick image.tif image.png)")
        }
        guard width >= 1, height >= 1, width < 1 << 24, height < 1 << 24 else {
            throw damaged("its size is \(width) x \(height)")
        }
        _ = try Bitmap.sampleCount(width, height, channels, maxPixels)
        var pixels: [UInt8] = []
        pixels.reserveCapacity(width * height * channels)
        for (offset, length) in zip(offsets, lengths) {
            guard offset >= 0, length >= 0, offset + length <= file.count else { throw damaged("it is cut off") }
            let strip = Array(file[offset..<offset + length])
            pixels += compression == 1 ? strip : try expand(strip, limit: width * height * channels)
            if pixels.count >= width * height * channels { break }
        }
        guard pixels.count >= width * height * channels else { throw damaged("pixels are missing") }
        pixels.removeLast(pixels.count - width * height * channels)
        if tags[317]?.first == 2 {
            // Differences along the row.
            for row in 0..<height {
                for i in channels..<max(width * channels, channels) {
                    let at = row * width * channels + i
                    pixels[at] &+= pixels[at - channels]
                }
            }
        }
        if tags[262]?.first == 0 { pixels = pixels.map { 255 - $0 } }
        return try Bitmap(width: width, height: height, channels: channels, pixels: pixels)
    }

    /// LZW with codes of 9 to 12 bits, most significant bit first.
    private static func expand(_ bytes: [UInt8], limit: Int) throws(Failure) -> [UInt8] {
        var out: [UInt8] = []
        var table: [[UInt8]] = []
        var (width, buffer, bits) = (9, 0, 0)
        var previous: [UInt8]?
        func reset() {
            table = (0..<256).map { [UInt8($0)] } + [[], []]
            width = 9
            previous = nil
        }
        reset()
        for byte in bytes {
            buffer = (buffer << 8 | Int(byte)) & 0xFFFFFF
            bits += 8
            guard bits >= width else { continue }
            bits -= width
            let code = buffer >> bits & (1 << width - 1)
            if code == 256 {
                reset()
                continue
            }
            if code == 257 || out.count > limit { break }
            let word: [UInt8]
            if code < table.count {
                word = table[code]
            } else if let previous, code == table.count, let first = previous.first {
                word = previous + [first]
            } else {
                throw damaged("a wrong code")
            }
            out += word
            if table.count < 4096, let previous, let first = word.first { table.append(previous + [first]) }
            previous = word
            // The width grows one code early, as the format has it.
            width = table.count >= 2047 ? 12 : table.count >= 1023 ? 11 : table.count >= 511 ? 10 : 9
        }
        return out
    }

    /// A plain little-endian TIFF of one strip.
    public static func encode(_ bitmap: Bitmap) throws(Failure) -> [UInt8] {
        guard bitmap.depth == 8, bitmap.channels != 2 else {
            throw Failure(.osError, "cannot write this picture as TIFF", hint: "write a PNG")
        }
        func long(_ n: Int) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: n >> (8 * $0)) } }
        func short(_ n: Int) -> [UInt8] { Array(long(n).prefix(2)) }
        let count = bitmap.pixels.count
        let sizes = bitmap.channels == 1 ? [] : (0..<bitmap.channels).flatMap { _ in short(8) }
        let after = 8 + count + (count & 1)
        var entries: [(tag: Int, type: Int, count: Int, value: [UInt8])] = [
            (256, 4, 1, long(bitmap.width)), (257, 4, 1, long(bitmap.height)),
            (258, 3, bitmap.channels, bitmap.channels == 1 ? short(8) + [0, 0] : long(after)), (259, 3, 1, long(1)),
            (262, 3, 1, long(bitmap.channels == 1 ? 1 : 2)), (273, 4, 1, long(8)), (277, 3, 1, long(bitmap.channels)),
            (278, 4, 1, long(bitmap.height)), (279, 4, 1, long(count)), (284, 3, 1, long(1)),
        ]
        if bitmap.channels == 4 { entries.append((338, 3, 1, long(2))) }
        var out: [UInt8] = [0x49, 0x49, 0x2A, 0x00] + long(after + sizes.count)
        out += bitmap.pixels
        if count & 1 == 1 { out.append(0) }
        out += sizes + short(entries.count)
        for entry in entries { out += short(entry.tag) + short(entry.type) + long(entry.count) + entry.value }
        return out + long(0)
    }
}

public enum BMP {
    public static func isBMP(_ file: some Collection<UInt8>) -> Bool { file.starts(with: [0x42, 0x4D]) }

    private static func damaged(_ what: String) -> Failure { Failure(.osError, "this BMP file is damaged: \(what)") }

    /// A picture of 8-bit gray (a palette of equal parts), 24 or 32 bits, not compressed.
    public static func decode(_ file: [UInt8], maxPixels: Int = Bitmap.defaultPixelLimit) throws(Failure) -> Bitmap {
        func number(_ at: Int, _ size: Int) throws(Failure) -> Int {
            guard at + size <= file.count else { throw damaged("it is cut off") }
            return (0..<size).reduce(0) { $0 | Int(file[at + $1]) << (8 * $1) }
        }
        let (start, header) = (try number(10, 4), try number(14, 4))
        guard header >= 40 else { throw damaged("an old header") }
        let width = try number(18, 4)
        let rows = Int(Int32(truncatingIfNeeded: try number(22, 4)))
        let (bits, compression) = (try number(28, 2), try number(30, 4))
        let height = abs(rows)
        guard [8, 24, 32].contains(bits), compression == 0 || (compression == 3 && bits == 32), width >= 1, height >= 1,
            width < 1 << 24, height < 1 << 24
        else {
            throw Failure(
                .osError, "only BMP files of 8, 24 or 32 bits, not compressed, can be read",
                hint: "convert it once (ImageMagick: magick image.bmp image.png)")
        }
        let stride = (width * bits + 31) / 32 * 4
        guard start + stride * height <= file.count else { throw damaged("it is cut off") }
        var gray = [UInt8](repeating: 0, count: 256)
        var isGray = true
        if bits == 8 {
            let used = try number(46, 4)
            for i in 0..<(used == 0 ? 256 : min(used, 256)) {
                let at = 14 + header + 4 * i
                gray[i] = UInt8(try number(at, 1))
                let (green, red) = (try number(at + 1, 1), try number(at + 2, 1))
                isGray = isGray && Int(gray[i]) == green && green == red
            }
        }
        let channels = bits == 8 && isGray ? 1 : 3
        _ = try Bitmap.sampleCount(width, height, channels, maxPixels)
        var pixels: [UInt8] = []
        pixels.reserveCapacity(width * height * channels)
        for row in 0..<height {
            let from = start + stride * (rows > 0 ? height - 1 - row : row)
            for column in 0..<width {
                if bits == 8 {
                    let index = Int(file[from + column])
                    if isGray {
                        pixels.append(gray[index])
                    } else {
                        let at = 14 + header + 4 * index
                        guard at + 2 < file.count else { throw damaged("a colour is missing") }
                        pixels += [file[at + 2], file[at + 1], file[at]]
                    }
                } else {
                    let at = from + column * bits / 8
                    pixels += [file[at + 2], file[at + 1], file[at]]
                }
            }
        }
        return try Bitmap(width: width, height: height, channels: channels, pixels: pixels)
    }

    public static func encode(_ bitmap: Bitmap) throws(Failure) -> [UInt8] {
        guard bitmap.depth == 8, bitmap.channels == 1 || bitmap.channels == 3 else {
            throw Failure(.osError, "cannot write this picture as BMP", hint: "image.convert(\"RGB\").save(path)")
        }
        func long(_ n: Int) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: n >> (8 * $0)) } }
        let c = bitmap.channels
        let stride = (bitmap.width * c * 8 + 31) / 32 * 4
        let palette: [UInt8] = c == 1 ? (0..<256).flatMap { [UInt8($0), UInt8($0), UInt8($0), 0] } : []
        let start = 54 + palette.count
        var out: [UInt8] = [0x42, 0x4D] + long(start + stride * bitmap.height) + long(0) + long(start)
        out += long(40) + long(bitmap.width) + long(bitmap.height) + [1, 0, UInt8(8 * c), 0] + long(0)
        out += long(stride * bitmap.height) + long(3780) + long(3780) + long(c == 1 ? 256 : 0) + long(c == 1 ? 256 : 0)
        out += palette
        for row in (0..<bitmap.height).reversed() {
            let from = row * bitmap.width * c
            for column in 0..<bitmap.width {
                let at = from + column * c
                out += c == 1 ? [bitmap.pixels[at]] : [bitmap.pixels[at + 2], bitmap.pixels[at + 1], bitmap.pixels[at]]
            }
            out += [UInt8](repeating: 0, count: stride - bitmap.width * c)
        }
        return out
    }
}
