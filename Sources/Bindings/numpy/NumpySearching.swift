// numpy's functions that sort, look for and pick elements.
import Schema
import Script
import Tensors

enum NumpySearching {
    static func declare(in module: ModuleObject) {
        declareSorting(in: module)
        declareSets(in: module)
        declarePlaces(in: module)
    }

    private static func array(_ value: Value) throws -> Tensor { try NumpyFunctions.array(value) }
    private static func wrap(_ tensor: Tensor) -> Value { NumpyFunctions.wrap(tensor) }

    // MARK: - Sorting

    /// All of numpy's algorithms give what a stable one gives; names that are none are refused.
    static func checkSort(kind: Value, order: Value, stable: Value) throws {
        if !order.isNone { throw Failure(.valueError, "Cannot specify order when the array has no fields.") }
        guard !kind.isNone else { return }
        let name = try kind.str()
        if !stable.isNone {
            throw Failure(
                .valueError, "`kind` and `stable` parameters can't be provided at the same time. Use only one of them.")
        }
        guard ["q", "h", "m", "s"].contains(name.prefix(1).lowercased()) else {
            throw Failure(.valueError, "sort kind must be one of 'quick', 'heap', or 'stable' (got '\(name)')")
        }
    }

    /// `np.sort` and `np.argsort` along an axis; nil: of the flattened array.
    static func sorted(_ x: Tensor, axis: Value, places: Bool) throws -> Tensor {
        try Flavour.numpy.run {
            let axis = try Reduction.axis(axis)
            let source = try axis == nil ? x.reshape([-1]) : x
            guard axis != nil || x.rank > 0 || places else { return source }
            let dim = try source.numpyAxis(axis ?? 0)
            if places {
                return try OpTable.tensor("argsort", [.tensor(source), .int(dim), .bool(false), .bool(true)])
            }
            guard let first = try ArrayMethods.sorted(source, dim).items?.first, case .tensor(let values) = first else {
                return source
            }
            return values
        }
    }

    private static func declareSorting(in module: ModuleObject) {
        for name in ["sort", "argsort"] {
            module.rawDefine(
                "\(name)(a, axis=-1, kind=None, order=None, *, stable=None)",
                name == "sort" ? "A sorted copy." : "The order that sorts."
            ) { bound in
                try checkSort(kind: bound[2], order: bound[3], stable: bound[4])
                if let texts = try (bound[0].asObject as? TextArray) ?? TextArray.from(bound[0]) {
                    let order = texts.order
                    return name == "sort" ? .object(try texts.picked(order)) : wrap(try Tensor.from(order))
                }
                return .object(
                    NDArrayObject(try sorted(array(bound[0]), axis: bound[1], places: name == "argsort")))
            }
        }
        module.rawDefine(
            "searchsorted(a, v, side='left', sorter=None)", "Where values would be inserted."
        ) { bound in
            let sorter = try bound[3].isNone ? nil : array(bound[3])
            return try searchsorted(array(bound[0]), bound[1], side: bound[2].str(), sorter: sorter)
        }
    }

    /// Binary search for every element of `v`; NaN counts as the largest number.
    static func searchsorted(_ a: Tensor, _ v: Value, side: String, sorter: Tensor?) throws -> Value {
        guard a.rank == 1 else { throw Failure(.valueError, "object too deep for desired array") }
        guard side == "left" || side == "right" else {
            throw Failure(.valueError, "search side must be one of 'left' or 'right' (got '\(side)')")
        }
        var sorted = a
        if let sorter {
            guard sorter.count == a.count, !sorter.dtype.isFloatingPoint else {
                throw Failure(.valueError, "sorter.size must equal len(a)")
            }
            sorted = try take(a, sorter, axis: 0, mode: "raise")
        }
        let wanted = try array(v)
        let isRight = side == "right"
        func places<Number: Comparable>(_ known: [Number], _ wanted: [Number], _ isMissing: (Number) -> Bool) -> [Int] {
            /// Whether `a` stands before `b` in sorted order.
            func precedes(_ a: Number, _ b: Number) -> Bool { isMissing(b) ? !isMissing(a) : a < b }
            return wanted.map { value in
                var (low, high) = (0, known.count)
                while low < high {
                    let middle = low + (high - low) / 2
                    let goesOn = isRight ? !precedes(value, known[middle]) : precedes(known[middle], value)
                    if goesOn { low = middle + 1 } else { high = middle }
                }
                return low
            }
        }
        let found: [Int]
        if !sorted.dtype.isFloatingPoint, !wanted.dtype.isFloatingPoint {
            found = places(try wholes(sorted), try wholes(wanted)) { _ in false }
        } else {
            found = places(try sorted.doubles(), try wanted.doubles()) { $0.isNaN }
        }
        return wrap(try Tensor.from(found, wanted.shape))
    }

