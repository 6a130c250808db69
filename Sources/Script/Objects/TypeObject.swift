// Classes: builtin types, classes that Swift modules declare, and classes that scripts define are all `TypeObject`s.
import Schema

/// A class: its name, bases, method resolution order and members.
public final class TypeObject: Object {
    public internal(set) var name: String
    /// `torch.nn.modules.conv` in `<class 'torch.nn.modules.conv.Conv2d'>`; "builtins" prints bare.
    public var moduleName: String
    public let bases: [TypeObject]
    /// The class itself first, `object` last (C3 linearisation).
    public private(set) var order: [TypeObject] = []
    /// Methods, class attributes, properties: everything declared in this class itself.
    public private(set) var members: [Symbol: Value] = [:]
    /// Member names in the order they were declared.
    public private(set) var memberNames: [Symbol] = []
    /// `Class(...)` without `__init__`: makes the bare object for this class or a subclass of it. nil: the base's is used.
    public var make: ((_ cls: TypeObject, _ arguments: Arguments) throws -> Value)?
    /// Answers the commonest calls of the class without binding arguments; nil: take the general way. Not inherited.
    var shortcut: ((UnsafeBufferPointer<Value>) throws -> Value?)?
    public var documentation = ""
    /// Scripts may subclass it.
    public var isSubclassable = true
    /// How error messages call the class; classes that CPython's extensions define say their module there.
    public lazy var errorName = name
    /// Defined by a `class` statement.
    public let isScriptClass: Bool
    /// `Outer.Inner` of a script class, for reprs.
    var scriptQualifiedName: String
    /// Direct subclasses that scripts defined.
    /// Held strongly: a weak reference would slow every retain of the class (Swift's side tables, measured 2x on method calls).
    private var subclasses: [TypeObject] = []
    /// The layout of an instance without attributes.
    @exclusivity(unchecked) let rootLayout = Layout()
    /// How many slots instances are made with: what earlier ones needed.
    @exclusivity(unchecked) var slotHint = 0
    /// Changes whenever any class changes; inline caches compare it.
    @exclusivity(unchecked) nonisolated(unsafe) public private(set) static var version = 1
    /// What a call of this class does, known for one version.
    @exclusivity(unchecked) var construction = Construction()

    struct Construction {
        enum Kind { case unknown, general, plainInstance, scriptInit }
        var version = 0
        var kind = Kind.unknown
        var initializer: FunctionObject?
    }

    public init(
        _ name: String, module: String = "builtins", bases: [TypeObject]? = nil, isScriptClass: Bool = false,
        make: ((_ cls: TypeObject, _ arguments: Arguments) throws -> Value)? = nil
    ) {
        self.name = name
        scriptQualifiedName = name
        moduleName = module
        self.bases = bases ?? (name == "object" ? [] : [TypeObject.object])
        self.isScriptClass = isScriptClass
        self.make = make
        super.init()
        order = [self] + (TypeObject.linearise(self.bases) ?? [])
        if isScriptClass {
            for base in self.bases { base.subclasses.append(self) }
            Collector.track(self)
        }
        TypeObject.version &+= 1
    }

    // Classes of Swift code stay for ever. A script's class is in a circle with itself (`order`), with its methods' closures, and is
    // known to its bases, which does not keep it.
    public override var holdsReferences: Bool { isScriptClass }
    public override func visitReferences(_ visitor: ReferenceVisitor) {
        for base in bases {
            visitor.visit(base)
            if !visitor.isMarking { for cls in base.subclasses where cls === self { visitor.visit(cls) } }
        }
        for cls in order { visitor.visit(cls) }
        for value in members.values { visitor.visit(value) }
        if let initializer = construction.initializer { visitor.visit(initializer) }
    }
    public override func dropReferences() {
        for base in bases { base.subclasses.removeAll { $0 === self } }
        order = []
        construction = Construction()
        let old = members
        members = [:]
        memberNames = []
        for var value in old.values { Reaper.reap(&value) }
        TypeObject.version &+= 1
    }

    /// The cache of look-ups keeps values alive.
    static func forgetCachedMembers() { cache?.update(repeating: CacheEntry(), count: cacheSize) }

