// Whether two pictures are the same picture. Decoded pixels are compared, not file bytes: zlib may pack the same pixels differently,
// and FreeType's versions shade the edges of letters differently, which a small tolerance lets pass.
import Figures
import Schema

public struct FigureComparison: Sendable {
    public var isSame: Bool
    /// What differs, in words.
    public var summary: String
    /// A picture of the differences: equal pixels pale, differing ones red. Absent when the sizes differ.
    public var difference: [UInt8]?

    /// A channel may differ by this much before the pixel counts as different: the shade of a letter's edge.
    static let channelTolerance = 64
    /// The share of pixels that may be different.
    public static let pixelTolerance = 1e-4

    /// `share`: how many of the pixels may be different, when the expectation says more than the default.
    /// - Throws: ValueError when a file is not a readable PNG.
    public init(expected: [UInt8], actual: [UInt8], share: Double = pixelTolerance) throws(Failure) {
        let left = try PNG.decode(expected).toRGBA()
        let right = try PNG.decode(actual).toRGBA()
        guard left.width == right.width, left.height == right.height else {
            isSame = false
            summary = "is \(right.width)x\(right.height) pixels, expected \(left.width)x\(left.height)"
            difference = nil
            return
        }
        let a = left.pixels, b = right.pixels
        guard a != b else {
            isSame = true
            summary = "equal"
            difference = nil
            return
        }
        var largest = 0
        var total = 0
        var differing = 0
        var picture = [UInt8](repeating: 255, count: a.count)
        for pixel in stride(from: 0, to: a.count, by: 4) {
            var worst = 0
            for channel in 0..<4 {
                let delta = abs(Int(a[pixel + channel]) - Int(b[pixel + channel]))
                worst = max(worst, delta)
                total += delta
            }
            largest = max(largest, worst)
            if worst > FigureComparison.channelTolerance { differing += 1 }
            // Pale grey where nothing happened, so that the place of a difference can be found.
            let shade = worst > 0 ? UInt8(max(0, 200 - worst)) : 200 &+ b[pixel] / 5
            picture[pixel] = worst > 0 ? 255 : shade
            picture[pixel + 1] = shade
            picture[pixel + 2] = shade
        }
        isSame = Double(differing) <= share * Double(a.count / 4)
        let mean = Double(total) / Double(a.count)
        summary =
            "\(differing) of \(a.count / 4) pixels differ; max |Δ| \(largest), mean |Δ| \(NumberText.fixed(mean, 3))"
        difference =
            isSame
            ? nil : try PNG.encode(Bitmap(width: left.width, height: left.height, channels: 4, pixels: picture))
    }
}
