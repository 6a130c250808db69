// Small values around tensors: dtypes, devices, sizes, memory formats, results with named parts.
import Schema
import Script
import Tensors

/// `torch.float32`.
final class DTypeObject: Object {
    let dtype: DType
    nonisolated(unsafe) static let cls = TypeObject("dtype", module: "torch")
    override var type: TypeObject { DTypeObject.cls }
    private init(_ dtype: DType) { self.dtype = dtype }
    nonisolated(unsafe) private static let all: [DType: DTypeObject] = {
        var table: [DType: DTypeObject] = [:]
        for dtype in DType.allCases { table[dtype] = DTypeObject(dtype) }
        return table
    }()
    /// One object per dtype, so that `is` works.
    static func of(_ dtype: DType) -> DTypeObject { all[dtype] ?? DTypeObject(dtype) }

    override func repr() throws -> String { "torch.\(dtype.name)" }
    override func attribute(_ name: Symbol) throws -> Value? {
        switch name.text {
        case "is_floating_point": .bool(dtype.isFloatingPoint)
        case "is_complex": .bool(false)
        case "is_signed": .bool(dtype != .uint8 && dtype != .bool)
        case "itemsize": .int(dtype.size)
        default: try super.attribute(name)
        }
    }
    override func compare(_ op: ComparisonOperator, _ other: Value) throws -> Value? {
        guard op == .equal || op == .notEqual else { return nil }
        let same: Bool
        if let dtype = other.asObject as? DTypeObject {
            same = dtype.dtype == self.dtype
        } else {
            return nil
        }
        return .bool(same == (op == .equal))
    }
    override func hash() throws -> Int { dtype.hashValue }
}

/// `torch.device("cpu")`. There is one device; asking for another is an error when something is moved there.
final class DeviceObject: Object {
    let kind: String
    let index: Int?
    nonisolated(unsafe) static let cls = TypeObject(
        "device", module: "torch",
        make: { _, arguments in
            guard let first = arguments.positional.first ?? arguments.keywords.first?.value else {
                throw Failure(.typeError, "device() missing 1 required positional argument: 'device'")
            }
            if let device = first.asObject as? DeviceObject { return .object(device) }
            var text = try String.from(first) ?? "cuda:\(try Int.from(first) ?? 0)"
            if arguments.positional.count > 1, let index = try Int.from(arguments.positional[1]) { text += ":\(index)" }
            return .object(try DeviceObject(text))
        })
    override var type: TypeObject { DeviceObject.cls }
    nonisolated(unsafe) static let cpu = DeviceObject(kind: "cpu", index: nil)

    private init(kind: String, index: Int?) {
        self.kind = kind
        self.index = index
    }

    init(_ text: String) throws {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let known = [
            "cpu", "cuda", "ipu", "xpu", "mkldnn", "opengl", "opencl", "ideep", "hip", "ve", "fpga", "maia", "xla",
            "lazy",
            "vulkan", "mps", "meta", "hpu", "mtia", "privateuseone",
        ]
        guard let kind = parts.first, known.contains(kind) else {
            throw Failure(
                .runtimeError,
                "Expected one of \(known.joined(separator: ", ")) device type at start of device string: "
                    + (parts.first ?? text), hint: "write torch.device(\"cpu\")")
        }
        if parts.count == 2 {
            guard let number = Int(parts[1]), number >= 0 else {
                throw Failure(.runtimeError, "Invalid device string: '\(text)'")
            }
            index = number
        } else {
            index = nil
        }
        self.kind = kind
    }

    var text: String { index.map { "\(kind):\($0)" } ?? kind }

    /// Refuses devices that are not there.
    func check() throws {
        switch kind {
        case "cpu": return
        case "cuda":
            throw Failure(
                .runtimeError,
                "Found no NVIDIA driver on your system. Please check that you have an NVIDIA GPU and installed a driver from "
                    + "http://www.nvidia.com/Download/index.aspx",
                hint: "write device = torch.device(\"cuda\" if torch.cuda.is_available() else \"cpu\")")
        default:
            throw Failure(
                .runtimeError, "this build has no '\(kind)' device", hint: "write device = torch.device(\"cpu\")")
        }
    }

