// Items of Sequential, ModuleList and ModuleDict: positions, slices, names; and the methods lists and dicts have.
import Layers
import Schema
import Script
import Tensors

enum ContainerItems {
    /// Registers a value that must be a module.
    static func add(_ native: Module, _ name: String, _ value: Value) throws {
        if case .none = value {
            native.register(optionalChild: name, nil)
            return
        }
        guard let child = value.asObject as? ModuleInstance else {
            let function = (value.asObject as? OpFunction).map { "torch.nn.functional.\($0.name)" }
            throw Failure(
                .typeError,
                "\(function ?? (value.asObject is TypeObject ? "type" : value.typeName)) is not a Module subclass",
                hint: value.asObject is ListObject ? "unpack the list: nn.Sequential(*layers)" : "")
        }
        native.register(child: name, try child.ready("add a module"), owner: child)
    }

    static func addParameter(_ native: Module, _ value: Value) throws {
        guard let tensor = (value.asObject as? TensorObject)?.tensor else {
            throw Failure(.typeError, "ParameterList holds tensors, not \(value.typeName)")
        }
        native.register(
            parameter: String(native.parameterEntries.count),
            tensor.isParameter ? tensor : try TensorMethods.parameter(tensor))
    }

    /// The pairs of a dict, or of a sequence of pairs.
    static func pairs(_ value: Value, _ body: (String, Value) throws -> Void) throws {
        if let module = value.asObject as? ModuleInstance, let native = module.module {
            for child in native.children {
                try body(child.name, child.module.map { .object(module.wrapped($0)) } ?? .none)
            }
            return
        }
        if (try? value.attribute("items")) != nil {
            try value.forEachPair { try body(try String.from($0) ?? "", $1) }
            return
        }
        for pair in try Collate.elements(value) {
            let parts = try Collate.elements(pair)
            guard parts.count == 2 else {
                throw Failure(.valueError, "module update sequence element has length \(parts.count); 2 is required")
            }
            try body(try String.from(parts[0]) ?? "", parts[1])
        }
    }

    // MARK: - Items

    private static func position(_ module: Module, _ index: Int) throws -> Int {
        let n = module.children.count
        guard index >= -n, index < n else { throw Failure(.indexError, "index \(index) is out of range") }
        return index < 0 ? index + n : index
    }

    static func get(_ object: ModuleInstance, _ key: Value) throws -> Value {
        guard let module = object.module, NNClasses.isContainer(object.cls) else {
            throw Failure(.typeError, "'\(object.cls.name)' object is not subscriptable")
        }
        if object.cls.isSubclass(of: NNClasses.moduleDict) {
            guard let name = try String.from(key), let entry = module.children.first(where: { $0.name == name }) else {
                throw Failure(.keyError, try key.repr())
            }
            return entry.module.map { .object(object.wrapped($0)) } ?? .none
        }
        if object.cls.isSubclass(of: NNClasses.parameterList) {
            let entries = module.parameterEntries
            guard let i = try Int.from(key), i >= -entries.count, i < entries.count,
                let tensor = entries[i < 0 ? i + entries.count : i].tensor
            else { throw Failure(.indexError, "index \(try key.repr()) is out of range") }
            return .tensor(tensor)
        }
        if let slice = key.asObject as? SliceObject {
            let picked = try indices(slice, module.children.count).map { module.children[$0] }
            let result = ModuleInstance(object.cls.isScriptClass ? baseContainer(object.cls) : object.cls)
            let native: Module = object.cls.isSubclass(of: NNClasses.sequential) ? Sequential() : ModuleList()
            result.attach(native)
            // Slices of Sequential keep the names, slices of ModuleList count anew.
            for (i, child) in picked.enumerated() {
                native.register(
                    optionalChild: object.cls.isSubclass(of: NNClasses.sequential) ? child.name : String(i),
                    child.module,
                    owner: child.owner)
            }
            return .object(result)
        }
        guard let index = try Int.from(key) else {
            throw Failure(.typeError, "'\(key.typeName)' object cannot be interpreted as an integer")
        }
        return module.children[try position(module, index)].module.map { .object(object.wrapped($0)) } ?? .none
    }

    private static func baseContainer(_ cls: TypeObject) -> TypeObject {
        cls.isSubclass(of: NNClasses.sequential) ? NNClasses.sequential : NNClasses.moduleList
    }

    private static func indices(_ slice: SliceObject, _ n: Int) throws -> [Int] {
        let step = try slice.stepIndex ?? 1
        guard step != 0 else { throw Failure(.valueError, "slice step cannot be zero") }
        func clamp(_ i: Int, _ low: Int, _ high: Int) -> Int { min(max(i < 0 ? i + n : i, low), high) }
        let start =
            try slice.startIndex.map { clamp($0, step > 0 ? 0 : -1, step > 0 ? n : n - 1) } ?? (step > 0 ? 0 : n - 1)
        let stop = try slice.stopIndex.map { clamp($0, step > 0 ? 0 : -1, step > 0 ? n : n - 1) } ?? (step > 0 ? n : -1)
        return Array(stride(from: start, to: stop, by: step))
    }

