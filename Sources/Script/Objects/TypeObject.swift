// Classes: builtin types, classes that Swift modules declare, and classes that scripts define are all `TypeObject`s.
import Schema

/// A class: its name, bases, method resolution order and members.
public final class TypeObject: Object {
    public let name: String
    /// `torch.nn.modules.conv` in `<class 'torch.nn.modules.conv.Conv2d'>`; "builtins" prints bare.
    public var moduleName: String
    public let bases: [TypeObject]
    /// The class itself first, `object` last (C3 linearisation).
    public private(set) var order: [TypeObject] = []
    /// Methods, class attributes, properties: everything declared in this class itself.
    public private(set) var members: [Symbol: Value] = [:]
    /// `Class(...)` without `__init__`: makes the bare object for this class or a subclass of it. nil: the base's is used.
    public var make: ((_ cls: TypeObject, _ arguments: Arguments) throws -> Value)?
    public var documentation = ""
    /// Scripts may subclass it.
    public var isSubclassable = true
    /// Defined by a `class` statement.
    public let isScriptClass: Bool
    /// Changes whenever any class changes; inline caches compare it.
    nonisolated(unsafe) public private(set) static var version = 1

    public init(
        _ name: String, module: String = "builtins", bases: [TypeObject]? = nil, isScriptClass: Bool = false,
        make: ((_ cls: TypeObject, _ arguments: Arguments) throws -> Value)? = nil
    ) {
        self.name = name
        moduleName = module
        self.bases = bases ?? (name == "object" ? [] : [TypeObject.object])
        self.isScriptClass = isScriptClass
        self.make = make
        super.init()
        order = [self] + (TypeObject.linearise(self.bases) ?? [])
    }

    /// The root class.
    nonisolated(unsafe) public static let object = TypeObject("object")
    /// The class of classes.
    nonisolated(unsafe) public static let type = TypeObject("type")
    public override var type: TypeObject { TypeObject.type }

    public var qualifiedName: String { moduleName == "builtins" || moduleName.isEmpty ? name : "\(moduleName).\(name)" }

    public func isSubclass(of other: TypeObject) -> Bool { order.contains { $0 === other } }

    /// The member found first along the method resolution order.
    public func member(_ name: Symbol) -> Value? {
        for cls in order { if let value = cls.members[name] { return value } }
        return nil
    }

    public func setMember(_ name: Symbol, _ value: Value) {
        members[name] = value
        TypeObject.version &+= 1
    }

    public func removeMember(_ name: Symbol) -> Bool {
        TypeObject.version &+= 1
        return members.removeValue(forKey: name) != nil
    }

    /// `object.name` through the class: methods come bound, properties are read.
    public func lookUp(_ name: Symbol, for receiver: Object) throws -> Value? {
        guard let value = member(name) else { return nil }
        guard let object = value.asObject else { return value }
        return try object.bound(to: .object(receiver), in: self) ?? value
    }

    public func allMemberNames() -> [String] {
        var names: [String] = []
        var seen = Set<Symbol>()
        for cls in order { for name in cls.members.keys where seen.insert(name).inserted { names.append(name.text) } }
        return names.sorted()
    }

    /// C3 linearisation (Barrett et al. 1996) of the bases' orders; nil when they conflict.
    static func linearise(_ bases: [TypeObject]) -> [TypeObject]? {
        var sequences = bases.map(\.order) + [bases]
        var result: [TypeObject] = []
        while true {
            sequences.removeAll { $0.isEmpty }
            if sequences.isEmpty { return result }
            guard
                let candidate = sequences.lazy.compactMap(\.first).first(where: { head in
                    !sequences.contains { $0.dropFirst().contains { $0 === head } }
                })
            else { return nil }
            result.append(candidate)
            for i in sequences.indices where sequences[i].first === candidate { sequences[i].removeFirst() }
        }
    }

    /// Whether `class X(bases)` has a consistent order; the class statement checks this before making the class.
    public static func canLinearise(_ bases: [TypeObject]) -> Bool { linearise(bases) != nil }
}

/// A computed attribute declared by Swift code.
public final class NativeProperty: Object {
    nonisolated(unsafe) static let cls = TypeObject("property")
    public override var type: TypeObject { NativeProperty.cls }
    let get: (Value) throws -> Value
    let set: ((Value, Value) throws -> Void)?
    public let documentation: String

    public init(
        _ documentation: String = "", get: @escaping (Value) throws -> Value,
        set: ((Value, Value) throws -> Void)? = nil
    ) {
        self.documentation = documentation
        self.get = get
        self.set = set
    }
    public override func bound(to receiver: Value, in cls: TypeObject) throws -> Value? { try get(receiver) }
}
