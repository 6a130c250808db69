// How much native stack is left on this thread. Recursive walks over a script's syntax ask before they go deeper, so
// that no nesting a script can write overflows the stack, whatever thread it is read on.
import Glibc

/// The end of the current thread's stack. Use it on the thread that made it.
public struct StackGuard: Sendable {
    private let lowest: UInt

    /// - Parameter reserve: bytes kept for what runs between two checks; at most half of the stack.
    public init(reserve: Int = 256 << 10) {
        var attributes = pthread_attr_t()
        var base: UnsafeMutableRawPointer?
        var size = 0
        guard let read = StackGuard.readAttributes, read(pthread_self(), &attributes) == 0 else {
            lowest = 0
            return
        }
        defer { pthread_attr_destroy(&attributes) }
        guard pthread_attr_getstack(&attributes, &base, &size) == 0, let base else {
            lowest = 0
            return
        }
        lowest = UInt(bitPattern: base) + UInt(min(reserve, size / 2))
    }

    /// True when the next level should be refused.
    @inline(never)
    public func isExhausted() -> Bool {
        var marker: UInt8 = 0
        return withUnsafeMutablePointer(to: &marker) { UInt(bitPattern: $0) } < lowest
    }

    private typealias ReadAttributes = @convention(c) (pthread_t, UnsafeMutablePointer<pthread_attr_t>) -> CInt

    /// glibc's `pthread_getattr_np`, which its headers show to GNU sources only.
    private static let readAttributes: ReadAttributes? = dlsym(nil, "pthread_getattr_np").map {
        unsafeBitCast($0, to: ReadAttributes.self)
    }
}
