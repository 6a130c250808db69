// `import`: Swift-provided modules first by name, then files found by the interpreter's importer. Local files win over nothing: a file
// named like a provided module is not reachable, so that `import torch` always means torch.
import Schema

/// What an importer found for a module name.
public struct FoundModule {
    public var source: Source
    public var program: Program
    /// A package: its submodules are looked for in its folder.
    public var isPackage: Bool
    public var path: String
    public init(source: Source, program: Program, isPackage: Bool, path: String) {
        self.source = source
        self.program = program
        self.isPackage = isPackage
        self.path = path
    }
}

extension Interpreter {
    /// The module of a dotted name, with its parents imported and holding it as attribute. `isQuestion`: the import stands in a `try`
    /// (or importlib asks), so that a library which is not here must be an error; elsewhere its absence shows when it is used.
    func importModule(
        _ dotted: String, leaf: Bool, from module: String, isPackage: Bool, isQuestion: Bool = true
    ) throws -> Value {
        var path = dotted
        if dotted.hasPrefix(".") { path = try absolute(dotted, from: module, isPackage: isPackage) }
        let parts = path.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        var top: ModuleObject?
        var current: ModuleObject?
        var name = ""
        for part in parts {
            name = name.isEmpty ? part : "\(name).\(part)"
            let next = try load(name, wanted: path, parent: current, isQuestion: isQuestion)
            if let current, current[Symbol(part)] == nil { current[Symbol(part)] = .object(next) }
            if top == nil { top = next }
            current = next
        }
        guard let result = leaf ? current : top else {
            throw Failure(.importError, "attempted relative import with no known parent package")
        }
        return .object(result)
    }

    private func absolute(_ dotted: String, from module: String, isPackage: Bool) throws -> String {
        let level = dotted.prefix { $0 == "." }.count
        let rest = String(dotted.dropFirst(level))
        var package = module.split(separator: ".").map(String.init)
        if !isPackage { package = Array(package.dropLast()) }
        if package.isEmpty { throw Failure(.importError, "attempted relative import with no known parent package") }
        if level - 1 >= package.count {
            throw Failure(.importError, "attempted relative import beyond top-level package")
        }
        package = Array(package.dropLast(level - 1))
        return (package + (rest.isEmpty ? [] : [rest])).joined(separator: ".")
    }

    private func load(
        _ name: String, wanted: String, parent: ModuleObject?, isQuestion: Bool = true
    ) throws -> ModuleObject {
        if let module = try shownModules?.get(.string(name))?.asObject as? ModuleObject { return module }
        if let module = modules[name] { return module }
        if let module = try ModuleRegistry.module(name) {
            modules[name] = module
            // The module is the process's, what it lists is this interpreter's.
            if name == "sys" { module["modules"] = .object(moduleTable()) }
            return module
        }
        if let parent, let last = name.split(separator: ".").last,
            let child = parent[Symbol(String(last))]?.asObject as? ModuleObject
        {
            return child
        }
        guard let found = try importer?(name) else {
            // Not remembered: the next import may be a question.
            if !isQuestion, let absent = AbsentModules.module(name) { return absent }
            if let parent, !packages.contains(parent.name),
                ModuleRegistry.names.allSatisfy({ !$0.hasPrefix(parent.name + ".") })
            {
                throw Failure(.moduleNotFoundError, "No module named '\(name)'; '\(parent.name)' is not a package")
            }
            let near = Nearest.match(name, among: ModuleRegistry.names)
            throw Failure(
                .moduleNotFoundError, "No module named '\(name)'", hint: near.map { "Did you mean: '\($0)'?" } ?? "")
        }
        let module = ModuleObject(name)
        // Known before it runs, so that circular imports find it.
        modules[name] = module
        if found.isPackage { packages.insert(name) }
        module[Names.name] = .string(name)
        module[Names.file] = .string(found.path)
        do {
            _ = try run(found.program, source: found.source, in: module, display: false)
        } catch {
            modules[name] = nil
            throw error
        }
        return module
    }

    /// `from module import name`: an attribute, or a submodule.
    func importName(_ name: Symbol, from value: Value) throws -> Value {
        if let found = try value.attributeIfPresent(name) { return found }
        guard let module = value.asObject as? ModuleObject else {
            throw Failure(.importError, "cannot import name '\(name)'")
        }
        let dotted = "\(module.name).\(name)"
        if let known = modules[dotted] { return .object(known) }
        do {
            let child = try load(dotted, wanted: dotted, parent: module)
            module[name] = .object(child)
            return .object(child)
        } catch {
            guard Interpreter.isError(error, .moduleNotFoundError) else { throw error }
        }
        let near = Nearest.match(name.text, among: module.attributeNames())
        let place = (module[Names.file]?.asObject as? StringObject)?.text ?? "unknown location"
        throw Failure(
            .importError, "cannot import name '\(name)' from '\(module.name)' (\(place))",
            hint: near.map { "Did you mean: '\($0)'?" } ?? "")
    }

    /// `from module import *` into a namespace.
    func importAll(from value: Value, into namespace: Namespace) throws {
        guard let module = value.asObject as? ModuleObject else { return }
        if let all = module[Names.all] {
            for name in try all.elements() {
                guard let text = (name.asObject as? StringObject)?.text else {
                    throw Failure(.typeError, "Item in \(module.name).__all__ must be str, not \(name.typeName)")
                }
                namespace[Symbol(text)] = try value.attribute(Symbol(text))
            }
            return
        }
        for name in module.names where !name.text.hasPrefix("_") {
            if let member = module[name] { namespace[name] = member }
        }
    }
}
