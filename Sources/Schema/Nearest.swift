// "Did you mean": the closest known name to a misspelled one, by edit distance, forgiving case and underscores.

public enum Nearest {
    /// The best candidate for `name`, or nil when none is close (at most a third of the letters differ).
    ///
    /// Optimal string alignment distance (Damerau 1964): insert, delete, substitute or swap neighbours, each one step.
    public static func match(_ name: String, among candidates: some Sequence<String>) -> String? {
        let wanted = Array(name.unicodeScalars)
        guard !wanted.isEmpty, wanted.count <= 64 else { return nil }
        let folded = fold(name)
        var best: (name: String, distance: Int)?
        for candidate in candidates where candidate != name {
            let letters = Array(candidate.unicodeScalars)
            guard letters.count <= 64 else { continue }
            let limit = min((max(wanted.count, letters.count) + 2) / 3, (best?.distance ?? Int.max) - 1)
            if limit < 0 { break }
            if abs(letters.count - wanted.count) > limit { continue }
            let distance = fold(candidate) == folded ? 0 : editDistance(wanted, letters, limit: limit)
            if distance <= limit { best = (candidate, distance) }
        }
        return best?.name
    }

    private static func fold(_ text: String) -> String {
        text.lowercased().filter { $0 != "_" }
    }

    /// The distance, or `limit + 1` when it is larger.
    static func editDistance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar], limit: Int) -> Int {
        var beforePrevious = [Int](repeating: 0, count: b.count + 1)
        var previous = Array(0...b.count)
        for i in 1...max(a.count, 1) where !a.isEmpty {
            var row = [Int](repeating: 0, count: b.count + 1)
            row[0] = i
            var smallest = i
            for j in stride(from: 1, through: b.count, by: 1) {
                let cost = a[i - 1] == b[j - 1] ? 0 : 1
                row[j] = min(previous[j] + 1, row[j - 1] + 1, previous[j - 1] + cost)
                if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
                    row[j] = min(row[j], beforePrevious[j - 2] + 1)
                }
                smallest = min(smallest, row[j])
            }
            if smallest > limit { return limit + 1 }
            beforePrevious = previous
            previous = row
        }
        return previous[b.count]
    }
}
