// copy: shallow and deep copies. Objects say how by `__copy__` and `__deepcopy__`; Swift types register a copier.
import Schema

public enum Copier {
    /// How Swift classes are copied deeply; `memo` maps originals to copies already made. Scripts run on one thread at a time,
    /// which is what makes the unchecked static safe.
    nonisolated(unsafe) public static var deep: [(Object, inout Memo) throws -> Value?] = []

    public struct Memo {
        var copies: [ObjectIdentifier: Value] = [:]
        /// Keeps originals alive, so that no identity is used twice.
        var originals: [Object] = []
        public init() {}

        public mutating func remember(_ original: Object, _ copy: Value) {
            copies[ObjectIdentifier(original)] = copy
            originals.append(original)
        }
        public func copy(of original: Object) -> Value? { copies[ObjectIdentifier(original)] }
    }

    /// `copy.copy(x)`.
    public static func shallow(_ value: Value) throws -> Value {
        guard let object = value.asObject else { return value }
        if let method = try object.type.lookUp("__copy__", for: object) { return try method.call() }
        switch object {
        case let list as ListObject: return .list(list.elements)
        case let set as SetObject: return set.isFrozen ? value : .object(try SetObject.of(value))
        case is DictObject, is DequeObject: return try value.attribute("copy").call()
        case let instance as Instance:
            let copy = Instance(instance.cls)
            for (name, stored) in instance.storedAttributes { copy.store(name, stored) }
            return Swift.type(of: instance) == Instance.self ? .object(copy) : value
        default: return value
        }
    }

    /// `copy.deepcopy(x)`.
    public static func deepCopy(_ value: Value, _ memo: inout Memo) throws -> Value {
        guard let object = value.asObject else { return value }
        if let done = memo.copy(of: object) { return done }
        try NativeDepth.enter("while copying")
        defer { NativeDepth.leave() }
        if !(object is TypeObject), let method = try object.type.lookUp("__deepcopy__", for: object) {
            let copy = try method.call(.object(DictObject()))
            memo.remember(object, copy)
            return copy
        }
        for copier in deep {
            if let copy = try copier(object, &memo) {
                memo.remember(object, copy)
                return copy
            }
        }
        return try container(object, value, &memo)
    }

    private static func container(_ object: Object, _ value: Value, _ memo: inout Memo) throws -> Value {
        switch object {
        case let list as ListObject:
            let copy = ListObject([])
            memo.remember(object, .object(copy))
            for element in list.elements { copy.elements.append(try deepCopy(element, &memo)) }
            return .object(copy)
        case let tuple as TupleObject where Swift.type(of: tuple) == TupleObject.self:
            var elements: [Value] = []
            for element in tuple.elements { elements.append(try deepCopy(element, &memo)) }
            if let done = memo.copy(of: object) { return done }
            let copy = Value.tuple(elements)
            memo.remember(object, copy)
            return copy
        case let dict as DictObject:
            let shallow = try value.attribute("copy").call()
            memo.remember(object, shallow)
            guard let copy = shallow.asObject as? DictObject else { return shallow }
            copy.removeAll()
            for (key, stored) in dict.pairs { try copy.set(try deepCopy(key, &memo), try deepCopy(stored, &memo)) }
            return shallow
        case let set as SetObject:
            let copy = SetObject(frozen: set.isFrozen)
            for element in set.elements { try copy.add(try deepCopy(element, &memo)) }
            memo.remember(object, .object(copy))
            return .object(copy)
        case let instance as Instance where Swift.type(of: instance) == Instance.self:
            let copy = Instance(instance.cls)
            memo.remember(object, .object(copy))
            for (name, stored) in instance.storedAttributes { copy.store(name, try deepCopy(stored, &memo)) }
            return .object(copy)
        default: return value
        }
    }
}

func buildCopy(_ module: ModuleObject) {
    module.rawDefine("copy(x)", "A new object with the same parts.") { bound in try Copier.shallow(bound[0]) }
    module.rawDefine("deepcopy(x, memo=None)", "A new object with copies of the parts.") { bound in
        var memo = Copier.Memo()
        return try Copier.deepCopy(bound[0], &memo)
    }
}
