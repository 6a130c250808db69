// Tensors that share storage with another: every op here costs a few words, no copies. `makeView` is the one place that
// records a view, so that in-place changes reach the gradient of the base.

import Schema

extension Tensor {
    /// A view of this storage. `backward` turns the view's gradient into this tensor's.
    func makeView(
        _ name: String, shape: [Int], strides: [Int], offset: Int, multiple: String? = nil,
        backward: @escaping (Tensor) throws -> Tensor
    ) -> Tensor {
        let result = Tensor(
            storage: storage, offset: offset, shape: shape, strides: strides, dtype: dtype,
            count: shape.reduce(1) { $0 &* $1 }, isContiguous: Shape.isContiguous(shape, strides))
        result.base = base ?? self
        result.nodeVersion = held.version
        result.multiViewOf = multiple
        if GradMode.isEnabled, let edge {
            let node = Node(name, edges: [edge], body: .single { gradient, _ in [try backward(gradient)] })
            node.outputs = [(shape, dtype)]
            result.recordedNode = node
        }
        return result
    }

    /// The same data without history; in-place changes are seen by both.
    public func detach() -> Tensor { alias() }

    // MARK: - Reordering dimensions

    public func permute(_ dims: [Int]) throws -> Tensor {
        guard dims.count == rank else {
            throw Failure(
                .runtimeError,
                "permute(sparse_coo): number of dimensions in the tensor input does not match the length of the desired ordering "
                    + "of dimensions i.e. input.dim() = \(rank) is not equal to len(dims) = \(dims.count)")
        }
        let order = try dims.map { try Shape.dimension($0, rank) }
        guard Set(order).count == order.count else {
            throw Failure(.runtimeError, "permute(): duplicate dims are not allowed.")
        }
        return permuted(order, "PermuteBackward0")
    }

    private func permuted(_ order: [Int], _ name: String) -> Tensor {
        var inverse = order
        for (i, d) in order.enumerated() { inverse[d] = i }
        return makeView(
            name, shape: order.map { shape[$0] }, strides: order.map { strides[$0] }, offset: offset
        ) { $0.permuted(inverse, name) }
    }

    public func transpose(_ a: Int, _ b: Int) throws -> Tensor {
        let (a, b) = (try Shape.dimension(a, rank), try Shape.dimension(b, rank))
        return transposed(a, b, "TransposeBackward0")
    }

    private func transposed(_ a: Int, _ b: Int, _ name: String) -> Tensor {
        var (newShape, newStrides) = (shape, strides)
        if rank > 0 {
            newShape.swapAt(a, b)
            newStrides.swapAt(a, b)
        }
        return makeView(name, shape: newShape, strides: newStrides, offset: offset) { $0.transposed(a, b, name) }
    }

    /// `t()`: a matrix transposed; vectors stay.
    public func t() throws -> Tensor {
        guard rank <= 2 else {
            throw Failure(
                .runtimeError, "t() expects a tensor with <= 2 dimensions, but self is \(rank)D",
                hint: "use .transpose(-2, -1) or .mT for the last two dimensions")
        }
        return rank < 2 ? permuted(Array(0..<rank), "TBackward0") : transposed(0, 1, "TBackward0")
    }

    /// `.T`: all dimensions reversed.
    public var reversedDimensions: Tensor { permuted((0..<rank).reversed(), "PermuteBackward0") }

    /// `.mT`: the last two dimensions swapped.
    public func matrixTranspose() throws -> Tensor {
        guard rank >= 2 else {
            throw Failure(
                .runtimeError, "tensor.mT is only supported on matrices or batches of matrices. Got \(rank)-D tensor.")
        }
        return transposed(rank - 2, rank - 1, "TransposeBackward0")
    }

