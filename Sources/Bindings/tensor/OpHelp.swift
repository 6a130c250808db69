// What help and completion may know of an op: its declaration.
import Schema
import Script
import Tensors

public enum OpHelp {
    /// The signature and description of a function that an op stands behind; nil for anything else.
    public static func of(_ value: Value) -> (signature: Signature, documentation: String)? {
        (value.asObject as? OpFunction).map { ($0.op.signature, $0.op.doc) }
    }
}
