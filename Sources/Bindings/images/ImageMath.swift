// The algorithms behind skimage's functions: pure functions on rows of numbers and their shapes. Sources: scikit-image 0.26 for the
// conventions (ranges, borders, coordinates), the papers named at each function.
import Glibc
import Schema
import Script
import Tensors

enum ImageMath {
    // MARK: - Ranges

    /// img_as_float: bytes to 0…1, signed integers to -1…1, floats as they are.
    static func asFloat(_ x: Tensor) throws -> Tensor {
        switch x.dtype {
        case .float32, .float64, .float16, .bfloat16: return x
        case .bool: return try x.to(.float64)
        case .uint8: return try Tensor.from(try Numbers.doubles(x).map { $0 * (1 / 255.0) }, x.shape)
        case .int8, .int16, .int32, .int64:
            let bounds = x.dtype.bounds
            let scale = 2 / (bounds.high - bounds.low)
            return try Tensor.from(try Numbers.doubles(x).map { ($0 + 0.5) * scale }, x.shape)
        }
    }

    /// img_as_ubyte.
    static func asBytes(_ x: Tensor) throws -> Tensor {
        if x.dtype == .uint8 { return x }
        let values = try Numbers.doubles(x)
        if x.dtype == .bool { return try Tensor.from(values.map { $0 != 0 ? UInt8(255) : 0 }, x.shape) }
        if x.dtype.isFloatingPoint {
            if let low = values.min(), let high = values.max(), low < -1 || high > 1 {
                throw Failure(
                    .valueError, "Images of type float must be between -1 and 1.",
                    hint: "divide by 255 first, or use x.astype(np.uint8)")
            }
            return try Tensor.from(
                values.map { UInt8(cut: ($0.isNaN ? 0 : $0 * 255).rounded(.toNearestOrEven)) }, x.shape)
        }
        let high = x.dtype.bounds.high
        return try Tensor.from(values.map { UInt8(cut: ($0 / ((high + 1) / 256)).rounded(.down)) }, x.shape)
    }

    /// rgb2gray: luminance of the last axis' three (or four) channels.
    static func gray(_ x: Tensor) throws -> Tensor {
        let float = try asFloat(x)
        let n = float.shape.last ?? 3
        guard n >= 3 else { throw Failure(.valueError, "the last axis must hold 3 channels, not \(n)") }
        let values = try Numbers.doubles(float)
        let result = stride(from: 0, to: values.count, by: n).map { at -> Double in
            let (r, g, b) = (values[at], values[at + 1], values[at + 2])
            return 0.2125 * r + 0.7154 * g + 0.0721 * b
        }
        return try Tensor.from(result, Array(float.shape.dropLast())).to(float.dtype)
    }

    // MARK: - Along one axis

    /// What lies beyond the edges.
    enum Border {
        /// abcd|dcba: skimage's "symmetric"; abcd|cba: "reflect"; "edge"; "wrap"; or one value.
        case symmetric, reflect, edge, wrap, constant(Double)

        init(_ name: String, _ cval: Double) throws {
            switch name {
            case "symmetric": self = .symmetric
            case "reflect": self = .reflect
            case "edge", "nearest": self = .edge
            case "wrap": self = .wrap
            case "constant": self = .constant(cval)
            default:
                throw Failure(
                    .valueError, "Unknown mode, or cannot translate mode '\(name)'",
                    hint: "modes are 'constant', 'edge', 'symmetric', 'reflect', 'wrap'")
            }
        }

        /// The place inside that stands for `i`; nil for the constant.
        func index(_ i: Int, _ n: Int) -> Int? {
            if i >= 0 && i < n { return i }
            if n <= 0 { return nil }
            if n == 1 { if case .constant = self { return nil } else { return 0 } }
            switch self {
            case .constant: return nil
            case .edge: return i < 0 ? 0 : n - 1
            case .wrap: return ((i % n) + n) % n
            case .symmetric:
                let at = ((i % (2 * n)) + 2 * n) % (2 * n)
                return at < n ? at : 2 * n - 1 - at
            case .reflect:
                let period = 2 * n - 2
                let at = ((i % period) + period) % period
                return at < n ? at : period - at
            }
        }
        var value: Double { if case .constant(let value) = self { value } else { 0 } }
    }