    public func movedim(_ from: [Int], _ to: [Int]) throws -> Tensor {
        guard from.count == to.count else {
            throw Failure(
                .runtimeError,
                "movedim: Invalid source or destination dims: source (\(Shape.text(from)) dims) should contain the same number of dims as "
                    + "destination (\(Shape.text(to)) dims)")
        }
        let (from, to) = (try Shape.dimensions(from, rank), try Shape.dimensions(to, rank))
        if rank == 0 { return alias() }
        var order = [Int](repeating: -1, count: rank)
        for (f, t) in zip(from, to) { order[t] = f }
        var rest = (0..<rank).filter { !from.contains($0) }.makeIterator()
        for i in order.indices where order[i] < 0 { order[i] = rest.next() ?? 0 }
        return permuted(order, "PermuteBackward0")
    }

    // MARK: - Sizes of one

    public func unsqueeze(_ dim: Int) throws -> Tensor {
        let d = try Shape.dimension(dim, rank + 1)
        var (newShape, newStrides) = (shape, strides)
        newStrides.insert(d < rank ? shape[d] &* strides[d] : 1, at: d)
        newShape.insert(1, at: d)
        return makeView("UnsqueezeBackward0", shape: newShape, strides: newStrides, offset: offset) {
            try $0.squeeze([d])
        }
    }

    /// Drops sizes of 1: all of them, or those among `dims`.
    public func squeeze(_ dims: [Int]? = nil) throws -> Tensor {
        let chosen = try dims.map { try Shape.dimensions($0, rank) } ?? Array(0..<rank)
        let keep = (0..<rank).filter { !(chosen.contains($0) && shape[$0] == 1) }
        let old = shape
        let name = dims == nil ? "SqueezeBackward0" : chosen.count == 1 ? "SqueezeBackward1" : "SqueezeBackward2"
        return makeView(name, shape: keep.map { shape[$0] }, strides: keep.map { strides[$0] }, offset: offset) {
            try $0.reshape(old)
        }
    }

    // MARK: - Parts

    /// One index of a dimension, which disappears.
    public func select(_ dim: Int, _ index: Int) throws -> Tensor {
        let d = try Shape.dimension(dim, rank)
        guard rank > 0 else { throw Failure(.indexError, "select() cannot be applied to a 0-dim tensor.") }
        guard index >= -shape[d], index < shape[d] else {
            throw Failure(
                .indexError,
                "select(): index \(index) out of range for tensor of size \(Shape.text(shape)) at dimension \(d)")
        }
        return selected(d, index < 0 ? index + shape[d] : index)
    }

    func selected(_ d: Int, _ index: Int, multiple: String? = nil) -> Tensor {
        var (newShape, newStrides) = (shape, strides)
        newShape.remove(at: d)
        newStrides.remove(at: d)
        let whole = Geometry(self)
        let result = makeView(
            multiple.map { $0 + "Backward0" } ?? "SelectBackward0", shape: newShape, strides: newStrides,
            offset: offset + index * strides[d], multiple: multiple
        ) { try $0.embedded(in: whole.shape) { $0.selected(d, index) } }
        return result
    }

    /// `from..<to` in steps of `step` (1 or more, or negative for numpy), already clipped to the dimension.
    func sliced(_ d: Int, from: Int, count n: Int, step: Int, name: String = "SliceBackward0", multiple: String? = nil)
        -> Tensor
    {
        var (newShape, newStrides) = (shape, strides)
        newShape[d] = n
        newStrides[d] = strides[d] &* step
        let old = shape
        return makeView(
            name, shape: newShape, strides: newStrides, offset: n == 0 ? offset : offset + from * strides[d],
            multiple: multiple
        ) { try $0.embedded(in: old) { $0.sliced(d, from: from, count: n, step: step) } }
    }

    /// Zeros of `shape` with this gradient written into one view of them.
    func embedded(in shape: [Int], _ view: (Tensor) throws -> Tensor) throws -> Tensor {
        let result = try Tensor.zeros(shape, dtype)
        let part = try view(result)
        if needsRecording([self]) {
            try part.copy(from: self)
        } else {
            try copyElements(from: self, to: part)
        }
        return result
    }