    /// The root class.
    nonisolated(unsafe) public static let object = TypeObject("object")
    /// The class of classes.
    nonisolated(unsafe) public static let type = TypeObject("type")
    public override var type: TypeObject { TypeObject.type }

    public var qualifiedName: String {
        moduleName == "builtins" || moduleName.isEmpty ? scriptQualifiedName : "\(moduleName).\(scriptQualifiedName)"
    }

    public func isSubclass(of other: TypeObject) -> Bool { self === other || order.contains { $0 === other } }

    // MARK: - Members

    /// Recent results of `member`, for all classes: found by class and name, good for one version.
    private struct CacheEntry {
        var type: UnsafeRawPointer?
        /// For `super()`: the class behind which the look-up starts.
        var after: UnsafeRawPointer?
        var symbol: Int32 = -1
        var version = 0
        var value: Value?
    }
    private static let cacheSize = 4096
    /// Made at the first look-up; without an initial value, so that reading it costs no once-check.
    nonisolated(unsafe) private static var cache: UnsafeMutablePointer<CacheEntry>?

    @inline(never)
    private static func makeCache() -> UnsafeMutablePointer<CacheEntry> {
        let entries = UnsafeMutablePointer<CacheEntry>.allocate(capacity: cacheSize)
        entries.initialize(repeating: CacheEntry(), count: cacheSize)
        cache = entries
        return entries
    }

    /// The member found first along the method resolution order.
    public func member(_ name: Symbol) -> Value? { cachedMember(name, after: nil) }

    /// The member found first behind a class of the method resolution order: what `super()` sees.
    func member(_ name: Symbol, after: TypeObject) -> Value? { cachedMember(name, after: after) }

    @inline(__always)
    private func cachedMember(_ name: Symbol, after: TypeObject?) -> Value? {
        let address = UnsafeRawPointer(Unmanaged.passUnretained(self).toOpaque())
        let afterAddress = after.map { UnsafeRawPointer(Unmanaged.passUnretained($0).toOpaque()) }
        let hash = (Int(bitPattern: address) >> 4) ^ (Int(bitPattern: afterAddress) >> 5) ^ (Int(name.id) &* 31)
        let entry = (TypeObject.cache ?? TypeObject.makeCache()) + (hash & (TypeObject.cacheSize - 1))
        if entry.pointee.type == address, entry.pointee.symbol == name.id, entry.pointee.after == afterAddress,
            entry.pointee.version == TypeObject.version
        {
            return entry.pointee.value
        }
        let found = searchMember(name, after: after)
        entry.pointee = CacheEntry(
            type: address, after: afterAddress, symbol: name.id, version: TypeObject.version, value: found)
        return found
    }

    @inline(never)
    private func searchMember(_ name: Symbol, after: TypeObject?) -> Value? {
        var isBehind = after == nil
        for cls in order {
            if isBehind, let value = cls.members[name] { return value }
            if cls === after { isBehind = true }
        }
        return nil
    }

    /// A special method that some script class in the order defines; methods of Swift classes do not count.
    func scriptMember(_ name: Symbol) -> Object? {
        guard isScriptClass, let object = member(name)?.asObject else { return nil }
        return object is BuiltinFunction ? nil : object
    }

    public func setMember(_ name: Symbol, _ value: Value) {
        if members.updateValue(value, forKey: name) == nil { memberNames.append(name) }
        TypeObject.version &+= 1
    }

    @discardableResult
    public func removeMember(_ name: Symbol) -> Bool {
        TypeObject.version &+= 1
        memberNames.removeAll { $0 == name }
        return members.removeValue(forKey: name) != nil
    }

    /// `object.name` through the class: methods come bound, properties are read.
    public func lookUp(_ name: Symbol, for receiver: Object) throws -> Value? {
        try lookUp(name, for: .object(receiver))
    }

    public func lookUp(_ name: Symbol, for receiver: Value) throws -> Value? {
        guard let value = member(name) else {
            switch name {
            case Names.class_: return .object(self)
            case Names.doc: return documentation.isEmpty ? Value.none : .string(documentation)
            default: return try SpecialMethods.named(name, of: self)?.bound(to: receiver, in: self)
            }
        }
        guard let object = value.asObject else { return value }
        return try object.bound(to: receiver, in: self) ?? value
    }

