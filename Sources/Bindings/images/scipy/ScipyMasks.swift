// scipy.ndimage: labels, holes, binary and grey morphology.
import Figures
import Glibc
import Schema
import Script
import Tensors

extension ScipyModule {
    private static func structure(rank: Int, connectivity: Int) -> [Double] {
        let shape = [Int](repeating: 3, count: rank)
        return (0..<shape.reduce(1, *)).map { at in
            NDImage.place(at, shape).reduce(0) { $0 + abs($1 - 1) } <= connectivity ? 1 : 0
        }
    }

    /// The offsets of a structuring element, a cross when None, along `axes` (all of them when None) and moved back by `origin`.
    static func offsets(
        _ value: Value, rank: Int, axes: Value = .none, origin: Value = .int(0)
    ) throws -> [[Int]] {
        let axes = try self.axes(axes, rank)
        let n = axes.count
        var (shape, ones) = ([Int](repeating: 3, count: n), [Double]())
        if value.isNone {
            ones = structure(rank: n, connectivity: 1)
        } else {
            let given = try Numbers.tensor(value)
            guard given.rank == n else {
                throw Failure(.runtimeError, "structure and input must have same dimensionality")
            }
            guard given.count > 0 else { throw Failure(.runtimeError, "structure must not be empty") }
            (shape, ones) = (given.shape, try Numbers.doubles(given))
        }
        let origins = try origins(origin, shape)
        return NDImage.offsets(ones, shape).map { offset in
            var whole = [Int](repeating: 0, count: rank)
            for (k, axis) in axes.enumerated() { whole[axis] = offset[k] - origins[k] }
            return whole
        }
    }

    /// The axes that a filter works along, counted from the front.
    static func axes(_ value: Value, _ rank: Int) throws -> [Int] {
        if value.isNone { return Array(0..<rank) }
        let axes = try wholes(value).map { $0 < 0 ? $0 + rank : $0 }
        guard axes.allSatisfy({ (0..<rank).contains($0) }), Set(axes).count == axes.count else {
            throw Failure(
                .valueError, "axes must be different axes of the array, got \(try value.repr()) for \(rank) dimensions")
        }
        return axes
    }

    /// How far a filter is moved back along each of its axes: not beyond its own ends.
    static func origins(_ value: Value, _ shape: [Int]) throws -> [Int] {
        var origins = try wholes(value)
        if origins.count == 1, shape.count != 1 { origins = [Int](repeating: origins[0], count: shape.count) }
        guard origins.count == shape.count else {
            throw Failure(.runtimeError, "sequence argument must have length equal to input rank")
        }
        guard zip(origins, shape).allSatisfy({ $1 / 2 + $0 >= 0 && $1 / 2 + $0 < $1 }) else {
            throw Failure(.valueError, "invalid origin")
        }
        return origins
    }