    override func repr() throws -> String {
        index.map { "device(type='\(kind)', index=\($0))" } ?? "device(type='\(kind)')"
    }
    override func str() throws -> String { text }
    override func attribute(_ name: Symbol) throws -> Value? {
        switch name.text {
        case "type": .string(kind)
        case "index": index.map { .int($0) } ?? Value.none
        default: try super.attribute(name)
        }
    }
    override func compare(_ op: ComparisonOperator, _ other: Value) throws -> Value? {
        guard op == .equal || op == .notEqual, let device = other.asObject as? DeviceObject else { return nil }
        return .bool((device.text == text) == (op == .equal))
    }
    override func hash() throws -> Int { text.hashValue }
}

/// `torch.Size([1, 3, 256, 256])`: a tuple of sizes.
final class SizeObject: TupleObject {
    let sizes: [Int]
    nonisolated(unsafe) static let sizeType: TypeObject = {
        let type = TypeObject(
            "Size", module: "torch", bases: [TupleObject.cls],
            make: { _, arguments in
                guard let first = arguments.positional.first else { return .object(SizeObject([])) }
                var sizes: [Int] = []
                let iterator = try first.iterator()
                while let element = try iterator.next() {
                    guard let size = try Int.from(element) else {
                        throw Failure(
                            .typeError, "torch.Size() takes an iterable of 'int' (item 0 is '\(element.typeName)')")
                    }
                    sizes.append(size)
                }
                return .object(SizeObject(sizes))
            })
        type.errorName = "torch.Size"
        type.rawMethod("numel(self)", "The number of elements a tensor of this size has.") { bound in
            guard let size = bound[0].asObject as? SizeObject else { return .none }
            return .int(size.sizes.reduce(1) { $0.multipliedReportingOverflow(by: $1).partialValue })
        }
        return type
    }()
    override var type: TypeObject { SizeObject.sizeType }

    init(_ sizes: [Int]) {
        self.sizes = sizes
        super.init(sizes.map { .int($0) })
    }

    override func repr() throws -> String { "torch.Size([\(sizes.map(String.init).joined(separator: ", "))])" }
    override func item(_ key: Value) throws -> Value { try kept(try super.item(key)) }
    override func binary(_ op: BinaryOperator, _ right: Value) throws -> Value? {
        try super.binary(op, right).map(kept)
    }

    /// Slices and sums of sizes are sizes.
    private func kept(_ value: Value) throws -> Value {
        guard let tuple = value.asObject as? TupleObject else { return value }
        var sizes: [Int] = []
        for element in tuple.elements {
            guard case .int(let size) = element else { return value }
            sizes.append(size)
        }
        return .object(SizeObject(sizes))
    }
}

/// `torch.return_types.max(values=…, indices=…)`.
final class NamedResultObject: TupleObject {
    let name: String
    let fields: [String]
    private let ownType: TypeObject
    override var type: TypeObject { ownType }

    init(_ name: String, _ fields: [String], _ values: [Value]) {
        let prefix = "torch.return_types."
        let name = name.hasPrefix(prefix) ? String(name.dropFirst(prefix.count)) : name
        self.name = name
        self.fields = fields
        ownType = TypeObject(name, module: "torch.return_types", bases: [TupleObject.cls])
        super.init(values)
    }

    override func repr() throws -> String {
        let parts = try zip(fields, elements).map { "\($0)=\(try $1.repr())" }
        return "torch.return_types.\(name)(\n\(parts.joined(separator: ",\n")))"
    }
    override func attribute(_ name: Symbol) throws -> Value? {
        if let i = fields.firstIndex(of: name.text), i < elements.count { return elements[i] }
        return try super.attribute(name)
    }
    override func attributeNames() -> [String] { fields + super.attributeNames() }
}

/// `torch.channels_last`: accepted everywhere, since the engine chooses its own layout.
final class MemoryFormatObject: Object {
    let name: String
    nonisolated(unsafe) static let cls = TypeObject("memory_format", module: "torch")
    override var type: TypeObject { MemoryFormatObject.cls }
    init(_ name: String) { self.name = name }
    override func repr() throws -> String { "torch.\(name)" }
}
