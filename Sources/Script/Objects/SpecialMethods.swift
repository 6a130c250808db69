// Special methods of the builtin types as attributes: `hasattr(x, "__len__")`, `x.__contains__(y)`, `int.__add__`. Operators and builtins do
// not come here; a name that a type declares itself, as list and dict do for `super()`, comes first.
import Schema

enum SpecialMethods {
    /// The method of this name that the type's values have, or nil.
    static func named(_ name: Symbol, of type: TypeObject) -> BuiltinFunction? {
        guard let function = functions[name] else { return nil }
        for cls in type.order {
            if let names = table[ObjectIdentifier(cls)] { return names.contains(name) ? function : nil }
        }
        return nil
    }

    private static let common = "hash repr str format eq ne lt le gt ge"
    private static let arithmetic =
        "bool int float neg pos abs add sub mul truediv floordiv mod pow radd rsub rmul rtruediv rfloordiv rmod rpow"
    private static let bits = "index invert and or xor lshift rshift rand ror rxor rlshift rrshift"

    /// Which type has which; names without their underscores. List and dict declare those of items themselves.
    nonisolated(unsafe) private static let table: [ObjectIdentifier: Set<Symbol>] = {
        var table: [ObjectIdentifier: Set<Symbol>] = [:]
        func add(_ type: TypeObject, _ names: String) {
            table[ObjectIdentifier(type)] = Set(
                (common + " " + names).split(separator: " ").map { Symbol("__\($0)__") })
        }
        add(Value.string("").type, "len contains getitem iter add mul mod rmul rmod")
        add(Value.int(0).type, arithmetic + " " + bits)
        add(Value.bool(false).type, arithmetic + " " + bits)
        add(Value.float(0).type, arithmetic)
        add(ListObject([]).type, "add mul rmul iadd imul")
        add(Value.tuple([]).type, "len contains getitem iter add mul rmul")
        add(DictObject().type, "or ror ior")
        add(SetObject.cls, "len contains iter and or sub xor rand ror rsub rxor iand ior isub ixor")
        add(SetObject.frozenCls, "len contains iter and or sub xor rand ror rsub rxor")
        add(BytesObject([]).type, "len contains getitem iter add mul mod rmul rmod")
        add(RangeObject.cls, "len contains getitem iter bool")
        add(Value.none.type, "bool")
        // Lists, dicts and sets have no hash.
        for type in [ListObject([]).type, DictObject().type, SetObject.cls] {
            table[ObjectIdentifier(type)]?.remove("__hash__")
        }
        return table
    }()

    nonisolated(unsafe) private static let functions: [Symbol: BuiltinFunction] = {
        var functions: [Symbol: BuiltinFunction] = [:]
        func define(_ signature: String, _ body: @escaping (BoundArguments) throws -> Value) {
            let name = Symbol(String(signature.prefix { $0 != "(" }))
            functions[name] = BuiltinFunction(signature, "", isMethod: true, raw: body)
        }
        define("__len__(self)") { bound in .int(try bound[0].length()) }
        define("__contains__(self, key, /)") { bound in .bool(try bound[0].contains(bound[1])) }
        define("__getitem__(self, key, /)") { bound in try bound[0].item(bound[1]) }
        define("__setitem__(self, key, value, /)") { bound in
            try bound[0].setItem(bound[1], bound[2])
            return .none
        }
        define("__delitem__(self, key, /)") { bound in
            try bound[0].deleteItem(bound[1])
            return .none
        }
        define("__iter__(self)") { bound in .object(try bound[0].iterator()) }
        define("__hash__(self)") { bound in .int(try bound[0].hash()) }
        define("__repr__(self)") { bound in .string(try bound[0].repr()) }
        define("__str__(self)") { bound in .string(try bound[0].str()) }
        define("__format__(self, spec, /)") { bound in .string(try bound[0].format(try bound.text(1))) }
        define("__bool__(self)") { bound in .bool(try bound[0].truth()) }
        define("__int__(self)") { bound in try Value.object(Value.int(0).type).call(Arguments([bound[0]])) }
        define("__float__(self)") { bound in try Value.object(Value.float(0).type).call(Arguments([bound[0]])) }
        define("__index__(self)") { bound in try bound[0].asIndex() }
        for (name, op) in [("neg", UnaryOperator.negative), ("pos", .positive), ("invert", .invert)] {
            define("__\(name)__(self)") { bound in try bound[0].unary(op) }
        }
        define("__abs__(self)") { bound in
            let isNegative = try Value.compare(.less, bound[0], .int(0)).truth()
            return isNegative ? try bound[0].unary(.negative) : try bound[0].unary(.positive)
        }
        for op in BinaryOperator.allCases {
            define("__\(op.stem)__(self, other, /)") { bound in try binary(op, bound[0], bound[1], of: bound[0]) }
            define("__r\(op.stem)__(self, other, /)") { bound in try binary(op, bound[1], bound[0], of: bound[0]) }
            define("__i\(op.stem)__(self, other, /)") { bound in try Value.inPlace(op, bound[0], bound[1]) }
        }
        let comparisons: [(String, ComparisonOperator)] = [
            ("eq", .equal), ("ne", .notEqual), ("lt", .less), ("le", .lessEqual), ("gt", .greater),
            ("ge", .greaterEqual),
        ]
        for (name, op) in comparisons {
            define("__\(name)__(self, other, /)") { bound in
                if let object = bound[0].asObject {
                    return try object.compare(op, bound[1]) ?? .object(NotImplementedObject.shared)
                }
                if case .none = bound[0], case .none = bound[1], op == .equal || op == .notEqual {
                    return .bool(op == .equal)
                }
                return areNumbers(bound[0], bound[1])
                    ? try Value.compare(op, bound[0], bound[1]) : .object(NotImplementedObject.shared)
            }
        }
        return functions
    }()

    /// The result, or NotImplemented where the owner, a number, set or dict, does not know the other operand; sequences say what is wrong.
    private static func binary(_ op: BinaryOperator, _ left: Value, _ right: Value, of owner: Value) throws -> Value {
        let other = owner.isIdentical(to: left) ? right : left
        let isKnown: Bool
        switch owner.asObject {
        case is SetObject: isKnown = other.asObject is SetObject
        case is DictObject: isKnown = other.asObject is DictObject
        default: isKnown = !Arithmetic.isNumber(owner) || areNumbers(owner, other)
        }
        return isKnown ? try Value.binary(op, left, right) : .object(NotImplementedObject.shared)
    }

    /// An int does not know floats; a float knows ints.
    private static func areNumbers(_ left: Value, _ right: Value) -> Bool {
        guard Arithmetic.isNumber(left), Arithmetic.isNumber(right) else { return false }
        if case .float = right { if case .float = left { return true } else { return false } }
        return true
    }
}
