// set and frozenset. The table is laid out and probed as CPython's (described in its setobject.c: linear probes of 9, then a
// perturbed jump, growth by four), so that sets of numbers iterate, print and pop in CPython's order.
import Schema

public final class SetObject: Object {
    struct Entry {
        /// `.unbound`: free, or removed when `isRemoved`.
        var key: Value = .unbound
        var hash = 0
        var isRemoved = false
        var isFree: Bool { if case .unbound = key { !isRemoved } else { false } }
        var isActive: Bool { if case .unbound = key { false } else { true } }
    }

    public let isFrozen: Bool
    private var table = [Entry](repeating: Entry(), count: 8)
    private var fill = 0
    public private(set) var count = 0
    private(set) var version = 0
    private var finger = 0

    nonisolated(unsafe) public static let cls = makeSetType(frozen: false)
    nonisolated(unsafe) public static let frozenCls = makeSetType(frozen: true)
    public override var type: TypeObject { isFrozen ? SetObject.frozenCls : SetObject.cls }

    public init(frozen: Bool = false) {
        isFrozen = frozen
        super.init()
        Collector.track(self)
    }

    public override var holdsReferences: Bool { true }
    public override func visitReferences(_ visitor: ReferenceVisitor) {
        // In place: a copied set may share its table, which is separated here (see the collector).
        table.withUnsafeMutableBufferPointer { for entry in $0 { visitor.visit(entry.key) } }
    }
    public override func dropReferences() { removeAll() }

    /// The elements added one by one, as a set display adds them.
    public convenience init(_ elements: [Value], frozen: Bool = false) throws {
        self.init(frozen: frozen)
        for element in elements { try add(element) }
    }

    /// A set of an iterable's elements, with CPython's shortcut for copying a set.
    static func of(_ source: Value, frozen: Bool = false) throws -> SetObject {
        let result = SetObject(frozen: frozen)
        try result.formUnion(source)
        return result
    }

    deinit {
        var keys = table.compactMap { $0.isActive ? $0.key : nil }
        table = []
        Reaper.reap(&keys)
    }

    // MARK: - Elements

    public func contains(element: Value) throws -> Bool {
        try find(element, try SetObject.hash(ofSought: element)) != nil
    }

    /// As `contains(element:)`, but a set is not sought as a frozenset: the algebra's other operands hold hashable things only.
    func holds(_ element: Value) throws -> Bool { try find(element, try element.hash()) != nil }

    public func add(_ key: Value) throws { try add(key, try key.hash()) }

    @discardableResult
    public func discard(_ key: Value) throws -> Bool { try discard(key, try SetObject.hash(ofSought: key)) }

    /// A set is looked for as the frozenset that it equals.
    private static func hash(ofSought key: Value) throws -> Int {
        if let set = key.asObject as? SetObject { return set.hashOfElements }
        return try key.hash()
    }

    public var elements: [Value] { table.compactMap { $0.isActive ? $0.key : nil } }

    func element(from position: inout Int) -> Value? {
        while position < table.count {
            defer { position += 1 }
            if table[position].isActive { return table[position].key }
        }
        return nil
    }

    func removeAll() {
        var keys = elements
        table = [Entry](repeating: Entry(), count: 8)
        (fill, count) = (0, 0)
        version &+= 1
        Reaper.reap(&keys)
    }

    func pop() -> Value? {
        if count == 0 { return nil }
        var i = finger & (table.count - 1)
        while !table[i].isActive { i = (i + 1) & (table.count - 1) }
        let key = table[i].key
        remove(at: i)
        finger = i + 1
        return key
    }

    // MARK: - The table

    /// Visits the slots a hash may be in, in CPython's order, until `visit` returns true.
    @inline(__always)
    private func probe(_ hash: Int, _ visit: (Int) throws -> Bool) rethrows {
        let mask = table.count - 1
        var perturb = UInt(bitPattern: hash)
        var i = hash & mask
        while true {
            let last = i + 9 <= mask ? i + 9 : i
            for slot in i...last where try visit(slot) { return }
            perturb >>= 5
            i = Int(truncatingIfNeeded: UInt(bitPattern: i) &* 5 &+ 1 &+ perturb) & mask
        }
    }

