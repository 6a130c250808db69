// The virtual machine's state: a stack of registers, a stack of frames, budgets. Script calls push frames and never recurse natively;
// Swift code that calls back into scripts starts another `run` on top of the same stacks.
//
// What makes the raw pointers safe: both stacks are reserved once and never move; registers at and above `top` are always `.unbound`
// (up to `highWater`, above it uninitialised); a frame's window lies below `top` until the frame is left, and leaving empties it. The
// register before a window's base holds the function being run, which keeps its code alive.
import Glibc
import Schema

typealias Registers = UnsafeMutablePointer<Value>

/// The interrupted caller: what `return` continues.
struct Frame {
    enum Kind: UInt8 {
        /// Called by Swift code: `run` returns.
        case entry
        /// The result goes to a register.
        case value
        /// `__init__`: the result is the instance in the callee's header.
        case initializer
        /// A generator driven by a loop: a yielded item goes to a register and the loop body runs.
        case forEach
    }
    var code: CodePointer
    var pc: UnsafeMutablePointer<Instruction>
    var base: Registers
    /// The register stack's top while the caller runs.
    var top: Registers
    var generator: Unmanaged<GeneratorState>?
    var destination: Int32
    var kind: Kind
}

/// A register as two words. The layout of `Value` (a pointer-sized payload, then a tag byte) is checked when a machine is made; reading
/// it directly is what lets the loop look at an object without retaining it (measured: retain and release were half of all time).
extension UnsafeMutablePointer where Pointee == Value {
    private static var objectTag: UInt8 { 3 }
    private static var unboundTag: UInt8 { 4 }
    private typealias Words = (UInt64, UInt64)

    @inline(__always) private var raw: UnsafeMutableRawPointer { UnsafeMutableRawPointer(self) }

    /// The object in the register, not retained.
    @inline(__always) var objectPointer: UnsafeRawPointer? {
        raw.load(fromByteOffset: 8, as: UInt8.self) == Self.objectTag ? raw.load(as: UnsafeRawPointer.self) : nil
    }

    @inline(__always) var isUnbound: Bool {
        raw.load(fromByteOffset: 8, as: UInt8.self) == Self.unboundTag && raw.load(as: UInt64.self) == 0
    }

    /// Makes the register unbound without looking at what it held: for values that were moved out or own nothing.
    @inline(__always) func forget() {
        raw.storeBytes(of: 0, as: UInt64.self)
        raw.storeBytes(of: UInt64(Self.unboundTag), toByteOffset: 8, as: UInt64.self)
    }

    /// Releases what the register holds and makes it unbound.
    @inline(__always) func empty() {
        if let object = objectPointer {
            forget()
            Unmanaged<Object>.fromOpaque(object).release()
        } else {
            forget()
        }
    }

    /// Moves a value into this register, which must own nothing; the source becomes unbound.
    @inline(__always) func take(from source: Self) {
        raw.storeBytes(of: source.raw.load(as: UInt64.self), as: UInt64.self)
        raw.storeBytes(of: source.raw.load(fromByteOffset: 8, as: UInt64.self), toByteOffset: 8, as: UInt64.self)
        source.forget()
    }

    static func checkLayout() {
        let register = Self.allocate(capacity: 2)
        defer { register.deallocate() }
        let object = Object()
        register.initialize(to: .object(object))
        let isObject = register.objectPointer == UnsafeRawPointer(Unmanaged.passUnretained(object).toOpaque())
        register.pointee = .unbound
        let isUnbound = register.isUnbound && register.objectPointer == nil
        register.pointee = .none
        let isNone = !register.isUnbound && register.objectPointer == nil
        register.pointee = .int(7)
        let isInt = !register.isUnbound && register.objectPointer == nil
        register.forget()
        var isForgotten = false
        if case .unbound = register.pointee { isForgotten = true }
        precondition(
            MemoryLayout<Value>.stride == 16 && isObject && isUnbound && isNone && isInt && isForgotten,
            "Value's memory layout is not what the machine reads")
    }
}

extension UnsafeRawPointer {
    /// The Swift class of the object at this address.
    @inline(__always) var swiftClass: UnsafeRawPointer { load(as: UnsafeRawPointer.self) }
    @inline(__always) func isExactly<T: AnyObject>(_: T.Type) -> Bool {
        swiftClass == unsafeBitCast(T.self as AnyClass, to: UnsafeRawPointer.self)
    }
    @inline(__always) func with<T: AnyObject, R>(_: T.Type, _ body: (T) throws -> R) rethrows -> R {
        try Unmanaged<T>.fromOpaque(self)._withUnsafeGuaranteedRef(body)
    }
    @inline(__always) var layoutID: Int32 { with(Object.self) { $0.layoutID } }
}

