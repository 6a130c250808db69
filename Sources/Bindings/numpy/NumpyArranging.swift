// numpy's functions that give the same elements in another arrangement: reshaped, turned, joined, cut, repeated.
import Schema
import Script
import Tensors

enum NumpyArranging {
    static func declare(in module: ModuleObject) {
        declareAxes(in: module)
        declareJoining(in: module)
        declareTurning(in: module)
        declareRepeating(in: module)
    }

    private static func array(_ value: Value) throws -> Tensor { try NumpyFunctions.array(value) }
    private static func wrap(_ tensor: Tensor) -> Value { NumpyFunctions.wrap(tensor) }

    // MARK: - Shapes and axes

    private static func declareAxes(in module: ModuleObject) {
        module.rawDefine(
            "reshape(a, shape=None, order='C', *, newshape=None, copy=None)", "The same elements in another shape."
        ) { bound in
            let given = bound.given[3] ? bound[3] : bound[1]
            guard !given.isNone else {
                throw Failure(.typeError, "reshape() missing 1 required positional argument: 'shape'")
            }
            let (x, order) = (try array(bound[0]), try ArrayOrder(bound[2]))
            let result = try order.reshape(x, Creation.sizes(given, "reshape"))
            guard !bound[4].isNone else { return .object(NDArrayObject(result)) }
            if try bound[4].truth() { return .object(NDArrayObject(try result.clone())) }
            guard result.storage === x.storage else {
                throw Failure(.valueError, "Unable to avoid creating a copy while reshaping.")
            }
            return .object(NDArrayObject(result))
        }
        module.rawDefine("ravel(a, order='C')", "One dimension.") { bound in
            .object(NDArrayObject(try ArrayOrder(bound[1]).ravel(array(bound[0]))))
        }
        for name in ["transpose", "permute_dims"] {
            module.rawDefine("\(name)(a, axes=None)", "The axes in another order.") { bound in
                let x = try array(bound[0])
                return wrap(
                    try x.numpyTransposed(try ArrayMethods.axes(bound[1]) ?? Array((0..<x.rank).reversed())))
            }
        }
        module.rawDefine("swapaxes(a, axis1, axis2)", "Two axes exchanged.") { bound in
            let x = try array(bound[0])
            return wrap(
                try x.transpose(
                    x.numpyAxis(bound.get(1), named: "axis1"), x.numpyAxis(bound.get(2), named: "axis2")))
        }
        module.rawDefine("moveaxis(a, source, destination)", "Axes moved to other places.") { bound in
            let x = try array(bound[0])
            let from = try (Reduction.axes(bound[1]) ?? []).map { try x.numpyAxis($0, named: "source") }
            let to = try (Reduction.axes(bound[2]) ?? []).map { try x.numpyAxis($0, named: "destination") }
            guard from.count == to.count else {
                throw Failure(
                    .valueError, "`source` and `destination` arguments must have the same number of elements")
            }
            for (axes, name) in [(from, "source"), (to, "destination")] where Set(axes).count != axes.count {
                throw Failure(.valueError, "repeated axis in `\(name)` argument")
            }
            return wrap(try x.movedim(from, to))
        }
        module.rawDefine("rollaxis(a, axis, start=0)", "An axis moved before another one.") { bound in
            let x = try array(bound[0])
            let axis = try x.numpyAxis(bound.get(1))
            let given = try bound.get(2, as: Int.self)
            guard given >= -x.rank, given <= x.rank else {
                throw Failure(
                    .axisError, "'start' arg requires \(-x.rank) <= start < \(x.rank + 1), but \(given) was passed in")
            }
            let start = given < 0 ? given + x.rank : given
            return wrap(try x.movedim([axis], [axis < start ? start - 1 : start]))
        }
        module.rawDefine("expand_dims(a, axis)", "A new axis of size 1.") { bound in
            var x = try array(bound[0])
            let axes = try Reduction.axes(bound[1]) ?? [0]
            let rank = x.rank + axes.count
            for axis in axes where axis < -rank || axis >= rank {
                throw Failure(.axisError, "axis \(axis) is out of bounds for array of dimension \(rank)")
            }
            let places = axes.map { $0 < 0 ? $0 + rank : $0 }.sorted()
            guard Set(places).count == places.count else { throw Failure(.valueError, "repeated axis") }
            for axis in places { x = try x.unsqueeze(axis) }
            return .object(NDArrayObject(x))
        }
        module.rawDefine("squeeze(a, axis=None)", "Without dimensions of size 1.") { bound in
            wrap(try ArrayMethods.squeeze(array(bound[0]), Reduction.axes(bound[1])))
        }
        module.rawDefine("broadcast_to(array, shape, subok=False)", "Repeated without copying.") { bound in
            let (x, shape) = (try array(bound[0]), try NumpyCreation.sizes(bound[1], "broadcast_to"))
            guard let common = try? Shape.broadcast(x.shape, shape), common == shape else {
                throw Failure(
                    .valueError,
                    "operands could not be broadcast together with remapped shapes [original->remapped]: "
                        + "\(ArrayMethods.shapeText(x.shape))  and requested shape \(ArrayMethods.shapeText(shape))")
            }
            return .object(NDArrayObject(try x.expand(shape)))
        }
        for (name, rank) in [("atleast_1d", 1), ("atleast_2d", 2)] {
            module.rawDefine("\(name)(*arys)", "At least this many dimensions.") { bound in
                let all = try Collate.elements(bound[0]).map { value -> Value in
                    var x = try array(value)
                    while x.rank < rank { x = try x.unsqueeze(0) }
                    return .object(NDArrayObject(x))
                }
                return all.count == 1 ? all[0] : .tuple(all)
            }
        }
        for name in ["shape", "ndim", "size"] {
            module.rawDefine(name == "size" ? "size(a, axis=None)" : "\(name)(a)", "The array's \(name).") { bound in
                if let texts = try (bound[0].asObject as? TextArray) ?? TextArray.from(bound[0]) {
                    return try texts.attribute(Symbol(name)) ?? .none
                }
                let x = try array(bound[0])
                guard name == "size", let axes = try Reduction.axes(bound[1]) else {
                    return try NDArrayObject(x).attribute(Symbol(name)) ?? .none
                }
                return .int(try axes.reduce(1) { $0 &* x.shape[try x.numpyAxis($1)] })
            }
        }
    }