    /// `find` for a machine integer or a text, which no script code compares; nil: the general way has to look.
    private func quickFind(_ key: Value, _ hash: Int) -> Int?? {
        var text: StringObject?
        if case .object(let object) = key {
            guard let own = exactly(object, StringObject.self) else { return nil }
            text = own
        } else {
            guard case .int = key else { return nil }
        }
        return table.withUnsafeBufferPointer { entries -> Int?? in
            var answer: Int?? = .some(nil)
            probe(hash) { slot in
                switch entries[slot].key {
                case .unbound: return !entries[slot].isRemoved
                case .int(let a):
                    guard entries[slot].hash == hash, case .int(let b) = key, a == b else { return false }
                case .object(let object):
                    guard entries[slot].hash == hash else { return false }
                    guard let other = exactly(object, StringObject.self) else {
                        answer = nil
                        return true
                    }
                    guard let text, text.hasSameText(as: other) else { return false }
                case .none, .bool, .float:
                    guard entries[slot].hash == hash else { return false }
                    answer = nil
                    return true
                }
                answer = slot
                return true
            }
            return answer
        }
    }

    private func find(_ key: Value, _ hash: Int) throws -> Int? {
        if let known = quickFind(key, hash) { return known }
        while true {
            let before = version
            var found: Int?
            var changed = false
            try probe(hash) { slot in
                let entry = table[slot]
                if entry.isFree { return true }
                guard entry.isActive, entry.hash == hash else { return false }
                let same = try entry.key.equals(key)
                if version != before {
                    changed = true
                    return true
                }
                if same { found = slot }
                return same
            }
            if !changed { return found }
        }
    }

    private func add(_ key: Value, _ hash: Int) throws {
        if try find(key, hash) != nil { return }
        // The last removed slot on the way to the first free one is used again.
        var target = 0
        var removed: Int?
        probe(hash) { slot in
            if table[slot].isRemoved { removed = slot }
            target = slot
            return table[slot].isFree
        }
        // Whether there is room for a larger table is asked before anything changes.
        let grown = count >= 50_000 ? (count + 1) * 2 : (count + 1) * 4
        let grows = removed == nil && (fill + 1) * 5 >= (table.count - 1) * 3
        if grows { try askForRoom(grown) }
        count += 1
        version &+= 1
        if let removed {
            table[removed] = Entry(key: key, hash: hash)
            return
        }
        table[target] = Entry(key: key, hash: hash)
        fill += 1
        if grows { resize(grown) }
    }

    /// Puts a key known to be absent into the first free slot.
    private func insertClean(_ key: Value, _ hash: Int) {
        var target = 0
        probe(hash) { slot in
            target = slot
            return table[slot].isFree
        }
        table[target] = Entry(key: key, hash: hash)
    }

    /// Slots of a table that is to have more than `minimum`: a power of two.
    private func slots(moreThan minimum: Int) -> Int {
        var size = 8
        while size <= minimum { size <<= 1 }
        return size
    }

    private func askForRoom(_ minimum: Int) throws {
        try HostMemory.require(slots(moreThan: minimum), itemsOf: MemoryLayout<Entry>.stride)
    }

    private func resize(_ minimum: Int) {
        let size = slots(moreThan: minimum)
        let old = table
        table = [Entry](repeating: Entry(), count: size)
        for entry in old where entry.isActive { insertClean(entry.key, entry.hash) }
        fill = count
    }

    private func discard(_ key: Value, _ hash: Int) throws -> Bool {
        guard let slot = try find(key, hash) else { return false }
        remove(at: slot)
        return true
    }

    private func remove(at slot: Int) {
        table[slot] = Entry(key: .unbound, hash: -1, isRemoved: true)
        count -= 1
        version &+= 1
    }