final class Machine {
    /// Most frames there can be, and the registers they share: a million and 16 million, less under `ulimit -v`. The pages are
    /// reserved, not used, until something recurses into them.
    let frameCapacity: Int

    let frames: UnsafeMutablePointer<Frame>
    private let stack: Registers
    private let stackEnd: Registers
    @exclusivity(unchecked) var top: Registers
    @exclusivity(unchecked) private var highWater: Registers
    @exclusivity(unchecked) var depth = 0
    @exclusivity(unchecked) var maxDepth = 1000
    /// The exception being handled, for bare `raise` and `__context__`.
    @exclusivity(unchecked) var handled: ExceptionObject?
    @exclusivity(unchecked) var interruptFlag: UnsafeMutablePointer<Int32>
    /// Rounds until the step budget is looked at.
    @exclusivity(unchecked) var ticks = Machine.tickSize
    private static let tickSize = 10_000
    var maxSteps: Int? { didSet { steps = 0 } }
    private var steps = 0

    init() {
        func reserve<T>(_ most: Int, _: T.Type) -> UnsafeMutableBufferPointer<T> {
            let share = HostMemory.addressSpace() / 16 / MemoryLayout<T>.stride
            var count = max(1 << 14, min(most, share))
            while true {
                let memory = mmap(
                    nil, count * MemoryLayout<T>.stride, PROT_READ | PROT_WRITE,
                    MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)
                if let memory, memory != MAP_FAILED {
                    return UnsafeMutableBufferPointer(
                        start: memory.bindMemory(to: T.self, capacity: count), count: count)
                }
                precondition(count > 1 << 10, "no address space for the interpreter's stacks")
                count /= 2
            }
        }
        let frames = reserve(1 << 20, Frame.self)
        let stack = reserve(16 << 20, Value.self)
        guard let firstFrame = frames.baseAddress, let firstRegister = stack.baseAddress else {
            preconditionFailure("what is reserved is not empty")
        }
        self.frames = firstFrame
        self.stack = firstRegister
        frameCapacity = frames.count
        stackEnd = firstRegister + stack.count
        Registers.checkLayout()
        top = firstRegister
        highWater = firstRegister
        interruptFlag = .allocate(capacity: 1)
        interruptFlag.initialize(to: 0)
    }

    deinit {
        munmap(frames, frameCapacity * MemoryLayout<Frame>.stride)
        munmap(stack, (stackEnd - stack) * MemoryLayout<Value>.stride)
    }

    /// The frame that is calling a builtin, for `globals()` and `locals()`; valid during the call only.
    @exclusivity(unchecked) var running: (code: CodePointer, base: Registers)?

    var currentNamespace: Namespace? { running?.code.pointee.namespace.takeUnretainedValue() }

    /// Whether the calling frame's variables are its module's.
    var isAtModuleLevel: Bool {
        guard let code = running?.code.pointee.code.takeUnretainedValue() else { return false }
        return code.localNames.isEmpty && code.name == "<module>"
    }

    var currentLocals: [(name: Symbol, value: Value)] {
        guard let running else { return [] }
        let code = running.code.pointee.code.takeUnretainedValue()
        if isAtModuleLevel, let namespace = currentNamespace {
            return namespace.names.compactMap { name in namespace[name].map { (name, $0) } }
        }
        return code.localNames.enumerated().compactMap { register, name in
            if name.hasPrefix(".") { return nil }
            let value = running.base[register]
            if let cell = value.asObject as? CellObject { return (Symbol(name), cell.value) }
            if case .unbound = value { return nil }
            return (Symbol(name), value)
        }
    }

    // MARK: - Budgets

    /// At calls and loop rounds; cheap unless something is due.
    @inline(__always)
    func poll() throws {
        ticks &-= 1
        if ticks <= 0 || interruptFlag.pointee != 0 { try pollSlowly() }
    }

