// `'...'.format(...)`: the template becomes literal text and fields; looking a field up and formatting its value is the
// caller's, who knows script values. Error texts are CPython's.
import Schema

/// A parsed `str.format` template.
public struct FormatTemplate: Equatable, Sendable {
    public indirect enum Piece: Equatable, Sendable {
        case literal(String)
        case field(Field)
    }

    public struct Field: Equatable, Sendable {
        public enum Argument: Equatable, Sendable {
            /// Written or counted; the caller throws IndexError
            /// "Replacement index 1 out of range for positional args tuple".
            case position(Int)
            /// The caller throws KeyError.
            case keyword(String)
        }
        public enum Step: Equatable, Sendable {
            case attribute(String)
            /// `[3]`
            case index(Int)
            /// `[name]`
            case key(String)
        }
        public var argument: Argument
        public var path: [Step]
        /// `r`, `s`, `a` or nil.
        public var conversion: Character?
        /// Fields in it are one level deep at most.
        public var spec: [Piece]
    }

    public let pieces: [Piece]

    /// - Throws: ValueError for a template that is not well formed.
    public init(_ template: String) throws(Failure) {
        var parser = Parser(scalars: Array(template.unicodeScalars))
        pieces = try parser.pieces(0..<parser.scalars.count, depth: 2)
    }

    /// The formatted text.
    /// - Parameters:
    ///   - value: the field's argument with its path followed.
    ///   - format: `format(converted value, spec)`; the conversion (`r`, `s`, `a`) is applied by the caller.
    public func render<Value>(
        value: (Field) throws(Failure) -> Value,
        format: (Value, _ conversion: Character?, _ spec: String) throws(Failure) -> String
    ) throws(Failure) -> String {
        try FormatTemplate.render(pieces, value, format)
    }

    private static func render<Value>(
        _ pieces: [Piece], _ value: (Field) throws(Failure) -> Value,
        _ format: (Value, Character?, String) throws(Failure) -> String
    ) throws(Failure) -> String {
        var result = ""
        for piece in pieces {
            switch piece {
            case .literal(let text): result += text
            case .field(let field):
                let operand = try value(field)
                result += try format(operand, field.conversion, try render(field.spec, value, format))
            }
        }
        return result
    }

    // MARK: - Parsing

    private struct Parser {
        let scalars: [Unicode.Scalar]
        var nextAutomatic = 0
        var usesManual = false

        private func fail(_ message: String) -> Failure { Failure(.valueError, message) }

        mutating func pieces(_ range: Range<Int>, depth: Int) throws(Failure) -> [Piece] {
            if depth <= 0 { throw fail("Max string recursion exceeded") }
            var result: [Piece] = []
            var literal = String.UnicodeScalarView()
            var index = range.lowerBound
            while index < range.upperBound {
                let scalar = scalars[index]
                index += 1
                guard scalar == "{" || scalar == "}" else {
                    literal.append(scalar)
                    continue
                }
                if index < range.upperBound, scalars[index] == scalar {
                    literal.append(scalar)
                    index += 1
                    continue
                }
                if scalar == "}" { throw fail("Single '}' encountered in format string") }
                if index >= range.upperBound { throw fail("Single '{' encountered in format string") }
                if !literal.isEmpty { result.append(.literal(String(literal))) }
                literal = String.UnicodeScalarView()
                result.append(.field(try field(&index, range.upperBound, depth: depth)))
            }
            if !literal.isEmpty { result.append(.literal(String(literal))) }
            return result
        }

