// Changes bytes as a fuzzer does, from a seed: flips, inserts, deletes, doubles, and splices words and other inputs in. It has no
// feedback; libFuzzer (`Scripts/fuzz`) does the searching, this one keeps the targets exercised in every test run.

struct Mutator {
    private var state: UInt64
    private let words: [[UInt8]]

    init(seed: UInt64, words: [String]) {
        state = seed
        self.words = words.map { Array($0.utf8) }
    }

    /// splitmix64.
    private mutating func random() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var z = state
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return z ^ (z >> 31)
    }

    private mutating func below(_ limit: Int) -> Int { limit <= 0 ? 0 : Int(random() % UInt64(limit)) }

    private mutating func pick<T>(_ items: [T]) -> T? { items.isEmpty ? nil : items[below(items.count)] }

    /// One of the seeds, changed one to eight times.
    mutating func next(_ seeds: [[UInt8]]) -> [UInt8] {
        var bytes = pick(seeds) ?? []
        for _ in 0...below(8) { change(&bytes, seeds) }
        return bytes
    }

    private mutating func change(_ bytes: inout [UInt8], _ seeds: [[UInt8]]) {
        let at = below(bytes.count + 1)
        let length = min(1 + below(1 << below(7)), bytes.count - at)
        switch below(8) {
        case 0: if at < bytes.count { bytes[at] ^= 1 << UInt8(below(8)) }
        case 1: if at < bytes.count { bytes[at] = [0, 0xff, 0x7f, 0x80, 10, 32, 48, 57][below(8)] }
        case 2: bytes.insert(UInt8(below(256)), at: at)
        case 3: bytes.removeSubrange(at..<at + length)
        case 4: bytes.insert(contentsOf: bytes[at..<at + length], at: below(bytes.count + 1))
        case 5: bytes.insert(contentsOf: pick(words) ?? [], at: at)
        case 6:
            let other = pick(seeds) ?? []
            let from = below(other.count + 1)
            bytes.insert(contentsOf: other[from...].prefix(below(200)), at: at)
        default:
            let digits = pick([
                "0", "-1", "63", "64", "2147483648", "9223372036854775807", "18446744073709551616", "1e308",
            ])
            bytes.replaceSubrange(at..<at + min(length, 4), with: Array((digits ?? "").utf8))
        }
    }
}
