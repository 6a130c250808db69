// np.save, np.savez and np.load: paths and arguments; the formats are read and written in Layers/Checkpoints.
import Layers
import Schema
import Script
import Tensors

enum NumpyFiles {
    static func declare(in module: ModuleObject) {
        module.rawDefine("save(file, arr, allow_pickle=True, fix_imports=True)", "Writes an array as .npy.") { bound in
            guard !(bound[1].asObject is TextArray) else {
                throw Failure(
                    .notImplementedError, "arrays of text cannot be saved as .npy here",
                    hint: "json.dump(a.tolist(), file)")
            }
            var path = try bound[0].pathText()
            if !path.hasSuffix(".npy") { path += ".npy" }
            try FileAccess.check(path, true)
            try AtomicFile.write(try Npy.write(try NumpyFunctions.array(bound[1])), to: path)
            return .none
        }
        module.rawDefine(
            "load(file, mmap_mode=None, allow_pickle=False, fix_imports=True, encoding='ASCII', *, max_header_size=10000)",
            "Reads an array from .npy."
        ) {
            bound in
            guard try bound[1].isNone || ["r", "c"].contains(bound[1].str()) else {
                throw Failure(
                    .notImplementedError, "np.load(mmap_mode='\(try bound[1].str())') is not available here",
                    hint: "np.load(file) reads the array; np.save writes it back")
            }
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
                "\(name)(file, *args, allow_pickle=True, **kwds)",
                "Writes several arrays as .npz, by name or as arr_0, arr_1, …"
            ) {
                bound in
                var path = try bound[0].pathText()
                if !path.hasSuffix(".npz") { path += ".npz" }
                try FileAccess.check(path, true)
                var arrays: [(name: String, tensor: Tensor)] = []
                for (i, value) in try bound[1].elements().enumerated() {
                    arrays.append(("arr_\(i)", try NumpyFunctions.array(value)))
                }
                if let named = bound[3].asObject as? DictObject {
                    for pair in try Value.object(named).attribute("items").call().elements() {
                        let parts = try pair.elements()
                        arrays.append((try parts[0].str(), try NumpyFunctions.array(parts[1])))
                    }
                }
                try AtomicFile.write(try Npz.write(arrays), to: path)
                return .none
            }
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
