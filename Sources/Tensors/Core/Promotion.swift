// Which dtype an operation computes in. torch: categories bool < whole < real, 0-d tensors and Python numbers matter only
// when their category is higher. numpy (NEP 50): only Python numbers are weak. Both tables are checked against recordings
// of the real libraries in the tests.

/// Whose rules apply to the call in progress. Bindings switch to numpy around calls on ndarrays.
public enum Flavour: Sendable {
    case torch, numpy

    nonisolated(unsafe) public static var current: Flavour = .torch

    /// Runs `body` under this library's rules.
    public func run<R>(_ body: () throws -> R) rethrows -> R {
        let previous = Flavour.current
        Flavour.current = self
        defer { Flavour.current = previous }
        return try body()
    }
}

public enum Promotion {
    /// torch's lattice for two tensors of at least one dimension.
    public static func torch(_ a: DType, _ b: DType) -> DType {
        if a == b { return a }
        if a == .bool { return b }
        if b == .bool { return a }
        switch (a.isFloatingPoint, b.isFloatingPoint) {
        case (true, false): return a
        case (false, true): return b
        case (true, true):
            if a == .float64 || b == .float64 { return .float64 }
            return .float32  // float32 with a half, or the two different halves
        case (false, false): return integers(a, b)
        }
    }

    /// numpy's lattice for two arrays.
    public static func numpy(_ a: DType, _ b: DType) -> DType {
        if a == b { return a }
        if a == .bool { return b }
        if b == .bool { return a }
        switch (a.isFloatingPoint, b.isFloatingPoint) {
        case (true, true): return torch(a, b)
        case (false, false): return integers(a, b)
        case (true, false): return torch(a, real(holding: b))
        case (false, true): return torch(real(holding: a), b)
        }
    }

    /// The smallest float type numpy lets hold every value of a whole type.
    public static func real(holding dtype: DType) -> DType {
        switch dtype {
        case .bool, .uint8, .int8: .float16
        case .int16: .float32
        case .int32, .int64: .float64
        case .float16, .bfloat16, .float32, .float64: dtype
        }
    }

    private static func integers(_ a: DType, _ b: DType) -> DType {
        if a == .uint8 || b == .uint8 {
            // uint8 with a signed type: one that holds both.
            let other = a == .uint8 ? b : a
            return other == .int8 ? .int16 : other
        }
        return a.size < b.size ? b : a
    }

    /// 0 for bool, 1 for whole numbers, 2 for reals: a result may not be stored in a lower one.
    public static func category(_ dtype: DType) -> Int { dtype == .bool ? 0 : dtype.isFloatingPoint ? 2 : 1 }

    /// The dtype of an operation over these operands under the current rules.
    public static func result(_ operands: [Tensor]) -> DType {
        if operands.count == 2 { return result(operands[0], operands[1]) }
        guard var answer = operands.first else { return Defaults.dtype }
        var dtype = answer.dtype
        for next in operands.dropFirst() {
            dtype = result(answer, dtype, next, next.dtype)
            if next.promotionRank >= answer.promotionRank { answer = next }
        }
        return dtype
    }

    @inline(__always) public static func result(_ a: Tensor, _ b: Tensor) -> DType {
        if a.dtype == b.dtype { return a.dtype }
        return result(a, a.dtype, b, b.dtype)
    }

    private static func result(_ a: Tensor, _ aType: DType, _ b: Tensor, _ bType: DType) -> DType {
        switch Flavour.current {
        case .torch:
            let (ra, rb) = (a.promotionRank, b.promotionRank)
            if ra == rb { return torch(aType, bType) }
            let (strong, weak, weakTensor) = ra > rb ? (aType, bType, b) : (bType, aType, a)
            if category(weak) <= category(strong) { return strong }
            // A Python float beside whole numbers gives the default type, not float64.
            return weakTensor.isWrappedNumber && weak.isFloatingPoint ? Defaults.dtype : weak
        case .numpy:
            if a.isWrappedNumber == b.isWrappedNumber { return numpy(aType, bType) }
            let (strong, weak) = a.isWrappedNumber ? (bType, aType) : (aType, bType)
            if category(weak) <= category(strong) { return strong }
            return category(weak) == 2 ? .float64 : .int64
        }
    }

    /// What whole numbers become in division, exp, sqrt and other functions with real results.
    public static func real(_ dtype: DType) -> DType {
        if dtype.isFloatingPoint { return dtype }
        return Flavour.current == .torch ? Defaults.dtype : real(holding: dtype)
    }
}

extension Tensor {
    /// Python numbers, then 0-d tensors, then the rest.
    fileprivate var promotionRank: Int { isWrappedNumber ? 0 : rank == 0 ? 1 : 2 }
}
