// One plot in a script, and rows and grids of plots as `plt.subplots` gives them.
import Figures
import Schema
import Script
import Tensors

final class AxesObject: Object {
    let axes: Axes
    let figure: FigureObject
    /// Attributes a script sets on it.
    private var extras: [Symbol: Value] = [:]
    nonisolated(unsafe) static let cls = makeType()
    override var type: TypeObject { AxesObject.cls }

    init(_ axes: Axes, in figure: FigureObject) {
        self.axes = axes
        self.figure = figure
    }

    override func repr() throws -> String {
        axes.title.text.isEmpty ? "<Axes: >" : "<Axes: title={'center': \(try Value.string(axes.title.text).repr())}>"
    }

    override func attribute(_ name: Symbol) throws -> Value? {
        if let extra = extras[name] { return extra }
        return try super.attribute(name)
    }
    override func setAttribute(_ name: Symbol, _ value: Value) throws {
        if AxesObject.cls.member(name) != nil { return try super.setAttribute(name, value) }
        extras[name] = value
    }

    /// `ax.set(title=…, xticks=[])`: every keyword is a `set_…` method.
    static func set(_ axes: AxesObject, _ pairs: [(String, Value)]) throws {
        for (name, value) in pairs {
            guard let method = AxesObject.cls.member(Symbol("set_\(name)")) else {
                let known = AxesObject.cls.allMemberNames().filter { $0.hasPrefix("set_") }.map {
                    String($0.dropFirst(4))
                }
                let near = Nearest.match(name, among: known)
                throw Failure(
                    .attributeError, "Axes.set() got an unexpected keyword argument '\(name)'",
                    hint: near.map { "did you mean '\($0)'?" } ?? "")
            }
            // A pair of limits is spread.
            _ = try method.call(Arguments([.object(axes), value]))
        }
    }

    static func from(_ value: Value) throws -> AxesObject {
        guard let axes = value.asObject as? AxesObject else {
            throw Failure(.typeError, "expected an Axes, not \(value.typeName)")
        }
        return axes
    }

    private static func marks<M: Mark>(of _: M.Type, in axes: AxesObject) throws -> Value {
        .list(axes.axes.marks.filter { $0 is M }.map { .object(MarkObject($0, axes)) })
    }

    private static func makeType() -> TypeObject {
        let type = TypeObject("Axes", module: "matplotlib.axes._axes")
        for method in AxesMethods.all + AxesSettings.all {
            type.rawMethod(method.signatureWithSelf, method.doc) { bound in
                try method.body(try from(bound[0]), PlotCall(bound, artist: method.artist))
            }
        }
        type.property("figure", "The figure.") { (value: Value) in Value.object(try from(value).figure) }
        type.property("xaxis", "The x axis.") { (value: Value) in Value.object(AxisHandle(try from(value), isX: true)) }
        type.property("yaxis", "The y axis.") { (value: Value) in Value.object(AxisHandle(try from(value), isX: false))
        }
        type.property("spines", "The four edges.") { (value: Value) in
            Value.object(SpinesHandle(try from(value), ["left", "right", "bottom", "top"]))
        }
        type.property("transAxes", "Fractions of the axes, for transform=.") { (_: Value) in
            Value.object(CoordinateHandle.axes)
        }
        type.property("transData", "Data coordinates, for transform=.") { (_: Value) in
            Value.object(CoordinateHandle.data)
        }
        type.property("title", "The title.") { (value: Value) in
            let axes = try from(value).axes
            return Value.object(
                TextHandle(axes.title.text, 0.5, 1) {
                    axes.title.text = $0
                } style: {
                    $0.apply(to: &axes.title)
                })
        }
        type.property("patch", "The background.") { (value: Value) in
            let axes = try from(value).axes
            return Value.object(PatchHandle { axes.faceColor = $0 })
        }
        type.property("images", "The pictures.") { (value: Value) in try marks(of: ImageMark.self, in: try from(value))
        }
        type.property("lines", "The lines.") { (value: Value) in try marks(of: LineMark.self, in: try from(value)) }
        return type
    }
}

