// Reductions: many elements to one, along any dimensions. The kept dimensions number the outputs, the reduced dimensions
// are walked for each. Long reductions are cut into chunks whose size depends only on the shape and whose partial results
// are combined in order, so the bits are the same for any number of threads. Sums of reals accumulate in double;
// short rows of neighbours follow the reference order of RowSum, so that the printed digits agree.

import Schema

/// How elements are folded together.
protocol Reducer: Sendable {
    associatedtype Input
    associatedtype Accumulator
    var initial: Accumulator { get }
    func add(_ accumulator: Accumulator, _ value: Input) -> Accumulator
    func combine(_ a: Accumulator, _ b: Accumulator) -> Accumulator
    /// A whole row of neighbouring elements in an order of the reducer's own; nil: element by element.
    func row(_ x: UnsafePointer<Input>, _ n: Int) -> Accumulator?
}

extension Reducer {
    @inline(__always) func row(_ x: UnsafePointer<Input>, _ n: Int) -> Accumulator? { nil }
}

/// Which dimensions go, and the shape that stays.
struct Reduction {
    let reduced: [Int]
    let kept: [Int]
    /// Without the reduced dimensions, and with them as 1.
    let shape: [Int]
    let keepShape: [Int]

    /// nil dims: all of them. An empty list too, as in torch.
    init(_ shape: [Int], _ dims: [Int]?) throws {
        let rank = shape.count
        let chosen = try dims.flatMap { $0.isEmpty ? nil : try Shape.dimensions($0, rank) } ?? Array(0..<rank)
        reduced = rank == 0 ? [] : chosen.sorted()
        let mask = Set(reduced)
        kept = (0..<rank).filter { !mask.contains($0) }
        self.shape = kept.map { shape[$0] }
        keepShape = shape.indices.map { mask.contains($0) ? 1 : shape[$0] }
    }
}

/// Folds the elements of `x` (storage type Input) along `dims`; `finish` stores the result of output i.
func fold<R: Reducer>(
    _ x: Tensor, _ plan: Reduction, _ reducer: R, cost: Int = 1, _ finish: @escaping (Int, R.Accumulator) -> Void
) throws {
    let outputs = plan.shape.reduce(1, *)
    if outputs == 0 { return }
    try x.prepare()
    let source = UnsafePointer(x.pointer(R.Input.self))
    let inner = Loop(plan.reduced.map { x.shape[$0] }, [plan.reduced.map { x.strides[$0] }])
    let perOutput = x.count / outputs
    if x.count == 0 {
        for i in 0..<outputs { finish(i, reducer.initial) }
        return
    }
    // The kept dimensions in row-major order: output i's first element.
    let keptShape = plan.shape
    let keptStrides = plan.kept.map { x.strides[$0] }
    func start(_ output: Int) -> Int {
        var rest = output
        var position = 0
        for d in stride(from: keptShape.count - 1, through: 0, by: -1) {
            position += (rest % keptShape[d]) * keptStrides[d]
            rest /= keptShape[d]
        }
        return position
    }
    let (n, step) = (inner.sizes[0], inner.strides[0][0])
    let rows = perOutput / n

    let chunk = 1 << 15
    if outputs < 64, perOutput >= 2 * chunk {
        // Few outputs, long reductions: partial results of fixed chunks.
        let byRows = rows >= 2
        let unit = byRows ? max(1, chunk / n) : chunk
        let length = byRows ? rows : n
        let parts = (length + unit - 1) / unit
        // An expanded tensor may have more elements than memory.
        try Memory.require(parts, itemsOf: outputs * MemoryLayout<R.Accumulator>.stride)
        var partial = [R.Accumulator](repeating: reducer.initial, count: outputs * parts)
        try partial.withUnsafeMutableBufferPointer { partial in
            nonisolated(unsafe) let partial = partial
            try parallel(outputs * parts, grain: 1) { from, to in
                for task in from..<to {
                    let (output, part) = (task / parts, task % parts)
                    let (begin, end) = (part * unit, min((part + 1) * unit, length))
                    let base = source + start(output)
                    partial[task] =
                        byRows
                        ? foldRows(base, inner, begin, end, reducer)
                        : foldRow(base + begin * step, end - begin, step, reducer)
                }
            }
        }
        for output in 0..<outputs {
            var total = partial[output * parts]
            for part in 1..<max(parts, 1) { total = reducer.combine(total, partial[output * parts + part]) }
            finish(output, total)
        }
    } else if let last = plan.kept.last, x.strides[last] == 1, step != 1, x.shape[last] >= 8 {
        // Neighbouring outputs lie side by side: fold whole rows of them at once.
        let width = x.shape[last]
        let block = 256
        let blocks = (width + block - 1) / block
        let groups = outputs / width
        try parallel(groups * blocks, grain: max(1, 32768 / cost / (min(width, block) * perOutput))) { from, to in
            for task in from..<to {
                let (group, begin) = (task / blocks, (task % blocks) * block)
                let size = min(block, width - begin)
                let first = group * width + begin
                foldBlock(source + start(first), size, inner, rows, reducer) { finish(first + $0, $1) }
            }
        }
    } else {
        try parallel(outputs, grain: max(1, 32768 / cost / perOutput)) { from, to in
            for output in from..<to {
                let base = source + start(output)
                if rows == 1, step == 1, let total = reducer.row(base, n) {
                    finish(output, total)
                } else {
                    finish(
                        output, rows == 1 ? foldRow(base, n, step, reducer) : foldRows(base, inner, 0, rows, reducer))
                }
            }
        }
    }
    withExtendedLifetime(x) {}
}

