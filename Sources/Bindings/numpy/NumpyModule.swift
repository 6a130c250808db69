// The module `numpy`: arrays from data, elementwise functions, reductions, rearrangement, files, random numbers.
import Schema
import Script
import Tensors

enum NumpyModule {
    static func register() {
        ModuleRegistry.register("numpy") { module in
            module.documentation = "Arrays, shaped like NumPy 2."
            declareTypes(in: module)
            declareCreation(in: module)
            declareElementwise(in: module)
            declareReductions(in: module)
            declareRearranging(in: module)
            declareSearching(in: module)
            declareSettings(in: module)
            NumpyFiles.declare(in: module)
            try NumpyExtras.declare(in: module)
            NumpyLater.declare(in: module)
        }
        NumpyRandom.register()
        ModuleRegistry.register("numpy.linalg") { module in
            module.rawDefine("norm(x, ord=None, axis=None, keepdims=False)", "The length of a vector or matrix.") {
                bound in
                let x = try NumpyFunctions.array(bound[0])
                let real = x.dtype.isFloatingPoint ? x : try x.to(.float64)
                let axes = try ArrayMethods.axes(bound[2])
                let order = try Double.from(bound[1]) ?? 2
                return NumpyFunctions.wrap(
                    try NumpyFunctions.op(
                        "norm", .tensor(real), .float(order), axes.map { .tuple($0.map(Argument.int)) } ?? .none,
                        .bool(try bound[3].truth())))
            }
            for name in ["svd", "pinv", "qr", "eig", "eigh", "lstsq", "cholesky"] {
                module.rawDefine("\(name)(*args, **kwargs)", "Not available.") { _ in
                    throw Failure(
                        .notImplementedError, "numpy.linalg.\(name)() is not available here",
                        hint: "norm, inv and det are")
                }
            }
            for name in ["inv", "det"] {
                module.rawDefine("\(name)(a)", "") { bound in
                    let a = try NumpyFunctions.array(bound[0])
                    return NumpyFunctions.wrap(
                        try NumpyFunctions.op(
                            "linalg_\(name)", .tensor(a.dtype.isFloatingPoint ? a : try a.to(.float64))))
                }
            }
        }
        ModuleRegistry.register("numpy.typing") { module in
            module["NDArray"] = .object(NDArrayObject.cls)
            module["ArrayLike"] = .object(TypeObject.object)
        }
        ModuleRegistry.register("numpy.testing") { module in
            for name in ["assert_array_equal", "assert_allclose", "assert_array_almost_equal", "assert_almost_equal"] {
                module.rawDefine(
                    "\(name)(actual, desired, rtol=1e-07, atol=0, *args, **kwargs)",
                    "Raises AssertionError when they differ."
                ) { bound in
                    let (a, b) = (try NumpyFunctions.array(bound[0]), try NumpyFunctions.array(bound[1]))
                    let tolerance =
                        name == "assert_allclose"
                        ? (try bound.get(2, as: Double.self), try bound.get(3, as: Double.self))
                        : name.hasSuffix("equal") && name.contains("almost") ? (0.0, 1.5e-6) : (0.0, 0.0)
                    let close =
                        try a.shape == b.shape
                        && zip(a.doubles(), b.doubles()).allSatisfy { x, y in
                            (x.isNaN && y.isNaN) || x == y || abs(x - y) <= tolerance.1 + tolerance.0 * abs(y)
                        }
                    if !close {
                        throw Failure(
                            .assertionError,
                            "\nArrays are not \(name.contains("equal") && !name.contains("almost") ? "equal" : "almost equal")"
                        )
                    }
                    return .none
                }
            }
        }
    }

    private static func declareTypes(in module: ModuleObject) {
        module.define(NDArrayObject.cls)
        module["dtype"] = .object(NumpyDTypeObject.cls)
        module["str_"] = .object(NumpyText.cls)
        for dtype in DType.allCases where dtype != .bfloat16 {
            module[Symbol(dtype.name)] = .object(NumpyScalar.type(of: dtype))
        }
        let aliases: [(String, DType)] = [
            ("float_", .float64), ("double", .float64), ("single", .float32), ("half", .float16), ("int_", .int64),
            ("intp", .int64),
            ("long", .int64), ("bool_", .bool), ("ubyte", .uint8), ("byte", .int8), ("short", .int16), ("intc", .int32),
            ("longlong", .int64),
        ]
        for (name, dtype) in aliases { module[Symbol(name)] = .object(NumpyScalar.type(of: dtype)) }
        for type in NumpyScalar.abstractTypes { module.define(type) }
        module["number"] = module["generic"]
        for (name, value) in [
            ("pi", Double.pi), ("e", 2.718281828459045), ("inf", .infinity), ("nan", .nan),
            ("euler_gamma", 0.5772156649015329),
        ] {
            module[Symbol(name)] = .float(value)
        }
        module["newaxis"] = Value.none
        module["__version__"] = .string("2.4.6")
    }

    // MARK: - Creation

