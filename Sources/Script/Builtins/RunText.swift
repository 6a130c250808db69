// `eval` and `exec`: text that a script runs as code, with the powers, budgets and interrupts of the script itself.
//
// At module level the text sees and sets the module's own variables. In a function it sees copies of the function's variables, as in
// CPython 3.11: what it sets there is gone when it ends. `globals()` given as `globals` is the module itself; any other dict given as
// `globals` or `locals` is read before and updated after, so functions that the text defines keep the variables they were born with.
import Schema

extension Builtins {
    static func installRunText(into module: ModuleObject) {
        module.rawDefine(
            "eval(source, globals=None, locals=None, /)", "The value of an expression that is given as text."
        ) { bound in
            let variables = try TextVariables("eval", bound)
            let source = try TextVariables.source("eval", bound[0], skippingIndent: true)
            return try variables.run(program(source, isExpression: true), source, display: true)
        }
        module.rawDefine(
            "exec(source, globals=None, locals=None, /)", "Runs statements that are given as text."
        ) { bound in
            let variables = try TextVariables("exec", bound)
            let source = try TextVariables.source("exec", bound[0], skippingIndent: false)
            _ = try variables.run(program(source, isExpression: false), source, display: false)
            return .none
        }
    }

    private static func program(_ source: Source, isExpression: Bool) throws -> Program {
        do {
            let program = try Parse.program(source)
            let statement = program.body.first
            if !isExpression { return program }
            if program.body.count == 1, !program.endsWithSemicolon, case .expression = statement?.kind {
                return program
            }
            throw ScriptError.syntax(
                "eval() takes one expression; exec() runs statements",
                at: statement?.span ?? Span(source: source.id, start: 0, end: 0), in: source)
        } catch { throw ScriptError.from(error, source: source) }
    }
}

/// Where the text's names are looked up and set.
private struct TextVariables {
    private let module: ModuleObject
    /// The mapping that gets the new names back; nil when the module itself has them.
    private let target: Value?

    init(_ function: String, _ bound: BoundArguments) throws {
        if let module = TextVariables.module(bound[1]), TextVariables.isAbsentOrSame(bound[2], module) {
            (self.module, target) = (ModuleObject(sharing: module), nil)
            return
        }
        let globals = try TextVariables.mapping(bound[1], "globals", of: function)
        let locals = try TextVariables.mapping(bound[2], "locals", of: function)
        target = locals ?? globals
        let machine = Interpreter.current.machine
        guard let calling = machine.currentNamespace else {
            throw Failure(.runtimeError, "\(function)() needs a script that calls it")
        }
        if globals == nil, locals == nil, machine.isAtModuleLevel {
            module = ModuleObject(sharing: calling)
            return
        }
        let own = ModuleObject("<\(function)>")
        if globals == nil {
            for name in calling.names { own[name] = calling[name] }
            if locals == nil { for (name, value) in machine.currentLocals { own[name] = value } }
        }
        for mapping in [globals, locals].compactMap({ $0 }) {
            try mapping.forEachPair { key, value in
                if let name = key.asObject as? StringObject { own[Symbol(name.text)] = value }
            }
        }
        own[Names.name] = own[Names.name] ?? .string("builtins")
        own.namespace.builtins = calling.builtins
        module = own
    }

    /// The variables of the module whose `globals()` this is.
    private static func module(_ value: Value) -> Namespace? {
        (value.asObject as? AttributeTable)?.owner as? Namespace
    }

    private static func isAbsentOrSame(_ locals: Value, _ module: Namespace) -> Bool {
        if case .none = locals { return true }
        return TextVariables.module(locals) === module
    }

    private static func mapping(_ value: Value, _ name: String, of function: String) throws -> Value? {
        if case .none = value { return nil }
        guard value.asObject is DictObject || value.asObject is AttributeTable else {
            throw Failure(.typeError, "\(function)() \(name) must be a dict, not \(value.typeName)")
        }
        return value
    }

    static func source(_ function: String, _ value: Value, skippingIndent: Bool) throws -> Source {
        let bytes: [UInt8]
        switch value.asObject {
        case let text as StringObject: bytes = Array(text.text.utf8)
        case let raw as BytesObject: bytes = raw.bytes
        default: throw Failure(.typeError, "\(function)() arg 1 must be a string, bytes or code object")
        }
        let text = skippingIndent ? Array(bytes.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }) : bytes
        return Source(id: -1, name: "<string>", text: try Source.decode(text))
    }

    func run(_ program: Program, _ source: Source, display: Bool) throws -> Value {
        let before = module.members
        let code = try Compiler.compile(program, source: source, module: module, display: display)
        let result = Result { try Interpreter.current.machine.call(FunctionObject(code), Arguments()) }
        // What was set before an error stays set.
        if let target { try handBack(to: target, before) }
        return try result.get()
    }

    private func handBack(to target: Value, _ before: [Symbol: Value]) throws {
        for name in module.names where name != Names.name {
            guard let value = module[name], before[name].map({ !$0.isIdentical(to: value) }) ?? true else { continue }
            try target.setItem(.string(name.text), value)
        }
        for name in before.keys where module[name] == nil {
            if try target.contains(.string(name.text)) { try target.deleteItem(.string(name.text)) }
        }
    }
}
