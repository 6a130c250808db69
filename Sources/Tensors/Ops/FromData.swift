// torch.tensor: a tensor from numbers in nested lists. The type is inferred as PyTorch does: any real makes it the default
// real type, else any whole number int64, else bool; an empty list is real.

import Schema

extension Tensor {
    /// Nested lists (or tensors, or numbers) as a fresh leaf. Ragged lists and strings are refused in PyTorch's words.
    public static func from(nested data: Argument, dtype: DType? = nil) throws -> Tensor {
        if case .tensor(let tensor) = data {
            let copy = try tensor.detach().copied()
            return try copy.cast(dtype ?? tensor.dtype)
        }
        var shape: [Int] = []
        var level = data
        while let items = level.items {
            shape.append(items.count)
            guard let first = items.first else { break }
            if case .tensor(let tensor) = first {
                shape.append(contentsOf: tensor.shape)
                break
            }
            level = first
        }
        var reader = NestedReader(shape: shape)
        try reader.read(data, depth: 0)
        return try reader.tensor(dtype)
    }
}

/// Collects the numbers of nested lists, as int64 while all are whole.
private struct NestedReader {
    let shape: [Int]
    private var wholes: [Int64] = []
    private var reals: [Double] = []
    private var inferred: DType = .bool
    private var fromTensors: DType?

    init(shape: [Int]) { self.shape = shape }

    private mutating func becomeReal() {
        if inferred != .float64 {
            reals = wholes.map { Double($0) }
            wholes = []
            inferred = .float64
        }
    }

    mutating func append(_ value: Scalar) {
        switch value {
        case .bool(let flag):
            if inferred == .float64 { reals.append(flag ? 1 : 0) } else { wholes.append(flag ? 1 : 0) }
        case .int(let whole):
            if inferred == .float64 {
                reals.append(Double(whole))
            } else {
                inferred = .int64
                wholes.append(Int64(whole))
            }
        case .float(let real):
            becomeReal()
            reals.append(real)
        }
    }

    mutating func read(_ data: Argument, depth: Int) throws {
        if depth > 128 { throw Failure(.valueError, "too many dimensions 'list'") }
        switch data {
        case .bool(let value): try leaf(.bool(value), depth)
        case .int(let value): try leaf(.int(value), depth)
        case .float(let value): try leaf(.float(value), depth)
        case .tensor(let tensor):
            if depth == shape.count - tensor.rank, Array(shape.suffix(tensor.rank)) == tensor.shape,
                tensor.rank == 0 || tensor.count == 1
            {
                fromTensors = fromTensors.map { Promotion.torch($0, tensor.dtype) } ?? tensor.dtype
                for value in try tensor.scalars() { append(value) }
            } else {
                throw Failure(
                    .valueError, "only one element tensors can be converted to Python scalars",
                    hint: "use torch.stack(list) to join tensors")
            }
        case .list(let items), .tuple(let items), .named(_, _, let items):
            guard depth < shape.count else {
                throw Failure(.valueError, "too many dimensions '\(data.typeName)'")
            }
            guard items.count == shape[depth] else {
                throw Failure(
                    .valueError, "expected sequence of length \(shape[depth]) at dim \(depth) (got \(items.count))",
                    hint: "all rows must have the same length")
            }
            for item in items { try read(item, depth: depth + 1) }
        case .size(let sizes): try read(.list(sizes.map(Argument.int)), depth: depth)
        case .string: throw Failure(.valueError, "too many dimensions 'str'")
        case .none, .dtype, .slice, .ellipsis:
            throw Failure(.runtimeError, "Could not infer dtype of \(data.typeName)")
        }
    }

    private mutating func leaf(_ value: Scalar, _ depth: Int) throws {
        guard depth == shape.count else {
            throw Failure(
                .typeError, "expected a sequence at dim \(depth), but found a number",
                hint: "all rows must have the same length")
        }
        append(value)
    }

    func tensor(_ dtype: DType?) throws -> Tensor {
        if inferred == .float64 || (wholes.isEmpty && reals.isEmpty) {
            let target = dtype ?? fromTensors ?? (Flavour.current == .numpy ? .float64 : Defaults.dtype)
            return try Tensor.from(reals, shape).cast(target)
        }
        return try Tensor.from(wholes, shape).cast(dtype ?? fromTensors ?? inferred)
    }
}

extension Op {
    static let tensor = Op(
        "tensor(data, *, dtype=None, device=None, requires_grad=False, pin_memory=False)",
        """
        A new tensor with the numbers of `data` (a number, nested lists, or a tensor to copy).
        Source:  torch.tensor.
        """, in: .torch,
        { (data: Argument, dtype: DType?, device: Argument, requiresGrad: Bool) in
            try checkDevice(device)
            let result = try Tensor.from(nested: data, dtype: dtype)
            if requiresGrad {
                guard result.dtype.isFloatingPoint else {
                    throw Failure(
                        .runtimeError, "Only Tensors of floating point and complex dtype can require gradients",
                        hint: "write 1.0 instead of 1, or dtype=torch.float32")
                }
                result.requiresGrad = true
            }
            return result
        })
    static let asTensor = Op(
        "as_tensor(data, dtype=None, device=None)",
        "`data` itself when it is a tensor of that type, else a new one.\nSource:  torch.as_tensor.",
        in: .torch, aliases: ["asarray"],
        { (data: Argument, dtype: DType?, device: Argument) in
            try checkDevice(device)
            if case .tensor(let tensor) = data { return try tensor.to(dtype ?? tensor.dtype) }
            return try Tensor.from(nested: data, dtype: dtype)
        })

    /// Refuses devices other than the CPU. Device objects of the bindings arrive as their names.
    public static func checkDevice(_ device: Argument) throws {
        if case .string(let name) = device, name != "cpu", !name.hasPrefix("cpu:") { throw noDevice(name) }
    }
}
