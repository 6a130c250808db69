// x[...] as in PyTorch and NumPy: ints, slices, None, Ellipsis, masks and index tensors, alone and mixed, for reading and
// writing. Basic parts become views; what is left (index tensors) is one gather or scatter.

import Schema

/// One item between the brackets.
public enum Index {
    case integer(Int)
    case slice(start: Int?, stop: Int?, step: Int?)
    case newAxis
    case ellipsis
    /// Whole numbers (positions) or bools (a mask).
    case tensor(Tensor)
}

extension Tensor {
    /// `x[items]`. A view unless an index tensor or mask is among the items.
    public func index(_ items: [Index]) throws -> Tensor {
        let (view, tensors) = try basicIndex(items)
        guard tensors.contains(where: { $0 != nil }) else { return view }
        return try view.gatherAt(tensors)
    }

    /// `x[items] = value`, with `value` broadcast and converted.
    public func setIndex(_ items: [Index], _ value: Tensor) throws {
        let (view, tensors) = try basicIndex(items)
        let source = value.dtype == dtype ? value : try value.to(dtype)
        if tensors.contains(where: { $0 != nil }) {
            try view.putAt(tensors, source, accumulate: false)
        } else {
            try view.copy(from: source)
        }
    }

    // MARK: - The basic part

    /// Applies everything that is a view; returns the view and, per dimension of it, the index tensor (if any).
    private func basicIndex(_ items: [Index]) throws -> (Tensor, [Tensor?]) {
        var items = try items.map(checked)
        let hasTensors = items.contains { if case .tensor = $0 { true } else { false } }
        if hasTensors, Flavour.current == .numpy {
            // numpy lets integers take part in the index arrays' broadcasting.
            items = try items.map { item in
                if case .integer(let i) = item { .tensor(try Tensor.from([Int64(i)], [])) } else { item }
            }
        }
        var consumed = 0
        var ellipses = 0
        for item in items {
            switch item {
            case .integer, .slice: consumed += 1
            case .newAxis: break
            case .ellipsis: ellipses += 1
            case .tensor(let tensor): consumed += tensor.dtype == .bool ? tensor.rank : 1
            }
        }
        if ellipses > 1 {
            throw Failure(.indexError, "an index can only have a single ellipsis ('...')")
        }
        guard consumed <= rank else {
            if Flavour.current == .numpy {
                throw Failure(
                    .indexError,
                    "too many indices for array: array is \(rank)-dimensional, but \(consumed) were indexed")
            }
            if rank == 0, items.count == 1, case .integer = items[0] {
                throw Failure(
                    .indexError,
                    "invalid index of a 0-dim tensor. Use `tensor.item()` in Python or `tensor.item<T>()` in C++ to convert a 0-dim "
                        + "tensor to a number")
            }
            throw Failure(.indexError, "too many indices for tensor of dimension \(rank)")
        }

        var view = self
        var tensors: [Tensor?] = []
        var d = 0  // dimension of `view`
        var original = 0  // dimension of self, for messages
        for (position, item) in items.enumerated() {
            switch item {
            case .integer(let i):
                let size = view.shape[d]
                guard i >= -size, i < size else { throw outOfBounds(i, original, size) }
                view = view.selected(d, i < 0 ? i + size : i)
                original += 1
            case .slice(let start, let stop, let step):
                view = try view.slice(d, start, stop, step ?? 1)
                tensors.append(nil)
                d += 1
                original += 1
            case .newAxis:
                view = try view.unsqueeze(d)
                tensors.append(nil)
                d += 1
            case .ellipsis:
                let skipped = rank - consumed
                tensors.append(contentsOf: [Tensor?](repeating: nil, count: skipped))
                d += skipped
                original += skipped
            case .tensor(let tensor):
                if tensor.dtype != .bool {
                    tensors.append(tensor)
                    d += 1
                    original += 1
                    continue
                }
                if tensor.rank == 0 {
                    // x[True] has a new first dimension of size 1, x[False] of size 0.
                    view = try view.unsqueeze(d)
                    let positions: [Int64] = try tensor.item().isTrue ? [0] : []
                    tensors.append(try Tensor.from(positions))
                    d += 1
                    continue
                }
                for k in 0..<tensor.rank where tensor.shape[k] != view.shape[d + k] {
                    throw maskMismatch(tensor, position, k, view.shape[d + k], original + k, view)
                }
                for column in try tensor.nonzero().unbind(1) { tensors.append(try column.copied()) }
                d += tensor.rank
                original += tensor.rank
            }
        }
        tensors.append(contentsOf: [Tensor?](repeating: nil, count: Swift.max(0, view.rank - tensors.count)))
        if view === self { view = makeView("AliasBackward0", shape: shape, strides: strides, offset: offset) { $0 } }
        return (view, tensors)
    }