    private static func declareCreation(in module: ModuleObject) {
        for name in ["array", "asarray", "ascontiguousarray", "asanyarray", "copy"] {
            module.rawDefine(
                "\(name)(a, dtype=None, copy=True, order='K', ndmin=0, **kwargs)", "An array with the values of a."
            ) { bound in
                if !bound[1].isNone, let dtype = try? ArrayMethods.dtype(bound[1]),
                    let texts = try (bound[0].asObject as? TextArray) ?? TextArray.from(bound[0])
                {
                    return .object(NDArrayObject(try texts.numbers(dtype)))
                }
                if bound[0].asObject is TextArray { return bound[0] }
                if case .none = bound[1], let texts = try TextArray.from(bound[0]) { return .object(texts) }
                let dtype = try ArrayMethods.dtype(bound[1])
                return try Flavour.numpy.run {
                    if let argument = try bound[0].asObject is NDArrayObject || bound[0].asObject is TensorObject
                        || bound[0].asObject is ArrayConvertible ? ArrayArgument.from(bound[0]) : nil
                    {
                        let x = argument.tensor
                        let isCopy = name == "array" || name == "copy"
                        if !isCopy, dtype == nil || dtype == x.dtype {
                            if name == "ascontiguousarray" { return .object(NDArrayObject(try x.contiguous())) }
                            return bound[0].asObject is NDArrayObject ? bound[0] : .object(NDArrayObject(x.detach()))
                        }
                        return .object(NDArrayObject(try x.detach().to(dtype ?? x.dtype, copy: true)))
                    }
                    var x = try TensorFactory.tensor(bound[0], dtype: dtype)
                    if let least = try Int.from(bound[4]) { while x.rank < min(least, 32) { x = try x.unsqueeze(0) } }
                    return .object(NDArrayObject(x))
                }
            }
        }
        for (name, fill) in [("zeros", Scalar.int(0)), ("ones", .int(1)), ("empty", .int(0))] {
            module.rawDefine("\(name)(shape, dtype=None, order='C')", "An array of this shape.") { bound in
                let sizes = try Creation.sizes(bound[0], name)
                if sizes.contains(where: { $0 < 0 }) {
                    throw Failure(.valueError, "negative dimensions are not allowed")
                }
                return .object(
                    NDArrayObject(try Tensor.full(sizes, fill, try ArrayMethods.dtype(bound[1]) ?? .float64)))
            }
            module.rawDefine("\(name)_like(a, dtype=None, order='K')", "An array of the same shape.") { bound in
                let like = try NumpyFunctions.array(bound[0])
                return NumpyFunctions.wrap(
                    try Tensor.full(like.shape, fill, try ArrayMethods.dtype(bound[1]) ?? like.dtype))
            }
        }
        module.rawDefine("full(shape, fill_value, dtype=None, order='C')", "An array of this shape with one value.") {
            bound in
            let value = try NumpyFunctions.array(bound[1])
            let x = try Tensor.empty(
                try Creation.sizes(bound[0], "full"), try ArrayMethods.dtype(bound[2]) ?? natural(bound[1], value))
            try x.setIndex([.ellipsis], value)
            return .object(NDArrayObject(x))
        }
        module.rawDefine("full_like(a, fill_value, dtype=None)", "An array of the same shape with one value.") {
            bound in
            let like = try NumpyFunctions.array(bound[0])
            let x = try Tensor.empty(like.shape, try ArrayMethods.dtype(bound[2]) ?? like.dtype)
            try x.setIndex([.ellipsis], try NumpyFunctions.array(bound[1]))
            return NumpyFunctions.wrap(x)
        }
        module.rawDefine(
            "arange(*args, dtype=None, start=None, stop=None, step=None)", "start, start + step, … below stop."
        ) { bound in
            try arange(
                (bound[0].asObject as? TupleObject)?.elements ?? [], [bound[2], bound[3], bound[4]],
                try ArrayMethods.dtype(bound[1]))
        }
        module.rawDefine(
            "linspace(start, stop, num=50, endpoint=True, retstep=False, dtype=None)", "Evenly spaced numbers."
        ) { bound in
            let (a, b, n) = (
                try bound.get(0, as: Double.self), try bound.get(1, as: Double.self), try bound.get(2, as: Int.self)
            )
            guard n >= 0 else { throw Failure(.valueError, "Number of samples, \(n), must be non-negative.") }
            try Memory.require(n, itemsOf: 24)
            let steps = try bound[3].truth() ? n - 1 : n
            let step = steps > 0 ? (b - a) / Double(steps) : .nan
            let values = (0..<n).map { i in
                i == n - 1 && steps == n - 1 && n > 1 ? b : Double(i) * (steps > 0 ? step : 0) + a
            }
            let x = NumpyFunctions.wrap(try Tensor.from(values).to(try ArrayMethods.dtype(bound[5]) ?? .float64))
            return try bound[4].truth() ? .tuple([x, .object(try NumpyScalar(.float(step), .float64))]) : x
        }
        for name in ["eye", "identity"] {
            module.rawDefine("\(name)(N, M=None, k=0, dtype=None)", "Ones on a diagonal.") { bound in
                let n = try bound.get(0, as: Int.self)
                let m = try bound.get(1, as: Int?.self) ?? n
                let k = try bound.get(2, as: Int.self)
                let x = try Tensor.zeros([n, m], try ArrayMethods.dtype(bound[3]) ?? .float64)
                if k > -n, k < m { try x.diagonal(offset: k).fill(.int(1)) }
                return NumpyFunctions.wrap(x)
            }
        }
        module["mgrid"] = .object(GridObject(open: false))
        module["ogrid"] = .object(GridObject(open: true))
        module.rawDefine(
            "meshgrid(*xi, indexing='xy', sparse=False, copy=True)", "Coordinate arrays from coordinate vectors."
        ) { bound in
            let axes = try Collate.elements(bound[0]).map { try NumpyFunctions.array($0).reshape([-1]) }
            let isXY = try bound.get(1, as: String.self) == "xy" && axes.count > 1
            let n = axes.count
            let position = { (i: Int) in isXY && i < 2 ? 1 - i : i }
            var shape = axes.map(\.count)
            if isXY { shape.swapAt(0, 1) }
            return .list(
                try axes.enumerated().map { i, axis in
                    let thin = try axis.reshape((0..<n).map { $0 == position(i) ? axis.count : 1 })
                    return NumpyFunctions.wrap(try thin.expand(shape).clone())
                })
        }
        module.rawDefine("frombuffer(buffer, dtype=None)", "The bytes as numbers.") { bound in
            guard let bytes = bound[0].asObject as? BytesObject else {
                throw Failure(.typeError, "a bytes-like object is required, not '\(bound[0].typeName)'")
            }
            return .object(
                NDArrayObject(try NumpyFiles.tensor(bytes.bytes, try ArrayMethods.dtype(bound[1]) ?? .float64, nil)))
        }
    }

    private static func natural(_ value: Value, _ tensor: Tensor) -> DType {
        switch value {
        case .bool: .bool
        case .int: .int64
        case .float: .float64
        default: tensor.dtype
        }
    }

