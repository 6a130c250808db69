// The loop that executes bytecode. Small integers and floats are computed in place; everything else goes to the slow paths in the
// neighbouring files. Jumps backwards and calls poll the interrupt flag and the step budget.
import Glibc
import Schema

extension Machine {
    /// Runs until the frame that was entered last returns or yields to Swift code. A finished generator gives `.unbound`.
    func run(
        _ firstCode: CodePointer, _ firstPC: UnsafeMutablePointer<Instruction>, _ firstBase: Registers,
        _ firstGenerator: Unmanaged<GeneratorState>?, raising: Error? = nil
    ) throws -> Value {
        var code = firstCode
        var pc = firstPC
        var base = firstBase
        var generator = firstGenerator
        var constants = code.pointee.constants
        var pending = raising
        let functionClass = unsafeBitCast(FunctionObject.self as AnyClass, to: UnsafeRawPointer.self)
        let builtinClass = unsafeBitCast(BuiltinFunction.self as AnyClass, to: UnsafeRawPointer.self)
        let generatorClass = unsafeBitCast(GeneratorObject.self as AnyClass, to: UnsafeRawPointer.self)
        let listClass = unsafeBitCast(ListObject.self as AnyClass, to: UnsafeRawPointer.self)
        let tupleClass = unsafeBitCast(TupleObject.self as AnyClass, to: UnsafeRawPointer.self)
        let dictClass = unsafeBitCast(DictObject.self as AnyClass, to: UnsafeRawPointer.self)

        while true {
            do {
                if let error = pending {
                    pending = nil
                    throw error
                }
                while true {
                    let i = pc.pointee
                    pc += 1
                    let a = base + Int(i.a)
                    switch i.op {
                    case .nop, .extra: break

                    // MARK: Moving values
                    case .loadConstant: a.pointee = constants[i.wide]
                    case .move: a.pointee = base[Int(i.b)]
                    case .checkBound:
                        if case .unbound = a.pointee { throw unboundLocal(code, Int(i.a)) }
                    case .clear: a.pointee = .unbound
                    case .clearRange: for k in 0..<Int(i.b) { a[k] = .unbound }
                    case .deleteLocal:
                        if case .unbound = a.pointee { throw unboundLocal(code, Int(i.a)) }
                        a.pointee = .unbound
                    case .makeCell:
                        let cell = CellObject(a.pointee)
                        a.pointee = .object(cell)
                    case .loadCell:
                        let value = cell(base[Int(i.b)]).value
                        if case .unbound = value { throw unboundCell(code, Int(i.b)) }
                        a.pointee = value
                    case .storeCell: cell(a.pointee).value = base[Int(i.b)]
                    case .deleteCell:
                        let cell = cell(a.pointee)
                        if case .unbound = cell.value { throw unboundCell(code, Int(i.a)) }
                        cell.value = .unbound
                    case .loadFree:
                        let value = function(base).closure[Int(i.b)].value
                        if case .unbound = value { throw unboundFree(code, Int(i.b)) }
                        a.pointee = value
                    case .storeFree: function(base).closure[Int(i.a)].value = base[Int(i.b)]
                    case .deleteFree:
                        let cell = function(base).closure[Int(i.a)]
                        if case .unbound = cell.value { throw unboundFree(code, Int(i.a)) }
                        cell.value = .unbound
                    case .loadGlobal:
                        let slot = code.pointee.namespace._withUnsafeGuaranteedRef { $0.slots } + i.wide
                        if slot.isUnbound {
                            let builtin = code.pointee.namespace._withUnsafeGuaranteedRef { $0.builtin(of: i.wide) }
                            a.pointee =
                                try builtin ?? preludeValue(code.pointee.namespace.takeUnretainedValue(), i.wide, code)
                        } else {
                            a.pointee = slot.pointee
                        }
                    case .storeGlobal: code.pointee.namespace._withUnsafeGuaranteedRef { $0.slots[i.wide] = a.pointee }
                    case .deleteGlobal:
                        let namespace = code.pointee.namespace.takeUnretainedValue()
                        if case .unbound = namespace.slots[i.wide] { throw undefined(namespace, i.wide) }
                        namespace.slots[i.wide] = .unbound
                    case .loadName: a.pointee = try loadName(Symbol(id: i.wide), base, code)
                    case .loadNameFree:
                        let symbol = Symbol(id: pc.pointee.wide)
                        pc += 1
                        if let value = classNamespace(base)[symbol] {
                            a.pointee = value
                        } else {
                            let value = function(base).closure[Int(i.b)].value
                            if case .unbound = value { throw unboundFree(code, Int(i.b)) }
                            a.pointee = value
                        }
                    case .storeName: classNamespace(base)[Symbol(id: i.wide)] = a.pointee
                    case .deleteName:
                        let symbol = Symbol(id: i.wide)
                        guard classNamespace(base)[symbol] != nil else {
                            throw Failure(.nameError, "name '\(symbol)' is not defined")
                        }
                        classNamespace(base)[symbol] = nil
                    case .setupAnnotations:
                        let namespace = classNamespace(base)
                        if namespace[Names.annotations] == nil {
                            namespace[Names.annotations] = .object(try DictObject([]))
                        }

                    // MARK: Arithmetic
                    case .add, .addInPlace:
                        if !Fast.add(a, base + Int(i.b), base + Int(i.c)) { try binary(.add, i, base, code) }
                    case .subtract, .subtractInPlace:
                        if !Fast.subtract(a, base + Int(i.b), base + Int(i.c)) { try binary(.subtract, i, base, code) }
                    case .multiply, .multiplyInPlace:
                        if !Fast.multiply(a, base + Int(i.b), base + Int(i.c)) { try binary(.multiply, i, base, code) }
                    case .divide, .divideInPlace:
                        if !Fast.divide(a, base + Int(i.b), base + Int(i.c)) { try binary(.divide, i, base, code) }
                    case .floorDivide, .floorDivideInPlace:
                        if !Fast.floorDivide(a, base + Int(i.b), base + Int(i.c)) {
                            try binary(.floorDivide, i, base, code)
                        }
                    case .modulo, .moduloInPlace:
                        if !Fast.modulo(a, base + Int(i.b), base + Int(i.c)) { try binary(.modulo, i, base, code) }
                    case .power, .powerInPlace: try binary(.power, i, base, code)
                    case .matrixMultiply, .matrixMultiplyInPlace: try binary(.matrixMultiply, i, base, code)
                    case .leftShift, .leftShiftInPlace: try binary(.leftShift, i, base, code)
                    case .rightShift, .rightShiftInPlace:
                        if case .int(let x) = base[Int(i.b)], case .int(let y) = base[Int(i.c)], y >= 0 {
                            a.pointee = .int(x >> min(y, 63))
                        } else {
                            try binary(.rightShift, i, base, code)
                        }
                    case .and, .andInPlace:
                        if case .int(let x) = base[Int(i.b)], case .int(let y) = base[Int(i.c)] {
                            a.pointee = .int(x & y)
                        } else {
                            try binary(.and, i, base, code)
                        }
                    case .or, .orInPlace:
                        if case .int(let x) = base[Int(i.b)], case .int(let y) = base[Int(i.c)] {
                            a.pointee = .int(x | y)
                        } else {
                            try binary(.or, i, base, code)
                        }
                    case .xor, .xorInPlace:
                        if case .int(let x) = base[Int(i.b)], case .int(let y) = base[Int(i.c)] {
                            a.pointee = .int(x ^ y)
                        } else {
                            try binary(.xor, i, base, code)
                        }
                    case .addConstant, .addConstantInPlace:
                        if !Fast.add(a, base + Int(i.b), constants + Int(i.c)) {
                            try binaryConstant(.add, i, base, code)
                        }
                    case .subtractConstant, .subtractConstantInPlace:
                        if !Fast.subtract(a, base + Int(i.b), constants + Int(i.c)) {
                            try binaryConstant(.subtract, i, base, code)
                        }
                    case .multiplyConstant, .multiplyConstantInPlace:
                        if !Fast.multiply(a, base + Int(i.b), constants + Int(i.c)) {
                            try binaryConstant(.multiply, i, base, code)
                        }
                    case .divideConstant, .divideConstantInPlace:
                        if !Fast.divide(a, base + Int(i.b), constants + Int(i.c)) {
                            try binaryConstant(.divide, i, base, code)
                        }
                    case .floorDivideConstant, .floorDivideConstantInPlace:
                        if !Fast.floorDivide(a, base + Int(i.b), constants + Int(i.c)) {
                            try binaryConstant(.floorDivide, i, base, code)
                        }
                    case .moduloConstant, .moduloConstantInPlace:
                        if !Fast.modulo(a, base + Int(i.b), constants + Int(i.c)) {
                            try binaryConstant(.modulo, i, base, code)
                        }
                    case .powerConstant, .powerConstantInPlace:
                        // Beyond 2^511 the square overflows, which is an error for ** and infinity for *.
                        if case .float(let x) = base[Int(i.b)], x.magnitude > 0x1p511 {
                            try binaryConstant(.power, i, base, code)
                            break
                        }
                        if case .int(2) = constants[Int(i.c)], Fast.multiply(a, base + Int(i.b), base + Int(i.b)) {
                            break
                        }
                        try binaryConstant(.power, i, base, code)
                    case .negative:
                        switch base[Int(i.b)] {
                        case .int(let x) where x != .min: a.pointee = .int(-x)
                        case .float(let x): a.pointee = .float(-x)
                        default: try unary(.negative, i, base, code)
                        }
                    case .positive: try unary(.positive, i, base, code)
                    case .invert: try unary(.invert, i, base, code)
                    case .not:
                        if case .bool(let b) = base[Int(i.b)] {
                            a.pointee = .bool(!b)
                        } else {
                            a.pointee = .bool(try !base[Int(i.b)].truth())
                        }
                    case .equal:
                        if let r = Fast.compare(.equal, base + Int(i.b), base + Int(i.c)) {
                            a.pointee = .bool(r)
                        } else {
                            a.pointee = try Value.compare(.equal, base[Int(i.b)], base[Int(i.c)])
                        }
                    case .notEqual:
                        if let r = Fast.compare(.notEqual, base + Int(i.b), base + Int(i.c)) {
                            a.pointee = .bool(r)
                        } else {
                            a.pointee = try Value.compare(.notEqual, base[Int(i.b)], base[Int(i.c)])
                        }
                    case .less:
                        if let r = Fast.compare(.less, base + Int(i.b), base + Int(i.c)) {
                            a.pointee = .bool(r)
                        } else {
                            a.pointee = try Value.compare(.less, base[Int(i.b)], base[Int(i.c)])
                        }
                    case .lessEqual:
                        if let r = Fast.compare(.lessEqual, base + Int(i.b), base + Int(i.c)) {
                            a.pointee = .bool(r)
                        } else {
                            a.pointee = try Value.compare(.lessEqual, base[Int(i.b)], base[Int(i.c)])
                        }
                    case .greater:
                        if let r = Fast.compare(.greater, base + Int(i.b), base + Int(i.c)) {
                            a.pointee = .bool(r)
                        } else {
                            a.pointee = try Value.compare(.greater, base[Int(i.b)], base[Int(i.c)])
                        }
                    case .greaterEqual:
                        if let r = Fast.compare(.greaterEqual, base + Int(i.b), base + Int(i.c)) {
                            a.pointee = .bool(r)
                        } else {
                            a.pointee = try Value.compare(.greaterEqual, base[Int(i.b)], base[Int(i.c)])
                        }
                    case .isIdentical: a.pointee = .bool(base[Int(i.b)].isIdentical(to: base[Int(i.c)]))
                    case .isNotIdentical: a.pointee = .bool(!base[Int(i.b)].isIdentical(to: base[Int(i.c)]))
                    case .isIn: a.pointee = .bool(try base[Int(i.c)].contains(base[Int(i.b)]))
                    case .isNotIn: a.pointee = .bool(try !base[Int(i.c)].contains(base[Int(i.b)]))

                    // MARK: Control
                    case .jump: pc = code.pointee.instructions + i.wide
                    case .jumpBack:
                        // What interrupts the loop is raised here, not at the instruction before its head, which may be outside the try.
                        try poll()
                        pc = code.pointee.instructions + i.wide
                    case .jumpIfFalse:
                        let truth: Bool
                        if case .bool(let b) = a.pointee { truth = b } else { truth = try a.pointee.truth() }
                        if !truth {
                            let target = code.pointee.instructions + i.wide
                            if target < pc { try poll() }
                            pc = target
                        }
                    case .jumpIfTrue:
                        let truth: Bool
                        if case .bool(let b) = a.pointee { truth = b } else { truth = try a.pointee.truth() }
                        if truth {
                            let target = code.pointee.instructions + i.wide
                            if target < pc { try poll() }
                            pc = target
                        }
                    case .testEqual: try test(.equal, a, base + Int(i.b), i.c, code, &pc)
                    case .testNotEqual: try test(.notEqual, a, base + Int(i.b), i.c, code, &pc)
                    case .testLess: try test(.less, a, base + Int(i.b), i.c, code, &pc)
                    case .testLessEqual: try test(.lessEqual, a, base + Int(i.b), i.c, code, &pc)
                    case .testGreater: try test(.greater, a, base + Int(i.b), i.c, code, &pc)
                    case .testGreaterEqual:
                        try test(.greaterEqual, a, base + Int(i.b), i.c, code, &pc)
                    case .testEqualConstant: try test(.equal, a, constants + Int(i.b), i.c, code, &pc)
                    case .testNotEqualConstant:
                        try test(.notEqual, a, constants + Int(i.b), i.c, code, &pc)
                    case .testLessConstant: try test(.less, a, constants + Int(i.b), i.c, code, &pc)
                    case .testLessEqualConstant:
                        try test(.lessEqual, a, constants + Int(i.b), i.c, code, &pc)
                    case .testGreaterConstant:
                        try test(.greater, a, constants + Int(i.b), i.c, code, &pc)
                    case .testGreaterEqualConstant:
                        try test(.greaterEqual, a, constants + Int(i.b), i.c, code, &pc)
                    case .getIterator: try getIterator(a, base[Int(i.b)], mode: Int(i.c))
                    case .forEach:
                        if case .int(let value) = a.pointee {
                            // A range being counted: next value, how many are left, step.
                            guard case .int(let left) = a[1], left > 0, case .int(let step) = a[2] else {
                                pc += 1
                                break
                            }
                            a.initialize(to: .int(value &+ step))
                            (a + 1).initialize(to: .int(left &- 1))
                            base[Int(i.b)] = .int(value)
                            pc = code.pointee.instructions + pc.pointee.wide
                            try poll()
                        } else if let object = a.objectPointer {
                            if case .int(let position) = a[1] {
                                // A list or tuple and the position in it.
                                let target = base + Int(i.b)
                                let isItem =
                                    object.swiftClass == listClass
                                    ? object.with(ListObject.self) { Machine.copy($0.elements, position, to: target) }
                                    : object.with(TupleObject.self) { Machine.copy($0.elements, position, to: target) }
                                guard isItem else {
                                    pc += 1
                                    break
                                }
                                (a + 1).initialize(to: .int(position &+ 1))
                                pc = code.pointee.instructions + pc.pointee.wide
                                try poll()
                            } else if object.swiftClass == generatorClass {
                                let state = object.with(GeneratorObject.self) { $0.unmanagedState }
                                let status = state._withUnsafeGuaranteedRef { $0.status }
                                if status == .finished {
                                    pc += 1
                                    break
                                }
                                if status == .running { throw Failure(.valueError, "generator already executing") }
                                try push(code, pc, base, generator, Int(i.b), .forEach)
                                generator = state
                                code = state._withUnsafeGuaranteedRef { $0.info }
                                pc = state._withUnsafeGuaranteedRef { $0.pc }
                                base = state._withUnsafeGuaranteedRef { $0.base }
                                constants = code.pointee.constants
                                state._withUnsafeGuaranteedRef { enter($0, sending: .none) }
                                try poll()
                            } else if let item = try object.with(IteratorObject.self, { try $0.next() }) {
                                base[Int(i.b)] = item
                                pc = code.pointee.instructions + pc.pointee.wide
                                try poll()
                            } else {
                                pc += 1
                            }
                        }

                    // MARK: Attributes and items
                    case .loadAttribute:
                        if let object = (base + Int(i.b)).objectPointer, object.layoutID != 0 {
                            let cache = code.pointee.caches + Int(i.c)
                            if cache.pointee.layout == object.layoutID, cache.pointee.version == TypeObject.version {
                                if cache.pointee.kind == .slot, let slots = object.with(Instance.self, { $0.slots }) {
                                    let value = slots[cache.pointee.slot]
                                    if i.b >= code.pointee.localCount, i.a != i.b { (base + Int(i.b)).empty() }
                                    a.pointee = value
                                    break
                                }
                                if cache.pointee.kind == .classValue {
                                    a.pointee = cache.pointee.value
                                    break
                                }
                                if cache.pointee.kind == .property, case .object(let getter) = cache.pointee.value {
                                    // The getter runs in a frame of its own, as a call with the object would.
                                    let inner = unsafeDowncast(getter, to: FunctionObject.self).info
                                    let window = try window(inner.pointee.registerCount)
                                    try push(code, pc, base, generator, Int(i.a), .value)
                                    (window - 1).pointee = cache.pointee.value
                                    window.pointee = base[Int(i.b)]
                                    if i.b >= code.pointee.localCount { (base + Int(i.b)).empty() }
                                    top = window + inner.pointee.registerCount
                                    code = inner
                                    pc = inner.pointee.instructions
                                    base = window
                                    constants = inner.pointee.constants
                                    generator = nil
                                    try poll()
                                    break
                                }
                            }
                        }
                        try loadAttribute(i, base, code)
                    case .storeAttribute:
                        if let object = a.objectPointer, object.layoutID != 0 {
                            let cache = code.pointee.caches + Int(i.c)
                            if cache.pointee.layout == object.layoutID, cache.pointee.version == TypeObject.version {
                                if cache.pointee.kind == .slot, let slots = object.with(Instance.self, { $0.slots }) {
                                    slots[cache.pointee.slot] = base[Int(i.b)]
                                    if i.a >= code.pointee.localCount { a.empty() }
                                    break
                                }
                                if cache.pointee.kind == .addSlot, let next = cache.pointee.nextLayout {
                                    object.with(Instance.self) { $0.append(base[Int(i.b)], next) }
                                    if i.a >= code.pointee.localCount { a.empty() }
                                    break
                                }
                            }
                        }
                        try storeAttribute(i, base, code)
                        if i.a >= code.pointee.localCount { a.empty() }
                    case .deleteAttribute:
                        try a.pointee.deleteAttribute(code.pointee.caches[Int(i.c)].symbol)
                    case .loadMethod:
                        if let object = (base + Int(i.b)).objectPointer {
                            let cache = code.pointee.caches + Int(i.c)
                            if cache.pointee.kind == .method, cache.pointee.version == TypeObject.version,
                                cache.pointee.layout == object.layoutID,
                                cache.pointee.layout != 0 || cache.pointee.swiftClass == object.swiftClass
                            {
                                a[1] = base[Int(i.b)]
                                a.pointee = cache.pointee.value
                                break
                            }
                        }
                        try loadMethod(i, base, code)
                    case .getItem:
                        if let object = (base + Int(i.b)).objectPointer {
                            if case .int(let index) = base[Int(i.c)] {
                                if object.swiftClass == listClass {
                                    if object.with(ListObject.self, { Machine.copy($0.elements, index, to: a) }) {
                                        break
                                    }
                                } else if object.swiftClass == tupleClass {
                                    if object.with(TupleObject.self, { Machine.copy($0.elements, index, to: a) }) {
                                        break
                                    }
                                }
                            }
                            if object.swiftClass == dictClass,
                                let value = try object.with(DictObject.self, { try $0.get(base[Int(i.c)]) })
                            {
                                if i.b >= code.pointee.localCount { (base + Int(i.b)).empty() }
                                a.pointee = value
                                break
                            }
                            let value = try base[Int(i.b)].item(base[Int(i.c)])
                            if i.b >= code.pointee.localCount { (base + Int(i.b)).empty() }
                            a.pointee = value
                        } else {
                            a.pointee = try base[Int(i.b)].item(base[Int(i.c)])
                        }
                    case .setItem:
                        if let object = a.objectPointer, object.swiftClass == dictClass {
                            try object.with(DictObject.self) { try $0.set(base[Int(i.b)], base[Int(i.c)]) }
                            release(i.a, i.b, base, code)
                            break
                        }
                        if let object = a.objectPointer, object.swiftClass == listClass,
                            case .int(let index) = base[Int(i.b)]
                        {
                            let isInside = object.with(ListObject.self) { list in
                                guard index >= 0, index < list.elements.count else { return false }
                                list.elements[index] = base[Int(i.c)]
                                return true
                            }
                            if isInside {
                                release(i.a, i.b, base, code)
                                break
                            }
                        }
                        try a.pointee.setItem(base[Int(i.b)], base[Int(i.c)])
                        release(i.a, i.b, base, code)
                    case .deleteItem: try a.pointee.deleteItem(base[Int(i.b)])

                    // MARK: Calls
                    case .call, .callMethod:
                        var callee = a
                        var count = Int(i.b)
                        if i.op == .callMethod {
                            if (a + 1).isUnbound {
                                // No receiver: the function moves next to its arguments.
                                (a + 1).take(from: a)
                                callee = a + 1
                            } else {
                                count += 1
                            }
                        }
                        if let object = callee.objectPointer {
                            if object.swiftClass == functionClass {
                                let inner = object.with(FunctionObject.self) { $0.info }
                                if count == inner.pointee.simpleCount {
                                    let window = try window(inner.pointee.registerCount)
                                    try push(code, pc, base, generator, Int(i.c), .value)
                                    // The function goes to the header, its arguments to the first registers.
                                    var target = window - 1
                                    while target < window + count {
                                        target.take(from: callee)
                                        target += 1
                                        callee += 1
                                    }
                                    top = window + inner.pointee.registerCount
                                    code = inner
                                    pc = inner.pointee.instructions
                                    base = window
                                    constants = inner.pointee.constants
                                    generator = nil
                                    try poll()
                                    break
                                }
                            } else if object.swiftClass == builtinClass {
                                running = (code, base)
                                let result = try object.with(BuiltinFunction.self) {
                                    try $0.call(positional: UnsafeBufferPointer(start: callee + 1, count: count))
                                }
                                for k in 0...count { (callee + k).empty() }
                                base[Int(i.c)] = result
                                break
                            }
                        }
                        let outcome = try prepareCall(callee.pointee, callee + 1, count, [], receiver: nil)
                        switch outcome {
                        case .value(let value):
                            for k in 0...count { (callee + k).empty() }
                            base[Int(i.c)] = value
                        case .entered(let window, let inner, let kind):
                            do { try push(code, pc, base, generator, Int(i.c), kind) } catch {
                                clear(window, inner.registerCount)
                                throw error
                            }
                            for k in 0...count { (callee + k).empty() }
                            top = window + inner.registerCount
                            code = inner.info
                            pc = inner.instructions
                            base = window
                            constants = inner.constants
                            generator = nil
                            try poll()
                        }
                    case .callKeywords, .callMethodKeywords, .callSpread, .callSuper:
                        var used = 0
                        let destination = Int(i.c)
                        let outcome = try prepareSpecialCall(i, &pc, a, base, code, &used)
                        switch outcome {
                        case .value(let value):
                            for k in 0...used { a[k] = .unbound }
                            base[destination] = value
                        case .entered(let window, let inner, let kind):
                            do { try push(code, pc, base, generator, destination, kind) } catch {
                                clear(window, inner.registerCount)
                                throw error
                            }
                            for k in 0...used { a[k] = .unbound }
                            top = window + inner.registerCount
                            code = inner.info
                            pc = inner.instructions
                            base = window
                            constants = inner.constants
                            generator = nil
                            try poll()
                        }
                    case .returnValue, .returnNone:
                        var result = Value.none
                        if i.op == .returnValue {
                            result = a.pointee
                        }
                        depth &-= 1
                        // A copy: what is let go of below may run a generator's `finally`, which pushes a frame in this place.
                        let frame = frames[depth]
                        let kind = frame.kind
                        if let state = generator?._withUnsafeGuaranteedRef({ $0 }) {
                            state.returned = result
                            state.finish()
                            if handled != nil || state.handled != nil { swap(&handled, &state.handled) }
                            if kind == .entry { return .unbound }
                            result = .unbound
                        } else {
                            if kind == .initializer {
                                if case .none = result {
                                } else {
                                    depth &+= 1
                                    throw Failure(.typeError, "__init__() should return None, not '\(result.typeName)'")
                                }
                                result = base[-2]
                            }
                            clear(base, code.pointee.registerCount)
                            top = frame.top
                            if kind == .entry { return result }
                        }
                        code = frame.code
                        pc = frame.pc
                        base = frame.base
                        generator = frame.generator
                        constants = code.pointee.constants
                        if kind == .forEach { pc += 1 } else { base[Int(frame.destination)] = result }
                    case .yield:
                        guard let state = generator?._withUnsafeGuaranteedRef({ $0 }) else {
                            preconditionFailure("yield runs in a generator's frame")
                        }
                        let value = a.pointee
                        if i.a >= code.pointee.localCount { a.pointee = .unbound }
                        state.pc = pc
                        state.sentRegister = Int(i.c)
                        state.status = .suspended
                        if handled != nil || state.handled != nil { swap(&handled, &state.handled) }
                        depth &-= 1
                        let frame = frames + depth
                        if frame.pointee.kind == .entry { return value }
                        code = frame.pointee.code
                        pc = frame.pointee.pc
                        base = frame.pointee.base
                        generator = frame.pointee.generator
                        constants = code.pointee.constants
                        base[Int(frame.pointee.destination)] = value
                        pc = code.pointee.instructions + pc.pointee.wide
                    case .yieldFrom:
                        guard let state = generator?._withUnsafeGuaranteedRef({ $0 }) else {
                            preconditionFailure("yield from runs in a generator's frame")
                        }
                        guard let value = try advance(a.pointee, sending: a[1]) else {
                            let returned = (a.pointee.asObject as? IteratorObject)?.returned ?? .none
                            state.delegate = .unbound
                            a.pointee = .unbound
                            a[1] = .unbound
                            base[Int(i.c)] = returned
                            break
                        }
                        state.delegate = a.pointee
                        state.pc = pc - 1
                        state.sentRegister = Int(i.a) + 1
                        state.status = .suspended
                        if handled != nil || state.handled != nil { swap(&handled, &state.handled) }
                        depth &-= 1
                        let frame = frames + depth
                        if frame.pointee.kind == .entry { return value }
                        code = frame.pointee.code
                        pc = frame.pointee.pc
                        base = frame.pointee.base
                        generator = frame.pointee.generator
                        constants = code.pointee.constants
                        base[Int(frame.pointee.destination)] = value
                        pc = code.pointee.instructions + pc.pointee.wide
                    case .makeFunction:
                        a.pointee = .object(makeFunction(i.wide, pc.pointee, base, code))
                        pc += 1
                    case .buildClass: a.pointee = try buildClass(a)

                    // MARK: Displays
                    case .buildList: a.pointee = .list(take(base + Int(i.b), Int(i.c)))
                    case .buildTuple: a.pointee = .tuple(take(base + Int(i.b), Int(i.c)))
                    case .buildSet: a.pointee = .object(try SetObject(take(base + Int(i.b), Int(i.c))))
                    case .buildDict: a.pointee = try buildDict(base + Int(i.b), Int(i.c))
                    case .buildSlice:
                        let parts = base + Int(i.b)
                        a.pointee = .object(SliceObject(parts[0], parts[1], parts[2]))
                    case .buildString: a.pointee = try joinStrings(base + Int(i.b), Int(i.c))
                    case .formatValue:
                        a.pointee = try formatValue(i, pc.pointee.a, base)
                        pc += 1
                    case .listAppend: try list(a.pointee).elements.appendIfRoom(base[Int(i.b)])
                    case .listExtend: try extend(list(a.pointee), base[Int(i.b)], callee: i.c == 1 ? a[-1] : nil)
                    case .listToTuple: a.pointee = .tuple(list(base[Int(i.b)]).elements)
                    case .setAdd: try set(a.pointee).add(base[Int(i.b)])
                    case .setUpdate:
                        for element in try base[Int(i.b)].elements() { try set(a.pointee).add(element) }
                    case .dictSet: try dict(a.pointee).set(base[Int(i.b)], base[Int(i.c)])
                    case .dictMerge: try merge(dict(a.pointee), base[Int(i.b)])
                    case .dictMergeKeywords: try mergeKeywords(dict(a.pointee), i, base)
                    case .unpack: try unpack(a.pointee, base + Int(i.b), Int(i.c))
                    case .unpackStarred:
                        try unpackStarred(a.pointee, base + Int(i.b), before: Int(i.c), after: Int(pc.pointee.a))
                        pc += 1

                    // MARK: Exceptions
                    case .raise: throw try raised(a.pointee, cause: nil)
                    case .raiseFrom: throw try raised(a.pointee, cause: base[Int(i.b)])
                    case .raiseAgain:
                        guard let current = handled else {
                            throw Failure(.runtimeError, "No active exception to reraise")
                        }
                        throw Reraise(exception: current)
                    case .reraise:
                        guard let exception = a.pointee.asObject as? ExceptionObject else {
                            preconditionFailure("a handler's register holds its exception")
                        }
                        a.pointee = .unbound
                        throw Reraise(exception: exception)
                    case .pushHandler:
                        a[1] = handled.map { .object($0) } ?? .none
                        handled = a.pointee.asObject.map { unsafeDowncast($0, to: ExceptionObject.self) }
                    case .popHandler:
                        handled = a[1].asObject.map { unsafeDowncast($0, to: ExceptionObject.self) }
                        a[1] = .unbound
                    case .jumpIfNoMatch:
                        if try !matches(a.pointee, base[Int(i.b)]) {
                            pc = code.pointee.instructions + pc.pointee.wide
                        } else {
                            pc += 1
                        }
                    case .assertFail:
                        throw ScriptError(
                            contextual(
                                ExceptionObject(ExceptionTypes.cls(.assertionError), i.b == 1 ? [a.pointee] : [])))
                    case .withPrepare: try withPrepare(a, base[Int(i.b)])
                    case .withExcept:
                        let exception = base[Int(i.c)]
                        let result = try base[Int(i.b)].call(
                            Arguments([.object(exception.type), exception, .none]))
                        a.pointee = .bool(try result.truth())

                    // MARK: Imports
                    case .importModule:
                        a.pointee = try importModule(constants[i.wide], flags: Int(pc.pointee.a), code)
                        pc += 1
                    case .importFrom:
                        a.pointee = try Interpreter.current.importName(
                            Symbol(id: pc.pointee.wide), from: base[Int(i.b)])
                        pc += 1
                    case .importStar:
                        try Interpreter.current.importAll(
                            from: a.pointee, into: code.pointee.namespace.takeUnretainedValue())
                    }
                }
            } catch {
                // Frames without a handler are left one by one.
                var exception: ExceptionObject
                var isNoted = false
                if let again = error as? Reraise {
                    exception = again.exception
                    isNoted = true
                } else {
                    exception = exceptionObject(for: error)
                }
                while true {
                    let index = pc - code.pointee.instructions - 1
                    if !isNoted { note(exception, code, index) }
                    isNoted = false
                    if let handler = code.pointee.code._withUnsafeGuaranteedRef({ $0.handler(at: index) }) {
                        base[Int(handler.register)] = .object(exception)
                        pc = code.pointee.instructions + Int(handler.target)
                        break
                    }
                    depth -= 1
                    let frame = frames[depth]
                    if let state = generator?._withUnsafeGuaranteedRef({ $0 }) {
                        state.finish()
                        if handled != nil || state.handled != nil { swap(&handled, &state.handled) }
                        if exception.isInstance(of: .stopIteration) {
                            let wrapped = ExceptionObject(Failure(.runtimeError, "generator raised StopIteration"))
                            wrapped.cause = exception
                            wrapped.suppressesContext = true
                            wrapped.frames = exception.frames
                            exception = wrapped
                        }
                    } else {
                        clear(base, code.pointee.registerCount)
                        top = frame.top
                    }
                    if frame.kind == .entry { throw ScriptError(exception) }
                    code = frame.code
                    pc = frame.pc
                    base = frame.base
                    generator = frame.generator
                }
                constants = code.pointee.constants
            }
        }
    }

