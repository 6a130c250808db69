// str: text as code points. Stored as a Swift String (UTF-8); an ASCII text is indexed by byte, any other through a table of its
// scalars made at the first use. The number of code points and the hash are remembered. Texts are equal when their code points are:
// Swift's own `==` would also equate é with e + accent.
import Glibc
import Schema

public final class StringObject: Object {
    public let text: String
    private var knownCount = -1
    private var knownHash = 0
    private var knownSymbol: Symbol?
    private var scalarTable: [Unicode.Scalar]?
    nonisolated(unsafe) public static let cls = makeStringType()
    public override var type: TypeObject { StringObject.cls }
    public init(_ text: String) { self.text = text }
    init(_ text: String, symbol: Symbol) {
        self.text = text
        knownSymbol = symbol
    }

    /// Texts of one ASCII character, shared.
    nonisolated(unsafe) private static let asciiCharacters: [StringObject] =
        (0..<128).map { StringObject(String(UnicodeScalar(UInt8($0)))) }

    static func character(_ scalar: Unicode.Scalar) -> Value {
        .object(scalar.value < 128 ? asciiCharacters[Int(scalar.value)] : StringObject(String(scalar)))
    }

    // MARK: - Code points

    /// How many code points: `len(x)`.
    public var count: Int {
        if knownCount < 0 { knownCount = text.unicodeScalars.count }
        return knownCount
    }

    public var isASCII: Bool { count == text.utf8.count }

    /// The UTF-8 bytes in place.
    @inline(__always)
    func withBytes<R>(_ body: (UnsafeBufferPointer<UInt8>) throws -> R) rethrows -> R {
        if let result = try text.utf8.withContiguousStorageIfAvailable(body) { return result }
        return try Array(text.utf8).withUnsafeBufferPointer(body)
    }

    var scalars: [Unicode.Scalar] {
        if let scalarTable { return scalarTable }
        let table = Array(text.unicodeScalars)
        scalarTable = table
        return table
    }

    /// The code point at a position inside 0..<count.
    func character(at index: Int) -> Value {
        if isASCII {
            let byte = text.utf8.withContiguousStorageIfAvailable { $0[index] } ?? Array(text.utf8)[index]
            return StringObject.character(Unicode.Scalar(byte))
        }
        return StringObject.character(scalars[index])
    }

    /// Code points `range`, which lies inside 0..<count.
    func substring(_ range: Swift.Range<Int>) -> String {
        if range.isEmpty { return "" }
        if range.count == count { return text }
        if isASCII {
            let start = text.utf8.index(text.utf8.startIndex, offsetBy: range.lowerBound)
            let end = text.utf8.index(start, offsetBy: range.count)
            return String(text[start..<end])
        }
        return String(scalars[range])
    }

    // MARK: - Equality and hash

    @inline(__always)
    func hasSameText(as other: StringObject) -> Bool {
        self === other
            || (knownHash == 0 || other.knownHash == 0 || knownHash == other.knownHash)
                && TextHash.same(text, other.text)
    }

    /// The text as a name.
    var symbol: Symbol {
        if let knownSymbol { return knownSymbol }
        let symbol = Symbol(text)
        knownSymbol = symbol
        return symbol
    }

    var textHash: Int {
        if knownHash == 0 { knownHash = TextHash.of(text) }
        return knownHash
    }

    public override func hash() throws -> Int { textHash }

    public override func compare(_ op: ComparisonOperator, _ other: Value) throws -> Value? {
        guard let other = other.asObject as? StringObject else { return nil }
        switch op {
        case .equal: return .bool(hasSameText(as: other))
        case .notEqual: return .bool(!hasSameText(as: other))
        default:
            // UTF-8 bytes order as code points do.
            return .bool(Arithmetic.compare(op, .int(TextHash.order(text, other.text)), .int(0)) ?? false)
        }
    }

    // MARK: - As an object

    public override func repr() throws -> String { ValueText.stringRepr(text) }
    public override func str() throws -> String { text }
    public override func format(_ spec: String) throws -> String {
        spec.isEmpty ? text : try ValueText.format(.object(self), spec)
    }
    public override func truth() throws -> Bool { !text.isEmpty }
    public override func length() throws -> Int? { count }
    public override func iterator() throws -> IteratorObject? { StringIterator(self) }

    public override func contains(_ value: Value) throws -> Bool? {
        guard let part = value.asObject as? StringObject else {
            throw Failure(.typeError, "'in <string>' requires string as left operand, not \(value.typeName)")
        }
        return withBytes { bytes in part.withBytes { ByteSearch.first($0, in: bytes, from: 0, to: bytes.count) } }
            != nil
    }

    public override func item(_ key: Value) throws -> Value {
        if let slice = key.asObject as? SliceObject {
            let range = try slice.resolve(count: count)
            if range.step == 1 { return .string(substring(range.start..<range.start + range.count)) }
            let scalars = scalars
            var result = String.UnicodeScalarView()
            for i in range.positions { result.append(scalars[i]) }
            return .string(String(result))
        }
        return character(at: try sequenceIndex(key, count: count, kind: "string"))
    }

    public override func binary(_ op: BinaryOperator, _ right: Value) throws -> Value? {
        switch op {
        case .add:
            guard let other = right.asObject as? StringObject else { return nil }
            try Growth.bytes(2 &* text.utf8.count &+ other.text.utf8.count)
            return .string(text + other.text)
        case .multiply: return try repeated(right)
        case .modulo: return .string(try ValueText.percent(text, right))
        default: return nil
        }
    }