    /// start + i * ((start + step) - start), as numpy's fill computes it.
    private static func arange(_ positional: [Value], _ named: [Value], _ dtype: DType?) throws -> Value {
        var numbers: [Value] = positional
        if numbers.isEmpty {
            numbers = [named[0], named[1]]
            if case .none = named[0] { numbers = [named[1]] }
        }
        if numbers.count < 3, case .none = named[2] {
        } else if numbers.count < 3 {
            numbers = (numbers.count == 1 ? [.int(0)] : []) + numbers + [named[2]]
        }
        guard let first = numbers.first else { throw Failure(.typeError, "arange() requires stop to be specified.") }
        let start = numbers.count > 1 ? first : .int(0)
        let stop = numbers.count > 1 ? numbers[1] : first
        let step = numbers.count > 2 ? numbers[2] : .int(1)
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
        if isReal(start) || isReal(stop) || isReal(step) {
            let delta = (a + d) - a
            return NumpyFunctions.wrap(try Tensor.from((0..<n).map { a + Double($0) * delta }).to(dtype ?? .float64))
        }
        guard let first = try Int.from(start), let by = try Int.from(step) else {
            throw Failure(.typeError, "arange() takes numbers")
        }
        return NumpyFunctions.wrap(try Tensor.from((0..<n).map { first &+ $0 &* by }).to(dtype ?? .int64))
    }

    // MARK: - Elementwise

    private static func declareElementwise(in module: ModuleObject) {
        let unary: [(String, String)] = [
            ("exp", "exp"), ("log", "log"), ("log2", "log2"), ("log10", "log10"), ("log1p", "log1p"),
            ("expm1", "expm1"), ("sqrt", "sqrt"),
            ("sin", "sin"), ("cos", "cos"), ("tan", "tan"), ("arcsin", "asin"), ("arccos", "acos"), ("arctan", "atan"),
            ("sinh", "sinh"),
            ("cosh", "cosh"), ("tanh", "tanh"), ("abs", "abs"), ("absolute", "abs"), ("fabs", "abs"),
            ("negative", "neg"), ("sign", "sign"),
            ("floor", "floor"), ("ceil", "ceil"), ("trunc", "trunc"), ("rint", "round"), ("square", "square"),
            ("reciprocal", "reciprocal"),
            ("isnan", "isnan"), ("isinf", "isinf"), ("isfinite", "isfinite"), ("logical_not", "logical_not"),
            ("invert", "bitwise_not"),
            ("bitwise_not", "bitwise_not"), ("deg2rad", "deg2rad"), ("radians", "deg2rad"), ("rad2deg", "rad2deg"),
            ("degrees", "rad2deg"), ("asin", "asin"), ("acos", "acos"), ("atan", "atan"), ("arcsinh", "asinh"),
            ("arccosh", "acosh"), ("arctanh", "atanh"), ("asinh", "asinh"), ("acosh", "acosh"), ("atanh", "atanh"),
            ("exp2", "exp2"), ("sinc", "sinc"), ("signbit", "signbit"), ("positive", "positive"),
            ("isposinf", "isposinf"), ("isneginf", "isneginf"),
        ]
        for (name, op) in unary {
            module.rawDefine("\(name)(x, out=None, where=True, dtype=None)", "\(op) of every element.") { bound in
                try NumpyFunctions.placed(
                    NumpyFunctions.wrap(try NumpyFunctions.op(op, .tensor(try NumpyFunctions.array(bound[0])))), bound)
            }
        }
        let binary: [(String, BinaryOperator)] = [
            ("add", .add), ("subtract", .subtract), ("multiply", .multiply), ("divide", .divide),
            ("true_divide", .divide),
            ("floor_divide", .floorDivide), ("mod", .modulo), ("remainder", .modulo), ("power", .power),
            ("matmul", .matrixMultiply),
            ("bitwise_and", .and), ("bitwise_or", .or), ("bitwise_xor", .xor), ("left_shift", .leftShift),
            ("right_shift", .rightShift),
        ]
        for (name, op) in binary {
            module.rawDefine(
                "\(name)(x1, x2, out=None, where=True, dtype=None)", "x1 \(op.rawValue) x2, element by element."
            ) { bound in
                let (a, b) = (try value(bound[0]), try value(bound[1]))
                return try NumpyFunctions.placed(ArrayOperators.binary(op, a, b) ?? .none, bound)
            }
        }
        let comparisons: [(String, ComparisonOperator)] = [
            ("equal", .equal), ("not_equal", .notEqual), ("less", .less), ("less_equal", .lessEqual),
            ("greater", .greater),
            ("greater_equal", .greaterEqual),
        ]
        for (name, op) in comparisons {
            module.rawDefine("\(name)(x1, x2)", "x1 \(op.rawValue) x2, element by element.") { bound in
                try ArrayOperators.compare(op, try value(bound[0]), try value(bound[1])) ?? .none
            }
        }
        for (name, op) in [
            ("maximum", "maximum"), ("minimum", "minimum"), ("logical_and", "logical_and"),
            ("logical_or", "logical_or"),
            ("logical_xor", "logical_xor"), ("arctan2", "atan2"), ("fmod", "fmod"), ("hypot", "hypot"),
        ] {
            module.rawDefine("\(name)(x1, x2, out=None, where=True)", "\(op) of both, element by element.") { bound in
                try NumpyFunctions.placed(
                    NumpyFunctions.wrap(
                        try NumpyFunctions.op(op, .tensor(try operand(bound[0])), .tensor(try operand(bound[1])))),
                    bound)
            }
        }
        module.rawDefine(
            "clip(a, a_min=None, a_max=None, out=None, min=None, max=None)", "Values limited to [a_min, a_max]."
        ) { bound in
            try NumpyFunctions.placed(
                NumpyFunctions.clip(
                    try NumpyFunctions.array(bound[0]), bound.given[4] ? bound[4] : bound[1],
                    bound.given[5] ? bound[5] : bound[2]), bound)
        }
        for name in ["round", "around"] {
            module.rawDefine("\(name)(a, decimals=0, out=None)", "Rounded half to even.") { bound in
                try NumpyFunctions.placed(
                    NumpyFunctions.round(try NumpyFunctions.array(bound[0]), try bound.get(1)), bound)
            }
        }
        module.rawDefine(
            "where(condition, x=None, y=None)",
            "x where the condition holds, else y; alone: the indices where it holds."
        ) { bound in
            let condition = try NumpyFunctions.array(bound[0])
            guard bound.given[1] else { return try NumpyFunctions.nonzero(condition) }
            let mask = condition.dtype == .bool ? condition : try NumpyFunctions.op("ne", .tensor(condition), .int(0))
            return NumpyFunctions.wrap(
                try NumpyFunctions.op(
                    "where", .tensor(mask), .tensor(try operand(bound[1])), .tensor(try operand(bound[2]))))
        }
        module.rawDefine("nan_to_num(x, copy=True, nan=0.0, posinf=None, neginf=None)", "nan and infinities replaced.")
        { bound in
            NumpyFunctions.wrap(
                try NumpyFunctions.op(
                    "nan_to_num", .tensor(try NumpyFunctions.array(bound[0])), try Argument(bound[2]),
                    try Argument(bound[3]), try Argument(bound[4])))
        }
        module.rawDefine("interp(x, xp, fp)", "Piecewise linear between points.") { bound in
            let x = try NumpyFunctions.array(bound[0])
            let values = try NumpyFunctions.interpolate(
                x.doubles(), NumpyFunctions.array(bound[1]).doubles(), NumpyFunctions.array(bound[2]).doubles())
            return NumpyFunctions.wrap(try Tensor.from(values, x.shape))
        }
        module.rawDefine("isclose(a, b, rtol=1e-05, atol=1e-08, equal_nan=False)", "Equal within a tolerance.") {
            bound in
            NumpyFunctions.wrap(
                try NumpyFunctions.op(
                    "isclose", .tensor(try real(bound[0])), .tensor(try real(bound[1])), try Argument(bound[2]),
                    try Argument(bound[3]),
                    try Argument(bound[4])))
        }
    }

