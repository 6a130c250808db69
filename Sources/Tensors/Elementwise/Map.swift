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

/// Runs `compute` on an output of type `dtype.compute`, and rounds or copies to where the result belongs.
@inline(__always)
private func produce(
    _ shape: [Int], _ dtype: DType, like inputs: [Tensor], into target: Tensor?, _ name: String,
    _ compute: (Tensor) throws -> Void
) throws -> Tensor {
    if let target {
        try checkCast(dtype, to: target.dtype, name)
        guard target.shape == shape else {
            throw Failure(
                .runtimeError, "output with shape \(Shape.text(target.shape)) doesn't match the broadcast shape \(Shape.text(shape))")
        }
        if target.dtype == dtype.compute, !inputs.contains(where: { $0 !== target && $0.overlaps(target) }) {
            try compute(target)
            return target
        }
    }
    let output = try Tensor.output(shape, dtype.compute, like: inputs)
    try compute(output)
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

// MARK: - One operand

func map<F: UnaryFunction>(_ f: F, _ x: Tensor, into target: Tensor? = nil) throws -> Tensor {
    if x.dtype == .bool, let kernel = f.refusesBool, Flavour.current == .torch { throw notImplemented(kernel, .bool) }
    let dtype = f.keepsIntegers ? x.dtype : Promotion.real(x.dtype)
    let source = try x.cast(dtype.compute)
    return try produce(x.shape, dtype, like: [source], into: target, f.name) { output in
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
    try transform(x, out, T.self, T.self, cost: f.cost) { f.real($0) }
}

private func mapWhole<F: UnaryFunction, T: WholeElement>(_ f: F, _ x: Tensor, _ out: Tensor, _ type: T.Type) throws {
    try transform(x, out, T.self, T.self, cost: f.cost) { f.whole($0) }
}

/// out[i] = f(x[i]); the loop every one-operand op becomes.
@inline(__always)
func transform<T, R>(
    _ x: Tensor, _ out: Tensor, _ input: T.Type, _ output: R.Type, cost: Int = 1, _ f: (T) -> R
) throws {
    let loop =
        x.isContiguous && out.isContiguous
        ? Loop(dense: out.count, operands: 2)
        : Loop(out.shape, [out.strides, Shape.expandedStrides(x.shape, x.strides, to: out.shape)])
    let (to, from) = (out.pointer(R.self), UnsafePointer(x.pointer(T.self)))
    let (st, sf) = (loop.strides[0][0], loop.strides[1][0])
    try loop.rows(cost: cost) { offsets, n in
        let (t, s) = (to + offsets[0], from + offsets[1])
        if st == 1, sf == 1 {
            for i in 0..<n { t[i] = f(s[i]) }
        } else {
            for i in 0..<n { t[i &* st] = f(s[i &* sf]) }
        }
    }
    withExtendedLifetime((x, out)) {}
}

/// A truth value per element.
func map<F: Predicate>(_ f: F, _ x: Tensor) throws -> Tensor {
    let source = try x.cast(x.dtype.compute)
    let output = try Tensor.output(x.shape, .bool, like: [source])
    switch source.dtype {
    case .float32: try transform(source, output, Float.self, UInt8.self) { f.test(real: $0) ? 1 : 0 }
    case .float64: try transform(source, output, Double.self, UInt8.self) { f.test(real: $0) ? 1 : 0 }
    case .bool, .uint8: try transform(source, output, UInt8.self, UInt8.self) { f.test(whole: $0) ? 1 : 0 }
    case .int8: try transform(source, output, Int8.self, UInt8.self) { f.test(whole: $0) ? 1 : 0 }
    case .int16: try transform(source, output, Int16.self, UInt8.self) { f.test(whole: $0) ? 1 : 0 }
    case .int32: try transform(source, output, Int32.self, UInt8.self) { f.test(whole: $0) ? 1 : 0 }
    case .int64: try transform(source, output, Int64.self, UInt8.self) { f.test(whole: $0) ? 1 : 0 }
    case .float16, .bfloat16: preconditionFailure("halves are computed in float32")
    }
    return output
}

// MARK: - Two operands

func map<F: BinaryFunction>(_ f: F, _ a: Tensor, _ b: Tensor, into target: Tensor? = nil) throws -> Tensor {
    var dtype = Promotion.result(a, b)
    if f.isReal {
        // numpy divides whole numbers in float64, whatever their size.
        dtype = f is DivFunction && Flavour.current == .numpy && !dtype.isFloatingPoint ? .float64 : Promotion.real(dtype)
    }
    if dtype == .bool, let kernel = f.refusesBool {
        // numpy's bools become int8 where torch refuses.
        guard Flavour.current == .numpy else { throw notImplemented(kernel, .bool) }
        dtype = .int8
    }
    if dtype.isFloatingPoint, let kernel = f.refusesReal { throw notImplemented(kernel, dtype) }
    let shape = try Shape.broadcast(a.shape, b.shape)
    let (x, y) = (try a.cast(dtype.compute), try b.cast(dtype.compute))
    return try produce(shape, dtype, like: [x, y], into: target, f.name) { output in
        switch dtype.compute {
        case .float32: try combineReal(f, x, y, output, Float.self)
        case .float64: try combineReal(f, x, y, output, Double.self)
        case .uint8: try combineWhole(f, x, y, output, UInt8.self)
        case .int8: try combineWhole(f, x, y, output, Int8.self)
        case .int16: try combineWhole(f, x, y, output, Int16.self)
        case .int32: try combineWhole(f, x, y, output, Int32.self)
        case .int64: try combineWhole(f, x, y, output, Int64.self)
        case .bool:
            try combine(x, y, output, UInt8.self, UInt8.self) { f.flag($0 != 0, $1 != 0) ? 1 : 0 }
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
    try combine(a, b, out, T.self, T.self, cost: f.cost) { f.real($0, $1) }
}

private func combineWhole<F: BinaryFunction, T: WholeElement>(
    _ f: F, _ a: Tensor, _ b: Tensor, _ out: Tensor, _ type: T.Type
) throws {
    try combine(a, b, out, T.self, T.self, cost: f.cost) { f.whole($0, $1) }
}

func map<F: Comparison>(_ f: F, _ a: Tensor, _ b: Tensor) throws -> Tensor {
    let dtype = Promotion.result(a, b).compute
    let shape = try Shape.broadcast(a.shape, b.shape)
    let (x, y) = (try a.cast(dtype), try b.cast(dtype))
    let output = try Tensor.output(shape, .bool, like: [x, y])
    switch dtype {
    case .float32: try combine(x, y, output, Float.self, UInt8.self) { f.compare($0, $1) ? 1 : 0 }
    case .float64: try combine(x, y, output, Double.self, UInt8.self) { f.compare($0, $1) ? 1 : 0 }
    case .bool, .uint8: try combine(x, y, output, UInt8.self, UInt8.self) { f.compare($0, $1) ? 1 : 0 }
    case .int8: try combine(x, y, output, Int8.self, UInt8.self) { f.compare($0, $1) ? 1 : 0 }
    case .int16: try combine(x, y, output, Int16.self, UInt8.self) { f.compare($0, $1) ? 1 : 0 }
    case .int32: try combine(x, y, output, Int32.self, UInt8.self) { f.compare($0, $1) ? 1 : 0 }
    case .int64: try combine(x, y, output, Int64.self, UInt8.self) { f.compare($0, $1) ? 1 : 0 }
    case .float16, .bfloat16: preconditionFailure("halves are computed in float32")
    }
    return output
}

/// out[i] = f(a[i], b[i]); the loop every two-operand op becomes.
@inline(__always)
func combine<T, R>(
    _ a: Tensor, _ b: Tensor, _ out: Tensor, _ input: T.Type, _ output: R.Type, cost: Int = 1, _ f: (T, T) -> R
) throws {
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
    let (to, pa, pb) = (out.pointer(R.self), UnsafePointer(a.pointer(T.self)), UnsafePointer(b.pointer(T.self)))
    let (st, sa, sb) = (loop.strides[0][0], loop.strides[1][0], loop.strides[2][0])
    try loop.rows(cost: cost) { offsets, n in
        let (t, x, y) = (to + offsets[0], pa + offsets[1], pb + offsets[2])
        if st == 1, sa == 1, sb == 1 {
            for i in 0..<n { t[i] = f(x[i], y[i]) }
        } else if st == 1, sa == 1, sb == 0 {
            let value = y[0]
            for i in 0..<n { t[i] = f(x[i], value) }
        } else if st == 1, sa == 0, sb == 1 {
            let value = x[0]
            for i in 0..<n { t[i] = f(value, y[i]) }
        } else {
            for i in 0..<n { t[i &* st] = f(x[i &* sa], y[i &* sb]) }
        }
    }
    withExtendedLifetime((a, b, out)) {}
}

// MARK: - Three operands

/// out[i] = f(a[i], b[i], c[i]) over broadcast operands of one type.
@inline(__always)
func combine3<A, T, R>(
    _ a: Tensor, _ b: Tensor, _ c: Tensor, _ out: Tensor, _ first: A.Type, _ input: T.Type, _ output: R.Type,
    cost: Int = 1, _ f: (A, T, T) -> R
) throws {
    let shape = out.shape
    let loop = Loop(
        shape,
        [
            out.strides, Shape.expandedStrides(a.shape, a.strides, to: shape),
            Shape.expandedStrides(b.shape, b.strides, to: shape), Shape.expandedStrides(c.shape, c.strides, to: shape),
        ])
    let to = out.pointer(R.self)
    let (pa, pb, pc) = (
        UnsafePointer(a.pointer(A.self)), UnsafePointer(b.pointer(T.self)), UnsafePointer(c.pointer(T.self))
    )
    let (st, sa, sb, sc) = (loop.strides[0][0], loop.strides[1][0], loop.strides[2][0], loop.strides[3][0])
    try loop.rows(cost: cost) { offsets, n in
        let (t, x, y, z) = (to + offsets[0], pa + offsets[1], pb + offsets[2], pc + offsets[3])
        if st == 1, sa == 1, sb == 1, sc == 1 {
            for i in 0..<n { t[i] = f(x[i], y[i], z[i]) }
        } else {
            for i in 0..<n { t[i &* st] = f(x[i &* sa], y[i &* sb], z[i &* sc]) }
        }
    }
    withExtendedLifetime((a, b, c, out)) {}
}
