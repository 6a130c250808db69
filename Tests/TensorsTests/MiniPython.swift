// Enough Python to evaluate the `call` texts of Tests/Fixtures/ops through the op declarations: literals, operators, calls,
// attributes, indexing. Not the interpreter; a way to test declarations without one.

import Schema
import XCTest

@testable import Tensors

struct MiniPython {
    indirect enum Value {
        case data(Argument)
        case module(String)
        case method(Argument, String)
        case function(String, String)
    }

    struct Unsupported: Error { let text: String }

    var names: [String: Value]
    private var bytes: [UInt8]
    private var at = 0

    static func evaluate(_ text: String, _ inputs: [String: Tensor]) throws -> Argument {
        var names: [String: Value] = ["torch": .module("torch"), "F": .module("F"), "math": .module("math")]
        for (name, tensor) in inputs { names[name] = .data(.tensor(tensor)) }
        for word in ["float", "slice", "abs", "tuple", "setitem", "list"] { names[word] = .function("builtin", word) }
        var parser = MiniPython(names: names, bytes: Array(text.utf8))
        let value = try parser.tupleOrExpression()
        if parser.peek != nil { throw Unsupported(text: "rest of \(text) at \(parser.at)") }
        return try parser.data(value)
    }

    private init(names: [String: Value], bytes: [UInt8]) {
        self.names = names
        self.bytes = bytes
    }

    // MARK: - Reading

    private var peek: UInt8? {
        mutating get {
            while at < bytes.count, bytes[at] == 32 { at += 1 }
            return at < bytes.count ? bytes[at] : nil
        }
    }

    private mutating func accept(_ text: String) -> Bool {
        _ = peek
        let key = Array(text.utf8)
        guard bytes[at...].starts(with: key) else { return false }
        at += key.count
        return true
    }

    private mutating func expect(_ text: String) throws {
        if !accept(text) {
            throw Unsupported(text: "expected \(text) at \(at) of \(String(decoding: bytes, as: UTF8.self))")
        }
    }

    private func data(_ value: Value) throws -> Argument {
        if case .data(let argument) = value { return argument }
        throw Unsupported(text: "a function where a value is needed")
    }

    private mutating func tupleOrExpression() throws -> Value {
        let first = try expression()
        guard peek == UInt8(ascii: ",") else { return first }
        var items = [try data(first)]
        while accept(",") {
            if peek == nil || peek == UInt8(ascii: ")") || peek == UInt8(ascii: "]") { break }
            items.append(try data(expression()))
        }
        return .data(.tuple(items))
    }

    /// Lowest precedence first.
    private static let levels: [[(String, String)]] = [
        [("==", "eq"), ("!=", "ne"), ("<=", "le"), (">=", "ge"), ("<", "lt"), (">", "gt")], [("|", "bitwise_or")],
        [("^", "bitwise_xor")], [("&", "bitwise_and")], [("+", "add"), ("-", "sub")],
        [("*", "mul"), ("//", "floor_divide"), ("/", "div"), ("%", "remainder"), ("@", "matmul")],
    ]

    private mutating func expression(_ level: Int = 0) throws -> Value {
        if level == MiniPython.levels.count { return try unary() }
        var left = try expression(level + 1)
        next: while peek != nil {
            for (symbol, op) in MiniPython.levels[level] {
                if symbol == "*", bytes[at...].starts(with: Array("**".utf8)) { continue }
                if accept(symbol) {
                    left = try .data(binary(op, data(left), data(expression(level + 1))))
                    continue next
                }
            }
            break
        }
        return left
    }

    private func binary(_ op: String, _ a: Argument, _ b: Argument) throws -> Argument {
        if case .tensor = a {
        } else if case .tensor = b {
        } else {
            let (x, y) = (try Double.from(a) ?? 0, try Double.from(b) ?? 0)
            let isInt = if case .int = a, case .int = b { true } else { false }
            let value: Double =
                switch op {
                case "add": x + y;
                case "sub": x - y;
                case "mul": x * y;
                default: x / y
                }
            return isInt && op != "div" ? .int(Int(value)) : .float(value)
        }
        return try MiniPython.call(op, "torch", [a, b], [:])
    }

