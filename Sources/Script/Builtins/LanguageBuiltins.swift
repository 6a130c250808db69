// Builtins that belong to the interpreter: exception classes, descriptors, `super`, `globals`.
import Schema

extension Builtins {
    private static func locals() -> Value {
        let machine = Interpreter.current.machine
        if machine.isAtModuleLevel, let namespace = machine.currentNamespace {
            return .object(AttributeTable(namespace))
        }
        return .dict(machine.currentLocals)
    }

    static func installLanguage(into module: ModuleObject) {
        installShortcuts(into: module)
        for type in ExceptionTypes.all { module.define(type) }
        module["IOError"] = .object(ExceptionTypes.cls(.osError))
        module["EnvironmentError"] = .object(ExceptionTypes.cls(.osError))
        for type in [PropertyObject.cls, StaticMethod.cls, ClassMethod.cls, SuperObject.type] { module.define(type) }
        module.rawDefine("globals()", "The module's variables.") { _ in
            guard let namespace = Interpreter.current.machine.currentNamespace else { return .dict([]) }
            return .object(AttributeTable(namespace))
        }
        module.rawDefine("vars(object=None, /)", "The object's attributes; without an object the same as locals().") {
            bound in
            if !bound.given[0] { return locals() }
            guard let table = try bound[0].attributeIfPresent(Names.dict) else {
                throw Failure(.typeError, "vars() argument must have __dict__ attribute")
            }
            return table
        }
        module.rawDefine("dir(object=None, /)", "The names an object, or the module, has.") { bound in
            let names =
                bound.given[0]
                ? bound[0].asObject?.attributeNames() ?? bound[0].type.allMemberNames()
                : Interpreter.current.machine.currentLocals.map(\.name.text)
            return .list(names.sorted().map { .string($0) })
        }
        module.rawDefine("locals()", "A copy of the function's variables; at module level its globals.") { _ in locals()
        }
    }
}
