// A tensor is a view: storage, offset, shape, strides, dtype. Views share storage as in PyTorch. What autograd knows about
// it (gradient, the node that made it, the base it is a view of) stands beside, and costs nothing when unused.

import Glibc
import Schema

public final class Tensor {
    public internal(set) var shape: [Int]
    /// In elements; 0 where a size is repeated by broadcasting, negative in reversed numpy views.
    public internal(set) var strides: [Int]
    /// In elements from the start of the storage.
    public internal(set) var offset: Int
    public internal(set) var dtype: DType
    public internal(set) var isContiguous: Bool
    /// The number of elements.
    public internal(set) var count: Int
    var held: Storage

    /// A Python number that met a tensor: weak in type promotion, never part of the graph.
    public internal(set) var isWrappedNumber = false
    /// The interpreter's wrapper, so that one tensor is one script object.
    public weak var scriptObject: AnyObject?
    /// An `nn.Parameter`: modules register it, printing says so.
    public var isParameter = false

    // Autograd. `explicit…` are what was set; the public names answer for views too.
    var leafRequiresGrad = false
    public var grad: Tensor?
    var recordedNode: Node?
    /// Which of its node's outputs this is.
    var outputIndex = 0
    weak var accumulator: Node?
    /// The tensor this is a view of (never itself a view).
    var base: Tensor?
    /// The storage version when `recordedNode` was made; a view whose base changed since asks its base again.
    var nodeVersion = 0
    /// Set for the pieces of split, chunk and unbind, which cannot be changed in place: the name of the op.
    var multiViewOf: String?
    var hooks: [(id: Int, body: (Tensor) throws -> Tensor?)] = []
    public internal(set) var retainsGrad = false

    public var rank: Int { shape.count }

    /// The memory. Every access goes through here, so that other representations can be turned into this one first.
    public var storage: Storage { held }

    init(storage: Storage, offset: Int = 0, shape: [Int], strides: [Int], dtype: DType, count: Int, isContiguous: Bool)
    {
        held = storage
        self.offset = offset
        self.shape = shape
        self.strides = strides
        self.dtype = dtype
        self.count = count
        self.isContiguous = isContiguous
    }

    /// A dense row-major tensor over fresh, uninitialised memory.
    init(uninitialized shape: [Int], _ dtype: DType) throws {
        let bytes = try Shape.bytes(shape, dtype)
        do {
            held = try Storage(bytes: bytes)
        } catch var failure as Failure {
            failure.message = "tensor of shape \(Shape.text(shape)), \(dtype.name): " + failure.message
            throw failure
        }
        self.shape = shape
        strides = Shape.strides(shape)
        offset = 0
        self.dtype = dtype
        count = bytes / dtype.size
        isContiguous = true
    }

    // MARK: - Making tensors

    /// Uninitialised, row-major. Negative sizes are refused.
    public static func empty(_ shape: [Int], _ dtype: DType = Defaults.dtype, name: String = "empty") throws -> Tensor {
        if shape.contains(where: { $0 < 0 }) {
            throw Failure(.runtimeError, "\(name): Dimension size must be non-negative.")
        }
        return try Tensor(uninitialized: shape, dtype)
    }

    public static func zeros(_ shape: [Int], _ dtype: DType = Defaults.dtype) throws -> Tensor {
        let result = try empty(shape, dtype, name: "zeros")
        memset(result.held.base, 0, result.held.byteCount)
        return result
    }

    public static func ones(_ shape: [Int], _ dtype: DType = Defaults.dtype) throws -> Tensor {
        try full(shape, .int(1), dtype)
    }

    public static func full(_ shape: [Int], _ value: Scalar, _ dtype: DType? = nil) throws -> Tensor {
        let result = try empty(shape, dtype ?? value.dtype, name: "full")
        try result.storeEverywhere(value)
        return result
    }

    /// A 0-d tensor.
    public static func scalar(_ value: Scalar, _ dtype: DType? = nil) throws -> Tensor {
        try full([], value, dtype)
    }

    /// A Python number as an operand: 0-d and weak in type promotion.
    public static func number(_ value: Scalar) throws -> Tensor {
        let dtype: DType
        switch value {
        case .bool: dtype = .bool
        case .int: dtype = .int64
        case .float: dtype = .float64
        }
        let result = try Tensor(uninitialized: [], dtype)
        switch value {
        case .bool(let flag): result.held.base.storeBytes(of: flag ? 1 : 0, as: UInt8.self)
        case .int(let whole): result.held.base.storeBytes(of: Int64(whole), as: Int64.self)
        case .float(let real): result.held.base.storeBytes(of: real, as: Double.self)
        }
        result.isWrappedNumber = true
        return result
    }

    public static func number(_ value: Double) throws -> Tensor { try number(.float(value)) }

    /// A tensor with these values, row-major. The number of values must match the shape.
    public static func from<T: TensorElement>(_ values: [T], _ shape: [Int]? = nil) throws -> Tensor {
        let shape = shape ?? [values.count]
        guard try Shape.count(shape) == values.count else {
            throw Failure(.runtimeError, "shape '\(Shape.text(shape))' is invalid for input of size \(values.count)")
        }
        let result = try empty(shape, T.dtype)
        values.withUnsafeBytes { source in
            if let start = source.baseAddress { memcpy(result.held.base, start, source.count) }
        }
        return result
    }

    public static func from(_ values: [Bool], _ shape: [Int]? = nil) throws -> Tensor {
        try from(values.map { $0 ? UInt8(1) : 0 }, shape).reinterpreted(as: .bool)
    }

    /// Whole numbers as int64.
    public static func from(_ values: [Int], _ shape: [Int]? = nil) throws -> Tensor {
        try from(values.map { Int64($0) }, shape)
    }

