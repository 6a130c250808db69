// list: a growable row of values.
import Schema

public class ListObject: Object {
    public var elements: [Value]
    nonisolated(unsafe) public static let cls = makeListType()
    public override var type: TypeObject { ListObject.cls }
    public init(_ elements: [Value]) {
        self.elements = elements
        super.init()
        Collector.track(self)
    }
    deinit { Reaper.reap(&elements) }

    public override var holdsReferences: Bool { true }
    public override func visitReferences(_ visitor: ReferenceVisitor) { visitor.visit(&elements) }
    public override func dropReferences() { Reaper.reap(&elements) }

    public override func repr() throws -> String {
        try ReprGuard.write(self, placeholder: "[...]") {
            "[\(try elements.map { try $0.repr() }.joined(separator: ", "))]"
        }
    }

    public override func truth() throws -> Bool { !elements.isEmpty }
    public override func length() throws -> Int? { elements.count }
    public override func iterator() throws -> IteratorObject? { ListIterator(self) }
    public override func hash() throws -> Int { throw Failure(.typeError, "unhashable type: '\(type.name)'") }

    public override func compare(_ op: ComparisonOperator, _ other: Value) throws -> Value? {
        guard let other = other.asObject as? ListObject else { return nil }
        return try SequenceOrder.compare(op, elements, other.elements)
    }

    public override func contains(_ value: Value) throws -> Bool? {
        try SequenceSearch.index(of: value, in: { elements }) != nil
    }

    public override func item(_ key: Value) throws -> Value {
        if case .int(let i) = key {
            let index = i < 0 ? i &+ elements.count : i
            if index >= 0, index < elements.count { return elements[index] }
            throw Failure(.indexError, "list index out of range")
        }
        if let slice = key.asObject as? SliceObject { return .list(try slice.select(from: elements)) }
        return elements[try sequenceIndex(key, count: elements.count, kind: "list")]
    }

    public override func setItem(_ key: Value, _ value: Value) throws {
        if let slice = key.asObject as? SliceObject { return try assign(slice, value) }
        let index = try sequenceIndex(key, count: elements.count, kind: "list", assigning: true)
        elements[index] = value
    }

    private func assign(_ slice: SliceObject, _ value: Value) throws {
        guard (try? value.iterator()) != nil else {
            let isExtended = try slice.resolve(count: elements.count).step != 1
            throw Failure(
                .typeError, isExtended ? "must assign iterable to extended slice" : "can only assign an iterable")
        }
        let new = try value.elements()
        let range = try slice.resolve(count: elements.count)
        if range.step == 1 {
            elements.replaceSubrange(range.start..<max(range.start, range.stop), with: new)
            return
        }
        if range.count != new.count {
            throw Failure(
                .valueError,
                "attempt to assign sequence of size \(new.count) to extended slice of size \(range.count)")
        }
        for (i, element) in zip(range.positions, new) { elements[i] = element }
    }

    public override func deleteItem(_ key: Value) throws {
        if let slice = key.asObject as? SliceObject {
            let range = try slice.resolve(count: elements.count)
            if range.step == 1 {
                elements.removeSubrange(range.start..<max(range.start, range.stop))
            } else {
                let gone = Set(range.positions)
                elements = elements.indices.filter { !gone.contains($0) }.map { elements[$0] }
            }
            return
        }
        let index = try sequenceIndex(key, count: elements.count, kind: "list", assigning: true)
        elements.remove(at: index)
    }

    public override func binary(_ op: BinaryOperator, _ right: Value) throws -> Value? {
        if op == .add, let other = right.asObject as? ListObject {
            try Growth.elements(elements.count + other.elements.count)
            return .list(elements.joined(to: other.elements))
        }
        if op == .multiply {
            return try Repetition.count(right, of: elements.count).map { .list(elements.repeated($0)) }
        }
        return nil
    }

    public override func reflectedBinary(_ op: BinaryOperator, _ left: Value) throws -> Value? {
        op == .multiply ? try Repetition.count(left, of: elements.count).map { .list(elements.repeated($0)) } : nil
    }

    public override func inPlaceBinary(_ op: BinaryOperator, _ right: Value) throws -> Value? {
        if op == .add {
            let new = try right.elements()
            try Growth.appending(new.count, to: elements)
            elements.append(contentsOf: new)
            return .object(self)
        }
        if op == .multiply, let times = try Repetition.count(right, of: elements.count) {
            elements = elements.repeated(times)
            return .object(self)
        }
        return nil
    }

    /// Stable sort; the list is empty while keys and comparisons run script code, as in CPython.
    func sort(key: Value, reverse: Bool) throws {
        let taken = elements
        elements = []
        do {
            let sorted = try StableSort.sorted(taken, key: key, reverse: reverse)
            let changed = !elements.isEmpty
            elements = sorted
            if changed { throw Failure(.valueError, "list modified during sort") }
        } catch {
            if elements.isEmpty { elements = taken }
            throw error
        }
    }
}

