// From syntax and scopes to bytecode, one `Compiler` per frame. Registers below `localCount` are locals, the rest are temporaries in
// stack order. This file holds the frame's state and the emitting helpers; statements and expressions are in the extensions.
import Schema

final class Compiler {
    let tree: ScopeTree
    let source: Source
    let module: ModuleObject
    /// The scope whose frame this is, and the innermost scope being compiled (an inline comprehension of it).
    let frame: Scope
    var scope: Scope
    let qualifiedName: String

    var code: [Instruction] = []
    var spans: [(start: Int32, end: Int32)] = []
    var constants: [Value] = []
    var cacheSymbols: [Symbol] = []
    var keywordTables: [[Symbol]] = []
    var codes: [Code] = []
    var handlers: [HandlerRange] = []
    private var constantIndex: [ConstantKey: Int] = [:]
    private enum ConstantKey: Hashable { case none, bool(Bool), int(Int), float(UInt64), string([UInt8]) }

    /// The next free temporary.
    var next: Int
    var registerCount: Int
    /// Locals that certainly have a value here; reads of others are checked.
    var assigned: Set<Int> = []
    /// The code being emitted cannot be reached.
    var isDead = false
    var blocks: [Block] = []
    var span = Span(source: 0, start: 0, end: 0)

    init(tree: ScopeTree, source: Source, module: ModuleObject, frame: Scope, qualifiedName: String) {
        self.tree = tree
        self.source = source
        self.module = module
        self.frame = frame
        scope = frame
        self.qualifiedName = qualifiedName
        next = frame.localCount
        registerCount = frame.localCount
    }

    /// Compiles a cell or module. With `display`, the code returns the value of a last expression statement.
    static func compile(_ program: Program, source: Source, module: ModuleObject, display: Bool) throws -> Code {
        let tree = ScopeTree(program)
        if let error = tree.errors.min(by: { $0.span.start < $1.span.start }) {
            throw ScriptError.syntax(error.message, at: error.span, in: source)
        }
        let compiler = Compiler(
            tree: tree, source: source, module: module, frame: tree.module, qualifiedName: "<module>")
        if display, !program.endsWithSemicolon, let last = program.body.last, case .expression(let value) = last.kind {
            try compiler.statements(Array(program.body.dropLast()))
            compiler.span = last.span
            let result = try compiler.expression(value)
            compiler.emit(.returnValue, result)
        } else {
            try compiler.statements(program.body)
        }
        compiler.emit(.returnNone)
        return try compiler.finish(
            name: "<module>", parameters: ParameterList(), documentation: nil, isGenerator: false)
    }

    func finish(
        name: String, parameters: ParameterList, documentation: String?, isGenerator: Bool, creator: Scope? = nil
    ) throws -> Code {
        guard registerCount < 60_000, constants.count < 1 << 30, code.count < 1 << 30, cacheSymbols.count < 65_535
        else {
            throw ScriptError.syntax("this code is too large: split it into functions or cells", at: span, in: source)
        }
        let captures = frame.free.map { name -> (isFree: Bool, index: Int) in
            switch creator?.place(of: name) {
            case .cell(let register): return (false, register)
            case .free(let index): return (true, index)
            case .classMember(.free(let index)): return (true, index)
            case .classMember(.cell(let register)): return (false, register)
            case .local, .global, .classMember, nil:
                preconditionFailure("the resolver gives every captured variable a cell: \(name)")
            }
        }
        return Code(
            name: name, qualifiedName: qualifiedName, source: source, namespace: module.namespace,
            moduleName: module.name,
            documentation: documentation, parameters: parameters, isGenerator: isGenerator,
            registerCount: registerCount,
            localCount: frame.localCount, localNames: frame.localNames, freeNames: frame.free, captures: captures,
            instructions: code, constants: constants, cacheSymbols: cacheSymbols, keywordTables: keywordTables,
            codes: codes,
            handlers: handlers, spans: spans, hasClassCell: frame.kind == .classBody && frame.needsClassCell)
    }

    // MARK: - Emitting

    @discardableResult
    func emit(_ op: Opcode, _ a: Int = 0, _ b: Int = 0, _ c: Int = 0) -> Int {
        code.append(Instruction(op, a, b, c))
        spans.append((span.start, span.end))
        return code.count - 1
    }

