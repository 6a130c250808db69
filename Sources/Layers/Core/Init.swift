// torch.nn.init: how parameters begin. Bounds are computed in binary64 in PyTorch's order of operations, then rounded once when the
// random numbers are scaled; with the same seed the parameters are the same bits.

import Glibc
import Schema
import Tensors

public enum Init {
    /// Runs a filling without recording it, as all functions of torch.nn.init do.
    private static func fill(_ tensor: Tensor, _ body: () throws -> Void) throws {
        try GradMode.disabled(body)
    }

    public static func uniform(_ tensor: Tensor, _ low: Double = 0, _ high: Double = 1) throws {
        try fill(tensor) { try tensor.fillUniform(low, high) }
    }

    public static func normal(_ tensor: Tensor, mean: Double = 0, std: Double = 1) throws {
        try fill(tensor) { try tensor.fillNormal(mean: mean, std: std) }
    }

    public static func constant(_ tensor: Tensor, _ value: Double) throws {
        try fill(tensor) { try tensor.fill(.float(value)) }
    }

    public static func ones(_ tensor: Tensor) throws { try constant(tensor, 1) }
    public static func zeros(_ tensor: Tensor) throws { try constant(tensor, 0) }

    /// The identity matrix.
    public static func eye(_ tensor: Tensor) throws {
        guard tensor.rank == 2 else { throw Failure(.valueError, "Only tensors with 2 dimensions are supported") }
        let (n, m) = (tensor.shape[0], tensor.shape[1])
        let values = (0..<n).flatMap { i in (0..<m).map { $0 == i ? 1.0 : 0.0 } }
        try fill(tensor) { try tensor.copy(from: Tensor.from(values, [n, m]).to(tensor.dtype)) }
    }

    /// A convolution that copies its input: 1 at the kernel's middle for equal channel numbers.
    public static func dirac(_ tensor: Tensor, groups: Int = 1) throws {
        guard (3...5).contains(tensor.rank) else {
            throw Failure(.valueError, "Only tensors with 3, 4, or 5 dimensions are supported")
        }
        guard groups > 0, tensor.shape[0] % groups == 0 else {
            throw Failure(.valueError, "dim 0 must be divisible by groups")
        }
        let perGroup = tensor.shape[0] / groups
        let inner = tensor.shape.dropFirst(2)
        let volume = inner.reduce(1, *)
        let middle = inner.reduce(0) { $0 * $1 + $1 / 2 }
        var values = [Double](repeating: 0, count: tensor.count)
        for group in 0..<groups {
            for d in 0..<min(perGroup, tensor.shape[1]) {
                values[((group * perGroup + d) * tensor.shape[1] + d) * volume + middle] = 1
            }
        }
        try fill(tensor) { try tensor.copy(from: Tensor.from(values, tensor.shape).to(tensor.dtype)) }
    }

    // MARK: - Scaled by the number of connections

    /// Inputs and outputs of one unit. The second axis counts as inputs for transposed convolutions too.
    public static func fans(_ tensor: Tensor) throws -> (fanIn: Int, fanOut: Int) {
        guard tensor.rank >= 2 else {
            throw Failure(
                .valueError, "Fan in and fan out can not be computed for tensor with fewer than 2 dimensions")
        }
        let field = tensor.shape.dropFirst(2).reduce(1, *)
        return (tensor.shape[1] * field, tensor.shape[0] * field)
    }

    public static func gain(_ nonlinearity: String, _ parameter: Double? = nil) throws -> Double {
        switch nonlinearity {
        case "linear", "conv1d", "conv2d", "conv3d", "conv_transpose1d", "conv_transpose2d", "conv_transpose3d",
            "sigmoid":
            1
        case "tanh": 5.0 / 3
        case "relu": 2.0.squareRoot()
        case "leaky_relu": (2.0 / (1 + pow(parameter ?? 0.01, 2))).squareRoot()
        case "selu": 3.0 / 4
        default: throw Failure(.valueError, "Unsupported nonlinearity \(nonlinearity)")
        }
    }

    private static func kaimingStd(_ tensor: Tensor, _ a: Double, _ mode: String, _ nonlinearity: String) throws
        -> Double
    {
        guard mode == "fan_in" || mode == "fan_out" else {
            throw Failure(
                .valueError, "Mode \(mode) not supported, please use one of ['fan_in', 'fan_out']")
        }
        let fans = try fans(tensor)
        return try gain(nonlinearity, a) / Double(mode == "fan_in" ? fans.fanIn : fans.fanOut).squareRoot()
    }

    public static func kaimingUniform(
        _ tensor: Tensor, a: Double = 0, mode: String = "fan_in", nonlinearity: String = "leaky_relu"
    ) throws {
        if tensor.shape.contains(0) { return }
        let bound = 3.0.squareRoot() * (try kaimingStd(tensor, a, mode, nonlinearity))
        try uniform(tensor, -bound, bound)
    }

