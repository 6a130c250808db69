// Library modules written in the dialect itself: classes that scripts subclass, print and inspect read best as Python. The text is
// compiled at the first import.
import Schema

public enum ScriptedModule {
    /// Runs `text` as the module's body.
    public static func build(_ module: ModuleObject, _ text: String) throws {
        _ = try Interpreter.current.run(Source(id: -1, name: "<\(module.name)>", text), in: module, display: false)
    }
}
