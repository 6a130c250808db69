// Comparisons and logic: bool results. Bitwise operators on whole numbers and bools.

import Schema

struct Equal: Comparison { @inline(__always) func compare<T: Comparable>(_ a: T, _ b: T) -> Bool { a == b } }
struct NotEqual: Comparison { @inline(__always) func compare<T: Comparable>(_ a: T, _ b: T) -> Bool { !(a == b) } }
struct Less: Comparison { @inline(__always) func compare<T: Comparable>(_ a: T, _ b: T) -> Bool { a < b } }
struct LessOrEqual: Comparison { @inline(__always) func compare<T: Comparable>(_ a: T, _ b: T) -> Bool { a <= b } }
struct Greater: Comparison { @inline(__always) func compare<T: Comparable>(_ a: T, _ b: T) -> Bool { a > b } }
struct GreaterOrEqual: Comparison { @inline(__always) func compare<T: Comparable>(_ a: T, _ b: T) -> Bool { a >= b } }

extension Tensor {
    public func equals(_ other: Tensor) throws -> Tensor { try map(Equal(), self, other) }
    public func notEquals(_ other: Tensor) throws -> Tensor { try map(NotEqual(), self, other) }
    public func less(_ other: Tensor) throws -> Tensor { try map(Less(), self, other) }
    public func lessOrEqual(_ other: Tensor) throws -> Tensor { try map(LessOrEqual(), self, other) }
    public func greater(_ other: Tensor) throws -> Tensor { try map(Greater(), self, other) }
    public func greaterOrEqual(_ other: Tensor) throws -> Tensor { try map(GreaterOrEqual(), self, other) }

    /// Where elements are not 0.
    func truth() throws -> Tensor { try dtype == .bool ? self : notEquals(.number(.int(0))) }
}

/// and, or, xor: on bools, or bit by bit on whole numbers.
struct BitFunction: BinaryFunction {
    enum Kind { case and, or, xor, left, right }
    let kind: Kind
    var name: String {
        switch kind {
        case .and: "bitwise_and"
        case .or: "bitwise_or"
        case .xor: "bitwise_xor"
        case .left: "bitwise_left_shift"
        case .right: "bitwise_right_shift"
        }
    }
    var numpyName: String {
        switch kind {
        case .and, .or, .xor: name
        case .left: "left_shift"
        case .right: "right_shift"
        }
    }
    var refusesReal: String? {
        switch kind {
        case .and, .or, .xor: name + "_cpu"
        case .left: "lshift_cpu"
        case .right: "rshift_cpu"
        }
    }
    var refusesBool: String? {
        switch kind {
        case .and, .or, .xor: nil
        case .left: "lshift_cpu"
        case .right: "rshift_cpu"
        }
    }
    @inline(__always) func whole<T: WholeElement>(_ a: T, _ b: T) -> T {
        switch kind {
        case .and: a & b
        case .or: a | b
        case .xor: a ^ b
        // Swift's shifts by more than the width give 0 (or the sign), as C++ in PyTorch does.
        case .left: b < 0 ? 0 : a << b
        case .right: b < 0 ? (a < 0 ? ~0 : 0) : a >> b
        }
    }
    @inline(__always) func flag(_ a: Bool, _ b: Bool) -> Bool {
        switch kind {
        case .and: a && b
        case .or: a || b
        case .xor: a != b
        case .left, .right: a
        }
    }
}

private func bitwise(_ kind: BitFunction.Kind, _ a: Tensor, _ b: Tensor) throws -> Tensor {
    if Flavour.current == .numpy, Promotion.result(a, b).isFloatingPoint {
        throw Failure(
            .typeError,
            "ufunc '\(BitFunction(kind: kind).numpyName)' not supported for the input types, and the inputs could not be safely coerced "
                + "to any supported types according to the casting rule ''safe''")
    }
    return try map(BitFunction(kind: kind), a, b)
}

public func bitwiseAnd(_ a: Tensor, _ b: Tensor) throws -> Tensor { try bitwise(.and, a, b) }
public func bitwiseOr(_ a: Tensor, _ b: Tensor) throws -> Tensor { try bitwise(.or, a, b) }
public func bitwiseXor(_ a: Tensor, _ b: Tensor) throws -> Tensor { try bitwise(.xor, a, b) }
public func shiftLeft(_ a: Tensor, _ b: Tensor) throws -> Tensor { try bitwise(.left, a, b) }
public func shiftRight(_ a: Tensor, _ b: Tensor) throws -> Tensor { try bitwise(.right, a, b) }
public func logicalAnd(_ a: Tensor, _ b: Tensor) throws -> Tensor { try bitwise(.and, a.truth(), b.truth()) }
public func logicalOr(_ a: Tensor, _ b: Tensor) throws -> Tensor { try bitwise(.or, a.truth(), b.truth()) }
public func logicalXor(_ a: Tensor, _ b: Tensor) throws -> Tensor { try bitwise(.xor, a.truth(), b.truth()) }

