// What the parser can say: Python's abstract syntax, named as CPython's `ast` names it. Every node has a span, and every switch
// over these enums is exhaustive, so a new construct makes the compiler list the places to visit.
import Schema

/// A whole cell, script or module.
public struct Program: Sendable {
    public var body: [Statement]
    /// True when the last statement is an expression whose value a cell displays (no trailing `;`).
    public var endsWithSemicolon: Bool

    public init(body: [Statement], endsWithSemicolon: Bool) {
        self.body = body
        self.endsWithSemicolon = endsWithSemicolon
    }
}

public struct Statement: Sendable {
    public var span: Span
    public var kind: Kind

    public init(_ kind: Kind, _ span: Span) {
        self.kind = kind
        self.span = span
    }

    public indirect enum Kind: Sendable {
        case expression(Expression)
        /// `a = b = value`: every target gets the one value.
        case assign(targets: [Expression], value: Expression)
        case augmentedAssign(target: Expression, op: BinaryOperator, value: Expression)
        /// `x: int = 3`; the annotation is parsed and, for simple names in a class body, kept in `__annotations__`.
        case annotatedAssign(target: Expression, annotation: Expression, value: Expression?)
        case delete([Expression])
        case pass
        case breakLoop
        case continueLoop
        case returnValue(Expression?)
        case raise(Expression?, cause: Expression?)
        case assert(Expression, message: Expression?)
        case global([Identifier])
        case nonlocal([Identifier])
        /// `import a.b as c, d`.
        case importModules([ImportedModule])
        /// `from ..package.module import a as b, c`; `level` counts the dots; `names` empty means `*`.
        case importFrom(module: [String], level: Int, names: [ImportedName])
        /// `if` and its `elif`s in order, flat, then `else`.
        case ifElse(branches: [(test: Expression, body: [Statement])], orElse: [Statement])
        case whileLoop(test: Expression, body: [Statement], orElse: [Statement])
        case forLoop(target: Expression, iterable: Expression, body: [Statement], orElse: [Statement])
        case with(items: [WithItem], body: [Statement])
        case tryExcept(body: [Statement], handlers: [ExceptHandler], orElse: [Statement], finally: [Statement])
        case functionDefinition(FunctionDefinition)
        case classDefinition(ClassDefinition)
    }
}

public struct Identifier: Sendable, Hashable {
    public var name: String
    public var span: Span
    public init(_ name: String, _ span: Span) {
        self.name = name
        self.span = span
    }
    public static func == (a: Identifier, b: Identifier) -> Bool { a.name == b.name }
    public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}

public struct ImportedModule: Sendable {
    public var path: [String]
    public var alias: String?
    public var span: Span
    public init(path: [String], alias: String?, span: Span) {
        self.path = path
        self.alias = alias
        self.span = span
    }
}

public struct ImportedName: Sendable {
    public var name: String
    public var alias: String?
    public var span: Span
    public init(name: String, alias: String?, span: Span) {
        self.name = name
        self.alias = alias
        self.span = span
    }
}

public struct WithItem: Sendable {
    public var context: Expression
    public var target: Expression?
    public init(context: Expression, target: Expression?) {
        self.context = context
        self.target = target
    }
}

public struct ExceptHandler: Sendable {
    /// nil for a bare `except:`.
    public var type: Expression?
    public var name: Identifier?
    public var body: [Statement]
    public var span: Span
    public init(type: Expression?, name: Identifier?, body: [Statement], span: Span) {
        self.type = type
        self.name = name
        self.body = body
        self.span = span
    }
}

/// A `def`: `decorators` from the outermost down. `lambda` uses the same parameter list.
public final class FunctionDefinition: Sendable {
    public let name: Identifier
    public let parameters: [Parameter]
    public let body: [Statement]
    public let returns: Expression?
    public let decorators: [Expression]
    public let docstring: String?
    /// True when the body contains a `yield` of its own.
    public let isGenerator: Bool
    public init(
        name: Identifier, parameters: [Parameter], body: [Statement], returns: Expression?, decorators: [Expression],
        docstring: String?, isGenerator: Bool
    ) {
        self.name = name
        self.parameters = parameters
        self.body = body
        self.returns = returns
        self.decorators = decorators
        self.docstring = docstring
        self.isGenerator = isGenerator
    }
}

public struct Parameter: Sendable {
    public enum Kind: Sendable { case positionalOnly, positionalOrKeyword, variadic, keywordOnly, variadicKeyword }
    public var name: Identifier
    public var kind: Kind
    public var defaultValue: Expression?
    public var annotation: Expression?
    public init(name: Identifier, kind: Kind, defaultValue: Expression?, annotation: Expression?) {
        self.name = name
        self.kind = kind
        self.defaultValue = defaultValue
        self.annotation = annotation
    }
}

public final class ClassDefinition: Sendable {
    public let name: Identifier
    public let bases: [CallArgument]
    public let body: [Statement]
    public let decorators: [Expression]
    public let docstring: String?
    public init(
        name: Identifier, bases: [CallArgument], body: [Statement], decorators: [Expression], docstring: String?
    ) {
        self.name = name
        self.bases = bases
        self.body = body
        self.decorators = decorators
        self.docstring = docstring
    }
}