    // MARK: - Joining and cutting

    private static func declareJoining(in module: ModuleObject) {
        for name in ["concatenate", "concat"] {
            module.rawDefine(
                "\(name)(arrays, axis=0, out=None, *, dtype=None, casting='same_kind')", "Arrays joined along an axis."
            ) { bound in
                if let texts = try TextArray.joined(bound[0]) { return .object(texts) }
                var arrays = try joinable(bound[0], dtype: bound[3], casting: bound[4])
                if bound[1].isNone { arrays = try arrays.map { try $0.reshape([-1]) } }
                return try NumpyFunctions.placed(
                    NumpyFunctions.concatenate(arrays, Reduction.axis(bound[1]) ?? 0), bound)
            }
        }
        module.rawDefine(
            "stack(arrays, axis=0, out=None, *, dtype=None, casting='same_kind')", "Arrays joined along a new axis."
        ) { bound in
            try NumpyFunctions.placed(
                NumpyFunctions.stack(
                    joinable(bound[0], "stack", dtype: bound[3], casting: bound[4]), bound.get(1)), bound)
        }
        module.rawDefine("vstack(tup, *, dtype=None, casting='same_kind')", "Rows joined.") { bound in
            try NumpyFunctions.concatenate(
                joinable(bound[0], dtype: bound[1], casting: bound[2]).map {
                    $0.rank < 2 ? try $0.reshape([1, -1]) : $0
                }, 0)
        }
        module.rawDefine("hstack(tup, *, dtype=None, casting='same_kind')", "Columns joined.") { bound in
            let arrays = try joinable(bound[0], dtype: bound[1], casting: bound[2]).map {
                $0.rank == 0 ? try $0.reshape([1]) : $0
            }
            return try NumpyFunctions.concatenate(arrays, arrays.first?.rank == 1 ? 0 : 1)
        }
        module.rawDefine("dstack(tup)", "Joined along the third axis.") { bound in
            let arrays = try NumpyFunctions.common(bound[0]).map { x in
                x.rank < 2 ? try x.reshape([1, -1, 1]) : x.rank == 2 ? try x.unsqueeze(2) : x
            }
            return try NumpyFunctions.concatenate(arrays, 2)
        }
        module.rawDefine("append(arr, values, axis=None)", "Joined at the end.") { bound in
            if let texts = try TextArray.joined(.list([bound[0], bound[1]])) { return .object(texts) }
            let both = try NumpyFunctions.common(.list([bound[0], bound[1]]))
            guard let axis = try Reduction.axis(bound[2]) else {
                return try NumpyFunctions.concatenate(try both.map { try $0.reshape([-1]) }, 0)
            }
            return try NumpyFunctions.concatenate(both, axis)
        }
        for name in ["split", "array_split"] {
            module.rawDefine("\(name)(ary, indices_or_sections, axis=0)", "Cut into parts.") { bound in
                try split(array(bound[0]), bound[1], try bound.get(2), even: name == "split")
            }
        }
    }

