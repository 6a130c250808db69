// numpy's functions of single elements: the ufuncs (`Ufunc.swift`), and the few with arguments of their own.
import Schema
import Script
import Tensors

enum NumpyElementwise {
    static func declare(in module: ModuleObject) {
        module.define(UfuncObject.cls)
        declareUnary(in: module)
        declareBinary(in: module)
        declareOthers(in: module)
        module.rawDefine("_add_at(a, places, values)", "Adds in place, at a place as often as it occurs.") { bound in
            let (a, places) = (try NumpyFunctions.array(bound[0]), try NumpyFunctions.array(bound[1]))
            let sums = try NumpyFunctions.op(
                "index_put", .tensor(a), .tuple([.tensor(places)]), .tensor(try NumpyFunctions.array(bound[2])),
                .bool(true))
            try NumpyFunctions.fill(a, sums)
            return .none
        }
        module.rawDefine("_ufunc(function)", "A function of arrays as a ufunc: numpy's own text uses it.") { bound in
            guard let function = bound[0].asObject as? FunctionObject else { return bound[0] }
            return .object(
                UfuncObject(
                    function.name, names(function), function.documentationText ?? "",
                    compute: { operands in
                        let result = try function.call(Arguments(operands))
                        return TensorFactory.existing(result).map(NumpyFunctions.wrap) ?? result
                    }))
        }
    }

    private static func names(_ function: FunctionObject) -> [String] {
        function.signatureText.dropFirst().dropLast().split(separator: ",").map { $0.filter { $0 != " " } }
    }

    // MARK: - One operand

    /// numpy's name and the op's.
    private static let unary: [(String, String)] = [
        ("exp", "exp"), ("log", "log"), ("log2", "log2"), ("log10", "log10"), ("log1p", "log1p"),
        ("expm1", "expm1"), ("sqrt", "sqrt"), ("sin", "sin"), ("cos", "cos"), ("tan", "tan"), ("arcsin", "asin"),
        ("arccos", "acos"), ("arctan", "atan"), ("sinh", "sinh"), ("cosh", "cosh"), ("tanh", "tanh"), ("abs", "abs"),
        ("absolute", "abs"), ("negative", "neg"), ("sign", "sign"), ("floor", "floor"), ("ceil", "ceil"),
        ("trunc", "trunc"), ("square", "square"), ("isnan", "isnan"),
        ("isinf", "isinf"), ("isfinite", "isfinite"), ("logical_not", "logical_not"), ("invert", "bitwise_not"),
        ("bitwise_not", "bitwise_not"), ("bitwise_invert", "bitwise_not"), ("deg2rad", "deg2rad"),
        ("radians", "deg2rad"), ("rad2deg", "rad2deg"), ("degrees", "rad2deg"), ("asin", "asin"), ("acos", "acos"),
        ("atan", "atan"), ("arcsinh", "asinh"), ("arccosh", "acosh"), ("arctanh", "atanh"), ("asinh", "asinh"),
        ("acosh", "acosh"), ("atanh", "atanh"), ("exp2", "exp2"), ("signbit", "signbit"), ("positive", "positive"),
    ]
    /// The name a function has besides the one it shows.
    private static let shownNames = [
        "abs": "absolute", "asin": "arcsin", "acos": "arccos", "atan": "arctan", "asinh": "arcsinh",
        "acosh": "arccosh", "atanh": "arctanh", "bitwise_not": "invert", "bitwise_invert": "invert",
    ]