@inline(__always)
private func foldRow<R: Reducer>(_ x: UnsafePointer<R.Input>, _ n: Int, _ step: Int, _ reducer: R) -> R.Accumulator {
    // Four chains, so that one addition need not wait for the one before.
    var (a, b, c, d) = (reducer.initial, reducer.initial, reducer.initial, reducer.initial)
    var i = 0
    while i &+ 4 <= n {
        let at = x + i &* step
        a = reducer.add(a, at[0])
        b = reducer.add(b, at[step])
        c = reducer.add(c, at[2 &* step])
        d = reducer.add(d, at[3 &* step])
        i &+= 4
    }
    while i < n {
        a = reducer.add(a, x[i &* step])
        i &+= 1
    }
    return reducer.combine(reducer.combine(a, b), reducer.combine(c, d))
}

private func foldRows<R: Reducer>(
    _ x: UnsafePointer<R.Input>, _ loop: Loop, _ from: Int, _ to: Int, _ reducer: R
) -> R.Accumulator {
    var total = reducer.initial
    eachRow(loop, from, to) { offset in
        total = reducer.combine(total, foldRow(x + offset, loop.sizes[0], loop.strides[0][0], reducer))
    }
    return total
}

/// Offsets of rows from..<to of a one-operand loop.
@inline(__always)
private func eachRow(_ loop: Loop, _ from: Int, _ to: Int, _ body: (Int) -> Void) {
    for row in from..<to {
        var rest = row
        var offset = 0
        for d in 1..<max(loop.sizes.count, 1) {
            offset += (rest % loop.sizes[d]) * loop.strides[0][d]
            rest /= loop.sizes[d]
        }
        body(offset)
    }
}

private func foldBlock<R: Reducer>(
    _ x: UnsafePointer<R.Input>, _ width: Int, _ loop: Loop, _ rows: Int, _ reducer: R,
    _ finish: (Int, R.Accumulator) -> Void
) {
    withUnsafeTemporaryAllocation(of: R.Accumulator.self, capacity: width) { sums in
        guard let total = sums.baseAddress else { return }
        total.initialize(repeating: reducer.initial, count: width)
        let (n, step) = (loop.sizes[0], loop.strides[0][0])
        eachRow(loop, 0, rows) { offset in
            for i in 0..<n {
                let row = x + offset + i * step
                for j in 0..<width { total[j] = reducer.add(total[j], row[j]) }
            }
        }
        for j in 0..<width { finish(j, total[j]) }
        total.deinitialize(count: width)
    }
}

// MARK: - Sums

