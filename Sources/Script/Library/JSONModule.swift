// json: RFC 8259 text to values and back, with CPython's spelling and errors. Nesting is limited, so no text overruns the stack.
import BigInt
import Schema

func buildJSON(_ module: ModuleObject) {
    let error = TypeObject("JSONDecodeError", module: "json.decoder", bases: [ExceptionTypes.cls(.valueError)])
    module.define(error)
    func parse(_ text: String, _ hooks: JSONReader.Hooks) throws -> Value {
        do {
            var reader = JSONReader(text, hooks)
            return try reader.document()
        } catch let failure as JSONReader.Mistake {
            throw ScriptError(ExceptionObject(error, [.string(failure.text)]))
        }
    }
    let hooks =
        "cls=None, object_hook=None, parse_float=None, parse_int=None, parse_constant=None, object_pairs_hook=None, strict=True"
    /// The value of a text; `first` is the index of `cls` among the arguments.
    func read(_ text: String, _ bound: BoundArguments, first: Int) throws -> Value {
        if !bound.isNone(first) {
            var keywords: [(name: Symbol, value: Value)] = []
            for (k, name) in ["object_hook", "parse_float", "parse_int", "parse_constant", "object_pairs_hook"]
                .enumerated()
            where !bound.isNone(first + 1 + k) {
                keywords.append((Symbol(name), bound[first + 1 + k]))
            }
            let decoder = try bound[first].asObject?.call(Arguments([], keywords: keywords)) ?? .none
            return try decoder.attribute("decode").call(.string(text))
        }
        return try parse(text, try JSONReader.Hooks(bound, first: first + 1))
    }
    module.rawDefine("loads(s, *, \(hooks))", "The value that a JSON text means.") { bound in
        if let bytes = bound[0].asObject as? BytesObject {
            return try read(try bytes.decoded("utf-8", errors: "strict"), bound, first: 1)
        }
        guard let text = bound[0].asObject as? StringObject else {
            throw Failure(.typeError, "the JSON object must be str, bytes or bytearray, not \(bound[0].typeName)")
        }
        return try read(text.text, bound, first: 1)
    }
    module.rawDefine("load(fp, *, \(hooks))", "The value that a JSON file means.") { bound in
        try read(try bound[0].attribute("read").call().str(), bound, first: 1)
    }
    let options =
        "skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True, cls=None, indent=None, "
        + "separators=None, default=None, sort_keys=False"
    /// The text of a value, by a class of one's own when `cls` names one; `first` is the index of `skipkeys`.
    func written(_ bound: BoundArguments, first: Int) throws -> String {
        guard !bound.isNone(first + 4) else { return try JSONWriter(bound, first: first).text(bound[0]) }
        let names = [
            (0, "skipkeys"), (1, "ensure_ascii"), (2, "check_circular"), (3, "allow_nan"), (5, "indent"),
            (6, "separators"), (7, "default"), (8, "sort_keys"),
        ]
        let keywords = names.map { (name: Symbol($0.1), value: bound[first + $0.0]) }
        let encoder = try bound[first + 4].asObject?.call(Arguments([], keywords: keywords)) ?? .none
        return try encoder.attribute("encode").call(bound[0]).str()
    }
    module.rawDefine("dumps(obj, *, \(options))", "The JSON text of a value.") { bound in
        .string(try written(bound, first: 1))
    }
    module.rawDefine("dump(obj, fp, *, \(options))", "Writes the JSON text of a value.") { bound in
        _ = try bound[1].attribute("write").call(.string(try written(bound, first: 2)))
        return .none
    }
    ScriptedModule.buildWhenNeeded(module, jsonClasses)
}

