// Library modules written in the dialect itself: classes that scripts subclass, print and inspect read best as Python. The text is
// compiled at the first import.
import Schema

public enum ScriptedModule {
    /// Runs `text` as the module's body.
    public static func build(_ module: ModuleObject, _ text: String) throws {
        _ = try Interpreter.current.run(Source(id: -1, name: "<\(module.name)>", text), in: module, display: false)
    }

    /// The same at the first use of a name that `text` defines at its outermost level: an import costs nothing for what is seldom used.
    public static func buildWhenNeeded(_ module: ModuleObject, _ text: String) {
        let names = Set(
            text.split(separator: "\n").lazy.compactMap { line -> String? in
                guard let first = line.first, first.isLetter else { return nil }
                let words = line.split(maxSplits: 2, whereSeparator: { " (:=".contains($0) })
                return words.first.map {
                    ["def", "class"].contains($0) && words.count > 1 ? String(words[1]) : String($0)
                }
            })
        var isBuilt = false
        let before = module.missing
        module.missing = { name in
            guard !isBuilt, names.contains(name.text) else { return try before?(name) }
            isBuilt = true
            try build(module, text)
            return module[name]
        }
        module.laterNames = names.map { Symbol($0) }
    }
}
