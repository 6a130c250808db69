// nll_loss: minus the log-probability of the right class. Targets are class numbers, one per item or per pixel.

import Schema

/// input (N, C, …) of log-probabilities, target (N, …) of int64 or uint8 class numbers, weight (C). (C) with a 0-d target is
/// one unbatched item. The mean divides by the summed weights of the targets that are not ignored.
public func nllLoss(
    _ input: Tensor, _ target: Tensor, weight: Tensor? = nil, ignoreIndex: Int = -100, reduction: LossReduction = .mean
) throws -> Tensor {
    guard input.rank > 0 else { throw Failure(.valueError, "Expected 1 or more dimensions (got \(input.rank))") }
    if input.rank == 1 {
        guard target.rank <= 1 else {
            throw Failure(.runtimeError, "0D or 1D target tensor expected, multi-target not supported")
        }
        let target = try target.reshape([1])
        let loss = try nllLoss(
            input.unsqueeze(0), target, weight: weight, ignoreIndex: ignoreIndex, reduction: reduction)
        return reduction == .none ? try loss.reshape([]) : loss
    }
    let (n, c) = (input.shape[0], input.shape[1])
    let spatial = Array(input.shape.dropFirst(2))
    guard n == (target.shape.first ?? 0), target.rank > 0 else {
        throw Failure(
            .valueError,
            "Expected input batch_size (\(n)) to match target batch_size (\(target.shape.first ?? 0)).",
            hint: target.rank == input.rank - 2
                ? "add the batch axis: target.unsqueeze(0)" : "the target is (N, …) without the class axis")
    }
    guard target.dtype == .int64 || target.dtype == .uint8 else {
        throw Failure(
            .runtimeError, "expected target dtype to be Long or Byte, but got \(target.dtype.scalarTypeName)",
            hint: "convert it: target.long()")
    }
    // PyTorch counts bytes as classes for a matrix of predictions only.
    if !spatial.isEmpty, target.dtype == .uint8 {
        throw Failure(
            .runtimeError, "expected scalar type Long but found Byte", hint: "convert it: target.long()")
    }
    if spatial.count == 2, target.rank != 3 {
        throw Failure(
            .runtimeError,
            "only batches of spatial targets supported (3D tensors) but got targets of dimension: \(target.rank)",
            hint: target.rank == 4 && target.shape[1] == 1 ? "drop the channel axis: target.squeeze(1)" : "")
    }
    guard Array(target.shape.dropFirst()) == spatial else {
        if spatial.count == 2 {
            throw Failure(
                .runtimeError,
                "size mismatch (got input: \(Shape.text(input.shape)) , target: \(Shape.text(target.shape))",
                hint: "prediction and target need the same height and width")
        }
        throw Failure(
            .runtimeError,
            "Expected target size \(Shape.text([n] + spatial)), got \(Shape.text(target.shape))")
    }
    if let weight, weight.shape != [c] {
        throw Failure(
            .runtimeError,
            "weight tensor should be defined either for all \(c) classes or no classes but got weight tensor of shape: "
                + Shape.text(weight.shape))
    }
    let call = NllCall(
        classes: c, spatial: spatial.reduce(1, *), targets: try target.to(.int64).contiguous(),
        weight: try weight?.doubles(), ignoreIndex: ignoreIndex, reduction: reduction, inputShape: input.shape,
        outputShape: target.shape)
    try call.checkTargets()
    let x = try input.contiguous()
    let (loss, total) = try x.dtype.dispatchReal("nll_loss_out_frame", NllForward(x: x, call: call))
    return record(spatial.isEmpty ? "NllLossBackward0" : "NllLoss2DBackward0", loss, inputs: [input]) { gradient in
        [try nllGradient(gradient, call, total)]
    }
}

/// Everything about a call but its input.
struct NllCall {
    let classes: Int, spatial: Int
    let targets: Tensor
    let weight: [Double]?
    let ignoreIndex: Int
    let reduction: LossReduction
    let inputShape: [Int], outputShape: [Int]

