// np.pad: the margins are made axis by axis, each from the array with the margins of the axes before it.
import Schema
import Script
import Tensors

struct Padding {
    private let mode: String
    /// constant_values or end_values, per axis: before and after.
    private var values: [(Tensor, Tensor)] = []
    /// stat_length per axis; nil: the whole axis.
    private var lengths: [(Int, Int)]?
    private var isOdd = false

    /// The keywords each mode takes.
    private static let keywords: [String: [String]] = [
        "constant": ["constant_values"], "linear_ramp": ["end_values"], "maximum": ["stat_length"],
        "mean": ["stat_length"], "median": ["stat_length"], "minimum": ["stat_length"],
        "reflect": ["reflect_type"], "symmetric": ["reflect_type"], "edge": [], "empty": [], "wrap": [],
    ]

    init(_ mode: String, _ keywords: Value, rank: Int) throws {
        guard let known = Padding.keywords[mode] else {
            throw Failure(
                .valueError, "mode '\(mode)' is not supported",
                hint: "use \(Padding.keywords.keys.sorted().joined(separator: ", "))")
        }
        self.mode = mode
        let zero = try Tensor.scalar(.int(0), .int64)
        values = [(Tensor, Tensor)](repeating: (zero, zero), count: rank)
        for pair in try keywords.attribute("items").call().elements() {
            let parts = try pair.elements()
            let name = try parts[0].str()
            guard known.contains(name) else {
                throw Failure(.valueError, "unsupported keyword arguments for mode '\(mode)': {'\(name)'}")
            }
            switch name {
            case "constant_values", "end_values": values = try Padding.pairs(parts[1], rank)
            case "stat_length" where !parts[1].isNone:
                lengths = try Padding.pairs(parts[1], rank).map {
                    (try $0.0.item().integer ?? 0, try $0.1.item().integer ?? 0)
                }
                guard lengths?.allSatisfy({ $0.0 > 0 && $0.1 > 0 }) == true else {
                    throw Failure(.valueError, "stat_length must be positive")
                }
            case "reflect_type":
                let type = try parts[1].str()
                guard type == "even" || type == "odd" else {
                    throw Failure(.valueError, "reflect_type is 'even' or 'odd', not '\(type)'")
                }
                isOdd = type == "odd"
            default: break
            }
        }
    }

    // MARK: - Pairs per axis

    /// 1, (1, 2), ((1, 2), (3, 4)): a number before and one after, per axis.
    private static func pairs(_ value: Value, _ rank: Int) throws -> [(Tensor, Tensor)] {
        let given = try NumpyFunctions.array(value)
        guard given.rank <= 2, let wide = try? given.expand([rank, 2]) else {
            throw Failure(
                .valueError,
                "operands could not be broadcast together with remapped shapes [original->remapped]: "
                    + "\(ArrayMethods.shapeText(given.shape)) does not fit \(rank) dimensions")
        }
        return try (0..<rank).map { (try wide.select(0, $0).select(0, 0), try wide.select(0, $0).select(0, 1)) }
    }

    /// `pad_width`: pairs, or a dict of them by axis.
    static func widths(_ value: Value, rank: Int) throws -> [(Int, Int)] {
        var result = [(Int, Int)](repeating: (0, 0), count: rank)
        if value.asObject is DictObject {
            for pair in try value.attribute("items").call().elements() {
                let parts = try pair.elements()
                guard let axis = try Int.from(parts[0]), axis >= -rank, axis < rank else {
                    throw Failure(
                        .axisError, "axis \(try parts[0].str()) is out of bounds for array of dimension \(rank)")
                }
                result[axis < 0 ? axis + rank : axis] = try whole(pairs(parts[1], 1))[0]
            }
        } else {
            result = try whole(pairs(value, rank))
        }
        for (before, after) in result {
            guard before >= 0, after >= 0 else { throw Failure(.valueError, "index can't contain negative values") }
            guard before <= 1 << 26, after <= 1 << 26 else {
                throw Failure(.memoryError, "np.pad: a margin of \(max(before, after)) is too wide")
            }
        }
        return result
    }

    private static func whole(_ pairs: [(Tensor, Tensor)]) throws -> [(Int, Int)] {
        try pairs.map { before, after in
            guard !before.dtype.isFloatingPoint, !after.dtype.isFloatingPoint else {
                throw Failure(.typeError, "`pad_width` must be of integral type.")
            }
            return (try before.item().integer ?? 0, try after.item().integer ?? 0)
        }
    }

    // MARK: - The margins

    func around(_ x: Tensor, _ widths: [(Int, Int)]) throws -> Tensor {
        var result = x
        for (axis, width) in widths.enumerated() where width.0 != 0 || width.1 != 0 {
            if result.shape[axis] == 0, mode != "constant", mode != "empty" {
                throw Failure(
                    .valueError, "can't extend empty axis \(axis) using modes other than 'constant' or 'empty'")
            }
            switch mode {
            case "constant", "empty":
                let (before, after) = (try values[axis].0.to(x.dtype), try values[axis].1.to(x.dtype))
                result = try joined(
                    result, axis, margin(before, result, axis, width.0), margin(after, result, axis, width.1))
            case "linear_ramp":
                result = try joined(
                    result, axis, ramp(result, axis, width.0, isBefore: true),
                    ramp(result, axis, width.1, isBefore: false))
            case "maximum", "mean", "median", "minimum":
                let n = result.shape[axis]
                let (first, last) = lengths.map { (min($0[axis].0, n), min($0[axis].1, n)) } ?? (n, n)
                let before = try statistic(result.narrow(axis, 0, first), axis)
                let after = try statistic(result.narrow(axis, n - last, last), axis)
                result = try joined(
                    result, axis, margin(before, result, axis, width.0), margin(after, result, axis, width.1))
            default: result = try mirrored(result, axis, width)
            }
        }
        return result === x ? try x.clone(contiguous: true) : result
    }

