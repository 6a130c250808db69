// `?x`, `x?`, `x??`, `help(x)` at the prompt: what a thing is, how it is called, and for values their facts.
import Schema
import Script

public struct Inspector {
    let scope: LiveScope
    let language: Language

    public init(_ scope: LiveScope, language: Language) {
        self.scope = scope
        self.language = language
    }

    /// The text for one name or dotted path; a sentence when there is no such thing.
    public func text(_ name: String) -> String {
        let bytes = Array(name.utf8)
        let path = Completer(scope).path(endingAt: bytes.count, in: bytes)
        guard let path, let value = scope.value(at: path) else {
            let near = Nearest.hint(name, among: scope.names, language)
            return Phrase.noName.text(language, VisibleText.of(name), near)
        }
        var lines: [String] = []
        let signature = CallSignature.of(value)
        lines.append(signature?.text ?? heading(name, value))
        let documentation =
            (signature?.documentation).flatMap { $0.isEmpty ? nil : $0 } ?? self.documentation(of: value)
        // Documentation that starts with the signature says it better.
        if let text = signature?.text, documentation.hasPrefix(text.prefix { $0 != "(" } + "(") { lines = [] }
        if !documentation.isEmpty { lines += (lines.isEmpty ? [] : [""]) + [documentation] }
        if signature == nil { lines += facts(value) }
        return lines.joined(separator: "\n")
    }

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

    private func facts(_ value: Value) -> [String] {
        if let facts = Representation.facts(value) { return ["", facts] }
        switch value.asObject {
        case let module as ModuleObject:
            let names = module.attributeNames().filter { !$0.hasPrefix("_") }
            return names.isEmpty ? [] : ["", names.joined(separator: "  ")]
        case let cls as TypeObject:
            let names = cls.allMemberNames().filter { !$0.hasPrefix("_") }
            return names.isEmpty ? [] : ["", names.joined(separator: "  ")]
        default: break
        }
        guard let text = try? value.repr() else { return [] }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        return [""] + lines.prefix(40).map { VisibleText.of(String($0)) } + (lines.count > 40 ? ["..."] : [])
    }
}

extension Nearest {
    /// `, did you mean 'x'?` in the user's language, or nothing.
    static func hint(_ name: String, among names: [String], _ language: Language) -> String {
        guard let near = match(name, among: names) else { return "" }
        return "; " + Messages.translateHint("did you mean '\(near)'?", to: language)
    }
}
