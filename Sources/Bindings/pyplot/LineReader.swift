// plot's arguments: [x], y, [fmt] any number of times, one line per column of y, with the keywords of a line.
import Figures
import Schema
import Script
import Tensors

enum LineReader {
    static func style(_ text: String) throws -> LineStyle {
        guard let style = LineStyle(text) else {
            throw Failure(
                .valueError,
                "'\(text)' is not a valid value for ls; supported values are '-', '--', '-.', ':', 'None', ' ', '', 'solid', "
                    + "'dashed', 'dashdot', 'dotted'")
        }
        return style
    }

    /// The look of a line. `fixedColor`: without a colour it takes the first of the cycle, as axhline does.
    static func options(_ keywords: Keywords, fixedColor: Bool = false) throws -> LineOptions {
        var options = LineOptions()
        let rc = RcParams.shared
        options.width = rc.double("lines.linewidth", 1.5)
        options.markerSize = rc.double("lines.markersize", 6)
        if let text = rc.string("lines.linestyle"), let style = LineStyle(text) { options.style = style }
        options.color = try ColorReader.color(keywords.take("color", "c"))
        if fixedColor, options.color == nil { options.color = Color.cycle(0) }
        if let width = try keywords.double("linewidth", "lw") {
            guard width >= 0, width.isFinite else {
                throw Failure(.valueError, "linewidth must be a number of points, not \(width)")
            }
            options.width = width
        }
        if let value = keywords.take("linestyle", "ls") {
            options.style = try value.text.map(style) ?? .dashed
        }
        if let name = keywords.take("marker") {
            options.marker = try Marker.named(name.text ?? name.str())
        }
        if let size = try keywords.double("markersize", "ms"), size >= 0, size.isFinite { options.markerSize = size }
        options.markerFill = try ColorReader.color(keywords.take("markerfacecolor", "mfc"))
        options.markerEdge = try ColorReader.color(keywords.take("markeredgecolor", "mec"))
        if let width = try keywords.double("markeredgewidth", "mew"), width >= 0 { options.markerEdgeWidth = width }
        options.alpha = try keywords.double("alpha")
        options.label =
            try keywords.take("label").map { try ($0.asObject is ListObject ? .string("") : $0).str() } ?? ""
        if let zorder = try keywords.double("zorder"), zorder.isFinite { options.zorder = zorder }
        return options
    }

    /// Numbers, or names that stand at 0, 1, 2 …
    static func coordinates(_ value: Value, _ axes: AxesObject, isX: Bool) throws -> [Double] {
        if let names = try Numbers.texts(value) {
            var known: [String] = []
            let positions = names.map { name -> Double in
                if let at = known.firstIndex(of: name) { return Double(at) }
                known.append(name)
                return Double(known.count - 1)
            }
            let places = known.indices.map(Double.init)
            if isX {
                try axes.axes.setXTicks(places, labels: known)
            } else {
                try axes.axes.setYTicks(places, labels: known)
            }
            return positions
        }
        return try Numbers.doubles(value)
    }

    /// The columns of y: one for a vector.
    private static func columns(_ value: Value, _ axes: AxesObject) throws -> (columns: [[Double]], shape: [Int]) {
        if try Numbers.texts(value) != nil {
            let values = try coordinates(value, axes, isX: false)
            return ([values], [values.count])
        }
        let tensor = try Numbers.tensor(value)
        guard tensor.rank <= 2 else {
            throw Failure(
                .valueError, "x and y can be no greater than 2D, but have shapes \(shapeText(tensor.shape))",
                hint: "flatten the values: values.reshape(-1)")
        }
        if tensor.rank < 2 { return ([try Numbers.doubles(tensor)], [tensor.count]) }
        return (try (0..<tensor.shape[1]).map { try Numbers.doubles(try tensor.select(1, $0)) }, tensor.shape)
    }

    private static func shapeText(_ shape: [Int]) -> String {
        shape.count == 1 ? "(\(shape[0]),)" : "(\(shape.map(String.init).joined(separator: ", ")))"
    }

    static func plot(_ axes: AxesObject, _ call: PlotCall) throws -> [Value] {
        let labels = try call.extraPairs.last { $0.0 == "label" }.flatMap { try Numbers.texts($0.1) }
        let base = try options(call.extra)
        try call.extra.finish()
        var rest = call.rest("args")[...]
        var made: [Value] = []
        while let first = rest.popFirst() {
            if first.text != nil {
                throw Failure(.valueError, "plot() got a format string where data was expected: '\(try first.str())'")
            }
            var ys = first
            var xs: Value?
            if let next = rest.first, next.text == nil {
                xs = first
                ys = next
                rest.removeFirst()
            }
            var options = base
            if let format = rest.first?.text {
                rest.removeFirst()
                let parsed = try FormatString(format)
                // Keywords win over the format.
                let (color, marker) = (base.color, base.marker)
                options.apply(parsed)
                options.color = color ?? options.color
                options.marker = marker ?? options.marker
                if call.extraPairs.contains(where: { ["linestyle", "ls"].contains($0.0) }) {
                    options.style = base.style
                }
            }
            let (columns, shape) = try columns(ys, axes)
            for (i, column) in columns.enumerated() {
                var places = column.indices.map(Double.init)
                if let xs {
                    let tensor = try Numbers.texts(xs) == nil ? try Numbers.tensor(xs) : nil
                    if let tensor, tensor.rank == 2, tensor.shape[1] == columns.count, columns.count > 1 {
                        places = try Numbers.doubles(try tensor.select(1, i))
                    } else {
                        places = try coordinates(xs, axes, isX: true)
                    }
                    guard places.count == column.count else {
                        throw Failure(
                            .valueError,
                            "x and y must have same first dimension, but have shapes \(shapeText(tensor?.shape ?? [places.count])) and "
                                + shapeText(shape))
                    }
                }
                if let labels, i < labels.count { options.label = labels[i] }
                made.append(.object(MarkObject(try axes.axes.plot(places, column, options), axes)))
            }
        }
        return made
    }

    static func segments(_ axes: AxesObject, _ call: PlotCall, isHorizontal: Bool) throws -> Value {
        var options = try options(call.extra, fixedColor: true)
        try call.extra.finish()
        if let color = try ColorReader.colors(call["colors"])?.first { options.color = color }
        if let text = call.string("linestyles") { options.style = try style(text) }
        options.label = call.string("label") ?? options.label
        let mark = try axes.axes.segments(
            at: try Numbers.doubles(call.bound[1]), from: try Numbers.doubles(call.bound[2]),
            to: try Numbers.doubles(call.bound[3]),
            isHorizontal: isHorizontal, options)
        return .object(MarkObject(mark, axes, "LineCollection"))
    }
}
