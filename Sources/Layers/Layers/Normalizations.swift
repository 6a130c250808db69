// BatchNorm, InstanceNorm, GroupNorm, LayerNorm, RMSNorm as layers: weights of ones, biases of zeros, running statistics as buffers.

import Schema
import Tensors

/// BatchNorm1d/2d/3d and InstanceNorm1d/2d/3d.
public final class StatisticsNorm: Module {
    public enum Kind: String { case batch = "BatchNorm", instance = "InstanceNorm" }

    public let kind: Kind
    public let spatial: Int
    public let features: Int
    public var eps: Double
    /// nil: the running statistics are averages over all batches.
    public var momentum: Double?
    public let isAffine: Bool, hasBias: Bool
    public var tracks: Bool

    public init(
        _ kind: Kind, spatial: Int, _ features: Int, eps: Double = 1e-5, momentum: Double? = 0.1, affine: Bool,
        tracks: Bool,
        bias: Bool = true, dtype: DType? = nil
    ) throws {
        guard features >= 0 else {
            throw Failure(.runtimeError, "Trying to create tensor with negative dimension \(features): [\(features)]")
        }
        self.kind = kind
        self.spatial = spatial
        self.features = features
        self.eps = eps
        self.momentum = momentum
        isAffine = affine
        hasBias = affine && bias
        self.tracks = tracks
        super.init()
        if affine { try newParameter("weight", [features], dtype) } else { register(parameter: "weight", nil) }
        if hasBias { try newParameter("bias", [features], dtype) } else { register(parameter: "bias", nil) }
        if tracks {
            register(buffer: "running_mean", try Tensor.zeros([features], dtype ?? Defaults.dtype))
            register(buffer: "running_var", try Tensor.ones([features], dtype ?? Defaults.dtype))
            register(buffer: "num_batches_tracked", try Tensor.scalar(.int(0), .int64))
        } else {
            for name in ["running_mean", "running_var", "num_batches_tracked"] { register(buffer: name, nil) }
        }
        try resetParameters()
    }

    public override var typeName: String { "\(kind.rawValue)\(spatial)d" }

    public override func resetParameters() throws {
        if let weight = parameter("weight") { try Init.ones(weight) }
        if let bias = parameter("bias") { try Init.zeros(bias) }
        try resetRunningStatistics()
    }

    /// Running means of 0, variances of 1, no batch seen.
    public func resetRunningStatistics() throws {
        if let mean = buffer("running_mean") { try mean.zero() }
        if let variance = buffer("running_var") { try variance.fill(.int(1)) }
        if let count = buffer("num_batches_tracked") { try count.zero() }
    }

    public override func extraRepr() -> String {
        "\(features), eps=\(pythonText(eps)), momentum=\(momentum.map { pythonText($0) } ?? "None"), affine=\(pythonText(isAffine)), "
            + "bias=\(pythonText(hasBias)), track_running_stats=\(pythonText(tracks))"
    }

    public override func attribute(_ name: String) -> Argument? {
        switch name {
        case "num_features": .int(features)
        case "eps": .float(eps)
        case "momentum": momentum.map(Argument.float) ?? Argument.none
        case "affine": .bool(isAffine)
        case "track_running_stats": .bool(tracks)
        default: nil
        }
    }

    public override func setAttribute(_ name: String, _ value: Argument) throws -> Bool {
        switch name {
        case "eps": eps = try Double.from(value) ?? eps
        case "momentum": momentum = try Double?.from(value) ?? momentum
        case "track_running_stats": tracks = Bool.from(value) ?? tracks
        default: return false
        }
        return true
    }

