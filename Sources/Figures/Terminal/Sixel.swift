// DEC sixel graphics: bands of six rows; per band and colour one run-length coded line of characters whose bits are the
// six pixels of a column. Source: the VT330/VT340 Programmer Reference, volume 2, chapter 14.

public enum Sixel {
    public static func encode(_ bitmap: Bitmap) -> [UInt8] {
        let palette = Palette(rgb: TerminalImage.opaque(bitmap))
        let (width, height) = (bitmap.width, bitmap.height)
        // Pixels that are not set keep their colour (second 1); square pixels, and the size, follow.
        var out = Array("\u{1B}P0;1;0q\"1;1;\(width);\(height)".utf8)
        for (i, color) in palette.colors.enumerated() {
            // Sixel counts colours in percent.
            func percent(_ value: Int) -> Int { (value * 100 + 127) / 255 }
            out += "#\(i);2;\(percent(color.red));\(percent(color.green));\(percent(color.blue))".utf8
        }
        var masks = [[UInt8]](repeating: [], count: palette.colors.count)
        for top in stride(from: 0, to: height, by: 6) {
            var used: [Int] = []
            for row in 0..<min(6, height - top) {
                for x in 0..<width {
                    let color = Int(palette.indices[(top + row) * width + x])
                    if masks[color].isEmpty {
                        masks[color] = [UInt8](repeating: 0, count: width)
                        used.append(color)
                    }
                    masks[color][x] |= 1 << UInt8(row)
                }
            }
            for (i, color) in used.enumerated() {
                if i > 0 { out.append(UInt8(ascii: "$")) }
                out += "#\(color)".utf8
                append(masks[color], to: &out)
                masks[color] = []
            }
            if top + 6 < height { out.append(UInt8(ascii: "-")) }
        }
        out += "\u{1B}\\".utf8
        return out
    }

    /// Columns as characters; four or more equal ones as "!count".
    private static func append(_ mask: [UInt8], to out: inout [UInt8]) {
        var x = 0
        // Nothing after the last set pixel needs to be said.
        let end = (mask.lastIndex { $0 != 0 } ?? -1) + 1
        while x < end {
            var run = 1
            while x + run < end, mask[x + run] == mask[x] { run += 1 }
            let character = mask[x] + 63
            if run > 3 {
                out += "!\(run)".utf8
                out.append(character)
            } else {
                out += [UInt8](repeating: character, count: run)
            }
            x += run
        }
    }
}
