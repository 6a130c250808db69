// Colour maps and value ranges in a script: `plt.cm.jet`, `plt.get_cmap("viridis", 5)`, `ListedColormap([...])`, `Normalize(0, 1)`.
import Figures
import Schema
import Script
import Tensors

final class ColormapObject: Object {
    let map: Colormap
    nonisolated(unsafe) static let cls: TypeObject = {
        let type = TypeObject("Colormap", module: "matplotlib.colors")
        func map(_ value: Value) throws -> Colormap {
            guard let object = value.asObject as? ColormapObject else {
                throw Failure(.typeError, "expected a Colormap")
            }
            return object.map
        }
        type.property("name", "The map's name.") { (value: Value) in Value.string(try map(value).name) }
        type.property("N", "How many colours.") { (value: Value) in Value.int(try map(value).count) }
        type.property("colors", "The colours of a listed map.") { (value: Value) in
            let map = try map(value)
            return Value.list(
                (0..<map.count).map { at in
                    let color = map.color(at: at)
                    return .list([.float(color.red), .float(color.green), .float(color.blue)])
                })
        }
        type.rawMethod("reversed(self, name=None)", "The map from its other end.") { bound in
            let map = try map(bound[0])
            return .object(
                ColormapObject(
                    try Colormap(
                        name: bound[1].text ?? map.name + "_r",
                        listed: (0..<map.count).reversed().map { map.color(at: $0) })))
        }
        type.rawMethod("resampled(self, lutsize)", "The map with fewer or more colours.") { bound in
            .object(try resampled(map(bound[0]), bound[1]))
        }
        for name in ["set_bad", "set_under", "set_over"] {
            type.rawMethod("\(name)(self, color='k', alpha=None)") { _ in .none }
        }
        return type
    }()
    override var type: TypeObject { ColormapObject.cls }
    init(_ map: Colormap) { self.map = map }

    override func repr() throws -> String { "<matplotlib.colors.Colormap '\(map.name)' of \(map.count) colors>" }
    override var isCallable: Bool { true }

    /// Values in 0…1 (or whole numbers as entry numbers) to RGBA; `bytes=True` gives 0…255.
    override func call(_ arguments: Arguments) throws -> Value {
        let bound = try Signature("Colormap(X, alpha=None, bytes=False)").values(arguments)
        let alpha = try Numbers.optional(bound[1])
        let asBytes = try bound[2].truth()
        let tensor = try Numbers.tensor(bound[0])
        let isIndex = tensor.dtype.isInteger
        var result: [Double] = []
        result.reserveCapacity(tensor.count * 4)
        for value in try Numbers.doubles(tensor) {
            let color = (isIndex ? map.color(at: Int(min(max(value, 0), 1e6))) : map.color(value)).withAlpha(alpha)
            result += [color.red, color.green, color.blue, color.alpha]
        }
        if asBytes {
            let bytes = result.map { UInt8($0 * 255) }
            if tensor.rank == 0 { return .tuple(try bytes.map { .object(try NumpyScalar(.int(Int($0)), .uint8)) }) }
            return .object(NDArrayObject(try Tensor.from(bytes, tensor.shape + [4])))
        }
        if tensor.rank == 0 { return .tuple(try result.map { .object(try NumpyScalar(.float($0), .float64)) }) }
        return try Numbers.array(result, tensor.shape + [4])
    }

    private static func resampled(_ map: Colormap, _ count: Value) throws -> ColormapObject {
        guard let n = try Int.from(count), n >= 1, n <= 1 << 16 else {
            throw Failure(.valueError, "a colormap needs 1 to 65536 colors, not \(try count.repr())")
        }
        let colors = (0..<n).map { map.color(n == 1 ? 0 : Double($0) / Double(n - 1)) }
        return ColormapObject(try Colormap(name: map.name, listed: colors))
    }

    /// A map from a name, a map, or None (the default of rcParams).
    static func read(_ value: Value?) throws -> Colormap? {
        guard let value, !value.isNone else { return nil }
        if let object = value.asObject as? ColormapObject { return object.map }
        if let name = value.text {
            if let map = try? Colormap(named: name) { return map }
            let near = Nearest.match(name, among: Colormap.names)
            throw Failure(
                .valueError, "'\(name)' is not a valid value for cmap.",
                hint: near.map { "did you mean '\($0)'?" }
                    ?? "for example 'viridis', 'gray', 'jet', 'hot', 'coolwarm', or one of these with '_r' appended")
        }
        throw Failure(
            .typeError,
            "get_cmap expects None or an instance of a str or Colormap . you passed \(try value.repr()) of type <class '\(value.type.qualifiedName)'>"
        )
    }

    static func readOrDefault(_ value: Value?) throws -> Colormap {
        if let map = try read(value) { return map }
        return try Colormap(named: RcParams.shared.string("image.cmap") ?? "viridis")
    }

    static func get(_ name: Value, _ count: Value) throws -> Value {
        let map = try readOrDefault(name)
        return .object(count.isNone ? ColormapObject(map) : try resampled(map, count))
    }

