// What a script can do with any value: text, truth, equality, operators, items, iteration. Small numbers are handled here and in
// `Arithmetic`; everything else is asked of the `Object`. Errors are CPython's.
import Schema

extension Value {
    /// The value's class, as `type(x)` gives it.
    public var type: TypeObject {
        switch self {
        case .unbound: preconditionFailure("an unbound local never reaches an operation")
        case .none: NoneType.cls
        case .bool: BoolType.cls
        case .int: IntType.cls
        case .float: FloatType.cls
        case .object(let object): object.type
        }
    }

    // MARK: - Text

    /// `repr(x)`.
    public func repr() throws -> String {
        switch self {
        case .unbound: return "<unbound>"
        case .none: return "None"
        case .bool(let b): return b ? "True" : "False"
        case .int(let i): return String(i)
        case .float(let d): return ValueText.floatRepr(d)
        case .object(let object):
            try NativeDepth.enter("while getting the repr of an object")
            defer { NativeDepth.leave() }
            return try object.repr()
        }
    }

    /// `str(x)`: what `print` shows.
    public func str() throws -> String {
        guard case .object(let object) = self else { return try repr() }
        if let text = exactly(object, StringObject.self) { return text.text }
        try NativeDepth.enter("while getting the str of an object")
        defer { NativeDepth.leave() }
        return try object.str()
    }

    /// `format(x, spec)`.
    public func format(_ spec: String) throws -> String {
        switch self {
        case .unbound, .none:
            if spec.isEmpty { return try str() }
            throw Failure(.typeError, "unsupported format string passed to \(typeName).__format__")
        case .bool, .int, .float:
            if spec.isEmpty { return try str() }
            return try ValueText.format(self, spec)
        case .object(let object): return try object.format(spec)
        }
    }

    // MARK: - Truth, equality, hash

    public func truth() throws -> Bool {
        switch self {
        case .unbound, .none: false
        case .bool(let b): b
        case .int(let i): i != 0
        case .float(let d): d != 0
        case .object(let object): try object.truth()
        }
    }

    /// `x is y`. Numbers have no identity of their own: equal numbers of one type are identical.
    public func isIdentical(to other: Value) -> Bool {
        switch (self, other) {
        case (.none, .none), (.unbound, .unbound): true
        case (.bool(let a), .bool(let b)): a == b
        case (.int(let a), .int(let b)): a == b
        case (.float(let a), .float(let b)): a.bitPattern == b.bitPattern
        case (.object(let a), .object(let b)): a === b
        default: false
        }
    }

    /// Identity or `==`: what containers mean by equal.
    public func equals(_ other: Value) throws -> Bool {
        switch (self, other) {
        case (.int(let a), .int(let b)): return a == b
        case (.object(let a), .object(let b)):
            if a === b { return true }
            if let s = exactly(a, StringObject.self), let t = exactly(b, StringObject.self) {
                return s.hasSameText(as: t)
            }
        default:
            if isIdentical(to: other) { return true }
        }
        return try Value.compare(.equal, self, other).truth()
    }

    public func hash() throws -> Int {
        switch self {
        case .unbound, .none: 0x5EED_0001
        case .bool(let b): b ? 1 : 0
        case .int(let i): NumberHash.of(i)
        case .float(let d): NumberHash.of(d)
        case .object(let object): try object.hash()
        }
    }

    // MARK: - Operators

    public static func binary(_ op: BinaryOperator, _ a: Value, _ b: Value) throws -> Value {
        if case .int(let x) = a, case .int(let y) = b {
            switch op {
            case .add:
                let (sum, overflow) = x.addingReportingOverflow(y)
                if !overflow { return .int(sum) }
            case .subtract:
                let (difference, overflow) = x.subtractingReportingOverflow(y)
                if !overflow { return .int(difference) }
            case .multiply:
                let (product, overflow) = x.multipliedReportingOverflow(by: y)
                if !overflow { return .int(product) }
            default: break
            }
        } else if case .float(let x) = a, case .float(let y) = b {
            switch op {
            case .add: return .float(x + y)
            case .subtract: return .float(x - y)
            case .multiply: return .float(x * y)
            case .divide where y != 0: return .float(x / y)
            default: break
            }
        }
        if let result = try tryBinary(op, a, b) { return result }
        throw unsupported(op, a, b, symbol: op.rawValue)
    }

    /// `a op= b`.
    public static func inPlace(_ op: BinaryOperator, _ a: Value, _ b: Value) throws -> Value {
        guard case .object(let object) = a else {
            if let result = try tryBinary(op, a, b) { return result }
            throw unsupported(op, a, b, symbol: op.rawValue + "=")
        }
        if let result = try object.inPlaceBinary(op, b) { return result }
        if let result = try tryBinary(op, a, b) { return result }
        throw unsupported(op, a, b, symbol: op.rawValue + "=")
    }