    public func narrow(_ dim: Int, _ start: Int, _ length: Int) throws -> Tensor {
        let d = try Shape.dimension(dim, rank)
        guard rank > 0 else { throw Failure(.runtimeError, "narrow() cannot be applied to a 0-dim tensor.") }
        guard length >= 0 else { throw Failure(.runtimeError, "narrow(): length must be non-negative.") }
        let size = shape[d]
        guard start >= -size, start <= size else {
            throw Failure(
                .indexError, "start out of range (expected to be in range of [-\(size), \(size)], but got \(start))")
        }
        let from = start < 0 ? start + size : start
        guard length <= size - from else {
            throw Failure(
                .runtimeError, "start (\(from)) + length (\(length)) exceeds dimension size (\(size)).")
        }
        return sliced(d, from: from, count: length, step: 1)
    }

    /// `split(2)` or `split([1, 3])`.
    public func split(sizes: [Int], dim: Int) throws -> [Tensor] {
        let d = try Shape.dimension(dim, rank)
        guard rank > 0 else { throw Failure(.runtimeError, "split expects at least a 1-dimensional tensor") }
        guard sizes.allSatisfy({ $0 >= 0 && $0 <= shape[d] }), sizes.reduce(0, &+) == shape[d] else {
            throw Failure(
                .runtimeError,
                "split_with_sizes expects split_sizes to sum exactly to \(shape[d]) (input tensor's size at dimension \(d)), but "
                    + "got split_sizes=\(Shape.text(sizes))")
        }
        return pieces(sizes, d, "SplitWithSizes")
    }

    public func split(_ size: Int, dim: Int) throws -> [Tensor] {
        let d = try Shape.dimension(dim, rank)
        guard rank > 0 else { throw Failure(.runtimeError, "split expects at least a 1-dimensional tensor") }
        guard size >= 0 else {
            throw Failure(.runtimeError, "split expects split_size be non-negative, but got split_size=\(size)")
        }
        let total = shape[d]
        guard size > 0 || total == 0 else {
            throw Failure(
                .runtimeError,
                "split_size can only be 0 if dimension size is 0, but got dimension size of \(total)")
        }
        if total == 0 { return pieces([0], d, "Split") }
        try Memory.require(total / size + 1, itemsOf: 512)
        var sizes: [Int] = []
        var at = 0
        while at < total {
            sizes.append(Swift.min(size, total - at))
            at += sizes.last ?? size
        }
        return pieces(sizes, d, "Split")
    }

    private func pieces(_ sizes: [Int], _ d: Int, _ name: String) -> [Tensor] {
        var at = 0
        return sizes.enumerated().map { i, size in
            defer { at += size }
            let piece = sliced(d, from: at, count: size, step: 1, name: name + "Backward0", multiple: name)
            return piece
        }
    }

    public func chunk(_ chunks: Int, dim: Int) throws -> [Tensor] {
        let d = try Shape.dimension(dim, rank)
        guard rank > 0 else { throw Failure(.runtimeError, "chunk expects at least a 1-dimensional tensor") }
        guard chunks > 0 else {
            throw Failure(.runtimeError, "chunk expects `chunks` to be greater than 0, got: \(chunks)")
        }
        let size = (shape[d] - 1) / chunks + 1
        if shape[d] == 0 { return try split(sizes: [Int](repeating: 0, count: Swift.min(chunks, 1 << 16)), dim: d) }
        return try split(Swift.max(size, 1), dim: d)
    }

    public func unbind(_ dim: Int = 0) throws -> [Tensor] {
        let d = try Shape.dimension(dim, rank)
        guard rank > 0 else {
            throw Failure(.runtimeError, "Dimension specified as \(dim) but tensor has no dimensions")
        }
        try Memory.require(shape[d], itemsOf: 512)
        return (0..<shape[d]).map { selected(d, $0, multiple: "Unbind") }
    }

