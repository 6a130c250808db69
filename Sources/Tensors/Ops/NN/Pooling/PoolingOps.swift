// How scripts call the pooling ops: three ranks of each, with the arguments of torch.nn.functional.

import Schema

extension Op {
    static let maxPool1d = maxPool("max_pool1d", 1, [1, 2, 7])
    static let maxPool2d = maxPool("max_pool2d", 2, [1, 2, 5, 4])
    static let maxPool3d = maxPool("max_pool3d", 3, [1, 1, 4, 3, 4])

    private static func maxPool(_ name: String, _ spatial: Int, _ shape: [Int]) -> Op {
        Op(
            "\(name)(input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, return_indices=False)",
            """
            The largest value of each window; stride is kernel_size unless given.
            Shapes: input (N, C, …) -> (N, C, …'), each axis (n + 2*padding - dilation*(k - 1) - 1) / stride + 1.
            return_indices=True also gives each value's position in its image plane.
            Raises: RuntimeError if the output would be empty.
            Source: torch.nn.functional.\(name).
            """, in: [.functional, .torch],
            {
                (x: Tensor, k: Ints, s: Ints?, p: Ints, d: Ints, ceil: Bool, indices: Bool) throws -> Argument in
                let (stride, padding, dilation) = (s?.values ?? [], p.values, d.values)
                if !indices {
                    return .tensor(
                        try Tensors.maxPool(
                            name, spatial, x, kernel: k.values, stride: stride, padding: padding, dilation: dilation,
                            ceilMode: ceil))
                }
                let result = try maxPoolWithIndices(
                    name, spatial, x, kernel: k.values, stride: stride, padding: padding, dilation: dilation,
                    ceilMode: ceil)
                return .tuple([.tensor(result.values), .tensor(result.indices)])
            },
            samples: {
                let x = try sample(shape)
                return [
                    [x, .int(2), .none, .int(0), .int(1), .bool(false), .bool(false)],
                    [x, .int(3), .int(2), .int(1), .int(1), .bool(true), .bool(false)],
                ]
            })
    }

    static let avgPool1d = Op(
        "avg_pool1d(input, kernel_size, stride=None, padding=0, ceil_mode=False, count_include_pad=True)",
        """
        The mean of each window. Source: torch.nn.functional.avg_pool1d.
        """, in: [.functional, .torch],
        { (x: Tensor, k: Ints, s: Ints?, p: Ints, ceil: Bool, count: Bool) in
            try Tensors.avgPool(
                "avg_pool1d", 1, x, kernel: k.values, stride: s?.values ?? [], padding: p.values, ceilMode: ceil,
                countIncludePad: count)
        },
        samples: { [[try sample([1, 2, 7]), .int(3), .int(2), .int(1), .bool(false), .bool(true)]] })
    static let avgPool2d = avgPool("avg_pool2d", 2, [1, 2, 5, 4])
    static let avgPool3d = avgPool("avg_pool3d", 3, [1, 1, 3, 4, 3])

    private static func avgPool(_ name: String, _ spatial: Int, _ shape: [Int]) -> Op {
        Op(
            """
            \(name)(input, kernel_size, stride=None, padding=0, ceil_mode=False, count_include_pad=True, divisor_override=None)
            """,
            """
            The mean of each window; stride is kernel_size unless given. Padding counts as zeros unless count_include_pad=False.
            Source: torch.nn.functional.\(name).
            """, in: [.functional],
            { (x: Tensor, k: Ints, s: Ints?, p: Ints, ceil: Bool, count: Bool, divisor: Int?) in
                try Tensors.avgPool(
                    name, spatial, x, kernel: k.values, stride: s?.values ?? [], padding: p.values, ceilMode: ceil,
                    countIncludePad: count, divisor: divisor)
            },
            samples: {
                let x = try sample(shape)
                return [
                    [x, .int(2), .none, .int(0), .bool(false), .bool(true), .none],
                    [x, .int(3), .int(2), .int(1), .bool(true), .bool(false), .none],
                ]
            })
    }

    static let adaptiveAvgPool1d = adaptiveAvg(1, [1, 2, 7], .int(3))
    static let adaptiveAvgPool2d = adaptiveAvg(2, [1, 2, 5, 4], .tuple([.int(2), .int(3)]))
    static let adaptiveAvgPool3d = adaptiveAvg(3, [1, 1, 3, 4, 3], .int(2))

