// numpy's arrays of text and its text scalar, as far as scripts meet them: class names kept in an array. They hold, show and hand out
// texts; arithmetic is for numbers.
import Schema
import Script
import Tensors

/// `np.array(['cat', 'dog'])`.
final class TextArray: Object {
    let shape: [Int]
    let texts: [String]
    nonisolated(unsafe) static let cls: TypeObject = {
        let type = TypeObject("ndarray", module: "numpy", bases: [NDArrayObject.cls])
        type.errorName = "numpy.ndarray"
        return type
    }()
    override var type: TypeObject { TextArray.cls }

    /// What the dtype says where it is more than the longest text.
    private let width: Int

    init(_ shape: [Int], _ texts: [String], width: Int = 1) {
        self.shape = shape
        self.texts = texts
        self.width = width
    }

    /// `a.astype(str)`: numbers as text; nil when `type` is not text's.
    convenience init?(_ x: Tensor, writtenAs type: Value) throws {
        let isText =
            type.asObject === NumpyText.cls || type.asObject === StringObject.cls
            || ["str", "U", "<U"].contains((type.asObject as? StringObject)?.text ?? "")
        guard isText else { return nil }
        let width =
            switch x.dtype {
            case .bool: 5
            case .uint8: 3
            case .int8: 4
            case .int16: 6
            case .int32: 11
            case .int64: 21
            case .float16, .bfloat16, .float32, .float64: 32
            }
        self.init(x.shape, try x.scalars().map { ArrayText.scalar($0, x.dtype) }, width: width)
    }

    /// A list of texts or of equally long lists of texts; nil for anything else.
    static func from(_ value: Value) throws -> TextArray? {
        if let text = value.asObject as? StringObject { return TextArray([], [text.text]) }
        guard value.asObject is ListObject || value.asObject is TupleObject else { return nil }
        var (shape, texts): ([Int]?, [String]) = (nil, [])
        let elements = try Collate.elements(value)
        for element in elements {
            guard let part = try from(element), shape == nil || shape == part.shape else { return nil }
            shape = part.shape
            texts += part.texts
        }
        return shape.map { TextArray([elements.count] + $0, texts) }
    }

    /// `np.array("1 5 3".split(), dtype=int)`: the numbers that the texts say.
    func numbers(_ dtype: DType) throws -> Tensor {
        let real = try texts.map { text -> Double in
            let rest = text.drop { $0.isWhitespace }
            let word = String(rest.prefix(rest.count - rest.reversed().prefix { $0.isWhitespace }.count))
            if dtype.isFloatingPoint {
                guard let number = Double(word) else {
                    throw Failure(.valueError, "could not convert string to float: '\(text)'")
                }
                return number
            }
            guard let number = Int(word) else {
                throw Failure(.valueError, "invalid literal for int() with base 10: '\(text)'")
            }
            return Double(number)
        }
        return try Tensor.from(real, shape).to(dtype)
    }

    // MARK: - What functions of the module ask

    /// The order that sorts, by characters' numbers.
    var order: [Int] {
        texts.indices.sorted { a, b in
            let (x, y) = (texts[a].unicodeScalars, texts[b].unicodeScalars)
            return x.elementsEqual(y) ? a < b : x.lexicographicallyPrecedes(y)
        }
    }

    /// The texts at these places of the flattened array.
    func picked(_ places: [Int]) throws -> TextArray { TextArray([places.count], places.map { texts[$0] }) }

    /// A text array, or texts that numpy would make one of; nil for anything else.
    private static func existing(_ value: Value) throws -> TextArray? {
        if let array = value.asObject as? TextArray { return array }
        if let text = value.asObject as? NumpyText { return TextArray([], [text.text]) }
        return try from(value)
    }

    private func broadcast(to shape: [Int]) throws -> [String] {
        let places = try Tensor.from(Array(texts.indices), self.shape).expand(shape).scalars()
        return places.compactMap(\.integer).map { texts[$0] }
    }

    /// np.concatenate of text arrays; nil if they hold something else.
    static func joined(_ value: Value) throws -> TextArray? {
        guard value.asObject is ListObject || value.asObject is TupleObject else { return nil }
        var all: [String] = []
        let elements = try Collate.elements(value)
        guard !elements.isEmpty else { return nil }
        for element in elements {
            guard element.asObject is TextArray || element.asObject is ListObject || element.asObject is TupleObject,
                let part = try existing(element), part.shape.count == 1
            else { return nil }
            all += part.texts
        }
        return TextArray([all.count], all)
    }

    /// np.where with texts.
    static func choose(_ mask: Tensor, _ x: Value, _ y: Value) throws -> TextArray? {
        guard let a = try existing(x), let b = try existing(y) else { return nil }
        let shape = try Flavour.numpy.run {
            try Shape.broadcast(Shape.broadcast(mask.shape, a.shape), b.shape)
        }
        let flags = try mask.expand(shape).scalars().map(\.isTrue)
        let (first, second) = (try a.broadcast(to: shape), try b.broadcast(to: shape))
        return TextArray(shape, flags.indices.map { flags[$0] ? first[$0] : second[$0] })
    }