    // MARK: - Set algebra

    func formUnion(_ source: Value) throws {
        if let other = source.asObject as? SetObject { return try merge(other) }
        if let dict = source.asObject as? DictObject {
            if (fill + dict.count) * 5 >= (table.count - 1) * 3 {
                try askForRoom((count + dict.count) * 2)
                resize((count + dict.count) * 2)
            }
            for (key, _) in dict.pairs { try add(key) }
            return
        }
        let iterator = try source.iterator()
        while let next = try iterator.next() { try add(next) }
    }

    private func merge(_ other: SetObject) throws {
        if other === self || other.count == 0 { return }
        if (fill + other.count) * 5 >= (table.count - 1) * 3 {
            try askForRoom((count + other.count) * 2)
            resize((count + other.count) * 2)
        }
        if fill == 0 {
            if table.count == other.table.count, other.fill == other.count {
                table = other.table
            } else {
                for entry in other.table where entry.isActive { insertClean(entry.key, entry.hash) }
            }
            (fill, count) = (other.count, other.count)
            version &+= 1
            return
        }
        for entry in other.table where entry.isActive { try add(entry.key, entry.hash) }
    }

    func intersection(_ source: Value) throws -> SetObject {
        let result = SetObject(frozen: isFrozen)
        guard let other = source.asObject as? SetObject else {
            let iterator = try source.iterator()
            // Nothing is asked of what comes after the last element that could be in both.
            while result.count < count || count == 0, let next = try iterator.next() {
                if try holds(next) { try result.add(next) }
            }
            return result
        }
        if other === self { return try SetObject.of(source, frozen: isFrozen) }
        let (larger, smaller) = other.count > count ? (other, self) : (self, other)
        for entry in smaller.table where entry.isActive {
            if try larger.find(entry.key, entry.hash) != nil { try result.add(entry.key, entry.hash) }
        }
        return result
    }

    func subtracting(_ source: Value) throws -> SetObject {
        let other = try source.asObject as? SetObject ?? SetObject.of(source)
        if count >> 2 > other.count {
            let result = try SetObject.of(.object(self), frozen: isFrozen)
            try result.subtract(.object(other))
            return result
        }
        let result = SetObject(frozen: isFrozen)
        for entry in table where entry.isActive {
            if try other.find(entry.key, entry.hash) == nil { try result.add(entry.key, entry.hash) }
        }
        return result
    }

    func subtract(_ source: Value) throws {
        if source.asObject === self { return removeAll() }
        for element in try source.elements() { try discard(element, element.hash()) }
        if fill - count > (table.count - 1) / 4 { resize(count > 50_000 ? count * 2 : count * 4) }
    }

    func symmetricDifference(_ source: Value) throws -> SetObject {
        let result = try SetObject.of(source, frozen: isFrozen)
        for entry in table where entry.isActive {
            if !(try result.discard(entry.key, entry.hash)) { try result.add(entry.key, entry.hash) }
        }
        return result
    }

    /// Takes over another set's elements (`&=`, `^=`).
    func replace(with other: SetObject) {
        (table, fill, count) = (other.table, other.fill, other.count)
        version &+= 1
    }

    func isSubset(of other: SetObject) throws -> Bool {
        if count > other.count { return false }
        for entry in table where entry.isActive { if try other.find(entry.key, entry.hash) == nil { return false } }
        return true
    }

    // MARK: - As an object

    public override func repr() throws -> String {
        if count == 0 { return "\(type.name)()" }
        return try ReprGuard.write(self, placeholder: "\(type.name)(...)") {
            let inner = "{\(try elements.map { try $0.repr() }.joined(separator: ", "))}"
            return isFrozen ? "frozenset(\(inner))" : inner
        }
    }
    public override func truth() throws -> Bool { count != 0 }
    public override func length() throws -> Int? { count }
    public override func iterator() throws -> IteratorObject? { SetIterator(self) }
    public override func contains(_ value: Value) throws -> Bool? { try contains(element: value) }

