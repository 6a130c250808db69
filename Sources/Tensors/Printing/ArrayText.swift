// How numpy prints an array and a scalar: shape, dtype and visible elements go in, the texts of `str` and `repr` come out.
// Specification: NumPy 2.4's observed output; Tests/Fixtures/print/print_cases.json.

/// What `np.set_printoptions` sets.
public struct ArrayPrintOptions: Sendable, Equatable {
    /// Most digits after the point.
    public var precision = 8
    public var threshold = 1000
    public var edgeItems = 3
    public var lineWidth = 75
    /// Never use exponents for small or mixed values.
    public var suppress = false
    public var nanText = "nan"
    public var infText = "inf"

    public init() {}

    // Scripts run on one thread.
    nonisolated(unsafe) public static var current = ArrayPrintOptions()
}

public enum ArrayText {
    /// `str(array)`; a 0-d array prints as its scalar. `prefix` counts what stands before it on the line; `format` writes one element.
    public static func str(
        of array: PrintedArray, separator: String = " ", prefix: Int = 0, options: ArrayPrintOptions = .current,
        format: ((Scalar) -> String)? = nil
    ) throws -> String {
        if array.shape.isEmpty { return format?(array.element(0)) ?? scalar(array.element(0), array.dtype) }
        return try body(of: array, separator: separator, prefix: prefix, options.lineWidth, options, format)
    }

    /// `repr(array)`.
    public static func repr(of array: PrintedArray, options: ArrayPrintOptions = .current) throws -> String {
        let count = array.count
        // The closing ")" is reserved: one column less than str.
        var text =
            try "array(" + body(of: array, separator: ", ", prefix: "array(".utf8.count, options.lineWidth - 1, options)
        var extras: [String] = []
        if (count == 0 && array.shape != [0]) || count > options.threshold {
            extras.append("shape=" + PrintedArray.tupleText(array.shape))
        }
        if ![.float64, .int64, .bool].contains(array.dtype) || count == 0 {
            extras.append("dtype=" + array.dtype.name)
        }
        guard !extras.isEmpty else { return text + ")" }
        text += ","
        let extra = extras.joined(separator: ", ") + ")"
        let last = text.utf8.reversed().prefix { $0 != UInt8(ascii: "\n") }.count
        return text + (last + extra.utf8.count + 1 > options.lineWidth ? "\n      " : " ") + extra
    }

    /// `str(np.float32(0.1))`: shortest digits of the dtype.
    public static func scalar(_ value: Scalar, _ dtype: DType) -> String {
        guard dtype.isFloatingPoint else { return value.printedInteger }
        let number = value.double
        if number.isNaN { return "nan" }
        if number.isInfinite { return number > 0 ? "inf" : "-inf" }
        let largest: Double
        switch dtype {
        case .float16: largest = 1e3
        case .float32, .bfloat16: largest = 1e6
        case .float64, .bool, .uint8, .int8, .int16, .int32, .int64: largest = 1e16
        }
        let magnitude = number.magnitude
        let sign = number.sign == .minus ? "-" : ""
        if magnitude == 0 || (magnitude >= 1e-4 && magnitude < largest) {
            let (whole, fraction) = positional(magnitude, dtype, precision: nil)
            return sign + whole + "." + (fraction.isEmpty ? "0" : fraction)
        }
        let parts = scientific(magnitude, dtype)
        return sign + parts.lead + (parts.fraction.isEmpty ? "" : "." + parts.fraction)
            + exponentText(parts.exponent, 2)
    }

    /// `repr(np.float32(0.1))`: "np.float32(0.1)", "np.True_".
    public static func scalarRepr(_ value: Scalar, _ dtype: DType) -> String {
        if case .bool(let flag) = value { return flag ? "np.True_" : "np.False_" }
        return "np.\(dtype.name)(\(scalar(value, dtype)))"
    }

    // MARK: - Layout

