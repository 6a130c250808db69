// Attributes, calls and types of any value: numbers go through their type objects, objects through their own methods.
import Schema

extension Value {
    /// `x(...)`.
    public func call(_ arguments: Arguments) throws -> Value {
        guard case .object(let object) = self else {
            throw Failure(.typeError, "'\(typeName)' object is not callable")
        }
        return try object.call(arguments)
    }
}
