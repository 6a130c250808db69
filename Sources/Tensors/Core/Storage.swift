// Memory. Every tensor's bytes come from `Storage(bytes:)`: sizes are checked for overflow by the caller (`Shape.bytes`),
// compared with the budget here, and a refusal is a MemoryError instead of a dead process. Big blocks come from an arena that
// keeps what is given back (Arena.swift).

import CKernels
import Glibc
import Schema

/// A block of bytes shared by a tensor and its views.
///
/// The bytes may exist only as a blocked image (Blocked/Image.swift); they are made when somebody first asks for `base`.
public final class Storage {
    private var bytes: UnsafeMutableRawPointer?
    public let byteCount: Int
    /// Counts in-place changes, so that backward can tell when a saved value is no longer the one it saved.
    public internal(set) var version = 0
    /// The same elements, dense and row-major, as a blocked image. Gone once `base` was handed out: its holder may write.
    var image: Image?

    /// Uninitialised memory, 64-byte aligned.
    public init(bytes count: Int) throws {
        do { bytes = try Memory.allocate(count) } catch {
            // Tensors that only a circle of script objects holds may make room.
            guard let reclaim = Memory.reclaim, reclaim() else { throw error }
            bytes = try Memory.allocate(count)
        }
        byteCount = count
    }

    /// The elements of an image, converted when they are first asked for.
    init(_ image: Image) {
        self.image = image
        byteCount = image.plainCount * MemoryLayout<Float>.stride
    }

    /// The bytes. An image is converted here only if nobody called `prepare` before; then a lack of memory ends the process.
    public var base: UnsafeMutableRawPointer {
        if _fastPath(image == nil), let bytes { return bytes }
        do {
            try materialize()
        } catch let failure as Failure where failure.kind == .memoryError {
            fatalError("memory ran out where it cannot be reported: \(failure.message)")
        } catch {
            // An interrupted conversion leaves the image to try again; the op that asked ends with KeyboardInterrupt.
        }
        guard let bytes else { preconditionFailure("a conversion allocates before anything can interrupt it") }
        return bytes
    }

    /// Makes sure that `base` is only a read: an op calls this before it takes pointers, so that the memory which the bytes of an
    /// image need is refused with an error and not with the end of the process.
    @inline(__always)
    public func prepare() throws {
        if _fastPath(image == nil) { return }
        try materialize()
    }

    @inline(never)
    private func materialize() throws {
        let target = try bytes ?? Memory.allocate(byteCount)
        bytes = target
        Blocked.conversions += 1
        // Whoever reads `base` cannot be told that there is nothing to read, so the conversion is not interrupted.
        if let image, try Interrupts.held({ try image.store(to: target.assumingMemoryBound(to: Float.self)) }) {
            self.image = nil
        }
    }

    deinit { if let bytes { Memory.release(bytes, byteCount) } }
}

/// The allocator behind `Storage`: budget, reuse cache, and the hook that lets tests make the k-th request fail.
public enum Memory {
    /// Most bytes live tensors may take; nil means what the machine and its cgroup have.
    nonisolated(unsafe) public static var budget: Int?
    /// Bytes held by live tensors.
    nonisolated(unsafe) public private(set) static var used = 0
    /// The largest `used` since `resetPeak`.
    nonisolated(unsafe) public private(set) static var peak = 0
    /// When positive, counts down with every allocation; the one that reaches 0 is refused, and the next.
    nonisolated(unsafe) public static var failAfter = 0 {
        didSet { if oldValue != failAfter + 1 { refusesNext = false } }
    }
    /// The attempt after a refused one, when something was let go of, is refused too.
    nonisolated(unsafe) private static var refusesNext = false
    /// How often memory was asked for: the range of `failAfter`.
    nonisolated(unsafe) public private(set) static var requests = 0

    /// Frees tensors that nobody can reach; false when there were none. Asked before an allocation is refused.
    nonisolated(unsafe) public static var reclaim: (() -> Bool)?

    nonisolated(unsafe) private static var arena = Arena()
    /// Smaller blocks are left to malloc, which is good at them.
    private static let arenaFrom = 1 << 16
    /// Bytes of fresh blocks since the machine's free memory was last looked at.
    nonisolated(unsafe) private static var unlooked = 0
    // Tensors may be dropped by another thread (a data loader, the terminal), so the counters are guarded.
    nonisolated(unsafe) private static let lock: UnsafeMutablePointer<pthread_mutex_t> = {
        let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
        pthread_mutex_init(mutex, nil)
        return mutex
    }()

