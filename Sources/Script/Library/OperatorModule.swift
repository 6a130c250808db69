// operator: the operators as functions, and itemgetter, attrgetter, methodcaller.
import Schema

func buildOperator(_ module: ModuleObject) {
    module.documentation = "The operators as functions."
    let stems: [(String, BinaryOperator)] = [
        ("add", .add), ("sub", .subtract), ("mul", .multiply), ("truediv", .divide), ("floordiv", .floorDivide),
        ("mod", .modulo), ("pow", .power), ("matmul", .matrixMultiply), ("lshift", .leftShift), ("rshift", .rightShift),
        ("and_", .and), ("or_", .or), ("xor", .xor),
    ]
    for (name, op) in stems {
        module.rawDefine("\(name)(a, b, /)", "a \(op.rawValue) b.") { bound in try Value.binary(op, bound[0], bound[1])
        }
        let inPlace = "i" + name.replacing("_", with: "")
        module.rawDefine("\(inPlace)(a, b, /)", "a \(op.rawValue)= b.") { bound in
            try Value.inPlace(op, bound[0], bound[1])
        }
    }
    let comparisons: [(String, ComparisonOperator)] = [
        ("eq", .equal), ("ne", .notEqual), ("lt", .less), ("le", .lessEqual), ("gt", .greater), ("ge", .greaterEqual),
        ("is_", .isIdentical), ("is_not", .isNotIdentical),
    ]
    for (name, op) in comparisons {
        module.rawDefine("\(name)(a, b, /)", "a \(op.rawValue) b.") { bound in try Value.compare(op, bound[0], bound[1])
        }
    }
    for (name, op) in [("neg", UnaryOperator.negative), ("pos", .positive), ("invert", .invert), ("not_", .not)] {
        module.rawDefine("\(name)(a, /)", "\(op.rawValue)a.") { bound in try bound[0].unary(op) }
    }
    addAccess(to: module)
}

private func addAccess(to module: ModuleObject) {
    module.rawDefine("abs(a, /)", "abs(a).") { bound in try Builtins.absolute(bound[0]) }
    module.rawDefine("truth(a, /)", "bool(a).") { bound in .bool(try bound[0].truth()) }
    module.rawDefine("index(a, /)", "a as an exact integer.") { bound in try bound[0].asIndex() }
    module.rawDefine("contains(a, b, /)", "b in a.") { bound in .bool(try bound[0].contains(bound[1])) }
    module.rawDefine("getitem(a, b, /)", "a[b].") { bound in try bound[0].item(bound[1]) }
    module.rawDefine("setitem(a, b, c, /)", "a[b] = c.") { bound in
        try bound[0].setItem(bound[1], bound[2])
        return .none
    }
    module.rawDefine("delitem(a, b, /)", "del a[b].") { bound in
        try bound[0].deleteItem(bound[1])
        return .none
    }
    module.rawDefine("itemgetter(item, *items)", "A function that takes item (or a tuple of items) from its argument.")
    { bound in
        let keys = [bound[0]] + bound.rest(1)
        return .object(
            BuiltinFunction(
                "itemgetter(obj, /)", "",
                raw: { call in
                    if keys.count == 1 { return try call[0].item(keys[0]) }
                    return .tuple(try keys.map { try call[0].item($0) })
                }))
    }
    module.rawDefine("attrgetter(attr, *attrs)", "A function that takes attributes (a.b too) from its argument.") {
        bound in
        let paths = try ([bound[0]] + bound.rest(1)).map {
            try $0.str().split(separator: ".").map { Symbol(String($0)) }
        }
        return .object(
            BuiltinFunction(
                "attrgetter(obj, /)", "",
                raw: { call in
                    let found = try paths.map { try $0.reduce(call[0]) { try $0.attribute($1) } }
                    return found.count == 1 ? found[0] : .tuple(found)
                }))
    }
    module.rawDefine("methodcaller(name, /, *args, **kwargs)", "A function that calls a method of its argument.") {
        bound in
        let name = Symbol(try bound[0].str())
        let arguments = Arguments(bound.rest(1), keywords: bound.restKeywords(2))
        return .object(
            BuiltinFunction(
                "methodcaller(obj, /)", "",
                raw: { call in
                    try call[0].attribute(name).call(arguments)
                }))
    }
}
