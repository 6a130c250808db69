// np.quantile, np.percentile and np.median: sorted values along axes, read at a virtual index that each of numpy's thirteen methods
// finds in its own way.
import Schema
import Script
import Tensors

struct Quantile {
    private let method: String
    /// The quantiles are float32, and so is the arithmetic that finds their places.
    private let isSingle: Bool

    static let methods = [
        "inverted_cdf", "averaged_inverted_cdf", "closest_observation", "interpolated_inverted_cdf", "hazen", "weibull",
        "linear", "median_unbiased", "normal_unbiased", "lower", "higher", "midpoint", "nearest",
    ]
    /// Methods that pick an element and so keep whole numbers whole.
    private static let picking: Set = ["inverted_cdf", "closest_observation", "lower", "higher", "nearest"]

    init(method: String, isSingle: Bool) throws {
        guard Quantile.methods.contains(method) else {
            throw Failure(
                .valueError,
                "'\(method)' is not a valid method. Use one of: \(Quantile.methods.joined(separator: ", "))")
        }
        self.method = method
        self.isSingle = isSingle
    }

    private func rounded(_ x: Double) -> Double { isSingle ? Double(Float(x)) : x }

    /// Between which two of n sorted elements the q-quantile lies, and how far from the first.
    private func place(_ q: Double, _ count: Int) -> (first: Int, second: Int, share: Double) {
        let n = Double(count)
        let fixed: (Double, Double)
        switch method {
        case "lower": return picked(rounded((n - 1) * q).rounded(.down), count)
        case "higher": return picked(rounded((n - 1) * q).rounded(.up), count)
        case "nearest": return picked(rounded((n - 1) * q).rounded(.toNearestOrEven), count)
        case "inverted_cdf":
            let at = rounded(rounded(n * q) - 1)
            let before = at.rounded(.down)
            return picked(at == before ? before : before + 1, count)
        case "closest_observation":
            let at = rounded(rounded(rounded(n * q) - 1) - 0.5)
            let before = at.rounded(.down)
            let isOdd = before.truncatingRemainder(dividingBy: 2) != 0
            return picked(at == before && isOdd ? before : before + 1, count)
        case "averaged_inverted_cdf":
            let (first, second, share) = between(rounded(rounded(n * q) - 1), count)
            return (first, second, share == 0 ? 0.5 : 1)
        case "midpoint":
            let at = rounded((n - 1) * q)
            let (first, second, share) = between(at, count)
            return (first, second, share == 0 ? 0 : 0.5)
        case "linear", Quantile.middle: return between(rounded((n - 1) * q), count)
        case "interpolated_inverted_cdf": fixed = (0, 1)
        case "hazen": fixed = (0.5, 0.5)
        case "weibull": fixed = (0, 0)
        case "median_unbiased": fixed = (1.0 / 3, 1.0 / 3)
        default: fixed = (3.0 / 8, 3.0 / 8)
        }
        return between(rounded(rounded(rounded(n * q) + rounded(fixed.0 + q * (1 - fixed.0 - fixed.1))) - 1), count)
    }

    private func between(_ at: Double, _ count: Int) -> (first: Int, second: Int, share: Double) {
        // A NaN stands for no index; the result is NaN all the same.
        guard at == at else { return (0, 0, .nan) }
        if at >= Double(count - 1) { return (count - 1, count - 1, at - at.rounded(.down)) }
        if at < 0 { return (0, 0, at - at.rounded(.down)) }
        let first = Int(at.rounded(.down))
        return (first, min(first + 1, count - 1), at - at.rounded(.down))
    }

    private func picked(_ at: Double, _ count: Int) -> (first: Int, second: Int, share: Double) {
        let i = at == at ? Int(min(max(at, 0), Double(count - 1))) : 0
        return (i, i, at == at ? 0 : .nan)
    }

    // MARK: - The median

    /// The mean of the two in the middle, which stays infinite beside an infinity.
    private static let middle = "median"

    private init() { (method, isSingle) = (Quantile.middle, true) }

