// Attributes of any value: numbers go through their type objects, objects through their own methods. A name that is missing says what
// CPython says and adds the nearest name there is.
import Schema

extension Value {
    /// `x.name`.
    public func attribute(_ name: Symbol) throws -> Value {
        let found: Value?
        switch self {
        case .object(let object): found = try object.attribute(name)
        case .unbound, .none, .bool, .int, .float: found = try type.lookUp(name, for: self)
        }
        if let found { return found }
        throw missingAttribute(name)
    }

    /// `x.name` when there is such an attribute.
    public func attributeIfPresent(_ name: Symbol) throws -> Value? {
        do {
            switch self {
            case .object(let object): return try object.attribute(name)
            case .unbound, .none, .bool, .int, .float: return try type.lookUp(name, for: self)
            }
        } catch {
            if Interpreter.isError(error, .attributeError) { return nil }
            throw error
        }
    }

    public func setAttribute(_ name: Symbol, _ value: Value) throws {
        guard case .object(let object) = self else {
            if type.member(name)?.asObject is NativeProperty {
                throw Failure(.attributeError, "attribute '\(name)' of '\(typeName)' objects is not writable")
            }
            throw missingAttribute(name)
        }
        try object.setAttribute(name, value)
    }

    public func deleteAttribute(_ name: Symbol) throws {
        guard case .object(let object) = self else { throw missingAttribute(name) }
        try object.deleteAttribute(name)
    }

    func missingAttribute(_ name: Symbol) -> Failure {
        let names: [String]
        let subject: String
        switch self {
        case .object(let module as ModuleObject):
            subject = "module '\(module.name)'"
            names = module.attributeNames()
        case .object(let cls as TypeObject):
            subject = "type object '\(cls.name)'"
            names = cls.attributeNames()
        case .object(let object):
            subject = "'\(typeName)' object"
            names = object.attributeNames()
        case .unbound, .none, .bool, .int, .float:
            subject = "'\(typeName)' object"
            names = type.allMemberNames()
        }
        let near = Nearest.match(name.text, among: names.filter { !$0.hasPrefix("__") || name.text.hasPrefix("__") })
        return Failure(
            .attributeError, "\(subject) has no attribute '\(name)'", hint: near.map { "Did you mean: '\($0)'?" } ?? "")
    }

    /// Visits the pairs of a dict.
    public func forEachPair(_ body: (Value, Value) throws -> Void) throws {
        if let table = asObject as? AttributeTable {
            for (name, value) in table.owner.storedAttributes { try body(.string(name), value) }
            return
        }
        guard let dict = asObject as? DictObject else {
            guard asObject != nil, let keys = try attributeIfPresent("keys") else { return }
            for key in try keys.call(Arguments()).elements() { try body(key, try item(key)) }
            return
        }
        var position = 0
        while let (key, value) = dict.entry(from: &position) { try body(key, value) }
    }
}
