// What plotting functions are given, as Swift values: numbers from anything array-like, colours, texts, and the keywords that
// belong to the thing drawn ("color", "lw", …). A keyword nobody takes is an AttributeError in matplotlib's words.
import Figures
import Schema
import Script
import Tensors

/// Anything array-like as numbers.
enum Numbers {
    /// The array behind a value: tensors without their history, arrays, lists of tensors, images, numbers.
    static func tensor(_ value: Value) throws -> Tensor {
        switch value {
        case .object(let object):
            if let tensor = object as? TensorObject { return tensor.tensor.detach() }
            if object is ListObject || object is TupleObject {
                let elements = try value.elements()
                if elements.contains(where: { $0.asObject is TensorObject || $0.asObject is ArrayConvertible }) {
                    let tensors = try elements.map { try tensor($0).to(.float64) }
                    guard tensors.allSatisfy({ $0.shape == tensors[0].shape }) else {
                        throw Failure(
                            .valueError, "setting an array element with a sequence. The arrays differ in shape")
                    }
                    return try OpTable.tensor("stack", [.list(tensors.map(Argument.tensor)), .int(0)])
                }
            }
            if object is ListObject || object is TupleObject || object is NDArrayObject || object is NumpyScalar
                || object is RangeObject || object is ArrayConvertible
            {
                return try Flavour.numpy.run { try NumpyFunctions.array(value) }
            }
            // dict views, generators, maps.
            if (try? object.iterator()) != nil {
                return try Flavour.numpy.run { try NumpyFunctions.array(.list(try value.elements())) }
            }
            return try Flavour.numpy.run { try NumpyFunctions.array(value) }
        case .none, .unbound:
            throw Failure(.typeError, "float() argument must be a string or a real number, not 'NoneType'")
        case .bool, .int, .float: return try Flavour.numpy.run { try NumpyFunctions.array(value) }
        }
    }

    /// All elements in row-major order.
    static func doubles(_ tensor: Tensor) throws -> [Double] {
        try GradMode.disabled { try tensor.detach().to(.float64).contiguous().withData(as: Double.self) { Array($0) } }
    }
    static func doubles(_ value: Value) throws -> [Double] { try doubles(try tensor(value)) }

    /// All elements as bytes; the tensor is uint8 or bool.
    static func bytes(_ tensor: Tensor) throws -> [UInt8] {
        try GradMode.disabled { try tensor.detach().to(.uint8).contiguous().withData(as: UInt8.self) { Array($0) } }
    }

    /// One number; nil for None.
    static func optional(_ value: Value?) throws -> Double? {
        guard let value else { return nil }
        if case .none = value { return nil }
        guard let number = try Double.from(value) else {
            throw Failure(.typeError, "must be real number, not \(value.typeName)")
        }
        return number
    }

    /// A list of texts when every element is one.
    static func texts(_ value: Value) throws -> [String]? {
        guard
            value.asObject is ListObject || value.asObject is TupleObject || value.asObject is DictObject
                || (value.asObject.map {
                    !($0 is TensorObject || $0 is NDArrayObject || $0 is StringObject || $0 is NumpyScalar)
                } ?? false
                    && value.asObject is IteratorObject == false && (try? value.asObject?.length()) != nil)
        else { return nil }
        let elements = try value.elements()
        guard !elements.isEmpty else { return nil }
        var result: [String] = []
        for element in elements {
            guard let text = element.asObject as? StringObject else { return nil }
            result.append(text.text)
        }
        return result
    }

    static func array(_ values: [Double], _ shape: [Int]? = nil) throws -> Value {
        .object(NDArrayObject(try Tensor.from(values, shape ?? [values.count])))
    }
    static func scalar(_ value: Double) throws -> Value { .object(try NumpyScalar(.float(value), .float64)) }
    /// `(np.float64(0.0), np.float64(1.0))`, how limits are returned.
    static func scalars(_ values: Double...) throws -> Value { .tuple(try values.map(scalar)) }
}