    /// The arrays in their common dtype, or in the one that is asked for.
    private static func joinable(
        _ value: Value, _ purpose: String = "concatenate", dtype: Value, casting: Value
    ) throws -> [Tensor] {
        let arrays = try NumpyFunctions.common(value, purpose)
        let rule = try Casting.named(casting.str())
        guard let target = try ArrayMethods.dtype(dtype) else { return arrays }
        for x in arrays where !rule.allows(x.dtype, target) {
            throw Failure(
                .typeError,
                "Cannot cast array data from dtype('\(x.dtype.name)') to dtype('\(target.name)') according to the rule '\(rule.rawValue)'"
            )
        }
        return try arrays.map { try $0.to(target) }
    }

    /// An array of whole numbers as such.
    private static func wholes(_ value: Value) throws -> [Int]? {
        guard let x = TensorFactory.existing(value), x.rank == 1, !x.dtype.isFloatingPoint else { return nil }
        return try x.scalars().compactMap(\.integer)
    }

    private static func split(_ x: Tensor, _ sections: Value, _ axis: Int, even: Bool) throws -> Value {
        let dim = try x.numpyAxis(axis)
        let n = x.shape[dim]
        let ends: [Int]
        if let count = try Int.from(sections) {
            guard count > 0 else { throw Failure(.valueError, "number sections must be larger than 0.") }
            if even, n % count != 0 { throw Failure(.valueError, "array split does not result in an equal division") }
            try Memory.require(count, itemsOf: 256)
            ends = (1...count).map { i in (n / count) * i + min(i, n % count) }
        } else {
            guard let places = try ArrayMethods.sizes(sections) ?? wholes(sections) else {
                throw Failure(.typeError, "slice indices must be integers or None or have an __index__ method")
            }
            ends = places.map { min(max($0 < 0 ? $0 &+ n : $0, 0), n) } + [n]
        }
        var start = 0
        return .list(
            try ends.map { end in
                defer { start = end }
                return wrap(try x.narrow(dim, start, max(0, end - start)))
            })
    }

    // MARK: - Turning

