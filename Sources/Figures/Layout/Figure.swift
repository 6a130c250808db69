// A figure: a sheet of a size in inches with axes on it. Scripts fill it through `Axes`; drawing it gives a `Bitmap`, a
// PNG file's bytes, and the warnings that came up. Drawing does not change the figure.
import Glibc
import Schema

public final class Figure {
    /// In inches.
    public private(set) var width: Double
    public private(set) var height: Double
    /// Pixels per inch.
    public let dpi: Double
    public var faceColor = Color.white
    public var subplotParameters = SubplotParameters()
    public private(set) var axes: [Axes] = []
    /// What pyplot's functions refer to.
    public var current: Axes?
    public var suptitle = Label(size: 12)
    var texts: [(run: TextRun, at: Point)] = []
    private var warnings: [String] = []

    /// ValueError for a size that is not positive and finite, or beyond the pixel limit.
    public init(width: Double = 6.4, height: Double = 4.8, dpi: Double = 100) throws(Failure) {
        guard width.isFinite, height.isFinite, width > 0, height > 0 else {
            throw Failure(.valueError, "figure size must be positive finite not (\(width), \(height))")
        }
        guard dpi.isFinite, dpi > 0 else { throw Failure(.valueError, "dpi must be positive, not \(dpi)") }
        self.width = width
        self.height = height
        self.dpi = dpi
        _ = try Figure.pixels(width * dpi, height * dpi)
    }

    public func setSize(width: Double, height: Double) throws(Failure) {
        guard width.isFinite, height.isFinite, width > 0, height > 0 else {
            throw Failure(.valueError, "figure size must be positive finite not (\(width), \(height))")
        }
        _ = try Figure.pixels(width * dpi, height * dpi)
        (self.width, self.height) = (width, height)
    }

    func warn(_ text: String) { if !warnings.contains(text) { warnings.append(text) } }

    /// Warnings since the last call; drawing adds its own.
    public func takeWarnings() -> [String] {
        defer { warnings = [] }
        return warnings
    }

    // MARK: - Axes

    func append(_ new: Axes, becomesCurrent: Bool = true) {
        axes.append(new)
        if becomesCurrent || current == nil { current = new }
    }

    public func remove(_ old: Axes) {
        axes.removeAll { $0 === old }
        if current === old { current = axes.last }
    }

    /// Takes all axes and texts away.
    public func clear() {
        axes = []
        current = nil
        suptitle = Label(size: 12)
        texts = []
        subplotParameters = SubplotParameters()
    }

    /// The current axes; the first one is made when there is none.
    public func gca() throws(Failure) -> Axes {
        if let current { return current }
        return try addSubplot(rows: 1, columns: 1, number: 1)
    }

    /// subplot(rows, columns, number): the axes there, made if needed, becomes the current one.
    public func subplot(rows: Int, columns: Int, number: Int) throws(Failure) -> Axes {
        let spec = try GridSpec(rows: rows, columns: columns).cell(number: number)
        if let known = axes.first(where: { axes in
            guard let cell = axes.spec?.topmost else { return false }
            return cell.grid.rows == rows && cell.grid.columns == columns && cell.rows == spec.rows
                && cell.columns == spec.columns
        }) {
            current = known
            return known
        }
        return try addSubplot(rows: rows, columns: columns, number: number)
    }

    /// add_subplot(rows, columns, number): always a new axes.
    public func addSubplot(rows: Int, columns: Int, number: Int, shareX: Axes? = nil, shareY: Axes? = nil)
        throws(Failure) -> Axes
    {
        addSubplot(try GridSpec(rows: rows, columns: columns).cell(number: number), shareX: shareX, shareY: shareY)
    }

    /// A new axes in a block of a grid.
    public func addSubplot(_ spec: SubplotSpec, shareX: Axes? = nil, shareY: Axes? = nil) -> Axes {
        let new = Axes(self, spec: spec, rectangle: nil, x: shareX?.x, y: shareY?.y)
        append(new)
        return new
    }

    /// add_axes: left, bottom, width, height in fractions of the figure.
    public func addAxes(_ rectangle: [Double]) throws(Failure) -> Axes {
        guard rectangle.count == 4, rectangle.allSatisfy({ $0.isFinite && abs($0) < 1000 }) else {
            throw Failure(.valueError, "all entries in rect must be finite not \(rectangle)")
        }
        let new = Axes(
            self, spec: nil,
            rectangle: Box(rectangle[0], rectangle[1], rectangle[0] + rectangle[2], rectangle[1] + rectangle[3]))
        append(new)
        return new
    }

    /// Which axes of a grid share their limits.
    public enum Sharing: String, Sendable { case none, all, row, col }

    /// subplots: a grid of axes, row by row.
    public func subplots(
        rows: Int = 1, columns: Int = 1, shareX: Sharing = .none, shareY: Sharing = .none,
        widthRatios: [Double]? = nil, heightRatios: [Double]? = nil, wspace: Double? = nil, hspace: Double? = nil
    )
        throws(Failure) -> [Axes]
    {
        let grid = try GridSpec(
            rows: rows, columns: columns, widthRatios: widthRatios, heightRatios: heightRatios, wspace: wspace,
            hspace: hspace)
        guard rows * columns <= 4096 else {
            throw Failure(.valueError, "a grid of \(rows) x \(columns) axes is too large")
        }
        var made: [Axes] = []
        for row in 0..<rows {
            for column in 0..<columns {
                func partner(_ sharing: Sharing) -> Axes? {
                    switch sharing {
                    case .none: nil
                    case .all: made.first
                    case .row: column > 0 ? made[row * columns] : nil
                    case .col: row > 0 ? made[column] : nil
                    }
                }
                let new = addSubplot(
                    try grid.block(rows: row..<row + 1, columns: column..<column + 1), shareX: partner(shareX),
                    shareY: partner(shareY))
                // Shared labels stand only at the grid's outer edges.
                if shareX == .all || shareX == .col { new.xTicks.showsLabels = row == rows - 1 }
                if shareY == .all || shareY == .row { new.yTicks.showsLabels = column == 0 }
                made.append(new)
            }
        }
        return made
    }

