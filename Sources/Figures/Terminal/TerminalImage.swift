// Pictures inside a terminal. A bitmap goes in, the characters that make a terminal show it come out. Which of the four
// ways a terminal understands is the front end's business; nothing here reads or writes a terminal.
import Schema

/// The ways to show a picture, best first.
public enum TerminalProtocol: String, Sendable, CaseIterable {
    case kitty, iterm, sixel, blocks, none
}

public enum TerminalImage {
    /// The characters that show `bitmap`. `width` and `height` limit the picture in pixels (a cell of half-blocks
    /// counts as 1 x 2); a larger one is made smaller, never the other way round. Empty for `.none`.
    public static func encode(
        _ bitmap: Bitmap, as way: TerminalProtocol, width: Int, height: Int, colors: BlockColors = .full
    )
        throws(Failure) -> [UInt8]
    {
        switch way {
        case .kitty: Kitty.encode(png: try PNG.encode(try fitted(bitmap, width, height)))
        case .iterm: ITerm.encode(png: try PNG.encode(try fitted(bitmap, width, height)))
        case .sixel: Sixel.encode(try fitted(bitmap, width, height))
        case .blocks: HalfBlocks.encode(try fitted(bitmap, width, height), colors: colors)
        case .none: []
        }
    }

    /// The picture, shrunk to fit without changing its shape.
    public static func fitted(_ bitmap: Bitmap, _ width: Int, _ height: Int) throws(Failure) -> Bitmap {
        let factor = min(Double(max(width, 1)) / Double(bitmap.width), Double(max(height, 1)) / Double(bitmap.height))
        if factor >= 1 { return bitmap }
        return try bitmap.resized(
            width: max(1, Int(clamping: Double(bitmap.width) * factor)),
            height: max(1, Int(clamping: Double(bitmap.height) * factor)), filter: .lanczos)
    }

    /// RGB bytes; what is transparent shows white, the colour of paper.
    static func opaque(_ bitmap: Bitmap) -> [UInt8] {
        let source = bitmap.to8Bit()
        if source.channels == 1 || source.channels == 3 { return source.toRGB().pixels }
        let rgba = source.toRGBA().pixels
        var rgb: [UInt8] = []
        rgb.reserveCapacity(rgba.count / 4 * 3)
        for at in stride(from: 0, to: rgba.count, by: 4) {
            let alpha = Int(rgba[at + 3])
            for c in 0..<3 { rgb.append(UInt8((Int(rgba[at + c]) * alpha + 255 * (255 - alpha) + 127) / 255)) }
        }
        return rgb
    }
}

/// kitty's graphics protocol: a PNG file in base64, in chunks of at most 4096 characters.
/// Source: https://sw.kovidgoyal.net/kitty/graphics-protocol/
public enum Kitty {
    public static func encode(png: [UInt8]) -> [UInt8] {
        let text = Base64.encode(png)
        var out: [UInt8] = []
        out.reserveCapacity(text.count + text.count / 128 + 64)
        for start in stride(from: 0, to: text.count, by: 4096) {
            let end = min(start + 4096, text.count)
            let more = end < text.count ? 1 : 0
            // The first chunk says what comes: show it (a=T), a PNG (f=100), and send no answers (q=2).
            out += (start == 0 ? "\u{1B}_Ga=T,f=100,q=2,m=\(more);" : "\u{1B}_Gm=\(more);").utf8
            out += text[start..<end]
            out += "\u{1B}\\".utf8
        }
        return out
    }
}

/// iTerm2's inline images: one OSC 1337 sequence. Source: https://iterm2.com/documentation-images.html
public enum ITerm {
    public static func encode(png: [UInt8]) -> [UInt8] {
        Array("\u{1B}]1337;File=inline=1;size=\(png.count);preserveAspectRatio=1:".utf8) + Base64.encode(png) + [7]
    }
}