extension Value {
    var isNone: Bool {
        switch self {
        case .none, .unbound: true
        case .bool, .int, .float, .object: false
        }
    }
    var text: String? { (asObject as? StringObject)?.text }
    /// The pairs of a dict with text keys.
    var keywordPairs: [(String, Value)] {
        ((asObject as? DictObject)?.pairs ?? []).compactMap { pair in pair.key.text.map { ($0, pair.value) } }
    }
    /// A file's path: text, or an object with `__fspath__`; nil for anything else.
    func path() throws -> String? {
        if let text { return text }
        guard case .object = self, let method = try attributeIfPresent("__fspath__") else { return nil }
        return try method.call().text
    }
}

/// Colours as scripts write them.
enum ColorReader {
    /// nil for None. Text, a gray level, or three to four numbers.
    static func color(_ value: Value?) throws -> Color? {
        guard let value, !value.isNone else { return nil }
        if let text = value.text { return try Color(text) }
        if let tensor = try? Numbers.tensor(value), tensor.count == 3 || tensor.count == 4 {
            return try Color(components: try Numbers.doubles(tensor))
        }
        if value.asObject is TupleObject, let parts = try? value.elements(), parts.count == 2,
            let name = parts.first?.text
        {
            return try Color(name).withAlpha(try Numbers.optional(parts.last))
        }
        throw Failure(
            .valueError, "\(try value.repr()) is not a valid color value.",
            hint: "colors are names like 'red', hex like '#1f77b4', or (r, g, b) with numbers from 0 to 1")
    }

    /// One colour for all, or one each.
    static func colors(_ value: Value?) throws -> [Color]? {
        guard let value, !value.isNone else { return nil }
        if value.asObject is ListObject || value.asObject is TupleObject || value.asObject is NDArrayObject {
            let elements = try value.elements()
            if elements.contains(where: {
                $0.text != nil || $0.asObject is TupleObject || $0.asObject is ListObject
                    || $0.asObject is NDArrayObject
            }) {
                return try elements.map { try color($0) ?? .clear }
            }
        }
        return try color(value).map { [$0] }
    }

    /// "none" is a colour that is not drawn.
    static func edge(_ value: Value?) throws -> Color? {
        guard let value, !value.isNone else { return nil }
        if value.text == "face" { return nil }
        return try color(value)
    }
}

/// The values of a call in the order of the signature's parameters.
struct PlotValues {
    let signature: Signature
    let values: [Value]
    subscript(_ index: Int) -> Value { index >= 0 && index < values.count ? values[index] : .none }
}

/// One call of a plotting function: arguments by the signature's names, and the keywords of the artist.
struct PlotCall {
    let bound: PlotValues
    private let index: [String: Int]
    /// Keywords no parameter took.
    let extra: Keywords
    let extraPairs: [(String, Value)]

    /// `artist` names the class in the error about an unknown keyword.
    init(_ bound: BoundArguments, artist: String) {
        self.init(PlotValues(signature: bound.signature, values: bound.values), artist: artist)
    }

    init(_ bound: PlotValues, artist: String) {
        self.bound = bound
        var index: [String: Int] = [:]
        var extra: [(String, Value)] = []
        for (i, parameter) in bound.signature.parameters.enumerated() {
            index[parameter.name] = i
            if parameter.kind == .variadicKeyword { extra = bound[i].keywordPairs }
        }
        self.index = index
        extraPairs = extra
        self.extra = Keywords(extra, artist: artist, known: bound.signature.parameters.map(\.name))
    }

    /// The argument, or nil when it is None.
    subscript(_ name: String) -> Value? {
        guard let i = index[name] else { return nil }
        let value = bound[i]
        return value.isNone ? nil : value
    }
    /// The elements of `*name`.
    func rest(_ name: String) -> [Value] { (self[name]?.asObject as? TupleObject)?.elements ?? [] }

