// np.save and np.load: the .npy format, read strictly (a header of at most 10 000 bytes, no code, no objects, sizes that fit the file).
// Format: NumPy's numpy.lib.format, versions 1.0 to 3.0.
import Schema
import Script
import Tensors

enum NumpyFiles {
    static func declare(in module: ModuleObject) {
        module.rawDefine("save(file, arr, allow_pickle=True)", "Writes an array as .npy.") { bound in
            var path = try bound[0].pathText()
            if !path.hasSuffix(".npy") { path += ".npy" }
            try FileAccess.check(path, true)
            try AtomicFile.write(try encode(try NumpyFunctions.array(bound[1])), to: path)
            return .none
        }
        module.rawDefine("load(file, mmap_mode=None, allow_pickle=False, **kwargs)", "Reads an array from .npy.") { bound in
            let path = try bound[0].pathText()
            try FileAccess.check(path, false)
            return .object(NDArrayObject(try decode(try AtomicFile.read(path), path)))
        }
        module.rawDefine("loadtxt(fname, dtype=None, delimiter=None, skiprows=0, **kwargs)", "Reads numbers from a text file.") { bound in
            let path = try bound[0].pathText()
            try FileAccess.check(path, false)
            let text = String(decoding: try AtomicFile.read(path), as: UTF8.self)
            let delimiter = try bound.get(2, as: String?.self)
            let rows = try text.split(whereSeparator: \.isNewline).dropFirst(max(0, try bound.get(3, as: Int.self)))
                .filter { !$0.allSatisfy(\.isWhitespace) && !$0.hasPrefix("#") }
                .map { line -> [Double] in
                    let cells = delimiter.map { line.split(separator: $0.first ?? ",", omittingEmptySubsequences: false) } ?? line.split(whereSeparator: \.isWhitespace)
                    return try cells.map { cell in
                        let word = cell.filter { !$0.isWhitespace }
                        guard let number = Double(word) else { throw Failure(.valueError, "could not convert string '\(word)' to float64") }
                        return number
                    }
                }
            guard let width = rows.first?.count, rows.allSatisfy({ $0.count == width }) else {
                throw Failure(.valueError, "the rows of \(path) have different lengths")
            }
            let x = try Tensor.from(rows.flatMap { $0 }, [rows.count, width]).to(try ArrayMethods.dtype(bound[1]) ?? .float64)
            return .object(NDArrayObject(width == 1 || rows.count == 1 ? try x.reshape([-1]) : x))
        }
    }

    /// Format version 1.0, row-major.
    static func encode(_ x: Tensor) throws -> [UInt8] {
        let shape = x.shape.count == 1 ? "(\(x.shape[0]),)" : "(\(x.shape.map(String.init).joined(separator: ", ")))"
        var header = "{'descr': '\(x.dtype.npyDescription)', 'fortran_order': False, 'shape': \(shape), }"
        let unpadded = 10 + header.utf8.count + 1
        header += String(repeating: " ", count: (64 - unpadded % 64) % 64) + "\n"
        let length = header.utf8.count
        return [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(length & 0xff), UInt8(length >> 8 & 0xff)] + Array(header.utf8) + (try x.bytes())
    }

    static func decode(_ bytes: [UInt8], _ path: String) throws -> Tensor {
        func bad(_ why: String) -> Failure { Failure(.valueError, "\(path) is not a .npy file that can be read: \(why)") }
        guard bytes.count >= 10, bytes[0] == 0x93, Array(bytes[1..<6]) == Array("NUMPY".utf8) else { throw bad("no NUMPY magic") }
        let major = bytes[6]
        guard (1...3).contains(major) else { throw bad("format version \(major)") }
        let start = major == 1 ? 10 : 12
        guard bytes.count >= start else { throw bad("it ends inside the header") }
        let length = major == 1
            ? Int(bytes[8]) | Int(bytes[9]) << 8 : (0..<4).reduce(0) { $0 | Int(bytes[8 + $1]) << (8 * $1) }
        guard length <= 10_000 else { throw bad("a header of \(length) bytes (limit 10000)") }
        guard bytes.count >= start + length else { throw bad("it ends inside the header") }
        var header = HeaderReader(Array(bytes[start..<start + length]))
        guard let fields = header.read() else { throw bad("its header is not a dict of descr, fortran_order and shape") }
        guard !fields.descr.contains("O") else { throw bad("it holds Python objects, which are never loaded") }
        guard !fields.descr.hasPrefix(">"), let dtype = DType(numpyName: fields.descr) else {
            throw bad("dtype '\(fields.descr)' is not supported")
        }
        let x = try tensor(Array(bytes[(start + length)...]), dtype, fields.fortran ? Array(fields.shape.reversed()) : fields.shape)
        return fields.fortran ? try x.permute(Array((0..<x.rank).reversed())) : x
    }

