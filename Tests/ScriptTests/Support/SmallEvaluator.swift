// A tree walker over the parser's syntax, just large enough to run the one-line cases of these tests against the objects and builtins,
// independent of the virtual machine. Variables live in one dictionary; functions are lambdas.
import BigInt
import Schema
import Script

final class SmallEvaluator {
    var variables: [String: Value] = [:]
    let builtins: ModuleObject
    var output = ""

    init() throws {
        StandardLibrary.register()
        builtins = try ModuleRegistry.module("builtins") ?? ModuleObject("builtins")
        Console.write = { [unowned self] _, text in self.output += text }
    }

    /// What the snippet prints, then the repr of a final expression, or "Kind: message".
    func run(_ snippet: String) -> String {
        output = ""
        do {
            let program = try Parse.program(Source(id: 0, name: "<case>", snippet))
            for (i, statement) in program.body.enumerated() {
                let value = try execute(statement)
                if i == program.body.count - 1, let value {
                    if case .none = value {} else { output += try value.repr() + "\n" }
                }
            }
        } catch let failure as Failure {
            output += failure.message.isEmpty ? failure.kind.rawValue : "\(failure.kind.rawValue): \(failure.message)"
        } catch {
            output += "SyntaxError: \(error)"
        }
        while output.hasSuffix("\n") { output.removeLast() }
        return output
    }

    /// The value of an expression statement.
    private func execute(_ statement: Statement) throws -> Value? {
        switch statement.kind {
        case .expression(let expression): return try evaluate(expression)
        case .assign(let targets, let value):
            let value = try evaluate(value)
            for target in targets { try assign(target, value) }
        case .augmentedAssign(let target, let op, let value):
            try assign(target, try Value.inPlace(op, try evaluate(target), try evaluate(value)))
        case .delete(let targets):
            for target in targets {
                switch target.kind {
                case .subscript(let object, let key): try evaluate(object).deleteItem(try evaluate(key))
                case .name(let name): variables[name] = nil
                default: throw Failure(.notImplementedError, "del target")
                }
            }
        case .forLoop(let target, let iterable, let body, _):
            let iterator = try evaluate(iterable).iterator()
            while let value = try iterator.next() {
                try assign(target, value)
                for statement in body { _ = try execute(statement) }
            }
        case .ifElse(let branches, let orElse):
            for branch in branches where try evaluate(branch.test).truth() {
                for statement in branch.body { _ = try execute(statement) }
                return nil
            }
            for statement in orElse { _ = try execute(statement) }
        case .importModules(let modules):
            for module in modules { variables[module.alias ?? module.path[0]] = .object(try find(module.path[0])) }
        case .importFrom(let path, _, let names):
            let module = try find(path.joined(separator: "."))
            for name in names {
                guard let value = try module.attribute(Symbol(name.name)) else {
                    throw Failure(.importError, "cannot import name '\(name.name)' from '\(module.name)' (unknown location)")
                }
                variables[name.alias ?? name.name] = value
            }
        case .with(let items, let body):
            for item in items {
                let context = try evaluate(item.context)
                let entered = try attribute(context, "__enter__").call()
                if let target = item.target { try assign(target, entered) }
            }
            for statement in body { _ = try execute(statement) }
            for item in items {
                if case .named = item.context.kind { continue }
                if let target = item.target {
                    _ = try attribute(try evaluate(target), "__exit__").call(.none, .none, .none)
                }
            }
        case .pass: break
        default: throw Failure(.notImplementedError, "statement in a case")
        }
        return nil
    }

    private func find(_ name: String) throws -> ModuleObject {
        if let module = try ModuleRegistry.module(name) { return module }
        throw Failure(.moduleNotFoundError, "No module named '\(name)'")
    }

    private func assign(_ target: Expression, _ value: Value) throws {
        switch target.kind {
        case .name(let name): variables[name] = value
        case .tuple(let targets), .list(let targets):
            for (target, value) in zip(targets, try value.elements()) { try assign(target, value) }
        case .subscript(let object, let key): try evaluate(object).setItem(try evaluate(key), value)
        case .attribute(let object, let name):
            guard case .object(let object) = try evaluate(object) else { throw Failure(.attributeError, "no attributes") }
            try object.setAttribute(Symbol(name.name), value)
        default: throw Failure(.notImplementedError, "target in a case")
        }
    }

    private func attribute(_ value: Value, _ name: String) throws -> Value {
        guard let getattr = builtins["getattr"] else { throw Failure(.nameError, "getattr") }
        return try getattr.call(value, .string(name))
    }

