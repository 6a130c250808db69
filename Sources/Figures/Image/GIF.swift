// GIF files: the first picture of one, as index numbers and their colours, and back. Label masks are stored this way. Everything a
// file claims is checked before it is used; the pixels' number is checked before they are made.
import Schema

public enum GIF {
    /// Index numbers (one channel) and the RGB triples they stand for.
    public struct Picture {
        public let indices: Bitmap
        public let palette: [UInt8]
    }

    /// True when the bytes begin like a GIF.
    public static func isGIF(_ file: some Collection<UInt8>) -> Bool { file.starts(with: [0x47, 0x49, 0x46, 0x38]) }

    // MARK: - Reading

    /// The first picture. OSError for what is damaged, ValueError when it has more than `maxPixels` pixels.
    public static func decode(
        _ file: [UInt8], maxPixels: Int = Bitmap.defaultPixelLimit
    ) throws(Failure) -> Picture {
        var reader = Reader(bytes: file)
        try reader.skip(6)
        let (width, height) = (try reader.word(), try reader.word())
        let flags = try reader.byte()
        try reader.skip(2)
        var palette = flags & 0x80 != 0 ? try reader.take(3 << (Int(flags & 7) + 1)) : []
        // Blocks before the picture (comments, times, transparency) are passed over.
        var kind = try reader.byte()
        while kind == 0x21 {
            try reader.skip(1)
            _ = try reader.blocks(limit: 0)
            kind = try reader.byte()
        }
        guard kind == 0x2C else { throw damaged("no picture in it") }
        let (left, top) = (try reader.word(), try reader.word())
        let (columns, rows) = (try reader.word(), try reader.word())
        let local = try reader.byte()
        if local & 0x80 != 0 { palette = try reader.take(3 << (Int(local & 7) + 1)) }
        var canvas = try Bitmap(width: width, height: height, channels: 1, maxPixels: maxPixels)
        guard columns >= 1, rows >= 1, left + columns <= width, top + rows <= height else {
            throw damaged("its picture does not fit its size")
        }
        let codeSize = Int(try reader.byte())
        guard (1...11).contains(codeSize) else { throw damaged("its code size is \(codeSize)") }
        let samples = try expand(
            try reader.blocks(limit: columns * rows * 4 + 4096), codeSize: codeSize, count: columns * rows)
        let order = local & 0x40 != 0 ? interlaced(rows) : Array(0..<rows)
        canvas.withPixels { pixels in
            for (row, y) in order.enumerated() {
                for x in 0..<columns { pixels[(top + y) * width + left + x] = samples[row * columns + x] }
            }
        }
        return Picture(indices: canvas, palette: palette)
    }

    private struct Reader {
        let bytes: [UInt8]
        var position = 0

        mutating func byte() throws(Failure) -> UInt8 {
            guard position < bytes.count else { throw damaged("the file ends too early") }
            position += 1
            return bytes[position - 1]
        }
        mutating func word() throws(Failure) -> Int { Int(try byte()) | Int(try byte()) << 8 }
        mutating func take(_ count: Int) throws(Failure) -> [UInt8] {
            guard count <= bytes.count - position else { throw damaged("the file ends too early") }
            position += count
            return Array(bytes[position - count..<position])
        }
        mutating func skip(_ count: Int) throws(Failure) { _ = try take(count) }

        /// Joins length-prefixed blocks up to the empty one; bytes beyond the limit are passed over.
        mutating func blocks(limit: Int) throws(Failure) -> [UInt8] {
            var joined: [UInt8] = []
            while true {
                let count = Int(try byte())
                if count == 0 { return joined }
                let block = try take(count)
                if joined.count < limit { joined += block }
            }
        }
    }