    /// np.array_equal of texts; nil if neither side holds any.
    static func equal(_ x: Value, _ y: Value) throws -> Bool? {
        let (a, b) = (try existing(x), try existing(y))
        if a == nil && b == nil { return nil }
        return a?.shape == b?.shape && a?.texts == b?.texts
    }

    /// `texts == other` and its kind, element by element; nil if a side holds something else.
    static func compare(_ op: ComparisonOperator, _ x: Value, _ y: Value) throws -> Value? {
        guard let a = try existing(x), let b = try existing(y) else { return nil }
        let shape = try Flavour.numpy.run { try Shape.broadcast(a.shape, b.shape) }
        let (left, right) = (try a.broadcast(to: shape), try b.broadcast(to: shape))
        let answers = zip(left, right).map { x, y -> Bool in
            let isEqual = x == y
            let isLess = !isEqual && x.unicodeScalars.lexicographicallyPrecedes(y.unicodeScalars)
            switch op {
            case .equal: return isEqual
            case .notEqual: return !isEqual
            case .less: return isLess
            case .lessEqual: return isLess || isEqual
            case .greater: return !isLess && !isEqual
            case .greaterEqual: return !isLess
            case .isIdentical, .isNotIdentical, .isIn, .isNotIn: return false
            }
        }
        return NDArrayObject.value(try Tensor.from(answers, shape))
    }

    // MARK: - Text

    /// `<U3`: as wide as the longest text.
    var dtypeText: String { "<U\(max(width, texts.map(\.unicodeScalars.count).max() ?? 0))" }

    private func written(_ dim: Int, _ start: Int, _ separator: String, indent: Int) throws -> String {
        if dim == shape.count { return try Value.string(texts[start]).repr() }
        let step = shape[(dim + 1)...].reduce(1, *)
        let parts = try (0..<shape[dim]).map { try written(dim + 1, start + $0 * step, separator, indent: indent + 1) }
        let isRow = dim == shape.count - 1
        let between =
            isRow
            ? separator
            : String(separator.prefix(1)).filter { $0 == "," } + "\n" + String(repeating: " ", count: indent + 1)
        return "[" + parts.joined(separator: between) + "]"
    }

    override func repr() throws -> String {
        "array(\(try written(0, 0, ", ", indent: 6)), dtype='\(dtypeText)')"
    }
    override func str() throws -> String { shape.isEmpty ? texts[0] : try written(0, 0, " ", indent: 0) }
    override func length() throws -> Int? {
        guard let first = shape.first else { throw Failure(.typeError, "len() of unsized object") }
        return first
    }

    /// A part along the first axis: a text or a smaller array.
    private func part(_ i: Int) -> Value {
        let rest = Array(shape.dropFirst())
        let step = rest.reduce(1, *)
        return rest.isEmpty ? .string(texts[i]) : .object(TextArray(rest, Array(texts[i * step..<(i + 1) * step])))
    }

    override func item(_ key: Value) throws -> Value {
        let count = try length() ?? 0
        if let slice = key.asObject as? SliceObject {
            let chosen = try slice.select(from: (0..<count).map(part))
            return try TextArray.from(.list(chosen)).map { .object($0) }
                ?? .object(TextArray([0] + shape.dropFirst(), []))
        }
        // Everything but a plain number or slice picks positions, as an array of numbers would.
        if key.asObject is TupleObject || key.asObject is ListObject || TensorFactory.existing(key) != nil {
            let places = NDArrayObject(try Tensor.from(Array(texts.indices), shape))
            guard let found = TensorFactory.existing(try places.item(key)) else { return .none }
            let picked = try found.scalars().compactMap(\.integer).map { texts[$0] }
            return found.rank == 0 ? .string(picked[0]) : .object(TextArray(found.shape, picked, width: width))
        }
        guard let i = try Int.from(key) else {
            throw Failure(
                .indexError,
                "only integers, slices (`:`), ellipsis (`...`), numpy.newaxis (`None`) and integer or boolean arrays are valid indices"
            )
        }
        guard i >= -count, i < count else {
            throw Failure(.indexError, "index \(i) is out of bounds for axis 0 with size \(count)")
        }
        return part(i < 0 ? i + count : i)
    }

    override func iterator() throws -> IteratorObject? {
        try Value.list((0..<(try length() ?? 0)).map(part)).iterator()
    }

    override func compare(_ op: ComparisonOperator, _ other: Value) throws -> Value? {
        switch op {
        case .equal, .notEqual, .less, .lessEqual, .greater, .greaterEqual:
            try TextArray.compare(op, .object(self), other)
        case .isIdentical, .isNotIdentical, .isIn, .isNotIn: nil
        }
    }

