// What a session remembers of its cells: `In[n]`, `Out[n]`, `_`, `__`, `___`. Values of tensors count against a budget: a result that
// nobody named must not keep a gigabyte alive, so the oldest large ones are let go and say so.
import Script

public struct CellMemory {
    /// Bytes of tensors that `Out` may hold.
    static let budget = 64 << 20

    private var inputs: [(number: Int, text: String)] = []
    private var outputs: [(number: Int, value: Value, bytes: Int)] = []
    /// What `_`, `__`, `___` were set to; a script's own `_` is left alone.
    private var placed: [Value] = []

    public init() {}

    /// The highest cell number so far.
    public var count: Int { inputs.last?.number ?? 0 }

    public func text(of number: Int) -> String? { inputs.last { $0.number == number }?.text }
    public var texts: [(number: Int, text: String)] { inputs }

    mutating func remember(_ cell: Cell) { inputs.append((cell.number, cell.text)) }

    mutating func keep(_ value: Value, of number: Int, language: Language) {
        // `Out` itself, or a value shown again, must not be held twice.
        let bytes = Representation.bytes(value)
        outputs.removeAll { $0.number == number }
        outputs.append((number, value, bytes))
        var total = outputs.reduce(0) { $0 + $1.bytes }
        for index in outputs.indices where total > CellMemory.budget && outputs[index].bytes > 0 {
            let note = Phrase.evicted.text(language, NumberText.bytes(outputs[index].bytes))
            total -= outputs[index].bytes
            outputs[index] = (outputs[index].number, .string(note), 0)
        }
    }

    /// Makes `In`, `Out` and the underscores visible to the cells.
    mutating func publish(to globals: ModuleObject) {
        // Position n holds cell n: cell 0 is empty, numbers that never ran too.
        var list = [Value](repeating: .string(""), count: min(count, 1_000_000) + 1)
        for (number, text) in inputs where list.indices.contains(number) { list[number] = .string(text) }
        globals["In"] = .list(list)
        // Integer keys always hash.
        if let dict = try? DictObject(outputs.map { (.int($0.number), $0.value) }) { globals["Out"] = .object(dict) }
        let newest = Array(outputs.suffix(3).reversed())
        for (index, name) in (["_", "__", "___"] as [Symbol]).enumerated() where index < newest.count {
            let isOurs = index < placed.count && globals[name].map { CellMemory.isSame($0, placed[index]) } ?? false
            guard globals[name] == nil || isOurs else { continue }
            globals[name] = newest[index].value
            if index < placed.count { placed[index] = newest[index].value } else { placed.append(newest[index].value) }
        }
    }

    private static func isSame(_ a: Value, _ b: Value) -> Bool {
        switch (a, b) {
        case (.object(let left), .object(let right)): left === right
        case (.int(let left), .int(let right)): left == right
        case (.float(let left), .float(let right)): left.bitPattern == right.bitPattern
        case (.bool(let left), .bool(let right)): left == right
        case (.none, .none): true
        case (.unbound, _), (.none, _), (.bool, _), (.int, _), (.float, _), (.object, _): false
        }
    }
}