    private static func declareUnary(in module: ModuleObject) {
        for (name, op) in unary {
            let shown = shownNames[name] ?? name
            module[Symbol(name)] = .object(
                UfuncObject(shown, ["x"], "\(op) of every element.") { operands in
                    NumpyFunctions.wrap(try NumpyFunctions.op(op, .tensor(try NumpyFunctions.array(operands[0]))))
                })
        }
        // These two give reals for whole numbers too.
        for (name, op) in [("fabs", "abs"), ("rint", "round")] {
            UfuncObject.declare(in: module, name, ["x"], "\(op) of every element, as a real number.") { operands in
                let x = try NumpyFunctions.array(operands[0])
                return NumpyFunctions.wrap(
                    try NumpyFunctions.op(op, .tensor(try x.to(Promotion.real(holding: x.dtype)))))
            }
        }
        UfuncObject.declare(in: module, "reciprocal", ["x"], "1 / x; whole numbers stay whole.") { operands in
            let x = try NumpyFunctions.array(operands[0])
            let op = x.dtype.isInteger ? "floor_divide" : "reciprocal"
            guard x.dtype.isInteger else { return NumpyFunctions.wrap(try NumpyFunctions.op(op, .tensor(x))) }
            // Toward zero: 1 // -2 would be -1.
            let magnitude = try NumpyFunctions.op(
                op, .tensor(Tensor.scalar(.int(1), x.dtype)), .tensor(NumpyFunctions.op("abs", .tensor(x))))
            return NumpyFunctions.wrap(
                try NumpyFunctions.op("mul", .tensor(magnitude), .tensor(NumpyFunctions.op("sign", .tensor(x)))))
        }
        for (name, op) in [("isposinf", "isposinf"), ("isneginf", "isneginf"), ("sinc", "sinc")] {
            module.rawDefine("\(name)(x, out=None)", "\(op) of every element.") { bound in
                try NumpyFunctions.placed(
                    NumpyFunctions.wrap(
                        try NumpyFunctions.op(op, .tensor(try NumpyFunctions.array(bound[0])))), bound)
            }
        }
    }

    // MARK: - Two operands

    private static let operators: [(String, BinaryOperator)] = [
        ("add", .add), ("subtract", .subtract), ("multiply", .multiply), ("divide", .divide),
        ("true_divide", .divide), ("floor_divide", .floorDivide), ("mod", .modulo), ("remainder", .modulo),
        ("power", .power), ("pow", .power), ("bitwise_and", .and), ("bitwise_or", .or), ("bitwise_xor", .xor),
        ("left_shift", .leftShift), ("right_shift", .rightShift), ("bitwise_left_shift", .leftShift),
        ("bitwise_right_shift", .rightShift), ("matmul", .matrixMultiply),
    ]
    private static let comparisons: [(String, ComparisonOperator)] = [
        ("equal", .equal), ("not_equal", .notEqual), ("less", .less), ("less_equal", .lessEqual),
        ("greater", .greater), ("greater_equal", .greaterEqual),
    ]
    private static let binaryOps: [(String, String)] = [
        ("maximum", "maximum"), ("minimum", "minimum"), ("logical_and", "logical_and"),
        ("logical_or", "logical_or"), ("logical_xor", "logical_xor"), ("arctan2", "atan2"), ("atan2", "atan2"),
        ("fmod", "fmod"), ("hypot", "hypot"),
    ]
    private static let shownOperators = [
        "true_divide": "divide", "mod": "remainder", "pow": "power", "bitwise_left_shift": "left_shift",
        "bitwise_right_shift": "right_shift", "atan2": "arctan2",
    ]

    private static func declareBinary(in module: ModuleObject) {
        for (name, op) in operators {
            let shown = shownOperators[name] ?? name
            module[Symbol(name)] = .object(
                UfuncObject(shown, ["x1", "x2"], "x1 \(op.rawValue) x2, element by element.") { operands in
                    let (a, b) = (try value(operands[0]), try value(operands[1]))
                    return try ArrayOperators.binary(op, a, b) ?? .none
                })
        }
        for (name, op) in comparisons {
            UfuncObject.declare(in: module, name, ["x1", "x2"], "x1 \(op.rawValue) x2, element by element.") {
                operands in
                if let texts = try TextArray.compare(op, operands[0], operands[1]) { return texts }
                let (a, b) = (try value(operands[0]), try value(operands[1]))
                return try ArrayOperators.compare(op, a, b) ?? .none
            }
        }
        for (name, op) in binaryOps {
            let shown = shownOperators[name] ?? name
            module[Symbol(name)] = .object(
                UfuncObject(shown, ["x1", "x2"], "\(op) of both, element by element.") { operands in
                    NumpyFunctions.wrap(
                        try NumpyFunctions.op(
                            op, .tensor(try operand(operands[0])), .tensor(try operand(operands[1]))))
                })
        }
    }

    /// An operand of a Python operator: tensors are taken for arrays.
    private static func value(_ value: Value) throws -> Value {
        if value.asObject is NDArrayObject || value.asObject is NumpyScalar || value.asObject == nil { return value }
        if value.asObject is BigIntObject { return value }
        return NumpyFunctions.wrap(try NumpyFunctions.array(value))
    }

    static func operand(_ value: Value) throws -> Tensor {
        // Lists are read by numpy's rules: reals are float64.
        try Flavour.numpy.run { try ArrayOperators.operand(value) } ?? NumpyFunctions.array(value)
    }