    private func joined(_ x: Tensor, _ axis: Int, _ before: Tensor, _ after: Tensor) throws -> Tensor {
        try NumpyFunctions.op("cat", .list([.tensor(before), .tensor(x), .tensor(after)]), .int(axis))
    }

    /// `value` repeated along an axis.
    private func margin(_ value: Tensor, _ x: Tensor, _ axis: Int, _ width: Int) throws -> Tensor {
        var shape = x.shape
        shape[axis] = width
        return try value.expand(shape)
    }

    private func statistic(_ x: Tensor, _ axis: Int) throws -> Tensor {
        let value: Tensor
        switch mode {
        case "maximum": value = try NumpyFunctions.op("amax", .tensor(x), .tuple([.int(axis)]), .bool(true))
        case "minimum": value = try NumpyFunctions.op("amin", .tensor(x), .tuple([.int(axis)]), .bool(true))
        case "mean": value = try Flavour.numpy.run { try x.to(.float64).mean([axis], keepdim: true) }
        default: value = try Quantile.median(x, [axis], keepdims: true)
        }
        guard !x.dtype.isFloatingPoint, value.dtype.isFloatingPoint else { return try value.to(x.dtype) }
        return try NumpyFunctions.op("round", .tensor(value)).to(x.dtype)
    }

    /// From end_values at the far end to the edge's value, which is not reached.
    private func ramp(_ x: Tensor, _ axis: Int, _ width: Int, isBefore: Bool) throws -> Tensor {
        let end = try (isBefore ? values[axis].0 : values[axis].1).to(.float64)
        let edge = try x.narrow(axis, isBefore ? 0 : x.shape[axis] - 1, 1).to(.float64)
        let shape = (0..<x.rank).map { $0 == axis ? width : 1 }
        let steps = try Tensor.from((0..<width).map { Double(isBefore ? $0 : width - 1 - $0) }, shape)
        let slope = try NumpyFunctions.op(
            "div", .tensor(NumpyFunctions.op("sub", .tensor(edge), .tensor(end))), .float(Double(max(1, width))))
        let line = try NumpyFunctions.op(
            "add", .tensor(NumpyFunctions.op("mul", .tensor(steps), .tensor(slope))), .tensor(end))
        return try (x.dtype.isFloatingPoint ? line : NumpyFunctions.op("floor", .tensor(line))).to(x.dtype)
    }

    /// edge, wrap, reflect and symmetric: every place has a source, and odd reflections turn values about the edges.
    private func mirrored(_ x: Tensor, _ axis: Int, _ width: (Int, Int)) throws -> Tensor {
        let n = x.shape[axis]
        let places = (-width.0..<n + width.1).map { source(of: $0, n) }
        let picked = try NumpyFunctions.op(
            "index_select", .tensor(x), .int(axis), .tensor(try Tensor.from(places.map(\.index))))
        guard isOdd, places.contains(where: { $0.sign < 0 || $0.turns != 0 }) else { return picked }
        let shape = (0..<x.rank).map { $0 == axis ? places.count : 1 }
        func along(_ numbers: [Int]) throws -> Argument { .tensor(try Tensor.from(numbers, shape).to(x.dtype)) }
        func op(_ name: String, _ a: Argument, _ b: Argument) throws -> Argument {
            .tensor(try NumpyFunctions.op(name, a, b))
        }
        let (first, last) = (try x.narrow(axis, 0, 1), try x.narrow(axis, n - 1, 1))
        let rise = try op("sub", .tensor(last), .tensor(first))
        let turned = try op("mul", .tensor(picked), along(places.map(\.sign)))
        let about = try op("mul", .tensor(last), along(places.map { 1 - $0.sign }))
        let shifted = try op("mul", rise, along(places.map { 2 &* $0.turns }))
        guard case .tensor(let result) = try op("add", op("add", turned, about), shifted) else { return picked }
        return try result.to(x.dtype)
    }

    /// Which element stands at place `i`; an odd reflection's sign and how many whole turns away it is.
    private func source(of i: Int, _ n: Int) -> (index: Int, sign: Int, turns: Int) {
        func split(_ period: Int) -> (Int, Int) {
            let rest = (i % period + period) % period
            return (rest, (i - rest) / period)
        }
        switch mode {
        case "edge": return (min(max(i, 0), n - 1), 1, 0)
        case "wrap": return (split(n).0, 1, 0)
        case "reflect":
            if n == 1 { return (0, 1, 0) }
            let (j, turns) = split(2 * (n - 1))
            return j < n ? (j, 1, turns) : (2 * (n - 1) - j, -1, turns)
        default:
            let (j, turns) = split(2 * n)
            return j < n ? (j, 1, turns) : (2 * n - 1 - j, -1, turns)
        }
    }
}
