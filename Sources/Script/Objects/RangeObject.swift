// range: an arithmetic progression of integers that is never stored. Bounds may exceed 64 bits; machine integers are the fast path.
import BigInt
import Schema

public final class RangeObject: Object {
    public let start: Value
    public let stop: Value
    public let step: Value
    /// Number of elements, unless the bounds or the count need more than 64 bits.
    private let small: (start: Int, step: Int, count: Int)?
    nonisolated(unsafe) public static let cls = makeRangeType()
    public override var type: TypeObject { RangeObject.cls }

    public convenience init(_ start: Int, _ stop: Int, _ step: Int = 1) {
        precondition(step != 0, "a range's step is not zero")
        self.init(exact: .int(start), .int(stop), .int(step))
    }

    /// From exact integers; `step` is not zero.
    init(exact start: Value, _ stop: Value, _ step: Value) {
        (self.start, self.stop, self.step) = (start, stop, step)
        if case .int(let a) = start, case .int(let b) = stop, case .int(let s) = step {
            let (span, overflow) = s > 0 ? b.subtractingReportingOverflow(a) : a.subtractingReportingOverflow(b)
            if overflow || s == .min {
                small = span <= 0 && !overflow ? (a, 1, 0) : nil
            } else {
                small = (a, s, span <= 0 ? 0 : (span - 1) / s.magnitudeAsInt + 1)
            }
        } else {
            small = nil
        }
    }

    private func big(_ value: Value) -> BigInt {
        if case .int(let i) = value { return BigInt(i) }
        return (value.asObject as? BigIntObject)?.value ?? 0
    }

    private var bigCount: BigInt {
        if let small { return BigInt(small.count) }
        let (a, b, s) = (big(start), big(stop), big(step))
        let span = s.signum() > 0 ? b - a : a - b
        return span.signum() <= 0 ? 0 : (span - 1) / BigInt(s.magnitude) + 1
    }

    private func element(_ index: BigInt) -> Value { Value(big(start) + index * big(step)) }

    public override func repr() throws -> String {
        let text = "range(\(try start.repr()), \(try stop.repr())"
        if case .int(1) = step { return text + ")" }
        return "\(text), \(try step.repr()))"
    }

    public override func truth() throws -> Bool { bigCount.signum() > 0 }

    public override func length() throws -> Int? {
        if let small { return small.count }
        guard let count = Int(exactly: bigCount) else {
            throw Failure(.overflowError, "Python int too large to convert to C ssize_t")
        }
        return count
    }

    public override func iterator() throws -> IteratorObject? {
        if let small { return RangeIterator(start: small.start, step: small.step, count: small.count) }
        return BigRangeIterator(next: big(start), step: big(step), count: bigCount)
    }

    func reversedIterator() -> IteratorObject {
        if let small {
            // The last element is inside the bounds, so this does not overflow.
            let last = small.count == 0 ? small.start : small.start + (small.count - 1) * small.step
            return RangeIterator(start: last, step: 0 &- small.step, count: small.count)
        }
        return BigRangeIterator(next: big(start) + (bigCount - 1) * big(step), step: -big(step), count: bigCount)
    }

    public override func item(_ key: Value) throws -> Value {
        if let slice = key.asObject as? SliceObject { return try sliced(slice) }
        if let small, case .int(let i) = key {
            let index = i < 0 ? i &+ small.count : i
            guard index >= 0, index < small.count else { throw Failure(.indexError, "range object index out of range") }
            return .int(small.start + index * small.step)
        }
        guard let exact = try? key.asIndex() else {
            throw Failure(.typeError, "range indices must be integers or slices, not \(key.typeName)")
        }
        let count = bigCount
        var index = big(exact)
        if index.signum() < 0 { index += count }
        if index.signum() < 0 || index >= count { throw Failure(.indexError, "range object index out of range") }
        return element(index)
    }

    private func sliced(_ slice: SliceObject) throws -> Value {
        let count = try length() ?? 0
        let range = try slice.resolve(count: count)
        let newStep = Value(big(step) * BigInt(range.step))
        return .object(RangeObject(exact: element(BigInt(range.start)), element(BigInt(range.stop)), newStep))
    }

