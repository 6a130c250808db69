// Where values meet the text layer: format specifications, `%` and `str.format` templates are parsed there (Text/), values are looked
// up and converted here.
import BigInt
import Schema

enum ValueText {
    static func floatRepr(_ value: Double) -> String { PythonRepr.float(value) }
    static func stringRepr(_ text: String) -> String { PythonRepr.string(text) }
    static func bytesRepr(_ bytes: [UInt8]) -> String { PythonRepr.bytes(bytes) }

    /// An integer literal as a value; throws ValueError in CPython's words.
    static func parseInt(_ text: String, base: Int) throws -> Value {
        if base == 10, let small = smallInt(text) { return .int(small) }
        return Value(try PythonNumber.int(text, base: base))
    }

    /// A plain row of at most 18 digits, with or without a minus.
    private static func smallInt(_ text: String) -> Int? {
        var result = 0
        var digits = 0
        var isNegative = false
        for byte in text.utf8 {
            if byte == UInt8(ascii: "-"), digits == 0, !isNegative {
                isNegative = true
                continue
            }
            guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9"), digits < 18 else { return nil }
            result = result * 10 + Int(byte - UInt8(ascii: "0"))
            digits += 1
        }
        return digits == 0 ? nil : isNegative ? -result : result
    }

    /// A float literal, or nil.
    static func parseFloat(_ text: String) -> Double? { try? PythonNumber.float(text) }

    /// `format(value, spec)` of numbers and text.
    static func format(_ value: Value, _ spec: String) throws -> String {
        if let text = NumberFormat.text(value, spec) { return text }
        let parsed = try FormatSpec(spec, typeName: value.typeName)
        switch Arithmetic.number(value) {
        case .int(let i): return try parsed.format(i)
        case .big(let i): return try parsed.format(i)
        case .float(let d): return try parsed.format(d)
        case nil: return try parsed.format(try value.str())
        }
    }

    // MARK: - Templates

    /// Runs a renderer whose callbacks throw `Failure` only; an exception of a script travels around it.
    private final class Detour {
        var error: Error?

        func run<R>(_ body: () throws -> R) throws(Failure) -> R {
            do { return try body() } catch let failure as Failure { throw failure } catch {
                self.error = error
                throw Failure(.runtimeError, "a script's exception is on its way")
            }
        }

        func finish<R>(_ body: () throws(Failure) -> R) throws -> R {
            do { return try body() } catch { throw self.error ?? error }
        }
    }

    /// `template % arguments`.
    static func percent(_ template: String, _ arguments: Value) throws -> String {
        let parsed = try PercentFormat.known(template)
        if parsed.isPlain, let tuple = arguments.asObject.flatMap({ exactly($0, TupleObject.self) }) {
            return try plainPercent(parsed, tuple)
        }
        let detour = Detour()
        let values = (arguments.asObject as? TupleObject)?.elements ?? [arguments]
        var position = 0
        func next() throws -> Value {
            guard position < values.count else { throw Failure(.typeError, "not enough arguments for format string") }
            position += 1
            return values[position - 1]
        }
        let text = try detour.finish { () throws(Failure) -> String in
            try parsed.render(
                star: { () throws(Failure) -> Int in
                    try detour.run {
                        let width = try next()
                        guard try integer(width) != nil else { throw Failure(.typeError, "* wants int") }
                        return try width.asInt()
                    }
                },
                operand: { field throws(Failure) -> PercentFormat.Operand in
                    try detour.run {
                        if let key = field.key {
                            if arguments.asObject is TupleObject || arguments.asObject is StringObject {
                                throw Failure(.typeError, "format requires a mapping")
                            }
                            guard
                                try arguments.asObject is DictObject
                                    || arguments.attributeIfPresent("__getitem__") != nil
                            else { throw Failure(.typeError, "format requires a mapping") }
                            return try operand(try arguments.item(.string(key)), field)
                        }
                        return try operand(try next(), field)
                    }
                })
        }
        // What has items may hold more than the template names; for CPython that is a list, too.
        let isMapping =
            switch arguments.asObject {
            case is DictObject, is ListObject, is BytesObject, is RangeObject: true
            case is TupleObject: false
            default: parsed.usesKeys
            }
        if position < values.count, !isMapping {
            throw Failure(.typeError, "not all arguments converted during string formatting")
        }
        return text
    }

