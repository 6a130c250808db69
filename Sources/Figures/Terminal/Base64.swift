// Bytes as text for terminal protocols (RFC 4648, with padding).

public enum Base64 {
    public static func encode(_ bytes: [UInt8]) -> [UInt8] {
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        for at in stride(from: 0, to: bytes.count, by: 3) {
            let left = bytes.count - at
            let (a, b, c) = (bytes[at], left > 1 ? bytes[at + 1] : 0, left > 2 ? bytes[at + 2] : 0)
            text.append(letters[Int(a >> 2)])
            text.append(letters[Int(a & 3) << 4 | Int(b >> 4)])
            text.append(left > 1 ? letters[Int(b & 15) << 2 | Int(c >> 6)] : UInt8(ascii: "="))
            text.append(left > 2 ? letters[Int(c & 63)] : UInt8(ascii: "="))
        }
        return text
    }
}