    private static func body(
        of array: PrintedArray, separator: String, prefix: Int, _ lineWidth: Int, _ options: ArrayPrintOptions,
        _ given: ((Scalar) -> String)? = nil
    ) throws -> String {
        guard array.count > 0 else { return "[]" }
        let edge = min(max(options.edgeItems, 0), 1 << 40)
        let summarised = array.count > options.threshold
        let shown = try array.visibleElements(edge: edge, summarised: summarised)
        let format = given ?? formatter(shown, array, options)
        let strides = array.rowStrides
        let tightSeparator = NumberText.text(
            separator.utf8.dropLast(separator.utf8.reversed().prefix { $0 == 32 }.count))

        func rows(_ axis: Int, _ offset: Int, _ hang: Int, _ width: Int) throws -> String {
            guard axis < array.shape.count else { return format(array.element(offset)) }
            let visible = PrintedArray.visible(array.shape[axis], edge: edge, summarised: summarised)
            if axis == array.shape.count - 1 {
                try Interrupts.check()
                let words = visible.map { $0.map { format(array.element(offset + $0)) } ?? "..." }
                return "[" + wrap(words, separator, hang, width - max(tightSeparator.utf8.count, 1)) + "]"
            }
            let lineSeparator = tightSeparator + String(repeating: "\n", count: array.shape.count - axis - 1)
            let indent = String(repeating: " ", count: hang)
            let parts = try visible.map {
                try $0.map { try rows(axis + 1, offset + $0 * strides[axis], hang + 1, width - 1) } ?? "..."
            }
            return "[" + parts.joined(separator: lineSeparator + indent) + "]"
        }
        return try rows(0, 0, prefix + 1, lineWidth)
    }

    /// One row's words on as many lines as they need; continuation lines hang below the first word.
    private static func wrap(_ words: [String], _ separator: String, _ hang: Int, _ width: Int) -> String {
        var lines: [String] = []
        var line = ""
        for (i, word) in words.enumerated() {
            if hang + line.utf8.count + word.utf8.count > width, !line.isEmpty {
                lines.append(line)
                line = ""
            }
            line += word
            if i < words.count - 1 { line += separator }
        }
        lines.append(line)
        // The separator's space and the padding of a short fraction go; what ends the row keeps its padding.
        let trimmed = lines.enumerated().map { i, line in
            i < lines.count - 1
                ? NumberText.text(line.utf8.dropLast(line.utf8.reversed().prefix { $0 == 32 }.count)) : line
        }
        return trimmed.joined(separator: "\n" + String(repeating: " ", count: hang))
    }

    private static func formatter(
        _ shown: [Scalar], _ array: PrintedArray, _ options: ArrayPrintOptions
    ) -> (Scalar) -> String {
        if array.dtype == .bool {
            let isScalar = array.shape.isEmpty
            return { $0.double == 0 ? "False" : (isScalar ? "True" : " True") }
        }
        if array.dtype.isFloatingPoint {
            let floats = FloatFormatter(shown.map(\.double), array.dtype, options)
            return { floats.text($0.double) }
        }
        let width = shown.map { $0.printedInteger.utf8.count }.max() ?? 0
        return { NumberText.padLeft($0.printedInteger, width) }
    }

    // MARK: - Floats

    /// Shortest digits, or the exact value cut at `precision` digits after the point; trailing zeros dropped.
    static func positional(_ magnitude: Double, _ dtype: DType, precision: Int?) -> (whole: String, fraction: String) {
        if magnitude == 0 { return ("0", "") }
        let (digits, exponent) = NumberText.shortest(magnitude, dtype)
        if let precision, digits.count - exponent > precision {
            let text = NumberText.fixed(magnitude, precision)
            let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
            var fraction = parts.count > 1 ? Array(parts[1]) : []
            while fraction.last == UInt8(ascii: "0") { fraction.removeLast() }
            return (NumberText.text(parts.first.map { Array($0) } ?? []), NumberText.text(fraction))
        }
        let zero = UInt8(ascii: "0")
        if exponent <= 0 { return ("0", NumberText.text([UInt8](repeating: zero, count: -exponent) + digits)) }
        if exponent >= digits.count {
            return (NumberText.text(digits + [UInt8](repeating: zero, count: exponent - digits.count)), "")
        }
        return (NumberText.text(digits[..<exponent]), NumberText.text(digits[exponent...]))
    }

    struct Scientific {
        var lead: String
        var fraction: String
        var exponent: Int
    }

