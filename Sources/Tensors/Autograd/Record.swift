// Recording: how an op tells autograd what it did. `record` for a new value, `recordInPlace` for a changed one,
// `Tensor.view` for one that shares storage.

import Schema

extension Tensor {
    /// The node that made this value; nil for leaves and values nobody differentiates.
    ///
    /// A view whose base was changed in place since asks the base again: the change is part of the view's history.
    public var gradFn: Node? {
        if let base, nodeVersion != held.version, base.requiresGradIgnoringViews {
            let node = Node("AsStridedBackward0", edges: [base.edge])
            let geometry = Geometry(self)
            let baseGeometry = Geometry(base)
            node.body = .single { gradient, _ in [try spread(gradient, geometry, into: baseGeometry)] }
            node.outputs = [(shape, dtype)]
            recordedNode = node
            outputIndex = 0
            nodeVersion = held.version
        }
        return recordedNode
    }

    private var requiresGradIgnoringViews: Bool { leafRequiresGrad || recordedNode != nil }

    public var isLeaf: Bool { gradFn == nil }

    /// Whether gradients flow to or through this tensor.
    public var requiresGrad: Bool {
        get { leafRequiresGrad || gradFn != nil }
        set { leafRequiresGrad = newValue }
    }

    /// `requires_grad_()`, with PyTorch's refusals.
    public func setRequiresGrad(_ value: Bool) throws {
        if value, !dtype.isFloatingPoint {
            throw Failure(.runtimeError, "only Tensors of floating point dtype can require gradients")
        }
        if !value, gradFn != nil {
            throw Failure(
                .runtimeError,
                "you can only change requires_grad flags of leaf variables. If you want to use a computed variable in a "
                    + "subgraph that doesn't require differentiation use var_no_grad = var.detach().")
        }
        if gradFn == nil { leafRequiresGrad = value }
    }

    /// Where this tensor's gradient goes.
    var edge: Edge? {
        if let node = gradFn { return Edge(node: node, output: outputIndex) }
        guard leafRequiresGrad else { return nil }
        if let accumulator { return Edge(node: accumulator, output: 0) }
        let node = Node("AccumulateGrad", edges: [])
        node.variable = self
        node.outputs = [(shape, dtype)]
        accumulator = node
        return Edge(node: node, output: 0)
    }

    /// What backward should keep: the leaf itself, or an alias that remembers today's history.
    fileprivate func savedForBackward(ownOutput: Int?) -> SavedTensor {
        if ownOutput == nil, recordedNode == nil {
            return SavedTensor(tensor: self, version: held.version, ownOutput: nil)
        }
        let copy = alias()
        if ownOutput == nil {
            copy.recordedNode = gradFn
            copy.outputIndex = outputIndex
            copy.nodeVersion = held.version
        }
        return SavedTensor(tensor: copy, version: held.version, ownOutput: ownOutput)
    }
}

/// Whether an op over these inputs has to be recorded.
@inline(__always) public func needsRecording(_ inputs: [Tensor]) -> Bool {
    GradMode.isEnabled && inputs.contains { $0.requiresGrad }
}

/// Gives `output` its place in the graph: it was made from `inputs` by `name`.
///
/// `backward` gets the gradient of the output and the saved values and returns one gradient (or nil) per input, in order.
/// It must reach tensors of the forward pass only through `saved`, which checks that they are unchanged and breaks cycles.
/// It uses ordinary ops, so that `create_graph` works; `saved.needs(i)` says which gradients are worth computing.
@discardableResult
public func record(
    _ name: String, _ output: Tensor, inputs: [Tensor], saved: [Tensor] = [],
    backward: @escaping (_ gradient: Tensor, _ saved: Saved) throws -> [Tensor?]
) -> Tensor {
    guard needsRecording(inputs), output.dtype.isFloatingPoint else { return output }
    let node = Node(name, edges: inputs.map(\.edge), body: .single(backward))
    attach(node, [output], saved)
    return output
}

