// Functions that scripts define: code, defaults, closure and attributes. Calls go to the virtual machine.
import Schema

/// A variable shared between a function and the functions inside it.
final class CellObject: Object {
    @exclusivity(unchecked) var value: Value
    nonisolated(unsafe) static let cls = TypeObject("cell")
    override var type: TypeObject { CellObject.cls }
    init(_ value: Value) {
        self.value = value
        super.init()
        Collector.track(self)
    }
    deinit { Reaper.reap(&value) }

    override var holdsReferences: Bool { true }
    override func visitReferences(_ visitor: ReferenceVisitor) { visitor.visit(value) }
    override func dropReferences() { Reaper.reap(&value) }
    override func attribute(_ name: Symbol) throws -> Value? {
        guard name.text == "cell_contents" else { return try super.attribute(name) }
        if case .unbound = value { throw Failure(.valueError, "Cell is empty") }
        return value
    }
}

public final class FunctionObject: Object {
    let code: Code
    let info: CodePointer
    /// Defaults of the last positional parameters.
    var defaults: [Value]
    /// Defaults of keyword-only parameters; nil where there is none.
    var keywordDefaults: [Value?]
    /// Cells taken from the enclosing functions, in the order of `code.freeNames`.
    let closure: [CellObject]
    public internal(set) var name: String
    public internal(set) var qualifiedName: String
    var annotations: Value
    var documentation: Value
    var moduleName: Value
    private var attributes: [Symbol: Value] = [:]
    private var attributeOrder: [Symbol] = []
    nonisolated(unsafe) public static let cls = TypeObject("function")
    public override var type: TypeObject { FunctionObject.cls }

    init(
        _ code: Code, defaults: [Value] = [], keywordDefaults: [Value?] = [], closure: [CellObject] = [],
        annotations: Value = .unbound
    ) {
        self.code = code
        info = code.info
        self.defaults = defaults
        self.keywordDefaults = keywordDefaults
        self.closure = closure
        self.annotations = annotations
        name = code.name
        qualifiedName = code.qualifiedName
        documentation = code.documentation.map { .string($0) } ?? .none
        moduleName = .object(code.moduleText)
        super.init()
        Collector.track(self)
    }

    public override var holdsReferences: Bool { true }
    public override func visitReferences(_ visitor: ReferenceVisitor) {
        code.visitReferences(visitor)
        visitor.visit(&defaults)
        for case let value? in keywordDefaults { visitor.visit(value) }
        for cell in closure { visitor.visit(cell) }
        for value in [annotations, documentation, moduleName] { visitor.visit(value) }
        for value in attributes.values { visitor.visit(value) }
    }
    public override func dropReferences() {
        Reaper.reap(&defaults)
        keywordDefaults = keywordDefaults.map { _ in nil }
        Reaper.reap(&annotations)
        attributes = [:]
        attributeOrder = []
    }

    deinit {
        Reaper.reap(&defaults)
        var cells: [Value] = closure.map { .object($0) }
        Reaper.reap(&cells)
        for (_, value) in attributes {
            var value = value
            Reaper.reap(&value)
        }
    }

    public override var isCallable: Bool { true }

    public override func call(_ arguments: Arguments) throws -> Value {
        try Interpreter.current.machine.call(self, arguments)
    }

    public override func repr() throws -> String {
        let address = UInt(bitPattern: Unmanaged.passUnretained(self).toOpaque())
        let digits = String(address, radix: 16)
        return "<function \(qualifiedName) at 0x\(String(repeating: "0", count: max(0, 12 - digits.count)))\(digits)>"
    }

    public override func bound(to receiver: Value, in cls: TypeObject) throws -> Value? {
        .object(BoundMethod(receiver: receiver, function: .object(self)))
    }

