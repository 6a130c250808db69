// What completion and help may know of objects that scripts made: stored attributes and signatures, read without running code.
import Script

extension Object {
    /// An attribute kept in the object itself; nil when it would have to be computed.
    func storedAttribute(_ name: Symbol) -> Value? { (self as? Instance)?.stored(name) }

    /// The signature of a function that a script defined.
    var callSignature: CallSignature? {
        (self as? FunctionObject).map { CallSignature(of: $0) }
    }
}

extension DictObject {
    /// The keys that are text, in order.
    var textKeys: [String] { pairs.compactMap { ($0.key.asObject as? StringObject)?.text } }
}

extension FunctionObject {
    /// The names that can be given by keyword, as the signature's text says them.
    var parameterNames: [String] {
        signatureText.dropFirst().dropLast().split(separator: ",").compactMap { part in
            let name = part.drop { $0 == " " }.prefix { $0 != "=" }
            guard let first = name.first, first != "*", first != "/", name != "self" else { return nil }
            return name.unicodeScalars.allSatisfy { $0.properties.isXIDContinue } ? String(name) : nil
        }
    }
}