    private static func declareTurning(in module: ModuleObject) {
        for (name, axis) in [("flipud", 0), ("fliplr", 1)] {
            module.rawDefine("\(name)(m)", "Mirrored.") { bound in
                let x = try array(bound[0])
                guard x.rank > axis else { throw Failure(.valueError, "Input must be >= \(axis + 1)-d.") }
                return wrap(try NumpyFunctions.op("flip", .tensor(x), .tuple([.int(axis)])))
            }
        }
        module.rawDefine("flip(m, axis=None)", "Mirrored along axes.") { bound in
            let x = try array(bound[0])
            let axes = try (Reduction.axes(bound[1]) ?? Array(0..<x.rank)).map { try x.numpyAxis($0) }
            return wrap(try NumpyFunctions.op("flip", .tensor(x), .tuple(axes.map(Argument.int))))
        }
        module.rawDefine("rot90(m, k=1, axes=(0, 1))", "Turned by 90 degrees, counter-clockwise.") { bound in
            let x = try array(bound[0])
            let axes = try Reduction.axes(bound[2]) ?? []
            guard axes.count == 2 else { throw Failure(.valueError, "len(axes) must be 2.") }
            if axes[0] == axes[1] || abs(axes[0] &- axes[1]) == x.rank {
                throw Failure(.valueError, "Axes must be different.")
            }
            guard axes.allSatisfy({ $0 >= -x.rank && $0 < x.rank }) else {
                throw Failure(
                    .valueError, "Axes=(\(axes[0]), \(axes[1])) out of range for array of ndim=\(x.rank).")
            }
            return wrap(
                try NumpyFunctions.op("rot90", .tensor(x), .int(bound.get(1)), .tuple(axes.map(Argument.int))))
        }
        module.rawDefine("roll(a, shift, axis=None)", "Shifted around.") { bound in
            let x = try array(bound[0])
            var shifts = try ArrayMethods.sizes(bound[1]) ?? []
            guard !shifts.isEmpty else {
                throw Failure(.typeError, "roll(): shift must be a whole number or several, not \(bound[1].typeName)")
            }
            guard let given = try Reduction.axes(bound[2]) else {
                let total = shifts.reduce(0, &+)
                return wrap(
                    try NumpyFunctions.op("roll", .tensor(x.reshape([-1])), .tuple([.int(total)]), .tuple([.int(0)]))
                        .reshape(x.shape))
            }
            var axes = try given.map { try x.numpyAxis($0) }
            if shifts.count == 1 { shifts = [Int](repeating: shifts[0], count: axes.count) }
            if axes.count == 1 { axes = [Int](repeating: axes[0], count: shifts.count) }
            guard shifts.count == axes.count else {
                throw Failure(.valueError, "'shift' and 'axis' should be scalars or 1D sequences")
            }
            return wrap(
                try NumpyFunctions.op(
                    "roll", .tensor(x), .tuple(shifts.map(Argument.int)), .tuple(axes.map(Argument.int))))
        }
        module.rawDefine("diag(v, k=0)", "A vector on a diagonal, or the diagonal of a matrix.") { bound in
            let x = try array(bound[0])
            guard x.rank == 1 || x.rank == 2 else { throw Failure(.valueError, "Input must be 1- or 2-d.") }
            let k = try bound.get(1, as: Int.self)
            if x.rank == 2, k <= -x.shape[0] || k >= x.shape[1] { return wrap(try Tensor.empty([0], x.dtype)) }
            return wrap(try NumpyFunctions.op("diag", .tensor(x), .int(k)))
        }
        for name in ["tril", "triu"] {
            module.rawDefine("\(name)(m, k=0)", "The triangle at and \(name == "tril" ? "below" : "above") a diagonal.")
            {
                bound in
                var x = try array(bound[0])
                // A vector stands for as many equal rows.
                if x.rank == 1 { x = try x.expand([x.count, x.count]) }
                guard x.rank > 1 else { throw Failure(.valueError, "Input must be >= 1-d.") }
                return wrap(try NumpyFunctions.op(name, .tensor(x), .int(bound.get(1))))
            }
        }
    }

    // MARK: - Repeating and margins

    private static func declareRepeating(in module: ModuleObject) {
        module.rawDefine("tile(A, reps)", "Repeated side by side.") { bound in
            guard let reps = try ArrayMethods.sizes(bound[1]) ?? wholes(bound[1]) else {
                throw Failure(.typeError, "tile(): reps must be a whole number or several, not \(bound[1].typeName)")
            }
            guard !reps.contains(where: { $0 < 0 }) else {
                throw Failure(.valueError, "negative dimensions are not allowed")
            }
            return .object(
                NDArrayObject(
                    try NumpyFunctions.op("tile", .tensor(try array(bound[0])), .tuple(reps.map(Argument.int)))))
        }
        module.rawDefine("repeat(a, repeats, axis=None)", "Every element several times.") { bound in
            try NumpyFunctions.repeatElements(array(bound[0]), bound[1], bound[2])
        }
        module.rawDefine("pad(array, pad_width, mode='constant', **kwargs)", "A margin around.") { bound in
            let x = try array(bound[0])
            guard bound[2].asObject is StringObject else {
                guard let general = try module.attribute("_pad_with") else { return .none }
                return try general.call(Arguments([.object(NDArrayObject(x)), bound[1], bound[2], bound[3]]))
            }
            let widths = try Padding.widths(bound[1], rank: x.rank)
            return .object(NDArrayObject(try Padding(bound.get(2), bound[3], rank: x.rank).around(x, widths)))
        }
    }
}
