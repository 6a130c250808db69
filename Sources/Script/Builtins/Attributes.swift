// Attribute access as the builtins need it, for values that are objects and values that are plain numbers.
import Schema

extension Value {
    /// `x.name`, or nil when there is none.
    func attributeIfAny(_ name: Symbol) throws -> Value? {
        if case .object(let object) = self { return try object.attribute(name) }
        let cls = type
        switch name.text {
        case "__class__": return .object(cls)
        case "__doc__": return cls.documentation.isEmpty ? Value.none : .string(cls.documentation)
        default: break
        }
        guard let member = cls.member(name) else { return nil }
        return try member.asObject?.bound(to: self, in: cls) ?? member
    }

    /// `x.name`, or AttributeError with the nearest name.
    func attributeOrFail(_ name: Symbol) throws -> Value {
        if let value = try attributeIfAny(name) { return value }
        let names = asObject?.attributeNames() ?? type.allMemberNames()
        let near = Nearest.match(name.text, among: names.filter { !$0.hasPrefix("__") })
        let owner: String
        switch asObject {
        case let module as ModuleObject: owner = "module '\(module.name)'"
        case let cls as TypeObject: owner = "type object '\(cls.name)'"
        default: owner = "'\(typeName)' object"
        }
        throw Failure(
            .attributeError, "\(owner) has no attribute '\(name)'", hint: near.map { "did you mean '\($0)'?" } ?? "")
    }
}
