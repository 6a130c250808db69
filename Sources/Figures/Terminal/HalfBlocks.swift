// Pictures from letters: "▀" shows two pixels, the upper one as its colour and the lower one as its background. Works
// in every terminal with colours.

public enum BlockColors: Sendable {
    /// 24-bit colours.
    case full
    /// The 256-colour palette: a 6 x 6 x 6 cube and 24 grays.
    case palette
}

public enum HalfBlocks {
    /// One line of text per two rows of pixels, each ending with a reset and a newline. An odd last row has no
    /// background.
    public static func encode(_ bitmap: Bitmap, colors: BlockColors = .full) -> [UInt8] {
        let rgb = TerminalImage.opaque(bitmap)
        let width = bitmap.width
        func code(_ x: Int, _ y: Int) -> String {
            let at = (y * width + x) * 3
            switch colors {
            case .full: return "2;\(rgb[at]);\(rgb[at + 1]);\(rgb[at + 2])"
            case .palette: return "5;\(paletteIndex(rgb[at], rgb[at + 1], rgb[at + 2]))"
            }
        }
        var out = ""
        for y in stride(from: 0, to: bitmap.height, by: 2) {
            // Colours are set only where they change: a third of the bytes on typical figures.
            var (upper, lower) = ("", "")
            for x in 0..<width {
                let above = code(x, y)
                if above != upper { out += "\u{1B}[38;\(above)m" }
                upper = above
                if y + 1 < bitmap.height {
                    let below = code(x, y + 1)
                    if below != lower { out += "\u{1B}[48;\(below)m" }
                    lower = below
                }
                out += "▀"
            }
            out += "\u{1B}[0m\n"
        }
        return Array(out.utf8)
    }

    /// The levels of the palette's colour cube.
    private static let levels = [0, 95, 135, 175, 215, 255]

    /// The nearest entry of the 256-colour palette.
    static func paletteIndex(_ red: UInt8, _ green: UInt8, _ blue: UInt8) -> Int {
        let wanted = [Int(red), Int(green), Int(blue)]
        let cube = wanted.map { value in
            levels.indices.min { abs(levels[$0] - value) < abs(levels[$1] - value) } ?? 0
        }
        let gray = min(max(((wanted[0] + wanted[1] + wanted[2]) / 3 - 3) / 10, 0), 23)
        func distance(_ color: [Int]) -> Int { zip(color, wanted).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) } }
        let grayLevel = 8 + 10 * gray
        if distance([grayLevel, grayLevel, grayLevel]) < distance(cube.map { levels[$0] }) { return 232 + gray }
        return 16 + 36 * cube[0] + 6 * cube[1] + cube[2]
    }
}
