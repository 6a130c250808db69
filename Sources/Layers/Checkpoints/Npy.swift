// NumPy's .npy files: a short header in a tiny literal grammar, then the elements. The header is never evaluated; object arrays and
// big-endian numbers are refused. Source: NumPy's format specification, versions 1.0 to 3.0.

import Schema
import Tensors

public enum Npy {
    private static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)
    private static let longestHeader = 10_000

    private static let names: [(String, DType)] = [
        ("|b1", .bool), ("|u1", .uint8), ("|i1", .int8), ("<i2", .int16), ("<i4", .int32), ("<i8", .int64),
        ("<f2", .float16),
        ("<f4", .float32), ("<f8", .float64),
    ]

    /// `np.save`.
    public static func write(_ tensor: Tensor) throws -> [UInt8] {
        guard let name = names.first(where: { $0.1 == tensor.dtype })?.0 else {
            throw Failure(.typeError, "np.save: arrays of \(tensor.dtype.name) have no .npy form")
        }
        var header = "{'descr': '\(name)', 'fortran_order': False, 'shape': \(pythonText(tensor.shape)), }"
        let fixed = magic.count + 4
        // The elements begin at a multiple of 64.
        let padding = 63 - (fixed + header.utf8.count) % 64
        header += String(repeating: " ", count: padding) + "\n"
        var writer = ByteWriter(bytes: magic + [1, 0])
        writer.put(UInt16(truncatingIfNeeded: header.utf8.count))
        writer.put(header)
        return writer.bytes + (try elementBytes(tensor))
    }

    /// `np.load` of one array.
    public static func read(_ bytes: [UInt8]) throws -> Tensor {
        var reader = ByteReader(bytes, ".npy")
        guard Array(try reader.take(magic.count)) == magic else {
            throw Failure(.valueError, "this is not a .npy file", hint: "np.save writes them")
        }
        let version = try reader.byte()
        _ = try reader.byte()
        let length = version == 1 ? Int(try reader.integer(UInt16.self)) : Int(try reader.integer(UInt32.self))
        guard (1...3).contains(version), length <= longestHeader else {
            throw reader.broken("has an unusual header (version \(version), \(length) bytes)")
        }
        let header = String(decoding: try reader.take(length), as: UTF8.self)
        let (descr, isFortran, shape) = try parse(header, reader)
        guard let dtype = names.first(where: { $0.0 == descr || "=" + $0.0.dropFirst() == descr })?.1 else {
            throw Failure(.valueError, "np.load: arrays of type '\(descr)' cannot be read (objects never are)")
        }
        let size = try Shape.bytes(shape, dtype)
        let data = try reader.take(size)
        if !isFortran { return try tensor(fromBytes: data, shape, dtype) }
        return try tensor(fromBytes: data, shape.reversed(), dtype).permute((0..<shape.count).reversed())
    }

    /// {'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), } in any order.
    private static func parse(_ header: String, _ reader: ByteReader) throws -> (String, Bool, [Int]) {
        var rest = Substring(header)
        func skip() { rest = rest.drop { " \n\t,".contains($0) } }
        func accept(_ text: String) -> Bool {
            skip()
            guard rest.hasPrefix(text) else { return false }
            rest = rest.dropFirst(text.count)
            return true
        }
        func quoted() throws -> String {
            guard accept("'") else { throw reader.broken("has a header that is not a plain dictionary") }
            let word = rest.prefix { $0 != "'" }
            rest = rest.dropFirst(word.count + 1)
            return String(word)
        }
        var descr: String?, order: Bool?, shape: [Int]?
        guard accept("{") else { throw reader.broken("has a header that is not a plain dictionary") }
        while !accept("}") {
            let key = try quoted()
            guard accept(":") else { throw reader.broken("has a header that is not a plain dictionary") }
            switch key {
            case "descr": descr = try quoted()
            case "fortran_order":
                if accept("True") { order = true } else if accept("False") { order = false }
            case "shape":
                guard accept("(") else { throw reader.broken("has a shape that is not a tuple") }
                var sizes: [Int] = []
                while !accept(")") {
                    skip()
                    let digits = rest.prefix { $0.isASCII && $0.isNumber }
                    guard let size = Int(digits), sizes.count < 64 else {
                        throw reader.broken("has a shape that is not a tuple of sizes")
                    }
                    rest = rest.dropFirst(digits.count)
                    sizes.append(size)
                }
                shape = sizes
            default: throw reader.broken("has an unknown header entry '\(key)'")
            }
        }
        guard let descr, let order, let shape else { throw reader.broken("has an incomplete header") }
        return (descr, order, shape)
    }
}

/// `.npz`: a zip file of `.npy` files, one per array.
public enum Npz {
    public static func write(_ arrays: [(name: String, tensor: Tensor)]) throws -> [UInt8] {
        ZipArchive.write(try arrays.map { (name: $0.name + ".npy", bytes: try Npy.write($0.tensor)) })
    }

    /// The arrays in the order of their names. Compressed archives are refused.
    public static func read(_ bytes: [UInt8]) throws -> [(name: String, tensor: Tensor)] {
        try ZipArchive.read(bytes).sorted { $0.value.lowerBound < $1.value.lowerBound }.map { name, range in
            (name: name.hasSuffix(".npy") ? String(name.dropLast(4)) : name, tensor: try Npy.read(Array(bytes[range])))
        }
    }
}