    /// Copies element `index` when there is one.
    @inline(__always)
    private static func copy(_ elements: [Value], _ index: Int, to target: Registers) -> Bool {
        guard index >= 0, index < elements.count else { return false }
        target.pointee = elements[index]
        return true
    }

    /// Empties two operands when they are temporaries: a store is the last that uses its object and its key.
    @inline(__always)
    private func release(_ a: UInt16, _ b: UInt16, _ base: Registers, _ code: CodePointer) {
        if a >= code.pointee.localCount { (base + Int(a)).empty() }
        if b >= code.pointee.localCount { (base + Int(b)).empty() }
    }

    // MARK: - Register contents the compiler guarantees

    @inline(__always)
    private func cell(_ value: Value) -> CellObject {
        guard case .object(let object) = value else { preconditionFailure("a cell register holds a cell") }
        return unsafeDowncast(object, to: CellObject.self)
    }

    @inline(__always)
    func function(_ base: Registers) -> FunctionObject {
        guard case .object(let object) = base[-1] else { preconditionFailure("a window's header holds its function") }
        return unsafeDowncast(object, to: FunctionObject.self)
    }

    @inline(__always)
    private func list(_ value: Value) -> ListObject {
        guard case .object(let object) = value else { preconditionFailure("a display's register holds its list") }
        return unsafeDowncast(object, to: ListObject.self)
    }