    public override func contains(_ value: Value) throws -> Bool? {
        let exact: BigInt
        switch value {
        case .int(let i): exact = BigInt(i)
        case .bool(let b): exact = b ? 1 : 0
        case .float(let d):
            guard d.isFinite, d == d.rounded() else { return false }
            exact = BigInt(d)
        case .object(let object):
            guard let number = exactly(object, BigIntObject.self) else { return nil }
            exact = number.value
        case .unbound, .none: return false
        }
        let offset = exact - big(start)
        let (q, r) = offset.quotientAndRemainder(dividingBy: big(step))
        return r.isZero && q.signum() >= 0 && q < bigCount
    }

    func index(of value: Value) throws -> Value? {
        guard try contains(value) == true, let exact = try? value.asIndex() else { return nil }
        return Value((big(exact) - big(start)) / big(step))
    }

    /// Ranges are equal when they yield the same numbers.
    private var identity: [Value] {
        let count = bigCount
        if count.isZero { return [.int(0)] }
        return count == 1 ? [.int(1), start] : [Value(count), start, step]
    }

    public override func hash() throws -> Int { try TupleObject(identity).hash() }

    public override func compare(_ op: ComparisonOperator, _ other: Value) throws -> Value? {
        guard op == .equal || op == .notEqual, let other = other.asObject as? RangeObject else { return nil }
        return try SequenceOrder.compare(op, identity, other.identity)
    }
}

extension Int {
    /// |x| for x that is not Int.min.
    fileprivate var magnitudeAsInt: Int { self < 0 ? -self : self }
}

private func makeRangeType() -> TypeObject {
    let type = TypeObject("range") { _, arguments in
        if !arguments.keywords.isEmpty { throw Failure(.typeError, "range() takes no keyword arguments") }
        let p = try arguments.positional.map { try $0.asIndex() }
        switch p.count {
        case 0: throw Failure(.typeError, "range expected at least 1 argument, got 0")
        case 1: return .object(RangeObject(exact: .int(0), p[0], .int(1)))
        case 2: return .object(RangeObject(exact: p[0], p[1], .int(1)))
        case 3:
            if case .int(0) = p[2] { throw Failure(.valueError, "range() arg 3 must not be zero") }
            return .object(RangeObject(exact: p[0], p[1], p[2]))
        default: throw Failure(.typeError, "range expected at most 3 arguments, got \(p.count)")
        }
    }
    type.isSubclassable = false
    for (name, path) in [("start", \RangeObject.start), ("stop", \RangeObject.stop), ("step", \RangeObject.step)] {
        type.setMember(
            Symbol(name),
            .object(NativeProperty(get: { value in (value.asObject as? RangeObject)?[keyPath: path] ?? .none })))
    }
    type.rawMethod("index(self, value, /)", "Position of value.") { bound in
        if let index = try bound.receiver(RangeObject.self).index(of: bound[1]) { return index }
        throw Failure(.valueError, "\(try bound[1].repr()) is not in range")
    }
    type.rawMethod("count(self, value, /)", "1 if value is in the range.") { bound in
        .int(try bound.receiver(RangeObject.self).contains(bound[1]) == true ? 1 : 0)
    }
    return type
}

public final class RangeIterator: IteratorObject {
    private var upcoming: Int
    private let step: Int
    private(set) var remaining: Int
    nonisolated(unsafe) static let cls = TypeObject("range_iterator")
    public override var type: TypeObject { RangeIterator.cls }

    init(start: Int, step: Int, count: Int) {
        upcoming = start
        self.step = step
        remaining = count
    }

    /// The next number without boxing, or nil: `for` loops use it.
    @inline(__always)
    public func nextInt() -> Int? {
        if remaining == 0 { return nil }
        remaining &-= 1
        let value = upcoming
        upcoming = upcoming &+ step
        return value
    }

    public override func next() throws -> Value? {
        try Interpreter.poll()
        return nextInt().map { .int($0) }
    }
    public override func length() throws -> Int? { remaining }
}

private final class BigRangeIterator: IteratorObject {
    private var upcoming: BigInt
    private let step: BigInt
    private var remaining: BigInt
    override var type: TypeObject { RangeIterator.cls }

    init(next: BigInt, step: BigInt, count: BigInt) {
        upcoming = next
        self.step = step
        remaining = count
    }

    override func next() throws -> Value? {
        try Interpreter.poll()
        if remaining.signum() <= 0 { return nil }
        remaining -= 1
        defer { upcoming += step }
        return Value(upcoming)
    }
}