struct SumOfReals<T: RealElement>: Reducer {
    typealias Input = T
    var initial: Double { 0 }
    @inline(__always) func add(_ a: Double, _ x: T) -> Double { a + x.asDouble }
    @inline(__always) func combine(_ a: Double, _ b: Double) -> Double { a + b }
    /// Short rows in the order of the library that is asked; nil: in double.
    var order: RowSum?
    @inline(__always) func row(_ x: UnsafePointer<T>, _ n: Int) -> Double? {
        guard let order, n <= RowSum.longest else { return nil }
        return order.total(x, n).asDouble
    }
}

struct SumOfWholes<T: WholeElement>: Reducer {
    typealias Input = T
    var initial: Int64 { 0 }
    @inline(__always) func add(_ a: Int64, _ x: T) -> Int64 { a &+ x.asInt64 }
    @inline(__always) func combine(_ a: Int64, _ b: Int64) -> Int64 { a &+ b }
}

extension Tensor {
    /// The sum along `dims` (nil: all), in `dtype` or: reals in their own type, whole numbers and bools in int64. No history.
    func rawSum(
        _ dims: [Int]?, keepdim: Bool = false, dtype: DType? = nil, scale: Double = 1, inOwnType: Bool = false
    ) throws -> Tensor {
        let plan = try Reduction(shape, dims)
        let result = dtype ?? (self.dtype.isFloatingPoint ? self.dtype : .int64)
        let work = result.isFloatingPoint && !self.dtype.isFloatingPoint ? DType.float64 : self.dtype.compute
        let source = try cast(work)
        let order = result == work || inOwnType ? RowSum(Flavour.current) : nil
        let shape = keepdim ? plan.keepShape : plan.shape
        switch work {
        case .float32:
            if let sums = try Blocked.sums(source, along: plan.reduced) {
                return try Tensor.from(sums.map { $0 * scale }, shape).cast(result)
            }
            let output = try Tensor(uninitialized: shape, result == .float64 ? .float64 : .float32)
            if output.dtype == .float64 {
                nonisolated(unsafe) let to = output.pointer(Double.self)
                try fold(source, plan, SumOfReals<Float>(order: order)) { to[$0] = $1 * scale }
            } else {
                nonisolated(unsafe) let to = output.pointer(Float.self)
                try fold(source, plan, SumOfReals<Float>(order: order)) { to[$0] = Float($1 * scale) }
            }
            return try output.cast(result)
        case .float64:
            let output = try Tensor(uninitialized: shape, .float64)
            nonisolated(unsafe) let to = output.pointer(Double.self)
            try fold(source, plan, SumOfReals<Double>(order: order)) { to[$0] = $1 * scale }
            return try output.cast(result)
        case .bool, .uint8: return try sumWholes(source, plan, shape, UInt8.self).cast(result)
        case .int8: return try sumWholes(source, plan, shape, Int8.self).cast(result)
        case .int16: return try sumWholes(source, plan, shape, Int16.self).cast(result)
        case .int32: return try sumWholes(source, plan, shape, Int32.self).cast(result)
        case .int64: return try sumWholes(source, plan, shape, Int64.self).cast(result)
        case .float16, .bfloat16: preconditionFailure("halves are computed in float32")
        }
    }

    private func sumWholes<T: WholeElement>(_ x: Tensor, _ plan: Reduction, _ shape: [Int], _ type: T.Type) throws
        -> Tensor
    {
        let output = try Tensor(uninitialized: shape, .int64)
        nonisolated(unsafe) let to = output.pointer(Int64.self)
        try fold(x, plan, SumOfWholes<T>()) { to[$0] = $1 }
        return output
    }

    /// The gradient of a broadcast: sums away the dimensions that were repeated. Keeps history.
    public func summed(to target: [Int]) throws -> Tensor {
        if shape == target { return self }
        let lead = rank - target.count
        guard lead >= 0 else { return try reshape(target) }
        var dims = Array(0..<lead)
        for i in target.indices where target[i] == 1 && shape[lead + i] != 1 { dims.append(lead + i) }
        if dims.isEmpty { return try reshape(target) }
        let total = try sum(dims, keepdim: true)
        return total.shape == target ? total : try total.reshape(target)
    }
}
