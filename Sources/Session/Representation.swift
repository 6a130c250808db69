// A value as the prompt shows it: its `repr`, and for tensors and models one line of facts more.
import Bindings
import Script

public enum Representation {
    static let tensorTypes: Set<String> = ["Tensor", "Parameter", "ndarray"]

    /// What follows `Out[n]:`.
    public static func text(_ value: Value) throws -> String {
        let text = try value.repr()
        if let facts = ModelFacts.line(value) { return text + "\n" + facts }
        guard let facts = facts(value), text.contains("\n") || text.utf8.count > 60 else { return text }
        return text + "\n" + facts
    }

    /// `# shape (3, 64, 64), float32, min 0, max 1, 48.0 kB`, for tensors and arrays; nil for anything else. Reads attributes that
    /// Swift computes, never a script's.
    public static func facts(_ value: Value, withSize: Bool = true) -> String? {
        guard let object = value.asObject, tensorTypes.contains(object.type.name), !object.type.isScriptClass else {
            return nil
        }
        var parts: [String] = []
        if let shape = try? object.attribute("shape")?.asObject {
            let dimensions = elements(shape)
            parts.append("shape (" + dimensions.joined(separator: ", ") + (dimensions.count == 1 ? ",)" : ")"))
        }
        if let type = try? object.attribute("dtype")?.str() { parts.append(type.replacing("torch.", with: "")) }
        parts += range(object)
        let size = bytes(value)
        if withSize, size > 0 { parts.append(NumberText.bytes(size)) }
        return parts.isEmpty ? nil : "# " + parts.joined(separator: ", ")
    }

    private static func range(_ object: Object) -> [String] {
        // Reducing a large tensor only to show it would be felt.
        guard bytes(.object(object)) <= 64 << 20 else { return [] }
        var parts: [String] = []
        var hasNaN = false
        for name in ["min", "max", "mean"] {
            guard let number = number(object, name) else { continue }
            parts.append("\(name) \(compact(number))")
            if number.isNaN { hasNaN = true }
        }
        // Nothing is more worth knowing about a tensor than that it has gone bad.
        if hasNaN, let count = missing(object) { return ["\(count) NaN"] }
        return parts
    }

    /// The number a method without arguments gives.
    private static func number(_ object: Object, _ method: String) -> Double? {
        guard let method = try? object.attribute(Symbol(method)), let result = try? method.call(Arguments()) else {
            return nil
        }
        return (try? Double.from(result)) ?? nil
    }

    /// How many elements are NaN: the only values that differ from themselves.
    private static func missing(_ object: Object) -> Int? {
        guard let unequal = try? Value.compare(.notEqual, .object(object), .object(object)).asObject,
            let count = number(unequal, "sum"), count >= 0, count < 1e15
        else { return nil }
        return Int(count)
    }

    /// Four significant digits, as C's `%.4g`.
    private static func compact(_ number: Double) -> String { NumberText.general(number, 4) }

    private static func elements(_ object: Object) -> [String] {
        guard let values = try? [Int].from(.object(object)) else { return (try? [object.repr()]) ?? [] }
        return values.map(String.init)
    }

    /// Bytes a value's tensors take, looking into lists, tuples and dicts a little way; 0 for everything else.
    public static func bytes(_ value: Value, depth: Int = 3) -> Int {
        guard let object = value.asObject, depth > 0 else { return 0 }
        switch object {
        case let list as ListObject: return sum(list.elements, depth)
        case let tuple as TupleObject: return sum(tuple.elements, depth)
        default: break
        }
        guard tensorTypes.contains(object.type.name), !object.type.isScriptClass,
            let size = try? object.attribute("nbytes"), case .int(let count) = size
        else { return 0 }
        return max(count, 0)
    }

    private static func sum(_ values: some Sequence<Value>, _ depth: Int) -> Int {
        values.prefix(10_000).reduce(0) { total, value in
            let (sum, overflow) = total.addingReportingOverflow(bytes(value, depth: depth - 1))
            return overflow ? Int.max : sum
        }
    }
}
