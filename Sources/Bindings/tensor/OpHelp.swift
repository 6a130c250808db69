// What help and completion may know of an op: its declaration.
import Schema
import Script
import Tensors

public enum OpHelp {
    /// The signature and description of a function that an op or a ufunc stands behind; nil for anything else.
    public static func of(_ value: Value) -> (signature: Signature, documentation: String)? {
        switch value.asObject {
        case let function as OpFunction: (function.op.signature, function.op.doc)
        case let ufunc as UfuncObject: (ufunc.function.signature, ufunc.function.documentation)
        default: nil
        }
    }
}
