// What the machine can still give, asked before something large is made. An allocation of Swift's own cannot fail without ending the
// process, and one that succeeds may still be more than there is (Linux promises memory it does not have and kills whoever uses
// it), so sizes that come from a script are looked at first, and a script that grows step by step is looked at while it runs.
import Glibc

public enum HostMemory {
    /// Most bytes the process may grow by from now on; nil means what the machine and its control group have.
    nonisolated(unsafe) public static var budget: Int? {
        didSet { baseline = budget == nil ? 0 : resident() }
    }
    /// Gives idle memory back; called before anything is refused.
    nonisolated(unsafe) public static var reclaim: () -> Void = {}
    nonisolated(unsafe) private static var baseline = 0
    nonisolated(unsafe) private static var lastLook = 0
    /// Requests below this are not looked at one by one: 16 MB, less under `ulimit -v`.
    @exclusivity(unchecked) nonisolated(unsafe) public private(set) static var smallest = 1 << 24

    /// Reads the process's own limits; called once, before anything large is made.
    public static func noticeLimits() { smallest = min(1 << 24, max(1 << 18, addressSpace() / 256)) }

    /// Kept free: what the rest of a running script may need until the next look.
    public static let reserve = 128 << 20
    /// The same for address space, which is not what is used: a process under `ulimit -v` knows what it has.
    private static let addressReserve = 64 << 20

    /// Refuses `count` items of about `size` bytes that do not fit.
    public static func require(_ count: Int, itemsOf size: Int) throws(Failure) {
        let (bytes, over) = count.multipliedReportingOverflow(by: size)
        if !over, bytes < smallest { return }
        if !over, bytes <= available() { return }
        reclaim()
        let left = available()
        if over || bytes > left { throw refusal(over ? Int.max : bytes, available: left) }
    }

    /// Refuses to go on when hardly anything is left. Cheap: looks at most every 10 milliseconds.
    public static func checkHeadroom() throws(Failure) {
        guard isDue(&lastLook) else { return }
        if available() >= 0 { return }
        reclaim()
        let left = available()
        if left < 0 { throw refusal(nil, available: 0) }
    }

    nonisolated(unsafe) private static var lastCheck = 0

    /// True at most every 10 milliseconds.
    public static func isDue() -> Bool { isDue(&lastCheck) }

    private static func isDue(_ last: inout Int) -> Bool {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        let now = time.tv_sec &* 1000 &+ time.tv_nsec / 1_000_000
        if now &- last < 10 { return false }
        last = now
        return true
    }

    public static func refusal(_ bytes: Int?, available: Int) -> Failure {
        guard let bytes else {
            return Failure(
                .memoryError, "the script's memory is used up",
                hint: "delete what is no longer needed (del x), or work on smaller pieces")
        }
        return Failure(
            .memoryError, "cannot allocate \(describe(bytes)); \(describe(max(0, available))) available",
            hint: "use a smaller batch or image, or run validation under torch.no_grad()")
    }

