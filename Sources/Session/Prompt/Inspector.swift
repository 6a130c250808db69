// `?x`, `x?`, `x??`, `help(x)`: what a thing is, how it is called, an example, and for values their facts. `?"word"` looks for the word
// in every name and description.
import Bindings
import Schema
import Script

public struct Inspector {
    let scope: LiveScope
    let language: Language

    public init(_ scope: LiveScope, language: Language) {
        self.scope = scope
        self.language = language
    }

    /// The text for one name or dotted path; for a quoted word, where it occurs; a sentence when there is no such thing.
    public func text(_ name: String) -> String {
        if let quote = name.first, quote == "'" || quote == "\"" { return found(name.filter { $0 != quote }) }
        let bytes = Array(name.utf8)
        let path = Completer(scope).path(endingAt: bytes.count, in: bytes)
        guard let path, let value = scope.value(at: path) ?? imported(name) else {
            let near = Nearest.hint(name, among: scope.names, language)
            return Phrase.noName.text(language, VisibleText.of(name), near)
        }
        return text(of: value, called: name)
    }

    /// `torch.cat` or `nn.Conv2d` before anything is imported.
    private func imported(_ name: String) -> Value? {
        let parts = name.split(separator: ".").map(String.init)
        guard parts.count > 1, let last = parts.last else { return nil }
        let places = ["nn": "torch.nn", "F": "torch.nn.functional", "np": "numpy", "plt": "matplotlib.pyplot"]
        let module = parts.dropLast().joined(separator: ".")
        return (try? ModuleRegistry.module(places[module] ?? module))??[Symbol(last)]
    }

    /// The text for a value; `name` is what the user calls it.
    public func text(of value: Value, called name: String) -> String {
        var parts: [String] = []
        let signature = CallSignature.of(value)
        let documentation =
            (signature?.documentation).flatMap { $0.isEmpty ? nil : $0 } ?? self.documentation(of: value)
        let heading = signature?.text ?? heading(name, value)
        // Documentation that starts with the signature says it better.
        let saysItself = signature.map { documentation.hasPrefix($0.text.prefix { $0 != "(" } + "(") } ?? false
        if !saysItself { parts.append(heading) }
        let example = signature == nil ? nil : example(of: value, name)
        if language == .korean, signature != nil || value.asObject is TypeObject,
            let sentence = example?.korean ?? sentence(of: value, name)
        {
            parts.append(sentence)
        }
        if !documentation.isEmpty {
            parts.append(value.asObject is FunctionObject ? documentation : unfolded(documentation))
        }
        if let example, !documentation.contains(">>>") { parts.append(example.text) }
        if signature == nil, let facts = facts(value) { parts.append(facts) }
        return parts.joined(separator: "\n\n").split(separator: "\n", omittingEmptySubsequences: false).map { line in
            // Code and tables stay as they are.
            line.hasPrefix(">>> ") || line.hasPrefix("... ") || line.contains("   ")
                ? String(line) : Paragraph.text(String(line), indent: "    ")
        }.joined(separator: "\n")
    }

