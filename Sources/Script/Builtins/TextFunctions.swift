// Builtins on text: repr, ascii, format, chr, ord.
import Schema

extension Builtins {
    static func installTextFunctions(into module: ModuleObject) {
        module.rawDefine("repr(obj, /)", "Text that shows obj unambiguously.") { bound in .string(try bound[0].repr()) }
        module.rawDefine("ascii(obj, /)", "repr in ASCII.") { bound in
            .string(PythonRepr.ascii(fromRepr: try bound[0].repr()))
        }
        module.rawDefine("format(value, format_spec='', /)", "value as the format specification says.") { bound in
            guard let spec = bound[1].asObject as? StringObject else {
                throw Failure(.typeError, "format() argument 2 must be str, not \(bound[1].typeName)")
            }
            return .string(try bound[0].format(spec.text))
        }
        module.rawDefine("chr(i, /)", "The character with this code.") { bound in
            guard case .int(let code) = try bound[0].asIndex(), (0...0x10FFFF).contains(code) else {
                throw Failure(.valueError, "chr() arg not in range(0x110000)")
            }
            guard let scalar = UInt32(exactly: code).flatMap(Unicode.Scalar.init) else {
                throw Failure(
                    .valueError, "chr(0x\(String(code, radix: 16))): a surrogate is not a character in unetrepl")
            }
            return StringObject.character(scalar)
        }
        module.rawDefine("ord(c, /)", "The code of a character.") { bound in
            if let text = bound[0].asObject as? StringObject {
                if text.count == 1, let scalar = text.scalars.first { return .int(Int(scalar.value)) }
                throw Failure(.typeError, "ord() expected a character, but string of length \(text.count) found")
            }
            if let bytes = bound[0].asObject as? BytesObject {
                if bytes.bytes.count == 1 { return .int(Int(bytes.bytes[0])) }
                throw Failure(.typeError, "ord() expected a character, but string of length \(bytes.bytes.count) found")
            }
            throw Failure(.typeError, "ord() expected string of length 1, but \(bound[0].typeName) found")
        }
    }
}
