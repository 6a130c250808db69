// bytes: an immutable row of numbers 0...255, and its way to and from text.
import Schema

public final class BytesObject: Object {
    public let bytes: [UInt8]
    nonisolated(unsafe) public static let cls = makeBytesType()
    public override var type: TypeObject { BytesObject.cls }
    public init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The bytes of a text in utf-8, ascii or latin-1.
    static func encoding(_ text: String, _ name: String, errors: String) throws -> BytesObject {
        let limit: UInt32
        let shown: String
        switch try codec(name) {
        case .utf8: return BytesObject(text.utf8Bytes)
        case .ascii: (limit, shown) = (128, "ascii")
        case .latin1: (limit, shown) = (256, "latin-1")
        }
        var result: [UInt8] = []
        for (i, scalar) in text.unicodeScalars.enumerated() {
            if scalar.value < limit {
                result.append(UInt8(scalar.value))
            } else if errors == "replace" {
                result.append(UInt8(ascii: "?"))
            } else if errors != "ignore" {
                let digits = String(scalar.value, radix: 16)
                let (letter, width) = scalar.value < 0x100 ? ("x", 2) : scalar.value < 0x10000 ? ("u", 4) : ("U", 8)
                let code = "\\\(letter)" + String(repeating: "0", count: width - digits.count) + digits
                throw Failure(
                    .unicodeEncodeError,
                    "'\(shown)' codec can't encode character '\(code)' in position \(i): ordinal not in range(\(limit))"
                )
            }
        }
        return BytesObject(result)
    }

    func decoded(_ name: String, errors: String) throws -> String {
        switch try BytesObject.codec(name) {
        case .latin1: return String(bytes.lazy.map { Unicode.Scalar($0) })
        case .ascii:
            if let i = bytes.firstIndex(where: { $0 > 127 }), errors == "strict" { throw cannotDecode("ascii", at: i) }
            return String(decoding: bytes, as: UTF8.self)
        case .utf8:
            if let text = String(validating: bytes, as: UTF8.self) { return text }
            if errors == "ignore" {
                return String(String(decoding: bytes, as: UTF8.self).unicodeScalars.filter { $0 != "\u{FFFD}" })
            }
            if errors == "replace" { return String(decoding: bytes, as: UTF8.self) }
            throw cannotDecode("utf-8", at: validPrefix())
        }
    }

    private func cannotDecode(_ codec: String, at i: Int) -> Failure {
        let byte = String(bytes[i], radix: 16)
        let reason = codec == "ascii" ? "ordinal not in range(128)" : "invalid start byte"
        return Failure(
            .unicodeDecodeError,
            "'\(codec)' codec can't decode byte 0x\(byte.count == 1 ? "0" : "")\(byte) in position \(i): \(reason)")
    }

    private func validPrefix() -> Int {
        var length = bytes.count - 1
        while length > 0, String(validating: bytes[..<length], as: UTF8.self) == nil { length -= 1 }
        return max(0, length)
    }

    private enum Codec { case utf8, ascii, latin1 }

    private static func codec(_ name: String) throws -> Codec {
        switch name.lowercased().replacing("_", with: "-") {
        case "utf-8", "utf8", "utf-8-sig": return .utf8
        case "ascii", "us-ascii": return .ascii
        case "latin-1", "latin1", "iso-8859-1": return .latin1
        default:
            throw Failure(.lookupError, "unknown encoding: \(name)", hint: "unetrepl knows utf-8, ascii and latin-1")
        }
    }

    // MARK: - As an object

    public override func repr() throws -> String { ValueText.bytesRepr(bytes) }
    public override func truth() throws -> Bool { !bytes.isEmpty }
    public override func length() throws -> Int? { bytes.count }
    public override func hash() throws -> Int { bytes.withUnsafeBufferPointer { TextHash.mix($0) } }
    public override func iterator() throws -> IteratorObject? { ListIterator(ListObject(bytes.map { .int(Int($0)) })) }

    public override func compare(_ op: ComparisonOperator, _ other: Value) throws -> Value? {
        guard let other = other.asObject as? BytesObject else { return nil }
        let order = bytes == other.bytes ? 0 : bytes.lexicographicallyPrecedes(other.bytes) ? -1 : 1
        return Arithmetic.compare(op, .int(order), .int(0)).map { .bool($0) }
    }

