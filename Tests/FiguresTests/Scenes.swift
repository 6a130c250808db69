// Small figures that exercise one thing each. GoldenTests draws them and compares the pixels with the recorded
// pictures.
import Foundation
import Schema
import XCTest

@testable import Figures

struct Scene: Sendable {
    let name: String
    let make: @Sendable () throws -> (Figure, Figure.DrawingOptions)

    init(
        _ name: String, width: Double = 4, height: Double = 3, isTight: Bool = false, dpi: Double? = nil,
        _ draw: @escaping @Sendable (Figure) throws -> Void
    ) {
        self.name = name
        make = {
            let figure = try Figure(width: width, height: height)
            try draw(figure)
            var options = Figure.DrawingOptions()
            options.isTight = isTight
            options.dpi = dpi
            return (figure, options)
        }
    }

    static func ramp(_ rows: Int, _ columns: Int) throws -> ImageSource {
        try ImageSource(values: (0..<rows * columns).map(Double.init), rows: rows, columns: columns)
    }

    /// The tutorial's circle and rectangle: class numbers, and red and green on black.
    static func shapes(_ size: Int = 256) -> (labels: [Double], image: [Double]) {
        var labels = [Double](repeating: 0, count: size * size)
        var image = [Double](repeating: 0, count: size * size * 3)
        for y in 0..<size {
            for x in 0..<size {
                let at = y * size + x
                if (x - 64) * (x - 64) + (y - 64) * (y - 64) <= 40 * 40 {
                    labels[at] = 1
                    image[3 * at] = 1
                } else if x >= 120, x < 200, y >= 120, y < 170 {
                    labels[at] = 2
                    image[3 * at + 1] = 1
                }
            }
        }
        return (labels, image)
    }

    /// Kept in pieces: one literal of this size takes the compiler too long.
    static let all: [Scene] = first + second

