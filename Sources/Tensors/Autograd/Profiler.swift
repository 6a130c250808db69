// Whose work is being done. A layer that runs puts its number here; nodes of the graph remember it, so that backward's time can be
// told apart by layer as well. While a profiler is on, it is told when somebody's work begins and ends, and keeps accounts of each
// one's own time: what a layer spends inside another layer is the other's.

import Glibc

public final class Profiler {
    /// The layer that runs now; 0 outside of all. Kept up to date always, so that a graph made earlier can be profiled too.
    nonisolated(unsafe) public static var owner: Int32 = 0
    nonisolated(unsafe) public private(set) static var current: Profiler?
    /// The owner of optimizers' steps.
    public static let optimizer: Int32 = -1

    public enum Phase: Sendable { case forward, backward, step }

    /// What one owner's own work took.
    public struct Account: Sendable {
        public var calls = 0
        /// Seconds.
        public var forward = 0.0, backward = 0.0, step = 0.0
        /// Bytes that its forward passes left allocated: outputs, and what they saved for backward.
        public var kept = 0
    }

    public private(set) var accounts: [Int32: Account] = [:]
    /// The owners seen, in the order of their first work; held so that they can be named afterwards.
    public private(set) var owners: [(number: Int32, object: AnyObject)] = []
    public private(set) var seconds = 0.0
    /// The most bytes that tensors took at one time.
    public private(set) var peak = 0

    private struct Frame {
        var owner: Int32
        var phase: Phase
        var started: Double
        var used: Int
        /// What others did meanwhile.
        var innerSeconds = 0.0
        var innerBytes = 0
    }
    private var frames: [Frame] = []

    private init() {}

    /// Runs `body` and returns the accounts. Within another profile, the outer one sees nothing of it.
    public static func measure(_ body: () throws -> Void) rethrows -> Profiler {
        let (profiler, outer) = (Profiler(), current)
        current = profiler
        defer { current = outer }
        Memory.resetPeak()
        let started = now()
        defer {
            profiler.seconds = now() - started
            profiler.peak = Memory.peak
        }
        try body()
        return profiler
    }

    public func enter(_ owner: Int32, _ phase: Phase, _ object: AnyObject? = nil) {
        if let object, accounts[owner] == nil { owners.append((owner, object)) }
        accounts[owner, default: Account()].calls += phase == .forward ? 1 : 0
        frames.append(Frame(owner: owner, phase: phase, started: Profiler.now(), used: Memory.used))
    }

    public func leave() {
        guard let frame = frames.popLast() else { return }
        let (elapsed, grown) = (Profiler.now() - frame.started, Memory.used - frame.used)
        let own = max(elapsed - frame.innerSeconds, 0)
        switch frame.phase {
        case .forward:
            accounts[frame.owner]?.forward += own
            accounts[frame.owner]?.kept += max(grown - frame.innerBytes, 0)
        case .backward: accounts[frame.owner]?.backward += own
        case .step: accounts[frame.owner]?.step += own
        }
        guard let last = frames.indices.last else { return }
        frames[last].innerSeconds += elapsed
        frames[last].innerBytes += grown
    }

    /// Seconds on a clock that never goes back.
    public static func now() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }

    /// Follows backward from node to node. The work between two nodes belongs to the first; accumulating a parameter's gradient to
    /// the layer whose gradient it is.
    struct Backward {
        private let profiler = Profiler.current
        private var owner: Int32?

        mutating func next(_ node: Node) {
            guard let profiler else { return }
            let new = node.variable == nil ? node.owner : owner ?? node.owner
            guard new != owner else { return }
            end()
            owner = new
            profiler.enter(new, .backward)
        }

        mutating func end() {
            if owner != nil { profiler?.leave() }
            owner = nil
        }
    }
}