    /// Little-endian bytes as a tensor; nil shape takes all of them.
    static func tensor(_ bytes: [UInt8], _ dtype: DType, _ shape: [Int]?) throws -> Tensor {
        let shape = shape ?? [bytes.count / dtype.size]
        var size = dtype.size
        for n in shape {
            let (product, overflow) = size.multipliedReportingOverflow(by: n)
            guard n >= 0, !overflow else { throw Failure(.valueError, "the shape \(shape) is too large") }
            size = product
        }
        guard size <= bytes.count else {
            throw Failure(.valueError, "cannot reshape array of size \(bytes.count / dtype.size) into shape \(ArrayMethods.shapeText(shape))")
        }
        let x = try Tensor.empty(shape, dtype)
        x.setBytes(bytes)
        return x
    }

    /// Reads the literal dict of the header; nil when it is anything else.
    private struct HeaderReader {
        private let bytes: [UInt8]
        private var at = 0
        init(_ bytes: [UInt8]) { self.bytes = bytes }

        mutating func read() -> (descr: String, fortran: Bool, shape: [Int])? {
            var descr: String?
            var fortran: Bool?
            var shape: [Int]?
            guard accept("{") else { return nil }
            while !accept("}") {
                guard let key = string(), accept(":") else { return nil }
                switch key {
                case "descr":
                    guard descr == nil, let text = string() else { return nil }
                    descr = text
                case "fortran_order":
                    guard fortran == nil, let word = word() else { return nil }
                    guard word == "True" || word == "False" else { return nil }
                    fortran = word == "True"
                case "shape":
                    guard shape == nil, let sizes = tuple() else { return nil }
                    shape = sizes
                default: return nil
                }
                _ = accept(",")
            }
            guard let descr, let fortran, let shape else { return nil }
            return (descr, fortran, shape)
        }

        private mutating func skip() { while at < bytes.count, bytes[at] == 0x20 || bytes[at] == 0x0a { at += 1 } }
        private mutating func accept(_ character: Character) -> Bool {
            skip()
            guard at < bytes.count, bytes[at] == character.asciiValue else { return false }
            at += 1
            return true
        }
        private mutating func string() -> String? {
            skip()
            guard at < bytes.count, bytes[at] == 0x27 || bytes[at] == 0x22 else { return nil }
            let quote = bytes[at]
            guard let end = bytes[(at + 1)...].firstIndex(of: quote) else { return nil }
            defer { at = end + 1 }
            return String(decoding: bytes[(at + 1)..<end], as: UTF8.self)
        }
        private mutating func word() -> String? {
            skip()
            let start = at
            while at < bytes.count, (0x30...0x39).contains(bytes[at]) || (0x41...0x5a).contains(bytes[at]) || (0x61...0x7a).contains(bytes[at]) { at += 1 }
            return at > start ? String(decoding: bytes[start..<at], as: UTF8.self) : nil
        }
        private mutating func tuple() -> [Int]? {
            guard accept("(") else { return nil }
            var sizes: [Int] = []
            while !accept(")") {
                guard let text = word(), let size = Int(text), size >= 0, sizes.count < 64 else { return nil }
                sizes.append(size)
                _ = accept(",")
            }
            return sizes
        }
    }
}
