// The objects of constants that are not small numbers or text.
import BigInt
import Schema

enum Literals {
    static func bigInt(_ digits: String) throws -> Value {
        guard let number = BigInt(digits) else { throw Failure(.valueError, "invalid integer literal") }
        return .object(BigIntObject(number))
    }
    static func bytes(_ bytes: [UInt8]) throws -> Value { .object(BytesObject(bytes)) }
    static var ellipsis: Value { .object(EllipsisObject.shared) }
}