/// What programs derive classes of their own from.
private let jsonClasses = """
    class JSONEncoder:
        "Makes texts of values; default(o) says what stands for an object that JSON has no form for."
        item_separator = ", "
        key_separator = ": "

        def __init__(self, *, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True, sort_keys=False,
                     indent=None, separators=None, default=None):
            self.skipkeys, self.ensure_ascii, self.allow_nan = skipkeys, ensure_ascii, allow_nan
            self.sort_keys, self.indent, self.separators = sort_keys, indent, separators
            if default is not None:
                self.default = default

        def default(self, o):
            raise TypeError(f"Object of type {o.__class__.__name__} is not JSON serializable")

        def encode(self, o):
            return dumps(o, skipkeys=self.skipkeys, ensure_ascii=self.ensure_ascii, allow_nan=self.allow_nan,
                         indent=self.indent, separators=self.separators, default=self.default, sort_keys=self.sort_keys)

        def iterencode(self, o, _one_shot=False):
            yield self.encode(o)

    class JSONDecoder:
        "Makes values of texts."
        def __init__(self, *, object_hook=None, parse_float=None, parse_int=None, parse_constant=None, strict=True,
                     object_pairs_hook=None):
            self.options = dict(object_hook=object_hook, parse_float=parse_float, parse_int=parse_int,
                                parse_constant=parse_constant, strict=strict, object_pairs_hook=object_pairs_hook)

        def decode(self, s):
            return loads(s, **self.options)
    """

/// A reader by recursive descent, at most `limit` levels deep.
struct JSONReader {
    struct Mistake: Error { let text: String }

    /// What a program wants to make of a text's parts in place of Python's own values.
    struct Hooks {
        let object, float, int, constant, pairs: Value?
        let isStrict: Bool

        /// `first` is the index of `object_hook` among the arguments.
        init(_ bound: BoundArguments, first: Int) throws {
            func given(_ i: Int) -> Value? { bound.isNone(i) ? nil : bound[i] }
            (object, float, int) = (given(first), given(first + 1), given(first + 2))
            (constant, pairs) = (given(first + 3), given(first + 4))
            isStrict = try bound[first + 5].truth()
        }
    }
    private let hooks: Hooks
    private let scalars: [Unicode.Scalar]
    private var at = 0
    private static let limit = 500

    init(_ text: String, _ hooks: Hooks) {
        scalars = Array(text.unicodeScalars)
        self.hooks = hooks
    }

    mutating func document() throws -> Value {
        let value = try self.value(depth: 0)
        skipSpace()
        if at < scalars.count { throw mistake("Extra data") }
        return value
    }

    private func mistake(_ text: String, _ position: Int? = nil) -> Mistake {
        let position = position ?? at
        let before = scalars[..<min(position, scalars.count)]
        let line = before.reduce(1) { $1 == "\n" ? $0 + 1 : $0 }
        let column = position - (before.lastIndex(of: "\n") ?? -1)
        return Mistake(text: "\(text): line \(line) column \(column) (char \(position))")
    }

    private mutating func skipSpace() {
        while at < scalars.count, [" ", "\t", "\n", "\r"].contains(scalars[at]) { at += 1 }
    }

    private var peek: Unicode.Scalar? { at < scalars.count ? scalars[at] : nil }

    private mutating func accept(_ word: String) -> Bool {
        let wanted = Array(word.unicodeScalars)
        guard scalars[at...].starts(with: wanted) else { return false }
        at += wanted.count
        return true
    }

    private mutating func value(depth: Int) throws -> Value {
        if depth > JSONReader.limit {
            throw Failure(.recursionError, "maximum recursion depth exceeded while decoding a JSON document")
        }
        skipSpace()
        switch peek {
        case "{": return try object(depth)
        case "[": return try array(depth)
        case "\"": return .string(try string())
        case "t" where accept("true"): return .bool(true)
        case "f" where accept("false"): return .bool(false)
        case "n" where accept("null"): return .none
        case "N" where accept("NaN"): return try constant("NaN", .nan)
        case "I" where accept("Infinity"): return try constant("Infinity", .infinity)
        case "-" where accept("-Infinity"): return try constant("-Infinity", -.infinity)
        case "-", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9": return try number()
        default: throw mistake("Expecting value")
        }
    }

    private func constant(_ name: String, _ number: Double) throws -> Value {
        try hooks.constant?.call(.string(name)) ?? .float(number)
    }

    private mutating func object(_ depth: Int) throws -> Value {
        at += 1
        let dict = DictObject()
        var pairs: [Value] = []
        func finished() throws -> Value {
            if let hook = hooks.pairs { return try hook.call(.list(pairs)) }
            return try hooks.object?.call(.object(dict)) ?? .object(dict)
        }
        skipSpace()
        if peek == "}" {
            at += 1
            return try finished()
        }
        while true {
            skipSpace()
            guard peek == "\"" else { throw mistake("Expecting property name enclosed in double quotes") }
            let key = try string()
            skipSpace()
            guard peek == ":" else { throw mistake("Expecting ':' delimiter") }
            at += 1
            let item = try value(depth: depth + 1)
            if hooks.pairs == nil { dict[key] = item } else { pairs.append(.tuple([.string(key), item])) }
            skipSpace()
            if peek == "}" {
                at += 1
                return try finished()
            }
            guard peek == "," else { throw mistake("Expecting ',' delimiter") }
            at += 1
        }
    }

