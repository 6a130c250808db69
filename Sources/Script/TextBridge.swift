// The text layer as objects use it: number and string notation, format specifications, parsing of numbers.
import BigInt
import Schema

enum TextBridge {
    static func floatRepr(_ d: Double) -> String { d.isNaN ? "nan" : d.description }
    static func stringRepr(_ s: String) -> String {
        s.contains("'") && !s.contains("\"") ? "\"\(s)\"" : "'" + s.replacing("\\", with: "\\\\").replacing("'", with: "\\'").replacing("\n", with: "\\n") + "'"
    }
    static func asciiRepr(_ repr: String) -> String { repr }
    static func bytesRepr(_ bytes: [UInt8]) -> String { "b" + stringRepr(String(decoding: bytes, as: UTF8.self)) }
    static func format(_ value: Value, _ spec: String) throws -> String { try value.str() }
    static func percent(_ template: String, _ arguments: Value) throws -> String { template }
    static func expand(_ template: String, _ arguments: Arguments) throws -> String { template }
    /// nil: not a literal in this base.
    static func parseInt(_ text: String, base: Int) throws -> Value? { Int(text, radix: base == 0 ? 10 : base).map { .int($0) } }
    static func parseFloat(_ text: String) -> Double? { Double(text) }
}
