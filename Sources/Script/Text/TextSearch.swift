// Searching texts without Foundation. A package that imports Foundation makes its `contains` and `range(of:)` visible in every file,
// and one use of them links all of Foundation and ICU: 45 MB, and a millisecond of every start.
import Glibc

extension String {
    /// Whether `part` occurs in the text, byte for byte.
    public func contains(_ part: String) -> Bool {
        if part.isEmpty { return true }
        let found = utf8.withContiguousStorageIfAvailable { bytes in
            part.utf8.withContiguousStorageIfAvailable { part in
                ByteSearch.first(part, in: bytes, from: 0, to: bytes.count) != nil
            }
        }
        if let found, let result = found { return result }
        return ByteSearch.first(part.utf8Bytes, in: utf8Bytes) != nil
    }
}

extension Substring {
    /// Whether `part` occurs in the text, byte for byte.
    public func contains(_ part: String) -> Bool { String(self).contains(part) }
}
