// The variables of a module. Every name gets a slot number once and for all, so compiled code addresses globals by number; an unbound
// slot means: look in the builtins.

public final class Namespace {
    /// Slot numbers, never taken back: compiled code holds them.
    private var index: [Symbol: Int] = [:]
    private(set) var symbols: [Symbol] = []
    @exclusivity(unchecked) private(set) var slots: UnsafeMutablePointer<Value>
    /// For each slot the number of the same name in the builtins, or -1 before it is known.
    @exclusivity(unchecked) private(set) var builtinSlots: UnsafeMutablePointer<Int32>
    private var capacity = 16

    init() {
        slots = .allocate(capacity: capacity)
        builtinSlots = .allocate(capacity: capacity)
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

    func setBuiltinSlot(_ slot: Int, _ builtin: Int) { builtinSlots[slot] = Int32(truncatingIfNeeded: builtin) }

    /// Bound names in slot order.
    var names: [Symbol] {
        symbols.indices.compactMap { i in
            if case .unbound = slots[i] { nil } else { symbols[i] }
        }
    }
}
