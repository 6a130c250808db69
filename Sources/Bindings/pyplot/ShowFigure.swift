// The prelude's `show(image, prediction, label, …)`: one panel per thing shown. What each thing is, is told from its shape and kind:
// pictures, label maps, a network's output, a training history, or words.
import Figures
import Schema
import Script
import Tensors

enum ShowFigure {
    /// What one panel shows.
    enum Panel {
        case picture(ImageSource, gray: Bool)
        /// Whole numbers: classes.
        case classes([Double], rows: Int, columns: Int)
        case curve([(name: String, values: [Double])])
        case words(String)
    }

    /// A figure with a panel per item. `titles` are a list of texts or one text; `cmap` replaces the colours of pictures with one
    /// channel and of label maps; `columns` nil puts up to 6 panels in a row.
    static func make(items: [Value], titles: Value = .none, cmap: Value = .none, columns: Int? = nil) throws
        -> FigureObject
    {
        guard !items.isEmpty else { throw Failure(.typeError, "show() needs something to show", hint: "show(image)") }
        var panels: [(panel: Panel, title: String?)] = []
        for item in items { panels += try read(item, depth: 0) }
        guard panels.count <= 256 else {
            throw Failure(.valueError, "show() puts at most 256 panels into a figure, not \(panels.count)")
        }
        if let text = titles.text {
            panels[0].title = text
        } else if !titles.isNone {
            for (i, title) in try titles.elements().enumerated() where i < panels.count {
                panels[i].title = try title.str()
            }
        }
        // Classes have one scale over all label maps, so that equal colours mean equal classes.
        var top = 1.0
        for case (.classes(let values, _, _), _) in panels { top = max(top, values.max() ?? 1) }
        let wide = max(1, min(columns ?? (panels.count <= 6 ? panels.count : min(panels.count, 5)), panels.count))
        let rows = (panels.count + wide - 1) / wide
        let figure = try PyplotState.open(
            number: nil, width: min(5 * Double(wide), 30), height: min(5 * Double(rows) + 0.35, 60), dpi: nil)
        let axes = try figure.figure.subplots(rows: rows, columns: wide)
        let map = try ColormapObject.read(cmap)
        for (i, target) in axes.enumerated() {
            _ = figure.adopt(target)
            guard i < panels.count else {
                target.isVisible = false
                continue
            }
            if let title = panels[i].title { target.setTitle(title) }
            try draw(panels[i].panel, on: target, map: map, top: top)
        }
        figure.figure.tightLayout()
        return figure
    }

    private static func draw(_ panel: Panel, on axes: Axes, map: Colormap?, top: Double) throws {
        switch panel {
        case .picture(let source, let gray):
            var options = ImageOptions()
            options.colormap = try map ?? (gray ? Colormap(named: "gray") : nil)
            try axes.imshow(source, options)
            try axes.setAxis("off")
        case .classes(let values, let rows, let columns):
            var options = ImageOptions()
            options.colormap = try map ?? Colormap(named: "jet")
            (options.low, options.high) = (0, top)
            options.interpolation = .nearest
            try axes.imshow(try ImageSource(values: values, rows: rows, columns: columns), options)
            try axes.setAxis("off")
        case .curve(let curves):
            for curve in curves {
                var options = LineOptions()
                options.label = curve.name
                try axes.plot(curve.values.indices.map { Double($0 + 1) }, curve.values, options)
            }
            axes.setXLabel("epoch")
            if curves.count > 1 { axes.setLegend() } else if let only = curves.first { axes.setYLabel(only.name) }
        case .words(let text):
            var options = TextOptions()
            options.font.family = "monospace"
            options.font.size = 7
            options.vertical = "top"
            try axes.text(0, 1, text, inAxesFractions: true, options)
            try axes.setAxis("off")
        }
    }

    // MARK: - Reading

    private static func read(_ item: Value, depth: Int) throws -> [(Panel, String?)] {
        if let text = item.text { return [(.words(text), nil)] }
        if let object = item.asObject, !(object is TensorObject), !(object is NDArrayObject), !(object is ImageObject),
            !(object is ListObject), !(object is TupleObject), !(object is DictObject)
        {
            if let curves = try history(item) { return [(.curve(curves), nil)] }
            // Models and everything else: their text.
            if (try? ArrayArgument.from(item)) ?? nil == nil { return [(.words(try item.str()), nil)] }
        }
        if item.asObject is DictObject {
            let curves = try item.keywordPairs.compactMap { name, value -> (name: String, values: [Double])? in
                guard let tensor = try? Numbers.tensor(value), tensor.rank == 1 else { return nil }
                return (name, try Numbers.doubles(tensor))
            }
            if !curves.isEmpty { return [(.curve(curves), nil)] }
        }
        if item.asObject is ListObject || item.asObject is TupleObject {
            let elements = try item.elements()
            let isRow = elements.allSatisfy {
                ($0.asObject is TensorObject || $0.asObject is NDArrayObject || $0.asObject is ImageObject)
                    && !isScalar($0)
            }
            if isRow, !elements.isEmpty, depth < 3 { return try elements.flatMap { try read($0, depth: depth + 1) } }
        }
        return try pictures(try Numbers.tensor(item))
    }