    func checkTargets() throws {
        let labels = targets.pointer(Int64.self)
        for i in 0..<targets.count {
            let label = Int(labels[i])
            if label != ignoreIndex, label < 0 || label >= classes {
                throw Failure(
                    .indexError, "Target \(label) is out of bounds.",
                    hint: "class numbers go from 0 to \(classes - 1); the prediction has \(classes) channels")
            }
        }
    }

    /// Calls the body with each target's number, its place in the input and its weight; ignored targets are left out.
    @inline(__always)
    func forEach(_ body: (_ i: Int, _ at: Int, _ weight: Double) -> Void) {
        let labels = targets.pointer(Int64.self)
        for i in 0..<targets.count {
            let label = Int(labels[i])
            if label == ignoreIndex { continue }
            body(i, (i / spatial * classes + label) * spatial + i % spatial, weight?[label] ?? 1)
        }
    }
}

private struct NllForward: RealVisitor {
    let x: Tensor, call: NllCall

    func visit<T: Real>(_ type: T.Type) throws -> (Tensor, Double) {
        let source = x.reading(T.self)
        var total = 0.0
        if call.reduction == .none {
            let losses = try Tensor.zeros(call.outputShape, x.dtype)
            let out = losses.pointer(T.self)
            call.forEach { i, at, w in out[i] = T(rounding: -w * source[at].asDouble) }
            return (losses, 1)
        }
        var sum = 0.0
        call.forEach { _, at, w in
            sum -= w * source[at].asDouble
            total += w
        }
        let loss = call.reduction == .mean ? sum / total : sum
        return (try Tensor.scalar(.float(loss), x.dtype), total)
    }
}

/// -weight/total at each target's class, zero elsewhere; linear in the gradient, so it can be differentiated again.
private func nllGradient(_ gradient: Tensor, _ call: NllCall, _ total: Double) throws -> Tensor {
    let g = try gradient.contiguous()
    let result = try g.dtype.dispatchReal("nll_loss", NllBackward(gradient: g, call: call, total: total))
    return record("NllLossBackwardBackward0", result, inputs: [gradient]) { upstream in
        let u = try upstream.contiguous()
        let (picked, _) = try u.dtype.dispatchReal("nll_loss", NllForward(x: u, call: call))
        return [picked]
    }
}

private struct NllBackward: RealVisitor {
    let gradient: Tensor, call: NllCall, total: Double

    func visit<T: Real>(_ type: T.Type) throws -> Tensor {
        let dx = try Tensor.zeros(call.inputShape, gradient.dtype)
        let (out, g) = (dx.pointer(T.self), gradient.reading(T.self))
        switch call.reduction {
        case .none: call.forEach { i, at, w in out[at] = T(rounding: -w * g[i].asDouble) }
        case .sum: call.forEach { _, at, w in out[at] = T(rounding: -w * g[0].asDouble) }
        case .mean: call.forEach { _, at, w in out[at] = T(rounding: -w * g[0].asDouble / total) }
        }
        return dx
    }
}

extension Op {
    static let nllLoss = Op(
        "nll_loss(input, target, weight=None, size_average=None, ignore_index=-100, reduce=None, reduction='mean')",
        """
        Minus the log-probability of the target class.
        Shapes: input (N, C, …), target (N, …) of class numbers, weight (C) -> one number, or (N, …) with reduction='none'.
        The mean divides by the summed weights of the targets; those equal to ignore_index do not count.
        Source: torch.nn.functional.nll_loss.
        """, in: [.functional],
        {
            (x: Tensor, t: Tensor, weight: Tensor?, average: Bool?, ignore: Int, reduce: Bool?, reduction: String) in
            try Tensors.nllLoss(
                x, t, weight: weight, ignoreIndex: ignore, reduction: lossReduction(average, reduce, reduction))
        },
        samples: {
            let labels = Argument.tensor(try Tensor.from([2, 0]))
            return [[try sample([2, 3]), labels, .none, .none, .int(-100), .none, .string("mean")]]
        })
}