    public override func contains(_ value: Value) throws -> Bool? {
        if let part = value.asObject as? BytesObject { return ByteSearch.first(part.bytes, in: bytes) != nil }
        guard let index = try? value.asIndex() else {
            throw Failure(.typeError, "a bytes-like object is required, not '\(value.typeName)'")
        }
        guard case .int(let code) = index, let byte = UInt8(exactly: code) else {
            throw Failure(.valueError, "byte must be in range(0, 256)")
        }
        return bytes.contains(byte)
    }

    public override func item(_ key: Value) throws -> Value {
        if let slice = key.asObject as? SliceObject { return .object(BytesObject(try slice.select(from: bytes))) }
        let index: Int
        do { index = try sequenceIndex(key, count: bytes.count, kind: "byte") } catch let failure as Failure {
            throw failure.message.hasSuffix("out of range") ? Failure(.indexError, "index out of range") : failure
        }
        return .int(Int(bytes[index]))
    }

    public override func binary(_ op: BinaryOperator, _ right: Value) throws -> Value? {
        if op == .add, let other = right.asObject as? BytesObject {
            try Growth.bytes(bytes.count + other.bytes.count)
            return .object(BytesObject(bytes.joined(to: other.bytes)))
        }
        if op == .multiply {
            return try Repetition.count(right, of: bytes.count, size: 1).map {
                .object(BytesObject(bytes.repeated($0)))
            }
        }
        if op == .modulo { return .object(try formatted(with: right)) }
        return nil
    }

    /// `%` of bytes without fields. One that has fields is refused.
    private func formatted(with arguments: Value) throws -> BytesObject {
        if bytes.contains(UInt8(ascii: "%")) {
            throw Failure(
                .notImplementedError, "unetrepl has no % formatting of bytes", hint: "('%d' % n).encode() formats text")
        }
        // Bytes have items, but do not count as a mapping here.
        guard !(arguments.asObject is BytesObject), (try? ValueText.percent("", arguments)) != nil else {
            throw Failure(.typeError, "not all arguments converted during bytes formatting")
        }
        return self
    }

    public override func reflectedBinary(_ op: BinaryOperator, _ left: Value) throws -> Value? {
        op == .multiply ? try binary(op, left) : nil
    }
}

extension BytesObject: ConcatenatingSequence {
    func cannotConcatenate(_ other: Value) -> Failure { Failure(.typeError, "can't concat \(other.typeName) to bytes") }
}

private func makeBytesType() -> TypeObject {
    let type = TypeObject("bytes") { _, arguments in
        guard let source = arguments.positional.first else { return .object(BytesObject([])) }
        if let text = source.asObject as? StringObject {
            guard arguments.positional.count > 1 || !arguments.keywords.isEmpty else {
                throw Failure(.typeError, "string argument without an encoding")
            }
            let name = try (arguments.positional.count > 1 ? arguments.positional[1] : arguments.keywords[0].value)
                .str()
            return .object(try BytesObject.encoding(text.text, name, errors: "strict"))
        }
        if source.asObject is BytesObject { return source }
        if let index = try? source.asIndex() {
            guard case .int(let count) = index else {
                throw Failure(.overflowError, "cannot fit 'int' into an index-sized integer")
            }
            if count < 0 { throw Failure(.valueError, "negative count") }
            try HostMemory.require(count, itemsOf: 1)
            return .object(BytesObject(Array(repeating: 0, count: count)))
        }
        let elements: [Value]
        do {
            elements = try source.elements()
        } catch let failure as Failure where failure.message.hasSuffix("is not iterable") {
            throw Failure(.typeError, "cannot convert '\(source.typeName)' object to bytes")
        }
        return .object(
            BytesObject(
                try elements.map { value in
                    guard case .int(let code) = try value.asIndex(), let byte = UInt8(exactly: code) else {
                        throw Failure(.valueError, "bytes must be in range(0, 256)")
                    }
                    return byte
                }))
    }
    addBytesMethods(to: type)
    return type
}