    // MARK: - Functions with arguments of their own

    private static func declareOthers(in module: ModuleObject) {
        module.rawDefine(
            "clip(a, a_min=None, a_max=None, out=None, *, min=None, max=None)", "Values limited to [a_min, a_max]."
        ) { bound in
            if bound.given[4] && bound.given[1] || bound.given[5] && bound.given[2] {
                throw Failure(
                    .valueError,
                    "Passing `min` or `max` keyword argument when `a_min` and `a_max` are provided is forbidden.")
            }
            return try NumpyFunctions.placed(
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
            guard bound.given[1] || bound.given[2] else { return try NumpyFunctions.nonzero(condition) }
            guard bound.given[1], bound.given[2] else {
                throw Failure(.valueError, "either both or neither of x and y should be given")
            }
            let mask = try NumpyFunctions.mask(bound[0])
            if let texts = try TextArray.choose(mask, bound[1], bound[2]) { return .object(texts) }
            return .object(
                NDArrayObject(
                    try NumpyFunctions.op(
                        "where", .tensor(mask), .tensor(try operand(bound[1])), .tensor(try operand(bound[2])))))
        }
        module.rawDefine("nan_to_num(x, copy=True, nan=0.0, posinf=None, neginf=None)", "nan and infinities replaced.")
        { bound in
            let x = try NumpyFunctions.array(bound[0])
            func number(_ i: Int) throws -> Argument { try bound.get(i, as: Double?.self).map { .float($0) } ?? .none }
            let result = try NumpyFunctions.op("nan_to_num", .tensor(x), number(2), number(3), number(4))
            if try bound[1].truth() || !(bound[0].asObject is NDArrayObject) { return NumpyFunctions.wrap(result) }
            try NumpyFunctions.fill(x, result)
            return bound[0]
        }
        for name in ["isclose", "allclose"] {
            module.rawDefine(
                "\(name)(a, b, rtol=1e-05, atol=1e-08, equal_nan=False)",
                name == "isclose" ? "Equal within a tolerance." : "Whether all are equal within a tolerance."
            ) { bound in
                let close = try NumpyFunctions.op(
                    "isclose", .tensor(try NumpyFunctions.real(bound[0])), .tensor(try NumpyFunctions.real(bound[1])),
                    .float(try bound.get(2)), .float(try bound.get(3)), .bool(try bound[4].truth()))
                guard name == "allclose" else { return NumpyFunctions.wrap(close) }
                return .bool(try NumpyFunctions.op("all", .tensor(close)).isTrue())
            }
        }
        module.rawDefine("array_equal(a1, a2, equal_nan=False)", "Whether shapes and values are the same.") { bound in
            if let same = try TextArray.equal(bound[0], bound[1]) { return .bool(same) }
            let (a, b) = (try NumpyFunctions.array(bound[0]), try NumpyFunctions.array(bound[1]))
            guard a.shape == b.shape else { return .bool(false) }
            let isSame = try NumpyFunctions.op("eq", .tensor(a), .tensor(b))
            guard try bound[2].truth() else { return .bool(try NumpyFunctions.op("all", .tensor(isSame)).isTrue()) }
            let bothMissing = try NumpyFunctions.op(
                "logical_and", .tensor(try NumpyFunctions.op("isnan", .tensor(a))),
                .tensor(try NumpyFunctions.op("isnan", .tensor(b))))
            let either = try NumpyFunctions.op("logical_or", .tensor(isSame), .tensor(bothMissing))
            return .bool(try NumpyFunctions.op("all", .tensor(either)).isTrue())
        }
        module.rawDefine(
            "can_cast(from_, to, casting='safe')", "Whether a dtype may become another one."
        ) { bound in
            if bound[0].asObject == nil && !bound[0].isNone {
                throw Failure(
                    .typeError,
                    "can_cast() does not support Python ints, floats, and complex because the result used to depend on the value."
                )
            }
            let existing = TensorFactory.existing(bound[0])?.dtype
            let from = try existing ?? ArrayMethods.dtype(bound[0]) ?? .float64
            return .bool(
                try Casting.named(bound.get(2)).allows(from, ArrayMethods.dtype(bound[1]) ?? .float64))
        }
    }
}

extension NumpyFunctions {
    /// The values as float64.
    static func real(_ value: Value) throws -> Tensor {
        let x = try array(value)
        return x.dtype == .float64 ? x : try x.to(.float64)
    }
}
