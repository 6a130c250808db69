// numpy's functions about dtypes, printing and error handling: np.issubdtype, np.set_printoptions, np.errstate.
import Schema
import Script
import Tensors

enum NumpySettings {
    static func declare(in module: ModuleObject) {
        declareKinds(in: module)
        declarePrinting(in: module)
        declareErrors(in: module)
    }

    private static func declareKinds(in module: ModuleObject) {
        module.rawDefine("issubdtype(arg1, arg2)", "Whether a dtype is of a kind.") { bound in
            let dtype = try ArrayMethods.dtype(bound[0]) ?? .float64
            guard let kind = bound[1].asObject as? TypeObject else {
                return .bool(try ArrayMethods.dtype(bound[1]) == dtype)
            }
            return .bool(NumpyScalar.type(of: dtype).isSubclass(of: kind))
        }
        for name in ["may_share_memory", "shares_memory"] {
            module.rawDefine(
                "\(name)(a, b, max_work=None)", "Whether two arrays have elements in the same memory."
            ) { bound in
                let (a, b) = (try NumpyFunctions.array(bound[0]), try NumpyFunctions.array(bound[1]))
                return .bool(name == "shares_memory" ? a.shares(with: b) : a.mayShare(with: b))
            }
        }
        module.rawDefine("isscalar(element)", "Whether it is one number.") { bound in
            switch bound[0] {
            case .bool, .int, .float: .bool(true)
            default: .bool(bound[0].asObject is NumpyScalar || bound[0].asObject is StringObject)
            }
        }
    }

    // MARK: - Printing

    /// Options whose default is all that is here.
    private static let fixedOptions: [(name: String, values: [String])] = [
        ("formatter", ["None"]), ("sign", ["None", "-"]), ("floatmode", ["None", "maxprec"]),
        ("legacy", ["None", "False"]), ("override_repr", ["None"]),
    ]

    private static func declarePrinting(in module: ModuleObject) {
        let signature =
            "(precision=None, threshold=None, edgeitems=None, linewidth=None, suppress=None, nanstr=None, infstr=None, "
            + "formatter=None, sign=None, floatmode=None, *, legacy=None, override_repr=None)"
        module.rawDefine("set_printoptions" + signature, "How arrays print.") { bound in
            try change(&ArrayPrintOptions.current, bound.values)
            return .none
        }
        module.define(
            SettingContext.makeType("printoptions", module: "numpy", signature) { values in
                let before = ArrayPrintOptions.current
                try change(&ArrayPrintOptions.current, values)
                return { ArrayPrintOptions.current = before }
            })
        module.rawDefine("get_printoptions()", "How arrays print, as a dict.") { _ in
            let options = ArrayPrintOptions.current
            return .dict([
                (Symbol("precision"), .int(options.precision)),
                (Symbol("threshold"), .int(options.threshold)), (Symbol("edgeitems"), .int(options.edgeItems)),
                (Symbol("linewidth"), .int(options.lineWidth)), (Symbol("suppress"), .bool(options.suppress)),
                (Symbol("nanstr"), .string(options.nanText)), (Symbol("infstr"), .string(options.infText)),
                (Symbol("sign"), .string("-")), (Symbol("formatter"), .none), (Symbol("floatmode"), .string("maxprec")),
                (Symbol("legacy"), .bool(false)), (Symbol("override_repr"), .none),
            ])
        }
        module.rawDefine(
            "array2string(a, max_line_width=None, precision=None, suppress_small=None, separator=' ', prefix='', *, formatter=None, "
                + "threshold=None, edgeitems=None, sign=None, floatmode=None, suffix='', legacy=None)",
            "The array's text."
        ) { bound in
            if let texts = bound[0].asObject as? TextArray { return .string(try texts.str()) }
            let suffix = try bound.get(11, as: String.self)
            var options = try options(bound)
            for (i, name) in [(9, "sign"), (10, "floatmode"), (12, "legacy")] { try refuse(name, bound[i]) }
            if let threshold = try bound.get(7, as: Int?.self) { options.threshold = max(threshold, 0) }
            if let edge = try bound.get(8, as: Int?.self) { options.edgeItems = max(edge, 0) }
            options.lineWidth = max(1, options.lineWidth - suffix.count)
            let prefix = try bound.get(5, as: String.self).count
            let x = try NumpyFunctions.array(bound[0])
            let formatter = try ElementFormatter(bound[6], x.dtype)
            let text = try ArrayText.str(
                of: x.printed, separator: try bound.get(4), prefix: prefix, options: options, format: formatter?.text)
            if let failure = formatter?.failure { throw failure }
            return .string(text)
        }
        module.rawDefine(
            "array_str(a, max_line_width=None, precision=None, suppress_small=None)", "str(a) with other options."
        ) { bound in
            .string(try ArrayText.str(of: try NumpyFunctions.array(bound[0]).printed, options: try options(bound)))
        }
        module.rawDefine(
            "array_repr(arr, max_line_width=None, precision=None, suppress_small=None)", "repr(a) with other options."
        ) { bound in
            .string(try ArrayText.repr(of: try NumpyFunctions.array(bound[0]).printed, options: try options(bound)))
        }
    }

