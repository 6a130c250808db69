// Big blocks of memory, cut from segments and given back to them. A training step asks for the same hundred sizes in every step but
// not in the same order, and fresh pages cost as much as the arithmetic on them: so segments stay, and a freed block joins its
// neighbours and serves the next request that fits best. (Keeping freed blocks by size instead held the gradients' memory while
// the forward pass asked for other sizes.)

import CKernels

/// An allocator of blocks of whole pages. Not safe for several threads: `Memory` holds its lock.
struct Arena {
    /// A free stretch of one segment.
    private struct Gap {
        var start: UInt
        var size: Int
        let segment: UInt
        var end: UInt { start + UInt(size) }
    }

    /// Sorted by address.
    private var gaps: [Gap] = []
    /// Size of each segment by its address.
    private var segments: [UInt: Int] = [:]
    /// Bytes in gaps.
    private(set) var free = 0

    /// Sizes are multiples of this.
    static let page = 4096
    /// What a segment has where memory is not scarce. Only what is touched takes memory, and gaps of two segments never join.
    static let usualSegment = 256 << 20
    private static let hugePage = 2 << 20

    /// The smallest gap that is big enough, cut to size; nil where none is.
    mutating func take(_ size: Int) -> UnsafeMutableRawPointer? {
        var best: Int?
        for (i, gap) in gaps.enumerated() where gap.size >= size {
            if let known = best, gaps[known].size <= gap.size { continue }
            best = i
            if gap.size == size { break }
        }
        guard let best else { return nil }
        let start = gaps[best].start
        if gaps[best].size == size {
            gaps.remove(at: best)
        } else {
            gaps[best].start += UInt(size)
            gaps[best].size -= size
        }
        free -= size
        return UnsafeMutableRawPointer(bitPattern: start)
    }

    /// A new segment with room for `size` bytes, of `preferred` bytes if that is more; false where the system has none.
    mutating func grow(_ size: Int, preferred: Int = Arena.usualSegment) -> Bool {
        let least = (size + Arena.hugePage - 1) / Arena.hugePage * Arena.hugePage
        var wanted = max(least, preferred / Arena.hugePage * Arena.hugePage)
        var memory = unet_alloc(wanted)
        if memory == nil, wanted > least {
            wanted = least
            memory = unet_alloc(wanted)
        }
        guard let block = memory else { return false }
        let start = UInt(bitPattern: block)
        segments[start] = wanted
        insert(Gap(start: start, size: wanted, segment: start))
        return true
    }

    /// Gives back a block of `size` bytes that `take` handed out.
    mutating func give(_ block: UnsafeMutableRawPointer, _ size: Int) {
        let start = UInt(bitPattern: block)
        let segment = segments.first { start >= $0.key && start < $0.key + UInt($0.value) }
        precondition(segment != nil, "only blocks that were taken come back")
        insert(Gap(start: start, size: size, segment: segment?.key ?? 0))
    }

    /// Returns the segments nobody uses to the system.
    mutating func trim() {
        for gap in gaps where gap.start == gap.segment && segments[gap.segment] == gap.size {
            unet_free(UnsafeMutableRawPointer(bitPattern: gap.segment))
            segments[gap.segment] = nil
            free -= gap.size
        }
        gaps.removeAll { segments[$0.segment] == nil }
    }

    private mutating func insert(_ gap: Gap) {
        free += gap.size
        var (low, high) = (0, gaps.count)
        while low < high {
            let middle = (low + high) / 2
            if gaps[middle].start < gap.start { low = middle + 1 } else { high = middle }
        }
        let joinsNext = low < gaps.count && gaps[low].start == gap.end && gaps[low].segment == gap.segment
        let joinsPrevious = low > 0 && gaps[low - 1].end == gap.start && gaps[low - 1].segment == gap.segment
        switch (joinsPrevious, joinsNext) {
        case (true, true):
            gaps[low - 1].size += gap.size + gaps[low].size
            gaps.remove(at: low)
        case (true, false): gaps[low - 1].size += gap.size
        case (false, true):
            gaps[low].start = gap.start
            gaps[low].size += gap.size
        case (false, false): gaps.insert(gap, at: low)
        }
    }
}