    @inline(__always)
    private func set(_ value: Value) -> SetObject {
        guard case .object(let object) = value else { preconditionFailure("a display's register holds its set") }
        return unsafeDowncast(object, to: SetObject.self)
    }

    @inline(__always)
    private func dict(_ value: Value) -> DictObject {
        guard case .object(let object) = value else { preconditionFailure("a display's register holds its dict") }
        return unsafeDowncast(object, to: DictObject.self)
    }

    /// Compares and jumps, or skips the word of the target.
    @inline(__always)
    private func test(
        _ op: ComparisonOperator, _ left: Registers, _ right: Registers, _ when: UInt16, _ code: CodePointer,
        _ pc: inout UnsafeMutablePointer<Instruction>
    ) throws {
        let outcome: Bool
        if let fast = Fast.compare(op, left, right) {
            outcome = fast
        } else {
            outcome = try Value.compare(op, left.pointee, right.pointee).truth()
        }
        if outcome == (when != 0) {
            let target = code.pointee.instructions + pc.pointee.wide
            if target < pc { try poll() }
            pc = target
        } else {
            pc += 1
        }
    }
}

/// An exception that continues where it was: the frame's place is already in its traceback.
struct Reraise: Error {
    nonisolated(unsafe) let exception: ExceptionObject
}

