// Zip files with stored (uncompressed) entries: what torch.save writes. Reading trusts only the central directory and proves that every
// entry lies inside the file; compressed entries, duplicates and paths that climb are refused. Source: PKWARE's APPNOTE.

import Schema
import Tensors

enum ZipArchive {
    private static let mostEntries = 100_000

    static func write(_ entries: [(name: String, bytes: [UInt8])]) -> [UInt8] {
        var file = ByteWriter()
        var directory = ByteWriter()
        for (name, bytes) in entries {
            let offset = file.bytes.count
            let size = UInt32(truncatingIfNeeded: bytes.count)
            func header(_ writer: inout ByteWriter, _ extra: UInt16) {
                writer.put(UInt16(0))  // flags
                writer.put(UInt16(0))  // stored
                writer.put(UInt32(0))  // no time
                writer.put(CRC32.checksum(bytes))
                writer.put(size)
                writer.put(size)
                writer.put(UInt16(truncatingIfNeeded: name.utf8.count))
                writer.put(extra)
            }
            // torch maps the data into memory and likes it to begin at a multiple of 64.
            let padding = (64 - (offset + 30 + name.utf8.count + 4) % 64) % 64
            file.put(UInt32(0x0403_4b50))
            file.put(UInt16(20))
            header(&file, UInt16(truncatingIfNeeded: padding + 4))
            file.put(name)
            file.put(UInt16(0x4246))
            file.put(UInt16(truncatingIfNeeded: padding))
            file.bytes += [UInt8](repeating: 0, count: padding)
            file.bytes += bytes
            directory.put(UInt32(0x0201_4b50))
            directory.put(UInt16(20))
            directory.put(UInt16(20))
            header(&directory, 0)
            directory.put(UInt16(0))  // comment
            directory.put(UInt16(0))  // disk
            directory.put(UInt16(0))
            directory.put(UInt32(0))
            directory.put(UInt32(truncatingIfNeeded: offset))
            directory.put(name)
        }
        let start = file.bytes.count
        file.bytes += directory.bytes
        file.put(UInt32(0x0605_4b50))
        file.put(UInt16(0))
        file.put(UInt16(0))
        file.put(UInt16(truncatingIfNeeded: entries.count))
        file.put(UInt16(truncatingIfNeeded: entries.count))
        file.put(UInt32(truncatingIfNeeded: directory.bytes.count))
        file.put(UInt32(truncatingIfNeeded: start))
        file.put(UInt16(0))
        return file.bytes
    }

    /// The ranges of the entries' bytes by name.
    static func read(_ bytes: [UInt8]) throws -> [String: Range<Int>] {
        var reader = ByteReader(bytes, "checkpoint")
        let signature: [UInt8] = [0x50, 0x4b, 0x05, 0x06]
        guard
            let end = stride(from: bytes.count - 22, through: max(0, bytes.count - 22 - 65_535), by: -1)
                .first(where: { Array(bytes[$0..<($0 + 4)]) == signature })
        else {
            throw Failure(
                .runtimeError, "checkpoint: this is not a file that torch.save writes",
                hint: "very old checkpoints have no archive; save them again with a newer PyTorch")
        }
        try reader.seek(end + 10)
        let count = Int(try reader.integer(UInt16.self))
        _ = try reader.integer(UInt32.self)
        let start = Int(try reader.integer(UInt32.self))
        guard count <= mostEntries else { throw reader.broken("has too many parts") }
        try reader.seek(start)
        var entries: [String: Range<Int>] = [:]
        for _ in 0..<count {
            guard try reader.integer(UInt32.self) == 0x0201_4b50 else { throw reader.broken("has a damaged directory") }
            _ = try reader.take(6)
            let method = try reader.integer(UInt16.self)
            _ = try reader.take(8)
            let stored = Int(try reader.integer(UInt32.self))
            let size = Int(try reader.integer(UInt32.self))
            let nameLength = Int(try reader.integer(UInt16.self))
            let extraLength = Int(try reader.integer(UInt16.self))
            let commentLength = Int(try reader.integer(UInt16.self))
            _ = try reader.take(8)
            let offset = Int(try reader.integer(UInt32.self))
            let name = String(decoding: try reader.take(nameLength), as: UTF8.self)
            _ = try reader.take(extraLength + commentLength)
            guard method == 0, stored == size else {
                throw reader.broken("has compressed parts, which torch.save never writes")
            }
            guard !name.split(separator: "/").contains(".."), entries[name] == nil else {
                throw reader.broken("has a part with a bad or repeated name")
            }
            // The local header repeats the name and has its own extra field.
            var local = reader
            try local.seek(offset)
            guard try local.integer(UInt32.self) == 0x0403_4b50 else { throw reader.broken("has a damaged part") }
            _ = try local.take(22)
            let localName = Int(try local.integer(UInt16.self))
            let localExtra = Int(try local.integer(UInt16.self))
            _ = try local.take(localName + localExtra)
            let from = local.position
            _ = try local.take(size)
            entries[name] = from..<(from + size)
        }
        return entries
    }
}

enum CRC32 {
    private static let table: [UInt32] = (0..<256).map { i in
        (0..<8).reduce(UInt32(i)) { c, _ in c & 1 == 1 ? 0xedb8_8320 ^ (c >> 1) : c >> 1 }
    }

    static func checksum(_ bytes: [UInt8]) -> UInt32 {
        table.withUnsafeBufferPointer { table in
            ~bytes.reduce(UInt32.max) { table[Int(($0 ^ UInt32($1)) & 0xff)] ^ ($0 >> 8) }
        }
    }
}
