// How scripts call the normalisations.

import Schema

extension Op {
    static let batchNorm = Op(
        """
        batch_norm(input, running_mean, running_var, weight=None, bias=None, training=False, momentum=0.1, eps=1e-05)
        """,
        """
        Each channel minus its mean, divided by its standard deviation, times weight, plus bias.
        Shapes: input (N, C, …), the others (C).
        In training the batch's statistics are used and the running ones move toward them by momentum.
        Source: torch.nn.functional.batch_norm.
        """, in: [.functional],
        {
            (
                x: Tensor, mean: Tensor?, variance: Tensor?, w: Tensor?, b: Tensor?, training: Bool, momentum: Double,
                eps: Double
            ) in
            try Tensors.batchNorm(
                x, mean, variance, weight: w, bias: b, training: training, momentum: momentum, eps: eps)
        },
        samples: {
            let (x, w, b) = (try sample([2, 3, 2]), try sample([3], seed: 1), try sample([3], seed: 2))
            let mean = Argument.tensor(try Tensor.from([0.1, -0.2, 0.3]))
            let variance = Argument.tensor(try Tensor.from([1.0, 0.5, 2.0]))
            return [
                [x, .none, .none, w, b, .bool(true), .float(0.1), .float(1e-5)],
                [x, mean, variance, w, b, .bool(false), .float(0.1), .float(1e-3)],
                [x, .none, .none, .none, .none, .bool(true), .float(0.1), .float(1e-5)],
            ]
        })

    static let instanceNorm = Op(
        """
        instance_norm(input, running_mean=None, running_var=None, weight=None, bias=None, use_input_stats=True, momentum=0.1, \
        eps=1e-05)
        """,
        """
        Batch norm of every image by itself.
        Source: torch.nn.functional.instance_norm.
        """, in: [.functional],
        {
            (
                x: Tensor, mean: Tensor?, variance: Tensor?, w: Tensor?, b: Tensor?, useInput: Bool, momentum: Double,
                eps: Double
            ) in
            try Tensors.instanceNorm(
                x, mean, variance, weight: w, bias: b, useInputStats: useInput, momentum: momentum, eps: eps)
        },
        samples: {
            [
                [
                    try sample([2, 3, 4]), .none, .none, try sample([3], seed: 1), try sample([3], seed: 2),
                    .bool(true), .float(0.1),
                    .float(1e-5),
                ]
            ]
        })

    static let groupNorm = Op(
        "group_norm(input, num_groups, weight=None, bias=None, eps=1e-05)",
        """
        Normalisation over groups of channels of each item; weight and bias (C).
        Source: torch.nn.functional.group_norm.
        """, in: [.functional],
        { (x: Tensor, groups: Int, w: Tensor?, b: Tensor?, eps: Double) in
            try Tensors.groupNorm(x, groups: groups, weight: w, bias: b, eps: eps)
        },
        samples: {
            let x = try sample([2, 4, 3])
            return [
                [x, .int(2), try sample([4], seed: 1), try sample([4], seed: 2), .float(1e-5)],
                [x, .int(4), .none, .none, .float(1e-5)],
            ]
        })

    static let layerNorm = Op(
        "layer_norm(input, normalized_shape, weight=None, bias=None, eps=1e-05)",
        """
        Normalisation over the last axes; weight and bias of shape normalized_shape.
        Source: torch.nn.functional.layer_norm.
        """, in: [.functional],
        { (x: Tensor, shape: Ints, w: Tensor?, b: Tensor?, eps: Double) in
            try Tensors.layerNorm(x, shape.values, weight: w, bias: b, eps: eps)
        },
        samples: {
            let x = try sample([2, 3, 4])
            return [
                [x, .tuple([.int(4)]), try sample([4], seed: 1), try sample([4], seed: 2), .float(1e-5)],
                [x, .tuple([.int(3), .int(4)]), .none, .none, .float(1e-5)],
            ]
        })

    static let rmsNorm = Op(
        "rms_norm(input, normalized_shape, weight=None, eps=None)",
        """
        input / sqrt(mean(input²) + eps) over the last axes.
        Source: torch.nn.functional.rms_norm.
        """, in: [.functional],
        { (x: Tensor, shape: Ints, w: Tensor?, eps: Double?) in
            try Tensors.rmsNorm(x, shape.values, weight: w, eps: eps)
        },
        samples: { [[try sample([2, 4]), .tuple([.int(4)]), try sample([4], seed: 1), .none]] })

    static let localResponseNorm = Op(
        "local_response_norm(input, size, alpha=0.0001, beta=0.75, k=1.0)",
        """
        Each value divided by a power of the mean square of its neighbours among the channels.
        Source: torch.nn.functional.local_response_norm.
        """, in: [.functional],
        { (x: Tensor, size: Int, alpha: Double, beta: Double, k: Double) in
            try Tensors.localResponseNorm(x, size: size, alpha: alpha, beta: beta, k: k)
        },
        samples: { [[try sample([1, 5, 2, 2]), .int(3), .float(0.5), .float(0.75), .float(1)]] })
}