    public override func hash() throws -> Int {
        if !isFrozen { throw Failure(.typeError, "unhashable type: 'set'") }
        return hashOfElements
    }

    /// Independent of order (CPython's mixing).
    private var hashOfElements: Int {
        var hash: UInt = 0
        for entry in table where entry.isActive {
            let h = UInt(bitPattern: entry.hash)
            hash ^= ((h ^ 89_869_747) ^ (h << 16)) &* 3_644_798_167
        }
        hash ^= UInt(count + 1) &* 1_927_868_237
        hash ^= (hash >> 11) ^ (hash >> 25)
        hash = hash &* 69069 &+ 907_133_923
        return hash == .max ? 590_923_713 : Int(bitPattern: hash)
    }

    public override func compare(_ op: ComparisonOperator, _ other: Value) throws -> Value? {
        guard let other = other.asObject as? SetObject else { return nil }
        switch op {
        case .equal: return .bool(try count == other.count && isSubset(of: other))
        case .notEqual: return .bool(!(try count == other.count && isSubset(of: other)))
        case .lessEqual: return .bool(try isSubset(of: other))
        case .less: return .bool(try count < other.count && isSubset(of: other))
        case .greaterEqual: return .bool(try other.isSubset(of: self))
        case .greater: return .bool(try other.count < count && other.isSubset(of: self))
        case .isIdentical, .isNotIdentical, .isIn, .isNotIn: return nil
        }
    }

    public override func binary(_ op: BinaryOperator, _ right: Value) throws -> Value? {
        guard right.asObject is SetObject || (right.asObject as? DictView)?.part ?? .values != .values else {
            return nil
        }
        switch op {
        case .or:
            let result = try SetObject.of(.object(self), frozen: isFrozen)
            try result.formUnion(right)
            return .object(result)
        case .and: return .object(try intersection(right))
        case .subtract: return .object(try subtracting(right))
        case .xor: return .object(try symmetricDifference(right))
        default: return nil
        }
    }

    public override func inPlaceBinary(_ op: BinaryOperator, _ right: Value) throws -> Value? {
        guard !isFrozen, right.asObject is SetObject else { return nil }
        switch op {
        case .or: try formUnion(right)
        case .and: replace(with: try intersection(right))
        case .subtract: try subtract(right)
        case .xor: replace(with: try symmetricDifference(right))
        default: return nil
        }
        return .object(self)
    }
}

final class SetIterator: IteratorObject {
    private var set: SetObject?
    private let expected: Int
    private var position = 0
    nonisolated(unsafe) static let cls = TypeObject("set_iterator")
    override var type: TypeObject { SetIterator.cls }
    init(_ set: SetObject) {
        self.set = set
        expected = set.count
    }
    override func next() throws -> Value? {
        guard let set else { return nil }
        if set.count != expected {
            throw Failure(
                .runtimeError, "Set changed size during iteration", hint: "iterate over list(s) to change s meanwhile")
        }
        if let element = set.element(from: &position) { return element }
        self.set = nil
        return nil
    }
}

// MARK: - Methods

private func makeSetType(frozen: Bool) -> TypeObject {
    let name = frozen ? "frozenset" : "set"
    let type = TypeObject(name) { _, arguments in
        try arguments.expect(name, atMost: 1)
        guard let source = arguments.positional.first else { return .object(SetObject(frozen: frozen)) }
        if frozen, let same = source.asObject as? SetObject, same.isFrozen { return source }
        return .object(try SetObject.of(source, frozen: frozen))
    }
    addAlgebra(to: type)
    addTests(to: type)
    if !frozen { addChanges(to: type) }
    return type
}

