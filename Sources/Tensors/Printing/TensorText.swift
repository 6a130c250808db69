// How torch prints a tensor: shape, dtype and visible elements go in, the text of `repr` comes out. `str` and `repr` are the
// same. Specification: PyTorch 2.15's observed output; Tests/Fixtures/print/print_cases.json.

/// What `torch.set_printoptions` sets.
public struct TensorPrintOptions: Sendable, Equatable {
    /// Digits after the point.
    public var precision = 4
    /// More elements than this are summarised.
    public var threshold = 1000
    /// Elements shown at each end of a summarised axis.
    public var edgeItems = 3
    public var lineWidth = 80
    /// nil lets the values decide.
    public var scientific: Bool?

    public init() {}

    /// The profiles of `set_printoptions(profile=…)`; nil for another name.
    public init?(profile: String) {
        switch profile {
        case "default": break
        case "short":
            precision = 2
            edgeItems = 2
        case "full": threshold = Int.max
        default: return nil
        }
    }

    // Scripts run on one thread.
    nonisolated(unsafe) public static var current = TensorPrintOptions()
}

public enum TensorText {
    /// `repr(tensor)`.
    ///
    /// - suffix: "requires_grad=True" or "grad_fn=<AddBackward0>".
    /// - defaultDType: the dtype that is not named in the text, beside int64 and bool.
    public static func text(
        of array: PrintedArray, suffix: String? = nil, options: TensorPrintOptions = .current,
        defaultDType: DType = .float32
    ) throws -> String {
        var suffixes: [String] = []
        let body: String
        if array.count == 0 {
            if array.shape.count != 1 { suffixes.append("size=" + PrintedArray.tupleText(array.shape)) }
            if array.dtype != defaultDType { suffixes.append("dtype=torch." + array.dtype.name) }
            body = "[]"
        } else {
            if array.dtype != defaultDType, array.dtype != .int64, array.dtype != .bool {
                suffixes.append("dtype=torch." + array.dtype.name)
            }
            body = try self.body(of: array, options)
        }
        if let suffix { suffixes.append(suffix) }
        return attach(suffixes, to: "tensor(" + body, lineWidth: options.lineWidth) + ")"
    }

    private static let indent = "tensor(".utf8.count

    private static func attach(_ suffixes: [String], to text: String, lineWidth: Int) -> String {
        var text = text
        // PyTorch counts two columns too many on one-line texts (its rfind gives -1); so do we.
        let afterNewline = text.utf8.lastIndex(of: UInt8(ascii: "\n")).map {
            text.utf8.distance(from: $0, to: text.utf8.endIndex)
        }
        var last = (afterNewline ?? text.utf8.count + 1) + 1
        for suffix in suffixes {
            let width = suffix.utf8.count
            if last + width + 2 > lineWidth {
                text += ",\n" + String(repeating: " ", count: indent) + suffix
                last = indent + width
            } else {
                text += ", " + suffix
                last += width + 2
            }
        }
        return text
    }

    private static func body(of array: PrintedArray, _ options: TensorPrintOptions) throws -> String {
        let edge = min(max(options.edgeItems, 0), 1 << 40)
        let summarised = array.count > options.threshold
        let shown = try array.visibleElements(edge: edge, summarised: summarised)
        let formatter = Formatter(shown, array.dtype, options)
        let strides = array.rowStrides

        func lines(_ axis: Int, _ offset: Int, _ indent: Int) throws -> String {
            guard axis < array.shape.count else { return formatter.text(array.element(offset)) }
            let visible = PrintedArray.visible(array.shape[axis], edge: edge, summarised: summarised)
            if axis == array.shape.count - 1 {
                try Interrupts.check()
                let words = visible.map { $0.map { formatter.text(array.element(offset + $0)) } ?? " ..." }
                // Int(…) of a quotient of small positive integers rounds as floor does.
                let perLine = max(1, (options.lineWidth - indent) / (formatter.width + 2))
                let rows = stride(from: 0, to: words.count, by: perLine).map {
                    words[$0..<min($0 + perLine, words.count)].joined(separator: ", ")
                }
                return "[" + rows.joined(separator: ",\n" + String(repeating: " ", count: indent + 1)) + "]"
            }
            let parts = try visible.map {
                try $0.map { try lines(axis + 1, offset + $0 * strides[axis], indent + 1) } ?? "..."
            }
            let newlines = String(repeating: "\n", count: array.shape.count - axis - 1)
            return "[" + parts.joined(separator: "," + newlines + String(repeating: " ", count: indent + 1)) + "]"
        }
        return try lines(0, 0, indent)
    }

    /// Chooses the notation and the column width from the elements that will be shown.
    struct Formatter {
        let isFloat: Bool
        let precision: Int
        private(set) var integral = true
        private(set) var scientific = false
        private(set) var width = 1

        init(_ shown: [Scalar], _ dtype: DType, _ options: TensorPrintOptions) {
            isFloat = dtype.isFloatingPoint
            precision = options.precision
            guard isFloat else {
                for value in shown { width = max(width, value.printedInteger.utf8.count) }
                return
            }
            let values = shown.map(\.double).filter { $0.isFinite && $0 != 0 }
            guard let smallest = values.map(\.magnitude).min(), let largest = values.map(\.magnitude).max() else {
                return
            }
            integral = values.allSatisfy { $0 == $0.rounded(.up) }
            scientific = options.scientific ?? (largest / smallest > 1000 || largest > 1e8 || smallest < 1e-4)
            // Zeros, infinities and NaNs do not widen the column.
            for value in values { width = max(width, unpadded(value).utf8.count) }
        }

        private func unpadded(_ value: Double) -> String {
            if scientific { return NumberText.exponent(value, precision) }
            if integral { return NumberText.fixed(value, 0) + (value.isFinite ? "." : "") }
            return NumberText.fixed(value, precision)
        }

        func text(_ value: Scalar) -> String {
            NumberText.padLeft(isFloat ? unpadded(value.double) : value.printedInteger, width)
        }
    }
}