extension ListObject: ConcatenatingSequence {
    func cannotConcatenate(_ other: Value) -> Failure {
        Failure(.typeError, "can only concatenate list (not \"\(other.typeName)\") to list")
    }
}

final class ListIterator: IteratorObject {
    private var list: ListObject?
    private var position = 0
    nonisolated(unsafe) static let cls = TypeObject("list_iterator")
    override var type: TypeObject { ListIterator.cls }
    init(_ list: ListObject) { self.list = list }
    override var holdsReferences: Bool { list != nil }
    override func visitReferences(_ visitor: ReferenceVisitor) { if let list { visitor.visit(list) } }
    override func next() throws -> Value? {
        guard let list else { return nil }
        if position < list.elements.count {
            position += 1
            return list.elements[position - 1]
        }
        self.list = nil
        return nil
    }
}

// MARK: - Methods

private func makeListType() -> TypeObject {
    let type = TypeObject("list") { cls, arguments in
        let list = cls.isScriptClass ? DerivedList(cls) : ListObject([])
        if !cls.isScriptClass || cls.scriptMember(Names.init_) == nil {
            try arguments.expect("list", atMost: 1)
            if let source = arguments.positional.first { list.elements = try source.elements() }
        }
        return .object(list)
    }
    addListProtocol(to: type)
    addGrowing(to: type)
    addSearching(to: type)
    return type
}

private func addGrowing(to type: TypeObject) {
    type.rawMethod("append(self, object, /)", "Adds object at the end.") { bound in
        try bound.receiver(ListObject.self).elements.appendIfRoom(bound[1])
        return .none
    }
    type.rawMethod("extend(self, iterable, /)", "Adds every element of iterable at the end.") { bound in
        let new = try bound[1].elements()
        let list = try bound.receiver(ListObject.self)
        try Growth.appending(new.count, to: list.elements)
        list.elements.append(contentsOf: new)
        return .none
    }
    type.rawMethod("insert(self, index, object, /)", "Puts object before position index.") { bound in
        let list = try bound.receiver(ListObject.self)
        let i = try bound[1].asInt()
        let count = list.elements.count
        try Growth.appending(1, to: list.elements)
        list.elements.insert(bound[2], at: i < 0 ? max(0, i &+ count) : min(i, count))
        return .none
    }
    type.rawMethod("pop(self, index=-1, /)", "Removes and returns the element at index (the last).") { bound in
        let list = try bound.receiver(ListObject.self)
        let i = bound.given[1] ? try bound[1].asInt() : -1
        if list.elements.isEmpty { throw Failure(.indexError, "pop from empty list") }
        if i == -1 { return list.elements.removeLast() }
        let index = i < 0 ? i &+ list.elements.count : i
        guard list.elements.indices.contains(index) else { throw Failure(.indexError, "pop index out of range") }
        return list.elements.remove(at: index)
    }
    type.rawMethod("remove(self, value, /)", "Removes the first equal element.") { bound in
        let list = try bound.receiver(ListObject.self)
        guard let i = try SequenceSearch.index(of: bound[1], in: { list.elements }), i < list.elements.count else {
            throw Failure(.valueError, "list.remove(x): x not in list")
        }
        list.elements.remove(at: i)
        return .none
    }
    type.rawMethod("clear(self)", "Removes every element.") { bound in
        try bound.receiver(ListObject.self).elements = []
        return .none
    }
}

private func addSearching(to type: TypeObject) {
    type.rawMethod("copy(self)", "A new list of the same elements.") { bound in
        .list(try bound.receiver(ListObject.self).elements)
    }
    type.rawMethod("count(self, value, /)", "How many elements equal value.") { bound in
        .int(try SequenceSearch.count(of: bound[1], in: try bound.receiver(ListObject.self).elements))
    }
    type.rawMethod("index(self, value, start=0, stop=9223372036854775807, /)", "Position of the first equal element.") {
        bound in
        let list = try bound.receiver(ListObject.self)
        if let i = try SequenceSearch.index(of: bound[1], in: { list.elements }, from: bound[2], to: bound[3]) {
            return .int(i)
        }
        throw Failure(.valueError, "\(try bound[1].repr()) is not in list")
    }
    type.rawMethod("reverse(self)", "Reverses in place.") { bound in
        try bound.receiver(ListObject.self).elements.reverse()
        return .none
    }
    type.rawMethod("sort(self, *, key=None, reverse=False)", "Sorts in place; equal elements keep their order.") {
        bound in
        try bound.receiver(ListObject.self).sort(key: bound[1], reverse: try bound[2].truth())
        return .none
    }
}
