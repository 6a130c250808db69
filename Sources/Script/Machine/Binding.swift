// Matching a call's arguments to a script function's parameters, with CPython's errors.
import Schema

extension Machine {
    /// Moves `count` argument registers (positional, then one per keyword) into the parameters' registers at `base`, which are unbound.
    func bind(
        _ function: FunctionObject, _ arguments: Registers, _ count: Int, _ keywords: [Symbol], receiver: Value?,
        into base: Registers
    ) throws {
        let parameters = function.code.parameters
        let given = count - keywords.count
        var next = 0
        var extra: [Value] = []
        if let receiver {
            if parameters.positionalCount > 0 {
                base[0] = receiver
                next = 1
            } else {
                extra.append(receiver)
            }
        }
        for i in 0..<given {
            if next < parameters.positionalCount {
                swap(&base[next], &arguments[i])
                next += 1
            } else {
                extra.append(arguments[i])
            }
        }
        let firstKeywordOnly = parameters.positionalCount + (parameters.hasVariadic ? 1 : 0)
        let tableRegister = firstKeywordOnly + parameters.keywordOnlyCount
        if parameters.hasVariadic {
            base[parameters.positionalCount] = .tuple(extra)
        }
        var rest: [(name: Symbol, value: Value)] = []
        for (i, name) in keywords.enumerated() {
            let value = arguments[given + i]
            if let index = Machine.index(of: name, parameters) {
                if case .unbound = base[index] {
                    base[index] = value
                } else {
                    throw Failure(.typeError, "\(function.qualifiedName)() got multiple values for argument '\(name)'")
                }
            } else if parameters.hasVariadicKeyword {
                rest.append((name, value))
            } else {
                throw unexpected(name, keywords, function)
            }
        }
        if parameters.hasVariadicKeyword { base[tableRegister] = .dict(rest) }
        if !extra.isEmpty, !parameters.hasVariadic { throw tooMany(function, next + extra.count, base) }
        // Defaults.
        let firstDefault = parameters.positionalCount - function.defaults.count
        var missing = false
        var i = next
        while i < parameters.positionalCount {
            if case .unbound = base[i] {
                if i >= firstDefault { base[i] = function.defaults[i - firstDefault] } else { missing = true }
            }
            i += 1
        }
        if missing {
            let names = (0..<parameters.positionalCount).filter { if case .unbound = base[$0] { true } else { false } }
            throw absent(names.map { parameters.names[$0] }, "positional", function)
        }
        if parameters.keywordOnlyCount > 0 {
            var names: [Symbol] = []
            for k in 0..<parameters.keywordOnlyCount {
                guard case .unbound = base[firstKeywordOnly + k] else { continue }
                if let value = function.keywordDefaults[k] {
                    base[firstKeywordOnly + k] = value
                } else {
                    names.append(parameters.names[firstKeywordOnly + k])
                }
            }
            if !names.isEmpty { throw absent(names, "keyword-only", function) }
        }
    }

    private static func index(of name: Symbol, _ parameters: ParameterList) -> Int? {
        var i = parameters.positionalOnlyCount
        while i < parameters.positionalCount {
            if parameters.names[i] == name { return i }
            i += 1
        }
        let first = parameters.positionalCount + (parameters.hasVariadic ? 1 : 0)
        for k in 0..<parameters.keywordOnlyCount where parameters.names[first + k] == name { return first + k }
        return nil
    }

    private func unexpected(_ name: Symbol, _ keywords: [Symbol], _ function: FunctionObject) -> Failure {
        let parameters = function.code.parameters
        let positionalOnly = keywords.filter { parameters.names.prefix(parameters.positionalOnlyCount).contains($0) }
        if !positionalOnly.isEmpty {
            let list = positionalOnly.map(\.text).joined(separator: ", ")
            return Failure(
                .typeError,
                "\(function.qualifiedName)() got some positional-only arguments passed as keyword arguments: '\(list)'")
        }
        let near = Nearest.match(name.text, among: parameters.names.map(\.text))
        return Failure(
            .typeError, "\(function.qualifiedName)() got an unexpected keyword argument '\(name)'",
            hint: near.map { "did you mean '\($0)'? " } ?? "" + "signature: \(function.name)\(function.signatureText)")
    }

    private func tooMany(_ function: FunctionObject, _ given: Int, _ base: Registers) -> Failure {
        let parameters = function.code.parameters
        let most = parameters.positionalCount
        let least = most - function.defaults.count
        let plural = least == most ? most != 1 : true
        let takes = least == most ? "\(most)" : "from \(least) to \(most)"
        let firstKeywordOnly = most
        let keywordOnly = (0..<parameters.keywordOnlyCount).filter {
            if case .unbound = base[firstKeywordOnly + $0] { false } else { true }
        }.count
        var were = "\(given) \(given == 1 ? "was" : "were") given"
        if keywordOnly > 0 {
            were =
                "\(given) positional argument\(given == 1 ? "" : "s") (and \(keywordOnly) keyword-only argument"
                + "\(keywordOnly == 1 ? "" : "s")) were given"
        }
        return Failure(
            .typeError,
            "\(function.qualifiedName)() takes \(takes) positional argument\(plural ? "s" : "") but \(were)",
            hint: "signature: \(function.name)\(function.signatureText)")
    }

    private func absent(_ names: [Symbol], _ kind: String, _ function: FunctionObject) -> Failure {
        let quoted = names.map { "'\($0)'" }
        let list: String
        switch quoted.count {
        case 1: list = quoted[0]
        case 2: list = "\(quoted[0]) and \(quoted[1])"
        default: list = quoted.dropLast().joined(separator: ", ") + ", and " + (quoted.last ?? "")
        }
        return Failure(
            .typeError,
            "\(function.qualifiedName)() missing \(names.count) required \(kind) argument\(names.count == 1 ? "" : "s"): \(list)",
            hint: "signature: \(function.name)\(function.signatureText)")
    }
}
