// PIL.ImageFilter's kernels of 3 by 3 and 5 by 5: neighbours weighted and summed; the outermost pixels stay as they are.
import Figures
import Schema
import Tensors

enum Smoothing {
    struct Kernel {
        let weights: [Float]
        let scale: Float
        var offset: Float = 0
    }

    static func apply(_ kernel: Kernel, to bitmap: Bitmap) throws -> Bitmap {
        let (w, h, n) = (bitmap.width, bitmap.height, bitmap.channels)
        let side = kernel.weights.count == 25 ? 5 : 3
        let reach = side / 2
        guard w >= side, h >= side else { return bitmap }
        let source = bitmap.pixels
        var out = source
        let weights = kernel.weights.map { $0 / kernel.scale }
        for y in reach..<h - reach {
            try Interrupts.check()
            for x in reach..<w - reach {
                for c in 0..<n {
                    // Pillow's rows run from the bottom of the kernel, each summed on its own.
                    var total = kernel.offset + 0.5
                    for row in 0..<side {
                        var line: Float = 0
                        for column in 0..<side {
                            let at = ((y + reach - row) * w + x - reach + column) * n + c
                            line += Float(source[at]) * weights[row * side + column]
                        }
                        total += line
                    }
                    out[(y * w + x) * n + c] = total.isNaN ? 0 : UInt8(min(max(total, 0), 255))
                }
            }
        }
        return try Bitmap(width: w, height: h, channels: n, pixels: out)
    }
}
