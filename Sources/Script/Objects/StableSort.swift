// Sorting by Python's rules: stable, `<` only, asking the later element first (`later < earlier`), errors pass through.
import Schema

enum StableSort {
    static func sorted(_ values: [Value], key: Value, reverse: Bool) throws -> [Value] {
        var keys = values
        if case .none = key {} else { keys = try values.map { try key.call($0) } }
        // Reversing before and after keeps equal elements in their order.
        var order = Array(values.indices)
        if reverse { order.reverse() }
        if let numbers = keys.allInts {
            try mergeSort(&order) { numbers[$0] < numbers[$1] }
        } else if let numbers = keys.allFloats {
            try mergeSort(&order) { numbers[$0] < numbers[$1] }
        } else {
            // Tuples that begin with numbers, `(-count, name)`, are mostly told apart by those.
            let leads = keys.leadingInts
            let floats = leads == nil ? keys.leadingFloats : nil
            try keys.withUnsafeMutableBufferPointer { buffer in
                guard let keys = buffer.baseAddress else { return }
                try mergeSort(&order) {
                    if let leads, leads[$0] != leads[$1] { return leads[$0] < leads[$1] }
                    if let floats, floats[$0] != floats[$1] { return floats[$0] < floats[$1] }
                    return try isLess(keys + $0, keys + $1, depth: 0)
                }
            }
        }
        if reverse { order.reverse() }
        return order.map { values[$0] }
    }

    // MARK: - Comparing keys

    /// `a < b`; texts and tuples, the usual keys, are compared in place (measured: retaining each was half of a sort's time).
    private static func isLess(_ a: Registers, _ b: Registers, depth: Int) throws -> Bool {
        guard let x = a.objectPointer, let y = b.objectPointer, x.swiftClass == y.swiftClass, depth < 8 else {
            return try a.pointee.isLess(than: b.pointee)
        }
        if x.isExactly(StringObject.self) {
            return x.with(StringObject.self) { s in y.with(StringObject.self) { TextHash.order(s.text, $0.text) < 0 } }
        }
        guard x.isExactly(TupleObject.self) else { return try a.pointee.isLess(than: b.pointee) }
        return try x.with(TupleObject.self) { first in
            try y.with(TupleObject.self) { second in
                try first.withElements { p, m in
                    try second.withElements { q, n in
                        for i in 0..<min(m, n) where try !isEqual(p + i, q + i) {
                            return try isLess(p + i, q + i, depth: depth + 1)
                        }
                        return m < n
                    }
                }
            }
        }
    }

    private static func isEqual(_ a: Registers, _ b: Registers) throws -> Bool {
        if let x = a.objectPointer, let y = b.objectPointer, x.isExactly(StringObject.self),
            y.isExactly(StringObject.self)
        {
            return x == y || x.with(StringObject.self) { s in y.with(StringObject.self) { s.hasSameText(as: $0) } }
        }
        switch (a.pointee, b.pointee) {
        case (.int(let x), .int(let y)): return x == y
        case (.float(let x), .float(let y)): return x == y || x.bitPattern == y.bitPattern
        default: return try a.pointee.equals(b.pointee)
        }
    }

    /// Bottom-up merge sort over runs made by insertion. `less(later, earlier)` is asked, so a tie never moves anything. Our own, because
    /// a comparison may throw or contradict itself. Fewer than 64 items are asked about in CPython's order, so that an error names
    /// the same two types.
    static func mergeSort(_ items: inout [Int], _ less: (Int, Int) throws -> Bool) throws {
        let count = items.count
        let run = count < 64 ? 64 : 16
        for start in stride(from: 0, to: count, by: run) {
            try insertionSort(&items, start, min(start + run, count), less)
        }
        var width = run
        var other = items
        while width < count {
            for start in stride(from: 0, to: count, by: 2 * width) {
                let middle = min(start + width, count)
                let end = min(start + 2 * width, count)
                var i = start
                var j = middle
                for k in start..<end {
                    let takeRight = i >= middle ? true : j >= end ? false : try less(items[j], items[i])
                    if takeRight {
                        other[k] = items[j]
                        j += 1
                    } else {
                        other[k] = items[i]
                        i += 1
                    }
                }
            }
            swap(&items, &other)
            width *= 2
        }
    }

    /// Keeps the order that is there (reversing it where it strictly falls), then finds each further item's place by halving.
    private static func insertionSort(
        _ items: inout [Int], _ start: Int, _ end: Int, _ less: (Int, Int) throws -> Bool
    ) throws {
        var sorted = start + 1
        if sorted < end {
            let falls = try less(items[sorted], items[start])
            sorted += 1
            while sorted < end, try less(items[sorted], items[sorted - 1]) == falls { sorted += 1 }
            if falls { items[start..<sorted].reverse() }
        }
        for i in stride(from: sorted, to: end, by: 1) {
            let item = items[i]
            var low = start
            var high = i
            while low < high {
                let middle = low + (high - low) / 2
                if try less(item, items[middle]) { high = middle } else { low = middle + 1 }
            }
            var j = i
            while j > low {
                items[j] = items[j - 1]
                j -= 1
            }
            items[low] = item
        }
    }
}

extension [Value] {
    fileprivate var allInts: [Int]? {
        var result: [Int] = []
        result.reserveCapacity(count)
        for value in self { if case .int(let i) = value { result.append(i) } else { return nil } }
        return result
    }

    /// The first elements of tuples that all begin with an integer.
    fileprivate var leadingInts: [Int]? { leads { if case .int(let i) = $0 { i } else { nil } } }

    /// The first elements of tuples that all begin with a float that is a number.
    fileprivate var leadingFloats: [Double]? {
        leads { if case .float(let d) = $0, !d.isNaN { d } else { nil } }
    }

    private func leads<T>(_ number: (Value) -> T?) -> [T]? {
        var result: [T] = []
        result.reserveCapacity(count)
        for value in self {
            guard case .object(let object) = value, let tuple = exactly(object, TupleObject.self),
                let first = tuple.elements.first, let lead = number(first)
            else { return nil }
            result.append(lead)
        }
        return result
    }

    fileprivate var allFloats: [Double]? {
        var result: [Double] = []
        result.reserveCapacity(count)
        for value in self { if case .float(let d) = value { result.append(d) } else { return nil } }
        return result
    }
}