    func double(_ name: String) throws -> Double? { try Numbers.optional(self[name]) }
    func int(_ name: String) throws -> Int? {
        guard let value = self[name] else { return nil }
        if let number = try Int.from(value) { return number }
        if let number = try Double.from(value), number == number.rounded(), number.magnitude < 1e15 {
            return Int(number)
        }
        throw Failure(.typeError, "'\(value.typeName)' object cannot be interpreted as an integer")
    }
    func string(_ name: String) -> String? { self[name]?.text }
    func bool(_ name: String) throws -> Bool? { try self[name].map { try $0.truth() } }
    func text(_ name: String) throws -> String { try (bound[index[name] ?? 0]).str() }
}

/// The keywords of an artist. Readers take what they know; `finish` complains about the rest.
final class Keywords {
    private var values: [(name: String, value: Value)]
    private let artist: String
    private var known: [String]

    init(_ values: [(String, Value)], artist: String, known: [String] = []) {
        self.values = values.map { (name: $0.0, value: $0.1) }
        self.artist = artist
        self.known = known.filter { !["self", "args", "kwargs"].contains($0) }
    }

    /// The value under any of these names; nil when not given or None.
    func take(_ names: String...) -> Value? {
        known += names
        var found: Value?
        for name in names {
            if let at = values.firstIndex(where: { $0.name == name }) {
                let value = values.remove(at: at).value
                if !value.isNone { found = value }
            }
        }
        return found
    }
    func has(_ name: String) -> Bool { values.contains { $0.name == name } }
    func double(_ names: String...) throws -> Double? {
        var found: Double?
        for name in names { found = try Numbers.optional(take(name)) ?? found }
        return found
    }
    func string(_ names: String...) -> String? {
        var found: String?
        for name in names { found = take(name)?.text ?? found }
        return found
    }
    func bool(_ name: String) throws -> Bool? { try take(name).map { try $0.truth() } }

    /// Keywords of every artist that change nothing in a still picture.
    private static let harmless: Set<String> = [
        "zorder", "picker", "gid", "url", "rasterized", "snap", "clip_on", "clip_box", "clip_path", "animated",
        "antialiased", "aa",
        "solid_capstyle", "solid_joinstyle", "dash_capstyle", "dash_joinstyle", "path_effects", "in_layout",
        "sketch_params", "data",
        "transform", "joinstyle", "capstyle", "agg_filter", "mouseover", "visible", "fillstyle", "drawstyle",
        "markevery", "dashes",
    ]

    func finish() throws {
        guard let first = values.first(where: { !Keywords.harmless.contains($0.name) }) else { return }
        let near = Nearest.match(first.name, among: known)
        throw Failure(
            .attributeError, "\(artist).set() got an unexpected keyword argument '\(first.name)'",
            hint: near.map { "did you mean '\($0)'?" } ?? "")
    }
}

/// How words look, from the keywords text takes.
struct TextLook {
    var size: Double?
    var isBold: Bool?
    var isItalic: Bool?
    var family: String?
    var color: Color?
    var rotation: Double?
    var horizontal: String?
    var vertical: String?
    var alpha: Double?
    var background: Color?
    var backgroundEdge: Color?

    init(_ keywords: Keywords) throws {
        if let dict = keywords.take("fontdict") {
            let inner = Keywords(dict.keywordPairs, artist: "Text")
            try read(inner)
            try inner.finish()
        }
        try read(keywords)
    }