    private mutating func unary() throws -> Value {
        if accept("-") {
            switch try data(unary()) {
            case .int(let value): return .data(.int(-value))
            case .float(let value): return .data(.float(-value))
            case let other: return .data(try MiniPython.call("neg", "torch", [other], [:]))
            }
        }
        if accept("~") { return try .data(MiniPython.call("bitwise_not", "torch", [data(unary())], [:])) }
        let base = try postfix()
        if accept("**") { return try .data(MiniPython.call("pow", "torch", [data(base), data(unary())], [:])) }
        return base
    }

    private mutating func postfix() throws -> Value {
        var value = try atom()
        while true {
            if accept(".") {
                let name = word()
                switch value {
                case .module(let module):
                    if let dtype = DType(named: name) {
                        value = .data(.dtype(dtype))
                    } else {
                        value = .function(module, name)
                    }
                case .data(.named(_, let fields, let items)):
                    guard let i = fields.firstIndex(of: name) else { throw Unsupported(text: name) }
                    value = .data(items[i])
                case .data(let argument):
                    if name == "dtype", case .tensor(let tensor) = argument {
                        value = .data(.dtype(tensor.dtype))
                    } else if let op = Op.all.first(where: { $0.name == name && $0.namespaces.contains(.property) }) {
                        value = .data(try op.call([argument]))
                    } else {
                        value = .method(argument, name)
                    }
                case .method, .function: throw Unsupported(text: "attribute of a function")
                }
            } else if accept("(") {
                var positional: [Argument] = []
                var keywords: [String: Argument] = [:]
                while !accept(")") {
                    let start = at
                    let name = word()
                    if !name.isEmpty, peek == UInt8(ascii: "="), at + 1 < bytes.count,
                        bytes[at + 1] != UInt8(ascii: "=")
                    {
                        at += 1
                        keywords[name] = try data(expression())
                    } else {
                        at = start
                        positional.append(try data(expression()))
                    }
                    _ = accept(",")
                }
                switch value {
                case .function("builtin", let name): value = .data(try builtin(name, positional))
                case .function(let module, let name):
                    value = .data(try MiniPython.call(name, module, positional, keywords))
                case .method(let receiver, let name):
                    value = .data(try MiniPython.call(name, "method", [receiver] + positional, keywords))
                case .data, .module: throw Unsupported(text: "calling a value")
                }
            } else if accept("[") {
                let items = try subscripts()
                guard case .data(.tensor(let tensor)) = value else { throw Unsupported(text: "indexing a list") }
                value = .data(.tensor(try tensor.index(items)))
            } else {
                return value
            }
        }
    }

    private mutating func subscripts() throws -> [Index] {
        var items: [Index] = []
        while !accept("]") {
            if accept("...") {
                items.append(.ellipsis)
            } else {
                var parts: [Int?] = [nil, nil, nil]
                var part = 0
                var single: Argument?
                while peek != UInt8(ascii: ","), peek != UInt8(ascii: "]") {
                    if accept(":") {
                        part += 1
                    } else {
                        let value = try data(expression())
                        single = value
                        if case .int(let i) = value { parts[part] = i }
                    }
                }
                if part > 0 {
                    items.append(.slice(start: parts[0], stop: parts[1], step: parts[2]))
                } else if let single {
                    items.append(try MiniPython.index(single))
                }
            }
            _ = accept(",")
        }
        return items
    }

    static func index(_ argument: Argument) throws -> Index {
        switch argument {
        case .int(let i): return .integer(i)
        case .none: return .newAxis
        case .ellipsis: return .ellipsis
        case .slice(let start, let stop, let step): return .slice(start: start, stop: stop, step: step)
        case .tensor(let tensor): return .tensor(tensor)
        case .list, .tuple: return .tensor(try Tensor.from(Ints.from(argument)?.values ?? []))
        default: throw Unsupported(text: "index")
        }
    }