    /// Runs `body` over every line along an axis; lines may come out at another length. Ctrl-C ends it between two lines.
    static func along(_ values: [Double], _ shape: [Int], axis: Int, length: Int, _ body: ([Double]) -> [Double]) throws
        -> [Double]
    {
        let n = shape[axis]
        let inner = shape[(axis + 1)...].reduce(1, *)
        let outer = shape[..<axis].reduce(1, *)
        var out = [Double](repeating: 0, count: outer * length * inner)
        for o in 0..<outer {
            for i in 0..<inner {
                try Interrupts.check()
                let line = body((0..<n).map { values[(o * n + $0) * inner + i] })
                for k in 0..<length { out[(o * length + k) * inner + i] = line[k] }
            }
        }
        return out
    }

    /// A Gaussian of `sigma`, cut at `truncate` sigmas, its weights summing to 1.
    static func smoothed(
        _ values: [Double], _ shape: [Int], axis: Int, sigma: Double, truncate: Double = 4, border: Border = .edge
    ) throws -> [Double] {
        // NaN is no reach.
        let reach = truncate * sigma + 0.5
        let radius = reach > 0 ? Int(min(reach, 100_000)) : 0
        var weights = (-radius...radius).map { exp(-0.5 * Double($0 * $0) / (sigma * sigma)) }
        let sum = weights.reduce(0, +)
        weights = weights.map { $0 / sum }
        return try along(values, shape, axis: axis, length: shape[axis]) { line in
            line.indices.map { center in
                var total = 0.0
                for (k, weight) in weights.enumerated() {
                    total += weight * (border.index(center + k - radius, line.count).map { line[$0] } ?? border.value)
                }
                return total
            }
        }
    }

    // MARK: - Sizes

    /// skimage.transform.resize.
    static func resize(
        _ image: Tensor, _ wanted: [Int], order: Int?, mode: String, cval: Double, clip: Bool, preservesRange: Bool,
        antiAliasing: Bool?, sigma given: [Double]? = nil
    ) throws -> Tensor {
        var sizes = wanted
        guard sizes.allSatisfy({ $0 > 0 && $0 <= 65536 }), sizes.count <= image.rank, !image.shape.contains(0) else {
            throw Failure(
                .valueError,
                "len(output_shape) cannot be smaller than the image dimensions, and sizes must be positive: output_shape is \(wanted)",
                hint: "resize(image, (64, 64)); channels come last and are kept")
        }
        if sizes.count < image.rank {
            guard sizes.count == image.rank - 1 else {
                throw Failure(.valueError, "len(output_shape) cannot be smaller than the image dimensions")
            }
            sizes.append(image.shape[image.rank - 1])
        }
        let order = order ?? (image.dtype == .bool ? 0 : 1)
        guard order == 0 || order == 1 else {
            throw Failure(
                .notImplementedError, "resize(order=\(order)) is not available here",
                hint: "use order=0 (nearest) or order=1 (linear)")
        }
        let shrinks = zip(sizes, image.shape).contains { $0 < $1 }
        let isWhole = image.dtype.isInteger
        let smooths = antiAliasing ?? (image.dtype != .bool && !(isWhole && order == 0) && shrinks)
        if image.dtype == .bool, smooths {
            throw Failure(.valueError, "anti_aliasing must be False for boolean images")
        }
        var source = image
        if order > 0 {
            source =
                preservesRange ? (image.dtype.isFloatingPoint ? image : try image.to(.float64)) : try asFloat(image)
        }
        var values = try Numbers.doubles(source)
        let (low, high) = (values.min() ?? 0, values.max() ?? 0)
        let border = try Border(mode, cval)
        var shape = image.shape
        if smooths {
            for axis in shape.indices {
                var sigma = max(0, (Double(shape[axis]) / Double(sizes[axis]) - 1) / 2)
                if let given {
                    guard given.count == 1 || given.count == shape.count, given.allSatisfy({ $0 >= 0 && $0 < 10_000 })
                    else {
                        throw Failure(
                            .valueError, "anti_aliasing_sigma is one number of pixels, or one for each axis")
                    }
                    sigma = given[given.count == 1 ? 0 : axis]
                }
                if sigma > 1e-15 { values = try smoothed(values, shape, axis: axis, sigma: sigma, border: border) }
            }
        }
        for axis in shape.indices where shape[axis] != sizes[axis] {
            let (n, m) = (shape[axis], sizes[axis])
            let scale = Double(n) / Double(m)
            values = try along(values, shape, axis: axis, length: m) { line in
                (0..<m).map { i in
                    let at = (Double(i) + 0.5) * scale - 0.5
                    if order == 0 { return border.index(Int(floor(at + 0.5)), n).map { line[$0] } ?? border.value }
                    let first = floor(at)
                    let t = at - first
                    let a = border.index(Int(first), n).map { line[$0] } ?? border.value
                    if t == 0 { return a }
                    let b = border.index(Int(first) + 1, n).map { line[$0] } ?? border.value
                    return a * (1 - t) + b * t
                }
            }
            shape[axis] = m
        }
        if clip, order > 0 { values = values.map { min(max($0, low), high) } }
        return try Tensor.from(values, shape).to(source.dtype)
    }