/// Arithmetic and comparison of machine numbers. False or nil: not that simple, take the general path.
enum Fast {
    @inline(__always)
    static func add(_ target: Registers, _ left: Registers, _ right: Registers) -> Bool {
        switch (left.pointee, right.pointee) {
        case (.int(let x), .int(let y)):
            let (sum, overflow) = x.addingReportingOverflow(y)
            if overflow { return false }
            target.pointee = .int(sum)
        case (.float(let x), .float(let y)): target.pointee = .float(x + y)
        case (.float(let x), .int(let y)): target.pointee = .float(x + Double(y))
        case (.int(let x), .float(let y)): target.pointee = .float(Double(x) + y)
        default: return false
        }
        return true
    }

    @inline(__always)
    static func subtract(_ target: Registers, _ left: Registers, _ right: Registers) -> Bool {
        switch (left.pointee, right.pointee) {
        case (.int(let x), .int(let y)):
            let (difference, overflow) = x.subtractingReportingOverflow(y)
            if overflow { return false }
            target.pointee = .int(difference)
        case (.float(let x), .float(let y)): target.pointee = .float(x - y)
        case (.float(let x), .int(let y)): target.pointee = .float(x - Double(y))
        case (.int(let x), .float(let y)): target.pointee = .float(Double(x) - y)
        default: return false
        }
        return true
    }