    /// nil: neither side knows the operation.
    static func tryBinary(_ op: BinaryOperator, _ a: Value, _ b: Value) throws -> Value? {
        if let result = try Arithmetic.binary(op, a, b) { return result }
        let left = a.asObject
        let right = b.asObject
        guard left != nil || right != nil else { return nil }
        try NativeDepth.enter("while calling a Python object")
        defer { NativeDepth.leave() }
        var rightAsked = false
        if let right, rightGoesFirst("__r\(op.stem)__", a, b) {
            rightAsked = true
            if let result = try right.reflectedBinary(op, a) { return result }
        }
        if let left, let result = try left.binary(op, b) { return result }
        if let right, !rightAsked, let result = try right.reflectedBinary(op, a) { return result }
        return nil
    }

    /// Python asks the right side first when its class derives from the left's and has its own version of the method.
    private static func rightGoesFirst(_ method: @autoclosure () -> String, _ a: Value, _ b: Value) -> Bool {
        guard case .object(let right) = b, right.type.isScriptClass else { return false }
        let leftType = a.type
        guard right.type !== leftType, right.type.isSubclass(of: leftType) else { return false }
        let name = Symbol(method())
        guard let own = right.type.member(name)?.asObject else { return false }
        return own !== leftType.member(name)?.asObject
    }

    private static func unsupported(_ op: BinaryOperator, _ a: Value, _ b: Value, symbol: String) -> Failure {
        let left = a.asObject
        // A script's own `__add__` stands in the place of the sequence's.
        if op == .add || op == .multiply, let sequence = left as? ConcatenatingSequence,
            sequence.type.scriptMember(Names.binary(op)) == nil
        {
            if op == .multiply {
                return Failure(.typeError, "can't multiply sequence by non-int of type '\(b.typeName)'")
            }
            return sequence.cannotConcatenate(b)
        }
        // In place, CPython asks the right side only of what has no items itself.
        let hasItems = left is DictObject || left is SetObject || left is RangeObject
        if op == .multiply, b.asObject is ConcatenatingSequence, !(hasItems && symbol == "*=") {
            return Failure(.typeError, "can't multiply sequence by non-int of type '\(a.typeName)'")
        }
        let shown = op == .power && symbol == "**" ? "** or pow()" : symbol
        let hint: String
        if op == .add, b.asObject is StringObject, Arithmetic.isNumber(a) {
            hint = "str(x) turns a number into text; f\"{x} …\" does it in place"
        } else if [a, b].contains(where: { $0.asObject is BoundMethod || $0.asObject is BuiltinFunction }) {
            hint = "a method gives its value when it is called: add (), as in x.min()"
        } else {
            hint = ""
        }
        return Failure(
            .typeError, "unsupported operand type(s) for \(shown): '\(a.typeName)' and '\(b.typeName)'", hint: hint)
    }

    public static func compare(_ op: ComparisonOperator, _ a: Value, _ b: Value) throws -> Value {
        switch op {
        case .isIdentical: return .bool(a.isIdentical(to: b))
        case .isNotIdentical: return .bool(!a.isIdentical(to: b))
        case .isIn: return .bool(try b.contains(a))
        case .isNotIn: return .bool(!(try b.contains(a)))
        case .equal, .notEqual, .less, .lessEqual, .greater, .greaterEqual: break
        }
        if let result = Arithmetic.compare(op, a, b) { return .bool(result) }
        let left = a.asObject
        let right = b.asObject
        if left != nil || right != nil {
            try NativeDepth.enter("in comparison")
            defer { NativeDepth.leave() }
            var rightAsked = false
            if let right, rightGoesFirst("__\(op.mirrored.stem)__", a, b) {
                rightAsked = true
                if let result = try right.compare(op.mirrored, a) { return result }
            }
            if let left, let result = try left.compare(op, b) { return result }
            if let right, !rightAsked, let result = try right.compare(op.mirrored, a) { return result }
        }
        switch op {
        case .equal: return .bool(a.isIdentical(to: b))
        case .notEqual: return .bool(!a.isIdentical(to: b))
        default:
            throw Failure(
                .typeError,
                "'\(op.rawValue)' not supported between instances of '\(a.typeName)' and '\(b.typeName)'")
        }
    }

    /// `a < b` as sorting needs it.
    func isLess(than other: Value) throws -> Bool {
        switch (self, other) {
        case (.int(let a), .int(let b)): a < b
        case (.float(let a), .float(let b)): a < b
        default: try Value.compare(.less, self, other).truth()
        }
    }

    public func unary(_ op: UnaryOperator) throws -> Value {
        if op == .not { return .bool(!(try truth())) }
        if let result = Arithmetic.unary(op, self) { return result }
        if case .object(let object) = self, let result = try object.unary(op) { return result }
        throw Failure(.typeError, "bad operand type for unary \(op.rawValue): '\(typeName)'")
    }

    // MARK: - Containers

    public func item(_ key: Value) throws -> Value {
        guard case .object(let object) = self else {
            throw Failure(.typeError, "'\(typeName)' object is not subscriptable")
        }
        return try object.item(key)
    }

