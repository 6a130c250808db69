// imshow: a matrix of values through a colour map, or a picture's own colours, drawn into a rectangle of the data.
// Values and options go in; one image primitive comes out, which resamples itself to the pixels it covers.
import Glibc
import Schema

/// What imshow shows: values to be coloured, or colours.
public struct ImageSource: Sendable {
    public let rows: Int
    public let columns: Int
    enum Content: Sendable {
        case values([Double])
        case colors(Bitmap)
    }
    let content: Content

    /// A matrix of values, row by row. ValueError when the count does not fit. NaN is transparent.
    public init(values: [Double], rows: Int, columns: Int) throws(Failure) {
        let (count, overflow) = rows.multipliedReportingOverflow(by: columns)
        guard !overflow, rows >= 0, columns >= 0, count == values.count else {
            throw Failure(.typeError, "Invalid shape (\(rows), \(columns)) for image data")
        }
        (self.rows, self.columns, content) = (rows, columns, .values(values))
    }

    /// Colours in 0…1, row by row, 3 (RGB) or 4 (RGBA) numbers per pixel; what lies outside 0…1 is clipped.
    public init(colors: [Double], rows: Int, columns: Int, channels: Int) throws(Failure) {
        try self.init(
            bitmap: try Bitmap(
                width: columns, height: rows, channels: try ImageSource.check(channels, rows, columns),
                pixels: colors.map { UInt8(unit: $0) }))
    }

    /// Colours in 0…255, row by row, 3 (RGB) or 4 (RGBA) bytes per pixel.
    public init(bytes: [UInt8], rows: Int, columns: Int, channels: Int) throws(Failure) {
        try self.init(
            bitmap: try Bitmap(
                width: columns, height: rows, channels: try ImageSource.check(channels, rows, columns),
                pixels: bytes))
    }

    /// A picture's colours; a gray picture is a matrix of values 0…255, as plt.imshow treats it.
    public init(bitmap: Bitmap) throws(Failure) {
        (rows, columns) = (bitmap.height, bitmap.width)
        content = bitmap.channels == 1 ? .values(bitmap.to8Bit().pixels.map(Double.init)) : .colors(bitmap.toRGBA())
    }

    private static func check(_ channels: Int, _ rows: Int, _ columns: Int) throws(Failure) -> Int {
        guard channels == 3 || channels == 4 else {
            throw Failure(
                .typeError, "Invalid shape (\(rows), \(columns), \(channels)) for image data",
                hint: "imshow takes (H, W), (H, W, 3) or (H, W, 4); move channels last with .permute(1, 2, 0)")
        }
        return channels
    }
}

extension ImageSource {
    /// imsave: the source's own pixels in the options' colours, RGBA, row 0 at the top.
    public func colored(_ options: ImageOptions = ImageOptions()) throws(Failure) -> Bitmap {
        let mark = try ImageMark(self, options)
        let bitmap = try Bitmap(
            width: columns, height: rows, channels: 4, pixels: ImageMark.Drawing(mark: mark).colors())
        return options.originIsUpper ? bitmap : bitmap.flippedVertically()
    }
}

/// matplotlib's names for drawing between pixels.
public enum Interpolation: String, Sendable, CaseIterable {
    case auto, antialiased, nearest, none, bilinear, bicubic, hanning, hamming, lanczos

    public init(named text: String) throws(Failure) {
        switch text.lowercased() {
        case "spline16", "spline36", "catrom", "mitchell", "quadric", "kaiser", "hermite", "gaussian", "bessel", "sinc",
            "blackman":
            // Relatives of the cubic that differ by less than one shows.
            self = .bicubic
        default:
            guard let known = Interpolation(rawValue: text.lowercased()) else {
                throw Failure(
                    .valueError, "'\(text)' is not a valid value for interpolation",
                    hint: "use one of " + Interpolation.allCases.map(\.rawValue).joined(separator: ", "))
            }
            self = known
        }
    }
}

public struct ImageOptions: Sendable {
    public var colormap: Colormap?
    public var low: Double?
    public var high: Double?
    public var alpha: Double?
    public var interpolation = Interpolation.auto
    /// Height of a pixel over its width; nil fills the axes ("auto").
    public var aspect: Double? = 1
    /// Row 0 at the top ("upper") or at the bottom ("lower").
    public var originIsUpper = true
    /// left, right, bottom, top in data units; pixels otherwise.
    public var extent: [Double]?
    public var label = ""
    public var zorder = 0.0

    public init() {}
}

public final class ImageMark: Mark {
    let source: ImageSource
    let options: ImageOptions
    private var scale: ColorScale?