    /// `ListedColormap(colors, name, N)`.
    nonisolated(unsafe) static let listed = TypeObject(
        "ListedColormap", module: "matplotlib.colors", bases: [cls],
        make: { _, arguments in
            let bound = try Signature("ListedColormap(colors, name='from_list', N=None)").values(arguments)
            var colors: [Color]
            if let text = bound[0].text {
                colors = [try Color(text)]
            } else {
                colors = try bound[0].elements().map { try ColorReader.color($0) ?? .clear }
            }
            if let n = try Optional<Int>.from(bound[2]) ?? nil, n >= 1, n <= 1 << 16, !colors.isEmpty {
                colors = (0..<n).map { colors[$0 % colors.count] }
            }
            return .object(ColormapObject(try Colormap(name: bound[1].text ?? "from_list", listed: colors)))
        })

    nonisolated(unsafe) static let segmented: TypeObject = {
        let type = TypeObject("LinearSegmentedColormap", module: "matplotlib.colors", bases: [cls])
        type.setMember(
            "from_list",
            .object(
                BuiltinFunction("from_list(name, colors, N=256, gamma=1.0)", "A map between evenly spaced colours.") {
                    bound in
                    let colors = try bound[1].elements().map { element in
                        // (position, colour) pairs: positions are taken as even.
                        if let pair = element.asObject as? TupleObject, pair.elements.count == 2 {
                            return try ColorReader.color(pair.elements[1]) ?? .clear
                        }
                        return try ColorReader.color(element) ?? .clear
                    }
                    let map = try Colormap(name: bound[0].text ?? "from_list", between: colors)
                    guard let n = try Int.from(bound[2]), n != 256 else { return .object(ColormapObject(map)) }
                    return .object(try resampled(map, .int(n)))
                }))
        return type
    }()
}

/// `matplotlib.colormaps`, `plt.cm`: maps by name.
final class ColormapRegistry: Object {
    nonisolated(unsafe) static let shared = ColormapRegistry()
    nonisolated(unsafe) static let cls: TypeObject = {
        let type = TypeObject("ColormapRegistry", module: "matplotlib.cm")
        type.rawMethod("get_cmap(self, cmap)") { bound in try ColormapObject.get(bound[1], .none) }
        type.rawMethod("keys(self)") { _ in .list(Colormap.names.map { .string($0) }) }
        return type
    }()
    override var type: TypeObject { ColormapRegistry.cls }
    override func length() throws -> Int? { Colormap.names.count }
    override func iterator() throws -> IteratorObject? { try Value.list(Colormap.names.map { .string($0) }).iterator() }
    override func contains(_ value: Value) throws -> Bool? {
        value.text.map { (try? Colormap(named: $0)) != nil } ?? false
    }
    override func item(_ key: Value) throws -> Value {
        guard let name = key.text, let map = try? Colormap(named: name) else {
            let near = key.text.flatMap { Nearest.match($0, among: Colormap.names) }
            throw Failure(
                .keyError, "\"\(try key.repr()) is not a known colormap name\"",
                hint: near.map { "did you mean '\($0)'?" } ?? "")
        }
        return .object(ColormapObject(map))
    }
}

/// `matplotlib.colors.Normalize`: a range of values to 0…1.
final class NormalizeObject: Object {
    var low: Double?
    var high: Double?
    nonisolated(unsafe) static let cls: TypeObject = {
        let type = TypeObject(
            "Normalize", module: "matplotlib.colors",
            make: { _, arguments in
                let bound = try Signature("Normalize(vmin=None, vmax=None, clip=False)").values(arguments)
                return .object(NormalizeObject(try Numbers.optional(bound[0]), try Numbers.optional(bound[1])))
            })
        type.property("vmin", "The value at 0.") { (value: Value) in
            (value.asObject as? NormalizeObject)?.low.map { Value.float($0) } ?? .none
        }
        type.property("vmax", "The value at 1.") { (value: Value) in
            (value.asObject as? NormalizeObject)?.high.map { Value.float($0) } ?? .none
        }
        return type
    }()
    override var type: TypeObject { NormalizeObject.cls }
    init(_ low: Double?, _ high: Double?) {
        self.low = low
        self.high = high
    }
    override var isCallable: Bool { true }
    override func call(_ arguments: Arguments) throws -> Value {
        guard let value = arguments.positional.first else { throw Failure(.typeError, "Normalize takes a value") }
        let tensor = try Numbers.tensor(value)
        let values = try Numbers.doubles(tensor)
        low = low ?? values.min() ?? 0
        high = high ?? values.max() ?? 1
        let (a, b) = (low ?? 0, high ?? 1)
        let result = values.map { a == b ? 0 : ($0 - a) / (b - a) }
        if tensor.rank == 0 { return try Numbers.scalar(result.first ?? 0) }
        return try Numbers.array(result, tensor.shape)
    }

    /// Limits from `norm=`, unless given themselves.
    static func limits(_ call: PlotCall) throws -> (low: Double?, high: Double?) {
        var (low, high) = (try call.double("vmin"), try call.double("vmax"))
        if let norm = call["norm"] {
            guard let norm = norm.asObject as? NormalizeObject else {
                throw Failure(
                    .notImplementedError, "norm=\(try norm.repr()) is not available here",
                    hint: "use matplotlib.colors.Normalize(vmin, vmax)")
            }
            low = low ?? norm.low
            high = high ?? norm.high
        }
        return (low, high)
    }
}