    public func setItem(_ key: Value, _ value: Value) throws {
        guard case .object(let object) = self else {
            throw Failure(.typeError, "'\(typeName)' object does not support item assignment")
        }
        try object.setItem(key, value)
    }

    public func deleteItem(_ key: Value) throws {
        guard case .object(let object) = self else {
            throw Failure(.typeError, "'\(typeName)' object does not support item deletion")
        }
        try object.deleteItem(key)
    }

    public func length() throws -> Int {
        if case .object(let object) = self, let count = try object.length() { return count }
        throw Failure(.typeError, "object of type '\(typeName)' has no len()")
    }

    public func iterator() throws -> IteratorObject {
        if case .object(let object) = self, let iterator = try object.iterator() { return iterator }
        throw Failure(.typeError, "'\(typeName)' object is not iterable")
    }

    public func contains(_ value: Value) throws -> Bool {
        if case .object(let object) = self {
            if let answer = try object.contains(value) { return answer }
            if let iterator = try object.iterator() {
                while let next = try iterator.next() { if try next.equals(value) { return true } }
                return false
            }
        }
        throw Failure(.typeError, "argument of type '\(typeName)' is not iterable")
    }

    /// Every element of an iterable, as `list(x)` collects them.
    public func elements() throws -> [Value] {
        if case .object(let object) = self {
            if let list = exactly(object, ListObject.self) { return list.elements }
            if let tuple = exactly(object, TupleObject.self) { return tuple.elements }
        }
        let iterator = try iterator()
        if let range = iterator as? RangeIterator {
            try HostMemory.require(range.remaining, itemsOf: MemoryLayout<Value>.stride)
        }
        var result: [Value] = []
        while let next = try iterator.next() { try result.appendIfRoom(next) }
        return result
    }

    /// A call from Swift: `function(1, 2)`.
    public func call(_ positional: Value...) throws -> Value { try call(Arguments(positional)) }

    public func call(_ arguments: Arguments) throws -> Value {
        guard case .object(let object) = self else {
            throw Failure(.typeError, "'\(typeName)' object is not callable")
        }
        return try object.call(arguments)
    }

    /// The exact integer an index, a shape or `range` needs (`__index__`).
    public func asIndex() throws -> Value {
        switch self {
        case .int: return self
        case .bool(let b): return .int(b ? 1 : 0)
        case .object(let object):
            if let index = try object.index() { return index }
        case .unbound, .none, .float: break
        }
        throw Failure(.typeError, "'\(typeName)' object cannot be interpreted as an integer")
    }

    /// `asIndex` as a machine integer.
    public func asInt() throws -> Int {
        if case .int(let i) = self { return i }
        if case .int(let i) = try asIndex() { return i }
        throw Failure(.overflowError, "Python int too large to convert to C ssize_t")
    }
}

/// The object when it is of exactly this Swift class: one pointer comparison, where `as?` walks the class chain.
@inline(__always)
func exactly<T: Object>(_ object: Object, _: T.Type) -> T? {
    Swift.type(of: object) == T.self ? unsafeDowncast(object, to: T.self) : nil
}

/// Sequences whose `+` has its own error text.
protocol ConcatenatingSequence: Object {
    func cannotConcatenate(_ other: Value) -> Failure
}

extension ComparisonOperator {
    /// The operator with its sides exchanged: `a < b` is `b > a`.
    public var mirrored: ComparisonOperator {
        switch self {
        case .less: .greater
        case .lessEqual: .greaterEqual
        case .greater: .less
        case .greaterEqual: .lessEqual
        case .equal, .notEqual, .isIdentical, .isNotIdentical, .isIn, .isNotIn: self
        }
    }

    /// The special method's stem: `__lt__` comes from "lt".
    public var stem: String {
        switch self {
        case .equal: "eq"
        case .notEqual: "ne"
        case .less: "lt"
        case .lessEqual: "le"
        case .greater: "gt"
        case .greaterEqual: "ge"
        case .isIdentical, .isNotIdentical: "is"
        case .isIn, .isNotIn: "contains"
        }
    }
}

/// How deep Swift code calls itself through nested values. Scripts run on one thread at a time, which is what makes the
/// unchecked static safe.
enum NativeDepth {
    nonisolated(unsafe) static var depth = 0
    static let limit = 1000

    static func enter(_ doing: @autoclosure () -> String) throws {
        depth += 1
        if depth > limit {
            depth -= 1
            throw Failure(.recursionError, "maximum recursion depth exceeded \(doing())")
        }
    }

    static func leave() { depth -= 1 }
}

/// The containers whose `repr` is being written, so that one inside itself shows as `[...]`.
enum ReprGuard {
    nonisolated(unsafe) private static var active: [ObjectIdentifier] = []

    /// The text from `body`, or `placeholder` when this object's text is already being written further out.
    static func write(_ object: Object, placeholder: String, _ body: () throws -> String) throws -> String {
        let id = ObjectIdentifier(object)
        if active.contains(id) { return placeholder }
        active.append(id)
        defer { active.removeLast() }
        return try body()
    }
}
