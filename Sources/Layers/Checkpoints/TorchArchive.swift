// torch.save's files: a zip archive with one pickle that describes the values and one part per tensor's memory. The pickle is not run:
// a recogniser accepts exactly the opcodes and the few constructors that state dicts are made of, and everything else ends the
// reading with the name of what was found. Nothing is ever looked up or called.

import Schema
import Tensors

/// What a checkpoint can hold.
public indirect enum CheckpointValue {
    case none, bool(Bool), int(Int), float(Double), string(String), tensor(Tensor)
    case tuple([CheckpointValue]), list([CheckpointValue]), dict([(CheckpointValue, CheckpointValue)], isOrdered: Bool)
}

public enum TorchArchive {
    static let storages: [(String, DType)] = [
        ("FloatStorage", .float32), ("DoubleStorage", .float64), ("HalfStorage", .float16),
        ("BFloat16Storage", .bfloat16),
        ("LongStorage", .int64), ("IntStorage", .int32), ("ShortStorage", .int16), ("CharStorage", .int8),
        ("ByteStorage", .uint8), ("BoolStorage", .bool),
    ]

    /// A state dict.
    public static func write(_ state: [(name: String, tensor: Tensor)]) throws -> [UInt8] {
        try write(.dict(state.map { (.string($0.name), .tensor($0.tensor)) }, isOrdered: true))
    }

    public static func write(_ value: CheckpointValue) throws -> [UInt8] {
        var writer = PickleWriter()
        try writer.whole(value)
        var entries: [(String, [UInt8])] = [
            ("archive/data.pkl", writer.out.bytes), ("archive/byteorder", Array("little".utf8)),
        ]
        for (i, tensor) in writer.tensors.enumerated() {
            entries.append(("archive/data/\(i)", try elementBytes(tensor)))
        }
        entries.append(("archive/version", Array("3\n".utf8)))
        let size = entries.reduce(0) { $0 + $1.1.count }
        guard size < 1 << 32, entries.count < 65_535 else {
            throw Failure(
                .runtimeError, "torch.save: \(size) bytes in \(entries.count) parts are too many for one file")
        }
        return ZipArchive.write(entries.map { (name: $0.0, bytes: $0.1) })
    }

    /// The tensors of a state dict, in order.
    public static func read(_ bytes: [UInt8]) throws -> [(name: String, tensor: Tensor)] {
        guard case .dict(let items, _) = try readValue(bytes) else {
            throw Failure(.runtimeError, "the checkpoint holds no state dict")
        }
        return try items.map { key, value in
            guard case .string(let name) = key, case .tensor(let tensor) = value else {
                throw Failure(
                    .runtimeError, "the checkpoint holds more than a state dict",
                    hint: "take the part you need, ['model_state_dict'] for example")
            }
            return (name, tensor)
        }
    }

    /// Whatever was saved: numbers, words, lists, dicts and tensors.
    public static func readValue(_ bytes: [UInt8]) throws -> CheckpointValue {
        let parts = try ZipArchive.read(bytes)
        guard let main = parts.keys.filter({ $0.hasSuffix("/data.pkl") }).min(by: { $0.count < $1.count }),
            let range = parts[main]
        else {
            throw Failure(
                .runtimeError, "checkpoint: the archive has no data.pkl", hint: "TorchScript archives cannot be read")
        }
        let prefix = String(main.dropLast("data.pkl".count))
        if let order = parts[prefix + "byteorder"], Array(bytes[order]) != Array("little".utf8) {
            throw Failure(.runtimeError, "checkpoint: the file was written on a big-endian machine")
        }
        let recogniser = PickleRecogniser(Array(bytes[range])) { key in
            guard let part = parts[prefix + "data/" + key] else {
                throw Failure(.runtimeError, "checkpoint: the archive lacks the memory of tensor '\(key)'")
            }
            return bytes[part]
        }
        return try recogniser.value()
    }
}

// MARK: - Writing

private struct PickleWriter {
    var out = ByteWriter()
    var tensors: [Tensor] = []

    mutating func whole(_ value: CheckpointValue) throws {
        out.bytes += [0x80, 2]
        try put(value, 0)
        out.put(".")
    }

    private mutating func global(_ module: String, _ name: String) { out.put("c\(module)\n\(name)\n") }

    private mutating func put(_ text: String) {
        out.put("X")
        out.put(UInt32(truncatingIfNeeded: text.utf8.count))
        out.put(text)
    }

    private mutating func put(_ value: Int) {
        if let small = UInt8(exactly: value) {
            out.put("K")
            out.put(small)
        } else if let middle = Int32(exactly: value) {
            out.put("J")
            out.put(middle)
        } else {
            out.bytes += [0x8a, 8]
            out.put(Int64(value))
        }
    }