    private mutating func read(_ keywords: Keywords) throws {
        if let value = keywords.take("fontsize", "size") { size = try TextLook.points(value) }
        if let value = keywords.take("fontweight", "weight") { isBold = TextLook.isBold(value) }
        if let value = keywords.string("fontstyle", "style") { isItalic = value == "italic" || value == "oblique" }
        family = keywords.string("family", "fontfamily", "fontname", "name") ?? family
        color = try ColorReader.color(keywords.take("color", "c")) ?? color
        if let value = keywords.take("rotation") { rotation = try TextLook.degrees(value) }
        horizontal = keywords.string("ha", "horizontalalignment") ?? horizontal
        vertical = keywords.string("va", "verticalalignment") ?? vertical
        alpha = try keywords.double("alpha") ?? alpha
        if let value = keywords.take("backgroundcolor") { background = try ColorReader.color(value) }
        if let box = keywords.take("bbox") {
            let pairs = Keywords(box.keywordPairs, artist: "FancyBboxPatch")
            let shared = try ColorReader.color(pairs.take("color"))
            let shade = try pairs.double("alpha")
            background = (try ColorReader.color(pairs.take("facecolor", "fc")) ?? shared ?? Color.cycle(0)).withAlpha(
                shade)
            backgroundEdge = try ColorReader.color(pairs.take("edgecolor", "ec")) ?? shared ?? .black
        }
        for name in [
            "wrap", "multialignment", "ma", "linespacing", "fontproperties", "font", "usetex", "rotation_mode",
            "fontstretch", "stretch", "fontvariant", "variant", "parse_math",
        ] { _ = keywords.take(name) }
    }

    /// A size in points, or "small", "large", … of the default.
    static func points(_ value: Value) throws -> Double {
        if let text = value.text {
            if let number = Double(text) { return number }
            let factors = [
                "xx-small": 0.579, "x-small": 0.694, "small": 0.833, "medium": 1, "large": 1.2, "x-large": 1.44,
                "xx-large": 1.728, "larger": 1.2, "smaller": 0.833,
            ]
            guard let factor = factors[text] else {
                throw Failure(
                    .valueError, "'\(text)' is not a valid font size",
                    hint: "write a number of points, or 'small', 'large'")
            }
            return factor * RcParams.shared.double("font.size", 10)
        }
        guard let size = try Double.from(value), size > 0, size.isFinite else {
            throw Failure(.valueError, "a font size must be a positive number of points, not \(try value.repr())")
        }
        return min(size, 1000)
    }

    static func isBold(_ value: Value) -> Bool {
        if let text = value.text {
            return ["bold", "heavy", "black", "semibold", "demibold", "demi", "extra bold"].contains(text)
        }
        return ((try? Int.from(value)) ?? nil).map { $0 >= 600 } ?? false
    }

    static func degrees(_ value: Value) throws -> Double {
        if let text = value.text {
            if text == "vertical" { return 90 }
            if text == "horizontal" { return 0 }
            if let number = Double(text) { return number }
            throw Failure(.valueError, "rotation must be 'vertical', 'horizontal' or a number, not '\(text)'")
        }
        return try Numbers.optional(value) ?? 0
    }

    func apply(to font: inout Font) {
        if let size { font.size = size }
        if let isBold { font.isBold = isBold }
        if let isItalic { font.isItalic = isItalic }
        if let family { font.family = family }
    }

    func apply(to label: inout Label) {
        apply(to: &label.font)
        if let color { label.color = color }
        if let alpha { label.color = label.color.withAlpha(alpha) }
        if let rotation { label.rotation = rotation }
    }

    func options() -> TextOptions {
        var options = TextOptions()
        options.font.size = RcParams.shared.double("font.size", 10)
        apply(to: &options.font)
        if let color { options.color = color }
        if let rotation { options.rotation = rotation }
        if let horizontal { options.horizontal = horizontal }
        if let vertical { options.vertical = vertical }
        options.alpha = alpha
        options.background = background
        options.backgroundEdge = backgroundEdge
        return options
    }
}

extension UInt8 {
    /// A number cut to 0…255 and to its whole part; NaN is 0.
    init(cut value: Double) { self = value > 0 ? UInt8(Swift.min(value, 255)) : 0 }
    init(cut value: Float) { self = value > 0 ? UInt8(Swift.min(value, 255)) : 0 }
    init(cut value: Int) { self = UInt8(Swift.min(Swift.max(value, 0), 255)) }
}