    /// skimage.transform.rotate without resize: bilinear (or nearest) about the middle.
    static func rotate(
        _ image: Tensor, degrees: Double, center: [Double]?, order: Int?, mode: String, cval: Double,
        preservesRange: Bool
    ) throws -> Tensor {
        guard image.rank == 2 || image.rank == 3, degrees.isFinite else {
            throw Failure(.valueError, "rotate() takes (H, W) or (H, W, C)")
        }
        let order = order ?? (image.dtype == .bool ? 0 : 1)
        guard order == 0 || order == 1 else {
            throw Failure(
                .notImplementedError, "rotate(order=\(order)) is not available here", hint: "use order=0 or 1")
        }
        let source =
            preservesRange ? (image.dtype.isFloatingPoint ? image : try image.to(.float64)) : try asFloat(image)
        let values = try Numbers.doubles(source)
        let (h, w) = (image.shape[0], image.shape[1])
        let n = image.rank == 3 ? image.shape[2] : 1
        let border = try Border(mode, cval)
        let middle = center.flatMap { $0.count == 2 ? $0 : nil } ?? [Double(w) / 2 - 0.5, Double(h) / 2 - 0.5]
        let angle = degrees * Double.pi / 180
        let (c, s) = (cos(angle), sin(angle))
        var out = [Double](repeating: 0, count: values.count)
        func value(_ y: Int, _ x: Int, _ k: Int) -> Double {
            guard let r = border.index(y, h), let q = border.index(x, w) else { return border.value }
            return values[(r * w + q) * n + k]
        }
        for y in 0..<h {
            for x in 0..<w {
                let (dx, dy) = (Double(x) - middle[0], Double(y) - middle[1])
                let u = c * dx - s * dy + middle[0]
                let v = s * dx + c * dy + middle[1]
                let (fu, fv) = (floor(u), floor(v))
                guard fu.magnitude < 1e9, fv.magnitude < 1e9 else { continue }
                for k in 0..<n {
                    if order == 0 {
                        out[(y * w + x) * n + k] = value(Int(v.rounded()), Int(u.rounded()), k)
                        continue
                    }
                    let (t, r) = (u - fu, v - fv)
                    let top = (1 - t) * value(Int(fv), Int(fu), k) + t * value(Int(fv), Int(fu) + 1, k)
                    let low = (1 - t) * value(Int(fv) + 1, Int(fu), k) + t * value(Int(fv) + 1, Int(fu) + 1, k)
                    out[(y * w + x) * n + k] = (1 - r) * top + r * low
                }
            }
        }
        // The nearest pixel's value is a value of the image, and keeps its type.
        return try Tensor.from(out, image.shape).to(order == 0 && preservesRange ? image.dtype : source.dtype)
    }

    // MARK: - Thresholds, regions

    /// Otsu (1979): the threshold that separates two classes best.
    static func otsu(_ values: [Double], isWhole: Bool, bins: Int) -> Double {
        guard let low = values.min(), let high = values.max(), low < high else { return values.first ?? 0 }
        var counts: [Double]
        let centers: [Double]
        if isWhole, high - low < 1_048_576 {
            counts = [Double](repeating: 0, count: Int(high - low) + 1)
            for value in values { counts[Int(value - low)] += 1 }
            centers = counts.indices.map { Double($0) + low }
        } else {
            let n = min(max(bins, 2), 1 << 20)
            let width = (high - low) / Double(n)
            counts = [Double](repeating: 0, count: n)
            for value in values where value.isFinite { counts[min(Int((value - low) / width), n - 1)] += 1 }
            centers = (0..<n).map { low + (Double($0) + 0.5) * width }
        }
        let total = counts.reduce(0, +)
        let sum = zip(counts, centers).reduce(0) { $0 + $1.0 * $1.1 }
        var (before, part, best, threshold) = (0.0, 0.0, -1.0, low)
        for i in counts.indices.dropLast() {
            before += counts[i]
            part += counts[i] * centers[i]
            let after = total - before
            guard before > 0, after > 0 else { continue }
            let difference = part / before - (sum - part) / after
            let variance = before * after * difference * difference
            if variance > best { (best, threshold) = (variance, centers[i]) }
        }
        return threshold
    }

