// What the interpreter's wrapper asks of a tensor beyond operations: single elements, memory order, taking another's data.
import Schema

extension Tensor {
    /// The i-th element in row-major order of a contiguous tensor.
    public func element(_ i: Int) -> Scalar {
        precondition(isContiguous && i >= 0 && i < count, "element() needs a contiguous tensor and an index inside it")
        return load(at: i)
    }

    /// The i-th element in row-major order, whatever the strides: an expanded tensor may have more elements than memory.
    public func element(inRowMajorOrder i: Int) -> Scalar {
        precondition(i >= 0 && i < count, "element() needs an index inside the tensor")
        if isContiguous { return load(at: i) }
        var (rest, position) = (i, 0)
        for (size, stride) in zip(shape, strides).reversed() {
            position += rest % size * stride
            rest /= size
        }
        return load(at: position)
    }

    /// The bytes of a contiguous tensor.
    public func withBytes<R>(_ body: (UnsafeRawBufferPointer) throws -> R) rethrows -> R {
        precondition(isContiguous, "withBytes() needs a contiguous tensor")
        defer { withExtendedLifetime(self) {} }
        return try body(UnsafeRawBufferPointer(start: storage.base + offset * dtype.size, count: count * dtype.size))
    }

    /// Copies bytes into a contiguous tensor, as many as it has.
    public func setBytes(_ bytes: [UInt8]) {
        precondition(isContiguous, "setBytes() needs a contiguous tensor")
        let size = Swift.min(bytes.count, count * dtype.size)
        bytes.withUnsafeBytes { source in
            if size > 0, let start = source.baseAddress {
                (storage.base + offset * dtype.size).copyMemory(from: start, byteCount: size)
            }
        }
    }

    /// The address of the memory, for `data_ptr()`.
    public var storageAddress: Int { Int(bitPattern: storage.base) }

    /// Whether the memory was made for another tensor.
    public var isView: Bool { base != nil }

    /// The tensor whose memory this is a view of.
    public var viewedTensor: Tensor? { base }

    /// The bytes between the first and the last element, counted from the start of the memory; nil without elements.
    private var reach: ClosedRange<Int>? {
        guard count > 0 else { return nil }
        var (low, high) = (offset, offset)
        for (size, stride) in zip(shape, strides) {
            let step = stride &* (size - 1)
            if step < 0 { low &+= step } else { high &+= step }
        }
        return low &* dtype.size...high &* dtype.size &+ dtype.size - 1
    }

    /// Whether both have elements in the same stretch of memory.
    public func mayShare(with other: Tensor) -> Bool {
        guard storage === other.storage, let mine = reach, let others = other.reach else { return false }
        return mine.overlaps(others)
    }

    /// Whether some element is in both: exact for views of up to a million elements.
    public func shares(with other: Tensor) -> Bool {
        guard mayShare(with: other) else { return false }
        if isContiguous && other.isContiguous || Swift.max(count, other.count) > 1 << 20 { return true }
        var bytes = Set<Int>()
        forEachPlace { start in for byte in 0..<dtype.size { bytes.insert(start + byte) } }
        var found = false
        other.forEachPlace { start in
            for byte in 0..<other.dtype.size where bytes.contains(start + byte) { found = true }
        }
        return found
    }

    /// Where each element begins, in bytes from the start of the memory.
    private func forEachPlace(_ body: (Int) -> Void) {
        for i in 0..<count {
            var (rest, place) = (i, offset)
            for d in shape.indices.reversed() {
                place &+= rest % shape[d] &* strides[d]
                rest /= shape[d]
            }
            body(place &* dtype.size)
        }
    }

    /// The same memory read as another type: the last dimension's size changes with the elements'. Nil where that does not come out
    /// even, or where the last dimension's elements do not lie side by side.
    public func reading(as dtype: DType) -> Tensor? {
        if dtype.size == self.dtype.size { return viewing(dtype, shape, strides, offset) }
        guard let last = shape.last, strides.last == 1 || last <= 1 else { return nil }
        let bytes = last &* self.dtype.size
        guard bytes % dtype.size == 0, offset &* self.dtype.size % dtype.size == 0 else { return nil }
        var scaled: [Int] = []
        for stride in strides.dropLast() {
            guard stride &* self.dtype.size % dtype.size == 0 else { return nil }
            scaled.append(stride &* self.dtype.size / dtype.size)
        }
        return viewing(
            dtype, shape.dropLast() + [bytes / dtype.size], scaled + [1], offset &* self.dtype.size / dtype.size)
    }

    private func viewing(_ dtype: DType, _ shape: [Int], _ strides: [Int], _ offset: Int) -> Tensor {
        let result = Tensor(
            storage: storage, offset: offset, shape: shape, strides: strides, dtype: dtype,
            count: shape.reduce(1) { $0 &* $1 }, isContiguous: Shape.isContiguous(shape, strides))
        result.base = base ?? self
        return result
    }

    /// Which output of its operation this is.
    public var outputNumber: Int { outputIndex }

    /// Uninitialised, of this shape and, when the elements are dense, in this memory order.
    public func emptyLike(_ dtype: DType) throws -> Tensor {
        let result = try Tensor.empty(shape, dtype)
        if !isContiguous, Shape.isDense(shape, strides), !strides.contains(where: { $0 < 0 }) {
            result.strides = strides
            result.isContiguous = false
        }
        return result
    }

    /// `detach_()`: forgets how it was made.
    public func detachInPlace() {
        recordedNode = nil
        leafRequiresGrad = false
    }
}

extension Node {
    /// The nodes of the inputs, for `grad_fn.next_functions`.
    public var nextNodes: [Node?] { edges.map { $0?.node } }
}