    private static func value(_ value: Value) throws -> Value {
        if value.asObject is TensorObject { return NumpyFunctions.wrap(try NumpyFunctions.array(value)) }
        return value
    }
    private static func operand(_ value: Value) throws -> Tensor {
        try ArrayOperators.operand(value) ?? NumpyFunctions.array(value)
    }
    private static func real(_ value: Value) throws -> Tensor {
        let x = try NumpyFunctions.array(value)
        return x.dtype == .float64 ? x : try x.to(.float64)
    }

    // MARK: - Reductions

    private static func declareReductions(in module: ModuleObject) {
        for (name, op) in [
            ("sum", "sum"), ("mean", "mean"), ("prod", "prod"), ("max", "max"), ("min", "min"), ("amax", "max"),
            ("amin", "min"), ("any", "any"),
            ("all", "all"), ("argmax", "argmax"), ("argmin", "argmin"),
        ] {
            module.rawDefine(
                "\(name)(a, axis=None, dtype=None, out=None, keepdims=False)",
                "The \(op) along an axis or of everything."
            ) { bound in
                try NumpyFunctions.placed(
                    ArrayMethods.reduce(
                        op, try NumpyFunctions.array(bound[0]), axis: bound[1], keepdims: bound[4], dtype: bound[2]),
                    bound)
            }
        }
        for name in ["std", "var"] {
            module.rawDefine(
                "\(name)(a, axis=None, dtype=None, out=None, ddof=0, keepdims=False)", "Spread along an axis."
            ) { bound in
                try NumpyFunctions.placed(
                    NumpyFunctions.spread(
                        name, try NumpyFunctions.array(bound[0]), bound[1], ddof: bound[4], keepdims: bound[5]), bound)
            }
        }
        module.rawDefine("nanmean(a, axis=None, keepdims=False)", "The mean without nan.") { bound in
            let x = try real(bound[0])
            let known = try NumpyFunctions.op("isnan", .tensor(x)).logicalNot()
            let zeroed = try NumpyFunctions.op(
                "where", .tensor(known), .tensor(x), .tensor(try Tensor.scalar(.float(0), .float64)))
            let total = try ArrayMethods.reduce("sum", zeroed, axis: bound[1], keepdims: bound[2])
            return try Value.binary(
                .divide, total, try ArrayMethods.reduce("sum", known, axis: bound[1], keepdims: bound[2]))
        }
        module.rawDefine("nansum(a, axis=None, keepdims=False)", "The sum without nan.") { bound in
            let x = try real(bound[0])
            let known = try NumpyFunctions.op("isnan", .tensor(x)).logicalNot()
            return try ArrayMethods.reduce(
                "sum",
                try NumpyFunctions.op(
                    "where", .tensor(known), .tensor(x), .tensor(try Tensor.scalar(.float(0), .float64))),
                axis: bound[1],
                keepdims: bound[2])
        }
        for (name, filler) in [("max", -Double.infinity), ("min", .infinity)] {
            module.rawDefine("nan\(name)(a, axis=None, out=None, keepdims=False)", "The \(name) without nan.") {
                bound in
                let x = try NumpyFunctions.array(bound[0])
                guard x.dtype.isFloatingPoint else {
                    return try ArrayMethods.reduce(name, x, axis: bound[1], keepdims: bound[3])
                }
                let missing = try NumpyFunctions.op("isnan", .tensor(x))
                let filled = try NumpyFunctions.op(
                    "where", .tensor(missing), .tensor(try Tensor.scalar(.float(filler), x.dtype)), .tensor(x))
                return try ArrayMethods.reduce(name, filled, axis: bound[1], keepdims: bound[3])
            }
        }
        module.rawDefine("einsum(subscripts, *operands)", "Sums of products along named axes.") { bound in
            let operands = try NumpyFunctions.common(bound[1])
            return NumpyFunctions.wrap(try Flavour.numpy.run { try einsum(try bound.get(0), operands) })
        }
        module.rawDefine(
            "median(a, axis=None, keepdims=False)", "The middle value; the mean of two when there are two."
        ) { bound in
            try NumpyFunctions.quantile(
                NumpyFunctions.array(bound[0]), Tensor.scalar(.float(0.5), .float64),
                try ArrayMethods.axes(bound[1])?.first,
                keepdims: bound[2].truth())
        }
        for (name, scale) in [("percentile", 100.0), ("quantile", 1.0)] {
            module.rawDefine(
                "\(name)(a, q, axis=None, out=None, overwrite_input=False, method='linear', keepdims=False)",
                "Linear interpolation between sorted values."
            ) { bound in
                let q = try NumpyFunctions.op("div", .tensor(try real(bound[1])), .float(scale))
                return try NumpyFunctions.placed(
                    NumpyFunctions.quantile(
                        NumpyFunctions.array(bound[0]), q, try ArrayMethods.axes(bound[2])?.first,
                        keepdims: bound[6].truth(), method: bound.get(5, as: String.self)), bound)
            }
        }
        for name in ["cumsum", "cumprod"] {
            module.rawDefine("\(name)(a, axis=None, dtype=None)", "Running totals.") { bound in
                let x = try NumpyFunctions.array(bound[0])
                let axis = try ArrayMethods.axes(bound[1])?.first
                return NumpyFunctions.wrap(
                    try NumpyFunctions.op(name, .tensor(axis == nil ? try x.reshape([-1]) : x), .int(axis ?? 0)))
            }
        }
        module.rawDefine("ptp(a, axis=None)", "Largest minus smallest.") { bound in
            let x = try NumpyFunctions.array(bound[0])
            return try Value.binary(
                .subtract, try ArrayMethods.reduce("max", x, axis: bound[1], keepdims: .bool(false)),
                try ArrayMethods.reduce("min", x, axis: bound[1], keepdims: .bool(false)))
        }
        module.rawDefine("count_nonzero(a, axis=None)", "How many are not zero.") { bound in
            let mask = try NumpyFunctions.op("ne", .tensor(try NumpyFunctions.array(bound[0])), .int(0))
            return try ArrayMethods.reduce("sum", mask, axis: bound[1], keepdims: .bool(false))
        }
        module.rawDefine("dot(a, b)", "The matrix product.") { bound in
            try ArrayOperators.binary(.matrixMultiply, try value(bound[0]), try value(bound[1])) ?? .none
        }
        module.rawDefine("outer(a, b)", "All products of two vectors.") { bound in
            NumpyFunctions.wrap(
                try NumpyFunctions.op(
                    "mul", .tensor(try NumpyFunctions.array(bound[0]).reshape([-1, 1])),
                    .tensor(try NumpyFunctions.array(bound[1]).reshape([1, -1]))))
        }
        module.rawDefine("bincount(x, weights=None, minlength=0)", "How often each whole number occurs.") { bound in
            let x = try NumpyFunctions.array(bound[0])
            if x.dtype.isFloatingPoint, x.count > 0 {
                throw Failure(
                    .typeError,
                    "Cannot cast array data from dtype('\(x.dtype.name)') to dtype('int64') according to the rule 'safe'",
                    hint: "write np.bincount(x.astype(int))")
            }
            guard try x.count == 0 || x.dtype == .bool || x.dtype == .uint8 || x.min().item().double >= 0 else {
                throw Failure(.valueError, "'list' argument must have no negative elements")
            }
            if case .none = bound[1] {
                return NumpyFunctions.wrap(
                    try NumpyFunctions.op("bincount", .tensor(try x.to(.int64)), .none, try Argument(bound[2])))
            }
            return NumpyFunctions.wrap(
                try NumpyFunctions.op(
                    "bincount", .tensor(try x.to(.int64)), .tensor(try real(bound[1])), try Argument(bound[2])))
        }
        module.rawDefine(
            "histogram(a, bins=10, range=None, density=None, weights=None)", "Counts per bin, and the bins' edges."
        ) { bound in
            let values = try NumpyFunctions.array(bound[0]).doubles()
            let limits = try bound.get(2, as: [Double]?.self)
            let result = try NumpyFunctions.histogram(
                values, bins: try bound.get(1), range: limits.flatMap { $0.count == 2 ? ($0[0], $0[1]) : nil })
            return .tuple([
                NumpyFunctions.wrap(try Tensor.from(result.counts)), NumpyFunctions.wrap(try Tensor.from(result.edges)),
            ])
        }
        module.rawDefine(
            "allclose(a, b, rtol=1e-05, atol=1e-08, equal_nan=False)", "Whether all are equal within a tolerance."
        ) { bound in
            let close = try NumpyFunctions.op(
                "isclose", .tensor(try real(bound[0])), .tensor(try real(bound[1])), try Argument(bound[2]),
                try Argument(bound[3]),
                try Argument(bound[4]))
            return .bool(try NumpyFunctions.op("all", .tensor(close)).isTrue())
        }
        module.rawDefine("array_equal(a1, a2, equal_nan=False)", "Whether shapes and values are the same.") { bound in
            let (a, b) = (try NumpyFunctions.array(bound[0]), try NumpyFunctions.array(bound[1]))
            return .bool(try a.shape == b.shape && zip(a.doubles(), b.doubles()).allSatisfy { $0 == $1 })
        }
    }