    @inline(never)
    private func pollSlowly() throws {
        try checkInterrupt()
        try HostMemory.checkHeadroom()
        if let maxSteps {
            steps += Machine.tickSize - ticks
            let left = maxSteps - steps
            if left <= 0 {
                steps = 0
                ticks = Machine.tickSize
                throw Failure(.runtimeError, "step budget of \(maxSteps) exhausted")
            }
        }
        ticks = Machine.tickSize
        Collector.collectIfGrown()
    }

    func checkInterrupt() throws {
        if interruptFlag.pointee != 0 {
            // 2 stays: a script that catches KeyboardInterrupt and goes on meets it again at its next step.
            if interruptFlag.pointee == 1 { interruptFlag.pointee = 0 }
            throw Failure(.keyboardInterrupt, "")
        }
    }

    // MARK: - Windows

    /// The base of a fresh window of `count` registers on the stack, all unbound; `top` does not move yet.
    @inline(__always)
    func window(_ count: Int) throws -> Registers {
        let base = top + 2
        if base + count > highWater { try extend(base + count) }
        return base
    }

    @inline(never)
    private func extend(_ end: Registers) throws {
        if end + 1024 > stackEnd { throw Machine.tooDeep() }
        while highWater < end + 256 {
            highWater.initialize(to: .unbound)
            highWater += 1
        }
    }

    static func tooDeep() -> Failure { Failure(.recursionError, "maximum recursion depth exceeded") }

    /// Empties a window with its header.
    @inline(__always)
    func clear(_ base: Registers, _ count: Int) {
        var register = base - 2
        let end = base + count
        while register < end {
            register.empty()
            register += 1
        }
    }

    @inline(__always)
    func push(
        _ code: CodePointer, _ pc: UnsafeMutablePointer<Instruction>, _ base: Registers,
        _ generator: Unmanaged<GeneratorState>?, _ destination: Int, _ kind: Frame.Kind
    ) throws {
        if depth >= maxDepth { throw Machine.tooDeep() }
        (frames + depth).initialize(
            to: Frame(
                code: code, pc: pc, base: base, top: top, generator: generator,
                destination: Int32(truncatingIfNeeded: destination), kind: kind))
        depth += 1
    }

    // MARK: - Native stack

    /// Before `run` starts natively inside another: leaves room for Swift code on the thread's stack.
    func checkNativeStack() throws {
        if NativeStack.address() < NativeStack.floor() { throw Machine.tooDeep() }
    }

    // MARK: - Calls from Swift

    /// Calls a script function from Swift code.
    func call(_ function: FunctionObject, _ arguments: Arguments) throws -> Value {
        if arguments.keywords.isEmpty, function.info.pointee.simpleCount == arguments.positional.count {
            return try callSimply(function, arguments.positional)
        }
        let count = arguments.positional.count + arguments.keywords.count
        // The arguments go to the stack first, as if a frame had computed them.
        let staging = try window(count)
        for (i, value) in arguments.positional.enumerated() { staging[i] = value }
        for (i, keyword) in arguments.keywords.enumerated() { staging[arguments.positional.count + i] = keyword.value }
        let oldTop = top
        top = staging + count
        defer {
            top = oldTop
            for i in 0..<count { staging[i] = .unbound }
        }
        return try call(function, staging, count, arguments.keywords.map(\.name))
    }

    /// One value for each parameter: nothing to bind.
    private func callSimply(_ function: FunctionObject, _ arguments: [Value]) throws -> Value {
        try checkNativeStack()
        let base = try window(function.info.pointee.registerCount)
        for i in arguments.indices { base[i] = arguments[i] }
        return try start(function, base)
    }

    private func call(_ function: FunctionObject, _ arguments: Registers, _ count: Int, _ keywords: [Symbol]) throws
        -> Value
    {
        try checkNativeStack()
        let code = function.code
        if code.isGenerator { return try makeGenerator(function, arguments, count, keywords, receiver: nil) }
        let base = try window(code.registerCount)
        do { try bind(function, arguments, count, keywords, receiver: nil, into: base) } catch {
            clear(base, code.registerCount)
            throw error
        }
        return try start(function, base)
    }

    /// Runs a function whose parameters are in the window at `base`.
    private func start(_ function: FunctionObject, _ base: Registers) throws -> Value {
        let code = function.code
        (base - 1).pointee = .object(function)
        do { try push(code.info, code.instructions, base, nil, 0, .entry) } catch {
            clear(base, code.registerCount)
            throw error
        }
        top = base + code.registerCount
        do { try poll() } catch {
            depth -= 1
            top = frames[depth].top
            clear(base, code.registerCount)
            throw error
        }
        return try run(code.info, code.instructions, base, nil)
    }