    /// Neither `%(key)s` nor `*`, and a tuple on the right: value after value.
    private static func plainPercent(_ parsed: PercentFormat, _ tuple: TupleObject) throws -> String {
        var text = ""
        var position = 0
        for piece in parsed.pieces {
            switch piece {
            case .literal(let literal): text += literal
            case .field(let field):
                guard position < tuple.elements.count else {
                    throw Failure(.typeError, "not enough arguments for format string")
                }
                text += try PercentFormat.format(try operand(tuple.elements[position], field), field)
                position += 1
            }
        }
        if position < tuple.elements.count {
            throw Failure(.typeError, "not all arguments converted during string formatting")
        }
        return text
    }

    private static func operand(_ value: Value, _ field: PercentFormat.Field) throws -> PercentFormat.Operand {
        switch field.needs {
        case .str: return .text(try value.str())
        case .repr: return .text(try value.repr())
        case .ascii: return .text(PythonRepr.ascii(fromRepr: try value.repr()))
        case .number:
            if let number = try integer(value) { return number }
            if !(value.asObject is StringObject), !(value.asObject is BytesObject),
                let whole = try? FloatType.convert(value)
            {
                return try integer(try IntType.truncated(whole)) ?? .int(0)
            }
            throw Failure(.typeError, "%\(field.type) format: a real number is required, not \(value.typeName)")
        case .integer:
            if let number = try integer(value) { return number }
            throw Failure(.typeError, "%\(field.type) format: an integer is required, not \(value.typeName)")
        case .real:
            if !(value.asObject is StringObject), !(value.asObject is BytesObject), let number = try Double.from(value)
            {
                return .float(number)
            }
            throw Failure(.typeError, "must be real number, not \(value.typeName)")
        case .character:
            if let text = value.asObject as? StringObject, text.count == 1 { return .text(text.text) }
            if let number = try integer(value) { return number }
            throw Failure(.typeError, "%c requires int or char")
        }
    }

    private static func integer(_ value: Value) throws -> PercentFormat.Operand? {
        guard let index = try? value.asIndex() else { return nil }
        if case .int(let i) = index { return .int(i) }
        return (index.asObject as? BigIntObject).map { .bigInt($0.value) }
    }

    /// `template.format(*arguments)`.
    static func expand(_ template: String, _ arguments: Arguments) throws -> String {
        let parsed = try FormatTemplate(template)
        let detour = Detour()
        return try detour.finish { () throws(Failure) -> String in
            try parsed.render(
                value: { field throws(Failure) -> Value in try detour.run { try find(field, in: arguments) } },
                format: { value, conversion, spec throws(Failure) -> String in
                    try detour.run {
                        try Value.string(try converted(value, conversion)).orSame(value, conversion).format(spec)
                    }
                })
        }
    }

    private static func find(_ field: FormatTemplate.Field, in arguments: Arguments) throws -> Value {
        var value: Value
        switch field.argument {
        case .position(let i):
            guard i < arguments.positional.count else {
                throw Failure(.indexError, "Replacement index \(i) out of range for positional args tuple")
            }
            value = arguments.positional[i]
        case .keyword(let name):
            guard let named = arguments.keywords.first(where: { $0.name.text == name }) else {
                throw Failure(.keyError, PythonRepr.string(name))
            }
            value = named.value
        }
        for step in field.path {
            switch step {
            case .attribute(let name): value = try value.attribute(Symbol(name))
            case .index(let i): value = try value.item(.int(i))
            case .key(let key): value = try value.item(.string(key))
            }
        }
        return value
    }

    /// The text of `!r`, `!s`, `!a`; empty without a conversion.
    private static func converted(_ value: Value, _ conversion: Character?) throws -> String {
        switch conversion {
        case "r": try value.repr()
        case "s": try value.str()
        case "a": PythonRepr.ascii(fromRepr: try value.repr())
        default: ""
        }
    }
}

extension Value {
    /// The converted text when there was a conversion, else the value itself.
    fileprivate func orSame(_ value: Value, _ conversion: Character?) -> Value { conversion == nil ? value : self }
}
