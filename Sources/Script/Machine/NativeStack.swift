// How much of the thread's own stack is left: recursion that passes through Swift code (callbacks, comparison, repr) is stopped by
// address, not by count, so no setting can overrun the stack.
import Glibc

enum NativeStack {
    @inline(never)
    static func address() -> UInt {
        var marker: UInt8 = 0
        return withUnsafeMutablePointer(to: &marker) { UInt(bitPattern: $0) }
    }

    /// Of the thread that asked last: the main thread's bounds cost glibc a reading of /proc/self/maps.
    nonisolated(unsafe) private static var known: (thread: pthread_t, end: UInt, size: Int)?

    /// The lowest address of the running thread's stack and its size; zeros where they cannot be told.
    static func bounds() -> (end: UInt, size: Int) {
        let current = pthread_self()
        if let known, known.thread == current { return (known.end, known.size) }
        let (end, size) = measure()
        known = (current, end, size)
        return (end, size)
    }

    /// The address the running thread's stack should not grow below: its end and a reserve for Swift code between two checks.
    static func floor() -> UInt {
        let (end, size) = bounds()
        return end + UInt(min(1 << 20, size / 4))
    }

    private static func measure() -> (end: UInt, size: Int) {
        var attributes = pthread_attr_t()
        guard let readAttributes, readAttributes(pthread_self(), &attributes) == 0 else { return (0, 0) }
        defer { pthread_attr_destroy(&attributes) }
        var base: UnsafeMutableRawPointer?
        var size = 0
        guard pthread_attr_getstack(&attributes, &base, &size) == 0, let base else { return (0, 0) }
        return (UInt(bitPattern: base), size)
    }

    private typealias ReadAttributes = @convention(c) (pthread_t, UnsafeMutablePointer<pthread_attr_t>) -> CInt

    /// glibc's `pthread_getattr_np`, which its headers show to GNU sources only.
    private static let readAttributes: ReadAttributes? = dlsym(nil, "pthread_getattr_np").map {
        unsafeBitCast($0, to: ReadAttributes.self)
    }
}