    private static let first: [Scene] = [
        Scene("tutorial", width: 15, height: 5) { figure in
            let (labels, image) = shapes()
            let axes = try figure.subplots(rows: 1, columns: 3)
            try axes[0].imshow(try ImageSource(colors: image, rows: 256, columns: 256, channels: 3))
            axes[0].setTitle("Input Image")
            var jet = ImageOptions()
            jet.colormap = try Colormap(named: "jet")
            try axes[1].imshow(try ImageSource(values: labels, rows: 256, columns: 256), jet)
            axes[1].setTitle("Model Prediction")
            try axes[2].imshow(try ImageSource(values: labels, rows: 256, columns: 256), jet)
            axes[2].setTitle("Ground Truth")
            for one in axes { try one.setAxis("off") }
            figure.tightLayout()
        },
        Scene("plot", width: 6.4, height: 4.8) { figure in
            let axes = try figure.gca()
            let xs = (0..<50).map { Double($0) / 5 }
            var a = LineOptions()
            a.label = "sin"
            try axes.plot(xs, xs.map { sin($0) }, a)
            var b = LineOptions()
            b.apply(try FormatString("r--o"))
            b.label = "cos"
            try axes.plot(xs, xs.map { cos($0) * 0.5 }, b)
            var c = LineOptions()
            c.apply(try FormatString("g:^"))
            c.label = "line"
            try axes.plot([0, 5, 10], [-1, 0, 1], c)
            axes.setTitle("Waves")
            axes.setXLabel("time (s)")
            axes.setYLabel("amplitude")
            try axes.setGrid(true)
            axes.setLegend()
        },
        Scene("matrix") { figure in
            let axes = try figure.gca()
            let image = try axes.imshow(try ramp(6, 8))
            try figure.colorbar(image, beside: axes)
            axes.setTitle("matrix")
        },
        Scene("bars", isTight: true) { figure in
            let axes = try figure.subplots(rows: 1, columns: 2)
            try axes[0].bar(names: ["a", "b", "c"], [3, 1, 2])
            try axes[1].barh([0, 1, 2], [1200, 30, 4500])
            figure.suptitle.text = "Bars"
        },
        Scene("hist") { figure in
            let axes = try figure.gca()
            let values = (0..<200).map { (i: Int) -> Double in sin(Double(i) * 12.9898) * 2 + cos(Double(i) * 78.233) }
            try axes.hist(values, bins: 15)
            axes.axvline(0.5)
            axes.setXLabel("value")
        },
        Scene("scatter") { figure in
            let axes = try figure.gca()
            var options = ScatterOptions()
            let n = (0..<30).map(Double.init)
            options.colors = .values(n)
            options.areas = n.map { 10 + $0 * 4 }
            options.alpha = 0.7
            let mark = try axes.scatter(n.map { sin($0 * 1.7) }, n.map { cos($0 * 2.3) }, options)
            try figure.colorbar(mark, beside: axes)
        },
        Scene("fill") { figure in
            let axes = try figure.gca()
            let xs = (0...40).map { Double($0) / 10 }
            var options = FillOptions()
            options.alpha = 0.3
            options.label = "band"
            try axes.fillBetween(xs, xs.map { $0 - 1 }, xs.map { $0 + sin($0 * 3) }, options)
            axes.axhline(2)
            axes.setLegend()
            try axes.text(1, 3, "text")
            try axes.annotate("peak", at: Point(3, 3.5), textAt: Point(0.2, 4.2), arrow: try ArrowLook(style: "-|>"))
        },
        Scene("contour") { figure in
            let axes = try figure.subplots(rows: 1, columns: 2, shareY: .all)
            let n = 20
            let values = (0..<n * n).map { (i: Int) -> Double in
                let (x, y) = (Double(i % n) / 10 - 1, Double(i / n) / 10 - 1)
                let (hill, dent) = (x * x + y * y, (x - 0.4) * (x - 0.4) + y * y)
                return exp(-2 * hill) - 0.5 * exp(-8 * dent)
            }
            try axes[0].contour(values, rows: n, columns: n)
            var filled = ContourOptions()
            filled.isFilled = true
            try axes[1].contour(values, rows: n, columns: n, options: filled)
        },
        Scene("log") { figure in
            let axes = try figure.gca()
            let xs = (1...40).map(Double.init)
            try axes.plot(xs, xs.map { pow(10, $0 / 8) * 1e-2 })
            try axes.setScale(x: false, "log")
            try axes.errorbar([10, 20, 30], [1, 10, 100], yError: [0.5, 4, 40], capSize: 3)
        },
        Scene("hangul", width: 3, height: 2) { figure in
            let axes = try figure.gca()
            try axes.plot([1, 2, 3], [1_000_000, 3_000_000, 2_000_000])
            axes.setTitle("손실 곡선")
            axes.setYLabel("값 $x^2$")
            figure.tightLayout()
        },
    ]