    private func nested(_ value: Value) throws -> Value {
        guard let array = value.asObject as? TextArray, let count = array.shape.first else { return value }
        return .list(try (0..<count).map { try nested(array.part($0)) })
    }

    override func attribute(_ name: Symbol) throws -> Value? {
        switch name.text {
        case "shape": .tuple(shape.map { .int($0) })
        case "ndim": .int(shape.count)
        case "size": .int(texts.count)
        case "dtype": .object(TextDType(dtypeText))
        case "astype":
            .object(
                BuiltinFunction(
                    "astype(dtype, copy=True)", "The numbers that the texts say.",
                    raw: { bound in
                        guard let dtype = try ArrayMethods.dtype(bound[0]) else { return .object(self) }
                        return .object(NDArrayObject(try self.numbers(dtype)))
                    }))
        case "copy", "flatten", "ravel":
            .object(
                BuiltinFunction(
                    "\(name.text)(order='C')", "The texts\(name.text == "copy" ? "" : " in one dimension").",
                    raw: { _ in .object(TextArray(name.text == "copy" ? self.shape : [self.texts.count], self.texts)) })
            )
        case "reshape":
            .object(
                BuiltinFunction(
                    "reshape(*shape)", "The same texts in another shape.",
                    raw: { bound in
                        let places = try Tensor.from(Array(self.texts.indices), self.shape)
                        let shape = try ArrayMethods.reshape(places, Creation.sizes(bound[0], "reshape")).shape
                        return .object(TextArray(shape, self.texts))
                    }))
        case "argsort":
            .object(
                BuiltinFunction(
                    "argsort()", "The order that sorts.",
                    raw: { _ in .object(NDArrayObject(try Tensor.from(self.order))) }))
        case "tolist":
            .object(
                BuiltinFunction("tolist()", "All texts as nested lists.", raw: { _ in try self.nested(.object(self)) }))
        default:
            throw Failure(
                .attributeError, "'numpy.ndarray' object has no attribute '\(name)' for text",
                hint: "keep text in a list")
        }
    }
}

/// `dtype('<U3')`.
private final class TextDType: Object {
    let name: String
    nonisolated(unsafe) static let cls = TypeObject("dtype", module: "numpy")
    override var type: TypeObject { TextDType.cls }
    init(_ name: String) { self.name = name }
    override func repr() throws -> String { "dtype('\(name)')" }
    override func str() throws -> String { name }
    override func compare(_ op: ComparisonOperator, _ other: Value) throws -> Value? {
        guard op == .equal || op == .notEqual, let right = other.asObject as? TextDType else { return nil }
        return .bool((right.name == name) == (op == .equal))
    }
    override func attribute(_ name: Symbol) throws -> Value? {
        switch name.text {
        case "kind", "char": .string("U")
        case "str": .string(self.name)
        case "itemsize": .int(4 * (Int(self.name.dropFirst(2)) ?? 0))
        case "name": .string("str\(32 * (Int(self.name.dropFirst(2)) ?? 0))")
        case "type": .object(NumpyText.cls)
        default: try super.attribute(name)
        }
    }
}

/// `np.str_('cat')`: prints its class, is a text in every other way.
final class NumpyText: Object {
    let text: String
    nonisolated(unsafe) static let cls = TypeObject(
        "str_", module: "numpy",
        make: { _, arguments in .object(NumpyText(try arguments.positional.first?.str() ?? "")) })
    override var type: TypeObject { NumpyText.cls }
    init(_ text: String) { self.text = text }

    override func repr() throws -> String { "np.str_(\(try Value.string(text).repr()))" }
    override func str() throws -> String { text }
    override func format(_ spec: String) throws -> String { try Value.string(text).format(spec) }
    override func truth() throws -> Bool { !text.isEmpty }
    override func hash() throws -> Int { try Value.string(text).hash() }
    override func length() throws -> Int? { try Value.string(text).length() }
    override func item(_ key: Value) throws -> Value { try Value.string(text).item(key) }
    override func iterator() throws -> IteratorObject? { try Value.string(text).iterator() }
    override func attribute(_ name: Symbol) throws -> Value? { try Value.string(text).attributeIfPresent(name) }
    private func plain(_ value: Value) -> Value { (value.asObject as? NumpyText).map { .string($0.text) } ?? value }
    override func compare(_ op: ComparisonOperator, _ other: Value) throws -> Value? {
        try StringObject(text).compare(op, plain(other))
    }
    override func binary(_ op: BinaryOperator, _ right: Value) throws -> Value? {
        try StringObject(text).binary(op, plain(right))
    }
    override func reflectedBinary(_ op: BinaryOperator, _ left: Value) throws -> Value? {
        try Value.binary(op, plain(left), .string(text))
    }
}
