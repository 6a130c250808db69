// How much native stack is left on this thread. Recursive walks over a script's syntax ask before they go deeper, so
// that no nesting a script can write overflows the stack, whatever thread it is read on.

/// The end of the current thread's stack. Use it on the thread that made it.
public struct StackGuard: Sendable {
    private let lowest: UInt

    /// - Parameter reserve: bytes kept for what runs between two checks; at most half of the stack.
    public init(reserve: Int = 256 << 10) {
        let (end, size) = NativeStack.bounds()
        lowest = end + UInt(min(max(reserve, 0), size / 2))
    }

    /// True when the next level should be refused.
    public func isExhausted() -> Bool { NativeStack.address() < lowest }
}
