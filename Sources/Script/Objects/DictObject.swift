// dict: keys in insertion order, found through a hash table of positions (open addressing, linear probing). Keys that are int or str
// are compared in place; other keys may run script code, which may change the dict, so a lookup starts over when it did.
//
// Memory: one block with three parallel rows (keys, values, hashes) of `capacity` entries, the first `used` of them initialised, and
// 2^slotBits `slots`, which hold positions in those rows: -1 free, -2 removed. A removed entry has an unbound key. An empty dict has no
// block: most dicts of keywords and options stay empty. All access stays inside `used` and the mask.
import Schema

public class DictObject: Object {
    private var keys: Registers
    private var values: Registers
    private var hashes: UnsafeMutablePointer<Int>
    private var slots: UnsafeMutablePointer<Int32>
    private var slotBits = 0
    private var capacity = 0
    /// Entries ever added since the last rebuild, removed ones included.
    private(set) var used = 0
    /// How many keys there are.
    public private(set) var count = 0
    /// Changes with every change of the set of keys.
    private(set) var version = 0
    /// There are, or were, keys that may equal a text without being one: objects of script classes and the like.
    private var hasStrangeKeys = false

    nonisolated(unsafe) public static let cls = makeDictType()
    public override var type: TypeObject { DictObject.cls }

    /// An empty dict. Its rows point nowhere and are never read or written.
    public override init() {
        let nowhere = UnsafeMutableRawPointer(bitPattern: 64).unsafelyUnwrapped
        keys = nowhere.assumingMemoryBound(to: Value.self)
        values = keys
        hashes = nowhere.assumingMemoryBound(to: Int.self)
        slots = nowhere.assumingMemoryBound(to: Int32.self)
        super.init()
        Collector.track(self)
    }

    public override var holdsReferences: Bool { true }
    public override func visitReferences(_ visitor: ReferenceVisitor) {
        for i in 0..<used {
            visitor.visit(keys[i])
            visitor.visit(values[i])
        }
    }
    public override func dropReferences() { removeAll() }

    /// Keys in insertion order; a repeated key keeps its place and takes the later value.
    public convenience init(_ pairs: [(Value, Value)]) throws {
        self.init()
        for (key, value) in pairs { try set(key, value) }
    }

    deinit {
        if capacity == 0 { return }
        Reaper.reap(values, count: used)
        Reaper.reap(keys, count: used)
        UnsafeMutableRawPointer(keys).deallocate()
    }

    // MARK: - Keys and values

    /// The value of a key, or nil.
    public func get(_ key: Value) throws -> Value? {
        let entry = try find(key)
        return entry < 0 ? nil : values[entry]
    }

    /// The entry of a key, or -1.
    @inline(__always)
    private func find(_ key: Value) throws -> Int {
        if case .object(let object) = key, !hasStrangeKeys, let text = exactly(object, StringObject.self) {
            return find(text)
        }
        return try find(key, try hash(of: key))
    }

    public func set(_ key: Value, _ value: Value) throws {
        if case .object(let object) = key, !hasStrangeKeys, let text = exactly(object, StringObject.self) {
            let entry = find(text)
            if entry >= 0 {
                values[entry] = value
            } else {
                try askForRoom()
                append(key, text.textHash, value)
            }
            return
        }
        let hash = try hash(of: key)
        let entry = try find(key, hash)
        if entry >= 0 {
            values[entry] = value
        } else {
            try askForRoom()
            append(key, hash, value)
        }
    }

    func set(_ key: StringObject, _ value: Value) {
        let entry = find(key)
        if entry >= 0 { values[entry] = value } else { append(.object(key), key.textHash, value) }
    }

    /// Removes a key and returns its value, or nil.
    @discardableResult
    public func remove(_ key: Value) throws -> Value? {
        let entry = try find(key, try hash(of: key))
        return entry < 0 ? nil : remove(at: entry)
    }

