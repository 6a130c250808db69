// np.save, np.load, np.loadtxt: paths and arguments; the formats are read and written in Layers/Checkpoints.
import Layers
import Schema
import Script
import Tensors

enum NumpyFiles {
    static func declare(in module: ModuleObject) {
        module.rawDefine("save(file, arr, allow_pickle=True)", "Writes an array as .npy.") { bound in
            var path = try bound[0].pathText()
            if !path.hasSuffix(".npy") { path += ".npy" }
            try FileAccess.check(path, true)
            try AtomicFile.write(try Npy.write(try NumpyFunctions.array(bound[1])), to: path)
            return .none
        }
        module.rawDefine("load(file, mmap_mode=None, allow_pickle=False, **kwargs)", "Reads an array from .npy.") {
            bound in
            let path = try bound[0].pathText()
            try FileAccess.check(path, false)
            let bytes = try AtomicFile.read(path)
            guard bytes.starts(with: [0x50, 0x4b]) else { return .object(NDArrayObject(try Npy.read(bytes))) }
            let table = DictObject()
            for (name, tensor) in try Npz.read(bytes) { try table.set(.string(name), .object(NDArrayObject(tensor))) }
            guard let type = module["NpzFile"] else { return .object(table) }
            return try type.call(.object(table))
        }
        for name in ["savez", "savez_compressed"] {
            module.rawDefine(
                "\(name)(file, *args, **kwds)", "Writes several arrays as .npz, by name or as arr_0, arr_1, …"
            ) {
                bound in
                var path = try bound[0].pathText()
                if !path.hasSuffix(".npz") { path += ".npz" }
                try FileAccess.check(path, true)
                var arrays: [(name: String, tensor: Tensor)] = []
                for (i, value) in try bound[1].elements().enumerated() {
                    arrays.append(("arr_\(i)", try NumpyFunctions.array(value)))
                }
                if let named = bound[2].asObject as? DictObject {
                    for pair in try Value.object(named).attribute("items").call().elements() {
                        let parts = try pair.elements()
                        arrays.append((try parts[0].str(), try NumpyFunctions.array(parts[1])))
                    }
                }
                try AtomicFile.write(try Npz.write(arrays), to: path)
                return .none
            }
        }
        module.rawDefine(
            "loadtxt(fname, dtype=None, delimiter=None, skiprows=0, **kwargs)", "Reads numbers from a text file."
        ) { bound in
            let path = try bound[0].pathText()
            try FileAccess.check(path, false)
            let text = String(decoding: try AtomicFile.read(path), as: UTF8.self)
            let delimiter = try bound.get(2, as: String?.self)
            let rows = try text.split(whereSeparator: \.isNewline).dropFirst(max(0, try bound.get(3, as: Int.self)))
                .filter { !$0.allSatisfy(\.isWhitespace) && !$0.hasPrefix("#") }
                .map { line -> [Double] in
                    let cells =
                        delimiter.map { line.split(separator: $0.first ?? ",", omittingEmptySubsequences: false) }
                        ?? line.split(whereSeparator: \.isWhitespace)
                    return try cells.map { cell in
                        let word = cell.filter { !$0.isWhitespace }
                        guard let number = Double(word) else {
                            throw Failure(.valueError, "could not convert string '\(word)' to float64")
                        }
                        return number
                    }
                }
            guard let width = rows.first?.count, rows.allSatisfy({ $0.count == width }) else {
                throw Failure(.valueError, "the rows of \(path) have different lengths")
            }
            let x = try Tensor.from(rows.flatMap { $0 }, [rows.count, width]).to(
                try ArrayMethods.dtype(bound[1]) ?? .float64)
            return .object(NDArrayObject(width == 1 || rows.count == 1 ? try x.reshape([-1]) : x))
        }
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
            throw Failure(
                .valueError,
                "cannot reshape array of size \(bytes.count / dtype.size) into shape \(ArrayMethods.shapeText(shape))")
        }
        let x = try Tensor.empty(shape, dtype)
        x.setBytes(bytes)
        return x
    }
}
