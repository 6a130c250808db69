// Bytes of a file read with bounds checks: every read says whether it fits, so that a hostile file ends in an error and never in a trap.

import Schema
import Tensors

/// A cursor over bytes, little-endian.
struct ByteReader {
    let bytes: [UInt8]
    private(set) var position: Int
    let end: Int
    let format: String

    init(_ bytes: [UInt8], _ format: String) {
        self.bytes = bytes
        self.format = format
        position = 0
        end = bytes.count
    }

    var remaining: Int { end - position }

    mutating func seek(_ offset: Int) throws {
        guard offset >= 0, offset <= end else { throw broken("points outside the file") }
        position = offset
    }

    mutating func byte() throws -> UInt8 {
        guard position < end else { throw broken("ends too early") }
        defer { position += 1 }
        return bytes[position]
    }

    mutating func take(_ count: Int) throws -> ArraySlice<UInt8> {
        guard count >= 0, count <= remaining else { throw broken("ends too early") }
        defer { position += count }
        return bytes[position..<(position + count)]
    }

    mutating func integer<T: FixedWidthInteger & UnsignedInteger>(_ type: T.Type = T.self) throws -> T {
        try take(MemoryLayout<T>.size).reversed().reduce(T(0)) { $0 << 8 | T($1) }
    }

    /// A 64-bit size that fits Int.
    mutating func size() throws -> Int {
        guard let value = Int(exactly: try integer(UInt64.self)) else { throw broken("has an absurd size in it") }
        return value
    }

    func broken(_ what: String) -> Failure {
        Failure(
            .runtimeError, "\(format): the file \(what)",
            hint: "the file is damaged or was not written by a tool we know")
    }
}

/// A byte buffer written little-endian.
struct ByteWriter {
    var bytes: [UInt8] = []

    mutating func put<T: FixedWidthInteger>(_ value: T) {
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }

    mutating func put(_ text: String) { bytes.append(contentsOf: text.utf8) }
}

/// The bytes of a tensor's elements in row-major order, little-endian.
func elementBytes(_ tensor: Tensor) throws -> [UInt8] {
    let dense = try tensor.detach().contiguous()
    let start = dense.storage.base + dense.offset * dense.dtype.size
    return Array(UnsafeRawBufferPointer(start: start, count: dense.count * dense.dtype.size))
}

/// A tensor over a copy of bytes. Bools other than 0 and 1 become 1.
func tensor(fromBytes bytes: ArraySlice<UInt8>, _ shape: [Int], _ dtype: DType) throws -> Tensor {
    guard try Shape.bytes(shape, dtype) == bytes.count else {
        throw Failure(.runtimeError, "a tensor of shape \(Shape.text(shape)) does not fill its \(bytes.count) bytes")
    }
    let result = try Tensor.empty(shape, dtype)
    bytes.withUnsafeBytes { source in
        if let from = source.baseAddress { result.storage.base.copyMemory(from: from, byteCount: source.count) }
    }
    if dtype == .bool {
        let flags = result.storage.base.assumingMemoryBound(to: UInt8.self)
        for i in 0..<bytes.count where flags[i] > 1 { flags[i] = 1 }
    }
    return result
}
