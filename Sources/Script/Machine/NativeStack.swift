// How much of the thread's own stack is left: recursion that passes through Swift code (callbacks, comparison, repr) is stopped by
// address, not by count, so no setting can overrun the stack.
import Glibc

enum NativeStack {
    @inline(never)
    static func address() -> UInt {
        var marker: UInt8 = 0
        return withUnsafeMutablePointer(to: &marker) { UInt(bitPattern: $0) }
    }

    nonisolated(unsafe) private static var thread: pthread_t?
    nonisolated(unsafe) private static var lowest: UInt = 0

    /// The address the running thread's stack should not grow below: its end and a reserve for Swift code between two checks.
    static func floor() -> UInt {
        let current = pthread_self()
        if thread != current {
            thread = current
            lowest = measure()
        }
        return lowest
    }

    private static func measure() -> UInt {
        var attributes = pthread_attr_t()
        guard let readAttributes, readAttributes(pthread_self(), &attributes) == 0 else { return 0 }
        defer { pthread_attr_destroy(&attributes) }
        var base: UnsafeMutableRawPointer?
        var size = 0
        guard pthread_attr_getstack(&attributes, &base, &size) == 0, let base else { return 0 }
        return UInt(bitPattern: base) + UInt(min(1 << 20, size / 4))
    }

    private typealias ReadAttributes = @convention(c) (pthread_t, UnsafeMutablePointer<pthread_attr_t>) -> CInt

    /// glibc's `pthread_getattr_np`, which its headers show to GNU sources only.
    private static let readAttributes: ReadAttributes? = dlsym(nil, "pthread_getattr_np").map {
        unsafeBitCast($0, to: ReadAttributes.self)
    }
}
