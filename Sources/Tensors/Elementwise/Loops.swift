// Walking several strided operands together. A `Loop` drops sizes of 1, puts dimensions in memory order and joins those
// that are adjacent in all operands, so that dense tensors become one long row. Kernels are written for one row; `rows`
// calls them with pointers' offsets, on several threads when there is much to do.

import Schema

/// The common iteration space of an output (operand 0) and its inputs. Index 0 of `sizes` is the fastest dimension.
struct Loop {
    var sizes: [Int]
    /// strides[operand][dimension], in elements.
    var strides: [[Int]]
    let count: Int

    /// One row over contiguous operands.
    init(dense count: Int, operands: Int) {
        sizes = [count]
        strides = [[Int]](repeating: [1], count: operands)
        self.count = count
    }

    /// `shape` with each operand's strides for it (0 where it is broadcast).
    init(_ shape: [Int], _ operandStrides: [[Int]]) {
        var order: [Int] = []
        var total = 1
        for d in stride(from: shape.count - 1, through: 0, by: -1) where shape[d] != 1 {
            order.append(d)
            total *= shape[d]
        }
        count = total
        // Insertion sort by stride, smallest first; ties and broadcasts keep row-major order.
        if order.count > 1 {
            for i in 1..<order.count {
                var j = i
                while j > 0, Loop.before(order[j], order[j - 1], operandStrides) {
                    order.swapAt(j, j - 1)
                    j -= 1
                }
            }
        }
        sizes = []
        strides = [[Int]](repeating: [], count: operandStrides.count)
        for d in order {
            if let last = sizes.indices.last,
                operandStrides.indices.allSatisfy({ strides[$0][last] * sizes[last] == operandStrides[$0][d] })
            {
                sizes[last] *= shape[d]
                continue
            }
            sizes.append(shape[d])
            for k in operandStrides.indices { strides[k].append(operandStrides[k][d]) }
        }
        if sizes.isEmpty {
            sizes = [1]
            for k in strides.indices { strides[k] = [1] }
        }
    }

    /// Whether dimension `a` moves through memory in smaller steps than `b`, by the first operand that can tell.
    private static func before(_ a: Int, _ b: Int, _ strides: [[Int]]) -> Bool {
        for operand in strides {
            let (x, y) = (abs(operand[a]), abs(operand[b]))
            if x == 0 || y == 0 || x == y { continue }
            return x < y
        }
        return false
    }

    /// Calls `row(offsets, n)`: offsets[k] is where operand k's row of n elements begins. Strides within a row are
    /// `strides[k][0]`. `cost` is the relative work per element (1: an addition, 8: an exponential).
    ///
    /// Not inlined: a call per row costs nothing, and every kernel's loop is compiled once instead of twice.
    @inline(never)
    func rows(cost: Int = 1, _ row: (_ offsets: UnsafePointer<Int>, _ n: Int) -> Void) throws {
        let grain = max(1024, 32768 / cost)
        if count == 0 { return }
        if sizes.count == 1 {
            let inner = strides.map { $0[0] }
            try parallel(count, grain: grain) { from, to in
                withUnsafeTemporaryAllocation(of: Int.self, capacity: inner.count) { offsets in
                    for k in inner.indices { offsets[k] = inner[k] * from }
                    if let start = offsets.baseAddress { row(start, to - from) }
                }
            }
            return
        }
        let n = sizes[0]
        let outer = count / n
        try parallel(outer, grain: max(1, grain / n)) { from, to in
            walk(from, to) { row($0, n) }
        }
    }

    /// Rows `from..<to` of the outer dimensions.
    private func walk(_ from: Int, _ to: Int, _ row: (UnsafePointer<Int>) -> Void) {
        let operands = strides.count
        let rank = sizes.count
        withUnsafeTemporaryAllocation(of: Int.self, capacity: operands + rank) { scratch in
            guard let offsets = scratch.baseAddress else { return }
            let index = offsets + operands
            var rest = from
            for k in 0..<operands { offsets[k] = 0 }
            for d in 1..<rank {
                index[d] = rest % sizes[d]
                rest /= sizes[d]
                for k in 0..<operands { offsets[k] += index[d] * strides[k][d] }
            }
            for _ in from..<to {
                row(offsets)
                var d = 1
                while d < rank {
                    index[d] += 1
                    for k in 0..<operands { offsets[k] += strides[k][d] }
                    if index[d] < sizes[d] { break }
                    for k in 0..<operands { offsets[k] -= strides[k][d] * sizes[d] }
                    index[d] = 0
                    d += 1
                }
            }
        }
    }
}

extension Tensor {
    /// An output for an elementwise op: dense, in the memory order of the first input that is dense in another order, so
    /// that channels-last stays channels-last.
    static func output(_ shape: [Int], _ dtype: DType, like inputs: [Tensor]) throws -> Tensor {
        let result = try Tensor(uninitialized: shape, dtype)
        for input in inputs where input.shape == shape {
            if input.isContiguous { return result }
            if Shape.isDense(shape, input.strides) {
                result.strides = input.strides
                result.isContiguous = false
                return result
            }
        }
        return result
    }
}

/// Copies `source` (broadcast to the destination's shape) into `destination`, converting the type.
func copyElements(from source: Tensor, to destination: Tensor) throws {
    if destination.count == 0 { return }
    try source.prepare()
    try destination.prepare()
    if source.dtype == destination.dtype, source.shape == destination.shape, source.isContiguous,
        destination.isContiguous
    {
        let size = source.dtype.size
        let (to, from) = (
            destination.storage.base + destination.offset * size, source.storage.base + source.offset * size
        )
        if to == from { return }
        try parallel(destination.count * size, grain: 1 << 18) { begin, end in
            (to + begin).copyMemory(from: from + begin, byteCount: end - begin)
        }
        return
    }
    let loop = Loop(
        destination.shape,
        [destination.strides, Shape.expandedStrides(source.shape, source.strides, to: destination.shape)])
    try destination.dtype.dispatch(CopyTo(source: source, destination: destination, loop: loop))
}

private struct CopyTo: ElementVisitor {
    let source: Tensor, destination: Tensor, loop: Loop
    func visit<D: Element>(_ type: D.Type) throws {
        try source.dtype.dispatch(CopyFrom<D>(source: source, destination: destination, loop: loop))
    }
}

private struct CopyFrom<D: Element>: ElementVisitor {
    let source: Tensor, destination: Tensor, loop: Loop
    func visit<S: Element>(_ type: S.Type) throws {
        let to = destination.pointer(D.self)
        let from = UnsafePointer(source.pointer(S.self))
        let (st, sf) = (loop.strides[0][0], loop.strides[1][0])
        try loop.rows { offsets, n in
            let (t, f) = (to + offsets[0], from + offsets[1])
            if st == 1, sf == 1 {
                for i in 0..<n { t[i] = D(converting: f[i]) }
            } else if sf == 0 {
                let value = D(converting: f[0])
                for i in 0..<n { t[i &* st] = value }
            } else {
                for i in 0..<n { t[i &* st] = D(converting: f[i &* sf]) }
            }
        }
    }
}

extension Tensor {
    /// Sets every element to one number.
    func storeEverywhere(_ value: Scalar) throws {
        try copyElements(from: Tensor.number(value), to: self)
    }
}
