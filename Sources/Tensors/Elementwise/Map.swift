// The drivers of elementwise ops: result type, broadcasting, output memory, and one loop per element type. None of them
// records gradients; ops do that. `into` writes into an existing tensor (in-place ops) after checking that the result
// type fits.

import Schema

extension Tensor {
    /// Another element type, without history; self when nothing changes.
    func cast(_ target: DType) throws -> Tensor {
        if dtype == target { return self }
        let result = try Tensor.output(shape, target, like: [self])
        try copyElements(from: self, to: result)
        return result
    }
}

/// In-place results may not move up a category (numpy: nor from signed to unsigned).
func checkCast(_ result: DType, to target: DType, _ name: String = "") throws {
    if Flavour.current == .numpy {
        let losesSign = target == .uint8 && result.isInteger && result != .uint8
        if losesSign || Promotion.category(result) > Promotion.category(target) {
            throw Failure(
                .typeError,
                "Cannot cast ufunc '\(numpyNames[name] ?? name)' output from dtype('\(result.name)') to dtype('\(target.name)') with "
                    + "casting rule 'same_kind'", hint: "write a = a + b, or a = a.astype(float) first")
        }
    } else if Promotion.category(result) > Promotion.category(target) {
        throw Failure(
            .runtimeError,
            "result type \(result.scalarTypeName) can't be cast to the desired output type \(target.scalarTypeName)",
            hint: "write x = x + y, or make x a float tensor first")
    }
}

/// What numpy calls the ufuncs of our functions.
private let numpyNames = [
    "sub": "subtract", "mul": "multiply", "div": "divide", "neg": "negative", "abs": "absolute", "pow": "power",
    "floor_divide": "floor_divide",
]

/// Runs `compute` (output, inputs) on an output of type `dtype.compute`, and rounds or copies to where the result belongs.
@inline(__always)
private func produce(
    _ shape: [Int], _ dtype: DType, from inputs: [Tensor], into target: Tensor?, _ name: String,
    _ compute: (Tensor, [Tensor]) throws -> Void
) throws -> Tensor {
    if dtype == .float32, let blocked = try Blocked.elementwise(inputs, shape, into: target, compute) { return blocked }
    if let target {
        try checkCast(dtype, to: target.dtype, name)
        guard target.shape == shape else {
            throw Failure(
                .runtimeError,
                "output with shape \(Shape.text(target.shape)) doesn't match the broadcast shape \(Shape.text(shape))")
        }
        if target.dtype == dtype.compute, !inputs.contains(where: { $0 !== target && $0.overlaps(target) }) {
            try compute(target, inputs)
            return target
        }
    }
    let output = try Tensor.output(shape, dtype.compute, like: inputs)
    try compute(output, inputs)
    if let target {
        try copyElements(from: output, to: target)
        return target
    }
    return try output.cast(dtype)
}

extension Tensor {
    /// Whether writing one element after the other could change what is read later: same storage, other geometry.
    func overlaps(_ other: Tensor) -> Bool {
        held === other.held && !(offset == other.offset && strides == other.strides && shape == other.shape)
    }
}

extension Tensor {
    /// This operand as `dtype` is computed. A number beside halves is a half itself: 70000 is inf there.
    fileprivate func operand(for dtype: DType) throws -> Tensor {
        isWrappedNumber && dtype != dtype.compute ? try cast(dtype).cast(dtype.compute) : try cast(dtype.compute)
    }
}

// MARK: - One operand

func map<F: UnaryFunction>(_ f: F, _ x: Tensor, into target: Tensor? = nil) throws -> Tensor {
    if x.dtype == .bool, let kernel = f.refusesBool, Flavour.current == .torch { throw notImplemented(kernel, .bool) }
    let dtype = f.keepsIntegers ? x.dtype : Promotion.real(x.dtype)
    let source = try x.cast(dtype.compute)
    return try produce(x.shape, dtype, from: [source], into: target, f.name) { output, inputs in
        let source = inputs[0]
        switch dtype.compute {
        case .float32: try mapReal(f, source, output, Float.self)
        case .float64: try mapReal(f, source, output, Double.self)
        case .bool, .uint8: try mapWhole(f, source, output, UInt8.self)
        case .int8: try mapWhole(f, source, output, Int8.self)
        case .int16: try mapWhole(f, source, output, Int16.self)
        case .int32: try mapWhole(f, source, output, Int32.self)
        case .int64: try mapWhole(f, source, output, Int64.self)
        case .float16, .bfloat16: preconditionFailure("halves are computed in float32")
        }
    }
}