    public override func forward(_ inputs: [Tensor]) throws -> Tensor {
        let x = inputs[0]
        let (weight, bias) = (parameter("weight"), parameter("bias"))
        let (mean, variance) = (buffer("running_mean"), buffer("running_var"))
        switch kind {
        case .batch:
            // 0: a script's own subclass of _BatchNorm checks by itself.
            let allowed = spatial == 0 ? [2, 3, 4, 5] : spatial == 1 ? [2, 3] : [spatial + 2]
            guard allowed.contains(x.rank) else {
                let words = allowed.map { "\($0)D" }.joined(separator: " or ")
                throw Failure(
                    .valueError, "expected \(words) input (got \(x.rank)D input)",
                    hint: x.rank == spatial + 1 ? "add the batch axis to the input: x.unsqueeze(0)" : "")
            }
            var factor = momentum ?? 0
            if isTraining, tracks, let count = buffer("num_batches_tracked") {
                let batches = (try count.item().integer ?? 0).addingReportingOverflow(1).partialValue
                try count.fill(.int(batches))
                if momentum == nil { factor = 1 / Double(max(batches, 1)) }
            }
            let training = isTraining || (mean == nil && variance == nil)
            let usesRunning = !isTraining || tracks
            return try batchNorm(
                x, usesRunning ? mean : nil, usesRunning ? variance : nil, weight: weight, bias: bias,
                training: training,
                momentum: factor, eps: eps)
        case .instance:
            guard x.rank == spatial + 1 || x.rank == spatial + 2 else {
                throw Failure(.valueError, "expected \(spatial + 1)D or \(spatial + 2)D input (got \(x.rank)D input)")
            }
            let batched = x.rank == spatial + 2 ? x : try x.unsqueeze(0)
            if isAffine, batched.shape[1] != features {
                throw Failure(
                    .valueError,
                    "expected input's size at dim=\(x.rank - spatial - 1) to match num_features (\(features)), but got: "
                        + "\(batched.shape[1]).")
            }
            let y = try instanceNorm(
                batched, mean, variance, weight: weight, bias: bias, useInputStats: isTraining || !tracks,
                momentum: momentum ?? 0, eps: eps)
            return x.rank == spatial + 2 ? y : try y.squeeze([0])
        }
    }
}

public final class GroupNorm: Module {
    public let groups: Int, channels: Int
    public let eps: Double
    private let isAffine: Bool, hasBias: Bool

    public init(
        _ groups: Int, _ channels: Int, eps: Double = 1e-5, affine: Bool = true, bias: Bool = true, dtype: DType? = nil
    ) throws {
        guard groups > 0, channels % groups == 0 else {
            throw Failure(.valueError, "num_channels (\(channels)) must be divisible by num_groups (\(groups))")
        }
        self.groups = groups
        self.channels = channels
        self.eps = eps
        isAffine = affine
        hasBias = affine && bias
        super.init()
        if affine {
            try Init.ones(newParameter("weight", [channels], dtype))
        } else {
            register(parameter: "weight", nil)
        }
        if hasBias { try Init.zeros(newParameter("bias", [channels], dtype)) } else { register(parameter: "bias", nil) }
    }

    public override func extraRepr() -> String {
        "\(groups), \(channels), eps=\(pythonText(eps)), affine=\(pythonText(isAffine)), bias=\(pythonText(hasBias))"
    }
    public override func attribute(_ name: String) -> Argument? {
        switch name {
        case "num_groups": .int(groups)
        case "num_channels": .int(channels)
        case "eps": .float(eps)
        case "affine": .bool(isAffine)
        default: nil
        }
    }
    public override func forward(_ inputs: [Tensor]) throws -> Tensor {
        try groupNorm(inputs[0], groups: groups, weight: parameter("weight"), bias: parameter("bias"), eps: eps)
    }
}

public final class LayerNorm: Module {
    public let normalizedShape: [Int]
    public let eps: Double
    private let isAffine: Bool, hasBias: Bool

    public init(
        _ normalizedShape: [Int], eps: Double = 1e-5, affine: Bool = true, bias: Bool = true, dtype: DType? = nil
    ) throws {
        self.normalizedShape = normalizedShape
        self.eps = eps
        isAffine = affine
        hasBias = affine && bias
        super.init()
        if affine {
            try Init.ones(newParameter("weight", normalizedShape, dtype))
        } else {
            register(parameter: "weight", nil)
        }
        if hasBias {
            try Init.zeros(newParameter("bias", normalizedShape, dtype))
        } else {
            register(parameter: "bias", nil)
        }
    }

    public override func extraRepr() -> String {
        "\(pythonText(normalizedShape)), eps=\(pythonText(eps)), elementwise_affine=\(pythonText(isAffine)), "
            + "bias=\(pythonText(hasBias))"
    }
    public override func attribute(_ name: String) -> Argument? {
        switch name {
        case "normalized_shape": .tuple(normalizedShape.map(Argument.int))
        case "eps": .float(eps)
        case "elementwise_affine": .bool(isAffine)
        default: nil
        }
    }
    public override func forward(_ inputs: [Tensor]) throws -> Tensor {
        try layerNorm(inputs[0], normalizedShape, weight: parameter("weight"), bias: parameter("bias"), eps: eps)
    }
}