    @inline(__always)
    static func multiply(_ target: Registers, _ left: Registers, _ right: Registers) -> Bool {
        switch (left.pointee, right.pointee) {
        case (.int(let x), .int(let y)):
            let (product, overflow) = x.multipliedReportingOverflow(by: y)
            if overflow { return false }
            target.pointee = .int(product)
        case (.float(let x), .float(let y)): target.pointee = .float(x * y)
        case (.float(let x), .int(let y)): target.pointee = .float(x * Double(y))
        case (.int(let x), .float(let y)): target.pointee = .float(Double(x) * y)
        default: return false
        }
        return true
    }

    @inline(__always)
    static func divide(_ target: Registers, _ left: Registers, _ right: Registers) -> Bool {
        let x: Double
        let y: Double
        switch (left.pointee, right.pointee) {
        case (.int(let a), .int(let b)):
            // Both exact as doubles, so that the quotient is rounded once.
            let limit = 1 << 53
            guard a <= limit, a >= -limit, b <= limit, b >= -limit else { return false }
            (x, y) = (Double(a), Double(b))
        case (.float(let a), .float(let b)): (x, y) = (a, b)
        case (.float(let a), .int(let b)): (x, y) = (a, Double(b))
        case (.int(let a), .float(let b)): (x, y) = (Double(a), b)
        default: return false
        }
        if y == 0 { return false }
        target.pointee = .float(x / y)
        return true
    }

