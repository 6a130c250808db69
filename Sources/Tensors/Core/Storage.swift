// Memory. Every tensor's bytes come from `Storage(bytes:)`: sizes are checked for overflow by the caller (`Shape.bytes`),
// compared with the budget here, and a refusal is a MemoryError instead of a dead process. Big buffers that are given back
// are kept for the next request of the same size, because a training step asks for the same sizes again and again and
// fresh pages cost as much as the arithmetic on them.

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

    public var base: UnsafeMutableRawPointer {
        if _fastPath(image == nil), let bytes { return bytes }
        return materialize()
    }

    @inline(never)
    private func materialize() -> UnsafeMutableRawPointer {
        let target: UnsafeMutableRawPointer
        if let bytes {
            target = bytes
        } else {
            target = Memory.allocateOrStop(byteCount)
            bytes = target
        }
        // An interrupted conversion leaves the image to try again; the op that asked ends with KeyboardInterrupt.
        if let image, image.store(to: target.assumingMemoryBound(to: Float.self)) { self.image = nil }
        return target
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
    /// When positive, counts down with every allocation; the one that reaches 0 is refused.
    nonisolated(unsafe) public static var failAfter = 0

    /// Frees tensors that nobody can reach; false when there were none. Asked before an allocation is refused.
    nonisolated(unsafe) public static var reclaim: (() -> Bool)?

    nonisolated(unsafe) private static var cache: [Int: [UnsafeMutableRawPointer]] = [:]
    nonisolated(unsafe) private static var cached = 0
    /// Smaller blocks are left to malloc, which is good at them.
    private static let cacheFrom = 1 << 16
    /// Requests below this never look at the machine's free memory.
    private static let checkFrom = 1 << 24
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
        if !over, bytes < checkFrom { return }
        let available = min(systemAvailable(), budget.map { max(0, $0 - used) } ?? .max)
        if over || bytes > available { throw refusal(over ? Int.max : bytes, available: available) }
    }

    static func allocate(_ bytes: Int) throws -> UnsafeMutableRawPointer {
        precondition(bytes >= 0, "sizes are checked before memory is asked for")
        if failAfter > 0 {
            failAfter -= 1
            if failAfter == 0 { throw refusal(bytes, available: 0) }
        }
        pthread_mutex_lock(lock)
        defer { pthread_mutex_unlock(lock) }
        let size = rounded(bytes)
        if let budget, bytes > budget - used {
            throw refusal(bytes, available: max(0, budget - used))
        }
        if size >= cacheFrom, let block = cache[size]?.popLast() {
            cached -= size
            count(bytes)
            return block
        }
        if size >= checkFrom {
            var free = systemAvailable()
            if size > free, cached > 0 {
                emptyCacheLocked()
                free = systemAvailable()
            }
            if size > free { throw refusal(bytes, available: free) }
        }
        guard let block = unet_alloc(size) else { throw refusal(bytes, available: systemAvailable()) }
        count(bytes)
        return block
    }

    /// For the few places that cannot throw: the budget is passed over, and only a system without memory stops it.
    static func allocateOrStop(_ bytes: Int) -> UnsafeMutableRawPointer {
        pthread_mutex_lock(lock)
        defer { pthread_mutex_unlock(lock) }
        let size = rounded(bytes)
        count(bytes)
        if size >= cacheFrom, let block = cache[size]?.popLast() {
            cached -= size
            return block
        }
        if let block = unet_alloc(size) { return block }
        emptyCacheLocked()
        guard let block = unet_alloc(size) else { fatalError("out of memory: \(describe(bytes))") }
        return block
    }

    static func release(_ block: UnsafeMutableRawPointer, _ bytes: Int) {
        pthread_mutex_lock(lock)
        defer { pthread_mutex_unlock(lock) }
        used -= bytes
        let size = rounded(bytes)
        // At most half of the budget or 4 GiB lie idle.
        if size >= cacheFrom, cached + size <= min((budget ?? 1 << 33) / 2, 1 << 32) {
            cache[size, default: []].append(block)
            cached += size
        } else {
            unet_free(block)
        }
    }

    /// Gives idle blocks back to the system.
    public static func emptyCache() {
        pthread_mutex_lock(lock)
        defer { pthread_mutex_unlock(lock) }
        emptyCacheLocked()
    }

    private static func emptyCacheLocked() {
        for blocks in cache.values { for block in blocks { unet_free(block) } }
        cache = [:]
        cached = 0
    }

    private static func count(_ bytes: Int) {
        used += bytes
        if used > peak { peak = used }
    }

    /// Block sizes come in steps, so that nearly equal requests can share. The step never reaches user arithmetic: sizes
    /// near Int.max are refused by `Shape.bytes` before.
    private static func rounded(_ bytes: Int) -> Int {
        bytes < cacheFrom ? max(64, bytes) : (bytes + 4095) & ~4095
    }

    private static func refusal(_ bytes: Int, available: Int) -> Failure {
        Failure(
            .memoryError, "cannot allocate \(describe(bytes)); \(describe(available)) available",
            hint: "use a smaller batch or image, or run validation under torch.no_grad()")
    }

    /// "3.2 GB": for messages.
    public static func describe(_ bytes: Int) -> String {
        let units = ["bytes", "kB", "MB", "GB", "TB", "PB", "EB"]
        var value = Double(bytes)
        var unit = 0
        while value >= 1000, unit < units.count - 1 {
            value /= 1000
            unit += 1
        }
        if unit == 0 { return bytes == 1 ? "1 byte" : "\(bytes) bytes" }
        return "\((value * 10).rounded() / 10) \(units[unit])"
    }

    /// What the machine and the control group would still give: MemAvailable, memory.max - memory.current.
    public static func systemAvailable() -> Int {
        var answer = Int.max
        if let text = read("/proc/meminfo"), let kilobytes = number(after: "MemAvailable:", in: text) {
            answer = kilobytes.multipliedReportingOverflow(by: 1024).partialValue
        }
        if let limit = read("/sys/fs/cgroup/memory.max").flatMap({ number(after: "", in: $0) }),
            let current = read("/sys/fs/cgroup/memory.current").flatMap({ number(after: "", in: $0) })
        {
            answer = min(answer, max(0, limit - current))
        }
        return answer
    }

    private static func read(_ path: String) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 2048)
        let got = Glibc.read(descriptor, &bytes, bytes.count)
        return got > 0 ? Array(bytes.prefix(got)) : nil
    }

    private static func number(after word: String, in text: [UInt8]) -> Int? {
        let key = Array(word.utf8)
        var start = 0
        if !key.isEmpty {
            guard let found = text.indices.first(where: { text[$0...].starts(with: key) }) else { return nil }
            start = found + key.count
        }
        let digits = text[start...].drop { $0 == 32 }.prefix { $0 >= 48 && $0 <= 57 }
        return Int(String(decoding: digits, as: UTF8.self))
    }
}
