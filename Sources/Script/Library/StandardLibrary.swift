// The modules of Python's standard library that scripts import, written in Swift. Each file declares its modules; they are built at
// their first import.
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
    }
}

extension BoundArguments {
    func isNone(_ index: Int) -> Bool { if case .none = values[index] { true } else { false } }

    func int(_ index: Int) throws -> Int { try values[index].asInt() }

    func bool(_ index: Int) throws -> Bool { try values[index].truth() }

    /// A real number, or CPython's `must be real number, not str`.
    func real(_ index: Int) throws -> Double { try values[index].asReal() }

    /// The elements of a `*args` parameter.
    func rest(_ index: Int) -> [Value] { (values[index].asObject as? TupleObject)?.elements ?? [] }

    /// The pairs of a `**kwargs` parameter.
    func restKeywords(_ index: Int) -> [(name: Symbol, value: Value)] {
        ((values[index].asObject as? DictObject)?.pairs ?? []).compactMap { key, value in
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
