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

    init(_ shape: [Int], _ texts: [String]) {
        self.shape = shape
        self.texts = texts
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

    /// `<U3`: as wide as the longest text.
    var dtypeText: String { "<U\(max(1, texts.map(\.unicodeScalars.count).max() ?? 0))" }

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
        if let positions = TensorFactory.existing(key), positions.rank == 1 {
            let all =
                positions.dtype == .bool ? try OpTable.tensor("nonzero", [.tensor(positions)]).reshape([-1]) : positions
            let chosen = try all.doubles().map { try item(.int(Int(exactly: $0) ?? 0)) }
            return try TextArray.from(.list(chosen)).map { .object($0) }
                ?? .object(TextArray([0] + shape.dropFirst(), []))
        }
        if let tuple = key.asObject as? TupleObject {
            var value = Value.object(self)
            for index in tuple.elements { value = try value.item(index) }
            return value
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
        guard op == .equal || op == .notEqual, let right = try (other.asObject as? TextArray) ?? TextArray.from(other),
            right.shape.isEmpty || right.shape == shape
        else { return nil }
        let same = texts.indices.map { (texts[$0] == right.texts[right.shape.isEmpty ? 0 : $0]) == (op == .equal) }
        return NDArrayObject.value(try Tensor.from(same, shape))
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