    /// The value of a text key.
    public subscript(_ name: String) -> Value? {
        get {
            let entry = find(name)
            return entry < 0 ? nil : values[entry]
        }
        set {
            let entry = find(name)
            if let newValue {
                if entry >= 0 { values[entry] = newValue } else { append(.string(name), TextHash.of(name), newValue) }
            } else if entry >= 0 {
                remove(at: entry)
            }
        }
    }

    /// Keys and values in order.
    public var pairs: [(key: Value, value: Value)] {
        var result: [(key: Value, value: Value)] = []
        result.reserveCapacity(count)
        for i in 0..<used { if case .unbound = keys[i] {} else { result.append((keys[i], values[i])) } }
        return result
    }

    /// The entry at or after a position, and the position after it: iteration that survives changes of values.
    public func entry(from position: inout Int) -> (key: Value, value: Value)? {
        while position < used {
            defer { position += 1 }
            if case .unbound = keys[position] { continue }
            return (keys[position], values[position])
        }
        return nil
    }

    /// The entry at or before a position, walking backwards.
    func entry(backFrom position: inout Int) -> (key: Value, value: Value)? {
        position = min(position, used - 1)
        while position >= 0 {
            defer { position -= 1 }
            if case .unbound = keys[position] { continue }
            return (keys[position], values[position])
        }
        return nil
    }

    public func removeAll() {
        var oldKeys: [Value] = []
        var oldValues: [Value] = []
        for i in 0..<used {
            oldKeys.append((keys + i).move())
            oldValues.append((values + i).move())
        }
        used = 0
        count = 0
        version &+= 1
        if capacity > 0 { slots.update(repeating: -1, count: 1 << slotBits) }
        Reaper.reap(&oldValues)
        Reaper.reap(&oldKeys)
    }

    func copy() throws -> DictObject {
        let result = DictObject()
        try DictObject.ask(count)
        result.reserve(count)
        for i in 0..<used { if case .unbound = keys[i] {} else { result.append(keys[i], hashes[i], values[i]) } }
        return result
    }

    /// Moves a key to the end or the front (OrderedDict).
    func move(_ key: Value, toEnd: Bool) throws -> Bool {
        let hash = try hash(of: key)
        let entry = try find(key, hash)
        if entry < 0 { return false }
        let stored = keys[entry]
        let value = remove(at: entry)
        if toEnd {
            append(stored, hash, value)
        } else {
            let rest = pairs
            removeAll()
            append(stored, hash, value)
            for (key, value) in rest { try set(key, value) }
        }
        return true
    }

    // MARK: - The table

    private func hash(of key: Value) throws -> Int {
        switch key {
        case .int(let i): NumberHash.of(i)
        case .object(let object):
            if let text = exactly(object, StringObject.self) { text.textHash } else { try object.hash() }
        case .unbound, .none, .bool, .float: try key.hash()
        }
    }

    @inline(__always)
    private func firstSlot(_ hash: Int) -> Int {
        // Fibonacci hashing: consecutive integers spread over the table.
        Int(truncatingIfNeeded: (UInt(bitPattern: hash) &* 0x9E37_79B9_7F4A_7C15) >> UInt(64 - slotBits))
    }

    private func find(_ name: String) -> Int { used == 0 ? -1 : find(StringObject(name)) }

    /// The entry of a text key, or -1.
    private func find(_ text: StringObject) -> Int {
        if used == 0 { return -1 }
        let hash = text.textHash
        let mask = 1 << slotBits - 1
        var slot = firstSlot(hash)
        while true {
            let entry = Int(slots[slot])
            if entry == -1 { return -1 }
            // A number whose hash is the same is no text.
            if entry >= 0, hashes[entry] == hash, let key = (keys + entry).objectPointer,
                key.isExactly(StringObject.self), key.with(StringObject.self, { $0.hasSameText(as: text) })
            {
                return entry
            }
            slot = (slot + 1) & mask
        }
    }