/// Which coordinates `transform=` names.
final class CoordinateHandle: Object {
    let isAxes: Bool
    nonisolated(unsafe) static let axes = CoordinateHandle(isAxes: true)
    nonisolated(unsafe) static let data = CoordinateHandle(isAxes: false)
    nonisolated(unsafe) static let cls = TypeObject("BboxTransformTo", module: "matplotlib.transforms")
    override var type: TypeObject { CoordinateHandle.cls }
    private init(isAxes: Bool) { self.isAxes = isAxes }
}

/// An array of axes: indexing and iteration as numpy's object arrays have them.
final class AxesArray: Object {
    let objects: [AxesObject]
    let shape: [Int]
    nonisolated(unsafe) static let cls: TypeObject = {
        let type = TypeObject("ndarray", module: "numpy")
        for name in ["flatten", "ravel"] {
            type.rawMethod("\(name)(self, order='C')", "All axes in a row.") { bound in
                let array = try from(bound[0])
                guard bound[1].text == "F", array.shape.count == 2 else {
                    return .object(AxesArray(array.objects, [array.objects.count]))
                }
                return .object(AxesArray(array.transposed.objects, [array.objects.count]))
            }
        }
        type.rawMethod("reshape(self, *shape)", "The same axes in another shape.") { bound in
            let array = try from(bound[0])
            let given = (bound[1].asObject as? TupleObject)?.elements ?? []
            var sizes =
                try given.count == 1 && given[0].asObject is TupleObject
                ? given[0].elements().map { try $0.asInt() } : given.map { try $0.asInt() }
            let known = sizes.filter { $0 != -1 }.reduce(1) { $0.multipliedReportingOverflow(by: $1).partialValue }
            if let at = sizes.firstIndex(of: -1), known > 0 { sizes[at] = array.objects.count / known }
            guard sizes.allSatisfy({ $0 >= 0 }), (1...2).contains(sizes.count),
                sizes.reduce(1, { $0.multipliedReportingOverflow(by: $1).partialValue }) == array.objects.count
            else {
                throw Failure(
                    .valueError,
                    "cannot reshape array of size \(array.objects.count) into shape \(ArrayMethods.shapeText(sizes))")
            }
            return .object(AxesArray(array.objects, sizes))
        }
        type.rawMethod("tolist(self)", "The axes as lists.") { bound in
            let array = try from(bound[0])
            if array.shape.count == 1 { return .list(array.objects.map { .object($0) }) }
            return .list(array.rows.map { row in .list(row.map { .object($0) }) })
        }
        type.property("flat", "All axes in a row.") { (value: Value) in
            let array = try from(value)
            return Value.object(AxesArray(array.objects, [array.objects.count]))
        }
        type.property("shape", "Rows and columns.") { (value: Value) in
            Value.tuple(try from(value).shape.map { .int($0) })
        }
        type.property("size", "How many axes.") { (value: Value) in Value.int(try from(value).objects.count) }
        type.property("ndim", "1 or 2.") { (value: Value) in Value.int(try from(value).shape.count) }
        type.property("T", "Rows and columns exchanged.") { (value: Value) in Value.object(try from(value).transposed) }
        return type
    }()
    override var type: TypeObject { AxesArray.cls }

    /// `shape` has one or two sizes.
    init(_ objects: [AxesObject], _ shape: [Int]) {
        self.objects = objects
        self.shape = shape
    }

    static func from(_ value: Value) throws -> AxesArray {
        guard let array = value.asObject as? AxesArray else { throw Failure(.typeError, "expected an array of Axes") }
        return array
    }

    private var columns: Int { shape.count == 2 ? shape[1] : 1 }
    private var rows: [[AxesObject]] {
        shape.count == 2
            ? (0..<shape[0]).map { Array(objects[$0 * shape[1]..<($0 + 1) * shape[1]]) } : objects.map { [$0] }
    }
    private var transposed: AxesArray {
        guard shape.count == 2 else { return self }
        let rows = rows
        return AxesArray((0..<shape[1]).flatMap { c in rows.map { $0[c] } }, [shape[1], shape[0]])
    }