    /// The parameters as written, for help: `(a, b=2, *args)`.
    public var signatureText: String {
        let parameters = code.parameters
        var pieces: [String] = []
        var index = 0
        func piece(_ defaultValue: Value?) -> String {
            defer { index += 1 }
            let name = parameters.names[index].text
            return defaultValue.map { "\(name)=\((try? $0.repr()) ?? "...")" } ?? name
        }
        let firstDefault = parameters.positionalCount - defaults.count
        for i in 0..<parameters.positionalCount {
            pieces.append(piece(i >= firstDefault ? defaults[i - firstDefault] : nil))
            if i + 1 == parameters.positionalOnlyCount { pieces.append("/") }
        }
        if parameters.hasVariadic {
            pieces.append("*" + piece(nil))
        } else if parameters.keywordOnlyCount > 0 {
            pieces.append("*")
        }
        for i in 0..<parameters.keywordOnlyCount { pieces.append(piece(keywordDefaults[i])) }
        if parameters.hasVariadicKeyword { pieces.append("**" + piece(nil)) }
        return "(\(pieces.joined(separator: ", ")))"
    }

    public var documentationText: String? { (documentation.asObject as? StringObject)?.text }

    public override func attribute(_ name: Symbol) throws -> Value? {
        if let value = attributes[name] { return value }
        switch name {
        case Names.name: return .string(self.name)
        case Names.qualname: return .string(qualifiedName)
        case Names.doc: return documentation
        case Names.module: return moduleName
        case Names.defaults: return defaults.isEmpty ? Value.none : .tuple(defaults)
        case Names.keywordDefaults:
            let first = code.parameters.positionalCount + (code.parameters.hasVariadic ? 1 : 0)
            let pairs = keywordDefaults.enumerated().compactMap { i, value in
                value.map { (code.parameters.names[first + i], $0) }
            }
            return pairs.isEmpty ? Value.none : .dict(pairs)
        case Names.annotations:
            if case .unbound = annotations { annotations = .object(try DictObject([])) }
            return annotations
        case Names.dict: return .dict(attributeOrder.compactMap { name in attributes[name].map { (name, $0) } })
        case Names.closure: return closure.isEmpty ? Value.none : .tuple(closure.map { .object($0) })
        case Names.get:
            return .object(
                BuiltinFunction(
                    "__get__(instance, owner=None, /)", "",
                    raw: { [self] bound in
                        if case .none = bound[0] { return .object(self) }
                        return .object(BoundMethod(receiver: bound[0], function: .object(self)))
                    }))
        case Names.call:
            return .object(
                BuiltinFunction(
                    "__call__(*args, **kwargs)", "",
                    raw: { [self] bound in
                        try call(Arguments(unpacking: bound))
                    }))
        default: return try super.attribute(name)
        }
    }

    public override func setAttribute(_ name: Symbol, _ value: Value) throws {
        switch name {
        case Names.name:
            guard let text = (value.asObject as? StringObject)?.text else {
                throw Failure(.typeError, "__name__ must be set to a string object")
            }
            self.name = text
        case Names.qualname:
            guard let text = (value.asObject as? StringObject)?.text else {
                throw Failure(.typeError, "__qualname__ must be set to a string object")
            }
            qualifiedName = text
        case Names.doc: documentation = value
        case Names.module: moduleName = value
        case Names.annotations: annotations = value
        case Names.defaults: defaults = (value.asObject as? TupleObject)?.elements ?? []
        default: if attributes.updateValue(value, forKey: name) == nil { attributeOrder.append(name) }
        }
    }

    public override func deleteAttribute(_ name: Symbol) throws {
        guard attributes.removeValue(forKey: name) != nil else { return try super.deleteAttribute(name) }
        attributeOrder.removeAll { $0 == name }
    }

    public override func attributeNames() -> [String] {
        attributeOrder.map(\.text) + [
            "__name__", "__qualname__", "__doc__", "__module__", "__defaults__", "__annotations__",
        ]
    }
}

extension Arguments {
    /// The arguments of a `(*args, **kwargs)` builtin.
    init(unpacking bound: BoundArguments) throws {
        self.init((bound[0].asObject as? TupleObject)?.elements ?? [])
        try bound[1].forEachPair { key, value in
            if let name = (key.asObject as? StringObject)?.text { keywords.append((Symbol(name), value)) }
        }
    }
}
