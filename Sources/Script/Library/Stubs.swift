extension StandardLibrary {
    static func registerSystem() {}
    static func registerContainers() {
        ModuleRegistry.register("itertools") { buildItertools($0) }
        ModuleRegistry.register("collections") { buildCollections($0) }
        ModuleRegistry.register("collections.abc") { buildCollectionsABC($0) }
        ModuleRegistry.register("numbers") { buildNumbers($0) }
        ModuleRegistry.register("_functools") { buildFunctoolsCore($0) }
        ModuleRegistry.register("functools") { try ScriptedModule.build($0, SmallModules.functools) }
    }
    static func registerLanguage() {
        ModuleRegistry.register("typing") { buildTyping($0) }
        ModuleRegistry.register("typing_extensions") { buildTyping($0) }
        ModuleRegistry.register("enum") { try ScriptedModule.build($0, EnumModule.text) }
        ModuleRegistry.register("dataclasses") { try ScriptedModule.build($0, DataclassesModule.text) }
        ModuleRegistry.register("contextlib") { try ScriptedModule.build($0, SmallModules.contextlib) }
        ModuleRegistry.register("abc") { try ScriptedModule.build($0, SmallModules.abc) }
        ModuleRegistry.register("warnings") { try ScriptedModule.build($0, SmallModules.warnings) }
        ModuleRegistry.register("__future__") { module in
            for name in ["annotations", "division", "print_function", "absolute_import", "unicode_literals", "generator_stop", "with_statement"] {
                module[Symbol(name)] = .bool(true)
            }
        }
    }
    static func registerText() {
        ModuleRegistry.register("textwrap") { try ScriptedModule.build($0, SmallModules.textwrap) }
        ModuleRegistry.register("string") { try ScriptedModule.build($0, SmallModules.string) }
    }
}
