// tqdm: progress of a loop. The bar is drawn on the error stream of a terminal and nowhere else; the loop runs the same either way.
import Glibc
import Schema
import Script

/// What the front end knows about where output goes.
public enum Terminal {
    /// The error stream is a terminal that can redraw a line.
    nonisolated(unsafe) public static var isInteractive = false
    /// Its width in columns.
    nonisolated(unsafe) public static var columns = 80
}

final class TqdmObject: IteratorObject {
    private let source: IteratorObject?
    private let iterable: Value
    private(set) var count: Double = 0
    private(set) var total: Double?
    private var label: String
    private var note = ""
    private let unit: String
    private let leaves: Bool
    private let isDisabled: Bool
    private let unitScale: Bool
    private let start = TqdmObject.now()
    private var lastDrawn = 0.0
    private var isClosed = false
    nonisolated(unsafe) static let cls = makeType()
    override var type: TypeObject { TqdmObject.cls }

    private static func now() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    private static let signature = Signature(
        "tqdm(iterable=None, desc=None, total=None, leave=True, file=None, ncols=None, mininterval=0.1, maxinterval=10.0, miniters=None, ascii=None, disable=False, unit='it', unit_scale=False, dynamic_ncols=False, smoothing=0.3, bar_format=None, initial=0, position=None, postfix=None, unit_divisor=1000, write_bytes=False, lock_args=None, nrows=None, colour=None, delay=0.0, gui=False, **kwargs)"
    )

    init(_ arguments: Arguments) throws {
        let values = try TqdmObject.signature.values(arguments)
        let call = PlotCall(PlotValues(signature: TqdmObject.signature, values: values), artist: "tqdm")
        iterable = values[0]
        if let total = try call.double("total") {
            self.total = total
        } else if let object = values[0].asObject, let length = try? object.length() {
            total = Double(length)
        }
        source = values[0].isNone ? nil : try values[0].iterator()
        label = try call["desc"]?.str() ?? ""
        unit = call.string("unit") ?? "it"
        leaves = try call.bool("leave") ?? (call["position"] == nil)
        isDisabled = try call.bool("disable") ?? false
        unitScale = try call.bool("unit_scale") ?? false
        count = try call.double("initial") ?? 0
        super.init()
        if let first = call.extraPairs.first {
            let near = Nearest.match(first.0, among: TqdmObject.signature.parameters.map(\.name))
            throw Failure(
                .keyError, "\"Unknown argument(s): {'\(first.0)'}\"", hint: near.map { "did you mean '\($0)'?" } ?? "")
        }
        if let postfix = call["postfix"] { note = try TqdmObject.text(postfix.keywordPairs, postfix) }
    }

    override func next() throws -> Value? {
        guard let source else {
            throw Failure(.typeError, "'NoneType' object is not iterable", hint: "tqdm(iterable), or use update()")
        }
        if count == 0, lastDrawn == 0 { try draw(force: true) }
        guard let value = try source.next() else {
            try close()
            return nil
        }
        pending += 1
        if pending > 1 { try advance(1) }
        return value
    }
    private var pending = 0

    override func length() throws -> Int? { total.flatMap { $0.magnitude < 1e15 ? Int($0) : nil } }
    override func truth() throws -> Bool { total.map { $0 > 0 } ?? !iterable.isNone }
    override func iterator() throws -> IteratorObject? {
        if source == nil {
            throw Failure(
                .typeError, "'NoneType' object is not iterable", hint: "give tqdm the thing to loop over: tqdm(loader)")
        }
        return self
    }
    override func repr() throws -> String { line() }

    func advance(_ n: Double) throws {
        count += n
        try draw(force: false)
    }

    func close() throws {
        guard !isClosed else { return }
        isClosed = true
        if pending > 0, let total, count < total {
            count = min(total, count + 1)
        } else if pending > 0, total == nil {
            count += 1
        }
        guard Terminal.isInteractive, !isDisabled else { return }
        try Interpreter.current.output(.stderr, leaves ? "\r\(line())\u{1b}[K\n" : "\r\u{1b}[K")
    }

    private func draw(force: Bool) throws {
        guard Terminal.isInteractive, !isDisabled, !isClosed else { return }
        let time = TqdmObject.now()
        guard force || time - lastDrawn >= 0.1 else { return }
        lastDrawn = time
        try Interpreter.current.output(.stderr, "\r\(line())\u{1b}[K")
    }

    // MARK: - The line

    private static func clock(_ seconds: Double) -> String {
        guard seconds.isFinite, seconds >= 0, seconds < 1e9 else { return "?" }
        let whole = Int(seconds)
        func two(_ n: Int) -> String { n < 10 ? "0\(n)" : "\(n)" }
        return whole >= 3600
            ? "\(whole / 3600):\(two(whole / 60 % 60)):\(two(whole % 60))" : "\(two(whole / 60)):\(two(whole % 60))"
    }

    private static func number(_ x: Double) -> String {
        x == x.rounded() && x.magnitude < 1e15 ? "\(Int(x))" : "\(x)"
    }

    private static func rounded(_ x: Double) -> String { (try? Value.float(x).format(".2f")) ?? "\(x)" }