    public override func reflectedBinary(_ op: BinaryOperator, _ left: Value) throws -> Value? {
        op == .multiply ? try repeated(left) : nil
    }

    private func repeated(_ times: Value) throws -> Value? {
        try Repetition.count(times, of: text.utf8.count, size: 1).map { .string(text.repeated($0)) }
    }
}

extension StringObject: ConcatenatingSequence {
    func cannotConcatenate(_ other: Value) -> Failure {
        Failure(
            .typeError, "can only concatenate str (not \"\(other.typeName)\") to str",
            hint: Arithmetic.isNumber(other) ? "str(x) turns a number into text; f\"{x}\" does it in place" : "")
    }
}

extension StringObject: FromValue {
    public static var expectedTypeName: String { "str" }
    public static func from(_ value: Value) throws -> StringObject? { value.asObject as? StringObject }
}

final class StringIterator: IteratorObject {
    private let string: StringObject
    private var position = 0
    nonisolated(unsafe) static let cls = TypeObject("str_iterator")
    override var type: TypeObject { StringIterator.cls }
    init(_ string: StringObject) { self.string = string }
    override func next() throws -> Value? {
        if position >= string.count { return nil }
        position += 1
        return string.character(at: position - 1)
    }
}

// MARK: - Bytes of texts

/// Equality, order and hash of texts by their UTF-8 bytes.
enum TextHash {
    @inline(__always)
    static func same(_ a: String, _ b: String) -> Bool { order(a, b, equalityOnly: true) == 0 }

    /// Negative, zero or positive, as `memcmp`.
    static func order(_ a: String, _ b: String, equalityOnly: Bool = false) -> Int {
        let (m, n) = (a.utf8.count, b.utf8.count)
        if equalityOnly, m != n { return 1 }
        let fast = a.utf8.withContiguousStorageIfAvailable { x in
            b.utf8.withContiguousStorageIfAvailable { y -> Int in
                guard let p = x.baseAddress, let q = y.baseAddress else { return m - n }
                let r = Int(memcmp(p, q, min(m, n)))
                return r != 0 ? r : m - n
            }
        }
        if let fast, let result = fast { return result }
        let (x, y) = (Array(a.utf8), Array(b.utf8))
        if x == y { return 0 }
        return x.lexicographicallyPrecedes(y) ? -1 : 1
    }

    /// Eight bytes at a time, multiply and fold. 0 for the empty text alone, as in CPython, so that a set of '' and small numbers iterates
    /// in its order; elsewhere 0 means "not computed yet".
    static func of(_ text: String) -> Int {
        let hash =
            text.utf8.withContiguousStorageIfAvailable { mix($0) }
            ?? Array(text.utf8).withUnsafeBufferPointer { mix($0) }
        return hash == 0 && !text.isEmpty ? 1 : hash
    }

    static func mix(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        var hash = UInt64(truncatingIfNeeded: bytes.count) &* 0x9E37_79B9_7F4A_7C15
        let raw = UnsafeRawBufferPointer(bytes)
        var at = 0
        while at &+ 8 <= bytes.count {
            hash = (hash ^ raw.loadUnaligned(fromByteOffset: at, as: UInt64.self)) &* 0xFF51_AFD7_ED55_8CCD
            hash ^= hash >> 32
            at &+= 8
        }
        var tail: UInt64 = 0
        while at < bytes.count {
            tail = tail << 8 | UInt64(raw[at])
            at &+= 1
        }
        hash = (hash ^ tail) &* 0xC4CE_B9FE_1A85_EC53
        hash ^= hash >> 29
        return Int(truncatingIfNeeded: hash)
    }
}

extension String {
    var utf8Bytes: [UInt8] { Array(utf8) }
}

enum ByteSearch {
    /// The first occurrence of `part` in `bytes` at or after `start`, ending at or before `end`.
    static func first(_ part: [UInt8], in bytes: [UInt8], from start: Int = 0, to end: Int? = nil) -> Int? {
        bytes.withUnsafeBufferPointer { bytes in
            part.withUnsafeBufferPointer { first($0, in: bytes, from: start, to: end ?? bytes.count) }
        }
    }

    static func first(
        _ part: UnsafeBufferPointer<UInt8>, in bytes: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int
    ) -> Int? {
        if start > end || part.count > end - start { return nil }
        if part.isEmpty { return start }
        guard let base = bytes.baseAddress, let wanted = part.baseAddress else { return nil }
        let lead = Int32(part[0])
        // Where the first byte is, compare the rest; the last possible start bounds the search.
        var at = start
        let lastStart = end - part.count
        while at <= lastStart {
            guard let found = memchr(base + at, lead, lastStart - at + 1) else { return nil }
            at = UnsafeRawPointer(found) - UnsafeRawPointer(base)
            if memcmp(base + at, wanted, part.count) == 0 { return at }
            at += 1
        }
        return nil
    }

    static func last(_ part: [UInt8], in bytes: [UInt8], from start: Int = 0, to end: Int? = nil) -> Int? {
        let end = end ?? bytes.count
        if start > end || part.count > end - start { return nil }
        var i = end - part.count
        while i >= start {
            if bytes[i..<i + part.count].elementsEqual(part) { return i }
            i -= 1
        }
        return nil
    }
}
