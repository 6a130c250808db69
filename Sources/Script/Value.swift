// What a script's variables hold: one small enum with a single pointer payload (9 bytes; measured: any other shape costs up to 4x).
// Everything that is not a small number is an `Object`.

public enum Value {
    /// A local variable that has no value yet. Never visible to a script.
    case unbound
    case none
    case bool(Bool)
    /// Integers that fit; larger ones are `BigIntObject`s, and arithmetic moves between the two.
    case int(Int)
    case float(Double)
    case object(Object)
}

/// A name interned to a small number: attribute and global look-ups compare one integer.
public struct Symbol: Hashable, Sendable {
    public let id: Int32

    /// The one symbol for this text.
    public init(_ text: String) { id = SymbolTable.intern(text) }

    /// The symbol a compiled instruction names.
    init(id: Int) { self.id = Int32(truncatingIfNeeded: id) }

    public var text: String { SymbolTable.text(of: id) }

    /// The text as a script sees it, shared.
    var string: StringObject { SymbolTable.string(of: id) }
}

extension Symbol: ExpressibleByStringLiteral, CustomStringConvertible {
    public init(stringLiteral value: String) { self.init(value) }
    public var description: String { text }
}

/// The texts of all symbols. Scripts run on one thread at a time (see `Interpreter`), which is what makes the unchecked statics safe.
private enum SymbolTable {
    nonisolated(unsafe) static var ids: [String: Int32] = [:]
    nonisolated(unsafe) static var texts: [String] = []
    nonisolated(unsafe) static var strings: [StringObject?] = []

    static func intern(_ text: String) -> Int32 {
        if let id = ids[text] { return id }
        let id = Int32(texts.count)
        texts.append(text)
        strings.append(nil)
        ids[text] = id
        return id
    }

    static func text(of id: Int32) -> String { texts[Int(id)] }

    static func string(of id: Int32) -> StringObject {
        if let known = strings[Int(id)] { return known }
        let string = StringObject(texts[Int(id)], symbol: Symbol(id: Int(id)))
        strings[Int(id)] = string
        return string
    }
}

/// What a call passes: positional values and keywords in the order written.
public struct Arguments {
    public var positional: [Value]
    public var keywords: [(name: Symbol, value: Value)]

    public init(_ positional: [Value] = [], keywords: [(name: Symbol, value: Value)] = []) {
        self.positional = positional
        self.keywords = keywords
    }
}