private func mapReal<F: UnaryFunction, T: RealElement>(_ f: F, _ x: Tensor, _ out: Tensor, _ type: T.Type) throws {
    try transform(x, out, RealMap<F, T>(f: f), cost: f.cost)
}

private func mapWhole<F: UnaryFunction, T: WholeElement>(_ f: F, _ x: Tensor, _ out: Tensor, _ type: T.Type) throws {
    try transform(x, out, WholeMap<F, T>(f: f), cost: f.cost)
}

/// out[i] = kernel(x[i]); the loop every one-operand op becomes.
///
/// The kernel is a type, not a closure: a closure inside the closure of a row is called per element (measured: 3x slower).
func transform<K: Kernel1>(_ x: Tensor, _ out: Tensor, _ kernel: K, cost: Int = 1) throws {
    try x.prepare()
    try out.prepare()
    let loop =
        x.isContiguous && out.isContiguous
        ? Loop(dense: out.count, operands: 2)
        : Loop(out.shape, [out.strides, Shape.expandedStrides(x.shape, x.strides, to: out.shape)])
    let (to, from) = (out.pointer(K.Output.self), UnsafePointer(x.pointer(K.Input.self)))
    let (st, sf) = (loop.strides[0][0], loop.strides[1][0])
    try loop.rows(cost: cost) { offsets, n in
        let (t, s) = (to + offsets[0], from + offsets[1])
        if st == 1, sf == 1 {
            if K.Input.self == K.Output.self, UnsafeRawPointer(t) == UnsafeRawPointer(s) {
                // In place through one pointer: two equal pointers would fail the vectoriser's overlap check.
                let own = UnsafeMutableRawPointer(t).assumingMemoryBound(to: K.Input.self)
                for i in 0..<n { own[i] = unsafeBitCast(kernel.apply(own[i]), to: K.Input.self) }
            } else {
                for i in 0..<n { t[i] = kernel.apply(s[i]) }
            }
        } else {
            for i in 0..<n { t[i &* st] = kernel.apply(s[i &* sf]) }
        }
    }
    withExtendedLifetime((x, out)) {}
}

/// A truth value per element.
func map<F: Predicate>(_ f: F, _ x: Tensor) throws -> Tensor {
    let source = try x.cast(x.dtype.compute)
    let output = try Tensor.output(x.shape, .bool, like: [source])
    switch source.dtype {
    case .float32: try transform(source, output, RealTest<F, Float>(f: f))
    case .float64: try transform(source, output, RealTest<F, Double>(f: f))
    case .bool, .uint8: try transform(source, output, WholeTest<F, UInt8>(f: f))
    case .int8: try transform(source, output, WholeTest<F, Int8>(f: f))
    case .int16: try transform(source, output, WholeTest<F, Int16>(f: f))
    case .int32: try transform(source, output, WholeTest<F, Int32>(f: f))
    case .int64: try transform(source, output, WholeTest<F, Int64>(f: f))
    case .float16, .bfloat16: preconditionFailure("halves are computed in float32")
    }
    return output
}

// MARK: - Two operands

func map<F: BinaryFunction>(_ f: F, _ a: Tensor, _ b: Tensor, into target: Tensor? = nil) throws -> Tensor {
    var dtype = Promotion.result(a, b)
    if f.isReal {
        // numpy divides whole numbers in float64, whatever their size.
        dtype =
            f is DivFunction && Flavour.current == .numpy && !dtype.isFloatingPoint ? .float64 : Promotion.real(dtype)
    }
    if dtype == .bool, let kernel = f.refusesBool {
        // numpy's bools become int8 where torch refuses.
        guard Flavour.current == .numpy else { throw notImplemented(kernel, .bool) }
        dtype = .int8
    }
    if dtype.isFloatingPoint, let kernel = f.refusesReal { throw notImplemented(kernel, dtype) }
    let shape = try Shape.broadcast(a.shape, b.shape)
    // PyTorch multiplies and divides halves by a number in float32.
    let roundsNumbers = Flavour.current == .numpy || !(f is MulFunction || f is DivFunction)
    let x = try roundsNumbers ? a.operand(for: dtype) : a.cast(dtype.compute)
    let y = try roundsNumbers ? b.operand(for: dtype) : b.cast(dtype.compute)
    return try produce(shape, dtype, from: [x, y], into: target, f.name) { output, inputs in
        let (x, y) = (inputs[0], inputs[1])
        switch dtype.compute {
        case .float32: try combineReal(f, x, y, output, Float.self)
        case .float64: try combineReal(f, x, y, output, Double.self)
        case .uint8: try combineWhole(f, x, y, output, UInt8.self)
        case .int8: try combineWhole(f, x, y, output, Int8.self)
        case .int16: try combineWhole(f, x, y, output, Int16.self)
        case .int32: try combineWhole(f, x, y, output, Int32.self)
        case .int64: try combineWhole(f, x, y, output, Int64.self)
        case .bool: try combine(x, y, output, FlagCombine(f: f))
        case .float16, .bfloat16: preconditionFailure("halves are computed in float32")
        }
    }
}

