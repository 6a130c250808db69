// The Swift types behind each DType, and conversion between any two of them. Kernels are generic over `Element` and are
// specialised by the compiler; `dispatch` chooses the type once per call.

/// A number as stored in a tensor. bool is stored as UInt8 0 or 1 and converts through `Flag`.
public protocol Element: Equatable, Sendable {
    /// Whether the type holds fractions.
    static var isReal: Bool { get }
    init(wrapping value: Int64)
    init(rounding value: Double)
    var asInt64: Int64 { get }
    var asDouble: Double { get }
    /// The sum as PyTorch has it: whole numbers wrap, bools are or-ed.
    func plus(_ other: Self) -> Self
}

extension Element {
    @inline(__always) public func plus(_ other: Self) -> Self {
        Self.isReal ? Self(rounding: asDouble + other.asDouble) : Self(wrapping: asInt64 &+ other.asInt64)
    }

    /// Any element type to any other: integers wrap, reals lose their fraction (toward zero).
    @inline(__always) init<S: Element>(converting source: S) {
        if S.isReal { self.init(rounding: source.asDouble) } else { self.init(wrapping: source.asInt64) }
    }
}

/// Real to whole, toward zero; NaN and numbers outside Int64 become Int64.min, as on x86.
@inline(__always) func wholeNumber(_ value: Double) -> Int64 {
    value > -0x1p63 && value < 0x1p63 ? Int64(value) : Int64.min
}

/// Whole-number elements.
public protocol WholeElement: Element, FixedWidthInteger {}

extension WholeElement {
    @inline(__always) public static var isReal: Bool { false }
    @inline(__always) public init(wrapping value: Int64) { self.init(truncatingIfNeeded: value) }
    @inline(__always) public init(rounding value: Double) { self.init(truncatingIfNeeded: wholeNumber(value)) }
    @inline(__always) public var asInt64: Int64 { Int64(truncatingIfNeeded: self) }
    @inline(__always) public var asDouble: Double { Double(self) }
}

extension UInt8: WholeElement {}
extension Int8: WholeElement {}
extension Int16: WholeElement {}
extension Int32: WholeElement {}
extension Int64: WholeElement {}

/// A stored bool: any byte other than 0 is true.
public struct Flag: Element {
    var byte: UInt8
    @inline(__always) public init(_ value: Bool) { byte = value ? 1 : 0 }
    @inline(__always) public static var isReal: Bool { false }
    @inline(__always) public init(wrapping value: Int64) { byte = value != 0 ? 1 : 0 }
    @inline(__always) public init(rounding value: Double) { byte = value != 0 ? 1 : 0 }
    @inline(__always) public var asInt64: Int64 { byte != 0 ? 1 : 0 }
    @inline(__always) public var asDouble: Double { byte != 0 ? 1 : 0 }
    @inline(__always) public var isTrue: Bool { byte != 0 }
}

extension Float: Element {
    @inline(__always) public func plus(_ other: Float) -> Float { self + other }
    @inline(__always) public static var isReal: Bool { true }
    @inline(__always) public init(wrapping value: Int64) { self = Float(value) }
    @inline(__always) public init(rounding value: Double) { self = Float(value) }
    @inline(__always) public var asInt64: Int64 { wholeNumber(Double(self)) }
    @inline(__always) public var asDouble: Double { Double(self) }
}

extension Double: Element {
    @inline(__always) public static var isReal: Bool { true }
    @inline(__always) public init(wrapping value: Int64) { self = Double(value) }
    @inline(__always) public init(rounding value: Double) { self = value }
    @inline(__always) public var asInt64: Int64 { wholeNumber(self) }
    @inline(__always) public var asDouble: Double { self }
}

/// IEEE half precision, kept as bits so that the code is the same on every platform.
public struct Half: Element {
    var bits: UInt16
    @inline(__always) public static var isReal: Bool { true }
    public init(wrapping value: Int64) { self.init(rounding: Double(value)) }
    public init(rounding value: Double) { bits = Half.encode(value) }
    public var asInt64: Int64 { wholeNumber(asDouble) }
    public var asDouble: Double {
        let exponent = Int(bits >> 10) & 31
        let fraction = Double(bits & 1023)
        let magnitude: Double
        if exponent == 31 {
            magnitude = fraction == 0 ? .infinity : .nan
        } else if exponent == 0 {
            magnitude = fraction * 0x1p-24
        } else {
            magnitude = Double(sign: .plus, exponent: exponent - 15, significand: 1 + fraction / 1024)
        }
        return bits & 0x8000 != 0 ? -magnitude : magnitude
    }

    /// Round to nearest, ties to even.
    private static func encode(_ value: Double) -> UInt16 {
        let sign: UInt16 = value.sign == .minus ? 0x8000 : 0
        if value.isNaN { return 0x7e00 }
        let magnitude = value.magnitude
        if magnitude >= 65520 { return sign | 0x7c00 }
        if magnitude < 0x1p-14 { return sign | UInt16((magnitude * 0x1p24).rounded(.toNearestOrEven)) }
        let exponent = Int(magnitude.exponent)
        let fraction = ((magnitude.significand - 1) * 1024).rounded(.toNearestOrEven)
        // A fraction that rounds up to 1024 carries into the exponent, which is what the sum does.
        return sign | (UInt16(exponent + 15) << 10) + UInt16(fraction)
    }
}

/// The upper half of a float32.
public struct BFloat16: Element {
    var bits: UInt16
    @inline(__always) public static var isReal: Bool { true }
    public init(wrapping value: Int64) { self.init(rounding: Double(value)) }
    public init(rounding value: Double) {
        let word = Float(value).bitPattern
        if value.isNaN {
            bits = 0x7fc0
        } else {
            bits = UInt16(truncatingIfNeeded: (UInt64(word) + 0x7fff + UInt64((word >> 16) & 1)) >> 16)
        }
    }
    public var asInt64: Int64 { wholeNumber(asDouble) }
    public var asDouble: Double { Double(Float(bitPattern: UInt32(bits) << 16)) }
}

/// Calls a generic body with the Swift type of a DType.
protocol ElementVisitor {
    associatedtype Result
    func visit<T: Element>(_ type: T.Type) throws -> Result
}

extension DType {
    /// Chooses the storage type.
    @inline(__always) func dispatch<V: ElementVisitor>(_ visitor: V) throws -> V.Result {
        switch self {
        case .bool: try visitor.visit(Flag.self)
        case .uint8: try visitor.visit(UInt8.self)
        case .int8: try visitor.visit(Int8.self)
        case .int16: try visitor.visit(Int16.self)
        case .int32: try visitor.visit(Int32.self)
        case .int64: try visitor.visit(Int64.self)
        case .float16: try visitor.visit(Half.self)
        case .bfloat16: try visitor.visit(BFloat16.self)
        case .float32: try visitor.visit(Float.self)
        case .float64: try visitor.visit(Double.self)
        }
    }
}
