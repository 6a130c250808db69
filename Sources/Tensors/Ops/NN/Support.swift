// What the neural-network ops share: the two float types kernels are compiled for, argument lists such as "an int or a pair",
// and the errors every op words the same way.

import Schema

/// Float and Double: kernels below are generic over this and specialised by the compiler.
protocol Real: RealElement, TensorElement {}
extension Float: Real {}
extension Double: Real {}

/// Runs the body for the tensor's float type. Ops without half-precision kernels refuse the rest in PyTorch's words.
protocol RealVisitor {
    associatedtype Result
    func visit<T: Real>(_ type: T.Type) throws -> Result
}

extension DType {
    func dispatchReal<V: RealVisitor>(_ op: String, _ visitor: V) throws -> V.Result {
        switch self {
        case .float32: return try visitor.visit(Float.self)
        case .float64: return try visitor.visit(Double.self)
        case .bool, .uint8, .int8, .int16, .int32, .int64, .float16, .bfloat16: throw unsupported(op, self)
        }
    }
}

/// `"op" not implemented for 'Long'`.
func unsupported(_ op: String, _ dtype: DType) -> Failure {
    var failure = notImplemented(op, dtype)
    failure.hint = dtype.isFloatingPoint ? "use .float()" : "convert it first: x.float()"
    return failure
}

/// Some gradients are kernels that cannot be differentiated again; asking for it is an error, not a wrong number.
func refuseSecondDerivative(_ op: String) throws {
    if GradMode.isEnabled {
        throw Failure(
            .notImplementedError, "\(op): the second derivative is not implemented",
            hint: "create_graph=True works for convolutions, linear, batch norm, pooling, resizing and activations")
    }
}

extension Tensor {
    /// Read-only view of contiguous elements.
    @inline(__always) func reading<T: Real>(_ type: T.Type) -> UnsafePointer<T> { UnsafePointer(pointer(T.self)) }
}

/// Sizes, strides and paddings stay below 2^31, so that products of two of them cannot overflow.
func requireModest(_ values: [Int], _ op: String, _ what: String) throws {
    if let value = values.first(where: { $0 > Int(Int32.max) || $0 < Int(Int32.min) }) {
        throw Failure(.runtimeError, "\(op): \(what) \(value) is too large")
    }
}

/// One value for every spatial axis, or one each.
func expandList(_ values: [Int], _ count: Int, _ op: String, _ what: String, _ noun: String) throws -> [Int] {
    try requireModest(values, op, what)
    if values.count == count { return values }
    if values.count == 1, let value = values.first { return [Int](repeating: value, count: count) }
    throw Failure(
        .runtimeError,
        "expected \(what) to be a single integer value or a list of \(count) values to match the \(noun) dimensions, but got "
            + "\(what)=\(Shape.text(values))")
}

/// "torch.Size([1, 4, 1, 1])".
func sizeText(_ shape: [Int]) -> String { "torch.Size(\(Shape.text(shape)))" }

/// What `reduction=` says, in PyTorch's three words.
public enum LossReduction: String, Sendable {
    case none, mean, sum

    public init(named name: String) throws {
        guard let reduction = LossReduction(rawValue: name) else {
            throw Failure(
                .valueError, "\(name) is not a valid value for reduction", hint: "use 'mean', 'sum' or 'none'")
        }
        self = reduction
    }
}