    /// The same bytes under another type of the same size.
    func reinterpreted(as dtype: DType) -> Tensor {
        precondition(dtype.size == self.dtype.size, "reinterpreting needs equal sizes")
        return Tensor(
            storage: storage, offset: offset, shape: shape, strides: strides, dtype: dtype, count: count,
            isContiguous: isContiguous)
    }

    /// The same view without history. Shares storage and version.
    func alias() -> Tensor {
        let result = Tensor(
            storage: held, offset: offset, shape: shape, strides: strides, dtype: dtype, count: count,
            isContiguous: isContiguous)
        result.isWrappedNumber = isWrappedNumber
        return result
    }

    // MARK: - Reaching the bytes

    /// Before pointers are taken: see `Storage.prepare`.
    @inline(__always) func prepare() throws { try held.prepare() }

    /// The first element, for kernels that know the strides. `T` must be the storage type of `dtype`.
    @inline(__always) func pointer<T>(_ type: T.Type) -> UnsafeMutablePointer<T> {
        (storage.base + offset &* MemoryLayout<T>.stride).assumingMemoryBound(to: T.self)
    }

    /// The elements of a contiguous tensor of type `T`, in row-major order, for reading and writing.
    ///
    /// The caller makes sure of `isContiguous` and the dtype; both are our own promises.
    public func withData<T: TensorElement, R>(as type: T.Type, _ body: (UnsafeMutableBufferPointer<T>) throws -> R)
        rethrows -> R
    {
        precondition(
            dtype.size == MemoryLayout<T>.stride && isContiguous, "withData needs a contiguous tensor of its own type")
        defer { withExtendedLifetime(self) {} }
        return try body(UnsafeMutableBufferPointer(start: pointer(T.self), count: count))
    }

    public func withFloats<R>(_ body: (UnsafeMutableBufferPointer<Float>) throws -> R) rethrows -> R {
        try withData(as: Float.self, body)
    }

    /// One element; the index counts in storage from `offset`.
    func load(at position: Int) -> Scalar {
        let byte = storage.base + (offset + position) * dtype.size
        switch dtype {
        case .bool: return .bool(byte.load(as: UInt8.self) != 0)
        case .uint8: return .int(Int(byte.load(as: UInt8.self)))
        case .int8: return .int(Int(byte.load(as: Int8.self)))
        case .int16: return .int(Int(byte.load(as: Int16.self)))
        case .int32: return .int(Int(byte.load(as: Int32.self)))
        case .int64: return .int(Int(byte.load(as: Int64.self)))
        case .float16: return .float(byte.load(as: Half.self).asDouble)
        case .bfloat16: return .float(byte.load(as: BFloat16.self).asDouble)
        case .float32: return .float(Double(byte.load(as: Float.self)))
        case .float64: return .float(byte.load(as: Double.self))
        }
    }

    /// The only element.
    public func item() throws -> Scalar {
        guard count == 1 else {
            throw Failure(
                .runtimeError, "a Tensor with \(count) elements cannot be converted to Scalar",
                hint: "use .tolist() for all values, or .mean() / .sum() for one number")
        }
        try prepare()
        return load(at: 0)
    }

    /// What `if tensor:` asks.
    public func isTrue() throws -> Bool {
        guard count == 1 else {
            if count == 0 {
                throw Failure(.runtimeError, "Boolean value of Tensor with no values is ambiguous")
            }
            throw Failure(
                .runtimeError, "Boolean value of Tensor with more than one value is ambiguous",
                hint: "use .any() or .all()")
        }
        try prepare()
        return load(at: 0).isTrue
    }

    /// All values in row-major order.
    public func scalars() throws -> [Scalar] {
        try Memory.require(count, itemsOf: MemoryLayout<Scalar>.stride)
        try prepare()
        var result: [Scalar] = []
        result.reserveCapacity(count)
        forEachPosition { result.append(load(at: $0)) }
        return result
    }

    /// All values as Double, for tests and drawing.
    public func doubles() throws -> [Double] { try scalars().map(\.double) }

    /// Positions (relative to `offset`) of all elements in row-major order.
    func forEachPosition(_ body: (Int) throws -> Void) rethrows {
        if count == 0 { return }
        var index = [Int](repeating: 0, count: rank)
        var position = 0
        while true {
            try body(position)
            var d = rank - 1
            while d >= 0 {
                index[d] += 1
                position += strides[d]
                if index[d] < shape[d] { break }
                position -= strides[d] * shape[d]
                index[d] = 0
                d -= 1
            }
            if d < 0 { return }
        }
    }

    /// Nested values, as `tolist()` gives them.
    public indirect enum Nested: Sendable, Equatable {
        case value(Scalar)
        case list([Nested])
    }

    public func toList() throws -> Nested {
        try Memory.require(count, itemsOf: 32)
        try prepare()
        func nest(_ d: Int, _ position: Int) -> Nested {
            if d == rank { return .value(load(at: position)) }
            return .list((0..<shape[d]).map { nest(d + 1, position + $0 * strides[d]) })
        }
        return nest(0, 0)
    }
}

/// Swift number types that are a tensor's dtype.
public protocol TensorElement: Sendable { static var dtype: DType { get } }
extension UInt8: TensorElement { public static var dtype: DType { .uint8 } }
extension Int8: TensorElement { public static var dtype: DType { .int8 } }
extension Int16: TensorElement { public static var dtype: DType { .int16 } }
extension Int32: TensorElement { public static var dtype: DType { .int32 } }
extension Int64: TensorElement { public static var dtype: DType { .int64 } }
extension Float: TensorElement { public static var dtype: DType { .float32 } }
extension Double: TensorElement { public static var dtype: DType { .float64 } }