    /// The entry of a key, or -1.
    private func find(_ key: Value, _ hash: Int) throws -> Int {
        if used == 0 { return -1 }
        restart: while true {
            let mask = 1 << slotBits - 1
            var slot = firstSlot(hash)
            while true {
                let entry = Int(slots[slot])
                if entry == -1 { return -1 }
                if entry >= 0, hashes[entry] == hash {
                    if case .int(let a) = keys[entry], case .int(let b) = key {
                        if a == b { return entry }
                    } else {
                        let candidate = keys[entry]
                        let before = version
                        let same = try candidate.equals(key)
                        if before != version { continue restart }
                        if same { return entry }
                    }
                }
                slot = (slot + 1) & mask
            }
        }
    }

    /// Adds a key known to be absent.
    private func append(_ key: Value, _ hash: Int, _ value: Value) {
        if used == capacity { rebuild(for: count + 1) }
        if case .object(let object) = key, exactly(object, StringObject.self) == nil { hasStrangeKeys = true }
        (keys + used).initialize(to: key)
        (values + used).initialize(to: value)
        hashes[used] = hash
        insertSlot(hash, used)
        used += 1
        count += 1
        version &+= 1
    }

    private func insertSlot(_ hash: Int, _ entry: Int) {
        let mask = 1 << slotBits - 1
        var slot = firstSlot(hash)
        while slots[slot] >= 0 { slot = (slot + 1) & mask }
        slots[slot] = Int32(entry)
    }

    @discardableResult
    private func remove(at entry: Int) -> Value {
        let mask = 1 << slotBits - 1
        var slot = firstSlot(hashes[entry])
        while slots[slot] != Int32(entry) { slot = (slot + 1) & mask }
        slots[slot] = -2
        let value = values[entry]
        keys[entry] = .unbound
        values[entry] = .none
        count -= 1
        version &+= 1
        // Removing from the end keeps popitem and stacks from leaving holes.
        if entry == used - 1 {
            used -= 1
            (keys + used).deinitialize(count: 1)
            (values + used).deinitialize(count: 1)
        }
        return value
    }

    func reserve(_ wanted: Int) { if wanted > capacity { rebuild(for: wanted) } }

    /// Most entries: positions are Int32, and capacity grows by half.
    private static let limit = 1 << 30

    /// Called before a key that a script chose is added: a table that has to grow asks whether the machine has room for the larger one.
    @inline(__always)
    private func askForRoom() throws {
        if used == capacity, used >= 1 << 12 { try DictObject.ask(count + 1) }
    }

    private static func ask(_ wanted: Int) throws {
        if wanted >= limit { throw Failure(.memoryError, "a dict holds at most \(limit) entries") }
        try HostMemory.require(room(for: wanted).bytes, itemsOf: 1)
    }

    /// Of a table for `wanted` entries: capacity 1.5 times as much, at most half of the slots in use.
    private static func room(for wanted: Int) -> (capacity: Int, slotBits: Int, bytes: Int) {
        let capacity = max(4, wanted + wanted / 2)
        var bits = 3
        while 1 << bits < 2 * capacity { bits += 1 }
        return (
            capacity, bits, capacity * (2 * MemoryLayout<Value>.stride + MemoryLayout<Int>.stride) + (1 << bits) * 4
        )
    }

