// slice: what `start:stop:step` in a subscript makes, and where it lands in a sequence of a given length.
import BigInt
import Schema

public final class SliceObject: Object {
    public let start: Value
    public let stop: Value
    public let step: Value
    nonisolated(unsafe) public static let cls = makeSliceType()
    public override var type: TypeObject { SliceObject.cls }

    public init(_ start: Value, _ stop: Value, _ step: Value) {
        self.start = start
        self.stop = stop
        self.step = step
    }

    public override func repr() throws -> String {
        "slice(\(try start.repr()), \(try stop.repr()), \(try step.repr()))"
    }
    public override func hash() throws -> Int { throw Failure(.typeError, "unhashable type: 'slice'") }

    public override func compare(_ op: ComparisonOperator, _ other: Value) throws -> Value? {
        guard let other = other.asObject as? SliceObject else { return nil }
        return try SequenceOrder.compare(op, [start, stop, step], [other.start, other.stop, other.step])
    }

    /// Where a slice lands: `start`, `stop` clipped to the length, and how many elements it selects.
    public struct Range {
        public var start: Int
        public var stop: Int
        public var step: Int
        public var count: Int

        /// The selected positions in order.
        public var positions: some Sequence<Int> {
            let (start, step) = (start, step)
            return (0..<count).lazy.map { start + $0 * step }
        }
    }

    /// The slice applied to a sequence of `count` elements; every position is inside it.
    public func resolve(count: Int) throws -> Range {
        let step = try bound(self.step, missing: 1)
        if step == 0 { throw Failure(.valueError, "slice step cannot be zero") }
        let lowest = step < 0 ? -1 : 0
        let highest = step < 0 ? count - 1 : count
        func clip(_ value: Value, missing: Int) throws -> Int {
            if case .none = value { return missing }
            let i = try bound(value, missing: 0)
            return i < 0 ? max(i &+ count, lowest) : min(i, highest)
        }
        let start = try clip(self.start, missing: step < 0 ? highest : lowest)
        let stop = try clip(self.stop, missing: step < 0 ? lowest : highest)
        let length: Int
        if step > 0 {
            length = start < stop ? (stop - start - 1) / step + 1 : 0
        } else {
            // -Int.max is the smallest step bound() returns, so the negation is safe.
            length = stop < start ? (start - stop - 1) / -step + 1 : 0
        }
        return Range(start: start, stop: stop, step: step, count: length)
    }

    /// An integer, clipped to ±Int.max.
    private func bound(_ value: Value, missing: Int) throws -> Int {
        if case .none = value { return missing }
        if case .int(let i) = value { return max(i, -Int.max) }
        guard let exact = try? value.asIndex() else {
            throw Failure(.typeError, "slice indices must be integers or None or have an __index__ method")
        }
        if case .int(let i) = exact { return max(i, -Int.max) }
        return (exact.asObject as? BigIntObject)?.isNegative == true ? -Int.max : Int.max
    }

    /// The selected elements of a list or tuple, copied one by one: the array's own copying asks for each element's type.
    func select(from elements: [Value]) throws -> [Value] {
        let range = try resolve(count: elements.count)
        if range.count == 0 { return [] }
        return elements.withUnsafeBufferPointer { source in
            Array(unsafeUninitializedCapacity: range.count) { target, initialized in
                var at = range.start
                for k in 0..<range.count {
                    target.initializeElement(at: k, to: source[at])
                    at &+= range.step
                }
                initialized = range.count
            }
        }
    }

    /// The selected elements.
    public func select<T>(from elements: [T]) throws -> [T] {
        let range = try resolve(count: elements.count)
        if range.count == 0 { return [] }
        if range.step == 1 { return Array(elements[range.start..<range.start + range.count]) }
        var result: [T] = []
        result.reserveCapacity(range.count)
        var at = range.start
        for _ in 0..<range.count {
            result.append(elements[at])
            at &+= range.step
        }
        return result
    }
}

private func makeSliceType() -> TypeObject {
    let type = TypeObject("slice") { _, arguments in
        try arguments.expect("slice", atMost: 3, atLeast: 1)
        let p = arguments.positional
        switch p.count {
        case 1: return .object(SliceObject(.none, p[0], .none))
        case 2: return .object(SliceObject(p[0], p[1], .none))
        default: return .object(SliceObject(p[0], p[1], p[2]))
        }
    }
    type.isSubclassable = false
    type.rawMethod("indices(self, length, /)", "(start, stop, step) for a sequence of this length.") { bound in
        let length = try bound[1].asInt()
        if length < 0 { throw Failure(.valueError, "length should not be negative") }
        let range = try bound.receiver(SliceObject.self).resolve(count: length)
        return .tuple([.int(range.start), .int(range.stop), .int(range.step)])
    }
    for (name, path) in [("start", \SliceObject.start), ("stop", \SliceObject.stop), ("step", \SliceObject.step)] {
        type.setMember(
            Symbol(name),
            .object(NativeProperty(get: { value in (value.asObject as? SliceObject)?[keyPath: path] ?? .none })))
    }
    return type
}