    func line() -> String {
        let elapsed = TqdmObject.now() - start
        let rate = elapsed > 0 ? count / elapsed : 0
        let speed =
            rate == 0
            ? "?\(unit)/s"
            : rate >= 1 ? "\(TqdmObject.rounded(rate))\(unit)/s" : "\(TqdmObject.rounded(1 / rate))s/\(unit)"
        let head = label.isEmpty ? "" : label + ": "
        let tail = note.isEmpty ? "" : ", \(note)"
        guard let total, total > 0 else {
            return "\(head)\(TqdmObject.number(count))\(unit) [\(TqdmObject.clock(elapsed)), \(speed)\(tail)]"
        }
        let share = min(max(count / total, 0), 1)
        let percent = "\(Int(share * 100))%"
        let left = rate > 0 ? TqdmObject.clock((total - count) / rate) : "?"
        let before = "\(head)\(String(repeating: " ", count: max(0, 4 - percent.count)))\(percent)|"
        let after =
            "| \(TqdmObject.number(count))/\(TqdmObject.number(total)) [\(TqdmObject.clock(elapsed))<\(left), \(speed)\(tail)]"
        let width = max(Terminal.columns - before.count - after.count - 1, 1)
        let eighths = Int(share * Double(width * 8))
        var bar = String(repeating: "█", count: eighths / 8)
        if eighths % 8 > 0 { bar += ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"][eighths % 8] }
        return before + bar + String(repeating: " ", count: max(0, width - bar.count)) + after
    }

    private static func text(_ pairs: [(String, Value)], _ other: Value) throws -> String {
        if pairs.isEmpty { return other.text ?? "" }
        return try pairs.map { name, value in
            if case .float(let d) = value { return "\(name)=\(try Value.float(d).format(".3g"))" }
            if let object = value.asObject, !(object is StringObject), let number = try? object.float() {
                return "\(name)=\(try Value.float(number).format(".3g"))"
            }
            return "\(name)=\(try value.str())"
        }.joined(separator: ", ")
    }

    // MARK: - The class

    private static func from(_ value: Value) throws -> TqdmObject {
        guard let bar = value.asObject as? TqdmObject else {
            throw Failure(.typeError, "expected a tqdm, not \(value.typeName)")
        }
        return bar
    }

    private static func makeType() -> TypeObject {
        let type = TypeObject("tqdm", module: "tqdm.std", make: { _, arguments in .object(try TqdmObject(arguments)) })
        type.rawMethod("update(self, n=1)", "Goes on by n.") { bound in
            try from(bound[0]).advance(try Numbers.optional(bound[1]) ?? 1)
            return .none
        }
        for name in ["set_description", "set_description_str"] {
            type.rawMethod("\(name)(self, desc=None, refresh=True)", "The words before the bar.") { bound in
                let bar = try from(bound[0])
                bar.label = bound[1].isNone ? "" : try bound[1].str()
                try bar.draw(force: false)
                return .none
            }
        }
        type.rawMethod("set_postfix(self, ordered_dict=None, refresh=True, **kwargs)", "Values behind the bar.") {
            bound in
            let bar = try from(bound[0])
            bar.note = try text(bound[1].keywordPairs + bound[3].keywordPairs, .none)
            try bar.draw(force: false)
            return .none
        }
        type.rawMethod("set_postfix_str(self, s='', refresh=True)", "Words behind the bar.") { bound in
            let bar = try from(bound[0])
            bar.note = try bound[1].str()
            try bar.draw(force: false)
            return .none
        }
        for name in ["close", "refresh", "clear", "unpause", "display"] {
            type.rawMethod("\(name)(self, *args, **kwargs)") { bound in
                let bar = try from(bound[0])
                if name == "close" { try bar.close() } else if name == "refresh" { try bar.draw(force: true) }
                return .none
            }
        }
        type.rawMethod("reset(self, total=None)", "Starts again.") { bound in
            let bar = try from(bound[0])
            bar.count = 0
            bar.total = try Numbers.optional(bound[1]) ?? bar.total
            return .none
        }
        type.rawMethod("__enter__(self)") { bound in bound[0] }
        type.rawMethod("__exit__(self, *error)") { bound in
            try from(bound[0]).close()
            return .bool(false)
        }
        let write = BuiltinFunction(
            "write(s, file=None, end='\\n', nolock=False)", "Prints a line above the bar.",
            raw: { bound in
                if Terminal.isInteractive { try Interpreter.current.output(.stderr, "\r\u{1b}[K") }
                let end = bound[2].text == "\\n" ? "\n" : bound[2].text ?? "\n"
                try Interpreter.current.output(.stdout, try bound[0].str() + end)
                return .none
            })
        type.setMember("write", .object(write))
        type.property("n", "How far it is.") { (value: Value) in
            let count = try from(value).count
            return count == count.rounded() && count.magnitude < 1e15 ? Value.int(Int(count)) : Value.float(count)
        }
        type.property("total", "How much there is.") { (value: Value) in
            try from(value).total.map {
                $0 == $0.rounded() && $0.magnitude < 1e15 ? Value.int(Int($0)) : Value.float($0)
            } ?? Value.none
        }
        type.property("desc", "The words before the bar.") { (value: Value) in Value.string(try from(value).label) }
        type.property("iterable", "What is looped over.") { (value: Value) in try from(value).iterable }
        return type
    }
}

enum TqdmModule {
    static func register() {
        for name in ["tqdm", "tqdm.auto", "tqdm.notebook", "tqdm.std", "tqdm.autonotebook"] {
            ModuleRegistry.register(name) { module in
                module.documentation = "Progress of loops."
                module["tqdm"] = .object(TqdmObject.cls)
                module["tqdm_notebook"] = .object(TqdmObject.cls)
                module.rawDefine("trange(*args, **kwargs)", "tqdm(range(*args), **kwargs).") { bound in
                    let range = try Value.object(RangeObject.cls).call(
                        Arguments((bound[0].asObject as? TupleObject)?.elements ?? []))
                    return .object(
                        try TqdmObject(Arguments([range], keywords: bound[1].keywordPairs.map { (Symbol($0.0), $0.1) }))
                    )
                }
            }
        }
    }
}
