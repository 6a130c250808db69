// Element types: their names in torch, numpy and error messages, and how many bytes they take.

/// The type of a tensor's elements.
public enum DType: UInt8, CaseIterable, Sendable {
    case bool, uint8, int8, int16, int32, int64, float16, bfloat16, float32, float64

    /// "float32": what follows `torch.` or `np.`.
    public var name: String {
        switch self {
        case .bool: "bool"
        case .uint8: "uint8"
        case .int8: "int8"
        case .int16: "int16"
        case .int32: "int32"
        case .int64: "int64"
        case .float16: "float16"
        case .bfloat16: "bfloat16"
        case .float32: "float32"
        case .float64: "float64"
        }
    }

    /// "Float": the name in most of PyTorch's messages.
    public var scalarTypeName: String {
        switch self {
        case .bool: "Bool"
        case .uint8: "Byte"
        case .int8: "Char"
        case .int16: "Short"
        case .int32: "Int"
        case .int64: "Long"
        case .float16: "Half"
        case .bfloat16: "BFloat16"
        case .float32: "Float"
        case .float64: "Double"
        }
    }

    /// "long int": the name in the messages PyTorch takes from C++.
    public var cName: String {
        switch self {
        case .bool: "bool"
        case .uint8: "unsigned char"
        case .int8: "signed char"
        case .int16: "short int"
        case .int32: "int"
        case .int64: "long int"
        case .float16: "c10::Half"
        case .bfloat16: "c10::BFloat16"
        case .float32: "float"
        case .float64: "double"
        }
    }

    /// Bytes of one element.
    public var size: Int {
        switch self {
        case .bool, .uint8, .int8: 1
        case .int16, .float16, .bfloat16: 2
        case .int32, .float32: 4
        case .int64, .float64: 8
        }
    }

    public var isFloatingPoint: Bool {
        switch self {
        case .float16, .bfloat16, .float32, .float64: true
        case .bool, .uint8, .int8, .int16, .int32, .int64: false
        }
    }

    /// Whole numbers, bool excluded.
    public var isInteger: Bool {
        switch self {
        case .uint8, .int8, .int16, .int32, .int64: true
        case .bool, .float16, .bfloat16, .float32, .float64: false
        }
    }

    /// float16 and bfloat16 are stored only: arithmetic is done in float32 and rounded on store.
    var isHalf: Bool { self == .float16 || self == .bfloat16 }

    /// The type arithmetic is done in.
    var compute: DType { isHalf ? .float32 : self }

    /// `torch.finfo` / `torch.iinfo`: smallest and largest value.
    public var bounds: (low: Double, high: Double) {
        switch self {
        case .bool: (0, 1)
        case .uint8: (0, 255)
        case .int8: (-128, 127)
        case .int16: (-32768, 32767)
        case .int32: (-2_147_483_648, 2_147_483_647)
        case .int64: (-0x1p63, 0x1p63)
        case .float16: (-65504, 65504)
        case .bfloat16: (-0x1.fep127, 0x1.fep127)
        case .float32: (-Double(Float.greatestFiniteMagnitude), Double(Float.greatestFiniteMagnitude))
        case .float64: (-Double.greatestFiniteMagnitude, Double.greatestFiniteMagnitude)
        }
    }

    /// The type with this name ("float", "long", "half" and the other aliases of torch included).
    public init?(named name: String) {
        if let match = DType.allCases.first(where: { $0.name == name }) {
            self = match
            return
        }
        switch name {
        case "float": self = .float32
        case "double": self = .float64
        case "half": self = .float16
        case "long": self = .int64
        case "int": self = .int32
        case "short": self = .int16
        default: return nil
        }
    }
}

/// Process-wide defaults a script can change.
public enum Defaults {
    /// What `torch.set_default_dtype` sets: the type of new float tensors.
    nonisolated(unsafe) public static var dtype: DType = .float32
}

/// One number of a script: what `item()` gives and what weakly typed operands are.
public enum Scalar: Sendable, Equatable {
    case bool(Bool)
    case int(Int)
    case float(Double)

    public var double: Double {
        switch self {
        case .bool(let value): value ? 1 : 0
        case .int(let value): Double(value)
        case .float(let value): value
        }
    }

    /// Rounded toward zero; nil for numbers outside Int.
    public var integer: Int? {
        switch self {
        case .bool(let value): value ? 1 : 0
        case .int(let value): value
        case .float(let value): Int(exactly: value.rounded(.towardZero))
        }
    }

    public var isTrue: Bool {
        switch self {
        case .bool(let value): value
        case .int(let value): value != 0
        case .float(let value): value != 0
        }
    }

    /// The type a Python number has when nothing else decides.
    public var dtype: DType {
        switch self {
        case .bool: .bool
        case .int: .int64
        case .float: Defaults.dtype
        }
    }
}