    /// Lempel, Ziv and Welch's codes as samples; the dictionary is at most 4096 strings, each one sample longer than another.
    private static func expand(_ data: [UInt8], codeSize: Int, count: Int) throws(Failure) -> [UInt8] {
        let clear = 1 << codeSize
        var prefix = [Int](repeating: 0, count: 4096)
        var last = [UInt8](repeating: 0, count: 4096)
        for code in 0..<min(clear, 256) { last[code] = UInt8(code) }
        var out: [UInt8] = []
        out.reserveCapacity(count)
        var (width, next, previous) = (codeSize + 1, clear + 2, -1)
        var (buffer, bits, at) = (0, 0, 0)
        var string: [UInt8] = []
        while out.count < count {
            while bits < width {
                guard at < data.count else { throw damaged("its pixels end too early") }
                buffer |= Int(data[at]) << bits
                bits += 8
                at += 1
            }
            let code = buffer & ((1 << width) - 1)
            buffer >>= width
            bits -= width
            if code == clear {
                (width, next, previous) = (codeSize + 1, clear + 2, -1)
                continue
            }
            if code == clear + 1 { throw damaged("its pixels end too early") }
            guard code < next || (code == next && previous >= 0), code < 4096, previous >= 0 || code < clear else {
                throw damaged("a code in it means nothing")
            }
            // The string of a code not yet known is the previous one and its own first sample.
            var walk = code == next ? previous : code
            string.removeAll(keepingCapacity: true)
            while walk >= clear + 2 {
                string.append(last[walk])
                walk = prefix[walk]
            }
            let first = last[walk]
            out.append(first)
            out.append(contentsOf: string.reversed())
            if code == next { out.append(first) }
            if previous >= 0, next < 4096 {
                prefix[next] = previous
                last[next] = first
                next += 1
                if next == 1 << width, width < 12 { width += 1 }
            }
            previous = code
        }
        return out
    }

    /// The picture's row of each row in an interlaced file.
    private static func interlaced(_ rows: Int) -> [Int] {
        [(0, 8), (4, 8), (2, 4), (1, 2)].flatMap { start, step in Array(stride(from: start, to: rows, by: step)) }
    }

    private static func damaged(_ what: String) -> Failure { Failure(.osError, "cannot read the GIF: \(what)") }

    // MARK: - Writing

    /// A GIF of index numbers (one channel) and up to 256 colours.
    public static func encode(_ indices: Bitmap, palette: [UInt8]) throws(Failure) -> [UInt8] {
        guard indices.channels == 1, indices.depth == 8, indices.width < 65536, indices.height < 65536 else {
            throw Failure(.valueError, "a GIF needs one channel of 8 bits and sides below 65536")
        }
        // Four colours at least, as Pillow writes them; a reader sees from the empty ones that this is no gray ramp.
        var depth = 2
        while depth < 8, 3 << depth < palette.count { depth += 1 }
        let colors = (palette + [UInt8](repeating: 0, count: max(0, (3 << depth) - palette.count))).prefix(3 << depth)
        func word(_ n: Int) -> [UInt8] { [UInt8(n & 255), UInt8(n >> 8)] }
        let size = word(indices.width) + word(indices.height)
        var out = Array("GIF87a".utf8) + size + [UInt8(0x80 | 0x70 | (depth - 1)), 0, 0] + colors
        out += [0x2C, 0, 0, 0, 0] + size + [0]
        let codeSize = max(2, depth)
        out.append(UInt8(codeSize))
        let codes = compress(indices.pixels, codeSize: codeSize)
        for start in stride(from: 0, to: codes.count, by: 255) {
            let block = codes[start..<min(start + 255, codes.count)]
            out.append(UInt8(block.count))
            out += block
        }
        return out + [0, 0x3B]
    }

    private static func compress(_ samples: [UInt8], codeSize: Int) -> [UInt8] {
        let clear = 1 << codeSize
        var out: [UInt8] = []
        var (buffer, bits) = (0, 0)
        var (width, next) = (codeSize + 1, clear + 2)
        var known: [Int: Int] = [:]
        func put(_ code: Int) {
            buffer |= code << bits
            bits += width
            while bits >= 8 {
                out.append(UInt8(buffer & 255))
                buffer >>= 8
                bits -= 8
            }
        }
        put(clear)
        var string = -1
        for sample in samples {
            let sample = Int(sample) & (clear - 1)
            guard string >= 0 else {
                string = sample
                continue
            }
            let key = string << 8 | sample
            if let code = known[key] {
                string = code
                continue
            }
            put(string)
            if next < 4096 {
                if next == 1 << width { width += 1 }
                known[key] = next
                next += 1
            } else {
                put(clear)
                (width, next) = (codeSize + 1, clear + 2)
                known.removeAll(keepingCapacity: true)
            }
            string = sample
        }
        if string >= 0 { put(string) }
        // The reader has just learned one more string.
        if next == 1 << width, width < 12 { width += 1 }
        put(clear + 1)
        if bits > 0 { out.append(UInt8(buffer & 255)) }
        return out
    }
}
