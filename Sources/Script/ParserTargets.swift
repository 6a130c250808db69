// What may stand left of `=`, after `for`, `as` and `del`; and what CPython calls each kind of expression in errors.
import Schema

enum TargetUse { case assign, loop, delete }

extension Parser {
    /// The first part of an expression that cannot be a target.
    func invalidTarget(_ target: Expression, _ use: TargetUse) -> Expression? {
        switch target.kind {
        case .name, .attribute, .subscript: return nil
        case .list(let elements), .tuple(let elements):
            for element in elements {
                if let bad = invalidTarget(element, use) { return bad }
            }
            return nil
        case .starred(let inner):
            return use == .delete ? target : invalidTarget(inner, use)
        case .compare(let left, let steps):
            // `for f() in xs` was read as a comparison in some places.
            if use == .loop { return steps.first?.op == .isIn ? invalidTarget(left, use) : nil }
            return target
        case .constant, .joinedString, .set, .dict, .unary, .binary, .boolean, .conditional, .lambda, .call, .slice,
            .comprehension, .named, .yield, .yieldFrom:
            return target
        }
    }
}

extension Expression {
    /// CPython's name for the kind of expression, as in "cannot assign to literal".
    var grammarName: String {
        switch kind {
        case .constant(let constant):
            switch constant {
            case .none: "None"
            case .bool(let value): value ? "True" : "False"
            case .ellipsis: "ellipsis"
            case .int, .bigInt, .float, .imaginary, .string, .bytes: "literal"
            }
        case .name: "name"
        case .joinedString: "f-string expression"
        case .tuple: "tuple"
        case .list: "list"
        case .set: "set display"
        case .dict: "dict literal"
        case .unary, .binary, .boolean: "expression"
        case .compare: "comparison"
        case .conditional: "conditional expression"
        case .lambda: "lambda"
        case .call: "function call"
        case .attribute: "attribute"
        case .subscript: "subscript"
        case .slice: "slice"
        case .starred: "starred"
        case .comprehension(let comprehension):
            switch comprehension.kind {
            case .list: "list comprehension"
            case .set: "set comprehension"
            case .dict: "dict comprehension"
            case .generator: "generator expression"
            }
        case .named: "named expression"
        case .yield, .yieldFrom: "yield expression"
        }
    }

    /// True for the operands of which CPython asks "Maybe you meant '==' instead of '='?".
    var mayBeComparedInstead: Bool {
        switch kind {
        case .constant(let constant):
            switch constant {
            case .none, .bool: false
            case .ellipsis, .int, .bigInt, .float, .imaginary, .string, .bytes: true
            }
        case .comprehension(let comprehension): comprehension.kind != .generator
        case .unary(let op, _): op != .not
        case .name, .joinedString, .set, .dict, .binary, .call, .attribute, .subscript: true
        case .tuple, .list, .boolean, .compare, .conditional, .lambda, .slice, .starred, .named, .yield, .yieldFrom:
            false
        }
    }
}