/// Whether shapes and all values agree.
public func equal(_ a: Tensor, _ b: Tensor) throws -> Bool {
    guard a.shape == b.shape else { return false }
    return try a.equals(b).all().item().isTrue
}

/// |a - b| <= atol + rtol * |b|, or equal; NaN equals NaN when asked.
public func isClose(_ a: Tensor, _ b: Tensor, rtol: Double, atol: Double, equalNaN: Bool) throws -> Tensor {
    try GradMode.disabled {
        if Flavour.current == .torch, a.dtype != b.dtype, !a.isWrappedNumber, !b.isWrappedNumber {
            throw Failure(.runtimeError, "\(a.dtype.scalarTypeName) did not match \(b.dtype.scalarTypeName)")
        }
        let (x, y) = (try a.cast(.float64), try b.cast(.float64))
        let bound = try y.abs() * rtol + atol
        let near = try logicalAnd(sub(x, y).abs().lessOrEqual(bound), y.isFinite())
        var result = try logicalOr(near, x.equals(y))
        if equalNaN { result = try logicalOr(result, logicalAnd(x.isNaN(), y.isNaN())) }
        return result
    }
}

extension Op {
    private static func comparison(
        _ name: String, _ symbol: String, aliases: [String], file: String = #fileID,
        _ body: @escaping @Sendable (Tensor, Tensor) throws -> Tensor
    ) -> Op {
        Op(
            "\(name)(input, other)", "Where input \(symbol) other, broadcast, as bools.\nSource:  torch.\(name).",
            in: [.torch, .method, .inPlace], aliases: aliases,
            { (a: Operand, b: Operand) in try body(a.tensor, b.tensor) },
            file: file)
    }
    static let eq = comparison("eq", "==", aliases: []) { try $0.equals($1) }
    static let ne = comparison("ne", "!=", aliases: ["not_equal"]) { try $0.notEquals($1) }
    static let lt = comparison("lt", "<", aliases: ["less"]) { try $0.less($1) }
    static let le = comparison("le", "<=", aliases: ["less_equal"]) { try $0.lessOrEqual($1) }
    static let gt = comparison("gt", ">", aliases: ["greater"]) { try $0.greater($1) }
    static let ge = comparison("ge", ">=", aliases: ["greater_equal"]) { try $0.greaterOrEqual($1) }
    static let logicalAnd = comparison("logical_and", "and", aliases: []) { try Tensors.logicalAnd($0, $1) }
    static let logicalOr = comparison("logical_or", "or", aliases: []) { try Tensors.logicalOr($0, $1) }
    static let logicalXor = comparison("logical_xor", "xor", aliases: []) { try Tensors.logicalXor($0, $1) }

    private static func bits(
        _ name: String, _ symbol: String, file: String = #fileID,
        _ body: @escaping @Sendable (Tensor, Tensor) throws -> Tensor
    ) -> Op {
        Op(
            "\(name)(input, other)", "input \(symbol) other, bit by bit; logical on bools.\nSource:  torch.\(name).",
            in: [.torch, .method, .inPlace], { (a: Operand, b: Operand) in try body(a.tensor, b.tensor) }, file: file)
    }
    static let bitwiseAnd = bits("bitwise_and", "&") { try Tensors.bitwiseAnd($0, $1) }
    static let bitwiseOr = bits("bitwise_or", "|") { try Tensors.bitwiseOr($0, $1) }
    static let bitwiseXor = bits("bitwise_xor", "^") { try Tensors.bitwiseXor($0, $1) }
    static let bitwiseLeftShift = bits("bitwise_left_shift", "<<") { try Tensors.shiftLeft($0, $1) }
    static let bitwiseRightShift = bits("bitwise_right_shift", ">>") { try Tensors.shiftRight($0, $1) }

    static let equal = Op(
        "equal(input, other)", "True when shapes and all values agree.\nSource:  torch.equal.",
        { (a: Tensor, b: Tensor) in try Tensors.equal(a, b) })
    static let isclose = Op(
        "isclose(input, other, rtol=1e-05, atol=1e-08, equal_nan=False)",
        """
        Where |input - other| <= atol + rtol * |other|.
        Source:  torch.isclose.
        """,
        { (a: Tensor, b: Operand, rtol: Double, atol: Double, nan: Bool) in
            try Tensors.isClose(a, b.tensor, rtol: rtol, atol: atol, equalNaN: nan)
        })
    static let allclose = Op(
        "allclose(input, other, rtol=1e-05, atol=1e-08, equal_nan=False)",
        """
        True when |input - other| <= atol + rtol * |other| everywhere.
        Source:  torch.allclose.
        """,
        { (a: Tensor, b: Operand, rtol: Double, atol: Double, nan: Bool) in
            try Tensors.isClose(a, b.tensor, rtol: rtol, atol: atol, equalNaN: nan).all().item().isTrue
        })
}