    /// Turns scalar index tensors into integers (torch), bytes into masks, and refuses what cannot index.
    private func checked(_ item: Index) throws -> Index {
        guard case .tensor(let tensor) = item else { return item }
        if tensor.dtype.isFloatingPoint {
            throw Failure(
                .indexError,
                Flavour.current == .numpy
                    ? "arrays used as indices must be of integer (or boolean) type"
                    : "tensors used as indices must be long, int, byte or bool tensors",
                hint: "use x.long() for positions or x > 0 for a mask")
        }
        if tensor.rank == 0, tensor.dtype != .bool, let value = try tensor.item().integer { return .integer(value) }
        if tensor.dtype == .uint8, Flavour.current == .torch { return .tensor(try tensor.truth()) }
        return .tensor(tensor.dtype == .bool || tensor.dtype == .int64 ? tensor : try tensor.cast(.int64))
    }

    func outOfBounds(_ i: Int, _ d: Int, _ size: Int) -> Failure {
        let word = Flavour.current == .numpy ? "axis" : "dimension"
        return Failure(
            .indexError, "index \(i) is out of bounds for \(word) \(d) with size \(size)",
            hint: size == 0 ? "this dimension is empty" : "valid indices are \(-size) to \(size - 1)")
    }

    private func maskMismatch(_ mask: Tensor, _ position: Int, _ k: Int, _ size: Int, _ d: Int, _ view: Tensor)
        -> Failure
    {
        if Flavour.current == .numpy {
            return Failure(
                .indexError,
                "boolean index did not match indexed array along axis \(d); size of axis is \(size) but size of corresponding boolean "
                    + "axis is \(mask.shape[k])")
        }
        return Failure(
            .indexError,
            "The shape of the mask \(Shape.text(mask.shape)) at index \(k) does not match the shape of the indexed tensor "
                + "\(Shape.text(view.shape)) at index \(d)")
    }

    /// `start:stop:step` along `d`, clipped as Python does.
    private func slice(_ d: Int, _ start: Int?, _ stop: Int?, _ step: Int) throws -> Tensor {
        let size = shape[d]
        if step == 0 {
            throw Failure(
                .valueError, Flavour.current == .numpy ? "slice step cannot be zero" : "step must be greater than zero")
        }
        if step < 0 {
            guard Flavour.current == .numpy else {
                throw Failure(
                    .valueError, "step must be greater than zero", hint: "to reverse a tensor, use x.flip(0)")
            }
            func place(_ i: Int) -> Int { i < 0 ? Swift.max(-1, i &+ size) : Swift.min(i, size - 1) }
            let from = start.map(place) ?? size - 1
            let to = stop.map(place) ?? -1
            let stride = step == Int.min ? Int.max : -step
            let n = from > to ? (from - to - 1) / stride + 1 : 0
            return sliced(d, from: Swift.max(from, 0), count: n, step: n <= 1 ? 1 : step)
        }
        func place(_ i: Int) -> Int { i < 0 ? Swift.max(0, i &+ size) : Swift.min(i, size) }
        let from = start.map(place) ?? 0
        let to = stop.map(place) ?? size
        let n = to > from ? (to - from - 1) / step + 1 : 0
        // A slice of everything is only another name for the tensor.
        if n == size, step == 1, from == 0 { return self }
        return sliced(d, from: Swift.min(from, size), count: n, step: n <= 1 ? 1 : step)
    }
}

// MARK: - Index tensors

/// Where the elements addressed by index tensors are: offsets of the broadcast index positions, and the dimensions that are
/// taken whole before and after them.
private struct Addresses {
    let resultShape: [Int]
    /// The dimensions not indexed, and where the index dimensions stand among them.
    let rest: [Int]
    let place: Int
    let indexShape: [Int]
    let offsets: [Int]