    override func repr() throws -> String {
        let texts = try rows.map { try $0.map { try $0.repr() }.joined(separator: ", ") }
        if shape.count == 1 { return "array([\(texts.joined(separator: ", "))], dtype=object)" }
        return "array([[" + texts.joined(separator: "],\n       [") + "]], dtype=object)"
    }
    override func truth() throws -> Bool {
        if objects.count == 1 { return true }
        throw Failure(
            .valueError, "The truth value of an array with more than one element is ambiguous. Use a.any() or a.all()")
    }
    override func length() throws -> Int? { shape[0] }
    override func iterator() throws -> IteratorObject? {
        if shape.count == 1 { return try Value.list(objects.map { .object($0) }).iterator() }
        return try Value.list(rows.map { .object(AxesArray($0, [columns])) }).iterator()
    }

    /// The positions an index picks out of `count`, and whether it was a single number.
    private func picks(_ key: Value, _ count: Int, axis: Int) throws -> (positions: [Int], isSingle: Bool) {
        if let slice = key.asObject as? SliceObject {
            let step = try slice.stepIndex ?? 1
            guard step != 0 else { throw Failure(.valueError, "slice step cannot be zero") }
            func clamp(_ i: Int, _ low: Int, _ high: Int) -> Int { min(max(i < 0 ? i &+ count : i, low), high) }
            let start =
                try slice.startIndex.map { step > 0 ? clamp($0, 0, count) : clamp($0, -1, count - 1) }
                ?? (step > 0 ? 0 : count - 1)
            let stop =
                try slice.stopIndex.map { step > 0 ? clamp($0, 0, count) : clamp($0, -1, count - 1) }
                ?? (step > 0 ? count : -1)
            return (Array(stride(from: start, to: stop, by: step)), false)
        }
        guard let i = try Int.from(key) else {
            throw Failure(
                .indexError,
                "only integers, slices (`:`), ellipsis (`...`), numpy.newaxis (`None`) and integer or boolean arrays are valid indices"
            )
        }
        guard i >= -count, i < count else {
            throw Failure(
                .indexError, "index \(i) is out of bounds for axis \(axis) with size \(count)",
                hint: "plt.subplots made axes of shape \(ArrayMethods.shapeText(shape))")
        }
        return ([i < 0 ? i + count : i], true)
    }

    override func item(_ key: Value) throws -> Value {
        if let tuple = key.asObject as? TupleObject {
            guard tuple.elements.count <= shape.count else {
                throw Failure(
                    .indexError,
                    "too many indices for array: array is \(shape.count)-dimensional, but \(tuple.elements.count) were indexed",
                    hint: shape.count == 1
                        ? "one row of plots has one index: axes[0]; pass squeeze=False to plt.subplots for axes[0, 0]"
                        : "")
            }
            if tuple.elements.count == 1 { return try item(tuple.elements[0]) }
            let (r, oneRow) = try picks(tuple.elements[0], shape[0], axis: 0)
            let (c, oneColumn) = try picks(tuple.elements[1], shape[1], axis: 1)
            let chosen = r.flatMap { row in c.map { objects[row * shape[1] + $0] } }
            if oneRow && oneColumn { return .object(chosen[0]) }
            return .object(AxesArray(chosen, oneRow || oneColumn ? [chosen.count] : [r.count, c.count]))
        }
        let (r, isSingle) = try picks(key, shape[0], axis: 0)
        if shape.count == 1 {
            return isSingle ? .object(objects[r[0]]) : .object(AxesArray(r.map { objects[$0] }, [r.count]))
        }
        let chosen = r.flatMap { Array(objects[$0 * shape[1]..<($0 + 1) * shape[1]]) }
        return .object(AxesArray(chosen, isSingle ? [shape[1]] : [r.count, shape[1]]))
    }

    /// A call on the array itself is the commonest mistake with `plt.subplots(1, 3)`.
    override func attribute(_ name: Symbol) throws -> Value? {
        if let found = try super.attribute(name) { return found }
        if AxesObject.cls.member(name) != nil {
            throw Failure(
                .attributeError, "'numpy.ndarray' object has no attribute '\(name)'",
                hint:
                    "plt.subplots gave \(objects.count) axes; choose one: axes[\(shape.count == 1 ? "0" : "0, 0")].\(name)(…)"
            )
        }
        return nil
    }
}
