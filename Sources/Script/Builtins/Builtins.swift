// The names every script has without import. Functions are grouped by what they work on; classes come from their own files; the
// interpreter adds what it owns (exceptions, property, staticmethod, classmethod, super, globals, locals).
import Schema

public enum Builtins {
    /// Adds all builtins to the `builtins` module.
    public static func install(into module: ModuleObject) {
        installTypes(into: module)
        installNumberFunctions(into: module)
        installSequenceFunctions(into: module)
        installTextFunctions(into: module)
        installObjectFunctions(into: module)
        installConsole(into: module)
        installOpen(into: module)
        installLanguage(into: module)
    }

    private static func installTypes(into module: ModuleObject) {
        let types = [
            IntType.cls, FloatType.cls, BoolType.cls, StringObject.cls, BytesObject.cls, ListObject.cls,
            TupleObject.cls,
            DictObject.cls, SetObject.cls, SetObject.frozenCls, RangeObject.cls, SliceObject.cls, LazyTypes.enumerate,
            LazyTypes.zip, LazyTypes.map, LazyTypes.filter, LazyTypes.reversed, TypeObject.object, TypeObject.type,
        ]
        for type in types { module.define(type) }
        module["Ellipsis"] = .object(EllipsisObject.shared)
        module["NotImplemented"] = .object(NotImplementedObject.shared)
        module["__debug__"] = .bool(true)
    }
}