    private func evaluate(_ expression: Expression) throws -> Value {
        switch expression.kind {
        case .constant(let constant): return value(constant)
        case .name(let name):
            if let value = variables[name] ?? builtins[Symbol(name)] { return value }
            throw Failure(.nameError, "name '\(name)' is not defined")
        case .tuple(let elements): return .tuple(try elements.flatMap(spread))
        case .list(let elements): return .list(try elements.flatMap(spread))
        case .set(let elements): return .object(try SetObject(try elements.flatMap(spread)))
        case .dict(let pairs):
            return .object(
                try DictObject(try pairs.map { (try $0.key.map(evaluate) ?? .none, try evaluate($0.value)) }))
        case .unary(let op, let operand): return try evaluate(operand).unary(op)
        case .binary(let first, let steps):
            return try steps.reduce(try evaluate(first)) { try Value.binary($1.op, $0, try evaluate($1.operand)) }
        case .boolean(let op, let operands):
            var last = Value.none
            for operand in operands {
                last = try evaluate(operand)
                if try last.truth() == (op == .or) { break }
            }
            return last
        case .compare(let first, let steps):
            var left = try evaluate(first)
            var result = Value.bool(true)
            for step in steps {
                let right = try evaluate(step.operand)
                result = try Value.compare(step.op, left, right)
                if !(try result.truth()) { break }
                left = right
            }
            return result
        case .conditional(let test, let then, let otherwise):
            return try evaluate(test).truth() ? try evaluate(then) : try evaluate(otherwise)
        case .call(let function, let arguments): return try call(function, arguments)
        case .attribute(let object, let name): return try attribute(try evaluate(object), name.name)
        case .subscript(let object, let key): return try evaluate(object).item(try evaluate(key))
        case .slice(let lower, let upper, let step):
            return .object(
                SliceObject(try lower.map(evaluate) ?? .none, try upper.map(evaluate) ?? .none, try step.map(evaluate) ?? .none))
        case .lambda(let definition): return lambda(definition)
        case .comprehension(let comprehension): return try comprehend(comprehension)
        case .joinedString(let pieces): return .string(try join(pieces))
        default: throw Failure(.notImplementedError, "expression in a case")
        }
    }

    private func value(_ constant: Constant) -> Value {
        switch constant {
        case .none: .none
        case .bool(let b): .bool(b)
        case .int(let i): .int(i)
        case .bigInt(let digits): BigInt(digits).map { Value($0) } ?? .none
        case .float(let d): .float(d)
        case .imaginary: .none
        case .string(let text): .string(text)
        case .bytes(let bytes): .object(BytesObject(bytes))
        case .ellipsis: .object(EllipsisObject.shared)
        }
    }

    private func spread(_ element: Expression) throws -> [Value] {
        if case .starred(let inner) = element.kind { return try evaluate(inner).elements() }
        return [try evaluate(element)]
    }

    private func join(_ pieces: [StringPiece]) throws -> String {
        try pieces.map { piece in
            switch piece {
            case .literal(let text): return text
            case .field(let expression, let conversion, let spec, _):
                let value = try evaluate(expression)
                let converted: Value = conversion == "r" ? .string(try value.repr()) : value
                return try converted.format(try join(spec))
            }
        }.joined()
    }

    private func call(_ function: Expression, _ arguments: [CallArgument]) throws -> Value {
        let callee = try evaluate(function)
        var passed = Arguments()
        for argument in arguments {
            switch argument.kind {
            case .positional: passed.positional.append(try evaluate(argument.value))
            case .keyword(let name): passed.keywords.append((Symbol(name), try evaluate(argument.value)))
            case .unpackSequence: passed.positional += try evaluate(argument.value).elements()
            case .unpackMapping:
                for (key, value) in (try evaluate(argument.value).asObject as? DictObject)?.pairs ?? [] {
                    passed.keywords.append((Symbol(try key.str()), value))
                }
            }
        }
        // Classes make their own instances here; the interpreter's class call does more.
        if let cls = callee.asObject as? TypeObject {
            if cls === TypeObject.type { return .object(passed.positional[0].type) }
            for candidate in cls.order { if let make = candidate.make { return try make(cls, passed) } }
        }
        return try callee.call(passed)
    }

    private func lambda(_ definition: FunctionDefinition) -> Value {
        let names = definition.parameters.map(\.name.name)
        return .object(
            BuiltinFunction("lambda(*args)", "", raw: { [unowned self] bound in
                let saved = names.map { self.variables[$0] }
                defer { for (name, value) in zip(names, saved) { self.variables[name] = value } }
                for (name, value) in zip(names, try bound[0].elements()) { self.variables[name] = value }
                guard case .returnValue(let body?)? = definition.body.first?.kind else { return .none }
                return try self.evaluate(body)
            }))
    }

    private func comprehend(_ comprehension: Comprehension) throws -> Value {
        var elements: [Value] = []
        var values: [Value] = []
        func clause(_ index: Int) throws {
            if index == comprehension.clauses.count {
                elements.append(try evaluate(comprehension.element))
                if let value = comprehension.value { values.append(try evaluate(value)) }
                return
            }
            let clause_ = comprehension.clauses[index]
            let iterator = try evaluate(clause_.iterable).iterator()
            while let value = try iterator.next() {
                try assign(clause_.target, value)
                if try clause_.conditions.allSatisfy({ try evaluate($0).truth() }) { try clause(index + 1) }
            }
        }
        try clause(0)
        switch comprehension.kind {
        case .list: return .list(elements)
        case .generator: return .object(try Value.list(elements).iterator())
        case .set: return .object(try SetObject(elements))
        case .dict: return .object(try DictObject(Array(zip(elements, values))))
        }
    }
}