        /// `index` is after the `{`; it ends after the `}`.
        private mutating func field(_ index: inout Int, _ end: Int, depth: Int) throws(Failure) -> Field {
            let nameStart = index
            var stop: Unicode.Scalar?
            naming: while index < end {
                let scalar = scalars[index]
                index += 1
                switch scalar {
                case "{": throw fail("unexpected '{' in field name")
                case "[":
                    while index < end, scalars[index] != "]" { index += 1 }
                case "}", ":", "!":
                    stop = scalar
                    break naming
                default: break
                }
            }
            guard let stop else { throw fail("expected '}' before end of string") }
            let nameEnd = index - 1
            var conversion: Unicode.Scalar?
            var specRange = index..<index
            if stop != "}" {
                var isClosed = false
                if stop == "!" {
                    guard index < end else { throw fail("end of string while looking for conversion specifier") }
                    conversion = scalars[index]
                    index += 1
                    if index < end {
                        let scalar = scalars[index]
                        index += 1
                        if scalar == "}" {
                            isClosed = true
                        } else if scalar != ":" {
                            throw fail("expected ':' after conversion specifier")
                        }
                    }
                }
                if !isClosed {
                    let specStart = index
                    var open = 1
                    while index < end, open > 0 {
                        if scalars[index] == "{" { open += 1 }
                        if scalars[index] == "}" { open -= 1 }
                        index += 1
                    }
                    if open > 0 { throw fail("unmatched '{' in format spec") }
                    specRange = specStart..<(index - 1)
                }
            }
            var field = try name(nameStart, nameEnd)
            if let conversion {
                guard conversion == "r" || conversion == "s" || conversion == "a" else {
                    let shown =
                        conversion.value > 32 && conversion.value < 127
                        ? String(Character(conversion)) : "\\x" + String(conversion.value, radix: 16)
                    throw fail("Unknown conversion specifier \(shown)")
                }
                field.conversion = Character(conversion)
            }
            field.spec = try pieces(specRange, depth: specRange.isEmpty ? depth : depth - 1)
            return field
        }

        private mutating func name(_ start: Int, _ end: Int) throws(Failure) -> Field {
            var index = start
            while index < end, scalars[index] != ".", scalars[index] != "[" { index += 1 }
            let first = text(start, index)
            let argument: Field.Argument
            if first.isEmpty {
                if usesManual {
                    throw fail("cannot switch from manual field specification to automatic field numbering")
                }
                argument = .position(nextAutomatic)
                nextAutomatic += 1
            } else if let position = try integer(start, index) {
                if nextAutomatic > 0 {
                    throw fail("cannot switch from automatic field numbering to manual field specification")
                }
                usesManual = true
                argument = .position(position)
            } else {
                argument = .keyword(first)
            }
            var path: [Field.Step] = []
            while index < end {
                let opener = scalars[index]
                index += 1
                let stepStart = index
                if opener == "." {
                    while index < end, scalars[index] != ".", scalars[index] != "[" { index += 1 }
                    if index == stepStart { throw fail("Empty attribute in format string") }
                    path.append(.attribute(text(stepStart, index)))
                } else if opener == "[" {
                    while index < end, scalars[index] != "]" { index += 1 }
                    guard index < end else { throw fail("Missing ']' in format string") }
                    if index == stepStart { throw fail("Empty attribute in format string") }
                    if let number = try integer(stepStart, index) {
                        path.append(.index(number))
                    } else {
                        path.append(.key(text(stepStart, index)))
                    }
                    index += 1
                } else {
                    throw fail("Only '.' or '[' may follow ']' in format field specifier")
                }
            }
            return Field(argument: argument, path: path, conversion: nil, spec: [])
        }

        private func text(_ start: Int, _ end: Int) -> String { String(String.UnicodeScalarView(scalars[start..<end])) }

        private func integer(_ start: Int, _ end: Int) throws(Failure) -> Int? {
            guard end > start else { return nil }
            var value = 0
            for scalar in scalars[start..<end] {
                guard scalar.value >= 0x30, scalar.value <= 0x39 else { return nil }
                let (product, overflow) = value.multipliedReportingOverflow(by: 10)
                let (sum, carry) = product.addingReportingOverflow(Int(scalar.value) - 0x30)
                if overflow || carry { throw fail("Too many decimal digits in format string") }
                value = sum
            }
            return value
        }
    }
}