private func addAlgebra(to type: TypeObject) {
    type.rawMethod("copy(self)", "A new set of the same elements.") { bound in
        let set = try bound.receiver(SetObject.self)
        return set.isFrozen ? bound[0] : .object(try SetObject.of(bound[0]))
    }
    type.rawMethod("union(self, *others)", "Elements of any.") { bound in
        let set = try bound.receiver(SetObject.self)
        let result = try SetObject.of(bound[0], frozen: set.isFrozen)
        for other in try bound[1].elements() { try result.formUnion(other) }
        return .object(result)
    }
    type.rawMethod("intersection(self, *others)", "Elements of all.") { bound in
        var set = try bound.receiver(SetObject.self)
        let others = try bound[1].elements()
        if others.isEmpty { return .object(try SetObject.of(bound[0], frozen: set.isFrozen)) }
        for other in others { set = try set.intersection(other) }
        return .object(set)
    }
    type.rawMethod("difference(self, *others)", "Elements of no other.") { bound in
        var set = try bound.receiver(SetObject.self)
        let others = try bound[1].elements()
        if others.isEmpty { return .object(try SetObject.of(bound[0], frozen: set.isFrozen)) }
        for other in others { set = try set.subtracting(other) }
        return .object(set)
    }
    type.rawMethod("symmetric_difference(self, other, /)", "Elements of exactly one.") { bound in
        .object(try bound.receiver(SetObject.self).symmetricDifference(bound[1]))
    }
}

private func addTests(to type: TypeObject) {
    type.rawMethod("isdisjoint(self, other, /)", "Whether no element is in both.") { bound in
        let set = try bound.receiver(SetObject.self)
        let iterator = try bound[1].iterator()
        while let element = try iterator.next() { if try set.holds(element) { return .bool(false) } }
        return .bool(true)
    }
    type.rawMethod("issubset(self, other, /)", "Whether every element is in other.") { bound in
        .bool(try bound.receiver(SetObject.self).isSubset(of: try SetObject.of(bound[1])))
    }
    type.rawMethod("issuperset(self, other, /)", "Whether every element of other is here.") { bound in
        let set = try bound.receiver(SetObject.self)
        if let other = bound[1].asObject as? SetObject { return .bool(try other.isSubset(of: set)) }
        let iterator = try bound[1].iterator()
        while let element = try iterator.next() { if try !set.holds(element) { return .bool(false) } }
        return .bool(true)
    }
}

private func addChanges(to type: TypeObject) {
    type.rawMethod("add(self, element, /)", "Adds an element.") { bound in
        try bound.receiver(SetObject.self).add(bound[1])
        return .none
    }
    type.rawMethod("discard(self, element, /)", "Removes an element if it is there.") { bound in
        try bound.receiver(SetObject.self).discard(bound[1])
        return .none
    }
    type.rawMethod("remove(self, element, /)", "Removes an element; KeyError if it is not there.") { bound in
        if try bound.receiver(SetObject.self).discard(bound[1]) { return .none }
        throw DictObject.missing(bound[1])
    }
    type.rawMethod("pop(self)", "Removes and returns an element.") { bound in
        if let key = try bound.receiver(SetObject.self).pop() { return key }
        throw Failure(.keyError, "'pop from an empty set'")
    }
    type.rawMethod("clear(self)", "Removes every element.") { bound in
        try bound.receiver(SetObject.self).removeAll()
        return .none
    }
    type.rawMethod("update(self, *others)", "Adds the elements of every other.") { bound in
        for other in try bound[1].elements() { try bound.receiver(SetObject.self).formUnion(other) }
        return .none
    }
    type.rawMethod("difference_update(self, *others)", "Removes the elements of every other.") { bound in
        for other in try bound[1].elements() { try bound.receiver(SetObject.self).subtract(other) }
        return .none
    }
    type.rawMethod("intersection_update(self, *others)", "Keeps the elements that are in every other.") { bound in
        let set = try bound.receiver(SetObject.self)
        for other in try bound[1].elements() { set.replace(with: try set.intersection(other)) }
        return .none
    }
    type.rawMethod("symmetric_difference_update(self, other, /)", "Keeps the elements of exactly one.") { bound in
        let set = try bound.receiver(SetObject.self)
        set.replace(with: try set.symmetricDifference(bound[1]))
        return .none
    }
}
