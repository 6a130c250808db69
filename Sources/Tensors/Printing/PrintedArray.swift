// What printing needs to know of a tensor: its shape, its dtype and a way to read one element. Only elements that will be shown
// are read, so printing a huge tensor costs as little as printing its corners.

/// A tensor or ndarray as the printers see it. `element` takes the row-major index.
public struct PrintedArray {
    public let shape: [Int]
    public let dtype: DType
    let element: (Int) -> Scalar

    public init(shape: [Int], dtype: DType, element: @escaping (Int) -> Scalar) {
        self.shape = shape
        self.dtype = dtype
        self.element = element
    }

    /// Number of elements; a size that overflows cannot belong to a tensor that exists.
    var count: Int { shape.reduce(1) { $0.multipliedReportingOverflow(by: $1).partialValue } }

    /// Elements of one slice below each axis.
    var rowStrides: [Int] {
        var strides = [Int](repeating: 1, count: shape.count)
        for axis in stride(from: shape.count - 2, through: 0, by: -1) {
            strides[axis] = strides[axis + 1] * shape[axis + 1]
        }
        return strides
    }

    /// The indices along an axis of `size` that stay visible, with nil where "..." stands.
    static func visible(_ size: Int, edge: Int, summarised: Bool) -> [Int?] {
        guard summarised, size > 2 * edge else { return Array(0..<size) }
        return Array(0..<edge) + [nil] + Array((size - edge)..<size)
    }

    /// All elements that will be shown, in order.
    /// - Throws: MemoryError when their text would not fit; KeyboardInterrupt.
    func visibleElements(edge: Int, summarised: Bool) throws -> [Scalar] {
        let shown = shape.map { summarised && $0 > 2 * edge ? 2 * edge : $0 }
        try Memory.require(Shape.count(shown), itemsOf: 64)
        var out: [Scalar] = []
        let strides = rowStrides
        func walk(_ axis: Int, _ offset: Int) throws {
            guard axis < shape.count else { return out.append(element(offset)) }
            if axis == shape.count - 1 { try Interrupts.check() }
            for case let index? in Self.visible(shape[axis], edge: edge, summarised: summarised) {
                try walk(axis + 1, offset + index * strides[axis])
            }
        }
        try walk(0, 0)
        return out
    }

    /// "(2, 3)", "(2,)", "()".
    static func tupleText(_ shape: [Int]) -> String {
        shape.count == 1 ? "(\(shape[0]),)" : "(" + shape.map(String.init).joined(separator: ", ") + ")"
    }
}

extension Scalar {
    /// Python's text of a bool or an int.
    var printedInteger: String {
        switch self {
        case .bool(let value): value ? "True" : "False"
        case .int(let value): String(value)
        case .float(let value): NumberText.fixed(value, 0)
        }
    }
}
