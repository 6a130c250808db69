// MT19937, the engine under torch, numpy's legacy functions and Python's `random`: a seed goes in, 32-bit words come out.
// Source: Matsumoto and Nishimura, ACM TOMACS 8 (1998). The state lives in one buffer owned by the object; indices stay
// below 624 because `next()` and the seeding loops are the only code that touches it.

import CKernels

/// A Mersenne Twister with 624 words of state.
public final class MersenneTwister {
    public static let wordCount = 624
    private static let shiftSize = 397

    private let words: UnsafeMutablePointer<UInt32>
    /// The next word to hand out; 624 means that the block must be regenerated first.
    private var position = wordCount
    /// No word was drawn since seeding; torch's serialized state tells this apart from an exhausted block.
    public private(set) var isFresh = true

    public init(seed: UInt32 = 5489) {
        words = .allocate(capacity: Self.wordCount)
        words.initialize(repeating: 0, count: Self.wordCount)
        self.seed(seed)
    }

    deinit { words.deallocate() }

    /// `init_genrand`: what torch.manual_seed(s) and np.random.seed(int) do with the low 32 bits.
    public func seed(_ seed: UInt32) {
        words[0] = seed
        for i in 1..<Self.wordCount {
            words[i] = 1_812_433_253 &* (words[i - 1] ^ (words[i - 1] >> 30)) &+ UInt32(truncatingIfNeeded: i)
        }
        position = Self.wordCount
        isFresh = true
    }

    /// `init_by_array`: what random.seed(int) and np.random.seed([…]) do with the seed's 32-bit words, low word first.
    public func seed(words key: [UInt32]) {
        let key = key.isEmpty ? [0] : key
        let n = Self.wordCount
        seed(19_650_218)
        var i = 1
        var j = 0
        func advance() {
            i += 1
            if i >= n {
                words[0] = words[n - 1]
                i = 1
            }
        }
        for _ in 0..<max(n, key.count) {
            let mixed = (words[i - 1] ^ (words[i - 1] >> 30)) &* 1_664_525
            words[i] = (words[i] ^ mixed) &+ key[j] &+ UInt32(truncatingIfNeeded: j)
            advance()
            j = j + 1 < key.count ? j + 1 : 0
        }
        for _ in 0..<(n - 1) {
            let mixed = (words[i - 1] ^ (words[i - 1] >> 30)) &* 1_566_083_941
            words[i] = (words[i] ^ mixed) &- UInt32(truncatingIfNeeded: i)
            advance()
        }
        words[0] = 0x8000_0000
    }

    /// One tempered 32-bit word.
    @inline(__always)
    public func next() -> UInt32 {
        if position >= Self.wordCount { regenerate() }
        var y = words[position]
        position &+= 1
        y ^= y >> 11
        y ^= (y << 7) & 0x9d2c_5680
        y ^= (y << 15) & 0xefc6_0000
        return y ^ (y >> 18)
    }

    private func regenerate() {
        unet_twister_turn(words)
        position = 0
        isFresh = false
    }

    /// The next words, as many calls of `next()` would give them.
    public func fill(_ out: UnsafeMutablePointer<UInt32>, count: Int) {
        // Fresh means that no word of the block is used, and that the block is used up.
        if count > 0 { isFresh = false }
        var used = Int32(position)
        unet_twister(words, &used, out, Int64(count))
        position = Int(used)
    }

    /// The 624 words and the position in them, for saving and restoring a stream exactly.
    public struct State: Sendable, Equatable {
        public var words: [UInt32]
        public var position: Int
        public var isFresh: Bool

        /// nil unless there are 624 words and the position is in 0...624.
        public init?(words: [UInt32], position: Int, isFresh: Bool = false) {
            guard words.count == MersenneTwister.wordCount, (0...MersenneTwister.wordCount).contains(position) else {
                return nil
            }
            self.words = words
            self.position = position
            self.isFresh = isFresh && position == MersenneTwister.wordCount
        }
    }

    public var state: State {
        get {
            let copy = Array(UnsafeBufferPointer(start: words, count: Self.wordCount))
            guard let state = State(words: copy, position: position, isFresh: isFresh) else {
                preconditionFailure("a generator's own state is always valid")
            }
            return state
        }
        set {
            for (i, word) in newValue.words.enumerated() where i < Self.wordCount { words[i] = word }
            position = newValue.position
            isFresh = newValue.isFresh
        }
    }
}
