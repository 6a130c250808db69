// What the virtual machine executes: 8-byte register instructions. The compiler makes one `Code` per function, class body, generator
// expression and module; the machine reads it through raw pointers, which live as long as the `Code` and never change, except for the
// inline caches. `description` is the disassembler.
import Schema

/// Instructions name registers of the current frame: `a` is usually the destination. A few take a second word (`.extra`).
enum Opcode: UInt8 {
    case nop, extra
    // Moving values.
    case loadConstant, move, checkBound, clear, clearRange, deleteLocal
    case makeCell, loadCell, storeCell, deleteCell, loadFree, storeFree, deleteFree
    case loadGlobal, storeGlobal, deleteGlobal
    case loadName, loadNameFree, storeName, deleteName, setupAnnotations
    // Arithmetic: in the order of `BinaryOperator.allCases`, three times: plain, in place, and with a constant right operand.
    case add, subtract, multiply, divide, floorDivide, modulo, power, matrixMultiply, leftShift, rightShift, and, or,
        xor
    case addInPlace, subtractInPlace, multiplyInPlace, divideInPlace, floorDivideInPlace, moduloInPlace, powerInPlace,
        matrixMultiplyInPlace, leftShiftInPlace, rightShiftInPlace, andInPlace, orInPlace, xorInPlace
    case addConstant, subtractConstant, multiplyConstant, divideConstant, floorDivideConstant, moduloConstant,
        powerConstant
    case addConstantInPlace, subtractConstantInPlace, multiplyConstantInPlace, divideConstantInPlace,
        floorDivideConstantInPlace,
        moduloConstantInPlace, powerConstantInPlace
    case negative, positive, invert, not
    case equal, notEqual, less, lessEqual, greater, greaterEqual
    case isIdentical, isNotIdentical, isIn, isNotIn
    // Control. `test…` compares and jumps when the outcome equals `c`.
    case jump, jumpBack, jumpIfFalse, jumpIfTrue
    case testEqual, testNotEqual, testLess, testLessEqual, testGreater, testGreaterEqual
    case testEqualConstant, testNotEqualConstant, testLessConstant, testLessEqualConstant, testGreaterConstant,
        testGreaterEqualConstant
    case getIterator, forEach
    // Attributes and items.
    case loadAttribute, storeAttribute, deleteAttribute, loadMethod
    case getItem, setItem, deleteItem
    // Calls.
    case call, callMethod, callKeywords, callMethodKeywords, callSpread, callSuper
    case returnValue, returnNone, yield, yieldFrom
    case makeFunction, buildClass
    // Displays.
    case buildList, buildTuple, buildSet, buildDict, buildSlice, buildString, formatValue
    case listAppend, listExtend, listToTuple, setAdd, setUpdate, dictSet, dictMerge, dictMergeKeywords
    case unpack, unpackStarred
    // Exceptions.
    case raise, raiseFrom, raiseAgain, reraise, pushHandler, popHandler, jumpIfNoMatch, assertFail
    case withPrepare, withExcept
    // Imports.
    case importModule, importFrom, importStar
}

struct Instruction {
    var op: Opcode
    var a: UInt16 = 0
    var b: UInt16 = 0
    var c: UInt16 = 0

    /// `b` and `c` as one number: a jump target, a constant, a global.
    @inline(__always) var wide: Int { Int(b) | Int(c) << 16 }

    init(_ op: Opcode, _ a: Int = 0, _ b: Int = 0, _ c: Int = 0) {
        self.op = op
        self.a = UInt16(truncatingIfNeeded: a)
        self.b = UInt16(truncatingIfNeeded: b)
        self.c = UInt16(truncatingIfNeeded: c)
    }

    init(_ op: Opcode, _ a: Int, wide: Int) {
        self.op = op
        self.a = UInt16(truncatingIfNeeded: a)
        setWide(wide)
    }