    init(_ x: Tensor, _ tensors: [Tensor?]) throws {
        var shape: [Int] = []
        var isFirst = true
        let given = tensors.compactMap { $0 }
        for tensor in given {
            if isFirst {
                shape = tensor.shape
                isFirst = false
                continue
            }
            guard let common = try? Shape.broadcast(shape, tensor.shape) else {
                throw Failure(
                    .indexError,
                    Flavour.current == .numpy
                        ? "shape mismatch: indexing arrays could not be broadcast together with shapes "
                            + given.map { Shape.numpyText($0.shape) }.joined(separator: " ") + " "
                        : "shape mismatch: indexing tensors could not be broadcast together with shapes "
                            + given.map { Shape.text($0.shape) }.joined(separator: ", "))
            }
            shape = common
        }
        indexShape = shape
        let count = try Shape.count(shape)
        try Memory.require(count, itemsOf: 8)
        var offsets = [Int](repeating: 0, count: count)
        for (d, tensor) in tensors.enumerated() {
            guard let tensor else { continue }
            let size = x.shape[d]
            let step = x.strides[d]
            let expanded = Tensor(
                storage: tensor.storage, offset: tensor.offset, shape: shape,
                strides: Shape.expandedStrides(tensor.shape, tensor.strides, to: shape), dtype: .int64, count: count,
                isContiguous: false)
            let values = expanded.pointer(Int64.self)
            var i = 0
            try expanded.forEachPosition { position in
                let value = Int(values[position])
                guard value >= -size, value < size else { throw x.outOfBounds(value, d, size) }
                offsets[i] += (value < 0 ? value + size : value) * step
                i += 1
            }
        }
        self.offsets = offsets
        let indexed = tensors.indices.filter { tensors[$0] != nil }
        let adjacent = zip(indexed, indexed.dropFirst()).allSatisfy { $0 + 1 == $1 }
        rest = tensors.indices.filter { tensors[$0] == nil }
        place = adjacent ? (indexed.first ?? 0) : 0
        // The offsets of the dimensions around are listed too.
        for part in [rest[..<place], rest[place...].dropLast()] {
            try Memory.require(Shape.count(part.map { x.shape[$0] }), itemsOf: 16)
        }
        resultShape = rest[..<place].map { x.shape[$0] } + shape + rest[place...].map { x.shape[$0] }
    }

    /// Walks result elements: `body(resultPosition, sourceOffset, count, sourceStride)` for runs along the last dimension.
    func forEachRun(_ x: Tensor, _ body: (Int, Int, Int, Int) -> Void) {
        let (before, after) = (rest[..<place].map { $0 }, rest[place...].map { $0 })
        var inner = 1
        var innerStride = 1
        var outerAfter = after
        if let last = after.last {
            inner = x.shape[last]
            innerStride = x.strides[last]
            outerAfter.removeLast()
        }
        if inner == 0 { return }
        let beforeOffsets = Addresses.offsets(before.map { x.shape[$0] }, before.map { x.strides[$0] })
        let afterOffsets = Addresses.offsets(outerAfter.map { x.shape[$0] }, outerAfter.map { x.strides[$0] })
        var at = 0
        for b in beforeOffsets {
            for o in offsets {
                for a in afterOffsets {
                    body(at, b + o + a, inner, innerStride)
                    at += inner
                }
            }
        }
    }

    private static func offsets(_ shape: [Int], _ strides: [Int]) -> [Int] {
        var result = [0]
        for (n, s) in zip(shape, strides) {
            var next: [Int] = []
            next.reserveCapacity(result.count * n)
            for base in result { for i in 0..<n { next.append(base + i * s) } }
            result = next
        }
        return result
    }
}

