// Weight normalization (Salimans and Kingma, 2016): a parameter is a direction times a length, and both are learned. The layer then has
// the parameters `weight_g` and `weight_v` in place of `weight`, which is computed when it is read.
import Schema
import Tensors

extension Module {
    /// Splits a parameter. `dim`: the axis along which every slice has its own length; nil: one length for all.
    public func normalizeWeight(_ name: String, dim: Int?) throws {
        guard normalizedWeights[name] == nil else {
            throw Failure(
                .runtimeError, "Cannot register two weight_norm hooks on the same parameter \(name)",
                hint: "remove_weight_norm(module) undoes the first")
        }
        let weight = try parameterOrFail(name)
        if let dim, dim < -weight.rank || dim >= weight.rank {
            throw Failure(
                .indexError,
                "Dimension out of range (expected to be in range of [-\(weight.rank), \(weight.rank - 1)], but got \(dim))"
            )
        }
        let direction = try weight.detach().clone()
        let length = try Module.length(direction, dim).detach()
        unregister(name)
        for (suffix, tensor) in [("_g", length), ("_v", direction)] {
            tensor.requiresGrad = true
            register(parameter: name + suffix, tensor)
        }
        normalizedWeights[name] = .some(dim)
    }

    /// Makes one parameter of the two again.
    public func restoreWeight(_ name: String) throws {
        guard let weight = try derivedWeight(name) else {
            throw Failure(.valueError, "weight_norm of '\(name)' not found in \(repr)")
        }
        normalizedWeights[name] = nil
        for suffix in ["_g", "_v"] { unregister(name + suffix) }
        let plain = try weight.detach().clone()
        plain.requiresGrad = true
        register(parameter: name, plain)
    }

    /// The computed value of a parameter that was split or is normalized; nil for any other name.
    public func derivedWeight(_ name: String) throws -> Tensor? {
        if let norm = spectralWeights[name] { return norm.current ?? parameter(name + "_orig")?.detach() }
        guard let dim = normalizedWeights[name], let length = parameter(name + "_g"),
            let direction = parameter(name + "_v")
        else { return nil }
        return try mul(direction, div(length, Module.length(direction, dim)))
    }

    /// A copy's parameters are split as the original's are.
    public func adoptNormalizedWeights(of other: Module) {
        for name in other.normalizedWeights.keys { unregister(name) }
        normalizedWeights = other.normalizedWeights
        for (name, norm) in other.spectralWeights {
            unregister(name)
            spectralWeights[name] = SpectralNorm(dim: norm.dim, iterations: norm.iterations, eps: norm.eps)
        }
    }

    private static func length(_ x: Tensor, _ dim: Int?) throws -> Tensor {
        let kept = dim.map { $0 < 0 ? $0 + x.rank : $0 }
        let axes = (0..<x.rank).filter { $0 != kept }
        return try mul(x, x).sum(axes, keepdim: kept != nil).sqrt()
    }
}