    private func builtin(_ name: String, _ arguments: [Argument]) throws -> Argument {
        switch (name, arguments.first) {
        case ("float", .string("inf")?): return .float(.infinity)
        case ("float", .string("-inf")?): return .float(-.infinity)
        case ("tuple", let value?): return .tuple(value.items ?? [])
        case ("abs", let value?): return try MiniPython.call("abs", "torch", [value], [:])
        case ("slice", _):
            let parts = try arguments.map { try Int?.from($0) ?? nil }
            if parts.count == 1 { return .slice(start: nil, stop: parts[0], step: nil) }
            return .slice(start: parts[0], stop: parts[1], step: parts.count > 2 ? parts[2] : nil)
        case ("setitem", .tensor(let x)?):
            let y = try x.clone()
            let items = arguments[1].items ?? [arguments[1]]
            let value = try XCTUnwrap(try Operand.from(arguments[2])).tensor
            try y.setIndex(items.map { try MiniPython.index($0) }, value)
            return .tensor(y)
        default: throw Unsupported(text: name)
        }
    }

    private mutating func word() -> String {
        _ = peek
        let start = at
        while at < bytes.count,
            Character(UnicodeScalar(bytes[at])).isLetter || bytes[at] == 95
                || (at > start && bytes[at] >= 48 && bytes[at] <= 57)
        { at += 1 }
        return String(decoding: bytes[start..<at], as: UTF8.self)
    }

    private mutating func atom() throws -> Value {
        guard let byte = peek else { throw Unsupported(text: "end") }
        if accept("(") {
            if accept(")") { return .data(.tuple([])) }
            let value = try tupleOrExpression()
            try expect(")")
            return value
        }
        if accept("[") {
            var items: [Argument] = []
            while !accept("]") {
                items.append(try data(expression()))
                _ = accept(",")
            }
            return .data(.list(items))
        }
        if byte == UInt8(ascii: "'") {
            at += 1
            let start = at
            while bytes[at] != UInt8(ascii: "'") { at += 1 }
            at += 1
            return .data(.string(String(decoding: bytes[start..<(at - 1)], as: UTF8.self)))
        }
        if byte >= 48, byte <= 57 {
            let start = at
            while at < bytes.count,
                (bytes[at] >= 48 && bytes[at] <= 57) || bytes[at] == 46 || bytes[at] == 101
                    || (bytes[at] == 45 && bytes[at - 1] == 101)
            { at += 1 }
            let text = String(decoding: bytes[start..<at], as: UTF8.self)
            if let i = Int(text) { return .data(.int(i)) }
            return .data(.float(Double(text) ?? .nan))
        }
        let name = word()
        switch name {
        case "None": return .data(.none)
        case "True": return .data(.bool(true))
        case "False": return .data(.bool(false))
        default:
            guard let value = names[name] else { throw Unsupported(text: "name '\(name)'") }
            return value
        }
    }

    // MARK: - Calling ops as Bindings will

    static func call(_ name: String, _ module: String, _ positional: [Argument], _ keywords: [String: Argument]) throws
        -> Argument
    {
        let wanted: Op.Namespaces = module == "F" ? [.functional] : module == "method" ? [.method] : [.torch]
        var plain = name
        let isInPlace = module == "method" && name.hasSuffix("_")
        if isInPlace { plain.removeLast() }
        let op = Op.all.first {
            ($0.name == plain || $0.aliases.contains(plain))
                && !$0.namespaces.isDisjoint(with: isInPlace ? .inPlace : wanted)
        }
        guard let op else { throw Unsupported(text: "\(module).\(name)") }
        let names = keywords.keys.sorted()
        let sources = try op.signature.bind(positionalCount: positional.count, keywords: names)
        let arguments: [Argument] = zip(sources, op.signature.parameters).map { source, parameter in
            switch source {
            case .positional(let i): positional[i]
            case .keyword(let i): keywords[names[i]] ?? .none
            case .defaultValue: parameter.defaultValue.map { Argument($0) } ?? .none
            case .rest(let i): .list(Array(positional.dropFirst(i)))
            case .restKeywords: .none
            }
        }
        return isInPlace ? .tensor(try op.callInPlace(arguments)) : try op.call(arguments)
    }
}
