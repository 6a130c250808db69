// tuple: a fixed row of values.
import Schema

open class TupleObject: Object {
    public private(set) var elements: [Value]
    nonisolated(unsafe) public static let cls = makeTupleType()
    open override var type: TypeObject { TupleObject.cls }
    public init(_ elements: [Value]) { self.elements = elements }
    deinit { Reaper.reap(&elements) }

    open override var holdsReferences: Bool { !elements.isEmpty }
    open override func visitReferences(_ visitor: ReferenceVisitor) { visitor.visit(&elements) }

    /// The elements in place, to read without retaining them.
    @inline(__always)
    func withElements<R>(_ body: (Registers, Int) throws -> R) rethrows -> R {
        try elements.withUnsafeBufferPointer { buffer in
            // An empty array has no address; nothing is read there.
            let start = buffer.baseAddress ?? UnsafePointer(TupleObject.nowhere)
            return try body(Registers(mutating: start), buffer.count)
        }
    }
    nonisolated(unsafe) private static let nowhere = Registers.allocate(capacity: 1)

    open override func repr() throws -> String {
        try ReprGuard.write(self, placeholder: "(...)") {
            if elements.count == 1 { return "(\(try elements[0].repr()),)" }
            return "(\(try elements.map { try $0.repr() }.joined(separator: ", ")))"
        }
    }

    open override func truth() throws -> Bool { !elements.isEmpty }
    open override func length() throws -> Int? { elements.count }
    open override func iterator() throws -> IteratorObject? { TupleIterator(self) }

    /// xxHash of the elements' hashes, as CPython 3.8+ computes it, so that sets of number tuples iterate in CPython's order.
    open override func hash() throws -> Int {
        var accumulator: UInt64 = 2_870_177_450_012_600_261
        try NativeDepth.enter("while calling a Python object")
        defer { NativeDepth.leave() }
        for element in elements {
            let lane = UInt64(bitPattern: Int64(try element.hash()))
            accumulator &+= lane &* 14_029_467_366_897_019_727
            accumulator = (accumulator << 31) | (accumulator >> 33)
            accumulator = accumulator &* 11_400_714_785_074_694_791
        }
        accumulator &+= UInt64(elements.count) ^ (2_870_177_450_012_600_261 ^ 3_527_539)
        return accumulator == .max ? 1_546_275_796 : Int(Int64(bitPattern: accumulator))
    }

    open override func compare(_ op: ComparisonOperator, _ other: Value) throws -> Value? {
        guard let other = other.asObject as? TupleObject else { return nil }
        return try SequenceOrder.compare(op, elements, other.elements)
    }

    open override func contains(_ value: Value) throws -> Bool? {
        for element in elements where try element.equals(value) { return true }
        return false
    }

    open override func item(_ key: Value) throws -> Value {
        if case .int(let i) = key {
            let index = i < 0 ? i &+ elements.count : i
            if elements.indices.contains(index) { return elements[index] }
            throw Failure(.indexError, "tuple index out of range")
        }
        if let slice = key.asObject as? SliceObject {
            return .tuple(try slice.select(from: elements))
        }
        return elements[try sequenceIndex(key, count: elements.count, kind: "tuple")]
    }

    open override func binary(_ op: BinaryOperator, _ right: Value) throws -> Value? {
        if op == .add, let other = right.asObject as? TupleObject {
            try Growth.elements(elements.count + other.elements.count)
            return .tuple(elements.joined(to: other.elements))
        }
        if op == .multiply {
            return try Repetition.count(right, of: elements.count).map { .tuple(elements.repeated($0)) }
        }
        return nil
    }

    open override func reflectedBinary(_ op: BinaryOperator, _ left: Value) throws -> Value? {
        op == .multiply ? try Repetition.count(left, of: elements.count).map { .tuple(elements.repeated($0)) } : nil
    }
}

extension TupleObject: ConcatenatingSequence {
    func cannotConcatenate(_ other: Value) -> Failure {
        Failure(.typeError, "can only concatenate tuple (not \"\(other.typeName)\") to tuple")
    }
}

private func makeTupleType() -> TypeObject {
    let type = TypeObject("tuple") { _, arguments in
        try arguments.expect("tuple", atMost: 1)
        guard let source = arguments.positional.first else { return .tuple([]) }
        if let tuple = source.asObject as? TupleObject, tuple.type === TupleObject.cls { return source }
        return .tuple(try source.elements())
    }
    type.rawMethod("count(self, value, /)", "How many elements equal value.") { bound in
        .int(try SequenceSearch.count(of: bound[1], in: try bound.receiver(TupleObject.self).elements))
    }
    type.rawMethod("index(self, value, start=0, stop=9223372036854775807, /)", "Position of the first equal element.") {
        bound in
        let elements = try bound.receiver(TupleObject.self).elements
        if let i = try SequenceSearch.index(of: bound[1], in: { elements }, from: bound[2], to: bound[3]) {
            return .int(i)
        }
        throw Failure(.valueError, "tuple.index(x): x not in tuple")
    }
    return type
}

final class TupleIterator: IteratorObject {
    private var tuple: TupleObject?
    private var position = 0
    nonisolated(unsafe) static let cls = TypeObject("tuple_iterator")
    override var type: TypeObject { TupleIterator.cls }
    init(_ tuple: TupleObject) { self.tuple = tuple }
    override func next() throws -> Value? {
        guard let elements = tuple?.elements else { return nil }
        if position < elements.count {
            position += 1
            return elements[position - 1]
        }
        tuple = nil
        return nil
    }
}