    public static func kaimingNormal(
        _ tensor: Tensor, a: Double = 0, mode: String = "fan_in", nonlinearity: String = "leaky_relu"
    ) throws {
        if tensor.shape.contains(0) { return }
        try normal(tensor, mean: 0, std: kaimingStd(tensor, a, mode, nonlinearity))
    }

    public static func xavierUniform(_ tensor: Tensor, gain: Double = 1) throws {
        let fans = try fans(tensor)
        let std = gain * (2.0 / Double(fans.fanIn + fans.fanOut)).squareRoot()
        let bound = 3.0.squareRoot() * std
        try uniform(tensor, -bound, bound)
    }

    public static func xavierNormal(_ tensor: Tensor, gain: Double = 1) throws {
        let fans = try fans(tensor)
        try normal(tensor, mean: 0, std: gain * (2.0 / Double(fans.fanIn + fans.fanOut)).squareRoot())
    }

    /// Normal numbers between `low` and `high`: everything is drawn again until no element lies outside.
    public static func truncatedNormal(
        _ tensor: Tensor, mean: Double = 0, std: Double = 1, low: Double = -2, high: Double = 2
    ) throws {
        guard low < high, std > 0, (low - mean) / std < 8, (high - mean) / std > -8 else {
            throw Failure(
                .valueError, "trunc_normal_: the interval [\(low), \(high)] holds almost nothing of the distribution")
        }
        try normal(tensor, mean: mean, std: std)
        // The bounds are compared in the tensor's own type.
        let (a, b) = tensor.dtype == .float32 ? (Double(Float(low)), Double(Float(high))) : (low, high)
        var values = try tensor.doubles()
        while values.contains(where: { $0 < a || $0 > b }) {
            try Interrupts.check()
            let fresh = try Tensor.empty(tensor.shape, tensor.dtype)
            try normal(fresh, mean: mean, std: std)
            values = zip(values, try fresh.doubles()).map { $0 < a || $0 > b ? $1 : $0 }
        }
        try fill(tensor) { try tensor.copy(from: Tensor.from(values, tensor.shape).to(tensor.dtype)) }
    }

    /// A matrix with orthogonal rows or columns, from normal numbers by Gram-Schmidt (twice, for accuracy). Not the bits of
    /// LAPACK's QR.
    public static func orthogonal(_ tensor: Tensor, gain: Double = 1) throws {
        guard tensor.rank >= 2 else {
            throw Failure(.valueError, "Only tensors with 2 or more dimensions are supported")
        }
        if tensor.count == 0 { return }
        let rows = tensor.shape[0]
        let columns = tensor.count / rows
        let source = try Tensor.empty([rows, columns], tensor.dtype)
        try normal(source)
        let values = try source.doubles()
        // Orthonormal vectors along the shorter side.
        let (count, length) = (min(rows, columns), max(rows, columns))
        var vectors: [[Double]] = []
        for i in 0..<count {
            var v = (0..<length).map { rows < columns ? values[i * columns + $0] : values[$0 * columns + i] }
            for _ in 0..<2 {
                for u in vectors {
                    let dot = zip(u, v).reduce(0) { $0 + $1.0 * $1.1 }
                    for k in 0..<length { v[k] -= dot * u[k] }
                }
            }
            let norm = v.reduce(0) { $0 + $1 * $1 }.squareRoot()
            vectors.append(v.map { norm > 0 ? $0 / norm : 0 })
        }
        let result = (0..<rows).flatMap { i in
            (0..<columns).map { j in gain * (rows < columns ? vectors[i][j] : vectors[j][i]) }
        }
        try fill(tensor) { try tensor.copy(from: Tensor.from(result, tensor.shape).to(tensor.dtype)) }
    }

    /// Normal numbers with a fraction of zeros in every column.
    public static func sparse(_ tensor: Tensor, sparsity: Double, std: Double = 0.01) throws {
        guard tensor.rank == 2 else { throw Failure(.valueError, "Only tensors with 2 dimensions are supported") }
        let (rows, columns) = (tensor.shape[0], tensor.shape[1])
        let zeros = min(max(Int(exactly: (Double(rows) * sparsity).rounded(.up)) ?? 0, 0), rows)
        try normal(tensor, mean: 0, std: std)
        var values = try tensor.doubles()
        for column in 0..<columns {
            for row in try Generator.current.permutation(rows).prefix(zeros) { values[row * columns + column] = 0 }
        }
        try fill(tensor) { try tensor.copy(from: Tensor.from(values, [rows, columns]).to(tensor.dtype)) }
    }

    /// What Linear and every convolution do: kaiming_uniform_(a=sqrt(5)) for the weight, then a bias within 1/sqrt(fan_in).
    static func weightAndBias(_ weight: Tensor, _ bias: Tensor?) throws {
        // A layer of no inputs or outputs (`channels // 16` of a narrow network) has nothing to draw for its weight.
        if weight.count > 0 { try kaimingUniform(weight, a: 5.0.squareRoot()) }
        guard let bias else { return }
        let fanIn = try fans(weight).fanIn
        let bound = fanIn > 0 ? 1 / Double(fanIn).squareRoot() : 0
        try uniform(bias, bound == 0 ? 0 : -bound, bound)
    }
}
