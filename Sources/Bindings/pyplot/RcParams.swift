// matplotlib.rcParams: default settings by dotted name. What figures here can follow is followed; other known names are kept so
// that scripts which set them run.
import Schema
import Script

final class RcParams: Object {
    nonisolated(unsafe) static let shared = RcParams()
    private(set) var values: [(name: String, value: Value)]
    nonisolated(unsafe) static let cls = makeType()
    override var type: TypeObject { RcParams.cls }

    override init() { values = RcParams.defaults }

    private static var defaults: [(name: String, value: Value)] {
        [
            ("axes.edgecolor", .string("black")), ("axes.facecolor", .string("white")), ("axes.grid", .bool(false)),
            ("axes.labelsize", .string("medium")), ("axes.labelweight", .string("normal")),
            ("axes.linewidth", .float(0.8)),
            ("axes.spines.right", .bool(true)), ("axes.spines.top", .bool(true)), ("axes.titlesize", .string("large")),
            ("axes.titleweight", .string("normal")), ("axes.unicode_minus", .bool(true)), ("backend", .string("agg")),
            ("figure.autolayout", .bool(false)), ("figure.dpi", .float(100)), ("figure.facecolor", .string("white")),
            ("figure.figsize", .list([.float(6.4), .float(4.8)])), ("figure.max_open_warning", .int(20)),
            ("figure.titlesize", .string("large")), ("font.family", .list([.string("sans-serif")])),
            ("font.sans-serif", .list([.string("DejaVu Sans")])), ("font.size", .float(10)),
            ("font.weight", .string("normal")),
            ("image.aspect", .string("equal")), ("image.cmap", .string("viridis")),
            ("image.interpolation", .string("auto")),
            ("image.origin", .string("upper")), ("legend.fontsize", .string("medium")), ("legend.frameon", .bool(true)),
            ("legend.loc", .string("best")), ("lines.linestyle", .string("-")), ("lines.linewidth", .float(1.5)),
            ("lines.markersize", .float(6)), ("savefig.bbox", .none), ("savefig.dpi", .string("figure")),
            ("savefig.pad_inches", .float(0.1)), ("savefig.transparent", .bool(false)), ("text.usetex", .bool(false)),
            ("xtick.labelsize", .string("medium")), ("ytick.labelsize", .string("medium")),
        ]
    }

    /// The first words of the names matplotlib has: settings beyond the list above are kept, others are mistakes.
    private static let families: Set<String> = [
        "agg", "animation", "axes", "axes3d", "boxplot", "contour", "date", "docstring", "errorbar", "figure", "font",
        "grid", "hatch",
        "hist", "image", "interactive", "keymap", "legend", "lines", "markers", "mathtext", "patch", "path", "pcolor",
        "pdf",
        "pgf", "polaraxes", "ps", "savefig", "scatter", "svg", "text", "timezone", "toolbar", "webagg", "xaxis",
        "xtick", "yaxis", "ytick",
    ]

    func reset() { values = RcParams.defaults }

    func value(_ name: String) -> Value? { values.first { $0.name == name }?.value }
    func double(_ name: String, _ fallback: Double) -> Double {
        guard let value = value(name), let number = try? Double.from(value), number.isFinite else { return fallback }
        return number
    }
    func bool(_ name: String) -> Bool { (try? value(name)?.truth()) ?? false }
    func string(_ name: String) -> String? { value(name)?.text }
    /// A size that may be a word, in points.
    func points(_ name: String) -> Double? { value(name).flatMap { try? TextLook.points($0) } }

    func set(_ name: String, _ value: Value) throws {
        if let at = values.firstIndex(where: { $0.name == name }) {
            values[at].value = value
            return
        }
        guard name.contains("."), let family = name.split(separator: ".").first,
            RcParams.families.contains(String(family))
        else {
            throw unknown(name)
        }
        values.append((name, value))
    }

    private func unknown(_ name: String) -> Failure {
        let near = Nearest.match(name, among: values.map(\.name))
        return Failure(
            .keyError, "\"'\(name)' is not a valid value for rcParam.\"",
            hint: near.map { "did you mean '\($0)'?" } ?? "")
    }

    /// Sets every pair of a dict.
    func update(_ value: Value) throws {
        for (name, value) in value.keywordPairs { try set(name, value) }
    }

    var dictionary: Value {
        let dict = DictObject()
        for (name, value) in values { dict[name] = value }
        return .object(dict)
    }

    override func repr() throws -> String { "RcParams(\(try dictionary.repr()))" }
    override func length() throws -> Int? { values.count }
    override func contains(_ value: Value) throws -> Bool? { value.text.map { self.value($0) != nil } ?? false }
    override func iterator() throws -> IteratorObject? { try Value.list(values.map { .string($0.name) }).iterator() }
    override func item(_ key: Value) throws -> Value {
        guard let name = key.text, let value = value(name) else { throw unknown(try key.str()) }
        return value
    }
    override func setItem(_ key: Value, _ value: Value) throws {
        guard let name = key.text else { throw unknown(try key.str()) }
        try set(name, value)
    }

    private static func makeType() -> TypeObject {
        let type = TypeObject("RcParams", module: "matplotlib")
        func settings(_ bound: BoundArguments) throws -> RcParams {
            guard let settings = bound[0].asObject as? RcParams else {
                throw Failure(.typeError, "descriptor needs a 'RcParams' object")
            }
            return settings
        }
        for name in ["keys", "values", "items", "copy"] {
            type.rawMethod("\(name)(self)") { bound in
                try settings(bound).dictionary.attribute(Symbol(name)).call(Arguments())
            }
        }
        type.rawMethod("get(self, key, default=None)") { bound in
            let settings = try settings(bound)
            return bound[1].text.flatMap { settings.value($0) } ?? bound[2]
        }
        type.rawMethod("update(self, other=None, **settings)") { bound in
            let settings = try settings(bound)
            for pairs in [bound[1], bound[2]] {
                if let other = pairs.asObject as? RcParams {
                    for (name, value) in other.values { try settings.set(name, value) }
                } else {
                    try settings.update(pairs)
                }
            }
            return .none
        }
        return type
    }
}