/// The form for gradients that need no values, or only values of the inputs that nothing changes (then list them in
/// `saved` for the version check).
@discardableResult
public func record(
    _ name: String, _ output: Tensor, inputs: [Tensor], saved: [Tensor] = [],
    backward: @escaping (_ gradient: Tensor) throws -> [Tensor?]
) -> Tensor {
    record(name, output, inputs: inputs, saved: saved) { gradient, saved in
        try saved.check()
        return try backward(gradient)
    }
}

/// Several outputs: `backward` gets one gradient per output, nil where none arrived.
public func record(
    _ name: String, outputs: [Tensor], inputs: [Tensor], saved: [Tensor] = [],
    backward: @escaping (_ gradients: [Tensor?], _ saved: Saved) throws -> [Tensor?]
) {
    guard needsRecording(inputs) else { return }
    let node = Node(name, edges: inputs.map(\.edge), body: .multiple(backward))
    attach(node, outputs, saved)
}

extension Saved {
    fileprivate func check() throws {
        for i in 0..<node.saved.count { _ = try self[i] }
    }

    /// A gradient of zeros for an output that got none.
    public func zeroGradient(_ output: Int) throws -> Tensor {
        guard output < node.outputs.count else { throw Saved.alreadyFreed }
        return try Tensor.zeros(node.outputs[output].shape, node.outputs[output].dtype)
    }
}

private func attach(_ node: Node, _ outputs: [Tensor], _ saved: [Tensor]) {
    node.outputs = outputs.map { ($0.shape, $0.dtype) }
    for (i, output) in outputs.enumerated() where output.dtype.isFloatingPoint {
        output.recordedNode = node
        output.outputIndex = i
        output.nodeVersion = output.held.version
    }
    node.saved = saved.map { value in
        value.savedForBackward(ownOutput: outputs.firstIndex { $0 === value })
    }
    node.hadSaved = !saved.isEmpty
}

// MARK: - In place

extension Tensor {
    /// Refuses in-place changes autograd cannot follow. Call before writing.
    public func checkInPlace() throws {
        if zip(shape, strides).contains(where: { $0 > 1 && $1 == 0 }) {
            throw Failure(
                .runtimeError,
                "unsupported operation: more than one element of the written-to tensor refers to a single memory location. "
                    + "Please clone() the tensor before performing the operation.")
        }
        guard GradMode.isEnabled else { return }
        if leafRequiresGrad, recordedNode == nil {
            throw Failure(
                .runtimeError, "a leaf Variable that requires grad is being used in an in-place operation.",
                hint: "change parameters under `with torch.no_grad():`")
        }
        if let base, base.leafRequiresGrad, base.recordedNode == nil {
            throw Failure(
                .runtimeError, "a view of a leaf Variable that requires grad is being used in an in-place operation.",
                hint: "change parameters under `with torch.no_grad():`")
        }
        if let multiViewOf, requiresGrad {
            throw Failure(
                .runtimeError,
                "Output \(outputIndex) of \(multiViewOf) is a view and is being modified inplace. This view is the output of "
                    + "a function that returns multiple views. Such functions do not allow the output views to be modified "
                    + "inplace. You should replace the inplace operation by an out-of-place one.")
        }
    }

    /// Marks the storage as changed.
    public func bumpVersion() { held.version += 1 }
}

/// Like `record`, for an op that has just written its result into `target`. `inputs[0]` is `target` itself (its gradient
/// is first). Counts the change; rewrites the history of the base when `target` is a view.
public func recordInPlace(
    _ name: String, _ target: Tensor, inputs: [Tensor], saved: [Tensor] = [],
    backward: @escaping (_ gradient: Tensor, _ saved: Saved) throws -> [Tensor?]
) {
    guard GradMode.isEnabled, target.dtype.isFloatingPoint, needsRecording(inputs) else {
        target.bumpVersion()
        return
    }
    let edges = inputs.map(\.edge)  // before the version moves: a view's history must still be the old one
    target.bumpVersion()
    let node = Node(name, edges: edges, body: .single(backward))
    node.outputs = [(target.shape, target.dtype)]
    node.saved = saved.map { value in value.savedForBackward(ownOutput: value === target ? 0 : nil) }
    node.hadSaved = !saved.isEmpty
    adopt(node, target)
}

