// A signature is text in PyTorch's notation, parsed once: "conv2d(input, weight, bias=None, stride=1, *, out=None)". Names,
// defaults, keyword rules, argument errors, help and completion all come from that one text.

/// One parsed signature.
public struct Signature: Sendable, CustomStringConvertible {
    public enum ParameterKind: Sendable {
        case positionalOnly, positionalOrKeyword, variadic, keywordOnly, variadicKeyword
    }

    public struct Parameter: Sendable {
        public let name: String
        public let kind: ParameterKind
        /// nil when the caller must give it.
        public let defaultValue: Literal?
    }

    /// The name that errors print before "()": `conv2d`, `Conv2d.__init__`.
    public let name: String
    public let parameters: [Parameter]
    public let text: String
    public var description: String { text }

    /// Parses our own declaration; a mistake in it is a mistake of ours and stops at once with the text.
    public init(_ text: String) {
        var parser = LiteralParser(text)
        let (name, parameters) = parser.signature()
        self.name = name
        self.parameters = parameters
        self.text = text
    }

    /// Where each parameter's value comes from in one call.
    public enum Source: Sendable, Equatable {
        case positional(Int)
        case keyword(Int)
        case defaultValue
        /// The positional arguments from this index on.
        case rest(Int)
        /// The indices of the keyword arguments no parameter took.
        case restKeywords([Int])
    }

    /// Matches a call's arguments to the parameters, one `Source` per parameter, with CPython's error texts.
    public func bind(positionalCount: Int, keywords: [String], hasReceiver: Bool = false) throws(Failure) -> [Source] {
        var sources: [Source] = []
        sources.reserveCapacity(parameters.count)
        var taken = [Bool](repeating: false, count: keywords.count)
        var next = 0
        var missing: [String] = []
        var missingKeywordOnly: [String] = []
        var variadicKeywordIndex: Int?
        var acceptsVariadic = false
        for parameter in parameters {
            switch parameter.kind {
            case .variadic:
                acceptsVariadic = true
                // Sizes may also be given by name, as one sequence: torch.randn(size=(2, 3)).
                if parameter.name == "size", next >= positionalCount,
                    let keyword = keywords.firstIndex(of: "size")
                {
                    taken[keyword] = true
                    sources.append(.keyword(keyword))
                    continue
                }
                sources.append(.rest(next))
                next = max(next, positionalCount)
            case .variadicKeyword:
                variadicKeywordIndex = sources.count
                sources.append(.restKeywords([]))
            case .positionalOnly, .positionalOrKeyword, .keywordOnly:
                let keyword =
                    parameter.kind == .positionalOnly ? nil : keywords.firstIndex { $0 == parameter.name }
                if parameter.kind != .keywordOnly, next < positionalCount {
                    if keyword != nil {
                        throw Failure(
                            .typeError, "\(name)() got multiple values for argument '\(parameter.name)'",
                            hint: parameters.first?.name == "tensors"
                                ? "\(name) takes one tuple of tensors: \(name)((a, b), \(parameter.name)=…)"
                                : "signature: \(text)")
                    }
                    sources.append(.positional(next))
                    next += 1
                } else if let keyword {
                    taken[keyword] = true
                    sources.append(.keyword(keyword))
                } else if parameter.defaultValue != nil {
                    sources.append(.defaultValue)
                } else {
                    sources.append(.defaultValue)
                    if parameter.kind == .keywordOnly {
                        missingKeywordOnly.append(parameter.name)
                    } else {
                        missing.append(parameter.name)
                    }
                }
            }
        }
        let leftover = taken.indices.filter { !taken[$0] }
        if let index = variadicKeywordIndex {
            sources[index] = .restKeywords(leftover)
        } else if let first = leftover.first {
            throw unexpectedKeyword(keywords[first])
        }
        if next < positionalCount, !acceptsVariadic {
            throw tooManyPositional(positionalCount, hasReceiver: hasReceiver)
        }
        if !missing.isEmpty { throw missingArguments(missing, "positional") }
        if !missingKeywordOnly.isEmpty { throw missingArguments(missingKeywordOnly, "keyword-only") }
        return sources
    }

    private func unexpectedKeyword(_ keyword: String) -> Failure {
        let near = Nearest.match(keyword, among: parameters.map(\.name))
        return Failure(
            .typeError, "\(name)() got an unexpected keyword argument '\(keyword)'",
            hint: near.map { "did you mean '\($0)'? signature: \(text)" } ?? "signature: \(text)")
    }

    private func tooManyPositional(_ given: Int, hasReceiver: Bool) -> Failure {
        let positional = parameters.filter { $0.kind == .positionalOnly || $0.kind == .positionalOrKeyword }
        let extra = hasReceiver ? 1 : 0
        let most = positional.count + extra
        let least = positional.filter { $0.defaultValue == nil }.count + extra
        let takes =
            least == most
            ? "\(most) positional argument\(most == 1 ? "" : "s")" : "from \(least) to \(most) positional arguments"
        let were = given + extra == 1 ? "was" : "were"
        return Failure(
            .typeError, "\(name)() takes \(takes) but \(given + extra) \(were) given", hint: "signature: \(text)")
    }