    init(_ source: ImageSource, _ options: ImageOptions) throws(Failure) {
        self.source = source
        self.options = options
        if case .values(let values) = source.content {
            let map: Colormap
            if let chosen = options.colormap { map = chosen } else { map = try Colormap(named: "viridis") }
            scale = ColorScale(map: map, low: options.low, high: options.high, values: values, alpha: options.alpha)
        }
        super.init(zorder: options.zorder)
        label = options.label
    }

    override var colorScale: ColorScale? { scale }

    /// Colour limits: set_clim and the like.
    public func setLimits(low: Double?, high: Double?) {
        if let low { scale?.low = low }
        if let high { scale?.high = high }
    }

    /// left, right, bottom, top.
    var corners: (left: Double, right: Double, bottom: Double, top: Double) {
        if let e = options.extent, e.count == 4 { return (e[0], e[1], e[2], e[3]) }
        let (w, h) = (Double(source.columns) - 0.5, Double(source.rows) - 0.5)
        return options.originIsUpper ? (-0.5, w, h, -0.5) : (-0.5, w, -0.5, h)
    }

    override var extent: DataExtent {
        let c = corners
        var extent = DataExtent(xs: [c.left, c.right], ys: [c.bottom, c.top])
        extent.stickyX = [c.left, c.right]
        extent.stickyY = [c.bottom, c.top]
        return extent
    }

    override func primitives(_ view: MarkView) -> [Primitive] {
        guard source.rows > 0, source.columns > 0 else { return [] }
        return [primitive(.image(Drawing(mark: self)))]
    }

    // MARK: - Pixels

    /// The picture and the data rectangle it fills.
    struct Drawing {
        let mark: ImageMark

        /// The pixels for a display rectangle. `box` is where the whole picture lies (x0 > x1 when the axis is
        /// inverted, y0 is the picture's bottom row edge); `visible` cuts it. Returns the picture and its lower left
        /// pixel.
        func pixels(box: Box, visible: Box) -> (Bitmap, x: Int, y: Int)? {
            let outer = Box(min(box.x0, box.x1), min(box.y0, box.y1), max(box.x0, box.x1), max(box.y0, box.y1))
            guard let part = outer.intersection(visible) else { return nil }
            // Halves go up in x and down in y: the picture then meets the frame's pixels as matplotlib's does.
            let (x0, x1) = (floor(part.x0 + 0.5), floor(part.x1 + 0.5 + 1e-8))
            let (y0, y1) = (ceil(part.y0 - 0.5 - 1e-8), ceil(part.y1 - 0.5))
            let (width, height) = (Int(clamping: x1 - x0), Int(clamping: y1 - y0))
            guard width > 0, height > 0, width <= 1 << 15, height <= 1 << 15 else { return nil }

            let source = mark.source
            let (columns, rows) = (Double(source.columns), Double(source.rows))
            let filter = filter(scaleX: outer.width / columns, scaleY: outer.height / rows)
            // Source interval covered by the output, in source pixels; rows of both run downwards.
            func column(_ x: Double) -> Double { (x - box.x0) / (box.x1 - box.x0) * columns }
            func row(_ y: Double) -> Double { (box.y1 - y) / (box.y1 - box.y0) * rows }
            let horizontal = ResampleWeights(
                source: source.columns, from: column(x0), to: column(x1), output: width,
                filter: filter, tie: 1e-6)
            let vertical = ResampleWeights(
                source: source.rows, from: row(y1), to: row(y0), output: height,
                filter: filter, tie: 1e-6)

            let out: [UInt8]
            if filter == .nearest {
                out = nearest(horizontal, vertical)
            } else if case .values(let values) = source.content, outer.width / columns >= 3, outer.height / rows >= 3 {
                // Enlarged matrices are interpolated as values, then coloured.
                let plane = Drawing.resample(values.map(Float.init), 1, source.columns, horizontal, vertical)
                out = plane.flatMap { rgba(Double($0)) }
            } else {
                out = smooth(horizontal, vertical)
            }
            return (Bitmap(unchecked: width, height, 4, out), Int(clamping: x0), Int(clamping: y0))
        }

        /// matplotlib's rule for "auto": whole multiples and large pixels stay crisp, everything else is smoothed.
        private func filter(scaleX: Double, scaleY: Double) -> ResampleFilter {
            switch mark.options.interpolation {
            case .nearest, .none: .nearest
            case .bilinear: .bilinear
            case .bicubic: .bicubic
            case .hanning: .hanning
            case .hamming: .hamming
            case .lanczos: .lanczos
            case .auto, .antialiased:
                (scaleX > 3 || scaleX == 1 || scaleX == 2) && (scaleY > 3 || scaleY == 1 || scaleY == 2)
                    ? .nearest : .hanning
            }
        }

        private func rgba(_ value: Double) -> [UInt8] {
            guard let scale = mark.scale else { return [0, 0, 0, 0] }
            let (r, g, b, a) = scale.color(value).bytes
            return [r, g, b, a]
        }