    public func diagonal(offset diagonal: Int = 0, _ dim1: Int = 0, _ dim2: Int = 1) throws -> Tensor {
        let (a, b) = (try Shape.dimension(dim1, rank), try Shape.dimension(dim2, rank))
        guard a != b else {
            throw Failure(.runtimeError, "diagonal dimensions cannot be identical \(dim1), \(dim2)")
        }
        let n: Int
        var start = offset
        if diagonal >= 0 {
            n = Swift.max(0, Swift.min(shape[a], shape[b] &- diagonal))
            if n > 0 { start += diagonal * strides[b] }
        } else {
            n = Swift.max(0, Swift.min(shape[a] &+ diagonal, shape[b]))
            if n > 0 { start += -diagonal * strides[a] }
        }
        let keep = (0..<rank).filter { $0 != a && $0 != b }
        let old = shape
        return makeView(
            "DiagonalBackward0", shape: keep.map { shape[$0] } + [n],
            strides: keep.map { strides[$0] } + [strides[a] + strides[b]], offset: start
        ) { try $0.embedded(in: old) { try $0.diagonal(offset: diagonal, a, b) } }
    }

    /// Sliding windows of `size` along `dim`, `step` apart, as a new last dimension.
    public func unfold(_ dim: Int, size: Int, step: Int) throws -> Tensor {
        let d = try Shape.dimension(dim, rank)
        let length = rank == 0 ? 1 : shape[d]
        guard size >= 0, size <= length else {
            throw Failure(
                .runtimeError, "maximum size for tensor at dimension \(d) is \(length) but size is \(size)")
        }
        guard step > 0 else { throw Failure(.runtimeError, "step is \(step) but must be > 0") }
        var (newShape, newStrides) = (shape, strides)
        let n = (length - size) / step + 1
        if rank > 0 {
            newShape[d] = n
            newStrides[d] = n > 1 ? strides[d] * step : strides[d]
            newStrides.append(strides[d])
        } else {
            newStrides.append(1)
        }
        newShape.append(size)
        _ = try Shape.count(newShape)
        let old = shape
        return makeView("UnfoldBackward0", shape: newShape, strides: newStrides, offset: offset) { gradient in
            // Windows may overlap: add them one after the other.
            var result = try Tensor.zeros(old, gradient.dtype)
            if old.isEmpty { return try gradient.reshape(old) }
            for i in 0..<n {
                let window = try gradient.selected(d, i).movedim([-1], [d])
                let part = try window.embedded(in: old) { $0.sliced(d, from: i * step, count: size, step: 1) }
                result = try add(result, part)
            }
            return result
        }
    }

    /// Any geometry over the same storage, checked against its size.
    public func asStrided(_ size: [Int], _ stride: [Int], _ storageOffset: Int? = nil) throws -> Tensor {
        guard size.count == stride.count else {
            throw Failure(.runtimeError, "mismatch in length of strides and shape")
        }
        let start = storageOffset ?? offset
        var last = start
        var overflow = start < 0
        for (n, s) in zip(size, stride) {
            if n < 0 || s < 0 {
                throw Failure(.runtimeError, "as_strided: Negative strides or sizes are not supported")
            }
            let (span, over) = Swift.max(n - 1, 0).multipliedReportingOverflow(by: s)
            let (sum, over2) = last.addingReportingOverflow(span)
            overflow = overflow || over || over2
            last = sum
        }
        _ = try Shape.count(size)
        let elements = storage.byteCount / dtype.size
        if overflow || (last >= elements && !size.contains(0)) {
            throw Failure(
                .runtimeError,
                "setStorage: sizes \(Shape.text(size)), strides \(Shape.text(stride)), storage offset \(start), and itemsize "
                    + "\(dtype.size) requiring a storage size of \((overflow ? Int.max : last + 1)) are out of bounds for storage of size "
                    + "\(storage.byteCount)")
        }
        let old = Geometry(self)
        return makeView("AsStridedBackward0", shape: size, strides: stride, offset: start) { gradient in
            let flat = try Tensor.zeros([elements], gradient.dtype)
            var at = 0
            let values = try gradient.contiguous().to(.float64)
            let sums = try flat.to(.float64)
            let view = Tensor(
                storage: sums.storage, offset: start, shape: size, strides: stride, dtype: .float64,
                count: values.count, isContiguous: false)
            let source = values.pointer(Double.self)
            let target = view.pointer(Double.self)
            view.forEachPosition {
                target[$0] += source[at]
                at += 1
            }
            let result = Tensor(
                storage: sums.storage, offset: old.offset, shape: old.shape, strides: old.strides, dtype: .float64,
                count: old.shape.reduce(1, *), isContiguous: false)
            return try result.copied().to(gradient.dtype)
        }
    }

