// Libraries that programs import and that are not here. `import pandas` at the top of a file that never uses it must not stop the
// file, so the import succeeds and the first use says what to write instead. In a `try` the import fails, as its author expects.
import Schema

public enum AbsentModules {
    /// What to write instead, by the library's first name. Filled once before the first script runs.
    nonisolated(unsafe) private static var answers: [String: String] = [:]

    /// Declares a library as known and absent; `answer` is the hint of its use.
    public static func declare(_ name: String, _ answer: String) { answers[name] = answer }

    /// A stand-in for an absent library or a part of one; nil for names nobody knows.
    static func module(_ name: String) -> ModuleObject? {
        guard let top = name.split(separator: ".").first, let answer = answers[String(top)] else { return nil }
        let module = ModuleObject(name)
        module.documentation = "Not available here: \(answer)."
        module.missing = { member in
            member.text.hasPrefix("__") ? nil : .object(AbsentObject("\(name).\(member)", answer))
        }
        return module
    }
}

extension AbsentModules {
    /// A stand-in for a part of a library of which other parts are here.
    public static func part(_ name: String) -> Value? {
        guard let top = name.split(separator: ".").first, let answer = answers[String(top)] else { return nil }
        return .object(AbsentObject(name, answer))
    }
}

/// Something of an absent library: it can be named and passed on, and says so when it is used.
final class AbsentObject: Object {
    private let name: String
    private let answer: String
    nonisolated(unsafe) static let cls = TypeObject("absent")
    override var type: TypeObject { AbsentObject.cls }

    init(_ name: String, _ answer: String) {
        self.name = name
        self.answer = answer
    }

    /// What any use of it throws.
    var failure: Failure { Failure(.notImplementedError, "\(name) is not available here", hint: answer) }

    override func repr() throws -> String { "<\(name), not available here>" }
    override func attribute(_ name: Symbol) throws -> Value? {
        name.text.hasPrefix("__") ? nil : .object(AbsentObject("\(self.name).\(name)", answer))
    }
    override var isCallable: Bool { true }
    override func call(_ arguments: Arguments) throws -> Value { throw failure }
    override func item(_ key: Value) throws -> Value { throw failure }
    override func iterator() throws -> IteratorObject? { throw failure }
    override func length() throws -> Int? { throw failure }
    override func truth() throws -> Bool { true }
    override func binary(_ op: BinaryOperator, _ right: Value) throws -> Value? { throw failure }
}
