// Frees what only keeps itself alive. Swift counts references, so almost everything dies with its last one; objects that refer to each
// other in a circle (`self.step = self.forward`, a tree with parent links, a closure that names itself) would stay for ever, and the
// tensors they hold with them.
//
// The method is trial deletion, as in CPython's gcmodule.c (described in its Doc; nothing is taken over): for every container, count the
// references that come from other containers. Where the object's own reference count is larger, somebody else holds it: a register,
// a module's variable, Swift code. Whatever can be reached from such objects lives; the rest is emptied, and then dies by itself.
//
// What makes it safe: a reference that is not reported (`visitReferences`) only keeps an object alive. One that is reported must be
// held exactly as often as it is reported; arrays that share their storage are separated before they are counted. The collector runs
// on the script's thread between two instructions, between cells, or when a tensor finds no memory; the kernels' threads never touch
// script objects, and nothing is made or freed while it counts.
import Glibc
import Schema

/// Swift's own count of the strong references to an object.
@_silgen_name("swift_retainCount")
private func swiftReferenceCount(_ object: UnsafeRawPointer) -> UInt

public enum Collector {
    // MARK: - The register of containers

    /// Addresses by slot (from 1); a free slot holds the next free one, doubled, plus 1.
    nonisolated(unsafe) private static var table: UnsafeMutablePointer<UInt>?
    nonisolated(unsafe) private static var capacity = 0
    nonisolated(unsafe) private static var used = 0
    nonisolated(unsafe) private static var firstFree = 0
    /// Containers that exist.
    nonisolated(unsafe) public private(set) static var count = 0
    /// Containers made since the last collection.
    nonisolated(unsafe) public private(set) static var made = 0

    /// Objects that can close a circle register when they are made: those whose references change afterwards. Others (tuples, bound
    /// methods) are found through them.
    @inline(__always)
    static func track(_ object: Object) {
        let slot: Int
        if firstFree != 0, let table {
            slot = firstFree
            firstFree = Int(table[slot] >> 1)
        } else {
            slot = appendSlot()
        }
        table?[slot] = UInt(bitPattern: Unmanaged.passUnretained(object).toOpaque())
        object.trackSlot = Int32(truncatingIfNeeded: slot)
        count &+= 1
        made &+= 1
    }

    @inline(never)
    private static func appendSlot() -> Int {
        used += 1
        if used >= capacity {
            let wider = UnsafeMutablePointer<UInt>.allocate(capacity: max(4096, capacity * 2))
            if let table {
                wider.update(from: table, count: capacity)
                table.deallocate()
            }
            capacity = max(4096, capacity * 2)
            table = wider
        }
        return used
    }

    /// The object is going.
    @inline(__always)
    static func forget(_ slot: Int32) {
        table?[Int(slot)] = UInt(firstFree) << 1 | 1
        firstFree = Int(slot)
        count &-= 1
    }

    private static func object(at slot: Int) -> Unmanaged<Object>? {
        guard let address = table?[slot], address & 1 == 0 else { return nil }
        return UnsafeRawPointer(bitPattern: address).map { Unmanaged.fromOpaque($0) }
    }

    // MARK: - When

    /// `gc.disable()`: only `collect()` itself collects.
    nonisolated(unsafe) public static var isEnabled = true
    /// The next collection in the middle of a run: when twice as many containers exist as survived the last one.
    nonisolated(unsafe) private static var threshold = firstThreshold
    private static let firstThreshold = 20_000
    /// Up to so many containers, every cell ends with a collection (about 2 ms).
    private static let smallHeap = 50_000
    nonisolated(unsafe) private static var isCollecting = false
    /// Something is half freed, and script code runs (a generator's `finally`): not now.
    nonisolated(unsafe) private static var pauses = 0
    nonisolated(unsafe) private static var rounds = 0
    nonisolated(unsafe) private static var thread: pthread_t?

    /// Between two instructions.
    @inline(__always)
    static func collectIfGrown() { if count >= threshold, isEnabled { collect() } }

    /// Between two cells.
    static func collectBetweenCells() {
        thread = pthread_self()
        if isEnabled, made > 0, count < smallHeap || count >= threshold { collect() }
    }

    /// When memory is short; may be called from anywhere, and does nothing on a thread that runs no scripts.
    public static func collectForMemory() -> Bool {
        guard let thread, pthread_equal(thread, pthread_self()) != 0 else { return false }
        return collect() > 0
    }

    /// The thread that runs scripts now.
    static func noteThread() { thread = pthread_self() }

