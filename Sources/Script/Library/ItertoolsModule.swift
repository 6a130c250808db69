// itertools: lazy combinations of iterators.
import Schema

func buildItertools(_ module: ModuleObject) {
    addInfinite(to: module)
    addChaining(to: module)
    addSelecting(to: module)
    addGrouping(to: module)
    addCombinatorics(to: module)
}

private func lazy(_ next: @escaping () throws -> Value?) -> Value { .object(NativeIterator(nil, next)) }

private func addInfinite(to module: ModuleObject) {
    module.rawDefine("count(start=0, step=1)", "start, start + step, …") { bound in
        var value = bound[0]
        return lazy {
            defer { value = (try? Value.binary(.add, value, bound[1])) ?? value }
            return value
        }
    }
    module.rawDefine("cycle(iterable, /)", "The elements again and again.") { bound in
        let iterator = try bound[0].iterator()
        var saved: [Value] = []
        var i = 0
        var isFirst = true
        return lazy {
            if isFirst {
                if let value = try iterator.next() {
                    saved.append(value)
                    return value
                }
                isFirst = false
            }
            if saved.isEmpty { return nil }
            defer { i = (i + 1) % saved.count }
            return saved[i]
        }
    }
    module.rawDefine("repeat(object, times=None)", "object, times times or for ever.") { bound in
        var left = bound.isNone(1) ? -1 : max(0, try bound.int(1))
        return lazy {
            if left == 0 { return nil }
            if left > 0 { left -= 1 }
            return bound[0]
        }
    }
}

/// The elements of one iterable after the other.
private func chained(_ sources: IteratorObject) -> Value {
    var current: IteratorObject?
    return lazy {
        while true {
            if let value = try current?.next() { return value }
            guard let source = try sources.next() else { return nil }
            current = try source.iterator()
        }
    }
}

private func addChaining(to module: ModuleObject) {
    let chain = TypeObject("chain", module: "itertools") { _, arguments in
        chained(try Value.tuple(arguments.positional).iterator())
    }
    chain.setMember(
        "from_iterable",
        .object(BuiltinFunction("from_iterable(iterable, /)", "", raw: { chained(try $0[0].iterator()) })))
    module.define(chain)
    module.rawDefine("zip_longest(*iterables, fillvalue=None)", "Rows, as long as the longest.") { bound in
        var iterators = try bound.rest(0).map { Optional(try $0.iterator()) }
        return lazy {
            var row: [Value] = []
            for i in iterators.indices {
                if let value = try iterators[i]?.next() {
                    row.append(value)
                } else {
                    iterators[i] = nil
                    row.append(bound[1])
                }
            }
            return iterators.contains { $0 != nil } ? .tuple(row) : nil
        }
    }
    module.rawDefine("starmap(function, iterable, /)", "function(*row) for every row.") { bound in
        let iterator = try bound[1].iterator()
        return lazy { try iterator.next().map { try bound[0].call(Arguments(try $0.elements())) } }
    }
    module.rawDefine("tee(iterable, n=2, /)", "n iterators over the same elements.") { bound in
        let iterator = try bound[0].iterator()
        let saved = ListObject([])
        return .tuple(
            (0..<max(0, min(try bound.int(1), 1000))).map { _ in
                var i = 0
                return lazy {
                    if i == saved.elements.count {
                        guard let value = try iterator.next() else { return nil }
                        saved.elements.append(value)
                    }
                    i += 1
                    return saved.elements[i - 1]
                }
            })
    }
}

private func addSelecting(to module: ModuleObject) {
    module.rawDefine("islice(iterable, *range)", "Elements start, start + step, … before stop.") { bound in
        let range = bound.rest(1)
        if range.isEmpty || range.count > 3 {
            throw Failure(.typeError, "islice expected at least 2 arguments, got \(range.count + 1)")
        }
        func number(_ value: Value, _ missing: Int) throws -> Int {
            if case .none = value { return missing }
            guard let i = try? value.asInt(), i >= 0 else {
                throw Failure(.valueError, "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.")
            }
            return i
        }
        let start = range.count > 1 ? try number(range[0], 0) : 0
        let stop = try number(range.count > 1 ? range[1] : range[0], .max)
        let step = range.count > 2 ? try number(range[2], 1) : 1
        if step == 0 { throw Failure(.valueError, "Step for islice() must be a positive integer or None.") }
        let iterator = try bound[0].iterator()
        var at = 0
        var wanted = start
        return lazy {
            while wanted < stop, let value = try iterator.next() {
                at += 1
                if at - 1 == wanted {
                    let (next, overflow) = wanted.addingReportingOverflow(step)
                    wanted = overflow ? .max : next
                    return value
                }
            }
            return nil
        }
    }
    func filtering(_ name: String, _ documentation: String, _ keep: @escaping (Value, Value) throws -> Bool) {
        module.rawDefine("\(name)(predicate, iterable, /)", documentation) { bound in
            let iterator = try bound[1].iterator()
            return lazy {
                while let value = try iterator.next() { if try keep(bound[0], value) { return value } }
                return nil
            }
        }
    }
    func holds(_ predicate: Value, _ value: Value) throws -> Bool {
        if case .none = predicate { return try value.truth() }
        return try predicate.call(value).truth()
    }
    filtering("filterfalse", "The elements that predicate refuses.") { !(try holds($0, $1)) }
    module.rawDefine("takewhile(predicate, iterable, /)", "The elements before the first refused.") { bound in
        let iterator = try bound[1].iterator()
        return lazy {
            guard let value = try iterator.next(), try holds(bound[0], value) else { return nil }
            return value
        }
    }
    module.rawDefine("dropwhile(predicate, iterable, /)", "The elements from the first refused on.") { bound in
        let iterator = try bound[1].iterator()
        var started = false
        return lazy {
            while let value = try iterator.next() {
                if started { return value }
                if !(try holds(bound[0], value)) {
                    started = true
                    return value
                }
            }
            return nil
        }
    }
    module.rawDefine("compress(data, selectors)", "The elements whose selector is true.") { bound in
        let (data, selectors) = (try bound[0].iterator(), try bound[1].iterator())
        return lazy {
            while let value = try data.next(), let selector = try selectors.next() {
                if try selector.truth() { return value }
            }
            return nil
        }
    }
}