    // MARK: - Rearranging

    private static func declareRearranging(in module: ModuleObject) {
        module.rawDefine("reshape(a, shape=None, order='C', newshape=None)", "The same elements in another shape.") {
            bound in
            NumpyFunctions.wrap(
                try ArrayMethods.reshape(
                    NumpyFunctions.array(bound[0]), Creation.sizes(bound.given[3] ? bound[3] : bound[1], "reshape")))
        }
        module.rawDefine("transpose(a, axes=None)", "The axes in another order.") { bound in
            let x = try NumpyFunctions.array(bound[0])
            return NumpyFunctions.wrap(
                try x.numpyTransposed(try ArrayMethods.axes(bound[1]) ?? Array((0..<x.rank).reversed())))
        }
        module.rawDefine("swapaxes(a, axis1, axis2)", "Two axes exchanged.") { bound in
            NumpyFunctions.wrap(try NumpyFunctions.array(bound[0]).transpose(try bound.get(1), try bound.get(2)))
        }
        for name in ["moveaxis", "rollaxis"] {
            module.rawDefine("\(name)(a, source, destination=0)", "An axis moved to another place.") { bound in
                NumpyFunctions.wrap(
                    try NumpyFunctions.array(bound[0]).movedim(
                        try ArrayMethods.sizes(bound[1]) ?? [0], try ArrayMethods.sizes(bound[2]) ?? [0]))
            }
        }
        module.rawDefine("expand_dims(a, axis)", "A new axis of size 1.") { bound in
            var x = try NumpyFunctions.array(bound[0])
            let axes = try ArrayMethods.axes(bound[1]) ?? [0]
            let rank = x.rank + axes.count
            for axis in axes where axis < -rank || axis >= rank {
                throw Failure(.axisError, "axis \(axis) is out of bounds for array of dimension \(rank)")
            }
            for axis in axes.map({ $0 < 0 ? $0 + rank : $0 }).sorted() { x = try x.unsqueeze(axis) }
            return NumpyFunctions.wrap(x)
        }
        module.rawDefine("squeeze(a, axis=None)", "Without dimensions of size 1.") { bound in
            NumpyFunctions.wrap(try ArrayMethods.squeeze(NumpyFunctions.array(bound[0]), ArrayMethods.axes(bound[1])))
        }
        module.rawDefine("ravel(a)", "One dimension.") {
            NumpyFunctions.wrap(try NumpyFunctions.array($0[0]).reshape([-1]))
        }
        module.rawDefine("concatenate(arrays, axis=0, out=None, dtype=None)", "Arrays joined along an axis.") { bound in
            try NumpyFunctions.placed(
                NumpyFunctions.concatenate(
                    NumpyFunctions.common(bound[0]), try ArrayMethods.axes(bound[1])?.first ?? 0),
                bound)
        }
        module.rawDefine("stack(arrays, axis=0)", "Arrays joined along a new axis.") { bound in
            try NumpyFunctions.stack(NumpyFunctions.common(bound[0], "stack"), bound.get(1))
        }
        module.rawDefine("vstack(tup)", "Rows joined.") { bound in
            try NumpyFunctions.concatenate(
                NumpyFunctions.common(bound[0]).map { $0.rank < 2 ? try $0.reshape([1, -1]) : $0 }, 0)
        }
        module.rawDefine("hstack(tup)", "Columns joined.") { bound in
            let arrays = try NumpyFunctions.common(bound[0]).map { $0.rank == 0 ? try $0.reshape([1]) : $0 }
            return try NumpyFunctions.concatenate(arrays, arrays.first?.rank == 1 ? 0 : 1)
        }
        module.rawDefine("dstack(tup)", "Joined along the third axis.") { bound in
            let arrays = try NumpyFunctions.common(bound[0]).map { x in
                x.rank == 1 ? try x.reshape([1, -1, 1]) : x.rank == 2 ? try x.unsqueeze(2) : x
            }
            return try NumpyFunctions.concatenate(arrays, 2)
        }
        for (name, axis) in [("flipud", 0), ("fliplr", 1)] {
            module.rawDefine("\(name)(m)", "Mirrored.") { bound in
                NumpyFunctions.wrap(
                    try NumpyFunctions.op("flip", .tensor(try NumpyFunctions.array(bound[0])), .tuple([.int(axis)])))
            }
        }
        module.rawDefine("flip(m, axis=None)", "Mirrored along axes.") { bound in
            let x = try NumpyFunctions.array(bound[0])
            let axes = try ArrayMethods.axes(bound[1]) ?? Array(0..<x.rank)
            return NumpyFunctions.wrap(try NumpyFunctions.op("flip", .tensor(x), .tuple(axes.map(Argument.int))))
        }
        module.rawDefine("rot90(m, k=1, axes=(0, 1))", "Turned by 90 degrees, counter-clockwise.") { bound in
            NumpyFunctions.wrap(
                try NumpyFunctions.op(
                    "rot90", .tensor(try NumpyFunctions.array(bound[0])), try Argument(bound[1]), try Argument(bound[2])
                ))
        }
        module.rawDefine("roll(a, shift, axis=None)", "Shifted around.") { bound in
            let x = try NumpyFunctions.array(bound[0])
            return NumpyFunctions.wrap(
                try NumpyFunctions.op(
                    "roll", .tensor(x), .tuple((try ArrayMethods.sizes(bound[1]) ?? [0]).map(Argument.int)),
                    try ArrayMethods.axes(bound[2]).map { .tuple($0.map(Argument.int)) } ?? .none))
        }
        module.rawDefine("tile(A, reps)", "Repeated side by side.") { bound in
            NumpyFunctions.wrap(
                try NumpyFunctions.op(
                    "tile", .tensor(try NumpyFunctions.array(bound[0])),
                    .tuple((try ArrayMethods.sizes(bound[1]) ?? [1]).map(Argument.int))))
        }
        module.rawDefine("repeat(a, repeats, axis=None)", "Every element several times.") { bound in
            try NumpyFunctions.repeatElements(NumpyFunctions.array(bound[0]), bound[1], bound[2])
        }
        module.rawDefine("pad(array, pad_width, mode='constant', constant_values=0, **kwargs)", "A margin around.") {
            bound in
            let x = try NumpyFunctions.array(bound[0])
            return NumpyFunctions.wrap(
                try NumpyFunctions.pad(
                    x, NumpyFunctions.padWidths(bound[1], rank: x.rank), mode: bound.get(2),
                    constant: try Scalar.from(try Argument(bound[3])) ?? .int(0)))
        }
        module.rawDefine("broadcast_to(array, shape)", "Repeated without copying.") { bound in
            NumpyFunctions.wrap(try NumpyFunctions.array(bound[0]).expand(try Creation.sizes(bound[1], "broadcast_to")))
        }
        for name in ["split", "array_split"] {
            module.rawDefine("\(name)(ary, indices_or_sections, axis=0)", "Cut into parts.") { bound in
                try split(NumpyFunctions.array(bound[0]), bound[1], try bound.get(2), even: name == "split")
            }
        }
        for name in ["diag", "tril", "triu"] {
            module.rawDefine("\(name)(v, k=0)", "Along or beside a diagonal.") { bound in
                NumpyFunctions.wrap(
                    try NumpyFunctions.op(name, .tensor(try NumpyFunctions.array(bound[0])), try Argument(bound[1])))
            }
        }
        module.rawDefine("append(arr, values, axis=None)", "Joined at the end.") { bound in
            let both = try NumpyFunctions.common(.list([bound[0], bound[1]]))
            guard let axis = try ArrayMethods.axes(bound[2])?.first else {
                return try NumpyFunctions.concatenate(try both.map { try $0.reshape([-1]) }, 0)
            }
            return try NumpyFunctions.concatenate(both, axis)
        }
        for name in ["atleast_1d", "atleast_2d"] {
            module.rawDefine("\(name)(a)", "At least this many dimensions.") { bound in
                var x = try NumpyFunctions.array(bound[0])
                while x.rank < (name == "atleast_1d" ? 1 : 2) { x = try x.unsqueeze(0) }
                return .object(NDArrayObject(x))
            }
        }
    }