    /// Packs the entries and makes room.
    private func rebuild(for wanted: Int) {
        precondition(wanted < DictObject.limit, "see askForRoom")
        let (newCapacity, bits, bytes) = DictObject.room(for: wanted)
        let block = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 16)
        let newKeys = block.bindMemory(to: Value.self, capacity: 2 * newCapacity)
        let newValues = newKeys + newCapacity
        let newHashes = UnsafeMutableRawPointer(newValues + newCapacity).bindMemory(to: Int.self, capacity: newCapacity)
        let newSlots = UnsafeMutableRawPointer(newHashes + newCapacity).bindMemory(to: Int32.self, capacity: 1 << bits)
        newSlots.initialize(repeating: -1, count: 1 << bits)
        var packed = 0
        for i in 0..<used {
            let key = (keys + i).move()
            let value = (values + i).move()
            if case .unbound = key { continue }
            (newKeys + packed).initialize(to: key)
            (newValues + packed).initialize(to: value)
            newHashes[packed] = hashes[i]
            packed += 1
        }
        if capacity > 0 { UnsafeMutableRawPointer(keys).deallocate() }
        (keys, values, hashes, slots) = (newKeys, newValues, newHashes, newSlots)
        capacity = newCapacity
        slotBits = bits
        used = packed
        for i in 0..<packed { insertSlot(hashes[i], i) }
    }

    // MARK: - As an object

    public override func repr() throws -> String {
        try ReprGuard.write(self, placeholder: "{...}") {
            "{\(try pairs.map { "\(try $0.key.repr()): \(try $0.value.repr())" }.joined(separator: ", "))}"
        }
    }
    public override func truth() throws -> Bool { count != 0 }
    public override func length() throws -> Int? { count }
    public override func iterator() throws -> IteratorObject? { DictIterator(self, .keys) }
    public override func hash() throws -> Int { throw Failure(.typeError, "unhashable type: '\(type.name)'") }
    public override func contains(_ value: Value) throws -> Bool? { try get(value) != nil }

    public override func item(_ key: Value) throws -> Value { try plainItem(key) }
    /// `dict.__getitem__`: past a subclass's own.
    func plainItem(_ key: Value) throws -> Value {
        if let value = try get(key) { return value }
        throw DictObject.missing(key)
    }
    public override func setItem(_ key: Value, _ value: Value) throws { try set(key, value) }
    public override func deleteItem(_ key: Value) throws {
        if try remove(key) == nil { throw DictObject.missing(key) }
    }

    static func missing(_ key: Value) -> Error {
        ScriptError(ExceptionObject(ExceptionTypes.cls(.keyError), [key]))
    }

    public override func compare(_ op: ComparisonOperator, _ other: Value) throws -> Value? {
        guard op == .equal || op == .notEqual, let other = other.asObject as? DictObject else { return nil }
        return .bool(try isEqual(to: other) == (op == .equal))
    }

    private func isEqual(to other: DictObject) throws -> Bool {
        if count != other.count { return false }
        for (key, value) in pairs {
            guard let theirs = try other.get(key), try value.equals(theirs) else { return false }
        }
        return true
    }

    public override func binary(_ op: BinaryOperator, _ right: Value) throws -> Value? {
        guard op == .or, let other = right.asObject as? DictObject else { return nil }
        let result = try copy()
        for (key, value) in other.pairs { try result.set(key, value) }
        return .object(result)
    }

    public override func inPlaceBinary(_ op: BinaryOperator, _ right: Value) throws -> Value? {
        guard op == .or else { return nil }
        try update(from: right)
        return .object(self)
    }

    /// `update`: from a mapping (anything with `keys`) or an iterable of pairs.
    func update(from source: Value) throws {
        if let dict = source.asObject as? DictObject {
            for (key, value) in dict.pairs { try set(key, value) }
            return
        }
        if let object = source.asObject, let keys = try object.attribute("keys") {
            let iterator = try keys.call().iterator()
            while let key = try iterator.next() { try set(key, try source.item(key)) }
            return
        }
        let iterator = try source.iterator()
        var position = 0
        while let pair = try iterator.next() {
            guard let parts = try? pair.elements() else {
                throw Failure(
                    .typeError, "cannot convert dictionary update sequence element #\(position) to a sequence")
            }
            guard parts.count == 2 else {
                throw Failure(
                    .valueError,
                    "dictionary update sequence element #\(position) has length \(parts.count); 2 is required")
            }
            try set(parts[0], parts[1])
            position += 1
        }
    }
}