    public static func resetPeak() { peak = used }

    /// Refuses host memory (Swift arrays of results, lists of views) that a script's sizes ask for: `count` items of about
    /// `size` bytes. Swift's own allocations cannot fail without ending the process.
    public static func require(_ count: Int, itemsOf size: Int) throws {
        let (bytes, over) = count.multipliedReportingOverflow(by: size)
        if !over, bytes < HostMemory.smallest { return }
        if let budget, over || bytes > budget - used {
            throw HostMemory.refusal(over ? Int.max : bytes, available: max(0, budget - used))
        }
        try HostMemory.require(count, itemsOf: size)
    }

    static func allocate(_ bytes: Int) throws -> UnsafeMutableRawPointer {
        precondition(bytes >= 0, "sizes are checked before memory is asked for")
        // Nothing needs no memory worth refusing.
        if bytes == 0, let block = unet_alloc(rounded(0)) { return block }
        requests &+= 1
        if refusesNext {
            refusesNext = false
            throw HostMemory.refusal(bytes, available: 0)
        }
        if failAfter > 0 {
            failAfter -= 1
            if failAfter == 0 {
                refusesNext = true
                throw HostMemory.refusal(bytes, available: 0)
            }
        }
        pthread_mutex_lock(lock)
        defer { pthread_mutex_unlock(lock) }
        let size = rounded(bytes)
        if let budget, bytes > budget - used {
            throw HostMemory.refusal(bytes, available: max(0, budget - used))
        }
        if size >= arenaFrom, let block = arena.take(size) {
            count(bytes)
            return block
        }
        // Many small blocks fill the machine as one large one does.
        unlooked += size
        var free = 0
        if size >= arenaFrom || unlooked >= 4 * HostMemory.smallest {
            unlooked = 0
            free = HostMemory.available()
            if size > free, arena.free > 0 {
                arena.trim()
                free = HostMemory.available()
            }
            if size > free { throw HostMemory.refusal(bytes, available: free) }
        }
        guard let block = fresh(size, free) else { throw HostMemory.refusal(bytes, available: HostMemory.available()) }
        count(bytes)
        return block
    }

    /// A block the arena did not have; nil where the system has no memory for it. A large block comes out of a new segment, of at most
    /// a quarter of what is free: what is taken from a segment later is not looked at again.
    private static func fresh(_ size: Int, _ free: Int) -> UnsafeMutableRawPointer? {
        if size < arenaFrom { return unet_alloc(size) }
        return arena.grow(size, preferred: min(Arena.usualSegment, free / 4)) ? arena.take(size) : nil
    }

    static func release(_ block: UnsafeMutableRawPointer, _ bytes: Int) {
        pthread_mutex_lock(lock)
        defer { pthread_mutex_unlock(lock) }
        used -= bytes
        let size = rounded(bytes)
        if size < arenaFrom {
            unet_free(block)
            return
        }
        arena.give(block, size)
        // At most half of the budget or 4 GiB lie idle.
        if arena.free > min((budget ?? 1 << 33) / 2, 1 << 32) { arena.trim() }
    }

    /// Bytes of freed blocks that the next ones are cut from.
    public static var idle: Int {
        pthread_mutex_lock(lock)
        defer { pthread_mutex_unlock(lock) }
        return arena.free
    }

    /// Gives idle blocks back to the system.
    public static func emptyCache() {
        pthread_mutex_lock(lock)
        defer { pthread_mutex_unlock(lock) }
        arena.trim()
        unet_trim()
    }

    private static func count(_ bytes: Int) {
        used += bytes
        if used > peak { peak = used }
    }

    /// Block sizes come in steps, so that nearly equal requests can share. The step never reaches user arithmetic: sizes
    /// near Int.max are refused by `Shape.bytes` before.
    private static func rounded(_ bytes: Int) -> Int {
        bytes < arenaFrom ? max(64, bytes) : (bytes + Arena.page - 1) & ~(Arena.page - 1)
    }
}