    private static func wholes(_ x: Tensor) throws -> [Int] { try x.scalars().map { $0.integer ?? 0 } }

    // MARK: - Sets

    private static func declareSets(in module: ModuleObject) {
        module.rawDefine(
            "unique(ar, return_index=False, return_inverse=False, return_counts=False, axis=None, *, equal_nan=True, sorted=True)",
            "Sorted values without duplicates."
        ) { bound in
            let wants = try (bound[1].truth(), bound[2].truth(), bound[3].truth())
            if let texts = try (bound[0].asObject as? TextArray) ?? TextArray.from(bound[0]) {
                return try Distinct(texts: texts.texts).value(of: wants, shape: texts.shape) {
                    .object(try texts.picked($0))
                }
            }
            let x = try array(bound[0])
            guard let given = try Reduction.axis(bound[4]) else {
                let flat = try x.reshape([-1])
                return try Distinct(flat, equalNaN: bound[5].truth()).value(of: wants, shape: x.shape) {
                    .object(NDArrayObject(try take(flat, Tensor.from($0), axis: 0, mode: "raise")))
                }
            }
            let axis = try x.numpyAxis(given)
            let rows = try x.movedim([axis], [0]).reshape([x.shape[axis], -1])
            return try Distinct(rows: rows).value(of: wants, shape: [x.shape[axis]]) {
                .object(NDArrayObject(try take(x, Tensor.from($0), axis: axis, mode: "raise")))
            }
        }
        for name in ["isin", "in1d"] {
            module.rawDefine(
                "\(name)(element, test_elements, assume_unique=False, invert=False, *, kind=None)",
                "Which elements occur among others."
            ) { bound in
                if !bound[4].isNone, try !["sort", "table"].contains(bound[4].str()) {
                    throw Failure(
                        .valueError, "Invalid kind: '\(try bound[4].str())'. Please use None, 'sort' or 'table'.")
                }
                let invert = try bound[3].truth()
                if let texts = try (bound[0].asObject as? TextArray) ?? TextArray.from(bound[0]) {
                    let known = try Set(
                        ((bound[1].asObject as? TextArray) ?? TextArray.from(bound[1]))?.texts ?? [])
                    return wrap(try Tensor.from(texts.texts.map { known.contains($0) != invert }, texts.shape))
                }
                let (x, y) = (try array(bound[0]), try array(bound[1]))
                if x.dtype.isFloatingPoint || y.dtype.isFloatingPoint {
                    let known = Set(try y.doubles())
                    return .object(
                        NDArrayObject(try Tensor.from(x.doubles().map { known.contains($0) != invert }, x.shape)))
                }
                let known = Set(try wholes(y))
                return .object(
                    NDArrayObject(try Tensor.from(wholes(x).map { known.contains($0) != invert }, x.shape)))
            }
        }
    }

    // MARK: - Places

    private static func declarePlaces(in module: ModuleObject) {
        for name in ["nonzero", "argwhere", "flatnonzero"] {
            module.rawDefine("\(name)(a)", "Where the elements are not zero.") { bound in
                let x = try array(bound[0])
                if name == "nonzero" { return try NumpyFunctions.nonzero(x) }
                let flat = name == "flatnonzero" ? try x.reshape([-1]) : x
                let found = try NumpyFunctions.op("nonzero", .tensor(flat))
                return wrap(name == "argwhere" ? found : try found.reshape([-1]))
            }
        }
        module.rawDefine("take(a, indices, axis=None, out=None, mode='raise')", "Elements by position.") { bound in
            if let texts = try (bound[0].asObject as? TextArray) ?? TextArray.from(bound[0]) {
                return try texts.item(bound[1])
            }
            let result = try take(
                array(bound[0]), array(bound[1]), axis: Reduction.axis(bound[2]), mode: bound[4].str())
            return try NumpyFunctions.placed(wrap(result), bound)
        }
        module.rawDefine("unravel_index(indices, shape, order='C')", "Flat positions as one index per axis.") { bound in
            let shape = try NumpyCreation.sizes(bound[1], "unravel_index")
            let order = try ArrayOrder(bound[2])
            let flat = try array(bound[0])
            guard !flat.dtype.isFloatingPoint || flat.count == 0 else {
                throw Failure(.typeError, "only int indices permitted")
            }
            let numbers = try wholes(flat)
            let count = try Shape.count(shape)
            for number in numbers where number < 0 || number >= count {
                throw Failure(
                    .valueError, "index \(number) is out of bounds for array with size \(count)")
            }
            let strides = order == .f ? Array(Shape.strides(shape.reversed()).reversed()) : Shape.strides(shape)
            return .tuple(
                try shape.indices.map { d in
                    wrap(
                        try Tensor.from(
                            numbers.map { strides[d] == 0 ? 0 : $0 / strides[d] % max(1, shape[d]) }, flat.shape))
                })
        }
    }