/// Makes `node` the latest history of `target`, which was just changed in place.
func adopt(_ node: Node, _ target: Tensor) {
    guard let base = target.base else {
        target.recordedNode = node
        target.outputIndex = 0
        target.nodeVersion = target.held.version
        return
    }
    // CopySlices: the gradient of the base passes except for the view's elements, which go through `node`.
    let slice = Geometry(target)
    let whole = Geometry(base)
    let copySlices = Node("CopySlices", edges: [base.edge] + node.edges.dropFirst())
    copySlices.outputs = [(base.shape, base.dtype)]
    // Saved values belong to the inner node; having them counted here makes a second backward complain.
    copySlices.saved = node.saved
    copySlices.hadSaved = node.hadSaved
    copySlices.body = .single { [name = node.name] gradient, saved in
        let inner = Node(name, edges: [], saved: saved.node.saved)
        let result = try whole.dense(gradient)
        let part = try slice.view(of: result, whole)
        let needed = [true] + saved.neededInputs.dropFirst()
        var gradients = try node.run([part.clone()], needed: needed, savedIn: inner)
        if gradients.isEmpty { gradients = [nil] }
        try GradMode.disabled {
            if let first = gradients[0] {
                try copyElements(from: first, to: part)
            } else {
                try part.storeEverywhere(.int(0))
            }
        }
        gradients[0] = result
        return gradients
    }
    node.edges = []
    base.recordedNode = copySlices
    base.outputIndex = 0
    base.nodeVersion = base.held.version
    target.nodeVersion = -1  // ask the base
    _ = target.gradFn
}

/// Where a tensor's elements lie, without keeping the tensor.
struct Geometry {
    let shape: [Int], strides: [Int], offset: Int, dtype: DType

    init(_ tensor: Tensor) {
        (shape, strides, offset, dtype) = (tensor.shape, tensor.strides, tensor.offset, tensor.dtype)
    }

    /// A fresh dense copy of `gradient` with this shape: dense in this memory order when the geometry is dense.
    func dense(_ gradient: Tensor) throws -> Tensor {
        let copy = try Tensor(uninitialized: shape, gradient.dtype)
        if Shape.isDense(shape, strides), !strides.contains(where: { $0 < 0 }) {
            copy.strides = strides
            copy.isContiguous = Shape.isContiguous(shape, strides)
        }
        try copyElements(from: gradient, to: copy)
        return copy
    }

    /// The elements of `result`, dense over `whole`, that this geometry addresses.
    func view(of result: Tensor, _ whole: Geometry) throws -> Tensor {
        guard result.strides == whole.strides, !strides.contains(where: { $0 < 0 }) else {
            throw Failure(
                .notImplementedError,
                "changing a view of a base that is itself not dense is not supported when gradients are needed",
                hint: "call .contiguous() on the base first")
        }
        return Tensor(
            storage: result.storage, offset: offset - whole.offset, shape: shape, strides: strides, dtype: result.dtype,
            count: shape.reduce(1, *), isContiguous: Shape.isContiguous(shape, strides))
    }
}

/// The gradient of a base from the gradient of a view of it.
func spread(_ gradient: Tensor, _ geometry: Geometry, into whole: Geometry) throws -> Tensor {
    let zeros = try Tensor.zeros(whole.shape, gradient.dtype)
    let result = try whole.dense(zeros)
    let part = try geometry.view(of: result, whole)
    if !needsRecording([gradient]) {
        try copyElements(from: gradient, to: part)
        return result
    }
    part.base = result
    try part.copy(from: gradient)
    return result
}