    // MARK: - Expanding and reshaping

    /// Repeats sizes of 1 without copying; -1 keeps a size.
    public func expand(_ size: [Int]) throws -> Tensor {
        guard size.count >= rank else {
            throw Failure(
                .runtimeError,
                "expand(torch.\(dtype.scalarTypeName)Tensor{\(Shape.text(shape))}, size=\(Shape.text(size))): the number of sizes "
                    + "provided (\(size.count)) must be greater or equal to the number of dimensions in the tensor (\(rank))"
            )
        }
        var target = size
        let lead = size.count - rank
        for i in size.indices {
            let own = i >= lead ? shape[i - lead] : 1
            if size[i] == -1 {
                guard i >= lead else {
                    throw Failure(
                        .runtimeError,
                        "The expanded size of the tensor (-1) isn't allowed in a leading, non-existing dimension \(i)")
                }
                target[i] = own
            } else if size[i] < 0 || (own != size[i] && own != 1) {
                throw Failure(
                    .runtimeError,
                    "The expanded size of the tensor (\(size[i])) must match the existing size (\(own)) at non-singleton dimension "
                        + "\(i).  Target sizes: \(Shape.text(size)).  Tensor sizes: \(Shape.text(shape))")
            }
        }
        _ = try Shape.count(target)
        let old = shape
        return makeView(
            "ExpandBackward0", shape: target, strides: Shape.expandedStrides(shape, strides, to: target), offset: offset
        ) { try $0.summed(to: old) }
    }

    /// Replaces a single -1 by the size that fits.
    static func inferred(_ size: [Int], count: Int) throws -> [Int] {
        var unknown: Int?
        var product = 1
        var overflow = false
        for (i, n) in size.enumerated() {
            if n == -1 {
                if unknown != nil { throw Failure(.runtimeError, "only one dimension can be inferred") }
                unknown = i
            } else if n < 0 {
                throw Failure(.runtimeError, "invalid shape dimension \(n)")
            } else {
                let (p, over) = product.multipliedReportingOverflow(by: n)
                (product, overflow) = (p, overflow || over)
            }
        }
        let wrong =
            Flavour.current == .numpy
            ? Failure(.valueError, "cannot reshape array of size \(count) into shape \(Shape.numpyText(size))")
            : Failure(.runtimeError, "shape '\(Shape.text(size))' is invalid for input of size \(count)")
        if overflow { throw wrong }
        var result = size
        if let unknown {
            if product == 0 {
                throw count != 0
                    ? wrong
                    : Failure(
                        .runtimeError,
                        "cannot reshape tensor of 0 elements into shape \(Shape.text(size)) because the unspecified dimension size -1 can "
                            + "be any value and is ambiguous")
            }
            guard count % product == 0 else { throw wrong }
            result[unknown] = count / product
        } else if product != count {
            throw wrong
        }
        _ = try Shape.count(result)
        return result
    }

    /// The strides that show the same elements in `target`, or nil when a copy is needed.
    private func viewStrides(_ target: [Int]) -> [Int]? {
        if isContiguous { return Shape.strides(target) }
        if count == 0 { return Shape.strides(target) }
        var result = [Int](repeating: 0, count: target.count)
        var t = target.count - 1
        var chunkStride = strides.last ?? 1
        var elements = 1
        var targetElements = 1
        for d in Swift.stride(from: rank - 1, through: 0, by: -1) {
            elements *= shape[d]
            // The end of a run of dimensions that lie together in memory.
            if d == 0 || (shape[d - 1] != 1 && strides[d - 1] != elements * chunkStride) {
                while t >= 0, targetElements < elements || target[t] == 1 {
                    result[t] = targetElements * chunkStride
                    targetElements *= target[t]
                    t -= 1
                }
                if targetElements != elements { return nil }
                if d > 0 {
                    chunkStride = strides[d - 1]
                    elements = 1
                    targetElements = 1
                }
            }
        }
        if t != -1 { return nil }
        return result
    }

