// Spectral normalization (Miyato et al., 2018): a weight is divided by its largest singular value, which one step of the power iteration per
// forward pass keeps an estimate of. The layer then has the parameter `weight_orig` and the buffers `weight_u` and `weight_v` in place of
// `weight`, which every forward pass computes anew.
import Schema
import Tensors

/// How one parameter of a module is normalized.
final class SpectralNorm {
    /// The axis whose slices are the rows of the matrix.
    let dim: Int
    let iterations: Int
    let eps: Double
    /// What the last forward pass computed.
    var current: Tensor?

    init(dim: Int, iterations: Int, eps: Double) {
        self.dim = dim
        self.iterations = iterations
        self.eps = eps
    }

    /// The weight as a matrix: `dim` down, everything else across.
    func matrix(_ weight: Tensor) throws -> Tensor {
        let turned = dim == 0 ? weight : try weight.permute([dim] + (0..<weight.rank).filter { $0 != dim })
        return try turned.reshape([turned.shape[0], -1])
    }
}

extension Module {
    /// Normalizes a parameter by its largest singular value. `dim` nil: the axis of output channels.
    /// - Throws: RuntimeError for a parameter that is normalized already, ValueError for no iterations.
    public func normalizeSpectrum(_ name: String, iterations: Int, eps: Double, dim: Int?) throws {
        guard spectralWeights[name] == nil else {
            throw Failure(
                .runtimeError, "Cannot register two spectral_norm hooks on the same parameter \(name)",
                hint: "remove_spectral_norm(module) undoes the first")
        }
        guard iterations > 0 else {
            throw Failure(
                .valueError, "Expected n_power_iterations to be positive, but got n_power_iterations=\(iterations)")
        }
        let weight = try parameterOrFail(name)
        guard weight.rank > 0 else { throw Failure(.runtimeError, "spectral_norm needs a weight with an axis of rows") }
        let transposes = (self as? ConvolutionLayer)?.isTransposed ?? false
        let norm = SpectralNorm(
            dim: try Shape.dimension(dim ?? (transposes ? 1 : 0), weight.rank), iterations: iterations, eps: eps)
        let shape = try norm.matrix(weight.detach()).shape
        let vectors = try shape.map { size -> Tensor in
            let vector = try Tensor.empty([size], weight.dtype)
            try Init.normal(vector, mean: 0, std: 1)
            return try normalize(vector, dim: 0, eps: eps)
        }
        unregister(name)
        register(parameter: name + "_orig", weight)
        register(buffer: name + "_u", vectors[0])
        register(buffer: name + "_v", vectors[1])
        spectralWeights[name] = norm
    }

    /// One plain parameter again, of the value that was computed last.
    public func restoreSpectrum(_ name: String) throws {
        guard let norm = spectralWeights[name], let weight = try spectralWeight(name, norm, iterates: false) else {
            throw Failure(.valueError, "spectral_norm of '\(name)' not found in \(repr)")
        }
        spectralWeights[name] = nil
        for suffix in ["_orig", "_u", "_v"] { unregister(name + suffix) }
        let plain = try weight.detach().clone()
        plain.requiresGrad = true
        register(parameter: name, plain)
    }

    /// Computes the weights that a forward pass is about to use.
    public func prepareWeights() throws {
        for (name, norm) in spectralWeights {
            norm.current = try spectralWeight(name, norm, iterates: isTraining)
        }
    }

    /// Whether a forward pass computes weights first.
    public var computesWeights: Bool { !spectralWeights.isEmpty }

    private func spectralWeight(_ name: String, _ norm: SpectralNorm, iterates: Bool) throws -> Tensor? {
        guard let weight = parameter(name + "_orig"), let u = buffer(name + "_u"), let v = buffer(name + "_v") else {
            return nil
        }
        let matrix = try norm.matrix(weight)
        if iterates {
            try GradMode.disabled {
                let fixed = matrix.detach()
                for _ in 0..<norm.iterations {
                    try v.copy(from: normalize(matmul(fixed.transpose(0, 1), u), dim: 0, eps: norm.eps))
                    try u.copy(from: normalize(matmul(fixed, v), dim: 0, eps: norm.eps))
                }
            }
        }
        // The graph keeps the vectors of this pass, whatever later passes make of the buffers.
        let (left, right) = (try u.detach().clone(), try v.detach().clone())
        return try div(weight, mul(left, matmul(matrix, right)).sum())
    }
}