    public func allMemberNames() -> [String] {
        var names: [String] = []
        var seen = Set<Symbol>()
        for cls in order { for name in cls.memberNames where seen.insert(name).inserted { names.append(name.text) } }
        return names.sorted()
    }

    // MARK: - The class as an object

    public override func repr() throws -> String { "<class '\(qualifiedName)'>" }

    public override func attribute(_ name: Symbol) throws -> Value? {
        if let value = member(name) {
            guard let object = value.asObject else { return value }
            return try object.boundToClass(self) ?? value
        }
        switch name {
        case Names.name: return .string(self.name)
        case Names.qualname: return .string(scriptQualifiedName)
        case Names.module: return .string(moduleName)
        case Names.doc: return documentation.isEmpty ? Value.none : .string(documentation)
        case Names.bases: return .tuple(bases.map { .object($0) })
        case Names.base: return bases.first.map { .object($0) } ?? Value.none
        case Names.mro: return .tuple(order.map { .object($0) })
        case Names.mroMethod:
            let order = order
            return .object(BuiltinFunction("mro()", "", raw: { _ in .list(order.map { .object($0) }) }))
        case Names.subclasses:
            let subclasses = subclasses
            return .object(BuiltinFunction("__subclasses__()", "", raw: { _ in .list(subclasses.map { .object($0) }) }))
        case Names.dict: return .dict(memberNames.compactMap { name in members[name].map { (name, $0) } })
        case Names.class_: return .object(TypeObject.type)
        case Names.annotations: return .object(try DictObject([]))
        default: return try SpecialMethods.named(name, of: self).map { .object($0) } ?? SuperObject.unbound(name)
        }
    }

    /// What scripts changed in classes of ours, with what was there. The classes outlive a session, the changes do not.
    nonisolated(unsafe) private static var changes: [(type: TypeObject, name: Symbol, before: Value?)] = []

    /// Undoes them, for a new interpreter.
    static func undoChanges() {
        for (type, name, before) in changes {
            if let before { type.setMember(name, before) } else { type.removeMember(name) }
        }
        changes = []
    }

    public override func setAttribute(_ name: Symbol, _ value: Value) throws {
        guard isScriptClass else {
            // PyTorch's classes are Python classes: programs hang helpers on them (`nn.Module.add = add_module`) and replace
            // methods (`torch.Tensor.cuda = lambda self: self`). How a layer runs is not asked of the class.
            guard moduleName.hasPrefix("torch") || moduleName.hasPrefix("tqdm") else {
                throw Failure(.typeError, "cannot set '\(name)' attribute of immutable type '\(self.name)'")
            }
            // The bar's own options are only about how it is drawn: `tqdm.__init__ = partialmethod(…, disable=True)`.
            if moduleName.hasPrefix("tqdm"), name == Names.init_ { return }
            if ["forward", "__call__", "__init__"].contains(name.text) {
                throw Failure(
                    .notImplementedError, "\(self.name).\(name) cannot be replaced here",
                    hint: "write a subclass that defines \(name)")
            }
            if !TypeObject.changes.contains(where: { $0.type === self && $0.name == name }) {
                TypeObject.changes.append((self, name, members[name]))
            }
            setMember(name, value)
            return
        }
        if name == Names.name, let text = (value.asObject as? StringObject)?.text {
            self.name = text
            return
        }
        if name == Names.qualname, let text = (value.asObject as? StringObject)?.text {
            scriptQualifiedName = text
            return
        }
        if name == Names.module, let text = (value.asObject as? StringObject)?.text { moduleName = text }
        if name == Names.doc, let text = (value.asObject as? StringObject)?.text { documentation = text }
        setMember(name, value)
    }

    public override func deleteAttribute(_ name: Symbol) throws {
        guard isScriptClass else {
            throw Failure(.typeError, "cannot set '\(name)' attribute of immutable type '\(self.name)'")
        }
        guard removeMember(name) else { throw Failure(.attributeError, name.text) }
    }