    @discardableResult
    func emit(_ op: Opcode, _ a: Int = 0, wide: Int) -> Int {
        code.append(Instruction(op, a, wide: wide))
        spans.append((span.start, span.end))
        return code.count - 1
    }

    func temp() -> Int { temps(1) }

    func temps(_ count: Int) -> Int {
        let first = next
        next += count
        registerCount = max(registerCount, next)
        return first
    }

    func constant(_ value: Value) -> Int {
        let key: ConstantKey?
        switch value {
        case .none: key = ConstantKey.none
        case .bool(let b): key = .bool(b)
        case .int(let i): key = .int(i)
        case .float(let d): key = .float(d.bitPattern)
        case .unbound: key = nil
        case .object(let object): key = (object as? StringObject).map { .string($0.text.utf8Bytes) }
        }
        if let key, let index = constantIndex[key] { return index }
        constants.append(value)
        if let key { constantIndex[key] = constants.count - 1 }
        return constants.count - 1
    }

    func cache(_ name: String) -> Int {
        cacheSymbols.append(Symbol(name))
        return cacheSymbols.count - 1
    }

    func loadValue(_ value: Value, into register: Int) { emit(.loadConstant, register, wide: constant(value)) }

    /// A jump target: a position once known, and the instructions waiting for it.
    final class Label {
        fileprivate var position: Int?
        fileprivate var waiting: [Int] = []
    }

    func place(_ label: Label) {
        label.position = code.count
        for index in label.waiting { code[index].setWide(code.count) }
        label.waiting = []
    }

    /// Makes the instruction at `index` jump to `label`.
    func aim(_ index: Int, at label: Label) {
        if let position = label.position { code[index].setWide(position) } else { label.waiting.append(index) }
    }

    func jump(_ label: Label) { aim(emit(.jump), at: label) }
    func jump(if register: Int, is value: Bool, to label: Label) {
        aim(emit(value ? .jumpIfTrue : .jumpIfFalse, register), at: label)
    }

    /// Compiles alternatives: each starts from the same knowledge about locals, and only what all of them assign is kept.
    func branches(_ alternatives: [() throws -> Void]) throws {
        let before = assigned
        let wasDead = isDead
        var merged: Set<Int>?
        for alternative in alternatives {
            assigned = before
            isDead = wasDead
            try alternative()
            if !isDead { merged = merged.map { $0.intersection(assigned) } ?? assigned }
        }
        isDead = wasDead || merged == nil
        assigned = merged ?? before
    }

    // MARK: - Protected regions

    /// A stretch of code whose exceptions go to one handler. Code for leaving early is emitted inside the stretch but does not
    /// belong to it, so a region may have several ranges.
    final class Region {
        var start: Int
        var ranges: [(Int, Int)] = []
        init(start: Int) { self.start = start }
    }

    /// What lies between a statement and its function: what `return`, `break` and `continue` must undo.
    struct Block {
        enum Kind {
            case loop(exit: Label, again: Label)
            /// The try part of try/except.
            case protected
            case finally([Statement])
            /// `exit` is the register of the bound `__exit__`.
            case with(exit: Int)
            /// An except or finally clause in progress: the exception's register and the name to unbind.
            case handler(register: Int, name: String?)
        }
        var kind: Kind
        var region: Region?
    }

    func open(_ kind: Block.Kind, protected: Bool = true) throws {
        if blocks.count >= 100 {
            throw ScriptError.syntax("too many statically nested blocks", at: span, in: source)
        }
        blocks.append(Block(kind: kind, region: protected ? Region(start: code.count) : nil))
    }

    /// Ends the innermost block; exceptions raised in it continue at `target` (the current position must not be it yet).
    func close() -> Region? {
        let block = blocks.removeLast()
        guard let region = block.region else { return nil }
        region.ranges.append((region.start, code.count))
        return region
    }

    /// Installs the handler at the current position for everything the region covered.
    func handle(_ region: Region?, register: Int) {
        guard let region else { return }
        for (start, end) in region.ranges where start < end {
            handlers.append(
                HandlerRange(start: Int32(start), end: Int32(end), target: Int32(code.count), register: Int32(register))
            )
        }
    }