    private func missingArguments(_ names: [String], _ kind: String) -> Failure {
        let quoted = names.map { "'\($0)'" }
        let list: String
        switch quoted.count {
        case 1: list = quoted[0]
        case 2: list = "\(quoted[0]) and \(quoted[1])"
        default: list = quoted.dropLast().joined(separator: ", ") + ", and " + (quoted.last ?? "")
        }
        return Failure(
            .typeError,
            "\(name)() missing \(names.count) required \(kind) argument\(names.count == 1 ? "" : "s"): \(list)",
            hint: "signature: \(text)")
    }
}

/// A default value as written in a signature.
public indirect enum Literal: Sendable, Equatable {
    case none
    case bool(Bool)
    case int(Int)
    case float(Double)
    case string(String)
    case tuple([Literal])
    case list([Literal])
    /// A name such as `torch.float32`: kept as text; the binding resolves it or treats it as "not given".
    case symbol(String)
}

/// Reads signatures and the literals in them. Input is ours, so mistakes are preconditions.
struct LiteralParser {
    private let bytes: [UInt8]
    private var at = 0
    private let text: String

    init(_ text: String) {
        self.text = text
        bytes = Array(text.utf8)
    }

    mutating func signature() -> (String, [Signature.Parameter]) {
        let name = word()
        expect("(")
        var parameters: [Signature.Parameter] = []
        var keywordOnly = false
        while !accept(")") {
            if !parameters.isEmpty || keywordOnly { _ = accept(",") }
            if accept(")") { break }
            if accept("/") {
                parameters = parameters.map {
                    Signature.Parameter(name: $0.name, kind: .positionalOnly, defaultValue: $0.defaultValue)
                }
                continue
            }
            if accept("*") {
                if accept("*") {
                    parameters.append(.init(name: word(), kind: .variadicKeyword, defaultValue: nil))
                } else if peek == UInt8(ascii: ",") {
                    keywordOnly = true
                } else {
                    parameters.append(.init(name: word(), kind: .variadic, defaultValue: nil))
                    keywordOnly = true
                }
                continue
            }
            let parameter = word()
            let value = accept("=") ? literal() : nil
            parameters.append(
                .init(name: parameter, kind: keywordOnly ? .keywordOnly : .positionalOrKeyword, defaultValue: value))
        }
        return (name, parameters)
    }

    private var peek: UInt8? {
        mutating get {
            while at < bytes.count, bytes[at] == UInt8(ascii: " ") { at += 1 }
            return at < bytes.count ? bytes[at] : nil
        }
    }

    private mutating func accept(_ character: Character) -> Bool {
        guard let byte = peek, byte == character.asciiValue else { return false }
        at += 1
        return true
    }

    private mutating func expect(_ character: Character) {
        precondition(accept(character), "signature: expected '\(character)' in \(text)")
    }

    private mutating func word() -> String {
        _ = peek
        let start = at
        while at < bytes.count, isWordByte(bytes[at]) { at += 1 }
        precondition(at > start, "signature: expected a name at byte \(start) of \(text)")
        return String(decoding: bytes[start..<at], as: UTF8.self)
    }

    private func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), 0x80...0xff:
            true
        default: false
        }
    }

    private mutating func literal() -> Literal {
        if accept("(") { return .tuple(sequence(until: ")")) }
        if accept("[") { return .list(sequence(until: "]")) }
        if accept("'") { return .string(quoted("'")) }
        if accept("\"") { return .string(quoted("\"")) }
        let start = at
        if peek == UInt8(ascii: "-") { at += 1 }
        while at < bytes.count, isWordByte(bytes[at]) || (bytes[at] == UInt8(ascii: "-") && exponentPrecedes) {
            at += 1
        }
        let word = String(decoding: bytes[start..<at], as: UTF8.self).trimmingSpaces
        switch word {
        case "None": return .none
        case "True": return .bool(true)
        case "False": return .bool(false)
        case "inf": return .float(.infinity)
        case "-inf": return .float(-.infinity)
        default:
            if let integer = Int(word) { return .int(integer) }
            if let number = Double(word) { return .float(number) }
            return .symbol(word)
        }
    }

    private var exponentPrecedes: Bool {
        at > 1 && bytes[at - 1] == UInt8(ascii: "e") && bytes[at - 2] <= UInt8(ascii: "9")
    }

    private mutating func sequence(until end: Character) -> [Literal] {
        var items: [Literal] = []
        while !accept(end) {
            items.append(literal())
            _ = accept(",")
        }
        return items
    }

    private mutating func quoted(_ quote: Character) -> String {
        let start = at
        while at < bytes.count, bytes[at] != quote.asciiValue { at += 1 }
        precondition(at < bytes.count, "signature: unterminated string in \(text)")
        defer { at += 1 }
        return String(decoding: bytes[start..<at], as: UTF8.self)
    }
}

extension String {
    fileprivate var trimmingSpaces: String {
        var view = Substring(self)
        while view.first == " " { view.removeFirst() }
        while view.last == " " { view.removeLast() }
        return String(view)
    }
}
