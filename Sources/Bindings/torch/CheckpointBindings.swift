// torch.save and torch.load: script values to and from PyTorch's own file format. Reading goes through a recogniser that runs nothing
// (Layers/Checkpoints/TorchArchive.swift); writing is atomic.
import Layers
import Schema
import Script
import Tensors

enum CheckpointBindings {
    /// The largest file that is read, in bytes.
    private static let limit = 8 << 30

    static func declare(in module: ModuleObject) {
        module.rawDefine(
            "save(obj, f, pickle_module=None, pickle_protocol=2, _use_new_zipfile_serialization=True, _disable_byteorder_record=False)",
            """
            Writes tensors, numbers, words, lists and dicts (a state_dict, say) to a file that PyTorch reads.
            Raises:  TypeError for objects the format does not hold: save model.state_dict(), not the model.
            """
        ) { bound in
            let value = try encode(bound[0], depth: 0)
            if try bound[1].path() == nil, let write = try bound[1].attributeIfPresent("write") {
                _ = try write.call(.object(BytesObject(try TorchArchive.write(value))))
                return .none
            }
            let path = try bound[1].pathText()
            try FileAccess.check(path, true)
            let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
            if !folder.isEmpty, !isFolder(folder) {
                throw Failure(
                    .runtimeError, "Parent directory \(folder) does not exist.",
                    hint: "os.makedirs(\"\(folder)\", exist_ok=True)")
            }
            try AtomicFile.write(try TorchArchive.write(value), to: path)
            UnsavedTraining.saved()
            return .none
        }
        module.rawDefine(
            "load(f, map_location=None, pickle_module=None, *, weights_only=True, mmap=None, **pickle_load_args)",
            """
            Reads what torch.save wrote: tensors, numbers, words, lists and dicts. Files that hold anything else are refused unread.
            """
        ) { bound in
            if try bound[0].path() == nil, let read = try bound[0].attributeIfPresent("read") {
                guard let bytes = try read.call().asObject as? BytesObject else {
                    throw Failure(
                        .typeError, "torch.load() needs a file opened in binary mode", hint: "open(path, \"rb\")")
                }
                return try decode(try TorchArchive.readValue(bytes.bytes))
            }
            let path = try bound[0].pathText()
            try FileAccess.check(path, false)
            let bytes = try AtomicFile.read(path, limit: limit)
            if path.hasSuffix(".safetensors") { return try StateDictValue.make(try Safetensors.read(bytes)) }
            return try decode(try TorchArchive.readValue(bytes))
        }
    }

    private static func encode(_ value: Value, depth: Int) throws -> CheckpointValue {
        guard depth < 64 else { throw Failure(.recursionError, "torch.save: the object is nested more than 64 deep") }
        switch value {
        case .none, .unbound: return .none
        case .bool(let b): return .bool(b)
        case .int(let i): return .int(i)
        case .float(let d): return .float(d)
        case .object(let object):
            if let tensor = TensorFactory.existing(value) { return .tensor(tensor.detach()) }
            switch object {
            case let text as StringObject: return .string(text.text)
            case let size as SizeObject: return .tuple(size.sizes.map { .int($0) })
            case let tuple as TupleObject: return .tuple(try tuple.elements.map { try encode($0, depth: depth + 1) })
            case let list as ListObject: return .list(try list.elements.map { try encode($0, depth: depth + 1) })
            case is ModuleInstance:
                throw Failure(
                    .typeError,
                    "torch.save: a whole \(object.type.name) cannot be saved, because loading it would run code",
                    hint: "torch.save(model.state_dict(), path); later model.load_state_dict(torch.load(path))")
            default:
                guard (try? value.attribute("items")) != nil else {
                    throw Failure(
                        .typeError, "torch.save: a '\(object.type.name)' cannot be saved",
                        hint: "save tensors, numbers, strings, lists and dicts")
                }
                var items: [(CheckpointValue, CheckpointValue)] = []
                try value.forEachPair {
                    items.append((try encode($0, depth: depth + 1), try encode($1, depth: depth + 1)))
                }
                return .dict(items, isOrdered: object.type.name == "OrderedDict")
            }
        }
    }

    private static func decode(_ value: CheckpointValue) throws -> Value {
        switch value {
        case .none: return .none
        case .bool(let b): return .bool(b)
        case .int(let i): return .int(i)
        case .float(let d): return .float(d)
        case .string(let text): return .string(text)
        case .tensor(let tensor): return .tensor(tensor)
        case .tuple(let items): return .tuple(try items.map(decode))
        case .list(let items): return .list(try items.map(decode))
        case .dict(let items, let isOrdered):
            let dict = Value.object(try DictObject(try items.map { (try decode($0.0), try decode($0.1)) }))
            guard isOrdered, let ordered = try ModuleRegistry.module("collections")?["OrderedDict"] else { return dict }
            return try ordered.call(Arguments([dict]))
        }
    }

    /// safetensors.torch: save_file and load_file.
    static func registerSafetensors() {
        ModuleRegistry.register("safetensors") { module in
            module["torch"] = try ModuleRegistry.module("safetensors.torch").map { .object($0) } ?? Value.none
        }
        ModuleRegistry.register("safetensors.torch") { module in
            module.rawDefine("save_file(tensors, filename, metadata=None)", "Writes tensors by name.") { bound in
                let path = try bound[1].pathText()
                try FileAccess.check(path, true)
                var state: [(name: String, tensor: Tensor)] = []
                try bound[0].forEachPair { key, value in
                    guard let name = try String.from(key), let tensor = TensorFactory.existing(value) else {
                        throw Failure(.valueError, "save_file takes a dict of names and tensors")
                    }
                    state.append((name, try tensor.detach().contiguous()))
                }
                try AtomicFile.write(try Safetensors.write(state), to: path)
                UnsavedTraining.saved()
                return .none
            }
            module.rawDefine("load_file(filename, device='cpu')", "Reads tensors by name.") { bound in
                let path = try bound[0].pathText()
                try FileAccess.check(path, false)
                let state = try Safetensors.read(try AtomicFile.read(path, limit: limit))
                return .dict(state.map { (Symbol($0.name), .tensor($0.tensor)) })
            }
        }
    }
}
