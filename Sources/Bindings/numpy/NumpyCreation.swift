// numpy's functions that make arrays: from data, from a shape, from numbers in a row, from bytes.
import Schema
import Script
import Tensors

enum NumpyCreation {
    static func declare(in module: ModuleObject) {
        declareFromData(in: module)
        declareFilled(in: module)
        declareRanges(in: module)
        declareGrids(in: module)
    }

    /// `device=`: arrays live in one place only.
    static func checkDevice(_ value: Value) throws {
        guard !value.isNone, try value.str() != "cpu" else { return }
        throw Failure(
            .valueError, "Device not understood. Only \"cpu\" is allowed, but received: \(try value.str())")
    }

    /// `like=`: only NumPy's own arrays are made here.
    static func checkLike(_ value: Value) throws {
        guard value.isNone || value.asObject is NDArrayObject else {
            throw Failure(
                .typeError,
                "The `like` argument must be an array-like that implements the `__array_function__` protocol.")
        }
    }

    // MARK: - From data

    private static func declareFromData(in module: ModuleObject) {
        module.rawDefine(
            "array(object, dtype=None, *, copy=True, order='K', subok=False, ndmin=0, ndmax=0, like=None)",
            "An array with the values of object."
        ) { bound in
            try checkLike(bound[7])
            let least = try bound.get(5, as: Int.self)
            guard least <= 64 else {
                throw Failure(.valueError, "ndmin bigger than allowable number of dimensions (64)")
            }
            if try bound.get(6, as: Int.self) != 0 {
                throw Failure(.notImplementedError, "np.array(ndmax=…) is not available here")
            }
            return try converted(bound[0], bound[1], copy: bound[2], order: bound[3], ndmin: least)
        }
        for name in ["asarray", "asanyarray"] {
            module.rawDefine(
                "\(name)(a, dtype=None, order=None, *, device=None, copy=None, like=None)",
                "The array itself, or an array with the values of a."
            ) { bound in
                try checkDevice(bound[3])
                try checkLike(bound[5])
                return try converted(bound[0], bound[1], copy: bound[4], order: bound[2])
            }
        }
        module.rawDefine(
            "asarray_chkfinite(a, dtype=None, order=None)", "asarray, refusing NaN and infinities."
        ) { bound in
            let result = try converted(bound[0], bound[1], copy: .none, order: bound[2])
            let x = try NumpyFunctions.array(result)
            guard try NumpyFunctions.op("all", .tensor(NumpyFunctions.op("isfinite", .tensor(x)))).isTrue() else {
                throw Failure(.valueError, "array must not contain infs or NaNs")
            }
            return result
        }
        for (name, order) in [("ascontiguousarray", "C"), ("asfortranarray", "F")] {
            module.rawDefine(
                "\(name)(a, dtype=None, *, like=None)",
                order == "C" ? "Row by row in memory." : "Column by column in memory."
            ) { bound in
                let result = try converted(bound[0], bound[1], copy: .none, order: .string(order))
                guard let x = TensorFactory.existing(result), x.rank == 0 else { return result }
                return .object(NDArrayObject(try x.reshape([1])))
            }
        }
        module.rawDefine("copy(a, order='K', subok=False)", "An independent array.") { bound in
            try converted(bound[0], .none, copy: .bool(true), order: bound[1])
        }
        module.rawDefine(
            "frombuffer(buffer, dtype=None, count=-1, offset=0, *, like=None)", "The bytes as numbers."
        ) { bound in
            guard let bytes = bound[0].asObject as? BytesObject else {
                throw Failure(.typeError, "a bytes-like object is required, not '\(bound[0].typeName)'")
            }
            let dtype = try ArrayMethods.dtype(bound[1]) ?? .float64
            let (count, offset) = (try bound.get(2, as: Int.self), try bound.get(3, as: Int.self))
            guard offset >= 0, offset <= bytes.bytes.count else {
                throw Failure(
                    .valueError,
                    "offset must be non-negative and no greater than buffer length (\(bytes.bytes.count))")
            }
            let rest = bytes.bytes.count - offset
            guard count >= 0 || rest % dtype.size == 0 else {
                throw Failure(.valueError, "buffer size must be a multiple of element size")
            }
            let n = count < 0 ? rest / dtype.size : count
            guard n <= rest / dtype.size else {
                throw Failure(.valueError, "buffer is smaller than requested size")
            }
            return .object(NDArrayObject(try NumpyFiles.tensor(Array(bytes.bytes[offset...]), dtype, [n])))
        }
    }