    /// Frees every circle that nobody holds; how many objects that were. 0 in the middle of freeing something else.
    @discardableResult
    public static func collect() -> Int {
        if isCollecting || pauses > 0 || Reaper.isReaping { return 0 }
        isCollecting = true
        defer { isCollecting = false }
        TypeObject.forgetCachedMembers()
        var garbage = unreachable()
        // A paused generator may have a `finally` to run, and that may bring any of these back: then all is counted again.
        let paused = garbage.compactMap { $0 as? GeneratorObject }.filter { $0.state.hasCleanup }
        if !paused.isEmpty {
            for generator in paused { try? Interpreter.current.machine.close(generator.state) }
            garbage = []
            garbage = unreachable()
        }
        for object in garbage { object.dropReferences() }
        let freed = garbage.count
        garbage = []
        if used > 2 * count + 4096 { compact() }
        made = 0
        threshold = max(firstThreshold, count * 2)
        return freed
    }

    /// Moves what is left after many objects have gone to the lowest slots, so that the next round looks at no empty ones.
    private static func compact() {
        guard let table else { return }
        var packed = 0
        for slot in 1..<(used + 1) {
            guard let object = object(at: slot) else { continue }
            packed += 1
            table[packed] = table[slot]
            object._withUnsafeGuaranteedRef { $0.trackSlot = Int32(truncatingIfNeeded: packed) }
        }
        used = packed
        firstFree = 0
    }

    /// Runs script code from a deinit.
    static func withoutCollecting(_ body: () throws -> Void) rethrows {
        pauses += 1
        defer { pauses -= 1 }
        try body()
    }

    private static func unreachable() -> [Object] {
        rounds += 1
        let visitor = ReferenceVisitor(capacity: capacity, round: rounds)
        var slot = 1
        // Containers that are found on the way are appended and visited too.
        while slot <= used {
            object(at: slot)?._withUnsafeGuaranteedRef { $0.visitReferences(visitor) }
            slot += 1
        }
        visitor.isMarking = true
        for slot in 1..<(used + 1) {
            guard let object = object(at: slot), !visitor.isMarked(slot) else { continue }
            let held = Int(clamping: swiftReferenceCount(object.toOpaque()))
            assert(
                held >= visitor.inside(slot) || visitor.inside(slot) < 0, "a reference was reported that is not held")
            if held == visitor.inside(slot) { continue }
            visitor.mark(slot)
            while let next = visitor.nextMarked() {
                Collector.object(at: next)?._withUnsafeGuaranteedRef { $0.visitReferences(visitor) }
            }
        }
        var result: [Object] = []
        for slot in 1..<(used + 1) where !visitor.isMarked(slot) {
            if let object = object(at: slot) { result.append(object.takeUnretainedValue()) }
        }
        return result
    }

    /// Registers a container that was found through another one, behind all that are there.
    fileprivate static func discover(_ object: Object) -> Int {
        let slot = appendSlot()
        table?[slot] = UInt(bitPattern: Unmanaged.passUnretained(object).toOpaque())
        object.trackSlot = Int32(truncatingIfNeeded: slot)
        count += 1
        return slot
    }
}

/// What `Object.visitReferences` reports to: first counts references, then marks what is reached.
public final class ReferenceVisitor {
    public internal(set) var isMarking = false
    /// Counts collections.
    let round: Int
    /// Per slot: references from containers; negative for an object that must stay.
    private var counts: [Int32]
    private var marks: [Bool]
    private var waiting: [Int] = []

    init(capacity: Int, round: Int) {
        self.round = round
        counts = Array(repeating: 0, count: max(capacity, 1))
        marks = Array(repeating: false, count: max(capacity, 1))
    }

    func inside(_ slot: Int) -> Int { Int(counts[slot]) }
    func isMarked(_ slot: Int) -> Bool { slot < marks.count && marks[slot] }
    func nextMarked() -> Int? { waiting.popLast() }

    func mark(_ slot: Int) {
        if marks[slot] { return }
        marks[slot] = true
        waiting.append(slot)
    }

    /// One reference the visited object holds.
    @inline(__always)
    public func visit(_ value: Value) { if case .object(let object) = value { visit(object) } }

    public func visit(_ object: Object) {
        var slot = Int(object.trackSlot)
        if slot == 0 {
            guard !isMarking, object.holdsReferences else { return }
            slot = Collector.discover(object)
        }
        if slot >= counts.count {
            counts += Array(repeating: 0, count: slot)
            marks += Array(repeating: false, count: slot)
        }
        if isMarking { mark(slot) } else { counts[slot] &+= 1 }
    }

    /// Every element of an array. An array may share its storage with another one; each reference must be counted once per owner, so
    /// it gets a storage of its own first.
    public func visit(_ values: inout [Value]) {
        if values.isEmpty { return }
        values.withUnsafeMutableBufferPointer { for value in $0 { visit(value) } }
    }

    /// Whether something that is no script object is held by no more than so many references.
    public func isHeld(_ object: AnyObject, atMost limit: Int) -> Bool {
        swiftReferenceCount(UnsafeRawPointer(Unmanaged.passUnretained(object).toOpaque())) <= UInt(limit)
    }

    /// The object stays, whatever its count says.
    func keep(_ object: Object) {
        let slot = Int(object.trackSlot)
        if slot > 0, slot < counts.count, !isMarking { counts[slot] = .min / 2 }
    }
}
