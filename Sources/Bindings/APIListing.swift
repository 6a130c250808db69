// `unetrepl --api`: every module and name with its signature, read from the declarations themselves, so that it cannot be out of date.
import Schema
import Script

public enum APIListing {
    /// One line per name under a line per module; the methods of a class follow it, indented. Ends with the counts.
    ///
    /// Runs the modules that are written in the dialect, so it needs a thread with a script's stack.
    public static func text() throws -> String {
        StandardLibrary.register()
        Library.register()
        let interpreter = Interpreter()
        Interpreter.current = interpreter
        var lines: [String] = []
        var modules = 0
        var names = 0
        var described = Set<ObjectIdentifier>()
        for moduleName in ModuleRegistry.names where !moduleName.hasPrefix("_") {
            guard let module = try ModuleRegistry.module(moduleName) else { continue }
            modules += 1
            lines.append(module.documentation.isEmpty ? moduleName : "\(moduleName): \(module.documentation)")
            for symbol in module.names where !symbol.text.hasPrefix("_") {
                guard let value = module[symbol] else { continue }
                names += 1
                lines.append("    \(line(symbol.text, value))")
                guard let type = value.asObject as? TypeObject, described.insert(ObjectIdentifier(type)).inserted else {
                    continue
                }
                lines += methods(of: type)
            }
        }
        lines.append("\(modules) modules, \(names) names")
        return lines.joined(separator: "\n") + "\n"
    }

    private static func line(_ name: String, _ value: Value) -> String {
        guard let object = value.asObject else { return name }
        switch object {
        case let type as TypeObject:
            return "class \(name)\(type.member("__init__").flatMap(parameters).map(withoutReceiver) ?? "")"
        case is ModuleObject: return "module \(name)"
        default: return name + (parameters(value) ?? "")
        }
    }

    private static func methods(of type: TypeObject) -> [String] {
        type.memberNames.compactMap { symbol in
            guard !symbol.text.hasPrefix("_"), let member = type.members[symbol] else { return nil }
            return "        .\(symbol.text)\(parameters(member).map(withoutReceiver) ?? "")"
        }
    }

    /// "(input, dim=None)"; nil for what cannot be called or does not say.
    private static func parameters(_ value: Value) -> String? {
        switch value.asObject {
        case let function as BuiltinFunction: list(function.signature)
        case let function as OpFunction: list(function.op.signature)
        case let ufunc as UfuncObject: list(ufunc.function.signature)
        case let function as FunctionObject: function.signatureText
        default: nil
        }
    }

    private static func list(_ signature: Signature) -> String? {
        signature.text.firstIndex(of: "(").map { String(signature.text[$0...]) }
    }

    /// A method is shown as it is called.
    private static func withoutReceiver(_ list: String) -> String {
        for receiver in ["(self, /, ", "(self, ", "(input, "] where list.hasPrefix(receiver) {
            return "(" + list.dropFirst(receiver.count)
        }
        return ["(self)", "(input)", "(self, /)"].contains(list) ? "()" : list
    }
}