    /// What `np.array` and its relatives share. `copy`: True, None (if it must be) or False (never).
    static func converted(
        _ value: Value, _ dtype: Value, copy: Value, order: Value, ndmin: Int = 0
    ) throws -> Value {
        let order = try ArrayOrder(order)
        if !dtype.isNone, let target = try? ArrayMethods.dtype(dtype),
            let texts = try (value.asObject as? TextArray) ?? TextArray.from(value)
        {
            return .object(NDArrayObject(try texts.numbers(target)))
        }
        if value.asObject is TextArray { return value }
        if dtype.isNone, let texts = try TextArray.from(value) { return .object(texts) }
        let target = try ArrayMethods.dtype(dtype)
        return try Flavour.numpy.run {
            let argument =
                try value.asObject is NDArrayObject || value.asObject is TensorObject
                || value.asObject is ArrayConvertible ? ArrayArgument.from(value) : nil
            guard let existing = argument?.tensor else {
                if case .bool(false) = copy { throw unavoidableCopy }
                return finished(
                    try order == .f
                        ? order.copy(TensorFactory.tensor(value, dtype: target))
                        : TensorFactory.tensor(value, dtype: target),
                    ndmin)
            }
            let isLaid =
                order == .c ? existing.isContiguous : order == .f ? existing.isColumnMajor : true
            let mustCopy = !isLaid || (target != nil && target != existing.dtype)
            if try !copy.isNone && copy.truth() || mustCopy {
                if case .bool(false) = copy { throw unavoidableCopy }
                let x = try existing.detach().to(target ?? existing.dtype, copy: true)
                return finished(order == .c || order == .f ? try order.copy(x) : x, ndmin)
            }
            if value.asObject is NDArrayObject, ndmin <= existing.rank { return value }
            return finished(existing.detach(), ndmin)
        }
    }

    private static func finished(_ x: Tensor, _ ndmin: Int) -> Value {
        guard x.rank < ndmin, let wide = try? x.reshape([Int](repeating: 1, count: ndmin - x.rank) + x.shape) else {
            return .object(NDArrayObject(x))
        }
        return .object(NDArrayObject(wide))
    }

    private static let unavoidableCopy = Failure(
        .valueError, "Unable to avoid copy while creating an array as requested.",
        hint: "np.asarray(obj) copies only when it must")

    // MARK: - One value everywhere

    private static func declareFilled(in module: ModuleObject) {
        for (name, fill) in [("zeros", Scalar.int(0)), ("ones", .int(1)), ("empty", .int(0))] {
            module.rawDefine(
                "\(name)(shape, dtype=None, order='C', *, device=None, like=None)", "An array of this shape."
            ) { bound in
                try checkDevice(bound[3])
                try checkLike(bound[4])
                let sizes = try sizes(bound[0], name)
                let dtype = try ArrayMethods.dtype(bound[1]) ?? .float64
                return .object(
                    NDArrayObject(try ArrayOrder(bound[2]).lay(sizes) { try Tensor.full($0, fill, dtype) }))
            }
            module.rawDefine(
                "\(name)_like(a, dtype=None, order='K', subok=True, shape=None, *, device=None)",
                "An array of the same shape."
            ) { bound in
                try checkDevice(bound[5])
                let (like, shape) = try pattern(bound[0], bound[4], name)
                let dtype = try ArrayMethods.dtype(bound[1]) ?? like.dtype
                return .object(
                    NDArrayObject(try order(bound[2], like).lay(shape) { try Tensor.full($0, fill, dtype) }))
            }
        }
        module.rawDefine(
            "full(shape, fill_value, dtype=None, order='C', *, device=None, like=None)",
            "An array of this shape with one value."
        ) { bound in
            try checkDevice(bound[4])
            try checkLike(bound[5])
            let dtype = try ArrayMethods.dtype(bound[2])
            let value = try filling(bound[1], dtype)
            let x = try ArrayOrder(bound[3]).lay(try sizes(bound[0], "full")) {
                try Tensor.empty($0, dtype ?? natural(bound[1], value))
            }
            try Flavour.numpy.run { try x.setIndex([.ellipsis], value) }
            return .object(NDArrayObject(x))
        }
        module.rawDefine(
            "full_like(a, fill_value, dtype=None, order='K', subok=True, shape=None, *, device=None)",
            "An array of the same shape with one value."
        ) { bound in
            try checkDevice(bound[6])
            let (like, shape) = try pattern(bound[0], bound[5], "full_like")
            let dtype = try ArrayMethods.dtype(bound[2]) ?? like.dtype
            let x = try order(bound[3], like).lay(shape) { try Tensor.empty($0, dtype) }
            let value = try filling(bound[1], dtype)
            try Flavour.numpy.run { try x.setIndex([.ellipsis], value) }
            return .object(NDArrayObject(x))
        }
        module.rawDefine(
            "eye(N, M=None, k=0, dtype=None, order='C', *, device=None, like=None)", "Ones on a diagonal."
        ) { bound in
            try checkDevice(bound[5])
            try checkLike(bound[6])
            let n = try bound.get(0, as: Int.self)
            let m = try bound.get(1, as: Int?.self) ?? n
            return .object(
                NDArrayObject(
                    try ArrayOrder(bound[4]) == .f
                        ? diagonal(m, n, -bound.get(2, as: Int.self), bound[3]).reversedDimensions
                        : diagonal(n, m, bound.get(2, as: Int.self), bound[3])))
        }
        module.rawDefine("identity(n, dtype=None, *, like=None)", "Ones on the diagonal.") { bound in
            try checkLike(bound[2])
            let n = try bound.get(0, as: Int.self)
            return .object(NDArrayObject(try diagonal(n, n, 0, bound[1])))
        }
    }

