// Copies of a text side by side: `str * n` and padding. `String(repeating:count:)` appends the copies one by one, at 5 ns each half a
// second for 100 MB of blanks, in which Ctrl-C waits; here what is written already is copied, so only the bytes count.

extension String {
    /// `times` copies of this text; none for a negative number. The caller has made sure that they fit into memory.
    func repeated(_ times: Int) -> String {
        if times < 8 || isEmpty { return String(repeating: self, count: max(0, times)) }
        let part = Array(utf8)
        let length = part.count * times
        return String(unsafeUninitializedCapacity: length) { buffer in
            guard let start = buffer.baseAddress else { return 0 }
            start.initialize(from: part, count: part.count)
            var written = part.count
            while written < length {
                let next = min(written, length - written)
                (start + written).initialize(from: start, count: next)
                written += next
            }
            return length
        }
    }
}
