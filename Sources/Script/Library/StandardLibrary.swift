// The modules of Python's standard library that scripts import. Each is declared here by name and built at its first import, in Swift
// or, where classes are what scripts see, in the dialect itself (Scripted/).
import Schema

public enum StandardLibrary {
    /// Declares every module; call once before the first script runs.
    public static func register() {
        ModuleRegistry.register("builtins") { Builtins.install(into: $0) }
        registerNumeric()
        registerSystem()
        registerContainers()
        registerLanguage()
        registerText()
    }

    private static func registerNumeric() {
        ModuleRegistry.register("math") { buildMath($0) }
        ModuleRegistry.register("random") { try buildRandom($0) }
        ModuleRegistry.register("operator") { buildOperator($0) }
        ModuleRegistry.register("numbers") { buildNumbers($0) }
    }

    private static func registerSystem() {
        ModuleRegistry.register("os") { try buildOS($0) }
        ModuleRegistry.register("os.path") { buildOSPath($0) }
        ModuleRegistry.register("sys") { buildSys($0) }
        ModuleRegistry.register("time") { try buildTime($0) }
        ModuleRegistry.register("_time") { try buildTime($0) }
        ModuleRegistry.register("glob") { buildGlob($0) }
        ModuleRegistry.register("fnmatch") { buildFnmatch($0) }
        ModuleRegistry.register("shutil") { buildShutil($0) }
        ModuleRegistry.register("tempfile") { buildTempfile($0) }
        ModuleRegistry.register("pathlib") { try ScriptedModule.build($0, PathlibModule.text) }
        ModuleRegistry.register("logging") { try ScriptedModule.build($0, LoggingModule.text) }
        ModuleRegistry.register("logging.handlers") { try ScriptedModule.build($0, LoggingModule.handlers) }
        ModuleRegistry.register("argparse") { try ScriptedModule.build($0, ArgparseModule.text) }
        ModuleRegistry.register("datetime") { try ScriptedModule.build($0, DatetimeModule.text) }
        ModuleRegistry.register("warnings") { try ScriptedModule.build($0, SmallModules.warnings) }
        ModuleRegistry.register("multiprocessing") { try ScriptedModule.build($0, SmallModules.multiprocessing) }
        ModuleRegistry.register("threading") { try ScriptedModule.build($0, SmallModules.threading) }
        ModuleRegistry.register("importlib") { try ScriptedModule.build($0, SmallModules.importlib) }
        ModuleRegistry.register("csv") { try ScriptedModule.build($0, SmallModules.csv) }
        ModuleRegistry.register("traceback") { try ScriptedModule.build($0, SmallModules.traceback) }
        ModuleRegistry.register("platform") { try ScriptedModule.build($0, SmallModules.platform) }
        ModuleRegistry.register("pprint") { try ScriptedModule.build($0, SmallModules.pprint) }
        ModuleRegistry.register("gc") { buildGC($0) }
        ModuleRegistry.register("re") { try buildRegex($0) }
        for (name, text) in [
            ("heapq", StandardExtras.heapq), ("bisect", StandardExtras.bisect), ("timeit", StandardExtras.timeit),
            ("statistics", StandardExtras.statistics), ("base64", StandardExtras.base64),
            ("uuid", StandardExtras.uuid), ("io", StandardExtras.io), ("pdb", StandardExtras.pdb),
            ("distutils", ""), ("distutils.version", StandardExtras.distutilsVersion),
            ("packaging", ""), ("packaging.version", StandardExtras.packagingVersion),
        ] {
            ModuleRegistry.register(name) { try ScriptedModule.build($0, text) }
        }
    }

    private static func registerContainers() {
        ModuleRegistry.register("itertools") { buildItertools($0) }
        ModuleRegistry.register("collections") { buildCollections($0) }
        ModuleRegistry.register("collections.abc") { buildCollectionsABC($0) }
        ModuleRegistry.register("_functools") { buildFunctoolsCore($0) }
        ModuleRegistry.register("functools") { try ScriptedModule.build($0, SmallModules.functools) }
        ModuleRegistry.register("copy") { buildCopy($0) }
    }

    private static func registerLanguage() {
        ModuleRegistry.register("typing") { buildTyping($0) }
        ModuleRegistry.register("typing_extensions") { buildTyping($0) }
        ModuleRegistry.register("enum") { try ScriptedModule.build($0, EnumModule.text) }
        ModuleRegistry.register("dataclasses") { try ScriptedModule.build($0, DataclassesModule.text) }
        ModuleRegistry.register("contextlib") { try ScriptedModule.build($0, SmallModules.contextlib) }
        ModuleRegistry.register("abc") { try ScriptedModule.build($0, SmallModules.abc) }
        ModuleRegistry.register("types") { try ScriptedModule.build($0, SmallModules.types) }
        ModuleRegistry.register("inspect") { try ScriptedModule.build($0, SmallModules.inspect) }
        ModuleRegistry.register("__future__") { module in
            for name in [
                "annotations", "division", "print_function", "absolute_import", "unicode_literals", "generator_stop",
            ] {
                module[Symbol(name)] = .bool(true)
            }
        }
    }

    private static func registerText() {
        ModuleRegistry.register("json") { buildJSON($0) }
        ModuleRegistry.register("textwrap") { try ScriptedModule.build($0, SmallModules.textwrap) }
        ModuleRegistry.register("string") { try ScriptedModule.build($0, SmallModules.string) }
    }
}

extension BoundArguments {
    func isNone(_ index: Int) -> Bool { if case .none = self[index] { true } else { false } }

    func int(_ index: Int) throws -> Int { try self[index].asInt() }

    func bool(_ index: Int) throws -> Bool { try self[index].truth() }

    /// A real number, or CPython's `must be real number, not str`.
    func real(_ index: Int) throws -> Double { try self[index].asReal() }

    /// The elements of a `*args` parameter.
    func rest(_ index: Int) -> [Value] { (self[index].asObject as? TupleObject)?.elements ?? [] }

    /// The pairs of a `**kwargs` parameter.
    func restKeywords(_ index: Int) -> [(name: Symbol, value: Value)] {
        ((self[index].asObject as? DictObject)?.pairs ?? []).compactMap { key, value in
            (key.asObject as? StringObject).map { (Symbol($0.text), value) }
        }
    }
}

extension Value {
    func asReal() throws -> Double {
        switch self {
        case .float(let d): return d
        case .int(let i): return Double(i)
        case .bool(let b): return b ? 1 : 0
        case .object(let object):
            if !(object is StringObject), !(object is BytesObject), let value = try object.float() { return value }
        case .unbound, .none: break
        }
        throw Failure(.typeError, "must be real number, not \(typeName)")
    }
}