public struct Expression: Sendable {
    public var span: Span
    public var kind: Kind

    public init(_ kind: Kind, _ span: Span) {
        self.kind = kind
        self.span = span
    }

    public indirect enum Kind: Sendable {
        case constant(Constant)
        case name(String)
        /// An f-string: literal text and replacement fields in order.
        case joinedString([StringPiece])
        case tuple([Expression])
        case list([Expression])
        case set([Expression])
        /// A nil key is `**mapping`.
        case dict([(key: Expression?, value: Expression)])
        case unary(UnaryOperator, Expression)
        /// Left-associative chains are flat: `a + b - c` is `binary(a, [(+, b), (-, c)])`, so a million terms do not nest.
        /// The span of a step is its operator, for the caret.
        case binary(Expression, [(op: BinaryOperator, opSpan: Span, operand: Expression)])
        /// `and`/`or` with two or more operands, flat.
        case boolean(BooleanOperator, [Expression])
        /// Chained comparison: `a < b <= c`.
        case compare(Expression, [(op: ComparisonOperator, operand: Expression)])
        case conditional(test: Expression, then: Expression, otherwise: Expression)
        case lambda(FunctionDefinition)
        case call(Expression, [CallArgument])
        case attribute(Expression, Identifier)
        case `subscript`(Expression, Expression)
        /// Only inside a subscript.
        case slice(lower: Expression?, upper: Expression?, step: Expression?)
        /// `*x` in a display, a target or an index tuple.
        case starred(Expression)
        case comprehension(Comprehension)
        /// `name := value`.
        case named(Identifier, Expression)
        case yield(Expression?)
        case yieldFrom(Expression)
    }
}

public enum Constant: Sendable, Equatable {
    case none
    case bool(Bool)
    case int(Int)
    /// Decimal digits of an integer that does not fit in 64 bits.
    case bigInt(String)
    case float(Double)
    /// The imaginary part of `2j`: parsed so that the error can say complex numbers are not supported.
    case imaginary(Double)
    case string(String)
    case bytes([UInt8])
    case ellipsis
}

public enum StringPiece: Sendable {
    case literal(String)
    /// `{value!r:spec}`; `debugText` is the source text of `{value=}`.
    case field(Expression, conversion: Character?, spec: [StringPiece], debugText: String?)
}

public struct CallArgument: Sendable {
    public enum Kind: Sendable, Equatable { case positional, keyword(String), unpackSequence, unpackMapping }
    public var kind: Kind
    public var value: Expression
    public var span: Span
    public init(kind: Kind, value: Expression, span: Span) {
        self.kind = kind
        self.value = value
        self.span = span
    }
}

public final class Comprehension: Sendable {
    public enum Kind: Sendable { case list, set, dict, generator }
    public struct Clause: Sendable {
        public var target: Expression
        public var iterable: Expression
        public var conditions: [Expression]
        public init(target: Expression, iterable: Expression, conditions: [Expression]) {
            self.target = target
            self.iterable = iterable
            self.conditions = conditions
        }
    }
    public let kind: Kind
    /// The element; for a dict comprehension the key.
    public let element: Expression
    /// The value of a dict comprehension.
    public let value: Expression?
    public let clauses: [Clause]
    public init(kind: Kind, element: Expression, value: Expression?, clauses: [Clause]) {
        self.kind = kind
        self.element = element
        self.value = value
        self.clauses = clauses
    }
}

public enum UnaryOperator: String, Sendable { case negative = "-", positive = "+", invert = "~", not = "not " }

public enum BinaryOperator: String, Sendable, CaseIterable {
    case add = "+"
    case subtract = "-"
    case multiply = "*"
    case divide = "/"
    case floorDivide = "//"
    case modulo = "%"
    case power = "**"
    case matrixMultiply = "@"
    case leftShift = "<<"
    case rightShift = ">>"
    case and = "&"
    case or = "|"
    case xor = "^"

    /// The special method's stem: `__add__`, `__radd__`, `__iadd__` come from "add".
    public var stem: String {
        switch self {
        case .add: "add"
        case .subtract: "sub"
        case .multiply: "mul"
        case .divide: "truediv"
        case .floorDivide: "floordiv"
        case .modulo: "mod"
        case .power: "pow"
        case .matrixMultiply: "matmul"
        case .leftShift: "lshift"
        case .rightShift: "rshift"
        case .and: "and"
        case .or: "or"
        case .xor: "xor"
        }
    }
}

public enum BooleanOperator: String, Sendable { case and, or }

public enum ComparisonOperator: String, Sendable {
    case equal = "=="
    case notEqual = "!="
    case less = "<"
    case lessEqual = "<="
    case greater = ">"
    case greaterEqual = ">="
    case isIdentical = "is"
    case isNotIdentical = "is not"
    case isIn = "in"
    case isNotIn = "not in"
}