    /// Connected regions of equal value, numbered from 1 in reading order of their first pixels; the background is 0.
    static func components(
        _ values: [Double], rows: Int, columns: Int, background: Double, diagonal: Bool
    ) throws -> (labels: [Int], count: Int) {
        var visited = 0
        var labels = [Int](repeating: 0, count: values.count)
        var count = 0
        var queue: [Int] = []
        for start in values.indices where values[start] != background && labels[start] == 0 {
            count += 1
            labels[start] = count
            queue = [start]
            while let at = queue.popLast() {
                visited += 1
                if visited & 4095 == 0 { try Interrupts.check() }
                let (r, c) = (at / columns, at % columns)
                for dr in -1...1 {
                    for dc in -1...1 where (dr != 0 || dc != 0) && (diagonal || dr == 0 || dc == 0) {
                        let (y, x) = (r + dr, c + dc)
                        guard y >= 0, x >= 0, y < rows, x < columns else { continue }
                        let next = y * columns + x
                        if labels[next] == 0, values[next] == values[at] {
                            labels[next] = count
                            queue.append(next)
                        }
                    }
                }
            }
        }
        return (labels, count)
    }

    /// The largest (or smallest) value under a footprint, whose `anchor` (row, column; its middle by default) lies on the pixel. What
    /// lies outside counts as `border` says; without one it does not count.
    static func morph(
        _ values: [Double], rows: Int, columns: Int, _ footprint: [[Bool]], grows: Bool, anchor: (Int, Int)? = nil,
        border: Border? = nil
    ) throws -> [Double] {
        let (h, w) = (footprint.count, footprint.first?.count ?? 0)
        let (top, left) = anchor ?? (h / 2, w / 2)
        var offsets: [(Int, Int)] = []
        for r in 0..<h { for c in 0..<w where footprint[r][c] { offsets.append((r - top, c - left)) } }
        var out = values
        for r in 0..<rows {
            try Interrupts.check()
            for c in 0..<columns {
                var result: Double?
                for (dr, dc) in offsets {
                    let (y, x) = (r + dr, c + dc)
                    let value: Double
                    if y >= 0, x >= 0, y < rows, x < columns {
                        value = values[y * columns + x]
                    } else if let border {
                        let place = border.index(y, rows).flatMap { y in
                            border.index(x, columns).map { y * columns + $0 }
                        }
                        value = place.map { values[$0] } ?? border.value
                    } else {
                        continue
                    }
                    result = result.map { grows ? max($0, value) : min($0, value) } ?? value
                }
                if let result { out[r * columns + c] = result }
            }
        }
        return out
    }

    /// skimage.segmentation.find_boundaries.
    static func boundaries(
        _ labels: [Double], rows: Int, columns: Int, diagonal: Bool, mode: String, background: Double
    ) throws -> [Bool] {
        let square = [[Bool]](repeating: [true, true, true], count: 3)
        let cross = [[false, true, false], [true, true, true], [false, true, false]]
        let print = diagonal ? square : cross
        let grown = try morph(labels, rows: rows, columns: columns, print, grows: true)
        let shrunk = try morph(labels, rows: rows, columns: columns, print, grows: false)
        let edges = zip(grown, shrunk).map { $0 != $1 }
        switch mode {
        case "inner": return labels.indices.map { edges[$0] && labels[$0] != background }
        case "outer":
            let inverted = labels.map { $0 == background ? Double.greatestFiniteMagnitude : $0 }
            let wide = try morph(labels, rows: rows, columns: columns, square, grows: true)
            let narrow = try morph(inverted, rows: rows, columns: columns, square, grows: false)
            return labels.indices.map { i in
                let isBackground = labels[i] == background
                return edges[i] && (isBackground || wide[i] != narrow[i])
            }
        default: return edges
        }
    }
}
