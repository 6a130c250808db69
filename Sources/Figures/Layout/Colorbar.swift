// colorbar: a narrow axes beside another one that shows a colour map's range. It takes a share of its parent's place.
import Schema

public struct ColorbarOptions: Sendable {
    public var label = ""
    /// Share of the parent's width for the bar and for the gap.
    public var fraction = 0.15
    public var pad: Double?
    public var shrink = 1.0
    /// Length over width.
    public var aspect = 20.0
    public var ticks: [Double]?
    public var isHorizontal = false

    public init() {}
}

/// The bar's colours, from the low end to the high one.
final class ColorbarMark: Mark {
    private let scale: ColorScale
    private let isHorizontal: Bool

    init(_ scale: ColorScale, isHorizontal: Bool) {
        self.scale = scale
        self.isHorizontal = isHorizontal
        super.init(zorder: 0)
    }

    override var extent: DataExtent {
        let (low, high) = TickLocator.nonsingular(scale.low, scale.high, expander: 0.1)
        var extent =
            isHorizontal ? DataExtent(xs: [low, high], ys: [0, 1]) : DataExtent(xs: [0, 1], ys: [low, high])
        (extent.stickyX, extent.stickyY) = isHorizontal ? ([low, high], [0, 1]) : ([0, 1], [low, high])
        return extent
    }

    override func primitives(_ view: MarkView) -> [Primitive] {
        var options = ImageOptions()
        options.colormap = scale.map
        options.alpha = scale.alpha
        options.interpolation = .nearest
        options.originIsUpper = false
        (options.low, options.high) = (0, Double(scale.map.count - 1))
        options.extent =
            isHorizontal ? [view.xLimits.low, view.xLimits.high, 0, 1] : [0, 1, view.yLimits.low, view.yLimits.high]
        let steps = (0..<scale.map.count).map(Double.init)
        guard
            let source = try? ImageSource(
                values: steps, rows: isHorizontal ? 1 : steps.count, columns: isHorizontal ? steps.count : 1),
            let image = try? ImageMark(source, options)
        else { return [] }
        return [primitive(.image(.init(mark: image)))]
    }
}

extension Figure {
    /// A colour bar for a mark with a colour map, beside `axes`. RuntimeError when the mark has none.
    @discardableResult
    public func colorbar(_ mark: Mark, beside axes: Axes, _ options: ColorbarOptions = ColorbarOptions())
        throws(Failure) -> Axes
    {
        guard let scale = mark.colorScale else {
            throw Failure(
                .runtimeError,
                "No mappable was found to use for colorbar creation. First define a mappable such as an image "
                    + "(with imshow) or a contour set (with contourf).")
        }
        let pad = options.pad ?? (options.isHorizontal ? 0.15 : 0.05)
        let fraction = options.fraction
        guard fraction > 0, pad >= 0, fraction + pad < 1, options.aspect > 0, options.aspect.isFinite,
            options.shrink > 0,
            options.shrink <= 1
        else {
            throw Failure(
                .valueError, "colorbar: fraction and pad must leave room for the axes, and aspect must be positive")
        }
        let gap = 2 * pad / (1 - pad)
        let (main, share) = (1 - fraction - pad, fraction)
        let ends = (1 - options.shrink) / 2
        let bar: Axes
        if let spec = axes.spec {
            let outer: GridSpec
            let inner: GridSpec
            if options.isHorizontal {
                outer = try GridSpec(rows: 2, columns: 1, heightRatios: [main, share], hspace: gap, in: spec)
                inner = try GridSpec(
                    rows: 1, columns: 3, widthRatios: [ends, options.shrink, ends], wspace: 0,
                    in: try outer.cell(number: 2))
            } else {
                outer = try GridSpec(rows: 1, columns: 2, widthRatios: [main, share], wspace: gap, in: spec)
                inner = try GridSpec(
                    rows: 3, columns: 1, heightRatios: [ends, options.shrink, ends], hspace: 0,
                    in: try outer.cell(number: 2))
            }
            axes.spec = try outer.cell(number: 1)
            bar = Axes(self, spec: try inner.cell(number: 2), rectangle: nil)
        } else {
            let place = axes.rectangle ?? Box(0, 0, 1, 1)
            if options.isHorizontal {
                axes.rectangle = Box(place.x0, place.y1 - main * place.height, place.x1, place.y1)
                bar = Axes(
                    self, spec: nil, rectangle: Box(place.x0, place.y0, place.x1, place.y0 + share * place.height))
            } else {
                axes.rectangle = Box(place.x0, place.y0, place.x0 + main * place.width, place.y1)
                bar = Axes(
                    self, spec: nil, rectangle: Box(place.x1 - share * place.width, place.y0, place.x1, place.y1))
            }
        }
        bar.boxAspect = options.isHorizontal ? 1 / options.aspect : options.aspect
        bar.anchor = options.isHorizontal ? Point(0.5, 1) : Point(0, 0.5)
        axes.anchor = options.isHorizontal ? Point(0.5, 0) : Point(1, 0.5)
        bar.add(ColorbarMark(scale, isHorizontal: options.isHorizontal))
        if options.isHorizontal {
            try bar.setYTicks([])
            bar.xTicks.positions = options.ticks
            bar.setXLabel(options.label)
        } else {
            try bar.setXTicks([])
            bar.yTicks.positions = options.ticks
            bar.yTicks.isOpposite = true
            bar.setYLabel(options.label)
        }
        append(bar, becomesCurrent: false)
        return bar
    }
}
