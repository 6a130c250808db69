// Scripts recurse: a thousand Python calls deep must end in a RecursionError and not in a fault, so they run on a thread whose
// stack is far larger than the usual 8 MB. The pages are reserved, not used, until something recurses into them.
import Glibc
import Schema

public enum BigStack {
    /// 1 GB of address space.
    public static let size = 1 << 30

    /// Runs `body` on a thread with a large stack, and waits for it. Signals sent to the process are handled on that thread, so
    /// that a read it waits in is interrupted. Falls back to the caller's own stack if no thread can be had.
    public static func run(_ body: @escaping () -> Void) {
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        defer { pthread_attr_destroy(&attributes) }
        // Under `ulimit -v` an eighth of what there is; halved until it is granted.
        var size = min(size, max(1 << 23, HostMemory.addressSpace() / 8 & ~0xFFFF))
        while size >= 1 << 23 {
            pthread_attr_setstacksize(&attributes, size)
            let box = Unmanaged.passRetained(Box(body))
            var thread = pthread_t()
            let status = pthread_create(
                &thread, &attributes,
                { argument in
                    if let argument { Unmanaged<Box>.fromOpaque(argument).takeRetainedValue().body() }
                    return nil
                }, box.toOpaque())
            if status == 0 {
                var all = sigset_t()
                var old = sigset_t()
                sigfillset(&all)
                pthread_sigmask(SIG_BLOCK, &all, &old)
                pthread_join(thread, nil)
                pthread_sigmask(SIG_SETMASK, &old, nil)
                return
            }
            box.release()
            size /= 2
        }
        body()
    }

    private final class Box {
        let body: () -> Void
        init(_ body: @escaping () -> Void) { self.body = body }
    }
}
