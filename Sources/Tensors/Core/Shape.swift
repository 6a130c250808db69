// Arithmetic on shapes: checked sizes, strides, broadcasting, dimension numbers. All of it throws; sizes come from scripts.

import Schema

public enum Shape {
    /// Number of elements. Throws when the product of the sizes other than 0 does not fit: then the product of any part of
    /// a shape fits too, also beside a 0, and code past this point may multiply sizes freely.
    public static func count(_ shape: [Int]) throws -> Int {
        var total = 1
        var isEmpty = false
        for size in shape {
            if size == 0 {
                isEmpty = true
                continue
            }
            let (product, over) = total.multipliedReportingOverflow(by: size)
            if over { throw tooLarge(shape) }
            total = product
        }
        return isEmpty ? 0 : total
    }

    /// Bytes of a dense tensor; throws when the number is absurd.
    public static func bytes(_ shape: [Int], _ dtype: DType) throws -> Int {
        let (bytes, over) = try count(shape).multipliedReportingOverflow(by: dtype.size)
        if over || bytes > 1 << 60 { throw tooLarge(shape) }
        return bytes
    }

    static func tooLarge(_ shape: [Int]) -> Failure {
        Failure(
            .memoryError, "a tensor of shape \(text(shape)) has more elements than any memory holds",
            hint: "check the sizes: are height, width and batch what you meant?")
    }

    /// Row-major strides, in elements.
    public static func strides(_ shape: [Int]) -> [Int] {
        var strides = [Int](repeating: 1, count: shape.count)
        var step = 1
        for i in stride(from: shape.count - 1, through: 0, by: -1) {
            strides[i] = step
            step &*= max(shape[i], 1)
        }
        return strides
    }

    /// "[2, 3]" as PyTorch writes sizes.
    public static func text(_ shape: [Int]) -> String { "[" + shape.map(String.init).joined(separator: ", ") + "]" }

    /// "2x3": the form of matrix messages.
    static func crossText(_ shape: [Int]) -> String { shape.map(String.init).joined(separator: "x") }

    /// "(2,3)" as numpy writes shapes.
    public static func numpyText(_ shape: [Int]) -> String {
        "(" + shape.map(String.init).joined(separator: ",") + (shape.count == 1 ? ",)" : ")")
    }

    /// The common shape of two operands.
    public static func broadcast(_ a: [Int], _ b: [Int]) throws -> [Int] {
        if a == b { return a }
        let rank = max(a.count, b.count)
        var result = [Int](repeating: 1, count: rank)
        // From the right, so that the message names the last dimension that does not fit.
        for i in (0..<rank).reversed() {
            let x = i + a.count >= rank ? a[i + a.count - rank] : 1
            let y = i + b.count >= rank ? b[i + b.count - rank] : 1
            if x == y || y == 1 {
                result[i] = x
            } else if x == 1 {
                result[i] = y
            } else if Flavour.current == .numpy {
                throw Failure(
                    .valueError, "operands could not be broadcast together with shapes \(numpyText(a)) \(numpyText(b)) "
                )
            } else {
                throw Failure(
                    .runtimeError,
                    "The size of tensor a (\(x)) must match the size of tensor b (\(y)) at non-singleton dimension \(i)",
                    hint: "shapes are \(text(a)) and \(text(b)); sizes must be equal or 1, counted from the right")
            }
        }
        return result
    }

    /// Strides of `shape` seen as `target` (0 where a size 1 is repeated). The shapes must broadcast.
    static func expandedStrides(_ shape: [Int], _ strides: [Int], to target: [Int]) -> [Int] {
        var result = [Int](repeating: 0, count: target.count)
        let lead = target.count - shape.count
        for i in max(0, lead)..<max(target.count, max(0, lead)) {
            result[i] = shape[i - lead] == 1 && target[i] != 1 ? 0 : strides[i - lead]
        }
        return result
    }

    /// A dimension number in 0..<rank; -1 is the last. A 0-d tensor accepts 0 and -1.
    public static func dimension(_ dim: Int, _ rank: Int) throws -> Int {
        let most = max(rank, 1)
        if dim >= -most, dim < most { return dim < 0 ? dim + most : dim }
        if Flavour.current == .numpy {
            throw Failure(.indexError, "axis \(dim) is out of bounds for array of dimension \(rank)")
        }
        throw Failure(
            .indexError, "Dimension out of range (expected to be in range of [\(-most), \(most - 1)], but got \(dim))")
    }

    /// Several dimension numbers, without repeats.
    public static func dimensions(_ dims: [Int], _ rank: Int) throws -> [Int] {
        var seen = [Bool](repeating: false, count: max(rank, 1))
        return try dims.map { dim in
            let d = try dimension(dim, rank)
            if seen[d] {
                throw Failure(.runtimeError, "dim \(d) appears multiple times in the list of dims")
            }
            seen[d] = true
            return d
        }
    }

    /// Whether elements lie one after the other in row-major order.
    static func isContiguous(_ shape: [Int], _ strides: [Int]) -> Bool {
        var step = 1
        for i in stride(from: shape.count - 1, through: 0, by: -1) {
            if shape[i] == 0 { return true }
            if shape[i] != 1 {
                if strides[i] != step { return false }
                step *= shape[i]
            }
        }
        return true
    }

    /// The strides of a tensor that is dense in some order of its dimensions (each element once, no gaps).
    static func isDense(_ shape: [Int], _ strides: [Int]) -> Bool {
        let order = shape.indices.filter { shape[$0] != 1 }.sorted { strides[$0] < strides[$1] }
        var step = 1
        for i in order {
            if shape[i] == 0 { return true }
            if strides[i] != step { return false }
            step *= shape[i]
        }
        return true
    }
}