    public override func attributeNames() -> [String] { allMemberNames() }

    /// `Class[...]`: generic aliases are the class itself (`list[int]` in annotations).
    public override func item(_ key: Value) throws -> Value {
        if let hook = member(Names.classGetItem)?.asObject {
            return try (hook.boundToClass(self) ?? .object(hook)).call(Arguments([key]))
        }
        if TypeObject.genericNames.contains(name), !isScriptClass { return .object(self) }
        throw Failure(.typeError, "type '\(name)' is not subscriptable")
    }
    /// What iterating or measuring the class itself calls (`for color in Color`): class methods that Enum declares.
    private func callOnClass(_ name: Symbol) throws -> Value? {
        guard let hook = member(name)?.asObject else { return nil }
        return try (hook.boundToClass(self) ?? .object(hook)).call(Arguments())
    }
    public override func iterator() throws -> IteratorObject? { try callOnClass("__class_iter__")?.iterator() }
    public override func length() throws -> Int? { try callOnClass("__class_len__")?.asInt() }
    public override func truth() throws -> Bool { true }

    private static let genericNames: Set<String> = ["list", "dict", "tuple", "set", "frozenset", "type"]

    /// `int | None` in annotations.
    public override func binary(_ op: BinaryOperator, _ right: Value) throws -> Value? {
        guard op == .or else { return nil }
        if case .none = right { return .object(self) }
        return right.asObject is TypeObject ? .object(self) : nil
    }

    // MARK: - Construction

    public override var isCallable: Bool { true }

    /// `Class(...)`: `__new__` or the nearest `make`, then `__init__`.
    public override func call(_ arguments: Arguments) throws -> Value {
        if self === TypeObject.type {
            if arguments.positional.count == 1, arguments.keywords.isEmpty {
                return .object(arguments.positional[0].type)
            }
            return try ClassBuilder.typeCall(arguments)
        }
        let value: Value
        if let new = scriptMember(Names.new) {
            let function = (new as? StaticMethod)?.function ?? .object(new)
            var all = arguments
            all.positional.insert(.object(self), at: 0)
            value = try function.call(all)
            guard value.type.isSubclass(of: self) else { return value }
        } else {
            value = try makeBare(arguments)
        }
        guard let initializer = member(Names.init_) else {
            if make == nil, isScriptClass, !hasNativeMake, scriptMember(Names.new) == nil,
                !arguments.positional.isEmpty || !arguments.keywords.isEmpty
            {
                throw Failure(.typeError, "\(name)() takes no arguments")
            }
            return value
        }
        let result: Value
        if let object = initializer.asObject as? Instance, let bound = try object.bound(to: value, in: self) {
            // A partialmethod, or another object that binds itself.
            result = try bound.call(arguments)
        } else {
            var all = arguments
            all.positional.insert(value, at: 0)
            result = try initializer.call(all)
        }
        if case .none = result { return value }
        throw Failure(.typeError, "__init__() should return None, not '\(result.typeName)'")
    }

    var hasNativeMake: Bool { order.contains { $0.make != nil } }

    /// The object before `__init__`: what the nearest Swift class makes, or a plain instance.
    public func makeBare(_ arguments: Arguments) throws -> Value {
        for cls in order {
            guard let make = cls.make else { continue }
            let value = try make(self, arguments)
            if isScriptClass, !value.type.isSubclass(of: self) { throw ClassBuilder.cannotExtend(cls) }
            return value
        }
        if !isScriptClass, self !== TypeObject.object, bases.count == 1, bases[0] === TypeObject.object,
            members[Names.init_] == nil
        {
            throw Failure(.typeError, "cannot create '\(name)' instances")
        }
        return .object(Instance(self))
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
    nonisolated(unsafe) static let cls = TypeObject("getset_descriptor")
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
    public override var isDataDescriptor: Bool { true }
    public override func set(_ value: Value, on receiver: Value, name: Symbol) throws {
        guard let set else {
            throw Failure(.attributeError, "attribute '\(name)' of '\(receiver.typeName)' objects is not writable")
        }
        try set(receiver, value)
    }
}
