// Mean, variance and normalisation per channel of (N, C, S): what batch, instance, group and layer norm have in common. Sums
// accumulate in binary64 in eight lanes, which lands next to the float64 reference and does not depend on threads.

import Schema

/// Statistics of each channel, float64, length C.
struct ChannelStatistics {
    var mean: [Double]
    /// Biased variance.
    var variance: [Double]
    /// Elements per channel.
    var count: Int

    func inverseStd(_ eps: Double) -> [Double] { variance.map { 1 / ($0 + eps).squareRoot() } }
}

/// (N, C, S) of a tensor with at least two axes.
struct ChannelLayout {
    let batch: Int, channels: Int, spatial: Int
    var perChannel: Int { batch * spatial }

    init(_ shape: [Int]) {
        batch = shape.first ?? 0
        channels = shape.count > 1 ? shape[1] : 0
        spatial = shape.dropFirst(2).reduce(1, *)
    }

    init(batch: Int, channels: Int, spatial: Int) {
        (self.batch, self.channels, self.spatial) = (batch, channels, spatial)
    }

    /// Calls the body once per channel, in parallel; channels are independent.
    func forEachChannel(_ body: (Int) -> Void) throws {
        try parallel(channels, grain: max(1, 16384 / max(perChannel, 1))) { from, to in
            for c in from..<to { body(c) }
        }
    }
}

/// Eight partial sums: the order of additions is fixed and the loop is vectorised.
@inline(__always)
func laneSum(_ n: Int, _ value: (Int) -> Double) -> Double {
    var sums = SIMD8<Double>.zero
    var i = 0
    while i &+ 8 <= n {
        sums += SIMD8(
            value(i), value(i &+ 1), value(i &+ 2), value(i &+ 3), value(i &+ 4), value(i &+ 5), value(i &+ 6),
            value(i &+ 7))
        i &+= 8
    }
    var rest = 0.0
    while i < n {
        rest += value(i)
        i &+= 1
    }
    return sums.sum() + rest
}

struct StatisticsVisitor: RealVisitor {
    let x: Tensor, layout: ChannelLayout

    func visit<T: Real>(_ type: T.Type) throws -> ChannelStatistics {
        let source = x.reading(T.self)
        let (n, c, s) = (layout.batch, layout.channels, layout.spatial)
        var statistics = ChannelStatistics(
            mean: [Double](repeating: 0, count: c), variance: [Double](repeating: 0, count: c), count: layout.perChannel
        )
        let count = Double(max(layout.perChannel, 1))
        try statistics.mean.withUnsafeMutableBufferPointer { means in
            try statistics.variance.withUnsafeMutableBufferPointer { variances in
                nonisolated(unsafe) let (means, variances) = (means, variances)
                try layout.forEachChannel { channel in
                    var sum = 0.0
                    for b in 0..<n {
                        let row = source + (b * c + channel) * s
                        sum += laneSum(s) { row[$0].asDouble }
                    }
                    let mean = sum / count
                    var squares = 0.0
                    for b in 0..<n {
                        let row = source + (b * c + channel) * s
                        squares += laneSum(s) {
                            let d = row[$0].asDouble - mean
                            return d * d
                        }
                    }
                    means[channel] = mean
                    variances[channel] = squares / count
                }
            }
        }
        return statistics
    }
}

/// y = x * scale[c] + shift[c].
struct ScaleVisitor: RealVisitor {
    let x: Tensor, layout: ChannelLayout, scale: [Double], shift: [Double]

    func visit<T: Real>(_ type: T.Type) throws -> Tensor {
        let y = try Tensor.empty(x.shape, x.dtype)
        let (source, out) = (x.reading(T.self), y.pointer(T.self))
        let (n, c, s) = (layout.batch, layout.channels, layout.spatial)
        try layout.forEachChannel { channel in
            let (a, b) = (T(rounding: scale[channel]), T(rounding: shift[channel]))
            for item in 0..<n {
                let at = (item * c + channel) * s
                for i in at..<(at + s) { out[i] = source[i] * a + b }
            }
        }
        return y
    }
}

/// Gradients of y = (x - mean) * inverse * gamma + beta, where mean and inverse come from x (training) or are given.
struct NormalizeBackward: RealVisitor {
    let gradient: Tensor, x: Tensor, layout: ChannelLayout
    let mean: [Double], inverse: [Double], gamma: [Double]?
    let fromBatch: Bool

    func visit<T: Real>(_ type: T.Type) throws -> (dx: Tensor, dgamma: [Double], dbeta: [Double]) {
        let dx = try Tensor.empty(x.shape, x.dtype)
        let (g, source, out) = (gradient.reading(T.self), x.reading(T.self), dx.pointer(T.self))
        let (n, c, s) = (layout.batch, layout.channels, layout.spatial)
        var dgamma = [Double](repeating: 0, count: c)
        var dbeta = [Double](repeating: 0, count: c)
        let count = Double(max(layout.perChannel, 1))
        try dgamma.withUnsafeMutableBufferPointer { dgamma in
            try dbeta.withUnsafeMutableBufferPointer { dbeta in
                nonisolated(unsafe) let (dgamma, dbeta) = (dgamma, dbeta)
                try layout.forEachChannel { channel in
                    let (m, inv) = (mean[channel], inverse[channel])
                    var sum = 0.0
                    var dot = 0.0
                    for b in 0..<n {
                        let at = (b * c + channel) * s
                        sum += laneSum(s) { g[at + $0].asDouble }
                        dot += laneSum(s) { g[at + $0].asDouble * (source[at + $0].asDouble - m) }
                    }
                    dbeta[channel] = sum
                    dgamma[channel] = dot * inv
                    // dx = a*g + b*x + k, with the statistics' own dependence on x when they come from the batch.
                    let a = (gamma?[channel] ?? 1) * inv
                    let b = fromBatch ? -a * inv * inv * dot / count : 0
                    let k = fromBatch ? -a * sum / count - b * m : 0
                    for item in 0..<n {
                        let at = (item * c + channel) * s
                        for i in at..<(at + s) {
                            out[i] = T(rounding: a * g[i].asDouble + b * source[i].asDouble + k)
                        }
                    }
                }
            }
        }
        return (dx, dgamma, dbeta)
    }
}

/// One-dimensional tensor of float64 values in another type.
func vector(_ values: [Double], _ dtype: DType) throws -> Tensor { try Tensor.from(values).to(dtype) }
