// What completion and help may know of objects that scripts made: stored attributes and signatures, read without running code.
import Script

extension Object {
    /// An attribute kept in the object itself; nil when it would have to be computed.
    func storedAttribute(_ name: Symbol) -> Value? { nil }

    /// The signature of a function that a script defined.
    var callSignature: CallSignature? { nil }
}

extension DictObject {
    /// The keys that are text, in order.
    var textKeys: [String] { pairs.compactMap { ($0.key.asObject as? StringObject)?.text } }
}