    private static func diagonal(_ n: Int, _ m: Int, _ k: Int, _ dtype: Value) throws -> Tensor {
        guard n >= 0, m >= 0 else { throw Failure(.valueError, "negative dimensions are not allowed") }
        let x = try Tensor.zeros([n, m], try ArrayMethods.dtype(dtype) ?? .float64)
        if k > -n, k < m { try x.diagonal(offset: k).fill(.int(1)) }
        return x
    }

    /// A shape without negative sizes.
    static func sizes(_ value: Value, _ name: String) throws -> [Int] {
        let sizes = try Creation.sizes(value, name)
        if sizes.contains(where: { $0 < 0 }) { throw Failure(.valueError, "negative dimensions are not allowed") }
        return sizes
    }

    private static func pattern(_ value: Value, _ shape: Value, _ name: String) throws -> (Tensor, [Int]) {
        let like = try NumpyFunctions.array(value)
        return (like, shape.isNone ? like.shape : try sizes(shape, name))
    }

    /// K and A mean the pattern's own order.
    private static func order(_ value: Value, _ like: Tensor) throws -> ArrayOrder {
        let order = try ArrayOrder(value)
        return (order == .k || order == .a) && like.isColumnMajor && !like.isContiguous ? .f : order
    }

    private static func filling(_ value: Value, _ dtype: DType?) throws -> Tensor {
        if let dtype { try dtype.checkRange(value) }
        return try NumpyFunctions.array(value)
    }

    private static func natural(_ value: Value, _ tensor: Tensor) -> DType {
        switch value {
        case .bool: .bool
        case .int: .int64
        case .float: .float64
        case .none, .unbound, .object: tensor.dtype
        }
    }

    // MARK: - Numbers in a row

    private static func declareRanges(in module: ModuleObject) {
        module.rawDefine(
            "arange(*args, dtype=None, start=None, stop=None, step=None, device=None, like=None)",
            "start, start + step, … below stop."
        ) { bound in
            try checkDevice(bound[5])
            try checkLike(bound[6])
            var numbers = (bound[0].asObject as? TupleObject)?.elements ?? []
            var dtype = bound[1]
            if numbers.count == 4, dtype.isNone { dtype = numbers.removeLast() }
            guard numbers.count <= 3 else {
                throw Failure(
                    .typeError, "arange() takes from 1 to 4 positional arguments but \(numbers.count) were given")
            }
            return try arange(numbers, [bound[2], bound[3], bound[4]], try ArrayMethods.dtype(dtype))
        }
        module.rawDefine(
            "linspace(start, stop, num=50, endpoint=True, retstep=False, dtype=None, axis=0, *, device=None)",
            "Evenly spaced numbers; rows or columns of them between arrays."
        ) { bound in
            try checkDevice(bound[7])
            let n = try bound.get(2, as: Int.self)
            guard n >= 0 else { throw Failure(.valueError, "Number of samples, \(n), must be non-negative.") }
            let (start, stop) = (try NumpyFunctions.real(bound[0]), try NumpyFunctions.real(bound[1]))
            let shape = try Flavour.numpy.run { try Shape.broadcast(start.shape, stop.shape) }
            try Memory.require(n, itemsOf: 24 &* max(1, shape.reduce(1, &*)))
            let (a, b) = (try start.expand(shape).doubles(), try stop.expand(shape).doubles())
            let hasEnd = try bound[3].truth()
            let steps = hasEnd ? n - 1 : n
            let deltas = zip(a, b).map { steps > 0 ? ($1 - $0) / Double(steps) : .nan }
            var values: [Double] = []
            values.reserveCapacity(n &* a.count)
            for i in 0..<n {
                for j in a.indices {
                    let isEnd = hasEnd && i == n - 1 && n > 1
                    values.append(isEnd ? b[j] : Double(i) * (steps > 0 ? deltas[j] : 0) + a[j])
                }
            }
            var x = try Tensor.from(values, [n] + shape)
            if let dtype = try ArrayMethods.dtype(bound[5]), dtype != .float64 {
                // Whole numbers are rounded down, not toward zero.
                x = try (dtype.isInteger ? NumpyFunctions.op("floor", .tensor(x)) : x).to(dtype)
            }
            let axis = try bound.get(6, as: Int.self)
            if axis != 0 { x = try x.movedim([0], [x.numpyAxis(axis)]).clone(contiguous: true) }
            guard try bound[4].truth() else { return .object(NDArrayObject(x)) }
            return .tuple([.object(NDArrayObject(x)), NumpyFunctions.wrap(try Tensor.from(deltas, shape))])
        }
    }