    private mutating func array(_ depth: Int) throws -> Value {
        at += 1
        var elements: [Value] = []
        skipSpace()
        if peek == "]" {
            at += 1
            return .list(elements)
        }
        while true {
            elements.append(try value(depth: depth + 1))
            skipSpace()
            if peek == "]" {
                at += 1
                return .list(elements)
            }
            guard peek == "," else { throw mistake("Expecting ',' delimiter") }
            at += 1
        }
    }

    private mutating func string() throws -> String {
        let start = at
        at += 1
        var result = String.UnicodeScalarView()
        while let scalar = peek {
            at += 1
            switch scalar {
            case "\"": return String(result)
            case "\\":
                guard let escape = peek else { break }
                at += 1
                switch escape {
                case "\"", "\\", "/": result.append(escape)
                case "b": result.append("\u{8}")
                case "f": result.append("\u{c}")
                case "n": result.append("\n")
                case "r": result.append("\r")
                case "t": result.append("\t")
                case "u": result.append(try unicode())
                default: throw mistake("Invalid \\escape", at - 2)
                }
            case _ where scalar.value < 0x20 && hooks.isStrict: throw mistake("Invalid control character at", at - 1)
            default: result.append(scalar)
            }
        }
        throw mistake("Unterminated string starting at", start)
    }

    private mutating func hex() throws -> UInt32 {
        guard at + 4 <= scalars.count, let code = UInt32(String(scalars[at..<at + 4]), radix: 16) else {
            throw mistake("Invalid \\uXXXX escape", at)
        }
        at += 4
        return code
    }

    private mutating func unicode() throws -> Unicode.Scalar {
        let first = try hex()
        if first & 0xFC00 == 0xD800, accept("\\u") {
            let second = try hex()
            if second & 0xFC00 == 0xDC00 {
                return Unicode.Scalar(0x10000 + ((first & 0x3FF) << 10) + (second & 0x3FF)) ?? "\u{FFFD}"
            }
        }
        // A lone surrogate is not a character.
        return Unicode.Scalar(first) ?? "\u{FFFD}"
    }

    private mutating func number() throws -> Value {
        let start = at
        func isDigit(_ scalar: Unicode.Scalar?) -> Bool { scalar.map { $0 >= "0" && $0 <= "9" } ?? false }
        if peek == "-" { at += 1 }
        guard isDigit(peek) else { throw mistake("Expecting value", start) }
        if peek == "0" { at += 1 } else { while isDigit(peek) { at += 1 } }
        var isFloat = false
        if peek == ".", at + 1 < scalars.count, isDigit(scalars[at + 1]) {
            isFloat = true
            at += 1
            while isDigit(peek) { at += 1 }
        }
        if peek == "e" || peek == "E" {
            let mark = at
            at += 1
            if peek == "+" || peek == "-" { at += 1 }
            if isDigit(peek) {
                isFloat = true
                while isDigit(peek) { at += 1 }
            } else {
                at = mark
            }
        }
        let text = String(scalars[start..<at])
        let hook = isFloat ? hooks.float : hooks.int
        if let hook { return try hook.call(.string(text)) }
        return isFloat ? .float(ValueText.parseFloat(text) ?? .nan) : try ValueText.parseInt(text, base: 10)
    }
}

private struct JSONWriter {
    let asciiOnly: Bool
    let allowsNaN: Bool
    let indent: String?
    let itemSeparator: String
    let keySeparator: String
    let fallback: Value
    let sortsKeys: Bool
    let skipsKeys: Bool