    mutating func setWide(_ wide: Int) {
        b = UInt16(truncatingIfNeeded: wide)
        c = UInt16(truncatingIfNeeded: wide >> 16)
    }

    /// No register: `formatValue` without a spec.
    static let none = 0xFFFF
}

/// Where an exception raised between `start` and `end` continues, and which register receives it.
struct HandlerRange {
    var start: Int32
    var end: Int32
    var target: Int32
    var register: Int32
}

/// What an attribute instruction learned when it last ran. It holds for one layout (or class) while no class changes.
struct AttributeCache {
    enum Kind: UInt8 {
        case empty, slot, addSlot, classValue, method
        /// `value` is a property's getter, a script function of one parameter.
        case property
    }
    let symbol: Symbol
    var kind = Kind.empty
    /// `Layout.id` of instances; for other objects 0 and `type` is compared.
    var layout: Int32 = 0
    var swiftClass: UnsafeRawPointer?
    var version = 0
    var slot = 0
    var value = Value.unbound
    var nextLayout: Layout?

    init(_ symbol: Symbol) { self.symbol = symbol }
}

/// The shape of a function's parameters.
struct ParameterList {
    var names: [Symbol] = []
    var positionalOnlyCount = 0
    /// Positional-only and ordinary ones; they come first in the registers.
    var positionalCount = 0
    var keywordOnlyCount = 0
    var hasVariadic = false
    var hasVariadicKeyword = false
    /// Which keyword-only parameters have a default, in order.
    var keywordOnlyDefaults: [Bool] = []
}

/// What the machine reads of a `Code` at every call and instruction: plain memory, so that reading it retains nothing.
struct CodeInfo {
    var instructions: UnsafeMutablePointer<Instruction>
    var constants: UnsafeMutablePointer<Value>
    var caches: UnsafeMutablePointer<AttributeCache>
    var namespace: Unmanaged<Namespace>
    var registerCount: Int
    var localCount: Int
    var cacheCount: Int
    /// The number of arguments of a call that needs no binding; -1 when every call does.
    var simpleCount: Int
    var code: Unmanaged<Code>
}
typealias CodePointer = UnsafeMutablePointer<CodeInfo>

/// Compiled code of one frame.
final class Code {
    let info: CodePointer
    let name: String
    let qualifiedName: String
    let source: Source
    let namespace: Namespace
    let moduleName: String
    /// `__module__` of its functions.
    let moduleText: StringObject
    let documentation: String?
    let parameters: ParameterList
    let isGenerator: Bool
    /// Only plain positional parameters: the fast call path.
    let isSimple: Bool
    let positionalCount: Int
    let registerCount: Int
    /// Registers from here on are temporaries: an instruction may empty the ones it has consumed.
    let localCount: Int
    let localNames: [String]
    let freeNames: [String]
    /// How a new function of this code fills its closure: from the creator's closure (`isFree`) or cell registers.
    let captures: [(isFree: Bool, index: Int)]
    let instructions: UnsafeMutablePointer<Instruction>
    let instructionCount: Int
    let constants: UnsafeMutablePointer<Value>
    let constantCount: Int
    let caches: UnsafeMutablePointer<AttributeCache>
    let cacheCount: Int
    let keywordTables: [[Symbol]]
    let codes: [Code]
    let handlers: [HandlerRange]
    let spans: [(start: Int32, end: Int32)]
    /// The class body's `__class__` cell is in register 1.
    let hasClassCell: Bool
    /// The collection that counted its references last.
    private var countedIn = 0