    /// subplots_adjust: nil keeps. ValueError when nothing is left between the edges.
    public func subplotsAdjust(
        left: Double? = nil, right: Double? = nil, bottom: Double? = nil, top: Double? = nil,
        wspace: Double? = nil, hspace: Double? = nil
    ) throws(Failure) {
        var p = subplotParameters
        p.left = left ?? p.left
        p.right = right ?? p.right
        p.bottom = bottom ?? p.bottom
        p.top = top ?? p.top
        p.wspace = wspace ?? p.wspace
        p.hspace = hspace ?? p.hspace
        guard p.left < p.right else { throw Failure(.valueError, "left cannot be >= right") }
        guard p.bottom < p.top else { throw Failure(.valueError, "bottom cannot be >= top") }
        guard [p.left, p.right, p.bottom, p.top, p.wspace, p.hspace].allSatisfy({ $0.isFinite && abs($0) < 1e6 }),
            p.wspace >= 0,
            p.hspace >= 0
        else { throw Failure(.valueError, "subplot parameters must be finite, and gaps not negative") }
        subplotParameters = p
    }

    /// figtext: words at fractions of the figure.
    public func text(_ x: Double, _ y: Double, _ text: String, _ options: TextOptions = TextOptions()) throws(Failure) {
        texts.append((try options.run(text), Point(x, y)))
    }

    // MARK: - Drawing

    public struct DrawingOptions: Sendable {
        /// nil is the figure's own.
        public var dpi: Double?
        public var faceColor: Color?
        public var isTransparent = false
        /// Cut to the content, with this margin in inches (bbox_inches="tight").
        public var isTight = false
        public var pad = 0.1

        public init() {}
    }

    /// The figure's pixels.
    public func render(_ options: DrawingOptions = DrawingOptions()) throws(Failure) -> Bitmap {
        let dpi = options.dpi ?? dpi
        guard dpi.isFinite, dpi > 0 else { throw Failure(.valueError, "dpi must be positive, not \(dpi)") }
        let fonts = FontLibrary()
        defer { for text in fonts.warnings { warn(text) } }
        var origin = Point(0, 0)
        var (w, h) = (width * dpi, height * dpi)
        if options.isTight {
            _ = try Figure.pixels(w, h)
            if let box = FigureRenderer(self, dpi: dpi, fonts: fonts).tightBox()?.padded(
                (options.pad.isFinite ? options.pad : 0.1) * dpi)
            {
                origin = Point(-box.x0, -box.y0)
                (w, h) = (box.width, box.height)
            }
        }
        let size = try Figure.pixels(w, h)
        let background = options.isTransparent ? Color.clear : options.faceColor ?? faceColor
        let canvas = try Canvas(width: size.width, height: size.height, background: background, fonts: fonts)
        FigureRenderer(self, dpi: dpi, origin: origin, fonts: fonts).draw(
            on: canvas, isTransparent: options.isTransparent)
        return canvas.bitmap
    }

    /// A PNG file's bytes.
    public func png(_ options: DrawingOptions = DrawingOptions()) throws(Failure) -> [UInt8] {
        let bitmap = try render(options)
        return try PNG.encode(bitmap, dpi: options.dpi ?? dpi)
    }

    /// savefig: writes a PNG file, or a JPEG when the name ends so. ValueError for another format's name.
    public func save(_ path: String, _ options: DrawingOptions = DrawingOptions()) throws(Failure) {
        var target = path
        let name = path.split(separator: "/").last ?? ""
        if let dot = name.lastIndex(of: "."), dot != name.startIndex {
            let suffix = name[name.index(after: dot)...].lowercased()
            if suffix == "jpg" || suffix == "jpeg" {
                return try AtomicFile.write(try JPEG.encode(try render(options).toRGB()), to: path)
            }
            if suffix != "png" {
                throw Failure(
                    .valueError, "Format '\(suffix)' is not supported (supported formats: jpg, jpeg, png)",
                    hint: "save as '\(path.dropLast(suffix.utf8.count))png'")
            }
        } else {
            target += ".png"
        }
        try AtomicFile.write(try png(options), to: target)
    }

    /// Canvas size in whole pixels; ValueError beyond the limits.
    private static func pixels(_ width: Double, _ height: Double) throws(Failure) -> (width: Int, height: Int) {
        let (w, h) = (Int(clamping: width + 1e-6), Int(clamping: height + 1e-6))
        guard w >= 1, h >= 1, w <= 1 << 14, h <= 1 << 14, w * h <= Bitmap.defaultPixelLimit else {
            throw Failure(
                .valueError,
                "Image size of \(w)x\(h) pixels is too large or too small. "
                    + "It must be between 1 and \(1 << 14) in each direction, "
                    + "and at most \(Bitmap.defaultPixelLimit) in all."
            )
        }
        return (w, h)
    }
}
