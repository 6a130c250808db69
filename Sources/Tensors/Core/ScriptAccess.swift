// What the interpreter's wrapper asks of a tensor beyond operations: single elements, memory order, taking another's data.
import Schema

extension Tensor {
    /// The i-th element in row-major order of a contiguous tensor.
    public func element(_ i: Int) -> Scalar {
        precondition(isContiguous && i >= 0 && i < count, "element() needs a contiguous tensor and an index inside it")
        return load(at: i)
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
