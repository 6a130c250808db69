// typing: names for annotations. Nothing is checked: every name can be subscripted and used, and means nothing at run time.
import Schema

/// `Optional`, `List[int]`, `Callable[[int], str]`: inert.
final class TypingName: Object {
    let name: String
    private let parameters: [Value]
    nonisolated(unsafe) static let cls = TypeObject("_SpecialForm", module: "typing")
    override var type: TypeObject { TypingName.cls }
    init(_ name: String, _ parameters: [Value] = []) {
        self.name = name
        self.parameters = parameters
    }

    override func repr() throws -> String {
        if parameters.isEmpty { return "typing.\(name)" }
        let shown = try parameters.map { value in
            if let cls = value.asObject as? TypeObject { return cls.qualifiedName }
            return try value.repr()
        }
        return "typing.\(name)[\(shown.joined(separator: ", "))]"
    }
    override func item(_ key: Value) throws -> Value {
        .object(TypingName(name, (key.asObject as? TupleObject)?.elements ?? [key]))
    }
    override func binary(_ op: BinaryOperator, _ right: Value) throws -> Value? {
        op == .or ? .object(TypingName("Union", [.object(self), right])) : nil
    }
    override func reflectedBinary(_ op: BinaryOperator, _ left: Value) throws -> Value? {
        op == .or ? .object(TypingName("Union", [left, .object(self)])) : nil
    }
    override func compare(_ op: ComparisonOperator, _ other: Value) throws -> Value? {
        guard op == .equal || op == .notEqual, let other = other.asObject as? TypingName else { return nil }
        let same = try name == other.name && Value.tuple(parameters).equals(.tuple(other.parameters))
        return .bool(same == (op == .equal))
    }
    override func hash() throws -> Int { TextHash.of(name) }
    override var isCallable: Bool { true }
    override func call(_ arguments: Arguments) throws -> Value {
        // `List()` and friends make the plain container.
        switch name {
        case "List": return .list(try arguments.positional.first?.elements() ?? [])
        case "Dict": return .object(DictObject())
        case "TypeVar", "NewType", "ParamSpec":
            return arguments.positional.count > 1 ? arguments.positional[1] : .object(self)
        default: throw Failure(.typeError, "Cannot instantiate typing.\(name)")
        }
    }
    override func attribute(_ name: Symbol) throws -> Value? {
        switch name.text {
        case "__name__": return .string(self.name)
        case "__args__": return .tuple(parameters)
        case "__origin__": return Value.none
        default: return try super.attribute(name)
        }
    }
}

func buildTyping(_ module: ModuleObject) {
    let names = [
        "Any", "Optional", "Union", "List", "Dict", "Tuple", "Set", "FrozenSet", "Callable", "Iterable", "Iterator",
        "Sequence",
        "Mapping", "MutableMapping", "MutableSequence", "Generator", "Type", "ClassVar", "Final", "Literal", "NoReturn",
        "Never",
        "Awaitable", "Coroutine", "AsyncIterator", "Collection", "Container", "Hashable", "Sized", "Reversible", "Text",
        "AnyStr",
        "SupportsFloat", "SupportsInt", "SupportsIndex", "TypeVar", "NewType", "ParamSpec", "Concatenate", "Annotated",
        "Self",
        "TypeAlias", "Deque", "DefaultDict", "OrderedDict", "Counter", "Pattern", "Match", "IO", "TextIO", "BinaryIO",
        "Required",
        "NotRequired", "Unpack", "TypeGuard", "AbstractSet", "KeysView", "ValuesView", "ItemsView", "ContextManager",
    ]
    for name in names { module[Symbol(name)] = .object(TypingName(name)) }
    module["TYPE_CHECKING"] = .bool(false)
    for name in ["Generic", "Protocol", "TypedDict"] {
        let cls = TypeObject(name, module: "typing", bases: name == "TypedDict" ? [DictObject.cls] : nil)
        let parametrised = BuiltinFunction("__class_getitem__(cls, item, /)", "", raw: { $0[0] })
        cls.setMember("__class_getitem__", .object(ClassMethod(.object(parametrised))))
        module.define(cls)
    }
    module.rawDefine("cast(typ, val)", "val.") { bound in bound[1] }
    module.rawDefine("get_type_hints(obj)", "The annotations.") { bound in
        try bound[0].attributeIfPresent("__annotations__") ?? .object(DictObject())
    }
    for name in ["overload", "final", "no_type_check", "runtime_checkable", "override"] {
        module.rawDefine("\(name)(function)", "The function itself.") { bound in bound[0] }
    }
    module.define(namedTupleBase())
}

/// `class P(NamedTuple): x: int`: the annotations become the fields when the class is made.
private func namedTupleBase() -> TypeObject {
    let base = TypeObject("NamedTuple", module: "typing", bases: [TupleObject.cls]) { _, arguments in
        // `NamedTuple("P", [("x", int)])`
        guard arguments.positional.count == 2 else {
            throw Failure(.typeError, "NamedTuple() takes a name and a list of fields")
        }
        let fields = try arguments.positional[1].elements().map { try $0.item(.int(0)).str() }
        return .object(try NamedTuples.makeClass(try arguments.positional[0].str(), fields, defaults: []))
    }
    let hook = BuiltinFunction(
        "__init_subclass__(cls)", "",
        raw: { bound in
            guard let cls = bound[0].asObject as? TypeObject,
                let annotations = try bound[0].attributeIfPresent("__annotations__")
            else { return .none }
            let fields = try annotations.elements().map { try $0.str() }
            let defaults = fields.compactMap { cls.members[Symbol($0)] }
            let model = try NamedTuples.makeClass(cls.name, fields, defaults: defaults)
            cls.make = model.make
            for (name, member) in model.members { cls.setMember(name, member) }
            return .none
        })
    base.setMember("__init_subclass__", .object(ClassMethod(.object(hook))))
    return base
}