/// Moves runs of elements of one type out of (or into) the addressed places.
private struct Mover: ElementVisitor {
    let x: Tensor, flat: Tensor, addresses: Addresses
    let isRead: Bool, accumulate: Bool
    func visit<T: Element>(_ type: T.Type) throws {
        let (data, values) = (x.pointer(T.self), flat.pointer(T.self))
        if isRead {
            addresses.forEachRun(x) { at, offset, n, step in
                let (to, from) = (values + at, data + offset)
                if step == 1 {
                    to.update(from: from, count: n)
                } else {
                    for i in 0..<n { to[i] = from[i &* step] }
                }
            }
        } else if accumulate {
            addresses.forEachRun(x) { at, offset, n, step in
                let (from, to) = (values + at, data + offset)
                for i in 0..<n { to[i &* step] = to[i &* step].plus(from[i]) }
            }
        } else {
            addresses.forEachRun(x) { at, offset, n, step in
                let (from, to) = (values + at, data + offset)
                for i in 0..<n { to[i &* step] = from[i] }
            }
        }
        withExtendedLifetime((x, flat)) {}
    }
}

extension Tensor {
    /// Elements at index tensors (one or nil per dimension; int64).
    func gatherAt(_ tensors: [Tensor?]) throws -> Tensor {
        let addresses = try Addresses(self, tensors)
        let result = try Tensor(uninitialized: addresses.resultShape, dtype)
        if result.count > 0 {
            try dtype.dispatch(Mover(x: self, flat: result, addresses: addresses, isRead: true, accumulate: false))
        }
        let old = shape
        let (given, places) = Tensor.packed(tensors)
        return record("IndexBackward0", result, inputs: [self], saved: given) { g, saved in
            let tensors = try Tensor.unpacked(saved, places)
            let zeros = try Tensor.zeros(old, g.dtype)
            if needsRecording([g]) { return [try zeros.indexPut(tensors, g, accumulate: true)] }
            try zeros.putAt(tensors, g, accumulate: true)
            return [zeros]
        }
    }

    /// Writes `values` (broadcast) at index tensors, in place; `accumulate` adds, also for repeated positions.
    func putAt(_ tensors: [Tensor?], _ values: Tensor, accumulate: Bool) throws {
        try checkInPlace()
        let addresses = try Addresses(self, tensors)
        guard try Shape.canExpand(values.shape, to: addresses.resultShape) else {
            if Flavour.current == .numpy {
                throw Failure(
                    .valueError,
                    "shape mismatch: value array of shape \(Shape.numpyText(values.shape)) could not be broadcast to indexing result "
                        + "of shape \(Shape.numpyText(addresses.resultShape))")
            }
            throw Failure(
                .runtimeError,
                "shape mismatch: value tensor of shape \(Shape.text(values.shape)) cannot be broadcast to indexing result of shape "
                    + Shape.text(addresses.resultShape))
        }
        let flat = try Tensor(uninitialized: addresses.resultShape, dtype)
        try copyElements(from: values, to: flat)
        if flat.count > 0 {
            try dtype.dispatch(Mover(x: self, flat: flat, addresses: addresses, isRead: false, accumulate: accumulate))
        }
        let valueShape = values.shape
        let (given, places) = Tensor.packed(tensors)
        recordInPlace("IndexPutBackward0", self, inputs: [self, values], saved: given) { g, saved in
            let tensors = try Tensor.unpacked(saved, places)
            var own: Tensor? = g
            if !accumulate, saved.needs(0) {
                own = try g.indexPut(tensors, Tensor.zeros([], g.dtype), accumulate: false)
            }
            return [own, saved.needs(1) ? try g.gatherAt(tensors).summed(to: valueShape) : nil]
        }
    }

    /// `index_put`: a copy with `values` at the index tensors.
    public func indexPut(_ tensors: [Tensor?], _ values: Tensor, accumulate: Bool) throws -> Tensor {
        guard tensors.count <= rank else {
            throw Failure(.indexError, "too many indices for tensor of dimension \(rank) (got \(tensors.count))")
        }
        let result = try clone()
        let full = tensors + [Tensor?](repeating: nil, count: Swift.max(0, rank - tensors.count))
        try result.putAt(full, values.dtype == dtype ? values : values.to(dtype), accumulate: accumulate)
        return result
    }

    private static func packed(_ tensors: [Tensor?]) -> ([Tensor], [Bool]) {
        (tensors.compactMap { $0 }, tensors.map { $0 != nil })
    }

    private static func unpacked(_ saved: Saved, _ places: [Bool]) throws -> [Tensor?] {
        var next = 0
        return try places.map { isGiven in
            guard isGiven else { return nil }
            defer { next += 1 }
            return try saved[next]
        }
    }
}