    /// Bytes that can still be used, less the reserve: the least of MemAvailable, the control group's limit, the process's own limits
    /// (`ulimit -v`, `ulimit -d`) and the budget.
    public static func available() -> Int {
        var answer = min(machine() &- reserve, addressSpace() &- addressReserve)
        if let budget { answer = min(answer, budget &- (resident() &- baseline)) }
        return answer
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

    // MARK: - What the kernel says

    private static func machine() -> Int {
        var answer = Int.max
        if let text = read("/proc/meminfo"), let kilobytes = number(after: "MemAvailable:", in: text) {
            answer = kilobytes.multipliedReportingOverflow(by: 1024).partialValue
        }
        for group in ControlGroup.own {
            guard let limit = group.limit(), limit < answer, let used = group.used() else { continue }
            answer = min(answer, max(0, limit &- used))
        }
        return answer
    }

    /// What `ulimit -v` and `ulimit -d` still allow; without such limits, anything.
    public static func addressSpace() -> Int {
        // Fields of /proc/self/statm, in pages: the whole address space is the first, data and stacks are the sixth.
        var answer = Int.max
        for (resource, field) in [(RLIMIT_AS, 0), (RLIMIT_DATA, 5)] {
            var limit = rlimit()
            guard getrlimit(__rlimit_resource_t(resource.rawValue), &limit) == 0,
                let most = Int(exactly: limit.rlim_cur)
            else { continue }
            answer = min(answer, max(0, most &- pages(field)))
        }
        return answer
    }

    /// Bytes of memory the process occupies.
    public static func resident() -> Int { pages(1) }

    /// A field of /proc/self/statm, in bytes; 0 where it cannot be read.
    private static func pages(_ field: Int) -> Int {
        guard let text = read("/proc/self/statm") else { return 0 }
        let fields = text.split(separator: 32)
        guard field < fields.count else { return 0 }
        let digits = fields[field].prefix { $0 >= 48 && $0 <= 57 }
        return (Int(String(decoding: digits, as: UTF8.self)) ?? 0).multipliedReportingOverflow(by: 4096).partialValue
    }

    fileprivate static func read(_ path: String, _ limit: Int = 2048) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: limit)
        let got = Glibc.read(descriptor, &bytes, bytes.count)
        return got > 0 ? Array(bytes.prefix(got)) : nil
    }

    fileprivate static func number(after word: String, in text: [UInt8]) -> Int? {
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

/// A control group that bounds this process's memory: its own or one above it, as containers and batch systems set them. See
/// "Control Group v2" and "Memory Resource Controller" in the kernel's documentation.
private struct ControlGroup {
    private let folder: String
    private let isSecondVersion: Bool

    /// Most bytes the group may use; nil without a limit.
    func limit() -> Int? {
        HostMemory.read("\(folder)/\(isSecondVersion ? "memory.max" : "memory.limit_in_bytes")")
            .flatMap { HostMemory.number(after: "", in: $0) }
    }

    /// Bytes the group cannot give back. Files that were read stay in memory until it is wanted for something else; they count as used
    /// by the kernel, but not here.
    func used() -> Int? {
        let file = isSecondVersion ? "memory.current" : "memory.usage_in_bytes"
        guard let current = HostMemory.read("\(folder)/\(file)").flatMap({ HostMemory.number(after: "", in: $0) })
        else {
            return nil
        }
        let facts = HostMemory.read("\(folder)/memory.stat", 8192) ?? []
        let cache =
            HostMemory.number(after: "total_inactive_file ", in: facts)
            ?? HostMemory.number(after: "inactive_file ", in: facts) ?? 0
        return max(0, current &- cache)
    }

    /// Those with a limit when the process started.
    static let own: [ControlGroup] = {
        var found: [ControlGroup] = []
        let table = HostMemory.read("/proc/self/cgroup", 8192).map { String(decoding: $0, as: UTF8.self) } ?? ""
        for line in table.split(separator: "\n") {
            // "4:memory:/user/job", in version 2 "0::/user/job".
            let parts = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
            guard parts.count == 3 else { continue }
            let isSecond = parts[1].isEmpty
            guard isSecond || parts[1].split(separator: ",").contains("memory") else { continue }
            var names = parts[2].split(separator: "/")
            // Inside a container the path may be the host's, which is not to be seen; the top is then the container's own group.
            while true {
                let path = names.map { "/" + $0 }.joined()
                for top in isSecond ? ["/sys/fs/cgroup", "/sys/fs/cgroup/unified"] : ["/sys/fs/cgroup/memory"] {
                    let group = ControlGroup(folder: top + path, isSecondVersion: isSecond)
                    if let limit = group.limit(), limit < 1 << 60 { found.append(group) }
                }
                if names.popLast() == nil { break }
            }
        }
        return found
    }()
}

extension Array {
    /// Appends; a large array that has to move first asks whether the machine has room for the larger copy. Watching the free memory
    /// alone is too late: the last doubling of a list that fills half of it would end the process.
    @inlinable
    public mutating func appendIfRoom(_ element: Element) throws {
        // Memory that another value shares is copied, with room, before it changes; nobody can ask an array about that, so large ones
        // are looked at from time to time as well.
        if _slowPath(count == capacity) || _slowPath(count >= 1 << 20) && HostMemory.isDue() {
            try HostMemory.require(2 * capacity, itemsOf: MemoryLayout<Element>.stride)
        }
        append(element)
    }
}
