// What str, bytes, list, tuple and range share: positions, repetition, lexicographic order, search.
import Schema

/// The position a subscript means, inside 0..<count, or CPython's IndexError or TypeError.
func sequenceIndex(_ key: Value, count: Int, kind: String, assigning: Bool = false) throws -> Int {
    guard let exact = try? key.asIndex() else {
        throw Failure(
            .typeError,
            kind == "string"
                ? "string indices must be integers, not '\(key.typeName)'"
                : "\(kind) indices must be integers or slices, not \(key.typeName)")
    }
    guard case .int(let i) = exact else {
        throw Failure(.indexError, "cannot fit 'int' into an index-sized integer")
    }
    let index = i < 0 ? i &+ count : i
    if index >= 0, index < count { return index }
    throw Failure(.indexError, "\(kind) \(assigning ? "assignment " : "")index out of range")
}

/// Sequences that grow by joining: at most doubled at a time, but doubled once too often they would take more than there is.
enum Growth {
    /// A text or bytes of this many bytes is about to be made.
    @inline(__always)
    static func bytes(_ count: Int) throws {
        if count >= HostMemory.smallest { try HostMemory.require(count, itemsOf: 1) }
    }

    /// `more` elements are about to be appended. An array that grows takes twice what it had, if that is more.
    @inline(__always)
    static func appending(_ more: Int, to elements: [Value]) throws {
        let wanted = elements.count + more
        if wanted > elements.capacity { try Growth.elements(max(wanted, 2 * elements.capacity)) }
    }

    /// A list or tuple of this many elements is about to be made.
    @inline(__always)
    static func elements(_ count: Int) throws {
        if count >= HostMemory.smallest / 16 { try HostMemory.require(count, itemsOf: MemoryLayout<Value>.stride) }
    }
}

extension Array {
    /// Both, one after the other, in memory of exactly their size: `+` takes twice the first, if that is more.
    func joined(to other: [Element]) -> [Element] {
        var both: [Element] = []
        both.reserveCapacity(count + other.count)
        both.append(contentsOf: self)
        both.append(contentsOf: other)
        return both
    }
}

enum Repetition {
    /// Longest sequence a repetition may make, in elements.
    static let limit = 1 << 32

    /// `sequence * value`: how often; nil when value is not an integer. An element takes `size` bytes.
    static func count(_ value: Value, of length: Int, size: Int = MemoryLayout<Value>.stride) throws -> Int? {
        let times: Int
        switch value {
        case .int(let i): times = i
        case .bool(let b): times = b ? 1 : 0
        case .object(let object):
            guard let index = try object.index() else { return nil }
            guard case .int(let i) = index else {
                throw Failure(.overflowError, "cannot fit 'int' into an index-sized integer")
            }
            times = i
        case .unbound, .none, .float: return nil
        }
        if times <= 0 || length == 0 { return 0 }
        let (total, overflow) = times.multipliedReportingOverflow(by: length)
        if overflow || total > limit {
            throw Failure(
                .memoryError, "a sequence of \(length) elements repeated \(times) times does not fit in memory")
        }
        try HostMemory.require(total, itemsOf: size)
        return times
    }
}

extension Array {
    func repeated(_ times: Int) -> [Element] {
        if times <= 0 || isEmpty { return [] }
        if times == 1 { return self }
        if count == 1 { return Array(repeating: self[0], count: times) }
        var result: [Element] = []
        result.reserveCapacity(count * times)
        for _ in 0..<times { result.append(contentsOf: self) }
        return result
    }
}

enum SequenceOrder {
    /// Lexicographic comparison, as lists and tuples compare: the first unequal pair decides, then the lengths.
    static func compare(_ op: ComparisonOperator, _ a: [Value], _ b: [Value]) throws -> Value? {
        if op == .equal || op == .notEqual, a.count != b.count { return .bool(op == .notEqual) }
        for (x, y) in zip(a, b) where !(try x.equals(y)) {
            if op == .equal || op == .notEqual { return .bool(op == .notEqual) }
            return try Value.compare(op, x, y)
        }
        return .bool(Arithmetic.compare(op, .int(a.count), .int(b.count)) ?? false)
    }
}

enum SequenceSearch {
    static func count(of value: Value, in elements: [Value]) throws -> Int {
        var count = 0
        for element in elements where try element.equals(value) { count += 1 }
        return count
    }

    /// The first position of an equal element between `start` and `stop` (Python's slice rules). The elements are read anew at each
    /// step: a script's `__eq__` may change the list.
    static func index(
        of value: Value, in elements: () -> [Value], from start: Value = .int(0), to stop: Value = .int(.max)
    ) throws
        -> Int?
    {
        var (i, end) = try bounds(start, stop, count: elements().count)
        while i < end {
            let now = elements()
            if i >= now.count { return nil }
            if try now[i].equals(value) { return i }
            i += 1
            end = min(end, now.count)
        }
        return nil
    }

    /// `start` and `stop` of `find`, `index`, `count`, clipped to the length as slices are. None means the end of the range.
    static func bounds(_ start: Value, _ stop: Value, count: Int) throws -> (Int, Int) {
        func clip(_ value: Value, missing: Int) throws -> Int {
            if case .none = value { return missing }
            guard let exact = try? value.asIndex() else {
                throw Failure(.typeError, "slice indices must be integers or None or have an __index__ method")
            }
            guard case .int(let i) = exact else {
                return (exact.asObject as? BigIntObject)?.isNegative == true ? 0 : count
            }
            return i < 0 ? max(0, i &+ count) : min(i, count)
        }
        return (try clip(start, missing: 0), try clip(stop, missing: count))
    }
}

extension BoundArguments {
    /// The object a method was called on.
    func receiver<T: Object>(_: T.Type) throws -> T {
        if case .object(let object) = self[0], let own = exactly(object, T.self) ?? object as? T { return own }
        throw Failure(
            .typeError,
            "descriptor '\(signature.name)' for a '\(T.self)' doesn't apply to a '\(self[0].typeName)' object")
    }
}

extension Arguments {
    /// Checks a class call that takes no keywords: `list() takes no keyword arguments`, `list expected at most 1 argument, got 2`.
    func expect(_ name: String, atMost most: Int, atLeast least: Int = 0) throws {
        if !keywords.isEmpty { throw Failure(.typeError, "\(name)() takes no keyword arguments") }
        if positional.count > most {
            throw Failure(
                .typeError, "\(name) expected at most \(most) argument\(most == 1 ? "" : "s"), got \(positional.count)")
        }
        if positional.count < least {
            throw Failure(
                .typeError,
                "\(name) expected at least \(least) argument\(least == 1 ? "" : "s"), got \(positional.count)")
        }
    }
}
