// Pillow's box and Gaussian blurs, its unsharp mask and its averaging of blocks, in its fixed-point arithmetic, so that the bytes are
// the same. Pure functions on bitmaps.
import Figures
import Glibc
import Schema
import Tensors

enum PillowFilters {
    /// `passes` blurs by a box of 2 radius + 1 pixels, whose ends may count in part; rows first, then columns.
    static func boxBlur(_ bitmap: Bitmap, x: Double, y: Double, passes: Int = 1) throws -> Bitmap {
        let (w, h, n) = (bitmap.width, bitmap.height, bitmap.channels)
        var pixels = bitmap.pixels
        for (radius, length, step, lines) in [
            (x, w, n, (0..<h).flatMap { row in (0..<n).map { row * w * n + $0 } }),
            (y, h, w * n, Array(0..<w * n)),
        ] where radius > 0 {
            let reach = Float(radius)
            let whole = Int(reach)
            let weight = UInt64(Float(1 << 24) / (reach * 2 + 1))
            // Float32 may round the weight up.
            let far = UInt64(max((1 << 24) - (2 * whole + 1) * Int(weight), 0) / 2)
            var line = [UInt64](repeating: 0, count: length)
            for _ in 0..<passes {
                for start in lines {
                    try Interrupts.check()
                    for i in 0..<length { line[i] = UInt64(pixels[start + i * step]) }
                    func at(_ i: Int) -> UInt64 { line[min(max(i, 0), length - 1)] }
                    // The sum of the window around the pixel before the first.
                    var sum = line[0] * UInt64(whole + 1)
                    let inside = min(whole, length)
                    for i in 0..<inside { sum += line[i] }
                    sum += line[length - 1] * UInt64(whole - inside)
                    for i in 0..<length {
                        sum = sum + at(i + whole) - at(i - whole - 1)
                        let total = sum * weight + (at(i - whole - 1) + at(i + whole + 1)) * far
                        pixels[start + i * step] = UInt8(truncatingIfNeeded: (total + (1 << 23)) >> 24)
                    }
                }
            }
        }
        return try Bitmap(width: w, height: h, channels: n, pixels: pixels)
    }

    /// Three box blurs that together come close to a Gaussian of this radius.
    static func gaussianBlur(_ bitmap: Bitmap, x: Double, y: Double) throws -> Bitmap {
        func box(_ radius: Double) -> Double {
            let square = Float(radius) * Float(radius) / 3
            let length = Float((12 * Double(square) + 1).squareRoot())
            let whole = floorf((length - 1) / 2)
            let part = (2 * whole + 1) * (whole * (whole + 1) - 3 * square) / (6 * (square - (whole + 1) * (whole + 1)))
            return radius == 0 ? 0 : Double(whole + part)
        }
        return try boxBlur(bitmap, x: box(x), y: box(y), passes: 3)
    }

    /// What a blur took away, added again where it is more than a threshold.
    static func unsharp(_ bitmap: Bitmap, radius: Double, percent: Int, threshold: Int) throws -> Bitmap {
        let blurred = try gaussianBlur(bitmap, x: radius, y: radius).pixels
        let pixels = zip(bitmap.pixels, blurred).map { value, soft -> UInt8 in
            let difference = Int(value) - Int(soft)
            guard abs(difference) > threshold else { return value }
            return UInt8(min(max(Int(value) + difference * percent / 100, 0), 255))
        }
        return try Bitmap(width: bitmap.width, height: bitmap.height, channels: bitmap.channels, pixels: pixels)
    }

    /// Averages of blocks of (across, down) pixels within a box; blocks at the far edges may be smaller.
    static func reduced(_ bitmap: Bitmap, across: Int, down: Int, box: [Int]) throws -> Bitmap {
        let n = bitmap.channels
        let (left, top, right, bottom) = (box[0], box[1], box[2], box[3])
        let (w, h) = ((right - left + across - 1) / across, (bottom - top + down - 1) / down)
        var out: [UInt8] = []
        out.reserveCapacity(w * h * n)
        for row in 0..<h {
            try Interrupts.check()
            let ys = top + row * down..<min(top + (row + 1) * down, bottom)
            for column in 0..<w {
                let xs = left + column * across..<min(left + (column + 1) * across, right)
                let count = xs.count * ys.count
                let factor = UInt64(Float(4_294_967_296.0) / Float(256 * count))
                for c in 0..<n {
                    var sum = UInt64(count / 2)
                    for y in ys { for x in xs { sum += UInt64(bitmap.pixels[(y * bitmap.width + x) * n + c]) } }
                    out.append(UInt8(truncatingIfNeeded: min((sum * factor) >> 24, 255)))
                }
            }
        }
        return try Bitmap(width: w, height: h, channels: n, pixels: out)
    }
}