public final class RMSNorm: Module {
    public let normalizedShape: [Int]
    public let eps: Double?

    public init(_ normalizedShape: [Int], eps: Double? = nil, affine: Bool = true, dtype: DType? = nil) throws {
        self.normalizedShape = normalizedShape
        self.eps = eps
        super.init()
        if affine {
            try Init.ones(newParameter("weight", normalizedShape, dtype))
        } else {
            register(parameter: "weight", nil)
        }
    }

    public override func extraRepr() -> String {
        "\(pythonText(normalizedShape)), eps=\(eps.map { pythonText($0) } ?? "None"), "
            + "elementwise_affine=\(pythonText(parameter("weight") != nil))"
    }
    public override func forward(_ inputs: [Tensor]) throws -> Tensor {
        try rmsNorm(inputs[0], normalizedShape, weight: parameter("weight"), eps: eps)
    }
}

extension LayerDeclaration {
    private static func batch(_ spatial: Int, _ shape: String) -> LayerDeclaration {
        LayerDeclaration(
            """
            BatchNorm\(spatial)d(num_features, eps=1e-05, momentum=0.1, affine=True, track_running_stats=True, device=None, \
            dtype=None, *, bias=True)
            """, "Each channel of \(shape) normalised by the batch's statistics, in eval mode by the running ones."
        ) { (n: Int, eps: Double, m: Double?, affine: Bool, tracks: Bool, _: Argument, t: DType?, bias: Bool) in
            try StatisticsNorm(
                .batch, spatial: spatial, n, eps: eps, momentum: m, affine: affine, tracks: tracks, bias: bias, dtype: t
            )
        }
    }

    private static func instance(_ spatial: Int, _ shape: String) -> LayerDeclaration {
        LayerDeclaration(
            """
            InstanceNorm\(spatial)d(num_features, eps=1e-05, momentum=0.1, affine=False, track_running_stats=False, device=None, \
            dtype=None, *, bias=True)
            """, "Each channel of each item of \(shape) normalised by itself."
        ) { (n: Int, eps: Double, m: Double?, affine: Bool, tracks: Bool, _: Argument, t: DType?, bias: Bool) in
            try StatisticsNorm(
                .instance, spatial: spatial, n, eps: eps, momentum: m, affine: affine, tracks: tracks, bias: bias,
                dtype: t)
        }
    }

    static let normalizations: [LayerDeclaration] = [
        batch(1, "(N, C) or (N, C, L)"), batch(2, "(N, C, H, W)"), batch(3, "(N, C, D, H, W)"),
        instance(1, "(N, C, L)"), instance(2, "(N, C, H, W)"), instance(3, "(N, C, D, H, W)"),
        LayerDeclaration(
            "GroupNorm(num_groups, num_channels, eps=1e-05, affine=True, device=None, dtype=None, *, bias=True)",
            "Groups of channels of each item normalised by themselves."
        ) { (g: Int, c: Int, eps: Double, affine: Bool, _: Argument, t: DType?, bias: Bool) in
            try GroupNorm(g, c, eps: eps, affine: affine, bias: bias, dtype: t)
        },
        LayerDeclaration(
            "LayerNorm(normalized_shape, eps=1e-05, elementwise_affine=True, bias=True, device=None, dtype=None)",
            "Each item normalised over its last axes."
        ) { (shape: Ints, eps: Double, affine: Bool, bias: Bool, _: Argument, t: DType?) in
            try LayerNorm(shape.values, eps: eps, affine: affine, bias: bias, dtype: t)
        },
        LayerDeclaration(
            "RMSNorm(normalized_shape, eps=None, elementwise_affine=True, device=None, dtype=None)",
            "Each item divided by its root mean square over the last axes."
        ) { (shape: Ints, eps: Double?, affine: Bool, _: Argument, t: DType?) in
            try RMSNorm(shape.values, eps: eps, affine: affine, dtype: t)
        },
    ]
}