    private mutating func tuple(_ values: [Int]) {
        out.put("(")
        for value in values { put(value) }
        out.put("t")
    }

    private mutating func put(_ value: CheckpointValue, _ depth: Int) throws {
        guard depth < 60 else { throw Failure(.recursionError, "torch.save: the value is nested too deeply") }
        switch value {
        case .none: out.put("N")
        case .bool(let flag): out.bytes.append(flag ? 0x88 : 0x89)
        case .int(let number): put(number)
        case .float(let number):
            out.put("G")
            out.bytes += withUnsafeBytes(of: number.bitPattern.bigEndian) { Array($0) }
        case .string(let text): put(text)
        case .tensor(let tensor): try put(tensor)
        case .tuple(let items):
            out.put("(")
            for item in items { try put(item, depth + 1) }
            out.put("t")
        case .list(let items):
            out.put("](")
            for item in items { try put(item, depth + 1) }
            out.put("e")
        case .dict(let items, let isOrdered):
            if isOrdered {
                global("collections", "OrderedDict")
                out.put(")R")
            } else {
                out.put("}")
            }
            out.put("(")
            for (key, item) in items {
                try put(key, depth + 1)
                try put(item, depth + 1)
            }
            out.put("u")
        }
    }

    private mutating func put(_ tensor: Tensor) throws {
        guard let storage = TorchArchive.storages.first(where: { $0.1 == tensor.dtype })?.0 else {
            throw Failure(.runtimeError, "torch.save: no storage for \(tensor.dtype.name)")
        }
        global("torch._utils", "_rebuild_tensor_v2")
        out.put("((")
        put("storage")
        global("torch", storage)
        put(String(tensors.count))
        put("cpu")
        put(tensor.count)
        out.put("tQ")
        put(0)
        tuple(tensor.shape)
        tuple(Shape.strides(tensor.shape))
        out.bytes.append(0x89)
        global("collections", "OrderedDict")
        out.put(")RtR")
        tensors.append(tensor)
    }
}

// MARK: - Reading

private final class PickleRecogniser {
    /// Lists and dicts grow after they are made, so they are objects; all are emptied at the end, whatever hangs on what.
    private final class Box {
        var items: [Item] = []
        let isDict: Bool, isOrdered: Bool
        init(isDict: Bool, isOrdered: Bool = false) {
            self.isDict = isDict
            self.isOrdered = isOrdered
        }
    }

    private indirect enum Item {
        case mark, none, bool(Bool), int(Int), float(Double), string(String)
        case tuple([Item], depth: Int)
        case box(Box)
        case known(Known)
        case storage(String, DType, Int)
        case tensor(Tensor)
    }

    /// The names that may appear; nothing else is accepted and none is looked up.
    private enum Known { case orderedDict, rebuildTensor, rebuildParameter, storage(DType) }

    private var reader: ByteReader
    private let memory: (String) throws -> ArraySlice<UInt8>
    private var stack: [Item] = []
    private var memo: [Int: Item] = [:]
    private var boxes: [Box] = []
    private var loaded: [String: Tensor] = [:]
    private static let deepest = 64

    init(_ bytes: [UInt8], memory: @escaping (String) throws -> ArraySlice<UInt8>) {
        reader = ByteReader(bytes, "checkpoint")
        self.memory = memory
    }

    private func refusal(_ what: String) -> Failure {
        Failure(
            .runtimeError, "UnsupportedCheckpoint: the file contains \(what) (not executed)",
            hint: "save the state dict only: torch.save(model.state_dict(), path)")
    }

    func value() throws -> CheckpointValue {
        defer { for box in boxes { box.items = [] } }
        while true {
            let opcode = try reader.byte()
            if opcode == UInt8(ascii: ".") { return try convert(pop(), 0) }
            try run(opcode)
        }
    }

    private func pop() throws -> Item {
        guard let item = stack.popLast() else { throw reader.broken("has a damaged pickle") }
        return item
    }

    private func popToMark() throws -> [Item] {
        guard let start = stack.lastIndex(where: { if case .mark = $0 { true } else { false } }) else {
            throw reader.broken("has a damaged pickle")
        }
        let items = Array(stack[(start + 1)...])
        stack.removeSubrange(start...)
        return items
    }

    private func pushTuple(_ items: [Item]) throws {
        let depth = items.reduce(0) { if case .tuple(_, let d) = $1 { max($0, d) } else { $0 } } + 1
        guard depth < Self.deepest else { throw reader.broken("is nested too deeply") }
        stack.append(.tuple(items, depth: depth))
    }