    /// Runs a class body: register 0 is the namespace, register 1 the cell for `__class__`.
    func runClassBody(_ body: FunctionObject, _ namespace: ClassNamespace, _ cell: CellObject) throws {
        try checkNativeStack()
        let code = body.code
        let base = try window(code.registerCount)
        (base - 1).pointee = .object(body)
        base[0] = .object(namespace)
        base[1] = .object(cell)
        do { try push(code.info, code.instructions, base, nil, 0, .entry) } catch {
            clear(base, code.registerCount)
            throw error
        }
        top = base + code.registerCount
        _ = try run(code.info, code.instructions, base, nil)
    }

    // MARK: - Generators

    func makeGenerator(
        _ function: FunctionObject, _ arguments: Registers, _ count: Int, _ keywords: [Symbol], receiver: Value?
    ) throws -> Value {
        let state = GeneratorState(function.code)
        try bind(function, arguments, count, keywords, receiver: receiver, into: state.base)
        (state.base - 1).pointee = .object(function)
        return .object(GeneratorObject(state, name: function.qualifiedName))
    }

    /// Continues a generator from Swift code until its next `yield`; nil when it has returned.
    func resume(_ state: GeneratorState, sending value: Value) throws -> Value? {
        switch state.status {
        case .finished: return nil
        case .running: throw Failure(.valueError, "generator already executing")
        case .fresh, .suspended: break
        }
        try checkNativeStack()
        try push(state.code.info, state.pc, state.base, nil, 0, .entry)
        enter(state, sending: value)
        let result = try run(
            state.code.info, state.pc, state.base, Unmanaged.passUnretained(state))
        if case .unbound = result { return nil }
        return result
    }

    /// Marks a generator as running and delivers what `yield` gives.
    @inline(__always)
    func enter(_ state: GeneratorState, sending value: Value) {
        if state.sentRegister >= 0 { state.base[state.sentRegister] = value }
        state.status = .running
        if handled != nil || state.handled != nil { swap(&handled, &state.handled) }
    }

    /// Raises an exception at the paused `yield` and continues to the next one; nil when the generator returns.
    func resume(_ state: GeneratorState, throwing exception: ExceptionObject) throws -> Value? {
        switch state.status {
        case .finished: throw ScriptError(exception)
        case .running: throw Failure(.valueError, "generator already executing")
        case .fresh:
            state.finish()
            throw ScriptError(exception)
        case .suspended: break
        }
        try checkNativeStack()
        // A generator that is delegating passes the exception on.
        var thrown: Error = ScriptError(exception)
        if case .object(let delegate) = state.delegate {
            do {
                let closes = exception.isInstance(of: .generatorExit)
                if let inner = delegate as? GeneratorObject {
                    if closes {
                        try close(inner.state)
                    } else {
                        if let value = try resume(inner.state, throwing: exception) { return value }
                        // The inner one returned: `yield from` has its value.
                        state.delegate = .unbound
                        let instruction = state.pc[0]
                        state.pc += 1
                        state.sentRegister = Int(instruction.c)
                        state.base[Int(instruction.a)] = .unbound
                        return try resume(state, sending: inner.state.returned)
                    }
                } else if !closes, let method = try Value.object(delegate).attributeIfPresent("throw") {
                    return try method.call(Arguments([.object(exception)]))
                }
            } catch { thrown = error }
            state.delegate = .unbound
        }
        try push(state.code.info, state.pc, state.base, nil, 0, .entry)
        enter(state, sending: .none)
        // The instruction before the resume point is the `yield`; its handlers apply.
        let result = try run(
            state.code.info, state.pc, state.base, Unmanaged.passUnretained(state), raising: thrown)
        if case .unbound = result { return nil }
        return result
    }

    func close(_ state: GeneratorState) throws {
        switch state.status {
        case .finished: return
        case .fresh: return state.finish()
        case .running: throw Failure(.valueError, "generator already executing")
        case .suspended: break
        }
        do {
            if try resume(state, throwing: ExceptionObject(ExceptionTypes.cls(.generatorExit))) != nil {
                throw Failure(.runtimeError, "generator ignored GeneratorExit")
            }
        } catch {
            if Interpreter.isError(error, .generatorExit) || Interpreter.isError(error, .stopIteration) { return }
            throw error
        }
    }
}