        /// RGBA bytes of the source's pixels.
        func colors() -> [UInt8] {
            switch mark.source.content {
            case .values(let values):
                guard let scale = mark.scale else { return [UInt8](repeating: 0, count: values.count * 4) }
                let table = scale.map.table
                let alpha = UInt8(unit: scale.alpha ?? 1)
                var out = [UInt8](repeating: 0, count: values.count * 4)
                for (i, value) in values.enumerated() {
                    guard let index = scale.map.index(scale.unit(value)) else { continue }
                    out[4 * i] = table[3 * index]
                    out[4 * i + 1] = table[3 * index + 1]
                    out[4 * i + 2] = table[3 * index + 2]
                    out[4 * i + 3] = alpha
                }
                return out
            case .colors(let bitmap):
                guard let alpha = mark.options.alpha, alpha < 1 else { return bitmap.pixels }
                var out = bitmap.pixels
                for i in stride(from: 3, to: out.count, by: 4) { out[i] = UInt8(unit: Double(out[i]) / 255 * alpha) }
                return out
            }
        }

        private func nearest(_ horizontal: ResampleWeights, _ vertical: ResampleWeights) -> [UInt8] {
            let colors = colors()
            let columns = mark.source.columns
            var out = [UInt8](repeating: 0, count: horizontal.starts.count * vertical.starts.count * 4)
            out.withUnsafeMutableBufferPointer { out in
                colors.withUnsafeBufferPointer { colors in
                    var at = 0
                    for y in vertical.starts {
                        for x in horizontal.starts {
                            let from = (y * columns + x) * 4
                            for c in 0..<4 { out[at + c] = colors[from + c] }
                            at += 4
                        }
                    }
                }
            }
            return out
        }

        /// Colours resampled with premultiplied alpha, so that transparent pixels lend no colour to their neighbours.
        private func smooth(_ horizontal: ResampleWeights, _ vertical: ResampleWeights) -> [UInt8] {
            var plane = colors().map(Float.init)
            for i in stride(from: 0, to: plane.count, by: 4) where plane[i + 3] != 255 {
                let a = plane[i + 3] / 255
                for c in 0..<3 { plane[i + c] *= a }
            }
            let result = Drawing.resample(plane, 4, mark.source.columns, horizontal, vertical)
            var out = [UInt8](repeating: 0, count: result.count)
            for i in stride(from: 0, to: result.count, by: 4) {
                let a = result[i + 3]
                guard a > 0.5 else { continue }
                for c in 0..<3 { out[i + c] = UInt8(max(0, min(255, result[i + c] * 255 / a + 1e-3))) }
                out[i + 3] = UInt8(max(0, min(255, a + 1e-3)))
            }
            return out
        }

        /// Separable resampling of interleaved floats.
        private static func resample(
            _ plane: [Float], _ channels: Int, _ columns: Int, _ horizontal: ResampleWeights,
            _ vertical: ResampleWeights
        ) -> [Float] {
            let width = horizontal.starts.count
            let rows = plane.count / max(1, columns * channels)
            // Only rows that some output row reads.
            let firstRow = vertical.starts.min() ?? 0
            let lastRow = min(rows, zip(vertical.starts, vertical.weights).map { $0 + $1.count }.max() ?? 0)
            var narrow = [Float](repeating: 0, count: width * max(0, lastRow - firstRow) * channels)
            plane.withUnsafeBufferPointer { plane in
                narrow.withUnsafeMutableBufferPointer { narrow in
                    for x in 0..<width {
                        let weights = horizontal.weights[x].map(Float.init)
                        let start = horizontal.starts[x] * channels
                        for y in firstRow..<max(firstRow, lastRow) {
                            for c in 0..<channels {
                                var sum: Float = 0
                                var at = y * columns * channels + start + c
                                for weight in weights {
                                    sum += weight * plane[at]
                                    at += channels
                                }
                                narrow[((y - firstRow) * width + x) * channels + c] = sum
                            }
                        }
                    }
                }
            }
            let line = width * channels
            var out = [Float](repeating: 0, count: line * vertical.starts.count)
            narrow.withUnsafeBufferPointer { narrow in
                out.withUnsafeMutableBufferPointer { out in
                    for y in vertical.starts.indices {
                        for (k, weight) in vertical.weights[y].enumerated() {
                            let from = (vertical.starts[y] - firstRow + k) * line
                            let weight = Float(weight)
                            for i in 0..<line { out[y * line + i] += weight * narrow[from + i] }
                        }
                    }
                }
            }
            return out
        }
    }

    static func sample(_ axes: Axes) throws {
        try axes.imshow(try ImageSource(values: (0..<12).map(Double.init), rows: 3, columns: 4))
    }
}
