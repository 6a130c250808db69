// safetensors files: a JSON header of names, types, shapes and byte ranges, then the bytes. Ranges must tile the data exactly, in any
// order; names may not repeat. Source: the format's README (huggingface/safetensors, Apache-2.0), restated.

import Schema
import Tensors

public enum Safetensors {
    private static let longestHeader = 100_000_000
    private static let names: [(String, DType)] = [
        ("BOOL", .bool), ("U8", .uint8), ("I8", .int8), ("I16", .int16), ("I32", .int32), ("I64", .int64),
        ("F16", .float16),
        ("BF16", .bfloat16), ("F32", .float32), ("F64", .float64),
    ]

    public static func write(_ state: [(name: String, tensor: Tensor)], metadata: [(String, String)] = []) throws
        -> [UInt8]
    {
        var header = "{"
        if !metadata.isEmpty {
            header +=
                "\"__metadata__\":{"
                + metadata.map { "\(quoted($0.0)):\(quoted($0.1))" }.joined(separator: ",") + "},"
        }
        var data: [UInt8] = []
        var entries: [String] = []
        for (name, tensor) in state {
            let bytes = try elementBytes(tensor)
            let word = names.first { $0.1 == tensor.dtype }?.0 ?? ""
            let shape = tensor.shape.map(String.init).joined(separator: ",")
            entries.append(
                "\(quoted(name)):{\"dtype\":\"\(word)\",\"shape\":[\(shape)],\"data_offsets\":[\(data.count),\(data.count + bytes.count)]}"
            )
            data += bytes
        }
        header += entries.joined(separator: ",") + "}"
        header += String(repeating: " ", count: (8 - header.utf8.count % 8) % 8)
        var writer = ByteWriter()
        writer.put(UInt64(header.utf8.count))
        writer.put(header)
        return writer.bytes + data
    }

    public static func read(_ bytes: [UInt8]) throws -> [(name: String, tensor: Tensor)] {
        var reader = ByteReader(bytes, "safetensors")
        let length = try reader.size()
        guard length <= min(longestHeader, reader.remaining) else {
            throw reader.broken("claims a header longer than itself")
        }
        var json = JSONReader(Array(try reader.take(length)))
        guard case .object(let entries) = try json.whole() else {
            throw reader.broken("has a header that is not an object")
        }
        let data = Array(try reader.take(reader.remaining))
        var found: [(String, Tensor)] = []
        var ranges: [(Int, Int)] = []
        for (name, value) in entries where name != "__metadata__" {
            guard case .object(let fields) = value,
                case .string(let word)? = fields.first(where: { $0.0 == "dtype" })?.1,
                case .array(let sizes)? = fields.first(where: { $0.0 == "shape" })?.1,
                case .array(let offsets)? = fields.first(where: { $0.0 == "data_offsets" })?.1,
                let dtype = names.first(where: { $0.0 == word })?.1
            else { throw reader.broken("has an entry '\(name)' that does not describe a tensor") }
            let shape = try sizes.map { try $0.size(reader) }
            let (from, to) = offsets.count == 2 ? (try offsets[0].size(reader), try offsets[1].size(reader)) : (1, 0)
            guard from <= to, to <= data.count, try Shape.bytes(shape, dtype) == to - from else {
                throw reader.broken("has an entry '\(name)' whose size and place do not agree")
            }
            ranges.append((from, to))
            found.append((name, try tensor(fromBytes: data[from..<to], shape, dtype)))
        }
        var at = 0
        for (from, to) in ranges.sorted(by: { $0 < $1 }) {
            guard from == at else { throw reader.broken("has tensors that overlap or leave holes") }
            at = to
        }
        guard at == data.count else { throw reader.broken("has bytes that belong to no tensor") }
        return found
    }

    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case _ where scalar.value < 0x20:
                let hex = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}

/// Just enough JSON for headers: objects keep their order, names may not repeat, nesting is limited, numbers are whole.
struct JSONReader {
    indirect enum Value {
        case object([(String, Value)]), array([Value]), string(String), number(Int), other

        func size(_ reader: ByteReader) throws -> Int {
            guard case .number(let value) = self, value >= 0 else {
                throw reader.broken("has a size that is no whole number")
            }
            return value
        }
    }

    private let bytes: [UInt8]
    private var at = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    private func broken() -> Failure { Failure(.runtimeError, "the header is not valid JSON (byte \(at))") }

    mutating func whole() throws -> Value {
        let result = try value(0)
        guard peek() == nil else { throw broken() }
        return result
    }

    private mutating func peek() -> UInt8? {
        while at < bytes.count, [32, 9, 10, 13].contains(bytes[at]) { at += 1 }
        return at < bytes.count ? bytes[at] : nil
    }

    private mutating func accept(_ character: Character) -> Bool {
        guard let byte = peek(), byte == character.asciiValue else { return false }
        at += 1
        return true
    }

    private mutating func value(_ depth: Int) throws -> Value {
        guard depth < 8 else { throw broken() }
        if accept("{") {
            var items: [(String, Value)] = []
            var seen = Set<String>()
            if accept("}") { return .object([]) }
            repeat {
                let key = try string()
                guard accept(":"), seen.insert(key).inserted else { throw broken() }
                items.append((key, try value(depth + 1)))
            } while accept(",")
            guard accept("}") else { throw broken() }
            return .object(items)
        }
        if accept("[") {
            var items: [Value] = []
            if accept("]") { return .array([]) }
            repeat { items.append(try value(depth + 1)) } while accept(",")
            guard accept("]") else { throw broken() }
            return .array(items)
        }
        if peek() == UInt8(ascii: "\"") { return .string(try string()) }
        let start = at
        while at < bytes.count, !",]} \n\r\t".utf8.contains(bytes[at]) { at += 1 }
        let word = String(decoding: bytes[start..<at], as: UTF8.self)
        if let number = Int(word) { return .number(number) }
        guard ["true", "false", "null"].contains(word) else { throw broken() }
        return .other
    }

    private mutating func string() throws -> String {
        guard accept("\"") else { throw broken() }
        var text: [UInt8] = []
        while at < bytes.count {
            let byte = bytes[at]
            at += 1
            if byte == UInt8(ascii: "\"") { return String(decoding: text, as: UTF8.self) }
            guard byte == UInt8(ascii: "\\") else {
                text.append(byte)
                continue
            }
            guard at < bytes.count else { throw broken() }
            let escape = bytes[at]
            at += 1
            switch escape {
            case UInt8(ascii: "n"): text.append(10)
            case UInt8(ascii: "t"): text.append(9)
            case UInt8(ascii: "r"): text.append(13)
            case UInt8(ascii: "b"): text.append(8)
            case UInt8(ascii: "f"): text.append(12)
            case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(escape)
            case UInt8(ascii: "u"):
                guard at + 4 <= bytes.count,
                    let code = UInt32(String(decoding: bytes[at..<(at + 4)], as: UTF8.self), radix: 16)
                else { throw broken() }
                at += 4
                // Halves of surrogate pairs cannot stand alone; they become the replacement character.
                text.append(contentsOf: String(Character(Unicode.Scalar(code) ?? "\u{fffd}")).utf8)
            default: throw broken()
            }
        }
        throw broken()
    }
}