    /// `x.take(indices, axis=, mode=)`: the indices' shape stands where the axis was; nil: of the flattened array.
    static func take(_ x: Tensor, _ indices: Tensor, axis: Int?, mode: String) throws -> Tensor {
        guard indices.count == 0 || !indices.dtype.isFloatingPoint else {
            throw Failure(
                .typeError,
                "Cannot cast array data from dtype('\(indices.dtype.name)') to dtype('int64') according to the rule 'safe'"
            )
        }
        guard ["raise", "wrap", "clip"].contains(mode) else {
            throw Failure(.valueError, "clipmode must be one of 'clip', 'raise', or 'wrap' (got '\(mode)')")
        }
        let source = try axis == nil || x.rank == 0 ? x.reshape([-1]) : x
        let d = try x.rank == 0 ? 0 : source.numpyAxis(axis ?? 0)
        let n = source.shape[d]
        guard n > 0 || indices.count == 0 else {
            throw Failure(.indexError, "cannot do a non-empty take from an empty axes.")
        }
        // Many indices that all fit go on as they are.
        if indices.count > 256, mode == "raise", indices.dtype.isInteger,
            let low = try indices.min().item().integer, let high = try indices.max().item().integer, low >= 0, high < n
        {
            return try NumpyFunctions.op(
                "index_select", .tensor(source), .int(d), .tensor(indices.to(.int64).reshape([-1]))
            ).reshape(Array(source.shape[..<d]) + indices.shape + Array(source.shape[(d + 1)...]))
        }
        let places = try wholes(indices).map { i -> Int in
            switch mode {
            case "wrap": return (i % n + n) % n
            case "clip": return min(max(i, 0), n - 1)
            default:
                guard i >= -n, i < n else {
                    throw Failure(.indexError, "index \(i) is out of bounds for axis \(d) with size \(n)")
                }
                return i < 0 ? i + n : i
            }
        }
        return try NumpyFunctions.op("index_select", .tensor(source), .int(d), .tensor(try Tensor.from(places)))
            .reshape(Array(source.shape[..<d]) + indices.shape + Array(source.shape[(d + 1)...]))
    }
}

/// What np.unique finds: the first place of every value, in the values' order, and which value stands at each place.
private struct Distinct {
    private var firsts: [Int] = []
    private var counts: [Int] = []
    private var places: [Int]

    /// `order` sorts; `isSame` compares neighbours in it.
    private init(order: [Int], isSame: (Int, Int) -> Bool) {
        places = [Int](repeating: 0, count: order.count)
        for (k, i) in order.enumerated() {
            if k > 0, isSame(order[k - 1], i) {
                counts[counts.count - 1] += 1
            } else {
                firsts.append(i)
                counts.append(1)
            }
            places[i] = counts.count - 1
        }
    }

    init(_ flat: Tensor, equalNaN: Bool) throws {
        let order = try NumpySearching.sorted(flat, axis: .int(0), places: true).scalars().compactMap(\.integer)
        if flat.dtype.isFloatingPoint {
            let values = try flat.doubles()
            self.init(order: order) { values[$0] == values[$1] || (equalNaN && values[$0].isNaN && values[$1].isNaN) }
        } else {
            let values = try flat.scalars().map { $0.integer ?? 0 }
            self.init(order: order) { values[$0] == values[$1] }
        }
    }

    init(rows: Tensor) throws {
        let keys = try rows.unbind().map { try $0.doubles() }
        let order = keys.indices.sorted { a, b in
            keys[a].lexicographicallyPrecedes(keys[b]) || (keys[a] == keys[b] && a < b)
        }
        self.init(order: order) { keys[$0] == keys[$1] }
    }

    init(texts: [String]) {
        let order = texts.indices.sorted {
            (Array(texts[$0].unicodeScalars), $0) < (Array(texts[$1].unicodeScalars), $1)
        }
        self.init(order: order) { texts[$0] == texts[$1] }
    }

    /// The values, and beside them what else is wanted.
    func value(
        of wants: (index: Bool, inverse: Bool, counts: Bool), shape: [Int], _ pick: ([Int]) throws -> Value
    ) throws -> Value {
        var results = [try pick(firsts)]
        if wants.index { results.append(.object(NDArrayObject(try Tensor.from(firsts)))) }
        if wants.inverse { results.append(.object(NDArrayObject(try Tensor.from(places).reshape(shape)))) }
        if wants.counts { results.append(.object(NDArrayObject(try Tensor.from(counts)))) }
        return results.count == 1 ? results[0] : .tuple(results)
    }
}

private func < (a: ([Unicode.Scalar], Int), b: ([Unicode.Scalar], Int)) -> Bool {
    a.0 == b.0 ? a.1 < b.1 : a.0.lexicographicallyPrecedes(b.0)
}