    /// `first` is the index of `skipkeys` among the arguments.
    init(_ bound: BoundArguments, first: Int) throws {
        asciiOnly = try bound.bool(first + 1)
        allowsNaN = try bound.bool(first + 3)
        if bound.isNone(first + 5) {
            indent = nil
        } else if let text = bound[first + 5].asObject as? StringObject {
            indent = text.text
        } else {
            indent = String(repeating: " ", count: max(0, min(try bound.int(first + 5), 100)))
        }
        if bound.isNone(first + 6) {
            (itemSeparator, keySeparator) = (indent == nil ? ", " : ",", ": ")
        } else {
            itemSeparator = try bound[first + 6].item(.int(0)).str()
            keySeparator = try bound[first + 6].item(.int(1)).str()
        }
        fallback = bound[first + 7]
        sortsKeys = try bound.bool(first + 8)
        skipsKeys = try bound.bool(first)
    }

    func text(_ value: Value) throws -> String {
        var result = ""
        try write(value, 0, &result)
        return result
    }

    /// `replaced` counts how often `default` stood in for this value.
    private func write(_ value: Value, _ depth: Int, _ result: inout String, replaced: Int = 0) throws {
        if depth + replaced > 500 { throw Failure(.valueError, "Circular reference detected") }
        switch value {
        case .none, .unbound: result += "null"
        case .bool(let b): result += b ? "true" : "false"
        case .int(let i): result += String(i)
        case .float(let d): result += try number(d)
        case .object(let object):
            switch object {
            case let text as StringObject: result += quoted(text.text)
            case is BigIntObject: result += try value.repr()
            case let list as ListObject: try writeItems(list.elements, depth, &result)
            case let tuple as TupleObject: try writeItems(tuple.elements, depth, &result)
            case let dict as DictObject: try writePairs(dict, depth, &result)
            case let table as AttributeTable: try write(table.copy, depth, &result)
            default:
                if case .none = fallback {
                    throw Failure(.typeError, "Object of type \(value.typeName) is not JSON serializable")
                }
                try write(try fallback.call(value), depth, &result, replaced: replaced + 1)
            }
        }
    }

    private func number(_ d: Double) throws -> String {
        if d.isFinite { return ValueText.floatRepr(d) }
        if !allowsNaN { throw Failure(.valueError, "Out of range float values are not JSON compliant") }
        return d.isNaN ? "NaN" : d > 0 ? "Infinity" : "-Infinity"
    }

    private func newLine(_ depth: Int) -> String { indent.map { "\n" + String(repeating: $0, count: depth) } ?? "" }

    private func writeItems(_ elements: [Value], _ depth: Int, _ result: inout String) throws {
        if elements.isEmpty {
            result += "[]"
            return
        }
        result += "["
        for (i, element) in elements.enumerated() {
            if i > 0 { result += itemSeparator }
            result += newLine(depth + 1)
            try write(element, depth + 1, &result)
        }
        result += newLine(depth) + "]"
    }

    private func writePairs(_ dict: DictObject, _ depth: Int, _ result: inout String) throws {
        var pairs: [(String, Value)] = []
        for pair in dict.pairs {
            if let name = try key(pair.key) {
                pairs.append((name, pair.value))
            } else if !skipsKeys {
                throw Failure(
                    .typeError, "keys must be str, int, float, bool or None, not \(pair.key.typeName)")
            }
        }
        if pairs.isEmpty {
            result += "{}"
            return
        }
        if sortsKeys { pairs.sort { TextHash.order($0.0, $1.0) < 0 } }
        result += "{"
        for (i, pair) in pairs.enumerated() {
            if i > 0 { result += itemSeparator }
            result += newLine(depth + 1) + quoted(pair.0) + keySeparator
            try write(pair.1, depth + 1, &result)
        }
        result += newLine(depth) + "}"
    }

    /// A key as a text; nil for what cannot be one.
    private func key(_ value: Value) throws -> String? {
        switch value {
        case .none: return "null"
        case .bool(let b): return b ? "true" : "false"
        case .int(let i): return String(i)
        case .float(let d): return try number(d)
        case .object(let object) where object is StringObject || object is BigIntObject: return try value.str()
        case .object, .unbound: return nil
        }
    }

    private func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case "\u{8}": result += "\\b"
            case "\u{c}": result += "\\f"
            case _ where scalar.value < 0x20 || (asciiOnly && scalar.value > 126):
                if scalar.value == 127 {
                    result.unicodeScalars.append(scalar)
                } else {
                    for unit in String(scalar).utf16 {
                        let digits = String(unit, radix: 16)
                        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
                    }
                }
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