    @inline(__always)
    static func floorDivide(_ target: Registers, _ left: Registers, _ right: Registers) -> Bool {
        guard case .int(let x) = left.pointee, case .int(let y) = right.pointee, y != 0, y != -1 else { return false }
        let quotient = x / y
        target.pointee = .int(x % y != 0 && (x < 0) != (y < 0) ? quotient &- 1 : quotient)
        return true
    }

    @inline(__always)
    static func modulo(_ target: Registers, _ left: Registers, _ right: Registers) -> Bool {
        guard case .int(let x) = left.pointee, case .int(let y) = right.pointee, y != 0, y != -1 else { return false }
        let remainder = x % y
        target.pointee = .int(remainder != 0 && (remainder < 0) != (y < 0) ? remainder &+ y : remainder)
        return true
    }

    @inline(__always)
    static func compare(_ op: ComparisonOperator, _ left: Registers, _ right: Registers) -> Bool? {
        switch (left.pointee, right.pointee) {
        case (.int(let x), .int(let y)): return order(op, x, y)
        case (.float(let x), .float(let y)): return order(op, x, y)
        default: return nil
        }
    }

    @inline(__always)
    private static func order<T: Comparable>(_ op: ComparisonOperator, _ x: T, _ y: T) -> Bool? {
        switch op {
        case .equal: x == y
        case .notEqual: x != y
        case .less: x < y
        case .lessEqual: x <= y
        case .greater: x > y
        case .greaterEqual: x >= y
        case .isIdentical, .isNotIdentical, .isIn, .isNotIn: nil
        }
    }
}
