// Frees long chains without native recursion. Swift releases a child inside its parent's deinit, so a linked list of 10⁶ script objects
// would overrun the stack when it dies. Every object that owns script values hands them to the Reaper from its deinit: shallow
// structures are released on the spot, and what lies deeper than `directDepth` waits in a list that the outermost deinit drains.
//
//     deinit { Reaper.reap(&elements) }

public enum Reaper {
    /// How many deinits may nest natively before children are parked. One level costs about 300 bytes of stack.
    private static let directDepth = 64
    /// Scripts run on one thread at a time, which is what makes the unchecked statics safe.
    nonisolated(unsafe) private static var depth = 0
    /// Something is being freed right now.
    static var isReaping: Bool { depth > 0 }
    nonisolated(unsafe) private static var parked: [Value] = []
    nonisolated(unsafe) private static var parkedLists: [[Value]] = []

    /// Releases the array's values; `values` is empty afterwards.
    @inline(__always)
    public static func reap(_ values: inout [Value]) {
        if values.isEmpty { return }
        reapSlowly(&values)
    }

    /// Releases the value; it is `.unbound` afterwards.
    @inline(__always)
    public static func reap(_ value: inout Value) {
        if case .object = value { reapSlowly(&value) }
    }

    /// Releases `count` initialised values; the memory is uninitialised afterwards (and still allocated).
    public static func reap(_ values: UnsafeMutablePointer<Value>, count: Int) {
        if depth < directDepth {
            depth += 1
            values.deinitialize(count: count)
            depth -= 1
            if depth == 0 { drain() }
        } else {
            for i in 0..<count { parked.append((values + i).move()) }
        }
    }

    @inline(never)
    private static func reapSlowly(_ values: inout [Value]) {
        if depth < directDepth {
            depth += 1
            values = []
            depth -= 1
            if depth == 0 { drain() }
        } else {
            parkedLists.append(values)
            values = []
        }
    }

    @inline(never)
    private static func reapSlowly(_ value: inout Value) {
        if depth < directDepth {
            depth += 1
            value = .unbound
            depth -= 1
            if depth == 0 { drain() }
        } else {
            parked.append(value)
            value = .unbound
        }
    }

    private static func drain() {
        while true {
            // Each pop releases one parked subtree, at most `directDepth` deep; deeper children come back to the lists.
            if var value = parked.popLast() {
                depth += 1
                value = .unbound
                _ = value
                depth -= 1
            } else if var values = parkedLists.popLast() {
                depth += 1
                values = []
                _ = values
                depth -= 1
            } else {
                return
            }
        }
    }
}
