// max_unpool1d, 2d, 3d: puts pooled values back where they came from, zeros elsewhere.

import Schema

/// `indices` are what max_pool returned with return_indices; positions outside the output are refused.
public func maxUnpool(
    _ name: String, _ spatial: Int, _ input: Tensor, _ indices: Tensor, kernel: [Int], stride: [Int] = [],
    padding: [Int] = [0], outputSize: [Int]? = nil
) throws -> Tensor {
    guard input.rank == spatial + 1 || input.rank == spatial + 2 else {
        throw PoolingGeometry.rankFailure(name, input, spatial)
    }
    guard indices.dtype == .int64 else {
        throw Failure(
            .runtimeError, "elements in indices should be type int64 but got: \(indices.dtype.scalarTypeName)")
    }
    guard indices.shape == input.shape else {
        throw Failure(
            .runtimeError,
            "Expected shape of indices to be same as that of the input tensor (\(Shape.text(input.shape))) but got indices tensor "
                + "with shape: \(Shape.text(indices.shape))")
    }
    let noun = "pooling"
    let kernel = try expandList(kernel, spatial, name, "kernel_size", noun)
    let stride = stride.isEmpty ? kernel : try expandList(stride, spatial, name, "stride", noun)
    let padding = try expandList(padding, spatial, name, "padding", noun)
    let size = Array(input.shape.suffix(spatial))
    var output = (0..<spatial).map { i -> Int in (size[i] - 1) * stride[i] - 2 * padding[i] + kernel[i] }
    if let outputSize {
        output = Array(outputSize.suffix(spatial))
        guard output.count == spatial else {
            throw Failure(
                .valueError,
                "output_size should be a sequence containing \(spatial) or \(spatial + 2) elements, but it has a length of "
                    + "'\(outputSize.count)'")
        }
    }
    if output.contains(where: { $0 < 0 }) { throw Failure(.runtimeError, "\(name): the output size is negative") }
    let shape = Array(input.shape.dropLast(spatial)) + output
    let limit = try Shape.count(output)
    let positions = try indices.contiguous()
    for position in try positions.scalars() where !(0..<limit).contains(position.integer ?? -1) {
        throw Failure(
            .runtimeError,
            "Found an invalid max index: \(position.integer ?? -1) (output volumes are of size "
                + output.map(String.init).joined(separator: "x") + ")")
    }
    let x = try input.contiguous()
    let result = try GradMode.disabled { try scatterOnce(x, positions, shape, spatial) }
    return record("MaxUnpool\(spatial)DBackward0", result, inputs: [input], saved: [positions]) { gradient, saved in
        [try gatherPlanes(gradient, saved[0], x.shape, spatial: spatial)]
    }
}

/// Unlike the gradient of pooling, a position named twice keeps the last value.
private func scatterOnce(_ x: Tensor, _ indices: Tensor, _ shape: [Int], _ spatial: Int) throws -> Tensor {
    let result = try Tensor.zeros(shape, x.dtype)
    try x.dtype.dispatchReal("max_unpool", Unpool(x: x, indices: indices, result: result, spatial: spatial))
    return result
}

private struct Unpool: RealVisitor {
    let x: Tensor, indices: Tensor, result: Tensor, spatial: Int

    func visit<T: Real>(_ type: T.Type) throws {
        let small = x.shape.suffix(spatial).reduce(1, *)
        let large = result.shape.suffix(spatial).reduce(1, *)
        let (from, to, at) = (x.reading(T.self), result.pointer(T.self), indices.pointer(Int64.self))
        for i in 0..<x.count { to[i / small * large + Int(at[i])] = from[i] }
    }
}