    private static func adaptiveAvg(_ spatial: Int, _ shape: [Int], _ size: Argument) -> Op {
        let name = "adaptive_avg_pool\(spatial)d"
        nonisolated(unsafe) let size = size
        return Op(
            "\(name)(input, output_size)",
            """
            The means of windows that cut each axis into output_size parts; None keeps an axis.
            Source: torch.nn.functional.\(name).
            """, in: spatial == 1 ? [.functional, .torch] : [.functional],
            { (x: Tensor, size: OptionalInts) in try Tensors.adaptiveAvgPool(spatial, x, size: size.values) },
            samples: { [[try sample(shape), size]] })
    }

    static let adaptiveMaxPool1d = adaptiveMax(1, [1, 2, 7], .int(3))
    static let adaptiveMaxPool2d = adaptiveMax(2, [1, 2, 5, 4], .tuple([.int(2), .int(3)]))
    static let adaptiveMaxPool3d = adaptiveMax(3, [1, 1, 3, 4, 3], .int(2))

    private static func adaptiveMax(_ spatial: Int, _ shape: [Int], _ size: Argument) -> Op {
        let name = "adaptive_max_pool\(spatial)d"
        nonisolated(unsafe) let size = size
        return Op(
            "\(name)(input, output_size, return_indices=False)",
            """
            The largest values of windows that cut each axis into output_size parts; None keeps an axis.
            Source: torch.nn.functional.\(name).
            """, in: [.functional],
            { (x: Tensor, size: OptionalInts, indices: Bool) throws -> Argument in
                let result = try Tensors.adaptiveMaxPoolWithIndices(spatial, x, size: size.values)
                return indices ? .tuple([.tensor(result.values), .tensor(result.indices)]) : .tensor(result.values)
            },
            samples: { [[try sample(shape), size, .bool(false)]] })
    }

    static let maxUnpool1d = unpool(1)
    static let maxUnpool2d = unpool(2)
    static let maxUnpool3d = unpool(3)

    private static func unpool(_ spatial: Int) -> Op {
        let name = "max_unpool\(spatial)d"
        return Op(
            "\(name)(input, indices, kernel_size, stride=None, padding=0, output_size=None)",
            """
            Pooled values put back where they came from, zeros elsewhere. indices are from max_pool with return_indices=True.
            Source: torch.nn.functional.\(name).
            """, in: [.functional],
            { (x: Tensor, indices: Tensor, k: Ints, s: Ints?, p: Ints, size: Ints?) in
                try Tensors.maxUnpool(
                    name, spatial, x, indices, kernel: k.values, stride: s?.values ?? [], padding: p.values,
                    outputSize: size?.values)
            },
            samples: {
                if spatial != 2 { return [] }
                let indices = Argument.tensor(try Tensor.from([0, 3, 9, 14], [1, 1, 2, 2]))
                return [[try sample([1, 1, 2, 2]), indices, .int(2), .none, .int(0), .none]]
            })
    }

    static let lpPool1d = lp(1, [1, 2, 6])
    static let lpPool2d = lp(2, [1, 2, 4, 4])

    private static func lp(_ spatial: Int, _ shape: [Int]) -> Op {
        let name = "lp_pool\(spatial)d"
        return Op(
            "\(name)(input, norm_type, kernel_size, stride=None, ceil_mode=False)",
            """
            The norm_type-norm of each window.
            Source: torch.nn.functional.\(name).
            """, in: [.functional],
            { (x: Tensor, norm: Double, k: Ints, s: Ints?, ceil: Bool) in
                try Tensors.lpPool(spatial, x, norm: norm, kernel: k.values, stride: s?.values ?? [], ceilMode: ceil)
            },
            samples: { [[try sample(shape, from: 0.5, to: 2), .float(2), .int(2), .none, .bool(false)]] })
    }
}

/// An output size whose parts may be None.
struct OptionalInts: FromArgument {
    let values: [Int?]
    static var expected: String { "tuple of ints" }
    static func from(_ argument: Argument) throws -> OptionalInts? {
        guard let items = argument.items else { return try Int.from(argument).map { OptionalInts(values: [$0]) } }
        var values: [Int?] = []
        for item in items {
            if case .none = item {
                values.append(nil)
            } else if let value = try Int.from(item) {
                values.append(value)
            } else {
                return nil
            }
        }
        return values.isEmpty ? nil : OptionalInts(values: values)
    }
}