private func addGrouping(to module: ModuleObject) {
    module.rawDefine("accumulate(iterable, func=None, *, initial=None)", "Running totals.") { bound in
        let iterator = try bound[0].iterator()
        var total: Value? = bound.isNone(2) ? nil : bound[2]
        var isFirst = !bound.isNone(2)
        return lazy {
            if isFirst {
                isFirst = false
                return total
            }
            guard let value = try iterator.next() else { return nil }
            if let sum = total {
                total = bound.isNone(1) ? try Value.binary(.add, sum, value) : try bound[1].call(sum, value)
            } else {
                total = value
            }
            return total
        }
    }
    module.rawDefine("pairwise(iterable, /)", "Neighbours.") { bound in
        let iterator = try bound[0].iterator()
        var previous = try iterator.next()
        return lazy {
            guard let first = previous, let second = try iterator.next() else { return nil }
            previous = second
            return .tuple([first, second])
        }
    }
    module.rawDefine("groupby(iterable, key=None)", "(key, group) for runs of equal keys.") { bound in
        let iterator = try bound[0].iterator()
        var pending: (key: Value, value: Value)?
        func read() throws {
            pending = try iterator.next().map { (bound.isNone(1) ? $0 : try bound[1].call($0), $0) }
        }
        var started = false
        return lazy {
            if !started {
                started = true
                try read()
            }
            guard let first = pending else { return nil }
            // The group is read at once: its elements stay valid after the next group is asked for.
            var group: [Value] = []
            while let next = pending, try next.key.equals(first.key) {
                group.append(next.value)
                try read()
            }
            return .tuple([first.key, .object(try Value.list(group).iterator())])
        }
    }
}

/// Positions of the pool, advanced like an odometer; nil when exhausted.
private func positions(_ pool: [Value], _ start: [Int], _ advance: @escaping (inout [Int]) -> Bool) -> Value {
    var current: [Int]? = start
    return lazy {
        guard var now = current else { return nil }
        let row = Value.tuple(now.map { pool[$0] })
        current = advance(&now) ? now : nil
        return row
    }
}

private func addCombinatorics(to module: ModuleObject) {
    module.rawDefine("product(*iterables, repeat=1)", "Every combination of one element from each.") { bound in
        let once = try bound.rest(0).map { try $0.elements() }
        let pools = Array(repeating: once, count: max(0, min(try bound.int(1), 64))).flatMap { $0 }
        if pools.contains(where: \.isEmpty) { return lazy { nil } }
        var current: [Int]? = Array(repeating: 0, count: pools.count)
        return lazy {
            guard var now = current else { return nil }
            let row = Value.tuple(zip(pools, now).map { $0[$1] })
            current = nil
            for i in pools.indices.reversed() {
                now[i] += 1
                if now[i] < pools[i].count {
                    current = now
                    break
                }
                now[i] = 0
            }
            return row
        }
    }
    module.rawDefine("combinations(iterable, r)", "r different elements, in order.") { bound in
        let (pool, r) = (try bound[0].elements(), try bound.int(1))
        if r < 0 { throw Failure(.valueError, "r must be non-negative") }
        if r > pool.count { return lazy { nil } }
        return positions(pool, Array(0..<r)) { now in
            for i in now.indices.reversed() where now[i] < i + pool.count - r {
                now[i] += 1
                for j in now.indices.dropFirst(i + 1) { now[j] = now[j - 1] + 1 }
                return true
            }
            return false
        }
    }
    module.rawDefine("combinations_with_replacement(iterable, r)", "r elements, in order, with repetition.") { bound in
        let (pool, r) = (try bound[0].elements(), try bound.int(1))
        if r < 0 { throw Failure(.valueError, "r must be non-negative") }
        if pool.isEmpty, r > 0 { return lazy { nil } }
        return positions(pool, Array(repeating: 0, count: min(r, 4096))) { now in
            for i in now.indices.reversed() where now[i] < pool.count - 1 {
                let next = now[i] + 1
                for j in now.indices.dropFirst(i) { now[j] = next }
                return true
            }
            return false
        }
    }
    module.rawDefine("permutations(iterable, r=None)", "r different elements in every order.") { bound in
        let pool = try bound[0].elements()
        let r = bound.isNone(1) ? pool.count : try bound.int(1)
        if r < 0 { throw Failure(.valueError, "r must be non-negative") }
        if r > pool.count { return lazy { nil } }
        return positions(pool, Array(0..<r)) { now in nextArrangement(&now, of: pool.count) }
    }
}

/// The next r-arrangement of 0..<n in lexicographic order.
private func nextArrangement(_ now: inout [Int], of n: Int) -> Bool {
    for i in now.indices.reversed() {
        let used = Set(now[..<i])
        if let next = (now[i] + 1..<max(n, now[i] + 1)).first(where: { !used.contains($0) }) {
            now[i] = next
            var free = (0..<n).filter { !used.contains($0) && $0 != next }[...]
            for j in now.indices.dropFirst(i + 1) { now[j] = free.popFirst() ?? 0 }
            return true
        }
    }
    return false
}