    init(
        name: String, qualifiedName: String, source: Source, namespace: Namespace, moduleName: String,
        documentation: String?,
        parameters: ParameterList, isGenerator: Bool, registerCount: Int, localCount: Int, localNames: [String],
        freeNames: [String], captures: [(isFree: Bool, index: Int)], instructions: [Instruction], constants: [Value],
        cacheSymbols: [Symbol], keywordTables: [[Symbol]], codes: [Code], handlers: [HandlerRange],
        spans: [(start: Int32, end: Int32)], hasClassCell: Bool
    ) {
        self.name = name
        self.qualifiedName = qualifiedName
        self.source = source
        self.namespace = namespace
        self.moduleName = moduleName
        moduleText = StringObject(moduleName)
        self.documentation = documentation
        self.parameters = parameters
        self.isGenerator = isGenerator
        isSimple =
            !isGenerator && !parameters.hasVariadic && !parameters.hasVariadicKeyword
            && parameters.keywordOnlyCount == 0
        positionalCount = parameters.positionalCount
        self.registerCount = registerCount
        self.localCount = localCount
        self.localNames = localNames
        self.freeNames = freeNames
        self.captures = captures
        instructionCount = instructions.count
        self.instructions = .allocate(capacity: max(instructions.count, 1))
        self.instructions.initialize(from: instructions, count: instructions.count)
        constantCount = constants.count
        self.constants = .allocate(capacity: max(constants.count, 1))
        self.constants.initialize(from: constants, count: constants.count)
        cacheCount = cacheSymbols.count
        // The second half remembers what the first half knew before it learned something newer.
        caches = .allocate(capacity: max(cacheSymbols.count * 2, 1))
        for (i, symbol) in cacheSymbols.enumerated() {
            (caches + i).initialize(to: AttributeCache(symbol))
            (caches + i + cacheSymbols.count).initialize(to: AttributeCache(symbol))
        }
        self.keywordTables = keywordTables
        self.codes = codes
        self.handlers = handlers
        self.spans = spans
        self.hasClassCell = hasClassCell
        info = .allocate(capacity: 1)
        info.initialize(
            to: CodeInfo(
                instructions: self.instructions, constants: self.constants, caches: caches,
                namespace: .passUnretained(namespace), registerCount: registerCount, localCount: localCount,
                cacheCount: cacheCount, simpleCount: isSimple ? positionalCount : -1, code: .passUnretained(self)))
    }

    deinit {
        constants.deinitialize(count: constantCount)
        constants.deallocate()
        caches.deinitialize(count: cacheCount * 2)
        caches.deallocate()
        instructions.deallocate()
        info.deallocate()
    }

    /// What a function reports for its code. Several functions share one: its references are counted once a round, and its inline
    /// caches, which keep classes' members alive, are emptied before anything is compared.
    func visitReferences(_ visitor: ReferenceVisitor) {
        if visitor.isMarking { return visitor.visit(namespace) }
        if countedIn == visitor.round { return }
        countedIn = visitor.round
        visitor.visit(namespace)
        for i in 0..<2 * cacheCount {
            let symbol = caches[i].symbol
            caches[i] = AttributeCache(symbol)
        }
        for code in codes { code.visitReferences(visitor) }
    }

    /// The source place of an instruction.
    func span(at index: Int) -> Span {
        guard spans.indices.contains(index) else { return Span(source: source.id, start: 0, end: 0) }
        return Span(source: source.id, start: spans[index].start, end: spans[index].end)
    }

    func handler(at index: Int) -> HandlerRange? {
        handlers.first { $0.start <= index && index < $0.end }
    }
}

extension Code: CustomStringConvertible {
    /// One line per instruction: `12 add r3 r1 r2`.
    var description: String {
        var text = "\(qualifiedName): \(registerCount) registers, \(localCount) locals\n"
        for i in 0..<instructionCount {
            let instruction = instructions[i]
            text += "\(i) \(instruction.op) \(instruction.a) \(instruction.b) \(instruction.c)"
            if instruction.op == .loadConstant, instruction.wide < constantCount {
                text += "  ; \((try? constants[instruction.wide].repr()) ?? "?")"
            }
            text += "\n"
        }
        for range in handlers { text += "[\(range.start), \(range.end)) -> \(range.target) r\(range.register)\n" }
        return text + codes.map(\.description).joined()
    }
}
