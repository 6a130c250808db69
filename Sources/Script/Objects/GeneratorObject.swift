// Generators: a frame that can pause. The frame's registers live here instead of on the machine's stack, so pausing copies nothing.
import Schema

/// The paused frame. `GeneratorObject` is only a handle to it: when the last handle goes, the frame can still run its `finally` blocks.
final class GeneratorState {
    enum Status { case fresh, suspended, running, finished }
    let code: Code
    let info: CodePointer
    /// Two header registers (unused, the function), then the frame's registers.
    let base: UnsafeMutablePointer<Value>
    @exclusivity(unchecked) var pc: UnsafeMutablePointer<Instruction>
    @exclusivity(unchecked) var status = Status.fresh
    /// Where the value given to `send` goes.
    @exclusivity(unchecked) var sentRegister = -1
    /// The exception being handled inside the generator while it is paused.
    @exclusivity(unchecked) var handled: ExceptionObject?
    @exclusivity(unchecked) var returned = Value.none
    /// The iterator a `yield from` is in the middle of.
    @exclusivity(unchecked) var delegate = Value.unbound

    init(_ code: Code) {
        self.code = code
        info = code.info
        let memory = UnsafeMutablePointer<Value>.allocate(capacity: code.registerCount + 2)
        memory.initialize(repeating: .unbound, count: code.registerCount + 2)
        base = memory + 2
        pc = code.instructions
    }

    deinit {
        Reaper.reap(base - 2, count: code.registerCount + 2)
        (base - 2).deallocate()
        Reaper.reap(&returned)
        Reaper.reap(&delegate)
    }

    /// Lets go of everything the frame held.
    func finish() {
        status = .finished
        for i in -2..<code.registerCount {
            var value = (base + i).move()
            (base + i).initialize(to: .unbound)
            Reaper.reap(&value)
        }
    }

    func visitReferences(_ visitor: ReferenceVisitor) {
        for i in -2..<code.registerCount { visitor.visit(base[i]) }
        visitor.visit(returned)
        visitor.visit(delegate)
        if let handled { visitor.visit(handled) }
    }

    /// A `finally`, `with` or `except` is open around the pause.
    var hasCleanup: Bool { status == .suspended && code.handler(at: pc - code.instructions - 1) != nil }
}

public final class GeneratorObject: IteratorObject {
    let state: GeneratorState
    /// The same, to look at without retaining.
    let unmanagedState: Unmanaged<GeneratorState>
    let name: String
    nonisolated(unsafe) public static let cls = makeType()
    public override var type: TypeObject { GeneratorObject.cls }

    init(_ state: GeneratorState, name: String) {
        self.state = state
        unmanagedState = .passUnretained(state)
        self.name = name
        super.init()
        Collector.track(self)
    }

    public override var holdsReferences: Bool { true }
    public override func visitReferences(_ visitor: ReferenceVisitor) {
        state.visitReferences(visitor)
        // Its registers are in use; what runs it may hold the frame only.
        if state.status == .running { visitor.keep(self) }
    }
    public override func dropReferences() { state.finish() }

    deinit {
        guard state.hasCleanup else { return }
        Collector.withoutCollecting { try? Interpreter.current.machine.close(state) }
    }

    public override func next() throws -> Value? { try Interpreter.current.machine.resume(state, sending: .none) }
    public override var returned: Value { state.returned }

    public override func repr() throws -> String {
        let address = UInt(bitPattern: Unmanaged.passUnretained(self).toOpaque())
        return "<generator object \(name) at 0x\(String(address, radix: 16))>"
    }

    private static func makeType() -> TypeObject {
        let type = TypeObject("generator")
        func state(_ value: Value) throws -> GeneratorState {
            guard let generator = value.asObject as? GeneratorObject else {
                throw Failure(.typeError, "descriptor requires a 'generator' object but received a '\(value.typeName)'")
            }
            return generator.state
        }
        func deliver(_ value: Value?, _ state: GeneratorState) throws -> Value {
            if let value { return value }
            throw ScriptError.stopIteration(state.returned)
        }
        type.rawMethod("__next__(self)") { bound in
            let state = try state(bound[0])
            return try deliver(Interpreter.current.machine.resume(state, sending: .none), state)
        }
        type.rawMethod("__iter__(self)") { $0[0] }
        type.rawMethod("send(self, value, /)", "Resumes the generator; `value` is what its `yield` gives.") { bound in
            let state = try state(bound[0])
            if state.status == .fresh {
                guard case .none = bound[1] else {
                    throw Failure(.typeError, "can't send non-None value to a just-started generator")
                }
            }
            return try deliver(Interpreter.current.machine.resume(state, sending: bound[1]), state)
        }
        type.rawMethod("throw(self, type, value=None, traceback=None, /)", "Raises an exception at the paused `yield`.")
        { bound in
            let state = try state(bound[0])
            var exception = bound[1]
            if exception.asObject is TypeObject {
                let arguments: [Value]
                if case .none = bound[2] { arguments = [] } else { arguments = [bound[2]] }
                exception = bound[2].asObject is ExceptionObject ? bound[2] : try exception.call(Arguments(arguments))
            }
            guard let object = exception.asObject as? ExceptionObject else {
                throw Failure(
                    .typeError,
                    "exceptions must be classes or instances deriving from BaseException, not \(exception.typeName)")
            }
            return try deliver(Interpreter.current.machine.resume(state, throwing: object), state)
        }
        type.rawMethod("close(self)", "Ends the generator: GeneratorExit is raised at the paused `yield`.") { bound in
            try Interpreter.current.machine.close(state(bound[0]))
            return .none
        }
        return type
    }
}

extension ScriptError {
    static func stopIteration(_ value: Value) -> ScriptError {
        if case .none = value { return ScriptError(ExceptionObject(ExceptionTypes.cls(.stopIteration))) }
        return ScriptError(ExceptionObject(ExceptionTypes.cls(.stopIteration), [value]))
    }
}
