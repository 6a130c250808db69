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
            try mergeSort(&order) { try keys[$0].isLess(than: keys[$1]) }
        }
        if reverse { order.reverse() }
        return order.map { values[$0] }
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

    fileprivate var allFloats: [Double]? {
        var result: [Double] = []
        result.reserveCapacity(count)
        for value in self { if case .float(let d) = value { result.append(d) } else { return nil } }
        return result
    }
}