    /// The median along axes; NaN where there are no elements.
    static func median(_ x: Tensor, _ axes: [Int]?, keepdims: Bool) throws -> Tensor {
        let dims = try (axes ?? Array(0..<x.rank)).map(x.numpyAxis)
        guard dims.contains(where: { x.shape[$0] == 0 }) else {
            return try Quantile().value(x, Tensor.scalar(.float(0.5), .float64), axes, keepdims: keepdims)
        }
        let shape = x.shape.indices.compactMap { d in dims.contains(d) ? (keepdims ? 1 : nil) : x.shape[d] }
        return try Tensor.full(shape, .float(.nan), x.dtype.isFloatingPoint ? x.dtype : .float64)
    }

    private static func mean(_ a: Tensor, _ b: Tensor) throws -> Tensor {
        let sum = try NumpyFunctions.op("add", .tensor(a), .tensor(b))
        return try NumpyFunctions.op("div", .tensor(sum), .float(2))
    }

    // MARK: - Over arrays

    /// The quantiles `q` (of any shape) of `x` along axes; their dimensions come first.
    func value(_ x: Tensor, _ q: Tensor, _ axes: [Int]?, keepdims: Bool) throws -> Tensor {
        let dims = try (axes ?? Array(0..<x.rank)).map(x.numpyAxis)
        guard Set(dims).count == dims.count else { throw Failure(.valueError, "duplicate value in 'axis'") }
        let rest = (0..<x.rank).filter { !dims.contains($0) }
        let outer = rest.map { x.shape[$0] }
        let n = dims.reduce(1) { $0 &* x.shape[$1] }
        guard n > 0 else { throw Failure(.indexError, "index -1 is out of bounds for axis 0 with size 0") }
        let keepsType = Quantile.picking.contains(method)
        // numpy computes halves wide enough; whole numbers become float64 unless an element is picked.
        let real: DType = x.dtype.isFloatingPoint ? x.dtype : keepsType ? x.dtype : .float64
        let type: DType = real == .float16 ? .float32 : real
        var lanes = try x.permute(rest + dims).reshape([outer.reduce(1, &*), n]).to(type)
        guard let ordered = try ArrayMethods.sorted(lanes, -1).items?.first, case .tensor(let sorted) = ordered else {
            return x
        }
        lanes = sorted
        let last = try lanes.select(1, n - 1)
        let places = try q.doubles().map { place($0, n) }
        let firsts = try lanes.index([
            .slice(start: nil, stop: nil, step: nil), .tensor(Tensor.from(places.map(\.first))),
        ])
        var result = firsts
        if !keepsType {
            let seconds = try lanes.index([
                .slice(start: nil, stop: nil, step: nil),
                .tensor(Tensor.from(places.map { method == Quantile.middle && $0.share == 0 ? $0.first : $0.second })),
            ])
            let shares = try Tensor.from(places.map { rounded($0.share) }).to(isSingle ? .float32 : .float64)
            result =
                try method == Quantile.middle ? Quantile.mean(firsts, seconds) : Quantile.mix(firsts, seconds, shares)
        }
        if type.isFloatingPoint {
            // NaN is sorted last, and one is enough.
            let missing = try NumpyFunctions.op("isnan", .tensor(last)).reshape([-1, 1])
            result = try NumpyFunctions.op(
                "where", .tensor(missing), .tensor(Tensor.scalar(.float(.nan), result.dtype)), .tensor(result))
        }
        if real == .float16, isSingle { result = try result.to(.float16) }
        let kept = keepdims ? x.shape.indices.map { dims.contains($0) ? 1 : x.shape[$0] } : outer
        return try result.transpose(0, 1).reshape(q.shape + kept)
    }

    /// a + (b - a) * t, from b's side in the second half, as numpy rounds it.
    private static func mix(_ a: Tensor, _ b: Tensor, _ t: Tensor) throws -> Tensor {
        func op(_ name: String, _ x: Tensor, _ y: Tensor) throws -> Tensor {
            try NumpyFunctions.op(name, .tensor(x), .tensor(y))
        }
        let difference = try op("sub", b, a)
        let low = try op("add", a, op("mul", difference, t))
        let rest = try op("sub", Tensor.scalar(.int(1), t.dtype), t)
        let high = try op("sub", b, op("mul", difference, rest))
        let isLate = try NumpyFunctions.op("ge", .tensor(t), .float(0.5))
        return try NumpyFunctions.op("where", .tensor(isLate), .tensor(high), .tensor(low))
    }
}