    private static let second: [Scene] = [
        Scene("grid", width: 6, height: 5) { figure in
            let (labels, image) = shapes()
            let axes = try figure.subplots(rows: 2, columns: 2)
            let matrix = try ImageSource(values: labels, rows: 256, columns: 256)
            var gray = ImageOptions()
            gray.colormap = try Colormap(named: "gray")
            try axes[0].imshow(matrix, gray)
            axes[0].setTitle("mask")
            try axes[1].imshow(try ImageSource(colors: image, rows: 256, columns: 256, channels: 3))
            var jet = ImageOptions()
            jet.colormap = try Colormap(named: "jet")
            jet.alpha = 0.5
            try axes[1].imshow(matrix, jet)
            axes[1].setTitle("overlay")
            var outline = ContourOptions()
            (outline.levels, outline.colors) = ([0.5], [.white])
            try axes[1].contour(labels, rows: 256, columns: 256, options: outline)
            var train = LineOptions()
            (train.marker, train.label) = (.circle, "train loss")
            try axes[2].plot([1, 2, 3, 4], [0.9, 0.5, 0.3, 0.25], train)
            var val = LineOptions()
            val.label = "val"
            try axes[2].plot([1, 2, 3, 4], [1, 0.6, 0.5, 0.45], val)
            axes[2].setLegend()
            axes[2].setXLabel("epoch")
            axes[2].setYLabel("loss")
            var bars = BarOptions()
            (bars.colors, bars.edge) = ([try Color("r"), try Color("g"), try Color("b")], .black)
            try axes[3].bar([0, 1, 2], [0.1, 0.8, 0.3], bars)
            try axes[3].setXTicks([0, 1, 2], labels: ["background", "circle", "square"])
            axes[3].tickLook(x: true, rotation: 45)
            figure.suptitle.text = "Overview"
            figure.tightLayout()
        },
        Scene("twin") { figure in
            let left = try figure.gca()
            var label = LineOptions()
            label.label = "a"
            try left.plot([0, 1, 2], [1, 2, 3], label)
            let right = left.twinX()
            var red = LineOptions()
            red.apply(try FormatString("r"))
            try right.plot([0, 1, 2], [30, 10, 20], red)
            right.setYLabel("right")
            left.setYLabel("left")
            left.setXLabel("x")
            figure.tightLayout()
        },
        Scene("share") { figure in
            let axes = try figure.subplots(rows: 2, columns: 1, shareX: .all)
            try axes[0].plot([0, 1e-6, 2e-6], [1e5, 1.00001e5, 1.00002e5])
            var squares = ScatterOptions()
            (squares.marker, squares.colors) = (.square, .one(.black))
            try axes[1].scatter([0, 1e-6], [5, 6], squares)
            var span = FillOptions()
            span.alpha = 0.3
            axes[1].axhspan(5.2, 5.4, span)
        },
        Scene("markers") { figure in
            let axes = try figure.gca()
            for (i, letter) in ".,ov^<>8spP*hH+xXDd|_".enumerated() {
                var options = LineOptions()
                options.apply(try FormatString(String(letter)))
                options.markerSize = 10
                try axes.plot([Double(i % 7)], [Double(i / 7)], options)
            }
            try axes.setXLimits(-1, 7)
            try axes.setYLimits(-1, 3)
        },
        Scene("styles") { figure in
            let axes = try figure.gca()
            for (i, style) in ["-", "--", "-.", ":"].enumerated() {
                var options = LineOptions()
                options.apply(try FormatString(style))
                (options.width, options.label) = (1 + Double(i), "style " + style)
                let y = Double(i)
                try axes.plot([0, 1, 2], [y, y + 1, y], options)
            }
            var legend = LegendOptions()
            (legend.place, legend.columns, legend.title, legend.font.size) = (.upperRight, 2, "styles", 8)
            axes.setLegend(legend)
            var text = TextOptions()
            (text.background, text.backgroundEdge) = (Color(1, 1, 0, 0.5), Color(0, 0, 0, 0.5))
            (text.font.size, text.rotation) = (14, 30)
            try axes.text(0.2, 0.5, "boxed", text)
        },
        Scene("smooth", width: 3, height: 3, dpi: 150) { figure in
            var options = ImageOptions()
            options.colormap = try Colormap(named: "magma")
            (options.interpolation, options.extent, options.originIsUpper) = (.bilinear, [0, 1, 0, 1], false)
            let values = (0..<64 * 64).map { Double($0 % 61) }
            let axes = try figure.gca()
            let image = try axes.imshow(try ImageSource(values: values, rows: 64, columns: 64), options)
            var bar = ColorbarOptions()
            (bar.isHorizontal, bar.label) = (true, "units")
            try figure.colorbar(image, beside: axes, bar)
        },
        Scene("equal", width: 3, height: 2) { figure in
            let axes = try figure.gca()
            try axes.plot([1, 2, 3])
            try axes.setAxis("equal")
            axes.setTitle("equal")
        },
        Scene("down", width: 3, height: 2) { figure in
            var options = ImageOptions()
            options.colormap = try Colormap(named: "hot")
            let values = (0..<600 * 900).map { Double($0 % 977) }
            try figure.gca().imshow(try ImageSource(values: values, rows: 600, columns: 900), options)
        },
    ]
}
