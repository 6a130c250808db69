// Changing a picture's size. One separable engine, the one Pillow documents (a filter stretched by the shrink factor,
// edges renormalised), serves PIL-like resizing on 8-bit samples and the smooth drawing of imshow on floats.
import Glibc
import Schema

/// How samples between pixels are made.
public enum ResampleFilter: String, CaseIterable, Sendable {
    case nearest
    case box
    case bilinear
    case hamming
    case bicubic
    case lanczos
    /// matplotlib's choice for pictures drawn at less than three times their size.
    case hanning

    /// Half-width of the filter in source pixels, before stretching.
    var support: Double {
        switch self {
        case .nearest, .box: 0.5
        case .bilinear, .hamming, .hanning: 1
        case .bicubic: 2
        case .lanczos: 3
        }
    }

    func weight(_ t: Double) -> Double {
        let x = abs(t)
        switch self {
        case .nearest, .box: return t > -0.5 && t <= 0.5 ? 1 : 0
        case .bilinear: return x < 1 ? 1 - x : 0
        case .hamming:
            if x == 0 { return 1 }
            return x < 1 ? sin(Double.pi * x) / (Double.pi * x) * (0.54 + 0.46 * cos(Double.pi * x)) : 0
        case .hanning: return x < 1 ? 0.5 + 0.5 * cos(Double.pi * x) : 0
        case .bicubic:
            let a = -0.5
            if x < 1 { return ((a + 2) * x - (a + 3)) * x * x + 1 }
            return x < 2 ? (((x - 5) * x + 8) * x - 4) * a : 0
        case .lanczos:
            if x == 0 { return 1 }
            return x < 3 ? 3 * sin(Double.pi * x) * sin(Double.pi * x / 3) / (Double.pi * Double.pi * x * x) : 0
        }
    }
}

/// For each output position: where its source samples begin, and their weights (their sum is 1).
struct ResampleWeights {
    var starts: [Int]
    var weights: [[Double]]

    /// `from` and `to` are the source interval, in pixels, that the output covers. `tie` is taken off when the nearest
    /// sample is chosen: a little makes borders go to the sample before.
    init(source: Int, from: Double, to: Double, output: Int, filter: ResampleFilter, tie: Double = 0) {
        let scale = (to - from) / Double(output)
        let stretch = max(abs(scale), 1)
        let support = filter.support * stretch
        starts = []
        weights = []
        starts.reserveCapacity(output)
        weights.reserveCapacity(output)
        for i in 0..<output {
            let center = from + (Double(i) + 0.5) * scale
            if filter == .nearest {
                starts.append(min(max(Int(clamping: floor(center - tie)), 0), source - 1))
                weights.append([1])
                continue
            }
            var first = max(Int(clamping: center - support + 0.5), 0)
            var last = min(Int(clamping: center + support + 0.5), source)
            // Beyond the edge: repeat the edge sample.
            if first >= source { first = source - 1 }
            if last <= first { last = first + 1 }
            var row = (first..<last).map { filter.weight((Double($0) - center + 0.5) / stretch) }
            let sum = row.reduce(0, +)
            row = sum == 0 ? row.map { _ in 1 / Double(row.count) } : row.map { $0 / sum }
            starts.append(first)
            weights.append(row)
        }
    }
}

extension Bitmap {
    /// The picture at another size, computed as Pillow does it: 8-bit steps with 22-bit weights, horizontal pass first.
    /// `box` is the part that is shown, (left, top, right, bottom) in pixels that need not be whole.
    public func resized(
        width newWidth: Int, height newHeight: Int, filter: ResampleFilter = .bicubic, box: [Double]? = nil
    ) throws(Failure) -> Bitmap {
        guard newWidth >= 1, newHeight >= 1 else { throw Failure(.valueError, "height and width must be > 0") }
        guard newWidth <= 1 << 16, newHeight <= 1 << 16 else {
            throw Failure(
                .valueError, "an image of \(newWidth) x \(newHeight) pixels is too large; a side may have \(1 << 16)")
        }
        let source = to8Bit()
        // The checks on both sizes happen before any work.
        var narrow = try Bitmap(width: newWidth, height: height, channels: channels)
        var result = try Bitmap(width: newWidth, height: newHeight, channels: channels)
        var box = box ?? [0, 0, Double(width), Double(height)]
        // Pillow's sides are differences of float32.
        for i in 0..<2 { box[2 + i] = box[i] + Double(Float(box[2 + i]) - Float(box[i])) }
        let columns = ResampleWeights(source: width, from: box[0], to: box[2], output: newWidth, filter: filter)
        let rows = ResampleWeights(source: height, from: box[1], to: box[3], output: newHeight, filter: filter)
        let keepsColumns = newWidth == width && box[0] == 0 && box[2] == Double(width)
        let keepsRows = newHeight == height && box[1] == 0 && box[3] == Double(height)
        let channels = channels
        source.pixels.withUnsafeBufferPointer { from in
            narrow.withPixels { to in
                if keepsColumns && filter != .nearest {
                    _ = to.update(from: from)
                    return
                }
                Bitmap.pass(
                    from: from, to: to, lines: height, lineStep: width * channels, step: channels,
                    outLineStep: newWidth * channels, outStep: channels, channels: channels, weights: columns)
            }
        }
        narrow.pixels.withUnsafeBufferPointer { from in
            result.withPixels { to in
                if keepsRows && filter != .nearest {
                    _ = to.update(from: from)
                    return
                }
                Bitmap.pass(
                    from: from, to: to, lines: newWidth, lineStep: channels, step: newWidth * channels,
                    outLineStep: channels, outStep: newWidth * channels, channels: channels, weights: rows)
            }
        }
        return result
    }

    private static func pass(
        from: UnsafeBufferPointer<UInt8>, to: UnsafeMutableBufferPointer<UInt8>, lines: Int, lineStep: Int, step: Int,
        outLineStep: Int, outStep: Int, channels: Int, weights: ResampleWeights
    ) {
        let one = Double(1 << 22)
        for i in weights.starts.indices {
            let fixed = weights.weights[i].map { Int($0 * one + ($0 < 0 ? -0.5 : 0.5)) }
            let start = weights.starts[i] * step
            for line in 0..<lines {
                for channel in 0..<channels {
                    var sum = 1 << 21
                    var at = line * lineStep + start + channel
                    for weight in fixed {
                        sum += weight * Int(from[at])
                        at += step
                    }
                    to[line * outLineStep + i * outStep + channel] = UInt8(min(max(sum >> 22, 0), 255))
                }
            }
        }
    }
}