    private static func isScalar(_ value: Value) -> Bool { (TensorFactory.existing(value)?.rank ?? 1) == 0 }

    /// The curves of a training history: `.loss`, and `.val_loss` or others beside it when they are as long.
    private static func history(_ value: Value) throws -> [(name: String, values: [Double])]? {
        guard let loss = try value.attributeIfPresent("loss"), let tensor = try? Numbers.tensor(loss), tensor.rank == 1
        else { return nil }
        var curves = [(name: "loss", values: try Numbers.doubles(tensor))]
        for name in ["val_loss", "accuracy", "iou", "dice"] {
            guard let other = try value.attributeIfPresent(Symbol(name)), let tensor = try? Numbers.tensor(other),
                tensor.rank == 1,
                tensor.count == curves[0].values.count
            else { continue }
            curves.append((name, try Numbers.doubles(tensor)))
        }
        return curves
    }

    /// One panel per picture of a batch.
    private static func pictures(_ tensor: Tensor) throws -> [(Panel, String?)] {
        let shape = tensor.shape
        if shape.contains(0) {
            throw Failure(.valueError, "there is nothing to show in a tensor of shape \(shapeText(shape))")
        }
        switch shape.count {
        case 1:
            return [(.curve([("value", try Numbers.doubles(tensor))]), nil)]
        case 2:
            if tensor.dtype.isFloatingPoint {
                return [
                    (
                        .picture(
                            try ImageSource(values: try Numbers.doubles(tensor), rows: shape[0], columns: shape[1]),
                            gray: true), nil
                    )
                ]
            }
            // Bytes with many values are a gray picture; few whole numbers are classes.
            let values = try Numbers.doubles(tensor)
            if tensor.dtype == .uint8, (values.max() ?? 0) > 63 {
                return [(.picture(try ImageSource(values: values, rows: shape[0], columns: shape[1]), gray: true), nil)]
            }
            return [(.classes(values, rows: shape[0], columns: shape[1]), nil)]
        case 3:
            let isLast =
                [1, 3, 4].contains(shape[2])
                && !([1, 3, 4].contains(shape[0]) && shape[1] > 4 && shape[2] < 5 && shape[0] != 1)
            if isLast, !(shape[0] == 3 && shape[1] > 4) || shape[2] >= 3 && shape[0] > 4 {
                return [try picture(tensor)]
            }
            if [3, 4].contains(shape[0]), isColor(try Numbers.doubles(tensor), tensor.dtype) {
                return [try picture(try tensor.permute([1, 2, 0]))]
            }
            if shape[0] == 1 { return try pictures(try tensor.select(0, 0)) }
            // Whole numbers: a batch of label maps. Reals: a network's output, whose largest channel is the class.
            if !tensor.dtype.isFloatingPoint { return try tensor.unbind().flatMap(pictures) }
            return try pictures(try OpTable.tensor("argmax", [.tensor(tensor), .int(0), .bool(false)]))
        case 4:
            guard shape[0] <= 64 else {
                throw Failure(
                    .valueError, "show() shows up to 64 images of a batch, not \(shape[0])",
                    hint: "choose some: show(batch[:8])")
            }
            return try tensor.unbind().flatMap(pictures)
        default:
            throw Failure(
                .valueError, "show() cannot tell what a tensor of shape \(shapeText(shape)) is",
                hint:
                    "images are (H, W), (3, H, W), (H, W, 3) or batches (N, 3, H, W); label maps (H, W); outputs (N, classes, H, W)"
            )
        }
    }

    private static func shapeText(_ shape: [Int]) -> String {
        shape.count == 1 ? "(\(shape[0]),)" : "(\(shape.map(String.init).joined(separator: ", ")))"
    }

    /// Three channels within 0…1, or bytes: a picture, not a network's output.
    private static func isColor(_ values: [Double], _ dtype: DType) -> Bool {
        if dtype == .uint8 { return true }
        guard dtype.isFloatingPoint else { return false }
        return values.allSatisfy { $0 >= -1e-6 && $0 <= 1 + 1e-6 }
    }

    private static func picture(_ tensor: Tensor) throws -> (Panel, String?) {
        if tensor.shape[2] == 1 { return (.picture(try ImageReader.source(tensor), gray: true), nil) }
        return (.picture(try ImageReader.source(tensor), gray: false), nil)
    }
}