    /// Our own documentation is folded to the width of the source; a line that begins small goes on with the one before.
    private func unfolded(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).reduce(into: "") { result, line in
            let goesOn = line.first?.isLowercase == true && !result.isEmpty && !result.hasSuffix("\n")
            result += (result.isEmpty ? "" : goesOn ? " " : "\n") + line
        }
    }

    /// Only for what this program provides: a user's own `train` is not ours to explain.
    private func example(of value: Value, _ name: String) -> HelpExample? {
        if value.asObject is FunctionObject || (value.asObject as? TypeObject)?.isScriptClass == true { return nil }
        return HelpExample.named(String(name.split(separator: ".").last ?? ""))
    }

    /// What it does, in Korean; nil for what comes from the user or from a library that has no such sentences.
    private func sentence(of value: Value, _ name: String) -> String? {
        let last = String(name.split(separator: ".").last ?? "")
        return library(of: value, last).flatMap { KoreanSummary.of(last, library: $0) }
    }

    /// `np.`, `plt.` or, for torch and all that belongs to it, an empty text.
    private func library(of value: Value, _ name: String) -> String? {
        func library(of type: TypeObject) -> String? {
            if type.moduleName.hasPrefix("torch") { return "" }
            if type.moduleName.hasPrefix("numpy") { return "np." }
            return type.moduleName.hasPrefix("matplotlib") ? "plt." : nil
        }
        switch value.asObject {
        case let method as BoundMethod:
            if method.function.asObject is FunctionObject { return nil }
            return method.receiver.type.order.lazy.compactMap { library(of: $0) }.first
        case let cls as TypeObject: return cls.isScriptClass ? nil : library(of: cls)
        case let object?:
            for (moduleName, prefix) in Inspector.searched {
                guard let module = (try? ModuleRegistry.module(moduleName)) ?? nil else { continue }
                if module[Symbol(name)]?.asObject === object { return Inspector.library(prefix) }
            }
            let classes = [("torch", "Tensor"), ("torch.nn", "Module")]
            return classes.contains { moduleName, cls in
                let type = ((try? ModuleRegistry.module(moduleName)) ?? nil)?[Symbol(cls)]?.asObject as? TypeObject
                return type?.member(Symbol(name))?.asObject === object
            } ? "" : nil
        case nil: return nil
        }
    }

    private static func library(_ prefix: String) -> String { ["np.", "plt."].contains(prefix) ? prefix : "" }

    private func heading(_ name: String, _ value: Value) -> String {
        switch value.asObject {
        case let module as ModuleObject: "module \(module.name)"
        case let cls as TypeObject: "class \(cls.qualifiedName)"
        default: "\(VisibleText.of(name)): \(value.typeName)"
        }
    }

    private func documentation(of value: Value) -> String {
        switch value.asObject {
        case let module as ModuleObject: module.documentation
        case let cls as TypeObject: cls.documentation
        case let object?: object.type.documentation
        case nil: ""
        }
    }

    private func facts(_ value: Value) -> String? {
        if let facts = Representation.facts(value) { return facts }
        if let line = ModelFacts.line(value), let table = ModelFacts.table(value) { return table + line }
        switch value.asObject {
        case let module as ModuleObject: return names(module.attributeNames())
        case let cls as TypeObject: return names(cls.allMemberNames())
        default: break
        }
        guard let text = try? value.repr() else { return nil }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let shown = lines.prefix(40).map { VisibleText.of(String($0)) } + (lines.count > 40 ? ["..."] : [])
        return shown.joined(separator: "\n")
    }

    private func names(_ all: [String]) -> String? {
        let names = all.filter { !$0.hasPrefix("_") }
        return names.isEmpty ? nil : names.joined(separator: "  ")
    }

    // MARK: - Searching

    /// The modules whose names and descriptions are looked through, and what users call them.
    static let searched = [
        ("unetrepl", ""), ("torch", "torch."), ("torch.nn", "nn."), ("torch.nn.functional", "F."),
        ("torch.optim", "torch.optim."), ("torch.utils.data", "torch.utils.data."), ("numpy", "np."),
        ("matplotlib.pyplot", "plt."),
    ]

    /// Every name in which, or in whose description, the word occurs; names first.
    private func found(_ word: String) -> String {
        let wanted = word.lowercased().split { $0 == " " || $0 == "_" }.map(String.init)
        var inNames: [[String]] = []
        var inTexts: [[String]] = []
        for (moduleName, prefix) in Inspector.searched where !wanted.isEmpty {
            guard let module = (try? ModuleRegistry.module(moduleName)) ?? nil else { continue }
            // As attributes, so that functions which are compiled at their first use are found too.
            for symbol in module.attributeNames().map({ Symbol($0) }) where !symbol.text.hasPrefix("_") {
                guard let value = (try? module.attribute(symbol)) ?? nil, !(value.asObject is ModuleObject) else {
                    continue
                }
                let description = CallSignature.of(value)?.documentation ?? documentation(of: value)
                let korean = KoreanSummary.of(symbol.text, library: Inspector.library(prefix))
                let row = [prefix + symbol.text, firstSentence(description, symbol.text, korean)]
                let (name, text) = (symbol.text.lowercased(), description.lowercased())
                if wanted.allSatisfy({ name.contains($0) }) {
                    inNames.append(row)
                } else if wanted.allSatisfy({ begins($0, aWordOf: text) || korean?.contains($0) ?? false }) {
                    inTexts.append(row)
                }
            }
        }
        let rows = inNames + inTexts
        guard !rows.isEmpty else { return Phrase.nothingFound.text(language, VisibleText.of(word)) }
        let more = rows.count > 40 ? "\n" + Phrase.moreFound.text(language, String(rows.count - 40)) : ""
        return Columns.text(Array(rows.prefix(40))) + more
    }

    /// `dice` is not to be found in `indices`.
    private func begins(_ wanted: String, aWordOf text: String) -> Bool {
        var rest = text[...]
        while let match = rest.firstRange(of: wanted) {
            guard match.lowerBound > text.startIndex, text[text.index(before: match.lowerBound)].isLetter else {
                return true
            }
            rest = rest[match.upperBound...]
        }
        return false
    }

    private func firstSentence(_ text: String, _ name: String, _ korean: String?) -> String {
        if language == .korean, let korean { return korean }
        // The first line may be the signature.
        let line = text.split(separator: "\n").first { !$0.hasPrefix(name + "(") } ?? ""
        return ProgressLine.cut(VisibleText.of(String(line).trimmingBlanks), to: 56)
    }
}

extension Nearest {
    /// `, did you mean 'x'?` in the user's language, or nothing.
    static func hint(_ name: String, among names: [String], _ language: Language) -> String {
        guard let near = match(name, among: names) else { return "" }
        return "; " + Messages.translateHint("did you mean '\(near)'?", to: language)
    }
}