    /// Values in the order of set_printoptions' signature; None leaves an option as it is.
    private static func change(_ options: inout ArrayPrintOptions, _ values: [Value]) throws {
        for (value, name) in zip(values.dropFirst(7), fixedOptions.map(\.name)) { try refuse(name, value) }
        func number(_ i: Int, _ name: String) throws -> Double? {
            guard !values[i].isNone else { return nil }
            guard let number = try Double.from(values[i]) else {
                throw Failure(.typeError, "\(name) must be a number")
            }
            guard !number.isNaN else { throw Failure(.valueError, "threshold must be non-NAN, try sys.maxsize") }
            return min(max(number, 0), 1e15)
        }
        if let precision = try number(0, "precision") { options.precision = min(Int(precision), 64) }
        if let threshold = try number(1, "threshold") {
            options.threshold = threshold < 1e15 ? Int(threshold) : Int.max
        }
        if let edge = try number(2, "edgeitems") { options.edgeItems = Int(edge) }
        if let width = try number(3, "linewidth") { options.lineWidth = max(Int(width), 1) }
        if !values[4].isNone { options.suppress = try values[4].truth() }
        if !values[5].isNone { options.nanText = try values[5].str() }
        if !values[6].isNone { options.infText = try values[6].str() }
    }

    private static func refuse(_ name: String, _ value: Value) throws {
        guard let fixed = fixedOptions.first(where: { $0.name == name }), !value.isNone else { return }
        guard try fixed.values.contains(value.str()) else {
            throw Failure(
                .notImplementedError, "numpy's print option \(name)=\(try value.repr()) is not available here",
                hint: "np.array2string(a, formatter={'float': lambda x: f'{x:.2f}'}) writes one array")
        }
    }

    /// The options a call gives: width, precision, suppress_small.
    private static func options(_ bound: BoundArguments) throws -> ArrayPrintOptions {
        var options = ArrayPrintOptions.current
        if let width = try bound.get(1, as: Int?.self) { options.lineWidth = max(width, 1) }
        if let precision = try bound.get(2, as: Int?.self) { options.precision = min(max(precision, 0), 64) }
        if !bound[3].isNone { options.suppress = try bound[3].truth() }
        return options
    }

    // MARK: - Errors

    /// Divisions by zero give inf and NaN; that cannot be made an error.
    private static func declareErrors(in module: ModuleObject) {
        let signature = "(all=None, divide=None, over=None, under=None, invalid=None, call=None)"
        func check(_ values: [Value]) throws {
            for value in values where !value.isNone {
                let mode = try value.str()
                if mode == "ignore" || mode == "warn" { continue }
                throw Failure(
                    .notImplementedError, "numpy's error mode '\(mode)' is not available here",
                    hint: "results are inf and nan; np.isfinite(x).all() checks them")
            }
        }
        module.define(
            SettingContext.makeType("errstate", module: "numpy", signature) { values in
                try check(values)
                return {}
            })
        module.rawDefine("seterr\(signature)", "How divisions by zero are told: 'ignore' or 'warn'.") { bound in
            try check(bound.values)
            return errorModes
        }
        module.rawDefine("geterr()", "How divisions by zero are told.") { _ in errorModes }
        let exceptions = ModuleObject("numpy.exceptions")
        exceptions["AxisError"] = .object(ExceptionTypes.cls(.axisError))
        module["exceptions"] = .object(exceptions)
    }

    private static var errorModes: Value {
        .dict(["divide", "over", "under", "invalid"].map { (Symbol($0), .string($0 == "under" ? "ignore" : "warn")) })
    }
}

/// `formatter={'float': …}`: a script's function writes each element.
private final class ElementFormatter {
    private let function: Value
    /// What the function raised first.
    private(set) var failure: (any Error)?

    init?(_ table: Value, _ dtype: DType) throws {
        if table.isNone { return nil }
        guard table.asObject is DictObject else { throw Failure(.typeError, "formatter must be a dict of functions") }
        let names =
            dtype == .bool ? ["bool"] : dtype.isFloatingPoint ? ["float", "float_kind"] : ["int", "int_kind"]
        for name in names + ["all"] {
            let found = try table.attribute("get").call(.string(name))
            guard found.isNone else {
                function = found
                return
            }
        }
        return nil
    }

    func text(_ element: Scalar) -> String {
        guard failure == nil else { return "" }
        do { return try function.call(.object(NumpyScalar(element, element.naturalType))).str() } catch {
            failure = error
            return ""
        }
    }
}

extension Scalar {
    fileprivate var naturalType: DType {
        switch self {
        case .bool: .bool
        case .int: .int64
        case .float: .float64
        }
    }
}