    static func set(_ object: ModuleInstance, _ key: Value, _ value: Value) throws {
        guard let module = object.module, NNClasses.isContainer(object.cls) else {
            throw Failure(.typeError, "'\(object.cls.name)' object does not support item assignment")
        }
        if object.cls.isSubclass(of: NNClasses.moduleDict) {
            guard let name = try String.from(key) else {
                throw Failure(.typeError, "module name should be a string, not \(key.typeName)")
            }
            return try add(module, name, value)
        }
        guard let index = try Int.from(key) else {
            throw Failure(.typeError, "'\(key.typeName)' object cannot be interpreted as an integer")
        }
        try add(module, module.children[try position(module, index)].name, value)
    }

    static func delete(_ object: ModuleInstance, _ key: Value) throws {
        guard let module = object.module, NNClasses.isContainer(object.cls) else {
            throw Failure(.typeError, "'\(object.cls.name)' object doesn't support item deletion")
        }
        if object.cls.isSubclass(of: NNClasses.moduleDict) {
            guard let name = try String.from(key), module.unregister(name) else {
                throw Failure(.keyError, try key.repr())
            }
            return
        }
        var entries = module.children
        if let slice = key.asObject as? SliceObject {
            for i in try indices(slice, entries.count).sorted(by: >) { entries.remove(at: i) }
        } else {
            guard let index = try Int.from(key) else {
                throw Failure(.typeError, "'\(key.typeName)' object cannot be interpreted as an integer")
            }
            entries.remove(at: try position(module, index))
        }
        module.renumber(entries)
    }

    // MARK: - Methods

    static func declareListMethods(on type: TypeObject) {
        type.rawMethod("append(self, module)", "Adds a module at the end.") { bound in
            let native = try NNClasses.instance(bound[0]).ready("append")
            try add(native, String(native.children.count), bound[1])
            return bound[0]
        }
        type.rawMethod("extend(self, modules)", "Adds modules at the end.") { bound in
            let native = try NNClasses.instance(bound[0]).ready("extend")
            for value in try Collate.elements(bound[1]) { try add(native, String(native.children.count), value) }
            return bound[0]
        }
        type.rawMethod("insert(self, index, module)", "Adds a module before a position.") { bound in
            let native = try NNClasses.instance(bound[0]).ready("insert")
            guard let child = bound[2].asObject as? ModuleInstance else {
                throw Failure(.typeError, "\(bound[2].typeName) is not a Module subclass")
            }
            var entries = native.children
            let index = try bound.get(1, as: Int.self)
            let place = min(max(index < 0 ? index + entries.count : index, 0), entries.count)
            entries.insert(Module.Child(name: "", module: try child.ready("insert"), owner: child), at: place)
            native.renumber(entries)
            return bound[0]
        }
        type.rawMethod("pop(self, index=-1)", "Takes a module out.") { bound in
            let object = try NNClasses.instance(bound[0])
            let value = try get(object, bound[1])
            try delete(object, bound[1])
            return value
        }
    }

    static func declareDictMethods(on type: TypeObject) {
        func names(_ bound: BoundArguments) throws -> (ModuleInstance, Module) {
            let object = try NNClasses.instance(bound[0])
            return (object, try object.ready("read items"))
        }
        type.rawMethod("keys(self)", "The names.") { .list(try names($0).1.children.map { .string($0.name) }) }
        type.rawMethod("values(self)", "The modules.") { bound in
            let (object, native) = try names(bound)
            return .list(native.children.map { $0.module.map { .object(object.wrapped($0)) } ?? .none })
        }
        type.rawMethod("items(self)", "Names and modules.") { bound in
            let (object, native) = try names(bound)
            return .list(
                native.children.map {
                    .tuple([.string($0.name), $0.module.map { .object(object.wrapped($0)) } ?? .none])
                })
        }
        type.rawMethod("update(self, modules)", "Adds modules by name.") { bound in
            let native = try names(bound).1
            try pairs(bound[1]) { try add(native, $0, $1) }
            return .none
        }
        type.rawMethod("pop(self, key)", "Takes a module out.") { bound in
            let object = try names(bound).0
            let value = try get(object, bound[1])
            try delete(object, bound[1])
            return value
        }
        type.rawMethod("clear(self)", "Takes all modules out.") { bound in
            try names(bound).1.replaceChildren([])
            return .none
        }
    }
}
