// The variables of a module. Every name gets a slot number once and for all, so compiled code addresses globals by number; an unbound
// slot means: look in the builtins.

public final class Namespace: Object {
    /// Slot numbers, never taken back: compiled code holds them.
    private var index: [Symbol: Int] = [:]
    private(set) var symbols: [Symbol] = []
    @exclusivity(unchecked) private(set) var slots: UnsafeMutablePointer<Value>
    /// For each slot the number of the same name in the builtins, or -1 before it is known.
    @exclusivity(unchecked) private(set) var builtinSlots: UnsafeMutablePointer<Int32>
    private var capacity = 16
    /// Where names that are not bound here are looked up next.
    var builtins: Namespace?

    nonisolated(unsafe) private static let cls = TypeObject("dict")
    public override var type: TypeObject { Namespace.cls }

    override init() {
        slots = .allocate(capacity: capacity)
        builtinSlots = .allocate(capacity: capacity)
        super.init()
        Collector.track(self)
    }

    public override var holdsReferences: Bool { true }
    public override func visitReferences(_ visitor: ReferenceVisitor) {
        for slot in symbols.indices { visitor.visit(slots[slot]) }
        if let builtins { visitor.visit(builtins) }
    }
    public override func dropReferences() {
        for slot in symbols.indices { Reaper.reap(&slots[slot]) }
    }

    deinit {
        Reaper.reap(slots, count: symbols.count)
        slots.deallocate()
        builtinSlots.deallocate()
    }

    /// The slot of a name, made if need be.
    func slot(of symbol: Symbol) -> Int {
        if let slot = index[symbol] { return slot }
        let slot = symbols.count
        if slot == capacity {
            let wider = UnsafeMutablePointer<Value>.allocate(capacity: capacity * 2)
            wider.moveInitialize(from: slots, count: slot)
            slots.deallocate()
            slots = wider
            let builtins = UnsafeMutablePointer<Int32>.allocate(capacity: capacity * 2)
            builtins.moveInitialize(from: builtinSlots, count: slot)
            builtinSlots.deallocate()
            builtinSlots = builtins
            capacity *= 2
        }
        (slots + slot).initialize(to: .unbound)
        (builtinSlots + slot).initialize(to: -1)
        symbols.append(symbol)
        index[symbol] = slot
        return slot
    }

    subscript(_ symbol: Symbol) -> Value? {
        get {
            guard let slot = index[symbol] else { return nil }
            if case .unbound = slots[slot] { return nil }
            return slots[slot]
        }
        set {
            let slot = slot(of: symbol)
            if let newValue { slots[slot] = newValue } else { slots[slot] = .unbound }
        }
    }

    /// The builtin behind an unbound slot.
    func builtin(of slot: Int) -> Value? {
        guard let builtins else { return nil }
        if builtinSlots[slot] < 0 { builtinSlots[slot] = Int32(truncatingIfNeeded: builtins.slot(of: symbols[slot])) }
        let value = builtins.slots[Int(builtinSlots[slot])]
        if case .unbound = value { return nil }
        return value
    }

    /// The value of a slot here or in the builtins.
    func visible(_ symbol: Symbol) -> Value? { self[symbol] ?? builtins?[symbol] }

    /// Bound names in slot order.
    var names: [Symbol] {
        symbols.indices.compactMap { i in
            if case .unbound = slots[i] { nil } else { symbols[i] }
        }
    }
}
