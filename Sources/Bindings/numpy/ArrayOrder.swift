// `order=`: the order in which an array's elements are read or lie in memory. C is row by row, F column by column, K as they lie.
import Schema
import Script
import Tensors

enum ArrayOrder: String {
    case c = "C"
    case f = "F"
    case a = "A"
    case k = "K"

    init(_ value: Value) throws {
        if value.isNone {
            self = .k
            return
        }
        let text = try value.str()
        guard value.asObject is StringObject, let order = ArrayOrder(rawValue: text.uppercased()) else {
            throw Failure(.valueError, "order must be one of 'C', 'F', 'A', or 'K' (got '\(text)')")
        }
        self = order
    }

    /// Whether elements are read column by column.
    private func isColumns(_ x: Tensor) -> Bool {
        switch self {
        case .c, .k: false
        case .f: true
        case .a: x.isColumnMajor && !x.isContiguous
        }
    }

    /// `x.reshape(sizes, order=)`.
    func reshape(_ x: Tensor, _ sizes: [Int]) throws -> Tensor {
        if self == .k {
            throw Failure(.valueError, "order 'K' is not permitted for reshaping")
        }
        guard isColumns(x) else { return try ArrayMethods.reshape(x, sizes) }
        return try ArrayMethods.reshape(x.reversedDimensions, sizes.reversed()).reversedDimensions
    }

    /// `x.ravel(order=)`: one dimension, a view where it can be.
    func ravel(_ x: Tensor) throws -> Tensor {
        guard self == .k, !x.isContiguous else {
            return try (isColumns(x) ? x.reversedDimensions : x).reshape([-1])
        }
        let axes = (0..<x.rank).sorted { (x.strides[$0].magnitude, $1) > (x.strides[$1].magnitude, $0) }
        return try x.permute(axes).reshape([-1])
    }

    /// A copy whose elements lie in this order.
    func copy(_ x: Tensor) throws -> Tensor {
        let isFortran = self == .f || (self != .c && x.isColumnMajor && !x.isContiguous)
        return try isFortran
            ? x.reversedDimensions.clone(contiguous: true).reversedDimensions : x.clone(contiguous: true)
    }

    /// `make(shape)` laid out in this order: for zeros, ones, full.
    func lay(_ shape: [Int], _ make: ([Int]) throws -> Tensor) throws -> Tensor {
        self == .f ? try make(shape.reversed()).reversedDimensions : try make(shape)
    }
}

extension Tensor {
    /// Whether the elements lie column by column.
    var isColumnMajor: Bool { reversedDimensions.isContiguous }
}

/// `a.flags`.
final class ArrayFlags: Object {
    private let tensor: Tensor
    nonisolated(unsafe) static let cls = TypeObject("flagsobj", module: "numpy._core.multiarray")
    override var type: TypeObject { ArrayFlags.cls }
    init(_ tensor: Tensor) { self.tensor = tensor }

    private var facts: [(String, Bool)] {
        [
            ("C_CONTIGUOUS", tensor.isContiguous), ("F_CONTIGUOUS", tensor.isColumnMajor), ("OWNDATA", !tensor.isView),
            ("WRITEABLE", true), ("ALIGNED", true), ("WRITEBACKIFCOPY", false),
        ]
    }

    override func repr() throws -> String { facts.map { "  \($0) : \($1 ? "True" : "False")\n" }.joined() }
    override func item(_ key: Value) throws -> Value {
        let short = ["C": "C_CONTIGUOUS", "F": "F_CONTIGUOUS", "O": "OWNDATA", "W": "WRITEABLE", "A": "ALIGNED"]
        let name = (key.asObject as? StringObject)?.text ?? ""
        guard let fact = facts.first(where: { $0.0 == short[name] ?? name }) else {
            throw Failure(.keyError, "'Unknown flag'")
        }
        return .bool(fact.1)
    }
    override func attribute(_ name: Symbol) throws -> Value? {
        if let fact = facts.first(where: { $0.0.lowercased() == name.text }) { return .bool(fact.1) }
        return try super.attribute(name)
    }
    override func setAttribute(_ name: Symbol, _ value: Value) throws {
        guard name.text == "writeable" else { return try super.setAttribute(name, value) }
        if try !value.truth() { throw ArrayFlags.readOnly }
    }
    override func setItem(_ key: Value, _ value: Value) throws {
        try setAttribute(Symbol(key.str().lowercased()), value)
    }

    static let readOnly = Failure(
        .notImplementedError, "arrays that cannot be written to are not supported", hint: "work on a copy: b = a.copy()"
    )
}