    public func view(_ size: [Int]) throws -> Tensor {
        let target = try Tensor.inferred(size, count: count)
        guard let view = viewed(target, "ViewBackward0") else {
            throw Failure(
                .runtimeError,
                "view size is not compatible with input tensor's size and stride (at least one dimension spans across two "
                    + "contiguous subspaces). Use .reshape(...) instead.")
        }
        return view
    }

    private func viewed(_ target: [Int], _ name: String) -> Tensor? {
        guard let newStrides = viewStrides(target) else { return nil }
        let old = shape
        return makeView(name, shape: target, strides: newStrides, offset: offset) { try $0.reshape(old) }
    }

    /// A view when possible, else a copy.
    public func reshape(_ size: [Int]) throws -> Tensor {
        let target = try Tensor.inferred(size, count: count)
        if let view = viewed(target, "ViewBackward0") { return view }
        let copy = try clone(contiguous: true)
        let old = shape
        // The copy is nobody else's: what `_unsafe_view` is in PyTorch.
        let result = Tensor(
            storage: copy.storage, offset: 0, shape: target, strides: Shape.strides(target), dtype: dtype, count: count,
            isContiguous: true)
        return record("UnsafeViewBackward0", result, inputs: [copy]) { [try $0.reshape(old)] }
    }

    public func flatten(_ start: Int = 0, _ end: Int = -1) throws -> Tensor {
        let (a, b) = (try Shape.dimension(start, rank), try Shape.dimension(end, rank))
        guard a <= b else {
            throw Failure(.runtimeError, "flatten() has invalid args: start_dim cannot come after end_dim")
        }
        if rank == 0 { return try reshape([1]) }
        if a == b { return self }
        return try reshape(Array(shape[..<a]) + [shape[a...b].reduce(1, &*)] + Array(shape[(b + 1)...]))
    }

    public func unflatten(_ dim: Int, _ sizes: [Int]) throws -> Tensor {
        let d = try Shape.dimension(dim, rank)
        guard rank > 0 else { throw Failure(.runtimeError, "unflatten: expected a tensor with at least one dimension") }
        let inner: [Int]
        do {
            inner = try Tensor.inferred(sizes, count: shape[d])
        } catch {
            throw Failure(
                .runtimeError,
                "unflatten: Provided sizes \(Shape.text(sizes)) don't multiply up to the size of dim \(d) (\(shape[d])) in the "
                    + "input tensor")
        }
        return try view(Array(shape[..<d]) + inner + Array(shape[(d + 1)...]))
    }

    // MARK: - Copies

    /// Row-major, in fresh memory only when it must be.
    public func contiguous() throws -> Tensor {
        if !isContiguous { return try clone(contiguous: true) }
        try prepare()
        return self
    }

    /// A copy with history. Keeps the memory order unless `contiguous` asks for row-major.
    public func clone(contiguous: Bool = false) throws -> Tensor {
        let result = try copied(contiguous: contiguous)
        return record("CloneBackward0", result, inputs: [self]) { [$0] }
    }

    /// A copy without history.
    public func copied(contiguous: Bool = false) throws -> Tensor {
        let result =
            contiguous ? try Tensor(uninitialized: shape, dtype) : try Tensor.output(shape, dtype, like: [self])
        try copyElements(from: self, to: result)
        return result
    }

    /// Another element type; the same tensor when it already has it.
    public func to(_ target: DType, copy: Bool = false) throws -> Tensor {
        if dtype == target { return copy ? try clone() : self }
        let result = try Tensor.output(shape, target, like: [self])
        try copyElements(from: self, to: result)
        let source = dtype
        return record("ToCopyBackward0", result, inputs: [self]) { [try $0.to(source)] }
    }
}
