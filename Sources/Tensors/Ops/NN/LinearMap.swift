// Ops that are linear in one input and have no other: resizing, average pooling, padding, folding. Each is given as a map and
// its transpose on plain tensors; the gradient of the one is the other, to any order.

/// A linear map between two fixed shapes, and its transpose. Neither records anything.
struct LinearMap {
    let name: String
    let apply: (Tensor) throws -> Tensor
    let transpose: (Tensor) throws -> Tensor

    init(_ name: String, apply: @escaping (Tensor) throws -> Tensor, transpose: @escaping (Tensor) throws -> Tensor) {
        self.name = name
        self.apply = apply
        self.transpose = transpose
    }

    /// The map as a recorded op. No value needs saving: the gradient of a linear map does not depend on where it is taken.
    func callAsFunction(_ x: Tensor) throws -> Tensor {
        let y = try GradMode.disabled { try apply(x) }
        let back = LinearMap(name, apply: transpose, transpose: apply)
        return record(name, y, inputs: [x]) { gradient in [try back(gradient)] }
    }
}
