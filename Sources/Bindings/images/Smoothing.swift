// PIL.ImageFilter's kernels of 3 by 3: neighbours weighted and summed; the outermost pixels stay as they are.
import Figures
import Schema

enum Smoothing {
    struct Kernel {
        let weights: [Float]
        let scale: Float
        var offset: Float = 0
    }

    static let kernels: [(String, Kernel)] = [
        ("SMOOTH", Kernel(weights: [1, 1, 1, 1, 5, 1, 1, 1, 1], scale: 13)),
        ("SHARPEN", Kernel(weights: [-2, -2, -2, -2, 32, -2, -2, -2, -2], scale: 16)),
        ("EDGE_ENHANCE", Kernel(weights: [-1, -1, -1, -1, 10, -1, -1, -1, -1], scale: 2)),
        ("FIND_EDGES", Kernel(weights: [-1, -1, -1, -1, 8, -1, -1, -1, -1], scale: 1)),
        ("EMBOSS", Kernel(weights: [-1, 0, 0, 0, 1, 0, 0, 0, 0], scale: 1, offset: 128)),
        ("DETAIL", Kernel(weights: [0, -1, 0, -1, 10, -1, 0, -1, 0], scale: 6)),
    ]

    static func apply(_ kernel: Kernel, to bitmap: Bitmap) throws -> Bitmap {
        let (w, h, n) = (bitmap.width, bitmap.height, bitmap.channels)
        guard w > 2, h > 2 else { return bitmap }
        let source = bitmap.pixels
        var out = source
        let weights = kernel.weights.map { $0 / kernel.scale }
        for y in 1..<h - 1 {
            for x in 1..<w - 1 {
                for c in 0..<n {
                    // Pillow's rows run from the bottom of the kernel, each summed on its own.
                    var total = kernel.offset + 0.5
                    for row in 0..<3 {
                        var line: Float = 0
                        for column in 0..<3 {
                            let at = ((y + 1 - row) * w + x - 1 + column) * n + c
                            line += Float(source[at]) * weights[row * 3 + column]
                        }
                        total += line
                    }
                    out[(y * w + x) * n + c] = UInt8(min(max(total, 0), 255))
                }
            }
        }
        return try Bitmap(width: w, height: h, channels: n, pixels: out)
    }
}