    /// Shortest digits; with `minimum` more true digits follow, with `maximum` the exact value is cut. Zeros are dropped
    /// unless `minimum` asks for them.
    static func scientific(_ magnitude: Double, _ dtype: DType, minimum: Int = 0, maximum: Int? = nil) -> Scientific {
        var digits: [UInt8] = [UInt8(ascii: "0")]
        var exponent = 0
        if magnitude != 0 {
            let short = NumberText.shortest(magnitude, dtype)
            digits = short.digits
            exponent = short.exponent - 1
            var wanted: Int?
            if digits.count - 1 < minimum {
                wanted = minimum
            } else if let maximum, digits.count - 1 > maximum {
                wanted = maximum
            }
            if let wanted {
                let text = Array(NumberText.exponent(magnitude, wanted).utf8)
                let e = text.firstIndex(of: UInt8(ascii: "e")) ?? text.count
                digits = text[..<e].filter { $0 != UInt8(ascii: ".") }
                exponent = Int(NumberText.text(text[min(e + 1, text.count)...])) ?? 0
            }
        }
        var fraction = Array(digits.dropFirst())
        while fraction.last == UInt8(ascii: "0"), fraction.count > minimum { fraction.removeLast() }
        while fraction.count < minimum { fraction.append(UInt8(ascii: "0")) }
        return Scientific(
            lead: NumberText.text(digits.prefix(1)), fraction: NumberText.text(fraction), exponent: exponent)
    }

    static func exponentText(_ exponent: Int, _ digits: Int) -> String {
        let magnitude = String(exponent.magnitude)
        let zeros = String(repeating: "0", count: max(0, digits - magnitude.utf8.count))
        return "e" + (exponent < 0 ? "-" : "+") + zeros + magnitude
    }

    /// numpy's FloatingFormat with floatmode "maxprec": aligned on the point, as many digits as the longest value needs.
    private struct FloatFormatter {
        let dtype: DType
        let options: ArrayPrintOptions
        private var exponential = false
        private var left = 0
        private var right = 0
        private var digits: Int
        private var exponentDigits = 2

        init(_ values: [Double], _ dtype: DType, _ options: ArrayPrintOptions) {
            self.dtype = dtype
            self.options = options
            digits = options.precision
            let finite = values.filter(\.isFinite)
            let magnitudes = finite.map(\.magnitude).filter { $0 != 0 }
            if let smallest = magnitudes.min(), let largest = magnitudes.max() {
                exponential = Self.needsExponent(smallest, largest, dtype, options.suppress)
            }
            if exponential {
                let parts = finite.map { ArrayText.scientific($0.magnitude, dtype, maximum: options.precision) }
                exponentDigits = parts.map { max(2, String($0.exponent.magnitude).utf8.count) }.max() ?? 2
                digits = parts.map(\.fraction.utf8.count).max() ?? 0
                left = finite.map { $0.sign == .minus ? 2 : 1 }.max() ?? 0
                right = exponentDigits + 2 + digits
            } else if !finite.isEmpty {
                for value in finite {
                    let (whole, fraction) = ArrayText.positional(value.magnitude, dtype, precision: options.precision)
                    left = max(left, whole.utf8.count + (value.sign == .minus ? 1 : 0))
                    right = max(right, fraction.utf8.count)
                }
            }
            if finite.count != values.count {
                let negative = values.contains(-.infinity) ? 1 : 0
                let widest = max(options.nanText.utf8.count, options.infText.utf8.count + negative)
                left = max(left, widest - right - 1)
            }
        }

        /// The comparisons are made in the array's dtype.
        private static func needsExponent(_ smallest: Double, _ largest: Double, _ dtype: DType, _ suppress: Bool)
            -> Bool
        {
            let cutoff: Double
            let tiny: Double
            let ratio: Double
            switch dtype {
            case .float16:
                (cutoff, tiny, ratio) = (1e3, Double(Float16(0.0001)), Double(Float16(largest / smallest)))
            case .float32, .bfloat16:
                (cutoff, tiny, ratio) = (1e6, Double(Float(0.0001)), Double(Float(largest / smallest)))
            case .float64, .bool, .uint8, .int8, .int16, .int32, .int64:
                (cutoff, tiny, ratio) = (1e8, 0.0001, largest / smallest)
            }
            return largest >= cutoff || (!suppress && (smallest < tiny || ratio > 1000))
        }

        func text(_ value: Double) -> String {
            guard value.isFinite else {
                let word = value.isNaN ? options.nanText : (value < 0 ? "-" : "") + options.infText
                return NumberText.padLeft(word, left + right + 1)
            }
            let sign = value.sign == .minus ? "-" : ""
            if exponential {
                let parts = ArrayText.scientific(value.magnitude, dtype, minimum: digits, maximum: digits)
                return NumberText.padLeft(sign + parts.lead, left) + "." + parts.fraction
                    + ArrayText.exponentText(parts.exponent, exponentDigits)
            }
            let (whole, fraction) = ArrayText.positional(value.magnitude, dtype, precision: digits)
            let padding = String(repeating: " ", count: max(0, right - fraction.utf8.count))
            return NumberText.padLeft(sign + whole, left) + "." + fraction + padding
        }
    }
}