    static func declareMasks(in module: ModuleObject) {
        module.rawDefine("generate_binary_structure(rank, connectivity)", "A neighbourhood of 3 per axis.") { bound in
            let (rank, reach) = (try bound[0].asInt(), try bound[1].asInt())
            guard (1...6).contains(rank) else { throw Failure(.valueError, "rank must be 1 to 6") }
            let ones = structure(rank: rank, connectivity: max(reach, 1)).map { $0 != 0 }
            return .object(NDArrayObject(try bools(ones, [Int](repeating: 3, count: rank))))
        }
        for (name, steps) in [
            ("binary_erosion", [false]), ("binary_dilation", [true]), ("binary_opening", [false, true]),
            ("binary_closing", [true, false]),
        ] {
            module.rawDefine(
                steps.count == 1
                    ? "\(name)(input, structure=None, iterations=1, mask=None, output=None, border_value=0, origin=0, brute_force=False, *, axes=None)"
                    : "\(name)(input, structure=None, iterations=1, output=None, origin=0, mask=None, border_value=0, brute_force=False, *, axes=None)",
                "A mask grown or shrunk by a structuring element."
            ) { bound in
                let x = try array(bound[0])
                let (mask, output, origin) =
                    steps.count == 1 ? (bound[3], bound[4], bound[6]) : (bound[5], bound[3], bound[4])
                let offsets = try offsets(bound[1], rank: x.rank, axes: bound[8], origin: origin)
                var kept: [Bool]?
                if !mask.isNone {
                    let given = try Numbers.tensor(mask)
                    guard given.shape == x.shape else {
                        throw Failure(.runtimeError, "mask and input must have equal sizes")
                    }
                    kept = try Numbers.doubles(given).map { $0 == 0 }
                }
                var result = try Numbers.doubles(x).map { $0 != 0 }
                let border = try bound[steps.count == 1 ? 5 : 6].truth()
                // Less than 1: until nothing changes.
                let count = max(try Int.from(bound[2]) ?? 1, 0)
                for grows in steps {
                    var left = count
                    while true {
                        let next = try NDImage.step(
                            result, x.shape, offsets, grows: grows, border: border, kept: kept)
                        let isDone = next == result
                        result = next
                        left -= 1
                        if left == 0 || isDone { break }
                    }
                }
                return try finish(try bools(result, x.shape), output)
            }
        }
        module.rawDefine(
            "binary_fill_holes(input, structure=None, output=None, origin=0, *, axes=None)", "A mask without its holes."
        ) { bound in
            let x = try array(bound[0])
            let isSet = try Numbers.doubles(x).map { $0 != 0 }
            let offsets = try offsets(bound[1], rank: x.rank, axes: bound[4], origin: bound[3])
            // The outside flows in from beyond the edges, around what is set.
            var outside = [Bool](repeating: false, count: isSet.count)
            while true {
                let grown = try NDImage.step(outside, x.shape, offsets, grows: true, border: true)
                let next = zip(grown, isSet).map { $0 && !$1 }
                if next == outside { break }
                outside = next
            }
            return try finish(try bools(outside.map { !$0 }, x.shape), bound[2])
        }
        module.rawDefine(
            "label(input, structure=None, output=None)", "Connected regions of what is not zero: (numbers, how many)."
        ) { bound in
            let x = try array(bound[0])
            let (labels, count) = try NDImage.label(
                try Numbers.doubles(x), x.shape, try offsets(bound[1], rank: x.rank))
            let dtype = bound[2].isNone ? .int32 : try resultType(x, bound[2])
            guard dtype.isFloatingPoint || Double(count) <= dtype.bounds.high else {
                throw Failure(
                    .runtimeError, "insufficient bit-depth in requested output type",
                    hint: "\(count) labels do not fit into \(dtype.name)")
            }
            let numbers = try Tensor.from(labels, x.shape).to(dtype)
            if bound[2].asObject is NDArrayObject {
                _ = try finish(numbers, bound[2])
                return .int(count)
            }
            return .tuple([.object(NDArrayObject(numbers)), .int(count)])
        }
        for (name, isMean) in [("sum", false), ("sum_labels", false), ("mean", true)] {
            module.rawDefine("\(name)(input, labels=None, index=None)", "Per labelled region.") { bound in
                let values = try Numbers.doubles(bound[0])
                let labels = try labels(bound[1], values.count)
                func one(_ keep: (Double) -> Bool) -> Double {
                    let kept = values.indices.filter { i in labels.map { keep($0[i]) } ?? true }
                    let total = kept.reduce(0) { $0 + values[$1] }
                    return isMean ? total / Double(kept.count) : total
                }
                if bound[2].isNone {
                    let all = one { $0 > 0 }
                    let isWhole = try !isMean && !Numbers.tensor(bound[0]).dtype.isFloatingPoint
                    guard isWhole, let number = Int(exactly: all) else { return try Numbers.scalar(all) }
                    return .object(try NumpyScalar(.int(number), .int64))
                }
                let wanted = try Numbers.tensor(bound[2])
                let results = try Numbers.doubles(wanted).map { number in one { $0 == number } }
                return wanted.rank == 0 ? try Numbers.scalar(results[0]) : try Numbers.array(results, wanted.shape)
            }
        }
        module.rawDefine("center_of_mass(input, labels=None, index=None)", "The weighted middle, one number per axis.")
        {
            bound in
            let x = try array(bound[0])
            let values = try Numbers.doubles(x)
            let labels = try labels(bound[1], values.count)
            func one(_ number: Double?) throws -> Value {
                var (sums, total) = ([Double](repeating: 0, count: x.rank), 0.0)
                for at in values.indices {
                    if let labels, number.map({ labels[at] != $0 }) ?? (labels[at] <= 0) { continue }
                    total += values[at]
                    for (axis, i) in NDImage.place(at, x.shape).enumerated() { sums[axis] += values[at] * Double(i) }
                }
                return .tuple(try sums.map { try Numbers.scalar($0 / total) })
            }
            if bound[2].isNone { return try one(nil) }
            let wanted = try Numbers.tensor(bound[2])
            let numbers = try Numbers.doubles(wanted)
            return wanted.rank == 0 ? try one(numbers[0]) : .list(try numbers.map { try one($0) })
        }
    }
}
