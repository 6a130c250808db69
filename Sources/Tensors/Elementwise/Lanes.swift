// Ops that look at one dimension at a time (argmax, sort, cumsum, gather): a lane is the elements along that dimension, and
// the lanes of all operands are walked together.

import Schema

/// The lanes of several operands that agree in shape except along `dim`.
struct Lanes {
    /// The shape without the dimension, row-major.
    let shape: [Int]
    let strides: [[Int]]
    let count: Int

    init(_ shape: [Int], _ dim: Int, _ operandStrides: [[Int]]) {
        var rest = shape
        if !rest.isEmpty { rest.remove(at: dim) }
        self.shape = rest
        strides = operandStrides.map { own in
            var own = own
            if !own.isEmpty { own.remove(at: dim) }
            return own
        }
        count = rest.reduce(1, *)
    }

    /// Calls `body` with the position of each operand's first element of a lane, on several threads for many lanes.
    ///
    /// `cost`: elements per lane times the work on each.
    func forEach(cost: Int, _ body: (UnsafePointer<Int>) -> Void) throws {
        if count == 0 { return }
        let operands = strides.count
        try parallel(count, grain: max(1, 32768 / max(1, cost))) { from, to in
            withUnsafeTemporaryAllocation(of: Int.self, capacity: max(1, operands)) { offsets in
                guard let start = offsets.baseAddress else { return }
                for lane in from..<to {
                    for k in 0..<operands { start[k] = 0 }
                    var rest = lane
                    var d = shape.count - 1
                    while d >= 0 {
                        let i = rest % shape[d]
                        rest /= shape[d]
                        for k in 0..<operands { start[k] += i * strides[k][d] }
                        d -= 1
                    }
                    body(start)
                }
            }
        }
    }
}

extension Tensor {
    /// The stride along `dim`; 0-d tensors count as one element.
    func stride(along dim: Int) -> Int { rank == 0 ? 1 : strides[dim] }
    func size(along dim: Int) -> Int { rank == 0 ? 1 : shape[dim] }

    /// The type in which order is decided: float32 and float64 as they are, everything else whole.
    var orderType: DType { dtype == .float32 || dtype.isHalf ? .float32 : dtype == .float64 ? .float64 : .int64 }
}

/// Whether `a` comes after `b` when NaN is the largest.
@inline(__always) func isGreater<T: Comparable>(_ a: T, _ b: T) -> Bool { a > b || (a != a && b == b) }
@inline(__always) func isLess<T: Comparable>(_ a: T, _ b: T) -> Bool { a < b || (b != b && a == a) }