    /// start + i * ((start + step) - start), as numpy's fill computes it.
    private static func arange(_ positional: [Value], _ named: [Value], _ dtype: DType?) throws -> Value {
        var numbers: [Value] = positional
        if numbers.isEmpty {
            numbers = [named[0], named[1]]
            if case .none = named[0] { numbers = [named[1]] }
        } else if numbers.count == 1, !named[1].isNone {
            numbers.append(named[1])
        }
        if numbers.count < 3, !named[2].isNone {
            numbers = (numbers.count == 1 ? [.int(0)] : []) + numbers + [named[2]]
        }
        if numbers.count > 1, numbers[1].isNone { numbers = [numbers[0]] }
        guard let first = numbers.first, !first.isNone else {
            throw Failure(.typeError, "arange() requires stop to be specified.")
        }
        let start = numbers.count > 1 ? first : .int(0)
        let stop = numbers.count > 1 ? numbers[1] : first
        let step = numbers.count > 2 && !numbers[2].isNone ? numbers[2] : .int(1)
        func isReal(_ value: Value) -> Bool {
            if case .float = value { return true }
            return (TensorFactory.existing(value)?.dtype.isFloatingPoint) ?? false
        }
        guard let a = try Double.from(start), let b = try Double.from(stop), let d = try Double.from(step) else {
            throw Failure(.typeError, "arange() takes numbers")
        }
        guard d != 0 else { throw Failure(.zeroDivisionError, "division by zero") }
        let count = ((b - a) / d).rounded(.up)
        guard count.isFinite, count <= 1e10 else { throw Failure(.valueError, "Maximum allowed size exceeded") }
        let n = Int(max(0, count))
        try Memory.require(n, itemsOf: 16)
        let anyReal = isReal(start) || isReal(stop) || isReal(step)
        if anyReal {
            if let dtype, dtype.isInteger, let low = Int(exactly: a.rounded(.towardZero)),
                let next = Int(exactly: (a + d).rounded(.towardZero))
            {
                let delta = next &- low
                return NumpyFunctions.wrap(try Tensor.from((0..<n).map { low &+ $0 &* delta }).to(dtype))
            }
            let delta = (a + d) - a
            return NumpyFunctions.wrap(
                try Tensor.from((0..<n).map { a + Double($0) * delta }).to(dtype ?? .float64))
        }
        guard let first = try Int.from(start), let by = try Int.from(step) else {
            throw Failure(.typeError, "arange() takes numbers")
        }
        return NumpyFunctions.wrap(try Tensor.from((0..<n).map { first &+ $0 &* by }).to(dtype ?? .int64))
    }

    // MARK: - Grids

    private static func declareGrids(in module: ModuleObject) {
        module["mgrid"] = .object(GridObject(open: false))
        module["ogrid"] = .object(GridObject(open: true))
        module.rawDefine(
            "meshgrid(*xi, copy=True, sparse=False, indexing='xy')", "Coordinate arrays from coordinate vectors."
        ) { bound in
            let axes = try Collate.elements(bound[0]).map { try NumpyFunctions.array($0).reshape([-1]) }
            let indexing = try bound.get(3, as: String.self)
            guard indexing == "xy" || indexing == "ij" else {
                throw Failure(.valueError, "Valid values for `indexing` are 'xy' and 'ij'.")
            }
            let isXY = indexing == "xy" && axes.count > 1
            let n = axes.count
            let position = { (i: Int) in isXY && i < 2 ? 1 - i : i }
            var shape = axes.map(\.count)
            if isXY { shape.swapAt(0, 1) }
            let (isSparse, copies) = (try bound[2].truth(), try bound[1].truth())
            return .tuple(
                try axes.enumerated().map { i, axis in
                    let thin = try axis.reshape((0..<n).map { $0 == position(i) ? axis.count : 1 })
                    let grid = try isSparse ? thin : thin.expand(shape)
                    return .object(NDArrayObject(copies ? try grid.clone(contiguous: true) : grid))
                })
        }
    }
}

/// `np.mgrid` and `np.ogrid`.
final class GridObject: Object {
    private let open: Bool
    nonisolated(unsafe) static let cls = TypeObject("nd_grid", module: "numpy")
    override var type: TypeObject { GridObject.cls }
    init(open: Bool) { self.open = open }
    override func item(_ key: Value) throws -> Value { try NumpyFunctions.grid(key, open: open) }
}