    private static func split(_ x: Tensor, _ sections: Value, _ axis: Int, even: Bool) throws -> Value {
        let dim = try x.numpyAxis(axis)
        let n = x.shape[dim]
        var ends: [Int]
        if let count = try Int.from(sections) {
            guard count > 0 else { throw Failure(.valueError, "number sections must be larger than 0.") }
            if even, n % count != 0 { throw Failure(.valueError, "array split does not result in an equal division") }
            try Memory.require(count, itemsOf: 256)
            ends = (1...count).map { i in (n / count) * i + min(i, n % count) }
        } else {
            ends = (try ArrayMethods.sizes(sections) ?? []).map { min(max($0 < 0 ? $0 + n : $0, 0), n) } + [n]
        }
        var start = 0
        return .list(
            try ends.map { end in
                defer { start = max(start, end) }
                return NumpyFunctions.wrap(try x.narrow(dim, min(start, n), max(0, end - start)))
            })
    }

    // MARK: - Searching and sorting

    private static func declareSearching(in module: ModuleObject) {
        module.rawDefine(
            "unique(ar, return_index=False, return_inverse=False, return_counts=False, axis=None)",
            "Sorted values without duplicates."
        ) { bound in
            try NumpyFunctions.unique(
                NumpyFunctions.array(bound[0]), index: bound[1].truth(), inverse: bound[2].truth(),
                counts: bound[3].truth(),
                axis: try ArrayMethods.axes(bound[4])?.first)
        }
        module.rawDefine("sort(a, axis=-1, kind=None)", "A sorted copy.") { bound in
            let x = try NumpyFunctions.array(bound[0])
            let flat = try ArrayMethods.axes(bound[1]) == nil ? x.reshape([-1]) : x
            guard
                case .tuple(let parts) = try Flavour.numpy.run({
                    try ArrayMethods.sorted(flat, try ArrayMethods.axes(bound[1])?.first ?? -1)
                }),
                let first = parts.first
            else { return .none }
            return try ArrayMethods.wrap(first)
        }
        module.rawDefine("argsort(a, axis=-1, kind=None)", "The order that sorts.") { bound in
            NumpyFunctions.wrap(
                try NumpyFunctions.op(
                    "argsort", .tensor(try NumpyFunctions.array(bound[0])), try Argument(bound[1]), .bool(false),
                    .bool(true)))
        }
        for name in ["nonzero", "argwhere", "flatnonzero"] {
            module.rawDefine("\(name)(a)", "Where the elements are not zero.") { bound in
                let x = try NumpyFunctions.array(bound[0])
                if name == "nonzero" { return try NumpyFunctions.nonzero(x) }
                let flat = name == "flatnonzero" ? try x.reshape([-1]) : x
                let found = try NumpyFunctions.op("nonzero", .tensor(flat))
                return NumpyFunctions.wrap(name == "argwhere" ? found : try found.reshape([-1]))
            }
        }
        for name in ["isin", "in1d"] {
            module.rawDefine(
                "\(name)(element, test_elements, assume_unique=False, invert=False)",
                "Which elements occur among others."
            ) { bound in
                let x = try NumpyFunctions.array(bound[0])
                let known = Set(try NumpyFunctions.array(bound[1]).doubles())
                let invert = try bound[3].truth()
                return NumpyFunctions.wrap(try Tensor.from(x.doubles().map { known.contains($0) != invert }, x.shape))
            }
        }
        for name in ["union1d", "intersect1d", "setdiff1d"] {
            module.rawDefine("\(name)(ar1, ar2)", "Sets of sorted values.") { bound in
                let both = try NumpyFunctions.common(.list([bound[0], bound[1]]))
                let (a, b) = (Set(try both[0].doubles()), Set(try both[1].doubles()))
                let result =
                    name == "union1d" ? a.union(b) : name == "intersect1d" ? a.intersection(b) : a.subtracting(b)
                return NumpyFunctions.wrap(try Tensor.from(result.sorted()).to(both[0].dtype))
            }
        }
        module.rawDefine("searchsorted(a, v, side='left')", "Where values would be inserted.") { bound in
            let sorted = try NumpyFunctions.array(bound[0]).doubles()
            let v = try NumpyFunctions.array(bound[1])
            let isRight = try bound.get(2, as: String.self) == "right"
            let places = try v.doubles().map { value in
                sorted.firstIndex { isRight ? $0 > value : $0 >= value } ?? sorted.count
            }
            return NumpyFunctions.wrap(try Tensor.from(places, v.shape))
        }
        module.rawDefine("take(a, indices, axis=None)", "Elements by position.") { bound in
            let x = try NumpyFunctions.array(bound[0])
            let axis = try ArrayMethods.axes(bound[2])?.first
            let indices = try NumpyFunctions.array(bound[1])
            return NumpyFunctions.wrap(
                try NumpyFunctions.op(
                    "index_select", .tensor(axis == nil ? try x.reshape([-1]) : x), .int(axis ?? 0),
                    .tensor(try indices.reshape([-1]))))
        }
        module.rawDefine("unravel_index(indices, shape)", "Flat positions as one index per axis.") { bound in
            let shape = try Creation.sizes(bound[1], "unravel_index")
            let flat = try NumpyFunctions.array(bound[0])
            let numbers = try flat.scalars().compactMap(\.integer)
            // Refuses a shape whose product is no number, before strides are made of it.
            _ = try Shape.count(shape)
            let strides = Shape.strides(shape)
            return .tuple(
                try shape.indices.map { d in
                    NumpyFunctions.wrap(
                        try Tensor.from(
                            numbers.map { strides[d] == 0 ? 0 : $0 / strides[d] % max(1, shape[d]) }, flat.shape))
                })
        }
        for (name, get) in [("shape", "shape"), ("ndim", "ndim"), ("size", "size")] {
            module.rawDefine("\(name)(a, axis=None)", "The array's \(name).") { bound in
                let value = try NDArrayObject(NumpyFunctions.array(bound[0])).attribute(Symbol(get)) ?? .none
                if name == "size", let axis = try ArrayMethods.axes(bound[1])?.first {
                    return .int(
                        try NumpyFunctions.array(bound[0]).shape[NumpyFunctions.array(bound[0]).numpyAxis(axis)])
                }
                return value
            }
        }
    }