    /// Emits what leaving all blocks above `depth` takes, innermost first.
    func unwind(to depth: Int) throws {
        let saved = blocks
        let before = assigned
        while blocks.count > depth {
            let block = blocks.removeLast()
            if let region = block.region { region.ranges.append((region.start, code.count)) }
            switch block.kind {
            case .loop, .protected: break
            case .finally(let body):
                let keep = next
                try statements(body)
                next = keep
            case .with(let exit): callExit(exit)
            case .handler(let register, let name):
                if let name { unbind(name) }
                emit(.popHandler, register)
            }
        }
        blocks = saved
        for block in blocks[depth...] { block.region?.start = code.count }
        assigned = before
    }

    /// True when leaving the function from here runs other code first.
    var mustUnwind: Bool {
        blocks.contains {
            switch $0.kind {
            case .loop, .protected: false
            case .finally, .with, .handler: true
            }
        }
    }

    func callExit(_ exit: Int) {
        let keep = next
        let base = temps(4)
        emit(.move, base, exit)
        for i in 1...3 { loadValue(.none, into: base + i) }
        emit(.call, base, 3, base)
        next = keep
    }

    // MARK: - Names

    /// The register with the variable's value; a new temporary unless it is a local or `into` is given.
    func load(_ name: String, into: Int? = nil) -> Int {
        let name = scope.mangle(name)
        switch scope.place(of: name) {
        case .local(let register):
            if !assigned.contains(register) {
                emit(.checkBound, register)
                if !isDeletable(name) { assigned.insert(register) }
            }
            guard let into else { return register }
            if into != register { emit(.move, into, register) }
            return into
        case .cell(let register):
            let result = into ?? temp()
            emit(.loadCell, result, register)
            return result
        case .free(let index):
            let result = into ?? temp()
            emit(.loadFree, result, index)
            return result
        case .global:
            let result = into ?? temp()
            emit(.loadGlobal, result, wide: module.namespace.slot(of: Symbol(name)))
            return result
        case .classMember(let enclosing):
            let result = into ?? temp()
            if case .free(let index) = enclosing {
                emit(.loadNameFree, result, index)
                emit(.extra, 0, wide: Int(Symbol(name).id))
            } else {
                emit(.loadName, result, wide: Int(Symbol(name).id))
            }
            return result
        }
    }

    func isDeletable(_ name: String) -> Bool { scope.deleted.contains(name) || frame.deleted.contains(name) }

    func store(_ name: String, from register: Int) {
        let name = scope.mangle(name)
        switch scope.place(of: name) {
        case .local(let local):
            if local != register { emit(.move, local, register) }
            if !isDeletable(name) { assigned.insert(local) }
        case .cell(let cell): emit(.storeCell, cell, register)
        case .free(let index): emit(.storeFree, index, register)
        case .global: emit(.storeGlobal, register, wide: module.namespace.slot(of: Symbol(name)))
        case .classMember: emit(.storeName, register, wide: Int(Symbol(name).id))
        }
    }

    /// The register an assignment to `name` may compute its value in directly.
    func localRegister(_ name: String) -> Int? {
        if case .local(let register) = scope.place(of: scope.mangle(name)) { register } else { nil }
    }

    func delete(_ name: String) {
        let name = scope.mangle(name)
        switch scope.place(of: name) {
        case .local(let register): emit(.deleteLocal, register)
        case .cell(let register): emit(.deleteCell, register)
        case .free(let index): emit(.deleteFree, index)
        case .global: emit(.deleteGlobal, 0, wide: module.namespace.slot(of: Symbol(name)))
        case .classMember: emit(.deleteName, 0, wide: Int(Symbol(name).id))
        }
    }

    /// `del name` that never fails, at the end of an except clause.
    func unbind(_ name: String) {
        let keep = next
        let none = temp()
        loadValue(.none, into: none)
        store(name, from: none)
        delete(name)
        next = keep
    }

    /// Registers of shared variables start as cells.
    func makeCells(of scope: Scope) {
        for name in scope.bound where scope.cells.contains(name) {
            if let register = scope.registers[name] { emit(.makeCell, register) }
        }
    }
}