func notImplemented(_ kernel: String, _ dtype: DType) -> Failure {
    Failure(.notImplementedError, "\"\(kernel)\" not implemented for '\(dtype.scalarTypeName)'")
}

private func combineReal<F: BinaryFunction, T: RealElement>(
    _ f: F, _ a: Tensor, _ b: Tensor, _ out: Tensor, _ type: T.Type
) throws {
    try combine(a, b, out, RealCombine<F, T>(f: f), cost: f.cost)
}

private func combineWhole<F: BinaryFunction, T: WholeElement>(
    _ f: F, _ a: Tensor, _ b: Tensor, _ out: Tensor, _ type: T.Type
) throws {
    try combine(a, b, out, WholeCombine<F, T>(f: f), cost: f.cost)
}

func map<F: Comparison>(_ f: F, _ a: Tensor, _ b: Tensor) throws -> Tensor {
    let dtype = Promotion.result(a, b)
    let shape = try Shape.broadcast(a.shape, b.shape)
    let (x, y) = (try a.operand(for: dtype), try b.operand(for: dtype))
    let output = try Tensor.output(shape, .bool, like: [x, y])
    switch dtype.compute {
    case .float32: try combine(x, y, output, Compare<F, Float>(f: f))
    case .float64: try combine(x, y, output, Compare<F, Double>(f: f))
    case .bool, .uint8: try combine(x, y, output, Compare<F, UInt8>(f: f))
    case .int8: try combine(x, y, output, Compare<F, Int8>(f: f))
    case .int16: try combine(x, y, output, Compare<F, Int16>(f: f))
    case .int32: try combine(x, y, output, Compare<F, Int32>(f: f))
    case .int64: try combine(x, y, output, Compare<F, Int64>(f: f))
    case .float16, .bfloat16: preconditionFailure("halves are computed in float32")
    }
    return output
}

/// out[i] = kernel(a[i], b[i]); the loop every two-operand op becomes.
func combine<K: Kernel2>(_ a: Tensor, _ b: Tensor, _ out: Tensor, _ kernel: K, cost: Int = 1) throws {
    try a.prepare()
    try b.prepare()
    try out.prepare()
    let shape = out.shape
    let loop =
        a.isContiguous && b.isContiguous && out.isContiguous && a.shape == shape && b.shape == shape
        ? Loop(dense: out.count, operands: 3)
        : Loop(
            shape,
            [
                out.strides, Shape.expandedStrides(a.shape, a.strides, to: shape),
                Shape.expandedStrides(b.shape, b.strides, to: shape),
            ])
    let (to, pa, pb) = (
        out.pointer(K.Output.self), UnsafePointer(a.pointer(K.Input.self)), UnsafePointer(b.pointer(K.Input.self))
    )
    let (st, sa, sb) = (loop.strides[0][0], loop.strides[1][0], loop.strides[2][0])
    try loop.rows(cost: cost) { offsets, n in
        let (t, x, y) = (to + offsets[0], pa + offsets[1], pb + offsets[2])
        if K.Input.self == K.Output.self, st == 1, sa == 1, sb == 1 || sb == 0,
            UnsafeRawPointer(t) == UnsafeRawPointer(x)
        {
            // In place through one pointer: two equal pointers would fail the vectoriser's overlap check.
            let own = UnsafeMutableRawPointer(t).assumingMemoryBound(to: K.Input.self)
            if sb == 1 {
                for i in 0..<n { own[i] = unsafeBitCast(kernel.apply(own[i], y[i]), to: K.Input.self) }
            } else {
                let value = y[0]
                for i in 0..<n { own[i] = unsafeBitCast(kernel.apply(own[i], value), to: K.Input.self) }
            }
        } else if st == 1, sa == 1, sb == 1 {
            for i in 0..<n { t[i] = kernel.apply(x[i], y[i]) }
        } else if st == 1, sa == 1, sb == 0 {
            let value = y[0]
            for i in 0..<n { t[i] = kernel.apply(x[i], value) }
        } else if st == 1, sa == 0, sb == 1 {
            let value = x[0]
            for i in 0..<n { t[i] = kernel.apply(value, y[i]) }
        } else {
            for i in 0..<n { t[i &* st] = kernel.apply(x[i &* sa], y[i &* sb]) }
        }
    }
    withExtendedLifetime((a, b, out)) {}
}

