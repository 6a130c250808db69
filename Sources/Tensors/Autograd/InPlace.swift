// Changing tensors in place: copy_, fill_, zero_ and the sums backward makes. The in-place forms of elementwise ops stand
// beside their op.

import Schema

extension Tensor {
    /// `self += other` without history or version: only for gradients nobody has saved.
    func accumulate(_ other: Tensor) throws { _ = try map(AddFunction(), self, other, into: self) }

    /// `copy_`: the values of `source`, broadcast and converted.
    public func copy(from source: Tensor) throws {
        try checkInPlace()
        guard try Shape.canExpand(source.shape, to: shape) else { throw Shape.cannotExpand(source.shape, to: shape) }
        var values = source
        if source.held === held, source.overlaps(self) { values = try source.copied() }
        try copyElements(from: values, to: self)
        let shape = source.shape
        recordInPlace("CopyBackwards", self, inputs: [self, source]) { gradient, saved in
            [
                saved.needs(0) ? try Tensor.zeros(gradient.shape, gradient.dtype) : nil,
                saved.needs(1) ? try gradient.summed(to: shape) : nil,
            ]
        }
    }

    /// `fill_`.
    public func fill(_ value: Scalar) throws {
        try checkInPlace()
        try storeEverywhere(value)
        recordInPlace("FillBackward0", self, inputs: [self]) { gradient, _ in
            [try Tensor.zeros(gradient.shape, gradient.dtype)]
        }
    }

    /// `zero_`.
    public func zero() throws { try fill(.int(0)) }

    /// Any op in place: computes from the old value, then takes over the result's values and history.
    func replace(_ body: (Tensor) throws -> Tensor) throws {
        try checkInPlace()
        guard GradMode.isEnabled, requiresGrad else {
            let result = try body(self)
            try checkCast(result.dtype, to: dtype)
            try copy(from: checkShape(result))
            return
        }
        // What backward saves must be the old values, so they move to memory of their own.
        let old = try copied()
        old.recordedNode = gradFn
        old.outputIndex = outputIndex
        old.nodeVersion = old.held.version
        let result = try body(old)
        try checkCast(result.dtype, to: dtype)
        if base != nil || result.dtype != dtype {
            try copy(from: checkShape(result))
            return
        }
        try copyElements(from: checkShape(result), to: self)
        bumpVersion()
        recordedNode = result.recordedNode
        outputIndex = result.outputIndex
        nodeVersion = held.version
    }

    /// `t_`, `squeeze_`: the tensor takes the sizes and steps of a view of itself; its memory stays.
    func becomeView(_ body: (Tensor) throws -> Tensor) throws {
        try checkInPlace()
        let old = detach()
        old.recordedNode = gradFn
        old.outputIndex = outputIndex
        old.nodeVersion = old.held.version
        let view = try body(old)
        (shape, strides, offset, isContiguous) = (view.shape, view.strides, view.offset, view.isContiguous)
        recordedNode = view.recordedNode
        outputIndex = view.outputIndex
        nodeVersion = held.version
    }

    /// `resize_`: the first elements in another shape; more of them are zeros (PyTorch leaves them undefined).
    func resize(_ sizes: [Int]) throws {
        guard !requiresGrad else { throw Failure(.runtimeError, "cannot resize variables that require grad") }
        let wanted = try Shape.count(sizes)
        var flat = try reshape([-1])
        if wanted > count {
            flat = try cat([flat, Tensor.zeros([wanted - count], dtype)], 0)
        }
        try setData(flat.narrow(0, 0, wanted).reshape(sizes))
    }

    /// `out=`: the shape and the values of a result; views of this tensor see them when the shape stays.
    public func takeOver(_ result: Tensor) throws {
        try checkCast(result.dtype, to: dtype)
        if shape != result.shape { try resize(result.shape) }
        try copy(from: result)
    }

    private func checkShape(_ result: Tensor) throws -> Tensor {
        guard result.shape == shape else {
            throw Failure(
                .runtimeError,
                "output with shape \(Shape.text(shape)) doesn't match the broadcast shape \(Shape.text(result.shape))")
        }
        return result
    }

    /// `requires_grad` stays; the values and the storage become those of `source` (`p.data = …`).
    public func setData(_ source: Tensor) throws {
        held = source.storage
        (shape, strides, offset, dtype) = (source.shape, source.strides, source.offset, source.dtype)
        (count, isContiguous) = (source.count, source.isContiguous)
        nodeVersion = held.version
    }
}

extension Shape {
    static func canExpand(_ shape: [Int], to target: [Int]) throws -> Bool {
        // Leading sizes of one may fall away, as in assignment to a row.
        let extra = max(0, shape.count - target.count)
        guard shape[..<extra].allSatisfy({ $0 == 1 }) else { return false }
        let rest = Array(shape[extra...])
        let lead = target.count - rest.count
        return rest.indices.allSatisfy { rest[$0] == target[lead + $0] || rest[$0] == 1 }
    }

    static func cannotExpand(_ shape: [Int], to target: [Int]) -> Failure {
        if Flavour.current == .numpy {
            return Failure(
                .valueError,
                "could not broadcast input array from shape \(numpyText(shape)) into shape \(numpyText(target))")
        }
        if shape.count > target.count {
            return Failure(
                .runtimeError,
                "expand(torch.FloatTensor{\(text(shape))}, size=\(text(target))): the number of sizes provided (\(target.count)) "
                    + "must be greater or equal to the number of dimensions in the tensor (\(shape.count))")
        }
        let lead = target.count - shape.count
        let bad = shape.indices.last { shape[$0] != target[lead + $0] && shape[$0] != 1 } ?? 0
        return Failure(
            .runtimeError,
            "The expanded size of the tensor (\(target[lead + bad])) must match the existing size (\(shape[bad])) at "
                + "non-singleton dimension \(lead + bad).  Target sizes: \(text(target)).  Tensor sizes: \(text(shape))"
        )
    }
}
