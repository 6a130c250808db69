// Pooling layers: windows given at construction, as the user wrote them.

import Schema
import Tensors

extension LayerDeclaration {
    static let poolings: [LayerDeclaration] =
        (1...3).map(maxPool) + (1...3).map(averagePool) + (1...3).map(adaptiveAverage) + (1...3).map(adaptiveMax)
        + (1...3).map(unpool) + (1...2).map(lp)

    /// `stride=None` means the kernel size, and prints as it.
    @Sendable private static func strideFromKernel(_ options: inout Options) throws {
        if case .none = options["stride"] { options["stride"] = options["kernel_size"] }
    }

    /// AvgPool1d keeps its numbers as tuples, and prints them so.
    @Sendable private static func asTuples(_ options: inout Options) throws {
        try strideFromKernel(&options)
        for name in ["kernel_size", "stride", "padding"] {
            if case .int(let value) = options[name] { options[name] = .tuple([.int(value)]) }
        }
    }

    private static func maxPool(_ spatial: Int) -> LayerDeclaration {
        let name = "max_pool\(spatial)d"
        return LayerDeclaration(
            function: """
                MaxPool\(spatial)d(kernel_size, stride=None, padding=0, dilation=1, return_indices=False, ceil_mode=False)
                """, "The largest value of each window; with return_indices=True also where it was.",
            prepare: strideFromKernel,
            repr: { $0.text("kernel_size", "stride", "padding", "dilation", "ceil_mode") }
        ) { l, arguments in
            let x = try l.tensor(arguments)
            let (kernel, stride) = (try l.options.ints("kernel_size"), try l.options.ints("stride"))
            let (padding, dilation) = (try l.options.ints("padding"), try l.options.ints("dilation"))
            let ceilMode: Bool = try l.options.value("ceil_mode")
            if try !l.options.value("return_indices") {
                return .tensor(
                    try Tensors.maxPool(
                        name, spatial, x, kernel: kernel, stride: stride, padding: padding, dilation: dilation,
                        ceilMode: ceilMode))
            }
            let result = try maxPoolWithIndices(
                name, spatial, x, kernel: kernel, stride: stride, padding: padding, dilation: dilation,
                ceilMode: ceilMode)
            return .tuple([.tensor(result.values), .tensor(result.indices)])
        }
    }

    private static func averagePool(_ spatial: Int) -> LayerDeclaration {
        let rest = spatial == 1 ? "" : ", divisor_override=None"
        return simple(
            "AvgPool\(spatial)d(kernel_size, stride=None, padding=0, ceil_mode=False, count_include_pad=True\(rest))",
            "The mean of each window.", prepare: spatial == 1 ? asTuples : strideFromKernel,
            repr: { $0.text("kernel_size", "stride", "padding") }
        ) { l, x in
            try avgPool(
                "avg_pool\(spatial)d", spatial, x, kernel: l.options.ints("kernel_size"),
                stride: l.options.ints("stride"),
                padding: l.options.ints("padding"), ceilMode: l.options.value("ceil_mode"),
                countIncludePad: l.options.value("count_include_pad"),
                divisor: l.options.value("divisor_override", Int?.self))
        }
    }

    /// `output_size`: an int, or a tuple with None for axes to keep.
    private static func outputSize(_ options: Options) throws -> [Int?] {
        guard let items = options["output_size"].items else { return [try options.value("output_size", Int.self)] }
        return try items.map { try Int?.from($0) ?? nil }
    }

    private static func adaptiveAverage(_ spatial: Int) -> LayerDeclaration {
        simple(
            "AdaptiveAvgPool\(spatial)d(output_size)",
            "The means of windows that cut each axis into output_size parts.",
            repr: { $0.text("output_size") }
        ) { l, x in try adaptiveAvgPool(spatial, x, size: outputSize(l.options)) }
    }

    private static func adaptiveMax(_ spatial: Int) -> LayerDeclaration {
        LayerDeclaration(
            function: "AdaptiveMaxPool\(spatial)d(output_size, return_indices=False)",
            "The largest values of windows that cut each axis into output_size parts.", repr: { $0.text("output_size") }
        ) { l, arguments in
            let result = try adaptiveMaxPoolWithIndices(spatial, l.tensor(arguments), size: outputSize(l.options))
            let both: Bool = try l.options.value("return_indices")
            return both ? .tuple([.tensor(result.values), .tensor(result.indices)]) : .tensor(result.values)
        }
    }

    private static func unpool(_ spatial: Int) -> LayerDeclaration {
        LayerDeclaration(
            function: "MaxUnpool\(spatial)d(kernel_size, stride=None, padding=0)",
            "Pooled values put back where they came from.",
            prepare: { options in
                try strideFromKernel(&options)
                for name in ["kernel_size", "stride", "padding"] {
                    let values = try options.ints(name)
                    let all = values.count == 1 ? [Int](repeating: values[0], count: spatial) : values
                    options[name] = .tuple(all.map(Argument.int))
                }
            }, repr: { $0.text("kernel_size", "stride", "padding") },
            forwardSignature: "forward(input, indices, output_size=None)"
        ) { l, arguments in
            let size = arguments.count > 2 ? try Ints?.from(arguments[2]) ?? nil : nil
            return .tensor(
                try maxUnpool(
                    "max_unpool\(spatial)d", spatial, l.tensor(arguments), l.tensor(arguments, 1),
                    kernel: l.options.ints("kernel_size"), stride: l.options.ints("stride"),
                    padding: l.options.ints("padding"), outputSize: size?.values))
        }
    }

    private static func lp(_ spatial: Int) -> LayerDeclaration {
        simple(
            "LPPool\(spatial)d(norm_type, kernel_size, stride=None, ceil_mode=False)", "The p-norm of each window.",
            repr: { $0.text("norm_type", "kernel_size", "stride", "ceil_mode") }
        ) { l, x in
            let stride = try l.options.value("stride", Ints?.self)
            return try lpPool(
                spatial, x, norm: l.options.value("norm_type"), kernel: l.options.ints("kernel_size"),
                stride: stride?.values ?? [], ceilMode: l.options.value("ceil_mode"))
        }
    }
}