// MARK: - Three operands

/// out[i] = kernel(a[i], b[i], c[i]) over broadcast operands.
func combine3<K: Kernel3>(_ a: Tensor, _ b: Tensor, _ c: Tensor, _ out: Tensor, _ kernel: K, cost: Int = 1) throws {
    for operand in [a, b, c, out] { try operand.prepare() }
    let shape = out.shape
    let loop = Loop(
        shape,
        [
            out.strides, Shape.expandedStrides(a.shape, a.strides, to: shape),
            Shape.expandedStrides(b.shape, b.strides, to: shape), Shape.expandedStrides(c.shape, c.strides, to: shape),
        ])
    let to = out.pointer(K.Output.self)
    let (pa, pb, pc) = (
        UnsafePointer(a.pointer(K.First.self)), UnsafePointer(b.pointer(K.Input.self)),
        UnsafePointer(c.pointer(K.Input.self))
    )
    let (st, sa, sb, sc) = (loop.strides[0][0], loop.strides[1][0], loop.strides[2][0], loop.strides[3][0])
    try loop.rows(cost: cost) { offsets, n in
        let (t, x, y, z) = (to + offsets[0], pa + offsets[1], pb + offsets[2], pc + offsets[3])
        if st == 1, sa == 1, sb == 1, sc == 1 {
            for i in 0..<n { t[i] = kernel.apply(x[i], y[i], z[i]) }
        } else {
            for i in 0..<n { t[i &* st] = kernel.apply(x[i &* sa], y[i &* sb], z[i &* sc]) }
        }
    }
    withExtendedLifetime((a, b, c, out)) {}
}

// MARK: - Kernels

/// What one element becomes, as a type the compiler specialises the loops for.
protocol Kernel1 {
    associatedtype Input
    associatedtype Output
    func apply(_ x: Input) -> Output
}

protocol Kernel2 {
    associatedtype Input
    associatedtype Output
    func apply(_ a: Input, _ b: Input) -> Output
}

protocol Kernel3 {
    associatedtype First
    associatedtype Input
    associatedtype Output
    func apply(_ a: First, _ b: Input, _ c: Input) -> Output
}

private struct RealMap<F: UnaryFunction, T: RealElement>: Kernel1 {
    let f: F
    @inline(__always) func apply(_ x: T) -> T { f.real(x) }
}

private struct WholeMap<F: UnaryFunction, T: WholeElement>: Kernel1 {
    let f: F
    @inline(__always) func apply(_ x: T) -> T { f.whole(x) }
}

private struct RealTest<F: Predicate, T: RealElement>: Kernel1 {
    let f: F
    @inline(__always) func apply(_ x: T) -> UInt8 { f.test(real: x) ? 1 : 0 }
}

private struct WholeTest<F: Predicate, T: WholeElement>: Kernel1 {
    let f: F
    @inline(__always) func apply(_ x: T) -> UInt8 { f.test(whole: x) ? 1 : 0 }
}

private struct RealCombine<F: BinaryFunction, T: RealElement>: Kernel2 {
    let f: F
    @inline(__always) func apply(_ a: T, _ b: T) -> T { f.real(a, b) }
}

private struct WholeCombine<F: BinaryFunction, T: WholeElement>: Kernel2 {
    let f: F
    @inline(__always) func apply(_ a: T, _ b: T) -> T { f.whole(a, b) }
}

private struct FlagCombine<F: BinaryFunction>: Kernel2 {
    let f: F
    @inline(__always) func apply(_ a: UInt8, _ b: UInt8) -> UInt8 { f.flag(a != 0, b != 0) ? 1 : 0 }
}

private struct Compare<F: Comparison, T: Comparable>: Kernel2 {
    let f: F
    @inline(__always) func apply(_ a: T, _ b: T) -> UInt8 { f.compare(a, b) ? 1 : 0 }
}