    private func pushBox(isDict: Bool, isOrdered: Bool = false) {
        let box = Box(isDict: isDict, isOrdered: isOrdered)
        boxes.append(box)
        stack.append(.box(box))
    }

    private func top(isDict: Bool) throws -> Box {
        guard case .box(let box)? = stack.last, box.isDict == isDict else {
            throw reader.broken("has a damaged pickle")
        }
        return box
    }

    private func line() throws -> String {
        var text: [UInt8] = []
        while true {
            let byte = try reader.byte()
            if byte == 10 { return String(decoding: text, as: UTF8.self) }
            guard text.count < 200 else { throw reader.broken("has a damaged pickle") }
            text.append(byte)
        }
    }

    private func remember(_ index: Int) throws {
        guard let item = stack.last, memo.count < 1_000_000 else { throw reader.broken("has a damaged pickle") }
        memo[index] = item
    }

    private func recall(_ index: Int) throws {
        guard let item = memo[index] else { throw reader.broken("has a damaged pickle") }
        stack.append(item)
    }

    private func text(_ count: Int) throws {
        stack.append(.string(String(decoding: try reader.take(count), as: UTF8.self)))
    }

    private func run(_ opcode: UInt8) throws {
        guard stack.count < 10_000_000 else { throw reader.broken("has a damaged pickle") }
        switch opcode {
        case 0x80: _ = try reader.byte()
        case 0x95: _ = try reader.take(8)
        case UInt8(ascii: "("): stack.append(.mark)
        case UInt8(ascii: "N"): stack.append(.none)
        case 0x88: stack.append(.bool(true))
        case 0x89: stack.append(.bool(false))
        case UInt8(ascii: "K"): stack.append(.int(Int(try reader.byte())))
        case UInt8(ascii: "M"): stack.append(.int(Int(try reader.integer(UInt16.self))))
        case UInt8(ascii: "J"): stack.append(.int(Int(Int32(bitPattern: try reader.integer(UInt32.self)))))
        case 0x8a: try longInteger()
        case UInt8(ascii: "G"):
            let word = try reader.take(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            stack.append(.float(Double(bitPattern: word)))
        case UInt8(ascii: "X"): try text(Int(try reader.integer(UInt32.self)))
        case 0x8c: try text(Int(try reader.byte()))
        case UInt8(ascii: "q"): try remember(Int(try reader.byte()))
        case UInt8(ascii: "r"): try remember(Int(try reader.integer(UInt32.self)))
        case 0x94: try remember(memo.count)
        case UInt8(ascii: "h"): try recall(Int(try reader.byte()))
        case UInt8(ascii: "j"): try recall(Int(try reader.integer(UInt32.self)))
        case UInt8(ascii: ")"): try pushTuple([])
        case UInt8(ascii: "t"): try pushTuple(popToMark())
        case 0x85...0x87:
            let count = Int(opcode) - 0x84
            try pushTuple((0..<count).map { _ in try pop() }.reversed())
        case UInt8(ascii: "}"): pushBox(isDict: true)
        case UInt8(ascii: "]"): pushBox(isDict: false)
        case UInt8(ascii: "a"):
            let item = try pop()
            try top(isDict: false).items.append(item)
        case UInt8(ascii: "e"):
            let items = try popToMark()
            try top(isDict: false).items += items
        case UInt8(ascii: "s"):
            let (value, key) = (try pop(), try pop())
            try top(isDict: true).items += [key, value]
        case UInt8(ascii: "u"):
            let items = try popToMark()
            guard items.count % 2 == 0 else { throw reader.broken("has a damaged pickle") }
            try top(isDict: true).items += items
        case UInt8(ascii: "c"): try global(line(), line())
        case 0x93:
            guard case .string(let name) = try pop(), case .string(let module) = try pop() else {
                throw reader.broken("has a damaged pickle")
            }
            try global(module, name)
        case UInt8(ascii: "Q"): try persistent(pop())
        case UInt8(ascii: "R"): try reduce()
        case UInt8(ascii: "b"):
            // The attributes of an OrderedDict: a state dict's _metadata, which is not needed.
            _ = try pop()
            _ = try top(isDict: true)
        default: throw refusal("the pickle instruction 0x\(String(opcode, radix: 16))")
        }
    }

    private func longInteger() throws {
        let bytes = try reader.take(Int(try reader.byte()))
        guard bytes.count <= 8 else { throw refusal("an integer of \(bytes.count) bytes") }
        var value: UInt64 = bytes.last.map { $0 & 0x80 != 0 ? UInt64.max : 0 } ?? 0
        for byte in bytes.reversed() { value = value << 8 | UInt64(byte) }
        stack.append(.int(Int(Int64(bitPattern: value))))
    }

    private func global(_ module: String, _ name: String) throws {
        switch (module, name) {
        case ("collections", "OrderedDict"): stack.append(.known(.orderedDict))
        case ("torch._utils", "_rebuild_tensor_v2"): stack.append(.known(.rebuildTensor))
        case ("torch._utils", "_rebuild_parameter"): stack.append(.known(.rebuildParameter))
        default:
            guard module == "torch", let dtype = TorchArchive.storages.first(where: { $0.0 == name })?.1 else {
                throw refusal("\(module).\(name)")
            }
            stack.append(.known(.storage(dtype)))
        }
    }

    /// ('storage', torch.FloatStorage, '0', 'cpu', 6)
    private func persistent(_ item: Item) throws {
        guard case .tuple(let parts, _) = item, parts.count == 5, case .string("storage") = parts[0],
            case .known(.storage(let dtype)) = parts[1], case .string(let key) = parts[2],
            case .int(let count) = parts[4],
            count >= 0
        else { throw reader.broken("has a damaged tensor entry") }
        stack.append(.storage(key, dtype, count))
    }

    private func reduce() throws {
        guard case .tuple(let arguments, _) = try pop(), case .known(let function) = try pop() else {
            throw refusal("a call that is not one of a state dict's")
        }
        switch function {
        case .orderedDict:
            guard arguments.isEmpty else { throw refusal("an OrderedDict made of other values") }
            pushBox(isDict: true, isOrdered: true)
        case .rebuildTensor: stack.append(.tensor(try rebuild(arguments)))
        case .rebuildParameter:
            guard case .tensor(let tensor)? = arguments.first else { throw reader.broken("has a damaged parameter") }
            stack.append(.tensor(tensor))
        case .storage: throw refusal("a storage made by a call")
        }
    }

    private func rebuild(_ arguments: [Item]) throws -> Tensor {
        func sizes(_ item: Item) throws -> [Int] {
            guard case .tuple(let items, _) = item, items.count <= 64 else {
                throw reader.broken("has a damaged tensor entry")
            }
            return try items.map {
                guard case .int(let value) = $0, value >= 0, value < 1 << 48 else {
                    throw reader.broken("has a damaged tensor entry")
                }
                return value
            }
        }
        guard arguments.count >= 6, case .storage(let key, let dtype, let count) = arguments[0],
            case .int(let offset) = arguments[1], offset >= 0, offset <= count
        else { throw reader.broken("has a damaged tensor entry") }
        let (shape, strides) = (try sizes(arguments[2]), try sizes(arguments[3]))
        guard shape.count == strides.count else { throw reader.broken("has a damaged tensor entry") }
        _ = try Shape.bytes(shape, dtype)
        // The last element must lie inside the memory.
        if !shape.contains(0) {
            var last = offset
            for (size, stride) in zip(shape, strides) {
                let (reach, overflow) = (size - 1).multipliedReportingOverflow(by: stride)
                let (sum, overflow2) = last.addingReportingOverflow(reach)
                guard !overflow, !overflow2 else { throw reader.broken("has a tensor outside its memory") }
                last = sum
            }
            guard last < count else { throw reader.broken("has a tensor outside its memory") }
        }
        let flat: Tensor
        if let known = loaded[key], known.dtype == dtype {
            flat = known
        } else {
            let bytes = try memory(key)
            guard try Shape.bytes([count], dtype) == bytes.count else {
                throw reader.broken("has a tensor whose memory has another size")
            }
            flat = try tensor(fromBytes: bytes, [count], dtype)
            loaded[key] = flat
        }
        guard flat.count == count else { throw reader.broken("has two sizes for one memory") }
        if shape.contains(0) { return try Tensor.empty(shape, dtype) }
        return try flat.asStrided(shape, strides, offset).clone(contiguous: true)
    }

    private func convert(_ item: Item, _ depth: Int) throws -> CheckpointValue {
        guard depth < Self.deepest else { throw reader.broken("is nested too deeply") }
        switch item {
        case .none: return .none
        case .bool(let value): return .bool(value)
        case .int(let value): return .int(value)
        case .float(let value): return .float(value)
        case .string(let value): return .string(value)
        case .tensor(let value): return .tensor(value)
        case .tuple(let items, _): return .tuple(try items.map { try convert($0, depth + 1) })
        case .box(let box):
            let items = try box.items.map { try convert($0, depth + 1) }
            if !box.isDict { return .list(items) }
            return .dict(
                stride(from: 0, to: items.count - 1, by: 2).map { (items[$0], items[$0 + 1]) }, isOrdered: box.isOrdered
            )
        case .mark, .known, .storage: throw reader.broken("has a damaged pickle")
        }
    }
}