    private static func declareSettings(in module: ModuleObject) {
        module.rawDefine(
            "set_printoptions(precision=None, threshold=None, edgeitems=None, linewidth=None, suppress=None, **kwargs)",
            "How arrays print."
        ) { bound in
            if let precision = try bound.get(0, as: Int?.self) {
                ArrayPrintOptions.current.precision = min(max(precision, 0), 64)
            }
            if let threshold = try bound.get(1, as: Double?.self) {
                ArrayPrintOptions.current.threshold = threshold < 1e15 ? Int(max(threshold, 0)) : Int.max
            }
            if let edge = try bound.get(2, as: Int?.self) { ArrayPrintOptions.current.edgeItems = max(edge, 0) }
            if let width = try bound.get(3, as: Int?.self) { ArrayPrintOptions.current.lineWidth = max(width, 1) }
            if let suppress = try bound.get(4, as: Bool?.self) { ArrayPrintOptions.current.suppress = suppress }
            return .none
        }
        module.rawDefine("issubdtype(arg1, arg2)", "Whether a dtype is of a kind.") { bound in
            let dtype = try ArrayMethods.dtype(bound[0]) ?? .float64
            guard let kind = bound[1].asObject as? TypeObject else {
                return .bool(try ArrayMethods.dtype(bound[1]) == dtype)
            }
            return .bool(NumpyScalar.type(of: dtype).isSubclass(of: kind))
        }
        module.rawDefine("isscalar(element)", "Whether it is one number.") { bound in
            switch bound[0] {
            case .bool, .int, .float: .bool(true)
            default: .bool(bound[0].asObject is NumpyScalar || bound[0].asObject is StringObject)
            }
        }
        module.rawDefine("finfo(dtype)", "The limits of a floating point type.") {
            NumberLimits.value(try ArrayMethods.dtype($0[0]) ?? .float64, wantsFloat: true)
        }
        module.rawDefine("iinfo(dtype)", "The limits of a whole number type.") {
            NumberLimits.value(try ArrayMethods.dtype($0[0]) ?? .int64, wantsFloat: false)
        }
        module.define(SettingContext.makeType("errstate", module: "numpy", "(**kwargs)") { _ in {} })
        module.rawDefine("seterr(**kwargs)", "Accepted.") { _ in .dict([]) }
        module.rawDefine(
            "array2string(a, max_line_width=None, precision=None, suppress_small=None, separator=' ', **kwargs)",
            "The array's text."
        ) { bound in
            .string(try text(bound, separator: bound.get(4)) { ArrayText.str(of: $0, separator: $1, options: $2) })
        }
        module.rawDefine(
            "array_str(a, max_line_width=None, precision=None, suppress_small=None)", "str(a) with other options."
        ) { bound in
            .string(try text(bound, separator: " ") { ArrayText.str(of: $0, separator: $1, options: $2) })
        }
        module.rawDefine(
            "array_repr(arr, max_line_width=None, precision=None, suppress_small=None)", "repr(a) with other options."
        ) { bound in
            .string(
                try text(bound, separator: " ") { array, _, options in ArrayText.repr(of: array, options: options) })
        }
        let exceptions = ModuleObject("numpy.exceptions")
        exceptions["AxisError"] = .object(ExceptionTypes.cls(.axisError))
        module["exceptions"] = .object(exceptions)
        module.rawDefine("vectorize(pyfunc, **kwargs)", "A function applied to every element.") { bound in
            let function = bound[0]
            return .object(
                BuiltinFunction(
                    "vectorized(*args)", "",
                    raw: { inner in
                        let arrays = try Collate.elements(inner[0]).map(NumpyFunctions.array)
                        guard let first = arrays.first else { return .none }
                        guard arrays.allSatisfy({ $0.count == first.count || $0.count == 1 }) else {
                            throw Failure(.valueError, "np.vectorize: the arrays have different sizes")
                        }
                        let columns = try arrays.map { try $0.scalars() }
                        let results = try (0..<first.count).map { i in
                            try function.call(Arguments(columns.map { $0[min(i, $0.count - 1)].value }))
                        }
                        return try Flavour.numpy.run {
                            NumpyFunctions.wrap(
                                try TensorFactory.tensor(.list(results), dtype: nil).reshape(first.shape))
                        }
                    }))
        }
    }
}

extension NumpyModule {
    /// An array's text with the options a call gives: width, precision, suppress_small.
    private static func text(
        _ bound: BoundArguments, separator: String, _ write: (PrintedArray, String, ArrayPrintOptions) -> String
    ) throws -> String {
        var options = ArrayPrintOptions.current
        if let width = try bound.get(1, as: Int?.self) { options.lineWidth = max(width, 1) }
        if let precision = try bound.get(2, as: Int?.self) { options.precision = min(max(precision, 0), 64) }
        if let suppress = try bound.get(3, as: Bool?.self) { options.suppress = suppress }
        return write(try NumpyFunctions.array(bound[0]).printed, separator, options)
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

extension Tensor {
    fileprivate func logicalNot() throws -> Tensor { try NumpyFunctions.op("logical_not", .tensor(self)) }
}
